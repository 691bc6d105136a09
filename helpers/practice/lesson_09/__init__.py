"""Lesson 09: its questions and its exercises, in the order of the notebook."""

from helpers.practice.lesson_09 import (
    attend,
    first_loss,
    heads,
    leak,
    learn_one,
    next,
    norm,
    parameters,
    past,
    positions,
    sdpa,
)
from helpers.practice.lesson_09.questions import QUESTIONS

EXERCISES = tuple(
    module.EXERCISE
    for module in (
        past,
        attend,
        leak,
        sdpa,
        heads,
        positions,
        norm,
        first_loss,
        learn_one,
        next,
        parameters,
    )
)

__all__ = ["EXERCISES", "QUESTIONS"]
