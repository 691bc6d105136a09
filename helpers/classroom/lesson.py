"""A lesson is read and looked over in one place, for all commands."""

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.classroom.outputs import kept_apart


def parsed(text: bytes, path: Path) -> NotebookNode:
    """The notebook that these bytes of `path` are, with all that the commands rely on.

    Raises ValueError in one line that names the file, the cell and the cure.
    """
    try:
        nb = nbformat.reads(text.decode("utf-8"), as_version=4)
        nb.cells[0].source  # noqa: B018 (a file such as {} has none)
    except Exception as error:  # nbformat's errors have no common class
        raise ValueError(
            f"{path.name} is no whole notebook: cut off, or saved by something else. Take it "
            f"from git again: git checkout -- notebooks/{path.name}"
        ) from error
    for problem in _problems(nb):
        raise ValueError(f"{path.name}: {problem}")
    return nb


def checked(path: Path) -> NotebookNode:
    """The notebook at `path`; raises as `parsed` does."""
    return parsed(path.read_bytes(), path)


def _problems(nb: NotebookNode):
    """What a command would fail on, the first first."""
    for number, cell in enumerate(nb.cells, 1):
        if not cell.get("id"):
            yield f"the cell {number} has no id. Write a readable `id` into the file."
            return
    ids = [cell.id for cell in nb.cells]
    if "closing" not in ids:
        yield "no cell has the id `closing`. Give it to the heading after the last section."
    if not any(name.startswith("section-") for name in ids):
        yield "no cell has an id such as `section-1`. Give one to each section's heading."
    for cell, after in zip(nb.cells, [*ids[1:], ""], strict=True):
        said = cell.metadata.get("class", {})
        wanted = []
        if cell.id.startswith("ask-") and not after.startswith("predict-"):
            wanted = ["right", "wrong"]
        if cell.id == "closing":
            wanted = ["right"]
        for name in wanted:
            if name not in said:
                yield f"the cell {cell.id} has no note `{name}`. Write it into its `class`."
        for name in ("do", "saves"):
            if name not in said.get("late", {"do": "", "saves": 0}):
                yield f"the note `late` of the cell {cell.id} has no `{name}`. Write it there."
    try:
        kept_apart(nb)
    except ValueError as error:
        yield str(error)


def check_outputs(nb: NotebookNode, path: Path) -> None:
    """Raises ValueError for a cell that has not been run; `store` is the cure."""
    for cell in nb.cells:
        if cell.cell_type == "code" and cell.source and cell.execution_count is None:
            raise ValueError(
                f"{path.name}: the cell {cell.id} has no stored output. "
                f"Run `python -m helpers store {path.name[:2]}`."
            )
