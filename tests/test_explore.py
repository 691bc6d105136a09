"""helpers.explore: what the figures show is what PyTorch computes.

Each figure has a function here that computes, for the texts that its controls show, where every
mark has to be and what every line has to say. Nothing in it calls helpers.training or the
figures: it is float64 written out, torch.autograd and torch.optim.
"""

import contextlib
import functools
import itertools
import math
import random
import re
from dataclasses import dataclass
from string import Formatter

import matplotlib.colors
import nbformat
import numpy as np
import pytest
import torch
from lessons import FIGURES, LESSONS, numbers
from torch import nn

from helpers.data import five_rides
from helpers.plotting import COLORS

BOOKS = {name: getattr(module, name) for module in FIGURES.values() for name in module.__all__}
RIDES = five_rides()
KM, FARE = (t[:, 0].double().numpy() for t in (RIDES.X, RIDES.y))
X, Y = RIDES.X.double(), RIDES.y.double()
NAN = float("nan")
FAR = 1e6
RATIO = math.hypot(1, 0.5)  # the length of a barb along its own line, over that along the arrow


def mse(w, b, x=KM, y=FARE):
    """The loss of each line, w and b of any shape."""
    w, b = np.asarray(w, float)[..., None], np.asarray(b, float)[..., None]
    return ((w * x + b - y) ** 2).mean(-1)


def slopes(w, b, x=KM, y=FARE):
    """The two halves of the gradient, by the formula."""
    r = w * x + b - y
    return 2 * np.mean(r * x), 2 * np.mean(r)


def down(lr, steps, start=(0.0, 0.0), x=KM, y=FARE):
    """(steps + 1, 2), gradient descent written out."""
    path = [np.array(start, float)]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            path.append(path[-1] - lr * np.array(slopes(*path[-1], x, y)))
    return np.array(path)


def curvatures(x=KM):
    """The eigenvalues of the Hessian [[2 mean x², 2 mean x], [2 mean x, 2]], small then large."""
    a, c = 2 * np.mean(x**2), 2 * np.mean(x)
    large = ((a + 2) + math.sqrt((a - 2) ** 2 + 4 * c**2)) / 2
    return 4 * np.var(x) / large, large  # the determinant is 4 var x


# what is wanted


@dataclass
class Mark:
    """Where a mark has to be, in pixels, and how it looks.

    at     the numbers (places, 2), for rects (places, 4); or a function that checks them
    texts  for a text what stands at each place
    """

    kind: str
    axes: int
    color: str
    at: object
    fill: str | None = None
    texts: list | None = None


class Sheet:
    """A state of a book: the texts that the controls show, and the scales of its axes."""

    def __init__(self, book, state):
        self.book = book
        self.told = [c.texts[i] for c, i in zip(book.controls, state, strict=True)]
        self.axes = book.figures[state[0] if len(book.figures) > 1 else 0].axes

    def value(self, control):
        """The number that the text of a control shows."""
        return numbers(self.told[control])[0][0]

    def pixels(self, j, x, y):
        """From the limits of the axes, not by matplotlib's transformations; (..., 2)."""
        ax = self.axes[j]
        box = ax.get_position()
        x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))

        def share(v, limits, scale):
            low, high = limits
            if scale == "log":
                with np.errstate(all="ignore"):
                    v = np.where(v > 0, np.log10(v), NAN)
                low, high = math.log10(low), math.log10(high)
            return (v - low) / (high - low)

        with np.errstate(all="ignore"):
            across = box.x0 + share(x, ax.get_xlim(), ax.get_xscale()) * box.width
            up = box.y0 + share(y, ax.get_ylim(), ax.get_yscale()) * box.height
            place = np.stack([across * self.book.width, (1 - up) * self.book.height], axis=-1)
            place[~(np.abs(place) < FAR).all(-1)] = NAN
        return place

    def within(self, j, places):
        """Which of the places (..., 2) in pixels lie within the axes."""
        box = self.axes[j].get_position()
        low = self.book.width * box.x0, self.book.height * (1 - box.y1)
        high = self.book.width * box.x1, self.book.height * (1 - box.y0)
        with np.errstate(invalid="ignore"):
            return ((places >= low) & (places <= high)).all(-1)

    def line(self, j, x, y, color="line"):
        return Mark("line", j, color, self.pixels(j, x, y))

    def points(self, j, x, y, color="data"):
        return Mark("points", j, color, self.pixels(j, x, y).reshape(-1, 2))

    def rects(self, j, x, y, width, height, color, fill):
        x, y, width, height = np.broadcast_arrays(*np.atleast_1d(x, y, width, height))
        one, other = self.pixels(j, x, y), self.pixels(j, x + width, y + height)
        at = np.concatenate([np.minimum(one, other), np.abs(one - other)], axis=-1)
        return Mark("rects", j, color, at, fill)

    def text(self, j, x, y, texts, color):
        return Mark("text", j, color, self.pixels(j, x, y).reshape(-1, 2), texts=texts)

    def arrows(self, j, ends, color="line", head=11):
        """Shaft and two barbs, `head` long along the shaft and half as far to the sides."""
        places = []
        for x0, y0, x1, y1 in ends:
            (a, b), (c, d) = self.pixels(j, x0, y0), self.pixels(j, x1, y1)
            if not math.isfinite(a + c):
                places += 7 * [(NAN, NAN)]
                continue
            back, length = math.atan2(b - d, a - c), math.hypot(a - c, b - d)
            barb = (min(head, length) if length else NAN) * RATIO
            left, right = (
                (c + barb * math.cos(back + turn), d + barb * math.sin(back + turn))
                for turn in (math.atan(0.5), -math.atan(0.5))
            )
            gap = (NAN, NAN)
            places += [(a, b), (c, d), gap, left, (c, d), right, gap]
        return Mark("line", j, color, np.array(places))


def near(got, want):
    """Which positions in pixels agree; where one is not drawn, the other must not be either."""
    with np.errstate(invalid="ignore"):
        right = np.abs(got - want) <= 0.05 + 2e-6 * np.abs(want)
    right |= ~np.isfinite(got) & ~np.isfinite(want)
    return right | (np.abs(np.abs(want) - FAR) < 0.01 * FAR)


