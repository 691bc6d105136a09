"""What the figures of lesson 01 show, computed another way; tests/test_explore.py compares."""

import numpy as np
import pytest
import torch
from sheets import BOOKS, FARE, KM, NAN, X, Y, dots, mse, plus, shown
from torch import nn

from helpers.practice.lesson_01 import QUESTIONS


def right_end(w, b, x, floor_and_top):
    """Where the line w x + b is at x, or where it leaves the strip between floor and top before."""
    y = min(max(w * x + b, floor_and_top[0]), floor_and_top[1])
    return (x, y) if w == 0 else ((y - b) / w, y)


def guess_the_line(s):
    w, b = s.value(0), s.value(1)
    low, high = s.axes[0].get_xlim()
    side = -1 if w >= 0 else 1
    beside = min(max(b + w / 2 + 0.9 * side, -2.5), 11.5)
    if abs(beside) < 0.6:
        beside = 0.6 * side
    marks = {
        "line": s.line(0, [low, high], [w * low + b, w * high + b]),
        "one kilometre": s.line(0, [0, 1, 1], [b, b, w + b], "residual"),
        "start fare": s.points(0, 0, b, "start"),
        "right end": s.points(0, *right_end(w, b, 4.3, (-2.7, 11.7)), "line"),
        "rise": s.text(0, 1.07, beside, [("{:+.2f} ¥ for 1 km", w)], "residual"),
    }
    return marks, [
        ("fare = {:.2f} ¥/km · distance {} ¥", w, plus(b, ".2f")),
        ("0 km costs {:.2f} ¥, 4 km costs {:.2f} ¥", b, 4 * w + b),
    ]


def one_outlier(s):
    w, b, last = s.value(0), s.value(1), s.value(2)
    y = Y.clone()
    y[4] = last
    y_hat = w * X + b
    squared = nn.functional.mse_loss(y_hat, y, reduction="none")[:, 0]
    absolute = nn.functional.l1_loss(y_hat, y, reduction="none")[:, 0]
    mean = nn.functional.mse_loss(y_hat, y).item(), nn.functional.l1_loss(y_hat, y).item()
    low = torch.minimum(y, y_hat)[:, 0].numpy()
    side = absolute.numpy()
    lo, hi = s.axes[0].get_xlim()
    marks = {
        "squares": s.rects(0, KM[:4], low[:4], side[:4], side[:4], "residual", "soft"),
        "square of the last ride": s.rects(0, 4, low[4], side[4], side[4], "residual", "soft"),
        "line": s.line(0, [lo, hi], [w * lo + b, w * hi + b]),
        "rides": s.points(0, KM, y[:, 0].numpy(), "data"),
    }
    said = []
    parts = (("squared", squared, -0.38, "residual"), ("absolute", absolute, 0.02, "third"))
    for name, part, shift, fill in parts:
        share = 100 * part / part.sum() if part.sum() > 0 else 0 * part
        assert part.sum() == 0 or share.sum().item() == pytest.approx(100)
        marks[f"share {name}"] = s.rects(1, KM + shift, 0, 0.36, share.numpy(), "ink", fill)
        text = ("MSE {:.2f} ¥²" if name == "squared" else "MAE {:.2f} ¥") + ", the mean of "
        values = [mean[name == "absolute"], *part.tolist()]
        text += ", ".join(["{:.4g}"] * 5)
        if part.sum() > 0:
            text, values = text + "; {:.0f} % from the last ride", [*values, share[4].item()]
        said.append((text, *values))
    for rect in (marks["squares"].at, marks["square of the last ride"].at):
        assert np.allclose(rect[:, 2], rect[:, 3]), "the squares are no squares on the screen"
    return marks, said


def trap_loss(w, y):
    """What a line of slope w through (2 km, 5 ¥) gets from fares of the shape of y."""
    return ((w * (X - 2) + 5 - y) ** 2).mean().item()


