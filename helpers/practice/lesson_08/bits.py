"""08.bits: from nats per token to bits per byte, the ruler for all tokenizers."""

import math

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart, choose

ENGLISH = (
    "From the station to the sea it costs ¥9.",
    "Seven kilometres, fifteen yuan: ¥15.",
    "A ride of three kilometres? ¥7, as always.",
)
CHINESE = ("床前明月光，疑是地上霜。", "春眠不觉晓，处处闻啼鸟。", "白日依山尽，黄河入海流。")


def bits_per_byte(nats, tokens, text):
    return nats * tokens / math.log(2) / size(text)


def size(text) -> int:
    """How many bytes a text has."""
    return len(text.encode())


def per(unit):
    """An answer that spreads the bits of the whole text over unit(text)."""
    return lambda nats, tokens, text: nats * tokens / math.log(2) / unit(text)


def of_bits(change):
    """An answer that goes on with the right number: change(bits per byte)."""
    return lambda nats, tokens, text: change(bits_per_byte(nats, tokens, text))


def bits_per_token(nats, tokens, text):
    return nats / math.log(2)


def perplexity(nats, tokens, text):
    return math.exp(nats)


def one_token(nats, tokens, text):
    return nats / math.log(2) / size(text)


def exchanged(nats, tokens, text):
    return nats * size(text) / tokens / math.log(2)


def log_of_nats(nats, tokens, text):
    return math.log2(nats) * tokens / size(text)


OTHERS = (  # draws are repeated until each of these gives something else
    per(len),
    per(lambda text: len(text.split())),
    per(lambda text: 1),
    bits_per_token,
    perplexity,
    one_token,
    exchanged,
    log_of_nats,
)


def some_losses(generator: torch.Generator) -> list[tuple]:
    """(nats, tokens, text): an English text with a yen sign, a Chinese one, and both together.
    A token has two to five bytes."""

    def draw(*lines):
        text = " ".join(line[choose(generator, len(line))] for line in lines)
        tokens = int(size(text) / (2 + 3 * torch.rand((), generator=generator).item()))
        return (150 + choose(generator, 250)) / 100, tokens, text

    return [
        apart(lambda lines=lines: draw(*lines), bits_per_byte, *OTHERS)
        for lines in ((ENGLISH,), (CHINESE,), (ENGLISH, CHINESE))
    ]


