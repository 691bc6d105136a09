"""06.judge: right answers in other clothes, and answers with a mistake."""

import copy

import torch
from torch import nn


def put_back(model, X, y):
    was = model.training
    model.eval()
    with torch.no_grad():
        loss = nn.CrossEntropyLoss()(model(X), y)
    if was:
        model.train()
    return loss.item()


@torch.no_grad()
def by_hand(model, X, y):
    modes = [box.training for box in model.modules()]
    model.eval()
    p = torch.softmax(model(X), dim=1)
    for box, training in zip(model.modules(), modes, strict=True):
        box.training = training
    return -torch.log(p[torch.arange(len(y)), y]).mean()


def with_a_copy(model, X, y):
    twin = copy.deepcopy(model)
    twin.eval()
    with torch.inference_mode():
        return float(nn.functional.cross_entropy(twin(X), y))


def window_by_window(model, X, y):
    was = model.training
    try:
        model.train(False)
        with torch.no_grad():
            losses = [
                nn.functional.cross_entropy(model(X[i : i + 1]), y[i : i + 1]).item()
                for i in range(len(y))
            ]
    finally:
        model.train(was)
    return sum(losses) / len(losses)


def only_no_grad(model, X, y):
    with torch.no_grad():
        return nn.CrossEntropyLoss()(model(X), y)


def only_item(model, X, y):
    return nn.CrossEntropyLoss()(model(X), y).item()


def only_eval(model, X, y):
    model.eval()
    return nn.CrossEntropyLoss()(model(X), y)


def both_and_nothing_after(model, X, y):
    model.eval()
    with torch.no_grad():
        return nn.CrossEntropyLoss()(model(X), y)


def brackets_missing(model, X, y):
    was = model.training
    model.eval  # noqa: B018
    with torch.no_grad():
        loss = nn.CrossEntropyLoss()(model(X), y)
    model.train(was)
    return loss.item()


def train_at_the_end(model, X, y):
    model.eval()
    with torch.no_grad():
        loss = nn.CrossEntropyLoss()(model(X), y)
    model.train()
    return loss


def never_reached(model, X, y):
    was = model.training
    model.eval()
    with torch.no_grad():
        return nn.CrossEntropyLoss()(model(X), y)
    model.train(was)


def detached_at_the_end(model, X, y):
    was = model.training
    model.eval()
    loss = nn.CrossEntropyLoss()(model(X), y).detach()
    model.train(was)
    return loss


def no_grad_too_late(model, X, y):
    was = model.training
    model.eval()
    logits = model(X)
    with torch.no_grad():
        loss = nn.CrossEntropyLoss()(logits, y)
    model.train(was)
    return loss


def frozen_for_good(model, X, y):
    model.requires_grad_(False)
    return put_back(model, X, y)


def nothing_returned(model, X, y):
    put_back(model, X, y)


def one_for_each(model, X, y):
    was = model.training
    model.eval()
    with torch.no_grad():
        loss = nn.CrossEntropyLoss(reduction="none")(model(X), y)
    model.train(was)
    return loss


RIGHT = [put_back, by_hand, with_a_copy, window_by_window]

MISTAKES = {
    "II.6": [
        (only_no_grad, "`model.eval()` was forgotten"),
        (brackets_missing, "Is it called, with brackets?"),
        (both_and_nothing_after, "the mode was not put back"),
        (never_reached, "the mode was not put back"),
        (train_at_the_end, "whatever it was"),
    ],
    "II.7": [
        (only_eval, "the mode was not put back"),
        (detached_at_the_end, "gradients were kept until then"),
        (no_grad_too_late, "gradients were kept until then"),
    ],
}

OTHERS = [
    (only_item, "`model.eval()` was forgotten"),
    (frozen_for_good, "no longer ask for gradients"),
    (nothing_returned, "`None`"),
    (one_for_each, "one number without a graph"),
]

BROKEN = {"the parameters": frozen_for_good}

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "rounded": ("up to rounding", "digit. Whoever prints", "out, without `round`"),
    "sum": ("number of windows", "equally many. Only", 'or for `reduction="sum"`'),
    "softmax first": (
        "Probabilities go into",
        "`nn.CrossEntropyLoss` takes a",
        "loss function want",
    ),
    "share of right guesses": (
        "guess is right",
        "says nothing about",
        "line with `nn.CrossEntropyLoss`",
    ),
    "perplexity": ("back the perplexity", "is the exponential", "after the loss"),
    "the parameters trained": ("were: your judge", "held-out letters, and", "of training belong"),
    "backward": ("it was before", "Somebody called `backward`", "lines are needed"),
    "gradients emptied": ("parameters is empty", "called between `backward`", "of yours belongs"),
    "eval too late": ("still on while", "`model.eval()` holds for", "lines in order"),
    "eval forgotten": (
        "`model.eval()` was forgotten",
        "random hidden numbers",
        "called, with brackets",
    ),
    "always back to training": (
        "evaluation mode leaves",
        "to training, whatever",
        "mode? Its `.training`",
    ),
    "not put back": ("evaluation mode: the", "trained without dropout", "the end undoes"),
    "mode turned round": (
        "other mode than",
        "mode, `model.train(False)` evaluation",
        "Print `model.training` before",
    ),
    "a loss with its graph": ("graph: gradients were", "epoch, these notes", "not stop autograd"),
    "notes taken": ("autograd took notes", "outputs of all", "computed. What stops"),
    "the parameters": ("ask for gradients", "a model. If", "its `requires_grad`, before"),
}
