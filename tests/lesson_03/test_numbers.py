"""Every number that lesson 03 prints, computed another way; tests/printed.py compares."""

import numpy as np
import torch
from printed import numbers_of
from reference import descent, mse, slopes, x

prints, test_numbers = numbers_of("03")


@prints("first-backward")
@prints("value-rides")
def _():
    return [33, *slopes(0, 0)]


@prints("forward-steps")
def _():
    return [3, 4, -3, 9]


@prints("backward-steps")
def _():
    r = 1 * 3 + 1 - 7
    return [1, 2 * r, 2 * r, 2 * r, 2 * r, 2 * r * 3]


@prints("non-leaf")
def _():
    return [3]


@prints("detach")
def _():
    return x


@prints("value-forward-run")
def _():
    return [-3, 9, -3, -3, -3, -3]


@prints("value-backward")
def _():
    return [-6, -6, -18]


@prints("value-check")
def _():
    return [1e-12]


@prints("grad-adds")
def _():
    return [1, -28, -10, 2, -56, -20]


@prints("order-run", rel=1e-3)
def _():
    right = [mse(*descent(0.05, n)) for n in (0, 1, 2, 3, 39)]
    theta, total, never = np.zeros(2), np.zeros(2), []
    for _ in range(40):
        never.append(mse(*theta))
        total = total + slopes(*theta)
        theta = theta - 0.05 * total
    return [*right, *right, *[33] * 5, *never[:4], never[-1]]


@prints("error-rebind")
def _():
    return [0, -28, 1]


@prints("autograd-loop")
def _():
    return [*descent(0.05, 200), mse(*descent(0.05, 199))]


@prints("data-attribute")
def _():
    return [3, 2 * 30]


@prints("by-hand")
def _():
    return [1e-5]


@prints("demand-data")
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


@prints("demand-fit", rel=1e-3)
def _():
    t, seen = demand()
    theta = np.array([1.0, 3.0, 15.0, 4.0])
    for _ in range(400):
        grad, loss = demand_gradient(theta, t, seen)
        theta = theta - 0.1 * grad
    return [*theta, loss]


@prints("demand-check")
def _():
    return [demand_gradient(np.array([1.0, 3.0, 15.0, 4.0]), *demand())[0][2]] * 2
