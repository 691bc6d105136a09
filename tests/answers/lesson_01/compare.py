"""01.compare: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from answers.lesson_01.shared import mse_in_a_loop, mse_in_numpy, mse_the_other_way_round


def compare_with_tensors(first, second, X, y):
    a = mse_the_other_way_round(*first, X, y)
    b = mse_the_other_way_round(*second, X, y)
    return torch.tensor(1) if a < b else torch.tensor(2), torch.abs(a - b)


def compare_with_a_list(line_1, line_2, X, y):
    losses = [mse_in_a_loop(*line, X, y) for line in (line_1, line_2)]
    return [losses.index(min(losses)) + 1, max(losses) - min(losses)]


def compare_in_numpy(line_1, line_2, X, y):
    losses = np.array([mse_in_numpy(*line, X, y) for line in (line_1, line_2)])
    return losses.argmin() + 1, np.ptp(losses)


def compare_by_slope(line_1, line_2, X, y):
    losses = [mse_in_a_loop(*line, X, y) for line in (line_1, line_2)]
    return (1 if line_1[0] < line_2[0] else 2), abs(losses[0] - losses[1])


RIGHT = [compare_with_tensors, compare_with_a_list, compare_in_numpy]

OTHERS = [(compare_by_slope, "with the smaller MSE")]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "the worse line": ("the other line", "is the worse", "comparison aloud: smaller"),
    "exchanged": ("the difference first", "the wrong order", "Compare your `return`"),
    "counted from 0": ("count the lines", "Python counts so", "the first line"),
    "first minus second": ("is sometimes negative", "amount, never below", "Subtract the smaller"),
    "second minus first": ("is negative when", "amount, never below", "Subtract the smaller"),
    "negative": ("is always negative", "subtracted the larger", "in the subtraction"),
    "ratio": ("times as large", "divided the losses", "gives a difference"),
    "the smaller loss for the line": ("the smaller loss", "difference is right", "`if` and `else`"),
    "the smaller loss for the difference": ("is its loss", "than the other", "with the two"),
    "by the absolute error": (
        "mean absolute errors",
        "residuals are squared",
        "Square the residuals",
    ),
    "by most rides": ("that lies closer", "the others together", "compare? They should"),
    "by the sum of the residuals": (
        "whose residuals add",
        "residuals are large",
        "and minus cancel",
    ),
    "by the largest miss": ("whose largest miss", "others it misses", "Does every ride"),
    "sum": ("number of rides", "You compared sums", "or use `.mean()`"),
    "only the line": ("line, and nothing", "for two things", "a comma between"),
    "exchange": ("lines are exchanged", "its number changes", "two losses count"),
}
