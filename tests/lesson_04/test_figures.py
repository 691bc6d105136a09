"""What the figures of lesson 04 show, computed another way; tests/test_explore.py compares."""

import functools
import math

import numpy as np
import torch
from sheets import BOOKS, NAN, Mark, X, Y, cell, curvatures, near

RIVALS = {
    "SGD": (lambda groups: torch.optim.SGD(groups), "residual"),
    "momentum": (lambda groups: torch.optim.SGD(groups, momentum=0.9), "data"),
    "Adam": (lambda groups: torch.optim.Adam(groups), "best"),
}


def in_bowl(bowl):
    """The distances as the bowl takes them."""
    return 10 * X if bowl.startswith("valley") else (X - X.mean()) / X.std(correction=0)


@functools.cache
def raced(bowl, optimizer):
    """(rates, 201, 2) and (rates, 201): 200 epochs by torch.optim from 0, for every rate."""
    x = in_bowl(bowl)[:, 0]
    rates = [float(text) for text in BOOKS["race"]().controls[2].texts]
    thetas = [torch.zeros(2, dtype=torch.float64, requires_grad=True) for _ in rates]
    groups = [{"params": [t], "lr": lr} for t, lr in zip(thetas, rates, strict=True)]
    optimizer = RIVALS[optimizer][0](groups)
    path, losses = [], []
    for epoch in range(201):
        theta = torch.stack(thetas)
        loss = (theta[:, :1] * x + theta[:, 1:] - Y[:, 0]).square().mean(1)
        path.append(theta.detach().clone())
        losses.append(loss.detach())
        if epoch < 200:
            optimizer.zero_grad()
            loss.sum().backward()
            optimizer.step()
    return torch.stack(path, dim=1).numpy(), torch.stack(losses, dim=1).numpy()


def arrival(loss):
    """The first epoch from which the loss stays below 1e-6; None where it does not."""
    late = [epoch for epoch, value in enumerate(loss) if not value < 1e-6]
    return None if late and late[-1] == 200 else late[-1] + 1


def best_rate(bowl, optimizer):
    """The first to arrive for good; where none does, the least loss at the end."""
    loss = raced(bowl, optimizer)[1]
    when = [(math.inf if arrival(row) is None else arrival(row)) for row in loss]
    end = np.where(np.isfinite(loss[:, -1]), loss[:, -1], math.inf)
    return min(range(len(loss)), key=lambda k: (when[k], end[k]))


def outcome(loss):
    """What is said of a run, as a template and its numbers."""
    if arrival(loss) is not None:
        return "below 10⁻⁶ from epoch {} on", arrival(loss)
    if not loss[-1] <= loss[0] * (1 + 1e-9):
        return ("diverges",)
    return "not there after 200 epochs, loss {:.2g} ¥²", float(loss[-1])


def every_epoch(alike, count):
    """A check of a line with a place for each epoch.

    alike  which of the places (N, 2) may be which epoch, (N, count)
    """

    def check(got):
        got = got.reshape(-1, 2)
        assert len(got) == count
        for n, may in enumerate(alike(got).diagonal()):
            assert may, f"place {n} at {got[n]} is not epoch {n}"

    return check


def path_line(s, path, color):
    at = s.pixels(0, *path.T)
    return Mark("line", 0, color, every_epoch(lambda got: near(got[:, None], at).all(-1), 121))


def loss_line(s, loss, color):
    """A loss below 1e-20 is rounding, and one above 1e290 may or may not overflow."""
    at = s.pixels(1, np.arange(201), loss)
    across, floor = s.pixels(1, np.arange(201), 1e-19).T
    deep, high = loss < 1e-20, ~(loss < 1e290)

    def alike(got):
        low = deep & near(got[:, :1], across) & (got[:, 1:] > floor)
        return near(got[:, None], at).all(-1) & ~deep | low | high

    return Mark("line", 1, color, every_epoch(alike, 201))


def no_line(j, color):
    def check(got):
        assert np.isnan(got).all(), "nobody races against himself"

    return Mark("line", j, color, check)


def race(s):
    bowl, yours, rate = s.told
    k = s.book.controls[2].texts.index(rate)
    marks, rivals = {}, []
    for name, (_, color) in RIVALS.items():
        path, loss = raced(bowl, name)
        best = best_rate(bowl, name)
        if name == yours:
            marks[f"{name} path"] = no_line(0, color)
            marks[f"{name} loss"] = no_line(1, color)
            continue
        marks[f"{name} path"] = path_line(s, path[best, :121], color)
        marks[f"{name} loss"] = loss_line(s, loss[best], color)
        text, *values = outcome(loss[best])
        lr = s.book.controls[2].texts[best]
        rivals.append((f"{name} at its best, learning rate {lr}: {text}", *values))
    path, loss = (part[k] for part in raced(bowl, yours))
    seen = np.where(loss[:, None] > 1e4, NAN, path)  # out of sight for good
    marks["your path"] = path_line(s, seen[:121], "line")
    marks["your loss"] = loss_line(s, loss, "line")
    marks["start"] = s.points(0, 0, 0, "start")
    text, *values = outcome(loss)
    text = f"yours: {yours}, learning rate {rate}: {text}"
    limit = 2 / curvatures(in_bowl(bowl)[:, 0].numpy())[1]
    limit *= {"SGD": 1, "momentum": 1 + 0.9, "Adam": math.inf}[yours]
    if float(rate) >= limit * (1 - 1e-9):
        text, values = text + " (limit {:.2g})", [*values, limit]
    return marks, [(text, *values), *rivals]


# what tests/test_explore.py compares with the figures

EXPECTED = {
    "race": race,
}
# float32 is what the figure computes with
SLACK = {"race": 1e-6}


# label of a legend: the mark that it names, None for what does not move
LEGENDS = {
    ("race", 1): {
        "yours": "your loss",
        "SGD": "SGD loss",
        "momentum": "momentum loss",
        "Adam": "Adam loss",
        "goal": None,
    },
}


# figure, page, axes: the inputs whose best line a star marks
STARS = {
    ("race", 0, 0): in_bowl("valley"),
    ("race", 1, 0): in_bowl("round"),
}


# the numbers of each text alternative, computed
ALTS = {
    "race": [0.01, 200],
}


def test_a_rival_has_one_look_on_both_sides():
    for mark in ("path", "loss"):
        looks = {m["name"]: m["look"] for m in BOOKS["race"]().spec["marks"]}
        for rival in RIVALS:
            same = [looks[f"{rival} {side}"] for side in (mark, "loss")]
            assert same[0]["color"] == same[1]["color"] and same[0]["dash"] == same[1]["dash"]


def test_the_numbers_in_the_notes():
    note = cell("04", "race-note")
    texts = BOOKS["race"]().controls[2].texts
    valley_, round_ = BOOKS["race"]().controls[0].texts
    there = [arrival(row) is not None for row in raced(valley_, "Adam")[1]]
    first = there.index(True)
    assert all(there[first:]) and f"with every one from {texts[first]} to {texts[-1]}" in note
    for other in ("SGD", "momentum"):
        assert all(arrival(row) is None for row in raced(valley_, other)[1])
    k = best_rate(round_, "SGD")
    assert arrival(raced(round_, "SGD")[1][k]) == 1
    assert f"SGD with {texts[k]} is there after one" in note
    fastest = min(arrival(row) or 201 for row in raced(round_, "Adam")[1])
    assert f"it needs at least {fastest} epochs" in note
