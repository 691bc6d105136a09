"""05.gradient: the gradient of the loss with respect to the logits."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart
from helpers.practice.lesson_05.shared import came, letters, scores


def one_hot(logits, y):
    return (torch.arange(logits.shape[1]) == y[:, None]).float()


def gradient(logits, y):
    return (torch.softmax(logits, 1) - one_hot(logits, y)) / len(y)


def with_p(change):
    """change(p, the one-hot rows, N) -> what is given back"""
    return lambda logits, y: change(torch.softmax(logits, 1), one_hot(logits, y), len(y))


def every_column(logits, y):
    """`p[:, y] -= 1`: one less in all columns that are in `y`, in every row."""
    p = torch.softmax(logits, 1)
    p[:, y] -= 1
    return p / len(y)


def every_row(logits, y):
    """`p[y] -= 1`: one less in whole rows."""
    p = torch.softmax(logits, 1)
    p[y] -= 1
    return p / len(y)


def indices_exchanged(logits, y):
    p = torch.softmax(logits, 1)
    p[y, torch.arange(len(y))] -= 1
    return p / len(y)


def best_guess(logits, y):
    return gradient(logits, logits.argmax(1))


def logits_and_letters(generator: torch.Generator) -> list[tuple]:
    """(logits, y): as many rows as letters, then more rows, then more letters. The best guess is
    sometimes wrong."""
    return [
        apart(
            lambda s=shape: (scores(generator, *s), letters(generator, s[1], s[0])),
            gradient,
            best_guess,
        )
        for shape in ((3, 3), (4, 3), (2, 5))
    ]


EXERCISE = Exercise(
    name="05.gradient",
    reference=gradient,
    arguments=("logits", "y"),
    returns="a tensor of shape (N, V): the slope of the mean loss along each logit",
    cases=logits_and_letters,
    checked="three random tables of logits, against the slope of the mean cross-entropy.",
    why="which logits does a step of gradient descent raise, which does it lower, and when does it "
    "leave a row alone?",
    because=(
        "Where the slope is negative a step raises the logit: that is the letter that came, with "
        "p - 1. All others have the slope p, which is positive, and are lowered, the likely ones "
        "most. A row is left alone when the letter that came has p = 1: prediction minus truth is "
        "0, as with the residual of Part I."
    ),
    properties=(
        Property(
            "rows sum to 0",
            lambda call, logits, y: call(logits, y).sum(1).abs().max() < 1e-5,
            "Not all rows of your gradient sum to 0.",
            "Adding the same number to all logits of a row changes nothing, so the slopes of a row "
            "must cancel.",
            "Add up one row of p, and one row of what you subtract from it.",
        ),
        Property(
            "signs",
            lambda call, logits, y: (
                (came(call(logits, y), y) < 0).all() and ((call(logits, y) < 0).sum(1) == 1).all()
            ),
            "The slope should be negative at the letter that came, and nowhere else.",
            "Raising that logit makes the loss smaller. Raising any other one makes it larger.",
            "Print the signs of your gradient beside `y`.",
        ),
        Property(
            "written down twice",
            lambda call, logits, y: alike(
                2 * call(torch.cat([logits, logits]), torch.cat([y, y]))[: len(y)], call(logits, y)
            ),
            "With each row written down twice, the slope along one logit should be half as large.",
            "In a mean over twice as many rows, a single one counts half as much.",
            "Where does the number of rows come into your formula?",
        ),
    ),
    wrong=(
        Wrong(
            "sum",
            with_p(lambda p, one, N: p - one),
            "Your gradient is N times too large.",
            "It is that of the sum over the rows. The loss is their mean, and each row counts as "
            "one of N.",
            "Below line 5 of section 4 there is a sentence in brackets on the mean over N choices. "
            "What does it divide by?",
        ),
        Wrong(
            "sign",
            with_p(lambda p, one, N: (one - p) / N),
            "Your gradient has the right size and the wrong sign.",
            "Truth minus prediction is the way that a step goes. The gradient points to where the "
            "loss grows.",
            "Does the loss grow or fall when the logit of the letter that came is raised?",
        ),
        Wrong(
            "sign and sum",
            with_p(lambda p, one, N: one - p),
            "Your gradient is N times too large, and has the wrong sign.",
            "It is truth minus prediction, and that of a sum over the rows.",
            "Look at line 5 of section 4: in which order are the two subtracted? Then read the "
            "sentence in brackets below it, on the mean over N choices.",
        ),
        Wrong(
            "probabilities",
            with_p(lambda p, one, N: p),
            "You give back the probabilities.",
            "So far `y` plays no part. The slope depends on which letter came.",
            "What is different, in section 4, at the letter that came?",
        ),
        Wrong(
            "probabilities over N",
            with_p(lambda p, one, N: p / N),
            "All your slopes are positive.",
            "They are the probabilities over N, and `y` plays no part. Then raising any logit "
            "would make the loss larger.",
            "What is different, in section 4, at the letter that came?",
        ),
        Wrong(
            "mean over the table",
            with_p(lambda p, one, N: (p - one) / p.numel()),
            "Your gradient is V times too small.",
            "You divided by the number of all logits, as `.mean()` over a table does. The loss is "
            "a mean over N rows: one number for each.",
            "How many numbers go into the mean of the loss?",
        ),
        Wrong(
            "divided by the letters",
            with_p(lambda p, one, N: (p - one) / p.shape[1]),
            "Your gradient is right where there are as many rows as columns, and wrong elsewhere.",
            "You divided by V, the number of columns.",
            "Print `logits.shape`. Which of the two numbers is N?",
        ),
        Wrong(
            "letters for a table",
            lambda logits, y: torch.softmax(logits, 1) - y,
            "You subtract `y` itself, the numbers of the letters.",
            "`y` holds N numbers of letters, and no table with 1 at the letter that came and 0 "
            "elsewhere. It fits only where there are as many rows as columns, and is wrong there "
            "too.",
            "In row i only the entry `[i, y[i]]` changes. Which index picks it?",
        ),
        Wrong(
            "letters for a table, over N",
            lambda logits, y: (torch.softmax(logits, 1) - y) / len(y),
            "You subtract `y` itself, the numbers of the letters, and divide by N.",
            "`y` holds N numbers of letters, and no table with 1 at the letter that came and 0 "
            "elsewhere. It fits only where there are as many rows as columns, and is wrong there "
            "too.",
            "In row i only the entry `[i, y[i]]` changes. Which index picks it?",
        ),
        Wrong(
            "always 27 columns",
            lambda logits, y: torch.softmax(logits, 1) - torch.zeros(len(y), 27),
            "Your table of zeros and ones does not have the width of the logits.",
            "The table has V columns, and V is not always 27: the check sends other alphabets.",
            "From which of the inputs can you read V? Print its shape.",
        ),
        Wrong(
            "indices exchanged",
            indices_exchanged,
            "The line asks for a column that is not there, though there is such a row.",
            "Rows come first, then columns: `p[row, letter]`. The row says which of the N choices "
            "it is, and the letter is the number in `y`.",
            "Which of your two indices counts the rows, and at which place does it stand?",
        ),
        Wrong(
            "every column",
            every_column,
            "In each row you subtracted one at all letters of `y`.",
            "`p[:, y]` means these columns, in every row. Each row has one letter that came.",
            "Which index picks row i and column `y[i]` together, for all i at once?",
        ),
        Wrong(
            "every row",
            every_row,
            "You subtracted one in whole rows.",
            "`p[y]` reads the numbers of letters as numbers of rows.",
            "An entry of a table has two indices. Which is the first, and which the second?",
        ),
        Wrong(
            "only the letter that came",
            with_p(lambda p, one, N: (p - one) * one / N),
            "Your slopes are right at the letters that came, and zero elsewhere.",
            "The other logits count too: raising one of them takes probability away from the "
            "letter that came.",
            "What does line 5 of section 4 give for a letter that did not come?",
        ),
        Wrong(
            "with respect to p",
            with_p(lambda p, one, N: -one / p / N),
            "Your slopes are minus one over p, at the letters that came.",
            "That is how the loss changes with the probabilities. They change with the logits, so "
            "another factor is missing: the chain rule of lesson 03.",
            "Compare with line 5 of section 4, which gives the slope along a logit at once.",
        ),
        Wrong(
            "slope of softmax",
            with_p(lambda p, one, N: p * (1 - p)),
            "Your slopes are those of each probability along its own logit.",
            "That is one factor of the chain rule. The loss comes after the probabilities, with a "
            "slope of its own.",
            "Compare with line 5 of section 4: there the two factors are one already.",
        ),
        Wrong(
            "no softmax",
            lambda logits, y: (logits - one_hot(logits, y)) / len(y),
            "You subtracted one from the logits themselves.",
            "The prediction, in prediction minus truth, is a probability.",
            "What makes probabilities of the logits?",
        ),
        Wrong(
            "along the columns",
            lambda logits, y: (torch.softmax(logits, 0) - one_hot(logits, y)) / len(y),
            "Your columns sum as rows should: softmax was taken along dimension zero.",
            "The letters of one choice stand in a row.",
            "Which `dim` runs from letter to letter?",
        ),
        Wrong(
            "logarithms",
            lambda logits, y: (torch.log_softmax(logits, 1) - one_hot(logits, y)) / len(y),
            "You subtracted one from the logarithms of the probabilities.",
            "The logarithm belongs to the loss. In its slope, the logarithm has gone.",
            "What is left of the logarithm in line 5 of section 4?",
        ),
        Wrong(
            "one row",
            with_p(lambda p, one, N: (p - one).mean(0)),
            "You give back one row, the mean over all rows.",
            "Each row has logits of its own, and each of these has a slope.",
            "Your result should have the shape of `logits`.",
        ),
        Wrong(
            "the loss",
            lambda logits, y: -came(torch.log_softmax(logits, 1), y).mean(),
            "You give back the loss.",
            "The task asks how it changes along each logit: for its gradient.",
            "Your result should have the shape of `logits`.",
        ),
    ),
    rivals=(
        Rival("One less at the best guess.", best_guess),
        Rival("Divided by N - 1.", with_p(lambda p, one, N: (p - one) / (N - 1))),
        Rival("Twice as long, as a squared error would be.", lambda s, y: 2 * gradient(s, y)),
        Rival("The squares.", with_p(lambda p, one, N: (p - one) ** 2 / N)),
        Rival("Without signs.", with_p(lambda p, one, N: (p - one).abs() / N)),
        Rival("Only the signs.", with_p(lambda p, one, N: (p - one).sign() / N)),
        Rival("Probability plus one-hot.", with_p(lambda p, one, N: (p + one) / N)),
        Rival("Truth and nothing else.", with_p(lambda p, one, N: -one / N)),
        Rival("Only where the letter did not come.", with_p(lambda p, one, N: p * (1 - one) / N)),
        Rival("Times p once more.", with_p(lambda p, one, N: (p - one) * p / N)),
        Rival("The first row for all.", lambda s, y: gradient(s, y)[:1].expand_as(s)),
        Rival("The letters in the other order.", lambda s, y: gradient(s, y.flip(0))),
        Rival("At logits of 0.", lambda s, y: gradient(0 * s, y)),
        Rival("For the letter before.", lambda s, y: gradient(s, (y - 1) % s.shape[1])),
        Rival("The softmax taken twice.", lambda s, y: gradient(torch.softmax(s, 1), y)),
        Rival(
            "As long as the largest slope is 1.", lambda s, y: gradient(s, y) / gradient(s, y).max()
        ),
    ),
)
