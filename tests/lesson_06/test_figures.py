"""What the figures of lesson 06 show, computed another way; tests/test_explore.py compares."""

import csv
import functools
import itertools
import math
from collections import Counter

import numpy as np
from lessons import ROOT
from sheets import NAN

from helpers.text import names, split

SYMBOLS = ".abcdefghijklmnopqrstuvwxyz"
TRAIN = split(names())[0]
SLOTS = 1 + 2.1 * np.arange(6)  # of the letters of a beginning


@functools.cache
def seen(memory):
    """How often each letter followed each context: {context: Counter of letters}."""
    found = {}
    for name in TRAIN:
        text = "." * memory + name + "."
        for end in range(memory, len(text)):
            found.setdefault(text[end - memory : end], Counter())[text[end]] += 1
    return found


def context_of(s):
    """The six letters that stand above, and how many of them the table sees."""
    beginning, *_ = s.told[0].split()
    return f"......{beginning}"[-6:], int(s.value(1))


def times(count):
    return ("{:,} times", count) if count > 1 else ("once",) if count else ("never",)


def longer_memory(s):
    text, memory = context_of(s)
    here = seen(memory).get(text[-memory:], Counter())
    total = sum(here.values())
    shares = np.array([100 * here[symbol] / total if total else NAN for symbol in SYMBOLS])
    order = sorted(here, key=lambda symbol: (-here[symbol], symbol))[:3]  # "." is before "a"
    most = SYMBOLS.index(order[0]) if total else 0
    sees = np.arange(6) >= 6 - memory
    inside, outside = np.where(sees, SLOTS, NAN), np.where(sees, NAN, SLOTS)
    letters = [(letter,) for letter in text]
    marks = {
        "memory": s.rects(0, inside - 1.05, 128, 2.1, 22, "data", "soft"),
        "letters seen": s.text(0, inside, 139, letters, "ink"),
        "letters not seen": s.text(0, outside, 139, letters, "ink"),
        "edge": s.points(0, SLOTS[6 - memory] - 1.05, 128, "start"),
        "times": s.text(0, 26.4, 139, [times(total)], "ink"),
        "shares": s.rects(0, np.arange(27) - 0.38, 0, 0.76, shares, "data", "fourth"),
        "largest": s.text(0, most, shares[most] + 5.5, [("{:.0f} %", float(shares[most]))], "ink"),
        "nothing": s.text(0, 13, NAN if total else 50, [("never seen",)], "ink"),
    }
    told, *values = times(total)
    after = ", ".join(f'"{symbol}" {{:.1f}} %' for symbol in order) or "the table knows nothing"
    return marks, [
        (
            f'after "{text[-memory:]}" ({told}): {after}',
            *values,
            *(100 * here[symbol] / total for symbol in order),
        ),
        ("rows of the table: {:,}; seen at least once: {:,}", 27**memory, len(seen(memory))),
    ]


KM = np.array([1, 2, 4, 7, 10, 13, 16, 19, 22, 25])


def meter(km):
    """¥13 up to 3 km, then ¥2.30 per km to 15 km, then ¥3.45 per km."""
    if km <= 3:
        return 13
    return 13 + 2.3 * (km - 3) if km <= 15 else 13 + 2.3 * 12 + 3.45 * (km - 15)


FARES = np.array([meter(km) for km in KM])


def broken(x, p, s1, q, s2):
    """The fare that two bends say: piece by piece, p < q."""
    return np.where(
        x <= p,
        13,
        np.where(x <= q, 13 + s1 * (x - p), 13 + s1 * (q - p) + (s1 + s2) * (x - q)),
    )


def loss(s):
    return float(np.mean((broken(KM, *(s.value(i) for i in range(4))) - FARES) ** 2))


