"""Nothing in a picture is without a statement: tests/lesson_NN/drawn.py has it all."""

import matplotlib.pyplot as plt
import pytest
from drawn import drawn, same, words_of
from lessons import LESSONS, ROOT, Lesson, of_lesson

HELD = [n for n in LESSONS if (ROOT / "tests" / f"lesson_{n}" / "drawn.py").is_file()]


@pytest.mark.parametrize("number", HELD)
def test_pictures_show_what_is_stated(ran, number):
    stated = of_lesson(number, "drawn").DRAWN
    shown = {cell: figures for cell, figures in ran(number).figures.items() if figures}
    assert list(shown) == list(stated), f"run .venv/bin/python tests/drawn.py {number}"
    for cell, figures in shown.items():
        for now, before in zip(drawn(figures), stated[cell], strict=True):
            for key in {*now, *before}:
                assert same(now.get(key), before.get(key)), f"{cell}: {key}: {now.get(key)}"


@pytest.mark.parametrize("number", HELD)
def test_all_that_cells_print_is_stated(ran, number):
    printed = [cell for cell, text in ran(number).printed.items() if text]
    assert printed == list(of_lesson(number, "drawn").PRINTED)


@pytest.mark.parametrize(
    ("number", "cell"), [(n, cell) for n in HELD for cell in of_lesson(n, "drawn").PRINTED]
)
def test_what_a_cell_prints(number, cell):
    """As it is stored; tests/test_notebooks.py holds that it is what the cell prints."""
    text = words_of(Lesson(LESSONS[number]).stored_text(cell))
    stated = of_lesson(number, "drawn").PRINTED[cell]
    assert text == stated, f"run .venv/bin/python tests/drawn.py {number}"


@pytest.mark.parametrize("number", LESSONS)
def test_every_picture_is_computed_elsewhere(ran, number):
    """test_pictures.py of the lesson looks at each picture."""
    source = (ROOT / "tests" / f"lesson_{number}" / "test_pictures.py").read_text("utf-8")
    for cell, figures in ran(number).figures.items():
        assert not figures or f'"{cell}"' in source, f"{cell} is missing in test_pictures.py"


def test_a_change_is_seen():
    figure, ax = plt.subplots()
    ax.plot([0, 1], [2, 3], "--")
    ax.set(xlabel="distance (km)", title="a")
    before = drawn([figure])
    assert same(before, drawn([figure]))
    for change in (
        lambda: ax.set_xlabel("distance (m)"),
        lambda: ax.lines[0].set_ydata([2, 3.1]),
        lambda: ax.lines[0].set_linestyle(":"),
        lambda: ax.text(0, 2, "here"),
        lambda: ax.set_xlim(0, 2),
        lambda: ax.scatter([0], [2]),
    ):
        change()
        now = drawn([figure])
        assert not same(before, now)
        before = now
    plt.close(figure)
