"""helpers.explore.engine: what a flip-book keeps, refuses, draws and hands to the browser."""

import base64
import functools
import gc
import io
import json
import os
import re
import subprocess
import sys
import tracemalloc
import warnings

import ipywidgets
import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from lessons import FIGURES, ROOT
from PIL import Image

from helpers.explore.engine import FlipBook, canvas, choice, slider, steps
from helpers.explore.widget import FlipBookWidget
from helpers.plotting import COLORS

BOOKS = {name: getattr(module, name) for module in FIGURES.values() for name in module.__all__}
VIEW = "application/vnd.jupyter.widget-view+json"
MEGABYTE = 1e6
NAN = float("nan")
at = functools.partial(pytest.approx, abs=1e-3)  # pixels


def tiny(controls=(), **axes):
    """A book of 400 x 300 pixels whose axes fill it, from 0 to 4 and from 0 to 3."""
    fig, ax = canvas(4, 3)
    fig.subplots_adjust(left=0, right=1, bottom=0, top=1)
    ax.set(**({"xlim": (0, 4), "ylim": (0, 3)} | axes))
    ax.axis("off")
    return FlipBook(fig, list(controls), name="tiny", alt="nothing"), ax


def drawn(book, state=(), mark=-1):
    return book.numbers(book.spec["marks"][mark], list(state)).tolist()


def picture(book):
    return Image.open(io.BytesIO(base64.b64decode(book.still))).convert("RGB")


def near(pixel, color, tolerance=40):
    wanted = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    return all(abs(a - b) <= tolerance for a, b in zip(pixel, wanted, strict=True))


# size


@pytest.mark.parametrize("name", BOOKS)
def test_a_figure_is_small(name):
    book = BOOKS[name]()
    spec = len(json.dumps(book.spec))
    assert len(book.data) + spec <= 2 * MEGABYTE
    states = {tuple(m["by"]): np.prod([len(book.controls[i]) for i in m["by"]]) for m in book.marks}
    length = sum(m["count"] * states[tuple(m["by"])] for m in book.marks)
    rest = [*book.readouts, *([book.spec["goal"]] if book.spec["goal"] else [])]
    length += sum(np.prod([len(book.controls[i]) for i in item["by"]]) for item in rest)
    assert len(book.data) == 4 * length  # nothing is kept twice or forgotten


@pytest.mark.parametrize("name", BOOKS)
def test_the_spec_names_what_is_shown(name):
    book = BOOKS[name]()
    spec = json.loads(json.dumps(book.spec))
    assert spec["name"] == book.name and spec["alt"] == book.alt
    assert [c["label"] for c in spec["controls"]] == [c.label for c in book.controls]
    assert [c["texts"] for c in spec["controls"]] == [list(c.texts) for c in book.controls]
    assert [c["start"] for c in spec["controls"]] == book.start
    assert len(spec["pages"]) == len(book.figures)
    for page in spec["pages"]:  # two dots to a pixel, for a projector
        width, height = Image.open(io.BytesIO(base64.b64decode(page))).size
        assert abs(width - 2 * book.width) <= 1 and abs(height - 2 * book.height) <= 1
    moved = {number for item in spec["marks"] + spec["readouts"] for number in item["by"]}
    assert moved == set(range(len(book.controls))), "a control that moves nothing"
    for item in spec["marks"] + spec["readouts"]:
        used = item.get("table")
        assert used is None or len(set(used)) == len(used)


# the order of the states


def test_states_lie_in_the_order_of_the_controls():
    a, b, c = slider("a", [1, 2], 1), choice("b", "xyz"), steps("c", "0123")
    book, ax = tiny([a, b, c])
    A, B, C = a.values[:, None, None, None], b.values[:, None, None], c.values[:, None]
    book.points("all", ax, [a, b, c], A + B, C / 4)
    book.points("turned", ax, [c, a], c.values[:, None, None] / 2, a.values[:, None])
    book.points("none", ax, [], 1, 2)
    book.say([b, c], [f"{letter}{number}" for letter in "xyz" for number in range(4)])
    book.say([c, b], [f"{number}{letter}" for number in range(4) for letter in "xyz"])
    for i in range(2):
        for j in range(3):
            for k in range(4):
                state = [i, j, k]
                assert drawn(book, state, 0) == at([100 * (i + 1 + j), 300 - 25 * k])
                assert drawn(book, state, 1) == at([50 * k, 300 - 100 * (i + 1)])
                assert drawn(book, state, 2) == at([100, 100])
                assert book.said(state) == [f"{'xyz'[j]}{k}", f"{k}{'xyz'[j]}"]


