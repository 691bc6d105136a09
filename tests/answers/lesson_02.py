"""Lesson 02: right answers in different clothes, and the mistakes that learners make."""

import math

import numpy as np
import torch

from helpers.bowl import LossSurface

# -- right: one step ------------------------------------------------------------------------


def step_as_in_the_lesson(w, b, X, y, lr):
    residual = w * X + b - y
    grad_w = 2 * (residual * X).mean()
    grad_b = 2 * residual.mean()
    new_w = w - lr * grad_w
    new_b = b - lr * grad_b
    return new_w, new_b


def step_in_place(w, b, X, y, lr):
    residual = w * X + b - y
    w -= lr * 2 * (residual * X).mean().item()
    b -= lr * 2 * residual.mean().item()
    return [w, b]


def step_as_vector(w, b, X, y, lr):
    line = torch.tensor([w, b])
    residual = w * X + b - y
    grad = torch.stack([2 * (residual * X).mean(), 2 * residual.mean()])
    return line + -1 * lr * grad


def step_numpy(w, b, X, y, lr):
    x, t = X.numpy().ravel(), y.numpy().ravel()
    r = w * x + b - t
    return np.array([w - lr * 2 * (r @ x) / len(x), b - lr * 2 * r.mean()])


def step_turned(w, b, X, y, lr):
    residual = y - (w * X + b)
    return w + lr * 2 * (residual * X).mean(), b + lr * 2 * residual.mean()


# -- right: the gradient --------------------------------------------------------------------


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


# -- right: the mended descent --------------------------------------------------------------


def descent_mended(X, y, lr, epochs):
    w, b = 0.0, 0.0
    for _ in range(epochs):
        residual = w * X + b - y
        grad_w = 2 * (residual * X).mean().item()
        grad_b = 2 * residual.mean().item()
        w = w - lr * grad_w
        b = b - lr * grad_b
    return w, b


def descent_renewed_at_the_end(X, y, lr, epochs):
    w, b = 0.0, 0.0
    residual = w * X + b - y
    for _ in range(epochs):
        grad_w = 2 * (residual * X).mean()
        grad_b = 2 * residual.mean()
        w = w - lr * grad_w
        b = b - lr * grad_b
        residual = w * X + b - y
    return w, b


def descent_both_at_once(X, y, lr, epochs):
    w, b = 0.0, 0.0
    while epochs > 0:
        r = w * X + b - y
        w, b = w - lr * 2 * (r * X).mean().item(), b - lr * 2 * r.mean().item()
        epochs -= 1
    return [w, b]


def descent_last_of_path(X, y, lr, epochs):
    path = [(0.0, 0.0)]
    for _ in range(epochs):
        w, b = path[-1]
        r = w * X.double() + b - y.double()
        path.append((w - lr * 2 * (r * X).mean().item(), b - lr * 2 * r.mean().item()))
    return path[-1]


# -- right: the limit -----------------------------------------------------------------------


def rate_table(X):
    H = 2 * torch.tensor([[(X**2).mean(), X.mean()], [X.mean(), 1.0]])
    return 2 / torch.linalg.eigvalsh(H).max()


def rate_product(X):
    A = torch.cat([torch.ones(len(X), 1), X], dim=1)
    H = 2 / len(A) * A.T @ A
    return 2 / torch.linalg.eigvalsh(H)[-1].item()


def rate_numpy(X):
    A = np.hstack([X.numpy(), np.ones((len(X), 1))]).astype(float)
    return 2 / np.linalg.eigvalsh(2 / len(A) * A.T @ A).max()


def rate_quadratic(X):
    p, q = 2 * (X**2).mean().item(), 2 * X.mean().item()
    return 2 / ((p + 2 + math.sqrt((p - 2) ** 2 + 4 * q * q)) / 2)


def rate_from_helpers(X):
    return LossSurface(X, torch.zeros_like(X)).lr_limit


# -- right: back from standardised units ----------------------------------------------------


def carry_plain(w_z, b_z, mean, std):
    w = w_z / std
    b = b_z - w * mean
    return w, b


def carry_items(w_z, b_z, mean, std):
    w = w_z / std.item()
    return [w, b_z - w * mean.item()]


def carry_bracket(w_z, b_z, mean, std):
    return torch.tensor([1 / std * w_z, b_z + w_z * (0 - mean) / std])


def carry_two_points(w_z, b_z, mean, std):
    def fare(x):
        return w_z * (x - mean) / std + b_z

    return fare(1.0) - fare(0.0), fare(0.0)


# -- right: many features -------------------------------------------------------------------