def taxi_meter(s):
    p, s1, q, s2 = (s.value(i) for i in range(4))
    knee = 13 + s1 * (q - p)
    corners = [0, p, q, 27]
    marks = {
        "first part": s.line(0, [0, p, 27], [0, 0, s1 * (27 - p)], "residual"),
        "end of the first part": s.points(0, 22, s1 * (22 - p), "start"),
        "second part": s.line(0, [0, q, 27], [0, 0, s2 * (27 - q)], "best"),
        "end of the second part": s.points(0, 26, s2 * (26 - q), "start"),
        "below p": s.line(0, [p, p, NAN], [0, 13, NAN], "ink"),
        "below q": s.line(0, [q, q, NAN], [0, knee, NAN], "ink"),
        "sum": s.line(0, corners, broken(np.array(corners), p, s1, q, s2)),
        "bend at p": s.points(0, p, 13, "line"),
        "bend at q": s.points(0, q, knee, "line"),
    }
    return marks, [
        ("loss (MSE): {:.2f} ¥²", loss(s)),
        ("first part: {:.2f} relu(x - {:.0f})", s1, p),
        ("second part: {:.2f} relu(x - {:.0f})", s2, q),
        ("beyond both bends: {:.2f} + {:.2f} = ¥{:.2f} per km", s1, s2, s1 + s2),
    ]


def stored(name):
    """The rows of seed 0 in the table of an experiment, each a dict of texts."""
    path = ROOT / "helpers" / "tables" / f"lesson_06_{name}.csv"
    with path.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["seed"] == "0"]


MOMENTS = {}  # step: (loss, {letter: (x, y)})
for row in stored("letter_map"):
    _, there = MOMENTS.setdefault(int(row["step"]), (float(row["held_out"]), {}))
    there[row["letter"]] = float(row["x"]), float(row["y"])


def nearest(there):
    """For each vowel the letter that stands nearest to it."""
    found = {}
    for vowel in "aeiou":
        found[vowel] = min(
            (letter for letter in there if letter != vowel),
            key=lambda letter: math.dist(there[vowel], there[letter]),
        )
    return found


def spread(there):
    """The letters where they are drawn: too near ones pushed apart by half of what is missing."""
    places = {letter: np.array(place) for letter, place in there.items()}
    for _ in range(100):
        moved = dict(places)
        for one, other in itertools.permutations(places, 2):
            way = places[one] - places[other]
            far = math.hypot(*way)
            if far < 0.28:
                moved[one] = moved[one] + way / far * (0.28 - far) / 2
        places = moved
    assert all(math.dist(places[letter], there[letter]) < 0.3 for letter in there)
    return places


def letter_map(s):
    loss, there = MOMENTS[int(s.value(0))]
    drawn = spread(there)
    others, vowels = (
        np.array([drawn[letter] for letter in letters]).T
        for letters in (".bcdfghjklmnpqrstvwxz", "aeiouy")
    )
    marks = {
        "others": s.text(0, *others, [(a,) for a in ".bcdfghjklmnpqrstvwxz"], "data"),
        "vowels": s.text(0, *vowels, [(a,) for a in "aeiouy"], "ink"),
        "loss now": s.points(1, s.value(0), loss, "line"),
    }
    text = ", ".join(f"to {vowel}: {letter}" for vowel, letter in nearest(there).items())
    return marks, [(f"nearest letter {text}",), ("loss on held-out names: {:.2f} nats", loss)]


LOSSES = {}  # names: {step: (training, held out)}
for row in stored("sizes"):
    both = float(row["training"]), float(row["held_out"])
    LOSSES.setdefault(int(row["names"]), {})[int(row["step"])] = both


def overfitting(s):
    count, step = int(s.value(0)), int(s.value(1))
    losses = LOSSES[count]
    steps = list(losses)
    training, held_out = losses[step]
    until = [losses[k] if k <= step else (NAN, NAN) for k in steps]
    letters = sum(len(name) + 1 for name in TRAIN[:count])
    marks = {
        "gap": s.line(0, [step, step], [training, held_out], "residual"),
        "held out": s.line(0, steps, [b for _, b in until], "data"),
        "held out now": s.points(0, step, held_out, "data"),
        "training": s.line(0, steps, [a for a, _ in until], "line"),
        "training now": s.points(0, step, training, "line"),
    }
    gap = held_out - training
    return marks, [
        ("training {:.2f} nats, held out {:.2f}: a gap of {:.2f}", training, held_out, gap),
        ("{:.1f} times through the names", step / math.ceil(letters / 256)),
    ]


