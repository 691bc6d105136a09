"""What a reader sees of the figures where no widget lives: the picture of the start state."""

import re
import subprocess
import sys
from html import unescape

import nbformat
import pytest
from figures import book_of
from lab import figures_in, lesson_copy
from lessons import LESSONS, ROOT

from helpers.classroom.store import WIDGET_VIEW

pytestmark = pytest.mark.browser
WITH_FIGURES = [number for number, path in LESSONS.items() if figures_in(path)]


def test_stored_lessons_hold_the_pictures_and_no_widgets():
    for number in WITH_FIGURES:
        nb = nbformat.read(LESSONS[number], as_version=4)
        assert LESSONS[number].stat().st_size < 1_000_000
        assert "widgets" not in nb.metadata
        for cell, name in figures_in(LESSONS[number]).items():
            picture, live = nb.cells[cell].outputs
            assert "image/png" in picture.data, name
            assert WIDGET_VIEW in live.data, name


def test_stored_lessons_show_the_same_kinds_of_outputs():
    """So what a browser makes of the first lesson, below, holds for all; each has its options."""
    first = kinds(WITH_FIGURES[0])
    for number in WITH_FIGURES:
        assert kinds(number) == first, number
        questions = questions_in(LESSONS[number])
        assert len(questions) >= 4, number
        cells = nbformat.read(LESSONS[number], as_version=4).cells
        for cell, options in questions.items():
            shown = unescape(re.sub("<[^>]+>", "", cells[cell].outputs[0].data["text/html"]))
            for option in options:
                assert option in shown, f"{cells[cell].id}: {option}"


def kinds(number) -> list[set]:
    """What the cells with a figure, and those with a question, hold: the types of each output."""
    cells = nbformat.read(LESSONS[number], as_version=4).cells
    return [
        {tuple((o.output_type, *sorted(o.data)) for o in cells[i].outputs) for i in places}
        for places in (figures_in(LESSONS[number]), questions_in(LESSONS[number]))
    ]


def test_untrusted_and_not_run(opened, server):
    number = WITH_FIGURES[0]
    lab = opened(lesson_copy(number, server.root))
    for cell, name in lab.figures.items():
        assert lab.until(lambda: lab.stills(cell) == [True]), name
        lab.cell(cell).get_by_text(f"{book_of(name).name}: run this cell").wait_for()
    assert lab.page.locator(".lm-book").count() == 0
    for cell, options in questions_in(LESSONS[number]).items():
        for option in options:
            lab.cell(cell).locator(".jp-OutputArea", has_text=option).wait_for()
        assert lab.cell(cell).locator("button").count() == 0


def questions_in(notebook) -> dict[int, list[str]]:
    """The cells with a question, and its options as they read without code marks."""
    found = {}
    for i, cell in enumerate(nbformat.read(notebook, as_version=4).cells):
        if cell.id.startswith("predict-") and cell.cell_type == "code":
            text = cell.outputs[0].data["text/plain"].replace("`", "")
            found[i] = re.findall(r"^  ([A-D]\. .+)$", text, re.MULTILINE)
            assert len(found[i]) >= 2
    return found


def test_run_and_saved_and_opened_without_its_kernel(opened, server):
    notebook = lesson_copy(WITH_FIGURES[0], server.root)
    lab = opened(notebook)
    lab.run_all()
    lab.run_command("docmanager:save")
    lab = opened(notebook)
    for cell, name in lab.figures.items():
        assert lab.until(lambda: lab.stills(cell) == [True]), name
    assert lab.page.locator(".lm-book").count() == 0


# -- run without a browser, turned into HTML -----------------------------------------------

# what `python -m helpers store` does, and the same with the widgets' state kept
STORE = "from pathlib import Path; from helpers.classroom.store import store; store(Path({path!r}))"
KEEP = """
import nbformat
from nbclient import NotebookClient
nb = nbformat.read({path!r}, as_version=4)
NotebookClient(nb, timeout=120, kernel_name="python3", store_widget_state=True).execute()
nbformat.write(nb, {path!r})
"""


@pytest.fixture(scope="module", params=["stored", "with widget state"])
def executed(request, tmp_path_factory):
    """A lesson that nbclient ran from top to bottom."""
    notebook = lesson_copy(WITH_FIGURES[0], tmp_path_factory.mktemp("executed"))
    code = STORE if request.param == "stored" else KEEP
    run(sys.executable, "-c", code.format(path=str(notebook)))
    nb = nbformat.read(notebook, as_version=4)
    assert ("widgets" in nb.metadata) == (request.param == "with widget state")
    return notebook


def test_executed_lesson_says_the_same_and_stays_small(executed):
    """Against the stored lesson, so this holds for two runs."""
    if "widgets" not in nbformat.read(executed, as_version=4).metadata:
        assert executed.stat().st_size < 1_000_000
    before, after = plain_texts(LESSONS[WITH_FIGURES[0]]), plain_texts(executed)
    assert before == after
    assert len(after) == 2 * len(figures_in(executed))


@pytest.mark.parametrize("template", ["lab", "classic"])
def test_html_shows_the_pictures(executed, template, browser):
    html = executed.with_name(f"{template}.html")
    convert = ["nbconvert", "--to", "html", "--template", template, "--output", html.name]
    run(sys.executable, "-m", *convert, str(executed))
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(html.as_uri(), wait_until="domcontentloaded")
    sources = re.sub(r"\s", "", html.read_text(encoding="utf-8"))
    cells = nbformat.read(executed, as_version=4).cells
    for cell, name in figures_in(executed).items():
        still = re.sub(r"\s", "", cells[cell].outputs[0].data["image/png"])
        assert still in sources, name
        picture = page.locator(f'img[src$="{still[-40:]}"]')
        assert picture.is_visible(), name
        assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
    for options in questions_in(executed).values():
        for option in options:
            assert page.get_by_text(option[3:]).first.is_visible()
    context.close()


def plain_texts(notebook) -> list[str]:
    nb = nbformat.read(notebook, as_version=4)
    outputs = [output for cell in figures_in(notebook) for output in nb.cells[cell].outputs]
    return [output.data["text/plain"] for output in outputs]


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-2000:]
