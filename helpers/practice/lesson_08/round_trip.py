"""08.round-trip: a test for tokenizers, that each text comes back as it was."""

import re
from collections.abc import Callable

import torch

from helpers.practice.engine import Rival
from helpers.practice.invariants import Candidate, invariant

PAIRS = (b"th", b"he", b"e ", b" a", b"in", "春".encode()[:2])
EUROPEAN = tuple(chr(number).encode() for number in range(0xA0, 0x180))


def tokenizer(generator: torch.Generator, more: tuple[bytes, ...] = ()) -> tuple:
    """(encode, decode) with a token for each byte, and more tokens of two bytes. Their numbers are
    drawn. `encode` gives a list, and takes the longer token where it can, from left to right."""
    tokens = [bytes([byte]) for byte in range(256)] + list(more)
    tokens = [tokens[i] for i in torch.randperm(len(tokens), generator=generator).tolist()]
    numbers = {token: number for number, token in enumerate(tokens)}

    def encode(text):
        if not isinstance(text, str):
            raise TypeError(f"`encode` wants a text, and was given a {type(text).__name__}.")
        whole, ids, i = text.encode(), [], 0
        while i < len(whole):
            token = whole[i : i + 2] if whole[i : i + 2] in numbers else whole[i : i + 1]
            ids.append(numbers[token])
            i += len(token)
        return ids

    def decode(ids):
        if isinstance(ids, str):
            raise TypeError("`decode` wants tokens, and was given a text.")
        return b"".join(tokens[int(i)] for i in ids).decode("utf-8", errors="replace")

    return encode, decode


def spoiled(change: Callable[[str], str]) -> Callable:
    """Tokenizers that encode change(text) in place of a text."""

    def made(generator):
        encode, decode = tokenizer(generator, PAIRS)
        return lambda text: encode(change(text)), decode

    return made


def of_another_run(generator):
    return tokenizer(generator, PAIRS)[0], tokenizer(generator, PAIRS)[1]


def one_by_one(generator):
    encode, decode = tokenizer(generator, EUROPEAN)
    return encode, lambda ids: "".join(decode([i]) for i in ids)


def fails_on_nothing(generator):
    encode, decode = tokenizer(generator, PAIRS)
    return lambda text: encode(text[0]) + encode(text[1:]), decode


def agree(on: Callable = lambda text: text, texts: tuple[str, ...] = ()) -> Callable:
    """A test: on(text) is the same for each of the texts and for what comes back."""
    return lambda encode, decode: all(on(decode(encode(text))) == on(text) for text in texts)


HOSTILE = ("To be", "señor", " be", "a  b", "a\rb", "春眠不觉晓", "")


def without(*left_out: str) -> Callable:
    """A test with all the hostile texts but these."""
    return agree(texts=tuple(text for text in HOSTILE if text not in left_out))


def with_lengths(unit: Callable[[str], int]) -> Callable:
    """A test that wants as many tokens as unit(text), moreover."""

    def test(encode, decode):
        return without()(encode, decode) and all(len(encode(t)) == unit(t) for t in HOSTILE)

    return test


def as_one_token(encode, decode):
    return without()(encode, decode) and len(encode("the")) < len("the")


def same_tokens(encode, decode):
    ids = [encode(text) for text in HOSTILE]
    return all(encode(decode(one)) == one for one in ids)


def no_error(encode, decode):
    return all(decode(encode(text)) is not None for text in HOSTILE)


def any_of_them(encode, decode):
    return any(decode(encode(text)) == text for text in HOSTILE)


def errors_passed_over(encode, decode):
    for text in HOSTILE:
        try:
            if decode(encode(text)) != text:
                return False
        except IndexError:
            continue
    return True


