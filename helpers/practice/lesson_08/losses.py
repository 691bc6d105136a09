"""What 08.mask and 11.judge share: the mean loss over the targets that count, other answers made
of the same parts, and what is said to some of them."""

import math
from collections.abc import Callable

import torch
from torch import nn

from helpers.practice.engine import Wrong


def same(one, other) -> bool:
    return abs(one - other) < 1e-4


class Losses:
    """Answers for logits of shape (B, T, V) and targets y of shape (B, T). `loss` is the right one.

    ignored   the number of a target that does not count
    """

    def __init__(self, ignored: int):
        self.ignored = ignored
        self.loss = self.mean_where(self.counted)
        self.rows_means = self.of(lambda table, counts: (table.sum(1) / counts.sum(1)).mean())
        self.by_all = self.of(lambda table, counts: table.mean())
        self.summed = self.of(lambda table, counts: table.sum())
        self.by_rows = self.of(lambda table, counts: table.sum(1).mean())
        self.by_places = self.of(lambda table, counts: table.sum() / table.shape[1])
        self.worst_row = self.of(lambda table, counts: (table.sum(1) / counts.sum(1)).max())
        self.median = self.of(lambda table, counts: table[counts].median())
        self.of_probabilities = self.of(lambda table, counts: 1 - (-table[counts]).exp().mean())
        self.log_of_mean = self.of(lambda table, counts: -(-table[counts]).exp().mean().log())
        self.first_row = self.of_part(slice(0, 1))
        self.last_row = self.of_part(slice(-1, None))
        self.without_last_place = self.of_part(slice(None), slice(None, -1))

    # -- the parts of an answer ------------------------------------------------------------------

    def counted(self, y):
        return y != self.ignored

    def of_places(self, logits, y):
        """-log p of the target at each place, of shape (B, T); of token 0 where y is below 0."""
        return -torch.log_softmax(logits, 2).gather(2, y.clamp(min=0)[:, :, None])[:, :, 0]

    def mean_where(self, counts: Callable) -> Callable:
        """An answer: the mean over the places where counts(y) is true."""
        return lambda logits, y: self.of_places(logits, y)[counts(y)].mean()

    def of(self, measure: Callable) -> Callable:
        """An answer: measure(-log p with 0 where nothing counts, what counts)."""

        def answer(logits, y):
            counts = self.counted(y)
            return measure(self.of_places(logits, y) * counts, counts)

        return answer

    def of_part(self, *part) -> Callable:
        """The loss of some rows, or of some places in them."""
        return lambda logits, y: self.loss(logits[part], y[part])

    # -- answers -----------------------------------------------------------------------------------

    def axes(self, logits, y):
        return nn.functional.cross_entropy(logits, y, ignore_index=self.ignored)

    def mixed(self, logits, y):
        B, T, V = logits.shape
        return self.axes(logits.reshape(B, V, T), y)

    def turned_apart(self, logits, y):
        return self.axes(logits.transpose(0, 1).flatten(0, 1), y.flatten())

    def softmax_first(self, logits, y):
        return self.loss(torch.softmax(logits, 2), y)

    def shifted(self, logits, y):
        return self.loss(logits[:, :-1], y[:, 1:])

    def in_bits(self, logits, y):
        return self.loss(logits, y) / math.log(2)

    # -- inputs with the same loss -----------------------------------------------------------------

    def other_logits_where_ignored(self, logits, y):
        return torch.where(self.counted(y)[:, :, None], logits, -logits), y

    def with_more_ignored(self, logits, y):
        column = torch.full_like(y[:, :1], self.ignored)
        return torch.cat([logits, logits[:, :1]], dim=1), torch.cat([y, column], dim=1)


def mistakes(answers: Losses, row: str) -> tuple[Wrong, ...]:
    """Those with the shapes, the logits, and the last step.

    row   what a row of y is called
    """
    return (
        Wrong(
            "axes",
            answers.axes,
            "`cross_entropy` looks for the V choices in the second dimension of the logits. There "
            "stand the places.",
            "Where a batch has as many places as choices no error comes up, and the number is "
            "wrong.",
            f"Make a table of the logits with one row for each place of each {row}. Which shape do "
            "the targets need then?",
        ),
        Wrong(
            "mixed by reshape",
            answers.mixed,
            "The shapes fit, and the logits of different places are mixed.",
            "`reshape` reads the numbers in their order and fills a new shape. It does not turn a "
            "table.",
            "Compare `.reshape(3, 2)` and `.T` of `torch.arange(6).reshape(2, 3)`.",
        ),
        Wrong(
            "turned apart",
            answers.turned_apart,
            "The logits come place by place, and the targets row by row.",
            "One of them was turned before it was put in one row, and the other was not.",
            "Which row and which place stand in line 1 of your logits, and which in entry 1 of "
            "your targets?",
        ),
        Wrong(
            "softmax first",
            answers.softmax_first,
            "The right targets count. But a softmax was taken twice.",
            "`cross_entropy` and `log_softmax` want logits, and take the softmax themselves.",
            "Look for `softmax` in your code, and read exercise 5 of lesson 05 again.",
        ),
        Wrong(
            "shifted once more",
            answers.shifted,
            "Your logits meet the targets of the next place.",
            "The targets came in shifted already. You shifted them once more.",
            "Leave all places in, and change only shapes.",
        ),
        Wrong(
            "one for each place",
            answers.of(lambda table, counts: table),
            "You give back one number for each place.",
            "The loss is one number: the mean of those that count.",
            'Does `reduction="none"` stand in your code? Which step is still missing?',
        ),
        Wrong(
            "one for each row",
            answers.of(lambda table, counts: table.sum(1) / counts.sum(1)),
            "You give back one number for each row.",
            "The loss is one number for all of them.",
            "Over how many targets of how many rows is the mean?",
        ),
        Wrong(
            "one for each target",
            lambda logits, y: answers.of_places(logits, y)[answers.counted(y)],
            "You give back one number for each target that counts.",
            "These are the right ones. The loss is one number.",
            "Is a `.mean()` missing?",
        ),
        Wrong(
            "without the minus",
            lambda logits, y: -answers.loss(logits, y),
            "Your number is below 0.",
            "The logarithm of a probability is never above 0. The loss is minus this logarithm.",
            "Where does the minus belong?",
        ),
        Wrong(
            "perplexity",
            lambda logits, y: answers.loss(logits, y).exp(),
            "You give back the perplexity.",
            "It comes from the loss, and is no loss.",
            "Which is your last step? Take it out.",
        ),
    )
