"""09.norm: the numbers of each token, with mean 0 and a spread of 1."""

from collections.abc import Callable

import torch
from torch import nn

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose, uniform
from helpers.practice.lesson_09.shared import by_hand, is_ready_made

SMALL = 1e-5


def mean_over(*dims: int, keepdim: bool = True) -> Callable:
    return lambda x: x.mean(dims, keepdim=keepdim)


def variance_over(*dims: int, less: int = 0, keepdim: bool = True) -> Callable:
    """The squares of the distances to the mean, added up and divided by how many there are, with
    `less` taken off that number."""
    return lambda x: x.var(dims, correction=less, keepdim=keepdim)


def root(variance):
    return (variance + SMALL) ** 0.5


def root_then_small(variance):
    return variance**0.5 + SMALL


def root_alone(variance):
    return variance**0.5


def no_root(variance):
    return variance + SMALL


MEAN, VARIANCE, ONE_LESS = mean_over(-1), variance_over(-1), variance_over(-1, less=1)
LOST_MEAN, LOST_VARIANCE = mean_over(-1, keepdim=False), variance_over(-1, keepdim=False)


def norm_by(
    mean: Callable = MEAN, variance: Callable = VARIANCE, below: Callable = root
) -> Callable:
    """An answer: (x - mean(x)) / below(variance(x))."""
    return lambda x: (x - mean(x)) / below(variance(x))


def over(*dims: int) -> Callable:
    """An answer with mean and variance over other dimensions."""
    return norm_by(mean_over(*dims), variance_over(*dims))


norm = norm_by()


def squares(x):
    return x**2


def distances(x):
    return x - MEAN(x)


def some_tokens(generator: torch.Generator) -> list[tuple]:
    """(x,): as many texts, tokens and numbers, so that a lost dimension raises no error; then
    three different sizes; then a token of equal numbers and one of tiny numbers among others. No
    mean is 0, and no token is spread out as another one."""

    def draw(B, T, C):
        spread = uniform(generator, -2, 2, B, T, C)
        spread[..., 0], spread[..., 1] = -2, 2
        sizes = 0.5 + (1 + torch.randperm(B * T, generator=generator)) / (B * T)
        return uniform(generator, 1, 3, B, T, 1) + spread * sizes.reshape(B, T, 1)

    odd = draw(2, 2, 4)
    odd[0, 1] = 2 + choose(generator, 7)
    odd[1, 0] = torch.tensor([-0.003, 0.001, 0.004, 0.002])
    return [(draw(3, 3, 3),), (draw(2, 4, 6),), (odd,)]


def alone(call, x) -> bool:
    """A token gives the same without the texts and the tokens beside it."""
    whole = call(x)
    return alike(call(x[:1]), whole[:1]) and alike(call(x[:, :1]), whole[:, :1])


def has_spread_one(call, x) -> bool:
    """The mean square is 1, and 0 for a token of equal numbers."""
    wanted = (VARIANCE(x) > 0).float()
    return bool(((call(1000 * x) ** 2).mean(-1, keepdim=True) - wanted).abs().max() < 1e-2)


