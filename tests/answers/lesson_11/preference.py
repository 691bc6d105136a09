"""11.preference: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch
from torch import nn
from torch.nn.functional import logsigmoid, sigmoid, softplus


def inside(better, worse, better_0, worse_0, beta):
    return beta * ((better - better_0) - (worse - worse_0))


def with_softplus(*given):
    return softplus(-inside(*given))


def with_a_module(better, worse, better_0, worse_0, beta):
    gained, lost = better - better_0, worse - worse_0
    return -nn.LogSigmoid()(beta * gained - beta * lost).item()


def ratios(better, worse, better_0, worse_0, beta):
    now, before = better - worse, better_0 - worse_0
    return -logsigmoid(beta * (now - before))


def two_choices(better, worse, better_0, worse_0, beta):
    logits = torch.stack([beta * (better - better_0), beta * (worse - worse_0)])
    return nn.functional.cross_entropy(logits, torch.tensor(0))


def binary(*given):
    x = inside(*given)
    return nn.functional.binary_cross_entropy_with_logits(x, torch.ones(()))


def by_cases(*given):
    x = float(inside(*given))
    if x > 0:
        return math.log1p(math.exp(-x))
    return -x + math.log1p(math.exp(x))


def by_numpy(*given):
    return np.logaddexp(0.0, -inside(*given).numpy())


def log_of_sigmoid(*given):
    return -torch.log(sigmoid(inside(*given)))


def log_of_exp(*given):
    return torch.log(1 + torch.exp(-inside(*given)))


def by_math(*given):
    return -math.log(1 / (1 + math.exp(-inside(*given))))


def log_by_math(*given):
    return -math.log(sigmoid(inside(*given)))


def turned(*given):
    return -logsigmoid(-inside(*given))


def exchanged(better, worse, better_0, worse_0, beta):
    return -logsigmoid(beta * ((worse - worse_0) - (better - better_0)))


def alone(better, worse, better_0, worse_0, beta):
    return -logsigmoid(beta * (better - worse))


def outside(better, worse, better_0, worse_0, beta):
    return -beta * logsigmoid((better - better_0) - (worse - worse_0))


def first_bracket(better, worse, better_0, worse_0, beta):
    return -logsigmoid(beta * (better - better_0) - (worse - worse_0))


def brackets_missing(better, worse, better_0, worse_0, beta):
    return -logsigmoid(beta * (better - better_0 - worse - worse_0))


def no_beta(better, worse, better_0, worse_0, beta):
    return -logsigmoid((better - better_0) - (worse - worse_0))


def no_minus(*given):
    return logsigmoid(inside(*given))


def no_log(*given):
    return sigmoid(inside(*given))


def one_minus(*given):
    return 1 - sigmoid(inside(*given))


def minus_alone(*given):
    return -sigmoid(inside(*given))


def margin(*given):
    return -inside(*given)


def by_ratio(better, worse, better_0, worse_0, beta):
    return -logsigmoid(beta * (better / better_0 - worse / worse_0))


def of_probabilities(better, worse, better_0, worse_0, beta):
    now, before = torch.exp(better) - torch.exp(worse), torch.exp(better_0) - torch.exp(worse_0)
    return -logsigmoid(beta * (now - before))


def first_bracket_by_math(better, worse, better_0, worse_0, beta):
    x = beta * (better - better_0) - (worse - worse_0)
    return -math.log(1 / (1 + math.exp(-x)))


def brackets_missing_by_math(better, worse, better_0, worse_0, beta):
    x = beta * (better - better_0 - worse - worse_0)
    return -math.log(1 / (1 + math.exp(-x)))


def exchanged_by_exp(better, worse, better_0, worse_0, beta):
    x = beta * ((worse - worse_0) - (better - better_0))
    return torch.log(1 + torch.exp(-x))


def exchanged_log_of_math(better, worse, better_0, worse_0, beta):
    return -math.log(sigmoid(beta * ((worse - worse_0) - (better - better_0))))


def cut_off(*given):
    """The right number for small changes, and a wrong one for large ones: no infinity."""
    return -torch.log(sigmoid(inside(*given)).clamp(min=1e-6))


def clamped(*given):
    return -logsigmoid(inside(*given).clamp(-50, 50))


def wants_numbers(better, worse, better_0, worse_0, beta):
    return -logsigmoid(beta * ((better.item() - better_0.item()) - (worse - worse_0).item()))


def without_return(*given):
    with_softplus(*given)


RIGHT = [
    with_softplus,
    with_a_module,
    ratios,
    two_choices,
    binary,
    by_cases,
    by_numpy,
]

MISTAKES = {
    "II.5": [
        (log_of_sigmoid, "it is larger than all numbers"),
        (log_by_math, "the sigmoid is rounded to 0"),
    ]
}

OTHERS = [
    (log_of_exp, "it is larger than all numbers"),
    (by_math, "the exponential is too large"),
    (turned, "when the worse answer becomes likelier"),
    (exchanged, "when the worse answer becomes likelier"),
    (alone, "not with the model at the start"),
    (outside, "Beta stands outside"),
    (first_bracket, "loss"),
    (brackets_missing, "ln 2"),
    (no_beta, "does not depend on beta"),
    (no_minus, "never above 0"),
    (no_log, "the sigmoid itself"),
    (one_minus, "one minus the sigmoid"),
    (minus_alone, "minus the sigmoid, without"),
    (margin, "minus what belongs inside"),
    (by_ratio, "one log probability by another"),
    (of_probabilities, "A whole answer has a tiny probability"),
    (first_bracket_by_math, "beta times a difference of two differences"),
    (brackets_missing_by_math, "ln 2"),
    (exchanged_by_exp, "your loss grows"),
    (exchanged_log_of_math, "your loss grows"),
    (cut_off, "another number than the DPO loss"),
    (clamped, "another number than the DPO loss"),
    (wants_numbers, "TypeError"),
    (without_return, "`None`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "exchanged": ("worse answer becomes", "learns to prefer", "what stands inside"),
    "without the start model": ("compare the two", "has been learned", "not used yet"),
    "the start model alone": ("the start alone", "number never changes", "not used yet"),
    "added to the start": (
        "two log probabilities",
        "difference between now",
        "better answer gained",
    ),
    "gains added": ("answers have gained", "makes both likelier", "answer has gained"),
    "better answer alone": ("worse answer plays", "nearly plain fine-tuning", "not used yet"),
    "worse answer alone": ("better answer plays", "probability to nonsense", "not used yet"),
    "logarithms divided": (
        "probability by another",
        "two probabilities becomes",
        "a fraction, written",
    ),
    "probabilities": (
        "probabilities into probabilities",
        "nothing, however many",
        "the numbers come",
    ),
    "no beta": ("depend on beta", "counts: a small", "of section 11"),
    "beta outside": ("Beta stands outside", "sigmoid becomes flat", "formula: the product"),
    "divided by beta": ("divide by beta", "count it less", "beta becomes small"),
    "without the minus": ("never above 0", "minus this logarithm", "the minus belong"),
    "sigmoid without a logarithm": ("the sigmoid itself", "near 1 when", "two steps lead"),
    "minus the sigmoid": ("back minus the", "hardly a slope", "is missing between"),
    "one minus the sigmoid": ("back one minus", "hardly a slope", "probability to get"),
    "no sigmoid": ("minus what belongs", "learned well pulls", "two steps of"),
    "no sigmoid, no minus": ("back what belongs", "the model learns", "Which steps of"),
    "overflow": ("larger than all", "exponential far above", "logarithm together. Search"),
    "overflow, an error of exp": (
        "change, the exponential",
        "a straight line",
        "logarithm together. Search",
    ),
    "overflow, an error of log": (
        "sigmoid is rounded",
        "a straight line",
        "logarithm together. Search",
    ),
    "at the start": ("While the model", "has gained anything", "`torch.tensor(-9.0)` in all"),
    "a better one that is likelier": (
        "becomes likelier, your",
        "model would unlearn",
        "`better` in front",
    ),
    "only what is gained": ("When both models", "instance short ones", "you compare `better`"),
}
