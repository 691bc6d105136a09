"""02.step: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


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


def step_uphill(w, b, X, y, lr):
    residual = w * X + b - y
    w += lr * 2 * (residual * X).mean()
    b += lr * 2 * residual.mean()
    return w, b


def step_with_sizes(w, b, X, y, lr):
    residual = w * X + b - y
    return w - lr * abs(2 * (residual * X).mean()), b - lr * abs(2 * residual.mean())


def step_a_third(w, b, X, y, lr):
    return step_as_in_the_lesson(w, b, X, y, lr / 3)


def step_rounded(decimals):
    def answer(w, b, X, y, lr):
        return [round(float(v), decimals) for v in step_as_in_the_lesson(w, b, X, y, lr)]

    return answer


RIGHT = [
    step_as_in_the_lesson,
    step_in_place,
    step_as_vector,
    step_numpy,
    step_turned,
]

MISTAKES = {
    12: [(step_uphill, "plus where a minus belongs")],
}

OTHERS = [
    (step_with_sizes, "What does your code do with the sign"),
    (step_rounded(2), "up to rounding"),
    (step_rounded(3), "up to rounding"),
    (step_a_third, "Take w = 0, gradient -28"),
]
