"""06.windows: each letter of a name with the letters before it."""

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose

LONG = ("martin", "sophie", "dorian", "simone", "brian", "miguel", "clarke", "helga")
SHORT = ("jo", "al", "bo", "ed", "ty", "my")
END = "."


def names_to_cut(generator: torch.Generator) -> list[tuple]:
    """(text, k): a memory of three letters, one that is longer than the name, and one letter.
    No letter comes twice in a name, and its letters are not in the order of the alphabet."""
    first, second = torch.randperm(len(LONG), generator=generator)[:2].tolist()
    return [
        (LONG[first], 3),
        (SHORT[choose(generator, len(SHORT))], 4),
        (LONG[second], 1),
    ]


def cut(filled: str, k: int) -> list[tuple[str, str]]:
    """Each piece of k letters of a filled text, with the letter that comes after it."""
    return [(filled[i : i + k], filled[i + k]) for i in range(len(filled) - k)]


def windows(text: str, k: int) -> list[tuple[str, str]]:
    return cut(END * k + text + END, k)


def changed(change):
    """The right windows, with change(context, letter) in the place of each."""
    return lambda text, k: [change(context, letter) for context, letter in windows(text, k)]


def pieces(piece):
    """For each letter and the end: piece(text, k, its number), and the letter."""
    return lambda text, k: [(piece(text, k, i), n) for i, n in enumerate(text + END)]


def with_the_target(text, k):
    filled = END * k + text + END
    return [(filled[i + 1 : i + k + 1], filled[i + k]) for i in range(len(filled) - k)]


