"""10.accumulate: right answers in other clothes, and answers with a mistake."""

import copy

import torch


def by_shares(model, pieces, loss_fn):
    N = sum(len(X) for X, _ in pieces)
    for X, y in pieces:
        loss = loss_fn(model(X), y) * len(X) / N
        loss.backward()
    return [p.grad for p in model.parameters()]


def divided_at_the_end(model, pieces, loss_fn):
    model.zero_grad()
    N = 0
    for X, y in pieces:
        (loss_fn(model(X), y) * len(X)).backward()
        N += len(X)
    return [p.grad / N for p in model.parameters()]


def with_autograd(model, pieces, loss_fn):
    rows = [len(y) for _, y in pieces]
    total = [torch.zeros_like(p) for p in model.parameters()]
    for (X, y), n in zip(pieces, rows, strict=True):
        found = torch.autograd.grad(loss_fn(model(X), y), list(model.parameters()))
        total = [t + n / sum(rows) * g for t, g in zip(total, found, strict=True)]
    return total


def weighted_gradients(model, pieces, loss_fn):
    found, rows = [], torch.tensor([float(len(X)) for X, _ in pieces])
    for X, y in pieces:
        model.zero_grad()
        loss_fn(model(X), y).backward()
        found.append([p.grad.clone() for p in model.parameters()])
    model.zero_grad()
    weights = rows / rows.sum()
    return [torch.tensordot(weights, torch.stack(g), 1) for g in zip(*found, strict=True)]


def row_by_row(model, pieces, loss_fn):
    rows = [(X[i : i + 1], y[i : i + 1]) for X, y in pieces for i in range(len(X))]
    for X, y in rows:
        (loss_fn(model(X), y) / len(rows)).backward()
    return tuple(p.grad.numpy() for p in model.parameters())


def prints_first(model, pieces, loss_fn):
    """Calls the model once more than it needs, without a graph."""
    with torch.no_grad():
        print([loss_fn(model(X), y).item() for X, y in pieces])
    print(loss_fn(model(pieces[0][0]), pieces[0][1]))
    return by_shares(model, pieces, loss_fn)


def on_a_copy(model, pieces, loss_fn):
    return by_shares(copy.deepcopy(model), pieces, loss_fn)


def running_mean(model, pieces, loss_fn):
    mean, n = None, 0
    for X, y in pieces:
        g = torch.autograd.grad(loss_fn(model(X), y), tuple(model.parameters()))
        n += len(X)
        mean = g if mean is None else [m + (a - m) * len(X) / n for m, a in zip(mean, g)]  # noqa: B905
    return mean


def nothing_divided(model, pieces, loss_fn):
    for X, y in pieces:
        loss_fn(model(X), y).backward()
    return [p.grad for p in model.parameters()]


def by_the_pieces(model, pieces, loss_fn):
    for X, y in pieces:
        (loss_fn(model(X), y) / len(pieces)).backward()
    return [p.grad for p in model.parameters()]


def by_the_pieces_twice(model, pieces, loss_fn):
    for X, y in pieces:
        (loss_fn(model(X), y) / len(pieces)).backward()
    return [p.grad / len(pieces) for p in model.parameters()]


def shares_and_pieces(model, pieces, loss_fn):
    return [g / len(pieces) for g in by_shares(model, pieces, loss_fn)]


def cleared_in_the_loop(model, pieces, loss_fn):
    N = sum(len(X) for X, _ in pieces)
    for X, y in pieces:
        model.zero_grad()
        (loss_fn(model(X), y) * len(X) / N).backward()
    return [p.grad for p in model.parameters()]


def cleared_in_the_loop_by_pieces(model, pieces, loss_fn):
    for X, y in pieces:
        model.zero_grad()
        (loss_fn(model(X), y) / len(pieces)).backward()
    return [p.grad for p in model.parameters()]


def the_last_one(model, pieces, loss_fn):
    for X, y in pieces:
        loss = loss_fn(model(X), y)
    loss.backward()
    return [p.grad for p in model.parameters()]


def in_the_first_round(model, pieces, loss_fn):
    N = sum(len(X) for X, _ in pieces)
    for X, y in pieces:
        (loss_fn(model(X), y) * len(X) / N).backward()
        return [p.grad for p in model.parameters()]


def all_at_once(model, pieces, loss_fn):
    X = torch.cat([X for X, _ in pieces])
    y = torch.cat([y for _, y in pieces])
    loss_fn(model(X), y).backward()
    return [p.grad for p in model.parameters()]


def backward_at_the_end(model, pieces, loss_fn):
    N = sum(len(X) for X, _ in pieces)
    total = 0
    for X, y in pieces:
        total = total + loss_fn(model(X), y) * len(X) / N
    total.backward()
    return [p.grad for p in model.parameters()]


