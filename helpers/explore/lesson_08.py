"""The figures of lesson 08: runs in common, merges one by one, a window with its targets."""

import functools
from typing import NamedTuple

import torch
from matplotlib.axes import Axes
from torch import Tensor
from torch.nn.functional import pad

from helpers.explore.engine import Control, FlipBook, canvas, choice, figure, slider
from helpers.text import CHARACTERS, plays, raw_texts, split_plays
from helpers.tokens import WORD, BytePairs

__all__ = ["merges_one_by_one", "runs_in_common", "sliding_window"]

END = CHARACTERS.symbols[0]


def _seen(text: str) -> str:
    """The text with a sign in place of each space, which would not be seen."""
    return text.replace(" ", "␣")


LENGTHS = range(1, 9)  # of a run, in words
EDITION, TWELFTH = "the other edition", "Twelfth Night"
TITLES = {EDITION: "As You Like It", TWELFTH: "Twelfth Night"}  # as `plays` has them
BAR = 0.4  # how wide; 1 is from a length to the next
KEYS = {EDITION: 133.0, TWELFTH: 119.0}  # heights above the bars, in % of the axis below
GRIP = 103.5  # the height of the square
ROOM = 50  # characters, of the examples in a line
KEPT, GONE = 80, 1  # %, of the goal: in the other edition, in Twelfth Night


class Compared(NamedTuple):
    """The different runs of the raw play: how many another text has, how many not, and some."""

    there: int
    absent: int
    some_there: str
    some_absent: str

    @property
    def share(self) -> float:
        return 100 * self.there / (self.there + self.absent)


def _runs(text: str, length: int) -> list[str]:
    """The different runs of so many words, in the order in which they first come."""
    words = text.split()
    runs = zip(*(words[i:] for i in range(length)), strict=False)
    return list(dict.fromkeys(map(" ".join, runs)))


def _some(runs: list[str]) -> str:
    """Up to three of the runs, from different parts of the text: as many as a line has room for."""
    if not runs:
        return "none"
    line, *more = [f'"{runs[len(runs) * part // 4]}"' for part in (1, 3, 2)]
    for one in more:
        if len(line) + len(one) < ROOM:
            line += f", {one}"
    return line


@functools.cache
def _compared(name: str) -> list[Compared]:
    """For each length, the runs of the raw play beside those of another text."""
    raw = raw_texts()["As You Like It"].decode()
    other = "\n\n".join(plays()[TITLES[name]])
    found = []
    for length in LENGTHS:
        known = set(_runs(other, length))
        runs = _runs(raw, length)
        there = [run for run in runs if run in known]
        absent = [run for run in runs if run not in known]
        found.append(Compared(len(there), len(absent), _some(there), _some(absent)))
    return found


def _share(name: str) -> Tensor:
    """(lengths,) float64, in %."""
    return torch.tensor([one.share for one in _compared(name)], dtype=torch.float64)


def _draw_shares(
    book: FlipBook, ax: Axes, length: Control, name: str, left: float, look: dict
) -> None:
    """The bar of a text at the length, pale ones at the lengths beside it, and the number above."""
    n, share = length.values[:, None], _share(name)
    around = pad(share, (1, 1), value=torch.nan)
    beside = torch.stack([around[:-2], around[2:]], dim=1)  # (length, 2)
    pale = look | {"fill": "soft", "opacity": 0.4}
    x = torch.cat([n - 1, n + 1], dim=1) + left
    book.rects(f"near, {name}", ax, [length], x, 0, BAR, beside, **pale)
    book.rects(name, ax, [length], n + left, 0, BAR, share[:, None], opacity=1.0, **look)
    height = KEYS[name]
    book.rects(f"key, {name}", ax, [], 0.6, height - 4, 0.3, 8, opacity=1.0, **look)
    told = [f"also in {name}"]
    book.text(f"name, {name}", ax, [], 1.05, height, told, size=18, align="start")
    texts = [f"{value:.2f} %" for value in share.tolist()]
    book.text(f"share, {name}", ax, [length], 8.5, height, texts, size=20, align="end", bold=True)


