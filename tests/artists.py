"""Read off the artists of a picture what it shows."""

import numpy as np
import pytest


def axes_of(ran, number, cell):
    (figure,) = ran(number).figures[cell]
    return figure.axes


def points(collection):
    return np.asarray(collection.get_offsets())


def dots(ax):
    return [c for c in ax.collections if len(c.get_offsets()) > 1 and c.get_sizes().size]


def straight(ax):
    """w and b of each straight line across the axes, by its label."""
    found = {}
    for line in ax.lines:
        x, y = (np.asarray(v, float) for v in line.get_data())
        if len(x) == 2:
            w = (y[1] - y[0]) / (x[1] - x[0])
            found[line.get_label()] = pytest.approx((w, y[0] - w * x[0]), abs=1e-4)
    return found


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def line_of(ax, label):
    return next(line for line in ax.lines if line.get_label() == label)