def close(got, want, where):
    wrong = np.argwhere(~near(got, want))
    if len(wrong):
        i = wrong[0][0]
        raise AssertionError(f"{where}: place {i} is at {got[i]}, wanted {want[i]}")


@contextlib.contextmanager
def told(where):
    """Say with an error where it was found."""
    try:
        yield
    except AssertionError as error:
        raise AssertionError(f"{where}: {error}") from None


def says(text, template, *values, slack=1e-9):
    """Whether `text` is the template with the values, rounded as the template says.

    `slack` lets a value that lies on the border of two roundings go either way. What is rounded
    to zero has no minus.
    """
    pattern, values = "", iter(values)
    for literal, field, form, _ in Formatter().parse(template):
        pattern += re.escape(literal)
        if field is not None:
            value = next(values)
            if isinstance(value, float):
                reach = slack * (abs(value) + 1e-3)
                ways = {format(value + d, form) for d in (-reach, 0, reach)}
                ways = {re.sub(r"^-(?=0(\.0*)?$)", "", way) for way in ways}
            else:
                ways = {format(value, form)}
            pattern += "(?:" + "|".join(map(re.escape, ways)) + ")"
    assert not list(values)
    return re.fullmatch(pattern, text) is not None


def plus(value, form):
    """The sign and the size of a number, as they stand in a formula."""
    return f"{'-' if value < 0 else '+'} {abs(value):{form}}"


# lesson 01


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
            for name, color in (("list", "third"), ("column", "data"))
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


# lesson 02


def autograd(w, b):
    """Loss and gradient of a line by PyTorch."""
    theta = torch.tensor([w, b], dtype=torch.float64, requires_grad=True)
    loss = nn.functional.mse_loss(theta[0] * X + theta[1], Y)
    loss.backward()
    return loss.item(), *theta.grad.tolist()


def one_step(s):
    start = re.fullmatch(r"w = (-?\d), b = (-?\d)", s.told[0])
    lr, taken = s.value(1), int(s.value(2))
    path = down(lr, taken + 1, (float(start[1]), float(start[2])))
    (w, b), (next_w, next_b) = path[-2:]
    loss, dw, db = autograd(w, b)
    next_loss = autograd(next_w, next_b)[0]
    gone = np.full((4, 2), NAN)
    gone[: taken + 1] = path[:-1]
    low, high = s.axes[1].get_xlim()
    unit = loss if loss > 1e-9 else NAN  # multiples of the loss here, where it has any

    def along(got):
        """The curve holds every point of the loss along the step, from edge to edge."""
        p = got.reshape(3, 2)
        t = np.linspace(0, 1, 21)[:, None]
        curve = (1 - t) ** 2 * p[0] + 2 * t * (1 - t) * p[1] + t**2 * p[2]
        rate = np.linspace(low, high, 21)
        close(curve, s.pixels(1, rate, mse(w - rate * dw, b - rate * db) / unit), "loss along it")

    ends = np.array([-0.03, high])
    marks = {
        "path": s.line(0, *gone.T, "start"),
        "points": s.points(0, *gone.T, "start"),
        "on the map": s.points(0, w, b, "start"),
        "next step": s.arrows(0, [(w, b, next_w, next_b)]),
        "loss along it": Mark("curve", 1, "data", along),
        "tangent": s.line(1, ends, (loss - (dw**2 + db**2) * ends) / unit, "residual"),
        "here": s.points(1, 0, unit / unit, "start"),
        "next loss": s.points(1, lr, next_loss / unit, "line"),
    }
    w, b, next_w, next_b = map(float, (w, b, next_w, next_b))
    return marks, [
        ("here: w = {:.2f}, b = {:.2f}, loss {:.2f} ¥²", w, b, loss),
        ("gradient: dL/dw = {:.2f}, dL/db = {:.2f}", dw, db),
        ("next step: w = {:.2f}, b = {:.2f}, loss {:.2f} ¥²", next_w, next_b, next_loss),
    ]


def learning_rate_dial(s):
    lr = s.value(0)
    path = down(lr, 60)
    loss = mse(*path.T)
    small, large = curvatures()
    limit = 2 / large
    verdict = "below" if lr < limit else "above"
    marks = {
        "path": s.line(0, *path.T),
        "points": s.points(0, *path.T, "line"),
        "start": s.points(0, 0, 0, "start"),
        "loss curve": s.line(1, np.arange(61), loss),
        "this rate": s.points(2, lr, loss[-1], "line"),
        "out of sight": s.arrows(2, [(lr if loss[-1] > 1e9 else NAN, 1e7, lr, 5e8)]),
    }
    text = f"learning rate {s.told[0]}, {verdict} the limit 2/λmax = {{:.4f}}; "
    return marks, [
        (
            "each step multiplies: across the valley by {:.3f}, along it by {:.3f}",
            1 - lr * large,
            1 - lr * small,
        ),
        (text + "loss after 60 epochs {:.3g} ¥²", limit, float(loss[-1])),
    ]


def distance(points, chain):
    """How far each point (N, 2) is from a chain (M, 2) of straight pieces."""
    start, piece = chain[:-1], np.diff(chain, axis=0)
    away = points[:, None] - start
    share = (away * piece).sum(-1) / np.maximum((piece**2).sum(-1), 1e-12)
    far = np.linalg.norm(away - share.clip(0, 1)[..., None] * piece, axis=-1)
    return np.nan_to_num(far, nan=math.inf).min(1)


@functools.cache
def steps_to_a_hundredth(small, large):
    """Walk until the part along the flattest direction is a hundredth of what it was."""
    factor = abs(1 - 1.8 / large * small)
    if factor < 0.9999:
        left, count = 1.0, 0
        while left > 0.01:
            left, count = left * factor, count + 1
        return count
    return math.ceil(math.log(0.01) / math.log1p(-1.8 * small / large))


