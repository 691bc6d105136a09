"""What nbval does not see: order, errors, pictures, texts and size of the stored notebooks."""

import base64
import io
import re

import nbformat
import numpy as np
import pytest
from lessons import FACTS, FIGURES, LESSONS, Lesson
from PIL import Image

from helpers.classroom.store import NO_MODEL, WIDGET_VIEW, without_machine_paths


@pytest.fixture(params=LESSONS, scope="module")
def number(request):
    return request.param


@pytest.fixture
def lesson(number):
    return Lesson(LESSONS[number])


def prose(lesson) -> str:
    return "\n".join(c.source for c in lesson.nb.cells if c.cell_type == "markdown")


def test_valid_and_small(lesson):
    nbformat.validate(lesson.nb)
    assert lesson.path.stat().st_size < 1_000_000


def test_title_minutes_and_sections(lesson, number):
    facts = FACTS[number]
    text = prose(lesson)
    heading, badges, needs = text.split("\n\n")[:3]
    assert heading == f"# {number} {facts.TITLE}"
    assert badges.startswith("[Open in Colab](")
    found = re.findall(r"^## (\d+) .+  \(\d+ min\)$", text, re.MULTILINE)
    assert [int(n) for n in found] == list(range(1, facts.SECTIONS + 1))
    assert re.match(r"\*\*\d+ minutes", needs)  # tests/test_minutes.py holds all minutes


def test_ends_with_what_was_learned_and_a_glossary(lesson):
    last = lesson.nb.cells[-1]
    assert "## What you can say now" in prose(lesson)
    rows = last.source.split("## Words")[1].strip().splitlines()
    assert rows[0] == "| English | 中文 | in this lesson |"
    assert len(rows) > 8
    for row in rows[2:]:
        english, chinese, meaning = (part.strip() for part in row.strip("|").split("|"))
        assert english and meaning and re.search("[\u4e00-\u9fff]", chinese), row


def test_executed_in_order(lesson):
    counts = [cell.execution_count for cell in lesson.code.values()]
    assert counts == list(range(1, len(counts) + 1))


def test_nothing_on_stderr_and_no_widget_state(lesson):
    for cell_id, cell in lesson.code.items():
        for output in cell.outputs:
            assert output.get("name") != "stderr", cell_id
    assert set(lesson.nb.metadata) == {"kernelspec", "language_info"}


def test_no_path_of_a_machine(lesson):
    for line in lesson.path.read_text(encoding="utf-8").splitlines():
        assert "/Users/" not in line and "C:\\" not in line
        assert "/home/" not in line and "/root/" not in line and "/tmp/" not in line
        assert ("/work/" not in line and "site-packages" not in line) or ".../site-pack" in line


def shows(cell, mime):
    return any(mime in output.get("data", {}) for output in cell.get("outputs", []))


@pytest.mark.parametrize("kind", ["Picture", "Figure"])
def test_every_picture_has_text_and_caption(lesson, kind):
    """A picture has a number; a figure, which one can take hold of, has a letter."""
    cells = lesson.nb.cells
    captions = re.findall(rf"^\*{kind} (\w+): [^\n]{{30,}}\*$", prose(lesson), re.MULTILINE)
    pictures = [
        i
        for i, cell in enumerate(cells)
        if shows(cell, "image/png") and shows(cell, WIDGET_VIEW) == (kind == "Figure")
    ]
    names = "ABCDEFGH" if kind == "Figure" else list(map(str, range(1, 20)))
    assert captions == list(names[: len(pictures)])
    for name, i in zip(names, pictures, strict=False):
        alt = cells[i].metadata["alt"]
        assert len(alt) > 60, cells[i].id
        for output in cells[i].outputs:
            if "image/png" in output.get("data", {}):
                assert output.metadata["image/png"]["alt"] == alt
        assert cells[i + 1].source.startswith(f"*{kind} {name}:"), cells[i].id


def test_every_figure_stands_in_a_lesson_once():
    used = [name for path in LESSONS.values() for _, name in figures(Lesson(path))]
    assert sorted(used) == sorted(name for module in FIGURES.values() for name in module.__all__)


