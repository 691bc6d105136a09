"""What 11.apply and 11.merge share: small layers with a LoRA, and known mistakes with its scale."""

from collections.abc import Callable

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Property, Rival, Wrong
from helpers.practice.inputs import uniform


def some_layers(generator: torch.Generator) -> list[tuple]:
    """(x, W, b, A, B, alpha): first as many rows as numbers in, out, and as the rank, so that a
    wrong order raises no error; then sizes that all differ; then rank 1 and a single row; then a
    B of zeros, as at the start."""

    def drawn(*shape):
        """Numbers of both signs with one decimal, none of them near 0."""
        sizes = uniform(generator, 0.3, 2, *shape)
        signs = 1 - 2 * (torch.randperm(sizes.numel(), generator=generator) % 2)
        return sizes * signs.reshape(shape)

    def layer(rows, inputs, outputs, rank, alpha):
        x, W, b = drawn(rows, inputs), drawn(outputs, inputs), drawn(outputs)
        return x, W, b, drawn(rank, inputs), drawn(outputs, rank), alpha

    *most, B, alpha = layer(2, 4, 3, 2, 5.0)
    return [
        layer(3, 3, 3, 3, 7.5),
        layer(4, 5, 3, 2, 6.0),
        layer(1, 2, 4, 1, 0.4),
        (*most, torch.zeros_like(B), alpha),
    ]


def share(alpha, A, B):
    return alpha / len(A)


def same_direction(found: torch.Tensor, right: torch.Tensor) -> bool:
    """They are equal up to a factor."""
    return alike(found * right.norm(), right * found.norm() * (found * right).sum().sign(), 1e-3)


def size_of_the_change(holds: Callable) -> Property:
    """To be asked after `same_direction`."""
    return Property(
        "the size of the change",
        holds,
        "Your change points the right way, and it has another size.",
        "`alpha` says how much the change counts, and it is shared out among the ranks.",
        "Work out the example of the task: by what has the change to be multiplied there?",
    )


WRONG_SCALES = {  # name: scale(alpha, A, B), and what is said
    "times the rank": (
        lambda alpha, A, B: alpha * len(A),
        "You multiply the change with `alpha` and with the rank.",
        "A larger rank already adds up more products. Your factor makes the change larger once "
        "more.",
        "Should your factor grow with the rank, or fall?",
    ),
    "alpha forgotten": (
        lambda alpha, A, B: 1 / len(A),
        "You divide the change by the rank, and `alpha` does not count.",
        "The rank is half of the factor. The other half says how much the change counts.",
        "Which input of your function does not come up in it?",
    ),
    "upside down": (
        lambda alpha, A, B: len(A) / alpha,
        "Your factor is upside down.",
        "With a larger `alpha` the change should count more, and with yours it counts less.",
        "What should happen to the change where `alpha` is twice as large?",
    ),
    "divided by the root": (
        lambda alpha, A, B: alpha / len(A) ** 0.5,
        "You divide by the root of the rank.",
        "There is a kind of LoRA that does so. The one of the lesson does not.",
        "Compare your factor with the one of the task, for a rank of 4.",
    ),
    "divided by the numbers that go in": (
        lambda alpha, A, B: alpha / A.shape[1],
        "You divide `alpha` by the number of the numbers that go in.",
        "A has two sizes, and one of them is the rank.",
        "Which of the two sizes of A does B have, too?",
    ),
    "divided by the numbers that come out": (
        lambda alpha, A, B: alpha / len(B),
        "You divide `alpha` by the number of the numbers that come out.",
        "B has two sizes, and one of them is the rank.",
        "Which of the two sizes of B does A have, too?",
    ),
}


def wrong_scales(answer_with: Callable, *names: str) -> list[Wrong]:
    """Those of `WRONG_SCALES` with these names, where answer_with(scale=...) makes an answer."""

    def wrong(name, scale, *said):
        return Wrong(name, answer_with(scale=scale), *said)

    return [wrong(name, *WRONG_SCALES[name]) for name in names]


def rival_scales(scaled_by: Callable) -> list[Rival]:
    """Other rules for the scale, where scaled_by(scale) makes an answer from scale(alpha, rank)."""
    return [
        Rival("The scale is 2, as in many programs.", scaled_by(lambda alpha, r: 2.0)),
        Rival("The scale is 1 at least.", scaled_by(lambda alpha, r: max(1.0, alpha / r))),
        Rival("The scale is a whole number.", scaled_by(lambda alpha, r: alpha // r)),
    ]
