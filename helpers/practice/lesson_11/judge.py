"""11.judge: the mean loss over the targets that count, of all rows together."""

import math

import torch
from torch import nn

from helpers.evaluation import IGNORED
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart
from helpers.practice.lesson_05.shared import DIGITS, scores
from helpers.practice.lesson_08.losses import Losses, mistakes, same
from helpers.tasks import END, FILL

F = nn.functional
I, L = IGNORED, -1  # noqa: E741  (-1 stands here for a token that is drawn)

# For each case the number of choices, and the rows of targets: a question, which is ignored, an
# answer, its end mark, and what fills the row. In the second case there are as many places as
# choices, so that exchanged dimensions raise no error.
BATCHES = (
    (5, ((I, I, L, 0, I, I), (I, L, 1, L, L, 0))),
    (6, ((I, I, I, L, 1, 0), (I, L, 0, I, I, I), (I, I, L, L, L, 0))),
    (7, ((I, 1, L, 0), (I, I, I, 0), (I, L, 0, I))),
)

answers = Losses(ignored=IGNORED)
loss, counted, of, mean_where = answers.loss, answers.counted, answers.of, answers.mean_where


def gathered(logits, y):
    return -torch.log_softmax(logits, 2).gather(2, y[:, :, None]).mean()


def indexed(logits, y):
    table = torch.log_softmax(logits, 2).flatten(0, 1)
    return -table[torch.arange(len(table)), y.flatten()].mean()


def one_hot(logits, y):
    hot = F.one_hot(y, logits.shape[2])
    return -(hot * torch.log_softmax(logits, 2)).sum(2).mean()


def other_ignored(logits, y):
    return F.cross_entropy(logits.flatten(0, 1), y.flatten(), ignore_index=FILL)


clamped = mean_where(lambda y: y == y)
no_end = mean_where(lambda y: y > END)
no_fill = mean_where(lambda y: counted(y) & (y != FILL))
ignored_alone = mean_where(lambda y: ~counted(y))

LOOK_ALIKES = {  # draws are repeated until each of these gives something else
    "The end marks alone.": mean_where(lambda y: y == END),
    "All places from the first that counts on.": mean_where(lambda y: counted(y).cumsum(1) > 0),
    "The first target that counts in each row.": mean_where(
        lambda y: counted(y) & (counted(y).cumsum(1) == 1)
    ),
    "Without the first target that counts.": mean_where(
        lambda y: counted(y) & (counted(y).cumsum(1) > 1)
    ),
    "The sum, over the places of a row.": answers.by_places,
    "The sum, over the targets of the longest answer.": of(
        lambda t, counts: t.sum() / counts.sum(1).max()
    ),
    "The worst row.": answers.worst_row,
    "The median.": answers.median,
    "The first row.": answers.first_row,
    "The last row.": answers.last_row,
    "All places but the last.": answers.without_last_place,
    "One minus the mean probability.": answers.of_probabilities,
    "The log of the mean probability.": answers.log_of_mean,
    "In bits.": answers.in_bits,
    "How often the best guess is wrong.": of(lambda t, c: (t[c] > math.log(2)).float().mean()),
    "The loss of the best guesses.": lambda logits, y: loss(
        logits, torch.where(counted(y), logits.argmax(2), y)
    ),
    "As if nothing were known.": lambda logits, y: loss(0 * logits, y),
}


def some_batches(generator: torch.Generator) -> list[tuple]:
    """(logits, y): rows with unequal numbers of targets that count."""
    others = [answers.rows_means, answers.by_all, answers.summed, answers.by_rows]
    others += [clamped, no_end, no_fill, ignored_alone]
    others += [answers.mixed, answers.turned_apart, answers.softmax_first, answers.shifted]
    others += LOOK_ALIKES.values()

    def draw(choices, rows):
        y = torch.tensor(rows)
        drawn = torch.randint(FILL + 1, choices, y.shape, generator=generator)
        return scores(generator, *y.shape, choices), torch.where(y == L, drawn, y)

    return [apart(lambda batch=batch: draw(*batch), loss, *others) for batch in BATCHES]


def in_one_row(logits, y):
    return logits.reshape(1, -1, logits.shape[2]), y.reshape(1, -1)


