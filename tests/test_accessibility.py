"""Pictures for every pair of eyes: contrast of text, colours under colour blindness, words.

Contrast is WCAG 2.2's: (L1 + 0.05) / (L2 + 0.05), with the relative luminance L of sRGB; text
needs 4.5 to 1 (1.4.3), lines and dots need 3 to 1 (1.4.11). Colour blindness is simulated at
full severity by the model of Machado, Oliveira and Fernandes (2009), and distances are those
of CAM02-UCS (Luo, Cui and Li, 2006), where about 1 can just be noticed; both by colorspacious.
"""

import itertools
import re

import numpy as np
import pytest
from lessons import FIGURES, LESSONS
from matplotlib.colors import to_hex, to_rgb
from matplotlib.text import Text

from helpers.explore.engine import SHARP
from helpers.plotting import COLORS
from helpers.practice.session import Table, catalogue
from helpers.practice.words import MARKS

colorspacious = pytest.importorskip("colorspacious")

TEXT, SHAPE = 4.5, 3.0
FAR = 10  # CAM02-UCS, ten times what can just be noticed
EYES = (None, "deuteranomaly", "protanomaly", "tritanomaly")  # at severity 100: the -anopias
# below 3 to 1 on white, and never alone: a line with a look of its own and a name in the
# legend, or a fill with a dark edge (Okabe and Ito's orange and light blue)
PALE = {"third", "fourth"}
BOOKS = [getattr(module, name) for module in FIGURES.values() for name in module.__all__]


def light(rgb):
    """Relative luminance of sRGB colours (..., 3) from 0 to 1."""
    rgb = np.asarray(rgb, float)
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    a, b = light(one) + 0.05, light(other) + 0.05
    return np.maximum(a, b) / np.minimum(a, b)


def seen(color, eye):
    """A colour as an eye sees it."""
    rgb = to_rgb(color)
    if eye is not None:
        space = {"name": "sRGB1+CVD", "cvd_type": eye, "severity": 100}
        rgb = colorspacious.cspace_convert(rgb, space, "sRGB1")
    return np.clip(rgb, 0, 1)


def distance(one, other, eye):
    pair = (seen(one, eye), seen(other, eye))
    return colorspacious.deltaE(*pair, input_space="sRGB1", uniform_space="CAM02-UCS")


def behind(fig):
    """The pixels (height, width, 3) of a picture without its texts."""
    texts = [text for text in fig.findobj(Text) if text.get_visible()]
    for text in texts:
        text.set_visible(False)
    fig.canvas.draw()
    pixels = np.asarray(fig.canvas.buffer_rgba())[..., :3] / 255
    for text in texts:
        text.set_visible(True)
    return pixels


def pale_texts(fig):
    """The texts of a picture that are too pale for what lies behind them.

    A fifth of the place may be worse: lines that pass behind a text do not hide it.
    """
    fig.canvas.draw()
    boxes = [
        (text, text.get_window_extent())
        for text in fig.findobj(Text)
        if text.get_visible() and text.get_text().strip()
    ]
    pixels = behind(fig)
    height = len(pixels)
    found = []
    for text, box in boxes:
        rows = slice(max(0, int(height - box.y1)), max(0, int(height - box.y0)) + 1)
        place = pixels[rows, max(0, int(box.x0)) : max(0, int(box.x1)) + 1]
        if place.size:
            worst = np.quantile(contrast(to_rgb(text.get_color()), place), 0.2)
            if worst < TEXT:
                found.append((text.get_text(), round(float(worst), 2)))
    return found


@pytest.mark.parametrize("number", LESSONS)
def test_texts_in_pictures(ran, number):
    for cell, figures in ran(number).figures.items():
        for fig in figures:
            assert pale_texts(fig) == [], cell


