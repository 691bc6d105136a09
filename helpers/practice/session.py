"""What the lessons call: `predict`, `explain`, `check` and `progress`.

The choices and results are kept in the kernel's memory, and in the file of `kept`.
"""

import html
import importlib
from dataclasses import dataclass, field, replace
from typing import Any

import helpers
from helpers.practice.engine import Exercise, closest, judge
from helpers.practice.kept import Book, Done, open_book
from helpers.practice.questions import Asked, Question
from helpers.practice.words import Message, short, show, text_of

LESSONS = ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11")
MISSING = object()


@dataclass
class Session:
    """What was chosen, tried and passed, since the kernel started or before."""

    done: Done = field(default_factory=Done)
    asked: dict[str, Asked] = field(default_factory=dict)  # question -> its choice and buttons
    untouched: set[str] = field(default_factory=set)  # handed in as they were at the start
    lessons: set[str] = field(default_factory=set)  # that were practised since the kernel started
    book: Book = field(default_factory=open_book)

    def share(self) -> None:
        """Bring the session and the file beside the notebook to the same state."""
        for name, asked in self.asked.items():
            if asked.chosen:
                self.done.chosen.setdefault(name, asked.chosen)
                self.done.explained |= {name} if asked.explained else set()
        said = self.book.share(self.done)
        for name, asked in self.asked.items():
            asked.set(self.done.chosen.get(name, ""), name in self.done.explained)
        if said:
            print(said)


SESSION = Session()


def catalogue(lesson: str) -> tuple[tuple[Question, ...], tuple[Exercise, ...]]:
    """The questions and the exercises of a lesson, such as "02", in their order."""
    module = importlib.import_module(f"helpers.practice.lesson_{lesson}")
    return module.QUESTIONS, module.EXERCISES


KINDS = ("a question: use `predict` and `explain`", "an exercise: use `check`")


def _find(name: object, part: int) -> Any:
    """The question (part 0) or exercise (part 1) of this name; a message where there is none."""
    if not isinstance(name, str):
        text = 'The name comes first, in quotation marks, such as `"01.mse"`; then your answer.'
        return Message("Not started", "practice", (("", text),), "unknown")
    name = name.strip()
    number = name[:2]
    lessons = [number] if number in LESSONS else list(LESSONS)
    known = {thing.name: thing for lesson in lessons for thing in catalogue(lesson)[part]}
    if name in known:
        SESSION.lessons.add(number)
        return known[name]
    text = closest(name, known)
    if any(thing.name == name for lesson in lessons for thing in catalogue(lesson)[1 - part]):
        text = f"`{name}` is {KINDS[1 - part]}."
    return Message("Not started", "practice", (("", text),), "unknown")


def _asked(question: Question) -> Asked:
    """The question with its choice, also one that was made before the kernel started."""
    if question.name not in SESSION.asked:
        SESSION.asked[question.name] = Asked(question, SESSION.share)
    SESSION.share()
    return SESSION.asked[question.name]


def predict(name: str, choice: str | None = None) -> None:
    """Ask a question, with a button for each option. The first choice counts.

    name    such as "01.trap"; it stands in the lesson
    choice  a letter, such as "B": chooses without a button
    """
    question = _find(name, 0)
    if isinstance(question, Message):
        return show(question)
    asked = _asked(question)
    if choice is not None:
        letter = choice.strip().upper() if isinstance(choice, str) else ""
        if len(letter) != 1 or letter not in question.letters:
            letters = ", ".join(f'"{letter}"' for letter in question.letters)
            text = (
                f"`{short(repr(choice))}` is none of the letters {letters}. Write one of them, in "
                f'quotation marks: `predict("{question.name}", "{question.letters[0]}")`.'
            )
            return show(question, Message("Choose first", question.name, (("", text),), "letter"))
        if asked.chosen not in ("", letter):
            text = f"You chose {asked.chosen} before. The first choice counts."
            show(Message("Question", question.name, (("", text),), "chosen"))
        asked.choose(letter)
    show(question, asked)


