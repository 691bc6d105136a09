"""11.preference: the DPO loss of one pair of answers."""

import math
from collections.abc import Callable

import torch
from torch import nn

from helpers.practice.compare import alike, is_finite
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart, number

F = nn.functional
DIGITS = 1e-4
TOO_LARGE = 1e30  # a number in the place of a result that is none


def minus_log_sigmoid(x):
    return -F.logsigmoid(x)


def loss_by(inside: Callable, outside: Callable = minus_log_sigmoid) -> Callable:
    """An answer: outside(beta * inside(better, worse, better_0, worse_0))."""
    return lambda *given: outside(given[-1] * inside(*given[:-1]))


def gains(better, worse, better_0, worse_0):
    return (better - better_0) - (worse - worse_0)


def then(outside: Callable) -> Callable:
    """An answer: outside(what stands inside of the sigmoid)."""
    return loss_by(gains, outside)


loss = loss_by(gains)


def beta_outside(better, worse, better_0, worse_0, beta):
    return -beta * F.logsigmoid(gains(better, worse, better_0, worse_0))


def beta_left_out(better, worse, better_0, worse_0, beta):
    return -F.logsigmoid(gains(better, worse, better_0, worse_0))


def beta_below(better, worse, better_0, worse_0, beta):
    return -F.logsigmoid(gains(better, worse, better_0, worse_0) / beta)


def beta_for_the_better(better, worse, better_0, worse_0, beta):
    return -F.logsigmoid(beta * (better - better_0) - (worse - worse_0))


def own_sigmoids(better, worse, better_0, worse_0, beta):
    return -F.logsigmoid(beta * (better - better_0)) - F.logsigmoid(-beta * (worse - worse_0))


def by_python(x):
    return math.log(1 + math.exp(-float(x)))


def log_of_python(x):
    return -math.log(torch.sigmoid(x))


exchanged = loss_by(lambda *given: -gains(*given))
without_start = loss_by(lambda better, worse, better_0, worse_0: better - worse)
start_alone = loss_by(lambda better, worse, better_0, worse_0: better_0 - worse_0)
start_added = loss_by(lambda b, w, b_0, w_0: (b + b_0) - (w + w_0))
gains_added = loss_by(lambda b, w, b_0, w_0: (b - b_0) + (w - w_0))
better_alone = loss_by(lambda b, w, b_0, w_0: b - b_0)
worse_alone = loss_by(lambda b, w, b_0, w_0: w_0 - w)
of_probabilities = loss_by(lambda b, w, b_0, w_0: (b.exp() - b_0.exp()) - (w.exp() - w_0.exp()))
of_ratios = loss_by(lambda b, w, b_0, w_0: (b - b_0).exp() - (w - w_0).exp())
divided = loss_by(lambda b, w, b_0, w_0: b / b_0 - w / w_0)
plain_log_sigmoid = then(F.logsigmoid)
sigmoid = then(torch.sigmoid)
minus_sigmoid = then(lambda x: -torch.sigmoid(x))
share = then(lambda x: torch.sigmoid(-x))
no_sigmoid = then(lambda x: -x)
no_sigmoid_or_minus = then(lambda x: x)
overflow = then(lambda x: -torch.log(torch.sigmoid(x)))

LOOK_ALIKES = {  # draws are repeated until each of these gives something else
    "Each answer has a sigmoid of its own.": own_sigmoids,
    "In bits.": then(lambda x: -F.logsigmoid(x) / math.log(2)),
    "A hinge: nothing is lost beyond a margin of 1.": then(lambda x: (1 - x).clamp(min=0)),
    "The squared distance from a margin of 1.": then(lambda x: (1 - x) ** 2),
    "Half of what stands inside.": then(lambda x: -F.logsigmoid(x / 2)),
    "The squared gains.": loss_by(lambda b, w, b_0, w_0: (b - b_0) ** 2 - (w - w_0) ** 2),
    "Only which of the two has gained more counts.": then(lambda x: -F.logsigmoid(x.sign())),
    "Beta counts for the better answer alone.": beta_for_the_better,
    "The ratios of the probabilities, without a logarithm.": of_ratios,
    "The exponential of what stands inside.": then(lambda x: torch.exp(-x)),
    "The tangent in place of the sigmoid.": then(lambda x: -torch.log((1 + x.tanh()) / 2)),
}


