"""09.attend: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch
from torch import nn
from torch.nn.functional import scaled_dot_product_attention, softmax


def step_by_step(q, k, v):
    _, T, D = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(D)
    mask = torch.tril(torch.ones(T, T))
    scores = scores.masked_fill(mask == 0, float("-inf"))
    weights = softmax(scores, dim=-1)
    return weights @ v


def a_large_number(q, k, v):
    future = torch.ones(q.shape[1], q.shape[1], dtype=torch.bool).triu(1)
    scores = torch.einsum("btd,bsd->bts", q * q.shape[2] ** -0.5, k)
    return torch.bmm(torch.where(future, -1e9, scores).softmax(2), v)


def added_mask(q, k, v):
    T = q.shape[1]
    mask = torch.full((T, T), -torch.inf).triu(1)
    return (q @ k.mT / k.shape[-1] ** 0.5 + mask).softmax(-1) @ v


def in_a_loop(q, k, v):
    mixed = torch.zeros_like(v)
    for b in range(len(q)):
        for t in range(q.shape[1]):
            scores = k[b, : t + 1] @ q[b, t] / q.shape[-1] ** 0.5
            mixed[b, t] = scores.softmax(0) @ v[b, : t + 1]
    return mixed


def exponentials(q, k, v):
    e = torch.exp(q @ k.transpose(-2, -1) / q.size(-1) ** 0.5).tril()
    return e @ v / e.sum(-1, keepdim=True)


def after_the_softmax_and_shared_again(q, k, v):
    weights = (q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5).softmax(-1).tril()
    return weights / weights.sum(-1, keepdim=True) @ v


def by_numpy(q, k, v):
    q, k, v = q.numpy(), k.numpy(), v.numpy()
    e = np.tril(np.exp(q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1])))
    return e / e.sum(-1, keepdims=True) @ v


def library(q, k, v):
    return scaled_dot_product_attention(q, k, v, is_causal=True)


def library_without_mask(q, k, v):
    return nn.functional.scaled_dot_product_attention(q, k, v)


def softmax_without_a_dim(q, k, v):
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    return softmax(scores.masked_fill(torch.ones_like(scores).triu(1) == 1, -torch.inf)) @ v


def mask_kept_backwards(q, k, v):
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    keep = torch.ones_like(scores).tril()
    return scores.masked_fill(keep == 1, -torch.inf).softmax(-1) @ v


def weights_times_mask(q, k, v):
    weights = (q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5).softmax(-1)
    return weights * torch.ones_like(weights).tril() @ v


def scores_times_mask(q, k, v):
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    return (scores * torch.ones_like(scores).tril()).softmax(-1) @ v


def keys_as_they_are(q, k, v):
    scores = q @ k / q.shape[-1] ** 0.5
    future = torch.ones_like(scores, dtype=torch.bool).triu(1)
    return scores.masked_fill(future, -torch.inf).softmax(-1) @ v


def with_the_weights(q, k, v):
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    future = torch.ones_like(scores, dtype=torch.bool).triu(1)
    weights = scores.masked_fill(future, -torch.inf).softmax(-1)
    return weights @ v, weights


def changed_in_place(q, k, v):
    q /= q.shape[-1] ** 0.5
    scores = q @ k.transpose(-2, -1)
    future = torch.ones_like(scores, dtype=torch.bool).triu(1)
    return scores.masked_fill(future, -torch.inf).softmax(-1) @ v


def a_small_number(q, k, v):
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    future = torch.ones_like(scores, dtype=torch.bool).triu(1)
    return scores.masked_fill(future, -1).softmax(-1) @ v


def root_of_a_number(q, k, v):
    return q @ k.transpose(-2, -1) / torch.sqrt(q.shape[-1])


def nothing_returned(q, k, v):
    step_by_step(q, k, v)


def mixed_without_mask_or_scale(q, k, v):
    return (q @ k.transpose(-2, -1)).softmax(-1) @ v


RIGHT = [
    step_by_step,
    a_large_number,
    added_mask,
    in_a_loop,
    exponentials,
    after_the_softmax_and_shared_again,
    by_numpy,
]


def mask_turned_round(q, k, v):
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[-1])
    past = torch.ones_like(scores, dtype=torch.bool).tril(-1)
    return scores.masked_fill(past, -torch.inf).softmax(dim=-1) @ v


def without_a_mask(q, k, v):
    return (q @ k.transpose(1, 2) / math.sqrt(q.shape[-1])).softmax(dim=-1) @ v


def without_a_scale(q, k, v):
    scores = q @ k.transpose(1, 2)
    future = torch.ones_like(scores, dtype=torch.bool).triu(1)
    return scores.masked_fill(future, -torch.inf).softmax(dim=-1) @ v


def scale_of_the_length(q, k, v):
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[1])
    future = torch.ones_like(scores, dtype=torch.bool).triu(1)
    return scores.masked_fill(future, -torch.inf).softmax(dim=-1) @ v


MISTAKES = {
    "II.19": [(mask_turned_round, "The past is hidden")],
    "II.20": [(without_a_mask, "also those that come later")],
    "II.21": [
        (without_a_scale, "they are not divided"),
        (scale_of_the_length, "the root of the number of tokens"),
    ],
}

OTHERS = [
    (library, "Here you write the steps out"),
    (library_without_mask, "Here you write the steps out"),
    (softmax_without_a_dim, "runs over the texts of the batch"),
    (mask_kept_backwards, "and shows what should be hidden"),
    (weights_times_mask, "You hide the future after the softmax"),
    (scores_times_mask, "Softmax makes e to the power of 0"),
    (keys_as_they_are, "row by column"),
    (with_the_weights, "The task asks for the mix alone"),
    (changed_in_place, "`q` is no longer what it was"),
    (a_small_number, "Something of a later token leaks"),
    (root_of_a_number, "stands where PyTorch wants a tensor"),
    (nothing_returned, "`None`"),
    (mixed_without_mask_or_scale, "Something of a later token leaks"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "ready made": ("function calls PyTorch's", "write the steps", "with the scores"),
    "no mask": ("tokens, also those", "loss falls nearly", "text. Which of"),
    "mask turned round": ("tokens see themselves", "diagonal. No error", "second token hidden"),
    "the future alone": ("last token sees", "seen, and shows", "`True` stand, if"),
    "the future alone, a large number": ("last token gets", "be seen. In", "`True` stand, if"),
    "the token itself hidden": ("first token sees", "token meets itself", "on the diagonal"),
    "the token itself hidden, a large number": (
        "sees the future",
        "hidden, too. In",
        "on the diagonal",
    ),
    "one step too many": ("the next token", "one to predict", "places are open"),
    "no scale": ("are not divided", "token. Section 2", "the task name"),
    "by the width itself": ("of a query", "are too small", "by how much"),
    "times the root": ("of the width", "too large already", "16, what becomes"),
    "root of the number of tokens": ("number of tokens", "key. How long", "`q.shape`. Which entry"),
    "root of the number of texts": (
        "number of texts",
        "other results when",
        "`q.shape`. Which entry",
    ),
    "scaled after the softmax": ("the root after", "the large scores", "weights are made"),
    "along the columns": ("down the columns", "the others take", "Print `weights.sum(dim=-1)` for"),
    "along the texts": ("softmax runs over", "share their weights", "T, T) belongs"),
    "hidden after the softmax": ("that are left", "their share first", "that softmax shares"),
    "minus infinity after the softmax": (
        "the weights, after",
        "Minus infinity belongs",
        "into the softmax",
    ),
    "hidden by a zero": ("get some weight", "token counts like", "weight of exactly"),
    "infinity times zero": ("None of your results", "0 times infinity", "behind your mask"),
    "a mask of numbers": (
        "`masked_fill` wants `True`",
        "comparison, or `dtype=torch.bool`",
        "Print your mask",
    ),
    "a mask of another size": ("the wrong size", "a fixed size", "of your mask"),
    "k and q exchanged": ("turned: its rows", "keys are exchanged", "tensor should stand"),
    "k and v exchanged": ("values are exchanged", "found by. A", "three is mixed"),
    "keys are mixed": ("keys are mixed", "found by. What", "the three inputs"),
    "queries are mixed": ("queries are mixed", "a token looks", "the three inputs"),
    "weights turned": ("are turned before", "token gets something", "turn too many"),
    "the weights": ("back the weights", "step is left", "been used yet"),
    "the mix and the weights": ("back two things", "Both are right", "stands behind `return`"),
    "no softmax": (
        "You mix with the scores, without a softmax.",
        "minus infinity among",
        "What makes weights of scores?",
    ),
    "no softmax, hidden by a zero": (
        "future is hidden",
        "negative, and those",
        "hidden place before",
    ),
    "number by number": ("same token, number", "shape (T, T)", "texts of five"),
    "keys not turned": ("query has numbers", "column. The numbers", "meets (D, T)"),
    "all dimensions turned": (
        "all three dimensions",
        "first dimension holds",
        "`transpose` takes the",
    ),
    "texts and tokens turned": ("k change places", "keys of others", "Count the dimensions"),
    "no look at the future": ("changes, the result", "trained so copies", "which places must"),
    "weights add up to one": ("not 1 everywhere", "ones is 1", "Print the sum"),
    "the first token": ("its own value", "nothing but itself", "weights. Which numbers"),
}
