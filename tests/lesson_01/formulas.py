"""What the letters in lesson 01's formulas stand for; tests/test_formulas.py works them out.

The names of the tables are explained in tests/lesson_02/formulas.py.
"""

import numpy as np
from reference import x as distances
from reference import y as fares


def rides(random):
    """A line and rides, drawn at random."""
    N = int(random.integers(3, 9))
    x, y = random.normal(size=N), random.normal(size=N)
    w, b = random.normal(size=2)

    def loss(w, b):
        total = 0.0
        for one, paid in zip(x, y, strict=True):
            total += (w * one + b - paid) ** 2
        return total / N

    hat = np.array([w * one + b for one in x])
    return {
        **{"N": N, "x": x, "y": y, "w": w, "b": b, "L": loss, "hat y": hat, "r": hat - y},
        **{"u": x - sum(x) / N, "v": y - sum(y) / N},
    }


def best_line(random):
    """The rides, and w and b of the best line, by NumPy's own fit."""
    values = rides(random)
    w, b = np.polyfit(values["x"], values["y"], 1)
    return {**values, "w": w, "b": b}


def loss_value(random):
    values = rides(random)
    return {**values, "L": values["L"](values["w"], values["b"])}


def five(random):
    return {"x": distances, "y": fares}


def proof(random):
    """A parabola with its lowest point, and the loss as a number."""
    a, c, e = random.uniform(0.5, 2), *random.normal(size=2)
    return {**loss_value(random), "a": a, "c": c, "e": e, "t": random.normal()}


def lowest(values):
    """Where the parabola has its lowest point, looked for on a fine grid and then closer."""
    a, c, e = (values[name] for name in "ace")
    low, high = -50.0, 50.0
    for _ in range(60):
        t = np.linspace(low, high, 11)
        k = int(np.argmin(a * t**2 + 2 * c * t + e))
        low, high = t[max(k - 1, 0)], t[min(k + 1, 10)]
    return {"t": (low + high) / 2}


def as_parabola(along):
    """a and c of the loss as a parabola in b, or in w with the best b: from three values."""

    def find(values):
        x, y, w = values["x"], values["y"], values["w"]

        def loss(t):
            if along == "b":
                return np.mean((w * x + t - y) ** 2)
            return np.mean((t * x + (y.mean() - t * x.mean()) - y) ** 2)

        low, middle, high = loss(-1), loss(0), loss(1)
        return {"a": (low + high) / 2 - middle, "c": (high - low) / 4}

    return find


def best_bias(values):
    return {"b": np.mean(values["y"] - values["w"] * values["x"])}


def best_slope(values):
    return {"w": np.polyfit(values["x"], values["y"], 1)[0]}


def loss_with_best_bias(values):
    w, x, y = values["w"], values["x"], values["y"]
    return {"L": np.mean((w * x + (y.mean() - w * x.mean()) - y) ** 2)}


VALUES = {
    "guess-figure-caption": rides,
    "residual-intro": rides,
    "mse-intro": rides,
    "closed-intro": rides,
    "mean-point-caption": best_line,
    "ask-closed-by-hand": five,
    "lstsq-intro": rides,
    "proof": proof,
    "words": rides,
}
BROKEN = {}
SYMBOL = "only the sign itself is shown"
OTHER_BOOK = "the factor of another book, in words beside it"
READ = {
    "guess-figure-caption": {
        r"\hat y = \hat b x + \hat a": "the letters of Chinese school books",
    },
    "mse-intro": {
        r"\sum": SYMBOL,
        r"i = 1, 2, \dots, N": "the numbers of the rides, counted out",
    },
    "mean-point-caption": {
        "v / u = 2": lambda values: {"v": fares[-1] - 5, "u": distances[-1] - 2},
        "u^2": lambda values: values["u"] ** 2,
        "u = 0": lambda values: {"u": distances[2] - np.mean(distances)},
    },
    "half": {r"\frac{1}{2N}": OTHER_BOOK, r"\frac{1}{N}": "the factor of this series"},
    "proof": {
        r"a\,t^2 + 2c\,t + e": lambda values: np.polyval(
            [values["a"], 2 * values["c"], values["e"]], values["t"]
        ),
        "a > 0": lambda values: {"a": values["a"]},
        "t = -c/a": lowest,
        "a = 1": as_parabola("b"),
        r"c = w\,\overline{x} - \overline{y}": as_parabola("b"),
        r"b = \overline{y} - w\,\overline{x}": best_bias,
        r"w x + b - y = w\,(x - \overline{x}) - (y - \overline{y})": best_bias,
        r"L = \overline{(w u - v)^2} = w^2\,\overline{u^2} "
        r"- 2w\,\overline{u v} + \overline{v^2}": loss_with_best_bias,
        r"a = \overline{u^2}": as_parabola("w"),
        r"c = -\overline{u v}": as_parabola("w"),
        r"w = \overline{u v} \,/\, \overline{u^2}": best_slope,
    },
}
