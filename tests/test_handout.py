"""The page of a lesson to read or print: complete, self-contained, the same each time."""

import functools
import re
import subprocess
import sys
from html.parser import HTMLParser

import nbformat
import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont
from lessons import LESSONS, ROOT, Lesson

from helpers.classroom import handout as room
from helpers.classroom import main
from helpers.classroom.handout import handout, mathml, pdf
from helpers.classroom.store import WIDGET_VIEW
from helpers.practice.session import catalogue

FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$]+\$", re.DOTALL)
PARSER = "html.parser"
VOID = {"img", "meta", "br", "mspace"}


class Page:
    """A page, its notebook, and what a reader sees of it."""

    def __init__(self, number, solutions):
        self.lesson, self.solutions = Lesson(LESSONS[number]), solutions
        self.html = handout(LESSONS[number], solutions)
        self.soup = BeautifulSoup(self.html, PARSER)
        self.main = self.soup.main

    def kept(self):
        """The cells of the notebook that are shown."""
        for cell in self.lesson.nb.cells:
            if cell.id.startswith("help-") and not self.solutions:
                continue
            if cell.id not in ("setup", "practice-end", "practice-progress"):
                yield cell

    def prose(self):
        """The text of the page without code and formulas."""
        soup = BeautifulSoup(self.html, PARSER).main
        for part in soup.find_all(["pre", "code", "math"]):
            part.decompose()
        return soup.get_text()


@pytest.fixture(params=[(n, s) for n in LESSONS for s in (False, True)], scope="module", ids=str)
def page(request):
    return Page(*request.param)


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


# -- the page by itself -------------------------------------------------------------------------


def test_self_contained(page):
    names = {tag.name for tag in page.soup.find_all()}
    assert not names & {"script", "link", "iframe", "object", "embed", "base", "form", "details"}
    for tag in page.soup.find_all():
        for name, value in tag.attrs.items():
            assert not name.startswith("on"), (tag.name, name)
            if name in ("src", "srcset", "data", "poster", "action", "background"):
                assert value.startswith("data:image/png;base64,"), (tag.name, name)
            if name == "href":
                assert tag.name == "a" and re.match(r"#|https?://", value), (tag.name, value)
    style = page.soup.style.string
    assert "@import" not in style
    assert re.findall(r"url\((.{0,14})", style) == ["data:font/woff"]
    (policy,) = page.soup.find_all("meta", {"http-equiv": "Content-Security-Policy"})
    assert policy["content"].startswith("default-src 'none';")


