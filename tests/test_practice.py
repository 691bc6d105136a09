"""Every exercise and question: what passes, what does not, and what is said to whom."""

import functools
import importlib
import pydoc
import re
import sys
import textwrap
from unittest.mock import patch

import anchors
import pytest
import torch
from lessons import LESSONS, ROOT, Lesson, numbers, ran

from helpers.practice import engine, session
from helpers.practice.compare import all_numbers
from helpers.practice.engine import judge, passes
from helpers.practice.guard import known_state
from helpers.practice.invariants import verdict

CATALOGUES = {
    number: importlib.import_module(f"helpers.practice.lesson_{number}") for number in LESSONS
}
EXERCISES = {e.name: e for module in CATALOGUES.values() for e in module.EXERCISES}
QUESTIONS = {q.name: q for module in CATALOGUES.values() for q in module.QUESTIONS}


def module_of(name: str) -> str:
    """The name of an exercise's module below a package: 01.best-line is lesson_01.best_line."""
    number, short = name.split(".")
    return f"lesson_{number}.{short.replace('-', '_')}"


ANSWERS = {name: importlib.import_module(f"answers.{module_of(name)}") for name in EXERCISES}
RIGHT = [(name, i) for name, module in ANSWERS.items() for i in range(len(module.RIGHT))]
WRONG = [(e.name, i) for e in EXERCISES.values() for i in range(len(e.wrong))]
MISTAKES = [
    (number, name, i)
    for name, module in ANSWERS.items()
    for number, answers in getattr(module, "MISTAKES", {}).items()
    for i in range(len(answers))
]
TWENTY_FIVE = {  # what learners get wrong, by how often it is asked about
    1: "(N, 1) against (N,)",
    2: "no zero_grad: the loss swings",
    3: "zero_grad between backward and step: frozen, no error",
    4: "learning rate too large: nan",
    5: "unscaled features: nan, or a crawl",
    6: "w -= lr * w.grad on a leaf",
    7: "w = w - lr * w.grad: .grad is None at the next step",
    8: "backward twice on one graph",
    9: "element 0 of tensors does not require grad",
    10: "float64 from NumPy",
    11: "the factor 2 between 1/N and 1/(2N)",
    12: "the sign",
    13: "sum for mean: the gradient grows with N",
    14: "total += loss keeps every graph alive",
    15: "backward on a non-scalar",
    16: ".grad of a non-leaf is None",
    17: "integer tensors cannot require gradients",
    18: "1-D input to nn.Linear",
    19: "nn.MSELoss(p, y) for nn.MSELoss()(p, y)",
    20: "a new model with the old optimizer",
    21: "stopped, not converged",
    22: ".data",
    23: "can't call numpy() on a tensor that requires grad",
    24: "eval() is not no_grad()",
    25: "no seed; cells run out of order",
}
PART_TWO = {  # the same for language models, so far
    "II.1": "is my loss normal? no baseline",
    "II.2": "softmax before cross_entropy",
    "II.3": "cross_entropy with (B, T, V) against (B, T)",
    "II.4": "one-hot or float targets; targets of shape (N, 1)",
    "II.5": "the logarithm of zero",
    "II.6": "eval() forgotten or not put back",
    "II.7": "gradients kept while validating",
    "II.8": "embedding index out of range",
    "II.9": "windows split at random",
    "II.10": "tuning on the test set",
    "II.11": "one seed",
    "II.12": "a linear grid for a learning rate",
    "II.13": "targets not shifted, or twice",
    "II.14": "padding in the loss",
    "II.15": "padding = end mark",
    "II.16": "tokens of another run's vocabulary",
    "II.17": "encode and decode do not agree",
    "II.18": "perplexities across vocabularies",
    "II.19": "the mask inverted",
    "II.20": "no mask",
    "II.21": "the scale missing or from the wrong width",
    "II.22": "view where transpose is needed",
    "II.23": "position outside the table, context not cropped",
    "II.24": "tied weights that are copies",
    "II.25": "accumulation without division, or a mean of means",
    "II.26": "decay on norms and biases",
    "II.27": "no warm-up, a rate that is too high",
    "II.28": "resumed without optimizer, sampler, seed",
    "II.29": "prompt in the loss, or the mask off by one",
    "II.30": "forgetting",
    "II.31": "LoRA: scale, both factors zero, not merged or merged twice",
    "II.32": "frozen parameters in the optimizer",
}
OTHERS = [
    (name, i) for name, module in ANSWERS.items() for i in range(len(getattr(module, "OTHERS", [])))
]
RIVALS = [(e.name, i) for e in EXERCISES.values() for i in range(len(e.rivals))]
SEEDS = range(3)
TRAINS = {"04.mend-runs", "06.one-batch", "09.learn-one"}  # a second of training: fewer seeds


