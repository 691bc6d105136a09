"""What the pictures of lesson 02 show, read off their artists after running it."""

import numpy as np
from artists import axes_of, legend, line_of
from reference import quadratic_path, x, y


def test_tangent(ran):
    (ax,) = axes_of(ran, "02", "tangent")
    w, loss = (np.asarray(v) for v in line_of(ax, "loss, with b = 0").get_data())
    assert np.allclose(loss, [np.mean((wi * x - y) ** 2) for wi in w], atol=1e-4)
    w, tangent = (np.asarray(v) for v in line_of(ax, "tangent, slope of the loss -28").get_data())
    assert np.allclose(tangent, 33 - 28 * w, atol=0.02)  # its slope comes from a nudge of 0.001


def test_arrows_of_one_step(ran):
    (ax,) = axes_of(ran, "02", "one-step-picture")
    arrows = [t.xy for t in ax.texts if getattr(t, "arrow_patch", None)]
    assert np.allclose(arrows, [[0.84, 0.3], [-0.84, -0.3]])
    assert {"minus", "plus"} <= {t.get_text() for t in ax.texts}
    assert ax.get_aspect() == 1.0  # or the right angle would not look right


def test_path_and_loss_of_the_loop(ran):
    left, right = axes_of(ran, "02", "loop-picture")
    path = quadratic_path(0.05, 200)
    assert np.allclose(np.transpose(left.lines[-2].get_data()), path, atol=1e-5)
    losses = [np.mean((w * x + b - y) ** 2) for w, b in path]
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
