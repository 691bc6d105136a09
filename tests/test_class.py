"""What an instructor gets from the notebooks: run sheet, live version, slides."""

import ast
import copy
import importlib
import re

import nbformat
import pytest
from lessons import FACTS, LESSONS, Lesson

from helpers.classroom import main
from helpers.classroom.live import live
from helpers.classroom.parts import notes, questions, split
from helpers.classroom.sheet import WIDTH, run_sheet
from helpers.classroom.slides import slide_types

KEYS = {"show", "late", "break", "right", "wrong", "intent"}
BANNED = r"\b(simply|just|obviously|trivial|easy|easily|amazing|powerful|exciting)\b"


@pytest.fixture(params=LESSONS, scope="module")
def number(request):
    return request.param


@pytest.fixture
def nb(number):
    return copy.deepcopy(Lesson(LESSONS[number]).nb)


def texts(said):
    """All the texts in the notes of a cell."""
    if isinstance(said, str):
        return [said]
    if isinstance(said, dict):
        said = said.values()
    return [text for part in said if not isinstance(part, int) for text in texts(part)]


# -- notes ---------------------------------------------------------------------------------


def test_notes_stand_where_they_belong(nb, number):
    _, sections, rest = split(nb)
    for section in sections:
        heading, *cells = section.cells
        assert set(notes(heading)) <= {"late", "break"}
        assert section.deeper or any("show" in notes(cell) for cell in cells), section.title
        late = notes(heading).get("late", {"do": "-", "saves": 1})
        assert set(late) == {"do", "saves"} and 1 <= late["saves"] <= section.minutes
        for cell, after in zip(cells, [*cells[1:], rest[0]], strict=True):
            prose = cell.id.startswith("ask-") and not after.id.startswith("predict-")
            wanted = {"right", "wrong"} if prose else {"intent"}
            said = set(notes(cell)) - {"show"}
            assert said == wanted or (not prose and not said), cell.id
            assert ("intent" in notes(cell)) <= (cell.cell_type == "code"), cell.id
    assert set(notes(rest[0])) == {"right"} and not any(notes(cell) for cell in rest[1:])
    pauses = [s.number for s in sections if "break" in notes(s.cells[0])]
    core = sum(section.minutes for section in sections if not section.deeper)
    assert len(pauses) == (core >= 45)
    if pauses:
        before = sum(s.minutes for s in sections if s.number < pauses[0])
        assert 0.35 <= before / core <= 0.65


def test_notes_in_plain_words(nb):
    for cell in nb.cells:
        for text in texts(notes(cell)):
            assert not re.search(BANNED, text, re.IGNORECASE), f"{cell.id}: {text}"
            assert text.strip() == text and len(text) > 1


def test_a_heading_stands_alone(nb):
    """A section is folded at its heading, and run to from there."""
    for cell in nb.cells:
        if cell.cell_type == "markdown" and re.search("^## ", cell.source, re.MULTILINE):
            assert cell.source.startswith("## "), cell.id
            assert cell.id.startswith("section-") == bool(re.match(r"## \d", cell.source)), cell.id
            assert not cell.id.startswith("section-") or "\n" not in cell.source, cell.id


# -- run sheet -----------------------------------------------------------------------------


def test_the_sheet_has_the_questions_with_their_answers(nb, number):
    """Read from stored outputs, they are those of the practice, word for word."""
    known = importlib.import_module(f"helpers.practice.lesson_{number}").QUESTIONS
    found = [q for section in split(nb)[1] for q in questions(section).values()]
    for question in known:
        options = [
            f"{letter}. {o.text}"
            for letter, o in zip(question.letters, question.options, strict=True)
        ]
        text = "\n".join([question.text, *options])
        (here,) = [q for q in found if q.text == text]
        answers = dict(zip(question.letters, question.options, strict=True))
        right = answers.pop(question.right)
        said = f"{question.right}. {right.text}: {right.answer} {question.conclusion}"
        assert here.right == said.strip()
        assert here.wrong == tuple((f"{k}. {o.text}", o.answer) for k, o in answers.items())
    prose = [c for c in nb.cells if "wrong" in notes(c)]
    assert len(found) == len(known) + len(prose)


