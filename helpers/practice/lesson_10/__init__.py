"""Lesson 10: its exercises, in the order of the notebook."""

from helpers.practice.lesson_10 import (
    accumulate,
    accumulated,
    mean_gradient,
    predict,
    resumed,
)

EXERCISES = tuple(
    module.EXERCISE for module in (resumed, predict, mean_gradient, accumulate, accumulated)
)

__all__ = ["EXERCISES"]
