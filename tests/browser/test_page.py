"""The JavaScript of the figures, in a plain page without a kernel."""

import io
import random

import pytest
import torch
from figures import (
    CUT,
    FIGURES,
    JS,
    SEED,
    Live,
    assert_shows,
    book_of,
    close,
    extremes,
    random_states,
)
from PIL import Image, ImageColor

from helpers.explore.engine import FlipBook, canvas, choice, slider, steps
from helpers.plotting import COLORS

pytestmark = pytest.mark.browser
WIDTHS = (1280, 1024, 566)
HTML = "<b>&"


@pytest.fixture(params=FIGURES, scope="module")
def book(request) -> FlipBook:
    return book_of(request.param)


@pytest.fixture
def live(plain, book) -> Live:
    return plain(book)[0]


@pytest.fixture(scope="module")
def sampler() -> FlipBook:
    """Every kind of control and of mark, on two pages, with gaps, and HTML in every text."""
    side = choice(HTML, [f"{HTML} one", f"{HTML} two"])
    height = slider(HTML, range(6), 3, HTML)
    count = steps(HTML, [f"{HTML} {n}" for n in range(4)], 1)
    figures, axes = [], []
    for title in ("one", "two"):
        fig, ax = canvas(6, 4)
        fig.subplots_adjust(left=0.2, right=0.8, top=0.8, bottom=0.2)
        ax.set(xlim=(0, 10), ylim=(0, 10), title=title)
        ax.grid(False)
        figures.append(fig)
        axes.append(ax)
    book = FlipBook(figures, [side, height, count], name=HTML, alt=HTML)
    nan = torch.nan
    y = height.values[None, :, None]
    both = torch.tensor([0.0, 1.0])[:, None, None]
    book.line("gap", axes, [side, height], torch.tensor([1.0, 2, nan, 4, 5]), y + both)
    book.points("dots", axes[0], [height], torch.tensor([5.0, nan, 7]), y[0], size=14)
    book.points("outside", axes[0], [], torch.tensor([-1.0, 11]), 9.0, color="best", size=14)
    book.rects("boxes", axes[0], [count], torch.tensor([1.0, nan]), 8, 1 + count.values[:, None], 1)
    book.arrow("arrows", axes[0], [], torch.tensor([6.0, nan]), 1, torch.tensor([8.0, nan]), 2)
    bent = torch.stack([count.values * nan, torch.ones(4), torch.full((4,), 3.0)], dim=-1)
    bent[:3, 0] = 0
    book.parabola("bend", axes[0], [count], torch.tensor([6.0, 7, 8]), bent + 4)
    strings = [f"{HTML} {n} {m}" for n in range(6) for m in range(2)]
    book.text(HTML, axes[0], [height], torch.tensor([3.0, nan]), y[0], strings)
    book.say([side, count], [f"{HTML} {n}" for n in range(8)])
    return book


# -- every figure --------------------------------------------------------------------------


def test_starts_as_computed(live, plain):
    live.check(live.book.start)
    assert plain.errors == []


def test_keys_move_it(live, plain):
    live.move_by_keys()
    assert plain.errors == []


def test_the_mouse_moves_it(live, plain):
    live.move_by_mouse()
    assert plain.errors == []


@pytest.mark.parametrize("width", WIDTHS)
def test_states_are_as_computed_and_nothing_else_moves(plain, book, width):
    """Random states and extremes: the right page, and controls and buttons stay in place."""
    live = plain(book, width=width)[0]
    places = live.set([book.start])[0]["places"]
    states = random_states(book) + extremes(book)
    for state, shown in zip(states, live.set(states), strict=True):
        assert_shows(shown, book, state)
        assert close(shown["places"], places, 0.5), f"{book.name} in {state}"
    assert plain.errors == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_is_cut(plain, book, width):
    live = plain(book, width=width)[0]
    for state in [book.start, *extremes(book), *random_states(book, 12)]:
        live.set([state])
        assert live.root.evaluate(CUT) == [], f"{book.name} in state {state}"


