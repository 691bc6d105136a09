"""What lesson 10 adds to a step of the optimizer, so that `fit` stays as it is.

A learning rate that rises and falls, a limit for the gradient, decay for the weights that it is
meant for, and one step for several batches. Each works through the optimizer alone: a hook is
called before each step, with the optimizer first. A test holds the lesson's own lines and these
equal.
"""

import math
from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

from helpers.data import check_count

__all__ = ["Accumulated", "Clip", "Schedule", "decay_groups", "warmup_cosine"]


def warmup_cosine(step: int, steps: int, lr: float, warmup: int, lowest: float = 0.1) -> float:
    """The learning rate of one step: up in a straight line, then down along a cosine.

    step    which step, from 0
    steps   how many there are
    lr      the highest rate, at the end of the warm-up
    warmup  how many steps the rate takes to rise
    lowest  the rate at the end, as a share of `lr`

    Source of the shape: Loshchilov and Hutter, "SGDR" (2017).
    """
    if step < warmup:
        return lr * (step + 1) / warmup
    done = (step - warmup) / (steps - warmup)  # from 0 to 1
    return lr * (lowest + (1 - lowest) * (1 + math.cos(math.pi * done)) / 2)


class Schedule:
    """A hook before each step that sets the learning rate.

    rate  called with the number of the step, from 0; returns the rate
    step  the number of the next step; set it where a training goes on

        optimizer.register_step_pre_hook(Schedule(rate))
    """

    def __init__(self, rate: Callable[[int], float], step: int = 0):
        self.rate, self.step = rate, step

    def __call__(self, optimizer: torch.optim.Optimizer, *_) -> None:
        for group in optimizer.param_groups:
            group["lr"] = self.rate(self.step)
        self.step += 1


class Clip:
    """A hook before each step that shortens a gradient that is too long.

    parameters  those of the model
    longest     the greatest length that the gradient of all of them together may have
    norms       the length of each gradient so far, before it was shortened

        optimizer.register_step_pre_hook(Clip(model.parameters(), 1.0))
    """

    def __init__(self, parameters: Iterable[nn.Parameter], longest: float):
        self.parameters, self.longest = list(parameters), longest
        self.norms: list[Tensor] = []

    def __call__(self, *_) -> None:
        norm = nn.utils.clip_grad_norm_(self.parameters, self.longest)
        if hasattr(norm, "full_tensor"):  # each process holds a part of the parameters
            norm = norm.full_tensor()
        self.norms.append(norm.detach())


def decay_groups(model: nn.Module, decay: float) -> list[dict]:
    """The parameters in two groups for AdamW: tables and matrices decay, the others do not.

    The others are those with one dimension, the biases and what a LayerNorm learns: they say
    where the zero is, and pulling them to 0 makes nothing simpler.
    """
    parameters = [p for p in model.parameters() if p.requires_grad]
    return [
        {"params": [p for p in parameters if p.ndim >= 2], "weight_decay": decay},
        {"params": [p for p in parameters if p.ndim < 2], "weight_decay": 0.0},
    ]


class Accumulated:
    """An optimizer that takes one step for several batches: the mean of their gradients.

    optimizer  the one that takes the steps; all else (hooks, groups, state) is asked of it
    pieces     how many batches make one step

    `fit` calls `zero_grad` and `step` for each batch. Here the first of each group of batches
    clears the gradients, and the last one takes the step. Batches of one group have to be of
    the same size: only then is the mean of their means the mean of all. Batches that are left
    over at the end of a `fit` take no step, and the next one begins with a new group.
    """

    def __init__(self, optimizer: torch.optim.Optimizer, pieces: int):
        check_count("pieces", pieces)
        self.optimizer, self.pieces, self.calls = optimizer, pieces, 0

    def __getattr__(self, name: str):
        return getattr(self.optimizer, name)

    def __repr__(self) -> str:
        return f"Accumulated({self.optimizer!r}, {self.pieces})"

    def _gradients(self) -> list[Tensor]:
        parameters = [p for group in self.optimizer.param_groups for p in group["params"]]
        return [p.grad for p in parameters if p.grad is not None]

    def zero_grad(self, set_to_none: bool = True) -> None:
        if not self._gradients():
            self.calls = 0  # `fit` has cleared those of a group that it did not end
        if self.calls % self.pieces == 0:
            self.optimizer.zero_grad(set_to_none)

    def step(self) -> None:
        self.calls += 1
        if self.calls % self.pieces:
            return
        for gradient in self._gradients():
            gradient /= self.pieces
        self.optimizer.step()
