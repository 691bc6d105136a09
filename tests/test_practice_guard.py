"""The guard of the practice: a check judges as in a fresh session, and leaves no trace in it."""

import builtins
import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from exercises import SUM, text
from lessons import ROOT
from torch import nn

from helpers.practice import guard
from helpers.practice.engine import Exercise, Wrong, judge
from helpers.practice.guard import guarded

# -- the session's state -----------------------------------------------------------------------


@dataclass(frozen=True)
class State:
    """Something that a learner, or an answer, changes in the session; how to see it, and how to
    undo it. What an answer does to a function is told (`patched`), anything else is not."""

    change: Callable[[], Any]
    see: Callable[[], Any]
    undo: Callable[[], Any]
    patched: bool = False


def replaced(owner, name: str, new: object) -> State:
    """A function that is replaced by something else."""
    old, own = getattr(owner, name), name in vars(owner)
    return State(
        lambda: setattr(owner, name, new),
        lambda: (getattr(owner, name), name in vars(owner)),
        lambda: setattr(owner, name, old) if own else name in vars(owner) and delattr(owner, name),
        patched=True,
    )


def drawn() -> tuple:
    """What decides how a figure looks, and where it is shown."""
    figure = plt.figure()
    kind = type(figure.canvas)
    plt.close(figure)
    return kind, matplotlib.get_backend(), dict(plt.rcParams)


def seeded() -> tuple:
    """The next random numbers, which are not used up."""
    states = random.getstate(), np.random.get_state(), torch.get_rng_state()
    found = random.random(), np.random.rand(), torch.rand(1).item()
    random.setstate(states[0]), np.random.set_state(states[1]), torch.set_rng_state(states[2])
    return found


def seven(*_):
    return torch.tensor(7.0)


