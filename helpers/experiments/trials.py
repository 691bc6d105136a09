"""The trials of lesson 07: a small network, trained for a short time with given settings."""

import functools
from collections.abc import Sequence

import torch
from torch import Tensor, nn

from helpers.data import MiniBatches
from helpers.evaluation import evaluate
from helpers.experiments.shared import Pieces
from helpers.models import mlp
from helpers.text import LETTERS, names, split, windows
from helpers.training import fit

NAMES, JUDGES, CONTEXT, BATCH = 3_000, 1_000, 3, 384  # JUDGES: names in the validation set
RATES, UNITS = (-4, 0), (2, 8)  # exponents of 10 and of 2: from 0.0001 to 1, from 4 to 256


@functools.cache
def samples() -> tuple[tuple[Tensor, Tensor], tuple[Tensor, Tensor]]:
    """X and y to train on, and of the validation set."""
    train, held_out, _ = split(names())
    some = train[:NAMES], held_out[:JUDGES]
    return tuple(windows(part, LETTERS, CONTEXT) for part in some)


def steps_of_a_trial() -> int:
    """Batches of one epoch."""
    (_, y), _ = samples()
    return -(-len(y) // BATCH)


def setting(point: Sequence[float]) -> tuple[float, int]:
    """The learning rate and the hidden units at a point of the unit square.

    Both are spread on a log axis: (0, 0) is 0.0001 and 4, (1, 1) is 1 and 256.
    """
    a, b = point
    low, high = RATES
    few, many = UNITS
    return 10 ** (low + (high - low) * a), round(2 ** (few + (many - few) * b))


class Trial:
    """A network that trains with one setting, can be judged on the way, and goes on."""

    def __init__(self, lr: float, hidden: int, seed: int):
        torch.manual_seed(seed)
        self.model = mlp(CONTEXT, 8, hidden)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=lr)
        training, self.judges = samples()
        batches = MiniBatches(*training, batch_size=BATCH, seed=seed)
        self.stream = Pieces(batches, steps_of_a_trial())

    def train(self, steps: int) -> float:
        """So many more steps. Returns the mean loss of their batches, in nats per letter."""
        self.stream.steps = steps
        loss_fn = nn.CrossEntropyLoss()
        history = fit(self.model, self.stream, loss_fn, self.optimizer, epochs=1, progress=False)
        return history.loss[-1]

    def go_on(self, steps: int) -> float:
        """The loss on the validation set after so many more steps, in nats per letter."""
        self.train(steps)
        return evaluate(self.model, *self.judges)


@functools.cache
def whole(lr: float, hidden: int, seed: int) -> float:
    """The loss on the validation set after one epoch, in nats per letter."""
    return Trial(lr, hidden, seed).go_on(steps_of_a_trial())
