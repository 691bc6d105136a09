"""What the figures of lesson 02 show, computed another way; tests/test_explore.py compares."""

import functools
import math
import re

import numpy as np
import pytest
import torch
from sheets import (
    BOOKS,
    KM,
    NAN,
    Mark,
    X,
    Y,
    cell,
    close,
    curvatures,
    down,
    mse,
    shown,
    slopes,
    star,
)
from torch import nn


def autograd(w, b):
    """Loss and gradient of a line by PyTorch."""
    theta = torch.tensor([w, b], dtype=torch.float64, requires_grad=True)
    loss = nn.functional.mse_loss(theta[0] * X + theta[1], Y)
    loss.backward()
    return loss.item(), *theta.grad.tolist()


def one_step(s):
    start = re.fullmatch(r"w = (-?\d), b = (-?\d)", s.told[0])
    lr, taken = s.value(1), int(s.value(2))
    path = down(lr, taken + 1, (float(start[1]), float(start[2])))
    (w, b), (next_w, next_b) = path[-2:]
    loss, dw, db = autograd(w, b)
    next_loss = autograd(next_w, next_b)[0]
    gone = np.full((4, 2), NAN)
    gone[: taken + 1] = path[:-1]
    low, high = s.axes[1].get_xlim()
    unit = loss if loss > 1e-9 else NAN  # multiples of the loss here, where it has any

    def along(got):
        """The curve holds every point of the loss along the step, from edge to edge."""
        p = got.reshape(3, 2)
        t = np.linspace(0, 1, 21)[:, None]
        curve = (1 - t) ** 2 * p[0] + 2 * t * (1 - t) * p[1] + t**2 * p[2]
        rate = np.linspace(low, high, 21)
        close(curve, s.pixels(1, rate, mse(w - rate * dw, b - rate * db) / unit), "loss along it")

    ends = np.array([-0.03, high])
    marks = {
        "path": s.line(0, *gone.T, "start"),
        "points": s.points(0, *gone.T, "start"),
        "on the map": s.points(0, w, b, "start"),
        "next step": s.arrows(0, [(w, b, next_w, next_b)]),
        "loss along it": Mark("curve", 1, "data", along),
        "tangent": s.line(1, ends, (loss - (dw**2 + db**2) * ends) / unit, "residual"),
        "here": s.points(1, 0, unit / unit, "start"),
        "next loss": s.points(1, lr, next_loss / unit, "line"),
    }
    w, b, next_w, next_b = map(float, (w, b, next_w, next_b))
    return marks, [
        ("here: w = {:.2f}, b = {:.2f}, loss {:.2f} ¥²", w, b, loss),
        ("gradient: dL/dw = {:.2f}, dL/db = {:.2f}", dw, db),
        ("next step: w = {:.2f}, b = {:.2f}, loss {:.2f} ¥²", next_w, next_b, next_loss),
    ]


def learning_rate_dial(s):
    lr = s.value(0)
    path = down(lr, 60)
    loss = mse(*path.T)
    small, large = curvatures()
    limit = 2 / large
    verdict = "below" if lr < limit else "above"
    marks = {
        "path": s.line(0, *path.T),
        "points": s.points(0, *path.T, "line"),
        "start": s.points(0, 0, 0, "start"),
        "loss curve": s.line(1, np.arange(61), loss),
        "this rate": s.points(2, lr, loss[-1], "line"),
        "out of sight": s.arrows(2, [(lr if loss[-1] > 1e9 else NAN, 1e7, lr, 5e8)]),
    }
    text = f"learning rate {s.told[0]}, {verdict} the limit 2/λmax = {{:.4f}}; "
    return marks, [
        (
            "each step multiplies: across the valley by {:.3f}, along it by {:.3f}",
            1 - lr * large,
            1 - lr * small,
        ),
        (text + "loss after 60 epochs {:.3g} ¥²", limit, float(loss[-1])),
    ]


def distance(points, chain):
    """How far each point (N, 2) is from a chain (M, 2) of straight pieces."""
    start, piece = chain[:-1], np.diff(chain, axis=0)
    away = points[:, None] - start
    share = (away * piece).sum(-1) / np.maximum((piece**2).sum(-1), 1e-12)
    far = np.linalg.norm(away - share.clip(0, 1)[..., None] * piece, axis=-1)
    return np.nan_to_num(far, nan=math.inf).min(1)


@functools.cache
def steps_to_a_hundredth(small, large):
    """Walk until the part along the flattest direction is a hundredth of what it was."""
    factor = abs(1 - 1.8 / large * small)
    if factor < 0.9999:
        left, count = 1.0, 0
        while left > 0.01:
            left, count = left * factor, count + 1
        return count
    return math.ceil(math.log(0.01) / math.log1p(-1.8 * small / large))


