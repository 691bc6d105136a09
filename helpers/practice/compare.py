"""When are two results equal?  Numbers of any kind, in any sensible clothes, up to rounding."""

import math
from decimal import Decimal
from fractions import Fraction
from typing import Any

import torch

from helpers.practice.safe import Thing
from helpers.practice.words import describe


def as_tensor(value: Any) -> torch.Tensor | None:
    """Numbers of any kind (number, fraction, NumPy array, tensor, lists of them) as float64.

    None for what is no number, and for complex numbers.
    """
    if isinstance(value, torch.Tensor):
        return None if value.is_complex() else value.detach().to("cpu", torch.float64)
    if isinstance(value, str | bytes | dict | set | Thing) or value is None or callable(value):
        return None
    try:
        if isinstance(value, list | tuple):
            if all(type(v) is float for v in value):  # the most frequent case, and much quicker
                return torch.tensor(value, dtype=torch.float64) if value else None
            parts = [as_tensor(v) for v in value]
            return None if any(p is None for p in parts) else torch.stack(parts)
        if isinstance(value, bool | int | float | Fraction | Decimal):
            return torch.tensor(float(value), dtype=torch.float64)
        tensor = torch.as_tensor(value)
        return None if tensor.is_complex() else tensor.to(torch.float64)
    except (TypeError, ValueError, RuntimeError, OverflowError):
        return None


def is_number(value: Any) -> bool:
    """One number, as Python's own or in a tensor without dimensions."""
    return isinstance(value, int | float) or (
        isinstance(value, torch.Tensor) and value.shape == () and not value.is_complex()
    )


def is_bool(value: Any) -> bool:
    """True or False, as Python's own, NumPy's or in a tensor."""
    return isinstance(value, bool) or str(getattr(value, "dtype", "")) in ("bool", "torch.bool")


def dress(value: Any, like: Any) -> Any:
    """`value` in the form of `like`, where it is the same in other clothes: a tensor with one
    number for a number, a list for a tuple, an array for a tensor, a word in small letters for
    a word in small letters (in a text with a capital letter each character counts). Otherwise
    as it is."""
    if isinstance(like, str):
        is_word = isinstance(value, str) and like == like.strip().lower()
        return value.strip().lower() if is_word else value
    if isinstance(like, dict):
        if isinstance(value, dict) and value.keys() == like.keys():
            return {key: dress(value[key], like[key]) for key in like}
        return value
    if isinstance(like, bool):
        number = as_tensor(value)
        if number is not None and number.shape == () and number.item() in (0, 1):
            return bool(number)
        return value
    if is_number(like):
        if type(value) is float:
            return value
        number = as_tensor(value)
        one = number is not None and number.numel() == 1 and not isinstance(value, list | tuple)
        if one and is_bool(value):
            return bool(number)
        return number.item() if one else value
    if isinstance(like, list | tuple):
        if isinstance(value, torch.Tensor) or hasattr(value, "tolist"):
            numbers = as_tensor(value)
            if numbers is None or numbers.numel() != len(like):
                return value
            value = numbers.flatten().tolist()
        if isinstance(value, list | tuple) and len(value) == len(like):
            return tuple(dress(v, part) for v, part in zip(value, like, strict=True))
        return value
    if isinstance(like, torch.Tensor):
        tensor = as_tensor(value)
        return value if tensor is None else tensor
    return value


def alike(one: Any, other: Any, tolerance: float = 1e-4) -> bool:
    """Equal up to rounding; numbers are compared on the scale of the largest of them."""
    if type(one) is float and type(other) is float:  # as below, and much quicker
        if not (math.isfinite(one) and math.isfinite(other)):
            return one == other or (one != one and other != other)
        return abs(one - other) <= 1.1 * tolerance * max(abs(other), 1e-12)
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str) and one == other
    if isinstance(one, dict) or isinstance(other, dict):
        return (
            isinstance(one, dict)
            and isinstance(other, dict)
            and one.keys() == other.keys()
            and all(alike(one[key], other[key], tolerance) for key in one)
        )
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(
            alike(a, b, tolerance) for a, b in zip(one, other, strict=True)
        )
    if isinstance(one, bool) != isinstance(other, bool) and is_number(one) and is_number(other):
        return False  # True is no 1
    a, b = as_tensor(one), as_tensor(other)
    if a is None or b is None:
        return a is None and b is None and (one is other or describe(one) == describe(other))
    if a.shape != b.shape:
        return False
    scale = max([*b[b.isfinite()].abs().flatten().tolist(), 1e-12])
    return torch.allclose(a, b, rtol=tolerance, atol=tolerance * scale * 0.1, equal_nan=True)


def has_ellipsis(value: Any) -> bool:
    """A `...` that was left in an answer."""
    if isinstance(value, list | tuple):
        return any(map(has_ellipsis, value))
    if isinstance(value, dict):
        return any(map(has_ellipsis, value.values()))
    return value is ...


def is_finite(value: Any) -> bool:
    """No nan and no infinity anywhere in a value."""
    if isinstance(value, dict):
        return all(map(is_finite, value.values()))
    if isinstance(value, list | tuple):
        return all(map(is_finite, value))
    numbers = as_tensor(value)
    return numbers is None or bool(numbers.isfinite().all())


def same_form(value: Any, like: Any) -> bool:
    """A value has the form of `like`: a number for a number, a shape for a shape."""
    if isinstance(like, bool):
        return isinstance(value, bool)
    if is_number(like):
        return isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(like, torch.Tensor):
        return isinstance(value, torch.Tensor) and value.shape == like.shape
    if isinstance(like, list | tuple):
        return (
            isinstance(value, list | tuple)
            and len(value) == len(like)
            and all(map(same_form, value, like))
        )
    if isinstance(like, dict):
        return isinstance(value, dict) and value.keys() == like.keys()
    return isinstance(value, type(like))


def all_numbers(value: Any) -> list[float] | None:
    """All numbers of a value in a row; None where something in it is no number."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        parts = [all_numbers(part) for part in value]
        return None if any(part is None for part in parts) else [n for part in parts for n in part]
    tensor = as_tensor(value)
    return None if tensor is None else tensor.flatten().tolist()


def is_rounded(found: torch.Tensor, right: torch.Tensor, fewest: int = 1) -> bool:
    """Every number is the right one, rounded to the same few decimals: `fewest` to 4."""
    found, right = found.double(), right.double()
    for decimals in range(fewest, 5):
        half = 0.51 * 10**-decimals  # a little more, since the right number is rounded too
        few = (found - found.round(decimals=decimals)).abs() < 1e-6 * found.abs().clamp(min=1)
        if (few & ((found - right).abs() <= half)).all():
            return True
    return False
