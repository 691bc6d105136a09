"""01.best-line: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


def best_line_by_sums(X, y):
    n, x, t = len(X), X.flatten().double(), y.flatten().double()
    w = (n * (x * t).sum() - x.sum() * t.sum()) / (n * (x * x).sum() - x.sum() ** 2)
    return torch.stack([w, t.mean() - w * x.mean()])


def best_line_by_lstsq(X, y):
    A = torch.cat([X, torch.ones_like(X)], dim=1)
    return torch.linalg.lstsq(A, y).solution


def best_line_in_numpy(X, y):
    return np.polyfit(X.flatten().numpy(), y.flatten().numpy(), 1)


RIGHT = [best_line_by_sums, best_line_by_lstsq, best_line_in_numpy]

OTHERS = [
    (lambda X, y: ((X - 2) * (y - 5) / (X - 2) ** 2, 1.0), "first part"),
    (lambda X, y: (2.0, 1.0), "For other values of"),
]
