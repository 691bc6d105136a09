"""10.rate: the learning rate of a step: a warm-up, then a cosine down to the lowest rate."""

import math
from collections.abc import Callable

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose

NO_WARMUP = "divided by zero"


def at_step(answer: Callable, step, steps, warmup, highest, lowest):
    """What an answer gives; NO_WARMUP where it divides by the length of no warm-up."""
    try:
        return answer(step, steps, warmup, highest, lowest)
    except ZeroDivisionError:
        if warmup:
            raise
        return NO_WARMUP


def some_steps(generator: torch.Generator) -> list[tuple]:
    """(step, steps, warmup, highest, lowest): places of three trainings where rules come apart:
    along the cosine, at its middle and its ends, and along the warm-up. The last training has no
    warm-up. No rate is 0, and no two of the numbers of a training are equal.
    """

    def training(warmup, cosine):
        highest = (2 + choose(generator, 8)) / 100
        return warmup + cosine + 1, warmup, highest, highest * (2 + choose(generator, 3)) / 20

    warmup = 4 + choose(generator, 4)
    long = training(warmup, 4 * (5 + choose(generator, 4)))
    short = training(2, 6 + choose(generator, 4))
    none = training(0, 5 + choose(generator, 4))
    quarter = (long[0] - 1 - warmup) // 4
    places = [
        *((warmup + part * quarter, long) for part in (1, 2, 3, 0, 4)),
        *((step, long) for step in (0, warmup - 2, warmup - 1, warmup + 1)),
        *((step, short) for step in (0, 1, 2, 3, short[0] - 1)),
        *((step, none) for step in (0, 1, 2, none[0] - 1)),
    ]
    return [(step, *training) for step, training in places]


def done_of(step, steps, warmup):
    """How much of the cosine is over, from 0 to 1."""
    return (step - warmup) / (steps - 1 - warmup)


def cosine(done, highest, lowest):
    return lowest + (highest - lowest) * (1 + math.cos(math.pi * done)) / 2


def rising(step, warmup, highest, lowest):
    return highest * (step + 1) / warmup


def rate_by(
    rises: Callable = rising,
    falls: Callable = cosine,
    done: Callable = done_of,
    is_warm: Callable = lambda step, warmup: step >= warmup,
) -> Callable:
    """An answer that is put together from these parts."""

    def answer(step, steps, warmup, highest, lowest):
        if not is_warm(step, warmup):
            return rises(step, warmup, highest, lowest)
        return falls(done(step, steps, warmup), highest, lowest)

    return answer


rate = rate_by()


def by_wave(wave: Callable) -> Callable:
    """A way to fall, from highest to lowest as wave(done) does from 1 to 0."""
    return lambda done, highest, lowest: lowest + (highest - lowest) * wave(done)


def half_cosine(done):
    return (1 + math.cos(math.pi * done)) / 2


def one_late(step, steps, warmup):
    return (step - warmup) / (steps - warmup)


def of_the_whole(step, steps, warmup):
    return step / (steps - 1)


def no_warmup(*_):
    return True


def smaller_of_both(step, steps, warmup, highest, lowest):
    """One formula for all steps; it divides by the length of the warm-up in each."""
    share = min((step + 1) / warmup, 1)
    return share * cosine(max(done_of(step, steps, warmup), 0), highest, lowest)


def at(step: Callable) -> Callable:
    """An answer's rate at another step of the same training, step(steps, warmup)."""
    return lambda call, steps, warmup, *rates: call(step(steps, warmup), steps, warmup, *rates)


FIRST, LAST = at(lambda steps, warmup: 0), at(lambda steps, warmup: steps - 1)
END_OF_RISE = at(lambda steps, warmup: warmup - 1)
TOP, AFTER = at(lambda steps, warmup: warmup), at(lambda steps, warmup: warmup + 1)


def evenly(call, step, steps, warmup, highest, lowest) -> bool:
    """The rate rises by the same amount in each step of the warm-up, from the first one on."""
    rates = [call(i, steps, warmup, highest, lowest) for i in range(warmup)]
    return alike(rates, [highest * (i + 1) / warmup for i in range(warmup)])


def symmetric(call, step, steps, warmup, highest, lowest) -> bool:
    """What is lost a while after the top is what is still to lose the same while before the end."""
    last = steps - 1
    pairs = [
        call(warmup + i, steps, warmup, highest, lowest)
        + call(last - i, steps, warmup, highest, lowest)
        for i in range(last - warmup + 1)
    ]
    return all(alike(pair, highest + lowest) for pair in pairs)


