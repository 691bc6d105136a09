"""The parts of a lesson, as those who teach it see them: sections, questions, notes.

What an instructor needs beside the text stands in the metadata of the cells, as `class`:

show    at a section's heading: what to show and do
late    at a section's heading: what to leave out (`do`), and the minutes that this saves
break   at a section's heading: why the break comes before it
right   at a question: the right answer
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


def questions(section: Section) -> list[Question]:
    """The questions of a section in their order.

    A question with buttons is read from the stored outputs of its two cells, another one from
    its text and the notes.
    """
    found = []
    for i, cell in enumerate(section.cells):
        if cell.cell_type == "code" and cell.id.startswith("predict-"):
            name = cell.id.removeprefix("predict-")
            asked, explained = (
                _shown(next(c for c in section.cells if c.id == f"{kind}-{name}"))
                for kind in ("predict", "explain")
            )
            text, *options = re.findall(r"<p>(.*?)</p>", asked, re.DOTALL)
            options = re.split(r"<br>", "".join(options))
            right = re.search(r"([A-D]) is what happens", explained)[1]
            answers = {letter: (text, answer) for letter, text, answer in ANSWER.findall(explained)}
            wrong = [
                (_plain(f"{letter}. {text}"), _plain(answer))
                for letter, (text, answer) in answers.items()
                if letter != right
            ]
            found.append(
                Question(
                    "\n".join(_plain(line) for line in [text, *options]),
                    _plain(f"{right}. {answers[right][0]}: {answers[right][1]}"),
                    tuple(wrong),
                )
            )
        elif cell.id.startswith("ask-") and not section.cells[i + 1].id.startswith("predict-"):
            said = notes(cell)
            wrong = tuple((answer, reply) for answer, reply in said["wrong"])
            found.append(Question(cell.source, said["right"], wrong))
    return found


def _shown(cell: NotebookNode) -> str:
    return next(o.data["text/html"] for o in cell.outputs if "text/html" in o.get("data", {}))


def _plain(text: str) -> str:
    """HTML that the practice has made, as Markdown: code between backticks."""
    text = re.sub(r"</?code>", "`", text)
    return html.unescape(re.sub(r"<[^>]+>", "", text)).strip()
