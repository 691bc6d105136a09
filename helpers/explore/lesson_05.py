"""The figures of lesson 05: the next letter, three logits, counts and descent, temperature."""

import functools

import torch
from matplotlib.axes import Axes
from torch import Tensor

from helpers.explore.engine import SMALL, Control, FlipBook, canvas, figure, slider, steps
from helpers.plotting import COLORS, large
from helpers.text import LETTERS, names, pairs, split

__all__ = ["counts_and_descent", "logits_to_bars", "next_letter", "temperature"]

SYMBOLS = LETTERS.symbols
PLACES = torch.arange(len(SYMBOLS), dtype=torch.float64)  # of the letters on an axis
WIDE = 0.76  # a bar; 1 is from a letter to the next
TOP = 80  # %; no letter comes more often after another


@functools.cache
def _training_names() -> list[str]:
    return split(names())[0]


@functools.cache
def _counts() -> Tensor:
    """(27, 27) float64: how often a letter, the row, is followed by another, the column."""
    X, y = pairs(_training_names(), LETTERS)
    size = len(SYMBOLS)
    return torch.bincount(size * X + y, minlength=size**2).reshape(size, size).double()


def _letter(start: str) -> Control:
    """A slider over the letters, with their numbers; the end mark comes first."""
    texts = [f"{symbol} ({number})" for number, symbol in enumerate(SYMBOLS)]
    return slider("letter now", PLACES, SYMBOLS.index(start), texts=texts)


def _letter_axes(ax: Axes, top: float) -> None:
    """Axes for a bar over each letter, from 0 to `top` %, and a row of letters above them."""
    ax.set(xlim=(-1.6, 26.7), ylim=(0, 1.25 * top), xlabel="next letter", ylabel="share (%)")
    ax.set_xticks(range(len(SYMBOLS)), SYMBOLS, fontsize=SMALL)
    ax.set_yticks([tick for tick in ax.get_yticks() if tick <= top])
    ax.grid(visible=False, axis="x")
    ax.tick_params(axis="x", length=0)
    for place, symbol in enumerate(SYMBOLS):
        ax.text(place, 1.2 * top, symbol, ha="center", va="center", fontsize=SMALL)
    ax.text(-2.0, 1.2 * top, "now", ha="right", va="center")


def _letter_now(book: FlipBook, ax: Axes, letter: Control, top: float) -> None:
    """A square below the chosen letter in the upper row, which a learner may drag."""
    here = letter.values[:, None]
    book.points("letter now", ax, [letter], here, 1.11 * top, color="start", size=11, square=True)
    book.handle("letter now", [letter], "the square along the upper letters")


def _bars(book: FlipBook, name: str, ax: Axes, by: list[Control], share: Tensor, **look) -> None:
    """A bar over each letter, share (states ..., 27) in %."""
    book.rects(name, ax, by, PLACES - WIDE / 2, 0, WIDE, share, opacity=1.0, **look)


def _outlines(book: FlipBook, name: str, ax: Axes, by: list[Control], share: Tensor) -> None:
    """The outline of a bar over each letter, share (states ..., 27) in %."""
    sides = torch.tensor([-0.5, -0.5, 0.5, 0.5, 0.5], dtype=torch.float64) * WIDE
    heights = torch.tensor([0.0, 1.0, 1.0, 0.0, torch.nan], dtype=torch.float64)  # and a gap
    x, y = PLACES[:, None] + sides, share[..., None] * heights
    book.line(name, ax, by, x.flatten(), y.flatten(-2), color="data", width=1.8)


def _legend(ax: Axes, outline: str, bar: str) -> None:
    """What the outlines and the bars are, above the axes."""
    ax.plot([], [], color=COLORS["data"], linewidth=1.8, label=outline)
    ax.bar([0], [0], color=COLORS["third"], edgecolor=COLORS["line"], label=bar)
    place = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.0), "ncols": 2}
    ax.legend(**place, frameon=False, fontsize=large(SMALL))


def _likeliest(share: Tensor) -> str:
    """The three largest of 27 shares in %, in words; of equals the first in the alphabet."""
    order = share.argsort(descending=True, stable=True)[:3].tolist()
    return ", ".join(f'"{SYMBOLS[i]}" {share[i]:.1f} %' for i in order)


