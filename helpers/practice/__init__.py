"""Practice that answers back: predictions, exercises and their checks.

    from helpers.practice import check, explain, predict, progress

`engine` judges an answer by what it does: `guard` runs it, `safe` makes what it gave fit to look
at, `compare` says what is equal, and `words` what is told. `invariants` makes an exercise whose
answer is a test of the learner. `session` holds what the lessons call.
Each `lesson_NN` is the catalogue of that lesson: `questions`, and a module for each exercise with
its right answer, its inputs, the known wrong answers and what to say to each; `shared` has what
several of them need, and `__init__` their order. `inputs` draws the random numbers.
"""

from helpers.practice.session import check, explain, predict, progress

__all__ = ["check", "explain", "predict", "progress"]
