"""What the figures of lesson 09 show, computed another way; tests/test_explore.py compares."""

import functools
import itertools
import math

import numpy as np
from lessons import ROOT
from safetensors.numpy import load_file
from sheets import NAN

from helpers.text import CHARACTERS, plays, split_plays

ROWS = np.arange(1, 5)
KEYS = {"1 t": (1.5, 0.5), "2 h": (-0.5, 1.5), "3 a": (-1.5, -0.5), "4 n": (0.5, -1.5)}
NAMES = list(KEYS)
KX, KY = np.array(list(KEYS.values())).T


def by_hand(name, x, y):
    """Scores and weights, one letter after the other; None is masked."""
    scores = []
    for other, (a, b) in KEYS.items():
        scores.append(None if other[0] > name[0] else (x * a + y * b) / 2**0.5)
    powers = [0.0 if score is None else math.exp(score) for score in scores]
    return scores, [power / sum(powers) for power in powers]


def or_nan(values, which):
    return np.array([v if w else NAN for v, w in zip(values, which, strict=True)])


def chain(pieces):
    """Lines from (x0, y0) to (x1, y1), with a gap after each: x and y."""
    x = [v for x0, _, x1, _ in pieces for v in (x0, x1, NAN)]
    y = [v for _, y0, _, y1 in pieces for v in (y0, y1, NAN)]
    return np.array(x), np.array(y)


def scores_to_weights(s):
    name, x, y = s.told[0], s.value(1), s.value(2)
    scores, weights = by_hand(name, x, y)
    there = [score is not None for score in scores]
    gone = [not one for one in there]
    kx, off, row = or_nan(KX, there), or_nan(KX, gone), or_nan(ROWS, gone)
    size = np.array([NAN if score is None else score for score in scores])
    crosses = [
        (a - 0.2, b - t * 0.2, a + 0.2, b + t * 0.2)
        for t in (1, -1)
        for a, b in zip(off, KY, strict=True)
    ]
    hatch = [
        (left + 0.34 * i, r + 0.28, left + 0.34 * (i + 1), r - 0.28)
        for r in row
        for left in (-4.8, 4.8 - 4 * 0.34)
        for i in range(4)
    ]
    told = [("-∞",) if score is None else ("{:.2f}", score) for score in scores]
    marks = {
        "keys": s.points(0, kx, KY),
        "masked keys": s.line(0, *chain(crosses), "ink"),
        "names of the keys": s.text(0, KX, KY + 0.6, [(key,) for key in NAMES], "ink"),
        "whose query": s.text(0, -3.3, 3.2, [(f"query of {name}",)], "ink"),
        "query": s.arrows(0, [(0, 0, x, y)]),
        "tip": s.points(0, x, y, "line"),
        "scores": s.rects(1, 0, ROWS - 0.28, size, 0.56, "residual", "soft"),
        "masked": s.rects(1, -4.8, row - 0.28, 9.6, 0.56, "ink", "soft"),
        "hatch": s.line(1, *chain(hatch), "ink"),
        "masked, in words": s.text(1, 0, row, [("masked",)] * 4, "ink"),
        "weights": s.rects(2, 0, ROWS - 0.28, or_nan(weights, there), 0.56, "line", "third"),
        "numbers of the scores": s.text(1, 8.35, ROWS, told, "ink"),
        "numbers of the weights": s.text(2, 1.73, ROWS, [("{:.2f}", w) for w in weights], "ink"),
    }
    words = ["masked" if score is None else "{:.2f}" for score in scores]
    pairs = ", ".join(f"{key}: {word}" for key, word in zip(NAMES, words, strict=True))
    shares = ", ".join(f"{key}: {{:.2f}}" for key in NAMES)
    return marks, [
        (f"scores: {pairs}", *(score for score in scores if score is not None)),
        (f"weights: {shares}; together 1 before rounding", *weights),
    ]


# the model: the numbers of its file, and a GPT written out in NumPy

LINES = (
    "Come away, come away, death,",
    "How now! what news from her?",
    "And leave the world no copy.",
)
CUTS = (16, 14, 14)  # letters in the first row
SIGNS = {" ": "␣", "\n": "↵"}
WORDS = {" ": "␣ space", "\n": "↵ new line"}


