"""What an answer gave, in a form that the check can look through: it ends, it is small, and no
code of the learner runs when it is compared or described."""

import collections
import functools
import types
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import torch

MOST = 2_000  # numbers and other things in a value; no task asks for a tenth of it
DEEPEST = 20  # lists in lists
LONGEST = 1_000  # letters of a text

FUNCTIONS = (
    types.FunctionType,
    types.MethodType,
    types.BuiltinFunctionType,
    types.MethodDescriptorType,
    types.MethodWrapperType,
    functools.partial,
)
KNOWN = ("torch", "numpy", "helpers")  # whose objects do what they should


class UnusableError(Exception):
    """A value that nobody can look through: (seen, means, to_try), for the learner."""


@dataclass(frozen=True)
class Thing:
    """Stands for an object of a class that the check does not know, such as a learner's own."""

    kind: str


def is_class(value: Any) -> bool:
    """`isinstance(value, type)`, which would ask the value itself."""
    return issubclass(type(value), type)


def safe(value: Any) -> Any:
    """The same value, of Python's, NumPy's and PyTorch's own kinds all through. An object of
    another class becomes an array, where it offers one, or a Thing.

    Raises UnusableError for a value without end, a very large one and one without numbers.
    """
    return _Copy().of(value, ())


def _name(kind: type) -> str:
    return type.__getattribute__(kind, "__name__")[:40]


class _Copy:
    """A copy in the making. It counts, so that it ends."""

    def __init__(self):
        self.left = MOST

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise UnusableError(
                f"Your answer is very large: it holds more than {MOST:,} numbers or other things.",
                "The task asks for far fewer. Perhaps something is repeated or added in each "
                "round of a loop.",
                "Print its shape, or its `len(...)`. Where does it become so long?",
            )

    def of(self, value: Any, around: tuple) -> Any:
        """A value that stands inside the lists `around`."""
        kind = type(value)
        self.spend(1)
        if issubclass(kind, torch.Tensor):
            return self.of_tensor(value)
        if issubclass(kind, np.ndarray):
            array = np.ndarray.view(value, np.ndarray)
            self.spend(array.size)
            return array
        if issubclass(kind, list | tuple | dict | set | frozenset | range | collections.deque):
            return self.of_group(value, kind, around)
        if issubclass(kind, str):
            return str.__getitem__(value, slice(LONGEST))
        if issubclass(kind, bytes):
            return bytes.__getitem__(value, slice(LONGEST))
        if kind is bool or value is None or value is ...:
            return value
        if issubclass(kind, int):
            return _finite(int.__int__(value))
        if issubclass(kind, np.generic):
            return value
        if issubclass(kind, float):
            return float.__float__(value)
        if kind in (complex, Fraction, Decimal):
            return _finite(value)
        if issubclass(kind, (*FUNCTIONS, type, torch.nn.Module)):
            return value
        if kind.__module__.split(".")[0] in KNOWN:
            return value
        try:
            if hasattr(kind, "__array__"):  # a table of pandas, for one
                return self.of(np.asarray(value), around)
            return Thing("generator" if hasattr(kind, "__next__") else _name(kind))
        except (UnusableError, KeyboardInterrupt):
            raise
        except BaseException:  # whatever a learner's class may do
            return Thing(_name(kind))

    def of_tensor(self, tensor: torch.Tensor) -> torch.Tensor:
        if type(tensor) not in (torch.Tensor, torch.nn.Parameter):
            with torch._C.DisableTorchFunctionSubclass():
                tensor = tensor.as_subclass(torch.Tensor)
        self.spend(tensor.numel())
        if tensor.is_meta:
            raise UnusableError(
                "Your answer is a tensor on the device `meta`.",
                "Such a tensor has a shape, and holds no numbers.",
                "Look for `device` in your code. Without it, a tensor is made on the `cpu`.",
            )
        return tensor if tensor.layout is torch.strided else tensor.to_dense()

    def of_group(self, group: Any, kind: type, around: tuple) -> Any:
        if id(group) in around:
            raise UnusableError(
                f"Your answer is a {_name(kind)} that contains itself.",
                "It has no end, so it cannot be compared with anything.",
                "Look for `append` or `[...] =`: is a list put into itself?",
            )
        if len(around) >= DEEPEST:
            raise UnusableError(
                f"Your answer is a list in a list in a list, more than {DEEPEST} deep.",
                "Perhaps a loop puts the whole list into a new one in each round.",
                "Print the first round's list and the second round's.",
            )
        around = (*around, id(group))
        if issubclass(kind, dict):
            return {self.of(k, around): self.of(v, around) for k, v in dict.items(group)}
        own = next(own for own in GROUPS if issubclass(kind, own))
        return GROUPS[own](self.of(part, around) for part in own.__iter__(group))


GROUPS = {
    list: list,
    tuple: tuple,
    set: set,
    frozenset: frozenset,
    range: list,
    collections.deque: list,
}


def _finite(number: Any) -> Any:
    """A number as it is, or infinity where it is too large to be counted with."""
    try:
        complex(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")
    except ValueError:  # a Decimal that is a signalling nan
        return float("nan")
    return number
