"""What the pictures of lesson 07 show, read off their artists after running it."""

import numpy as np
import pytest
from artists import axes_of, legend, line_of

from lesson_07.searches import RACE


def test_ten_seeds_of_three_rates(ran):
    (ax,) = axes_of(ran, "07", "ten-seeds-picture")
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == ["0.005", "0.030", "0.035"]
    seeds, means = line_of(ax, "one seed"), line_of(ax, "mean of the seeds")
    rows = np.array(seeds.get_ydata())
    losses = [np.array(seeds.get_xdata())[rows == row] for row in range(3)]
    assert [len(some) for some in losses] == [10, 10, 10]
    slow, one, other = losses
    assert slow.min() > max(one.max(), other.max()) + 0.05
    assert abs(one.mean() - other.mean()) < 0.005
    for some in (one, other):
        assert 0.01 < some.max() - some.min() < 0.035
    assert list(means.get_xdata()) == pytest.approx([some.mean() for some in losses])
    (line,) = [one for one in ax.lines if one.get_linestyle() == "--"]
    assert list(line.get_xdata()) == pytest.approx([one.mean()] * 2)


def test_the_range_test_on_two_axes(ran):
    even, log = axes_of(ran, "07", "range-picture")
    assert (even.get_xscale(), log.get_xscale()) == ("linear", "log")
    (one,), (other,) = even.lines, log.lines
    rates, losses = np.array(other.get_data())
    assert np.allclose(one.get_data(), other.get_data())
    assert rates[-1] == pytest.approx(10) and len(rates) == 100
    assert np.allclose(np.diff(np.log10(rates)), 0.06)
    assert losses.max() == pytest.approx(1.1 * losses[0])
    slow, good, fast = rates < 0.0003, (rates > 0.03) & (rates < 0.2), rates > 0.5
    assert abs(losses[slow] - losses[0]).max() < 0.12
    assert losses[good].max() < 2.9 and losses.argmin() in np.flatnonzero(good)
    assert losses[fast].mean() > losses[good].mean() + 0.3
    assert np.ptp(losses[fast]) > 3 * np.ptp(losses[good])


def test_the_race_is_the_mean_of_the_repetitions(ran):
    (ax,) = axes_of(ran, "07", "race")
    assert legend(ax) == [*RACE]
    for way, found in RACE.items():
        trials, best = line_of(ax, way).get_data()
        assert dict(zip(trials, best, strict=True)) == pytest.approx(
            {trial: sum(some) / len(some) for trial, some in found.items()}
        )
