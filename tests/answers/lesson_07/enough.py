"""07.enough: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch


def count_up(share, wanted):
    n = 0
    while 1 - (1 - share) ** n < wanted:
        n += 1
    return n


def multiply(share, wanted):
    missed, n = 1.0, 0
    while missed > 1 - wanted:
        missed *= 1 - share
        n += 1
    return n


def in_numpy(share, wanted):
    return np.ceil(np.log10(1 - wanted) / np.log10(1 - share))


def in_torch(share, wanted):
    n = torch.arange(1, 1000, dtype=torch.float64)
    return int(n[1 - (1 - share) ** n >= wanted][0])


def ceiling(share, wanted):
    return math.ceil(math.log(1 - wanted, 1 - share))


def floor_and_one(share, wanted):
    return int(math.log(1 - wanted) / math.log(1 - share)) + 1


def more_than_wanted(share, wanted):
    n = 1
    while 1 - (1 - share) ** n <= wanted:
        n += 1
    return n


def cut_off(share, wanted):
    return int(math.log(1 - wanted) / math.log(1 - share))


def floor_division(share, wanted):
    return math.log(1 - wanted) // math.log(1 - share)


def one_less_in_the_loop(share, wanted):
    n = 0
    while 1 - (1 - share) ** n < wanted:
        n += 1
    return n - 1


def counted_too_late(share, wanted):
    n, found = 0, 0
    while found < wanted:
        found = 1 - (1 - share) ** n
        n += 1
    return n


def sum_of_shares(share, wanted):
    n = 0
    while n * share < wanted:
        n += 1
    return n


def divided_and_rounded(share, wanted):
    return round(wanted / share)


def misses_divided(share, wanted):
    return math.ceil((1 - wanted) / (1 - share))


def wrong_logarithms(share, wanted):
    return math.ceil(math.log(wanted) / math.log(share))


def no_minus(share, wanted):
    return math.ceil(math.log(1 - wanted) / math.log(1 + share))


def a_probability(share, wanted):
    return 1 - (1 - share) ** wanted


def ten_too_many(share, wanted):
    return count_up(share, wanted) + 10


def a_word(share, wanted):
    return f"{count_up(share, wanted)} trials"


RIGHT = [count_up, multiply, in_numpy, in_torch, ceiling]

OTHERS = [
    (cut_off, "one too small"),
    (floor_division, "one too small"),
    (one_less_in_the_loop, "In each case your number is one too small"),
    (floor_and_one, "adds a trial also where nothing was cut off"),
    (more_than_wanted, "`wanted` itself is enough"),
    (counted_too_late, "one trial more than you need"),
    (sum_of_shares, "You divide `wanted` by `share`"),
    (divided_and_rounded, "the probability stays below `wanted`"),
    (misses_divided, "One trial is always enough"),
    (wrong_logarithms, "One trial is always enough"),
    (no_minus, "no whole number above 0"),
    (a_probability, "no whole number above 0"),
    (ten_too_many, "larger than it has to be"),
    (a_word, "The task asks for a whole number"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "parts of a trial": ("formula is right", "is too small", "is the smallest"),
    "rounded down": ("off the part", "little below `wanted`", "trials, and compare"),
    "one too few": ("case your number", "round too early", "wanted = 0.6"),
    "an exact hit not taken": (
        "to `wanted` exactly",
        "comparison without `=`",
        "Call your function",
    ),
    "rounded": ("small, in others", "nearest whole number", "probability large enough"),
    "one too many": ("fewer is enough", "loop counts once", "fewer, and compare"),
    "wanted by share": ("`wanted` by `share`", "coins, both may", "first trial misses"),
    "one by share": ("one by `share`", "setting on average", "your trials miss"),
    "all of them good": ("powers of `share`", "all trials miss", "one trial misses"),
    "none of them good": ("find nothing falls", "should be small", "If something is"),
    "one is enough": ("trial is always", "logarithms comes out", "multiplied n times"),
    "whole": ("whole number above", "There are no parts of a trial.", "before you hand"),
    "enough": ("stays below `wanted`", "is multiplied together", "and 3 trials"),
    "smallest": ("is larger than", "probability reaches `wanted`", "is 0.75 reached"),
}
