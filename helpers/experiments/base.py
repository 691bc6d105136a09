"""The base model of lessons 11 to 13, by `python -m helpers pretrain --like base`."""

from collections.abc import Generator
from pathlib import Path

from helpers.pretraining import PRESETS, pretrain
from helpers.pretraining.state import MODEL, Row

__all__ = ["Row", "run"]

SEEDS = (0,)
DIGITS = 6  # of the learning rate
FOLDER = Path("build") / "base"  # where the command itself keeps it; a run that stopped goes on


def run(seed: int) -> Generator[Row, None, bytes]:
    """The rows of the log; what it returns is the file of the model, with settings and log."""
    yield from pretrain(PRESETS["base"], FOLDER, device="cpu")
    return (FOLDER / MODEL).read_bytes()
