"""What a run is: with the same settings, it is the same run."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from helpers.data import check_count
from helpers.text import CHARACTERS, Vocabulary, split_plays

Documents = list[str]


@dataclass(frozen=True)
class Corpus:
    """What a model learns from.

    about       in some words
    vocabulary  the symbols
    documents   called without arguments: the texts to train on, and those held out
    """

    about: str
    vocabulary: Vocabulary
    documents: Callable[[], tuple[Documents, Documents]]


CORPORA = {
    "comedies": Corpus("nine comedies of Shakespeare", CHARACTERS, lambda: split_plays()[:2]),
    "plays": Corpus("36 plays of Shakespeare", CHARACTERS, lambda: split_plays(every=True)[:2]),
}


@dataclass(frozen=True)
class Settings:
    """All that decides what a run comes to.

    corpus   what it learns from: a name in `CORPORA`
    context  T, the tokens in a row
    width    C, heads and layers: the size of the GPT
    rows     B, the rows of one step, of all pieces and processes together
    steps    how many steps the optimizer takes
    lr       the highest learning rate
    warmup   how many steps the rate takes to rise to it
    lowest   the rate at the end, as a share of the highest; 1 keeps it where it is
    decay    how much AdamW shrinks the weights at each step, as a share of the rate
    clip     the greatest length of the gradient
    seed     of the first weights, and of the order of the windows
    shards   into how many parts the text is cut, each of them read by itself; the processes
             share the parts, so that a run is the same for 1 process and for 2
    pieces   in how many pieces, one after the other, a step's rows go through the model
    every    after how many steps it is judged and stored

    Raises TypeError for a count that is no whole number, and ValueError for what is below 1, an
    unknown corpus, rows or heads that do not come out even, a warm-up as long as the run, or a
    seed that PyTorch does not take.
    """

    corpus: str = "plays"
    context: int = 64
    width: int = 64
    heads: int = 4
    layers: int = 2
    rows: int = 32
    steps: int = 400
    lr: float = 1e-2
    warmup: int = 40
    lowest: float = 0.1
    decay: float = 0.1
    clip: float = 1.0
    seed: int = 0
    shards: int = 2
    pieces: int = 1
    every: int = 100

    def __post_init__(self):
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if field.type is int and field.name not in ("seed", "warmup"):
                check_count(field.name, value)
        if self.corpus not in CORPORA:
            raise ValueError(f"No corpus {self.corpus!r}. There are {', '.join(CORPORA)}.")
        if not (self.lr > 0 and self.clip > 0 and self.decay >= 0 and 0 <= self.lowest <= 1):
            raise ValueError(
                f"lr is {self.lr}, clip {self.clip}, decay {self.decay} and lowest {self.lowest}; "
                "wanted lr and clip above 0, decay 0 or more, and lowest from 0 to 1."
            )
        if not 0 <= self.warmup < self.steps:
            raise ValueError(
                f"warmup is {self.warmup} of {self.steps} steps; wanted at least 0, and fewer than "
                "all. A tenth of the steps is a good start."
            )
        if self.seed not in range(2**63):
            raise ValueError(f"seed is {self.seed}; wanted a whole number from 0 to 2**63 - 1.")
        if self.width % self.heads:
            raise ValueError(f"{self.heads} heads cannot share a width of {self.width} evenly.")
        if self.rows % (self.shards * self.pieces):
            raise ValueError(
                f"{self.rows} rows do not come out even in {self.shards} shards with "
                f"{self.pieces} pieces each; wanted a multiple of {self.shards * self.pieces}."
            )

    @property
    def tokens_a_step(self) -> int:
        return self.rows * self.context


PRESETS = {
    # the one that lesson 10 runs: less than a minute
    "minute": Settings(),
    # the stored model that lessons 11 to 13 begin with
    "base": Settings(
        context=160,
        width=128,
        heads=4,
        layers=4,
        rows=32,
        steps=4000,
        lr=3e-3,
        warmup=200,
        every=200,
    ),
}
