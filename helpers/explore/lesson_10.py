"""The figures of lesson 10: the rate and the path, the size of a batch, a line along the dots."""

import math

import torch
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator
from torch import Tensor

from helpers.data import noisy_rides
from helpers.experiments import scaling, stored
from helpers.explore.engine import SMALL, Control, FlipBook, canvas, choice, figure, slider
from helpers.plotting import COLORS, large
from helpers.recipe import warmup_cosine

__all__ = ["batch_and_noise", "rate_and_path", "scaling_lines"]

STEPS, LAST = 60, 10  # of the descent, and the points at its end that are judged
HIGHEST = (0.02, 0.03, 0.05, 0.08, 0.13, 0.21, 0.34)
WARMUPS = (0, 6, 18)  # steps
ENDS = {"constant": 1.0, "cosine": 0.1}  # the last rate, as a share of the highest
CURVATURES = torch.tensor([1.0, 10.0], dtype=torch.float64)
START = torch.tensor([4.5, 1.8], dtype=torch.float64)
NOISE, NOISE_SEED = 1.2, 89  # of a slope, where the curvature is 1
MAP = ((-1.5, 5.5), (-2.6, 2.6))
ELLIPSES = (0.5, 1.5, 3, 4.5, 6, 7.5)  # where the contours cross the first axis
NEAR = 0.2  # the mean distance of the goal


def _rates() -> Tensor:
    """The learning rate of each step, (highest, warm-up, end, step)."""
    found = [
        warmup_cosine(step, STEPS, lr, warmup, lowest)
        for lr in HIGHEST
        for warmup in WARMUPS
        for lowest in ENDS.values()
        for step in range(STEPS)
    ]
    found = torch.tensor(found, dtype=torch.float64)
    return found.reshape(len(HIGHEST), len(WARMUPS), len(ENDS), STEPS)


def _path(rates: Tensor) -> Tensor:
    """(..., STEPS + 1, 2): the points of a descent with these rates (..., STEPS).

    The noise of the slopes is the same for all; where the bowl is steeper it is larger.
    """
    generator = torch.Generator().manual_seed(NOISE_SEED)
    noise = torch.randn(STEPS, 2, dtype=torch.float64, generator=generator)
    theta = START.expand(*rates.shape[:-1], 2)
    path = [theta]
    for step in range(STEPS):
        slopes = CURVATURES * theta + NOISE * CURVATURES.sqrt() * noise[step]
        theta = theta - rates[..., step, None] * slopes
        path.append(theta)
    return torch.stack(path, dim=-2)


def _left_at(path: Tensor) -> Tensor:
    """After which step a path (..., points, 2) leaves the map first; the number of points if never.

    From there on it is not drawn: a training that has gone so far is lost.
    """
    low, high = torch.tensor(MAP, dtype=torch.float64).T
    inside = ((path >= low) & (path <= high)).all(-1)
    return inside.long().cumprod(-1).sum(-1)


def _draw_bowl(ax: Axes) -> None:
    """Contours in closed form, and a star at the lowest point."""
    turn = torch.linspace(0, 2 * math.pi, 181)
    for size in ELLIPSES:
        x, y = size * turn.cos(), size / CURVATURES[1].sqrt() * turn.sin()
        ax.plot(x, y, color=COLORS["ink"], linewidth=0.7, zorder=2)
    ax.plot([0], [0], "*", color=COLORS["best"], markersize=large(17), zorder=3)


