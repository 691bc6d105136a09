"""03.power: right answers in other clothes, and answers with a mistake."""

import math

import torch
from answers.lesson_03.machine import Value


def power_plain(value, n):
    return Value(value.data**n, [(value, n * value.data ** (n - 1))])


def power_division(v, k):
    y = v.data**k
    return Value(y, parents=[(v, k * y / v.data)])


def power_pow(value, n):
    x = value.data
    return Value(pow(x, n), [[value, n * math.pow(x, n - 1)]])


def power_torch(value, n):
    x = torch.tensor(float(value.data), dtype=torch.float64, requires_grad=True)
    y = x**n
    y.backward()
    return Value(y.item(), [(value, x.grad.item())])


def power_nudged(h):
    def power(value, n):
        x = value.data
        return Value(x**n, [(value, ((x + h) ** n - (x - h) ** n) / (2 * h))])

    return power


def power_mixed(value, n):
    """Multiplies where that works, with the class's own `*`."""
    if n in (2, 3):
        result = Value(1.0)
        for _ in range(n):
            result = result * value
        return result
    return power_plain(value, n)


RIGHT = [
    power_plain,
    power_division,
    power_pow,
    power_torch,
    power_nudged(1e-3),
    power_mixed,
]

BROKEN = {"nudge": power_nudged(1e-2)}
