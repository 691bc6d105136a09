"""11.mask: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch

IGNORED = -100


def with_a_slice(ids, n):
    y = ids[1:].clone()
    y[:n] = IGNORED
    return y


def put_together(ids, n):
    return torch.cat([torch.full((n,), IGNORED), ids[n + 1 :]])


def with_where(ids, n):
    place = torch.arange(len(ids) - 1)
    return torch.where(place < n, IGNORED, ids[1:])


def in_a_loop(ids, n):
    y = []
    for i in range(1, len(ids)):
        y.append(IGNORED if i <= n else int(ids[i]))
    return torch.tensor(y)


def filled(ids, n):
    mask = torch.zeros(len(ids) - 1, dtype=torch.bool)
    mask[:n] = True
    return ids[1:].masked_fill(mask, -100)


def by_numpy(ids, n):
    y = ids.numpy()[1:].copy()
    y[np.arange(len(y)) < n] = IGNORED
    return torch.from_numpy(y)


def all_ignored_first(ids, n):
    y = torch.full_like(ids[:-1], IGNORED)
    y[n:] = ids[n + 1 :]
    return y


def without_a_copy(ids, n):
    y = ids[1:]
    y[:n] = IGNORED
    return y


def masked_before_the_cut(ids, n):
    ids[: n + 1] = IGNORED
    return ids[1:]


def one_too_long(ids, n):
    y = ids[1:].clone()
    y[: n + 1] = IGNORED
    return y


def one_too_short(ids, n):
    y = ids[1:].clone()
    y[: n - 1] = IGNORED
    return y


def masked_and_shifted(ids, n):
    """The first n of ids with the end mark, so that one of the question is left."""
    y = ids.clone()
    y[:n] = IGNORED
    return y[1:]


def not_shifted(ids, n):
    y = ids.clone()
    y[:n] = IGNORED
    return y


def all_of_them(ids, n):
    y = ids.clone()
    y[: n + 1] = IGNORED
    return y


def as_the_input(ids, n):
    y = ids[:-1].clone()
    y[:n] = IGNORED
    return y


def as_the_input_with_the_mark(ids, n):
    y = ids[:-1].clone()
    y[: n + 1] = IGNORED
    return y


def everything(ids, n):
    return ids[1:]


def end_marks_too(ids, n):
    y = ids[1:].clone()
    y[:n] = IGNORED
    y[y == 0] = IGNORED
    return y


def without_the_end(ids, n):
    y = ids[1:-1].clone()
    y[:n] = IGNORED
    return y


def turned_round(ids, n):
    y = ids[1:].clone()
    y[n:] = IGNORED
    return y


def the_answer(ids, n):
    return ids[1:][n:]


def zeros(ids, n):
    return torch.cat([torch.zeros(n, dtype=torch.long), ids[n + 1 :]])


def ones(ids, n):
    y = ids[1:].clone()
    y[:n] = 1
    return y


def minus_one(ids, n):
    return torch.where(torch.arange(len(ids) - 1) < n, -1, ids[1:])


def from_ones(ids, n):
    return torch.cat([-100 * torch.ones(n), ids[n + 1 :]])


def in_32_bits(ids, n):
    y = torch.full((len(ids) - 1,), IGNORED, dtype=torch.int32)
    y[n:] = ids[n + 1 :]
    return y


def a_list(ids, n):
    return [IGNORED] * n + ids[n + 1 :].tolist()


def as_an_array(ids, n):
    return with_a_slice(ids, n).numpy()


def both(ids, n):
    return ids[:-1], with_a_slice(ids, n)


def twice_shifted(ids, n):
    return with_a_slice(ids, n)[1:]


def fixed(ids, n):
    y = ids[1:].clone()
    y[:3] = IGNORED
    return y


def a_row(ids, n):
    return with_a_slice(ids, n)[None]


def printed(ids, n):
    print(with_a_slice(ids, n))


def single(ids, n):
    y = ids[1:].clone()
    y[n - 1] = IGNORED
    return y


RIGHT = [
    with_a_slice,
    put_together,
    with_where,
    in_a_loop,
    filled,
    by_numpy,
    all_ignored_first,
]

MISTAKES = {
    "II.29": [
        (everything, "All targets count, also those of the question"),
        (one_too_long, "The first token of the answer does not count"),
        (one_too_short, "The last token of the question, its space, still counts"),
        (masked_and_shifted, "The last token of the question, its space, still counts"),
    ],
    "II.13": [
        (not_shifted, "they are not moved by one"),
        (as_the_input, "those tokens that go into the model"),
        (twice_shifted, "tensor"),
    ],
}

OTHERS = [
    (without_a_copy, "makes no new numbers"),
    (masked_before_the_cut, "makes no new numbers"),
    (all_of_them, "one too many, at the front"),
    (as_the_input_with_the_mark, "with the question masked in them"),
    (end_marks_too, "The end mark after the answer does not count"),
    (without_the_end, "The last target is missing"),
    (turned_round, "Your mask is turned round"),
    (the_answer, "You hand out the answer alone"),
    (zeros, "your targets are zeros"),
    (ones, "your targets are ones"),
    (minus_one, "your targets are minus one"),
    (from_ones, "have a decimal point"),
    (in_32_bits, "another one than that of `ids`"),
    (a_list, "is no tensor"),
    (as_an_array, "is no tensor"),
    (both, "one target less than `ids` has tokens"),
    (fixed, "another number of targets"),
    (a_row, "shape"),
    (printed, "`None`"),
    (single, "another number of targets"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "first letter lost": ("The first token", "an answer begins", "space, the last"),
    "last of the question counts": (
        "space, still counts",
        "are still among",
        "the question? Count",
    ),
    "one target too many": ("one too many", "question, and nobody", "down `ids` without"),
    "not shifted": ("the tokens themselves", "that token, which", "read the first"),
    "the input": ("model: the last", "token. A model", "targets' row lack"),
    "the input, mask of its own": ("the question masked", "token. A model", "targets' row lack"),
    "question counts": ("count, also those", "write those, too", "not used yet"),
    "end mark masked": ("The end mark", "should be left", "two, and among"),
    "end mark cut off": (
        "target is missing",
        "Then the model never learns to stop.",
        "less than `ids`",
    ),
    "answer masked": ("The question counts", "is turned round", "place `n` stands"),
    "question cut off": ("the answer alone", "targets that count", "many tokens go"),
    "zeros": ("targets are zeros", "the end mark", "`cross_entropy` leave out"),
    "filling": ("targets are ones", "like the others", "`cross_entropy` leave out"),
    "minus one": ("targets are minus", "it leaves out", "number has section"),
    "changed in place": ("function has run", "`ids`. Who writes", "makes a copy"),
    "with a decimal point": ("a decimal point", "int64 here. Something", "piece, and `.dtype`"),
    "another whole type": ("and their type", "wants whole numbers", "chooses a type"),
    "no tensor": ("is no tensor", "`cross_entropy` takes tensors", "of whole numbers"),
    "one later": ("the next token", "has read `ids`", "comes next. Compare"),
    "as many as the answer has": ("have another number", "What belongs to", "task. How many"),
}
