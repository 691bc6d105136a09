"""06.forward: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn


def forward_of_the_library(X, C, W1, b1, W2, b2):
    context, (V, e), hidden = X.shape[1], C.shape, len(b1)
    model = nn.Sequential(
        nn.Embedding(V, e),
        nn.Flatten(),
        nn.Linear(context * e, hidden),
        nn.ReLU(),
        nn.Linear(hidden, V),
    )
    with torch.no_grad():
        for parameter, values in zip(model.parameters(), (C, W1, b1, W2, b2), strict=True):
            parameter.copy_(values)
    return model(X)


def forward_place_by_place(X, C, W1, b1, W2, b2):
    e, h = C.shape[1], b1
    for place in range(X.shape[1]):
        h = h + C[X[:, place]] @ W1[:, place * e : (place + 1) * e].T
    return h.clamp(min=0) @ W2.T + b2


def forward_in_numpy(X, C, W1, b1, W2, b2):
    X, C, W1, b1, W2, b2 = (part.numpy() for part in (X, C, W1, b1, W2, b2))
    h = np.maximum(C[X].reshape(len(X), -1) @ W1.T + b1, 0)
    return h @ W2.T + b2


def forward_row_by_row(X, C, W1, b1, W2, b2):
    rows = []
    for letters in X.tolist():
        x = torch.cat([C[letter] for letter in letters])
        h = torch.relu(W1 @ x + b1)
        rows.append(W2 @ h + b2)
    return torch.stack(rows)


def forward_one_hot(X, C, W1, b1, W2, b2):
    one_hot = nn.functional.one_hot(X, len(C)).float()
    x = (one_hot @ C).reshape(len(X), -1)
    h = nn.functional.linear(x, W1, b1)
    return nn.functional.linear(h * (h > 0), W2, b2)


def forward_columns(X, C, W1, b1, W2, b2):
    x = C[X].flatten(1).T
    return (W2 @ torch.relu(W1 @ x + b1[:, None]) + b2[:, None]).T


def in_one_layer(X, C, W1, b1, W2, b2):
    return C[X].flatten(1) @ (W2 @ W1).T + W2 @ b1 + b2


def everything_flat(X, C, W1, b1, W2, b2):
    return torch.relu(C[X].flatten() @ W1.T + b1) @ W2.T + b2


def not_flat(X, C, W1, b1, W2, b2):
    return torch.relu(C[X] @ W1.T + b1) @ W2.T + b2


def mean_over_letters(X, C, W1, b1, W2, b2):
    return torch.relu(C[X].mean(1) @ W1.T + b1) @ W2.T + b2


def reshaped_to_fit(X, C, W1, b1, W2, b2):
    x = C[X].flatten(1).T.reshape(len(X), -1)
    return torch.relu(x @ W1.T + b1) @ W2.T + b2


def to_the_end_with_softmax(X, C, W1, b1, W2, b2):
    return forward_one_hot(X, C, W1, b1, W2, b2).softmax(dim=-1)


def return_in_the_loop(X, C, W1, b1, W2, b2):
    for letters in X:
        return (torch.relu(W1 @ C[letters].flatten() + b1) @ W2.T + b2)[None]


def only_the_last(X, C, W1, b1, W2, b2):
    return forward_place_by_place(X[:, -1:].expand_as(X), C, W1, b1, W2, b2)


def numbers_from_one(X, C, W1, b1, W2, b2):
    x = nn.functional.embedding(X + 1, C).flatten(1)
    return torch.relu(x @ W1.T + b1) @ W2.T + b2


def a_row_missing(X, C, W1, b1, W2, b2):
    points = nn.Embedding.from_pretrained(C[:-1])
    return torch.relu(points(X).flatten(1) @ W1.T + b1) @ W2.T + b2


RIGHT = [
    forward_of_the_library,
    forward_place_by_place,
    forward_in_numpy,
    forward_row_by_row,
    forward_one_hot,
    forward_columns,
]

MISTAKES = {
    "II.8": [
        (numbers_from_one, "V choices have the numbers 0 to V - 1"),
        (a_row_missing, "V choices have the numbers 0 to V - 1"),
    ],
}

OTHERS = [
    (in_one_layer, "two linear layers in a row are one"),
    (everything_flat, "mat1 and mat2"),
    (not_flat, "cannot be multiplied"),
    (mean_over_letters, "cannot be multiplied"),
    (reshaped_to_fit, "depend on the other rows"),
    (to_the_end_with_softmax, "the loss takes the softmax by itself"),
    (return_in_the_loop, "ends the function in its first round"),
    (only_the_last, "Not yet"),
    (lambda *parts: forward_one_hot(*parts)[:, None], "The task asks for"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "no bend": ("go below zero", "between the layers", "network comes after"),
    "bend at the end too": (
        "None of your logits is below zero.",
        "unlikely letters get",
        "may a logit",
    ),
    "bend only at the end": ("below zero, and", "ReLU stands behind", "Behind which layer"),
    "bend at the beginning": ("bend the points", "linear layers follow", "the first layer"),
    "bias after the bend": ("add `b1` after", "bends. Added later", "the ReLU get"),
    "mean of the letters": ("all its letters", "points stand side", "when the points"),
    "letters backwards": ("last letter's comes", "the first letter", "line of numbers"),
    "number by number": ("the second ones", "dimensions were exchanged", "line of numbers"),
    "rows mixed": (
        "several rows, letters",
        "reshaped. `reshape` takes",
        "reshape. Which dimension",
    ),
    "first weights not turned": ("multiply by `W1`", "one hidden unit", "`W1`. Which sizes"),
    "last weights not turned": ("multiply by `W2`", "of one letter", "the hidden units"),
    "no weights turned": ("stand. Square ones", "of weights belongs", "on both sides"),
    "no first bias": ("hidden units have", "Without `b1` each", "Which input of"),
    "no last bias": ("Your logits have", "whatever came before", "Which input of"),
    "no bias at all": ("Both layers have", "times inputs, plus", "Which inputs of"),
    "softmax": ("Your rows sum", "softmax by itself", "is not needed"),
    "logarithms": ("numbers are below", "logarithms of probabilities", "is not needed"),
    "the likeliest letter": ("back one letter", "the largest logit", "the last step"),
    "turned result": ("for each sample", "everywhere: N comes", "the two stands"),
    "another bend": ("lie between minus", "and older networks", "section 2 use"),
    "sigmoid": ("lie between zero", "a probability. Here", "section 2 use"),
    "absolute value": ("lose their sign", "leaves a positive", "should a unit"),
    "the row before": ("the row before", "Letters are counted", "belongs to letter"),
    "first sample": ("sample, the first", "A `return` inside", "rows has `X`"),
    "row by row": ("a row depend", "looks at another", "your lines. Does"),
    "order of the letters": ("are turned round", "letters matters: `ab`", "takes their mean"),
    "all units off": ("network whose hidden", "give zero, only", "in your lines"),
    "last bias": ("added to `b2`", "bias. Nothing comes", "has added `b2`"),
}