def outputs_first(model, pieces, loss_fn):
    """All pieces through the model, and one loss of all."""
    y_hat = torch.cat([model(X) for X, _ in pieces])
    loss_fn(y_hat, torch.cat([y for _, y in pieces])).backward()
    return [p.grad for p in model.parameters()]


def by_all_rows(model, pieces, loss_fn):
    N = sum(len(X) for X, _ in pieces)
    for X, y in pieces:
        (loss_fn(model(X), y) / N).backward()
    return [p.grad for p in model.parameters()]


def times_the_rows(model, pieces, loss_fn):
    for X, y in pieces:
        (loss_fn(model(X), y) * len(X)).backward()
    return [p.grad for p in model.parameters()]


def by_its_own_rows(model, pieces, loss_fn):
    for X, y in pieces:
        (loss_fn(model(X), y) / len(X)).backward()
    return [p.grad for p in model.parameters()]


def rows_of_the_first(model, pieces, loss_fn):
    n = len(pieces[0][0])
    N = sum(len(X) for X, _ in pieces)
    for X, y in pieces:
        (loss_fn(model(X), y) * n / N).backward()
    return [p.grad for p in model.parameters()]


def the_loss(model, pieces, loss_fn):
    N = sum(len(X) for X, _ in pieces)
    return sum(loss_fn(model(X), y) * len(X) / N for X, y in pieces)


def without_return(model, pieces, loss_fn):
    by_shares(model, pieces, loss_fn)


def numbers_alone(model, pieces, loss_fn):
    N = sum(len(X) for X, _ in pieces)
    loss = sum(loss_fn(model(X), y).item() * len(X) / N for X, y in pieces)
    loss.backward()
    return [p.grad for p in model.parameters()]


RIGHT = [
    by_shares,
    divided_at_the_end,
    with_autograd,
    weighted_gradients,
    row_by_row,
    prints_first,
    on_a_copy,
    running_mean,
]

MISTAKES = {
    "II.25": [
        (nothing_divided, "Nothing was divided"),
        (by_the_pieces, "the mean of the means"),
    ],
}

OTHERS = [
    (by_the_pieces_twice, "by the number of pieces twice"),
    (shares_and_pieces, "too small, by the number of pieces"),
    (cleared_in_the_loop, "the part of the last piece alone. Its weight is right"),
    (cleared_in_the_loop_by_pieces, "the last piece alone, divided by the number of pieces"),
    (the_last_one, "the gradient of the last piece"),
    (in_the_first_round, "the part of the first piece alone"),
    (all_at_once, "more rows in one call"),
    (backward_at_the_end, "still waiting for its `backward`"),
    (outputs_first, "still waiting for its `backward`"),
    (by_all_rows, "what is a mean already"),
    (times_the_rows, "the sum over all rows"),
    (by_its_own_rows, "by its own rows"),
    (rows_of_the_first, "as many rows as the first"),
    (the_loss, "the mean loss over all rows"),
    (without_return, "`None`"),
    (numbers_alone, "AttributeError"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "at once": ("model got more", "because the whole", "pieces together again"),
    "one backward": ("was still waiting", "in memory together", "piece go: after"),
    "no division": ("Nothing was divided", "would be longer", "its loss count"),
    "mean of means": ("same, however many", "counts more than", "Take two pieces"),
    "as large as the first": ("as the first", "was taken once", "Print the number"),
    "cleared between": ("last piece alone. Its", "were cleared away", "does `zero_grad` stand"),
    "cleared between, mean of means": (
        "piece alone, divided",
        "were cleared away",
        "does `zero_grad` stand",
    ),
    "the last piece": ("last piece, as", "takes the place", "are the gradients"),
    "the first piece": ("first piece, as", "computed and never", "your `return` indented"),
    "the first piece's part": (
        "first piece alone",
        "A `return` inside a loop ends the loop in its first round.",
        "your `return` indented",
    ),
    "divided twice": ("are too small", "left to divide", "is their sum"),
    "divided twice, mean of means": ("of pieces twice", "have different sizes", "piece, and in"),
    "divided by all rows": ("a mean already", "its sum divided", "piece the sum"),
    "not divided by all rows": ("gradients are those", "among each other", "over all rows"),
    "by rows and by pieces": ("divide the sum", "among each other", "all pieces together"),
    "divided by its own rows": ("than large ones", "mean: that division", "or less than"),
    "the loss": ("number, the mean", "step needs gradients", "loss fills `.grad`"),
    "cut in another way": ("into other pieces", "must not matter", "piece, and how"),
    "one piece": ("of its loss", "batch, and nothing", "Call your function"),
}