def shape_trap(s):
    column, w = s.told[0].startswith("(5, 1)"), s.value(1)
    y = Y if column else Y.reshape(-1)
    y_hat = w * (X - 2) + 5
    table = y_hat - y
    assert table.shape == ((5, 1) if column else (5, 5))
    loss = (table**2).mean().item()
    i, j = np.divmod(np.arange(25), 5)
    shown = j == 0 if column else np.full(25, True)
    x = np.where(shown, 2.0 if column else j, NAN)
    of_ride = np.where(shown if column else i == j, x, NAN)  # a prediction minus its own fare
    texts = [("{:g}", table[a, 0 if column else c].item()) for a, c in zip(i, j, strict=True)]
    low, high = s.axes[1].get_xlim()
    tried = np.arange(-40, 81) / 20  # the curve is drawn from the start, 2, to here
    way = np.array([trap_loss(v, y) for v in tried])
    way[(tried < min(w, 2) - 1e-9) | (tried > max(w, 2) + 1e-9)] = NAN
    no = np.full(len(tried), NAN)
    marks = {
        "cells": s.rects(0, x, i, 1, 1, "ink", "soft"),
        "wanted": s.rects(0, of_ride, i, 1, 1, "best", "fourth"),
        "differences": s.text(0, x + 0.5, i + 0.5, texts, "ink"),
        "line": s.line(1, [low, high], [w * (low - 2) + 5, w * (high - 2) + 5]),
        "right end": s.points(1, *right_end(w, 5 - 2 * w, 4.15, (-3.4, 13.4)), "line"),
        **{
            f"loss of a {name}": s.line(
                2, tried, way if column == (name == "column") else no, color
            )
            for name, color in (("list", "residual"), ("column", "data"))
        },
        "loss": s.points(2, w, loss, "line"),
    }
    shapes = "(5, 1) - (5, 1) = (5, 1)" if column else "(5, 1) - (5,) = (5, 5)"
    text = f"shapes: {shapes}. loss: the mean of {table.numel()} squares, {{:.2f}} ¥²"
    return marks, [
        ("line: fare = {:g} ¥/km · distance {} ¥", w, plus(5 - 2 * w, "g")),
        (text, loss),
    ]


def two_worlds(s):
    w, b = s.value(0), s.value(1)
    low, high = s.axes[0].get_xlim()
    gap = np.full(5, NAN)
    x = np.stack([KM, KM, gap], axis=1).ravel()
    y = np.stack([FARE, w * KM + b, gap], axis=1).ravel()
    marks = {
        "residuals": s.line(0, x, y, "residual"),
        "line": s.line(0, [low, high], [w * low + b, w * high + b]),
        "point": s.points(1, w, b, "line"),
    }
    loss = nn.functional.mse_loss(w * X + b, Y).item()
    return marks, [
        ("fare = {:.2f} ¥/km · distance {} ¥", w, plus(b, ".2f")),
        ("point ({:.2f}, {:.2f}), loss {:.2f} ¥²", w, b, loss),
    ]


# what tests/test_explore.py compares with the figures

EXPECTED = {
    "guess_the_line": guess_the_line,
    "one_outlier": one_outlier,
    "shape_trap": shape_trap,
    "two_worlds": two_worlds,
}


# what can be dragged: the dots, which of them, and the controls that they take along
HANDLES = {
    "guess_the_line": [("start fare", 0, ["bias b"]), ("right end", 0, ["slope w"])],
    "one_outlier": [("rides", 4, ["fare of the last ride"])],
    "shape_trap": [("right end", 0, ["slope w"]), ("loss", 0, ["slope w"])],
    "two_worlds": [("point", 0, ["slope w", "bias b"])],
}


def on_the_line(s):
    return bool((s.value(0) * X + s.value(1) == Y).all())


def least_with_the_outlier(s):
    """The normal equations, for the fare that the figure starts with."""
    y = Y.clone()
    y[4] = 19
    A = torch.cat([X, torch.ones(5, 1)], dim=1)
    best = torch.linalg.solve(A.T @ A, A.T @ y)[:, 0].tolist()
    return s.value(2) == 19 and [s.value(0), s.value(1)] == pytest.approx(best)


def least_of_a_list(s):
    """The mean of (w u + 5 - y)² over all pairs has the derivative 2 w mean u²: least at 0."""
    return s.told[0].startswith("(5,)") and s.value(1) == 0


def no_loss(s):
    w, b = s.value(0), s.value(1)
    return nn.functional.mse_loss(w * X + b, Y).item() == 0


GOALS = {
    "guess_the_line": ("put all five dots on the line", on_the_line),
    "one_outlier": (
        "with the last ride at 19 ¥, bring the MSE down to 8.00 ¥²",
        least_with_the_outlier,
    ),
    "shape_trap": ("with a list, find the slope with the smallest loss", least_of_a_list),
    "two_worlds": ("bring the loss down to 0.00 ¥²", no_loss),
}


