"""What the letters in lesson 10's formulas stand for; tests/test_formulas.py works them out.

The names of the tables are explained in tests/lesson_02/formulas.py.
"""

import numpy as np


def counts(random):
    """How often a weight is used for a token: once forward, twice backward, 2 operations each."""
    return {
        "N": int(random.integers(2, 40)),
        "D": int(random.integers(2, 40)),
        **dict(zip("wxg", random.normal(size=3), strict=True)),
    }


def means(random):
    """After t steps with one slope, a mean without its bias is that slope."""
    g, b1, b2, t = random.normal(), *random.uniform(0.5, 0.99, size=2), int(random.integers(1, 9))
    m = v = 0.0
    for _ in range(t):
        m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
    return {
        **{r"\beta_1": b1, r"\beta_2": b2, "t": t, "g": g, "m": m, "v": v},
        **{"hat m": g, "hat v": g * g},
    }


def halves(random):
    """A loss of eight rows and of its two halves, with slopes from tiny nudges."""
    x, y = random.normal(size=8), random.normal(size=8)
    w, tiny = random.normal(), 1e-5

    def loss(w, rows):
        return np.mean((w * x[rows] - y[rows]) ** 2)

    parts = {"L": slice(0, 8), "L_1": slice(0, 4), "L_2": slice(4, 8)}
    values = {name: loss(w, rows) for name, rows in parts.items()}
    for name, rows in parts.items():
        slope = (loss(w + tiny, rows) - loss(w - tiny, rows)) / (2 * tiny)
        values[rf"\nabla {name}"] = slope
    return values


STEP = "a step that changes its own letter; the cell adamw takes it, and the library the same one"
VALUES = {
    "count-intro": counts,
    "operations-intro": counts,
    "adamw-lines": means,
    "parallel-intro": halves,
}
BROKEN = {}
READ = {
    "plan-intro": {
        r"\theta^* = \operatorname{argmin}_\theta \sum_t "
        r"-\ln p_\theta(x_{t+1} \mid x_1, \dots, x_t)": "what all trainings of the lesson look for",
        r"p_\theta(x_{t+1} \mid x_1, \dots, x_t)": "a name for what the model returns",
    },
    "count-intro": {r"w \cdot x": lambda v: np.prod([v["w"], v["x"]])},
    "operations-intro": {
        r"w \cdot x": lambda v: np.prod([v["w"], v["x"]]),
        r"w \cdot g": lambda v: np.prod([v["w"], v["g"]]),
        r"x \cdot g": lambda v: np.prod([v["x"], v["g"]]),
    },
    "adamw-lines": {
        r"m \leftarrow \beta_1 m + (1 - \beta_1) g": STEP,
        r"v \leftarrow \beta_2 v + (1 - \beta_2) g^2": STEP,
        r"w \leftarrow w - lr \cdot decay \cdot w": STEP,
        r"w \leftarrow w - lr \cdot \hat m / (\sqrt{\hat v} + \epsilon)": STEP,
    },
}
