"""Compare the numbers that a lesson's cells print with an independent computation.

A lesson says in tests/lesson_NN/test_numbers.py what each of its cells prints:

    prints, test_numbers = numbers_of("01")


    @prints("mse-loop")
    def _():
        return [5 * mse(1.5, 0.5), mse(1.5, 0.5)]
"""

import math
from dataclasses import dataclass

import pytest
import torch
from lessons import LESSONS, Lesson, numbers

EXPECTED = {}  # for each (lesson, cell) that has them: what computes its numbers, a tolerance


@dataclass(frozen=True)
class Between:
    """A number that rounding decides: held to a range only."""

    low: float
    high: float


def numbers_of(lesson: str):
    """For one lesson: the decorator that registers what a cell prints, and the test of all."""
    cells = []

    def prints(cell: str, rel: float = 2e-5):
        """Register what a cell prints: its numbers, in order; `rel` is a relative tolerance."""

        def register(function):
            assert (lesson, cell) not in EXPECTED, f"{cell} is there twice"
            EXPECTED[lesson, cell] = function, rel
            cells.append(cell)
            return function

        return register

    @pytest.mark.parametrize("cell", cells)  # read when the tests are collected: then it is full
    def test_numbers(cell):
        compare(lesson, cell)

    return prints, test_numbers


def compare(lesson: str, cell: str) -> None:
    """Each number in the stored output of a cell against the one computed for it.

    Raises AssertionError, with the number and the output, where one differs.
    """
    reference, rel = EXPECTED[lesson, cell]
    text = Lesson(LESSONS[lesson]).stored_text(cell)
    printed = numbers(text)
    with torch.random.fork_rng():
        expected = list(reference())
    assert len(printed) == len(expected), f"{printed} against {expected}"
    for (value, last_digit), want in zip(printed, expected, strict=True):
        if isinstance(want, Between):
            assert want.low <= value <= want.high, f"{value}, wanted {want}, in {text!r}"
        elif math.isnan(want):
            assert math.isnan(value), text
        else:
            near = math.isclose(value, want, rel_tol=rel, abs_tol=0.51 * last_digit)
            assert near, f"{value}, wanted {want}, in {text!r}"
