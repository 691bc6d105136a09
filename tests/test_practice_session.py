"""What the lessons call: questions, checks and progress; what is kept over a restart."""

import json
import os
import re
import sys
from dataclasses import replace

import kernels
import matplotlib.pyplot as plt
import pytest
from exercises import SUM, text
from lessons import LESSONS, ROOT, Lesson

from helpers.practice import engine, kept, session, words
from helpers.practice.engine import judge
from helpers.practice.questions import Asked, Option, Question
from helpers.practice.words import code_marked

# -- what the lessons call --------------------------------------------------------------------


@pytest.fixture
def shown(monkeypatch):
    monkeypatch.setattr(session, "SESSION", session.Session())
    things = []
    monkeypatch.setattr(session, "show", lambda *more: things.extend(more))
    return things


def test_check_counts_and_progress_shows_it(shown):
    session.check("01.by-hand", ...)
    session.check("01.by-hand", 14)
    session.check("01.by-hand", 3.5)
    session.check("01.mse", lambda w, b, X, y: print(w))
    assert [m.kind for m in shown] == ["not started", "sum", "pass", "none"]
    session.progress()
    table = repr(shown[-1])
    assert re.search(r"01\.by-hand +exercise +tried 2 times, passed\n", table)
    assert re.search(r"01\.mse +exercise +tried once, not passed\n", table)
    assert re.search(r"01\.mae +exercise +not started\n", table)
    assert re.search(r"01\.trap +prediction +not chosen\n", table)
    assert "02." not in table


def states(asked):
    return [option["state"] for option in asked.widget.options]


def test_the_first_choice_counts(shown):
    session.predict("01.trap")
    question, asked = shown
    texts = [option["html"] for option in asked.widget.options]
    assert texts == [code_marked(option.text) for option in question.options]
    assert states(asked) == ["", "", ""] and asked.widget.status.startswith("Choose one.")
    asked.widget.chosen = "B"  # a click, as the browser sends it
    asked.widget.chosen = "A"  # a second one, sent before the first was answered
    asked.widget.chosen = "?"
    assert asked.widget.chosen == asked.chosen == "B"
    assert states(asked) == ["", "chosen", ""]
    assert asked.widget.status == "You chose B. Run the next cells and see."
    alone = Asked(question)  # without a session, which keeps the choice as well
    alone.choose("B"), alone.choose("A")
    assert alone.chosen == "B"
    session.predict("01.trap")  # the cell runs again: the choice stays
    assert shown[-1].widget.chosen == "B"
    session.explain("01.trap")
    told = repr(shown[-1])
    assert "You chose B. C is what happens." in told and "0, since" in told
    assert told.count("(your choice)") == 1
    for option in question.options:
        assert option.answer.split()[0] in told


@pytest.mark.parametrize(
    ("letter", "mark", "marks"),
    [
        ("B", "✗ Not right", ["", "✗ not right · your choice", "✓ right"]),
        ("C", "✓ Right", ["", "", "✓ right · your choice"]),
    ],
)
def test_right_or_not_is_said_once_it_is_explained(shown, letter, mark, marks):
    """In words and with a sign; before, nothing that the browser gets says which is right."""
    session.predict("01.trap", letter)
    asked = shown[-1]
    before = {name: asked.widget.get_state()[name] for name in ("options", "status", "text")}
    other = Asked(replace(asked.question, right="A"))  # with another right answer: the same
    other.choose(letter)
    assert before == {name: other.widget.get_state()[name] for name in before}
    assert repr(asked) == repr(other)
    session.explain("01.trap")
    assert shown[-1].mark == mark and [o["mark"] for o in asked.widget.options] == marks
    states_wanted = {"✓ Right": ["", "", "right"], "✗ Not right": ["", "wrong", "right"]}[mark]
    assert states(asked) == states_wanted
    assert ("not right" in asked.widget.status) == (mark == "✗ Not right")
    shown.clear()
    session.progress()
    said = "not right" if mark == "✗ Not right" else "right"
    assert re.search(rf"01\.trap +prediction +you chose {letter}, {said}\n", repr(shown[-1]))


def test_an_explanation_waits_for_a_choice(shown):
    session.explain("01.trap")
    (told,) = shown
    assert told.mark == "Choose first" and "run this cell again" in repr(told)
    session.predict("01.trap")
    assert shown[-1].widget.status.startswith("Choose one.")  # nothing was given away
    question = session.catalogue("01")[0][0]
    full = question.explained(None)  # for paper
    assert "your choice" not in repr(full) and f"{question.right} is what happens." in repr(full)