def test_a_slider_makes_its_texts_and_finds_its_start():
    control = slider("rate", [0.1, 0.25, 0.5], 0.3, "km", "{:.2f}")
    assert control.texts == ("0.10 km", "0.25 km", "0.50 km") and control.start == 1
    assert control.values.dtype == torch.float64 and len(control) == 3
    assert slider("rate", [1, 2], 2, texts=["one", "two"]).texts == ("one", "two")
    assert choice("which", "ab", 1).values.tolist() == [0, 1] and steps("s", "abc").start == 0


# what is not drawn


@pytest.mark.parametrize("bad", [NAN, float("inf"), -float("inf"), 1e300, -1e300, 1e5])
def test_what_is_no_place_is_not_drawn(bad):
    book, ax = tiny()
    book.points("points", ax, [], [bad, 1, 2], [1, bad, 1.0])
    assert np.isnan(drawn(book)[:4]).all() and drawn(book)[4:] == at([200, 200])
    book, ax = tiny()
    book.rects("rects", ax, [], [1, 1.0], 1, [bad, 1], 1)
    assert np.isnan(drawn(book)[:1]).all() and drawn(book)[4:] == at([100, 100] * 2)
    book, ax = tiny()
    book.text("text", ax, [], [bad, 1.0], 1, ["a", "b"])
    assert np.isnan(drawn(book)[:2]).all() and drawn(book)[3:] == at([100, 200, 1])


def test_a_log_axis_has_no_place_below_its_zero():
    book, ax = tiny(yscale="log", ylim=(1, 1000))
    book.line("line", ax, [], [0, 1, 2, 3, 4.0], [0, -1, 1, 10, 1000.0])
    assert np.isnan(drawn(book)[:4]).all()
    assert drawn(book)[4:] == at([200, 300, 300, 200, 400, 0])
    book, ax = tiny(xscale="log", xlim=(0.01, 1))
    book.points("points", ax, [], [0, -0.5, 0.1], 3)
    assert np.isnan(drawn(book)[:4]).all() and drawn(book)[4:] == at([200, 0])


def test_a_line_keeps_its_gap():
    book, ax = tiny()
    book.line("line", ax, [], [0, 1, NAN, 2, 3], [0, 1, 1, 1, 0.0])
    found = drawn(book)
    assert found[:4] == at([0, 300, 100, 200]) and np.isnan(found[4:6]).all()
    assert found[6:] == at([200, 200, 300, 300])
    book, ax = tiny()
    book.segments("segments", ax, [], [0, 1], 0, [0, 1], [1, 2])
    found = drawn(book)
    assert found[:4] == at([0, 300, 0, 200]) and np.isnan(found[4:6]).all()
    assert found[6:10] == at([100, 300, 100, 100])


def test_an_arrow_has_a_head_that_fits():
    book, ax = tiny()
    book.arrow("long", ax, [], 1, 1, 3, 1, head=10)
    gap = [NAN, NAN]
    wanted = [100, 200, 300, 200, *gap, 290, 195, 300, 200, 290, 205, *gap]
    assert np.allclose(drawn(book), wanted, equal_nan=True, atol=1e-3)
    book, ax = tiny()
    book.arrow("short", ax, [], 1, 1, 1, 1.04, head=10)  # four pixels upwards
    wanted = [100, 200, 100, 196, *gap, 98, 200, 100, 196, 102, 200, *gap]
    assert np.allclose(drawn(book), wanted, equal_nan=True, atol=1e-3)
    book, ax = tiny()
    book.arrow("none", ax, [], 1, 1, 1, 1)
    found = drawn(book)
    assert found[:4] == at([100, 200, 100, 200]) and np.isnan(found[6:8] + found[10:12]).all()


