"""05.smooth: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


def smooth_in_loops(counts, add):
    table = []
    for row in counts.tolist():
        total = sum(row) + add * len(row)
        table.append([(count + add) / total for count in row])
    return table


def smooth_in_numpy(counts, add):
    table = counts.numpy().astype(float) + add
    return table / np.sum(table, axis=1, keepdims=True)


def smooth_row_by_row(counts, add):
    table = torch.zeros_like(counts)
    for i, row in enumerate(counts):
        table[i] = (row + add) / (row + add).sum()
    return table


def smooth_turned(counts, add):
    table = (counts + add).T
    return (table / table.sum(0)).T


def smooth_of_logits(counts, add):
    return torch.softmax(torch.log(counts + add), dim=1)


def zeros_only(counts, add):
    counts = counts.clone()
    counts[counts == 0] = add
    return counts / counts.sum(1, keepdim=True)


def shares_only(counts, add):
    return counts / counts.sum(dim=1, keepdim=True)


def only_the_first_column(counts, add):
    more = counts.clone()
    more[:, 0] += add
    return more / more.sum(1, keepdim=True)  # no row is empty, and there are still zeros


def old_sum(counts, add):
    total = counts.sum(1, keepdim=True)
    return (counts + add) / total


def square_trap(counts, add):
    table = counts + add
    return table / table.sum(dim=1)


def in_place(counts, add):
    counts += add
    return counts / counts.sum(1, keepdim=True)


def too_late(counts, add):
    table = counts / counts.sum(1, keepdim=True)
    return table + add


def always_one(counts, add):
    return (counts + 1) / (counts + 1).sum(1, keepdim=True)


RIGHT = [smooth_in_loops, smooth_in_numpy, smooth_row_by_row, smooth_turned, smooth_of_logits]

MISTAKES = {
    "II.5": [
        (shares_only, "a pair that was never counted has the probability 0"),
        (only_the_first_column, "Its logarithm is minus infinity"),
    ],
}

OTHERS = [
    (zeros_only, "a pair that came once can end below"),
    (old_sum, "as they were before"),
    (square_trap, "The sums have the shape (V,)"),
    (in_place, "is no longer what it was"),
    (too_late, "Exchange the two steps"),
    (always_one, "should be a name"),
    (lambda counts, add: (counts + add) / (counts + add).sum(), "how often a pair comes"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "no smoothing": ("plays no part", "alone. 0 divided", "before the division"),
    "not divided": ("and no probabilities", "division is missing", "its sum becomes"),
    "only to zeros": ("counted got something", "can end below", "the more likely"),
    "only empty rows": ("something; other zeros", "still become infinite", "counts should `add`"),
    "columns": ("Your columns sum", "may come next", "dimension runs along"),
    "no keepdim": ("of another row", "shape (V,). Broadcasting", "have? `keepdim=True` keeps"),
    "added after the division": ("after the division", "anything was added", "Exchange the two"),
    "divided by the old sum": ("they were before", "has grown too", "the sum afterwards"),
    "added once to the sum": ("the number once", "by `add`, and", "many counts stand"),
    "one common sum": ("numbers together sum", "all pairs. Wanted", "Print the shape"),
    "always 1": ("same whatever `add`", "is not used", "lines that should"),
    "at least": ("large ones left", "be as likely", "What should happen"),
    "softmax": ("are the softmax", "are positive already", "counts without `exp`"),
    "logarithms": ("numbers are negative", "logarithms. The task", "last step out"),
    "no zero": ("the probability 0", "logarithm is minus", "through your lines"),
    "rows sum to one": ("sum to 1", "so the probabilities", "after the adding"),
    "equal counts": ("equal, your probabilities", "leaves them equal", "same number added"),
}
