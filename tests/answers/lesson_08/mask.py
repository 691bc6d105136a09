"""08.mask: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy


def ignored(logits, y):
    return cross_entropy(logits.flatten(0, 1), y.flatten(), ignore_index=1)


def choices_second(logits, y):
    return nn.CrossEntropyLoss(ignore_index=1)(logits.transpose(1, 2), y).item()


def picked(logits, y):
    counts = y != 1
    return cross_entropy(logits[counts], y[counts])


def weights(logits, y):
    weight = torch.ones(logits.shape[-1])
    weight[1] = 0
    return cross_entropy(logits.permute(0, 2, 1), y, weight=weight)


def table_and_mask(logits, y):
    V = logits.shape[2]
    table = cross_entropy(logits.reshape(-1, V), y.reshape(-1), reduction="none").view(y.shape)
    mask = (y != 1).float()
    return (table * mask).sum() / mask.sum()


def in_a_loop(logits, y):
    total, count = 0, 0
    for scores, targets in zip(logits, y, strict=True):
        for score, target in zip(scores, targets, strict=True):
            if target != 1:
                total -= torch.log_softmax(score, 0)[target]
                count += 1
    return total / count


def by_numpy(logits, y):
    e = np.exp(logits.numpy())
    p = e / e.sum(2, keepdims=True)
    b, t = np.nonzero(y.numpy() != 1)
    return -np.log(p[b, t, y.numpy()[b, t]]).mean()


def plain(logits, y):
    return cross_entropy(logits.flatten(0, 1), y.flatten())


def plain_choices_second(logits, y):
    return nn.CrossEntropyLoss()(logits.transpose(1, 2), y)


def zero_ignored(logits, y):
    return cross_entropy(logits.flatten(0, 1), y.flatten(), ignore_index=0)


def letters_only(logits, y):
    letters = y > 1
    return cross_entropy(logits[letters], y[letters])


def cut_at_the_end_mark(logits, y):
    rows = []
    for scores, targets in zip(logits, y, strict=True):
        n = targets.tolist().index(0)
        rows.append(cross_entropy(scores[:n], targets[:n], reduction="none"))
    return torch.cat(rows).mean()


def padding_set_to_zero(logits, y):
    table = cross_entropy(logits.transpose(1, 2), y, reduction="none")
    table[y == 1] = 0
    return table.mean()


def padding_as_the_end(logits, y):
    return cross_entropy(logits.flatten(0, 1), torch.where(y == 1, 0, y).flatten())


def row_by_row(logits, y):
    total = 0
    for scores, targets in zip(logits, y, strict=True):
        total += cross_entropy(scores, targets, ignore_index=1)
    return total / len(y)


def no_shapes(logits, y):
    return cross_entropy(logits, y)


def summed(logits, y):
    return cross_entropy(logits.flatten(0, 1), y.flatten(), ignore_index=1, reduction="sum")


def marked_in_place(logits, y):
    y[y == 1] = -100
    return cross_entropy(logits.flatten(0, 1), y.flatten())


def seen_once(logits, y):
    table = cross_entropy(logits.transpose(1, 2), y, reduction="none")
    return table[y != 1].sum() / (y[0] != 1).sum() / len(y)


def a_list(logits, y):
    return [ignored(logits, y)]


RIGHT = [ignored, choices_second, picked, weights, table_and_mask, in_a_loop, by_numpy]

MISTAKES = {
    "II.14": [
        (plain, "also over those with padding"),
        (plain_choices_second, "also over those with padding"),
        (padding_set_to_zero, "divide by the number of all places"),
    ],
    "II.15": [
        (letters_only, "An end mark is no padding"),
        (zero_ignored, "the end mark has the number 0"),
    ],
    "II.3": [(no_shapes, "looks for the V choices in the second dimension")],
}

OTHERS = [
    (cut_at_the_end_mark, "loss"),
    (padding_as_the_end, "loss"),
    (row_by_row, "the mean of these"),
    (summed, "it is a sum"),
    (marked_in_place, "`y` is no longer what it was"),
    (seen_once, "loss"),
    (a_list, "a list"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "padding counts": ("places, also over", "looks better than", "`cross_entropy` be told"),
    "both left out": ("end marks, too", "something to predict", "condition leave out"),
    "end mark left out": ("end marks, and", "other way round", "Which number has the padding?"),
    "only padding": ("padding counts in", "condition is turned", "does `!=` say"),
    "zeroed": ("padding, and divide", "mean smaller, since", "the sum? Divide"),
    "mean of the rows' means": ("mean of these", "counts more than", "targets. How much"),
    "sum": ("number of targets", "right targets go", "how many do"),
    "over the rows": ("number of rows", "than short ones", "many targets do"),
    "axes": ("`cross_entropy` looks for", "places as choices", "Make a table"),
    "mixed by reshape": (
        "of different places",
        "`reshape` reads the",
        "`.T` of `torch.arange(6).reshape(2",
    ),
    "turned apart": ("place by place", "was turned before", "of your targets"),
    "softmax first": (
        "right targets count",
        "`cross_entropy` and `log_softmax`",
        "lesson 05 again",
    ),
    "shifted once more": ("the next place", "in shifted already", "change only shapes"),
    "one for each place": ("for each place", "number: the mean", 'Does `reduction="none"` stand'),
    "one for each row": ("for each row", "number for all", "is the mean"),
    "one for each target": ("target that counts", "These are the", "a `.mean()` missing"),
    "without the minus": ("is below 0", "minus this logarithm", "the minus belong"),
    "perplexity": ("back the perplexity", "from the loss", "last step? Take"),
    "what is said at padding": ("with padding change", "nothing to predict", "(B, T), beside"),
    "more padding": ("column of padding", "same as before", "a batch before"),
    "the end mark counts": ("text ever ends", "letter. A model", "the end mark"),
}
