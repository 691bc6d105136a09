"""What the letters in lesson 02's formulas stand for; tests/test_formulas.py works them out.

VALUES: for a text, the values of its letters, drawn at random. BROKEN: values for which its
inequalities must be false. READ: for a formula of a text, what it comes to, or other values with
which it holds, or the reason why it is not worked out.
"""

import numpy as np


def rides(random):
    """A line, rides, and the loss with its slopes as they are by definition, from tiny nudges."""
    N = int(random.integers(3, 9))
    x, y = random.normal(size=N), random.normal(size=N)
    w, b, h = random.normal(size=3)

    def loss(w, b):
        return np.mean((w * x + b - y) ** 2)

    tiny = 1e-4
    dw = (loss(w + tiny, b) - loss(w - tiny, b)) / (2 * tiny)
    db = (loss(w, b + tiny) - loss(w, b - tiny)) / (2 * tiny)
    r = w * x + b - y
    return {
        **{"N": N, "x": x, "y": y, "w": w, "b": b, "h": h, "L": loss(w, b), "r": r},
        **{"dL/dw": dw, "dL/db": db, "dr/dw": x, "dr/db": np.ones(N), "dr^2/dw": 2 * r * x},
    }


def nudge(random):
    values = rides(random)
    x, y, w, b = (values[name] for name in "xywb")
    values["L"] = lambda w, b: np.mean((w * x + b - y) ** 2)
    values["h"] = 1e-6
    values["slope"] = 2 * np.mean((w * x + b - y) * x)
    return values


def directions(random):
    return dict(zip(("g_w", "g_b", "p", "q"), random.normal(size=4), strict=True))


def along_the_gradient(values):
    return {"p": 3 * values["g_w"], "q": 3 * values["g_b"]}


def one_step(random):
    values = rides(random)
    lr = random.uniform(0.01, 0.1)
    step = {f"new {name}": values[name] - lr * values[f"dL/d{name}"] for name in "wb"}
    return {**values, **step, "lr": lr}


def parabola(random, inside=True):
    curve, t = random.uniform(0.5, 3), random.normal()
    lr = random.uniform(0, 2) / curve if inside else random.uniform(2.01, 4) / curve
    x = np.arange(5.0)
    return {
        **{r"\lambda": curve, "t": t, "lr": lr, "new t": t - lr * curve * t},
        **{"L": lambda t: curve / 2 * t**2, "dL/dt": curve * t},
        **{r"\lambda_\max": curve, "N": 5, "x": x, "r": random.normal(size=5), "h": 2.0},
    }


def valley(random):
    curve, lr = random.uniform(0.1, 1), random.uniform(0.1, 0.9)
    n = np.log(0.01) / np.log(1 - lr * curve)
    return {r"\lambda_\min": curve, "lr": lr, "n": n}


def scaled(random):
    values = rides(random)
    x = values["x"]
    z = (x - x.mean()) / x.std()
    w_z, b_z = random.normal(size=2)
    values |= {"mean": x.mean(), "std": x.std(), "z": z, "t": 0.01}
    return {**values, "w_z": w_z, "b_z": b_z, "hat y": w_z * z + b_z}


def matrices(random):
    A = random.normal(size=(7, 3))
    theta, delta, y = (random.normal(size=(n, 1)) for n in (3, 3, 7))
    tiny, grad = 1e-4, []
    for k in np.eye(3):
        k = tiny * k[:, None]
        up, down = (np.mean((A @ t - y) ** 2) for t in (theta + k, theta - k))
        grad.append((up - down) / (2 * tiny))
    return {
        **{"N": 7, "A": A, r"\theta": theta, r"\delta": delta, "y": y, "H": 2 / 7 * A.T @ A},
        **{r"\nabla L": np.array(grad)[:, None]},
    }