def valley(s):
    standardised = s.told[0] == "standardised"
    size, unit = s.told[1].split()
    scale = 1 / (float(size) * {"km": 1, "m": 0.001}[unit])  # units to a kilometre
    x, w0, b0, best = scale * KM, 0.5 / scale, 3.0, (2 / scale, 1.0)
    if standardised:
        mean, std = x.mean(), x.std()
        x, w0, b0, best = (x - mean) / std, w0 * std, b0 + w0 * mean, (2 / scale * std, 5.0)
        assert mean == pytest.approx(2 * scale)
    small, large = curvatures(x)
    path = down(0.9 * 2 / large, 40, (w0, b0), x)
    away = path - best

    def rings(got):
        """Five closed rings on which the loss is 1, 4, 16, 64, 256."""
        got = got.reshape(5, 74, 2)
        assert np.isnan(got[:, -1]).all() and np.isfinite(got[:, :-1]).all()
        hessian = [[2 * np.mean(x**2), 2 * np.mean(x)], [2 * np.mean(x), 2.0]]
        corner = np.linalg.cholesky(hessian)
        angle = np.linspace(0, 2 * math.pi, 1001)
        circle = np.stack([np.cos(angle), np.sin(angle)])
        for ring, level in zip(got[:, :-1], (1, 4, 16, 64, 256), strict=True):
            w, b = np.linalg.solve(corner.T, math.sqrt(2 * level) * circle)
            assert np.allclose(mse(w + best[0], b + best[1], x), level, rtol=1e-5)
            true = s.pixels(0, w, b)
            assert distance(ring, true).max() < 0.05, f"not on the contour {level}"
            seen = true[s.within(0, true)][::5]
            if len(seen):
                assert distance(seen, ring).max() < 0.5, f"the contour {level} has a hole"
            assert np.allclose(ring[0], ring[-1], atol=0.01)
        assert any(s.within(0, ring).any() for ring in got), "no contour is to be seen"

    marks = {
        "contours": Mark("line", 0, "data", rings),
        "path": s.line(0, *away.T),
        "points": s.points(0, *away.T, "line"),
        "start": s.points(0, *away[0], "start"),
        "loss curve": s.line(1, np.arange(41), mse(*path.T, x)),
    }
    form = "{:,.0f}" if large >= 1000 else "{:.3g}"
    text, values = f"curvature {{:.3g}} along, {form} across", [small, large]
    way = "way along the valley"
    if large / small < 1 + 1e-9:
        text, values, way = "curvature {:.3g} in every direction", [large], "way"
    assert standardised == (way == "way")
    steps = steps_to_a_hundredth(small, large)
    until = f"steps until one hundredth of the {way} is left"
    return marks, [
        (text + "; condition number {:,.0f}; limit {:.3g}", *values, large / small, 2 / large),
        (f"learning rate 0.9 · limit: {{:,}} {until}", steps),
    ]


# lesson 03

ORDER = ["w", "b", "p", "y_hat", "r", "L"]
PARENTS = {"p": ["w"], "y_hat": ["p", "b"], "r": ["y_hat"], "L": ["r"]}
FORWARD = [["p"], ["y_hat"], ["r"], ["L"]]
BACKWARD = [["L"], ["r"], ["y_hat"], ["p", "b"], ["w"]]


def factor(value):
    """The place of a factor: a negative one stands in brackets."""
    return "({:.7g})" if value < 0 else "{:.7g}"


def graph_walk(s):
    w, b = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (s.value(0), 1.0))
    p = w * 3
    y_hat = p + b
    r = y_hat - 7
    nodes = {"w": w, "b": b, "p": p, "y_hat": y_hat, "r": r, "L": r * r}
    for node in nodes.values():
        node.retain_grad()
    nodes["L"].backward()
    v = {name: node.item() for name, node in nodes.items()}
    g = {name: node.grad.item() + 0.0 for name, node in nodes.items()}

    where = re.fullmatch(r"start|(forward|backward) (\d) of (\d)", s.told[1])
    way, count = where[1], int(where[2] or 0)
    forward = count if way == "forward" else 4 if way == "backward" else 0
    backward = count if way == "backward" else 0
    known = {"w", "b", *itertools.chain(*FORWARD[:forward])}
    back = set(itertools.chain(*BACKWARD[:backward]))
    now, arrows = [], []
    if way == "forward":
        now = FORWARD[count - 1]
        arrows = [(parent, name) for name in now for parent in PARENTS[name]]
    elif way == "backward":
        now = BACKWARD[count - 1]
        arrows = [(child, n) for n in now for child, of in PARENTS.items() if n in of]
    assert where[3] in (None, "4" if way == "forward" else "5")

    # where the page has drawn each node, and the head and the row of each column of the table
    top, low = s.axes
    place = {t.get_text().split("\n")[0]: t.get_position() for t in top.texts}
    head = {t.get_text(): t.get_position() for t in low.texts}
    x, y = np.array([place[name] for name in ORDER]).T
    column = [head[name][0] for name in ORDER]

    def box(name):
        return place[name][0] - 0.54, place[name][1] - 0.36

    def beside(source, target):
        (x0, y0), (x1, y1) = place[source], place[target]
        right = math.copysign(1, x1 - x0)
        lower = 0.1 if right > 0 else 0.16
        return x0 + 0.54 * right, y0 - lower, x1 - 0.54 * right, y1 - lower

    nowhere = [(NAN, NAN)]
    boxes = np.array(([box(name) for name in now] + 2 * nowhere)[:2])
    ends = ([beside(*pair) for pair in arrows] + 2 * [(NAN,) * 4])[:2]
    held = [n in "wb" and n in back for n in ORDER]
    marks = {
        "now": s.rects(0, *boxes.T, 1.08, 0.72, "line", "third"),
        "values": s.text(
            0, x, y - 0.03, [("{:.7g}", v[n]) if n in known else ("?",) for n in ORDER], "ink"
        ),
        "gradients": s.text(
            0,
            x,
            y - 0.19,
            [("grad {:.7g}", g[n]) if n in back else ("",) for n in ORDER],
            "residual",
        ),
        ".grad": s.text(
            1,
            column,
            head[".grad"][1],
            [("{:.7g}", g[n]) if h else ("None",) for n, h in zip(ORDER, held, strict=True)],
            "residual",
        ),
        "way": s.arrows(0, ends, "line", 14),
    }
    r = v["r"]
    lines = {
        "start": [("start: you made w and b; they are the leaves",)],
        "forward": [
            None,
            ("forward: p = w · 3 = " + factor(v["w"]) + " · 3 = {:.7g}", v["w"], v["w"] * 3),
            ("forward: y_hat = p + b = {:.7g} + 1 = {:.7g}", v["p"], v["p"] + 1),
            ("forward: r = y_hat - 7 = {:.7g} - 7 = {:.7g}", v["y_hat"], v["y_hat"] - 7),
            ("forward: L = r · r = " + factor(r) + " · " + factor(r) + " = {:.7g}", r, r, r**2),
        ],
        "backward": [
            None,
            ("backward: it starts with dL/dL = 1",),
            ("backward: dL/dr = dL/dL · 2r = 1 · 2 · " + factor(r) + " = {:.7g}", r, g["r"]),
            ("backward: dL/dy_hat = dL/dr · 1 = {:.7g}", g["y_hat"]),
            ("backward: dL/dp = dL/db = dL/dy_hat · 1 = {:.7g}; b is a leaf and keeps it", g["p"]),
            (
                "backward: dL/dw = dL/dp · 3 = "
                + factor(g["p"])
                + " · 3 = {:.7g}; w is a leaf and keeps it",
                g["p"],
                g["w"],
            ),
        ],
    }
    assert g["p"] == g["b"] == g["y_hat"] and g["L"] == 1 and g["w"] == 3 * g["p"]
    return marks, [lines[way or "start"][count]]