def many_as_in_the_lesson(A, y, lr, epochs):
    theta = torch.zeros(A.shape[1], 1)
    for _ in range(epochs):
        residual = A @ theta - y
        grad = 2 / len(A) * A.T @ residual
        theta = theta - lr * grad
    return theta


def many_in_place(A, y, lr, epochs):
    theta = torch.zeros((A.size(1), 1))
    for _ in range(epochs):
        theta -= lr * 2 * (A * (A @ theta - y)).mean(dim=0, keepdim=True).T
    return theta


def many_by_column(A, y, lr, epochs):
    theta = torch.zeros(A.shape[1], 1)
    for _ in range(epochs):
        r = A @ theta - y
        grad = torch.tensor([[2 * (r[:, 0] * A[:, j]).mean()] for j in range(A.shape[1])])
        theta = theta - lr * grad
    return theta


def many_numpy(A, y, lr, epochs):
    A, y = A.numpy().astype(float), y.numpy().astype(float)
    theta = np.zeros((A.shape[1], 1))
    for _ in range(epochs):
        theta -= lr * 2 / A.shape[0] * A.T.dot(A.dot(theta) - y)
    return theta


def many_flat_inside_column_outside(A, y, lr, epochs):
    A, y = A.double(), y.double().flatten()
    theta = torch.zeros(A.shape[1], dtype=torch.float64)
    for _ in range(epochs):
        theta = theta - lr * 2 / len(y) * ((A @ theta - y) @ A)
    return theta.reshape(-1, 1)


def li_epochs(lr):
    return math.log(0.01) / math.log(1 - lr * 0.648)


RIGHT = {
    "02.step": [
        step_as_in_the_lesson,
        step_in_place,
        step_as_vector,
        step_numpy,
        step_turned,
    ],
    "02.gradient": [
        gradient_loop,
        gradient_sum,
        gradient_product,
        gradient_flat_everywhere,
        gradient_matrix,
        gradient_autograd,
        gradient_nudged_a_little,
        gradient_nudged_to_both_sides,
    ],
    "02.mend-descent": [
        descent_mended,
        descent_renewed_at_the_end,
        descent_both_at_once,
        descent_last_of_path,
    ],
    "02.safe-rate": [rate_table, rate_product, rate_numpy, rate_quadratic, rate_from_helpers],
    "02.choose-rate": [
        (0.02, 353),
        (0.02, 352.8),
        (2 / 49.35 / 2, li_epochs(1 / 49.35)),
        [0.013, math.ceil(li_epochs(0.013))],
        torch.tensor([0.0405, 173.0]),
        (torch.tensor(0.036), np.float64(li_epochs(0.036))),
        (0.004, 1775),  # a tenth of the limit, rounded
        (0.03, 4.6052 / (0.03 * 0.648)),  # log(1 + t) is nearly t
    ],
    "02.carry-back": [carry_plain, carry_items, carry_bracket, carry_two_points],
    "02.descend-many": [
        many_as_in_the_lesson,
        many_in_place,
        many_by_column,
        many_numpy,
        many_flat_inside_column_outside,
    ],
}

# -- mistakes -------------------------------------------------------------------------------


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


def step_uphill(w, b, X, y, lr):
    residual = w * X + b - y
    w += lr * 2 * (residual * X).mean()
    b += lr * 2 * residual.mean()
    return w, b


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


def step_with_sizes(w, b, X, y, lr):
    residual = w * X + b - y
    return w - lr * abs(2 * (residual * X).mean()), b - lr * abs(2 * residual.mean())


def step_a_third(w, b, X, y, lr):
    return step_as_in_the_lesson(w, b, X, y, lr / 3)


def step_rounded(decimals):
    def answer(w, b, X, y, lr):
        return [round(float(v), decimals) for v in step_as_in_the_lesson(w, b, X, y, lr)]

    return answer


def descent_until_two(X, y, lr, epochs):
    w = b = 0.0
    for _ in range(epochs):
        r = w * X + b - y
        w, b = w - lr * 2 * (r * X).mean().item(), b - lr * 2 * r.mean().item()
        if abs(w - 2) < 0.001:
            break
    return w, b


def descent_from(start, epochs_of=lambda epochs: epochs):
    def answer(X, y, lr, epochs):
        w = b = start
        for _ in range(epochs_of(epochs)):
            r = w * X + b - y
            w, b = w - lr * 2 * (r * X).mean().item(), b - lr * 2 * r.mean().item()
        return w, b

    return answer


def descent_with_half(X, y, lr, epochs):
    w = b = 0.0
    for _ in range(epochs):
        residual = w * X + b - y
        w, b = w - lr * (residual * X).mean().item(), b - lr * residual.mean().item()
    return w, b