def valley(s):
    standardised = s.told[0] == "standardised"
    size, unit = s.told[1].split()
    scale = 1 / (float(size) * {"km": 1, "m": 0.001}[unit])  # units to a kilometre
    x, w0, b0, best = scale * KM, 0.5 / scale, 3.0, (2 / scale, 1.0)
    if standardised:
        mean, std = x.mean(), x.std()
        x, w0, b0, best = (x - mean) / std, w0 * std, b0 + w0 * mean, (2 / scale * std, 5.0)
        assert mean == pytest.approx(2 * scale)
    small, large = curvatures(x)
    path = down(0.9 * 2 / large, 40, (w0, b0), x)
    away = path - best

    def rings(got):
        """Five closed rings on which the loss is 1, 4, 16, 64, 256."""
        got = got.reshape(5, 74, 2)
        assert np.isnan(got[:, -1]).all() and np.isfinite(got[:, :-1]).all()
        hessian = [[2 * np.mean(x**2), 2 * np.mean(x)], [2 * np.mean(x), 2.0]]
        corner = np.linalg.cholesky(hessian)
        angle = np.linspace(0, 2 * math.pi, 1001)
        circle = np.stack([np.cos(angle), np.sin(angle)])
        for ring, level in zip(got[:, :-1], (1, 4, 16, 64, 256), strict=True):
            w, b = np.linalg.solve(corner.T, math.sqrt(2 * level) * circle)
            assert np.allclose(mse(w + best[0], b + best[1], x), level, rtol=1e-5)
            true = s.pixels(0, w, b)
            assert distance(ring, true).max() < 0.05, f"not on the contour {level}"
            seen = true[s.within(0, true)][::5]
            if len(seen):
                assert distance(seen, ring).max() < 0.5, f"the contour {level} has a hole"
            assert np.allclose(ring[0], ring[-1], atol=0.01)
        assert any(s.within(0, ring).any() for ring in got), "no contour is to be seen"

    marks = {
        "contours": Mark("line", 0, "data", rings),
        "path": s.line(0, *away.T),
        "points": s.points(0, *away.T, "line"),
        "start": s.points(0, *away[0], "start"),
        "loss curve": s.line(1, np.arange(41), mse(*path.T, x)),
    }
    form = "{:,.0f}" if large >= 1000 else "{:.3g}"
    text, values = f"curvature {{:.3g}} along, {form} across", [small, large]
    way = "way along the valley"
    if large / small < 1 + 1e-9:
        text, values, way = "curvature {:.3g} in every direction", [large], "way"
    assert standardised == (way == "way")
    steps = steps_to_a_hundredth(small, large)
    until = f"steps until one hundredth of the {way} is left"
    return marks, [
        (text + "; condition number {:,.0f}; limit {:.3g}", *values, large / small, 2 / large),
        (f"learning rate 0.9 · limit: {{:,}} {until}", steps),
    ]


# what tests/test_explore.py compares with the figures

EXPECTED = {
    "one_step": one_step,
    "learning_rate_dial": learning_rate_dial,
    "valley": valley,
}


# label of a legend: the mark that it names, None for what does not move
LEGENDS = {
    ("one_step", 1): {"loss after the step": "loss along it", "tangent here": "tangent"},
    ("learning_rate_dial", 2): {"limit 2/λmax": None, "after 60 epochs": None},
}


# figure, page, axes: the inputs whose best line a star marks
STARS = {
    ("one_step", 0, 0): X,
    ("learning_rate_dial", 0, 0): X,
}


# the numbers of each text alternative, computed
dw, db = slopes(0.0, 0.0)
lowest = (dw**2 + db**2) / (12 * dw**2 + 8 * dw * db + 2 * db**2)
limit = 2 / curvatures()[1]
ALTS = {
    "one_step": [0, 0, 1, 0, lowest, 0.05],
    "learning_rate_dial": [mse(0, 0), mse(*down(0.05, 60)[-1]), 60, 60, 0.135, limit, 0.05],
    "valley": [40],
}


def test_the_still_curves():
    lines = {k.get_label(): k for k in BOOKS["learning_rate_dial"]().figures[0].axes[2].lines}
    assert lines["limit 2/λmax"].get_xdata()[0] == pytest.approx(2 / (7 + math.sqrt(41)))
    rates, ends = (np.asarray(part) for part in lines["after 60 epochs"].get_data())
    assert rates == pytest.approx(
        [float(t) for t in BOOKS["learning_rate_dial"]().controls[0].texts]
    )
    assert ends == pytest.approx([mse(*down(lr, 60)[-1]) for lr in rates], rel=1e-6)


def test_the_star_of_the_valley_is_the_origin():
    assert star(BOOKS["valley"]().figures[0].axes[0]) == [0, 0]  # measured from the best


def test_the_numbers_in_the_notes():
    rates = shown("learning_rate_dial", 0)
    best = min(rates, key=lambda lr: mse(*down(lr, 60)[-1]))
    note = cell("02", "limit-note")
    assert f"The best on the slider is {best:g}, a little below the limit" in note
    assert 0.9 < best / (2 / curvatures()[1]) < 1 and 0.149 in rates
    assert f"at 0.149 the factor across the valley is {1 - 0.149 * curvatures()[1]:.3f}" in note
    note = cell("02", "valley-figure-caption")
    assert f"{steps_to_a_hundredth(*curvatures(10 * KM)):,} steps for 100 m" in note
    assert f"no longer matters: {steps_to_a_hundredth(2, 2)} steps." in note
    note = cell("02", "one-step-figure-caption")
    starts, rates = BOOKS["one_step"]().controls[0].texts, shown("one_step", 1)
    assert {"w = 0, b = 0", "w = 1, b = 4"} <= {*starts} and 0.15 in rates
    assert (
        "from w = 0, b = 0, a step with a learning rate near 0.15 lands as high as it started"
        in note
    )
    assert mse(*down(0.15, 1)[-1]) == pytest.approx(mse(0, 0), rel=0.03)
    assert "w = 1, b = 4, nearly on the floor of the valley: there no learning rate" in note
    along = [mse(*down(lr, 1, (1, 4))[-1]) for lr in rates if lr >= 0]
    assert (np.diff(along) < 0).all()  # the lowest point lies beyond the slider