@functools.cache
def trained(order):
    """The acts of an order over 60 epochs in float64: (epoch, text, w, b, gradient or None)."""
    acts = [(0, ("nothing was done yet: .grad is None",), 0.0, 0.0, None)]
    w, b, held, losses = 0.0, 0.0, None, []
    for epoch in range(60):
        losses.append(float(mse(w, b)))
        for act in order.split(", "):
            if act == "zero":
                full = held is not None and held[0] != 0
                text = ("zero empties .grad" if full else "zero finds nothing to empty",)
                held = None if held is None else (0.0, 0.0)
            elif act == "backward":
                dw, db = map(float, slopes(w, b))
                held = (dw, db) if held is None else (held[0] + dw, held[1] + db)
                text = ("backward adds {:.2f} to w.grad and {:.2f} to b.grad", dw, db)
            elif held is None:
                text = ("step finds no gradient and moves nothing",)
            else:
                w, b = w - 0.05 * held[0], b - 0.05 * held[1]
                text = (
                    "step moves w by {:.2f} and b by {:.2f}",
                    -0.05 * held[0],
                    -0.05 * held[1],
                )
            acts.append((epoch, text, w, b, held))
    return acts, losses


def gradient_bucket(s):
    order, done = s.told[0], int(s.value(1))
    acts, losses = trained(order)
    epoch, text, w, b, held = acts[done]
    height = np.array(held or (0.0, 0.0))
    texts = [("{:.2f}", h) for h in held] if held else [("None",)] * 2
    names = order.split(", ")
    last = (done - 1) % len(names) if done else None
    listed = "  ".join(f"[{name}]" if i == last else name for i, name in enumerate(names))
    x = np.arange(2)
    marks = {
        "bucket": s.rects(0, x - 0.3, 0, 0.6, height, "data", "fourth"),
        "held": s.text(0, x, height + np.where(height >= 0, 4, -4), texts, "ink"),
        "loss curve": s.line(1, np.arange(60), losses),
        "epoch": s.points(1, epoch, losses[epoch], "start"),
    }
    return marks, [(f"epoch {epoch}:  {listed}   (w = {{:.2f}}, b = {{:.2f}})", w, b), text]


# lesson 04

RIVALS = {
    "SGD": (lambda groups: torch.optim.SGD(groups), "residual"),
    "momentum": (lambda groups: torch.optim.SGD(groups, momentum=0.9), "data"),
    "Adam": (lambda groups: torch.optim.Adam(groups), "best"),
}


def in_bowl(bowl):
    """The distances as the bowl takes them."""
    return 10 * X if bowl.startswith("valley") else (X - X.mean()) / X.std(correction=0)


@functools.cache
def raced(bowl, optimizer):
    """(rates, 201, 2) and (rates, 201): 200 epochs by torch.optim from 0, for every rate."""
    x = in_bowl(bowl)[:, 0]
    rates = [float(text) for text in BOOKS["race"]().controls[2].texts]
    thetas = [torch.zeros(2, dtype=torch.float64, requires_grad=True) for _ in rates]
    groups = [{"params": [t], "lr": lr} for t, lr in zip(thetas, rates, strict=True)]
    optimizer = RIVALS[optimizer][0](groups)
    path, losses = [], []
    for epoch in range(201):
        theta = torch.stack(thetas)
        loss = (theta[:, :1] * x + theta[:, 1:] - Y[:, 0]).square().mean(1)
        path.append(theta.detach().clone())
        losses.append(loss.detach())
        if epoch < 200:
            optimizer.zero_grad()
            loss.sum().backward()
            optimizer.step()
    return torch.stack(path, dim=1).numpy(), torch.stack(losses, dim=1).numpy()


def arrival(loss):
    """The first epoch from which the loss stays below 1e-6; None where it does not."""
    late = [epoch for epoch, value in enumerate(loss) if not value < 1e-6]
    return None if late and late[-1] == 200 else late[-1] + 1


def best_rate(bowl, optimizer):
    """The first to arrive for good; where none does, the least loss at the end."""
    loss = raced(bowl, optimizer)[1]
    when = [(math.inf if arrival(row) is None else arrival(row)) for row in loss]
    end = np.where(np.isfinite(loss[:, -1]), loss[:, -1], math.inf)
    return min(range(len(loss)), key=lambda k: (when[k], end[k]))


