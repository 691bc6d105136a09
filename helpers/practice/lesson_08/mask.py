"""08.mask: the mean loss of texts of unequal length, without their padding."""

import math
from collections.abc import Callable

import torch
from torch import nn

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.lesson_05.shared import DIGITS, scores

END, PADDING = 0, 1

# For each case the number of choices, and the rows of targets: letters, which stand here as 2, end
# marks, and padding. In one row there are two texts.
TEXTS = (
    (5, ((2, 0, 1, 1), (2, 0, 2, 0))),
    (5, ((2, 2, 0, 1, 1), (2, 0, 2, 2, 0), (2, 0, 1, 1, 1))),
    (7, ((2, 0, 2, 2, 0, 1), (2, 0, 1, 1, 1, 1), (2, 2, 2, 2, 2, 0))),
)


def counted(y):
    return y != PADDING


def of_places(logits, y):
    """-log p of the target at each place, of shape (B, T)."""
    return -torch.log_softmax(logits, 2).gather(2, y[:, :, None])[:, :, 0]


def mean_where(counts: Callable) -> Callable:
    """An answer: the mean over the places where counts(y) is true."""
    return lambda logits, y: of_places(logits, y)[counts(y)].mean()


loss = mean_where(counted)


def of(measure: Callable) -> Callable:
    """An answer: measure(-log p with 0 at the padding, what is no padding)."""
    return lambda logits, y: measure(of_places(logits, y) * counted(y), counted(y))


def of_part(*part) -> Callable:
    """The loss of some rows, or of some places in them."""
    return lambda logits, y: loss(logits[part], y[part])


def axes(logits, y):
    return nn.functional.cross_entropy(logits, y, ignore_index=PADDING)


def mixed(logits, y):
    B, T, V = logits.shape
    return axes(logits.reshape(B, V, T), y)


def crossed(logits, y):
    return axes(logits.transpose(0, 1).flatten(0, 1), y.flatten())


def probabilities(logits, y):
    return loss(torch.softmax(logits, 2), y)


def shifted(logits, y):
    return loss(logits[:, :-1], y[:, 1:])


def up_to_the_first(mark: int) -> Callable:
    """In each row the places up to its first such mark, with it."""
    return lambda y: (y == mark).cumsum(1) - (y == mark).long() == 0


padding_counts = mean_where(lambda y: y == y)
both_left_out = mean_where(lambda y: y > PADDING)
end_left_out = mean_where(lambda y: y != END)
only_padding = mean_where(lambda y: y == PADDING)
rows_means = of(lambda table, counts: (table.sum(1) / counts.sum(1)).mean())
zeroed = of(lambda table, counts: table.mean())
summed = of(lambda table, counts: table.sum())
by_rows = of(lambda table, counts: table.sum(1).mean())


def some_batches(generator: torch.Generator) -> list[tuple]:
    """(logits, y): texts of unequal length. In the second case there are as many places as choices,
    so that exchanged dimensions raise no error."""

    def draw(choices, rows):
        y = torch.tensor(rows)
        letters = torch.randint(2, choices, y.shape, generator=generator)
        return scores(generator, *y.shape, choices), torch.where(y == 2, letters, y)

    return [draw(*text) for text in TEXTS]


def other_logits_at_padding(logits, y):
    return torch.where((y == PADDING)[:, :, None], -logits, logits), y


def with_more_padding(logits, y):
    column = torch.full_like(y[:, :1], PADDING)
    return torch.cat([logits, logits[:, :1]], dim=1), torch.cat([y, column], dim=1)


def without_an_end(logits, y):
    """Logits by which an end mark never comes."""
    return logits - 20 * (torch.arange(logits.shape[2]) == END), y


def same(one, other) -> bool:
    return abs(one - other) < 1e-4


