"""The base model learns what a ride costs, in words: nine ways, and how much each one moves."""

import dataclasses
from collections.abc import Generator, Iterator
from dataclasses import dataclass

import torch

from helpers.evaluation import evaluate
from helpers.experiments.ways import RATES, Rows, old_text, plays_loss, prepared, train
from helpers.models import GPT, lora_weights
from helpers.tasks import fares, right, rows

STEPS, EVERY, BATCH = 300, 50, 16
LONGER = range(101, 121)  # kilometres: no ride that is shown is as long
KEPT = ("rank 8", 0)  # the adapter that is stored: its way and its seed


@dataclass(frozen=True)
class Row:
    """After so many steps of one way; step 0 is before the training.

    moved    numbers that learn
    train    the mean loss of the steps since the last row, in nats per token; of step 0, the loss
             on what was shown
    answer   the loss of the answers alone, about distances never shown, in nats per token
    shown    of 60 questions about 20 distances that were shown, how many are answered right, to
             the letter; this and the next three in the first and the last row of a way, else -1
    never    the same for the 20 distances from 1 to 100 km that were never shown
    longer   the same for the 20 distances from 101 to 120 km
    plays    the loss on Twelfth Night, in nats per character
    seconds  of computing for a step, as a share of those of the way "full"; in the last row of a
             way, else 0
    """

    seed: int
    way: str
    step: int
    moved: int
    train: float
    answer: float
    shown: int
    never: int
    longer: int
    plays: float
    seconds: float


def distances(seed: int) -> tuple[list[int], list[int]]:
    """The distances from 1 to 100 km in an order drawn once: 80 that are shown, 20 that are not."""
    generator = torch.Generator().manual_seed(100 + seed)
    order = (1 + torch.randperm(100, generator=generator)).tolist()
    return order[:80], order[80:]


def run(seed: int) -> Generator[Row, None, bytes | None]:
    """The rows of all ways; what it returns is the adapter to keep, where this seed has it."""
    kept, full = None, 0.0
    for way in RATES:
        found = list(learn(way, seed, STEPS))
        for row, _ in found:
            if row.seconds:
                full = full or row.seconds  # "full" comes first
                row = dataclasses.replace(row, seconds=row.seconds / full)
            yield row
        if (way, seed) == KEPT:
            kept = lora_weights(found[-1][1], torch.float16)
    return kept


def learn(way: str, seed: int, steps: int) -> Iterator[tuple[Row, GPT]]:
    """The rows of one way, up to so many steps of `STEPS`, each with the model as it is then.

    In the last row `seconds` are seconds, and no share.
    """
    shown, never = distances(seed)
    model = prepared(way, seed)
    moved = sum(p.numel() for p in model.parameters() if p.requires_grad)
    new = rows(fares(never))

    def row(step: int, loss: float, seconds: float = 0.0, whole: bool = True) -> Row:
        three = [fares(shown[:20]), fares(never), fares(LONGER)] if whole else []
        counts = [sum(right(model, items)) for items in three] or [-1] * 3
        plays = plays_loss(model) if whole else -1.0
        answer = evaluate(model, *new)
        return Row(seed, way, step, moved, loss, answer, *counts, plays, seconds)

    yield row(0, evaluate(model, *rows(fares(shown)))), model
    old = old_text() if way == "full, old text" else None
    batches = Rows(fares(shown), BATCH, EVERY, seed, old)
    seconds = 0.0
    for number, (loss, took) in enumerate(train(model, way, batches, STEPS), start=1):
        seconds += took
        last = number * EVERY == steps
        yield row(number * EVERY, loss, seconds / steps if last else 0.0, last), model
        if last:
            return
