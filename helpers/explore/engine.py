"""A flip-book: every state of a figure computed once, the pages turned by the browser.

A figure function draws with matplotlib what does not move, adds marks whose positions it
computes for every state of its controls in one batch, and returns the `FlipBook`. Shown in a
notebook, the book writes two outputs: the picture of its start state, which needs no widget,
and the live figure, which takes the picture's place where a widget can live. Nothing is asked
of the kernel while a control moves, and `flipbook.js` knows no scale, no unit and no formula:
all positions reach it in pixels, all numbers as text.
"""

import base64
import contextlib
import functools
import io
import itertools
import math
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedBbox
from PIL import Image  # comes with matplotlib, as numpy does
from torch import Tensor

import helpers
from helpers.plotting import COLORS, current_style

__all__ = ["SMALL", "Control", "FlipBook", "canvas", "choice", "figure", "slider", "steps"]

DPI = 100  # one unit of the picture is one CSS pixel
SHARP = 2  # the picture behind the marks has this many dots to a pixel, for a projector
POINT = 72 / DPI  # points to a pixel; matplotlib measures text and lines in points
ALIGN = {"start": "left", "middle": "center", "end": "right"}  # SVG's words and matplotlib's
LIGHTLY = {"compress_level": 1}  # a picture goes no farther than to the browser; packing is slow
RIM = 3  # pixels; half of it is seen around each letter, as flipbook.css has it
GAP = 4  # dots of the page around axes and labels that stand alone
SMALL = 12.7  # points: less cannot be read on a phone, and more has no place in a row
FAR = 1e6  # pixels; a mark farther out than this is not drawn


@dataclass(frozen=True, eq=False)
class Control:
    """Something that a learner moves; it has one text for each of its values.

    kind    "slider", "choice" (one of a few) or "steps" (a slider with buttons)
    values  what the states are computed from, (number of values,); for a choice the numbers
            0, 1, 2, ...
    start   the number of the value that the figure starts with
    """

    label: str
    kind: str
    values: Tensor
    texts: tuple[str, ...]
    start: int

    def __post_init__(self):
        if not 0 <= self.start < len(self.texts) == len(self.values):
            raise ValueError(
                f"{self.label}: {len(self.values)} values, {len(self.texts)} texts, start "
                f"{self.start}; wanted a text for each value, and a start among them."
            )

    def __len__(self) -> int:
        return len(self.texts)


def slider(
    label: str,
    values: Iterable[float] | Tensor,
    start: float,
    unit: str = "",
    form: str = "{:g}",
    texts: Sequence[str] | None = None,
) -> Control:
    """A slider over `values`, which starts at the value nearest to `start`.

    `form` and `unit` make the text of each value, unless `texts` gives them.
    """
    values = torch.as_tensor(values, dtype=torch.float64)
    if texts is None:
        texts = [f"{form.format(v)} {unit}".strip() for v in values.tolist()]
    return Control(label, "slider", values, tuple(texts), int((values - start).abs().argmin()))


def choice(label: str, texts: Sequence[str], start: int = 0) -> Control:
    """A choice between a few possibilities, each with its text."""
    return Control(label, "choice", torch.arange(len(texts)), tuple(texts), start)


def steps(label: str, texts: Sequence[str], start: int = 0) -> Control:
    """A slider over 0, 1, 2, ... with the buttons Back and Step, and a text for each number."""
    return Control(label, "steps", torch.arange(len(texts)), tuple(texts), start)


def canvas(width: float, height: float, *args, **kwargs) -> tuple[Figure, Axes | list[Axes]]:
    """A matplotlib figure of width x height inches and its axes, as `plt.subplots` makes them.

    It is unknown to pyplot, so nothing has to be closed.
    """
    with plt.rc_context(current_style()):
        # a little more, or 9.2 inches would come out one dot short of 920 pixels
        fig = Figure(figsize=(width + 1e-6, height + 1e-6), dpi=DPI * SHARP)
        FigureCanvasAgg(fig)
        axes = fig.subplots(*args, **kwargs)
    return fig, list(axes) if hasattr(axes, "__len__") else axes