def seeds(name, count):
    return range(max(3, count // 4) if name in TRAINS else count)


CODE = ("predict", "explain", "try")  # the kinds of cells of the practice that are code


@pytest.fixture(autouse=True)
def clean_session(monkeypatch):
    monkeypatch.setattr(session, "SESSION", session.Session())


DRAW, RUN = engine.Drawn, engine._Run


@pytest.fixture(scope="module", autouse=True)
def drawn_once():
    """For a seed, the inputs of an exercise are drawn once for all tests here, and each answer of
    the catalogue that others are compared with runs on them once."""
    kept = {}

    def drawn(exercise, seed):
        if (exercise.name, seed) not in kept:
            kept[exercise.name, seed] = DRAW(exercise, seed)
        return kept[exercise.name, seed]

    with patch.object(engine, "Drawn", drawn):
        yield


def words(message) -> str:
    """The text of a message on one line."""
    return re.sub(r"\s+", " ", repr(message))


@functools.cache
def cells(number: str, kind: str) -> dict:
    """The cells of a lesson whose id begins with `kind`, by what follows in the id."""
    return {
        cell.id.removeprefix(f"{kind}-"): cell
        for cell in Lesson(LESSONS[number]).nb.cells
        if cell.id.startswith(f"{kind}-") and (cell.cell_type == "code") == (kind in CODE)
    }


def solution(number: str, short: str) -> str:
    """The code of a folded solution."""
    text = cells(number, "help")[short].source
    return re.search(r"<summary>Solution</summary>\s+```python\n(.*?)\n```", text, re.DOTALL)[1]


# -- the catalogues ------------------------------------------------------------------------


def test_enough_of_everything():
    for number, module in CATALOGUES.items():
        assert len(module.QUESTIONS) >= 4 and len(module.EXERCISES) >= 5, number
        for exercise in module.EXERCISES:
            assert len(exercise.wrong) >= 4, exercise.name
            assert len(ANSWERS[exercise.name].RIGHT) >= 3, exercise.name
        names = [thing.name for thing in (*module.QUESTIONS, *module.EXERCISES)]
        assert all(name.startswith(f"{number}.") for name in names)
        assert len(set(names)) == len(names)


def modules(number: str) -> list[str]:
    """The modules of a lesson's catalogue, by their names below `helpers.practice`."""
    folder = ROOT / "helpers" / "practice" / f"lesson_{number}"
    return [f"{folder.name}.{path.stem}" for path in sorted(folder.glob("[!_]*.py"))]


def test_an_exercise_has_a_module_of_its_name():
    """In the catalogue and among the answers, and none is left out of EXERCISES."""
    for number in LESSONS:
        found = set()
        for name in modules(number):
            exercise = getattr(
                importlib.import_module(f"helpers.practice.{name}"), "EXERCISE", None
            )
            if exercise is not None:
                assert module_of(exercise.name) == name
                found.add(exercise.name)
        assert found == {exercise.name for exercise in CATALOGUES[number].EXERCISES}


@pytest.mark.parametrize("name", EXERCISES)
def test_the_reference_passes(name):
    exercise = EXERCISES[name]
    for seed in seeds(name, 10):
        message = judge(exercise, exercise.reference, seed)
        assert message.kind == "pass", message
    assert message.mark == "Right"
    assert exercise.checked in words(message) and exercise.why in words(message)
    assert exercise.why.endswith("?") or "?" in exercise.why


TESTS = [  # the exercises in which a learner writes a test, see helpers/practice/invariants.py
    e.name for e in EXERCISES.values() if any(w.name == "lets everything pass" for w in e.wrong)
]


def test_no_test_is_left_out():
    assert {e.name for e in EXERCISES.values() if e.observe is verdict} <= set(TESTS)


@pytest.mark.parametrize("name", TESTS)
def test_a_reference_that_is_a_test_tells_right_from_wrong(name):
    """What other tests are judged by: True for each right candidate, False for each wrong one."""
    exercise = EXERCISES[name]
    for seed in SEEDS:
        for case in exercise.cases(torch.Generator().manual_seed(seed)):
            assert engine.look(exercise, exercise.reference, case).value is case[-1]


@pytest.mark.parametrize("name", EXERCISES)
def test_the_start_is_not_started(name):
    assert judge(EXERCISES[name], EXERCISES[name].start).kind == "not started"
    assert judge(EXERCISES[name], ...).kind == "not started"


@pytest.mark.parametrize("name", [e.name for e in EXERCISES.values() if e.start is not ...])
def test_a_changed_program_that_is_as_wrong_as_the_start_counts(name, ran, monkeypatch):
    """The program of the cell is not started; with a line that changes nothing it is a try."""
    number, short = name.split(".")
    exercise = EXERCISES[name]
    source = cells(number, "try")[short].source
    assert f"\n{exercise.given.strip()}\n" in source
    head, body = exercise.given.strip().split("\n", 1)
    heard, there = [], ran(number).names[f"try-{short}"]
    monkeypatch.setattr(session, "show", heard.append)
    for between in ("    # a comment\n", "    nothing = 0\n"):
        names = dict(there)
        exec(source.replace(f"{head}\n{body}", f"{head}\n{between}{body}"), names)
    assert [message.kind for message in heard] == ["not started", "as at the start"]
    assert heard[-1].mark == "Not yet" and exercise.symptom in words(heard[-1])
    assert session.SESSION.done.tries == {name: 1}


@functools.cache
def said_to(name: str, i: int, seed: int) -> engine.Message:
    """The message for known wrong answer number i; one judging for all tests that read it."""
    return judge(EXERCISES[name], EXERCISES[name].wrong[i].answer, seed)


@pytest.mark.parametrize(("name", "i"), WRONG)
def test_a_known_wrong_answer_gets_its_own_message(name, i):
    exercise, wrong = EXERCISES[name], EXERCISES[name].wrong[i]
    for seed in SEEDS:
        message = said_to(name, i, seed)
        assert message.kind == wrong.name and message.mark == "Not yet", message
    assert [text for _, text in message.lines[-3:]] == [wrong.seen, wrong.means, wrong.to_try]
    told = [other.seen for other in exercise.wrong]
    assert told.count(wrong.seen) == 1 and len({w.name for w in exercise.wrong}) == len(told)


@pytest.mark.parametrize(("name", "i"), RIGHT)
def test_a_right_answer_in_other_clothes_passes(name, i):
    answer = ANSWERS[name].RIGHT[i]
    for seed in seeds(name, 10):
        message = judge(EXERCISES[name], answer, seed)
        assert message.kind == "pass", message


@pytest.mark.parametrize(("name", "i"), RIVALS)
def test_a_rival_rule_does_not_pass(name, i):
    """Whatever the random inputs, there is a case in which the two rules come apart."""
    exercise, rival = EXERCISES[name], EXERCISES[name].rivals[i]
    assert judge(exercise, rival.answer, 0).kind != "pass", rival.rule
    with known_state():  # to make it takes as long as ten answers
        for seed in seeds(name, 20)[1:]:  # without the search for a message, which takes long
            assert not passes(exercise, rival.answer, seed), f"seed {seed}: {rival.rule}"


def test_every_exercise_has_rivals():
    """Rules that a learner might follow instead, each told in a sentence of its own."""
    for name, exercise in EXERCISES.items():
        rules = [rival.rule for rival in exercise.rivals]
        assert rules, name
        assert passes(exercise, exercise.reference, 1), name
        assert len(set(rules)) == len(rules)
        assert all(re.fullmatch("[A-Z0-9].+[.]", rule) for rule in rules), name
        assert all("\n" not in rule and len(rule) < 90 for rule in rules), name


def breaks(exercise, rule, answer, inputs) -> bool:
    """An answer for which a property does not hold, run as the check runs it."""
    like = engine.look(exercise, exercise.reference, inputs).value

    def run(*given):
        seen = engine.look(exercise, answer, given)
        if seen.error is not None:
            raise seen.error
        return engine.dress(seen.value, like)

    return not engine._fits(rule.holds, run, *inputs)


@pytest.mark.parametrize("name", EXERCISES)
def test_properties_hold_for_right_answers(name):
    exercise = EXERCISES[name]
    for inputs in exercise.cases(torch.Generator().manual_seed(0)):
        for rule in exercise.properties:
            for answer in [exercise.reference, *ANSWERS[name].RIGHT]:
                assert not breaks(exercise, rule, answer, inputs), rule.name


@pytest.mark.parametrize("name", [e.name for e in EXERCISES.values() if e.properties])
def test_each_property_can_fail(name):
    """For each property there is an answer that breaks it: a known wrong one, or one that is
    kept for this test and is told so."""
    exercise = EXERCISES[name]
    kept = getattr(ANSWERS[name], "BROKEN", {})
    cases = list(exercise.cases(torch.Generator().manual_seed(0)))
    for rule in exercise.properties:
        broken = (breaks(exercise, rule, w.answer, c) for w in exercise.wrong for c in cases)
        if rule.name in kept:
            assert judge(exercise, kept[rule.name], 0).kind == rule.name
        else:
            assert any(broken), f"{name}, {rule.name}"


def test_every_mistake_of_the_lists_is_met():
    """The table of where each is met (pytest -s shows it)."""
    listed = {**TWENTY_FIVE, **PART_TWO}
    for number, what in listed.items():
        places = sorted({name for n, name, _ in MISTAKES if n == number})
        print(f"{number!s:>4} {what:62} {', '.join(places)}")
        assert places, what
    assert {number for number, _, _ in MISTAKES} == set(listed)


@pytest.mark.parametrize(("number", "name", "i"), MISTAKES)
def test_a_mistake_is_told(number, name, i):
    answer, fragment = ANSWERS[name].MISTAKES[number][i]
    for seed in SEEDS:
        message = judge(EXERCISES[name], answer, seed)
        assert message.kind != "pass"
        assert fragment in words(message), message


@pytest.mark.parametrize(("name", "i"), OTHERS)
def test_other_slips_are_told(name, i):
    """Answers that beginners gave, beside the examples of the catalogue."""
    answer, fragment = ANSWERS[name].OTHERS[i]
    for seed in SEEDS:
        message = judge(EXERCISES[name], answer, seed)
        assert message.kind != "pass"
        assert fragment.lower() in words(message).lower(), message


@pytest.mark.parametrize("name", EXERCISES)
def test_each_message_says_its_own_mistake(name):
    """Words of each message stand beside the answers: no two messages can change places, and
    none can say another thing. `python tests/anchors.py 01.mse` writes TOLD anew."""
    of = anchors.texts(EXERCISES[name])
    told = ANSWERS[name].TOLD
    assert set(told) == set(of)
    for kind, phrases in told.items():
        for place, phrase in enumerate(phrases):
            assert anchors.own(phrase, kind, place, of), (kind, phrase, of[kind][place])


def numbers_of(value) -> list[float]:
    """The numbers in a value, with the lengths and shapes of its parts."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [float(len(value)), *(number for part in value for number in numbers_of(part))]
    shape = [float(size) for size in getattr(value, "shape", ())]
    return shape + (all_numbers(value) or [])


WITHOUT_EDGES = {"03.log-loss", "03.relu", "03.power"}  # compared by `alike`, part by part
NOT_FROM_THE_RUN = {  # the message for a known wrong answer, and where its number comes from
    ("01.by-hand", "N minus 1"): "one less than the four rides of the task",
    ("01.best-line", "not centred"): "the point (0, 0) that the answer's line goes through",
    ("01.compare", "by the sum of the residuals"): "the sum that `signs_cancel` comes near to",
    ("02.safe-rate", "smallest"): "what a descent with this learning rate comes to: nan",
    ("02.safe-rate", "no 2 in the table"): "what a descent with this learning rate comes to: nan",
    ("02.choose-rate", "exchanged"): "the bound 1 that its `when` asks for",
    ("02.choose-rate", "the rate of the kilometres"): "what the descent comes to: nan",
    ("02.choose-rate", "too large"): "what the descent comes to: inf, then nan",
    ("02.choose-rate", "fewer than one"): "the bound 1 that its `when` asks for",
    ("02.choose-rate", "condition number"): "the two curvatures of the task",
    ("02.choose-rate", "two kinds of logarithm"): "ln 10, to two digits",
    ("03.slope", "nudge to one side"): "the nudge of the answer that is compared with",
    ("03.slope", "large nudge"): "the nudge of the answer that is compared with",
    ("03.power", "sign of n lost"): "the border between the n that are right and wrong",
    ("04.predict", "64 bits"): "the number in the name of torch.float64",
    ("04.mend-runs", "one number"): "the number of rates in `runs_seen`",
    ("04.mend-runs", "every epoch"): "the number of rates in `runs_seen`",
    ("04.mend-runs", "another number of numbers"): "the number of rates in `runs_seen`",
}
SAID = [
    (e.name, wrong.name)
    for e in EXERCISES.values()
    for wrong in e.wrong
    if numbers(wrong.seen) and (e.name, wrong.name) not in NOT_FROM_THE_RUN
]


@pytest.mark.parametrize(("name", "kind"), SAID)
def test_a_number_that_is_seen_was_seen_in_this_run(name, kind):
    """For every seed: among the inputs, what came out and what should, and their sizes."""
    exercise = EXERCISES[name]
    wrong = next(wrong for wrong in exercise.wrong if wrong.name == kind)
    for seed in seeds(name, 20):
        made = []
        with patch.object(engine, "_Run", lambda *given: made.append(RUN(*given)) or made[0]):
            assert judge(exercise, wrong.answer, seed).kind == kind
        (run,) = made
        seen = [one.value for one in (*run.found, *run.expected)]
        there = [number for part in (*run.cases, *seen) for number in numbers_of(part)]
        for number, digit in numbers(wrong.seen):
            near = digit / 2 if digit < 1 else 1e-6  # a whole number is not rounded
            assert any(abs(number - other) <= near for other in there), f"{seed}: {number}"


def test_no_reason_is_left_over():
    kinds = {(e.name, wrong.name) for e in EXERCISES.values() for wrong in e.wrong}
    assert set(NOT_FROM_THE_RUN) <= kinds
    assert all(numbers_in_seen(*key) for key in NOT_FROM_THE_RUN)


def numbers_in_seen(name: str, kind: str) -> list:
    return numbers(next(wrong.seen for wrong in EXERCISES[name].wrong if wrong.name == kind))


def scaled(value, factor: float):
    """A value with all its numbers a little larger."""
    if isinstance(value, list | tuple):
        return type(value)(scaled(part, factor) for part in value)
    return value * factor


def gives_numbers(exercise) -> bool:
    """What the reference gives, or is, has numbers; a text has none, and no tolerance."""
    if not callable(exercise.reference):
        return bool(all_numbers(exercise.reference))
    inputs = next(iter(exercise.cases(torch.Generator().manual_seed(0))))
    return bool(all_numbers(exercise.reference(*inputs)))


EQUAL = [
    e.name
    for e in EXERCISES.values()
    if e.accept is None and e.observe is None and gives_numbers(e)
]


@pytest.mark.parametrize("name", EQUAL)
def test_what_is_equal_ends_at_the_tolerance(name):
    """An answer off by a little less than the tolerance passes, by a little more does not."""
    exercise = EXERCISES[name]

    def off(share):
        factor = 1 + share * exercise.tolerance
        if not callable(exercise.reference):
            return scaled(exercise.reference, factor)
        return lambda *inputs: scaled(exercise.reference(*inputs), factor)

    for seed in SEEDS:
        assert (
            judge(exercise, off(0.9), seed).kind == judge(exercise, off(-0.9), seed).kind == "pass"
        )
        assert (
            judge(exercise, off(1.5), seed).kind != "pass" != judge(exercise, off(-1.5), seed).kind
        )


ACCEPTING = [e.name for e in EXERCISES.values() if e.accept is not None]


@pytest.mark.parametrize("name", sorted(set(ACCEPTING) - WITHOUT_EDGES))
def test_what_is_accepted_ends_where_it_is_said(name):
    """Answers at the edge of `accept`: those inside pass, those outside do not."""
    inside, outside = ANSWERS[name].EDGES
    for seed in SEEDS:
        assert all(judge(EXERCISES[name], answer, seed).kind == "pass" for answer in inside)
        assert all(judge(EXERCISES[name], answer, seed).kind != "pass" for answer in outside)


# -- what a learner may and may not read ------------------------------------------------------


@pytest.fixture(scope="module")
def every_message(drawn_once):
    """(exercise, kind, message) for every known wrong answer, and for the general ones."""
    return list(messages())


def messages():
    for exercise in EXERCISES.values():
        yield exercise, "pass", judge(exercise, exercise.reference, 0)
        yield exercise, "not started", judge(exercise, exercise.start, 0)
        for i, wrong in enumerate(exercise.wrong):
            yield exercise, wrong.name, said_to(exercise.name, i, 0)
        for rule in exercise.properties:
            lines = (("Seen", rule.seen), ("It means", rule.means), ("Try", rule.to_try))
            kind = f"property: {rule.name}"
            yield exercise, kind, engine.Message("Not yet", exercise.name, lines, rule.name)


def test_messages_read_well(every_message):
    """All messages in one table (pytest -s shows it), in plain words, and short."""
    banned = r"\b(simply|just|obviously|trivial|easy|easily|powerful|stupid|silly)\b"
    for exercise, kind, message in every_message:
        print(f"\n{exercise.name} | {kind}\n{textwrap.indent(repr(message), '    ')}")
        for label, text in message.lines:
            assert len(text.split()) <= 60, f"{exercise.name}, {kind}, {label}"
            assert not re.search(banned, text, re.IGNORECASE), text
            assert not re.match("[a-z]{2}", text) or label in ("Checked", "Now explain"), text
            assert text.rstrip()[-1] in ".?!:" or label == "Error", text
            assert text.count("`") % 2 == 0, text
        if message.mark == "Not yet":
            assert [label for label, _ in message.lines][-3:] in (
                ["Seen", "It means", "Try"],
                ["Seen", "It means"],
            )


def test_questions_read_well():
    banned = r"\b(simply|just|obviously|trivial|easy|easily|powerful)\b"
    for question in QUESTIONS.values():
        print(f"\n{question!r}\n{question.explained(None)!r}")
        assert 2 <= len(question.options) <= 4 and question.right in question.letters
        assert question.text.endswith("?")
        for option in question.options:
            assert len(option.text) < 70 and not option.text.endswith(".")
            assert 5 < len(option.answer.split()) <= 60, option
            assert not re.search(banned, f"{option.text} {option.answer}", re.IGNORECASE)
            assert f"{option.text} {option.answer}".count("`") % 2 == 0


def test_no_message_gives_the_answer_away(every_message):
    for exercise, kind, message in every_message:
        if kind == "pass":
            continue
        code = solution(exercise.name[:2], exercise.name.split(".")[1])
        for line in code.splitlines():
            line = line.strip().removeprefix("return ")
            if len(line) > 12 and not line.startswith(
                ("def ", "class ", "for ", "with ", "import", "super()")
            ):
                assert line not in words(message), f"{exercise.name}, {kind}: {line}"
        if isinstance(exercise.reference, float):
            numbers = re.findall(r"-?\d+\.\d+|-?\d+", words(message).removeprefix(message.about))
            assert exercise.reference not in map(float, numbers), f"{exercise.name}, {kind}"


def test_help_shows_no_solution():
    things = [session.check, session.predict, engine, importlib.import_module("helpers.practice")]
    for number, module in CATALOGUES.items():
        rooms = [importlib.import_module(f"helpers.practice.{m}") for m in modules(number)]
        texts = [pydoc.plain(pydoc.render_doc(thing)) for thing in [*things, module, *rooms]]
        text = "\n".join(texts)
        for short in cells(number, "help"):
            for line in solution(number, short).splitlines():
                line = line.strip().removeprefix("return ")
                if len(line) > 15 and not line.startswith(("def ", "class ")):
                    assert line not in text, f"{number}.{short}: {line}"
        for exercise in module.EXERCISES:
            assert not re.search(r"reference\s*=", text), exercise.name


# -- the notebooks ---------------------------------------------------------------------------


@pytest.mark.parametrize("number", LESSONS)
def test_every_exercise_stands_in_its_lesson(number):
    lesson = Lesson(LESSONS[number])
    order = [cell.id for cell in lesson.nb.cells]
    shorts = [e.name.split(".")[1] for e in CATALOGUES[number].EXERCISES]
    assert list(cells(number, "try")) == shorts == list(cells(number, "task"))
    minutes = 0
    for i, short in enumerate(shorts, 1):
        at = order.index(f"task-{short}")
        assert order[at : at + 3] == [f"task-{short}", f"try-{short}", f"help-{short}"]
        task, try_it, help_ = lesson.nb.cells[at : at + 3]
        head = re.match(
            rf"### Exercise {i}: .+  \((\d+) min, level [123], sections? [^)]+\)\n\n", task.source
        )
        assert head, task.source.splitlines()[0]
        minutes += int(head[1])
        assert re.search(rf'^check\(\n? *"{number}\.{short}", ', try_it.source, re.MULTILINE)
        assert try_it.source.startswith("from helpers.practice import check\n")
        summaries = re.findall(r"<details><summary>(.+?)</summary>\n\n", help_.source)
        assert summaries == ["Hint 1", "Hint 2", "Solution"]
        assert help_.source.count("\n\n</details>") == 3
        why = EXERCISES[f"{number}.{short}"].why
        assert f"\n\n**{why[0].upper()}{why[1:]}** " in help_.source
        answer = help_.source.split(f"**{why[0].upper()}{why[1:]}** ")[1]
        answer = re.sub(r"(?<![\w*])\*(\w+)\*(?![\w*])", r"\1", answer)  # the check has no italics
        because = EXERCISES[f"{number}.{short}"].because
        assert because and answer == f"{because}\n\n</details>"
    intro = lesson.nb.cells[order.index("practice")].source
    assert re.search(rf"about {5 * round(minutes / 5)} minutes", intro), minutes
    assert order[-2:] == ["practice-progress", "words"]


@pytest.mark.parametrize("number", LESSONS)
def test_a_start_says_not_started_in_the_stored_notebook(number):
    for short, cell in cells(number, "try").items():
        shown = [o for o in cell.outputs if "text/html" in o.get("data", {})]
        assert len(shown) == 1, short
        assert shown[0].data["text/plain"].startswith(f"Not started · {number}.{short}\n")


def solve(number, short, cell, names):
    """Run an exercise's folded solution in place of its start, with the cell's own check."""
    hand_in = cell.source[cell.source.rindex("\ncheck(") :]
    code = f"from helpers.practice import check\n\n{solution(number, short)}\n\n{hand_in}"
    exec(compile(code, f"<{number}.{short}>", "exec"), names)


@functools.cache
def solved(number: str) -> dict:
    """What each folded solution of a lesson is told, or the error that it raises. They run where
    the exercises stand: after the lesson, one after the other."""
    names, told = dict(ran(number).names["practice-progress"]), {}
    for short, cell in cells(number, "try").items():
        heard = []
        with patch.object(session, "show", heard.append):
            try:
                solve(number, short, cell, names)
            except Exception as error:
                heard.append(error)
        told[short] = heard
    return told


@pytest.mark.parametrize("name", EXERCISES)
def test_the_folded_solution_passes_in_its_place(name):
    number, short = name.split(".")
    last = solved(number)[short][-1]
    if isinstance(last, Exception):
        raise last
    assert last.about == name and last.kind == "pass", last


def test_lesson_04_can_begin_with_the_practice(ran, monkeypatch):
    """As its text says: after the first two code cells every exercise can be solved."""
    heard, names = [], dict(ran("04").names[list(ran("04").code)[1]])
    monkeypatch.setattr(session, "show", heard.append)
    for short, cell in cells("04", "try").items():
        solve("04", short, cell, names)
    assert [said.kind for said in heard] == ["pass"] * len(cells("04", "try"))


@pytest.mark.parametrize("number", LESSONS)
def test_exercises_leave_the_lesson_alone(number):
    """What an exercise defines is a name of its own, so that earlier cells can run again."""
    lesson = Lesson(LESSONS[number])
    tries = {f"try-{short}" for short in cells(number, "try")}
    used = "\n".join(cell.source for cell_id, cell in lesson.code.items() if cell_id not in tries)
    for cell_id in tries:
        for name in re.findall(
            r"^(?:def |class )?(\w+)(?: = |\()", lesson.code[cell_id].source, re.M
        ):
            if name not in ("check", "print"):
                assert not re.search(rf"(?<![.\w\"]){name}\b(?!=)", used), f"{cell_id}: {name}"


@pytest.mark.parametrize("number", LESSONS)
def test_every_question_stands_in_its_lesson(number):
    """Buttons, the experiment, the answers; a picture keeps its caption at its side."""
    ids = [cell.id for cell in Lesson(LESSONS[number]).nb.cells]
    shorts = [q.name.split(".")[1] for q in CATALOGUES[number].QUESTIONS]
    assert [i.removeprefix("explain-") for i in ids if i.startswith("explain-")] == shorts
    for short in shorts:
        assert 2 <= ids.index(f"explain-{short}") - ids.index(f"predict-{short}") <= 4
        question, answer = cells(number, "predict")[short], cells(number, "explain")[short]
        assert question.source.endswith(f'predict("{number}.{short}")')
        assert answer.source == f'explain("{number}.{short}")'
        asked, buttons = question.outputs
        assert asked.data["text/plain"] == repr(QUESTIONS[f"{number}.{short}"])
        assert "text/html" in asked.data and "You chose" not in answer.outputs[0].data["text/plain"]
        assert "application/vnd.jupyter.widget-view+json" in buttons.data


# -- answers of any kind ----------------------------------------------------------------------


def odd_answers(exercise):
    """Answers that nobody asked for, for any exercise; whatever the inputs are."""

    def exits(*inputs):
        exit()

    def raises(*inputs):
        raise ValueError("no")

    def shouts(*inputs):
        print("x" * 1_000_000)
        return "x" * 1_000_000

    class Empty:
        pass

    class Broken:
        def __init__(self, *inputs):
            raise ValueError("no")

    yield from (None, "", "text", float("nan"), -1, True, (), [], {}, (None, None), b"x", 1j)
    yield from (torch.zeros(0), torch.zeros(2, 3, 4), torch.tensor(float("inf")), object(), int)
    yield from (Empty, Broken, exits, raises, shouts, print, len, torch.zeros)
    for value in ("text", float("nan"), (), [None], {}, torch.zeros(7, 3), object(), 1j):
        yield lambda *inputs, value=value: value
    yield lambda *inputs: inputs
    yield lambda *inputs: inputs[0]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", EXERCISES)
def test_odd_answers_are_survived_and_answered(name, capsys):
    exercise = EXERCISES[name]
    before = torch.random.get_rng_state()
    for answer in odd_answers(exercise):
        message = judge(exercise, answer, 0)
        assert message.kind != "pass", answer
        assert message.mark in ("Not yet", "Not started") and len(words(message)) < 1200
    assert torch.equal(before, torch.random.get_rng_state())
    assert capsys.readouterr() == ("", "")


# -- speed -----------------------------------------------------------------------------------


MOST_CALLS = 500_000  # of functions; the most today, 337,000, takes some 0.3 s


@pytest.mark.parametrize("name", EXERCISES)
def test_a_check_answers_quickly(name, monkeypatch):
    """Counted in calls of functions: right answers, and each wrong one, which is compared with
    all that stand before it."""
    monkeypatch.setattr(engine, "Drawn", DRAW)  # a learner's inputs are drawn in each check
    exercise = EXERCISES[name]
    judge(exercise, exercise.reference, 0)  # PyTorch loads more of itself
    for answer in [exercise.reference, *(wrong.answer for wrong in exercise.wrong)]:
        assert calls_of(lambda answer=answer: judge(exercise, answer, 0)) < MOST_CALLS, name


def calls_of(work):
    """How many functions are called by Python and from Python while `work` runs."""
    calls = 0

    def count(_frame, event, _arg):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls
