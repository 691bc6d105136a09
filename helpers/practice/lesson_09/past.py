"""09.past: for each row of a table the mean of the rows up to it, and of none after it."""

from collections.abc import Callable

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import uniform
from helpers.practice.lesson_05.shared import DIGITS

SHAPES = ((4, 4), (5, 3), (7, 2))  # in the first one no exchanged dimension raises an error


def some_tables(generator: torch.Generator) -> list[tuple]:
    """(x,): a square table, and two with more rows than columns."""
    return [(uniform(generator, -4, 4, *shape),) for shape in SHAPES]


def each(rule: Callable) -> Callable:
    """An answer whose row t is rule(x, t)."""
    return lambda x: torch.stack([rule(x, t) for t in range(len(x))])


means = each(lambda x, t: x[: t + 1].mean(0))


def by_matrix(matrix: Callable) -> Callable:
    """An answer that multiplies x with matrix(ones below the diagonal and on it, zeros above)."""
    return lambda x: matrix(torch.ones(len(x), len(x)).tril()) @ x


def counts(x):
    """How many rows each mean is over, as a column."""
    return torch.arange(1, len(x) + 1)[:, None]


def zeros_first(x):
    """The means of the rows before each one, with zeros where there is none."""
    return torch.cat([torch.zeros_like(x[:1]), means(x)[:-1]])


def written_into_x(x):
    x = x.clone()
    for t in range(len(x)):
        x[t] = x[: t + 1].mean(0)
    return x


def half_and_half(x):
    rows = [x[0]]
    for row in x[1:]:
        rows.append((rows[-1] + row) / 2)
    return torch.stack(rows)


