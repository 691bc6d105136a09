"""08.encode: right answers in other clothes, and answers with a mistake."""

import itertools

import torch


def merged(ids, pair, new):
    out, i = [], 0
    while i < len(ids):
        found = tuple(ids[i : i + 2]) == tuple(pair)
        out.append(new if found else ids[i])
        i += 2 if found else 1
    return out


def in_the_order_of_the_merges(ids, merges):
    for i, pair in enumerate(merges):
        ids = merged(ids, pair, 257 + i)
    return ids


def the_earliest_each_time(ids, merges):
    while True:
        there = [merges.index(p) for p in itertools.pairwise(ids) if p in merges]
        if not there:
            return ids
        ids = merged(ids, merges[min(there)], 257 + min(there))


def one_place_each_time(ids, merges):
    """The leftmost of the earliest, one at a time."""
    ranks = {pair: i for i, pair in enumerate(merges)}
    ids = list(ids)
    while True:
        there = [(ranks[p], k) for k, p in enumerate(itertools.pairwise(ids)) if p in ranks]
        if not there:
            return tuple(ids)
        rank, k = min(there)
        ids[k : k + 2] = [257 + rank]


def calls_itself(ids, merges):
    for new, pair in enumerate(merges, 257):
        for k in range(len(ids) - 1):
            if (ids[k], ids[k + 1]) == pair:
                return calls_itself([*ids[:k], new, *ids[k + 2 :]], merges)
    return torch.tensor(ids)


def as_characters(ids, merges):
    """Each token as one character; `replace` goes from left to right."""
    text = "".join(map(chr, ids))
    for new, (left, right) in enumerate(merges, 257):
        text = text.replace(chr(left) + chr(right), chr(new))
    return [ord(c) for c in text]


def index_without_asking(ids, merges):
    while len(ids) > 1:
        rank = min(merges.index(pair) for pair in itertools.pairwise(ids))
        ids = merged(ids, merges[rank], 257 + rank)
    return ids


def never_empty(ids, merges):
    while len(ids) > 1:
        rank = min(merges.index(p) for p in itertools.pairwise(ids) if p in merges)
        ids = merged(ids, merges[rank], 257 + rank)
    return ids


def in_place(ids, merges):
    for new, pair in enumerate(merges, 257):
        k = 0
        while k < len(ids) - 1:
            if (ids[k], ids[k + 1]) == pair:
                ids[k : k + 2] = [new]
            k += 1
    return ids


def lists_for_pairs(ids, merges):
    for new, pair in enumerate(merges, 257):
        for k in range(len(ids) - 1):
            if ids[k : k + 2] == pair:
                ids = [*ids[:k], new, *ids[k + 2 :]]
    return ids


def range_of_the_old_list(ids, merges):
    for new, pair in enumerate(merges, 257):
        for k in range(len(ids)):
            if tuple(ids[k : k + 2]) == pair:
                ids = [*ids[:k], new, *ids[k + 2 :]]
                break
    return ids


def once_through_the_word(ids, merges):
    out, k = [], 0
    while k < len(ids):
        pair = tuple(ids[k : k + 2])
        found = pair in merges
        out.append(257 + merges.index(pair) if found else ids[k])
        k += 2 if found else 1
    return out


def the_old_list_again(ids, merges):
    out = ids
    for new, pair in enumerate(merges, 257):
        out = merged(ids, pair, new)
    return out


def back_after_the_first_round(ids, merges):
    for new, pair in enumerate(merges, 257):
        ids = merged(ids, pair, new)
        return ids


def from_258(ids, merges):
    for new, pair in enumerate(merges, 258):
        ids = merged(ids, pair, new)
    return ids


def length_of_the_merges(ids, merges):
    for pair in merges:
        ids = merged(ids, pair, 257 + len(merges))
    return ids


def pairs_of_tokens(ids, merges):
    return [merges[i - 257] if i >= 257 else i for i in in_the_order_of_the_merges(ids, merges)]


def nothing_returned(ids, merges):
    in_the_order_of_the_merges(ids, merges)


RIGHT = [
    in_the_order_of_the_merges,
    the_earliest_each_time,
    one_place_each_time,
    calls_itself,
    as_characters,
]

OTHERS = [
    (index_without_asking, "`if … in …`"),
    (never_empty, "For which inputs is nothing left?"),
    (in_place, "`list(ids)`"),
    (lists_for_pairs, "Nothing is merged"),
    (range_of_the_old_list, "at one place of the word only"),
    (once_through_the_word, "a single merge everywhere"),
    (the_old_list_again, "what was merged before is lost"),
    (back_after_the_first_round, "inside the loop"),
    (from_258, "too high by one"),
    (length_of_the_merges, "your function gives ["),
    (pairs_of_tokens, "The task asks for a list of tokens"),
    (nothing_returned, "`None`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "as they came": ("Nothing is merged", "condition is never", "pairs of neighbours"),
    "longest first": ("take the longest", "with others before", "now was learned"),
    "from the left": ("can be merged", "been learned earlier", "the smallest number"),
    "one merge": ("do one merge", "neighbours, and other", "should happen again"),
    "one round": ("go once through", "be merged again", "single merge everywhere"),
    "the first merge": ("is done, and", "`return` stands inside", "your `return` begin"),
    "from the start": ("in your result", "before is lost", "at the names"),
    "latest first": ("was learned last", "is turned round", "for the smallest"),
    "backwards once": ("the merges once", "too early here", "go through `merges`"),
    "most common first": ("comes most often", "all words. Nothing", "order of `merges`"),
    "smallest first": ("the smallest ids", "several pairs compares", "compare, with `key=…`"),
    "once each": ("the word only", "at both places", "over the places"),
    "only bytes": ("pairs of two", "you have changed", "after each merge"),
    "one too low": ("are too low", "end mark, so", "is the first"),
    "one too high": ("are too high", "gives token 257", "does `enumerate` begin"),
    "the rank itself": ("of their merges", "to 256 belong", "gives token 257"),
    "counted on": ("new token depends", "need are counted", "your function add"),
}
