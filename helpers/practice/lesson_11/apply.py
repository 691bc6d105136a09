"""11.apply: the output of a linear layer with a change of low rank, for rows."""

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

# -- the parts of an answer ----------------------------------------------------------------------


def base(x, W, b):
    return x @ W.T + b


def low_rank(x, A, B):
    return x @ A.T @ B.T


def layer_with(
    layer: Callable = base, change: Callable = low_rank, scale: Callable = share
) -> Callable:
    """An answer: layer(x, W, b) + scale(alpha, A, B) * change(x, A, B)."""
    return lambda x, W, b, A, B, alpha: layer(x, W, b) + scale(alpha, A, B) * change(x, A, B)


def scaled_by(scale: Callable) -> Callable:
    """An answer with scale(alpha, rank) in front of the change."""
    return layer_with(scale=lambda alpha, A, B: scale(alpha, len(A)))


def on_the_right(scale: Callable = share) -> Callable:
    """An answer with x on the right, as if it were one column."""
    return layer_with(lambda x, W, b: W @ x + b, lambda x, A, B: B @ (A @ x), scale)


apply = layer_with()

ROWS = (  # what it means and what to try where x stands on the wrong side
    "There x is one column. Here it is a table (N, in): the examples are the rows of x.",
    "Let x stand on the left. Which matrix must stand on its right, so that `in` meets `in`? Write "
    "down the shapes.",
)


# -- rules that hold for every right answer --------------------------------------------------------


def bias_once(call, x, W, b, A, B, alpha) -> bool:
    without = torch.as_tensor(call(x, W, torch.zeros_like(b), A, B, alpha))
    return alike(call(x, W, b, A, B, alpha) - without, b.expand(len(x), -1), 1e-3)


def starts_as_the_layer(call, x, W, b, A, B, alpha) -> bool:
    return alike(call(x, W, b, A, torch.zeros_like(B), alpha), base(x, W, b), 1e-3)


def change_alone(call, x, W, b, A, B, alpha):
    """What an answer adds where the layer itself gives 0."""
    return torch.as_tensor(call(x, torch.zeros_like(W), torch.zeros_like(b), A, B, alpha))


def direction(call, x, W, b, A, B, alpha) -> bool:
    """The change is that of B A, up to a factor."""
    found, right = change_alone(call, x, W, b, A, B, alpha).double(), low_rank(x, A, B).double()
    return same_direction(found, right)


def as_much(call, x, W, b, A, B, alpha) -> bool:
    right = alpha / len(A) * low_rank(x, A, B)
    return alike(change_alone(call, x, W, b, A, B, alpha), right, 1e-3)


