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