# label of a legend: the mark that it names, None for what does not move
LEGENDS = {
    ("one_outlier", 1): {
        "squared error (left bars)": "share squared",
        "absolute error (right bars)": "share absolute",
    },
    ("shape_trap", 2): {"(5,)": "loss of a list", "(5, 1)": "loss of a column"},
}


# figure, page, axes: the inputs whose best line a star marks
STARS = {
    ("two_worlds", 0, 1): X,
}


# the numbers of each text alternative, computed
shares = [100 * e[4] / sum(e) for e in ([1, 0, 1, 4, 49], [1, 0, 1, 2, 7])]
table = 5.0 + 2 * (KM[:, None] - 2) - FARE
ALTS = {
    "guess_the_line": [0.5, 5, 5, 0.5],
    "one_outlier": [3, 19, (3 * 4 - 19) ** 2, *shares],
    "shape_trap": [5, 5, table.min(), table.max(), 2, (table**2).mean(), 2],
    "two_worlds": [5, 2, 1, 0, 5],
}


def test_the_dots_are_the_rides():
    rides = list(zip(KM, FARE, strict=True))
    for name, j, want in (
        ("guess_the_line", 0, rides),
        ("shape_trap", 1, rides),
        ("two_worlds", 0, rides),
    ):
        assert dots(BOOKS[name]().figures[0].axes[j]) == want, name


def test_the_shape_trap_starts_without_its_answer():
    """No curve is drawn but where the learner has moved the slope."""
    book = BOOKS["shape_trap"]()
    assert all(len(line.get_xdata()) == 0 for line in book.figures[0].axes[2].lines)
    curves = [mark for mark in book.marks if mark["name"].startswith("loss of a")]
    assert len(curves) == 2
    for shape in range(2):
        drawn = [book.numbers(mark, [shape, book.start[1]]).isfinite() for mark in curves]
        places = [found[1::2].sum().item() for found in drawn]
        assert places == [int(shape == 0), int(shape == 1)]  # the start alone, on its own curve


def said(name: str) -> str:
    """All that the explanation of a question says."""
    (question,) = [question for question in QUESTIONS if question.name == name]
    return repr(question.explained(None)).replace("\n", " ")


def test_the_numbers_in_the_explanations():
    w = np.array(shown("two_worlds", 0))
    assert 2 in w and {5, 1} <= {*shown("two_worlds", 1)}
    flat = mse(w, 5.0)
    valley = said("01.valley")
    assert f"a loss above {int(flat.min())}" in valley and mse(2, 5.0) == 16
    assert f"The best on the slider is {flat.min():.2f}, at w = {w[flat.argmin()]:g}." in valley
    lists, columns = (
        [((v * (X - 2) + 5 - y) ** 2).mean().item() for v in (0, 2)] for y in (Y[:, 0], Y)
    )
    assert {0, 2} <= {*shown("shape_trap", 1)}
    assert f"The loss is {lists[0]:g}." in said("01.flat") and columns == [8, 0]
    assert f"With the list its loss is {lists[1]:g}," in said("01.flat")
    pull, y = said("01.pull"), np.append(FARE[:4], 19)
    start, turned = (np.array([v * KM - y]) for v in (3, 3.75))
    (asked,) = [question.text for question in QUESTIONS if question.name == "01.pull"]
    assert start.tolist() == [[-1, 0, 1, 2, -7]] and "residuals are -1, 0, 1, 2 and -7" in asked
    assert f"MSE falls from {(start**2).mean():.2f} to {(turned**2).mean():.2f}" in pull
    assert f"MAE rises from {abs(start).mean():.2f} to {abs(turned).mean():.2f}" in pull
    slope, bias, fare = (shown("one_outlier", number) for number in range(3))
    assert {3, 3.75, 4, 2} <= {*slope} and {0, -1, 1} <= {*bias} and {19, 9} <= {*fare}


def test_no_loss_of_the_shape_trap_leaves_its_axes():
    """The dot is there to be dragged, wherever the slope is."""
    low, high = BOOKS["shape_trap"]().figures[0].axes[2].get_ylim()
    slopes = np.array(shown("shape_trap", 1))
    table = 2 * slopes**2 + FARE.var()  # of the list: what the turn adds, and the spread of fares
    column = 2 * (slopes - 2) ** 2
    assert table[slopes == 2] == 16 and column[slopes == 0] == 8
    assert low < min(table.min(), column.min()) and max(table.max(), column.max()) < high
