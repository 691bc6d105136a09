"""The figures of the lessons, and what a browser shows of them beside what Python computed."""

import base64
import importlib
import itertools
import json
import math
import random
import re

from lessons import ROOT

from helpers.explore.engine import FlipBook

EXPLORE = ROOT / "helpers" / "explore"
JS = (EXPLORE / "flipbook.js").read_text(encoding="utf-8")
CSS = (EXPLORE / "flipbook.css").read_text(encoding="utf-8")
TOLERANCE = 0.02  # pixels
SEED = 20240521
OPEN, REACHED = "\u25cb Goal:", "\u2713 Reached:"
THUMB = 16  # the width of a slider's thumb in Chromium


def _figures() -> dict[str, str]:
    names = [path.stem for path in sorted(EXPLORE.glob("lesson_*.py"))]
    modules = [importlib.import_module(f"helpers.explore.{name}") for name in names]
    return {name: module.__name__ for module in modules for name in module.__all__}


FIGURES = _figures()  # the name of each figure function, and of its module


def book_of(name: str) -> FlipBook:
    return getattr(importlib.import_module(FIGURES[name]), name)()


def random_states(book: FlipBook, count: int = 40) -> list[list[int]]:
    draw = random.Random(SEED)
    return [[draw.randrange(len(control)) for control in book.controls] for _ in range(count)]


def extremes(book: FlipBook) -> list[list[int]]:
    """Every control at its first or its last value, in all combinations."""
    ends = [(0, len(control) - 1) for control in book.controls]
    return [list(state) for state in itertools.product(*ends)]


# -- what Python computed ------------------------------------------------------------------


def groups(numbers: list[float], size: int) -> list[list[float]]:
    return [numbers[i : i + size] for i in range(0, len(numbers), size)]


def wanted_outline(kind: str, numbers: list[float]) -> list[list[float]]:
    """The pieces that have to be drawn, without what is not a number.

    A piece of a line is the numbers of its points up to a gap.
    """
    size = {"line": 2, "points": 2, "rects": 4, "curve": 6}[kind]
    pieces, pen = [], False
    for group in groups(numbers, size):
        if not all(map(math.isfinite, group)):
            pen = False
        elif kind == "line" and pen:
            pieces[-1] = pieces[-1] + group
        else:
            pieces.append(group)
            pen = True
    return pieces


def in_page_order(book: FlipBook) -> list[dict]:
    """The marks as they follow one another on the page: panel after panel."""
    return sorted(book.spec["marks"], key=lambda mark: mark["panel"])


def place_of(book: FlipBook, handle: dict, state: list[int]) -> list[float]:
    """Where a handle lies in a state, in pixels of the picture."""
    numbers = book.numbers(book.spec["marks"][handle["mark"]], state).tolist()
    return numbers[2 * handle["place"] :][:2]


def in_box(place: list[float], box: list[float]) -> bool:
    x, y, width, height = box
    return x <= place[0] <= x + width and y <= place[1] <= y + height


def wanted(book: FlipBook, state: list[int]) -> dict:
    """What the browser has to show in a state, in the form of `shown`."""
    marks = []
    for mark in in_page_order(book):
        numbers = book.numbers(mark, state).tolist()
        if mark["kind"] == "text":
            texts = [
                [x, y, mark["table"][int(number)]] if math.isfinite(x) else [0, 0, ""]
                for x, y, number in groups(numbers, 3)
            ]
            marks.append({"name": mark["name"], "texts": texts})
        else:
            outline = wanted_outline(mark["kind"], numbers)
            marks.append({"name": mark["name"], "outline": outline})
    controls = []
    for control, value in zip(book.controls, state, strict=True):
        text, last = control.texts[value], len(control) - 1
        said = [text] if control.kind == "choice" else [text, text]
        ends = [value == 0, value == last] if control.kind == "steps" else []
        controls.append({"value": value, "said": said, "ends": ends})
    count = len(book.spec["pages"])
    handles = []
    for handle in book.spec["handles"]:
        place = place_of(book, handle, state)
        seen = in_box(place, book.spec["marks"][handle["mark"]]["clip"])
        handles.append([place] if seen else [])
    return {
        "handles": handles,
        "pages": [count == 1 or page == state[0] for page in range(count)],
        "marks": marks,
        "said": book.said(state),
        "controls": controls,
    }


# -- what the browser shows ----------------------------------------------------------------

# sets the controls to a state
SET = """
(el, state) => {
  const controls = [...el.querySelectorAll("input[type=range], [role=radiogroup]")];
  controls.forEach((control, i) => {
    if (control.matches("input")) {
      control.value = state[i];
      control.dispatchEvent(new Event("input"));
    } else control.querySelectorAll("input")[state[i]].click();
  });
}
"""

