"""The JavaScript of the figures, in a plain page without a kernel."""

import base64
import io
import itertools
import random

import numpy as np
import pytest
import torch
from figures import (
    CSS,
    CUT,
    FIGURES,
    JS,
    OPEN,
    PALE,
    REACHED,
    SEED,
    Live,
    assert_shows,
    book_of,
    close,
    extremes,
    in_box,
    in_page_order,
    place_of,
    plain_page,
    random_states,
)
from matplotlib.text import Text
from PIL import Image, ImageColor
from test_accessibility import LEAST, OBJECT, TEXT, VISIONS, contrast, distance

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
    """The figure at its start, on a page that these tests share: they only move its controls."""
    return plain(book, shared=True)[0]


@pytest.fixture
def own(plain, book) -> Live:
    """The figure on a page that its test may change."""
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


def test_states_are_as_computed_and_nothing_else_moves(plain, book):
    """Random states and extremes: the right page, and controls and buttons stay in place.

    As wide as the first page, a figure shows what Python computed; otherwise, the same again.
    """
    states, seen = random_states(book) + extremes(book), {}
    for width in WIDTHS:
        live = plain(book, width=width, shared=True)[0]
        places = live.set([book.start])[0]["places"]
        for number, (state, shown) in enumerate(zip(states, live.set(states), strict=True)):
            assert close(shown.pop("places"), places, 0.5), f"{book.name} in {state} at {width}"
            if number not in seen:
                assert_shows(shown, book, state)
            same = seen.setdefault(number, shown) == shown
            assert same, f"{book.name} in {state} at {width} is not as at {WIDTHS[0]}"
    assert plain.errors == []


@pytest.mark.parametrize("width", WIDTHS)
def test_no_text_is_cut(plain, book, width):
    live = plain(book, width=width, shared=True)[0]
    assert live.cuts([book.start, *extremes(book), *random_states(book, 12)]) == {}


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


def test_the_still_picture_gives_way_and_comes_back(own):
    still = own.page.locator("img")
    still.wait_for(state="hidden")
    own.page.evaluate("() => window.stop[0]()")
    still.wait_for(state="visible")


def test_marks_are_clipped_to_their_axes(live):
    clips = live.root.evaluate("""(el) => [...el.querySelectorAll("g[data-mark]")].map((group) => {
      const id = /^url\\(#(.+)\\)$/.exec(group.getAttribute("clip-path"))?.[1];
      const rect = id && document.getElementById(id).firstChild;
      return rect && ["x", "y", "width", "height"].map((n) => Number(rect.getAttribute(n)));
    })""")
    for clip, mark in zip(clips, in_page_order(live.book), strict=True):
        assert clip == (None if mark["kind"] == "text" else mark["clip"]), mark["name"]


def test_dots_have_their_colour(own):
    """The pixel at the middle of each dot, without the marks that lie over it."""
    own.root.evaluate("""(el) => el.querySelectorAll(".lm-handle")
      .forEach((halo) => halo.style.visibility = "hidden")""")
    for number, mark in enumerate(in_page_order(own.book)):
        if mark["kind"] != "points":
            continue
        own.root.evaluate(
            """(el, number) => el.querySelectorAll("g[data-mark]").forEach((group, i) =>
              group.style.visibility = i > number ? "hidden" : "")""",
            number,
        )
        pixel = picture(own)
        left, top, width, height = mark["clip"]
        numbers = own.book.numbers(mark, own.book.start).tolist()
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            if left < x < left + width and top < y < top + height:
                assert near(pixel(x, y), mark["look"]["color"]), f"{mark['name']} {x} {y}"


# -- handles and goals ---------------------------------------------------------------------

WITH_HANDLES = [name for name in FIGURES if book_of(name).spec["handles"]]
WITH_GOALS = [name for name in FIGURES if book_of(name).spec["goal"]]
PHONE = 390


def test_the_figures_of_lesson_01_can_be_dragged_and_have_a_goal():
    lesson = {name for name, module in FIGURES.items() if module.endswith("lesson_01")}
    assert len(lesson) >= 4 and lesson <= set(WITH_HANDLES) and lesson <= set(WITH_GOALS)


def goals_of_a_drag(book, number, count=3):
    """States that a handle can reach from the start, in which it lies in sight."""
    handle = book.spec["handles"][number]
    box = book.spec["marks"][handle["mark"]]["clip"]
    draw, found = random.Random(SEED), []
    while len(found) < count:
        state = list(book.start)
        for control in handle["moves"]:
            state[control] = draw.randrange(len(book.controls[control]))
        if state != book.start and in_box(place_of(book, handle, state), box):
            found.append(state)
    return found


