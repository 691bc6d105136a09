"""The names of lesson 05 and their tables, by plain Python and NumPy."""

import string
from collections import Counter
from itertools import pairwise

import numpy as np

from helpers.text import names, split

SYMBOLS = "." + string.ascii_lowercase
TRAIN, HELD_OUT, TEST = split(names())


def bigrams(words):
    """How often each pair of symbols stands side by side: a Counter of two-letter strings."""
    return Counter(pair for word in words for pair in map("".join, pairwise(f".{word}.")))


def table(counter):
    """The same as an array (27, 27)."""
    return np.array([[counter[a + b] for b in SYMBOLS] for a in SYMBOLS], float)


def shares(counts):
    return counts / counts.sum(axis=1, keepdims=True)


SEEN, NEW = bigrams(TRAIN), bigrams(HELD_OUT)
COUNTS, NEW_COUNTS = table(SEEN), table(NEW)
P = shares(COUNTS)
SMOOTH = shares(COUNTS + 1)
UNIGRAM = COUNTS.sum(axis=0) / COUNTS.sum()


def nats(model, counts):
    """The mean of -log of `model` (27, 27) over pairs that come as often as `counts` say."""
    came = counts > 0
    with np.errstate(divide="ignore"):
        return -(counts[came] * np.log(np.broadcast_to(model, (27, 27))[came])).sum() / counts.sum()


def softmax(z):
    positive = np.exp(np.asarray(z, float))
    return positive / positive.sum(axis=-1, keepdims=True)


def number(symbol):
    return SYMBOLS.index(symbol)
