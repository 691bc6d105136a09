"""What the letters in lesson 09's formulas stand for; tests/test_formulas.py works them out.

The names of the tables are explained in tests/lesson_02/formulas.py.
"""

import math

import numpy as np


def sizes(random):
    v, t, c, blocks = (int(random.integers(2, 40)) for _ in range(4))
    return {"V": v, "T": t, "C": c, "L": blocks}


def linear(inputs, outputs):
    """The numbers of a layer: a matrix, and a bias for each output."""
    return np.zeros((outputs, inputs)).size + np.zeros(outputs).size


def block(c):
    attention = sum(linear(c, c) for _ in range(4))
    mlp = linear(c, 4 * c) + linear(4 * c, c)
    return attention + mlp + 2 * np.zeros((2, c)).size


def score(random):
    return {"D": int(random.integers(1, 30)), "q_i": random.normal(), "k_i": random.normal()}


VALUES = {
    "softmax-intro": lambda random: {"e": math.e},
    "scale-derivation": score,
    "count-intro": sizes,
    "count-note": sizes,
}
BROKEN = {}
READ = {
    "softmax-intro": {r"e^{-\infty}": "the limit that the cell below prints as a weight of 0"},
    "scale-derivation": {
        r"s = q_1 k_1 + q_2 k_2 + \dots + q_D k_D": "a sum with dots between",
        "q_i^2 k_i^2": lambda v: (v["q_i"] * v["k_i"]) ** 2,
    },
    "count-intro": {
        r"V \cdot C + T \cdot C": lambda v: (
            np.zeros((v["V"], v["C"])).size + np.zeros((v["T"], v["C"])).size
        ),
        r"4 (C \cdot C + C)": lambda v: 4 * linear(v["C"], v["C"]),
        r"2 \cdot 2C": lambda v: 2 * np.zeros((2, v["C"])).size,
        "12 C^2 + 13 C": lambda v: block(v["C"]),
        "V C + T C + L (12 C^2 + 13 C) + 2 C": lambda v: (
            (v["V"] + v["T"]) * v["C"] + v["L"] * block(v["C"]) + np.zeros((2, v["C"])).size
        ),
    },
    "count-note": {"12 L C^2": lambda v: v["L"] * 12 * np.zeros((v["C"], v["C"])).size},
}
