"""Each rung of the ladder, computed again: by counting in plain Python, and by `fit`."""

import functools
import math
from collections import Counter
from itertools import pairwise

import pytest
import torch
from lesson_08.letters import bigram
from torch import nn

from helpers.data import MiniBatches
from helpers.evaluation import LADDER, evaluate
from helpers.experiments import stored
from helpers.models import GPT, mlp, stored_gpt
from helpers.streams import Windows, stream, write_tokens
from helpers.text import CHARACTERS, LETTERS, names, pairs, split, split_plays, windows
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


def mixing(texts, symbols):
    """p(before, after) of the counts of texts: those of this memory, and of shorter ones as many
    as different letters came after it. Each text begins with four end marks."""
    counts = Counter()  # how often a text of up to four letters came before each letter
    for text in texts:
        counts.update((text[i - k : i], text[i]) for i in range(4, len(text)) for k in range(5))
    came, different = Counter(), Counter()
    for (before, _), n in counts.items():
        came[before] += n
        different[before] += 1

    @functools.cache
    def mixed(before, after):
        shorter = mixed(before[1:], after) if before else 1 / symbols
        n, u = came[before], different[before]
        return (counts[before, after] + u * shorter) / (n + u) if n else shorter

    return mixed


def mixed_losses(mixed, texts):
    return [-math.log(mixed(t[i - 4 : i], t[i])) for t in texts for i in range(4, len(t))]


