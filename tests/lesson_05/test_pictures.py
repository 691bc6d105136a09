"""What the pictures of lesson 05 show, read off their artists after running it."""

import math

import numpy as np
from artists import axes_of, points

from lesson_05.letters import NEW_COUNTS, SMOOTH, SYMBOLS, UNIGRAM, P, nats


def test_counts_picture_shows_the_table(ran):
    (ax,) = axes_of(ran, "05", "counts-picture")
    (mesh,) = ax.collections
    assert np.allclose(mesh.get_array().reshape(27, 27), P, atol=1e-6)
    for labels in (ax.get_xticklabels(), ax.get_yticklabels()):  # on both sides
        assert [label.get_text() for label in labels] == list(SYMBOLS)
    assert ax.yaxis_inverted() and not ax.xaxis_inverted()  # the first row is at the top
    dark = mesh.cmap(mesh.norm([0, 0.25, 0.5, 0.75, 1]))[:, :3] @ [0.2126, 0.7152, 0.0722]
    assert (np.diff(dark) < 0).all()  # the darker, the larger, as the caption says


def test_two_tables_show_counting_and_fit(ran):
    (ax,) = axes_of(ran, "05", "two-tables")
    (cloud,) = ax.collections
    by_counts, by_fit = points(cloud).T
    assert np.allclose(by_counts, P.ravel(), atol=1e-6)
    learned = ran("05").names["two-tables"]["learned"]
    assert np.allclose(by_fit, np.asarray(learned).ravel(), atol=1e-6)
    assert np.allclose(learned.sum(dim=1), 1) and abs(by_fit - by_counts).max() < 0.1
    (diagonal,) = ax.lines
    assert np.allclose(*diagonal.get_data()) and diagonal.get_linestyle() == "--"
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("probability by counting", "probability by fit")


def test_ladder_picture_shows_what_the_models_got(ran):
    (ax, *_) = axes_of(ran, "05", "ladder-picture")
    drawn = sorted(x for line in ax.lines if line.get_marker() != "None" for x in line.get_xdata())
    drawn = [x for x in drawn if np.isfinite(x)]
    counted = nats(SMOOTH, NEW_COUNTS)
    expected = sorted([math.log(27), nats(UNIGRAM, NEW_COUNTS), counted, counted + 0.004])
    assert len(drawn) == 4 and np.allclose(drawn, expected, atol=0.006)
