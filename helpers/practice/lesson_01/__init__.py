"""Lesson 01: its questions and its exercises, in the order of the notebook."""

from helpers.practice.lesson_01 import best_line, by_hand, compare, fix_shapes, flat_fare, mae, mse
from helpers.practice.lesson_01.questions import QUESTIONS

EXERCISES = tuple(
    module.EXERCISE for module in (by_hand, mse, mae, fix_shapes, flat_fare, best_line, compare)
)

__all__ = ["EXERCISES", "QUESTIONS"]
