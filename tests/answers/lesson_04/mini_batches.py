"""04.mini-batches: right answers in other clothes, and answers with a mistake."""

import random

import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset


def batches_by_slices(X, y, batch_size):
    rows = torch.randperm(X.shape[0])
    X, y = X[rows], y[rows]
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]


def batches_yielded(X, y, batch_size):
    rows = list(range(len(X)))
    random.shuffle(rows)
    while rows:
        taken, rows = rows[:batch_size], rows[batch_size:]
        yield X[taken], y[taken]


def batches_numpy(X, y, batch_size):
    order = np.random.permutation(len(X))
    pieces = np.split(order, range(batch_size, len(X), batch_size))
    return tuple([X[torch.from_numpy(p)], y[torch.from_numpy(p)]] for p in pieces)


def batches_loader(X, y, batch_size):
    return DataLoader(TensorDataset(X, y), batch_size=batch_size, shuffle=True)


def batches_row_by_row(X, y, batch_size):
    batches, rows_x, rows_y = [], [], []
    for i in torch.randperm(len(X)).tolist():
        rows_x.append(X[i])
        rows_y.append(y[i])
        if len(rows_x) == batch_size:
            batches.append((torch.stack(rows_x), torch.stack(rows_y)))
            rows_x, rows_y = [], []
    if rows_x:
        batches.append((torch.stack(rows_x), torch.stack(rows_y)))
    return batches


def targets_flat(X, y, batch_size):  # 1
    rows = torch.randperm(len(X))
    y = y.squeeze()
    return [(X[r], y[r]) for r in rows.split(batch_size)]


def moved_rows(X, y, batch_size):
    order = torch.randperm(len(X))
    return [(X[rows] + 1, y[rows]) for rows in order.split(batch_size)]


RIGHT = [
    batches_by_slices,
    batches_yielded,
    batches_numpy,
    batches_loader,
    batches_row_by_row,
]

MISTAKES = {
    1: [(targets_flat, "shape trap")],
}

BROKEN = {"rows of X": moved_rows}

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "flat targets": ("the shape (k,)", "Against predictions of", "loses the column"),
    "exchanged": ("pairs hold y", "exchange the two", "Compare the order"),
    "with replacement": ("more than once", "your batches overlap", "two neighbouring batches"),
    "one batch": ("batch comes back", "`return` stands inside", "`return` is indented"),
    "the rest dropped": ("in no batch", "size, a smaller", "of all batches"),
    "shuffled apart": ("of another row", "different random orders", "many random orders"),
    "whole batches shuffled": ("holds neighbouring rows", "a sorted table", "acts change places"),
    "other sizes": ("sizes that were", "batches have `batch_size`", "Print the lengths"),
    "not shuffled": ("batches are right", "leads somewhere else", "a random order"),
    "always the same order": (
        "Two calls give",
        "function uses `MiniBatches`",
        "`torch.randperm` of section",
    ),
    "shuffled inside": ("rows; only their", "the same steps", "acts change places"),
    "shapes": ("shapes (k, features)", "with fewer rows", "shapes of each"),
    "rows of X": ("In your batches", "their numbers stay", "such as `torch.arange(10.0).reshape(5"),
}