def test_the_conclusion_ends_an_explanation():
    options = (Option("one", "Not so."), Option("two", "So it is."))
    question = Question("01.new", "One or two?", options, "B", "Two it is.")
    for chosen in (None, "A", "B"):
        assert question.explained(chosen).lines[-1] == ("So", "Two it is.")
    plain = Question("01.new", "One or two?", options, "B").explained("A")
    assert plain.lines[-1] == ("B. two", "So it is.")


@pytest.mark.parametrize("choice", ["", "D", "AB", "b.", 2, True, ["B"]])
def test_a_choice_that_is_no_letter(shown, choice):
    session.predict("01.trap", choice)
    _, told = shown
    assert told.mark == "Choose first" and '`predict("01.trap", "A")`' in repr(told)
    assert session.SESSION.asked["01.trap"].chosen == ""


def test_a_choice_without_buttons(shown, monkeypatch):
    monkeypatch.setitem(sys.modules, "helpers.practice.widget", None)  # no anywidget
    session.predict("01.trap")
    _, asked = shown
    assert asked._repr_mimebundle_() == {"text/plain": repr(asked)}
    assert 'predict("01.trap", "A")' in repr(asked)
    session.predict("01.trap", " b ")
    assert repr(shown[-1]) == "You chose B. Run the next cells and see."
    session.predict("01.trap", "C")
    assert "first choice counts" in repr(shown[-3]) and shown[-1].chosen == "B"
    session.explain("01.trap")
    assert "You chose B. C is what happens." in repr(shown[-1])


def test_the_styles_of_questions_and_of_figures_do_not_meet():
    """Both stand on one page: a name of a class that both use would change the other."""
    folder = ROOT / "helpers"
    named = [
        set(re.findall(r"\.(lm-[\w-]+)", (folder / file).read_text("utf-8")))
        for file in ("practice/question.css", "explore/flipbook.css")
    ]
    assert all(named) and not named[0] & named[1]


def test_text_of_a_question_is_escaped():
    options = (Option("<b>one</b>", "-"), Option("`a < b`", "-"))
    asked = Asked(Question("01.new", "<script>x</script> `<i>`", options, "A"))
    assert asked.widget.text == "&lt;script&gt;x&lt;/script&gt; <code>&lt;i&gt;</code>"
    html = [option["html"] for option in asked.widget.options]
    assert html == ["&lt;b&gt;one&lt;/b&gt;", "<code>a &lt; b</code>"]


def test_a_name_of_the_other_kind_and_with_a_blank(shown):
    session.check(" 01.by-hand ", 3.5)
    session.check("01.trap", 3)
    session.predict("01.mse")
    assert [m.kind for m in shown] == ["pass", "unknown", "unknown"]
    assert "`predict`" in repr(shown[1]) and "`check`" in repr(shown[2])
    session.check(lambda: 3, "01.mse")
    assert "name comes first" in repr(shown[3])


@pytest.mark.parametrize("name", ["01.msee", "msee", "99.x", None, 3])
def test_an_unknown_name_is_told(name, shown):
    session.check(name, 3)
    session.predict(name)
    session.explain(name)
    assert [m.kind for m in shown] == ["unknown"] * 3
    if name == "01.msee":
        assert "Did you mean `01.mse`?" in repr(shown[0])


def test_a_mistake_of_the_check_is_no_traceback(shown, monkeypatch):
    def broken(*_):
        raise ValueError("<oh>")

    monkeypatch.setattr(session, "judge", broken)
    session.check("01.mse", 3)
    assert shown[0].kind == "failed" and "ValueError: <oh>" in repr(shown[0])
    assert "<oh>" not in shown[0]._repr_html_()


def first_names(number):
    """The names that the second code cell of a lesson gives; the first one is the set-up."""
    names = {}
    for cell in list(Lesson(LESSONS[number]).code.values())[:2]:
        before = set(names)
        exec(cell.source, names)
    return set(names) - before - {"__builtins__"}


@pytest.mark.parametrize("number", LESSONS)
def test_after_a_restart_the_first_cells_are_named(number, shown, monkeypatch, capsys):
    with plt.rc_context():
        assert set(engine.FIRST_CELLS[number]) == first_names(number)
    functions = [e for e in session.catalogue(number)[1] if e.arguments]
    for name in engine.FIRST_CELLS[number]:
        names = {}
        arguments = ", ".join(f"given_{i}" for i in range(len(functions[0].arguments)))
        exec(f"def answer({arguments}):\n    return {name}.sum()\n", names)
        session.check(functions[0].name, names["answer"])
        told = text(shown[-1])
        assert shown[-1].kind == "restarted" and f"`{name}` has no value yet" in told
        assert "first two code cells" in told
    assert session.SESSION.done.tries == {}
    exec(f"def answer({arguments}):\n    return torhc.sum()\n", names)
    session.check(functions[0].name, names["answer"])
    assert shown[-1].kind == "error" and session.SESSION.done.tries == {functions[0].name: 1}


