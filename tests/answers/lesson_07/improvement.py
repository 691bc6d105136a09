"""07.improvement: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


def with_clamp(mean, std, best, z):
    losses = mean + std * z
    return (best - losses).clamp(min=0).mean()


def in_a_loop(mean, std, best, z):
    total = 0.0
    for one in z.tolist():
        loss = mean + std * one
        if loss < best:
            total += best - loss
    return total / len(z)


def in_numpy(mean, std, best, z):
    losses = mean + std * z.numpy().astype(float)
    return float(np.maximum(best - losses, 0).mean())


def what_is_kept(mean, std, best, z):
    """The best so far, minus the mean of what one has after the trial."""
    losses = mean + std * z
    return best - torch.minimum(losses, torch.tensor(best)).mean()


def with_where(mean, std, best, z):
    losses = mean + std * z
    better = losses < best
    return torch.where(better, best - losses, 0.0).sum() / len(z)


def python_max(mean, std, best, z):
    return max(best - (mean + std * z), 0).mean()


def one_for_each(mean, std, best, z):
    return (best - (mean + std * z)).clamp(min=0)


def own_draws(mean, std, best, z):
    losses = mean + std * torch.randn(len(z))
    return (best - losses).clamp(min=0).mean()


def a_deviation_too_far(mean, std, best, z):
    return with_clamp(mean, 1.2 * std, best, z)


RIGHT = [with_clamp, in_a_loop, in_numpy, what_is_kept, with_where]

OTHERS = [
    (python_max, "A whole tensor stands where True or False is wanted"),
    (one_for_each, "The task asks for one number"),
    (own_draws, "Called twice with the same inputs"),
    (a_deviation_too_far, "is not the mean distance to it"),
    (lambda *inputs: with_clamp(*inputs) + 1, "your improvement is not 0"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "no clamp": ("smaller, even below", "keep the setting", "these numbers should"),
    "clamp after the mean": ("zero, although some", "cut off afterwards", "for their mean"),
    "sign": ("count how far", "improvement lies below", "the loss positive"),
    "the worse half": ("result is negative", "the wrong side", "cut off: those"),
    "only those that improve": ("improve, and leave", "improves. The others", "divide? How many"),
    "share": ("is the share", "is the probability", "your function makes"),
    "sum": ("number of draws", "improvements. With twice", "of a sum"),
    "sizes": ("above and below", "draw far above", "above the best"),
    "of the mean": ("and `std` play", "trial, however little", "Make the losses"),
    "variance": ("square of `std`", "standard deviation, and", "z = 1"),
    "no std": ("`std` plays no", "losses have `std`", "z = 1"),
    "around zero": ("lie around zero", "and some deviation", "they near `mean`"),
    "the best draw": ("the luckiest draw", "draws, and nobody", "the task ask"),
    "formula": ("result: it comes", "formula says where", "Write down the"),
    "nothing below 0": ("Where no draw", "worse changes nothing", "very low `best`"),
    "all of them better": ("Where every draw", "improves by `best`", "very high `best`"),
    "no doubt": ("known for sure", "the mean itself", "function, and follow"),
}
