"""05.gradient: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn


def slope_by_autograd(logits, y):
    leaf = logits.clone().requires_grad_()
    nn.CrossEntropyLoss()(leaf, y).backward()
    return leaf.grad


def slope_in_place(logits, y):
    p = torch.softmax(logits, dim=1)
    p[torch.arange(len(y)), y] -= 1
    return p / len(y)


def slope_in_loops(logits, y):
    rows = []
    for row, letter in zip(logits.double(), y.tolist(), strict=True):
        p = (row.exp() / row.exp().sum()).tolist()
        rows.append([(p[j] - (j == letter)) / len(y) for j in range(len(p))])
    return rows


def slope_in_numpy(logits, y):
    e = np.exp(logits.numpy())
    one = np.eye(logits.shape[1])[y.numpy()]
    return (e / e.sum(axis=1, keepdims=True) - one) / len(y)


def slope_by_nudges(logits, y, h=1e-4):
    logits, found = logits.double(), torch.zeros(logits.shape)
    for i in range(logits.shape[0]):
        for j in range(logits.shape[1]):
            nudge = torch.zeros_like(logits)
            nudge[i, j] = h
            up, down = (nn.functional.cross_entropy(logits + s * nudge, y) for s in (1, -1))
            found[i, j] = (up - down) / (2 * h)
    return found


def columns_of_all(logits, y):
    p = torch.softmax(logits, 1)
    p[:, y] -= 1
    return p / len(logits)


def without_n(logits, y):
    p = torch.softmax(logits, 1)
    p[range(len(y)), y] -= 1
    return p


def autograd_of_a_sum(logits, y):
    leaf = logits.clone().requires_grad_()
    nn.CrossEntropyLoss(reduction="sum")(leaf, y).backward()
    return leaf.grad


def autograd_of_twice(logits, y):
    leaf = logits.clone().requires_grad_()
    nn.CrossEntropyLoss()(torch.softmax(leaf, 1), y).backward()
    return leaf.grad


def truth_first(logits, y):
    return (nn.functional.one_hot(y, logits.shape[1]) - torch.softmax(logits, 1)) / len(y)


def mean_of_a_table(logits, y):
    one = nn.functional.one_hot(y, logits.shape[1])
    leaf = logits.clone().requires_grad_()
    (-(one * torch.log_softmax(leaf, 1)).mean()).backward()
    return leaf.grad


def steps_in_the_input(logits, y):
    logits -= logits.max()
    return slope_in_place(logits, y)


def numbers_of_letters(logits, y):
    return torch.softmax(logits, 1) - y


def numbers_of_letters_over_n(logits, y):
    return (torch.softmax(logits, 1) - y) / y.shape[0]


def table_of_27(logits, y):
    return (torch.softmax(logits, 1) - nn.functional.one_hot(y, 27)) / len(y)


def columns_first(logits, y):
    p = torch.softmax(logits, 1)
    for i in range(len(y)):
        p[y[i], i] -= 1
    return p / len(y)


RIGHT = [slope_by_autograd, slope_in_place, slope_in_loops, slope_in_numpy, slope_by_nudges]

OTHERS = [
    (columns_of_all, "Each row has one letter that came"),
    (without_n, "N times too large"),
    (autograd_of_a_sum, "N times too large"),
    (lambda logits, y: len(y) * truth_first(logits, y), "the mean over N choices"),
    (numbers_of_letters, "and no table with 1 at the letter"),
    (numbers_of_letters_over_n, "and no table with 1 at the letter"),
    (table_of_27, "V is not always 27"),
    (columns_first, "Rows come first"),
    (truth_first, "Truth minus prediction"),
    (mean_of_a_table, "V times too small"),
    (steps_in_the_input, "is no longer what it was"),
    (autograd_of_twice, "The slope should be" if 0 else "Not yet"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "sum": ("Your gradient is N times too large.", "is their mean", "does it divide"),
    "sign": ("the right size", "The gradient points", "came is raised"),
    "sign and sum": ("too large, and", "truth minus prediction", "subtracted? Then read"),
    "probabilities": ("back the probabilities", "The slope depends", "different, in section"),
    "probabilities over N": (
        "slopes are positive",
        "probabilities over N",
        "different, in section",
    ),
    "mean over the table": ("times too small", "logits, as `.mean()`", "many numbers go"),
    "divided by the letters": (
        "columns, and wrong",
        "number of columns",
        "Print `logits.shape`. Which",
    ),
    "letters for a table": (
        "You subtract `y` itself, the numbers of the letters.",
        "fits only where",
        "only the entry",
    ),
    "letters for a table, over N": ("and divide by N", "fits only where", "only the entry"),
    "always 27 columns": ("of zeros and", "other alphabets", "you read V"),
    "indices exchanged": ("column that is", "p[row, letter]", "counts the rows"),
    "every column": ("letters of `y`", "means these columns", "column `y[i]` together"),
    "every row": ("in whole rows", "`p[y]` reads the", "has two indices"),
    "only the letter that came": ("and zero elsewhere", "takes probability away", "did not come"),
    "with respect to p": ("minus one over", "probabilities. They change", "gives the slope"),
    "slope of softmax": ("each probability along", "after the probabilities", "are one already"),
    "no softmax": ("the logits themselves", "prediction minus truth", "What makes probabilities"),
    "along the columns": ("taken along dimension", "one choice stand", "Which `dim` runs"),
    "logarithms": ("from the logarithms", "The logarithm belongs", "logarithm in line"),
    "one row": ("row, the mean", "has a slope", "shape of `logits`"),
    "the loss": ("back the loss", "along each logit", "shape of `logits`"),
    "rows sum to 0": ("sum to 0", "row must cancel", "what you subtract"),
    "signs": ("and nowhere else", "smaller. Raising any", "gradient beside `y`"),
    "written down twice": ("written down twice", "rows, a single", "number of rows"),
}
