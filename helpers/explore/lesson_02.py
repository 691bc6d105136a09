"""The figures of lesson 02: one step, the learning rate, and the valley."""

import math

import torch

from helpers.bowl import LossSurface, descend
from helpers.data import five_rides
from helpers.explore.engine import FlipBook, canvas, choice, figure, slider, steps
from helpers.plotting import COLORS, large, log_scale, surface

__all__ = ["learning_rate_dial", "one_step", "valley"]


STARTS = [(0, 0), (4, 4), (1, 4), (-1, 3)]  # w, b; the third is near the floor of the valley


@figure
def one_step() -> FlipBook:
    """A step on the bowl, and the loss along it: why minus, and why did it overshoot?"""
    rides = five_rides()
    bowl = LossSurface(rides.X, rides.y)
    texts = [f"w = {w}, b = {b}" for w, b in STARTS]
    start = choice("start", texts)
    rates = torch.arange(-25, 101, dtype=torch.float64) / 500
    lr = slider("learning rate", rates, 0.05, form="{:.3f}")
    taken = steps("steps taken", ["0", "1", "2", "3"])
    fig, (left, right) = canvas(9.2, 4.4, 1, 2)
    fig.subplots_adjust(left=0.07, right=0.98, top=0.9, bottom=0.14, wspace=0.27)
    surface(left, bowl, w=(-2.5, 5.5), b=(-2.5, 5.5))
    left.set(title="the world of lines", aspect="equal")
    right.set(xlim=(-0.06, 0.21), ylim=(-0.5, 4.5), title="the loss along the next step")
    right.set(xlabel="learning rate of the next step", ylabel="loss / loss here")
    right.axvline(0, color=COLORS["ink"], linewidth=0.9)
    right.axhline(0, color=COLORS["ink"], linewidth=0.9)
    right.plot([], [], color=COLORS["data"], label="loss after the step")
    right.plot([], [], "--", color=COLORS["residual"], label="tangent here")
    right.legend(loc=(0.32, 0.79))
    by = [start, lr, taken]
    book = FlipBook(
        fig,
        by,
        name="One step",
        alt="Left: the contour map of the loss, a black square at w = 0, b = 0 and an arrow from "
        "it into the valley. Right: the loss along that arrow, as a multiple of the loss here: a "
        "parabola over the learning rate, 1 at 0 and lowest near 0.075, with its tangent, which "
        "falls steeply, and a dot at learning rate 0.05.",
    )
    path = [torch.tensor(STARTS, dtype=torch.float64)[:, None].expand(-1, len(lr), 2)]
    for _ in range(len(taken)):  # three steps, and the next one
        path.append(path[-1] - lr.values[:, None] * bowl.gradient(path[-1]))
    path = torch.stack(path, dim=2)  # (start, lr, 5, 2)
    W, B = path.unbind(-1)
    grad_w, grad_b = bowl.gradient(path).unbind(-1)
    loss = bowl.loss(path)

    # what was taken: the points up to now, (start, lr, taken, 4)
    up_to_now = torch.arange(4) <= torch.arange(4)[:, None]
    gone_w = W[..., None, :4].masked_fill(~up_to_now, torch.nan)
    gone_b = B[..., None, :4].masked_fill(~up_to_now, torch.nan)
    book.line("path", left, by, gone_w, gone_b, color="start", width=1.6)
    book.points("points", left, by, gone_w, gone_b, color="start", size=6)
    here = (..., slice(0, 4), None)  # the place after `taken` steps, and the one after
    there = (..., slice(1, 5), None)
    book.points("on the map", left, by, W[here], B[here], color="start", size=10, square=True)
    book.arrow("next step", left, by, W[here], B[here], W[there], B[there])

    # along the next step: the loss at the learning rates -0.06, 0.05 and 0.21, and its tangent,
    # all as multiples of the loss here; where that is 0 there is nothing to see
    unit = loss[here].masked_fill(loss[here] < 1e-9, torch.nan)
    rates = torch.tensor([-0.06, 0.05, 0.21])
    along = torch.stack([W[here] - rates * grad_w[here], B[here] - rates * grad_b[here]], dim=-1)
    book.parabola("loss along it", right, by, rates, bowl.loss(along) / unit)
    slope = -(grad_w[here] ** 2 + grad_b[here] ** 2)
    ends = torch.tensor([-0.03, 0.21])
    tangent = (loss[here] + slope * ends) / unit
    book.line("tangent", right, by, ends, tangent, color="residual", dash="7 5", width=2)
    book.points("here", right, by, 0, loss[here] / unit, color="start", size=10, square=True)
    after = loss[there] / unit
    book.points("next loss", right, by, lr.values[:, None, None], after, color="line", size=13)

    # as printed, and never "-0.00"
    W, B, grad_w, grad_b = (v.round(decimals=2) + 0.0 for v in (W, B, grad_w, grad_b))
    now = (v[..., :4].flatten().tolist() for v in (W, B, loss, grad_w, grad_b))
    here_now = list(zip(*now, strict=True))
    there_then = zip(*(v[..., 1:].flatten().tolist() for v in (W, B, loss)), strict=True)
    book.say(by, [f"here: w = {w:.2f}, b = {b:.2f}, loss {v:.2f} ¥²" for w, b, v, _, _ in here_now])
    book.say(by, [f"gradient: dL/dw = {g:.2f}, dL/db = {h:.2f}" for *_, g, h in here_now])
    book.say(
        by, [f"next step: w = {w:.2f}, b = {b:.2f}, loss {v:.2f} ¥²" for w, b, v in there_then]
    )
    return book


