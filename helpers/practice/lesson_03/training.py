"""Training runs that are watched from outside."""

import torch
from torch.overrides import TorchFunctionMode

from helpers.practice.compare import alike
from helpers.practice.engine import Property, Wrong
from helpers.practice.inputs import choose, uniform


def training_runs(generator: torch.Generator) -> list[tuple]:
    """(X, y, lr, epochs), with 3, 5 and 8 rides; the learning rate is well below the limit."""
    cases = []
    for count in (3, 5, 8):
        X = uniform(generator, 0.5, 4, count, 1)
        X[0], X[1] = 0.5, 4.0
        y = 2 + 1.5 * X + uniform(generator, -1, 1, count, 1)
        lr = round(0.5 / (2 * ((X * X).mean() + 1)).item(), 4)
        cases.append((X, y, lr, 3 + choose(generator, 4)))
    return cases


def mean_square(y_hat, y):
    return ((y_hat - y) ** 2).mean()


def training(
    flat=False,
    zero=("w", "b"),
    sign=-1,
    frozen=False,
    emptied="",
    loss_of=mean_square,
    log=None,
):
    """A training loop with the faults that are asked for; `log` makes the entry of an epoch.

    sign     of the step: -1 is downhill; or a pair, for w and b
    emptied  the parameters are set to 0 "before" each forward pass or "after" each step
    """
    signs = sign if isinstance(sign, tuple) else (sign, sign)

    def run(X, y, lr, epochs):
        w = torch.tensor(0.0, requires_grad=True)
        b = torch.tensor(0.0, requires_grad=True)
        history = []
        target = y.flatten() if flat else y
        for _ in range(epochs):
            if emptied == "before":
                with torch.no_grad():
                    w.zero_(), b.zero_()
            loss = loss_of(w * X + b, target)
            loss.backward()
            with torch.no_grad():
                for name, parameter, direction in zip("wb", (w, b), signs, strict=True):
                    if frozen:
                        parameter.grad.zero_()
                    parameter += direction * lr * parameter.grad
                    if name in zero:
                        parameter.grad.zero_()
                    if emptied == "after":
                        parameter.zero_()
                after = loss_of(w * X + b, target)
            history.append((loss.item(), after.item()))
        return (w.item(), b.item()) if log is None else log(history, loss)

    return run


class Emptying(TorchFunctionMode):
    """Counts the calls of `zero_()` on each tensor that requires a gradient."""

    def __init__(self):
        super().__init__()
        self.emptied = []  # the tensors themselves, so that no two of them have one id

    def __torch_function__(self, func, types, args=(), kwargs=None):
        if getattr(func, "__name__", "") == "zero_" and args and args[0].requires_grad:
            self.emptied.append(args[0])
        return func(*args, **(kwargs or {}))

    def again(self) -> bool:
        """One tensor was emptied more than once: not at its start alone."""
        return len({id(tensor) for tensor in self.emptied}) < len(self.emptied)


EMPTIED = "a parameter is emptied in each epoch"


def trained(answer, X, y, lr, epochs):
    """What a training gives back, or EMPTIED."""
    with Emptying() as watch:
        result = answer(X, y, lr, epochs)
    return EMPTIED if watch.again() else result


def uses_all(call, X, y, lr, epochs) -> bool:
    """Other fares, other distances and another learning rate each give another result."""
    mine = call(X, y, lr, epochs)
    others = (1.25 * X + 0.5, y, lr), (X, 1.25 * y + 0.5, lr), (X, y, lr / 2)
    return not any(alike(call(*other, epochs), mine, 1e-9) for other in others)


INPUTS = Property(
    "inputs",
    uses_all,
    "For other values of `X`, of `y` or of `lr`, your function gives the same result.",
    "So one of them is not used. A name in your function may come from another cell of the "
    "lesson, or a fixed number stands in its place.",
    "Look at each name and each number in your function: does it come in, or is it made inside?",
)
PARAMETER_EMPTIED = Wrong(
    "parameter emptied",
    training(emptied="after"),
    "Your code calls `zero_()` on a parameter, again and again.",
    "`w.zero_()` empties the parameter. Its gradient is another tensor.",
    "Print w and `w.grad` before and after that line. Which of the two should become 0?",
    when=lambda seen: any(isinstance(value, str) and value == EMPTIED for value in seen),
)
