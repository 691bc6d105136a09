"""05.fix-sequence: right answers in other clothes, and answers with a mistake."""

import torch
from torch import nn


def one_long_row(logits, y):
    return nn.CrossEntropyLoss()(logits.flatten(0, 1), y.flatten()).item()


def choices_second(logits, y):
    return nn.CrossEntropyLoss()(logits.transpose(1, 2), y)


def permuted(logits, y):
    return nn.functional.cross_entropy(torch.permute(logits, (0, 2, 1)), y)


def mean_of_means(logits, y):
    losses = [nn.functional.cross_entropy(logits[b], y[b]) for b in range(len(y))]
    return sum(losses) / len(losses)  # each text has the same number of letters


def place_by_place(logits, y):
    losses = [nn.functional.cross_entropy(logits[:, t], y[:, t]) for t in range(y.shape[1])]
    return torch.stack(losses).mean()


def reshaped(logits, y):
    B, T, V = logits.shape
    return nn.CrossEntropyLoss()(logits.reshape(B, V, T), y).item()


def viewed(logits, y):
    return nn.CrossEntropyLoss()(logits.view(len(y), -1, y.shape[1]), y)


def both_turned_apart(logits, y):
    turned = logits.transpose(0, 1).reshape(-1, logits.shape[2])
    return nn.CrossEntropyLoss()(turned, y.reshape(-1))


def last_place(logits, y):
    return nn.CrossEntropyLoss()(logits[:, -1], y[:, -1])


def shifted_again(logits, y):
    return nn.CrossEntropyLoss()(logits[:, :-1].transpose(1, 2), y[:, 1:])


def wrong_transpose(logits, y):
    return nn.CrossEntropyLoss()(logits.transpose(0, 1), y)


def only_logits_flat(logits, y):
    return nn.CrossEntropyLoss()(logits.reshape(-1, logits.shape[2]), y)


def first_return(logits, y):
    for one, letters in zip(logits, y, strict=True):
        return nn.CrossEntropyLoss()(one, letters)


def fixed_choices(logits, y):
    return nn.CrossEntropyLoss()(logits.reshape(-1, 3), y.reshape(-1)).item()


def mean_over_a_text(logits, y):
    middle = logits.mean(1, keepdim=True).expand_as(logits)
    return nn.CrossEntropyLoss()(middle.transpose(1, 2), y)


RIGHT = [one_long_row, choices_second, permuted, mean_of_means, place_by_place]

MISTAKES = {
    "II.3": [
        (reshaped, "it does not turn a table"),
        (wrong_transpose, "second dimension"),
    ],
}

OTHERS = [
    (viewed, "it does not turn a table"),
    (both_turned_apart, "the logits come letter by letter"),
    (fixed_choices, "`logits.shape[-1]` is V"),
    (mean_over_a_text, "put together or left out"),
    (last_place, "the last letter of each text"),
    (shifted_again, "You shifted them once more"),
    (only_logits_flat, "do not fit the logits"),
    (first_return, "the first text only"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "mixed by reshape": (
        "of different letters",
        "exchange two dimensions",
        "small table, `torch.arange(6).reshape(2",
    ),
    "always 3 choices": ("another number of", "fixed number, such", "the input say"),
    "turned apart": ("logits come letter", "of another place", "which letter stand"),
    "targets turned": ("targets come letter", "targets were turned", "which letter stand"),
    "sum": ("meets its target", "sum. The loss", 'or for `reduction="sum"`'),
    "sum over a text": ("text has letters", "over the texts", "have to divide"),
    "sum over the texts": ("there are texts", "and added these", "have to divide"),
    "last letter": ("counts the last", "a text predicts", "for `[:, -1]`"),
    "first text": ("first text only", "Either `[0]` picks", "many texts go"),
    "shifted once more": ("the next place", "shifted already: `y`", "change only shapes"),
    "softmax first": ("sure and right", "`nn.CrossEntropyLoss` takes a", "back at exercise"),
    "one for each letter": (
        "for each letter",
        "number: the mean",
        '`reduction="none"` stand somewhere',
    ),
    "one for each text": ("for each text", "number for all", "is still missing"),
    "sure and right": ("and 0 elsewhere", "meet the target of this", "choices, write numbers"),
    "written down twice": ("written down twice", "stays the same", "every text take"),
}
