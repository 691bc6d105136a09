"""03.nudge: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch


def nudge_clone(f, theta, h):
    slopes = torch.zeros(len(theta))
    for i in range(len(theta)):
        up, down = theta.clone(), theta.clone()
        up[i] += h
        down[i] -= h
        slopes[i] = (f(up) - f(down)) / (2 * h)
    return slopes


def nudge_there_and_back(f, theta, h):
    result = []
    for i in range(theta.shape[0]):
        theta[i] += h
        up = f(theta)
        theta[i] -= 2 * h
        down = f(theta)
        theta[i] += h
        result.append((up - down) / (2 * h))
    return torch.stack(result)


def nudge_eye(f, theta, h):
    return [(f(theta + h * row) - f(theta - h * row)) / (2 * h) for row in torch.eye(len(theta))]


def nudge_numpy(f, theta, h):
    out = np.zeros(len(theta))
    for i in range(len(theta)):
        nudge = np.zeros(len(theta))
        nudge[i] = h
        up, down = theta + torch.tensor(nudge), theta - torch.tensor(nudge)
        out[i] = (f(up).item() - f(down).item()) / 2 / h
    return out


def nudge_restored(f, theta, h):
    """Sets each entry to a new number, and back to the old one."""
    slopes = []
    for i in range(len(theta)):
        old = theta[i].item()
        theta[i] = old + h
        up = f(theta).item()
        theta[i] = old - h
        down = f(theta).item()
        theta[i] = old
        slopes.append((up - down) / (2 * h))
    return torch.tensor(slopes)


def nudge_floats(f, theta, h):
    numbers = theta.tolist()
    slopes = []
    for i in range(len(numbers)):
        up = torch.tensor([v + h * (i == j) for j, v in enumerate(numbers)])
        down = torch.tensor([v - h * (i == j) for j, v in enumerate(numbers)])
        slopes.append((f(up) - f(down)) / (2 * h))
    return tuple(slopes)


def nudge_down_minus_up(f, theta, h):
    out = torch.zeros_like(theta)
    for i in range(len(theta)):
        e = torch.zeros_like(theta)
        e[i] = h
        out[i] = (f(theta - e) - f(theta + e)) / (2 * h)
    return out


def copies_by_data(f, theta, h):
    slopes = []
    for i in range(len(theta)):
        up, down = theta.data, theta.data
        up[i] += h
        down[i] -= h
        slopes.append((f(up) - f(down)).item() / (2 * h))
    return torch.tensor(slopes)


def up_and_down_by_data(f, theta, h):
    slopes = []
    for i in range(len(theta)):
        up = theta.data
        up[i] += h
        f_up = f(up)
        down = theta.data
        down[i] -= h
        slopes.append((f_up - f(down)).item() / (2 * h))
    return torch.tensor(slopes)


RIGHT = [
    nudge_clone,
    nudge_there_and_back,
    nudge_eye,
    nudge_numpy,
    nudge_restored,
    nudge_floats,
]

MISTAKES = {
    12: [(nudge_down_minus_up, "wrong sign")],
    22: [
        (copies_by_data, "`theta.data` and"),
        (up_and_down_by_data, "share their numbers, as with `theta.data`"),
    ],
}

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "one side up": ("one side, upwards", "curve bends away", "Nudge each entry"),
    "one side down": ("one side, downwards", "curve bends away", "Nudge each entry"),
    "divided by h": ("twice as large", "longer than `h`", "line, and measure"),
    "not divided": ("divided by anything", "rise. A slope", "places at which you"),
    "missing brackets": ("shrink even more", "Python: it multiplies", "below the fraction"),
    "missing brackets above": (
        "the second value",
        "and subtracts afterwards",
        "the whole difference",
    ),
    "all at once": ("the same number", "partial derivative moves", "in all others"),
    "all at once, one number": (
        "all parameters together",
        "partial derivative moves",
        "over the entries",
    ),
    "only the first": (
        "first slope alone",
        "A `return` inside a loop ends the function in the first round.",
        "Look at how far to the right your `return` stands.",
    ),
    "only the first, in a list": (
        "entry, the first",
        "`return` stands inside",
        "Look at how far to the right your `return` stands.",
    ),
    "only the first filled": ("entry is filled", "the other entries", "`return` stands, and"),
    "half the nudge": ("half of `h`", "all. The task", "a line. At"),
    "sign": ("the wrong sign", "subtracted the value", "when p grows"),
    "not set back": (
        "of another place",
        "still nudged when",
        "`theta.clone()`. `theta[:]`, `theta.data`",
    ),
    "a second name": (
        "0: both values",
        "numbers. `theta[:]`, `theta.data`",
        "own; `theta.clone()` makes",
    ),
    "up and back": ("half of those", "`theta.data` or `theta[:]`", "the two tensors"),
    "by autograd": ("depend on `h`", "come from autograd", "entry, without `backward()`"),
    "constant": ("is 7 everywhere", "nudge changes nothing", "your function gives"),
    "h": ("change your result", "the result depends", "code uses `h`"),
    "own entry": ("lambda p: p[0]", "use the others", "at `torch.tensor([1.0, 2.0])`"),
}