@figure
def learning_rate_dial() -> FlipBook:
    """One dial, three pictures: where does it break, and could I have known?"""
    rides = five_rides()
    bowl = LossSurface(rides.X, rides.y)
    grid = torch.cat([torch.logspace(-3, -1, 100), torch.arange(102, 201, 2) / 1000])
    rates = {float(f"{rate:.3g}") for rate in grid.tolist()} | {0.01, 0.05, 0.135, 0.149}
    lr = slider("learning rate", sorted(rates), 0.05)
    epochs = 60
    found = descend(rides.X, rides.y, lr.values, epochs)
    fig, (left, middle, right) = canvas(10.0, 4.0, 1, 3)
    fig.subplots_adjust(left=0.075, right=0.985, top=0.9, bottom=0.155, wspace=0.38)
    surface(left, bowl, w=(-1, 4.5), b=(-1.5, 3.5))
    left.set_title("the path")
    middle.set(xlim=(-1, epochs + 1), ylim=(1e-8, 1e9), yscale="log", title="its loss")
    log_scale(middle)
    middle.set(xlabel="epoch", ylabel="loss (MSE, ¥²)")
    right.set(yscale="log", xlim=(-0.005, 0.205), ylim=(1e-8, 1e9))
    log_scale(right)
    right.axvline(bowl.lr_limit, color=COLORS["second"], linestyle="--", label="limit 2/λmax")
    ends = found.loss[:, -1]
    right.plot(lr.values, ends, color=COLORS["data"], label=f"after {epochs} epochs")
    right.set(xlabel="learning rate", title=f"loss after {epochs} epochs")
    right.legend(loc="upper left", fontsize=large(10), handlelength=1.3, borderaxespad=0.2)
    book = FlipBook(
        fig,
        [lr],
        name="The learning-rate dial",
        alt="Left: on the contour map a path from the origin that jumps into the valley and "
        "creeps along it. Middle: its loss falls from 33 to 0.0006 in 60 epochs. Right: the loss "
        "after 60 epochs for every learning rate falls up to about 0.14 and shoots up beyond "
        "the dashed line at the limit 0.149; a dot marks learning rate 0.05.",
    )
    w, b = found.path.unbind(-1)
    book.line("path", left, [lr], w, b, width=1.6)
    book.points("points", left, [lr], w, b, color="line", size=6)
    book.points("start", left, [], 0, 0, color="start", size=11, square=True)
    book.line("loss curve", middle, [lr], torch.arange(epochs + 1.0), found.loss)
    book.points("this rate", right, [lr], lr.values[:, None], ends[:, None], color="line", size=13)
    out = torch.where(ends > 1e9, lr.values, torch.nan)[:, None]
    book.arrow("out of sight", right, [lr], out, 1e7, out, 5e8)
    lows = (1 - lr.values * bowl.eigenvalues[0]).tolist()
    highs = (1 - lr.values * bowl.eigenvalues[1]).tolist()
    book.say(
        [lr],
        [
            f"each step multiplies: across the valley by {high:.3f}, along it by {low:.3f}"
            for high, low in zip(highs, lows, strict=True)
        ],
    )
    says = []
    for rate, last, high in zip(lr.values.tolist(), ends.tolist(), highs, strict=True):
        # it converges where both factors lie between -1 and 1
        verdict = "below" if abs(high) < 1 else "above"
        says.append(
            f"learning rate {rate:g}, {verdict} the limit 2/λmax = {bowl.lr_limit:.4f}; "
            f"loss after {epochs} epochs {last:.3g} ¥²"
        )
    book.say([lr], says)
    return book


# one unit of distance in metres, from 2 km to 1 m: 37 to a factor of ten, in two digits
METRES = sorted(
    {float(f"{10 ** (k / 37):.2g}") for k in range(123)} | {1.0, 10.0, 100.0, 200.0, 500.0, 2000.0},
    reverse=True,
)


