"""`python -m helpers live`: the version of a lesson that a class types along."""

import re

import nbformat
from nbformat import NotebookNode

from helpers.classroom.parts import Section, notes, split

KEPT = ("section-", "ask-")  # cells of prose that stay as they are
# of the others: a guess, a formula, and the number of a picture or figure, which the notes name
KEPT_LINES = re.compile(
    r"^(?:\*\*Guess\.\*\*.*|\$\$.*\$\$|\*(?:Picture|Figure) \w+\*)$", re.MULTILINE
)
CAPTION = re.compile(r"^(\*(?:Picture|Figure) \w+):.*", re.MULTILINE)


def live(nb: NotebookNode, name: str, filled_to: int = 1) -> NotebookNode:
    """A notebook for typing along: headings, questions, formulas, and what code to type.

    nb         the notebook of a lesson
    name       its file's name, for those who look for the text
    filled_to  the code of the sections before this number is there already, for who joins late

    A code cell is emptied to a comment where its notes say what it is to do (`intent`). All other
    code stays: set-up, data, pictures, figures, questions and exercises. No cell has an output.
    Every cell keeps its id, so the same lesson always gives the same file.

    Raises ValueError for a section that the lesson does not have.
    """
    before, sections, rest = split(nb)
    if not 1 <= filled_to <= len(sections) + 1:
        raise ValueError(
            f"This lesson has the sections 1 to {len(sections)}; --filled-to takes 2 to "
            f"{len(sections)}, or {len(sections) + 1} for all."
        )
    title = before[0].source.split("\n")[0]
    text = f"Live version, to type along. The text of the lesson is in `{name}`; the lines of a "
    text += "derivation, which have numbers, stand there and on the board."
    if filled_to > 1:
        text += f" The code before section {filled_to} is there: select the heading of section "
        text += f"{filled_to} and choose *Run > Run All Above Selected Cell*."
    cells = [nbformat.v4.new_markdown_cell(f"{title}\n\n{text}", id=before[0].id)]
    cells += [_cell(cell) for cell in before[1:] if cell.cell_type == "code"]
    for section in sections:
        cells += _section(section, filled=section.number < filled_to)
    heading, *paragraphs = rest[0].source.split("\n\n")
    asked = [part for part in paragraphs if part.endswith("?")]
    closing = "\n\n".join([heading, *asked])
    cells.append(nbformat.v4.new_markdown_cell(closing, id=rest[0].id))
    cells += [_cell(cell) for cell in rest[1:]]
    return nbformat.v4.new_notebook(cells=cells, metadata=nb.metadata)


def _section(section: Section, filled: bool) -> list[NotebookNode]:
    cells = []
    for cell in section.cells:
        if cell.cell_type == "code":
            intent = None if filled else notes(cell).get("intent")
            cells.append(_cell(cell, intent))
        elif cell.id.startswith(KEPT):
            cells.append(_cell(cell))
        elif kept := KEPT_LINES.findall(CAPTION.sub(r"\1*", cell.source)):
            cells.append(nbformat.v4.new_markdown_cell("\n\n".join(kept), id=cell.id))
    return cells


def _cell(cell: NotebookNode, intent: str | None = None) -> NotebookNode:
    """A cell without outputs and notes; with an intent, that alone as a comment."""
    kept = ("tags", "alt", "jupyter", "cellView")  # the last two fold the set-up cell
    metadata = {name: value for name, value in cell.metadata.items() if name in kept}
    if cell.cell_type == "markdown":
        return nbformat.v4.new_markdown_cell(cell.source, id=cell.id, metadata=metadata)
    source = cell.source if intent is None else re.sub("^", "# ", intent, flags=re.MULTILINE)
    return nbformat.v4.new_code_cell(source, id=cell.id, metadata=metadata)
