"""Can everybody read the pictures?  Contrast of texts and lines, and the colours as readers with
each kind of colour vision see them.

All is measured on what is drawn: the pictures of the lessons after running them, and the figures
in several states of their controls. What only a browser knows, names and keys and the texts
beside a figure, is in tests/browser/test_accessibility.py.
"""

import functools
import itertools
import random
import re
from unittest.mock import patch

import matplotlib.pyplot as plt
import numpy as np
import pytest
from colorspacious import cspace_convert
from lessons import FIGURES, LESSONS
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.collections import LineCollection, PathCollection, QuadMesh
from matplotlib.colors import to_hex, to_rgb, to_rgba
from matplotlib.contour import ContourSet
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Normal
from matplotlib.text import Text
from PIL import Image, ImageFilter

from helpers.plotting import COLORS, SERIES, STYLE
from helpers.practice.session import Table, catalogue
from helpers.practice.words import MARKS

TEXT = 4.5  # to 1, WCAG 2.2, 1.4.3
OBJECT = 3.0  # to 1, WCAG 2.2, 1.4.11: what one has to see to understand a picture
FIGURE_NAMES = {name: module for module in FIGURES.values() for name in module.__all__}
SEED = 20240521


@pytest.fixture(scope="module")
def book():
    """book("race"): a figure of its own for this file, made once."""
    made = {}

    def get(name):
        if name not in made:
            with plt.rc_context(STYLE):
                made[name] = getattr(FIGURE_NAMES[name], name).__wrapped__()
        return made[name]

    return get


# -- the contrast of texts ----------------------------------------------------------------


def luminance(rgb):
    rgb = np.asarray(rgb, float)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    """The contrast ratio of WCAG 2 of colours (..., 3)."""
    one, other = luminance(one), luminance(other)
    return (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)


DPI = 200  # a letter then has pixels that it covers whole
REACH = 4  # pixels around a letter that count as what it stands on: 2 of the screen's
TOUCHED = 0.05  # the share of them that may be anything: a thin line may touch a letter
WHOLE = 0.9  # the share of a text's own pixels that have to have one colour


def texts_of(figure):
    """Each text that is drawn: what it says, its contrast, and how much of it is seen.

    Nothing is asked of the artists but where the letters lie: the colours are the pixels of the
    finished picture. The text's colour is that of the pixels which its letters cover whole. What
    it stands on are the pixels next to its letters, so a box, a fill, a contour, a line, another
    text or a rim around the letters all count as they are seen. The contrast is the least of
    these pixels but for the worst twentieth.
    """
    masks, draw = {}, Text.draw
    before = figure.dpi
    figure.set_dpi(DPI)
    alone = RendererAgg(*figure.bbox.size, DPI)

    def draw_twice(text, renderer, *args, **kwargs):
        draw(text, renderer, *args, **kwargs)
        if not (text.get_visible() and text.get_text().strip()):
            return
        box, effects = text.get_bbox_patch(), text.get_path_effects()
        text.set_path_effects([Normal()] if effects else [])  # the letters without their rim
        if box is not None:
            box.set_visible(False)
        alone.clear()
        draw(text, alone)
        masks[text] = np.asarray(alone.buffer_rgba())[..., 3].copy()
        text.set_path_effects(effects)
        if box is not None:
            box.set_visible(True)

    try:
        with patch.object(Text, "draw", draw_twice):
            figure.canvas.draw()
        pixels = np.asarray(figure.canvas.buffer_rgba())[..., :3] / 255
    finally:
        figure.set_dpi(before)
    return [(text.get_text(), *seen(text, mask, pixels)) for text, mask in masks.items()]


def seen(text, mask, pixels):
    """The contrast of a text to what it stands on, and the share of its letters that is seen."""
    rows, columns = mask.any(axis=1).nonzero()[0], mask.any(axis=0).nonzero()[0]
    if not len(rows):
        return 21.0, 1.0  # outside the axes that clip it
    part = tuple(slice(max(0, k[0] - REACH), k[-1] + REACH + 1) for k in (rows, columns))
    mask, pixels = mask[part], pixels[part]
    letters = Image.fromarray(((mask > 0) * 255).astype("uint8"))
    near = np.asarray(letters.filter(ImageFilter.MaxFilter(2 * REACH + 1))) > 0
    core = pixels[mask >= 0.9 * mask.max()]
    color = np.median(core, axis=0)
    against = np.sort(contrast(color, pixels[near & (mask == 0)]))
    whole = (np.abs(core - color).max(axis=1) < 0.12).mean()
    return against[int(TOUCHED * len(against))], whole


