"""01.fix-shapes: right answers in other clothes, and answers with a mistake."""

import torch
from torch import nn


def mended_lists(w, b, km, fares):
    return sum((w * x + b - f) ** 2 for x, f in zip(km, fares, strict=True)) / len(km)


def mended_flat(w, b, km, fares):
    return ((w * torch.tensor(km) + b - torch.tensor(fares)) ** 2).mean()


def mended_double(w, b, km, fares):
    X = torch.tensor(km, dtype=torch.float64)[:, None]
    y = torch.tensor(fares, dtype=torch.float64).unsqueeze(1)
    return nn.MSELoss()(w * X + b, y)


def flat_targets(w, b, km, fares):
    y_hat = w * torch.tensor(km).reshape(-1, 1) + b
    loss_fn = nn.MSELoss()
    return loss_fn(y_hat, torch.tensor(fares)).item() * 1.0


RIGHT = [mended_lists, mended_flat, mended_double]

MISTAKES = {
    1: [(flat_targets, "each prediction is compared with every fare")],
}

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "table divided by N": ("given: N times", "difference is still", "- y).shape`. Change"),
    "the mean of the fares": ("of all fares", "shapes fit now", "Keep all fares"),
    "the first fare": ("the first fare", "single number fits", "Keep all fares"),
    "sum": ("number of rides", "sum, and MSE", "of the function"),
    "one for each ride": ("you give back", "the squared residuals", "of the function"),
    "own fare": ("that lie exactly", "Then some residual", "many residuals should"),
}