def descent_uphill(X, y, lr, epochs):
    w = b = 0.0
    for _ in range(epochs):
        residual = y - w * X - b
        w, b = w - lr * 2 * (residual * X).mean().item(), b - lr * 2 * residual.mean().item()
    return w, b


def rate_from_sums(X):
    H = torch.tensor([[2 * (X**2).sum(), 2 * X.sum()], [2 * X.sum(), 2.0 * len(X)]])
    return 2 / torch.linalg.eigvalsh(H).max()


def rate_of_the_books(X):
    A = torch.cat([torch.ones_like(X), X], dim=1)
    return 2 / torch.linalg.eigvalsh(A.T @ A / len(A)).max()


def rate_along_the_valley(X):
    H = 2 * torch.tensor([[(X**2).mean(), X.mean()], [X.mean(), 1.0]])
    return 2 / torch.linalg.eigvalsh(H)[0]


def carry_without_the_zero(w_z, b_z, mean, std):
    return w_z / std, b_z


def carry_times_std(w_z, b_z, mean, std):
    w = w_z * std
    return w, b_z - w * mean


def many_flattened_targets(A, y, lr, epochs):
    y = y.reshape(-1)
    theta = torch.zeros(A.shape[1], 1)
    for _ in range(epochs):
        theta = theta - lr * (2 / len(A)) * A.T @ (A @ theta - y)
    return theta


def many_flat_theta(A, y, lr, epochs):
    theta = torch.zeros(A.shape[1])
    for _ in range(epochs):
        residual = A @ theta - y
        theta = theta - lr * 2 / len(A) * A.T @ residual
    return theta


def many_all_flat(A, y, lr, epochs):
    theta = torch.zeros(A.shape[1])
    for _ in range(epochs):
        theta = theta - lr * 2 / len(A) * A.T @ (A @ theta - y.flatten())
    return theta


def many_gradient_flat(A, y, lr, epochs):
    theta = torch.zeros(A.shape[1], 1)
    for _ in range(epochs):
        residual = A @ theta - y
        grad = torch.mean(2 * residual * A, dim=0)
        theta = theta - lr * grad
    return theta


def many_of_the_books(A, y, lr, epochs):
    theta = torch.zeros(A.shape[1], 1)
    for _ in range(epochs):
        theta = theta - lr * (A * (A @ theta - y)).mean(dim=0).reshape(-1, 1)
    return theta


def many_uphill(A, y, lr, epochs):
    theta = torch.zeros(A.shape[1], 1)
    for _ in range(epochs):
        theta = theta + lr * 2 / len(A) * A.T @ (A @ theta - y)
    return theta


def many_added_up(A, y, lr, epochs):
    theta = torch.zeros(A.shape[1], 1)
    for _ in range(epochs):
        residual = A @ theta - y
        for j in range(A.shape[1]):
            theta[j] = theta[j] - lr * 2 * (residual[:, 0] * A[:, j]).sum()
    return theta


def rate_of_section_7(X):
    H = 2 / 5 * SECTION_7.T @ SECTION_7
    return 2 / torch.linalg.eigvalsh(H).max()


SECTION_7 = torch.tensor([[1.0, 0, 3], [1, 1, 0], [1, 2, 6], [1, 3, 1], [1, 4, 5]])
FIVE_RIDES = torch.arange(5.0).reshape(-1, 1)


def carry_whole(w_z, b_z, mean, std):
    w = w_z // std
    return w, b_z - w * mean


def many_started(theta_of, epochs_of=lambda epochs: epochs):
    def answer(A, y, lr, epochs):
        theta = theta_of(A, y)
        for _ in range(epochs_of(epochs)):
            theta = theta - lr * 2 / len(A) * A.T @ (A @ theta - y)
        return theta

    return answer


def many_of_the_lesson(A, y, lr, epochs):
    theta = torch.zeros(A.shape[1], 1)
    for _ in range(epochs):
        theta = theta - lr * 2 / len(A) * FIVE_RIDES.T @ (A @ theta - y)
    return theta


def many_row(A, y, lr, epochs):
    theta = torch.zeros(1, A.shape[1])
    for _ in range(epochs):
        theta = theta - lr * 2 / len(A) * (A @ theta.T - y).T @ A
    return theta


def many_mean_of_all(A, y, lr, epochs):
    theta = torch.zeros(A.shape[1], 1)
    for _ in range(epochs):
        theta = theta - lr * 2 * (A.T @ (A @ theta - y)).mean()
    return theta


