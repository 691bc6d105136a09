"""What `fit` looks at before the first step and in the first epoch, and the words for it."""

import math
import traceback
from collections.abc import Callable, Iterable, Iterator

import torch
from torch import Tensor, nn

from helpers.data import check_count

ELEMENTWISE = (nn.MSELoss, nn.L1Loss, nn.HuberLoss, nn.SmoothL1Loss, nn.BCEWithLogitsLoss)


def check_setup(model, batches, loss_fn, optimizer, epochs) -> None:
    """Raise where `fit` was called with something that it cannot use."""
    check_count("epochs", epochs)
    if not isinstance(model, nn.Module):
        named = isinstance(model, type)
        kind = f"the class {model.__name__}" if named else f"a {type(model).__name__}"
        raise TypeError(f"model is {kind}; wanted an object such as nn.Linear(1, 1).")
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
    _check_parameters(model, optimizer)


def _check_parameters(model, optimizer) -> None:
    if next(model.parameters(), None) is None:
        plain = [name for name, value in vars(model).items() if isinstance(value, Tensor)]
        raise ValueError(
            "The model has no parameters, so nothing would move. "
            + (f"Its {plain[0]} is a plain tensor. " if plain else "")
            + f"Write self.{plain[0] if plain else 'w'} = nn.Parameter(...)."
        )
    held = _held(optimizer)
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


def _held(optimizer) -> set[int]:
    return {id(p) for group in optimizer.param_groups for p in group["params"]}


def left_behind(model: nn.Module, optimizer) -> str | None:
    """A sentence on what wants a gradient, and stands where nothing will move it."""
    known = _held(optimizer) | {id(p) for p in model.parameters()}
    for place, module in model.named_modules():
        for name, value in vars(module).items():
            for part in value if isinstance(value, list | tuple) else [value]:
                if any(id(p) not in known for p in _learning(part)):
                    return _not_moved(f"{place}.{name}".lstrip("."), part, value)
    return None


def _learning(part) -> list[Tensor]:
    tensors = part.parameters() if isinstance(part, nn.Module) else [part]
    return [p for p in tensors if isinstance(p, Tensor) and p.requires_grad and p.is_leaf]


def _not_moved(name: str, part, value) -> str:
    kind, cure = "tensor", "nn.Parameter"
    if part is not value:
        kind = type(value).__name__
        cure = "nn.ModuleList" if isinstance(part, nn.Module) else "nn.ParameterList"
    return (
        f"the optimizer does not move the model's {name}, which is a plain {kind}. If it is to "
        f"learn, write {cure}(...), and make the optimizer afterwards."
    )


