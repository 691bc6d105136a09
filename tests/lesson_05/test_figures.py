"""What the figures of lesson 05 show, computed another way; tests/test_explore.py compares."""

import bisect
import functools
import itertools
import math

import numpy as np
import torch
from sheets import BOOKS, NAN
from torch import nn

from helpers.text import names
from lesson_05.letters import COUNTS, SMOOTH, SYMBOLS, TRAIN, P

PLACES = np.arange(27)


def bars(s, j, share, color, fill):
    """Bars over the letters, in %."""
    return s.rects(j, PLACES - 0.38, 0, 0.76, 100 * np.asarray(share), color, fill)


def outlines(s, j, share):
    """Up, across, down and a gap, letter after letter, in %."""
    x, y = [], []
    for place, value in enumerate(100 * np.asarray(share)):
        x += [place - 0.38, place - 0.38, place + 0.38, place + 0.38, NAN]
        y += [0, value, value, 0, NAN]
    return s.line(j, x, y, "data")


def now(s, j, letter, top):
    return s.points(j, letter, 1.11 * top, "start")


def three_likeliest(share):
    """A template and its numbers: the three largest, of equals the first in the alphabet."""
    order = sorted(range(27), key=lambda i: (-share[i], i))[:3]
    return ", ".join(f'"{SYMBOLS[i]}" {{:.1f}} %' for i in order), [100 * share[i] for i in order]


def next_letter(s):
    letter = int(s.value(0))
    share = P[letter]
    most = int(np.argmax(share))
    marks = {
        "shares": bars(s, 0, share, "data", "fourth"),
        "largest": s.text(
            0, most, 100 * share[most] + 3.6, [("{:.0f} %", 100 * share[most])], "ink"
        ),
        "letter now": now(s, 0, letter, 80),
    }
    text, values = three_likeliest(share)
    symbol = SYMBOLS[letter]
    never = " ".join(b for b, n in zip(SYMBOLS, COUNTS[letter], strict=True) if n == 0)
    times = sum(f".{name}".count(symbol) for name in TRAIN)
    return marks, [
        (f'after "{symbol}" ({{:,}} times): {text}', times, *values),
        (f'never after "{symbol}": {never or "no letter"}',),
    ]


def loss_of_b(z):
    """The loss if b comes, and its slope at each logit by autograd."""
    z = torch.tensor(z, dtype=torch.float64, requires_grad=True)
    loss = nn.functional.cross_entropy(z, torch.tensor(1))
    (slope,) = torch.autograd.grad(loss, z)
    return loss.item(), slope.tolist()


def logits_to_bars(s):
    z = [s.value(i) for i in range(3)]
    powers = [math.e**v for v in z]
    p = [power / sum(powers) for power in powers]
    loss, slope = loss_of_b(z)
    marks = {}
    for i, name in enumerate("abc"):
        marks[f"stem of {name}"] = s.line(0, [i, i], [0, z[i]])
        marks[f"logit of {name}"] = s.points(0, i, z[i], "line")
        marks[f"exp of {name}"] = s.text(0, i, 3.2, [("{:.2f}", powers[i])], "ink")
    marks["probabilities"] = s.rects(1, np.arange(3) - 0.3, 0, 0.6, p, "line", "third")
    marks["slopes"] = s.rects(2, np.arange(3) - 0.3, 0, 0.6, slope, "residual", "soft")
    texts = [("{:.2f}", v) for v in p]
    marks["their values"] = s.text(1, np.arange(3), np.array(p) + 0.05, texts, "ink")
    return marks, [
        ("probability of b: exp {:.2f} / sum {:.2f} = {:.2f}", powers[1], sum(powers), p[1]),
        ("loss if b comes: {:.2f} nats", loss),
        ("slope: a {:+.2f}, b {:+.2f}, c {:+.2f}", *slope),
    ]


@functools.cache
def trained():
    """The logits after each of 60 steps of torch.optim.Adam on an Embedding, from 0."""
    model = nn.Embedding(27, 27, dtype=torch.float64)
    nn.init.zeros_(model.weight)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.1)
    share = torch.tensor(COUNTS / COUNTS.sum())
    path = []
    for _ in range(61):
        path.append(model.weight.detach().clone())
        optimizer.zero_grad()
        loss = -(share * model(torch.arange(27)).log_softmax(1)).sum()
        loss.backward()
        optimizer.step()
    return torch.stack(path)


def entropy(share):
    return -sum(v * math.log(v) for v in share if v > 0)


def counts_and_descent(s):
    letter, step = int(s.value(0)), int(s.value(1))
    share, rows = P, COUNTS.sum(1) / COUNTS.sum()
    p = trained()[step].softmax(1).numpy()
    path = trained().log_softmax(2).numpy()
    losses = -(share[letter] * path[:, letter]).sum(1)
    low, high = s.axes[1].get_xlim()
    floor = entropy(share[letter])
    marks = {
        "softmax": bars(s, 0, p[letter], "line", "third"),
        "counted": outlines(s, 0, share[letter]),
        "letter now": now(s, 0, letter, 80),
        "least loss": s.line(1, [low, high], [floor, floor], "data"),
        "loss": s.line(1, np.arange(61), losses),
        "loss now": s.points(1, step, losses[step], "line"),
    }
    far = int(np.argmax(abs(p[letter] - share[letter])))
    every = -(rows[:, None] * share * path[step]).sum()
    return marks, [
        (
            f'farthest from its outline: "{SYMBOLS[far]}": {{:.1f}} %, counted {{:.1f}} %',
            100 * float(p[letter, far]),
            100 * float(share[letter, far]),
        ),
        (
            f'loss after "{SYMBOLS[letter]}": {{:.3f}} nats; with the counted shares {{:.3f}}',
            float(losses[step]),
            floor,
        ),
        (
            "loss after all letters: {:.3f} nats; with the counts {:.3f}",
            float(every),
            float(sum(rows * [entropy(row) for row in share])),
        ),
    ]


