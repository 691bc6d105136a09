"""Lesson 03: its questions and its exercises, in the order of the notebook."""

from helpers.practice.lesson_03 import grad_after, log_loss, mend_loop, nudge, power, relu, slope
from helpers.practice.lesson_03.questions import QUESTIONS

EXERCISES = tuple(
    module.EXERCISE for module in (grad_after, slope, nudge, mend_loop, log_loss, relu, power)
)

__all__ = ["EXERCISES", "QUESTIONS"]
