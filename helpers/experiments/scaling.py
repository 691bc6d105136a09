"""Four sizes of the GPT and three budgets of tokens, and a fifth size to try a prediction on."""

import dataclasses
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.models import load_gpt
from helpers.pretraining import PRESETS, pretrain

SEEDS = (0, 1)
WIDTHS = (16, 32, 64, 128)
STEPS = (250, 500, 1000)
FIFTH = (96, 2000)  # a width and steps that none of the others have
LAYERS = 2


@dataclass(frozen=True)
class Row:
    """One training; each has a schedule of its own length.

    parameters  N, of the model
    tokens      D, that went through it
    held_out    on Twelfth Night, in nats per character
    """

    seed: int
    width: int
    parameters: int
    tokens: int
    held_out: float


def run(seed: int) -> Iterator[Row]:
    for width in WIDTHS:
        for steps in STEPS:
            yield learn(width, steps, seed)
    yield learn(*FIFTH, seed)


def learn(width: int, steps: int, seed: int) -> Row:
    settings = dataclasses.replace(
        PRESETS["minute"],
        width=width,
        layers=LAYERS,
        lr=0.64 / width,  # twice as wide, half the rate
        steps=steps,
        warmup=steps // 10,
        every=steps,
        seed=seed,
    )
    with tempfile.TemporaryDirectory() as folder:
        row = pretrain(settings, folder, device="cpu", say=lambda _: None, progress=False)[-1]
        model = load_gpt(f"{folder}/model.safetensors")
    size = sum(parameter.numel() for parameter in model.parameters())
    return Row(seed, width, size, row.tokens, row.held_out)
