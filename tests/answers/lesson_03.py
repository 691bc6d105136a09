"""Answers to the exercises of lesson 03, as learners write them: right ones, and mistakes."""

import math

import numpy as np
import torch


class Value:
    """The class of section 3, as it stands in the lesson."""

    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents

    def __add__(self, other):
        other = as_value(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    __radd__ = __add__
    __rmul__ = __mul__


def as_value(x):
    return x if isinstance(x, Value) else Value(x)


def backward(self):
    order = []

    def visit(value):
        if value not in order:
            for parent, _ in value.parents:
                visit(parent)
            order.append(value)

    visit(self)
    self.grad = 1.0
    for value in reversed(order):
        for parent, slope in value.parents:
            parent.grad += slope * value.grad


Value.backward = backward


# -- right: 03.slope


def slope_plain(f, x):
    t = torch.tensor(x, requires_grad=True)
    f(t).backward()
    return t.grad


def slope_double(func, at):
    t = torch.tensor(at, dtype=torch.float64).requires_grad_()
    y = func(t)
    y.backward()
    return float(t.grad)


def slope_grad(f, x):
    x = torch.tensor([x], requires_grad=True)
    (g,) = torch.autograd.grad(f(x).sum(), x)
    return g


def slope_numpy(f, x):
    t = torch.tensor(np.float64(x), requires_grad=True)
    f(t).backward()
    return t.grad.numpy()


ONE_LEAF = torch.tensor(0.0, requires_grad=True)


def slope_one_leaf(f, x):
    """One leaf for all calls, and its gradient is emptied each time."""
    ONE_LEAF.grad = None
    with torch.no_grad():
        ONE_LEAF.fill_(x)
    f(ONE_LEAF).backward()
    return ONE_LEAF.grad.item()


# -- right: 03.nudge


def nudge_clone(f, theta, h):
    slopes = torch.zeros(len(theta))
    for i in range(len(theta)):
        up, down = theta.clone(), theta.clone()
        up[i] += h
        down[i] -= h
        slopes[i] = (f(up) - f(down)) / (2 * h)
    return slopes


def nudge_there_and_back(f, theta, h):
    result = []
    for i in range(theta.shape[0]):
        theta[i] += h
        up = f(theta)
        theta[i] -= 2 * h
        down = f(theta)
        theta[i] += h
        result.append((up - down) / (2 * h))
    return torch.stack(result)


def nudge_eye(f, theta, h):
    return [(f(theta + h * row) - f(theta - h * row)) / (2 * h) for row in torch.eye(len(theta))]


def nudge_numpy(f, theta, h):
    out = np.zeros(len(theta))
    for i in range(len(theta)):
        nudge = np.zeros(len(theta))
        nudge[i] = h
        up, down = theta + torch.tensor(nudge), theta - torch.tensor(nudge)
        out[i] = (f(up).item() - f(down).item()) / 2 / h
    return out


def nudge_restored(f, theta, h):
    """Sets each entry to a new number, and back to the old one."""
    slopes = []
    for i in range(len(theta)):
        old = theta[i].item()
        theta[i] = old + h
        up = f(theta).item()
        theta[i] = old - h
        down = f(theta).item()
        theta[i] = old
        slopes.append((up - down) / (2 * h))
    return torch.tensor(slopes)


def nudge_floats(f, theta, h):
    numbers = theta.tolist()
    slopes = []
    for i in range(len(numbers)):
        up = torch.tensor([v + h * (i == j) for j, v in enumerate(numbers)])
        down = torch.tensor([v - h * (i == j) for j, v in enumerate(numbers)])
        slopes.append((f(up) - f(down)) / (2 * h))
    return tuple(slopes)


# -- right: 03.mend-loop


def loop_zero_last(X, y, lr, epochs):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for _ in range(epochs):
        loss = ((w * X + b - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w.item(), b.item()


def loop_zero_first(X, y, lr, epochs):
    w = torch.zeros(1, requires_grad=True)
    b = torch.zeros(1, requires_grad=True)
    x, fares = X.flatten(), y.flatten()
    for _ in range(epochs):
        for p in (w, b):
            if p.grad is not None:
                p.grad.zero_()
        ((w * x + b - fares) ** 2).mean().backward()
        with torch.no_grad():
            for p in (w, b):
                p += -lr * p.grad
    return w, b


def loop_theta(X, y, lr, epochs):
    A = torch.cat([X, torch.ones_like(X)], dim=1).double()
    theta = torch.zeros(2, 1, dtype=torch.float64, requires_grad=True)
    for _ in range(epochs):
        loss = (A @ theta - y.double()).square().mean()
        (grad,) = torch.autograd.grad(loss, theta)
        with torch.no_grad():
            theta -= lr * grad
    return theta.detach()


def loop_by_hand(X, y, lr, epochs):
    x, fares = X.flatten().numpy(), y.flatten().numpy()
    w, b = 0.0, 0.0
    for _ in range(epochs):
        r = w * x + b - fares
        w, b = w - lr * 2 * (r * x).mean(), b - lr * 2 * r.mean()
    return [w, b]


def loop_optimizer(X, y, lr, epochs):
    w, b = torch.zeros((), requires_grad=True), torch.zeros((), requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=lr)
    for _ in range(epochs):
        optimizer.zero_grad()
        torch.nn.MSELoss()(w * X + b, y).backward()
        optimizer.step()
    return w.detach(), b.detach()


def loop_new_leaves(X, y, lr, epochs):
    w, b = 0.0, 0.0
    for _ in range(epochs):
        w = torch.tensor(w, requires_grad=True)
        b = torch.tensor(b, requires_grad=True)
        ((w * X + b - y) ** 2).mean().backward()
        w = (w - lr * w.grad).item()
        b = (b - lr * b.grad).item()
    return w, b


def loop_data(X, y, lr, epochs):
    """`.data` in the place where older programs have it, after `backward()`: right."""
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for _ in range(epochs):
        ((w * X + b - y) ** 2).mean().backward()
        w.data -= lr * w.grad
        b.data -= lr * b.grad
        w.grad, b.grad = None, None
    return w, b


def loop_empty_start(X, y, lr, epochs):
    """The parameters are emptied once, at the start."""
    w, b = torch.empty(1, requires_grad=True), torch.empty(1, requires_grad=True)
    with torch.no_grad():
        w.zero_()
        b.zero_()
    for _ in range(epochs):
        ((w * X + b - y) ** 2).mean().backward()
        with torch.no_grad():
            for p in (w, b):
                p.sub_(lr * p.grad)
                p.grad.zero_()
    return w, b


# -- right: 03.log-loss


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


# -- right: 03.relu


def relu_if(value):
    if value.data > 0:
        return Value(value.data, [(value, 1.0)])
    return Value(0.0, [(value, 0.0)])


def relu_max(v):
    return Value(max(0, v.data), ((v, v.data > 0),))


def relu_itself(value):
    return value if value.data > 0 else Value(0.0)


def relu_times(value):
    return value * (1.0 if value.data > 0 else 0.0)


def relu_times_left(value):
    return (value.data > 0) * value


def relu_numpy(value):
    return Value(np.maximum(value.data, 0.0), [(value, np.heaviside(value.data, 0.0))])


# -- right: 03.power


def power_plain(value, n):
    return Value(value.data**n, [(value, n * value.data ** (n - 1))])


def power_division(v, k):
    y = v.data**k
    return Value(y, parents=[(v, k * y / v.data)])


def power_pow(value, n):
    x = value.data
    return Value(pow(x, n), [[value, n * math.pow(x, n - 1)]])


def power_torch(value, n):
    x = torch.tensor(float(value.data), dtype=torch.float64, requires_grad=True)
    y = x**n
    y.backward()
    return Value(y.item(), [(value, x.grad.item())])


def power_nudged(h):
    def power(value, n):
        x = value.data
        return Value(x**n, [(value, ((x + h) ** n - (x - h) ** n) / (2 * h))])

    return power


def power_mixed(value, n):
    """Multiplies where that works, with the class's own `*`."""
    if n in (2, 3):
        result = Value(1.0)
        for _ in range(n):
            result = result * value
        return result
    return power_plain(value, n)


RIGHT = {
    "03.grad-after": [
        (12, 5, None, None),
        [12.0, 5.0, None, None],
        (torch.tensor(12.0), torch.tensor([5.0]), None, None),
        (np.float32(12), np.array(5), "None", None),
    ],
    "03.slope": [
        slope_plain,
        slope_double,
        slope_grad,
        slope_numpy,
        slope_one_leaf,
    ],
    "03.nudge": [
        nudge_clone,
        nudge_there_and_back,
        nudge_eye,
        nudge_numpy,
        nudge_restored,
        nudge_floats,
    ],
    "03.mend-loop": [
        loop_zero_last,
        loop_zero_first,
        loop_theta,
        loop_by_hand,
        loop_optimizer,
        loop_new_leaves,
        loop_data,
        loop_empty_start,
    ],
    "03.log-loss": [
        log_with(lambda loss: loss.item()),
        log_with(float, tuple),
        log_with(lambda loss: loss.detach()),
        log_with(lambda loss: loss.detach().numpy()),
        log_with(lambda loss: loss.detach(), torch.stack),
        log_with(lambda loss: loss.item(), np.array),
        log_with(lambda loss: loss.detach().reshape(1)),
        log_late,
    ],
    "03.relu": [relu_if, relu_max, relu_itself, relu_times, relu_times_left, relu_numpy],
    "03.power": [
        power_plain,
        power_division,
        power_pow,
        power_torch,
        power_nudged(1e-3),
        power_mixed,
    ],
}


# -- mistakes


def no_zero(X, y, lr, epochs):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for _ in range(epochs):
        torch.nn.functional.mse_loss(w * X + b, y).backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
    return w, b


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


def zero_between(X, y, lr, epochs):
    theta = torch.zeros(2, requires_grad=True)
    for _ in range(epochs):
        loss = ((theta[0] * X + theta[1] - y) ** 2).mean()
        loss.backward()
        theta.grad.zero_()
        with torch.no_grad():
            theta -= lr * theta.grad
    return theta[0].item(), theta[1].item()


def in_place_with_notes(X, y, lr, epochs):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for _ in range(epochs):
        loss = ((w * X + b - y) ** 2).mean()
        loss.backward()
        w -= lr * w.grad
        b -= lr * b.grad
        w.grad = None
        b.grad = None
    return w, b


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


def loss_before_the_loop(X, y, lr, epochs):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    loss = ((w * X + b - y) ** 2).mean()
    for _ in range(epochs):
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad.zero_()
        b.grad.zero_()
    return w, b


def slope_without_a_wish(f, x):
    t = torch.tensor(x)
    f(t).backward()
    return t.grad


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


def new_tensors_without_notes(X, y, lr, epochs):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for _ in range(epochs):
        ((w * X + b - y) ** 2).mean().backward()
        with torch.no_grad():
            w = w - lr * w.grad
            b = b - lr * b.grad
    return w, b


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


def mended_but_the_sign(X, y, lr, epochs):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for _ in range(epochs):
        w.grad = b.grad = None
        ((w * X + b - y) ** 2).mean().backward()
        with torch.no_grad():
            w += lr * w.grad
            b += lr * b.grad
    return w, b


def nudge_down_minus_up(f, theta, h):
    out = torch.zeros_like(theta)
    for i in range(len(theta)):
        e = torch.zeros_like(theta)
        e[i] = h
        out[i] = (f(theta - e) - f(theta + e)) / (2 * h)
    return out


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


def slope_of_no_leaf(f, x):
    t = torch.tensor([x], requires_grad=True)[0]
    f(t).backward()
    return t.grad


def integer_start(X, y, lr, epochs):
    w = torch.tensor(0, requires_grad=True)
    b = torch.tensor(0, requires_grad=True)
    return [((w * X + b - y) ** 2).mean().item()] * epochs


def zeroed_data(f, x):
    """Means to empty `.grad`, and empties `.data`."""
    t = torch.tensor(x, requires_grad=True)
    result = f(t)
    t.data.zero_()
    result.backward()
    return t.grad.item()


def stepped_data(f, x):
    """A step before `backward()`."""
    t = torch.tensor(x, requires_grad=True)
    result = f(t)
    t.data -= 0.1
    result.backward()
    return t.grad.item()


def copies_by_data(f, theta, h):
    slopes = []
    for i in range(len(theta)):
        up, down = theta.data, theta.data
        up[i] += h
        down[i] -= h
        slopes.append((f(up) - f(down)).item() / (2 * h))
    return torch.tensor(slopes)


def up_and_down_by_data(f, theta, h):
    slopes = []
    for i in range(len(theta)):
        up = theta.data
        up[i] += h
        f_up = f(up)
        down = theta.data
        down[i] -= h
        slopes.append((f_up - f(down)).item() / (2 * h))
    return torch.tensor(slopes)


def changed_in_between(f, x):
    t = torch.tensor(x, requires_grad=True)
    result = f(t)
    with torch.no_grad():
        t.zero_()
    result.backward()
    return t.grad


def slope_as_array(f, x):
    t = torch.tensor(x, requires_grad=True)
    return (f(t + 0.01).numpy() - f(t - 0.01).numpy()) / 0.02


def zeroes_the_parameters(X, y, lr, epochs):
    """`zero_()` on the parameter and not on its gradient."""
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for _ in range(epochs):
        with torch.no_grad():
            w.zero_()
            b.zero_()
        loss = ((w * X + b - y) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
    return w.item(), b.item()


def mean_of_fares(X, y, lr, epochs):
    """The shapes fit, and each prediction is compared with one and the same fare."""
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    fares = y.mean()
    for _ in range(epochs):
        loss = ((w * X + b - fares) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
        w.grad, b.grad = None, None
    return w.item(), b.item()


def one_sign_mended(X, y, lr, epochs):
    """One of the two signs, and nothing else."""
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for _ in range(epochs):
        loss = ((w * X + b - y.flatten()) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w -= lr * w.grad
            b += lr * b.grad
    return w.item(), b.item()


# Answers that break a property, where no known wrong answer does.
BROKEN = {("03.power", "nudge"): power_nudged(1e-2)}

MISTAKES = {
    2: [
        ("03.mend-loop", no_zero, "gradients of all epochs add up"),
        ("03.log-loss", no_zero_logged, "Then the loss swings"),
        ("03.grad-after", (6, 5, None, None), "wrote over what the first one has left"),
        ("03.mend-loop", zeroes_the_parameters, "Its gradient is another tensor"),
    ],
    3: [("03.mend-loop", zero_between, "`zero_()` between `backward()` and the step")],
    6: [("03.mend-loop", in_place_with_notes, "Put the step inside `with torch.no_grad():`")],
    7: [("03.log-loss", new_tensors, "`w = w - …` made a new tensor")],
    8: [("03.mend-loop", loss_before_the_loop, "`backward()` was called twice on one graph")],
    9: [
        ("03.slope", slope_without_a_wish, "does not depend on any tensor with `requires_grad="),
        ("03.log-loss", loss_as_number, "cut the graph"),
        ("03.mend-loop", new_tensors_without_notes, "inside `no_grad` makes a new `w`"),
    ],
    12: [
        ("03.mend-loop", mended_but_the_sign, "The step goes uphill"),
        ("03.log-loss", uphill, "The step goes uphill"),
        ("03.mend-loop", one_sign_mended, "w moves downhill, b still uphill"),
        ("03.nudge", nudge_down_minus_up, "wrong sign"),
    ],
    14: [
        ("03.log-loss", log_with(lambda loss: loss), "keeps the graphs of all epochs"),
        ("03.log-loss", log_with(lambda loss: loss, torch.stack), "keeps the graphs"),
        ("03.log-loss", total_of_losses, "keeps the graph of every epoch"),
    ],
    15: [("03.log-loss", no_mean, "A loss has to be one number")],
    16: [
        ("03.grad-after", (12, 5, 24, None), "no leaf"),
        ("03.slope", slope_of_no_leaf, "no leaf"),
    ],
    17: [("03.log-loss", integer_start, "A tensor of integers")],
    22: [
        ("03.slope", zeroed_data, "`.data` does that without a message"),
        ("03.slope", stepped_data, "`.data` lets you do that without a message"),
        ("03.slope", changed_in_between, "changed in place after the forward pass"),
        ("03.nudge", copies_by_data, "`theta.data` and"),
        ("03.nudge", up_and_down_by_data, "share their numbers, as with `theta.data`"),
    ],
    23: [
        ("03.log-loss", log_with(lambda loss: loss.numpy()), "cannot be handed to NumPy"),
        ("03.slope", slope_as_array, "cannot be handed to NumPy"),
    ],
}
