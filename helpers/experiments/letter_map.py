"""Letters as points in a plane: how they move while a small network learns from all names."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import nn

from helpers.data import MiniBatches
from helpers.experiments.shared import Pieces, held_out_loss, some_names
from helpers.models import mlp
from helpers.text import LETTERS, windows
from helpers.training import fit

CONTEXT, HIDDEN, LR, BATCH = 3, 64, 0.01, 1_024
MOMENTS = (0, 2, 4, 6, 8, 11, 14, 18, 22, 27, 33, 40, 50, 60, 75, 95)  # steps
MOMENTS += (120, 150, 190, 240, 300, 380, 480, 600, 840)
ALL = 23_928  # training names


@dataclass(frozen=True)
class Row:
    """Where a letter is after a number of steps; the loss is that of the network then, in nats."""

    seed: int
    step: int
    held_out: float
    letter: str
    x: float
    y: float


def run(seed: int) -> Iterator[Row]:
    yield from learn(seed)


def learn(seed: int, moments: tuple[int, ...] = MOMENTS) -> Iterator[Row]:
    """The rows at each of the moments, which begin with step 0."""
    X, y = windows(some_names(ALL, seed), LETTERS, CONTEXT)
    batches = Pieces(MiniBatches(X, y, batch_size=BATCH, seed=seed), 0)
    torch.manual_seed(seed)
    model = mlp(CONTEXT, 2, HIDDEN)
    optimizer = torch.optim.Adam(model.parameters(), lr=LR)
    for before, step in pairwise((0, *moments)):
        if step:
            batches.steps = step - before
            fit(model, batches, nn.CrossEntropyLoss(), optimizer, epochs=1, progress=False)
        loss = held_out_loss(model, CONTEXT)
        for letter, (across, up) in zip(LETTERS.symbols, model[0].weight.tolist(), strict=True):
            yield Row(seed, step, loss, letter, across, up)
