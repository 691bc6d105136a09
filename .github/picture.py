"""Draw the README's picture, light and dark, from a figure of lesson 02.

.venv/bin/python .github/picture.py
"""

import io
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from PIL import Image

from helpers.explore.lesson_02 import valley
from helpers.plotting import current_style

HERE = Path(__file__).resolve().parent
DARK, PALE = "#0d1117", "#e6edf3"  # GitHub's page and its text, in the dark


def light() -> np.ndarray:
    """The figure at its start, as (height, width, 3) numbers from 0 to 1."""
    book, buffer = valley(), io.BytesIO()
    with plt.rc_context(current_style()), book.marked(book.start) as page:
        page.savefig(buffer, format="png", dpi=160)
    return np.asarray(Image.open(buffer).convert("RGB")) / 255


def dark(pixels: np.ndarray) -> np.ndarray:
    """The same with white turned dark and black pale, and with pure colours as they are.

    The smallest channel of a pixel is the share of white in it, and what the largest one lacks is
    the share of black; an edge between two colours is a mixture of them, before and after.
    """
    night, ink = (
        np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]) for colour in (DARK, PALE)
    )
    white, black = pixels.min(-1, keepdims=True), 1 - pixels.max(-1, keepdims=True)
    return (pixels + white * (night - 1) + black * ink).clip(0, 1)


def drawn() -> dict[str, Image.Image]:
    """The pictures by the names of their files."""
    pixels = light()
    both = {"picture-light.png": pixels, "picture-dark.png": dark(pixels)}
    return {name: Image.fromarray((255 * p).round().astype("uint8")) for name, p in both.items()}


if __name__ == "__main__":
    plt.switch_backend("Agg")
    for name, picture in drawn().items():
        few = picture.quantize(64, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(HERE / name, optimize=True)
        print(f"wrote {name}, {(HERE / name).stat().st_size / 1024:.0f} kB, {picture.size}")
