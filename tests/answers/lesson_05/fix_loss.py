"""05.fix-loss: right answers in other clothes, and answers with a mistake."""

import torch
from torch import nn


def without_softmax(logits, y):
    return nn.CrossEntropyLoss()(logits, y).item()


def with_the_other_loss(logits, y):
    return nn.NLLLoss()(torch.log_softmax(logits, dim=1), y)


def by_hand(logits, y):
    p = torch.softmax(logits, dim=1)
    return -torch.log(p[torch.arange(len(y)), y]).mean()


def with_a_logarithm(logits, y):
    p = torch.softmax(logits, dim=1)
    return nn.CrossEntropyLoss()(p.log(), y).item()  # the softmax of these is p again


def other_dim(logits, y):
    return nn.CrossEntropyLoss()(torch.softmax(logits, dim=0), y).item()


def nll_of_probabilities(logits, y):
    return nn.NLLLoss()(torch.softmax(logits, dim=1), y)


def nll_of_logits(logits, y):
    return nn.NLLLoss()(logits, y)


def brackets_missing(logits, y):
    return nn.CrossEntropyLoss(logits, y)


def float_targets(logits, y):
    return nn.CrossEntropyLoss()(logits, y.float())


def column_targets(logits, y):
    return nn.CrossEntropyLoss()(logits, y.reshape(-1, 1))


def no_reduction(logits, y):
    return nn.CrossEntropyLoss(reduction="none")(logits, y)


RIGHT = [without_softmax, with_the_other_loss, by_hand, with_a_logarithm]

MISTAKES = {
    "II.2": [
        (other_dim, "so there are still two"),
    ],
}

OTHERS = [
    (nll_of_probabilities, "The logarithm it leaves to you"),
    (nll_of_logits, "nothing makes probabilities of the scores"),
    (brackets_missing, "pairs of brackets"),
    (float_targets, "`.long()`"),
    (column_targets, "shape (N,)"),
    (no_reduction, '`reduction="none"`'),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "softmax along the columns": (
        "changed, and probabilities",
        "another dimension. `nn.CrossEntropyLoss`",
        "what `nn.CrossEntropyLoss` wants",
    ),
    "three times": ("of knowing nothing", "more than before", "one inside `loss_fn`"),
    "sigmoid": (
        "Numbers between zero",
        "softmax. `nn.CrossEntropyLoss` wants",
        "what `nn.CrossEntropyLoss` wants",
    ),
    "no logarithm": (
        "the mean probability",
        "`nn.NLLLoss` picks, takes",
        "`nn.NLLLoss` leaves out",
    ),
    "no probabilities": ("the mean logit", "nothing makes probabilities", "your loss function"),
    "1 - p": ("model is right", "for the cross-entropy", "Keep `nn.CrossEntropyLoss`, and"),
    "no minus": (
        "loss is negative",
        "probability is negative",
        "`nn.CrossEntropyLoss`, which knows",
    ),
    "sum": ("number of rows", "of this series", 'or for `reduction="sum"`'),
    "one for each row": ("you give back", "number: the mean", '`reduction="none"` stand somewhere'),
    "whole table": ("over all letters", "that came counts", "picks one entry"),
    "columns for all rows": ("times N numbers", "letters that came", "be N numbers"),
    "sure and right": ("and 0 elsewhere", "of the probability", "for such logits"),
    "a constant changes nothing": (
        "to all logits",
        "differences between logits",
        "pass through exactly",
    ),
}