# sets the controls to each state, where some are given, and reads what is shown then, as JSON
READ = """
(el, states) => {
  const controls = [...el.querySelectorAll("input[type=range], [role=radiogroup]")];
  const radios = (group) => [...group.querySelectorAll("input")];
  const read = () => ({
    pages: [...el.querySelectorAll("svg image")]
      .map((page) => getComputedStyle(page).visibility === "visible"),
    marks: [...el.querySelectorAll("svg g[data-mark]")].map((group) => ({
      name: group.dataset.mark,
      path: group.querySelector("path")?.getAttribute("d") ?? null,
      texts: [...group.querySelectorAll("text")]
        .map((t) => [Number(t.getAttribute("x")), Number(t.getAttribute("y")), t.textContent]),
    })),
    handles: [...el.querySelectorAll(".lm-handle")].map((halo) => halo.getAttribute("d")),
    goal: el.querySelector(".lm-now")?.textContent ?? null,
    said: [...el.querySelectorAll(".lm-shown")].map((line) => line.textContent),
    controls: controls.map((control) => {
      if (control.matches("input")) {
        const output = el.querySelector(`output[for="${control.id}"]`);
        const buttons = [...control.parentElement.querySelectorAll("button")];
        return {
          value: Number(control.value),
          said: [control.getAttribute("aria-valuetext"), output.textContent],
          ends: buttons.map((button) => button.getAttribute("aria-disabled") === "true"),
        };
      }
      const value = radios(control).findIndex((radio) => radio.checked);
      return { value, said: [radios(control)[value].parentElement.textContent], ends: [] };
    }),
    // measured only on demand: it makes the browser lay the whole page out anew
    places: states && [
      el, ...el.querySelectorAll("input, button, .lm-picture, .lm-foot *")
    ].map((node) => {
      const [a, b] = [node.getBoundingClientRect(), el.getBoundingClientRect()];
      return [a.x - b.x, a.y - b.y, a.width, a.height];
    }),
  });
  return JSON.stringify(
    states === null ? [read()] : states.map((state) => ((SET)(el, state), read())));
}
""".replace("SET", SET)

# texts that are cut off, run out of their box or lie on one another; a list of complaints
CUT = """
(el) => {
  const bad = [];
  const box = el.getBoundingClientRect();
  const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1
    && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
  const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1
    || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
  if (document.documentElement.scrollWidth > innerWidth) bad.push("the page scrolls sideways");
  const boxes = [];
  const walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const holder = walk.currentNode.parentElement;
    if (!walk.currentNode.data || holder.closest(".lm-room")) continue;
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    const rect = range.getBoundingClientRect();
    if (holder.closest("svg")) {
      const frame = holder.closest(".lm-picture").getBoundingClientRect();
      if (!inside(rect, frame) && !apart(rect, frame)) bad.push(`cut: ${holder.textContent}`);
      continue;
    }
    if (!inside(rect, box)) bad.push(`out of the figure: ${holder.textContent}`);
    boxes.push([holder.textContent, rect]);
  }
  for (const input of el.querySelectorAll("input")) {
    boxes.push([`the input ${input.value}`, input.getBoundingClientRect()]);
  }
  boxes.forEach(([a, one], i) => boxes.slice(i + 1).forEach(([b, two]) => {
    if (!apart(one, two)) bad.push(`${a} lies on ${b}`);
  }));
  for (const node of el.querySelectorAll(":not(svg *)")) {
    if (node.clientWidth && node.scrollWidth > node.clientWidth + 1) {
      bad.push(`overflows: ${node.className} ${node.textContent}`);
    }
  }
  return bad;
}
"""

# the texts of a figure's controls and readouts that cannot be read on its background
PALE = """
(el) => {
  const light = (color) => {
    const parts = color.match(/[0-9.]+/g).slice(0, 3).map((part) => {
      const c = part / 255;
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const paper = light(getComputedStyle(el).backgroundColor);
  const dark = el.matches(".lm-dark");
  const bad = (dark ? paper < 0.01 : paper > 0.99) ? [] : ["the figure has another background"];
  for (const node of el.querySelectorAll("label, span, output, button, .lm-hint, .lm-goal")) {
    const text = light(getComputedStyle(node).color);
    const contrast = (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05);
    if (contrast < 4.5) bad.push(`${node.textContent}: ${contrast}`);
  }
  return bad;
}
"""

