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

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "plus": ("the opposite direction", "gradient points uphill", "Compute the loss"),
    "no learning rate": ("every learning rate", "subtracted the whole", "the five inputs"),
    "twice as long": ("the right direction", "and `grad_b` already", "Take out of"),
    "signs lost": ("for positive derivatives", "`b` smaller, whatever", "of `grad_w`? Try"),
    "divided by lr": ("longer your step", "should make small", "0.01 on paper"),
    "only w": ("b is the", "Both parameters take", "for `new_b`: where"),
    "only b": ("b is right", "Both parameters take", "for `new_w`: where"),
    "gradients exchanged": ("other way round", "parameter was moved", "each gradient's name"),
    "the gradient": ("back the gradient", "the loss changes", "becomes a step"),
    "the same gradient for both": (
        "was moved exactly",
        "`grad_w` for both",
        "Look at your line for `new_b`.",
    ),
    "the move": ("each parameter moves", "value. Your two", "should come out"),
    "the move without its sign": ("rate times gradient", "subtracted. The new", "should come out"),
    "one after the other": ("from a gradient", "Both gradients belong", "gradients above both"),
    "order": ("new w second", "numbers are right", "Compare your `return`"),
    "learning rate 0": ("not stay where", "learning rate multiplies", "Put `lr` ="),
    "worse": ("the loss larger", "short step against", "its own gradient"),
}
