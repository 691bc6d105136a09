"""01.mse: right answers in other clothes, and answers with a mistake."""

from answers.lesson_01.shared import mse_in_a_loop, mse_in_numpy, mse_the_other_way_round, residual
from torch import nn


def mse_with_at(w, b, X, y):
    r = w * X + b - y
    return r.T @ r / X.shape[0]  # shape (1, 1)


def row_of_targets(w, b, X, y):
    return ((w * X + b - y.flatten()) ** 2).mean()


def brackets_forgotten(w, b, X, y):
    return nn.MSELoss(w * X + b, y)


def mse_of_one_ride(w, b, X, y):
    for i in range(len(X)):
        return ((w * X[i] + b - y[i]) ** 2).item()


def power_with_a_hat(w, b, X, y):
    return ((w * X + b - y) ^ 2).mean()


RIGHT = [mse_in_a_loop, mse_the_other_way_round, mse_with_at, mse_in_numpy]

MISTAKES = {
    1: [(row_of_targets, "compared with every fare")],
    11: [(lambda w, b, X, y: ((w * X + b - y) ** 2).sum() / (2 * len(X)), "divided by 2N")],
    13: [(lambda w, b, X, y: ((w * X + b - y) ** 2).sum(), "N times too large")],
    19: [(brackets_forgotten, "a pair of brackets is missing")],
}

OTHERS = [
    (lambda w, b, X, y: (residual**2).mean(), "another cell of the lesson"),
    (lambda w, b, X, y: ((w * X + b - y) ** 2).mean, "behind its name"),
    (lambda w, b, X, y: round(mse_in_a_loop(w, b, X, y), 2), "up to rounding"),
    (lambda w, b, X, y: print(mse_in_a_loop(w, b, X, y)), "without a `return`"),
    (mse_of_one_ride, "how far to the right"),
    (power_with_a_hat, "`**`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "sum": ("times too large", "the squares. MSE", "written down twice"),
    "half": ("is exactly half", "N, as `nn.MSELoss`", "function with `nn.MSELoss()`"),
    "absolute": ("without their signs", "absolute error, MAE", "the residuals 1"),
    "plain mean": ("can be negative", "section 2 would", "removes the sign"),
    "square of the mean": ("squared it afterwards", "have cancelled already", "2`: which brackets"),
    "root": ("Your loss, squared", "a square root", "a squared residual"),
    "a table": ("differences, in place", "prediction was compared", "Print the shapes"),
    "divided by 5": ("rides, and wrong", "its five rides", "or use `.mean()`"),
    "one ride": ("first ride only", "A `return` inside", "your `return` stands"),
    "one for each ride": ("You give back", "the squared residuals", "many, without growing"),
    "zero on the line": ("all rides exactly", "has only residuals", "Work out by"),
    "doubled data": ("written down twice", "good as before", "`return` stand after"),
}
