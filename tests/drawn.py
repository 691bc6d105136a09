"""What the pictures of a lesson show, all of it, as plain values; and the words of its outputs.

    .venv/bin/python tests/drawn.py 02

writes tests/lesson_02/drawn.py: for each picture its axes, with the texts, limits, level lines and
artists of each; for each cell that prints, what it prints with 0 for every digit. test_drawn.py
compares, so that nothing in a picture or a table is without a statement; look at what is new
(`git diff`). The lines, dots and numbers themselves are computed, independently, in
tests/lesson_02/test_pictures.py and test_numbers.py.
"""

import pprint
import re
import sys

import numpy as np
from lessons import LESSONS, ROOT, Lesson
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.contour import ContourSet

from helpers.plotting import COLORS

NAMES = {value.lower(): name for name, value in COLORS.items()}


def drawn(figures) -> list[dict]:
    """All axes of the pictures of a cell."""
    return [_axes(ax) for figure in figures for ax in figure.axes]


def words_of(output: str) -> str:
    """What a cell prints, with 0 for every digit: its words, signs and columns."""
    return re.sub(r"\d", "0", output)


def _axes(ax) -> dict:
    legend = ax.get_legend()
    texts = [text.get_text() for text in ax.texts if text.get_text()]
    said = {
        "labels": (ax.get_xlabel(), ax.get_ylabel(), ax.get_title()),
        "legend": [text.get_text() for text in legend.get_texts()] if legend else [],
        "texts": texts,
        "limits": _rounded([*ax.get_xlim(), *ax.get_ylim()]),
        "lines": [_line(line) for line in ax.lines],
        "others": [_other(artist) for artist in (*ax.collections, *ax.patches)],
    }
    return {key: value for key, value in said.items() if value}


def _line(line) -> tuple:
    x, y = (np.asarray(values, float) for values in line.get_data())
    ends = _rounded([x[0], y[0], x[-1], y[-1]])
    return _colour(line.get_color()), line.get_linestyle(), str(line.get_marker()), len(x), *ends


def _other(artist) -> tuple:
    kind = type(artist).__name__
    if isinstance(artist, ContourSet):
        return kind, *_rounded(artist.levels)
    if isinstance(artist, Collection):
        return kind, len(artist.get_offsets()) or len(artist.get_paths())
    return kind, _colour(artist.get_facecolor()), _colour(artist.get_edgecolor())


def _colour(colour) -> str:
    return NAMES.get(to_hex(colour).lower(), to_hex(colour))


def _rounded(values) -> list[float]:
    return [float(f"{value:.4g}") for value in values]


def same(one, other) -> bool:
    """Equal, but for the last digits of numbers."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return bool(np.isclose(one, other, rtol=1e-2, atol=1e-4, equal_nan=True))
    return one == other


def main(number: str) -> None:
    import matplotlib

    matplotlib.use("Agg")
    lesson = Lesson(LESSONS[number])
    lesson.run()
    found = {cell: drawn(figures) for cell, figures in lesson.figures.items() if figures}
    printed = {cell: words_of(text) for cell, text in lesson.printed.items() if text}
    path = ROOT / "tests" / f"lesson_{number}" / "drawn.py"
    tables = (pprint.pformat(table, width=96, sort_dicts=False) for table in (found, printed))
    head = f'"""What lesson {number} draws and prints: written by tests/drawn.py, then read."""\n'
    path.write_text("{}\n# fmt: off\nDRAWN = {}\nPRINTED = {}\n".format(head, *tables), "utf-8")
    print(f"Written: {path.relative_to(ROOT)}. Look at what is new: git diff")


if __name__ == "__main__":
    main(*sys.argv[1:])
