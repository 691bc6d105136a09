"""The lessons in JupyterLab: real notebooks, a real kernel, real keys and a real mouse."""

import os
import re
from pathlib import Path

import nbformat
import pytest
from figures import FIGURES, PALE, random_states
from lab import NOTEBOOK, figures_in, with_outputs
from lessons import LESSONS, ROOT

from helpers.practice.session import catalogue

pytestmark = pytest.mark.browser
SCREENSHOTS = Path(os.environ.get("FIGURE_SCREENSHOTS", ROOT / "build" / "screenshots"))
VIEWS = {  # the smaller one is a window of 1024 x 768 at a zoom of 1.5
    "light": {"width": 1280, "height": 800},
    "dark": {"width": 683, "height": 512},
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

# whether the picture and the controls of a figure can be seen, whole, in the notebook's window
IN_SIGHT = """
(book) => {
  const view = book.closest(".jp-WindowedPanel-outer").getBoundingClientRect();
  return [...book.querySelectorAll(".lm-picture, .lm-controls")].every((part) => {
    const { top, bottom } = part.getBoundingClientRect();
    return top >= view.top - 1 && bottom <= Math.min(view.bottom, innerHeight) + 1;
  });
}
"""


def test_every_figure_stands_in_a_lesson():
    shown = {name for path in LESSONS.values() for name in figures_in(path).values()}
    assert set(FIGURES) - shown == set()


@pytest.fixture(scope="module", params=WITH_FIGURES)
def number(request):
    return request.param


@pytest.fixture(scope="module")
def lesson(opened, server, number):
    """A lesson with its figures and its practice alive, all else as it is stored.

    In tests/browser/test_teaching.py all cells run.
    """
    lab = opened(with_outputs(number, server.root), **VIEWS["light"])
    lab.run_ours()
    return lab


@pytest.fixture(scope="module", params=VIEWS)
def lab(request, lesson):
    """The lesson in one of two windows, light or dark.

    Its tests share the page. Each leaves the figures at their starts, the exercises as the lesson
    has them and the hints folded; choices are forgotten here.
    """
    lesson.view = request.param
    lesson.page.set_viewport_size(VIEWS[lesson.view])
    lesson.set_theme(dark=lesson.view == "dark")
    lesson.run_silently("from helpers.practice import progress; progress(reset=True)")
    return lesson


def test_every_figure_lives_and_hides_its_picture(lab):
    for cell, name in lab.figures.items():
        live = lab.live(cell)
        live.check(live.book.start)
        assert live.root.count() == 1, name
        assert live.root.is_visible(), name
        assert lab.until(lambda: lab.stills(cell) == [False]), name
    assert lab.errors == []


def test_no_output_overflows(lab):
    assert lab.page.evaluate(OVERFLOWING) == []


# what the lessons show: figures, messages and tables of the practice, buttons
OURS = (".lm-book", ".jp-RenderedHTMLCommon.jp-OutputArea-output", ".lm-question")


def test_axe_finds_nothing_serious(lab, number, axe):
    """In the light and in the dark theme; colours it cannot judge within JupyterLab's panels."""
    serious = [found for found in axe(lab.page, *OURS) if found[0] in ("serious", "critical")]
    assert serious == []
    if number == "02" and lab.view == "light":  # and it would find a slider without a name
        slider = lab.page.locator(".lm-book input[type=range]").first
        label, name = slider.get_attribute("aria-label"), slider.get_attribute("id")
        slider.evaluate("(el) => { el.removeAttribute('aria-label'); el.id = 'nameless'; }")
        assert "label" in {rule for _, rule, _ in axe(lab.page, *OURS)}
        back = "(el, [label, id]) => { el.setAttribute('aria-label', label); el.id = id; }"
        slider.evaluate(back, [label, name])


def test_texts_can_be_read(lab):
    for cell in lab.figures:
        live = lab.live(cell)
        assert live.cuts([live.book.start, *random_states(live.book, 6)]) == {}
        assert live.root.evaluate(PALE) == [], live.book.name
        live.start_again()


def test_a_figure_is_in_sight_when_its_cell_has_been_run(lab):
    """After Shift + Enter, in the smaller window: picture and controls, and they stay there."""
    if lab.view == "light":
        return
    for cell, name in lab.figures.items():
        lab.select(cell)
        lab.run_command("notebook:run-cell-and-select-next")
        live = lab.live(cell)
        live.root.wait_for()
        sight = live.root.evaluate_handle("(el) => el")
        lab.page.wait_for_function(IN_SIGHT, arg=sight)
        lab.page.wait_for_timeout(1600)  # it is brought back for a second and a half
        assert lab.page.evaluate(IN_SIGHT, sight), f"{name} is out of sight"


def test_running_all_cells_does_not_scroll_to_a_figure(lab, number):
    """Only where a figure's own cell was run is it brought into sight. The script is the same for
    all figures, so the first lesson serves for all."""
    if number != WITH_FIGURES[0]:
        return
    last = lab.page.evaluate(f"() => {NOTEBOOK}.widgets.length") - 1
    old = "(books) => books.forEach((book) => book.classList.add('of-the-run-before'))"
    lab.page.locator(".lm-book").evaluate_all(old)
    lab.select(last)
    lab.cell(last).scroll_into_view_if_needed()
    lab.run_command("notebook:run-all-above")
    for cell in lab.figures:
        lab.cell(cell).locator(".lm-book:not(.of-the-run-before)").wait_for(state="attached")
    lab.page.wait_for_timeout(1600)  # as above
    for cell, name in lab.figures.items():
        sight = lab.live(cell).root.evaluate_handle("(el) => el")
        assert not lab.page.evaluate(IN_SIGHT, sight), f"{name} was scrolled to"


def test_keys_or_mouse_move_every_figure(lab):
    """Keys in the dark, the mouse in the light: the theme does not change where either goes."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for cell, name in lab.figures.items():
        live = lab.live(cell)
        live.root.screenshot(path=SCREENSHOTS / f"{name}_start_{lab.view}.png")
        live.move_by_mouse() if lab.view == "light" else live.move_by_keys()
        live.set(random_states(live.book, 1))
        live.root.screenshot(path=SCREENSHOTS / f"{name}_moved_{lab.view}.png")
        live.start_again()
    assert lab.errors == []


# -- practice: the buttons of a prediction, the folded hints, an answer to an exercise --------


def with_id(lab, kind: str) -> list[int]:
    """The numbers of the cells whose id begins with `kind`."""
    cells = nbformat.read(lab.notebook, as_version=4).cells
    return [
        i
        for i, cell in enumerate(cells)
        if cell.id.startswith(f"{kind}-") and (cell.cell_type == "code") == (kind != "help")
    ]


def seen_already(lab, number) -> bool:
    """Whether the other views show all of it: what a lesson says is tried in the smaller window,
    where there is least room; what the theme does to it, with the first lesson."""
    return lab.view == "light" and number != WITH_FIGURES[0]


def test_predictions_by_keyboard_and_mouse(lab, number, request):
    """The options are the buttons; the first choice counts; right or not is said at the end."""
    if seen_already(lab, number):
        return
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    explained = with_id(lab, "explain")
    view = re.search(r"\[(.+)\]", request.node.name)[1]
    cells = nbformat.read(lab.notebook, as_version=4).cells
    for turn, (asked, told) in enumerate(zip(with_id(lab, "predict"), explained, strict=True)):
        name = f"{number}.{cells[asked].id.removeprefix('predict-')}"
        (question,) = [q for q in catalogue(number)[0] if q.name == name]
        lab.run_cell(told)
        lab.cell(told).get_by_text("Choose first").wait_for()
        assert question.options[0].answer[:30] not in lab.cell(told).inner_text()
        box = lab.cell(asked).locator(".lm-question")
        buttons = box.locator("button.lm-answer")
        options = [
            f"{letter}.{option.text.replace('`', '')}"
            for letter, option in zip(question.letters, question.options, strict=True)
        ]
        seen = [re.sub(r"\s+", " ", text) for text in buttons.all_inner_texts()]
        assert [text.replace(". ", ".", 1) for text in seen] == options
        assert lab.cell(asked).locator(".lm-asked").is_hidden()  # what is stored is not shown twice
        assert box.inner_text().startswith(question.text[:20].replace("`", ""))
        for button in buttons.all():  # whole lines, large enough for a finger
            place = button.bounding_box()
            assert place["height"] >= 35 and place["width"] > 0.8 * box.bounding_box()["width"]
        choice = turn % buttons.count()
        if turn % 3 == 2:
            buttons.nth(choice).click()
        else:
            buttons.nth(choice).focus()
            lab.page.keyboard.press("Enter" if turn % 3 else "Space")
        letter = question.letters[choice]
        status = box.get_by_role("status")
        status.get_by_text(f"You chose {letter}. Run the next cells and see.").wait_for()
        buttons.nth((choice + 1) % buttons.count()).click(force=True)  # too late
        buttons.nth(choice).focus()
        for i, button in enumerate(buttons.all()):
            assert button.get_attribute("aria-pressed") == str(i == choice).lower()
            assert button.get_attribute("aria-disabled") == str(i != choice).lower()
        lab.wait_until_idle()
        if turn == 0:
            box.screenshot(path=SCREENSHOTS / f"question_chosen_{view}.png")
        # the keyboard is on the choice, so Shift + Enter goes on from here
        assert lab.page.evaluate("document.activeElement.textContent").endswith("your choice")
        assert "right" not in status.inner_text()
        lab.run_cell(told)
        mark = "✓ Right" if letter == question.right else "✗ Not right"
        lab.cell(told).get_by_text(mark).wait_for()
        assert f"You chose {letter}" in lab.cell(told).inner_text()
        marks = dict(zip(question.letters, box.locator(".lm-answer-mark").all(), strict=True))
        marks[question.right].get_by_text("✓ right").wait_for()
        if letter != question.right:
            marks[letter].get_by_text("✗ not right").wait_for()
            pair = [buttons.nth(question.letters.index(k)) for k in (letter, question.right)]
            edges = [one.evaluate("(e) => getComputedStyle(e).borderColor") for one in pair]
            assert edges == ["rgb(213, 94, 0)", "rgb(0, 114, 178)"]
        if turn == 0:
            box.screenshot(path=SCREENSHOTS / f"question_explained_{view}.png")
    (progress,) = [i for i in with_id(lab, "practice") if "progress()" in lab.source(i)]
    lab.run_cell(progress)
    assert lab.cell(progress).locator("td", has_text="you chose").count() == len(explained)
    assert lab.errors == []


# a click on each title as the browser makes it of the Enter key: whether the fold was open, whether
# its title can have the keyboard, whether the fold is open
TURN = """(folds) => folds.map((fold) => {
  const was = fold.open, title = fold.querySelector(":scope > summary");
  title.focus();
  title.click();
  return [was, document.activeElement === title, fold.open];
})"""


def turn_with_keys(lab, folds) -> list[list[bool]]:
    """The same as `TURN`, with a real key."""
    turned = []
    for fold in folds.all():
        was = fold.evaluate("(e) => e.open")
        fold.locator("summary").focus()
        lab.page.keyboard.press("Enter")
        turned.append([was, *fold.evaluate("(e) => [e.contains(document.activeElement), e.open]")])
    return turned


def test_hints_open_by_keyboard(lab, number):
    """With a real key in the first exercise. In the others, which the same program shows, the
    titles get the keyboard, too."""
    if seen_already(lab, number):
        return
    cells = with_id(lab, "help")
    all_folds = [lab.cell(cell).locator("details") for cell in cells]
    for was in (False, True):
        for turn, (cell, folds) in enumerate(zip(cells, all_folds, strict=True)):
            turned = folds.evaluate_all(TURN) if turn else turn_with_keys(lab, folds)
            assert turned == [[was, True, not was]] * 3, lab.source(cell)
            if not was:
                wide = lab.cell(cell).evaluate("(e) => e.scrollWidth - e.clientWidth")
                assert wide <= 1, lab.source(cell)
        if not was:
            assert lab.page.evaluate(OVERFLOWING) == []


def test_an_exercise_answers(lab):
    first = with_id(lab, "try")[0]
    source = lab.source(first)
    try:
        lab.set_source(first, source.replace("...", '"<b>guess</b>"'))
        lab.run_cell(first)
        lab.cell(first).get_by_text("Not yet").wait_for()
        said = lab.cell(first).locator(".jp-OutputArea").inner_text()
        assert "It means:" in said and "Traceback" not in said
        assert lab.cell(first).locator(".jp-OutputArea b").count() == 0
    finally:
        lab.set_source(first, source)
        lab.run_cell(first)
    lab.cell(first).get_by_text("Not started").wait_for()
