"""The handouts in Chromium: nothing fetched, nothing cut off, no finding of axe, and as PDF.

axe-core is a program that looks for what shuts readers out: a picture without a text, too
little contrast, a heading that is skipped. It comes from npm.
"""

import re
import subprocess
import sys

import pytest
from lab import watch
from lessons import LESSONS, ROOT, Lesson

from helpers.classroom import handout as room

PROMISED = 4.5  # the least contrast of text to its background

pytestmark = pytest.mark.browser
FIRST = next(iter(LESSONS))

# The contrast of every visible text with the colour behind it; there are no transparent colours.
CONTRAST = """() => {
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = numbers(colour).map((c) => c / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (numbers(colour)[3] !== 0) return colour;
    }
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = {};
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim()) continue;
    const pair = [getComputedStyle(element).color, behind(element)];
    const [a, b] = pair.map(light).sort((x, y) => y - x);
    found[pair.join(" on ")] = (a + 0.05) / (b + 0.05);
  }
  return found;
}"""


@pytest.fixture(
    params=[(FIRST, False), *((number, True) for number in LESSONS)],
    scope="module",
    ids=lambda p: f"{p[0]}-with-solutions" if p[1] else p[0],
)
def page(request, browser, tmp_path_factory):
    """A handout in a browser without a network; `page.asked` is what it asks for.

    The solutions stand at the end, so one with them has all that one without has.
    """
    number, solutions = request.param
    file = tmp_path_factory.mktemp("handout") / f"{number}.html"
    file.write_text(room.handout(LESSONS[number], solutions), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.errors, page.asked, page.file = [], [], file
    page.number, page.solutions = number, solutions
    watch(page, page.errors)
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(file.as_uri())
    page.evaluate("() => document.fonts.ready.then(() => null)")
    yield page
    context.close()


def test_asks_for_nothing_and_complains_about_nothing(page):
    assert [url for url in page.asked if not url.startswith("data:")] == [page.file.as_uri()]
    assert page.errors == []


def test_the_font_of_the_formulas_is_there(page):
    assert page.evaluate("() => [...document.fonts].map((f) => f.family + f.status)") == [
        "Handout Mathloaded"
    ]


@pytest.mark.parametrize("width", [1280, 1024, 400])
def test_nothing_reaches_over_the_edge(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    over = page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter((e) => {
          const box = e.getBoundingClientRect();
          return box.right > document.documentElement.clientWidth + 0.5 || box.left < -0.5;
        }).map((e) => e.outerHTML.slice(0, 200))"""
    )
    assert over == []


def test_a_line_of_code_is_not_broken(page):
    """At 1280 pixels, 88 columns fit: each line of code is as high as one line."""
    page.set_viewport_size({"width": 1280, "height": 900})
    heights = page.evaluate(
        """() => [...document.querySelectorAll("pre.code")].map((pre) => [
          pre.textContent.replace(/\\n$/, "").split("\\n").length,
          (pre.clientHeight - 2 * parseFloat(getComputedStyle(pre).paddingTop))
            / parseFloat(getComputedStyle(pre).lineHeight)])"""
    )
    assert len(heights) > 20
    for lines, high in heights:
        assert abs(lines - high) < 0.5


def test_a_formula_is_drawn_as_one(page):
    """A fraction is higher than a letter, a bracket as high as what it holds."""
    boxes = page.evaluate(
        """() => [...document.querySelectorAll("math")].map((m) => {
          const box = m.getBoundingClientRect();
          return [box.width, box.height, m.querySelector("mfrac") !== null];
        })"""
    )
    assert all(width > 2 and height > 5 for width, height, _ in boxes)
    plain = [height for _, height, fraction in boxes if not fraction]
    fractions = [height for _, height, fraction in boxes if fraction]
    assert not fractions or min(fractions) > sorted(plain)[len(plain) // 2]


def test_contrast(page):
    found = page.evaluate(CONTRAST)
    assert len(found) > 6
    assert {pair: ratio for pair, ratio in found.items() if ratio < PROMISED} == {}


def test_axe_finds_nothing(page, axe):
    assert axe(page) == []


def test_pdf(page):
    """Tagged, with an outline, on A4, and every heading and the last line of the text in it."""
    pypdf = pytest.importorskip("pypdf")
    if room.browser() is None:
        pytest.skip("found no browser for the PDF")
    file = room.pdf(page.file)
    reader = pypdf.PdfReader(file)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root and root["/Lang"] == "en"
    assert 15 < len(reader.pages) < 45
    for sheet in reader.pages:
        assert abs(sheet.mediabox.width - 595) < 1 and abs(sheet.mediabox.height - 842) < 1
    sheets = [re.sub(r"\s+", "", sheet.extract_text()) for sheet in reader.pages]
    text = "".join(sheets)
    lesson = Lesson(LESSONS[page.number])
    title = lesson.nb.cells[0].source.split("\n")[0].removeprefix("# ")
    assert reader.metadata.title == f"{title} (handout)"
    ends = ["Answers to the predictions", *["Hints and solutions"] * page.solutions]
    for heading in [title, "Practice", "Words", *ends]:
        assert heading.replace(" ", "") in text, heading
    assert "SILOpenFontLicense1.1" in sheets[-1]
    alts = re.findall(r"/Alt", "".join(map(str, structure(root["/StructTreeRoot"]))))
    pictures = sum("alt" in cell.metadata for cell in lesson.code.values())
    assert len(alts) == pictures
    for heading in page.locator("h2, h3").all_inner_texts():  # none at the foot of a page
        squeezed = re.sub(r"\s+", "", heading)
        for sheet in sheets:
            body = re.sub(r"\d+/\d+$", "", sheet)
            assert not body.endswith(squeezed), heading


def structure(node):
    """The parts of a tagged PDF that have a text alternative, as dictionaries."""
    node = node.get_object()
    if isinstance(node, dict):
        if "/Alt" in node:
            yield {"/Alt": node["/Alt"]}
        children = node.get("/K", [])
        children = children if isinstance(children, list) else [children]
        for child in children:
            if not isinstance(child, int):
                yield from structure(child)


def test_the_command_itself(tmp_path):
    """As somebody types it, in a folder with a space in its name."""
    if room.browser() is None:
        pytest.skip("found no browser for the PDF")
    folder = tmp_path / "two words"
    command = [sys.executable, "-m", "helpers", "handout", "2", "--pdf", "--to", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180)
    names = [f"02_gradient_descent_handout.{kind}" for kind in ("html", "pdf")]
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"wrote {folder / name}" for name in names]
    assert (folder / names[1]).read_bytes().startswith(b"%PDF")
