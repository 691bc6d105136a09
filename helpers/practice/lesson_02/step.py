"""02.step: one step."""

import math

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import number
from helpers.practice.lesson_02.shared import away_from_zero, grad, mse, rides, step


def step_cases(generator: torch.Generator) -> list[tuple]:
    """(w, b, X, y, lr): a line that is too high, one that is too low, and one that is too steep
    and begins too low, so that the signs of the gradients differ. Three decimals are not enough
    for the new line, so that a rounded one does not pass."""

    def draw(count, w, b):
        line = number(generator, w, w + 1), number(generator, b, b + 2)
        lr = number(generator, 2, 8) / 100 + number(generator, 1, 8) / 1e4 + 3.7e-6
        return *line, *rides(generator, count), lr

    def signs(w, b, X, y, lr):
        return [0 if abs(g) < 1 else math.copysign(1, g) for g in grad(w, b, X, y)]

    def has_decimals(inputs):
        return all(abs(v - round(v, 3)) > 2e-5 * (1 + abs(v)) for v in step(*inputs))

    cases = []
    starts = (3, 3.5, 4, [1, 1]), (4, -1.5, -3, [-1, -1]), (7, 5.5, -13, [1, -1])
    for count, w, b, wanted in starts:
        inputs = away_from_zero(lambda n=count, w=w, b=b: draw(n, w, b), step)
        while signs(*inputs) != wanted or not has_decimals(inputs):
            inputs = away_from_zero(lambda n=count, w=w, b=b: draw(n, w, b), step)
        cases.append(inputs)
    return cases


def step_with(change):
    """A wrong step: change(w, b, grad_w, grad_b, lr) -> what is given back."""
    return lambda w, b, X, y, lr: change(w, b, *grad(w, b, X, y), lr)


def step_one_by_one(w, b, X, y, lr):
    w = w - lr * grad(w, b, X, y)[0]
    return w, b - lr * grad(w, b, X, y)[1]


