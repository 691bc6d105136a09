"""01.mae: the mean absolute error, as a function."""

import torch
from torch import nn

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import number, uniform
from helpers.practice.lesson_01.shared import doubled_data, mae, mse, residuals


def mixed_signs(generator: torch.Generator) -> list[tuple]:
    """(w, b, X, y); 4, 5 and 8 rides, some above the line and some below. Most are below in the
    first set and above in the second, so that a mean that cancels has both signs. In the third
    the first ride is missed neither most nor least nor by the median."""
    cases = []
    for count, low, sign in ((4, 1.1, 1), (5, 1.7, -1), (8, 0.8, 0)):
        w, b = number(generator, low, low + 0.3), number(generator, 1.2, 2.8)
        X = uniform(generator, 3, 9, count, 1)
        size = uniform(generator, 0.5, 3, count, 1)
        size[0], size[1] = -0.6 - size[0], size[1] + 0.4
        if sign:
            size[2:] = sign * size[2:]
        else:
            size[2:] *= torch.tensor([1.0, -1.0] * 3).reshape(-1, 1)
            size[0], size[2], size[3] = -1.0, 3.4, 0.3
        cases.append((w, b, X, (w * X + b - size).mul(10).round() / 10))
    return cases


def sizes(measure):
    """measure(the N residuals without their signs)"""
    return lambda w, b, X, y: measure(residuals(w, b, X, y).flatten().abs())


EXERCISE = Exercise(
    name="01.mae",
    reference=mae,
    arguments=("w", "b", "X", "y"),
    returns="one number, the mean absolute error",
    cases=mixed_signs,
    tolerance=1e-5,
    checked="three random sets of rides, of different size, with a line for each.",
    why="what is the unit of the MAE, and what is that of the MSE?",
    because=(
        "A residual is in ¥, and its absolute value too, so the MAE is in ¥. The MSE is in "
        "¥², because each residual is squared."
    ),
    properties=(
        Property(
            "doubled data",
            doubled_data,
            "When each ride is written down twice, your result changes.",
            "The line is as good as before. A mean does not change, a sum does.",
            "What do you divide by, and does it grow with the number of rides?",
        ),
        Property(
            "in yuan",
            lambda call, w, b, X, y: (
                abs(call(10 * w, 10 * b, X, 10 * y) - 10 * call(w, b, X, y)) < 1e-2
            ),
            "With ten times the fares, `w` and `b`, your result is not ten times as large.",
            "The MAE is an amount of money, so it should be. A square, a root or a fixed number "
            "in the function changes that.",
            "Look for one of these three.",
        ),
    ),
    wrong=(
        Wrong(
            "no absolute value",
            lambda w, b, X, y: residuals(w, b, X, y).mean(),
            "Your result is the plain mean of the residuals; for some lines it is negative.",
            "The signs are still there, so plus and minus cancel.",
            "What has to happen to each residual before the mean is taken?",
        ),
        Wrong(
            "absolute value at the end",
            lambda w, b, X, y: residuals(w, b, X, y).mean().abs(),
            "You took the mean first and dropped its sign afterwards.",
            "In the mean, plus and minus have cancelled already.",
            "Try the flat line of section 2 on paper: its residuals are 4, 2, 0, -2, -4.",
        ),
        Wrong(
            "squared",
            mse,
            "Your result is the mean of the squared residuals.",
            "That is the MSE. Here the sign is to be dropped without squaring.",
            "`.abs()` drops the signs of a whole tensor.",
        ),
        Wrong(
            "sum",
            lambda w, b, X, y: residuals(w, b, X, y).abs().sum(),
            "Your result grows with the number of rides.",
            "You added up the absolute residuals. The M of MAE stands for mean.",
            "Call your function with each ride written down twice. Should the result change?",
        ),
        Wrong(
            "a table",
            lambda w, b, X, y: residuals(w, b, X, y.flatten()).abs().mean(),
            "Your result is that of a table of N times N differences, in place of N residuals.",
            "This is the shape trap: a column met a list, and each prediction was compared with "
            "every fare.",
            "Print the shapes of both sides of the minus. Did you flatten one of them?",
        ),
        Wrong(
            "divided by 5",
            lambda w, b, X, y: residuals(w, b, X, y).abs().sum() / 5,
            "Your result is right for five rides, and wrong for any other number of rides.",
            "You divide by 5, as the lesson did for its five rides.",
            "Divide by the number of rides that came in, or use `.mean()`.",
        ),
        Wrong(
            "root",
            lambda w, b, X, y: mse(w, b, X, y) ** 0.5,
            "Your result is the square root of the mean squared error.",
            "Square and root undo each other for one residual, but not with a mean between them.",
            "Take the residuals 0 and 2: what is the mean without signs, what is your result?",
        ),
        Wrong(
            "one ride",
            lambda w, b, X, y: residuals(w, b, X, y)[0].abs(),
            "Your result counts the first ride only.",
            "A `return` inside a loop ends the function in the first round.",
            "Look at how far to the right your `return` stands.",
        ),
        Wrong(
            "one for each ride",
            lambda w, b, X, y: residuals(w, b, X, y).abs(),
            "You give back one number for each ride.",
            "These are the absolute residuals. The MAE is one number for the whole line.",
            "The M stands for mean.",
        ),
    ),
    rivals=(
        Rival("The median of the absolute residuals.", sizes(lambda s: s.median())),
        Rival("The largest miss.", sizes(lambda s: s.max())),
        Rival("The smallest miss.", sizes(lambda s: s.min())),
        Rival("Half of the largest and smallest miss.", sizes(lambda s: (s.max() + s.min()) / 2)),
        Rival("The last ride only.", sizes(lambda s: s[-1])),
        Rival("Divided by N - 1.", sizes(lambda s: s.sum() / (len(s) - 1))),
        Rival("Divided by 2N.", sizes(lambda s: s.mean() / 2)),
        Rival(
            "Only where the line is too high.",
            lambda w, b, X, y: residuals(w, b, X, y).clamp(min=0).mean(),
        ),
        Rival(
            "Only where the line is too low.",
            lambda w, b, X, y: -residuals(w, b, X, y).clamp(max=0).mean(),
        ),
        Rival(
            "How far the residuals are from their own mean.",
            lambda w, b, X, y: (residuals(w, b, X, y) - residuals(w, b, X, y).mean()).abs().mean(),
        ),
        Rival(
            "The mean prediction against the mean fare.",
            lambda w, b, X, y: ((w * X + b).mean() - y.mean()).abs(),
        ),
        Rival(
            "Each residual as a share of the fare.",
            lambda w, b, X, y: (residuals(w, b, X, y) / y).abs().mean(),
        ),
        Rival(
            "Half squares for small residuals, as `nn.SmoothL1Loss`.",
            lambda w, b, X, y: nn.SmoothL1Loss()(w * X + b, y),
        ),
        Rival("Without the bias.", lambda w, b, X, y: mae(w, 0, X, y)),
        Rival("Prediction plus fare.", lambda w, b, X, y: mae(w, b, X, -y)),
        Rival("With w and b exchanged.", lambda w, b, X, y: mae(b, w, X, y)),
        Rival("Always the slope 1.5.", lambda w, b, X, y: mae(1.5, b, X, y)),
        Rival("Always the slope 2.", lambda w, b, X, y: mae(2, b, X, y)),
        Rival("Always the line w = 1.5, b = 0.5.", lambda w, b, X, y: mae(1.5, 0.5, X, y)),
        Rival("Always the line w = 2, b = 1.", lambda w, b, X, y: mae(2, 1, X, y)),
    ),
)