@figure
def next_letter() -> FlipBook:
    """The row of one letter in the table of counts: what comes next, and how often?"""
    letter = _letter("a")
    counts = _counts()
    share = 100 * counts / counts.sum(1, keepdim=True)
    top = TOP
    fig, ax = canvas(6.0, 4.1)
    fig.subplots_adjust(left=0.12, right=0.985, top=0.98, bottom=0.15)
    _letter_axes(ax, top)
    book = FlipBook(
        fig,
        [letter],
        name="The next letter",
        alt='27 bars, the share of each next letter after "a". The tallest, 20 %, stands over the '
        "dot that ends a name; n follows with 16 % and r with 9 %. Above the bars stands a row of "
        "the letters again, with a black square below a, the letter now.",
    )
    _bars(book, "shares", ax, [letter], share, color="data", fill="fourth")
    most, place = share.max(1, keepdim=True)
    texts = [f"{value:.0f} %" for value in most.flatten().tolist()]
    book.text("largest", ax, [letter], place, most + 0.045 * top, texts, size=18, bold=True)
    _letter_now(book, ax, letter, top)
    text = "find a letter after which one letter comes three times out of four"
    book.goal([letter], text, most[:, 0] >= 75)
    book.say(
        [letter],
        [
            f'after "{symbol}" ({row.sum():,.0f} times): {_likeliest(part)}'
            for symbol, row, part in zip(SYMBOLS, counts, share, strict=True)
        ],
    )
    never = [[SYMBOLS[i] for i in range(len(SYMBOLS)) if row[i] == 0] for row in counts]
    book.say(
        [letter],
        [
            f'never after "{symbol}": {" ".join(some) or "no letter"}'
            for symbol, some in zip(SYMBOLS, never, strict=True)
        ],
    )
    return book


# quarter steps: three sliders have 21 x 21 x 21 states, and all are sent
LOGITS = torch.arange(-10, 11, dtype=torch.float64) / 4
ENOUGH = 0.2  # the loss of b that counts as reached, in nats


@figure
def logits_to_bars() -> FlipBook:
    """Three logits, their probabilities, and the loss if b comes: what pulls at what?"""
    starts = zip("abc", (2, 0, -1), strict=True)
    by = [slider(f"logit of {name}", LOGITS, z, form="{:.2f}") for name, z in starts]
    places = torch.arange(3.0)
    fig, (left, middle, right) = canvas(9.6, 4.0, 1, 3)
    fig.subplots_adjust(left=0.07, right=0.985, top=0.91, bottom=0.13, wspace=0.38)
    left.set(ylim=(-2.9, 3.6), yticks=range(-2, 3), title="logits", ylabel="logit")
    middle.set(ylim=(0, 1.1), title="probabilities", ylabel="probability")
    right.set(ylim=(-1.1, 1.1), title="slope, if b comes", ylabel="slope of the loss")
    left.text(-0.72, 3.2, "exp", ha="right", va="center")
    for ax in (left, middle, right):
        ax.set_xlim(-0.6, 2.6)
        ax.set_xticks(range(3), "abc", weight="bold")
        ax.grid(visible=False, axis="x")
        ax.axhline(0, color=COLORS["ink"], linewidth=0.9)
    book = FlipBook(
        fig,
        by,
        name="From logits to bars",
        alt="Left: three dots on stems, the logits 2 of a, 0 of b and -1 of c, below their exp: "
        "7.39, 1.00 and 0.37. Middle: bars of the probabilities 0.84, 0.11 and 0.04. Right: the "
        "slope of the loss if b comes: far up at a, farther down at b, a little up at c.",
    )
    logits = torch.meshgrid(*(control.values for control in by), indexing="ij")
    logits = torch.stack(logits, dim=-1)  # (a, b, c, 3)
    p = logits.softmax(-1)
    slope = p - torch.tensor([0.0, 1.0, 0.0])
    for i, (name, control) in enumerate(zip("abc", by, strict=True)):
        place, z = float(i), control.values[:, None]
        book.line(f"stem of {name}", left, [control], place, z * torch.tensor([0.0, 1.0]), width=2)
        book.points(f"logit of {name}", left, [control], place, z, color="line", size=14)
        powers = [f"{v:.2f}" for v in control.values.exp().tolist()]
        book.text(f"exp of {name}", left, [control], place, 3.2, powers)
        book.handle(f"logit of {name}", [control], f"the dot of {name}")
    bars = (
        ("probabilities", middle, p, {"color": "line", "fill": "third"}),
        ("slopes", right, slope, {"color": "residual", "fill": "soft"}),
    )
    for name, ax, height, look in bars:
        book.rects(name, ax, by, places - 0.3, 0, 0.6, height, opacity=1.0, **look)
    texts = [f"{v:.2f}" for v in p.flatten().tolist()]
    book.text("their values", middle, by, places, p + 0.05, texts, bold=True)
    loss = -p[..., 1].log()
    reached = (logits[..., 1] == 0) & (loss < ENOUGH)
    text = f"with the logit of b at 0.00, bring the loss below {ENOUGH:.2f} nats"
    book.goal(by, text, reached)
    power = logits.exp()
    parts = (power[..., 1], power.sum(-1), p[..., 1])
    rows = zip(*(part.flatten().tolist() for part in parts), strict=True)
    book.say(by, [f"probability of b: exp {e:.2f} / sum {d:.2f} = {v:.2f}" for e, d, v in rows])
    book.say(by, [f"loss if b comes: {v:.2f} nats" for v in loss.flatten().tolist()])
    rows = slope.flatten(0, 2).tolist()
    book.say(by, [f"slope: a {a:+.2f}, b {b:+.2f}, c {c:+.2f}" for a, b, c in rows])
    return book


