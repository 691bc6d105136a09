"""09.past: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


def in_a_loop(x):
    rows = []
    for t in range(len(x)):
        rows.append(x[: t + 1].mean(dim=0))
    return torch.stack(rows)


def triangle(x):
    T = len(x)
    lower = torch.tril(torch.ones(T, T))
    return lower / lower.sum(dim=1, keepdim=True) @ x


def masked_softmax(x):
    T = x.shape[0]
    future = torch.ones(T, T, dtype=torch.bool).triu(1)
    return torch.zeros(T, T).masked_fill(future, -torch.inf).softmax(dim=-1) @ x


def running_sum(x):
    return torch.cumsum(x, 0) / torch.arange(1, len(x) + 1).reshape(-1, 1)


def filled_in(x):
    result = torch.zeros_like(x)
    total = torch.zeros(x.shape[1])
    for t, row in enumerate(x):
        total = total + row
        result[t] = total / (t + 1)
    return result


def by_numpy(x):
    return np.cumsum(x.numpy(), axis=0) / np.arange(1, len(x) + 1)[:, None]


def from_the_mean_before(x):
    rows = [x[0]]
    for t in range(1, len(x)):
        rows.append(rows[-1] + (x[t] - rows[-1]) / (t + 1))
    return torch.stack(rows)


def in_python(x):
    T, C = x.shape
    return [
        [sum(x[s, c].item() for s in range(t + 1)) / (t + 1) for c in range(C)] for t in range(T)
    ]


def the_whole_mean(x):
    return torch.stack([x.mean(0) for _ in x])


def off_by_one(x):
    return torch.stack([x[:t].mean(0) for t in range(len(x))])


def strictly_below(x):
    below = torch.ones(len(x), len(x)).tril(-1)
    return below / below.sum(1, keepdim=True) @ x


def upper(x):
    above = torch.ones(len(x), len(x)).triu()
    return above / above.sum(1, keepdim=True) @ x


def only_the_triangle(x):
    return torch.ones(len(x), len(x)).tril() @ x


def triangle_of_x(x):
    return x.tril()


def divided_by_all(x):
    return torch.ones(len(x), len(x)).tril() / len(x) @ x


def softmax_by_columns(x):
    T = len(x)
    future = torch.ones(T, T, dtype=torch.bool).triu(1)
    return torch.zeros(T, T).masked_fill(future, -torch.inf).softmax(0) @ x


def past_masked(x):
    T = len(x)
    past = torch.ones(T, T, dtype=torch.bool).tril()
    return torch.zeros(T, T).masked_fill(past, -torch.inf).softmax(-1) @ x


def no_mask(x):
    return torch.zeros(len(x), len(x)).softmax(-1) @ x


def only_the_matrix(x):
    lower = torch.ones(len(x), len(x)).tril()
    return lower / lower.sum(1, keepdim=True)


def with_a_star(x):
    lower = torch.ones(len(x), len(x)).tril()
    return lower / lower.sum(1, keepdim=True) * x


def in_place(x):
    for t in range(len(x)):
        x[t] = x[: t + 1].mean(0)
    return x


def from_the_end_in_place(x):
    for t in reversed(range(len(x))):
        x[t] = x[: t + 1].mean(0)
    return x


def one_row_short(x):
    return torch.stack([x[: t + 1].mean(0) for t in range(len(x) - 1)])


def from_the_second(x):
    return torch.stack([x[: t + 1].mean(0) for t in range(1, len(x))])


def never_the_first(x):
    result = torch.zeros_like(x)
    for t in range(1, len(x)):
        result[t] = x[: t + 1].mean(0)
    return result


def in_one_row(x):
    return torch.cat([x[: t + 1].mean(0) for t in range(len(x))])


def printed(x):
    for t in range(len(x)):
        print(x[: t + 1].mean(0))


def rounded(x):
    return in_a_loop(x).round(decimals=2)


def turned(x):
    return in_a_loop(x).T


RIGHT = [
    in_a_loop,
    triangle,
    masked_softmax,
    running_sum,
    filled_in,
    by_numpy,
    from_the_mean_before,
    in_python,
]

OTHERS = [
    (the_whole_mean, "the mean of all rows of x"),
    (off_by_one, "Row t itself is left out"),
    (strictly_below, "Row t itself is left out"),
    (upper, "This is the future"),
    (only_the_triangle, "nothing was divided"),
    (triangle_of_x, "Your first row is not the first row of x"),
    (divided_by_all, "by the number of rows in x"),
    (softmax_by_columns, "The columns of your matrix add up to one"),
    (past_masked, "The past was masked"),
    (no_mask, "the mean of all rows of x"),
    (only_the_matrix, "You give back the matrix"),
    (with_a_star, "must match the size of tensor b"),
    (in_place, "You write each mean into x"),
    (from_the_end_in_place, "`x` is no longer what it was"),
    (one_row_short, "The task asks for a tensor of shape (T, C)"),
    (from_the_second, "The task asks for a tensor of shape (T, C)"),
    (never_the_first, "It was never filled in"),
    (in_one_row, "The task asks for a tensor of shape (T, C)"),
    (printed, "`None`"),
    (rounded, "without `round`"),
    (turned, "row"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "all rows everywhere": ("is the mean of all", "should know rows", "rows may go"),
    "one row": ("row, the mean", "a shorter past", "ask for? Collect"),
    "returned in the loop": ("row, the first", "A `return` inside", "your `return` stand"),
    "x itself": ("as it came", "not count yet", "row be made"),
    "without itself": ("first row holds", "nothing is `nan`", "`x[:0]`? A matrix"),
    "without itself, zeros first": ("zeros, and each", "and t belongs", "first round begin"),
    "the first row left open": ("others are right", "was never filled", "your loop begin"),
    "one row too many": ("after it, too", "does not show", "which in `x[:2]`"),
    "the future": ("mean of itself", "slice is turned", "zeros stand, above"),
    "the past masked": ("last row holds", "past was masked", "becomes minus infinity"),
    "the sum": ("nothing was divided", "number of rows", "rows were added"),
    "divided by T": ("You divide all", "a single row", "rows were added"),
    "divided by t": ("than you should", "more than t", "many rows are"),
    "divided by the counts of the columns": (
        "right, and divided",
        "the table. Where",
        "must the counts",
    ),
    "a matrix divided by columns, keepdim forgotten": (
        "the triangular matrix",
        "(T,), and broadcasting",
        "does `keepdim=True` change",
    ),
    "columns add up to one": ("your matrix add", "the matrix says", "`softmax` have? Print"),
    "turned after dividing": ("matrix is turned", "the wrong side", "matrix: its first"),
    "the matrix alone": ("back the matrix", "right. It says", "Which sign mixes"),
    "softmax of ones and zeros": ("took the softmax", "future still counts", "softmax? Section 1"),
    "along the columns": ("along the columns", "places in time", "the length T"),
    "over the columns": ("over its columns", "apart: C numbers", "away in `x.mean(0)`"),
    "over rows and columns": ("of all numbers", "all columns together", "Over which dimension"),
    "over rows and columns, spread out": (
        "the same number",
        "all columns together",
        "Over which dimension",
    ),
    "written into x": ("into the means", "round then finds", "list, and leave"),
    "the future changes nothing": ("before it changes", "What comes later", "of x go"),
    "the first row": ("not the first", "0 to 0", "your lines give"),
    "equal rows": ("x are equal", "row, however many", "Try `torch.ones(4, 2)`"),
    "the last row": ("last row is", "counts the same", "your last row"),
}