@pytest.mark.parametrize("markdown", [False, True])
def test_the_sheet_says_all(nb, number, markdown):
    sheet = run_sheet(nb, markdown)
    assert sheet == run_sheet(nb, markdown)
    flat = re.sub(r"\s+", " ", sheet)
    facts = FACTS[number]
    core = [section for section in split(nb)[1] if not section.deeper]
    minutes, sections = sum(section.minutes for section in core), len(core)
    assert f"{number} {facts.TITLE}" in flat and f"{minutes} minutes in {sections} sections" in flat
    clock = re.findall(r"^(?:## )?(\d):(\d\d)  ", sheet, re.MULTILINE)
    starts = [60 * int(h) + int(m) for h, m in clock]
    lengths = [section.minutes for section in core]
    assert starts == [sum(lengths[:i]) for i in range(sections + 1)] and starts[-1] == minutes
    for cell in nb.cells:
        for text in texts(notes(cell)):
            wanted = re.sub(r"\s+", " ", text)
            bare = flat.replace("\\*", "*")
            assert wanted in bare, f"{cell.id}: {text}"
    for cell in nb.cells:
        if cell.id.startswith("task-"):
            assert cell.source.split("\n")[0].removeprefix("### ").replace("  ", " ") in flat
    saved = sum(notes(s.cells[0]).get("late", {"saves": 0})["saves"] for s in split(nb)[1])
    assert f"saves up to {saved} minutes" in flat
    assert len(re.findall(r"\bBreak\b", sheet)) == (minutes >= 45)
    if not markdown:
        assert max(map(len, sheet.splitlines())) <= WIDTH
        assert "**Predict" not in sheet and "$" not in sheet


def test_the_sheet_follows_the_notebook(nb):
    """A result is never printed before the question for it."""
    flat = re.sub(r"\s+", " ", run_sheet(nb))
    place = 0
    for section in split(nb)[1]:
        asked = questions(section)
        for cell in section.cells:
            said = notes(cell)
            wanted = [said.get("intent", ""), said.get("show", "")]
            if cell.id in asked:
                wanted += [asked[cell.id].text.split("\n")[-1], asked[cell.id].right]
            for text in wanted:
                bare = re.sub(r"\*\*Predict\.?\*\*[.,]? *|\$", "", text)
                place = flat.index(re.sub(r"\s+", " ", bare).strip(), place)


def test_a_heading_that_says_something_else_is_refused(nb):
    next(c for c in nb.cells if c.id == "section-2").source += "\nand more"
    with pytest.raises(ValueError, match="section-2: wanted"):
        run_sheet(nb)


# -- live version --------------------------------------------------------------------------


def code(nb):
    return {cell.id: cell.source for cell in nb.cells if cell.cell_type == "code"}


def test_filling_the_emptied_cells_gives_the_lesson(nb):
    lesson = code(nb)
    typed = live(nb, "lesson.ipynb")
    nbformat.validate(typed)
    emptied = [name for name, source in code(typed).items() if source != lesson[name]]
    assert emptied == [cell.id for cell in nb.cells if "intent" in notes(cell)]
    for cell in typed.cells:
        if cell.id in emptied:
            lines = cell.source.splitlines()
            assert 1 <= len(lines) <= 4
            assert all(line.startswith("# ") and len(line) <= 88 for line in lines), cell.id
            cell.source = lesson[cell.id]
    assert list(code(typed).items()) == list(lesson.items())


def test_pictures_data_and_practice_are_not_emptied(nb):
    before, sections, rest = split(nb)
    for cell in [*before, *rest, *(c for s in sections for c in s.cells)]:
        if "alt" in cell.metadata or cell.id.startswith(("predict-", "explain-")):
            assert "intent" not in notes(cell), cell.id
    typed = live(nb, "lesson.ipynb")
    kept = {cell.id: cell.source for cell in typed.cells}
    for cell in rest[1:]:
        assert kept[cell.id] == cell.source
    could = [
        c for s in sections for c in s.cells if c.cell_type == "code" and "alt" not in c.metadata
    ]
    could = [c for c in could if not c.id.startswith(("predict-", "explain-"))]
    share = sum("intent" in notes(cell) for cell in could) / len(could)
    assert 0.25 <= share <= 0.6


