"""The base model, which knows plays, learns to write on in the King James Bible: five ways."""

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.experiments.shared import RandomWindows
from helpers.experiments.ways import plays_loss, prepared, text_loss, train
from helpers.models import GPT
from helpers.streams import stream
from helpers.text import CHARACTERS, king_james

WAYS = ("full", "last layer", "rank 1", "rank 4", "rank 8")
STEPS, BATCH = 150, 16


@dataclass(frozen=True)
class Row:
    """After so many steps of one way; step 0 is before the training.

    moved  numbers that learn
    text   the loss on 1 Samuel, in nats per character
    plays  the same on Twelfth Night
    """

    seed: int
    way: str
    step: int
    moved: int
    text: float
    plays: float


def run(seed: int) -> Iterator[Row]:
    for way in WAYS:
        for row, _ in learn(way, seed, STEPS):
            yield row


def learn(way: str, seed: int, steps: int) -> Iterator[tuple[Row, GPT]]:
    """The rows of one way, each with the model as it is then.

    The first one, before the training, is there for "full" alone: the others begin with the same
    model.
    """
    genesis, samuel = king_james()
    model = prepared(way, seed)
    moved = sum(p.numel() for p in model.parameters() if p.requires_grad)

    def row(step: int) -> Row:
        return Row(seed, way, step, moved, text_loss(model, samuel), plays_loss(model))

    if way == "full":
        yield row(0), model
    batches = RandomWindows(stream(genesis, CHARACTERS), model.context, BATCH, steps, seed)
    for _ in train(model, way, batches, steps):
        pass
    yield row(steps), model
