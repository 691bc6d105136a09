"""08.batch: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


def stacked(ids, starts, context):
    X = torch.stack([ids[s : s + context] for s in starts])
    y = torch.stack([ids[s + 1 : s + 1 + context] for s in starts])
    return X, y


def one_more(ids, starts, context):
    rows = torch.stack([ids[s : s + context + 1] for s in starts])
    return rows[:, :-1], rows[:, 1:]


def by_index(ids, starts, context):
    places = torch.tensor(starts)[:, None] + torch.arange(context)
    return ids[places], ids[places + 1]


def filled_in(ids, starts, context):
    X = torch.zeros(len(starts), context, dtype=torch.int64)
    y = torch.zeros_like(X)
    for row, start in enumerate(starts):
        for place in range(context):
            X[row, place] = ids[start + place]
            y[row, place] = ids[start + place + 1]
    return X, y


def by_lists(ids, starts, context):
    numbers = ids.tolist()
    X = [numbers[s : s + context] for s in starts]
    y = [numbers[s + 1 : s + context + 1] for s in starts]
    return [torch.tensor(X), torch.tensor(y)]


def by_numpy(ids, starts, context):
    rows = np.lib.stride_tricks.sliding_window_view(ids.numpy(), context + 1)[starts]
    return torch.from_numpy(rows[:, :-1].copy()), torch.from_numpy(rows[:, 1:].copy())


def by_unfold(ids, starts, context):
    return ids.unfold(0, context, 1)[starts], ids[1:].unfold(0, context, 1)[starts]


def not_shifted(ids, starts, context):
    X, _ = stacked(ids, starts, context)
    return X, X


def shifted_twice(ids, starts, context):
    rows = torch.stack([ids[s + 1 : s + 2 + context] for s in starts])
    return stacked(ids, starts, context)[0], rows[:, 1:]


def a_column_cut_off(ids, starts, context):
    X, _ = stacked(ids, starts, context)
    return X, X[:, 1:]


def one_number(ids, starts, context):
    return stacked(ids, starts, context)[0], ids[starts[0] + context]


def last_targets(ids, starts, context):
    return stacked(ids, starts, context)[0], torch.stack([ids[s + context] for s in starts])


def returned_in_the_loop(ids, starts, context):
    for s in starts:
        return ids[s : s + context], ids[s + 1 : s + context + 1]


def first_row(ids, starts, context):
    return stacked(ids, starts[:1], context)


def in_one_tensor(ids, starts, context):
    return torch.stack(stacked(ids, starts, context))


def only_inputs(ids, starts, context):
    return stacked(ids, starts, context)[0]


def lists(ids, starts, context):
    return [ids[s : s + context].tolist() for s in starts], [
        ids[s + 1 : s + 1 + context].tolist() for s in starts
    ]


def zeros_filled(ids, starts, context):
    X, y = torch.zeros(len(starts), context), torch.zeros(len(starts), context)
    for row, s in enumerate(starts):
        X[row], y[row] = ids[s : s + context], ids[s + 1 : s + 1 + context]
    return X, y


def starts_sorted_in_place(ids, starts, context):
    starts.sort()
    return stacked(ids, starts, context)


def starts_as_a_slice(ids, starts, context):
    return ids[starts : starts + context], ids[starts + 1 : starts + context + 1]


def two_off(ids, starts, context):
    return stacked(ids.flip(0), starts, context)


def nothing_returned(ids, starts, context):
    stacked(ids, starts, context)


RIGHT = [stacked, one_more, by_index, filled_in, by_lists, by_numpy, by_unfold]

MISTAKES = {
    "II.13": [
        (not_shifted, "not shifted"),
        (shifted_twice, "shifted twice"),
    ]
}

OTHERS = [
    (a_column_cut_off, "the last target is missing"),
    (one_number, "The second part of your answer is"),
    (last_targets, "right for the windows of lesson 06"),
    (returned_in_the_loop, "You give back one window, the first"),
    (first_row, "a tensor of shape (1, 4)"),
    (in_one_tensor, "The task asks for two tensors"),
    (only_inputs, "The task asks for two tensors"),
    (lists, "A list of windows is not a table yet"),
    (zeros_filled, "`torch.zeros` and `torch.Tensor` make such numbers"),
    (starts_sorted_in_place, "You put the starts in order first"),
    (starts_as_a_slice, "In line"),
    (two_off, "another token stands in X or in y"),
    (nothing_returned, "`None`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "not shifted": ("the inputs themselves", "can do nothing", "token comes after"),
    "shifted twice": ("are shifted twice", "out every second", "are equal tokens"),
    "shifted to the left": (
        "before its input",
        "been seen already",
        "Print the first row of X and the first row of y below each other.",
    ),
    "X is shifted": ("one too late", "is left out", "a window have"),
    "X is shifted to the left": ("one too early", "and Python counts", "a window have"),
    "only the last target": ("the token behind", "lesson 06. Here", "How many targets"),
    "only the last target, as a column": ("in a column", "has a target", "How many targets"),
    "both too long": ("windows are one token too long", "than the context", "a slice `[a:b]`"),
    "X too long": ("of your X", "X goes without", "the last column"),
    "y too long": ("token of X", "the last target", "the first column"),
    "both too short": (
        "windows are one token too short",
        "`context` tokens gives",
        "that `context` pairs",
    ),
    "y too short": ("target is missing", "window. A part", "From which tensor"),
    "rolled in the row": ("the same row", "`roll` puts in", "From which tensor"),
    "rolled over the rows": ("the next row", "from different places", "From which tensor"),
    "exchanged": ("holds the targets", "the other order", "Compare your last"),
    "turned": ("in the columns", "context are equal", "Along which dimension"),
    "in one row": ("All windows stand", "could not see", "`torch.cat` puts tensors"),
    "the first window": ("window, the first", "Either a `return`", "How many starts"),
    "the last window": ("window, the last", "loop writes over", "the windows collected"),
    "side by side": ("side by side", "each window begins", "loop: the numbers"),
    "numbers of the windows": ("at the beginning", "`enumerate` and `range`", "loop runs over"),
    "in order": ("starts in order", "number i. Random", "changes the order"),
    "no tensors": ("are no tensors", "takes a tensor", "the same shape"),
    "decimal points": (
        "tensors hold numbers",
        "`torch.zeros` and `torch.Tensor`",
        "`dtype` of `ids`",
    ),
}
