"""What the figures of lesson 10 show, computed another way; tests/test_explore.py compares."""

import functools
import math
from collections import defaultdict

import numpy as np
import pytest
import torch
from sheets import BOOKS, NAN, star

from helpers.data import noisy_rides
from helpers.experiments import stored

# A: a descent with noise, by torch.optim and torch's own schedules

CURVES = (1, 10)
LOST = "leaves the map"


def rate_of(step, highest, warmup, end):
    """The rate of a step, from 0: a straight line, then level or half a turn of the cosine."""
    if step < warmup:
        return highest / warmup * (step + 1)
    if end == "constant":
        return highest
    turn = math.cos(math.pi * (step - warmup) / (60 - warmup))  # from 1 to -1
    return highest * (0.55 + 0.45 * turn)


@functools.cache
def noise_of(seed):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(60, 2, dtype=torch.float64, generator=generator)


@functools.cache
def descent(highest, warmup, end, seed=89):
    """The points, (61, 2), and the step with which they leave the map, None if they never do."""
    theta = torch.tensor([4.5, 1.8], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([theta], lr=1.0)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: rate_of(step, highest, warmup, end)
    )
    noise = noise_of(seed) * 1.2 * torch.tensor([1, 10**0.5], dtype=torch.float64)
    path = [theta.tolist()]
    for step in range(60):
        optimizer.zero_grad()
        bowl = (CURVES[0] * theta[0] ** 2 + CURVES[1] * theta[1] ** 2) / 2
        (bowl + noise[step] @ theta).backward()
        optimizer.step()
        schedule.step()
        path.append(theta.tolist())
    gone = [n for n, (x, y) in enumerate(path) if not (-1.5 <= x <= 5.5 and abs(y) <= 2.6)]
    return np.array(path), gone[0] if gone else None


def away(highest, warmup, end, seed=89):
    """The mean distance of the last ten points from the lowest; None for a path that is lost."""
    path, gone = descent(highest, warmup, end, seed)
    return float(np.mean([math.hypot(x, y) for x, y in path[51:]])) if gone is None else None


def rate_and_path(s):
    highest, warmup, end = s.value(0), int(s.value(1)), s.told[2]
    rates = [rate_of(step, highest, warmup, end) for step in range(60)]
    path, gone = descent(highest, warmup, end)
    seen = path.copy()
    last = path[51:].copy()
    if gone is not None:
        seen[gone + 1 :], last[:] = NAN, NAN
    marks = {
        "rate": s.line(0, np.arange(60), rates, "data"),
        "last rates": s.points(0, np.arange(50, 60), rates[50:]),
        "highest": s.points(0, warmup, highest, "line"),
        "path": s.line(1, *seen.T),
        "start": s.points(1, 4.5, 1.8, "start"),
        "last points": s.points(1, *last.T),
        "end": s.points(1, *last[-1], "line"),
        "lost": s.text(1, NAN if gone is None else 5.3, -2.2, [(LOST,)], "ink"),
    }
    said = f"the path leaves the map with step {gone}, and is lost"
    if gone is None:
        said = "the last 10 points are {:.2f} from the star, on average"
    numbers = [away(highest, warmup, end)] if gone is None else []
    rate = ("rate: first {:.3f}, highest {:.2f}, last {:.3f}", rates[0], highest, rates[-1])
    return marks, [rate, (said, *numbers)]


# B: gradients of batches, row by row, by the formula

SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256]


@functools.cache
def slopes_of_rows():
    """(1024, 2): the slopes of each ride's squared error along w and b, at w = 1, b = 4."""
    rides = noisy_rides(1024, noise=2.0)
    x, y = (t[:, 0].double().numpy() for t in (rides.X, rides.y))
    x = (x - x.mean()) / np.sqrt(np.mean((x - x.mean()) ** 2))
    error = 1 * x + 4 - y
    return np.stack([2 * error * x, 2 * error], axis=1)


