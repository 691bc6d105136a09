"""02.choose-rate: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch


def li_epochs(lr):
    return math.log(0.01) / math.log(1 - lr * 0.648)


RIGHT = [
    (0.02, 353),
    (0.02, 352.8),
    (2 / 49.35 / 2, li_epochs(1 / 49.35)),
    [0.013, math.ceil(li_epochs(0.013))],
    torch.tensor([0.0405, 173.0]),
    (torch.tensor(0.036), np.float64(li_epochs(0.036))),
    (0.004, 1775),  # a tenth of the limit, rounded
    (0.03, 4.6052 / (0.03 * 0.648)),  # log(1 + t) is nearly t
]

MISTAKES = {
    4: [((0.2, 100), "learning rate is too large"), ((2 / 0.648, 5), "nan")],
    5: [((0.05, 152), "an unscaled feature"), ((1e-4, 71063), "very slowly")],
    21: [((0.02, 100), "stopped, and not converged"), ((0.02, 176), "stopped and not converged")],
}

OTHERS = [
    ((0.02, 708.4), "Does your formula use `my_rate`?"),
    ((0.02, 709), "Does your formula use `my_rate`?"),
    ((0.02, 152), "Does your formula use `my_rate`?"),
    ((0.02, 706), "a hundredth of a hundredth"),
    ((0.02, 76), "This is the condition number"),
    ((0.02, 0.7705), "leaves 99/100 of the way"),
]
