"""The figures of lesson 09: from scores to weights, a model that looks back, a block's shapes."""

import math
from itertools import pairwise

import torch
from matplotlib.axes import Axes
from torch import Tensor

from helpers.explore.engine import Control, FlipBook, canvas, choice, figure, slider, steps
from helpers.models import stored_gpt
from helpers.plotting import COLORS, large
from helpers.text import CHARACTERS

__all__ = ["attention_of_a_model", "scores_to_weights", "through_a_block"]

ASKED = ("1 t", "2 h", "3 a", "4 n")  # the letters with their places
KEYS = torch.tensor([[1.5, 0.5], [-0.5, 1.5], [-1.5, -0.5], [0.5, -1.5]], dtype=torch.float64)
QUERIES = torch.arange(-12, 13, dtype=torch.float64) / 4
ROWS = torch.arange(1, 5, dtype=torch.float64)
THICK = 0.56  # a bar; 1 is from a letter to the next
LOW, HIGH = -4.8, 4.8  # the scores that have room
SLOPE, LINES_OF_HATCH = 0.34, 4  # how far a line goes to the right; how many at each end
CROSS = 0.2  # half the width of a cross, in the plane
WANTED = 0.9  # the weight of the goal


def _rows(ax: Axes, title: str, label: str) -> None:
    """Axes with a row for each of the four letters, the first one above."""
    ax.set(ylim=(4.6, 0.4), xlabel=label)
    ax.set_title(title, loc="left")
    ax.set_yticks(range(1, 5), ASKED, weight="bold")
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=False, axis="y")


def _hatch(book: FlipBook, ax: Axes, letter: Control, masked: Tensor) -> None:
    """A box with sloping lines at both ends, and a word between, in each masked row."""
    row = ROWS.where(masked, torch.nan)  # (letter, 4)
    top = row - THICK / 2
    book.rects("masked", ax, [letter], LOW, top, HIGH - LOW, THICK, color="ink", opacity=1.0)
    left = torch.arange(LINES_OF_HATCH, dtype=torch.float64) * SLOPE
    left = torch.cat([left + LOW, left + HIGH - LINES_OF_HATCH * SLOPE])
    ends = left, top[..., None] + THICK, left + SLOPE, top[..., None]
    ends = [torch.as_tensor(end).expand(4, 4, 2 * LINES_OF_HATCH).flatten(1) for end in ends]
    book.segments("hatch", ax, [letter], *ends, color="ink", width=1.2)
    book.text("masked, in words", ax, [letter], 0.0, row, ["masked"] * 16, size=18)


def _rounded(value: float) -> str:
    """With two digits; what is rounded to zero has no minus."""
    return f"{round(value, 2) + 0.0:.2f}"


def _draw_plane(book: FlipBook, ax: Axes, by: list[Control], masked: Tensor) -> None:
    """The keys, dots or crosses, and the query, an arrow from the middle."""
    letter, x, y = by
    kx, ky = KEYS.T
    seen = kx.where(~masked, torch.nan)  # (letter, 4)
    book.points("keys", ax, [letter], seen, ky, size=13)
    off = kx.where(masked, torch.nan)
    slopes = torch.tensor([[1.0], [-1.0]], dtype=torch.float64)
    ends = (off[:, None] - CROSS, ky - slopes * CROSS, off[:, None] + CROSS, ky + slopes * CROSS)
    ends = [end.expand(4, 2, 4).flatten(1) for end in map(torch.as_tensor, ends)]
    book.segments("masked keys", ax, [letter], *ends, color="ink", width=3)
    book.text("names of the keys", ax, [], kx, ky + 0.6, list(ASKED), size=18, bold=True)
    names = [f"query of {name}" for name in ASKED]
    book.text("whose query", ax, [letter], -3.3, 3.2, names, size=18, align="start", bold=True)
    qx, qy = x.values[:, None, None], y.values[:, None]
    book.arrow("query", ax, [x, y], 0.0, 0.0, qx, qy)
    book.points("tip", ax, [x, y], qx, qy, color="line", size=14)
    book.handle("tip", [x, y], "the tip of the arrow")