class FirstEpoch:
    """Looks at all that passes through `fit` in its first epoch.

    say  called with a sentence on what is allowed, and is still a mistake as a rule
    """

    def __init__(self, model: nn.Module, loss_fn, say: Callable[[str], None]):
        self.model, self.loss_fn, self.say = model, loss_fn, say
        self.rows: tuple[Tensor, Tensor] | None = None  # the first ones: predictions and y
        self.form = None  # shapes and dtypes of the batch before
        self.columns = True  # whether X holds measurements

    def batches(self, batches):
        """Yield the batches, each looked at before it is used; raise where there is none."""
        device = next(self.model.parameters()).device
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
            _check_batch(X, y, device)
            self.columns = X.is_floating_point()
            yield X, y
        if batch is None:
            raise ValueError("There is no batch to train on; batches is empty.")

    def predict(self, X: Tensor) -> Tensor:
        """model(X), with torch's messages for a wrong type, shape or number in plain words."""
        try:
            y_hat = self.model(X)
            if self.form is None and X.is_cuda and not self.columns:
                torch.cuda.synchronize()  # there an index without a row is told late
        except (RuntimeError, IndexError) as error:
            _explain(error, self.model, X)
            raise
        return y_hat

    def loss(self, y_hat: Tensor, y: Tensor) -> Tensor:
        """loss_fn(y_hat, y), after a look at whether the two belong together."""
        if isinstance(y_hat, Tensor):  # of several, the loss knows what to do with them
            form = (y_hat.shape, y.shape, y_hat.dtype, y.dtype)
            if form != self.form:
                check = _check_shape_of_classes if _chooses(self.loss_fn) else _check_pairs
                check(y_hat, y, self.loss_fn)
            if self.form is None and y_hat.ndim:
                self._look_at_the_first(y_hat.detach(), y.detach())
            self.form = form
        try:
            loss = self.loss_fn(y_hat, y)
        except IndexError as error:
            if "Target" in str(error) and isinstance(y_hat, Tensor):
                raise ValueError(
                    f"{error} y names a class that has no score: the model returns shape "
                    f"{tuple(y_hat.shape)}. Classes count from 0."
                ) from error
            raise
        _check_loss(loss)
        return loss

    def _look_at_the_first(self, y_hat: Tensor, y: Tensor) -> None:
        self.rows = y_hat[:4].clone(), y[:4].clone()
        if not _chooses(self.loss_fn):
            return
        if not y.is_floating_point():
            _check_classes(y, y_hat.shape[1], getattr(self.loss_fn, "ignore_index", -100))
        if (y_hat >= 0).all() and (y_hat.sum(1) - 1).abs().max() < 1e-3:
            self.say(
                "what the model returns is never negative and adds up to 1 in each row. "
                "cross_entropy works the softmax out itself: leave out the model's own."
            )
        if y_hat.ndim == 3 and y_hat.shape[1] == y_hat.shape[2] and y.ndim == 2:
            self.say(
                f"the model returns shape {tuple(y_hat.shape)}. cross_entropy takes the second "
                "dimension for the classes. If the classes are the last one, "
                f"try loss_fn = {PLACES}."
            )

    def advice(self) -> str:
        """What to try where the steps were too long."""
        if self._adds_up():
            return (
                "loss_fn adds up: it gives twice the loss for the same rows twice, so more rows "
                "make longer steps. Take the mean over the rows."
            )
        more = ", or standardise the columns of X" if self.columns else ""
        return f"Try a smaller learning rate{more}."

    def _adds_up(self) -> bool:
        """Whether the same rows twice give twice the loss.

        Asked only after a training that went wrong: `loss_fn` may draw random numbers or keep
        what it has seen.
        """
        if self.rows is None:
            return False
        once, twice = self.rows, tuple(torch.cat([part, part]) for part in self.rows)
        try:
            with torch.no_grad():
                small, large = self.loss_fn(*once).item(), self.loss_fn(*twice).item()
        except Exception:  # it may want batches of one size; then nobody knows
            return False
        return 0 != small and math.isfinite(large) and math.isclose(large, 2 * small, rel_tol=1e-3)


def _check_batch(X: Tensor, y: Tensor, device) -> None:
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
        if part.grad_fn is not None:
            raise ValueError(
                f"{name} carries the graph of the computation that it comes from, and each step "
                f"would go back through it. Try {name}.detach()."
            )


def _explain(error: Exception, model: nn.Module, X: Tensor) -> None:
    """Raise again, in plain words, an error that came out of model(X); return if there are none."""
    if "device-side assert" in str(error):
        raise RuntimeError(
            "The GPU met a number outside its table, in X or in y. It can go on only after a "
            "restart of the kernel. Then run fit on the CPU: there the message names the number."
        ) from error
    for frame, _ in traceback.walk_tb(error.__traceback__):
        layer, index = frame.f_locals.get("self"), frame.f_locals.get("input")
        if isinstance(layer, nn.Embedding) and isinstance(index, Tensor):
            _explain_embedding(error, layer, index)
    dtype = next(model.parameters()).dtype
    if "dtype" in str(error) and X.dtype != dtype:
        raise TypeError(
            f"X holds {X.dtype} and the model's parameters {dtype}; wanted the same. "
            f"Try X.to({dtype}). (NumPy's numbers are float64.)"
        ) from error
    if X.ndim == 1 and X.is_floating_point():
        raise ValueError(
            f"X has shape {tuple(X.shape)}; wanted one row for each sample. Try X.reshape(-1, 1)."
        ) from error


