"""What the experiments of lesson 11 share: which parameters learn, and the training."""

import time
from collections.abc import Callable, Iterator, Sequence

import torch
from torch import Tensor, nn

from helpers.evaluation import evaluate
from helpers.experiments.shared import Batches, drawn_rows
from helpers.models import GPT, add_lora, next_token_loss, stored_gpt
from helpers.recipe import Clip, Schedule, decay_groups, warmup_cosine
from helpers.streams import in_rows, stream
from helpers.tasks import Item, rows
from helpers.text import CHARACTERS, split_plays
from helpers.training import fit

# The highest learning rate of each way. Of 3e-4, 1e-3 and 3e-3 (full), 1e-3 and 3e-3 (last block,
# scratch), 1e-2 and 3e-2 (last layer), 3e-3, 1e-2 and 3e-2 (rank 8), the one with the most right
# answers about distances never shown, in a split that no seed has; of equals, the lower loss. The
# ranks share one, and so do "full" with and without old text.
RATES = {
    "full": 1e-3,
    "full, old text": 1e-3,
    "last block": 3e-3,
    "last layer": 3e-2,
    "rank 1": 1e-2,
    "rank 2": 1e-2,
    "rank 4": 1e-2,
    "rank 8": 1e-2,
    "scratch": 1e-3,
}
OLD_ROWS = 8  # rows of plays in each batch of "full, old text"
SCALE = 2  # alpha over rank


def prepared(way: str, seed: int) -> GPT:
    """The model with which a way begins; what does not learn is frozen.

    Raises ValueError for a way that has no rate in `RATES`.
    """
    if way not in RATES:
        raise ValueError(f"No way {way!r}. There are {', '.join(RATES)}.")
    torch.manual_seed(seed)
    model = stored_gpt("lesson_10_base")
    if way == "scratch":
        return GPT(len(CHARACTERS), model.context, width=128, heads=4, layers=4)
    if way.startswith("rank "):
        rank = int(way.removeprefix("rank "))
        return add_lora(model, rank, alpha=SCALE * rank)
    if way.startswith("last "):
        model.requires_grad_(False)
        parts = [model.blocks[-1]] if way == "last block" else [model.norm]
        for part in parts:
            part.requires_grad_(True)
        if way == "last layer":  # with a table of its own, since that of the tokens stays
            model.to_logits.weight = nn.Parameter(model.to_logits.weight.detach().clone())
    return model


class Rows:
    """Batches of items in an order drawn anew for each epoch; what fills no batch is left out.

    batches          how many one loop gives; the next loop goes on where it stopped
    old              a text (N,): each batch gets `OLD_ROWS` rows of it, drawn at random, in which
                     every token counts
    made             what makes X and y of some items: `helpers.tasks.rows`, or one like it

    The rows of a batch are as long as its longest item.
    """

    def __init__(
        self,
        items: Sequence[Item],
        batch_size: int,
        batches: int,
        seed: int,
        old: Tensor | None = None,
        made: Callable[[list[Item]], tuple[Tensor, Tensor]] = rows,
    ):
        self.items, self.batch_size, self.batches = items, batch_size, batches
        self.old, self.made = old, made
        self.generator = torch.Generator().manual_seed(seed)
        self.left: list[int] = []

    def __len__(self) -> int:
        return self.batches

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        for _ in range(self.batches):
            if len(self.left) < self.batch_size:
                self.left = torch.randperm(len(self.items), generator=self.generator).tolist()
            chosen, self.left = self.left[: self.batch_size], self.left[self.batch_size :]
            X, y = self.made([self.items[i] for i in chosen])
            if self.old is not None:
                text = drawn_rows(self.old, X.shape[1], OLD_ROWS, self.generator)
                X, y = torch.cat([X, text[:, :-1]]), torch.cat([y, text[:, 1:]])
            yield X, y


def train(
    model: nn.Module, way: str, batches: Batches, steps: int, lr: float | None = None
) -> Iterator[tuple[float, float]]:
    """Train with the schedule of lesson 10, and a warm-up of a tenth of the steps.

    Yields after each loop over the batches: the mean loss of its steps, and the seconds of
    computing that they took.

    steps  of all loops together: len(batches), or several times as many
    lr     the highest learning rate, in place of that of the way
    """
    learns = [parameter for parameter in model.parameters() if parameter.requires_grad]
    lr = lr or RATES[way]
    optimizer = torch.optim.AdamW(decay_groups(model, 0.1), lr=lr)
    rate = Schedule(lambda step: warmup_cosine(step, steps, lr, steps // 10))
    optimizer.register_step_pre_hook(rate)
    optimizer.register_step_pre_hook(Clip(learns, 1.0))
    for _ in range(steps // len(batches)):
        begin = time.process_time()
        history = fit(model, batches, next_token_loss, optimizer, epochs=1, progress=False)
        yield history.loss[-1], time.process_time() - begin


def old_text() -> Tensor:
    """The plays that the base model was trained on, one after the other, (N,)."""
    return stream(split_plays(every=True)[0], CHARACTERS)


def text_loss(model: nn.Module, documents: Sequence[str]) -> float:
    """The loss on these texts, in nats per character, in rows of the model's context."""
    ids = stream(documents, CHARACTERS)
    return evaluate(model, *in_rows(ids, model.context), batch_size=64)


def plays_loss(model: nn.Module) -> float:
    """The loss on Twelfth Night, in nats per character, in rows of the model's context."""
    return text_loss(model, split_plays()[1])
