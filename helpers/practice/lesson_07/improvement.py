"""07.improvement: by how much a trial beats the best so far, on average over draws."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import number
from helpers.search import expected_improvement

FAR = 0.06  # by how much each other rule differs, so that no rounded result is near


def draws(generator: torch.Generator) -> list[tuple]:
    """(mean, std, best, z): a mean above the best and one below it, with z such that some of the
    draws improve and others do not, and their mean is not 0."""

    def draw(sign, count):
        best = number(generator, 2.3, 2.6)
        mean = round(best + sign * number(generator, 0.2, 0.4), 1)
        z = (torch.randn(count, generator=generator) * 10).round() / 10
        return mean, number(generator, 0.6, 0.9), best, z

    def one(sign, count):
        while True:
            inputs = draw(sign, count)
            mean, std, best, z = inputs
            better = int((mean + std * z < best).sum())
            right = float(improvement(*inputs))
            others = (rule(*inputs) for rule in OTHER_RULES)
            if (
                2 <= better <= count - 2
                and abs(z.mean()) > 0.2
                and sign * float(no_clamp(*inputs)) < -0.05
                and all(abs(float(other) - right) > FAR for other in others)
            ):
                return inputs

    return [one(1, 6), one(-1, 8)]


def gains(mean, std, best, z):
    """How far each draw lies below the best: negative where it lies above."""
    return best - (mean + std * z)


def with_gains(change):
    """An answer that hands out change(gains)."""
    return lambda *inputs: change(gains(*inputs))


improvement = with_gains(lambda gain: gain.clamp(min=0).mean())
no_clamp = with_gains(lambda gain: gain.mean())
turned = with_gains(lambda gain: (-gain).clamp(min=0).mean())
improving_only = with_gains(lambda gain: gain[gain > 0].mean())
share = with_gains(lambda gain: (gain > 0).float().mean())
sizes = with_gains(lambda gain: gain.abs().mean())
squares = with_gains(lambda gain: (gain.clamp(min=0) ** 2).mean())
middle = with_gains(lambda gain: gain.clamp(min=0).median())


def of_the_mean(mean, std, best, z):
    return max(best - mean, 0.0)


def variance(mean, std, best, z):
    return improvement(mean, std**2, best, z)


def formula(mean, std, best, z):
    return expected_improvement(torch.tensor(mean), torch.tensor(std), best)


OTHER_RULES = (no_clamp, turned, improving_only, share, sizes, squares, middle, of_the_mean)

EXERCISE = Exercise(
    name="07.improvement",
    reference=improvement,
    arguments=("mean", "std", "best", "z"),
    returns="one number in nats: the mean of the improvements",
    cases=draws,
    checked="a mean above the best loss so far and one below it, each with draws on both sides of "
    "the best.",
    why="the mean of a setting lies above the best loss so far. Why is its expected improvement "
    "still larger than 0?",
    because=(
        "Some draws lie below the best, and the others count as 0 and take nothing away. The "
        "larger the standard deviation, the further below the best some draws lie. So a place "
        "that is little known can be worth a trial, although its mean is worse."
    ),
    properties=(
        Property(
            "nothing below 0",
            lambda call, mean, std, best, z: abs(call(mean, std, mean - 5 * std, z)) < 1e-3,
            "Where no draw is below the best, your improvement is not 0.",
            "A trial that is worse changes nothing: you keep the best that you have.",
            "Put a very low `best` into your function. What does each line give?",
        ),
        Property(
            "all of them better",
            lambda call, mean, std, best, z: alike(
                call(mean, std, mean + 5 * std, z), 5 * std - std * float(z.mean()), 1e-3
            ),
            "Where every draw is below the best, your improvement is not the mean distance to it.",
            "Then nothing counts as 0, and each draw improves by `best` minus its loss.",
            "Put a very high `best` into your function. What does each line give?",
        ),
        Property(
            "no doubt",
            lambda call, mean, std, best, z: alike(call(best - 1, 0.0, best, z), 1.0, 1e-3),
            "For a loss that is known for sure, 1 below the best, your improvement is not 1.",
            "With a standard deviation of 0, all draws are the mean itself.",
            "Put `std` = 0 into your function, and follow the lines.",
        ),
    ),
    wrong=(
        Wrong(
            "no clamp",
            no_clamp,
            "Draws above the best make your result smaller, even below zero.",
            "Nothing is lost by a trial that is worse: you keep the setting that you have. So it "
            "counts as 0.",
            "Print how far each draw lies below the best. Which of these numbers should be 0?",
        ),
        Wrong(
            "clamp after the mean",
            with_gains(lambda gain: gain.mean().clamp(min=0)),
            "Where the draws are worse on average, your result is zero, although some of them "
            "improve.",
            "You took the mean first, and what is below 0 was cut off afterwards. By then the bad "
            "draws have taken away what the good ones gave.",
            "For which is the rule with the 0 meant: for each draw, or for their mean?",
        ),
        Wrong(
            "sign",
            turned,
            "You count how far the draws lie above the best.",
            "A lower loss is the better one. An improvement lies below.",
            "Is `best` minus the loss positive for a draw that improves, or for one that does not?",
        ),
        Wrong(
            "the worse half",
            with_gains(lambda gain: gain.clamp(max=0).mean()),
            "Your result is negative: the draws that improve count as zero, and the others are "
            "kept.",
            "The cut is on the wrong side.",
            "Which numbers does your line cut off: those below 0 or those above?",
        ),
        Wrong(
            "only those that improve",
            improving_only,
            "You take the mean over the draws that improve, and leave the others out.",
            "Then a place with one lucky draw in a hundred looks as good as one where each draw "
            "improves. The others count as 0, and they do count.",
            "By how many do you divide? How many draws are in `z`?",
        ),
        Wrong(
            "share",
            share,
            "Your result is the share of the draws that improve.",
            "That is the probability of an improvement. It does not say how large it is: a tiny "
            "one counts as much as a large one.",
            "Print what your function makes of each draw. Is it a distance?",
        ),
        Wrong(
            "sum",
            with_gains(lambda gain: gain.clamp(min=0).sum()),
            "Your result is too large by the number of draws.",
            "You added up the improvements. With twice as many draws it would be twice as much.",
            "What makes a mean of a sum?",
        ),
        Wrong(
            "sizes",
            sizes,
            "You take the size of each distance from the best, above and below.",
            "A draw far above the best would then be a large improvement.",
            "What should a draw above the best count as?",
        ),
        Wrong(
            "of the mean",
            of_the_mean,
            "`z` and `std` play no part in your result.",
            "You compare the mean with the best, and no draws. Then a place with a worse mean is "
            "never worth a trial, however little is known of it.",
            "Make the losses of all draws first: which line gives them?",
        ),
        Wrong(
            "variance",
            variance,
            "Your draws are made with the square of `std`.",
            "`std` is a standard deviation, and a number of `randn` times that is a draw.",
            "How far from the mean is a draw with z = 1?",
        ),
        Wrong(
            "no std",
            lambda mean, std, best, z: improvement(mean, 1.0, best, z),
            "`std` plays no part in your draws.",
            "The numbers of `z` have a standard deviation of 1. Those of the losses have `std`.",
            "How far from the mean is a draw with z = 1?",
        ),
        Wrong(
            "around zero",
            lambda mean, std, best, z: improvement(0.0, std, best, z),
            "`mean` plays no part in your draws: they lie around zero.",
            "A draw is the mean and some deviation on top.",
            "Print your losses. Are they near `mean`?",
        ),
        Wrong(
            "the best draw",
            with_gains(lambda gain: gain.clamp(min=0).max()),
            "Your result is the improvement of the luckiest draw.",
            "It grows with the number of draws, and nobody can count on it.",
            "Which of the draws does the task ask for: the best, or all of them?",
        ),
        Wrong(
            "formula",
            formula,
            "`z` plays no part in your result: it comes from the formula.",
            "The formula says where the mean goes when there are more and more draws. Here it is "
            "asked what these few draws give.",
            "Write down the loss of the first draw. How do you get it from the first number of "
            "`z`?",
        ),
    ),
    rivals=(
        Rival("The improvement of the first draw.", with_gains(lambda g: g.clamp(min=0)[0])),
        Rival("The improvement in the middle of the draws.", middle),
        Rival("The squares of the improvements.", squares),
        Rival("Half of what lies below and above.", with_gains(lambda g: g.abs().mean() / 2)),
        Rival(
            "By how much the mean beats the best, plus one deviation.",
            lambda mean, std, best, z: best - mean + std,
        ),
        Rival(
            "The sum, by one less than the number of draws.",
            with_gains(lambda g: g.clamp(min=0).sum() / (len(g) - 1)),
        ),
        Rival(
            "In deviations, and not in nats.",
            lambda mean, std, best, z: improvement(mean, std, best, z) / std,
        ),
        Rival(
            "As a share of the best.",
            lambda mean, std, best, z: improvement(mean, std, best, z) / best,
        ),
        Rival("Nothing.", lambda mean, std, best, z: 0.0),
    ),
)
