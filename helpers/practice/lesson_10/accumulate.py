"""10.accumulate: the gradient of a batch that is too large, from pieces of unequal size."""

import weakref
from collections.abc import Callable

import torch
from torch import nn

from helpers.practice.compare import alike, is_number
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart
from helpers.practice.lesson_10.gradients import (
    a_line,
    copied,
    gradient,
    is_clear,
    joined,
    of_each,
    some_rows,
    two_layers,
    weighted,
)

F = nn.functional
AT_ONCE, KEPT = "too many rows at once", "graphs of several pieces"


class Watched(nn.Module):
    """A model that counts the rows of each call, and notices where the graph of an earlier call
    still waits for its `backward`.

    rows   of each call
    kept   whether a graph was waiting at the beginning of a later call
    """

    def __init__(self, inside: nn.Module):
        super().__init__()
        self.inside = inside
        self.rows: list[int] = []
        self.kept = False
        self.waiting: list[weakref.ref] = []

    def forward(self, X):
        self.kept = self.kept or any(waits() is not None for waits in self.waiting)
        self.rows.append(len(X))
        result = self.inside(X)
        if result.requires_grad:
            graph = _Graph()
            self.waiting.append(weakref.ref(graph))
            # The hook holds `graph` for as long as there is the graph, and lets go of it when the
            # slopes come through.
            result.register_hook(graph.passed())
        return result


class _Graph:
    """Stands for a graph that waits for its `backward`."""

    def passed(self) -> Callable:
        held = [self]

        def hook(_slope):
            held.clear()

        return hook


def counts(pieces: list) -> list[int]:
    """The rows of each piece."""
    return [len(X) for X, _ in pieces]


def with_weights(weigh: Callable) -> Callable:
    """An answer: the sum of the gradients of the pieces, weighted by weigh(rows), where `rows`
    are the numbers of their rows; one piece in the model at a time."""

    def answer(model, pieces, loss_fn):
        return weighted(of_each(model, pieces, loss_fn), weigh(counts(pieces)))

    return answer


def only(i: int, weight: Callable = lambda rows, i: 1.0) -> Callable:
    """The gradient of piece number i alone, times its weight(rows, i)."""
    return with_weights(
        lambda rows: [weight(rows, j) * (j == i % len(rows)) for j in range(len(rows))]
    )


def share(rows: list[int], i: int) -> float:
    return rows[i] / sum(rows)


def at_once(model, pieces, loss_fn):
    X, y = joined(pieces)
    return gradient(loss_fn(model(X), y), model)


def one_backward(model, pieces, loss_fn):
    rows = counts(pieces)
    losses = [loss_fn(model(X), y) * len(X) / sum(rows) for X, y in pieces]
    return gradient(sum(losses), model)


def mean_loss(model, pieces, loss_fn):
    rows = counts(pieces)
    return sum(loss_fn(model(X), y).item() * len(X) for X, y in pieces) / sum(rows)


def of_signs(model, pieces, loss_fn):
    return [one.sign() for one in accumulated(model, pieces, loss_fn)]


def largest(model, pieces, loss_fn):
    return at_once(model, [max(pieces, key=lambda piece: len(piece[0]))], loss_fn)


def cut_to_the_smallest(pieces):
    fewest = min(counts(pieces))
    return [(X[:fewest], y[:fewest]) for X, y in pieces]


accumulated = with_weights(lambda rows: [share(rows, i) for i in range(len(rows))])
MEAN_OF_MEANS = with_weights(lambda rows: [1 / len(rows)] * len(rows))
NO_DIVISION = with_weights(lambda rows: [1.0] * len(rows))
TURNED = with_weights(lambda rows: [(1 / n) / sum(1 / m for m in rows) for n in rows])
AS_THE_FIRST = with_weights(lambda rows: [rows[0] / sum(rows)] * len(rows))
ALL_BUT_THE_LAST = with_weights(lambda rows: [n / sum(rows[:-1]) for n in rows[:-1]] + [0.0])


def seen(answer: Callable, model, pieces, loss_fn) -> object:
    """The gradients; or, where these are right, what was in memory at once."""
    right = at_once(model, pieces, loss_fn)
    watched = Watched(model)
    given = copied(answer(watched, pieces, loss_fn))
    if alike(given, right, 1e-3):
        if max(watched.rows, default=0) > max(counts(pieces)):
            return AT_ONCE
        if watched.kept:
            return KEPT
    return given


def says(marker: str) -> Callable:
    """A rule for `when`: this is what was seen in each case."""
    return lambda found: all(isinstance(one, str) and one == marker for one in found)


