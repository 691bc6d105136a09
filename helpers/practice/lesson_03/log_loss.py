"""03.log-loss: keep the losses, not the graphs."""

import torch

from helpers.practice.compare import alike, as_tensor
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.lesson_03.shared import one_number, part
from helpers.practice.lesson_03.training import (
    INPUTS,
    PARAMETER_EMPTIED,
    mean_square,
    trained,
    training,
    training_runs,
)

TOTAL_WITH_GRAPH = "one number with its graph"


def seen_of_history(answer, X, y, lr, epochs):
    """The losses as numbers and whether they still have a graph; or what else was given."""
    history = trained(answer, X, y, lr, epochs)
    if isinstance(history, str):
        return history
    if isinstance(history, torch.Tensor):
        graph = history.requires_grad
        if graph and history.numel() == 1 and epochs > 1:
            return TOTAL_WITH_GRAPH
    elif isinstance(history, list | tuple):
        graph = any(isinstance(entry, torch.Tensor) and entry.requires_grad for entry in history)
    else:
        graph = False
    numbers = as_tensor(history) if len_of(history) else None
    if numbers is None or numbers.numel() != len_of(history):
        return [] if len_of(history) == 0 else history
    return {"graph": graph, "losses": numbers.flatten().tolist()}


def len_of(history) -> int | None:
    try:
        return len(history)
    except TypeError:
        return None


def before(history, loss=None):
    return [one for one, _ in history]


def same_losses(seen, reference) -> bool:
    return not part(seen, "graph") and alike(seen["losses"], reference["losses"], 1e-3)


def running_total(history, loss=None):
    return [sum(before(history)[: i + 1]) for i in range(len(history))]


def absolute(y_hat, y):
    return (y_hat - y).abs().mean()


