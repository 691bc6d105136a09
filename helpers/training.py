"""The one training loop, and what mathematics knows about the loss of a linear model.

`fit`           trains any model with any loss and any optimizer
`LossSurface`   the mean squared error of a linear model as a formula of its parameters
`descend`       gradient descent for many learning rates at once
"""

import itertools
import math
import operator
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from helpers.data import check_xy

__all__ = ["Descents", "History", "LossSurface", "descend", "fit"]

SECONDS_BEFORE_A_BAR = 1.0


@dataclass
class History:
    """What `fit` saw.

    loss     the loss of each finished epoch: the mean over its samples, taken while training
    path     (epochs + 1, parameters), the parameters before the first epoch and after each
             one; None unless asked for
    names    the name of each parameter tensor, in the order in which `path` lays them out
    stopped  why `fit` stopped before the last epoch; None if it did not
    """

    loss: list[float] = field(default_factory=list)
    path: Tensor | None = None
    names: tuple[str, ...] = ()
    stopped: str | None = None


def fit(
    model: nn.Module,
    batches: Iterable[tuple[Tensor, Tensor]],
    loss_fn: Callable[[Tensor, Tensor], Tensor],
    optimizer: torch.optim.Optimizer,
    epochs: int,
    *,
    record_path: bool = False,
    progress: bool = True,
) -> History:
    """Train `model` on `batches`, `epochs` times over, and return the `History`.

    batches      any iterable of (X, y) that can be looped over again: [(X, y)] for the full
                 batch, `helpers.data.MiniBatches` or a `DataLoader` for mini-batches
    loss_fn      called as loss_fn(model(X), y); returns a tensor with one number, the mean
    record_path  keep the parameters of each epoch in `history.path`
    progress     show a tqdm bar when the work lasts longer than about a second

    Afterwards the model is in training mode (call `model.eval()` before you predict) and its
    gradients are cleared. Nothing moves to another device: put model and batches on one.
    To clip gradients or to change the learning rate at each step, use the optimizer's own
    `register_step_pre_hook` and `register_step_post_hook`.

    `fit` stops early, says so and returns what it has when the loss is no longer finite and
    when you interrupt it; `history.stopped` holds the reason.

    Raises
    ------
    TypeError   batches are not pairs of tensors, or cannot be looped over again; wrong dtype
    ValueError  epochs < 1, a learning rate of zero or less, shapes that do not match, empty
                batches, NaN in the data, an optimizer that holds none of the parameters
    """
    _check_setup(model, batches, loss_fn, optimizer, epochs)
    history = History(names=tuple(name for name, _ in model.named_parameters()))
    path = [_flat_parameters(model)] if record_path else []
    bar = _Bar(batches, epochs, progress)
    model.train()
    epoch = steps = 0
    try:
        for epoch in range(epochs):
            losses, sizes = [], []
            for X, y in _checked(batches, model) if epoch == 0 else batches:
                y_hat = model(X)
                if epoch == 0:
                    _check_prediction(y_hat, y)
                loss = loss_fn(y_hat, y)
                if epoch == 0:
                    _check_loss(loss)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                losses.append(loss.detach())
                sizes.append(len(X))
                steps += 1
                if time.perf_counter() > bar.due:
                    bar.show(steps)
            values = torch.stack(losses).tolist() if len(losses) > 1 else [losses[0].item()]
            mean = sum(map(operator.mul, values, sizes)) / sum(sizes)
            if not math.isfinite(mean):
                history.stopped = _not_finite(values, epoch, history.loss)
                break
            history.loss.append(mean)
            if record_path:
                path.append(_flat_parameters(model))
    except KeyboardInterrupt:
        history.stopped = f"interrupted in epoch {epoch + 1} of {epochs}."
    finally:
        bar.close()
        optimizer.zero_grad()
    if record_path:
        history.path = torch.stack(path)
    if history.stopped:
        print(f"fit stopped: {history.stopped}")
    return history


def _flat_parameters(model: nn.Module) -> Tensor:
    return torch.cat([p.detach().reshape(-1) for p in model.parameters()])


