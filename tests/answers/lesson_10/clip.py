"""10.clip: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch
from torch import nn


def by_a_loop(grads, longest):
    total = 0
    for grad in grads:
        total += (grad**2).sum()
    length = total**0.5
    if length <= longest:
        return list(grads)
    return [grad / length * longest for grad in grads]


def all_in_one_row(grads, longest):
    row = torch.cat([grad.flatten() for grad in grads])
    scale = min(1.0, longest / (row.norm().item() + 1e-12))
    return [scale * grad for grad in grads]


def length_of_lengths(grads, longest):
    length = torch.stack([torch.linalg.vector_norm(grad) for grad in grads]).norm()
    return [grad * torch.clamp(longest / (length + 1e-6), max=1.0) for grad in grads]


def by_the_library(grads, longest):
    parameters = [nn.Parameter(torch.zeros_like(grad)) for grad in grads]
    for parameter, grad in zip(parameters, grads, strict=True):
        parameter.grad = grad.clone()
    nn.utils.clip_grad_norm_(parameters, longest)
    return tuple(parameter.grad for parameter in parameters)


def by_numpy(grads, longest):
    length = np.sqrt(sum(np.square(grad.numpy()).sum() for grad in grads))
    return [grad.numpy() * (longest / max(length, longest)) for grad in grads]


def on_copies(grads, longest):
    copies = [grad.clone() for grad in grads]
    length = math.sqrt(sum(x * x for grad in grads for x in grad.flatten().tolist()))
    if length > longest:
        for copy in copies:
            copy *= longest / length
    return copies


def each(grads, longest):
    return [grad * min(1, longest / max(grad.norm().item(), 1e-9)) for grad in grads]


def by_value(grads, longest):
    return [torch.clamp(grad, -longest, longest) for grad in grads]


def stretched(grads, longest):
    length = sum((grad**2).sum() for grad in grads).sqrt()
    return [grad * longest / length for grad in grads]


def norms_added(grads, longest):
    length = sum(grad.norm() for grad in grads)
    return [grad * torch.clamp(longest / length, max=1) for grad in grads]


def sizes_added(grads, longest):
    length = sum(grad.abs().sum() for grad in grads)
    return [grad * longest / length if length > longest else grad for grad in grads]


def root_forgotten(grads, longest):
    length = sum((grad**2).sum() for grad in grads)
    return [grad * longest / length if length > longest else grad for grad in grads]


def zero_division(grads, longest):
    length = math.sqrt(sum((grad**2).sum().item() for grad in grads))
    scale = min(1.0, longest / length)
    return [grad * scale for grad in grads]


def zero_division_and_stretched(grads, longest):
    length = math.sqrt(sum((grad**2).sum().item() for grad in grads))
    return [grad * longest / length for grad in grads]


def in_place(grads, longest):
    length = math.sqrt(sum((grad**2).sum().item() for grad in grads))
    if length > longest:
        for grad in grads:
            grad *= longest / length
    return grads


def in_place_of_the_list(grads, longest):
    length = math.sqrt(sum((grad**2).sum().item() for grad in grads))
    if length > longest:
        for i in range(len(grads)):
            grads[i] = grads[i] * longest / length
    return grads


def one_row(grads, longest):
    row = torch.cat([grad.flatten() for grad in grads])
    return row * min(1.0, longest / max(row.norm().item(), 1e-9))


def the_length(grads, longest):
    return math.sqrt(sum((grad**2).sum().item() for grad in grads))


def a_generator(grads, longest):
    return (grad for grad in by_a_loop(grads, longest))


def one_norm_in_a_loop(grads, longest):
    for grad in grads:
        length = grad.norm().item()
    return [grad * (longest / length) if length > longest else grad for grad in grads]


def root_in_each_round(grads, longest):
    total = 0.0
    for grad in grads:
        total = math.sqrt(total + (grad**2).sum().item())
    return [grad * longest / total if total > longest else grad for grad in grads]


def signs_lost(grads, longest):
    return [grad.abs() for grad in by_a_loop(grads, longest)]


def stacked(grads, longest):
    length = torch.stack(grads).norm()
    return [grad * torch.clamp(longest / length, max=1) for grad in grads]


def whole_steps(grads, longest):
    length = the_length(grads, longest)
    return [grad / math.ceil(max(1, length / longest)) for grad in grads]


def printed(grads, longest):
    print(by_a_loop(grads, longest))


RIGHT = [
    by_a_loop,
    all_in_one_row,
    length_of_lengths,
    by_the_library,
    by_numpy,
    on_copies,
]

OTHERS = [
    (each, "You clip each tensor by itself"),
    (by_value, "You cut off each number by itself"),
    (stretched, "where all are 0 they become no numbers"),
    (norms_added, "add the lengths up"),
    (sizes_added, "the sum of all numbers without their signs"),
    (root_forgotten, "the sum of the squares"),
    (zero_division, "computes both numbers of a `min`"),
    (zero_division_and_stretched, "where all are 0 they become no numbers"),
    (in_place, "changes a tensor in the list itself"),
    (in_place_of_the_list, "`grads` is no longer what it was"),
    (one_row, "a list of tensors"),
    (the_length, "a list of tensors"),
    (a_generator, "list(...)"),
    (one_norm_in_a_loop, "You take the length of the last tensor"),
    (root_in_each_round, "Not yet"),
    (signs_lost, "do not point in the old direction"),
    (stacked, "torch.stack"),
    (whole_steps, "shorter than they have to"),
    (printed, "`None`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "each by itself": ("clip each tensor", "ones become shorter", "All tensors together"),
    "values": ("number by itself", "clipping by value", "of two numbers"),
    "always scaled": (
        "You also stretch the gradients that are short enough.",
        "Near a minimum",
        "true before anything",
    ),
    "always scaled, nan": ("become no numbers", "0 gives `nan`", "true before anything"),
    "always scaled, error": ("it stretches those", "touched at all", "true before anything"),
    "zeros": (
        "Where all gradients are 0, your function divides by 0.",
        "divide. Python computes",
        "could the division",
    ),
    "sizes added up": ("numbers without their", "a length, too", "way from (0"),
    "lengths added up": ("tensor, and add", "in different directions", "what comes after"),
    "no root": ("as the sum of the", "would be four", "step is missing"),
    "no root in the comparison": (
        "squares with `longest`",
        "length is compared",
        "of your comparison",
    ),
    "largest number": ("the largest number", "middle size make", "way from (0"),
    "longest tensor": ("the longest tensor", "all tensors belong", "length leave out"),
    "first tensor": ("the first tensor", "all tensors belong", "length leave out"),
    "last tensor": ("the last tensor", "last value only", "your sum begin"),
    "mean of the squares": ("the squares, and", "more parameters would", "way from (0"),
    "to length one": ("too long gets", "is still missing", "to multiply after"),
    "divided by the limit": ("by `longest`, whatever", "divided by ten", "Write down for"),
    "upside down": ("long becomes longer", "fraction is upside", "Should your factor"),
    "the wrong ones": ("enough, and leave", "is turned round", "2 larger than"),
    "nothing left": ("long becomes 0", "nothing. Its direction", "such a gradient"),
    "not clipped": ("Your gradients stay", "weights far away", "it gives back"),
    "direction": ("the old direction", "to be multiplied", "number by number"),
    "short ones stay": ("short enough do", "limit is only", "with `[torch.tensor([3.0, 4.0])]`"),
    "not too long": (
        "together, your gradients",
        "in all tensors",
        "with `[torch.tensor([3.0]), torch.tensor([4.0])]`",
    ),
    "no shorter than needed": (
        "become shorter than",
        "length `longest` after",
        "with `[torch.tensor([3.0]), torch.tensor([4.0])]`",
    ),
}
