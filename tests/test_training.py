"""helpers.training: fit against loops written out."""

import _thread
import itertools
import math
import signal
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from pytest import param
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from helpers.data import MiniBatches, five_rides, noisy_rides
from helpers.training import fit, loop
from helpers.training.checks import FirstEpoch

RIDES = five_rides()
FULL = [(RIDES.X, RIDES.y)]


def line(zero=True):
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    if zero:
        for parameter in model.parameters():
            nn.init.zeros_(parameter)
    return model


def sgd(model, lr=0.05):
    return torch.optim.SGD(model.parameters(), lr=lr)


# fit


def test_fit_takes_the_path_of_the_written_out_loop():
    w, b = np.float64(0), np.float64(0)
    x, y = np.arange(5.0), 2 * np.arange(5.0) + 1
    path, losses = [[w, b]], []
    for _ in range(100):
        r = w * x + b - y
        losses.append(np.mean(r**2))
        w, b = w - 0.05 * 2 * np.mean(r * x), b - 0.05 * 2 * np.mean(r)
        path.append([w, b])
    model = line()
    history = fit(model, FULL, nn.MSELoss(), sgd(model), 100, record_path=True)
    assert history.path.shape == (101, 2) and history.names == ("weight", "bias")
    assert np.allclose(history.path.numpy(), path, atol=1e-5)
    assert np.allclose(history.loss, losses, rtol=1e-3, atol=1e-6)
    assert history.stopped is None


def test_fit_over_mini_batches_is_the_loop_over_a_loader():
    rides = noisy_rides(70)

    def loader():
        generator = torch.Generator().manual_seed(3)
        dataset = TensorDataset(rides.X, rides.y)
        return DataLoader(dataset, 32, shuffle=True, generator=generator)

    ours, theirs = line(), line()
    history = fit(ours, loader(), nn.MSELoss(), sgd(ours), 3)
    optimizer, means, batches = sgd(theirs), [], loader()
    for _ in range(3):
        total = 0.0
        for X, y in batches:
            loss = nn.MSELoss()(theirs(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(X)
        means.append(total / 70)
    assert torch.equal(ours.weight, theirs.weight)
    assert history.loss == pytest.approx(means, rel=1e-6)  # weighted: the last batch has 6 rows


def test_fit_takes_a_loss_of_shape_one_over_many_batches():
    model = line()
    batches = [(RIDES.X[:2], RIDES.y[:2]), (RIDES.X[2:], RIDES.y[2:])]
    history = fit(model, batches, lambda p, y: ((p - y) ** 2).mean().reshape(1), sgd(model), 2)
    assert len(history.loss) == 2


def test_fit_without_path_keeps_none():
    model = line()
    assert fit(model, FULL, nn.MSELoss(), sgd(model), 2).path is None


def test_fit_leaves_training_mode_and_no_gradients():
    model = nn.Sequential(nn.Linear(1, 4), nn.Dropout(0.5), nn.Linear(4, 1)).eval()
    fit(model, FULL, nn.MSELoss(), sgd(model), 2)
    assert all(module.training for module in model.modules())
    assert all(parameter.grad is None for parameter in model.parameters())


def test_fit_starts_from_cleared_gradients():
    fresh, stale = line(), line()
    nn.MSELoss()(stale(RIDES.X), RIDES.y).backward()
    for model in (fresh, stale):
        fit(model, FULL, nn.MSELoss(), sgd(model), 1)
    assert torch.equal(fresh.weight, stale.weight)


def test_fit_trains_a_classifier_on_integer_targets():
    torch.manual_seed(0)
    tokens = torch.arange(6).reshape(6, 1)
    model = nn.Sequential(nn.Embedding(6, 8), nn.Flatten(), nn.Linear(8, 6))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    history = fit(model, [(tokens, tokens[:, 0])], nn.CrossEntropyLoss(), optimizer, 50)
    assert history.loss[-1] < 0.01 < 1 < history.loss[0]


def test_fit_trains_a_small_language_model():
    """Tokens in, (batch, time, vocabulary) out, gradients clipped, a rate that warms up."""
    torch.manual_seed(0)
    text = torch.arange(64) % 7
    X, y = text[:-1].reshape(1, -1), text[1:].reshape(1, -1)
    model = nn.Sequential(nn.Embedding(7, 16), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 7))
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.05)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1, step / 10))
    optimizer.register_step_pre_hook(
        lambda *_: nn.utils.clip_grad_norm_(model.parameters(), 1.0) and None
    )
    optimizer.register_step_post_hook(lambda *_: schedule.step())

    def loss_fn(logits, target):
        return nn.functional.cross_entropy(logits.flatten(0, 1), target.flatten())

    history = fit(model, [(X, y)], loss_fn, optimizer, 60)
    assert history.loss[-1] < 0.1 < 1.5 < history.loss[0]


