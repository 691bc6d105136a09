"""06.decay: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn


def step_of_the_library(w, grad, lr, weight_decay):
    weights = nn.Parameter(w.clone())
    weights.grad = grad.clone()
    torch.optim.SGD([weights], lr=lr, weight_decay=weight_decay).step()
    return weights.detach()


def step_by_autograd(w, grad, lr, weight_decay):
    leaf = w.clone().requires_grad_()
    loss = (grad * leaf).sum() + weight_decay / 2 * (leaf**2).sum()
    loss.backward()
    with torch.no_grad():
        return leaf - lr * leaf.grad


def shrink_and_step(w, grad, lr, weight_decay):
    return (1 - lr * weight_decay) * w - lr * grad


def step_in_numpy(w, grad, lr, weight_decay):
    return np.subtract(w.numpy(), lr * (grad.numpy() + weight_decay * w.numpy()))


def step_one_by_one(w, grad, lr, weight_decay):
    new = w.clone()
    for i in range(w.numel()):
        one, slope = w.flatten()[i], grad.flatten()[i]
        new.view(-1)[i] = one - lr * slope - lr * weight_decay * one
    return new


def adamw_habit(w, grad, lr, weight_decay):
    w = w - lr * grad
    return w * (1 - lr * weight_decay)


def shrunk_by_the_decay(w, grad, lr, weight_decay):
    return w * (1 - weight_decay) - lr * grad


def in_place(w, grad, lr, weight_decay):
    w -= lr * (grad + weight_decay * w)
    return w


def no_gradient(w, grad, lr, weight_decay):
    return w - lr * (w.grad + weight_decay * w)


def absolute_penalty(w, grad, lr, weight_decay):
    leaf = w.clone().requires_grad_()
    ((grad * leaf).sum() + weight_decay * leaf.abs().sum()).backward()
    return w - lr * leaf.grad


def whole_square(w, grad, lr, weight_decay):
    leaf = w.clone().requires_grad_()
    ((grad * leaf).sum() + weight_decay * (leaf**2).sum()).backward()
    return w - lr * leaf.grad


def mean_of_squares(w, grad, lr, weight_decay):
    leaf = w.clone().requires_grad_()
    ((grad * leaf).sum() + weight_decay * (leaf**2).mean()).backward()
    return w - lr * leaf.grad


RIGHT = [
    step_of_the_library,
    step_by_autograd,
    shrink_and_step,
    step_in_numpy,
    step_one_by_one,
]

OTHERS = [
    (adamw_habit, "taken where the other gradient was taken"),
    (shrunk_by_the_decay, "not multiplied by the learning rate"),
    (in_place, "is no longer what it was"),
    (no_gradient, "`.grad`"),
    (absolute_penalty, "That is the slope of the absolute value"),
    (whole_square, "has a half in front"),
    (mean_of_squares, "do not all shrink by the same share"),
    (lambda w, grad, lr, decay: w - lr * grad + lr * decay * w, "It has the wrong sign"),
    (lambda w, grad, lr, decay: (w - lr * (grad + decay * w)).sum(), "The task asks for"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "plain step": ("Your step is", "`weight_decay` plays no", "the penalty add"),
    "sign of the decay": ("your weights larger", "the wrong sign", "gradient of zero"),
    "decay without the rate": ("is not multiplied", "of the loss", "your brackets open"),
    "decay after the step": ("the step first", "where the other", "`w` stands behind"),
    "sign of the weights": ("weight equally, whether", "absolute value: L1", "times w squared"),
    "squared": ("negative weights further", "is never negative", "has a square"),
    "the penalty itself": (
        "The same number is added to all gradients.",
        "number. A gradient",
        "penalty change when",
    ),
    "half of the penalty": ("all gradients: half", "number. Its slopes", "penalty change when"),
    "twice": ("twice as strong", "times w squared", "one of `torch.optim.SGD`"),
    "half": ("half as strong", "penalty. The derivative", "Write down the"),
    "uphill": ("step goes uphill", "a larger loss", "whole step begin"),
    "uphill in the data": ("the right way", "A minus before", "of `grad` through"),
    "no rate": ("rate is missing", "of both parts", "of your function"),
    "decay only": ("weights only shrink", "take its place", "of your function"),
    "the step alone": ("the new weights", "be taken away", "the step start"),
    "new gradient": ("with its penalty", "is still open", "use a gradient"),
    "times the gradient": ("weight is pulled", "decay is multiplied", "weight whose gradient"),
    "on the wrong one": ("taken in full", "weights count beside", "is `weight_decay` multiplied"),
    "size of the weights": ("positive ones smaller", "without their signs", "the decay pull"),
    "nothing to learn": ("the same share", "itself: a large", "`grad` on paper"),
    "no decay": ("zero your step", "the learning rate", "`weight_decay` on paper"),
    "no step": ("your weights move", "learning rate counts", "multiplied by `lr`"),
}