EXERCISE = invariant(
    name="08.round-trip",
    test=without(),
    kind="tokenizer",
    arguments=("encode", "decode"),
    candidates=(
        Candidate(
            "a right tokenizer that has one token for each byte",
            tokenizer,
            as_one_token,
            "It gives back every text as it was. Your test asks for something more, such as few "
            "tokens, and a right tokenizer need not have that.",
            "What does your test compare beside the text and what comes back of it?",
            right=True,
        ),
        Candidate(
            "a right tokenizer that has tokens for some pairs of bytes, too",
            lambda generator: tokenizer(generator, PAIRS),
            with_lengths(lambda text: len(text.encode())),
            "It gives back every text as it was. Your test asks for something more, such as a "
            "number of tokens, and that differs from tokenizer to tokenizer.",
            "What does your test compare beside the text and what comes back of it?",
            right=True,
        ),
        Candidate(
            "a tokenizer that decodes with the vocabulary of another run",
            of_another_run,
            agree(texts=("",)),
            "The numbers are the same and stand for other tokens. No error comes up, and the text "
            "is nonsense.",
            "Is there a letter in any of your texts?",
        ),
        Candidate(
            "a tokenizer that makes all letters small",
            spoiled(str.lower),
            without("To be"),
            "A model that learns from its tokens never sees a capital letter, and never writes "
            "one.",
            "Look at the letters of your texts: which of them would become another one?",
        ),
        Candidate(
            "a tokenizer that drops what is outside ASCII",
            spoiled(lambda text: text.encode("ascii", "ignore").decode()),
            without("señor", "春眠不觉晓"),
            "It raises no error. It loses letters in Spanish, and everything in Chinese.",
            "Which of your texts has a character with a number above 127? `ord` gives the number.",
        ),
        Candidate(
            "a tokenizer that loses a space at the beginning",
            spoiled(lambda text: text.removeprefix(" ")),
            without(" be"),
            "In our tokens a word keeps the space in front of it. Where one is lost, words stick "
            "together.",
            "With which character do your texts begin? Print `text[:1]` of each.",
        ),
        Candidate(
            "a tokenizer that makes one space of several",
            spoiled(lambda text: re.sub("  +", " ", text)),
            without("a  b"),
            "In a Python program the spaces at the beginning of a line say what belongs to a loop. "
            "Such a program would not run any more.",
            "Think of a text in which the number of spaces matters.",
        ),
        Candidate(
            'a tokenizer that drops "\\r"',
            spoiled(lambda text: text.replace("\r", "")),
            without("a\rb"),
            "To clean a text is a step of its own, which you can see. A tokenizer that does it in "
            "secret gives back another file than it got.",
            "Section 1 found characters that no reader sees. Which of them do your texts have?",
        ),
        Candidate(
            "a tokenizer that decodes each token by itself",
            one_by_one,
            without("春眠不觉晓"),
            "A token may hold a part of a character only. A part by itself is no text, and comes "
            "back as the sign for what cannot be read.",
            "How many bytes do the characters of your texts have? Print `len(c.encode())` for each "
            "character c, and look for one with three.",
        ),
        Candidate(
            "a tokenizer that fails on the empty text",
            fails_on_nothing,
            without(""),
            "Among a million documents some are empty. A run of many hours would end there with an "
            "error.",
            "How long is the shortest of your texts?",
        ),
    ),
    checked="two right tokenizers, which have to pass, and eight wrong ones, which must not. An "
    "error that your test raises on a wrong one counts as `False`.",
    why="a tokenizer passes your test. Does every text come back as it was?",
    because=(
        "Nobody knows: the test has tried some texts. It can show that a tokenizer is wrong, and "
        "never that it is right. So it helps to know how the tokenizer works. One that goes back "
        "to bytes and leaves none out can lose nothing, and then the test finds slips in its code."
    ),
    rivals=(
        Rival("Small and capital letters count as the same.", agree(str.lower, HOSTILE)),
        Rival("Spaces at both ends do not count.", agree(str.strip, HOSTILE)),
        Rival("The words agree.", agree(str.split, HOSTILE)),
        Rival("The lengths agree.", agree(len, HOSTILE)),
        Rival("The letters agree, in any order.", agree(sorted, tuple(map(str.lower, HOSTILE)))),
        Rival("What is given back has the same tokens again.", same_tokens),
        Rival("No error comes up.", no_error),
        Rival("One text that comes back is enough.", any_of_them),
        Rival("Errors are passed over.", errors_passed_over),
        Rival("A line of a play comes back.", agree(texts=("To be, or not to be?\n",))),
        Rival(
            "Each character that a keyboard has comes back by itself.",
            agree(texts=tuple(map(chr, range(32, 127)))),
        ),
        Rival("As many tokens as characters.", with_lengths(len)),
        Rival("Fewer tokens than bytes.", as_one_token),
    ),
)
