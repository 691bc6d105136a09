"""Every number that lesson 01 prints, computed another way; tests/printed.py compares."""

import numpy as np
from printed import numbers_of
from reference import columns, mse, x, y

from helpers import data

prints, test_numbers = numbers_of("01")


@prints("rides-data")
def _():
    return [5, 1, 5, 1]


@prints("residual-table")
def _():
    return [v for xi in x for v in (xi, 1.5 * xi + 0.5, 2 * xi + 1, -0.5 * xi - 0.5)]


@prints("sum-of-residuals")
def _():
    guess, flat = -0.5 * x - 0.5, 5 - y
    return [*guess, guess.sum(), *flat, flat.sum()]


@prints("absolute-or-squared")
def _():
    return [v for r in -0.5 * x - 0.5 for v in (r, abs(r), r * r)]


@prints("mse-loop")
def _():
    return [5 * mse(1.5, 0.5), mse(1.5, 0.5)]


@prints("mse-one-line")
@prints("mse-module")
def _():
    return [mse(1.5, 0.5)]


@prints("mean-or-sum-check")
def _():
    return [10, 10 * mse(1.5, 0.5), mse(1.5, 0.5)]


@prints("half-check")
def _():
    lines = [(2, 1), (0, 0), (0.001, 0)]
    return [v for w, b in lines for v in (w, b, mse(w, b), np.mean((w * x + b - y) ** 2 / 2))]


@prints("trap-shapes")
def _():
    return [5, 1, 5]


@prints("trap-loss")
def _():
    return [0, np.mean((y[:, None] - y[None, :]) ** 2)]


@prints("trap-cure")
def _():
    return [5, 1, 5, 1, 0]


@prints("loss-table")
def _():
    rows = [[b, *(mse(w, b) for w in range(5))] for b in (3, 2, 1, 0, -1)]
    return [*range(5), *(v for row in rows for v in row)]


@prints("closed-by-hand")
def _():
    cov = np.cov(x, y, bias=True)
    return [cov[0, 1], cov[0, 0], *np.polyfit(x, y, 1)]


@prints("lstsq")
def _():
    (nx,), ny = columns(data.noisy_rides())
    w, b = np.polyfit(nx, ny, 1)
    return [100, 2, 2, 1, mse(2, 1, nx, ny), w, b, mse(w, b, nx, ny)]


@prints("cost")
def _():
    return [v for d in (100, 10**4, 10**6) for v in (d, d * d, d**3 / 3e11)]


@prints("outlier-fit")
def _():
    return np.polyfit(x, [1, 3, 5, 7, 19], 1)


@prints("outlier-compare")
def _():
    fares = np.array([1, 3, 5, 7, 19.0])
    pulled, right = 4 * x - 1 - fares, 2 * x + 1 - fares
    return [v for r in (pulled, right) for v in ((r**2).mean(), abs(r).mean())]


@prints("proof-check")
def _():
    bias = np.mean(y - 1.5 * x)
    return [1, mse(1.5, bias), 2, mse(1.5, bias), 6, mse(1.5, bias)]


@prints("try-fix-shapes")
def _():
    fares = np.array([1.0, 3, 5, 7, 9])
    return [np.mean((fares[:, None] - fares) ** 2)]  # each prediction against every fare
