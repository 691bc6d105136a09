"""07.rates: learning rates that are spread evenly on a log axis."""

import math
from itertools import pairwise

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose


def grid(low, high, n):
    factor = (high / low) ** (1 / (n - 1))
    return [low * factor**i for i in range(n)]


def linear(low, high, n):
    return [low + (high - low) * i / (n - 1) for i in range(n)]


def some_ranges(generator: torch.Generator) -> list[tuple]:
    """(low, high, n): a range with a whole factor, a wide one, and one of three rates."""

    def first_digit():
        return 1 + choose(generator, 5)

    factor, n = ((2, 6), (3, 5), (4, 4), (5, 4))[choose(generator, 4)]
    low = first_digit() / 10_000
    yield low, round(low * factor ** (n - 1), 6), n
    yield first_digit() / 10_000, (4 + first_digit()) / 10, 5 + choose(generator, 4)
    yield first_digit() / 1_000, (5 + choose(generator, 4)) / 100, 3


def by_steps(steps, length=lambda n: n, first=0):
    """An answer of length(n) rates in which steps(n) steps lead from low to high."""

    def answer(low, high, n):
        factor = (high / low) ** (1 / steps(n))
        return [low * factor ** (i + first) for i in range(length(n))]

    return answer


def is_linear(rates) -> bool:
    """From one rate to the next it is the same amount, more than 0 and up to rounding."""
    if len(rates) < 3 or not 0 < rates[0] < rates[-1]:
        return False
    amount = (rates[-1] - rates[0]) / (len(rates) - 1)
    return alike(list(rates), [rates[0] + amount * i for i in range(len(rates))], 0.001)


def same_factor(rates) -> bool:
    factors = [b / a for a, b in pairwise(rates)]
    return alike(factors, factors[:1] * len(factors))