NUMBER = r"-?\d+(?:\.\d+)?"
PIECES = {
    "line": rf"M({NUMBER}) ({NUMBER})((?:L{NUMBER} {NUMBER})*)",
    "points": rf"M({NUMBER}) ({NUMBER})h0",
    "rects": rf"M({NUMBER}) ({NUMBER})h({NUMBER})v({NUMBER})h({NUMBER})Z",
    "curve": rf"M({NUMBER}) ({NUMBER})Q({NUMBER}) ({NUMBER}) ({NUMBER}) ({NUMBER})",
}


def outline(kind: str, path: str) -> list[list[float]]:
    """The pieces of an SVG path as numbers; ValueError for anything that is not a mark's path."""
    if re.sub(PIECES[kind], "", path):
        raise ValueError(f"not the path of {kind}: {path[:200]}")
    found = []
    for match in re.finditer(PIECES[kind], path):
        numbers = [float(number) for number in re.findall(NUMBER, match.group())]
        if kind == "points":
            numbers = numbers[:2]
        if kind == "rects":
            if numbers.pop() != -numbers[2]:
                raise ValueError(f"not a closed rectangle: {match.group()}")
        found.append(numbers)
    return found


def close(a, b, tolerance: float = TOLERANCE) -> bool:
    """Whether two nested lists hold the same texts, and numbers less than `tolerance` apart."""
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(
            close(one, other, tolerance) for one, other in zip(a, b, strict=True)
        )
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    return abs(a - b) < tolerance


def assert_shows(shown: dict, book: FlipBook, state: list[int]) -> None:
    """Hold what a browser shows, as READ gives it, beside what Python computed."""
    want, where = wanted(book, state), f"{book.name} in state {state}"
    for key in ("pages", "said", "controls"):
        assert shown[key] == want[key], f"{where}: {key}: {shown[key]}, not {want[key]}"
    if book.reached(state):  # once reached it stays so; see test_a_goal_is_reached_...
        assert shown["goal"] == REACHED, f"{where}: {shown['goal']}"
    else:
        assert shown["goal"] in ((OPEN, REACHED) if book.spec["goal"] else (None,)), where
    halos = [outline("points", path) for path in shown["handles"]]
    assert close(halos, want["handles"]), f"{where}: handles: {halos}, not {want['handles']}"
    kinds = [mark["kind"] for mark in in_page_order(book)]
    for mark, kind, right in zip(shown["marks"], kinds, want["marks"], strict=True):
        assert mark["name"] == right["name"], f"{where}: {mark['name']} for {right['name']}"
        if kind == "text":
            here, there = mark["texts"], right["texts"]
        else:
            here, there = outline(kind, mark["path"]), right["outline"]
        assert close(here, there), f"{where}: {mark['name']}: {here}, not {there}"


