"""What the letters in lesson 11's formulas stand for; tests/test_formulas.py works them out.

The names of the tables are explained in tests/lesson_02/formulas.py.
"""

import math


def change(random):
    """A layer and a change of rank 1, for numbers in place of matrices."""
    W, x, b, s, A, B = random.normal(size=6)
    D = s * B * A
    return {"W": W, "x": x, "b": b, "s": s, "A": A, "B": B, "D": D, "y": (W + D) * x + b}


def before(random):
    """The same before there is a change."""
    values = change(random)
    return values | {"D": 0.0, "B": 0.0, "y": values["W"] * values["x"] + values["b"]}


def preference(random):
    a, a_0, b, b_0 = -20 * random.uniform(size=4)
    beta = random.uniform(0.05, 0.5)
    u = (a - a_0) - (b - b_0)
    p = 1 / (1 + math.exp(-beta * u))
    return {
        "a": a,
        "a_0": a_0,
        "b": b,
        "b_0": b_0,
        r"\beta": beta,
        "u": u,
        "p": p,
        "L": -math.log(p),
        "e": math.e,
    }


VALUES = {"lora-intro": change, "preference-intro": preference}
BROKEN = {}
READ = {
    "lora-intro": {"y = W x + b": "the layer before there is a change"},
    "preference-intro": {
        "a_0": lambda v: v["a_0"],
        "b_0": lambda v: v["b_0"],
    },
}
