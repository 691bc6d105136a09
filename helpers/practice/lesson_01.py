"""Lesson 01: its questions, its exercises, the known wrong answers and what to say to each."""

import torch

from helpers.practice.compare import dress
from helpers.practice.engine import Exercise, Property, Wrong
from helpers.practice.inputs import number, uniform
from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "01.sum",
        "Your guess is w = 1.5, b = 0.5. The friend's line is flat, w = 0, b = 5. Suppose that "
        "the better line is the one whose sum of residuals is nearer to 0. Which line wins?",
        (
            Option(
                "your guess",
                "It looks better in the picture, and it is closer to most fares. But all its "
                "residuals have the same sign, so nothing cancels.",
            ),
            Option(
                "the flat line",
                "It is too high for short rides and too low for long ones. The plus and the minus "
                "cancel to exactly 0.",
            ),
            Option("neither, the sums are equal", "Equal they are not: one is -7.5, the other 0."),
        ),
        "B",
    ),
    Question(
        "01.twice",
        "Each ride is written down twice, so there are ten in place of five. What happens to the "
        "sum of the squared residuals, and what to their mean?",
        (
            Option(
                "both double",
                "The sum does. The mean divides it by the number of rides, which doubles too, so "
                "it stays.",
            ),
            Option(
                "the sum doubles, the mean stays",
                "Twice as many squares make twice the sum; divided by twice the number, it is the "
                "same mean. A mean does not grow only because there is more data.",
            ),
            Option(
                "both stay",
                "The line is no worse than before, and the mean says so. But the sum adds up ten "
                "squares in place of five.",
            ),
        ),
        "B",
    ),
    Question(
        "01.trap",
        "`right` has the shape (5, 1), `y_flat` the shape (5,). The line is exact. What is the "
        "loss `((right - y_flat) ** 2).mean()`?",
        (
            Option(
                "an error message, since the shapes differ",
                "It would be kinder. PyTorch repeats rows and columns until two shapes match, and "
                "reports an error only where that is impossible.",
            ),
            Option(
                "0, since the numbers are the same",
                "So it should be, and so it is with `y`. With `y_flat` each prediction is compared "
                "with every fare, not only with its own.",
            ),
            Option(
                "16",
                "A column minus a list is a table of 25 differences. Only the five on the "
                "diagonal are residuals; they are 0, and the other twenty are not.",
            ),
        ),
        "C",
    ),
    Question(
        "01.bowl",
        "Line A is flat: w = 0, b = 5, with the residuals 4, 2, 0, -2, -4. Line B is the guess, "
        "with the loss 2.75. Which of the two lies higher in the bowl?",
        (
            Option(
                "line A",
                "Its squares are 16, 4, 0, 4, 16, and their mean is 8. Height in the bowl is "
                "loss, so A lies higher, although it meets the middle ride exactly.",
            ),
            Option(
                "line B",
                "B misses all five rides and A only four. But the loss does not count misses: "
                "two of A's are large, and squares make them larger.",
            ),
            Option(
                "both alike",
                "The squares of A are 16, 4, 0, 4, 16, and their mean is 8; the loss of B is 2.75.",
            ),
        ),
        "A",
    ),
    Question(
        "01.outlier",
        "Four of the five rides lie exactly on w = 2, b = 1. The last fare was typed in as 19 in "
        "place of 9. Which slope does least squares find?",
        (
            Option(
                "2, since four of the five rides say so",
                "That is what a vote would give. Least squares does not count rides; it adds up "
                "squares, and the square of the last one would be 100.",
            ),
            Option(
                "a little more than 2",
                "One ride of five seems to be a fifth of the matter. But its squared residual is "
                "far more than a fifth of the sum.",
            ),
            Option(
                "much more than 2",
                "The slope doubles. The new line misses three of the good rides, by 2, 2 and 4, "
                "which costs 24; in return the one big square falls by 84, from 100 to 16.",
            ),
        ),
        "C",
    ),
)


