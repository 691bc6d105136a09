"""A learning rate range test: one training in which the learning rate grows with each batch."""

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.experiments.trials import Trial

FIRST, FACTOR, BATCHES = -5, 0.06, 100  # exponents of 10: the start, and one step further


@dataclass(frozen=True)
class Row:
    """The loss of one batch, in nats per letter, before the step with its learning rate.

    exponent  the learning rate is 10 to this power
    """

    seed: int
    exponent: float
    loss: float


def run(seed: int) -> Iterator[Row]:
    trial = Trial(10**FIRST, 64, seed)
    (group,) = trial.optimizer.param_groups
    for batch in range(1, BATCHES + 1):
        exponent = FIRST + FACTOR * batch
        group["lr"] = 10**exponent
        yield Row(seed, exponent, trial.train(1))
