"""Read a lesson, run its cells in this process, and take the numbers out of its outputs."""

import contextlib
import functools
import importlib
import io
import re
import warnings
from collections.abc import Collection
from pathlib import Path
from types import ModuleType
from unittest.mock import patch

import matplotlib.pyplot as plt
import torch

from helpers.classroom import outputs

ROOT = Path(__file__).resolve().parents[1]
FIGURES = {  # the modules that hold the figures one can take hold of
    path.stem: importlib.import_module(f"helpers.explore.{path.stem}")
    for path in sorted((ROOT / "helpers" / "explore").glob("lesson_*.py"))
}
LESSONS = {path.name[:2]: path for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))}


def of_lesson(number: str, name: str) -> ModuleType:
    """A module of a lesson's own folder: of_lesson("01", "facts") is tests/lesson_01/facts.py."""
    return importlib.import_module(f"lesson_{number}.{name}")


FACTS = {  # tests/test_lesson_folders.py names the lesson that has none
    number: of_lesson(number, "facts")
    for number in LESSONS
    if (ROOT / "tests" / f"lesson_{number}" / "facts.py").is_file()
}


# A number that stands by itself: not the 2 of X2, the 01 of a lesson or a part of a word.
NUMBER = re.compile(
    r"(?<![\w.])[-+]?(?:\d[\d,]*\d|\d)(?:\.\d+)?\.?(?:e[-+]?\d+)?(?![\w])|nan|-?inf"
)


def numbers(text: str) -> list[tuple[float, float]]:
    """Each number in `text` with the size of the last digit that was printed."""
    found = []
    for token in NUMBER.findall(text):
        token = token.rstrip(".,").replace(",", "")
        mantissa, _, exponent = token.partition("e")
        decimals = len(mantissa.partition(".")[2])
        found.append((float(token), 10.0 ** (int(exponent or 0) - decimals)))
    return found


class Lesson:
    """A notebook with all its outputs; after `run`, also names, pictures and errors, by cell id.
    The pictures are drawn when they are first asked for."""

    def __init__(self, path: Path):
        self.path = path
        self.nb = outputs.read(path)
        self.code = {cell.id: cell for cell in self.nb.cells if cell.cell_type == "code"}
        self.names, self.made, self.errors, self.printed = {}, {}, {}, {}

    def stored_text(self, cell_id: str) -> str:
        outputs = self.code[cell_id].outputs
        return "".join(o.text for o in outputs if o.output_type == "stream")

    def run(self, last: str | None = None, without: Collection[str] = (), times: int = 1) -> None:
        """Run all cells up to the cell `last`, or to the end, each so many times in a row; but none
        of those that are named in `without`."""
        namespace = {"__name__": "__main__"}
        with warnings.catch_warnings(), torch.random.fork_rng(), plt.rc_context():
            for cell_id in self.code:
                if cell_id not in without:
                    for _ in range(times):
                        self._run_cell(cell_id, namespace)
                if cell_id == last:
                    break
            plt.close("all")
            self.style = {name: plt.rcParams[name] for name in plt.rcParams if name != "backend"}

    def _run_cell(self, cell_id: str, namespace: dict) -> None:
        cell, out = self.code[cell_id], io.StringIO()
        plt.close("all")
        try:
            # what practice shows is no print: nbval holds it, and tests/test_practice.py
            with contextlib.redirect_stdout(out), patch("IPython.display.display"):
                exec(compile(cell.source, f"<{cell_id}>", "exec"), namespace)
        except Exception as error:
            if "raises-exception" not in cell.metadata.get("tags", []):
                raise AssertionError(f"{self.path.name}, {cell_id}: {error!r}") from error
            self.errors[cell_id] = error
        self.printed[cell_id] = out.getvalue()
        self.names[cell_id] = dict(namespace)
        self.made[cell_id] = [plt.figure(n) for n in plt.get_fignums()]

    @functools.cached_property
    def figures(self) -> dict[str, list]:
        """The pictures that each cell has made, drawn in the style of the lesson."""
        with plt.rc_context(self.style):
            for figures in self.made.values():
                for figure in figures:
                    figure.canvas.draw()
        return self.made


@functools.cache
def ran(number: str) -> Lesson:
    """A lesson after all its cells were run in this process: once."""
    lesson = Lesson(LESSONS[number])
    lesson.run()
    return lesson
