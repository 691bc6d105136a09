"""One seed against ten: three learning rates, ten seeds each."""

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.experiments.trials import whole

SEEDS = range(10)
RATES, HIDDEN = (0.005, 0.03, 0.035), 64


@dataclass(frozen=True)
class Row:
    """The loss of one trial on the validation set, in nats per letter."""

    seed: int
    lr: float
    loss: float


def run(seed: int) -> Iterator[Row]:
    for lr in RATES:
        yield Row(seed, lr, whole(lr, HIDDEN, seed))
