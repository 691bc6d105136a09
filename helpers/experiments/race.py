"""A race: the best found after n trials, by five ways to search, over 20 repetitions.

A repetition has its own seed, the same for all of its trials and all ways: the start of the
networks, the order of the batches, and what is drawn. So all search one landscape. The third to
fifth way begin with the same draws.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from helpers.experiments.trials import Trial, setting, steps_of_a_trial, whole
from helpers.search import expected_improvement, gaussian_process

SEEDS = range(20)
TRIALS = 30
GRID = 6, 5  # learning rates by hidden units
FIRST, CANDIDATES = 3, 1_000  # random trials at the start, and places to choose the next from
FIELD, KEPT = 32, 4  # halving: settings at the start, and those that are trained to the end


@dataclass(frozen=True)
class Row:
    """The lowest loss of a network trained to the end so far, in nats per letter.

    trial  how much was spent, in trainings of a whole epoch
    """

    seed: int
    way: str
    trial: int
    best: float


def run(seed: int) -> Iterator[Row]:
    for way, search in WAYS.items():
        for trial, best in search(seed):
            yield Row(seed, way, trial, best)


Found = Iterator[tuple[int, float]]


def one_by_one(points: Sequence[Sequence[float]], seed: int) -> Found:
    """The best after each trial, for places that are known beforehand."""
    best = float("inf")
    for trial, point in enumerate(points, 1):
        best = min(best, whole(*setting(point), seed))
        yield trial, best


def grid_points() -> list[tuple[float, float]]:
    """The middles of 6 by 5 equal parts of the unit square, the smallest learning rate first."""
    across, down = GRID
    return [((i + 0.5) / across, (j + 0.5) / down) for i in range(across) for j in range(down)]


def drawn(count: int, seed: int) -> Tensor:
    """(count, 2) float64: places in the unit square."""
    return torch.rand(count, 2, generator=_generator(seed), dtype=torch.float64)


def in_order(seed: int) -> Found:
    return one_by_one(grid_points(), seed)


def in_random_order(seed: int) -> Found:
    points = grid_points()
    order = torch.randperm(len(points), generator=_generator(seed))
    return one_by_one([points[i] for i in order.tolist()], seed)


def at_random(seed: int) -> Found:
    return one_by_one(drawn(TRIALS, seed).tolist(), seed)


def bayesian(seed: int) -> Found:
    """Three random places, then each time the largest expected improvement of 1,000."""
    tried = drawn(FIRST, seed)
    losses = [whole(*setting(point), seed) for point in tried.tolist()]
    generator = _generator(1_000 + seed)
    for trial in range(1, FIRST + 1):
        yield trial, min(losses[:trial])
    for trial in range(FIRST + 1, TRIALS + 1):
        new = torch.rand(CANDIDATES, 2, generator=generator, dtype=torch.float64)
        mean, std = gaussian_process(tried, torch.tensor(losses, dtype=torch.float64), new)
        point = new[expected_improvement(mean, std, min(losses)).argmax()]
        tried = torch.cat([tried, point[None]])
        losses.append(whole(*setting(point.tolist()), seed))
        yield trial, min(losses)


def halving(seed: int) -> Found:
    """32 settings for an eighth of an epoch, the better 16 to a quarter, and so on; 4 to the end.

    A round costs about ten trials. Others begin with new settings.
    """
    full = steps_of_a_trial()
    points = iter(drawn(10 * FIELD, seed).tolist())
    spent, best = 0, float("inf")
    while True:
        field = [Trial(*setting(next(points)), seed) for _ in range(FIELD)]
        done = 0
        while True:
            goal = -(-full * KEPT // len(field))
            spent += (goal - done) * len(field)
            if spent > TRIALS * full:
                return
            losses = [trial.go_on(goal - done) for trial in field]
            done = goal
            if done == full:
                break
            order = sorted(range(len(field)), key=losses.__getitem__)
            field = [field[i] for i in order[: len(field) // 2]]
        best = min(best, *losses)
        yield -(-spent // full), best


def _generator(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


WAYS: dict[str, Callable[[int], Found]] = {
    "grid, in order": in_order,
    "grid, random order": in_random_order,
    "random": at_random,
    "Bayesian": bayesian,
    "successive halving": halving,
}


def best_so_far(rows: Sequence[Row]) -> dict[str, dict[int, float]]:
    """For each way the mean of `best` over the repetitions, after each number of trials."""
    found: dict[str, dict[int, list[float]]] = {}
    for row in rows:
        found.setdefault(row.way, {}).setdefault(row.trial, []).append(row.best)
    return {
        way: {trial: sum(some) / len(some) for trial, some in of_way.items()}
        for way, of_way in found.items()
    }
