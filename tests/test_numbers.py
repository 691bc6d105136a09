"""Every number that a lesson prints, against an independent computation in float64.

Nothing here uses autograd, torch.optim or helpers.training: the references are closed forms
and NumPy. A test holds that no cell with numbers in its output is missing.
"""

import math
from dataclasses import dataclass

import numpy as np
import pytest
import torch
from lessons import LESSONS, Lesson, numbers

from helpers import data

EXPECTED = {}


def prints(lesson: str, cell: str, rel: float = 2e-5):
    """Register what a cell prints: its numbers, in order; `rel` is a relative tolerance."""

    def register(function):
        EXPECTED[lesson, cell] = function, rel
        return function

    return register


@dataclass(frozen=True)
class Between:
    """A number that rounding decides: held to a range only."""

    low: float
    high: float


# The rides, and what is known of them on paper


x = np.arange(5.0)
y = 2 * x + 1
THETA = np.array([2.0, 1.0])  # w, b


def mse(w, b, x=x, y=y):
    return float(np.mean((w * x + b - y) ** 2))


def slopes(w, b):
    r = w * x + b - y
    return [2 * float(np.mean(r * x)), 2 * float(np.mean(r))]


def hessian(*columns):
    A = np.stack([*columns, np.ones(len(columns[0]))], axis=1)
    return 2 / len(A) * A.T @ A


def least_squares(target, *columns):
    A = np.stack([*columns, np.ones(len(target))], axis=1)
    return np.linalg.lstsq(A, target, rcond=None)[0]


def descent(lr, steps, best=THETA, start=(0.0, 0.0), H=None):
    """theta after `steps` steps, from the closed form: each eigenvector shrinks by itself."""
    values, vectors = np.linalg.eigh(hessian(x) if H is None else H)
    away = vectors.T @ (np.asarray(start) - best)
    return best + vectors @ ((1 - lr * values) ** steps * away)


def columns(dataset):
    return dataset.X.double().numpy().T, dataset.y.double().numpy()[:, 0]


def linear_start(seed, features=1):
    """The random start of nn.Linear: two uniform draws, bound 1 / sqrt(features)."""
    torch.manual_seed(seed)
    bound = 1 / math.sqrt(features)
    w = torch.empty(1, features).uniform_(-bound, bound)
    b = torch.empty(1).uniform_(-bound, bound)
    return np.array([*w[0].tolist(), b.item()])


def adam(H, best, start, lr, steps, beta=0.999):
    """All thetas of an Adam descent on the quadratic form, in float64."""
    theta, m, s = np.array(start, float), np.zeros(len(best)), np.zeros(len(best))
    thetas = [theta.copy()]
    for t in range(1, steps + 1):
        grad = H @ (theta - best)
        m, s = 0.9 * m + 0.1 * grad, beta * s + (1 - beta) * grad**2
        theta = theta - lr * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - beta**t)) + 1e-8)
        thetas.append(theta.copy())
    return thetas


def momentum(H, best, lr, steps, mu=0.9):
    theta, v = np.zeros(len(best)), np.zeros(len(best))
    thetas = [theta.copy()]
    for _ in range(steps):
        v = mu * v + H @ (theta - best)
        theta = theta - lr * v
        thetas.append(theta.copy())
    return thetas


def form(H, best, theta, least=0.0):
    return least + float((theta - best) @ H @ (theta - best)) / 2


# Lesson 01


@prints("01", "rides-data")
def _():
    return [5, 1, 5, 1]


@prints("01", "residual-table")
def _():
    return [v for xi in x for v in (xi, 1.5 * xi + 0.5, 2 * xi + 1, -0.5 * xi - 0.5)]


@prints("01", "sum-of-residuals")
def _():
    guess, flat = -0.5 * x - 0.5, 5 - y
    return [*guess, guess.sum(), *flat, flat.sum()]


@prints("01", "absolute-or-squared")
def _():
    return [v for r in -0.5 * x - 0.5 for v in (r, abs(r), r * r)]