EXERCISE = Exercise(
    name="03.log-loss",
    reference=training(log=before),
    arguments=("X", "y", "lr", "epochs"),
    returns="a list of plain numbers, one for each epoch: the loss before the step",
    cases=training_runs,
    observe=seen_of_history,
    accept=same_losses,
    tolerance=1e-3,
    checked="three random sets of rides: the number of entries, their values, and that none "
    "of them keeps a graph.",
    why="what does a list of tensors with graphs keep in memory, and why is it hard to notice?",
    because=(
        "Each entry keeps its graph: the notes of all operations of its epoch. The numbers in "
        "the list look the same, and for five rides it costs little. With a large model and "
        "thousands of epochs the memory fills up, long after the line that is to blame."
    ),
    properties=(
        Property(
            "first entry",
            lambda call, X, y, lr, epochs: alike(
                call(X, y, lr, epochs)["losses"][0], (y * y).mean().item(), 1e-3
            ),
            "Your first entry is not the loss of w = 0 and b = 0.",
            "The list begins with the loss before the first step. There, each prediction is 0.",
            "Work it out for the five rides: the first loss of the lesson is 33.",
        ),
        Property(
            "one for each epoch",
            lambda call, X, y, lr, epochs: len(call(X, y, lr, epochs)["losses"]) == epochs,
            "The first entry is right. The number of entries is not the number of epochs.",
            "Each epoch adds one entry.",
            "Compare `len` of your list with `epochs`.",
        ),
        INPUTS,
        Property(
            "falls",
            lambda call, X, y, lr, epochs: call(X, y, lr, 2)["losses"][1] < (y * y).mean().item(),
            "The first entry is right. The second is larger, so the loss has grown.",
            "The learning rates of the check are small enough, so a step downhill makes the loss "
            "smaller.",
            "Look at the sign of the step, and at what the step uses.",
        ),
    ),
    otherwise=(
        "Your first loss is right, and a later one is not.",
        "So one step is not what it should be: too long or too short, with an old gradient in it, "
        "or for one of the two parameters only.",
        "On the five rides, with `lr=0.05` and one epoch, print w, b, `w.grad` and `b.grad` after "
        "`backward()` and after the step. The gradient is -28 and -10.",
    ),
    wrong=(
        PARAMETER_EMPTIED,
        Wrong(
            "two numbers",
            training(),
            "You give back two numbers, whatever `epochs` is: perhaps w and b.",
            "The task asks for the loss of each epoch, in a list.",
            "Begin with an empty list, and add to it once in each epoch with `.append(…)`.",
            when=lambda seen: all(len(part(value, "losses")) == 2 for value in seen),
        ),
        Wrong(
            "graphs kept",
            lambda X, y, lr, epochs: torch.ones(epochs, requires_grad=True),
            "The entries of your list are tensors that still have their graph.",
            "A list of such losses keeps the graphs of all epochs in memory, and so does a "
            "total of them. That costs memory and gives no message.",
            "Print `.requires_grad` of an entry. Section 5 shows how to get the number alone.",
            when=lambda seen: any(part(value, "graph") for value in seen),
        ),
        Wrong(
            "a total with its graph",
            lambda X, y, lr, epochs: torch.tensor(5.0, requires_grad=True) * 2,
            "You give back a single tensor, and it still has its graph.",
            "A total of losses, such as `total = total + loss`, keeps the graph of every epoch. "
            "The task asks for a list of plain numbers.",
            "Take the plain number of each loss, and put it at the end of a list.",
            when=lambda seen: TOTAL_WITH_GRAPH in seen,
        ),
        Wrong(
            "the last loss",
            lambda X, y, lr, epochs: training(log=before)(X, y, lr, epochs)[-1],
            "You give back one number, the loss of the last epoch.",
            "Each epoch's loss was written over that of the epoch before.",
            "Begin with an empty list, and add to it once in each epoch with `.append(…)`.",
        ),
        Wrong(
            "one number",
            lambda X, y, lr, epochs: 1.0,
            "You give back a single number.",
            "The task asks for a list with one number for each epoch: that is what a loss curve is "
            "drawn from.",
            "Begin with an empty list, and add to it once in each epoch with `.append(…)`.",
            when=lambda seen: all(map(one_number, seen)),
        ),
        Wrong(
            "empty",
            lambda X, y, lr, epochs: [],
            "Your list is empty.",
            "No entry was added to the list that you give back.",
            "Does the line that adds an entry stand inside the loop? Is it the same list?",
            when=lambda seen: all(isinstance(value, list | tuple) and not value for value in seen),
        ),
        Wrong(
            "only the first entry",
            lambda X, y, lr, epochs: training(log=before)(X, y, lr, epochs)[:1],
            "Your list has only the first entry, the loss of the first epoch.",
            "Either a `return` stands inside the loop, or the line that adds an entry runs in the "
            "first epoch only.",
            "Print `epoch` directly before the line that adds an entry. How often is it printed?",
        ),
        Wrong(
            "only the last entry",
            lambda X, y, lr, epochs: training(log=before)(X, y, lr, epochs)[-1:],
            "Your list has one entry, the loss of the last epoch.",
            "Either the list is made anew in each epoch, or the line that adds an entry comes "
            "after the loop.",
            "Where should the empty list be made: before the loop, or inside?",
        ),
        Wrong(
            "after the step",
            training(log=lambda history, loss: [after for _, after in history]),
            "Each entry is the loss after the step of its epoch.",
            "The list begins one step too late. The loss of w = 0 and b = 0 is missing.",
            "Which loss have you computed already when the step begins?",
        ),
        Wrong(
            "one too many",
            training(log=lambda history, loss: [*before(history), history[-1][1]]),
            "Your list has one entry more than there are epochs.",
            "The loss after the last step is in it as well. It belongs to no epoch.",
            "Compare `len` of your list with `epochs`.",
        ),
        Wrong(
            "frozen",
            training(log=before, frozen=True),
            "All entries are the same number, the loss of the start.",
            "The steps have length zero, or there is no step. `zero_()` between `backward()` and "
            "the step does that: it empties `.grad` before the step can use it.",
            "Write down what `w.grad` holds after each act: backward, zero, step.",
        ),
        Wrong(
            "no zero",
            training(log=before, zero=()),
            "Your first two losses are right. Then the loss swings.",
            "The gradients of all epochs add up, because nothing empties `.grad`.",
            "Look at the rule of section 4: when does `.grad` have to be zeroed?",
        ),
        Wrong(
            "only w zeroed",
            training(log=before, zero="w"),
            "Your first two losses are right. Then b takes steps that are not its own.",
            "`w.grad` is zeroed and `b.grad` is not, so the gradients of b add up.",
            "Each parameter has a `.grad` of its own.",
        ),
        Wrong(
            "only b zeroed",
            training(log=before, zero="b"),
            "Your first two losses are right. Then w takes steps that are not its own.",
            "`b.grad` is zeroed and `w.grad` is not, so the gradients of w add up.",
            "Each parameter has a `.grad` of its own.",
        ),
        Wrong(
            "b never moved",
            training(log=before, sign=(-1, 0)),
            "Your losses are those of a training that moves w alone: b stays at 0.",
            "Each epoch has two steps, one for each parameter.",
            "Print w and b after each epoch.",
        ),
        Wrong(
            "w never moved",
            training(log=before, sign=(0, -1)),
            "Your losses are those of a training that moves b alone: w stays at 0.",
            "Each epoch has two steps, one for each parameter.",
            "Print w and b after each epoch.",
        ),
        Wrong(
            "one uphill",
            training(log=before, sign=(-1, 1)),
            "w moves downhill, b uphill.",
            "w and b have a line of their own each for the step.",
            "Compare the two lines of the step, sign by sign.",
        ),
        Wrong(
            "divided by 5",
            training(log=before, loss_of=lambda y_hat, y: ((y_hat - y) ** 2).sum() / 5),
            "With 5 rides your losses are right, and with 3 or 8 they are not.",
            "The sum of the squares was divided by 5. The check has other numbers of rides.",
            "Which tool takes the mean of any number of squares?",
        ),
        Wrong(
            "uphill",
            training(log=before, sign=1),
            "Your first loss is right, and then the loss grows.",
            "The step goes uphill: the gradient points to where the loss grows.",
            "Compare the line of your step with section 5, sign by sign.",
        ),
        Wrong(
            "running total",
            training(log=running_total),
            "Each entry is the sum of all losses so far.",
            "You add up the losses and write down the total. The list should show each loss by "
            "itself.",
            "What do you hand to `.append(…)`: the loss, or the total?",
        ),
        Wrong(
            "sum",
            training(log=before, loss_of=lambda y_hat, y: ((y_hat - y) ** 2).sum()),
            "Your losses are sums of squares; they grow with the number of rides.",
            "The loss of this series is the mean of the squares. The steps of a sum are N times "
            "too long as well.",
            "Look at the line of the loss in section 5.",
        ),
        Wrong(
            "trap",
            training(log=before, flat=True),
            "Your losses compare each prediction with all fares.",
            "A column minus a list of shape (N,) is a table: the shape trap of lesson 01.",
            "Print the shapes of your predictions and your targets. `y` comes in as a column.",
        ),
    ),
    rivals=(
        Rival("The mean absolute error is trained.", training(loss_of=absolute, log=before)),
        Rival(
            "The sum of the squares is trained.",
            training(loss_of=lambda p, y: ((p - y) ** 2).sum(), log=before),
        ),
        Rival(
            "The mean is squared.", training(loss_of=lambda p, y: (p - y).mean() ** 2, log=before)
        ),
        Rival(
            "The first ride is trained.",
            training(loss_of=lambda p, y: ((p - y) ** 2)[0].mean(), log=before),
        ),
        Rival(
            "Half of the loss is trained, as in books with 1/(2N).",
            training(loss_of=lambda p, y: mean_square(p, y) / 2, log=before),
        ),
        Rival(
            "The square roots of the losses.",
            training(log=lambda history, loss=None: [one**0.5 for one in before(history)]),
        ),
        Rival(
            "The losses in the other order.",
            training(log=lambda history, loss=None: before(history)[::-1]),
        ),
        Rival(
            "How much each step gains.",
            training(log=lambda history, loss=None: [a - b for a, b in history]),
        ),
        Rival(
            "Half of the learning rate.",
            lambda X, y, lr, epochs: training(log=before)(X, y, lr / 2, epochs),
        ),
    ),
)
