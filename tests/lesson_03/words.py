"""What lesson 03's questions say, bound to what was computed. CONTRIBUTING.md says how ("Words")."""

import numpy as np
import torch
from reference import descent, slopes

R = 1 * 3 + 1 - 7  # the residual of the ride of 3 km with w = 1, b = 1


def gradient_of_two_calls() -> float:
    w = torch.zeros(1, requires_grad=True)
    x = torch.arange(5.0)
    for _ in range(2):
        ((w * x - 2 * x - 1) ** 2).mean().backward()
    return w.grad.item()


def losses(order: str) -> list[float]:
    """The losses of a descent in NumPy that does the acts in this order."""
    theta, grad, seen = np.zeros(2), np.zeros(2), []
    for _ in range(5):
        seen.append(np.mean((theta[0] * np.arange(5) + theta[1] - 2 * np.arange(5) - 1) ** 2))
        for act in order.split(", "):
            if act == "zero":
                grad = np.zeros(2)
            elif act == "backward":
                grad = grad + slopes(*theta)
            else:
                theta = theta - 0.05 * grad
    return seen


def slope_after_data() -> float:
    a = torch.tensor(3.0, requires_grad=True)
    square = a * a
    a.data *= 10
    square.backward()
    return a.grad.item()


def distance_of_paths() -> float:
    """200 steps with float32 and autograd, against the closed form in float64."""
    theta, x = torch.zeros(2, requires_grad=True), torch.arange(5.0)
    for _ in range(200):
        theta.grad = None
        ((theta[0] * x + theta[1] - 2 * x - 1) ** 2).mean().backward()
        with torch.no_grad():
            theta -= 0.05 * theta.grad
    return float(np.abs(theta.detach().numpy() - descent(0.05, 200)).max())


ORDERS = ("zero, backward, step", "backward, step, zero", "backward, zero, step", "backward, step")
ASKED = {
    "03.chain": (
        {-3: "-3, the residual", -6: "-6, which is 2r", -18: "-18"}[2 * R * 3],
        {
            "-3, the residual": "how far off",
            "-6, which is 2r": "That is line 2",
            "-18": "all slopes on the way",
            "18, since L cannot be negative": "never negative",
        },
    ),
    "03.twice": (
        f"{gradient_of_two_calls():.0f}, twice the gradient",
        {
            "-28, the gradient at this place": "does not write over",
            "-56, twice the gradient": "is added to the first",
            "nothing, there is an error message": "made a new graph",
        },
    ),
    "03.orders": (
        next(order for order in ORDERS if set(losses(order)) == {33}),
        {
            "zero, backward, step": "Zeroing comes first",
            "backward, step, zero": "emptied afterwards",
            "backward, zero, step": "each step has length zero",
            "backward, step": "the loss swings",
        },
    ),
    "03.data": (
        f"{slope_after_data():.0f}",
        {
            "6, since the forward pass saw 3": "not a copy of its number",
            "60": "computes 2 times 30",
            "nothing, there is an error message": "behind autograd's back",
        },
    ),
    "03.digits": (
        "less than 0.00001 apart"
        if 0 < distance_of_paths() < 1e-5
        else "more than 0.00001 apart, as autograd is not exact",
        {
            "nowhere, every digit agrees": "the tensors 32, so their last digits",
            "less than 0.00001 apart": "only the rounding differs",
            "more than 0.00001 apart, as autograd is not exact": "if autograd nudged",
        },
    ),
}
