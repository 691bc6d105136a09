"""02.gradient: the gradient."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import number
from helpers.practice.lesson_02.shared import grad, mse, rides


def gradient_cases(generator: torch.Generator) -> list[tuple]:
    """(w, b, X, y); 3, 4 and 7 rides, and lines that are too high or too low. By so much that a
    nudge of 0.001 to one side is always within the tolerance, and one of 0.01 never."""

    def draw(count, w, b):
        line = number(generator, w, w + 0.5), number(generator, b, b + 1)
        return *line, *rides(generator, count)

    def fits(w, b, X, y):
        along_w, along_b = grad(w, b, X, y)
        return abs(along_b) > 5 and 0.25 < (X**2).mean() / abs(along_w) < 0.6

    cases = []
    for count, w, b in ((3, 2.2, 3.5), (4, 0.3, 1.5), (7, 2.2, 3.5)):
        while not fits(*(inputs := draw(count, w, b))):
            pass
        cases.append(inputs)
    return cases


def gradient_with(change):
    """A wrong gradient: change(r, X) -> (along w, along b), with r the residuals."""
    return lambda w, b, X, y: change(w * X + b - y, X)


def gradient_of_table(r, X):
    return 2 * (r * X).mean(), 2 * r.mean()


def not_nearly(call, w, b, X, y):
    """False for a gradient that is right to 3 %, but not better: a finite difference."""
    mine, right = call(w, b, X, y), grad(w, b, X, y)
    near = all(abs(m - g) < 0.03 * abs(g) for m, g in zip(mine, right, strict=True))
    return alike(mine, right, 1e-3) or not near


def depends_on(ride, call, w, b, X, y):
    """Whether the answer changes when all rides but this one do."""
    others = torch.ones_like(X)
    others[ride] = 0
    return not alike(call(w, b, X + others, y - 2 * others), call(w, b, X, y), 1e-9)


def nudged_to_one_side(w, b, X, y, h=0.01):
    here = mse(w, b, X, y)
    return (mse(w + h, b, X, y) - here) / h, (mse(w, b + h, X, y) - here) / h


def slope_agrees(part):
    """Whether the answer's part 0 (w) or 1 (b) is the slope of the loss, by nudging."""

    def holds(call, w, b, X, y):
        h_w, h_b = ((0.01, 0), (0, 0.01))[part]
        slope = (mse(w + h_w, b + h_b, X, y) - mse(w - h_w, b - h_b, X, y)) / 0.02
        return abs(call(w, b, X, y)[part] - slope) < 0.01 * abs(slope)

    return holds


def doubled_gradient(call, w, b, X, y):
    twice = call(w, b, torch.cat([X, X]), torch.cat([y, y]))
    return alike(twice, call(w, b, X, y), 1e-3)


FIVE = torch.arange(5.0).reshape(-1, 1)


