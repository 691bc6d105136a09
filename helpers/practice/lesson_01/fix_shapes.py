"""01.fix-shapes: find and fix the mistake of the shapes."""

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import number
from helpers.practice.lesson_01.shared import mse, residuals, rides


def lists_of_rides(generator: torch.Generator) -> list[tuple]:
    """(w, b, km, fares); 3, 4 and 6 rides. In the last set a longer ride is cheaper than a
    shorter one, so that it counts which fare belongs to which ride."""
    cases = []
    for count in (3, 4, 6):
        X, y = rides(generator, count)
        w, b = number(generator, 2.2, 2.8), number(generator, 0.6, 1.4)
        while count == 6 and mse(w, b, X.sort(0)[0], y.sort(0)[0]) > mse(w, b, X, y) - 0.1:
            X, y = rides(generator, count)
        cases.append((w, b, X.flatten().tolist(), y.flatten().tolist()))
    return cases


def columns(km, fares):
    return torch.tensor(km).reshape(-1, 1), torch.tensor(fares).reshape(-1, 1)


def trapped(w, b, km, fares):
    """The program as the learner gets it: its targets have the shape (N,)."""
    X = torch.tensor(km).reshape(-1, 1)
    y = torch.tensor(fares)
    return ((w * X + b - y) ** 2).mean().item()


def fitted(w, b, km, fares):
    return mse(w, b, *columns(km, fares)).item()


def of_residuals(measure):
    """measure(the N residuals, as a list)"""
    return lambda w, b, km, fares: measure(residuals(w, b, *columns(km, fares)).flatten())


def flat_distances(w, b, km, fares):
    """The same trap from the other side: a list of predictions against a column of fares."""
    return ((w * torch.tensor(km) + b - columns(km, fares)[1]) ** 2).mean()


def nearest_fare(w, b, km, fares):
    return sum(min((w * x + b - f) ** 2 for f in fares) for x in km) / len(km)


GIVEN = """
def average_loss(w, b, km, fares):
    X = torch.tensor(km).reshape(-1, 1)
    y = torch.tensor(fares)
    return ((w * X + b - y) ** 2).mean().item()
"""


EXERCISE = Exercise(
    name="01.fix-shapes",
    reference=lambda w, b, km, fares: mse(w, b, *columns(km, fares)),
    arguments=("w", "b", "km", "fares"),
    returns="one number, the mean squared error",
    cases=lists_of_rides,
    start=trapped,
    given=GIVEN,
    symptom="For a line that meets all rides exactly, the loss is not 0: each prediction is "
    "compared with every fare. Print `y.shape` in the function. If you have changed something: "
    "`.reshape` makes a new tensor and leaves the old one as it was.",
    checked="three lists of rides of different length, against the mean over the N residuals.",
    why="why does this mistake give no error message, and which habit finds it?",
    because=(
        "There is no error because a column minus a list is allowed: broadcasting repeats "
        "both until they match. The table has a mean like any other. The habit: compare the "
        "shapes before you subtract, for instance with `assert y_hat.shape == y.shape`."
    ),
    properties=(
        Property(
            "own fare",
            lambda call, w, b, km, fares: abs(call(w, b, km, [w * x + b for x in km])) < 1e-4,
            "For rides that lie exactly on the line, your loss is not 0.",
            "Then some residual is not the prediction of a ride minus its own fare.",
            "Print the shape of the difference. How many residuals should there be?",
        ),
    ),
    wrong=(
        Wrong(
            "table divided by N",
            lambda w, b, km, fares: trapped(w, b, km, fares) * len(km),
            "Your loss is larger than that of the program you were given: N times as large.",
            "The difference is still a table of N times N numbers; you only divide by less.",
            "Print `(w * X + b - y).shape`. Change a shape, not the mean.",
        ),
        Wrong(
            "the mean of the fares",
            lambda w, b, km, fares: mse(w, b, *columns(km, [sum(fares) / len(fares)] * len(km))),
            "Your loss compares each prediction with the mean of all fares.",
            "The shapes fit now, but each ride has lost its own fare.",
            "Keep all fares, and give them the shape of the predictions.",
        ),
        Wrong(
            "the first fare",
            lambda w, b, km, fares: mse(w, b, *columns(km, [fares[0]] * len(km))),
            "Your loss compares each prediction with the first fare.",
            "A single number fits any shape, and so there is no error.",
            "Keep all fares, and give them the shape of the predictions.",
        ),
        Wrong(
            "sum",
            lambda w, b, km, fares: mse(w, b, *columns(km, fares)) * len(km),
            "The shapes fit now. But your loss grows with the number of rides.",
            "It is a sum, and MSE is a mean.",
            "Look at the last line of the function.",
        ),
        Wrong(
            "one for each ride",
            lambda w, b, km, fares: residuals(w, b, *columns(km, fares)) ** 2,
            "The shapes fit now. But you give back one number for each ride.",
            "These are the squared residuals; the loss is their mean.",
            "Look at the last line of the function.",
        ),
    ),
    rivals=(
        Rival(
            "Every pair of a prediction and a fare, as at the start, in a loop.",
            lambda w, b, km, fares: (
                sum((w * x + b - f) ** 2 for x in km for f in fares) / len(km) ** 2
            ),
        ),
        Rival("A row of distances in place of a column of fares.", flat_distances),
        Rival("The smallest difference of each prediction to any fare.", nearest_fare),
        Rival(
            "Distances and fares sorted.",
            lambda w, b, km, fares: fitted(w, b, sorted(km), sorted(fares)),
        ),
        Rival(
            "The fares in the other order.", lambda w, b, km, fares: fitted(w, b, km, fares[::-1])
        ),
        Rival("The mean prediction against the mean fare.", of_residuals(lambda r: r.mean() ** 2)),
        Rival("The residuals without signs.", of_residuals(lambda r: r.abs().mean())),
        Rival("The sum of the squares.", of_residuals(lambda r: (r**2).sum())),
        Rival("The sum of the squares over 5.", of_residuals(lambda r: (r**2).sum() / 5)),
        Rival(
            "The sum of the squares over N times N.", of_residuals(lambda r: (r**2).mean() / len(r))
        ),
        Rival("Half of it, as in books with 1/(2N).", of_residuals(lambda r: (r**2).mean() / 2)),
        Rival("The first ride only.", of_residuals(lambda r: r[0] ** 2)),
        Rival("The largest square.", of_residuals(lambda r: (r**2).max())),
        Rival("The loss of the lesson's line.", lambda w, b, km, fares: fitted(2, 1, km, fares)),
        Rival("Always 0, as for the five rides.", lambda w, b, km, fares: 0.0),
    ),
)
