"""Every number that lesson 05 prints, computed another way; tests/printed.py compares."""

import math

import numpy as np
from printed import Between, numbers_of

from lesson_05.letters import (
    COUNTS,
    HELD_OUT,
    NEW,
    NEW_COUNTS,
    SEEN,
    SMOOTH,
    SYMBOLS,
    TEST,
    TRAIN,
    UNIGRAM,
    P,
    nats,
    number,
    softmax,
)

prints, test_numbers = numbers_of("05")

ANNA = list(zip(".anna", "anna.", strict=True))
STEPS = np.array([P[number(a), number(b)] for a, b in ANNA])
Z = np.array([2.0, 0.0, -1.0])


@prints("names-data")
def _():
    return [len(TRAIN), len(HELD_OUT), len(TEST)]


@prints("pairs")
def _():
    text = f".{TRAIN[0]}."
    ids = [SYMBOLS.index(letter) for letter in text]
    size = sum(len(name) + 1 for name in TRAIN)
    return [size, *ids[:6], size, *ids[1:7]]


@prints("wrong-start")
def _():
    row, column = np.indices((27, 27))
    w, b = np.polyfit(row.ravel(), column.ravel(), 1, w=np.sqrt(COUNTS.ravel()))
    return [w * number(letter) + b for letter in "aqz"]


@prints("softmax")
def _():
    return [*np.exp(Z), *softmax(Z), 1, *softmax(Z)]


@prints("softmax-shift")
def _():
    return [v for c in (0, 5, -5) for v in (c, *softmax(Z))]


@prints("counts")
def _():
    return [*STEPS, STEPS.prod()]


@prints("nll")
def _():
    return [-math.log(STEPS.prod()) / 5] * 3


@prints("first-loss")
def _():
    return [math.log(27)]


@prints("twice")
def _():
    sure = np.eye(27)[:5] * 10
    return [-np.log(softmax(sure)[i, i]) for i in (0,)] + [-np.log(softmax(softmax(sure))[0, 0])]


@prints("slope-check")
def _():
    rule = softmax(Z) - np.array([0, 1, 0])
    return [v for r in rule for v in (r, r, r)]


@prints("fit-table")
def _():
    floor = nats(P, COUNTS)
    # the loss after each epoch depends a little on the order of the batches
    return [
        Between(2.7, 2.9),
        Between(2.45, 2.47),
        floor,
        Between(2.45, 2.46),
        Between(0.002, 0.006),
    ]


@prints("two-tables")
def _():
    return [Between(0.001, 0.004)]


@prints("held-out-pairs")
def _():
    return [sum(n for pair, n in NEW.items() if SEEN[pair] == 0), NEW.total()]


@prints("smooth")
def _():
    return [nats(SMOOTH, NEW_COUNTS), nats(SMOOTH, COUNTS)]


@prints("ladder")
def _():
    losses = [math.log(27), nats(UNIGRAM, NEW_COUNTS), nats(SMOOTH, NEW_COUNTS)]
    rows = [v for loss in losses for v in (loss, 2 ** (loss / math.log(2)), loss / math.log(2))]
    near = losses[-1] + 0.004  # what `fit` finds is that much above, and held out the same
    about = (near, math.exp(near), near / math.log(2))
    return [*rows, *(Between(v * 0.99, v * 1.01) for v in about)]


@prints("overflow")
def _():
    return [math.nan, math.nan, 0, *softmax([1, 0, -199])]


@prints("logsumexp")
def _():
    loss = math.log1p(math.exp(-1) + math.exp(-200)) + 200
    return [3, loss, loss, -math.inf]


@prints("one-hot")
def _():
    return [5, 27, 0]


@prints("zero")
def _():
    return [nats(P, NEW_COUNTS)]


@prints("temperature")
def _():
    return [0.2, 1, 5]


@prints("try-fix-loss")
def _():
    return [-np.log(softmax([1, 0, 0])[0])]  # of probabilities that are nearly 1, 0 and 0


@prints("try-fix-sequence")
def _():
    texts = np.array([[0, 0, 1], [2, 1, 1]])
    logits = 20 * np.eye(3)[texts]  # (text, place, letter), but read as (text, letter, place)
    p = softmax(np.swapaxes(logits, 1, 2))
    return [-np.log([[p[i, j, texts[i, j]] for j in range(3)] for i in range(2)]).mean()]
