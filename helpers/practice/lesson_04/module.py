"""04.module: a model with three features."""

import functools
import re

import torch
from torch import nn

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import uniform
from helpers.practice.lesson_04.shared import says, values


class ThreeFeatures(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 1)

    def forward(self, X):
        return self.linear(X)


def put(model: nn.Module, numbers: torch.Tensor) -> None:
    """Set a model's parameters, in their order, to these numbers."""
    with torch.no_grad():
        for p in model.parameters():
            p.copy_(numbers[: p.numel()].reshape(p.shape))
            numbers = numbers[p.numel() :]


def module_seen(answer, X, numbers):
    """What is seen of a class: its objects' parameters, and what they do with X."""
    seen = dict(module=True, prepared=True, forward=True, fits=True, out="column", steady=True)
    seen |= dict(count=4, line=True, reached=True, apart=True)
    model = answer()
    if not isinstance(model, nn.Module):
        return seen | {"module": False}
    if type(model).forward is nn.Module.forward:
        return seen | {"forward": False}
    if "_parameters" not in vars(model):  # super().__init__() was not called
        return ... if model.forward(X) is ... else seen | {"prepared": False}
    try:
        out = model(X)
    except RuntimeError as error:
        if re.search(r"cannot be multiplied \(\d+x3 and 1x\d+\)", str(error)):
            return seen | {"fits": False}
        raise
    if out is None:
        return seen | {"out": "none"}
    if isinstance(out, nn.Module):
        return seen | {"out": "a box"}
    if not isinstance(out, torch.Tensor):
        return out
    shapes = {(len(X), 1): "column", (len(X),): "flat", (len(X), 3): "three"}
    seen["out"] = shapes.get(tuple(out.shape), "other")
    seen["steady"] = torch.equal(out, model(X))
    seen["count"] = sum(p.numel() for p in model.parameters())
    if seen["count"] != 4 or out.numel() != len(X):
        return seen
    put(model, numbers)
    corners = model(torch.cat([torch.zeros(1, 3), torch.eye(3)])).detach().flatten()
    b, w = corners[0], corners[1:] - corners[0]
    wide = torch.cat([X, -2 * X])  # outputs above and below 0
    same = torch.allclose(model(wide).detach().flatten(), wide @ w + b, atol=1e-3)
    out = model(X)
    seen["line"] = same and torch.allclose(
        torch.cat([w, b.reshape(1)]).sort().values, numbers.sort().values, atol=1e-3
    )
    if out.requires_grad:
        out.sum().backward()
    filled = [p.grad for p in model.parameters() if p.grad is not None]
    seen["reached"] = sum(int((g != 0).sum()) for g in filled) == 4
    put(answer(), torch.zeros(4))
    seen["apart"] = values(model).abs().sum().item() > 0
    return seen


class OneIn(nn.Module):
    def __init__(self, inside=1, out=3, bias=True):
        super().__init__()
        self.linear = nn.Linear(inside, out, bias=bias)

    def forward(self, X):
        return self.linear(X)


class NoForward(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 1)


class ThreeOut(OneIn):
    def __init__(self):
        super().__init__(3, 3)


class NoBias(OneIn):
    def __init__(self):
        super().__init__(3, 1, bias=False)


class NoReturn(OneIn):
    def __init__(self):
        super().__init__(3, 1)

    def forward(self, X):
        self.linear(X)


class NotCalled(ThreeFeatures):
    def forward(self, X):
        return self.linear


class PlainTensors(nn.Module):
    def __init__(self):
        super().__init__()
        self.w, self.b = torch.ones(3, 1, requires_grad=True), torch.zeros(1)

    def forward(self, X):
        return X @ self.w + self.b


class NotPrepared(nn.Module):
    def __init__(self):
        self.w = torch.ones(3, 1)

    def forward(self, X):
        return X @ self.w


class Flat(ThreeFeatures):
    def forward(self, X):
        return self.linear(X).squeeze()


class NewEachTime(nn.Module):
    def forward(self, X):
        return nn.Linear(3, 1)(X)


@functools.cache
def shared_box() -> nn.Linear:
    return nn.Linear(3, 1)


