"""The winner's curse: the best of n settings on few validation names, and on the test names.

Fifty settings are trained, all of them good ones. Then 40 times: draw validation names and an
order of the settings, and take the best of the first n.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from helpers.experiments.trials import CONTEXT, Trial, steps_of_a_trial
from helpers.text import LETTERS, names, split, windows

SETTINGS, DRAWS = 50, 40
TRIED = (1, 2, 5, 10, 20, 50)
SIZES = (30, 100, 300, 1_000)  # names in the validation set
RATES, UNITS = (0.01, 0.06), (32, 128)  # drawn on a log axis


@dataclass(frozen=True)
class Row:
    """How much better than the average of the fifty the winner is, in nats per letter.

    names    names in the validation set
    tried    settings that the winner is the best of
    promise  on the validation names that chose it
    truth    on the test names
    """

    seed: int
    names: int
    tried: int
    promise: float
    truth: float


def run(seed: int) -> Iterator[Row]:
    validation, test, letters = losses(seed, SETTINGS)
    generator = torch.Generator().manual_seed(seed)
    for size in SIZES:
        draws = []
        for _ in range(DRAWS):
            some = torch.randperm(len(letters), generator=generator)[:size]
            seen = validation[:, some].sum(dim=1) / letters[some].sum()
            draws.append((seen, torch.randperm(SETTINGS, generator=generator)))
        for tried in TRIED:
            pairs = torch.tensor([winner(seen, test, order[:tried]) for seen, order in draws])
            yield Row(seed, size, tried, *pairs.mean(dim=0).tolist())


def winner(seen: Tensor, test: Tensor, tried: Tensor) -> tuple[float, float]:
    """How far the best of those tried is below the average of all: as seen, and in the test."""
    best = tried[seen[tried].argmin()]
    return (seen.mean() - seen[best]).item(), (test.mean() - test[best]).item()


def losses(seed: int, count: int) -> tuple[Tensor, Tensor, Tensor]:
    """Of `count` settings: -log p summed over each held-out name, the mean on the test names.

    Returns (count, names), (count,) and the letters of each held-out name, with its end mark.
    """
    _, held_out, test = split(names())
    place = torch.rand(count, 2, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    validation, tests = [], []
    for number, (a, b) in enumerate(place.tolist()):
        lr = RATES[0] * (RATES[1] / RATES[0]) ** a
        hidden = round(UNITS[0] * (UNITS[1] / UNITS[0]) ** b)
        trial = Trial(lr, hidden, seed * count + number)
        trial.train(steps_of_a_trial())
        validation.append(_by_name(trial.model, held_out))
        tests.append(_by_name(trial.model, test).sum() / sum(len(name) + 1 for name in test))
    letters = torch.tensor([len(name) + 1 for name in held_out])
    return torch.stack(validation), torch.stack(tests), letters


def _by_name(model: nn.Module, documents: list[str]) -> Tensor:
    """(names,) float64: -log p, summed over the letters of each name."""
    X, y = windows(documents, LETTERS, CONTEXT)
    with torch.no_grad():
        each = nn.functional.cross_entropy(model(X), y, reduction="none").double()
    which = torch.repeat_interleave(torch.tensor([len(name) + 1 for name in documents]))
    return torch.zeros(len(documents), dtype=torch.float64).index_add(0, which, each)
