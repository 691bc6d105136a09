"""The figures of lesson 06: a longer memory, two bends, a map of letters, overfitting."""

import functools

import torch
from matplotlib.axes import Axes
from torch import Tensor

from helpers.experiments import sizes, stored
from helpers.explore.engine import SMALL, Control, FlipBook, canvas, figure, slider
from helpers.plotting import COLORS, large
from helpers.text import LETTERS, names, split, windows

__all__ = ["letter_map", "longer_memory", "overfitting", "taxi_meter"]

SYMBOLS = LETTERS.symbols
PLACES = torch.arange(len(SYMBOLS), dtype=torch.float64)  # of the letters on an axis
WIDE = 0.76  # a bar; 1 is from a letter to the next

BEGINNINGS = (
    *("isabel", "christ", "lexand", "jess", "quin", "theo"),
    *("dashaw", "arthur", "bernad", "maxwel", "bart", "wolfg"),
)
LONGEST = 6  # letters of memory
SLOTS = 1 + 2.1 * torch.arange(LONGEST + 1, dtype=torch.float64)  # of a beginning, and the next
ROW = 139  # where they stand, in % of the axis below
BOX = 2.1, 22.0  # around a letter that the table sees


@functools.cache
def _training_windows() -> tuple[Tensor, Tensor]:
    """X (N, LONGEST) and y (N,) of the training names."""
    return windows(split(names())[0], LETTERS, LONGEST)


@functools.cache
def _contexts(memory: int) -> Tensor:
    """(N,) int64: the last letters before each letter as one number, in base 27."""
    X, _ = _training_windows()
    return X[:, -memory:] @ len(SYMBOLS) ** torch.arange(memory)


def _came_next(context: Tensor) -> Tensor:
    """(27,) float64: how often each letter came after these, which are given by their numbers."""
    memory = len(context)
    here = _contexts(memory) == context @ len(SYMBOLS) ** torch.arange(memory)
    _, y = _training_windows()
    return torch.bincount(y[here], minlength=len(SYMBOLS)).double()


def _padded(beginning: str) -> str:
    return beginning.rjust(LONGEST, SYMBOLS[0])


def _likeliest(counts: Tensor) -> str:
    """Of 27 counts the three largest as shares, in words; of equals the first in the alphabet."""
    share = 100 * counts / counts.sum()
    order = counts.argsort(descending=True, stable=True)[:3].tolist()
    return ", ".join(f'"{SYMBOLS[i]}" {share[i]:.1f} %' for i in order if counts[i] > 0)


def _times(number: float) -> str:
    return {0: "never", 1: "once"}.get(number, f"{number:,.0f} times")


def _letters_above(book: FlipBook, ax: Axes, by: list[Control], padded: list[str]) -> None:
    """The letters of each beginning, those that the table sees in a box with a square to drag."""
    _, memory = by
    sees = torch.arange(LONGEST) >= LONGEST - memory.values[:, None]  # (memory, slot)
    slots = SLOTS[:-1].where(sees, torch.nan)
    wide, high = BOX
    look = {"color": "data", "fill": "soft", "opacity": 1.0}
    book.rects("memory", ax, [memory], slots - wide / 2, ROW - high / 2, wide, high, **look)
    letters = [letter for text in padded for _ in range(LONGEST) for letter in text]
    book.text("letters seen", ax, by, slots, ROW, letters, size=27, bold=True)
    slots = SLOTS[:-1].where(~sees, torch.nan)
    book.text("letters not seen", ax, by, slots, ROW, letters, size=18)
    first = SLOTS[LONGEST - memory.values.long()][:, None] - wide / 2
    book.points("edge", ax, [memory], first, ROW - high / 2, color="start", size=11, square=True)
    book.handle("edge", [memory], "the square at the box (memory)")


