"""What comes of four slips in what counts in the loss, beside rows as they should be."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from torch import Tensor

from helpers.evaluation import IGNORED, evaluate
from helpers.experiments.fares import BATCH, EVERY, STEPS, distances
from helpers.experiments.ways import Rows, prepared, train
from helpers.tasks import END, FILL, answers, fares, rows


def first_letter_lost(X: Tensor, y: Tensor) -> None:
    """The mask is one too long: the first letter of each answer does not count."""
    first = (y != IGNORED).int().argmax(dim=1)
    y[range(len(y)), first] = IGNORED


def filling_counts(X: Tensor, y: Tensor) -> None:
    """What fills the rows counts, too: after the end comes the filling, again and again."""
    y[X == FILL] = FILL


def filled_with_end(X: Tensor, y: Tensor) -> None:
    """The rows are filled with the end mark, and no end mark counts: not the true one, either."""
    X[X == FILL] = END
    y[y == END] = IGNORED


MOST = 60  # letters of an answer
SLIPS = {  # what is done to a batch
    "as it should be": None,
    "question counts": None,  # by `rows` itself
    "first letter lost": first_letter_lost,
    "filling counts": filling_counts,
    "filled with the end": filled_with_end,
}


@dataclass(frozen=True)
class Row:
    """One training, the way "full".

    train   the mean of what was minimized, over the last 50 steps, in nats per target
    answer  the loss of the answers about distances never shown, judged as it should be, in nats
            per token
    never   of 60 questions about these, how many are answered right, to the letter
    ended   how many of the 60 answers ended by themselves, before `MOST` letters
    starts  how many are right if what comes after the full stop is cut off
    """

    seed: int
    slip: str
    train: float
    answer: float
    never: int
    ended: int
    starts: int


class Slipped(Rows):
    """Batches of items with a slip in what counts; see `SLIPS`."""

    def __init__(self, *args, slip: str, **kwargs):
        made = functools.partial(rows, question_counts=slip == "question counts")
        super().__init__(*args, made=made, **kwargs)
        self.slip = SLIPS[slip]

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        for X, y in super().__iter__():
            if self.slip:
                self.slip(X, y)
            yield X, y


def run(seed: int) -> Iterator[Row]:
    for slip in SLIPS:
        yield learn(slip, seed, STEPS)


def learn(slip: str, seed: int, steps: int) -> Row:
    """One training with so many steps; 50 or less, or a multiple of 50."""
    shown, never = distances(seed)
    model = prepared("full", seed)
    batches = Slipped(fares(shown), BATCH, min(EVERY, steps), seed, slip=slip)
    *_, (loss, _) = train(model, "full", batches, steps)
    items = fares(never)
    given = answers(model, [item.question for item in items], MOST)
    wanted = [item.answer for item in items]
    return Row(
        seed,
        slip,
        loss,
        evaluate(model, *rows(items)),
        sum(a == b for a, b in zip(given, wanted, strict=True)),
        sum(len(answer) < MOST for answer in given),
        sum(a.partition(".")[0] == b[:-1] for a, b in zip(given, wanted, strict=True)),
    )
