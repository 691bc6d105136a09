"""Outputs that would give a prediction away are not in the lesson, and are held all the same."""

import json
import shutil
import subprocess
import sys

import nbformat
import pytest
from lessons import LESSONS, ROOT

from helpers.classroom import outputs
from helpers.classroom.handout import handout
from helpers.classroom.outputs import file_of, kept_apart, put_back, read, save


def code(cell_id, source="", text=""):
    said = [nbformat.v4.new_output("stream", name="stdout", text=text)] if text else []
    return nbformat.v4.new_code_cell(source, id=cell_id, outputs=said)


def small():
    """A lesson with one question, as it is after a run."""
    nb = nbformat.v4.new_notebook(
        cells=[
            code("before", "print('before')", "before\n"),
            code("predict-sum", "print('A or B?')", "A or B?\n"),
            code("experiment", "print('1 + 1 =')\nprint(1 + 1)", "1 + 1 =\n2\n"),
            code("explain-sum", "print('B')", "B\n"),
            code("after", "print('after')", "after\n"),
        ],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    for count, cell in enumerate(nb.cells, 1):
        cell.execution_count = count
    return nb


@pytest.fixture
def path(tmp_path):
    """The file of that lesson, in a project of its own."""
    (tmp_path / "notebooks").mkdir()
    save(small(), tmp_path / "notebooks" / "01_small.ipynb")
    return tmp_path / "notebooks" / "01_small.ipynb"


# -- the lessons of this project ----------------------------------------------------------------


@pytest.mark.parametrize("number", LESSONS)
def test_no_result_is_seen_before_a_choice(number):
    nb = nbformat.read(LESSONS[number], as_version=4)
    apart = kept_apart(nb)
    assert sum(name.startswith("explain-") for name in apart) >= 4
    assert len(apart) >= 8  # an experiment each
    for cell in nb.cells:
        if cell.id in apart:
            assert cell.outputs == [] and cell.execution_count, cell.id


@pytest.mark.parametrize("number", LESSONS)
def test_what_is_not_there_stands_beside_in_the_order_of_the_lesson(number):
    nb = nbformat.read(LESSONS[number], as_version=4)
    found = json.loads(file_of(LESSONS[number]).read_text("utf-8"))
    assert list(found) == kept_apart(nb)
    whole = read(LESSONS[number])
    for cell in whole.cells:
        if cell.id in found:
            assert cell.outputs, cell.id
        if cell.id.startswith("explain-") and cell.cell_type == "code":
            assert cell.outputs[0].data["text/plain"].startswith("Choose first"), cell.id
    nbformat.validate(whole)


def test_no_other_file_stands_there():
    files = {path.name for path in (ROOT / "teaching" / "outputs").iterdir()}
    assert files == {file_of(path).name for path in LESSONS.values()}


@pytest.mark.parametrize("number", LESSONS)
def test_read_and_saved_again_both_files_keep_their_bytes(number, tmp_path):
    path = tmp_path / "notebooks" / LESSONS[number].name
    path.parent.mkdir()
    save(read(LESSONS[number]), path)
    assert path.read_bytes() == LESSONS[number].read_bytes()
    assert file_of(path).read_bytes() == file_of(LESSONS[number]).read_bytes()


# -- which outputs, and where -------------------------------------------------------------------


def test_kept_apart_is_what_comes_between_a_question_and_its_explanation():
    figure = "from helpers.explore import slope_figure\n\nslope_figure()"
    nb = nbformat.v4.new_notebook(
        cells=[
            code("explain-early"),
            nbformat.v4.new_markdown_cell("Text", id="predict-in-words"),
            code("a"),
            code("predict-one"),
            code("b"),
            code("predict-two"),
            code("figure", figure),
            code("explain-one"),
            code("c"),
            nbformat.v4.new_markdown_cell("Text", id="explain-two-in-words"),
            code("explain-two"),
            code("d"),
        ]
    )
    assert kept_apart(nb) == ["b", "explain-one", "c", "explain-two"]
    del nb.cells[-2]
    with pytest.raises(ValueError, match="predict-two asks, but no code cell explain-two"):
        kept_apart(nb)


def test_saved_in_two_files_and_read_as_one(path):
    bare = nbformat.read(path, as_version=4)
    assert [bool(cell.outputs) for cell in bare.cells] == [True, True, False, False, True]
    assert [cell.execution_count for cell in bare.cells] == [1, 2, 3, 4, 5]
    found = json.loads(file_of(path).read_text("utf-8"))
    assert list(found) == ["experiment", "explain-sum"]
    assert found["experiment"][0]["text"] == ["1 + 1 =\n", "2\n"]  # a line each, to read a diff
    assert read(path) == small()


def test_saving_leaves_the_lesson_whole(path):
    nb = small()
    save(nb, path)
    assert nb == small()


def test_a_lesson_without_a_question_has_no_file(path):
    nb = small()
    nb.cells = [nb.cells[0], nb.cells[-1]]
    save(nb, path)
    assert not file_of(path).exists() and read(path) == nb


def test_without_the_file_a_line_says_so(path, capsys):
    file_of(path).unlink()
    assert read(path) == nbformat.read(path, as_version=4)
    assert capsys.readouterr().err.splitlines() == [
        "01_small.ipynb: without the results of 2 cells, since teaching/outputs/01_small.json is "
        "missing. Run `python -m helpers store 01`."
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no whole file of outputs"),
        ("[]", "is no whole file of outputs"),
        ('{"experiment": 3}', "is no whole file of outputs"),
        ('{"experiment": []}', "does not hold the cells of the lesson: explain-sum"),
        ('{"explain-sum": [], "experiment": []}', "cells of the lesson: in another order"),
    ],
)
def test_a_file_that_does_not_fit(path, text, said):
    file_of(path).write_text(text)
    with pytest.raises(ValueError, match=rf"{said}.*store 01"):
        put_back(nbformat.read(path, as_version=4), path)


def test_the_handout_goes_on_without_the_file(tmp_path, capsys):
    path = tmp_path / "notebooks" / LESSONS["02"].name
    path.parent.mkdir()
    shutil.copy(LESSONS["02"], path)
    page, whole = handout(path), handout(LESSONS["02"])
    assert capsys.readouterr().err.count("\n") == 1
    first = outputs.read(LESSONS["02"])
    (cell,) = [cell for cell in first.cells if cell.id == "nudges"]
    line = cell.outputs[0].text.splitlines()[0]
    assert line in whole and line not in page


# -- nbval ------------------------------------------------------------------------------------


def nbval(path):
    """What the project's own line for notebooks says to the small lesson."""
    project = path.parents[1]
    shutil.copy(ROOT / "conftest.py", project)
    (project / "pytest.ini").write_text("[pytest]\n")
    run = [sys.executable, "-m", "pytest", "-q", "--nbval", "-rA", "-p", "no:cacheprovider"]
    return subprocess.run([*run, "notebooks"], cwd=project, capture_output=True, text=True)


def test_nbval_holds_what_is_kept_apart(path):
    done = nbval(path)
    assert done.returncode == 0 and "5 passed" in done.stdout, done.stdout


def test_nbval_sees_one_letter_that_is_changed(path):
    text = file_of(path).read_text("utf-8")
    assert text.count('"2\\n"') == 1
    file_of(path).write_text(text.replace('"2\\n"', '"3\\n"'), "utf-8")
    done = nbval(path)
    assert done.returncode == 1 and "1 failed, 4 passed" in done.stdout, done.stdout
    assert "notebooks/01_small.ipynb::Cell 2" in done.stdout