def test_a_parabola_goes_through_all_its_points():
    def loss(x):
        return 0.5 * (x - 1.3) ** 2 + 0.2

    for middle in (0.4, 2.0, 3.1):  # any three points make the same curve
        book, ax = tiny()
        x = torch.tensor([0.0, middle, 4.0])
        book.parabola(f"through {middle}", ax, [], x, loss(x))
        p = np.array(drawn(book)).reshape(3, 2)
        for t in np.linspace(0, 1, 11):
            place = (1 - t) ** 2 * p[0] + 2 * t * (1 - t) * p[1] + t**2 * p[2]
            assert place[0] == at(400 * t)
            assert place[1] == at(300 - 100 * loss(4 * t))


def test_rects_and_texts_lie_where_they_are_told():
    book, ax = tiny()
    book.rects("rects", ax, [], [1, 3.0], [2, 1.0], [2, -2.0], [-1, 1.0])
    assert drawn(book) == at([100, 100, 200, 100, 100, 100, 200, 100])
    book, ax = tiny()
    book.text("texts", ax, [], [1, 2, 3.0], 1, ["a", "b", "a"])
    assert drawn(book) == at([100, 200, 0, 200, 200, 1, 300, 200, 0])
    assert book.spec["marks"][-1]["table"] == ["a", "b"]


def test_axes_that_differ_have_their_own_scales():
    which, x = choice("which", "ab"), slider("x", [1, 2], 1)
    figures, axes = [], []
    for width in (4, 8):
        fig, ax = canvas(4, 3)
        fig.subplots_adjust(left=0, right=1, bottom=0, top=1)
        ax.set(xlim=(0, width), ylim=(0, 3))
        figures.append(fig)
        axes.append(ax)
    book = FlipBook(figures, [which, x], name="two", alt="")
    book.points("points", axes, [which, x], x.values[:, None], 1)
    assert [drawn(book, [i, j])[0] for i in (0, 1) for j in (0, 1)] == at([100, 200, 50, 100])
    with pytest.raises(ValueError, match="first control"):
        book.points("points", axes, [x], x.values[:, None], 1)
    with pytest.raises(ValueError, match="first control"):
        book.points("points", axes, [], 1, 1)
    with pytest.raises(ValueError, match="one figure for each value of the first control"):
        FlipBook(figures, [steps("s", "abc"), which], name="two", alt="")


# what is refused


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: slider("w", [1, 2, 3], 1, texts=["a", "b"]), "w: 3 values, 2 texts"),
        (lambda: slider("w", [1, 2], 1, texts=["a", "b", "c"]), "w: 2 values, 3 texts"),
        (lambda: choice("which", "ab", 2), "which: .*start 2"),
        (lambda: choice("which", "ab", -1), "which: .*start -1"),
        (lambda: steps("act", "abc", 3), "act: .*start 3"),
        (lambda: choice("which", []), "which: 0 values"),
    ],
)
def test_a_control_without_its_texts_or_start_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_texts_that_do_not_fit_the_states_are_refused():
    which, other = choice("which", "abc"), choice("other", "de")
    book, ax = tiny([which])
    with pytest.raises(ValueError, match="names: 2 texts for 3 places"):
        book.text("names", ax, [which], 1, 1, ["a", "b"])
    with pytest.raises(ValueError, match="names: 3 texts for 6 places"):
        book.text("names", ax, [which], [1, 2.0], 1, ["a", "b", "c"])
    with pytest.raises(ValueError, match="2 texts for 3 states"):
        book.say([which], ["a", "b"])
    with pytest.raises(ValueError, match="1 texts for 3 states"):
        book.say([which], iter(["a"]))
    with pytest.raises(ValueError, match="not in list"):
        book.points("points", ax, [other], 1, 1)
    assert not book.marks and not book.readouts


