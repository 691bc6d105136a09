"""Every number that lesson 04 prints, computed another way; tests/printed.py compares."""

import math

import numpy as np
import torch
from printed import Between, numbers_of
from reference import (
    THETA,
    adam,
    columns,
    descent,
    form,
    hessian,
    least_squares,
    linear_start,
    momentum,
    mse,
    x,
)

from helpers import data

prints, test_numbers = numbers_of("04")


@prints("linear")
def _():
    w, b = linear_start(0)
    return [1, 1, w, 1, b, 5, 1]


@prints("linear-shapes")
def _():
    return [2, 3, 2, 100, 100, 3, 100, 2]


@prints("module")
def _():
    return [1, 1, 1]


@prints("loop")
def _():
    return descent(0.05, 200, start=linear_start(0))


@prints("old-optimizer")
def _():
    linear_start(0)  # the first model takes two draws, the new model the next two
    w, b = torch.empty(2).uniform_(-1, 1).tolist()
    return [mse(w, b)] * 2


@prints("three-paths")
def _():
    return [1.4, 0.5] * 3 + [1e-5]


@prints("first-steps", rel=1e-3)
def _():
    H = hessian(x)
    paths = [descent(0.1, n) for n in range(3)], momentum(H, THETA, 0.1, 2)
    paths += (adam(H, THETA, [0, 0], 0.1, 2),)
    return [v for path in paths for v in np.diff(path, axis=0).ravel()]


@prints("race", rel=0.06)  # printed with two digits
def _():
    expected = []
    z = (x - 2) / x.std()
    for inputs, lr, best in ((10 * x, 0.0015, [0.2, 1.0]), (z, 0.3, [2 * x.std(), 5.0])):
        H, best = hessian(inputs), np.array(best)
        for path in (
            [descent(lr, n, best, H=H) for n in range(200)],
            momentum(H, best, lr, 200),
            adam(H, best, [0, 0], 0.1, 200),
        ):
            expected += [form(H, best, path[n]) for n in (10, 50, 199)]
    noise = 1e-6  # below it rounding decides
    return [v if v > noise else Between(0, 3 * noise) for v in expected]


@prints("case1-shape")
def _():
    return [2, 100, 2, 100, 1]


def case1():
    torch.manual_seed(1)
    draws = torch.randn(100).double().numpy()
    return hessian(draws), linear_start(1)


@prints("case1-run", rel=1e-4)
def _():
    H, start = case1()
    before, after = (descent(0.01, n, start=start, H=H) for n in (99, 100))
    return [*after, form(H, THETA, before)]


@prints("case1-measure")
def _():
    rows = []
    for value in np.linalg.eigvalsh(case1()[0]):
        factor = 1 - 0.01 * value
        rows += [value, 100 * factor**100, 100, 0.1, math.log(0.001) / math.log(factor)]
    end = descent(0.01, 100, start=case1()[1], H=case1()[0])
    return [*rows, *case1()[1], *(Between(v - 2e-3, v + 2e-3) for v in end)]


@prints("case1-mend", rel=1e-3)
def _():
    H, start = case1()
    first, second = (descent(lr, n, start=start, H=H) for lr, n in ((0.01, 600), (0.3, 100)))
    return [2 / np.linalg.eigvalsh(H)[-1], 0.01, 600, *first, 0.3, 100, *second]


def case2(seed, epochs, lr=0.01):
    """The path of an Adam descent on the three points, and its losses."""
    H = hessian(np.array([1.0, 2.0, 3.0]))
    path = adam(H, THETA, linear_start(seed), lr, epochs)
    return path, [form(H, THETA, theta) for theta in path]


def at_four(theta):
    return 4 * theta[0] + theta[1]


@prints("case2-run", rel=1e-3)
def _():
    end = case2(239, 1000)[0][1000]
    return [1000, *end, 4, at_four(end)]


@prints("case2-seeds", rel=1e-3)
def _():
    return [v for seed in range(2) for v in (seed, at_four(case2(seed, 1000)[0][1000]))]


@prints("case2-falling", rel=2e-3)
def _():
    losses = case2(239, 1000)[1]
    seen = [v for n in (250, 500, 750, 1000) for v in (n, losses[n])]
    return [*seen, 100, 100 * (1 - losses[1000] / losses[900])]


@prints("case2-steps", rel=2e-3)
def _():
    path = case2(239, 1000)[0]
    epochs = [2, 101, 501, 1000]
    return [v for n in epochs for v in (n, *abs(path[n] - path[n - 1]), *abs(path[n] - THETA))]


