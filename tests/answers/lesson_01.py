"""Right answers to lesson 01 in other clothes, and answers with one of the 25 mistakes."""

import numpy as np
import torch
from torch import nn


def mse_in_a_loop(w, b, X, y):
    total = 0.0
    for x_i, y_i in zip(X.flatten().tolist(), y.flatten().tolist(), strict=True):
        total += (w * x_i + b - y_i) ** 2
    return total / len(X)


def mse_the_other_way_round(slope, bias, distances, fares):
    return torch.mean((fares - bias - slope * distances).pow(2))


def mse_with_at(w, b, X, y):
    r = w * X + b - y
    return r.T @ r / X.shape[0]  # shape (1, 1)


def mse_in_numpy(w, b, X, y):
    return np.mean((w * X.numpy() + b - y.numpy()) ** 2)


def mae_in_a_loop(w, b, X, y):
    return sum(abs(w * x + b - t).item() for x, t in zip(X, y, strict=True)) / len(y)


def mended_lists(w, b, km, fares):
    return sum((w * x + b - f) ** 2 for x, f in zip(km, fares, strict=True)) / len(km)


def mended_flat(w, b, km, fares):
    return ((w * torch.tensor(km) + b - torch.tensor(fares)) ** 2).mean()


def mended_double(w, b, km, fares):
    X = torch.tensor(km, dtype=torch.float64)[:, None]
    y = torch.tensor(fares, dtype=torch.float64).unsqueeze(1)
    return nn.MSELoss()(w * X + b, y)


def compare_with_tensors(first, second, X, y):
    a = mse_the_other_way_round(*first, X, y)
    b = mse_the_other_way_round(*second, X, y)
    return torch.tensor(1) if a < b else torch.tensor(2), torch.abs(a - b)


def compare_with_a_list(line_1, line_2, X, y):
    losses = [mse_in_a_loop(*line, X, y) for line in (line_1, line_2)]
    return [losses.index(min(losses)) + 1, max(losses) - min(losses)]


def compare_in_numpy(line_1, line_2, X, y):
    losses = np.array([mse_in_numpy(*line, X, y) for line in (line_1, line_2)])
    return losses.argmin() + 1, np.ptp(losses)


def best_line_by_sums(X, y):
    n, x, t = len(X), X.flatten().double(), y.flatten().double()
    w = (n * (x * t).sum() - x.sum() * t.sum()) / (n * (x * x).sum() - x.sum() ** 2)
    return torch.stack([w, t.mean() - w * x.mean()])


def best_line_by_lstsq(X, y):
    A = torch.cat([X, torch.ones_like(X)], dim=1)
    return torch.linalg.lstsq(A, y).solution


def best_line_in_numpy(X, y):
    return np.polyfit(X.flatten().numpy(), y.flatten().numpy(), 1)


RIGHT = {
    "01.by-hand": [7 / 2, torch.tensor(3.5), np.float64(3.5), torch.tensor([3.5])],
    "01.mse": [mse_in_a_loop, mse_the_other_way_round, mse_with_at, mse_in_numpy],
    "01.mae": [
        mae_in_a_loop,
        lambda w, b, X, y: nn.L1Loss()(w * X + b, y),
        lambda w, b, X, y: np.abs((w * X + b - y).double().numpy()).mean(),
    ],
    "01.mend-shapes": [mended_lists, mended_flat, mended_double],
    "01.compare": [compare_with_tensors, compare_with_a_list, compare_in_numpy],
    "01.flat-fare": [(5, 22 / 5), [5.0, 4.4], torch.tensor([5, 4.4]), (torch.tensor(5), 4.4)],
    "01.best-line": [best_line_by_sums, best_line_by_lstsq, best_line_in_numpy],
}


def flat_targets(w, b, km, fares):
    y_hat = w * torch.tensor(km).reshape(-1, 1) + b
    loss_fn = nn.MSELoss()
    return loss_fn(y_hat, torch.tensor(fares)).item() * 1.0


def row_of_targets(w, b, X, y):
    return ((w * X + b - y.flatten()) ** 2).mean()


def brackets_forgotten(w, b, X, y):
    return nn.MSELoss(w * X + b, y)


MISTAKES = {
    1: [
        ("01.mend-shapes", flat_targets, "each prediction is compared with every fare"),
        ("01.mse", row_of_targets, "compared with every fare"),
    ],
    11: [
        (
            "01.mse",
            lambda w, b, X, y: ((w * X + b - y) ** 2).sum() / (2 * len(X)),
            "divided by 2N",
        ),
    ],
    13: [("01.mse", lambda w, b, X, y: ((w * X + b - y) ** 2).sum(), "N times too large")],
    19: [("01.mse", brackets_forgotten, "a pair of brackets is missing")],
}


# the lesson's own variables and functions in place of the inputs, as a beginner mixes them up
X = torch.arange(5.0).reshape(-1, 1)
y = 2 * X + 1
residual = 1.5 * X + 0.5 - y


def compare_by_slope(line_1, line_2, X, y):
    losses = [mse_in_a_loop(*line, X, y) for line in (line_1, line_2)]
    return (1 if line_1[0] < line_2[0] else 2), abs(losses[0] - losses[1])


def mse_of_one_ride(w, b, X, y):
    for i in range(len(X)):
        return ((w * X[i] + b - y[i]) ** 2).item()


def power_with_a_hat(w, b, X, y):
    return ((w * X + b - y) ^ 2).mean()


# other slips: the exercise, the answer, a part of what is told
OTHERS = [
    ("01.by-hand", (3, 5), "decimal point"),
    ("01.by-hand", "3.5", "quotation marks"),
    ("01.by-hand", None, "hands nothing on"),
    ("01.by-hand", (-(1**2) + 0**2 + 2**2 - 3**2) / 4, "power comes before the minus"),
    ("01.mse", lambda w, b, X, y: (residual**2).mean(), "another cell of the lesson"),
    ("01.mse", lambda w, b, X, y: ((w * X + b - y) ** 2).mean, "behind its name"),
    ("01.mse", lambda w, b, X, y: round(mse_in_a_loop(w, b, X, y), 2), "up to rounding"),
    ("01.mse", lambda w, b, X, y: print(mse_in_a_loop(w, b, X, y)), "without a `return`"),
    ("01.mse", mse_of_one_ride, "how far to the right"),
    ("01.mse", power_with_a_hat, "`**`"),
    ("01.mae", lambda w, b, X, y: residual.abs().mean(), "another cell of the lesson"),
    ("01.mae", lambda w, b, X, y: (w * X + b - y).abs.mean(), "was not called"),
    ("01.best-line", lambda X, y: ((X - 2) * (y - 5) / (X - 2) ** 2, 1.0), "first part"),
    ("01.best-line", lambda X, y: (2.0, 1.0), "For other values of"),
    ("01.compare", compare_by_slope, "with the smaller MSE"),
    ("01.flat-fare", (5, None), "second part"),
    ("01.flat-fare", ("5", "4.4"), "quotation marks"),
]
