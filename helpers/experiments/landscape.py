"""A landscape: the loss of 33 learning rates by 13 numbers of hidden units, one seed for all."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch

from helpers.experiments.trials import setting, whole

SEEDS = (0,)
ACROSS, DOWN = 33, 13


@dataclass(frozen=True)
class Row:
    """The loss of one setting on the validation set, in nats per letter.

    exponent  the learning rate is 10 to this power
    """

    seed: int
    exponent: float
    hidden: int
    loss: float

    @property
    def lr(self) -> float:
        return 10**self.exponent


def run(seed: int) -> Iterator[Row]:
    for a in torch.linspace(0, 1, ACROSS, dtype=torch.float64).tolist():
        for b in torch.linspace(0, 1, DOWN, dtype=torch.float64).tolist():
            lr, hidden = setting((a, b))
            yield Row(seed, math.log10(lr), hidden, whole(lr, hidden, seed))
