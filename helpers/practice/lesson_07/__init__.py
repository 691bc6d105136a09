"""Lesson 07: its questions and its exercises, in the order of the notebook."""

from helpers.practice.lesson_07 import (
    best_so_far,
    choose,
    differ,
    enough,
    guess,
    halving,
    improvement,
    rates,
    search,
)
from helpers.practice.lesson_07.questions import QUESTIONS

EXERCISES = tuple(
    module.EXERCISE
    for module in (
        differ,
        rates,
        search,
        enough,
        guess,
        improvement,
        best_so_far,
        choose,
        halving,
    )
)

__all__ = ["EXERCISES", "QUESTIONS"]
