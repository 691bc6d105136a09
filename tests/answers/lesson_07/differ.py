"""07.differ: right answers in other clothes, and answers with a mistake."""

import statistics

import numpy as np
import torch


def in_torch(a, b):
    a, b = torch.tensor(a, dtype=torch.float64), torch.tensor(b, dtype=torch.float64)
    spreads = torch.stack([a.max() - a.min(), b.max() - b.min()])
    return (a.mean() - b.mean()).abs() > spreads.max()


def in_numpy(a, b):
    return abs(np.mean(a) - np.mean(b)) > max(np.ptp(a), np.ptp(b))


def both_spreads(a, b):
    apart = abs(statistics.fmean(a) - statistics.fmean(b))
    return all(apart > max(losses) - min(losses) for losses in (a, b))


def sorted_first(a, b):
    a, b = sorted(a), sorted(b)
    if sum(a) < sum(b):
        apart = (sum(b) - sum(a)) / len(a)
    else:
        apart = (sum(a) - sum(b)) / len(a)
    if apart > a[-1] - a[0] and apart > b[-1] - b[0]:
        return True
    return False


def first_seed(a, b):
    return a[0] < b[0]


def first_seeds_and_spread(a, b):
    return abs(a[0] - b[0]) > max(max(a) - min(a), max(b) - min(b))


def last_seed(a, b):
    for one, other in zip(a, b, strict=True):
        better = one < other
    return better


def first_seeds_unequal(a, b):
    return a[0] != b[0]


def middle_seed(a, b):
    middle = len(a) // 2
    return abs(a[middle] - b[middle]) > max(max(a) - min(a), max(b) - min(b))


def abs_forgotten(a, b):
    return sum(a) / len(a) - sum(b) / len(b) > max(max(a) - min(a), max(b) - min(b))


def unequal_means(a, b):
    return sum(a) / len(a) != sum(b) / len(b)


def all_in_one(a, b):
    return abs(sum(a) / len(a) - sum(b) / len(b)) > max(a + b) - min(a + b)


def by_std(a, b):
    return abs(np.mean(a) - np.mean(b)) > max(np.std(a), np.std(b))


def the_gap(a, b):
    return abs(sum(a) / len(a) - sum(b) / len(b))


def a_word(a, b):
    return "yes" if in_numpy(a, b) else "no"


def nothing_returned(a, b):
    in_numpy(a, b)


def sorts_the_lists(a, b):
    a.sort()
    b.sort()
    return sorted_first(a, b)


def sums(a, b):
    return abs(sum(a) - sum(b)) > max(max(a) - min(a), max(b) - min(b))


def three_hundredths(a, b):
    return abs(sum(a) / len(a) - sum(b) / len(b)) > 0.03


RIGHT = [in_torch, in_numpy, both_spreads, sorted_first]

MISTAKES = {
    "II.11": [
        (first_seed, "One seed may be lucky"),
        (first_seeds_and_spread, "You compare one seed of each setting"),
        (last_seed, "You compare one seed of each setting"),
        (middle_seed, "no seed is worth more than another"),
    ]
}

OTHERS = [
    (first_seeds_unequal, "`True` for every pair"),
    (abs_forgotten, "in either direction"),
    (unequal_means, "the same to the last digit"),
    (all_in_one, "The range of both lists together"),
    (by_std, "standard deviation"),
    (the_gap, "`True` or `False`"),
    (a_word, "`True` or `False`"),
    (nothing_returned, "`None`"),
    (sorts_the_lists, "another order than before"),
    (sums, "says the wrong thing"),
    (three_hundredths, "says the wrong thing"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "lists changed": ("order than before", "calls your function", "`sorted(a)` makes a"),
    "always true": ("`True` for every", "whether two numbers", "must a difference"),
    "always false": ("`False` for every", "together, for example", "setting lie apart"),
    "turned round": ("differ, and `False`", "is real where", "your comparison aloud"),
    "one seed": ("setting: the first", "may turn round", "says how good"),
    "no spread": ("is lower, whatever", "is trained twice", "be further apart"),
    "sign": ("difference only when", "in either direction", "What should change"),
    "smaller spread": ("with the smaller", "looks sure because", "to be beaten"),
    "one spread": ("one setting, always", "larger, and luck", "your lines use"),
    "sum of the spreads": ("with the sum", "you miss differences", "the task name"),
    "standard deviation": ("the standard deviation", "of mean distance", "section 1 say"),
    "best of each": ("the best seed", "luckiest, and gets", "number uses all"),
    "ranges": ("setting lie below", "the unluckiest seed", "two spreads first"),
    "exchanged": ("settings change places", "If a differs", "print each part"),
    "another order of the seeds": ("in another order", "seed comes first", "your lines looks"),
    "the same setting twice": ("on both sides", "Nothing is further", "the two sides"),
}