EXERCISE = Exercise(
    name="09.past",
    reference=means,
    arguments=("x",),
    returns="a tensor of shape (T, C), in each row a mean of rows of x",
    cases=some_tables,
    tolerance=DIGITS,
    checked="three random tables. In one of them there are as many rows as columns.",
    why="what would happen to a model that predicts the next letter, if row t took something from "
    "row t + 1, too?",
    because=(
        "Row t + 1 belongs to the next letter, which is the target of row t. The loss would fall "
        "very low, since the answer stands in the input. When such a model writes, there is no "
        "next letter yet to look at, and what it has learned is of no use."
    ),
    otherwise=(
        "In at least one row you have other numbers than the mean of the rows up to it.",
        "Row t is a mean of rows 0 to t: each of them counts the same, and no other row counts.",
        "Take the rows [0, 0], [2, 4] and [4, 2] for x. Write your three rows beside it.",
    ),
    properties=(
        Property(
            "the future changes nothing",
            lambda call, x: alike(call(changed_at_the_end(x))[:-1], call(x)[:-1]),
            "When the last row of x changes, a row before it changes in your result.",
            "Row t may take from rows 0 to t alone. What comes later is the future.",
            "Print which rows of x go into your first row, and which into your second one.",
        ),
        Property(
            "the first row",
            lambda call, x: alike(call(x)[0], x[0]),
            "Your first row is not the first row of x.",
            "There is one row from 0 to 0, and the mean of one row is this row.",
            "Print what your lines give for t = 0.",
        ),
        Property(
            "equal rows",
            lambda call, x: alike(call(x[:1].expand_as(x).clone()), x[:1].expand_as(x)),
            "When all rows of x are equal, your rows are not equal to them.",
            "The mean of equal rows is this row, however many there are.",
            "Try `torch.ones(4, 2)`. By what do you divide in each row?",
        ),
        Property(
            "the last row",
            lambda call, x: alike(call(x)[-1], x.mean(0)),
            "Your last row is not the mean of all rows.",
            "For the last row all of x is the past, and each row counts the same.",
            "How much does each row of x count in your last row?",
        ),
    ),
    wrong=(
        Wrong(
            "all rows everywhere",
            lambda x: x.mean(0).expand_as(x),
            "Each of your rows is the mean of all rows of x.",
            "So the first row knows what comes after it. Row t should know rows 0 to t only.",
            "Which rows may go into your first row, and which into your second one?",
        ),
        Wrong(
            "one row",
            lambda x: x.mean(0),
            "You give back one row, the mean of all rows of x.",
            "This is right for the last row. The rows before it have a shorter past, and each of "
            "them has a mean of its own.",
            "How many rows does the task ask for? Collect one in each round of a loop.",
        ),
        Wrong(
            "returned in the loop",
            lambda x: x[0],
            "You give back one row, the first row of x.",
            "It is right for the first row. A `return` inside a loop ends it in the first round.",
            "How far to the right does your `return` stand?",
        ),
        Wrong(
            "x itself",
            lambda x: x,
            "You give back x as it came.",
            "Each row takes from itself alone. The rows before it do not count yet.",
            "What should the second row be made of?",
        ),
        Wrong(
            "without itself",
            each(lambda x, t: x[:t].mean(0)),
            "Your first row holds no numbers, and each other one is the mean of the rows before "
            "it.",
            "Row t itself is left out. For the first row nothing is left then, and the mean of "
            "nothing is `nan`.",
            "In a slice the end is left out. Which rows are in `x[:1]`, and which in `x[:0]`? A "
            "matrix has its diagonal for the row itself.",
        ),
        Wrong(
            "without itself, zeros first",
            zeros_first,
            "Your first row is zeros, and each other one is the mean of the rows before it.",
            "Row t itself is left out. The mean is over rows 0 to t, and t belongs to it.",
            "Does your first round begin with the first row of x, or with the second one?",
        ),
        Wrong(
            "the first row left open",
            lambda x: torch.cat([torch.zeros_like(x[:1]), means(x)[1:]]),
            "Your first row is zeros, and all others are right.",
            "The mean of the first row alone is this row. It was never filled in.",
            "With which t does your loop begin, and with which one should it?",
        ),
        Wrong(
            "one row too many",
            each(lambda x, t: x[: t + 2].mean(0)),
            "Each of your rows takes from the row after it, too.",
            "This is a look into the future, by one row. In the last row it does not show.",
            "Which rows are in `x[:1]`, and which in `x[:2]`? Which of the two is right for t = 0?",
        ),
        Wrong(
            "the future",
            each(lambda x, t: x[t:].mean(0)),
            "Each of your rows is the mean of itself and of the rows after it.",
            "This is the future, and not the past: the matrix or the slice is turned round.",
            "On which side of the diagonal should the zeros stand, above it or below it? In a "
            "slice: on which side of the colon should t stand?",
        ),
        Wrong(
            "the past masked",
            each(lambda x, t: x[t + 1 :].mean(0)),
            "Your last row holds no numbers, and each other one is the mean of the rows after it.",
            "The past was masked, and the row itself with it. For the last row nothing is left.",
            "A mask is True where a score becomes minus infinity. Which rows are to be left out, "
            "those before t or those after it?",
        ),
        Wrong(
            "the sum",
            lambda x: x.cumsum(0),
            "Your rows are sums: nothing was divided.",
            "The right rows were added. But a sum grows with the number of rows, and a mean does "
            "not.",
            "How many rows were added for t = 0, for t = 1 and for t = 2?",
        ),
        Wrong(
            "divided by T",
            lambda x: x.cumsum(0) / len(x),
            "You divide all your rows by the number of rows in x.",
            "That is right for the last row. In the first one a single row was added.",
            "How many rows were added for t = 0, for t = 1 and for t = 2?",
        ),
        Wrong(
            "divided by t",
            lambda x: x.cumsum(0) / (counts(x) - 1),
            "You divide each row by one less than you should, and the first one by zero.",
            "Rows are counted from 0. So up to row t there is one row more than t.",
            "How many rows are there from row 0 to row 2?",
        ),
        Wrong(
            "divided by the counts of the columns",
            lambda x: x.cumsum(0) / torch.arange(1, len(x) + 1),
            "Your sums are right, and divided column by column in place of row by row.",
            "Broadcasting lays a row of numbers over each row of the table. Where the table is "
            "square no error comes up.",
            "Which shape must the counts have, so that each row is divided by one number?",
        ),
        Wrong(
            "a matrix divided by columns, keepdim forgotten",
            by_matrix(lambda ones: ones / ones.sum(1)),
            "You divided the columns of the triangular matrix by the sums of its rows.",
            "The sums of the rows have shape (T,), and broadcasting lays them over each row. So "
            "the rows of the matrix do not add up to 1.",
            "Print your matrix and the sums of its rows. What does `keepdim=True` change?",
        ),
        Wrong(
            "columns add up to one",
            by_matrix(lambda ones: ones / ones.sum(0)),
            "The columns of your matrix add up to one, and its rows do not.",
            "A row of the matrix says how much of each row of x goes into one mean. So it is the "
            "rows that have to add up to 1.",
            "Which `dim` do your `sum` or your `softmax` have? Print the sums of your rows.",
        ),
        Wrong(
            "turned after dividing",
            by_matrix(lambda ones: (ones / ones.sum(1, keepdim=True)).T),
            "Your matrix is turned: its rows stand in columns.",
            "Each entry is right and stands on the wrong side of the diagonal. So your rows take "
            "from the future.",
            "Is there a `.T` in your code? Print the matrix: its first row should have one entry "
            "that is not 0.",
        ),
        Wrong(
            "the matrix alone",
            lambda x: by_matrix(lambda ones: ones / ones.sum(1, keepdim=True))(torch.eye(len(x))),
            "You give back the matrix, and x does not come up in your result.",
            "The matrix is right. It says how much of each row of x goes into each mean.",
            "Which sign mixes the rows of x with it?",
        ),
        Wrong(
            "softmax of ones and zeros",
            by_matrix(lambda ones: ones.softmax(1)),
            "You took the softmax of ones and zeros.",
            "A score of 0 is no mask: e to the 0 is 1, so the future still counts.",
            "Which score becomes exactly 0 in a softmax? Section 1 fills it in.",
        ),
        Wrong(
            "along the columns",
            lambda x: x.cumsum(1) / torch.arange(1, x.shape[1] + 1),
            "Your means run along the columns: from left to right in each row.",
            "The rows of x are the places in time. Its columns stay apart.",
            "Which dimension of x has the length T?",
        ),
        Wrong(
            "over the columns",
            lambda x: x.mean(1),
            "You give back one number for each row: the mean over its columns.",
            "The rows are to be mixed, and the columns stay apart: C numbers go in for each place, "
            "and C come out.",
            "Which dimension goes away in `x.mean(0)`, and which one in `x.mean(1)`?",
        ),
        Wrong(
            "over rows and columns",
            each(lambda x, t: x[: t + 1].mean()),
            "You give back one number for each row: the mean of all numbers up to it.",
            "A `.mean()` with nothing in its brackets takes all rows and all columns together.",
            "Over which dimension should it go? Print the shape that comes out.",
        ),
        Wrong(
            "over rows and columns, spread out",
            each(lambda x, t: x[: t + 1].mean().expand(x.shape[1])),
            "In each of your rows all columns have the same number.",
            "A `.mean()` with nothing in its brackets takes all rows and all columns together.",
            "Over which dimension should it go? Print the shape that comes out.",
        ),
        Wrong(
            "written into x",
            written_into_x,
            "From your third row on, means go into the means.",
            "You write each mean into x. The next round then finds means there, and not the rows "
            "that came in.",
            "Put your rows into a new table or a list, and leave x as it is.",
        ),
    ),
    rivals=(
        Rival(
            "The mean of a row and the one before it.",
            each(lambda x, t: x[max(0, t - 1) : t + 1].mean(0)),
        ),
        Rival(
            "The mean of the last three rows.", each(lambda x, t: x[max(0, t - 2) : t + 1].mean(0))
        ),
        Rival("Half of the row, and half of the mean before it.", half_and_half),
        Rival("The median of the past.", each(lambda x, t: x[: t + 1].median(0).values)),
        Rival("The largest of the past.", each(lambda x, t: x[: t + 1].max(0).values)),
        Rival("The first row and the row itself.", lambda x: (x[:1] + x) / 2),
        Rival("As if a row of zeros stood in front.", lambda x: x.cumsum(0) / (counts(x) + 1)),
        Rival("The mean of the past, without its sign.", lambda x: means(x).abs()),
        Rival("The rows in the other order.", lambda x: means(x.flip(0))),
        Rival("The result in the other order.", lambda x: means(x).flip(0)),
        Rival("The differences from the mean.", lambda x: x - means(x)),
        Rival(
            "The sum divided by the root of the count.", lambda x: x.cumsum(0) / counts(x).sqrt()
        ),
        Rival(
            "Later rows count more.",
            by_matrix(
                lambda ones: ones.cumsum(1).tril() / ones.cumsum(1).tril().sum(1, keepdim=True)
            ),
        ),
    ),
)


def changed_at_the_end(x):
    """x with another last row."""
    return torch.cat([x[:-1], x[-1:] + 9])