VALUES = {
    "nudge-question": nudge,
    "derive-intro": rides,
    "four-directions-intro": directions,
    "one-step-intro": one_step,
    "rates-note": parabola,
    "eigenvalues": parabola,
    "metres-note": rides,
    "condition": valley,
    "standardise-intro": scaled,
    "round-note": scaled,
    "matrix-note": matrices,
    "closing": rides,
}
BROKEN = {
    "rates-note": lambda random: parabola(random, inside=False),
    "eigenvalues": lambda random: parabola(random, inside=False),
}
SYMBOL = "only the sign itself is shown"
READ = {
    "derive-intro": {
        "r^2": lambda v: v["r"] ** 2,
        "2rh + h^2": lambda v: (v["r"] + v["h"]) ** 2 - v["r"] ** 2,
        "2r + h": lambda v: ((v["r"] + v["h"]) ** 2 - v["r"] ** 2) / v["h"],
        "2r": lambda v: ((v["r"] + 1e-3) ** 2 - (v["r"] - 1e-3) ** 2) / 2e-3,
        r"2r \cdot xh + (xh)^2": lambda v: (v["r"] + v["x"] * v["h"]) ** 2 - v["r"] ** 2,
        r"2r \cdot x + x^2 h": lambda v: ((v["r"] + v["x"] * v["h"]) ** 2 - v["r"] ** 2) / v["h"],
        r"2r \cdot x": lambda v: v["dr^2/dw"],
    },
    "three-slips-note": {
        r"\frac{1}{2N}": "the factor of another book, in words beside it",
        r"\frac{1}{N}": "the factor of this series, likewise",
    },
    "limit-note": {
        r"\frac{1}{2N}": "the factor of another book, in words beside it",
        r"\frac{1}{N}": "the factor of this series, likewise",
    },
    "four-directions-intro": {
        "g_w p + g_b q": lambda v: np.dot([v["g_w"], v["g_b"]], [v["p"], v["q"]]),
        "p^2 + q^2": lambda v: np.linalg.norm([v["p"], v["q"]]) ** 2,
        "g_w q = g_b p": along_the_gradient,
    },
    "one-step-intro": {r"\leftarrow": SYMBOL},
    "rates-note": {
        "<": SYMBOL,
        r"\frac{2}{N}\sum r_i x_i": lambda v: 2 * np.mean(v["r"] * v["x"]),
        r"h \cdot \frac{2}{N}\sum x_i^2": lambda v: v["h"] * 12,
        r"\frac{2}{N}\sum r_i": lambda v: 2 * np.mean(v["r"]),
    },
    "metres-note": {r"\frac{2}{N}\sum x_i^2": lambda v: 2 * np.mean(v["x"] ** 2)},
    "condition": {
        r"1 - \text{lr}\cdot\lambda_{\min}": lambda v: 0.01 ** (1 / v["n"]),
    },
    "standardise-intro": {
        r"\log(1 + t)": lambda v: np.log1p(v["t"]),
        r"(x - \text{mean})^2": lambda v: (v["z"] * v["std"]) ** 2,
    },
    "ask-round": {r"(x - \text{mean})^2": "the same as in standardise-intro"},
    "correction": {
        r"\begin{pmatrix} 2\,\overline{z^2} & 2\,\overline{z} "
        r"\\ 2\,\overline{z} & 2 \end{pmatrix}": (
            "a table; the cell round-bowl computes its numbers"
        ),
    },
    "features-intro": {
        r"\hat y = \beta_0 + \beta_1 x_1 + \beta_2 x_2 + \dots + \beta_d x_d": (
            "a sum of d products; the cell two-features computes one"
        ),
        r"\beta_0": "a name, no number",
        r"\theta \leftarrow \theta - \alpha\, \nabla L(\theta)": (
            "the step of section 3 in the letters of other books"
        ),
    },
    "matrix-note": {
        r"\beta_0, \beta_1, \beta_2": "names, no numbers",
        r"\frac{2}{N} A^{\mathsf T}(A\delta)": lambda v: v["H"] @ v[r"\delta"],
    },
    "closing": {
        r"-2/N \sum r_i x_i": lambda v: -v["dL/dw"],
        r"-2/N \sum r_i": lambda v: -v["dL/db"],
    },
}