@figure
def rate_and_path() -> FlipBook:
    """The learning rate of each step, and where it leads in a bowl with noise."""
    highest = slider("highest rate", HIGHEST, 0.03)
    warmup = slider("warm-up", WARMUPS, 0, unit="steps")
    end = choice("then", list(ENDS))
    by = [highest, warmup, end]
    fig, (left, right) = canvas(9.2, 3.8, 1, 2, gridspec_kw={"width_ratios": [4, 5]})
    fig.subplots_adjust(left=0.08, right=0.985, top=0.97, bottom=0.16, wspace=0.22)
    left.set(xlim=(-3, 62), ylim=(0, 0.37), xlabel="step", ylabel="learning rate")
    left.set_yticks([0, 0.1, 0.2, 0.3])
    right.set(xlim=MAP[0], ylim=MAP[1], yticks=(-2, 0, 2))
    right.set(xlabel="first parameter", ylabel="second parameter")
    right.grid(visible=False)
    _draw_bowl(right)
    book = FlipBook(
        fig,
        by,
        name="The rate and the path",
        alt="Left: the learning rate over 60 steps, a level blue line at 0.03, with a vermilion "
        "dot at its beginning. Right: the contours of a long flat bowl, with a green star at the "
        "lowest point. From a black square on the right a vermilion path goes along the floor of "
        "the bowl towards the star. It stops before it: its last 10 points, in blue, are 0.96 "
        "away on average.",
    )
    rates = _rates()
    path = _path(rates)
    left_at = _left_at(path)
    number = torch.arange(STEPS + 1)
    lost = left_at <= STEPS  # (highest, warm-up, end)
    seen = path.masked_fill((number > left_at[..., None])[..., None], torch.nan)
    steps = number[:-1].double()
    book.line("rate", left, by, steps, rates, color="data", width=2.6)
    book.points("last rates", left, by, steps[-LAST:], rates[..., -LAST:], size=8)
    top = warmup.values[:, None], highest.values[:, None, None]
    book.points("highest", left, by[:2], *top, color="line", size=15)
    book.handle("highest", by[:2], "the vermilion dot on the left")
    book.line("path", right, by, *seen.unbind(-1), width=1.7)
    book.points("start", right, [], *START.unbind(), color="start", size=12, square=True)
    last = path[..., -LAST:, :].masked_fill(lost[..., None, None], torch.nan)
    book.points("last points", right, by, *last.unbind(-1), size=8)
    book.points("end", right, by, *last[..., -1:, :].unbind(-1), color="line", size=13)
    word = torch.full(lost.shape, 5.3, dtype=torch.float64).where(lost, torch.nan)[..., None]
    texts = ["leaves the map"] * lost.numel()
    book.text("lost", right, by, word, -2.2, texts, size=18, align="end", bold=True)
    away = last.norm(dim=-1).mean(-1)
    text = f"bring the last {LAST} points within {NEAR} of the star, on average"
    book.goal(by, text, away < NEAR)
    first, most, least = (
        t.flatten().tolist() for t in (rates[..., 0], rates.amax(-1), rates[..., -1])
    )
    rows = zip(first, most, least, strict=True)
    says = [f"rate: first {a:.3f}, highest {b:.2f}, last {c:.3f}" for a, b, c in rows]
    book.say(by, says)
    rows = zip(away.flatten().tolist(), left_at.flatten().tolist(), strict=True)
    says = [_arrives(distance, step) for distance, step in rows]
    book.say(by, says)
    return book


def _arrives(distance: float, step: int) -> str:
    if step <= STEPS:
        return f"the path leaves the map with step {step}, and is lost"
    return f"the last {LAST} points are {distance:.2f} from the star, on average"


ROWS, BATCHES, BATCH_SEED = 1024, 40, 4
SIZES = tuple(2**k for k in range(9))
LINE = (1.0, 4.0)  # w and b, where the slopes are taken
FIRST = 4  # rows in a batch at the start, and of the goal


def _gradients() -> tuple[Tensor, Tensor]:
    """Of the loss at LINE: that of all rows (2,), and those of the batches (sizes, BATCHES, 2).

    The rows of a batch are drawn from all; a larger batch has those of the smaller one, and more.
    """
    rides = noisy_rides(ROWS, noise=2.0)
    x, y = rides.X[:, 0].double(), rides.y[:, 0].double()
    x = (x - x.mean()) / x.std(correction=0)
    residual = LINE[0] * x + LINE[1] - y
    each = 2 * residual[:, None] * torch.stack([x, torch.ones_like(x)], dim=-1)
    generator = torch.Generator().manual_seed(BATCH_SEED)
    drawn = torch.randint(ROWS, (BATCHES, SIZES[-1]), generator=generator)
    return each.mean(0), torch.stack([each[drawn[:, :size]].mean(1) for size in SIZES])


def _spread_axes(ax: Axes, spread: Tensor) -> None:
    """The spread of each size, hollow, and the line that falls with the root of the size."""
    ax.set(xscale="log", yscale="log", xlim=(0.75, 340), ylim=(0.36, 13), xlabel="rows in a batch")
    ax.set_ylabel("spread")
    ax.set_xticks(SIZES[::2], [str(size) for size in SIZES[::2]])
    ax.set_yticks([0.5, 1, 2, 5, 10], ["0.5", "1", "2", "5", "10"])
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_minor_locator(NullLocator())
    sizes = torch.tensor(SIZES, dtype=torch.float64)
    law = spread[0] / sizes.sqrt()
    look = {"color": COLORS["residual"], "linestyle": (0, (4, 3)), "linewidth": large(1.8)}
    ax.plot(sizes, law, **look, label="spread of 1 row / √rows")
    look = {"markerfacecolor": "white", "markeredgecolor": COLORS["data"], "markeredgewidth": 1.8}
    ax.plot(sizes, spread, "o", markersize=large(8), **look)
    ax.legend(loc="upper right", frameon=False, fontsize=large(SMALL), borderaxespad=0.1)


