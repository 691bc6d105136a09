"""The figures of lesson 11: what a low rank can change, and fares while a model learns them."""

import math

import torch
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from torch import Tensor

from helpers.experiments import fare_line, stored
from helpers.explore.engine import SMALL, Control, FlipBook, canvas, choice, figure, slider
from helpers.plotting import COLORS, large

__all__ = ["fares_by_steps", "rank_of_a_change"]

SIDE = 16  # inputs, and outputs
WAVES = ((6.0, 1, 0), (-4.0, 0, 2), (-3.0, 2, 3), (-2.0, 3, 1))  # strength; waves down, across
STRIPE = (0.75, 0.45)  # the strength of the diagonal at its two ends
FULL, LEAST = 0.94, 0.1  # the side of the largest square, and of the smallest that is drawn
PALE = 0.15  # the opacity of what is below 0
ENOUGH = 90  # per cent, the share of the goal


def _wave(count: int) -> Tensor:
    """Half waves, (SIDE,), of length 1; two of different counts are orthogonal."""
    turn = (torch.arange(SIDE, dtype=torch.float64) + 0.5) * math.pi / SIDE
    wave = (count * turn).cos()
    return wave / wave.norm()


def _wanted() -> Tensor:
    """(out, in): four patterns, each an outer product of two waves, and a stripe.

    The stripe is weaker from one output to the next: so no two singular values are equal, and the
    best change of each rank is the same on every processor.
    """
    waves = [strength * torch.outer(_wave(down), _wave(across)) for strength, down, across in WAVES]
    return sum(waves) + torch.linspace(*STRIPE, SIDE, dtype=torch.float64).diag()


def _of_ranks(wanted: Tensor) -> Tensor:
    """(SIDE + 1, out, in): the best B A of rank 0, 1, 2, ...: the first singular parts, added."""
    u, s, v = torch.linalg.svd(wanted)
    parts = u.T[:, :, None] * s[:, None, None] * v[:, None, :]
    return torch.cat([torch.zeros(1, SIDE, SIDE, dtype=torch.float64), parts.cumsum(0)])


def _cell_axes(ax: Axes, title: str) -> None:
    ax.set(xlim=(0.3, SIDE + 0.7), ylim=(SIDE + 0.7, 0.3), aspect="equal", xlabel="input")
    ax.set_title(title)
    ax.set(xticks=(1, 8, 16), yticks=(1, 8, 16))
    ax.grid(visible=False)
    for spine in ax.spines.values():
        spine.set_visible(True)


def _draw_cells(
    book: FlipBook, name: str, ax: Axes, by: list[Control], change: Tensor, most: float
) -> None:
    """A square in each cell of a change (..., out, in); its area is the size of the number."""
    change = change.flatten(-2)
    side = FULL * (change.abs() / most).sqrt()
    side = side.where(side >= LEAST, torch.nan)
    place = torch.arange(1, SIDE + 1, dtype=torch.float64)
    y, x = (t.flatten() for t in torch.meshgrid(place, place, indexing="ij"))
    for sign, here, look in (
        ("up", change > 0, {"color": "data", "fill": "data", "opacity": 1.0}),
        ("down", change < 0, {"color": "line", "fill": "third", "opacity": PALE}),
    ):
        wide = side.where(here, torch.nan)
        book.rects(f"{name}, {sign}", ax, by, x - wide / 2, y - wide / 2, wide, wide, **look)


def _legend_of_signs(ax: Axes) -> None:
    signs = (
        ("above 0", COLORS["data"], COLORS["data"], 1),
        ("below 0", COLORS["line"], COLORS["third"], 0),
    )
    squares = [
        Rectangle((0, 0), 1, 1, label=label, edgecolor=edge, facecolor=(fill, shown))
        for label, edge, fill, shown in signs
    ]
    place = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.17), "ncols": 2}
    look = {"frameon": False, "fontsize": large(SMALL), "handlelength": 0.7, "handleheight": 0.7}
    ax.legend(handles=squares, **place, **look)