@figure
def longer_memory() -> FlipBook:
    """What came after the last letters of a beginning: does a longer memory know more?"""
    count = len(BEGINNINGS)
    texts = [f"{text} ({i})" for i, text in enumerate(BEGINNINGS, 1)]
    beginning = slider("beginning", range(1, count + 1), 1, texts=texts)
    texts = ["1 letter", *(f"{k} letters" for k in range(2, LONGEST + 1))]
    memory = slider("memory", range(1, LONGEST + 1), 1, texts=texts)
    by = [beginning, memory]
    padded = [_padded(text) for text in BEGINNINGS]
    lengths = range(1, LONGEST + 1)
    counts = torch.stack(
        [torch.stack([_came_next(LETTERS.encode(text[-k:])) for k in lengths]) for text in padded]
    )  # (beginning, memory, 27)
    total = counts.sum(-1, keepdim=True)
    share = 100 * counts / total  # nan where nothing was seen
    fig, ax = canvas(6.0, 4.3)
    fig.subplots_adjust(left=0.12, right=0.985, top=0.985, bottom=0.145)
    ax.set(xlim=(-1.1, 26.7), ylim=(0, 156), xlabel="next letter", ylabel="share (%)")
    ax.set_xticks(range(len(SYMBOLS)), SYMBOLS, fontsize=SMALL)
    ax.set_yticks(range(0, 101, 20))
    ax.grid(visible=False, axis="x")
    ax.tick_params(axis="x", length=0)
    ax.text(SLOTS[-1], ROW, "?", ha="center", va="center", fontsize=20, weight="bold")
    book = FlipBook(
        fig,
        by,
        name="A longer memory",
        alt='Above, the letters of "isabel" and a question mark; the last letter, l, stands in a '
        "box, since the table sees one letter. Beside it: 10,683 times. Below, 27 bars: what came "
        "after l. The tallest is e with 21 %; then come a with 19 % and i with 18 %.",
    )
    _letters_above(book, ax, by, padded)
    times = [_times(number) for number in total.flatten().tolist()]
    book.text("times", ax, by, 26.4, ROW, times, size=18, align="end", bold=True)
    look = {"color": "data", "fill": "fourth", "opacity": 1.0}
    book.rects("shares", ax, by, PLACES - WIDE / 2, 0, WIDE, share, **look)
    place = counts.argsort(descending=True, stable=True)[..., :1]
    most = share.gather(-1, place)
    texts = [f"{value:.0f} %" for value in most.nan_to_num().flatten().tolist()]
    book.text("largest", ax, by, place, most + 5.5, texts, size=18, bold=True)
    none = torch.where(total == 0, 50.0, torch.nan)
    texts = ["never seen"] * none.numel()
    book.text("nothing", ax, by, 13.0, none, texts, size=24, bold=True)
    book.goal(by, "find letters that the table has never seen", total[..., 0] == 0)
    says = []
    for text, rows in zip(padded, counts, strict=True):
        for k, row in zip(lengths, rows, strict=True):
            after = f'after "{text[-k:]}" ({_times(row.sum().item())})'
            says.append(f"{after}: {_likeliest(row) or 'the table knows nothing'}")
    book.say(by, says)
    seen = [len(_contexts(k).unique()) for k in lengths]
    rows = [(len(SYMBOLS) ** k, n) for k, n in zip(lengths, seen, strict=True)]
    book.say([memory], [f"rows of the table: {a:,}; seen at least once: {n:,}" for a, n in rows])
    return book


RIDES = torch.tensor([1, 2, 4, 7, 10, 13, 16, 19, 22, 25], dtype=torch.float64)  # km
FIXED = 13  # ¥, up to 3 km
SLOPES = 0.23 * torch.arange(16, dtype=torch.float64)  # ¥ per km; 2.30 and 1.15 are among them
FIRST, SECOND = range(9), range(12, 21)  # km: where the bends may be; never one on the other
LAST = 27  # km: where the lines end
ENDS = 22.0, 26.0  # km: where a hand can take the two parts
ENOUGH = 1.0  # the loss that counts as reached, in ¥²


def _meter(x: Tensor) -> Tensor:
    """The fare in ¥ of x km: 13 up to 3 km, then 2.30 a km, 3.45 a km beyond 15 km."""
    return FIXED + 2.30 * (x - 3).relu() + 1.15 * (x - 15).relu()


