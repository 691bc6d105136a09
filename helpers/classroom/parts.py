"""The parts of a lesson, as those who teach it see them: sections, questions, notes.

What an instructor needs beside the text stands in the metadata of the cells, as `class`:

show    at the cell where it is done: what to show, draw or point at
late    at a section's heading: what to leave out (`do`), and the minutes that this saves
break   at a section's heading: why the break comes before it
right   at a question and at the closing: the right answer
wrong   at a question: pairs of a wrong answer to expect and what to say to it
intent  at a code cell that the class types: what it is to do
"""

import html
import re
from dataclasses import dataclass

from nbformat import NotebookNode

ANSWER = re.compile(r"<p><strong>([A-D])\. (.*?):</strong> (.*?)</p>", re.DOTALL)


@dataclass(frozen=True)
class Question:
    """A question of the lesson, its right answer, and what to say to the wrong ones."""

    text: str
    right: str
    wrong: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    """A numbered section: its title, its minutes, and its cells from the heading on."""

    number: int
    title: str
    minutes: int
    cells: tuple[NotebookNode, ...]


def notes(cell: NotebookNode) -> dict:
    """What the metadata of a cell say to an instructor."""
    return cell.metadata.get("class", {})


def split(nb: NotebookNode) -> tuple[list[NotebookNode], list[Section], list[NotebookNode]]:
    """The cells before the first section, the sections, and the cells from the closing on."""
    heads = [i for i, cell in enumerate(nb.cells) if cell.id.startswith("section-")]
    ends = [*heads[1:], next(i for i, cell in enumerate(nb.cells) if cell.id == "closing")]
    sections = []
    for start, end in zip(heads, ends, strict=True):
        heading = re.fullmatch(r"## (\d+) (.+)  \((\d+) min\)", nb.cells[start].source)
        if heading is None:
            raise ValueError(f"{nb.cells[start].id}: wanted '## 1 Title  (5 min)' and no more.")
        number, title, minutes = heading.groups()
        sections.append(Section(int(number), title, int(minutes), tuple(nb.cells[start:end])))
    return nb.cells[: heads[0]], sections, nb.cells[ends[-1] :]


def questions(section: Section) -> dict[str, Question]:
    """The questions of a section, by the id of the cell that asks.

    A question with buttons is read from the stored outputs of its two cells, another one from
    its text and the notes.
    """
    found = {}
    for cell, after in zip(section.cells, [*section.cells[1:], None], strict=True):
        if cell.cell_type == "code" and cell.id.startswith("predict-"):
            found[cell.id] = _with_buttons(section, cell.id.removeprefix("predict-"))
        elif cell.id.startswith("ask-") and not after.id.startswith("predict-"):
            said = notes(cell)
            wrong = tuple((answer, reply) for answer, reply in said["wrong"])
            found[cell.id] = Question(cell.source, said["right"], wrong)
    return found


def _with_buttons(section: Section, name: str) -> Question:
    asked, explained = (
        _shown(next(cell for cell in section.cells if cell.id == f"{kind}-{name}"))
        for kind in ("predict", "explain")
    )
    text, *options = re.findall(r"<p>(.*?)</p>", asked, re.DOTALL)
    options = "".join(options).split("<br>")
    right = re.search(r"([A-D]) is what happens", explained)[1]
    answers = {
        letter: (_plain(f"{letter}. {option}"), _plain(answer))
        for letter, option, answer in ANSWER.findall(explained)
    }
    return Question(
        "\n".join(_plain(line) for line in [text, *options]),
        ": ".join(answers.pop(right)),
        tuple(answers.values()),
    )


def _shown(cell: NotebookNode) -> str:
    return next(o.data["text/html"] for o in cell.outputs if "text/html" in o.get("data", {}))


def _plain(text: str) -> str:
    """HTML that the practice has made, as Markdown: code between backticks."""
    text = re.sub(r"</?code>", "`", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text)).strip()