def test_wild_dragging(live, plain):
    draw = random.Random(SEED)
    mouse = live.page.mouse
    for number, control in enumerate(live.book.controls):
        if control.kind == "choice":
            continue
        box = live.control(number).bounding_box()
        mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        mouse.down()
        for _ in range(20):
            x = box["x"] + draw.uniform(-100, box["width"] + 100)
            mouse.move(x, box["y"] + draw.uniform(-300, 300))
        mouse.up()
        live.check(live.state)
    assert plain.errors == []


def test_tab_goes_through_the_controls_in_their_order(live):
    wanted = []
    for control in live.book.controls:
        if control.kind == "choice":
            wanted.append(control.texts[control.start])
        else:
            wanted.append(control.label)
        wanted += ["Back", "Step"] if control.kind == "steps" else []
    live.page.locator("#before").focus()
    for name in [*wanted, "Start again"]:
        live.page.keyboard.press("Tab")
        found, line, width = live.page.evaluate("""() => {
          const here = document.activeElement, style = getComputedStyle(here);
          const name = here.ariaLabel ?? here.closest("label, button").textContent;
          return [name, style.outlineStyle, parseFloat(style.outlineWidth)];
        }""")
        assert found == name
        assert line != "none" and width >= 2, f"{name}: the focus cannot be seen"


def test_the_still_picture_gives_way_and_comes_back(live):
    still = live.page.locator("img")
    still.wait_for(state="hidden")
    live.page.evaluate("() => window.stop[0]()")
    still.wait_for(state="visible")


def test_marks_are_clipped_to_their_axes(live):
    clips = live.root.evaluate("""(el) => [...el.querySelectorAll("g[data-mark]")].map((group) => {
      const id = /^url\\(#(.+)\\)$/.exec(group.getAttribute("clip-path"))?.[1];
      const rect = id && document.getElementById(id).firstChild;
      return rect && ["x", "y", "width", "height"].map((n) => Number(rect.getAttribute(n)));
    })""")
    for clip, mark in zip(clips, live.book.spec["marks"], strict=True):
        assert clip == (None if mark["kind"] == "text" else mark["clip"]), mark["name"]


def test_dots_have_their_colour(live):
    """The pixel at the middle of each dot, without the marks that lie over it."""
    for number, mark in enumerate(live.book.spec["marks"]):
        if mark["kind"] != "points":
            continue
        live.root.evaluate(
            """(el, number) => el.querySelectorAll("g[data-mark]").forEach((group, i) =>
              group.style.visibility = i > number ? "hidden" : "")""",
            number,
        )
        pixel = picture(live)
        left, top, width, height = mark["clip"]
        numbers = live.book.numbers(mark, live.book.start).tolist()
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            if left < x < left + width and top < y < top + height:
                assert near(pixel(x, y), mark["look"]["color"]), f"{mark['name']} {x} {y}"


# -- one figure that holds everything ------------------------------------------------------


def test_the_sampler_shows_every_kind(plain, sampler):
    live = plain(sampler)[0]
    live.check(sampler.start)
    live.move_by_keys()
    live.move_by_mouse()
    states = random_states(sampler) + extremes(sampler)
    for state, shown in zip(states, live.set(states), strict=True):
        assert_shows(shown, sampler, state)
    assert plain.errors == []


def test_html_in_a_text_is_text(plain, sampler):
    live = plain(sampler)[0]
    assert live.root.locator("b").count() == 0
    text = live.root.inner_text()
    for part in (HTML, f"{HTML} one", f"{HTML} two", f"3 {HTML}", f"{HTML} 1", f"{HTML} 3 0"):
        assert part in text
    assert live.root.get_attribute("aria-label") == HTML


def test_two_figures_do_not_touch_each_other(plain, sampler):
    first, second = plain(sampler, sampler)
    assert [first.page.locator("img").nth(i).is_visible() for i in (0, 1)] == [False, False]
    first.move_by_keys()
    moved = [1, 5, 3]
    first.set([moved])
    second.check(sampler.start)
    second.move_by_keys()
    first.check(moved)
    first.page.evaluate("() => window.stop[0]()")
    assert [first.page.locator("img").nth(i).is_visible() for i in (0, 1)] == [True, False]
    assert plain.errors == []


