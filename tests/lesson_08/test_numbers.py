"""Every number that lesson 08 prints, computed another way; tests/printed.py compares."""

import json
import lzma
import math
from collections import Counter
from itertools import pairwise

from lessons import ROOT
from printed import numbers_of

from lesson_08.letters import (
    DREAM,
    FILES,
    HELD_OUT,
    SIZE,
    TEST,
    TRAINING,
    bigram,
    merged,
    runs_of,
    scenes,
)

prints, test_numbers = numbers_of("08")


def lines_of(name):
    return FILES[name].decode().splitlines()


@prints("raw")
def _():
    shown = []
    for data in FILES.values():
        shown += [len(data), sum(line.endswith(b"\r\n") for line in data.splitlines(True))]
    return [*shown, 1992]


@prints("order")
def _():
    return [sum(line != line.rstrip(" \t") for line in lines_of("Paradise Lost")), 0]


@prints("cleaned")
def _():
    """As the cell names them: line ends, file ends, spaces, lines of digits, telephone numbers."""
    poem = FILES["Paradise Lost"].decode()
    ends = {name: data.count(b"\r\n") for name, data in FILES.items()}
    spaces = {name: sum(x != x.rstrip(" \t") for x in lines_of(name)) for name in FILES}
    digits = sum(line.strip().isdigit() for line in lines_of("Paradise Lost"))
    files = {name: data.count(b"\x1a") for name, data in FILES.items()}
    header = poem[: poem.index("Of Man's first")]
    shown = "\n".join(line.rstrip() for line in header.splitlines())
    return [
        *(ends["Alice"], files["Alice"], spaces["As You Like It"]),
        *(ends["Paradise Lost"], files["Paradise Lost"], spaces["Paradise Lost"], digits),
        *(ends["Workshop"], spaces["Workshop"], FILES["Workshop"].count(b") 707-")),
        *(len(shown) + 1, 1992, 1964, 1965),
    ]


@prints("doubled")
def _():
    times = Counter(line.strip() for line in lines_of("Alice"))
    return sorted((n for line, n in times.items() if len(line) > 25), reverse=True)[:5]


@prints("same-play")
def _():
    play = FILES["As You Like It"].decode()
    blocks, here = [], []
    for line in [*(line.rstrip(" \t") for line in play.split("\n")), ""]:
        if line:
            here.append(line)
        elif here:
            blocks.append("\n".join(here))
            here = []
    other = "\n\n".join(scenes("As You Like It"))
    long = [block.strip() for block in blocks if len(block) > 40]
    mine, theirs = runs_of(play, 5), runs_of(other, 5)
    share = sum(run in theirs for run in mine) / len(mine)
    return [sum(block in other for block in long), len(long), round(100 * share), 5]


@prints("unknown")
def _():
    known = Counter(word for scene in TRAINING for word in scene.split())
    new = [word not in known for scene in HELD_OUT for word in scene.split()]
    return [len(known), round(100 * sum(new) / len(new))]


@prints("bytes")
def _():
    """UTF-8 by its own rule: the first byte says how many follow, each with six bits."""
    shown = [65]
    for character, following in (("é", 1), ("春", 2), ("🙂", 3)):
        number = ord(character)
        six = [128 + (number >> 6 * i) % 64 for i in range(following)][::-1]
        shown += [256 - 2 ** (7 - following) + (number >> 6 * following), *six]
    return shown


@prints("pieces")
def _():
    """Within the first word list stands 2; then the number of e, twice on its way."""
    return [2, ord("e")]


@prints("library")
def _():
    text = "".join(HELD_OUT)
    return [len(text), len(merged(400).encode(text).ids)]


@prints("bigrams")
def _():
    return [bigram(0)[0], 400, bigram(400)[0]]


@prints("ruler")
def _():
    shown = []
    for merges in (0, 50, 200, 400, 1000):
        loss, tokens = bigram(merges)
        shown += [merges, loss, loss * tokens / SIZE / math.log(2)]
    return shown


@prints("windows")
def _():
    return [4, 24, 4, 24]


@prints("all-windows")
def _():
    tokens = 1 + sum(len(scene) + 1 for scene in TRAINING)
    return [257 * 8 * (tokens - 256) / 1e9, 8 * tokens / 1e9]


