"""What the letters in lesson 06's formulas stand for; tests/test_formulas.py works them out.

The names of the tables are explained in tests/lesson_02/formulas.py.
"""

from operator import mul

import numpy as np

from lesson_06.letters import SEEN, fare, mixed

TINY = 1e-20  # a step so small, in the imaginary direction, that the slope is exact


def slopes(function, at):
    """The slope of a function along each of the numbers at which it stands."""
    steps = TINY * 1j * np.eye(len(at))
    return np.array([np.imag(function(at + step)) / TINY for step in steps])


def relu(z):
    return (z + abs(z)) / 2


def meter(random):
    """A distance beyond the first bend or both, and its fare, added up by half kilometres."""
    x = int(random.integers(4, 26))
    more = fare(20) - fare(19) - (fare(5) - fare(4))  # per km beyond the second bend
    return {"x": x, "hat y": fare(x), "relu": relu, "a": more}


def one_unit(random):
    """Two layers with one hidden unit."""
    w1, b1, w2, b2, x = random.normal(size=5)

    def both(x):
        h = np.polyval([w1, b1], x)
        return np.polyval([w2, b2], h)

    values = {"x": x, "h": np.polyval([w1, b1], x), "hat y": both(x), "rise": both(1) - both(0)}
    return values | {"w_1": w1, "b_1": b1, "w_2": w2, "b_2": b2}


def decayed(random):
    """Weights after one step of descent on a loss whose slope is known, with a term of L2."""
    w, slope = random.normal(size=(2, 5))
    lam, lr = random.uniform(0.1, 2, size=2)

    def penalty(w):
        return lam / 2 * (w @ w)

    total = slopes(lambda w: slope @ w + penalty(w), w)
    values = {"w": w, r"\lambda": lam, "lr": lr, "slope": slope, "new w": w - lr * total}
    return values | {"penalty": penalty(w)}


def units(random):
    """Units, of which some are off."""
    on, off = random.integers(1, 9, size=2)
    return {"p": off / (on + off), "kept": on / (on + off)}


def one_letter(random):
    """A context of three letters that was seen, and a letter; shorter ones count as u cases.

    The probability is the mean over all cases: one where the letter came, and zero elsewhere.
    """
    contexts = sorted(SEEN[3])
    context = contexts[int(random.integers(len(contexts)))]
    row = SEEN[3][context]
    letter = random.choice([*row, *"abcdefghijklmnopqrstuvwxyz."])
    shorter = mixed(letter, context[1:])
    came = [float(one == letter) for one in row.elements()]
    counts = {"c": sum(came), "u": len({*row.elements()}), "n": len(came)}
    as_if = came + [shorter] * counts["u"]
    return counts | {"p_k": np.mean(as_if), "p_k-1": shorter}


def softmax(s):
    return np.exp(s) / np.exp(s).sum()


def linear(W, b, x):
    """What a layer gives out, number by number."""
    return [sum(map(mul, row, x)) + one for row, one in zip(W, b, strict=True)]


def two_layers(random):
    """One sample through two layers, number by number; letters as columns, for matrices."""
    d, units, classes = (int(n) for n in random.integers(2, 6, size=3))
    W1, b1 = random.normal(size=(units, d)), random.normal(size=units)
    W2, b2 = random.normal(size=(classes, units)), random.normal(size=classes)
    x, came = random.normal(size=d), int(random.integers(classes))
    z = linear(W1, b1, x)
    h = [max(0, one) for one in z]
    s = linear(W2, b2, h)
    p = [1 / sum(np.exp(other - one) for other in s) for one in s]
    u = slopes(lambda s: np.log(np.exp(s).sum()) - s[came], np.array(s))
    t = [float(i == came) for i in range(classes)]
    letters = {"x": x, "b_1": b1, "b_2": b2, "z": z, "h": h, "s": s, "p": p, "u": u, "t": t}
    columns = {name: np.array(some)[:, None] for name, some in letters.items()}
    return columns | {"W_1": W1, "W_2": W2, "relu": relu, "softmax": softmax}


def heights(values, number):
    """What a layer gives out for zeros, as a column."""
    W, b = values[f"W_{number}"], values[f"b_{number}"]
    return np.array(linear(W, b, np.zeros(W.shape[1])))


def changes(values, number):
    """How much each output of a layer changes with each of its inputs."""
    W, b = values[f"W_{number}"], values[f"b_{number}"][:, 0]
    moved = [linear(W, b, one) for one in np.eye(W.shape[1])]
    return np.array(moved).T - values[f"b_{number}"]


def absolute(random):
    """The slope of the absolute value of a small negative weight, times lambda."""
    lam, w = random.uniform(0.1, 2), -random.uniform(1e-3, 1)
    slope = (lam * abs(w + 1e-6) - lam * abs(w - 1e-6)) / 2e-6
    return {r"\lambda": lam, "slope": slope}


VALUES = {
    "meter-intro": meter,
    "two-linear-why": one_unit,
    "overfitting-figure-caption": decayed,
    "dropout-intro": units,
    "mixing-intro": one_letter,
    "backward-intro": two_layers,
    "l1-note": absolute,
}
BROKEN = {}
READ = {
    "meter-intro": {r"\mathrm{relu}(x - 3)": lambda v: len(range(3, v["x"]))},
    "two-linear-why": {"w_2 w_1": lambda v: v["rise"]},
    "overfitting-figure-caption": {r"\frac{\lambda}{2} \sum w^2": lambda v: v["penalty"]},
    "dropout-intro": {"1 - p": lambda v: v["kept"]},
    "mixing-intro": {"p_{k-1}": "the same formula with one letter less, worked out above"},
    "backward-intro": {
        "W_1 x": lambda v: v["z"] - v["b_1"],
        "W_1": lambda v: changes(v, 1),
        "W_2": lambda v: changes(v, 2),
        "b_1": lambda v: heights(v, 1),
        "b_2": lambda v: heights(v, 2),
        "z > 0": "the units for which the sentence is said",
    },
    "l1-note": {
        r"\lambda \sum |w|": "absolute values, whose slope is worked out below",
        r"-\lambda": lambda v: v["slope"],
    },
}
