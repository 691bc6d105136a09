"""In class: from any section on, on a projector, and along the live version, in JupyterLab."""

import nbformat
import pytest
from figures import CUT
from lab import NOTEBOOK, lesson_copy
from lessons import LESSONS
from test_lab import OVERFLOWING, SCREENSHOTS

from helpers.classroom import outputs
from helpers.classroom.live import live
from helpers.classroom.parts import split
from helpers.plotting import BACK_ROW

pytestmark = pytest.mark.browser
PROJECTOR = {"width": 1024, "height": 768, "zoom": 1.5}
PRESENTING = "from helpers.plotting import presenting\n\npresenting()"

# of every code cell: its number, whether it ran since the kernel started, the errors it shows
RAN = f"""
() => {NOTEBOOK}.widgets.map((cell, i) => [cell, i])
  .filter(([cell]) => cell.model.type === "code" && cell.model.sharedModel.getSource().trim())
  .map(([cell, i]) => [i, cell.model.executionCount !== null,
    cell.model.outputs.toJSON().filter((o) => o.output_type === "error").map((o) => o.ename)])
"""


@pytest.mark.parametrize("number", LESSONS)
def test_in_class(opened, server, number):
    """On a projector, in the last minute: catch up from a fresh kernel, then go on to the end.

    A heading is selected, and JupyterLab told to Run All Above Selected Cell. To run all above a
    section is to run the cells before it, so the last heading serves all. With presenting() after
    the imports everything is larger, and nothing scrolls, is cut or overflows.
    """
    notebook = lesson_copy(number, server.root)
    nb = nbformat.read(notebook, as_version=4)
    after = next(i for i, cell in enumerate(nb.cells) if cell.id == "imports") + 1
    nb.cells.insert(after, nbformat.v4.new_code_cell(PRESENTING, id="presenting"))
    nbformat.write(nb, notebook)
    cells = nb.cells
    goal = next(i for i, cell in enumerate(cells) if cell.id == "closing")
    meant = {i for i, c in enumerate(cells) if "raises-exception" in c.metadata.get("tags", [])}
    done = f"(to) => {NOTEBOOK}.widgets.slice(0, to).every((cell) => "
    done += "cell.model.type !== 'code' || cell.model.executionState === 'idle' && "
    done += "cell.model.executionCount !== null)"
    lab = opened(notebook, **PROJECTOR)
    lab.run_command("notebook:clear-all-cell-outputs")
    lab.select(goal)
    lab.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-above'); }")
    lab.page.wait_for_function(done, arg=goal, polling=50)
    for i, ran, errors in lab.page.evaluate(RAN):
        assert ran == (i < goal), cells[i].id
        assert (len(errors) == 1) == (i < goal and i in meant), f"{cells[i].id}: {errors}"
    chosen = lab.page.evaluate(f"() => {NOTEBOOK}.activeCellIndex")
    assert chosen == goal  # and from here the class goes on

    lab.run_command("notebook:run-all-below")
    for cell in lab.figures:
        lab.cell(cell).locator(".lm-book").wait_for()
    assert lab.page.evaluate(OVERFLOWING) == []
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for cell, name in lab.figures.items():
        root = lab.cell(cell).locator(".lm-book")
        size = root.evaluate("(el) => getComputedStyle(el).fontSize")
        assert float(size.removesuffix("px")) == pytest.approx(15 * BACK_ROW), name
        assert root.evaluate(CUT) == [], name
        root.screenshot(path=SCREENSHOTS / f"{name}_projector.png")
    lab.page.screenshot(path=SCREENSHOTS / f"{number}_projector.png")
    assert lab.errors == []


def test_the_live_version_takes_what_is_typed(opened, server):
    """Opened, run up to the section that is filled, then typed: each cell gives what it should."""
    number = "02"
    lesson = outputs.read(LESSONS[number])
    _, sections, _ = split(lesson)
    half = len(sections) // 2 + 1
    nb = live(lesson, LESSONS[number].name, filled_to=half)
    path = server.root / f"{number}_live.ipynb"
    nbformat.write(nb, path)
    lab = opened(path)
    places = {cell.id: i for i, cell in enumerate(nb.cells)}
    lab.select(places[f"section-{half}"])
    lab.run_command("notebook:run-all-above")
    for cell in sections[half - 1].cells:
        if cell.cell_type == "code":
            place = places[cell.id]
            if lab.source(place) != cell.source:
                assert lab.source(place).startswith("# ")
                lab.set_source(place, cell.source)
            lab.run_cell(place)
            errors = next(found for i, _, found in lab.page.evaluate(RAN) if i == place)
            assert len(errors) == ("raises-exception" in cell.metadata.get("tags", [])), cell.id
            wanted = "".join(o.text for o in cell.outputs if o.output_type == "stream")
            if wanted:
                output = lab.cell(place).locator(".jp-OutputArea")
                assert lab.until(lambda: wanted.strip() in output.inner_text()), cell.id
    assert lab.errors == []
