"""Faults of lesson 01 that the tests have to catch; tests/planting.py says how they are read."""

from planting import Fault

FAULTS = {
    "sum for mean": Fault(
        "01/mse-one-line",
        ".mean()",
        ".sum()",
        "lesson_01/test_numbers::test_numbers[mse-one-line]",
    ),
    "absolute for squared": Fault(
        "01/loss-table",
        "** 2).mean",
        ".abs()).mean",
        "lesson_01/test_numbers::test_numbers[loss-table]",
    ),
    "the shape trap sprung": Fault(
        "01/trap-loss",
        "- y_flat) ** 2",
        "- y) ** 2",
        "lesson_01/test_numbers::test_numbers[trap-loss]",
    ),
    "slope and bias swapped": Fault(
        "01/two-worlds",
        '"guess": (w, b)',
        '"guess": (b, w)',
        "lesson_01/test_pictures::test_two_worlds",
        store=None,
    ),
    "a line in another colour than its point": Fault(
        "helpers/plotting.py",
        'right.plot(slope, bias, "D", color=COLORS[color]',
        'right.plot(slope, bias, "D", color=COLORS["data"]',
        "lesson_01/test_pictures::test_two_worlds",
    ),
    "the wrong outlier": Fault(
        "01/outlier-fit",
        "[19.0]",
        "[29.0]",
        "lesson_01/test_numbers::test_numbers[outlier-fit]",
    ),
    "a solution that is wrong": Fault(
        "01/help-mae",
        "residual.abs().mean()",
        "residual.mean()",
        "test_practice::test_the_folded_solution_passes_in_its_place[01.mae]",
        store=None,
    ),
    "a start that does the work": Fault(
        "01/try-mse",
        "return ...",
        "return ((y_hat - y) ** 2).mean()",
        "test_practice::test_a_start_says_not_started_in_the_stored_notebook[01]",
        store="kernel",
    ),
    "an exercise under another name": Fault(
        "01/try-mae",
        '"01.mae"',
        '"01.mse"',
        "test_practice::test_every_exercise_stands_in_its_lesson[01]",
        store=None,
    ),
    "answers before the experiment": Fault(
        "01/explain-trap",
        "explain(",
        "predict(",
        "test_practice::test_every_question_stands_in_its_lesson[01]",
        store=None,
    ),
    "a digit in a stored output": Fault(
        "01/mse-module",
        "2.75",
        "2.76",
        "lesson_01/test_numbers::test_numbers[mse-module]",
        output=True,
    ),
    "a stair that does not rise": Fault(
        "helpers/explore/lesson_01.py",
        "W * torch.tensor([0.0, 0.0, 1.0]) + B",
        "W * torch.tensor([0.0, 1.0, 1.0]) + B",
        "test_explore::test_what_is_shown_is_what_pytorch_computes[guess_the_line]",
    ),
    "fare minus prediction": Fault(
        "helpers/explore/lesson_01.py",
        "table = predicted - y.T",
        "table = y.T - predicted",
        "test_explore::test_what_is_shown_is_what_pytorch_computes[shape_trap]",
    ),
    "two bars in each other's colour": Fault(
        "helpers/explore/lesson_01.py",
        '("squared", -0.38, "residual"), ("absolute", 0.02, "third")',
        '("squared", -0.38, "third"), ("absolute", 0.02, "residual")',
        "test_explore::test_marks_have_their_axes_and_their_colours[one_outlier]",
    ),
    "a reference with the one half": Fault(
        "helpers/practice/lesson_01/shared.py",
        "    return (residuals(w, b, X, y) ** 2).mean()\n",
        "    return (residuals(w, b, X, y) ** 2).mean() / 2\n",
        "test_practice::test_a_right_answer_in_other_clothes_passes[01.mse-0]",
    ),
    "one message in the place of another": Fault(
        "helpers/practice/lesson_01/mse.py",
        "You divided by 2N, as many books do.",
        "You added up the squares, as many books do.",
        "test_practice::test_a_mistake_is_told[11-01.mse-0]",
    ),
    "a right option that is not": Fault(
        "helpers/practice/lesson_01/questions.py",
        '        "C",\n        "Two shapes',
        '        "D",\n        "Two shapes',
        "test_practice::test_questions_read_well",
    ),
}
