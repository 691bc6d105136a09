"""04.save-load: a copy by way of a file."""

import builtins
import copy
import os
import tempfile
from pathlib import Path
from unittest.mock import patch

import torch
from torch import nn

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose, uniform
from helpers.practice.lesson_04.shared import _has, says, seeded, values


def read_back(file):
    return torch.load(file, weights_only=True)


def copy_by_file(model, new_model, file):
    torch.save(model.state_dict(), file)
    new_model.load_state_dict(read_back(file))
    return new_model


def holds(state, model: nn.Module) -> bool:
    """What was saved are this model's parameters by name."""
    own = model.state_dict()
    return (
        isinstance(state, dict)
        and state.keys() == own.keys()
        and all(torch.allclose(state[name], own[name]) for name in own)
    )


def two_models(seed):
    boxes = (lambda: nn.Linear(2, 3), lambda: nn.Linear(3, 1))
    return seeded(seed, *boxes), seeded(seed + 1, *boxes)


def add_one(thing) -> bool:
    """Add 1 to all numbers in the tensors of a dictionary or a list; False if there are none."""
    if isinstance(thing, torch.Tensor) and thing.is_floating_point():
        with torch.no_grad():
            thing += 1
        return True
    parts = thing.values() if isinstance(thing, dict) else thing
    return any([add_one(part) for part in parts]) if isinstance(thing, dict | list) else False


def uses_what_it_reads(answer, seed) -> bool:
    """Whether other numbers reach the new model where `torch.load` gives other numbers."""
    model, new = two_models(seed)
    saved, load, others = values(model), torch.load, []

    def load_others(*inputs, **keywords):
        state = load(*inputs, **keywords)
        others.append(add_one(state))
        return state

    with tempfile.TemporaryDirectory() as folder, patch("torch.load", load_others):
        try:
            answer(model, new, Path(folder) / "model.pt")
        except Exception:  # it compares both models itself, for one
            return True
    return not any(others) or not torch.allclose(values(new), saved)


def save_seen(answer, seed, X):
    """What is seen of a copy by file: the file, both models, and how the file was read.

    The file counts as read where it was opened for reading, by whatever function.
    """
    model, new = two_models(seed)
    before, new_before = copy.deepcopy(model), copy.deepcopy(new)
    seen = {"file": "no file", "safe": True}
    read, load, opened = [], torch.load, builtins.open

    def watch_open(name, mode="r", *more, **keywords):
        if isinstance(name, str | os.PathLike) and Path(name) == file and "r" in mode:
            read.append(True)
        return opened(name, mode, *more, **keywords)

    def watch_load(*inputs, **keywords):
        seen["safe"] &= keywords.get("weights_only", True) is not False
        return load(*inputs, **keywords)

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.pt"
        with patch("builtins.open", watch_open), patch("torch.load", watch_load):
            result = answer(model, new, file)
        if result is ...:
            return ...
        seen["read"] = bool(read)
        if file.exists():
            try:
                state = read_back(file)
            except Exception:  # something else than tensors and plain values
                state = None
            seen["file"] = (
                "parameters"
                if holds(state, before)
                else "the new ones"
                if holds(state, new_before)
                else "the whole model"
                if state is None
                else "something else"
            )
    seen["kept"] = torch.equal(values(model), values(before))
    seen["same"] = values(new).shape == values(before).shape and torch.allclose(
        new(X), before(X), rtol=1e-4, atol=1e-5
    )
    if seen["file"] == "something else" and seen["same"] and seen["read"]:
        seen["file"] = "parameters"  # in another form, and they came back
    own = {p.data_ptr() for p in model.parameters()}
    seen["apart"] = not any(p.data_ptr() in own for p in new.parameters())
    seen["trained"] = all(p.requires_grad for p in new.parameters())
    third = isinstance(result, nn.Module)
    seen["back"] = "new"
    if result is not new:
        seen["back"] = "model" if result is model else "other" if third else "no model"
    complete = seen["same"] and seen["read"] and seen["file"] == "parameters"
    seen["used"] = not complete or uses_what_it_reads(answer, seed)
    return seen


def whole_model(model, new_model, file):
    torch.save(model, file)
    new_model.load_state_dict(read_back(file))


def whole_then_around(model, new_model, file):
    torch.save(model, file)
    new_model.load_state_dict(model.state_dict())


def nothing_loaded(model, new_model, file):
    torch.save(model.state_dict(), file)
    return new_model


