"""02.descend-many: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


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


FIVE_RIDES = torch.arange(5.0).reshape(-1, 1)


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


RIGHT = [
    many_as_in_the_lesson,
    many_in_place,
    many_by_column,
    many_numpy,
    many_flat_inside_column_outside,
]

MISTAKES = {
    1: [
        (many_flattened_targets, "a shape (N, 1) met a shape (N,)"),
        (many_flat_theta, "a table of N times N"),
        (many_all_flat, "Your numbers are right. They stand in a list"),
        (many_gradient_flat, "a table with as many columns as rows"),
    ],
    11: [(many_of_the_books, "1/(2N)")],
    12: [(many_uphill, "You walk uphill")],
    13: [(many_added_up, "the sum in place of the mean")],
}

OTHERS = [
    (many_started(lambda A, y: torch.zeros(3, 1)), "always has three rows"),
    (many_started(lambda A, y: torch.zeros(len(A), 1)), "a row for each ride"),
    (many_started(lambda A, y: torch.zeros_like(y)), "a row for each ride"),
    (many_started(lambda A, y: torch.zeros(2, 1)), "a fixed number"),
    (many_of_the_lesson, "the lesson's `X`"),
    (many_row, "You have a row"),
    (many_mean_of_all, "share one gradient"),
    (
        many_started(lambda A, y: torch.zeros(A.shape[1], 1), lambda epochs: 20),
        "whatever `epochs` is",
    ),
    (many_started(lambda A, y: torch.ones(A.shape[1], 1)), "sets the start"),
]