@figure
def rank_of_a_change() -> FlipBook:
    """A wanted change of 16 x 16 weights: how much of it is reached by a B A of low rank?"""
    rank = slider("rank r", range(SIDE + 1), 1)
    by = [rank]
    wanted = _wanted()
    reached = _of_ranks(wanted)
    left = wanted - reached
    most = max(float(change.abs().max()) for change in (wanted, reached, left))
    fig, axes = canvas(9.2, 3.75, 1, 3)
    fig.subplots_adjust(left=0.075, right=0.985, top=0.915, bottom=0.225, wspace=0.2)
    for ax, title in zip(axes, ("wanted change", "B A", "left: wanted − B A"), strict=True):
        _cell_axes(ax, title)
    axes[0].set_ylabel("output")
    _legend_of_signs(axes[1])
    book = FlipBook(
        fig,
        by,
        name="Rank and what it can change",
        alt="Three tables of 16 outputs by 16 inputs, with a square in each cell: blue and full "
        "above 0, vermilion and pale below 0; its area is the size of the number. Left, the "
        "wanted change: patches of both signs, crossed by a stripe of full squares from the upper "
        "left to the lower right. Middle, the best B A of rank 1: its upper half is above 0 and "
        "its lower half below 0, nearly alike in all columns. Right, what is left: columns of "
        "changing sign, and the stripe.",
    )
    for name, ax, controls, change in (
        ("wanted", axes[0], [], wanted),
        ("B A", axes[1], by, reached),
        ("left", axes[2], by, left),
    ):
        _draw_cells(book, name, ax, controls, change, most)
    share = 100 * (1 - left.square().sum((1, 2)) / wanted.square().sum())
    few = int((share < ENOUGH).sum())  # the least rank that reaches so much
    text = f"reach {ENOUGH} % with as few numbers as you can"
    book.goal(by, text, torch.arange(SIDE + 1) == few)
    learn = [f"{r} x ({SIDE} + {SIDE}) = {2 * SIDE * r}" for r in range(SIDE + 1)]
    every = f"in W: {SIDE} x {SIDE} = {SIDE**2}"
    book.say(by, [f"numbers that learn: {text}; {every}" for text in learn])
    says = [f"share of the change that is reached: {value:.1f} %" for value in share.tolist()]
    book.say(by, says)
    return book


NONE = -26  # yuan: the height of the row of answers without a number
HALF_WIDE, HALF_HIGH = 0.85, 4.0  # of a cross or a triangle, in km and in yuan
LONGEST = 100  # km, of what is shown


def _said() -> tuple[Tensor, dict[str, Tensor]]:
    """The fares (way, step, km), -1 where there is no number, and which distances are of a kind."""
    rows = [row for row in stored("fare_line") if row.seed == fare_line.SEEDS[0]]
    shape = len(fare_line.WAYS), len(fare_line.AT), len(fare_line.KM)
    fare = torch.tensor([row.fare for row in rows], dtype=torch.float64).reshape(shape)
    shown = torch.tensor([row.shown for row in rows]).reshape(shape)[0, 0].bool()
    longer = torch.tensor(fare_line.KM) > LONGEST
    return fare, {"shown": shown, "never shown": ~shown & ~longer, "longer": longer}


