"""08.clean: line ends, spaces at the ends of lines, and control characters."""

import re
import unicodedata

import torch

from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.inputs import choose

NAMES = ("Rosalind", "Viola", "Orlando", "Feste", "Celia", "Olivia", "Touchstone", "Malvolio")
CONTROLS = "\x00\x01\x07\x08\x0b\x1a\x1b\x1f"


def break_lines(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


def drop_controls(text, stay="\n\t"):
    return "".join(c for c in text if c in stay or (ord(c) >= 32 and ord(c) != 127))


def drop_ends(text):
    return "\n".join(line.rstrip(" \t") for line in text.split("\n"))


def clean(text):
    return drop_ends(drop_controls(break_lines(text)))


def some_texts(generator: torch.Generator) -> list[tuple]:
    """(text,): two kinds of line ends, ends of lines, control characters, a text in which all
    stays, and one with everything. In each right result there is a capital letter, so that each
    character counts."""
    names = [NAMES[i] for i in torch.randperm(len(NAMES), generator=generator).tolist()]
    a, b, c = names[:3]
    one, other = (CONTROLS[choose(generator, len(CONTROLS))] for _ in range(2))
    return [
        (f"{a} reads.\r\n{b} writes.\r\n",),
        (f"{a} reads.\r{b} writes.",),
        (f"{a} reads. \t \n{b} writes. \n{c} sings.\t ",),
        (f"{a}\x0c reads{one}.\n{other}{b}\x7f writes.",),
        (f" \t{a} reads:\n\n\tna\u00efve\tcaf\u00e9,\u3000\u6625\u7720\n\n\n {b}\n",),
        (f"{a}: \r\n\r\n\tCaf\u00e9\x7f \u6625.{one}\t\r{b} \t\n\x0c{c}\r\n",),
    ]


# The cases by what they are about; `when` gets what came out of each, in this order.
RETURNS, LONE, ENDS, INSIDE, STAYS, ALL = range(6)
BREAKS = {RETURNS: 2, INSIDE: 1, STAYS: 6}  # in the right text


def told(holds):
    """A rule for `when`: holds(the texts that came out of the cases, in their order)."""
    return lambda seen: all(isinstance(text, str) for text in seen) and holds(seen)


def in_order(*steps):
    """An answer that takes these steps, one after the other."""

    def answer(text):
        for step in steps:
            text = step(text)
        return text

    return answer


def each_line(change):
    return lambda text: "\n".join(map(change, text.split("\n")))


def ends(text):
    """For each line of a text whether there is a space or a tab at its end."""
    return [line[-1:] in (" ", "\t") for line in text.split("\n")]


def squeezed(line):
    return " ".join(line.split())


def one_empty_line(text):
    return re.sub(r"\n{3,}", "\n\n", text)


def without_accents(text):
    parts = unicodedata.normalize("NFD", text)
    return "".join(c for c in parts if not unicodedata.combining(c))


def left_over(text):
    """The control characters that are still there."""
    return {c for c in text if (ord(c) < 32 or ord(c) == 127) and c not in "\n\t\r"}


EXERCISE = Exercise(
    name="08.clean",
    reference=clean,
    arguments=("text",),
    returns="a text: the line ends, the ends of the lines and the control characters as the task "
    "says, all else as it was",
    cases=some_texts,
    checked="a text for each of the three things that change, one with much that has to stay, and "
    "one with everything together.",
    why='one file ends its lines with `"\\r\\n"`, another one with `"\\n"`. What does a model see '
    "that learns from both?",
    because=(
        "Two different texts. The same line has other numbers in each of them, and one more in the "
        "first. The model has to learn both ways to end a line, and to guess before each line end "
        "which of the two comes. Nobody needs that from it."
    ),
    wrong=(
        Wrong(
            "two breaks",
            in_order(lambda text: text.replace("\r", "\n"), drop_controls, drop_ends),
            "Each `\\r\\n` becomes two line breaks, so an empty line stands between all lines.",
            "`\\r\\n` is one line end that is written with two characters. You turn each of the "
            "two into a line break.",
            "Which of the two forms of a line end has to be looked for first, the long one or the "
            "short one?",
            when=told(lambda texts: texts[RETURNS].count("\n") == 2 * BREAKS[RETURNS]),
        ),
        Wrong(
            "no breaks",
            in_order(break_lines, lambda text: drop_controls(text, "\t"), drop_ends),
            "No line break is left, so the whole text is one line.",
            "`\\n` is a control character, too: `ord` gives 10 for it. It has to stay.",
            "Which control characters does your condition let through? Try it with `\\n` alone.",
            when=told(lambda texts: "\n" not in texts[RETURNS]),
        ),
        Wrong(
            "lone return dropped",
            in_order(lambda text: text.replace("\r", ""), drop_controls, drop_ends),
            "A `\\r` that stands alone is gone, and the two lines beside it have become one.",
            "Some old files end their lines with `\\r` and nothing else. It is a line break there, "
            "so dropping it puts two words together.",
            "What should stand in the place of a `\\r` without a `\\n` behind it? Does the step "
            "that drops control characters come too early?",
            when=told(lambda texts: not {"\n", "\r"} & set(texts[LONE])),
        ),
        Wrong(
            "return left",
            in_order(
                lambda text: text.replace("\r\n", "\n"),
                lambda text: drop_controls(text, "\r\n\t"),
                drop_ends,
            ),
            "There is still a `\\r` in your text.",
            "A line end has three forms: `\\r\\n`, `\\r` and `\\n`. In the result there is only "
            "the last one.",
            "Print `repr(…)` of your text: it shows what cannot be seen. Which form is left?",
            when=told(lambda texts: "\r" in texts[RETURNS] + texts[LONE]),
        ),
        Wrong(
            "control characters as breaks",
            in_order(
                lambda text: "\n".join(text.splitlines()) + "\n" * (text[-1] in "\r\n"),
                drop_ends,
                drop_controls,
            ),
            "A control character inside a line has become a line break.",
            "`splitlines()` cuts at more than line ends: at `\\x0c`, for one, with which a printer "
            "began a new page.",
            "Cut at one character only, with `split(…)`. Or which step has to come before "
            "`splitlines()`?",
            when=told(lambda texts: texts[INSIDE].strip("\n").count("\n") > BREAKS[INSIDE]),
        ),
        Wrong(
            "last break lost",
            in_order(break_lines, drop_controls, lambda text: drop_ends(text).rstrip("\n")),
            "The line break at the end of the text is lost.",
            "Nothing was said of it, so it stays. `splitlines()` does not tell whether one was "
            "there, and `strip()` on the whole text takes it away.",
            "What does `split` give for a text that ends with a line break? Compare it with "
            "`splitlines`.",
            when=told(lambda texts: not texts[RETURNS].endswith("\n")),
        ),
        Wrong(
            "a break more",
            in_order(
                break_lines,
                drop_controls,
                lambda text: "".join(line.rstrip(" \t") + "\n" for line in text.splitlines()),
            ),
            "Your text ends with a line break, also where the text that came in does not.",
            "You put a line break behind each line. The last one had none.",
            "A break stands between two lines. Which method puts something between texts?",
            when=told(lambda texts: texts[LONE].endswith("\n")),
        ),
        Wrong(
            "only the whole text",
            in_order(break_lines, drop_controls, lambda text: text.rstrip(" \t")),
            "Only the end of the whole text is free of spaces and tabs. Those at the ends of the "
            "other lines are still there.",
            "A text knows nothing of its lines: its end is the end of the last line.",
            "First cut the text into lines. Then do with each line what you did with the text.",
            when=told(lambda texts: all(ends(texts[ENDS])[:-1]) and not ends(texts[ENDS])[-1]),
        ),
        Wrong(
            "not the last line",
            in_order(break_lines, drop_controls, lambda text: re.sub(r"[ \t]+\n", "\n", text)),
            "The last line still has its spaces at the end, and the others do not.",
            "You look for spaces with a line break behind them. The last line ends without one.",
            "What comes behind the last line? Cut the text into lines, and the last one is a line "
            "as all others.",
            when=told(lambda texts: ends(texts[ENDS])[-1] and not any(ends(texts[ENDS])[:-1])),
        ),
        Wrong(
            "too early",
            in_order(drop_ends, break_lines, drop_controls),
            "Where a line ended with `\\r\\n` or `\\r`, the spaces before it are still there.",
            "When you looked for the ends of the lines, these were no line ends yet.",
            "In which order should your steps come?",
            when=told(lambda texts: not any(ends(texts[ENDS])) and any(ends(texts[ALL]))),
        ),
        Wrong(
            "ends stay",
            in_order(break_lines, drop_controls),
            "At the ends of the lines there are still all spaces and tabs.",
            "They cannot be seen, and each of them is a number that a model has to learn from.",
            "Which step looks at one line after the other? Does it make a new text, and is that "
            "the one that you hand out?",
            when=told(lambda texts: all(ends(texts[ENDS]))),
        ),
        Wrong(
            "ends in part",
            in_order(break_lines, drop_controls, each_line(lambda line: line.rstrip(" "))),
            "At the end of a line something is left: a space, or a tab.",
            "Spaces and tabs can stand there together, in any order and number.",
            'Try your function on `"a \\t "`, and print `repr(…)` of what comes out.',
            when=told(lambda texts: any(ends(texts[ENDS]))),
        ),
        Wrong(
            "tabs dropped",
            in_order(break_lines, lambda text: drop_controls(text, "\n"), drop_ends),
            "The tabs inside the lines are gone, or have become something else.",
            "`\\t` is a control character, `ord` gives 9 for it, and it has to stay. Only at the "
            "end of a line it goes.",
            "Print `repr(…)` after each step: which of them loses the tab?",
            when=told(lambda texts: "\t" not in texts[STAYS].lstrip()),
        ),
        Wrong(
            "stripped on the left",
            in_order(break_lines, drop_controls, each_line(lambda line: line.strip(" \t"))),
            "The spaces at the beginning of the lines are gone.",
            "`strip` takes away what it finds on both sides. In a play or a program the spaces on "
            "the left say something: how far a line is moved in.",
            "There is a method for one side only.",
            when=told(
                lambda texts: texts[STAYS][:1] not in (" ", "\t") or "\n\t" not in texts[STAYS]
            ),
        ),
        Wrong(
            "letters dropped",
            in_order(clean, lambda text: text.encode("ascii", "ignore").decode()),
            "Characters are gone that are neither control characters nor spaces: not all of `ï`, "
            "`é` and `春` and the wide space beside it are still there.",
            "`ord` gives a number above 127 for them. They are letters and signs as all others.",
            "Between which numbers lies what you drop? Is there an upper end that should not be "
            "there?",
            when=told(lambda texts: not set("\u00ef\u00e9\u3000\u6625") <= set(texts[STAYS])),
        ),
        Wrong(
            "empty lines dropped",
            in_order(clean, lambda text: re.sub(r"\n+", "\n", text)),
            "Empty lines are gone.",
            "An empty line says where a scene or a speech ends. For `\\s` in a pattern, and for "
            "`strip` with empty brackets, a line break is space as well.",
            "How many lines has your text after each step?",
            when=told(lambda texts: texts[STAYS].count("\n") < BREAKS[STAYS]),
        ),
        Wrong(
            "spaces for controls",
            in_order(
                break_lines,
                lambda text: "".join(c if drop_controls(c) else " " for c in text),
                drop_ends,
            ),
            "Where a control character was, there is something else now.",
            "It should go, and leave nothing in its place: inside a word it would cut the word in "
            "two.",
            "Which text stands for nothing at all?",
            when=told(
                lambda texts: (
                    re.fullmatch(r"\w+.? reads.?\.\n.?\w+.? writes\.", texts[INSIDE])
                    and not re.fullmatch(r"\w+ reads\.\n\w+ writes\.", texts[INSIDE])
                    and not left_over(texts[INSIDE])
                )
            ),
        ),
        Wrong(
            "controls stay",
            in_order(break_lines, drop_ends),
            "There are still control characters in your text.",
            "They are signs for machines of long ago, such as a bell. In a text they are dirt.",
            "`ord` gives the number of a character. Print it for each character of a short text.",
            when=told(lambda texts: left_over(texts[INSIDE]) - {"\x7f"}),
        ),
        Wrong(
            "127 stays",
            in_order(
                break_lines,
                lambda text: "".join(c for c in text if ord(c) >= 32 or c in "\n\t"),
                drop_ends,
            ),
            "One kind of control character is still there, and all others are gone.",
            "It has the number 127, the only one of them that does not lie below 32.",
            "Which two things has your condition to ask of a character?",
            when=told(lambda texts: left_over(texts[INSIDE]) == {"\x7f"}),
        ),
    ),
    rivals=(
        Rival("Nothing is changed.", lambda text: text),
        Rival("Only `\\r\\n` is a line end.", lambda text: text.replace("\r\n", "\n")),
        Rival("White space of any kind becomes one space.", lambda text: " ".join(text.split())),
        Rival("Spaces in a row become one, line by line.", in_order(clean, each_line(squeezed))),
        Rival("Several empty lines become one.", in_order(clean, one_empty_line)),
        Rival("All letters small, as a key for searching.", in_order(clean, str.lower)),
        Rival("Accents are taken off.", in_order(clean, without_accents)),
        Rival("A final line break is always there.", lambda text: clean(text).rstrip("\n") + "\n"),
        Rival("A line is cut where it becomes long.", in_order(clean, each_line(lambda s: s[:8]))),
    ),
)
