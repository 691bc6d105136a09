"""What holds for every picture of every lesson, read off the artists after running the lesson.

What each picture shows stands by lesson, in tests/lesson_NN/test_pictures.py.
"""

import pytest
from artists import dots, points
from lessons import LESSONS
from matplotlib.colors import to_hex

from helpers.plotting import COLORS


@pytest.mark.parametrize("number", LESSONS)
def test_every_picture_is_labelled_and_whole(ran, number):
    """Axes carry names; nothing but the two drawings without axes goes without."""
    for cell, figures in ran(number).figures.items():
        for figure in figures:
            assert "alt" in ran(number).code[cell].metadata, cell
            for ax in figure.axes:
                if ax.axison:
                    assert ax.get_xlabel() and ax.get_ylabel(), cell


@pytest.mark.parametrize("number", LESSONS)
def test_dots_are_data_and_have_its_colour(ran, number):
    for cell, figures in ran(number).figures.items():
        for ax in (ax for figure in figures for ax in figure.axes):
            for cloud in dots(ax):
                assert to_hex(cloud.get_facecolor()[0]).upper() == COLORS["data"], cell


@pytest.mark.parametrize("number", LESSONS)
def test_no_marked_point_lies_outside_its_picture(ran, number):
    for cell, figures in ran(number).figures.items():
        for ax in (ax for figure in figures for ax in figure.axes):
            marked = [line for line in ax.lines if len(line.get_xdata()) == 1]
            places = [(k.get_xdata()[0], k.get_ydata()[0]) for k in marked]
            for cloud in dots(ax):
                places += points(cloud).tolist()
            (left, right), (low, high) = sorted(ax.get_xlim()), sorted(ax.get_ylim())
            for x, y in places:
                assert left <= x <= right and low <= y <= high, f"{cell}: ({x}, {y})"


@pytest.mark.parametrize("number", LESSONS)
def test_lines_in_one_picture_differ_in_more_than_colour(ran, number):
    for cell, figures in ran(number).figures.items():
        for ax in (ax for figure in figures for ax in figure.axes):
            named = [line for line in ax.lines if not line.get_label().startswith("_")]
            looks = [(k.get_linestyle(), k.get_marker(), k.get_linewidth()) for k in named]
            assert len(set(looks)) == len(looks), cell