@functools.cache
def of_batches(size):
    """The gradients of the 40 batches, (40, 2), and their spread."""
    rows = slopes_of_rows()
    generator = torch.Generator().manual_seed(4)
    drawn = torch.randint(1024, (40, 256), generator=generator).numpy()
    found = np.array([np.mean([rows[i] for i in batch[:size]], axis=0) for batch in drawn])
    w, b = (found - rows.mean(0)).T
    return found, math.sqrt(np.mean(w**2 + b**2))


def batch_and_noise(s):
    size = int(s.value(0))
    found, spread = of_batches(size)
    w, b = slopes_of_rows().mean(0)
    turn = np.radians(np.arange(0, 361, 4))
    marks = {
        "gradients": s.points(0, *found.T),
        "circle": s.line(0, w + spread * np.cos(turn), b + spread * np.sin(turn), "residual"),
        "this size": s.points(1, size, spread, "line"),
    }
    rows = "row" if size == 1 else "rows"
    said = f"{size} {rows} in a batch: spread {{:.2f}}, {{:.2f}} times that of one row"
    return marks, [(said, spread, spread / of_batches(1)[1])]


# C: the stored runs

ENDS = (2e10, 9e12)


@functools.cache
def runs():
    """The operations and the mean loss of each run, by (width, tokens)."""
    found = defaultdict(list)
    for row in stored("scaling"):
        found[row.width, row.tokens].append((6 * row.parameters * row.tokens, row.held_out))
    return {key: tuple(np.mean(values, axis=0)) for key, values in found.items()}


def fifth():
    (work,) = [work for (width, _), (work, _) in runs().items() if width == 96]
    return work


def known():
    return [place for (width, _), place in runs().items() if width != 96]


def lower_edge():
    """Those that have the lowest loss of all with no more operations; by width and tokens."""
    return [
        (work, loss)
        for work, loss in known()
        if loss == min(other for others_work, other in known() if others_work <= work)
    ]


def on_line(low, high, work):
    share = math.log10(work / ENDS[0]) / math.log10(ENDS[1] / ENDS[0])
    return low ** (1 - share) * high**share


def off(low, high):
    """The mean distance of ln loss, in hundredths."""
    edge = lower_edge()
    return sum(abs(100 * math.log(on_line(low, high, x) / y)) for x, y in edge) / len(edge)


def scaling_lines(s):
    low, high = s.value(0), s.value(1)
    predicted = on_line(low, high, fifth())
    x = [v for work, _ in lower_edge() for v in (work, work, NAN)]
    y = [v for work, loss in lower_edge() for v in (on_line(low, high, work), loss, NAN)]
    beside = predicted * (0.93 if predicted >= 1.45 else 1.08)
    marks = {
        "distances": s.line(0, x, y, "residual"),
        "line": s.line(0, ENDS, (low, high)),
        "left end": s.points(0, ENDS[0], low, "line"),
        "right end": s.points(0, ENDS[1], high, "line"),
        "predicted": s.points(0, fifth(), predicted, "line"),
        "prediction": s.text(0, 0.83 * fifth(), beside, [("{:.2f}", predicted)], "ink"),
    }
    return marks, [
        ("at the dashed line it predicts a loss of {:.2f}", predicted),
        ("{:.1f} % away from the lowest dots, on average", off(low, high)),
    ]


# what tests/test_explore.py compares with the figures

EXPECTED = {
    "batch_and_noise": batch_and_noise,
    "rate_and_path": rate_and_path,
    "scaling_lines": scaling_lines,
}


# what can be dragged: the dots, which of them, and the controls that they take along
HANDLES = {
    "batch_and_noise": [("this size", 0, ["rows in a batch"])],
    "rate_and_path": [("highest", 0, ["highest rate", "warm-up"])],
    "scaling_lines": [
        ("left end", 0, ["height at the left end"]),
        ("right end", 0, ["height at the right end"]),
    ],
}


