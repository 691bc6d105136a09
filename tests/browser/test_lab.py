"""The figures in JupyterLab: real notebooks, a real kernel, real keys and a real mouse."""

import os
from pathlib import Path

import pytest
from figures import CUT, FIGURES, random_states
from lab import Lab, figures_in, lesson_copy
from lessons import LESSONS, ROOT

pytestmark = pytest.mark.browser
SCREENSHOTS = Path(os.environ.get("FIGURE_SCREENSHOTS", ROOT / "build" / "screenshots"))
VIEWS = {
    "light": {"width": 1280, "zoom": 1.0, "dark": False},
    "dark": {"width": 1024, "zoom": 1.5, "dark": True},
}
WITH_FIGURES = [number for number, path in LESSONS.items() if figures_in(path)]

# outputs that are wider or higher than their place, or that got scroll bars
OVERFLOWING = """
() => [...document.querySelectorAll(".jp-OutputArea-output, .jp-mod-outputsScrolled")]
  .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1
    || e.matches(".jp-mod-outputsScrolled"))
  .map((e) => [e.textContent.slice(0, 80), e.scrollWidth, e.clientWidth, e.scrollHeight,
    e.clientHeight])
"""

# the texts of a figure's controls and readouts that are not dark enough to read on white
PALE = """
(el) => {
  const light = (color) => {
    const parts = color.match(/[0-9.]+/g).slice(0, 3).map((part) => {
      const c = part / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const bad = [];
  if (light(getComputedStyle(el).backgroundColor) < 0.99) bad.push("the figure is not white");
  for (const node of el.querySelectorAll("label, span, output, button")) {
    const contrast = 1.05 / (light(getComputedStyle(node).color) + 0.05);
    if (contrast < 4.5) bad.push(`${node.textContent}: ${contrast}`);
  }
  return bad;
}
"""


def test_every_figure_stands_in_a_lesson():
    shown = {name for path in LESSONS.values() for name in figures_in(path).values()}
    assert set(FIGURES) - shown == set()


@pytest.fixture(scope="module", params=WITH_FIGURES)
def number(request):
    return request.param


@pytest.fixture(scope="module", params=VIEWS)
def lab(request, browser, server, number):
    """A lesson, run from top to bottom."""
    lab = Lab(browser, server, lesson_copy(number, server.root), **VIEWS[request.param])
    lab.view = request.param
    lab.run_all()
    yield lab
    lab.close()


def test_every_figure_lives_and_hides_its_picture(lab):
    for cell, name in lab.figures.items():
        live = lab.live(cell)
        live.check(live.book.start)
        assert live.root.count() == 1, name
        assert live.root.is_visible(), name
        assert lab.stills(cell) == [False], name
    assert lab.errors == []


def test_no_output_overflows(lab):
    assert lab.page.evaluate(OVERFLOWING) == []


def test_texts_can_be_read(lab):
    for cell in lab.figures:
        live = lab.live(cell)
        for state in [live.book.start, *random_states(live.book, 6)]:
            live.set([state])
            assert live.root.evaluate(CUT) == [], f"{live.book.name} in state {state}"
        assert live.root.evaluate(PALE) == [], live.book.name
        live.start_again()


def test_keys_and_mouse_move_every_figure(lab):
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for cell, name in lab.figures.items():
        live = lab.live(cell)
        live.root.screenshot(path=SCREENSHOTS / f"{name}_start_{lab.view}.png")
        live.move_by_keys()
        if lab.view == "light":
            live.move_by_mouse()
        live.set(random_states(live.book, 1))
        live.root.screenshot(path=SCREENSHOTS / f"{name}_moved_{lab.view}.png")
        live.start_again()
    assert lab.errors == []


# -- what happens around one figure --------------------------------------------------------


@pytest.fixture(scope="module")
def one(browser, server):
    """A lesson with a figure, open and not run; `one.cell_number` is the figure's cell."""
    folder = server.root / "one"
    folder.mkdir()
    one = Lab(browser, server, lesson_copy(WITH_FIGURES[0], folder))
    one.cell_number = next(iter(one.figures))
    yield one
    one.close()


def test_it_moves_while_a_cell_runs(one):
    live = one.run_figure(one.cell_number)
    one.insert(one.cell_number, "import time; time.sleep(6)")
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


def test_a_cell_that_runs_again_has_one_figure(one):
    for _ in range(3):
        live = one.run_figure(one.cell_number)
    assert live.root.count() == 1
    live.check(live.book.start)
    assert one.stills(one.cell_number) == [False]


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
        assert one.stills(one.cell_number) + one.stills(one.cell_number + 1) == [False, False]
    finally:
        one.delete(one.cell_number + 1)


def test_it_moves_after_the_kernel_was_restarted(one):
    live = one.run_figure(one.cell_number)
    one.restart_kernel()
    live.move_by_keys()
    assert one.stills(one.cell_number) == [False]


def test_it_lives_again_after_a_reload(one):
    one.run_all()  # one cell that was not run would leave the saved notebook untrusted
    one.run_command("docmanager:save")
    one.page.reload()
    one.ready()
    live = one.live(one.cell_number)
    live.root.wait_for()
    live.check(live.book.start)
    live.move_by_keys()
    assert one.stills(one.cell_number) == [False]
    assert one.errors == []
