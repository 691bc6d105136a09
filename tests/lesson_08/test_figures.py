"""What the figures of lesson 08 show, computed another way; tests/test_explore.py compares."""

import functools
import re
from collections import Counter
from itertools import pairwise

import numpy as np
from sheets import NAN

from helpers.text import plays, raw_texts
from helpers.tokens import BytePairs

RAW = raw_texts()["As You Like It"].decode("ascii")
OTHER = {
    "the other edition": " ".join(plays()["As You Like It"]),
    "Twelfth Night": " ".join(plays()["Twelfth Night"]),
}


@functools.cache
def counted(text, n):
    """How often each run of n words comes, the first one first: the words are cut by hand."""
    words = re.findall(r"\S+", text)
    return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))


@functools.cache
def shared(name, n):
    """The runs of the raw play that the other text has, and those that it has not."""
    known = counted(OTHER[name], n)
    parts = [], []
    for run in counted(RAW, n):
        parts[known[run] == 0].append(" ".join(run))
    return parts


def share(name, n):
    """In %, nan for a length that the slider has not."""
    if not 1 <= n <= 8:
        return NAN
    there, absent = shared(name, n)
    return 100 * len(there) / (len(there) + len(absent))


def some(runs):
    """At a quarter, at three quarters and in the middle: what fits in 50 characters."""
    if not runs:
        return "none"
    said = ""
    for place in (len(runs) // 4, 3 * len(runs) // 4, len(runs) // 2):
        more = f'{said}, "{runs[place]}"' if said else f'"{runs[place]}"'
        if not said or len(more) < 52:
            said = more
    return said


def runs_in_common(s):
    name, n = s.told[0].removeprefix("with "), int(s.value(1))
    marks = {"length": s.points(0, n, 103.5, "start")}
    for one, left, height, color, fill in (
        ("the other edition", -0.4, 133, "data", "fourth"),
        ("Twelfth Night", 0, 119, "line", "third"),
    ):
        beside = np.array([n - 1.0, n + 1.0])
        heights = np.array([share(one, n - 1), share(one, n + 1)])
        here = share(one, n)
        marks |= {
            one: s.rects(0, n + left, 0, 0.4, here, color, fill),
            f"near, {one}": s.rects(0, beside + left, 0, 0.4, heights, color, "soft"),
            f"key, {one}": s.rects(0, 0.6, height - 4, 0.3, 8, color, fill),
            f"name, {one}": s.text(0, 1.05, height, [(f"also in {one}",)], "ink"),
            f"share, {one}": s.text(0, 8.5, height, [("{:.2f} %", here)], "ink"),
        }
    there, absent = shared(name, n)
    what = "words" if n == 1 else f"runs of {n} words"
    count = f"{{:,}} of {{:,}} different {what} are also in {name}"
    return marks, [
        (count, len(there), len(counted(RAW, n))),
        (f"in both: {some(there)}",),
        (f"not there: {some(absent)}",),
    ]


NINE = (
    *("A Midsummer Night's Dream", "As You Like It", "Love's Labours Lost"),
    *("Much Ado About Nothing", "The Comedy of Errors", "The Merchant of Venice"),
    *("The Merry Wives of Windsor", "The Taming of the Shrew", "Two Gentlemen of Verona"),
)
SCENES = [scene for play in NINE for scene in plays()[play]]
FIRST = [*range(33, 127), *range(161, 173), *range(174, 256)]
ALPHABET = [bytes([byte]) for byte in [*FIRST, *(k for k in range(256) if k not in FIRST)]]


@functools.cache
def pairs():
    """What each merge joins, as bytes: the numbers 1 to 256 are the alphabet, then come merges."""
    known, found = [b"", *ALPHABET], []
    for left, right in BytePairs.train(SCENES, 1000).merges:
        found.append((known[left], known[right]))
        known.append(known[left] + known[right])
    assert len(set(known)) == len(known) == 1257
    return found


def joined(pieces, pair):
    """The pieces with each pair of neighbours joined, from left to right."""
    found, pieces = [], list(pieces)
    while pieces:
        if tuple(pieces[:2]) == pair:
            pieces[:2] = [b"".join(pair)]
        found.append(pieces.pop(0))
    return found


# each sentence as rows of words: no pair reaches from a word into the next, or into another row
ROWS = {
    "a line of a play": ["And| call| upon| my| soul", " within| the| house|;"],
    "rare words": ["The| xylophone| cost| 128", " yuan| in| 1985|."],
    "fares": ["three| km|?| seven| yuan|:| ¥|7"],
    "Chinese": ["床前明月光|，", "疑是地上霜|。"],
}
NOTES = {
    "fares": " (¥ has two bytes, c2 and a5)",
    "Chinese": " (three bytes for each character; no merge from English plays joins them)",
}
SLOTS = 39


@functools.cache
def cut(name, merges):
    """The tokens of a sentence, row by row: merge after merge on the whole word."""
    rows = []
    for row in ROWS[name]:
        rows.append([])
        for word in row.split("|"):
            pieces = [bytes([byte]) for byte in word.encode()]
            for pair in pairs()[:merges]:
                pieces = joined(pieces, pair)
            rows[-1] += pieces
    return rows


def signs(token):
    return "".join(chr(b).replace(" ", "␣") if b < 128 else hex(b)[2:] for b in token)


def wide(token):
    return sum(23 if byte < 128 else 30 for byte in token)


def filled(values):
    """The values, and nan up to the number of slots."""
    return np.array([*values, *[NAN] * (SLOTS - len(values))])


def in_rows(rows):
    """Left edge, width and the middle of the row of each token, and the tokens."""
    found = []
    for row, tokens in enumerate(rows):
        left = 0
        for token in tokens:
            found.append((left, wide(token), 88 + 54 * row, token))
            left += wide(token)
    return zip(*found, strict=True)


def merges_one_by_one(s):
    name, merges = s.told[0], int(s.value(1))
    left, width, middle, tokens = in_rows(cut(name, merges))
    odd = np.arange(SLOTS) % 2 == 1
    x, w, y = filled(left), filled(width), filled(middle)
    last = pairs()[merges - 1] if merges else (b"", b"")
    made = filled(
        [y if token == b"".join(last) else NAN for y, token in zip(middle, tokens, strict=True)]
    )
    ends = np.stack([x + 2, x + w - 2, x * NAN], axis=1).ravel()
    under = np.stack([made + 25, made + 25, made * NAN], axis=1).ravel()
    letters = [[bytes([byte]) for token in row for byte in token] for row in cut(name, 0)]
    start, size, row, of = in_rows(letters)
    one, other, both = map(signs, (*last, b"".join(last)))
    said = f"merge {{:,}}: {one} + {other} → {both}"
    text = "".join(ROWS[name]).replace("|", "")
    count = "{} characters, {} bytes, {} tokens", len(text), len(text.encode()), len(tokens)
    marks = {
        "even tokens": s.rects(0, x + 1.2, np.where(odd, NAN, y - 15), w - 2.4, 30, "data", "soft"),
        "odd tokens": s.rects(0, x + 1.2, np.where(odd, y - 20, NAN), w - 2.4, 40, "line", "third"),
        "made last": s.line(0, np.where(np.isnan(under), NAN, ends), under, "residual"),
        "bytes": s.text(
            0,
            filled(start) + filled(size) / 2,
            filled(row),
            [(signs(byte),) for byte in of] + [("",)] * (SLOTS - len(of)),
            "ink",
        ),
        "last merge": s.text(
            0, 2, 30, [(said, merges) if merges else ("no merge yet: each byte is a token",)], "ink"
        ),
        "counts": s.text(0, 2, 205, [count], "ink"),
    }
    lines = [(text + NOTES.get(name, ""),), ("tokens: " + " ".join(map(signs, tokens)),)]
    return marks, lines


TEXT = "■2␣km␣¥5■3␣km␣¥7■10␣km␣¥21■"
NUMBERS = np.arange(12)
LINES = [(row, column) for row in range(12) for column in range(row + 2)]


def symbols(s, name, places, heights):
    """The letters of the text, and little squares for the end marks; nan is no place."""
    there = [("" if np.isnan(place) else TEXT[int(place)]) for place in places]
    ends = [place if symbol == "■" else NAN for place, symbol in zip(places, there, strict=True)]
    rest = [NAN if symbol == "■" else place for place, symbol in zip(places, there, strict=True)]
    low = np.array(heights) - 6.0
    return {
        f"end marks {name}": s.rects(0, np.array(ends) - 0.275, low, 0.55, 12, "ink", "ink"),
        f"letters {name}": s.text(0, rest, heights, [(symbol,) for symbol in there], "ink"),
    }


def sliding_window(s):
    start, context = int(s.value(0)), int(s.value(1))
    end = start + context
    x = np.where(NUMBERS < context, start + NUMBERS, NAN)
    down = 167 + 23 * NUMBERS
    inside = [NAN if row >= context else start + column for row, column in LINES]
    left, right = start - 0.5, end - 0.5
    marks = {
        "inputs": s.rects(0, x - 0.5, 44 - 13.5, 1, 27, "data", "soft"),
        "targets": s.rects(0, x + 0.5, 110 - 13.5, 1, 27, "line", "third"),
        "next": s.rects(0, x + 0.5, down - 10.5, 1, 21, "line", "third"),
        "one further": s.arrows(0, [(i, 57.5, i + 1, 96.5) for i in x], "residual", head=8),
        "extent": s.line(0, [left, right, NAN], [16, 16, NAN], "start"),
        "start": s.points(0, left, 16, "start"),
        "end": s.points(0, right, 16, "start"),
        "heading": s.text(0, left, 142, [("sees → next",)], "ink"),
    }
    for name, height in (("above", 44), ("below", 110)):
        marks |= symbols(s, name, range(len(TEXT)), [height] * len(TEXT))
    marks |= symbols(s, "in the lines", inside, [166 + 23 * row for row, _ in LINES])
    X, y = TEXT[start:end], TEXT[start + 1 : end + 1]
    return marks, [
        (f'X = ids[{{}}:{{}}]: "{X}"; y = ids[{{}}:{{}}]: "{y}"', start, end, start + 1, end + 1),
        (f'last line: sees "{X}" → next "{y[-1]}"',),
    ]


# what tests/test_explore.py compares with the figures

EXPECTED = {
    "merges_one_by_one": merges_one_by_one,
    "runs_in_common": runs_in_common,
    "sliding_window": sliding_window,
}


# what can be dragged: the dots, which of them, and the controls that they take along
HANDLES = {
    "runs_in_common": [("length", 0, ["words in a run"])],
    "sliding_window": [("start", 0, ["start"]), ("end", 0, ["context"])],
}


def only_the_same_play(s):
    n = int(s.value(1))
    return share("the other edition", n) > 80 and share("Twelfth Night", n) < 1


def fewest_merges(s):
    """15 tokens or fewer, and one place to the left on the slider there are more."""
    slider = s.book.controls[1]
    name, merges = s.told[0], int(s.value(1))
    fewer = [int(value) for value in slider.values.tolist() if value < merges]
    counts = [sum(map(len, cut(name, k))) for k in (merges, *fewer[-1:])]
    return name == "a line of a play" and counts[0] <= 15 < counts[-1]


GOALS = {
    "merges_one_by_one": (
        "with the fewest merges, cut the line of a play into 15 tokens or fewer",
        fewest_merges,
    ),
    "runs_in_common": (
        "get more than 80 % in the other edition and less than 1 % in Twelfth Night",
        only_the_same_play,
    ),
    "sliding_window": (
        "with a context of 7, let the last target be the end mark ■",
        lambda s: s.value(1) == 7 and TEXT[int(s.value(0)) + 7] == "■",
    ),
}


# the numbers of each text alternative, computed
ALTS = {
    "merges_one_by_one": [39, 39, 39],
    "runs_in_common": [1, share("the other edition", 1), share("Twelfth Night", 1), 2, 1],
    "sliding_window": [2, 5, 3, 7, 10, 21, 0, 3, 1, 4, 2],
}


def test_no_goal_hangs_on_the_last_digit():
    for n in range(1, 9):
        assert abs(share("the other edition", n) - 80) > 0.5
        assert abs(share("Twelfth Night", n) - 1) > 0.5


def test_only_runs_of_four_words_keep_the_same_play_alone():
    kept = [n for n in range(1, 9) if share("the other edition", n) > 80]
    gone = [n for n in range(1, 9) if share("Twelfth Night", n) < 1]
    assert (kept, gone) == ([1, 2, 3, 4], [4, 5, 6, 7, 8])


def test_the_first_merges_are_counted_again():
    """As strings, over all words, and for ties by the numbers of the alphabet."""
    words = Counter()
    for scene in SCENES:
        words.update(re.findall(r" ?[a-zA-Z]+", scene))
    cuts = {word: [bytes([byte]) for byte in word.encode()] for word in words}
    for pair in pairs()[:12]:
        counts = Counter()
        for word, times in words.items():
            for two in pairwise(cuts[word]):
                counts[two] += times
        ((most, count), (_, second)) = counts.most_common(2)
        assert most == pair and count > second
        cuts = {word: joined(pieces, pair) for word, pieces in cuts.items()}


def test_nothing_in_chinese_is_merged():
    assert all(byte < 128 for pair in pairs() for byte in b"".join(pair))


def test_every_early_merge_but_one_is_seen_in_the_line_of_a_play():
    counts = [sum(map(len, cut("a line of a play", k))) for k in range(9)]
    assert [a - b for a, b in pairwise(counts)].count(0) == 1


def test_the_line_of_a_play_was_not_learned_from():
    line = "".join(ROWS["a line of a play"]).replace("|", "")
    assert sum(line in scene for scene in plays()["Twelfth Night"]) == 1
    assert not any(line in scene for scene in SCENES)
