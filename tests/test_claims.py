"""What captions and text alternatives say of pictures, held to the pictures."""

import itertools

import matplotlib.pyplot as plt
import pytest
from claims import UNKNOWN, borne_out, claims, shown
from lessons import LESSONS, Lesson
from matplotlib.colors import ListedColormap

from helpers.plotting import COLORS


def described(lesson):
    """Each picture's cell, and what is said of it: its alternative text and its caption."""
    cells = lesson.nb.cells
    for cell, after in itertools.pairwise(cells):
        if after.source.startswith("*Picture "):
            yield cell.id, f"{cell.metadata['alt']} {after.source.splitlines()[0]}"


@pytest.mark.parametrize("number", LESSONS)
def test_a_picture_shows_what_is_said_of_it(ran, number):
    for cell, text in described(Lesson(LESSONS[number])):
        assert not UNKNOWN.search(text), f"{cell}: {UNKNOWN.search(text)[0]}; see tests/claims.py"
        artists = [artist for figure in ran(number).figures[cell] for artist in shown(figure)]
        for claim in claims(text):
            assert borne_out(claim, artists), f"{cell} has no {' '.join((*claim[1], claim[0]))}"


@pytest.fixture
def artists():
    figure, ax = plt.subplots()
    ax.plot([0, 1], [0, 1], "--", color=COLORS["line"])
    ax.plot([0], [0], "s", color=COLORS["start"])
    ax.scatter([0, 1], [1, 0], color=COLORS["data"])
    ax.vlines([0], 0, 1, color=COLORS["residual"], linestyles="dashed")
    ax.pcolormesh([[0, 1]], cmap=ListedColormap(["white", COLORS["best"]]))
    figure.canvas.draw()
    yield shown(figure)
    plt.close(figure)


@pytest.mark.parametrize(
    "text",
    [
        "Two blue dots and a dashed vermilion line.",
        "A black square, and dashed vertical segments.",
        "The line (dashed) rises.",
        "The square is black.",
        "A table in shades from white to green.",
    ],
)
def test_what_is_there(artists, text):
    assert claims(text) and all(borne_out(claim, artists) for claim in claims(text))


@pytest.mark.parametrize(
    "text",
    [
        "Two green dots.",
        "A dotted vermilion line.",
        "A solid line.",
        "A dashed black line.",
        "A blue square.",
        "A star marks the bottom.",
        "The line (solid) rises.",
        "A table in shades from white to pink.",
    ],
)
def test_what_is_not_there(artists, text):
    assert not all(borne_out(claim, artists) for claim in claims(text))