def at_temperature(share, temperature):
    power = [v ** (1 / temperature) for v in share]
    return [v / sum(power) for v in power]


@functools.cache
def drawn():
    """Eight rows of fourteen random numbers."""
    numbers = torch.Generator().manual_seed(5)
    return torch.rand(8, 14, dtype=torch.float64, generator=numbers).tolist()


@functools.cache
def written(temperature):
    """The eight names, one letter after the other, and the least distance of a choice."""
    found, margin = [], 1.0
    for draws in drawn():
        name, letter = "", 0
        for draw in draws:
            sums = list(itertools.accumulate(at_temperature(SMOOTH[letter], temperature)))
            margin = min(margin, *(abs(draw - v) for v in sums))
            letter = bisect.bisect_right(sums, draw)
            if letter == 0:
                break
            name += SYMBOLS[letter]
        else:
            name += "…"
        found.append(name)
    return found, margin


def temperature(s):
    heat, letter = s.value(0), int(s.value(1))
    share = at_temperature(SMOOTH[letter], heat)
    found, _ = written(heat)
    marks = {
        "shares": bars(s, 0, share, "line", "third"),
        "at 1": outlines(s, 0, SMOOTH[letter]),
        "letter now": now(s, 0, letter, 100),
        "names": s.text(1, 0.05, np.arange(8), [(name,) for name in found], "ink"),
    }
    text, values = three_likeliest(share)
    return marks, [
        (f'after "{SYMBOLS[letter]}": {text}', *values),
        (
            "different names: {} of 8; in the training names: {}",
            len({*found}),
            len([name for name in found if name in TRAIN]),
        ),
    ]


# what tests/test_explore.py compares with the figures

EXPECTED = {
    "next_letter": next_letter,
    "logits_to_bars": logits_to_bars,
    "counts_and_descent": counts_and_descent,
    "temperature": temperature,
}


# what can be dragged: the dots, which of them, and the controls that they take along
HANDLES = {
    "next_letter": [("letter now", 0, ["letter now"])],
    "logits_to_bars": [(f"logit of {name}", 0, [f"logit of {name}"]) for name in "abc"],
    "counts_and_descent": [("letter now", 0, ["letter now"]), ("loss now", 0, ["step"])],
    "temperature": [("letter now", 0, ["letter now"])],
}


def nearly_sure(s):
    row = COUNTS[int(s.value(0))]
    return 4 * row.max() >= 3 * row.sum()


def without_b(s):
    return s.value(1) == 0 and loss_of_b([s.value(i) for i in range(3)])[0] < 0.2


def slow(s):
    letter, step = int(s.value(0)), int(s.value(1))
    p = trained()[step, letter].softmax(0).numpy()
    return step == 20 and bool((abs(p - P[letter]) > 0.2).any())


def new_and_known(s):
    found, _ = written(s.value(0))
    return len({*found}) == 8 and len({*found} & {*TRAIN}) >= 3


GOALS = {
    "next_letter": (
        "find a letter after which one letter comes three times out of four",
        nearly_sure,
    ),
    "logits_to_bars": (
        "with the logit of b at 0.00, bring the loss below 0.20 nats",
        without_b,
    ),
    "counts_and_descent": (
        "at step 20, find a letter with a bar that is still more than 20 points off",
        slow,
    ),
    "temperature": (
        "make 8 different names, of which 3 or more stand in the training names",
        new_and_known,
    ),
}


# label of a legend: the mark that it names, None for what does not move
LEGENDS = {
    ("counts_and_descent", 0): {
        "counted": "counted",
        "softmax of the logits": "softmax",
    },
    ("temperature", 0): {
        "temperature 1": "at 1",
        "this temperature": "shares",
    },
}


# the numbers of each text alternative, computed
after_a = sorted(100 * P[1], reverse=True)
three = [math.e**2, 1, 1 / math.e]
ALTS = {
    "next_letter": [27, *after_a[:3]],
    "logits_to_bars": [2, 0, -1, *three, *(power / sum(three) for power in three)],
    "counts_and_descent": [after_a[0], 100 / 27, 0, math.log(27), 60, entropy(P[1]), 0],
    "temperature": [1, 100 * SMOOTH[1].max(), 14],
}


def test_the_text_alternatives_name_the_letters():
    order = sorted(range(27), key=lambda i: -P[1][i])
    assert [SYMBOLS[i] for i in order[:3]] == [".", "n", "r"]
    alt, (found, _) = BOOKS["temperature"]().alt, written(1.0)
    assert f": {found[0]}, {found[1]} and others that nobody has; one is cut off" in alt
    assert not {*found} & {*names()} and sum(name.endswith("…") for name in found) == 1


def test_no_name_hangs_on_the_last_digit():
    """A number that is drawn is never as near to a sum as processors differ."""
    for text in BOOKS["temperature"]().controls[0].texts:
        assert written(float(text))[1] > 1e-6, text


def test_one_letter_alone_reaches_a_goal():
    """No other letter does, and no other comes near."""
    most = P.max(1)
    late = abs(trained()[20].softmax(1).numpy() - P).max(1)
    for reach, least in ((most, 0.75), (late, 0.2)):
        assert [SYMBOLS[i] for i in np.flatnonzero(reach > least)] == ["q"]
        assert np.sort(reach)[-2] < 0.95 * least
