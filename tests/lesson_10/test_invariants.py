"""What two exercises of lesson 10 judge a learner's test by: trainings that are stored and go on,
and a model that watches what is in memory. Each mistake is in one part alone."""

import copy

import pytest
import torch
from torch import nn

from helpers.practice.lesson_10 import resumed, trainers
from helpers.practice.lesson_10.accumulate import Watched

PARTS = {"weights", "optimizer", "step", "reader", "random"}
MISTAKES = {  # what is stored, and which parts of it are missing or other ones
    "none": (copy.deepcopy, set()),
    "weights alone": (trainers.without(*PARTS - {"weights"}), PARTS - {"weights"}),
    "no optimizer": (trainers.without("optimizer"), {"optimizer"}),
    "moments alone": (trainers.changed(trainers.moments_alone), {"optimizer"}),
    "no place": (trainers.without("reader"), {"reader"}),
    "epoch anew": (trainers.changed(trainers.epoch_anew), {"reader"}),
    "no random numbers": (trainers.without("random"), {"random"}),
    "no schedule": (trainers.without("step"), {"step"}),
    "float16": (trainers.changed(trainers.in_float16), {"weights"}),
    "seven digits": (trainers.changed(trainers.to_seven_digits), {"weights"}),
}
FOUND = {  # which tests find a mistake: right after loading, at an epoch's end, within, going on
    "none": set(),
    "weights alone": {"end", "within", "alone"},
    "no optimizer": {"end", "within", "alone"},
    "moments alone": {"end", "within", "alone"},
    "no place": {"end", "within", "alone"},
    "epoch anew": {"within", "alone"},
    "no random numbers": {"end", "within", "alone"},
    "no schedule": {"end", "within", "alone"},
    "float16": {"at once", "end", "within", "alone"},
    "seven digits": {"at once", "end", "within", "alone"},
    "epoch again": {"end"},
    "shared": {"end", "within"},
}
TESTS = {
    "at once": resumed.same_weights_at_once,
    "end": resumed.goes_on((5, 10)),
    "within": resumed.goes_on((2, 7)),
}


def alone(trainer):
    """The run that was stored makes no more steps."""
    through, run = trainer(), trainer()
    through.train(4)
    run.train(2)
    again = trainer.load(run.save())
    again.train(2)
    return torch.equal(through.weights(), again.weights())


TESTS["alone"] = alone


def same(one, other) -> bool:
    if isinstance(one, torch.Tensor):
        return torch.equal(one, other)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_in_its_own_part_alone(name):
    write, wrong = MISTAKES[name]
    run = trainers.Trainer(3, write=lambda parts: parts)()
    run.train(3)
    right = copy.deepcopy(run.save())
    stored = write(run.save())
    assert set(right) == PARTS and set(stored) <= PARTS
    other = {part for part in PARTS if part not in stored or not same(stored[part], right[part])}
    assert other == wrong
    assert same(run.save(), right)  # what is running was not touched


def test_a_mistake_at_the_end_of_an_epoch():
    stored = {"reader": {"epoch": 2, "place": 3}}
    trainers.epoch_again(stored)
    assert stored["reader"] == {"epoch": 2, "place": 3}
    stored = {"reader": {"epoch": 2, "place": 0}}
    trainers.epoch_again(stored)
    assert stored["reader"] == {"epoch": 1, "place": 0}


@pytest.mark.parametrize("name", FOUND)
def test_which_tests_find_a_mistake(name):
    more = {"epoch again": trainers.changed(trainers.epoch_again), "shared": trainers.shared}
    write = more[name] if name in more else MISTAKES[name][0]
    for seed in range(5):
        found = {key for key, test in TESTS.items() if not test(trainers.Trainer(seed, write))}
        assert found == FOUND[name], seed


@pytest.mark.parametrize("kind", [trainers.ADAM, trainers.MOMENTUM])
def test_a_run_is_the_training_that_it_says(kind):
    """Written out here: the same weights after eight steps, bit for bit."""
    trainer = trainers.Trainer(5, kind=kind)
    run = trainer()
    run.train(3)
    run.train(5)
    torch.manual_seed(5)
    model = nn.Sequential(
        nn.Linear(3, kind.width), nn.Tanh(), nn.Dropout(kind.dropout), nn.Linear(kind.width, 1)
    )
    optimizer = (
        torch.optim.Adam(model.parameters())
        if kind is trainers.ADAM
        else torch.optim.SGD(model.parameters(), momentum=0.9)
    )
    orders = [
        torch.randperm(20, generator=torch.Generator().manual_seed(5_000 + epoch))
        for epoch in range(2)
    ]
    rows = torch.cat(orders).view(-1, 4)
    for step in range(8):
        optimizer.param_groups[0]["lr"] = kind.rate(step)
        loss = ((model(trainer.X[rows[step]]) - trainer.y[rows[step]]) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    expected = torch.cat([p.detach().flatten() for p in model.parameters()])
    torch.testing.assert_close(run.weights(), expected, rtol=1e-5, atol=1e-7)


def test_an_epoch_reads_each_row_once_and_the_next_in_another_order():
    X = torch.arange(20.0)[:, None]
    reader = trainers.Reader(X, X, seed=1)
    epochs = [torch.cat([reader.next()[0] for _ in range(5)]).flatten() for _ in range(2)]
    assert all(torch.equal(epoch.sort().values, X.flatten()) for epoch in epochs)
    assert not torch.equal(*epochs) and (reader.epoch, reader.place) == (2, 0)


def test_runs_share_nothing_and_leave_the_random_numbers_of_the_session_alone():
    trainer = trainers.Trainer(7)
    torch.manual_seed(0)
    before = torch.get_rng_state()
    one, other = trainer(), trainer()
    for _ in range(4):  # in turn
        one.train(1)
        other.train(1)
    through = trainer()
    through.train(4)
    assert torch.equal(one.weights(), other.weights())
    assert torch.equal(one.weights(), through.weights())
    assert torch.equal(before, torch.get_rng_state())


@pytest.mark.parametrize("steps", [-1, 2.0, True, None, 1_001])
def test_steps_that_are_no_number_or_too_many(steps):
    with pytest.raises(ValueError, match="1,000" if steps == 1_001 else "whole number"):
        trainers.Trainer(0)().train(steps)


def backward(loss):
    loss.backward()


@pytest.mark.parametrize(
    ("use", "kept"),
    [
        (lambda model, X: [backward(model(X[:2]).sum()) for _ in range(3)], False),
        (lambda model, X: backward(model(X[:2]).sum() + model(X[2:]).sum()), True),
        (lambda model, X: [model(X[:2]).sum().item() for _ in range(3)], False),  # graphs dropped
        (lambda model, X: [model(X[:2]) for _ in range(3)], True),  # and in a list
    ],
)
def test_a_watched_model_notices_a_graph_that_waits(use, kept):
    model = Watched(nn.Linear(3, 1))
    use(model, torch.ones(5, 3))
    assert model.kept is kept


def test_a_watched_model_counts_rows_and_keeps_no_graph_without_gradients():
    model = Watched(nn.Linear(3, 1))
    with torch.no_grad():
        kept = [model(torch.ones(n, 3)) for n in (2, 5)]
    assert model.rows == [2, 5] and len(kept) == 2 and not model.kept
