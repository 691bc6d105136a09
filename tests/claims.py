"""Colours, line styles and shapes that a text says of a picture, held to the picture's artists.

"A dashed vertical segment" needs a dashed line in the figure, "a black square" a black square,
"shades from white to blue" both in a table of shades. A word that names a colour or a style and
stands in no table here is a fault too.
"""

import math
import re

from matplotlib.collections import LineCollection, PathCollection, QuadMesh
from matplotlib.colors import to_hex, to_rgb
from matplotlib.contour import ContourSet
from matplotlib.lines import Line2D
from matplotlib.patches import Ellipse, FancyArrowPatch, Rectangle

from helpers.plotting import COLORS

COLOURS = {
    "blue": {COLORS["data"], COLORS["fourth"], COLORS["soft"]},
    "vermilion": {COLORS["line"]},
    "purple": {COLORS["residual"]},
    "green": {COLORS["best"]},
    "black": {COLORS["start"], COLORS["ink"]},
    "pink": {COLORS["second"]},
    "orange": {COLORS["third"]},
    "white": {"#FFFFFF"},
    "grey": set(),  # any colour without a hue
}
STYLES = {"solid": "-", "dashed": "--", "dotted": ":", "dash-dotted": "-."}
LINES = ("line", "lines", "segment", "segments", "stair", "curve", "curves", "path", "paths")
MARKERS = {"dot": "o", "circle": "o", "square": "s", "star": "*", "diamond": "D", "cross": "xX"}
MARKERS |= {"triangle": "^v<>"}
KINDS = {word: "line" for word in LINES}
KINDS |= {name: name for name in MARKERS} | {f"{name}s": name for name in MARKERS}
KINDS |= {"crosses": "cross", "arrow": "arrow", "arrows": "arrow"}
UNKNOWN = re.compile(
    r"\b(red|yellow|brown|violet|magenta|cyan|turquoise|navy|gold|crimson|hatched|striped"
    r"|wavy|hexagons?|pentagons?|arrowheads?)\b",
    re.IGNORECASE,
)


def claims(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """What a text says that its picture has: a kind ("line", "dot", "any"), and its adjectives."""
    text = re.sub(r"[`*]|\$[^$]*\$", " ", text)
    found = []
    for sentence in re.split(r"[.:;,()]\s*|\b(?:and|from|to)\b", text):
        words = re.findall(r"[\w-]+", sentence.lower())
        adjectives = []
        for word in words:
            if word in COLOURS or word in STYLES:
                adjectives.append(word)
            elif word in KINDS and not (word == "squares" and not adjectives):
                if adjectives or KINDS[word] not in ("line", "dot", "cross"):
                    found.append((KINDS[word], tuple(adjectives)))
                adjectives = []
        if adjectives:
            found.append(("any", tuple(adjectives)))
    return found


def shown(figure) -> list[tuple[str, str, str]]:
    """The artists of a figure that a text can name: kind, colour, line style."""
    found = []
    for ax in figure.axes:
        for artist in [*ax.get_children(), *(ax.legend_.get_lines() if ax.legend_ else [])]:
            if isinstance(artist, Line2D):
                colour, style = to_hex(artist.get_color()), artist.get_linestyle()
                if len(artist.get_xdata()) > 1 and style != "None":
                    found.append(("line", colour, style))
                for name, markers in MARKERS.items():
                    if str(artist.get_marker()) in markers:
                        found += [
                            (name, to_hex(artist.get_markerfacecolor()), ""),
                            (name, to_hex(artist.get_markeredgecolor()), ""),
                        ]
            elif isinstance(artist, (LineCollection, ContourSet)):
                for colour in artist.get_edgecolors():
                    found += [
                        ("line", to_hex(colour), _style(dashes))
                        for _, dashes in artist.get_linestyles()
                    ]
            elif isinstance(artist, PathCollection):
                found += [("dot", to_hex(colour), "") for colour in artist.get_facecolors()]
            elif isinstance(artist, QuadMesh):
                shades = {to_hex(colour) for colour in artist.get_facecolors()}
                found += [("shade", _nearest(colour), "") for colour in shades]
            elif isinstance(artist, Rectangle) and artist is not ax.patch:
                found += [
                    ("square", to_hex(artist.get_facecolor()), ""),
                    ("square", to_hex(artist.get_edgecolor()), artist.get_linestyle()),
                ]
            elif isinstance(artist, Ellipse):
                found.append(("circle", to_hex(artist.get_edgecolor()), ""))
        arrows = [text.arrow_patch for text in ax.texts if getattr(text, "arrow_patch", None)]
        for arrow in [*arrows, *(p for p in ax.patches if isinstance(p, FancyArrowPatch))]:
            found.append(("arrow", to_hex(arrow.get_edgecolor()), arrow.get_linestyle()))
    return found


def borne_out(claim: tuple[str, tuple[str, ...]], artists: list[tuple[str, str, str]]) -> bool:
    """Whether some artist is of the kind that is claimed and has all its adjectives."""
    kind, adjectives = claim
    return any(
        kind in (name, "any") and all(_is(adjective, colour, style) for adjective in adjectives)
        for name, colour, style in artists
    )


def _nearest(shade: str) -> str:
    """The colour of COLOURS that is nearest to a shade."""
    known = [colour for colours in COLOURS.values() for colour in colours]
    return min(known, key=lambda colour: math.dist(to_rgb(colour), to_rgb(shade)))


def _style(dashes: list[float] | None) -> str:
    """The line style with these lengths of ink and gap."""
    if dashes is None:
        return "-"
    if len(dashes) > 2:
        return "-."
    return ":" if dashes[0] < dashes[1] else "--"


def _is(adjective: str, colour: str, style: str) -> bool:
    if adjective in STYLES:
        return style in (STYLES[adjective], adjective.replace("-", ""))
    if adjective == "grey":
        red, green, blue = to_rgb(colour)
        return red == green == blue
    return colour.upper() in COLOURS[adjective]
