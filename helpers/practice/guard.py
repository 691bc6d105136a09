"""Run a learner's code so that nothing of the session is lost by it, or changes what it does.

Inside `known_state()` the session is as in a fresh kernel: PyTorch's switches, and the functions
of PyTorch, NumPy and Python. Inside `guarded()`, moreover, nothing is printed, shown or drawn.
Afterwards everything is what it was before, whatever the code did to it: SWITCHES and
SURROUNDINGS say what that is, PLACES whose functions, and `_Variables` keeps the learner's own.
"""

import builtins
import contextlib
import io
import math
import os
import random
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import is_
from typing import Any

import numpy as np
import torch
from torch import nn

# -- what code may change ---------------------------------------------------------------------

KEEP = object()


@dataclass(frozen=True)
class Setting:
    """Something of the session that code may change: how it is read, and how it is put.

    known   what it is while an answer is judged; by default, what it was before
    """

    name: str
    get: Callable[[], Any]
    put: Callable[[Any], Any]
    known: Any = KEEP

    def set(self, value: Any) -> None:
        """Put a value, where it is another one than now. (Some do much when they are put.)"""
        try:
            same = bool(self.get() == value)
        except Exception:  # states of random generators cannot be compared by ==
            same = False
        if not same:
            self.put(value)


def _device() -> torch.device | None:
    """`torch.get_default_device`, which fails where the device is not there."""
    context = getattr(torch._GLOBAL_DEVICE_CONTEXT, "device_context", None)
    return None if context is None else context.device


HOOKS = vars(nn.modules.module)  # among them the hooks of all modules, in `_global_...`
HOOK_NAMES = [name for name in HOOKS if name.startswith("_global_")]


def _hooks() -> dict:
    return {n: dict(HOOKS[n]) if isinstance(HOOKS[n], dict) else HOOKS[n] for n in HOOK_NAMES}


def _put_hooks(hooks: dict) -> None:
    for name, value in hooks.items():
        if isinstance(HOOKS[name], dict):
            HOOKS[name].clear()
            HOOKS[name].update(value)
        else:
            HOOKS[name] = value


def _folder() -> str | None:
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return None


def _put_environment(values: dict) -> None:
    os.environ.clear()
    os.environ.update(values)


def _handlers() -> dict:
    return {number: signal.getsignal(number) for number in signal.valid_signals()}


def _put_handlers(handlers: dict) -> None:
    if threading.current_thread() is threading.main_thread():  # no other one may
        for number, handler in handlers.items():
            if handler is not None and handler is not signal.getsignal(number):
                signal.signal(number, handler)


def _drawing() -> dict | None:
    """Matplotlib's settings with its backend, where it was imported."""
    matplotlib = sys.modules.get("matplotlib")
    return matplotlib and dict.copy(matplotlib.rcParams)


def _put_drawing(settings: dict | None) -> None:
    if settings is None:
        return
    rc, pyplot = sys.modules["matplotlib"].rcParams, sys.modules.get("matplotlib.pyplot")
    backend = settings["backend"]
    if pyplot and isinstance(backend, str) and backend != dict.get(rc, "backend"):
        pyplot.switch_backend(backend)
    dict.update(rc, settings)


PRINT = torch._tensor_str.PRINT_OPTS

