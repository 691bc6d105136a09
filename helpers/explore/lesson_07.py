"""The figures of lesson 07: settings by hand, grid or random, the next trial, a promise."""

import functools

import torch
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import NullLocator
from torch import Tensor

from helpers.experiments import curse, landscape, stored
from helpers.experiments.trials import RATES as EXPONENTS
from helpers.explore.engine import SMALL, Control, FlipBook, canvas, figure, slider
from helpers.plotting import COLORS, large
from helpers.search import expected_improvement, gaussian_process

__all__ = ["grid_or_random", "next_trial", "search_by_hand", "winners_curse"]

SPREAD = torch.linspace(0, 1, landscape.ACROSS, dtype=torch.float64)  # as a trial sees the rates
RATES = 10 ** torch.linspace(*EXPONENTS, landscape.ACROSS, dtype=torch.float64)


@functools.cache
def _landscape() -> tuple[Tensor, Tensor]:
    """The numbers of hidden units (13,), and the loss of each setting (33, 13): float64."""
    rows = stored("landscape")
    hidden = torch.tensor([row.hidden for row in rows[: landscape.DOWN]], dtype=torch.float64)
    loss = torch.tensor([row.loss for row in rows], dtype=torch.float64)
    return hidden, loss.reshape(landscape.ACROSS, landscape.DOWN)


def _rate_slider(label: str, which: Tensor, start: int) -> Control:
    """A slider over some of the 33 learning rates, which shows three digits of each."""
    values = [float(f"{rate:.3g}") for rate in RATES[which].tolist()]
    return slider(label, values, values[start])


def _rate_axis(ax: Axes, named: bool = True) -> None:
    ax.set(xscale="log", xlim=(10**-4.15, 10**0.15))
    ticks = [0.0001, 0.001, 0.01, 0.1, 1]
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks] if named else [""] * len(ticks))
    ax.xaxis.set_minor_locator(NullLocator())
    if named:
        ax.set_xlabel("learning rate")


def _hidden_axis(ax: Axes) -> None:
    ax.set(yscale="log", ylim=(2**1.6, 2**8.4), ylabel="hidden units")
    ticks = [2**k for k in range(2, 9)]
    ax.set_yticks(ticks, [str(tick) for tick in ticks])
    ax.yaxis.set_minor_locator(NullLocator())


GOOD = 2.365  # nats per letter: one setting in twenty is below it


@figure
def search_by_hand() -> FlipBook:
    """A loss for each learning rate and number of hidden units: where is a good one?"""
    units, loss = _landscape()
    loss, units = loss[::2, ::2], units[::2]
    lr = _rate_slider("learning rate", torch.arange(0, landscape.ACROSS, 2), 0)
    hidden = slider("hidden units", units, 16)
    by = [lr, hidden]
    fig, (top, low) = canvas(6.0, 4.4, 2, 1, gridspec_kw={"height_ratios": [3.2, 1]})
    fig.subplots_adjust(left=0.12, right=0.985, top=0.985, bottom=0.13, hspace=0.45)
    _rate_axis(top)
    _hidden_axis(top)
    low.set(xlim=(2.3, 3.5), ylim=(0, 2.6), xlabel="loss (nats per letter)")
    low.set_yticks([])
    low.spines["left"].set_visible(False)
    book = FlipBook(
        fig,
        by,
        name="Search by hand",
        alt="An empty map: the learning rate from 0.0001 to 1 goes to the right, the number of "
        "hidden units from 4 to 256 goes up, both in equal steps for equal factors. A vermilion "
        "dot stands at the left edge, at 0.0001 and 16. Below it the loss of this setting, 3.370, "
        "as a number and as a needle far to the right on a scale from 2.3 to 3.5.",
    )
    rates = RATES[::2]
    book.points("setting", top, by, rates[:, None, None], units[:, None], color="line", size=17)
    book.handle("setting", by, "the dot on the map")
    needle = loss[..., None]
    book.segments("needle", low, by, needle, 0, needle, 1.05, width=6)
    texts = [f"{value:.3f}" for value in loss.flatten().tolist()]
    book.text("loss", low, by, 2.9, 1.85, texts, size=26, bold=True)
    book.goal(by, f"find a loss below {GOOD}", loss < GOOD)
    rows = zip(_states(by), texts, strict=True)
    says = [f"learning rate {a}, {b} hidden units: {text} nats per letter" for (a, b), text in rows]
    book.say(by, says)
    return book


