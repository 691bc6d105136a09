"""08.merge: one new id in the place of each pair, from left to right."""

import torch

from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.inputs import choose


def merge(ids, pair, new):
    merged, i = [], 0
    while i < len(ids):
        found = tuple(ids[i : i + 2]) == tuple(pair)
        merged.append(new if found else ids[i])
        i += 2 if found else 1
    return merged


def some_ids(generator: torch.Generator) -> list[tuple]:
    """(ids, pair, new): two pairs, then the first id of the pair at the end; two pairs side by
    side; three and more of one id in a row; no pair; one id; the pair alone.

    In the first list the pair stands the other way round, too, and, written as text, inside two
    larger ids.
    """
    a, b, x, y = (1 + i for i in torch.randperm(9, generator=generator)[:4].tolist())
    new = 257 + choose(generator, 40)
    longer = [10 * (1 + choose(generator, 8)) + a, b]
    rows = [*[a] * 3, x, *[a] * (4 + choose(generator, 2)), y]
    return [
        ([a, b, x, *longer, a, b, a], (a, b), new),
        ([x, a, b, a, b, y], (a, b), new),
        (rows, (a, a), new),
        ([x, b, a, y], (a, b), new),
        ([a], (a, b), new),
        ([a, b], (a, b), new),
    ]


def is_at(ids, i, pair) -> bool:
    return tuple(ids[i : i + 2]) == pair and i >= 0


def overlapping(ids, pair, new):
    """Also a pair that begins inside the one before it is merged."""
    starts = [is_at(ids, i, pair) for i in range(len(ids))]
    inside = [is_at(ids, i - 1, pair) for i in range(len(ids))]
    return [
        new if start else i
        for i, start, second in zip(ids, starts, inside, strict=True)
        if start or not second
    ]


def both_kept(ids, pair, new):
    """The second id of the pair is not jumped over."""
    return [new if is_at(ids, i, pair) else ids[i] for i in range(len(ids))]


def from_the_right(ids, pair, new):
    return merge(ids[::-1], pair[::-1], new)[::-1]


def only_the_first(ids, pair, new):
    at = next((i for i in range(len(ids)) if is_at(ids, i, pair)), None)
    return [*ids] if at is None else [*ids[:at], new, *ids[at + 2 :]]


def only_the_last(ids, pair, new):
    return only_the_first(ids[::-1], pair[::-1], new)[::-1]


def jumps(after_a_merge, copied):
    """An answer that goes on so many places after a merge, and copies some of those ids."""

    def answer(ids, pair, new):
        merged, i = [], 0
        while i < len(ids):
            if is_at(ids, i, pair):
                merged += [new, *ids[i + 2 : i + 2 + copied]]
                i += after_a_merge
            else:
                merged.append(ids[i])
                i += 1
        return merged

    return answer


def last_lost(ids, pair, new):
    merged, i = [], 0
    while i < len(ids) - 1:
        merged.append(new if is_at(ids, i, pair) else ids[i])
        i += 2 if is_at(ids, i, pair) else 1
    return merged


def over_the_end(ids, pair, new):
    merged, i = [], 0
    while i < len(ids):
        if ids[i] == pair[0] and ids[i + 1] == pair[1]:
            merged.append(new)
            i += 2
        else:
            merged.append(ids[i])
            i += 1
    return merged


def either_order(ids, pair, new):
    merged, i = [], 0
    while i < len(ids):
        found = is_at(ids, i, pair) or is_at(ids, i, pair[::-1])
        merged.append(new if found else ids[i])
        i += 2 if found else 1
    return merged


def as_text(ids, pair, new):
    """The ids as text, in which a pair is looked for."""
    text = " ".join(map(str, ids)).replace(" ".join(map(str, pair)), str(new))
    return [int(word) for word in text.split()]


def putting(*parts):
    """An answer that puts these in the place of each pair: "first", "second" and "new"."""

    def answer(ids, pair, new):
        put = [{"first": pair[0], "second": pair[1], "new": new}[part] for part in parts]
        return [part for i in merge(ids, pair, None) for part in (put if i is None else [i])]

    return answer


def every_second_one(ids, pair, new):
    merged, found = [], 0
    for i in merge(ids, pair, None):
        found += i is None
        merged += [i] if i is not None else [new] if found % 2 else pair
    return merged


def rows_of_any_length(ids, pair, new):
    """What follows a merge and is equal to its second id goes with it."""
    merged = []
    for i in merge(ids, pair, new):
        if not (merged and merged[-1] == new and i in (new, pair[1])):
            merged.append(i)
    return merged