def test_a_handle_that_cannot_work_is_refused():
    a, b = slider("a", [1, 2], 1), slider("b", [1, 2], 1)
    book, ax = tiny([a, b])
    book.points("dots", ax, [a], a.values[:, None], torch.tensor([1.0, 2.0]))
    book.line("line", ax, [a], [0, 1], a.values[:, None])
    for mark, moves, place, words in (
        ("line", [a], 0, "line: a handle wants dots"),
        ("other", [a], 0, "other: a handle wants dots"),
        ("dots", [b], 0, "dots: it does not move with b"),
        ("dots", [a], 2, "dots: it has no dot 2"),
        ("dots", [a], -1, "dots: it has no dot -1"),
    ):
        with pytest.raises(ValueError, match=words):
            book.handle(mark, moves, "the dot", place=place)
    assert book.spec["handles"] == [] and book.hint == ""
    book.handle("dots", [a], "the upper dot", place=1)
    assert book.spec["handles"] == [{"mark": 0, "place": 1, "moves": [0]}]
    assert book.hint == "You can drag the upper dot."
    book.handle("dots", [a], "the lower dot")
    book.handle("dots", [a], "both")
    assert book.hint == "You can drag the upper dot, the lower dot or both."


def test_a_goal_that_is_none_is_refused():
    a, b = slider("a", [1, 2], 1), slider("b", [1, 2, 3], 1)
    book, _ = tiny([a, b])
    assert book.spec["goal"] is None and not book.reached([0, 0])
    for reached in (torch.tensor([False] * 3), torch.tensor([True, False, False])):
        with pytest.raises(ValueError, match="Goal: go: wanted states that reach it, and not the"):
            book.goal([b], "go", reached)
    book.goal([b], "go", torch.tensor([False, False, True]))
    assert [[book.reached([i, j]) for j in range(3)] for i in range(2)] == [
        [False, False, True]
    ] * 2


def test_panels_are_the_axes_that_stand_side_by_side():
    def boxes(*shape, **adjust):
        fig, axes = canvas(8, 4, *shape)
        fig.subplots_adjust(**adjust)
        book = FlipBook(fig, [], name="some", alt="")
        for i, ax in enumerate(axes):
            book.points(f"dot {i}", ax, [], 0.5, 0.5)
        return book.spec["panels"], [mark["panel"] for mark in book.spec["marks"]]

    (left, right), marks = boxes(1, 2, left=0.1, right=0.95, wspace=0.5)
    assert marks == [0, 1] and left[0] + left[2] < right[0]
    whole = [[0, 0, 800, 400]]
    assert boxes(2, 1) == (whole, [0, 0])  # one above the other
    assert boxes(1, 2, wspace=0.0) == (whole, [0, 0])  # the labels touch


# the still picture


def test_the_still_picture_shows_every_kind_of_mark():
    book, ax = tiny([slider("x", [1, 3], 3)])
    (x,) = book.controls
    book.points("dot", ax, [x], x.values[:, None], 2.5, color="data", size=10)
    book.line("line", ax, [], [0, 4], 2, color="line", width=6)
    book.rects("box", ax, [], 0.2, 0.2, 0.6, 0.6, color="best", fill="third", opacity=1.0)
    book.parabola("bow", ax, [], [1, 2, 3.0], [1.5, 0.5, 1.5], color="residual", width=6)
    book.text("word", ax, [], 3.5, 0.5, ["MMM"], color="start", size=30, bold=True)
    book.points("away", ax, [], NAN, NAN, color="second", size=30)
    book.say([x], ["one", "three"])
    found = picture(book)
    assert found.width == 400 and found.height > 300 + 2 * 20  # two lines of text below
    for place, color in (
        ((300, 50), "data"),
        ((150, 100), "line"),
        ((50, 250), "third"),
        ((20, 250), "best"),
        ((200, 250), "residual"),
    ):
        assert near(found.getpixel(place), COLORS[color]), color
    assert near(found.getpixel((100, 50)), "#FFFFFF")  # the dot of the other state
    pixels = np.asarray(found).tolist()
    word = [pixel for row in pixels[230:270] for pixel in row[310:390]]
    assert sum(near(pixel, COLORS["start"]) for pixel in word) > 100
    below = [pixel for row in pixels[302:] for pixel in row]
    assert sum(near(pixel, COLORS["ink"], 80) for pixel in below) > 50


