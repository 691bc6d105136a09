"""The one training loop: `fit` trains any model with any loss and any optimizer."""

import math
import operator
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn

from helpers.data import check_count

__all__ = ["History", "fit"]

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

    Afterwards the whole model is in training mode (call `model.eval()` before you predict) and
    its gradients are cleared. Nothing moves to another device: put model and batches on one.
    To clip gradients or to change the learning rate at each step, use the optimizer's own
    `register_step_pre_hook` and `register_step_post_hook`.

    `fit` stops early, says so and returns what it has when the loss is no longer finite and
    when you interrupt it; `history.stopped` holds the reason.

    Raises
    ------
    TypeError   batches are not pairs of tensors, or cannot be looped over again; wrong dtype
    ValueError  epochs < 1, a learning rate of zero or less, shapes that do not match, empty
                batches, NaN in the data, an optimizer without a trainable parameter of the
                model, a loss that is a sum
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
                y_hat = model(X) if epoch else _first_pass(model, X, y, loss_fn)
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
                    if not math.isfinite(loss.item()):
                        break
            if not losses:
                raise TypeError(
                    f"batches gave nothing in epoch {epoch + 1}; wanted batches that can be "
                    "looped over again. Try list(batches)."
                )
            values = [losses[0].item()]  # cheaper than a stack of one
            if len(losses) > 1:
                values = torch.stack(losses).flatten().tolist()
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
        bar.close(steps)
        model.zero_grad()
    if record_path:
        history.path = torch.stack(path)
    if not history.stopped and not all(p.isfinite().all() for p in model.parameters()):
        history.stopped = (
            "the last step made a parameter infinite or nan; its length was too large."
        )
    if history.stopped:
        print(f"fit stopped: {history.stopped}")
    return history


def _flat_parameters(model: nn.Module) -> Tensor:
    return torch.cat([p.detach().reshape(-1) for p in model.parameters()])


def _not_finite(values: list[float], epoch: int, before: list[float]) -> str:
    first = next((i for i, v in enumerate(values) if not math.isfinite(v)), len(values) - 1)
    text = f"in epoch {epoch + 1}, batch {first + 1}, the loss is {values[first]}."
    if epoch == first == 0:
        return text + " No step was taken yet: look at the data, the model and the loss."
    if len(before) > 1 and before[-1] > before[0]:
        text += f" It had grown from {before[0]:.3g} to {before[-1]:.3g}: steps too long."
    return text + " Try a smaller learning rate, or standardise the columns of X."


def _check_setup(model, batches, loss_fn, optimizer, epochs) -> None:
    check_count("epochs", epochs)
    if isinstance(batches, tuple) and all(isinstance(part, Tensor) for part in batches):
        raise TypeError("batches is one pair of tensors; wanted a list of pairs. Try [(X, y)].")
    if not isinstance(batches, Iterable):
        raise TypeError(
            f"batches is a {type(batches).__name__}; wanted pairs (X, y) to loop over. "
            "Try [(data.X, data.y)], or DataLoader(dataset, batch_size)."
        )
    if epochs > 1 and isinstance(batches, Iterator):
        raise TypeError(
            "batches can be looped over only once (a generator?), and epochs is "
            f"{epochs}. Try list(batches)."
        )
    if isinstance(loss_fn, type):
        name = loss_fn.__name__
        raise TypeError(f"loss_fn is the class {name}; wanted an object. Try nn.{name}().")
    if getattr(loss_fn, "reduction", "mean") == "sum":
        raise ValueError("loss_fn adds up its samples; wanted the mean. Leave out reduction='sum'.")
    held = {id(p) for group in optimizer.param_groups for p in group["params"]}
    mine = {name: p for name, p in model.named_parameters() if p.requires_grad}
    missed = [name for name, p in mine.items() if id(p) not in held]
    if missed and len(missed) == len(mine):
        raise ValueError(
            "The optimizer holds none of this model's parameters, so nothing would move. "
            "Make the optimizer after the model: SGD(model.parameters(), lr=...)."
        )
    if missed:
        raise ValueError(
            f"The optimizer does not hold {missed[0]}. Make it with model.parameters(), or "
            "freeze what is not to move with requires_grad_(False)."
        )
    for group in optimizer.param_groups:
        lr = group["lr"] or group.get("initial_lr", 0)  # a schedule may warm up from zero
        if not (lr > 0 and math.isfinite(lr)):
            raise ValueError(f"The learning rate is {lr}; wanted a number above zero.")


def _checked(batches, model):
    """Yield the batches, each looked at before it is used; raise where there is none."""
    device = next(model.parameters()).device
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
        if X.device != device or y.device != device:
            raise ValueError(
                f"X is on {X.device}, y on {y.device} and the model on {device}; wanted all on "
                f"one. Try X.to({str(device)!r})."
            )
        for name, part in (("X", X), ("y", y)):
            if part.is_floating_point() and not part.isfinite().all():
                raise ValueError(f"{name} holds NaN or infinity. Remove or repair those rows.")
        yield X, y
    if batch is None:
        raise ValueError("There is no batch to train on; batches is empty.")


ELEMENTWISE = (nn.MSELoss, nn.L1Loss, nn.HuberLoss, nn.SmoothL1Loss, nn.BCEWithLogitsLoss)


def _first_pass(model: nn.Module, X: Tensor, y: Tensor, loss_fn) -> Tensor:
    """model(X), with torch's messages for a wrong type or shape put into plain words."""
    try:
        y_hat = model(X)
    except RuntimeError as error:
        dtype = next(model.parameters()).dtype
        if "dtype" in str(error) and X.dtype != dtype:
            raise TypeError(
                f"X holds {X.dtype} and the model's parameters {dtype}; wanted the same. "
                f"Try X.to({dtype}). (NumPy's numbers are float64.)"
            ) from error
        if X.ndim == 1:
            raise ValueError(
                f"X has shape {tuple(X.shape)}; wanted one row for each sample. "
                "Try X.reshape(-1, 1)."
            ) from error
        raise
    if not isinstance(y_hat, Tensor):
        return y_hat  # several outputs: the loss has to know what to do with them
    shapes = f"The model returns shape {tuple(y_hat.shape)} and y has shape {tuple(y.shape)}"
    if y_hat.shape != y.shape and y_hat.numel() == y.numel() > 1:
        raise ValueError(
            f"{shapes}. A loss would pair every prediction with every y, without an error. "
            f"Try y.reshape{tuple(y_hat.shape)}."
        )
    if isinstance(loss_fn, ELEMENTWISE) and y_hat.shape != y.shape:
        raise ValueError(f"{shapes}; wanted the same shape.")
    if y_hat.shape == y.shape and y_hat.dtype != y.dtype:
        raise TypeError(
            f"y holds {y.dtype} where the model returns {y_hat.dtype}. Try y.to({y_hat.dtype})."
        )
    return y_hat


def _check_loss(loss: Tensor) -> None:
    if not isinstance(loss, Tensor):
        raise TypeError(f"The loss is a {type(loss).__name__} without a graph; leave out .item().")
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
        self.due = time.perf_counter() + SECONDS_BEFORE_A_BAR
        self.wanted, self.bar = wanted, None

    def show(self, steps: int) -> None:
        self.due = time.perf_counter() + 0.1
        if self.wanted and self.bar is None:
            from tqdm.auto import tqdm  # slow to import, and seldom needed

            self.bar = tqdm(total=self.total, unit=" batches")
        if self.bar is not None:
            self.bar.update(steps - self.bar.n)

    def close(self, steps: int) -> None:
        if self.bar is not None:
            self.bar.update(steps - self.bar.n)
            self.bar.close()