def test_figures_are_stored_as_they_are(lesson):
    """The picture of the start state and its text alternative are those that the code makes."""
    for cell, name in figures(lesson):
        module = next(module for module in FIGURES.values() if name in module.__all__)
        book = getattr(module, name)()
        assert cell.metadata["alt"] == book.alt
        picture, live = cell.outputs
        assert differ(picture.data["image/png"], book.still) < 0.002, name
        assert live.data[WIDGET_VIEW]["model_id"] == NO_MODEL
        assert picture.data["text/plain"] == f"{book.name}: the start state"
        assert live.data["text/plain"] == f"{book.name}: run this cell to move it yourself"
        at = lesson.nb.cells.index(cell)
        before = lesson.nb.cells[at - 1]
        asks = before.source.split("\n\n")[-1].startswith("**Predict")
        # or the figure opens the lesson, and has a goal
        asked = any(c.id.startswith(("ask-", "predict-")) for c in lesson.nb.cells[:at])
        assert asks or before.id.startswith("predict-") or (book.spec["goal"] and not asked), name


def figures(lesson):
    """The cells that show a figure, each with the figure's name."""
    return [
        (cell, re.search(r"(\w+)\(\)$", cell.source)[1])
        for cell in lesson.code.values()
        if "helpers.explore" in cell.source
    ]


def differ(one, other):
    """The share of the pixels of two pictures that differ visibly; 1 for different sizes."""
    one, other = (
        np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB"), dtype=int)
        for png in (one, other)
    )
    if one.shape != other.shape:
        return 1.0
    return (abs(one - other).max(axis=-1) > 60).mean()


def test_alt_only_where_there_is_a_picture(lesson):
    for cell_id, cell in lesson.code.items():
        has = any("image/png" in o.get("data", {}) for o in cell.outputs)
        assert has == ("alt" in cell.metadata), cell_id


def test_cells_are_short_and_narrow(lesson):
    lengths = []
    for cell_id, cell in lesson.code.items():
        lines = cell.source.splitlines()
        lengths.append(len([line for line in lines if line.strip()]))
        assert all(len(line) <= 88 for line in lines), cell_id
    assert sorted(lengths)[len(lengths) // 2] <= 8  # lesson 04 repeats a loop of six
    lengths.remove(len([line for line in lesson.code["setup"].source.splitlines() if line.strip()]))
    assert max(lengths) <= 22  # all but the set-up cell, which is folded


def test_plain_words(lesson):
    text = re.sub(r"\$[^$]*\$|`[^`]*`", "", prose(lesson))
    banned = r"\b(simply|just|obviously|trivial|easy|easily|amazing|powerful|exciting)\b"
    allowed = {"just as good", "happens easily"}
    for match in re.finditer(banned, text, re.IGNORECASE):
        around = text[max(0, match.start() - 20) : match.end() + 20]
        assert any(phrase in around for phrase in allowed), around


def test_errors_are_raised_on_purpose(lesson, number):
    tagged = {i for i, c in lesson.code.items() if "raises-exception" in c.metadata.get("tags", [])}
    assert tagged == set(FACTS[number].ERRORS)
    for cell_id, cell in lesson.code.items():
        stored = [o for o in cell.outputs if o.output_type == "error"]
        assert len(stored) == (cell_id in tagged), cell_id
        if stored:
            kind, words = FACTS[number].ERRORS[cell_id]
            assert stored[0].ename == kind.__name__ and words in stored[0].evalue


@pytest.mark.parametrize(
    ("raised_in", "cell_id"),
    [(n, cell_id) for n, facts in FACTS.items() for cell_id in facts.ERRORS],
)
def test_each_error_is_still_raised(ran, raised_in, cell_id):
    error = ran(raised_in).errors[cell_id]
    kind, words = FACTS[raised_in].ERRORS[cell_id]
    assert type(error) is kind and words in str(error)


def test_stored_text_is_what_the_cells_print(lesson, number, ran):
    """nbval holds this too, through a kernel; this one is quick and names the cell."""
    for cell_id in lesson.code:
        assert lesson.stored_text(cell_id) == ran(number).printed[cell_id], cell_id


def test_a_result_is_printed_or_drawn(lesson):
    """Where each lesson runs once, in one process, `ran` sees no value of a cell's last line."""
    practice = ("predict-", "explain-", "try-", "practice")  # held by tests/test_practice.py
    for cell_id, cell in lesson.code.items():
        for output in cell.outputs:
            if "data" in output and not cell_id.startswith(practice):
                assert {"image/png", WIDGET_VIEW} & {*output.data}, f"{cell_id}: print it"


def test_machine_paths_are_cut_from_tracebacks():
    text = "File /some/where/lib/python3.11/site-packages/torch/nn/x.py:3, in f"
    assert without_machine_paths(text) == "File .../site-packages/torch/nn/x.py:3, in f"
    assert without_machine_paths("Cell In[3], line 1") == "Cell In[3], line 1"
