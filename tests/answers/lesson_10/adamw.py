"""10.adamw: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch
from torch import nn


def by_the_library(w, grad, m, v, t, lr, decay):
    """A step of torch.optim.AdamW that goes on from m, v and t - 1 steps."""
    parameter = nn.Parameter(w.clone())
    optimizer = torch.optim.AdamW([parameter], lr=lr, weight_decay=decay)
    optimizer.state[parameter] = {
        "step": torch.tensor(t - 1.0),
        "exp_avg": m.clone(),
        "exp_avg_sq": v.clone(),
    }
    parameter.grad = grad.clone()
    optimizer.step()
    state = optimizer.state[parameter]
    return parameter.detach(), state["exp_avg"], state["exp_avg_sq"]


def line_by_line(w, grad, m, v, t, lr, decay):
    m = m + 0.1 * (grad - m)
    v = v + 0.001 * (grad * grad - v)
    m_hat = m / (1 - 0.9**t)
    v_hat = v / (1 - 0.999**t)
    w = (1 - lr * decay) * w
    w = w - lr * m_hat / (torch.sqrt(v_hat) + 1e-8)
    return [w, m, v]


def on_copies(w, grad, m, v, t, lr, decay):
    w, m, v = w.clone(), m.clone(), v.clone()
    m.lerp_(grad, 0.1)
    v.mul_(0.999).addcmul_(grad, grad, value=0.001)
    w.mul_(1 - lr * decay)
    root = (v.sqrt() / math.sqrt(1 - 0.999**t)).add_(1e-8)
    w.addcdiv_(m, root, value=-lr / (1 - 0.9**t))
    return w, m, v


def by_numpy(w, grad, m, v, t, lr, decay):
    w, grad, m, v = (x.numpy().astype(np.float64) for x in (w, grad, m, v))
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * np.square(grad)
    fraction = m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return w - lr * (fraction + decay * w), m, v


def one_by_one(w, grad, m, v, t, lr, decay):
    rows = []
    for a, g, mean, square in zip(*(x.flatten().tolist() for x in (w, grad, m, v)), strict=True):
        mean, square = 0.9 * mean + 0.1 * g, 0.999 * square + 0.001 * g * g
        root = math.sqrt(square / (1 - 0.999**t)) + 1e-8
        rows.append((a - lr * decay * a - lr * mean / (1 - 0.9**t) / root, mean, square))
    return tuple(torch.tensor(column).reshape(w.shape) for column in zip(*rows, strict=True))


def stacked(w, grad, m, v, t, lr, decay):
    return torch.stack(line_by_line(w, grad, m, v, t, lr, decay))


def l2(w, grad, m, v, t, lr, decay):
    return line_by_line(w, grad + decay * w, m, v, t, lr, 0)


def adam_of_the_library(w, grad, m, v, t, lr, decay):
    parameter = nn.Parameter(w.clone())
    optimizer = torch.optim.Adam([parameter], lr=lr, weight_decay=decay)
    optimizer.state[parameter] = {
        "step": torch.tensor(t - 1.0),
        "exp_avg": m.clone(),
        "exp_avg_sq": v.clone(),
    }
    parameter.grad = grad.clone()
    optimizer.step()
    state = optimizer.state[parameter]
    return parameter.detach(), state["exp_avg"], state["exp_avg_sq"]


def from_the_start(w, grad, m, v, t, lr, decay):
    """The library's step, as if it were the first."""
    return by_the_library(w, grad, 0 * m, 0 * v, 1, lr, decay)


def in_place(w, grad, m, v, t, lr, decay):
    m.mul_(0.9).add_(grad, alpha=0.1)
    v.mul_(0.999).addcmul_(grad, grad, value=0.001)
    w.mul_(1 - lr * decay)
    w -= lr * m / (1 - 0.9**t) / ((v / (1 - 0.999**t)).sqrt() + 1e-8)
    return w, m, v


def m_in_place(w, grad, m, v, t, lr, decay):
    m *= 0.9
    m += 0.1 * grad
    v = 0.999 * v + 0.001 * grad**2
    root = (v / (1 - 0.999**t)).sqrt() + 1e-8
    return w - lr * (m / (1 - 0.9**t) / root + decay * w), m, v


def weights_alone(w, grad, m, v, t, lr, decay):
    return line_by_line(w, grad, m, v, t, lr, decay)[0]


def decay_before_the_gradient_too(w, grad, m, v, t, lr, decay):
    return line_by_line(w, grad + decay * w, m, v, t, lr, decay)


def other_beta(w, grad, m, v, t, lr, decay):
    m = 0.9 * m + 0.1 * grad
    v = 0.99 * v + 0.01 * grad**2
    root = (v / (1 - 0.99**t)).sqrt() + 1e-8
    return w - lr * (m / (1 - 0.9**t) / root + decay * w), m, v


def nothing_inside_v(w, grad, m, v, t, lr, decay):
    m = 0.9 * m + 0.1 * grad
    v = 0.999 * v + 0.001 * grad
    root = (v / (1 - 0.999**t)).sqrt() + 1e-8
    return w - lr * (m / (1 - 0.9**t) / root + decay * w), m, v


def step_doubled(w, grad, m, v, t, lr, decay):
    return line_by_line(w, grad, m, v, t, 2 * lr, decay / 2)