def _fare_axes(ax: Axes) -> None:
    ax.set(xlim=(-2, 122.5), ylim=(NONE - 14, 270), xlabel="distance (km)", ylabel="fare (yuan)")
    heights = range(0, 251, 50)
    ax.set_yticks([NONE, *heights], ["none", *map(str, heights)])
    ax.axhline(NONE / 2, color=COLORS["ink"], linewidth=0.9)
    x = torch.tensor([0.0, 120.0])
    ax.plot(x, 2 * x + 1, color=COLORS["line"], linewidth=large(1.6), label="y = 2x + 1")
    looks = {"shown": ("o", "data"), "never shown": ("x", "start"), "longer": ("^", "best")}
    for label, (marker, color) in (looks | {"no number": ("|", "residual")}).items():
        look = {"color": COLORS[color], "markeredgewidth": large(1.6), "markersize": large(8)}
        look["markerfacecolor"] = "none" if marker == "^" else COLORS[color]
        ax.plot([], [], marker=marker, linestyle="none", label=label, **look)
    place = {"loc": "lower center", "bbox_to_anchor": (0.43, 0.97), "ncols": 3}
    look = {"frameon": False, "columnspacing": 0.9, "handletextpad": 0.4, "handlelength": 1.3}
    look |= {"labelspacing": 0.2}
    ax.legend(**place, **look, fontsize=large(SMALL))


def _draw_answers(
    book: FlipBook, ax: Axes, by: list[Control], fare: Tensor, kinds: dict[str, Tensor]
) -> None:
    """A mark for each answer; its shape says of which kind the distance is."""
    km = torch.tensor(fare_line.KM, dtype=torch.float64)
    y = fare.where(fare >= 0, torch.nan)
    shown, never, longer = kinds.values()
    book.points("shown", ax, by, km[shown], y[..., shown], size=7)
    x, here = km[never].repeat(2), y[..., never].repeat(1, 1, 2)  # each stroke of a cross
    slope = torch.tensor([HALF_HIGH, -HALF_HIGH]).repeat_interleave(int(never.sum()))
    ends = x - HALF_WIDE, here - slope, x + HALF_WIDE, here + slope
    book.segments("never shown", ax, by, *ends, color="start", width=2)
    across = HALF_WIDE * torch.tensor([-1, 0, 1, -1, torch.nan])
    up = HALF_HIGH * torch.tensor([-1, 1, -1, -1, torch.nan])
    x, here = km[longer, None] + across, y[..., longer, None] + up
    book.line("longer", ax, by, x.flatten(), here.flatten(-2), color="best", width=2)
    at = km.where(fare < 0, torch.nan)
    ends = at, NONE - HALF_HIGH, at, NONE + HALF_HIGH
    book.segments("no number", ax, by, *ends, color="residual", width=2)


@figure
def fares_by_steps() -> FlipBook:
    """What a model says that a ride costs, after so many steps: where does it leave the line?"""
    way = choice("what learns", fare_line.WAYS)
    step = slider("training steps", fare_line.AT, 20)
    by = [way, step]
    fare, kinds = _said()
    fig, ax = canvas(6.0, 3.8)
    fig.subplots_adjust(left=0.15, right=0.98, top=0.85, bottom=0.15)
    _fare_axes(ax)
    book = FlipBook(
        fig,
        by,
        name="Fares by training steps",
        alt="The fare in yuan over the distance from 1 to 120 km, with the vermilion line "
        "y = 2x + 1. After 20 steps of full fine-tuning 98 of the 120 answers are a number. All "
        "of these lie in a level band between 100 and 135 yuan, which the line crosses: blue "
        "dots, black crosses and, from 101 km on, green triangles. The other 22 answers are short "
        "purple strokes in a row below 0, which is marked none.",
    )
    _draw_answers(book, ax, by, fare, kinds)
    right = fare == 2 * torch.tensor(fare_line.KM) + 1
    counts = [
        [f"{number} of {int(kind.sum())} {name}" for number in right[..., kind].sum(-1).flatten()]
        for name, kind in kinds.items()
    ]
    book.say(by, [f"right: {', '.join(row)}" for row in zip(*counts, strict=True)])
    without = (fare < 0).sum(-1).flatten().tolist()
    book.say(by, [f"no number: {number} of {len(fare_line.KM)} answers" for number in without])
    every = right[..., kinds["shown"]].all(-1)  # (way, step)
    first = every & (every.cumsum(-1) == 1)
    book.goal(by, f"find the first step with all {int(kinds['shown'].sum())} shown right", first)
    return book
