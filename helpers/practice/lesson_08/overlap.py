"""08.overlap: the share of the runs of words of one text that another text has, too."""

from collections import Counter

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose

WORDS = ("no", "not", "No", "go", "we", "see")  # one begins with another one; one has a capital


def runs(words, n):
    """All runs of n neighbours, in their order; some may come again."""
    return [tuple(words[i : i + n]) for i in range(len(words) - n + 1)]


def with_tails(words, n):
    return [tuple(words[i : i + n]) for i in range(len(words))]


def share(those_of_a, those_of_b):
    return len({*those_of_a} & {*those_of_b}) / len({*those_of_a})


def cut(make):
    """An answer: the share of what make(text, n) cuts from `a` that it cuts from `b`, too."""
    return lambda a, b, n: share(make(a, n), make(b, n))


def counted(rule):
    """An answer: rule(the runs of `a`, those of `b`), each with its repeats."""
    return lambda a, b, n: rule(runs(a.split(), n), runs(b.split(), n))


def as_text(a, b, n):
    found = {" ".join(run) for run in runs(a.split(), n)}
    return sum(run in b for run in found) / len(found)


overlap = cut(lambda text, n: runs(text.split(), n))

# Other ways to count, by their names: in every case each of them comes to something else.
OTHERS = {
    "by both": counted(lambda a, b: len({*a} & {*b}) / len({*a} | {*b})),
    "by those of b": counted(lambda a, b: share(b, a)),
    "with repeats": counted(lambda a, b: sum(run in b for run in a) / len(a)),
    "repeats below": counted(lambda a, b: len({*a} & {*b}) / len(a)),
    "repeats above": counted(lambda a, b: sum(run in b for run in a) / len({*a})),
    "letters": cut(runs),
    "last left out": cut(lambda text, n: runs(text.split(), n)[:-1]),
    "short runs": cut(lambda text, n: with_tails(text.split(), n)),
    "single words": cut(lambda text, n: text.split()),
    "any order": cut(lambda text, n: [frozenset(run) for run in runs(text.split(), n)]),
    "side by side": cut(lambda text, n: runs(text.split(), n)[::n]),
    "as text": as_text,
    "inside words": lambda a, b, n: as_text(a, " ".join(b.split()), n),
    "one space": cut(lambda text, n: runs(text.split(" "), n)),
    "not in common": counted(lambda a, b: 1 - share(a, b)),
    "small letters": cut(lambda text, n: runs(text.lower().split(), n)),
    "twice over both": counted(lambda a, b: 2 * len({*a} & {*b}) / (len({*a}) + len({*b}))),
    "each as often": counted(lambda a, b: (Counter(a) & Counter(b)).total() / len(a)),
    "one word more": lambda a, b, n: overlap(a, b, n + 1),
    "always two": lambda a, b, n: overlap(a, b, 2),
    "always three": lambda a, b, n: overlap(a, b, 3),
}


def some_texts(generator: torch.Generator) -> list[tuple]:
    """(a, b, n): runs of two, three and two words. `b` holds pieces of `a`, and in both a line
    break stands between two words. No two of the rules give the same in all three cases."""

    def draw(n):
        a = some_words(generator, 11)
        b = [*piece(generator, a, n + 2), *some_words(generator, 2), *piece(generator, a, n + 1)]
        return written(generator, a), written(generator, b), n

    while True:
        cases = [draw(n) for n in (2, 3, 2)]
        if tells_apart(cases):
            return cases


def tells_apart(cases) -> bool:
    if any(overlap(a, b, n) in (0, 1, overlap(a, b, n + 1)) for a, b, n in cases):
        return False
    found = set()
    for rule in (overlap, *OTHERS.values()):
        found.add(tuple(round(rule(*inputs), 2) for inputs in cases))
    return len(found) == len(OTHERS) + 1


def some_words(generator, count):
    return [WORDS[choose(generator, len(WORDS))] for _ in range(count)]


def piece(generator, words, length):
    first = choose(generator, len(words) - length + 1)
    return words[first : first + length]


def written(generator, words):
    """The words as a text, with one line break in it."""
    at = 3 + choose(generator, len(words) - 5)
    return " ".join(words[:at]) + "\n" + " ".join(words[at:])