@figure
def runs_in_common() -> FlipBook:
    """How many runs of words two texts share: at which length is only the same play left?"""
    examples = choice("examples", [f"with {name}" for name in TITLES])
    length = slider("words in a run", LENGTHS, 1)
    by = [examples, length]
    fig, ax = canvas(6.0, 3.7)
    fig.subplots_adjust(left=0.12, right=0.985, top=0.92, bottom=0.16)
    ax.set(xlim=(0.4, 8.6), ylim=(0, 140), xlabel="words in a run", ylabel="share (%)")
    ax.set_title("Runs of words of As You Like It, the raw edition", loc="left")
    ax.set_xticks(LENGTHS)
    ax.set_yticks(range(0, 101, 20))
    ax.grid(visible=False, axis="x")
    ax.tick_params(axis="x", length=0)
    book = FlipBook(
        fig,
        by,
        name="Runs in common",
        alt="How many of the different words of As You Like It, in the raw edition, come in "
        "another text, too. A light blue bar over 1: in the other edition 97.05 %. An orange bar "
        "beside it: in Twelfth Night 34.27 %. Over 2, two pale bars, both lower: the shares of "
        "runs of two words. A black square stands above the bars of 1.",
    )
    _draw_shares(book, ax, length, EDITION, -BAR, {"color": "data", "fill": "fourth"})
    _draw_shares(book, ax, length, TWELFTH, 0.0, {"color": "line", "fill": "third"})
    n = length.values[:, None]
    book.points("length", ax, [length], n, GRIP, color="start", size=11, square=True)
    book.handle("length", [length], "the square above the bars (words in a run)")
    text = f"get more than {KEPT} % in the other edition and less than {GONE} % in Twelfth Night"
    book.goal([length], text, (_share(EDITION) > KEPT) & (_share(TWELFTH) < GONE))
    rows = [
        (name, "words" if count == 1 else f"runs of {count} words", found)
        for name in TITLES
        for count, found in zip(LENGTHS, _compared(name), strict=True)
    ]
    counts = [
        (f"{one.there:,} of {one.there + one.absent:,}", what, name) for name, what, one in rows
    ]
    book.say(by, [f"{count} different {what} are also in {name}" for count, what, name in counts])
    book.say(by, [f"in both: {one.some_there}" for *_, one in rows])
    book.say(by, [f"not there: {one.some_absent}" for *_, one in rows])
    return book


MERGES = (*range(9), 10, 12, 15, 20, 30, 40, 50, 75, 100, 150, 200, 300, 400, 500, 700, 1_000)
SENTENCES = {
    "a line of a play": "And call upon my soul within the house;",
    "rare words": "The xylophone cost 128 yuan in 1985.",
    "fares": "three km? seven yuan: ¥7",
    "Chinese": "床前明月光，疑是地上霜。",
}
NOTES = {
    "fares": "¥ has two bytes, c2 and a5",
    "Chinese": "three bytes for each character; no merge from English plays joins them",
}
MOST = 39  # bytes of a sentence
NARROW, BROAD = 23.0, 30.0  # pixels, of a byte that is a letter or a sign, and of another one
ROW = 590.0  # pixels, the longest row of boxes
FIRST_ROW, DOWN = 88.0, 54.0  # pixels: the middle of the first row, and from a row to the next
LOW, TALL = 30.0, 40.0  # pixels, the boxes by turns
FEW = 15  # tokens, of the goal


@functools.cache
def _learned() -> BytePairs:
    return BytePairs.train(split_plays()[0], MERGES[-1])


def _last_pair(count: int) -> tuple[bytes, bytes]:
    """What the last of so many merges puts together."""
    learned = _learned()
    left, right = learned.merges[count - 1]
    return learned.tokens[left], learned.tokens[right]


def _signs(token: bytes) -> str:
    """A token to look at: a byte that is no letter or sign becomes two hexadecimal digits."""
    return "".join(_seen(chr(byte)) if byte < 128 else f"{byte:02x}" for byte in token)


