"""What several experiments need: names for a seed, batches in pieces, and the judge."""

import itertools
from collections.abc import Iterable, Iterator

import torch
from torch import Tensor, nn

from helpers.evaluation import evaluate
from helpers.text import LETTERS, names, split, windows

BATCH, LR, CONTEXT = 256, 0.005, 5
APART = 7_000  # names from where one seed's begin to where the next one's do
Batches = Iterable[tuple[Tensor, Tensor]]


def some_names(count: int, seed: int) -> list[str]:
    """`count` of the training names; each seed begins at another place, and seed 0 at the first."""
    train, _, _ = split(names())
    return (train[APART * seed :] + train[: APART * seed])[:count]


def held_out_loss(model: nn.Module, context: int = CONTEXT) -> float:
    """The loss on all held-out names, in nats per letter."""
    _, held_out, _ = split(names())
    return evaluate(model, *windows(held_out, LETTERS, context))


class Pieces:
    """The next `steps` batches each time it is looped over, however long an epoch is."""

    def __init__(self, batches: Batches, steps: int):
        self.steps = steps
        self.stream = itertools.chain.from_iterable(itertools.repeat(batches))

    def __len__(self) -> int:
        return self.steps

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        return itertools.islice(self.stream, self.steps)


class Augmented:
    """Batches in which each letter of X becomes a random one with probability `share`."""

    def __init__(self, batches: Batches, share: float, seed: int):
        self.batches, self.share = batches, share
        self.generator = torch.Generator().manual_seed(seed)

    def __len__(self) -> int:
        return len(self.batches)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        for X, y in self.batches:
            replaced = torch.rand(X.shape, generator=self.generator) < self.share
            letters = torch.randint(1, len(LETTERS), X.shape, generator=self.generator)
            yield torch.where(replaced, letters, X), y


def drawn_rows(ids: Tensor, context: int, count: int, generator: torch.Generator) -> Tensor:
    """`count` rows of context + 1 tokens that stand side by side in `ids`, drawn at random."""
    starts = torch.randint(len(ids) - context, (count, 1), generator=generator)
    return ids[starts + torch.arange(context + 1)]


class RandomWindows:
    """Batches (X, y) of rows of `context` tokens, drawn at random from all; y is one later.

    Each time it is looped over, it goes on with other rows.
    """

    def __init__(self, ids: Tensor, context: int, batch_size: int, batches: int, seed: int):
        self.ids, self.context, self.batch_size, self.batches = ids, context, batch_size, batches
        self.generator = torch.Generator().manual_seed(seed)

    def __len__(self) -> int:
        return self.batches

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        for _ in range(self.batches):
            rows = drawn_rows(self.ids, self.context, self.batch_size, self.generator)
            yield rows[:, :-1], rows[:, 1:]
