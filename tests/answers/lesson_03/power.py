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

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "only plus and times": (
        "something with `value`",
        "and PyTorch's functions",
        "out first: `value.data`",
    ),
    "no return for some": ("without a `return`", "A `return` inside", "function with `Value(3.0)`"),
    "not from the value": ("`value` that comes", "your function, such", "in your function"),
    "pair without a Value": ("list, the first", "`Value`, a number)", "in `__add__`, part"),
    "no list of pairs": ("pairs (value, slope)", "`backward` goes through", "brackets are outside"),
    "slope is a Value": ("list of parents", "`backward` multiplies slopes", "inside a value"),
    "data is no number": ("The `data` of", "number, and remembers", "to `Value(…)` first"),
    "changed": ("Your function changes", "`__mul__` leave their", "new number first"),
    "a number": ("You give back", "number remembers nothing", "out its result"),
    "not connected": ("result, no way", "value, and everything", "to `Value(…)` second"),
    "slope without n": ("times too small", "front is missing", "lesson 02 says"),
    "exponent not lowered": ("the factor n", "2r². So n", "compare the power"),
    "brackets missing": ("1 is subtracted", "subtracts 1 afterwards", "Put brackets around"),
    "slope of a square": ("square, for every", "2r belongs to", "or two places"),
    "slope is n": ("over n alone", "grows faster where", "lesson 02 says"),
    "slope n times x": (
        "over n times",
        "rule fits n",
        "Try n = 3, where the pattern of the task gives 3r².",
    ),
    "n inside the power": ("the power too", "rule fits n", "the 3 squared"),
    "slope 1": ("for a plus", "nudge passes through", "many times 0.01"),
    "exponent raised": ("1 and divided", "to its function", "lesson 02 says"),
    "sign of n lost": ("the wrong sign", "(x above 0)", "as it comes"),
    "only squares": ("square, whatever n", "`value * value`", "in the slope"),
    "times n": ("result is n times", "operation: in Python", "`3.0 ** 2`"),
    "by multiplying": ("error: `range` takes", "Multiplying again and", "stand inside `Value(…)`"),
    "nudge": ("near the right", "nearly equal numbers", "Write the slopes"),
    "whole numbers only": ("Right for n", "slope. The pattern", "Try `Value(4.0)` with"),
    "number": ("is not `value.data`", "First the forward", "function with `Value(2.0)`"),
    "slope": ("to both sides", "parts: a factor", "rule give both"),
}