def saves_the_new_one(model, new_model, file):
    torch.save(new_model.state_dict(), file)
    new_model.load_state_dict(read_back(file))


def into_the_old_one(model, new_model, file):
    torch.save(new_model.state_dict(), file)
    model.load_state_dict(read_back(file))


def same_model(model, new_model, file):
    torch.save(model.state_dict(), file)
    new_model = model
    return new_model


def around_the_file(model, new_model, file):
    torch.save(model.state_dict(), file)
    new_model.load_state_dict(model.state_dict())


def read_for_nothing(model, new_model, file):
    torch.save(model.state_dict(), file)
    read_back(file)
    new_model.load_state_dict(model.state_dict())
    return new_model


def report_given_back(model, new_model, file):
    torch.save(model.state_dict(), file)
    return new_model.load_state_dict(read_back(file))


def not_trainable(model, new_model, file):
    return copy_by_file(model, new_model, file).requires_grad_(False)


def no_file(model, new_model, file):
    new_model.load_state_dict(model.state_dict())


def shared_parameters(model, new_model, file):
    torch.save(model.state_dict(), file)
    read_back(file)
    new_model[0], new_model[1] = model[0], model[1]


def not_safe(model, new_model, file):
    torch.save(model.state_dict(), file)
    keywords = {"weights_only": False}
    load = torch.load
    new_model.load_state_dict(load(file, **keywords))