HOOKS = []  # handles of hooks
FOLDER = os.getcwd()
LIMIT = sys.getrecursionlimit()
TERMINATE = signal.getsignal(signal.SIGTERM)
STATES = {
    "no gradients": State(
        lambda: torch.set_grad_enabled(False),
        lambda: (torch.ones(1, requires_grad=True) * 2).requires_grad,
        lambda: torch.set_grad_enabled(True),
    ),
    "64 bits": State(
        lambda: torch.set_default_dtype(torch.float64),
        lambda: torch.tensor(1.0).dtype,
        lambda: torch.set_default_dtype(torch.float32),
    ),
    "device meta": State(
        lambda: torch.set_default_device("meta"),
        lambda: torch.ones(1).device,
        lambda: torch.set_default_device(None),
    ),
    "device that is not there": State(
        lambda: torch.set_default_device("cuda:7"),
        torch.get_default_device,
        lambda: torch.set_default_device(None),
    ),
    "anomalies": State(
        lambda: torch.autograd.set_detect_anomaly(True, False),
        lambda: (torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled()),
        lambda: torch.autograd.set_detect_anomaly(False, True),
    ),
    "deterministic": State(  # as `use_deterministic_algorithms`, which imports for seconds
        lambda: torch.set_deterministic_debug_mode("warn"),
        torch.are_deterministic_algorithms_enabled,
        lambda: torch.set_deterministic_debug_mode("default"),
    ),
    "precision": State(
        lambda: torch.set_float32_matmul_precision("medium"),
        torch.get_float32_matmul_precision,
        lambda: torch.set_float32_matmul_precision("highest"),
    ),
    "hook of all modules": State(
        lambda: HOOKS.append(nn.modules.module.register_module_forward_hook(seven)),
        lambda: nn.Identity()(torch.tensor(1.0)).item(),
        lambda: [HOOKS.pop().remove() for _ in [*HOOKS]],
    ),
    "errors of NumPy": State(
        lambda: np.seterr(all="raise"),
        np.geterr,
        lambda: np.seterr(divide="warn", over="warn", under="ignore", invalid="warn"),
    ),
    "printing of PyTorch": State(
        lambda: torch.set_printoptions(precision=1),
        lambda: str(torch.tensor(1 / 3)),
        lambda: torch.set_printoptions(profile="default"),
    ),
    "printing of NumPy": State(
        lambda: np.set_printoptions(precision=1),
        lambda: str(np.array([1 / 3])),
        lambda: np.set_printoptions(precision=8),
    ),
    "environment": State(
        lambda: os.environ.update(PRACTICE_TEST="1"),
        lambda: os.environ.get("PRACTICE_TEST"),
        lambda: os.environ.pop("PRACTICE_TEST", None),
    ),
    "folder": State(lambda: os.chdir(tempfile.gettempdir()), os.getcwd, lambda: os.chdir(FOLDER)),
    "interrupts": State(
        lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
        lambda: signal.getsignal(signal.SIGINT),
        lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ),
    "a signal": State(
        lambda: signal.signal(signal.SIGTERM, seven),
        lambda: signal.getsignal(signal.SIGTERM),
        lambda: signal.signal(signal.SIGTERM, TERMINATE),
    ),
    "backend": State(lambda: matplotlib.use("svg"), drawn, lambda: matplotlib.use("agg")),
    "style": State(
        lambda: plt.style.use("dark_background"), drawn, lambda: plt.style.use("default")
    ),
    "warnings": State(
        lambda: warnings.simplefilter("error"),
        lambda: warnings.filters[:],
        lambda: warnings.filters.pop(0),
    ),
    "seeds": State(
        lambda: (random.seed(3), np.random.seed(3), torch.manual_seed(3)), seeded, lambda: None
    ),
    "output": State(
        lambda: setattr(sys, "stdout", io.StringIO()), lambda: sys.stdout, lambda: None
    ),
    "recursion": State(
        lambda: sys.setrecursionlimit(LIMIT + 500),
        sys.getrecursionlimit,
        lambda: sys.setrecursionlimit(LIMIT),
    ),
    "threads": State(
        lambda: torch.set_num_threads(3), torch.get_num_threads, lambda: torch.set_num_threads(1)
    ),
    "torch.mean": replaced(torch, "mean", 5),
    "Tensor.sum": replaced(torch.Tensor, "sum", seven),
    "Tensor.backward": replaced(torch.Tensor, "backward", seven),
    "manual_seed": replaced(torch, "manual_seed", seven),
    "Linear.forward": replaced(nn.Linear, "forward", seven),
    "np.log": replaced(np, "log", seven),
    "np.random.seed": replaced(np.random, "seed", None),
    "random.seed": replaced(random, "seed", None),
    "builtins.sum": replaced(builtins, "sum", 5),
    "builtins.len": replaced(builtins, "len", seven),
}


def answer_right(X, k):
    """Of all that a state above could spoil, something."""
    w = torch.tensor(2.0, requires_grad=True)
    torch.mean(w * X).backward()
    torch.manual_seed(0), random.seed(0), np.random.seed(0)
    linear, ones = nn.Linear(1, 1), torch.ones(X.shape)
    with np.errstate():
        logarithm = np.log(np.zeros(1))[0]
    assert logarithm == -np.inf and ones.dtype == torch.float32
    inside = (linear(X) - X @ linear.weight.T - linear.bias).abs().sum().item() < 1e-5
    return [w.grad.item() * k, sum([1.5, X.sum().item()]), len(X) + 0.5 * inside]


STATEFUL = Exercise(
    name="00.state",
    reference=lambda X, k: [X.mean().item() * k, X.sum().item() + 1.5, X.shape[0] + 0.5],
    arguments=("X", "k"),
    returns="three numbers",
    cases=lambda generator: [(torch.rand(n, 1, generator=generator) + 1, n + 0.5) for n in (2, 3)],
    checked="x.",
    why="why?",
    wrong=(Wrong("zeros", lambda X, k: [X.mean() * k, 0.0, 0.0], "Two zeros.", "No.", "Add."),),
)


def answer_wrong(X, k):
    return [answer_right(X, k)[0], 0.0, 0.0]


def answer_raises(X, k):
    raise ValueError("no")


@pytest.fixture(autouse=True)
def output():
    kept = sys.stdout
    yield
    sys.stdout = kept


