"""What the pictures of lesson 11 show, read off their artists after running it."""

import pytest
from artists import axes_of, legend

from lesson_11.test_numbers import rows_of


def test_the_losses_of_full_fine_tuning_by_step(ran):
    (ax,) = axes_of(ran, "11", "by-step")
    rows = [r for r in rows_of("fares") if (r["way"], r["seed"]) == ("full", "0")]
    rows = [r for r in rows if r["step"] != "0"]
    drawn = {line.get_label(): line for line in ax.lines}
    assert legend(ax) == ["held-out answers", "training answers", "least held-out loss"]
    for name, column in {"held-out answers": "answer", "training answers": "train"}.items():
        x, y = drawn[name].get_data()
        assert list(x) == [int(r["step"]) for r in rows]
        assert list(y) == pytest.approx([float(r[column]) for r in rows])
    best = min(rows, key=lambda r: float(r["answer"]))
    x, y = drawn["least held-out loss"].get_data()
    assert (*x, *y) == pytest.approx((int(best["step"]), float(best["answer"])))
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("step", "loss (nats per letter)")


def test_what_each_way_learns_and_forgets(ran):
    axes = [ax for ax in axes_of(ran, "11", "trade") if ax.lines]
    rows = rows_of("king_james")
    after = [r for r in rows if r["step"] != "0"]
    for ax, column, name in zip(
        axes, ("text", "plays"), ("1 Samuel", "Twelfth Night"), strict=True
    ):
        assert ax.get_xlabel() == f"{name} (nats per letter)"
        drawn = {line.get_label(): line for line in ax.lines}
        start = next(float(r[column]) for r in rows if r["step"] == "0")
        assert list(drawn["before the training"].get_xdata()) == pytest.approx([start] * 2)
        x, y = drawn["one seed"].get_data()
        names = list(dict.fromkeys(r["way"] for r in after))
        wanted = sorted((names.index(r["way"]), float(r[column])) for r in after)
        shown = sorted(zip(y, x, strict=True))
        assert [row for row, _ in shown] == [row for row, _ in wanted]
        assert [loss for _, loss in shown] == pytest.approx([loss for _, loss in wanted])
        means, places = drawn["mean of the seeds"].get_data()
        for mean, place in zip(means, places, strict=True):
            of_way = [float(r[column]) for r in after if r["way"] == names[place]]
            assert mean == pytest.approx(sum(of_way) / 3)
        texts = [text.get_text() for text in ax.texts]
        assert texts == [f"{mean:.2f}" for mean in means]
    assert [t.get_text() for t in axes[0].get_yticklabels()] == names
    assert axes[0].get_ylabel() == "what learns"
