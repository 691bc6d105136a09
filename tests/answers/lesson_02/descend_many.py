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

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "sign": ("theta runs away", "You walk uphill", "of both lines"),
    "half": ("the right direction", "2 is missing", "what stands before"),
    "sum": ("N rides make", "@ residual` adds", "make a mean"),
    "sum without the 2": ("2 is missing", "of the gradient", "what stands before"),
    "divided by the columns": ("long. You divided", "the rides, and", "`len(A)` and `A.shape[1]`"),
    "divided by 5": ("rides, and wrong", "the lesson could", "rows that came"),
    "one step": ("However many epochs", "Either `return` stands", "line: what belongs"),
    "residual once": ("same: the gradient", "is computed before", "run again whenever"),
    "no learning rate": ("every learning rate", "subtracted the whole", "the four inputs"),
    "not transposed": ("an error, because", "meet the residuals", "of both sides"),
    "three rows": ("features, and stops", "always has three", "Take the number"),
    "table of targets": ("a table, and", "(N,), and broadcasting", "them made flat"),
    "table of parameters": ("columns as rows", "table, by broadcasting", "should be equal"),
    "flat inside": ("fit each other", "theta` has (N,)", "the first epoch"),
    "flat": ("list of shape", "makes flat predictions", "column, or reshape"),
    "row": ("have a row", "column: each parameter", "in the task"),
    "one number for all": ("theta are equal", "all parameters share", "many numbers should"),
    "one epoch less": ("before the last", "step less than", "function with 1"),
    "one epoch more": ("taken one step", "once too often", "epochs. Has theta"),
    "the loss": ("number, the loss", "path is right", "stands behind `return`"),
    "same number of steps": ("steps whatever `epochs`", "own stands where", "with 3 epochs"),
    "no epoch": ("back something other", "starts from zeros", "sets the start"),
    "worse": ("After one epoch", "The learning rate", "and the sign"),
    "doubled data": ("written down twice", "change, so neither", "number of rides"),
    "one epoch": ("first epoch ends", "gradient goes downhill", "Compare your gradient"),
}