def _fare_axes(ax: Axes) -> None:
    """Axes with the rides, the fixed part, and what the moving lines are."""
    ax.set(xlim=(-0.6, LAST), ylim=(-5, 105), xlabel="distance x (km)", ylabel="fare (¥)")
    ax.plot(RIDES, _meter(RIDES), "o", color=COLORS["data"], markersize=8, label="rides")
    ax.axhline(FIXED, color=COLORS["ink"], linewidth=1.2, linestyle=":", label=f"¥{FIXED}")
    look = {"linewidth": 1.8, "dashes": (4, 3)}
    ax.plot([], [], color=COLORS["residual"], **look, label="first part")
    look = {"linewidth": 1.8, "dashes": (5, 2, 1, 2)}
    ax.plot([], [], color=COLORS["best"], **look, label="second part")
    ax.plot([], [], color=COLORS["line"], linewidth=2.6, label="their sum")
    place = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.0), "ncols": 3}
    look = {"frameon": False, "columnspacing": 1.2, "handlelength": 1.6}
    ax.legend(**place, **look, fontsize=large(SMALL))


@figure
def taxi_meter() -> FlipBook:
    """A fixed fare and two bends, each one ReLU: which sum of them is the meter?"""
    p = slider("bend p", FIRST, 6, "km")
    s1 = slider("slope s1", SLOPES, 1.15, "¥/km", "{:.2f}")
    q = slider("bend q", SECOND, 18, "km")
    s2 = slider("slope s2", SLOPES, 0, "¥/km", "{:.2f}")
    by = [p, s1, q, s2]
    fig, ax = canvas(6.0, 4.5)
    fig.subplots_adjust(left=0.12, right=0.985, top=0.84, bottom=0.14)
    _fare_axes(ax)
    book = FlipBook(
        fig,
        by,
        name="The taxi meter",
        alt="Ten rides as blue dots: ¥13 at 1 and 2 km, then up a slope to ¥36 at 13 km and up a "
        "steeper one to ¥75 at 25 km. A dashed purple line lies at 0 up to 6 km and rises by ¥1.15 "
        "per km; a green one lies at 0. Their sum with 13, a vermilion line, bends at 6 km alone "
        "and runs far below the dots: a loss of 423.99 ¥².",
    )
    parts = (
        ("first part", p, s1, "residual", "7 5", ENDS[0]),
        ("second part", q, s2, "best", "9 4 2 4", ENDS[1]),
    )
    for name, bend, slope, color, dash, end in parts:
        bends, slopes = bend.values[:, None, None], slope.values[:, None]
        x = torch.cat([torch.zeros_like(bends), bends, torch.full_like(bends, LAST)], dim=-1)
        height = slopes * (x - bends).relu()
        book.line(name, ax, [bend, slope], x, height, color=color, dash=dash, width=2)
        height = slopes * (end - bends).relu()
        grip = {"color": "start", "size": 11, "square": True}
        book.points(f"end of the {name}", ax, [bend, slope], end, height, **grip)
    at_p, at_q = p.values[:, None], q.values[:, None]
    knee = FIXED + s1.values[:, None] * (q.values - at_p)[:, None]  # the sum at q, (p, s1, q)
    knee = knee[..., None]
    look = {"color": "ink", "width": 1.2, "dash": "2 4"}
    book.segments("below p", ax, [p], at_p, 0, at_p, FIXED, **look)
    book.segments("below q", ax, [p, s1, q], at_q, 0, at_q, knee, **look)
    at = torch.meshgrid(*(control.values for control in by), indexing="ij")
    at = [value[..., None] for value in at]  # (p, s1, q, s2, 1)

    def fare(x: Tensor) -> Tensor:
        return FIXED + at[1] * (x - at[0]).relu() + at[3] * (x - at[2]).relu()

    corners = torch.cat([0 * at[0], at[0], at[2], torch.full_like(at[0], LAST)], dim=-1)
    book.line("sum", ax, by, corners, fare(corners), width=2.6)
    book.points("bend at p", ax, [p], at_p, FIXED, color="line", size=14)
    book.points("bend at q", ax, [p, s1, q], at_q, knee, color="line", size=14)
    book.handle("bend at p", [p], "the first bend of the sum")
    book.handle("bend at q", [s1, q], "its second bend")
    for name, _, slope, *_ in parts:
        book.handle(f"end of the {name}", [slope], f"the square on the {name}")
    loss = (fare(RIDES) - _meter(RIDES)).square().mean(-1)
    book.goal(by, f"bring the loss below {ENOUGH:.2f} ¥²", loss < ENOUGH)
    book.say(by, [f"loss (MSE): {value:.2f} ¥²" for value in loss.flatten().tolist()])
    rows = [(a, b) for a in FIRST for b in SLOPES.tolist()]
    book.say([p, s1], [f"first part: {b:.2f} relu(x - {a})" for a, b in rows])
    rows = [(a, b) for a in SECOND for b in SLOPES.tolist()]
    book.say([q, s2], [f"second part: {b:.2f} relu(x - {a})" for a, b in rows])
    rows = [(a, b) for a in SLOPES.tolist() for b in SLOPES.tolist()]
    says = [f"beyond both bends: {a:.2f} + {b:.2f} = ¥{a + b:.2f} per km" for a, b in rows]
    book.say([s1, s2], says)
    return book


