"""10.accumulated: right answers in other clothes, and answers with a mistake."""

import copy

import torch
from torch import nn

F = nn.functional


def parts(*sizes):
    return [(torch.randn(n, 2), torch.randn(n, 1)) for n in sizes]


def whole(pieces):
    return torch.cat([X for X, _ in pieces]), torch.cat([y for _, y in pieces])


def on_one_model(step):
    """The gradient of the whole batch is still in `.grad` when the step begins."""
    model = nn.Linear(2, 1)
    pieces = parts(3, 2)
    X, y = whole(pieces)
    F.mse_loss(model(X), y).backward()
    right = [p.grad.clone() for p in model.parameters()]
    step(model, pieces)
    return all(
        torch.allclose(p.grad, g, atol=1e-5) for p, g in zip(model.parameters(), right, strict=True)
    )


def called_twice(step):
    model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1))
    pieces = parts(4, 6, 3)
    X, y = whole(pieces)
    right = torch.autograd.grad(((model(X) - y) ** 2).mean(), model.parameters())
    for _ in range(2):
        step(model, pieces)
    return not any(
        (p.grad - g).abs().max() > 1e-4 for p, g in zip(model.parameters(), right, strict=True)
    )


def with_one_piece_of_all(step):
    """A step has to give the same for one piece that holds all rows."""
    torch.manual_seed(1)
    model = nn.Linear(2, 1)
    pieces = parts(5, 2, 2)
    X, y = whole(pieces)
    step(model, pieces)
    step(model, pieces)
    found = torch.cat([p.grad.clone().flatten() for p in model.parameters()])
    model.zero_grad()
    nn.MSELoss()(model(X), y).backward()
    right = torch.cat([p.grad.flatten() for p in model.parameters()])
    return torch.allclose(found, right, rtol=1e-3, atol=1e-5)


def by_hand(step):
    """The gradient of a line, by the formula of lesson 02."""
    model = nn.Linear(1, 1)
    pieces = [
        (torch.tensor([[1.0], [2.0], [4.0]]), torch.tensor([[3.0], [1.0], [0.0]])),
        (torch.tensor([[3.0], [5.0]]), torch.tensor([[2.0], [-1.0]])),
    ]
    model.weight.grad, model.bias.grad = torch.ones(1, 1), torch.ones(1)
    step(model, pieces)
    X, y = whole(pieces)
    with torch.no_grad():
        residual = model(X) - y
    w, b = (2 * residual * X).mean().item(), (2 * residual).mean().item()
    return abs(model.weight.grad.item() - w) < 1e-4 and abs(model.bias.grad.item() - b) < 1e-4


def by_a_copy_and_a_step(step):
    """The weights after a step of SGD."""
    model, pieces = nn.Linear(2, 1), parts(6, 1, 3)
    other = copy.deepcopy(model)
    for one in (model, other):
        for p in one.parameters():
            p.grad = torch.full_like(p, 5.0)
    step(model, pieces)
    X, y = whole(pieces)
    optimizer = torch.optim.SGD(other.parameters(), lr=1.0)
    optimizer.zero_grad()
    F.mse_loss(other(X), y).backward()
    optimizer.step()
    torch.optim.SGD(model.parameters(), lr=1.0).step()
    with torch.no_grad():
        return torch.allclose(model(X), other(X), atol=1e-4)


def asserted(step):
    assert on_one_model(step)
    return True


def fresh_model(step):
    model, pieces = nn.Linear(2, 1), parts(3, 5, 2)
    X, y = whole(pieces)
    right = torch.autograd.grad(F.mse_loss(model(X), y), model.parameters())
    step(model, pieces)
    return all(
        torch.allclose(p.grad, g, atol=1e-5) for p, g in zip(model.parameters(), right, strict=True)
    )


def of_sizes(*sizes):
    def test(step):
        model, pieces = nn.Linear(2, 1), parts(*sizes)
        X, y = whole(pieces)
        F.mse_loss(model(X), y).backward()
        right = [p.grad.clone() for p in model.parameters()]
        step(model, pieces)
        found = [p.grad for p in model.parameters()]
        return all(torch.allclose(a, b, atol=1e-5) for a, b in zip(found, right, strict=True))

    return test


def weight_alone(step):
    model, pieces = nn.Linear(2, 1), parts(3, 5, 2)
    X, y = whole(pieces)
    F.mse_loss(model(X), y).backward()
    right = model.weight.grad.clone()
    step(model, pieces)
    return torch.allclose(model.weight.grad, right, atol=1e-5)


def without_a_copy(step):
    """Both names stand for the same tensors."""
    model, pieces = nn.Linear(2, 1), parts(3, 5, 2)
    X, y = whole(pieces)
    F.mse_loss(model(X), y).backward()
    right = [p.grad for p in model.parameters()]
    step(model, pieces)
    return all(
        torch.allclose(p.grad, g, atol=1e-5) for p, g in zip(model.parameters(), right, strict=True)
    )


def each_digit(step):
    model, pieces = nn.Linear(2, 1), parts(7, 5, 3)
    X, y = whole(pieces)
    F.mse_loss(model(X), y).backward()
    right = [p.grad.clone() for p in model.parameters()]
    step(model, pieces)
    return all(torch.equal(p.grad, g) for p, g in zip(model.parameters(), right, strict=True))


