"""Random inputs for the checks: short numbers, so that a learner can follow them on paper."""

from collections.abc import Callable

import torch

from helpers.practice.compare import alike

MOST = 1_000  # draws


def uniform(generator: torch.Generator, low: float, high: float, *shape: int) -> torch.Tensor:
    """Random numbers between low and high with one decimal, of the given shape."""
    return (torch.rand(shape, generator=generator) * (high - low) + low).mul(10).round() / 10


def number(generator: torch.Generator, low: float, high: float) -> float:
    """One random number between low and high with one decimal."""
    return round(uniform(generator, low, high).item(), 1)


def choose(generator: torch.Generator, count: int) -> int:
    """A random whole number from 0 to count - 1."""
    return int(torch.randint(count, (1,), generator=generator))


def apart(draw: Callable[[], tuple], right: Callable, *others: Callable) -> tuple:
    """Inputs from `draw` for which no other rule comes within a fiftieth of the right one.

    Raises RuntimeError after `MOST` draws: then one of the others is no other rule.
    """
    for _ in range(MOST):
        inputs = draw()
        value = right(*inputs)
        if not any(alike(other(*inputs), value, 0.02) for other in others):
            return inputs
    raise RuntimeError(
        f"In {MOST:,} draws, one of the other rules always came to what the right one gives. Do "
        "they differ, and does draw() give inputs in which that shows?"
    )