EXERCISE = Exercise(
    name="04.save-load",
    reference=copy_by_file,
    arguments=("model", "new_model", "file"),
    observe=save_seen,
    cases=lambda generator: [(choose(generator, 10_000), uniform(generator, 1, 9, 4, 2))],
    returns="`new_model`, with the parameters that were saved from `model`",
    checked="what is in the file, that it was read, the predictions of both models, and that they "
    "share no parameters.",
    why="what does a program need besides this file, to use the model on another computer?",
    because=(
        "The class of the model, or the code that builds it. The file holds only names and "
        "numbers; the program must first make a model with the same boxes, and then load the "
        "numbers into it."
    ),
    properties=(
        Property(
            "all as it should be",
            lambda call, seed, X: call(seed, X)["same"],
            "After your function has run, `new_model` does not predict what `model` predicts.",
            "Its parameters are not those that were saved.",
            "Print one parameter of both models before and after a call.",
        ),
        Property(
            "the file",
            lambda call, seed, X: call(seed, X)["file"] == "parameters",
            "The file does not hold the parameters of `model` by name.",
            "A checkpoint is the dictionary from names to tensors.",
            "Load the file in a cell of its own and print what is in it.",
        ),
    ),
    wrong=(
        Wrong(
            "whole model, then refused",
            whole_model,
            "Your code wrote the file. Reading it with `weights_only=True` was refused.",
            "There is more in it than tensors and plain values. That happens when the whole "
            "model is saved, which is an object of a class, or `state_dict` without its brackets.",
            "What does `model.state_dict()` give, and what is in it? Print it.",
        ),
        Wrong(
            "a path or a model for a dictionary",
            lambda model, new_model, file: new_model.load_state_dict(file),
            "`load_state_dict` was given something that is no dictionary.",
            "It wants the dictionary from names to tensors, not a file, a list or a model.",
            "Reading a file is a step of its own. What does it give, and who takes that?",
        ),
        Wrong(
            "only parameters()",
            lambda model, new_model, file: torch.save(model.parameters(), file),
            "`torch.save` was given something that cannot be written to a file.",
            "`model.parameters()` hands the parameters out one by one, for a loop or an "
            "optimizer. It is no dictionary, and it holds no names.",
            "Which call gives the dictionary from names to tensors?",
        ),
        Wrong(
            "exchanged",
            lambda model, new_model, file: torch.save(file, model.state_dict()),
            "`torch.save` was asked to write into something that is no file.",
            "It takes two things: first what to save, then where.",
            "Compare the order with the line in section 7.",
        ),
        Wrong(
            "no file",
            no_file,
            "After your function has run, there is no file at the path `file`.",
            "The parameters should take the way over a file: that is how they get to another "
            "program, or to tomorrow.",
            "Which line of section 7 writes a file, and under which name does yours write it?",
            when=says(file="no file"),
        ),
        Wrong(
            "the model in place of the new one",
            same_model,
            "What you give back is `model` itself.",
            "Two names for one model are no copy: whoever trains one, trains the other.",
            "Which of the two models is to get the parameters from the file?",
            when=says(back="model", same=False),
        ),
        Wrong(
            "whole model",
            whole_then_around,
            "The file cannot be read with `weights_only=True`.",
            "There is more in it than tensors and plain values. That happens when the whole "
            "model is saved, which is an object of a class, or `state_dict` without its brackets.",
            "What does `model.state_dict()` give, and what is in it? Print it.",
            when=says(file="the whole model"),
        ),
        Wrong(
            "into the old one",
            into_the_old_one,
            "After your function has run, `model` has other parameters than before.",
            "The trained parameters are lost. The way leads from `model` over the file to "
            "`new_model`.",
            "Say for each line which model it reads and which it changes.",
            when=says(kept=False),
        ),
        Wrong(
            "the new one saved",
            saves_the_new_one,
            "The file holds the parameters of `new_model`, the ones it started with.",
            "`new_model` is random numbers. What was learned is in `model`.",
            "Say for each line which model it reads and which it changes.",
            when=says(file="the new ones"),
        ),
        Wrong(
            "shared",
            shared_parameters,
            "Both models use the same tensors: training one moves the other.",
            "Boxes or parameters of `model` were put into `new_model`. A copy has numbers of its "
            "own.",
            "Which call copies the numbers of a dictionary into a model's own parameters?",
            when=says(apart=False),
        ),
        Wrong(
            "nothing loaded",
            nothing_loaded,
            "The file is right. But `new_model` still has the parameters it started with.",
            "Saving is one half. Reading a file gives a dictionary; `new_model` changes only when "
            "it takes that over.",
            "Print one parameter of `new_model` before and after a call.",
            when=lambda seen: (
                _has(seen[0], {"file": "parameters", "same": False})
                and seen[0]["back"] in ("new", "no model")
            ),
        ),
        Wrong(
            "another model",
            lambda model, new_model, file: copy_by_file(model, copy.deepcopy(new_model), file),
            "You give back a third model, and `new_model` has not changed.",
            "The task is to load the parameters into `new_model`, the one that came in.",
            "You need not make a model in this function. Which one is given?",
            when=says(file="parameters", same=False, back="other"),
        ),
        Wrong(
            "around the file",
            around_the_file,
            "The file is right, and so is `new_model`. But nobody has read the file.",
            "The parameters went directly from one model to the other. In another program, "
            "`model` would not be there.",
            "Could `new_model` still be filled if the file were all you had?",
            when=says(file="parameters", same=True, read=False),
        ),
        Wrong(
            "read for nothing",
            read_for_nothing,
            "The file is right and was read, and `new_model` is right. But what came out of the "
            "file is not used.",
            "The parameters went directly from one model to the other. In another program, "
            "`model` would not be there.",
            "Reading a file gives something. Which of your lines takes it?",
            when=says(file="parameters", same=True, used=False),
        ),
        Wrong(
            "not safe",
            not_safe,
            "The copy is right. But the file was read with `weights_only=False`.",
            "Then a file may contain a program, and reading it runs that program.",
            "Read the last lines about saving in section 7 again.",
            when=says(same=True, safe=False),
        ),
        Wrong(
            "not trainable",
            not_trainable,
            "The copy is right. But afterwards a parameter of `new_model` requires no gradient.",
            "Nobody could go on training the copy.",
            "Print the `requires_grad` of each parameter of `new_model` before and after a call.",
            when=says(same=True, trained=False),
        ),
        Wrong(
            "not given back",
            report_given_back,
            "The file and `new_model` are right. But your function does not give back `new_model`.",
            "`load_state_dict` changes the model itself; what it hands back is a report and no "
            "model.",
            "Which line should hand `new_model` out?",
            when=lambda seen: (
                _has(seen[0], {"file": "parameters", "same": True}) and seen[0]["back"] != "new"
            ),
        ),
    ),
    rivals=(
        Rival(
            "Numbers copied, and no file.",
            lambda model, new, file: (new.load_state_dict(model.state_dict()), new)[1],
        ),
        Rival(
            "The old model is given back.",
            lambda model, new, file: (copy_by_file(model, new, file), model)[1],
        ),
        Rival(
            "The new model is saved, and read by the old one.",
            lambda model, new, file: copy_by_file(new, model, file),
        ),
        Rival("The new model as it was.", lambda model, new, file: new),
        Rival("The file alone.", lambda model, new, file: torch.save(model.state_dict(), file)),
        Rival(
            "A copy by `deepcopy`, and a file.",
            lambda model, new, file: (torch.save(model.state_dict(), file), copy.deepcopy(model))[
                1
            ],
        ),
    ),
)
