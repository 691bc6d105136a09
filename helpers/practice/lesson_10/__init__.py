"""Lesson 10: its questions and its exercises, in the order of the notebook."""

from helpers.practice.lesson_10 import (
    accumulate,
    accumulated,
    adamw,
    clip,
    groups,
    mean_gradient,
    predict,
    rate,
    resumed,
    seconds,
)
from helpers.practice.lesson_10.questions import QUESTIONS

EXERCISES = tuple(
    module.EXERCISE
    for module in (
        seconds,
        adamw,
        groups,
        rate,
        clip,
        resumed,
        predict,
        mean_gradient,
        accumulate,
        accumulated,
    )
)

__all__ = ["EXERCISES", "QUESTIONS"]
