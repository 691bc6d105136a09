"""06.split: deal out documents first, and cut windows afterwards."""

import random
from collections import Counter
from itertools import islice

import torch

from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.inputs import choose

# No three letters in a row stand in two of them. So a window tells where it comes from.
WORDS = (
    *("acorn", "bamboo", "cobweb", "dolphin", "elbow", "falcon", "gypsum", "harvest", "island"),
    *("jaguar", "kitchen", "lumber", "meadow", "nutmeg", "oxygen", "puzzle", "quiver", "ribbon"),
    *("sheriff", "tulip", "umpire", "velvet", "walrus", "xylophone", "yogurt", "zigzag"),
)


def cut(documents, k):
    """All windows of k letters and the next one, as text; none goes from one text to another."""
    return [text[i : i + k + 1] for text in documents for i in range(len(text) - k)]


ROUNDS = 5  # so that a split that is right by luck once is not so each time


def lists_of_texts(generator: torch.Generator) -> list[tuple]:
    """One case of three inputs (documents, k, share): texts of one to four words, in the order
    of the alphabet, and a share of them that comes out even."""

    def draw(count):
        while True:
            order = torch.randperm(len(WORDS), generator=generator).tolist()
            words = (WORDS[i] for i in order)
            texts = sorted("".join(islice(words, 1 + i % 4)) for i in range(count))
            parts = cut(texts, 2)
            if len(set(parts)) == len(parts):
                return texts

    sizes = ((8, 0.25), (10, 0.2), (10, 0.3))
    return [([(draw(count), 2 + choose(generator, 2), share) for count, share in sizes],)]


def shuffled(items):
    return random.sample(items, len(items))


def deal(
    order=shuffled, count=None, give=cut, change=lambda training, held_out: (training, held_out)
):
    """An answer that deals out order(documents), the first ones held out.

    count   how many: count(documents, share)
    give    what is made of a list of documents: give(documents, k)
    change  what is done to the two results at the end
    """

    def answer(documents, k, share):
        n = count(documents, share) if count else round(share * len(documents))
        dealt = order(documents)
        return change(give(dealt[n:], k), give(dealt[:n], k))

    return answer


split_by_document = deal()


def windows_first(documents, k, share, order=shuffled):
    """Cut first, and deal out the windows: the leak."""
    windows = order(cut(documents, k))
    n = round(share * len(windows))
    return windows[n:], windows[:n]


def windows_in_order(documents, k, share):
    return windows_first(documents, k, share, order=list)


def shuffled_twice(documents, k, share):
    """Each of the two lists is dealt out anew, so that some documents are in both or in none."""
    n = round(share * len(documents))
    return cut(shuffled(documents)[n:], k), cut(shuffled(documents)[:n], k)


def all_for_training(documents, k, share):
    return cut(documents, k), split_by_document(documents, k, share)[1]


def in_place(documents, k, share):
    random.shuffle(documents)
    n = round(share * len(documents))
    return cut(documents[n:], k), cut(documents[:n], k)


def in_one_text(documents, k):
    return cut(["".join(documents)], k)


def first_windows(documents, k):
    return [text[: k + 1] for text in documents]


def coin(windows, share):
    sides = [[], []]
    for window in windows:
        sides[random.random() < share].append(window)
    return sides


def longest_first(documents, k, share):
    """Long documents are held out, until their windows are the share of all."""
    order = sorted(documents, key=len)[::-1]
    sizes = [len(cut(order[:n], k)) for n in range(len(order) + 1)]
    n = next(n for n, size in enumerate(sizes) if size >= share * sizes[-1])
    return cut(order[n:], k), cut(order[:n], k)


def seen_of_splits(answer, inputs):
    """What is seen of the splits of three lists of documents, each dealt out several times."""
    seen = []
    for one in inputs * ROUNDS:
        seen.append(seen_of_split(answer, *one))
        if not isinstance(seen[-1], dict):
            return seen[-1]
    in_order = all([one.pop("in order") for one in seen])
    return {"splits": seen, "in order": in_order}