def test_fit_stops_when_the_loss_is_not_finite(capsys):
    model = line()
    history = fit(model, FULL, nn.MSELoss(), sgd(model, lr=1.0), 200, record_path=True)
    assert 1 < len(history.loss) < 60 and all(map(math.isfinite, history.loss))
    assert len(history.path) == len(history.loss) + 1
    assert "the loss is inf" in history.stopped and "smaller learning rate" in history.stopped
    assert capsys.readouterr().out == f"fit stopped: {history.stopped}\n"


def test_fit_names_the_batch_that_was_not_finite(capsys):
    X = torch.tensor([[1.0], [1.0], [1e30], [1.0]])
    batches = [(X[:2], X[:2]), (X[2:3], X[2:3]), (X[3:], X[3:])]
    model = line(zero=False)
    history = fit(model, batches, nn.MSELoss(), sgd(model), 3)
    assert history.loss == [] and "in epoch 1, batch 2" in history.stopped


def test_fit_keeps_the_history_when_interrupted(capsys):
    class Interrupting(list):
        passes = 0

        def __iter__(self):
            self.passes += 1
            if self.passes == 4:
                raise KeyboardInterrupt
            return super().__iter__()

    model = line()
    history = fit(model, Interrupting(FULL), nn.MSELoss(), sgd(model), 10)
    assert len(history.loss) == 3 and "interrupted in epoch 4 of 10" in history.stopped
    assert all(parameter.grad is None for parameter in model.parameters())


def test_fit_survives_a_real_interrupt(capsys):
    model = line()
    timer = threading.Timer(0.3, _thread.interrupt_main)
    # a shell that starts a program in the background lets it ignore interrupts
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer.start()
    try:
        history = fit(model, FULL, nn.MSELoss(), sgd(model), 10_000_000, progress=False)
    finally:
        signal.signal(signal.SIGINT, before)
    assert "interrupted" in history.stopped and len(history.loss) > 10


def test_bar_only_after_a_second(monkeypatch, capfd):
    model = line()
    fit(model, FULL, nn.MSELoss(), sgd(model), 5)
    assert capfd.readouterr().err == ""
    monkeypatch.setattr(loop, "SECONDS_BEFORE_A_BAR", 0.05)

    class Slow(list):
        def __iter__(self):
            time.sleep(0.03)
            return super().__iter__()

    fit(model, Slow(FULL), nn.MSELoss(), sgd(model), 5)
    assert "5/5" in capfd.readouterr().err
    fit(model, Slow(FULL), nn.MSELoss(), sgd(model), 5, progress=False)
    assert capfd.readouterr().err == ""


def test_no_bar_within_a_second(monkeypatch, capfd):
    """By a clock that ticks once a look, so that it does not matter how busy the machine is."""
    ticks = itertools.count(step=1 / 300)
    monkeypatch.setattr(loop, "time", SimpleNamespace(perf_counter=lambda: next(ticks)))
    model = line()
    fit(model, FULL, nn.MSELoss(), sgd(model), 290)
    assert capfd.readouterr().err == ""
    fit(model, FULL, nn.MSELoss(), sgd(model), 310)
    assert "310/310" in capfd.readouterr().err


def test_fit_sees_a_last_step_that_breaks_a_parameter(capsys):
    model = line(zero=False)
    history = fit(model, FULL, nn.MSELoss(), sgd(model, lr=1e38), 1)
    assert len(history.loss) == 1 and "the last step" in history.stopped


def test_fit_does_not_blame_the_learning_rate_before_any_step(capsys):
    model = line()
    with torch.no_grad():
        model.weight.fill_(torch.nan)
    history = fit(model, FULL, nn.MSELoss(), sgd(model), 5)
    assert "No step was taken" in history.stopped and "learning rate" not in history.stopped


