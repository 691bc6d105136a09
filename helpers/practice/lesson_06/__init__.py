"""Lesson 06: its questions and its exercises, in the order of the notebook."""

from helpers.practice.lesson_06 import (
    backward,
    decay,
    dropout,
    forward,
    judge,
    meter,
    one_batch,
    split,
    windows,
)
from helpers.practice.lesson_06.questions import QUESTIONS

EXERCISES = tuple(
    module.EXERCISE
    for module in (
        windows,
        meter,
        forward,
        one_batch,
        dropout,
        decay,
        judge,
        split,
        backward,
    )
)

__all__ = ["EXERCISES", "QUESTIONS"]