def outcome(loss):
    """What is said of a run, as a template and its numbers."""
    if arrival(loss) is not None:
        return "below 10⁻⁶ from epoch {} on", arrival(loss)
    if not loss[-1] <= loss[0] * (1 + 1e-9):
        return ("diverges",)
    return "not there after 200 epochs, loss {:.2g} ¥²", float(loss[-1])


def every_epoch(alike, count):
    """A check of a line with a place for each epoch.

    alike  which of the places (N, 2) may be which epoch, (N, count)
    """

    def check(got):
        got = got.reshape(-1, 2)
        assert len(got) == count
        for n, may in enumerate(alike(got).diagonal()):
            assert may, f"place {n} at {got[n]} is not epoch {n}"

    return check


def path_line(s, path, color):
    at = s.pixels(0, *path.T)
    return Mark("line", 0, color, every_epoch(lambda got: near(got[:, None], at).all(-1), 121))


def loss_line(s, loss, color):
    """A loss below 1e-20 is rounding, and one above 1e290 may or may not overflow."""
    at = s.pixels(1, np.arange(201), loss)
    across, floor = s.pixels(1, np.arange(201), 1e-19).T
    deep, high = loss < 1e-20, ~(loss < 1e290)

    def alike(got):
        low = deep & near(got[:, :1], across) & (got[:, 1:] > floor)
        return near(got[:, None], at).all(-1) & ~deep | low | high

    return Mark("line", 1, color, every_epoch(alike, 201))


def no_line(j, color):
    def check(got):
        assert np.isnan(got).all(), "nobody races against himself"

    return Mark("line", j, color, check)


def race(s):
    bowl, yours, rate = s.told
    k = s.book.controls[2].texts.index(rate)
    marks, rivals = {}, []
    for name, (_, color) in RIVALS.items():
        path, loss = raced(bowl, name)
        best = best_rate(bowl, name)
        if name == yours:
            marks[f"{name} path"] = no_line(0, color)
            marks[f"{name} loss"] = no_line(1, color)
            continue
        marks[f"{name} path"] = path_line(s, path[best, :121], color)
        marks[f"{name} loss"] = loss_line(s, loss[best], color)
        text, *values = outcome(loss[best])
        lr = s.book.controls[2].texts[best]
        rivals.append((f"{name} at its best, learning rate {lr}: {text}", *values))
    path, loss = (part[k] for part in raced(bowl, yours))
    seen = np.where(loss[:, None] > 1e4, NAN, path)  # out of sight for good
    marks["your path"] = path_line(s, seen[:121], "line")
    marks["your loss"] = loss_line(s, loss, "line")
    marks["start"] = s.points(0, 0, 0, "start")
    text, *values = outcome(loss)
    text = f"yours: {yours}, learning rate {rate}: {text}"
    limit = 2 / curvatures(in_bowl(bowl)[:, 0].numpy())[1]
    limit *= {"SGD": 1, "momentum": 1 + 0.9, "Adam": math.inf}[yours]
    if float(rate) >= limit * (1 - 1e-9):
        text, values = text + " (limit {:.2g})", [*values, limit]
    return marks, [(text, *values), *rivals]


EXPECTED = {
    "guess_the_line": guess_the_line,
    "one_outlier": one_outlier,
    "shape_trap": shape_trap,
    "two_worlds": two_worlds,
    "one_step": one_step,
    "learning_rate_dial": learning_rate_dial,
    "valley": valley,
    "graph_walk": graph_walk,
    "gradient_bucket": gradient_bucket,
    "race": race,
}
# float32 is what the figure computes with
SLACK = {"gradient_bucket": 2e-5, "race": 1e-6}


def some_states(book, count=30):
    """The start, both ends of each control, all corners, and `count` random states.

    Of a choice every value counts as an end.
    """
    draw = random.Random(20240521)
    ends = [
        range(len(control)) if control.kind == "choice" else (0, len(control) - 1)
        for control in book.controls
    ]
    states = [book.start, *map(list, itertools.product(*ends))]
    for number, values in enumerate(ends):
        states += [[*book.start[:number], end, *book.start[number + 1 :]] for end in values]
    for _ in range(count):
        states.append([draw.randrange(len(control)) for control in book.controls])
    return list(dict(zip(map(tuple, states), states, strict=True)).values())


def test_every_figure_has_an_expectation():
    assert set(EXPECTED) == set(BOOKS)


@pytest.mark.parametrize("name", BOOKS)
def test_what_is_shown_is_what_pytorch_computes(name):
    book = BOOKS[name]()
    marks = {mark["name"]: mark for mark in book.spec["marks"]}
    assert len(marks) == len(book.spec["marks"]), "two marks with one name"
    within = dict.fromkeys(marks, 0)
    for state in some_states(book):
        sheet = Sheet(book, state)
        expected, lines = EXPECTED[name](sheet)
        assert expected.keys() == marks.keys()
        for key, want in expected.items():
            mark, where = marks[key], f"{name}, {sheet.told}, {key}"
            assert mark["kind"] == want.kind, where
            got = book.numbers(mark, state).double().numpy()
            if want.kind == "text":
                table = [mark["table"][int(number)] for number in got[2::3]]
                got = got.reshape(-1, 3)[:, :2]
                for text, template, (x, _) in zip(table, want.texts, want.at, strict=True):
                    right = math.isnan(x) or says(text, *template, slack=SLACK.get(name, 1e-9))
                    assert right, f"{where}: {text!r}, wanted {template}"
            if callable(want.at):
                with told(where):
                    want.at(got)
            else:
                got = got.reshape(-1, want.at.shape[-1])
                assert got.shape == want.at.shape, where
                close(got, want.at, where)
            x, y, width, height = mark["clip"]
            places = got.reshape(-1, 4 if want.kind == "rects" else 2)[:, :2] - (x, y)
            within[key] += int((np.abs(places / (width, height) - 0.5) <= 0.500001).all(-1).sum())
        said = book.said(state)
        assert len(said) == len(lines)
        for text, template in zip(said, lines, strict=True):
            right = says(text, *template, slack=SLACK.get(name, 1e-9))
            assert right, f"{name}, {sheet.told}: {text!r}, wanted {template}"
    for key, count in within.items():
        assert count, f"{name}: {key} was never seen within its axes"