def seen_of_split(answer, documents, k, share):
    """What is seen of two lists of windows: from which documents they come."""
    given = list(documents)
    result = answer(given, k, share)
    if not isinstance(result, list | tuple) or len(result) != 2:
        return result
    if not all(isinstance(part, list | tuple) for part in result):
        return result
    if not all(isinstance(one, str) for part in result for one in part):
        return result
    home = {window: text for text in documents for window in cut([text], k)}
    training, held_out = (list(part) for part in result)
    sides = [{home.get(window) for window in part} for part in (training, held_out)]
    dealt = Counter(training) + Counter(held_out)
    wanted = round(share * len(documents))
    seen = {
        "windows": windows_seen(training + held_out, home, documents),
        "both": sides_seen(training, held_out, sides),
        "count": "right",
        "lost": bool(Counter(cut(documents, k)) - dealt),
        "twice": bool(dealt - Counter(cut(documents, k))),
        "in order": False,
        "documents": "as they were" if given == documents else "changed",
    }
    if not held_out or not training:
        return seen | {"count": "an empty list"}
    if len(sides[1]) != wanted:
        exchanged = len(sides[0]) == wanted and len(sides[1]) == len(documents) - wanted
        return seen | {"count": "exchanged" if exchanged else "another"}
    return seen | {"in order": sides[1] in (set(documents[:wanted]), set(documents[-wanted:]))}


def windows_seen(windows, home, documents) -> str:
    if all(window in home for window in windows):
        return "cut"
    if all(window in documents for window in windows):
        return "documents"
    sizes = {len(window) for window in windows}
    letters = {len(window) for window in home}
    return "across" if sizes == letters else "another size"


def sides_seen(training, held_out, sides) -> str:
    """Which windows of a document are on both sides: none, others of it, or the same ones."""
    both = sides[0] & sides[1] - {None}
    if set(training) & set(held_out):
        return "the same windows"
    return {0: "no document", 1: "one document"}.get(len(both), "several documents")


def every(**facts):
    """A rule for `when`: these facts are seen of each split."""
    return lambda seen: all(facts.items() <= one.items() for one in seen[0]["splits"])


def some(**facts):
    """A rule for `when`: these facts are seen of at least one split."""
    return lambda seen: any(facts.items() <= one.items() for one in seen[0]["splits"])