def large_batches(generator: torch.Generator) -> list[tuple]:
    """(model, pieces, loss_fn): pieces with different numbers of rows. In the second case the
    last one is the largest."""

    def one(make, loss_fn, sizes, classes=False):
        others = [MEAN_OF_MEANS, NO_DIVISION, TURNED, AS_THE_FIRST, ALL_BUT_THE_LAST]
        others += [of_signs, *(only(i) for i in range(len(sizes)))]

        def draw():
            model = make(generator)
            return model, [some_rows(generator, size, classes) for size in sizes], loss_fn

        while True:
            inputs = apart(draw, at_once, *others)
            if all(is_clear(answer(*inputs)) for answer in (at_once, *others)):
                return inputs

    return [
        one(a_line, F.mse_loss, (5, 4, 1)),
        one(two_layers, F.cross_entropy, (3, 2, 7, 8), classes=True),
        one(a_line, F.smooth_l1_loss, (2, 6)),
    ]


def cut_again(call, model, pieces, loss_fn):
    """The first piece in two: one row, and the others."""
    X, y = pieces[0]
    again = [(X[:1], y[:1]), (X[1:], y[1:]), *pieces[1:]]
    return alike(call(model, again, loss_fn), call(model, pieces, loss_fn), 1e-3)


EXERCISE = Exercise(
    name="10.accumulate",
    reference=accumulated,
    arguments=("model", "pieces", "loss_fn"),
    observe=seen,
    cases=large_batches,
    tolerance=1e-3,
    returns="a list with one tensor for each parameter, in the order of `model.parameters()`",
    checked="three models and kinds of loss, with two to four pieces of different sizes; the rows "
    "of each call of the model, and that no graph of an earlier piece was still waiting.",
    why="a batch has eight pieces, and seven of them have one and the same size. May you divide by "
    "eight?",
    because=(
        "Not for the mean over all rows. If the last piece has a tenth of the rows of the others, "
        "each of its rows counts ten times as much as theirs. Nothing breaks and the loss falls, "
        "so nobody sees it. Where all eight are of one size, you may: then the mean of the means "
        "is the mean."
    ),
    properties=(
        Property(
            "cut in another way",
            cut_again,
            "Where the same rows are cut into other pieces, your gradients change.",
            "The rows together are the batch. How they were cut must not matter.",
            "How much does one row count in a small piece, and how much in a large one?",
        ),
        Property(
            "one piece",
            lambda call, model, pieces, loss_fn: alike(
                call(model, pieces[:1], loss_fn), at_once(model, pieces[:1], loss_fn), 1e-3
            ),
            "With one piece your gradients are not those of its loss.",
            "Then the piece is the batch, and nothing has to be weighed.",
            "Call your function with one piece. By which numbers do you multiply and divide?",
        ),
    ),
    otherwise=(
        "Your gradients have the right shapes, and not the right numbers.",
        "A batch is the mean over all its rows. Each piece has a share in it that depends on how "
        "many rows it has.",
        "Take two pieces, with one row and with three. Print the gradient of each by itself, that "
        "of all four rows, and yours.",
    ),
    wrong=(
        Wrong(
            "at once",
            at_once,
            "Your gradients are right. But the model got more rows in one call than the largest "
            "piece has.",
            "The pieces are there because the whole batch does not fit into memory.",
            "Which line puts the pieces together again?",
            when=says(AT_ONCE),
        ),
        Wrong(
            "one backward",
            one_backward,
            "Your gradients are right. But when a piece went into the model, the graph of an "
            "earlier one was still waiting for its `backward`.",
            "A graph keeps the numbers of all layers until then. With one `backward` for the sum "
            "of the losses, all pieces are in memory together.",
            "When may the graph of a piece go: after the loop, or in each of its rounds?",
            when=says(KEPT),
        ),
        Wrong(
            "no division",
            NO_DIVISION,
            "Your gradients are the sum of those of the pieces. Nothing was divided.",
            "`backward` adds up by itself, and the loss of each piece is a mean of its own. With "
            "more pieces a step of SGD would be longer.",
            "Which part of all rows is in the first piece? How much may its loss count?",
        ),
        Wrong(
            "mean of means",
            MEAN_OF_MEANS,
            "Each of your pieces counts the same, however many rows it has.",
            "A row in a small piece then counts more than one in a large piece. You have the mean "
            "of the means, and the task asks for the mean over all rows.",
            "Take two pieces, with one row and with three. How much of the mean does the single "
            "row make?",
        ),
        Wrong(
            "as large as the first",
            AS_THE_FIRST,
            "All your pieces count as if they had as many rows as the first.",
            "The number of rows was taken once, and it changes from piece to piece.",
            "Print the number that you multiply with, in each round.",
        ),
        Wrong(
            "cleared between",
            only(-1, share),
            "Your result is the part of the last piece alone. Its weight is right.",
            "The parts of the others were there, and were cleared away.",
            "Where does `zero_grad` stand: in the loop or before it? What is accumulated then?",
        ),
        Wrong(
            "cleared between, mean of means",
            only(-1, lambda rows, i: 1 / len(rows)),
            "Your result is the part of the last piece alone, divided by the number of pieces.",
            "The parts of the others were there, and were cleared away.",
            "Where does `zero_grad` stand: in the loop or before it? What is accumulated then?",
        ),
        Wrong(
            "the last piece",
            only(-1),
            "Your result is the gradient of the last piece, as if it were the whole batch.",
            "In your loop each piece takes the place of the one before.",
            "After the loop, where are the gradients of the first piece?",
        ),
        Wrong(
            "the first piece",
            only(0),
            "Your result is the gradient of the first piece, as if it were the whole batch.",
            "A `return` inside a loop ends the loop in its first round; or the others are computed "
            "and never used.",
            "How far is the line with your `return` indented?",
        ),
        Wrong(
            "the first piece's part",
            only(0, share),
            "Your result is the part of the first piece alone. Its weight is right.",
            "A `return` inside a loop ends the loop in its first round.",
            "How far is the line with your `return` indented?",
        ),
        Wrong(
            "divided twice",
            with_weights(lambda rows: [n / sum(rows) / len(rows) for n in rows]),
            "Your gradients are too small, by the number of pieces.",
            "The shares of the pieces already add up to 1. Nothing is left to divide.",
            "Add up the numbers that you multiply with. What is their sum?",
        ),
        Wrong(
            "divided twice, mean of means",
            with_weights(lambda rows: [len(rows) ** -2] * len(rows)),
            "You divide by the number of pieces twice.",
            "Once would be the mean of the means. That is not the mean over all rows either, "
            "where the pieces have different sizes.",
            "What does one row count in a small piece, and in a large one?",
        ),
        Wrong(
            "divided by all rows",
            with_weights(lambda rows: [1 / sum(rows)] * len(rows)),
            "You divide by the number of all rows what is a mean already.",
            "The loss of a piece is its sum divided by its own rows. You divide that once more.",
            "What makes of the mean over a piece the sum over it?",
        ),
        Wrong(
            "not divided by all rows",
            with_weights(lambda rows: [float(n) for n in rows]),
            "Your gradients are those of the sum over all rows.",
            "The weights of your pieces are right among each other. They do not add up to 1.",
            "What makes the mean of a sum over all rows?",
        ),
        Wrong(
            "by rows and by pieces",
            with_weights(lambda rows: [n / len(rows) for n in rows]),
            "You divide the sum over all rows by the number of pieces.",
            "The weights of your pieces are right among each other. They do not add up to 1.",
            "How many rows are there in all pieces together?",
        ),
        Wrong(
            "divided by its own rows",
            with_weights(lambda rows: [1 / n for n in rows]),
            "You divide each piece by its own rows, so small pieces count more than large ones.",
            "The loss of a piece is a mean: that division is in it already.",
            "Should a piece with more rows count more or less than one with fewer?",
        ),
        Wrong(
            "the loss",
            mean_loss,
            "Your result is one number, the mean loss over all rows.",
            "A step needs gradients, one number for each weight.",
            "Which method of a loss fills `.grad`? And where does `.grad` stand?",
            when=lambda found: all(map(is_number, found)),
        ),
    ),
    rivals=(
        Rival("The last piece does not count.", ALL_BUT_THE_LAST),
        Rival("The largest piece alone.", largest),
        Rival("Only the signs.", of_signs),
        Rival("Small pieces count more, and all together 1.", TURNED),
        Rival(
            "By the root of the rows.",
            with_weights(lambda rows: [n**0.5 / sum(m**0.5 for m in rows) for n in rows]),
        ),
        Rival(
            "By the squares of the rows.",
            with_weights(lambda rows: [n**2 / sum(m**2 for m in rows) for n in rows]),
        ),
        Rival(
            "Minus the mean, the way of a step.",
            with_weights(lambda rows: [-share(rows, i) for i in range(len(rows))]),
        ),
        Rival(
            "As many rows from each piece as the smallest has.",
            lambda m, pieces, f: MEAN_OF_MEANS(m, cut_to_the_smallest(pieces), f),
        ),
        Rival(
            "By one row less.",
            with_weights(lambda rows: [n / (sum(rows) - 1) for n in rows]),
        ),
    ),
)