# Answers that show what the check says to other slips: they belong to no number of the 25.
OTHERS = [
    ("02.step", step_with_sizes, "What does your code do with the sign"),
    ("02.step", step_rounded(2), "up to rounding"),
    ("02.step", step_rounded(3), "up to rounding"),
    ("02.step", step_a_third, "Take w = 0, gradient -28"),
    ("02.gradient", gradient_nudged_far, "the nudge goes to one side only"),
    ("02.mend-descent", descent_until_two, "ends your loop early"),
    ("02.mend-descent", descent_from(1.0), "Your first line sets the start"),
    ("02.mend-descent", descent_from(0.0, lambda epochs: 200), "whatever `epochs` is"),
    ("02.mend-descent", descent_from(0.0, lambda epochs: 5), "whatever `epochs` is"),
    ("02.safe-rate", rate_of_section_7, "come from section 7"),
    ("02.choose-rate", (0.02, 708.4), "Does your formula use `my_rate`?"),
    ("02.choose-rate", (0.02, 709), "Does your formula use `my_rate`?"),
    ("02.choose-rate", (0.02, 152), "Does your formula use `my_rate`?"),
    ("02.choose-rate", (0.02, 706), "a hundredth of a hundredth"),
    ("02.choose-rate", (0.02, 76), "This is the condition number"),
    ("02.choose-rate", (0.02, 0.7705), "leaves 99/100 of the way"),
    ("02.carry-back", carry_whole, "`//`"),
    (
        "02.carry-back",
        lambda w_z, b_z, mean, std: (abs(w_z / std), b_z - abs(w_z / std) * mean),
        "one standard deviation further",
    ),
    ("02.descend-many", many_started(lambda A, y: torch.zeros(3, 1)), "always has three rows"),
    ("02.descend-many", many_started(lambda A, y: torch.zeros(len(A), 1)), "a row for each ride"),
    ("02.descend-many", many_started(lambda A, y: torch.zeros_like(y)), "a row for each ride"),
    ("02.descend-many", many_started(lambda A, y: torch.zeros(2, 1)), "a fixed number"),
    ("02.descend-many", many_of_the_lesson, "the lesson's `X`"),
    ("02.descend-many", many_row, "You have a row"),
    ("02.descend-many", many_mean_of_all, "share one gradient"),
    (
        "02.descend-many",
        many_started(lambda A, y: torch.zeros(A.shape[1], 1), lambda epochs: 20),
        "whatever `epochs` is",
    ),
    ("02.descend-many", many_started(lambda A, y: torch.ones(A.shape[1], 1)), "sets the start"),
]

BROKEN = {("02.gradient", "one ride"): gradient_first_ride}

MISTAKES = {
    1: [
        ("02.gradient", gradient_flattened_targets, "is a table"),
        ("02.gradient", gradient_flattened_distances, "shapes (N, 1) and (N,)"),
        ("02.descend-many", many_flattened_targets, "a shape (N, 1) met a shape (N,)"),
        ("02.descend-many", many_flat_theta, "a table of N times N"),
        ("02.descend-many", many_all_flat, "Your numbers are right. They stand in a list"),
        ("02.descend-many", many_gradient_flat, "a table with as many columns as rows"),
    ],
    4: [
        ("02.choose-rate", (0.2, 100), "learning rate is too large"),
        ("02.choose-rate", (2 / 0.648, 5), "nan"),
        ("02.safe-rate", rate_along_the_valley, "diverges and ends in nan"),
    ],
    5: [
        ("02.choose-rate", (0.05, 152), "an unscaled feature"),
        ("02.choose-rate", (1e-4, 71063), "very slowly"),
        ("02.carry-back", carry_without_the_zero, "the unscaled feature"),
        ("02.carry-back", carry_times_std, "unscaled feature needs"),
    ],
    11: [
        ("02.gradient", gradient_of_the_books, "The factor 2 is missing"),
        ("02.mend-descent", descent_with_half, "factor 2"),
        ("02.safe-rate", rate_of_the_books, "1/(2N)"),
        ("02.descend-many", many_of_the_books, "1/(2N)"),
    ],
    12: [
        ("02.step", step_uphill, "plus where a minus belongs"),
        ("02.gradient", gradient_uphill, "wrong sign"),
        ("02.mend-descent", descent_uphill, "one minus too many"),
        ("02.descend-many", many_uphill, "You walk uphill"),
    ],
    13: [
        ("02.gradient", gradient_added_up, "the sum in place of the mean"),
        ("02.safe-rate", rate_from_sums, "sums in place of means"),
        ("02.descend-many", many_added_up, "the sum in place of the mean"),
    ],
    21: [
        ("02.choose-rate", (0.02, 100), "stopped, and not converged"),
        ("02.choose-rate", (0.02, 176), "stopped and not converged"),
    ],
}
