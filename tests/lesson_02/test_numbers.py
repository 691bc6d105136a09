"""Every number that lesson 02 prints, computed another way; tests/printed.py compares."""

import math

import numpy as np
from printed import Between, numbers_of
from reference import descent, hessian, mse, slopes, x, y

prints, test_numbers = numbers_of("02")


@prints("imports")
def _():
    return [5, 1, 5, 1]


@prints("start-loss")
def _():
    return [0, 0, 33]


@prints("nudges", rel=2e-4)  # float32 loses digits in the difference
def _():
    return [v for h in (1, 0.1, 0.01, 0.001) for v in (h, (mse(h, 0) - mse(0, 0)) / h)]


@prints("central-difference", rel=1e-3)
def _():
    return [-28, -10]


@prints("gradient-by-hand")
def _():
    r = -y
    return [*r, *(r * x), 2, 5, -70, -28, 2, 5, -25, -10]


@prints("gradient-function")
def _():
    return [0, 0, *slopes(0, 0)]


@prints("gradient-check", rel=1e-3)
def _():
    lines = [(0, 0), (1.5, 0.5), (3, -2)]
    return [v for w, b in lines for v in (w, b, *slopes(w, b), *slopes(w, b))]


@prints("three-slips-code")
def _():
    w, b = slopes(0, 0)
    return [w, b, -w, -b, 5 * w, 5 * b, 2, 1, w / 2, b / 2]


@prints("four-directions", rel=1e-3)
def _():
    moves = np.array([[1, 0], [0, 1], [2, 1], [28, 10]]) * 0.01
    units = moves / np.linalg.norm(moves, axis=1, keepdims=True) * 0.01
    return [33 - mse(*move) for move in units]


@prints("one-step")
def _():
    return [0.28, 0.10, mse(0.28, 0.10)]


@prints("plus-step")
def _():
    return [-0.28, -0.10, mse(-0.28, -0.10)]


@prints("loop-run", rel=1e-4)
def _():
    epochs = [0, 1, 2, 5, 20, 50, 100, 200]
    return [v for n in epochs for t in [descent(0.05, n)] for v in (n, *t, mse(*t))]


@prints("rates", rel=6e-3)  # printed with three digits
def _():
    rows = [[lr, *(mse(*descent(lr, n)) for n in (0, 1, 2, 60))] for lr in (0.001, 0.05, 0.13, 0.2)]
    return [Between(0, 1e-6), *(v for row in rows for v in row)]


@prints("hessian")
def _():
    small, large = np.linalg.eigvalsh([[12, 4], [4, 2]])
    return [12, 4, 4, 2, small, large, 2 / large]


@prints("limit-check", rel=6e-3)
def _():
    low, high = (mse(*descent(lr, 1000)) for lr in (0.148, 0.150))
    return [0.148, 33, 1000, Between(0.3 * low, 3 * low), 0.150, 33, 1000, high]


@prints("half-cancels")
def _():
    return [0.1, *descent(0.05, 200), 0.05, *descent(0.05, 200)]


@prints("nan", rel=6e-3)
def _():
    w = {n: descent(0.2, n)[0] for n in (10, 50, 84, 163)}
    assert mse(*descent(0.2, 50)) < 3.4028e38 < mse(*descent(0.2, 84))  # float32's largest
    return [
        *(10, w[10], mse(*descent(0.2, 10)), 50, w[50], mse(*descent(0.2, 50))),
        *(84, w[84], math.inf, 163, w[163], math.inf),
        *(164, -math.inf, math.nan, 165, math.nan, math.nan),
    ]


@prints("metres", rel=6e-3)
def _():
    H, best = hessian(1000 * x), np.array([0.002, 1.0])
    return [v for n in range(4) for v in (n, *descent(0.05, n, best, H=H))]


@prints("metres-limit", rel=6e-3)
def _():
    H, best = hessian(1000 * x), np.array([0.002, 1.0])
    small, large = np.linalg.eigvalsh(H)
    return [small, large, 2 / large, 1000, *descent(1e-7, 1000, best, H=H)]


@prints("steps-needed", rel=1e-4)
def _():
    # the small eigenvalue from the determinant, 4 var(x), which loses no digits
    metres = 4e6 * x.var() / np.linalg.eigvalsh(hessian(1000 * x))[1]
    km = np.linalg.eigvalsh(hessian(x))[0]
    return [0.05, math.log(0.01) / math.log1p(-0.05 * km), 1e-7, math.log(0.01) / -(1e-7 * metres)]


@prints("standardise")
def _():
    return [2000, 1000 * x.std(), *((x - 2) / x.std())]


@prints("round-bowl")
def _():
    w = 2 * x.std()
    return [2, 2, 1, 0, 0, 0, 1, w, y.mean(), 2, w, y.mean()]


@prints("back")
def _():
    return [0.002, 1]


@prints("two-features")
def _():
    rows = np.stack([np.ones(5), x, [3, 0, 6, 1, 5]], axis=1)
    return [5, 3, 5, 1, *rows.ravel()]


@prints("many-run")
def _():
    largest = np.linalg.eigvalsh(hessian(x, np.array([3.0, 0, 6, 1, 5])))[-1]
    return [2 / largest, 1, 2, 0.5, 0]


@prints("many-check")
def _():
    w, b = descent(0.05, 200)
    return [b, w, b, w]