@figure
def scores_to_weights() -> FlipBook:
    """One query and four keys: which scores, and which weights after mask and softmax?"""
    letter = choice("query of", ASKED, 3)
    x = slider("query, x", QUERIES, -1, form="{:.2f}")
    y = slider("query, y", QUERIES, -1, form="{:.2f}")
    by = [letter, x, y]
    fig, (left, middle, right) = canvas(9.6, 4.0, 1, 3, gridspec_kw={"width_ratios": [7, 6, 5]})
    fig.subplots_adjust(left=0.065, right=0.985, top=0.91, bottom=0.15, wspace=0.24)
    left.set(xlim=(-3.6, 3.6), ylim=(-3.6, 3.6), xlabel="x", ylabel="y")
    left.set_title("keys and query", loc="left")
    ticks = (-3, 0, 3)
    left.set(xticks=ticks, yticks=ticks)
    _rows(middle, "scores", "q · k / √2")
    middle.set(xlim=(LOW - 0.2, 8.5), xticks=(-4, 0, 4))
    middle.axvline(0, color=COLORS["ink"], linewidth=0.9)
    _rows(right, "weights", "weight")
    right.set(xlim=(-0.001, 1.75), xticks=(0, 0.5, 1))
    book = FlipBook(
        fig,
        by,
        name="From scores to weights",
        alt="Left: a plane with the keys of four letters, blue dots: 1 t on the right, 2 h above, "
        "3 a on the left, 4 n below; an arrow, the query of 4 n, from the middle to the left and "
        "down. Middle: bars of the scores -1.41, -0.71, 1.41 and 0.71. Right: bars of the weights "
        "0.04, 0.07, 0.60 and 0.29. Nothing is masked, since 4 n is the last letter.",
    )
    masked = torch.ones(4, 4, dtype=torch.bool).triu(1)  # (letter, 4)
    query = torch.stack(torch.meshgrid(x.values, y.values, indexing="ij"), dim=-1)
    scores = query @ KEYS.T / math.sqrt(2)  # (x, y, 4)
    scores = scores.expand(4, *scores.shape).masked_fill(masked[:, None, None], -torch.inf)
    weights = scores.softmax(-1)
    _draw_plane(book, left, by, masked)
    bars = scores.where(~masked[:, None, None], torch.nan)
    look = {"color": "residual", "fill": "soft", "opacity": 1.0}
    book.rects("scores", middle, by, 0, ROWS - THICK / 2, bars, THICK, **look)
    _hatch(book, middle, letter, masked)
    look = {"color": "line", "fill": "third", "opacity": 1.0}
    bars = weights.where(~masked[:, None, None], torch.nan)
    book.rects("weights", right, by, 0, ROWS - THICK / 2, bars, THICK, **look)
    rows = scores.flatten(0, 2).tolist()
    told = [["-∞" if s == -math.inf else _rounded(s) for s in row] for row in rows]
    shares = [[_rounded(w) for w in row] for row in weights.flatten(0, 2).tolist()]
    for name, ax, place, texts in (
        ("numbers of the scores", middle, 8.35, told),
        ("numbers of the weights", right, 1.73, shares),
    ):
        texts = [text for row in texts for text in row]
        book.text(name, ax, by, place, ROWS, texts, size=18, align="end", bold=True)
    text = f"let the n give more than {WANTED:.1f} of its weight to the t"
    enough = torch.zeros(weights.shape[:-1], dtype=torch.bool)
    enough[3] = weights[3, ..., 0] > WANTED
    book.goal(by, text, enough)
    for what, texts, end in (
        ("scores", told, ""),
        ("weights", shares, "; together 1 before rounding"),
    ):
        pairs = [zip(ASKED, row, strict=True) for row in texts]
        lines = [", ".join(f"{a}: {b.replace('-∞', 'masked')}" for a, b in row) for row in pairs]
        book.say(by, [f"{what}: {line}{end}" for line in lines])
    return book