EXERCISE = Exercise(
    name="06.split",
    reference=split_by_document,
    arguments=("documents", "k", "share"),
    observe=seen_of_splits,
    cases=lists_of_texts,
    returns="two lists of windows: those for training, and those that are held out",
    checked="three lists of words in the order of the alphabet: that no word is on both sides, how "
    "many are held out, and that each window is there once.",
    why="two windows side by side in a document are hardly ever the same. Why is it a leak to have "
    "one for training and the other held out?",
    because=(
        "They share all letters but one, and all windows of a scene know of the same speakers and "
        "the same rare words. A model that has learned the one by heart guesses the other well. "
        "The held-out loss then says how well it remembers this text, and not how well it does on "
        "a new one."
    ),
    otherwise=(
        "Your two lists have the right form. But at least one window is missing, or stands there "
        "twice.",
        "Each document is on one side, with all of its windows, and each of them once.",
        "Count the windows: those of both lists together are as many as "
        "`cut_windows(documents, k)` has.",
    ),
    wrong=(
        Wrong(
            "documents changed",
            in_place,
            "After your function has run, `documents` has another order than before.",
            "`random.shuffle` changes the list itself, and so that of the one who calls your "
            "function.",
            "Make a new list in a random order, and leave the old one alone.",
            when=some(documents="changed"),
        ),
        Wrong(
            "not cut",
            deal(give=lambda documents, k: list(documents)),
            "Your lists hold whole documents.",
            "They are dealt out, and not yet cut. The network of this lesson takes windows.",
            "What does `cut_windows` want, and what does it give back?",
            when=every(windows="documents"),
        ),
        Wrong(
            "across documents",
            deal(give=in_one_text),
            "Some of your windows begin in one document and end in another.",
            "The documents were put together into one text before it was cut.",
            "`cut_windows` takes a list of documents. What do you hand to it?",
            when=some(windows="across"),
        ),
        Wrong(
            "another size",
            deal(give=lambda documents, k: cut(documents, k + 1)),
            "Some of your windows are none that `cut_windows` makes with this `k`.",
            "A window holds `k` letters and the next one, and `cut_windows` sees to it.",
            "Print one of your windows, and count its letters.",
            when=some(windows="another size"),
        ),
        Wrong(
            "nothing held out",
            deal(change=lambda training, held_out: (training + held_out, [])),
            "One of your two lists is empty.",
            "Without held-out windows nobody sees overfitting; without training windows nothing is "
            "learned.",
            "How many documents are held out? Print the number. Is it a whole number above 0?",
            when=some(count="an empty list"),
        ),
        Wrong(
            "dealt anew",
            shuffled_twice,
            "Some documents are on both sides, and some are on none.",
            "The documents were brought into a random order twice, once for each side.",
            "Draw one order, keep it in a name, and take both sides from it.",
            when=some(both="the same windows", lost=True),
        ),
        Wrong(
            "the same windows on both sides",
            all_for_training,
            "Windows of one document on both sides: even the same window is for training and held "
            "out.",
            "What the model has seen in training is no test for it.",
            "Make the two lists of documents from one and the same order. Which part of it is for "
            "which side, and where do they meet?",
            when=some(both="the same windows"),
        ),
        Wrong(
            "windows dealt out",
            windows_first,
            "Windows of one document on both sides: some are for training, others are held out.",
            "You cut first and dealt out windows. They overlap: nearly all letters of a held-out "
            "window stand in a training window, too. That is the leak of section 6.",
            "What has to be dealt out, so that a whole document lies on one side? And when is it "
            "cut?",
            when=some(both="several documents"),
        ),
        Wrong(
            "one document cut through",
            windows_in_order,
            "Windows of one document on both sides: one document was cut through.",
            "You deal out windows in their order. The border between the two sides falls into a "
            "document.",
            "What has to be dealt out, so that a whole document lies on one side? And when is it "
            "cut?",
            when=some(both="one document"),
        ),
        Wrong(
            "exchanged",
            deal(change=lambda training, held_out: (held_out, training)),
            "The share that should be held out is for training, and the rest is held out.",
            "The two lists are exchanged, or the count is that of the other side.",
            "Which of your two lists is longer, and which does the task name first?",
            when=every(count="exchanged"),
        ),
        Wrong(
            "another number",
            deal(count=lambda documents, share: round(share * len(documents)) + 1),
            "No document is on both sides. But the number of documents that are held out is not "
            "`share` of all.",
            "The share is one of documents. Windows are counted by nobody here, since a long "
            "document has more of them than a short one.",
            "For 20 documents and a share of 0.2, how many are held out? How many does your "
            "function hold out?",
            when=some(count="another"),
        ),
        Wrong(
            "left out",
            deal(change=lambda training, held_out: (training[1:], held_out)),
            "Some windows are in none of your two lists.",
            "What is on no side is lost, and the two sides together should be all there is.",
            "Count the windows of both lists, and those of `cut_windows(documents, k)`. Print the "
            "two parts of your order, too: where does each begin and end?",
            when=some(lost=True),
        ),
        Wrong(
            "in their order",
            deal(order=list),
            "The first documents, or the last ones, are always held out: the order is not a random "
            "one.",
            "The documents come in the order of the alphabet. Then all that is held out begins "
            "with the same few letters, and the two sides are of different kinds.",
            "Which line brings the documents into a random order? Is its result used?",
            when=lambda seen: seen[0]["in order"],
        ),
    ),
    rivals=(
        Rival("Every window by a coin.", lambda d, k, share: coin(cut(d, k), share)),
        Rival("Long documents, until their windows are the share.", longest_first),
        Rival("Always one document.", deal(count=lambda documents, share: 1)),
        Rival("Always half of them.", deal(count=lambda documents, share: len(documents) // 2)),
        Rival("The first window of each document.", deal(give=first_windows)),
        Rival("Each window twice.", deal(give=lambda documents, k: 2 * cut(documents, k))),
        Rival("From the end.", deal(order=lambda documents: documents[::-1])),
    ),
)