EXERCISE = Exercise(
    name="07.rates",
    reference=grid,
    arguments=("low", "high", "n"),
    returns="n learning rates, as a list or a tensor",
    cases=some_ranges,
    checked="three ranges, with 3 to 8 rates: the number of rates, both ends, and that each rate "
    "is the same factor larger than the one before.",
    why="from 0.0001 to 1, how many of 9 rates lie below 0.01 on your grid, and how many on a "
    "linear one?",
    because=(
        "Four of nine: 0.01 is the one in the middle. On a linear grid it is only the first one, "
        "0.0001, since the next is 0.125 already. Between them lie three powers of ten that "
        "nobody looks at."
    ),
    properties=(
        Property(
            "the first rate",
            lambda call, low, high, n: alike(call(low, high, n)[0], low),
            "Your first rate is not `low`.",
            "The range begins with `low`, and that rate is tried as well.",
            "What does your formula give for the first rate, with no step made yet?",
        ),
        Property(
            "the last rate",
            lambda call, low, high, n: alike(call(low, high, n)[-1], high),
            "Your last rate is not `high`.",
            "The range ends with `high`, and that rate is tried as well.",
            "Work your rates out for low = 1, high = 8 and n = 4. The last one should be 8.",
        ),
        Property(
            "the same factor",
            lambda call, low, high, n: same_factor(call(low, high, n)),
            "From one rate to the next, your factor changes.",
            "On a log axis, a step is a factor. Steps of the same length are the same factor.",
            "Divide each of your rates by the one before, and print what comes out.",
        ),
    ),
    wrong=(
        Wrong(
            "linear grid",
            linear,
            "Your rates are a linear grid: each is the same amount larger than the one before.",
            "Then nearly all rates lie near the upper end, within a factor of ten. The small ones, "
            "of which one may be the best, are hardly tried. On a log axis, a step is a factor.",
            "Which number, used as a factor again and again, leads from `low` to `high`?",
            when=lambda seen: all(map(is_linear, seen)),
        ),
        Wrong(
            "exponents",
            lambda low, high, n: [math.log10(rate) for rate in grid(low, high, n)],
            "Some of your rates are below zero.",
            "These are logarithms. They are spread evenly, and that is right; but a learning rate "
            "is the number whose logarithm this is.",
            "What undoes the logarithm that you took?",
            when=lambda seen: all(min(rates) < 0 for rates in seen),
        ),
        Wrong(
            "two bases",
            lambda low, high, n: [10 ** math.log(rate) for rate in grid(low, high, n)],
            "Your rates lie far below `low`.",
            "`log` of `math` and of `torch` has the base e. You undo it with a power of 10.",
            "Which function undoes `log`, and which one undoes `log10`?",
        ),
        Wrong(
            "two bases, the other way",
            lambda low, high, n: [math.exp(math.log10(rate)) for rate in grid(low, high, n)],
            "Your rates lie far above `low`.",
            "You took `log10`, and undid it with `exp`, whose base is e.",
            "Which power has the logarithm `log10`?",
        ),
        Wrong(
            "factor from n",
            by_steps(lambda n: n),
            "You give back n rates, and the last one does not reach `high`.",
            "You took the factor for n steps. Between n rates there are not so many steps.",
            "Draw three rates as dots on a line. How many steps lie between them?",
        ),
        Wrong(
            "n + 1 rates",
            by_steps(lambda n: n, lambda n: n + 1),
            "You give back one rate more than n.",
            "Your rates begin with `low` and end with `high`. But you counted the steps, and a "
            "line of n steps has one more end than steps.",
            "How many steps lie between n rates?",
        ),
        Wrong(
            "one beyond high",
            by_steps(lambda n: n - 1, lambda n: n + 1),
            "You give back one rate more than n, and it lies above `high`.",
            "Your factor is right. The loop goes round once too often.",
            "Which numbers does your `range` give?",
        ),
        Wrong(
            "end left out",
            by_steps(lambda n: n - 1, lambda n: n - 1),
            "You give back one rate fewer than n: `high` itself is missing.",
            "Your factor is right. But `range` leaves its end out.",
            "How many numbers does your `range` give, and how many rates are wanted?",
        ),
        Wrong(
            "low left out",
            by_steps(lambda n: n, first=1),
            "Your rates end with `high`, but do not begin with `low`.",
            "The first step is made before the first rate is kept, and there are n steps.",
            "Which rate stands there before any step is made?",
        ),
        Wrong(
            "one step late",
            by_steps(lambda n: n - 1, first=1),
            "All of your rates are one step too high.",
            "The factor is right. But the first rate already has it in it.",
            "Which power of the factor belongs to the first rate? Where does your `range` begin?",
        ),
        Wrong(
            "turned round",
            lambda low, high, n: grid(low, high, n)[::-1],
            "Your rates fall from `high` to `low`.",
            "They are the right ones. The task asks for the other order, since the test in the "
            "lesson raises the rate step by step.",
            "By which of the two ends do you divide, and with which one do you begin?",
        ),
        Wrong(
            "divided, no root",
            lambda low, high, n: [low * (high / low / (n - 1)) ** i for i in range(n)],
            "Your factor is `high / low`, divided by the number of steps.",
            "That would be right for amounts, which are added up. Factors are multiplied with one "
            "another.",
            "Which number gives `high / low` when it is taken n - 1 times as a factor?",
        ),
        Wrong(
            "root of the difference",
            lambda low, high, n: [low * (high - low) ** (i / (n - 1)) for i in range(n)],
            "Your factor comes from the difference of `high` and `low`.",
            "A difference says by which amount one gets from `low` to `high`. A factor is wanted.",
            "How many times as large as `low` is `high`?",
        ),
        Wrong(
            "always ten",
            lambda low, high, n: [low * 10**i for i in range(n)],
            "Each of your rates is ten times the one before, whatever `high` is.",
            "Powers of ten are a good first look. Here `high` and n say how large a step is.",
            "Which of your inputs are not used yet?",
        ),
    ),
    rivals=(
        Rival(
            "The reciprocals spread evenly.",
            lambda low, high, n: [1 / one for one in linear(1 / low, 1 / high, n)],
        ),
        Rival(
            "The roots spread evenly.",
            lambda low, high, n: [one**2 for one in linear(low**0.5, high**0.5, n)],
        ),
        Rival("Each the double.", lambda low, high, n: [low * 2**i for i in range(n)]),
        Rival(
            "Down from the end, each a tenth.",
            lambda low, high, n: [high / 10 ** (n - 1 - i) for i in range(n)],
        ),
        Rival("From 0.0001 to 1, as in the lesson.", lambda low, high, n: grid(0.0001, 1, n)),
        Rival(
            "The ends, and the middle of the range again and again.",
            lambda low, high, n: [low, *[(low * high) ** 0.5] * (n - 2), high],
        ),
        Rival(
            "Rounded to one digit.",
            lambda low, high, n: [float(f"{rate:.0e}") for rate in grid(low, high, n)],
        ),
        Rival("Five rates each time.", lambda low, high, n: grid(low, high, 5)),
        Rival(
            "The factors themselves.",
            lambda low, high, n: grid(1, high / low, n),
        ),
    ),
)