LINES = (  # of Twelfth Night, which the model has not seen; all of one length
    "Come away, come away, death,",
    "How now! what news from her?",
    "And leave the world no copy.",
)
LENGTH = len(LINES[0])
LONGEST_ROW = 16  # letters
LEFT, PITCH = 12.0, 36.0  # pixels: the first box, and from a letter to the next
BASE, ROW_DOWN = 128.0, 136.0  # the foot of the bars in the first row; from a row to the next
FULL = 70.0  # pixels, a weight of 1
BOX, MARKER = 28.0, 42.0  # the height of a box; the black square, from the foot of the bars
NEXT, NEXT_DOWN, NEXT_FULL = 96.0, 72.0, 290.0  # the names and bars of the next letters
LIKELIEST = 3
HALF = 0.5  # the mean weight of the goal
SIGNS = {" ": "␣", "\n": "↵"}
SIGN_NAMES = {" ": "␣ space", "\n": "↵ new line"}


def _looked_at() -> tuple[Tensor, Tensor]:
    """Of the stored model, in float64, for each line at each place: what it looks at, what it says.

    The attention weights (line, place, block, head, letter), and the probabilities of the next
    symbol (line, place, V).
    """
    model = stored_gpt().double()
    ids = torch.stack([CHARACTERS.encode(line) for line in LINES])
    with torch.no_grad():
        p = model(ids).softmax(-1)
    weights = torch.stack([block.attention.weights for block in model.blocks], dim=1)
    return weights.permute(0, 3, 1, 2, 4), p


def _cells() -> tuple[Tensor, Tensor]:
    """The left edge of the box of each letter, and its row, (line, letter); broken at a space."""
    places = torch.arange(LENGTH, dtype=torch.float64)
    cuts = torch.tensor([line.rindex(" ", 0, LONGEST_ROW) + 1 for line in LINES])[:, None]
    row = (places >= cuts).double()
    return LEFT + PITCH * (places - cuts * row), row


def _sign(letter: str) -> str:
    return SIGNS.get(letter, letter)


def _draw_looks(book: FlipBook, ax: Axes, by: list[Control], weights: Tensor) -> None:
    """The letters in their boxes, a bar of its weight on each, and the chosen letter marked."""
    line, place, *_ = by
    x, row = _cells()
    base = BASE + ROW_DOWN * row  # (line, letter)
    now = place.values.long()[:, None]
    number = torch.arange(LENGTH)
    edges = x[:, None].where(number < now, torch.nan)  # (line, place, letter)
    look = {"color": "data", "fill": "soft", "opacity": 1.0}
    size = PITCH - 3, BOX
    book.rects("letters before", ax, [line, place], edges, base[:, None] + 4, *size, **look)
    edge, foot = (t[:, now] for t in (x, base))  # (line, place, 1)
    look = {"color": "line", "fill": "third", "opacity": 1.0}
    book.rects("letter now", ax, [line, place], edge, foot + 4, *size, **look)
    middle = x + (PITCH - 3) / 2
    signs = [_sign(letter) for text in LINES for letter in text]
    book.text("letters", ax, [line], middle, base + 4 + BOX / 2, signs, size=18)
    seen = middle[:, None].where(number <= now, torch.nan)[:, :, None, None]
    foot = base[:, None, None, None]
    look = {"color": "data", "fill": "fourth", "opacity": 1.0}
    book.rects("weights", ax, by, seen - 10, foot, 20, -FULL * weights, **look)
    most, at = weights.max(-1, keepdim=True)
    pick = [torch.take_along_dim(t[:, None, None, None], at, -1) for t in (middle, base)]
    texts = [f"{value:.2f}" for value in most.flatten().tolist()]
    height = pick[1] - FULL * most - 11
    book.text("largest weight", ax, by, pick[0], height, texts, size=18, bold=True)
    here = edge + (PITCH - 3) / 2, base[:, now] + MARKER
    book.points("place", ax, [line, place], *here, color="start", size=11, square=True)
    book.handle("place", [place], "the black square")