@pytest.mark.parametrize("name", BOOKS)
def test_marks_have_their_axes_and_their_colours(name):
    book = BOOKS[name]()
    expected, _ = EXPECTED[name](Sheet(book, book.start))
    known = set(COLORS.values())
    for mark in book.spec["marks"]:
        want, look = expected[mark["name"]], mark["look"]
        assert look["color"] == COLORS[want.color], mark["name"]
        assert look.get("fill") == (want.fill and COLORS[want.fill]), mark["name"]
        assert {look["color"], look.get("fill", look["color"])} <= known
        for figure in book.figures:
            box = figure.axes[want.axes].get_position()
            clip = [
                box.x0 * book.width,
                (1 - box.y1) * book.height,
                box.width * book.width,
                box.height * book.height,
            ]
            assert mark["clip"] == pytest.approx(clip, abs=0.02), mark["name"]
        # black squares are starts and places where one stands
        square = look.get("square", False)
        assert not square or look["color"] == COLORS["start"], mark["name"]


# what can be dragged: the dots, which of them, and the controls that they take along
HANDLES = {
    "guess_the_line": [("start fare", 0, ["bias b"]), ("right end", 0, ["slope w"])],
    "one_outlier": [("rides", 4, ["fare of the last ride"])],
    "shape_trap": [("right end", 0, ["slope w"]), ("loss", 0, ["slope w"])],
    "two_worlds": [("point", 0, ["slope w", "bias b"])],
}


@pytest.mark.parametrize("name", BOOKS)
def test_a_handle_moves_what_it_stands_for(name):
    book = BOOKS[name]()
    found = [
        (
            book.marks[handle["mark"]]["name"],
            handle["place"],
            [book.controls[number].label for number in handle["moves"]],
        )
        for handle in book.spec["handles"]
    ]
    assert found == HANDLES.get(name, [])
    for mark, place, moves in found:  # and each of its controls alone moves it
        number = next(i for i, m in enumerate(book.marks) if m["name"] == mark)
        for label in moves:
            k = [control.label for control in book.controls].index(label)
            there = set()
            for value in range(len(book.controls[k])):
                state = [*book.start[:k], value, *book.start[k + 1 :]]
                numbers_ = book.numbers(book.marks[number], state).tolist()
                there.add(tuple(numbers_[2 * place :][:2]))
            assert len(there) == len(book.controls[k]), f"{name}: {mark} by {label}"


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


@pytest.mark.parametrize("name", BOOKS)
def test_a_goal_is_reached_in_the_right_states(name):
    book = BOOKS[name]()
    if name not in GOALS:
        assert book.spec["goal"] is None
        return
    text, reached = GOALS[name]
    assert book.spec["goal"]["text"] == text
    every = itertools.product(*(range(len(control)) for control in book.controls))
    count = 0
    for state in every:
        here = book.reached(state)
        assert here == reached(Sheet(book, state)), f"{name}: {state}"
        count += here
        if here and name == "one_outlier":  # the figure says the number of the goal
            assert book.said(state)[0].startswith("MSE 8.00 ¥²")
    assert count and not book.reached(book.start)


# label of a legend: the mark that it names, None for what does not move
LEGENDS = {
    ("one_outlier", 1): {
        "squared error (left bars)": "share squared",
        "absolute error (right bars)": "share absolute",
    },
    ("shape_trap", 2): {"(5,)": "loss of a list", "(5, 1)": "loss of a column"},
    ("one_step", 1): {"loss after the step": "loss along it", "tangent here": "tangent"},
    ("learning_rate_dial", 2): {"limit 2/λmax": None, "after 60 epochs": None},
    ("race", 1): {
        "yours": "your loss",
        "SGD": "SGD loss",
        "momentum": "momentum loss",
        "Adam": "Adam loss",
        "goal": None,
    },
}


def test_legends_name_their_marks():
    seen = {}
    for name, make in BOOKS.items():
        book = make()
        marks = {mark["name"]: mark["look"] for mark in book.spec["marks"]}
        for figure in book.figures:
            for j, ax in enumerate(figure.axes):
                if (legend := ax.get_legend()) is None:
                    continue
                labels = [text.get_text() for text in legend.get_texts()]
                seen[name, j] = dict.fromkeys(labels)
                for label, handle in zip(labels, legend.legend_handles, strict=True):
                    key = LEGENDS[name, j][label]
                    seen[name, j][label] = key
                    if key is None:
                        continue
                    look = marks[key]
                    if "fill" in look:
                        color = handle.get_facecolor()
                    else:
                        color = handle.get_color()
                        dashed = handle.get_linestyle() != "-"
                        assert dashed == bool(look["dash"]), (name, label)
                    shown = look.get("fill", look["color"])
                    assert matplotlib.colors.to_hex(color).upper() == shown, (name, label)
    assert seen == LEGENDS
    for mark in ("path", "loss"):  # one look for a rival on both sides
        looks = {m["name"]: m["look"] for m in BOOKS["race"]().spec["marks"]}
        for rival in RIVALS:
            same = [looks[f"{rival} {side}"] for side in (mark, "loss")]
            assert same[0]["color"] == same[1]["color"] and same[0]["dash"] == same[1]["dash"]


# what does not move


def dots(ax):
    return [tuple(offset) for scatter in ax.collections for offset in scatter.get_offsets()]


def star(ax):
    (found,) = [line for line in ax.lines if line.get_marker() == "*"]
    return [float(found.get_xdata()[0]), float(found.get_ydata()[0])]


def test_the_dots_are_the_rides():
    rides = list(zip(KM, FARE, strict=True))
    for name, j, want in (
        ("guess_the_line", 0, rides),
        ("shape_trap", 1, rides),
        ("two_worlds", 0, rides),
    ):
        assert dots(BOOKS[name]().figures[0].axes[j]) == want, name


