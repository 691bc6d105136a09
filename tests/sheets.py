"""Where the marks of a figure have to be, and what its lines have to say.

Nothing in it calls helpers.training or the figures: it is float64 written out.
"""

import contextlib
import math
import re
from dataclasses import dataclass
from string import Formatter

import nbformat
import numpy as np
from lessons import FIGURES, LESSONS, numbers

from helpers.data import five_rides

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


# what a figure and a lesson have


def dots(ax):
    return [tuple(offset) for scatter in ax.collections for offset in scatter.get_offsets()]


def star(ax):
    (found,) = [line for line in ax.lines if line.get_marker() == "*"]
    return [float(found.get_xdata()[0]), float(found.get_ydata()[0])]


def cell(lesson, cell_id):
    nb = nbformat.read(LESSONS[lesson], as_version=4)
    return next(c.source for c in nb.cells if c.id == cell_id)


def shown(name, number):
    """The values of a control, as its texts show them."""
    return [numbers(text)[0][0] for text in BOOKS[name]().controls[number].texts]
