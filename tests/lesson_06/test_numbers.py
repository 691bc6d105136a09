"""Every number that lesson 06 prints, computed another way; tests/printed.py compares."""

import math
from itertools import pairwise

from printed import Between, numbers_of

from helpers.experiments import stored
from lesson_06.letters import LINE_LOSS, SEEN, SIZES, mixing, one_added

prints, test_numbers = numbers_of("06")


@prints("memory")
def _():
    rows = ((k, 27**k, len(SEEN[k]), one_added(k)) for k in (1, 2, 3, 4))
    return [v for row in rows for v in row]


@prints("two-linear")
def _():
    return [LINE_LOSS, Between(0.1, 0.2)]


@prints("network")
def _():
    shapes = [(3, 5), (3, 5, 16), (3, 5 * 16), (3, 128), (3, 128), (3, 27)]
    return [size for shape in shapes for size in shape]


@prints("by-hand")
def _():
    return [*SIZES, sum(SIZES), 27**6]


@prints("first-loss")
def _():
    return [math.log(27)]


@prints("large-weights")
def _():
    return [Between(10, 16), Between(0.6, 0.9)]


@prints("one-batch")
def _():
    return [math.log(27), 0.05]


@prints("training")
def _():
    return [Between(1.98, 2.04), Between(2.06, 2.1)]


@prints("few-names")
def _():
    # a stored run that was judged at other moments got as low, to one digit
    some = [row.held_out for row in stored("sizes") if (row.seed, row.names) == (0, 500)]
    first, last = Between(2.4, 2.7), Between(3.2, 3.8)
    return [Between(2.3, 2.7), Between(0.9, 1.3), first, min(some), last]


@prints("decay")
def _():
    w = [2, -1, 0.5]
    stepped = [v - 0.1 * (3 * v**2 + 0.5 * v) for v in w]
    return stepped * 2


@prints("dropout")
def _():
    return [1, 0.5]


@prints("scenes")
def _():
    cuts = [round(20 * share) for share in (0, 0.6, 0.8, 1)]
    return [end - start for start, end in pairwise(cuts)]


@prints("leak")
def _():
    # by window the promise is far below the truth, and by scene it is not
    return [Between(1.86, 1.92), Between(2.04, 2.1), Between(2.06, 2.12), Between(2.06, 2.12)]


@prints("mixing")
def _():
    return [v for k in range(5) for v in (k, mixing(k))]


@prints("backward")
def _():
    return [128, 5 * 16, 128, 27, 128, 27]


@prints("dead")
def _():
    return [32, 128]