@prints("01", "mse-loop")
def _():
    return [5 * mse(1.5, 0.5), mse(1.5, 0.5)]


@prints("01", "mse-one-line")
@prints("01", "mse-module")
def _():
    return [mse(1.5, 0.5)]


@prints("01", "mean-or-sum-check")
def _():
    return [10, 10 * mse(1.5, 0.5), mse(1.5, 0.5)]


@prints("01", "half-check")
def _():
    fall = mse(0, 0) - mse(0.001, 0)
    return [fall, fall / 0.001, fall / 2, fall / 0.002]


@prints("01", "trap-shapes")
def _():
    return [5, 1, 5]


@prints("01", "trap-loss")
def _():
    return [0, np.mean((y[:, None] - y[None, :]) ** 2)]


@prints("01", "trap-best")
def _():
    return [0, y.mean(), y.var(), 2 * y.var()]  # the table's mean is var(y_hat) + var(y)


@prints("01", "trap-cure")
def _():
    return [5, 1, 5, 1, 0]


@prints("01", "loss-table")
def _():
    rows = [[b, *(mse(w, b) for w in range(5))] for b in (3, 2, 1, 0, -1)]
    return [*range(5), *(v for row in rows for v in row)]


@prints("01", "surface-check")
def _():
    return [mse(1.5, 0.5)] * 2


@prints("01", "closed-by-hand")
def _():
    cov = np.cov(x, y, bias=True)
    return [cov[0, 1], cov[0, 0], *np.polyfit(x, y, 1)]


@prints("01", "lstsq")
def _():
    (nx,), ny = columns(data.noisy_rides())
    w, b = np.polyfit(nx, ny, 1)
    return [100, 2, w, b, w, b, mse(w, b, nx, ny), 2, 1, mse(2, 1, nx, ny)]


@prints("01", "cost")
def _():
    return [v for d in (100, 10**4, 10**6) for v in (d, d * d, d**3 / 3e11)]


@prints("01", "outlier-fit")
def _():
    return np.polyfit(x, [1, 3, 5, 7, 19], 1)


@prints("01", "outlier-compare")
def _():
    fares = np.array([1, 3, 5, 7, 19.0])
    pulled, right = 4 * x - 1 - fares, 2 * x + 1 - fares
    return [v for r in (pulled, right) for v in ((r**2).mean(), abs(r).mean())]


# Lesson 02


@prints("01", "try-mend-shapes")
def _():
    fares = np.array([1.0, 3, 5, 7, 9])
    return [np.mean((fares[:, None] - fares) ** 2)]  # each prediction against every fare


@prints("02", "imports")
def _():
    return [5, 1, 5, 1]


@prints("02", "start-loss")
def _():
    return [0, 0, 33]


@prints("02", "nudges", rel=2e-4)  # float32 loses digits in the difference
def _():
    return [v for h in (1, 0.1, 0.01, 0.001) for v in (h, (mse(h, 0) - mse(0, 0)) / h)]


@prints("02", "central-difference", rel=1e-3)
def _():
    return [-28, -10]


@prints("02", "gradient-by-hand")
def _():
    r = -y
    return [*r, *(r * x), 2, 5, -70, -28, 2, 5, -25, -10]


@prints("02", "gradient-function")
def _():
    return [0, 0, *slopes(0, 0)]


@prints("02", "gradient-check", rel=1e-3)
def _():
    lines = [(0, 0), (1.5, 0.5), (3, -2)]
    return [v for w, b in lines for v in (w, b, *slopes(w, b), *slopes(w, b))]


@prints("02", "three-slips-code")
def _():
    w, b = slopes(0, 0)
    return [w, b, -w, -b, 5 * w, 5 * b, 2, 1, w / 2, b / 2]


@prints("02", "four-directions", rel=1e-3)
def _():
    moves = np.array([[1, 0], [0, 1], [2, 1], [28, 10]]) * 0.01
    units = moves / np.linalg.norm(moves, axis=1, keepdims=True) * 0.01
    return [33 - mse(*move) for move in units]


