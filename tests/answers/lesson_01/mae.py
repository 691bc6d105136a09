"""01.mae: right answers in other clothes, and answers with a mistake."""

import numpy as np
from answers.lesson_01.shared import residual
from torch import nn


def mae_in_a_loop(w, b, X, y):
    return sum(abs(w * x + b - t).item() for x, t in zip(X, y, strict=True)) / len(y)


RIGHT = [
    mae_in_a_loop,
    lambda w, b, X, y: nn.L1Loss()(w * X + b, y),
    lambda w, b, X, y: np.abs((w * X + b - y).double().numpy()).mean(),
]

OTHERS = [
    (lambda w, b, X, y: residual.abs().mean(), "another cell of the lesson"),
    (lambda w, b, X, y: (w * X + b - y).abs.mean(), "was not called"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "no absolute value": ("residuals; for some", "signs are still", "each residual before"),
    "absolute value at the end": (
        "its sign afterwards",
        "have cancelled already",
        "line of section",
    ),
    "squared": ("the squared residuals", "dropped without squaring", "`.abs()` drops the"),
    "sum": ("Your result grows", "stands for mean", "written down twice"),
    "a table": ("differences, in place", "prediction was compared", "Print the shapes"),
    "divided by 5": ("rides, and wrong", "its five rides", "or use `.mean()`"),
    "root": ("mean squared error", "undo each other", "mean without signs"),
    "one ride": ("first ride only", "A `return` inside", "your `return` stands"),
    "one for each ride": ("You give back", "the whole line", "stands for mean"),
    "doubled data": ("written down twice", "good as before", "does it grow"),
    "in yuan": ("the fares, `w`", "amount of money", "of these three"),
}
