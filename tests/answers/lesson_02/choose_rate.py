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

LIMIT = 2 / 49.35


def pair(share, off=0.0):
    """A share of the limit, and its epochs with an error of `off`, as a share of them."""
    return share * LIMIT, li_epochs(share * LIMIT) * (1 + off)


EDGES = (
    [pair(0.0901), pair(0.999), pair(0.5, 0.029), pair(0.5, -0.029)],
    [pair(0.0899), pair(1.001), pair(0.5, 0.031), pair(0.5, -0.031)],
)

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "exchanged": ("second one below", "the epochs first", "task: learning rate"),
    "not above 0": ("not above 0", "0 nothing moves", "two numbers must"),
    "on the limit": ("the limit itself", "never comes closer", "Leave some room"),
    "the rate of the kilometres": (
        "converges. In li",
        "unscaled feature: their",
        "across the valley",
    ),
    "too large": ("grows, becomes inf", "lands higher than", "two curvatures decides"),
    "too slow": ("below a tenth", "converges, but very", "limit, and choose"),
    "negative epochs": ("epochs is negative", "negative. Where two", "divides two logarithms"),
    "99 of 100": ("far too few", "formula leaves 99/100", "the task leave"),
    "fewer than one": ("is below 1", "valley hardly shrinks", "above, what below"),
    "across": ("across the valley", "curvature is smaller", "Put the other"),
    "another rate": ("belong to another", "an earlier cell", "formula use `my_rate`"),
    "condition number": ("49.35 / 0.648", "the condition number", "the curvature stand"),
    "one tenth": ("descent is stopped", "which is proportional", "in your formula"),
    "too small a share": ("twice as many", "meant the loss", "in your formula"),
    "two kinds of logarithm": ("divided by 2.3", "other is `math.log`", "Use `math.log` above"),
    "same piece each time": ("each step went", "steps become shorter", "epochs on paper"),
    "curvature of the kilometres": (
        "valley in kilometres",
        "changes both curvatures",
        "gives for li",
    ),
    "too few": ("than one hundredth", "converged, even if", "one epoch shrink"),
    "too many": ("some time before", "many are needed", "one epoch shrink"),
}
