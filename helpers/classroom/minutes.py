"""How long a section takes, computed from what stands in it.

The minutes in the headings are for somebody who reads English as a second language and does
everything: reads, runs, predicts, moves. They follow from the lesson, never from a wish.
"""

import re
from collections.abc import Callable, Iterable

from nbformat import NotebookNode

from helpers.classroom.parts import ASKED

WORDS = 120  # words of prose read in a minute
FORMULA = 0.5  # minutes for a displayed formula, or a line of a derivation
LINE = 0.1  # minutes for a line of code
PICTURE = 0.5  # minutes for a picture
FIGURE = 2  # minutes for a figure that one moves
PREDICTION = 1  # minutes to decide on an answer, beside the reading

FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)
DISPLAYED = re.compile(r"\$\$.+?\$\$", re.DOTALL)
DERIVED = re.compile(r"^\d+\. .*\$.*$", re.MULTILINE)  # a line of a derivation has a number
INLINE = re.compile(r"\$[^$\n]+\$")
WORD = re.compile(r"[^\W_](?:[\w'’.,:/+-]*[^\W_])?")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff]+")


def words(markdown: str) -> int:
    """The words that are read in a piece of Markdown; a formula within a line is one word.

    Not counted: displayed formulas, Chinese words, addresses of links, and what is folded away.
    """
    text = INLINE.sub(" formula ", DISPLAYED.sub("", FOLDED.sub("", markdown)))
    text = re.sub(r"\]\([^)\s]*\)", "]", CHINESE.sub("", text))
    return len(WORD.findall(text))


def minutes(cells: Iterable[NotebookNode], asked: Callable[[str], str] = lambda _: "") -> float:
    """The minutes that cells take, not rounded.

    asked   gives, for the name of a question such as "01.sum", all that a learner reads of it;
            see `asked` in this module
    """
    cells, total = list(cells), 0.0
    for cell, after in zip(cells, [*cells[1:], None], strict=True):
        if cell.cell_type == "markdown":
            total += words(cell.source) / WORDS
            seen = FOLDED.sub("", cell.source)
            total += FORMULA * len(DISPLAYED.findall(seen) + DERIVED.findall(seen))
            buttons = after is not None and after.id.startswith("predict-")
            total += PREDICTION * (cell.id.startswith("ask-") and not buttons)
        elif cell.id.startswith("explain-") or cell.metadata.get("jupyter", {}).get(
            "source_hidden"
        ):
            continue  # its text is counted at the question
        elif question := ASKED.search(cell.source):
            total += PREDICTION + words(asked(question[1])) / WORDS
        elif "helpers.explore" in cell.source:
            total += FIGURE
        else:
            lines = [line for line in cell.source.splitlines() if line.strip()]
            total += LINE * len(lines) + PICTURE * ("alt" in cell.metadata)
    return total


def asked(name: str) -> str:
    """All that a learner reads of a question with buttons: the text, the options, the answers."""
    from helpers.practice.session import catalogue

    (question,) = [q for q in catalogue(name[:2])[0] if q.name == name]
    options = [f"{option.text} {option.answer}" for option in question.options]
    return " ".join([question.text, *options, getattr(question, "conclusion", "")])


HEADING = re.compile(r"(## \d+ (?:(Going deeper).*?|.*?))(?:  \(\d+ min\))?")


def of_sections(nb: NotebookNode) -> dict[str, int]:
    """The whole minutes of each section, at least one, by the id of its heading.

    The first section has the lesson's opening as well, since a learner reads it too.
    """
    heads = [i for i, cell in enumerate(nb.cells) if cell.id.startswith("section-")]
    end = next(i for i, cell in enumerate(nb.cells) if cell.id == "closing")
    starts = [0, *heads[1:]]
    return {
        nb.cells[head].id: max(1, round(minutes(nb.cells[start:after], asked)))
        for head, start, after in zip(heads, starts, [*heads[1:], end], strict=True)
    }


def write_minutes(nb: NotebookNode) -> None:
    """Write the minutes into the headings, and their sums into the lesson's first cell.

    Sections whose title begins with "Going deeper" have a sum of their own.
    """
    found, sums = of_sections(nb), {"": 0, "Going deeper": 0}
    for cell in nb.cells:
        if cell.id in found:
            title, deeper = HEADING.fullmatch(cell.source).groups()
            cell.source = f"{title}  ({found[cell.id]} min)"
            sums[deeper or ""] += found[cell.id]
    core, deeper = sums.values()
    title = re.sub(r"\*\*\d+ minutes", f"**{core} minutes", nb.cells[0].source)
    nb.cells[0].source = re.sub(r"and \d+ more for", f"and {deeper} more for", title)
