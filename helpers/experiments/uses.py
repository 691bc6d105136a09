"""Five uses of one base model: for each it is fine-tuned, and judged beside a simple rule."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from helpers.evaluation import IGNORED, judging
from helpers.experiments.fares import distances
from helpers.experiments.shared import Batches, RandomWindows
from helpers.experiments.ways import Rows, prepared, train
from helpers.models import GPT
from helpers.streams import in_rows, stream
from helpers.tasks import (
    GOODS,
    Item,
    fares,
    in_english,
    in_pinyin,
    numbers,
    right,
    rows,
    source_losses,
    visits,
)
from helpers.text import CHARACTERS, code, king_james

STEPS, BATCH = 300, 16
VISITS = 2000
MEMORIES = (1, 2, 3, 4)  # tokens that the counts may look back
APART = 0.1  # the last part of what was learned from, which chooses the memory
DRAWS = 2000  # of the bootstrap


@dataclass(frozen=True)
class Row:
    """One use, with one seed.

    unit       "nats", the mean loss of a character or a pick; or "right", the share of answers
               that are right
    items      how many were judged: rows of text, numbers, distances, or visits
    before     of the base model as it is
    after      of the base model, fine-tuned
    simple     of the simple rule
    low, high  the bounds of after minus simple, by a bootstrap over the items: 95 in 100 draws lie
               between them
    floor      the best that there can be; -1 where nobody knows it
    """

    seed: int
    use: str
    unit: str
    items: int
    before: float
    after: float
    simple: float
    low: float
    high: float
    floor: float


class Counts:
    """What comes next, by counting what came after the last tokens, `memory` of them down to none.

    Each is mixed with the shorter ones by the rule of Witten and Bell, as in lesson 06.

    texts    lists of tokens; no count goes from one into the next
    symbols  how many different tokens can come
    memory   how many tokens it looks back
    """

    def __init__(self, texts: Sequence[Sequence[int]], symbols: int, memory: int):
        self.symbols, self.memory = symbols, memory
        self.counts: Counter = Counter()
        for ids in texts:
            for k in range(memory + 1):
                self.counts.update((tuple(ids[i - k : i]), ids[i]) for i in range(k, len(ids)))
        self.came: Counter = Counter()
        self.different: Counter = Counter()
        for (before, _), n in self.counts.items():
            self.came[before] += n
            self.different[before] += 1

    def p(self, before: tuple[int, ...], after: int) -> float:
        """The probability of a token after these, at most `memory`."""
        shorter = self.p(before[1:], after) if before else 1 / self.symbols
        n, u = self.came[before], self.different[before]
        return (self.counts[before, after] + u * shorter) / (n + u) if n else shorter

    def losses(self, ids: Sequence[int]) -> Tensor:
        """-log p of each token, float64 of shape (N,)."""
        found = [self.p(tuple(ids[max(0, i - self.memory) : i]), one) for i, one in enumerate(ids)]
        return -torch.tensor(found, dtype=torch.float64).log()


def best_counts(texts: Sequence[Sequence[int]], symbols: int) -> Counts:
    """The counts with the memory that is best for the last texts, counted in the first ones.

    Then all texts are counted with that memory.
    """
    cut = round((1 - APART) * len(texts))
    judged = texts[cut:]

    def loss(memory: int) -> float:
        counts = Counts(texts[:cut], symbols, memory)
        return sum(counts.losses(ids).sum().item() for ids in judged)

    return Counts(texts, symbols, min(MEMORIES, key=loss))


def bootstrap(ours: Tensor, simple: Tensor, seed: int = 0) -> tuple[float, float]:
    """Bounds of mean(ours) - mean(simple), both (N,), between which 95 of 100 draws lie.

    A draw takes N items out of these N, each as often as it comes, and the same ones of both.
    """
    generator = torch.Generator().manual_seed(seed)
    difference = (ours - simple).double()
    drawn = torch.randint(len(difference), (DRAWS, len(difference)), generator=generator)
    low, high = difference[drawn].mean(1).quantile(torch.tensor([0.025, 0.975]).double())
    return low.item(), high.item()


def losses(model: GPT, X: Tensor, y: Tensor) -> Tensor:
    """The mean loss of each row over its targets that count, (N,); `evaluate` gives one of all."""
    found = []
    with judging(model):
        for some, targets in zip(X.split(64), y.split(64), strict=True):
            each = torch.nn.functional.cross_entropy(
                model(some).transpose(1, 2), targets, ignore_index=IGNORED, reduction="none"
            )
            found.append(each.sum(1) / (targets != IGNORED).sum(1))
    return torch.cat(found)


def run(seed: int) -> Iterator[Row]:
    for use in USES:
        yield learn(use, seed, STEPS)


def learn(use: str, seed: int, steps: int) -> Row:
    """One use, with so many steps."""
    unit, batches, judge, simple, floor = USES[use](seed, steps)
    model = prepared("full", seed)
    before = judge(model)
    for _ in train(model, "full", batches, steps):
        pass
    after = judge(model)
    low, high = bootstrap(after, simple)
    means = [each.double().mean().item() for each in (before, after, simple)]
    return Row(seed, use, unit, len(simple), *means, low, high, floor)


# the unit, the batches, the judge, what it finds of the simple rule for each item, and the floor
Parts = tuple[str, Batches, Callable[[GPT], Tensor], Tensor, float]


def _text(train_on: list[str], judged: list[str], seed: int, steps: int) -> Parts:
    """Writing on: the loss of each row of the context, beside counts of the same text."""
    ids, new = stream(train_on, CHARACTERS), stream(judged, CHARACTERS)
    context = prepared("full", seed).context
    X, y = in_rows(new, context)
    size = len(ids) // 20  # twenty texts, so that the last two can choose the memory
    counts = best_counts([part.tolist() for part in ids.split(size)], len(CHARACTERS))
    counted = counts.losses(new.tolist())[1 : 1 + y.numel()]
    batches = RandomWindows(ids, context, BATCH, steps, seed)
    return "nats", batches, lambda model: losses(model, X, y), counted.view(y.shape).mean(1), -1.0


def _writing(seed: int, steps: int) -> Parts:
    return _text(*king_james(), seed, steps)


def _code(seed: int, steps: int) -> Parts:
    return _text(*code(), seed, steps)


def _right(model: GPT, items: Sequence[Item]) -> Tensor:
    """1.0 for each answer that is right, else 0.0, (N,)."""
    return torch.tensor(right(model, items)).float()


def _answering(seed: int, steps: int) -> Parts:
    """Distances never shown, beside the line of lesson 01, which is right for each of them.

    An item is a distance: its wordings are judged together.
    """
    shown, never = distances(seed)
    items = fares(never)
    batches = Rows(fares(shown), BATCH, steps, seed)
    line = torch.ones(len(never))
    return (
        "right",
        batches,
        lambda model: _right(model, items).view(len(never), -1).mean(1),
        line,
        1.0,
    )


def dictionary(number: int) -> str:
    """A number in pinyin, word for word: each English word has its own, in the same order."""
    words = in_english(number).replace("-", " ").split()
    known = {in_english(n): in_pinyin(n) for n in [*range(20), *range(20, 100, 10)]}
    return " ".join((known | {"hundred": "bai"})[word] for word in words)


def _translating(seed: int, steps: int) -> Parts:
    """Numbers never shown, from 0 to 999, beside a translation word for word."""
    generator = torch.Generator().manual_seed(200 + seed)
    order = torch.randperm(1000, generator=generator).tolist()
    shown, never = order[:300], order[300:500]
    items = numbers(never)
    simple = torch.tensor([dictionary(number) == in_pinyin(number) for number in never])
    batches = Rows(numbers(shown), BATCH, steps, seed)
    return "right", batches, lambda model: _right(model, items), simple.float(), 1.0


def _picks(item: Item) -> list[int]:
    return [GOODS.index(good) for good in item.answer]


def _recommending(seed: int, steps: int) -> Parts:
    """The picks of new customers, beside counts of the last picks; the rule itself is the floor."""
    shown, new = visits(VISITS, 2 * seed), visits(200, 2 * seed + 1)
    X, y = rows(new)
    y[:, -1] = IGNORED  # the end mark: each visit has as many picks
    counts = best_counts([_picks(item) for item in shown], len(GOODS))
    simple = torch.stack([counts.losses(_picks(item)).mean() for item in new])
    floor = sum(sum(source_losses(item)) for item in new) / sum(len(i.answer) for i in new)
    batches = Rows(shown, 2 * BATCH, steps, seed)  # twice as many: the rows are short
    return "nats", batches, lambda model: losses(model, X, y), simple, floor


USES = {
    "writing on": _writing,
    "fares": _answering,
    "translation": _translating,
    "code": _code,
    "next pick": _recommending,
}
