"""What the figures of lesson 07 show, computed another way; tests/test_explore.py compares."""

import functools
import math
from statistics import fmean

import numpy as np
import torch
from sheets import NAN

from lesson_07.searches import runs

RATES = [10 ** (-4 + i / 8) for i in range(33)]
UNITS = [round(2 ** (2 + j / 2)) for j in range(13)]
LOSS = {
    (i // 13, i % 13): float(row["loss"]) for i, row in enumerate(runs("landscape"))
}  # by the numbers of the learning rate and of the hidden units


def test_the_table_holds_the_settings_in_this_order():
    for i, row in enumerate(runs("landscape")):
        assert math.isclose(10 ** float(row["exponent"]), RATES[i // 13])
        assert int(row["hidden"]) == UNITS[i % 13]
    assert len(LOSS) == 33 * 13


def rate_of(shown):
    """The number of the learning rate that a slider shows with three digits."""
    return min(range(33), key=lambda i: abs(math.log(RATES[i] / shown)))


def setting_of(s):
    return rate_of(s.value(0)), UNITS.index(s.value(1))


def search_by_hand(s):
    i, j = setting_of(s)
    loss = LOSS[i, j]
    marks = {
        "setting": s.points(0, RATES[i], UNITS[j], "line"),
        "needle": s.line(1, [loss, loss, NAN], [0, 1.05, NAN]),
        "loss": s.text(1, 2.9, 1.85, [("{:.3f}", loss)], "ink"),
    }
    told = f"learning rate {s.told[0]}, {s.told[1]} hidden units: {{:.3f}} nats per letter"
    return marks, [(told, loss)]


@functools.cache
def tries(how, count):
    """The numbers of the settings that are tried, in their order."""
    if how == 0:
        side = math.isqrt(count)
        across = [int((k + 0.5) / side * 32) for k in range(side)]
        down = [int((k + 0.5) / side * 12) for k in range(side)]
        return [(i, j) for i in across for j in down]
    generator = torch.Generator().manual_seed(how)
    order = torch.randperm(33, generator=generator).tolist()
    hidden = torch.randint(0, 13, (16,), generator=generator).tolist()
    return list(zip(order, hidden, strict=False))[:count]


def best_of(s):
    """The settings of a state, and the best one."""
    found = tries(int(s.told[0].split("(")[1][:-1]), int(s.value(1)))
    return found, min(found, key=LOSS.get)


def above_all(s):
    return round(LOSS[best_of(s)[1]] - min(LOSS.values()), 4)


def grid_or_random(s):
    found, best = best_of(s)
    padded = found + [None] * (16 - len(found))
    rates = np.array([RATES[p[0]] if p else NAN for p in padded])
    units = [UNITS[p[1]] if p else NAN for p in padded]
    losses = [LOSS[p] if p else NAN for p in padded]

    def standing(low, high):
        x = np.stack([rates, rates, rates * NAN], axis=1).ravel()
        return x, np.where(np.isnan(x), NAN, np.tile([low, high, NAN], 16))

    marks = {
        "rates above": s.line(0, *standing(2**1.6, 2**8.4), "data"),
        "rates below": s.line(1, *standing(2.25, 3.55), "data"),
        "settings": s.points(0, rates, units),
        "losses": s.points(1, rates, losses),
        "best setting": s.points(0, RATES[best[0]], UNITS[best[1]], "line"),
        "best loss": s.points(1, RATES[best[0]], LOSS[best], "line"),
    }
    above = "lowest loss found: {:.3f} nats, {:.3f} above the lowest of all"
    return marks, [
        ("{} different learning rates", len({i for i, _ in found})),
        (above, LOSS[best], above_all(s)),
    ]


AT_64 = [LOSS[i, UNITS.index(64)] for i in range(33)]


def guess(tried):
    """Mean, deviation and expected improvement at each place: the inverse, and math.erfc."""
    losses = np.array([AT_64[i] for i in tried])
    places = np.arange(33) / 32
    spots = places[list(tried)]

    def alike(a, b):
        return np.exp(-0.5 * ((a[:, None] - b) / 0.1) ** 2)

    inverse = np.linalg.inv(alike(spots, spots) + np.diag(np.full(len(tried), 0.01)))
    near = alike(places, spots)
    mean = losses.mean() + near @ inverse @ (losses - losses.mean())
    left = 1 - np.einsum("ij,jk,ik->i", near, inverse, near)
    std = losses.std(ddof=1) * np.sqrt(left)
    improvement = []
    for m, sd in zip(mean, std, strict=True):
        z = (losses.min() - m) / sd
        below = math.erfc(-z / math.sqrt(2)) / 2
        improvement.append(sd * (z * below + math.exp(-z * z / 2) / math.sqrt(2 * math.pi)))
    return mean, std, np.array(improvement)


TRIED = [5, 16, 29]
GUESSES = {}  # by the number of trials
for count in range(3, 11):
    GUESSES[count] = guess(TRIED[:count])
    TRIED.append(int(np.argmax(GUESSES[count][2])))


def next_trial(s):
    count, place = int(s.value(0)), rate_of(s.value(1))
    mean, std, improvement = GUESSES[count]
    rates = np.array(RATES)
    left, right = rates * 10**-0.045, rates * 10**0.045
    here, share = RATES[place], improvement / improvement.max()
    shown = TRIED[:count] + [None] * (10 - count)
    at = [NAN if i is None else RATES[i] for i in shown]
    found = [NAN if i is None else AT_64[i] for i in shown]
    bars = s.rects(0, left, mean - 2 * std, right - left, 4 * std, "residual", "soft")
    marks = {
        "deviation": bars,
        "losses": s.line(0, rates, AT_64 if count == 10 else [NAN] * 33, "start"),
        "mean": s.line(0, rates, mean),
        "trials": s.points(0, at, found),
        "improvement": s.line(1, rates, share, "best"),
        "place above": s.line(0, [here, here, NAN], [1.75, 3.95, NAN], "start"),
        "place below": s.line(1, [here, here, NAN], [-0.06, 1.12, NAN], "start"),
        "improvement there": s.points(1, here, share[place], "line"),
        "place": s.points(0, here, 1.87, "start"),
    }
    lowest = min(AT_64[i] for i in TRIED[:count])
    end = "; dashed: the true loss of all 33 rates" if count == 10 else ""
    values = "mean {:.3f}, standard deviation {:.3f}"
    return marks, [
        (f"{{}} trials, the lowest loss: {{:.3f}}{end}", count, lowest),
        (f"at the place: {values}", float(mean[place]), float(std[place])),
        ("expected improvement: {:.4f} nats", float(improvement[place])),
    ]


CURSE = {}  # (names, tried): [(promise, truth) of each seed]
for row in runs("curse"):
    both = float(row["promise"]), float(row["truth"])
    CURSE.setdefault((int(row["names"]), int(row["tried"])), []).append(both)


def promised(s):
    """The promises and the truths of the seeds."""
    return zip(*CURSE[int(s.value(1)), int(s.value(0))], strict=True)


def winners_curse(s):
    both = list(promised(s))
    means = [fmean(values) for values in both]
    tops = [max(0, *values) + 0.006 for values in both]
    seeds = [k + x for k in (0, 1) for x in (-0.15, 0, 0.15)]
    texts = [("{:.4f}", value) for value in means]
    marks = {
        "bars": s.rects(0, np.array([-0.3, 0.7]), 0, 0.6, np.array(means), "data", "fourth"),
        "seeds": s.points(0, seeds, np.ravel(both), "line"),
        "values": s.text(0, np.array([0, 1]), tops, texts, "ink"),
    }
    if s.value(0) == 1:
        return marks, [("one setting: nothing was chosen",)]
    return marks, [("the promise is {:.2f} times the truth", means[0] / means[1])]


# what tests/test_explore.py compares with the figures

EXPECTED = {
    "grid_or_random": grid_or_random,
    "next_trial": next_trial,
    "search_by_hand": search_by_hand,
    "winners_curse": winners_curse,
}


# what can be dragged: the dots, which of them, and the controls that they take along
HANDLES = {
    "next_trial": [("place", 0, ["place"])],
    "search_by_hand": [("setting", 0, ["learning rate", "hidden units"])],
}


def worth_trying(s):
    improvement = list(GUESSES[int(s.value(0))][2])
    return rate_of(s.value(1)) == improvement.index(max(improvement))


def honest(s):
    promises, truths = promised(s)
    return s.value(0) == 50 and sum(promises) <= 1.25 * sum(truths)


GOALS = {
    "grid_or_random": (
        "with 4 trials, come within 0.05 nats of 2.346, the lowest loss",
        lambda s: s.value(1) == 4 and above_all(s) < 0.05,
    ),
    "next_trial": (
        "put the place where the expected improvement is largest",
        worth_trying,
    ),
    "search_by_hand": ("find a loss below 2.365", lambda s: LOSS[setting_of(s)] < 2.365),
    "winners_curse": (
        "with 50 settings tried, get a promise of at most 1.25 times the truth",
        honest,
    ),
}


# label of a legend: the mark that it names, None for what does not move or has no line
LEGENDS = {
    ("grid_or_random", 1): {"lowest loss of each rate": None},
    ("next_trial", 0): {
        "trials": None,
        "mean": "mean",
        "2 standard deviations": "deviation",
    },
}


# the numbers of each text alternative, computed
lowest = min(LOSS, key=LOSS.get)
best = min(tries(0, 9), key=LOSS.get)
first = [RATES[i] for i in TRIED[:3]], [AT_64[i] for i in TRIED[:3]]
promise, truth = (fmean(values) for values in zip(*CURSE[30, 5], strict=True))
ALTS = {
    "grid_or_random": [3, 3, LOSS[lowest], RATES[lowest[0]], 3, 3, LOSS[best]],
    "next_trial": [*first[0], *first[1], 33, 2, RATES[10]],
    "search_by_hand": [0.0001, 1, 4, 256, 0.0001, 16, LOSS[0, UNITS.index(16)], 2.3, 3.5],
    "winners_curse": [50, 5, 30, promise, truth],
}


def test_no_goal_hangs_on_the_last_digit():
    assert all(abs(loss - 2.365) > 0.0005 for loss in LOSS.values())
    for how in range(9):
        assert abs(min(LOSS[p] for p in tries(how, 4)) - min(LOSS.values()) - 0.05) > 0.005
    for _, _, improvement in GUESSES.values():
        *_, second, most = sorted(improvement)
        assert most - second > 0.01 * most
        assert f"{most:.4f}" != f"{second:.4f}"
    for tried in (1, 2, 5, 10, 20, 50):
        for names in (30, 100, 300, 1000):
            promises, truths = zip(*CURSE[names, tried], strict=True)
            assert tried == 1 or abs(sum(promises) / sum(truths) - 1.25) > 0.05


def test_one_setting_in_twenty_is_good():
    good = [loss for (i, j), loss in LOSS.items() if i % 2 == j % 2 == 0 and loss < 2.365]
    assert len(good) == 6 and 17 * 7 == 119


def test_all_trials_are_different():
    assert len(set(TRIED[:10])) == 10
    for how in range(9):
        assert len(set(tries(how, 16))) == 16