@figure
def batch_and_noise() -> FlipBook:
    """40 batches of one size: how far are their gradients from the gradient of all rows?"""
    size = slider("rows in a batch", SIZES, FIRST)
    by = [size]
    full, grads = _gradients()
    spread = (grads - full).square().sum(-1).mean(-1).sqrt()  # (sizes,)
    fig, (left, right) = canvas(9.2, 3.8, 1, 2, gridspec_kw={"width_ratios": [6, 5]})
    fig.subplots_adjust(left=0.085, right=0.985, top=0.97, bottom=0.16, wspace=0.25)
    left.set(xlim=(-21, 11), ylim=(-14, 11), aspect="equal")
    left.set(xlabel="slope along w", ylabel="slope along b", yticks=(-10, -5, 0, 5, 10))
    for zero in (left.axhline, left.axvline):
        zero(0, color=COLORS["ink"], linewidth=0.9)
    left.plot(*full[:, None], "*", color=COLORS["best"], markersize=large(22), zorder=3)
    _spread_axes(right, spread)
    book = FlipBook(
        fig,
        by,
        name="The batch and the noise",
        alt="Left: the gradients of 40 batches of 4 rows, blue dots around a green star, the "
        "gradient of all 1,024 rows. A dashed circle around it shows their spread, 4.47. Right: "
        "the spread of batches of 1, 2, 4 and so on up to 256 rows as hollow dots on axes with "
        "equal steps for equal factors. They fall along a dashed straight line; the dot of 4 rows "
        "is filled.",
    )
    book.points("gradients", left, by, *grads.unbind(-1), size=7)
    turn = torch.linspace(0, 2 * math.pi, 91, dtype=torch.float64)
    circle = full[:, None] + spread[:, None, None] * torch.stack([turn.cos(), turn.sin()])
    book.line("circle", left, by, *circle.unbind(1), color="residual", width=1.8, dash="7 5")
    at = size.values[:, None], spread[:, None]
    book.points("this size", right, by, *at, color="line", size=15)
    book.handle("this size", by, "the vermilion dot")
    half = spread[SIZES.index(FIRST)] / 2
    book.goal(by, f"make the spread half of what it is for {FIRST} rows, or less", spread <= half)
    shares = (spread / spread[0]).tolist()
    rows = zip(SIZES, spread.tolist(), shares, strict=True)
    says = [f"{n} {_rows(n)}: spread {a:.2f}, {b:.2f} times that of one row" for n, a, b in rows]
    book.say(by, says)
    return book


def _rows(count: int) -> str:
    return "row in a batch" if count == 1 else "rows in a batch"


LOOKS = {16: ("data", "o"), 32: ("best", "s"), 64: ("second", "^"), 128: ("start", "D")}
ENDS_AT = (2e10, 9e12)  # the operations at the two ends of the line
LEFT = tuple(round(2 + 0.02 * k, 2) for k in range(51))  # losses at the left end
RIGHT = tuple(round(1.3 + 0.02 * k, 2) for k in range(51))
LOW_DOWN = 1.45  # a prediction below this stands above the line, as there is no room below
CLOSE = 4.0  # per cent, the distance of the goal


def _measured() -> tuple[Tensor, Tensor, float]:
    """Operations and losses (widths, steps), means over the seeds; operations of the fifth run."""
    rows = [row for row in stored("scaling") if row.width in scaling.WIDTHS]
    shape = len(scaling.SEEDS), len(scaling.WIDTHS), len(scaling.STEPS)
    work = torch.tensor([6.0 * row.parameters * row.tokens for row in rows], dtype=torch.float64)
    loss = torch.tensor([row.held_out for row in rows], dtype=torch.float64)
    fifth = next(row for row in stored("scaling") if row.width == scaling.FIFTH[0])
    work, loss = work.reshape(shape)[0], loss.reshape(shape).mean(0)
    return work, loss, 6.0 * fifth.parameters * fifth.tokens


def _lower_edge(work: Tensor, loss: Tensor) -> tuple[Tensor, Tensor]:
    """The dots that no dot with as few operations, or fewer, lies below."""
    work, loss = work.flatten(), loss.flatten()
    beaten = (work <= work[:, None]) & (loss < loss[:, None])
    return work[~beaten.any(1)], loss[~beaten.any(1)]


