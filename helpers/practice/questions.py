"""A question before an experiment: options as buttons, one choice, an answer to each option."""

import textwrap
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
    """A question with two to four options; `right` is the letter of the one that happens."""

    name: str
    text: str
    options: tuple[Option, ...]
    right: str

    @property
    def letters(self) -> str:
        return LETTERS[: len(self.options)]

    def _repr_html_(self) -> str:
        lines = "".join(
            f"<br><strong>{letter}.</strong> {code_marked(option.text)}"
            for letter, option in zip(self.letters, self.options, strict=True)
        )
        return boxed("Question", f"<p>{code_marked(self.text)}</p><p>{lines[4:]}</p>")

    def __repr__(self) -> str:
        lines = textwrap.wrap(self.text, 84)
        for letter, option in zip(self.letters, self.options, strict=True):
            lines.append(f"  {letter}. {option.text}")
        return "\n".join(lines)

    def explained(self, chosen: str | None) -> Message:
        """What to say to each option; the learner's own choice is marked."""
        lines = []
        for letter, option in zip(self.letters, self.options, strict=True):
            marks = [option.text]
            if letter == chosen:
                marks.append("(your choice)")
            lines.append((f"{letter}. {' '.join(marks)}", option.answer))
        if chosen is None:
            head = f"{self.right} is what happens."
        elif chosen == self.right:
            head = f"You chose {chosen}, and {chosen} is what happens."
        else:
            head = f"You chose {chosen}. {self.right} is what happens."
        return Message("Explanation", self.name, (("", head), *lines), "explanation")


class Buttons:
    """The buttons of a question. The first click counts; it is kept in `choices`.

    Only the other buttons are switched off, so that the keyboard keeps its place.
    """

    def __init__(self, question: Question, choices: dict[str, str]):
        from ipywidgets import HTML, Button, HBox, Layout, VBox

        self.question, self.choices = question, choices
        self.buttons = {}
        for letter, option in zip(question.letters, question.options, strict=True):
            button = Button(
                description=letter,
                tooltip=f"{letter}: {option.text}",
                layout=Layout(width="auto", min_width="4em"),
            )
            if helpers.SCALE != 1 and button.style.has_trait("font_size"):  # ipywidgets 8
                button.style.font_size = f"{helpers.SCALE:.0%}"
                button.layout.height = "auto"
            button.on_click(lambda _button, letter=letter: self.choose(letter))
            self.buttons[letter] = button
        self.status = HTML()
        self.box = VBox([HBox(list(self.buttons.values())), self.status])
        self._refresh()

    def choose(self, letter: str) -> None:
        """Take a choice, unless one was made before."""
        self.choices.setdefault(self.question.name, letter)
        self._refresh()

    def _refresh(self) -> None:
        chosen = self.choices.get(self.question.name)
        if chosen is None:
            self.status.value = "Choose one. The first choice counts."
            return
        for letter, button in self.buttons.items():
            if letter == chosen:
                button.description = f"{letter} · your choice"
            else:
                button.disabled = True
        self.status.value = f"You chose {chosen}. Run the next cell and see."

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        view = {"version_major": 2, "version_minor": 0, "model_id": self.box.model_id}
        return {"application/vnd.jupyter.widget-view+json": view, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return "Run this cell in a notebook to choose with buttons."
