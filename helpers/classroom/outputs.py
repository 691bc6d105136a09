"""The outputs that would give a prediction away; they are kept apart from the lesson's file.

A learner who opens a lesson sees no result before running it: what the code cells between a
question, `predict-x`, and its explanation, `explain-x`, put out, and the explanation itself, is
not in the notebook but in teaching/outputs/NN_name.json, by the cells' ids. A figure to move
stays in the notebook, since its picture is the start and no result. Whoever needs the whole
lesson, the handout or a test, gets it from `read`; `save` parts the two again.
"""

import json
import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from helpers.files import write_all


def kept_apart(nb: NotebookNode) -> list[str]:
    """The ids of the code cells whose outputs are not stored in the lesson's file, in order.

    Raises ValueError for a question with no explanation after it.
    """
    found, waiting = [], []
    for cell in nb.cells:
        kind, _, name = cell.id.partition("-")
        if cell.cell_type != "code":
            continue
        if kind == "predict":
            waiting.append(name)
        elif waiting:
            if "helpers.explore" not in cell.source:
                found.append(cell.id)
            if kind == "explain" and name in waiting:
                waiting.remove(name)
    if waiting:
        raise ValueError(
            f"The cell predict-{waiting[0]} asks, but no code cell explain-{waiting[0]} comes "
            "after it. Write one."
        )
    return found


def file_of(path: Path) -> Path:
    """Where the outputs of the lesson at `path` that are kept apart stand."""
    return path.absolute().parents[1] / "teaching" / "outputs" / f"{path.stem}.json"


def put_back(nb: NotebookNode, path: Path) -> NotebookNode:
    """The lesson `nb`, read from `path`, with the outputs that are kept apart in their cells.

    It is the same object. Where their file is missing, a line on stderr says so, and `nb` stays
    as it is. Raises ValueError where the file cannot be read or holds other cells.
    """
    file, wanted = file_of(path), kept_apart(nb)
    if not wanted:
        return nb
    again = f"Run `python -m helpers store {path.name[:2]}`."
    if not file.is_file():
        print(
            f"{path.name}: without the results of {len(wanted)} cells, since "
            f"teaching/outputs/{file.name} is missing. {again}",
            file=sys.stderr,
        )
        return nb
    try:
        found = _joined(json.loads(file.read_text(encoding="utf-8")))
    except (ValueError, TypeError, AttributeError, nbformat.ValidationError) as error:
        said = str(error).split("\n")[0]
        raise ValueError(f"{file} is no whole file of outputs: {said}. {again}") from error
    if list(found) != wanted:
        other = sorted(set(found) ^ set(wanted)) or ["in another order"]
        raise ValueError(
            f"{file} does not hold the cells of the lesson: {', '.join(other)}. {again}"
        )
    for cell in nb.cells:
        if cell.id in found:
            cell.outputs = found[cell.id]
    return nb


def read(path: Path) -> NotebookNode:
    """The whole lesson at `path`; see `put_back`."""
    return put_back(nbformat.read(path, as_version=4), path)


def save(nb: NotebookNode, path: Path) -> None:
    """Write the whole lesson `nb` into its two files, both or none; `nb` keeps its outputs.

    The file beside is JSON: the outputs as a notebook has them, by the ids of their cells, in the
    order of the lesson. A lesson in which nothing is kept apart has none.
    """
    wanted, file = kept_apart(nb), file_of(path)
    apart = [nbformat.from_dict(cell) for cell in nb.cells if cell.id in wanted]
    bare = nbformat.from_dict(nb)
    for cell in bare.cells:
        if cell.id in wanted:
            cell.outputs = []
    files = {path: nbformat.writes(bare) + "\n"}
    if apart:
        file.parent.mkdir(parents=True, exist_ok=True)
        files[file] = json.dumps(_split(apart), indent=1, ensure_ascii=False) + "\n"
    write_all(files)
    if not apart:
        file.unlink(missing_ok=True)


def _split(cells: list[NotebookNode]) -> dict[str, list]:
    """The outputs by the ids of the cells, texts as lists of lines, as in a notebook's file."""
    written = json.loads(nbformat.writes(nbformat.v4.new_notebook(cells=cells)))
    return {cell["id"]: cell["outputs"] for cell in written["cells"]}


def _joined(outputs: dict[str, list]) -> dict[str, list[NotebookNode]]:
    cells = [
        nbformat.v4.new_code_cell(id=cell_id, outputs=nbformat.from_dict(found))
        for cell_id, found in outputs.items()
    ]
    nb = nbformat.reads(json.dumps(nbformat.v4.new_notebook(cells=cells)), as_version=4)
    nbformat.validate(nb)
    return {cell.id: cell.outputs for cell in nb.cells}
