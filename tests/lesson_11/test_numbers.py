"""Every number that lesson 11 prints, computed another way; tests/printed.py compares."""

import math

import torch
from printed import Between, numbers_of

from helpers.data import read_table
from helpers.models import GPT, stored_gpt
from helpers.tasks import in_english
from helpers.text import CHARACTERS, code, king_james, plays

prints, test_numbers = numbers_of("11")

V, C, L, CONTEXT = 99, 128, 4, 160
MODELS = {"lesson_09_gpt": (64, 2, 64), "lesson_10_base": (C, L, CONTEXT)}
TEXTS = (plays()["Twelfth Night"], king_james()[1], code()[1])
TOKENS = 6400


def size(width, layers, context):
    """The numbers in tables and matrices, in biases and in norms."""
    matrices = (V + context) * width + layers * 12 * width * width
    return matrices + layers * 13 * width + 2 * width


def rows_of(name):
    header, rows = read_table(f"lesson_11_{name}.csv")
    return [dict(zip(header, row, strict=True)) for row in rows]


@torch.no_grad()
def bits(model: GPT, documents: list[str]) -> float:
    """Bits a byte of the first tokens, one row after the other."""
    text = "■" + "".join(f"{document}■" for document in documents)
    ids = torch.tensor([CHARACTERS.numbers[letter] for letter in text[: TOKENS + 1]])
    total = 0.0
    for start in range(0, TOKENS, model.context):
        row = ids[start : start + model.context + 1]
        p = model(row[None, :-1])[0].double().softmax(-1)
        total -= p[range(model.context), row[1:]].log2().sum().item()
    return total / TOKENS


@prints("models", rel=2e-3)
def _():
    shown = []
    for name, (width, layers, context) in MODELS.items():
        shown += [size(width, layers, context), V]
        for number, text in enumerate(TEXTS):
            shown += [1611] if number == 1 else []
            shown.append(bits(stored_gpt(name), text))
    return shown


@torch.no_grad()
def answer_loss(question: str, answer: str) -> float:
    """Minus the mean logarithm of p of the letters of an answer and its end mark."""
    text, letters = f"■{question} {answer}", f"{answer}■"
    ids = torch.tensor([[CHARACTERS.numbers[letter] for letter in text]])
    p = stored_gpt("lesson_10_base")(ids)[0].double().softmax(-1)
    places = range(ids.shape[1] - len(letters), ids.shape[1])
    found = [p[t, CHARACTERS.numbers[a]].item() for t, a in zip(places, letters, strict=True)]
    return -sum(map(math.log, found)) / len(letters)


@prints("one-loss", rel=1e-4)
def _():
    return [answer_loss("three km?", "seven yuan.")] * 3


@prints("batch")
def _():
    """The shapes are those of the longest row; an answer counts its letters and the end mark."""
    longest = "what do I pay for sixty km? you pay one hundred twenty-one yuan."
    shape = [6, len(longest) + 1]
    counts = []
    for kilometres in (3, 60):
        yuan = f"{in_english(2 * kilometres + 1)} yuan."
        counts += [len(f"{begin}{yuan}") + 1 for begin in ("", "it costs ", "you pay ")]
    return [*shape, *shape, *counts]


@prints("two-rows", rel=2e-3)
def _():
    """The loss of both is the mean with the numbers of tokens as weights."""
    short = answer_loss("three km?", "seven yuan.")
    long = answer_loss("a ride of sixty km?", "it costs one hundred twenty-one yuan.")
    both = (12 * short + 38 * long) / 50
    return [short, long, both]


@prints("train")
def _():
    return [80 * 3, 20 * 3]


@prints("full")
def _():
    """What was measured before, rounded down to halves, and bounds for after it."""
    untouched = [
        r for r in rows_of("fares") if (r["way"], r["seed"], r["step"]) == ("full", "0", "0")
    ]
    answer = float(untouched[0]["answer"])
    return [math.floor(2 * answer) / 2, 1.0, Between(0, 0.5), Between(2, 3)]


@prints("forgetting")
def _():
    shown = []
    for way in ("full", "full, old text"):
        for step in ("0", "300"):
            some = [r for r in rows_of("fares") if (r["way"], r["step"]) == (way, step)]
            shown += [int(step), *(float(r["never"]) for r in some)]
            shown += [float(r["plays"]) for r in some]
    return shown


