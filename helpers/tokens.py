"""Byte-pair encoding, byte-level as in GPT-2: text as numbers for pieces that often come.

The same merges and the same numbers as the package tokenizers 0.22 gives with `ByteLevel`, its
alphabet and one special token, the end mark; `tests/test_tokens.py` holds the two together.
Source of the method: Sennrich, Haddow and Birch 2016, "Neural Machine Translation of Rare Words
with Subword Units"; bytes and the split into words: Radford et al. 2019, "Language Models are
Unsupervised Multitask Learners".
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from heapq import heapify, heappop, heappush
from itertools import chain, pairwise

import torch
from torch import Tensor, int64

from helpers.data import check_count
from helpers.text import checked_ids

__all__ = ["BYTES", "END", "WORD", "BytePairs", "merge"]

# What counts as a word, with one space in front of it: an English ending such as 's, letters,
# digits, other signs; and space that nothing follows. Roman numerals and raised digits that are
# one character count as letters here, and as digits in the package tokenizers.
WORD = re.compile(
    r"'(?:s|t|re|ve|m|ll|d)| ?[^\W\d_]+| ?\d+| ?(?:[^\s\w]|_)+|\s+(?!\S)|\s+",
)

END = 0  # the number of the end mark, which stands for no byte

# The byte that each number from 1 to 256 stands for: first those with a sign to show, as in GPT-2.
_SHOWN = [*range(33, 127), *range(161, 173), *range(174, 256)]
BYTES = [*_SHOWN, *sorted(set(range(256)) - set(_SHOWN))]


def merge(ids: Sequence[int], pair: tuple[int, int], new: int) -> list[int]:
    """`ids` with `new` in place of each `pair` of neighbours, from left to right."""
    merged, index = [], 0
    while index < len(ids):
        if tuple(ids[index : index + 2]) == pair:
            merged.append(new)
            index += 2
        else:
            merged.append(ids[index])
            index += 1
    return merged


class BytePairs:
    """A tokenizer: the end mark, 256 bytes, and merged pairs.

    merges  pairs of numbers in the order in which they were learned; the two parts of a pair
            are bytes or come from earlier merges
    tokens  the bytes of each number; those of the end mark are empty

    Raises ValueError for a pair that uses a number before it has been made.
    """

    def __init__(self, merges: Iterable[tuple[int, int]] = ()):
        self.merges = [(int(left), int(right)) for left, right in merges]
        self.tokens = [b"", *(bytes([byte]) for byte in BYTES)]
        self._numbers = {token: number for number, token in enumerate(self.tokens)}
        self._made = {}  # a pair: when it is merged, and what it becomes
        for order, (left, right) in enumerate(self.merges):
            if not (0 < left < len(self) and 0 < right < len(self)):
                raise ValueError(
                    f"merges[{order}] is {(left, right)}; before it there are only the numbers "
                    f"1 to {len(self) - 1}. Give the merges in the order of learning."
                )
            self._made[left, right] = order, self._add(self.tokens[left] + self.tokens[right])
        self._encode_word = lru_cache(maxsize=2**16)(self._merge_word)

    @classmethod
    def train(cls, texts: Iterable[str], merges: int) -> "BytePairs":
        """Learn from texts: merge the most common pair, `merges` times.

        Pairs are counted within words only. Of pairs that are equally common, the one with the
        smallest numbers is first. Fewer merges are made when no pair is left.

        Raises TypeError for one string in place of a list of texts and for what is no whole
        number, and ValueError for merges below 1 and a text that cannot be encoded.
        """
        if isinstance(texts, str):
            raise TypeError("texts is one string; wanted a list of strings. Try [text].")
        check_count("merges", merges)
        known = cls()
        found = Counter(chain.from_iterable(WORD.findall(_checked(text)) for text in texts))
        words = [known._merge_word(word) for word in found]
        times = list(found.values())
        counts, places = Counter(), {}  # of each pair: how often it comes, and in which words
        for number, word in enumerate(words):
            for pair in pairwise(word):
                counts[pair] += times[number]
                places.setdefault(pair, set()).add(number)
        queue = [(-count, pair) for pair, count in counts.items()]
        heapify(queue)
        while queue and len(known.merges) < merges:
            count, pair = heappop(queue)
            if counts[pair] != -count:
                continue  # an old count: the pair stands in the queue once more
            new = known._add(known.tokens[pair[0]] + known.tokens[pair[1]])
            known.merges.append(pair)
            changed = set()
            for number in places.pop(pair):
                before, words[number] = words[number], merge(words[number], pair, new)
                for old in pairwise(before):
                    counts[old] -= times[number]
                    changed.add(old)
                for fresh in pairwise(words[number]):
                    counts[fresh] += times[number]
                    places.setdefault(fresh, set()).add(number)
                    changed.add(fresh)
            for other in changed:
                if other != pair and counts[other] > 0:
                    heappush(queue, (-counts[other], other))
            del counts[pair]
        return cls(known.merges)

    def __len__(self) -> int:
        return len(self.tokens)

    def __repr__(self) -> str:
        return f"BytePairs: {len(self)} tokens, {len(self.merges)} of them merges"

    def encode(self, text: str) -> Tensor:
        """The tokens of any text, int64 of shape (T,); T is 0 for an empty text.

        Raises TypeError for what is no string, and ValueError for half of a surrogate pair,
        which is no character and has no bytes.
        """
        words = WORD.findall(_checked(text))
        return torch.tensor([i for word in words for i in self._encode_word(word)], dtype=int64)

    def decode(self, ids: Tensor | Sequence[int]) -> str:
        """The text of these tokens, a tensor of shape (T,) or a list: `encode` backwards.

        End marks give no text. Tokens that end within a character give "\\ufffd" for it.

        Raises TypeError for what is no whole number, and ValueError for another shape and for
        a number that no token has.
        """
        numbers = checked_ids(ids, len(self), f"there are {len(self)} tokens", "other merges")
        return b"".join(self.tokens[number] for number in numbers).decode(errors="replace")

    def _add(self, token: bytes) -> int:
        """The number of a token, a new one for new bytes."""
        number = self._numbers.setdefault(token, len(self.tokens))
        if number == len(self.tokens):
            self.tokens.append(token)
        return number

    def _merge_word(self, word: str) -> list[int]:
        ids = [self._numbers[bytes([byte])] for byte in word.encode()]
        late = (len(self.merges), None)
        while len(ids) > 1:
            pair = min(pairwise(ids), key=lambda pair: self._made.get(pair, late)[0])
            if pair not in self._made:
                break
            ids = merge(ids, pair, self._made[pair][1])
        return ids


def _checked(text: str) -> str:
    """The text, if it can be encoded."""
    if not isinstance(text, str):
        raise TypeError(f"text is a {type(text).__name__}; wanted a string.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(
            f"{text[error.start]!r}, at index {error.start} of the text, is half of a surrogate "
            'pair and no character. Try text.encode(errors="replace").decode().'
        ) from None
    return text