def test_exit_in_some_cases_only():
    """A property tries other inputs; there too, nothing ends the session."""

    def answer(X, k):
        return X.max() * k if k < 4 else exit()

    assert "asked Python to end" in text(judge(SUM, answer, 0))


def test_an_answer_that_was_forgotten(shown):
    session.check("01.mse")
    assert shown[0].kind == "missing" and 'check("01.mse", ...)' in repr(shown[0])


def test_what_is_wrong_with_a_start_is_said_the_second_time(shown):
    start = session.catalogue("01")[1][3].start
    session.check("01.fix-shapes", start)
    session.check("01.fix-shapes", start)
    assert [len(m.lines) for m in shown] == [1, 2]


def test_messages_have_a_text_and_a_mark_in_words():
    for mark in words.MARKS:
        message = words.Message(mark, "00.x", (("Seen", "a `code` < b"),))
        assert repr(message).startswith(f"{mark} · 00.x")
        html = message._repr_html_()
        assert f"<strong>{mark}</strong>" in html and "a <code>code</code> &lt; b" in html


def test_the_answer_to_the_question_unfolds_after_passing(shown):
    because = session.catalogue("01")[1][0].because
    session.check("01.by-hand", 14)
    session.check("01.by-hand", 3.5)
    wrong, right = (message._repr_html_() for message in shown)
    assert because not in wrong and "<details>" not in wrong
    end = f"<details><summary>Answer</summary><p>{code_marked(because)}</p></details></div>"
    assert right.endswith(end)
    why = replace(SUM, because="<b> `X`")
    assert "<p>&lt;b&gt; <code>X</code></p>" in judge(why, why.reference)._repr_html_()
    assert "<details>" not in judge(SUM, SUM.reference)._repr_html_()


def test_in_a_terminal_the_text_is_printed(capsys, monkeypatch):
    monkeypatch.setattr(session, "SESSION", session.Session())
    session.check("01.by-hand", 14)
    session.predict("01.trap")
    session.progress()
    out = capsys.readouterr().out
    assert "Not yet · 01.by-hand" in out and "C. 16" in out and "tried once" in out


# -- what is kept over a restart ---------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch, shown):
    """A folder where progress is kept; `restart` begins a session in it."""
    monkeypatch.setenv(kept.SWITCH, "on")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def restart(monkeypatch):
    """What a restart of the kernel does to the practice."""
    monkeypatch.setattr(session, "SESSION", session.Session())


def work():
    session.predict("01.trap", "B")
    session.explain("01.trap")
    session.predict("01.residual", "A")
    session.check("01.by-hand", 14)
    session.check("01.by-hand", 3.5)
    session.check("01.mse", ...)


def test_progress_survives_a_restart(folder, shown, monkeypatch):
    restart(monkeypatch)
    work()
    session.progress()
    before = repr(shown[-1])
    restart(monkeypatch)
    session.progress()
    assert repr(shown[-1]) == before
    assert re.search(r"01\.trap +prediction +you chose B, not right\n", before)
    assert re.search(r"01\.residual +prediction +you chose A\n", before)
    assert re.search(r"01\.by-hand +exercise +tried 2 times, passed\n", before)
    session.predict("01.trap", "C")
    assert "first choice counts" in repr(shown[-3])
    assert shown[-1].status == "You chose B. That was not right: C is."
    restart(monkeypatch)
    session.predict("01.residual")
    shown[-1].widget.chosen = "B"  # a click
    assert shown[-1].chosen == "A"
    session.check("01.by-hand", 3.5)
    assert session.SESSION.done.tries == {"01.by-hand": 3}


def test_the_file_holds_letters_and_counts(folder, monkeypatch):
    restart(monkeypatch)
    session.check("01.mse", ...)
    session.predict("01.trap")
    assert not (folder / kept.FILE).exists()  # nothing was done yet
    work()
    found = json.loads((folder / kept.FILE).read_text("utf-8"))
    assert found.pop("begun") and found == {
        "format": 1,
        "questions": {
            "01.residual": {"chosen": "A", "explained": False},
            "01.trap": {"chosen": "B", "explained": True},
        },
        "exercises": {"01.by-hand": {"tries": 2, "passed": True}},
    }
    assert [path.name for path in folder.iterdir()] == [kept.FILE]  # no other file is left


