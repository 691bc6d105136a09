"""07.enough: how many random trials it takes to find a good setting."""

import math

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose


def quotient(share, wanted):
    """How many trials it takes, with parts of a trial."""
    return math.log(1 - wanted) / math.log(1 - share)


def enough(share, wanted):
    return math.ceil(quotient(share, wanted))


def some_searches(generator: torch.Generator) -> list[tuple]:
    """(share, wanted): rare good settings, some, and many. In the first case the number of trials
    lies a little above a whole number, in the second a little below one. In the last case the
    probability is `wanted` and no more; powers of two keep this exact in floats."""

    def draw(shares, first, last, most=100):
        """A case in which the part of a trial lies between first and last. Below `most` percent
        are wanted."""
        low, high = shares
        while True:
            share = (low + choose(generator, high - low)) / 100
            wanted = (80 + choose(generator, most - 80)) / 100
            if first < quotient(share, wanted) % 1 < last:
                return share, wanted

    share, n = (0.5, 0.75)[choose(generator, 2)], 2 + choose(generator, 3)
    hit = share, found_with(share, n)
    return [draw((2, 9), 0.1, 0.4, most=91), draw((9, 20), 0.6, 0.9), draw((25, 40), 0.1, 0.9), hit]


def found_with(share, n):
    """The probability that n trials find a good setting."""
    return 1 - (1 - share) ** n