def test_every_link_inside_leads_to_one_place(page):
    ids = [tag["id"] for tag in page.soup.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for link in page.soup.find_all("a"):
        assert not link["href"].startswith("#") or link["href"][1:] in ids, link


def test_every_tag_is_closed(page):
    open_tags = []

    class Check(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag not in VOID:
                open_tags.append(tag)

        def handle_endtag(self, tag):
            if tag not in VOID:
                assert open_tags.pop() == tag, self.getpos()

    Check().feed(page.html)
    assert not open_tags


@pytest.fixture(scope="module")
def made_elsewhere(tmp_path_factory):
    """made_elsewhere(solutions): the folder in which another process has written all lessons."""

    @functools.cache
    def make(solutions):
        folder = tmp_path_factory.mktemp("made-elsewhere")
        command = [sys.executable, "-m", "helpers", "handout", "--to", str(folder)]
        command += ["--solutions"] if solutions else []
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        return folder

    return make


def test_same_notebook_same_bytes(page, made_elsewhere):
    """Also in another process, whose sets and dictionaries of hashes may have another order."""
    folder = made_elsewhere(page.solutions)
    ending = "_handout_with_solutions.html" if page.solutions else "_handout.html"
    names = [path.stem + ending for path in LESSONS.values()]
    assert sorted(path.name for path in folder.iterdir()) == names
    written = folder / (page.lesson.path.stem + ending)
    assert written.read_bytes() == page.html.encode("utf-8")


def test_head_and_headings(page):
    title = page.lesson.nb.cells[0].source.split("\n")[0].removeprefix("# ")
    assert page.soup.html["lang"] == "en"
    assert page.soup.title.string == f"{title} (handout)"
    headings = page.soup.find_all(re.compile(r"h[1-6]"))
    levels = [int(heading.name[1]) for heading in headings]
    assert levels[0] == 1 and levels.count(1) == 1 and max(levels) == 3 + page.solutions
    for heading, level, after in zip(headings, levels, levels[1:], strict=False):
        assert after <= level + 1, heading
    expected = [
        squeezed(heading).replace("`", "")
        for cell in page.kept()
        if cell.cell_type == "markdown"
        for heading in re.findall(r"^#+ (.*)", FENCE.sub("", cell.source), re.MULTILINE)
    ]
    found = [squeezed(heading.get_text()) for heading in headings]
    assert found[: len(expected)] == expected
    more = [h for h in headings[len(expected) :] if h.name == "h2"]
    ends = ["Answers to the predictions", "Hints and solutions"][: 1 + page.solutions]
    assert [heading.get_text() for heading in more] == ends


# -- what is in it ------------------------------------------------------------------------------


def test_every_picture_with_its_text_and_caption(page):
    expected, captions = [], []
    for cell in page.lesson.nb.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                expected.append((output.data["image/png"].replace("\n", ""), cell.metadata.alt))
    found = []
    for image in page.soup.find_all("img"):
        assert image.parent.name == "figure" and int(image["width"]) > 300
        found.append((image["src"].removeprefix("data:image/png;base64,"), image["alt"]))
        captions.append(squeezed(image.parent.figcaption.get_text()))
    assert found == expected and all(alt.strip() for _, alt in found)
    names = [re.match(r"(Picture \d+|Figure [A-Z]): \w", text)[0][:-3] for text in captions]
    assert len(names) == len(set(names))
    for name in names:  # a caption is not in the text as well
        assert len(re.findall(rf"^{name}:", page.main.get_text(), re.MULTILINE)) == 1, name


def test_a_figure_that_moves_says_so(page):
    moving = sum(
        any(WIDGET_VIEW in output.get("data", {}) for output in cell.outputs)
        for cell in page.lesson.code.values()
        if "alt" in cell.metadata
    )
    captions = [caption.get_text() for caption in page.soup.find_all("figcaption")]
    assert sum("The figure that one can move is in the notebook." in c for c in captions) == moving


def test_all_code_and_outputs_letter_by_letter(page):
    practice = ("predict-", "explain-")
    expected, printed = [], []
    for cell in page.kept():
        if cell.cell_type == "markdown":
            continue
        if not cell.id.startswith(practice):
            expected.append(cell.source)
        for output in cell.outputs:
            if output.output_type == "stream":
                printed.append(output.text.rstrip("\n"))
            elif output.output_type == "error":
                text = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output.traceback))
                printed.append(text.rstrip("\n"))
    found = [pre.get_text().strip("\n") for pre in page.soup.select(".cell > pre.code")]
    assert found == expected
    outputs = [pre.get_text() for pre in page.soup.select("pre.output")]
    assert outputs == printed
    assert "\x1b" not in page.html


def test_signs_of_html_in_code_and_outputs():
    sly = 'if a < b & c: "</code><b>"'
    for made in (room._code(sly, "python"), room._ansi(sly), room._markdown(f"`{sly}`", "")):
        soup = BeautifulSoup(made, PARSER)
        assert soup.get_text().strip("\n") == sly and not soup.b


def test_no_colour_of_a_terminal_beside_the_chosen_ones(page):
    style = page.soup.style.string
    for tag in page.soup.select("pre [class]"):
        for name in tag["class"]:
            assert not name.startswith("ansi-") or re.search(rf"\.{name}\b(?!-)", style), name
    assert not page.soup.select("pre [style]")


def test_every_paragraph_of_the_text(page):
    """Words of each paragraph, in order, without formulas and marks."""

    def words(text):
        return re.sub(r"[\W_]+", "", text)

    shown = words(BeautifulSoup(re.sub(r"<math.*?</math>", "", page.html), PARSER).text)
    for cell in page.kept():
        if cell.cell_type == "markdown" and cell.id != "title":
            text = re.sub(
                r"^```\w*$|</?(details|summary)>|\|[-|]+\|", "\n", cell.source, flags=re.M
            )
            for paragraph in text.split("\n"):
                plain = re.sub(r"^\d+\. ", "", FORMULA.sub("", paragraph))
                if "`" in plain and "$" in plain:
                    continue
                assert words(plain) in shown, (cell.id, paragraph)


def test_left_out(page):
    text = page.main.get_text()
    for words in ("Open in Colab", "could not be installed", "Not started", "not chosen"):
        assert words not in text, words
    assert "from helpers.practice import explain" not in text
    assert not re.search(r"\*\*|```|</?\w+>|&\w+;|^#+ ", page.prose(), re.MULTILINE)