VOWELS, NEARLY = "aeiou", "y"  # which is a vowel in many names
EDGE = 2.6  # of the map
GAP, PUSHES = 0.28, 100  # how letters that would hide each other are moved


def _apart(place: Tensor) -> Tensor:
    """Places (..., 27, 2) of which those nearer than GAP are pushed apart, so that all are read.

    Each of two that are too near goes half of what is missing, in all pairs at once, PUSHES times.
    """
    for _ in range(PUSHES):
        way = place[..., :, None, :] - place[..., None, :, :]
        far = way.norm(dim=-1, keepdim=True)
        missing = (GAP - far).clamp(min=0) / 2
        place = place + (way / far.clamp(min=1e-9) * missing).sum(-2)
    return place


def _moments() -> list[list]:
    """The stored rows of seed 0, 27 for each moment."""
    moments = {}
    for row in stored("letter_map"):
        if row.seed == 0:
            moments.setdefault(row.step, []).append(row)
    return list(moments.values())


@figure
def letter_map() -> FlipBook:
    """27 letters in a plane, while a network learns: which of them come to stand together?"""
    moments = _moments()
    steps = [rows[0].step for rows in moments]
    loss = [rows[0].held_out for rows in moments]
    place = torch.tensor([[(row.x, row.y) for row in rows] for rows in moments]).double()
    step = slider("step", steps, 0)
    fig, (left, right) = canvas(9.6, 4.4, 1, 2, gridspec_kw={"width_ratios": [1.2, 1]})
    fig.subplots_adjust(left=0.07, right=0.985, top=0.92, bottom=0.14, wspace=0.26)
    left.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), aspect="equal", title="26 letters and the dot")
    left.grid(visible=False)
    left.set(xlabel="first number", ylabel="second number")
    right.set(xlim=(-25, steps[-1] + 25), ylim=(2.2, 3.45), title="loss on held-out names")
    right.set(xlabel="step", ylabel="loss (nats per letter)")
    right.plot(steps, loss, color=COLORS["data"], linewidth=2)
    book = FlipBook(
        fig,
        [step],
        name="The map of letters",
        alt="Left: 27 letters scattered in a plane at step 0, blue; a, e, i, o, u and y are "
        "black and bold, e, i and o next to letters that are none. Right: the "
        "held-out loss falls from 3.34 to 2.34 in 840 steps; a dot marks step 0.",
    )
    marked = [SYMBOLS.index(letter) for letter in VOWELS + NEARLY]
    others = [number for number in range(len(SYMBOLS)) if number not in marked]
    far = torch.cdist(place, place) + torch.diag(torch.full((len(SYMBOLS),), torch.inf))
    nearest = far.argmin(-1)[:, marked[: len(VOWELS)]]  # (moment, vowel)
    x, y = _apart(place).unbind(-1)
    texts = _spelled(others, len(moments))
    book.text("others", left, [step], x[:, others], y[:, others], texts, color="data")
    texts = _spelled(marked, len(moments))
    look = {"color": "ink", "bold": True}
    book.text("vowels", left, [step], x[:, marked], y[:, marked], texts, **look)
    at, height = step.values[:, None], torch.tensor(loss)[:, None]
    book.points("loss now", right, [step], at, height, color="line", size=13)
    book.handle("loss now", [step], "the dot on the curve (step)")
    together = torch.isin(nearest, torch.tensor(marked)).all(-1)
    first = together & (together.cumsum(0) == 1)
    text = "find the first step at which the nearest letter of a, e, i, o, u is always one of "
    book.goal([step], f"{text}these or y", first)
    rows = [[SYMBOLS[number] for number in row] for row in nearest.tolist()]
    says = [", ".join(f"to {v}: {n}" for v, n in zip(VOWELS, row, strict=True)) for row in rows]
    book.say([step], [f"nearest letter {text}" for text in says])
    book.say([step], [f"loss on held-out names: {value:.2f} nats" for value in loss])
    return book