class Live:
    """A live figure on a page, with the book whose states it has to show."""

    def __init__(self, page, root, book: FlipBook):
        self.page, self.root, self.book = page, root, book

    def shown(self) -> dict:
        return json.loads(self.root.evaluate(READ, None))[0]

    def set(self, states: list[list[int]]) -> list[dict]:
        """Set the controls by script, state after state; what was shown each time."""
        return json.loads(self.root.evaluate(READ, states))

    def cuts(self, states: list[list[int]]) -> dict[str, list[str]]:
        """Set the controls by script; the states in which a text cannot be read, and why."""
        cut = f"(el, states) => states.map((state) => (({SET})(el, state), ({CUT})(el)))"
        found = zip(states, self.root.evaluate(cut, states), strict=True)
        return {f"{self.book.name} in state {state}": bad for state, bad in found if bad}

    def check(self, state: list[int]) -> None:
        assert_shows(self.shown(), self.book, state)

    @property
    def state(self) -> list[int]:
        return [control["value"] for control in self.shown()["controls"]]

    def control(self, number: int):
        return self.root.locator("input[type=range], [role=radiogroup]").nth(number)

    def button(self, number: int, text: str):
        return self.control(number).locator("xpath=..").get_by_role("button", name=text)

    def press(self, target, key: str) -> None:
        """Press a key on the focused target; the focus must not leave the figure."""
        target.focus()
        self.page.keyboard.press(key)
        assert self.root.evaluate("el => el.contains(document.activeElement)"), (
            f"{self.book.name}: {key} took the focus away"
        )

    def where(self, number: int) -> tuple[float, float]:
        """The middle of a handle on the screen, (x, y)."""
        return (
            self.root.locator(".lm-handle")
            .nth(number)
            .evaluate(
                """(halo) => {
              const [x, y] = halo.getAttribute("d").match(/[-0-9.]+/g).map(Number);
              const place = new DOMPoint(x, y).matrixTransform(halo.getScreenCTM());
              return [place.x, place.y];
            }"""
            )
        )

    def drag_handle(self, number: int, to: list[int], grip=(0, 0)) -> None:
        """Take a handle with the mouse, `grip` beside its middle, to where it lies in a state."""
        handle = self.book.spec["handles"][number]
        self.root.locator(".lm-handle").nth(number).scroll_into_view_if_needed()
        x, y = self.where(number)
        place = (
            self.root.locator(".lm-handle")
            .nth(number)
            .evaluate(
                """(halo, [x, y]) => {
              const place = new DOMPoint(x, y).matrixTransform(halo.getScreenCTM());
              return [place.x, place.y];
            }""",
                place_of(self.book, handle, to),
            )
        )
        self.page.mouse.move(x + grip[0], y + grip[1])
        self.page.mouse.down()
        self.page.mouse.move(place[0] + grip[0], place[1] + grip[1], steps=4)
        self.page.mouse.up()

    def start_again(self, key: str = "Enter") -> None:
        self.press(self.root.locator(".lm-again"), key)

    def move_by_keys(self) -> None:
        """Move every control by every key that moves it; compare after each."""
        state = self.state
        for number, control in enumerate(self.book.controls):
            last = len(control) - 1
            if control.kind == "choice":
                for key, by in [("ArrowRight", 1)] * (last + 1) + [("ArrowLeft", -1)]:
                    self.press(self.control(number).locator("input:checked"), key)
                    state[number] = (state[number] + by) % (last + 1)
                    self.check(state)
                continue
            ways = [("Home", 0), ("ArrowLeft", 0), ("ArrowRight", 1)]
            ways += [("End", last), ("ArrowRight", last), ("ArrowLeft", last - 1)]
            for key, value in ways:
                self.press(self.control(number), key)
                state[number] = value
                self.check(state)
            if control.kind == "steps":
                ways = [("Step", "Enter", last), ("Step", "Space", last)]
                ways += [("Back", "Enter", last - 1), ("Back", "Space", max(0, last - 2))]
                for text, key, value in ways:
                    self.press(self.button(number, text), key)
                    state[number] = value
                    self.check(state)
        self.start_again()
        self.check(self.book.start)

    def move_by_mouse(self) -> None:
        """Drag or click every control; compare after each."""
        state = self.state
        for number, control in enumerate(self.book.controls):
            last = len(control) - 1
            if control.kind == "choice":
                for value in range(last + 1):
                    self.control(number).locator("label").nth(value).click()
                    state[number] = value
                    self.check(state)
                continue
            for value in (last, 0, last // 2):
                self.drag(number, state[number], value)
                landed = self.state[number]
                slack = 0 if value in (0, last) else 1
                assert abs(landed - value) <= slack, f"{control.label}: {landed}, not {value}"
                state[number] = landed
                self.check(state)
            if control.kind == "steps":
                for text, by in (("Step", 1), ("Back", -1)):
                    self.button(number, text).click()
                    state[number] = min(last, max(0, state[number] + by))
                    self.check(state)
        self.root.locator(".lm-again").click()
        self.check(self.book.start)

    def drag(self, number: int, value: int, to: int) -> None:
        """Drag a slider's thumb with the mouse from one value to another."""
        self.control(number).scroll_into_view_if_needed()
        box = self.control(number).bounding_box()
        step = (box["width"] - THUMB) / max(1, len(self.book.controls[number]) - 1)
        left, y = box["x"] + THUMB / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(left + step * value, y)
        self.page.mouse.down()
        self.page.mouse.move(left + step * to, y, steps=3)
        self.page.mouse.up()


# -- a page without a kernel ---------------------------------------------------------------


def plain_page(books: list[FlipBook], js: str = JS) -> str:
    """A page with some figures, each after its picture, that needs no kernel and no network.

    `window.stop[i]()` takes figure i away again.
    """
    figures = [
        {
            "spec": book.spec,
            "data": base64.b64encode(book.data).decode(),
            "still": book.still[-96:],
        }
        for book in books
    ]
    places = "".join(
        f'<section><img alt="" src="data:image/png;base64,{book.still}"><div></div></section>'
        for book in books
    )
    values, module = (json.dumps(text).replace("</", "<\\/") for text in (figures, js))
    return f"""<!doctype html><meta charset="utf-8">
<style>body {{ margin: 0 }} {CSS}</style>
<button id="before">before</button>{places}
<script type="module">
const blob = new Blob([{module}], {{ type: "text/javascript" }});
const {{ default: widget }} = await import(URL.createObjectURL(blob));
const places = document.querySelectorAll("section > div");
window.stop = {values}.map(({{ spec, data, still }}, i) => {{
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const values = {{ spec, data: new DataView(bytes.buffer), still }};
  return widget.render({{ model: {{ get: (name) => values[name] }}, el: places[i] }});
}});
window.ready = true;
</script>"""
