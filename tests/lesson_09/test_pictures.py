"""What the pictures of lesson 09 show, read off their artists after running it."""

import pytest
from artists import axes_of, legend

from helpers.evaluation import LADDER

TRAINED = {"GPT, in class", "GPT, 1,000 merges", "GPT, 6,000 steps"}


def test_the_ladder_has_the_models_of_this_lesson(ran):
    """tests/test_ladder.py computes each rung again."""
    (ax,) = (one for one in axes_of(ran, "09", "ladder") if one.get_title())
    names = dict(zip(ax.get_yticks(), (t.get_text() for t in ax.get_yticklabels()), strict=True))
    lines = [line for line in ax.lines if len(line.get_xdata()) > 1]
    drawn = {
        line.get_label(): {names[row]: loss for loss, row in zip(*line.get_data(), strict=True)}
        for line in lines
    }
    assert legend(ax) == ["counted, or by a formula", "by fit"]
    assert drawn["by fit"].keys() == TRAINED
    for rung in LADDER["plays"].until(9).rungs:
        kind = "by fit" if rung.trained else "counted, or by a formula"
        assert drawn[kind][rung.name] == pytest.approx(rung.nats, abs=1e-3)
    assert drawn["by fit"]["GPT, in class"] > drawn["counted, or by a formula"]["counts, 4 letters"]
