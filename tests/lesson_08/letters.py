"""What lesson 08 counts, counted again in plain Python and by the package tokenizers."""

import math
from collections import Counter
from functools import cache
from itertools import pairwise

from lessons import ROOT
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

NINE = (
    "A Midsummer Night's Dream, As You Like It, Love's Labours Lost, Much Ado About Nothing, "
    "The Comedy of Errors, The Merchant of Venice, The Merry Wives of Windsor, "
    "The Taming of the Shrew, Two Gentlemen of Verona"
).split(", ")


@cache
def scenes(title):
    """The scenes of a play, from the lines of the file."""
    found, here = [], False
    for line in (ROOT / "helpers/tables/plays.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            here = line == f"# {title}"
        elif here and line.startswith("## "):
            found.append([])
        elif here and found:
            found[-1].append(line)
    return ["\n".join(lines).strip("\n") for lines in found]


TRAINING = [scene for title in NINE for scene in scenes(title)]
HELD_OUT, TEST = scenes("Twelfth Night"), scenes("The Tempest")
DREAM = scenes(NINE[0])
SIZE = sum(len(scene) + 1 for scene in HELD_OUT)


def raw(name):
    return (ROOT / f"helpers/tables/raw/{name}.txt").read_bytes()


FILES = {
    "Alice": raw("alice"),
    "As You Like It": raw("as_you_like_it"),
    "Paradise Lost": raw("paradise_lost"),
    "Workshop": raw("workshop"),
}


@cache
def merged(merges, texts="training"):
    """The tokenizer of the package with so many merges, and its pairs."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(
        vocab_size=257 + merges,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=["<|endoftext|>"],
        show_progress=False,
    )
    tokenizer.train_from_iterator(TRAINING if texts == "training" else DREAM, trainer)
    return tokenizer


@cache
def bigram(merges):
    """Nats per token and tokens of the held-out play, one added to each count; 0: characters."""
    if merges:
        encode = [[0, *merged(merges).encode(scene).ids, 0] for scene in (*TRAINING, *HELD_OUT)]
        symbols = 257 + merges
    else:
        encode = [f"■{scene}■" for scene in (*TRAINING, *HELD_OUT)]
        symbols = 99
    # scenes stand in a row, so that one end mark ends a scene and begins the next
    rows, new = encode[: len(TRAINING)], encode[len(TRAINING) :]
    both = Counter(two for row in rows for two in pairwise(row))
    first = Counter(token for row in rows for token in row[:-1])
    pairs = [two for row in new for two in pairwise(row)]
    loss = -sum(math.log((both[two] + 1) / (first[two[0]] + symbols)) for two in pairs)
    return loss / len(pairs), len(pairs)


def runs_of(text, n):
    words = text.split()
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}