def _draw_next(book: FlipBook, ax: Axes, by: list[Control], p: Tensor) -> list[list[str]]:
    """Bars of the likeliest next symbols, and what came in the play; returns their words."""
    most, which = p.topk(LIKELIEST, dim=-1)  # (line, place, 3)
    y = NEXT + NEXT_DOWN * torch.arange(LIKELIEST, dtype=torch.float64)
    look = {"color": "line", "fill": "third", "opacity": 1.0}
    book.rects("next letters", ax, by, 0, y + 16, NEXT_FULL * most, 22, **look)
    symbols = [CHARACTERS.symbols[i] for i in which.flatten().tolist()]
    names = [SIGN_NAMES.get(symbol, symbol) for symbol in symbols]
    look = {"size": 18, "bold": True}
    book.text("names of the next", ax, by, 0, y, names, align="start", **look)
    shares = [f"{100 * value:.0f} %" for value in most.flatten().tolist()]
    book.text("shares of the next", ax, by, NEXT_FULL, y, shares, align="end", **look)
    words = [f'"{_sign(a)}" {b}' for a, b in zip(symbols, shares, strict=True)]
    return [words[i : i + LIKELIEST] for i in range(0, len(words), LIKELIEST)]


@figure
def attention_of_a_model() -> FlipBook:
    """A stored model reads a line: which earlier letters does each head look at, and what next?"""
    line = choice("line", LINES)
    place = slider("place", range(LENGTH), 17)
    weights, p = _looked_at()
    blocks, heads = weights.shape[2:4]
    block = choice("block", [f"block {number}" for number in range(blocks)])
    head = choice("head", [f"head {number}" for number in range(heads)])
    by = [line, place, block, head]
    fig, (left, right) = canvas(9.6, 3.3, 1, 2, gridspec_kw={"width_ratios": [2, 1]})
    fig.subplots_adjust(left=0.005, right=0.995, bottom=0.01, top=0.99, wspace=0.06)
    left.set(xlim=(0, 600), ylim=(330, 0))
    right.set(xlim=(-2, 298), ylim=(330, 0))
    for row in range(2):  # the ground of the bars
        x, y = [LEFT, LEFT + PITCH * LONGEST_ROW - 3], [BASE + ROW_DOWN * row] * 2
        left.plot(x, y, color=COLORS["ink"], linewidth=0.9)
    for ax in (left, right):
        ax.axis("off")
    book = FlipBook(
        fig,
        by,
        name="Attention of a model",
        alt='A line of a play in two rows of boxes, "Come away, come away, death,". The letter w '
        "at place 17 is orange, with a black square below; the letters after it have no box. Bars "
        "on the boxes show how much it looks at each: most at the space at 15, 0.33. On the right, "
        "three bars: the model says that a comes next, with 87 %, then h and e; and a comes.",
    )
    titles = [f"weights of block {i}, head {j}" for i in range(blocks) for j in range(heads)]
    look = {"size": 18, "align": "start", "bold": True}
    book.text("whose weights", left, [block, head], LEFT, 18.0, titles, **look)
    _draw_looks(book, left, by, weights)
    words = _draw_next(book, right, [line, place], p)
    coming = [_sign(letter) for text in LINES for letter in f"{text[1:]}\n"]
    book.text("next", right, [], 0, 18.0, ["next letter"], **look)
    texts = [f"in the play: {sign}" for sign in coming]
    book.text("in the play", right, [line, place], 0, 50.0, texts, size=18, align="start")
    before = weights.diagonal(-1, 1, 4).mean(-1)  # (line, block, head)
    text = "find a head that gives more than half of its weight to the letter before"
    book.goal([line, block, head], text, before > HALF)
    shares = [f"{value:.2f}" for value in before.flatten().tolist()]
    book.say(
        [line, block, head],
        [f"weight of the letter before, in the mean over the line: {v}" for v in shares],
    )
    ordered = weights.sort(dim=-1, descending=True)
    rows = zip(
        *(t[..., :LIKELIEST].flatten(0, 3).tolist() for t in (ordered.values, ordered.indices)),
        [text for text in LINES for _ in range(LENGTH * blocks * heads)],
        [i for _ in LINES for i in range(LENGTH) for _ in range(blocks * heads)],
        strict=True,
    )
    says = []
    for shares, places, text, now in rows:
        seen = [(w, i) for w, i in zip(shares, places, strict=True) if i <= now]
        most = ", ".join(f'"{_sign(text[i])}" at {i}: {w:.2f}' for w, i in seen)
        says.append(f'"{_sign(text[now])}" at {now} looks at {most}')
    book.say(by, says)
    texts = [f'next in the play: "{sign}"; ' for sign in coming]
    book.say(
        [line, place], [f"{a}the model: {', '.join(b)}" for a, b in zip(texts, words, strict=True)]
    )
    return book