@prints("02", "one-step")
def _():
    return [0.28, 0.10, mse(0.28, 0.10)]


@prints("02", "plus-step")
def _():
    return [-0.28, -0.10, mse(-0.28, -0.10)]


@prints("02", "loop-run", rel=1e-4)
def _():
    epochs = [0, 1, 2, 5, 20, 50, 100, 200]
    return [v for n in epochs for t in [descent(0.05, n)] for v in (n, *t, mse(*t))]


@prints("02", "rates", rel=6e-3)  # printed with three digits
def _():
    rows = [[lr, *(mse(*descent(lr, n)) for n in (0, 1, 2, 60))] for lr in (0.001, 0.05, 0.13, 0.2)]
    return [Between(0, 1e-6), *(v for row in rows for v in row)]


@prints("02", "hessian")
def _():
    small, large = np.linalg.eigvalsh([[12, 4], [4, 2]])
    return [12, 4, 4, 2, small, large, 2 / large]


@prints("02", "limit-check", rel=6e-3)
def _():
    low, high = (mse(*descent(lr, 1000)) for lr in (0.148, 0.150))
    return [0.148, 33, 1000, Between(0.3 * low, 3 * low), 0.150, 33, 1000, high]


@prints("02", "half-cancels")
def _():
    return [0.1, *descent(0.05, 200), 0.05, *descent(0.05, 200)]


@prints("02", "nan", rel=6e-3)
def _():
    w = {n: descent(0.2, n)[0] for n in (10, 50, 84, 163)}
    assert mse(*descent(0.2, 50)) < 3.4028e38 < mse(*descent(0.2, 84))  # float32's largest
    return [
        *(10, w[10], mse(*descent(0.2, 10)), 50, w[50], mse(*descent(0.2, 50))),
        *(84, w[84], math.inf, 163, w[163], math.inf),
        *(164, -math.inf, math.nan, 165, math.nan, math.nan),
    ]


@prints("02", "metres", rel=6e-3)
def _():
    H, best = hessian(1000 * x), np.array([0.002, 1.0])
    return [v for n in range(4) for v in (n, *descent(0.05, n, best, H=H))]


@prints("02", "metres-limit", rel=6e-3)
def _():
    H, best = hessian(1000 * x), np.array([0.002, 1.0])
    small, large = np.linalg.eigvalsh(H)
    return [small, large, 2 / large, 1000, *descent(1e-7, 1000, best, H=H)]


@prints("02", "steps-needed", rel=1e-4)
def _():
    # the small eigenvalue from the determinant, 4 var(x), which loses no digits
    metres = 4e6 * x.var() / np.linalg.eigvalsh(hessian(1000 * x))[1]
    km = np.linalg.eigvalsh(hessian(x))[0]
    return [0.05, math.log(0.01) / math.log1p(-0.05 * km), 1e-7, math.log(0.01) / -(1e-7 * metres)]


@prints("02", "standardise")
def _():
    return [2000, 1000 * x.std(), *((x - 2) / x.std())]


@prints("02", "round-bowl")
def _():
    w = 2 * x.std()
    return [2, 2, 1, 0, 0, 0, 1, w, y.mean(), 2, w, y.mean()]


@prints("02", "back")
def _():
    return [0.002, 1]


@prints("02", "two-features")
def _():
    rows = np.stack([np.ones(5), x, [3, 0, 6, 1, 5]], axis=1)
    return [5, 3, 5, 1, *rows.ravel()]


@prints("02", "many-run")
def _():
    largest = np.linalg.eigvalsh(hessian(x, np.array([3.0, 0, 6, 1, 5])))[-1]
    return [2 / largest, 1, 2, 0.5, 0]


@prints("02", "many-check")
def _():
    w, b = descent(0.05, 200)
    return [b, w, b, w]


# Lesson 03


@prints("03", "first-backward")
@prints("03", "value-rides")
def _():
    return [33, *slopes(0, 0)]