@pytest.mark.parametrize("name", BOOKS)
def test_the_still_picture_of_a_figure_shows_its_points(name):
    book = BOOKS[name]()
    found = picture(book)
    assert abs(found.width - book.width) <= 1 and found.height > book.height
    pixels, looked = np.asarray(found), 0
    marks = [mark for mark in book.spec["marks"] if mark["kind"] == "points"]
    places = [book.numbers(mark, book.start).numpy().reshape(-1, 2) for mark in marks]
    for i, (mark, points) in enumerate(zip(marks, places, strict=True)):
        x, y, width, height = mark["clip"]
        later = [
            (p, m["look"]["width"]) for p, m in zip(places[i + 1 :], marks[i + 1 :], strict=True)
        ]
        for px, py in points:
            inside = x + 4 < px < x + width - 4 and y + 4 < py < y + height - 4
            covered = any(
                np.nanmin(np.hypot(*(p - (px, py)).T), initial=1e9) < size for p, size in later
            )
            if not inside or covered:
                continue
            r = max(1, round(mark["look"]["width"] / 4))
            px, py = round(float(px)), round(float(py))
            patch = pixels[py - r : py + r + 1, px - r : px + r + 1].reshape(-1, 3)
            share = np.mean([near(pixel.tolist(), mark["look"]["color"]) for pixel in patch])
            assert share > 0.3, f"{name}: {mark['name']} at ({px}, {py})"
            looked += 1
    assert looked or not marks


def test_making_the_still_picture_changes_no_page():
    book, ax = tiny()
    book.points("dot", ax, [], 2, 1.5, size=20)
    picture(book)
    page = Image.open(io.BytesIO(base64.b64decode(book.spec["pages"][0]))).convert("RGB")
    assert page.getpixel((400, 300)) == (255, 255, 255)
    assert not ax.lines and not ax.patches and not ax.texts


# display


@pytest.fixture
def shown(monkeypatch):
    """What was displayed, each as (data, metadata)."""
    outputs = []

    def record(data, metadata=None, raw=False):
        assert raw
        outputs.append((data, metadata or {}))

    monkeypatch.setattr("IPython.display.display", record)
    return outputs


def widgets():
    """All widgets that live, by their number; where they are kept depends on the version."""
    if hasattr(ipywidgets.widgets.widget, "_instances"):
        return ipywidgets.widgets.widget._instances
    return ipywidgets.Widget.widgets


@pytest.mark.parametrize("name", BOOKS)
def test_a_figure_writes_its_picture_and_then_its_view(name, shown):
    book = BOOKS[name]()
    book._ipython_display_()
    book._ipython_display_()
    (still, meta), (view, _), *again = shown
    assert list(still) == ["image/png", "text/plain"] and list(view) == [VIEW, "text/plain"]
    assert base64.b64decode(still["image/png"], validate=True).startswith(b"\x89PNG\r\n\x1a\n")
    assert meta["image/png"]["alt"] == book.alt and len(book.alt) > 80
    assert still["text/plain"] == f"{book.name}: the start state"
    assert view["text/plain"] == f"{book.name}: run this cell to move it yourself"
    assert [data for data, _ in again] == [still, view]
    widget = widgets()[view[VIEW]["model_id"]]
    assert isinstance(widget, FlipBookWidget) and view[VIEW]["version_major"] == 2
    assert widget.spec == book.spec and widget.data == book.data
    assert len(widget.still) > 60 and still["image/png"].endswith(widget.still)


def test_no_two_pictures_end_alike():
    ends = {name: make().still[-96:] for name, make in BOOKS.items()}
    assert len(set(ends.values())) == len(ends)


def test_a_cell_run_a_hundred_times_costs_one_widget(shown):
    make = BOOKS["two_worlds"]
    assert make() is make() and make.__doc__ and make.__name__ == "two_worlds"

    def run(times):
        for _ in range(times):
            make()._ipython_display_()
        shown.clear()
        gc.collect()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run(3)
        before = set(widgets())
        tracemalloc.start()
        try:
            run(10)
            start = tracemalloc.get_traced_memory()[0]
            run(100)
            grown = tracemalloc.get_traced_memory()[0] - start
        finally:
            tracemalloc.stop()
    assert set(widgets()) == before
    assert grown < 100_000, f"{grown} bytes"
    assert plt.get_fignums() == []