def some_pairs(generator: torch.Generator) -> list[tuple]:
    """(better, worse, better_0, worse_0, beta): two pairs of short answers, of which the model has
    learned one and unlearned the other; and long answers with large changes of both signs, where
    an exponential is too large for the computer.
    """
    others = [exchanged, without_start, start_alone, start_added, gains_added, better_alone]
    others += [worse_alone, divided, beta_left_out, beta_outside, beta_below, plain_log_sigmoid]
    others += [of_probabilities, sigmoid, minus_sigmoid, share, no_sigmoid, no_sigmoid_or_minus]
    others += LOOK_ALIKES.values()

    def short(sign):
        def draw():
            changes = [sign * number(generator, 1, 6), -sign * number(generator, 1, 6)]
            start = [-number(generator, 12, 30) for _ in changes]
            now = [a + b for a, b in zip(start, changes, strict=True)]
            beta = number(generator, 2, 5) / 10
            return *(torch.tensor(round(one, 1)) for one in (*now, *start)), beta

        return apart(draw, loss, *others)

    def long(sign):
        start = [-number(generator, 4000, 5000) for _ in range(2)]
        now = [start[0] + sign * 10 * number(generator, 110, 150), start[1] - sign * 1000]
        beta = number(generator, 0.5, 0.9)
        return *(torch.tensor(round(one, 1)) for one in (*now, *start)), beta

    return [short(1), short(-1), long(1), long(-1)]


def small_pair() -> tuple:
    """A pair with its beta, for which no exponential is large."""
    return *(torch.tensor(one) for one in (-10.0, -13.5, -12.0, -12.5)), 0.3


def wrong_for_small_numbers(answer: Callable) -> bool:
    """It gives another number for a pair with small numbers, and raises no error there."""
    try:
        return not alike(float(answer(*small_pair())), float(loss(*small_pair())), DIGITS)
    except Exception:  # of an answer
        return False


def seen(answer: Callable, *pair):
    """What an answer gives; TOO_LARGE where that is infinite, nan or an error of `math`, and the
    answer is wrong for small numbers as well, so that this mistake is told and not the size."""
    try:
        given = answer(*pair)
    except (OverflowError, ValueError):
        if wrong_for_small_numbers(answer):
            return TOO_LARGE
        raise
    return given if is_finite(given) or not wrong_for_small_numbers(answer) else TOO_LARGE


def moved(call, pair, *changes) -> float:
    """What an answer gives when better, worse, better_0 and worse_0 change by so much."""
    *logs, beta = pair
    return float(call(*(one + by for one, by in zip(logs, changes, strict=True)), beta))


def at_the_start(call, better, worse, better_0, worse_0, beta):
    """While the model is what it was at the start, the loss is ln 2."""
    return alike(float(call(better_0, worse_0, better_0, worse_0, beta)), math.log(2))