BATCH, TIME, WIDTH = 2, 8, 12
HEADS = (3, 4)
STREAM_X, BRANCH_X, NAME_X, SHAPE_X = 30.0, 66.0, 90.0, 590.0  # pixels
FIRST_ROW, DOWN = 50.0, 26.5
STEPS = (  # the name, the letters of its shape, and what is done
    ("tokens + positions", "B, T, C", "two vectors for each token, added"),
    ("norm_1", "B, T, C", "a copy of x, each token with mean 0 and spread 1"),
    ("query, key, value", "B, T, C", "three linear layers, from {C} to {C} numbers"),
    ("view (cut in heads)", "B, T, H, D", "the {C} numbers of a token, {H} heads of {D}"),
    ("transpose (T and H)", "B, H, T, D", "each head has a table of its own"),
    ("q @ k.transpose / √D", "B, H, T, T", "scores of each query with each key"),
    ("mask, softmax", "B, H, T, T", "weights; 0 for later tokens, each row adds up to 1"),
    ("weights @ v", "B, H, T, D", "in each head, a mix of the values for each token"),
    ("transpose (H and T)", "B, T, H, D", "they change places again"),
    ("flatten (join heads)", "B, T, C", "{H} heads side by side, {C} numbers again"),
    ("out", "B, T, C", "one more linear layer mixes what the heads found"),
    ("x = x + attention", "B, T, C", "the branch comes back; only equal shapes add"),
    ("norm_2", "B, T, C", "a copy of x again, each token with mean 0 and spread 1"),
    ("mlp, linear + GELU", "B, T, 4C", "from {C} to {W} numbers, token by token"),
    ("mlp, linear back", "B, T, C", "from {W} to {C} numbers, token by token"),
    ("x = x + mlp", "B, T, C", "the branch comes back; the next block takes this x"),
)
ON_STREAM = (0, 11, 15)  # the rows that lie on the stream; the others lie on a branch
THREE = (2, 3, 4)  # the rows with q, k and v


def _shapes(heads: int) -> list[tuple[int, ...]]:
    """The shape after each step, from a walk through a block."""
    x = torch.zeros(BATCH, TIME, WIDTH)
    cut = x.view(BATCH, TIME, heads, -1)
    first = cut.transpose(1, 2)
    scores = first @ first.transpose(-2, -1)
    mixed = scores.softmax(-1) @ first
    back = mixed.transpose(1, 2)
    flat = back.flatten(2)
    wide = flat @ torch.zeros(WIDTH, 4 * WIDTH)
    narrow = wide @ torch.zeros(4 * WIDTH, WIDTH)
    some = (x, x, x, cut, first, scores, scores, mixed, back, flat, flat, x + flat, x, wide, narrow)
    return [tuple(one.shape) for one in (*some, x + narrow)]


def _heights() -> Tensor:
    return FIRST_ROW + DOWN * torch.arange(len(STEPS), dtype=torch.float64)