def arrives(s):
    found = away(s.value(0), int(s.value(1)), s.told[2])
    return found is not None and found < 0.2


GOALS = {
    "batch_and_noise": (
        "make the spread half of what it is for 4 rows, or less",
        lambda s: 2 * of_batches(int(s.value(0)))[1] <= of_batches(4)[1],
    ),
    "rate_and_path": ("bring the last 10 points within 0.2 of the star, on average", arrives),
    "scaling_lines": (
        "lay the line along the lower edge, within 4 % on average",
        lambda s: off(s.value(0), s.value(1)) <= 4,
    ),
}


# label of a legend: the mark that it names, None for what does not move
LEGENDS = {
    ("batch_and_noise", 1): {"spread of 1 row / √rows": None},
    ("scaling_lines", 0): dict.fromkeys(["16", "32", "64", "128"]),
}


# the numbers of each text alternative, computed
ALTS = {
    "batch_and_noise": [40, 4, 1024, of_batches(4)[1], 1, 2, 4, 256, 4],
    "rate_and_path": [60, 0.03, 10, away(0.03, 0, "constant")],
    "scaling_lines": [16, 128, 2.8, 2.2, on_line(2.8, 2.2, 6 * 239_520 * 4_096_000)],
}


# A: what one is to see in it

RATES, WARMUPS, DOWN = (0.02, 0.03, 0.05, 0.08, 0.13, 0.21, 0.34), (0, 6, 18), "cosine"


def nearest(end, seed=89):
    """The least mean distance that any rate and warm-up reach, and whether a path was lost."""
    found = [away(highest, warmup, end, seed) for highest in RATES for warmup in WARMUPS]
    return min(distance for distance in found if distance is not None)


def test_the_states_are_those_of_the_figure():
    shown = [control.values.tolist() for control in BOOKS["rate_and_path"]().controls]
    assert shown == [list(RATES), list(WARMUPS), [0, 1]]


def test_no_goal_hangs_on_the_last_digit():
    for end in ("constant", DOWN):
        found = [away(highest, warmup, end) for highest in RATES for warmup in WARMUPS]
        assert all(distance is None or abs(distance - 0.2) > 0.01 for distance in found)
    assert all(abs(of_batches(n)[1] - of_batches(4)[1] / 2) > 0.01 for n in SIZES)
    for low in np.arange(2, 3.001, 0.02):
        for high in np.arange(1.3, 2.301, 0.02):
            assert abs(off(low, high) - 4) > 1e-5


def test_no_constant_rate_reaches_the_goal():
    """A small one does not arrive, a larger one is thrown about, the largest leave the map."""
    assert nearest("constant") > 0.3
    small = [away(rate, 0, "constant") for rate in RATES]
    assert small[0] > small[1] > small[2] > small[3] < small[4]
    assert small[5:] == [None, None]
    assert nearest(DOWN) < 0.2


def test_the_goal_wants_a_high_rate_that_falls():
    reached = {
        (highest, warmup)
        for highest in RATES
        for warmup in WARMUPS
        if (away(highest, warmup, DOWN) or 1) < 0.2
    }
    assert reached == {(0.13, 0), (0.13, 6), (0.13, 18), (0.21, 6), (0.21, 18)}


def test_a_warm_up_keeps_a_high_rate_on_the_map():
    assert away(0.21, 0, DOWN) is None
    assert away(0.21, 6, DOWN) < 0.2 and away(0.21, 18, DOWN) < 0.2


def test_it_is_no_luck_of_this_noise():
    """Under other noise as well a cosine comes nearer than each constant rate, often by much."""
    pairs = [(nearest(DOWN, seed), nearest("constant", seed)) for seed in range(12)]
    assert sum(falls < level for falls, level in pairs) >= 11
    assert np.median([falls / level for falls, level in pairs]) < 0.7