def test_predictions_are_answered_at_the_end(page):
    text = page.main.get_text()
    end = text.index("Answers to the predictions")
    names = [i.removeprefix("predict-") for i in page.lesson.code if i.startswith("predict-")]
    for number, name in enumerate(names, 1):
        number_of_lesson = page.lesson.path.name[:2]
        (question,) = [
            q for q in catalogue(number_of_lesson)[0] if q.name == f"{number_of_lesson}.{name}"
        ]
        asked, answered = (
            BeautifulSoup(said._repr_html_(), PARSER)
            for said in (question, question.explained(None))
        )
        for paragraph in asked.find_all("p"):
            assert paragraph.get_text() in text[:end], (name, paragraph)
        first, *rest = answered.find_all("p")
        assert first.get_text() == f"Explanation · {page.lesson.path.name[:2]}.{name}"
        assert len(rest) >= 3
        for paragraph in rest[1:]:
            assert paragraph.get_text() in text[end:], (name, paragraph)
            assert paragraph.get_text() not in text[:end], (name, paragraph)
        question = page.soup.find(id=f"question-{name}")
        assert question.p.get_text() == f"Question {number}"
        assert question.a["href"] == f"#answer-{name}"
        assert page.soup.find(id=f"answer-{name}").get_text() == f"Question {number}"


def test_solutions_only_where_they_are_asked_for(page):
    shown = squeezed(page.main.get_text())
    tasks = squeezed(shown.split("Hints and solutions")[0])
    helps = [cell for cell in page.lesson.nb.cells if cell.id.startswith("help-")]
    assert len(helps) >= 7
    for cell in helps:
        blocks = [
            squeezed(block) for block in re.findall(r"```python\n(.*?)```", cell.source, re.S)
        ]
        assert blocks, cell.id
        hints = [s.strip() for s in re.findall(r"</summary>\n\n([^`$*\n]{30,}?[.?])", cell.source)]
        for part in [*blocks, *hints]:
            assert (squeezed(part) in shown) == page.solutions, (cell.id, part)
            assert squeezed(part) not in tasks, cell.id
    folded = sum(cell.source.count("<summary>") for cell in helps)
    parts = [h.get_text() for h in page.soup.find_all("h4")]
    assert len(parts) == (folded if page.solutions else 0)


# -- formulas and Chinese -----------------------------------------------------------------------


def test_every_formula_is_mathml(page):
    expected = 0
    for cell in page.kept():
        if cell.cell_type == "markdown":
            text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", cell.source))
            assert text.count("$") % 2 == 0, cell.id
            expected += len(FORMULA.findall(text))
    found = page.soup.find_all("math")
    assert len(found) == expected > 0
    for math in found:
        assert math.find_all(["mi", "mn", "mo", "mtext"]) and not math.find("merror")
    assert "$" not in page.prose()
    for text in [page.prose(), *(math.get_text() for math in found)]:
        assert not re.search(r"\\|\^\{|_\{", text)


def test_a_full_stop_stays_with_its_formula():
    made = BeautifulSoup(room._markdown("Take $a$ and $b$, then $c$ (or $d$).", ""), PARSER)
    assert [span.get_text() for span in made.select(".together")] == ["b,", "d)."]


def test_dollars_in_code_stay():
    assert room._markdown("`$w$` and $w$", "").count("$w$") == 1
    assert "echo $PATH" in room._markdown("```text\necho $PATH and $HOME\n```", "")


@pytest.mark.parametrize(
    ("formula", "parts"),
    [
        (r"\hat y", ["<mi>y</mi>", "&#x002C6;"]),
        (r"\overline{u v}", ["<mi>u</mi><mi>v</mi>", 'class="overline">&#x0203E;']),
        (r"t = -c/a", ['form="prefix">&#x02212;', 'lspace="0" rspace="0">&#x0002F;']),
        (r"a - c", ["<mo>&#x02212;</mo>"]),
        (r"\bigl(x\bigr)^2", ["&#x00028;</mo><mi>x</mi>", "<msup>"]),
        (r"A^{\mathsf T}", ['<mi mathvariant="normal">T</mi>']),
        (r"\log 0.01", ["<mi>log</mi><mo>&#x02061;</mo><mspace"]),
        (r"\log(t)", ["<mi>log</mi><mo "]),
        (r"\dfrac{\partial L}{\partial w}", ['displaystyle="true"', "&#x02202;</mi><mi>L</mi>"]),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", ["<mtable", "<mtr>"]),
        (r"a < b", ["&#x0003C;"]),
    ],
)
def test_what_a_browser_or_the_library_draws_badly(formula, parts):
    found = mathml(formula)
    for part in parts:
        assert part in found, found


@pytest.mark.parametrize("formula", [r"\foo + 1", "a & b", r"\text{lr} \unknown{x}"])
def test_a_formula_that_cannot_be_converted(formula):
    with pytest.raises(ValueError, match="formula"):
        mathml(formula)


