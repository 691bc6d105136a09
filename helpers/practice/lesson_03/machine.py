"""The machine `Value` of section 3, and what is seen of an operation on it."""

import re

import torch

from helpers.practice.compare import alike, as_tensor
from helpers.practice.engine import Wrong, variables_of
from helpers.practice.lesson_03.shared import one_number, part


class Value:
    """The class of section 3, for the check's own use."""

    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents  # pairs (value that went in, slope)

    def __add__(self, other):
        other = as_value(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    __radd__ = __add__
    __rmul__ = __mul__


def as_value(x):
    return x if is_value(x) else Value(x)


def is_value(x) -> bool:
    return hasattr(x, "data") and hasattr(x, "parents") and not isinstance(x, type)


def class_for(answer):
    """The `Value` that the learner's function knows, where it still works; or our own."""
    kind = (variables_of(answer) or {}).get("Value")
    try:
        parent = kind(2.0)
        child = kind(3.0, [(parent, 1.5)])
        product = child * parent
        pair = [(p.data, slope) for p, slope in product.parents]
        if child.parents[0][0] is parent and pair == [(3.0, 2.0), (2.0, 3.0)]:
            return kind
    except Exception:  # a class that no longer works, or none
        pass
    return Value


class MalformedError(Exception):
    """A result that cannot be walked through; its text says why."""


NO_PAIRS = "the parents are no list of pairs"
NO_PARENT = "a pair does not begin with a Value"
NO_SLOPE = "a slope is no number"
NO_DATA = "the data is no number"


def pairs_of(value) -> list[tuple]:
    """The pairs (parent, slope) of a value."""
    try:
        pairs = [(parent, slope) for parent, slope in value.parents]
    except (TypeError, ValueError):
        raise MalformedError(NO_PAIRS) from None
    if not all(is_value(parent) for parent, _ in pairs):
        raise MalformedError(NO_PARENT)
    return pairs


def a_number(x, why: str) -> float:
    tensor = as_tensor(x) if not isinstance(x, list | tuple) else None
    if tensor is None or tensor.numel() != 1:
        raise MalformedError(why)
    return tensor.item()


def walk(result, leaves) -> list[float | None]:
    """The gradient of `result` for each leaf, from the end to the start; None if not reached."""
    order, known = [], set()

    def visit(value):
        if id(value) not in known:
            known.add(id(value))
            for parent, _ in pairs_of(value):
                visit(parent)
            order.append(value)

    visit(result)
    grads = {id(result): 1.0}
    for value in reversed(order):
        for parent, slope in pairs_of(value):
            passed = a_number(slope, NO_SLOPE) * grads.get(id(value), 0.0)
            grads[id(parent)] = grads.get(id(parent), 0.0) + passed
    return [grads.get(id(leaf)) for leaf in leaves]


class NoValueError(Exception):
    """The learner's function gave back something else; it is kept in `args`."""


# Python's own error, for an operation that `Value` does not have
OnlyPlusAndTimesError = type("TypeError", (TypeError,), {})


def with_a_value(error: TypeError) -> bool:
    """The error came up because a `Value` stands where a number or tensor is wanted."""
    text = str(error)
    return bool(re.search(r"'Value'|not Value|type Value", text)) and " object " not in text


def operation_on(answer):
    """The answer with its results checked, and plus and times for its kind of Value."""
    kind = class_for(answer)

    def operation(value, *more):
        data, parents = value.data, value.parents
        try:
            result = answer(value, *more)
        except TypeError as error:
            if not with_a_value(error):
                raise
            text = f"with an object of class Value: {error}"  # alike for all, up to the colon
            raise OnlyPlusAndTimesError(text).with_traceback(error.__traceback__) from None
        if not is_value(result):
            raise NoValueError(result)
        a_number(result.data, NO_DATA)
        if value.parents is not parents or value.data is not data:
            raise MalformedError(CHANGED)
        return result

    def plus(one, other):
        return kind(one.data + other.data, [(one, 1.0), (other, 1.0)])

    def times(one, other):
        return kind(one.data * other.data, [(one, other.data), (other, one.data)])

    return kind, operation, plus, times


CHANGED = "the value that came in was changed"
SOMETIMES_NONE = "nothing is given back for some numbers"


def same_machine(seen, reference) -> bool:
    return all(alike(part(seen, key), reference[key], 1e-4) for key in ("data", "slope", "long"))


def doubled_in_place(value, n=2):
    value.data = 2 * value.data
    return value


def is_said(what: str, seen: list) -> bool:
    return any(isinstance(value, str) and value == what for value in seen)


def never_depends(seen: list) -> bool:
    """The result has nothing to do with the value that came in, wherever there is a result."""
    found = [value for value in seen if isinstance(value, dict)]
    return bool(found) and not any(part(value, "depends") for value in found)


def none_for_some(seen: list) -> bool:
    some = any(value is None for value in seen) and any(value is not None for value in seen)
    return some or is_said(SOMETIMES_NONE, seen)


LEFT_OVER = Value(2.0)  # as a name of the lesson is


FORM_WRONGS = (
    Wrong(
        "only plus and times",
        lambda value, n=2: torch.relu(value),
        "Your code does something with `value` itself that a `Value` cannot do.",
        "`Value` has only `+` and `*`. It cannot be compared, has no powers, and PyTorch's "
        "functions do not know it.",
        "Take the number out first: `value.data`.",
    ),
    Wrong(
        "no return for some",
        lambda value, n=-1: Value(value.data, [(value, 1.0)]) if value.data * n < 0 else None,
        "For some numbers your function gives back `None`: it reaches its end without a `return`.",
        "A `return` inside an `if` is passed over when the `if` does not hold.",
        "Call your function with `Value(3.0)` and with `Value(-3.0)`, and if it takes an n, with "
        "n = 2 and with n = -1. Which call gives `None`?",
        when=none_for_some,
    ),
    Wrong(
        "not from the value",
        lambda value, n=2: Value(LEFT_OVER.data**n, [(LEFT_OVER, 1.0)]),
        "Your result does not depend on the `value` that comes in.",
        "So another number or another `Value` is used in its place. Is there a name of the lesson "
        "in your function, such as `r`?",
        "Look at each name in your function: does it come in, or is it made inside?",
        when=never_depends,
    ),
    Wrong(
        "pair without a Value",
        lambda value, n=2: Value(value.data, [(1.0, value)]),
        "The brackets are right. In a pair of your list, the first part is no `Value`.",
        "Each pair must be (a `Value`, a number), in this order: what went in, and the slope for "
        "it. A plain number has no gradient and needs no pair.",
        "Compare your pair with the first one in `__add__`, part by part.",
        when=lambda seen: is_said(NO_PARENT, seen),
    ),
    Wrong(
        "no list of pairs",
        lambda value, n=2: Value(value.data, (value, 1.0)),
        "`parents` of your result is not a list of pairs (value, slope).",
        "`backward` goes through a list and takes each pair in it apart. One pair needs the list "
        "around it too.",
        "Compare with `__add__` in section 3: which brackets are outside, which inside?",
        when=lambda seen: is_said(NO_PAIRS, seen),
    ),
    Wrong(
        "slope is a Value",
        lambda value, n=2: Value(value.data, [(value, value)]),
        "A slope in your list of parents is not one plain number.",
        "`backward` multiplies slopes with gradients. Both are plain numbers, such as 1.0 or "
        "`other.data`.",
        "Print `type(…)` of the slope. The number inside a value is its `.data`.",
        when=lambda seen: is_said(NO_SLOPE, seen),
    ),
    Wrong(
        "data is no number",
        lambda value, n=2: Value(value, [(value, 1.0)]),
        "The `data` of your result is not one plain number.",
        "A `Value` holds a number, and remembers in its list of parents where it came from.",
        "Print `type(…)` of what you hand to `Value(…)` first.",
        when=lambda seen: is_said(NO_DATA, seen),
    ),
    Wrong(
        "changed",
        doubled_in_place,
        "Your function changes the value that came in.",
        "Other parts of the formula may use that value too, with its old number. `__add__` and "
        "`__mul__` leave their inputs alone and make a new `Value`.",
        "Compute the new number first, and then make a new `Value` of it.",
        when=lambda seen: is_said(CHANGED, seen),
    ),
    Wrong(
        "a number",
        lambda value, n=2: float(value.data),
        "You give back a plain number and not a `Value`.",
        "A plain number remembers nothing, so `backward` could not go through it.",
        "Look at how `__add__` in section 3 hands out its result.",
        when=lambda seen: all(map(one_number, seen)),
    ),
)