EXERCISE = Exercise(
    name="08.merge",
    reference=merge,
    arguments=("ids", "pair", "new"),
    returns="a list of ids, with `new` in the place of each pair",
    cases=some_ids,
    checked="two pairs with other ids between them, two pairs side by side, equal ids in a row, a "
    "list without the pair, a list of one id, and the pair alone.",
    why="each merge makes the text shorter. Why not go on until a whole play is one token?",
    because=(
        "With each merge the vocabulary becomes longer, and a model has to learn for each token "
        "when it comes. From a token that comes once it learns nothing for a new text: the whole "
        "play does not come again, and its words do."
    ),
    wrong=(
        Wrong(
            "over the end",
            over_the_end,
            "Your function looks for an id behind the last one, and stops with an error.",
            "Each list has an end. And a list from which ids are taken out ends earlier than it "
            "did when the loop began.",
            "What has to be asked before the next id is looked at? A slice over the end of a list "
            "makes no error: it is shorter.",
        ),
        Wrong(
            "nothing merged",
            lambda ids, pair, new: list(ids),
            "No pair is merged: your list holds the same ids as before.",
            "Perhaps your condition is never true. A list is never equal to a tuple, also where "
            "both hold the same ids.",
            "Print both sides of your comparison, with their `type(…)`.",
        ),
        Wrong(
            "both kept",
            both_kept,
            "The first id of a pair becomes the new one, and the second id is still there.",
            "The new id stands for both. With the second one left, its bytes come twice.",
            "After a merge, at which place should your loop go on?",
        ),
        Wrong(
            "new behind",
            putting("first", "second", "new"),
            "The new id is there, and so is the pair.",
            "The list should become shorter: the new id comes in the place of the two.",
            "Which ids are put into your list where a pair was found?",
        ),
        Wrong(
            "overlapping",
            overlapping,
            "Where one id comes three times in a row, you merge two pairs.",
            "They share the id in the middle. It would come out twice when the tokens are made "
            "into text again.",
            "After a merge both of its ids are used up. Where does the next pair begin, at the "
            "earliest?",
        ),
        Wrong(
            "from the right",
            from_the_right,
            "Where one id comes three times in a row, you merge the last two of them.",
            "The task asks for the order from left to right. With another order, the same text "
            "would have other tokens.",
            "At which end does your loop begin?",
        ),
        Wrong(
            "only the first",
            only_the_first,
            "Only the first pair of the list is merged.",
            "A loop ended too early, or there is none: `index` finds one place.",
            "Which line ends your loop, and should it?",
        ),
        Wrong(
            "only the last",
            only_the_last,
            "Only the last pair of the list is merged.",
            "In each round your list is made anew from the ids that came in, so what was merged "
            "before is lost.",
            "Which list should a later round go on with?",
        ),
        Wrong(
            "one id lost",
            jumps(3, 0),
            "After each merge an id is lost.",
            "Your loop goes on one place too far. Perhaps the place is moved in the `if`, and once "
            "more for all rounds.",
            "Print the place in each round. By how much does it grow after a merge?",
        ),
        Wrong(
            "not looked at",
            jumps(3, 1),
            "Of two pairs side by side only the first is merged.",
            "After a merge you copy the next id without a look at it. A pair can begin there.",
            "Which places does your loop look at? Print them for two pairs side by side.",
        ),
        Wrong(
            "last lost",
            last_lost,
            "The last id of the list is missing, where it belongs to no pair.",
            "Your loop ends one place earlier, since it looks at two ids in each round. The last "
            "one is then never the first of two.",
            "What should happen with an id that has none behind it?",
        ),
        Wrong(
            "either order",
            either_order,
            "You also merge the two ids where they stand the other way round.",
            "The token for `on` would then stand for `no`, too.",
            "Which id of the pair has to come first?",
        ),
        Wrong(
            "each id",
            lambda ids, pair, new: [new if i in pair else i for i in ids],
            "Each id of the pair becomes the new one, also where it stands alone.",
            "The new id stands for both together, in this order.",
            "How many ids do you look at in one round?",
        ),
        Wrong(
            "as text",
            as_text,
            "Your pair was also found inside larger ids.",
            "In a text, `5 6` is in `15 6`, and 15 is another id than 5.",
            "Compare ids with ids, as numbers. Or what must stand before and behind an id in a "
            "text, so that it is whole?",
        ),
    ),
    rivals=(
        Rival("The pairs are taken out.", putting()),
        Rival("The new id stands twice, once for each.", putting("new", "new")),
        Rival("The first id of a pair stays.", putting("first", "new")),
        Rival("Every second pair is merged.", every_second_one),
        Rival("A row of any length becomes one new id.", rows_of_any_length),
        Rival("The new id comes at the end, once.", lambda ids, pair, new: [*ids, new]),
        Rival("Sorted, so that pairs come together.", lambda ids, *more: merge(sorted(ids), *more)),
    ),
)
