"""The widget that carries a flip-book to the browser: three values and one ES module."""

from pathlib import Path

import anywidget
import traitlets


class FlipBookWidget(anywidget.AnyWidget):
    """A flip-book in the browser. The kernel sends it once and hears nothing back.

    spec   what the figure is made of, as `FlipBook.spec` lays it out
    data   positions and text numbers of all states, float32
    still  the last characters of the still picture, by which its output is found and hidden
    """

    _esm = Path(__file__).with_name("flipbook.js").read_text(encoding="utf-8")
    _css = Path(__file__).with_name("flipbook.css").read_text(encoding="utf-8")
    spec = traitlets.Dict().tag(sync=True)
    data = traitlets.Bytes().tag(sync=True)
    still = traitlets.Unicode().tag(sync=True)