EXERCISE = Exercise(
    name="09.norm",
    reference=norm,
    arguments=("x",),
    returns="a tensor of shape (B, T, C)",
    observe=by_hand("layer_norm", "native_layer_norm", "group_norm", "instance_norm", "batch_norm"),
    cases=some_tokens,
    checked="three tables of tokens, one of them with a token of equal numbers and one of tiny "
    "numbers; and that your function does the steps itself.",
    why="the numbers of one token are 1, 1, 3, 3, and those of another one 10, 10, 30, 30. What "
    "does your function make of them?",
    because=(
        "Nearly the same: -1, -1, 1, 1. How large the numbers are is lost, and how they differ "
        "from each other stays. So a layer gets numbers of the same size, whatever the blocks "
        "before it have added."
    ),
    otherwise=(
        "In at least one table the numbers of a token are others.",
        "From each number the mean of its token is taken away. Then it is divided by the root of "
        "the variance of its token plus 0.00001.",
        "Take the numbers 1, 1, 3, 3, and then 0.001, 0.001, 0.003, 0.003. Print each step: the "
        "mean, the distances, their squares, the variance, the root.",
    ),
    properties=(
        Property(
            "each token alone",
            alone,
            "When a token is handed in without the others, your function gives it other numbers.",
            "Mean and variance belong to one token. What stands beside it does not count.",
            "Print the shape of your mean. There should be one for each token of each text.",
        ),
        Property(
            "mean zero",
            lambda call, x: call(x).mean(-1).abs().max() < 1e-4,
            "The mean of a token is not 0 in your result.",
            "When the mean is taken away from each number, the rest has the mean 0.",
            "Print `.mean(dim=-1)` of your result.",
        ),
        Property(
            "spread one",
            has_spread_one,
            "The numbers of a token have another spread than 1 in your result.",
            "Divided by the root of their variance they have the variance 1.",
            "Print `.var(dim=-1, correction=0)` of your result.",
        ),
        Property(
            "equal numbers",
            lambda call, x: alike(call(torch.ones_like(x)), torch.zeros_like(x)),
            "Where all numbers of a token are equal, your result is not 0.",
            "They do not differ from their mean, and the variance is 0, too. The small number is "
            "there so that nothing is divided by 0.",
            "Call your function with `torch.ones(1, 1, 4)`.",
        ),
    ),
    wrong=(
        Wrong(
            "ready made",
            lambda x: nn.functional.layer_norm(x, x.shape[-1:]),
            "Your function calls a layer of PyTorch that does it.",
            "It does the whole task in one call. Here you write the steps out, so that you know "
            "what it does.",
            "Begin with the mean of each token. Which shape should it have?",
            when=is_ready_made,
        ),
        Wrong(
            "one less",
            norm_by(variance=ONE_LESS),
            "Your variance is a little too large: it is divided by C - 1.",
            "`var` and `std` of PyTorch divide by one less than the number, unless you tell them "
            "otherwise. That is meant for a guess from a sample. Here all C numbers are there.",
            "Print `.var()` of the numbers 1, 1, 3, 3. It should be 1. Which argument changes it?",
        ),
        Wrong(
            "one less, the small number outside",
            norm_by(variance=ONE_LESS, below=root_then_small),
            "You divide by `std`, which counts C - 1 numbers, and add the small number after the "
            "root.",
            "The task divides by C, and adds the small number to the variance. For tokens of tiny "
            "numbers it makes a difference.",
            "Work with the variance first, and take the root as the last step.",
        ),
        Wrong(
            "the small number outside",
            norm_by(below=root_then_small),
            "You add the small number after the root.",
            "For most tokens it does not show. But where the variance is tiny itself, the root of "
            "both together is another number.",
            "Take a variance of 0, and work out both ways what you divide by.",
        ),
        Wrong(
            "no small number",
            norm_by(below=root_alone),
            "Where all numbers of a token are equal, your result is not a number.",
            "The variance is 0 there, and 0 divided by 0 gives `nan`: no number.",
            "What does the task add to the variance?",
        ),
        Wrong(
            "no small number, one less",
            norm_by(variance=ONE_LESS, below=root_alone),
            "You divide by `std` alone, which counts C - 1 numbers. A token of equal numbers "
            "comes out as no number.",
            "Its spread is 0, and 0 divided by 0 gives `nan`: no number. And the task divides by "
            "C.",
            "Work with the variance. What does the task add to it, before the root?",
        ),
        Wrong(
            "no root",
            norm_by(below=no_root),
            "You divide by the variance, and not by its root.",
            "The variance is made of squares. A token whose numbers are twice as large has four "
            "times the variance.",
            "Which step is missing in what you divide by?",
        ),
        Wrong(
            "no root, one less",
            norm_by(variance=ONE_LESS, below=no_root),
            "You divide by the variance, and not by its root. And it counts C - 1 numbers.",
            "The variance is made of squares. And `var` of PyTorch divides by one less than the "
            "number, unless you tell it otherwise.",
            "Which step is missing in what you divide by? After that, print `.var()` of the "
            "numbers 1, 1, 3, 3.",
        ),
        Wrong(
            "root twice",
            norm_by(variance=lambda x: VARIANCE(x) ** 0.5),
            "You take the root twice.",
            "`std` is the root of the variance already.",
            "What do you add the small number to: the variance, or its root?",
        ),
        Wrong(
            "root twice, one less",
            norm_by(variance=lambda x: ONE_LESS(x) ** 0.5),
            "You take the root of `std`.",
            "`std` is the root of a variance already. And it counts C - 1 numbers, unless you tell "
            "it otherwise.",
            "What do you add the small number to: the variance, or its root?",
        ),
        Wrong(
            "mean stays",
            norm_by(mean=torch.zeros_like),
            "The mean is not taken away.",
            "You divide by the right number. But the numbers of a token still lie around their old "
            "mean.",
            "Print `.mean(dim=-1)` of your result. What should it be?",
        ),
        Wrong(
            "divided by the mean square",
            norm_by(mean=torch.zeros_like, variance=lambda x: MEAN(squares(x))),
            "The mean is not taken away, neither from the numbers nor in the variance.",
            "You divide by the root of the mean square of the numbers. The variance is the mean "
            "square of their distances to the mean.",
            "Work with x minus its mean, above the fraction line and below it.",
        ),
        Wrong(
            "mean stays in the variance",
            norm_by(variance=lambda x: MEAN(squares(x))),
            "You take the mean away above the fraction line, and not below it.",
            "The variance is the mean square of the distances to the mean, and not of the numbers "
            "themselves.",
            "Give x minus its mean a name, and use it twice.",
        ),
        Wrong(
            "not divided",
            distances,
            "The mean is taken away, and nothing is divided.",
            "A token with large numbers stays large.",
            "What should you divide by?",
        ),
        Wrong(
            "multiplied",
            lambda x: distances(x) * root(VARIANCE(x)),
            "You multiply by the root of the variance.",
            "Then a token that is spread out far is spread out farther.",
            "Which sign belongs there?",
        ),
        Wrong(
            "sum of the squares",
            norm_by(variance=lambda x: squares(distances(x)).sum(-1, keepdim=True)),
            "You add up the squares, and do not divide by C.",
            "The variance is their mean.",
            "Print the variance of the numbers 1, 1, 3, 3. It should be 1.",
        ),
        Wrong(
            "mean of the distances",
            norm_by(variance=lambda x: MEAN(distances(x).abs()), below=lambda v: v + SMALL),
            "You divide by the mean of the distances, without their signs.",
            "It is a spread, too, and another one: the task takes squares, and the root of their "
            "mean.",
            "How does the task get rid of the minus signs?",
        ),
        Wrong(
            "over the texts",
            over(0),
            "Your mean is over the texts of the batch.",
            "Then a token would get other numbers in another batch.",
            "Which dimension of (B, T, C) belongs to the numbers of a token?",
        ),
        Wrong(
            "over the tokens",
            over(1),
            "Your mean is over the tokens of a text.",
            "Then a token would get other numbers when another one follows: the future leaks in.",
            "Which dimension of (B, T, C) belongs to the numbers of a token?",
        ),
        Wrong(
            "over all",
            over(0, 1, 2),
            "You take one mean and one variance of all numbers.",
            "Each token should have its own.",
            "Over which dimension do you take the mean? Without one, PyTorch takes all.",
        ),
        Wrong(
            "over all, one less",
            lambda x: (x - x.mean()) / root(x.var()),
            "You take one mean and one variance of all numbers, and divide by one less.",
            "Each token should have its own. And `var` of PyTorch divides by one less than the "
            "number, unless you tell it otherwise.",
            "Over which dimension do you take the mean? Without one, PyTorch takes all.",
        ),
        Wrong(
            "over a text",
            over(1, 2),
            "You take one mean and one variance for each text.",
            "Each token should have its own. So the future leaks in.",
            "Print the shape of your mean. There should be one for each token of each text.",
        ),
        Wrong(
            "over texts and tokens",
            over(0, 1),
            "You take the mean of each of the C columns, over all tokens of all texts.",
            "That is done in networks for pictures. Here a token would get other numbers in "
            "another batch.",
            "Which dimension of (B, T, C) belongs to the numbers of a token?",
        ),
        Wrong(
            "dimension lost",
            norm_by(LOST_MEAN, LOST_VARIANCE),
            "Your mean and your variance have the shape (B, T).",
            "Broadcasting begins on the right: the T numbers meet the C numbers of a token. Where "
            "all sizes are equal, no error comes up, and a number meets the mean of another token: "
            "the shape trap.",
            "With which argument does `mean` keep the dimension that it has gone through?",
        ),
        Wrong(
            "dimension of the mean lost",
            norm_by(LOST_MEAN),
            "Your mean has the shape (B, T), and your variance is right.",
            "Broadcasting begins on the right: the T numbers meet the C numbers of a token. Where "
            "all sizes are equal, no error comes up, and a number meets the mean of another token: "
            "the shape trap.",
            "Compare the line for the mean with the one for the variance.",
        ),
        Wrong(
            "dimension of the variance lost",
            norm_by(variance=LOST_VARIANCE),
            "Your variance has the shape (B, T), and your mean is right.",
            "Broadcasting begins on the right: the T numbers meet the C numbers of a token. Where "
            "all sizes are equal, no error comes up, and a number meets the variance of another "
            "token: the shape trap.",
            "Compare the line for the variance with the one for the mean.",
        ),
        Wrong(
            "dimension lost, one less",
            norm_by(LOST_MEAN, variance_over(-1, less=1, keepdim=False)),
            "Your mean has the shape (B, T), and so has what you divide by. And that counts C - 1 "
            "numbers.",
            "Broadcasting begins on the right: the T means meet the C numbers of a token. And "
            "`var` and `std` divide by one less than the number, unless you tell them otherwise.",
            "With which argument does `mean` keep the dimension that it has gone through? After "
            "that, print `.var()` of the numbers 1, 1, 3, 3. It should be 1.",
        ),
        Wrong(
            "the variance",
            VARIANCE,
            "You give back the variance of each token.",
            "It is right, and it is one step of what you have to divide by.",
            "What is divided by its root?",
        ),
    ),
    rivals=(
        Rival(
            "From 0 to 1.",
            lambda x: (
                (x - x.amin(-1, keepdim=True))
                / (x.amax(-1, keepdim=True) - x.amin(-1, keepdim=True) + SMALL)
            ),
        ),
        Rival("Divided by the largest.", lambda x: x / x.abs().amax(-1, keepdim=True)),
        Rival("Divided by the length of the row.", lambda x: x / x.norm(dim=-1, keepdim=True)),
        Rival("As probabilities.", lambda x: x.softmax(-1)),
        Rival("The middle number in place of the mean.", norm_by(lambda x: x.median(-1, True)[0])),
        Rival(
            "A small number that is ten times smaller.", norm_by(below=lambda v: (v + 1e-6) ** 0.5)
        ),
        Rival(
            "A small number that is ten times larger.", norm_by(below=lambda v: (v + 1e-4) ** 0.5)
        ),
        Rival("At least the small number.", norm_by(below=lambda v: v.clamp(min=SMALL) ** 0.5)),
        Rival(
            "Tokens of equal numbers become 0, and no small number.",
            lambda x: norm_by(below=root_alone)(x).nan_to_num(),
        ),
        Rival(
            "The small number only where the variance is 0.",
            norm_by(below=lambda v: torch.where(v == 0, SMALL, v) ** 0.5),
        ),
        Rival("Minus the small number.", norm_by(below=lambda v: (v - SMALL).abs() ** 0.5)),
        Rival(
            "The first token for all.",
            norm_by(lambda x: MEAN(x[:, :1]), lambda x: VARIANCE(x[:, :1])),
        ),
        Rival("The root of the spread of all.", norm_by(variance=variance_over(0, 1, 2))),
        Rival("One row after the other: numbers, then tokens.", lambda x: over(1)(norm(x))),
        Rival("Added to the numbers.", lambda x: x + norm(x)),
    ),
)
