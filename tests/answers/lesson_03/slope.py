"""03.slope: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


def slope_plain(f, x):
    t = torch.tensor(x, requires_grad=True)
    f(t).backward()
    return t.grad


def slope_double(func, at):
    t = torch.tensor(at, dtype=torch.float64).requires_grad_()
    y = func(t)
    y.backward()
    return float(t.grad)


def slope_grad(f, x):
    x = torch.tensor([x], requires_grad=True)
    (g,) = torch.autograd.grad(f(x).sum(), x)
    return g


def slope_numpy(f, x):
    t = torch.tensor(np.float64(x), requires_grad=True)
    f(t).backward()
    return t.grad.numpy()


ONE_LEAF = torch.tensor(0.0, requires_grad=True)


def slope_one_leaf(f, x):
    """One leaf for all calls, and its gradient is emptied each time."""
    ONE_LEAF.grad = None
    with torch.no_grad():
        ONE_LEAF.fill_(x)
    f(ONE_LEAF).backward()
    return ONE_LEAF.grad.item()


def slope_without_a_wish(f, x):
    t = torch.tensor(x)
    f(t).backward()
    return t.grad


def slope_of_no_leaf(f, x):
    t = torch.tensor([x], requires_grad=True)[0]
    f(t).backward()
    return t.grad


def zeroed_data(f, x):
    """Means to empty `.grad`, and empties `.data`."""
    t = torch.tensor(x, requires_grad=True)
    result = f(t)
    t.data.zero_()
    result.backward()
    return t.grad.item()


def stepped_data(f, x):
    """A step before `backward()`."""
    t = torch.tensor(x, requires_grad=True)
    result = f(t)
    t.data -= 0.1
    result.backward()
    return t.grad.item()


def changed_in_between(f, x):
    t = torch.tensor(x, requires_grad=True)
    result = f(t)
    with torch.no_grad():
        t.zero_()
    result.backward()
    return t.grad


def slope_as_array(f, x):
    t = torch.tensor(x, requires_grad=True)
    return (f(t + 0.01).numpy() - f(t - 0.01).numpy()) / 0.02


RIGHT = [
    slope_plain,
    slope_double,
    slope_grad,
    slope_numpy,
    slope_one_leaf,
]

MISTAKES = {
    9: [(slope_without_a_wish, "does not depend on any tensor with `requires_grad=")],
    16: [(slope_of_no_leaf, "no leaf")],
    22: [
        (zeroed_data, "`.data` does that without a message"),
        (stepped_data, "`.data` lets you do that without a message"),
        (changed_in_between, "changed in place after the forward pass"),
    ],
    23: [(slope_as_array, "cannot be handed to NumPy")],
}

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "None": ("gives back `None`", "no `return`; `backward`", "`.grad` and `.is_leaf`"),
    "adds up": ("two different numbers", "in both calls", "tensor made: inside"),
    "no tensor": ("a plain number", "`torch.exp`, take tensors", "gets a gradient"),
    "x itself": ("back x itself", "is kept beside", "stand after `backward()`"),
    "the value": ("back f(x) itself", "asks how steep", "After `backward()`, in"),
    "twice as large": ("twice the derivative", "calls of `backward()`", "runs between making"),
    "sign": ("the wrong sign", "The minus belongs", "for a minus"),
    "a step": ("minus the slope", "the slope alone", "has written, without"),
    "nudge to one side": ("nudge of 0.1", "bends away between", "forward pass, `backward()`"),
    "large nudge": ("f(x), the change", "x itself. Over", "forward pass, `backward()`"),
    "data emptied": ("of another place", "forward pass. `.data`", "numbers `backward()` needs"),
    "changed in between": (
        "right for `torch.exp(x)`",
        "`backward()`. `.data` lets",
        "away from `.data`",
    ),
    "nudge": ("For simple functions", "nearly equal numbers", "forward pass, `backward()`"),
    "square": ("2 · 1.3", "square is known", "Call your function"),
}
