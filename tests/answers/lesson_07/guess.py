"""07.guess: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch

from helpers.search import likeness


def as_in_the_task(x, x1, loss1, center, scale, length):
    k = torch.exp(-((x - x1) ** 2) / (2 * length**2))
    return center + k * (loss1 - center), scale * (1 - k**2) ** 0.5


def place_by_place(x, x1, loss1, center, scale, length):
    means, stds = [], []
    for place in x.tolist():
        k = math.exp(-0.5 * ((place - x1) / length) ** 2)
        means.append((1 - k) * center + k * loss1)
        stds.append(scale * math.sqrt(max(1 - k * k, 0)))
    return means, stds


def in_numpy(x, x1, loss1, center, scale, length):
    lengths = (x.numpy().astype(float) - x1) / length
    k = np.exp(-(lengths**2) / 2)
    variance = scale**2 * (1 - k**2)
    return [center + k * (loss1 - center), np.sqrt(np.maximum(variance, 0))]


def with_the_helper(x, x1, loss1, center, scale, length):
    k = likeness(x[:, None], torch.tensor([[x1]]), length)[:, 0]
    return center - k * (center - loss1), scale * torch.sqrt((1 - k) * (1 + k))


def only_the_mean(*inputs):
    return as_in_the_task(*inputs)[0]


def one_number_each(*inputs):
    mean, std = as_in_the_task(*inputs)
    return mean.mean(), std.mean()


def math_of_a_tensor(x, x1, loss1, center, scale, length):
    k = math.exp(-((x - x1) ** 2) / (2 * length**2))
    return center + k * (loss1 - center), scale * math.sqrt(1 - k**2)


def a_power_sign(x, x1, loss1, center, scale, length):
    k = torch.exp(-((x - x1) ^ 2) / (2 * length**2))
    return center + k * (loss1 - center), scale * torch.sqrt(1 - k**2)


def half_the_distance(x, x1, *rest):
    return as_in_the_task((x + x1) / 2, x1, *rest)


def a_little_more_doubt(*inputs):
    mean, std = as_in_the_task(*inputs)
    return mean, std + 0.1


def added_below_the_root(x, x1, loss1, center, scale, length):
    k = torch.exp(-((x - x1) ** 2) / (2 * length**2))
    return center + k * (loss1 - center), scale * torch.sqrt(1 - k**2 + 1e-6)


def never_below_a_little(x, x1, loss1, center, scale, length):
    k = torch.exp(-((x - x1) ** 2) / (2 * length**2))
    return center + k * (loss1 - center), scale * (1 - k**2).clamp(min=1e-8).sqrt()


RIGHT = [as_in_the_task, place_by_place, in_numpy, with_the_helper]

OTHERS = [
    (only_the_mean, "The task asks for two tensors"),
    (one_number_each, "The task asks for two tensors"),
    (math_of_a_tensor, "One number is wanted here"),
    (a_power_sign, "is no power in Python"),
    (half_the_distance, "One length away from the trial"),
    (a_little_more_doubt, "your standard deviation is not 0"),
    (added_below_the_root, "nothing is to be added"),
    (never_below_a_little, "is very small, but not 0"),
]

BROKEN = {"a little at the trial": added_below_the_root}

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "not squared": ("On one side", "a negative number", "plays no part"),
    "size for square": ("takes the size", "there: places nearby", "the formula, sign"),
    "no 2": ("falls too fast", "denominator is missing", "stands below the"),
    "length not squared": ("distance is squared", "many lengths away", "of two lengths"),
    "times the length": ("likeness fall faster", "is multiplied again", "Put brackets around"),
    "no minus": ("your likeness grows", "alike. The exponent", "two lengths away"),
    "center forgotten": (
        "Far from the trial your mean goes to zero.",
        "perfect. Where nothing",
        "lies from `center`",
    ),
    "center not added": ("may be negative", "said from where", "guess begin, before"),
    "loss and center added": ("and `loss1` together", "lies from `center`", "should the mean"),
    "away from the trial": ("mean moves away", "guess down around", "subtract the two"),
    "near and far exchanged": ("trial far away", "far are exchanged", "the guess start"),
    "no root": ("and in between", "of k belongs", "the deviation with"),
    "k not squared": ("root, and between", "itself is taken", "your root with"),
    "a variance": ("Your second result", "nats times nats", "a standard deviation"),
    "scale squared": ("square of `scale`", "standard deviation already", "be where k is 0"),
    "scale below the root": ("root of `scale`", "the root, together", "does the bracket"),
    "no scale": ("`scale` plays no", "before, `scale` says", "be where k is 0"),
    "largest at the trial": ("deviation is largest", "other way round", "1, and where"),
    "plus": ("deviation larger than", "Knowing more takes", "sign stands below"),
    "exchanged": ("deviation comes first", "the other order", "Compare your last"),
    "the mean at the trial": ("not the loss", "what was measured", "What is left"),
    "a little at the trial": ("is very small", "small number such", "is `x1`, without"),
    "the deviation at the trial": (
        "is not 0",
        "was tried. Nothing",
        "Put k = 1 into your line for the deviation, on paper.",
    ),
    "the mean far away": (
        "is not `center`",
        "trial says nothing",
        "Put k = 0 into your line for the mean, on paper.",
    ),
    "the deviation far away": (
        "is not `scale`",
        "before the trial",
        "Put k = 0 into your line for the deviation, on paper.",
    ),
    "both sides": ("the same distance", "The likeness asks", "side, one length"),
    "the length": ("not in between", "One length away", "length, and compare"),
}