@prints("slips")
def _():
    shown = []
    for name in dict.fromkeys(r["slip"] for r in rows_of("slips")):
        some = [r for r in rows_of("slips") if r["slip"] == name]
        for column in ("never", "starts", "ended"):
            shown += [float(r[column]) for r in some]
        shown.append(sum(float(r["train"]) for r in some) / 3)
    return shown


@prints("rank-one")
def _():
    """Each number of B A is one of B times one of A; each of the result is a row times x."""
    first, second = (1, 2), (3, 0, -1)
    table = [[b * a for a in first] for b in second]
    result = [10 * row[0] + 1 * row[1] for row in table]
    return [*(number for row in table for number in row), *result, *result]


@prints("first")
def _():
    """A has 2 x 6 numbers and B has 4 x 2; with B at 0, A has no slope."""
    return [0, 2 * 6, 0, 4 * 2, 4 * 2, 0]


@prints("add")
def _():
    layers = 4 * [(C, C)] + [(C, 4 * C), (4 * C, C)]  # of one block: in, out
    return [L * sum(8 * (a + b) for a, b in layers), size(C, L, CONTEXT)]


@prints("train-lora")
def _():
    return [0, 1]


@prints("ways")
def _():
    shown = []
    last = [r for r in rows_of("fares") if r["step"] == "300"]
    for way in dict.fromkeys(r["way"] for r in last):
        some = [r for r in last if r["way"] == way]
        named = [int(way[-1])] if way.startswith("rank") else []
        losses = [sorted(float(r[column]) for r in some) for column in ("answer", "plays")]
        ranges = [each[place] for each in losses for place in (0, -1)]
        shown += [*named, int(some[0]["moved"]), min(int(r["shown"]) for r in some)]
        shown += [*(int(r["never"]) for r in some), *ranges]
        shown.append(sum(float(r["seconds"]) for r in some) / 3)
    return shown


@prints("longer")
def _():
    """The counts are those of the stored answers after 300 steps: they are of the same model."""
    generator = torch.Generator().manual_seed(100)
    order = [1 + km for km in torch.randperm(100, generator=generator).tolist()]
    header, rows = read_table("lesson_11_fare_line.csv")
    rows = [dict(zip(header, row, strict=True)) for row in rows]
    said = {
        int(r["km"]): int(r["fare"]) for r in rows if (r["way"], r["step"]) == ("rank 8", "300")
    }
    shown = []
    for some in (order[:20], order[80:], range(101, 121)):
        right = sum(said[km] == 2 * km + 1 for km in some)
        shown += [right, 20, some[0], 2 * some[0] + 1]
    return shown


@prints("uses")
def _():
    shown = []
    for use in dict.fromkeys(r["use"] for r in rows_of("uses")):
        some = [r for r in rows_of("uses") if r["use"] == use]
        if float(some[0]["floor"]) >= 0:
            shown += [float(r["floor"]) for r in some]
        for r in some:
            columns = ("seed", "before", "after", "simple", "low", "high")
            shown += [float(r[column]) for column in columns]
    return shown


@prints("preference", rel=1e-3)
def _():
    u = (-18 + 20) + (23 - 20)
    p = 1 / (1 + math.exp(-0.1 * u))
    return [u, p, math.log1p(math.exp(-0.1 * u)), math.log1p(math.exp(-0.1 * u))]


@prints("real")
def _():
    """The second line of pip names a version, 0.1.2; 93 is the distance that was asked for last."""
    facts = {r["what"]: float(r["value"]) for r in rows_of("real")}
    shown = [0.1, facts["vocabulary"], facts["context"]]
    shown += [facts[text] for text in ("plays", "king_james", "code")]
    for way in ("chat", "examples", "LoRA"):
        shown += [facts[way], 60, facts[f"{way} longer"], 60]
    return [*shown, 93, facts["LoRA plays"]]


def test_old_text_costs_many_right_answers_in_two_of_three_seeds():
    last = [r for r in rows_of("fares") if r["step"] == "300"]
    right = {(r["way"], r["seed"]): int(r["never"]) for r in last}
    fewer = [right["full", seed] - right["full, old text", seed] for seed in "012"]
    assert sum(drop > 10 for drop in fewer) == 2 and min(fewer) > 0