LR, STEPS = 0.1, 60  # of descent
LATE, FAR_OFF = 20, 20  # a step, and the points (of %) at which a bar is far from its outline then


def _descent(counts: Tensor) -> Tensor:
    """(STEPS + 1, 27, 27): the logits after each step of Adam from 0, on all pairs at once.

    The gradient of the mean loss needs only the counts: of a row with n pairs among N, it is
    (n p - count) / N. Adam is that of lesson 04.
    """
    total, rows = counts.sum(), counts.sum(1, keepdim=True)
    logits, m, s = (torch.zeros_like(counts) for _ in range(3))
    path = [logits]
    for step in range(1, STEPS + 1):
        grad = (rows * logits.softmax(1) - counts) / total
        m = 0.9 * m + 0.1 * grad
        s = 0.999 * s + 0.001 * grad**2
        logits = logits - LR * (m / (1 - 0.9**step)) / ((s / (1 - 0.999**step)).sqrt() + 1e-8)
        path.append(logits)
    return torch.stack(path)


@figure
def counts_and_descent() -> FlipBook:
    """The counted row of one letter, and the same row by descent: do they meet, and when?"""
    letter = _letter("a")
    step = steps("step", [str(number) for number in range(STEPS + 1)])
    counts = _counts()
    counted = counts / counts.sum(1, keepdim=True)
    path = _descent(counts).transpose(0, 1).log_softmax(-1)  # (letter, step, 27)
    p = path.exp()
    loss = -(counted[:, None] * path).sum(-1)  # of the pairs of a letter, (letter, step)
    least = -torch.special.xlogy(counted, counted).sum(-1)  # (letter,)
    top = TOP
    fig, (left, right) = canvas(9.6, 4.1, 1, 2, gridspec_kw={"width_ratios": [2.2, 1]})
    fig.subplots_adjust(left=0.075, right=0.985, top=0.91, bottom=0.15, wspace=0.24)
    _letter_axes(left, top)
    _legend(left, "counted", "softmax of the logits")
    right.set(xlim=(-2, STEPS + 2), ylim=(0, 3.5), title="loss after this letter")
    right.set(xlabel="step", ylabel="loss (nats)")
    by = [letter, step]
    book = FlipBook(
        fig,
        by,
        name="Counts and descent",
        alt='Left: blue outlines, the counted shares after "a", the tallest 20 % over the dot; and '
        "orange bars, all of one height, 4 %, since all logits are 0. Right: the loss after "
        '"a" falls from 3.30 in 60 steps to a dashed line at 2.68; a dot marks step 0.',
    )
    _bars(book, "softmax", left, by, 100 * p, color="line", fill="third")
    _outlines(book, "counted", left, [letter], 100 * counted)
    _letter_now(book, left, letter, top)
    ends = torch.tensor([-2.0, STEPS + 2.0])
    book.line(
        "least loss", right, [letter], ends, least[:, None], color="data", dash="7 5", width=2
    )
    book.line("loss", right, [letter], torch.arange(STEPS + 1.0), loss)
    book.points("loss now", right, by, step.values[:, None], loss[..., None], color="line", size=13)
    book.handle("loss now", [step], "the dot on the curve (step)")
    off, at = (p - counted[:, None]).abs().max(-1)  # the bar that is farthest off
    late = (step.values == LATE) & (off > 0.01 * FAR_OFF)
    text = f"at step {LATE}, find a letter with a bar that is still more than {FAR_OFF} points off"
    book.goal(by, text, late)
    here, there = p.gather(-1, at[..., None])[..., 0], counted.gather(1, at)
    rows = zip(*(part.flatten().tolist() for part in (at, 100 * here, 100 * there)), strict=True)
    says = [f'"{SYMBOLS[i]}": {now:.1f} %, counted {goal:.1f} %' for i, now, goal in rows]
    book.say(by, [f"farthest from its outline: {text}" for text in says])
    says = []
    for symbol, row, low in zip(SYMBOLS, loss.tolist(), least.tolist(), strict=True):
        after = f'after "{symbol}"'
        says += [f"loss {after}: {v:.3f} nats; with the counted shares {low:.3f}" for v in row]
    book.say(by, says)
    share = counts.sum(1) / counts.sum()
    both = share @ loss, share @ least
    says = [f"loss after all letters: {v:.3f} nats; with the counts {both[1]:.3f}" for v in both[0]]
    book.say([step], says)
    return book