def test_two_notebooks_share_a_file(folder, shown, monkeypatch):
    one, two = session.Session(), session.Session()
    for turn, lesson in ((one, "01"), (two, "02"), (one, "01")):
        monkeypatch.setattr(session, "SESSION", turn)
        session.check(f"{lesson}.{'mse' if lesson == '01' else 'step'}", 3)
    session.predict("01.trap", "B")
    monkeypatch.setattr(session, "SESSION", two)
    session.predict("01.trap", "C")  # too late: the first choice stands in the file
    assert shown[-1].chosen == "B"
    session.check("01.mse", 3)
    restart(monkeypatch)
    session.progress()
    assert session.SESSION.done.tries == {"01.mse": 3, "02.step": 1}
    table = repr(shown[-1])
    assert "01.mse" in table and "02.step" in table  # no lesson was practised in this kernel
    session.check("02.step", 3)
    session.progress()
    assert "01." not in repr(shown[-1])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        "\udcff",
        "[" * 100_000,
        '{"format": 2, "begun": "x", "questions": {}, "exercises": {}}',
        '{"format": 1, "begun": "", "questions": {}, "exercises": {}}',
        '{"format": 1, "begun": "x", "questions": [], "exercises": {}}',
        '{"format": 1, "begun": "x", "questions": {"01.trap": "B"}, "exercises": {}}',
        '{"format": 1, "begun": "x", "questions": {"01.trap": {"chosen": "BC", "explained": true}},'
        ' "exercises": {}}',
        '{"format": 1, "begun": "x", "questions": {}, "exercises": {"01.mse": {"tries": true, '
        '"passed": true}}}',
        '{"format": 1, "begun": "x", "questions": {}, "exercises": {"01.mse": {"tries": 0, '
        '"passed": true}}}',
    ],
    ids=range(13),
)
def test_a_broken_or_foreign_file_is_put_aside(folder, monkeypatch, capsys, text):
    written = text.encode("utf-8", "surrogateescape")
    for number in (1, 2):
        (folder / kept.FILE).write_bytes(written)
        restart(monkeypatch)
        session.check("01.by-hand", 3.5)
        aside = folder / f"progress-old-{number}.json"
        assert aside.read_bytes() == written
        line = f"{kept.FILE} could not be read. It is now {aside.name}, and a new one begins.\n"
        assert capsys.readouterr().out == line
        restart(monkeypatch)
        session.progress()
        assert session.SESSION.done.passed == {"01.by-hand"}


def test_a_file_that_breaks_later_loses_nothing(folder, monkeypatch, capsys):
    restart(monkeypatch)
    session.check("01.by-hand", 3.5)
    (folder / kept.FILE).write_text("{")
    session.check("01.by-hand", 3.5)
    assert "progress-old-1.json" in capsys.readouterr().out
    assert kept.from_json((folder / kept.FILE).read_text("utf-8")).tries == {"01.by-hand": 2}


def test_begin_anew(folder, shown, monkeypatch, capsys):
    restart(monkeypatch)
    work()
    session.predict("01.residual")
    asked = shown[-1]
    old = (folder / kept.FILE).read_text("utf-8")
    other = session.Session()
    other.share()
    assert other.done.passed
    session.progress(reset=True)
    assert "progress-old-1.json" in capsys.readouterr().out
    assert (folder / "progress-old-1.json").read_text("utf-8") == old
    assert "you chose" not in repr(shown[-1]) and "tried" not in repr(shown[-1])
    assert asked.chosen == asked.widget.chosen == ""
    asked.widget.chosen = "B"
    assert kept.from_json((folder / kept.FILE).read_text("utf-8")).chosen == {"01.residual": "B"}
    other.share()  # another kernel begins anew too, and brings nothing back
    assert other.done.names == {"01.residual"}
    session.progress(reset=True)
    assert (folder / "progress-old-2.json").exists() and not (folder / kept.FILE).exists()


def test_a_file_that_is_deleted_begins_anew(folder, shown, monkeypatch):
    restart(monkeypatch)
    work()
    (folder / kept.FILE).unlink()
    session.predict("01.trap", "C")
    assert shown[-1].chosen == "C"
    assert kept.from_json((folder / kept.FILE).read_text("utf-8")).names == {"01.trap"}