def test_live_prose_is_headings_questions_and_formulas(nb):
    typed = live(nb, "lesson.ipynb")
    _, sections, _ = split(nb)
    _, live_sections, _ = split(typed)
    assert [(s.number, s.title, s.minutes) for s in sections] == [
        (s.number, s.title, s.minutes) for s in live_sections
    ]
    for section, short in zip(sections, live_sections, strict=True):
        text = "\n".join(c.source for c in short.cells if c.cell_type == "markdown")
        full = "\n".join(c.source for c in section.cells if c.cell_type == "markdown")
        assert text.count("**Predict") == full.count("**Predict")
        assert text.count("$$") == full.count("$$")
        for line in text.splitlines():
            assert line.rstrip("*") in full  # "*Picture 1: ..." is cut to "*Picture 1*"
        assert re.findall(r"^\*(\w+ \w+)\*$", text, re.MULTILINE) == re.findall(
            r"^\*((?:Picture|Figure) \w+):", full, re.MULTILINE
        )
    words = sum(len(c.source) for c in nb.cells if c.cell_type == "markdown" and c.id != "words")
    practice = ("task-", "help-", "practice")
    prose = [c for c in nb.cells if c.cell_type == "markdown" and not c.id.startswith(practice)]
    kept = [c for c in typed.cells if c.cell_type == "markdown" and not c.id.startswith(practice)]
    assert sum(len(c.source) for c in kept) < 0.5 * sum(len(c.source) for c in prose) < words


def test_live_has_no_output_and_no_note(nb):
    for cell in live(nb, "lesson.ipynb").cells:
        assert not cell.get("outputs") and cell.get("execution_count") is None
        assert set(cell.metadata) <= {"tags", "alt", "jupyter", "cellView"}
        assert ("cellView" in cell.metadata) == (cell.id == "setup")  # folded here too


def test_filled_to(nb):
    _, sections, _ = split(nb)
    lesson, empty = code(nb), code(live(nb, "lesson.ipynb"))
    for n in range(1, len(sections) + 2):
        filled = code(live(nb, "lesson.ipynb", n))
        for section in sections:
            for cell in section.cells:
                if cell.cell_type == "code":
                    wanted = lesson if section.number < n else empty
                    assert filled[cell.id] == wanted[cell.id], (n, cell.id)
    for n in (0, -1, len(sections) + 2):
        with pytest.raises(ValueError, match="This lesson has the sections 1 to"):
            live(nb, "lesson.ipynb", n)


class Names(ast.NodeVisitor):
    """The names that a cell makes, and those that it needs from the cells before it."""

    def __init__(self, source):
        self.made, self.needed = set(), set()
        self.visit(ast.parse(source))

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Store):
            self.made.add(node.id)
        elif node.id not in self.made:
            self.needed.add(node.id)

    def visit_alias(self, node):
        self.made.add((node.asname or node.name).split(".")[0])

    def _in_order(self, *nodes):
        for node in nodes:
            for one in node if isinstance(node, list) else [node]:
                self.visit(one)

    def visit_Assign(self, node):
        self._in_order(node.value, node.targets)

    def visit_AugAssign(self, node):
        self.needed |= {node.target.id} - self.made if isinstance(node.target, ast.Name) else set()
        self._in_order(node.value, node.target)

    def visit_For(self, node):
        self._in_order(node.iter, node.target, node.body)

    def _inside(self, node, *parts):
        """What has names of its own: a function, a class, a comprehension."""
        outside = set(self.made)
        self._in_order(*parts)
        self.made = outside | ({node.name} if hasattr(node, "name") else set())

    def visit_FunctionDef(self, node):
        arguments = [a.arg for a in (*node.args.args, *node.args.kwonlyargs)]
        arguments += [a.arg for a in (node.args.vararg, node.args.kwarg) if a]
        outside = set(self.made)
        self.made |= {*arguments, node.name}
        self._in_order(node.body)
        self.made = outside | {node.name}

    def visit_ClassDef(self, node):
        self._inside(node, node.bases, node.body)

    def visit_Lambda(self, node):
        outside = set(self.made)
        self.made |= {a.arg for a in node.args.args}
        self._in_order(node.body)
        self.made = outside

    def visit_ListComp(self, node):
        parts = [part for g in node.generators for part in (g.iter, g.target, *g.ifs)]
        self._inside(node, parts, node.elt)

    visit_SetComp = visit_GeneratorExp = visit_ListComp  # noqa: N815

    def visit_DictComp(self, node):
        parts = [part for g in node.generators for part in (g.iter, g.target, *g.ifs)]
        self._inside(node, parts, node.key, node.value)


