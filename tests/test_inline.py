"""The code that stands in sentences, hints and notes, run with the names of the lesson there."""

import pytest
from inline import failure, names_by_text, says_nothing, spans, words_of_exercise
from lessons import LESSONS, Lesson
from words import facts, texts

HELD = [number for number in LESSONS if hasattr(facts(number), "INLINE")]


@pytest.mark.parametrize("number", HELD)
def test_code_in_sentences_runs(ran, number):
    """What cannot run stands in INLINE of tests/lesson_NN/words.py, with the reason."""
    nb, listed, used = Lesson(LESSONS[number]).nb, facts(number).INLINE, set()
    names = names_by_text(nb, ran(number).names)
    last = names[nb.cells[-1].id]
    for name, text in texts(number).items():
        cell_id = name.split()[0]
        here = names.get(cell_id, names.get(cell_id.replace(f"{number}.", "predict-"), last))
        for code in spans(text):
            if says_nothing(code) or code in words_of_exercise(nb, cell_id):
                continue
            wrong = failure(code, here)
            used |= {code} if wrong else set()
            assert not wrong or len(listed.get(code, "").split()) > 2, f"{name}: `{code}`: {wrong}"
    assert used == set(listed), "INLINE lists what runs, or what no text has"


def test_running_changes_nothing():
    names = {"w": [1, 2], "n": 3}
    assert not failure("w.append(n)", names) and not failure("n += 1", names)
    assert names == {"w": [1, 2], "n": 3}


@pytest.mark.parametrize("code", ["m", "n +", "n[0]", ".append(3)", "n(2)"])
def test_what_does_not_run(code):
    assert failure(code, {"n": 3})


def test_spans():
    assert spans("Use `w * X` and `b`.\n```python\n`no`\n```\n`b` again") == ["w * X", "b"]
    assert says_nothing("for") and says_nothing("...") and not says_nothing("w")
