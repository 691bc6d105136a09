"""08.overlap: right answers in other clothes, and answers with a mistake."""

from fractions import Fraction

import numpy as np
import torch


def sets_of_tuples(a, b, n):
    a, b = a.split(), b.split()
    runs_a = {tuple(a[i : i + n]) for i in range(len(a) - n + 1)}
    runs_b = {tuple(b[i : i + n]) for i in range(len(b) - n + 1)}
    return len(runs_a & runs_b) / len(runs_a)


def shifted_lists(a, b, n):
    def runs(text):
        words = text.split()
        return set(zip(*(words[i:] for i in range(n)), strict=False))

    return Fraction(len(runs(a) & runs(b)), len(runs(a)))


def a_slow_loop(a, b, n):
    def runs(text):
        words, found = text.split(), []
        while len(words) >= n:
            if words[:n] not in found:
                found.append(words[:n])
            words = words[1:]
        return found

    known = runs(b)
    return torch.tensor([float(run in known) for run in runs(a)]).mean()


def joined_with_a_space(a, b, n):
    a, b = a.split(), b.split()
    runs_a = {" ".join(a[i : i + n]) for i in range(len(a) - n + 1)}
    runs_b = [" ".join(b[i : i + n]) for i in range(len(b) - n + 1)]
    return np.mean([run in runs_b for run in runs_a])


def in_a_padded_text(a, b, n):
    """A space on both sides keeps the words whole."""
    a, b = a.split(), " " + " ".join(b.split()) + " "
    runs = {" ".join(a[i : i + n]) for i in range(len(a) - n + 1)}
    return sum(f" {run} " in b for run in runs) / len(runs)


def lists_in_a_set(a, b, n):
    a, b = a.split(), b.split()
    runs = {a[i : i + n] for i in range(len(a) - n + 1)}
    return len(runs & {b[i : i + n] for i in range(len(b) - n + 1)}) / len(runs)


def always_two(a, b, n):
    return sets_of_tuples(a, b, 2)


def always_four(a, b, n):
    return sets_of_tuples(a, b, 4)


def both_parts(a, b, n):
    share = sets_of_tuples(a, b, n)
    return share, 1 - share


def the_runs(a, b, n):
    a, b = a.split(), b.split()
    return {tuple(a[i : i + n]) for i in range(len(a) - n + 1)} & {
        tuple(b[i : i + n]) for i in range(len(b) - n + 1)
    }


def any_in_common(a, b, n):
    return bool(the_runs(a, b, n))


RIGHT = [sets_of_tuples, shifted_lists, a_slow_loop, joined_with_a_space, in_a_padded_text]

BROKEN = {"n": always_four}

OTHERS = [
    (lists_in_a_set, "`tuple(…)`"),
    (always_two, "the same share"),
    (both_parts, "Your answer is a tuple with 2 things"),
    (the_runs, "The task asks for one number from 0 to 1"),
    (any_in_common, "The task asks for one number from 0 to 1"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "by both": ("both texts together", "that stands whole", "with more behind"),
    "by those of b": ("`b` which come", "question: a page", "below the fraction"),
    "with repeats": ("that comes twice", "the different runs", "Python, however often"),
    "repeats below": ("Above the fraction", "1 of itself", "Compute `my_overlap(a, a"),
    "letters": ("runs of letters", "holds characters. Two", "Which method makes"),
    "last left out": ("text is missing", "round too early", "Write down all"),
    "short runs": ("fewer than n", "without an error", "a short text"),
    "single words": ("compare single words", "of their words", "your set holds"),
    "any order": ("another order count", "`frozenset` or `sorted`", "can itself stand"),
    "side by side": ("before it ends", "its beginning, all", "the beginning move"),
    "as text": ("as a piece", "not found where", "well. Then compare"),
    "inside words": ("or begin, inside", "For Python, `go", "would you look"),
    "one space": ("line break between", '`split(" ")` cuts', "brackets are empty"),
    "not in common": ("come in `b`", "equal texts would", "give for `my_overlap(a"),
    "number": ("You give back", "common than short", "to be divided"),
    "in percent": ("given in percent", "number from 0", "with your result"),
    "n": ("your function gives", "words, whatever `n`", "does the length"),
}
