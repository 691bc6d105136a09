"""What the pictures of lesson 04 show, read off their artists after running it."""

import numpy as np
import pytest
from artists import axes_of, dots, legend, points, straight
from reference import quadratic_path


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


def test_the_same_path_three_times(ran):
    (ax,) = axes_of(ran, "04", "three-paths-picture")
    for line in ax.lines[1:4]:
        path = np.transpose(line.get_data())
        assert np.allclose(path, quadratic_path(0.05, 100), atol=1e-5)
    assert len({line.get_linewidth() for line in ax.lines[1:4]}) == 3
