"""helpers.training: fit against loops written out."""

import _thread
import math
import signal
import threading
import time

import numpy as np
import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from helpers import training
from helpers.data import MiniBatches, five_rides, noisy_rides
from helpers.training import fit

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
    monkeypatch.setattr(training, "SECONDS_BEFORE_A_BAR", 0.05)

    class Slow(list):
        def __iter__(self):
            time.sleep(0.03)
            return super().__iter__()

    fit(model, Slow(FULL), nn.MSELoss(), sgd(model), 5)
    assert "5/5" in capfd.readouterr().err
    fit(model, Slow(FULL), nn.MSELoss(), sgd(model), 5, progress=False)
    assert capfd.readouterr().err == ""


def test_no_bar_within_a_second(capfd):
    model = line()
    start = time.perf_counter()
    while time.perf_counter() < start + 0.7:
        fit(model, FULL, nn.MSELoss(), sgd(model), 200)
    assert capfd.readouterr().err == ""


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
    monkeypatch.setattr(training, "SECONDS_BEFORE_A_BAR", 0.0)
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
        ({"batches": [(X, Y[:, 0])]}, ValueError, ["(5, 1)", "(5,)", "y.reshape(5, 1)"]),
        ({"batches": [(X, torch.cat([Y, Y], 1))]}, ValueError, ["(5, 1)", "(5, 2)", "same shape"]),
        ({"batches": [(X.long(), Y)]}, TypeError, ["torch.int64", "X.to(torch.float32)"]),
        ({"batches": [(X, Y[:, 0].long())]}, ValueError, ["(5, 1)", "(5,)", "y.reshape(5, 1)"]),
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
    if call["batches"] is not LATE_NAN and not isinstance(call["batches"], DryingUp):
        assert all(map(torch.equal, line().parameters(), model.parameters())) or "model" in change


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
