"""08.merge: right answers in other clothes, and answers with a mistake."""

import itertools
import re

import torch


def two_cases(ids, pair, new):
    a, b = pair
    merged, i = [], 0
    while i < len(ids):
        if i + 1 < len(ids) and ids[i] == a and ids[i + 1] == b:
            merged.append(new)
            i = i + 2
        else:
            merged.append(ids[i])
            i = i + 1
    return merged


def taken_from_a_copy(ids, pair, new):
    left, merged = list(ids), []
    while left:
        if left[:2] == list(pair):
            merged, left = [*merged, new], left[2:]
        else:
            merged.append(left.pop(0))
    return merged


def with_a_flag(ids, pair, new):
    merged, skip = [], False
    for one, after in itertools.zip_longest(ids, ids[1:]):
        if skip:
            skip = False
        elif (one, after) == pair:
            merged.append(new)
            skip = True
        else:
            merged.append(one)
    return merged


def last_one_looked_back_at(ids, pair, new):
    merged = []
    for i in ids:
        if merged and merged[-1] == pair[0] and i == pair[1]:
            merged[-1] = new
        else:
            merged.append(i)
    return tuple(merged)


def calls_itself(ids, pair, new):
    if len(ids) < 2:
        return torch.tensor(ids)
    found = tuple(ids[:2]) == pair
    return torch.cat(
        [torch.tensor([new if found else ids[0]]), calls_itself(ids[1 + found :], pair, new)]
    ).long()


def as_characters(ids, pair, new):
    """Each id as one character of a text."""
    text = "".join(map(chr, ids)).replace("".join(map(chr, pair)), chr(new))
    return [ord(c) for c in text]


def replaced_in_place(ids, pair, new):
    i = 0
    while i < len(ids) - 1:
        if (ids[i], ids[i + 1]) == pair:
            ids[i : i + 2] = [new]
        i += 1
    return ids


def deleted_in_a_loop(ids, pair, new):
    for i in range(len(ids) - 1):
        if (ids[i], ids[i + 1]) == pair:
            ids[i] = new
            del ids[i + 1]
    return ids


def neighbours_of_all(ids, pair, new):
    return [new if (ids[i], ids[i + 1]) == pair else ids[i] for i in range(len(ids))]


def neighbours_of_most(ids, pair, new):
    return [new if (ids[i], ids[i + 1]) == pair else ids[i] for i in range(len(ids) - 1)]


def a_list_against_a_tuple(ids, pair, new):
    merged, i = [], 0
    while i < len(ids):
        if ids[i : i + 2] == pair:
            merged.append(new)
            i += 2
        else:
            merged.append(ids[i])
            i += 1
    return merged


def plus_a_number(ids, pair, new):
    merged, i = [], 0
    while i < len(ids):
        if tuple(ids[i : i + 2]) == pair:
            merged += new
            i += 2
        else:
            merged += ids[i]
            i += 1
    return merged


def moved_in_both(ids, pair, new):
    merged, i = [], 0
    while i < len(ids):
        if tuple(ids[i : i + 2]) == pair:
            merged.append(new)
            i += 2
        else:
            merged.append(ids[i])
        i += 1
    return merged


def back_after_one(ids, pair, new):
    merged, i = [], 0
    while i < len(ids):
        if tuple(ids[i : i + 2]) == pair:
            return [*merged, new, *ids[i + 2 :]]
        merged.append(ids[i])
        i += 1
    return merged


def from_the_old_list(ids, pair, new):
    merged = list(ids)
    for i in range(len(ids) - 1):
        if tuple(ids[i : i + 2]) == pair:
            merged = [*ids[:i], new, *ids[i + 2 :]]
    return merged


def as_text_with_words(ids, pair, new):
    """A border on both sides keeps ids whole; this one is right but for two pairs side by side."""
    text = re.sub(rf"(^| ){pair[0]} {pair[1]}( |$)", rf"\g<1>{new}\2", " ".join(map(str, ids)))
    return [int(word) for word in text.split()]


def a_text(ids, pair, new):
    return " ".join(map(str, two_cases(ids, pair, new)))


def how_many(ids, pair, new):
    return len(two_cases(ids, pair, new))


RIGHT = [
    two_cases,
    taken_from_a_copy,
    with_a_flag,
    last_one_looked_back_at,
    calls_itself,
    as_characters,
]

OTHERS = [
    (replaced_in_place, "`list(ids)`"),
    (deleted_in_a_loop, "from which ids are taken out"),
    (neighbours_of_all, "Each list has an end"),
    (neighbours_of_most, "your function gives ["),
    (a_list_against_a_tuple, "never equal to a tuple"),
    (plus_a_number, "use `append(…)`"),
    (moved_in_both, "Perhaps the place is moved"),
    (back_after_one, "Which line ends your loop"),
    (from_the_old_list, "is made anew"),
    (as_text_with_words, "Of two pairs side by side"),
    (a_text, "The task asks for a list of ids"),
    (how_many, "The task asks for a list of ids"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "over the end": ("Your function looks", "ends earlier than", "makes no error"),
    "nothing merged": ("holds the same", "tuple, also where", "comparison, with their"),
    "both kept": ("the second id", "bytes come twice", "a merge, at"),
    "new behind": ("is the pair", "should become shorter", "pair was found"),
    "overlapping": ("merge two pairs", "middle. It would", "next pair begin"),
    "from the right": ("merge the last", "have other tokens", "your loop begin"),
    "only the first": ("Only the first", "none: `index` finds", "ends your loop"),
    "only the last": ("Only the last", "was merged before", "later round go"),
    "one id lost": ("After each merge", "for all rounds", "after a merge"),
    "not looked at": ("two pairs side", "pair can begin", "two pairs side"),
    "last lost": ("list is missing", "place earlier, since", "What should happen"),
    "either order": ("other way round", "would then stand", "to come first"),
    "each id": ("it stands alone", "for both together", "in one round"),
    "as text": ("found inside larger", "text, `5 6`", "ids, as numbers"),
}
