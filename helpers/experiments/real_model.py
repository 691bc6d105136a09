"""A real pretrained model on the texts of these lessons, and it learns what a ride costs, in words.

It needs what `helpers.real.INSTALL` names, and some seven minutes of computing. The model has most
likely read the plays, the Bible and Python's own files while it was pretrained, so that its numbers
are no place on the ladder.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch

from helpers.evaluation import evaluate
from helpers.experiments.fares import LONGER, distances
from helpers.experiments.ways import Rows, train
from helpers.models import add_lora
from helpers.real import Real, answers, as_chat, bits, rows, smollm2
from helpers.tasks import Item, fares
from helpers.text import code, king_james, split_plays

SEEDS = (0,)
CAPITAL = "What is the capital of France?"
LETTERS = 4900  # from the beginning of a text
EXAMPLES = 3  # distances in a prompt with examples, each in three wordings
RANK, ALPHA = 8, 16
LR = 3e-3  # better than 1e-3 in the first ten steps on another split
STEPS, BATCH = 200, 8
TEXTS = {
    "plays": lambda: split_plays()[1],
    "king_james": lambda: king_james()[1],
    "code": lambda: code()[1],
}


@dataclass(frozen=True)
class Row:
    """One thing that was measured.

    what   its name; the names stand below
    value  a count, nats per token, or bits per byte
    of     of how many, where it counts right answers, to the letter; else 0
    text   an answer as the model gave it, the last of these; else nothing

    parameters, vocabulary, context, layers, width  of the model
    plays, king_james, code    bits per byte of the first 4,900 letters of Twelfth Night, 1 Samuel
                               and the copy.py of Python's library
    capital                    the answer to a question from its own world, as a chat
    chat, chat longer          right answers about the 20 distances that are never shown, and about
                               those from 101 to 120 km, to the question alone, as a chat
    examples, examples longer  the same after nine questions with their answers
    moved                      numbers that learn with LoRA
    loss before, loss after    of the answers about distances never shown, in nats per token
    step 10, step 20, ...      the mean training loss of the last ten steps
    LoRA, LoRA longer          right answers after the training
    LoRA plays                 bits per byte of the plays after the training
    """

    seed: int
    what: str
    value: float
    of: int
    text: str


def beginning(name: str) -> str:
    """The first letters of a text that is judged, its documents with a line end between them."""
    return "\n".join(TEXTS[name]())[:LETTERS]


def with_examples(shown: Sequence[int], question: str) -> str:
    """A prompt of some rides with their fares, a line for each, and the question."""
    lines = [f"{item.question} {item.answer}" for item in fares(shown[:EXAMPLES])]
    return "\n".join([*lines, question])


def run(seed: int) -> Iterator[Row]:
    model, tokenizer = smollm2()

    def row(what: str, value: float, of: int = 0, text: str = "") -> Row:
        return Row(seed, what, float(value), of, text)

    def judged(what: str, items: Sequence[Item], prompt) -> Row:
        said = answers(model, tokenizer, [prompt(item.question) for item in items])
        right = sum(one == item.answer for one, item in zip(said, items, strict=True))
        return row(what, right, len(items), said[-1])

    config = model.inside.config
    yield row("parameters", sum(p.numel() for p in model.parameters()))
    yield row("vocabulary", config.vocab_size)
    yield row("context", model.context)
    yield row("layers", len(model.blocks))
    yield row("width", config.hidden_size)
    for name in TEXTS:
        yield row(name, bits(model, tokenizer, beginning(name)))

    shown, never = distances(seed)
    asked = {"": fares(never), " longer": fares(LONGER)}
    capital = [Item(CAPITAL, "The capital of France is Paris.")]
    yield judged("capital", capital, lambda question: as_chat(tokenizer, question))
    for name, items in asked.items():
        yield judged(f"chat{name}", items, lambda question: as_chat(tokenizer, question))
    for name, items in asked.items():
        yield judged(f"examples{name}", items, lambda question: with_examples(shown, question))

    new = rows(tokenizer, asked[""])
    before = evaluate(model, *new, batch_size=BATCH)
    prepared(model, seed)
    yield row("moved", sum(p.numel() for p in model.parameters() if p.requires_grad))
    yield row("loss before", before)
    for step, loss in learn(model, tokenizer, seed, STEPS):
        yield row(f"step {step}", loss)
    yield row("loss after", evaluate(model, *new, batch_size=BATCH))
    for name, items in asked.items():
        yield judged(f"LoRA{name}", items, lambda question: question)
    yield row("LoRA plays", bits(model, tokenizer, beginning("plays")))


def prepared(model: Real, seed: int) -> Real:
    """The model with a LoRA in each linear layer of its blocks."""
    torch.manual_seed(seed)
    return add_lora(model, RANK, ALPHA)


def learn(model: Real, tokenizer, seed: int, steps: int) -> Iterator[tuple[int, float]]:
    """Train what learns of the model on the distances that are shown: steps so far, and loss."""
    shown, _ = distances(seed)
    made = functools.partial(rows, tokenizer)
    batches = Rows(fares(shown), BATCH, 10, seed, made=made)
    losses = train(model, "LoRA", batches, steps, LR)
    for number, (loss, _) in enumerate(losses, start=1):
        yield number * len(batches), loss
