"""08.encode: a word's bytes become tokens: the pair that was merged earliest comes first."""

from collections import Counter
from itertools import pairwise

import torch

from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.inputs import choose
from helpers.practice.lesson_08.merge import merge, only_the_first

FIRST = 257  # the number of the first merged token


def ranks_of(merges) -> dict:
    """Each pair, and the number of its merge."""
    return {tuple(pair): rank for rank, pair in enumerate(merges)}


def by(choice, join=merge, first=FIRST, rounds=1_000):
    """An answer: as long as a pair of neighbours can be merged, the one with the smallest
    choice(pair, its rank, its place, ids) is."""

    def answer(ids, merges):
        ranks, ids = ranks_of(merges), list(ids)
        for _ in range(rounds):
            there = [
                (choice(p, ranks[p], i, ids), p) for i, p in enumerate(pairwise(ids)) if p in ranks
            ]
            if not there:
                break
            pair = min(there)[1]
            ids = join(ids, pair, first + ranks[pair])
        return ids

    return answer


def rank(pair, rank, place, ids):
    return rank


encode = by(rank)


def expanded(merges) -> dict:
    """Each merged token, and the bytes that it stands for."""
    parts = {}
    for number, pair in enumerate(merges, FIRST):
        parts[number] = sum((parts.get(i, (i,)) for i in pair), ())
    return parts


def longest_first(ids, merges):
    """At each place the longest token that fits."""
    parts = {token: (token,) for token in ids} | expanded(merges)
    found, i = [], 0
    while i < len(ids):
        fits = [token for token, part in parts.items() if tuple(ids[i : i + len(part)]) == part]
        found.append(max(fits, key=lambda token: len(parts[token])))
        i += len(parts[found[-1]])
    return found


def only_bytes(ids, merges):
    """Merges of two bytes alone."""
    for number, pair in enumerate(merges, FIRST):
        if max(pair) < FIRST:
            ids = merge(ids, pair, number)
    return ids


def once_each(ids, merges):
    for number, pair in enumerate(merges, FIRST):
        ids = only_the_first(ids, tuple(pair), number)
    return ids


def latest_first_once(ids, merges):
    """One round through the merges, from the last one to the first."""
    for number, pair in reversed([*enumerate(merges, FIRST)]):
        ids = merge(ids, pair, number)
    return ids


def one_round(ids, merges):
    """Once through the word, from left to right."""
    ranks, found, i = ranks_of(merges), [], 0
    while i < len(ids):
        pair = tuple(ids[i : i + 2])
        found.append(FIRST + ranks[pair] if pair in ranks else ids[i])
        i += 2 if pair in ranks else 1
    return found


def from_the_start(ids, merges):
    """Each merge begins with the bytes, so the result is that of the last one."""
    return merge(ids, merges[-1], FIRST + len(merges) - 1)


def counted_on(ids, merges):
    """Only a merge that finds its pair takes a number."""
    new = FIRST
    for pair in merges:
        if tuple(pair) in pairwise(ids):
            ids = merge(ids, pair, new)
            new += 1
    return ids


# Other ways to encode. In the check no two of them come to the same tokens.
WAYS = {
    "longest first": longest_first,
    "from the left": by(lambda pair, rank, place, ids: place),
    "one round": one_round,
    "one merge": by(rank, rounds=1),
    "the first merge": lambda ids, merges: merge(ids, merges[0], FIRST),
    "from the start": from_the_start,
    "latest first": by(lambda pair, rank, place, ids: -rank),
    "backwards once": latest_first_once,
    "most common first": by(lambda pair, rank, place, ids: (-Counter(pairwise(ids))[pair], rank)),
    "smallest first": by(lambda pair, rank, place, ids: pair),
    "once each": once_each,
    "only bytes": only_bytes,
    "one too low": by(rank, first=FIRST - 1),
    "one too high": by(rank, first=FIRST + 1),
    "the rank itself": by(rank, first=0),
    "counted on": counted_on,
    "as they came": lambda ids, merges: list(ids),
}
RIVALS = {
    "From right to left.": by(lambda pair, rank, place, ids: -place),
    "The largest ids first.": by(lambda pair, rank, place, ids: (-pair[0], -pair[1])),
    "Two merges and no more.": by(rank, rounds=2),
    "The first two merges alone.": lambda ids, merges: encode(ids, merges[:2]),
    "The last merge is not used.": lambda ids, merges: encode(ids, merges[:-1]),
}


def some_words(generator: torch.Generator) -> list[tuple]:
    """(ids, merges): words of three bytes for which two merges compete, words in which a pair comes
    twice, a longer word, a word in which nothing can be merged, and one of a single byte."""
    letters = 33 + torch.randperm(60, generator=generator)[:4]
    a, b, c, d = letters.sort().values.tolist()
    return [
        ([a, b, c], [(b, c), (a, b)]),
        ([a, b, c], [(b, c), (a, FIRST), (a, b)]),
        ([a, b, c], [(a, b), (b, c), (a, FIRST + 1)]),
        ([b, a, b], [(b, a), (a, b)]),
        ([a, b, c, b, c], [(a, b), (b, c)]),
        ([a, b, a, b], [(a, b), (FIRST, FIRST)]),
        a_longer_word(generator, [a, b, c], unused=(d, a)),
        ([a, c, b], [(a, b), (b, c)]),
        ([d], [(b, c), (a, b)]),
    ]


def a_longer_word(generator, letters, unused):
    """A word of ten bytes; a merge that it does not need, and four pairs that stood in it when
    they were learned."""
    ids = [letters[choose(generator, len(letters))] for _ in range(10)]
    merges, now = [unused], ids
    for new in range(FIRST + 1, FIRST + 5):
        place = choose(generator, len(now) - 1)
        merges.append((now[place], now[place + 1]))
        now = merge(now, merges[-1], new)
        if len(now) == 1:
            break
    return ids, merges


