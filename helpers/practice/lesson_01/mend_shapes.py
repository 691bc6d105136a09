"""01.mend-shapes: find and mend the mistake of the shapes."""

import torch

from helpers.practice.engine import Exercise, Property, Wrong
from helpers.practice.inputs import number
from helpers.practice.lesson_01.shared import mse, residuals, rides


def lists_of_rides(generator: torch.Generator) -> list[tuple]:
    cases = []
    for count in (3, 4, 6):
        X, y = rides(generator, count)
        w, b = number(generator, 2.2, 2.8), number(generator, 0.6, 1.4)
        cases.append((w, b, X.flatten().tolist(), y.flatten().tolist()))
    return cases


def columns(km, fares):
    return torch.tensor(km).reshape(-1, 1), torch.tensor(fares).reshape(-1, 1)


def trapped(w, b, km, fares):
    """The program as the learner gets it: its targets have the shape (N,)."""
    X = torch.tensor(km).reshape(-1, 1)
    y = torch.tensor(fares)
    return ((w * X + b - y) ** 2).mean().item()


EXERCISE = Exercise(
    name="01.mend-shapes",
    reference=lambda w, b, km, fares: mse(w, b, *columns(km, fares)),
    arguments=("w", "b", "km", "fares"),
    returns="one number, the mean squared error",
    cases=lists_of_rides,
    start=trapped,
    symptom="For a line that meets all rides exactly, the loss is not 0: each prediction is "
    "compared with every fare. Print `y.shape` in the function. If you have changed something: "
    "`.reshape` makes a new tensor and leaves the old one as it was.",
    checked="three lists of rides of different length, against the mean over the N residuals.",
    why="why does this mistake give no error message, and which habit finds it?",
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
)
