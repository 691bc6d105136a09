"""07.best-so-far: right answers in other clothes, and answers with a mistake."""

import itertools

import numpy as np
import torch


def slices(losses):
    return [min(losses[:n]) for n in range(1, len(losses) + 1)]


def remembered(losses):
    best, curve = float("inf"), []
    for loss in losses:
        if loss < best:
            best = loss
        curve.append(best)
    return curve


def by_pytorch(losses):
    return torch.tensor(losses).cummin(0).values


def by_numpy(losses):
    return np.minimum.accumulate(losses)


def by_itertools(losses):
    return tuple(itertools.accumulate(losses, min))


def both_parts(losses):
    return torch.tensor(losses).cummin(0)


def one_number(losses):
    return min(losses)


def as_long_as_it_falls(losses):
    curve = losses[:1]
    for loss in losses[1:]:
        curve.append(min(curve[-1], loss) if loss < losses[0] else loss)
    return curve


def sorted_in_place(losses):
    losses.sort(reverse=True)
    return losses


def in_place(losses):
    for n in range(1, len(losses)):
        losses[n] = min(losses[n], losses[n - 1])
    return losses


def start_at_zero(losses):
    best, curve = 0, []
    for loss in losses:
        best = min(best, loss)
        curve.append(best)
    return curve


def start_at_three(losses):
    best, curve = 3, []
    for loss in losses:
        best = min(best, loss)
        curve.append(best)
    return curve


def a_generator(losses):
    return itertools.accumulate(losses, min)


def a_bit_lower(losses):
    return [x - 0.3 * n / len(losses) for n, x in enumerate(slices(losses))]


def two_ahead(losses):
    return [losses[0], *(min(losses[: n + 3]) for n in range(1, len(losses)))]


RIGHT = [slices, remembered, by_pytorch, by_numpy, by_itertools]

OTHERS = [
    (both_parts, "`cummin` gives back both"),
    (one_number, "The task asks for a list or a tensor"),
    (sorted_in_place, "The highest first"),
    (in_place, "`list(losses)`"),
    (start_at_zero, "so it never changes"),
    (start_at_three, "a number that you chose"),
    (a_generator, "Put `list(...)` around it"),
    (a_bit_lower, "does not end with the lowest"),
    (two_ahead, "changes with trials that come later"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "sorted down": ("order, the highest", "tried is lost", "one trial? Compare"),
    "sorted up": ("order, the lowest", "beginning, where nobody", "one trial? Compare"),
    "lowest of all everywhere": ("are the lowest", "had found less", "two trials? Take"),
    "highest so far": ("rises: it keeps", "A lower loss", "your comparison point"),
    "mean so far": ("is a mean", "tried. It keeps", "trials: their mean"),
    "the last two": ("can rise again", "found long before", "next loss compared"),
    "as they came": ("as they came", "change the best", "rises: what should"),
    "from zero": ("curve are zero", "it never changes", "first trial beats"),
    "one late": ("trial too late", "number leaves out", "the second number"),
    "the first is missing": ("The first number", "best one already", "your loop begin"),
    "the last is missing": ("The last number", "`range(1, 6)` ends", "number of losses"),
    "an empty slice": ("the first round", "no lowest number", "slice hold? Print"),
    "what is still to come": ("number of yours", "still to come", "your n stand"),
    "only the improvements": ("beat all before", "nothing got better", "trial is worse"),
    "positions": ("lowest loss stands", "curve shows losses", "number itself? `argmin`"),
    "values and positions": ("result has two", "`cummin` gives back", "a name, behind"),
    "a number to begin with": ("are very high", "higher never beats", "above every loss"),
    "begins with the first": ("the first trial", "trial, its loss", "the first loss"),
    "never rises": ("At some place", "best one away", "where it rises"),
    "ends with the best": ("does not end", "the last trial", "Print the last"),
    "nothing of the future": ("changes with trials", "knows the others", "function, and compare"),
}
