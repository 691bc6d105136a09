"""Byte-pair encoding: the package tokenizers beside it, and texts that nobody has trained on."""

import json
import random
import unicodedata

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from helpers.text import poems, split_plays
from helpers.tokens import BYTES, END, WORD, BytePairs, merge

TRAINING, HELD_OUT, _ = split_plays()
TEXTS = {
    "plays": (TRAINING[:40], HELD_OUT, 1000),
    "poems": (poems()[:2000], poems()[2000:2500], 600),
    # Ties, a merge within itself, spaces alone, and a token that two pairs make
    "ties": (["abab cdcd abcd", "aaaa aaaaa  \n\n  a", "baab aab aaab abaab"], ["aabab ba"], 40),
}


def library(texts, tokens):
    """The package's tokenizer, its merges as pairs of numbers."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=tokens,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=["<|endoftext|>"],
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return tokenizer, [tuple(model["vocab"][part] for part in pair) for pair in model["merges"]]


@pytest.fixture(scope="module", params=TEXTS)
def trained(request):
    texts, others, merges = TEXTS[request.param]
    ours = BytePairs.train(texts, merges)
    return ours, *library(texts, len(ours)), texts, others


def test_the_same_merges(trained):
    ours, _, theirs, _, _ = trained
    assert ours.merges == theirs


def test_the_same_numbers(trained):
    ours, theirs, _, texts, others = trained
    for text in (*texts[:50], *others, "", "I'll be 1,599 times there's _a_  \n\t x"):
        assert ours.encode(text).tolist() == theirs.encode(text).ids


def test_the_merges_of_the_plays():
    """No two alike, each of two tokens that were there before."""
    bpe = BytePairs.train(TRAINING[:5], 300)
    assert len(bpe.merges) == len(set(bpe.merges)) == 300 and len(bpe) == 557
    for number, (left, right) in enumerate(bpe.merges, start=257):
        assert max(left, right) < number
        assert bpe.tokens[number] == bpe.tokens[left] + bpe.tokens[right]
    assert bpe.tokens[END] == b"" and bpe.tokens[1:257] == [bytes([byte]) for byte in BYTES]
    assert sorted(BYTES) == list(range(256))


def test_a_pair_is_counted_as_often_as_its_words_come():
    assert BytePairs.train(["ab ab ab", "xy"], 1).tokens[-1] == b"ab"
    assert BytePairs.train(["xy xy", "ab xyz"], 1).tokens[-1] == b"xy"
    assert (
        BytePairs.train(["zy ab"], 1).tokens[-1] == b"ab"
    )  # a tie: (z, y) and (space, a) are larger


def test_no_more_merges_than_pairs():
    bpe = BytePairs.train(["ab"], 10)
    assert len(bpe.merges) == 1 and bpe.encode("ab").tolist() == [257]


def characters(draw):
    """A character of any kind, and some that are often the trouble."""
    if draw.random() < 0.5:
        return draw.choice(" \t\r\n\x00\x1c\u00a0\u2028'’sS09²Ⅷé\u0301ß春🙂\U0001f468\u200d\ufeff�")
    number = draw.choice((draw.randrange(0xD800), draw.randrange(0xE000, 0x110000)))
    return chr(number)


@pytest.mark.parametrize("seed", range(40))
def test_decoded_again_it_is_the_same_text(seed):
    draw = random.Random(seed)
    bpe = BytePairs(BytePairs.train(TRAINING[:2], 200).merges[: draw.randrange(201)])
    for length in (0, 1, 2, 5, 50, 400):
        text = "".join(characters(draw) for _ in range(length))
        ids = bpe.encode(text)
        assert ids.dtype == torch.int64 and ids.shape == (len(ids),)
        assert bpe.decode(ids) == bpe.decode(ids.tolist()) == text
        assert "".join(WORD.findall(text)) == text


def test_words_are_those_of_the_library():
    """Each character between letters, and between digits; WORD names the exceptions."""
    theirs = pre_tokenizers.ByteLevel(add_prefix_space=False)
    other = set()
    for number in (*range(0xD800), *range(0xE000, 0x20000)):
        character = chr(number)
        if unicodedata.category(character) == "Cn":  # in no Unicode that this Python knows
            continue
        for text in (f"a{character}a", f"1{character} 1"):
            cuts = [cut for _, cut in theirs.pre_tokenize_str(text)]
            if [text[i:j] for i, j in cuts] != WORD.findall(text):
                other.add((unicodedata.category(character), number))
    kinds = {kind for kind, _ in other}
    assert kinds <= {"Nl", "No", "Cc"}
    assert {number for kind, number in other if kind == "Cc"} <= set(range(0x1C, 0x20))


def test_half_a_character():
    bpe = BytePairs()
    ids = bpe.encode("春")
    assert len(ids) == 3 and bpe.decode(ids[:2]) == "�"
    assert bpe.decode([END, *ids.tolist(), END]) == "春"


def test_merge():
    assert merge([5, 5, 5], (5, 5), 9) == [9, 5]
    assert merge([1, 2, 1, 2, 1], (1, 2), 9) == [9, 9, 1]
    assert merge([], (1, 2), 9) == []


@pytest.mark.parametrize(
    ("broken", "error", "says"),
    [
        (lambda: BytePairs.train("one text", 3), TypeError, r"Try \[text\]"),
        (lambda: BytePairs.train([b"bytes"], 3), TypeError, "bytes"),
        (lambda: BytePairs.train(["a"], 0), ValueError, "at least 1"),
        (lambda: BytePairs([(300, 2)]), ValueError, r"merges\[0\] is \(300, 2\).*1 to 256"),
        (lambda: BytePairs([(0, 2)]), ValueError, "1 to 256"),
        (lambda: BytePairs().encode(3), TypeError, "int"),
        (lambda: BytePairs().encode("a\ud800"), ValueError, "index 1.*surrogate"),
        (lambda: BytePairs().decode([257]), ValueError, "other merges"),
        (lambda: BytePairs().decode([-1]), ValueError, r"ids\[0\] is -1"),
        (lambda: BytePairs().decode([1.0]), TypeError, r"Try int"),
        (lambda: BytePairs().decode(torch.zeros(1, 2, dtype=int)), ValueError, "flatten"),
    ],
)
def test_what_cannot_be_done_is_said(broken, error, says):
    with pytest.raises(error, match=says):
        broken()
