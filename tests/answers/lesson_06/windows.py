"""06.windows: right answers in other clothes, and answers with a mistake."""

from helpers.text import LETTERS
from helpers.text import windows as windows_of


def windows_that_move(text, k):
    context, found = "." * k, []
    for letter in text + ".":
        found.append((context, letter))
        context = context[1:] + letter
    return found


def windows_by_index(text, k):
    filled = "." * k + text + "."
    return tuple((filled[i - k : i], filled[i]) for i in range(k, len(filled)))


def windows_filled_one_by_one(text, k):
    return [[text[:i][-k:].rjust(k, "."), letter] for i, letter in enumerate(f"{text}.")]


def windows_by_zip(text, k):
    filled = "." * k + text + "."
    rows = zip(*(filled[i:] for i in range(k + 1)), strict=False)
    return [("".join(row[:-1]), row[-1]) for row in rows]


def windows_of_the_library(text, k):
    X, y = windows_of([text], LETTERS, k)
    return [(LETTERS.decode(row), LETTERS.decode([int(n)])) for row, n in zip(X, y, strict=True)]


def moved_too_early(text, k):
    context, found = "." * k, []
    for letter in text + ".":
        context = context[1:] + letter
        found.append((context, letter))
    return found


def moved_to_the_left(text, k):
    context, found = "." * k, []
    for letter in text + ".":
        found.append((context, letter))
        context = letter + context[:-1]
    return found


def over_the_name_only(text, k):
    context, found = "." * k, []
    for letter in text:
        found.append((context, letter))
        context = context[1:] + letter
    return found


def not_shortened(text, k):
    context, found = "." * k, []
    for letter in text + ".":
        found.append((context, letter))
        context = context + letter
    return found


def slice_below_zero(text, k):
    return [(("." * k + text[i - k : i])[-k:], n) for i, n in enumerate(text + ".")]


def filled_with_spaces(text, k):
    return [(text[max(0, i - k) : i].rjust(k), n) for i, n in enumerate(text + ".")]


def numbers_of_letters(text, k):
    X, y = windows_of([text], LETTERS, k)
    return list(zip(X.tolist(), y.tolist(), strict=True))


def three_dots(text, k):
    filled = "..." + text + "."
    return [(filled[i : i + k], filled[i + 3]) for i in range(len(filled) - 3)]


RIGHT = [
    windows_that_move,
    windows_by_index,
    windows_filled_one_by_one,
    windows_by_zip,
    windows_of_the_library,
]

OTHERS = [
    (moved_too_early, "The model is shown what it should predict"),
    (moved_to_the_left, "the last one comes first"),
    (over_the_name_only, "never stops"),
    (not_shortened, "A window forgets"),
    (slice_below_zero, "a negative index from the end"),
    (filled_with_spaces, "the dots are missing"),
    (numbers_of_letters, "The task asks for"),
    (three_dots, "Not yet"),
    (lambda text, k: windows_that_move(text, 2), "Not all of your contexts"),
    (lambda text, k: dict(windows_that_move(text, k)), "The task asks for"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "only full windows": ("letters already: the", "name shorter than", "letters are known"),
    "full windows without the end": (
        "letters already, and",
        "things are left",
        "dots, first those",
    ),
    "short contexts": ("dots are missing", "right letters, but", "to k places"),
    "filled on the right": ("on the right", "last place belongs", "it still empty"),
    "no end": ("pair of yours", "it never stops", "What comes after"),
    "no start": ("name is never", "choice too. Only", "your loop begin"),
    "reversed": ("backwards: the last", "came last stands", "that came last"),
    "target inside": ("own next letter", "has learned nothing", "a slice `[a:b]`"),
    "two ahead": ("after the next", "Between your context", "mark one context"),
    "one too short": ("less than k", "Perhaps you counted", "of the task"),
    "one too long": ("more than k", "A slice `[a:b]`", "of the task"),
    "all that came": ("pair to pair", "window forgets: only", "the right, what"),
    "below zero": ("have come already", "counts a negative", "second letter. Where"),
    "side by side": ("windows stand side", "be predicted once", "By how much"),
    "one dot": ("name, whatever k", "places to fill", "places are empty"),
    "beyond the end": ("predict further dots", "follows a dot", "How many dots"),
    "exchanged": ("pairs the next", "known comes first", "task with yours"),
    "in one piece": ("give back texts", "for the second", "texts? `(a, b)`"),
    "single letters": ("lists of single", "The task asks", '`+`, and `"".join(…)`'),
    "first window": ("back one pair", "A `return` inside", "your `return` stands"),
    "never moved": ("are dots only", "changes from round", "the loop gives"),
    "k letters": ("have k letters", "length, also where", "context. Which ones"),
    "begins empty": ("first context holds", "nothing has come", "is known before"),
    "moves by one": ("next, more changes", "place: the oldest", "three pairs below"),
}
