"""What the pictures of lesson 03 show, read off their artists after running it."""

import numpy as np
from artists import axes_of, dots, legend, points
from reference import quadratic_path


def test_graph(ran):
    (ax,) = axes_of(ran, "03", "graph-picture")
    texts = "|".join(t.get_text() for t in ax.texts)
    for node in (
        "w\n1\ngrad -18",
        "p\n3\ngrad -6",
        "b\n1\ngrad -6",
        "r\n-3\ngrad -6",
        "L\n9\ngrad 1",
    ):
        assert node in texts


def test_orders(ran):
    (ax,) = axes_of(ran, "03", "order-picture")
    good, frozen, never = (np.asarray(line.get_ydata()) for line in ax.lines)
    assert legend(ax) == ["zero backward step", "backward zero step", "backward step"]
    assert (frozen == 33).all()
    assert (np.diff(good) < 0).all() and (np.diff(np.sign(np.diff(never))) != 0).sum() > 8


def test_demand(ran):
    (ax,) = axes_of(ran, "03", "demand-picture")
    start, fitted = (np.asarray(line.get_ydata()) for line in ax.lines)
    seen = points(dots(ax)[0])[:, 1]
    assert np.mean((fitted - seen) ** 2) < 0.07 < 5 < np.mean((start - seen) ** 2)
    assert np.argmax(start) == 15 and np.argmax(fitted) == 18


def test_the_same_path_twice(ran):
    (ax,) = axes_of(ran, "03", "same-path-picture")
    assert np.allclose(ax.lines[1].get_data(), ax.lines[2].get_data(), atol=1e-5)
    assert np.allclose(np.transpose(ax.lines[1].get_data()), quadratic_path(0.05, 200), atol=1e-5)