def test_a_closed_widget_is_made_again(shown):
    book, ax = tiny()
    book.points("dot", ax, [], 1, 1)
    book._ipython_display_()
    book._widget.close()
    book._ipython_display_()
    first, second = (data[VIEW]["model_id"] for data, _ in shown[1::2])
    assert first != second and second in widgets()
    book._widget.close()


FRESH = """
import json, sys, warnings
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
import matplotlib
import matplotlib.pyplot as plt
import helpers.explore.widget
modules = json.loads(sys.argv[1])
before = dict(matplotlib.rcParams)
shell = InteractiveShell.instance(history_length=0)
found = {}
with warnings.catch_warnings():
    warnings.simplefilter("error")
    # among the libraries of Colab's age themselves, and shown to nobody
    for library in ("matplotlib", "ipywidgets", "traitlets"):
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=library)
    for module, names in modules.items():
        for name in names:
            with capture_output() as captured:
                result = shell.run_cell(f"from {module} import {name}\\n\\n{name}()")
            result.raise_error()
            outputs = captured.outputs
            found[name] = {
                "keys": [sorted(output.data) for output in outputs],
                "plain": [output.data["text/plain"] for output in outputs],
                "alt": outputs[0].metadata["image/png"]["alt"],
                "printed": captured.stdout + captured.stderr,
            }
after = dict(matplotlib.rcParams)
found["changed"] = [key for key in before if before[key] != after[key]]
found["figures"] = plt.get_fignums()
print(json.dumps(found))
"""


def test_a_fresh_session_shows_every_figure_without_a_warning(tmp_path):
    """Through IPython itself, with warnings as errors; the settings of matplotlib stay."""
    modules = {module.__name__: list(module.__all__) for module in FIGURES.values()}
    run = [sys.executable, "-c", FRESH, json.dumps(modules)]
    environment = {**os.environ, "IPYTHONDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found.pop("changed") == [] and found.pop("figures") == []
    assert set(found) == set(BOOKS)
    for name, outputs in found.items():
        book = BOOKS[name]()
        assert outputs["keys"] == [["image/png", "text/plain"], [VIEW, "text/plain"]], name
        assert outputs["alt"] == book.alt and re.fullmatch(
            r"\s*(Out\[\d\]:)?\s*", outputs["printed"]
        )
        assert outputs["plain"] == [
            f"{book.name}: the start state",
            f"{book.name}: run this cell to move it yourself",
        ]


# what runs in the browser


def test_the_module_asks_no_network_and_builds_no_code():
    source, css = str(FlipBookWidget._esm), str(FlipBookWidget._css)
    assert source == (ROOT / "helpers/explore/flipbook.js").read_text("utf-8")
    addresses = re.findall(r"""https?:[^"'`\s]*""", source)
    assert set(addresses) == {"http://www.w3.org/2000/svg"}
    banned = r"\beval\b|innerHTML|outerHTML|insertAdjacentHTML|new Function|document\.write"
    banned += r"|\bimport\b|\bfetch\b|XMLHttpRequest|WebSocket|\.src\s*="
    assert re.findall(banned, source) == []
    assert re.findall(r"https?:|@import|url\(", css) == []
    assert "export default { render" in source


def test_the_widget_carries_three_values():
    names = set(FlipBookWidget.class_trait_names(sync=True))
    names -= set(ipywidgets.DOMWidget.class_trait_names(sync=True))
    assert {n for n in names if not n.startswith("_")} == {"spec", "data", "still"}


@pytest.mark.parametrize("name", BOOKS)
def test_looks_are_of_the_palette(name):
    kinds = {"line", "points", "rects", "curve", "text"}
    for mark in BOOKS[name]().spec["marks"]:
        assert mark["kind"] in kinds
        assert mark["look"]["color"] in COLORS.values()
        assert mark["look"].get("fill", COLORS["soft"]) in COLORS.values()
        assert 0 < mark["look"].get("opacity", 1) <= 1


def test_a_book_has_the_size_of_its_figure():
    for make in BOOKS.values():
        book = make()
        for figure in book.figures:
            assert tuple(figure.get_size_inches() * 100) == pytest.approx((book.width, book.height))
            assert figure.canvas.manager is None  # unknown to pyplot
