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


def off(dw, db):
    def answer(X, y):
        w, b = best_line_by_sums(X, y).tolist()
        return w + dw, b + db

    return answer


EDGES = (
    [off(1.9e-3, 0), off(-1.9e-3, 0), off(0, 9.8e-3), off(0, -9.8e-3)],
    [off(2.1e-3, 0), off(-2.1e-3, 0), off(0, 1.02e-2), off(0, -1.02e-2)],
)

# For each message: words of what was seen, of what it means, of what to try.


def off(dw, db):
    def answer(X, y):
        w, b = best_line_by_sums(X, y).tolist()
        return w + dw, b + db

    return answer


EDGES = (
    [off(1.9e-3, 0), off(-1.9e-3, 0), off(0, 9.8e-3), off(0, -9.8e-3)],
    [off(2.1e-3, 0), off(-2.1e-3, 0), off(0, 1.02e-2), off(0, -1.02e-2)],
)

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "not centred": ("best line through", "their means subtracted", "before you multiply"),
    "the bias is the mean fare": ("right. Your bias", "the mean distance", "what is subtracted"),
    "exchanged": ("the slope second", "numbers are right", "Compare your `return`"),
    "divided by the fares": ("place of u²", "unit km/¥: kilometres", "your formula: ¥/km"),
    "not squared": ("the square root", "and not ¥/km", "below the fraction"),
    "sum over mean": ("times as large", "Above the fraction", "in both places"),
    "through the middle": ("point (mean distance", "best bias takes", "formula for b"),
    "better nearby": ("a smaller loss", "the slope, since", "Compare your formula"),
}