def _not_finite(values: list[float], epoch: int, before: list[float]) -> str:
    first = next((i for i, v in enumerate(values) if not math.isfinite(v)), len(values) - 1)
    text = f"in epoch {epoch + 1}, batch {first + 1}, the loss is {values[first]}."
    if len(before) > 1 and before[-1] > before[0]:
        text += f" It had grown from {before[0]:.3g} to {before[-1]:.3g}: steps too long."
    return text + " Try a smaller learning rate, or standardise the columns of X."


def _check_setup(model, batches, loss_fn, optimizer, epochs) -> None:
    if isinstance(epochs, bool) or not isinstance(epochs, int):
        raise TypeError(f"epochs is {epochs!r}; wanted a whole number.")
    if epochs < 1:
        raise ValueError(f"epochs is {epochs}; wanted at least 1.")
    if isinstance(batches, tuple) and all(isinstance(part, Tensor) for part in batches):
        raise TypeError("batches is one pair of tensors; wanted a list of pairs. Try [(X, y)].")
    if epochs > 1 and isinstance(batches, Iterator):
        raise TypeError(
            "batches can be looped over only once (a generator?), and epochs is "
            f"{epochs}. Try list(batches)."
        )
    if isinstance(loss_fn, type):
        name = loss_fn.__name__
        raise TypeError(f"loss_fn is the class {name}; wanted an object. Try nn.{name}().")
    mine = {id(p) for p in model.parameters()}
    if not any(id(p) in mine for group in optimizer.param_groups for p in group["params"]):
        raise ValueError(
            "The optimizer holds none of this model's parameters, so nothing would move. "
            "Make the optimizer after the model: SGD(model.parameters(), lr=...)."
        )
    for group in optimizer.param_groups:
        lr = group.get("initial_lr", group["lr"])  # a schedule may start its warm-up at zero
        if not (lr > 0 and math.isfinite(lr)):
            raise ValueError(f"The learning rate is {lr}; wanted a number above zero.")


def _checked(batches, model):
    """Yield the batches, each looked at before it is used; raise where there is none."""
    batch = None
    for batch in batches:
        if not (
            isinstance(batch, tuple | list)
            and len(batch) == 2
            and all(isinstance(part, Tensor) for part in batch)
        ):
            raise TypeError(
                f"A batch is a {type(batch).__name__}; wanted a pair of tensors (X, y). "
                "Try [(X, y)]."
            )
        X, y = batch
        if X.ndim == 0 or y.ndim == 0 or len(X) != len(y):
            raise ValueError(
                f"X has shape {tuple(X.shape)} and y has shape {tuple(y.shape)}; wanted one "
                "y for each row of X."
            )
        if len(X) == 0:
            raise ValueError("A batch is empty; wanted at least one row.")
        _check_input(model, X)
        for name, part in (("X", X), ("y", y)):
            if part.is_floating_point() and not part.isfinite().all():
                raise ValueError(f"{name} holds NaN or infinity. Remove or repair those rows.")
        yield X, y
    if batch is None:
        raise ValueError("There is no batch to train on; batches is empty.")


def _check_input(model: nn.Module, X: Tensor) -> None:
    if X.is_floating_point() and X.ndim == 1:
        raise ValueError(
            f"X has shape {tuple(X.shape)}; wanted one row for each sample. Try X.reshape(-1, 1)."
        )
    first_layer = next(module for module in model.modules() if not list(module.children()))
    if isinstance(first_layer, nn.Linear) and not X.is_floating_point():
        raise TypeError(f"X holds {X.dtype}; nn.Linear wants floats. Try X.float().")
    parameter = next(model.parameters())
    if X.device != parameter.device:
        raise ValueError(
            f"X is on {X.device} and the model on {parameter.device}; wanted both on one. "
            f"Try X.to({str(parameter.device)!r})."
        )
    if X.is_floating_point() and X.dtype != parameter.dtype:
        raise TypeError(
            f"X is {X.dtype} and the model's parameters are {parameter.dtype}; wanted the "
            f"same. Try X.to({parameter.dtype}). (NumPy's numbers are float64.)"
        )


