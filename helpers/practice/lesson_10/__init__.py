"""Lesson 10: its questions and its exercises, in the order of the notebook."""

from helpers.practice.lesson_10 import (
    accumulate,
    accumulated,
    mean_gradient,
    predict,
    resumed,
)
from helpers.practice.lesson_10.questions import QUESTIONS

EXERCISES = tuple(
    module.EXERCISE
    for module in (
        resumed,
        predict,
        mean_gradient,
        accumulate,
        accumulated,
    )
)

__all__ = ["EXERCISES", "QUESTIONS"]
