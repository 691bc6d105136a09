"""A promise and the truth: windows of plays split at random, or scene by scene.

The documents are the first scenes of the plays. A network is judged twice: on what its split held
out, which is the promise, and on scenes that neither training nor that list has seen, the truth.
Each window shares letters with the windows beside it, and names and words with its scene; so
held-out windows whose neighbours were trained on are easier than new scenes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from helpers.data import MiniBatches
from helpers.evaluation import evaluate
from helpers.models import mlp
from helpers.text import CHARACTERS, plays, split, windows
from helpers.training import fit

WAYS = ("windows", "scenes")
CONTEXT, HIDDEN, LR, BATCH, EPOCHS = 8, 128, 0.005, 512, 4
TRAINED = 0.8  # of the windows; the others are held out
Samples = tuple[Tensor, Tensor]


@dataclass(frozen=True)
class Row:
    """The losses of one network, in nats per character: as its split promises, and on new scenes.

    way  what was dealt out at random: single windows, or whole scenes
    """

    seed: int
    way: str
    promise: float
    truth: float


def run(seed: int) -> Iterator[Row]:
    for way in WAYS:
        yield learn(way, seed)


def learn(way: str, seed: int, epochs: int = EPOCHS) -> Row:
    """The row of one network. For a seed the test scenes are the same in both ways."""
    training, held_out, test = samples(way, seed)
    batches = MiniBatches(*training, batch_size=BATCH, seed=seed)
    torch.manual_seed(seed)
    model = mlp(CONTEXT, 16, HIDDEN, symbols=len(CHARACTERS))
    optimizer = torch.optim.Adam(model.parameters(), lr=LR)
    fit(model, batches, nn.CrossEntropyLoss(), optimizer, epochs=epochs, progress=False)
    return Row(seed, way, promise=evaluate(model, *held_out), truth=evaluate(model, *test))


def samples(way: str, seed: int) -> tuple[Samples, Samples, Samples]:
    """X and y to train on, held out, and for the test."""
    if way not in WAYS:
        raise ValueError(f"way is {way!r}; wanted one of {', '.join(WAYS)}.")
    first, held_out, test = split([scenes[0] for scenes in plays().values()], seed=seed)
    if way == "scenes":
        return tuple(windows(part, CHARACTERS, CONTEXT) for part in (first, held_out, test))
    X, y = windows([*first, *held_out], CHARACTERS, CONTEXT)
    order = torch.randperm(len(y), generator=torch.Generator().manual_seed(seed))
    some, others = order.split([round(TRAINED * len(y)), len(y) - round(TRAINED * len(y))])
    return (X[some], y[some]), (X[others], y[others]), windows(test, CHARACTERS, CONTEXT)


def promises(rows: Sequence[Row]) -> dict[str, list[tuple[float, float]]]:
    """For each way to split, its (promise, truth) with each seed."""
    return {
        f"by {way[:-1]}": [(row.promise, row.truth) for row in rows if row.way == way]
        for way in WAYS
    }