@functools.cache
def numbers_of_the_model():
    found = load_file(ROOT / "helpers" / "checkpoints" / "lesson_09_gpt.safetensors")
    return {name: value.astype(float) for name, value in found.items()}


def through(name, x):
    w = numbers_of_the_model()
    return x @ w[f"{name}.weight"].T + w[f"{name}.bias"]


def normed(name, x):
    w = numbers_of_the_model()
    x = x - x.mean(-1, keepdims=True)
    return (
        x / np.sqrt((x**2).mean(-1, keepdims=True) + 1e-5) * w[f"{name}.weight"] + w[f"{name}.bias"]
    )


def shares_of(scores):
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


@functools.cache
def read(line):
    """weights[block][head] (T, T) and the probabilities of what comes next (T, V) of a line."""
    w = numbers_of_the_model()
    ids = [CHARACTERS.symbols.index(letter) for letter in LINES[line]]
    x = w["tokens.weight"][ids] + w["positions.weight"][: len(ids)]
    seen = np.tril(np.ones((len(ids), len(ids)), bool))
    kept = []
    for block in ("blocks.0", "blocks.1"):
        q, k, v = (
            through(f"{block}.attention.{part}", normed(f"{block}.norm_1", x))
            for part in ("query", "key", "value")
        )
        parts, weights = [], []
        for head in range(4):  # 16 of the 64 numbers each
            own = slice(16 * head, 16 * (head + 1))
            scores = np.where(seen, q[:, own] @ k[:, own].T / 4, -np.inf)
            weights.append(shares_of(scores))
            parts.append(weights[-1] @ v[:, own])
        kept.append(weights)
        x = x + through(f"{block}.attention.out", np.concatenate(parts, axis=1))
        wide = through(f"{block}.mlp.0", normed(f"{block}.norm_2", x))
        wide = 0.5 * wide * (1 + np.tanh(np.sqrt(2 / np.pi) * (wide + 0.044715 * wide**3)))
        x = x + through(f"{block}.mlp.2", wide)
    return kept, shares_of(normed("norm", x) @ w["tokens.weight"].T)


def to_the_one_before(line, block, head):
    weights = read(line)[0][block][head]
    return float(np.mean([weights[t, t - 1] for t in range(1, 28)]))


def sign(letter):
    return SIGNS.get(letter, letter)


def boxes(line):
    """Left edge of each box, and the foot of the bars above it."""
    cut = CUTS[line]
    edges = [12 + 36 * (t if t < cut else t - cut) for t in range(28)]
    return np.array(edges, float), np.array([128.0 if t < cut else 264.0 for t in range(28)])


def attention_of_a_model(s):
    text, now = s.told[0], int(s.value(1))
    line, block, head = LINES.index(text), int(s.value(2)), int(s.value(3))
    weights, p = read(line)
    here, next_ = weights[block][head][now], p[now]
    order = sorted(range(now + 1), key=lambda t: -here[t])[:3]
    best = sorted(range(99), key=lambda i: -next_[i])[:3]
    symbols = [CHARACTERS.symbols[i] for i in best]
    shares = [100 * float(next_[i]) for i in best]
    x, foot = boxes(line)
    number = np.arange(28)
    before, seen = or_nan(x, number < now), or_nan(x, number <= now)
    top = order[0]
    comes = sign((text + "\n")[now + 1])
    y = np.array([96.0, 168, 240])
    marks = {
        "whose weights": s.text(0, 12, 18, [(f"weights of block {block}, head {head}",)], "ink"),
        "letters before": s.rects(0, before, foot + 4, 33, 28, "data", "soft"),
        "letter now": s.rects(0, x[now], foot[now] + 4, 33, 28, "line", "third"),
        "letters": s.text(0, x + 16.5, foot + 18, [(sign(letter),) for letter in text], "ink"),
        "weights": s.rects(0, seen + 6.5, foot, 20, -70 * here, "data", "fourth"),
        "largest weight": s.text(
            0, x[top] + 16.5, foot[top] - 70 * here[top] - 11, [("{:.2f}", float(here[top]))], "ink"
        ),
        "place": s.points(0, x[now] + 16.5, foot[now] + 42, "start"),
        "next": s.text(1, 0, 18, [("next letter",)], "ink"),
        "in the play": s.text(1, 0, 50, [(f"in the play: {comes}",)], "ink"),
        "names of the next": s.text(1, 0, y, [(WORDS.get(a, a),) for a in symbols], "ink"),
        "shares of the next": s.text(1, 290, y, [("{:.0f} %", share) for share in shares], "ink"),
        "next letters": s.rects(1, 0, y + 16, 2.9 * np.array(shares), 22, "line", "third"),
    }
    looks = ", ".join(f'"{sign(text[t])}" at {t}: {{:.2f}}' for t in order)
    says = ", ".join(f'"{sign(symbol)}" {{:.0f}} %' for symbol in symbols)
    mean = "weight of the letter before, in the mean over the line: {:.2f}"
    return marks, [
        (mean, to_the_one_before(line, block, head)),
        (f'"{sign(text[now])}" at {now} looks at {looks}', *(float(here[t]) for t in order)),
        (f'next in the play: "{comes}"; the model: {says}', *shares),
    ]


