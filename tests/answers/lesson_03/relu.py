"""03.relu: right answers in other clothes, and answers with a mistake."""

import numpy as np
from answers.lesson_03.machine import Value


def relu_if(value):
    if value.data > 0:
        return Value(value.data, [(value, 1.0)])
    return Value(0.0, [(value, 0.0)])


def relu_max(v):
    return Value(max(0, v.data), ((v, v.data > 0),))


def relu_itself(value):
    return value if value.data > 0 else Value(0.0)


def relu_times(value):
    return value * (1.0 if value.data > 0 else 0.0)


def relu_times_left(value):
    return (value.data > 0) * value


def relu_numpy(value):
    return Value(np.maximum(value.data, 0.0), [(value, np.heaviside(value.data, 0.0))])


RIGHT = [relu_if, relu_max, relu_itself, relu_times, relu_times_left, relu_numpy]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "only plus and times": (
        "code does something",
        "and PyTorch's functions",
        "out first: `value.data`",
    ),
    "no return for some": ("without a `return`", "A `return` inside", "`Value(-3.0)`, and if"),
    "not from the value": ("does not depend", "your function, such", "in your function"),
    "pair without a Value": ("list, the first", "`Value`, a number)", "in `__add__`, part"),
    "no list of pairs": ("pairs (value, slope)", "around it too", "brackets are outside"),
    "slope is a Value": ("list of parents", "1.0 or `other.data`", "inside a value"),
    "data is no number": ("The `data` of", "where it came", "to `Value(…)` first"),
    "changed": ("Your function changes", "old number. `__add__`", "new number first"),
    "a number": ("You give back", "number remembers nothing", "out its result"),
    "negative passes": ("comes out below", "place of everything", "function with `Value(-3.0)`"),
    "absolute value": ("comes out above", "Dropping the minus", "function with `Value(-3.0)`"),
    "always 0": ("above 0 comes", "above 0, unchanged", "your comparison point"),
    "not connected": ("result, no way", "value, and everything", "to `Value(…)` second"),
    "slope always 1": ("1, below 0", "nudged a little", "to -2.99: by"),
    "slope always 0": ("0, above 0", "follows the input", "to 3.01: by"),
    "slope exchanged": ("and 1 below", "two slopes stand", "the result move"),
    "slope is the number": ("you hand over", "because a product", "how many times"),
    "alone": ("a number above", "times a nudge", "3.01, and -3"),
}
