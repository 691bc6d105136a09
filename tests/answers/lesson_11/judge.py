"""11.judge: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy


def flat(logits, y):
    return cross_entropy(logits.flatten(0, 1), y.flatten())


def choices_second(logits, y):
    return nn.CrossEntropyLoss(ignore_index=-100)(logits.transpose(1, 2), y).item()


def picked(logits, y):
    counts = y != -100
    return cross_entropy(logits[counts], y[counts])


def table_and_mask(logits, y):
    table = cross_entropy(logits.transpose(1, 2), y, reduction="none")
    return table.sum() / (y != -100).sum()


def clamped_and_masked(logits, y):
    p = torch.softmax(logits, dim=-1)
    came = p.gather(2, y.clamp(min=0).unsqueeze(2)).squeeze(2)
    mask = (y >= 0).float()
    return -(came.log() * mask).sum() / mask.sum()


def in_a_loop(logits, y):
    total, count = 0, 0
    for scores, targets in zip(logits, y, strict=True):
        for score, target in zip(scores, targets, strict=True):
            if target != -100:
                total -= torch.log_softmax(score, 0)[target]
                count += 1
    return total / count


def row_by_row(logits, y):
    total = sum(cross_entropy(a, b, reduction="sum") for a, b in zip(logits, y, strict=True))
    return total / (y != -100).sum()


def by_numpy(logits, y):
    e = np.exp(logits.numpy())
    p = e / e.sum(2, keepdims=True)
    b, t = np.nonzero(y.numpy() != -100)
    return -np.log(p[b, t, y.numpy()[b, t]]).mean()


def mean_of_rows(logits, y):
    losses = [cross_entropy(a, b) for a, b in zip(logits, y, strict=True)]
    return sum(losses) / len(losses)


def mean_of_the_table(logits, y):
    return cross_entropy(logits.transpose(1, 2), y, reduction="none").mean()


def means_of_the_table(logits, y):
    return cross_entropy(logits.transpose(1, 2), y, reduction="none").mean(1).mean()


def summed(logits, y):
    return cross_entropy(logits.flatten(0, 1), y.flatten(), reduction="sum")


def over_the_rows(logits, y):
    return summed(logits, y) / len(y)


def no_shapes(logits, y):
    return cross_entropy(logits, y)


def viewed(logits, y):
    B, T, V = logits.shape
    return cross_entropy(logits.view(B, V, T), y)


def probabilities(logits, y):
    p = torch.softmax(logits, dim=2)
    return cross_entropy(p.flatten(0, 1), y.flatten())


def looked_up(logits, y):
    p = torch.softmax(logits, dim=2)
    return -p.gather(2, y[:, :, None]).log().mean()


def by_index(logits, y):
    p = torch.softmax(logits, dim=2).flatten(0, 1)
    return -p[torch.arange(len(p)), y.flatten()].log().mean()


def one_hot(logits, y):
    return -(nn.functional.one_hot(y, logits.shape[2]) * torch.log_softmax(logits, 2)).sum()


def as_in_lesson_08(logits, y):
    mask = y != 1
    return cross_entropy(logits[mask], y[mask])


def padding_of_lesson_08(logits, y):
    return cross_entropy(logits.flatten(0, 1), y.flatten(), ignore_index=1)


def zero_ignored(logits, y):
    return cross_entropy(logits.flatten(0, 1), y.flatten(), ignore_index=0)


def above_zero(logits, y):
    return cross_entropy(logits[y > 0], y[y > 0])


def set_to_zero(logits, y):
    return cross_entropy(logits.flatten(0, 1), y.flatten().clamp(min=0))


def zero_in_place(logits, y):
    mask = y == -100
    y[mask] = 0
    table = cross_entropy(logits.transpose(1, 2), y, reduction="none")
    return table[~mask].mean()


def one_less(logits, y):
    return cross_entropy(logits[:, :-1].flatten(0, 1), y[:, 1:].flatten())


def for_each(logits, y):
    return cross_entropy(logits.flatten(0, 1), y.flatten(), reduction="none").view(y.shape)


def a_list(logits, y):
    return [flat(logits, y)]


def without_return(logits, y):
    flat(logits, y)


RIGHT = [
    flat,
    choices_second,
    picked,
    table_and_mask,
    clamped_and_masked,
    in_a_loop,
    row_by_row,
    by_numpy,
]

MISTAKES = {
    "II.14": [
        (mean_of_the_table, "divide by the number of all targets"),
        (means_of_the_table, "divide by the number of all targets"),
        (set_to_zero, "are taken for end marks"),
    ],
    "II.15": [(above_zero, "You leave out the end marks, too")],
    "II.2": [(probabilities, "a softmax was taken twice")],
    "II.3": [(no_shapes, "looks for the V choices in the second dimension")],
}

OTHERS = [
    (mean_of_rows, "the mean of these"),
    (summed, "it is a sum"),
    (over_the_rows, "by the number of rows"),
    (viewed, "the logits of different places are mixed"),
    (looked_up, "a token that does not exist"),
    (by_index, "an entry from a row of logits that is not there"),
    (one_hot, "one-hot rows of all targets"),
    (as_in_lesson_08, "one token too many"),
    (padding_of_lesson_08, "to leave out another number"),
    (zero_ignored, "to leave out another number"),
    (zero_in_place, "`y` is no longer what it was"),
    (one_less, "the targets of the next place"),
    (for_each, "one number for each place"),
    (a_list, "a list"),
    (without_return, "`None`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "mean of the rows' means": ("mean of these", "counts more than", "numbers is yours"),
    "divided by all": ("right targets go", "count stand below", "the sum? Divide"),
    "sum": ("number of targets", "The task asks", "how many do"),
    "over the rows": ("number of rows", "with short answers", "many targets do"),
    "clamped": ("marks, and count", "place, and zero", "count, and give"),
    "ignored alone": ("should not count", "condition is turned", "condition beside y"),
    "gathered": ("up the probability", "anything is looked", "may be looked"),
    "indexed": ("take an entry", "anything is taken", "that counts? Pick"),
    "one-hot": ("make one-hot rows", "A one-hot row", "that counts? Pick"),
    "another number is ignored": ("another number than", "tokens, and finds", "a target here"),
    "fill left out": ("too many: wherever", "like the others", "number alone says"),
    "end mark left out": ("end marks, too", "learns it writes", "your condition say"),
    "axes": ("the second dimension", "choices no error", "Make a table"),
    "mixed by reshape": (
        "of different places",
        "`reshape` reads the",
        "`.T` of `torch.arange(6).reshape(2",
    ),
    "turned apart": ("place by place", "was turned before", "of your targets"),
    "softmax first": ("softmax was taken", "`cross_entropy` and `log_softmax`", "lesson 05 again"),
    "shifted once more": ("the next place", "in shifted already", "change only shapes"),
    "one for each place": ("for each place", "number: the mean", 'Does `reduction="none"` stand'),
    "one for each row": ("for each row", "number for all", "is the mean"),
    "one for each target": ("target that counts", "the right ones", "a `.mean()` missing"),
    "without the minus": ("is below 0", "minus this logarithm", "the minus belong"),
    "perplexity": ("back the perplexity", "from the loss", "last step? Take"),
    "what is said where nothing counts": (
        "not count change",
        "question, or behind",
        "(B, T), beside",
    ),
    "more filling": ("When a column", "as before, and", "a batch before"),
    "in one row": ("after the other", "must not matter", "count. How much"),
}