@pytest.mark.parametrize("width", [1280, PHONE])
@pytest.mark.parametrize("name", WITH_HANDLES)
def test_a_handle_takes_its_controls_along(plain, name, width):
    """To the state whose place is nearest; sliders and readouts follow, other controls stay."""
    live = plain(book_of(name), width=width)[0]
    for number, handle in enumerate(live.book.spec["handles"]):
        for state, grip in zip(
            goals_of_a_drag(live.book, number), ((0, 0), (11, 0), (-8, 8)), strict=True
        ):
            live.drag_handle(number, state, grip)
            landed, there = live.state, place_of(live.book, handle, state)
            for control, value in enumerate(landed):
                if control not in handle["moves"]:
                    assert value == state[control], f"{name}: it moved control {control}"
            found = place_of(live.book, handle, landed)
            assert max(abs(a - b) for a, b in zip(found, there, strict=True)) < 3
            live.check(landed)
            live.start_again()
            live.check(live.book.start)
    assert plain.errors == []


@pytest.mark.parametrize("name", WITH_HANDLES)
def test_a_handle_is_seen_and_large_enough(plain, name):
    for width in (1280, PHONE):
        live = plain(book_of(name), width=width)[0]
        for number in range(len(live.book.spec["handles"])):
            live.root.locator(".lm-handle").nth(number).scroll_into_view_if_needed()
            x, y = live.where(number)
            for dx, dy in ((0, 0), (12, 0), (-12, 0), (0, 12), (0, -12)):
                style = live.page.evaluate(
                    """([x, y]) => {
                      const style = getComputedStyle(document.elementFromPoint(x, y));
                      return [style.cursor, style.touchAction];
                    }""",
                    [x + dx, y + dy],
                )
                assert style == ["grab", "none"], f"{name} at {width}: {dx}, {dy}"
        others = live.root.evaluate("""(el) => [el, ...el.querySelectorAll("*")]
          .filter((node) => !node.matches(".lm-handle"))
          .filter((node) => getComputedStyle(node).touchAction !== "auto").length""")
        assert others == 0, "a finger could not scroll the page here"
        said = live.root.locator(".lm-hint").inner_text()
        assert said == live.book.hint and said.startswith("You can drag")


