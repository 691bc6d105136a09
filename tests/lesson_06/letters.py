"""What lesson 06 counts and computes, by plain Python and NumPy."""

import math
from collections import Counter, defaultdict

import numpy as np

from helpers.text import names, split

TRAIN, HELD_OUT, TEST = split(names())


def cases(words, memory):
    """How often each letter came after each context: context -> Counter of the next letters."""
    after = defaultdict(Counter)
    for word in words:
        text = "." * memory + word + "."
        for i in range(memory, len(text)):
            after[text[i - memory : i]][text[i]] += 1
    return after


SEEN = {memory: cases(TRAIN, memory) for memory in range(9)}
NEW = {memory: cases(HELD_OUT, memory) for memory in range(9)}


def one_added(memory):
    """The loss on the held-out names of counts with one added, in nats per letter."""
    loss = 0.0
    for context, came in NEW[memory].items():
        row = SEEN[memory].get(context, Counter())
        loss -= sum(n * math.log((row[one] + 1) / (row.total() + 27)) for one, n in came.items())
    return loss / sum(came.total() for came in NEW[memory].values())


def mixed(letter, context):
    """The probability of a letter by Witten and Bell's rule, from the longest memory down."""
    shorter = mixed(letter, context[1:]) if context else 1 / 27
    row = SEEN[len(context)].get(context)
    if not row:
        return shorter
    different = len(row)
    return (row[letter] + different * shorter) / (row.total() + different)


def mixing(memory):
    """Its loss on the held-out names."""
    rows = NEW[memory].items()
    loss = [n * math.log(mixed(one, seen)) for seen, came in rows for one, n in came.items()]
    return -sum(loss) / sum(came.total() for _, came in rows)


def kneser_ney(memory, discount=0.75):
    """The loss on the held-out names of Kneser and Ney's rule, interpolated. The longest memory
    counts cases; a shorter one counts, for each next letter, after how many different letters
    the pair of context and next letter came."""
    rows = [SEEN[memory]]
    for _ in range(memory):
        shorter = defaultdict(Counter)
        for context, came in rows[0].items():
            shorter[context[1:]].update(set(came))
        rows.insert(0, shorter)

    def p(letter, context):
        less = p(letter, context[1:]) if context else 1 / 27
        row = rows[len(context)].get(context)
        if not row:
            return less
        kept = max(row[letter] - discount, 0)
        return (kept + discount * len(row) * less) / row.total()

    rows_new = NEW[memory].items()
    found = [n * math.log(p(one, seen)) for seen, came in rows_new for one, n in came.items()]
    return -sum(found) / sum(came.total() for came in NEW[memory].values())


def fare(km):
    """What the meter shows: 13 yuan up to 3 km, 2.30 per km up to 15 km, 3.45 beyond."""
    return 13 + sum(3.45 if at >= 15 else 2.3 for at in np.arange(3, km, 0.5)) / 2


RIDES = np.array([1, 2, 4, 7, 10, 13, 16, 19, 22, 25.0])
FARES = np.array([fare(km) for km in RIDES])
LINE = np.polyfit(RIDES, FARES, 1)  # slope and height of the best straight line
LINE_LOSS = np.mean((np.polyval(LINE, RIDES) - FARES) ** 2)
SIZES = (27 * 16, 5 * 16 * 128, 128, 128 * 27, 27)  # of the network's parameters