def _said(pair: tuple[bytes, bytes]) -> str:
    left, right = map(_signs, pair)
    return f"{left} + {right} → {left}{right}"


def _places(text: str) -> Tensor:
    """(MOST, 3): left edge, right edge and row of each byte; no word is broken."""
    places, left, row = [], 0.0, 0
    for word in WORD.findall(text):
        widths = [NARROW if byte < 128 else BROAD for byte in word.encode()]
        if left + sum(widths) > ROW:
            left, row = 0.0, row + 1
        for width in widths:
            places.append((left, left + width, row))
            left += width
    return _filled(places)


def _filled(rows: list[tuple[float, ...]]) -> Tensor:
    """Rows of numbers as a tensor of MOST rows, with nan where there are none."""
    found = torch.tensor(rows, dtype=torch.float64)
    return pad(found, (0, 0, 0, MOST - len(rows)), value=torch.nan)


def _boxes(text: str, tokens: list[bytes]) -> Tensor:
    """(MOST, 3): left edge, right edge and row of each token."""
    places, boxes, at = _places(text).tolist(), [], 0
    for token in tokens:
        (left, _, row), (_, right, _) = places[at], places[at + len(token) - 1]
        boxes.append((left, right, row))
        at += len(token)
    return _filled(boxes)


def _draw_boxes(
    book: FlipBook, ax: Axes, by: list[Control], texts: list[str], cuts: list[list[list[bytes]]]
) -> None:
    """The tokens of each text after each number of merges; those of the last merge underlined."""
    boxes = [[_boxes(text, cut) for cut in row] for text, row in zip(texts, cuts, strict=True)]
    left, right, row = torch.stack([torch.stack(some) for some in boxes]).unbind(-1)
    middle = FIRST_ROW + DOWN * row  # (sentence, merges, token)
    odd = torch.arange(MOST) % 2 == 1
    for name, which, high, look in (
        ("even tokens", ~odd, LOW, {"color": "data", "fill": "soft", "opacity": 1.0}),
        ("odd tokens", odd, TALL, {"color": "line", "fill": "third", "opacity": 0.4}),
    ):
        top = middle.where(which, torch.nan) - high / 2
        book.rects(name, ax, by, left + 1.2, top, right - left - 2.4, high, **look)
    made = [None, *(b"".join(_last_pair(count)) for count in MERGES[1:])]
    last = [
        [[token == one for token in cut] + [False] * (MOST - len(cut)) for one, cut in pairs]
        for pairs in (zip(made, row, strict=True) for row in cuts)
    ]
    under = middle.where(torch.tensor(last), torch.nan) + TALL / 2 + 5
    look = {"color": "residual", "width": 5}
    book.segments("made last", ax, by, left + 2, under, right - 2, under, **look)


