"""Small trainings that can be stored and go on, right or with one mistake, for 10.resumed.

What is handed to a learner's test is a `Trainer`. A mistake is a function in the place of one
step: what happens to the parts of a run between `save` and `load`.
"""

import copy
import io
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn

ROWS, BATCH = 20, 4
EPOCH = ROWS // BATCH  # batches
MOST = 1_000  # steps of all runs of a trainer; a good test needs some tens


@dataclass
class Reader:
    """Batches of four rows, in an order that is drawn anew for each epoch, out of its seed.

    epoch, place   which epoch is being read, and how many of its batches are already done
    """

    X: Tensor
    y: Tensor
    seed: int
    epoch: int = 0
    place: int = 0

    def next(self) -> tuple[Tensor, Tensor]:
        generator = torch.Generator().manual_seed(1_000 * self.seed + self.epoch)
        order = torch.randperm(ROWS, generator=generator)
        rows = order[self.place * BATCH : (self.place + 1) * BATCH]
        self.place += 1
        if self.place == EPOCH:
            self.epoch, self.place = self.epoch + 1, 0
        return self.X[rows], self.y[rows]


def falling(step: int) -> float:
    """The learning rate: up in four steps, then down by a tenth in each step."""
    return 0.02 * (step + 1) / 4 if step < 4 else 0.02 * 0.9 ** (step - 3)


def from_zero(step: int) -> float:
    """The learning rate of SGD; the first step changes nothing."""
    return 0.1 * step / (step + 5)


@dataclass(frozen=True)
class Kind:
    """What kind of training it is.

    optimizer   optimizer(parameters) -> a new one
    rate        rate(step) -> the learning rate of a step
    dropout     the probability to drop a hidden number
    width       the hidden numbers
    """

    optimizer: Callable
    rate: Callable
    dropout: float
    width: int


ADAM = Kind(lambda p: torch.optim.Adam(p, lr=1.0, foreach=False), falling, 0.25, 6)
MOMENTUM = Kind(
    lambda p: torch.optim.SGD(p, lr=1.0, momentum=0.9, foreach=False), from_zero, 0.0, 5
)


class Run:
    """One training: its model, its optimizer, its reader and its random numbers, which no other
    run shares."""

    def __init__(self, trainer: "Trainer"):
        self.trainer, kind = trainer, trainer.kind
        with torch.random.fork_rng(devices=[]):
            torch.random.default_generator.manual_seed(trainer.seed)
            self.model = nn.Sequential(
                nn.Linear(3, kind.width),
                nn.Tanh(),
                nn.Dropout(kind.dropout),
                nn.Linear(kind.width, 1),
            )
            self.random = torch.get_rng_state()
        self.optimizer = kind.optimizer(self.model.parameters())
        self.reader = Reader(trainer.X, trainer.y, trainer.seed)
        self.step = 0

    def train(self, steps: int) -> None:
        """Take so many steps. Raises ValueError for no whole number, and where they become too
        many."""
        if isinstance(steps, bool) or not isinstance(steps, int) or steps < 0:
            raise ValueError(f"run.train(steps) wants a whole number, and was given {steps!r}.")
        self.trainer.spend(steps)
        with torch.random.fork_rng(devices=[]), torch.enable_grad():
            torch.set_rng_state(self.random)
            for _ in range(steps):
                self.one_step()
            self.random = torch.get_rng_state()

    def one_step(self) -> None:
        for group in self.optimizer.param_groups:
            group["lr"] = self.trainer.kind.rate(self.step)
        X, y = self.reader.next()
        loss = nn.functional.mse_loss(self.model(X), y)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.step += 1

    def weights(self) -> Tensor:
        """All weights in one row, a copy."""
        return torch.cat([p.detach().flatten() for p in self.model.parameters()])

    def save(self) -> object:
        """All that the run needs to go on, in the form of its trainer."""
        return self.trainer.write(
            {
                "weights": self.model.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "step": self.step,
                "reader": {"epoch": self.reader.epoch, "place": self.reader.place},
                "random": self.random,
            }
        )

    def put(self, parts: dict) -> None:
        """Go on from these parts. What is not there stays as in a fresh run."""
        self.model.load_state_dict(parts["weights"])
        if "optimizer" in parts:
            self.optimizer.load_state_dict(parts["optimizer"])
        self.step = parts.get("step", 0)
        self.reader.epoch = parts.get("reader", {}).get("epoch", 0)
        self.reader.place = parts.get("reader", {}).get("place", 0)
        self.random = parts.get("random", self.random)


class Trainer:
    """trainer() -> a fresh run, always the same; trainer.load(saved) -> a run that goes on.

    write, read   from the parts of a run to what `save` gives, and back
    """

    def __init__(
        self,
        seed: int,
        write: Callable = copy.deepcopy,
        read: Callable = copy.deepcopy,
        kind: Kind = ADAM,
    ):
        self.seed, self.write, self.read, self.kind = seed, write, read, kind
        generator = torch.Generator().manual_seed(seed)
        self.X = torch.randn(ROWS, 3, generator=generator)
        self.y = self.X.sum(1, keepdim=True) + torch.randn(ROWS, 1, generator=generator)
        self.spent = 0
        self.load = self.loaded  # in the object itself: a check counts calls by wrapping it

    def __call__(self) -> Run:
        self.spend(1)
        return Run(self)

    def loaded(self, saved: object) -> Run:
        self.spend(1)
        run = Run(self)
        run.put(self.read(saved))
        return run

    def spend(self, steps: int) -> None:
        """Raises ValueError where a test takes so many steps that it may have no end."""
        self.spent += steps
        if self.spent > MOST:
            raise ValueError(
                f"The runs of this trainer take {MOST:,} steps at most, all together. Some tens "
                "are enough."
            )


# -- right ones ------------------------------------------------------------------------------


def to_bytes(parts: dict) -> bytes:
    """As a file would hold it."""
    file = io.BytesIO()
    torch.save(parts, file)
    return file.getvalue()


def from_bytes(saved: bytes) -> dict:
    return torch.load(io.BytesIO(saved), weights_only=True)


# -- mistakes ----------------------------------------------------------------------------------


def without(*names: str) -> Callable:
    """These parts are not stored."""

    def write(parts: dict) -> dict:
        return {name: copy.deepcopy(parts[name]) for name in parts if name not in names}

    return write


def changed(change: Callable) -> Callable:
    """What is stored is a copy, on which change(parts) was called."""

    def write(parts: dict) -> dict:
        stored = copy.deepcopy(parts)
        change(stored)
        return stored

    return write


def shared(parts: dict) -> dict:
    """No copy: the tensors are those of the running model and of its optimizer."""
    return parts


def moments_alone(parts: dict) -> None:
    """Adam's moments, and not how many steps they were made of."""
    for kept in parts["optimizer"]["state"].values():
        kept["step"].zero_()


def epoch_anew(parts: dict) -> None:
    """The epoch is stored, and not the place in it."""
    parts["reader"]["place"] = 0


def epoch_again(parts: dict) -> None:
    """At the end of an epoch the old one is stored, and will be read once more."""
    reader = parts["reader"]
    if reader["place"] == 0 and reader["epoch"] > 0:
        reader["epoch"] -= 1


def in_float16(parts: dict) -> None:
    parts["weights"] = {name: w.half().float() for name, w in parts["weights"].items()}


def to_seven_digits(parts: dict) -> None:
    """As a text with seven digits for each weight."""
    for weight in parts["weights"].values():
        weight.apply_(lambda value: float(f"{value:.7g}"))
