"""The questions of lesson 01."""

from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "01.residual",
        "The line w = 1.5, b = 0.5 predicts a fare for the ride of 3 km. You paid ¥7. What is the "
        "residual of this ride?",
        (
            Option(
                "2.00",
                "This is fare minus prediction. Here it is the other way round: a line that is "
                "too low has a negative residual.",
            ),
            Option(
                "-2.50",
                "Here the start fare is missing. The line predicts 1.5 · 3 + 0.5, not 1.5 · 3.",
            ),
            Option("-2.00", "The line predicts 1.5 · 3 + 0.5 = ¥5.00, and 5 - 7 = -2."),
        ),
        "C",
        "A negative residual says that the line is too low there.",
    ),
    Question(
        "01.sum",
        "The flat line always predicts ¥5. The guess is w = 1.5, b = 0.5. Which of the two has "
        "the sum of residuals that is nearer to 0?",
        (
            Option(
                "the flat line",
                "It is too high for short rides and too low for long ones. Plus and minus cancel, "
                "and the sum is 0.",
            ),
            Option(
                "the guess",
                "It is closer to most fares. But all its residuals have the same sign, so nothing "
                "cancels: the sum is -7.5.",
            ),
            Option("neither, the two sums are equal", "One sum is -7.5, the other 0."),
        ),
        "A",
        "The plain sum calls a bad line perfect. It cannot be the measure.",
    ),
    Question(
        "01.twice",
        "Now there are ten rides in place of five. What happens to the sum of the squared "
        "residuals, and what to their mean?",
        (
            Option(
                "both double",
                "The sum does. The mean is the sum divided by the number of rides, and this number "
                "doubles too.",
            ),
            Option(
                "the sum doubles, the mean stays",
                "Twice as many squares make twice the sum. Twice the sum divided by twice the "
                "number is the same mean.",
            ),
            Option(
                "both stay",
                "The line is as good as before, and the mean says so. But the sum adds up ten "
                "squares in place of five.",
            ),
        ),
        "B",
        "With a mean you can compare losses on data sets of different size.",
    ),
    Question(
        "01.trap",
        "`right` has the shape (5, 1), `y_flat` the shape (5,). What is the loss "
        "`((right - y_flat) ** 2).mean()`?",
        (
            Option(
                "an error message, since the shapes differ",
                "PyTorch repeats rows and columns until two shapes match. It reports an error "
                "only where that is impossible.",
            ),
            Option(
                "0, since the line is exact",
                "With `y` it is 0. With `y_flat` each prediction is compared with every fare, not "
                "only with its own.",
            ),
            Option(
                "16",
                "A column minus a list is a table of 25 differences. Only five of them are "
                "residuals. These are 0, the other twenty are not.",
            ),
        ),
        "C",
        "Two shapes that do not match can give a wrong loss without an error.",
    ),
    Question(
        "01.flat",
        "The fares are the list, (5,). Which line has the smallest loss then?",
        (
            Option(
                "the flat line, w = 0",
                "Each prediction is compared with all five fares. So the distance does not help, "
                "and the best prediction is the mean of the fares, ¥5, for every ride. The loss "
                "is 8.",
            ),
            Option(
                "the exact line, w = 2",
                "With the column its loss is 0. With the list its loss is 16, since each "
                "prediction is compared with the other rides' fares too.",
            ),
            Option(
                "a line that is steeper than w = 2",
                "It is wrong for the column too. With the list the loss grows with every turn "
                "away from the flat line.",
            ),
        ),
        "A",
        "A program with this mistake runs, its loss gets smaller, and it predicts ¥5 for every "
        "ride.",
    ),
    Question(
        "01.bowl",
        "The residuals of the flat line are 4, 2, 0, -2, -4. The loss of the guess is 2.75. Which "
        "of the two has the higher point in the bowl?",
        (
            Option(
                "both are equally high",
                "The loss of the flat line is 8, that of the guess is 2.75.",
            ),
            Option(
                "the flat line",
                "Its squares are 16, 4, 0, 4, 16, and their mean is 8. Height in the bowl is loss.",
            ),
            Option(
                "the guess",
                "It misses all five rides, and the flat line only four. But the loss does not "
                "count misses. Two misses of the flat line are large, and squares make them "
                "larger.",
            ),
        ),
        "B",
        "The point of the exact line is the bottom. To fit a line means to find this point.",
    ),
    Question(
        "01.valley",
        "Leave b at 5 and change only w. What is the smallest loss that you can find?",
        (
            Option(
                "0, at w = 2",
                "The line still starts at ¥5. It is ¥4 too high for every ride, and its loss is "
                "16.",
            ),
            Option(
                "about 1",
                "The start fare stays ¥4 too high. A smaller slope makes up for a part of it only.",
            ),
            Option(
                "a loss above 5",
                "The best on the slider is 5.33, at w = 0.65. The start fare is still ¥4 too high.",
            ),
        ),
        "C",
        "To reach the star, w has to grow and b has to become smaller.",
    ),
    Question(
        "01.noise",
        "The rides were made from w = 2, b = 1 and noise. Which line has the smaller MSE on these "
        "hundred rides?",
        (
            Option(
                "w = 2, b = 1, since the rides were made from it",
                "It would be the best line without noise. With noise another line lies a little "
                "closer to these dots.",
            ),
            Option(
                "the least-squares line",
                "It is made so that no line has a smaller MSE on these rides. It follows the "
                "noise a little, too.",
            ),
        ),
        "B",
        "No line goes through all dots, so the smallest loss is not 0.",
    ),
    Question(
        "01.outlier",
        "Four of the five rides lie exactly on the line with the slope 2. Which slope does least "
        "squares find for all five?",
        (
            Option(
                "much more than 2",
                "The slope is 4. The new line misses three of the good rides, by 2, 2 and 4; that "
                "costs 24. But the one big square falls from 100 to 16.",
            ),
            Option(
                "a little more than 2",
                "One ride of five seems to count a fifth. But its square is far more than a fifth "
                "of the sum.",
            ),
            Option(
                "2",
                "This is what a vote would give. Least squares does not count rides. It adds up "
                "squares, and one of them would be 100.",
            ),
        ),
        "A",
        "One typing mistake has doubled the slope.",
    ),
    Question(
        "01.pull",
        "At the start the residuals are -1, 0, 1, 2 and -7. You turn the line towards the outlier, "
        "from w = 3 to w = 3.75. What happens to the MSE and to the MAE?",
        (
            Option(
                "both fall",
                "The MAE rises: the other errors grow by more than the last one shrinks.",
            ),
            Option("both rise", "The MSE falls: the square of 7 becomes the square of 4."),
            Option(
                "the MSE rises, the MAE falls",
                "It is the other way round. The MSE looks at the one big square first.",
            ),
            Option(
                "the MSE falls, the MAE rises",
                "The MSE falls from 11.00 to 8.38, the MAE rises from 2.20 to 2.50.",
            ),
        ),
        "D",
        "The two measures pull in different directions. Neither is wrong: squaring says that one "
        "big miss is worse than small ones that add up to the same.",
    ),
)
