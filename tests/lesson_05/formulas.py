"""What the letters in lesson 05's formulas stand for; tests/test_formulas.py works them out.

The names of the tables are explained in tests/lesson_02/formulas.py.
"""

import math

import numpy as np

from lesson_05.letters import COUNTS, number

TINY = 1e-20  # a step so small, in the imaginary direction, that the slope is exact


def slope(function, at):
    return np.imag(function(at + TINY * 1j)) / TINY


def scores(random):
    """Logits, and the probability of each as one over a sum, with no fraction of exponentials."""
    z = random.normal(size=int(random.integers(3, 9)))
    p = np.array([1 / sum(math.exp(other - one) for other in z) for one in z])
    a, b = random.normal(size=2)
    return {"e": math.e, "a": a, "b": b, "z": z, "p": p}


def choices(random):
    """The probabilities of what came; the loss from their product, as the N-th root of it."""
    p = random.uniform(0.05, 1, size=int(random.integers(3, 9)))
    a, b = random.uniform(0.1, 5, size=2)
    loss = -math.log(math.prod(p) ** (1 / len(p)))
    return {"e": math.e, "a": a, "b": b, "z": random.normal(), "p": p, "N": len(p), "L": loss}


def one_choice(random):
    """Logits, of which number k came; the loss, and its slopes, one logit at a time."""
    values = scores(random)
    z = values["z"]
    k = int(random.integers(len(z)))

    def loss(z):
        return np.log(sum(np.exp(one - z[k]) for one in z))

    along = [slope(lambda one, i=i: loss([*z[:i], one, *z[i + 1 :]]), z[i]) for i in range(len(z))]
    values |= {"t": np.eye(len(z))[k], "z_k": z[k], "p_k": values["p"][k]}
    return {**values, "L": loss(z), "dL/dz": np.array(along), "s": random.uniform(0.1, 5)}


def one_row(random):
    """What came after one letter: whether it was the letter i, n times; and what a table says."""
    k, i = random.integers(4, size=int(random.integers(9, 30))), 2
    k[:2] = 2, 3  # so that i came, and another letter too
    truth = np.where(k == i, 1.0, 0.0)
    return {"t": truth, "n": len(k), "n_i": list(k).count(i), "p": random.uniform(0.1, 0.9)}


def best_share(values):
    """The probability of the letter i with the smallest loss: where the loss stops falling."""
    came, others = sum(values["t"] == 1), sum(values["t"] == 0)
    low, high = 0.0, 1.0
    for _ in range(60):
        p = (low + high) / 2
        falls = slope(lambda p: -came * np.log(p) - others * np.log(1 - p), p) < 0
        low, high = (p, high) if falls else (low, p)
    return {"p": p}


def largest(digits):
    """The largest number of 32 bits, with so many digits behind the point."""
    return float(f"{np.finfo(np.float32).max:.{digits}e}")


VALUES = {
    "scores-intro": scores,
    "counts-caption": choices,
    "nll-note": choices,
    "slope-derivation": one_choice,
    "best-intro": one_row,
    "perplexity": choices,
    "overflow-intro": scores,
    "overflow-note": scores,
    "words": choices,
}
BROKEN = {}
MINUS_LOG = {r"-\log p": lambda v: np.log(1 / v["p"])}
READ = {
    "counts-caption": {
        **MINUS_LOG,
        "p = 1": lambda v: {"p": math.exp(-0)},  # the probability with this loss
        "p = 0": lambda v: {"p": math.exp(-math.inf)},
    },
    "slope-derivation": {
        "1/s": lambda v: slope(np.log, v["s"]),
        "i = k": "the case in which the truth is 1",
    },
    "best-intro": {
        "n = 185": lambda v: {"n": COUNTS[number("q")].sum()},
        "p_i - t_i": "the slope of section 4, worked out there",
        r"n\,p_i - n_i = 0": best_share,
        "p_i = n_i / n": best_share,
    },
    "perplexity": {
        r"\log 27": lambda v: -sum(math.log(1 / 27) / 27 for _ in range(27)),
        r"L / \log 2": lambda v: -np.log2(v["p"]).mean(),
    },
    "overflow-intro": {
        r"3.4 \cdot 10^{38}": lambda v: largest(1),
        "e^{89}": lambda v: math.exp(89),
    },
    "words": MINUS_LOG,
}