def test_the_stars_stand_on_the_least_loss():
    for name, page, j, x in (
        ("two_worlds", 0, 1, X),
        ("one_step", 0, 0, X),
        ("learning_rate_dial", 0, 0, X),
        ("race", 0, 0, in_bowl("valley")),
        ("race", 1, 0, in_bowl("round")),
    ):
        A = torch.cat([x, torch.ones(5, 1)], dim=1)
        best = torch.linalg.solve(A.T @ A, A.T @ Y)[:, 0].tolist()
        assert star(BOOKS[name]().figures[page].axes[j]) == pytest.approx(best), name
    assert star(BOOKS["valley"]().figures[0].axes[0]) == [0, 0]  # measured from the best


def test_the_still_curves():
    lines = {k.get_label(): k for k in BOOKS["learning_rate_dial"]().figures[0].axes[2].lines}
    assert lines["limit 2/λmax"].get_xdata()[0] == pytest.approx(2 / (7 + math.sqrt(41)))
    rates, ends = (np.asarray(part) for part in lines["after 60 epochs"].get_data())
    assert rates == pytest.approx(
        [float(t) for t in BOOKS["learning_rate_dial"]().controls[0].texts]
    )
    assert ends == pytest.approx([mse(*down(lr, 60)[-1]) for lr in rates], rel=1e-6)


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


def test_the_graph_that_is_drawn():
    top, low = BOOKS["graph_walk"]().figures[0].axes
    texts = {t.get_text().split("\n")[0]: t.get_position() for t in top.texts}
    edges = {("w", "p"): "· 3", ("y_hat", "r"): "- 7", ("r", "L"): "square"}
    for (source, target), text in edges.items():
        middle = (texts[source][0] + texts[target][0]) / 2
        assert texts[text][0] == pytest.approx(middle)
    assert sum(t.get_text() == "+" for t in top.texts) == 2
    w = torch.tensor(1.0, requires_grad=True)
    leaf = {"w": w.is_leaf, "b": w.is_leaf, "p": (w * 3).is_leaf}
    leaf |= dict.fromkeys(("y_hat", "r", "L"), leaf["p"])
    row = next(t.get_position()[1] for t in low.texts if t.get_text() == "leaf")
    head = {t.get_text(): t.get_position()[0] for t in low.texts}
    told = {t.get_position()[0]: t.get_text() for t in low.texts if t.get_position()[1] == row}
    assert {name: told[head[name]] == "yes" for name in ORDER} == leaf
    assert set(told.values()) == {"leaf", "yes", "no"}


# the controls


@pytest.mark.parametrize("name", BOOKS)
def test_each_control_has_the_value_that_it_shows(name):
    for control in BOOKS[name]().controls:
        assert len(set(control.texts)) == len(control.texts), f"{control.label}: a text twice"
        if control.kind == "choice":
            assert control.values.tolist() == list(range(len(control)))
            continue
        if control.kind == "steps":
            assert control.values.tolist() == list(range(len(control)))
            counted = [numbers(text) for text in control.texts]
            if name != "graph_walk":
                assert [n[0][0] for n in counted] == control.values.tolist()
            continue
        shown = [numbers(text)[0][0] for text in control.texts]
        rises = 1
        if name == "valley":  # in metres, and it falls
            metres = [1000 if text.endswith(" km") else 1 for text in control.texts]
            shown = [size * unit for size, unit in zip(shown, metres, strict=True)]
            assert (shown[0], shown[-1]) == (2000, 1)
            rises = -1
        assert control.values.tolist() == pytest.approx(shown, rel=1e-12, abs=1e-12), control.label
        assert (rises * control.values.diff() > 0).all(), f"{control.label} turns"


@pytest.mark.parametrize("name", BOOKS)
def test_no_text_shows_a_number_that_is_none(name):
    """No minus before a zero, no nan, no infinity."""
    book = BOOKS[name]()
    tables = [item["table"] for item in book.marks + book.readouts if "table" in item]
    texts = [text for table in [*tables, *(c.texts for c in book.controls)] for text in table]
    strange = re.compile(r"(?<![\w.])-0(?:\.0*)?(?![\d.])|(?<!\w)(?:nan|inf)(?!\w)|\{|\}")
    assert [text for text in texts if strange.search(text)] == []


# what the lessons say about them


def cell(lesson, cell_id):
    nb = nbformat.read(LESSONS[lesson], as_version=4)
    return next(c.source for c in nb.cells if c.id == cell_id)


def test_the_orders_that_work_are_those_the_lesson_names():
    book = BOOKS["gradient_bucket"]()
    orders = book.controls[0].texts
    curve = next(mark for mark in book.spec["marks"] if mark["name"] == "loss curve")
    sheet = Sheet(book, book.start)
    y33, y1 = sheet.pixels(1, 0, 33.0)[1], sheet.pixels(1, 0, 1.0)[1]
    works, frozen, rest = [], [], []
    for i, order in enumerate(orders):
        y = book.numbers(curve, [i, 0]).double().numpy()[1::2]
        if np.allclose(y, y33, atol=0.05):
            frozen.append(order)
        elif (np.diff(y) > -0.05).all() and y[-1] > y1:  # pixels count downwards: it falls
            works.append(order)
        else:
            rest.append(order)
    # zero after a step and before the next backward, and all three are there
    around = {
        ("zero", "backward", "step"),
        ("backward", "step", "zero"),
        ("step", "zero", "backward"),
    }
    assert {tuple(order.split(", ")) for order in works} == around
    note = cell("03", "order-note")
    assert "three orders that work, the first three," in note and works == list(orders[:3])
    assert "In the next three" in note and "stays at 33" in note and "last three one act" in note
    assert frozen == [*orders[3:6], "zero, backward", "zero, step"]
    assert rest == ["backward, step"]
    assert "Three of the nine orders work" in cell("03", "ask-bucket-figure")
    assert (
        sorted(map(sorted, (o.split(", ") for o in orders[3:6])))
        == [["backward", "step", "zero"]] * 3
    )
    assert all(trained(order)[1][-1] < 0.1 for order in works)


def shown(name, number):
    """The values of a control, as its texts show them."""
    return [numbers(text)[0][0] for text in BOOKS[name]().controls[number].texts]


