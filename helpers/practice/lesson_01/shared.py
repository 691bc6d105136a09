"""What several exercises of lesson 01 share."""

import torch

from helpers.practice.inputs import uniform


def rides(generator: torch.Generator, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Random rides, away from 0 and on no line: X and y, each (count, 1)."""
    X = uniform(generator, 1, 9, count, 1)
    return X, 2 + 1.5 * X + uniform(generator, -3, 3, count, 1)


def typical_first(w, b, X, y) -> bool:
    """The first ride is missed neither most nor least, nor by the median: an answer that picks
    one of these is then not taken for one that looks at the first ride. With three rides it is
    never so."""
    size = residuals(w, b, X, y).flatten().abs()
    picked = torch.stack([size.max(), size.min(), size.median()])
    return bool(((size[0] - picked).abs() > 0.05).all())


def residuals(w, b, X, y):
    return w * X + b - y


def mse(w, b, X, y):
    return (residuals(w, b, X, y) ** 2).mean()


def mae(w, b, X, y):
    return residuals(w, b, X, y).abs().mean()


def doubled_data(call, w, b, X, y):
    """The mean over all rides written down twice is the same mean."""
    twice = call(w, b, torch.cat([X, X]), torch.cat([y, y]))
    return abs(twice - call(w, b, X, y)) <= 1e-3 * abs(twice)