def assert_readable(figure, where, only=None):
    for text, ratio, whole in texts_of(figure):
        if only is None or text in only:
            assert ratio >= TEXT, f"{where}: {text!r} has a contrast of {ratio:.2f} to 1"
            assert whole >= WHOLE, f"{where}: {1 - whole:.0%} of {text!r} lie under something"


@pytest.mark.parametrize("number", LESSONS)
def test_texts_in_the_pictures_can_be_read(ran, number):
    for cell, figures in ran(number).figures.items():
        for figure in figures:
            assert_readable(figure, cell)


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_texts_of_a_figure_can_be_read(book, name):
    """The page as it is, and under the fills that are laid over it.

    A line or a dot may lie over a text of the page while it passes by.
    """
    one = book(name)
    for page in one.figures:
        assert_readable(page, name)
    fills = any(mark["kind"] == "rects" for mark in one.marks)
    for state in states(one, 4) if fills else []:
        with one.marked(state) as page:
            for mark in page.artists:
                mark.set_visible(isinstance(mark, Rectangle))
            assert_readable(page, f"{name} in state {state}")


def states(one, count=8):
    draw = random.Random(SEED)
    ends = [[0 for _ in one.controls], [len(control) - 1 for control in one.controls]]
    return ends + [[draw.randrange(len(c)) for c in one.controls] for _ in range(count)]


@pytest.mark.parametrize("name", FIGURE_NAMES)
def test_moving_texts_of_a_figure_can_be_read(book, name):
    """Wherever they move, and whatever moves with them."""
    one = book(name)
    moving = [mark for mark in one.marks if mark["kind"] == "text"]
    tables = {text for mark in moving for text in mark["table"]}
    for state in states(one) if moving else []:
        with one.marked(state) as page:
            on_the_page = {text.get_text() for text in page.findobj(Text) if text.get_zorder() < 20}
            assert_readable(page, f"{name} in state {state}", tables - on_the_page)


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (lambda ax: ax.text(0.5, 0.5, "pale", color="#888888"), "pale"),
        (lambda ax: ax.text(0.5, 0.5, "half seen", color="black", alpha=0.4), "half seen"),
        (lambda ax: ax.text(0.5, 0.5, "on blue", backgroundcolor=COLORS["data"]), "on blue"),
        (lambda ax: (ax.text(0.5, 0.5, "under"), ax.axhspan(0.4, 0.6, zorder=9)), "under"),
        (lambda ax: ax.set_xlabel("pale", color="#888888"), "pale"),
    ],
)
def test_the_measure_finds_a_text_that_cannot_be_read(change, text):
    with plt.rc_context(STYLE):
        figure, ax = plt.subplots()
        assert_readable(figure, "before")
        change(ax)
        with pytest.raises(AssertionError, match=text):
            assert_readable(figure, "after")
        plt.close(figure)


def test_the_measure_counts_what_the_letters_stand_on():
    with plt.rc_context(STYLE):
        figure, ax = plt.subplots()
        ax.set_facecolor("black")
        ax.text(0.5, 0.5, "white", color="white")
        ax.text(0.5, 0.2, "boxed", backgroundcolor="white")
        ax.axvline(0.52, color="#222222", linewidth=1)
        ratios = {text: ratio for text, ratio, _ in texts_of(figure)}
        plt.close(figure)
    assert ratios["white"] > 15
    assert ratios["boxed"] == pytest.approx(contrast(to_rgb(COLORS["ink"]), (1, 1, 1)), abs=0.1)


# -- what is drawn beside the texts -------------------------------------------------------


def on_white(color, alpha=None):
    """A colour as it looks on white, or None where nothing of it is seen."""
    *rgb, own = to_rgba(color) if alpha is None else to_rgba(color, alpha)
    rgb = 1 - own * (1 - np.array(rgb))
    return to_hex(rgb).upper() if own > 0 else None


