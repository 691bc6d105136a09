"""03.relu: a new operation for the machine."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import number
from helpers.practice.lesson_03.machine import (
    FORM_WRONGS,
    NO_DATA,
    SOMETIMES_NONE,
    MalformedError,
    NoValueError,
    Value,
    a_number,
    operation_on,
    same_machine,
    walk,
)
from helpers.practice.lesson_03.shared import part


def seen_of_relu(answer, up, down, a, b, c, d):
    """Data, slope and connection for a positive and a negative number, and a longer formula."""
    kind, relu, plus, times = operation_on(answer)
    try:
        seen = {"data": [], "slope": [], "reached": []}
        none, parents = [], False
        for number_in in (up, down):
            leaf = kind(number_in)
            try:
                result = relu(leaf)
            except NoValueError as stop:
                if stop.args[0] is not None:
                    raise
                none.append(number_in)
                continue
            slope = walk(result, [leaf])[0]
            seen["data"].append(a_number(result.data, NO_DATA))
            seen["slope"].append(slope or 0.0)
            seen["reached"].append(slope is not None)
            parents = parents or len(result.parents) > 0
        if none:
            return None if len(none) == 2 else SOMETIMES_NONE
        seen["numbers"] = alike(seen["data"], (up, 0.0))
        same = seen["data"][0] == seen["data"][1]
        seen["depends"] = any(seen["reached"]) or not (same and parents)
        seen["reached"] = seen["reached"][0]
        leaves = [kind(v) for v in (a, b, c, d)]
        first, second, third, fourth = leaves
        inner = plus(times(first, second), third)
        long = plus(times(relu(inner), fourth), times(relu(inner), relu(fourth)))
        long = plus(long, times(relu(first), second))
        grads = [slope or 0.0 for slope in walk(long, leaves)]
    except NoValueError as stop:
        return stop.args[0]
    except MalformedError as stop:
        return str(stop)
    return {**seen, "long": [a_number(long.data, NO_DATA), *grads]}


def relu_with(data, slope=None):
    """A relu whose data and slope are functions of the number; without a slope: no parents."""

    def answer(value):
        if slope is None:
            return Value(data(value.data))
        return Value(data(value.data), [(value, slope(value.data))])

    return answer


def cut(x):
    return max(0.0, x)


def step(x):
    return 1.0 if x > 0 else 0.0


def relu_numbers(generator: torch.Generator) -> list[tuple]:
    """(up, down, a, b, c, d): in turn the inner sum a b + c is above and below 0."""
    cases = []
    for sign, size in ((1, 4), (-1, 4), (1, 0.6)):
        up, down = number(generator, size / 3, size), -number(generator, size / 3, size)
        a, b, c = (number(generator, 1.2, 2.8) for _ in range(3))
        cases.append((up, down, a, sign * b, sign * c - 2 * (sign < 0), number(generator, 1.2, 3)))
    return cases


def numbers_right(seen) -> bool:
    """What came out for a number above 0, and for one below, is right; its slope may not be."""
    return all(part(value, "numbers") for value in seen)


EXERCISE = Exercise(
    name="03.relu",
    reference=relu_with(cut, step),
    arguments=("value",),
    returns="a `Value`, with its number and its list of parents",
    cases=relu_numbers,
    observe=seen_of_relu,
    accept=same_machine,
    checked="numbers above and below 0, alone and inside longer formulas, with all gradients.",
    why="what happens to everything before a relu whose number was below 0, on the way back?",
    because=(
        "It gets the gradient 0 by this way: a slope of 0, times whatever comes from behind, "
        "is 0. If the number stays below 0 for all data, the parameters before it are never "
        "moved again by this way. Such a relu is called dead."
    ),
    properties=(
        Property(
            "alone",
            lambda call, *numbers: (
                not (seen := call(*numbers))["numbers"] or alike(seen["slope"], (1.0, 0.0), 1e-4)
            ),
            "The numbers are right. The slope for a number above or below 0 is not.",
            "The slope says how many times a nudge of the input the result changes.",
            "Nudge 3 to 3.01, and -3 to -2.99. What does the result do?",
        ),
    ),
    otherwise=(
        "Alone your relu is right. Inside a longer formula, number or gradients are wrong.",
        "Each call has to stand by itself: the result depends on nothing but the value that "
        "came in, and each result has its own list of parents.",
        "Look for something that your function shares between two calls.",
    ),
    wrong=(
        *FORM_WRONGS,
        Wrong(
            "negative passes",
            relu_with(lambda x: x, lambda x: 1.0),
            "A number below 0 comes out below 0.",
            "Relu lets through what is above 0. In place of everything else there is a 0.",
            "Call your function with `Value(-3.0)` and print `.data`.",
            when=lambda seen: all(part(value, "data")[1] < 0 for value in seen),
        ),
        Wrong(
            "absolute value",
            relu_with(abs, lambda x: 1.0 if x > 0 else -1.0),
            "A number below 0 comes out above 0.",
            "Dropping the minus is the absolute value. Relu puts a 0 there.",
            "Call your function with `Value(-3.0)` and print `.data`.",
            when=lambda seen: all(part(value, "data")[1] > 0 for value in seen),
        ),
        Wrong(
            "always 0",
            relu_with(lambda x: 0.0, lambda x: 0.0),
            "A number above 0 comes out as 0.",
            "Relu lets through what is above 0, unchanged.",
            "Call your function with `Value(3.0)` and print `.data`. Which way does your "
            "comparison point?",
            when=lambda seen: all(part(value, "data")[0] == 0 for value in seen),
        ),
        Wrong(
            "not connected",
            relu_with(cut),
            "The numbers are right. From your result, no way leads back to the value that came in.",
            "The list of parents is empty, or holds a copy or another value. So `backward` does "
            "not come to that value, and everything before it gets the gradient 0.",
            "Compare with `__add__` in section 3: what does it hand to `Value(…)` second?",
            when=lambda seen: (
                numbers_right(seen) and not any(part(value, "reached") for value in seen)
            ),
        ),
        Wrong(
            "slope always 1",
            relu_with(cut, lambda x: 1.0),
            "The numbers are right. The slope is 1, below 0 as well.",
            "Below 0 the result stays 0 when the input is nudged a little.",
            "Nudge -3 to -2.99: by how much does the result change?",
            when=lambda seen: (
                numbers_right(seen)
                and all(alike(part(value, "slope"), (1.0, 1.0)) for value in seen)
            ),
        ),
        Wrong(
            "slope always 0",
            relu_with(cut, lambda x: 0.0),
            "The numbers are right. The slope is 0, above 0 as well.",
            "Above 0 the result follows the input. With slope 0, no gradient passes.",
            "Nudge 3 to 3.01: by how much does the result change?",
            when=lambda seen: (
                numbers_right(seen)
                and all(alike(part(value, "slope"), (0.0, 0.0)) for value in seen)
            ),
        ),
        Wrong(
            "slope exchanged",
            relu_with(cut, lambda x: 1 - step(x)),
            "The numbers are right. The slope is 0 above 0, and 1 below.",
            "The two slopes stand in each other's place.",
            "Nudge 3 to 3.01, then -3 to -2.99. In which case does the result move?",
            when=lambda seen: (
                numbers_right(seen)
                and all(alike(part(value, "slope"), (0.0, 1.0)) for value in seen)
            ),
        ),
        Wrong(
            "slope is the number",
            relu_with(cut, cut),
            "The numbers are right. As slope you hand over the number itself.",
            "In `__mul__` the slope is the other number, because a product grows by it. Relu "
            "does not multiply.",
            "Nudge 3 to 3.01: how many times the nudge does the result change?",
            when=lambda seen: (
                numbers_right(seen)
                and all(
                    abs(part(value, "slope")[0] - part(value, "data")[0]) < 1e-4 for value in seen
                )
            ),
        ),
    ),
    rivals=(
        Rival(
            "The number, cut at 1 as well.",
            relu_with(lambda x: min(cut(x), 1.0), lambda x: float(0 < x < 1)),
        ),
        Rival(
            "A tenth of a negative number.",
            relu_with(lambda x: x if x > 0 else 0.1 * x, lambda x: 1.0 if x > 0 else 0.1),
        ),
        Rival(
            "The square of a positive number.",
            relu_with(lambda x: cut(x) ** 2, lambda x: 2 * cut(x)),
        ),
        Rival("1 above 0.", relu_with(lambda x: float(x > 0), lambda x: 0.0)),
        Rival("Negative numbers pass.", relu_with(lambda x: min(0.0, x), lambda x: float(x < 0))),
        Rival(
            "Only numbers above 1 pass.",
            relu_with(lambda x: x if x > 1 else 0.0, lambda x: float(x > 1)),
        ),
        Rival(
            "Rounded down to whole numbers.",
            relu_with(lambda x: float(int(cut(x))), lambda x: float(x > 0)),
        ),
        Rival("The slope -1 below 0.", relu_with(cut, lambda x: 1.0 if x > 0 else -1.0)),
        Rival("The slope 1/2 everywhere.", relu_with(cut, lambda x: 0.5)),
    ),
)
