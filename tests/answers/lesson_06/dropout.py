"""06.dropout: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn


def dropout_in_two_steps(a, p, keep, training):
    if not training:
        return a
    share = 1 - p
    return torch.where(keep.bool(), a, torch.tensor(0.0)) / share


def dropout_in_loops(a, p, keep, training):
    rows = []
    for row, drawn in zip(a.tolist(), keep.tolist(), strict=True):
        rows.append([x / (1 - p) if k else 0.0 for x, k in zip(row, drawn, strict=True)])
    return rows if training else a


def dropout_in_numpy(a, p, keep, training):
    factor = keep.numpy() / (1 - p) if training else np.ones(a.shape)
    return a.numpy() * factor


def dropout_by_index(a, p, keep, training):
    found = a.clone()
    if training:
        found[keep == 0] = 0
        found *= 1 / (1 - p)
    return found


def dropout_in_one_line(a, p, keep, training):
    return a * (keep / (1 - p)) ** int(training)


def no_else(a, p, keep, training):
    if training:
        return a * keep / (1 - p)


def own_draw(a, p, keep, training):
    return nn.functional.dropout(a, p, training)


def own_keep(a, p, keep, training):
    keep = (torch.rand(a.shape) > p).float()
    return a * keep / (1 - p) if training else a


def in_place(a, p, keep, training):
    if training:
        a *= keep / (1 - p)
    return a


def as_a_text(a, p, keep, training):
    return a * keep / (1 - p) if training == "True" else a


def old_way(a, p, keep, training):
    if training:
        return a * keep
    return a - p * a


def another_module(a, p, keep, training):
    return nn.Dropout(p)(a)


RIGHT = [
    dropout_in_two_steps,
    dropout_in_loops,
    dropout_in_numpy,
    dropout_by_index,
    dropout_in_one_line,
]

OTHERS = [
    (no_else, "`None`"),
    (own_draw, "two different results"),
    (own_keep, "two different results"),
    (another_module, "two different results"),
    (in_place, "is no longer what it was"),
    (as_a_text, "All units are on"),
    (old_way, "That was the old way"),
    (lambda a, p, keep, training: a * keep * (1 / (1 - p)), "`model.eval()` is forgotten"),
    (lambda a, p, keep, training: (a * keep).sum() / (1 - p), "The task asks for"),
    (lambda a, p, keep, training: a * keep * 1.5 if training else a, "For other values of `p`"),
    (lambda a, p, keep, training: a * keep * (1 + p) if training else a, "On average over many"),
    (lambda a, p, keep, training: a / 2 if not training else a * keep / (1 - p), "Dropout is for"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "no scale": ("are as large", "too small, and", "units is kept"),
    "scaled while used": (
        "the numbers smaller",
        "forgets it. `nn.Dropout`",
        "divided in training",
    ),
    "scaled twice": ("once more while", "is enough. Together", "the task ask"),
    "divided by p": ("that are off", "others would become", "share is kept"),
    "multiplied": ("kept become smaller", "is smaller still", "grow or shrink"),
    "multiplied by p": ("unit is multiplied", "is below 1", "divide, to make"),
    "always": ("is used, too", "`model.eval()` is forgotten", "your function is"),
    "always, no scale": ("the others stay", "scale in training", "Which inputs of"),
    "never": ("in training too", "used. In training", "your condition hold"),
    "turned round": ("on in training", "cases are exchanged", "what comes under"),
    "off and on exchanged": ("are off: those", "`keep` says which ones stay.", "in your line"),
    "off and on exchanged, divided by p": ("`keep` is zero", "other way round", "in your line"),
    "all units scaled": ("all are larger", "off. Here none", "your function is"),
    "share that came": ("in this `keep`", "scale. `nn.Dropout` divides", "unit, before anything"),
    "thrown out": ("you give back", "next layer misses", "What should stand"),
    "p subtracted": ("take p away", "no amount to", "by a factor"),
    "used as it is": ("your function changes", "for training. Afterwards", "out when `training`"),
    "off is zero": ("gives a number", "unit says nothing", "some numbers zero"),
    "the same on average": ("average over many", "draws, and 0", "of four draws"),
}
