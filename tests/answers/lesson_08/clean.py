"""08.clean: right answers in other clothes, and answers with a mistake."""

import io
import re


def by_patterns(text):
    text = re.sub(r"\r\n?", "\n", text)
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text)
    return re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)


def character_by_character(text):
    lines = [""]
    for i, c in enumerate(text):
        if c == "\r" or (c == "\n" and text[i - 1 : i] != "\r"):
            lines.append("")
        elif c == "\t" or 32 <= ord(c) < 127 or ord(c) > 127:
            lines[-1] += c
    for i in range(len(lines)):
        while lines[i].endswith((" ", "\t")):
            lines[i] = lines[i][:-1]
    return "\n".join(lines)


def python_reads_the_line_ends(text):
    lines = io.StringIO(text, newline=None).read().split("\n")
    table = {number: None for number in [*range(32), 127] if chr(number) not in "\n\t"}
    return "\n".join(line.translate(table).rstrip() for line in lines)


def splitlines_after_the_controls(text):
    kept = [c for c in text if c in "\r\n\t" or (ord(c) > 31 and c != chr(127))]
    lines = "".join(kept).splitlines(keepends=True)
    return "".join(line.rstrip() + "\n" * line.endswith(("\r", "\n")) for line in lines)


def controls_first(text):
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text)
    return by_patterns(text)


def the_whole_stripped(text):
    return "\n".join(line.strip() for line in by_patterns(text).strip().split("\n"))


def splitlines_at_once(text):
    return "\n".join(line.rstrip() for line in text.splitlines())


def what_can_be_printed(text):
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c.isprintable() or c in "\n\t")
    return "\n".join(line.rstrip() for line in text.split("\n"))


def a_list_of_lines(text):
    return by_patterns(text).split("\n")


def any_space_before_a_break(text):
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text)
    return re.sub(r"\s*(\r\n|\r|\n)", "\n", text).rstrip(" \t")


def nothing_kept(text):
    text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def breaks_alone(text):
    return text.replace("\r\n", "\n").replace("\r", "\n")


def one_space_taken(text):
    text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", breaks_alone(text))
    return re.sub(r"[ \t]$", "", text, flags=re.MULTILINE)


def spaces_then_tabs(text):
    return "\n".join(line.rstrip(" ").rstrip("\t") for line in by_patterns_alone(text).split("\n"))


def by_patterns_alone(text):
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", breaks_alone(text))


def tabs_become_spaces(text):
    return by_patterns(text).expandtabs(4)


def fields_put_together(text):
    return "\n".join(" ".join(line.split()) for line in by_patterns(text).split("\n"))


def a_word_lost(text):
    return by_patterns(text).replace("reads", "read")


def only_some_controls(text):
    return re.sub(r"[\x07\x1b]", "", breaks_alone(spaces_gone(text)))


def spaces_gone(text):
    return "\n".join(line.rstrip() for line in breaks_alone(text).split("\n"))


RIGHT = [
    by_patterns,
    character_by_character,
    python_reads_the_line_ends,
    splitlines_after_the_controls,
]

OTHERS = [
    (controls_first, "Does the step that drops control characters come too early?"),
    (the_whole_stripped, "The line break at the end of the text is lost"),
    (splitlines_at_once, "A control character inside a line has become a line break"),
    (what_can_be_printed, "the wide space beside it"),
    (a_list_of_lines, "The task asks for a text"),
    (any_space_before_a_break, "Empty lines are gone"),
    (nothing_kept, "There is still a `\\r`"),
    (breaks_alone, "there are still all spaces and tabs"),
    (one_space_taken, "can stand there together"),
    (spaces_then_tabs, "can stand there together"),
    (tabs_become_spaces, "have become something else"),
    (fields_put_together, "have become something else"),
    (a_word_lost, "With text = '"),
    (only_some_controls, "There are still control characters"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "two breaks": ("between all lines", "characters. You turn", "looked for first"),
    "no breaks": ("break is left", "control character, too", "condition let through"),
    "lone return dropped": ("that stands alone", "two words together", "drops control characters"),
    "return left": ("still a `\\r`", "three forms: `\\r\\n`", "shows what cannot"),
    "control characters as breaks": (
        "control character inside",
        "ends: at `\\x0c`",
        "come before `splitlines()`",
    ),
    "last break lost": ("text is lost", "it stays. `splitlines()`", "line break? Compare"),
    "a break more": ("break, also where", "one had none", "something between texts"),
    "only the whole text": ("and tabs. Those", "text knows nothing", "First cut the"),
    "not the last line": ("last line still", "line ends without", "as all others"),
    "too early": ("ended with `\\r\\n`", "lines, these were", "your steps come"),
    "ends stay": ("still all spaces", "cannot be seen", "a new text"),
    "ends in part": ("left: a space", "stand there together", "Try your function"),
    "tabs dropped": ("become something else", "control character, `ord`", "loses the tab"),
    "stripped on the left": ("at the beginning", "left say something", "one side only"),
    "letters dropped": ("characters nor spaces", "number above 127", "which numbers lies"),
    "empty lines dropped": ("Empty lines are", "with empty brackets", "How many lines"),
    "spaces for controls": ("something else now", "its place: inside", "nothing at all"),
    "controls stay": ("still control characters", "machines of long", "a character. Print"),
    "127 stays": ("kind of control", "lie below 32", "condition to ask"),
}