def test_the_numbers_in_the_notes():
    w = np.array(shown("two_worlds", 0))
    assert 2 in w and {5, 1} <= {*shown("two_worlds", 1)}
    flat = mse(w, 5.0)
    note = cell("01", "worlds-note")
    assert f"never gets below {int(flat.min())}" in note
    assert f"the best on the slider is {flat.min():.2f}, at w = {w[flat.argmin()]:g}" in note
    note = cell("01", "trap-flat")
    lists, columns = (
        [((v * (X - 2) + 5 - y) ** 2).mean().item() for v in (0, 2)] for y in (Y[:, 0], Y)
    )
    assert {0, 2} <= {*shown("shape_trap", 1)}
    assert lists[0] == columns[0] and f"At slope 0 both losses are {lists[0]:g}" in note
    assert f"list rises to {lists[1]:g}, that of the column falls to {columns[1]:g}" in note
    note, y = cell("01", "outlier-note"), np.append(FARE[:4], 19)
    start, turned = (np.array([v * KM - y]) for v in (3, 3.75))
    assert f"{(100 * start**2 / (start**2).sum())[0, 4]:.0f} % of the MSE" in note
    assert f"{(100 * abs(start) / abs(start).sum())[0, 4]:.0f} % of the MAE" in note
    assert f"MSE falls from {(start**2).mean():.2f} to {(turned**2).mean():.2f}" in note
    assert f"MAE rises from {abs(start).mean():.2f} to {abs(turned).mean():.2f}" in note
    best = np.polyfit(KM, y, 1)
    assert f"At w = {best[0]:.0f}, b = {best[1]:.0f} you are at the least-squares line" in note
    assert best == pytest.approx([4, -1])
    slope, bias, fare = (shown("one_outlier", number) for number in range(3))
    assert {3, 3.75, 4, 2} <= {*slope} and {0, -1, 1} <= {*bias} and {19, 9} <= {*fare}
    assert "Then take the fare of the last ride down to 9" in note and mse(2, 1) == 0
    assert FARE[4] == 9
    rates = shown("learning_rate_dial", 0)
    best = min(rates, key=lambda lr: mse(*down(lr, 60)[-1]))
    note = cell("02", "limit-note")
    assert f"The best on the slider is {best:g}, a little below the limit" in note
    assert 0.9 < best / (2 / curvatures()[1]) < 1 and 0.149 in rates
    assert f"at 0.149 the factor across the valley is {1 - 0.149 * curvatures()[1]:.3f}" in note
    note = cell("02", "valley-figure-caption")
    assert f"{steps_to_a_hundredth(*curvatures(10 * KM)):,} steps for 100 m" in note
    assert f"no longer matters: {steps_to_a_hundredth(2, 2)} steps." in note
    note = cell("02", "one-step-figure-caption")
    starts, rates = BOOKS["one_step"]().controls[0].texts, shown("one_step", 1)
    assert {"w = 0, b = 0", "w = 1, b = 4"} <= {*starts} and 0.15 in rates
    assert (
        "from w = 0, b = 0, a step with a learning rate near 0.15 lands as high as it started"
        in note
    )
    assert mse(*down(0.15, 1)[-1]) == pytest.approx(mse(0, 0), rel=0.03)
    assert "w = 1, b = 4, nearly on the floor of the valley: there no learning rate" in note
    along = [mse(*down(lr, 1, (1, 4))[-1]) for lr in rates if lr >= 0]
    assert (np.diff(along) < 0).all()  # the lowest point lies beyond the slider
    note = cell("03", "twice-intro")
    assert "With w = 2 the residual is 0, and so is every gradient except the 1" in note
    assert 2 in shown("graph_walk", 0) and slopes(2, 1, np.array([3.0]), np.array([7.0])) == (0, 0)
    note = cell("04", "race-note")
    texts = BOOKS["race"]().controls[2].texts
    valley_, round_ = BOOKS["race"]().controls[0].texts
    there = [arrival(row) is not None for row in raced(valley_, "Adam")[1]]
    first = there.index(True)
    assert all(there[first:]) and f"with every one from {texts[first]} to {texts[-1]}" in note
    for other in ("SGD", "momentum"):
        assert all(arrival(row) is None for row in raced(valley_, other)[1])
    k = best_rate(round_, "SGD")
    assert arrival(raced(round_, "SGD")[1][k]) == 1
    assert f"SGD with {texts[k]} is there after one" in note
    fastest = min(arrival(row) or 201 for row in raced(round_, "Adam")[1])
    assert f"it needs at least {fastest} epochs" in note


def test_the_text_alternatives():
    """The numbers that stand in each, computed."""
    shares = [100 * e[4] / sum(e) for e in ([1, 0, 1, 4, 49], [1, 0, 1, 2, 7])]
    dw, db = slopes(0.0, 0.0)
    lowest = (dw**2 + db**2) / (12 * dw**2 + 8 * dw * db + 2 * db**2)
    table = 5.0 + 2 * (KM[:, None] - 2) - FARE
    limit = 2 / curvatures()[1]
    wanted = {
        "guess_the_line": [0.5, 5, 5, 0.5],
        "one_outlier": [3, 19, (3 * 4 - 19) ** 2, *shares],
        "shape_trap": [5, 5, table.min(), table.max(), 2, (table**2).mean(), 2],
        "two_worlds": [5, 2, 1, 0, 5],
        "one_step": [0, 0, 1, 0, lowest, 0.05],
        "learning_rate_dial": [mse(0, 0), mse(*down(0.05, 60)[-1]), 60, 60, 0.135, limit, 0.05],
        "valley": [40],
        "graph_walk": [1, 3, 1, 4, -3, 9],
        "gradient_bucket": [60],
        "race": [0.01, 200],
    }
    for name, make in BOOKS.items():
        found = numbers(make().alt)
        assert len(found) == len(wanted[name]), f"{name}: {found}"
        for (number, digit), value in zip(found, wanted[name], strict=True):
            assert abs(number - value) <= digit / 2 + 1e-9, f"{name}: {number}, not {value}"
