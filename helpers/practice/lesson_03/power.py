"""03.power: powers for the machine."""

import math

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import number
from helpers.practice.lesson_03.machine import (
    FORM_WRONGS,
    NO_DATA,
    MalformedError,
    NoValueError,
    Value,
    a_number,
    operation_on,
    same_machine,
    walk,
)
from helpers.practice.lesson_03.shared import part


def seen_of_power(answer, x, n, a, b, c):
    """Data and slope of x to the power n, and a longer formula around it."""
    kind, power, plus, times = operation_on(answer)
    try:
        leaf = kind(x)
        result = power(leaf, n)
        data = a_number(result.data, NO_DATA)
        slope = walk(result, [leaf])[0]
        elsewhere = a_number(power(kind(1.25 * x), n).data, NO_DATA)
        leaves = [kind(v) for v in (a, b, c)]
        first, second, third = leaves
        inner = plus(times(first, second), third)
        long = plus(times(power(inner, n), first), power(second, n))
        grads = [one or 0.0 for one in walk(long, leaves)]
    except NoValueError as stop:
        return stop.args[0]
    except MalformedError as stop:
        return str(stop)
    return {
        "data": data,
        "slope": slope or 0.0,
        "reached": slope is not None,
        "depends": slope is not None or data != elsewhere,
        "long": [a_number(long.data, NO_DATA), *grads],
    }


def powers(generator: torch.Generator) -> list[tuple]:
    """(x, n, a, b, c): n = 3, 0.5, -2, and 2 and -1 with a negative x."""
    cases = []
    for n, sign in ((3, 1), (0.5, 1), (-2, 1), (2, -1), (-1, -1), (1.5, 1)):
        abc = (number(generator, 1.2, 2.4) for _ in range(3))
        cases.append((sign * number(generator, 1.2, 2.8), n, *abc))
    return cases


def power_with(slope, data=lambda x, n: x**n):
    def answer(value, n):
        return Value(data(value.data, n), [(value, slope(value.data, n))])

    return answer


def by_multiplying(value, n):
    result = Value(1.0)
    for _ in range(n):
        result = result * value
    return result


def same_power(seen, reference) -> bool:
    """As `same_machine`; the slope is compared so closely that a nudge of 0.01 does not pass for
    any x, and one of 0.001 to both sides does for every x."""
    return same_machine(seen, reference) and alike(seen["slope"], reference["slope"], 1e-5)


def right_power(seen, x, n) -> bool:
    right = x**n, n * x ** (n - 1)
    return isinstance(seen, dict) and alike((seen["data"], seen["slope"]), right, 1e-4)


def no_wide_nudge(call, x, n, a, b, c) -> bool:
    """Not: the numbers are right, and the slopes are a little off."""
    errors = []
    for x, n in ((1.7, 3), (1.7, 0.5), (1.7, -1), (1.2, -2)):
        seen, slope = call(x, n, a, b, c), n * x ** (n - 1)
        if not isinstance(seen, dict) or not alike(seen["data"], x**n, 1e-4):
            return True  # another fault
        errors.append(abs(seen["slope"] / slope - 1))
    return not 1e-5 < max(errors) < 0.05


def not_only_whole(call, x, n, a, b, c) -> bool:
    whole = all(right_power(call(1.7, m, a, b, c), 1.7, m) for m in (2, 3))
    others = all(right_power(call(1.7, m, a, b, c), 1.7, m) for m in (0.5, -1))
    return others or not whole


