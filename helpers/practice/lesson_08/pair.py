"""08.pair: the pair of neighbours that comes most often in words that are counted."""

from collections import Counter
from itertools import combinations, pairwise

import torch

from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.inputs import choose


def counts_of(words, pairs_of=pairwise, weight=lambda count: count) -> Counter:
    """How often each pair comes; the pairs in the order in which they are met."""
    counts = Counter()
    for word, count in words.items():
        for pair in pairs_of(word):
            counts[pair] += weight(count)
    return counts


def most(counts, order=lambda pair: pair):
    """The pair with the highest count; of several the one that is first by `order`."""
    return min(counts, key=lambda pair: (-counts[pair], order(pair)))


def most_common(words):
    return most(counts_of(words))


def counted(**how):
    """An answer that counts in another way."""
    return lambda words: most(counts_of(words, **how))


def ties(order):
    """An answer that takes another one of several pairs with the highest count."""
    return lambda words: most(counts_of(words), order)


def first_met(words):
    counts = counts_of(words)
    return max(counts, key=counts.get)


def last_met(words):
    counts = counts_of(words)
    return max(reversed(counts), key=counts.get)


def across(words):
    """The words in one row, each as often as it comes."""
    row = [i for word, count in words.items() for i in word * count]
    return most(Counter(pairwise(row)))


def across_once(words):
    return most(Counter(pairwise([i for word in words for i in word])))


def written_over(words):
    return most({pair: count for word, count in words.items() for pair in pairwise(word)})


def rarest(words):
    counts = counts_of(words)
    return min(counts, key=counts.get)


def most_common_ids(words):
    counts = counts_of(words, lambda word: word)
    one, other = sorted(counts, key=lambda i: (-counts[i], i))[:2]
    return one, other


def in_the_most_common_word(words):
    long = {word: count for word, count in words.items() if len(word) > 1}
    word = max(long, key=long.get)
    return word[:2]


# Other ways to count and to choose. In the check no two of them come to the same pairs.
WAYS = {
    "each word once": counted(weight=lambda count: 1),
    "once a word": counted(pairs_of=lambda word: dict.fromkeys(pairwise(word))),
    "no neighbours": counted(pairs_of=lambda word: combinations(word, 2)),
    "side by side": counted(pairs_of=lambda word: list(pairwise(word))[::2]),
    "last left out": counted(pairs_of=lambda word: list(pairwise(word))[:-1]),
    "either order": counted(pairs_of=lambda word: (tuple(sorted(p)) for p in pairwise(word))),
    "across": across,
    "written over": written_over,
    "largest of all": lambda words: max(counts_of(words)),
    "rarest": rarest,
    "common ids": most_common_ids,
    "common word": in_the_most_common_word,
    "first met": first_met,
    "last met": last_met,
    "largest": ties(lambda pair: (-pair[0], -pair[1])),
}
RIVALS = {
    "The first two of each word.": counted(pairs_of=lambda word: [word[:2]] * (len(word) > 1)),
    "The last two of each word.": counted(pairs_of=lambda word: [word[-2:]] * (len(word) > 1)),
    "Pairs with one id between them.": counted(
        pairs_of=lambda word: zip(word, word[2:], strict=False)
    ),
    "The words in one row, each once.": across_once,
    "The smallest pair of all.": lambda words: min(counts_of(words)),
    "Of equal ones the smallest sum.": ties(lambda pair: (sum(pair), pair)),
    "Of equal ones the smallest second id.": ties(lambda pair: pair[::-1]),
    "Of equal ones the first in the alphabet.": ties(str),
}


def some_words(generator: torch.Generator) -> list[tuple]:
    """(words,): three in which one pair is ahead of all, and one with five pairs at the top."""
    while True:
        cases = [(one_ahead(generator),) for _ in range(3)] + [(five_at_the_top(generator),)]
        if tells_apart(cases):
            return cases


def tells_apart(cases) -> bool:
    right, *ways = [[rule(words) for (words,) in cases] for rule in (most_common, *WAYS.values())]
    others = [[rule(words) for (words,) in cases] for rule in RIVALS.values()]
    return right not in ways + others and len({*map(tuple, ways)}) == len(ways)


def one_ahead(generator) -> dict:
    """Five words of four ids; the pair with the highest count is alone with it."""
    ids = ids_between(generator, 8, 16)[:4]
    while True:
        words = {}
        for length in (5, 4, 3, 2, 1):
            word = tuple(ids[choose(generator, 4)] for _ in range(length))
            words[word] = 1 + choose(generator, 9)
        *_, second, first = sorted(counts_of(words).values())
        if len(words) == 5 and first > second and not any(map(three_alike, words)):
            return words


def three_alike(word) -> bool:
    """Three equal ids in a row: whether they are two pairs is not said anywhere."""
    return any(len({*word[i : i + 3]}) == 1 for i in range(len(word) - 2))


def five_at_the_top(generator) -> dict:
    """The smallest pair comes in two words, and has the largest second id. It is neither the first
    nor the last that is met; nor is the largest pair, nor that with the smallest second id."""
    first = 8 + choose(generator, 2)
    *others, second = sorted(ids_between(generator, 10, 30)[:9])
    low, *middle, high = zip(others[:4], others[4:], strict=True)
    early, late = middle if choose(generator, 2) else middle[::-1]
    count, part = 6 + choose(generator, 3), 2 + choose(generator, 3)
    return {
        early: count,
        (first, second, early[0]): part,
        high: count,
        low: count,
        late: count,
        (late[1], first, second): count - part,
    }


def ids_between(generator, low, high):
    return [low + i for i in torch.randperm(high - low, generator=generator).tolist()]