def test_the_contours_are_where_the_loss_is_the_same():
    _, ax = BOOKS["rate_and_path"]().figures[0].axes
    curves = [line for line in ax.lines if len(line.get_xdata()) > 1]
    assert len(curves) == 6
    for line in curves:
        x, y = line.get_xdata(), line.get_ydata()
        loss = (CURVES[0] * x**2 + CURVES[1] * y**2) / 2
        assert np.ptp(loss) < 1e-5 * loss.mean() and len(x) > 90
    assert star(ax) == [0, 0]


# B


def test_the_spread_falls_with_the_root_of_the_batch():
    spreads = [of_batches(size)[1] for size in SIZES]
    rows = slopes_of_rows()
    exact = np.sqrt(((rows - rows.mean(0)) ** 2).sum(1).mean())
    for size, spread in zip(SIZES, spreads, strict=True):
        assert abs(spread / (exact / size**0.5) - 1) < 0.2, size
    assert spreads == sorted(spreads, reverse=True)
    smallest = next(n for n in SIZES if 2 * of_batches(n)[1] <= of_batches(4)[1])
    assert smallest == 16


def test_the_star_is_the_gradient_of_all_rows():
    left, _ = BOOKS["batch_and_noise"]().figures[0].axes
    assert star(left) == [pytest.approx(v) for v in slopes_of_rows().mean(0)]


def test_the_hollow_dots_and_the_dashed_line():
    _, ax = BOOKS["batch_and_noise"]().figures[0].axes
    law, hollow = ax.lines
    spreads = [of_batches(size)[1] for size in SIZES]
    assert hollow.get_xdata().tolist() == law.get_xdata().tolist() == SIZES
    assert hollow.get_markerfacecolor() == "white"
    np.testing.assert_allclose(hollow.get_ydata(), spreads)
    np.testing.assert_allclose(law.get_ydata(), [spreads[0] / n**0.5 for n in SIZES])


def test_all_gradients_of_all_batches_are_in_sight():
    left, _ = BOOKS["batch_and_noise"]().figures[0].axes
    for size in SIZES:
        for values, (low, high) in zip(
            of_batches(size)[0].T, (left.get_xlim(), left.get_ylim()), strict=True
        ):
            assert low < values.min() and values.max() < high


# C


def test_the_dots_are_the_stored_runs_without_the_fifth():
    (ax,) = BOOKS["scaling_lines"]().figures[0].axes
    shown = {line.get_label(): line for line in ax.lines if line.get_marker() != "None"}
    assert list(shown) == ["16", "32", "64", "128"]
    for width, line in shown.items():
        want = sorted(place for (w, _), place in runs().items() if w == int(width))
        np.testing.assert_allclose(line.get_xydata(), want)
    assert len({(line.get_marker(), line.get_color()) for line in shown.values()}) == 4
    (dashed,) = [line for line in ax.lines if line.get_marker() == "None"]
    assert set(dashed.get_xdata()) == {fifth()} and dashed.get_linestyle() == "--"
    secret = next(loss for (width, _), (_, loss) in runs().items() if width == 96)
    book = BOOKS["scaling_lines"]()
    assert f"{secret:.3f}" not in book.alt and len(known()) == 12


def test_dots_and_line_are_in_sight():
    (ax,) = BOOKS["scaling_lines"]().figures[0].axes
    (left, right), (bottom, top) = ax.get_xlim(), ax.get_ylim()
    assert all(left < work < right and bottom < loss < top for work, loss in known())
    assert left < ENDS[0] < min(runs().values())[0] and fifth() < ENDS[1] < right


def test_small_models_are_best_at_first_and_larger_ones_later():
    widths = [
        width
        for (width, _), place in sorted(runs().items(), key=lambda item: item[1])
        if place in lower_edge()
    ]
    assert widths == sorted(widths) and set(widths) == {16, 32, 64, 128}
