"""06.backward: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn


def by_autograd(x, W1, b1, W2, b2, y):
    leaves = [one.clone().requires_grad_() for one in (W1, b1, W2, b2)]
    V1, c1, V2, c2 = leaves
    logits = V2 @ torch.relu(V1 @ x + c1) + c2
    nn.functional.cross_entropy(logits[None], torch.tensor([y])).backward()
    return [leaf.grad for leaf in leaves]


def in_loops(x, W1, b1, W2, b2, y):
    d, h, V = len(x), len(b1), len(b2)
    z = [sum(W1[j, i] * x[i] for i in range(d)) + b1[j] for j in range(h)]
    bent = [max(0.0, float(number)) for number in z]
    e = [float(torch.exp(sum(W2[k, j] * bent[j] for j in range(h)) + b2[k])) for k in range(V)]
    slope = [e[k] / sum(e) - (k == y) for k in range(V)]
    back = [
        sum(float(W2[k, j]) * slope[k] for k in range(V)) if bent[j] > 0 else 0.0 for j in range(h)
    ]
    dW1 = [[back[j] * float(x[i]) for i in range(d)] for j in range(h)]
    dW2 = [[slope[k] * bent[j] for j in range(h)] for k in range(V)]
    return dW1, back, dW2, slope


def in_numpy(x, W1, b1, W2, b2, y):
    x, W1, b1, W2, b2 = (one.numpy() for one in (x, W1, b1, W2, b2))
    h = np.maximum(W1 @ x + b1, 0)
    e = np.exp(W2 @ h + b2)
    slope = e / e.sum()
    slope[y] -= 1
    back = slope @ W2
    back[h == 0] = 0
    return back[:, None] * x, back, slope[:, None] * h[None, :], slope


def with_columns(x, W1, b1, W2, b2, y):
    """As rows of a batch of one."""
    row = x.reshape(1, -1)
    z = row @ W1.T + b1
    h = torch.relu(z)
    slope = torch.softmax(h @ W2.T + b2, dim=1)
    slope[0, y] -= 1
    back = slope @ W2
    back[z <= 0] = 0
    return back.T @ row, back.sum(0), slope.T @ h, slope.sum(0)


def relu_of_the_slope(x, W1, b1, W2, b2, y):
    h = torch.relu(W1 @ x + b1)
    p = torch.softmax(W2 @ h + b2, dim=0)
    p[y] -= 1
    dz = torch.relu(W2.T @ p)
    return torch.outer(dz, x), dz, torch.outer(p, h), p


def not_turned(x, W1, b1, W2, b2, y):
    h = torch.relu(W1 @ x + b1)
    p = torch.softmax(W2 @ h + b2, dim=0)
    p[y] -= 1
    dh = W2 @ p
    dz = dh * (h > 0)
    return torch.outer(dz, x), dz, torch.outer(p, h), p


def half_a_gate(x, W1, b1, W2, b2, y):
    """The gate for the weights, and none for the bias."""
    dW1, _, dW2, db2 = by_autograd(x, W1, b1, W2, b2, y)
    return dW1, W2.T @ db2, dW2, db2


def without_sign(x, W1, b1, W2, b2, y):
    _, db1, dW2, db2 = by_autograd(x, W1, b1, W2, b2, y)
    return db1[:, None] * x.abs(), db1, dW2, db2


def rows_backwards(x, W1, b1, W2, b2, y):
    dW1, db1, dW2, db2 = by_autograd(x, W1, b1, W2, b2, y)
    return dW1, db1, dW2.flip(0), db2


def logits_minus_one(x, W1, b1, W2, b2, y):
    h = torch.relu(W1 @ x + b1)
    slope = W2 @ h + b2
    slope[y] -= 1
    back = (W2.T @ slope) * (h > 0)
    return torch.outer(back, x), back, torch.outer(slope, h), slope


RIGHT = [by_autograd, in_loops, in_numpy, with_columns]

OTHERS = [
    (relu_of_the_slope, "You took the ReLU of the slopes"),
    (not_turned, "collects the slopes of all logits"),
    (half_a_gate, "and db1 is not"),
    (without_sign, "and dW1 is not"),
    (rows_backwards, "your dW2 is not"),
    (logits_minus_one, "db2 is not right yet"),
    (lambda *inputs: by_autograd(*inputs)[:2], "The task asks for four tensors"),
]

BROKEN = {
    "the bias of the last layer": logits_minus_one,
    "the weights of the last layer": rows_backwards,
    "the bias of the first layer": half_a_gate,
    "the weights of the first layer": without_sign,
}

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "gate forgotten": ("right. But hidden", "0, whatever happens", "places must db1"),
    "gate of the slope": ("db1 is negative", "closed was decided", "below the other"),
    "gate by the size": ("multiplied by `h`", "1, however large", "Which numbers can"),
    "gate turned round": ("open ones get", "number went forward", "the ReLU flat"),
    "no minus one": ("numbers are positive", "which letter came", "section 4, do"),
    "sign": ("the wrong sign", "Truth minus prediction", "came is raised"),
    "minus the target's number": ("from every probability", "is taken away", "`p` should change"),
    "outer products turned": ("tables have their", "shape of W1", "In `torch.outer(a, b)`"),
    "first outer product turned": ("Your dW1 has", "shape of W1", "shapes of W1"),
    "second outer product turned": ("Your dW2 has", "shape of W2", "and of dW2"),
    "W2 not transposed": ("way back, W2", "collects the slopes", "and columns exchanged"),
    "x for h": ("made with `x`", "gets something else", "the way forward"),
    "z for h": ("before the bend", "meets these numbers", "the way forward"),
    "another order": ("second layer stands", "in the order", "Compare your last"),
    "weights first": ("before both biases", "handed out layer", "Compare your last"),
    "mean over the letters": ("times too small", "of one probability", "were N samples"),
    "slope of softmax once more": ("along the logits", "logits: the softmax", "4, put together"),
    "sums for the biases": ("are single numbers", "With many samples", "Compare the shapes"),
    "the bias of the last layer": ("not right yet", "other three gradients", "negative at y"),
    "the weights of the last layer": ("db2 is right", "weight W2[i, j]", "hand, and compare"),
    "the bias of the first layer": ("right, and db1", "Two things happen", "ReLU lets through"),
    "the weights of the first layer": (
        "Three gradients are",
        "from behind, times",
        "two names change",
    ),
}
