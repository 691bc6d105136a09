"""02.gradient: right answers in other clothes, and answers with a mistake."""

import torch


def gradient_loop(w, b, X, y):
    along_w, along_b = 0, 0
    for i in range(len(X)):
        r = w * X[i, 0].item() + b - y[i, 0].item()
        along_w += r * X[i, 0].item()
        along_b += r
    return 2 * along_w / len(X), 2 * along_b / len(X)


def gradient_sum(w, b, X, y):
    r = w * X + b - y
    return 2 / len(X) * (r * X).sum(), 2 / len(X) * r.sum()


def gradient_product(w, b, X, y):
    r = (w * X + b - y).double()
    return 2 * r.T @ X.double() / X.shape[0], 2 * r.mean(dim=0)


def gradient_flat_everywhere(w, b, X, y):
    x, t = X.flatten(), y.flatten()
    r = w * x + b - t
    return torch.tensor([2 * (r * x).mean(), 2 * r.mean()])


def gradient_matrix(w, b, X, y):
    A = torch.cat([X, torch.ones_like(X)], dim=1)
    return 2 / len(A) * A.T @ (A @ torch.tensor([[w], [b]]) - y)


def gradient_autograd(w, b, X, y):
    w, b = torch.tensor(float(w), requires_grad=True), torch.tensor(float(b), requires_grad=True)
    ((w * X + b - y) ** 2).mean().backward()
    return w.grad, b.grad


def gradient_nudged_a_little(w, b, X, y, h=0.001):
    def loss(w, b):
        return ((w * X + b - y) ** 2).mean().item()

    return (loss(w + h, b) - loss(w, b)) / h, (loss(w, b + h) - loss(w, b)) / h


def gradient_nudged_to_both_sides(w, b, X, y, h=0.01):
    def loss(w, b):
        return ((w * X + b - y) ** 2).mean()

    along_w = (loss(w + h, b) - loss(w - h, b)) / (2 * h)
    return along_w, (loss(w, b + h) - loss(w, b - h)) / (2 * h)


def gradient_flattened_targets(w, b, X, y):
    y = y.flatten()
    residual = w * X + b - y
    return 2 * (residual * X).mean(), 2 * residual.mean()


def gradient_flattened_distances(w, b, X, y):
    residual = w * X + b - y
    return 2 * torch.mean(residual * X.flatten()), 2 * torch.mean(residual)


def gradient_of_the_books(w, b, X, y):
    n = X.shape[0]
    error = w * X + b - y
    return (error * X).sum() / n, error.sum() / n


def gradient_uphill(w, b, X, y):
    error = y - (w * X + b)
    return 2 * (error * X).mean(), 2 * error.mean()


def gradient_added_up(w, b, X, y):
    along_w, along_b = 0.0, 0.0
    for x, fare in zip(X.flatten().tolist(), y.flatten().tolist(), strict=True):
        along_w += 2 * (w * x + b - fare) * x
        along_b += 2 * (w * x + b - fare)
    return along_w, along_b


def gradient_first_ride(w, b, X, y):
    along_w, along_b = 0.0, 0.0
    for i in range(len(X)):
        r = w * X[i, 0] + b - y[i, 0]
        along_w += 2 * r * X[i, 0]
        along_b += 2 * r
        return along_w / len(X), along_b / len(X)


def gradient_nudged_far(w, b, X, y, h=0.01):
    def loss(w, b):
        return ((w * X + b - y) ** 2).mean().item()

    return (loss(w + h, b) - loss(w, b)) / h, (loss(w, b + h) - loss(w, b)) / h


RIGHT = [
    gradient_loop,
    gradient_sum,
    gradient_product,
    gradient_flat_everywhere,
    gradient_matrix,
    gradient_autograd,
    gradient_nudged_a_little,
    gradient_nudged_to_both_sides,
]

MISTAKES = {
    1: [
        (gradient_flattened_targets, "is a table"),
        (gradient_flattened_distances, "shapes (N, 1) and (N,)"),
    ],
    11: [(gradient_of_the_books, "The factor 2 is missing")],
    12: [(gradient_uphill, "wrong sign")],
    13: [(gradient_added_up, "the sum in place of the mean")],
}

OTHERS = [(gradient_nudged_far, "the nudge goes to one side only")]

BROKEN = {"one ride": gradient_first_ride}

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "half": ("the right direction", "in many books", "the five rides"),
    "sign": ("the wrong sign", "gradient walks uphill", "when b grows"),
    "sum": ("times too long", "is its gradient", "written down twice"),
    "sum without the 2": ("2 is missing", "a square has", "stands in front"),
    "no x": ("one for b", "long ride more", "residual meet before"),
    "x in both": ("one for w", "same amount, whatever", "at line 5"),
    "exchanged": ("for w second", "the wrong order", "Compare your `return`"),
    "product of means": ("mean residual times", "residual should meet", "the product before"),
    "divided by 5": ("any other number", "the lesson did", "or use `.mean()`"),
    "one for each ride": ("ride, along w", "single rides contribute", "its parts move"),
    "squared residuals": ("contain the squares", "what was squared", "at fact 1"),
    "table of targets": ("no error shows", "prediction was compared", "residuals. How many"),
    "table of predictions": ("with every prediction", "N numbers, without", "residuals. How many"),
    "the five rides": ("whatever rides come", "function calls `gradient`", "its four inputs"),
    "nudged to one side": ("a little above", "curve bends away", "nudging for checking"),
    "one ride": ("change, it stays", "loop: `return` inside", "spaces before `return`"),
    "nudged": ("nearly right: less", "digits run out", "nudging for checking"),
    "doubled data": ("written down twice", "change, so neither", "does it grow"),
    "along w": ("Nudging w changes", "derivative along w", "one factor after"),
    "along b": ("second number says", "Your second number", "with line 5"),
}
