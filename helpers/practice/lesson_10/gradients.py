"""What the exercises of lesson 10 about gradients share: small models, rows for them, and the
gradient of a loss."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from helpers.practice.inputs import uniform

Rows = tuple[Tensor, Tensor]  # X and y


def drawn(generator: torch.Generator, *layers: nn.Module) -> nn.Sequential:
    """A model of these layers, whose parameters are drawn anew: short numbers."""
    model = nn.Sequential(*layers)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(uniform(generator, -1, 1, *parameter.shape))
    return model


def a_line(generator: torch.Generator) -> nn.Sequential:
    """From two numbers to one."""
    return drawn(generator, nn.Linear(2, 1))


def two_layers(generator: torch.Generator) -> nn.Sequential:
    """From two numbers to the logits of three classes."""
    return drawn(generator, nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 3))


def some_rows(generator: torch.Generator, count: int, classes: bool = False) -> Rows:
    """X (count, 2), and y: (count, 1) numbers, or (count,) numbers of three classes."""
    X = uniform(generator, -2, 2, count, 2)
    if classes:
        return X, torch.randint(3, (count,), generator=generator)
    return X, uniform(generator, -3, 3, count, 1)


def gradient(loss: Tensor, model: nn.Module) -> list[Tensor]:
    """One tensor for each parameter, in the order of `model.parameters()`; `.grad` stays."""
    return list(torch.autograd.grad(loss, list(model.parameters())))


def of_each(model: nn.Module, parts: Sequence[Rows], loss_fn: Callable) -> list[list[Tensor]]:
    """The gradient of each part by itself."""
    return [gradient(loss_fn(model(X), y), model) for X, y in parts]


def weighted(gradients: Sequence[list[Tensor]], weights: Sequence[float]) -> list[Tensor]:
    """The sum of gradients, each times its weight."""
    return [
        sum(weight * one for weight, one in zip(weights, each, strict=True))
        for each in zip(*gradients, strict=True)
    ]


def is_clear(gradients: Sequence[Tensor]) -> bool:
    """In each parameter some number is so far from 0 that rounding does not matter beside it."""
    return all(one.abs().max() > 0.01 for one in gradients)


def joined(parts: Sequence[Rows]) -> Rows:
    """All rows of the parts, one part after the other."""
    X, y = zip(*parts, strict=True)
    return torch.cat(X), torch.cat(y)


def copied(gradients: object) -> object:
    """The same, with a copy of each tensor in a list, so that it stays what it is now."""
    if isinstance(gradients, list | tuple):
        return [one.detach().clone() if isinstance(one, Tensor) else one for one in gradients]
    return gradients
