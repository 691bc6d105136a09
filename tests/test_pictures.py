"""What the pictures of the lessons show, read off their artists after running each lesson."""

import numpy as np
import pytest
from lessons import LESSONS
from matplotlib.colors import to_hex
from test_plotting import points

from helpers.plotting import COLORS

X = np.arange(5.0)
RIDES = np.stack([X, 2 * X + 1], axis=1)


def axes_of(ran, number, cell):
    (figure,) = ran(number).figures[cell]
    return figure.axes


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
            (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
            for x, y in places:
                assert left <= x <= right and low <= y <= high, f"{cell}: ({x}, {y})"


@pytest.mark.parametrize("number", LESSONS)
def test_lines_in_one_picture_differ_in_more_than_colour(ran, number):
    for cell, figures in ran(number).figures.items():
        for ax in (ax for figure in figures for ax in figure.axes):
            named = [line for line in ax.lines if not line.get_label().startswith("_")]
            looks = [(k.get_linestyle(), k.get_marker(), k.get_linewidth()) for k in named]
            assert len(set(looks)) == len(looks), cell


def test_rides_and_guess(ran):
    for cell in ("rides-picture", "guess", "residual-picture", "squares-picture"):
        (ax,) = axes_of(ran, "01", cell)
        assert np.allclose(points(dots(ax)[0]), RIDES), cell
    (ax,) = axes_of(ran, "01", "guess")
    assert straight(ax) == {"fare = 1.5 ¥/km · distance + 0.5 ¥": (1.5, 0.5)}


def test_residuals_and_squares(ran):
    (ax,) = axes_of(ran, "01", "residual-picture")
    assert [t.get_text() for t in ax.texts] == [f"{-0.5 * x - 0.5:+.2f}" for x in X]
    (ax,) = axes_of(ran, "01", "squares-picture")
    areas = [p.get_width() * p.get_height() for p in ax.patches]
    assert np.allclose(areas, (-0.5 * X - 0.5) ** 2)
    assert areas[-1] > sum(areas[:3])  # what the caption says


def test_trap_table(ran):
    (ax,) = axes_of(ran, "01", "trap-table")
    cells = [t.get_text() for t in ax.texts][-26:-1]
    expected = (2 * X + 1)[:, None] - (2 * X + 1)[None, :]
    assert [float(c) for c in cells] == expected.ravel().tolist()


def test_two_worlds(ran):
    left, right = axes_of(ran, "01", "two-worlds")
    lines = {"A": (0, 5), "B": (1.5, 0.5), "C": (2, 1)}
    assert legend(left) == ["A: loss 8.00", "B: loss 2.75", "C: loss 0.00"]
    assert list(straight(left).values()) == list(lines.values())
    marked = [tuple(v[0] for v in k.get_data()) for k in right.lines if k.get_marker() == "D"]
    assert marked == list(lines.values())
    assert [t.get_text() for t in right.texts][-3:] == list(lines)
    for name, line in zip(lines, left.lines, strict=True):
        assert line.get_color() == right.lines[1 + list(lines).index(name)].get_color()


def test_noisy_and_outlier(ran):
    (ax,) = axes_of(ran, "01", "lstsq-picture")
    cloud = points(dots(ax)[0])
    w, b = np.polyfit(*cloud.T, 1)
    assert list(straight(ax).values()) == [(w, b)] and len(cloud) == 100
    (ax,) = axes_of(ran, "01", "outlier-picture")
    assert points(dots(ax)[0])[:, 1].tolist() == [1, 3, 5, 7, 19]
    assert straight(ax) == {"smaller MSE": (4, -1), "smaller MAE": (2, 1)}


def test_tangent(ran):
    (ax,) = axes_of(ran, "02", "tangent")
    w, loss = (np.asarray(v) for v in line_of(ax, "loss, with b = 0").get_data())
    assert np.allclose(loss, [np.mean((wi * X - 2 * X - 1) ** 2) for wi in w], atol=1e-4)
    w, tangent = (np.asarray(v) for v in line_of(ax, "tangent, slope of the loss -28").get_data())
    assert np.allclose(tangent, 33 - 28 * w, atol=0.02)  # its slope comes from a nudge of 0.001


def test_arrows_of_one_step(ran):
    (ax,) = axes_of(ran, "02", "one-step-picture")
    arrows = [t.xy for t in ax.texts if getattr(t, "arrow_patch", None)]
    assert np.allclose(arrows, [[0.84, 0.3], [-0.84, -0.3]])
    assert {"minus", "plus"} <= {t.get_text() for t in ax.texts}
    assert ax.get_aspect() == 1.0  # or the right angle would not look right


def quadratic_path(lr, steps, start=(0, 0)):
    theta, path = np.array(start, float), []
    for _ in range(steps + 1):
        path.append(theta)
        r = theta[0] * X + theta[1] - 2 * X - 1
        theta = theta - lr * 2 * np.array([np.mean(r * X), np.mean(r)])
    return np.array(path)


def test_path_and_loss_of_the_loop(ran):
    left, right = axes_of(ran, "02", "loop-picture")
    path = quadratic_path(0.05, 200)
    assert np.allclose(np.transpose(left.lines[-2].get_data()), path, atol=1e-5)
    losses = [np.mean((w * X + b - 2 * X - 1) ** 2) for w, b in path]
    assert np.allclose(right.lines[0].get_ydata(), losses, rtol=2e-3, atol=1e-7)


def test_learning_rates(ran):
    (ax,) = axes_of(ran, "02", "rates-picture")
    assert legend(ax) == ["lr = 0.001", "lr = 0.05", "lr = 0.13", "lr = 0.2"]
    ends = [line.get_ydata()[-1] for line in ax.lines]
    assert ends[2] < ends[1] < ends[0] < 33 < ends[3]


def test_valley(ran):
    left, right = axes_of(ran, "02", "valley-picture")
    path = np.transpose(left.lines[-2].get_data())
    assert np.allclose(path, quadratic_path(0.13, 15, path[0]))
    side = np.sign((path - [2, 1]) @ [0.95, 0.33])  # which side of the valley
    assert (side[1:] != side[:-1]).mean() > 0.9
    steps = np.transpose(right.lines[-2].get_data())
    assert np.allclose(steps[1], [2 * np.sqrt(2), 5]) and right.get_aspect() == 1.0


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


def test_the_same_path_three_times(ran):
    (ax,) = axes_of(ran, "03", "same-path-picture")
    assert np.allclose(ax.lines[1].get_data(), ax.lines[2].get_data(), atol=1e-5)
    assert np.allclose(np.transpose(ax.lines[1].get_data()), quadratic_path(0.05, 200), atol=1e-5)
    (ax,) = axes_of(ran, "04", "three-paths-picture")
    for line in ax.lines[1:4]:
        path = np.transpose(line.get_data())
        assert np.allclose(path, quadratic_path(0.05, 100), atol=1e-5)
    assert len({line.get_linewidth() for line in ax.lines[1:4]}) == 3


def test_demand(ran):
    (ax,) = axes_of(ran, "03", "demand-picture")
    start, fitted = (np.asarray(line.get_ydata()) for line in ax.lines)
    seen = points(dots(ax)[0])[:, 1]
    assert np.mean((fitted - seen) ** 2) < 0.07 < 5 < np.mean((start - seen) ** 2)
    assert np.argmax(start) == 15 and np.argmax(fitted) == 18


def test_race(ran):
    valley, bowl = axes_of(ran, "04", "race-picture")
    end = {ax: {k.get_label(): k.get_ydata()[-1] for k in ax.lines} for ax in (valley, bowl)}
    assert end[valley]["Adam"] < end[valley]["momentum"] < end[valley]["SGD"]
    at_20 = {line.get_label(): line.get_ydata()[20] for line in bowl.lines}
    assert at_20["SGD"] < 1e-6 * min(at_20["Adam"], at_20["momentum"])


def test_real_data(ran):
    (ax,) = axes_of(ran, "04", "hubble-picture")
    cloud = points(dots(ax)[0])
    ((w, b),) = [v.expected for v in straight(ax).values()]
    assert (w, b) == pytest.approx(tuple(np.polyfit(*cloud.T, 1)), rel=1e-4)
    assert legend(ax) == ["velocity = 454 km/s/Mpc · distance - 41 km/s"]
    (ax,) = axes_of(ran, "04", "penguins-picture")
    measured, predicted = points(dots(ax)[0]).T
    assert np.corrcoef(measured, predicted)[0, 1] ** 2 == pytest.approx(0.7615, abs=1e-4)
    assert list(straight(ax).values()) == [(1, 0)]
