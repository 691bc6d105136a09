"""04.mend-runs: right answers in other clothes, and answers with a mistake."""

import copy

import numpy as np
import torch
from torch import nn


class Straight(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(1, 1)

    def forward(self, X):
        return self.linear(X)


def runs_with_class(X, y, rates, epochs):
    def one(rate):
        torch.manual_seed(42)
        model, loss_fn = Straight(), nn.MSELoss()
        optimizer = torch.optim.SGD(model.parameters(), lr=rate)
        for _ in range(epochs):
            optimizer.zero_grad()
            loss = loss_fn(model(X), y)
            loss.backward()
            optimizer.step()
        return loss

    return [one(rate) for rate in rates]


def runs_with_zeros(X, y, rates, epochs):
    losses = torch.zeros(len(rates))
    for i in range(len(rates)):
        model = nn.Linear(1, 1)
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=rates[i])
        for _ in range(epochs):
            loss = ((model(X) - y) ** 2).mean()
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
        losses[i] = loss.item()
    return losses


def runs_with_copies(X, y, rates, epochs):
    torch.manual_seed(7)
    start = nn.Linear(1, 1)
    found = ()
    for lr in rates:
        model = copy.deepcopy(start)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(epochs):
            loss = nn.MSELoss()(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            found += (nn.MSELoss()(model(X), y).item(),)  # after the last step
    return np.array(found)


def runs_brackets_missing(X, y, rates, epochs):  # 19
    found = []
    for lr in rates:
        torch.manual_seed(0)
        model = nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(epochs):
            loss = nn.MSELoss(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        found.append(loss.item())
    return found


def runs_old_optimizer(X, y, rates, epochs):  # 20
    found = []
    for lr in rates:
        torch.manual_seed(1)
        model = nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        torch.manual_seed(1)
        model = nn.Linear(1, 1)
        for _ in range(epochs):
            loss = nn.MSELoss()(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        found.append(loss.item())
    return found


def runs_no_seed(X, y, rates, epochs):  # 25
    found = []
    for lr in rates:
        model = nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(epochs):
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(X), y)
            loss.backward()
            optimizer.step()
        found.append(loss.item())
    return found


def runs_seed_before_loop(X, y, rates, epochs):  # 25
    torch.manual_seed(0)
    return runs_no_seed(X, y, rates, epochs)


RIGHT = [runs_with_class, runs_with_zeros, runs_with_copies]

MISTAKES = {
    19: [(runs_brackets_missing, "pair of brackets is missing")],
    20: [(runs_old_optimizer, "belong to an older model")],
    25: [(runs_no_seed, "No seed is set"), (runs_seed_before_loop, "The seed is set once")],
}

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "one number": ("number came back", "`return` stands inside", "line with `return`"),
    "every epoch": ("for each epoch", "The task asks", "the two loops"),
    "another number of numbers": ("numbers came back", "hold one number", "rates. Does every"),
    "the old optimizer": ("moves: each loss", "`.grad` was emptied", "`zero_grad` stand between"),
    "one rate for all": ("all rates end", "same rate, whatever", "Print `lr` in"),
    "one model for all": ("larger loss than", "All runs train", "it carried out"),
    "seed after the model": ("except the first", "its numbers already", "the seed before"),
    "no seed": ("model trains now", "looks better may", "make them equal"),
    "one seed before the loop": ("Two calls give", "other random numbers", "to be set"),
    "another start each call": ("gives another list", "today, nobody can", "the random numbers"),
    "seed without training": ("of them moves", "when `step()` comes", "who empties `.grad`"),
    "the number of steps": ("rate would take", "plain SGD step", "Compare the lines"),
}