def other_rows(step):
    model = nn.Linear(2, 1)
    X, y = whole(parts(3, 5, 2))
    F.mse_loss(model(X), y).backward()
    right = [p.grad.clone() for p in model.parameters()]
    step(model, parts(3, 5, 2))
    return all(
        torch.allclose(p.grad, g, atol=1e-5) for p, g in zip(model.parameters(), right, strict=True)
    )


def other_weights(step):
    pieces = parts(3, 5, 2)
    X, y = whole(pieces)
    one, other = nn.Linear(2, 1), nn.Linear(2, 1)
    F.mse_loss(one(X), y).backward()
    step(other, pieces)
    return torch.allclose(one.weight.grad, other.weight.grad, atol=1e-5)


def flat_targets(step):
    model = nn.Linear(2, 1)
    pieces = [(torch.randn(n, 2), torch.randn(n)) for n in (3, 5)]
    X, y = whole(pieces)
    F.mse_loss(model(X), y).backward()
    right = model.weight.grad.clone()
    step(model, pieces)
    return torch.allclose(model.weight.grad, right, atol=1e-5)


def mean_of_the_means(step):
    model, pieces = nn.Linear(2, 1), parts(3, 5, 2)
    loss = sum(F.mse_loss(model(X), y) for X, y in pieces) / len(pieces)
    loss.backward()
    right = [p.grad.clone() for p in model.parameters()]
    step(model, pieces)
    return all(
        torch.allclose(p.grad, g, atol=1e-5) for p, g in zip(model.parameters(), right, strict=True)
    )


def what_it_gives_back(step):
    model, pieces = nn.Linear(2, 1), parts(3, 5, 2)
    X, y = whole(pieces)
    right = torch.autograd.grad(F.mse_loss(model(X), y), model.parameters())
    return torch.allclose(step(model, pieces)[0], right[0], atol=1e-5)


def one_table(step):
    model = nn.Linear(2, 1)
    step(model, torch.randn(5, 2))
    return model.weight.grad is not None


def turned_round(step):
    return not on_one_model(step)


RIGHT = [
    on_one_model,
    called_twice,
    with_one_piece_of_all,
    by_hand,
    by_a_copy_and_a_step,
    asserted,
]

OTHERS = [
    (fresh_model, "`True` for a step that adds to what was in `.grad` before"),
    (of_sizes(3, 1), "`True` for a step that takes the sum over the last piece"),
    (of_sizes(4, 4), "`True` for a step that takes the mean of the means"),
    (of_sizes(2, 4), "`True` for a step that leaves out the last piece"),
    (of_sizes(1), "`True` for a step that takes the sum over the last piece"),
    (weight_alone, "`True` for a step that is right for the first parameter only"),
    (without_a_copy, "it compares a thing with itself"),
    (each_digit, "`False` for"),
    (other_rows, "not of the same weights and the same rows"),
    (other_weights, "not of the same weights and the same rows"),
    (flat_targets, "broadcasting"),
    (mean_of_the_means, "`False` for a right step"),
    (what_it_gives_back, "'NoneType' object is not subscriptable"),
    (one_table, "wants a list of pairs"),
    (turned_round, "and `True` for the wrong ones"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "lets everything pass": ("`True` for all", "cannot give `False`", "two different steps"),
    "refuses everything": ("`False` for all", "differ, and broadcasting", "through the model"),
    "turned round": ("right steps, and", "sees the mistakes", "your comparison aloud"),
    "no True": ("`None`. It objects", "hands nothing out", "nothing was wrong"),
    "no False": ("`True`, and `None`", "well, and none", "when the condition"),
    "a right step that weighs each piece by its rows": (
        "weighs each piece",
        "gradient, or something",
        "at once? And",
    ),
    "a right step that divides once, at the end": (
        "that divides once",
        "divides in another",
        "the largest difference",
    ),
    "a right step that counts in float64": (
        "counts in float64",
        "digits, and puts",
        "your test ask",
    ),
    "a step that adds to what was in `.grad` before": (
        "in `.grad` before",
        "far counts again",
        "calls the step",
    ),
    "a step that takes the sum over the last piece, and not the mean": (
        "last piece, and",
        "count several times",
        "your last piece",
    ),
    "a step that takes the mean of the means": (
        "takes the mean",
        "is right. Elsewhere",
        "rows has each",
    ),
    "a step that leaves out the last piece where it is smaller than the first": (
        "is smaller than",
        "rounded down somewhere",
        "larger or smaller",
    ),
    "a step that is right for the first parameter only": (
        "first parameter only",
        "All other parameters",
        "How many parameters",
    ),
    "a step that divides twice": (
        "that divides twice",
        "SGD becomes slow",
        "the numbers themselves",
    ),
    "a step that divides nothing": (
        "that divides nothing",
        "SGD become longer",
        "the same mistake",
    ),
    "a step that clears between the pieces": (
        "between the pieces",
        "left in the end",
        "your pieces differ",
    ),
}
