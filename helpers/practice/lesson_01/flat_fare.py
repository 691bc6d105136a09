"""01.flat-fare: choose one fare for all rides and defend it."""

from helpers.practice.engine import Exercise, Rival, Wrong

FARES = (7, 5, 19, 1, 3)  # in no order: the middle one as written is not the median


def charged(c: float) -> tuple[float, float]:
    """A flat fare with its mean absolute error."""
    return c, sum(abs(c - fare) for fare in FARES) / len(FARES)


EXERCISE = Exercise(
    name="01.flat-fare",
    reference=(5.0, 4.4),
    returns="two numbers: the flat fare c, and its mean absolute error",
    checked="that no other c has a smaller MAE for these five fares, and that its MAE is right.",
    why="what happens to your c if the 19 becomes 1900? And to the mean of the fares?",
    because=(
        "Your c stays: when the fares are put in order, the one in the middle, with two below "
        "and two above, is still the same one. It is called the median. The mean of the "
        "fares, which makes the mean squared error smallest, would move from 7 to 383.2."
    ),
    tolerance=1e-5,
    wrong=(
        Wrong(
            "the mean",
            (7.0, 4.8),
            "You chose the mean of the five fares.",
            "The mean makes the squared errors smallest. Here nothing is squared, and the one "
            "large fare pulls the mean up.",
            "Move c a little down from there, and work out the mean absolute error again.",
            when=lambda seen: abs(seen[0][0] - 7) < 1e-6,
        ),
        Wrong(
            "the middle of the range",
            (10.0, 7.0),
            "You chose the middle between the smallest and the largest fare.",
            "Only two of the five fares had a say in it.",
            "Move c by 1 ¥ down: how many of the absolute errors shrink, how many grow?",
            when=lambda seen: abs(seen[0][0] - 10) < 1e-6,
        ),
        Wrong(
            "squared",
            (5.0, 44.0),
            "Your c is right. The second number is its mean squared error.",
            "The task asks for the mean absolute error.",
            "Drop the signs of the residuals without squaring them.",
            when=lambda seen: abs(seen[0][0] - 5) < 1e-6 and abs(seen[0][1] - 44) < 1e-3,
        ),
        Wrong(
            "sum",
            (5.0, 22.0),
            "Your c is right. The second number is the sum of the absolute errors.",
            "The task asks for their mean.",
            "Divide by the number of fares.",
            when=lambda seen: abs(seen[0][0] - 5) < 1e-6 and abs(seen[0][1] - 22) < 1e-3,
        ),
        Wrong(
            "exchanged",
            (4.4, 5.0),
            "You handed in the two numbers in the other order.",
            "The flat fare comes first, its mean absolute error second.",
            "Compare the last line of the cell with the task.",
        ),
        Wrong(
            "another error",
            (5.0, 5.5),
            "Your c is right. The second number is not its mean absolute error.",
            "There are five errors, and the 0 counts too.",
            "Write the five errors down without their signs, add them up, and divide by 5.",
            when=lambda seen: abs(seen[0][0] - 5) < 1e-6 and abs(seen[0][1] - 4.4) > 1e-3,
        ),
        Wrong(
            "too low",
            (3.0, 4.8),
            "Your c is too low.",
            "Raise c by a little: the errors of the fares above it shrink, those of the fares "
            "below it grow, all by the same amount. More fares are above your c than below.",
            "How many fares are above your c, and how many below? Raise it, and count again.",
            when=lambda seen: seen[0][0] < 5 - 1e-6,
        ),
        Wrong(
            "too high",
            (8.0, 5.0),
            "Your c is too high.",
            "Lower c by a little: the errors of the fares below it shrink, those of the fares "
            "above it grow, all by the same amount. More fares are below your c than above.",
            "How many fares are above your c, and how many below? Lower it, and count again.",
            when=lambda seen: seen[0][0] > 5 + 1e-6,
        ),
    ),
    rivals=(
        Rival("The mean of the fares without the largest one.", charged(4)),
        Rival("The same, and the error over the four that are left.", (4.0, 2.0)),
        Rival("The first fare.", charged(7)),
        Rival("The last fare.", charged(3)),
        Rival("The middle one as written.", charged(19)),
        Rival("The smallest fare.", charged(1)),
        Rival("The second fare in order.", charged(3)),
        Rival("The fourth fare in order.", charged(7)),
        Rival("The middle between the smallest two.", charged(2)),
        Rival("The square root of the mean of the squares.", charged(89**0.5)),
        Rival("The geometric mean.", charged(1995**0.2)),
        Rival("The right fare, and the median of its errors.", (5.0, 4.0)),
        Rival("The right fare, and its largest error.", (5.0, 14.0)),
        Rival("The right fare, and the error without the far ride.", (5.0, 2.0)),
        Rival("The right fare, and the sum of the residuals over N.", (5.0, -2.0)),
        Rival("The right fare, and the root of its mean squared error.", (5.0, 44**0.5)),
    ),
)
