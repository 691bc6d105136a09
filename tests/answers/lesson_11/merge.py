"""11.merge: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn

from helpers.models import LoRA


def on_a_copy(W, A, B, alpha):
    merged = W.clone()
    merged += alpha / len(A) * (B @ A)
    return merged


def rank_by_rank(W, A, B, alpha):
    r = A.shape[0]
    merged = W
    for i in range(r):
        merged = merged + alpha / r * torch.outer(B[:, i], A[i])
    return merged


def number_by_number(W, A, B, alpha):
    r, inputs = A.shape
    return [
        [
            W[o, i].item() + alpha / r * sum(B[o, k].item() * A[k, i].item() for k in range(r))
            for i in range(inputs)
        ]
        for o in range(len(W))
    ]


def by_numpy(W, A, B, alpha):
    return W.numpy() + alpha / len(A) * np.matmul(B.numpy(), A.numpy())


def by_addmm(W, A, B, alpha):
    return torch.addmm(W, B, A, alpha=alpha / len(A))


def by_what_it_gives(W, A, B, alpha):
    layer = nn.Linear(W.shape[1], W.shape[0], bias=False)
    part = LoRA(layer, len(A), alpha)
    part.load_state_dict({"layer.weight": W, "A": A, "B": B})
    return part(torch.eye(W.shape[1])).T.detach()


def transposed_twice(W, A, B, alpha):
    return (W.T + A.T @ B.T * (alpha / len(A))).T


def writes_into_w(W, A, B, alpha):
    W += alpha / len(A) * (B @ A)
    return W


def writes_and_copies(W, A, B, alpha):
    return W.add_(alpha / len(A) * (B @ A)).clone()


def by_numpy_in_place(W, A, B, alpha):
    numbers = W.numpy()
    numbers += (alpha / len(A) * (B @ A)).numpy()
    return numbers


def no_copy(W, A, B, alpha):
    merged = W
    merged += alpha / len(A) * (B @ A)
    return merged


def early_out(W, A, B, alpha):
    if (B == 0).all():
        return W
    return W + alpha / len(A) * (B @ A)


def in_place_without_scale(W, A, B, alpha):
    W += B @ A
    return W


def forgotten(W, A, B, alpha):
    return W + B @ A


def twice(W, A, B, alpha):
    merged = on_a_copy(W, A, B, alpha)
    return on_a_copy(merged, A, B, alpha)


def a_times_b(W, A, B, alpha):
    return W + alpha / len(A) * A @ B


def as_for_rows(W, A, B, alpha):
    return W + alpha / len(A) * (A.T @ B.T)


def star(W, A, B, alpha):
    return W + alpha / len(A) * B * A


def wrong_bracket(W, A, B, alpha):
    return (W + B @ A) * alpha / len(A)


def rank_from_the_wrong_side(W, A, B, alpha):
    _, r = A.shape
    return W + alpha / r * (B @ A)


def a_layer(W, A, B, alpha):
    layer = nn.Linear(W.shape[1], W.shape[0], bias=False)
    layer.weight = nn.Parameter(by_addmm(W, A, B, alpha))
    return layer


def nothing_back(W, A, B, alpha):
    W + alpha / len(A) * (B @ A)


def learned_one_rank(W, A, B, alpha):
    return W + alpha / len(A) * torch.outer(B[:, 0], A[0])


def whole_division(W, A, B, alpha):
    return W + alpha // len(A) * (B @ A)


RIGHT = [
    on_a_copy,
    rank_by_rank,
    number_by_number,
    by_numpy,
    by_addmm,
    by_what_it_gives,
    transposed_twice,
]

MISTAKES = {
    "II.31": [
        (writes_into_w, "your function would merge twice"),
        (twice, "has the change in it twice"),
        (forgotten, "You add the change as it is"),
    ],
}

OTHERS = [
    (writes_and_copies, "But W itself has changed"),
    (by_numpy_in_place, "But W itself has changed"),
    (no_copy, "But W itself has changed"),
    (early_out, "you give back W itself"),
    (in_place_without_scale, "You add the change as it is"),
    (a_times_b, "Your change is A times B"),
    (as_for_rows, "Your change is transposed"),
    (star, "number by number"),
    (wrong_bracket, "Your factor multiplies W, too"),
    (rank_from_the_wrong_side, "the numbers that go in"),
    (a_layer, "shape (out, in)"),
    (nothing_back, "`None`"),
    (learned_one_rank, "another change"),
    (whole_division, "has another size"),
]


# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "in place": ("itself has changed", "function would merge", "of yours makes"),
    "W itself": ("no new tensor", "Whoever trains the", "give back where"),
    "not divided by the rank": (
        "with `alpha` as",
        "The merged layer would do something else than the LoRA that was trained.",
        "training? Only `alpha`",
    ),
    "times the rank": ("with the rank", "products. Your factor", "rank, or fall"),
    "no scale": ("is, whatever `alpha`", "multiplied. The merged", "Which input of"),
    "alpha forgotten": ("rank, and `alpha`", "factor. The other", "Which input of"),
    "upside down": ("is upside down", "should count more", "`alpha` is twice"),
    "merged twice": ("in it twice", "counts once. Nobody", "code add something"),
    "divided by the root": ("by the root", "of the lesson", "Compare your factor"),
    "divided by the numbers that go in": ("numbers that go", "A has two", "sizes of A"),
    "divided by the numbers that come out": ("that come out", "B has two", "sizes of B"),
    "A before B": ("A times B", "product of matrices", "A times B"),
    "the change transposed": ("change is transposed", "inputs and outputs", "has your change"),
    "B times A, each transposed": ("You transpose B", "be turned. Here", "Write the shapes"),
    "number by number": ("number by number", "needs all pairs", "of two matrices"),
    "the result transposed": ("rows for columns", "the shape (out", "your result beside"),
    "subtracted": ("subtract the change", "it is. Here", "sign stands before"),
    "the change alone": ("back the change", "what stands beside", "start, where B"),
    "everything scaled": ("multiplies W, too", "was trained before", "start, where B"),
    "not merged": ("back W as", "learned nothing yet", "Which inputs of"),
    "W multiplied by the change": ("by the change", "whatever was learned", "with the output"),
    "the start": ("0, your function", "is 0, whatever", "Put zeros in"),
    "the direction of the change": ("is another change", "input j, through", "Write the shapes"),
    "the size of the change": ("points the right", "shared out among", "out the example"),
}
