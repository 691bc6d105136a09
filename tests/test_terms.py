"""The Chinese beside the terms: the same one everywhere, and simplified characters only."""

import re

import pytest
from lessons import LESSONS, ROOT, Lesson
from terms import NO_TERMS, TERMS

CHINESE = re.compile("[\u3400-\u9fff]")
BOLD = re.compile(r"\*\*([^\W\d][^*\n`]*)\*\*(?: \(([^)]*)\))?")


def prose(number):
    return [c.source for c in Lesson(LESSONS[number]).nb.cells if c.cell_type == "markdown"]


def term(english: str) -> str | None:
    """The name under which TERMS has a word: "tensors" is "tensor", and so is "Tensor"."""
    forms = [english, english[:1].lower() + english[1:]]
    forms += [form.removesuffix("s") for form in forms]
    return next((word for word in forms if word in TERMS), None)


def beside(texts: list[str]) -> list[tuple[str, str]]:
    """The terms in bold, each with what stands in brackets behind it, in their order."""
    found = [match.groups(default="") for text in texts for match in BOLD.finditer(text)]
    return [
        (english, behind) for english, behind in found if term(english) or CHINESE.search(behind)
    ]


def glossary(texts: list[str]) -> list[tuple[str, str]]:
    """The rows of the table at a lesson's end; a row with two terms gives both."""
    pairs = []
    for row in texts[-1].split("## Words")[1].strip().splitlines()[2:]:
        english, chinese = (part.strip() for part in row.strip("|").split("|")[:2])
        chinese = re.sub(r" \([^)]*\)", "", chinese).split(", ")
        english = re.sub(r" \([^)]*\)", "", english).split(", ")
        pairs += zip(english, chinese * (len(english) if len(chinese) == 1 else 1), strict=False)
    return pairs


@pytest.mark.parametrize("number", LESSONS)
def test_the_table_of_a_lesson_has_the_terms_of_the_series(number):
    for english, chinese in glossary(prose(number)):
        allowed = {TERMS.get(english)}
        if english in ("weight", "slope", "label", "target"):  # one row, with both words
            allowed |= {TERMS["weight"], TERMS["label"]}
        assert chinese in allowed, f"{english}: {chinese}; tests/terms.py has {TERMS.get(english)}"


@pytest.mark.parametrize("number", LESSONS)
def test_chinese_beside_a_word_is_that_of_the_series(number):
    """In bold or not: the words before the brackets end with a term of that Chinese."""
    for text in prose(number)[:-1]:
        for match in re.finditer(r"([\w *'-]+) \(([^()]*)\)", text):
            english, chinese = match[1].replace("*", "").strip(), match[2]
            if CHINESE.search(chinese):
                words = [word.lower() for word, known in TERMS.items() if known == chinese]
                words += [f"{word}s" for word in words]
                assert english.lower().endswith(tuple(words)), f"{english} ({chinese})"


def test_a_term_has_its_chinese_where_it_first_appears():
    """In each lesson that has begun to write Chinese beside its terms."""
    seen = set()
    for number in LESSONS:
        texts = prose(number)
        begun = any(CHINESE.search(behind) for _, behind in beside(texts))
        for english, behind in beside(texts):
            first = term(english) not in seen
            assert not (begun and first) or CHINESE.search(behind), f"{number}: {english}"
            seen.add(term(english))


def test_bold_words_are_terms():
    """In those lessons: a bold word is a term, a sentence, or listed in NO_TERMS."""
    for number in LESSONS:
        texts = prose(number)
        if any(CHINESE.search(behind) for _, behind in beside(texts)):
            for english, _ in (m.groups() for text in texts[:-1] for m in BOLD.finditer(text)):
                short = len(english.split()) < 4 and english[-1].isalpha() and english != "Predict"
                assert not short or term(english) or english in NO_TERMS, f"{number}: {english}"


def test_characters_are_simplified():
    """GB 2312 has the simplified characters and none that only traditional writing uses."""
    pages = [*ROOT.glob("*.md"), *ROOT.glob("teaching/**/*.md"), *LESSONS.values()]
    pages += [*ROOT.glob("helpers/**/*.py"), ROOT / "tests" / "terms.py"]
    for page in pages:
        for character in sorted(set(CHINESE.findall(page.read_text("utf-8")))):
            assert _simplified(character), f"{page.name}: {character}"


def _simplified(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def test_traditional_characters_are_seen():
    assert [c for c in "損张權层優" if not _simplified(c)] == ["損", "權", "優"]