def rides(generator: torch.Generator, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Random rides, away from 0 and on no line: X and y, each (count, 1)."""
    X = uniform(generator, 1, 9, count, 1)
    return X, 2 + 1.5 * X + uniform(generator, -3, 3, count, 1)


def lines_and_rides(generator: torch.Generator) -> list[tuple]:
    """(w, b, X, y); 3, 4 and 7 rides. The lines are much too high or much too low."""
    cases = []
    for count, low in ((3, 2.5), (4, 0.2), (7, 3.0)):
        w, b = number(generator, low, low + 0.4), number(generator, 0.6, 1.4)
        cases.append((w, b, *rides(generator, count)))
    return cases


def residuals(w, b, X, y):
    return w * X + b - y


def mse(w, b, X, y):
    return (residuals(w, b, X, y) ** 2).mean()


def mae(w, b, X, y):
    return residuals(w, b, X, y).abs().mean()


def doubled_data(call, w, b, X, y):
    """The mean over all rides written down twice is the same mean."""
    twice = call(w, b, torch.cat([X, X]), torch.cat([y, y]))
    return abs(twice - call(w, b, X, y)) <= 1e-3 * abs(twice)


BY_HAND = Exercise(
    name="01.by-hand",
    reference=3.5,
    returns="one number, the mean squared error of the four rides",
    checked="your number, against the mean of the four squared residuals.",
    why="which of the four rides decides most about this number, and why?",
    wrong=(
        Wrong(
            "sum",
            14,
            "Your number is the sum of the four squares.",
            "MSE is their mean.",
            "Ask what would happen to your number if each ride were written down twice.",
        ),
        Wrong(
            "half",
            1.75,
            "You divided the sum of the squares by 2N, as many books do.",
            "This series divides by N, the number of rides.",
            "Count what you divide by.",
        ),
        Wrong(
            "absolute",
            1.5,
            "Your number is the mean of the residuals without their signs.",
            "That is the mean absolute error, MAE. For the MSE each residual is squared.",
            "Write a third column beside residual and absolute: squared.",
        ),
        Wrong(
            "plain mean",
            -0.5,
            "Your number is the plain mean of the residuals.",
            "Plus and minus cancel in it. A loss must not become smaller when one ride is too "
            "high and another too low.",
            "Remove the signs before you add up. Which way of doing so is in the name MSE?",
        ),
        Wrong(
            "square of the mean",
            0.25,
            "You took the mean first and squared it afterwards.",
            "In the mean, plus and minus have cancelled already. The order of the words helps: "
            "the mean of the squares.",
            "Square each of the four residuals, and only then add up.",
        ),
        Wrong(
            "root",
            14**0.5 / 2,
            "Your number, squared, is the mean squared error.",
            "You took the square root at the end. That has a name of its own, RMSE, and its unit "
            "is ¥ and not ¥².",
            "Leave out the last step.",
        ),
        Wrong(
            "negative squares",
            -3 / 2,
            "Your number is negative, and a mean of squares cannot be.",
            "In Python, `-3**2` is -9: the power comes before the minus.",
            "Put brackets around a negative number before you square it.",
        ),
        Wrong(
            "N minus 1",
            14 / 3,
            "You divided the sum of the squares by 3.",
            "The ride with the residual 0 is a ride too: the MSE divides by N, the number of all "
            "rides. Some formulas of statistics divide by N - 1; this is none of them.",
            "Count the rides again.",
        ),
    ),
)

MSE = Exercise(
    name="01.mse",
    reference=mse,
    arguments=("w", "b", "X", "y"),
    returns="one number, the mean squared error",
    cases=lines_and_rides,
    tolerance=1e-5,
    checked="three random sets of rides, of different size, with a line for each.",
    why="why can one compare this number for 5 rides with that for 500?",
    properties=(
        Property(
            "zero on the line",
            lambda call, w, b, X, y: abs(call(w, b, X, w * X + b)) < 1e-5,
            "For a line that meets all rides exactly, your loss is not 0.",
            "A perfect line has only residuals of 0.",
            "Work out by hand what your function does with one ride that lies on the line.",
        ),
        Property(
            "doubled data",
            doubled_data,
            "When each ride is written down twice, your loss changes.",
            "The line is as good as before. A mean does not change, a sum does.",
            "What do you divide by? And if you have a loop: does each ride come in once, and does "
            "`return` stand after the loop?",
        ),
    ),
    wrong=(
        Wrong(
            "sum",
            lambda w, b, X, y: (residuals(w, b, X, y) ** 2).sum(),
            "Your loss grows with the number of rides: N rides make it N times too large.",
            "You added up the squares. MSE is their mean.",
            "Call your function with each ride written down twice. Should the loss change?",
        ),
        Wrong(
            "half",
            lambda w, b, X, y: mse(w, b, X, y) / 2,
            "Your loss is exactly half as large as it should be, for each set of rides.",
            "You divided by 2N, as many books do. This series divides by N, as `nn.MSELoss` does.",
            "Compare your function with `nn.MSELoss()` on the five rides.",
        ),
        Wrong(
            "absolute",
            mae,
            "Your loss is the mean of the residuals without their signs.",
            "That is the mean absolute error, MAE: it drops the minus in place of squaring.",
            "Try two rides with the residuals 1 and 3 on paper: what is the mean of the squares?",
        ),
        Wrong(
            "plain mean",
            lambda w, b, X, y: residuals(w, b, X, y).mean(),
            "Your loss is the plain mean of the residuals, and it can be negative.",
            "Plus and minus cancel. The flat line of section 2 would be perfect by this measure.",
            "Which operation removes the sign, and gives MSE its S?",
        ),
        Wrong(
            "square of the mean",
            lambda w, b, X, y: residuals(w, b, X, y).mean() ** 2,
            "You took the mean of the residuals first and squared it afterwards.",
            "In the mean, plus and minus have cancelled already.",
            "Move the `** 2`: which brackets should it follow?",
        ),
        Wrong(
            "root",
            lambda w, b, X, y: mse(w, b, X, y) ** 0.5,
            "Your loss, squared, is the mean squared error.",
            "There is a square root at the end, which makes it the RMSE, in ¥.",
            "Compare the units: what is the unit of a squared residual?",
        ),
        Wrong(
            "a table",
            lambda w, b, X, y: (residuals(w, b, X, y.flatten()) ** 2).mean(),
            "Your loss is that of a table of N times N differences, in place of N residuals.",
            "This is the shape trap: a column met a list, and each prediction was compared with "
            "every fare.",
            "Print the shapes of both sides of the minus. Did you flatten one of them?",
        ),
        Wrong(
            "divided by 5",
            lambda w, b, X, y: (residuals(w, b, X, y) ** 2).sum() / 5,
            "Your loss is right for five rides, and wrong for any other number of rides.",
            "You divide by 5, as the lesson did for its five rides.",
            "Divide by the number of rides that came in, or use `.mean()`.",
        ),
        Wrong(
            "one ride",
            lambda w, b, X, y: residuals(w, b, X, y)[0] ** 2,
            "Your loss counts the first ride only.",
            "A `return` inside a loop ends the function in the first round.",
            "Look at how far to the right your `return` stands.",
        ),
        Wrong(
            "one for each ride",
            lambda w, b, X, y: residuals(w, b, X, y) ** 2,
            "You give back one number for each ride.",
            "These are the squared residuals. The loss is one number for the whole line.",
            "Which operation makes one number of many, without growing with their count?",
        ),
    ),
)

MAE = Exercise(
    name="01.mae",
    reference=mae,
    arguments=("w", "b", "X", "y"),
    returns="one number, the mean absolute error",
    cases=lambda generator: [
        (w, b, X, y)
        for w, b, X, y in (
            (1.5, number(generator, 1.2, 2.8), *rides(generator, count)) for count in (4, 5, 8)
        )
    ],
    tolerance=1e-5,
    checked="three random sets of rides, of different size, with a line for each.",
    why="what is the unit of the MAE, and what is that of the MSE?",
    properties=(
        Property(
            "doubled data",
            doubled_data,
            "When each ride is written down twice, your result changes.",
            "The line is as good as before. A mean does not change, a sum does.",
            "What do you divide by, and does it grow with the number of rides?",
        ),
        Property(
            "in yuan",
            lambda call, w, b, X, y: (
                abs(call(10 * w, 10 * b, X, 10 * y) - 10 * call(w, b, X, y)) < 1e-2
            ),
            "With ten times the fares, `w` and `b`, your result is not ten times as large.",
            "The MAE is an amount of money, so it should be. A square, a root or a fixed number "
            "in the function changes that.",
            "Look for one of these three.",
        ),
    ),
    wrong=(
        Wrong(
            "no absolute value",
            lambda w, b, X, y: residuals(w, b, X, y).mean(),
            "Your result is the plain mean of the residuals; for some lines it is negative.",
            "The signs are still there, so plus and minus cancel.",
            "What has to happen to each residual before the mean is taken?",
        ),
        Wrong(
            "absolute value at the end",
            lambda w, b, X, y: residuals(w, b, X, y).mean().abs(),
            "You took the mean first and dropped its sign afterwards.",
            "In the mean, plus and minus have cancelled already.",
            "Try the flat line of section 2 on paper: its residuals are 4, 2, 0, -2, -4.",
        ),
        Wrong(
            "squared",
            mse,
            "Your result is the mean of the squared residuals.",
            "That is the MSE. Here the sign is to be dropped without squaring.",
            "`.abs()` drops the signs of a whole tensor.",
        ),
        Wrong(
            "sum",
            lambda w, b, X, y: residuals(w, b, X, y).abs().sum(),
            "Your result grows with the number of rides.",
            "You added up the absolute residuals. The M of MAE stands for mean.",
            "Call your function with each ride written down twice. Should the result change?",
        ),
        Wrong(
            "a table",
            lambda w, b, X, y: residuals(w, b, X, y.flatten()).abs().mean(),
            "Your result is that of a table of N times N differences, in place of N residuals.",
            "This is the shape trap: a column met a list, and each prediction was compared with "
            "every fare.",
            "Print the shapes of both sides of the minus. Did you flatten one of them?",
        ),
        Wrong(
            "divided by 5",
            lambda w, b, X, y: residuals(w, b, X, y).abs().sum() / 5,
            "Your result is right for five rides, and wrong for any other number of rides.",
            "You divide by 5, as the lesson did for its five rides.",
            "Divide by the number of rides that came in, or use `.mean()`.",
        ),
        Wrong(
            "root",
            lambda w, b, X, y: mse(w, b, X, y) ** 0.5,
            "Your result is the square root of the mean squared error.",
            "Square and root undo each other for one residual, but not with a mean between them.",
            "Take the residuals 0 and 2: what is the mean without signs, what is your result?",
        ),
        Wrong(
            "one ride",
            lambda w, b, X, y: residuals(w, b, X, y)[0].abs(),
            "Your result counts the first ride only.",
            "A `return` inside a loop ends the function in the first round.",
            "Look at how far to the right your `return` stands.",
        ),
        Wrong(
            "one for each ride",
            lambda w, b, X, y: residuals(w, b, X, y).abs(),
            "You give back one number for each ride.",
            "These are the absolute residuals. The MAE is one number for the whole line.",
            "The M stands for mean.",
        ),
    ),
)


def lists_of_rides(generator: torch.Generator) -> list[tuple]:
    cases = []
    for count in (3, 4, 6):
        X, y = rides(generator, count)
        w, b = number(generator, 2.2, 2.8), number(generator, 0.6, 1.4)
        cases.append((w, b, X.flatten().tolist(), y.flatten().tolist()))
    return cases


def columns(km, fares):
    return torch.tensor(km).reshape(-1, 1), torch.tensor(fares).reshape(-1, 1)


def trapped(w, b, km, fares):
    """The program as the learner gets it: its targets have the shape (N,)."""
    X = torch.tensor(km).reshape(-1, 1)
    y = torch.tensor(fares)
    return ((w * X + b - y) ** 2).mean().item()


MEND_SHAPES = Exercise(
    name="01.mend-shapes",
    reference=lambda w, b, km, fares: mse(w, b, *columns(km, fares)),
    arguments=("w", "b", "km", "fares"),
    returns="one number, the mean squared error",
    cases=lists_of_rides,
    start=trapped,
    symptom="For a line that meets all rides exactly, the loss is not 0: each prediction is "
    "compared with every fare. Print `y.shape` in the function. If you have changed something: "
    "`.reshape` makes a new tensor and leaves the old one as it was.",
    checked="three lists of rides of different length, against the mean over the N residuals.",
    why="why does this mistake give no error message, and which habit finds it?",
    properties=(
        Property(
            "own fare",
            lambda call, w, b, km, fares: abs(call(w, b, km, [w * x + b for x in km])) < 1e-4,
            "For rides that lie exactly on the line, your loss is not 0.",
            "Then some residual is not the prediction of a ride minus its own fare.",
            "Print the shape of the difference. How many residuals should there be?",
        ),
    ),
    wrong=(
        Wrong(
            "table divided by N",
            lambda w, b, km, fares: trapped(w, b, km, fares) * len(km),
            "Your loss is larger than that of the program you were given: N times as large.",
            "The difference is still a table of N times N numbers; you only divide by less.",
            "Print `(w * X + b - y).shape`. Change a shape, not the mean.",
        ),
        Wrong(
            "the mean of the fares",
            lambda w, b, km, fares: mse(w, b, *columns(km, [sum(fares) / len(fares)] * len(km))),
            "Your loss compares each prediction with the mean of all fares.",
            "The shapes fit now, but each ride has lost its own fare.",
            "Keep all fares, and give them the shape of the predictions.",
        ),
        Wrong(
            "the first fare",
            lambda w, b, km, fares: mse(w, b, *columns(km, [fares[0]] * len(km))),
            "Your loss compares each prediction with the first fare.",
            "A single number fits any shape, and so there is no error.",
            "Keep all fares, and give them the shape of the predictions.",
        ),
        Wrong(
            "sum",
            lambda w, b, km, fares: mse(w, b, *columns(km, fares)) * len(km),
            "The shapes fit now. But your loss grows with the number of rides.",
            "It is a sum, and MSE is a mean.",
            "Look at the last line of the function.",
        ),
        Wrong(
            "one for each ride",
            lambda w, b, km, fares: residuals(w, b, *columns(km, fares)) ** 2,
            "The shapes fit now. But you give back one number for each ride.",
            "These are the squared residuals; the loss is their mean.",
            "Look at the last line of the function.",
        ),
    ),
)


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


COMPARE = Exercise(
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

FLAT_FARE = Exercise(
    name="01.flat-fare",
    reference=(5.0, 4.4),
    returns="two numbers: the flat fare c, and its mean absolute error",
    checked="that no other c has a smaller MAE for these five fares, and that its MAE is right.",
    why="what happens to your c if the 19 becomes 1900? And to the mean of the fares?",
    tolerance=1e-5,
    wrong=(
        Wrong(
            "the mean",
            (7.0, 4.8),
            "You chose the mean of the five fares.",
            "The mean makes the squared errors smallest. Here nothing is squared, and the one "
            "large fare pulls the mean up.",
            "Move c a little down from there, and work out the mean absolute error again.",
            when=lambda seen: abs(seen[0][0] - 7) < 1e-6,
        ),
        Wrong(
            "the middle of the range",
            (10.0, 7.0),
            "You chose the middle between the smallest and the largest fare.",
            "Only two of the five fares had a say in it.",
            "Move c by 1 ¥ down: how many of the absolute errors shrink, how many grow?",
            when=lambda seen: abs(seen[0][0] - 10) < 1e-6,
        ),
        Wrong(
            "squared",
            (5.0, 44.0),
            "Your c is right. The second number is its mean squared error.",
            "The task asks for the mean absolute error.",
            "Drop the signs of the residuals without squaring them.",
            when=lambda seen: abs(seen[0][0] - 5) < 1e-6 and abs(seen[0][1] - 44) < 1e-3,
        ),
        Wrong(
            "sum",
            (5.0, 22.0),
            "Your c is right. The second number is the sum of the absolute errors.",
            "The task asks for their mean.",
            "Divide by the number of fares.",
            when=lambda seen: abs(seen[0][0] - 5) < 1e-6 and abs(seen[0][1] - 22) < 1e-3,
        ),
        Wrong(
            "exchanged",
            (4.4, 5.0),
            "You handed in the two numbers in the other order.",
            "The flat fare comes first, its mean absolute error second.",
            "Compare the last line of the cell with the task.",
        ),
        Wrong(
            "another error",
            (5.0, 5.5),
            "Your c is right. The second number is not its mean absolute error.",
            "There are five errors, and the 0 counts too.",
            "Write the five errors down without their signs, add them up, and divide by 5.",
            when=lambda seen: abs(seen[0][0] - 5) < 1e-6 and abs(seen[0][1] - 4.4) > 1e-3,
        ),
        Wrong(
            "too low",
            (3.0, 4.8),
            "Your c is too low.",
            "Raise c by a little: the errors of the fares above it shrink, those of the fares "
            "below it grow, all by the same amount. More fares are above your c than below.",
            "How many fares are above your c, and how many below? Raise it, and count again.",
            when=lambda seen: seen[0][0] < 5 - 1e-6,
        ),
        Wrong(
            "too high",
            (8.0, 5.0),
            "Your c is too high.",
            "Lower c by a little: the errors of the fares below it shrink, those of the fares "
            "above it grow, all by the same amount. More fares are below your c than above.",
            "How many fares are above your c, and how many below? Lower it, and count again.",
            when=lambda seen: seen[0][0] > 5 + 1e-6,
        ),
    ),
)


def best_line(X, y):
    u, v = X - X.mean(), y - y.mean()
    w = ((u * v).mean() / (u * u).mean()).item()
    return w, y.mean().item() - w * X.mean().item()


def with_slope(slope):
    """A line with this slope and the bias that is best for it."""

    def answer(X, y):
        w = slope(X - X.mean(), y - y.mean(), X, y).item()
        return w, y.mean().item() - w * X.mean().item()

    return answer


def better_nearby(call, X, y):
    """No line close by has a smaller loss."""
    w, b = call(X, y)
    here = mse(w, b, X, y)
    steps = [(0.05, 0), (-0.05, 0), (0, 0.05), (0, -0.05), (0.02, -0.1), (-0.02, 0.1)]
    return all(mse(w + dw, b + db, X, y) > here - 1e-6 for dw, db in steps)


BEST_LINE = Exercise(
    name="01.best-line",
    reference=best_line,
    arguments=("X", "y"),
    returns="two numbers, the slope w and the bias b",
    cases=lambda generator: [rides(generator, count) for count in (3, 5, 8)],
    accept=lambda seen, right: (
        len(numbers := dress(seen, right)) == 2
        and abs(numbers[0] - right[0]) < 2e-3
        and abs(numbers[1] - right[1]) < 1e-2
    ),
    checked="three random sets of rides, against least squares.",
    why="why does the formula fail when all rides have the same distance?",
    properties=(
        Property(
            "through the middle",
            lambda call, X, y: abs(call(X, y)[0] * X.mean() + call(X, y)[1] - y.mean()) < 1e-3,
            "Your line does not go through the point (mean distance, mean fare).",
            "Line 4 of section 6 says that the best bias takes it through this point.",
            "Look at your formula for b.",
        ),
        Property(
            "better nearby",
            better_nearby,
            "A line close to yours has a smaller loss, so yours is not at the bottom of the bowl.",
            "The bias fits the slope, since the line goes through the middle. The slope is off.",
            "Compare your formula for w with line 8 of section 6.",
        ),
    ),
    wrong=(
        Wrong(
            "not centred",
            with_slope(lambda u, v, X, y: (X * y).mean() / (X * X).mean()),
            "Your slope is that of the best line through the point (0, 0).",
            "You used the distances and fares as they are. In line 8 of section 6, u and v have "
            "their means subtracted.",
            "Subtract the mean from both before you multiply.",
        ),
        Wrong(
            "the bias is the mean fare",
            lambda X, y: (best_line(X, y)[0], y.mean().item()),
            "Your slope is right. Your bias is the mean of the fares.",
            "That would be the fare at the mean distance, and not at 0 km.",
            "Look at line 4 of section 6: what is subtracted from the mean fare?",
        ),
        Wrong(
            "exchanged",
            lambda X, y: best_line(X, y)[::-1],
            "You give back the bias first and the slope second.",
            "Both numbers are right, in the wrong order.",
            "Compare your `return` with the task.",
        ),
        Wrong(
            "divided by the fares",
            with_slope(lambda u, v, X, y: (u * v).mean() / (v * v).mean()),
            "You divided by the mean of v² in place of u².",
            "Then the slope has the unit km/¥: kilometres for each yuan.",
            "Check the units of your formula: ¥/km has to come out.",
        ),
        Wrong(
            "not squared",
            with_slope(lambda u, v, X, y: (u * v).mean() / (u * u).mean().sqrt()),
            "You divided by the square root of the mean of u·u.",
            "Then the slope has the unit ¥, and not ¥/km.",
            "Look at line 8 of section 6 again: what stands below the fraction bar?",
        ),
        Wrong(
            "sum over mean",
            with_slope(lambda u, v, X, y: (u * v).sum() / (u * u).mean()),
            "Your slope is N times as large as it should be.",
            "Above the fraction bar you added up, below it you took the mean.",
            "Take the mean in both places, or the sum in both.",
        ),
    ),
)

EXERCISES = (BY_HAND, MSE, MAE, MEND_SHAPES, FLAT_FARE, BEST_LINE, COMPARE)