# the shapes, written down: name, the shape with 3 heads and with 4, and what is said
ALL, WIDE = "(2, 8, 12)", "(2, 8, 48)"
COUNTED = {
    ALL: "(B, T, C): 2 × 8 × 12 = 192 numbers",
    WIDE: "(B, T, 4C): 2 × 8 × 48 = 768 numbers",
    "(2, 8, 3, 4)": "(B, T, H, D): 2 × 8 × 3 × 4 = 192 numbers",
    "(2, 8, 4, 3)": "(B, T, H, D): 2 × 8 × 4 × 3 = 192 numbers",
    "(2, 3, 8, 4)": "(B, H, T, D): 2 × 3 × 8 × 4 = 192 numbers",
    "(2, 4, 8, 3)": "(B, H, T, D): 2 × 4 × 8 × 3 = 192 numbers",
    "(2, 3, 8, 8)": "(B, H, T, T): 2 × 3 × 8 × 8 = 384 numbers",
    "(2, 4, 8, 8)": "(B, H, T, T): 2 × 4 × 8 × 8 = 512 numbers",
}
CUT, FIRST_HEADS, TABLES = (
    ("(2, 8, 3, 4)", "(2, 8, 4, 3)"),
    ("(2, 3, 8, 4)", "(2, 4, 8, 3)"),
    ("(2, 3, 8, 8)", "(2, 4, 8, 8)"),
)
WALK = [
    ("tokens + positions", ALL, ALL, "two vectors for each token, added"),
    ("norm_1", ALL, ALL, "a copy of x, each token with mean 0 and spread 1"),
    ("query, key, value", ALL, ALL, "three linear layers, from 12 to 12 numbers"),
    ("view (cut in heads)", *CUT, "the 12 numbers of a token, {} heads of {}"),
    ("transpose (T and H)", *FIRST_HEADS, "each head has a table of its own"),
    ("q @ k.transpose / √D", *TABLES, "scores of each query with each key"),
    ("mask, softmax", *TABLES, "weights; 0 for later tokens, each row adds up to 1"),
    ("weights @ v", *FIRST_HEADS, "in each head, a mix of the values for each token"),
    ("transpose (H and T)", *CUT, "they change places again"),
    ("flatten (join heads)", ALL, ALL, "{} heads side by side, 12 numbers again"),
    ("out", ALL, ALL, "one more linear layer mixes what the heads found"),
    ("x = x + attention", ALL, ALL, "the branch comes back; only equal shapes add"),
    ("norm_2", ALL, ALL, "a copy of x again, each token with mean 0 and spread 1"),
    ("mlp, linear + GELU", WIDE, WIDE, "from 12 to 48 numbers, token by token"),
    ("mlp, linear back", ALL, ALL, "from 48 to 12 numbers, token by token"),
    ("x = x + mlp", ALL, ALL, "the branch comes back; the next block takes this x"),
]
THREE_TIMES = ("query, key, value", "view (cut in heads)", "transpose (T and H)")


