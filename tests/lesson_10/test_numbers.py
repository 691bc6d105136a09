"""Every number that lesson 10 prints, computed another way; tests/printed.py compares."""

import atexit
import functools
import math
import shutil
import tempfile

import torch
from printed import Between, numbers_of
from torch import nn

from helpers.data import read_table
from helpers.models import GPT, next_token_loss
from helpers.streams import Windows, stream, write_tokens
from helpers.text import CHARACTERS, plays

prints, test_numbers = numbers_of("10")

V, T, C, L = 99, 64, 64, 2
STEPS, ROWS = 400, 32
LEFT_OUT = ("Twelfth Night", "The Tempest")
HELD_OUT = "".join(f"{scene}■" for scene in plays()["Twelfth Night"])


def matrices(width, layers, symbols, context):
    """The numbers that stand in matrices and tables, and those in biases and norms."""
    tables = (symbols + context) * width + layers * (4 * width * width + 8 * width * width)
    return tables, layers * (4 * width + 5 * width + 4 * width) + 2 * width


def rows_of(name):
    header, rows = read_table(f"lesson_10_{name}.csv")
    return [dict(zip(header, row, strict=True)) for row in rows]


@prints("data")
def _():
    texts = [s for title, scenes in plays().items() for s in scenes if title not in LEFT_OUT]
    return [sum(len(text) + 1 for text in texts) + 1, len(HELD_OUT) // T * T]


@prints("device")
def _():
    return [sum(matrices(C, L, V, T)), STEPS * ROWS * T]


@prints("operations")
def _():
    """Multiplications and additions of each product of matrices, by their sizes."""
    a_token = L * (4 * C * C + 8 * C * C) + V * C + L * 2 * T * C  # the last: scores and mixing
    share = 2 * a_token / (2 * sum(matrices(C, L, V, T)))
    return [share, 2, share, 6, 2]


@prints("price", rel=0.05)
def _():
    base = sum(matrices(128, 4, V, 160))
    plans = [
        (sum(matrices(C, L, V, T)), STEPS * ROWS * T, 5e10, 1),
        (base, 4000 * 32 * 160, 5e10, 60),
        (8e9, 15e12, 4e14, 365 * 86_400),
    ]
    shown = []
    for number, (n, d, speed, unit) in enumerate(plans):
        named = [3] if number == 2 else []  # Llama 3 8B
        shown += [*named, n, d, 6, 6 * n * d, 6 * n * d / speed / unit]
    return shown


@prints("decay")
def _():
    """Both rules for one weight at a time, number by number."""
    return [one(size, apart) for apart in (False, True) for size in (100, 0.01)]


def one(size, apart):
    w, m, v = 1.0, 0.0, 0.0
    for t in range(1, 101):
        slope = size if t % 2 == 0 else -size
        if apart:
            w -= 0.01 * 0.1 * w
        else:
            slope += 0.1 * w
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope * slope
        w -= 0.01 * (m / (1 - 0.9**t)) / (math.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return w


@prints("adamw")
def _():
    torch.manual_seed(0)
    start, slopes = torch.randn(3).tolist(), torch.randn(5, 3).tolist()
    ended = []
    for i, w in enumerate(start):
        m = v = 0.0
        for t, row in enumerate(slopes, start=1):
            w *= 1 - 0.1 * 0.1
            m, v = 0.9 * m + 0.1 * row[i], 0.999 * v + 0.001 * row[i] ** 2
            w -= 0.1 * (m / (1 - 0.9**t)) / (math.sqrt(v / (1 - 0.999**t)) + 1e-8)
        ended.append(w)
    return ended


@prints("groups")
def _():
    large, small = matrices(C, L, V, T)
    return [0.1, 2 + L * 6, large, 0.0, L * (6 + 4) + 2, small]


@prints("same-schedule")
def _():
    """Up along a line, then down along half a wave."""
    wave = [0.001 + 0.009 * (1 + math.cos(math.pi * i / 30)) / 2 for i in (0, 15, 29)]
    return [0.001, 0.005, 0.01, *wave]


@prints("clip")
def _():
    return [0.5]


@prints("recipe")
def _():
    shown = [0.003, 0.01, 0.03]
    rows = rows_of("recipe")
    for way in dict.fromkeys(row["way"] for row in rows):
        for lr in shown[:3]:
            shown += [
                float(row["held_out"])
                for row in rows
                if row["way"] == way and float(row["lr"]) == lr
            ]
    return shown


@prints("train")
def _():
    """Trained again with the rule of AdamW written out, so that the last digits differ."""
    run = ByHand(steps=120, width=C, rows=ROWS, seed=1)
    shown = []
    for end in (60, 120):
        run.train(60)
        shown += [end, Between(run.held_out() - 0.06, run.held_out() + 0.06), 1]
    return shown


@prints("resume")
def _():
    """Twenty steps by hand, and again with parts of the training forgotten in the middle."""
    whole = ByHand(20, 16, 8)
    whole.train(20)
    shown = []
    for forgotten in (("optimizer", "step", "place"), ("step", "place"), ("place",), ()):
        run = ByHand(20, 16, 8)
        run.train(10)
        run.forget(forgotten)
        run.train(10)
        shown.append(max((a - b).abs().max().item() for a, b in zip(run.p, whole.p, strict=True)))
    return shown


class ByHand:
    """A training of the lesson, with clipping, schedule and AdamW written out."""

    def __init__(self, steps, width, rows, seed=0):
        torch.manual_seed(0)
        self.model = GPT(V, T, width, 4, L)
        self.p = list(self.model.parameters())
        self.steps, self.step, self.warmup = steps, 0, steps // 10
        self.rows, self.seed, self.place = rows, seed, 0
        self.forget(("optimizer",))

    def forget(self, parts):
        if "optimizer" in parts:
            self.t = 0
            self.m = [torch.zeros_like(p) for p in self.p]
            self.v = [torch.zeros_like(p) for p in self.p]
        if "step" in parts:
            self.step = 0
        if "place" in parts:
            self.place = 0

    def rate(self):
        if self.step < self.warmup:
            return 0.01 * (self.step + 1) / self.warmup
        wave = math.cos(math.pi * (self.step - self.warmup) / (self.steps - self.warmup))
        return 0.01 * (0.55 + 0.45 * wave)

    @torch.no_grad()
    def train(self, steps):
        reader = Windows(tokens(), T, self.rows, steps, seed=self.seed)
        reader.given = self.place
        for X, y in reader:
            with torch.enable_grad():
                loss = next_token_loss(self.model(X), y)
                slopes = torch.autograd.grad(loss, self.p)
            length = math.sqrt(sum((g.double() ** 2).sum().item() for g in slopes))
            self.t += 1
            for p, g, m, v in zip(self.p, slopes, self.m, self.v, strict=True):
                g = g / max(1.0, length)
                m.mul_(0.9).add_(g, alpha=0.1)
                v.mul_(0.95).add_(g * g, alpha=0.05)
                if p.ndim > 1:
                    p -= self.rate() * 0.1 * p
                mean, square = m / (1 - 0.9**self.t), v / (1 - 0.95**self.t)
                p -= self.rate() * mean / (square.sqrt() + 1e-8)
            self.step += 1
            self.place += 1

    @torch.no_grad()
    def held_out(self):
        ids = torch.tensor([0] + [CHARACTERS.numbers[letter] for letter in HELD_OUT])
        ids = ids[: (len(ids) - 1) // T * T + 1]
        rows = ids[:-1].view(-1, T)
        losses = [
            nn.functional.cross_entropy(
                self.model(rows[i : i + 400]).flatten(0, 1),
                ids[1:].view(-1, T)[i : i + 400].flatten(),
                reduction="sum",
            ).item()
            for i in range(0, len(rows), 400)
        ]
        return sum(losses) / rows.numel()


@functools.cache
def tokens():
    """The training text as a file, made once."""
    texts = [s for title, scenes in plays().items() for s in scenes if title not in LEFT_OUT]
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    write_tokens(f"{folder}/plays.bin", stream(texts, CHARACTERS))
    return f"{folder}/plays.bin"


@prints("command")
def _():
    return [7, 20]


@prints("scaling")
def _():
    rows = [row for row in rows_of("scaling") if row["width"] != "96"]
    budgets = sorted({int(row["tokens"]) for row in rows})
    shown = [*budgets]
    for width in sorted({int(row["width"]) for row in rows}):
        shown += [width, sum(matrices(width, L, V, T))]
        for budget in budgets:
            losses = [
                float(row["held_out"])
                for row in rows
                if (int(row["width"]), int(row["tokens"])) == (width, budget)
            ]
            shown.append(sum(losses) / 2)
    return shown


@prints("fifth")
def _():
    """The line through the logarithms by its two equations, solved by Cramer's rule."""
    costs = {}
    for row in rows_of("scaling"):
        if row["width"] != "96":
            n = sum(matrices(int(row["width"]), L, V, T))
            costs.setdefault(6 * n * int(row["tokens"]), []).append(float(row["held_out"]))
    means = {cost: sum(losses) / len(losses) for cost, losses in costs.items()}
    edge = [c for c in sorted(means) if all(means[c] <= means[d] for d in means if d <= c)]
    x, z = [math.log(c) for c in edge], [math.log(means[c]) for c in edge]
    n, sx, sz = len(edge), sum(x), sum(z)
    sxx, sxz = sum(a * a for a in x), sum(a * b for a, b in zip(x, z, strict=True))
    slope = (n * sxz - sx * sz) / (n * sxx - sx * sx)
    level = (sz * sxx - sx * sxz) / (n * sxx - sx * sx)
    fifth = [row for row in rows_of("scaling") if row["width"] == "96"]
    cost = 6 * sum(matrices(96, L, V, T)) * int(fifth[0]["tokens"])
    measured = sum(float(row["held_out"]) for row in fifth) / len(fifth)
    return [n, slope, math.exp(level + slope * math.log(cost)), measured]


@prints("memory")
def _():
    """What two bytes hold: a sign, then 8 bits of exponent and 7 of digits, or 5 and 10."""
    shown = [8e9 * 16 / 1e9, 64, 8e9 * 16 / 1e9 / 64]
    for exponent, digits in ((8, 23), (5, 10), (8, 7)):
        largest = 2.0 ** (2 ** (exponent - 1) - 1) * (2 - 2.0**-digits)
        step = 2.0**-digits
        shown += [largest, 1.001, 1 + round(0.001 / step) * step]
    return shown
