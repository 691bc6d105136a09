"""What happens around one figure: a busy kernel, cells that run again, a restart, a reload.

The last test is about one exercise, whose answer never ends.
"""

import pytest
from lab import NOTEBOOK, figures_in, lesson_copy
from lessons import LESSONS

pytestmark = pytest.mark.browser
NUMBER = next(number for number, path in LESSONS.items() if figures_in(path))


@pytest.fixture(scope="module")
def one(opened, server):
    """A lesson with a figure, open and not run; `one.cell_number` is the figure's cell.

    Each test runs that cell first, takes away the cells that it puts in, and ends what it runs.
    """
    one = opened(lesson_copy(NUMBER, server.root))
    one.cell_number = next(iter(one.figures))
    return one


def test_it_moves_while_a_cell_runs(one):
    live = one.run_figure(one.cell_number)
    one.insert(one.cell_number, "import time\nwhile True:\n    time.sleep(0.1)")
    one.start_cell(one.cell_number + 1)
    one.wait_for_kernel("busy")
    try:
        live.press(live.control(0), "End")
        state = [len(live.book.controls[0]) - 1, *live.book.start[1:]]
        live.check(state)
        assert one.kernel_status == "busy"
    finally:
        one.interrupt()
        one.delete(one.cell_number + 1)


@pytest.mark.parametrize("where", ["slider", "button"])
def test_shift_enter_goes_on_from_a_control(one, where):
    """The control has the keyboard after it was used; the lesson says how to go on."""
    live = one.run_figure(one.cell_number)
    if where == "slider":
        live.root.locator("input[type=range]").first.click()
    else:
        live.root.get_by_role("button", name="Start again").click()
    one.page.keyboard.press("Shift+Enter")
    active = f"() => {NOTEBOOK}.activeCellIndex"
    assert one.until(lambda: one.page.evaluate(active) == one.cell_number + 1)
    one.wait_until_idle()
    assert one.until(lambda: one.cell(one.cell_number).locator(".lm-book").count() == 1)


def test_a_cell_that_runs_again_has_one_figure(one):
    for _ in range(3):
        live = one.run_figure(one.cell_number)
    assert live.root.count() == 1
    live.check(live.book.start)
    assert one.until(lambda: one.stills(one.cell_number) == [False])


def test_two_cells_with_one_figure_are_independent(one):
    first = one.run_figure(one.cell_number)
    name = one.figures[one.cell_number]
    one.insert(one.cell_number, f"{name}()")
    one.run_cell(one.cell_number + 1)
    try:
        root = one.cell(one.cell_number + 1).locator(".lm-book")
        root.wait_for()
        second = type(first)(one.page, root, first.book)
        second.press(second.control(0), "Home")
        second.check([0, *first.book.start[1:]])
        first.check(first.book.start)
        first.press(first.control(0), "End")
        first.check([len(first.book.controls[0]) - 1, *first.book.start[1:]])
        second.check([0, *first.book.start[1:]])
        for cell in (one.cell_number, one.cell_number + 1):
            assert one.until(lambda: one.stills(cell) == [False])
    finally:
        one.delete(one.cell_number + 1)


def test_it_moves_after_the_kernel_was_restarted(one):
    live = one.run_figure(one.cell_number)
    one.restart_kernel()
    live.move_by_keys()
    assert one.until(lambda: one.stills(one.cell_number) == [False])


def test_it_lives_again_after_a_reload(one):
    one.run_all()  # one cell that was not run would leave the saved notebook untrusted
    one.run_command("docmanager:save")
    one.page.reload()
    one.ready()
    live = one.live(one.cell_number)
    live.root.wait_for()
    live.check(live.book.start)
    live.move_by_keys()
    assert one.until(lambda: one.stills(one.cell_number) == [False])
    assert one.errors == []


def test_an_endless_answer_is_interrupted(one):
    """In the browser: the square button, and the session goes on."""
    one.run_silently("from helpers.practice import check; mark = 41")
    endless = "def endless(w, b, X, y):\n    while True:\n        open('running', 'w').close()"
    one.insert(one.cell_number, f"{endless}\n\n\ncheck('01.mse', endless)")
    try:
        one.start_cell(one.cell_number + 1)
        assert one.until(one.notebook.with_name("running").exists)
        one.interrupt()
        one.cell(one.cell_number + 1).get_by_text("Interrupted").wait_for()
        one.set_source(one.cell_number + 1, "print(mark + 1)")
        one.run_cell(one.cell_number + 1)
        one.cell(one.cell_number + 1).locator(".jp-OutputArea", has_text="42").wait_for()
    finally:
        one.delete(one.cell_number + 1)