EXERCISE = Exercise(
    name="08.pair",
    reference=most_common,
    arguments=("words",),
    returns="one pair: a tuple of two ids",
    cases=some_words,
    checked="three times five words in which one pair is ahead of all others, and six words in "
    "which five pairs have the same count.",
    why="the rule for pairs with the same count could be another one. Why must there be one at "
    "all?",
    because=(
        "Each merge decides what can be merged after it. With another pair at one place, all later "
        "tokens have other numbers. Two people with the same text would have two tokenizers, and a "
        "model can read only the numbers that it was trained on."
    ),
    wrong=(
        Wrong(
            "each word once",
            WAYS["each word once"],
            "Each word counts once, however often it comes.",
            "The number that belongs to a word says how often the word comes in the text. Each of "
            "its pairs comes as often.",
            "A loop over `words.items()` gives the word and its number. Where do you use the "
            "number?",
        ),
        Wrong(
            "once a word",
            WAYS["once a word"],
            "A pair that stands twice in one word counts only once there.",
            "In the text it stands at both places, and a merge would find both.",
            "For the word (1, 2, 1, 2), what does your loop add to the pair (1, 2)?",
        ),
        Wrong(
            "no neighbours",
            WAYS["no neighbours"],
            "You also count pairs whose two ids do not stand side by side.",
            "A merge puts two neighbours together. Other ids of a word have something between "
            "them.",
            "Print the pairs of the word (1, 2, 3). There are only two.",
        ),
        Wrong(
            "side by side",
            WAYS["side by side"],
            "You leave out every second pair of a word.",
            "Your pairs stand beside each other. But an id belongs to two pairs: one with the id "
            "before it, and one with the id behind it.",
            "Print the pairs of the word (1, 2, 3). With which id does the second one begin?",
        ),
        Wrong(
            "last left out",
            WAYS["last left out"],
            "The last pair of each word is missing.",
            "Your loop ends one round too early.",
            "Print the pairs of the word (1, 2, 3). There are two.",
        ),
        Wrong(
            "either order",
            WAYS["either order"],
            "Two ids count as the same pair in either order.",
            "A token stands for its bytes in their order. `on` and `no` are different pieces of a "
            "text.",
            "Which part of your lines forgets the order, `sorted` or a set?",
        ),
        Wrong(
            "across",
            WAYS["across"],
            "You also count the last id of a word with the first id of the next one.",
            "These are no neighbours. The dictionary holds each word once, in any order, and a "
            "word is merged for itself.",
            "Where does your list of pairs begin anew?",
        ),
        Wrong(
            "written over",
            WAYS["written over"],
            "A pair that comes in several words has only the number of one of them.",
            "A line with `counts[pair] = …` writes over what stood there before.",
            "What has to be done with the old count when the pair comes again?",
        ),
        Wrong(
            "largest of all",
            WAYS["largest of all"],
            "You give back the pair with the largest ids, whatever its count is.",
            "`max` of a dictionary compares its keys. The counts are its values.",
            "`max` and `min` can be told what to compare, with `key=…`.",
        ),
        Wrong(
            "rarest",
            WAYS["rarest"],
            "You give back a pair with the lowest count.",
            "Merging it would make the text hardly any shorter.",
            "Read your comparison aloud: which of two counts wins?",
        ),
        Wrong(
            "common ids",
            WAYS["common ids"],
            "You put the two ids together that come most often by themselves.",
            "They may hardly ever stand side by side.",
            "What does your dictionary count: ids, or pairs of them?",
        ),
        Wrong(
            "common word",
            WAYS["common word"],
            "You give back the first pair of the word that comes most often.",
            "Another pair can come in many words, and together more often.",
            "Go through all words. What is added up for each pair?",
        ),
        Wrong(
            "first met",
            WAYS["first met"],
            "Of the pairs with the highest count you take the one that was met first.",
            "Then the order of the words decides. The same words in another order would give "
            "another pair.",
            "Two things have to be compared, the count and the pair. Which comes first?",
        ),
        Wrong(
            "last met",
            WAYS["last met"],
            "Of the pairs with the highest count you take the one that was met last.",
            "A comparison with `>=` lets a later pair win that is only as good.",
            "What else has to be compared where two counts are equal?",
        ),
        Wrong(
            "largest",
            WAYS["largest"],
            "Of the pairs with the highest count you take the largest one.",
            "`max` with the count and the pair behind it wants both as large as possible.",
            "The count should be large and the pair small. What turns the order of numbers round?",
        ),
        Wrong(
            "count",
            lambda words: max(counts_of(words).values()),
            "You give back a number, and no pair.",
            "Perhaps it is the highest count. The task asks which pair has it.",
            "The keys of your dictionary are the pairs. How do you find the key of a value?",
            when=lambda seen: all(isinstance(one, int | float) for one in seen),
        ),
        Wrong(
            "with its count",
            lambda words: (most_common(words), counts_of(words)[most_common(words)]),
            "You give back the pair together with its count.",
            "The task asks for the pair alone.",
            "Which part of your result is it? `[0]` takes the first one.",
            when=lambda seen: all(
                len(one) == 2 and len(one[0]) == 2 and isinstance(one[1], int | float)
                for one in seen
            ),
        ),
        Wrong(
            "in a list",
            lambda words: [most_common(words)],
            "You give back a list, and your pair stands in it.",
            "`most_common`, or a loop that collects, gives a list also where it holds one thing.",
            "How do you take the one thing out of a list that holds one?",
            when=lambda seen: all(isinstance(one, list) and len(one) == 1 for one in seen),
        ),
    ),
    rivals=tuple(Rival(rule, answer) for rule, answer in RIVALS.items()),
)
