"""10.seconds: how long a training takes on several chips that do not reach their full speed."""

import math
from collections.abc import Callable

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose


def some_plans(generator: torch.Generator) -> list[tuple]:
    """(parameters, tokens, speed, chips, share): three trainings, from some seconds to many days.
    No share is one half and none is 1, and chips times share is never near 1. The shortest one
    takes some seconds, and a little more than half of another one."""

    def pick(*from_these):
        return from_these[choose(generator, len(from_these))]

    def draw(tokens, speed):
        chips, share = pick(*((4, 0.4), (6, 0.3), (8, 0.3), (8, 0.6), (12, 0.4), (16, 0.3)))
        parameters = 10_000 * (100 + choose(generator, 900))  # 1 to 10 million
        return parameters, pick(2, 3, 4, 5) * tokens, speed, chips, share

    while True:
        short = draw(1_000_000, 1e12)
        if 0.6 < math.modf(time(*short))[0] < 0.8 and 3 < time(*short) < 100:
            break
    return [short, draw(100_000_000, 2e11), draw(1_000_000_000, 1.5e10)]


def time_by(
    work: Callable = lambda N, D: 6 * N * D,
    a_second: Callable = lambda speed, chips, share: speed * chips * share,
    unit: float = 1,
) -> Callable:
    """An answer: the work, divided by what all chips do in a second, in units of so many
    seconds."""
    return lambda parameters, tokens, speed, chips, share: (
        work(parameters, tokens) / a_second(speed, chips, share) / unit
    )


time = time_by()


def grows(which: int, factor: float) -> Callable:
    """A rule: with two times as much of the input number `which` the time is `factor` times as
    long."""

    def holds(call, *plan):
        more = list(plan)
        more[which] *= 2
        return alike(call(*more), factor * call(*plan))

    return holds