def _spelled(numbers: list[int], moments: int) -> list[str]:
    """These letters once for each moment."""
    return [SYMBOLS[number] for number in numbers] * moments


STOP = 2_000  # names


@figure
def overfitting() -> FlipBook:
    """Two losses while a network learns from few names or many: when do you stop?"""
    counts = list(sizes.COUNTS)
    losses = {count: [] for count in counts}  # of seed 0: (step, training, held out)
    for row in stored("sizes"):
        if row.seed == 0:
            losses[row.names].append((row.step, row.training, row.held_out))
    values = torch.tensor(list(losses.values())).double()  # (names, step, 3)
    moments, training, held_out = values[0, :, 0], values[..., 1], values[..., 2]
    some = slider("names", counts, counts[0], form="{:,.0f}")
    step = slider("step", moments, moments[-1], form="{:,.0f}")
    by = [some, step]
    fig, ax = canvas(6.0, 4.2)
    fig.subplots_adjust(left=0.115, right=0.985, top=0.9, bottom=0.145)
    ax.set(xlim=(-25, moments[-1] + 25), ylim=(0.8, 4.8), xlabel="step")
    ax.set_ylabel("loss (nats per letter)")
    ax.plot([], [], color=COLORS["data"], linewidth=2.4, dashes=(3.5, 2), label="held-out names")
    ax.plot([], [], color=COLORS["line"], linewidth=2.4, label="training names")
    place = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.0), "ncols": 2}
    ax.legend(**place, frameon=False, fontsize=large(SMALL))
    book = FlipBook(
        fig,
        by,
        name="Overfitting",
        alt="With 500 names, a vermilion line, the training loss, falls from 3.30 to 0.98 in 1,120 "
        "steps. A dashed blue line, the held-out loss, falls to 2.42 at step 56 and then rises "
        "to 4.55. A dot marks the end of each, and a dashed purple line the gap between them.",
    )
    here = torch.arange(len(moments))
    until = here <= here[:, None]  # (step now, step)
    curves = (
        ("held out", held_out, {"color": "data", "dash": "7 4"}),
        ("training", training, {"color": "line"}),
    )
    ends = torch.stack([training, held_out], dim=-1)  # (names, step, 2)
    look = {"color": "residual", "width": 1.8, "dash": "4 3"}
    book.line("gap", ax, by, moments[:, None].expand(-1, 2), ends, **look)
    for name, loss, look in curves:
        height = loss[:, None].where(until, torch.nan)
        book.line(name, ax, by, moments, height, **look)
        now = loss[..., None]
        size = {"color": look["color"], "size": 13}
        book.points(f"{name} now", ax, by, moments[:, None], now, **size)
        book.handle(f"{name} now", [step], f"the dot of the {name} loss (step)")
    least = held_out == held_out.min(1, keepdim=True).values
    text = f"find the step at which you would stop with {STOP:,} names"
    book.goal(by, text, least & (some.values == STOP)[:, None])
    rows = zip(training.flatten().tolist(), held_out.flatten().tolist(), strict=True)
    rows = [(a, b, round(b - a, 2) + 0.0) for a, b in rows]  # no minus before 0.00
    says = [f"training {a:.2f} nats, held out {b:.2f}: a gap of {gap:.2f}" for a, b, gap in rows]
    book.say(by, says)
    epochs = [sizes.steps_in_an_epoch(count) for count in counts]
    says = [f"{now / of:.1f} times through the names" for of in epochs for now in moments.tolist()]
    book.say(by, says)
    return book