def test_what_is_not_a_number_is_not_drawn(plain, sampler):
    live = plain(sampler)[0]
    by_name = {mark["name"]: mark for mark in live.shown()["marks"]}
    assert by_name["gap"]["path"].count("M") == 2
    for name, count in (("dots", 2), ("boxes", 1), ("arrows", 2), ("bend", 1)):
        assert by_name[name]["path"].count("M") == count, name
    assert by_name[HTML]["texts"][1] == [0, 0, ""]
    bent = live.set([[0, 3, 3]])[0]["marks"]
    assert next(mark["path"] for mark in bent if mark["name"] == "bend") == ""


def test_nothing_is_painted_outside_the_axes(plain, sampler):
    live = plain(sampler)[0]
    mark = next(mark for mark in sampler.spec["marks"] if mark["name"] == "outside")
    x0, y0, x1, y1 = sampler.numbers(mark, sampler.start).tolist()
    pixel = picture(live)
    assert near(pixel(x0, y0), "#FFFFFF") and near(pixel(x1, y1), "#FFFFFF")
    live.root.evaluate("""(el) => el.querySelector('[data-mark="outside"]')
      .removeAttribute("clip-path")""")
    assert near(picture(live)(x0, y0), COLORS["best"])  # so it is the clip that hid it


# -- the comparison itself -----------------------------------------------------------------


def test_the_comparison_catches_a_wrong_row(plain, sampler):
    right = "index * spec.controls[number].texts.length + state[number]"
    assert right in JS
    wrong = JS.replace(right, "index * 2 + state[number]")
    live = plain(sampler, js=wrong)[0]
    with pytest.raises(AssertionError, match=r"not"):
        for state, shown in zip(extremes(sampler), live.set(extremes(sampler)), strict=True):
            assert_shows(shown, sampler, state)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (
            """(el) => { const path = el.querySelector('[data-mark="gap"] path');
            path.setAttribute("d", path.getAttribute("d").replace(/^M[-.0-9]+/,
              (start) => "M" + (Number(start.slice(1)) + 0.05))); }""",
            "gap",
        ),
        ("""(el) => el.querySelector('[data-mark="dots"] path').setAttribute("d", "")""", "dots"),
        ("""(el) => el.querySelector("svg text").textContent = "wrong" """, "wrong"),
        ("""(el) => el.querySelector(".lm-shown").textContent = "wrong" """, "said"),
        ("""(el) => el.querySelector("output").textContent = "wrong" """, "controls"),
        ("""(el) => el.querySelector("[aria-valuetext]").ariaValueText = "wrong" """, "controls"),
        ("""(el) => el.querySelector("image").setAttribute("visibility", "hidden")""", "pages"),
    ],
    ids=["shifted mark", "lost mark", "wrong text", "readout", "value", "aria", "page"],
)
def test_the_comparison_catches(plain, sampler, change, where):
    live = plain(sampler)[0]
    live.check(sampler.start)
    live.root.evaluate(change)
    with pytest.raises(AssertionError, match=where):
        live.check(sampler.start)


def test_cut_texts_are_found(plain, sampler):
    live = plain(sampler)[0]
    assert live.root.evaluate(CUT) == []
    live.root.evaluate("""(el) => {
      el.querySelector("svg text").setAttribute("x", 4);
      el.querySelector("output").style.cssText = "width: 3px; min-width: 0; white-space: nowrap";
    }""")
    complaints = " ".join(live.root.evaluate(CUT))
    assert "cut" in complaints and "overflows" in complaints


def picture(live: Live):
    """pixel(x, y): the colour on the screen at a place in the picture, in its own pixels."""
    svg = live.root.locator("svg")
    image = Image.open(io.BytesIO(svg.screenshot())).convert("RGB")
    scale = svg.bounding_box()["width"] / live.book.width
    return lambda x, y: image.getpixel((int(x * scale), int(y * scale)))


def near(color: tuple[int, ...], name: str) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(color, ImageColor.getrgb(name), strict=True))
