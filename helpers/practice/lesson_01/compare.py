"""01.compare: which of two lines is better, and by how much."""

import torch

from helpers.practice.engine import Exercise, Property, Wrong
from helpers.practice.inputs import number
from helpers.practice.lesson_01.shared import mae, mse, rides


def two_lines(generator: torch.Generator) -> list[tuple]:
    """(line_1, line_2, X, y): the better line is now the second, now the first, and the worse
    one lies now above it and is steeper, now below it and flatter."""
    cases = []
    for i, count in enumerate((3, 4, 6, 5)):
        X, y = rides(generator, count)
        good = (1.5, number(generator, 1.5, 2.5))
        above = (number(generator, 2.4, 2.8), number(generator, 3.0, 4.0))
        below = (number(generator, 0.1, 0.4), number(generator, 0.0, 0.9))
        bad = above if i < 2 else below
        cases.append((bad, good, X, y) if i % 2 == 0 else (good, bad, X, y))
    return cases


def compare(line_1, line_2, X, y, loss=mse):
    first, second = loss(*line_1, X, y).item(), loss(*line_2, X, y).item()
    return (1 if first < second else 2), abs(first - second)


def changed(change):
    """The right answer after a change: change(better, margin, first loss, second loss)."""

    def answer(line_1, line_2, X, y):
        better, margin = compare(line_1, line_2, X, y)
        losses = [mse(*line, X, y).item() for line in (line_1, line_2)]
        return change(better, margin, *losses)

    return answer


EXERCISE = Exercise(
    name="01.compare",
    reference=compare,
    arguments=("line_1", "line_2", "X", "y"),
    returns="two things: 1 or 2 for the better line, and by how much its MSE is smaller",
    cases=two_lines,
    checked="four random sets of rides, with the better line now first, now second.",
    otherwise=(
        "For some rides the number of the line, or the difference, is not right.",
        "The better line is the one with the smaller MSE. Its slope, its bias or single rides "
        "decide nothing.",
        "Print both losses, and compare them with what you hand out.",
    ),
    why="would the MAE always choose the same line? Think of section 7.",
    properties=(
        Property(
            "exchange",
            lambda call, one, two, X, y: call(one, two, X, y)[0] + call(two, one, X, y)[0] == 3,
            "When the two lines are exchanged, your first number does not change as it should.",
            "The better line stays the better line; its number changes from 1 to 2, or back.",
            "What does your function choose by? Only the two losses count.",
        ),
    ),
    wrong=(
        Wrong(
            "the worse line",
            changed(lambda better, margin, first, second: (3 - better, margin)),
            "You name the other line.",
            "The line with the larger loss is the worse one.",
            "Read your comparison aloud: smaller loss, better line.",
        ),
        Wrong(
            "exchanged",
            changed(lambda better, margin, first, second: (margin, better)),
            "You hand out the difference first and the number of the line second.",
            "Both are right, in the wrong order.",
            "Compare your `return` line with the task.",
        ),
        Wrong(
            "counted from 0",
            changed(lambda better, margin, first, second: (better - 1, margin)),
            "You count the lines 0 and 1.",
            "Python counts so, and the task counts 1 and 2.",
            "Which number belongs to the first line?",
        ),
        Wrong(
            "first minus second",
            changed(lambda better, margin, first, second: (better, first - second)),
            "The line is right. The second number is sometimes negative.",
            "By how much one loss is smaller is an amount, never below 0.",
            "Subtract the smaller loss from the larger one, or drop the sign.",
        ),
        Wrong(
            "second minus first",
            changed(lambda better, margin, first, second: (better, second - first)),
            "The line is right. The second number is negative when the second line is better.",
            "By how much one loss is smaller is an amount, never below 0.",
            "Subtract the smaller loss from the larger one, or drop the sign.",
        ),
        Wrong(
            "negative",
            changed(lambda better, margin, first, second: (better, -margin)),
            "The line is right. The second number is always negative.",
            "You subtracted the larger loss from the smaller one.",
            "Exchange the two in the subtraction.",
        ),
        Wrong(
            "ratio",
            changed(
                lambda better, margin, a, b: (better, max(a, b) / min(a, b)),
            ),
            "The line is right. The second number says how many times as large one loss is.",
            "You divided the losses. By how much something is smaller is a difference.",
            "Which operation gives a difference?",
        ),
        Wrong(
            "the smaller loss for the line",
            changed(lambda better, margin, a, b: (min(a, b), margin)),
            "You hand out the smaller loss, and not the number of its line.",
            "The difference is right. The task asks for 1 or 2 first.",
            "Choose the number with `if` and `else`.",
        ),
        Wrong(
            "the smaller loss for the difference",
            changed(lambda better, margin, a, b: (better, min(a, b))),
            "The line is right. The second number is its loss.",
            "The task asks by how much that loss is smaller than the other one.",
            "What do you have to do with the two losses?",
        ),
        Wrong(
            "by the absolute error",
            lambda a, b, X, y: compare(a, b, X, y, mae),
            "You compared the mean absolute errors.",
            "The task asks for the MSE, so the residuals are squared.",
            "Square the residuals before you take the mean.",
        ),
        Wrong(
            "sum",
            lambda a, b, X, y: compare(a, b, X, y, lambda *args: mse(*args) * len(args[2])),
            "The line is right. The second number grows with the number of rides.",
            "You compared sums of squares and not their means.",
            "Divide by the number of rides, or use `.mean()`.",
        ),
        Wrong(
            "only the line",
            lambda a, b, X, y: compare(a, b, X, y)[0],
            "You give back the number of the better line, and nothing else.",
            "The task asks for two things.",
            "Hand out both in the `return` line, with a comma between them.",
        ),
    ),
)
