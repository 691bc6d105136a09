"""What the pictures of lesson 08 show, read off their artists after running it."""

import math

import pytest
from artists import axes_of, legend

from lesson_08.letters import SIZE, bigram


def test_the_ladder_has_a_column_for_plays(ran):
    """Names on the left, plays on the right; tests/test_ladder.py computes each rung again."""
    left, ax = (one for one in axes_of(ran, "08", "ladder") if one.get_title())
    names = dict(zip(ax.get_yticks(), (t.get_text() for t in left.get_yticklabels()), strict=True))
    (line,) = (one for one in ax.lines if len(one.get_xdata()) > 1)
    losses, rows = line.get_data()
    drawn = {names[row]: loss for loss, row in zip(losses, rows, strict=True)}
    (characters, _), (merges, tokens) = bigram(0), bigram(400)
    assert drawn.keys() == {
        *("uniform", "unigram", "bigram by counts", "bigram, 400 merges", "counts, 4 letters"),
    }
    assert drawn["uniform"] == pytest.approx(math.log(99), abs=1e-3)
    assert drawn["bigram by counts"] == pytest.approx(characters, abs=1e-3)
    assert drawn["bigram, 400 merges"] == pytest.approx(merges * tokens / SIZE, abs=1e-3)
    assert legend(left) == ["counted, or by a formula", "by fit"]
    assert line.get_label() == "counted, or by a formula"
