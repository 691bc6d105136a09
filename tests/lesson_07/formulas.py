"""What the letters in lesson 07's formulas stand for; tests/test_formulas.py works them out.

The names of the tables are explained in tests/lesson_02/formulas.py.
"""

import math
from statistics import NormalDist

import numpy as np

BELL = NormalDist()


def even_exponents(random):
    """Exponents with equal steps, and two rates that stand side by side."""
    a, d = random.normal(size=2)
    i = int(random.integers(1, 9))
    rates = [math.exp(math.log(10) * (a + step * d)) for step in (i, i + 1)]
    return {"a": a, "d": d, "i": i, "r_i": rates[0], "r_i+1": rates[1]}


def draws(random):
    """A number of trials that is enough: each misses with a probability of 19 in 20."""
    n = int(random.integers(59, 99))
    return {"n": n, "missed": (19 / 20) ** n}


def one_likeness(random):
    d, length = random.uniform(0.05, 1, size=2)
    k = BELL.pdf(d / length) / BELL.pdf(0)
    return {"k": k, "d": d, r"\ell": length, "e": math.e, "doubt": 0.2 * math.sin(math.acos(k))}


def two_trials(random):
    """Likenesses of three places on a line, and the weights that least squares gives."""
    x = np.sort(random.uniform(0, 1, size=2))
    new, length = random.uniform(0, 1), 0.3
    r, k1, k2 = (
        float(np.exp(-((u - v) ** 2) / (2 * length**2)))
        for u, v in ((x[0], x[1]), (new, x[0]), (new, x[1]))
    )
    w1, w2 = np.linalg.solve([[1, r], [r, 1]], [k1, k2])
    a, e = random.normal(size=2)
    # what is left: the variance of the new place once the two are known, by determinants
    three = np.array([[1, k1, k2], [k1, 1, r], [k2, r, 1]])
    left = np.linalg.det(three) / np.linalg.det(three[1:, 1:])
    letters = {
        "left": left,
        "r": r,
        "k_1": k1,
        "k_2": k2,
        "w_1": w1,
        "w_2": w2,
        "k": k1,
        "a": a,
        "e": e,
    }
    return letters | {"f": k1 * a + math.sin(math.acos(k1)) * e}


def gains(random):
    """A gain and a doubt, and the mean gain as an integral."""
    g, s = random.normal(0, 0.1), random.uniform(0.05, 0.2)
    z = np.linspace(-9, 9, 200_001)
    share = np.exp(-(z**2) / 2)
    mean = np.maximum(g - s * z, 0) @ share / share.sum()
    letters = {"g": g, "s": s, "EI": mean, "z": random.normal(), "e": math.e, r"\pi": math.pi}
    return letters | {r"\Phi": BELL.cdf, r"\varphi": BELL.pdf}


VALUES = {
    "log-why": even_exponents,
    "enough-intro": draws,
    "bayes-intro": one_likeness,
    "weights-intro": two_trials,
    "formula-intro": gains,
}
BROKEN = {}
SQUARE = "a mean over all draws; lines 2 and 3 say what it is"
SLICES = "an integral; line 3 is worked out, beside a sum over thin slices"
READ = {
    "enough-intro": {
        "0.95^n": lambda v: v["missed"],
        r"0.95^n \le 0.05": "what line 3 asks for; the number that it gives stands in words.py",
        "1 - 0.95^n": lambda v: 1 - v["missed"],
        r"n \ge \log 0.05 / \log 0.95 = 58.4": "58.4 is rounded; tests/lesson_07/words.py has it",
        r"\log 0.95": lambda v: math.log(19 / 20),
    },
    "bayes-intro": {r"0.2 \sqrt{1 - k^2}": lambda v: v["doubt"]},
    "weights-intro": {
        "f^2": SQUARE,
        "a^2": SQUARE,
        r"\sqrt{1 - k^2}": lambda v: math.sin(math.acos(v["k"])),
        "k_1": "the likeness of the first place",
        "k_2": "the likeness of the second place",
        "w_2": lambda v: (v["k_2"] - v["r"] * v["k_1"]) / (1 - v["r"] ** 2),
        "w_1 a + w_2 b": "a guess; its weights are worked out below",
        "f - w_1 a - w_2 b": "its error, by definition",
        "1 - w_1 k_1 - w_2 k_2": lambda v: v["left"],
    },
    "formula-intro": {
        "g - s z": "a gain, by definition",
        "z < g / s": "where there is a gain",
        r"\mathrm{EI} = \int_{-\infty}^{g/s} (g - s z)\, \varphi(z)\, dz": SLICES,
        (r"\mathrm{EI} = g \, \Phi(g / s) - s \int_{-\infty}^{g/s} z \, \varphi(z)\, dz"): SLICES,
        r"-z \varphi": "the slope of the bell curve",
        r"-\varphi": "the integral, by the slope named before",
    },
}
