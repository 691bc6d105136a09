"""05.targets: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn

LETTERS = ".abcdefghijklmnopqrstuvwxyz"


def pairs_in_a_loop(some_names):
    X, y = [], []
    for name in some_names:
        marked = "." + name + "."
        for i in range(len(marked) - 1):
            X.append(LETTERS.index(marked[i]))
            y.append(LETTERS.index(marked[i + 1]))
    return torch.tensor(X), torch.tensor(y)


def pairs_of_one_text(some_names):
    text = "." + ".".join(some_names) + "."
    ids = torch.tensor([LETTERS.index(sign) for sign in text])
    return ids[:-1], ids[1:]


def pairs_by_zip(some_names):
    numbers = {sign: i for i, sign in enumerate(LETTERS)}
    pairs = [
        (numbers[a], numbers[b])
        for name in some_names
        for a, b in zip(f".{name}", f"{name}.", strict=True)
    ]
    return torch.tensor(pairs).T


def pairs_joined(some_names):
    rows = [torch.tensor([0, *[ord(c) - 96 for c in name], 0]) for name in some_names]
    return [torch.cat([row[:-1] for row in rows]), torch.cat([row[1:] for row in rows])]


def pairs_from_numpy(some_names):
    ids = np.array([max(ord(c) - 96, 0) for c in f".{'.'.join(some_names)}."])
    return torch.from_numpy(ids[:-1]).long(), torch.from_numpy(ids[1:]).long()


def one_row(some_names, start=".", between="..", end="."):
    text = start + between.join(some_names) + end
    ids = [LETTERS.index(sign) for sign in text]
    return torch.tensor(ids[:-1]), torch.tensor(ids[1:])


def both_float(some_names):
    X, y = pairs_in_a_loop(some_names)
    return X.float(), y.float()


def floats_and_no_end(some_names):
    X, y = one_row(some_names[:1], end="")
    return X, y.float()


def float_columns(some_names):  # as in Part I
    X, y = pairs_in_a_loop(some_names)
    return X.reshape(-1, 1).float(), y.reshape(-1, 1).float()


def both_one_hot(some_names):
    X, y = pairs_in_a_loop(some_names)
    return nn.functional.one_hot(X, 27).float(), nn.functional.one_hot(y, 27).float()


def columns_swapped(some_names):
    X, y = pairs_in_a_loop(some_names)
    return y[:, None], X[:, None]


def swapped(some_names):
    X, y = pairs_in_a_loop(some_names)
    return y, X


def made_anew(some_names):
    for name in some_names:
        X, y = pairs_in_a_loop([name])
    return X, y


def from_zero(some_names):
    X, y = pairs_in_a_loop(some_names)
    return X - 1, y - 1


def as_arrays(some_names):
    return tuple(part.numpy() for part in pairs_in_a_loop(some_names))


def list_of_pairs(some_names):
    X, y = pairs_in_a_loop(some_names)
    return list(zip(X.tolist(), y.tolist(), strict=True))


def plain_letters(some_names):
    X, y = [], []
    for name in some_names:
        row = [ord(letter) - ord("a") for letter in name]
        X.extend(row[:-1])
        y.extend(row[1:])
    return torch.tensor(X), torch.tensor(y)


def appended(some_names):
    X, y = [], []
    for name in some_names:
        row = [LETTERS.index(sign) for sign in f".{name}."]
        X.append(row[:-1])
        y.append(row[1:])
    return torch.tensor(X), torch.tensor(y)


RIGHT = [
    pairs_in_a_loop,
    pairs_of_one_text,
    pairs_by_zip,
    pairs_joined,
    pairs_from_numpy,
]

MISTAKES = {
    "II.4": [
        (both_float, "nothing lies between two of them"),
        (both_one_hot, "That is one-hot"),
        (columns_swapped, "In Part I targets were a column"),
    ],
}

OTHERS = [
    (one_row, "two dots meet"),
    (lambda names: one_row(names, between=""), "put together into one word"),
    (lambda names: one_row(names, "", "", ""), "put together into one word"),
    (floats_and_no_end, "nothing lies between two of them"),
    (float_columns, "nothing lies between two of them"),
    (appended, "`extend` puts its numbers there"),
    (plain_letters, "Two things are left"),
    (lambda names: pairs_in_a_loop(sorted(names)), "not in the order of the text"),
    (lambda names: pairs_in_a_loop(names[::-1]), "not in the order of the text"),
    (swapped, "read names backwards"),
    (made_anew, "made anew for each name"),
    (from_zero, "`a` has the number 1"),
    (as_arrays, "NumPy's arrays"),
    (list_of_pairs, "side by side"),
    (lambda names: pairs_in_a_loop(names)[0], "is a tensor of shape"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "pairs together": ("back the pairs", "pairs may well", "columns apart before"),
    "letters": ("`y` holds letters", "tensor holds numbers", "letter its number"),
    "no tensors": (
        "is no tensor",
        "`nn.CrossEntropyLoss` takes tensors",
        "the end: `torch.tensor(…)`",
    ),
    "one-hot": ("for each letter", "elsewhere. The number", "Leave out the"),
    "floats": ("a decimal point", "refuses such targets", "the decimal point"),
    "other whole numbers": ("type than int64", "PyTorch also calls", "`.long()` turns whole"),
    "columns": ("a second dimension", "the shape (N,)", "of single numbers"),
    "other lengths": ("have different lengths", "belong together, pair", "lacks a number"),
    "swapped": ("the letters before", "read names backwards", "to be predicted"),
    "not shifted": ("hold the same", "loss near 0", "moved against `X`"),
    "shifted by two": ("the letter after", "places. That happens", "dots, and below"),
    "no start": ("No pair begins", "it is predicted", "section 1 write"),
    "no end": ("No pair ends", "model never stops", "section 1 write"),
    "no marks": ("inside the names", "are choices too", "section 1 write"),
    "no marks, counted from 0": ("pairs, and each", "things are left", "four of them"),
    "across names": ("the next name", "letters never stand", "itself, or put"),
    "mark to mark": ("Between two names", "after the other", "one dot between"),
    "first pair": ("Your function gives", "inside the loops", "your `return` stands"),
    "first name": ("first name alone", "the loop over", "your `return` stands"),
    "last name": ("last name alone", "are made anew", "empty lists stand"),
    "counted from 0": ("Each letter has", "and 0 belongs", "your lines give"),
    "another mark": ("the right numbers", "out of bounds", "the task give"),
    "another order": ("order of the text", "learn the same", "line sorts"),
    "codes": ("`ord` gives, such", "computer. The model", "have to subtract"),
}
