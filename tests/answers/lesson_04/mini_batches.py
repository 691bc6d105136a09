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
