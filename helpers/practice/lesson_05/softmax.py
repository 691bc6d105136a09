"""05.softmax: scores to probabilities, by hand."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart
from helpers.practice.lesson_05.shared import DIGITS, scores


def shared_out(values: torch.Tensor, dim: int = 1) -> torch.Tensor:
    return values / values.sum(dim, keepdim=True)


def probabilities(logits: torch.Tensor) -> torch.Tensor:
    return torch.softmax(logits, 1)


def tables(generator: torch.Generator) -> list[tuple]:
    """(logits,): as many rows as columns, a single row, more rows and more columns. No row sums
    to nearly 0, so that its scores could be shared out by mistake."""

    def draw(*shape):
        while True:
            logits = scores(generator, *shape)
            if (logits.sum(1).abs() > 0.5).all():
                return (logits,)

    return [
        apart(lambda s=shape: draw(*s), probabilities, largest_only)
        for shape in ((3, 3), (1, 4), (5, 3), (2, 6))
    ]


def largest_only(logits):
    return (logits == logits.max(1, keepdim=True).values).float()


def no_keepdim(logits):
    e = torch.exp(logits)
    return e / e.sum(1)


EXERCISE = Exercise(
    name="05.softmax",
    reference=probabilities,
    arguments=("logits",),
    returns="a tensor of shape (N, V): in each row the probabilities of the V letters",
    cases=tables,
    tolerance=DIGITS,
    checked="four random tables of logits: with one row, with more rows than columns, with more "
    "columns than rows, and with as many.",
    why="what does your function give for a row of equal logits, and does their size matter?",
    because=(
        "Equal logits have equal exponentials, so each of the V letters gets 1/V, whatever the "
        "size. Only differences between logits count: adding the same number to all of them "
        "multiplies each exponential, and their sum, by the same factor."
    ),
    properties=(
        Property(
            "positive",
            lambda call, logits: (call(logits) > 0).all(),
            "Some of your probabilities are 0 or negative.",
            "Section 2 says what must hold for probabilities. First, each one is positive, also "
            "where the score is negative.",
            "Which operation makes a positive number of every number, and keeps the order?",
        ),
        Property(
            "rows sum to one",
            lambda call, logits: alike(call(logits).sum(1), torch.ones(len(logits)), 1e-4),
            "Not all of your rows sum to 1.",
            "Section 2 says what must hold for probabilities. Second, those of all letters of a "
            "row sum to 1.",
            "Print `.sum(dim=1)` of your result, for a table of two rows.",
        ),
        Property(
            "a constant changes nothing",
            lambda call, logits: alike(call(logits + 1), call(logits), 1e-4),
            "When 1 is added to all logits, your probabilities change.",
            "Softmax knows only the differences between the scores of a row.",
            "Compare your lines with the formula of section 2, above and below the fraction line.",
        ),
    ),
    wrong=(
        Wrong(
            "no exp",
            shared_out,
            "Your rows sum to 1, and there are negative numbers in them.",
            "You divided the scores themselves by their sum. A negative score stays negative.",
            "Which step of section 2 comes before the division?",
        ),
        Wrong(
            "exp only",
            torch.exp,
            "All your numbers are positive, and the rows do not sum to 1.",
            "These are the exponentials. The sum of a row is still open.",
            "By what do you have to divide a row, so that its sum becomes 1?",
        ),
        Wrong(
            "whole table",
            lambda logits: torch.exp(logits) / torch.exp(logits).sum(),
            "All your numbers together sum to 1; a row by itself does not.",
            "You divided by the sum of the whole table. Each row is a choice of its own.",
            "Print the shape of the sum. There should be one sum for each row.",
        ),
        Wrong(
            "columns",
            lambda logits: torch.softmax(logits, 0),
            "Your columns sum to 1, the rows do not.",
            "You added up along dimension 0: down a column, over different samples.",
            "Which dimension runs along a row, from letter to letter?",
        ),
        Wrong(
            "no keepdim",
            no_keepdim,
            "In a table with as many rows as columns, each column is divided by the sum of "
            "another row. Other shapes do not fit at all.",
            "The sums have the shape (N,). Broadcasting reads them as one row, and not as a "
            "column: the shape trap.",
            "Which shape must the N sums have, so that each one meets its own row? `keepdim=True` "
            "keeps a dimension that was summed.",
        ),
        Wrong(
            "divided by the largest",
            lambda logits: torch.exp(logits) / torch.exp(logits).max(1, keepdim=True).values,
            "In each row your largest number is 1.",
            "You divided by the largest exponential. Then the row sums to more than 1.",
            "Which number has to stand below the fraction line, so that the row sums to 1?",
        ),
        Wrong(
            "mean",
            lambda logits: torch.exp(logits) / torch.exp(logits).mean(1, keepdim=True),
            "Your rows sum to V, the number of columns.",
            "You divided by the mean of the exponentials. It is V times smaller than their sum.",
            "Print the sum of one of your rows. What must it be?",
        ),
        Wrong(
            "largest of each column subtracted",
            lambda logits: torch.softmax(logits - logits.max(0).values, 1),
            "Your rows sum to 1, but another number was subtracted in each column.",
            "You may subtract a number from a whole row: that changes nothing. Subtracting the "
            "largest of each column changes the differences within a row.",
            "Along which dimension do you take the largest? Print its shape.",
        ),
        Wrong(
            "largest subtracted above only",
            lambda logits: (
                torch.exp(logits - logits.max(1, keepdim=True).values)
                / torch.exp(logits).sum(1, keepdim=True)
            ),
            "Within a row your numbers have the right ratios, and their sum is not 1.",
            "You subtracted the largest logit above the fraction line, and not below it.",
            "Compute the exponentials once, give them a name, and use it above and below.",
        ),
        Wrong(
            "softmax twice",
            lambda logits: torch.softmax(torch.softmax(logits, 1), 1),
            "Your rows sum as they should, but all letters of a row are nearly alike.",
            "Softmax was taken twice, the second time of probabilities. These lie between 0 and "
            "1, so their exponentials differ little.",
            "In which line do the scores become probabilities, and what happens to them after it?",
        ),
        Wrong(
            "softmax of the exponentials",
            lambda logits: torch.softmax(torch.exp(logits), 1),
            "Your rows sum as they should, but the largest score gets too much.",
            "The exponential was taken twice: by your own line, and once more inside softmax.",
            "Which steps does softmax do by itself?",
        ),
        Wrong(
            "base 2",
            lambda logits: shared_out(2.0**logits),
            "Your rows sum as they should, but large and small scores are too near to each other.",
            "You took powers of 2. The formula of section 2 has powers of e, which is 2.718….",
            "Compare the two for the score 1. Which function of PyTorch gives powers of e?",
        ),
        Wrong(
            "sigmoid",
            torch.sigmoid,
            "Each of your numbers depends on one logit only, and the rows do not sum to 1.",
            "That is 1 / (1 + exp(-x)), an answer to yes or no. Here one of V letters comes, and "
            "the letters share the 1.",
            "Change one logit of a row on paper: which of its probabilities have to change?",
        ),
        Wrong(
            "minus",
            lambda logits: torch.softmax(-logits, 1),
            "In each row your largest number stands where the logit is smallest.",
            "The order is the wrong way: there is a minus in front of the logits.",
            "Which letter should get the largest probability?",
        ),
        Wrong(
            "exp of the sum",
            lambda logits: torch.exp(logits - logits.sum(1, keepdim=True)),
            "In each row you divide by the exponential of the sum of all its scores.",
            "The sum of the exponentials is wanted, and not the exponential of the sum: the order "
            "of the two steps matters.",
            "Take the logits 0 and 0: what is exp(0) + exp(0), and what is exp(0 + 0)?",
        ),
        Wrong(
            "logarithms",
            lambda logits: torch.log_softmax(logits, 1),
            "All your numbers are negative.",
            "These are the logarithms of the probabilities. The task asks for the probabilities.",
            "Leave the logarithm out; section 3 will need it.",
        ),
        Wrong(
            "one for each row",
            lambda logits: torch.exp(logits).sum(1),
            "You give back one number for each row.",
            "These are the sums of the exponentials. Each letter of a row gets a share of it.",
            "What is divided by these sums?",
        ),
    ),
    rivals=(
        Rival("The largest score gets everything.", largest_only),
        Rival(
            "All letters get the same.", lambda logits: torch.full_like(logits, 1 / logits.shape[1])
        ),
        Rival("The scores without their signs, shared out.", lambda s: shared_out(s.abs())),
        Rival("The squares of the scores, shared out.", lambda s: shared_out(s**2)),
        Rival("The positive scores, shared out.", lambda s: shared_out(s.clamp(min=0))),
        Rival(
            "The scores above the smallest of the row, shared out.",
            lambda s: shared_out(s - s.min(1, keepdim=True).values),
        ),
        Rival("Powers of 10 in place of e.", lambda s: shared_out(10.0**s)),
        Rival("The exponentials of the squares.", lambda s: torch.softmax(s**2, 1)),
        Rival("The exponentials, squared.", lambda s: torch.softmax(2 * s, 1)),
        Rival("Yes or no for each letter, shared out.", lambda s: shared_out(torch.sigmoid(s))),
        Rival("The first row for all.", lambda s: torch.softmax(s[:1].expand_as(s), 1)),
        Rival("The mean row for all.", lambda s: torch.softmax(s, 1).mean(0).expand_as(s)),
        Rival(
            "In the order of size.", lambda s: torch.softmax(s, 1).sort(1, descending=True).values
        ),
        Rival("The sum without the letter itself.", lambda s: s.softmax(1) / (1 - s.softmax(1))),
        Rival("Along the rows and then along the columns.", lambda s: shared_out(s.softmax(1), 0)),
    ),
)