EXERCISE = Exercise(
    name="11.judge",
    reference=loss,
    arguments=("logits", "y"),
    returns="one number, the mean loss over all targets that count, of all rows together",
    cases=some_batches,
    tolerance=DIGITS,
    checked="three batches, in each of them rows with unequal numbers of targets that count. In "
    "one of them there are as many places as choices.",
    why="one answer has 2 tokens, and another one has 40. Which of the two shapes the model more, "
    "when the loss is the mean over all tokens?",
    because=(
        "The long one: 40 of the 42 targets are its own. In a mean of the rows' means both would "
        "count the same, and a token of the short answer 20 times as much as one of the long "
        "answer. Which one you want is a choice. But a loss is compared with others only where it "
        "is the same kind of mean, and where it is computed in pieces, the pieces must not matter."
    ),
    otherwise=(
        "Your loss is another number than the mean over all targets that count.",
        "Each such target counts once, whatever row it stands in. The others do not count at all.",
        "Print the loss of each place beside y, both of shape (B, T), and add up by hand.",
    ),
    properties=(
        Property(
            "what is said where nothing counts",
            lambda call, *inputs: same(
                call(*answers.other_logits_where_ignored(*inputs)), call(*inputs)
            ),
            "When the logits at a place that does not count change, your loss changes.",
            "What the model says there is not asked for: it is in the question, or behind the end.",
            "Print the loss of each place, of shape (B, T), beside y. Which ones go into your "
            "number?",
        ),
        Property(
            "more filling",
            lambda call, *inputs: same(call(*answers.with_more_ignored(*inputs)), call(*inputs)),
            "When a column that does not count is added at the end, your loss changes.",
            "The answers are the same as before, and so is their loss.",
            "By what do you divide? Print it for a batch before and after you add a column.",
        ),
        Property(
            "in one row",
            lambda call, *inputs: same(call(*in_one_row(*inputs)), call(*inputs)),
            "When all rows are put one after the other into one long row, your loss changes.",
            "The targets are the same as before. In which rows they stand must not matter.",
            "Two rows have 1 and 3 targets that count. How much does each target count in your "
            "number?",
        ),
    ),
    wrong=(
        Wrong(
            "mean of the rows' means",
            answers.rows_means,
            "You take the mean of each row, and then the mean of these.",
            "A target in a row with few targets then counts more than one in a row with many.",
            "Work out the example of the task: which of its two numbers is yours?",
        ),
        Wrong(
            "divided by all",
            answers.by_all,
            "The right targets go into your sum. But you divide by the number of all targets.",
            "Those that do not count stand below the bar all the same. So the loss looks better "
            "the more a batch is filled.",
            "How many targets go into the sum? Divide by that number.",
        ),
        Wrong(
            "sum",
            answers.summed,
            "Your loss grows with the number of targets: it is a sum.",
            "The right targets go into it. The task asks for their mean.",
            "By how many do you have to divide?",
        ),
        Wrong(
            "over the rows",
            answers.by_rows,
            "You divide by the number of rows.",
            "Then a batch with long answers has a larger loss than one with short answers.",
            "By how many targets do you have to divide?",
        ),
        Wrong(
            "clamped",
            clamped,
            "Targets that do not count are taken for end marks, and count.",
            "You have put zeros in their place, and zero is the number of the end mark.",
            "Leave these places out of the sum and of the count, and give them no other number.",
        ),
        Wrong(
            "ignored alone",
            ignored_alone,
            "In your mean are those places that should not count, as if they were end marks.",
            "Your condition is turned round, and a zero stands in place of their target.",
            "Print the condition beside y: where is it true?",
        ),
        Wrong(
            "gathered",
            gathered,
            "You look up the probability of a token that does not exist.",
            "The number of an ignored target is no place in a row of logits. By hand, these "
            "places have to be left out before anything is looked up.",
            "Which places may be looked up? Pick them first, from the logits and from y.",
        ),
        Wrong(
            "indexed",
            indexed,
            "You take an entry from a row of logits that is not there.",
            "The number of an ignored target is no place in a row of logits. By hand, these "
            "places have to be left out before anything is taken.",
            "Which places have a target that counts? Pick them first, from the logits and from y.",
        ),
        Wrong(
            "one-hot",
            one_hot,
            "You make one-hot rows of all targets, also of those that do not count.",
            "A one-hot row has its 1 at the number of the token, and there is none for an ignored "
            "target.",
            "Which places have a target that counts? Pick them first, from the logits and from y.",
        ),
        Wrong(
            "another number is ignored",
            other_ignored,
            "You tell `cross_entropy` to leave out another number than the one of section 2.",
            "Then it takes the ignored targets for tokens, and finds no such token.",
            "Which number has a target here that does not count?",
        ),
        Wrong(
            "fill left out",
            no_fill,
            "You leave out one token too many: wherever it is the target, it does not count.",
            "It is the number of the filling. In y the filling is ignored already; what has this "
            "number here is a target like the others.",
            "With what do you compare y? One number alone says that a target does not count.",
        ),
        Wrong(
            "end mark left out",
            no_end,
            "You leave out the end marks, too.",
            "That an answer is over has to be learned. A model that never learns it writes on.",
            "What does your condition say of 0?",
        ),
        *mistakes(answers, row="row"),
    ),
    rivals=(
        *(Rival(rule, answer) for rule, answer in LOOK_ALIKES.items()),
        Rival("The choices in the second dimension, by reshape.", answers.mixed),
    ),
)
