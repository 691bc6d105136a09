"""What lesson 07 searches and draws, by plain Python and NumPy."""

import csv
import math
from collections import defaultdict

import numpy as np
from lessons import ROOT


def runs(experiment):
    """The rows of a stored experiment, as texts."""
    path = ROOT / "helpers" / "tables" / f"lesson_07_{experiment}.csv"
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def landscape():
    """Loss by learning rate (33) and hidden units (13), both growing."""
    found = {
        (float(row["exponent"]), int(row["hidden"])): float(row["loss"])
        for row in runs("landscape")
    }
    exponents, units = (sorted({place[i] for place in found}) for i in (0, 1))
    return np.array([[found[exponent, hidden] for hidden in units] for exponent in exponents])


LOSS = landscape()


def mean_best_of_grids(side):
    """Over all grids of side by side places, evenly spread: the mean of their lowest losses."""
    across, down = (size // side for size in LOSS.shape)
    best = []
    for i in range(across):
        for j in range(down):
            rows = range(i, i + side * across, across)
            columns = range(j, j + side * down, down)
            best.append(min(LOSS[a, b] for a in rows for b in columns))
    return sum(best) / len(best)


def mean_best_of_draws(count):
    """The mean of the lowest of `count` losses drawn with replacement, exactly."""
    losses = np.sort(LOSS.ravel())
    better = np.arange(len(losses)) / len(losses)  # the share that lies below each
    at_least = (1 - better) ** count
    return float(losses @ (at_least - np.append(at_least[1:], 0)))


def race():
    """For each way, for each trial, the best of each repetition."""
    found = defaultdict(lambda: defaultdict(list))
    for row in runs("race"):
        found[row["way"]][int(row["trial"])].append(float(row["best"]))
    return found


RACE = race()


def kernel(distance, length=0.3):
    return math.exp(-(distance**2) / (2 * length**2))


def most_of_fifty(tosses=20, people=50):
    """The mean of the largest of fifty binomial numbers."""
    share = [math.comb(tosses, n) / 2**tosses for n in range(tosses + 1)]
    below = [sum(share[:n]) ** people for n in range(1, tosses + 1)]  # all have fewer than n
    return sum(1 - one for one in below)


def gain(guess, doubt, best):
    """The expected improvement, as a sum over many thin slices of the bell curve."""
    z = np.linspace(-8, 8, 200_001)
    density = np.exp(-(z**2) / 2)
    return float(np.maximum(best - guess - doubt * z, 0) @ density / density.sum())
