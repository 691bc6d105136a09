"""What the model says a ride costs, for each distance from 1 to 120 km, while it learns."""

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.experiments.fares import BATCH, STEPS, distances
from helpers.experiments.ways import Rows, prepared, train
from helpers.tasks import answers, fare_in, fares, in_english

SEEDS = (0,)
WAYS = ("full", "rank 8")
EVERY = 10  # steps of one loop
AT = (0, 20, 40, 60, 80, 100, 150, 200, 300)  # steps, multiples of these
KM = range(1, 121)


@dataclass(frozen=True)
class Row:
    """One answer to "... km?" after so many steps.

    fare   what the answer says, in yuan; -1 where it names no number
    shown  1 where this distance was shown while training, else 0
    """

    seed: int
    way: str
    step: int
    km: int
    fare: int
    shown: int


def run(seed: int) -> Iterator[Row]:
    for way in WAYS:
        yield from learn(way, seed, AT)


def learn(way: str, seed: int, at: tuple[int, ...]) -> Iterator[Row]:
    """The rows of one way at these moments, which are some of `AT`."""
    shown, _ = distances(seed)
    model = prepared(way, seed)
    batches = Rows(fares(shown), BATCH, EVERY, seed)
    step, training = 0, train(model, way, batches, STEPS)
    while True:
        if step in at:
            said = answers(model, [f"{in_english(km)} km?" for km in KM])
            for km, answer in zip(KM, said, strict=True):
                fare = fare_in(answer)
                yield Row(seed, way, step, km, -1 if fare is None else fare, int(km in shown))
        if step == at[-1]:
            return
        next(training)
        step += len(batches)
