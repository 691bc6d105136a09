"""Cures for overfitting: 2,000 names, 20 epochs, with one thing changed at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import nn

from helpers.data import MiniBatches
from helpers.experiments.shared import (
    BATCH,
    CONTEXT,
    LR,
    Augmented,
    Pieces,
    held_out_loss,
    some_names,
)
from helpers.models import mlp
from helpers.text import LETTERS, windows
from helpers.training import fit

NAMES, EPOCHS = 2_000, 20


@dataclass(frozen=True)
class Row:
    """The held-out loss after an epoch, in nats per letter."""

    seed: int
    cure: str
    epoch: int
    held_out: float


@dataclass(frozen=True)
class Setting:
    """What a run does; as it stands here, nothing against overfitting.

    l1       what each nat of loss is charged for the sum of all parameters' sizes
    replace  the share of the letters in X that become random ones
    """

    names: int = NAMES
    hidden: int = 128
    dropout: float = 0.0
    weight_decay: float = 0.0
    l1: float = 0.0
    replace: float = 0.0


SETTINGS = {
    "none": Setting(),
    "512 hidden units": Setting(hidden=512),
    "32 hidden units": Setting(hidden=32),
    "L1": Setting(l1=3e-4),
    "L2": Setting(weight_decay=1e-3),
    "dropout 0.3": Setting(dropout=0.3),
    "dropout 0.5": Setting(dropout=0.5),
    "dropout 0.5 and L2": Setting(dropout=0.5, weight_decay=1e-3),
    "dropout 0.5, 3 x L2": Setting(dropout=0.5, weight_decay=3e-3),
    "letters replaced": Setting(replace=0.1),
    "8,000 names": Setting(names=8_000),
}
EARLY = "early stopping"  # no run of its own: the best epoch of "none"


def run(seed: int) -> Iterator[Row]:
    for cure in SETTINGS:
        yield from learn(cure, seed)


def learn(cure: str, seed: int, epochs: int = EPOCHS) -> Iterator[Row]:
    """The rows of one cure. With more names there are as many steps, so fewer epochs."""
    setting = SETTINGS[cure]
    X, y = windows(some_names(setting.names, seed), LETTERS, CONTEXT)
    batches = MiniBatches(X, y, batch_size=BATCH, seed=seed)
    if setting.replace:
        batches = Augmented(batches, setting.replace, seed)
    if setting.names != NAMES:
        usual, _ = windows(some_names(NAMES, seed), LETTERS, CONTEXT)
        batches = Pieces(batches, -(-len(usual) // BATCH))
    torch.manual_seed(seed)
    model = mlp(CONTEXT, 16, setting.hidden, dropout=setting.dropout)
    optimizer = torch.optim.Adam(model.parameters(), lr=LR, weight_decay=setting.weight_decay)
    cross_entropy = nn.CrossEntropyLoss()

    def loss_fn(logits, y):
        if not setting.l1:
            return cross_entropy(logits, y)
        return cross_entropy(logits, y) + setting.l1 * sum(
            p.abs().sum() for p in model.parameters()
        )

    for epoch in range(1, epochs + 1):
        fit(model, batches, loss_fn, optimizer, epochs=1, progress=False)
        yield Row(seed, cure, epoch, held_out_loss(model))


def at_the_end(rows: Sequence[Row]) -> dict[str, list[float]]:
    """The held-out loss of each cure after its last epoch, one number for each seed.

    Early stopping, the best epoch of "none", comes after "none".
    """
    found = {}
    for cure in dict.fromkeys(row.cure for row in rows):
        losses = {}
        for row in rows:
            if row.cure == cure:
                losses.setdefault(row.seed, []).append(row.held_out)
        found[cure] = [of_seed[-1] for of_seed in losses.values()]
        if cure == "none":
            found[EARLY] = [min(of_seed) for of_seed in losses.values()]
    return found