EXERCISE = Exercise(
    name="10.seconds",
    reference=time,
    arguments=("parameters", "tokens", "speed", "chips", "share"),
    returns="one number, the time in seconds",
    cases=some_plans,
    checked="three plans, from some seconds to many days.",
    why="you have twice as many chips for the same training. What can keep the time from falling "
    "to one half?",
    because=(
        "The chips have to tell each other their gradients, and they wait meanwhile. So the share "
        "of the speed that is reached falls. And the formula takes for granted that the number of "
        "tokens stays, and that each batch can be shared among all chips."
    ),
    properties=(
        Property(
            "chips",
            grows(3, 0.5),
            "With twice as many chips your time is not one half.",
            "All chips work at the same time, so together they do twice as many operations in a "
            "second.",
            "In which of your terms does `chips` stand, and on which side of the fraction line?",
        ),
        Property(
            "share",
            grows(4, 0.5),
            "With twice the share your time is not one half.",
            "A chip that reaches 0.4 of its speed does 0.4 times as many operations in a second, "
            "and needs longer for the same work.",
            "In which of your terms does `share` stand, and on which side of the fraction line?",
        ),
        Property(
            "speed",
            grows(2, 0.5),
            "With chips that are twice as fast your time is not one half.",
            "The time is the work, divided by what is done in a second.",
            "In which of your terms does `speed` stand?",
        ),
        Property(
            "tokens",
            grows(1, 2),
            "With twice as many tokens your time does not double.",
            "Each token goes through the model once more, forward and back.",
            "In which of your terms does `tokens` stand?",
        ),
        Property(
            "parameters",
            grows(0, 2),
            "With twice as many parameters your time does not double.",
            "Each parameter takes part in the work for each token.",
            "In which of your terms does `parameters` stand?",
        ),
    ),
    otherwise=(
        "Your time grows and falls as it should, and it is too long or too short by a fixed "
        "factor.",
        "A factor that has nothing to do with the inputs is another one than in section 1, or the "
        "result is in another unit.",
        "Which numbers stand in your formula, beside the five inputs? What does each of them "
        "count?",
    ),
    wrong=(
        Wrong(
            "forward only",
            time_by(lambda N, D: 2 * N * D),
            "You count the operations of the forward pass only.",
            "That is what it takes to use a model. Training goes back, too, for the gradients, and "
            "the way back costs more than the way forward.",
            "How many operations does section 1 count for the backward pass?",
        ),
        Wrong(
            "backward only",
            time_by(lambda N, D: 4 * N * D),
            "You count the operations of the backward pass only.",
            "There is no gradient without a loss, and no loss without the forward pass.",
            "How many operations does section 1 count for the forward pass?",
        ),
        Wrong(
            "one operation",
            time_by(lambda N, D: N * D),
            "You count one operation for each parameter and token.",
            "A weight is multiplied, and the product is added: already the forward pass has more "
            "than one. The backward pass comes on top.",
            "How many operations does section 1 count for the two passes together?",
        ),
        Wrong(
            "no share",
            time_by(a_second=lambda speed, chips, share: speed * chips),
            "Your chips work at their full speed.",
            "No training reaches it: a chip waits for numbers from its memory and from the other "
            "chips. The share says how much of the speed is left.",
            "Which input of your function is not used yet? Should it make the time longer or "
            "shorter?",
        ),
        Wrong(
            "share the wrong way",
            time_by(a_second=lambda speed, chips, share: speed * chips / share),
            "With a smaller share your training becomes shorter.",
            "The share is below 1. To multiply the time by it makes the time shorter, as if a chip "
            "that waits were a faster one. In `a / b * c` only `b` stands below the line.",
            "What does the share belong to: the work, or the speed?",
        ),
        Wrong(
            "no chips",
            time_by(a_second=lambda speed, chips, share: speed * share),
            "You count one chip.",
            "The speed is that of one chip, and all chips work at the same time.",
            "Which input of your function is not used yet?",
        ),
        Wrong(
            "chips the wrong way",
            time_by(a_second=lambda speed, chips, share: speed * share / chips),
            "With more chips your training becomes longer.",
            "But the chips share the work. In `a / b * c` only `b` stands below the line.",
            "How many operations do all chips together do in a second?",
        ),
        Wrong(
            "one chip at full speed",
            time_by(a_second=lambda speed, chips, share: speed),
            "You count one chip, and it works at its full speed.",
            "The speed is that of one chip on paper. There are several, and each reaches a share "
            "of it.",
            "How many operations do all chips together do in a second, in truth?",
        ),
        Wrong(
            "both the wrong way",
            time_by(a_second=lambda speed, chips, share: speed / chips / share),
            "With more chips your training becomes longer, and with a smaller share shorter.",
            "Both stand on the wrong side of the fraction line. In `a / b * c` only `b` stands "
            "below it.",
            "Give a name to what all chips together do in a second. Then divide by it.",
        ),
        Wrong(
            "the lost share",
            time_by(a_second=lambda speed, chips, share: speed * chips * (1 - share)),
            "You count with what is lost of the speed, and not with what is reached.",
            "A share of 0.3 means that 0.3 of the operations are done that a chip could do.",
            "Read in the task what `share` is a share of.",
        ),
        Wrong(
            "percent",
            time_by(a_second=lambda speed, chips, share: speed * chips * share / 100),
            "You treat the share as percent, and divide it once more.",
            "It is a number from 0 to 1 already.",
            "Print `share`.",
        ),
        Wrong(
            "added",
            time_by(lambda N, D: 6 * (N + D)),
            "You add the tokens to the parameters.",
            "Each token meets each parameter. So for each token all parameters have their "
            "operations, and then again for the next token.",
            "A model has 3 parameters and reads 4 tokens. How many pairs of a parameter and a "
            "token are there?",
        ),
        Wrong(
            "minutes",
            time_by(unit=60),
            "You give back minutes.",
            "The task asks for seconds. The speed is in operations a second, so seconds come out "
            "by themselves.",
            "Which number turns seconds into minutes in your function?",
        ),
        Wrong(
            "hours",
            time_by(unit=3600),
            "You give back hours.",
            "The task asks for seconds. The speed is in operations a second, so seconds come out "
            "by themselves.",
            "Which number turns seconds into hours in your function?",
        ),
        Wrong(
            "days",
            time_by(unit=86_400),
            "You give back days.",
            "The task asks for seconds. The speed is in operations a second, so seconds come out "
            "by themselves.",
            "Which number turns seconds into days in your function?",
        ),
        Wrong(
            "upside down",
            lambda *plan: 1 / time(*plan),
            "Your fraction is upside down.",
            "You divide the speed by the work. More work would make the training shorter.",
            "What stands above the fraction line, and what below it, when you divide a distance by "
            "a speed?",
        ),
        Wrong(
            "the work",
            lambda parameters, tokens, speed, chips, share: 6 * parameters * tokens,
            "You give back how many operations there are.",
            "So far it is right: this is the work. What is missing is how long it takes.",
            "How many operations do all chips together do in a second?",
        ),
        Wrong(
            "the speed of all",
            lambda parameters, tokens, speed, chips, share: speed * chips * share,
            "You give back how many operations the chips do in a second.",
            "So far it is right. What is missing is the work that they have to do.",
            "How many operations does the whole training take?",
        ),
        Wrong(
            "cut off",
            lambda *plan: time(*plan) // 1,
            "Your seconds are whole: what stands behind the decimal point is cut off.",
            "`//` and `int` throw it away. For a short training this is a large part.",
            "Which sign of Python divides and keeps the decimals?",
        ),
        Wrong(
            "whole seconds",
            lambda *plan: round(time(*plan)),
            "Your seconds are rounded to whole ones.",
            "For a short training this is a large part.",
            "Hand the number in as it comes out.",
        ),
    ),
    rivals=(
        Rival("Three times 6 N D.", time_by(lambda N, D: 18 * N * D)),
        Rival("Each pass has one operation.", time_by(lambda N, D: 3 * N * D)),
        Rival("Both passes cost the same.", time_by(lambda N, D: 4 * N * D)),
        Rival("With the forward pass done again.", time_by(lambda N, D: 8 * N * D)),
        Rival("The tokens alone.", time_by(lambda N, D: 6 * D)),
        Rival("The parameters alone.", time_by(lambda N, D: 6 * N)),
        Rival("The tokens squared.", time_by(lambda N, D: 6 * N * D**2)),
        Rival(
            "The share counts for the other chips only.",
            time_by(a_second=lambda speed, chips, share: speed * (1 + (chips - 1) * share)),
        ),
        Rival(
            "One chip directs the others.",
            time_by(a_second=lambda speed, chips, share: speed * (chips - 1) * share),
        ),
        Rival(
            "Each chip loses the share of the one before.",
            time_by(a_second=lambda speed, chips, share: speed * chips * share**2),
        ),
        Rival(
            "The share is taken off the time.",
            lambda N, D, speed, chips, share: 6 * N * D / speed / chips * (1 + share),
        ),
        Rival(
            "The root of the chips.",
            time_by(a_second=lambda speed, chips, share: speed * chips**0.5 * share),
        ),
    ),
)