def _states(by: list[Control]) -> list[tuple[str, str]]:
    """What two controls show, in each of their states."""
    one, other = by
    return [(a, b) for a in one.texts for b in other.texts]


COUNTS, DRAWS = (4, 9, 16), 8
FEW, NEAR = 4, 0.05  # the trials of the goal, and how far above the lowest loss it is, in nats


def _grid(count: int) -> tuple[Tensor, Tensor]:
    """The numbers of the settings in the middles of equal parts: learning rates, hidden units."""
    side = round(count**0.5)
    middles = (torch.arange(side) + 0.5) / side
    across, down = ((middles * (many - 1)).long() for many in (landscape.ACROSS, landscape.DOWN))
    return across.repeat_interleave(side), down.repeat(side)


def _drawn(seed: int) -> tuple[Tensor, Tensor]:
    """The same for a random draw, as many as the largest count; no learning rate comes twice."""
    generator = torch.Generator().manual_seed(seed)
    across = torch.randperm(landscape.ACROSS, generator=generator)[: COUNTS[-1]]
    return across, torch.randint(landscape.DOWN, across.shape, generator=generator)


def _chosen() -> Tensor:
    """(1 + DRAWS, counts, 2, 16): the settings tried, -1 where there are fewer."""
    chosen = torch.full((1 + DRAWS, len(COUNTS), 2, COUNTS[-1]), -1)
    for i, count in enumerate(COUNTS):
        for draw in range(1 + DRAWS):
            places = _drawn(draw) if draw else _grid(count)
            chosen[draw, i, :, :count] = torch.stack(places)[:, :count]
    return chosen


@figure
def grid_or_random() -> FlipBook:
    """The same number of trials on a grid or at random: how many learning rates are tried?"""
    units, loss = _landscape()
    texts = ["grid (0)", *(f"random draw ({draw})" for draw in range(1, DRAWS + 1))]
    how = slider("how", range(1 + DRAWS), 0, texts=texts)
    trials = slider("trials", COUNTS, 9)
    by = [how, trials]
    across, down = _chosen().unbind(2)  # (how, trials, 16)
    there = across >= 0
    rate, hidden = RATES[across].where(there, torch.nan), units[down].where(there, torch.nan)
    found = loss[across, down].where(there, torch.inf)
    best = found.argmin(-1, keepdim=True)
    lowest = found.gather(-1, best)
    found = found.where(there, torch.nan)
    fig, (top, low) = canvas(6.0, 4.5, 2, 1, gridspec_kw={"height_ratios": [1, 1]})
    fig.subplots_adjust(left=0.12, right=0.985, top=0.985, bottom=0.12, hspace=0.26)
    _rate_axis(top, named=False)
    _hidden_axis(top)
    _rate_axis(low)
    low.set(ylim=(2.25, 3.55), ylabel="loss (nats)")
    low.plot(RATES, loss.min(1).values, color=COLORS["residual"], label="lowest loss of each rate")
    place = {"loc": "lower center", "bbox_to_anchor": (0.5, 0.97)}
    low.legend(**place, frameon=False, fontsize=large(SMALL))
    book = FlipBook(
        fig,
        by,
        name="Grid or random",
        alt="Above, nine settings as blue dots in a grid of 3 by 3. Below, over the same axis, the "
        "learning rate, a purple line: the lowest loss that each learning rate can reach. It is "
        "lowest, 2.346, at 0.0178. Nine dots show the losses of the trials. They stand on 3 "
        "dashed vertical lines, since the grid has 3 learning rates. The best trial is "
        "vermilion: 2.370.",
    )
    look = {"color": "data", "width": 1.2, "dash": "4 3"}
    for name, ax, (bottom, ceiling) in (
        ("rates above", top, top.get_ylim()),
        ("rates below", low, low.get_ylim()),
    ):
        book.segments(name, ax, by, rate, bottom, rate, ceiling, **look)
    for name, ax, height in (("settings", top, hidden), ("losses", low, found)):
        book.points(name, ax, by, rate, height, size=10)
    at = rate.gather(-1, best)
    for name, ax, height in (
        ("best setting", top, hidden.gather(-1, best)),
        ("best loss", low, lowest),
    ):
        book.points(name, ax, by, at, height, color="line", size=16)
    above = lowest[..., 0] - loss.min()
    text = f"with {FEW} trials, come within {NEAR:.2f} nats of {loss.min():.3f}, the lowest loss"
    book.goal(by, text, (above < NEAR) & (trials.values == FEW))
    different = [len(row[row >= 0].unique()) for row in across.flatten(0, 1)]
    says = [f"{number} different learning rates" for number in different]
    book.say(by, says)
    rows = zip(lowest.flatten().tolist(), above.flatten().tolist(), strict=True)
    says = [f"lowest loss found: {a:.3f} nats, {b:.3f} above the lowest of all" for a, b in rows]
    book.say(by, says)
    return book


