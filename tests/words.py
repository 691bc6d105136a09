"""Hold what a lesson says to what was computed: its numbers and the words that a fault turns round.

    .venv/bin/python tests/words.py 02

writes the rows that tests/lesson_02/words.py lacks, each with a guess, and takes out those whose
phrase no text has any more; then look at what it wrote (`git diff`). CONTRIBUTING.md says more.

A *text* is a Markdown cell (its id), a text alternative ("guess alt"), a note for the instructor
("ask-sum right") or a question ("02.slope"). Code, formulas and addresses in it are not read here:
tests/test_formulas.py and the tests of the exercises hold them.
"""

import ast
import importlib
import math
import re
import sys
from dataclasses import dataclass

import nbformat
import numpy as np
from lessons import LESSONS, ROOT, numbers, of_lesson
from printed import EXPECTED

ALL = "in all texts"  # the name of the rows that hold in every text of a lesson
SPELLED = {
    **dict(zip("three four five six seven eight nine ten".split(), range(3, 11), strict=True)),
    **{"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40},
    **{"fifty": 50},
    **{"hundred": 100, "thousand": 1000, "million": 1e6, "billion": 1e9, "half": 0.5, "twice": 2},
}
NUMBER = re.compile(
    r"(?<![\w.])[-+]?(?:\d[\d,]*\d|\d)(?:\.\d+)?(?:e[-+]?\d+)?(?![^\W²³])"
    rf"|\b(?:{'|'.join(SPELLED)})\b",
    re.IGNORECASE,
)
# What is held elsewhere: fenced code, formulas, addresses, tags, and the numbers of headings,
# captions, exercises and hints, with their minutes.
MASKED = re.compile(
    r"```.*?```|\$\$.*?\$\$|\$[^$]+\$|\]\([^)]*\)|<[^>]+>|Hint \d"
    r"|^#+ (?:Exercise )?\d+|\(\d+ min\b|^\*(?:Picture|Figure) \w+:|^\d+\. "
    r"|^\*\*\d+ minutes(?:\*\*, and \d+ more)?",
    re.DOTALL | re.MULTILINE,
)
# One of these for the other makes a sentence false. They are reviewed in `SAYS`.
TURNS = re.compile(
    rf"""\b(?:{"|".join(SPELLED)}
    |too\ (?:low|high|long|short|small|large)|low|high|first|last
    |above|below|under|left|right|up|down|upwards?|downwards?|uphill
    |downhill|larger|smaller|largest|smallest|longer|shorter|longest
    |shortest|higher|lower|highest|lowest|greater|more|less|fewer|further|nearer|steeper|steepest
    |flatter|narrower|wider|faster|fastest|slower|slowest|better|worse|best|worst|grows?|shrinks?
    |falls?|rises?|doubles?|halves|increases?|decreases?|positive|negative|plus|minus|horizontal
    |vertical|before|after|always|never|no|not|cannot|neither|nothing|without|sum|mean|square[ds]?
    |absolute|rows?|columns?|converges?|diverges?|blue|vermilion|orange|green|black|grey|white|red
    |yellow|purple|pink|sky|dashed|dotted|solid|thick|thin|light|dark|circles?|dots?|diamonds?
    |crosses|triangles?|stars?)\b""",
    re.IGNORECASE | re.VERBOSE,
)


# What a row may say in place of a number


@dataclass(frozen=True)
class Given:
    """A number that nothing computes: data, a choice, a count of things in the text."""

    reason: str


@dataclass(frozen=True)
class About:
    """A rounded number: the text's is within `share` of `value`."""

    value: float
    share: float = 0.1


@dataclass(frozen=True)
class LessThan:
    """The text's number is less than `value`: "more than 20 times" for 22.4."""

    value: float


@dataclass(frozen=True)
class MoreThan:
    """The text's number is more than `value`: "under a second" for 0.4."""

    value: float


given, about, less_than, more_than = Given, About, LessThan, MoreThan
# The reasons that come back in every lesson
COUNT = Given("a count of things in the text or the code beside it")
CHOICE = Given("a choice of the author: data, a setting, a value to try")
EXAMPLE = Given("an example that stands for itself")
LINE = Given("the number of a line or a fact, counted in the text")
SHAPE = Given("a shape by the rule of the series: one column")
EFFORT = Given("an estimate of how long or how hard it is")
SHARED = ("COUNT", "CHOICE", "EXAMPLE", "LINE", "SHAPE", "EFFORT")


class Here:
    """What a row of a lesson's table may ask for: what cells print, and where things stand.

    What the cells print is what tests/lesson_NN/test_numbers.py computes.
    """

    def __init__(self, lesson: str):
        of_lesson(lesson, "test_numbers")  # registers what it computes
        self.number = lesson
        self.cells = nbformat.read(LESSONS[lesson], as_version=4).cells
        self.prints = {
            cell: list(function())
            for (number, cell), (function, _) in EXPECTED.items()
            if number == lesson
        }

    def printed(self, cell_id: str, *places: int):
        """The numbers that a cell prints, by their places from 0: one number, or a tuple."""
        found = tuple(self.prints[cell_id][k] for k in places)
        return found[0] if len(found) == 1 else found

    def code(self, cell_id: str, *settings: float) -> tuple:
        """These numbers, and whether all of them stand in the code of a cell."""
        (source,) = (cell.source for cell in self.cells if cell.id == cell_id)
        there = [value for value, _ in numbers(source)]
        return *settings, all(setting in there for setting in settings)

    def section(self, word: str) -> int:
        """The number of the one section whose title has `word` in it."""
        return self._one([n for n, title in self._titles() if word in title], "section", word)

    def exercise(self, name: str) -> int:
        """The number of the exercise with the cell task-`name`."""
        tasks = [cell.id for cell in self.cells if cell.id.startswith("task-")]
        return 1 + self._one([i for i, t in enumerate(tasks) if t == f"task-{name}"], "task", name)

    def picture(self, cell_id: str) -> int:
        """The number of the picture that the cell draws, read off its caption."""
        found = [n for n, cell in self._pictures() if cell == cell_id]
        return self._one(found, "picture in the cell", cell_id)

    def lesson(self, word: str) -> int:
        """The number of the lesson with `word` in its file's name."""
        found = [int(n) for n, path in LESSONS.items() if word in path.stem]
        return self._one(found, "lesson", word)

    def name_of(self, kind: str, number: int) -> str | None:
        """What to call a section, picture, exercise or lesson of that number in a row."""
        if kind == "section":
            titles = dict(self._titles())
            others = " ".join(title for n, title in titles.items() if n != number)
            words = re.findall(r"[\w.]{4,}", titles.get(number, ""))
            words = [word for word in words if word not in others]
            return max(words, key=len, default=titles.get(number))
        if kind == "picture":
            return dict(self._pictures()).get(number)
        if kind == "exercise":
            tasks = [c.id.removeprefix("task-") for c in self.cells if c.id.startswith("task-")]
            return dict(enumerate(tasks, 1)).get(number)
        return {int(n): path.stem.split("_")[1] for n, path in LESSONS.items()}.get(number)

    def _titles(self) -> list[tuple[int, str]]:
        heads = [re.match(r"## (\d+) (.+?)(?:  \(|$)", cell.source) for cell in self.cells]
        return [(int(head[1]), head[2]) for head in heads if head]

    def near(self, name: str) -> set[str]:
        """The cells of the section in which the text `name` stands."""
        cell_id = name.split()[0]
        if cell_id.startswith(f"{self.number}."):
            cell_id = cell_id.replace(f"{self.number}.", "predict-")
        section = []
        for cell in self.cells:
            if cell.id.startswith("section-"):
                if cell_id in section:
                    break
                section = []
            section.append(cell.id)
        return set(section)

    def _pictures(self) -> list[tuple[int, str]]:
        captions = [re.match(r"\*Picture (\d+):", cell.source) for cell in self.cells]
        return [(int(c[1]), self.cells[i - 1].id) for i, c in enumerate(captions) if c]

    def _one(self, found: list, kind: str, word: str) -> int:
        if len(found) != 1:
            raise ValueError(f"Lesson {self.number} has {len(found)} times a {kind} '{word}'.")
        return found[0]


# The texts of a lesson


def texts(lesson: str) -> dict[str, str]:
    """All texts of a lesson, by their names, in the order of the notebook."""
    found = {}
    for cell in nbformat.read(LESSONS[lesson], as_version=4).cells:
        if cell.cell_type == "markdown":
            found[cell.id] = cell.source
        if "alt" in cell.metadata:
            found[f"{cell.id} alt"] = cell.metadata["alt"]
        for key, note in cell.metadata.get("class", {}).items():
            if key == "late":
                note = note["do"]
            if key == "wrong":
                note = "\n".join(f"{wrong} {reply}" for wrong, reply in note)
            found[f"{cell.id} {key}"] = note
    for question in questions(lesson):
        options = (f"{option.text}\n{option.answer}" for option in question.options)
        said = [question.text, *options, getattr(question, "conclusion", "")]
        found[question.name] = "\n".join(said).strip()
    return found


def questions(lesson: str) -> tuple:
    return importlib.import_module(f"helpers.practice.lesson_{lesson}").QUESTIONS


def masked(text: str) -> str:
    """`text` with what is not read here blotted out; each character keeps its place."""
    return MASKED.sub(lambda match: "\n" * len(match[0]), text)


def spans(text: str) -> list[tuple[int, int]]:
    """Where the numbers of `text` begin and end, in figures and in words."""
    return [match.span() for match in NUMBER.finditer(masked(text))]


def values(text: str) -> list[tuple[float, float]]:
    """Each number of `text` with the size of its last digit."""
    found = []
    for start, end in spans(text):
        token = text[start:end]
        spelled = SPELLED.get(token.lower())
        found.append(numbers(token)[0] if spelled is None else (spelled, 1e-9))
    return found


def says(text: str) -> str:
    """The words of `text` that turn its meaning, in their order."""
    return " ".join(match[0].lower().replace(" ", "_") for match in TURNS.finditer(masked(text)))


TERM = r"(?:(?:ln|log) )?[-(]*\d[\d,.]*[²³]?\)*[²³]?"
SUM = rf"{TERM}(?: ?(?:[-+·/*]|times) ?{TERM})*"


def sums(text: str) -> list[list[str]]:
    """The sums that a text writes out, each as its sides: "2 · 3 + 1 = 7"."""
    text = masked(text).replace("`", "")
    found = re.findall(rf"(?<![\w.√]){SUM}(?: = ¥?{SUM})+(?![\w(])", text)
    return [[side.strip("¥.,") for side in match.split(" = ")] for match in found]


def worth(side: str) -> float:
    """What a side of a sum comes to."""
    for sign, python in (("·", "*"), ("times", "*"), ("²", "**2"), ("³", "**3"), (",", "")):
        side = side.replace(sign, python)
    return eval(re.sub(r"(?:ln|log) ([\d.]+)", r"math.log(\1)", side))


# What a lesson's words.py holds


def facts(lesson: str):
    """tests/lesson_NN/words.py as a module, or None for a lesson that has none."""
    if not (ROOT / "tests" / f"lesson_{lesson}" / "words.py").exists():
        return None
    return importlib.import_module(f"lesson_{lesson}.words")


def where(text: str, phrase: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(re.escape(phrase), text)]


def unbound(text: str, rows: dict) -> list[tuple[int, int]]:
    """The numbers of `text` that stand in no phrase of `rows`."""
    inside = [place for phrase in rows for place in where(text, phrase)]
    return [(a, b) for a, b in spans(text) if not any(s <= a and b <= e for s, e in inside)]


def idle(held: dict, everything: dict) -> list[tuple[str, str]]:
    """The rows of a table that bind nothing: their phrase stands in no text."""
    return [
        (name, phrase)
        for name, rows in held.items()
        for phrase in rows
        if not any(phrase in text for key, text in everything.items() if name in (key, ALL))
    ]


def disagreement(phrase: str, expected) -> str:
    """What is wrong with a row: nothing (""), or a sentence."""
    expected = list(expected) if isinstance(expected, (tuple, list)) else [expected]
    if not all(e for e in expected if isinstance(e, (bool, np.bool_))):
        return f"'{phrase}' is not true"
    computed = [e for e in expected if not isinstance(e, (bool, np.bool_))]
    found = values(phrase)
    if len(computed) == 1 and isinstance(computed[0], Given):
        computed *= len(found)
    if len(found) != len(computed):
        return f"'{phrase}' has {len(found)} numbers, its row {len(computed)}"
    for (number, step), value in zip(found, computed, strict=True):
        if not agrees(number, step, value):
            return f"'{phrase}': {number:g} in the text, {value} by its row"
    return ""


def agrees(number: float, step: float, value) -> bool:
    match value:
        case Given(reason):
            return len(reason.split()) > 1
        case About(middle, share):
            return abs(number - middle) <= share * abs(middle)
        case LessThan(bound):
            return number < bound
        case MoreThan(bound):
            return number > bound
    if not math.isfinite(value):
        return False
    return abs(number - value) <= 0.5001 * step + 1e-9 * abs(value)


# The command


def rows_for(name: str, text: str, rows: dict, namespace: dict) -> dict[str, str]:
    """A row, as Python, for each group of numbers that has none."""
    found = {}
    for start, end in _phrases(text, unbound(text, rows)):
        guesses = [
            _guess(name, text, start + a, start + b, namespace) for a, b in spans(text[start:end])
        ]
        one = len(guesses) == 1 or set(guesses) in [{reason} for reason in SHARED]
        found[text[start:end]] = guesses[0] if one else f"({', '.join(guesses)})"
    return found


def _phrases(text: str, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Short pieces of `text` around the numbers."""
    pieces = []
    for start, end in found:
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end) % (len(text) + 1)
        before = re.search(r"(?:\S+ ){0,3}\S*$", text[line:start])[0]
        after = re.match(r"\S*(?: \S+){0,3}", text[end:stop])[0]
        start, end = start - len(before), end + len(after)
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return pieces


def _guess(name: str, text: str, start: int, end: int, namespace: dict) -> str:
    """An expression that gives the number, or COUNT, SHAPE, EFFORT, CHOICE where none is found."""
    number, step = values(text[start:end])[0]
    before = text[:start]
    here = namespace.get("here")
    digits = re.sub(r"\D", "", text[start:end]).strip("0")
    kind = re.search(r"(section|picture|exercise|lesson)s? (?:\d+ and )?$", before, re.IGNORECASE)
    if here and kind:
        kind = kind[1].lower()
        place = here.name_of(kind, number)
        return f'{kind}("{place}")' if place else "CHOICE"
    for expression in namespace.get("GUESSES", ()):
        value = eval(expression, dict(namespace))
        if len(digits) > 1 and agrees(number, step, value):
            return expression
        if number and number == value and expression.isidentifier():
            return expression
    if here and len(digits) > 1:
        near = here.near(name)
        for cell, found in here.prints.items():
            if len(digits) < 3 and cell not in near:
                continue
            for k, value in enumerate(found):
                if isinstance(value, (int, float)) and agrees(number, step, value):
                    return f'printed("{cell}", {k})'
    if before.endswith(("(N, ", "d + ")):
        return "SHAPE"
    if re.search(r"\b(line|fact|step|hint)s? (\d (and|to) )?$", before, re.IGNORECASE):
        return "LINE"
    if before.endswith("level ") or text[end:].startswith(" minutes"):
        return "EFFORT"
    return "CHOICE" if text[start:end][-1].isdigit() else "COUNT"


def written(lesson: str) -> str:
    """words.py of a lesson with the rows that were missing, and without those that bind nothing."""
    path = ROOT / "tests" / f"lesson_{lesson}" / "words.py"
    source, module, everything = path.read_text("utf-8"), facts(lesson), texts(lesson)
    if not (hasattr(module, "WORDS") and hasattr(module, "SAYS")):
        raise SystemExit(
            f"{path.name} of lesson {lesson} needs WORDS = {{}} and SAYS = {{}} at its end."
        )
    tables = {
        ast.unparse(node.targets[0]): node
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign)
    }
    kept = {
        ast.literal_eval(name): {
            ast.literal_eval(phrase): ast.get_source_segment(source, value)
            for phrase, value in zip(rows.keys, rows.values, strict=True)
        }
        for name, rows in zip(tables["WORDS"].value.keys, tables["WORDS"].value.values, strict=True)
    }
    lines = ["# fmt: off", "WORDS = {"]
    idles = set(idle(module.WORDS, everything))
    for name in [ALL, *everything]:
        rows = {p: v for p, v in kept.get(name, {}).items() if (name, p) not in idles}
        if name != ALL:
            held = module.WORDS.get(ALL, {}) | rows
            rows |= rows_for(name, everything[name], held, vars(module))
            rows = dict(sorted(rows.items(), key=lambda row: everything[name].find(row[0])))
        if rows:
            lines += [f"    {name!r}: {{"]
            lines += [f"        {phrase!r}: {_line(value)}," for phrase, value in rows.items()]
            lines += ["    },"]
    lines += ["}", "SAYS = {"]
    lines += [f"    {name!r}: {says(text)!r}," for name, text in everything.items() if says(text)]
    lines += ["}"]
    before = source.splitlines()[: tables["WORDS"].lineno - 1]
    before = before[:-1] if before[-1] == "# fmt: off" else before
    return "\n".join([*before, *lines, ""])


def _line(expression: str) -> str:
    return re.sub(r"\s+", " ", expression).replace("( ", "(").replace(", )", ")")


def main(lesson: str) -> None:
    path = ROOT / "tests" / f"lesson_{lesson}" / "words.py"
    path.write_text(written(lesson), "utf-8")
    print(f"Written: {path.relative_to(ROOT)}. Look at what is new: git diff")


if __name__ == "__main__":
    main(*sys.argv[1:])
