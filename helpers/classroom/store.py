"""`python -m helpers store`: run lessons from top to bottom and store their outputs."""

import base64
import io
import os
import re
from pathlib import Path

from nbclient import NotebookClient
from nbformat import NotebookNode

from helpers.classroom.lesson import parsed
from helpers.classroom.minutes import write_minutes
from helpers.classroom.outputs import file_of, put_back, save
from helpers.classroom.slides import mark_slides

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
NO_MODEL = "0" * 32  # a stored figure has no model; its number would change with every run


def without_machine_paths(text: str) -> str:
    """A stored traceback without the folder where this machine keeps Python and its packages."""
    return re.sub(r"[^\s'\"]*[/\\](site-packages|lib/python[\d.]+)[/\\]", r".../\1/", text)


def few_colours(png: str) -> str:
    """The same picture (PNG, base64) in 256 colours: a third of the size."""
    from PIL import Image  # comes with matplotlib

    buffer = io.BytesIO()
    picture = Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")
    few = picture.quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()


def same_pixels(one: str, other: str) -> bool:
    """Whether two pictures (PNG, base64) look the same; their bytes differ between machines."""
    from PIL import Image

    first, second = (
        Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA") for png in (one, other)
    )
    return first.size == second.size and first.tobytes() == second.tobytes()


def pictures(nb: NotebookNode) -> dict[tuple[str, int], str]:
    """The pictures among the outputs, by the cell's id and the number of the output."""
    return {
        (cell.id, i): output.data["image/png"]
        for cell in nb.cells
        for i, output in enumerate(cell.get("outputs", []))
        if "image/png" in output.get("data", {})
    }


def _stored_pictures(nb: NotebookNode, path: Path) -> dict[tuple[str, int], str]:
    try:
        return pictures(put_back(nb, path) if file_of(path).is_file() else nb)
    except ValueError:  # the lesson has other cells now than when it was stored
        return pictures(nb)


def store(path: Path) -> None:
    """Run one notebook in a fresh kernel and write its outputs into its two files.

    The alternative text of a picture, which stands in its cell's metadata as `alt`, is
    copied to the picture's own metadata, where nbconvert looks first. The still picture of a
    figure is stored in fewer colours, and its view without the number of a model that is gone.
    A picture with the same pixels as the stored one stays as it is.
    Each cell gets its slide type, and the headings get their minutes.
    """
    before = path.read_bytes()
    nb = parsed(before, path)
    stored = _stored_pictures(parsed(before, path), path)
    client = NotebookClient(
        nb,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute(env={**os.environ, "LESSONS_PROGRESS": "off"})  # kept.SWITCH, without torch
    nb.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in nb.cells:
        outputs = cell.get("outputs", [])
        figure = any(WIDGET_VIEW in output.get("data", {}) for output in outputs)
        for i, output in enumerate(outputs):
            data = output.get("data", {})
            if output.output_type == "error":
                output.traceback = [without_machine_paths(line) for line in output.traceback]
            if "image/png" in data and "alt" in cell.metadata:
                output.metadata["image/png"] = {"alt": cell.metadata["alt"]}
            if "image/png" in data and figure:
                data["image/png"] = few_colours(data["image/png"])
            old = stored.get((cell.id, i))
            if "image/png" in data and old and same_pixels(data["image/png"], old):
                data["image/png"] = old
            if WIDGET_VIEW in data:
                data[WIDGET_VIEW]["model_id"] = NO_MODEL
    mark_slides(nb)
    write_minutes(nb)
    if path.read_bytes() != before:
        raise ValueError(
            f"{path.name} was changed while its cells ran, so nothing is stored. Save your work "
            f"in it, then run `python -m helpers store {path.name[:2]}` again."
        )
    save(nb, path)