def test_a_comment_names_what_later_cells_need(nb):
    """Who types what the comment says can go on: no later cell misses a name."""
    cells = [cell for cell in nb.cells if cell.cell_type == "code"]
    cells = cells[: next(i for i, c in enumerate(cells) if c.id.startswith("try-"))]
    for i, cell in enumerate(cells):
        if "intent" not in notes(cell) or "raises-exception" in cell.metadata.get("tags", []):
            continue
        waiting = Names(cell.source).made
        for later in cells[i + 1 :]:
            there = Names(later.source)
            if "intent" not in notes(later):
                for name in waiting & there.needed:
                    said = notes(cell)["intent"]
                    assert re.search(rf"\b{name}\b", said), f"{cell.id}: {name}, for {later.id}"
            waiting -= there.made


# -- commands ------------------------------------------------------------------------------


def test_commands_write_the_same_file_each_time(tmp_path, capsys):
    for _ in range(2):
        assert main(["live", "02", "--filled-to", "3", "--to", str(tmp_path)]) == 0
        (file,) = tmp_path.iterdir()
        assert file.name == "02_gradient_descent_live_3.ipynb"
        content = file.read_bytes()
        assert b"\r" not in content and str(file) in capsys.readouterr().out
        nbformat.validate(nbformat.read(file, 4))
    file.write_text("somebody typed here", encoding="utf-8")
    assert main(["live", "02", "--filled-to", "3", "--to", str(tmp_path)]) == 1
    assert "somebody may have worked in it" in capsys.readouterr().err
    assert file.read_text("utf-8") == "somebody typed here"
    assert main(["live", "2", "--filled-to", "3", "--to", str(tmp_path), "--force"]) == 0
    assert file.read_bytes() == content


def test_commands_say_what_is_wrong(tmp_path, capsys):
    assert main(["class", "17"]) == 1
    assert capsys.readouterr().err == f"No lesson '17'. There are {', '.join(LESSONS)}.\n"
    assert main(["live", "02", "--filled-to", "9", "--to", str(tmp_path)]) == 1
    assert "sections 1 to 7" in capsys.readouterr().err and not list(tmp_path.iterdir())
    with pytest.raises(SystemExit):
        main(["class"])
    assert "lesson" in capsys.readouterr().err


def test_class_prints_the_sheet(capsys):
    for options in ([], ["--markdown"]):
        assert main(["class", "02", *options]) == 0
        nb = Lesson(LESSONS["02"]).nb
        assert capsys.readouterr().out == run_sheet(nb, bool(options))


# -- slides --------------------------------------------------------------------------------


def test_slide_types_are_stored(nb):
    types = slide_types(nb)
    for cell in nb.cells:
        assert cell.metadata["slideshow"] == {"slide_type": types[cell.id]}, cell.id


def test_a_sensible_deck(nb, number):
    """A slide for the title, each section and the closing; every question and picture is seen."""
    types = slide_types(nb)
    slides = [name for name, kind in types.items() if kind == "slide"]
    assert slides == [
        "title",
        *(f"section-{i + 1}" for i in range(FACTS[number].SECTIONS)),
        "closing",
    ]
    for cell in nb.cells:
        kind = types[cell.id]
        if "alt" in cell.metadata:
            assert kind == "subslide", cell.id
        if cell.id.startswith("ask-"):
            assert kind == "subslide", cell.id
        if cell.id.startswith(("task-", "try-", "help-", "words", "setup")):
            assert kind == "skip", cell.id
        if cell.source.startswith(("*Picture", "*Figure")) and kind != "notes":
            # a caption may give the prediction away; some stand before a derivation
            assert "$$" in cell.source or "\n1. " in cell.source, cell.id


def test_nbconvert_makes_the_deck(nb):
    nbconvert = pytest.importorskip("nbconvert")
    body, _ = nbconvert.SlidesExporter().from_notebook_node(nb)
    types = list(slide_types(nb).values())
    inner = types.count("slide") + types.count("subslide")
    assert len(re.findall(r"<section\b", body)) == types.count("slide") + inner
