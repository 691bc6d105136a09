"""A question before an experiment: options as buttons, one choice, an answer to each option."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

import helpers
from helpers.practice.words import Message, boxed, code_marked

LETTERS = "ABCD"


@dataclass(frozen=True)
class Option:
    """One option, and what to say to it after the experiment."""

    text: str
    answer: str


@dataclass(frozen=True, repr=False)
class Question:
    """A question with two to four options.

    right       the letter of the option that happens
    conclusion  what follows from it; it ends the explanation
    """

    name: str
    text: str
    options: tuple[Option, ...]
    right: str
    conclusion: str = ""

    @property
    def letters(self) -> str:
        return LETTERS[: len(self.options)]

    def _repr_html_(self) -> str:
        lines = "".join(
            f"<br><strong>{letter}.</strong> {code_marked(option.text)}"
            for letter, option in zip(self.letters, self.options, strict=True)
        )
        inside = f"<p>{code_marked(self.text)}</p><p>{lines[4:]}</p>"
        return boxed("Question", inside, "lm-asked")  # the buttons find it, and take its place

    def __repr__(self) -> str:
        lines = textwrap.wrap(self.text, 84)
        for letter, option in zip(self.letters, self.options, strict=True):
            lines.append(f"  {letter}. {option.text}")
        return "\n".join(lines)

    def explained(self, chosen: str | None) -> Message:
        """What to say to each option, and the conclusion; the learner's own choice is marked."""
        lines = []
        for letter, option in zip(self.letters, self.options, strict=True):
            marks = [option.text]
            if letter == chosen:
                marks.append("(your choice)")
            lines.append((f"{letter}. {' '.join(marks)}", option.answer))
        if chosen is None:
            mark, head = "Explanation", f"{self.right} is what happens."
        elif chosen == self.right:
            mark, head = "✓ Right", f"You chose {chosen}, and {chosen} is what happens."
        else:
            mark, head = "✗ Not right", f"You chose {chosen}. {self.right} is what happens."
        if self.conclusion:
            lines.append(("So", self.conclusion))
        return Message(mark, self.name, (("", head), *lines), "explanation")


class Asked:
    """A question that was asked in this session: the choice, and what the browser shows of it.

    The first choice counts. Right or not is said once the question was explained.

    share   called without arguments before and after a choice, and after an explanation: it
            calls `set` with what was chosen elsewhere
    """

    def __init__(self, question: Question, share: Callable[[], None] = lambda: None):
        self.question = question
        self._share = share
        self.chosen = ""  # the letter, once there is one
        self.explained = False
        self._widget = None

    def choose(self, letter: str) -> None:
        """Take a choice, unless one was made before."""
        self._share()
        self.chosen = self.chosen or letter
        self._share()
        self._refresh()

    def explain(self) -> Message:
        """The explanation, for one who has chosen."""
        self.explained = True
        self._share()
        self._refresh()
        return self.question.explained(self.chosen)

    def set(self, chosen: str, explained: bool) -> None:
        """Show what was chosen before: in another session, or in another notebook."""
        if (self.chosen, self.explained) != (chosen, explained):
            self.chosen, self.explained = chosen, explained
            self._refresh()

    @property
    def status(self) -> str:
        """What to do next, on one line."""
        if not self.chosen:
            return "Choose one. The first choice counts."
        if not self.explained:
            return f"You chose {self.chosen}. Run the next cells and see."
        if self.chosen == self.question.right:
            return f"You chose {self.chosen}. That was right."
        return f"You chose {self.chosen}. That was not right: {self.question.right} is."

    @property
    def options(self) -> list[dict[str, str]]:
        """Of each option its letter, its text as HTML, its state and the words for the state."""
        found = []
        for letter, option in zip(self.question.letters, self.question.options, strict=True):
            state, mark = "", ""
            if self.explained and letter == self.question.right:
                state, mark = "right", "✓ right"
            elif letter == self.chosen:
                state, mark = ("wrong", "✗ not right") if self.explained else ("chosen", "")
            if letter == self.chosen:
                mark = f"{mark} · your choice" if mark else "your choice"
            found.append(
                {"letter": letter, "html": code_marked(option.text), "state": state, "mark": mark}
            )
        return found

    @property
    def widget(self):
        """The buttons in the browser. Raises ImportError where there is no anywidget."""
        from helpers.practice.widget import QuestionWidget

        if self._widget is None or self._widget.comm is None:
            self._widget = QuestionWidget(
                text=code_marked(self.question.text),
                options=self.options,
                chosen=self.chosen,
                status=self.status,
                scale=helpers.SCALE,
            )
            self._widget.observe(lambda change: self._clicked(change["new"]), "chosen")
        return self._widget

    def _clicked(self, letter: str) -> None:
        if letter == self.chosen:  # it was set here, and not clicked
            return
        if letter and letter in self.question.letters:
            self.choose(letter)
        else:
            self._refresh()

    def _refresh(self) -> None:
        if self._widget is not None:
            with self._widget.hold_sync():
                self._widget.chosen = self.chosen
                self._widget.options = self.options
                self._widget.status = self.status

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        try:
            number = self.widget.model_id
        except ImportError:
            return {"text/plain": repr(self)}
        view = {"version_major": 2, "version_minor": 0, "model_id": number}
        return {"application/vnd.jupyter.widget-view+json": view, "text/plain": repr(self)}

    def __repr__(self) -> str:
        if self.chosen:
            return self.status
        choose = f'predict("{self.question.name}", "{self.question.letters[0]}")'
        return f"Run this cell to choose with buttons, or choose in this way: {choose}"