@figure
def merges_one_by_one() -> FlipBook:
    """A sentence cut into tokens: what do more merges make of it?"""
    sentence = choice("sentence", list(SENTENCES))
    merges = slider("merges", MERGES, 0, form="{:,.0f}")
    by = [sentence, merges]
    texts = list(SENTENCES.values())
    tokenizers = [BytePairs(_learned().merges[:count]) for count in MERGES]
    cuts = [
        [[one.tokens[i] for i in one.encode(text).tolist()] for one in tokenizers] for text in texts
    ]  # of each sentence, after each number of merges
    fig, ax = canvas(6.0, 2.4)
    fig.subplots_adjust(left=0, right=1, bottom=0, top=1)
    ax.set(xlim=(-5, 595), ylim=(240, 0))
    ax.axis("off")
    book = FlipBook(
        fig,
        by,
        name="Merges, one by one",
        alt='The sentence "And call upon my soul within the house;" in two rows of boxes, one '
        "letter in each; a small bracket stands for each space. The boxes are by turns pale blue "
        "and low, and orange and high. Above: no merge yet, each byte is a token. Below: 39 "
        "characters, 39 bytes, 39 tokens.",
    )
    _draw_boxes(book, ax, by, texts, cuts)
    left, right, row = torch.stack([_places(text) for text in texts]).unbind(-1)
    signs = [[_signs(bytes([byte])) for byte in text.encode()] for text in texts]
    signs = [sign for some in signs for sign in some + [""] * (MOST - len(some))]
    middle = FIRST_ROW + DOWN * row
    book.text("bytes", ax, [sentence], (left + right) / 2, middle, signs, size=18)
    names = [f"merge {count:,}: {_said(_last_pair(count))}" for count in MERGES[1:]]
    names.insert(0, "no merge yet: each byte is a token")
    look = {"size": 20, "align": "start", "bold": True}
    book.text("last merge", ax, [merges], 2.0, 30.0, names, **look)
    totals = [
        f"{len(text)} characters, {len(text.encode())} bytes, {len(cut)} tokens"
        for text, row in zip(texts, cuts, strict=True)
        for cut in row
    ]
    book.text("counts", ax, by, 2.0, 205.0, totals, **look)
    count = next(i for i, cut in enumerate(cuts[0]) if len(cut) <= FEW)
    reached = torch.zeros(len(texts), len(MERGES), dtype=torch.bool)
    reached[0, count] = True
    text = f"with the fewest merges, cut the line of a play into {FEW} tokens or fewer"
    book.goal(by, text, reached)
    notes = [f" ({NOTES[name]})" if name in NOTES else "" for name in SENTENCES]
    book.say([sentence], [text + note for text, note in zip(texts, notes, strict=True)])
    book.say(by, ["tokens: " + " ".join(map(_signs, cut)) for row in cuts for cut in row])
    return book


STREAM = f"{END}2 km ¥5{END}3 km ¥7{END}10 km ¥21{END}"  # three documents
LONGEST = 12  # the largest context
ABOVE, BELOW = 44.0, 110.0  # the heights of X and y, in pixels from the top of the axes
HEADING, FIRST_LINE, LINE = 142.0, 166.0, 23.0  # of what is seen; from a line to the next
HIGH = 27.0  # pixels, the boxes of X and y; each is one place wide
LOWER = 1.0  # pixels, a box of a line than its letter: room for the sign of a space
MARK = 0.55, 12.0  # an end mark: in places, in pixels
EXTENT = 16.0  # the line above the boxes of X, in pixels
ENOUGH = 7  # the context of the goal


def _stream_axes(ax: Axes) -> None:
    """Axes with a place for each symbol, numbered above, and pixels downwards."""
    ax.set(xlim=(-1.8, len(STREAM) - 0.3), ylim=(FIRST_LINE + LINE * (LONGEST - 0.4), 0))
    ax.grid(visible=False)
    ax.xaxis.tick_top()
    ax.xaxis.set_label_position("top")
    ax.set_xlabel("place in the text")
    ax.set_xticks(range(0, len(STREAM), 5))
    ax.set_yticks([])
    for side, seen in (("left", False), ("bottom", False), ("top", True)):
        ax.spines[side].set_visible(seen)
    for name, height in (("X", ABOVE), ("y", BELOW)):
        ax.text(-1.3, height, name, ha="center", va="center", weight="bold")


def _draw_window(book: FlipBook, ax: Axes, by: list[Control]) -> None:
    """The boxes of X and y with their arrows, and a line with a square for each control."""
    start, context = by
    number = torch.arange(LONGEST)
    x = start.values[:, None, None] + number.where(number < context.values[:, None], torch.nan)
    lines = FIRST_LINE + LINE * number
    blue = {"color": "data", "fill": "soft", "opacity": 1.0}
    orange = {"color": "line", "fill": "third", "opacity": 0.4}
    for name, place, height, high, look in (
        ("inputs", x, ABOVE, HIGH, blue),
        ("targets", x + 1, BELOW, HIGH, orange),
        ("next", x + 1, lines + LOWER, LINE - 2, orange),
    ):
        book.rects(name, ax, by, place - 0.5, height - high / 2, 1, high, **look)
    ends = x, ABOVE + HIGH / 2, x + 1, BELOW - HIGH / 2
    book.arrow("one further", ax, by, *ends, head=8, color="residual", width=1.6)
    left = start.values[:, None, None] - 0.5
    right = left + context.values[:, None]
    book.segments("extent", ax, by, left, EXTENT, right, EXTENT, color="start", width=1.6)
    look = {"color": "start", "size": 11, "square": True}
    book.points("start", ax, [start], left[:, 0], EXTENT, **look)
    book.handle("start", [start], "the left square (start)")
    book.points("end", ax, by, right, EXTENT, **look)
    book.handle("end", [context], "the right square (context)")