def test_fit_leaves_a_long_epoch_early_when_the_loss_is_nan(monkeypatch, capsys):
    monkeypatch.setattr(loop, "SECONDS_BEFORE_A_BAR", 0.0)
    seen = []

    def loss_fn(y_hat, y):
        seen.append(1)
        return ((y_hat - y) ** 2).mean() * torch.nan

    model = line()
    fit(model, FULL * 500, loss_fn, sgd(model), 1, progress=False)
    assert len(seen) < 50


def test_fit_takes_what_later_lessons_need():
    """Frozen layers, a loss of its own, a one-hot of tokens, several outputs, 0-dim weights."""
    torch.manual_seed(0)
    frozen = nn.Sequential(nn.Linear(1, 3), nn.Linear(3, 1))
    frozen[0].requires_grad_(False)
    before = frozen[0].weight.clone()
    fit(frozen, FULL, nn.MSELoss(), torch.optim.SGD(frozen[1].parameters(), lr=0.01), 3)
    assert torch.equal(before, frozen[0].weight)

    class OneHot(nn.Module):
        def __init__(self):
            super().__init__()
            self.linear = nn.Linear(4, 4)

        def forward(self, X):
            return self.linear(nn.functional.one_hot(X, 4).float())

    tokens, model = torch.arange(4), OneHot()
    fit(model, [(tokens, tokens)], nn.CrossEntropyLoss(), sgd(model), 2)

    lstm = nn.LSTM(1, 1, batch_first=True)
    X = torch.randn(2, 3, 1)
    fit(lstm, [(X, X)], lambda out, y: ((out[0] - y) ** 2).mean(), sgd(lstm), 2)

    two = nn.Linear(1, 2)

    def gaussian(out, y):
        mean, log_var = out[:, :1], out[:, 1:]
        return (log_var + (y - mean) ** 2 / log_var.exp()).mean()

    fit(two, FULL, gaussian, sgd(two, 1e-4), 2)

    class Plain(nn.Module):
        def __init__(self):
            super().__init__()
            self.w, self.b = nn.Parameter(torch.zeros(())), nn.Parameter(torch.zeros(()))

        def forward(self, x):
            return self.w * x + self.b

    plain = Plain()
    flat = [(RIDES.X[:, 0], RIDES.y[:, 0])]
    assert fit(plain, flat, nn.MSELoss(), sgd(plain), 200).loss[-1] < 1e-3


X, Y = RIDES.X, RIDES.y


class DryingUp:
    """Gives its batches once; the second pass finds nothing."""

    def __init__(self, batches):
        self.batches = iter(batches)

    def __iter__(self):
        return self.batches


