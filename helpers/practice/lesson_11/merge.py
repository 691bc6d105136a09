"""11.merge: the weight of a layer with the change of its LoRA in it."""

from collections.abc import Callable

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.lesson_11.shared import (
    rival_scales,
    same_direction,
    share,
    size_of_the_change,
    some_layers,
    wrong_scales,
)

IN_PLACE, SHARED = "W was changed", "the result is W's own memory"


def some_weights(generator: torch.Generator) -> list[tuple]:
    """(W, A, B, alpha) of the layers of 11.apply: square with a rank as large, other sizes, rank
    1, and a B of zeros."""
    return [(W, A, B, alpha) for _, W, _, A, B, alpha in some_layers(generator)]


def seen(answer: Callable, W, A, B, alpha) -> object:
    """What the answer gives; or, where that is right, that W was changed, or is what it gives."""
    before = W.clone()
    given = answer(W, A, B, alpha)
    if alike(given, merge(before, A, B, alpha), 1e-3):
        if not torch.equal(W, before):
            return IN_PLACE
        shares = isinstance(given, torch.Tensor) and given.data_ptr() == W.data_ptr()
        if shares and not writes(answer, W, A, alpha):
            return SHARED
    return given.clone() if type(given) is torch.Tensor else given


def writes(answer: Callable, W, A, alpha) -> bool:
    """Whether W is changed by the answer where no number of B is 0."""
    written = W.clone()
    answer(written, A, torch.ones(len(W), len(A)), alpha)
    return not torch.equal(written, W)


def says(marker: str) -> Callable:
    """A rule for `when`: this was seen in one of the cases."""
    return lambda found: marker in [one for one in found if isinstance(one, str)]


def product(A, B):
    return B @ A


def merge_with(change: Callable = product, scale: Callable = share) -> Callable:
    """An answer: W + scale(alpha, A, B) * change(A, B)."""
    return lambda W, A, B, alpha: W + scale(alpha, A, B) * change(A, B)


def scaled_by(scale: Callable) -> Callable:
    """An answer with scale(alpha, rank) in front of the change."""
    return merge_with(scale=lambda alpha, A, B: scale(alpha, len(A)))


merge = merge_with()


def in_place(W, A, B, alpha):
    W += share(alpha, A, B) * (B @ A)
    return W


def only_where_needed(W, A, B, alpha):
    return merge(W, A, B, alpha) if B.any() else W


# -- rules that hold for every right answer --------------------------------------------------------


def starts_as_w(call, W, A, B, alpha) -> bool:
    return alike(call(W, A, torch.zeros_like(B), alpha), W, 1e-3)


def change_alone(call, W, A, B, alpha):
    """What an answer adds where W is 0."""
    return torch.as_tensor(call(torch.zeros_like(W), A, B, alpha)).double()


def direction(call, W, A, B, alpha) -> bool:
    """The change is B A, up to a factor."""
    found, right = change_alone(call, W, A, B, alpha), (B @ A).double()
    return same_direction(found, right)


def as_much(call, W, A, B, alpha) -> bool:
    return alike(change_alone(call, W, A, B, alpha), alpha / len(A) * (B @ A), 1e-3)


