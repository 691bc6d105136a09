"""06.one-batch: right answers in other clothes, and answers with a mistake."""

import copy

import torch
from torch import nn


def with_adam(model, X, y):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    loss_fn = nn.CrossEntropyLoss()
    for _ in range(300):
        loss = loss_fn(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if loss.item() < 0.05:
            return True
    return False


def with_a_copy(model, X, y):
    """The model that came in stays as it was; the last loss is looked at, as a tensor."""
    twin = copy.deepcopy(model)
    optimizer = torch.optim.AdamW(twin.parameters(), lr=0.05, weight_decay=0)
    for _ in range(100):
        loss = nn.functional.cross_entropy(twin(X), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    return loss < 0.05


def by_hand(model, X, y):
    """Steps of plain descent with momentum, and the loss from the probabilities."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    speeds = [torch.zeros_like(p) for p in parameters]
    for _ in range(150):
        p = torch.softmax(model(X), dim=1)
        loss = -torch.log(p[torch.arange(len(y)), y]).mean()
        if loss < 0.05:
            return True
        model.zero_grad()
        loss.backward()
        with torch.no_grad():
            for parameter, speed in zip(parameters, speeds, strict=True):
                if parameter.grad is not None:
                    speed.mul_(0.9).add_(parameter.grad)
                    parameter -= 0.2 * speed
    return False


def no_zero_grad(model, X, y):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(60):
        loss = nn.functional.cross_entropy(model(X), y)
        loss.backward()
        optimizer.step()
    return loss.item() < 0.05


def return_in_loop(model, X, y):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(100):
        loss = nn.functional.cross_entropy(model(X), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item() < 0.05


def frozen_by_order(model, X, y):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(20):
        loss = nn.functional.cross_entropy(model(X), y)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
    return loss.item() < 0.05


def the_loss_itself(model, X, y):
    return nn.functional.cross_entropy(model(X), y).item()


def words(model, X, y):
    return "yes" if with_adam(model, X, y) else "no"


def nothing_at_the_end(model, X, y):
    if with_adam(model, X, y):
        return True


def right_guesses(model, X, y):
    with_adam(model, X, y)
    return bool((model(X).argmax(1) == y).all())


RIGHT = [with_adam, with_a_copy, by_hand]

OTHERS = [
    (no_zero_grad, "nobody empties it"),
    (return_in_loop, "ends the loop in its first round"),
    (frozen_by_order, "their parameters do not move"),
    (the_loss_itself, "one number"),
    (words, "a piece of text"),
    (nothing_at_the_end, "`None`"),
    (right_guesses, "Right guesses are not enough"),
    (lambda model, X, y: len(X) == 8, "Not one of them was trained"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "gradients added up": ("steps before, too", "itself says nothing", "one is missing"),
    "True without training": ("them was trained", "learned shows only", "lines make steps"),
    "always True": ("models are trained", "fail says nothing", "function says `False`"),
    "no step": (
        "gradients are computed",
        "`backward` computes where",
        "Compare your loop with the five lines of lesson 04.",
    ),
    "False without training": ("gradient was computed", "learned shows only", "lines make steps"),
    "a few steps": ("right ones, although", "small, `return` ends", "model of section"),
    "by the first loss": ("let others through", "a model starts", "before the training"),
    "a few steps for a bad start": ("large loss: a", "may need more", "stop early where"),
    "exchanged": ("cannot learn, and", "words are exchanged", "should be `True`"),
    "it has fallen": ("falls, however high", "often falls, too", "eight windows come"),
    "high limit": ("stays high, though", "Right guesses are", "of right guesses"),
}
