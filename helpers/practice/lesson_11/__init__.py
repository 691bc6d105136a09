"""Lesson 11: its questions and its exercises, in the order of the notebook."""

from helpers.practice.lesson_11 import (
    apply,
    count,
    judge,
    learns,
    mask,
    merge,
    merged,
    preference,
    start,
    stop,
)
from helpers.practice.lesson_11.questions import QUESTIONS

EXERCISES = tuple(
    module.EXERCISE
    for module in (mask, judge, stop, learns, apply, count, merge, start, merged, preference)
)

__all__ = ["EXERCISES", "QUESTIONS"]