# what tests/test_explore.py compares with the figures

EXPECTED = {
    "letter_map": letter_map,
    "longer_memory": longer_memory,
    "overfitting": overfitting,
    "taxi_meter": taxi_meter,
}


# what can be dragged: the dots, which of them, and the controls that they take along
HANDLES = {
    "letter_map": [("loss now", 0, ["step"])],
    "overfitting": [("held out now", 0, ["step"]), ("training now", 0, ["step"])],
    "longer_memory": [("edge", 0, ["memory"])],
    "taxi_meter": [
        ("bend at p", 0, ["bend p"]),
        ("bend at q", 0, ["slope s1", "bend q"]),
        ("end of the first part", 0, ["slope s1"]),
        ("end of the second part", 0, ["slope s2"]),
    ],
}


def never_seen(s):
    text, memory = context_of(s)
    return text[-memory:] not in seen(memory)


def vowels_together(s):
    """The first moment at which each vowel has a vowel or y beside it."""
    together = [
        step for step, (_, there) in MOMENTS.items() if {*nearest(there).values()} <= {*"aeiouy"}
    ]
    return s.value(0) == together[0]


def stop_here(s):
    losses = LOSSES[2000]
    return s.value(0) == 2000 and s.value(1) == min(losses, key=lambda step: losses[step][1])


GOALS = {
    "letter_map": (
        "find the first step at which the nearest letter of a, e, i, o, u is always one of "
        "these or y",
        vowels_together,
    ),
    "overfitting": ("find the step at which you would stop with 2,000 names", stop_here),
    "longer_memory": ("find letters that the table has never seen", never_seen),
    "taxi_meter": ("bring the loss below 1.00 ¥²", lambda s: loss(s) < 1),
}


# label of a legend: the mark that it names, None for what does not move
LEGENDS = {
    ("overfitting", 0): {"held-out names": "held out", "training names": "training"},
    ("taxi_meter", 0): {
        "rides": None,
        "¥13": None,
        "first part": "first part",
        "second part": "second part",
        "their sum": "sum",
    },
}


# the numbers of each text alternative, computed
after_l = seen(1)["l"]
three = [100 * after_l[symbol] / sum(after_l.values()) for symbol in "eai"]
start = float(np.mean((broken(KM, 6, 1.15, 18, 0) - FARES) ** 2))
least = min((held_out, step) for step, (_, held_out) in LOSSES[500].items())
ALTS = {
    "letter_map": [27, 0, MOMENTS[0][0], MOMENTS[840][0], 840, 0],
    "overfitting": [
        500,
        LOSSES[500][0][0],
        LOSSES[500][1120][0],
        1120,
        *least,
        LOSSES[500][1120][1],
    ],
    "longer_memory": [sum(after_l.values()), 27, *three],
    "taxi_meter": [13, 1, 2, meter(13), 13, meter(25), 25, 0, 6, 1.15, 0, 13, 6, start],
}


def test_the_text_alternative_names_the_letters():
    assert [symbol for symbol, _ in after_l.most_common(3)] == ["e", "a", "i"]


def test_a_consonant_is_nearest_to_the_letters_that_the_text_alternative_names():
    (_, there), *_ = MOMENTS.values()
    assert [vowel for vowel, letter in nearest(there).items() if letter not in "aeiouy"] == [*"eio"]


def test_no_goal_hangs_on_the_last_digit():
    first, second = sorted(held_out for _, held_out in LOSSES[2000].values())[:2]
    assert second - first > 0.0005
    for _, there in MOMENTS.values():
        for vowel in "aeiou":
            away = sorted(math.dist(there[vowel], place) for place in there.values())
            assert away[2] - away[1] > 0.0005