def correction_only_at_first(w, grad, m, v, t, lr, decay):
    return line_by_line(w, grad, m, v, 1, lr, decay)


def no_small_number_twice(w, grad, m, v, t, lr, decay):
    m, v = 0.9 * m + 0.1 * grad, 0.999 * v + 0.001 * grad**2
    root = (v / (1 - 0.999**t)).sqrt()
    return w - lr * m / (1 - 0.9**t) / root, m, v


def small_number_in_the_root_and_uncorrected(w, grad, m, v, t, lr, decay):
    m, v = 0.9 * m + 0.1 * grad, 0.999 * v + 0.001 * grad**2
    return w - lr * (m / (v + 1e-8).sqrt() + decay * w), m, v


def hat(w, grad, m, v, t, lr, decay):
    m = (0.9 * m + 0.1 * grad) / (1 - 0.9 ^ t)
    return w, m, v


def printed(w, grad, m, v, t, lr, decay):
    print(line_by_line(w, grad, m, v, t, lr, decay))


RIGHT = [by_the_library, line_by_line, on_copies, by_numpy, one_by_one, stacked]

OTHERS = [
    (l2, "Your decay is a part of the gradient"),
    (adam_of_the_library, "Your decay is a part of the gradient"),
    (from_the_start, "For other values of `m`"),
    (in_place, "`v` is no longer what it was"),
    (m_in_place, "`m` is no longer what it was"),
    (weights_alone, "three tensors of the shape of `w`"),
    (decay_before_the_gradient_too, "Your new m"),
    (other_beta, "Your new v"),
    (nothing_inside_v, "For negative gradients your new weights are not numbers"),
    (step_doubled, "do not move by the learning rate"),
    (correction_only_at_first, "as if it were the first"),
    (no_small_number_twice, "no number"),
    (small_number_in_the_root_and_uncorrected, "do not move by the learning rate"),
    (hat, "`^` is no power"),
    (printed, "`None`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "no correction": ("You take m", "more than m", "have to divide"),
    "m not corrected": (
        "You correct v",
        "become too short",
        "At t = 1, which share of the gradient is m?",
    ),
    "v not corrected": ("correct m, and", "What stands below", "the squared gradient"),
    "counted from 0": ("in later ones", "The task counts", "the first step"),
    "counted too far": ("the step after", "The task counts", "have to divide"),
    "always the first step": ("were the first", "seen, the nearer", "not used yet"),
    "beta times t": ("beta times t", "beginning is multiplied", "beginning is left"),
    "multiplied": ("and v smaller", "too small already", "here, or multiply"),
    "power of beta alone": ("power of beta", "comes from gradients", "from the gradient"),
    "corrected ones given back": (
        "after the correction",
        "more. The corrected",
        "corrected ones names",
    ),
    "old ones given back": ("v that came", "next step knows", "stand behind `return`"),
    "another order": ("weights come last", "the first tensor", "stands behind `return`"),
    "m and v exchanged": ("v before m", "the second tensor", "stands behind `return`"),
    "decay in the gradient": ("goes through m", "AdamW changes. Divided", "alone. Where else"),
    "decay without the rate": ("decay is not", "shrink as fast", "is everything multiplied"),
    "no decay": ("do not decay", "you have written", "not used yet"),
    "decay after the step": ("takes its share", "weights that came", "see: those before"),
    "weights grow": (
        "the weights larger",
        "the wrong sign",
        "Call your function with zeros for `grad`, `m` and `v`.",
    ),
    "small number inside the root": ("root of both", "0.00000001 is 0.0001", "first, the root"),
    "no small number": ("not a number", "`nan`: no number", "the task add"),
    "small number before the correction": (
        "small number before",
        "it larger, too",
        "Correct v first",
    ),
    "no root": ("by its root", "made of squares", "step is missing"),
    "no square": ("without their squares", "both signs cancel", "v a mean"),
    "no square, nan": ("For negative gradients", "is negative somewhere", "v a mean"),
    "betas exchanged": (
        "The two betas have changed places.",
        "gradients looks back",
        "Which beta belongs",
    ),
    "betas exchanged in the means": (
        "changed places in",
        "gradients looks back",
        "Which beta belongs",
    ),
    "betas exchanged in the correction": (
        "In their correction",
        "the same beta",
        "line that corrects",
    ),
    "old and new exchanged": ("all new square", "many steps keeps", "is larger, beta"),
    "sums in place of means": ("the whole square", "grow far beyond", "may be added"),
    "the old m and v": ("Your step uses", "give them back", "names stand in"),
    "the gradient itself": ("Above the line", "each batch pulls", "What is m"),
    "not divided": ("alone: nothing stands", "descent with momentum", "is v for"),
    "uphill": ("step goes uphill", "a larger loss", "the signs through"),
    "no rate": ("step is not", "weight would move", "is everything multiplied"),
    "the change alone": ("be taken away", "as it goes", "the step start"),
    "the new m": ("the second thing", "Nothing else belongs", "weight, with m"),
    "the new v": ("the third thing", "far: nearly all", "weight, with v"),
    "decay alone": ("the right share", "learning rate times", "What should become"),
    "the first step": ("step without decay", "gradient, however large", "after the correction"),
}
