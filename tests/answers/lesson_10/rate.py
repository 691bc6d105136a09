"""10.rate: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch
from torch import nn

from helpers.recipe import warmup_cosine


def with_else(step, steps, warmup, highest, lowest):
    if step < warmup:
        return (step + 1) / warmup * highest
    else:
        angle = math.pi * (step - warmup) / (steps - warmup - 1)
        return lowest + 0.5 * (highest - lowest) * (1 + math.cos(angle))


def around_the_middle(step, steps, warmup, highest, lowest):
    """The mean of both rates, and a cosine around it."""
    if step + 1 <= warmup:
        return highest / warmup * (step + 1)
    middle, reach = (highest + lowest) / 2, (highest - lowest) / 2
    return middle + reach * np.cos(np.pi * (step - warmup) / (steps - 1 - warmup))


def by_tables(step, steps, warmup, highest, lowest):
    """All rates, then the one that is asked for."""
    up = [highest * i / warmup for i in range(1, warmup + 1)]
    angles = torch.linspace(0, math.pi, steps - warmup, dtype=torch.float64)
    down = lowest + (highest - lowest) * (1 + angles.cos()) / 2
    return torch.cat([torch.tensor(up, dtype=torch.float64), down])[step]


def by_the_lesson(step, steps, warmup, highest, lowest):
    """The lesson's own, for one step less."""
    return warmup_cosine(step, steps - 1, highest, warmup, lowest / highest)


def by_the_library(step, steps, warmup, highest, lowest):
    if step < warmup:
        return highest * (step + 1) / warmup
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=highest)
    falling = torch.optim.lr_scheduler.CosineAnnealingLR(
        optimizer, steps - 1 - warmup, eta_min=lowest
    )
    for _ in range(step - warmup):
        optimizer.step()
        falling.step()
    return optimizer.param_groups[0]["lr"]


def by_half_angles(step, steps, warmup, highest, lowest):
    if step < warmup:
        return highest * (step + 1) / warmup
    left = math.cos(math.pi / 2 * (step - warmup) / (steps - 1 - warmup)) ** 2
    return left * highest + (1 - left) * lowest


def the_lesson_as_it_is(step, steps, warmup, highest, lowest):
    return warmup_cosine(step, steps, highest, warmup, lowest)


def the_lesson_with_a_share(step, steps, warmup, highest, lowest):
    return warmup_cosine(step, steps, highest, warmup, lowest / highest)


def from_zero(step, steps, warmup, highest, lowest):
    if step < warmup:
        return highest * step / warmup
    return with_else(step, steps, warmup, highest, lowest)


def no_branch(step, steps, warmup, highest, lowest):
    done = step / (steps - 1)
    return lowest + (highest - lowest) * (1 + math.cos(math.pi * done)) / 2


def full_speed(step, steps, warmup, highest, lowest):
    if step < warmup:
        return highest
    return with_else(step, steps, warmup, highest, lowest)


def down_to_zero(step, steps, warmup, highest, lowest):
    return with_else(step, steps, warmup, highest, 0)


def down_to_zero_one_late(step, steps, warmup, highest, lowest):
    return warmup_cosine(step, steps, highest, warmup, 0)


def one_late_without_the_half(step, steps, warmup, highest, lowest):
    if step < warmup:
        return highest * (step + 1) / warmup
    done = (step - warmup) / (steps - warmup)
    return lowest + (highest - lowest) * (1 + math.cos(math.pi * done))


def one_late_and_from_zero(step, steps, warmup, highest, lowest):
    if step < warmup:
        return highest * step / warmup
    return warmup_cosine(step, steps, highest, warmup, lowest / highest)


def straight(step, steps, warmup, highest, lowest):
    if step < warmup:
        return highest * (step + 1) / warmup
    return highest - (highest - lowest) * (step - warmup) / (steps - 1 - warmup)


def divides_first(step, steps, warmup, highest, lowest):
    up = highest * (step + 1) / warmup
    return up if step < warmup else with_else(step, steps, warmup, highest, lowest)


def too_long(step, steps, warmup, highest, lowest):
    if step <= warmup:
        return highest * (step + 1) / max(warmup, 1)
    return with_else(step, steps, warmup, highest, lowest)


def by_degrees(step, steps, warmup, highest, lowest):
    if step < warmup:
        return highest * (step + 1) / warmup
    angle = 180 * (step - warmup) / (steps - 1 - warmup)
    return lowest + (highest - lowest) * (1 + math.cos(angle)) / 2