UNITS = 64  # hidden units, while only the learning rate is searched
FIRST, MOST = (5, 16, 29), 10  # the first trials, as numbers of learning rates; trials in all
LENGTH = 0.1  # of the likeness, where the whole axis is 1 long


def _guess(tried: list[int], loss: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """After these trials the mean, the deviation and the expected improvement at 33 places."""
    places = SPREAD[:, None]
    mean, std = gaussian_process(places[tried], loss[tried], places, length=LENGTH)
    return mean, std, expected_improvement(mean, std, loss[tried].min().item())


def _next_axes(top: Axes, low: Axes) -> None:
    _rate_axis(top, named=False)
    _rate_axis(low)
    top.set(ylim=(1.75, 3.95), ylabel="loss (nats)")
    low.set(ylim=(-0.06, 1.12), ylabel="expected\nimprovement")
    low.set_yticks([0, 1], ["0", "most"])
    (dot,) = top.plot([], [], "o", color=COLORS["data"], markersize=7, label="trials")
    (line,) = top.plot([], [], color=COLORS["line"], label="mean")
    look = {"facecolor": COLORS["soft"], "edgecolor": COLORS["residual"]}
    bar = Patch(**look, label="2 standard deviations")
    place = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.0), "ncols": 3}
    look = {"frameon": False, "columnspacing": 1.2, "handlelength": 1.4}
    top.legend(handles=[dot, line, bar], **place, **look, fontsize=large(SMALL))


@figure
def next_trial() -> FlipBook:
    """What the trials so far say about each learning rate: which one is worth the next trial?"""
    units, loss = _landscape()
    loss = loss[:, units == UNITS][:, 0]
    counts = range(len(FIRST), MOST + 1)
    tried, guesses = list(FIRST), []
    for _ in counts:
        guesses.append(_guess(tried, loss))
        tried.append(int(guesses[-1][-1].argmax()))
    mean, std, improvement = (torch.stack(parts) for parts in zip(*guesses, strict=True))
    trials = slider("trials", counts, counts[0])
    place = _rate_slider("place", torch.arange(landscape.ACROSS), 10)
    by = [trials, place]
    fig, (top, low) = canvas(6.0, 4.5, 2, 1, gridspec_kw={"height_ratios": [1.9, 1]})
    fig.subplots_adjust(left=0.175, right=0.985, top=0.915, bottom=0.125, hspace=0.12)
    _next_axes(top, low)
    book = FlipBook(
        fig,
        by,
        name="The next trial",
        alt="Above, three trials as blue dots: learning rates 0.000422, 0.01 and 0.422 with losses "
        "of 2.993, 2.397 and 2.844. A vermilion line, the mean, runs past them. At each of 33 "
        "learning rates a purple bar reaches 2 standard deviations up and down: short at the "
        "trials, long between them. Below, a green line, the expected improvement, with hills "
        "between the trials. A black square and a dashed line mark the place 0.00178.",
    )
    bars = 10 ** (-0.045), 10**0.045
    left, right = RATES * bars[0], RATES * bars[1]
    look = {"color": "residual", "fill": "soft", "opacity": 1.0}
    book.rects("deviation", top, [trials], left, mean - 2 * std, right - left, 4 * std, **look)
    after = torch.tensor(counts)[:, None]
    shown = loss.where(after == MOST, torch.nan)
    book.line("losses", top, [trials], RATES, shown, color="start", width=1.8, dash="5 3")
    book.line("mean", top, [trials], RATES, mean)
    number = torch.arange(MOST)
    at = RATES[tried[:MOST]].where(number < after, torch.nan)
    book.points("trials", top, [trials], at, loss[tried[:MOST]], size=12)
    share = improvement / improvement.max(1, keepdim=True).values
    book.line("improvement", low, [trials], RATES, share, color="best", width=2.2)
    here = RATES[:, None]
    look = {"color": "start", "width": 1.4, "dash": "3 3"}
    book.segments("place above", top, [place], here, top.get_ylim()[0], here, 3.95, **look)
    book.segments("place below", low, [place], here, low.get_ylim()[0], here, 1.12, **look)
    book.points("improvement there", low, by, here, share[..., None], color="line", size=12)
    book.points("place", top, [place], here, 1.87, color="start", size=13, square=True)
    book.handle("place", [place], "the black square (place)")
    largest = improvement == improvement.max(1, keepdim=True).values
    book.goal(by, "put the place where the expected improvement is largest", largest)
    lowest = [loss[tried[:count]].min().item() for count in counts]
    says = [f"{a} trials, the lowest loss: {b:.3f}" for a, b in zip(counts, lowest, strict=True)]
    says[-1] += "; dashed: the true loss of all 33 rates"
    book.say([trials], says)
    pairs = zip(mean.flatten().tolist(), std.flatten().tolist(), strict=True)
    book.say(by, [f"at the place: mean {a:.3f}, standard deviation {b:.3f}" for a, b in pairs])
    says = [f"expected improvement: {value:.4f} nats" for value in improvement.flatten().tolist()]
    book.say(by, says)
    return book


