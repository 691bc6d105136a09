"""04.fit: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn


def fit_zero_first(model, batches, loss_fn, optimizer, epochs):
    history = torch.zeros(epochs)
    model.train()
    for epoch in range(epochs):
        total = 0.0
        for X, y in batches:
            optimizer.zero_grad()
            y_hat = model(X)
            loss = loss_fn(y_hat, y)
            loss.backward()
            optimizer.step()
            total += loss.detach()
        history[epoch] = total / len(batches)
    return history


def fit_weighted(model, batches, loss_fn, optimizer, epochs):
    history = []
    for _ in range(epochs):
        total, count = 0, 0
        for batch in batches:
            loss = loss_fn(model(batch[0]), batch[1])
            loss.backward()
            optimizer.step()
            model.zero_grad()
            total += loss.item() * len(batch[0])
            count += len(batch[0])
        history += [total / count]
    return tuple(history)


def fit_with_helper(model, batches, loss_fn, optimizer, epochs):
    def one_epoch():
        for X, y in batches:
            loss = loss_fn(model(X), y)
            for parameter in model.parameters():
                parameter.grad = None
            loss.backward()
            optimizer.step()
            yield float(loss)

    return [np.mean(list(one_epoch())) for _ in range(epochs)]


def fit_never_zeroed(model, batches, loss_fn, optimizer, epochs):  # 2
    history = []
    for _ in range(epochs):
        total = 0
        for X, y in batches:
            loss = loss_fn(model(X), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        history.append(total / len(batches))
    return history


def fit_zeroed_too_late(model, batches, loss_fn, optimizer, epochs):  # 3
    history = []
    for _ in range(epochs):
        total = 0
        for X, y in batches:
            loss = loss_fn(model(X), y)
            loss.backward()
            model.zero_grad()
            optimizer.step()
            total += loss.item()
        history.append(total / len(batches))
    return history


def fit_with_graphs(model, batches, loss_fn, optimizer, epochs):  # 14
    history = []
    for _ in range(epochs):
        total = 0
        for X, y in batches:
            loss = loss_fn(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss
        history.append(total / len(batches))
    return history


def fit_brackets_missing(model, batches, loss_fn, optimizer, epochs):  # 19
    for _ in range(epochs):
        for X, y in batches:
            loss = nn.MSELoss(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return [loss.item()]


RIGHT = [fit_zero_first, fit_weighted, fit_with_helper]

MISTAKES = {
    2: [(fit_never_zeroed, "adds to what is in `.grad`")],
    3: [(fit_zeroed_too_late, "`zero_grad` stands between the two")],
    14: [(fit_with_graphs, "keeps the graphs")],
    19: [(fit_brackets_missing, "pair of brackets is missing")],
}

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "with its graph": ("tensors with their", "epochs the memory", "plain number out"),
    "no zero_grad": ("moves too far", "and nobody empties", "before each `backward`"),
    "zero once an epoch": ("the batches before", "empty the gradients", "is `backward` called"),
    "no backward": ("never called on", "a parameter without", "five of section"),
    "no step": ("`.grad` is filled", "`backward` computes where", "five of section"),
    "frozen": ("move, although `backward`", "`zero_grad` stands between", "Who fills `.grad`"),
    "an optimizer of its own": ("optimizer that came", "parameters are changed", "inner loop come"),
    "one epoch": ("holds one number", "its first round", "indented, above all"),
    "the last batch": ("last batch of", "few rows only", "Keep the losses"),
    "the first batch": ("the first batch", "few rows only", "Keep the losses"),
    "sum": ("is a sum", "could not compare", "into their mean"),
    "not emptied": ("the epochs before", "up the losses", "sum begin again"),
    "every batch": ("for every batch", "epoch, the mean", "does it stand"),
    "one step an epoch": (
        "last batch alone",
        "loss stand outside",
        "How many steps does an epoch with 4 batches have? Look at how far each line is indented.",
    ),
    "one step for all batches": (
        "The model makes one step in each epoch.",
        "batches. With mini-batches",
        "lines is indented",
    ),
    "measured after the step": ("was measured after", "compute comes before", "your loop? Which"),
    "measured at the end": ("were measured when", "the batches had", "in your loops"),
    "mean of all epochs": ("mean over all", "The list with", "begin again, empty"),
    "a loss of its own": (
        "`nn.MSELoss`, whatever loss",
        "check's trainings uses",
        "not used anywhere",
    ),
    "a loss for each epoch": ("hold one number", "pass over all", "Count: 3 epochs"),
    "the steps": ("five lines would", "optimizer that came", "are carried out"),
}
