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

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "parameter emptied": ("code calls `zero_()`", "`w.zero_()` empties the", "should become 0"),
    "two numbers": ("numbers, whatever `epochs`", "in a list", "epoch with `.append(…)`"),
    "graphs kept": ("tensors that still", "gives no message", "Print `.requires_grad` of"),
    "a total with its graph": ("a single tensor", "of plain numbers", "Take the plain"),
    "the last loss": ("back one number", "was written over", "epoch with `.append(…)`"),
    "one number": ("a single number", "curve is drawn", "epoch with `.append(…)`"),
    "empty": ("list is empty", "you give back", "entry stand inside"),
    "only the first entry": ("list has only", "`return` stands inside", "`epoch` directly before"),
    "only the last entry": ("one entry, the", "entry comes after", "loop, or inside"),
    "after the step": ("after the step", "0 is missing", "computed already when"),
    "one too many": ("entry more than", "well. It belongs", "list with `epochs`"),
    "frozen": ("of the start", "`zero_()` between `backward()`", "backward, zero, step"),
    "no zero": ("the loss swings", "nothing empties `.grad`", "to be zeroed"),
    "only w zeroed": ("b takes steps", "`w.grad` is zeroed", "Each parameter has"),
    "only b zeroed": ("w takes steps", "`b.grad` is zeroed", "Each parameter has"),
    "b never moved": ("alone: b stays", "has two steps", "after each epoch"),
    "w never moved": ("alone: w stays", "has two steps", "after each epoch"),
    "one uphill": ("downhill, b uphill", "of their own", "the two lines"),
    "divided by 5": ("With 5 rides", "squares was divided", "number of squares"),
    "uphill": ("the loss grows", "step goes uphill", "section 5, sign"),
    "running total": ("losses so far", "list should show", "hand to `.append(…)`"),
    "sum": ("sums of squares", "squares. The steps", "in section 5"),
    "trap": ("compare each prediction", "A column minus", "targets. `y` comes"),
    "first entry": ("w = 0", "prediction is 0", "rides: the first"),
    "one for each epoch": ("number of epochs", "adds one entry", "list with `epochs`"),
    "inputs": ("`lr`, your function", "function may come", "in your function"),
    "falls": ("second is larger", "step downhill makes", "the step uses"),
}
