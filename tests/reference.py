"""What the lessons compute about rides, and how descent goes, written out another way.

Closed forms and NumPy in float64: nothing here uses autograd, torch.optim or helpers.training.
"""

import math

import numpy as np
import torch

# The rides, and what is known of them on paper

x = np.arange(5.0)
y = 2 * x + 1
THETA = np.array([2.0, 1.0])  # w, b


def mse(w, b, x=x, y=y):
    return float(np.mean((w * x + b - y) ** 2))


def slopes(w, b):
    r = w * x + b - y
    return [2 * float(np.mean(r * x)), 2 * float(np.mean(r))]


def hessian(*columns):
    A = np.stack([*columns, np.ones(len(columns[0]))], axis=1)
    return 2 / len(A) * A.T @ A


def least_squares(target, *columns):
    A = np.stack([*columns, np.ones(len(target))], axis=1)
    return np.linalg.lstsq(A, target, rcond=None)[0]


def descent(lr, steps, best=THETA, start=(0.0, 0.0), H=None):
    """theta after `steps` steps, from the closed form: each eigenvector shrinks by itself."""
    values, vectors = np.linalg.eigh(hessian(x) if H is None else H)
    away = vectors.T @ (np.asarray(start) - best)
    return best + vectors @ ((1 - lr * values) ** steps * away)


def columns(dataset):
    return dataset.X.double().numpy().T, dataset.y.double().numpy()[:, 0]


def linear_start(seed, features=1):
    """The random start of nn.Linear: two uniform draws, bound 1 / sqrt(features)."""
    torch.manual_seed(seed)
    bound = 1 / math.sqrt(features)
    w = torch.empty(1, features).uniform_(-bound, bound)
    b = torch.empty(1).uniform_(-bound, bound)
    return np.array([*w[0].tolist(), b.item()])


def adam(H, best, start, lr, steps, beta=0.999):
    """All thetas of an Adam descent on the quadratic form, in float64."""
    theta, m, s = np.array(start, float), np.zeros(len(best)), np.zeros(len(best))
    thetas = [theta.copy()]
    for t in range(1, steps + 1):
        grad = H @ (theta - best)
        m, s = 0.9 * m + 0.1 * grad, beta * s + (1 - beta) * grad**2
        theta = theta - lr * (m / (1 - 0.9**t)) / (np.sqrt(s / (1 - beta**t)) + 1e-8)
        thetas.append(theta.copy())
    return thetas


def momentum(H, best, lr, steps, mu=0.9):
    theta, v = np.zeros(len(best)), np.zeros(len(best))
    thetas = [theta.copy()]
    for _ in range(steps):
        v = mu * v + H @ (theta - best)
        theta = theta - lr * v
        thetas.append(theta.copy())
    return thetas


def form(H, best, theta, least=0.0):
    return least + float((theta - best) @ H @ (theta - best)) / 2


def quadratic_path(lr, steps, start=(0, 0)):
    """(steps + 1, 2), gradient descent on the rides, step by step."""
    theta, path = np.array(start, float), []
    for _ in range(steps + 1):
        path.append(theta)
        theta = theta - lr * np.array(slopes(*theta))
    return np.array(path)
