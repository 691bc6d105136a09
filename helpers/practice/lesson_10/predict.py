"""10.predict: the loss of a longer training, read off a straight line on two log axes."""

import math
from collections.abc import Callable

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart, choose, uniform

STEEP = 0.2  # slope of the lines that the properties ask about


def as_they_are(values: list) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)


def ln(values: list) -> torch.Tensor:
    return as_they_are(values).log()


def log10(values: list) -> torch.Tensor:
    return as_they_are(values).log10()


def slope_of(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """By least squares."""
    dx = x - x.mean()
    return (dx * (y - y.mean())).sum() / dx.square().sum()


def through_the_mean(x, y, slope, place):
    return y.mean() + slope * (place - x.mean())


def line(x, y, place):
    """The line of least squares through (x, y), at this place."""
    return through_the_mean(x, y, slope_of(x, y), place)


def read_off(
    read: Callable = line,
    of_tokens: Callable = ln,
    of_losses: Callable = ln,
    of_budget: Callable | None = None,
    back: Callable = math.exp,
) -> Callable:
    """An answer: back(read(x, y, place)), where x, y and the place are what the three functions
    make of the lists; of the budget by default the same as of the tokens."""

    def answer(tokens, losses, budget):
        (place,) = (of_budget or of_tokens)([budget])
        return back(float(read(of_tokens(tokens), of_losses(losses), place)))

    return answer


def itself(value):
    return value


def power(value):
    return 10**value


def with_slope(change: Callable) -> Callable:
    """A line through the same mean, whose slope is change(slope, x, y)."""
    return lambda x, y, place: through_the_mean(x, y, change(slope_of(x, y), x, y), place)


def between(one: int, other: int) -> Callable:
    """The line through two of the runs."""

    def read(x, y, place):
        return y[one] + (y[other] - y[one]) / (x[other] - x[one]) * (place - x[one])

    return read


def through_zero(x, y, place):
    """A line without an intercept."""
    return (x * y).sum() / x.square().sum() * place


def steps_of(x, y):
    """The slopes from each run to the next larger one."""
    order = x.argsort()
    return y[order].diff() / x[order].diff()


def exchanged(x, y, place):
    """The line that has the least squares along the other axis."""
    return through_the_mean(x, y, 1 / slope_of(y, x), place)


def of_the_nearest(tokens, losses, budget):
    return min(zip(tokens, losses, strict=True), key=lambda run: abs(run[0] - budget))[1]


def of_the_largest_two(tokens, losses, budget):
    runs = sorted(zip(tokens, losses, strict=True))[-2:]
    return read_off(between(0, 1))(*zip(*runs, strict=True), budget)


def in_proportion(tokens, losses, budget):
    """As many times fewer nats as there are more tokens."""
    largest = max(range(len(tokens)), key=tokens.__getitem__)
    return losses[largest] * tokens[largest] / budget


predict = read_off()
NO_LOGS = read_off(of_tokens=as_they_are, of_losses=as_they_are, back=itself)
TOKENS_ONLY = read_off(of_losses=as_they_are, back=itself)
LOSSES_ONLY = read_off(of_tokens=as_they_are)
ONE_LESS = with_slope(lambda slope, x, y: slope * (len(x) - 1) / len(x))
ONE_MORE = with_slope(lambda slope, x, y: slope * len(x) / (len(x) - 1))
NEIGHBOURS = with_slope(lambda slope, x, y: steps_of(x, y).mean())
OTHERS = (
    TOKENS_ONLY,
    LOSSES_ONLY,
    of_the_nearest,
    of_the_largest_two,
    *map(read_off, (between(0, -1), ONE_LESS, NEIGHBOURS, exchanged, through_zero)),
)


def runs(generator: torch.Generator) -> list[tuple]:
    """(tokens, losses, budget): the losses lie about a line on log axes and not on it, and the
    budget is larger than those of the runs. In the second case the runs are in no order."""

    def one(count, mixed=False):
        def draw():
            tokens = [1_000 * (2 + choose(generator, 8))]
            while len(tokens) < count:
                tokens.append(tokens[-1] * (2 + choose(generator, 4)))
            slope = -float(uniform(generator, 2, 3.5)) / 10
            about = as_they_are(tokens).div(tokens[0]).log() * slope
            nats = (about + uniform(generator, -1, 1, count).double() * 0.12).exp() * 4
            losses = [round(value, 2) for value in nats.tolist()]
            budget = tokens[-1] * (5 + choose(generator, 6))
            order = torch.randperm(count, generator=generator).tolist() if mixed else range(count)
            return [tokens[i] for i in order], [losses[i] for i in order], budget

        return apart(draw, predict, *OTHERS)

    return [one(3), one(5, mixed=True), one(4)]


def falling(tokens: list) -> list[float]:
    """Losses that lie on a line on log axes."""
    return [30 * count**-STEEP for count in tokens]


def thousands(call, tokens, losses, budget):
    """The result is the same where tokens are counted in thousands."""
    fewer = [count / 1_000 for count in tokens]
    return alike(call(fewer, losses, budget / 1_000), call(tokens, losses, budget), 1e-3)


EXERCISE = Exercise(
    name="10.predict",
    reference=predict,
    arguments=("tokens", "losses", "budget"),
    returns="one number, the loss in nats that the line has at the budget",
    cases=runs,
    tolerance=1e-3,
    checked="three random sets of three to five runs, one of them in no order.",
    why="may you read off your line what a million times as many tokens would give?",
    because=(
        "It gives a number for any budget. With the slope -0.2 a million times as many tokens have "
        "a loss 16 times as small: 2 nats become 0.13. But text has an entropy. Nobody knows the "
        "next letter for sure, so no loss falls below that. Somewhere the points leave the line, "
        "and these runs cannot say where. Use it near its points."
    ),
    properties=(
        Property(
            "points on a line",
            lambda call, tokens, losses, budget: alike(
                call(tokens, falling(tokens), budget), falling([budget])[0], 1e-3
            ),
            "Where all runs lie on one straight line on log axes, your prediction is not on it.",
            "Then there is nothing to average: the line goes through every run, and through the "
            "prediction, too.",
            "Try the tokens 10, 100 and 1,000 with the losses 8, 4 and 2. What should 10,000 have?",
        ),
        Property(
            "in thousands",
            thousands,
            "Your prediction changes when tokens are counted in thousands, and the budget, too.",
            "That moves all points sideways by the same way, on log axes, and the line with them. "
            "No loss changes.",
            "Does each number of tokens go through the same steps, that of the budget as well?",
        ),
        Property(
            "in another order",
            lambda call, tokens, losses, budget: alike(
                call([*tokens[1:], tokens[0]], [*losses[1:], losses[0]], budget),
                call(tokens, losses, budget),
                1e-3,
            ),
            "Your prediction changes when the same runs come in another order.",
            "A line of least squares counts all runs alike. Which of them stands first is chance.",
            "Which line of your function takes a run by its place in the list?",
        ),
    ),
    wrong=(
        Wrong(
            "no logs",
            NO_LOGS,
            "You put a straight line through the losses over the tokens, without a logarithm.",
            "Such a line loses the same number of nats for each million tokens, and goes below 0 "
            "before long. The runs fall more and more slowly.",
            "Draw the runs on two linear axes. Do they lie along a straight line?",
        ),
        Wrong(
            "tokens only",
            TOKENS_ONLY,
            "You took the logarithm of the tokens, and not that of the losses.",
            "Then each doubling takes away the same number of nats. On two log axes it takes away "
            "the same share.",
            "Which of your two lists goes into the line as it came?",
        ),
        Wrong(
            "losses only",
            LOSSES_ONLY,
            "You took the logarithm of the losses, and not that of the tokens.",
            "Then the run with the most tokens lies far away from all others, and it alone nearly "
            "decides the slope.",
            "Which of your two lists goes into the line as it came?",
        ),
        Wrong(
            "two kinds of logarithm",
            read_off(of_budget=log10),
            "The tokens of the runs and the budget went through two different logarithms.",
            "`log` is the natural one and `log10` counts powers of ten. The place of the budget is "
            "then somewhere else on the axis.",
            "Print what goes into your line for the largest run and for the budget. Which of them "
            "is larger?",
        ),
        Wrong(
            "two kinds of logarithm, turned round",
            read_off(of_tokens=log10, of_budget=ln),
            "The runs went through `log10` and the budget through the natural logarithm.",
            "The place of the budget is then more than twice as far to the right as it should be.",
            "Print what goes into your line for the largest run and for the budget. How many "
            "times more tokens is that?",
        ),
        Wrong(
            "the budget as it came",
            read_off(of_budget=as_they_are),
            "Your result is 0, or so near that nobody sees the difference.",
            "No training comes there. If your line stands on log axes, then the budget has its "
            "place at its logarithm, and not at the number of tokens itself.",
            "Print what goes into your line for the largest run, and then for the budget.",
            when=lambda seen: all(0 <= value < 1e-9 for value in seen),
        ),
        Wrong(
            "log10 and exp",
            read_off(of_losses=log10),
            "The losses went through `log10`, and you came back with `exp`.",
            "What turns `log10` back is a power of ten, and `exp` is a power of 2.718.",
            "Take one loss through both of your steps, there and back. What comes out?",
        ),
        Wrong(
            "log and power of ten",
            read_off(back=power),
            "The losses went through the natural logarithm, and you came back with a power of ten.",
            "What turns the natural logarithm back is a power of 2.718.",
            "Take one loss through both of your steps, there and back. What comes out?",
        ),
        Wrong(
            "not turned back",
            read_off(back=itself),
            "Your result is the logarithm of the prediction.",
            "The line was made of logarithms, so what it gives is one, too. A loss is asked for, "
            "in nats.",
            "Is your number near the losses of the runs? What undoes a logarithm?",
        ),
        Wrong(
            "not turned back, log10",
            read_off(of_tokens=log10, of_losses=log10, back=itself),
            "Your result is the prediction's logarithm to the base ten.",
            "The line was made of logarithms, so what it gives is one, too. A loss is asked for, "
            "in nats.",
            "Is your number near the losses of the runs? What undoes this logarithm?",
        ),
        Wrong(
            "first and last",
            read_off(between(0, -1)),
            "Your line goes through the first and the last run of the lists, and the others do "
            "not count.",
            "One run that was lucky or unlucky turns such a line. With least squares every run "
            "has its part.",
            "Change the loss of a run in the middle. Does your prediction change?",
        ),
        Wrong(
            "the largest two",
            of_the_largest_two,
            "Your line goes through the two runs with the most tokens.",
            "They lie closer together than all of the runs, so a small difference by chance turns "
            "the line further.",
            "Change the loss of the smallest run. Does your prediction change?",
        ),
        Wrong(
            "nearest",
            of_the_nearest,
            "Your result is the loss of the run whose budget is nearest.",
            "That run had fewer tokens. With more of them the loss falls further, and the line "
            "says how far.",
            "What does your function give for ten times this budget?",
        ),
        Wrong(
            "slope only",
            read_off(lambda x, y, place: slope_of(x, y), back=itself),
            "Your result is the slope of the line.",
            "It says how fast the loss falls. Where the line is at the budget, that takes one "
            "more step.",
            "Which two numbers make a line, and what comes out of it at one place?",
        ),
        Wrong(
            "no intercept",
            read_off(lambda x, y, place: slope_of(x, y) * place),
            "Your slope is right, and the line lacks its intercept.",
            "Slope times place is the line that goes through 0. Yours has to go through the mean "
            "of the runs.",
            "What does your line give at the place of one of the runs?",
        ),
        Wrong(
            "intercept only",
            read_off(lambda x, y, place: line(x, y, 0)),
            "Your result is the same for every budget: it is what the line has at one token.",
            "That is the intercept. The slope and the budget have yet to come in.",
            "Which of your names is computed and never used?",
        ),
        Wrong(
            "through zero",
            read_off(through_zero),
            "You looked for a line without an intercept.",
            "On log axes it says that 1 token gives a loss of 1. The best line of all may have "
            "any intercept.",
            "From which numbers do you take their mean away, before you multiply?",
        ),
        Wrong(
            "sign",
            read_off(with_slope(lambda slope, x, y: -slope)),
            "With more tokens your loss grows.",
            "The size of your slope is right, and its sign is not.",
            "Has each difference, run minus mean, the same order in both lists?",
        ),
        Wrong(
            "exchanged",
            read_off(exchanged),
            "Your line has the least squares along the axis of the tokens.",
            "The squares to make small are those of the errors in the loss, since that is what "
            "you want to predict. The other line is steeper.",
            "In the formula of the slope, whose squares stand below the line of the fraction?",
        ),
        Wrong(
            "one less",
            read_off(ONE_LESS),
            "Your slope is too flat: the number of runs and one less stand in it together.",
            "`var` and `std` divide by N - 1, and `mean` divides by N. In one fraction both "
            "parts need the same.",
            "Write the slope with sums alone. Which N does it need?",
        ),
        Wrong(
            "one more",
            read_off(ONE_MORE),
            "Your slope is too steep: the number of runs and one less stand in it together.",
            "`cov` divides by N - 1, and `mean` divides by N. In one fraction both parts need the "
            "same.",
            "Write the slope with sums alone. Which N does it need?",
        ),
    ),
    rivals=(
        Rival("The lowest loss of the runs.", lambda t, losses, b: min(losses)),
        Rival("The mean of the losses.", lambda t, losses, b: sum(losses) / len(losses)),
        Rival("Ten times the tokens, a tenth of the loss.", in_proportion),
        Rival("The mean of the slopes from run to run.", read_off(NEIGHBOURS)),
        Rival(
            "The steepest slope from run to run.",
            read_off(with_slope(lambda slope, x, y: steps_of(x, y).min())),
        ),
        Rival(
            "The root of the tokens on one axis.",
            read_off(of_tokens=lambda values: as_they_are(values).sqrt()),
        ),
        Rival("Each loss falls by a tenth.", lambda t, losses, b: 0.9 * min(losses)),
        Rival(
            "The line on linear axes, cut off at 0.",
            lambda *inputs: max(NO_LOGS(*inputs), 0.0),
        ),
    ),
)
