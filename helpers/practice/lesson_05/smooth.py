"""05.smooth: from counts to probabilities, none of them zero."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose, uniform
from helpers.practice.lesson_05.shared import DIGITS


def tables(generator: torch.Generator) -> list[tuple]:
    """(counts, add): V times V counts. The first row has counts and a zero, another row has no
    count at all; no row sum is that of its column. `add` lies below 1, then above, and there a
    count of 1 is smaller than it."""
    cases = []
    for size, whole in ((3, 0), (4, 1), (6, 2)):
        while True:
            counts = uniform(generator, 0, 9, size, size).round()
            counts[0, choose(generator, size)] = 0
            counts[1 + choose(generator, size - 1)] = 0
            uneven = (counts.sum(1) - counts.sum(0)).abs().min() > 1
            if uneven and (counts.sum(1) == 0).sum() == 1 and (counts == 1).any():
                break
        cases.append((counts, whole + (1 + choose(generator, 8)) / 10))
    return cases


def sums(counts):
    return counts.sum(1, keepdim=True)


def divided(counts):
    return counts / sums(counts)


def smoothed(counts, add):
    return divided(counts + add)


EXERCISE = Exercise(
    name="05.smooth",
    reference=smoothed,
    arguments=("counts", "add"),
    returns="a tensor of shape (V, V): in each row the probabilities of the next letter",
    cases=tables,
    tolerance=DIGITS,
    checked="three random tables of counts, each with zeros and with a row that has no count at "
    "all.",
    why="what becomes of your table when `add` is very large, and what is lost when it is 0?",
    because=(
        "With a very large `add` the counts no longer matter: each row comes near to 1/V, the "
        "table of one who knows nothing. With 0, a pair that was never counted gets the "
        "probability 0, and one such pair in the held-out names makes the loss infinite. So `add` "
        "is chosen in between, by the held-out loss."
    ),
    properties=(
        Property(
            "no zero",
            lambda call, counts, add: (call(counts, add) > 0).all(),
            "In your table a pair has the probability 0, or none at all (`nan`).",
            "Its logarithm is minus infinity, and so one such pair spoils the loss of all.",
            "Follow a row without any count through your lines: what is added, and what is it "
            "divided by?",
        ),
        Property(
            "rows sum to one",
            lambda call, counts, add: alike(
                call(counts, add).sum(1), torch.ones(len(counts)), 1e-4
            ),
            "Not all of your rows sum to 1.",
            "After each letter some letter comes, so the probabilities of a row sum to 1.",
            "Do you divide a row by the sum of what stands in it after the adding?",
        ),
        Property(
            "equal counts",
            lambda call, counts, add: alike(
                call(0 * counts + 3, add), torch.full_like(counts, 1 / len(counts))
            ),
            "For a table in which all counts are equal, your probabilities are not.",
            "Adding the same number to equal counts leaves them equal.",
            "Is the same number added to each count?",
        ),
    ),
    wrong=(
        Wrong(
            "no smoothing",
            lambda counts, add: divided(counts),
            "A row without any count holds no numbers any more, and `add` plays no part.",
            "These are the shares of the counts alone. 0 divided by 0 is no number, and a pair "
            "that was never counted has the probability 0.",
            "At which place does `add` come in: before the division, or after it?",
        ),
        Wrong(
            "not divided",
            lambda counts, add: counts + add,
            "Your rows hold counts, and no probabilities.",
            "The number is added, and the division is missing.",
            "By what do you have to divide a row, so that its sum becomes one?",
        ),
        Wrong(
            "only to zeros",
            lambda counts, add: divided(torch.where(counts == 0, torch.tensor(add), counts)),
            "Only the pairs that were never counted got something.",
            "Then a pair that came once can end below one that never came. Each count gets the "
            "same.",
            "Take the counts 0 and 1 and `add` = 5: which pair should be the more likely one?",
        ),
        Wrong(
            "only empty rows",
            lambda counts, add: divided(counts + add * (sums(counts) == 0)),
            "Only the row without any count got something; other zeros are still zeros.",
            "A pair that never came in a row with other counts has the probability 0, and the "
            "loss can still become infinite.",
            "Which counts should `add` be added to?",
        ),
        Wrong(
            "columns",
            lambda counts, add: (counts + add) / (counts + add).sum(0),
            "Your columns sum to one, the rows do not.",
            "A row belongs to a letter, and its columns to the letters that may come next. You "
            "added up over the rows.",
            "Which dimension runs along a row?",
        ),
        Wrong(
            "no keepdim",
            lambda counts, add: (counts + add) / (counts + add).sum(1),
            "Each column is divided by the sum of another row, and there is no error.",
            "The sums have the shape (V,). Broadcasting reads them as one row; they should be a "
            "column. In a square table that goes unnoticed.",
            "Which shape must the sums have? `keepdim=True` keeps a dimension that was summed.",
        ),
        Wrong(
            "added after the division",
            lambda counts, add: divided(counts) + add,
            "You added the number to the shares, after the division.",
            "Then the rows sum to more than 1, and a row without counts was divided by 0 before "
            "anything was added.",
            "Exchange the two steps.",
        ),
        Wrong(
            "divided by the old sum",
            lambda counts, add: (counts + add) / sums(counts),
            "You divided by the sum of the counts as they were before.",
            "Each of the V counts of a row has grown by `add`, so the sum has grown too.",
            "By how much has the sum of a row grown? Or take the sum afterwards.",
        ),
        Wrong(
            "added once to the sum",
            lambda counts, add: (counts + add) / (sums(counts) + add),
            "You added the number once to the sum of each row.",
            "Each of the V counts of a row has grown by `add`, and the sum by all of them.",
            "How many counts stand in a row?",
        ),
        Wrong(
            "one common sum",
            lambda counts, add: (counts + add) / (counts + add).sum(),
            "All your numbers together sum to one; a row by itself does not.",
            "That is how often a pair comes among all pairs. Wanted is the next letter when the "
            "letter before it is known.",
            "Print the shape of your sum. There should be one for each row.",
        ),
        Wrong(
            "always 1",
            lambda counts, add: smoothed(counts, 1),
            "Your table is the same whatever `add` is: it is the one for an `add` of one.",
            "The number that comes in is not used.",
            "Look for a number in your lines that should be a name.",
        ),
        Wrong(
            "at least",
            lambda counts, add: divided(counts.clamp(min=add)),
            "Small counts were raised to `add`, and large ones left as they were.",
            "Then a pair that came once can be as likely as one that never came.",
            "What should happen to a count of 7?",
        ),
        Wrong(
            "softmax",
            lambda counts, add: torch.softmax(counts + add, 1),
            "Your rows are the softmax of the counts.",
            "Counts are no logits: they are positive already, and only have to be shared out. "
            "Adding the same number changes nothing in a softmax.",
            "Which of the two things that must hold in section 2 holds for counts without `exp`?",
        ),
        Wrong(
            "logarithms",
            lambda counts, add: torch.log(smoothed(counts, add)),
            "All your numbers are negative.",
            "These are the logarithms. The task asks for the probabilities.",
            "Leave the last step out.",
        ),
    ),
    rivals=(
        Rival("Added twice.", lambda counts, add: smoothed(counts, 2 * add)),
        Rival("The counts multiplied by it.", lambda counts, add: smoothed(counts * add, 1)),
        Rival("Added over V.", lambda counts, add: smoothed(counts, add / len(counts))),
        Rival(
            "Added once to the table.", lambda counts, add: smoothed(counts, add / counts.numel())
        ),
        Rival(
            "Added to the shares, which are shared out again.",
            lambda counts, add: divided(divided(counts).nan_to_num() + add),
        ),
        Rival(
            "A mixture of the shares with equal ones.",
            lambda counts, add: (divided(counts).nan_to_num() + add / len(counts)) / (1 + add),
        ),
        Rival("An empty row stays empty.", lambda c, add: smoothed(c, add) * (sums(c) > 0)),
        Rival("A tiny number in place of `add`.", lambda counts, add: smoothed(counts, 1e-6)),
        Rival("Every row is the same.", lambda c, add: smoothed(c.sum(0).expand_as(c), add)),
        Rival("All letters are equally likely.", lambda c, add: 0 * c + 1 / len(c)),
        Rival("Letter before and letter after exchanged.", lambda c, add: smoothed(c.T, add)),
        Rival(
            "Only the largest count of a row.", lambda c, add: (c == c.max(1, True).values) * 1.0
        ),
        Rival("The squares of the counts.", lambda counts, add: smoothed(counts**2, add)),
        Rival("Always 27 letters.", lambda c, add: (c + add) / (sums(c) + 27 * add)),
        Rival("The number subtracted.", lambda counts, add: divided((counts - add).clamp(min=0))),
    ),
)