class Shared(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = shared_box()

    def forward(self, X):
        return self.linear(X)


class Detached(ThreeFeatures):
    def forward(self, X):
        return self.linear(X).detach()


class NoModule:
    def __call__(self, X):
        return X.sum(dim=1, keepdim=True)


class TwoLayers(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(3, 3), nn.Linear(3, 1)

    def forward(self, X):
        return self.second(self.first(X))


def changed_input(change):
    class Changed(ThreeFeatures):
        def forward(self, X):
            return self.linear(change(X))

    return Changed


def changed_output(change):
    class Changed(ThreeFeatures):
        def forward(self, X):
            return change(self.linear(X))

    return Changed


EXERCISE = Exercise(
    name="04.module",
    reference=ThreeFeatures,
    observe=module_seen,
    cases=lambda generator: [
        (
            uniform(generator, 1, 9, count, 3),
            torch.tensor([0.7, -1.4, 2.3, 4.1]) + uniform(generator, -0.2, 0.2, 4),
        )
        for count in (4, 7)
    ],
    returns="a class; an object of it, called with X of shape (N, 3), gives a tensor (N, 1)",
    checked="the four parameters, the shape (N, 1), the output for parameters set by the check, "
    "the gradients, and that two objects have parameters of their own.",
    why="why do you make the box in `__init__` and not in `forward`?",
    because=(
        "`__init__` runs once for each object, so the box and its parameters stay the same as "
        "long as the object lives. `forward` runs at each call: a box made there is new and "
        "random each time, and nobody can train it."
    ),
    properties=(
        Property(
            "a line",
            lambda call, X, numbers: call(X, numbers)["line"],
            "With the four parameters set to known numbers, the output is not weights times "
            "features plus bias.",
            "Something else happens to the numbers in `forward`, or a parameter is not used as a "
            "weight or as the bias.",
            "Set the parameters of one object to 1, 2, 3 and 4, and work out one row by hand.",
        ),
        Property(
            "the shape",
            lambda call, X, numbers: call(X, numbers)["out"] == "column",
            "For X of shape (N, 3), the output does not have the shape (N, 1).",
            "The line gives one prediction for each row of X.",
            "Print the shape after each operation in `forward`.",
        ),
    ),
    wrong=(
        Wrong(
            "no module",
            NoModule,
            "The objects of your class are no modules: they have no `parameters()`.",
            "The first line of the class says what it builds on.",
            "Compare your line with `class` with the one in the task.",
            when=says(module=False),
        ),
        Wrong(
            "no forward",
            NoForward,
            "Your class has no function with the name `forward`.",
            "Calling an object of your class runs its `forward`, and finds none.",
            "Check how the name is spelled, and that its `def` is indented like that of "
            "`__init__`.",
            when=says(forward=False),
        ),
        Wrong(
            "not prepared",
            NotPrepared,
            "The objects of your class cannot be called: `nn.Module` was not prepared.",
            "`nn.Module` writes down its boxes in a book, and `super().__init__()` makes the book.",
            "What is the first line in the `__init__` of `Line`, in section 2?",
            when=says(prepared=False),
        ),
        Wrong(
            "made for one feature",
            OneIn,
            "X has three columns, and the weights that it meets in `forward` are made for one.",
            "`nn.Linear(a, b)` takes rows of a numbers and gives rows of b. With `@`, the weights "
            "need one row for each column of X.",
            "Print `tuple(nn.Linear(3, 2).weight.shape)`, and ask which of the two is the input. "
            "Or does `forward` use a model from another cell?",
            when=says(fits=False),
        ),
        Wrong(
            "no return",
            NoReturn,
            "Calling an object of your class gives `None`.",
            "`forward` computes something and does not hand it out.",
            "Which word hands a result out of a function?",
            when=says(out="none"),
        ),
        Wrong(
            "the box itself",
            NotCalled,
            "Calling an object of your class gives a box, and no numbers.",
            "`forward` hands out the box, not what the box makes of `X`.",
            "What turns `model` into predictions, in the line of the loop that is called forward?",
            when=says(out="a box"),
        ),
        Wrong(
            "new box each time",
            NewEachTime,
            "The same X gives another output each time, and `parameters()` finds nothing.",
            "A box with new random numbers is made at each call and thrown away after it. It can "
            "never be trained.",
            "A box should live as long as the object. Which function runs once for each object?",
            when=says(count=0, steady=False),
        ),
        Wrong(
            "no parameters",
            PlainTensors,
            "`parameters()` finds nothing in an object of your class.",
            "An optimizer would have nothing to move. The book holds boxes that are put into "
            "`self` one by one; a plain tensor, or a box inside a list, is not written down.",
            "Print `list(ThreeFeatures().parameters())`, and compare with `Line` in section 2.",
            when=says(count=0),
        ),
        Wrong(
            "three out",
            ThreeOut,
            "For each row of X your model gives three numbers.",
            "A line gives one prediction for each row: each feature times its weight, all added "
            "up, plus one bias.",
            "Print the shape of the weights. How many rows should it have, for one number out?",
            when=says(out="three"),
        ),
        Wrong(
            "no bias",
            NoBias,
            "Your model has three parameters: the bias is missing.",
            "Without a bias, the prediction is 0 wherever all features are 0.",
            "Count: one weight for each feature, and what else?",
            when=says(count=3),
        ),
        Wrong(
            "other count",
            TwoLayers,
            "`parameters()` finds more or fewer numbers than a line with three features has.",
            "Such a line has a weight for each feature and one bias.",
            "Print the names and shapes with `named_parameters()`, and count the numbers.",
            when=lambda seen: isinstance(seen[0], dict) and seen[0]["count"] not in (3, 4),
        ),
        Wrong(
            "flat",
            Flat,
            "The numbers are there, but their shape is (N,) and not (N, 1).",
            "Against targets of shape (N, 1) such predictions lead into the shape trap.",
            "Print the shape after each operation in `forward`. Where is the column lost?",
            when=says(out="flat"),
        ),
        Wrong(
            "shared",
            Shared,
            "When the parameters of one object are changed, those of another change with them.",
            "Both objects use one and the same box, made outside of `__init__`.",
            "In which function is a box made anew for each object?",
            when=says(apart=False),
        ),
        Wrong(
            "not reached",
            Detached,
            "After `backward()`, not every parameter has a gradient.",
            "A parameter that is not used in `forward`, or behind which the graph is cut, is never "
            "trained.",
            "Call `.sum().backward()` on an output, and print the `.grad` of each parameter.",
            when=says(count=4, reached=False),
        ),
    ),
    rivals=(
        Rival("Two layers.", lambda: nn.Sequential(nn.Linear(3, 2), nn.Linear(2, 1))),
        Rival(
            "The mean of the features goes in.",
            changed_input(lambda X: X.mean(1, keepdim=True).expand(-1, 3)),
        ),
        Rival("The features are squared.", changed_input(lambda X: X**2)),
        Rival(
            "The features stand the other way round and have no sign.",
            changed_input(lambda X: X.abs().flip(1)),
        ),
        Rival("A relu at the end.", changed_output(torch.relu)),
        Rival("A sigmoid at the end.", changed_output(torch.sigmoid)),
        Rival("The output is doubled.", changed_output(lambda out: 2 * out)),
        Rival("The output is rounded.", changed_output(torch.round)),
    ),
)
