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
