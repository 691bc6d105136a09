"""08.bits: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch


def step_by_step(nats, tokens, text):
    whole = nats * tokens
    bits = whole / math.log(2)
    return bits / len(text.encode("utf-8"))


def by_log2(nats, tokens, text):
    return nats * math.log2(math.e) * tokens / len(bytes(text, "utf-8"))


def by_numpy(nats, tokens, text):
    return np.log2(np.exp(nats)) * tokens / np.frombuffer(text.encode(), np.uint8).size


def by_pytorch(nats, tokens, text):
    return torch.tensor(nats) / torch.log(torch.tensor(2.0)) * tokens / len(text.encode())


def byte_by_byte(nats, tokens, text):
    count = 0
    for character in text:
        count += len(character.encode())
    return nats / math.log(2) / (count / tokens)


def per_character(nats, tokens, text):
    return nats * tokens / len(text) / math.log(2)


def the_loss_itself(nats, tokens, text):
    return nats


def perplexity_of_pytorch(nats, tokens, text):
    return torch.tensor(nats).exp()


def bits_of_a_token(nats, tokens, text):
    return torch.tensor(nats) / math.log(2)


def mean_over_tokens_again(nats, tokens, text):
    return nats / tokens / math.log(2) / len(text.encode())


def a_byte_too_many(nats, tokens, text):
    return nats * tokens / math.log(2) / (len(text.encode()) + 2)


def rounded(nats, tokens, text):
    return round(step_by_step(nats, tokens, text), 2)


def a_word(nats, tokens, text):
    return f"{step_by_step(nats, tokens, text):.4f} bits per byte"


def a_pair(nats, tokens, text):
    return nats / math.log(2), step_by_step(nats, tokens, text)


def bytes_of_a_number(nats, tokens, text):
    return nats * tokens / math.log(2) / len(tokens)


RIGHT = [step_by_step, by_log2, by_numpy, by_pytorch, byte_by_byte]

MISTAKES = {
    "II.18": [
        (perplexity_of_pytorch, "across vocabularies it says nothing"),
        (the_loss_itself, "so their losses cannot be compared"),
        (bits_of_a_token, "Across vocabularies such numbers cannot be compared"),
    ]
}

OTHERS = [
    (per_character, "number of characters"),
    (mean_over_tokens_again, "Where each byte is a token"),
    (a_byte_too_many, "Where each byte is a token"),
    (rounded, "without `round`"),
    (a_word, "quotation marks"),
    (a_pair, "The task asks for one number"),
    (bytes_of_a_number, "In line"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "per character": ("number of characters", "three. By characters", "number of characters"),
    "in nats": ("right in nats", "natural logarithm. A", "choice between two"),
    "times the logarithm": ("you should divide", "nat, about 0.7", "bits: one bit"),
    "tokens and bytes exchanged": ("number of tokens", "All tokens together", "Write this line"),
    "perplexity": ("back the perplexity", "it grows, although", "logarithm. How many"),
    "bits per token": ("give back bits", "another. Across vocabularies", "Which two of"),
    "the loss as it came": ("came, in nats", "not equally long", "Which of the"),
    "bits of the whole text": ("the whole text", "are spread over", "have to divide"),
    "one token over all bytes": (
        "over all bytes",
        "of one token",
        "How many nats has the whole text?",
    ),
    "tokens per byte left out": (
        "multiply the bits",
        "has a loss",
        "How many nats has the whole text?",
    ),
    "logarithm of the loss": ("take the logarithm", "a fixed factor", "second number should"),
    "another logarithm": (
        "of another base",
        "is `math.log`. `math.log10`",
        "`math.log(2)` and `math.log10(2)`",
    ),
    "per word": ("number of words", "spaces, and counts", "the ruler called"),
    "a choice among as many": ("You take two", "is the perplexity", "Take the last"),
    "eight bits": ("divide by eight", "model needs, and", "nobody can predict"),
    "times eight": ("multiply by eight", "are counted already", "nats? Nothing else"),
    "one bit for each byte": ("token, your bits", "the same number", "loss of 0.6931"),
}