@figure
def valley() -> FlipBook:
    """The unit of x shapes the bowl, and the bowl sets the number of steps: why standardise?"""
    rides = five_rides()
    y = rides.y.double()
    treat = choice("distances", ["as measured", "standardised"])
    texts = [f"{m:g} m" if m < 1000 else f"{m / 1000:g} km" for m in METRES]
    unit = slider("one unit of distance", METRES, 1000, texts=texts)
    epochs = 40
    by = [treat, unit]
    bowls, paths, losses = [], [], []
    for standardised in (False, True):
        for metres in METRES:
            scale = 1000 / metres
            X = rides.X.double() * scale
            mean, std = (X.mean(), X.std(correction=0)) if standardised else (0.0, 1.0)
            bowl = LossSurface((X - mean) / std, y)
            # always the same first line: 0.5 ¥/km and 3 ¥, in the units of this bowl
            start = [0.5 / scale * std, 3 + 0.5 / scale * mean]
            found = descend((X - mean) / std, y, [0.9 * bowl.lr_limit], epochs, start)
            bowls.append(bowl)
            paths.append(found.path[0] - bowl.best)
            losses.append(found.loss[0])
    shape = (2, len(METRES))
    path = torch.stack(paths).unflatten(0, shape)
    loss = torch.stack(losses).unflatten(0, shape)

    fig, (left, right) = canvas(9.2, 4.5, 1, 2)
    fig.subplots_adjust(left=0.07, right=0.98, top=0.91, bottom=0.14, wspace=0.27)
    reach = 4.0
    left.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal", title="the bowl")
    left.set(xlabel="w minus the best w (¥ per unit, or per std)", ylabel="b minus the best b (¥)")
    left.plot(
        0,
        0,
        marker="*",
        markersize=large(16),
        color=COLORS["best"],
        markeredgecolor="white",
        zorder=5,
    )
    right.set(xlim=(-1, epochs + 1), ylim=(1e-7, 100), yscale="log", title="the loss")
    log_scale(right)
    right.set(xlabel="step", ylabel="loss (MSE, ¥²)")
    book = FlipBook(
        fig,
        by,
        name="The valley",
        alt="Left: the contours of the loss around the best line, long narrow ellipses, and a "
        "path that zig-zags from side to side towards the star. Right: its loss falls slowly "
        "over 40 steps.",
    )
    # the contours of a quadratic bowl are ellipses: theta = sqrt(2 level) V L^(-1/2) (cos, sin)
    angle = torch.linspace(0, 2 * math.pi, 73, dtype=torch.float64)
    circle = torch.stack([angle.cos(), angle.sin()])
    levels = torch.tensor([1.0, 4, 16, 64, 256], dtype=torch.float64)
    rings = []
    for bowl in bowls:
        values, vectors = torch.linalg.eigh(bowl.hessian)
        ring = vectors @ (circle / values.sqrt()[:, None])  # (2, 73)
        ring = torch.cat([ring, torch.full((2, 1), torch.nan)], dim=1)
        rings.append(((2 * levels).sqrt()[:, None, None] * ring).transpose(0, 1).flatten(1))
    rings = torch.stack(rings).unflatten(0, shape)
    book.line("contours", left, by, rings[:, :, 0], rings[:, :, 1], color="data", width=1.2)
    w, b = path.unbind(-1)
    book.line("path", left, by, w, b, width=1.8)
    book.points("points", left, by, w, b, color="line", size=6)
    book.points("start", left, by, w[..., :1], b[..., :1], color="start", size=8, square=True)
    book.line("loss curve", right, by, torch.arange(epochs + 1.0), loss)

    says, counts = [], []
    for i, bowl in enumerate(bowls):
        low, high = (f"{v:,.0f}" if v >= 1000 else f"{v:.3g}" for v in bowl.eigenvalues.tolist())
        round_bowl = i >= len(METRES)
        curvature = f"{low} in every direction" if round_bowl else f"{low} along, {high} across"
        limit = f"limit {bowl.lr_limit:.3g}"
        says.append(f"curvature {curvature}; condition number {bowl.condition:,.0f}; {limit}")
        way = "way" if round_bowl else "way along the valley"
        text = f"{needed(bowl):,} steps until one hundredth of the {way} is left"
        counts.append(f"learning rate 0.9 · limit: {text}")
    book.say(by, says)
    book.say(by, counts)
    return book


def needed(bowl: LossSurface, share: float = 0.9, left: float = 0.01) -> int:
    """Steps until what lies along the flattest direction has shrunk to `left` of its length.

    share  the learning rate as a part of the limit
    """
    factor = 1 - share * bowl.lr_limit * bowl.eigenvalues.min().item()
    return math.ceil(math.log(left) / math.log(abs(factor)) - 1e-9)