EXERCISE = Exercise(
    name="11.merge",
    reference=merge,
    arguments=("W", "A", "B", "alpha"),
    returns="a new tensor of shape (out, in)",
    cases=some_weights,
    observe=seen,
    checked="a layer where in, out and the rank are equal; sizes that all differ; rank 1; a B of "
    "zeros; that your tensor is a new one, and that W stays as it was.",
    why="a merged layer is as large and as quick as the old one. Why would you keep A and B in a "
    "file of their own all the same?",
    because=(
        "The file is small, and one base can serve many tasks, each with an A and a B of its own. "
        "From the merged weight alone nobody can tell what was the base and what was learned. With "
        "A and B you can take the change out again, or put another one in."
    ),
    properties=(
        Property(
            "the start",
            starts_as_w,
            "Where all numbers of B are 0, your function does not give W.",
            "Then the change is 0, whatever A and `alpha` are.",
            "Put zeros in for B. What does your function do to W?",
        ),
        Property(
            "the direction of the change",
            direction,
            "What you add to W is another change.",
            "The number in row i and column j of the change says how much output i takes of "
            "input j, through all the ranks.",
            "Write the shapes of A, B and W below each other. In which order do they fit?",
        ),
        size_of_the_change(as_much),
    ),
    wrong=(
        Wrong(
            "in place",
            in_place,
            "Your numbers are right. But W itself has changed.",
            "`+=` writes into the tensor that came in, and so into the model. Called a second "
            "time, your function would merge twice, and no error would come up.",
            "Which line of yours makes a new tensor?",
            when=says(IN_PLACE),
        ),
        Wrong(
            "W itself",
            only_where_needed,
            "Your numbers are right. But in one case you give back W itself, and no new tensor.",
            "Whoever trains the merged layer on would change the base with it.",
            "What do you give back where B is 0?",
            when=says(SHARED),
        ),
        Wrong(
            "not divided by the rank",
            scaled_by(lambda alpha, r: alpha),
            "You multiply the change with `alpha` as it is.",
            "The merged layer would do something else than the LoRA that was trained.",
            "By what did the LoRA multiply its change in training? Only `alpha`?",
        ),
        *wrong_scales(merge_with, "times the rank"),
        Wrong(
            "no scale",
            scaled_by(lambda alpha, r: 1.0),
            "You add the change as it is, whatever `alpha` is.",
            "In training it was multiplied. The merged layer would do something else than the LoRA "
            "that was trained, and no error comes up.",
            "Which input of your function does not come up in it?",
        ),
        *wrong_scales(merge_with, "alpha forgotten", "upside down"),
        Wrong(
            "merged twice",
            scaled_by(lambda alpha, r: 2 * alpha / r),
            "Your result has the change in it twice.",
            "A change that was added once counts once. Nobody would see it in the shape.",
            "How often does your code add something to the weight?",
        ),
        *wrong_scales(
            merge_with,
            "divided by the root",
            "divided by the numbers that go in",
            "divided by the numbers that come out",
        ),
        Wrong(
            "A before B",
            merge_with(lambda A, B: A @ B),
            "Your change is A times B.",
            "It runs only where in, out and the rank are equal. In a product of matrices the one "
            "on the right acts first, and x meets A first.",
            "Which shape has A times B, and which shape has W?",
        ),
        Wrong(
            "the change transposed",
            merge_with(lambda A, B: (B @ A).T),
            "Your change is transposed.",
            "It runs only where in and out are equal, and there it mixes up inputs and outputs. W "
            "has a row for each number that comes out.",
            "Which shape has your change, and which shape has W?",
        ),
        Wrong(
            "B times A, each transposed",
            merge_with(lambda A, B: B.T @ A.T),
            "You transpose B and A before you multiply them.",
            "With rows of x both have to be turned. Here no x comes in, and the shapes fit as they "
            "are.",
            "Write the shapes of A, B and W below each other. In which order do they fit?",
        ),
        Wrong(
            "number by number",
            merge_with(lambda A, B: B * A),
            "You multiply A and B number by number.",
            "`*` takes the numbers at one and the same place. A change of low rank needs all "
            "pairs of an output and an input.",
            "Which sign stands for the product of two matrices?",
        ),
        Wrong(
            "the result transposed",
            lambda W, A, B, alpha: merge(W, A, B, alpha).T,
            "Your result has its rows for columns.",
            "W has the shape (out, in), and the merged weight takes its place.",
            "Print the shape of your result beside that of W, for a layer that is not square.",
        ),
        Wrong(
            "subtracted",
            scaled_by(lambda alpha, r: -alpha / r),
            "You subtract the change.",
            "It takes the change out of a layer in which it is. Here it has to go in.",
            "Which sign stands before your change?",
        ),
        Wrong(
            "the change alone",
            lambda W, A, B, alpha: share(alpha, A, B) * (B @ A),
            "You give back the change, and W is missing.",
            "The merged layer takes the place of both: of the layer and of what stands beside it.",
            "What would your function give at the start, where B is 0?",
        ),
        Wrong(
            "everything scaled",
            lambda W, A, B, alpha: share(alpha, A, B) * (W + B @ A),
            "Your factor multiplies W, too.",
            "Only the change is scaled. W was trained before.",
            "What would your function give at the start, where B is 0?",
        ),
        Wrong(
            "not merged",
            lambda W, A, B, alpha: W.clone(),
            "You give back W as it was.",
            "It is the merged weight of a LoRA that has learned nothing yet.",
            "Which inputs of your function do not come up in it?",
        ),
        Wrong(
            "W multiplied by the change",
            lambda W, A, B, alpha: W * (1 + share(alpha, A, B) * (B @ A)),
            "You multiply W by the change.",
            "Where a weight is 0, it would stay 0, whatever was learned.",
            "What does a LoRA do with the output of the layer and that of its change?",
        ),
    ),
    rivals=(
        *rival_scales(scaled_by),
        Rival("The scale squared.", scaled_by(lambda alpha, r: (alpha / r) ** 2)),
        Rival("The root of the scale.", scaled_by(lambda alpha, r: (alpha / r) ** 0.5)),
        Rival("Only the first of the ranks.", merge_with(lambda A, B: B[:, :1] @ A[:1])),
        Rival(
            "The mean of the weight and the change.",
            lambda W, A, B, alpha: (W + share(alpha, A, B) * (B @ A)) / 2,
        ),
        Rival(
            "W where B is 0, and otherwise the change.",
            lambda W, A, B, alpha: share(alpha, A, B) * (B @ A) if B.any() else W.clone(),
        ),
        Rival(
            "Square layers are transposed.",
            lambda W, A, B, alpha: (
                merge(W, A, B, alpha).T if len(W) == W.shape[1] else merge(W, A, B, alpha)
            ),
        ),
        Rival("It is added to W in its place.", in_place),
    ),
)
