"""05.softmax: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch
from torch import nn


def softmax_in_loops(logits):
    rows = []
    for row in logits.tolist():
        e = [math.exp(score) for score in row]
        rows.append([value / sum(e) for value in e])
    return rows


def softmax_in_numpy(logits):
    e = np.exp(logits.numpy())
    return e / e.sum(axis=1, keepdims=True)


def softmax_without_overflow(logits):
    e = (logits - logits.max()).exp()  # one number for the whole table is one for each row too
    return e / e.sum(-1).reshape(-1, 1)


def softmax_by_logarithms(logits):
    return torch.exp(logits - torch.logsumexp(logits, dim=1)[:, None])


def softmax_row_by_row(logits):
    found = torch.empty_like(logits)
    for i in range(len(logits)):
        found[i] = logits[i].exp() / logits[i].exp().sum()
    return found


def softmax_of_the_library(logits):
    return nn.Softmax(dim=-1)(logits)


def sum_for_all(logits):
    e = torch.exp(logits)
    return e / torch.sum(e)


def wrong_dim(logits):
    return nn.functional.softmax(logits, dim=0)


def sums_as_a_row(logits):
    e = torch.exp(logits)
    totals = torch.tensor([row.sum() for row in e])
    return e / totals


def only_first_row(logits):
    for row in logits:
        return torch.softmax(row, 0)


def brackets_forgotten(logits):
    e = torch.exp(logits)
    return e / e.sum


def math_of_a_tensor(logits):
    return math.exp(logits) / math.exp(logits).sum()


def powers_of_two(logits):
    return 2**logits / (2**logits).sum(dim=1, keepdim=True)


def softmax_after_softmax(logits):
    p = torch.softmax(logits, 1)
    return torch.exp(p) / torch.exp(p).sum(1, True)


RIGHT = [
    softmax_in_loops,
    softmax_in_numpy,
    softmax_without_overflow,
    softmax_by_logarithms,
    softmax_row_by_row,
    softmax_of_the_library,
]

OTHERS = [
    (sum_for_all, "the sum of the whole table"),
    (wrong_dim, "dimension 0"),
    (math_of_a_tensor, "`torch.exp(…)`"),
    (powers_of_two, "You took powers of 2"),
    (softmax_after_softmax, "Softmax was taken twice"),
    (lambda logits: torch.softmax(logits.exp(), -1), "once more inside softmax"),
    (sums_as_a_row, "reads them as one row"),
    (only_first_row, "a tensor of shape (3,)"),
    (brackets_forgotten, "behind its name"),
    (lambda logits: torch.softmax(logits, 1).round(decimals=2), "up to rounding"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "no exp": ("are negative numbers", "score stays negative", "before the division"),
    "exp only": ("numbers are positive", "row is still open", "sum becomes 1"),
    "whole table": ("numbers together sum", "the whole table", "sum. There should"),
    "columns": ("Your columns sum", "over different samples", "letter to letter"),
    "no keepdim": ("columns, each column", "(N,). Broadcasting reads", "own row? `keepdim=True`"),
    "divided by the largest": ("largest number is", "the largest exponential", "fraction line, so"),
    "mean": ("number of columns", "times smaller than", "What must it"),
    "largest of each column subtracted": (
        "number was subtracted",
        "changes nothing. Subtracting",
        "take the largest",
    ),
    "largest subtracted above only": (
        "the right ratios",
        "above the fraction",
        "exponentials once, give",
    ),
    "softmax twice": ("are nearly alike", "second time of", "happens to them"),
    "softmax of the exponentials": ("gets too much", "your own line", "do by itself"),
    "base 2": ("and small scores", "powers of 2", "for the score"),
    "sigmoid": ("your numbers depends", "exp(-x)), an answer", "of its probabilities"),
    "minus": ("number stands where", "the wrong way", "the largest probability"),
    "exp of the sum": ("by the exponential", "exponentials is wanted", "exp(0) + exp(0)"),
    "logarithms": ("numbers are negative", "probabilities. The task", "logarithm out; section"),
    "one for each row": ("You give back", "exponentials. Each letter", "divided by these"),
    "positive": ("probabilities are 0", "First, each one", "Which operation makes"),
    "rows sum to one": ("your rows sum", "Second, those of", "Print `.sum(dim=1)` of"),
    "a constant changes nothing": (
        "logits, your probabilities",
        "Softmax knows only",
        "formula of section",
    ),
}
