"""Lesson 05: its questions and its exercises, in the order of the notebook."""

from helpers.practice.lesson_05 import (
    first_loss_normal,
    fix_loss,
    fix_sequence,
    gradient,
    nll,
    sample,
    smooth,
    softmax,
    targets,
)
from helpers.practice.lesson_05.questions import QUESTIONS

EXERCISES = tuple(
    module.EXERCISE
    for module in (
        softmax,
        nll,
        first_loss_normal,
        targets,
        fix_loss,
        fix_sequence,
        gradient,
        smooth,
        sample,
    )
)

__all__ = ["EXERCISES", "QUESTIONS"]