EXERCISE = Exercise(
    name="10.rate",
    reference=rate,
    arguments=("step", "steps", "warmup", "highest", "lowest"),
    returns="one number, the learning rate of this step",
    cases=some_steps,
    observe=at_step,
    checked="many steps of three trainings: with a long warm-up, a short one, and none.",
    why="two colleagues train the same model, one with 1,000 steps and one with 10,000, with the "
    "same warm-up and the same rates. Are their models the same after 1,000 steps?",
    because=(
        "No. After 1,000 steps the first one is at the lowest rate, and the second one still near "
        "the highest. The schedule belongs to the length of the training, so that has to be "
        "decided before the first step. A training that is stopped early has a worse loss than one "
        "that was planned as short."
    ),
    properties=(
        Property(
            "the warm-up",
            evenly,
            "In the warm-up your rates do not rise in equal parts, or do not begin with the first "
            "part.",
            "With a warm-up of 4 steps, their rates are one quarter, two quarters, three quarters "
            "and the whole of the highest rate.",
            "Print your rates for a warm-up of 4 steps and a highest rate of 1.",
        ),
        Property(
            "the top",
            lambda call, step, *given: alike(TOP(call, *given), given[2]),
            "At the step where the cosine begins, your rate is not the highest.",
            "This is step number `warmup`. Nothing of the cosine is over there, and `cos(0)` is 1.",
            "Print, for this step, how much of the cosine is over. Then put it into your formula.",
        ),
        Property(
            "the end",
            lambda call, step, *given: alike(LAST(call, *given), given[3]),
            "At the last step your rate is not the lowest.",
            "The steps are counted from 0, so the last one is number `steps - 1`. There the whole "
            "cosine is over, and `cos(pi)` is -1.",
            "Print, for the last step, how much of the cosine is over. Then put it into your "
            "formula.",
        ),
        Property(
            "both halves",
            symmetric,
            "Your curve does not fall in its second half as it does in its first.",
            "A cosine falls slowly, then fast, then slowly again. In the middle the rate is the "
            "mean of the highest and the lowest.",
            "Print your rates for 9 steps without a warm-up, from 1 down to 0. Add the first to "
            "the last, the second to the one before the last, and so on.",
        ),
    ),
    otherwise=(
        "The warm-up, the top, the middle and the end are right, and between them at least one "
        "rate is not.",
        "Another curve than a cosine goes through these points, too: a straight line does.",
        "What do you compute the cosine of? It should go from 0 to pi, in equal parts.",
    ),
    wrong=(
        Wrong(
            "warm-up from 0",
            rate_by(lambda step, warmup, highest, lowest: highest * step / warmup),
            "Your first step has the rate 0.",
            "Such a step changes nothing, and one batch is thrown away. Steps are counted from 0, "
            "and the first of them is one part of the warm-up already.",
            "With a warm-up of 4 steps, which share of the highest rate should step 0 have?",
        ),
        Wrong(
            "warm-up one too long",
            rate_by(lambda step, warmup, highest, lowest: highest * (step + 1) / (warmup + 1)),
            "Your warm-up has one part too many: its last step does not reach the highest rate.",
            "The task says that step `warmup - 1` has the highest rate, too.",
            "With a warm-up of 4 steps, which share of the highest rate should step 3 have?",
        ),
        Wrong(
            "warm-up ends early",
            rate_by(lambda step, warmup, highest, lowest: highest * step / max(warmup - 1, 1)),
            "Your first step has the rate 0, and then the rate rises in larger parts.",
            "The warm-up has as many equal parts as steps, and the first step has one part "
            "already.",
            "With a warm-up of 4 steps, which share of the highest rate should step 0 have?",
        ),
        Wrong(
            "warm-up from the lowest",
            rate_by(
                lambda step, warmup, highest, lowest: (
                    lowest + (highest - lowest) * (step + 1) / warmup
                )
            ),
            "Your warm-up starts from the lowest rate.",
            "In the task the lowest rate belongs to the end of the training. The warm-up rises "
            "from nothing.",
            "With a warm-up of 4 steps and a highest rate of 1, which rate should step 0 have?",
        ),
        Wrong(
            "no warm-up, cosine over all",
            rate_by(done=of_the_whole, is_warm=no_warmup),
            "Your rate is highest at the very first step: there is no warm-up.",
            "The first gradients say little, and Adam makes full steps of them. At a high rate "
            "such steps can spoil a model so that it never learns well.",
            "Which input of your function is not used yet?",
        ),
        Wrong(
            "highest in place of a warm-up",
            rate_by(lambda step, warmup, highest, lowest: highest),
            "In the warm-up your rate is the highest all the time.",
            "The first gradients say little, and Adam makes full steps of them. At a high rate "
            "such steps can spoil a model so that it never learns well.",
            "What should the rate of step 0 be?",
        ),
        Wrong(
            "cosine before the top",
            rate_by(is_warm=no_warmup),
            "Your cosine stands there for the warm-up, too: before the top it is its mirror image.",
            "The steps of the warm-up have a rule of their own.",
            "Print your rates for the first steps. Which line of your function is for them?",
        ),
        Wrong(
            "warm-up one step longer",
            rate_by(is_warm=lambda step, warmup: not warmup or step > warmup),
            "One step has a rate above the highest.",
            "It is step number `warmup`. Your rule for the warm-up is used one step too long.",
            "A warm-up of 4 steps has the steps 0, 1, 2 and 3. Is your comparison true for 4?",
        ),
        Wrong(
            "counted from the start",
            rate_by(done=of_the_whole),
            "After the warm-up your rate makes a jump downwards.",
            "Your cosine has begun with step 0, so a part of it is over when the warm-up ends.",
            "How much of the cosine is over at step number `warmup`?",
        ),
        Wrong(
            "end one too late",
            rate_by(done=one_late),
            "Your last step is not yet at the lowest rate.",
            "The steps are counted from 0, so the last one is number `steps - 1`. Your cosine ends "
            "one step after it.",
            "Which number should come out for the last step, when you ask how much of the cosine "
            "is over?",
        ),
        Wrong(
            "begins one too early",
            rate_by(done=lambda step, steps, warmup: (step - warmup + 1) / (steps - warmup)),
            "Your cosine ends where it should, and begins one step too early.",
            "At step number `warmup` the rate is still the highest. The fall comes after it.",
            "Which number should come out for step number `warmup`, when you ask how much of the "
            "cosine is over?",
        ),
        Wrong(
            "without the half",
            rate_by(falls=by_wave(lambda done: 1 + math.cos(math.pi * done))),
            "At its top your cosine is far above the highest rate.",
            "1 + cos goes from 2 down to 0. It should go from 1 down to 0.",
            "By what do you have to divide?",
        ),
        Wrong(
            "without the one",
            rate_by(falls=by_wave(lambda done: math.cos(math.pi * done))),
            "In its second half your cosine falls below the lowest rate.",
            "A cosine goes from 1 down to -1. It has to be moved and made smaller, so that it goes "
            "from 1 down to 0.",
            "What do you have to add, so that it ends at 0? And by what do you divide then?",
        ),
        Wrong(
            "without the one, with the half",
            rate_by(falls=by_wave(lambda done: math.cos(math.pi * done) / 2)),
            "Your cosine begins too low, and then falls below the lowest rate.",
            "Half of a cosine goes from 0.5 down to -0.5. It should go from 1 down to 0.",
            "What is missing before the division?",
        ),
        Wrong(
            "a quarter of a wave",
            rate_by(falls=by_wave(lambda done: math.cos(math.pi / 2 * done))),
            "Your rate falls slowly at first, and fastest at the end.",
            "This is the first quarter of the wave. The schedule takes it from the top down to the "
            "bottom, where it is flat again.",
            "Where on the circle is a cosine at its lowest?",
        ),
        Wrong(
            "a whole wave",
            rate_by(falls=by_wave(lambda done: (1 + math.cos(2 * math.pi * done)) / 2)),
            "In the second half your rate rises again.",
            "Your cosine goes around the whole circle, down and up again.",
            "Where on the circle is a cosine at its lowest?",
        ),
        Wrong(
            "degrees",
            rate_by(falls=by_wave(lambda done: (1 + math.cos(180 * done)) / 2)),
            "Your rate jumps up and down.",
            "You hand degrees to `math.cos`. It counts around the circle in another unit, in which "
            "one half of the circle is pi.",
            "Print `math.cos(180)` and `math.cos(math.pi)`.",
        ),
        Wrong(
            "without pi",
            rate_by(falls=by_wave(lambda done: (1 + math.cos(done)) / 2)),
            "Your rate falls too slowly, and is far above the lowest at the end.",
            "Your cosine goes from 0 to 1 on the circle. One half of the circle is pi.",
            "Print `math.cos(1)` and `math.cos(math.pi)`.",
        ),
        Wrong(
            "a straight line",
            rate_by(falls=by_wave(lambda done: 1 - done)),
            "Your rate falls in a straight line.",
            "That is a schedule, too, and another one. The task asks for a cosine, which is flat "
            "at its two ends.",
            "What does `math.cos` give for 0, for half of pi and for pi?",
        ),
        Wrong(
            "rises",
            rate_by(falls=by_wave(lambda done: 1 - half_cosine(done))),
            "After the warm-up your rate is the lowest, and then it rises.",
            "The curve is upside down.",
            "Which sign stands before your cosine?",
        ),
        Wrong(
            "a sine",
            rate_by(falls=by_wave(lambda done: (1 + math.sin(math.pi * done)) / 2)),
            "Your rate rises to the middle, and falls again after it.",
            "This is a sine. It is highest where a cosine is at its middle.",
            "Which function of `math` is 1 at 0, and falls?",
        ),
        Wrong(
            "lowest ignored",
            rate_by(falls=lambda done, highest, lowest: highest * half_cosine(done)),
            "At the end your rate is 0, and not the lowest rate of the task.",
            "The steps near the end would change nothing.",
            "Which input of your function is not used yet?",
        ),
        Wrong(
            "lowest as a share",
            rate_by(
                falls=lambda done, highest, lowest: (
                    highest * (lowest + (1 - lowest) * half_cosine(done))
                )
            ),
            "Your lowest rate is a share of the highest one.",
            "So it is in the lesson. In this task `lowest` is a rate itself, as `highest` is.",
            "Which rate should come out at the last step? Put it into your formula.",
        ),
        Wrong(
            "lowest added on top",
            rate_by(falls=lambda done, highest, lowest: lowest + highest * half_cosine(done)),
            "At its top your cosine is a little above the highest rate.",
            "It ends at the lowest rate, as it should. But from there to the highest it is not as "
            "far as from 0.",
            "How much lies between the lowest and the highest rate?",
        ),
        Wrong(
            "cut off below",
            rate_by(falls=lambda done, highest, lowest: max(lowest, highest * half_cosine(done))),
            "Your cosine goes down to 0, and is cut off at the lowest rate.",
            "So the rate is too low before, and stays the same for the last steps. In the task the "
            "curve itself ends at the lowest rate.",
            "Which number does the cosine multiply? From where to where does the rate fall?",
        ),
        Wrong(
            "divided by no warm-up",
            smaller_of_both,
            "Without a warm-up your function divides by 0.",
            "With `warmup` 0 no step belongs to the warm-up, so nothing has to be divided by its "
            "length. Python computes both numbers of a `min` and of a `max`, and each line that is "
            "not inside an `if`.",
            "For which steps should the line run that has `warmup` below the fraction line?",
            when=lambda seen: NO_WARMUP in [one for one in seen if isinstance(one, str)],
        ),
        Wrong(
            "the factor alone",
            lambda step, steps, warmup, highest, lowest: rate(
                step, steps, warmup, 1, lowest / highest
            ),
            "Your result is a share of the highest rate.",
            "Some schedules of PyTorch want such a factor. The task asks for the rate itself.",
            "By what do you have to multiply?",
        ),
    ),
    rivals=(
        Rival(
            "The warm-up is a cosine, too.",
            rate_by(
                lambda step, warmup, highest, lowest: (
                    highest * (1 - half_cosine((step + 1) / warmup))
                )
            ),
        ),
        Rival(
            "The warm-up rises with the square.",
            rate_by(lambda step, warmup, highest, lowest: highest * ((step + 1) / warmup) ** 2),
        ),
        Rival(
            "The rate falls by the same share in each step.",
            rate_by(
                falls=lambda done, highest, lowest: highest * (lowest / highest) ** done,
            ),
        ),
        Rival("The cosine squared.", rate_by(falls=by_wave(lambda done: half_cosine(done) ** 2))),
        Rival(
            "A quarter of a wave from above.",
            rate_by(falls=by_wave(lambda done: 1 - math.sin(math.pi / 2 * done))),
        ),
        Rival(
            "The lowest rate at the last step only.",
            lambda step, steps, warmup, highest, lowest: (
                lowest
                if step == steps - 1
                else rate_by(done=one_late)(step, steps, warmup, highest, lowest)
            ),
        ),
        Rival(
            "The last step of the warm-up is the first of the cosine.",
            rate_by(done=lambda step, steps, warmup: (step - warmup + 1) / (steps - warmup)),
        ),
        Rival(
            "The rate stays highest for the first half.",
            rate_by(falls=by_wave(lambda done: half_cosine(max(0, 2 * done - 1)))),
        ),
        Rival("The highest rate for all.", lambda step, steps, warmup, highest, lowest: highest),
        Rival(
            "A curve of third degree.",
            rate_by(falls=by_wave(lambda done: 1 - 3 * done**2 + 2 * done**3)),
        ),
        Rival(
            "A warm-up of a tenth of the steps.",
            lambda step, steps, warmup, highest, lowest: rate(
                step, steps, max(1, steps // 10), highest, lowest
            ),
        ),
    ),
)
