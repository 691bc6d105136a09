"""02.carry-back: back from standardised units."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import number
from helpers.practice.lesson_02.shared import away_from_zero


def carried_cases(generator: torch.Generator) -> list[tuple]:
    """(w_z, b_z, mean, std): two floats, and two tensors such as `X.mean()` gives. The second
    line falls."""

    def draw(w, b):
        return (
            number(generator, w, w + 4),
            number(generator, b, b + 6),
            torch.tensor(number(generator, 3, 9)),
            torch.tensor(number(generator, 1.6, 3)),
        )

    lines = ((2, 1), (-6, 12), (2, 12), (2, 30))
    return [away_from_zero(lambda line=line: draw(*line), carry) for line in lines]


def carry(w_z, b_z, mean, std):
    w = w_z / float(std)
    return w, b_z - w * float(mean)


def carried_with(change):
    return lambda w_z, b_z, mean, std: change(w_z, b_z, float(mean), float(std))


def predicts_the_same(steps):
    """Old and new line agree at the mean distance plus so many standard deviations."""

    def holds(call, w_z, b_z, mean, std):
        w, b = call(w_z, b_z, mean, std)
        one = w * (float(mean) + steps * float(std)) + b
        return alike(one, w_z * steps + b_z, 1e-3)

    return holds


EXERCISE = Exercise(
    name="02.carry-back",
    reference=carry,
    arguments=("w_z", "b_z", "mean", "std"),
    returns="two numbers, w and b for the unscaled feature",
    cases=carried_cases,
    checked="four random lines, one of them falling: before and after, they predict the same "
    "fares.",
    why="what would a passenger be charged if you forgot to carry the line back?",
    because=(
        "For the five rides in metres w_z is 2.83 and b_z is 5. With these as they are, a "
        "ride of 2000 m would cost 5662 ¥ and not 5 ¥. Whoever trains with scaled features "
        "must scale each new ride in the same way, or carry the parameters back."
    ),
    properties=(
        Property(
            "at the mean",
            predicts_the_same(0),
            "For a ride of mean distance, your line predicts another fare than the standardised "
            "one.",
            "At the mean distance z is 0, so the fare there must be `b_z`.",
            "Put x = mean into your line, w · mean + b. What should come out?",
        ),
        Property(
            "one std further",
            predicts_the_same(1),
            "At the mean distance your line is right. One standard deviation further it predicts "
            "another fare than the standardised one.",
            "The bias fits the slope, but the slope is off.",
            "When x grows by one std, z grows by 1. By how much does the fare grow?",
        ),
    ),
    wrong=(
        Wrong(
            "times std",
            carried_with(lambda w, b, mean, std: (w * std, b - w * std * mean)),
            "You multiplied the slope by std.",
            "`w_z` is in ¥ for each standard deviation, and the unscaled feature needs ¥/km. Units "
            "tell you which of the two operations it is.",
            "A standard deviation of 2 km costs 6 ¥ more. How much more does 1 km cost?",
        ),
        Wrong(
            "bias not changed",
            carried_with(lambda w, b, mean, std: (w / std, b)),
            "Your slope is right. Your bias is still `b_z`.",
            "`b_z` is the fare where z = 0, which is at the mean distance. b is the fare at 0 km: "
            "the unscaled feature has its zero at another place.",
            "In line 3 of section 6, what stands in the bracket beside `b_z`?",
        ),
        Wrong(
            "plus",
            carried_with(lambda w, b, mean, std: (w / std, b + w / std * mean)),
            "Your slope is right. Your bias lies as far above `b_z` as it should lie below.",
            "From the mean distance to 0 km you go backwards along the line. There is a plus where "
            "a minus belongs.",
            "Sort line 2 of section 6 by x once more, and watch the sign of mean.",
        ),
        Wrong(
            "mean not divided",
            carried_with(lambda w, b, mean, std: (w / std, b - w * mean)),
            "Your slope is right. In your bias the mean is multiplied by `w_z`.",
            "`w_z` is in ¥ for each standard deviation, and mean is in km: these units do not fit "
            "each other.",
            "Which slope has the unit ¥/km?",
        ),
        Wrong(
            "only the mean",
            carried_with(lambda w, b, mean, std: (w / std, b - mean)),
            "Your slope is right. For the bias you subtracted the mean distance itself.",
            "`b_z` is in ¥ and mean in km. One cannot be subtracted from the other.",
            "What turns kilometres into ¥?",
        ),
        Wrong(
            "both divided",
            carried_with(lambda w, b, mean, std: (w / std, b / std)),
            "Your slope is right. For the bias you divided `b_z` by std.",
            "`b_z` is in ¥ already. What has moved is the place where the distance is 0.",
            "Put x = 0 into line 2 of section 6, and see what is left.",
        ),
        Wrong(
            "standardised",
            carried_with(lambda w, b, mean, std: ((w - mean) / std, (b - mean) / std)),
            "You subtracted the mean from the parameters and divided them by std.",
            "This is done to a feature, a column of distances. Slope and bias follow from it in "
            "another way.",
            "Put the definition of z into the line, as in lines 1 to 3 at the end of section 6.",
        ),
        Wrong(
            "feature undone",
            carried_with(lambda w, b, mean, std: (w * std + mean, b * std + mean)),
            "You multiplied the parameters by std and added the mean.",
            "That brings a distance back, from z to x. Slope and bias follow from it in another "
            "way.",
            "Put the definition of z into the line, as in lines 1 to 3 at the end of section 6.",
        ),
        Wrong(
            "slope not changed",
            carried_with(lambda w, b, mean, std: (w, b - w * mean)),
            "Your slope is still `w_z`, and your bias belongs to it.",
            "`w_z` is in ¥ for each standard deviation. The unscaled feature is in km.",
            "Where does std occur in your two lines?",
        ),
        Wrong(
            "mean in standard deviations",
            carried_with(lambda w, b, mean, std: (w / std, b - mean / std)),
            "Your slope is right. For the bias you subtracted mean / std.",
            "That is a number of standard deviations, and not of ¥. The slope is missing in it.",
            "Compare with the bracket in line 3 at the end of section 6.",
        ),
        Wrong(
            "whole numbers",
            carried_with(lambda w, b, mean, std: (w // std, b - w // std * mean)),
            "Your slope is a whole number for every line.",
            "`//`, `int` and `round` drop what stands behind the decimal point. A slope in ¥/km "
            "has decimals.",
            "Which sign in your two lines divides, and is it written once or twice?",
            when=lambda seen: all(float(w).is_integer() for w, _ in seen),
        ),
        Wrong(
            "order",
            carried_with(lambda w, b, mean, std: (b - w / std * mean, w / std)),
            "You give back the bias first and the slope second.",
            "Both numbers are right, in the wrong order.",
            "Compare your `return` with the task.",
        ),
    ),
    rivals=(
        Rival(
            "Divided by the variance.",
            carried_with(lambda w, b, m, s: (w / s**2, b - w / s**2 * m)),
        ),
        Rival(
            "The bias with the mean added.", carried_with(lambda w, b, m, s: (w / s, b + w / s * m))
        ),
        Rival("The bias minus the mean.", carried_with(lambda w, b, m, s: (w / s, b - m))),
        Rival(
            "The bias divided by the spread too.",
            carried_with(lambda w, b, m, s: (w / s, (b - w * m) / s)),
        ),
        Rival(
            "The bias from the slope as it was.",
            carried_with(lambda w, b, m, s: (w / s, b - w * m)),
        ),
        Rival(
            "Mean and spread exchanged.", carried_with(lambda w, b, m, s: (w / m, b - w / m * s))
        ),
        Rival(
            "The bias from the mean over the spread, without the slope.",
            carried_with(lambda w, b, m, s: (w / s, b - m / s)),
        ),
        Rival(
            "The slope over mean and spread.",
            carried_with(lambda w, b, m, s: (w / (m + s), b - w / (m + s) * m)),
        ),
        Rival(
            "The bias from the size of the slope.",
            carried_with(lambda w, b, m, s: (w / s, b - abs(w) / s * m)),
        ),
        Rival("The line of the lesson.", carried_with(lambda w, b, m, s: (2.0, 1.0))),
    ),
)