EXERCISE = Exercise(
    name="11.preference",
    reference=loss,
    arguments=("better", "worse", "better_0", "worse_0", "beta"),
    returns="one number, the loss of this pair",
    cases=some_pairs,
    observe=seen,
    tolerance=DIGITS,
    checked="a pair for which the model has learned what it should, and one for which it has "
    "learned the opposite; and two pairs of long answers, with changes of more than a thousand.",
    why="before the first step the loss is ln 2, about 0.693, for each pair and each beta. Why?",
    because=(
        "There the model is the one at the start. So `better` is `better_0` and `worse` is "
        "`worse_0`: both have gained nothing, and 0 stands inside the sigmoid, whatever beta is. "
        "The sigmoid of 0 is one half, and -ln of one half is ln 2. A first loss that is another "
        "number says that the two models differ, by dropout or by a mistake."
    ),
    otherwise=(
        "Your loss is another number than the DPO loss of this pair.",
        "What stands inside the sigmoid is beta times a difference of two differences.",
        "Work out the example of the task, line by line, and print each of your lines for it.",
    ),
    properties=(
        Property(
            "at the start",
            at_the_start,
            "While the model is what it was at the start, your loss is not ln 2.",
            "There neither answer has gained anything, so the model has no opinion that is its "
            "own: one half.",
            "Call your function with `torch.tensor(-9.0)` in all four places, and print what goes "
            "into the sigmoid.",
        ),
        Property(
            "a better one that is likelier",
            lambda call, *pair: (
                moved(call, pair, 0, 0, 0, 0) + 1e-9 >= moved(call, pair, 1, 0, 0, 0)
            ),
            "When the better answer becomes likelier, your loss grows.",
            "The step goes where the loss falls. So the model would unlearn the better answers.",
            "Which sign has `better` in front of it, and how many minus signs come before that?",
        ),
        Property(
            "only what is gained",
            lambda call, *pair: alike(
                moved(call, pair, 0, 0, 0, 0), moved(call, pair, 8, 0, 8, 0), 1e-3
            ),
            "When both models give the better answer a log probability that is larger by the same "
            "number, your loss changes.",
            "Some answers are likelier from the start, for instance short ones. The loss asks "
            "what has changed since.",
            "With which number do you compare `better`?",
        ),
    ),
    wrong=(
        Wrong(
            "exchanged",
            exchanged,
            "Your loss falls when the worse answer becomes likelier.",
            "The two answers have changed places, or a sign inside the sigmoid is turned. A model "
            "that is trained with it learns to prefer what people do not want.",
            "In the example of the task: is what stands inside of your sigmoid above 0, or below?",
        ),
        Wrong(
            "without the start model",
            without_start,
            "You compare the two answers with each other, and not with the model at the start.",
            "A short answer is likelier than a long one from the start. That says nothing about "
            "what has been learned.",
            "Which two inputs are not used yet?",
        ),
        Wrong(
            "the start model alone",
            start_alone,
            "Your loss depends on the model at the start alone.",
            "That model is frozen, so this number never changes, and there is nothing to learn.",
            "Which two inputs are not used yet?",
        ),
        Wrong(
            "added to the start",
            start_added,
            "For each answer you add the two log probabilities, or you subtract that of the other "
            "answer at the start.",
            "What an answer has gained is the difference between now and the start.",
            "By how much has the better answer gained in the example? Print it.",
        ),
        Wrong(
            "gains added",
            gains_added,
            "You add what the two answers have gained.",
            "Then a model is best that makes both likelier. The better one should gain, and the "
            "worse one should not.",
            "Print what each answer has gained. With which sign does each of them count?",
        ),
        Wrong(
            "better answer alone",
            better_alone,
            "The worse answer plays no part in your loss.",
            "It says which answer people do not want. Without it, this is nearly plain "
            "fine-tuning on the better answers.",
            "Which two inputs are not used yet?",
        ),
        Wrong(
            "worse answer alone",
            worse_alone,
            "The better answer plays no part in your loss.",
            "A model can make one answer less likely, and give the probability to nonsense.",
            "Which two inputs are not used yet?",
        ),
        Wrong(
            "logarithms divided",
            divided,
            "You divide one log probability by another.",
            "The ratio of two probabilities becomes, in logarithms, a difference.",
            "What is the logarithm of a fraction, written with two logarithms?",
        ),
        Wrong(
            "probabilities",
            of_probabilities,
            "You turn the log probabilities into probabilities, and your loss is nearly the same "
            "for all pairs.",
            "A whole answer has a tiny probability: two of them differ by nearly nothing, however "
            "many times as large one is as the other.",
            "In which form do the numbers come in, and in which does the formula want them?",
        ),
        Wrong(
            "no beta",
            beta_left_out,
            "Your loss does not depend on beta.",
            "Beta says how much each change counts: a small beta lets the model go far from the "
            "one at the start.",
            "Where does beta stand in the formula of section 11?",
        ),
        Wrong(
            "beta outside",
            beta_outside,
            "Beta stands outside of the sigmoid in your function.",
            "There it makes all losses smaller by the same factor, and no more. Inside, it says "
            "where the sigmoid becomes flat.",
            "What is done first in the formula: the product with beta, or the sigmoid?",
        ),
        Wrong(
            "divided by beta",
            beta_below,
            "You divide by beta.",
            "A smaller beta then counts each change more. It should count it less.",
            "Which one comes nearer to 0 when beta becomes small: a product, or a quotient?",
        ),
        Wrong(
            "without the minus",
            plain_log_sigmoid,
            "Your number is never above 0.",
            "The logarithm of a probability is not above 0, and a loss is minus this logarithm. "
            "A step down would make the model worse.",
            "Where does the minus belong?",
        ),
        Wrong(
            "sigmoid without a logarithm",
            sigmoid,
            "You give back the sigmoid itself.",
            "It is near 1 when the model is right, so a step would make the model wrong.",
            "Which two steps lead from a probability to a loss?",
        ),
        Wrong(
            "minus the sigmoid",
            minus_sigmoid,
            "You give back minus the sigmoid, without a logarithm.",
            "It falls where it should. But where the model is surely wrong it is flat, and there "
            "is hardly a slope to learn from.",
            "Which step is missing between the sigmoid and the minus?",
        ),
        Wrong(
            "one minus the sigmoid",
            share,
            "You give back one minus the sigmoid, without a logarithm.",
            "It falls where it should. But where the model is surely wrong it is flat, and there "
            "is hardly a slope to learn from.",
            "What does lesson 03 do with a probability to get a loss?",
        ),
        Wrong(
            "no sigmoid",
            no_sigmoid,
            "You give back minus what belongs inside the sigmoid.",
            "Then a pair that is learned well pulls as strongly as one that is not, and the model "
            "goes away from the start without an end.",
            "Which two steps of the formula are still missing?",
        ),
        Wrong(
            "no sigmoid, no minus",
            no_sigmoid_or_minus,
            "You give back what belongs inside the sigmoid.",
            "It is no loss yet: it grows while the model learns.",
            "Which steps of the formula are still missing?",
        ),
        Wrong(
            "overflow",
            overflow,
            "Your loss is right for small numbers. For a large change it is larger than all "
            "numbers.",
            "A sigmoid far below 0 is rounded to 0, and an exponential far above is too large for "
            "the computer. The right loss is an ordinary number there.",
            "PyTorch has one function for the sigmoid and the logarithm together. Search for it "
            "in `nn.functional`.",
        ),
        Wrong(
            "overflow, an error of exp",
            then(by_python),
            "Your loss is right for small numbers. For a large change, the exponential is too "
            "large for the computer.",
            "The right loss is an ordinary number there: for a pair that is surely wrong it grows "
            "in a straight line.",
            "PyTorch has one function for the sigmoid and the logarithm together. Search for it "
            "in `nn.functional`.",
        ),
        Wrong(
            "overflow, an error of log",
            then(log_of_python),
            "Your loss is right for small numbers. For a large change, the sigmoid is rounded to "
            "0, and 0 has no logarithm.",
            "The right loss is an ordinary number there: for a pair that is surely wrong it grows "
            "in a straight line.",
            "PyTorch has one function for the sigmoid and the logarithm together. Search for it "
            "in `nn.functional`.",
        ),
    ),
    rivals=(
        *(Rival(rule, answer) for rule, answer in LOOK_ALIKES.items()),
        Rival("What stands inside, without its sign.", then(lambda x: -F.logsigmoid(x.abs()))),
    ),
)