def things_of(figure):
    """What a picture shows beside texts, axes and grid: (kind, colour, second sign).

    kind  "line", "dots", "arrow", "edge" or "fill"
    sign  the style and width of a line, the shape of dots: two things of one kind and one sign
          differ in colour alone
    """
    found = [thing for line in figure.lines for thing in of_line(line)]
    found += [thing for patch in figure.patches for thing in of_patch(patch)]
    for other in figure.artists:
        if not isinstance(other, Text):
            found += of_line(other) if isinstance(other, Line2D) else of_patch(other)
    for ax in figure.axes:
        found += [thing for line in ax.lines for thing in of_line(line)]
        found += [thing for patch in ax.patches for thing in of_patch(patch)]
        for group in ax.collections:
            if isinstance(group, QuadMesh):
                continue  # a table of shades says all by how dark it is
            if isinstance(group, PathCollection):
                found += [("dots", on_white(c), "o") for c in group.get_facecolor()]
            elif isinstance(group, LineCollection) or not group.filled:
                kind = "contour" if isinstance(group, ContourSet) else "line"
                sign = tuple(map(str, group.get_linestyle()))
                found += [(kind, on_white(c), sign) for c in group.get_edgecolor()]
        for text in ax.texts:
            if (arrow := getattr(text, "arrow_patch", None)) is not None:
                sign = str(arrow.get_linestyle())
                found.append(("arrow", on_white(arrow.get_edgecolor()), sign))
    return {thing for thing in found if thing[1] is not None}


def of_line(line):
    color, alpha = line.get_color(), line.get_alpha()
    if line.get_linestyle() != "None" and len(line.get_xdata()) != 1:
        dashes = tuple(map(float, line._unscaled_dash_pattern[1] or ()))
        sign = (dashes, line.get_linewidth(), line.get_marker())
        return [("line", on_white(color, alpha), sign)]
    return [("dots", on_white(line.get_markerfacecolor(), alpha), line.get_marker())]


def of_patch(patch):
    edge = patch.get_edgecolor() if patch.get_linewidth() else "none"
    kind = "line" if to_rgba(patch.get_facecolor())[3] == 0 else "edge"  # a curve has no fill
    sign = str(patch.get_linestyle()), patch.get_linewidth(), "None"
    fill = on_white(patch.get_facecolor())
    return [(kind, on_white(edge), sign), ("fill", fill, on_white(edge))]


@pytest.fixture(scope="module", params=[*LESSONS, *FIGURE_NAMES])
def things(request, ran, book):
    """(name, the things in it) of each picture of a lesson, or of a figure in some states."""
    if request.param in LESSONS:
        return [
            (f"{request.param} {cell}", things_of(figure))
            for cell, figures in ran(request.param).figures.items()
            for figure in figures
        ]
    one, found = book(request.param), []
    shown = [one.start, *states(one, 3)]
    if len(one.figures) > 1:
        shown += [[i, *one.start[1:]] for i in range(len(one.figures))]
    for state in shown:
        with one.marked(state) as page:
            found.append((f"{request.param} in state {state}", things_of(page)))
    return found


PALE = {"#FFFFFF"}  # the white edges of stars and bars set them off from what lies under them


def test_lines_and_dots_stand_out_from_white(things):
    """A fill is free to be pale if an edge shows where it ends."""
    for where, shown in things:
        for kind, color, sign in shown:
            if kind == "fill":
                edged = sign is not None and contrast(to_rgb(sign), (1, 1, 1)) >= OBJECT
                assert edged or contrast(to_rgb(color), (1, 1, 1)) >= OBJECT, f"{where}: {color}"
            elif color not in PALE:
                ratio = contrast(to_rgb(color), (1, 1, 1))
                assert ratio >= OBJECT, f"{where}: {kind} {color} has {ratio:.2f} to 1"


def test_the_palette_stands_out():
    for background in ("white", COLORS["soft"]):
        for name in ("ink", "residual"):  # the colours of texts
            assert contrast(to_rgb(COLORS[name]), to_rgb(background)) >= TEXT, name
    for color in SERIES:
        assert contrast(to_rgb(color), (1, 1, 1)) >= OBJECT, color


