"""08.round-trip: right answers in other clothes, and answers with a mistake."""

import random

import numpy as np
import torch

HARD = ["The", "naïve", "床前明月光", "  two", "line\r\nline", "", "¥7"]


def in_a_loop(encode, decode):
    for text in HARD:
        if decode(encode(text)) != text:
            return False
    return True


def asserted(encode, decode):
    for text in HARD:
        assert decode(encode(text)) == text
    return True


def counted(encode, decode):
    wrong = 0
    for text in HARD:
        back = decode(torch.tensor(encode(text), dtype=torch.int64))
        wrong += back != text
    return wrong == 0


def one_long_text(encode, decode):
    text = "\r\n".join(HARD)
    return decode(encode(text)) == text and decode(encode("")) == "" and decode(encode(" ")) == " "


def by_numpy(encode, decode):
    return np.all([decode(encode(text)) == text for text in HARD])


def by_pytorch(encode, decode):
    return torch.tensor([decode(encode(text)) == text for text in HARD]).all()


def random_texts(encode, decode):
    letters = "aB \r\n\té春🚕"
    texts = ["".join(random.choices(letters, k=n)) for n in range(60)]
    return all(decode(encode(text)) == text for text in texts)


def errors_are_false(encode, decode):
    try:
        return in_a_loop(encode, decode)
    except Exception:
        return False


def one_or_nothing(encode, decode):
    return 1 if in_a_loop(encode, decode) else 0


def a_plain_line(encode, decode):
    text = "to be, or not to be"
    return decode(encode(text)) == text


def nothing_to_spoil(encode, decode):
    return decode(encode("")) == ""


def the_first_text(encode, decode):
    for text in HARD:
        return decode(encode(text)) == text


def tame_for_chinese(encode, decode):
    return all(decode(encode(text)) == text for text in ["The", "café", " a", "a  b", "\r", ""])


def tokens_again(encode, decode):
    return all(encode(decode(encode(text))) == encode(text) for text in HARD)


def tokens_against_text(encode, decode):
    return all(encode(text) == text for text in HARD)


def by_identity(encode, decode):
    return all(decode(encode(text)) is text for text in HARD)


def token_by_token(encode, decode):
    return all("".join(decode([i]) for i in encode(text)) == text for text in HARD)


def one_token_a_character(encode, decode):
    return all(len(encode(text)) == len(text) for text in HARD) and in_a_loop(encode, decode)


def wrong_way(encode, decode):
    return any(decode(encode(text)) != text for text in HARD)


def only_asserts(encode, decode):
    for text in HARD:
        assert decode(encode(text)) == text


def no_last_line(encode, decode):
    for text in HARD:
        if decode(encode(text)) != text:
            return False


def nothing_else(encode, decode):
    if in_a_loop(encode, decode):
        return True


def printed(encode, decode):
    print(in_a_loop(encode, decode))


def how_many(encode, decode):
    return sum(decode(encode(text)) != text for text in HARD)


def a_list(encode, decode):
    return [decode(encode(text)) == text for text in HARD]


def one_of_each(encode, decode):
    return torch.tensor([decode(encode(text)) == text for text in HARD])


def a_word(encode, decode):
    return "right" if in_a_loop(encode, decode) else "wrong"


def decodes_a_text(encode, decode):
    return all(encode(decode(text)) == text for text in HARD)


def encodes_twice(encode, decode):
    return all(decode(encode(encode(text))) == text for text in HARD)


def same_in_small_letters(encode, decode):
    return all(decode(encode(text)) == text.lower() for text in HARD)


def adds_to_tokens(encode, decode):
    return all(decode([i + 1_000 for i in encode(text)]) == text for text in HARD)


def until_it_is_right(encode, decode):
    for text in HARD:
        while decode(encode(text)) != text:
            pass
    return True


def without_an_end(encode, decode):
    while True:
        try:
            encode("a")
        except Exception:
            return False


RIGHT = [
    in_a_loop,
    asserted,
    counted,
    one_long_text,
    by_numpy,
    by_pytorch,
    random_texts,
    errors_are_false,
    one_or_nothing,
]

MISTAKES = {
    "II.16": [(nothing_to_spoil, "decodes with the vocabulary of another run")],
    "II.17": [
        (a_plain_line, "a tokenizer that makes all letters small"),
        (the_first_text, "a tokenizer that drops what is outside ASCII"),
        (tokens_again, "a tokenizer that makes all letters small"),
        (tame_for_chinese, "a tokenizer that decodes each token by itself"),
    ],
}

OTHERS = [
    (tokens_against_text, "two things that are never equal"),
    (by_identity, "two things that are never equal"),
    (token_by_token, "asks for more than it should"),
    (one_token_a_character, "two things that are never equal, or asks for more"),
    (wrong_way, "says the opposite"),
    (only_asserts, "What should the last line of your function hand out"),
    (no_last_line, "What should the last line of your function hand out"),
    (nothing_else, "none for the other case"),
    (printed, "whatever it computes or prints"),
    (how_many, "says the opposite"),
    (a_list, "The task asks for `True` or `False`"),
    (one_of_each, "The task asks for `True` or `False`"),
    (a_word, "The task asks for `True` or `False`"),
    (decodes_a_text, "`decode` wants tokens"),
    (encodes_twice, "`encode` wants a text"),
    (same_in_small_letters, "a right tokenizer that has one token for each byte"),
    (adds_to_tokens, "index out of range"),
    (until_it_is_right, "more than 10,000 times"),
    (without_an_end, "more than 10,000 times"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "lets everything pass": ("`True` for all", "cannot give `False`", "can give `False`"),
    "refuses everything": ("`False` for all", "compares two things", "Call it yourself"),
    "turned round": ("right tokenizers, and", "sees the mistakes", "your comparison aloud"),
    "no True": ("`None`. It objects", "well. The function", "nothing was wrong"),
    "no False": ("`True`, and `None`", "well, and none", "when the condition"),
    "a right tokenizer that has one token for each byte": (
        "for each byte",
        "right tokenizer need",
        "test compare beside",
    ),
    "a right tokenizer that has tokens for some pairs of bytes, too": (
        "pairs of bytes",
        "tokenizer to tokenizer",
        "test compare beside",
    ),
    "a tokenizer that decodes with the vocabulary of another run": (
        "vocabulary of another",
        "tokens. No error",
        "letter in any",
    ),
    "a tokenizer that makes all letters small": (
        "all letters small",
        "a capital letter",
        "would become another",
    ),
    "a tokenizer that drops what is outside ASCII": (
        "is outside ASCII",
        "letters in Spanish",
        "above 127? `ord`",
    ),
    "a tokenizer that loses a space at the beginning": (
        "at the beginning",
        "words stick together",
        "begin? Print `text[:1]`",
    ),
    "a tokenizer that makes one space of several": (
        "space of several",
        "say what belongs",
        "of spaces matters",
    ),
    'a tokenizer that drops "\\r"': ('that drops "\\r"', "another file than", "Section 1 found"),
    "a tokenizer that decodes each token by itself": (
        "token by itself",
        "a character only",
        "have? Print `len(c.encode())`",
    ),
    "a tokenizer that fails on the empty text": (
        "the empty text",
        "million documents some",
        "is the shortest",
    ),
}