@pytest.mark.parametrize("fails", ["mkstemp", "fsync", "replace"])
def test_a_folder_that_cannot_be_written(folder, shown, monkeypatch, capsys, fails):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    (folder / kept.FILE).write_text(kept.Done("x", {}, set(), {"01.mse": 1}, set()).as_json())
    before = (folder / kept.FILE).read_text("utf-8")
    monkeypatch.setattr(kept.tempfile if fails == "mkstemp" else kept.os, fails, refuse)
    restart(monkeypatch)
    work()
    session.progress()
    assert "tried 2 times, passed" in repr(shown[-1]) and "you chose B, not right" in repr(
        shown[-1]
    )
    assert capsys.readouterr().out == (
        "progress.json cannot be used in this folder (Permission denied). Everything else works; "
        "your progress is lost when the kernel restarts.\n"
    )
    assert (folder / kept.FILE).read_text("utf-8") == before  # whole or not at all
    assert [path.name for path in folder.iterdir()] == [kept.FILE]


def test_switched_off_nothing_is_written(tmp_path, shown, monkeypatch):
    assert f'"{kept.SWITCH}": "off"' in (ROOT / "helpers/classroom/store.py").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    assert os.environ[kept.SWITCH] == "off"  # conftest.py
    restart(monkeypatch)
    work()
    session.progress(reset=True)
    assert list(tmp_path.iterdir()) == [] and "tried" not in repr(shown[-1])


# -- in a real kernel -------------------------------------------------------------------------

HOSTILE = {
    "sleeps": "import time\ndef f(w, b, X, y):\n    running.touch()\n    time.sleep(600)\n",
    "loops": "def f(w, b, X, y):\n    running.touch()\n    while True:\n        pass\n",
    "exits": "def f(w, b, X, y):\n    exit()\n",
    "quits": "def f(w, b, X, y):\n    quit()\n",
    "sys.exit": "import sys\ndef f(w, b, X, y):\n    sys.exit(3)\n",
    "prints": "def f(w, b, X, y):\n    print('x' * 1_000_000)\n    return None\n",
    "displays": "def f(w, b, X, y):\n    display('x' * 1000)\n    return None\n",
    "draws": "import matplotlib.pyplot as plt\n"
    "def f(w, b, X, y):\n    plt.plot([1, 2])\n    plt.show()\n    return None\n",
    "raises": "def f(w, b, X, y):\n    raise ValueError('<b>no</b>')\n",
    "patches": "import torch\ndef f(w, b, X, y):\n    torch.mean = None\n    return 1.0\n",
}
SAID = {
    "sleeps": "Interrupted",
    "loops": "Interrupted",
    "exits": "asked Python to end",
    "quits": "asked Python to end",
    "sys.exit": "asked Python to end",
    "prints": "gives back `None`",
    "displays": "gives back `None`",
    "draws": "gives back `None`",
    "raises": "In line 2 of your cell",
    "patches": "torch.mean",
}


@pytest.fixture(scope="module")
def kernel():
    with kernels.started() as client:
        yield client


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_answer_in_a_real_kernel(kernel, name, tmp_path):
    running = tmp_path / "running"
    begin = "import pathlib, torch\nfrom helpers.practice import check\nmark = 41\n"
    kernels.run(kernel, f"{begin}running = pathlib.Path({str(running)!r})")
    endless = name in ("sleeps", "loops")
    outputs = kernels.run(
        kernel, f"{HOSTILE[name]}\ncheck('01.mse', f)", running if endless else None
    )
    assert len(outputs) == 1 and SAID[name] in re.sub(r"\s+", " ", outputs[0].data["text/plain"])
    assert len(outputs[0].data["text/html"]) < 3000 and "<b>" not in outputs[0].data["text/html"]
    after = kernels.run(kernel, "print(mark + 1, torch.mean(torch.ones(2)).item())")
    assert after[0].text == "42 1.0\n"


def test_an_error_in_a_cell_names_its_line_and_shows_it(kernel):
    code = "def f(w, b, X, y):\n    r = w * X\n    return r @ y\n\ncheck('01.mse', f)"
    outputs = kernels.run(kernel, f"from helpers.practice import check\n\n{code}")
    said = re.sub(r"\s+", " ", outputs[0].data["text/plain"])
    assert "In line 5 of your cell, `return r @ y`: RuntimeError" in said
    assert engine.__name__ not in said


def test_progress_in_a_kernel_that_restarts(tmp_path, monkeypatch):
    monkeypatch.setenv(kept.SWITCH, "on")
    asks = "from helpers.practice import check, explain, predict, progress\n"
    does = 'predict("01.trap", "B"); explain("01.trap"); check("01.by-hand", 3.5)'
    tables = []
    for code in (does, ""):
        with kernels.started(folder=tmp_path) as client:
            kernels.run(client, asks + code)
            (output,) = kernels.run(client, "progress()")
            tables.append(output.data["text/plain"])
    assert tables[0] == tables[1]
    assert "you chose B, not right" in tables[1] and "tried once, passed" in tables[1]