LATE_NAN = [(X, Y), (X, Y * torch.nan)]
GRAPH = torch.ones(1, requires_grad=True)
NO_GRAD = nn.Linear(1, 1).requires_grad_(False)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"epochs": 0}, ValueError, ["epochs is 0"]),
        ({"epochs": 2.5}, TypeError, ["2.5", "whole number"]),
        ({"epochs": True}, TypeError, ["True", "whole number"]),
        ({"batches": (X, Y)}, TypeError, ["[(X, y)]"]),
        ({"batches": X}, TypeError, ["pair of tensors", "[(X, y)]"]),
        ({"batches": []}, ValueError, ["empty"]),
        ({"batches": iter([(X, Y)])}, TypeError, ["only once", "list(batches)"]),
        ({"batches": [(X, Y[:4])]}, ValueError, ["(5, 1)", "(4, 1)"]),
        ({"batches": [(X[:0], Y[:0])]}, ValueError, ["empty"]),
        ({"batches": [(X * torch.nan, Y)]}, ValueError, ["X holds NaN"]),
        ({"batches": [(X, Y * torch.nan)]}, ValueError, ["y holds NaN"]),
        ({"batches": LATE_NAN}, ValueError, ["y holds NaN"]),
        ({"batches": [(X[:, 0], Y)]}, ValueError, ["X has shape (5,)", "X.reshape(-1, 1)"]),
        ({"batches": [(X, Y[:, 0])]}, ValueError, ["(5, 1)", "(5,)", "y.reshape(-1, 1)"]),
        ({"batches": [(X, torch.cat([Y, Y], 1))]}, ValueError, ["(5, 1)", "(5, 2)", "same shape"]),
        ({"batches": [(X.long(), Y)]}, TypeError, ["torch.int64", "X.to(torch.float32)"]),
        ({"batches": [(X, Y[:, 0].long())]}, ValueError, ["(5, 1)", "(5,)", "y.reshape(-1, 1)"]),
        ({"batches": [(X, Y.double())]}, TypeError, ["y holds torch.float64", "y.to("]),
        ({"batches": RIDES}, TypeError, ["Dataset", "[(data.X, data.y)]"]),
        ({"batches": DryingUp(FULL)}, TypeError, ["nothing in epoch 2", "list(batches)"]),
        ({"loss_fn": nn.MSELoss(reduction="sum")}, ValueError, ["mean", "reduction='sum'"]),
        ({"loss_fn": lambda p, y: ((p - y) ** 2).mean().item()}, TypeError, [".item()"]),
        ({"optimizer": "half"}, ValueError, ["does not hold bias", "requires_grad_(False)"]),
        ({"batches": [(X, Y.long())]}, TypeError, ["y holds torch.int64", "y.to("]),
        ({"batches": [(X.double(), Y)]}, TypeError, ["float64", "float32", "NumPy"]),
        (
            {"batches": [(X.to("meta"), Y)]},
            ValueError,
            ["X is on meta", "model on cpu", "X.to('cpu')"],
        ),
        ({"loss_fn": nn.MSELoss}, TypeError, ["the class MSELoss", "nn.MSELoss()"]),
        ({"loss_fn": nn.MSELoss(reduction="none")}, ValueError, ["(5, 1)", "one number"]),
        ({"optimizer": sgd(nn.Linear(1, 1))}, ValueError, ["none of this model's parameters"]),
        ({"optimizer": "lr=0"}, ValueError, ["learning rate is 0"]),
        ({"optimizer": "lr=nan"}, ValueError, ["learning rate is nan"]),
        ({"optimizer": "lr=-1"}, ValueError, ["learning rate is -1"]),
        ({"model": NO_GRAD}, ValueError, ["does not depend on any parameter"]),
        param({"batches": [(X * GRAPH, Y)]}, ValueError, ["the graph", "X.detach()"], id="graph"),
        ({"batches": [(X, Y * GRAPH)]}, ValueError, ["y carries the graph", "y.detach()"]),
        ({"model": nn.Linear, "optimizer": sgd(nn.Linear(1, 1))}, TypeError, ["class Linear"]),
        ({"model": len, "optimizer": sgd(nn.Linear(1, 1))}, TypeError, ["builtin_function"]),
    ],
)
def test_fit_names_bad_input(change, error, words):
    model = change.get("model") or line()
    optimizer = change.get("optimizer") or sgd(model)
    if optimizer == "half":
        optimizer = torch.optim.SGD([model.weight], lr=0.05)
    elif isinstance(optimizer, str):
        lr = float(optimizer[3:])
        optimizer = sgd(model)
        optimizer.param_groups[0]["lr"] = lr
    call = {"batches": FULL, "loss_fn": nn.MSELoss(), "epochs": 2, **change}
    with pytest.raises(error) as caught:
        fit(model, call["batches"], call["loss_fn"], optimizer, call["epochs"])
    assert all(word in str(caught.value) for word in words), str(caught.value)
    if (
        isinstance(model, nn.Module)
        and call["batches"] is not LATE_NAN
        and not isinstance(call["batches"], DryingUp)
    ):
        assert all(map(torch.equal, line().parameters(), model.parameters())) or "model" in change


# what fit noticed, and went on


def scripted(values):
    """A loss that takes these values, one an epoch, whatever the model does."""
    left = iter(values)
    return lambda y_hat, y: y_hat.sum() * 0 + next(left)


@pytest.mark.parametrize(
    ("losses", "words"),
    [
        param([501.0, 2046199.0], "the loss grew from 501 to 2.05e+06 in 2 epochs", id="growth"),
        ([1.0, 30.0, 2.0, 60.0, 3.0], "the loss grew from 1 to 3 in 5 epochs"),
        ([-1.0, 3.0], "grew from -1 to 3"),
        ([1.01**k for k in range(10)], "grew from 1 to 1.09 in 10 epochs"),
        ([1.01**k for k in range(9)], None),
        ([*[1.01**k for k in range(9)], 1.0, 1.1], None),
        ([1.0, 1.9], None),
        ([-5.0, -3.0], None),
        ([3.0, 9.0, 2.0], None),
        param([1e-13, 1e-9], None, id="rounding"),
        ([5.0], None),
        ([4.2] * 3, "the loss stayed at 4.2 in all 3 epochs"),
        ([4.2, 4.200001, 4.2], "the loss stayed at 4.2 in all 3 epochs"),
        ([0.0] * 3, "the loss stayed at 0 in all 3 epochs"),
        ([4.2, 4.2], None),  # a schedule may begin with a rate of zero
        ([4.2, 4.2, 4.2001], None),
    ],
)
def test_fit_says_when_the_loss_grows_or_stays(losses, words, capsys):
    model = line()
    history = fit(model, FULL, scripted(losses), sgd(model), len(losses))
    assert history.loss == pytest.approx(losses) and history.stopped is None
    said = "".join(f"fit noticed: {note}\n" for note in history.notes)
    assert capsys.readouterr().out == said
    assert len(history.notes) == (words is not None) and (words or "") in said


