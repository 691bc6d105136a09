"""Small GPTs with one mistake each, for the exercises of lesson 09 that test a model.

What is handed to a learner's test is a `small` one. A mistake is a function in the place of one
step: `weights(q, k)`, the attention weights, with `split` before them; or `rows(T, context)`, the
rows of the table of positions.
"""

from collections.abc import Callable

import torch
from torch import nn

from helpers.models import GPT, Attention


def future(scores: torch.Tensor) -> torch.Tensor:
    """What has to be hidden: True for the tokens after each one."""
    return torch.ones_like(scores, dtype=torch.bool).triu(1)


def weights_with(
    root_of: Callable = lambda q: q.shape[-1],
    hidden: Callable = future,
    fill: float = -torch.inf,
    dim: int = -1,
) -> Callable:
    """weights(q, k) with q and k of shape (B, H, T, D), as in the lesson or with a mistake.

    root_of  root_of(q) -> the number whose root the scores are divided by
    hidden   hidden(scores) -> True where a token may not look; `fill` is put there
    dim      over which the softmax goes
    """

    def weights(q, k):
        scores = q @ k.transpose(-2, -1) / root_of(q) ** 0.5
        return scores.masked_fill(hidden(scores), fill).softmax(dim)

    return weights


def about_the_mean(q, k):
    """Right: the softmax by hand. It takes the mean of all scores away first, and so the last
    digits depend on everything."""
    scores = q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5
    powers = (scores - scores.mean()).exp().masked_fill(future(scores), 0)
    return powers / powers.sum(-1, keepdim=True)


def nothing(scores):
    return torch.zeros_like(scores, dtype=torch.bool)


def the_past(scores):
    return torch.ones_like(scores, dtype=torch.bool).tril(-1)


def but_the_next(scores):
    return torch.ones_like(scores, dtype=torch.bool).triu(2)


def in_half_the_rows(scores):
    """As if the mask had been made for half the context."""
    mask = future(scores)
    mask[..., scores.shape[-1] // 2 :, :] = False
    return mask


def but_in_the_last_head(scores):
    mask = future(scores)
    mask[:, -1] = False
    return mask


# The attention weights of the case files: right, and with one mistake.
RIGHT = weights_with()
NO_MASK = weights_with(hidden=nothing)
TURNED = weights_with(hidden=the_past)
WIDE = weights_with(root_of=lambda q: q.shape[1] * q.shape[3])  # C = H * D in place of D
LONG = weights_with(root_of=lambda q: q.shape[2])  # T in place of D


def by_view(attention: Attention, x: torch.Tensor) -> torch.Tensor:
    """The shape (B, H, T, D) without `transpose`: the tokens of a row are torn apart."""
    B, T, C = x.shape
    return x.view(B, attention.heads, T, C // attention.heads)


class Around(Attention):
    """The attention of the lesson around other weights(q, k) and another split(self, x)."""

    def __init__(self, width, heads, weights, split=Attention.split):
        super().__init__(width, heads)
        self.steps = weights, split

    def forward(self, x):
        weights_of, split = self.steps
        q, k, v = (split(self, layer(x)) for layer in (self.query, self.key, self.value))
        weights = weights_of(q, k)
        self.weights = weights.detach()
        return self.out((weights @ v).transpose(1, 2).flatten(2))


class Placed(GPT):
    """The GPT of the lesson with other rows(T, context) of positions; None adds none."""

    rows: Callable | None = None

    def forward(self, ids):
        if ids.dim() != 2:
            raise ValueError(f"A model wants ids of shape (B, T), and got {tuple(ids.shape)}.")
        T = ids.shape[1]
        if T > self.context:
            raise ValueError(f"{T} tokens; at most {self.context}: ids[:, -{self.context}:]")
        x = self.tokens(ids)
        if self.rows is not None:
            x = x + self.positions(self.rows(T, self.context))
        for block in self.blocks:
            x = block(x)
        return self.to_logits(self.norm(x))


def in_order(T, context):
    return torch.arange(T)


def one_later(T, context):
    """Off by one; the last place shares the last row."""
    return (torch.arange(T) + 1).clamp(max=context - 1)


def from_the_end(T, context):
    return torch.arange(context - T, context)


class OverTime(nn.Module):
    """A norm over the tokens of a row in place of the numbers of a token."""

    def forward(self, x):
        return (x - x.mean(1, keepdim=True)) / (x.var(1, keepdim=True, correction=0) + 1e-5).sqrt()


def small(
    generator: torch.Generator,
    *sizes: int,
    weights: Callable = RIGHT,
    split: Callable = Attention.split,
    only: int | None = None,
    rows: Callable | None = in_order,
    std: float = 0.3,
) -> GPT:
    """A GPT with weights of standard deviation `std`, so large that what a token does is seen at
    once, and in float64, so that rounding is far below what a test finds with `allclose`.

    sizes    symbols, context, width, heads, layers
    weights, split   of the attention, in the block number `only` or in all
    rows     of the table of positions, None for a model without positions
    """
    width, heads = sizes[2:4]
    model = Placed(*sizes)
    model.rows = rows
    for i, block in enumerate(model.blocks):
        if only in (None, i):
            block.attention = Around(width, heads, weights, split)
    return drawn(model, generator, std).double()


def drawn(model: nn.Module, generator: torch.Generator, std: float) -> nn.Module:
    """The same model, with the numbers in its layers and embeddings drawn anew: the weights with
    standard deviation `std`, the biases as PyTorch draws them."""
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, nn.Linear | nn.Embedding):
                layer.weight.copy_(std * torch.randn(layer.weight.shape, generator=generator))
            if isinstance(layer, nn.Linear) and layer.bias is not None:
                most = layer.in_features**-0.5
                layer.bias.copy_(most * (2 * torch.rand(layer.bias.shape, generator=generator) - 1))
    return model