@prints("03", "forward-steps")
def _():
    return [3, 4, -3, 9]


@prints("03", "backward-steps")
def _():
    r = 1 * 3 + 1 - 7
    return [1, 2 * r, 2 * r, 2 * r, 2 * r, 2 * r * 3]


@prints("03", "non-leaf")
def _():
    return [3]


@prints("03", "detach")
def _():
    return x


@prints("03", "value-forward-run")
def _():
    return [-3, 9, -3, -3, -3, -3]


@prints("03", "value-backward")
def _():
    return [-6, -6, -18]


@prints("03", "value-check")
def _():
    return [1e-12]


@prints("03", "grad-adds")
def _():
    return [1, -28, -10, 2, -56, -20]


@prints("03", "order-run", rel=1e-3)
def _():
    right = [mse(*descent(0.05, n)) for n in (0, 1, 2, 3, 39)]
    theta, total, never = np.zeros(2), np.zeros(2), []
    for _ in range(40):
        never.append(mse(*theta))
        total = total + slopes(*theta)
        theta = theta - 0.05 * total
    return [*right, *right, *[33] * 5, *never[:4], never[-1]]


@prints("03", "error-rebind")
def _():
    return [0, -28, 1]


@prints("03", "autograd-loop")
def _():
    return [*descent(0.05, 200), mse(*descent(0.05, 199))]


@prints("03", "data-attribute")
def _():
    return [3, 2 * 30]


@prints("03", "by-hand")
def _():
    return [1e-5]


@prints("03", "demand-data")
def _():
    return [24, 1, 24, 1]


def demand():
    torch.manual_seed(0)
    t = torch.arange(24.0).reshape(-1, 1)
    seen = 2 + 6 * torch.exp(-(((t - 18) / 3) ** 2)) + 0.3 * torch.randn(24, 1)
    return t.double().numpy()[:, 0], seen.double().numpy()[:, 0]


def demand_gradient(theta, t, seen):
    floor, height, peak, width = theta
    z = (t - peak) / width
    bell = np.exp(-(z**2))
    r = floor + height * bell - seen
    rates = np.ones_like(t), bell, height * bell * 2 * z / width, height * bell * 2 * z**2 / width
    return np.array([2 * np.mean(r * rate) for rate in rates]), float(np.mean(r**2))


@prints("03", "demand-fit", rel=1e-3)
def _():
    t, seen = demand()
    theta = np.array([1.0, 3.0, 15.0, 4.0])
    for _ in range(400):
        grad, loss = demand_gradient(theta, t, seen)
        theta = theta - 0.1 * grad
    return [*theta, loss]


@prints("03", "demand-check")
def _():
    return [demand_gradient(np.array([1.0, 3.0, 15.0, 4.0]), *demand())[0][2]] * 2


# Lesson 04


@prints("04", "linear")
def _():
    w, b = linear_start(0)
    return [1, 1, w, 1, b, 5, 1]


@prints("04", "linear-shapes")
def _():
    return [2, 3, 2, 100, 100, 3, 100, 2]


@prints("04", "module")
def _():
    return [1, 1, 1]


@prints("04", "loop")
def _():
    return descent(0.05, 200, start=linear_start(0))


@prints("04", "old-optimizer")
def _():
    linear_start(0)  # the first model takes two draws, the new model the next two
    w, b = torch.empty(2).uniform_(-1, 1).tolist()
    return [mse(w, b)] * 2


@prints("04", "three-paths")
def _():
    return [1.4, 0.5] * 3 + [1e-5]


@prints("04", "first-steps", rel=1e-3)
def _():
    H = hessian(x)
    paths = [descent(0.1, n) for n in range(3)], momentum(H, THETA, 0.1, 2)
    paths += (adam(H, THETA, [0, 0], 0.1, 2),)
    return [v for path in paths for v in np.diff(path, axis=0).ravel()]


@prints("04", "race", rel=0.06)  # printed with two digits
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