EXERCISE = Exercise(
    name="08.mask",
    reference=loss,
    arguments=("logits", "y"),
    returns="one number, the mean loss over all targets that are no padding",
    cases=some_batches,
    tolerance=DIGITS,
    checked="texts of unequal length in three batches. In one of them there are as many places as "
    "choices, and in each of them a row holds two texts.",
    why="two batches have the same texts, and the second one has much more padding. What would a "
    "loss say that counts the padding?",
    because=(
        "That the model is much better on the second batch. Where padding is a target, the next "
        "one is padding too, and a model learns that at once. So most places have a loss near 0, "
        "and the mean says little about the letters."
    ),
    otherwise=(
        "Your loss is another number than the mean over all targets that are no padding.",
        "Each such target counts once, and padding does not count.",
        "Print the loss of each place beside y, both of shape (B, T), and add up by hand.",
    ),
    properties=(
        Property(
            "what is said at padding",
            lambda call, *inputs: same(call(*other_logits_at_padding(*inputs)), call(*inputs)),
            "When the logits at a place with padding change, your loss changes.",
            "There is nothing to predict at that place, so what the model says there does not "
            "count.",
            "Print the loss of each place, of shape (B, T), beside y. Which ones go into your "
            "number?",
        ),
        Property(
            "more padding",
            lambda call, *inputs: same(call(*with_more_padding(*inputs)), call(*inputs)),
            "When a column of padding is added at the end, your loss changes.",
            "The texts are the same as before, and so is their loss.",
            "By what do you divide? Print it for a batch before and after you add a column.",
        ),
        Property(
            "the end mark counts",
            lambda call, *inputs: call(*without_an_end(*inputs)) > call(*inputs) + 1,
            "When the logits say that no text ever ends, your loss does not grow.",
            "The end mark is a target like each letter. A model that never learns it writes "
            "without an end.",
            "Which number has the end mark, and which one the padding?",
        ),
    ),
    wrong=(
        Wrong(
            "padding counts",
            padding_counts,
            "Your mean is over all places, also over those with padding.",
            "Padding only fills a row. It is learned at once, so the loss looks better than the "
            "model is.",
            "Which number has the padding in y, and what can `cross_entropy` be told about it?",
        ),
        Wrong(
            "both left out",
            both_left_out,
            "You leave out the padding, and the end marks, too.",
            "An end mark is no padding: that the text ends here is something to predict. A model "
            "that never learns it writes without an end.",
            "Which targets does your condition leave out? Print them.",
        ),
        Wrong(
            "end mark left out",
            end_left_out,
            "You leave out the end marks, and the padding counts.",
            "It is the other way round: the end mark has the number 0, and is a target like each "
            "letter.",
            "Which number has the padding?",
        ),
        Wrong(
            "only padding",
            only_padding,
            "Only the padding counts in your mean.",
            "Your condition is turned round.",
            "What does `==` say of a letter, and what does `!=` say?",
        ),
        Wrong(
            "zeroed",
            zeroed,
            "You set the loss to 0 where there is padding, and divide by the number of all places.",
            "The sum is right. But each place with padding makes the mean smaller, since it is "
            "counted below the bar.",
            "How many targets go into the sum? Divide by that number.",
        ),
        Wrong(
            "mean of the rows' means",
            rows_means,
            "You take the mean of each row, and then the mean of these.",
            "A target in a row with few targets then counts more than one in a full row.",
            "Two rows have 1 and 9 targets. How much does each of them count in your number?",
        ),
        Wrong(
            "sum",
            summed,
            "Your loss grows with the number of targets: it is a sum.",
            "The right targets go into it. The loss is their mean.",
            "By how many do you have to divide?",
        ),
        Wrong(
            "over the rows",
            by_rows,
            "You divide by the number of rows.",
            "Then long rows have a larger loss than short ones.",
            "By how many targets do you have to divide?",
        ),
        Wrong(
            "axes",
            axes,
            "`cross_entropy` looks for the V choices in the second dimension of the logits. There "
            "stand the places.",
            "Where a batch has as many places as choices no error comes up, and the number is "
            "wrong.",
            "Make a table of the logits with one row for each place of each text. Which shape do "
            "the targets need then?",
        ),
        Wrong(
            "mixed by reshape",
            mixed,
            "The shapes fit, and the logits of different places are mixed.",
            "`reshape` reads the numbers in their order and fills a new shape. It does not turn a "
            "table.",
            "Compare `.reshape(3, 2)` and `.T` of `torch.arange(6).reshape(2, 3)`.",
        ),
        Wrong(
            "turned apart",
            crossed,
            "The logits come place by place, and the targets row by row.",
            "One of them was turned before it was put in one row, and the other was not.",
            "Which row and which place stand in line 1 of your logits, and which in entry 1 of "
            "your targets?",
        ),
        Wrong(
            "softmax first",
            probabilities,
            "The right targets count. But a softmax was taken twice.",
            "`cross_entropy` and `log_softmax` want logits, and take the softmax themselves.",
            "Look for `softmax` in your code, and read exercise 5 of lesson 05 again.",
        ),
        Wrong(
            "shifted once more",
            shifted,
            "Your logits meet the targets of the next place.",
            "The targets came in shifted already. You shifted them once more.",
            "Leave all places in, and change only shapes.",
        ),
        Wrong(
            "one for each place",
            of(lambda table, counts: table),
            "You give back one number for each place.",
            "The loss is one number: the mean of those that count.",
            'Does `reduction="none"` stand in your code? Which step is still missing?',
        ),
        Wrong(
            "one for each row",
            of(lambda table, counts: table.sum(1) / counts.sum(1)),
            "You give back one number for each row.",
            "The loss is one number for all of them.",
            "Over how many targets of how many rows is the mean?",
        ),
        Wrong(
            "one for each target",
            lambda logits, y: of_places(logits, y)[counted(y)],
            "You give back one number for each target that counts.",
            "These are the right ones. The loss is one number.",
            "Is a `.mean()` missing?",
        ),
        Wrong(
            "without the minus",
            lambda logits, y: -loss(logits, y),
            "Your number is below 0.",
            "The logarithm of a probability is never above 0. The loss is minus this logarithm.",
            "Where does the minus belong?",
        ),
        Wrong(
            "perplexity",
            lambda logits, y: loss(logits, y).exp(),
            "You give back the perplexity.",
            "It comes from the loss, and is no loss.",
            "Which is your last step? Take it out.",
        ),
    ),
    rivals=(
        Rival("Only the end marks.", mean_where(lambda y: y == END)),
        Rival("One padding counts in each row.", mean_where(up_to_the_first(PADDING))),
        Rival("A row ends with its first end mark.", mean_where(up_to_the_first(END))),
        Rival("The sum, over the places of a row.", of(lambda t, counts: t.sum() / t.shape[1])),
        Rival(
            "The sum, over the number of letters.",
            lambda logits, y: summed(logits, y) / (y > PADDING).sum(),
        ),
        Rival("The worst row.", of(lambda t, counts: (t.sum(1) / counts.sum(1)).max())),
        Rival("The median.", of(lambda t, counts: t[counts].median())),
        Rival("The first row.", of_part(slice(0, 1))),
        Rival("The last row.", of_part(slice(-1, None))),
        Rival("The first place of each row.", of_part(slice(None), slice(0, 1))),
        Rival("All places but the last.", of_part(slice(None), slice(None, -1))),
        Rival("One minus the mean probability.", of(lambda t, c: 1 - (-t[c]).exp().mean())),
        Rival("The log of the mean probability.", of(lambda t, c: -(-t[c]).exp().mean().log())),
        Rival(
            "Padding is no choice.",
            lambda logits, y: loss(logits - 50 * (torch.arange(logits.shape[2]) == PADDING), y),
        ),
        Rival("In bits.", lambda logits, y: loss(logits, y) / math.log(2)),
        Rival("The choices in the second dimension, by reshape.", mixed),
        Rival("How often the best guess is wrong.", lambda s, y: (s.argmax(2) != y).float().mean()),
    ),
)
