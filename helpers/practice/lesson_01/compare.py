"""01.compare: which of two lines is better, and by how much."""

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose, number, uniform
from helpers.practice.lesson_01.shared import mae, mse, residuals


def near(generator: torch.Generator, line: tuple, X: torch.Tensor, spread: float) -> torch.Tensor:
    """Fares within `spread` of a line, with one decimal."""
    w, b = line
    return (w * X + b + uniform(generator, -spread, spread, *X.shape)).mul(10).round() / 10


def a_line(generator: torch.Generator) -> tuple[float, float]:
    return number(generator, 1.2, 1.9), number(generator, 1.0, 3.0)


def clearly_worse(generator: torch.Generator, count: int, sign: int) -> tuple:
    """(better line, worse line, X, y): every ride is closer to the better line. The worse one
    lies above it and is steeper (sign 1), or below it and flatter (sign -1)."""
    w, b = a_line(generator)
    worse = w + sign * number(generator, 0.7, 1.0), b + sign * number(generator, 1.6, 2.4)
    X = uniform(generator, 1, 9, count, 1)
    return (w, b), worse, X, near(generator, (w, b), X, 1.0)


def one_far_ride(generator: torch.Generator) -> tuple:
    """The worse line nearly meets all rides but one, which lies 16 above it and is neither the
    first nor the last. The better line lies between, and misses all by 2 or more."""
    w, b = a_line(generator)
    X = uniform(generator, 1, 9, 5, 1)
    y = near(generator, (w, b), X, 0.1)
    y[1 + choose(generator, 3)] += 16
    return (w + 0.1, b + 2), (w, b), X, y


def signs_cancel(generator: torch.Generator) -> tuple:
    """The worse line is flatter and crosses the rides in their middle, so that its residuals
    add up to nearly 0. The better line lies a little above all of them."""
    w, b = a_line(generator)
    X = torch.cat([uniform(generator, 1, 2.5, 2, 1), uniform(generator, 7, 9, 2, 1)])
    y = near(generator, (w, b - 0.5), X, 0.1)
    flat = round(w - 1, 1)
    return (w, b), (flat, round((y - flat * X).mean().item(), 1)), X, y


def one_large_miss(generator: torch.Generator) -> tuple:
    """The better line nearly meets all rides but one. The worse one misses all of them, by less
    than the better one misses that ride; it leans towards that ride, so that its residuals also
    differ less among themselves."""
    w, b = a_line(generator)
    X, far = uniform(generator, 1, 7, 6, 1), 1 + choose(generator, 4)
    X[far] = 9
    y = near(generator, (w, b), X, 0.1)
    y[far] += 5
    return (w, b), (w + 0.1, b + number(generator, 2.9, 3.2)), X, y


def two_lines(generator: torch.Generator) -> list[tuple]:
    """(line_1, line_2, X, y), with the better line now first, now second. Between them the sets
    tell the MSE from whatever else a learner could choose by."""
    sets = (
        clearly_worse(generator, 3, 1),
        clearly_worse(generator, 4, -1),
        one_far_ride(generator),
        signs_cancel(generator),
        one_large_miss(generator),
    )
    second = (True, False, True, True, False)
    return [
        (worse, better, X, y) if last else (better, worse, X, y)
        for last, (better, worse, X, y) in zip(second, sets, strict=True)
    ]


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


def by(measure):
    """The right margin, and the line for which measure(residuals) is smaller."""

    def answer(line_1, line_2, X, y):
        first, second = (float(measure(residuals(*line, X, y))) for line in (line_1, line_2))
        return (1 if first < second else 2), compare(line_1, line_2, X, y)[1]

    return answer


def most_rides(line_1, line_2, X, y):
    """The line that is closer to more of the rides."""
    closer = residuals(*line_1, X, y).abs() < residuals(*line_2, X, y).abs()
    return (1 if closer.double().mean() > 0.5 else 2), compare(line_1, line_2, X, y)[1]