@prints("04", "case1-shape")
def _():
    return [2, 100, 2, 100, 1]


def case1():
    torch.manual_seed(1)
    draws = torch.randn(100).double().numpy()
    return hessian(draws), linear_start(1)


@prints("04", "case1-run", rel=1e-4)
def _():
    H, start = case1()
    before, after = (descent(0.01, n, start=start, H=H) for n in (99, 100))
    return [*after, form(H, THETA, before)]


@prints("04", "case1-measure")
def _():
    rows = []
    for value in np.linalg.eigvalsh(case1()[0]):
        factor = 1 - 0.01 * value
        rows += [value, 100 * factor**100, 100, 0.1, math.log(0.001) / math.log(factor)]
    end = descent(0.01, 100, start=case1()[1], H=case1()[0])
    return [*rows, *case1()[1], *(Between(v - 2e-3, v + 2e-3) for v in end)]


@prints("04", "case1-mend", rel=1e-3)
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


@prints("04", "case2-run", rel=1e-3)
def _():
    end = case2(239, 1000)[0][1000]
    return [1000, *end, 4, at_four(end)]


@prints("04", "case2-seeds", rel=1e-3)
def _():
    return [v for seed in range(2) for v in (seed, at_four(case2(seed, 1000)[0][1000]))]


@prints("04", "case2-falling", rel=2e-3)
def _():
    losses = case2(239, 1000)[1]
    seen = [v for n in (250, 500, 750, 1000) for v in (n, losses[n])]
    return [*seen, 100, 100 * (1 - losses[1000] / losses[900])]


@prints("04", "case2-steps", rel=2e-3)
def _():
    path = case2(239, 1000)[0]
    epochs = [2, 101, 501, 1000]
    return [v for n in epochs for v in (n, *abs(path[n] - path[n - 1]), *abs(path[n] - THETA))]


@prints("04", "case2-measure")
def _():
    small, large = np.linalg.eigvalsh(hessian(np.array([1.0, 2, 3])))
    H = hessian(np.array([1.0, 2, 3]))
    end = descent(1 / large, 1000, start=linear_start(239), H=H)
    short = adam(H, THETA, linear_start(239), 0.01, 1000, beta=0.99)[-1]
    return [small, large, large / small, 2 / large, 4, at_four(short), 4, at_four(end)]


@prints("04", "case2-longer", rel=1e-4)
def _():
    path = case2(239, 3000)[0]
    return [v for n in (1000, 2000, 3000) for v in (n, 4, at_four(path[n]))]


@prints("04", "case2-mend", rel=1e-4)
def _():
    return [0.1, 500, at_four(case2(239, 500, lr=0.1)[0][-1]), 100, 9]


@prints("04", "split")
def _():
    return [80, 1, 20, 1]


def rides_80_20():
    (nx,), ny = columns(data.noisy_rides())
    order = torch.randperm(100, generator=torch.Generator().manual_seed(0)).numpy()
    return nx[order[:80]], ny[order[:80]], nx[order[80:]], ny[order[80:]]


@prints("04", "split-train", rel=1e-3)
def _():
    tx, ty, vx, vy = rides_80_20()
    best, H = least_squares(ty, tx), hessian(tx)
    start = linear_start(0)
    before, after = (descent(0.05, n, best, start, H) for n in (499, 500))
    return [mse(*before, tx, ty), mse(*after, vx, vy)]


@prints("04", "overfitting", rel=0.02)  # a table with a large condition number
def _():
    tx, ty, vx, vy = rides_80_20()
    through = np.linalg.solve((tx[:10, None] / 5) ** np.arange(10), ty[:10])
    wrong = ((vx[:, None] / 5) ** np.arange(10) @ through - vy) ** 2
    between = (vx >= tx[:10].min()) & (vx <= tx[:10].max())
    w, b = np.polyfit(tx[:10], ty[:10], 1)
    line = mse(w, b, tx[:10], ty[:10]), mse(w, b, vx[between], vy[between])
    return [0, wrong.mean(), between.sum(), wrong[between].mean(), *line, 17]


