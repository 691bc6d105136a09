"""Random inputs for the checks: short numbers, so that a learner can follow them on paper."""

import torch


def uniform(generator: torch.Generator, low: float, high: float, *shape: int) -> torch.Tensor:
    """Random numbers between low and high with one decimal, of the given shape."""
    return (torch.rand(shape, generator=generator) * (high - low) + low).mul(10).round() / 10


def number(generator: torch.Generator, low: float, high: float) -> float:
    """One random number between low and high with one decimal."""
    return round(uniform(generator, low, high).item(), 1)


def choose(generator: torch.Generator, count: int) -> int:
    """A random whole number from 0 to count - 1."""
    return int(torch.randint(count, (1,), generator=generator))
