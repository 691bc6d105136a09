"""02.safe-rate: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch

from helpers.bowl import LossSurface


def rate_table(X):
    H = 2 * torch.tensor([[(X**2).mean(), X.mean()], [X.mean(), 1.0]])
    return 2 / torch.linalg.eigvalsh(H).max()


def rate_product(X):
    A = torch.cat([torch.ones(len(X), 1), X], dim=1)
    H = 2 / len(A) * A.T @ A
    return 2 / torch.linalg.eigvalsh(H)[-1].item()


def rate_numpy(X):
    A = np.hstack([X.numpy(), np.ones((len(X), 1))]).astype(float)
    return 2 / np.linalg.eigvalsh(2 / len(A) * A.T @ A).max()


def rate_quadratic(X):
    p, q = 2 * (X**2).mean().item(), 2 * X.mean().item()
    return 2 / ((p + 2 + math.sqrt((p - 2) ** 2 + 4 * q * q)) / 2)


def rate_from_helpers(X):
    return LossSurface(X, torch.zeros_like(X)).lr_limit


def rate_from_sums(X):
    H = torch.tensor([[2 * (X**2).sum(), 2 * X.sum()], [2 * X.sum(), 2.0 * len(X)]])
    return 2 / torch.linalg.eigvalsh(H).max()


def rate_of_the_books(X):
    A = torch.cat([torch.ones_like(X), X], dim=1)
    return 2 / torch.linalg.eigvalsh(A.T @ A / len(A)).max()


def rate_along_the_valley(X):
    H = 2 * torch.tensor([[(X**2).mean(), X.mean()], [X.mean(), 1.0]])
    return 2 / torch.linalg.eigvalsh(H)[0]


def rate_of_section_7(X):
    H = 2 / 5 * SECTION_7.T @ SECTION_7
    return 2 / torch.linalg.eigvalsh(H).max()


SECTION_7 = torch.tensor([[1.0, 0, 3], [1, 1, 0], [1, 2, 6], [1, 3, 1], [1, 4, 5]])


RIGHT = [rate_table, rate_product, rate_numpy, rate_quadratic, rate_from_helpers]

MISTAKES = {
    4: [(rate_along_the_valley, "diverges and ends in nan")],
    11: [(rate_of_the_books, "1/(2N)")],
    13: [(rate_from_sums, "sums in place of means")],
}

OTHERS = [(rate_of_section_7, "come from section 7")]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "always the same": ("for all distances", "five rides; `H`", "your function uses"),
    "half the limit": ("number is half", "much still converges", "large may lr"),
    "smallest": ("the smallest eigenvalue", "it breaks first", "Print both eigenvalues"),
    "both added": ("both eigenvalues added", "parabola by itself", "of each direction"),
    "no bias": ("a model without", "alone, one entry", "of four numbers"),
    "only the diagonal": ("whose own directions", "influence each other", "paper: how fast"),
    "sum": ("Your number shrinks", "place of means", "written down twice"),
    "no 2 in the table": ("twice the limit", "with 1/(2N) would", "Compare your table"),
    "1 in the last entry": ("large. Three entries", "The last one", "gradient along b"),
    "square of the mean": ("the mean distance", "squares. The order", "2`: which brackets"),
    "the eigenvalue": ("the largest eigenvalue", "The limit follows", "at line 6"),
    "upside down": ("bowl becomes steeper", "is upside down", "steeper bowl allow"),
    "too large": ("descent still diverges", "is too small", "entry by entry"),
    "too small": ("descent still converges", "wrong number above", "entry by entry"),
}
