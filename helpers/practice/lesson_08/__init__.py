"""Lesson 08: its questions and its exercises, in the order of the notebook."""

from helpers.practice.lesson_08 import (
    batch,
    bits,
    clean,
    encode,
    mask,
    merge,
    overlap,
    pair,
    round_trip,
    shard,
)
from helpers.practice.lesson_08.questions import QUESTIONS

EXERCISES = tuple(
    module.EXERCISE
    for module in (
        clean,
        overlap,
        pair,
        merge,
        encode,
        round_trip,
        bits,
        batch,
        mask,
        shard,
    )
)

__all__ = ["EXERCISES", "QUESTIONS"]