EXERCISE = Exercise(
    name="07.enough",
    reference=enough,
    arguments=("share", "wanted"),
    returns="a whole number, the number of trials",
    cases=some_searches,
    observe=lambda answer, share, wanted: answer(share, wanted),
    checked="four searches, in which 2 to 75 percent of the settings are good: that your number "
    "of trials is enough, and that one trial fewer is not. In one of them the probability comes "
    "to `wanted` exactly.",
    why="the number of trials does not depend on how many hyperparameters there are. Does a grid "
    "have this too?",
    because=(
        "No. A grid with 5 values for each of 2 hyperparameters has 25 settings, and with 6 of "
        "them 15,625. Random trials count only how large the good share is. But a good share may "
        "become small when many hyperparameters have to be right at once."
    ),
    properties=(
        Property(
            "whole",
            lambda call, *inputs: float(call(*inputs)).is_integer() and call(*inputs) > 0,
            "Your number of trials is no whole number above 0.",
            "There are no parts of a trial.",
            "Print your number before you hand it out. To which side has it to be rounded?",
        ),
        Property(
            "enough",
            lambda call, share, wanted: found_with(share, call(share, wanted)) >= wanted,
            "Your number of trials is too small: the probability stays below `wanted`.",
            "All n trials miss with a probability that is multiplied together. What is left up to "
            "1 is the probability to find something.",
            "Take share = 0.5. What is the probability to find nothing with 1, 2 and 3 trials?",
        ),
        Property(
            "smallest",
            lambda call, share, wanted: found_with(share, call(share, wanted) - 1) < wanted,
            "Your number of trials is larger than it has to be.",
            "The probability reaches `wanted` with fewer trials. Each of them is a training.",
            "Take share = 0.5 and count on paper: with how many trials is 0.75 reached?",
        ),
    ),
    otherwise=(
        "This is not the number of trials.",
        "The smallest number is wanted with which the probability reaches `wanted`.",
        "Work out by hand, for share = 0.5, the probability to find something with 1, 2 and 3 "
        "trials.",
    ),
    wrong=(
        Wrong(
            "parts of a trial",
            quotient,
            "Your formula is right, and its result is no whole number.",
            "There are no parts of a trial, and with fewer the probability is too small.",
            "Which whole number is the smallest that is enough, the one below or the one above?",
        ),
        Wrong(
            "rounded down",
            lambda share, wanted: math.floor(quotient(share, wanted)),
            "You cut off the part of a trial, and so your number is one too small.",
            "With it the probability is a little below `wanted`. `int` and `//` cut off what comes "
            "after the point.",
            "Work out the probability with your number of trials, and compare it with `wanted`.",
        ),
        Wrong(
            "one too few",
            lambda share, wanted: enough(share, wanted) - 1,
            "In each case your number is one too small.",
            "With it the probability is still below `wanted`. Perhaps your loop ends one round too "
            "early, or you take 1 away at the end.",
            "Take share = 0.5 and wanted = 0.6. Print n and the probability in each round.",
        ),
        Wrong(
            "an exact hit not taken",
            lambda share, wanted: math.floor(quotient(share, wanted)) + 1,
            "Where the probability comes to `wanted` exactly, your number is one too large.",
            "At least `wanted` means that `wanted` itself is enough. A comparison without `=` asks "
            "for more, and `int(...) + 1` adds a trial also where nothing was cut off.",
            "Call your function with share = 0.5 and wanted = 0.75. Two trials are enough there.",
        ),
        Wrong(
            "rounded",
            lambda share, wanted: round(quotient(share, wanted)),
            "In some cases your number is one too small, in others it is right.",
            "`round` goes to the nearest whole number, which may be the one below.",
            "On which side of the exact result is the probability large enough?",
        ),
        Wrong(
            "one too many",
            lambda share, wanted: enough(share, wanted) + 1,
            "Your number is enough, and one fewer is enough too.",
            "You count one trial more than you need. Perhaps you add 1 to what is rounded up "
            "already, or your loop counts once more after it should end.",
            "Work out the probability with one trial fewer, and compare it with `wanted`.",
        ),
        Wrong(
            "wanted by share",
            lambda share, wanted: math.ceil(wanted / share),
            "You divide `wanted` by `share`.",
            "This adds the share up trial by trial. With a share of 0.5, two trials would come to "
            "1, so they could not fail. But of two coins, both may fall on the same side.",
            "What is the probability that the first trial misses, and that the second one does so "
            "too?",
        ),
        Wrong(
            "one by share",
            lambda share, wanted: math.ceil(1 / share),
            "You divide one by `share`.",
            "So many trials find one good setting on average. Often they find two or more, and "
            "often none, and your number does not depend on `wanted`.",
            "With which probability do all of your trials miss?",
        ),
        Wrong(
            "all of them good",
            lambda share, wanted: math.ceil(math.log(1 - wanted) / math.log(share)),
            "You take powers of `share`: the probability that all trials are good.",
            "One good setting is enough. What has to be avoided is that all trials miss.",
            "What is the probability that one trial misses?",
        ),
        Wrong(
            "none of them good",
            lambda share, wanted: math.ceil(math.log(wanted) / math.log(1 - share)),
            "You ask when the probability to find nothing falls to `wanted`.",
            "It should be small: what is left up to 1 is the probability to find something.",
            "If something is to be found with 0.95, with which probability may nothing be found?",
        ),
        Wrong(
            "one is enough",
            lambda share, wanted: math.ceil(1 / quotient(share, wanted)),
            "One trial is always enough for your function.",
            "A quotient of two logarithms comes out below 1 and is rounded up. The two have "
            "changed places, or one is the logarithm of a probability that is not multiplied here.",
            "Write down, in words, what is multiplied n times and what it should come to.",
            when=lambda seen: all(n == 1 for n in seen),
        ),
    ),
    rivals=(
        Rival(
            "The share of what is wanted that is left.",
            lambda share, wanted: math.ceil((1 - share) / (1 - wanted)),
        ),
        Rival(
            "The approximation by the number e.",
            lambda share, wanted: math.ceil(-math.log(1 - wanted) / share),
        ),
        Rival("Always 59.", lambda share, wanted: 59),
        Rival("Always 95 percent.", lambda share, wanted: enough(share, 0.95)),
        Rival("Half of the time.", lambda share, wanted: enough(share, 0.5)),
        Rival("As many as the lesson tries.", lambda share, wanted: 20),
        Rival("The probability with 20 trials.", lambda share, wanted: found_with(share, 20)),
        Rival(
            "Two good ones, one after the other.", lambda share, wanted: 2 * enough(share, wanted)
        ),
    ),
)
