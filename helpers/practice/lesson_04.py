"""Lesson 04: its questions, its exercises, the known wrong answers and what to say to each."""

import builtins
import copy
import functools
import itertools
import math
import os
import re
import tempfile
from pathlib import Path
from unittest.mock import patch

import torch
from torch import nn

from helpers.practice.compare import as_tensor, is_rounded
from helpers.practice.engine import Exercise, Property, Wrong
from helpers.practice.inputs import choose, uniform
from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "04.old-optimizer",
        "The new model gets 200 epochs of forward, loss, `zero_grad`, `backward`, `step`, with "
        "the optimizer of the old model. What happens to the new model's loss?",
        (
            Option(
                "it falls as before: the five lines are the same",
                "The lines are the same, but `step()` moves the parameters that the optimizer "
                "was given when it was made. Those are the old model's.",
            ),
            Option(
                "an error: the optimizer does not know this model",
                "It would be kinder. An optimizer holds parameters, not a model; it finds no "
                "`.grad` in them and passes over them without a word.",
            ),
            Option(
                "it stays at one value to the last digit",
                "`backward()` fills the `.grad` of the new parameters, and `step()` looks at the "
                "old ones. So the first loss and the last are equal: 70.43.",
            ),
        ),
        "C",
    ),
    Question(
        "04.first-step",
        "At w = 0, b = 0 the gradient is (-28, -10), and lr is 0.1. SGD steps by lr times the "
        "gradient: 2.8 in w and 1.0 in b. How long is the first step of Adam?",
        (
            Option(
                "the same, 2.8 and 1.0",
                "The learning rate is the same, but Adam divides by the square root of `s`, and "
                "that takes the size of the gradient out.",
            ),
            Option(
                "0.28 and 0.1, since m takes a tenth of the gradient",
                "A tenth is what `m` holds after one step. But Adam corrects for that, and it "
                "divides by the size of the gradient as well.",
            ),
            Option(
                "0.1 in both",
                "After one step m / √s is g / √(g²), which is the sign of g. So the first "
                "step is as long as the learning rate, for a steep parameter and for a flat one.",
            ),
        ),
        "C",
    ),
    Question(
        "04.race",
        "After 200 epochs, whose loss is the smallest in the valley, and whose in the round bowl?",
        (
            Option(
                "Adam's in both: it is the newest of the three",
                "In the valley, yes: 2.6e-08 after 200 epochs. But newer is not better everywhere. "
                "In the round bowl its first steps are only as long as the learning rate: at epoch "
                "50 its loss is still 0.85, and SGD's is 1e-14.",
            ),
            Option(
                "Adam's in the valley, plain SGD's in the round bowl",
                "In the valley a step length for each parameter helps most. In the round bowl "
                "the gradient points straight to the bottom, and SGD is there within 20 epochs.",
            ),
            Option(
                "momentum's in both: it is SGD, and faster",
                "It is faster along a valley's floor, and there it beats plain SGD. But it "
                "overshoots: in the round bowl its loss at epoch 50 is 0.17, and SGD's is 1e-14.",
            ),
        ),
        "B",
    ),
    Question(
        "04.cure-shape",
        "`X_case` has the shape (100, 1). Which shape has `X_case @ torch.tensor([2.0])`?",
        (
            Option(
                "(100, 1), since each row is multiplied by 2",
                "The numbers are those. But `@` adds up over the last dimension of `X_case`, and "
                "a tensor of shape (1,) has no second dimension to put in its place.",
            ),
            Option(
                "(100,)",
                "`@` with a tensor of shape (1,) gives one number for each row, and the column is "
                "gone. As targets these numbers lead into the shape trap, without an error.",
            ),
            Option(
                "none, there is an error",
                "The list was the error. A tensor with one dimension is allowed behind `@`, which "
                "makes this cure worse than the error: it runs.",
            ),
        ),
        "B",
    ),
    Question(
        "04.ten-parameters",
        "Ten parameters for ten rides, found by least squares. About how large is the loss on "
        "these ten rides, and on the 20 rides of the test set?",
        (
            Option(
                "about 1 on both, the noise",
                "That holds for the line, which has too few parameters to follow the noise. Ten "
                "parameters can follow ten rides exactly, noise included.",
            ),
            Option(
                "0 on the ten, about 20 on the test set",
                "About 20 is right for the test rides between the ten. Three others lie outside, "
                "and there the polynomial runs away: they make the mean thousands.",
            ),
            Option(
                "0 on the ten, more than 1000 on the test set",
                "It passes through all ten, and pays for it everywhere else. A loss of 0 on the "
                "training set says nothing about rides that were not in it.",
            ),
        ),
        "C",
    ),
)


def says(**facts):
    """A rule for `when`: these facts are seen of the answer in every case."""
    return lambda seen: all(_has(s, facts) for s in seen)


def sometimes(**facts):
    """A rule for `when`: these facts are seen of the answer in at least one case."""
    return lambda seen: any(_has(s, facts) for s in seen)


def _has(seen, facts: dict) -> bool:
    return isinstance(seen, dict) and all(seen[name] == value for name, value in facts.items())