def test_fit_says_that_steps_just_above_the_limit_are_too_long():
    """w^2 with lr = 1.01: each step turns w round and makes it 1.02 times as large."""
    model = nn.Linear(1, 1, bias=False)
    nn.init.ones_(model.weight)
    one, zero = torch.ones(1, 1), torch.zeros(1, 1)
    history = fit(model, [(one, zero)], nn.MSELoss(), sgd(model, lr=1.01), 11)
    assert history.loss == pytest.approx([1.02 ** (2 * k) for k in range(11)], rel=1e-4)
    (note,) = history.notes
    assert "grew from 1 to 1.49" in note and "smaller learning rate, or standardise" in note


def test_fit_says_that_a_rate_is_too_small_or_a_relu_dead():
    slow = line()
    (note,) = fit(slow, FULL, nn.MSELoss(), sgd(slow, lr=1e-12), 5).notes
    assert "learning rate 100 times as large" in note
    dead = nn.Sequential(line(), nn.ReLU())
    nn.init.constant_(dead[0].bias, -1.0)
    (note,) = fit(dead, FULL, nn.MSELoss(), sgd(dead), 5).notes
    assert "stayed at 33 in all 5 epochs" in note and "look at .grad" in note


def contrast(y_hat, y):
    """Each row against all others: it grows with the rows, and is no sum over them."""
    return nn.functional.cross_entropy(-torch.cdist(y_hat, y), torch.arange(len(y)))


SUMS = {
    "sum": lambda p, y: ((p - y) ** 2).sum(),
    "sum over rows, mean over columns": lambda p, y: ((p - y) ** 2).mean(1).sum(),
    "torch's own": lambda p, y: nn.functional.mse_loss(p, y, reduction="sum"),
    "shape (1,)": lambda p, y: ((p - y) ** 2).sum().reshape(1),
}
MEANS = {
    "mean": lambda p, y: ((p - y) ** 2).mean(),
    "mean over rows, sum over columns": lambda p, y: ((p - y) ** 2).sum(1).mean(),
    "with a penalty": lambda p, y: ((p - y) ** 2).mean() + 3,
    "one size of batch only": lambda p, y: ((p - y) ** 2 * torch.ones(5, 1) / 5).sum(),
}


@pytest.mark.parametrize("epochs", [10, 300])
@pytest.mark.parametrize("name", [*SUMS, *MEANS])
def test_fit_tells_a_sum_from_too_large_a_rate(name, epochs):
    model, adds_up = line(), name in SUMS
    loss_fn = (SUMS | MEANS)[name]
    history = fit(model, FULL, loss_fn, sgd(model, lr=0.1 if adds_up else 0.5), epochs)
    said = history.stopped or history.notes[0]
    assert (history.stopped is None) == (epochs == 10)
    assert ("Take the mean over the rows" in said) == adds_up
    assert ("Try a smaller learning rate" in said) != adds_up


def test_fit_does_not_take_a_contrast_for_a_sum():
    torch.manual_seed(0)
    y_hat, y = torch.randn(6, 2), torch.randn(6, 2)
    first = FirstEpoch(line(), contrast, print)
    first.loss(y_hat.requires_grad_(), y)
    assert "learning rate" in first.advice()


def test_fit_speaks_of_columns_only_where_there_are_some():
    tokens, model = torch.arange(4), nn.Embedding(4, 4)
    (note,) = fit(model, [(tokens, tokens)], scripted([1.0, 5.0]), sgd(model), 2).notes
    assert note.endswith("Try a smaller learning rate.")