NETWORKS = {  # context, embedding, hidden; learning rates, the first for three epochs, then two
    "network, 5 letters": ((5, 16, 128), (0.01, 0.002)),
    "network, 8 letters": ((8, 24, 256), (0.005, 0.001)),
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
    counted = {name for name, rung in RUNGS.items() if not rung.trained}
    assert counted == {*COUNTED, "counts, 4 letters"}
    trained = {name for name, rung in RUNGS.items() if rung.trained}
    assert trained == {"bigram by fit", *NETWORKS}
    assert list(RUNGS.values()) == sorted(RUNGS.values(), key=lambda rung: rung.lesson)


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


def test_counts_with_mixed_memories():
    mixed = mixing([f"....{name}." for name in TRAINING], symbols=27)
    losses = mixed_losses(mixed, [f"....{name}." for name in HELD_OUT])
    assert len(losses) == COLUMN.tokens
    assert sum(losses) / len(losses) == pytest.approx(RUNGS["counts, 4 letters"].nats, abs=5e-4)
    assert sum(mixed("..em", after) for after in LETTERS.symbols) == pytest.approx(1)


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network(name):
    """It prints the same two digits on every processor: no loss is near to where they change."""
    (context, embedding, hidden), rates = NETWORKS[name]
    torch.manual_seed(0)
    model = mlp(context, embedding, hidden)
    batches = MiniBatches(*windows(TRAINING, LETTERS, context), batch_size=1024)
    for lr, epochs in zip(rates, (3, 2), strict=True):
        optimizer = torch.optim.Adam(model.parameters(), lr=lr)
        fit(model, batches, nn.CrossEntropyLoss(), optimizer, epochs=epochs, progress=False)
    loss = evaluate(model, *windows(HELD_OUT, LETTERS, context))
    assert loss == pytest.approx(RUNGS[name].nats, abs=0.0045)


SCENES, NEW_SCENES, _ = split_plays()
PLAYS = LADDER["plays"]
PLAYS_RUNGS = {rung.name: rung.nats for rung in PLAYS.rungs}


def test_the_plays_column():
    assert PLAYS.tokens == PLAYS.text_bytes == sum(len(scene.encode()) + 1 for scene in NEW_SCENES)
    assert [rung.name for rung in PLAYS.rungs] == [
        "uniform",
        "unigram",
        "bigram by counts",
        "bigram, 400 merges",
        "GPT, in class",
        "counts, 4 letters",
        "GPT, 1,000 merges",
        "GPT, 6,000 steps",
        "counts, 36 plays",
        "GPT, 36 plays",
    ]
    assert {rung.name for rung in PLAYS.rungs if rung.trained} == {
        *("GPT, in class", "GPT, 1,000 merges", "GPT, 6,000 steps", "GPT, 36 plays"),
    }
    assert PLAYS.rungs == tuple(sorted(PLAYS.rungs, key=lambda rung: -rung.nats))
    assert PLAYS_RUNGS["uniform"] == pytest.approx(math.log(99), abs=5e-4)


def test_unigrams_of_the_plays():
    after = Counter(token for scene in SCENES for token in f"{scene}■")
    total = after.total() + len(CHARACTERS)
    losses = [-math.log((after[token] + 1) / total) for s in NEW_SCENES for token in f"{s}■"]
    assert sum(losses) / PLAYS.tokens == pytest.approx(PLAYS_RUNGS["unigram"], abs=5e-4)


@pytest.mark.parametrize(("name", "merges"), [("bigram by counts", 0), ("bigram, 400 merges", 400)])
def test_bigrams_of_the_plays(name, merges):
    loss, tokens = bigram(merges)
    assert loss * tokens / PLAYS.tokens == pytest.approx(PLAYS_RUNGS[name], abs=5e-4)


@pytest.mark.parametrize(
    ("name", "scenes"),
    [("counts, 4 letters", SCENES), ("counts, 36 plays", split_plays(every=True)[0])],
    ids=["nine comedies", "36 plays"],
)
def test_counts_of_four_letters_of_the_plays(name, scenes):
    mixed = mixing([f"■■■■{scene}■" for scene in scenes], symbols=99)
    losses = mixed_losses(mixed, [f"■■■■{scene}■" for scene in NEW_SCENES])
    assert len(losses) == PLAYS.tokens
    assert sum(losses) / len(losses) == pytest.approx(PLAYS_RUNGS[name], abs=5e-4)


def rows_of(tokens, context):
    """X and y of the held-out play: rows of the context side by side, y one later."""
    ids = torch.tensor(tokens)
    starts = range(0, len(ids) - context, context)
    return tuple(torch.stack([ids[i + j : i + j + context] for i in starts]) for j in (0, 1))


NEW = [0] + [CHARACTERS.numbers[letter] for scene in NEW_SCENES for letter in f"{scene}■"]


def test_the_gpt_that_a_lesson_trains(tmp_path):
    """It prints one digit, and no processor is near to where that changes."""
    write_tokens(tmp_path / "plays.bin", stream(SCENES, CHARACTERS))
    torch.manual_seed(0)
    model = GPT(99, 32, 48, 4, 2)

    def loss_fn(logits, y):
        return nn.functional.cross_entropy(logits.flatten(0, 1), y.flatten())

    for lr, n in ((0.003, 700), (0.001, 200)):
        optimizer = torch.optim.Adam(model.parameters(), lr=lr)
        batches = Windows(tmp_path / "plays.bin", 32, 24, n, seed=n)
        fit(model, batches, loss_fn, optimizer, epochs=1, progress=False)
    loss = evaluate(model, *rows_of(NEW, 32), batch_size=256)
    assert loss == pytest.approx(PLAYS_RUNGS["GPT, in class"], abs=0.02)


def test_the_stored_gpt():
    loss = evaluate(stored_gpt(), *rows_of(NEW, 64), batch_size=256)
    assert loss == pytest.approx(PLAYS_RUNGS["GPT, 6,000 steps"], abs=5e-4)
    assert loss == pytest.approx(stored("gpt")[-1].held_out, abs=1e-3)


def test_the_base_model():
    loss = evaluate(stored_gpt("lesson_10_base"), *rows_of(NEW, 160), batch_size=64)
    assert loss == pytest.approx(PLAYS_RUNGS["GPT, 36 plays"], abs=5e-4)
    assert loss == pytest.approx(stored("base")[-1].held_out, abs=2e-3)  # it is stored as float16
    assert loss < 1.6


def test_the_gpt_on_merged_tokens():
    """From the stored runs; tests/test_experiments.py repeats some."""
    (first, *_) = (row for row in stored("merges") if row.merges == 1000)
    assert first.letters == pytest.approx(PLAYS_RUNGS["GPT, 1,000 merges"], abs=5e-4)