TEMPERATURES = torch.arange(1, 51, dtype=torch.float64) / 10
NAMES, LONGEST = 8, 14
SEED, KNOWN = 5, 3


def _write(tables: Tensor, draws: Tensor) -> list[list[str]]:
    """The names that each of the tables (tables, 27, 27) of probabilities writes.

    draws  (names, letters), random numbers from 0 to 1, the same for all tables. The letter that
           comes is the first for which the sum of the probabilities up to it is above its number.
    """
    sums = tables.cumsum(-1)
    sums = sums / sums[..., -1:]  # up to 1, whatever was rounded
    table = torch.arange(len(tables))[:, None]
    now, written = torch.zeros(len(tables), len(draws), dtype=torch.int64), []
    for draw in draws.T:
        now = (sums[table, now] <= draw[:, None]).sum(-1)  # (tables, names)
        written.append(now)
    texts = [[LETTERS.decode(row) for row in rows] for rows in torch.stack(written, dim=-1)]
    return [[_until_the_end(text) for text in row] for row in texts]


def _until_the_end(text: str) -> str:
    name, end, _ = text.partition(SYMBOLS[0])
    return name if end else f"{name}…"


@figure
def temperature() -> FlipBook:
    """The row of one letter and eight names, at many temperatures: what does it change?"""
    heat = slider("temperature", TEMPERATURES, 1.0, form="{:.1f}")
    letter = _letter("a")
    logits = (_counts() + 1).log()  # smooth, as in the lesson: no pair is impossible
    p = (logits / heat.values[:, None, None]).softmax(-1)  # (temperature, letter, 27)
    draws = torch.Generator().manual_seed(SEED)
    draws = torch.rand(NAMES, LONGEST, dtype=torch.float64, generator=draws)
    written = _write(p, draws)
    top = 100
    fig, (left, right) = canvas(9.6, 4.1, 1, 2, gridspec_kw={"width_ratios": [2.2, 1]})
    fig.subplots_adjust(left=0.075, right=0.985, top=0.91, bottom=0.15, wspace=0.24)
    _letter_axes(left, top)
    _legend(left, "temperature 1", "this temperature")
    right.set(xlim=(0, 1), ylim=(NAMES - 0.5, -0.5))
    right.set_title("eight names", loc="left")
    right.axis("off")
    by = [heat, letter]
    book = FlipBook(
        fig,
        by,
        name="Temperature",
        alt='Left: orange bars, the shares after "a" at temperature 1, the tallest 20 % over the '
        "dot, and blue outlines that agree with them. Right: eight names, written letter by "
        "letter: mah, ahahilie and others that nobody has; one is cut off after 14 letters.",
    )
    _bars(book, "shares", left, by, 100 * p, color="line", fill="third")
    _outlines(book, "at 1", left, [letter], 100 * p[heat.start])
    _letter_now(book, left, letter, top)
    flat = [name for row in written for name in row]
    rows = torch.arange(float(NAMES))
    book.text("names", right, [heat], 0.05, rows, flat, size=18, align="start")
    known = set(_training_names())
    different = [len(set(row)) for row in written]
    there = [sum(name in known for name in row) for row in written]
    wanted = torch.tensor(
        [a == NAMES and b >= KNOWN for a, b in zip(different, there, strict=True)]
    )
    text = f"make {NAMES} different names, of which {KNOWN} or more stand in the training names"
    book.goal([heat], text, wanted)
    says = []
    for value in p:
        for symbol, row in zip(SYMBOLS, value, strict=True):
            says.append(f'after "{symbol}": {_likeliest(100 * row)}')
    book.say(by, says)
    book.say(
        [heat],
        [
            f"different names: {a} of {NAMES}; in the training names: {b}"
            for a, b in zip(different, there, strict=True)
        ],
    )
    return book
