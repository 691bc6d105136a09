"""09.first-loss: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch
from torch import nn

F = nn.functional


def loss_of(model, ids):
    return F.cross_entropy(model(ids[:, :-1]).transpose(1, 2), ids[:, 1:]).item()


def by_the_layer(model, ids, V):
    with torch.no_grad():
        logits = model(ids[:, :-1])
    loss = nn.CrossEntropyLoss()(logits.reshape(-1, logits.shape[-1]), ids[:, 1:].reshape(-1))
    return abs(loss.item() - np.log(V)) < 0.3


def by_hand(model, ids, V):
    """-log p of each next token, one after the other."""
    p = model(ids[:, :-1]).softmax(-1)
    losses = [
        -math.log(p[b, t, ids[b, t + 1]].item())
        for b in range(ids.shape[0])
        for t in range(ids.shape[1] - 1)
    ]
    return math.log(V) - 0.3 < sum(losses) / len(losses) < math.log(V) + 0.3


def as_a_perplexity(model, ids, V):
    return 0.74 < math.exp(loss_of(model, ids)) / V < 1.35


def in_bits(model, ids, V):
    return abs(loss_of(model, ids) / math.log(2) - math.log2(V)) < 0.4


def a_bit_more_room(model, ids, V):
    return torch.tensor(loss_of(model, ids)).isclose(torch.tensor(V).log(), atol=0.5, rtol=0.0)


def asserted(model, ids, V):
    assert model(ids[:, :-1]).shape[-1] == V
    assert abs(loss_of(model, ids) - math.log(V)) < 0.3
    return True


def only_not_too_high(model, ids, V):
    return loss_of(model, ids) < math.log(V) + 0.3


def not_moved_on(model, ids, V):
    X = ids[:, :-1]
    return abs(F.cross_entropy(model(X).flatten(0, 1), X.flatten()).item() - math.log(V)) < 0.3


def of_the_columns(model, ids, V):
    logits = model(ids[:, :-1])
    loss = F.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten())
    return abs(loss.item() - math.log(logits.shape[-1])) < 0.3


def softmax_first(model, ids, V):
    p = model(ids[:, :-1]).softmax(dim=-1)
    return abs(F.cross_entropy(p.flatten(0, 1), ids[:, 1:].flatten()).item() - math.log(V)) < 0.3


def base_two(model, ids, V):
    return abs(loss_of(model, ids) - math.log2(V)) < 0.3


def base_ten(model, ids, V):
    return abs(loss_of(model, ids) - math.log10(V)) < 0.3


def axes(model, ids, V):
    return abs(F.cross_entropy(model(ids[:, :-1]), ids[:, 1:]).item() - math.log(V)) < 0.3


def too_long(model, ids, V):
    return abs(F.cross_entropy(model(ids).flatten(0, 1), ids.flatten()).item() - math.log(V)) < 0.3


def exactly(model, ids, V):
    return loss_of(model, ids) == math.log(V)


def the_loss(model, ids, V):
    return loss_of(model, ids)


def summed(model, ids, V):
    logits, y = model(ids[:, :-1]).flatten(0, 1), ids[:, 1:].flatten()
    return abs(F.cross_entropy(logits, y, reduction="sum").item() - math.log(V)) < 0.3


def wide(model, ids, V):
    return abs(loss_of(model, ids) - math.log(V)) < 1


def small_logits(model, ids, V):
    return bool(model(ids[:, :-1]).abs().max() < 3)


def for_twenty(model, ids, V):
    return abs(loss_of(model, ids) - 3.0) < 0.3


RIGHT = [
    by_the_layer,
    by_hand,
    as_a_perplexity,
    in_bits,
    a_bit_more_room,
    asserted,
]

OTHERS = [
    (only_not_too_high, "favours it a little"),
    (not_moved_on, "with which tokens is it compared"),
    (of_the_columns, "made for four times as many tokens"),
    (softmax_first, "What goes into `cross_entropy`"),
    (base_two, "Which logarithm do you use"),
    (base_ten, "`False` for"),
    (axes, "cross_entropy"),
    (too_long, "at most"),
    (exactly, "`False` for all models"),
    (the_loss, "The task asks for `True` or `False`"),
    (summed, "the loss is a sum and no mean"),
    (wide, "favours it a little"),
    (small_logits, "with a constant added to all logits"),
    (for_twenty, "a right model for other tokens"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "lets everything pass": ("`True` for all", "everything says nothing", "can give `False`"),
    "refuses everything": ("`False` for all", "compares the loss", "print both numbers"),
    "turned round": ("models, and `True`", "sees the mistakes", "your comparison aloud"),
    "no True": ("`None`. It objects", "well. The function", "nothing was wrong"),
    "no False": ("`True`, and `None`", "the other case", "when the condition"),
    "a right model, fresh from `GPT`": (
        "right model, fresh",
        "some hundredths away",
        "V. Which logarithm",
    ),
    "a right model for other tokens, with a constant added to all logits": (
        "a constant added",
        "softmax takes out",
        "loss alone? Print",
    ),
    "a model that sees the next token and favours it a little": (
        "the next token",
        "were drawn evenly",
        "goes into `cross_entropy`",
    ),
    "a model with a bias that favours one token": (
        "favours one token",
        "steps of training",
        "how much may",
    ),
    "a model that was made for four times as many tokens": (
        "as many tokens",
        "near the logarithm",
        "from the model",
    ),
    "a model with weights of standard deviation 1": (
        "standard deviation 1",
        "So `nn.Embedding` draws",
        "lets pass? Print",
    ),
    "a model whose logits are twenty times too large": (
        "logits are twenty",
        "last layer makes",
        "at the weights",
    ),
}
