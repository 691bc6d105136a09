"""What several exercises of lesson 02 share."""

import torch

from helpers.practice.inputs import uniform


def rides(generator: torch.Generator, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Random rides, away from 0 and on no line: X and y, each (count, 1)."""
    X = uniform(generator, 0.5, 5, count, 1)
    return X, 3 + 1.5 * X + uniform(generator, -2, 2, count, 1)


def away_from_zero(draw, answer, low: float = 0.3) -> tuple:
    """Inputs for which no number of the right answer is near 0, where rounding would count."""
    while True:
        inputs = draw()
        if all(abs(float(value)) > low for value in answer(*inputs)):
            return inputs


def mse(w, b, X, y) -> float:
    return ((w * X.double() + b - y.double()) ** 2).mean().item()


def grad(w, b, X, y) -> tuple[float, float]:
    """The gradient in 64 bits."""
    X, y = X.double(), y.double()
    r = w * X + b - y
    return 2 * (r * X).mean().item(), 2 * r.mean().item()


def hessian(X) -> torch.Tensor:
    X = X.double()
    return 2 * torch.tensor([[(X**2).mean(), X.mean()], [X.mean(), 1.0]], dtype=torch.float64)


def lr_limit(X) -> float:
    return 2 / torch.linalg.eigvalsh(hessian(X)).max().item()


def step(w, b, X, y, lr):
    grad_w, grad_b = grad(w, b, X, y)
    return w - lr * grad_w, b - lr * grad_b


def largest(H) -> float:
    return torch.linalg.eigvalsh(torch.as_tensor(H, dtype=torch.float64)).max().item()