# -- colours, as readers with each kind of colour vision see them -------------------------

# Machado, Oliveira and Fernandes (2009), at full severity, by colorspacious
VISIONS = {
    "normal": None,
    "deuteranopia": "deuteranomaly",
    "protanopia": "protanomaly",
    "tritanopia": "tritanomaly",
}
# Distances in CAM02-UCS, in which equal distances are meant to look equally far (Luo, Cui and
# Li, 2006). What is enough is judged by palettes that were made for readers with any colour
# vision: the nearest two of the eight colours of Okabe and Ito (2008) are 11 apart in this
# measure, the nearest two of Petroff's ten (2021, matplotlib's "petroff10") 14.5, of his six 15.
LEAST = 10  # nearer colours never stand together
ALONE = 20  # from here on, colour alone is enough; what is nearer needs a second sign


def place(color, vision):
    """Where a colour lies in CAM02-UCS for a kind of colour vision."""
    rgb = to_rgb(color)
    if VISIONS[vision]:
        space = {"name": "sRGB1+CVD", "cvd_type": VISIONS[vision], "severity": 100}
        rgb = np.clip(cspace_convert(rgb, space, "sRGB1"), 0, 1)
    return cspace_convert(rgb, "sRGB1", "CAM02-UCS")


def distance(one, other, vision):
    return float(np.linalg.norm(place(one, vision) - place(other, vision)))


@functools.cache
def nearest(one, other):
    """The distance of two colours in the vision that brings them closest, and its name."""
    return min((distance(one, other, vision), vision) for vision in VISIONS)


def test_the_simulation_is_that_of_the_paper():
    """Pure red, green and blue, by the paper's matrices on linear RGB: one row for each."""
    matrices = {
        "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216]],
        "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413]],
        "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602]],
    }
    for vision, rows in matrices.items():
        space = {"name": "sRGB1+CVD", "cvd_type": VISIONS[vision], "severity": 100}
        for pure, wanted in zip(np.eye(3), np.transpose(rows), strict=True):
            found = cspace_convert(cspace_convert(pure, space, "sRGB1"), "sRGB1", "sRGB1-linear")
            assert found[:2] == pytest.approx(wanted, abs=2e-3), vision


@pytest.mark.parametrize("vision", VISIONS)
def test_the_palette_can_be_told_apart(vision):
    for (a, one), (b, other) in itertools.combinations(COLORS.items(), 2):
        far = distance(one, other, vision)
        assert far >= LEAST, f"{a} and {b} are {far:.1f} apart"


def test_colours_that_stand_together_can_be_told_apart(things):
    """By colour, or, where that is not enough, by kind, style, width or shape as well."""
    for where, shown in things:
        for (kind, one, sign), (other_kind, other, other_sign) in itertools.combinations(shown, 2):
            if one == other or "#FFFFFF" in (one, other) or "contour" in (kind, other_kind):
                continue  # a contour is ground, as a grid is, and carries its number
            far, vision = nearest(*sorted((one, other)))
            said = f"{where}: {kind} {one} and {other_kind} {other}: {far:.1f} with {vision}"
            assert far >= LEAST, said
            assert far >= ALONE or (kind, sign) != (other_kind, other_sign), said


# -- what a screen reader is told, and the messages ------------------------------------------


def test_messages_take_the_colours_of_the_theme():
    """JupyterLab's own text on its own background, in both themes; only the edge is ours."""
    for number in LESSONS:
        question = catalogue(number)[0][0]
        for shown in (question, question.explained("A"), Table(("a",), [("b",)])):
            for style in re.findall(r'style="([^"]*)"', shown._repr_html_()):
                rest = re.sub(r"border-left: 4px solid #\w{6}", "", style)
                assert "color" not in rest and "background" not in rest and "#" not in rest


def test_the_edge_of_a_message_can_be_seen():
    for mark, color in MARKS.items():
        for background in ("#FFFFFF", "#111111"):  # JupyterLab's, light and dark
            assert contrast(np.array(to_rgb(color)), np.array(to_rgb(background))) >= 3, mark