def figure(make: Callable[[], "FlipBook"]) -> Callable[[], "FlipBook"]:
    """Mark a function that makes a flip-book. It runs once; then it returns the same book.

    While presenting it makes another one, with larger text; see `helpers.plotting.presenting`.

    So a cell that is run a hundred times costs the memory of one book. Each place where the
    book is shown turns its pages for itself.
    """

    @functools.cache
    def made(scale: float) -> FlipBook:
        with plt.rc_context(current_style()):
            return make()

    return functools.wraps(make)(lambda: made(helpers.SCALE))


class FlipBook:
    """A picture, the controls that move it, and its marks in every state.

    fig       a figure from `canvas`, its axes finished: limits, labels, all that stays. A list
              of figures of one size where the first control chooses between them.
    controls  in the order in which they stand and are reached with the Tab key
    name      what the figure is called, in a few words
    alt       the text alternative of the start state

    In the browser a learner may also drag some marks, see `handle`, and has something to reach,
    see `goal`. Where a page is narrow, axes that stand side by side go one below the other.

    Each mark is added by a method below. All take the controls that move it as `by`, and its
    positions in the data of `ax` as tensors that broadcast to (len of each control ..., k),
    with k positions. Positions that are nan, infinite or far outside are not drawn. For `ax`
    pass a list, one for each figure, where the axes differ; then by[0] is the first control.
    """

    def __init__(
        self,
        fig: Figure | Sequence[Figure],
        controls: Sequence[Control],
        *,
        name: str,
        alt: str,
    ):
        self.figures = [fig] if isinstance(fig, Figure) else list(fig)
        self.controls, self.name, self.alt = list(controls), name, alt
        self.scale = helpers.SCALE
        if len(self.figures) > 1 and len(self.figures) != len(self.controls[0]):
            raise ValueError("Wanted one figure for each value of the first control.")
        for page in self.figures:
            _wider_margins(page, self.scale)
        # drawing also tells the axes their places
        self.pages = [_drawn(page) for page in self.figures]
        size = self.figures[0].get_size_inches() * DPI
        self.width, self.height = (round(float(side)) for side in size)
        self.panels = _panels(self.figures)
        self.marks: list[dict] = []
        self.readouts: list[dict] = []
        self.handles: list[dict] = []
        self._hints: list[str] = []
        self._goal: dict | None = None
        self._chunks: list[Tensor] = []
        self._length = 0
        self._widget = None

    # -- marks ---------------------------------------------------------------------------

    def line(self, name, ax, by, x, y, *, color="line", width=2.4, dash=None, opacity=1.0) -> None:
        """A line through k points; a nan makes a gap."""
        look = {"color": COLORS[color], "width": width, "dash": dash, "opacity": opacity}
        self._mark("line", name, ax, by, (x, y), look)

    def points(self, name, ax, by, x, y, *, color="data", size=8, square=False) -> None:
        """k dots, or little squares, `size` pixels wide."""
        look = {"color": COLORS[color], "width": size, "square": square}
        self._mark("points", name, ax, by, (x, y), look)

    def segments(self, name, ax, by, x0, y0, x1, y1, **look) -> None:
        """k separate lines from (x0, y0) to (x1, y1)."""
        x0, y0, x1, y1 = _together(x0, y0, x1, y1)
        gap = torch.full_like(x0, torch.nan)
        x, y = (torch.stack(ends, dim=-1).flatten(-2) for ends in ((x0, x1, gap), (y0, y1, gap)))
        self.line(name, ax, by, x, y, **look)

    def arrow(self, name, ax, by, x0, y0, x1, y1, *, head=11, color="line", width=2.6) -> None:
        """k arrows from (x0, y0) to (x1, y1); `head` is the length of their heads in pixels."""
        x0, y0, x1, y1 = self._pixels(ax, by, (x0, y0), (x1, y1))
        dx, dy = x1 - x0, y1 - y0
        length = torch.hypot(dx, dy)
        ux, uy = dx / length, dy / length  # nan for an arrow of no length: no head
        barb = torch.minimum(length, torch.tensor(float(head)))
        gap = torch.full_like(x0, torch.nan)
        head_ends = [
            (x1 - barb * (ux - side * uy), y1 - barb * (uy + side * ux)) for side in (0.5, -0.5)
        ]
        shaft, end = [(x0, y0), (x1, y1)], (gap, gap)
        parts = [*shaft, end, head_ends[0], (x1, y1), head_ends[1], end]
        flat = torch.stack([torch.stack(part, dim=-1) for part in parts], dim=-2).flatten(-3, -2)
        look = {"color": COLORS[color], "width": width, "dash": None, "opacity": 1.0}
        self._store("line", name, ax, by, flat, look)

    def rects(
        self, name, ax, by, x, y, width, height, *, color="residual", fill="soft", opacity=0.8
    ) -> None:
        """k rectangles with a corner at (x, y); width and height may be negative.

        `opacity` is that of the fill; the edge is drawn in full, so that it can be seen.
        """
        x, y, width, height = _together(x, y, width, height)
        x0, y0, x1, y1 = self._pixels(ax, by, (x, y), (x + width, y + height))
        left, top = torch.minimum(x0, x1), torch.minimum(y0, y1)
        corners = torch.stack([left, top, (x1 - x0).abs(), (y1 - y0).abs()], dim=-1)
        look = {"color": COLORS[color], "fill": COLORS[fill], "width": 1.4, "opacity": opacity}
        self._store("rects", name, ax, by, corners, look)

    def parabola(self, name, ax, by, x, y, *, color="data", width=2.2) -> None:
        """A parabola through three points, x and y (..., 3), on axes with even scales.

        The points may be any three of it; it is drawn from the first to the last.
        """
        x, y = _together(x, y)
        # the control point of the Bezier curve: where the tangents at both ends meet
        (x0, x1, x2), (y0, y1, y2) = x.unbind(-1), y.unbind(-1)
        t = (x1 - x0) / (x2 - x0)
        y_mid = (y1 - (1 - t) ** 2 * y0 - t**2 * y2) / (2 * t * (1 - t))
        x = torch.stack([x0, (x0 + x2) / 2, x2], dim=-1)
        y = torch.stack([y0, y_mid, y2], dim=-1)
        look = {"color": COLORS[color], "width": width, "dash": None, "opacity": 1.0}
        self._mark("curve", name, ax, by, (x, y), look)

    def text(
        self, name, ax, by, x, y, strings, *, color="ink", size=15, align="middle", bold=False
    ) -> None:
        """k texts, centred on (x, y) or with their "start" or "end" there.

        `strings` holds a text for each state and position, in the order of the states.
        """
        positions = torch.stack(self._pixels(ax, by, (x, y)), dim=-1)
        strings = list(strings)
        if len(strings) != positions[..., 0].numel():
            wanted = positions[..., 0].numel()
            raise ValueError(f"{name}: {len(strings)} texts for {wanted} places.")
        table, index = _table(strings)
        numbers = torch.cat([positions, index.reshape(*positions.shape[:-1], 1)], dim=-1)
        look = {"color": COLORS[color], "size": size, "align": align, "bold": bold}
        self._store("text", name, ax, by, numbers, look, table=table)

    def say(self, by: Sequence[Control], strings: Iterable[str]) -> None:
        """Add a line of text beside the picture: one string for each state of `by`."""
        strings = list(strings)
        wanted = math.prod(len(control) for control in by)
        if len(strings) != wanted:
            raise ValueError(f"A readout has {len(strings)} texts for {wanted} states.")
        table, index = _table(strings)
        self.readouts.append(self._keep(by, index[:, None]) | {"table": table})

    # -- what a learner may drag, and reach ------------------------------------------------

    def handle(self, mark: str, moves: Sequence[Control], hint: str, *, place: int = 0) -> None:
        """Let a learner drag the dot `mark`, and with it the controls in `moves`.

        The browser takes, of all values of these controls, those which bring the dot nearest to
        the hand; the other controls stay. So the dot has to move with each of them.

        mark   the name of dots that were added by `points`
        hint   what the learner sees there, "the black square"; it follows "You can drag"
        place  which of the dots, where there are several

        Raises ValueError for a mark that is no dots or has no such place, and for a control that
        does not move it.
        """
        number = next((i for i, m in enumerate(self.marks) if m["name"] == mark), None)
        if number is None or self.marks[number]["kind"] != "points":
            raise ValueError(f"{mark}: a handle wants dots; add them with points() before it.")
        if not 0 <= place < self.marks[number]["count"] // 2:
            raise ValueError(f"{mark}: it has no dot {place}; the first one is 0.")
        for control in moves:
            if self.controls.index(control) not in self.marks[number]["by"]:
                raise ValueError(f"{mark}: it does not move with {control.label}.")
        controls = [self.controls.index(control) for control in moves]
        self.handles.append({"mark": number, "place": place, "moves": controls})
        self._hints.append(hint)

    def goal(self, by: Sequence[Control], text: str, reached: Tensor) -> None:
        """Give the figure a goal: it says "Goal", and "Reached" once a state has reached it.

        text     what to do, as an order: "put all five dots on the line"
        reached  whether each state has reached it, bool, (len of each control in `by` ...)

        Raises ValueError where the start has reached it already or no state does.
        """
        lengths = [len(control) for control in by]
        reached = reached.expand(*lengths)
        if not reached.any() or reached[tuple(control.start for control in by)]:
            raise ValueError(f"Goal: {text}: wanted states that reach it, and not the start.")
        self._goal = {"text": text} | self._keep(by, reached[..., None])

    # -- how marks are kept --------------------------------------------------------------

    def _mark(self, kind, name, ax, by, xy, look) -> None:
        x, y = self._pixels(ax, by, xy)
        if kind == "line" and (shared := _same_in_all(x)) is not None:
            # as in a loss curve: x is sent once, not with every state
            self._store(kind, name, ax, by, y[..., None], look, x=shared)
        else:
            self._store(kind, name, ax, by, torch.stack([x, y], dim=-1), look)

    def _pixels(self, ax, by, *places) -> list[Tensor]:
        """Data coordinates to pixels from the upper left corner, (len of each control ..., k)."""
        lengths = [len(control) for control in by]
        values = _together(*itertools.chain.from_iterable(places))
        values = [v.expand(*lengths, v.shape[-1]) for v in values]
        axes = ax if isinstance(ax, list) else [ax]
        if len(axes) > 1 and (not by or by[0] is not self.controls[0]):
            raise ValueError("Where the axes differ, by[0] has to be the first control.")
        pixels = []
        for x, y in zip(values[::2], values[1::2], strict=True):
            points = torch.stack([x, y], dim=-1)
            pages = points.unbind(0) if len(axes) > 1 else [points]
            found = []
            for one, page in zip(axes, pages, strict=True):
                flat = page.reshape(-1, 2).clone()
                for axis, scale in ((0, one.get_xscale()), (1, one.get_yscale())):
                    if scale == "log":  # matplotlib would draw what is not above 0 at the edge
                        flat[flat[:, axis] <= 0, axis] = torch.nan
                flat[~flat.isfinite().all(dim=1)] = torch.nan
                place = torch.from_numpy(one.transData.transform(flat.numpy()) / SHARP)
                found.append(place.reshape(page.shape))
            here = torch.stack(found) if len(axes) > 1 else found[0]
            far = ~((here.abs() < FAR).all(dim=-1, keepdim=True))
            here = here.masked_fill(far, torch.nan)
            pixels += [here[..., 0], self.height - here[..., 1]]
        return pixels

    def _store(self, kind, name, ax, by, numbers: Tensor, look, **more) -> None:
        first = ax[0] if isinstance(ax, list) else ax
        box = first.get_window_extent()
        x, y, width, height = (side / SHARP for side in box.bounds)
        clip = [x, self.height - y - height, width, height]
        lengths = [len(control) for control in by]
        numbers = numbers.expand(*lengths, *numbers.shape[-2:])
        panel = first.figure.axes.index(first) if len(self.panels) > 1 else 0
        self.marks.append(
            {
                "name": name,
                "kind": kind,
                "look": look
                | {key: look[key] * self.scale for key in ("width", "size") if key in look},
                "clip": [round(c, 2) for c in clip],
                "panel": panel,
            }
            | self._keep(by, numbers.flatten(-2))
            | more
        )

    def _keep(self, by: Sequence[Control], numbers: Tensor) -> dict:
        """Lay numbers (states ..., n) into the one buffer; say where they lie."""
        kept = {
            "by": [self.controls.index(control) for control in by],
            "from": self._length,
            "count": numbers.shape[-1],
        }
        self._chunks.append(numbers.reshape(-1).float())
        self._length += numbers.numel()
        return kept

    # -- what is sent to the browser -----------------------------------------------------

    @functools.cached_property
    def data(self) -> bytes:
        """All positions and text numbers of all states, as float32."""
        return torch.cat(self._chunks).numpy().tobytes()

    @functools.cached_property
    def spec(self) -> dict:
        """Everything else that `flipbook.js` needs, as plain values."""
        return {
            "name": self.name,
            "alt": self.alt,
            "width": self.width,
            "height": self.height,
            "scale": self.scale,
            "controls": [
                {"label": c.label, "kind": c.kind, "texts": c.texts, "start": c.start}
                for c in self.controls
            ],
            "pages": self.pages,
            "panels": self.panels,
            "marks": self.marks,
            "readouts": self.readouts,
            "handles": self.handles,
            "hint": self.hint,
            "goal": self._goal,
        }

    def numbers(self, item: dict, state: Sequence[int]) -> Tensor:
        """The numbers of a mark or a readout in a state, which has one number per control."""
        row = 0
        for number in item["by"]:
            row = row * len(self.controls[number]) + state[number]
        at = item["from"] + row * item["count"]
        part = bytearray(self.data[4 * at : 4 * (at + item["count"])])
        found = torch.frombuffer(part, dtype=torch.float32)
        if "x" in item:
            x = torch.tensor(item["x"]).masked_fill(found.isnan(), torch.nan)
            found = torch.stack([x, found], dim=-1).flatten()
        return found

    @property
    def hint(self) -> str:
        """What can be dragged, in one line; empty where nothing can."""
        *most, last = self._hints or [""]
        some = f"{', '.join(most)} or {last}" if most else last
        return some and f"You can drag {some}."

    def reached(self, state: Sequence[int]) -> bool:
        """Whether the goal is reached in a state; a figure without a goal never is."""
        return self._goal is not None and bool(self.numbers(self._goal, state))

    def said(self, state: Sequence[int]) -> list[str]:
        """The lines of text beside the picture in a state."""
        return [item["table"][int(self.numbers(item, state))] for item in self.readouts]

    @property
    def start(self) -> list[int]:
        return [control.start for control in self.controls]

    @functools.cached_property
    def still(self) -> str:
        """The start state as a picture (PNG, base64): the same page, the same marks."""
        settings = "    ".join(f"{c.label}: {c.texts[c.start]}" for c in self.controls)
        lines = [settings, *self.said(self.start)]
        width, high = int(self.width // (9 * self.scale)), 22 * self.scale
        lines = [part for line in lines for part in textwrap.wrap(line, width)]
        room = high * len(lines) + 10
        box = Bbox([[0, -room / DPI], [self.width / DPI, self.height / DPI]])
        buffer = io.BytesIO()
        with plt.rc_context(current_style()), self.marked(self.start) as page:
            look = {"transform": self._down(page), "va": "top", "fontsize": 11 * self.scale}
            texts = [
                page.text(14, self.height + high * i + 6, line, **look)
                for i, line in enumerate(lines)
            ]
            page.savefig(buffer, format="png", dpi=DPI, bbox_inches=box, pil_kwargs=LIGHTLY)
            for text in texts:
                text.remove()
        return base64.b64encode(buffer.getvalue()).decode()

    @contextlib.contextmanager
    def marked(self, state: Sequence[int]) -> Iterator[Figure]:
        """The page of a state as a matplotlib figure, with its marks until the `with` ends."""
        page = self.figures[state[0] if len(self.figures) > 1 else 0]
        pixels, added = self._down(page), []
        for mark in self.marks:
            x, y, width, height = mark["clip"]
            box = TransformedBbox(Bbox.from_bounds(x, y, width, height), pixels)
            for artist in _artists(mark, self.numbers(mark, state).tolist()):
                artist.set(transform=pixels, zorder=20)
                added.append(page.add_artist(artist))
                artist.set_clip_path(None)
                artist.set_clip_box(None if mark["kind"] == "text" else box)
        yield page
        for artist in added:
            artist.remove()

    def _down(self, page: Figure) -> Transform:
        """Pixels from the upper left corner of a page."""
        down = Affine2D().scale(1 / self.width, -1 / self.height).translate(0, 1)
        return down + page.transFigure

    def _ipython_display_(self) -> None:
        """Two outputs: the picture of the start state, and the figure that takes its place."""
        from IPython.display import display

        from helpers.explore.widget import FlipBookWidget

        if self._widget is None or self._widget.comm is None:
            self._widget = FlipBookWidget(spec=self.spec, data=self.data, still=self.still[-96:])
        picture = {"image/png": self.still, "text/plain": f"{self.name}: the start state"}
        display(picture, metadata={"image/png": {"alt": self.alt}}, raw=True)
        live = {"version_major": 2, "version_minor": 0, "model_id": self._widget.model_id}
        view = {
            "application/vnd.jupyter.widget-view+json": live,
            "text/plain": f"{self.name}: run this cell to move it yourself",
        }
        display(view, raw=True)


def _wider_margins(page: Figure, scale: float) -> None:
    """Room for labels that are `scale` times as large."""
    now, scale = page.subplotpars, scale**1.5  # the labels grow, and the room beside them
    page.subplots_adjust(
        left=now.left * scale,
        bottom=now.bottom * scale,
        right=1 - (1 - now.right) * scale,
        top=1 - (1 - now.top) * scale,
        wspace=now.wspace * scale,
    )


def _panels(pages: Sequence[Figure]) -> list[list[float]]:
    """The boxes (x, y, width, height) of the pages, in pixels, that may stand below one another.

    One for each of the axes with its labels where all stand side by side, with white between
    them on every page; else the whole page.
    """
    ink = np.any([np.asarray(page.canvas.buffer_rgba()) != 255 for page in pages], axis=(0, 3))
    height, width = ink.shape
    places = [[round(side) for side in ax.get_window_extent().extents] for ax in pages[0].axes]
    for x0, y0, x1, y1 in places:  # marks lie within the axes, also where the page is white
        ink[height - y1 : height - y0, x0:x1] = True
    cuts = [0]
    for left, right in itertools.pairwise(places):
        # the widest of the white strips between two of the axes, cut in the middle
        marked = [left[2], *(x for x in range(left[2], right[0]) if ink[:, x].any()), right[0]]
        strip = max(itertools.pairwise(marked), key=lambda ends: ends[1] - ends[0])
        if strip[1] - strip[0] < 2 * GAP:
            cuts = [0]
            break
        cuts.append(sum(strip) // 2)
    if len(cuts) == 1:
        return [[0, 0, width / SHARP, height / SHARP]]
    boxes = []
    for start, end in itertools.pairwise([*cuts, width]):
        rows, columns = (np.flatnonzero(ink[:, start:end].any(axis)) for axis in (1, 0))
        x, y = start + columns[0] - GAP, rows[0] - GAP
        right, low = start + columns[-1] + 1 + GAP, rows[-1] + 1 + GAP
        boxes.append([float(side) / SHARP for side in (x, y, right - x, low - y)])
    return boxes


def _drawn(page: Figure) -> str:
    """A page as it is now, SHARP times as fine as the screen (PNG, base64)."""
    page.canvas.draw()
    buffer = io.BytesIO()
    Image.fromarray(np.asarray(page.canvas.buffer_rgba())).convert("RGB").save(
        buffer, "PNG", **LIGHTLY
    )
    return base64.b64encode(buffer.getvalue()).decode()


def _together(*values) -> list[Tensor]:
    """Numbers and tensors as float64 tensors of one shape, with at least one dimension."""
    tensors = [torch.as_tensor(value, dtype=torch.float64).cpu() for value in values]
    return list(torch.broadcast_tensors(*tensors, torch.zeros(1))[:-1])


def _same_in_all(x: Tensor) -> list[float] | None:
    """x (states ..., k) as k numbers, if it is the same in all states that draw it."""
    x = x.reshape(-1, x.shape[-1])
    least = x.nan_to_num(torch.inf).amin(0)
    most = x.nan_to_num(-torch.inf).amax(0)
    if len(x) > 1 and (most - least < 1e-6).all() and least.isfinite().all():
        return [round(v, 3) for v in least.tolist()]
    return None


def _table(strings: list[str]) -> tuple[list[str], Tensor]:
    """Each different string once, and the number of the string at each place."""
    numbers = {string: i for i, string in enumerate(dict.fromkeys(strings))}
    return list(numbers), torch.tensor([float(numbers[string]) for string in strings])


def _artists(mark: dict, numbers: list[float]) -> Iterable[Artist]:
    """The matplotlib artists of a mark in one state, in pixels from the upper left corner."""
    look, kind = mark["look"], mark["kind"]
    if kind == "text":
        for x, y, number in _groups(numbers, 3):
            text = Text(x, y, mark["table"][int(number)], color=look["color"], va="center")
            text.set_horizontalalignment(ALIGN[look["align"]])
            text.set(fontsize=look["size"] * POINT, fontweight="bold" if look["bold"] else 400)
            text.set_path_effects([withStroke(linewidth=RIM * POINT, foreground="white")])
            yield text
        return
    width = look["width"] * POINT
    if kind == "rects":
        for x, y, w, h in _groups(numbers, 4):
            box = Rectangle((x, y), w, h, linewidth=width, edgecolor=look["color"])
            box.set_facecolor((look["fill"], look["opacity"]))
            yield box
        return
    places = list(zip(numbers[::2], numbers[1::2], strict=True))
    if kind == "curve":
        if all(map(math.isfinite, numbers)):
            bend = Outline(places, [Outline.MOVETO, Outline.CURVE3, Outline.CURVE3])
            yield PathPatch(bend, facecolor="none", edgecolor=look["color"], linewidth=width)
        return
    line = Line2D(*zip(*places, strict=True), color=look["color"])
    if kind == "points":
        line.set(linestyle="none", marker="s" if look["square"] else "o", markeredgewidth=0)
        line.set_markersize(width)
    else:
        line.set(linewidth=width, alpha=look["opacity"])
        if look["dash"]:
            dashes = [float(part) / look["width"] for part in look["dash"].split()]
            line.set_linestyle((0, dashes))
    yield line


def _groups(numbers: list[float], size: int) -> Iterable[tuple[float, ...]]:
    """The numbers `size` at a time, without those that stand for nothing to draw."""
    groups = zip(*[iter(numbers)] * size, strict=True)
    return (group for group in groups if math.isfinite(group[0]))