EXERCISE = Exercise(
    name="03.power",
    reference=power_with(lambda x, n: n * x ** (n - 1)),
    arguments=("value", "n"),
    returns="a `Value`, with its number and its list of parents",
    cases=powers,
    observe=seen_of_power,
    accept=same_power,
    checked="six powers, with whole and negative n and with fractions, alone and inside longer "
    "formulas, with all gradients.",
    why="with this operation, how would you write a division, and how a square root?",
    because=(
        "a / b is a times b to the power -1: `a * power(b, -1)`. The square root of a is "
        "`power(a, 0.5)`. With plus, times and one rule for powers, your machine can now do "
        "division, minus (times -1) and roots, and find the slopes of all of them."
    ),
    properties=(
        Property(
            "nudge",
            no_wide_nudge,
            "The number is right. The slope is near the right one, but does not meet it.",
            "So it is with a nudge: the curve bends away, or two nearly equal numbers lose digits "
            "in the subtraction. A rule for the slope is exact.",
            "Write the slopes that the task names for n = 2, 3 and 4 below each other. What is the "
            "rule?",
        ),
        Property(
            "whole numbers only",
            not_only_whole,
            "Right for n = 2 and n = 3, not for every n.",
            "n = 0.5 or n = -1 gives another number, or another slope. The pattern of the task "
            "holds for these too.",
            "Try `Value(4.0)` with n = -1 and n = 0.5. What should the number be? Compare the "
            "slope with a nudge to both sides.",
        ),
        Property(
            "number",
            lambda call, x, n, a, b, c: abs(call(x, n, a, b, c)["data"] - x**n) < 1e-4,
            "The number in your result is not `value.data` to the power n.",
            "First the forward pass has to be right, then the slope.",
            "Call your function with `Value(2.0)` and n = 3, and print `.data`.",
        ),
        Property(
            "slope",
            lambda call, x, n, a, b, c: right_power(call(x, n, a, b, c), x, n),
            "The number is right, and the slope disagrees with a nudge to both sides.",
            "The slope of a power has two parts: a factor in front, and a power that is not n "
            "itself.",
            "Try n = 2 and n = 3, where the task gives 2r and 3r². Does your rule give both?",
        ),
    ),
    otherwise=(
        "Alone your power is right. Inside a longer formula, number or gradients are wrong.",
        "Each call has to stand by itself, with its own list of parents.",
        "Look for something that your function shares between two calls.",
    ),
    wrong=(
        *FORM_WRONGS,
        Wrong(
            "not connected",
            lambda value, n: Value(value.data**n),
            "The number is right. From your result, no way leads back to the value that came in.",
            "The list of parents is empty, or holds a copy or another value. So `backward` does "
            "not come to that value, and everything before it gets the gradient 0.",
            "Compare with `__mul__` in section 3: what does it hand to `Value(…)` second?",
            when=lambda seen: not any(part(value, "reached") for value in seen),
        ),
        Wrong(
            "slope without n",
            power_with(lambda x, n: x ** (n - 1)),
            "The number is right. The slope is n times too small.",
            "The power is lowered by 1, as it should be. The factor in front is missing.",
            "Put n = 2 in: lesson 02 says 2r. What does your rule give?",
        ),
        Wrong(
            "exponent not lowered",
            power_with(lambda x, n: n * x**n),
            "The number is right. The slope has the factor n, and the same power as the number.",
            "The slope of r² is 2r and not 2r². So n does not stay as it is.",
            "Put n = 2 in, and compare the power in your slope with 2r.",
        ),
        Wrong(
            "brackets missing",
            power_with(lambda x, n: n * x**n - 1),
            "The number is right. In the slope, 1 is subtracted from the power and not from n.",
            "In `a ** n - 1` Python takes the power first, and subtracts 1 afterwards.",
            "Put brackets around what stands in the exponent.",
        ),
        Wrong(
            "slope of a square",
            power_with(lambda x, n: 2 * x),
            "The number is right. The slope is that of a square, for every n.",
            "2r belongs to n = 2.",
            "Where does the 2 in 2r come from? It stands for n in one or two places.",
        ),
        Wrong(
            "slope is n",
            power_with(lambda x, n: n),
            "The number is right. As slope you hand over n alone.",
            "That would be the slope of n times the number. A power grows faster where the number "
            "is larger.",
            "Put n = 2 in: lesson 02 says 2r. What does your rule give?",
        ),
        Wrong(
            "slope n times x",
            power_with(lambda x, n: n * x),
            "The number is right. As slope you hand over n times the number that came in.",
            "Your rule fits n = 2, where the power in the slope is 1, so that it does not show.",
            "Try n = 3, where the pattern of the task gives 3r².",
        ),
        Wrong(
            "n inside the power",
            power_with(lambda x, n: (n * x) ** (n - 1)),
            "The number is right. In the slope, n is raised to the power too.",
            "Your rule fits n = 2, where the power in the slope is 1, so that it does not show.",
            "Try n = 3, where the pattern of the task gives 3r². Is the 3 squared there?",
        ),
        Wrong(
            "slope 1",
            power_with(lambda x, n: 1.0),
            "The number is right. The slope is 1, as for a plus.",
            "A nudge passes through a power enlarged or made smaller.",
            "Nudge 3 to 3.01 and square both: how many times 0.01 is the difference?",
        ),
        Wrong(
            "exponent raised",
            power_with(lambda x, n: x ** (n + 1) / (n + 1) if n != -1 else 0.0),
            "The number is right. In the slope the power is raised by 1 and divided by n + 1.",
            "That is the rule for going the other way, from a slope to its function.",
            "Put n = 2 in: lesson 02 says 2r. What does your rule give?",
        ),
        Wrong(
            "sign of n lost",
            power_with(lambda x, n: abs(n) * x ** (n - 1)),
            "For n above 0 all is right. For n below 0 the slope has the wrong sign.",
            "1 over x falls when x grows (x above 0), so its slope is negative.",
            "Keep n as it comes in, with its sign.",
        ),
        Wrong(
            "only squares",
            lambda value, n: value * value,
            "Your result is the square, whatever n is.",
            "`value * value` is right for n = 2 alone.",
            "Where should n come in, in the number and in the slope?",
        ),
        Wrong(
            "times n",
            lambda value, n: value * n,
            "Your result is n times the number.",
            "The power asks for another operation: in Python it has two stars.",
            "Compare `3.0 * 2` with `3.0 ** 2`.",
        ),
        Wrong(
            "by multiplying",
            by_multiplying,
            "For n = 0.5 your code stops with an error: `range` takes whole numbers only.",
            "Multiplying again and again works for n = 2 or 3. For 0.5 or -2 it has no meaning, "
            "while the rule for the slope holds for every n.",
            "Which operation of Python gives `3.0` to the power `0.5`? It may stand inside "
            "`Value(…)`.",
        ),
    ),
    rivals=(
        Rival(
            "The power n to the x.",
            power_with(lambda x, n: abs(n) ** x * math.log(abs(n)), lambda x, n: abs(n) ** x),
        ),
        Rival("The product n times x.", power_with(lambda x, n: n, lambda x, n: n * x)),
        Rival(
            "The size of x to the power.",
            power_with(lambda x, n: n * abs(x) ** (n - 1), lambda x, n: abs(x) ** n),
        ),
        Rival("The slope is the power.", power_with(lambda x, n: x**n)),
        Rival(
            "The slope is the power one lower, without n.", power_with(lambda x, n: x ** (n - 1))
        ),
        Rival("The slope is n times the power.", power_with(lambda x, n: n * x**n)),
        Rival("The slope is that of the square.", power_with(lambda x, n: 2 * x)),
        Rival("The slope has n - 1 in front.", power_with(lambda x, n: (n - 1) * x ** (n - 1))),
        Rival(
            "The slope has the size of n in front.", power_with(lambda x, n: abs(n) * x ** (n - 1))
        ),
        Rival("The slope with the exponent 2 lower.", power_with(lambda x, n: n * x ** (n - 2))),
    ),
)