def _explain_embedding(error: Exception, layer: nn.Embedding, index: Tensor) -> None:
    if index.dtype not in (torch.int64, torch.int32):
        raise TypeError(
            f"{layer} finds its rows by whole numbers and was given {index.dtype}. Try X.long()."
        ) from error
    outside = index[(index < 0) | (index >= layer.num_embeddings)]
    if len(outside):
        raise ValueError(
            f"{layer} has the rows 0 to {layer.num_embeddings - 1} and was asked for row "
            f"{outside[0].item()}. Give it a row for each symbol, or look at how X was made."
        ) from error


def _reshaped(beside_rows) -> str:
    return f"y.reshape({', '.join(map(str, (-1, *beside_rows)))})"


def _check_pairs(y_hat: Tensor, y: Tensor, loss_fn) -> None:
    shapes = f"The model returns shape {tuple(y_hat.shape)} and y has shape {tuple(y.shape)}"
    if y_hat.shape != y.shape and y_hat.numel() == y.numel() > 1:
        raise ValueError(
            f"{shapes}. A loss would pair every prediction with every y, without an error. "
            f"Try {_reshaped(y_hat.shape[1:])}."
        )
    if isinstance(loss_fn, ELEMENTWISE) and y_hat.shape != y.shape:
        raise ValueError(f"{shapes}; wanted the same shape.")
    if y_hat.shape == y.shape and y_hat.dtype != y.dtype:
        raise TypeError(
            f"y holds {y.dtype} where the model returns {y_hat.dtype}. Try y.to({y_hat.dtype})."
        )


PLACES = "lambda y_hat, y: nn.functional.cross_entropy(y_hat.flatten(0, 1), y.flatten())"


def _chooses(loss_fn) -> bool:
    return isinstance(loss_fn, nn.CrossEntropyLoss) or loss_fn is nn.functional.cross_entropy


def _check_shape_of_classes(y_hat: Tensor, y: Tensor, _loss_fn) -> None:
    """Raise where cross-entropy would not be given scores and the numbers of classes."""
    shapes = f"The model returns shape {tuple(y_hat.shape)} and y has shape {tuple(y.shape)}"
    if y_hat.ndim < 2 or y_hat.shape[1:] == (1,):
        raise ValueError(
            f"{shapes}. cross_entropy chooses between classes, and wants a score for each: the "
            "last layer returns as many numbers as there are classes. (For a single number, "
            "take nn.MSELoss().)"
        )
    rows, classes, *places = y_hat.shape
    if y.shape == y_hat.shape:
        if y.dtype != y_hat.dtype:
            raise TypeError(
                f"y has a column for each class and holds {y.dtype}. Try y.to({y_hat.dtype}), or "
                f"the numbers of the classes in shape {(rows, *places)}."
            )
        return
    whole = y.dtype in (torch.int64, torch.uint8)
    if y.shape != (rows, *places):
        if y.shape == y_hat.shape[:-1]:
            cure = f"Try loss_fn = {PLACES}."
        elif places and classes == 1 and y.numel() == rows:
            cure = "X has a dimension too many. Try X[:, 0]."
        elif y.numel() == y_hat.numel() // classes:
            cure = f"Wanted one class for each row of scores. Try {_reshaped(places)}"
            cure += "." if whole else ".long()."
        else:
            cure = f"Wanted y in shape {(rows, *places)}, one class for each row of scores."
        raise ValueError(f"{shapes}. {cure}")
    if not whole:
        raise TypeError(
            f"y holds {y.dtype}; wanted the numbers of the classes, as whole numbers. Try "
            "y.long(). (For amounts, take another loss, such as nn.MSELoss().)"
        )


def _check_classes(y: Tensor, classes: int, ignored: int) -> None:
    outside = y[((y < 0) | (y >= classes)) & (y != ignored)]
    if len(outside):
        raise ValueError(
            f"y holds the class {outside[0].item()}. The model has a score for each of the classes "
            f"0 to {classes - 1}. Give its last layer more, or look at how y was made."
        )


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