EXERCISE = Exercise(
    name="02.step",
    reference=step,
    arguments=("w", "b", "X", "y", "lr"),
    returns="two numbers, the new w and the new b",
    cases=step_cases,
    tolerance=1e-5,
    checked="three random sets of rides, with a line and a learning rate for each. Their "
    "gradients have both signs.",
    why="which of the two moves further in one step, w or b, and what decides it?",
    because=(
        "The one with the larger partial derivative, since both are multiplied by the same "
        "learning rate. For the five rides that is `w`: -28 against -10. A nudge of `w` moves "
        "a ride of 4 km four times as much as a nudge of `b`."
    ),
    otherwise=(
        "Your two numbers are not the line after one step.",
        "Section 3 has the rule for a step, in the line with the arrow ←.",
        "Take w = 0, gradient -28, lr = 0.01: what should come out, and what do your two lines "
        "give?",
    ),
    properties=(
        Property(
            "learning rate 0",
            lambda call, w, b, X, y, lr: alike(call(w, b, X, y, 0.0), (w, b)),
            "With the learning rate 0, your line does not stay where it is.",
            "The learning rate multiplies the gradient. If it is 0, nothing is left to subtract.",
            "Put `lr` = 0 into your two lines on paper. What is left of each?",
        ),
        Property(
            "worse",
            lambda call, w, b, X, y, lr: mse(*call(w, b, X, y, 1e-3), X, y) < mse(w, b, X, y),
            "With a tiny learning rate, your step makes the loss larger.",
            "A short step against the gradient always makes it smaller, unless the gradient is 0.",
            "Check each of your two lines for its sign and for its own gradient.",
        ),
    ),
    wrong=(
        Wrong(
            "plus",
            step_with(lambda w, b, gw, gb, lr: (w + lr * gw, b + lr * gb)),
            "Your step has the right length, in the opposite direction.",
            "There is a plus where a minus belongs. The gradient points uphill, so this step goes "
            "up, and the loss grows.",
            "Compute the loss before and after one step on the five rides.",
        ),
        Wrong(
            "no learning rate",
            step_with(lambda w, b, gw, gb, lr: (w - gw, b - gb)),
            "Your step is the same for every learning rate.",
            "You subtracted the whole gradient. It gives the direction; how far you go is for "
            "`lr` to say.",
            "Which of the five inputs does not occur in your two lines?",
        ),
        Wrong(
            "twice as long",
            step_with(lambda w, b, gw, gb, lr: (w - 2 * lr * gw, b - 2 * lr * gb)),
            "Your step has the right direction and is twice as long as it should be.",
            "The 2 of the formulas is in `grad_w` and `grad_b` already.",
            "Take out of your two lines what the lines above them have done.",
        ),
        Wrong(
            "signs lost",
            step_with(lambda w, b, gw, gb, lr: (w - lr * abs(gw), b - lr * abs(gb))),
            "Your step is right for positive derivatives, and wrong for negative ones.",
            "The sign of a derivative says which way is up. Your step always makes `w` and `b` "
            "smaller, whatever the sign.",
            "What does your code do with the sign of `grad_w`? Try the gradient -28.",
        ),
        Wrong(
            "divided by lr",
            step_with(lambda w, b, gw, gb, lr: (w - gw / lr, b - gb / lr)),
            "The smaller the learning rate, the longer your step.",
            "You divided by `lr`. A small learning rate should make small steps.",
            "Work out a step from w = 0 with the gradient -28 and lr = 0.01 on paper.",
        ),
        Wrong(
            "only w",
            step_with(lambda w, b, gw, gb, lr: (w - lr * gw, b)),
            "The new w is right. The new b is the old one.",
            "Both parameters take a step, each with its own gradient.",
            "Look at your line for `new_b`: where does it use `grad_b`?",
        ),
        Wrong(
            "only b",
            step_with(lambda w, b, gw, gb, lr: (w, b - lr * gb)),
            "The new b is right. The new w is the old one.",
            "Both parameters take a step, each with its own gradient.",
            "Look at your line for `new_w`: where does it use `grad_w`?",
        ),
        Wrong(
            "gradients exchanged",
            step_with(lambda w, b, gw, gb, lr: (w - lr * gb, b - lr * gw)),
            "The step of w has the length that b should have, and the other way round.",
            "Each parameter was moved by the gradient of the other.",
            "Read your two lines aloud: which letter stands at the end of each gradient's name?",
        ),
        Wrong(
            "the gradient",
            step_with(lambda w, b, gw, gb, lr: (gw, gb)),
            "You give back the gradient.",
            "It says how the loss changes at the old line. The task asks for the new line.",
            "What has to be done with the gradient before it becomes a step?",
        ),
        Wrong(
            "the same gradient for both",
            step_with(lambda w, b, gw, gb, lr: (w - lr * gw, b - lr * gw)),
            "The new w is right. The new b was moved exactly as far as w.",
            "You used `grad_w` for both. The loss has a slope of its own along b.",
            "Look at your line for `new_b`.",
        ),
        Wrong(
            "the move",
            step_with(lambda w, b, gw, gb, lr: (-lr * gw, -lr * gb)),
            "You give back how far each parameter moves, and not where it arrives.",
            "A step begins at the old value. Your two lines do not use `w` and `b`.",
            "If the gradient is 0, which line should come out? Which one does your code give?",
        ),
        Wrong(
            "the move without its sign",
            step_with(lambda w, b, gw, gb, lr: (lr * gw, lr * gb)),
            "You give back learning rate times gradient.",
            "That is what has to be subtracted. The new parameter is the old one minus this.",
            "If the gradient is 0, which line should come out? Which one does your code give?",
        ),
        Wrong(
            "one after the other",
            step_one_by_one,
            "The new w is right. The new b comes from a gradient at the new w.",
            "Both gradients belong to the same place: where you stand before the step.",
            "Leave the lines with the gradients above both new values, as they were.",
        ),
        Wrong(
            "order",
            step_with(lambda w, b, gw, gb, lr: (b - lr * gb, w - lr * gw)),
            "You give back the new b first and the new w second.",
            "Both numbers are right, in the wrong order.",
            "Compare your `return` with the task.",
        ),
    ),
    rivals=(
        Rival(
            "A step of length `lr`, by the signs alone.",
            step_with(
                lambda w, b, gw, gb, lr: (
                    w - lr * math.copysign(1, gw),
                    b - lr * math.copysign(1, gb),
                )
            ),
        ),
        Rival(
            "A step of length `lr` in the direction of the gradient.",
            step_with(
                lambda w, b, gw, gb, lr: (
                    w - lr * gw / math.hypot(gw, gb),
                    b - lr * gb / math.hypot(gw, gb),
                )
            ),
        ),
        Rival(
            "Half of the step, as with 1/(2N).",
            step_with(lambda w, b, gw, gb, lr: (w - lr * gw / 2, b - lr * gb / 2)),
        ),
        Rival(
            "Always with the learning rate 0.05.",
            step_with(lambda w, b, gw, gb, lr: (w - 0.05 * gw, b - 0.05 * gb)),
        ),
        Rival(
            "Always with the learning rate 0.01.",
            step_with(lambda w, b, gw, gb, lr: (w - 0.01 * gw, b - 0.01 * gb)),
        ),
        Rival(
            "The parameters shrink by a share.",
            step_with(lambda w, b, gw, gb, lr: (w * (1 - lr), b * (1 - lr))),
        ),
        Rival(
            "The factor is multiplied, not the step subtracted.",
            step_with(lambda w, b, gw, gb, lr: (w * (1 - lr * gw), b * (1 - lr * gb))),
        ),
        Rival(
            "Only steps that go down are taken.",
            step_with(lambda w, b, gw, gb, lr: (w - lr * max(gw, 0), b - lr * max(gb, 0))),
        ),
        Rival(
            "Against the gradient for w, with it for b.",
            step_with(lambda w, b, gw, gb, lr: (w - lr * gw, b + lr * gb)),
        ),
        Rival("Two steps.", lambda w, b, X, y, lr: step(*step(w, b, X, y, lr), X, y, lr)),
        Rival(
            "From w = 0 and b = 0, whatever line came in.",
            lambda w, b, X, y, lr: step(0, 0, X, y, lr),
        ),
        Rival(
            "The gradient of the first ride alone.",
            lambda w, b, X, y, lr: step(w, b, X[:1], y[:1], lr),
        ),
    ),
)