def explain(name: str) -> None:
    """Show what there is to say to each option of a question, once you have chosen one."""
    question = _find(name, 0)
    if isinstance(question, Message):
        return show(question)
    asked = _asked(question)
    if asked.chosen:
        return show(asked.explain())
    text = "Go back to the question above and choose. Then run this cell again."
    show(Message("Choose first", question.name, (("", text),), "choose first"))


def check(name: str, answer: Any = MISSING) -> None:
    """Check your answer to an exercise, and show what the check has found.

    Your code is called several times, with fresh random inputs. What it prints or draws is
    not shown meanwhile, and your variables are afterwards what they were.

    name     such as "02.gradient"; it stands in the lesson
    answer   what the exercise asks for: a function (its name, without brackets), a class or
             a value
    """
    exercise = _find(name, 1)
    if isinstance(exercise, Message):
        return show(exercise)
    if answer is MISSING:
        text = f'Hand in your answer as well: `check("{name}", ...)`, with it in place of the dots.'
        return show(Message("Not started", name, (("", text),), "missing"))
    try:
        message = judge(exercise, answer)
    except BaseException as error:  # never a traceback: the learner could do nothing with it
        if isinstance(error, KeyboardInterrupt):
            raise
        what = f"{type(error).__name__}: {text_of(error)}"
        lines = (
            ("Seen", f"The check could not judge your answer: {short(what, 160)}"),
            ("It means", "The check has a mistake, or your answer is something very unusual."),
        )
        message = Message("Not yet", name, lines, "failed")
    if message.kind == "not started" and exercise.name not in SESSION.untouched:
        SESSION.untouched.add(
            exercise.name
        )  # the first time, say nothing of what is wrong with a start
        message = replace(message, lines=message.lines[:1])
    if message.kind not in ("not started", "interrupted", "restarted"):
        SESSION.share()  # the tries of another notebook count too
        done = SESSION.done
        done.tries[exercise.name] = done.tries.get(exercise.name, 0) + 1
        if message.kind == "pass":
            done.passed.add(exercise.name)
        SESSION.share()
    show(message)


class Table:
    """A small table, as HTML and as text."""

    def __init__(self, head: tuple[str, ...], rows: list[tuple[str, ...]]):
        self.head, self.rows = head, rows

    def _repr_html_(self) -> str:
        def line(cells, tag):
            inside = "".join(
                f'<{tag} style="text-align: left">{html.escape(cell)}</{tag}>' for cell in cells
            )
            return f"<tr>{inside}</tr>"

        body = "".join(line(row, "td") for row in self.rows)
        larger = f' style="font-size: {helpers.SCALE:.0%}"' if helpers.SCALE != 1 else ""
        return f"<table{larger}><thead>{line(self.head, 'th')}</thead><tbody>{body}</tbody></table>"

    def __repr__(self) -> str:
        lines = [self.head, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in lines
        )


def progress(reset: bool = False) -> None:
    """Show what you have predicted, tried and passed, also before the kernel was started.

    It is kept in the file `progress.json` beside the notebook.

    reset   begin anew; the old file stays beside the new one, under another name
    """
    if reset:
        said = SESSION.book.begin_anew()
        SESSION.done.clear()
        SESSION.untouched.clear()
        for asked in SESSION.asked.values():
            asked.set("", False)
        if said:
            print(said)
    SESSION.share()
    rows = []
    for lesson in sorted(SESSION.lessons or {name[:2] for name in SESSION.done.names} & {*LESSONS}):
        questions, exercises = catalogue(lesson)
        for question in questions:
            chosen = SESSION.done.chosen.get(question.name)
            state = f"you chose {chosen}" if chosen else "not chosen"
            if question.name in SESSION.done.explained:
                state += ", right" if chosen == question.right else ", not right"
            rows.append((question.name, "prediction", state))
        for exercise in exercises:
            tries = SESSION.done.tries.get(exercise.name, 0)
            state = "passed" if exercise.name in SESSION.done.passed else "not passed"
            times = "once" if tries == 1 else f"{tries} times"
            state = f"tried {times}, {state}" if tries else "not started"
            rows.append((exercise.name, "exercise", state))
    show(Table(("name", "kind", "so far"), rows))
