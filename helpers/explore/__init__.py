"""Figures one can take hold of, one module for each lesson.

`engine` computes nothing of a lesson: it turns states into pages. Each `lesson_NN` module
holds the figures of that lesson; to add one, write a function there, marked with `@figure`.
"""