EXERCISE = Exercise(
    name="08.encode",
    reference=encode,
    arguments=("ids", "merges"),
    returns="a list of tokens: the bytes that came in, with all merges done that can be done",
    cases=some_words,
    checked="words in which two merges want the same byte, words in which a pair comes twice, a "
    "longer word, one in which nothing can be merged, and one of a single byte.",
    why="take the longest token that fits, at each place: the list of tokens would often be as "
    "short. Why is the order of the merges kept all the same?",
    because=(
        "When the merges were learned, they were done in this order, and the text that a model was "
        "trained on was encoded with it. Another order gives other tokens for the same word. The "
        "model has seen them seldom or never beside each other."
    ),
    wrong=(
        Wrong(
            "as they came",
            WAYS["as they came"],
            "Nothing is merged: the bytes come out as they came in.",
            "Perhaps a condition is never true. The pairs in `merges` are tuples, and a list is "
            "never equal to a tuple.",
            "Print the pairs of neighbours of a word, and ask of each if it is in `merges`.",
        ),
        Wrong(
            "longest first",
            WAYS["longest first"],
            "At each place you take the longest token that fits.",
            "Its parts may have to be merged with others before: a merge that was learned earlier "
            "takes a byte away from it.",
            "Which of the pairs that stand in the word now was learned first? How long its token "
            "is does not matter.",
        ),
        Wrong(
            "from the left",
            WAYS["from the left"],
            "You merge the first pair from the left that can be merged.",
            "A pair further to the right may have been learned earlier. It then comes first.",
            "Before you merge, look at all pairs of the word. Which of them has the smallest "
            "number in `merges`?",
        ),
        Wrong(
            "one merge",
            WAYS["one merge"],
            "You do one merge, and then no more.",
            "After a merge there are new neighbours, and other pairs of the word are left.",
            "What should happen again and again, and until when?",
        ),
        Wrong(
            "one round",
            WAYS["one round"],
            "You go once through the word, from left to right.",
            "Two merges can want the same byte. The one that was learned first has it, and not the "
            "one that you meet first. And a new token can be merged again.",
            "Let one round do a single merge everywhere. Which one comes first?",
        ),
        Wrong(
            "the first merge",
            WAYS["the first merge"],
            "Only the first merge is done, and no other one.",
            "Perhaps a `return` stands inside the loop: it ends the function in the first round.",
            "How far to the right does your `return` begin?",
        ),
        Wrong(
            "from the start",
            WAYS["from the start"],
            "Only the last merge is seen in your result.",
            "Each merge begins with the bytes that came in, and what was merged before is lost.",
            "Which list should the next merge go on with? Look at the names in that line.",
        ),
        Wrong(
            "latest first",
            WAYS["latest first"],
            "You do the merge first that was learned last.",
            "The order is turned round: what was learned first comes first.",
            "Do you look for the largest number of a merge, or for the smallest?",
        ),
        Wrong(
            "backwards once",
            WAYS["backwards once"],
            "You go through the merges once, from the last one to the first.",
            "A later merge needs the tokens of earlier ones. It comes too early here.",
            "From which end should your loop go through `merges`?",
        ),
        Wrong(
            "most common first",
            WAYS["most common first"],
            "You merge the pair first that comes most often in the word.",
            "Pairs were counted when the merges were learned, over all words. Nothing is counted "
            "any more when a word is encoded.",
            "What does the order of `merges` tell you?",
        ),
        Wrong(
            "smallest first",
            WAYS["smallest first"],
            "You merge the pair first that has the smallest ids.",
            "`min` of several pairs compares the ids in them. The place in `merges` says which one "
            "was learned first.",
            "`min` can be told what to compare, with `key=…`.",
        ),
        Wrong(
            "once each",
            WAYS["once each"],
            "Each merge is done at one place of the word only.",
            "If its pair comes twice, it is merged at both places.",
            "What ends your loop over the places of a word, and should it?",
        ),
        Wrong(
            "only bytes",
            WAYS["only bytes"],
            "Only pairs of two bytes are merged.",
            "A merged token can be a part of a later merge. Perhaps you look for pairs in the list "
            "that came in, and not in the one that you have changed.",
            "Print the list after each merge. In which list does the next round look?",
        ),
        Wrong(
            "one too low",
            WAYS["one too low"],
            "Your new tokens have numbers that are too low by one.",
            "Token 0 is the end mark, so the bytes have the numbers 1 to 256.",
            "Which number is the first that is free?",
        ),
        Wrong(
            "one too high",
            WAYS["one too high"],
            "Your new tokens have numbers that are too high by one.",
            "The merges are counted from 0, and merge number 0 gives token 257.",
            "What does `enumerate` begin with, and what do you add to it?",
        ),
        Wrong(
            "the rank itself",
            WAYS["the rank itself"],
            "Your new tokens have the numbers of their merges.",
            "The numbers up to 256 belong to the end mark and to the bytes.",
            "How far has the number of a merge to be moved up, so that merge 0 gives token 257?",
        ),
        Wrong(
            "counted on",
            WAYS["counted on"],
            "The number of a new token depends on how many merges the word needed.",
            "A token has the same number in all words: that of its merge. Merges that a word does "
            "not need are counted, too.",
            "Where does your function add one to the number? Does it do so in each round?",
        ),
    ),
    rivals=tuple(Rival(rule, answer) for rule, answer in RIVALS.items()),
)
