"""The loop itself: forward, loss, zero_grad, backward, step, and what is kept of them."""

import math
import operator
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

import torch
from torch import Tensor, nn

from helpers.training.checks import FirstEpoch, check_setup, left_behind

SECONDS_BEFORE_A_BAR = 1.0


@dataclass
class History:
    """What `fit` saw.

    loss     the loss of each finished epoch: the mean over its samples, taken while training
    path     (epochs + 1, parameters), the parameters before the first epoch and after each
             one; None unless asked for
    names    the name of each parameter tensor, in the order in which `path` lays them out
    stopped  why `fit` stopped before the last epoch; None if it did not
    notes    what looked like a mistake and did not stop it, in sentences
    """

    loss: list[float] = field(default_factory=list)
    path: Tensor | None = None
    names: tuple[str, ...] = ()
    stopped: str | None = None
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Keep a sentence, and print it."""
        self.notes.append(text)
        print(f"fit noticed: {text}")


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
    when you interrupt it; `history.stopped` holds the reason. It goes on, and says what it
    noticed, when the loss grows or stays as it was, when a tensor that should learn is no
    parameter, and when a classifier returns probabilities; `history.notes` holds the sentences.

    Raises
    ------
    TypeError   batches are not pairs of tensors, or cannot be looped over again; wrong dtype
    ValueError  epochs < 1, a learning rate of zero or less, shapes that do not match, empty
                batches, NaN in the data or a graph behind it, a model without parameters, an
                optimizer without a trainable parameter of the model, a loss with
                reduction="sum", in the first epoch a class without a score or a row that an
                embedding does not have
    """
    check_setup(model, batches, loss_fn, optimizer, epochs)
    history = History(names=tuple(name for name, _ in model.named_parameters()))
    if lost := left_behind(model, optimizer):
        history.note(lost)
    first = FirstEpoch(model, loss_fn, history.note)
    path = [_flat_parameters(model)] if record_path else []
    bar = _Bar(batches, epochs, progress)
    model.train()
    epoch = steps = 0
    try:
        for epoch in range(epochs):
            losses, sizes = [], []
            for X, y in batches if epoch else first.batches(batches):
                y_hat = model(X) if epoch else first.predict(X)
                loss = loss_fn(y_hat, y) if epoch else first.loss(y_hat, y)
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
                history.stopped = _not_finite(values, epoch, history.loss, first.advice)
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
    elif seen := _looking_back(history.loss, first.advice):
        history.note(seen)
    return history


def _flat_parameters(model: nn.Module) -> Tensor:
    return torch.cat([p.detach().reshape(-1) for p in model.parameters()])


def _not_finite(values: list[float], epoch: int, before: list[float], advice) -> str:
    first = next((i for i, v in enumerate(values) if not math.isfinite(v)), len(values) - 1)
    text = f"in epoch {epoch + 1}, batch {first + 1}, the loss is {values[first]}."
    if epoch == first == 0:
        return text + " No step was taken yet: look at the data, the model and the loss."
    if len(before) > 1 and before[-1] > before[0]:
        text += f" It had grown from {before[0]:.3g} to {before[-1]:.3g}: steps too long."
    return f"{text} {advice()}"


def _looking_back(loss: list[float], advice) -> str | None:
    """A sentence on a loss that did not move, or that grew; None where there is nothing to say."""
    begin, end = loss[0], loss[-1]
    if len(loss) > 2 and max(loss) - min(loss) <= 1e-6 * abs(begin):
        return (
            f"the loss stayed at {begin:.3g} in all {len(loss)} epochs. It is the least possible, "
            "or each step is too short to change a parameter (try a learning rate 100 times as "
            "large), or all slopes are 0 (call backward, and look at .grad)."
        )
    rises = len(loss) >= 10 and all(a < b for a, b in pairwise(loss))
    if rises or end - begin > max(abs(begin), 1e-6):  # below that, it is rounding
        return (
            f"the loss grew from {begin:.3g} to {end:.3g} in {len(loss)} epochs. As a rule the "
            f"steps are too long. {advice()}"
        )
    return None


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