def _scaling_axes(ax: Axes, work: Tensor, loss: Tensor, fifth: float) -> None:
    ax.set(xscale="log", yscale="log", xlim=(1.4e10, 1.3e13), ylim=(1.27, 3.1))
    ax.set(xlabel="operations, 6 N D", ylabel="held-out loss")
    ax.set_xticks([1e11, 1e12, 1e13], ["10¹¹", "10¹²", "10¹³"])
    ticks = (1.4, 1.6, 1.8, 2, 2.5, 3)
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_minor_locator(NullLocator())
    for (width, (color, marker)), x, y in zip(LOOKS.items(), work, loss, strict=True):
        look = {"marker": marker, "color": COLORS[color], "linewidth": large(1)}
        ax.plot(x, y, **look, markersize=large(8), label=f"{width}")
    ax.axvline(fifth, color=COLORS["ink"], linestyle=(0, (4, 3)), linewidth=large(1.2))
    look = {"frameon": False, "fontsize": large(SMALL), "handlelength": 1.2, "columnspacing": 1.2}
    look |= {"title_fontsize": large(SMALL), "borderaxespad": 0.2, "labelspacing": 0.2}
    ax.legend(title="width", loc="lower left", ncols=2, **look)


@figure
def scaling_lines() -> FlipBook:
    """A straight line along the best trainings so far: what does it say of a longer one?"""
    low = slider("height at the left end", LEFT, 2.8, form="{:.2f}")
    high = slider("height at the right end", RIGHT, 2.2, form="{:.2f}")
    by = [low, high]
    work, loss, fifth = _measured()
    fig, ax = canvas(6.0, 3.7)
    fig.subplots_adjust(left=0.13, right=0.985, top=0.985, bottom=0.17)
    _scaling_axes(ax, work, loss, fifth)
    book = FlipBook(
        fig,
        by,
        name="A line along the dots",
        alt="Twelve dots over the operations of a training, both axes with equal steps for equal "
        "factors: three dots for each of four widths, from 16 to 128, each with its own colour "
        "and shape, falling to the right. A vermilion line from 2.80 at the left to 2.20 at the "
        "right lies above all of them; dotted lines show its distances from the lowest. At a "
        "dashed vertical line near the right end it predicts a loss of 2.24.",
    )
    x, y = _lower_edge(work, loss)
    _draw_line(book, ax, by, x, y, fifth)
    return book


def _height(by: list[Control], x: Tensor) -> Tensor:
    """The line's loss at x, straight where both axes are logarithms, (left, right, len(x))."""
    share = (x / ENDS_AT[0]).log() / math.log(ENDS_AT[1] / ENDS_AT[0])
    low, high = (control.values.log() for control in by)
    return (low[:, None, None] * (1 - share) + high[:, None] * share).exp()


def _draw_line(
    book: FlipBook, ax: Axes, by: list[Control], x: Tensor, y: Tensor, fifth: float
) -> None:
    """The line with its ends, its distances from the lower edge (x, y), and its prediction."""
    low, high = by
    there = _height(by, x)
    look = {"color": "residual", "dash": "3 3", "width": 1.6}
    book.segments("distances", ax, by, x, there, x, y, **look)
    ends = torch.tensor(ENDS_AT, dtype=torch.float64)
    book.line("line", ax, by, ends, _height(by, ends))
    book.points("left end", ax, [low], ENDS_AT[0], low.values[:, None], color="line", size=15)
    book.points("right end", ax, [high], ENDS_AT[1], high.values[:, None], color="line", size=15)
    book.handle("left end", [low], "the left end of the line")
    book.handle("right end", [high], "its right end")
    predicted = _height(by, torch.tensor([fifth], dtype=torch.float64))
    book.points("predicted", ax, by, fifth, predicted, color="line", size=10)
    away = 100 * (there / y).log().abs().mean(-1)
    texts = [f"{value:.2f}" for value in predicted.flatten().tolist()]
    look = {"size": 18, "align": "end", "bold": True}
    place = torch.where(predicted < LOW_DOWN, predicted * 1.08, predicted * 0.93)
    book.text("prediction", ax, by, fifth * 0.83, place, texts, **look)
    text = f"lay the line along the lower edge, within {CLOSE:g} % on average"
    book.goal(by, text, away <= CLOSE)
    book.say(by, [f"at the dashed line it predicts a loss of {text}" for text in texts])
    says = [
        f"{value:.1f} % away from the lowest dots, on average" for value in away.flatten().tolist()
    ]
    book.say(by, says)
