"""What the pictures of lesson 01 show, read off their artists after running it."""

import numpy as np
from artists import axes_of, dots, legend, points, straight
from reference import x, y

RIDES = np.stack([x, y], axis=1)


def test_residual_pictures_show_the_rides_and_the_guess(ran):
    for cell in ("residual-picture", "squares-picture"):
        (ax,) = axes_of(ran, "01", cell)
        assert np.allclose(points(dots(ax)[0]), RIDES), cell
        assert straight(ax)["ŷ = 1.5 x + 0.5"] == (1.5, 0.5), cell


def test_residuals_and_squares(ran):
    (ax,) = axes_of(ran, "01", "residual-picture")
    assert [t.get_text() for t in ax.texts] == [f"{-0.5 * xi - 0.5:+.2f}" for xi in x]
    (ax,) = axes_of(ran, "01", "squares-picture")
    areas = [p.get_width() * p.get_height() for p in ax.patches]
    assert np.allclose(areas, (-0.5 * x - 0.5) ** 2)
    assert areas[-1] > sum(areas[:3])  # what the caption says


def test_trap_table(ran):
    (ax,) = axes_of(ran, "01", "trap-table")
    cells = [t.get_text() for t in ax.texts][-26:-1]
    expected = y[:, None] - y[None, :]
    assert [float(c) for c in cells] == expected.ravel().tolist()


def test_two_worlds(ran):
    left, right = axes_of(ran, "01", "two-worlds")
    lines = {"flat": (0, 5), "guess": (1.5, 0.5), "exact": (2, 1)}
    assert legend(left) == ["flat: loss 8.00", "guess: loss 2.75", "exact: loss 0.00"]
    assert list(straight(left).values()) == list(lines.values())
    marked = [tuple(v[0] for v in k.get_data()) for k in right.lines if k.get_marker() == "D"]
    assert marked == list(lines.values())
    assert [t.get_text() for t in right.texts][-3:] == list(lines)
    for name, line in zip(lines, left.lines, strict=True):
        assert line.get_color() == right.lines[1 + list(lines).index(name)].get_color()


def test_mean_point(ran):
    (ax,) = axes_of(ran, "01", "mean-point")
    assert np.allclose(points(dots(ax)[0]), RIDES)
    (square,) = [line for line in ax.lines if line.get_marker() == "s"]
    assert [v[0] for v in square.get_data()] == [x.mean(), y.mean()]
    stair = [np.array(line.get_data()).T.tolist() for line in ax.lines if line.is_dashed()]
    assert stair == [[[2, 5], [4, 5]], [[4, 5], [4, 9]]]
    u, v = x[-1] - x.mean(), y[-1] - y.mean()
    assert [t.get_text() for t in ax.texts] == [f"u = {u:.0f}", f"v = {v:.0f}"]


def test_noisy_and_outlier(ran):
    (ax,) = axes_of(ran, "01", "lstsq-picture")
    cloud = points(dots(ax)[0])
    w, b = np.polyfit(*cloud.T, 1)
    assert straight(ax) == {"least squares": (w, b), "made from": (2, 1)} and len(cloud) == 100
    (ax,) = axes_of(ran, "01", "outlier-picture")
    assert points(dots(ax)[0])[:, 1].tolist() == [1, 3, 5, 7, 19]
    assert straight(ax) == {"least squares": (4, -1), "exact for four rides": (2, 1)}