def _draw_symbols(
    book: FlipBook, ax: Axes, name: str, by: list[Control], x: Tensor, y: Tensor
) -> None:
    """The symbols at the places x (states ..., k) of the text, drawn at the heights y.

    End marks are drawn as squares: as letters they would touch the edges of their boxes.
    """
    here = x.nan_to_num(0).long()
    mark = torch.tensor([symbol == END for symbol in STREAM])[here]
    wide, high = MARK
    left = x.where(mark, torch.nan) - wide / 2
    look = {"color": "ink", "fill": "ink", "opacity": 1.0}
    book.rects(f"end marks {name}", ax, by, left, y - high / 2, wide, high, **look)
    letters = [_seen(STREAM[i]) for i in here.flatten().tolist()]
    book.text(f"letters {name}", ax, by, x.where(~mark, torch.nan), y, letters, size=18)


@figure
def sliding_window() -> FlipBook:
    """A window of a text and its targets, one place further: what does each place learn?"""
    starts = len(STREAM) - LONGEST  # from all of them the longest window has its targets
    start = slider("start", range(starts), 0)
    context = slider("context", range(1, LONGEST + 1), 4)
    by = [start, context]
    fig, ax = canvas(6.0, 4.8)
    fig.subplots_adjust(left=0.005, right=0.995, bottom=0.005, top=0.88)
    _stream_axes(ax)
    book = FlipBook(
        fig,
        by,
        name="A window that slides",
        alt=f'A row of symbols, "{STREAM}": three fares with an end mark before and after each. '
        "Below, the same row again. Blue boxes above hold X, the places 0 to 3; orange boxes below "
        "hold y, the places 1 to 4. An arrow leads from each input to its target. Below that, four "
        "lines: the first sees the end mark, and next comes 2; the last sees all of X, and next "
        "comes m.",
    )
    _draw_window(book, ax, by)
    places = torch.arange(len(STREAM), dtype=torch.float64)
    for name, height in (("above", ABOVE), ("below", BELOW)):
        _draw_symbols(book, ax, name, [], places, torch.tensor(height))
    texts = ["sees → next"] * starts
    left = start.values[:, None] - 0.5
    book.text("heading", ax, [start], left, HEADING, texts, size=18, align="start", bold=True)
    line, column = torch.tensor([(i, j) for i in range(LONGEST) for j in range(i + 2)]).T
    seen = column.where(line < context.values[:, None], torch.nan)  # (context, symbols)
    seen = start.values[:, None, None] + seen
    _draw_symbols(book, ax, "in the lines", by, seen, FIRST_LINE + LINE * line)
    end = (start.values[:, None] + context.values).long()  # the place of the last target
    marks = torch.tensor([symbol == END for symbol in STREAM])
    text = f"with a context of {ENOUGH}, let the last target be the end mark {END}"
    book.goal(by, text, marks[end] & (context.values == ENOUGH))
    symbols = _seen(STREAM)
    cuts = [(i, j) for i, row in enumerate(end.tolist()) for j in row]
    book.say(
        by,
        [
            f'X = ids[{i}:{j}]: "{symbols[i:j]}"; y = ids[{i + 1}:{j + 1}]: '
            f'"{symbols[i + 1 : j + 1]}"'
            for i, j in cuts
        ],
    )
    book.say(by, [f'last line: sees "{symbols[i:j]}" → next "{symbols[j]}"' for i, j in cuts])
    return book