@prints("04", "eval-no-grad")
def _():
    return [Between(1, 8), 8, Between(1, 8), 8, 0, 8, 0, 8]  # which of the eight is a draw


@prints("04", "save-load", rel=1e-4)
def _():
    tx, ty, _, _ = rides_80_20()
    w, b = descent(0.05, 500, least_squares(ty, tx), linear_start(0), hessian(tx))
    return [4, 4 * w + b, 4, 4 * w + b]


@prints("04", "hubble")
def _():
    (distance,), velocity = columns(data.hubble_1929())
    return [*np.polyfit(distance, velocity, 1)] * 2


@prints("04", "penguins")
def _():
    measures, _ = columns(data.penguins())
    raw = np.linalg.eigvalsh(hessian(*measures))
    z = [(c - c.mean()) / c.std(ddof=1) for c in measures]
    scaled = np.linalg.eigvalsh(hessian(*z))
    return [342, 3, raw[-1] / raw[0], scaled[-1] / scaled[0]]


@prints("04", "penguins-train", rel=5e-4)
def _():
    measures, mass = columns(data.penguins())
    return [*least_squares(mass, *measures)] * 2


@prints("04", "r-squared-code")
def _():
    measures, mass = columns(data.penguins())
    left = np.mean((least_squares(mass, *measures) @ [*measures, np.ones(342)] - mass) ** 2)
    r = np.corrcoef(measures[2], mass)[0, 1]
    return [1 - left / mass.var(), r**2, *np.polyfit(measures[2], mass, 1)]


def penguin_least():
    measures, mass = columns(data.penguins())
    return np.mean((least_squares(mass, *measures) @ [*measures, np.ones(342)] - mass) ** 2)


@prints("04", "fit")
def _():
    return [penguin_least()] * 2


@prints("04", "fit-batches")
def _():
    least = penguin_least()
    # random batches: the first epoch starts at mean(y^2) = 18.3 million and ends low
    return [11, 1, Between(4e6, 1.4e7), 20, Between(least * 0.97, least * 1.05), least]


@prints("04", "fit-diverges")
def _():
    measures, _ = columns(data.penguins())
    z = [(c - c.mean()) / c.std(ddof=1) for c in measures]
    values = np.linalg.eigvalsh(hessian(*z))
    growth = (1 - 6) ** 2  # three times the limit: 1 - 3 * 2, squared for the loss
    assert np.isclose(1 - 3 * 2 / values[-1] * values[-1], -5)
    epochs = math.log(3.4e38 / 1e3) / math.log(growth)  # until float32 overflows
    near = Between(epochs - 4, epochs + 4)
    return [near, 1, math.inf, Between(1e5, 3e5), Between(1e33, 3.4e38), near]


def cells_with_numbers():
    for number, path in LESSONS.items():
        lesson = Lesson(path)
        for cell_id in lesson.code:
            if numbers(lesson.stored_text(cell_id)):
                yield number, cell_id


def test_no_cell_with_numbers_is_missing():
    assert set(cells_with_numbers()) == set(EXPECTED)


@pytest.mark.parametrize("key", EXPECTED, ids="-".join)
def test_numbers(key):
    reference, rel = EXPECTED[key]
    text = Lesson(LESSONS[key[0]]).stored_text(key[1])
    printed = numbers(text)
    with torch.random.fork_rng():
        expected = list(reference())
    assert len(printed) == len(expected), f"{printed} against {expected}"
    for (value, last_digit), want in zip(printed, expected, strict=True):
        if isinstance(want, Between):
            assert want.low <= value <= want.high, f"{value}, wanted {want}, in {text!r}"
        elif math.isnan(want):
            assert math.isnan(value), text
        else:
            near = math.isclose(value, want, rel_tol=rel, abs_tol=0.51 * last_digit)
            assert near, f"{value}, wanted {want}, in {text!r}"
