"""05.nll: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch
from torch import nn


def nll_in_a_loop(p, y):
    total = 0.0
    for row, letter in zip(p.tolist(), y.tolist(), strict=True):
        total -= math.log(row[letter])
    return total / len(y)


def nll_gathered(p, y):
    return -p.gather(1, y.reshape(-1, 1)).log().mean()


def nll_in_numpy(p, y):
    return np.mean(-np.log(p.numpy()[np.arange(len(y)), y.numpy()]))


def nll_of_the_library(p, y):
    return nn.NLLLoss()(torch.log(p), y)


def nll_by_one_hot(p, y):
    return -(p.log() * nn.functional.one_hot(y, p.shape[1])).sum(dim=1).mean()


def nll_of_a_product(p, y):
    product = 1.0
    for i in range(len(y)):
        product = product * p[i, y[i]].double()
    return -torch.log(product) / len(y)


def nll_by_cross_entropy(p, y):
    return nn.functional.cross_entropy(p.log(), y)  # softmax changes nothing: the rows sum to 1


def table(p, y):
    picked = p[:, y]
    return -torch.log(picked).mean()


def total(p, y):
    return -sum(math.log(p[i, y[i]]) for i in range(len(y)))


def library_on_probabilities(p, y):
    return nn.CrossEntropyLoss()(p, y)


def nll_without_log(p, y):
    return nn.functional.nll_loss(p, y)


def return_inside(p, y):
    for i in range(len(y)):
        return -torch.log(p[i, y[i]])


def one_hot_mean(p, y):
    return -(p.log() * nn.functional.one_hot(y, p.shape[1])).mean()


def math_of_a_tensor(p, y):
    return -math.log(p[torch.arange(len(y)), y])


def exchanged_in_a_loop(p, y):
    return -sum(torch.log(p[y[i], i]) for i in range(len(y))) / len(y)


RIGHT = [
    nll_in_a_loop,
    nll_gathered,
    nll_in_numpy,
    nll_of_the_library,
    nll_by_one_hot,
    nll_of_a_product,
    nll_by_cross_entropy,
]

MISTAKES = {
    "II.2": [
        (library_on_probabilities, "softmax was taken of them once more"),
    ],
}

OTHERS = [
    (table, "`p[:, y]` takes, from every row"),
    (math_of_a_tensor, "For a whole tensor write `torch.log(…)`"),
    (exchanged_in_a_loop, "Rows come first, then columns: `p[row, letter]`"),
    (lambda p, y: p[range(len(y)), y].log().mean(), "stand before the mean"),
    (total, "grows with the number of letters"),
    (nll_without_log, "`nn.NLLLoss` does this too"),
    (return_inside, "how far to the right"),
    (one_hot_mean, "the number of all entries"),
    (lambda p, y: round(nll_in_a_loop(p, y), 3), "up to rounding"),
    (lambda p, y: print(nll_gathered(p, y)), "without a `return`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "log of the mean": ("its logarithm afterwards", "sum of logarithms", "inside the brackets"),
    "sum": ("Your loss grows", "different length can", "down twice. Should"),
    "no minus": ("loss is negative", "probability below 1", "before the mean"),
    "base 2": (
        "is too large",
        "logarithm, as `nn.CrossEntropyLoss`",
        "Compare `torch.log`, `torch.log2`",
    ),
    "base 10": ("less than half", "to base 10", "Compare `torch.log`, `torch.log2`"),
    "whole table": ("over all entries", "say nothing here", "many numbers go"),
    "columns for all rows": ("numbers, in place", "shape trap again", "i meets `y[i]`"),
    "rows by letter": ("You choose rows", "`p[y]` reads `y`", "column: two indices"),
    "indices exchanged": ("column that is", "p[row, letter]", "counts the rows"),
    "probability": ("mean probability of", "turns a product", "a probability before"),
    "minus the probability": ("with a minus", "have already computed", "a probability before"),
    "1 - p": ("model gets better", "thought impossible costs", "without end towards"),
    "one for each row": ("give back one", "the single letters", "many, without growing"),
    "first row": ("first letter only", "A `return` inside", "your `return` stands"),
    "divided by all entries": ("times too small", "of all entries", "up, and divide"),
    "divided by the letters": (
        "and wrong elsewhere",
        "number of columns",
        "Print `p.shape`. Which",
    ),
    "softmax again": (
        "zero, however good",
        "`nn.CrossEntropyLoss` takes logits",
        "logarithm, mean, minus",
    ),
    "perplexity": ("give back e", "perplexity of section", "last step out"),
    "certain and right": ("probability of nearly", "hardly surprised: log", "letters that came"),
    "written down twice": ("written down twice", "good as before", "by nothing else"),
}