KINDS = {answer_right: "pass", answer_wrong: "zeros", answer_raises: "error"}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
@pytest.mark.filterwarnings("ignore")
def test_a_check_judges_as_in_a_fresh_session(state):
    """Whatever the learner has set before, which is afterwards as the learner had it."""
    state.see()
    try:
        state.change()
        before = state.see()
        kinds = [judge(STATEFUL, answer).kind for answer in KINDS]
        after = state.see()
    finally:
        state.undo()
    assert kinds == [*KINDS.values()]
    assert after == before


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
@pytest.mark.parametrize("answer", KINDS, ids=KINDS.values())
@pytest.mark.filterwarnings("ignore")
def test_an_answer_changes_nothing_in_the_session(state, answer):
    """Not for its next call either: then the right answer would be wrong."""

    def changes(X, k):
        try:
            return answer(X, k)
        finally:
            state.change()

    before = state.see()
    try:
        kind = judge(STATEFUL, changes).kind
        after = state.see()
    finally:
        state.undo()
    assert kind == ("patched" if state.patched else KINDS[answer])
    assert after == before


def test_a_check_inside_a_mode_of_pytorch():
    with torch.inference_mode():
        assert judge(STATEFUL, answer_right).kind == "pass"
        assert torch.is_inference_mode_enabled() and not torch.is_grad_enabled()
    with torch.no_grad():
        assert judge(STATEFUL, answer_right).kind == "pass"
        assert not torch.is_grad_enabled()
    assert torch.is_grad_enabled()


def test_a_name_of_python_that_is_a_number_in_the_notebook():
    """`sum = 5` in a cell: while an answer runs, `sum` is a function again."""
    names = {"sum": 5, "max": max, "answer_right": answer_right}
    exec("def answer(X, k):\n    sum([1])\n    return answer_right(X, k)\n", names)
    before = dict(names)
    assert judge(STATEFUL, names["answer"]).kind == "pass"
    assert names == before and names["sum"] == 5


def test_the_session_is_set_once_and_looked_at_after_each_call(monkeypatch):
    """What costs most is read twice for a whole check, however many calls there are."""
    calls, reads = [], []

    def answer(X, k):
        calls.append(None)
        return X.max() * k

    counted = [
        guard.Setting(s.name, lambda s=s: (reads.append(s.name), s.get())[1], s.put, s.known)
        for s in guard.SURROUNDINGS
    ]
    monkeypatch.setattr(guard, "SURROUNDINGS", counted)
    judge(SUM, answer, 0)
    assert len(calls) > 10 and max(map(reads.count, reads)) <= 3


# -- what the learner made ---------------------------------------------------------------------

SETTING = 5
TENSOR = torch.ones(3, requires_grad=True)
PLAIN = torch.ones(3)
MODEL = nn.Linear(1, 1)


def test_state_is_as_it_was():
    model_before = [p.detach().clone() for p in MODEL.parameters()]
    random.seed(1), torch.manual_seed(1), np.random.seed(1)
    expected = random.random(), torch.rand(1).item(), np.random.rand()
    random.seed(1), torch.manual_seed(1), np.random.seed(1)

    def wild(X, k):
        global SETTING, NEW_NAME
        SETTING, NEW_NAME = 6, 7
        random.seed(5), torch.manual_seed(5), np.random.seed(5)
        torch.set_default_dtype(torch.float64)
        torch.set_grad_enabled(False)
        plt.figure()
        PLAIN.mul_(2)
        TENSOR.mul_(2)
        MODEL.weight.mul_(0)
        return X.sum() * k

    open_before = plt.get_fignums()
    assert judge(SUM, wild).kind == "pass"
    assert SETTING == 5 and "NEW_NAME" not in globals()
    assert torch.get_default_dtype() == torch.float32 and torch.is_grad_enabled()
    assert plt.get_fignums() == open_before
    assert PLAIN.tolist() == TENSOR.tolist() == [1, 1, 1]
    assert all(torch.equal(a, b) for a, b in zip(model_before, MODEL.parameters(), strict=True))
    assert (random.random(), torch.rand(1).item(), np.random.rand()) == expected