EXERCISE = Exercise(
    name="11.apply",
    reference=apply,
    arguments=("x", "W", "b", "A", "B", "alpha"),
    returns="a tensor of shape (N, out)",
    cases=some_layers,
    checked="a layer where N, in, out and the rank are equal; sizes that all differ; rank 1 with a "
    "single row; and a B of zeros.",
    why="`x @ A.T @ B.T` and `x @ (B @ A).T` give the same up to rounding. Which one would you use "
    "in training, and why?",
    because=(
        "The first. It never makes the table B A, which is as large as W: x goes down to r numbers "
        "and up again, with r (in + out) products for a row, and not in times out. After merging, "
        "neither is needed."
    ),
    properties=(
        Property(
            "the bias",
            bias_once,
            "Your result does not grow by the bias where the bias grows.",
            "The bias belongs to the layer. Each output has one number of it, for each row of x "
            "the same.",
            "Call your function twice, with another b, and look at the difference.",
        ),
        Property(
            "the start",
            starts_as_the_layer,
            "Where all numbers of B are 0, your function does not give what the layer gives.",
            "Then the change is 0, whatever A and `alpha` are. What is left is the layer with its "
            "bias.",
            "Put zeros in for B, and compare with `nn.functional.linear`.",
        ),
        Property(
            "the direction of the change",
            direction,
            "Your layer is right. What you add to it is another change.",
            "A makes r numbers of the numbers that go in, and B makes the numbers that come out "
            "of these r.",
            "Write down the shapes along the way, from (N, in) to (N, out).",
        ),
        size_of_the_change(as_much),
    ),
    wrong=(
        Wrong(
            "not divided by the rank",
            scaled_by(lambda alpha, r: alpha),
            "You multiply the change with `alpha` as it is.",
            "Then a LoRA with a larger rank would change the layer more, and each rank would need "
            "a learning rate of its own.",
            "How many products are added up for each number of the change? What keeps their sum "
            "from growing with them?",
        ),
        *wrong_scales(layer_with, "times the rank"),
        Wrong(
            "no scale",
            scaled_by(lambda alpha, r: 1.0),
            "You add the change as it is, whatever `alpha` is.",
            "The code that loads this LoRA expects it, so the model gives something else than in "
            "training, and no error comes up.",
            "Which input of your function does not come up in it?",
        ),
        *wrong_scales(layer_with, "alpha forgotten", "upside down"),
        Wrong(
            "scaled twice",
            scaled_by(lambda alpha, r: (alpha / r) ** 2),
            "The factor counts two times in your change.",
            "It belongs to the whole of B A. Where A gets it and B gets it, too, it is squared.",
            "How often does `alpha` stand in your function?",
        ),
        *wrong_scales(
            layer_with,
            "divided by the root",
            "divided by the numbers that go in",
            "divided by the numbers that come out",
        ),
        Wrong(
            "B before A",
            layer_with(change=lambda x, A, B: x @ B.T @ A.T),
            "x goes through B first, and then through A.",
            "It runs only where in, out and the rank are equal. B reads r numbers, and these come "
            "out of A.",
            "What is the shape of A, and which of its sizes fits to a row of x?",
        ),
        Wrong(
            "no transposes in the change",
            layer_with(change=lambda x, A, B: x @ A @ B),
            "You multiply x by A and by B as they stand there.",
            "They are made like W: a row for each number that comes out. x has a row for each "
            "example.",
            "How does x meet W in the layer? Write down the shapes of the two.",
        ),
        Wrong(
            "the whole change not transposed",
            layer_with(change=lambda x, A, B: x @ B @ A),
            "You multiply x by the matrix B A as it stands there.",
            "B A has the shape of W, (out, in). It runs only where the two are equal.",
            "How does x meet W in the layer? Write down the shapes of the two.",
        ),
        Wrong(
            "W not transposed",
            layer_with(lambda x, W, b: x @ W + b),
            "In the layer you multiply x by W as it stands there.",
            "W has the shape (out, in), a row for each number that comes out. It runs only where "
            "the two are equal.",
            "Compare with `nn.functional.linear(x, W, b)`.",
        ),
        Wrong(
            "no transpose at all",
            layer_with(lambda x, W, b: x @ W + b, lambda x, A, B: x @ A @ B),
            "You multiply x by W, A and B as they stand there.",
            "All three have a row for each number that comes out. The product runs only where the "
            "sizes are equal.",
            "Write down the shapes for N = 4, in = 5, out = 3, r = 2. Which sizes have to meet?",
        ),
        Wrong(
            "W x and A x",
            on_the_right(),
            "You multiply W by x, and A by x, as in the formula for one example.",
            *ROWS,
        ),
        Wrong(
            "W x in the layer alone",
            layer_with(lambda x, W, b: W @ x + b),
            "In the layer you multiply W by x, as in the formula for one example.",
            *ROWS,
        ),
        Wrong(
            "A x in the change alone",
            layer_with(change=lambda x, A, B: B @ (A @ x)),
            "In the change you multiply A by x, as in the formula for one example.",
            *ROWS,
        ),
        Wrong(
            "W x and A x, not divided by the rank",
            on_the_right(lambda alpha, A, B: alpha),
            "You multiply W by x, and A by x, as in the formula for one example. And the change "
            "is multiplied by `alpha` as it is.",
            *ROWS,
        ),
        Wrong(
            "W x and A x, no scale",
            on_the_right(lambda alpha, A, B: 1.0),
            "You multiply W by x, and A by x, as in the formula for one example. And `alpha` does "
            "not count.",
            *ROWS,
        ),
        Wrong(
            "the bias lost",
            layer_with(lambda x, W, b: x @ W.T),
            "The bias is missing.",
            "The change touches W alone. The rest of the layer stays as it is.",
            "Which input of your function does not come up in it?",
        ),
        Wrong(
            "the bias twice",
            layer_with(lambda x, W, b: x @ W.T + 2 * b),
            "The bias counts twice.",
            "It looks like two calls of a whole layer. The change is no layer: it has no bias of "
            "its own.",
            "How often does b stand in your function?",
        ),
        Wrong(
            "the bias scaled, too",
            lambda x, W, b, A, B, alpha: x @ W.T + share(alpha, A, B) * (low_rank(x, A, B) + b),
            "Your factor multiplies the bias, too.",
            "Only the change is scaled. A bracket of yours takes in too much.",
            "Which parts of your sum belong to the layer, and which to the change?",
        ),
        Wrong(
            "everything scaled",
            lambda x, W, b, A, B, alpha: share(alpha, A, B) * (base(x, W, b) + low_rank(x, A, B)),
            "Your factor multiplies the whole sum.",
            "Only the change is scaled. The layer was trained before, and its output stays as it "
            "is.",
            "What would your function give at the start, where B is 0?",
        ),
        Wrong(
            "the layer scaled",
            lambda x, W, b, A, B, alpha: share(alpha, A, B) * base(x, W, b) + low_rank(x, A, B),
            "Your factor multiplies the layer, and not the change.",
            "The layer was trained before, and its output stays as it is.",
            "What would your function give at the start, where B is 0?",
        ),
        Wrong(
            "the change alone",
            layer_with(lambda x, W, b: 0),
            "You give back the change, and the layer is missing.",
            "A LoRA stands beside the layer. What both give is added.",
            "What would your function give at the start, where B is 0?",
        ),
        Wrong(
            "the layer alone",
            lambda x, W, b, A, B, alpha: base(x, W, b),
            "You give back the output of the layer, without the change.",
            "It is the output at the start. When B has learned, there is more.",
            "Which inputs of your function do not come up in it?",
        ),
        Wrong(
            "subtracted",
            layer_with(change=lambda x, A, B: -low_rank(x, A, B)),
            "You subtract the change.",
            "It is added. Which way it has to go, A and B have learned.",
            "Which sign stands before your change?",
        ),
    ),
    rivals=(
        *rival_scales(scaled_by),
        Rival("The scale is alpha minus the rank.", scaled_by(lambda alpha, r: alpha - r)),
        Rival("The root of the scale.", scaled_by(lambda alpha, r: (alpha / r) ** 0.5)),
        Rival(
            "Only the first of the ranks.",
            layer_with(change=lambda x, A, B: x @ A[:1].T @ B[:, :1].T),
        ),
        Rival(
            "A ReLU between A and B.",
            layer_with(change=lambda x, A, B: (x @ A.T).relu() @ B.T),
        ),
        Rival(
            "The change acts on what the layer gives.",
            lambda x, W, b, A, B, alpha: (
                base(x, W, b) + share(alpha, A, B) * low_rank(base(x, W, b), A, B)
                if len(W) == W.shape[1]
                else apply(x, W, b, A, B, alpha)
            ),
        ),
        Rival(
            "A mean over the ranks and then alpha / r.",
            layer_with(change=lambda x, A, B: low_rank(x, A, B) / len(A)),
        ),
        Rival(
            "The change is the same for all rows.",
            layer_with(change=lambda x, A, B: low_rank(x.mean(0, keepdim=True), A, B)),
        ),
        Rival(
            "The bias goes down the rows, where it can.",
            layer_with(lambda x, W, b: x @ W.T + b[:, None] if len(x) == len(W) else x @ W.T + b),
        ),
    ),
)