EXERCISE = Exercise(
    name="08.bits",
    reference=bits_per_byte,
    arguments=("nats", "tokens", "text"),
    returns="one number, the bits per byte",
    cases=some_losses,
    checked="a random loss for an English text, a Chinese one, and both in one text.",
    why="a model with a large vocabulary has a loss of 3.1 nats per token, and one with characters "
    "has 1.9. Which one is better?",
    because=(
        "Nobody can say. A token of the first has several characters, and to predict it is harder "
        "and does more of the work. Turn both into bits per byte of the same text, and then "
        "compare."
    ),
    properties=(
        Property(
            "one bit for each byte",
            lambda call, nats, tokens, text: (
                abs(call(math.log(2), size(text), text) - 1) < 1e-4
                and abs(call(2 * math.log(2), size(text), text) - 2) < 1e-4
            ),
            "Where each byte is a token, your bits per byte are not the bits per token.",
            "There is one loss for each byte then, so both are the same number.",
            'Call your function with a loss of 0.6931, the text "abcd" and 4 tokens, and print '
            "what each step gives.",
        ),
    ),
    wrong=(
        Wrong(
            "per character",
            per(len),
            "You divide by the number of characters.",
            "In UTF-8 a yen sign has two bytes, and a Chinese character three. By characters a "
            "Chinese text would look three times as hard as by bytes, and a plain English one not.",
            "Print the number of characters and the number of bytes of a Chinese text.",
        ),
        Wrong(
            "in nats",
            lambda nats, tokens, text: nats * tokens / size(text),
            "Your number is right in nats, and not in bits.",
            "A nat comes from the natural logarithm. A bit comes from the logarithm to the base 2, "
            "and is smaller.",
            "How many nats has a choice between two things that are equally likely? That is one "
            "bit.",
        ),
        Wrong(
            "times the logarithm",
            of_bits(lambda bits: bits * math.log(2) ** 2),
            "You multiply by the logarithm of two, where you should divide.",
            "A bit is less than a nat, about 0.7 of it. So there are more bits than nats.",
            "Turn ln 2 nats into bits: one bit has to come out.",
        ),
        Wrong(
            "tokens and bytes exchanged",
            exchanged,
            "You multiply by the number of bytes, and divide by the number of tokens.",
            "The loss is a mean over the tokens. All tokens together have as many nats as the loss "
            "times their number.",
            "How many nats has the whole text? Write this line first.",
        ),
        Wrong(
            "perplexity",
            perplexity,
            "You give back the perplexity of a token.",
            "It says among how many tokens the model is in doubt. With larger tokens it grows, "
            "although the model need not be worse: across vocabularies it says nothing.",
            "Stay with the logarithm. How many nats has the whole text?",
        ),
        Wrong(
            "bits per token",
            bits_per_token,
            "You give back bits per token.",
            "A token is a character for one model, and a word for another. Across vocabularies "
            "such numbers cannot be compared.",
            "Which two of the three inputs do not come up in your line?",
        ),
        Wrong(
            "the loss as it came",
            lambda nats, tokens, text: nats,
            "You give back the loss as it came, in nats per token.",
            "The tokens of two vocabularies are not equally long, so their losses cannot be "
            "compared.",
            "Which of the three inputs do not come up in your line?",
        ),
        Wrong(
            "bits of the whole text",
            per(lambda text: 1),
            "You give back the bits of the whole text.",
            "A longer text has more of them. For a ruler they are spread over the bytes.",
            "By what do you have to divide at the end?",
        ),
        Wrong(
            "one token over all bytes",
            one_token,
            "You spread the bits of one token over all bytes of the text.",
            "The loss is the mean of one token, and the text has many of them.",
            "How many nats has the whole text?",
        ),
        Wrong(
            "tokens per byte left out",
            lambda nats, tokens, text: nats / math.log(2) * size(text),
            "You multiply the bits of one token by the number of bytes.",
            "Each token has a loss, and a token is longer than a byte.",
            "How many nats has the whole text?",
        ),
        Wrong(
            "logarithm of the loss",
            log_of_nats,
            "You take the logarithm of the loss.",
            "The loss is a logarithm already. From nats to bits it takes a fixed factor.",
            "How many bits are 1 nat and 2 nats? The second number should be twice the first.",
        ),
        Wrong(
            "another logarithm",
            lambda nats, tokens, text: nats * tokens / math.log10(2) / size(text),
            "You divide by a logarithm of another base.",
            "The loss was made with the natural logarithm, which is `math.log`. `math.log10` has "
            "the base 10.",
            "Print `math.log(2)` and `math.log10(2)`.",
        ),
        Wrong(
            "per word",
            per(lambda text: len(text.split())),
            "You divide by the number of words.",
            "A Chinese text has no spaces, and counts as one word.",
            "What is the ruler called, and per what is it?",
        ),
        Wrong(
            "a choice among as many",
            of_bits(lambda bits: 2**bits),
            "You take two to the power of the bits per byte.",
            "That is the perplexity of a byte. The task asks for the bits.",
            "Take the last step out.",
        ),
        Wrong(
            "eight bits",
            of_bits(lambda bits: bits / 8),
            "You divide by eight, too.",
            "A byte is stored in 8 bits, that is true. The ruler says how many of them the model "
            "needs, and the answer is a number from 0 to 8.",
            "What would your function give for a text that nobody can predict?",
        ),
        Wrong(
            "times eight",
            of_bits(lambda bits: bits * 8),
            "You multiply by eight, too.",
            "A byte is stored in 8 bits, that is true. The ruler counts the bits that the model "
            "needs for one byte, and they are counted already.",
            "Which of your steps makes bits of nats? Nothing else makes bits.",
        ),
    ),
    rivals=(
        Rival("Tokens per byte.", lambda nats, tokens, text: tokens / size(text)),
        Rival("Bytes per token.", lambda nats, tokens, text: size(text) / tokens),
        Rival("Bits per byte, if a character had two bytes.", per(lambda text: 2 * len(text))),
        Rival("Bits per byte, if a character had three bytes.", per(lambda text: 3 * len(text))),
        Rival("The bytes as Windows stores them.", per(lambda text: len(text.encode("utf-16-le")))),
        Rival("The bytes with a mark in front.", per(lambda text: len(text.encode("utf-8-sig")))),
        Rival("Characters that are letters.", per(lambda text: sum(map(str.isalpha, text)))),
        Rival("Different characters.", per(lambda text: len(set(text)))),
        Rival("Bytes and one end mark.", per(lambda text: size(text) + 1)),
        Rival(
            "The perplexity, spread over the bytes.",
            lambda nats, tokens, text: math.exp(nats) * tokens / size(text),
        ),
    ),
)
