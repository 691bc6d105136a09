"""Overfitting: 500, 2,000, 8,000 and 23,928 names, with the same number of steps for all."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import nn

from helpers.data import MiniBatches
from helpers.evaluation import evaluate
from helpers.experiments.shared import BATCH, CONTEXT, LR, Pieces, held_out_loss, some_names
from helpers.models import mlp
from helpers.text import LETTERS, windows
from helpers.training import fit

COUNTS = (500, 2_000, 8_000, 23_928)  # the last is all
STEPS, BETWEEN = 1_120, 56  # and from one measurement to the next
JUDGED = 2_000  # of the training names at most


@dataclass(frozen=True)
class Row:
    """The losses of a network after a number of steps, in nats per letter."""

    seed: int
    names: int
    step: int
    training: float
    held_out: float


def run(seed: int) -> Iterator[Row]:
    for count in COUNTS:
        yield from learn(count, seed)


def learn(count: int, seed: int, steps: int = STEPS) -> Iterator[Row]:
    """The rows of one size, at the start and after every 56 steps."""
    some = some_names(count, seed)
    X, y = windows(some[:JUDGED], LETTERS, CONTEXT)
    batches = MiniBatches(*windows(some, LETTERS, CONTEXT), batch_size=BATCH, seed=seed)
    torch.manual_seed(seed)
    model = mlp(CONTEXT, 16, 128)
    optimizer = torch.optim.Adam(model.parameters(), lr=LR)
    pieces = Pieces(batches, BETWEEN)
    for step in range(0, steps + 1, BETWEEN):
        if step:
            fit(model, pieces, nn.CrossEntropyLoss(), optimizer, epochs=1, progress=False)
        yield Row(seed, count, step, evaluate(model, X, y), held_out_loss(model))


def steps_in_an_epoch(count: int, seed: int = 0) -> int:
    """How many batches `count` names make."""
    return -(-sum(len(name) + 1 for name in some_names(count, seed)) // BATCH)
