"""08.mask: the mean loss of texts of unequal length, without their padding."""

from collections.abc import Callable

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.lesson_05.shared import DIGITS, scores
from helpers.practice.lesson_08.losses import Losses, mistakes, same

END, PADDING = 0, 1

# For each case the number of choices, and the rows of targets: letters, which stand here as 2, end
# marks, and padding. In one row there are two texts.
TEXTS = (
    (5, ((2, 0, 1, 1), (2, 0, 2, 0))),
    (5, ((2, 2, 0, 1, 1), (2, 0, 2, 2, 0), (2, 0, 1, 1, 1))),
    (7, ((2, 0, 2, 2, 0, 1), (2, 0, 1, 1, 1, 1), (2, 2, 2, 2, 2, 0))),
)

answers = Losses(ignored=PADDING)
loss, mean_where = answers.loss, answers.mean_where


def up_to_the_first(mark: int) -> Callable:
    """In each row the places up to its first such mark, with it."""
    return lambda y: (y == mark).cumsum(1) - (y == mark).long() == 0


padding_counts = mean_where(lambda y: y == y)
both_left_out = mean_where(lambda y: y > PADDING)
end_left_out = mean_where(lambda y: y != END)
only_padding = mean_where(lambda y: y == PADDING)


def some_batches(generator: torch.Generator) -> list[tuple]:
    """(logits, y): texts of unequal length. In the second case there are as many places as choices,
    so that exchanged dimensions raise no error."""

    def draw(choices, rows):
        y = torch.tensor(rows)
        letters = torch.randint(2, choices, y.shape, generator=generator)
        return scores(generator, *y.shape, choices), torch.where(y == 2, letters, y)

    return [draw(*text) for text in TEXTS]


def without_an_end(logits, y):
    """Logits by which an end mark never comes."""
    return logits - 20 * (torch.arange(logits.shape[2]) == END), y


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
            lambda call, *inputs: same(
                call(*answers.other_logits_where_ignored(*inputs)), call(*inputs)
            ),
            "When the logits at a place with padding change, your loss changes.",
            "There is nothing to predict at that place, so what the model says there does not "
            "count.",
            "Print the loss of each place, of shape (B, T), beside y. Which ones go into your "
            "number?",
        ),
        Property(
            "more padding",
            lambda call, *inputs: same(call(*answers.with_more_ignored(*inputs)), call(*inputs)),
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
            answers.by_all,
            "You set the loss to 0 where there is padding, and divide by the number of all places.",
            "The sum is right. But each place with padding makes the mean smaller, since it is "
            "counted below the bar.",
            "How many targets go into the sum? Divide by that number.",
        ),
        Wrong(
            "mean of the rows' means",
            answers.rows_means,
            "You take the mean of each row, and then the mean of these.",
            "A target in a row with few targets then counts more than one in a full row.",
            "Two rows have 1 and 9 targets. How much does each of them count in your number?",
        ),
        Wrong(
            "sum",
            answers.summed,
            "Your loss grows with the number of targets: it is a sum.",
            "The right targets go into it. The loss is their mean.",
            "By how many do you have to divide?",
        ),
        Wrong(
            "over the rows",
            answers.by_rows,
            "You divide by the number of rows.",
            "Then long rows have a larger loss than short ones.",
            "By how many targets do you have to divide?",
        ),
        *mistakes(answers, row="text"),
    ),
    rivals=(
        Rival("Only the end marks.", mean_where(lambda y: y == END)),
        Rival("One padding counts in each row.", mean_where(up_to_the_first(PADDING))),
        Rival("A row ends with its first end mark.", mean_where(up_to_the_first(END))),
        Rival("The sum, over the places of a row.", answers.by_places),
        Rival(
            "The sum, over the number of letters.",
            lambda logits, y: answers.summed(logits, y) / (y > PADDING).sum(),
        ),
        Rival("The worst row.", answers.worst_row),
        Rival("The median.", answers.median),
        Rival("The first row.", answers.first_row),
        Rival("The last row.", answers.last_row),
        Rival("The first place of each row.", answers.of_part(slice(None), slice(0, 1))),
        Rival("All places but the last.", answers.without_last_place),
        Rival("One minus the mean probability.", answers.of_probabilities),
        Rival("The log of the mean probability.", answers.log_of_mean),
        Rival(
            "Padding is no choice.",
            lambda logits, y: loss(logits - 50 * (torch.arange(logits.shape[2]) == PADDING), y),
        ),
        Rival("In bits.", answers.in_bits),
        Rival("The choices in the second dimension, by reshape.", answers.mixed),
        Rival("How often the best guess is wrong.", lambda s, y: (s.argmax(2) != y).float().mean()),
    ),
)
