"""08.pair: right answers in other clothes, and answers with a mistake."""

import itertools
from collections import Counter, defaultdict

import numpy as np
import torch


def a_dictionary(words):
    counts = {}
    for word, count in words.items():
        for i in range(len(word) - 1):
            pair = word[i], word[i + 1]
            counts[pair] = counts.get(pair, 0) + count
    return min(counts, key=lambda pair: (-counts[pair], pair))


def sorted_first(words):
    counts = Counter()
    for word in words:
        for pair in (word[i : i + 2] for i in range(len(word) - 1)):
            counts[pair] += words[word]
    return max(sorted(counts), key=counts.get)


def all_with_the_highest(words):
    counts = defaultdict(int)
    for word, count in words.items():
        for pair in itertools.pairwise(word):
            counts[pair] += count
    high = max(counts.values())
    return list(min(pair for pair, count in counts.items() if count == high))


def a_slow_loop(words):
    pairs = [p for word, count in words.items() for p in [*itertools.pairwise(word)] * count]
    best = pairs[0]
    for pair in pairs:
        one, other = pairs.count(pair), pairs.count(best)
        if one > other or (one == other and pair < best):
            best = pair
    return best


def a_table(words):
    """The first of the highest numbers of a table is that of the smallest pair."""
    table = torch.zeros(40, 40)
    for word, count in words.items():
        for a, b in itertools.pairwise(word):
            table[a, b] += count
    return torch.tensor(divmod(int(table.argmax()), 40))


def by_numpy(words):
    keys = [
        pair for word, n in words.items() for pair in itertools.pairwise(word) for _ in range(n)
    ]
    pairs, counts = np.unique(np.array(keys), axis=0, return_counts=True)
    return pairs[counts.argmax()]


def by_most_common(words):
    counts = Counter()
    for word, count in words.items():
        for pair in itertools.pairwise(word):
            counts[pair] += count
    return counts.most_common(1)


def most_common_and_its_count(words):
    return by_most_common(words)[0]


def most_common_alone(words):
    return by_most_common(words)[0][0]


def words_taken_out(words):
    counts = Counter()
    while words:
        word, count = words.popitem()
        for pair in itertools.pairwise(word):
            counts[pair] += count
    return min(counts, key=lambda pair: (-counts[pair], pair))


def plus_on_nothing(words):
    counts = {}
    for word, count in words.items():
        for pair in itertools.pairwise(word):
            counts[pair] += count
    return max(counts, key=counts.get)


def slices_of_a_list(words):
    counts = Counter()
    for word, count in words.items():
        for i in range(len(word) - 1):
            counts[list(word[i : i + 2])] += count
    return max(counts, key=counts.get)


def over_the_end(words):
    counts = Counter()
    for word, count in words.items():
        for i in range(len(word)):
            counts[word[i], word[i + 1]] += count
    return max(counts, key=counts.get)


def both_ids_joined(words):
    return "{} {}".format(*a_dictionary(words))


def the_counts(words):
    counts = Counter()
    for word, count in words.items():
        for pair in itertools.pairwise(word):
            counts[pair] += count
    return counts


RIGHT = [a_dictionary, sorted_first, all_with_the_highest, a_slow_loop, a_table, by_numpy]

OTHERS = [
    (by_most_common, "your pair stands in it"),
    (most_common_and_its_count, "together with its count"),
    (most_common_alone, "was met first"),
    (words_taken_out, "`dict(words)`"),
    (plus_on_nothing, "does not have this key"),
    (slices_of_a_list, "`tuple(…)`"),
    (over_the_end, "looks one further"),
    (both_ids_joined, "The task asks for one pair"),
    (the_counts, "The task asks for one pair"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "each word once": ("counts once, however", "number that belongs", "over `words.items()` gives"),
    "once a word": ("counts only once", "would find both", "2, 1, 2)"),
    "no neighbours": ("not stand side", "neighbours together. Other", "are only two"),
    "side by side": ("out every second", "beside each other", "second one begin"),
    "last left out": ("word is missing", "round too early", "There are two"),
    "either order": ("in either order", "are different pieces", "the order, `sorted`"),
    "across": ("of the next", "neighbours. The dictionary", "pairs begin anew"),
    "written over": ("in several words", "line with `counts[pair]", "pair comes again"),
    "largest of all": ("largest ids, whatever", "a dictionary compares", "compare, with `key=…`"),
    "rarest": ("the lowest count", "hardly any shorter", "your comparison aloud"),
    "common ids": ("often by themselves", "ever stand side", "dictionary count: ids"),
    "common word": ("comes most often", "together more often", "through all words"),
    "first met": ("was met first", "decides. The same", "compared, the count"),
    "last met": ("was met last", "comparison with `>=`", "compared where two"),
    "largest": ("take the largest", "large as possible", "of numbers round"),
    "count": ("back a number", "the highest count", "find the key"),
    "with its count": ("the pair together", "the pair alone", "it? `[0]` takes"),
    "in a list": ("back a list", "`most_common`, or a", "one thing out"),
}
