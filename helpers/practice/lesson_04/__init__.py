"""Lesson 04: its questions and its exercises, in the order of the notebook."""

from helpers.practice.lesson_04 import (
    diagnose,
    fit,
    mend_runs,
    mini_batches,
    module,
    order,
    predict,
    save_load,
)
from helpers.practice.lesson_04.questions import QUESTIONS

EXERCISES = tuple(
    module.EXERCISE
    for module in (order, module, diagnose, predict, save_load, mend_runs, mini_batches, fit)
)

__all__ = ["EXERCISES", "QUESTIONS"]
