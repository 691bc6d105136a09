"""11.count: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn

from helpers.models import LoRA


def in_a_loop(sizes, rank):
    total = 0
    for inputs, outputs in sizes:
        a, b = rank * inputs, outputs * rank
        total += a + b
    return total


def all_sizes_added(sizes, rank):
    return rank * sum(sum(pair) for pair in sizes)


def by_numpy(sizes, rank):
    return np.asarray(sizes, dtype=np.int64).sum() * rank


def by_pytorch(sizes, rank):
    return rank * torch.tensor(sizes).sum()


def built(sizes, rank):
    """Built without numbers, frozen, and counted."""
    total = 0
    with torch.device("meta"):
        for inputs, outputs in sizes:
            part = LoRA(nn.Linear(inputs, outputs), rank, 8)
            part.layer.requires_grad_(False)
            total += sum(p.numel() for p in part.parameters() if p.requires_grad)
    return total


def recursive(sizes, rank):
    if not sizes:
        return 0
    inputs, outputs = sizes[0]
    return rank * inputs + rank * outputs + recursive(sizes[1:], rank)


def not_frozen(sizes, rank):
    with torch.device("meta"):
        parts = [LoRA(nn.Linear(n, m), rank, 8) for n, m in sizes]
    return sum(p.numel() for part in parts for p in part.parameters())


def not_frozen_without_bias(sizes, rank):
    with torch.device("meta"):
        parts = [LoRA(nn.Linear(n, m, bias=False), rank, 8) for n, m in sizes]
    return sum(p.numel() for part in parts for p in part.parameters())


def whole_layers(sizes, rank):
    return sum(n * m for n, m in sizes)


def product(sizes, rank):
    return sum(n * rank * m for n, m in sizes)


def returned_at_once(sizes, rank):
    total = 0
    for n, m in sizes:
        total += rank * (n + m)
        return total


def set_anew(sizes, rank):
    for n, m in sizes:
        total = rank * (n + m)
    return total


def no_bracket(sizes, rank):
    return sum(rank * n + m for n, m in sizes)


def twice_in(sizes, rank):
    return sum(2 * rank * n for n, _ in sizes)


def as_a_dictionary(sizes, rank):
    counts = {pair: rank * sum(pair) for pair in sizes}
    return sum(counts.values())


def with_biases(sizes, rank):
    return sum(rank * n + rank * m + m for n, m in sizes)


def a_list(sizes, rank):
    return [rank * (n + m) for n, m in sizes]


def a_share(sizes, rank):
    return all_sizes_added(sizes, rank) / whole_layers(sizes, rank)


def tensors(sizes, rank):
    return 2 * len(sizes)


def no_pairs(sizes, rank):
    return rank * sum(sizes)


def pairs_added(sizes, rank):
    total = 0
    for pair in sizes:
        total += pair
    return rank * total


def taken_out(sizes, rank):
    """It empties the list."""
    total = 0
    while sizes:
        n, m = sizes.pop()
        total += rank * (n + m)
    return total


def rank_plus(sizes, rank):
    return sum(rank + n + m for n, m in sizes)


RIGHT = [in_a_loop, all_sizes_added, by_numpy, by_pytorch, built, recursive]

OTHERS = [
    (not_frozen, "You count W and the bias, too"),
    (not_frozen_without_bias, "You count W, too"),
    (whole_layers, "the weights of the layers themselves"),
    (product, "a table of the size of W"),
    (returned_at_once, "the first layer alone"),
    (set_anew, "the last layer alone"),
    (no_bracket, "Of B you count one column"),
    (twice_in, "does not grow by the rank"),
    (as_a_dictionary, "Layers of one size you count once"),
    (with_biases, "It looks like a bias"),
    (a_list, "one whole number"),
    (a_share, "Not yet"),
    (tensors, "For other values of `sizes`"),
    (no_pairs, "Here an item is no number: it is a pair"),
    (pairs_added, "Here an item is no number: it is a pair"),
    (taken_out, "`sizes` is no longer what it was"),
    (rank_plus, "is not three times as large"),
]


# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "the whole layers": ("the layers themselves", "learns stands beside", "of your function"),
    "the size of W for each rank": ("table of the", "is never stored", "column of B"),
    "A alone": ("count A alone", "begins with zeros", "shape has B"),
    "B alone": ("count B alone", "with random numbers", "shape has A"),
    "a bracket is missing": ("count one column", "without a bracket", "it as Python"),
    "a bracket is missing, at A": ("count one row", "without a bracket", "it as Python"),
    "the first layer alone": ("first layer alone", "A `return` inside", "How many rounds"),
    "the last layer alone": ("last layer alone", "last value only", "your sum begin"),
    "all like the first": ("of the first", "larger than those", "the second round"),
    "equal layers once": ("you count once", "have one form", "long is `sizes`"),
    "with biases": ("number too many", "layer is frozen", "class `LoRA` make"),
    "the frozen, too": ("count W, too", "step, and it", "the optimizer change"),
    "the frozen with their biases, too": (
        "the bias, too",
        "step, and they",
        "the optimizer change",
    ),
    "no rank": ("rank 1, whatever", "rank, and B", "of your function"),
    "the rank squared": ("rank counts twice", "columns. Their numbers", "rank 2? Draw"),
    "a table between A and B": ("times r numbers", "nothing that learns", "class `LoRA` make"),
    "the sizes multiplied after the ranks": (
        "multiply the numbers",
        "Two tables beside",
        "10 hold together",
    ),
    "the rank": ("times as large", "nothing else learns", "Work out one"),
    "one layer more": ("has by itself", "own, also where", "two equal layers"),
    "turned round": ("and out exchanged", "out, so together", "Write the shapes"),
    "one number more": ("layer, your number", "one number more", "4 to 5"),
}
