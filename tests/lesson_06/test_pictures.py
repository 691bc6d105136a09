"""What the pictures of lesson 06 show, read off their artists after running it."""

import csv
import math

import numpy as np
import pytest
from artists import axes_of, dots, legend, line_of, points
from lessons import ROOT

from lesson_06.letters import FARES, LINE, RIDES, mixing, one_added


def runs(experiment):
    """The rows of a stored experiment, as texts."""
    path = ROOT / "helpers" / "tables" / f"lesson_06_{experiment}.csv"
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def names_beside(ax):
    """What stands beside each row, by its place."""
    pairs = zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
    return {place: label.get_text() for place, label in pairs}


def test_two_linear_layers_are_the_best_line_and_relu_bends(ran):
    (ax,) = axes_of(ran, "06", "two-linear-picture")
    (cloud,) = dots(ax)
    assert np.allclose(points(cloud), np.column_stack([RIDES, FARES]), atol=1e-4)
    x, straight = line_of(ax, "two linear layers").get_data()
    assert np.allclose(x, np.linspace(0, 26, 105)) and np.allclose(
        np.diff(straight, 2), 0, atol=1e-3
    )
    assert np.allclose(straight, np.polyval(LINE, x), atol=0.5)
    x, bent = line_of(ax, "with ReLU").get_data()
    assert abs(np.interp(RIDES, x, bent) - FARES).max() < 1
    slopes = np.diff(bent) / np.diff(x)
    middle, late = (
        slopes[(low < x[1:]) & (x[1:] < high)].mean() for low, high in ((5, 13), (17, 25))
    )
    assert abs(middle - 2.3) < 0.2 and abs(late - 3.45) < 0.2


def test_ladder_has_a_rung_for_each_model_and_the_counted_ones_are_computed(ran):
    (ax, *_) = axes_of(ran, "06", "ladder-picture")
    drawn = {
        label: dict(zip(map(names_beside(ax).get, line.get_ydata()), line.get_xdata(), strict=True))
        for label in legend(ax)
        for line in [line_of(ax, label)]
    }
    counted, trained = drawn["counted, or by a formula"], drawn["by fit"]
    assert counted == pytest.approx(
        {
            "uniform": math.log(27),
            "unigram": mixing(0),
            "bigram by counts": one_added(1),
            "counts, 4 letters": mixing(4),
        },
        abs=1e-3,
    )
    last = ran("06").names["training"]
    assert trained.keys() == {"bigram by fit", "network, 5 letters", "network, 8 letters"}
    assert trained["bigram by fit"] == pytest.approx(one_added(1), abs=0.005)
    assert trained["network, 5 letters"] == pytest.approx(judged(last), abs=0.005)
    assert trained["network, 8 letters"] == min(*counted.values(), *trained.values())


def judged(names):
    """The held-out loss of the network that the lesson trained, from its logits."""
    z = names["model"](names["X_new"]).double().detach().numpy()
    came = z[np.arange(len(z)), names["y_new"].numpy()]
    return float(np.mean(np.log(np.exp(z).sum(axis=1)) - came))


def test_few_names_are_learned_by_heart(ran):
    (ax,) = axes_of(ran, "06", "few-names-picture")
    lines = {label: line_of(ax, label) for label in legend(ax)}
    training, held_out = (lines[f"{kind} names"] for kind in ("training", "held-out"))
    assert list(training.get_xdata()) == list(held_out.get_xdata()) == list(range(1, 41))
    down, back = (np.asarray(line.get_ydata()) for line in (training, held_out))
    assert down[-1] < 1.3 < 2 < down[0] and np.diff(down).max() < 0.05
    least = int(back.argmin())
    assert (
        1 <= least <= 9
        and back[-1] > max(3, back[0])
        and (np.diff(back[least + 2 :]) > -0.05).all()
    )
    assert (back[1:] > down[1:]).all()  # one is below and the other above, as the caption says
    assert lines["least held-out loss"].get_xydata().tolist() == [[least + 1, back[least]]]


def last_losses():
    """The held-out loss of each cure after its 20 epochs, with each seed."""
    found = {}
    for row in runs("cures"):
        if row["epoch"] == "20":
            found.setdefault(row["cure"], []).append(float(row["held_out"]))
    none = [row for row in runs("cures") if row["cure"] == "none"]
    each = [[float(row["held_out"]) for row in none if row["seed"] == seed] for seed in "012"]
    return found | {"early stopping": [min(losses) for losses in each]}


def test_cures_show_each_seed_and_the_mean(ran):
    (ax,) = axes_of(ran, "06", "cures")
    beside, expected = names_beside(ax), last_losses()
    assert {*beside.values()} == expected.keys() and next(iter(beside.values())) == "none"
    drawn = {label: line_of(ax, label).get_xydata() for label in legend(ax)}
    for row, cure in beside.items():
        seeds = sorted(x for x, y in drawn["one seed"] if y == row)
        assert seeds == pytest.approx(sorted(expected[cure]))
        (mean,) = (x for x, y in drawn["mean of the seeds"] if y == row)
        assert mean == pytest.approx(np.mean(expected[cure]))
        (said,) = (text.get_text() for text in ax.texts if text.xy[1] == row)
        assert said == f"{mean:.2f}"
    assert drawn['mean of "none"'][:, 0] == pytest.approx([np.mean(expected["none"])] * 2)
    assert ax.yaxis_inverted()  # the first row is at the top


def test_a_promise_by_window_lies_far_left_of_the_truth(ran):
    (ax,) = axes_of(ran, "06", "leak-picture")
    promise, truth = (line_of(ax, f"{kind}").get_xydata() for kind in legend(ax))
    assert legend(ax) == ["promise: held-out part", "truth: other texts"]
    assert np.array_equal(promise[:, 1], truth[:, 1])
    joined = {
        tuple(map(tuple, line.get_xydata())) for line in ax.lines if len(line.get_xdata()) == 2
    }
    assert joined == {(tuple(a), tuple(b)) for a, b in zip(promise, truth, strict=True)}
    centres = {text: place for place, text in names_beside(ax).items()}
    for text, way, far in (("by window", "windows", True), ("by scene", "scenes", False)):
        here = abs(promise[:, 1] - centres[text]) < 2
        stored = [(float(r["promise"]), float(r["truth"])) for r in runs("leak") if r["way"] == way]
        assert np.allclose(np.column_stack([promise[here, 0], truth[here, 0]]), stored)
        gaps = truth[here, 0] - promise[here, 0]
        assert len(gaps) == 3 and (min(gaps) > 0.1 if far else max(abs(gaps)) < 0.02)
