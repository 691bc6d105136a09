"""A GPT of lesson 09, trained with `fit` for as long as you like, and never lost.

`settings` says what a run is, `state` how it is stored, whole or not at all, `processes` how
several machines share it, and `run` does it. `python -m helpers pretrain` is the command.
"""

from helpers.pretraining.run import pretrain
from helpers.pretraining.settings import PRESETS, Settings

__all__ = ["PRESETS", "Settings", "pretrain"]
