"""Minutes follow from what a lesson holds: its words, formulas, code, pictures and questions."""

import re

import nbformat
import pytest
from lessons import LESSONS, ROOT, Lesson
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.classroom import minutes as room
from helpers.classroom.minutes import minutes, of_sections, words, write_minutes
from helpers.classroom.parts import split
from helpers.practice.session import catalogue

CORE = ["01"]  # the lessons whose core path is held to a length
HEADING = re.compile(r"## (\d+) (.+)  \((\d+) min\)")


def cell(source, cell_id="", kind=new_code_cell, **metadata):
    made = kind(source)
    made.id = cell_id or made.id
    made.metadata.update(metadata)
    return made


def prose(source, cell_id=""):
    return cell(source, cell_id, new_markdown_cell)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One, two: three.", 3),
        ("Don't stop at 2.50 ¥ now", 6),  # the sign is not a word
        ("the **residual** (残差) of `w * X + b`", 6),  # letters of code are read, signs are not
        ("a formula $x^2 + 1$ inside", 4),
        ("above $$x = 1 + 2$$ below", 2),
        ("[two words](https://example.org/a/b)", 2),
        ("before <details><summary>what?</summary>folded</details> after", 2),
        ("", 0),
    ],
)
def test_words(text, count):
    assert words(text) == count - (1 if "¥" in text else 0)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([prose("word " * 240)], 2),
        ([prose("$$a$$\n\n$$b$$")], 1),  # two displayed formulas
        ([prose("1. $a$\n2. $b$\n3. $c$")], 3 * 0.5 + 6 / 120),  # a derivation, and its words
        ([cell("a = 1\n\nb = 2")], 0.2),
        ([cell("a = 1", alt="a picture")], 0.6),
        ([cell("from helpers.explore.lesson_01 import f\n\nf()", alt="a figure")], 2),
        ([cell("a = 1", jupyter={"source_hidden": True})], 0),
        ([prose("word " * 120, "ask-a"), cell("a = 1")], 1 + 1 + 0.1),  # decided on paper
        ([prose("word", "ask-a"), cell('predict("01.a")', "predict-a")], 1 + 1 / 120),
        ([cell('explain("01.a")', "explain-a")], 0),
    ],
)
def test_minutes(cells, expected):
    assert minutes(cells) == pytest.approx(expected)


def test_all_that_is_read_of_a_question_counts():
    question = catalogue("01")[0][0]
    read = [question.text, question.conclusion]
    read += [text for option in question.options for text in (option.text, option.answer)]
    (asks,) = [cell(f'predict("{question.name}")', "predict-a")]
    expected = 1 + sum(map(words, read)) / 120
    assert minutes([asks], room.asked) == pytest.approx(expected)


def test_minutes_are_written_where_they_belong():
    nb = new_notebook()
    nb.cells = [
        prose("# Title\n\n**1 minutes**, and 1 more for what goes deeper.", "title"),
        prose("## 1 One", "section-1"),
        prose("word " * 360),
        prose("## 2 Two  (77 min)", "section-2"),
        prose("word " * 30),
        prose("## 3 Going deeper: three  (1 min)", "section-3"),
        prose("word " * 480),
        prose("## What you can say now", "closing"),
    ]
    write_minutes(nb)
    heads = [c.source for c in nb.cells if c.id.startswith("section-")]
    assert heads == [
        "## 1 One  (3 min)",
        "## 2 Two  (1 min)",  # at least one
        "## 3 Going deeper: three  (4 min)",
    ]
    assert "**4 minutes**, and 4 more for" in nb.cells[0].source
    before = nbformat.writes(nb)
    write_minutes(nb)
    assert nbformat.writes(nb) == before


@pytest.mark.parametrize("number", LESSONS)
def test_a_lesson_says_its_minutes(number):
    """In its headings, its first cell, and the README."""
    nb = Lesson(LESSONS[number]).nb
    _, sections, _ = split(nb)
    assert [section.minutes for section in sections] == list(of_sections(nb).values())
    core = sum(section.minutes for section in sections if not section.deeper)
    deeper = sum(section.minutes for section in sections if section.deeper)
    said = re.search(r"\*\*(\d+) minutes(?:\.\*\*|\*\*, and (\d+) more for)", nb.cells[0].source)
    assert (int(said[1]), int(said[2] or 0)) == (core, deeper)
    readme = (ROOT / "README.md").read_text("utf-8")
    (row,) = re.findall(rf"^\| \[{number}\]\(.*$", readme, re.MULTILINE)
    wanted = f"{core} + {deeper}" if deeper else str(core)
    assert row.split(" | ")[2] == wanted, f"the README's table says other minutes for {number}"


@pytest.mark.parametrize("number", CORE)
def test_the_core_path_is_one_lesson_long(number):
    """45 to 60 minutes, and some 2,200 words of prose; what goes deeper comes last."""
    nb = Lesson(LESSONS[number]).nb
    before, sections, _ = split(nb)
    core = [section for section in sections if not section.deeper]
    assert sections[: len(core)] == core
    minutes = sum(section.minutes for section in core)
    assert 45 <= minutes <= 60, "shorten something, or mark a section as going deeper"
    cells = [*before, *(c for section in core for c in section.cells)]
    assert sum(words(c.source) for c in cells if c.cell_type == "markdown") <= 1.05 * 2200