def test_a_finger_drags_it(plain, browser, tmp_path):
    """By real touch events; a finger beside the handle scrolls the page."""
    book = book_of("two_worlds")
    file = tmp_path / "touch.html"
    file.write_text(plain_page([book]), encoding="utf-8")
    context = browser.new_context(
        viewport={"width": PHONE, "height": 700}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_function("() => window.ready")
    live = Live(page, page.locator(".lm-book"), book)
    live.root.locator(".lm-handle").scroll_into_view_if_needed()
    (x, y), touch = live.where(0), context.new_cdp_session(page)

    def send(kind, *points):
        points = [{"x": a, "y": b} for a, b in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    send("touchStart", (x, y))
    for i in range(1, 7):
        send("touchMove", (x + 5 * i, y + 8 * i))
    send("touchEnd")
    moved = live.state
    assert moved[0] > book.start[0] and moved[1] < book.start[1]
    live.check(moved)
    context.close()


def colors_of(live) -> tuple[str, str]:
    return live.root.locator(".lm-goal").evaluate(
        "(el) => [el.querySelector('.lm-mark'), el.querySelector('.lm-task')]"
        ".map((node) => getComputedStyle(node).color)"
    )


@pytest.mark.parametrize("name", WITH_GOALS)
def test_a_goal_is_reached_where_python_says(plain, name):
    """In word, sign and colour; it stays so until Start again, and nothing else moves."""
    live = plain(book_of(name))[0]
    book = live.book
    lengths = [len(control) for control in book.controls]
    every = list(itertools.product(*map(range, lengths)))
    there = [list(state) for state in every if book.reached(state)]
    assert there and len(there) < len(every)
    draw = random.Random(SEED)
    (place,) = [live.set([book.start])[0]["places"]]
    before = colors_of(live)
    for state in [*draw.sample(there, min(len(there), 5)), *random_states(book, 10)]:
        live.start_again()
        assert live.shown()["goal"] == OPEN
        shown = live.set([state])[0]
        assert shown["goal"] == (REACHED if book.reached(state) else OPEN), f"{name}: {state}"
        if book.reached(state):
            assert colors_of(live)[0] != before[0]
            assert close(shown["places"], place, 0.5)
            assert live.set([book.start])[0]["goal"] == REACHED  # and stays
    # one step beside the goal is not the goal
    for number, length in enumerate(lengths):
        for by in (-1, 1):
            state = list(there[0])
            state[number] += by
            if not 0 <= state[number] < length:
                continue
            # the controls are set one after another
            way = [state[:k] + book.start[k:] for k in range(1, len(state) + 1)]
            if not any(map(book.reached, way)):
                live.start_again()
                assert live.set([state])[0]["goal"] == OPEN, f"{name}: {state}"
    assert live.root.locator(".lm-task").inner_text() == book.spec["goal"]["text"]


@pytest.mark.parametrize("name", WITH_GOALS)
def test_what_is_said_of_a_goal_is_not_broken(plain, name):
    """The word before it stays in one line, however long the goal is."""
    word = plain(book_of(name), width=PHONE)[0].root.locator(".lm-mark .lm-room")
    assert word.text_content() == REACHED
    lines = """(word) => {
      const range = document.createRange();
      range.selectNodeContents(word);
      return range.getClientRects().length;
    }"""
    assert word.evaluate(lines) == 1


def test_a_screen_reader_hears_the_goal_once(plain):
    """The node that says it is polite, whole, and touched only when the goal is reached."""
    live = plain(book_of("guess_the_line"))[0]
    node = live.root.locator(".lm-goal")
    assert node.get_attribute("role") == "status"
    assert node.get_attribute("aria-atomic") == "true"
    live.root.evaluate("""(el) => {
      window.heard = 0;
      new MutationObserver((records) => { window.heard += records.length; }).observe(
        el.querySelector(".lm-goal"), { characterData: true, subtree: true, childList: true });
    }""")
    live.set(random_states(live.book, 10))
    assert live.page.evaluate("() => window.heard") == 0
    lengths = [range(len(control)) for control in live.book.controls]
    goal = next(state for state in itertools.product(*lengths) if live.book.reached(state))
    live.set([list(goal), live.book.start, list(goal)])
    assert live.page.evaluate("() => window.heard") == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("there[moves[i]] = value;", "there[1 - moves[i]] = value;"),
        ("if (here < least)", "if (here > least)"),
        ("moveTo(x + grip[0], y + grip[1])", "moveTo(x, y)"),
        ("2 * handle.place, 2 * handle.place + 2", "0, 2"),
        ("node.getScreenCTM().inverse()", "new DOMMatrix()"),
    ],
    ids=["another control", "the farthest", "a jump", "another dot", "another scale"],
)
def test_a_handle_that_moves_wrongly_is_found(plain, old, new):
    assert JS.count(old) == 1
    with pytest.raises(AssertionError):
        for name in ("guess_the_line", "one_outlier"):
            test_a_handle_takes_its_controls_along(altered(plain, old, new), name, PHONE)


def altered(plain, old, new):
    """`plain`, with another script."""

    def show(*books, **options):
        return plain(*books, js=JS.replace(old, new), **options)

    show.errors = plain.errors
    return show


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("row(spec.goal)[0] === 1", "row(spec.goal)[0] === 0"),
        ("reached ||= ", "reached = "),
        ("    reached = false;\n", ""),
        ('node.classList.toggle("lm-reached", reached);', ""),
    ],
    ids=["in a wrong state", "forgotten", "for ever", "without a colour"],
)
def test_a_goal_that_is_judged_wrongly_is_found(plain, old, new):
    assert JS.count(old) == 1
    with pytest.raises(AssertionError):
        test_a_goal_is_reached_where_python_says(altered(plain, old, new), "guess_the_line")


# -- narrow pages --------------------------------------------------------------------------

SMALLEST = 11  # pixels on the screen, of any label on a phone
# one drawing as wide as the page, which has nothing to go below it
NOT_STACKED = {"graph_walk"}


def smallest_label(book) -> float:
    """The size of the smallest text of a picture, in its own pixels."""
    sizes = [
        text.get_fontsize() * 100 / 72
        for page in book.figures
        for text in page.findobj(Text)
        if text.get_visible() and text.get_text().strip()
    ]
    marks = [mark["look"]["size"] for mark in book.spec["marks"] if mark["kind"] == "text"]
    return min(sizes + marks)


def pages_of(book) -> list[Image.Image]:
    """The pages that are sent to the browser, two dots to a pixel."""
    found = (io.BytesIO(base64.b64decode(page)) for page in book.spec["pages"])
    return [Image.open(page).convert("RGB") for page in found]