def test_the_font_has_every_sign_of_the_formulas(page):
    """A letter alone is drawn slanted, from the block of mathematical letters."""
    known = TTFont(ROOT / "helpers" / "classroom" / "fonts" / "stix_two_math.woff").getBestCmap()
    signs = set()
    for leaf in page.soup.select("mi, mn, mo, mtext"):
        text = leaf.get_text()
        if leaf.name == "mi" and len(text) == 1 and leaf.get("mathvariant") != "normal":
            text = slanted(text)
        signs |= set(text)
    missing = {sign for sign in signs if ord(sign) not in known and not sign.isspace()}
    assert not missing, f"add these to the font: see helpers/classroom/fonts/README.txt: {missing}"


def slanted(letter):
    if letter == "h":
        return "\u210e"
    for first, last, start in (("A", "Z", 0x1D434), ("a", "z", 0x1D44E), ("α", "ω", 0x1D6FC)):
        if first <= letter <= last:
            return chr(start + ord(letter) - ord(first))
    return letter


def test_chinese_words_are_marked(page):
    chinese = re.compile("[\u4e00-\u9fff]")
    marked = 0
    for text in page.main.find_all(string=chinese):
        assert text.find_parent(lang="zh-Hans") or text.find_parent("pre"), text
        marked += 1
    assert marked > 8
    for span in page.main.find_all(lang="zh-Hans"):
        assert not re.search("[a-zA-Z]", span.get_text()), span


# -- errors and the command ---------------------------------------------------------------------


def changed(tmp_path, change):
    nb = nbformat.read(LESSONS["01"], as_version=4)
    change(nb)
    path = tmp_path / "01_changed.ipynb"
    nbformat.write(nb, path)
    return path


def test_a_picture_without_a_text_alternative(tmp_path):
    def change(nb):
        cell = next(cell for cell in nb.cells if "alt" in cell.metadata)
        cell.metadata.alt = " "

    with pytest.raises(ValueError, match="guess-figure: the picture needs a text alternative"):
        handout(changed(tmp_path, change))


def test_a_formula_in_a_notebook_that_cannot_be_converted(tmp_path):
    def change(nb):
        nb.cells[0].source += "\n\nHere is $\\nonsense$."

    with pytest.raises(ValueError, match="nonsense"):
        handout(changed(tmp_path, change))


def test_no_such_notebook(tmp_path):
    with pytest.raises(FileNotFoundError):
        handout(tmp_path / "09_nothing.ipynb")


def test_a_missing_lesson(capsys, tmp_path):
    assert main(["handout", "99", "--to", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "No lesson '99'" in said.err and not said.out
    assert not list(tmp_path.iterdir())


def test_all_lessons_where_none_is_named_and_again_over_an_older_one(capsys, tmp_path):
    for text in ("older", None):
        assert main(["handout", "--to", str(tmp_path)]) == 0
        pages = sorted(path.name for path in tmp_path.iterdir())
        assert pages == [f"{path.stem}_handout.html" for path in LESSONS.values()]
        said = capsys.readouterr().out.splitlines()
        assert said == [f"wrote {tmp_path / name}" for name in pages]
        for name in pages:
            assert (tmp_path / name).stat().st_size > 100_000
            if text:
                (tmp_path / name).write_text(text)


def test_without_a_browser_the_page_is_kept_and_the_way_by_hand_is_said(
    capsys, monkeypatch, tmp_path
):
    monkeypatch.setattr(room, "browser", lambda: None)
    assert main(["handout", "02", "--pdf", "--to", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "Found no Chromium, Chrome or Edge" in said and "Save as PDF" in said
    assert [path.suffix for path in tmp_path.iterdir()] == [".html"]


@pytest.mark.parametrize("program", ["false", "true"])  # one fails, one does nothing
def test_a_browser_that_makes_no_pdf(monkeypatch, tmp_path, program):
    monkeypatch.setattr(room, "browser", lambda: program)
    older = tmp_path / "x.pdf"
    older.write_bytes(b"older")
    with pytest.raises(OSError, match=r"made no PDF.*Save as PDF"):
        pdf(tmp_path / "x.html")
    assert older.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [older]


def test_where_a_browser_is_looked_for(monkeypatch, tmp_path):
    monkeypatch.setattr(room.shutil, "which", lambda name: None)
    monkeypatch.setattr(room, "MAC", ())
    for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert room.browser() is None
    monkeypatch.setattr(room, "WINDOWS", ("Edge/msedge.exe",))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert room.browser() is None
    (tmp_path / "Edge").mkdir()
    (tmp_path / "Edge" / "msedge.exe").touch()
    assert room.browser() == str(tmp_path / "Edge" / "msedge.exe")
    monkeypatch.setattr(room.shutil, "which", lambda name: f"/bin/{name}")
    assert room.browser() == "/bin/chromium"
