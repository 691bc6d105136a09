"""05.sample: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch


def heated(logits, T):
    if T <= 0:
        raise ValueError(f"the temperature is {T}; it has to be above 0")
    return torch.softmax(logits / T, dim=0)


def heated_in_a_loop(logits, T):
    if not T > 0:
        raise ValueError("A temperature has to be positive.")
    e = [math.exp(score / T) for score in logits.tolist()]
    return [value / sum(e) for value in e]


def heated_by_powers(logits, T):
    if T <= 0:
        raise ValueError("T <= 0")
    p = torch.softmax(logits, 0) ** (1 / T)
    return p / p.sum()


def heated_in_numpy(logits, T):
    if T > 0:
        e = np.exp(logits.numpy() / T)
        return e / e.sum()
    raise ValueError("Choose a temperature above 0.")


def powers_without_a_check(logits, T):
    p = torch.softmax(logits, 0) ** (1 / T)
    return p / p.sum()


def prints_only(logits, T):
    if T <= 0:
        print("T has to be above 0")
    return torch.softmax(logits / T, 0)


def gives_a_text(logits, T):
    if T <= 0:
        return "ValueError: T has to be above 0"
    return torch.softmax(logits / T, 0)


def asserts(logits, T):
    assert T > 0, "T has to be above 0"
    return torch.softmax(logits / T, 0)


def times_and_no_check(logits, T):
    return torch.softmax(logits * T, 0)


def without_words(logits, T):
    if T <= 0:
        raise ValueError
    return torch.softmax(logits / T, 0)


def powers_of_t(logits, T):
    if T <= 0:
        raise ValueError("T has to be above 0")
    p = torch.softmax(logits, 0) ** T
    return p / p.sum()


def draws(logits, T):
    return torch.multinomial(torch.softmax(logits / T, 0), 1)


def divided_afterwards(logits, T):
    p = torch.softmax(logits, 0) / T
    return p / p.sum()


def largest_at_zero(logits, T):
    if T == 0:
        return (logits == logits.max()).float()
    if T < 0:
        raise ValueError("T has to be above 0")
    return torch.softmax(logits / T, 0)


def never_right(logits, T):
    raise ValueError("T has to be above 0")


def refuses_cool(logits, T):
    if T < 1:
        raise ValueError("T has to be 1 or more")
    return torch.softmax(logits / T, 0)


def refuses_hot(logits, T):
    if T <= 0 or T > 5:
        raise ValueError("T has to be between 0 and 5")
    return torch.softmax(logits / T, 0)


def asserts_a_range(logits, T):
    if T <= 0:
        raise ValueError("T has to be above 0")
    assert T < 10
    return torch.softmax(logits / T, 0)


def math_of_a_tensor(logits, T):
    if T <= 0:
        raise ValueError("T has to be above 0")
    return math.exp(logits / T)


RIGHT = [heated, heated_in_a_loop, heated_by_powers, heated_in_numpy]

OTHERS = [
    (powers_without_a_check, "not in a `ValueError`"),
    (prints_only, "does not stop it"),
    (gives_a_text, "does not stop it"),
    (asserts, "not in a `ValueError`"),
    (times_and_no_check, "become more likely"),
    (powers_of_t, "become more likely"),
    (without_words, "says nothing"),
    (draws, "the letter that was drawn"),
    (divided_afterwards, "the same at all temperatures"),
    (largest_at_zero, "Compare `<` with `<=`"),
    (never_right, "refuses a temperature that is above zero"),
    (refuses_cool, "refuses a temperature that is above zero"),
    (refuses_hot, "refuses a temperature that is above zero"),
    (asserts_a_range, "refuses a temperature that is above zero"),
    (math_of_a_tensor, "`torch.exp(…)`"),
    (times_and_no_check, "bring the scores nearer"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "one letter": ("back one number", "The task asks", "the drawing out"),
    "times": ("letters become more", "multiplying the logits", "scores nearer to"),
    "ignored": ("at all temperatures", "adding or subtracting", "differences between scores"),
    "probabilities divided": ("by the temperature", "something else than", "softmax has made"),
    "not shared out": ("ratios, and their", "the right ratios", "with positive numbers"),
    "exp only": ("and nothing makes", "hold for their sum", "with positive numbers"),
    "power of T": ("the power T", "letters more unlikely", "before the softmax"),
    "softmax twice": ("much too equal", "taken twice: first", "your lines? `logits`"),
    "no softmax": ("Some of your", "are scores still", "step of section"),
    "logarithms": ("All your numbers", "are the logarithms", "the probabilities. Leave"),
    "refuses too much": ("function refuses a", "are impossible. A", "before your `raise`"),
    "no error": ("for one below", "and nobody notices", "Then `raise ValueError(…)`"),
    "below zero only": ("of zero there", "condition leaves out", "Compare `<` with"),
    "zero only": ("temperature below zero", "comes most often", "your condition hold"),
    "another error": (
        "in a `ValueError`",
        "`ValueError` is Python's",
        "Write `raise ValueError(…)`",
    ),
    "without a word": (
        "`ValueError` says nothing",
        "reads it should",
        'the brackets: `ValueError("…")`',
    ),
    "sum to one": ("sum to 1", "some letter comes", "temperature come before"),
    "warm is flatter": ("most likely letter", "letters more alike", "Print your result"),
    "T = 1": ("not the softmax", "temperature changes nothing", "lines. What should"),
}
