"""05.nll: the loss of the letters that came."""

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart
from helpers.practice.lesson_05.shared import DIGITS, came, cross_entropy, letters, shares


def surprise(p: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return -torch.log(came(p, y)).mean()


def of(measure):
    """measure(the N probabilities of the letters that came)"""
    return lambda p, y: measure(came(p, y))


def by_columns(p, y):
    """A list of columns in place of one entry for each row: a table of N times N."""
    return -torch.log(p[:, y]).mean()


def by_rows(p, y):
    """`p[y]`: rows chosen by the number of a letter."""
    return -torch.log(p[y]).mean()


def guesses(generator: torch.Generator) -> list[tuple]:
    """(p, y): more rows than letters, as many, and more letters than rows."""
    return [
        apart(
            lambda s=shape: (shares(generator, *s), letters(generator, s[1], s[0])),
            surprise,
            by_columns,
            *(rule for _, rule in LOOK_ALIKES),
        )
        for shape in ((4, 3), (3, 3), (4, 6))
    ]


def nearly_certain(p, y):
    came_here = torch.arange(p.shape[1]) == y[:, None]
    return torch.where(came_here, 0.999, 0.001 / (p.shape[1] - 1))


LOOK_ALIKES = (  # draws are repeated until each of these gives something else
    ("The median of the logarithms.", of(lambda q: -torch.log(q).median())),
    ("The last letter only.", of(lambda q: -torch.log(q[-1]))),
    ("The letter that was least likely.", of(lambda q: -torch.log(q.min()))),
    ("The letter that was most likely.", of(lambda q: -torch.log(q.max()))),
    ("The mean of the first and the last letter.", of(lambda q: -torch.log(q[[0, -1]]).mean())),
    (
        "The letter with the largest probability in place of the one that came.",
        lambda p, y: -torch.log(p.max(1).values).mean(),
    ),
    ("The letter before the one that came.", lambda p, y: surprise(p, y - 1)),
    ("The letters in the other order.", lambda p, y: surprise(p, y.flip(0))),
    ("The first column for all.", lambda p, y: surprise(p, 0 * y)),
    ("The logarithm of the number of letters.", lambda p, y: torch.log(torch.tensor(p.shape[1]))),
)

EXERCISE = Exercise(
    name="05.nll",
    reference=surprise,
    arguments=("p", "y"),
    returns="one number, the mean of -log p over the N letters that came",
    cases=guesses,
    tolerance=DIGITS,
    checked="three random tables of probabilities, with fewer letters than rows, with as many, "
    "and with more.",
    why="one of the letters that came had the probability 0. What is the loss of all N together?",
    because=(
        "Infinite. -log 0 is infinity, and a mean with one infinity in it is infinite, however "
        "good the other probabilities are. Section 6 meets this with a pair that was never "
        "counted, and smoothing is the cure."
    ),
    properties=(
        Property(
            "certain and right",
            lambda call, p, y: abs(call(nearly_certain(p, y), y)) < 1e-2,
            "Where each letter that came had a probability of nearly 1, your loss is not near 0.",
            "A model that was nearly certain, and right, is hardly surprised: log 1 is 0.",
            "Which entries of the table does your function look at? Only those of the letters that "
            "came count.",
        ),
        Property(
            "written down twice",
            lambda call, p, y: abs(call(torch.cat([p, p]), torch.cat([y, y])) - call(p, y)) < 1e-4,
            "When each row is written down twice, your loss changes.",
            "The model is as good as before. A mean does not change, a sum does.",
            "By what do you divide? By the number of rows, and by nothing else.",
        ),
    ),
    wrong=(
        Wrong(
            "log of the mean",
            of(lambda q: -torch.log(q.mean())),
            "You took the mean of the probabilities first, and its logarithm afterwards.",
            "The probability of all letters is a product. Its logarithm is a sum of logarithms, "
            "so the logarithm comes first.",
            "Exchange the two steps: which operation should stand inside the brackets?",
        ),
        Wrong(
            "sum",
            of(lambda q: -torch.log(q).sum()),
            "Your loss grows with the number of letters that came.",
            "You added up the logarithms. The loss is their mean, so that texts of different "
            "length can be compared.",
            "Write each row down twice. Should the loss change?",
        ),
        Wrong(
            "no minus",
            of(lambda q: torch.log(q).mean()),
            "Your loss is negative.",
            "The logarithm of a probability below 1 is negative. A loss gets smaller when the "
            "model gets better.",
            "What must stand before the mean, so that the loss is positive?",
        ),
        Wrong(
            "base 2",
            of(lambda q: -torch.log2(q).mean()),
            "Your loss is too large, by the same factor each time: it is in bits.",
            "You took the logarithm to base 2. The loss of this series is in nats, with the "
            "natural logarithm, as `nn.CrossEntropyLoss` has it.",
            "Compare `torch.log`, `torch.log2` and `torch.log10` of one number.",
        ),
        Wrong(
            "base 10",
            of(lambda q: -torch.log10(q).mean()),
            "Your loss is less than half of what it should be, by the same factor each time.",
            "You took the logarithm to base 10. The loss of this series is in nats, with the "
            "natural logarithm.",
            "Compare `torch.log`, `torch.log2` and `torch.log10` of one number.",
        ),
        Wrong(
            "whole table",
            lambda p, y: -torch.log(p).mean(),
            "Your loss is the mean over all entries of the table, and `y` plays no part.",
            "Letters that did not come say nothing here. From each row, one entry counts.",
            "How many numbers go into the mean? There should be N.",
        ),
        Wrong(
            "columns for all rows",
            by_columns,
            "Your loss is the mean of a table of N times N numbers, in place of N numbers.",
            "`p[:, y]` takes, from every row, the columns of all letters that came. Each row meets "
            "the letters of the others: the shape trap again.",
            "Print the shape of what you take the mean of. What has to stand in place of the `:`, "
            "so that row i meets `y[i]`?",
        ),
        Wrong(
            "rows by letter",
            by_rows,
            "You choose rows of `p` by the number of a letter.",
            "`p[y]` reads `y` as numbers of rows. The letters stand in the columns.",
            "Print the shape of what you chose. An entry has a row and a column: two indices.",
        ),
        Wrong(
            "indices exchanged",
            lambda p, y: -torch.log(p[y, torch.arange(len(y))]).mean(),
            "The line asks for a column that is not there, though there is such a row.",
            "Rows come first, then columns: `p[row, letter]`. The row says which of the N choices "
            "it is, and the letter is the number in `y`.",
            "Which of your two indices counts the rows, and at which place does it stand?",
        ),
        Wrong(
            "probability",
            of(lambda q: q.mean()),
            "Your number is the mean probability of the letters that came.",
            "It grows when the model gets better, and it is not the logarithm that turns a product "
            "into a sum.",
            "What does section 3 do with a probability before it takes the mean?",
        ),
        Wrong(
            "minus the probability",
            of(lambda q: -q.mean()),
            "Your number is the mean probability with a minus.",
            "There is no logarithm in it. `nn.NLLLoss` does this too: it takes logarithms that "
            "you have already computed.",
            "What does section 3 do with a probability before it takes the mean?",
        ),
        Wrong(
            "1 - p",
            of(lambda q: (1 - q).mean()),
            "Your number falls when the model gets better, and there is no logarithm in it.",
            "It is the mean of 1 - p. But a letter that was thought impossible costs "
            "only 1, and with the logarithm it costs infinitely much.",
            "Which function of section 3 is 0 for p = 1 and grows without end towards p = 0?",
        ),
        Wrong(
            "one for each row",
            of(lambda q: -torch.log(q)),
            "You give back one number for each row.",
            "These are the losses of the single letters. The loss of all is one number.",
            "Which operation makes one number of many, without growing with their count?",
        ),
        Wrong(
            "first row",
            of(lambda q: -torch.log(q[0])),
            "Your loss counts the first letter only.",
            "A `return` inside a loop ends the function in the first round.",
            "Look at how far to the right your `return` stands.",
        ),
        Wrong(
            "divided by all entries",
            lambda p, y: -torch.log(came(p, y)).sum() / p.numel(),
            "Your loss is V times too small.",
            "You divided by the number of all entries of the table. N letters came.",
            "Count what you added up, and divide by that.",
        ),
        Wrong(
            "divided by the letters",
            lambda p, y: -torch.log(came(p, y)).sum() / p.shape[1],
            "Your loss is right where there are as many rows as columns, and wrong elsewhere.",
            "You divided by V, the number of columns. N letters came.",
            "Print `p.shape`. Which of the two is the number of rows?",
        ),
        Wrong(
            "softmax again",
            lambda p, y: cross_entropy(p, y),
            "Your loss never comes near zero, however good the probabilities are.",
            "`nn.CrossEntropyLoss` takes logits and makes probabilities of them. `p` are "
            "probabilities already, so softmax was taken of them once more.",
            "Write the loss by hand: pick, logarithm, mean, minus.",
        ),
        Wrong(
            "perplexity",
            of(lambda q: torch.exp(-torch.log(q).mean())),
            "You give back e to the power of the loss.",
            "That is the perplexity of section 6: among how many equal letters the model is in "
            "doubt. The task asks for the loss itself.",
            "Leave the last step out.",
        ),
    ),
    rivals=(
        *(Rival(rule, answer) for rule, answer in LOOK_ALIKES),
        Rival("The logarithm of all probabilities multiplied.", lambda p, y: -p.log().sum()),
        Rival("The product of the probabilities.", of(torch.prod)),
        Rival("One over the probability.", of(lambda q: (1 / q).mean())),
        Rival("The logarithm of 1 - p.", of(lambda q: -torch.log1p(-q).mean())),
        Rival("The squares of 1 - p.", of(lambda q: ((1 - q) ** 2).mean())),
        Rival("The squares of the logarithms.", of(lambda q: (q.log() ** 2).mean())),
        Rival("Weighted with the probability itself.", of(lambda q: -(q * q.log()).mean())),
        Rival("Divided by N - 1.", of(lambda q: -q.log().sum() / (len(q) - 1))),
        Rival("The entropy of the rows.", lambda p, y: -(p * p.log()).sum(1).mean()),
        Rival(
            "All letters that came and all that did not, each yes or no.",
            lambda p, y: -(came(p, y).log() + (1 - p).log().sum(1) - (1 - came(p, y)).log()).mean(),
        ),
        Rival("How often the best guess is wrong.", lambda p, y: (p.argmax(1) != y).float().mean()),
        Rival("Always ln 27.", lambda p, y: torch.log(torch.tensor(27.0))),
    ),
)
