"""Run a learner's code so that nothing of the session is lost by it.

Inside `guarded()` nothing is printed, shown or drawn. Afterwards the random generators,
PyTorch's switches, the learner's own variables and the functions of PyTorch and Python are
what they were before, whatever the code did to them.
"""

import builtins
import contextlib
import io
import math
import random
import sys
import warnings
from collections.abc import Iterator

import torch
from torch import nn

# Where code that "patches" something would do it.
PLACES = {
    "torch": torch,
    "torch.Tensor": torch.Tensor,
    "torch.nn": nn,
    "torch.nn.functional": nn.functional,
    "torch.nn.Module": nn.Module,
    "torch.nn.Linear": nn.Linear,
    "torch.nn.MSELoss": nn.MSELoss,
    "torch.optim": torch.optim,
    "torch.optim.SGD": torch.optim.SGD,
    "torch.optim.Optimizer": torch.optim.Optimizer,
    "math": math,
    "builtins": builtins,
}
LARGE = 100_000  # a tensor with more numbers than this is not copied beforehand


class Sink(io.TextIOBase):
    """A place to print to that keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)


def _functions() -> dict[str, dict]:
    return {place: dict(vars(owner)) for place, owner in PLACES.items()}


def _private(name: str) -> bool:
    """A name that a library keeps to itself and may change at any time."""
    return name.startswith("_") and not name.startswith("__")


def _by_torch(name: str, value: object) -> bool:
    """PyTorch wraps some functions of its own when they are first used: `SGD.step`, for one."""
    module = getattr(value, "__module__", None) or ""
    return module.split(".")[0] == "torch" and getattr(value, "__name__", "") == name


def _put_back(before: dict[str, dict]) -> list[str]:
    """Undo every change of a function or class in PLACES; the names of what was changed."""
    changed = []
    for place, names in before.items():
        owner = PLACES[place]
        now = vars(owner)
        replaced = [
            name
            for name, value in names.items()
            if now.get(name) is not value
            and callable(value)
            and not _private(name)
            and not _by_torch(name, now.get(name))
        ]
        for name in replaced:
            setattr(owner, name, names[name])
        if isinstance(owner, type):  # a new method in front of an inherited one
            hidden = [
                name
                for name, value in now.items()
                if name not in names
                and callable(getattr(owner.__base__, name, None))
                and not _by_torch(name, value)
            ]
            for name in hidden:
                delattr(owner, name)
            replaced += hidden
        changed += [name if place == "builtins" else f"{place}.{name}" for name in replaced]
    return changed


class _Variables:
    """The variables of the learner's notebook: their names, and the numbers in tensors."""

    def __init__(self, variables: dict):
        self.variables, self.before = variables, dict(variables)
        found = [v for v in self.before.values() if isinstance(v, torch.Tensor)]
        for value in self.before.values():
            if isinstance(value, nn.Module):
                found += value.parameters()
        self.tensors = [
            (t, t._version, t.detach().clone(), t.grad, None if t.grad is None else t.grad.clone())
            for t in found
            if t.is_leaf and t.numel() <= LARGE
        ]

    def put_back(self) -> None:
        for name in [*self.variables]:
            if name not in self.before:
                del self.variables[name]
        for name, value in self.before.items():
            if self.variables.get(name) is not value:
                self.variables[name] = value
        with torch.no_grad():
            for tensor, version, copy, grad, grad_copy in self.tensors:
                if tensor._version != version:
                    tensor.copy_(copy)
                if grad is not None:
                    grad.copy_(grad_copy)
                tensor.grad = grad


@contextlib.contextmanager
def guarded(
    variables: dict | None = None, seed: int = 0, trusted: bool = False
) -> Iterator[list[str]]:
    """Run the body without a trace. The list it gives is filled at the end with the names
    of functions that the body replaced, such as "torch.mean"; they are put back.

    variables   the learner's variables (a function's `__globals__`), to be put back as well
    seed        what the random generators begin with inside
    trusted     the body is the project's own code: only the random generators are put back,
                which is much quicker
    """
    changed: list[str] = []
    if trusted:
        with quiet(), _random_numbers(seed):
            yield changed
        return
    kept = _Variables(variables) if variables is not None else None
    functions = _functions()
    figures = sys.modules.get("matplotlib.pyplot")
    open_before = set(figures.get_fignums()) if figures else set()
    switches = torch.get_default_dtype(), torch.is_grad_enabled()
    try:
        with quiet(), _no_display(), _random_numbers(seed):
            yield changed
    finally:
        torch.set_default_dtype(switches[0])  # which replaces torch.Storage too
        torch.set_grad_enabled(switches[1])
        changed += _put_back(functions)
        if figures is None:
            figures = sys.modules.get("matplotlib.pyplot")
        for number in set(figures.get_fignums()) - open_before if figures else ():
            figures.close(number)
        if kept is not None:
            kept.put_back()


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Nothing is printed, and nothing warned of."""
    sink = Sink()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
            yield


@contextlib.contextmanager
def _random_numbers(seed: int) -> Iterator[None]:
    """The random generators begin with `seed` inside, and are afterwards where they were."""
    numpy, generator = sys.modules.get("numpy"), torch.random.default_generator
    states = random.getstate(), generator.get_state(), numpy and numpy.random.get_state()
    random.seed(seed)
    generator.manual_seed(seed)
    if numpy:
        numpy.random.seed(seed)
    try:
        yield
    finally:
        random.setstate(states[0])
        generator.set_state(states[1])
        if numpy:
            numpy.random.set_state(states[2])


@contextlib.contextmanager
def _no_display() -> Iterator[None]:
    """In a notebook: `display` shows nothing, and `exit()` raises and does not end the kernel."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        yield
        return
    from IPython.utils.capture import capture_output

    def refuse(*_args, **_keywords):
        raise SystemExit

    with capture_output(stdout=False, stderr=False, display=True):
        shell.__dict__["ask_exit"] = refuse
        try:
            yield
        finally:
            shell.__dict__.pop("ask_exit", None)
