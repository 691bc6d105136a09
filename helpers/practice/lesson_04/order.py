"""04.order: put the lines in order."""

import re

import torch
from torch import nn

from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.lesson_04.shared import column, seeded, values

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


EXERCISE = Exercise(
    name="04.order",
    reference="3 2 5 4 1",
    observe=training_in_order,
    cases=lambda generator: [column(generator, 7)],
    returns='the numbers of the five lines in order, as text such as "1 2 3 4 5"',
    checked="a real loop of eight epochs with your order, against gradient descent.",
    why="`zero_grad` may stand at four places among the other lines. Which one is forbidden?",
    because=(
        "Between `backward` and `step`: there it empties what `step` needs, and the training "
        "is frozen. Before the forward pass, before the loss, before `backward` and after "
        "`step` it does no harm, because each of these places lies after a step and before "
        "the next `backward`."
    ),
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
    rivals=(
        Rival("In the order of the page.", "1 2 3 4 5"),
        Rival("The forward pass in the middle.", "5 4 3 2 1"),
        Rival("Backwards.", "1 4 5 2 3"),
        Rival("First the step, then the gradients.", "3 2 5 1 4"),
        Rival("First the loss, then the prediction.", "2 3 5 4 1"),
        Rival("Emptied between the gradients and the step.", "5 3 2 4 5 1"),
        Rival("Without the step.", "3 2 5 4"),
    ),
)
