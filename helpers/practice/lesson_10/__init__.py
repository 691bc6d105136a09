"""Lesson 10: its questions and its exercises, in the order of the notebook."""

from helpers.practice.lesson_10.questions import QUESTIONS

EXERCISES = ()

__all__ = ["EXERCISES", "QUESTIONS"]