EXERCISE = Exercise(
    name="08.overlap",
    reference=overlap,
    arguments=("a", "b", "n"),
    returns="one number from 0 to 1: the share of the different runs of n words of `a` that come "
    "in `b`, too",
    cases=some_texts,
    checked="three pairs of texts, with runs of two and of three words; some runs come twice, and "
    "between two words there is a line break.",
    why="in a copy of a text every twentieth word was changed. Which share of its runs of five "
    "words is still the same?",
    because=(
        "About three quarters. A word stands in five runs, so a changed one breaks five of twenty. "
        "With runs of one word, 19 of 20 would be the same, but so would many in two texts that "
        "have nothing to do with each other. Longer runs tell more, and forgive less."
    ),
    properties=(
        Property(
            "n",
            lambda call, a, b, n: call(a, b, n) != call(a, b, n + 1),
            "For another `n` your function gives the same share.",
            "The runs have always the same number of words, whatever `n` is.",
            "Where in your lines does the length of a run come from?",
        ),
    ),
    wrong=(
        Wrong(
            "by both",
            OTHERS["by both"],
            "You divide by the number of runs of both texts together.",
            "A poem that stands whole in a long book would have a share near 0. The task asks how "
            "much of `a` comes in `b`, and the rest of `b` does not matter.",
            "What does your function give for a text and the same text with more behind it?",
        ),
        Wrong(
            "by those of b",
            OTHERS["by those of b"],
            "Your share is that of the runs of `b` which come in `a`.",
            "The other way round it is another question: a page may stand in a book, and most of "
            "the book does not stand on the page.",
            "The runs of which text belong below the fraction line?",
        ),
        Wrong(
            "with repeats",
            OTHERS["with repeats"],
            "A run that comes twice in `a` counts twice.",
            "The task asks for the different runs. A line that is said again and again would weigh "
            "as much as many lines.",
            "What holds each thing once in Python, however often it is put in?",
        ),
        Wrong(
            "repeats below",
            OTHERS["repeats below"],
            "Above the fraction line each run counts once, and below it as often as it comes.",
            "With that, a text may have a share below 1 of itself.",
            "Compute `my_overlap(a, a, n)` for a text with a run that comes twice.",
        ),
        Wrong(
            "letters",
            OTHERS["letters"],
            "Your runs are runs of letters.",
            "For Python a text is a row of characters, so a slice of it holds characters. Two "
            "texts in one language share most of their runs of two letters.",
            "Which method makes a list of words of a text? Slices of that are runs of words.",
        ),
        Wrong(
            "last left out",
            OTHERS["last left out"],
            "The last run of each text is missing.",
            "Your loop ends one round too early.",
            "Write down all runs of two words of `a b c d`. How many are there, and how many "
            "rounds would your loop have?",
        ),
        Wrong(
            "short runs",
            OTHERS["short runs"],
            "Your last runs have fewer than n words.",
            "A slice that goes over the end of a list is cut off there, without an error.",
            "Print the runs of a short text. With which word should the last one begin?",
        ),
        Wrong(
            "single words",
            OTHERS["single words"],
            "You compare single words.",
            "Two texts in one language share most of their words. It is the order that shows that "
            "one was copied.",
            "Print what your set holds. Does a thing in it have n words?",
        ),
        Wrong(
            "any order",
            OTHERS["any order"],
            "Runs that have the same words in another order count as the same.",
            "A `set`, a `frozenset` or `sorted` forgets in which order the words stood.",
            "What keeps words in their order, and can itself stand in a set?",
        ),
        Wrong(
            "side by side",
            OTHERS["side by side"],
            "Each of your runs begins where the one before it ends.",
            "So most runs are left out. If `b` has one word more at its beginning, all of its runs "
            "are others.",
            "By how many words should the beginning move from one run to the next?",
        ),
        Wrong(
            "as text",
            OTHERS["as text"],
            "You look for a run as a piece of the text `b`.",
            "There, `go no` is found in `go not`, which is another word. And it is not found where "
            "the two words stand in two lines.",
            "Cut `b` into runs as well. Then compare runs with runs.",
        ),
        Wrong(
            "inside words",
            OTHERS["inside words"],
            "You find runs also where they end, or begin, inside a longer word.",
            "For Python, `go no` is in `go not`: a piece of a text need not end with a word.",
            "How would you look for a word in a list of words? Do the same with runs.",
        ),
        Wrong(
            "one space",
            OTHERS["one space"],
            "Two words with a line break between them stay together as one.",
            '`split(" ")` cuts at single spaces, and at nothing else.',
            "What does `split` do when its brackets are empty?",
        ),
        Wrong(
            "not in common",
            OTHERS["not in common"],
            "Your share is that of the runs which do not come in `b`.",
            "Two equal texts would have 0 in common.",
            "What does your function give for `my_overlap(a, a, n)`?",
        ),
        Wrong(
            "number",
            counted(lambda a, b: len({*a} & {*b})),
            "You give back how many runs come in both texts.",
            "Long texts have more runs in common than short ones. A share can be compared.",
            "What does this number have to be divided by?",
        ),
        Wrong(
            "in percent",
            lambda a, b, n: 100 * overlap(a, b, n),
            "Your share is given in percent.",
            "The task asks for a number from 0 to 1.",
            "Look at the last thing that you do with your result.",
        ),
    ),
    rivals=(
        Rival("Above the line with repeats, below it without.", OTHERS["repeats above"]),
        Rival("Large and small letters are the same.", OTHERS["small letters"]),
        Rival("Twice what both have, divided by what each has.", OTHERS["twice over both"]),
        Rival("Each run as often as both have it.", OTHERS["each as often"]),
        Rival("Runs of one word more.", OTHERS["one word more"]),
        Rival("Always runs of two words.", OTHERS["always two"]),
        Rival("Always runs of three words.", OTHERS["always three"]),
    ),
)
