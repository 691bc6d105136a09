"""Lesson 02: its questions and its exercises, in the order of the notebook."""

from helpers.practice.lesson_02 import (
    carry_back,
    choose_rate,
    descend_many,
    gradient,
    mend_descent,
    safe_rate,
    step,
)
from helpers.practice.lesson_02.questions import QUESTIONS

EXERCISES = tuple(
    module.EXERCISE
    for module in (step, gradient, mend_descent, safe_rate, choose_rate, carry_back, descend_many)
)

__all__ = ["EXERCISES", "QUESTIONS"]
