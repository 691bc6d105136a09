"""The parts of a lesson, as those who teach it see them: sections, questions, notes.

What an instructor needs beside the text stands in the metadata of the cells, as `class`:

show    at the cell where it is done: what to show, draw or point at
late    at a section's heading: what to leave out (`do`), and the minutes that this saves
break   at a section's heading: why the break comes before it
right   at a question and at the closing: the right answer
wrong   at a question: pairs of a wrong answer to expect and what to say to it
intent  at a code cell that the class types: what it is to do
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nbformat import NotebookNode

if TYPE_CHECKING:  # the practice loads torch
    from helpers.practice import questions as practice

ASKED = re.compile(r'^predict\("([\w.-]+)"', re.MULTILINE)


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

    @property
    def deeper(self) -> bool:
        """Whether a class, or a reader in a hurry, can leave it out without a loss."""
        return self.title.startswith("Going deeper")


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

    A question with buttons is that of the practice, another one is read from its text and the
    notes.
    """
    found = {}
    for cell, after in zip(section.cells, [*section.cells[1:], None], strict=True):
        if cell.cell_type == "code" and cell.id.startswith("predict-"):
            found[cell.id] = _with_buttons(asked(cell))
        elif cell.id.startswith("ask-") and not after.id.startswith("predict-"):
            said = notes(cell)
            wrong = tuple((answer, reply) for answer, reply in said["wrong"])
            found[cell.id] = Question(cell.source, said["right"], wrong)
    return found


def asked(cell: NotebookNode) -> practice.Question:
    """The question that a cell asks with `predict`.

    Raises ValueError where the cell asks none that is known.
    """
    from helpers.practice.session import LESSONS, catalogue

    found = ASKED.search(cell.source)
    name = found[1] if found else ""
    known = {q.name: q for q in catalogue(name[:2])[0]} if name[:2] in LESSONS else {}
    if name not in known:
        raise ValueError(f'{cell.id}: wanted predict("…") with the name of a question.')
    return known[name]


def _with_buttons(question: practice.Question) -> Question:
    options = {
        letter: (f"{letter}. {option.text}", option.answer)
        for letter, option in zip(question.letters, question.options, strict=True)
    }
    text = "\n".join([question.text, *(option for option, _ in options.values())])
    right = ": ".join(options.pop(question.right))
    return Question(text, f"{right} {question.conclusion}".strip(), tuple(options.values()))