@prints("case2-measure")
def _():
    small, large = np.linalg.eigvalsh(hessian(np.array([1.0, 2, 3])))
    H = hessian(np.array([1.0, 2, 3]))
    end = descent(1 / large, 1000, start=linear_start(239), H=H)
    short = adam(H, THETA, linear_start(239), 0.01, 1000, beta=0.99)[-1]
    return [small, large, large / small, 2 / large, 4, at_four(short), 4, at_four(end)]


@prints("case2-longer", rel=1e-4)
def _():
    path = case2(239, 3000)[0]
    return [v for n in (1000, 2000, 3000) for v in (n, 4, at_four(path[n]))]


@prints("case2-mend", rel=1e-4)
def _():
    return [0.1, 500, at_four(case2(239, 500, lr=0.1)[0][-1]), 100, 9]


@prints("split")
def _():
    return [80, 1, 20, 1]


def rides_80_20():
    (nx,), ny = columns(data.noisy_rides())
    order = torch.randperm(100, generator=torch.Generator().manual_seed(0)).numpy()
    return nx[order[:80]], ny[order[:80]], nx[order[80:]], ny[order[80:]]


@prints("split-train", rel=1e-3)
def _():
    tx, ty, vx, vy = rides_80_20()
    best, H = least_squares(ty, tx), hessian(tx)
    start = linear_start(0)
    before, after = (descent(0.05, n, best, start, H) for n in (499, 500))
    return [mse(*before, tx, ty), mse(*after, vx, vy)]


@prints("overfitting", rel=0.02)  # a table with a large condition number
def _():
    tx, ty, vx, vy = rides_80_20()
    through = np.linalg.solve((tx[:10, None] / 5) ** np.arange(10), ty[:10])
    wrong = ((vx[:, None] / 5) ** np.arange(10) @ through - vy) ** 2
    between = (vx >= tx[:10].min()) & (vx <= tx[:10].max())
    w, b = np.polyfit(tx[:10], ty[:10], 1)
    line = mse(w, b, tx[:10], ty[:10]), mse(w, b, vx[between], vy[between])
    return [0, wrong.mean(), between.sum(), wrong[between].mean(), *line, 17]


@prints("eval-no-grad")
def _():
    return [Between(1, 8), 8, Between(1, 8), 8, 0, 8, 0, 8]  # which of the eight is a draw


@prints("save-load", rel=1e-4)
def _():
    tx, ty, _, _ = rides_80_20()
    w, b = descent(0.05, 500, least_squares(ty, tx), linear_start(0), hessian(tx))
    return [4, 4 * w + b, 4, 4 * w + b]


@prints("hubble")
def _():
    (distance,), velocity = columns(data.hubble_1929())
    return [*np.polyfit(distance, velocity, 1)] * 2


@prints("penguins")
def _():
    measures, _ = columns(data.penguins())
    raw = np.linalg.eigvalsh(hessian(*measures))
    z = [(c - c.mean()) / c.std(ddof=1) for c in measures]
    scaled = np.linalg.eigvalsh(hessian(*z))
    return [342, 3, raw[-1] / raw[0], scaled[-1] / scaled[0]]


@prints("penguins-train", rel=5e-4)
def _():
    measures, mass = columns(data.penguins())
    return [*least_squares(mass, *measures)] * 2


@prints("r-squared-code")
def _():
    measures, mass = columns(data.penguins())
    left = np.mean((least_squares(mass, *measures) @ [*measures, np.ones(342)] - mass) ** 2)
    r = np.corrcoef(measures[2], mass)[0, 1]
    return [1 - left / mass.var(), r**2, *np.polyfit(measures[2], mass, 1)]


def penguin_least():
    measures, mass = columns(data.penguins())
    return np.mean((least_squares(mass, *measures) @ [*measures, np.ones(342)] - mass) ** 2)


@prints("fit")
def _():
    return [penguin_least()] * 2


@prints("fit-batches")
def _():
    least = penguin_least()
    # random batches: the first epoch starts at mean(y^2) = 18.3 million and ends low
    return [11, 1, Between(4e6, 1.4e7), 20, Between(least * 0.97, least * 1.05), least]


@prints("fit-diverges")
def _():
    measures, _ = columns(data.penguins())
    z = [(c - c.mean()) / c.std(ddof=1) for c in measures]
    values = np.linalg.eigvalsh(hessian(*z))
    growth = (1 - 6) ** 2  # three times the limit: 1 - 3 * 2, squared for the loss
    assert np.isclose(1 - 3 * 2 / values[-1] * values[-1], -5)
    epochs = math.log(3.4e38 / 1e3) / math.log(growth)  # until float32 overflows
    near = Between(epochs - 4, epochs + 4)
    return [near, 1, math.inf, Between(1e5, 3e5), Between(1e33, 3.4e38), near]
