"""The questions of lesson 01."""

from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "01.sum",
        "Your guess is w = 1.5, b = 0.5. The friend's line is flat, w = 0, b = 5. Suppose that "
        "the better line is the one whose sum of residuals is nearer to 0. Which line wins?",
        (
            Option(
                "your guess",
                "It looks better in the picture, and it is closer to most fares. But all its "
                "residuals have the same sign, so nothing cancels.",
            ),
            Option(
                "the flat line",
                "It is too high for short rides and too low for long ones. The plus and the minus "
                "cancel to exactly 0.",
            ),
            Option("neither, the sums are equal", "Equal they are not: one is -7.5, the other 0."),
        ),
        "B",
    ),
    Question(
        "01.twice",
        "Each ride is written down twice, so there are ten in place of five. What happens to the "
        "sum of the squared residuals, and what to their mean?",
        (
            Option(
                "both double",
                "The sum does. The mean divides it by the number of rides, which doubles too, so "
                "it stays.",
            ),
            Option(
                "the sum doubles, the mean stays",
                "Twice as many squares make twice the sum; divided by twice the number, it is the "
                "same mean. A mean does not grow only because there is more data.",
            ),
            Option(
                "both stay",
                "The line is no worse than before, and the mean says so. But the sum adds up ten "
                "squares in place of five.",
            ),
        ),
        "B",
    ),
    Question(
        "01.trap",
        "`right` has the shape (5, 1), `y_flat` the shape (5,). The line is exact. What is the "
        "loss `((right - y_flat) ** 2).mean()`?",
        (
            Option(
                "an error message, since the shapes differ",
                "It would be kinder. PyTorch repeats rows and columns until two shapes match, and "
                "reports an error only where that is impossible.",
            ),
            Option(
                "0, since the numbers are the same",
                "So it should be, and so it is with `y`. With `y_flat` each prediction is compared "
                "with every fare, not only with its own.",
            ),
            Option(
                "16",
                "A column minus a list is a table of 25 differences. Only the five on the "
                "diagonal are residuals; they are 0, and the other twenty are not.",
            ),
        ),
        "C",
    ),
    Question(
        "01.bowl",
        "Line A is flat: w = 0, b = 5, with the residuals 4, 2, 0, -2, -4. Line B is the guess, "
        "with the loss 2.75. Which of the two lies higher in the bowl?",
        (
            Option(
                "line A",
                "Its squares are 16, 4, 0, 4, 16, and their mean is 8. Height in the bowl is "
                "loss, so A lies higher, although it meets the middle ride exactly.",
            ),
            Option(
                "line B",
                "B misses all five rides and A only four. But the loss does not count misses: "
                "two of A's are large, and squares make them larger.",
            ),
            Option(
                "both alike",
                "The squares of A are 16, 4, 0, 4, 16, and their mean is 8; the loss of B is 2.75.",
            ),
        ),
        "A",
    ),
    Question(
        "01.outlier",
        "Four of the five rides lie exactly on w = 2, b = 1. The last fare was typed in as 19 in "
        "place of 9. Which slope does least squares find?",
        (
            Option(
                "2, since four of the five rides say so",
                "That is what a vote would give. Least squares does not count rides; it adds up "
                "squares, and the square of the last one would be 100.",
            ),
            Option(
                "a little more than 2",
                "One ride of five seems to be a fifth of the matter. But its squared residual is "
                "far more than a fifth of the sum.",
            ),
            Option(
                "much more than 2",
                "The slope doubles. The new line misses three of the good rides, by 2, 2 and 4, "
                "which costs 24; in return the one big square falls by 84, from 100 to 16.",
            ),
        ),
        "C",
    ),
)