def pi_of_torch(step, steps, warmup, highest, lowest):
    if step < warmup:
        return highest * (step + 1) / warmup
    return torch.cos(math.pi * (step - warmup) / (steps - 1 - warmup))


def whole_list(step, steps, warmup, highest, lowest):
    return [with_else(i, steps, warmup, highest, lowest) for i in range(steps)]


def rounded(step, steps, warmup, highest, lowest):
    return round(with_else(step, steps, warmup, highest, lowest), 4)


def printed(step, steps, warmup, highest, lowest):
    print(with_else(step, steps, warmup, highest, lowest))


RIGHT = [
    with_else,
    around_the_middle,
    by_tables,
    by_the_lesson,
    by_the_library,
    by_half_angles,
]

MISTAKES = {
    "II.27": [
        (no_branch, "there is no warm-up"),
        (full_speed, "In the warm-up your rate is the highest all the time"),
    ]
}

OTHERS = [
    (the_lesson_as_it_is, "At the last step your rate is not the lowest"),
    (the_lesson_with_a_share, "Your last step is not yet at the lowest rate"),
    (from_zero, "Your first step has the rate 0"),
    (down_to_zero, "At the end your rate is 0"),
    (down_to_zero_one_late, "At the last step your rate is not the lowest"),
    (one_late_without_the_half, "your rate is not the highest"),
    (one_late_and_from_zero, "your rates do not rise in equal parts"),
    (straight, "Your rate falls in a straight line"),
    (divides_first, "Without a warm-up your function divides by 0"),
    (too_long, "One step has a rate above the highest"),
    (by_degrees, "Your rate jumps up and down"),
    (pi_of_torch, "must be Tensor"),
    (whole_list, "The task asks for one number"),
    (rounded, "without `round`"),
    (printed, "`None`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "warm-up from 0": (
        "Your first step has the rate 0.",
        "step changes nothing",
        "highest rate should step 0",
    ),
    "warm-up one too long": ("part too many", "`warmup - 1`", "should step 3"),
    "warm-up ends early": ("in larger parts", "many equal parts", "highest rate should step 0"),
    "warm-up from the lowest": ("Your warm-up starts", "training. The warm-up", "1, which rate"),
    "no warm-up, cosine over all": ("very first step", "gradients say little", "not used yet"),
    "highest in place of a warm-up": ("all the time", "gradients say little", "should the rate"),
    "cosine before the top": ("warm-up, too: before", "of their own", "the first steps"),
    "warm-up one step longer": ("a rate above", "step too long", "your comparison true"),
    "counted from the start": ("a jump downwards", "is over when", "over at step"),
    "end one too late": ("is not yet", "one step after", "last step, when"),
    "begins one too early": ("should, and begins", "still the highest", "number `warmup`, when"),
    "without the half": ("cosine is far", "+ cos goes", "have to divide"),
    "without the one": ("cosine falls below", "and made smaller", "ends at 0"),
    "without the one, with the half": ("begins too low", "-0.5. It should", "before the division"),
    "a quarter of a wave": ("first, and fastest", "wave. The schedule", "at its lowest"),
    "a whole wave": ("rate rises again", "whole circle, down", "at its lowest"),
    "degrees": (
        "Your rate jumps",
        "degrees to `math.cos`",
        "`math.cos(180)` and `math.cos(math.pi)`",
    ),
    "without pi": ("falls too slowly", "circle. One half", "`math.cos(1)` and `math.cos(math.pi)`"),
    "a straight line": ("a straight line", "a schedule, too", "does `math.cos` give"),
    "rises": ("is the lowest", "is upside down", "sign stands before"),
    "a sine": ("middle, and falls", "at its middle", "function of `math`"),
    "lowest ignored": ("of the task", "would change nothing", "not used yet"),
    "lowest as a share": ("the highest one", "itself, as `highest`", "last step? Put"),
    "lowest added on top": ("a little above", "as it should", "between the lowest"),
    "cut off below": ("cosine goes down", "before, and stays", "multiply? From where"),
    "divided by no warm-up": (
        "your function divides",
        "length. Python computes",
        "has `warmup` below",
    ),
    "the factor alone": ("Your result is", "schedules of PyTorch", "have to multiply"),
    "the warm-up": ("in equal parts", "quarters, three quarters", "rates for a"),
    "the top": ("the cosine begins", "`cos(0)` is 1", "Print, for this"),
    "the end": ("the last step", "over, and `cos(pi)`", "Print, for the"),
    "both halves": ("in its first", "cosine falls slowly", "without a warm-up"),
}
