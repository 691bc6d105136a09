"""Each rung of the ladder, computed again: by counting in plain Python, and by `fit`."""

import math
from collections import Counter
from itertools import pairwise

import pytest
import torch
from torch import nn

from helpers.data import MiniBatches
from helpers.evaluation import LADDER, evaluate
from helpers.text import LETTERS, names, pairs, split
from helpers.training import fit

TRAINING, HELD_OUT, _ = split(names())
COLUMN = LADDER["names"]
RUNGS = {rung.name: rung for rung in COLUMN.rungs}


def marked(documents):
    return [f".{name}." for name in documents]


PAIRS = Counter(two for name in marked(TRAINING) for two in pairwise(name))
NEXT, FIRST = Counter(), Counter()
for (first, after), n in PAIRS.items():
    NEXT[after] += n
    FIRST[first] += n


COUNTED = {  # p(after, first)
    "uniform": lambda first, after: 1 / 27,
    "unigram": lambda first, after: NEXT[after] / NEXT.total(),
    "bigram by counts": lambda first, after: (PAIRS[first, after] + 1) / (FIRST[first] + 27),
}


def surprise(p, documents):
    """The mean of -log p over all letters and end marks of these names."""
    losses = [-math.log(p(*two)) for name in marked(documents) for two in pairwise(name)]
    return sum(losses) / len(losses)


def judged(p, documents):
    """The same by `evaluate`, with the table of all log p as the model."""
    table = [[p(first, after) for after in LETTERS.symbols] for first in LETTERS.symbols]
    logits = torch.tensor(table).log()
    return evaluate(lambda X: logits[X], *pairs(documents, LETTERS))


def test_the_names_column():
    assert COLUMN.text == f"{len(HELD_OUT):,} held-out names"
    assert COLUMN.tokens == sum(len(name) + 1 for name in HELD_OUT)
    assert COLUMN.text_bytes == len("".join(f"{name}\n" for name in HELD_OUT).encode())
    assert len(RUNGS) == len(COLUMN.rungs)
    assert {name for name, rung in RUNGS.items() if not rung.trained} == set(COUNTED)


@pytest.mark.parametrize("name", COUNTED)
def test_a_counted_rung(name):
    loss = surprise(COUNTED[name], HELD_OUT)
    assert loss == pytest.approx(RUNGS[name].nats, abs=5e-4)
    assert judged(COUNTED[name], HELD_OUT) == pytest.approx(loss, abs=1e-5)
    assert COLUMN.bits(loss) == pytest.approx(loss * math.log2(math.e))


def test_one_is_added_since_a_count_is_zero():
    """Without it the loss is infinite: 11 pairs of the held-out names were never seen."""
    never = [two for name in marked(HELD_OUT) for two in pairwise(name) if not PAIRS[two]]
    assert len(never) == 11 and ("x", "w") in never  # maxwell
    assert judged(lambda first, after: PAIRS[first, after] / FIRST[first], HELD_OUT) == math.inf


def test_bigrams_by_fit():
    torch.manual_seed(0)
    model = nn.Embedding(27, 27)
    batches = MiniBatches(*pairs(TRAINING, LETTERS), batch_size=4096)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    fit(model, batches, nn.CrossEntropyLoss(), optimizer, epochs=5, progress=False)
    loss = evaluate(model, *pairs(HELD_OUT, LETTERS))
    assert loss == pytest.approx(RUNGS["bigram by fit"].nats, abs=0.01)
    assert loss == pytest.approx(surprise(COUNTED["bigram by counts"], HELD_OUT), abs=0.01)