def column(generator: torch.Generator, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Random rides, X and y, each (count, 1); mean distance 0 and mean square 1: a round bowl."""
    X = uniform(generator, -4, 4, count, 1) + torch.linspace(-2, 2, count).reshape(-1, 1)
    X = (X - X.mean()) / X.std(correction=0)
    return X, 7 + 4 * X + uniform(generator, -1, 1, count, 1)


def values(model: nn.Module) -> torch.Tensor:
    """All parameters of a model in one tensor."""
    return torch.cat([p.detach().flatten() for p in model.parameters()]).clone()


def seeded(seed: int, *boxes) -> nn.Sequential:
    """A model of boxes that are made one after the other with this seed."""
    torch.manual_seed(seed)
    return nn.Sequential(*[make() for make in boxes])


# -- 04.order -------------------------------------------------------------------------------

STEP, LOSS, FORWARD, BACKWARD, ZERO = 1, 2, 3, 4, 5


def numbers_in(order) -> list[int]:
    """The digits in an answer, in order; no digits for what has none."""
    if hasattr(order, "tolist"):
        order = order.tolist()
    if isinstance(order, list | tuple):
        return [digit for part in order for digit in numbers_in(part)]
    if isinstance(order, float):
        order = int(order) if order.is_integer() else order
    return [int(d) for d in re.findall(r"\d", str(order))] if not callable(order) else []


def carry_out(acts: list[int], X, y, epochs: int = 8) -> list[torch.Tensor]:
    """The parameters before the first epoch and after each, with these acts in this order.

    Raises KeyError, as Python raises NameError, where an act uses what is not there yet.
    """
    model = seeded(3, lambda: nn.Linear(1, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    names = {}

    def forward():
        names["y_hat"] = model(X)

    def loss():
        names["loss"] = nn.functional.mse_loss(names["y_hat"], y)

    do = {
        FORWARD: forward,
        LOSS: loss,
        ZERO: optimizer.zero_grad,
        BACKWARD: lambda: names["loss"].backward(),
        STEP: optimizer.step,
    }
    path = [values(model)]
    for _ in range(epochs):
        for act in acts:
            do[act]()
        path.append(values(model))
    return path


def training_in_order(order, X, y) -> str:
    """What the five acts do in this order, in a word or two."""
    if isinstance(order, set | dict):
        return "a set"
    acts = numbers_in(order)
    if not acts:
        return "no numbers"
    if any(act not in range(1, 6) for act in acts):
        return "other numbers"
    if len(set(acts)) < len(acts):
        return "twice"
    missing = {1, 2, 3, 4, 5} - set(acts)
    if missing:
        return "no zero_grad" if missing == {ZERO} else "a line missing"
    try:
        path = torch.stack(carry_out(acts, X, y))
    except KeyError as error:
        return f"no {error.args[0]}"
    right = torch.stack(carry_out([FORWARD, LOSS, ZERO, BACKWARD, STEP], X, y))
    if torch.allclose(path, right) or torch.allclose(path[1:], right[:-1]):
        return "right"
    return "frozen" if torch.equal(path[0], path[-1]) else "late"


ORDER = Exercise(
    name="04.order",
    reference="3 2 5 4 1",
    observe=training_in_order,
    cases=lambda generator: [column(generator, 7)],
    returns='the numbers of the five lines in order, as text such as "1 2 3 4 5"',
    checked="a real loop of eight epochs with your order, against gradient descent.",
    why="`zero_grad` may stand at four places among the other lines. Which one is forbidden?",
    wrong=(
        Wrong(
            "frozen",
            "3 2 4 5 1",
            "With your order the model's parameters do not move at all, in any epoch.",
            "Between `backward` and `step` the gradients are emptied. `step` finds no `.grad`, "
            "and passes over the parameters without an error.",
            "Follow one `.grad` through an epoch, and on into the next: who fills it, who uses "
            "it, who empties it?",
        ),
        Wrong(
            "no zero_grad",
            "3 2 4 1",
            "`zero_grad` is missing. The loop runs, and its loss swings up and down.",
            "`backward` adds to what is in `.grad`. Without `zero_grad`, each step still uses the "
            "gradients of all epochs before.",
            "The missing line has a place where it does no harm. What must not happen between "
            "filling `.grad` and using it?",
        ),
        Wrong(
            "no y_hat",
            "2 3 5 4 1",
            "In the first epoch the loop stops with an error: the name `y_hat` does not exist yet.",
            "The loss compares predictions with targets. With your order there are no "
            "predictions when the loss is computed.",
            "For each line, ask which names it uses, and which line makes them.",
        ),
        Wrong(
            "no loss",
            "3 5 4 2 1",
            "In the first epoch the loop stops with an error: the name `loss` does not exist yet.",
            "`loss.backward()` goes back from the loss, and with your order the loss comes later.",
            "For each line, ask which names it uses, and which line makes them.",
        ),
        Wrong(
            "late",
            "3 1 2 5 4",
            "The model trains, but its path is not that of gradient descent.",
            "Your `step` comes after the forward pass and before `backward`. So each gradient "
            "belongs to predictions of parameters that have moved since.",
            "Which lines belong together, so that no step may come between them?",
        ),
        Wrong(
            "twice",
            "3 2 5 4 4",
            "One of the numbers stands twice.",
            "Each of the five lines is carried out once in an epoch.",
            "Cross out the lines on paper as you use them.",
        ),
        Wrong(
            "a line missing",
            "3 2 5 4",
            "There are fewer than five lines in your order.",
            "The loop needs all five: predictions, loss, empty gradients, new gradients, a step.",
            "Cross out the lines on paper as you use them. Which is left?",
        ),
        Wrong(
            "other numbers",
            "2 1 4 3 0",
            "There is a number in your answer that no line has.",
            "The lines are numbered from 1 to 5.",
            "Look at the numbers in front of the lines again.",
        ),
        Wrong(
            "no numbers",
            "forward loss zero_grad backward step",
            "There are no numbers in your answer.",
            "The check reads the numbers in front of the lines, not the lines themselves.",
            "Write the five numbers in one text, with spaces between them.",
        ),
        Wrong(
            "a set",
            {3, 2, 5, 4, 1},
            "You handed in a set or a dictionary, in curly brackets.",
            "A set does not remember the order in which you wrote its members.",
            "Write the five numbers as text between quotes, or as a list in square brackets.",
        ),
    ),
)

# -- 04.module ------------------------------------------------------------------------------


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


MODULE = Exercise(
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
)

# -- 04.diagnose ----------------------------------------------------------------------------

DIAGNOSES = {"A": "converged", "B": "stopped", "C": "converged", "D": "diverged"}


def diagnoses(answer):
    """The words of an answer by the letter of the history, "missing" for one without a word."""
    if isinstance(answer, dict):
        answer = {str(k).strip().upper(): v for k, v in answer.items()}
    elif isinstance(answer, list | tuple) and len(answer) == 4:
        answer = dict(zip("ABCD", answer, strict=True))
    else:
        return answer
    found = {}
    for letter, word in answer.items():
        stems = [w for w in ("diverged", "stopped", "converged") if w[:4] in str(word).lower()]
        found[letter] = stems[0] if len(stems) == 1 else "another word"
    return {letter: "missing" for letter in "ABCD"} | found


DIAGNOSE = Exercise(
    name="04.diagnose",
    reference=DIAGNOSES,
    observe=diagnoses,
    returns='a dictionary with one word for each of "A", "B", "C" and "D"',
    checked="your four words, against the runs that these numbers come from.",
    why="which of the four losses would be another number after twice as many epochs?",
    wrong=(
        Wrong(
            "another letter",
            DIAGNOSES | {"E": "stopped"},
            "There is a letter in your dictionary that no history has.",
            'The histories are called "A", "B", "C" and "D".',
            "Print `my_diagnoses`, and compare it with the keys of `histories`.",
            when=lambda seen: set(seen[0]) > set("ABCD"),
        ),
        *(
            Wrong(
                f"no {letter}",
                {key: word for key, word in DIAGNOSES.items() if key != letter},
                f'In your dictionary there is no word for "{letter}".',
                "There are four histories, and each wants one of the three words.",
                "Print `my_diagnoses`, and compare it with the keys of `histories`.",
                when=says(**{letter: "missing"}),
            )
            for letter in "ABCD"
        ),
        Wrong(
            "another word",
            {"A": "good", "B": "stopped", "C": "converged", "D": "diverged"},
            "At least one of your answers is none of the three words.",
            'The three words are "diverged", "stopped" and "converged".',
            "Choose one of the three for each history.",
            when=lambda seen: "another word" in seen[0].values(),
        ),
        Wrong(
            "nan not noticed",
            DIAGNOSES | {"D": "stopped"},
            'You did not call D "diverged".',
            "Its loss grows by a factor of about 10⁹ from one number to the next, until it is no "
            "number any more.",
            "What did lesson 02 do to get such numbers? Which way did its steps lead?",
            when=lambda seen: seen[0]["D"] != "diverged",
        ),
        Wrong(
            "small is not converged",
            DIAGNOSES | {"B": "converged"},
            'You call B "converged".',
            "Its loss is small, but small is not the question. A loss that has converged does not "
            "change any more.",
            "Divide each of B's numbers by the one before it. Is the quotient near 1 at the end?",
            when=lambda seen: seen[0]["B"] == "converged",
        ),
        Wrong(
            "large is not bad",
            DIAGNOSES | {"A": "stopped"},
            'You call A "stopped".',
            "Its loss is large, but its last numbers are equal. Noise in the data leaves a loss "
            "that no line can remove, and its size depends on the units.",
            "Ask of each history: would a hundred epochs more change its last number?",
            when=lambda seen: seen[0]["A"] == "stopped",
        ),
        Wrong(
            "swings",
            DIAGNOSES | {"C": "diverged"},
            'You call C "diverged".',
            "Its loss goes up on the way, as momentum's does when it overshoots. In a run that "
            "diverges it goes up and does not come back.",
            "Cover the first half of C with your hand. What does the second half do?",
            when=lambda seen: seen[0]["C"] == "diverged",
        ),
        Wrong(
            "rests above 0",
            DIAGNOSES | {"C": "stopped"},
            'You call C "stopped".',
            "Its loss does not end at 0. But its last four numbers are equal: it has come to rest. "
            "With noise in the data, the bottom of the bowl lies above 0.",
            "Ask of each history: would a hundred epochs more change its last number?",
            when=lambda seen: seen[0]["C"] == "stopped",
        ),
        Wrong(
            "falls is not diverged",
            DIAGNOSES | {"A": "diverged"},
            'You call A or B "diverged".',
            "A loss that diverges grows without end. The numbers of A and B never go up.",
            "Compare the first number of each history with its last.",
            when=lambda seen: "diverged" in (seen[0]["A"], seen[0]["B"]),
        ),
    ),
)

# -- 04.predict -----------------------------------------------------------------------------


def to_column(km):
    return torch.tensor(km).float().reshape(-1, 1)


def predictions(model, km):
    model.eval()
    with torch.no_grad():
        return model(to_column(km)).flatten().tolist()


def has_graph(result) -> bool:
    if isinstance(result, list | tuple):
        return any(map(has_graph, result))
    return isinstance(result, torch.Tensor) and result.requires_grad


def predict_seen(answer, seed, km):
    """What is seen of predictions: two calls, each with a copy of a model with dropout."""
    seen = dict(count="one each", called=True, right=False, rounded=False, steady=True)
    seen |= dict(graph=False, training=False, bits=True, kept=True)
    model = seeded(seed, lambda: nn.Linear(1, 12), lambda: nn.Dropout(), lambda: nn.Linear(12, 1))
    right = torch.tensor(predictions(copy.deepcopy(model), km), dtype=torch.float64)
    results, calls = [], []
    for _ in range(2):
        mine = copy.deepcopy(model)
        for box in mine.modules():  # for one who calls `forward`, or box after box, too
            box.register_forward_hook(lambda *_: calls.append(True))
        result = answer(mine, km)
        found = as_tensor(result)
        if found is None:
            return result
        if found.numel() != len(km):
            counts = {1: "one", 5: "five"}  # the lesson has five rides
            return seen | {"count": counts.get(found.numel(), "other"), "called": bool(calls)}
        results.append(found.flatten())
    bits = {p.dtype for p in mine.parameters()} == {torch.float32}
    correct = all(torch.allclose(r, right, rtol=1e-4, atol=1e-4) for r in results)
    return seen | {
        "called": correct or bool(calls),
        "right": correct,
        "rounded": not correct and all(is_rounded(r, right, fewest=0) for r in results),
        "steady": torch.equal(*results),
        "graph": has_graph(result),
        "training": mine.training or any(box.training for box in mine),
        "bits": bits,
        "kept": all(p.requires_grad for p in mine.parameters())
        and torch.allclose(values(mine).float(), values(model)),
    }


def no_eval(model, km):
    with torch.no_grad():
        return model(to_column(km)).flatten().tolist()


def no_no_grad(model, km):
    model.eval()
    return model(to_column(km))


def eval_after(model, km):
    result = no_eval(model, km)
    model.eval()
    return result


def back_to_training(model, km):
    result = predictions(model, km)
    model.train()
    return result


def sixty_four(model, km):
    model.double().eval()
    with torch.no_grad():
        return model(torch.tensor(km).reshape(-1, 1)).flatten().tolist()


def with_seed(model, km):
    torch.manual_seed(0)
    return no_eval(model, km)


def return_in_loop(model, km):
    model.eval()
    for x in km:
        return model(torch.tensor([[float(x)]])).item()


def rides_of_the_lesson(model, km):
    return predictions(model, [1.0, 2.0, 3.0, 4.0, 5.0])


def last_left_out(model, km):
    return predictions(model, km)[:-1]


def rounded(model, km):
    return [round(v, 2) for v in predictions(model, km)]


def frozen_parameters(model, km):
    for p in model.parameters():
        p.requires_grad = False
    return predictions(model, km)


PREDICT = Exercise(
    name="04.predict",
    reference=predictions,
    arguments=("model", "km"),
    observe=predict_seen,
    cases=lambda generator: [
        (choose(generator, 10_000), uniform(generator, 1, 9, count).double().numpy())
        for count in (3, 6)
    ],
    returns="N predictions, as a list, an array or a tensor without a graph",
    checked="the predictions of a model with dropout, called twice, and the state it is left in.",
    why="which of `model.eval()` and `torch.no_grad()` changes the numbers, and what does the "
    "other save?",
    properties=(
        Property(
            "left as it was",
            lambda call, seed, km: call(seed, km)["kept"],
            "After your function has run, the model's parameters are not what they were.",
            "A prediction uses a model. It should still be possible to train it afterwards.",
            "Print the parameters, with `requires_grad`, before and after a call.",
        ),
        Property(
            "the model's predictions",
            lambda call, seed, km: call(seed, km)["right"],
            "Your numbers are not the predictions of the model for these distances.",
            "The model wants one row for each distance, in their order, and nothing else done to "
            "them.",
            "Take a model `nn.Linear(1, 1)`, and work out one prediction by hand.",
        ),
    ),
    wrong=(
        Wrong(
            "one number",
            return_in_loop,
            "One number came back for 3 distances.",
            "N distances want N predictions. Either a mean is taken, or `return` stands inside a "
            "loop, so that it ends in its first round.",
            "Print the length of your result for 3 distances, and look at how far `return` is "
            "indented.",
            when=lambda seen: seen[0]["count"] == "one",
        ),
        Wrong(
            "five numbers",
            rides_of_the_lesson,
            "Five numbers came back for 3 distances.",
            "The lesson has five rides, and the check has other distances: they come in as `km`.",
            "Does every name in your function come in, or is it made there?",
            when=lambda seen: seen[0]["count"] == "five",
        ),
        Wrong(
            "another number of numbers",
            last_left_out,
            "3 distances came in, then 6, and not as many numbers came back.",
            "N distances want N predictions, one for each.",
            "Print the length of your result for 3 distances and for 6. Does every name in your "
            "function come in, or is it made there?",
            when=lambda seen: any(s["count"] != "one each" for s in seen),
        ),
        Wrong(
            "not called",
            lambda model, km: [2 * float(x) + 1 for x in km],
            "As many numbers came back as distances came in. But the model was not called.",
            "The numbers come from somewhere else: from a formula, or from another model of the "
            "lesson. Each model has parameters of its own.",
            "Which line hands the distances to the `model` that comes in?",
            when=says(called=False),
        ),
        Wrong(
            "rounded",
            rounded,
            "Your result is right up to rounding.",
            "The check compares several digits, and so do the lines that use your result.",
            "Hand it in as it comes out, without `round`.",
            when=lambda seen: (
                any(s["rounded"] for s in seen) and all(s["rounded"] or s["right"] for s in seen)
            ),
        ),
        Wrong(
            "eval after the prediction",
            eval_after,
            "The model ends in eval mode, but dropout was still on while it predicted.",
            "`model.eval()` holds for what comes after it, not for what came before.",
            "Read your lines in order: in which mode is the model when it is called?",
            when=says(steady=False, training=False),
        ),
        Wrong(
            "no eval",
            no_eval,
            "Two calls with the same model and the same distances give different predictions.",
            "Dropout is still on: it sets random numbers to zero. `no_grad` does not switch it "
            "off; it tells autograd to take no notes.",
            "Look at the four lines that section 7 prints for `drop`: in which is nothing set to "
            "zero? And what stands in your function for it: is it called, with brackets?",
            when=says(steady=False),
        ),
        Wrong(
            "a seed in place of eval",
            with_seed,
            "Your predictions are the same each time, but dropout is still on.",
            "A seed makes random numbers repeat. It does not switch them off.",
            "How does section 7 tell the boxes that they are being used and not trained?",
            when=says(right=False, steady=True, training=True),
        ),
        Wrong(
            "with its graph",
            no_no_grad,
            "Your predictions are right, but they still have their graph.",
            "`model.eval()` does not stop autograd from taking notes. They cost memory, and NumPy "
            "refuses such a tensor.",
            "Print `.requires_grad` of your result. Under which `with` does the model have to be "
            "called?",
            when=says(right=True, graph=True),
        ),
        Wrong(
            "64 bits",
            sixty_four,
            "Your predictions are right. But afterwards the model's parameters have 64 bits.",
            "You turned the whole model, so that it no longer fits the 32-bit data it was "
            "trained on.",
            "Which of the two is yours to turn: the distances or the model?",
            when=says(right=True, bits=False),
        ),
        Wrong(
            "back to training",
            back_to_training,
            "Your predictions are right. But afterwards the model is in training mode.",
            "The task asks you to leave it in eval mode, so that the next prediction is safe too.",
            "Print `model.training` after a call.",
            when=says(right=True, training=True),
        ),
        Wrong(
            "an array",
            lambda model, km: model(km),
            "The model was called with something that is no tensor.",
            "`km` is a NumPy array, and `nn.Linear` takes tensors only.",
            "How did section 1 make a tensor of an array? Then print its shape and its `dtype`.",
        ),
        Wrong(
            "parameters switched off",
            frozen_parameters,
            "Your predictions are right. But afterwards the parameters require no gradient.",
            "The model cannot be trained any more, not even by someone who wants to go on later.",
            "What tells autograd to take no notes for a few lines only?",
            when=says(right=True, graph=False, training=False, bits=True, kept=False),
        ),
    ),
)

# -- 04.save-load ---------------------------------------------------------------------------


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


SAVE_LOAD = Exercise(
    name="04.save-load",
    reference=copy_by_file,
    arguments=("model", "new_model", "file"),
    observe=save_seen,
    cases=lambda generator: [(choose(generator, 10_000), uniform(generator, 1, 9, 4, 2))],
    returns="`new_model`, with the parameters that were saved from `model`",
    checked="what is in the file, that it was read, the predictions of both models, and that they "
    "share no parameters.",
    why="what does a program need besides this file, to use the model on another computer?",
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
)

# -- 04.mend-runs ---------------------------------------------------------------------------


def last_losses(X, y, rates, epochs, seed=0, model_seed=True, own_optimizer=True):
    """The right answer, or the program with one of its two faults left in it."""
    model = nn.Linear(1, 1)
    old = torch.optim.SGD(model.parameters(), lr=rates[0])
    found = []
    for lr in rates:
        if model_seed:
            torch.manual_seed(seed)
        model = nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr) if own_optimizer else old
        for _ in range(epochs):
            loss = nn.MSELoss()(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        found.append(loss.item())
    return found


def one_model(X, y, rates, epochs):
    """One model for all rates, so that each goes on where the last one ended."""
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    found = []
    for lr in rates:
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(epochs):
            loss = nn.MSELoss()(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        found.append(loss.item())
    return found


def seed_once(X, y, rates, epochs):
    torch.manual_seed(0)
    return last_losses(X, y, rates, epochs, model_seed=False)


def another_start_each_call(X, y, rates, epochs):
    seed = int(torch.randint(10_000, (1,)))
    return last_losses(X, y, rates, epochs, seed)


def seed_after_model(X, y, rates, epochs):
    found = []
    for lr in rates:
        found += last_losses(X, y, [lr], epochs, model_seed=False)
        torch.manual_seed(0)
        nn.Linear(1, 1)  # the one that `last_losses` makes before its loop
        torch.manual_seed(0)
    return found


def first_rate_for_all(X, y, rates, epochs):
    return last_losses(X, y, [rates[0]] * len(rates), epochs)


def runs_seen(answer, X, y, slow, good, epochs):
    """What is seen of a comparison of learning rates: one slow rate twice, a good one, and
    one so small that the loss it ends with is that of the start."""
    seen = {"count": "one a run", "fair": False, "repeats": False, "arrived": False}
    seen |= {"one rate": False, "moved": False, "goes on": False, "late seed": False}
    seen |= {"steps": True}
    A = torch.cat([X, torch.ones_like(X)], dim=1)
    least = (A @ torch.linalg.lstsq(A, y).solution - y).square().mean().item()
    lists = []
    for seed in (11, 12):
        torch.manual_seed(seed)  # what the learner's own random numbers start from
        result = answer(X, y, [slow, good, 1e-9, slow], epochs)
        found = as_tensor(result)
        if found is None:
            return result
        if found.numel() != 4:
            counts = {1: "one", 4 * epochs: "one an epoch"}
            return seen | {"count": counts.get(found.numel(), "other")}
        lists.append(found.flatten())
    first, second, start, again = lists[0].tolist()
    torch.manual_seed(11)
    longer = as_tensor(answer(X, y, [slow] * 3, 2 * epochs)).flatten().tolist()
    moved = not math.isclose(first, longer[0], rel_tol=1e-5)
    goes_on = first > 1.01 * second and 1.0001 * second > start and 1.0001 * start > again
    fair = math.isclose(first, again, rel_tol=1e-5)
    steps = 0
    if fair and least < first < start:  # in the round bowl each step takes 2 · slow away
        left = (first - least) / (start - least)
        steps = round(math.log(left) / (2 * math.log(1 - 2 * slow)))
    return seen | {
        "fair": fair,
        "repeats": torch.allclose(*lists, rtol=1e-5),
        "arrived": abs(second - least) < 1e-3,
        "one rate": math.isclose(first, second, rel_tol=1e-5),
        "moved": moved,
        "goes on": moved and goes_on,
        "late seed": math.isclose(longer[1], longer[2], rel_tol=1e-5)
        and not math.isclose(longer[0], longer[1], rel_tol=1e-5),
        "steps": not fair or steps in (epochs - 1, epochs),
    }


MEND_RUNS = Exercise(
    name="04.mend-runs",
    reference=last_losses,
    arguments=("X", "y", "rates", "epochs"),
    observe=runs_seen,
    cases=lambda generator: [(*column(generator, 9), 0.03, 0.4, 10 + choose(generator, 4))],
    start=lambda X, y, rates, epochs: last_losses(
        X, y, rates, epochs, model_seed=False, own_optimizer=False
    ),
    returns="a list with the last loss of each run, in the order of the rates",
    checked="that each rate trains a model of its own, that all start from the same place, and "
    "that a second call gives the same list.",
    why="which habit, in a notebook, keeps a model and its optimizer together?",
    properties=(
        Property(
            "the number of steps",
            lambda call, X, y, slow, good, epochs: call(X, y, slow, good, epochs)["steps"],
            "The models start alike and they train. But a run does not end where so many epochs "
            "with its rate would take it.",
            "In each epoch a run makes one plain SGD step, with the gradient of this epoch alone "
            "and the rate of its turn.",
            "Compare the lines of your inner loop with the five of section 2, and your optimizer "
            "with the one you were given.",
        ),
    ),
    otherwise=(
        "The same rate, twice in the list, ends with two different losses. And a good rate does "
        "not reach the smallest possible loss.",
        "So there are two faults: the models start from different places, and they are not "
        "trained as they should be.",
        "Mend one after the other. Print the first loss of each run, then all losses of one run.",
    ),
    wrong=(
        Wrong(
            "one number",
            lambda X, y, rates, epochs: last_losses(X, y, rates, epochs)[:1],
            "The check hands in 4 rates, and one number came back.",
            "The list should hold the last loss of each run. Either `return` stands inside a loop, "
            "so that it ends in its first round, or one loss is given back and not the list.",
            "Look at the line with `return`: what does it hand out, and how far is it indented?",
            when=says(count="one"),
        ),
        Wrong(
            "every epoch",
            lambda X, y, rates, epochs: [
                loss for loss in last_losses(X, y, rates, epochs) for _ in range(epochs)
            ],
            "The check hands in 4 rates, and one number for each epoch of each run came back.",
            "The task asks for the last loss of each run only.",
            "Which line adds to the list, and in which of the two loops does it stand?",
            when=says(count="one an epoch"),
        ),
        Wrong(
            "another number of numbers",
            lambda X, y, rates, epochs: last_losses(X, y, [*rates, 0.05], epochs),
            "The check hands in 4 rates, and more or fewer than 4 numbers came back.",
            "The list should hold one number for each rate.",
            "Print the length of your list for 4 rates. Does every name in your function come in, "
            "or is it made there?",
            when=says(count="other"),
        ),
        Wrong(
            "the old optimizer",
            lambda X, y, rates, epochs: last_losses(X, y, rates, epochs, own_optimizer=False),
            "None of the models moves: each loss is that of the start.",
            "When `step()` comes, the parameters that the optimizer holds have no `.grad`. Either "
            "they belong to an older model, or `.grad` was emptied before.",
            "Which model exists at the line that makes the optimizer? And does `zero_grad` stand "
            "between `backward` and `step`?",
            when=says(fair=True, moved=False, arrived=False),
        ),
        Wrong(
            "one rate for all",
            first_rate_for_all,
            "The models train. But all rates end with the same loss, as if they were one rate.",
            "Each optimizer is made with the same rate, whatever the turn.",
            "Print `lr` in each run, and look at the line that uses it.",
            when=says(**{"one rate": True, "moved": True, "fair": True}),
        ),
        Wrong(
            "one model for all",
            one_model,
            "No run ends with a larger loss than the run before it, not even one with a tiny rate.",
            "All runs train one and the same model, each from where the last one ended. The later "
            "a rate stands in the list, the better it looks.",
            "Which line inside the function makes a new one, and how often is it carried out?",
            when=says(**{"goes on": True}),
        ),
        Wrong(
            "seed after the model",
            seed_after_model,
            "All models start from the same place, except the first of each call.",
            "A seed decides about the random numbers that come after it. Yours is set when the "
            "model has its numbers already, so it decides about the next model.",
            "Say for each model where the seed before it was set.",
            when=says(**{"late seed": True, "arrived": True}),
        ),
        Wrong(
            "no seed",
            lambda X, y, rates, epochs: last_losses(X, y, rates, epochs, model_seed=False),
            "Each model trains now. But the same rate, twice in the list, ends with two different "
            "losses, and a second call gives a third.",
            "No seed is set, so each model starts somewhere else. A rate that looks better may "
            "have had a better start.",
            "Print the first loss of each run. What would make them equal?",
            when=says(fair=False, repeats=False, arrived=True),
        ),
        Wrong(
            "one seed before the loop",
            seed_once,
            "Two calls give the same list. But the same rate, twice in the list, ends with two "
            "different losses.",
            "The seed is set once, or is another one in each run. So each model takes other random "
            "numbers, and it starts somewhere else.",
            "Print the first loss of each run, and ask when the seed has to be set, and to what.",
            when=says(fair=False, repeats=True, arrived=True),
        ),
        Wrong(
            "another start each call",
            another_start_each_call,
            "All models of one call start from the same place. But a second call gives another "
            "list.",
            "The place is random, and no seed is set. What you see today, nobody can see tomorrow.",
            "Which line made the random numbers of section 1 the same in every run?",
            when=says(fair=True, repeats=False, arrived=True),
        ),
        Wrong(
            "seed without training",
            lambda X, y, rates, epochs: (
                torch.manual_seed(0),
                last_losses(X, y, rates, epochs, model_seed=False, own_optimizer=False),
            )[1],
            "A second call gives the same list. But the models do not start from one place, and "
            "none of them moves.",
            "The seed is set once, or is another one in each run. And when `step()` comes, the "
            "parameters that the optimizer holds have no `.grad`.",
            "Ask for the seed and for the optimizer: to which model does it belong, and when is "
            "that model made? And who empties `.grad`, and when?",
            when=says(fair=False, repeats=True, arrived=False, moved=False),
        ),
    ),
)

# -- 04.mini-batches ------------------------------------------------------------------------


def my_batches(X, y, batch_size):
    order = torch.randperm(len(X))
    return list(zip(X[order].split(batch_size), y[order].split(batch_size), strict=True))


def rows_of(batch, X) -> list[int]:
    """The row numbers of a batch's rows in X; -1 for a row that is not in X."""
    same = (batch[:, None, :] == X.to(batch.dtype)[None]).all(dim=-1)
    return [int(row.nonzero()[0, 0]) if row.any() else -1 for row in same]


def batches_seen(answer, X, y, size):
    """What is seen of the batches of two epochs: shapes, sizes, rows, pairs and order."""
    seen = {"shapes": "(k, features) and (k, 1)", "rows": "each once", "pairs": True}
    seen |= {"sizes": True, "order": "new in each epoch"}
    orders, given = [], (X, y)
    X, y = X.clone(), y.clone()  # an answer may change what it is given, and is told so
    for _ in range(2):
        result = answer(*given, size)
        if result is None or result is ...:
            return result
        if _is_pair(result, X.shape[1]):
            result = [result]
        try:
            found = [tuple(pair) for pair in itertools.islice(iter(result), 3 * len(X))]
        except TypeError:
            return result
        found = [tuple(map(as_tensor, pair)) for pair in found]
        if not all(len(p) == 2 and p[0] is not None and p[1] is not None for p in found):
            return result if isinstance(result, list | tuple) else found
        shapes = {_shapes(*pair, X.shape[1]) for pair in found} or {"no batch"}
        if shapes != {seen["shapes"]}:
            return seen | {"shapes": shapes.pop() if len(shapes) == 1 else "other"}
        order = [row for bX, _ in found for row in rows_of(bX, X)]
        if -1 in order:
            return seen | {"rows": "unknown"}
        if len(set(order)) < len(order):
            return seen | {"rows": "some twice"}
        if len(order) < len(X):
            return seen | {"rows": "one batch" if len(found) == 1 else "some missing"}
        right = torch.cat([by for _, by in found])
        seen["pairs"] &= torch.allclose(right, y[order].to(right.dtype), atol=1e-4)
        wanted = [size] * (len(X) // size) + [len(X) % size] * (len(X) % size > 0)
        seen["sizes"] &= [len(bX) for bX, _ in found] == wanted
        orders.append(order)
    seen["order"] = _order(*orders, size)
    return seen


def _is_pair(result, features) -> bool:
    """One batch by itself, where a list of batches is asked for."""
    return (
        isinstance(result, list | tuple)
        and len(result) == 2
        and all(isinstance(part, torch.Tensor) and part.ndim == 2 for part in result)
        and _shapes(*result, features) == "(k, features) and (k, 1)"
    )


def _shapes(bX, by, features) -> str:
    k = len(by) if by.ndim else 0
    if bX.shape == (k, features) and by.shape == (k, 1):
        return "(k, features) and (k, 1)"
    if bX.shape == (k, features) and by.shape == (k,):
        return "y is (k,)"
    if bX.shape == (k, 1) and by.shape == (k, features):
        return "exchanged"
    return "other"


def _order(one, two, size) -> str:
    n = len(one)
    if one == list(range(n)):
        return "as given"
    if one == two:
        return "always the same"
    if sum(b == a + 1 for a, b in itertools.pairwise(one)) > n // 2:
        return "in blocks"
    blocks = [set(range(i, min(i + size, n))) for i in range(0, n, size)]
    if n > size and all(set(one[min(block) : max(block) + 1]) == block for block in blocks):
        return "within blocks"
    return "new in each epoch"


def cut(X, y, size, rows):
    return [(X[r], y[r]) for r in rows.split(size)]


def not_shuffled(X, y, size):
    return cut(X, y, size, torch.arange(len(X)))


def apart(X, y, size):
    rows = torch.randperm(len(X)).split(size), torch.randperm(len(X)).split(size)
    return [(X[a], y[b]) for a, b in zip(*rows, strict=True)]


def same_order(X, y, size):
    torch.manual_seed(0)
    return my_batches(X, y, size)


def whole_batches(X, y, size):
    pairs = not_shuffled(X, y, size)
    return [pairs[i] for i in torch.randperm(len(pairs))]


MINI_BATCHES = Exercise(
    name="04.mini-batches",
    reference=my_batches,
    arguments=("X", "y", "batch_size"),
    observe=batches_seen,
    cases=lambda generator: [
        (X + torch.arange(count).reshape(-1, 1) * 10, y, size)
        for count, features, size in ((23, 3, 5), (24, 2, 6), (14, 3, 20))
        for X in (uniform(generator, 1, 9, count, features),)
        for y in (torch.arange(count).reshape(-1, 1) * 3 + uniform(generator, 1, 2, count, 1),)
    ],
    returns="a list of pairs (X, y), of shapes (k, features) and (k, 1)",
    checked="two epochs of three data sets: each row once, pairs together, sizes, shapes, and a "
    "new order each time.",
    why="what would go wrong if the rows came in the order of the table, all small birds first?",
    properties=(
        Property(
            "shapes",
            lambda call, X, y, size: call(X, y, size)["shapes"] == "(k, features) and (k, 1)",
            "There is no batch, or its tensors do not have the shapes (k, features) and (k, 1).",
            "A batch of k rows is a table and a column, as X and y are, with fewer rows.",
            "Print the shapes of each pair.",
        ),
        Property(
            "rows of X",
            lambda call, X, y, size: call(X, y, size)["rows"] != "unknown",
            "In your batches there are rows that X does not have.",
            "A batch is made of whole rows, and their numbers stay as they are.",
            "Call your function with a small X such as `torch.arange(10.0).reshape(5, 2)`, and "
            "print the batches.",
        ),
    ),
    wrong=(
        Wrong(
            "flat targets",
            lambda X, y, size: [(a, b.flatten()) for a, b in my_batches(X, y, size)],
            "The y of your batches has the shape (k,) and not (k, 1).",
            "Against predictions of shape (k, 1) this is the shape trap: the loss is the mean of a "
            "table of k times k numbers, without an error.",
            "Print the shapes of one pair. Which line loses the column?",
            when=sometimes(shapes="y is (k,)"),
        ),
        Wrong(
            "exchanged",
            lambda X, y, size: [(b, a) for a, b in my_batches(X, y, size)],
            "Your pairs hold y first and X second.",
            "A loop that takes them apart with `for X, y in` would exchange the two.",
            "Compare the order in your pairs with the task.",
            when=sometimes(shapes="exchanged"),
        ),
        Wrong(
            "with replacement",
            lambda X, y, size: cut(X, y, size, torch.randint(len(X), (len(X),))),
            "Some rows come more than once.",
            "Either row numbers are drawn anew each time, or your batches overlap. An epoch uses "
            "each row once.",
            "Print the row numbers of two neighbouring batches.",
            when=sometimes(rows="some twice"),
        ),
        Wrong(
            "one batch",
            lambda X, y, size: my_batches(X, y, size)[:1],
            "Only one batch comes back.",
            "Either `return` stands inside the loop, so that the function ends after the first "
            "batch, or the list of batches is made anew in each round.",
            "Look at how far `return` is indented, and at where the list begins.",
            when=sometimes(rows="one batch"),
        ),
        Wrong(
            "the rest dropped",
            lambda X, y, size: [p for p in my_batches(X, y, size) if len(p[0]) == size],
            "Some rows are in no batch.",
            "When the number of rows is no multiple of the batch size, a smaller batch is left at "
            "the end. It belongs to the epoch too.",
            "Count the rows of all batches for 23 rows and a batch size of 5.",
            when=sometimes(rows="some missing"),
        ),
        Wrong(
            "shuffled apart",
            apart,
            "Each row comes once, but with the y of another row.",
            "X and y were put into two different random orders. A model would learn from features "
            "and targets that do not belong together.",
            "How many random orders does one epoch need?",
            when=sometimes(pairs=False),
        ),
        Wrong(
            "whole batches shuffled",
            whole_batches,
            "The batches come in a random order, but each holds neighbouring rows of X.",
            "You cut first and shuffled then. In a sorted table, a batch would still see one kind "
            "of row only.",
            "What happens if the two acts change places?",
            when=sometimes(order="in blocks"),
        ),
        Wrong(
            "other sizes",
            lambda X, y, size: cut(X, y, size + 1, torch.randperm(len(X))),
            "Each row comes once, but the batches do not have the sizes that were asked for.",
            "All batches have `batch_size` rows, and the last one has what is left over.",
            "Print the lengths for 23 rows and a batch size of 5, and for 24 and 6. Is one of them "
            "empty?",
            when=sometimes(sizes=False),
        ),
        Wrong(
            "not shuffled",
            not_shuffled,
            "The batches are right, but the rows come in the order of X.",
            "If the table is sorted, each batch sees one kind of row only, and each step leads "
            "somewhere else.",
            "Which function of section 7 puts the row numbers into a random order?",
            when=sometimes(order="as given"),
        ),
        Wrong(
            "always the same order",
            same_order,
            "Two calls give the same order.",
            "Either a seed is set inside, or your function uses `MiniBatches`, which sets one of "
            "its own each time it is made.",
            "`torch.randperm` of section 7 and slices are enough. Who should set the seed: the "
            "function, or the program that calls it?",
            when=sometimes(order="always the same"),
        ),
        Wrong(
            "shuffled inside",
            lambda X, y, size: [
                (a[rows], b[rows])
                for a, b in not_shuffled(X, y, size)
                for rows in (torch.randperm(len(a)),)
            ],
            "Each batch always holds the same rows; only their order in it is random.",
            "You cut first and shuffled then. The mean over a batch does not depend on the order "
            "of its rows, so each epoch would make the same steps.",
            "What happens if the two acts change places?",
            when=sometimes(order="within blocks"),
        ),
    ),
)

# -- 04.fit ---------------------------------------------------------------------------------


def my_fit(model, batches, loss_fn, optimizer, epochs):
    history = []
    for _ in range(epochs):
        losses = []
        for X, y in batches:
            loss = loss_fn(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        history.append(sum(losses) / len(losses))
    return history


def fit_with(one_step=None, one_epoch=None, epochs_of=None, before_epoch=None):
    """A `my_fit` in which one thing is done otherwise."""

    def right_step(loss, optimizer):
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    def answer(model, batches, loss_fn, optimizer, epochs):
        history = []
        for _ in range(epochs_of(epochs) if epochs_of else epochs):
            losses = []
            if before_epoch:
                before_epoch(optimizer)
            for X, y in batches:
                loss = loss_fn(model(X), y)
                (one_step or right_step)(loss, optimizer)
                losses.append(loss)
            if one_epoch is None:
                history.append(sum(v.item() for v in losses) / len(losses))
            else:
                history += one_epoch(losses)
        return history

    return answer


def no_zero(loss, optimizer):
    loss.backward()
    optimizer.step()


def zero_between(loss, optimizer):
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()


def no_step(loss, optimizer):
    optimizer.zero_grad()
    loss.backward()


def no_backward(loss, optimizer):
    optimizer.zero_grad()
    optimizer.step()


def one_step_an_epoch(model, batches, loss_fn, optimizer, epochs):
    history = []
    for _ in range(epochs):
        losses = []
        for X, y in batches:
            losses.append(loss_fn(model(X), y))
        optimizer.zero_grad()
        losses[-1].backward()
        optimizer.step()
        history.append(sum(v.item() for v in losses) / len(losses))
    return history


def gradients_of_an_epoch(model, batches, loss_fn, optimizer, epochs):
    history = []
    for _ in range(epochs):
        losses = []
        optimizer.zero_grad()
        for X, y in batches:
            loss = loss_fn(model(X), y)
            loss.backward()
            losses.append(loss.item())
        optimizer.step()
        history.append(sum(losses) / len(losses))
    return history


def measured_after(model, batches, loss_fn, optimizer, epochs):
    history = []
    for _ in range(epochs):
        losses = []
        for batch in batches:
            my_fit(model, [batch], loss_fn, optimizer, 1)
            losses.append(loss_fn(model(batch[0]), batch[1]).item())
        history.append(sum(losses) / len(losses))
    return history


def measured_at_the_end(model, batches, loss_fn, optimizer, epochs):
    history = []
    for _ in range(epochs):
        my_fit(model, batches, loss_fn, optimizer, 1)
        losses = [loss_fn(model(X), y).item() for X, y in batches]
        history.append(sum(losses) / len(losses))
    return history


def own_optimizer(model, batches, loss_fn, optimizer, epochs):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    return my_fit(model, batches, loss_fn, optimizer, epochs)


def mean_not_emptied(model, batches, loss_fn, optimizer, epochs):
    history = my_fit(model, batches, loss_fn, optimizer, epochs)
    return [sum(history[:i]) / i for i in range(1, epochs + 1)]


def total_not_emptied(model, batches, loss_fn, optimizer, epochs):
    history = my_fit(model, batches, loss_fn, optimizer, epochs)
    return list(itertools.accumulate(history))


def own_loss(model, batches, loss_fn, optimizer, epochs):
    return my_fit(model, batches, nn.MSELoss(), optimizer, epochs)


def fit_seen(answer, seed, batches, loss_name, epochs):
    """What is seen of a training: the losses, the parameters, and what was called."""
    model = seeded(seed, lambda: nn.Linear(2, 1))
    before = values(model)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.5)
    measure, called = getattr(nn, loss_name)(), []

    def loss_fn(y_hat, y):
        loss = measure(y_hat, y)
        if loss.requires_grad:
            loss.register_hook(lambda _slope: called.append("backward"))
        return loss

    optimizer.register_step_post_hook(lambda *_: called.append("step"))
    history = answer(model, batches, loss_fn, optimizer, epochs)
    losses = as_tensor(history)
    if losses is None or losses.ndim == 0:
        return history
    counts = {0: "none", epochs: "one an epoch", epochs * len(batches): "one a batch"}
    return {
        "losses": losses.flatten(),
        "graph": has_graph(history),
        "parameters": values(model),
        "moved": not torch.equal(before, values(model)),
        "backward": "backward" in called,
        "steps": counts.get(called.count("step"), "another number"),
    }


def epoch_batches(generator: torch.Generator) -> list[tuple]:
    """(seed, batches, loss, epochs): batches of equal size, so that all means of them agree."""
    cases = []
    for loss, count, size, epochs in (("MSELoss", 4, 5, 3), ("L1Loss", 3, 4, 5)):
        batches = []
        for _ in range(count):
            X = uniform(generator, -1.5, 1.5, size, 2)
            y = X @ torch.tensor([[3.0], [-2.0]]) + 5 + uniform(generator, -1, 1, size, 1)
            batches.append((X, y))
        cases.append((choose(generator, 10_000), batches, loss, epochs))
    return cases


FIT = Exercise(
    name="04.fit",
    reference=my_fit,
    arguments=("model", "batches", "loss_fn", "optimizer", "epochs"),
    observe=fit_seen,
    cases=epoch_batches,
    tolerance=1e-3,
    returns="a list with one plain number for each epoch, the mean loss of its batches",
    checked="two trainings with two kinds of loss: the parameters at the end, and the mean loss of "
    "each epoch.",
    why="why is the loss at the end of an epoch smaller than the mean that you wrote down for it?",
    properties=(
        Property(
            "a loss for each epoch",
            lambda call, seed, batches, loss, epochs: (
                len(call(seed, batches, loss, epochs)["losses"]) == epochs
            ),
            "Your list does not hold one number for each epoch.",
            "An epoch is one pass over all batches, and it adds one number to the list.",
            "Count: 3 epochs and 4 batches. How long is your list, and which line adds to it?",
        ),
        Property(
            "the steps",
            lambda call, seed, batches, loss, epochs: torch.allclose(
                call(seed, batches, loss, epochs)["parameters"],
                fit_seen(my_fit, seed, batches, loss, epochs)["parameters"].double(),
                atol=1e-3,
            ),
            "After the training, the parameters are not where the five lines would take them.",
            "For each batch in each epoch, the five lines are carried out once, with the "
            "optimizer that came in.",
            "Take one batch and one epoch. Which lines are carried out, and in which order?",
        ),
    ),
    otherwise=(
        "The model is trained as it should be. The numbers in your list are not the means.",
        "Each number is the mean of the losses that the batches of one epoch had, before "
        "their steps.",
        "Print the losses of one epoch, and work out their mean by hand.",
    ),
    wrong=(
        Wrong(
            "with its graph",
            fit_with(one_epoch=lambda losses: [sum(losses) / len(losses)]),
            "Your list holds tensors with their graphs.",
            "Each of them keeps the graphs of its epoch alive, and after many epochs the memory "
            "is full.",
            "What takes the plain number out of a tensor that holds one?",
            when=sometimes(graph=True),
        ),
        Wrong(
            "no zero_grad",
            fit_with(no_zero),
            "The model moves too far: each step uses the gradients of all batches before as well.",
            "`backward` adds to what is in `.grad`, and nobody empties it.",
            "Print the `.grad` of a parameter before each `backward`. What should be in it?",
        ),
        Wrong(
            "zero once an epoch",
            fit_with(no_zero, before_epoch=lambda optimizer: optimizer.zero_grad()),
            "The first step of each epoch is right. The later ones also use the gradients of the "
            "batches before, in the same epoch.",
            "You empty the gradients once an epoch, and an epoch has several steps.",
            "How often is `backward` called in an epoch, and how often `zero_grad`?",
        ),
        Wrong(
            "no backward",
            fit_with(no_backward),
            "The parameters do not move. `backward` was never called on the loss.",
            "Nobody fills `.grad`, and `step` passes over a parameter without it.",
            "Compare your lines with the five of section 2.",
            when=says(moved=False, backward=False),
        ),
        Wrong(
            "no step",
            fit_with(no_step),
            "The parameters do not move. `.grad` is filled, but `step` was never called.",
            "`backward` computes where to go. It does not go there.",
            "Compare your lines with the five of section 2.",
            when=says(moved=False, backward=True, steps="none"),
        ),
        Wrong(
            "frozen",
            fit_with(zero_between),
            "The parameters do not move, although `backward` and `step` are called.",
            "When `step` comes, `.grad` is empty: `zero_grad` stands between the two.",
            "Who fills `.grad`, who uses it, who empties it? Read your lines in this order.",
            when=says(moved=False, backward=True),
        ),
        Wrong(
            "an optimizer of its own",
            own_optimizer,
            "The model moves. But the optimizer that came in has made no step.",
            "Another optimizer was made inside the function, or the parameters are changed by "
            "hand. The one who calls your function has chosen the optimizer and its learning rate.",
            "Does every name in your inner loop come in, or is it made in the function?",
            when=says(moved=True, steps="none"),
        ),
        Wrong(
            "one epoch",
            fit_with(epochs_of=lambda epochs: 1),
            "Your list holds one number, and the model was trained for one epoch.",
            "The outer loop ends after its first round, or there is none.",
            "Look at how far each line is indented, above all the one with `return`.",
        ),
        Wrong(
            "the last batch",
            fit_with(one_epoch=lambda losses: [losses[-1].item()]),
            "The model is trained as it should be. But your list holds the loss of the last batch "
            "of each epoch.",
            "One batch is a few rows only, so its loss jumps up and down from epoch to epoch.",
            "Keep the losses of all batches of an epoch until the epoch is over.",
        ),
        Wrong(
            "the first batch",
            fit_with(one_epoch=lambda losses: [losses[0].item()]),
            "The model is trained as it should be. But your list holds the loss of the first "
            "batch of each epoch.",
            "One batch is a few rows only, so its loss jumps up and down from epoch to epoch.",
            "Keep the losses of all batches of an epoch until the epoch is over.",
        ),
        Wrong(
            "sum",
            fit_with(one_epoch=lambda losses: [sum(v.item() for v in losses)]),
            "The model is trained as it should be. But each number in your list is a sum.",
            "A sum grows with the number of batches, so you could not compare two batch sizes.",
            "What turns the sum of an epoch's losses into their mean?",
        ),
        Wrong(
            "not emptied",
            total_not_emptied,
            "The first number in your list is right. The later ones also count the losses of the "
            "epochs before.",
            "What adds up the losses is not emptied when a new epoch begins.",
            "In which of the two loops should the sum begin again at 0?",
        ),
        Wrong(
            "every batch",
            fit_with(one_epoch=lambda losses: [v.item() for v in losses]),
            "The model is trained as it should be. But your list holds a number for every batch.",
            "The task asks for one number for each epoch, the mean of its batches.",
            "Which line adds to the list, and in which of the two loops does it stand?",
        ),
        Wrong(
            "one step an epoch",
            one_step_an_epoch,
            "The model makes one step in each epoch, from the last batch alone.",
            "The lines after the loss stand outside the loop over the batches, so they are "
            "carried out once an epoch.",
            "How many steps does an epoch with 4 batches have? Look at how far each line is "
            "indented.",
        ),
        Wrong(
            "one step for all batches",
            gradients_of_an_epoch,
            "The model makes one step in each epoch.",
            "`step` stands outside the loop over the batches. With mini-batches each batch gets a "
            "step, and the next batch already uses the new parameters.",
            "How many steps does an epoch with 4 batches have? Look at how far each of the five "
            "lines is indented.",
            when=says(steps="one an epoch"),
        ),
        Wrong(
            "measured after the step",
            measured_after,
            "The model is trained as it should be. But each loss was measured after the step of "
            "its batch.",
            "A step makes the loss of its own batch smaller. The loss that the five lines compute "
            "comes before the step.",
            "How often is the loss of a batch computed in your loop? Which of these do you keep?",
        ),
        Wrong(
            "measured at the end",
            measured_at_the_end,
            "The model is trained as it should be. But the losses were measured when the epoch was "
            "over.",
            "The task asks for the losses that the batches had in the epoch, each before its step.",
            "How often is the loss of a batch computed in your loops? Which of these do you keep?",
        ),
        Wrong(
            "mean of all epochs",
            mean_not_emptied,
            "The first number in your list is right. Each later one is the mean over all epochs so "
            "far.",
            "The list with the losses of the batches is not emptied when a new epoch begins.",
            "In which of the two loops should this list begin again, empty?",
        ),
        Wrong(
            "a loss of its own",
            own_loss,
            "The model is trained with `nn.MSELoss`, whatever loss function comes in.",
            "One of the check's trainings uses another loss function, handed in as `loss_fn`.",
            "Which of your inputs is not used anywhere in the function?",
        ),
    ),
)

EXERCISES = (ORDER, MODULE, DIAGNOSE, PREDICT, SAVE_LOAD, MEND_RUNS, MINI_BATCHES, FIT)