# Looked at after each call of an answer.
SWITCHES = (
    Setting("grad mode", torch.is_grad_enabled, torch.set_grad_enabled, True),
    Setting("dtype", torch.get_default_dtype, torch.set_default_dtype, torch.float32),
    Setting("device", _device, torch.set_default_device, None),
    Setting(
        "anomaly mode",
        lambda: (torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled()),
        lambda on: torch.autograd.set_detect_anomaly(*on),
        (False, True),
    ),
    Setting(
        "deterministic mode",
        torch.get_deterministic_debug_mode,
        torch.set_deterministic_debug_mode,
        0,
    ),
    Setting(
        "precision",
        torch.get_float32_matmul_precision,
        torch.set_float32_matmul_precision,
        "highest",
    ),
    Setting(
        "hooks",
        _hooks,
        _put_hooks,
        {name: {} if isinstance(HOOKS[name], dict) else None for name in HOOK_NAMES},
    ),
    Setting(
        "NumPy's errors",
        np.geterr,
        lambda errors: np.seterr(**errors),
        {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"},
    ),
    Setting("folder", _folder, lambda folder: folder and os.chdir(folder)),
)

# Put back at the end of the judging. (The random generators begin anew for each call.)
SURROUNDINGS = (
    Setting("Python's random numbers", random.getstate, random.setstate),
    Setting("NumPy's random numbers", np.random.get_state, np.random.set_state),
    Setting(
        "PyTorch's random numbers",
        torch.random.default_generator.get_state,
        torch.random.default_generator.set_state,
    ),
    Setting("environment", lambda: dict(os.environ), _put_environment),
    Setting(
        "interrupt",
        lambda: {signal.SIGINT: signal.getsignal(signal.SIGINT)},
        _put_handlers,
        {signal.SIGINT: signal.default_int_handler},
    ),
    Setting("signal handlers", _handlers, _put_handlers),
    Setting("drawing", _drawing, _put_drawing),
    Setting("PyTorch's printing", lambda: dict(vars(PRINT)), vars(PRINT).update),
    Setting("NumPy's printing", np.get_printoptions, lambda kept: np.set_printoptions(**kept)),
    Setting("recursion", sys.getrecursionlimit, sys.setrecursionlimit),
    Setting("threads", torch.get_num_threads, torch.set_num_threads),
)

# -- functions ----------------------------------------------------------------------------------

# Where code that "patches" something would do it.
PLACES = {
    "torch": torch,
    "torch.Tensor": torch.Tensor,
    "torch.nn": nn,
    "torch.nn.functional": nn.functional,
    "torch.nn.Module": nn.Module,
    "torch.nn.Linear": nn.Linear,
    "torch.nn.MSELoss": nn.MSELoss,
    "torch.optim": torch.optim,
    "torch.optim.SGD": torch.optim.SGD,
    "torch.optim.Optimizer": torch.optim.Optimizer,
    "numpy": np,
    "numpy.random": np.random,
    "random": random,
    "math": math,
}


def _private(name: str) -> bool:
    """A name that a library keeps to itself and may change at any time."""
    return name.startswith("_") and not name.startswith("__")


ORIGINAL = {place: dict(vars(owner)) for place, owner in PLACES.items()}
FUNCTIONS = {
    place: {name: value for name, value in names.items() if callable(value) and not _private(name)}
    for place, names in ORIGINAL.items()
}
BUILTINS = vars(builtins)
PYTHON = {n: v for n, v in BUILTINS.items() if callable(v) and not _private(n)}
MISSING = object()


@dataclass(frozen=True)
class Change:
    """What stood in a place instead of the original function; MISSING for nothing."""

    place: str
    name: str
    found: Any

    def undo(self) -> None:
        """Put back the original; nothing, where the original is inherited."""
        original = FUNCTIONS[self.place].get(self.name, MISSING)
        _put(PLACES[self.place], self.name, original)

    def again(self) -> None:
        _put(PLACES[self.place], self.name, self.found)


def _put(owner: Any, name: str, value: Any) -> None:
    if value is not MISSING:
        setattr(owner, name, value)
    elif name in vars(owner):
        delattr(owner, name)


def _by_torch(name: str, value: object) -> bool:
    """PyTorch wraps some functions of its own when they are first used: `SGD.step`, for one.
    From then on, that is the original."""
    module = getattr(value, "__module__", None) or ""
    return module.split(".")[0] == "torch" and getattr(value, "__name__", "") == name


def _changes(place: str) -> list[Change]:
    """The functions that are not the original ones, also a new method in front of an inherited
    one. New names are no change."""
    owner, now = PLACES[place], vars(PLACES[place])
    names = [n for n, value in FUNCTIONS[place].items() if now.get(n) is not value]
    if isinstance(owner, type):
        new = now.keys() - ORIGINAL[place].keys()
        names += [n for n in new if callable(getattr(owner.__base__, n, None)) and not _private(n)]
    found = [Change(place, name, now.get(name, MISSING)) for name in names]
    own = {change.name: change.found for change in found if _by_torch(change.name, change.found)}
    FUNCTIONS[place].update(own)
    return [change for change in found if change.name not in own]


_seen: dict[str, list] = {}  # all that was in a place when it was last put back


def _put_functions() -> list[Change]:
    """Undo every change since the beginning. It is quick where there is none, since it comes
    after each call of an answer."""
    changes = []
    for place, owner in PLACES.items():
        now, then = list(vars(owner).values()), _seen.get(place, [])
        if len(now) != len(then) or not all(map(is_, now, then)):
            found = _changes(place)
            for change in found:
                change.undo()
            changes += found
            _seen[place] = list(vars(owner).values())
    return changes


def _put_python(before: dict) -> list[str]:
    """Python's own functions, such as `len`: this one does without them. The names of what
    was changed."""
    changed = [name for name, value in before.items() if BUILTINS.get(name) is not value]
    BUILTINS.update(before)
    return changed


# -- the learner's variables --------------------------------------------------------------------

LARGE = 100_000  # what holds more numbers or things than this is not copied beforehand


class _Variables:
    """The variables of the learner's notebook: their names, the numbers in tensors and arrays,
    and what is in lists."""

    def __init__(self, variables: dict):
        self.variables, self.before = variables, dict(variables)
        self.hidden = [  # `sum = 5`: while an answer runs, the name is Python's again
            name
            for name in variables.keys() & PYTHON.keys()
            if not callable(variables[name]) and not name.startswith("__")
        ]
        things = {id(v): v for name, v in variables.items() if not name.startswith("__")}.values()
        models = [v for v in things if issubclass(type(v), nn.Module)]
        self.models = [part for model in models for part in model.modules()]
        self.training = [model.training for model in self.models]
        parameters = [p for model in self.models for p in model.parameters(recurse=False)]
        self.tensors = [_Kept(t) for t in (*things, *parameters) if _can_be_kept(t)]
        self.arrays = [(v, v.copy()) for v in things if type(v) is np.ndarray and v.size <= LARGE]
        self.groups = [
            (v, v.copy())
            for v in things
            if type(v) in (list, dict, set) and len(v) <= LARGE and v is not variables
        ]

    def hide(self) -> None:
        """Leave the names of Python's functions to them."""
        for name in self.hidden:
            self.variables.pop(name, None)

    def put_back(self) -> None:
        for name in [*self.variables]:
            if name not in self.before:
                del self.variables[name]
        for name, value in self.before.items():
            if self.variables.get(name) is not value:
                self.variables[name] = value
        for model, training in zip(self.models, self.training, strict=True):
            model.training = training
        for tensor in self.tensors:
            tensor.put_back()
        for array, copy in self.arrays:
            if array.shape == copy.shape and array.flags.writeable:
                array[...] = copy
        for group, copy in self.groups:
            if not _holds_the_same(group, copy):
                group.clear()
                (group.extend if isinstance(group, list) else group.update)(copy)


def _can_be_kept(value: object) -> bool:
    """A tensor with numbers of its own that is not too large."""
    if type(value) not in (torch.Tensor, nn.Parameter) or value.is_meta or not value.is_leaf:
        return False
    return value.layout is torch.strided and value.numel() <= LARGE


def _holds_the_same(group: Any, copy: Any) -> bool:
    """Two lists, sets or dictionaries have the same things in them, one by one."""
    same = len(group) == len(copy) and all(map(is_, group, copy))
    return same and (not isinstance(group, dict) or all(map(is_, group.values(), copy.values())))


class _Kept:
    """A tensor of the learner, and how to make it again what it was."""

    def __init__(self, tensor: torch.Tensor):
        self.tensor, self.copy = tensor, tensor.detach().clone()
        self.requires_grad, self.grad = tensor.requires_grad, tensor.grad
        self.grad_copy = None if tensor.grad is None else tensor.grad.clone()

    def put_back(self) -> None:
        tensor, copy = self.tensor, self.copy
        with torch.no_grad():
            if tensor.shape != copy.shape or tensor.dtype != copy.dtype:
                tensor.data = copy.clone()
            elif not ((tensor == copy) | (copy != copy)).all():  # `_version` misses `.data`
                tensor.copy_(copy)
            if tensor.requires_grad != self.requires_grad:
                tensor.requires_grad_(self.requires_grad)
            if self.grad is not None:
                self.grad.copy_(self.grad_copy)
            tensor.grad = self.grad


# -- running ------------------------------------------------------------------------------------


class _State:
    """What a known state has to be again after each call of an answer."""

    def __init__(self):
        self.switches = [(setting, setting.get()) for setting in SWITCHES]
        self.kept: dict[int, _Variables] = {}

    def variables(self, variables: dict | None) -> _Variables | None:
        """The learner's variables as they were at the first call. They are read once."""
        if variables is None:
            return None
        if id(variables) not in self.kept:
            self.kept[id(variables)] = _Variables(variables)
        return self.kept[id(variables)]

    def put_back(self) -> list[str]:
        """Undo what code has changed; the names of functions that it has replaced."""
        changed = _put_python(PYTHON)
        for setting, value in self.switches:  # before the functions: a dtype has its own storage
            setting.set(value)
        return changed + [f"{change.place}.{change.name}" for change in _put_functions()]


_state: _State | None = None


@contextlib.contextmanager
def known_state() -> Iterator[_State]:
    """The session as in a fresh kernel, whatever the learner has set or replaced before.
    Afterwards it is as the learner had it. Inside another known state it does nothing."""
    global _state
    if _state is not None:
        yield _state
        return
    python = {name: BUILTINS.get(name) for name in PYTHON}
    _put_python(PYTHON)
    changes = _put_functions()
    with warnings.catch_warnings(), torch.inference_mode(False):
        warnings.simplefilter("ignore")
        settings = (*SWITCHES, *SURROUNDINGS)
        before = [(setting, setting.get()) for setting in settings]
        try:
            for setting in settings:
                if setting.known is not KEEP:
                    setting.set(setting.known)
            _state = _State()
            yield _state
        finally:
            _state = None
            for setting, value in before:
                setting.set(value)
            for change in changes:
                change.again()
            _put_python(python)


@contextlib.contextmanager
def guarded(
    variables: dict | None = None, seed: int = 0, trusted: bool = False
) -> Iterator[list[str]]:
    """Run the body in a known state, and without a trace. The list it gives is filled at the end
    with the names of functions that the body replaced, such as "torch.mean"; they are put back.

    variables   the learner's variables (a function's `__globals__`), to be put back as well
    seed        what the random generators begin with inside
    trusted     the body is the project's own code: nothing but the random generators has to be
                put back, which is much quicker
    """
    changed: list[str] = []
    with known_state() as state:
        _begin_random_numbers(seed)
        if trusted:
            with quiet():
                yield changed
            return
        kept, open_before = state.variables(variables), _figures()
        if kept is not None:
            kept.hide()
        try:
            with quiet(), _no_display():
                try:
                    yield changed
                finally:
                    changed += state.put_back()
        finally:
            for number in _figures() - open_before:
                sys.modules["matplotlib.pyplot"].close(number)
            if kept is not None:
                kept.put_back()


def _begin_random_numbers(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    torch.random.default_generator.manual_seed(seed)


def _figures() -> set[int]:
    """The numbers of the figures that are open."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot else set()


class Sink(io.TextIOBase):
    """A place to print to that keeps nothing."""

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return len(text)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Nothing is printed, and nothing warned of."""
    sink = Sink()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
            yield


@contextlib.contextmanager
def _no_display() -> Iterator[None]:
    """In a notebook: `display` shows nothing, and `exit()` raises and does not end the kernel."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        yield
        return
    from IPython.utils.capture import capture_output

    def refuse(*_args, **_keywords):
        raise SystemExit

    with capture_output(stdout=False, stderr=False, display=True):
        shell.__dict__["ask_exit"] = refuse
        try:
            yield
        finally:
            shell.__dict__.pop("ask_exit", None)
