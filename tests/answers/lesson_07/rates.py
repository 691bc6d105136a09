"""07.rates: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch


def by_logspace(low, high, n):
    return torch.logspace(math.log10(low), math.log10(high), n)


def by_geomspace(low, high, n):
    return np.geomspace(low, high, n)


def exponents_first(low, high, n):
    return torch.exp(torch.linspace(math.log(low), math.log(high), n))


def step_by_step(low, high, n):
    rates = [low]
    while len(rates) < n:
        rates.append(rates[-1] * (high / low) ** (1 / (n - 1)))
    return rates


def weighted(low, high, n):
    return [low ** (1 - i / (n - 1)) * high ** (i / (n - 1)) for i in range(n)]


def a_linspace(low, high, n):
    return torch.linspace(low, high, n)


def linear_without_end(low, high, n):
    return [low + i * (high - low) / n for i in range(n)]


def an_arange(low, high, n):
    return torch.arange(low, high, (high - low) / n)


def linear_logs_forgotten(low, high, n):
    step = (high - low) / (n - 1)
    rates = []
    for i in range(n):
        rates.append(low + i * step)
    return rates


def logs(low, high, n):
    return torch.linspace(math.log(low), math.log(high), n)


def logspace_of_rates(low, high, n):
    return torch.logspace(low, high, n)


def a_float_range(low, high, n):
    return list(range(low, high, n))


def kept_in_a_loop(low, high, n):
    rate, rates = low, []
    for _ in range(n):
        rate = rate * (high / low) ** (1 / (n - 1))
        rates.append(rate)
    return rates


def only_the_last(low, high, n):
    for rate in step_by_step(low, high, n):
        last = rate
    return last


def starts_at_one(low, high, n):
    factor = (high / low) ** (1 / (n - 1))
    return [factor**i for i in range(n)]


def all_equal_steps_up(low, high, n):
    return [low + (high - low) * (i / (n - 1)) ** 2 for i in range(n)]


def ends_low(low, high, n):
    return step_by_step(low, high / 2, n)


RIGHT = [by_logspace, by_geomspace, exponents_first, step_by_step, weighted]

MISTAKES = {
    "II.12": [
        (a_linspace, "a linear grid"),
        (linear_without_end, "a linear grid"),
        (an_arange, "a linear grid"),
        (linear_logs_forgotten, "a linear grid"),
    ]
}

OTHERS = [
    (logs, "These are logarithms"),
    (logspace_of_rates, "not `low`"),
    (a_float_range, "float"),
    (kept_in_a_loop, "one step too high"),
    (only_the_last, "n learning rates"),
    (starts_at_one, "not `low`"),
    (all_equal_steps_up, "your factor changes"),
    (ends_low, "Your last rate is not `high`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "linear grid": ("same amount larger", "upper end, within", "again and again"),
    "exponents": ("are below zero", "number whose logarithm", "undoes the logarithm"),
    "two bases": ("lie far below", "`log` of `math`", "function undoes `log`"),
    "two bases, the other way": ("lie far above", "`log10`, and undid", "the logarithm `log10`"),
    "factor from n": ("back n rates", "Between n rates", "Draw three rates"),
    "n + 1 rates": ("You give back one rate more than n.", "counted the steps", "between n rates"),
    "one beyond high": ("lies above `high`", "loop goes round", "Which numbers does"),
    "end left out": ("itself is missing", "But `range` leaves", "rates are wanted"),
    "low left out": ("end with `high`", "is made before", "stands there before"),
    "one step late": ("step too high", "first rate already", "first rate? Where"),
    "turned round": ("fall from `high`", "other order, since", "the two ends"),
    "divided, no root": ("/ low`, divided", "Factors are multiplied", "number gives `high"),
    "root of the difference": ("difference of `high`", "A difference says", "times as large"),
    "always ten": ("before, whatever `high`", "look. Here `high`", "of your inputs"),
    "the first rate": ("Your first rate", "begins with `low`", "your formula give"),
    "the last rate": ("Your last rate", "ends with `high`", "last one should"),
    "the same factor": ("your factor changes", "the same length", "before, and print"),
}