@pytest.mark.parametrize("name", sorted(set(FIGURES) - NOT_STACKED))
def test_panels_stack_on_a_phone(plain, name):
    live = plain(book_of(name), width=PHONE)[0]
    book = live.book
    boxes = live.root.evaluate("""(el) => [...el.querySelectorAll(".lm-panel")].map((panel) => {
      const { x, y, width, height } = panel;
      return [x, y, width, height].map((side) => side.baseVal.value);
    })""")
    assert len(boxes) == len(book.spec["panels"])
    for above, below in itertools.pairwise(boxes):
        assert below[1] >= above[1] + above[3] - 0.01
    scale = live.root.locator(".lm-panel").first.evaluate("(panel) => panel.getScreenCTM().a")
    assert scale * smallest_label(book) >= SMALLEST, f"{scale * smallest_label(book):.1f} px"
    states = [book.start, *random_states(book, 6)]
    for state, shown in zip(states, live.set(states), strict=True):
        assert_shows(shown, book, state)
    assert live.cuts(states) == {}
    # and each holds its part of the page
    live.root.evaluate("""(el) => el.querySelectorAll("[data-mark], .lm-handle")
      .forEach((node) => node.style.visibility = "hidden")""")
    shot = live.root.locator(".lm-picture").screenshot()
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    whole = pages_of(book)[live.state[0] if len(book.figures) > 1 else 0]
    for (x, y, width, height), (left, top, *_) in zip(book.spec["panels"], boxes, strict=True):
        small = round(width / 4), round(height / 4)  # a line may lie half a dot beside itself
        seen = image.crop([scale * s for s in (left, top, left + width, top + height)])
        drawn = whole.crop([2 * s for s in (x, y, x + width, y + height)])
        one, other = (np.asarray(part.resize(small, Image.BOX), float) for part in (seen, drawn))
        apart = np.abs(one - other).mean()
        assert apart < 5, f"{name}: {apart:.1f} of 255 on average"


def test_panels_hold_all_that_is_drawn():
    """Outside the panels' boxes a page is white."""
    for name in FIGURES:
        book = book_of(name)
        for page in pages_of(book):
            pixels = np.asarray(page).copy()
            for x, y, width, height in book.spec["panels"]:
                left, right, top, low = (round(2 * side) for side in (x, x + width, y, y + height))
                pixels[top : low + 1, left : right + 1] = 255
            assert (pixels == 255).all(), name


# -- dark pages ----------------------------------------------------------------------------

PAPER = (15, 15, 15)


@pytest.fixture(scope="module")
def palette() -> FlipBook:
    """A dot of each colour of the palette, on white."""
    fig, ax = canvas(6, 4)
    ax.set(xlim=(0, len(COLORS) + 1), ylim=(0, 2))
    ax.grid(False)
    book = FlipBook(fig, [choice("which", ["one", "two"])], name="palette", alt="")
    for i, color in enumerate(COLORS):
        book.points(color, ax, [], i + 1.0, 1.0, color=color, size=20)
    book.say(book.controls, ["one", "two"])
    book.points("end", ax, book.controls, book.controls[0].values[:, None] + 1, 0.3)
    book.handle("end", book.controls, "the dot")
    book.goal(book.controls, "choose two", torch.tensor([False, True]))
    return book


def assert_theme(live, dark: bool) -> None:
    """The figure is as dark as its page, the card and the picture on it."""
    live.page.wait_for_function(
        "(dark) => document.querySelector('.lm-book').matches('.lm-dark') === dark", arg=dark
    )
    wanted = PAPER if dark else (255, 255, 255)
    color = live.root.evaluate("(el) => getComputedStyle(el).backgroundColor")
    assert color == f"rgb{wanted}"
    found = picture(live)(live.book.width - 3, 3)
    assert all(abs(a - b) <= 1 for a, b in zip(found, wanted, strict=True)), found


def test_a_figure_follows_the_theme(plain, palette):
    """JupyterLab's, or Colab's, or else that of the system; and while it is open, too."""
    live = plain(palette)[0]
    page, set_theme = live.page, "(theme) => document.documentElement.setAttribute('theme', theme)"
    set_jupyter = "(light) => document.body.dataset.jpThemeLight = light"
    try:
        assert_theme(live, dark=False)
        page.emulate_media(color_scheme="dark")
        assert_theme(live, dark=True)
        page.evaluate(set_theme, "light")
        assert_theme(live, dark=False)
        page.evaluate(set_theme, "dark")
        assert_theme(live, dark=True)
        page.evaluate(set_jupyter, "true")
        assert_theme(live, dark=False)
        page.emulate_media(color_scheme="light")
        page.evaluate(set_theme, "light")
        page.evaluate(set_jupyter, "false")
        assert_theme(live, dark=True)
    finally:
        page.emulate_media(color_scheme="light")


