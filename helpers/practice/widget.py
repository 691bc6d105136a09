"""The widget of a question: its options are the buttons, and the browser is told no more."""

from pathlib import Path

import anywidget
import traitlets


class QuestionWidget(anywidget.AnyWidget):
    """A question in the browser. The right answer is not sent before it is explained.

    text     the question, as HTML with everything escaped
    options  one dictionary for each: `letter`, `html` (its text, escaped), `state` ("", "chosen",
             "right" or "wrong") and `mark`, the words for that state
    chosen   the letter that was chosen, or ""; the browser writes it once
    status   one line on what to do next
    scale    how much larger than usual it is drawn
    """

    _esm = Path(__file__).with_name("question.js").read_text(encoding="utf-8")
    _css = Path(__file__).with_name("question.css").read_text(encoding="utf-8")
    text = traitlets.Unicode().tag(sync=True)
    options = traitlets.List().tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    scale = traitlets.Float(1.0).tag(sync=True)
