"""Practice that answers back: predictions, exercises and their checks.

    from helpers.practice import check, explain, predict, progress

`engine` judges an answer by what it does, `session` holds what the lessons call, and each
`lesson_NN` is the catalogue of that lesson: its questions, its exercises, the known wrong
answers and what to say to each.
"""

from helpers.practice.session import check, explain, predict, progress

__all__ = ["check", "explain", "predict", "progress"]