@pytest.fixture
def in_the_dark(plain):
    """plain(book, ...), on a dark page."""

    def show(*books, **options):
        lives = plain(*books, **options)
        lives[0].page.evaluate("() => { document.body.dataset.jpThemeLight = 'false'; }")
        return lives

    return show


def test_colours_can_be_seen_and_told_apart_in_the_dark(in_the_dark, palette):
    """Measured on the screen."""
    live = in_the_dark(palette)[0]
    pixel = picture(live)
    colors = {}
    for name in COLORS:
        mark = next(mark for mark in palette.spec["marks"] if mark["name"] == name)
        x, y = palette.numbers(mark, [0]).tolist()
        colors[name] = np.array(pixel(x, y)) / 255
    paper = np.array(PAPER) / 255
    for name, color in colors.items():
        if name != "soft":  # a fill, which has an edge
            assert contrast(color, paper) >= OBJECT, name
    for name in ("ink", "residual"):  # the colours of texts
        assert contrast(color := colors[name], paper) >= TEXT, name
        assert contrast(color, colors["soft"]) >= TEXT, name
    together = set()
    for name in FIGURES:
        marks = {
            key
            for mark in book_of(name).spec["marks"]
            for key, value in COLORS.items()
            if value in (mark["look"]["color"], mark["look"].get("fill"))
        }
        together |= {frozenset(pair) for pair in itertools.combinations(sorted(marks), 2)}
    for a, b in itertools.combinations(COLORS, 2):
        far = min(distance(colors[a], colors[b], vision) for vision in VISIONS)
        # the black of a start and that of letters mean nothing by their colour
        known = {a, b} == {"start", "ink"}
        least = LEAST if frozenset((a, b)) in together and not known else 0.9 * LEAST
        assert far >= least, f"{a} and {b} are {far:.1f} apart"


@pytest.mark.parametrize("name", FIGURES)
def test_texts_can_be_read_in_the_dark(in_the_dark, name):
    """Controls, readouts and buttons; and no light patch is left in the picture."""
    live = in_the_dark(book_of(name))[0]
    assert live.root.evaluate(PALE) == []
    shot = Image.open(io.BytesIO(live.root.locator(".lm-picture").screenshot())).convert("L")
    light = (np.asarray(shot) > 100).mean()
    assert light < 0.25, f"{light:.0%} of the picture is light"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  --ink: #ddd;", "  --ink: #222;"),
        (".lm-dark .lm-picture { filter:", ".lm-none { filter:"),
        (" saturate(1.6) hue-rotate(180deg)", ""),
        ("  --good: #4fd6ab;", "  --good: #00664a;"),
    ],
    ids=["dark texts", "a white picture", "other colours", "a dark goal"],
)
def test_a_dark_figure_that_cannot_be_read_is_found(plain, in_the_dark, palette, old, new):
    assert CSS.count(old) == 1
    live = in_the_dark(palette)[0]
    live.page.add_style_tag(content=CSS.replace(old, new).replace(".lm-book {", ".lm-none {", 1))
    live.page.evaluate("""() => {
      const [first, second] = document.querySelectorAll("style");
      first.textContent = second.textContent;
    }""")
    live.set([[1]])  # where the goal is reached
    pixel = picture(live)
    data = next(mark for mark in palette.spec["marks"] if mark["name"] == "data")
    x, y = palette.numbers(data, [0]).tolist()
    r, g, b = pixel(x, y)
    found = [
        live.root.evaluate(PALE),
        [] if max(pixel(palette.width - 3, 3)) < 20 else ["white"],
        [] if b > g > r else ["no longer blue"],
    ]
    assert any(found)


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
    right = "index * spec.controls[number].texts.length + there[number]"
    assert right in JS
    wrong = JS.replace(right, "index * 2 + there[number]")
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
    svg = live.root.locator(".lm-picture")
    image = Image.open(io.BytesIO(svg.screenshot())).convert("RGB")
    scale = svg.bounding_box()["width"] / live.book.width
    return lambda x, y: image.getpixel((int(x * scale), int(y * scale)))


def near(color: tuple[int, ...], name: str) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(color, ImageColor.getrgb(name), strict=True))