@prints("padding")
def _():
    lines = names_in_the_table()[:1000]
    longest = max(map(len, lines)) + 1
    return [round(100 * (1 - sum(len(name) + 1 for name in lines) / (1000 * longest)))]


def names_in_the_table():
    rows = (ROOT / "helpers/tables/names.csv").read_text("utf-8").splitlines()
    return [row.split(",")[0] for row in rows[1:]]


@prints("padded-loss")
def _():
    """To one digit, what the best table has, which counting gives."""
    names = names_in_the_table()[:1000]
    longest = max(map(len, names)) + 1
    rows = [f"■{name}■".ljust(longest + 1, "░") for name in names]
    with_padding = Counter(two for row in rows for two in pairwise(row))
    letters = Counter({two: n for two, n in with_padding.items() if two[1] != "░"})
    padded, best = entropy(with_padding, with_padding), entropy(letters, letters)
    worse = entropy(with_padding, letters)
    return [padded, worse, best, best]


def entropy(table, counts):
    """The mean of -log p over these pairs, p from the rows of a table of counts."""
    first = Counter()
    for (before, _), n in table.items():
        first[before] += n
    loss = -sum(n * math.log(table[two] / first[two[0]]) for two, n in counts.items())
    return loss / counts.total()


@prints("write")
def _():
    text = ("■" + "■".join(TRAINING) + "■").encode()
    tokens = len(text.decode())
    return [8 * tokens / 1e6, 2 * tokens / 1e6, len(text) / 1e6, len(lzma.compress(text)) / 1e6]


@prints("mapped")
def _():
    tokens = 1 + sum(len(scene) + 1 for scene in TRAINING)
    return [2 * tokens / 1e6, 0, 20 * tokens / 1e6, 0]


@prints("resume")
def _():
    return [5, 64, 32, 0, 0, 1, 1 + sum(len(scene) + 1 for scene in TRAINING)]


@prints("shards")
def _():
    tokens = 1 + sum(len(scene) + 1 for scene in TRAINING)
    edges = [round(tokens * i / 4 - 0.5) for i in range(5)]
    return [n for i, (a, b) in enumerate(pairwise(edges)) for n in (i, a, b - 1)]


@prints("card")
def _():
    every = (*TRAINING, *HELD_OUT, *TEST)
    common = runs_of(" ".join(TRAINING), 5) & runs_of(" ".join(HELD_OUT), 5)
    return [
        *(len(every), 11, 1590, 1611, 3.0),
        *(len(TRAINING), len(HELD_OUT), len(TEST)),
        *(sum(map(len, some)) for some in (TRAINING, HELD_OUT, TEST)),
        *(len(set("".join(every))), 99, len(every) - len({*every}), len(common), 5, 400),
    ]


@prints("matmul")
def _():
    a, b = [[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 1], [1, 1]]
    product = [[sum(x * b[k][j] for k, x in enumerate(row)) for j in (0, 1)] for row in a]
    flat = [x for row in product for x in row]
    return [*flat, 0, 1, product[0][1], 2, 2, 2, *flat, *(10 * x for x in flat)]


@prints("view")
def _():
    numbers = [1, 2, 3, 4, 5, 6]
    return [*(x for i in range(3) for x in numbers[i::3]), *numbers, *(2, 2, 3, 2, 3, 2, 2, 2, 2)]


@prints("faster")
def _():
    """By words as lists of the library's tokens: all of them, and those that a merge changes."""
    tokenizer = merged(60, "dream")
    model = json.loads(tokenizer.to_str())["model"]
    cut = tokenizer.pre_tokenizer.pre_tokenize_str
    words = {tuple(piece) for scene in DREAM for piece, _ in cut(scene)}
    changed = 0
    for left, right in model["merges"]:
        after = set()
        for word in words:
            row = list(word)
            for i in range(len(row) - 1, 0, -1):
                if row[i - 1 : i + 1] == [left, right]:
                    row[i - 1 : i + 1] = [left + right]
            changed += tuple(row) != word
            after.add(tuple(row))
        words = after
    return [60 * len(words), changed]
