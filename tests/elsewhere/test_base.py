"""The stored base model comes of the command that is named with it: its first rows, run again."""

import pytest

from helpers.experiments import stored
from helpers.pretraining import PRESETS, pretrain

pytestmark = pytest.mark.elsewhere  # about two minutes


def test_the_first_steps_of_the_base_model_give_the_losses_of_its_log(tmp_path):
    first = stored("base")[0]
    quiet = {"device": "cpu", "say": lambda _: None, "progress": False}
    (again,) = pretrain(PRESETS["base"], tmp_path, limit=first.step, **quiet)
    assert (again.step, again.tokens) == (first.step, first.tokens)
    assert again.train == pytest.approx(first.train, abs=0.01)
    assert again.held_out == pytest.approx(first.held_out, abs=0.03)
    assert again.norm == pytest.approx(first.norm, rel=0.1)
