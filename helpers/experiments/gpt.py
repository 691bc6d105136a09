"""The model that lesson 09 looks into: a GPT on the characters of nine comedies."""

from collections.abc import Generator
from dataclasses import dataclass

import torch

from helpers.evaluation import evaluate
from helpers.experiments.shared import RandomWindows
from helpers.models import GPT, next_token_loss
from helpers.streams import in_rows, stream
from helpers.text import CHARACTERS, split_plays
from helpers.training import fit

SEEDS = (0,)
CONTEXT, WIDTH, HEADS, LAYERS, BATCH = 64, 64, 4, 2, 32
STEPS = 250  # between two rows
RATES = (3e-3,) * 16 + (1e-3,) * 8  # the learning rate from each row to the next


@dataclass(frozen=True)
class Row:
    """After so many steps; the losses in nats per character, `train` the mean of the last steps.

    held_out  on Twelfth Night, cut into rows of the context
    """

    seed: int
    step: int
    lr: float
    train: float
    held_out: float


def run(seed: int) -> Generator[Row, None, GPT]:
    """The rows of the training; what it returns is the model, to be stored."""
    return (yield from learn(seed))


def learn(seed: int, rates: tuple[float, ...] = RATES, steps: int = STEPS):
    train, held_out, _ = split_plays()
    judged = in_rows(stream(held_out, CHARACTERS), CONTEXT)
    batches = RandomWindows(stream(train, CHARACTERS), CONTEXT, BATCH, steps, seed)
    torch.manual_seed(seed)
    model = GPT(len(CHARACTERS), CONTEXT, WIDTH, HEADS, LAYERS)
    optimizer = torch.optim.Adam(model.parameters(), lr=rates[0])
    for number, lr in enumerate(rates, start=1):
        for group in optimizer.param_groups:
            group["lr"] = lr
        loss = fit(model, batches, next_token_loss, optimizer, epochs=1, progress=False).loss[-1]
        yield Row(seed, number * steps, lr, loss, evaluate(model, *judged, batch_size=256))
    return model
