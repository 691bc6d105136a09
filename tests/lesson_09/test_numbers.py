"""Every number that lesson 09 prints, computed another way; tests/printed.py compares."""

import csv
import math

import torch
from lessons import ROOT
from printed import Between, numbers_of

from helpers.models import as_gpt2, stored_gpt
from helpers.streams import stream
from helpers.text import CHARACTERS, split_plays

prints, test_numbers = numbers_of("09")

ROWS = [[2, 0], [4, 2], [0, 4], [2, 2]]


def softmax(scores):
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


@prints("loop")
def _():
    return [sum(row[c] for row in ROWS[: t + 1]) / (t + 1) for t in range(4) for c in (0, 1)]


@prints("matrix", rel=2e-4)
def _():
    return [(s <= t) / (t + 1) for t in range(4) for s in range(4)]


@prints("mask-softmax")
def _():
    return [-math.inf if s > t else 0 for t in range(4) for s in range(4)]


@prints("by-hand")
def _():
    keys = [(1, 0), (0, 1), (-1, 1), (2, -1)]
    scores = [1 * x + 2 * y for x, y in keys]
    weights = softmax(scores)
    result = sum(weight * 10 * (i + 1) for i, weight in enumerate(weights))
    return [*scores, *weights, weights[1], result]


@prints("layers")
def _():
    return [4, 8, 4, 4, 4, 4]


@prints("same-letter")
def _():
    """The same draws, multiplied number by number."""
    torch.manual_seed(1)
    table = torch.randn(99, 8)
    weights = [torch.nn.Linear(8, 4, bias=False).weight.tolist() for _ in range(2)]
    symbols = "■░\n" + "".join(map(chr, range(32, 127))) + "¥"
    rows = [table[symbols.index(letter)].tolist() for letter in "that"]

    def made(row, weight):
        return [sum(a * b for a, b in zip(row, line, strict=True)) for line in weight]

    query = made(rows[3], weights[0])
    keys = [made(row, weights[1]) for row in rows]
    return softmax([sum(a * b for a, b in zip(query, key, strict=True)) for key in keys])


@prints("scale")
def _():
    shown = []
    torch.manual_seed(0)
    for width in (4, 16, 64, 256):
        q, k = torch.randn(1000, 1, width), torch.randn(1000, 16, width)
        scores = (q.double() * k.double()).sum(dim=2)
        shown += [width, scores.std().item()]
        for number in (1, width):
            powers = (scores / number**0.5).exp()
            shown.append((powers.amax(dim=1) / powers.sum(dim=1)).mean().item())
    return shown


@prints("measure")
def _():
    torch.manual_seed(0)
    q, k = torch.randn(2, 1000, 16, 4).double()
    scores = torch.einsum("bid, bjd -> bij", q, k)
    deviation = scores.square().mean().sub(scores.mean() ** 2).sqrt().item()
    return [4, deviation / 2, 12, deviation / 12**0.5]


@prints("numbers")
def _():
    return [1, 2, 2, 3] * 2


@prints("cut")
def _():
    """Number 10 t + c is number c of token t; its head is the number's half."""
    return [0, *range(6), 0, *(10 * t + c for t in (0, 1) for c in range(3))]


def share_of_the_slope(add):
    """Of twelve layers, by the chain rule: the slope of the first one's weights, of the last's."""
    torch.manual_seed(0)
    layers = [torch.nn.Linear(16, 16) for _ in range(12)]
    x = torch.randn(64, 16)
    ins, bends = [], []
    with torch.no_grad():
        for layer in layers:
            z = x @ layer.weight.T + layer.bias
            ins.append(x)
            bends.append((z > 0).float())
            x = z.clamp(min=0) + (x if add else 0)
        slope, norms = torch.full_like(x, 1 / x.numel()), []
        for layer, before, bend in zip(layers[::-1], ins[::-1], bends[::-1], strict=True):
            norms.append(((slope * bend).T @ before).norm().item())
            slope = (slope * bend) @ layer.weight + (slope if add else 0)
    return norms[-1] / norms[0]


@prints("deep")
def _():
    return [share_of_the_slope(False), share_of_the_slope(True)]


@prints("shapes")
def _():
    return [2, 8, 2, 8, 48, 2, 8, 48, 2, 4, 8, 8, 2, 8, 99, 99, round(math.log(99), 1)]


def parameters(symbols, context, width, layers):
    """Matrix by matrix, bias by bias."""
    attention = 4 * (width * width + width)
    mlp = width * 4 * width + 4 * width + 4 * width * width + width
    norms = 2 * 2 * width
    return symbols * width + context * width + layers * (attention + mlp + norms) + 2 * width


@prints("tied")
def _():
    return [parameters(99, 32, 48, 2)]


@prints("train")
def _():
    """To one digit; tests/test_ladder.py trains it again."""
    return [Between(1.95, 2.05)]


@prints("merges")
def _():
    text = (ROOT / "helpers/tables/lesson_09_merges.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    shown = []
    for merges, symbols in ((0, 99), (400, 657), (1000, 1257)):
        some = [row for row in rows if int(row["merges"]) == merges]
        letters = [float(row["letters"]) for row in some]
        shown += [merges] if merges else []
        shown += [*letters, *(one / math.log(2) for one in letters)]
        shown.append(parameters(symbols, 32, 48, 2))
    return shown


@prints("no-mask")
def _():
    """To one digit: it copies the next letter, and fails at the last of each row alone."""
    return [Between(0.05, 0.15)]


@prints("count")
def _():
    return [parameters(99, 32, 48, 2)]


@prints("gpt2")
def _():
    return [64, 3 * 64]


@prints("pad")
def _():
    return [1, 0]


@prints("inside", rel=2e-3)
def _():
    """Of the weights that transformers gives for the same model."""
    new = stream(split_plays()[1], CHARACTERS)[:6400]
    rows = new.view(100, 64)
    gpt2 = as_gpt2(stored_gpt())
    gpt2.set_attn_implementation("eager")
    with torch.no_grad():
        layers = gpt2(rows, output_attentions=True).attentions
    text = [CHARACTERS.decode(row) for row in rows]
    shown = [2, 100, 4, 64, 64]
    looks = {
        "break": [[[c == "\n" for c in row]] * 64 for row in text],
        "space": [[[c == " " for c in row]] * 64 for row in text],
    }
    for there in looks.values():
        at = torch.tensor(there)[:, None]
        shares = {
            (block, head): (weights[:, [head]] * at).sum().item() / (100 * 64)
            for block, weights in enumerate(layers)
            for head in range(4)
        }
        best = max(shares, key=shares.get)
        shown += [*best, shares[best], at.float().mean().item()]
    return shown
