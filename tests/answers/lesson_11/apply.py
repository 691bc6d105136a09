"""11.apply: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn

from helpers.models import LoRA

F = nn.functional


def by_linear(x, W, b, A, B, alpha):
    r, _ = A.shape
    return F.linear(x, W, b) + F.linear(F.linear(x, A), B) * alpha / r


def with_the_whole_matrix(x, W, b, A, B, alpha):
    change = alpha / B.shape[1] * (B @ A)  # (out, in)
    return x @ (W + change).T + b


def row_by_row(x, W, b, A, B, alpha):
    rows = []
    for row in x:
        y = W @ row + b
        for i in range(len(A)):  # one rank after the other
            y = y + alpha / len(A) * B[:, i] * (A[i] @ row)
        rows.append(y)
    return torch.stack(rows)


def by_numpy(x, W, b, A, B, alpha):
    x, W, b, A, B = (t.numpy() for t in (x, W, b, A, B))
    down = np.einsum("ni,ri->nr", x, A)
    return np.dot(x, W.T) + b + np.einsum("nr,or->no", down, B) * (alpha / A.shape[0])


def by_the_class(x, W, b, A, B, alpha):
    part = LoRA(nn.Linear(W.shape[1], W.shape[0]), len(A), alpha)
    part.load_state_dict({"layer.weight": W, "layer.bias": b, "A": A, "B": B})
    return part(x).detach()


def scaled_on_the_way(x, W, b, A, B, alpha):
    down = (alpha / len(A)) * x @ A.T
    return torch.addmm(b, x, W.T) + down @ B.T


def as_the_formula_says(x, W, b, A, B, alpha):
    """W x and B A x, as for one column."""
    return W @ x + b + alpha / len(A) * (B @ A @ x)


def in_the_layer_alone(x, W, b, A, B, alpha):
    y = torch.matmul(W, x) + b
    return y + x @ A.T @ B.T * alpha / len(A)


def alpha_alone_and_columns(x, W, b, A, B, alpha):
    return W @ x + b + alpha * B @ A @ x


def a_column_at_a_time(x, W, b, A, B, alpha):
    return (W @ x.T + alpha / len(A) * (B @ A @ x.T)).T


def alpha_alone(x, W, b, A, B, alpha):
    return F.linear(x, W, b) + alpha * F.linear(F.linear(x, A), B)


def forgotten(x, W, b, A, B, alpha):
    return x @ W.T + b + x @ A.T @ B.T


def rank_from_the_wrong_side(x, W, b, A, B, alpha):
    r = A.shape[1]
    return x @ W.T + b + alpha / r * (x @ A.T @ B.T)


def rank_of_b(x, W, b, A, B, alpha):
    r = B.shape[0]
    return x @ W.T + b + alpha / r * (x @ A.T @ B.T)


def b_first(x, W, b, A, B, alpha):
    return x @ W.T + b + alpha / len(A) * (x @ (A @ B).T)


def as_they_stand(x, W, b, A, B, alpha):
    return x @ W.T + b + alpha / len(A) * (x @ A @ B)


def bracket_too_far(x, W, b, A, B, alpha):
    return x @ W.T + alpha / len(A) * (b + x @ A.T @ B.T)


def two_layers(x, W, b, A, B, alpha):
    change = F.linear(x, alpha / len(A) * (B @ A), b)
    return F.linear(x, W, b) + change


def into_w(x, W, b, A, B, alpha):
    W += alpha / len(A) * (B @ A)
    return x @ W.T + b


def without_b(x, W, b, A, B, alpha):
    return x @ (W + alpha / len(A) * B @ A).T


def only_the_side_road(x, W, b, A, B, alpha):
    return alpha / len(A) * (x @ A.T @ B.T)


def all_times_the_scale(x, W, b, A, B, alpha):
    return (x @ W.T + b + x @ A.T @ B.T) * alpha / len(A)


def whole_division(x, W, b, A, B, alpha):
    return x @ W.T + b + alpha // len(A) * (x @ A.T @ B.T)


def the_weight(x, W, b, A, B, alpha):
    return W + alpha / len(A) * B @ A


def through_both(x, W, b, A, B, alpha):
    """The change reads what the layer gives."""
    y = x @ W.T + b
    return y + alpha / len(A) * (y @ A.T @ B.T)


def printed(x, W, b, A, B, alpha):
    print(by_linear(x, W, b, A, B, alpha))


def with_relu(x, W, b, A, B, alpha):
    return F.linear(x, W, b) + alpha / len(A) * F.linear(F.linear(x, A).relu(), B)


RIGHT = [
    by_linear,
    with_the_whole_matrix,
    row_by_row,
    by_numpy,
    by_the_class,
    scaled_on_the_way,
]

MISTAKES = {
    "II.31": [
        (forgotten, "You add the change as it is"),
        (alpha_alone, "`alpha` as it is"),
    ],
}

OTHERS = [
    (as_the_formula_says, "the examples are the rows of x"),
    (in_the_layer_alone, "In the layer you multiply W by x"),
    (alpha_alone_and_columns, "`alpha` as it is"),
    (a_column_at_a_time, "The bias is missing"),
    (rank_from_the_wrong_side, "the numbers that go in"),
    (rank_of_b, "the numbers that come out"),
    (b_first, "x goes through B first"),
    (as_they_stand, "You multiply x by A and by B as they stand there"),
    (bracket_too_far, "Your factor multiplies the bias, too"),
    (two_layers, "The bias counts twice"),
    (into_w, "`W` is no longer what it was"),
    (without_b, "The bias is missing"),
    (only_the_side_road, "the layer is missing"),
    (all_times_the_scale, "Your factor multiplies the whole sum"),
    (whole_division, "has another size"),
    (the_weight, "shape (N, out)"),
    (through_both, "Not yet"),
    (printed, "`None`"),
    (with_relu, "another change"),
]


# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "not divided by the rank": ("with `alpha` as", "need a learning", "products are added"),
    "times the rank": ("with the rank", "products. Your factor", "rank, or fall"),
    "no scale": ("is, whatever `alpha`", "model gives something", "Which input of"),
    "alpha forgotten": ("rank, and `alpha`", "factor. The other", "Which input of"),
    "upside down": ("is upside down", "should count more", "twice as large"),
    "scaled twice": ("counts two times", "it is squared", "often does `alpha`"),
    "divided by the root": ("by the root", "of the lesson", "rank of 4"),
    "divided by the numbers that go in": ("numbers that go", "A has two", "B have, too"),
    "divided by the numbers that come out": ("that come out", "B has two", "A have, too"),
    "B before A": ("through B first", "reads r numbers", "its sizes fits"),
    "no transposes in the change": ("x by A", "made like W", "layer? Write down"),
    "the whole change not transposed": ("the matrix B", "shape of W", "layer? Write down"),
    "W not transposed": ("you multiply x", "the shape (out", "`nn.functional.linear(x, W, b)`"),
    "no transpose at all": ("by W, A", "product runs only", "have to meet"),
    "W x and A x": (
        "You multiply W by x, and A by x, as in the formula for one example.",
        "one column. Here",
        "matrix must stand",
    ),
    "W x in the layer alone": ("you multiply W", "one column. Here", "matrix must stand"),
    "A x in the change alone": ("change you multiply", "one column. Here", "matrix must stand"),
    "W x and A x, not divided by the rank": (
        "multiplied by `alpha`",
        "one column. Here",
        "matrix must stand",
    ),
    "W x and A x, no scale": ("example. And `alpha`", "one column. Here", "matrix must stand"),
    "the bias lost": ("bias is missing", "touches W alone", "Which input of"),
    "the bias twice": ("bias counts twice", "looks like two", "often does b"),
    "the bias scaled, too": ("the bias, too", "scaled. A bracket", "your sum belong"),
    "everything scaled": ("the whole sum", "scaled. The layer", "start, where B"),
    "the layer scaled": (
        "multiplies the layer",
        "The layer was trained before, and its output stays as it is.",
        "start, where B",
    ),
    "the change alone": ("back the change", "LoRA stands beside", "start, where B"),
    "the layer alone": ("the layer, without", "start. When B", "Which inputs of"),
    "subtracted": ("subtract the change", "B have learned", "sign stands before"),
    "the bias": ("the bias grows", "The bias belongs", "twice, with another"),
    "the start": ("0, your function", "is 0, whatever", "compare with `nn.functional.linear`"),
    "the direction of the change": ("layer is right", "makes r numbers", "along the way"),
    "the size of the change": ("points the right", "shared out among", "to be multiplied"),
}
