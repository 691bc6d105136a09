"""10.predict: right answers in other clothes, and answers with a mistake."""

import math

import numpy as np
import torch


def by_formula(tokens, losses, budget):
    x, y = torch.tensor(tokens).log(), torch.tensor(losses).log()
    slope = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()
    intercept = y.mean() - slope * x.mean()
    return (intercept + slope * torch.tensor(budget).log()).exp()


def by_polyfit(tokens, losses, budget):
    slope, intercept = np.polyfit(np.log(tokens), np.log(losses), 1)
    return np.exp(slope * np.log(budget) + intercept)


def in_powers_of_ten(tokens, losses, budget):
    slope, intercept = np.polyfit(np.log10(tokens), np.log10(losses), 1)
    return float(10 ** (slope * math.log10(budget) + intercept))


def in_python(tokens, losses, budget):
    x = [math.log(count) for count in tokens]
    y = [math.log(loss) for loss in losses]
    n = len(x)
    above = n * sum(a * b for a, b in zip(x, y, strict=True)) - sum(x) * sum(y)
    slope = above / (n * sum(a * a for a in x) - sum(x) ** 2)
    return math.exp((sum(y) - slope * sum(x)) / n + slope * math.log(budget))


def by_lstsq(tokens, losses, budget):
    x = torch.tensor(tokens, dtype=torch.float32).log()
    A = torch.stack([x, torch.ones_like(x)], dim=1)
    w = torch.linalg.lstsq(A, torch.tensor(losses).log().view(-1, 1)).solution
    return torch.exp(w[0] * math.log(budget) + w[1])


def as_a_power(tokens, losses, budget):
    """The loss is a * tokens ** b."""
    x, y = np.log2(np.array(tokens)), np.log2(np.array(losses))
    b = np.cov(x, y)[0, 1] / np.var(x, ddof=1)
    a = 2 ** (y.mean() - b * x.mean())
    return torch.tensor(a * float(budget) ** b)


def other_logs_for_each(tokens, losses, budget):
    """The base of each axis is free, where one comes back the same way."""
    slope, intercept = np.polyfit(np.log10(tokens), np.log(losses), 1)
    return math.exp(intercept + slope * math.log10(budget))


def linear(tokens, losses, budget):
    slope, intercept = np.polyfit(tokens, losses, 1)
    return slope * budget + intercept


def one_log_axis(tokens, losses, budget):
    slope, intercept = np.polyfit(np.log(tokens), losses, 1)
    return slope * np.log(budget) + intercept


def other_log_axis(tokens, losses, budget):
    slope, intercept = np.polyfit(tokens, np.log(losses), 1)
    return np.exp(slope * budget + intercept)


def ten_and_e(tokens, losses, budget):
    slope, intercept = np.polyfit(np.log10(tokens), np.log10(losses), 1)
    return math.exp(slope * math.log10(budget) + intercept)


def budget_by_another_log(tokens, losses, budget):
    slope, intercept = np.polyfit(np.log(tokens), np.log(losses), 1)
    return math.exp(slope * math.log10(budget) + intercept)


def budget_without_a_log(tokens, losses, budget):
    slope, intercept = np.polyfit(np.log(tokens), np.log(losses), 1)
    return math.exp(slope * budget + intercept)


def the_logarithm(tokens, losses, budget):
    slope, intercept = np.polyfit(np.log(tokens), np.log(losses), 1)
    return slope * np.log(budget) + intercept


def with_var(tokens, losses, budget):
    x, y = torch.tensor(tokens).log(), torch.tensor(losses).log()
    slope = ((x - x.mean()) * (y - y.mean())).mean() / x.var()
    return (y.mean() + slope * (math.log(budget) - x.mean())).exp()


def with_cov(tokens, losses, budget):
    x, y = np.log(tokens), np.log(losses)
    slope = np.cov(x, y)[0, 1] / np.var(x)
    return np.exp(y.mean() + slope * (np.log(budget) - x.mean()))


def two_points(tokens, losses, budget):
    x, y = np.log(tokens), np.log(losses)
    slope = (y[-1] - y[0]) / (x[-1] - x[0])
    return np.exp(y[0] + slope * (np.log(budget) - x[0]))


def both_numbers(tokens, losses, budget):
    return tuple(np.polyfit(np.log(tokens), np.log(losses), 1))


def the_slope(tokens, losses, budget):
    return np.polyfit(np.log(tokens), np.log(losses), 1)[0]


