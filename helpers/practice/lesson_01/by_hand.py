"""01.by-hand: the loss of four rides, by hand."""

from helpers.practice.engine import Exercise, Rival, Wrong

EXERCISE = Exercise(
    name="01.by-hand",
    reference=3.5,
    returns="one number, the mean squared error of the four rides",
    checked="your number, against the mean of the four squared residuals.",
    why="which of the four rides decides most about this number, and why?",
    because=(
        "The last one. The residuals are -1, 0, 2 and -3. The last ride has a residual of -3 "
        "and a square of 9, more than the other three together: squaring punishes the largest "
        "miss most."
    ),
    wrong=(
        Wrong(
            "sum",
            14,
            "Your number is the sum of the four squares.",
            "MSE is their mean.",
            "Ask what would happen to your number if each ride were written down twice.",
        ),
        Wrong(
            "half",
            1.75,
            "You divided the sum of the squares by 2N, as many books do.",
            "This series divides by N, the number of rides.",
            "Count what you divide by.",
        ),
        Wrong(
            "absolute",
            1.5,
            "Your number is the mean of the residuals without their signs.",
            "That is the mean absolute error, MAE. For the MSE each residual is squared.",
            "Write a third column beside residual and absolute: squared.",
        ),
        Wrong(
            "plain mean",
            -0.5,
            "Your number is the plain mean of the residuals.",
            "Plus and minus cancel in it. A loss must not become smaller when one ride is too "
            "high and another too low.",
            "Remove the signs before you add up. Which way of doing so is in the name MSE?",
        ),
        Wrong(
            "square of the mean",
            0.25,
            "You took the mean first and squared it afterwards.",
            "In the mean, plus and minus have cancelled already. The order of the words helps: "
            "the mean of the squares.",
            "Square each of the four residuals, and only then add up.",
        ),
        Wrong(
            "root",
            14**0.5 / 2,
            "Your number, squared, is the mean squared error.",
            "You took the square root at the end. That has a name of its own, RMSE, and its unit "
            "is ¥ and not ¥².",
            "Leave out the last step.",
        ),
        Wrong(
            "negative squares",
            -3 / 2,
            "Your number is negative, and a mean of squares cannot be.",
            "In Python, `-3**2` is -9: the power comes before the minus.",
            "Put brackets around a negative number before you square it.",
        ),
        Wrong(
            "N minus 1",
            14 / 3,
            "You divided the sum of the squares by 3.",
            "The ride with the residual 0 is a ride too: the MSE divides by N, the number of all "
            "rides. Some formulas of statistics divide by N - 1; this is none of them.",
            "Count the rides again.",
        ),
    ),
    rivals=(
        Rival("The largest square.", 9),
        Rival("The median of the squares.", 2.5),
        Rival("The largest residual without its sign.", 3),
        Rival("The sum of the residuals, squared.", 4),
        Rival("The sum of the residuals, squared, over N.", 1),
        Rival("The variance of the residuals.", 3.25),
        Rival("Divided by N + 1.", 14 / 5),
        Rival("The mean of the predictions, minus the mean of the fares.", 6.5 - 7),
        Rival("The squares of the fares.", (16 + 25 + 25 + 196) / 4),
        Rival("The largest square minus the smallest, halved.", 4.5),
        Rival("Doubled in place of squared.", 2 * 6 / 4),
    ),
)