EXERCISE = Exercise(
    name="02.gradient",
    reference=grad,
    arguments=("w", "b", "X", "y"),
    returns="two numbers, the derivative along w and the derivative along b",
    cases=gradient_cases,
    tolerance=1.5e-3,
    checked="three random sets of rides, of different size, with a line for each.",
    why="why does x stand in the formula for w and not in that for b?",
    because=(
        "A nudge of `w` moves the prediction of a ride by the nudge times its distance x; a "
        "nudge of `b` moves every prediction by the nudge itself. That is fact 2: the "
        "derivative of a residual is x along `w`, and 1 along `b`."
    ),
    properties=(
        Property(
            "one ride",
            lambda call, *inputs: depends_on(0, call, *inputs) and depends_on(-1, call, *inputs),
            "Your gradient uses one ride only. When the other rides change, it stays the same.",
            "If you have a loop: `return` inside it ends it after the first ride, and `=` in place "
            "of `+=` keeps the last ride alone.",
            "Look at the spaces before `return`, and at what happens to the sum in each round.",
        ),
        Property(
            "nudged",
            not_nearly,
            "Your gradient is nearly right: less than 3 % is missing or too much.",
            "A finite difference does this when h is too large, when it nudges to one side only, "
            "or when h is so small that the digits run out.",
            "Use the formulas of section 2, lines 4 and 5, and keep nudging for checking them.",
        ),
        Property(
            "doubled data",
            doubled_gradient,
            "When each ride is written down twice, your gradient changes.",
            "The loss is a mean and does not change, so neither does its slope.",
            "What do you divide by, and does it grow with the number of rides?",
        ),
        Property(
            "along w",
            slope_agrees(0),
            "Nudging w changes the loss at another rate than your first number says.",
            "Your first number is not the derivative along w.",
            "Compare your code with line 4 of section 2, one factor after the other.",
        ),
        Property(
            "along b",
            slope_agrees(1),
            "Your first number is right. Nudging b changes the loss at another rate than your "
            "second number says.",
            "Your second number is not the derivative along b.",
            "Compare your code with line 5 of section 2.",
        ),
    ),
    wrong=(
        Wrong(
            "half",
            gradient_with(lambda r, X: ((r * X).mean(), r.mean())),
            "Your gradient has the right direction and is half as long as it should be.",
            "The factor 2 is missing. This is the gradient of the loss with 1/(2N), as in many "
            "books. The loss of this series has 1/N.",
            "Nudge w on the five rides, as in section 1, and compare.",
        ),
        Wrong(
            "sign",
            gradient_with(lambda r, X: (-2 * (r * X).mean(), -2 * r.mean())),
            "Both numbers have the right size and the wrong sign.",
            "There is one minus too many; often the residual is y - y_hat. A descent with this "
            "gradient walks uphill.",
            "For a line that is too low, should the loss rise or fall when b grows?",
        ),
        Wrong(
            "sum",
            gradient_with(lambda r, X: (2 * (r * X).sum(), 2 * r.sum())),
            "Your gradient grows with the number of rides: N rides make it N times too long.",
            "You took the sum in place of the mean. The loss is a mean, and so is its gradient.",
            "Call your function with each ride written down twice. Should the result change?",
        ),
        Wrong(
            "sum without the 2",
            gradient_with(lambda r, X: ((r * X).sum(), r.sum())),
            "Your gradient grows with the number of rides, and the factor 2 is missing.",
            "You took the sum in place of the mean, and the derivative of a square has a 2.",
            "Compare with lines 4 and 5 of section 2: what stands in front of the sums?",
        ),
        Wrong(
            "no x",
            gradient_with(lambda r, X: (2 * r.mean(), 2 * r.mean())),
            "You give back the same number twice. It is the right one for b.",
            "The x is missing for w. A nudge of w moves a long ride more than a short one, and "
            "fact 2 says by how much.",
            "Look at line 4 of section 2: what does each residual meet before the sum?",
        ),
        Wrong(
            "x in both",
            gradient_with(lambda r, X: (2 * (r * X).mean(), 2 * (r * X).mean())),
            "You give back the same number twice. It is the right one for w.",
            "A nudge of b moves every prediction by the same amount, whatever the distance.",
            "Look at line 5 of section 2.",
        ),
        Wrong(
            "exchanged",
            gradient_with(lambda r, X: (2 * r.mean(), 2 * (r * X).mean())),
            "You give back the number for b first and the number for w second.",
            "Both are right, in the wrong order.",
            "Compare your `return` with the task.",
        ),
        Wrong(
            "product of means",
            gradient_with(lambda r, X: (2 * r.mean() * X.mean(), 2 * r.mean())),
            "Your grad_b is right. Your grad_w is the mean residual times the mean distance.",
            "Each residual should meet the distance of its own ride. Two means lose that; so does "
            "a product of shapes (N, 1) and (N,), which is a table.",
            "Print the shape of the product before its mean is taken.",
        ),
        Wrong(
            "divided by 5",
            gradient_with(lambda r, X: (2 / 5 * (r * X).sum(), 2 / 5 * r.sum())),
            "Your gradient is right for five rides, and wrong for any other number of rides.",
            "You divide by 5, as the lesson did for its five rides.",
            "Divide by the number of rides that came in, or use `.mean()`.",
        ),
        Wrong(
            "one for each ride",
            gradient_with(lambda r, X: (2 * r * X, 2 * r)),
            "You give back one number for each ride, along w and along b.",
            "These are what the single rides contribute. The gradient is their mean.",
            "Fact 4 of section 2 says what happens to a mean when its parts move.",
        ),
        Wrong(
            "squared residuals",
            gradient_with(lambda r, X: (2 * (r**2 * X).mean(), 2 * (r**2).mean())),
            "Your numbers contain the squares of the residuals.",
            "The derivative of a square is no square: it is twice what was squared.",
            "Look at fact 1 of section 2.",
        ),
        Wrong(
            "table of targets",
            lambda w, b, X, y: gradient_of_table(w * X + b - y.flatten(), X),
            "Your number for b is right. Your number for w is wrong, and no error shows it.",
            "Each prediction was compared with every fare: predictions of shape (N, 1) minus fares "
            "of shape (N,) is a table.",
            "Print the shape of your residuals. How many should there be?",
        ),
        Wrong(
            "table of predictions",
            lambda w, b, X, y: gradient_of_table((w * X + b).flatten() - y, X),
            "Your number for b is right. For w, each fare was compared with every prediction.",
            "Predictions of shape (N,) minus fares of shape (N, 1) is a table of N times N "
            "numbers, without an error.",
            "Print the shape of your residuals. How many should there be?",
        ),
        Wrong(
            "the five rides",
            lambda w, b, X, y: grad(w, b, FIVE, 2 * FIVE + 1),
            "You give back the gradient for the five rides, whatever rides come in.",
            "Your function calls `gradient` of the lesson, or uses another name that belongs to "
            "the five rides. It has inputs of its own.",
            "Look for every name in your function that is not one of its four inputs.",
        ),
        Wrong(
            "nudged to one side",
            nudged_to_one_side,
            "Both numbers lie a little above the right ones: the nudge goes to one side only.",
            "Such a finite difference is off, since the curve bends away. It also computes the "
            "whole loss again for each parameter.",
            "Use the formulas of section 2, lines 4 and 5, and keep nudging for checking them.",
        ),
    ),
    rivals=(
        Rival(
            "The mean of x times the mean of r.",
            gradient_with(lambda r, X: (2 * (r.mean() * X.mean()), 2 * r.mean())),
        ),
        Rival(
            "The residuals without their signs.",
            gradient_with(lambda r, X: (2 * (r.abs() * X).mean(), 2 * r.abs().mean())),
        ),
        Rival(
            "The squares of the residuals.",
            gradient_with(lambda r, X: (2 * (r**2 * X).mean(), 2 * (r**2).mean())),
        ),
        Rival(
            "The median in place of the mean.",
            gradient_with(lambda r, X: (2 * (r * X).median(), 2 * r.median())),
        ),
        Rival(
            "With x squared in the slope along w.",
            gradient_with(lambda r, X: (2 * (r * X**2).mean(), 2 * r.mean())),
        ),
        Rival("The 2 along w only.", gradient_with(lambda r, X: (2 * (r * X).mean(), r.mean()))),
        Rival("The 2 along b only.", gradient_with(lambda r, X: ((r * X).mean(), 2 * r.mean()))),
        Rival("The 2 squared.", gradient_with(lambda r, X: (4 * (r * X).mean(), 4 * r.mean()))),
        Rival(
            "Divided by N - 1.",
            gradient_with(
                lambda r, X: (2 * (r * X).sum() / (len(X) - 1), 2 * r.sum() / (len(X) - 1))
            ),
        ),
        Rival("The last ride alone.", gradient_with(lambda r, X: (2 * (r * X)[-1], 2 * r[-1]))),
        Rival(
            "The distances centred.",
            gradient_with(lambda r, X: (2 * (r * (X - X.mean())).mean(), 2 * r.mean())),
        ),
        Rival(
            "With y in place of the residual.",
            lambda w, b, X, y: (-2 * (y * X).mean(), -2 * y.mean()),
        ),
        Rival("The bias forgotten in the prediction.", lambda w, b, X, y: grad(w, 0, X, y)),
        Rival("With w and b exchanged in the prediction.", lambda w, b, X, y: grad(b, w, X, y)),
        Rival("At w = 0 and b = 0, whatever line comes in.", lambda w, b, X, y: grad(0, 0, X, y)),
        Rival(
            "A slope of the mean absolute error.",
            gradient_with(lambda r, X: ((r.sign() * X).mean(), r.sign().mean())),
        ),
    ),
)