EXERCISE = Exercise(
    name="06.windows",
    reference=windows,
    arguments=("text", "k"),
    returns="a list of pairs: k letters as one text, and the letter that comes after them",
    cases=names_to_cut,
    checked="a name with a memory of three letters, a short name with a longer memory than it has "
    "letters, and a name with a memory of one letter.",
    why="how many windows does a name of 6 letters give with k = 3, and how many with k = 5?",
    because=(
        "Seven both times: one for each letter, and one for the end. Only the contexts become "
        "longer. So a longer memory gives no more samples, while a table has 27 times as many "
        "rows for each further letter."
    ),
    properties=(
        Property(
            "k letters",
            lambda call, text, k: all(len(context) == k for context, _ in call(text, k)),
            "Not all of your contexts have k letters.",
            "A model wants rows of the same length, also where the name has not begun.",
            "Print the length of each context. Which ones differ?",
        ),
        Property(
            "begins empty",
            lambda call, text, k: call(text, k)[0][0] == END * k,
            "Your first context holds a letter of the name.",
            "Before the first letter of the name nothing has come. So its context is all dots.",
            "Print your first pair. What is known before the first letter?",
        ),
        Property(
            "moves by one",
            lambda call, text, k: all(
                (before + letter)[1:] == after
                for (before, letter), (after, _) in zip(
                    call(text, k), call(text, k)[1:], strict=False
                )
            ),
            "From one of your contexts to the next, more changes than one letter.",
            "A window moves by one place: the oldest letter drops out, and the letter that came "
            "is added on the right.",
            "Write your first three pairs below each other, and follow one letter through them.",
        ),
    ),
    wrong=(
        Wrong(
            "only full windows",
            lambda text, k: cut(text + END, k),
            "Your first context is full of letters already: the first letters of the name are "
            "never the next one.",
            "Without dots on the left, how a name begins is in no pair. A name shorter than k "
            "gives nothing at all.",
            "Which letters are known before the first letter of the name comes?",
        ),
        Wrong(
            "full windows without the end",
            cut,
            "Your first context is full of letters already, and no pair has the dot as its next "
            "letter.",
            "Two things are left: how a name begins, and that it is over.",
            "Write the name down with its dots, first those on the left, then the one on the "
            "right.",
        ),
        Wrong(
            "short contexts",
            pieces(lambda text, k, i: text[max(0, i - k) : i]),
            "In your first contexts the dots are missing.",
            "There are the right letters, but not k of them. All rows must have the same length.",
            "What fills a context up to k places, and on which side?",
        ),
        Wrong(
            "filled on the right",
            pieces(lambda text, k, i: text[max(0, i - k) : i].ljust(k, END)),
            "In your first contexts the dots stand on the right of the letters.",
            "The last place belongs to the letter that came last. Here it would often be a dot, "
            "and a letter would change its place from row to row.",
            "On which side of the name is it still empty?",
        ),
        Wrong(
            "no end",
            lambda text, k: windows(text, k)[:-1],
            "No pair of yours has the dot as its next letter.",
            "That a name is over is a choice too. A model that never sees it never stops.",
            "What comes after the last letter? Count your pairs, and the letters of the name.",
        ),
        Wrong(
            "no start",
            lambda text, k: windows(text, k)[1:],
            "The first letter of the name is never the next letter.",
            "With which letter a name begins is a choice too. Only dots are known before it.",
            "With which context does your loop begin?",
        ),
        Wrong(
            "reversed",
            changed(lambda context, letter: (context[::-1], letter)),
            "In your contexts the letters stand backwards: the last one comes first.",
            "A context is read as the name is, so that the letter that came last stands on the "
            "right.",
            "On which side do you add the letter that came last?",
        ),
        Wrong(
            "target inside",
            with_the_target,
            "Each of your contexts ends with its own next letter.",
            "The model is shown what it should predict. Its loss goes to nearly zero, and it has "
            "learned nothing.",
            "Which index does your context end with? In a slice `[a:b]` the letter at `b` is out.",
        ),
        Wrong(
            "two ahead",
            lambda text, k: [
                (c, n)
                for (c, _), (_, n) in zip(windows(text, k), windows(text, k)[1:], strict=False)
            ],
            "Your next letter is the one after the next.",
            "Between your context and its letter one letter of the name is left out.",
            "Write the name down, mark one context, and see which letter follows at once.",
        ),
        Wrong(
            "one too short",
            changed(lambda context, letter: (context[1:], letter)),
            "Your contexts have one letter less than k.",
            "Perhaps you counted the next letter as one of the k. The memory itself has k letters.",
            "Print the length of a context for the name and the k of the task.",
        ),
        Wrong(
            "one too long",
            lambda text, k: windows(text, k + 1),
            "Your contexts have one letter more than k.",
            "A slice `[a:b]` has b minus a letters. Yours begins or ends one place too far.",
            "Print the length of a context for the name and the k of the task.",
        ),
        Wrong(
            "all that came",
            pieces(lambda text, k, i: END * k + text[:i]),
            "Your contexts grow from pair to pair.",
            "They hold all that came so far. A window forgets: only the last k letters stay.",
            "When a letter is added on the right, what has to happen on the left?",
        ),
        Wrong(
            "below zero",
            pieces(lambda text, k, i: text[i - k : i].rjust(k, END)),
            "Later contexts are right, but the first ones lose letters that have come already.",
            "Near the beginning `i - k` is below 0, and Python counts a negative index from the "
            "end of the text. The slice is then empty, or holds other letters.",
            "Print the slice for the second letter. Where should it begin?",
        ),
        Wrong(
            "side by side",
            lambda text, k: windows(text, k)[::k],
            "Your windows stand side by side, and most letters are never the next one.",
            "Each letter is to be predicted once. So the window moves by one place, not by k.",
            "By how much does your loop count on?",
        ),
        Wrong(
            "one dot",
            lambda text, k: cut(END + text + END, k),
            "There is one dot before the name, whatever k is.",
            "That was enough for a memory of one letter. For k letters the first context has k "
            "places to fill.",
            "How many places are empty before the first letter comes?",
        ),
        Wrong(
            "beyond the end",
            lambda text, k: cut(END * k + text + END * k, k),
            "After the end of the name you predict further dots.",
            "A name ends once. From further dots a model would learn that a dot follows a dot.",
            "How many dots does the end of a name need?",
        ),
        Wrong(
            "exchanged",
            changed(lambda context, letter: (letter, context)),
            "In your pairs the next letter comes first.",
            "What is known comes first, and then what is to be predicted.",
            "Compare the first pair in the task with yours.",
        ),
        Wrong(
            "in one piece",
            changed(lambda context, letter: context + letter),
            "You give back texts, in which the context and its next letter stand in one piece.",
            "A model is given the first and asked for the second. So each is a part of its own.",
            "Where is the cut in each of your texts? `(a, b)` makes a pair.",
        ),
        Wrong(
            "single letters",
            changed(lambda context, letter: (list(context), letter)),
            "Your contexts are lists of single letters.",
            "They may hold the right letters. The task asks for one text of k letters.",
            'Letters are added to a text with `+`, and `"".join(…)` makes a text of a list.',
        ),
        Wrong(
            "first window",
            lambda text, k: windows(text, k)[:1],
            "You give back one pair, the first.",
            "A `return` inside the loop ends the function in its first round.",
            "Look at how far to the right your `return` stands.",
        ),
        Wrong(
            "never moved",
            changed(lambda context, letter: (END * len(context), letter)),
            "All of your contexts are dots only.",
            "The next letter changes from round to round, and the context stays as it was at the "
            "beginning.",
            "Which line of the loop gives the context its new letter?",
        ),
    ),
    rivals=(
        Rival("The name backwards.", lambda text, k: windows(text[::-1], k)),
        Rival(
            "The letters after it in place of those before.",
            lambda text, k: [(context[::-1], letter) for context, letter in windows(text[::-1], k)],
        ),
        Rival("In the order of the alphabet.", lambda text, k: sorted(windows(text, k))),
        Rival("The last window first.", lambda text, k: windows(text, k)[::-1]),
        Rival(
            "The dots always one letter of the context.",
            lambda text, k: [(END + context[1:], letter) for context, letter in windows(text, k)],
        ),
        Rival(
            "Only the letter that came last, the others dots.",
            lambda text, k: [
                (context[-1].rjust(k, END), letter) for context, letter in windows(text, k)
            ],
        ),
        Rival("Only the first k letters of the name.", lambda text, k: windows(text[:k], k)),
        Rival("Always three letters.", lambda text, k: windows(text, 3)),
        Rival(
            "The last letter is next to every context.",
            lambda text, k: [(context, text[-1]) for context, _ in windows(text, k)],
        ),
        Rival(
            "Filled with the first letter of the name.",
            lambda text, k: [
                (context.replace(END, text[0]), letter) for context, letter in windows(text, k)
            ],
        ),
        Rival(
            "A pair for each place of the context.",
            lambda text, k: [
                (one, letter) for context, letter in windows(text, k) for one in context
            ],
        ),
    ),
)
