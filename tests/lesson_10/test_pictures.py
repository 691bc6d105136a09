"""What the pictures of lesson 10 show, read off their artists after running it."""

import pytest
from artists import axes_of, legend

from helpers.evaluation import LADDER
from lesson_10.test_numbers import rows_of


def test_the_log_of_the_stored_run(ran):
    left, right = axes_of(ran, "10", "log")
    log = rows_of("base")
    millions = [int(row["tokens"]) / 1e6 for row in log]
    assert legend(left) == ["held out", "while training"]
    drawn = {line.get_label(): line for line in left.lines}
    for name, column in {"held out": "held_out", "while training": "train"}.items():
        x, y = drawn[name].get_data()
        assert list(x) == pytest.approx(millions)
        assert list(y) == pytest.approx([float(row[column]) for row in log])
    assert drawn["held out"].get_marker() == "D"
    assert drawn["while training"].get_linestyle() == "--"
    (rate,) = right.lines
    assert list(rate.get_ydata()) == pytest.approx([float(row["lr"]) for row in log])
    assert (right.get_xlabel(), right.get_ylabel()) == ("tokens (millions)", "learning rate")
    assert left.get_ylabel() == "loss (nats per letter)"


def test_the_ladder_has_the_models_of_this_lesson(ran):
    """tests/test_ladder.py computes each rung again."""
    (ax,) = (one for one in axes_of(ran, "10", "ladder") if one.get_title())
    names = dict(zip(ax.get_yticks(), (t.get_text() for t in ax.get_yticklabels()), strict=True))
    drawn = {
        line.get_label(): {names[row]: loss for loss, row in zip(*line.get_data(), strict=True)}
        for line in ax.lines
        if len(line.get_xdata()) > 1
    }
    for rung in LADDER["plays"].until(10).rungs:
        kind = "by fit" if rung.trained else "counted, or by a formula"
        assert drawn[kind][rung.name] == pytest.approx(rung.nats, abs=1e-3)
    assert min(drawn["by fit"].values()) == drawn["by fit"]["GPT, 36 plays"]