def turned(tokens, losses, budget):
    intercept, slope = np.polyfit(np.log(tokens), np.log(losses), 1)
    return np.exp(slope * np.log(budget) + intercept)


def nearest(tokens, losses, budget):
    return losses[np.argmax(tokens)]


def interpolated(tokens, losses, budget):
    order = np.argsort(tokens)
    x, y = np.log(tokens)[order], np.log(losses)[order]
    return np.exp(np.interp(np.log(budget), x, y))


def printed(tokens, losses, budget):
    print(by_formula(tokens, losses, budget))


def rounded(tokens, losses, budget):
    return round(by_formula(tokens, losses, budget).item(), 2)


def sorted_in_place(tokens, losses, budget):
    tokens.sort()
    losses.sort(reverse=True)
    return by_formula(tokens, losses, budget)


def log_of_a_list(tokens, losses, budget):
    x = tokens.log()
    return x.mean()


def fixed_runs(tokens, losses, budget):
    return by_formula([1000, 8000, 30000], [3.5, 2.8, 2.1], budget)


def by_the_first(tokens, losses, budget):
    """The right slope through the first run."""
    slope = np.polyfit(np.log(tokens), np.log(losses), 1)[0]
    return losses[0] * (budget / tokens[0]) ** slope


RIGHT = [
    by_formula,
    by_polyfit,
    in_powers_of_ten,
    in_python,
    by_lstsq,
    as_a_power,
    other_logs_for_each,
]

OTHERS = [
    (linear, "without a logarithm"),
    (one_log_axis, "not that of the losses"),
    (other_log_axis, "not that of the tokens"),
    (ten_and_e, "you came back with `exp`"),
    (budget_by_another_log, "two different logarithms"),
    (budget_without_a_log, "the budget has its place at its logarithm"),
    (the_logarithm, "is the logarithm of the prediction"),
    (with_var, "Your slope is too flat"),
    (with_cov, "Your slope is too steep"),
    (two_points, "the first and the last run"),
    (both_numbers, "The task asks for one number"),
    (the_slope, "is the slope of the line"),
    (turned, "your prediction is not on it"),
    (nearest, "whose budget is nearest"),
    (interpolated, "whose budget is nearest"),
    (printed, "`None`"),
    (rounded, "without `round`"),
    (sorted_in_place, "is no longer what it was"),
    (log_of_a_list, "'list' object has no attribute 'log'"),
    (fixed_runs, "For other values of `tokens`"),
    (by_the_first, "come in another order"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "no logs": ("without a logarithm", "each million tokens", "along a straight"),
    "tokens only": ("the tokens, and", "doubling takes away", "two lists goes"),
    "losses only": ("the losses, and", "alone nearly decides", "two lists goes"),
    "two kinds of logarithm": ("two different logarithms", "then somewhere else", "them is larger"),
    "two kinds of logarithm, turned round": (
        "through `log10` and",
        "more than twice",
        "many times more",
    ),
    "the budget as it came": ("sees the difference", "No training comes", "largest run, and"),
    "log10 and exp": ("through `log10`, and", "ten, and `exp`", "loss through both"),
    "log and power of ten": (
        "natural logarithm, and",
        "natural logarithm back",
        "loss through both",
    ),
    "not turned back": ("of the prediction", "made of logarithms", "undoes a logarithm"),
    "not turned back, log10": (
        "the prediction's logarithm",
        "made of logarithms",
        "undoes this logarithm",
    ),
    "first and last": ("of the lists", "lucky or unlucky", "in the middle"),
    "the largest two": ("the most tokens", "lie closer together", "the smallest run"),
    "nearest": ("budget is nearest", "had fewer tokens", "times this budget"),
    "slope only": ("of the line", "loss falls. Where", "make a line"),
    "no intercept": ("lacks its intercept", "through 0. Yours", "your line give"),
    "intercept only": ("for every budget", "yet to come", "names is computed"),
    "through zero": ("without an intercept", "have any intercept", "mean away, before"),
    "sign": ("your loss grows", "slope is right", "difference, run minus"),
    "exchanged": ("least squares along", "predict. The other", "slope, whose squares"),
    "one less": ("flat: the number", "and `std` divide", "Write the slope"),
    "one more": ("steep: the number", "`cov` divides by", "Write the slope"),
    "points on a line": ("Where all runs", "nothing to average", "What should 10,000"),
    "in thousands": ("counted in thousands", "all points sideways", "budget as well"),
    "in another order": ("in another order", "first is chance", "your function takes"),
}