def _check_prediction(y_hat: Tensor, y: Tensor) -> None:
    if y.is_floating_point() and y_hat.shape != y.shape:
        raise ValueError(
            f"The model returns shape {tuple(y_hat.shape)} and y has shape {tuple(y.shape)}. "
            "A loss would pair every prediction with every y, without an error. "
            f"Try y.reshape{tuple(y_hat.shape)}."
            if y_hat.numel() == y.numel()
            else f"The model returns shape {tuple(y_hat.shape)} and y has shape "
            f"{tuple(y.shape)}; wanted the same shape."
        )
    if not y.is_floating_point() and y_hat.shape == y.shape:
        raise TypeError(f"y holds {y.dtype} where the model returns {y_hat.dtype}. Try y.float().")


def _check_loss(loss: Tensor) -> None:
    if loss.numel() != 1:
        raise ValueError(
            f"The loss has shape {tuple(loss.shape)}; wanted one number. "
            "Try the loss with reduction='mean'."
        )
    if not loss.requires_grad:
        raise ValueError(
            "The loss does not depend on any parameter that requires a gradient. "
            "Is fit called inside torch.no_grad(), or is every parameter frozen?"
        )


class _Bar:
    """A tqdm bar that is made only when the work has lasted a second."""

    def __init__(self, batches, epochs: int, wanted: bool):
        try:
            self.total = epochs * len(batches)
        except TypeError:
            self.total = None
        self.due = time.perf_counter() + SECONDS_BEFORE_A_BAR if wanted else math.inf
        self.bar = None

    def show(self, steps: int) -> None:
        if self.bar is None:
            from tqdm.auto import tqdm  # slow to import, and seldom needed

            self.bar = tqdm(total=self.total, unit=" batches")
        self.bar.update(steps - self.bar.n)
        self.due = time.perf_counter() + 0.1

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()


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

    All are float64. Raises TypeError and ValueError as `helpers.data.check_xy` does.
    """

    def __init__(self, X: Tensor, y: Tensor):
        check_xy(X, y)
        A = torch.cat([X, torch.ones(len(X), 1, device=X.device)], dim=1).detach().double()
        target = y.detach().double()
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
        away = theta.double() - self.best
        return self.least + ((away @ self.hessian) * away).sum(-1) / 2

    def gradient(self, theta: Tensor) -> Tensor:
        """The gradient of the loss at theta (..., d + 1), in the same shape."""
        return (theta.double() - self.best) @ self.hessian

    def grid(self, w: Tensor, b: Tensor) -> Tensor:
        """The loss over w (J,) and b (K,) of a model with one feature, as a table (K, J)."""
        if len(self.best) != 2:
            raise ValueError(f"A grid needs one feature; X has {len(self.best) - 1}.")
        B, W = torch.meshgrid(b, w, indexing="ij")
        return self.loss(torch.stack([W, B], dim=-1))


@dataclass(frozen=True)
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
    lrs = torch.as_tensor(lrs, dtype=torch.float64, device=X.device)
    if lrs.ndim != 1 or len(lrs) == 0:
        raise ValueError(f"lrs has shape {tuple(lrs.shape)}; wanted a list, such as [0.1].")
    if not ((lrs > 0) & lrs.isfinite()).all():
        raise ValueError(f"The learning rates are {lrs.tolist()}; wanted numbers above zero.")
    if isinstance(steps, bool) or not isinstance(steps, int):
        raise TypeError(f"steps is {steps!r}; wanted a whole number.")
    if steps < 1:
        raise ValueError(f"steps is {steps}; wanted at least 1.")
    size = len(surface.best)
    if start is None:
        start = torch.zeros(size)
    start = torch.as_tensor(start, dtype=torch.float64, device=X.device)
    if start.shape != (size,) or not start.isfinite().all():
        raise ValueError(
            f"start is {start.tolist()}; wanted {size} finite numbers: each w, then b."
        )
    # one step multiplies theta - best by I - lr H, a matrix for each learning rate
    shrink = torch.eye(size, dtype=torch.float64, device=X.device) - lrs[:, None, None] * (
        surface.hessian
    )
    away = torch.empty(steps + 1, len(lrs), size, 1, dtype=torch.float64, device=X.device)
    away[0] = (start - surface.best)[:, None]
    points = away.unbind()
    for here, there in itertools.pairwise(points):
        torch.bmm(shrink, here, out=there)
    path = (away[..., 0] + surface.best).transpose(0, 1).contiguous()
    return Descents(lrs, path, surface.loss(path))