def test_a_pale_text_is_found(ran):
    (fig,) = ran("02").figures["tangent"]
    label = fig.axes[0].xaxis.label
    was = label.get_color()
    label.set_color("#8A8A8A")
    assert [text for text, _ in pale_texts(fig)] == [label.get_text()]
    label.set_color(was)


@pytest.mark.parametrize("make", BOOKS, ids=lambda make: make.__name__)
def test_texts_in_figures(make):
    """The page's texts, and in all states those that move, which have a white edge."""
    book = make()
    for page in book.figures:
        still = [artist for artist in page.artists if isinstance(artist, Text)]
        assert all(artist.get_visible() for artist in still)
        moved = {text.get_text() for text in [*still, *page.texts]}
        assert [found for found in pale_texts(page) if found[0] not in moved] == []
    for mark in book.marks:
        if mark["kind"] == "text":
            assert contrast(to_rgb(mark["look"]["color"]), (1, 1, 1)) >= TEXT, mark["name"]


def test_the_palette_under_colour_blindness():
    """Every two colours of lines and dots stay apart for every eye, in whatever picture."""
    names = [name for name in COLORS if name not in ("ink", "soft")]
    near = {
        (one, other, eye): round(float(distance(COLORS[one], COLORS[other], eye)), 1)
        for one, other in itertools.combinations(names, 2)
        for eye in EYES
        if distance(COLORS[one], COLORS[other], eye) < FAR
    }
    assert near == {}


def test_red_and_green_of_one_lightness_would_be_found():
    """The test above can fail: two colours that many readers cannot tell apart."""
    assert distance("#B35900", "#598F00", None) > 2 * FAR
    assert min(distance("#B35900", "#598F00", eye) for eye in EYES) < FAR


@pytest.mark.parametrize("number", LESSONS)
def test_pictures_use_the_palette(ran, number):
    """Lines and dots with a name have a colour of the palette, so that the test above holds."""
    known = {color.upper() for color in COLORS.values()}
    for cell, figures in ran(number).figures.items():
        for ax in (ax for fig in figures for ax in fig.axes):
            for line in ax.lines:
                if not line.get_label().startswith("_"):
                    assert to_hex(line.get_color()).upper() in known, (cell, line.get_label())


@pytest.mark.parametrize("make", BOOKS, ids=lambda make: make.__name__)
def test_figures_use_the_palette(make):
    for mark in make().marks:
        assert {mark["look"]["color"], mark["look"].get("fill", COLORS["ink"])} <= {
            *COLORS.values()
        }


def test_lines_and_dots_on_white():
    pale = {name for name in COLORS if contrast(to_rgb(COLORS[name]), (1, 1, 1)) < SHAPE}
    assert pale - {"soft"} == PALE


def test_the_line_beside_a_message():
    """It repeats what the words say, and can be seen on both themes' backgrounds."""
    for mark, color in MARKS.items():
        for background in ((1, 1, 1), to_rgb("#111111")):
            assert contrast(to_rgb(color), background) >= SHAPE, mark


def test_messages_take_the_colours_of_the_theme():
    """JupyterLab's own text on its own background, in both themes; only the edge is ours."""
    for number in LESSONS:
        question = catalogue(number)[0][0]
        for shown in (question, question.explained("A"), Table(("a",), [("b",)])):
            styles = re.findall(r'style="([^"]*)"', shown._repr_html_())
            for style in styles:
                rest = re.sub(r"border-left: 4px solid #\w{6}", "", style)
                assert "color" not in rest and "background" not in rest and "#" not in rest


def test_what_moves_is_a_picture_with_words():
    """The drawing says what it shows; the lines below it are read out when they change."""
    script = (FIGURES["lesson_01"].__file__).replace("lesson_01.py", "flipbook.js")
    with open(script, encoding="utf-8") as file:
        text = file.read()
    assert 'role: "img"' in text and "At the start: ${spec.alt}" in text
    assert 'class: "lm-said", role: "status"' in text
    assert SHARP == 2  # what lies behind a text is read off a page this fine
