"""04.fit: the training loop of all later lessons."""

import itertools

import torch
from torch import nn

from helpers.practice.compare import as_tensor
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose, uniform
from helpers.practice.lesson_04.shared import has_graph, says, seeded, sometimes, values


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


def two_steps(loss, optimizer):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    optimizer.step()


EXERCISE = Exercise(
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
    because=(
        "Each loss is computed before its step, with the parameters of that moment. The first "
        "batches of an epoch were measured with parameters that have improved since. The mean "
        "looks back over the whole epoch."
    ),
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
    rivals=(
        Rival(
            "The loss of the first batch for each epoch.",
            fit_with(one_epoch=lambda losses: [losses[0].item()]),
        ),
        Rival(
            "The largest loss of each epoch.",
            fit_with(one_epoch=lambda losses: [max(v.item() for v in losses)]),
        ),
        Rival(
            "The smallest loss of each epoch.",
            fit_with(one_epoch=lambda losses: [min(v.item() for v in losses)]),
        ),
        Rival(
            "The square root of the mean.",
            fit_with(
                one_epoch=lambda losses: [(sum(v.item() for v in losses) / len(losses)) ** 0.5]
            ),
        ),
        Rival("One epoch more.", fit_with(epochs_of=lambda epochs: epochs + 1)),
        Rival("One epoch less.", fit_with(epochs_of=lambda epochs: epochs - 1)),
        Rival("Always ten epochs.", fit_with(epochs_of=lambda epochs: 10)),
        Rival("Two steps for each batch.", fit_with(one_step=two_steps)),
        Rival(
            "Steps without emptying, but in the first batch.",
            fit_with(one_step=no_zero, before_epoch=lambda optimizer: optimizer.zero_grad()),
        ),
        Rival(
            "Only the first batch is trained.",
            lambda model, batches, *more: my_fit(model, list(batches)[:1], *more),
        ),
    ),
)
