"""The GPT of lesson 09 on three kinds of tokens: characters, 400 merges and 1,000 merges."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch

from helpers.evaluation import LADDER, evaluate
from helpers.experiments.shared import RandomWindows
from helpers.models import GPT, next_token_loss
from helpers.streams import in_rows, stream
from helpers.text import CHARACTERS, split_plays
from helpers.tokens import BytePairs
from helpers.training import fit

CONTEXT, WIDTH, HEADS, LAYERS, BATCH = 32, 48, 4, 2, 24
PARTS = ((700, 3e-3), (200, 1e-3))  # steps and their learning rate, as in the lesson
MERGES = (0, 400, 1000)  # 0 is the 99 characters


@dataclass(frozen=True)
class Row:
    """What one training came to, on Twelfth Night.

    parameters  of the model
    nats        its loss, in nats per token
    letters     the same in nats per character of the text
    bits        the same in bits per byte
    """

    seed: int
    merges: int
    parameters: int
    nats: float
    letters: float
    bits: float


def run(seed: int) -> Iterator[Row]:
    for merges in MERGES:
        yield learn(merges, seed)


def learn(merges: int, seed: int, parts: tuple[tuple[int, float], ...] = PARTS) -> Row:
    train, held_out, _ = split_plays()
    tokenizer = BytePairs.train(train, merges) if merges else CHARACTERS
    ids, new = stream(train, tokenizer), stream(held_out, tokenizer)
    torch.manual_seed(seed)
    model = GPT(len(tokenizer), CONTEXT, WIDTH, HEADS, LAYERS)
    for number, (steps, lr) in enumerate(parts):
        batches = RandomWindows(ids, CONTEXT, BATCH, steps, 10 * seed + number)
        optimizer = torch.optim.Adam(model.parameters(), lr=lr)
        fit(model, batches, next_token_loss, optimizer, epochs=1, progress=False)
    nats = evaluate(model, *in_rows(new, CONTEXT), batch_size=256)
    plays = LADDER["plays"]
    letters = nats * (len(new) - 1) / plays.tokens
    parameters = sum(weight.numel() for weight in model.parameters())
    return Row(seed, merges, parameters, nats, letters, plays.bits(letters))