def smaller(part):
    """The line for which part(line) is smaller."""
    return lambda line_1, line_2, X, y: (
        1 if part(line_1) < part(line_2) else 2,
        compare(line_1, line_2, X, y)[1],
    )


EXERCISE = Exercise(
    name="01.compare",
    reference=compare,
    arguments=("line_1", "line_2", "X", "y"),
    returns="two things: 1 or 2 for the better line, and by how much its MSE is smaller",
    cases=two_lines,
    checked="five random sets of rides, with the better line now first, now second. Some have a "
    "ride far from a line, or signs that cancel.",
    otherwise=(
        "For some rides the number of the line, or the difference, is not right.",
        "The better line is the one with the smaller MSE. Its slope, its bias or single rides "
        "decide nothing.",
        "Print both losses, and compare them with what you hand out.",
    ),
    why="would the MAE always choose the same line? Think of section 7.",
    because=(
        "Not always. With one outlier among the rides, the MSE can prefer the line that was "
        "pulled towards it, and the MAE the line through the others. That was the case in "
        "section 7."
    ),
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
            "by most rides",
            most_rides,
            "The second number is right. In one set you name the line that lies closer to all "
            "rides but one.",
            "That one ride lies far from it. Squared, it counts more than all the others together.",
            "Which numbers does your `if` compare? They should be the two losses.",
        ),
        Wrong(
            "by the sum of the residuals",
            by(lambda r: r.sum().abs()),
            "The second number is right. In one set you name the line whose residuals add up to "
            "nearly 0.",
            "Its residuals are large. They have both signs, and so they cancel in the sum.",
            "Which numbers does your `if` compare? Can plus and minus cancel in them?",
        ),
        Wrong(
            "by the largest miss",
            by(lambda r: r.abs().max()),
            "The second number is right. In one set you name the line whose largest miss is the "
            "smaller one.",
            "It lies nearer to one far ride. All the others it misses by much more.",
            "Which numbers does your `if` compare? Does every ride have a part in them?",
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
    rivals=(
        Rival("The sum of the residuals nearer to 0 wins.", by(lambda r: r.sum().abs())),
        Rival("The smaller sum of the residuals, with its sign, wins.", by(lambda r: r.sum())),
        Rival("The smaller mean absolute error wins.", by(lambda r: r.abs().mean())),
        Rival("The smaller largest miss wins.", by(lambda r: r.abs().max())),
        Rival("The smaller median of the squares wins.", by(lambda r: (r**2).median())),
        Rival("The line that is closer to more of the rides wins.", most_rides),
        Rival("The first ride decides.", by(lambda r: r[0].abs())),
        Rival("The last ride decides.", by(lambda r: r[-1].abs())),
        Rival("The ride that one of the lines meets best decides.", by(lambda r: r.abs().min())),
        Rival("The line whose residuals differ less among themselves wins.", by(torch.std)),
        Rival("The line that is too low more often wins.", by(lambda r: (r > 0).sum())),
        Rival("The first line wins.", smaller(lambda line: 0 * line[0] - 1)),
        Rival("The flatter line wins.", smaller(lambda line: line[0])),
        Rival("The steeper line wins.", smaller(lambda line: -line[0])),
        Rival("The line with the smaller bias wins.", smaller(lambda line: line[1])),
        Rival("The line with the larger bias wins.", smaller(lambda line: -line[1])),
        Rival("The slope nearer to 2 wins.", smaller(lambda line: abs(line[0] - 2))),
        Rival(
            "By how much is the difference of the square roots, in ¥.",
            changed(lambda better, margin, a, b: (better, abs(a**0.5 - b**0.5))),
        ),
        Rival(
            "By how much is a share of the larger loss.",
            changed(lambda better, margin, a, b: (better, margin / max(a, b))),
        ),
        Rival(
            "By how much is half of it, as in books with 1/(2N).",
            changed(lambda better, margin, a, b: (better, margin / 2)),
        ),
    ),
)
