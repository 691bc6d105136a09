"""What several exercises of lesson 05 share."""

import math

import torch

from helpers.practice.inputs import choose, uniform

DIGITS = 1e-5  # how near a result has to come: three decimals are not enough


def scores(generator: torch.Generator, *shape: int) -> torch.Tensor:
    """Random logits with one decimal. Each row has a negative and a positive one."""

    def row():
        while True:
            logits = uniform(generator, -3, 3, shape[-1])
            if logits.min() < -0.3 and logits.max() > 0.3:
                return logits

    return torch.stack([row() for _ in range(math.prod(shape[:-1]))]).reshape(shape)


def letters(generator: torch.Generator, size: int, *shape: int) -> torch.Tensor:
    """Random numbers of letters, from 0 to size - 1; not all the same."""
    while True:
        y = torch.randint(size, shape, generator=generator)
        if (y != y.flatten()[0]).any():
            return y


def shares(generator: torch.Generator, rows: int, columns: int) -> torch.Tensor:
    """Rows of random probabilities: multiples of 0.05 that sum to one."""
    table = []
    for _ in range(rows):
        marks = {0, 20}
        while len(marks) < columns + 1:
            marks.add(1 + choose(generator, 19))
        marks = torch.tensor(sorted(marks))
        table.append((marks[1:] - marks[:-1]) / 20)
    return torch.stack(table)


def came(table: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """From each row of a table the entry of the letter that came: shape (N,)."""
    return table[torch.arange(len(y)), y]


def cross_entropy(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """The mean over the rows of minus the log of the probability of the letter that came."""
    return -came(torch.log_softmax(logits, 1), y).mean()
