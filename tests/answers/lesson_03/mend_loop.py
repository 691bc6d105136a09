"""03.mend-loop: right answers in other clothes, and answers with a mistake."""

import torch


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


def no_zero(X, y, lr, epochs):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for _ in range(epochs):
        torch.nn.functional.mse_loss(w * X + b, y).backward()
        with torch.no_grad():
            w -= lr * w.grad
            b -= lr * b.grad
    return w, b


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


def new_tensors_without_notes(X, y, lr, epochs):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    for _ in range(epochs):
        ((w * X + b - y) ** 2).mean().backward()
        with torch.no_grad():
            w = w - lr * w.grad
            b = b - lr * b.grad
    return w, b


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


RIGHT = [
    loop_zero_last,
    loop_zero_first,
    loop_theta,
    loop_by_hand,
    loop_optimizer,
    loop_new_leaves,
    loop_data,
    loop_empty_start,
]

MISTAKES = {
    2: [
        (no_zero, "gradients of all epochs add up"),
        (zeroes_the_parameters, "Its gradient is another tensor"),
    ],
    3: [(zero_between, "`zero_()` between `backward()` and the step")],
    6: [(in_place_with_notes, "Put the step inside `with torch.no_grad():`")],
    8: [(loss_before_the_loop, "`backward()` was called twice on one graph")],
    9: [(new_tensors_without_notes, "inside `no_grad` makes a new `w`")],
    12: [
        (mended_but_the_sign, "The step goes uphill"),
        (one_sign_mended, "w moves downhill, b still uphill"),
    ],
}

OTHERS = [(mean_of_fares, "and so does `y.mean()`")]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "parameter emptied": ("code calls `zero_()`", "`w.zero_()` empties the", "two should become"),
    "frozen": ("training is frozen", "zero. `zero_()` between", "three acts: backward"),
    "shapes left": ("downhill, and `.grad`", "loss. Each prediction", "How many residuals"),
    "zeroing left": ("the later ones", "the path swings", "step, and again"),
    "direction left": ("Shapes and zeroing", "left. The step", "update in section"),
    "shapes and zeroing left": (
        "downhill at first",
        "`y.mean()`. And something",
        "loss, and `w.grad`",
    ),
    "shapes and direction left": ("is zeroed in", "pulls all predictions", "each epoch, and"),
    "zeroing and direction left": (
        "right now. Two",
        "what `backward()` wrote",
        "each epoch, before",
    ),
    "only w zeroed": ("of w begin", "`w.grad` is zeroed", "Each parameter has"),
    "only b zeroed": ("of b begin", "`b.grad` is zeroed", "Each parameter has"),
    "absolute loss": ("the absolute values", "were given took", "each residual before"),
    "divided by 5": ("result is right", "squares was divided", "number of squares"),
    "sum": ("times too long", "the gradient grows", "were given took"),
    "exchanged": ("give back b", "numbers are right", "Compare your `return`"),
    "one step too few": ("one epoch earlier", "a forward pass", "Count the steps"),
    "returned too early": ("epoch, whatever `epochs`", "A `return` inside", "your `return` stands"),
    "inputs": ("`lr`, your function", "function may come", "it made inside"),
    "first epoch": ("gradient descent leads", "step. Zeroing plays", "function with `epochs=1`"),
    "close": ("after 300 epochs", "not computed again", "`backward()`. What should"),
}
