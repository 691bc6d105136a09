"""What each part of lesson 10's recipe is worth: the same short training without it."""

import dataclasses
import math
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.pretraining import PRESETS, Settings, pretrain

SEEDS = (0, 1)
RATES = (3e-3, 1e-2, 3e-2)
NEVER = 1e9  # a length that no gradient has
WITHOUT = {  # what is changed of the recipe
    "whole": {},
    "no warm-up": {"warmup": 0},
    "no cosine": {"lowest": 1.0},
    "no clipping": {"clip": NEVER},
    "none": {"warmup": 0, "lowest": 1.0, "clip": NEVER, "decay": 0.0},
}


@dataclass(frozen=True)
class Row:
    """One training of the preset "minute"; the losses in nats per character.

    way       what is left out: a name in `WITHOUT`
    lr        the highest learning rate
    train     the mean over the last quarter of the steps
    held_out  on Twelfth Night; inf where the loss was no longer a number
    norm      the greatest length of a gradient in the first quarter, before any clipping
    """

    seed: int
    way: str
    lr: float
    train: float
    held_out: float
    norm: float


def run(seed: int) -> Iterator[Row]:
    for way in WITHOUT:
        for lr in RATES:
            yield learn(way, lr, seed)


def learn(way: str, lr: float, seed: int, steps: int | None = None) -> Row:
    settings = settings_of(way, lr, seed)
    with tempfile.TemporaryDirectory() as folder:
        try:
            log = pretrain(settings, folder, device="cpu", say=_silent, progress=False, limit=steps)
        except ValueError:  # the loss is no longer a number
            return Row(seed, way, lr, math.inf, math.inf, math.inf)
    return Row(seed, way, lr, log[-1].train, log[-1].held_out, log[0].norm)


def settings_of(way: str, lr: float, seed: int) -> Settings:
    return dataclasses.replace(PRESETS["minute"], lr=lr, seed=seed, **WITHOUT[way])


def _silent(_: str) -> None:
    pass
