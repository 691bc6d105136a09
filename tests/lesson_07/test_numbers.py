"""Every number that lesson 07 prints, computed another way; tests/printed.py compares."""

import math

from printed import Between, numbers_of

from lesson_07.searches import (
    RACE,
    gain,
    kernel,
    mean_best_of_draws,
    mean_best_of_grids,
    most_of_fifty,
    runs,
)

prints, test_numbers = numbers_of("07")


@prints("one-seed")
def _():
    return [0.030, 0.01]


@prints("ten-seeds")
def _():
    shown = []
    for lr in (0.005, 0.03, 0.035):
        losses = [float(row["loss"]) for row in runs("seeds") if float(row["lr"]) == lr]
        shown += [lr, sum(losses) / 10]
    return [*shown, 0.005]


@prints("linear")
def _():
    step = (1 - 0.0001) / 99
    even = [0.0001 + i * step for i in range(100)]
    log = [10 ** (-4 + 4 * i / 99) for i in range(100)]
    return [0.01, sum(rate < 0.01 for rate in even), sum(rate < 0.01 for rate in log)]


@prints("grid-result")
def _():
    two = [9, mean_best_of_grids(3), mean_best_of_draws(9)]
    return [*two, 16, mean_best_of_grids(2), mean_best_of_draws(16)]


@prints("enough")
def _():
    return [1 - 0.95**59]


@prints("one-trial")
def _():
    rows = []
    for place in (0.5, 0.6, 0.8, 0):
        k = kernel(place - 0.5)
        rows += [place, k, k * 2.4 + (1 - k) * 2.6, 0.2 * math.sqrt((1 - k) * (1 + k))]
    return rows


@prints("improvement")
def _():
    return [gain(2.40, 0.01, 2.38), Between(0.013, 0.016)]


@prints("search")
def _():
    return [2.40]


@prints("race-spread")
def _():
    random, bayesian = (RACE[way][10] for way in ("random", "Bayesian"))
    lower = sum(a < b for a, b in zip(bayesian, random, strict=True))
    return [min(random), max(random), min(bayesian), max(bayesian), lower, 20]


@prints("coins")
def _():
    return [most_of_fifty(), 20, 10, 20]


@prints("test-once")
def _():
    return [Between(2.2, 2.3)]


@prints("weights")
def _():
    # the best weights by elimination, from the two lines of the section
    r, k1, k2 = kernel(0.3), kernel(0.2), kernel(0.1)
    w2 = (k2 - r * k1) / (1 - r * r)
    return [k1 - r * w2, w2]


@prints("formula")
def _():
    return [gain(2.45, 0.10, 2.38), Between(0.013, 0.016)]


@prints("halving")
def _():
    pieces = [(32, 1 / 8), (16, 1 / 8), (8, 1 / 4), (4, 1 / 2)]
    cost = sum(count * more for count, more in pieces)
    first = min(RACE["successive halving"])
    found = RACE["successive halving"][first]
    return [32, cost, sum(found) / len(found)]