HONEST, ALL = 1.25, 50  # the promise over the truth, and settings tried, of the goal


@figure
def winners_curse() -> FlipBook:
    """The best of many settings on few names: how much of its promise holds on other names?"""
    rows = stored("curse")
    seeds = len({row.seed for row in rows})
    shape = seeds, len(curse.SIZES), len(curse.TRIED), 2
    both = [(row.promise, row.truth) for row in rows]
    both = torch.tensor(both, dtype=torch.float64).reshape(shape)
    both = both.permute(2, 1, 3, 0)  # (tried, names, promise and truth, seed)
    tried = slider("settings tried", curse.TRIED, 5)
    names = slider("validation names", curse.SIZES, 30, form="{:,.0f}")
    by = [tried, names]
    mean = both.mean(-1)
    fig, ax = canvas(6.0, 4.1)
    fig.subplots_adjust(left=0.19, right=0.985, top=0.975, bottom=0.15)
    ax.set(xlim=(-0.6, 1.6), ylim=(-0.012, 0.088))
    ax.set_ylabel("better than the average\n(nats per letter)")
    ax.set_xticks([0, 1], ["promise\n(validation names)", "truth\n(test names)"])
    ax.set_yticks([0, 0.02, 0.04, 0.06, 0.08])
    ax.tick_params(axis="x", length=0)
    ax.grid(visible=False, axis="x")
    ax.axhline(0, color=COLORS["ink"], linewidth=1)
    book = FlipBook(
        fig,
        by,
        name="The winner's curse",
        alt="Two light blue bars: how much better than the average of 50 settings the best of 5 "
        "is. On the 30 validation names that chose it, the promise, it is better by 0.0402; on "
        "the test names, the truth, by 0.0113. Three vermilion dots in each bar, one for each "
        "seed, lie near its end.",
    )
    bars = torch.tensor([0.0, 1.0])
    look = {"color": "data", "fill": "fourth", "opacity": 1.0}
    book.rects("bars", ax, by, bars - 0.3, 0, 0.6, mean, **look)
    across = bars[:, None] + torch.linspace(-0.15, 0.15, seeds)
    book.points("seeds", ax, by, across.flatten(), both.flatten(-2), color="line", size=9)
    above = torch.maximum(both.max(-1).values, mean).clamp(min=0) + 0.006
    texts = [f"{round(value, 4) + 0.0:.4f}" for value in mean.flatten().tolist()]  # no -0.0000
    book.text("values", ax, by, bars, above, texts, size=18, bold=True)
    ratio = mean[..., 0] / mean[..., 1]
    text = f"with {ALL} settings tried, get a promise of at most {HONEST} times the truth"
    book.goal(by, text, (ratio <= HONEST) & (tried.values == ALL)[:, None])
    pairs = [
        (count, value)
        for count, row in zip(curse.TRIED, ratio.tolist(), strict=True)
        for value in row
    ]
    book.say(by, [_kept(count, value) for count, value in pairs])
    return book


def _kept(count: int, ratio: float) -> str:
    """What a line says of so many settings tried, and their promise over the truth."""
    if count == 1:
        return "one setting: nothing was chosen"
    return f"the promise is {ratio:.2f} times the truth"
