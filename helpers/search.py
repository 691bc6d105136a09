"""The search of lesson 07: a guess of the loss from the trials so far, and which place is next."""

import math

import torch
from torch import Tensor

__all__ = ["expected_improvement", "gaussian_process", "likeness"]


def likeness(a: Tensor, b: Tensor, length: float) -> Tensor:
    """How alike the losses at two places are taken to be: exp(-d^2 / (2 length^2)).

    a, b    places, one in a row: (A, settings) and (B, settings), floats
    length  the distance d at which the likeness has fallen to 0.61

    Returns (A, B): 1 where two places are the same, and near 0 where they lie far apart. Other
    books call it the squared exponential kernel (Rasmussen and Williams 2006, chapter 4).

    Raises ValueError for a length that is not above 0 and for places that are no rows of numbers,
    or that have not as many numbers each.
    """
    if not length > 0:
        raise ValueError(f"length is {length}; wanted a distance above 0, such as 0.3.")
    if a.ndim != 2 or b.ndim != 2 or a.shape[1] != b.shape[1]:
        raise ValueError(
            f"The places have the shapes {tuple(a.shape)} and {tuple(b.shape)}; wanted two tables "
            "with a place in each row and as many columns."
        )
    return torch.exp(-(torch.cdist(a, b) ** 2) / (2 * length**2))


def gaussian_process(
    tried: Tensor, losses: Tensor, new: Tensor, length: float = 0.3, noise: float = 0.01
) -> tuple[Tensor, Tensor]:
    """What the trials say about new places: a mean and a standard deviation for each.

    tried   the places of the trials, (N, settings)
    losses  their losses, (N,)
    new     the places asked for, (M, settings)
    length  as in `likeness`
    noise   how far a repeated trial may differ: a variance, as a share of that of the losses

    Returns two tensors of shape (M,). Far from all trials they are the mean and the standard
    deviation of `losses`; at a trial the mean is near its loss and the deviation near 0. All
    losses equal give a deviation of 0 everywhere. (Rasmussen and Williams 2006, equations 2.23
    and 2.24.)

    Raises ValueError for fewer than two trials, another number of losses than of places, losses
    that are not finite, noise that is not above 0, and as `likeness` does.
    """
    if losses.shape != (len(tried),):
        raise ValueError(
            f"losses has shape {tuple(losses.shape)}; wanted a loss for each of the {len(tried)} "
            "places."
        )
    if len(losses) < 2:
        raise ValueError(f"There is {len(losses)} trial; wanted two or more.")
    if not losses.isfinite().all():
        raise ValueError("A loss is infinite or NaN. Put a large loss in its place, such as 10.")
    if not noise > 0:
        raise ValueError(f"noise is {noise}; wanted a share above 0, such as 0.01.")
    center, scale = losses.mean(), losses.std()
    same = likeness(tried, tried, length) + noise * torch.eye(len(tried), dtype=tried.dtype)
    near = likeness(new, tried, length)
    weights = torch.linalg.solve(same, near.T).T
    left = 1 - (weights * near).sum(dim=1)
    return center + weights @ (losses - center), scale * left.clamp(min=0).sqrt()


def expected_improvement(mean: Tensor, std: Tensor, best: float) -> Tensor:
    """By how much a trial will beat `best` on average, where a worse one counts as 0.

    mean, std  what is expected of its loss, which is taken as normally distributed: two tensors
               of one shape
    best       the lowest loss so far

    Returns a tensor of this shape, 0 or more. (Jones, Schonlau and Welch 1998, equation 15.)

    Raises ValueError for shapes that differ and for a standard deviation below 0.
    """
    if mean.shape != std.shape:
        raise ValueError(f"mean has shape {tuple(mean.shape)} and std {tuple(std.shape)}.")
    if not (std >= 0).all():
        raise ValueError("A standard deviation is below 0.")
    gain = best - mean
    z = gain / std.clamp(min=torch.finfo(std.dtype).tiny)
    density = torch.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)
    return torch.where(std > 0, gain * torch.special.ndtr(z) + std * density, gain.clamp(min=0))