def _draw_ways(ax: Axes) -> None:
    """The stream, a thick line downwards, and the branches that leave it and come back."""
    y = _heights().tolist()
    look = {"color": COLORS["data"], "linewidth": large(6), "solid_capstyle": "butt"}
    ax.plot([STREAM_X] * 2, [y[0], y[-1] + 22], **look)
    for start, end in pairwise(ON_STREAM):
        leaves = y[start] + DOWN / 2
        x = [STREAM_X, BRANCH_X, BRANCH_X, STREAM_X]
        ax.plot(x, [leaves, leaves, y[end], y[end]], color=COLORS["line"], linewidth=large(2))
        ax.plot([BRANCH_X] * (end - start - 1), y[start + 1 : end], "o", color=COLORS["line"])
        look = {"markerfacecolor": "white", "markeredgecolor": COLORS["ink"], "zorder": 4}
        ax.plot([STREAM_X], [y[end]], "o", markersize=17, **look)
        look = {"ha": "center", "va": "center", "weight": "bold", "zorder": 5}
        ax.text(STREAM_X, y[end] + 0.5, "+", **look)
    ax.plot([STREAM_X], [y[0]], "o", markersize=12, color=COLORS["data"])


@figure
def through_a_block() -> FlipBook:
    """The shapes on the way through a block: where do they change, and where not?"""
    heads = choice("heads", [f"H = {number}" for number in HEADS])
    step = steps("step", [str(number) for number in range(len(STEPS))])
    by = [heads, step]
    fig, ax = canvas(6.0, 4.8)
    fig.subplots_adjust(left=0, right=1, bottom=0, top=1)
    ax.set(xlim=(0, 600), ylim=(480, 0))
    ax.axis("off")
    _draw_ways(ax)
    book = FlipBook(
        fig,
        by,
        name="Through a block",
        alt="A thick blue line, the stream x, runs from top to bottom. Two thinner branches leave "
        "it on the right and come back at a plus: attention, with 10 steps, and the MLP, with 3. "
        "Beside them stand the names of all 16 steps. A black square is at the first, tokens + "
        "positions, and only there stands a shape: (2, 8, 12).",
    )
    y, number = _heights(), torch.arange(len(STEPS))
    here = y[:, None]
    look = {"color": "line", "fill": "soft", "opacity": 1.0}
    book.rects("step", ax, [step], NAME_X - 6, here - 12.5, 604 - NAME_X, 25, **look)
    x = [STREAM_X if i in ON_STREAM else BRANCH_X for i in range(len(STEPS))]
    x = torch.tensor(x, dtype=torch.float64)[:, None]
    book.points("place", ax, [step], x, here, color="start", size=13, square=True)
    book.handle("place", [step], "the black square")
    names = [name for name, *_ in STEPS]
    book.text("names", ax, [], NAME_X, y, names, size=18, align="start")
    found = [_shapes(count) for count in HEADS]
    shapes = [
        [f"{'3 × ' if i in THREE else ''}{shape}" for i, shape in enumerate(some)] for some in found
    ]
    passed = y.where(number <= number[:, None], torch.nan)  # (step, row)
    texts = [text for some in shapes for _ in STEPS for text in some]
    book.text("shapes", ax, by, SHAPE_X, passed, texts, size=18, align="end", bold=True)
    sizes = f"B = {BATCH}, T = {TIME}, C = {WIDTH}"
    texts = [f"{sizes}, H = {count}, D = {WIDTH // count}" for count in HEADS]
    book.text("sizes", ax, [heads], SHAPE_X, 20.0, texts, size=18, align="end", bold=True)
    letters = {"C": WIDTH, "W": 4 * WIDTH}
    words, counts = [], []
    for count, some in zip(HEADS, found, strict=True):
        for i, ((name, dims, text), shape) in enumerate(zip(STEPS, some, strict=True)):
            words.append(f"{name}: {text.format(H=count, D=WIDTH // count, **letters)}")
            product = f"({dims}): {' × '.join(map(str, shape))} = {math.prod(shape)} numbers"
            counts.append(f"{'three times ' if i in THREE else ''}{product}")
    book.say(by, words)
    book.say(by, counts)
    return book