def through_a_block(s):
    heads, now = int(s.told[0].removeprefix("H = ")), int(s.value(1))
    y = 50 + 26.5 * np.arange(16)
    names = [name for name, *_ in WALK]
    shapes = [row[heads - 2] for row in WALK]
    told = [
        (f"3 × {shape}" if name in THREE_TIMES else shape,)
        for name, shape in zip(names, shapes, strict=True)
    ]
    sizes = f"B = 2, T = 8, C = 12, H = {heads}, D = {12 // heads}"
    on_stream = names[now] == "tokens + positions" or "x + " in names[now]
    marks = {
        "step": s.rects(0, 84, y[now] - 12.5, 514, 25, "line", "soft"),
        "place": s.points(0, 30 if on_stream else 66, y[now], "start"),
        "names": s.text(0, 90, y, [(name,) for name in names], "ink"),
        "shapes": s.text(0, 590, or_nan(y, np.arange(16) <= now), told, "ink"),
        "sizes": s.text(0, 590, 20, [(sizes,)], "ink"),
    }
    words = WALK[now][3].format(heads, 12 // heads)
    times = "three times " if names[now] in THREE_TIMES else ""
    return marks, [(f"{names[now]}: {words}",), (f"{times}{COUNTED[shapes[now]]}",)]


# what tests/test_explore.py compares with the figures

EXPECTED = {
    "attention_of_a_model": attention_of_a_model,
    "scores_to_weights": scores_to_weights,
    "through_a_block": through_a_block,
}


# what can be dragged: the dots, which of them, and the controls that they take along
HANDLES = {
    "attention_of_a_model": [("place", 0, ["place"])],
    "scores_to_weights": [("tip", 0, ["query, x", "query, y"])],
    "through_a_block": [("place", 0, ["step"])],
}


def most_to_the_first(s):
    return s.told[0] == "4 n" and by_hand("4 n", s.value(1), s.value(2))[1][0] > 0.9


def looks_one_back(s):
    line = LINES.index(s.told[0])
    return to_the_one_before(line, int(s.value(2)), int(s.value(3))) > 0.5


GOALS = {
    "attention_of_a_model": (
        "find a head that gives more than half of its weight to the letter before",
        looks_one_back,
    ),
    "scores_to_weights": (
        "let the n give more than 0.9 of its weight to the t",
        most_to_the_first,
    ),
}


# the numbers of each text alternative, computed
START = by_hand("4 n", -1, -1)
FIRST = read(0)
ALTS = {
    "attention_of_a_model": [17, 15, FIRST[0][0][0][17, 15], 100 * FIRST[1][17].max()],
    "scores_to_weights": [1, 2, 3, 4, 4, *START[0], *START[1], 4],
    "through_a_block": [10, 3, 16, 2, 8, 12],
}


def test_no_goal_hangs_on_the_last_digit():
    steps = np.arange(-12, 13) / 4
    for x, y in itertools.product(steps, steps):
        assert abs(by_hand("4 n", x, y)[1][0] - 0.9) > 1e-4
    for line, block, head in itertools.product(range(3), range(2), range(4)):
        assert abs(to_the_one_before(line, block, head) - 0.5) > 0.05


def test_on_its_key_a_query_gives_most_and_not_nearly_all():
    for name, (x, y) in KEYS.items():
        _, weights = by_hand("4 n", x, y)
        assert max(weights) == weights[NAMES.index(name)]
        assert 0.7 < max(weights) < 0.8


def test_a_query_twice_as_long_makes_the_weights_more_uneven():
    assert max(by_hand("4 n", 3, 1)[1]) > max(by_hand("4 n", 1.5, 0.5)[1])
    assert by_hand("4 n", 0, 0)[1] == [0.25] * 4


def test_one_head_of_the_model_looks_one_letter_back():
    found = {
        (block, head)
        for line, block, head in itertools.product(range(3), range(2), range(4))
        if to_the_one_before(line, block, head) > 0.5
    }
    assert found == {(0, 3)}


def test_the_lines_are_whole_lines_that_the_model_has_not_seen():
    train, held_out, _ = split_plays()
    lines = [line for scene in plays()["Twelfth Night"] for line in scene.split("\n")]
    assert set(LINES) <= set(lines)
    assert set(LINES) <= {line for scene in held_out for line in scene.split("\n")}
    assert not any(line in scene for line in LINES for scene in train)
    for line, cut in zip(LINES, CUTS, strict=True):
        assert line[cut - 1] == " " and cut <= 16 and len(line) - cut <= 16


def test_in_a_block_only_the_scores_and_the_wide_layer_hold_more_than_the_stream():
    more = [row[0] for row in WALK if "192" not in COUNTED[row[1]]]
    assert more == ["q @ k.transpose / √D", "mask, softmax", "mlp, linear + GELU"]