def test_fit_asks_the_loss_and_the_model_no_more_than_the_loop_does():
    """A loss that draws random numbers and counts, a model with dropout: the same path."""

    class Noisy:
        calls = 0

        def __call__(self, y_hat, y):
            self.calls += 1
            return ((y_hat - y + torch.randn(y.shape)) ** 2).sum() / 50

    def parts():
        torch.manual_seed(0)
        model = nn.Sequential(nn.Linear(1, 4), nn.BatchNorm1d(4), nn.Dropout(0.5), nn.Linear(4, 1))
        return model, sgd(model, 0.01), Noisy()

    ours, optimizer, asked = parts()
    fit(ours, FULL, asked, optimizer, 20)
    theirs, optimizer, loss_fn = parts()
    for _ in range(20):
        loss = loss_fn(theirs(X), Y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert asked.calls == loss_fn.calls == 20
    for name, value in theirs.state_dict().items():
        assert torch.equal(value, ours.state_dict()[name]), name


class Plain(nn.Module):
    """w * x + b, where each of the two is what is handed in."""

    def __init__(self, w, b, **others):
        super().__init__()
        self.w, self.b = w, b
        for name, value in others.items():
            setattr(self, name, value)

    def forward(self, x):
        return self.w * x + self.b


def zero(**options):
    return torch.zeros(1, **options)


def test_fit_asks_for_parameters():
    model = Plain(zero(requires_grad=True), zero(requires_grad=True))
    optimizer = torch.optim.SGD([model.w, model.b], lr=0.05)
    with pytest.raises(ValueError, match=r"no parameters.* w is a plain .*self.w = nn.Parameter"):
        fit(model, FULL, nn.MSELoss(), optimizer, 3)
    with pytest.raises(ValueError, match=r"no parameters.*self.w = nn.Parameter"):
        fit(nn.ReLU(), FULL, nn.MSELoss(), optimizer, 3)


@pytest.mark.parametrize(
    ("b", "others", "words"),
    [
        param(
            zero(requires_grad=True), {}, ["b, which is a plain tensor", "Parameter("], id="tensor"
        ),
        (
            zero(),
            {"more": [nn.Linear(1, 1)]},
            ["more, which is a plain list", "nn.ModuleList(...)"],
        ),
        (zero(), {"more": (nn.Parameter(zero()),)}, ["plain tuple", "nn.ParameterList(...)"]),
        (zero(), {"inner": Plain(zero(), zero(requires_grad=True))}, ["inner.b, which is a plain"]),
        (zero(), {}, []),
        (nn.Parameter(zero()), {}, []),
        (zero(), {"teacher": [nn.Linear(1, 1).requires_grad_(False)]}, []),
        (zero(), {"seen": [zero(requires_grad=True) * 2], "lstm": nn.LSTM(1, 1)}, []),
    ],
)
def test_fit_names_what_will_not_move(b, others, words):
    model = Plain(nn.Parameter(zero()), b, **others)
    notes = fit(model, FULL, nn.MSELoss(), sgd(model), 3).notes
    assert len(notes) == bool(words) and all(word in notes[0] for word in words), notes


def test_fit_leaves_alone_what_the_optimizer_holds():
    model = Plain(nn.Parameter(zero()), zero(requires_grad=True))
    history = fit(model, FULL, nn.MSELoss(), torch.optim.SGD([model.w, model.b], lr=0.05), 3)
    assert history.notes == [] and model.b != 0


def test_fit_takes_an_input_that_wants_its_gradient():
    model, leaf = line(), X.clone().requires_grad_()
    assert len(fit(model, [(leaf, Y)], nn.MSELoss(), sgd(model), 3).loss) == 3


# classes


LETTERS = torch.arange(6) % 4
SCORES = nn.functional.one_hot(LETTERS, 4)


def table(*more):
    torch.manual_seed(0)
    return nn.Sequential(nn.Embedding(4, 4), *more)


class Places(nn.Module):
    """What a symbol is, and where it stands: two embeddings."""

    def __init__(self, length):
        super().__init__()
        self.symbol, self.place = nn.Embedding(9, 4), nn.Embedding(length, 4)

    def forward(self, X):
        return self.symbol(X) + self.place(torch.arange(X.shape[1]))


def functional(y_hat, y):
    return nn.functional.cross_entropy(y_hat, y)


COLUMN, PAIR = LETTERS.reshape(6, 1), LETTERS.reshape(2, 3)
LATE = [(LETTERS, LETTERS), (LETTERS, LETTERS + 1)]
ALL_PLACES = "cross_entropy(y_hat.flatten(0, 1), y.flatten())"


@pytest.mark.parametrize(
    ("model", "X", "y", "error", "words"),
    [
        (table(), LETTERS, COLUMN, ValueError, ["(6, 4)", "(6, 1)", "Try y.reshape(-1)."]),
        (table(), LETTERS, COLUMN.float(), ValueError, ["Try y.reshape(-1).long()."]),
        (table(), LETTERS, LETTERS.float(), TypeError, ["torch.float32", "y.long()", "MSELoss"]),
        (table(), LETTERS, LETTERS.int(), TypeError, ["torch.int32", "y.long()"]),
        (table(), LETTERS, SCORES, TypeError, ["torch.int64", "y.to(torch.float32)", "(6,)"]),
        (table(), LETTERS, SCORES.double(), TypeError, ["torch.float64", "y.to(torch.float32)"]),
        param(table(), LETTERS, LETTERS + 1, ValueError, ["class 4", "0 to 3"], id="outside"),
        (table(), LETTERS, LETTERS - 1, ValueError, ["class -1", "0 to 3"]),
        (table(), COLUMN, LETTERS, ValueError, ["(6, 1, 4)", "(6,)", "Try X[:, 0]"]),
        (table(), COLUMN, COLUMN, ValueError, ["(6, 1, 4)", "(6, 1)", ALL_PLACES]),
        param(table(), PAIR, PAIR, ValueError, ["(2, 3, 4)", "(2, 3)", ALL_PLACES], id="places"),
        (
            table(),
            LETTERS,
            SCORES[:, :3],
            ValueError,
            ["(6, 4)", "(6, 3)", "Wanted y in shape (6,)"],
        ),
        (table(nn.Linear(4, 1)), LETTERS, LETTERS, ValueError, ["a score for each", "MSELoss"]),
        (table(nn.Linear(4, 1)), LETTERS, COLUMN.float(), ValueError, ["(6, 1)", "a score for"]),
        (
            table(nn.Linear(4, 1), nn.Flatten(0)),
            LETTERS,
            LETTERS.float(),
            ValueError,
            ["returns shape (6,)", "a score for each"],
        ),
        (table(), LETTERS.float(), LETTERS, TypeError, ["Embedding(4, 4)", "float32", "X.long()"]),
        (table(), LETTERS + 1, LETTERS, ValueError, ["Embedding(4, 4)", "0 to 3", "row 4"]),
        (table(), LETTERS - 1, LETTERS, ValueError, ["Embedding(4, 4)", "row -1"]),
        param(Places(2), PAIR, PAIR, ValueError, ["Embedding(2, 4)", "row 2"], id="the second"),
    ],
)
@pytest.mark.parametrize(
    "loss_fn", [nn.CrossEntropyLoss(), nn.functional.cross_entropy], ids=["object", "functional"]
)
def test_fit_names_what_is_wrong_with_classes(model, X, y, error, words, loss_fn):
    with pytest.raises(error) as caught:
        fit(model, [(X, y)], loss_fn, sgd(model), 2)
    assert all(word in str(caught.value) for word in words), str(caught.value)


@pytest.mark.parametrize("loss_fn", [nn.CrossEntropyLoss(), functional])
def test_fit_names_a_class_outside_in_a_later_batch(loss_fn):
    model = table()
    with pytest.raises(ValueError, match=r"4.*the (model|classes)"):
        fit(model, LATE, loss_fn, sgd(model), 2)


def test_the_cures_for_classes_are_cures():
    model, start = table(), math.log(4)

    def places(y_hat, y):
        return nn.functional.cross_entropy(y_hat.flatten(0, 1), y.flatten())

    for X, y, loss_fn in [
        (LETTERS, COLUMN.float().reshape(-1).long(), nn.CrossEntropyLoss()),
        (LETTERS, SCORES.to(torch.float32), nn.CrossEntropyLoss()),
        (COLUMN[:, 0], LETTERS, nn.CrossEntropyLoss()),
        (PAIR, PAIR, places),
        (COLUMN, COLUMN, places),
    ]:
        nn.init.zeros_(model[0].weight)
        history = fit(model, [(X, y)], loss_fn, sgd(model), 3)
        assert history.loss[0] == pytest.approx(start) and history.loss[-1] < start
        assert history.notes == []


def test_fit_takes_what_cross_entropy_takes():
    """Bytes, classes to be passed over, probabilities, weights, classes in the second place."""
    nothing = torch.where(LETTERS > 2, -100, LETTERS)
    likely = torch.full((6, 4), 0.25)
    for y, loss_fn in [
        (LETTERS.byte(), nn.CrossEntropyLoss()),
        (nothing, nn.CrossEntropyLoss()),
        (torch.where(LETTERS > 2, 9, LETTERS), nn.CrossEntropyLoss(ignore_index=9)),
        (likely, nn.CrossEntropyLoss()),
        (LETTERS, nn.CrossEntropyLoss(weight=torch.ones(4), label_smoothing=0.1)),
    ]:
        model = table()
        assert fit(model, [(LETTERS, y)], loss_fn, sgd(model), 3).notes == []
    model, X = nn.Conv1d(1, 4, 1), torch.randn(2, 1, 3)
    y = torch.zeros(2, 3, dtype=torch.long)
    assert fit(model, [(X, y)], nn.CrossEntropyLoss(), sgd(model), 3).notes == []


@pytest.mark.parametrize(
    ("last", "noticed"),
    [(nn.Softmax(dim=1), True), (nn.LogSoftmax(dim=1), False), (nn.Sigmoid(), False)],
)
def test_fit_notices_a_softmax_before_cross_entropy(last, noticed, capsys):
    model = table(last)
    history = fit(model, [(LETTERS, LETTERS)] * 2, nn.CrossEntropyLoss(), sgd(model), 3)
    assert len(history.loss) == 3 and len(history.notes) == noticed
    assert ("works the softmax out itself" in capsys.readouterr().out) == noticed


def test_fit_notices_that_classes_and_places_can_be_exchanged():
    """Four places and four classes: torch takes the places for classes, without an error."""
    square = (torch.arange(8) % 4).reshape(2, 4)
    model = table()
    (note,) = fit(model, [(square, square)], nn.CrossEntropyLoss(), sgd(model), 3).notes
    assert "(2, 4, 4)" in note and ALL_PLACES in note


# another device

needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU on this machine")


@needs_gpu
def test_fit_on_the_gpu():
    X, y = RIDES.X.cuda(), RIDES.y.cuda()
    here, there = line(), line().cuda()
    on_cpu = fit(here, FULL, nn.MSELoss(), sgd(here), 100, record_path=True)
    on_gpu = fit(there, [(X, y)], nn.MSELoss(), sgd(there), 100, record_path=True)
    assert on_gpu.path.is_cuda and torch.allclose(on_gpu.path.cpu(), on_cpu.path, atol=1e-5)
    batches = MiniBatches(X, y, 2)
    assert all(part.is_cuda for batch in batches for part in batch)


@needs_gpu
def test_fit_moves_nothing_between_devices():
    model = line().cuda()
    with pytest.raises(ValueError, match="X is on cpu and the model on cuda"):
        fit(model, FULL, nn.MSELoss(), sgd(model), 2)


def test_fit_says_what_a_lost_gpu_means():
    """The words alone, on any machine."""

    class Lost(nn.Linear):
        def forward(self, X):
            raise RuntimeError("CUDA error: device-side assert triggered")

    model = Lost(1, 1)
    with pytest.raises(RuntimeError, match=r"number outside its table.*restart.*on the CPU"):
        fit(model, FULL, nn.MSELoss(), sgd(model), 2)


@needs_gpu
def test_fit_names_a_class_outside_on_the_gpu():
    letters, model = LETTERS.cuda(), table().cuda()
    with pytest.raises(ValueError, match="class 4"):
        fit(model, [(letters, letters + 1)], nn.CrossEntropyLoss(), sgd(model), 2)


LOST = """
import torch
from torch import nn
from helpers.training import fit
X, model = torch.arange(6).cuda(), nn.Embedding(4, 6).cuda()
fit(model, [(X, X)], nn.CrossEntropyLoss(), torch.optim.SGD(model.parameters(), lr=1), 2)
"""


@needs_gpu
def test_fit_says_what_an_assertion_on_the_gpu_means():
    """In a process of its own, since no GPU works on after that."""
    run = subprocess.run([sys.executable, "-c", LOST], capture_output=True, text=True)
    assert "RuntimeError: The GPU met a number outside its table" in run.stderr
