"""01.mse: the mean squared error, as a function."""

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import number
from helpers.practice.lesson_01.shared import (
    doubled_data,
    mae,
    mse,
    residuals,
    rides,
    typical_first,
)


def lines_and_rides(generator: torch.Generator) -> list[tuple]:
    """(w, b, X, y); 3, 4 and 7 rides. The lines are much too high or much too low."""
    cases = []
    for count, low in ((3, 2.5), (4, 0.2), (7, 3.0)):
        w, b = number(generator, low, low + 0.4), number(generator, 0.6, 1.4)
        X, y = rides(generator, count)
        while count == 7 and not typical_first(w, b, X, y):
            X, y = rides(generator, count)
        cases.append((w, b, X, y))
    return cases


def sum_of_squares(w, b, X, y):
    return (residuals(w, b, X, y) ** 2).sum()


def squares(measure):
    """measure(the N squared residuals)"""
    return lambda w, b, X, y: measure(residuals(w, b, X, y).flatten() ** 2)


EXERCISE = Exercise(
    name="01.mse",
    reference=mse,
    arguments=("w", "b", "X", "y"),
    returns="one number, the mean squared error",
    cases=lines_and_rides,
    tolerance=1e-5,
    checked="three random sets of rides, of different size, with a line for each.",
    why="why can one compare this number for 5 rides with that for 500?",
    because=(
        "Because it is a mean. Ten times as many rides of the same kind leave it where it is; "
        "a sum would be ten times as large."
    ),
    properties=(
        Property(
            "zero on the line",
            lambda call, w, b, X, y: abs(call(w, b, X, w * X + b)) < 1e-5,
            "For a line that meets all rides exactly, your loss is not 0.",
            "A perfect line has only residuals of 0.",
            "Work out by hand what your function does with one ride that lies on the line.",
        ),
        Property(
            "doubled data",
            doubled_data,
            "When each ride is written down twice, your loss changes.",
            "The line is as good as before. A mean does not change, a sum does.",
            "What do you divide by? And if you have a loop: does each ride come in once, and does "
            "`return` stand after the loop?",
        ),
    ),
    wrong=(
        Wrong(
            "sum",
            sum_of_squares,
            "Your loss grows with the number of rides: N rides make it N times too large.",
            "You added up the squares. MSE is their mean.",
            "Call your function with each ride written down twice. Should the loss change?",
        ),
        Wrong(
            "half",
            lambda w, b, X, y: mse(w, b, X, y) / 2,
            "Your loss is exactly half as large as it should be, for each set of rides.",
            "You divided by 2N, as many books do. This series divides by N, as `nn.MSELoss` does.",
            "Compare your function with `nn.MSELoss()` on the five rides.",
        ),
        Wrong(
            "absolute",
            mae,
            "Your loss is the mean of the residuals without their signs.",
            "That is the mean absolute error, MAE: it drops the minus in place of squaring.",
            "Try two rides with the residuals 1 and 3 on paper: what is the mean of the squares?",
        ),
        Wrong(
            "plain mean",
            lambda w, b, X, y: residuals(w, b, X, y).mean(),
            "Your loss is the plain mean of the residuals, and it can be negative.",
            "Plus and minus cancel. The flat line of section 2 would be perfect by this measure.",
            "Which operation removes the sign, and gives MSE its S?",
        ),
        Wrong(
            "square of the mean",
            lambda w, b, X, y: residuals(w, b, X, y).mean() ** 2,
            "You took the mean of the residuals first and squared it afterwards.",
            "In the mean, plus and minus have cancelled already.",
            "Move the `** 2`: which brackets should it follow?",
        ),
        Wrong(
            "root",
            lambda w, b, X, y: mse(w, b, X, y) ** 0.5,
            "Your loss, squared, is the mean squared error.",
            "There is a square root at the end, which makes it the RMSE, in ¥.",
            "Compare the units: what is the unit of a squared residual?",
        ),
        Wrong(
            "a table",
            lambda w, b, X, y: (residuals(w, b, X, y.flatten()) ** 2).mean(),
            "Your loss is that of a table of N times N differences, in place of N residuals.",
            "This is the shape trap: a column met a list, and each prediction was compared with "
            "every fare.",
            "Print the shapes of both sides of the minus. Did you flatten one of them?",
        ),
        Wrong(
            "divided by 5",
            lambda w, b, X, y: (residuals(w, b, X, y) ** 2).sum() / 5,
            "Your loss is right for five rides, and wrong for any other number of rides.",
            "You divide by 5, as the lesson did for its five rides.",
            "Divide by the number of rides that came in, or use `.mean()`.",
        ),
        Wrong(
            "one ride",
            lambda w, b, X, y: residuals(w, b, X, y)[0] ** 2,
            "Your loss counts the first ride only.",
            "A `return` inside a loop ends the function in the first round.",
            "Look at how far to the right your `return` stands.",
        ),
        Wrong(
            "one for each ride",
            lambda w, b, X, y: residuals(w, b, X, y) ** 2,
            "You give back one number for each ride.",
            "These are the squared residuals. The loss is one number for the whole line.",
            "Which operation makes one number of many, without growing with their count?",
        ),
    ),
    rivals=(
        Rival("The median of the squares.", squares(lambda s: s.median())),
        Rival("The largest square.", squares(lambda s: s.max())),
        Rival("The smallest square.", squares(lambda s: s.min())),
        Rival("The last ride only.", squares(lambda s: s[-1])),
        Rival("The mean of the first and the last square.", squares(lambda s: (s[0] + s[-1]) / 2)),
        Rival("The first three rides, whatever their number.", squares(lambda s: s[:3].mean())),
        Rival("Divided by N - 1.", squares(lambda s: s.sum() / (len(s) - 1))),
        Rival("Divided by N + 1.", squares(lambda s: s.sum() / (len(s) + 1))),
        Rival("Divided by the number of features.", sum_of_squares),
        Rival(
            "Only where the line is too high.",
            lambda w, b, X, y: (residuals(w, b, X, y).clamp(min=0) ** 2).mean(),
        ),
        Rival(
            "Only where the line is too low.",
            lambda w, b, X, y: (residuals(w, b, X, y).clamp(max=0) ** 2).mean(),
        ),
        Rival(
            "Squares that keep the sign.",
            lambda w, b, X, y: (residuals(w, b, X, y) * residuals(w, b, X, y).abs()).mean(),
        ),
        Rival(
            "How far the squares are spread: the variance of the residuals.",
            lambda w, b, X, y: residuals(w, b, X, y).var(correction=0),
        ),
        Rival(
            "The sum, squared, over N.",
            lambda w, b, X, y: residuals(w, b, X, y).sum() ** 2 / len(X),
        ),
        Rival(
            "Each residual as a share of the fare.",
            lambda w, b, X, y: ((residuals(w, b, X, y) / y) ** 2).mean(),
        ),
        Rival(
            "Square of the prediction minus square of the fare.",
            lambda w, b, X, y: ((w * X + b) ** 2 - y**2).mean(),
        ),
        Rival("The power 4.", squares(lambda s: (s**2).mean())),
        Rival("Without the bias.", lambda w, b, X, y: mse(w, 0, X, y)),
        Rival("With the bias subtracted.", lambda w, b, X, y: mse(w, -b, X, y)),
        Rival("Prediction plus fare.", lambda w, b, X, y: mse(w, b, X, -y)),
        Rival("With w and b exchanged.", lambda w, b, X, y: mse(b, w, X, y)),
        Rival("Always the flat line of section 2.", lambda w, b, X, y: mse(0, 5, X, y)),
        Rival("Always the line w = 1.5, b = 0.5.", lambda w, b, X, y: mse(1.5, 0.5, X, y)),
        Rival("Always the bias 1.", lambda w, b, X, y: mse(w, 1, X, y)),
    ),
)
