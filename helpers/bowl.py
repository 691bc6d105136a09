"""The bowl: what mathematics knows about the loss of a linear model.

`LossSurface`   the mean squared error of a linear model as a formula of its parameters
`descend`       gradient descent for many learning rates at once
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from helpers.data import check_count, check_xy

__all__ = ["Descents", "LossSurface", "descend"]


class LossSurface:
    """The mean squared error of y_hat = X w + b as a function of theta = (w_1, ..., w_d, b).

    It is a quadratic form, loss(theta) = least + (theta - best)^T H (theta - best) / 2, so
    once H and best are known it costs the same for any number of samples.

    X, y          tensors (N, d) and (N, 1)
    hessian       H, (d + 1, d + 1), the second derivatives of the loss
    best          (d + 1,), a theta with the least loss, by `torch.linalg.lstsq`
    least         the loss there
    eigenvalues   of H, ascending: the curvature of the bowl along its axes
    condition     the largest eigenvalue over the smallest
    lr_limit      2 / largest eigenvalue; gradient descent converges only below it

    All are float64 and on the CPU, whatever X is, since the problem is small. Raises TypeError
    and ValueError as `helpers.data.check_xy` does.
    """

    def __init__(self, X: Tensor, y: Tensor):
        check_xy(X, y)
        X, target = X.detach().cpu().double(), y.detach().cpu().double()
        A = torch.cat([X, torch.ones(len(X), 1)], dim=1)
        self.hessian = 2 / len(A) * A.T @ A
        best = torch.linalg.lstsq(A, target, driver="gelsd").solution
        self.best = best[:, 0]
        self.least = (A @ best - target).square().mean().item()
        self.eigenvalues = torch.linalg.eigvalsh(self.hessian).clamp(min=0)
        largest, smallest = self.eigenvalues[-1].item(), self.eigenvalues[0].item()
        self.condition = largest / smallest if smallest > 0 else math.inf
        self.lr_limit = 2 / largest

    def loss(self, theta: Tensor) -> Tensor:
        """The loss at theta (..., d + 1), as a tensor (...)."""
        away = self._away(theta)
        return self.least + ((away @ self.hessian) * away).sum(-1) / 2

    def gradient(self, theta: Tensor) -> Tensor:
        """The gradient of the loss at theta (..., d + 1), in the same shape."""
        return self._away(theta) @ self.hessian

    def _away(self, theta: Tensor) -> Tensor:
        if theta.shape[-1:] != self.best.shape:
            raise ValueError(
                f"theta has shape {tuple(theta.shape)}; wanted (..., {len(self.best)}): each w, "
                "then b."
            )
        return theta.detach().cpu().double() - self.best

    def grid(self, w: Tensor, b: Tensor) -> Tensor:
        """The loss over w (J,) and b (K,) of a model with one feature, as a table (K, J)."""
        if len(self.best) != 2:
            raise ValueError(f"A grid needs one feature; X has {len(self.best) - 1}.")
        B, W = torch.meshgrid(b, w, indexing="ij")
        return self.loss(torch.stack([W, B], dim=-1))


@dataclass(frozen=True, eq=False)
class Descents:
    """What `descend` returns, for K learning rates.

    lrs   (K,)
    path  (K, steps + 1, d + 1), theta = (w_1, ..., w_d, b) before the first step and after
          each
    loss  (K, steps + 1), the loss at each point of the path; inf or nan where it diverged
    """

    lrs: Tensor
    path: Tensor
    loss: Tensor


def descend(
    X: Tensor,
    y: Tensor,
    lrs: Sequence[float] | Tensor,
    steps: int,
    start: Sequence[float] | Tensor | None = None,
) -> Descents:
    """Gradient descent on the mean squared error of a linear model, for all `lrs` at once.

    X, y   tensors (N, d) and (N, 1)
    lrs    K learning rates above zero
    start  theta = (w_1, ..., w_d, b) to start from; zeros unless given

    Computed in float64 from the gradient's closed form, H (theta - best). Raises TypeError
    and ValueError as `helpers.data.check_xy` does, and for lrs, steps or start that make no
    descent.
    """
    surface = LossSurface(X, y)
    lrs = torch.as_tensor(lrs, dtype=torch.float64).detach().cpu()
    if lrs.ndim != 1 or len(lrs) == 0:
        raise ValueError(f"lrs has shape {tuple(lrs.shape)}; wanted a list, such as [0.1].")
    if not ((lrs > 0) & lrs.isfinite()).all():
        raise ValueError(f"The learning rates are {lrs.tolist()}; wanted numbers above zero.")
    check_count("steps", steps)
    size = len(surface.best)
    if start is None:
        start = torch.zeros(size)
    start = torch.as_tensor(start, dtype=torch.float64).detach().cpu()
    if start.shape != (size,) or not start.isfinite().all():
        raise ValueError(
            f"start is {start.tolist()}; wanted {size} finite numbers: each w, then b."
        )
    # one step multiplies theta - best by I - lr H, a matrix for each learning rate
    shrink = torch.eye(size, dtype=torch.float64) - lrs[:, None, None] * surface.hessian
    away = torch.empty(steps + 1, len(lrs), size, 1, dtype=torch.float64)
    away[0] = (start - surface.best)[:, None]
    points = away.unbind()
    for here, there in itertools.pairwise(points):
        torch.bmm(shrink, here, out=there)
    path = (away[..., 0] + surface.best).transpose(0, 1).contiguous()
    return Descents(lrs, path, surface.loss(path))