def test_what_is_in_the_variables_is_as_it_was():
    """Lists, arrays, shapes and modes; also what `.data` changes, which PyTorch does not count."""
    names = {
        "losses": [1.0],
        "found": {"w": 1.0},
        "known": {1, 2},
        "array": np.ones(2),
        "X": torch.ones(2, 1),
        "w": torch.ones(1, requires_grad=True),
        "nothing": torch.tensor(float("nan")),
        "meta": torch.ones(1, device="meta"),
        "model": nn.Sequential(nn.Linear(1, 1), nn.Dropout()),
    }
    code = """
def answer(given, k):
    losses.append(2.0), found.clear(), known.add(3), model[1].eval()
    array.sort(), array.__imul__(2), X.squeeze_().mul_(3), w.data.mul_(2)
    model[0].weight.data.zero_(), X.requires_grad_(), w.requires_grad_(False)
    return given.sum() * k
"""
    exec(code, names)
    weight, version = names["model"][0].weight.detach().clone(), names["nothing"]._version
    assert judge(SUM, names["answer"]).kind == "pass"
    assert names["losses"] == [1.0] and names["found"] == {"w": 1.0} and names["known"] == {1, 2}
    assert names["array"].tolist() == [1, 1] and names["X"].tolist() == [[1], [1]]
    assert names["w"].item() == 1 and names["w"].requires_grad and not names["X"].requires_grad
    assert torch.equal(names["model"][0].weight, weight) and names["model"][1].training
    assert names["nothing"]._version == version  # what did not change was not written either


def test_gradients_of_the_learner_are_as_they_were():
    TENSOR.grad = torch.full((3,), 2.0)

    def backward(X, k):
        (TENSOR.sum() * k).backward()
        return X.sum() * k

    assert judge(SUM, backward).kind == "pass"
    assert TENSOR.grad.tolist() == [2, 2, 2]
    TENSOR.grad = None
    assert judge(SUM, backward).kind == "pass" and TENSOR.grad is None


def test_the_guard_leaves_new_modules_and_names_of_the_library_alone():
    with guarded() as changed:
        torch.some_new_name = 1
    assert changed == [] and torch.some_new_name == 1
    del torch.some_new_name


# -- functions, and what is shown ---------------------------------------------------------


def megabyte(X, k):
    print("x" * 1_000_000)
    print("y" * 1_000_000, file=sys.stderr)
    return X.sum() * k


def test_what_is_printed_is_not_shown(capsys):
    assert judge(SUM, megabyte).kind == "pass"
    assert capsys.readouterr() == ("", "")


def test_patches_are_put_back_and_told():
    before = torch.mean, torch.Tensor.sum, nn.Linear.forward, builtins.print, np.mean

    def patch(X, k):
        torch.mean = torch.Tensor.sum = nn.Linear.forward = builtins.print = None
        return 1.0

    message = judge(SUM, patch)
    assert message.kind == "patched" and "torch.mean" in text(message)
    assert (torch.mean, torch.Tensor.sum, nn.Linear.forward, builtins.print, np.mean) == before


def test_a_right_answer_that_patches_is_told_too():
    def patch(X, k):
        torch.mean = torch.sum
        return X.sum() * k

    assert judge(SUM, patch).kind == "patched"


def test_what_torch_replaces_itself_is_no_patch():
    """The first SGD of a session wraps `SGD.step`; in a fresh process, since it is done once."""
    code = (
        "import torch; from helpers.practice.guard import guarded\n"
        "for _ in range(2):\n"
        "    with guarded() as changed:\n"
        "        torch.optim.SGD([torch.zeros(1)], lr=0.1)\n"
        "    print(changed)\n"
        "wrapped = torch.optim.SGD.step, torch.manual_seed\n"
        "with guarded():\n"
        "    torch.optim.SGD.step = torch.manual_seed = None\n"
        "print(wrapped == (torch.optim.SGD.step, torch.manual_seed))\n"
    )
    run = [sys.executable, "-c", code]
    out = subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    assert out == "[]\n[]\nTrue\n"
