"""03.log-loss: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


def log_with(entry, finish=lambda losses: losses):
    def train(X, y, lr, epochs):
        w = torch.tensor(0.0, requires_grad=True)
        b = torch.tensor(0.0, requires_grad=True)
        losses = []
        for _ in range(epochs):
            loss = ((w * X + b - y) ** 2).mean()
            losses.append(entry(loss))
            loss.backward()
            with torch.no_grad():
                w -= lr * w.grad
                b -= lr * b.grad
            w.grad = None
            b.grad = None
        return finish(losses)

    return train


def log_late(X, y, lr, epochs):
    """Appended at the end of the epoch, and still the loss from before the step."""
    theta = torch.zeros(2, 1, requires_grad=True)
    A = torch.cat([X, torch.ones_like(X)], dim=1)
    history = [0.0] * epochs
    for epoch in range(epochs):
        loss = ((A @ theta - y) ** 2).sum() / len(y)
        loss.backward()
        with torch.no_grad():
            theta -= lr * theta.grad
            theta.grad.zero_()
        history[epoch] = float(loss)
    return history


def no_zero_logged(X, y, lr, epochs):
    theta = torch.zeros(2, 1, requires_grad=True)
    A = torch.hstack([X, torch.ones(len(X), 1)])
    history = []
    for _ in range(epochs):
        loss = ((A @ theta - y) ** 2).mean()
        history.append(loss.item())
        loss.backward()
        with torch.no_grad():
            theta -= lr * theta.grad
    return history


def new_tensors(X, y, lr, epochs):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    history = []
    for _ in range(epochs):
        loss = ((w * X + b - y) ** 2).mean()
        history.append(loss.item())
        loss.backward()
        w = w - lr * w.grad
        b = b - lr * b.grad
    return history


def loss_as_number(X, y, lr, epochs):
    """`.item()` too early cuts the graph."""
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    history = []
    for _ in range(epochs):
        loss = torch.tensor(((w * X + b - y) ** 2).mean().item())
        history.append(loss)
        loss.backward()
    return history


def uphill(X, y, lr, epochs):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    losses = []
    for _ in range(epochs):
        loss = (y - w * X - b).pow(2).mean()
        losses.append(loss.item())
        loss.backward()
        with torch.no_grad():
            w += lr * w.grad
            b += lr * b.grad
        w.grad = b.grad = None
    return losses


def total_of_losses(X, y, lr, epochs):
    theta = torch.zeros(2, requires_grad=True)
    total = 0.0
    for _ in range(epochs):
        loss = ((theta[0] * X + theta[1] - y) ** 2).mean()
        total += loss
        loss.backward()
        with torch.no_grad():
            theta -= lr * theta.grad
        theta.grad = None
    return total / epochs


def no_mean(X, y, lr, epochs):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    losses = []
    for _ in range(epochs):
        loss = (w * X + b - y) ** 2
        losses.append(loss)
        loss.backward()
    return losses


def integer_start(X, y, lr, epochs):
    w = torch.tensor(0, requires_grad=True)
    b = torch.tensor(0, requires_grad=True)
    return [((w * X + b - y) ** 2).mean().item()] * epochs


RIGHT = [
    log_with(lambda loss: loss.item()),
    log_with(float, tuple),
    log_with(lambda loss: loss.detach()),
    log_with(lambda loss: loss.detach().numpy()),
    log_with(lambda loss: loss.detach(), torch.stack),
    log_with(lambda loss: loss.item(), np.array),
    log_with(lambda loss: loss.detach().reshape(1)),
    log_late,
]

MISTAKES = {
    2: [(no_zero_logged, "Then the loss swings")],
    7: [(new_tensors, "`w = w - …` made a new tensor")],
    9: [(loss_as_number, "cut the graph")],
    12: [(uphill, "The step goes uphill")],
    14: [
        (log_with(lambda loss: loss), "keeps the graphs of all epochs"),
        (log_with(lambda loss: loss, torch.stack), "keeps the graphs"),
        (total_of_losses, "keeps the graph of every epoch"),
    ],
    15: [(no_mean, "A loss has to be one number")],
    17: [(integer_start, "A tensor of integers")],
    23: [(log_with(lambda loss: loss.numpy()), "cannot be handed to NumPy")],
}
