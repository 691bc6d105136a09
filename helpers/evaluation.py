"""How good is a model that says what comes next? One judge for all, and the ladder of results.

The judge is the mean of -log p over all tokens of a held-out text, in nats. A token is what a
model predicts at once: in these lessons a letter, or the end mark.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from helpers.data import check_count

__all__ = ["IGNORED", "LADDER", "Column", "Rung", "bits_per_byte", "evaluate", "judging"]

IGNORED = -100  # a target that does not count: what PyTorch's cross_entropy leaves out by itself


def evaluate(
    model: Callable[[Tensor], Tensor], X: Tensor, y: Tensor, batch_size: int = 4096
) -> float:
    """The mean of -log p(y) over all tokens, in nats per token.

    model       called as model(X); returns logits, or log probabilities, of shape (N, classes):
                a network, or any function
    X, y        one row for each sample; y (N,) holds the numbers of the classes, int64
    batch_size  rows at a time; the result does not depend on it

    Samples may also be sequences of tokens: y (N, T) and logits (N, T, classes). A target of
    `IGNORED`, which is -100, does not count; each of the others has the same weight, however many
    a row has. While it judges, a network is in evaluation mode and no gradients are kept;
    afterwards, also after an error, each part of it is in the mode that it had. A class of
    probability 0 that comes costs infinitely much, and the result is inf.

    Raises
    ------
    TypeError   y or the logits of another type
    ValueError  no rows, or none that counts; shapes that do not match; a y that is none of the
                classes; logits that are NaN, or that are probabilities
    """
    if not (isinstance(X, Tensor) and isinstance(y, Tensor)):
        raise TypeError(f"X and y are {type(X).__name__} and {type(y).__name__}; wanted tensors.")
    if y.dtype != torch.int64:
        raise TypeError(f"y holds {y.dtype}; wanted whole numbers, torch.int64. Try y.long().")
    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} rows and y has {len(y)}; wanted as many.")
    counted = (y != IGNORED).sum().item()
    if not counted:
        alone = f" and holds {IGNORED} alone, which does not count" if y.numel() else ""
        raise ValueError(
            f"There is nothing to judge: y has shape {tuple(y.shape)}{alone}; wanted at least one "
            "target."
        )
    check_count("batch_size", batch_size)
    total = 0.0
    with judging(model):
        for rows, targets in zip(X.split(batch_size), y.split(batch_size), strict=True):
            total += _losses(model(rows), targets).cpu().double().sum().item()
    return total / counted


def bits_per_byte(nats: float, tokens: int, text_bytes: int) -> float:
    """`nats` a token as bits per byte of the text, which other tokens do not change.

    tokens      how many tokens the text has, with its end marks
    text_bytes  how many bytes it has as a file: len(text.encode())

    Raises TypeError for a number that is not whole, and ValueError for one below 1, and for
    nats below 0.
    """
    check_count("tokens", tokens)
    check_count("text_bytes", text_bytes)
    if not nats >= 0:
        raise ValueError(f"nats is {nats}; wanted the mean of -log p, which is 0 or more.")
    return nats * tokens / text_bytes / math.log(2)


@dataclass(frozen=True)
class Rung:
    """One model's place on the ladder.

    name     what stands beside it
    nats     its loss on the held-out text, by `evaluate`, in nats per token
    lesson   the number of the lesson that measures it
    trained  by `fit`; otherwise it is counted, or comes from a formula
    """

    name: str
    nats: float
    lesson: int
    trained: bool = False


@dataclass(frozen=True)
class Column:
    """The models that are judged on one held-out text, so that their numbers compare.

    text        what the text is
    tokens      its tokens, with one end mark for each document
    text_bytes  its length as a file, in bytes, with one line end for each document
    rungs       from the model that knows least upwards
    """

    text: str
    tokens: int
    text_bytes: int
    rungs: tuple[Rung, ...]

    def bits(self, nats: float) -> float:
        """Nats a token of this text, as bits per byte."""
        return bits_per_byte(nats, self.tokens, self.text_bytes)

    def until(self, lesson: int) -> "Column":
        """The column as it is at the end of a lesson."""
        return replace(self, rungs=tuple(r for r in self.rungs if r.lesson <= lesson))


# What each model learned from is the first list of `helpers.text.split(names())`, and what it is
# judged on is the second. Bigrams are counted with one added to each count, since 11 pairs of
# the held-out names never come in the others; the counts of four letters are mixed with those of
# fewer. The lists for plays are those of `helpers.text.split_plays()`; where a model reads merged
# tokens, its nats are those of the whole text for each character, so that they compare. What has
# read 36 plays learned from `split_plays(every=True)`; its counts are of four letters, too. A GPT
# reads them in rows of its context, side by side, and what fills no row at the end is left out.
# `tests/test_ladder.py` computes each number again.
LADDER = {
    "names": Column(
        text="2,991 held-out names",
        tokens=21_448,
        text_bytes=21_448,
        rungs=(
            Rung("uniform", 3.296, lesson=5),
            Rung("unigram", 2.827, lesson=5),
            Rung("bigram by counts", 2.468, lesson=5),
            Rung("bigram by fit", 2.47, lesson=5, trained=True),
            Rung("counts, 4 letters", 2.083, lesson=6),
            Rung("network, 5 letters", 2.08, lesson=6, trained=True),
            Rung("network, 8 letters", 2.05, lesson=6, trained=True),
        ),
    ),
    "plays": Column(
        text="Twelfth Night, held out",
        tokens=110_817,
        text_bytes=110_817,
        rungs=(
            Rung("uniform", 4.5951, lesson=8),
            Rung("unigram", 3.324, lesson=8),
            Rung("bigram by counts", 2.524, lesson=8),
            Rung("bigram, 400 merges", 2.007, lesson=8),
            Rung("GPT, in class", 1.98, lesson=9, trained=True),
            Rung("counts, 4 letters", 1.861, lesson=8),
            Rung("GPT, 1,000 merges", 1.774, lesson=9, trained=True),
            Rung("GPT, 6,000 steps", 1.7696, lesson=9, trained=True),
            Rung("counts, 36 plays", 1.7345, lesson=10),
            Rung("GPT, 36 plays", 1.4838, lesson=10, trained=True),
        ),
    ),
}


@contextmanager
def judging(model) -> Iterator[None]:
    """Evaluation mode and no gradients within the block; then each part's own mode again.

    with judging(model):
        logits = model(X)
    """
    modes = {}
    if isinstance(model, nn.Module):
        modes = {part: part.training for part in model.modules()}
        model.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        for part, training in modes.items():
            part.training = training


def _losses(logits: Tensor, y: Tensor) -> Tensor:
    """-log p of each y (...), from logits (..., classes); 0 for what is ignored."""
    if not isinstance(logits, Tensor) or not logits.is_floating_point():
        kind = logits.dtype if isinstance(logits, Tensor) else type(logits).__name__
        raise TypeError(f"The model returns {kind}; wanted a tensor of logits, which are floats.")
    if logits.shape[:-1] != y.shape:
        raise ValueError(
            f"The model returns shape {tuple(logits.shape)} and y has shape {tuple(y.shape)}; "
            "wanted logits (N, classes) and y (N,). A y of shape (N, 1) needs y.flatten()."
        )
    classes = logits.shape[-1]
    judged = y[y != IGNORED]
    if judged.numel() and (judged.min() < 0 or judged.max() >= classes):
        wrong = judged.min() if judged.min() < 0 else judged.max()
        raise ValueError(
            f"y holds {wrong.item()}; the model has {classes} classes, 0 to {classes - 1}. Were "
            "model and text made with one vocabulary?"
        )
    if classes > 1 and logits.min() >= 0 and (logits.sum(dim=-1) - 1).abs().max() < 1e-4:
        raise ValueError(
            "The model returns probabilities: each row adds up to 1. Wanted logits; leave out "
            "the softmax, or try .log()."
        )
    losses = nn.functional.cross_entropy(logits.reshape(-1, classes), y.flatten(), reduction="none")
    if losses.isnan().any():
        raise ValueError(
            "The model returns logits that are NaN or infinite. Look at the loss while it was "
            "trained, and try a smaller learning rate."
        )
    return losses
