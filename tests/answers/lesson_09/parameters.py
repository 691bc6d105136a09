"""09.parameters: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn

from helpers.models import GPT


def one_formula(symbols, context, width, layers):
    C = width
    return symbols * C + context * C + layers * (12 * C**2 + 13 * C) + 2 * C


def part_by_part(symbols, context, width, layers):
    def layer(inputs, outputs):
        return inputs * outputs + outputs

    norm = 2 * width
    attention = 4 * layer(width, width)
    mlp = layer(width, 4 * width) + layer(4 * width, width)
    block = norm + attention + norm + mlp
    return (symbols + context) * width + layers * block + norm


def in_a_loop(symbols, context, width, layers):
    total = symbols * width + context * width
    for _ in range(layers):
        total += 4 * width * width + 4 * width
        total += 8 * width * width + 5 * width
        total += 4 * width
    return total + 2 * width


def built_without_numbers(symbols, context, width, layers):
    with torch.device("meta"):
        model = GPT(symbols, context, width, 1, layers)
    return sum(p.numel() for p in model.parameters())


def from_layers(symbols, context, width, layers):
    with torch.device("meta"):
        block = [nn.Linear(width, width) for _ in range(4)]
        block += [nn.Linear(width, 4 * width), nn.Linear(4 * width, width)]
        block += [nn.LayerNorm(width), nn.LayerNorm(width)]
        outside = [nn.Embedding(symbols, width), nn.Embedding(context, width), nn.LayerNorm(width)]

    def size(parts):
        return sum(p.numel() for p in nn.ModuleList(parts).parameters())

    return layers * size(block) + size(outside)


def by_numpy(symbols, context, width, layers):
    parts = np.array([symbols, context, layers * 12 * width, layers * 13, 2], dtype=np.int64)
    return (parts * width).sum()


def by_pytorch(symbols, context, width, layers):
    parts = torch.tensor([symbols, context, layers * 12 * width, layers * 13, 2])
    return torch.sum(parts * width)


def tied_twice(symbols, context, width, layers):
    return 2 * symbols * width + context * width + layers * (12 * width**2 + 13 * width) + 2 * width


def built_untied(symbols, context, width, layers):
    with torch.device("meta"):
        model = GPT(symbols, context, width, 1, layers)
        model.to_logits = nn.Linear(width, symbols, bias=False)
    return sum(p.numel() for p in model.parameters())


def tensors(symbols, context, width, layers):
    with torch.device("meta"):
        model = GPT(symbols, context, width, 1, layers)
    return len(list(model.parameters()))


def weights_only(symbols, context, width, layers):
    return (symbols + context) * width + 12 * width**2 * layers


def twelve_and_twelve(symbols, context, width, layers):
    return (symbols + context + 2) * width + layers * (12 * width**2 + 12 * width)


def norms_of_blocks_forgotten(symbols, context, width, layers):
    return (symbols + context + 2) * width + layers * (12 * width**2 + 9 * width)


def gains_in_blocks(symbols, context, width, layers):
    return (symbols + context + 2) * width + layers * (12 * width**2 + 11 * width)


def no_bias_for_three(symbols, context, width, layers):
    return (symbols + context + 2) * width + layers * (12 * width**2 + 10 * width)


def one_round_less(symbols, context, width, layers):
    total = (symbols + context + 2) * width
    for _ in range(1, layers):
        total += 12 * width**2 + 13 * width
    return total


def ten_squares(symbols, context, width, layers):
    return (symbols + context + 2) * width + layers * (10 * width**2 + 13 * width)


def heads_multiply(symbols, context, width, layers):
    return (symbols + context + 2) * width + layers * (4 * 4 * (width**2 + width) + 8 * width**2)


def with_brackets_forgotten(symbols, context, width, layers):
    return symbols * width + context * width + layers * 12 * width**2 + 13 * width + 2 * width


def squares_of_places(symbols, context, width, layers):
    return one_formula(symbols, context, width, layers) + context**2


def in_millions(symbols, context, width, layers):
    return one_formula(symbols, context, width, layers) / 1e6


def as_a_word(symbols, context, width, layers):
    return f"{one_formula(symbols, context, width, layers):,}"


def in_parts(symbols, context, width, layers):
    return symbols * width, context * width, layers * (12 * width**2 + 13 * width), 2 * width


def in_32_bits(symbols, context, width, layers):
    return torch.tensor(float(one_formula(symbols, context, width, layers)) + 1)


def printed(symbols, context, width, layers):
    print(one_formula(symbols, context, width, layers))


def power_by_a_hat(symbols, context, width, layers):
    return (symbols + context + 2) * width + layers * (12 * width ^ 2 + 13 * width)


RIGHT = [
    one_formula,
    part_by_part,
    in_a_loop,
    built_without_numbers,
    from_layers,
    by_numpy,
    by_pytorch,
]


def a_copy_for_the_last_layer(symbols, context, width, layers):
    block = 12 * width**2 + 13 * width
    return 2 * symbols * width + context * width + layers * block + 2 * width


MISTAKES = {"II.24": [(a_copy_for_the_last_layer, "You count the table of the symbols twice")]}

OTHERS = [
    (tied_twice, "share one table"),
    (built_untied, "share one table"),
    (tensors, "When there is one symbol more"),
    (weights_only, "The weights of its six layers are right"),
    (twelve_and_twelve, "you count C parameters too few"),
    (norms_of_blocks_forgotten, "you count 4C parameters too few"),
    (gains_in_blocks, "you count 2C parameters too few"),
    (no_bias_for_three, "you count 3C parameters too few"),
    (one_round_less, "You count one block too few"),
    (ten_squares, "six layers"),
    (heads_multiply, "six layers"),
    (with_brackets_forgotten, "The weights of its six layers are right"),
    (squares_of_places, "When the context is one longer"),
    (in_millions, "When there is one symbol more"),
    (as_a_word, "quotation marks"),
    (in_parts, "The task asks for one whole number"),
    (in_32_bits, "something else is left"),
    (printed, "`None`"),
    (power_by_a_hat, "have another number of weights"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "the shared table twice": ("the symbols twice", "PyTorch, too, counts", "has no parameters"),
    "the shared table twice, with a bias": (
        "table and biases",
        "of the embedding",
        "has no parameters",
    ),
    "a bias for each symbol": ("for each symbol", "layer has none", "the last layer"),
    "the symbols forgotten": ("symbols is missing", "means to count", "Which input does"),
    "the positions forgotten": ("positions are missing", "learned like those", "Which input does"),
    "no biases": (
        "All biases are",
        "A layer has one bias for each number that comes out of it.",
        "in a block",
    ),
    "four widths in each block": ("4C parameters too", "Two things come", "each other. Which"),
    "no biases in the MLP": ("MLP the biases", "MLP as well", "its first layer"),
    "three widths in each block": ("3C parameters too few", "looks like biases", "other, and how"),
    "three widths too many in each block": (
        "parameters too many",
        "MLP. A layer",
        "How many biases",
    ),
    "one width in each block": ("count C parameters", "biases: query, key", "other, and how"),
    "no norms": ("of all norms", "itself only shifts", "outside the blocks"),
    "no last norm": ("The norm behind", "once, however many", "between the last"),
    "two widths in each block": ("2C parameters too", "and also shifts", "2 hold? And"),
    "gains without shifts": ("norms one half", "and a shift", "2 hold? Count"),
    "a last norm in each block": ("count the last", "It stands behind", "brackets behind `layers`"),
    "an MLP from C to C": ("has two layers", "times as wide", "How many weights"),
    "an MLP of one layer": ("layer, from C", "its own. Without", "for the MLP"),
    "an MLP from 4C to 4C": ("4C to 4C", "one goes back", "How many weights"),
    "no MLP": ("MLP is missing", "comes after attention", "a block? Give"),
    "no attention": ("Attention is missing", "softmax have nothing", "a block? Give"),
    "out forgotten": ("the four layers", "mixed once more", "does `Attention` make"),
    "attention as one layer": ("You count attention", "are four layers", "name for attention"),
    "one block": ("block, however many", "the same form", "Which input does"),
    "a block less": ("block too few", "has two blocks", "for two layers"),
    "everything in each layer": (
        "count the tables",
        "They stand outside",
        "brackets behind `layers`",
    ),
    "the masks": ("times T numbers", "are computed anew", "the optimizer change"),
    "one symbol more": ("one symbol more", "the same table", "does `symbols` stand"),
    "one place more": ("When the context", "numbers. Nothing else", "does `context` stand"),
    "the tables of a block": ("weights, their biases", "than the others", "of each beside"),
    "the rest of a block": ("One layer more", "left are biases", "which biases, gains"),
    "no block": ("all, something else", "of the symbols", "`layers`, and work"),
}
