"""Lesson 02: its questions, its exercises, the known wrong answers and what to say to each."""

import math

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Wrong
from helpers.practice.inputs import number, uniform
from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "02.slope",
        "At w = 0, b = 0 the fare line is too low everywhere, and a larger `w` lifts it. What is "
        "the sign of the slope of the loss, (L(w + h, b) - L(w, b)) / h, for a small h?",
        (
            Option(
                "positive",
                "The fare line does rise when `w` grows. But what is measured here is the loss, "
                "and a line that was too low gets better when it rises.",
            ),
            Option(
                "negative",
                "A larger `w` brings the line closer to the fares, so the loss falls: the change "
                "above the fraction bar is below 0.",
            ),
            Option(
                "it depends on h",
                "The size does: -22 for h = 1, -27.99 for h = 0.001. The sign would change only "
                "for a nudge so long that it climbs higher on the other side, beyond w = 4.67.",
            ),
        ),
        "B",
    ),
    Question(
        "02.epochs",
        "The descent starts at w = 0, b = 0 with lr = 0.05. After how many epochs is `b` between "
        "0.95 and 1.05 for the first time (a guess will do)?",
        (
            Option(
                "about 5",
                "By then the loss has fallen from 33 to 0.018, and it looks as if all were done. "
                "But b is only 0.769.",
            ),
            Option(
                "about 50",
                "At epoch 50 b is 0.942, and soon after it passes 0.95. A few epochs take the "
                "path down the steep side; all the others creep along the flat floor.",
            ),
            Option(
                "about 500",
                "The path does creep along the floor of the valley. But after 200 epochs b is "
                "0.999 already.",
            ),
        ),
        "B",
    ),
    Question(
        "02.rates",
        "Which of the four learning rates leaves the smallest loss after 60 epochs?",
        (
            Option(
                "0.001",
                "Small steps never go too far. But they do not go far either: the loss is still "
                "6.55.",
            ),
            Option(
                "0.05",
                "It is far ahead at first: after two epochs its loss is 0.411, that of 0.13 still "
                "10. Then it creeps along the floor of the valley, and is overtaken.",
            ),
            Option(
                "0.13",
                "It jumps from side to side and starts slowly. But along the flat floor its steps "
                "are longer than those of 0.05, and over 60 epochs this decides.",
            ),
            Option(
                "0.2",
                "The longest steps are not the fastest. Each one lands higher than it started: "
                "33, 93.2, 263, and so on.",
            ),
        ),
        "C",
    ),
    Question(
        "02.metres",
        "In kilometres lr = 0.05 was a good choice. What does a descent with it do in metres?",
        (
            Option(
                "the same as in kilometres",
                "The rides are the same. But each residual is multiplied by x in the gradient, "
                "and x is now a thousand times as large.",
            ),
            Option(
                "it converges, but needs more epochs",
                "That is what a much smaller learning rate would do. With this one a step does "
                "not fall short, it goes too far.",
            ),
            Option(
                "it diverges at once",
                "The best slope is 0.002 ¥/m, and the first step goes to 1400. The next one lands "
                "at minus 840 million. A learning rate belongs to the unit of a feature.",
            ),
        ),
        "C",
    ),
    Question(
        "02.round",
        "In kilometres the limit for the learning rate was 0.149. What does one step with "
        "lr = 0.5 do in the bowl of the standardised distances?",
        (
            Option(
                "it goes too far, and the descent diverges",
                "In kilometres it would. But the limit belongs to the bowl: here both eigenvalues "
                "are 2, and the limit is 2 / 2 = 1.",
            ),
            Option(
                "it goes half of the way to the bottom",
                "So it would with curvature 1. The curvature is 2, and the factor of line 4 in "
                "section 5 is 1 - 0.5 · 2.",
            ),
            Option(
                "it lands at the bottom",
                "The factor is 1 - 0.5 · 2 = 0 in every direction: nothing of the distance is "
                "left. In a round bowl one learning rate suits all directions.",
            ),
        ),
        "C",
    ),
)

# -- rides and lines --------------------------------------------------------------------------


def rides(generator: torch.Generator, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Random rides, away from 0 and on no line: X and y, each (count, 1)."""
    X = uniform(generator, 0.5, 5, count, 1)
    return X, 3 + 1.5 * X + uniform(generator, -2, 2, count, 1)


def away_from_zero(draw, answer, low: float = 0.3) -> tuple:
    """Inputs for which no number of the right answer is near 0, where rounding would count."""
    while True:
        inputs = draw()
        if all(abs(float(value)) > low for value in answer(*inputs)):
            return inputs


def mse(w, b, X, y) -> float:
    return ((w * X.double() + b - y.double()) ** 2).mean().item()


def grad(w, b, X, y) -> tuple[float, float]:
    """The gradient in 64 bits."""
    X, y = X.double(), y.double()
    r = w * X + b - y
    return 2 * (r * X).mean().item(), 2 * r.mean().item()


def hessian(X) -> torch.Tensor:
    X = X.double()
    return 2 * torch.tensor([[(X**2).mean(), X.mean()], [X.mean(), 1.0]], dtype=torch.float64)


def lr_limit(X) -> float:
    return 2 / torch.linalg.eigvalsh(hessian(X)).max().item()


# -- 1: one step ------------------------------------------------------------------------------


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


def step(w, b, X, y, lr):
    grad_w, grad_b = grad(w, b, X, y)
    return w - lr * grad_w, b - lr * grad_b


def step_with(change):
    """A wrong step: change(w, b, grad_w, grad_b, lr) -> what is given back."""
    return lambda w, b, X, y, lr: change(w, b, *grad(w, b, X, y), lr)


def step_one_by_one(w, b, X, y, lr):
    w = w - lr * grad(w, b, X, y)[0]
    return w, b - lr * grad(w, b, X, y)[1]


STEP = Exercise(
    name="02.step",
    reference=step,
    arguments=("w", "b", "X", "y", "lr"),
    returns="two numbers, the new w and the new b",
    cases=step_cases,
    tolerance=1e-5,
    checked="three random sets of rides, with a line and a learning rate for each. Their "
    "gradients have both signs.",
    why="which of the two moves further in one step, w or b, and what decides it?",
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
)

# -- 2: the gradient --------------------------------------------------------------------------


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

GRADIENT = Exercise(
    name="02.gradient",
    reference=grad,
    arguments=("w", "b", "X", "y"),
    returns="two numbers, the derivative along w and the derivative along b",
    cases=gradient_cases,
    tolerance=1.5e-3,
    checked="three random sets of rides, of different size, with a line for each.",
    why="why does x stand in the formula for w and not in that for b?",
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
)

# -- 3: a descent to mend ---------------------------------------------------------------------


def descent_cases(generator: torch.Generator) -> list[tuple]:
    """(X, y, lr, epochs): learning rates well below the limit, few epochs. In the last case w is
    2 after three epochs of eight, so that a loop which stops there does not pass."""

    def draw(count, epochs):
        X, y = rides(generator, count)
        lr = round(0.35 * lr_limit(X), 4)
        if epochs == 8:
            y = y * 2 / descend(X, y, lr, 3)[0]
        return X, y, lr, epochs

    cases = ((3, 3), (4, 5), (6, 8))
    return [away_from_zero(lambda c=c: draw(*c), descend) for c in cases]


def descend(X, y, lr, epochs):
    w, b = 0.0, 0.0
    for _ in range(epochs):
        w, b = step(w, b, X, y, lr)
    return w, b


def descent_with(change):
    """A wrong descent: each epoch is change(w, b, X, y, lr) -> the next w and b."""

    def answer(X, y, lr, epochs):
        w, b = 0.0, 0.0
        for _ in range(epochs):
            w, b = change(w, b, X, y, lr)
        return w, b

    return answer


def never_renewed(X, y, lr, epochs):
    """The program as the learner gets it: the residuals are those of the first line for ever."""
    grad_w, grad_b = grad(0.0, 0.0, X, y)
    return -epochs * lr * grad_w, -epochs * lr * grad_b


def step_w_first(w, b, X, y, lr):
    w = step(w, b, X, y, lr)[0]
    return w, step(w, b, X, y, lr)[1]


def step_b_first(w, b, X, y, lr):
    b = step(w, b, X, y, lr)[1]
    return step(w, b, X, y, lr)[0], b


def step_times(factor):
    """A step with the gradient multiplied by factor(N)."""
    return lambda w, b, X, y, lr: step(w, b, X, y, lr * factor(len(X)))


def whole_path(X, y, lr, epochs):
    return [descend(X, y, lr, epoch) for epoch in range(epochs + 1)]


MEND_DESCENT = Exercise(
    name="02.mend-descent",
    reference=descend,
    arguments=("X", "y", "lr", "epochs"),
    returns="two numbers, w and b after the last epoch",
    cases=descent_cases,
    start=never_renewed,
    tolerance=1e-3,
    checked="three random sets of rides, after 3, 5 and 8 epochs.",
    why="the program you were given never stops moving. Why does a right descent slow down?",
    otherwise=(
        "The first two epochs are right, a later one is not.",
        "Each epoch should do the same, up to the last one. Perhaps something ends your loop "
        "early, or keeps a number from an epoch before.",
        "Print `epoch`, `w` and `b` in each epoch, for 8 epochs. Where does it stop or turn?",
    ),
    properties=(
        Property(
            "same number of steps",
            lambda call, X, y, lr, epochs: not alike(call(X, y, lr, 1), call(X, y, lr, 5), 1e-9),
            "Your function takes the same number of steps whatever `epochs` is.",
            "A number of your own stands where the number of rounds is set.",
            "Look at the line with `for`: how often does it run with 3 epochs?",
        ),
        Property(
            "no epoch",
            lambda call, X, y, lr, epochs: alike(call(X, y, lr, 0), (0.0, 0.0)),
            "With 0 epochs you give back another line than w = 0, b = 0.",
            "Without an epoch there is no step, so the start should come out.",
            "Your first line sets the start: look at it.",
        ),
        Property(
            "one epoch",
            lambda call, X, y, lr, epochs: alike(call(X, y, lr, 1), descend(X, y, lr, 1), 1e-3),
            "Already the first epoch goes to another line than it should.",
            "In the program you were given, the first epoch is right. The mistake shows from the "
            "second one on.",
            "Compare the lines that you changed with those of the program you were given.",
        ),
        Property(
            "second epoch",
            lambda call, X, y, lr, epochs: alike(call(X, y, lr, 2), descend(X, y, lr, 2), 1e-3),
            "The first epoch is right, the second is not.",
            "Something of the first epoch is still in use in the second.",
            "Print the residuals in each epoch. Do they belong to the line of that epoch?",
        ),
    ),
    wrong=(
        Wrong(
            "one step",
            lambda X, y, lr, epochs: descend(X, y, lr, 1),
            "However many epochs there are, you give back the line after one step.",
            "Either `return` stands inside the loop and ends it, or w and b are set to 0 again "
            "in each epoch.",
            "Look at the spaces at the start of each line: what belongs before the loop, into it, "
            "and after it?",
        ),
        Wrong(
            "w first",
            descent_with(step_w_first),
            "In each epoch `w` is moved as it should be, and `b` a little wrongly.",
            "`b` uses a gradient at a place in between. Both gradients belong to the line with "
            "which the epoch begins.",
            "Residual, two gradients, two steps: which of these five lines stands too late in your "
            "loop?",
        ),
        Wrong(
            "b first",
            descent_with(step_b_first),
            "In each epoch `b` is moved as it should be, and `w` a little wrongly.",
            "`w` uses a gradient at a place in between. Both gradients belong to the line with "
            "which the epoch begins.",
            "Residual, two gradients, two steps: which of these five lines stands too late in your "
            "loop?",
        ),
        Wrong(
            "sign",
            descent_with(step_times(lambda n: -1)),
            "Your residuals are renewed now. But the path goes uphill, away from the rides.",
            "There is one minus too many or too few: in the residual, or in the step.",
            "Compare with the program you were given. Its signs are right.",
        ),
        Wrong(
            "sum",
            descent_with(step_times(lambda n: n)),
            "Your residuals are renewed now. But each step is N times as long as it should be.",
            "There is a sum where the mean belongs, so the step grows with the number of rides.",
            "Compare your two gradients with those of the program you were given.",
        ),
        Wrong(
            "half",
            descent_with(step_times(lambda n: 0.5)),
            "Your residuals are renewed now. But each step is half as long as it should be.",
            "The factor 2 of the gradient got lost.",
            "Compare your two gradients with those of the program you were given.",
        ),
        Wrong(
            "one epoch less",
            lambda X, y, lr, epochs: descend(X, y, lr, epochs - 1),
            "You give back the line before the last step.",
            "Your loop takes one step less than there are epochs.",
            "Call your function with 1 epoch. Has the line moved?",
        ),
        Wrong(
            "one epoch more",
            lambda X, y, lr, epochs: descend(X, y, lr, epochs + 1),
            "Your descent takes one step more than there are epochs.",
            "A step stands outside the loop, or the loop runs once too often.",
            "Call your function with 0 epochs. Has the line moved?",
        ),
        Wrong(
            "order",
            lambda X, y, lr, epochs: descend(X, y, lr, epochs)[::-1],
            "You give back b first and w second.",
            "Both numbers are right, in the wrong order.",
            "Compare your `return` with the task.",
        ),
        Wrong(
            "the path",
            whole_path,
            "You give back a list with the line of every epoch.",
            "That is the path. The task asks for the last line only.",
            "Look at what stands behind `return`.",
        ),
        Wrong(
            "the loss",
            lambda X, y, lr, epochs: mse(*descend(X, y, lr, epochs), X, y),
            "You give back one number, the loss of the last line.",
            "The path is right. The task asks for w and b.",
            "Look at what stands behind `return`.",
        ),
    ),
)

# -- 4: the limit of the learning rate --------------------------------------------------------


def rate_cases(generator: torch.Generator) -> list[tuple]:
    """(X,): two sets of rides, and one of short distances, some of them negative."""
    return [
        (uniform(generator, 0.5, 3, 3, 1) + torch.tensor([[0.0], [1.0], [2.0]]),),
        (uniform(generator, 0.2, 2, 4, 1) + torch.tensor([[0.0], [0.5], [1.0], [1.5]]),),
        (uniform(generator, 0.3, 0.9, 6, 1) * torch.tensor([[1], [-1], [1], [1], [-1], [1.0]]),),
    ]


def rate_from(change):
    """A wrong limit: change(the two eigenvalues of the Hessian, X) -> the answer."""
    return lambda X: change(*torch.linalg.eigvalsh(hessian(X)).tolist(), X)


def largest(H) -> float:
    return torch.linalg.eigvalsh(torch.as_tensor(H, dtype=torch.float64)).max().item()


def rate_without_mixed(X):
    return 2 / max(2 * (X**2).mean().item(), 2.0)


def rate_with_last_1(X):
    H = hessian(X)
    H[1, 1] = 1.0
    return 2 / largest(H)


def rate_of_squared_mean(X):
    m = X.mean().item()
    return 2 / largest([[2 * m * m, 2 * m], [2 * m, 2.0]])


SAFE_RATE = Exercise(
    name="02.safe-rate",
    reference=lr_limit,
    arguments=("X",),
    returns="one number, the limit for the learning rate",
    cases=rate_cases,
    tolerance=1e-3,
    checked="three random sets of distances: a little below your limit a descent converges, a "
    "little above it diverges.",
    why="the fares `y` are not needed for this limit. Why not?",
    properties=(
        Property(
            "too large",
            lambda call, X: call(X) < 1.001 * lr_limit(X),
            "With a learning rate a little below your limit, a descent still diverges and ends "
            "in nan. So your limit is too large.",
            "Either a curvature in your table is too small, or it is not the largest one that "
            "you used.",
            "Compute your table for the five rides and compare it with section 5, entry by entry.",
        ),
        Property(
            "too small",
            lambda call, X: call(X) > 0.999 * lr_limit(X),
            "With a learning rate a little above your limit, a descent still converges. So your "
            "limit is too small.",
            "Either a curvature in your table is too large, or your formula has the wrong "
            "number above the fraction bar.",
            "Compute your table for the five rides and compare it with section 5, entry by entry.",
        ),
    ),
    wrong=(
        Wrong(
            "always the same",
            lambda X: 0.1492,
            "Your number is the same for all distances.",
            "The limit belongs to the rides that come in. 0.149 is that of the five rides; `H` and "
            "`limit` in the lesson come from section 7.",
            "Which line of your function uses its input `X`?",
            when=lambda seen: len(seen) == 3 and max(seen) - min(seen) < 1e-6,
        ),
        Wrong(
            "half the limit",
            rate_from(lambda low, high, X: 1 / high),
            "Your number is half of the limit.",
            "It is a good choice for a descent. But twice as much still converges: the factor of "
            "line 4 in section 5 may go down to -1, not only to 0.",
            "Look at lines 5 and 6 of section 5: how large may lr · λ be?",
        ),
        Wrong(
            "smallest",
            rate_from(lambda low, high, X: 2 / low),
            "You used the smallest eigenvalue. With a learning rate near your number, a descent "
            "diverges and ends in nan.",
            "That is the curvature along the valley. The steep direction across it breaks first.",
            "Print both eigenvalues. Which of them leaves less room for lr?",
        ),
        Wrong(
            "both added",
            rate_from(lambda low, high, X: 2 / (low + high)),
            "Your number is too small. You divided by both eigenvalues added up.",
            "Each direction of the bowl is a parabola by itself, with its own limit.",
            "Compute the limit of each direction. Which of the two counts?",
        ),
        Wrong(
            "no bias",
            lambda X: 1 / (X**2).mean().item(),
            "Your number is the limit of a model without a bias. With b it is too large.",
            "You used the curvature along w alone, one entry of the table. The steepest direction "
            "of the bowl is neither w nor b, but lies between them.",
            "Build the whole table of four numbers, as in section 5.",
        ),
        Wrong(
            "only the diagonal",
            rate_without_mixed,
            "Your number is too large: it is the limit of a bowl whose own directions are w and b.",
            "You left out the two entries off the diagonal. They say how w and b influence each "
            "other.",
            "Nudge b on paper: how fast does the gradient along w change?",
        ),
        Wrong(
            "sum",
            lambda X: lr_limit(X) / len(X),
            "Your number shrinks with the number of rides: it is N times too small.",
            "In your table there are sums in place of means.",
            "Compute your table with each ride written down twice. Should it change?",
        ),
        Wrong(
            "no 2 in the table",
            lambda X: 2 * lr_limit(X),
            "Your number is twice the limit. With a learning rate near it, a descent ends in nan.",
            "The factor 2 is missing in your table: the loss with 1/(2N) would have such a one.",
            "Compare your table for the five rides with the one in section 5.",
        ),
        Wrong(
            "1 in the last entry",
            rate_with_last_1,
            "Your number is too large. Three entries of your table are right.",
            "The last one, the curvature along b, is 1 in your table.",
            "Nudge b by h: how much does the gradient along b change?",
        ),
        Wrong(
            "square of the mean",
            rate_of_squared_mean,
            "In the first entry of your table stands the square of the mean distance.",
            "The curvature along w has the mean of the squares. The order matters.",
            "Move the `** 2`: which brackets should it follow?",
        ),
        Wrong(
            "the eigenvalue",
            rate_from(lambda low, high, X: high),
            "You give back the largest eigenvalue.",
            "That is the curvature across the valley. The limit follows from it in one more step.",
            "Look at line 6 of section 5.",
        ),
        Wrong(
            "upside down",
            rate_from(lambda low, high, X: high / 2),
            "Your number grows when the bowl becomes steeper.",
            "The fraction is upside down.",
            "Should a steeper bowl allow longer or shorter steps?",
        ),
    ),
)

# -- 5: choose a learning rate ----------------------------------------------------------------

ACROSS, ALONG = 49.35, 0.648  # the curvatures with the distances in li, as the task gives them
RATE_LIMIT, KM_LIMIT = 2 / ACROSS, 2 / 13.40


def epochs_until(share: float, lr: float, curvature: float = ALONG) -> float:
    """After how many epochs this share of the way is left, in a direction of this curvature."""
    factor = abs(1 - lr * curvature)
    return math.log(share) / math.log(factor) if 0 < factor < 1 else math.nan


def rate_between(low: float, high: float):
    """The learning rate is a share of the limit from `low` to below `high`."""
    return lambda seen: low <= seen[0][0] / RATE_LIMIT < high


def another_rate(seen) -> bool:
    """The epochs fit a learning rate of the lesson, or a usual share of the limit, and fit it
    better than any other mistake with the learning rate that was handed in."""
    lr, epochs = seen[0]
    rates = 0.001, 0.01, 0.02, 0.03, 0.05, *(RATE_LIMIT * s for s in (1 / 3, 0.5, 0.9))
    here = epochs_until(0.01, lr)
    known = here / 2, here * 2, here / math.log(10), 0.99 / (lr * ALONG), here * ALONG / 0.597
    theirs = *(epochs_until(0.01, rate) for rate in rates), epochs_until(0.01, 0.05, 0.597)
    off = min(abs(epochs - other) for other in theirs)
    return off <= 1 and all(off < abs(epochs - other) for other in known)


def condition_number(seen) -> bool:
    lr, epochs = seen[0]
    off = abs(epochs - ACROSS / ALONG)
    return off <= 0.9 and off < abs(epochs - 0.99 / (lr * ALONG))


def epochs_are(formula):
    """The number of epochs is formula(lr), to within 3 percent or one epoch."""

    def holds(seen):
        lr, epochs = seen[0]
        return abs(epochs - formula(lr)) <= max(1.0, 0.03 * formula(lr))

    return holds


def good_choice(seen, _) -> bool:
    lr, epochs = seen
    if isinstance(lr, str) or isinstance(epochs, str):
        return False
    pair = (float(lr), float(epochs))
    return rate_between(0.09, 0.9999)([pair]) and epochs_are(lambda r: epochs_until(0.01, r))(
        [pair]
    )


CHOOSE_RATE = Exercise(
    name="02.choose-rate",
    reference=(0.02, 353),
    returns="two numbers, the learning rate and the number of epochs",
    accept=good_choice,
    checked="that your learning rate is below the limit and above a tenth of it, and that with it "
    "one hundredth of the way along the valley is left after your epochs.",
    why="nine tenths of the limit need 56 epochs in kilometres. Why do they need more in li?",
    wrong=(
        Wrong(
            "exchanged",
            (353, 0.02),
            "Your first number is large and your second one below 1.",
            "It looks as if you handed in the epochs first.",
            "Compare the last line of the cell with the task: learning rate, then epochs.",
            when=lambda seen: seen[0][0] >= 1 > seen[0][1],
        ),
        Wrong(
            "not above 0",
            (-0.02, 353),
            "Your learning rate is not above 0.",
            "With 0 nothing moves, and with a negative one the descent goes uphill.",
            "Look at line 5 of section 5: between which two numbers must lr · λ lie?",
            when=lambda seen: seen[0][0] <= 0,
        ),
        Wrong(
            "on the limit",
            (2 / ACROSS, 173),
            "Your learning rate lies on the limit itself.",
            "There the factor across the valley is -1: the path jumps from side to side and never "
            "comes closer.",
            "Leave some room. Section 5 says which share of the limit is safe.",
            when=rate_between(0.9999, 1.0005),
        ),
        Wrong(
            "the rate of the kilometres",
            (0.05, 152),
            "In kilometres your learning rate converges. In li it diverges, and the loss ends "
            "in nan.",
            "The distances are an unscaled feature: their unit decides how steep the bowl is. A "
            "smaller unit gives larger numbers, and so a larger curvature.",
            "Compute the limit from the curvature across the valley that the task gives.",
            when=lambda seen: RATE_LIMIT < seen[0][0] < KM_LIMIT,
        ),
        Wrong(
            "too large",
            (0.2, 100),
            "With your learning rate the descent diverges: the loss grows, becomes inf and then "
            "nan.",
            "The learning rate is too large: it lies above the limit, and each step across the "
            "valley lands higher than it started.",
            "Which of the two curvatures decides the limit? Compute it by line 6 of section 5.",
            when=lambda seen: seen[0][0] > RATE_LIMIT,
        ),
        Wrong(
            "too slow",
            (0.001, 7105),
            "Your learning rate is below a tenth of the limit.",
            "The descent converges, but very slowly: it needs more than ten times as many epochs "
            "as near the limit.",
            "Compute the limit, and choose a share of it. Section 5 names a safe one.",
            when=rate_between(0, 0.09),
        ),
        Wrong(
            "negative epochs",
            (0.02, -353),
            "Your number of epochs is negative.",
            "The logarithm of a number between 0 and 1 is negative. Where two of them are divided, "
            "the signs cancel.",
            "The formula divides two logarithms, log 0.01 and log(1 - lr · λ). Do both stand "
            "there, one above and one below, with 0.01 and a minus?",
            when=lambda seen: seen[0][1] < 0,
        ),
        Wrong(
            "99 of 100",
            (0.02, 0.77),
            "Your learning rate is good. Your epochs are far too few.",
            "Your formula leaves 99/100 of the way: only one hundredth of it is done.",
            "How much of the way does the task leave?",
            when=lambda seen: (
                abs(seen[0][1] / epochs_until(0.99, seen[0][0]) - 1) < 0.03
                or seen[0][1] == math.ceil(epochs_until(0.99, seen[0][0])) > 1
            ),
        ),
        Wrong(
            "fewer than one",
            (0.02, 0.0028),
            "Your learning rate is good. Your number of epochs is below 1.",
            "In one epoch the way along the valley hardly shrinks. If a formula gives so little, "
            "its fraction may be upside down, or the curvature across the valley stands in it.",
            "Compare your fraction with the formula of section 6: what stands above, what below?",
            when=lambda seen: seen[0][1] < 1,
        ),
        Wrong(
            "across",
            (0.01, 7),
            "Your learning rate is good. Your epochs belong to the way across the valley.",
            "The direction across has the larger curvature. It decides how large lr may be. Along "
            "the valley the curvature is smaller, and the steps are shorter.",
            "Put the other curvature into your formula.",
            when=epochs_are(lambda lr: epochs_until(0.01, lr, ACROSS)),
        ),
        Wrong(
            "another rate",
            (0.02, 708.4),
            "Your epochs belong to another learning rate than the one you handed in.",
            "Such a name as `lr` still has the value that an earlier cell of the lesson gave it.",
            "Does your formula use `my_rate`?",
            when=another_rate,
        ),
        Wrong(
            "condition number",
            (0.02, 49.35 / 0.648),
            "Your learning rate is good. Your number of epochs is about 49.35 / 0.648.",
            "This is the condition number. It says how long and narrow the valley is. But the "
            "epochs also depend on lr.",
            "Find the formula in section 6 in which both lr and the curvature stand.",
            when=condition_number,
        ),
        Wrong(
            "one tenth",
            (0.02, 176.5),
            "Your learning rate is good. Your epochs are half as many as are needed, so the "
            "descent is stopped and not converged.",
            "One tenth of the way is left after them. One hundredth is left of the loss only, "
            "which is proportional to the square.",
            "Which share of the way stands in your formula, and which in the task?",
            when=epochs_are(lambda lr: epochs_until(0.1, lr)),
        ),
        Wrong(
            "too small a share",
            (0.02, 706),
            "Your learning rate is good. Your epochs are twice as many as are needed.",
            "After them a hundredth of a hundredth of the way is left. It looks as if you meant "
            "the loss, or used a square.",
            "Which share of the way stands in your formula, and which in the task?",
            when=epochs_are(lambda lr: epochs_until(0.0001, lr)),
        ),
        Wrong(
            "two kinds of logarithm",
            (0.02, 153.2),
            "Your learning rate is good. Your epochs are too few: they are the right number "
            "divided by 2.3.",
            "One logarithm of your formula is to base 10, the other is `math.log`. Any base "
            "will do, but it has to be the same one.",
            "Use `math.log` above and below the fraction bar.",
            when=epochs_are(lambda lr: epochs_until(0.01, lr) / math.log(10)),
        ),
        Wrong(
            "same piece each time",
            (0.02, 76.4),
            "Your learning rate is good. Your epochs would be right if each step went as far as "
            "the first one.",
            "The steps become shorter: each takes the same share of what is left, not the same "
            "piece of the whole way.",
            "Multiply factor by factor for three epochs on paper, then look for the formula in "
            "section 6.",
            when=epochs_are(lambda lr: 0.99 / (lr * ALONG)),
        ),
        Wrong(
            "curvature of the kilometres",
            (0.02, 383.4),
            "Your learning rate is good. Your epochs belong to the valley in kilometres.",
            "Perhaps you used the curvature 0.597 of section 5. The unit changes both curvatures.",
            "Use the curvature that the task gives for li.",
            when=epochs_are(lambda lr: epochs_until(0.01, lr, 0.597)),
        ),
        Wrong(
            "too few",
            (0.02, 60),
            "Your learning rate is good. After your epochs more than one hundredth of the way "
            "along the valley is left.",
            "The descent is stopped, and not converged, even if its loss looks small.",
            "By which factor does one epoch shrink the way? How often until it is 0.01?",
            when=lambda seen: seen[0][1] < epochs_until(0.01, seen[0][0]),
        ),
        Wrong(
            "too many",
            (0.02, 2000),
            "Your learning rate is good. One hundredth of the way along the valley is left some "
            "time before your epochs are over.",
            "More epochs do no harm to the line. But the task asks how many are needed.",
            "By which factor does one epoch shrink the way? How often until it is 0.01?",
            when=lambda seen: seen[0][1] > epochs_until(0.01, seen[0][0]),
        ),
    ),
)

# -- 6: back from standardised units ----------------------------------------------------------


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


CARRY_BACK = Exercise(
    name="02.carry-back",
    reference=carry,
    arguments=("w_z", "b_z", "mean", "std"),
    returns="two numbers, w and b for the unscaled feature",
    cases=carried_cases,
    checked="four random lines, one of them falling: before and after, they predict the same "
    "fares.",
    why="what would a passenger be charged if you forgot to carry the line back?",
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
)

# -- 7: many features -------------------------------------------------------------------------


def many_cases(generator: torch.Generator) -> list[tuple]:
    """(A, y, lr, epochs): 2, 1 and 3 features in different units, more rides than columns."""
    cases = []
    for count, features, epochs in ((6, 2, 4), (4, 1, 3), (8, 3, 7)):
        parts = [torch.ones(count, 1)]
        for i in range(features):
            parts.append(uniform(generator, 0.5, 3 + 2 * i, count, 1))
        A = torch.cat(parts, dim=1)
        y = 3 + 1.5 * A[:, 1:].sum(dim=1, keepdim=True) + uniform(generator, -2, 2, count, 1)
        limit = 2 / largest(2 / count * A.T @ A)
        cases.append((A, y, round(0.35 * limit, 4), epochs))
    return cases


def many_with(gradient=None, before=None, after=None, epochs_of=lambda epochs: epochs):
    """A descent for many features: gradient(A, residual) in place of the right one, `before` on
    the targets, `after` on (theta, A, y), another number of epochs."""

    def answer(A, y, lr, epochs):
        targets = y if before is None else before(y)
        theta = torch.zeros(A.shape[1], 1)
        for _ in range(epochs_of(epochs)):
            residual = A @ theta - targets
            if gradient is None:
                grad = 2 / len(A) * A.T @ residual
            else:
                grad = gradient(A, residual)
            theta = theta - lr * grad
        return theta if after is None else after(theta, A, y)

    return answer


def many_never_renewed(A, y, lr, epochs):
    return epochs * lr * 2 / len(A) * A.T @ y


def many_flat_inside(A, y, lr, epochs):
    theta = torch.zeros(A.shape[1])
    for _ in range(epochs):
        theta = theta - lr * 2 / len(A) * A.T @ (A @ theta - y)
    return theta


def many_three_rows(A, y, lr, epochs):
    """`A @ theta` with three rows of theta, whatever comes in."""
    A @ torch.zeros(3, 1)
    return many(A, y, lr, epochs)


many = many_with()


def rows_are_equal(seen) -> bool:
    """Every theta is a column in which the same number, and not 0, stands in each row."""
    return all(
        theta.shape[1:] == (1,) and theta[0] != 0 and alike(theta, theta[:1].expand_as(theta))
        for theta in seen
    )


def many_loss(theta, A, y) -> float:
    return ((A @ torch.as_tensor(theta, dtype=A.dtype) - y) ** 2).mean().item()


def many_doubled(call, A, y, lr, epochs):
    twice = call(torch.cat([A, A]), torch.cat([y, y]), lr, epochs)
    return alike(twice, call(A, y, lr, epochs), 1e-3)


DESCEND_MANY = Exercise(
    name="02.descend-many",
    reference=many,
    arguments=("A", "y", "lr", "epochs"),
    returns="a column `theta` of shape (d + 1, 1), a row for each column of `A`",
    cases=many_cases,
    tolerance=1e-3,
    checked="three random tables with 1, 2 and 3 features, after 3 to 7 epochs.",
    why="what would you have to change in this function for a hundred features?",
    properties=(
        Property(
            "same number of steps",
            lambda call, A, y, lr, epochs: not alike(call(A, y, lr, 1), call(A, y, lr, 5), 1e-9),
            "Your function takes the same number of steps whatever `epochs` is.",
            "A number of your own stands where the number of rounds is set.",
            "Look at the line with `for`: how often does it run with 3 epochs?",
        ),
        Property(
            "no epoch",
            lambda call, A, y, lr, epochs: alike(call(A, y, lr, 0), torch.zeros(A.shape[1], 1)),
            "With 0 epochs you give back something other than a column of zeros.",
            "The task starts from zeros, and without an epoch there is no step.",
            "Your first line sets the start: look at it.",
        ),
        Property(
            "worse",
            lambda call, A, y, lr, epochs: (
                many_loss(call(A, y, lr, 1), A, y) < many_loss(torch.zeros(A.shape[1], 1), A, y)
            ),
            "After one epoch, the loss is not smaller than at the start.",
            "The learning rate is below the limit, so a step against the gradient makes it "
            "smaller.",
            "Print the shape and the sign of each part of your gradient.",
        ),
        Property(
            "doubled data",
            many_doubled,
            "When each ride is written down twice, your path changes.",
            "The loss is a mean over the rides and does not change, so neither does the path.",
            "What do you divide by, and does it grow with the number of rides?",
        ),
        Property(
            "one epoch",
            lambda call, A, y, lr, epochs: alike(call(A, y, lr, 1), many(A, y, lr, 1), 1e-3),
            "Already the first epoch ends at another theta than it should.",
            "Your gradient goes downhill, but it is not the one of the loss.",
            "Compare your gradient with the formula of section 7, one factor after the other.",
        ),
    ),
    wrong=(
        Wrong(
            "sign",
            many_with(lambda A, r: -2 / len(A) * A.T @ r),
            "Your theta runs away from the rides: the loss grows in each epoch.",
            "You walk uphill. There is one minus too many or too few, in the residual or in the "
            "step.",
            "Print the loss in each epoch, and look at the signs of both lines.",
        ),
        Wrong(
            "half",
            many_with(lambda A, r: A.T @ r / len(A)),
            "Your steps have the right direction and are half as long as they should be.",
            "The factor 2 is missing. This is the gradient of the loss with 1/(2N), as in many "
            "books.",
            "Compare with the formula of section 7: what stands before A?",
        ),
        Wrong(
            "sum",
            many_with(lambda A, r: 2 * A.T @ r),
            "Your steps grow with the number of rides: N rides make them N times too long.",
            "`A.T @ residual` adds up over the rides: you took the sum in place of the mean.",
            "What has to be done with a sum to make a mean of it?",
        ),
        Wrong(
            "sum without the 2",
            many_with(lambda A, r: A.T @ r),
            "Your steps grow with the number of rides, and the factor 2 is missing.",
            "`A.T @ residual` is only a part of the gradient: it is the sum over the rides.",
            "Compare with the formula of section 7: what stands before A?",
        ),
        Wrong(
            "divided by the columns",
            many_with(lambda A, r: 2 / A.shape[1] * A.T @ r),
            "Your steps are too long. You divided by the number of columns.",
            "The mean is over the rides, and a ride is a row of A.",
            "Print `len(A)` and `A.shape[1]` for the rides of section 7.",
        ),
        Wrong(
            "divided by 5",
            many_with(lambda A, r: 2 / 5 * A.T @ r),
            "Your steps are right for five rides, and wrong for any other number of rides.",
            "You divide by 5, as the lesson could do with its five rides.",
            "Divide by the number of rows that came in.",
        ),
        Wrong(
            "one step",
            many_with(epochs_of=lambda epochs: 1),
            "However many epochs there are, you give back theta after one step.",
            "Either `return` stands inside the loop and ends it, or theta is set to zeros again "
            "in each epoch.",
            "Look at the spaces at the start of each line: what belongs before the loop, into it, "
            "and after it?",
        ),
        Wrong(
            "residual once",
            many_never_renewed,
            "All your steps are the same: the gradient is never renewed.",
            "The residual is computed before the loop, with theta still at zeros.",
            "Which lines have to run again whenever theta has moved?",
        ),
        Wrong(
            "no learning rate",
            lambda A, y, lr, epochs: many(A, y, 1.0, epochs),
            "Your result is the same for every learning rate.",
            "You subtracted the whole gradient. It gives the direction; how far you go is for "
            "`lr` to say.",
            "Which of the four inputs does not occur in your loop?",
        ),
        Wrong(
            "not transposed",
            many_with(lambda A, r: 2 / len(A) * A @ r),
            "A product with `@` stopped with an error, because the shapes do not fit.",
            "In `A @ theta`, theta needs one row for each column of `A`; perhaps yours has a row "
            "for each ride, or a fixed number. In the gradient each column of this `A`, and not of "
            "the lesson's `X`, has to meet the residuals.",
            "Print the shapes of both sides of each `@`. What does `A.T` do?",
        ),
        Wrong(
            "three rows",
            many_three_rows,
            "Your code works for two features, and stops with an error for another number.",
            "Your theta always has three rows, as in section 7. theta needs one row for each "
            "column of `A`.",
            "Take the number of rows from the shape of `A`.",
        ),
        Wrong(
            "table of targets",
            many_with(before=lambda y: y.flatten()),
            "Your theta has a column for each ride: it is a table, and not one column.",
            "Somewhere a shape (N, 1) met a shape (N,), and broadcasting made a table of N times N "
            "residuals, without an error.",
            "Print the shapes of `A @ theta` and of `y`. Was one of them made flat?",
        ),
        Wrong(
            "table of parameters",
            many_with(lambda A, r: 2 * (A * r).mean(dim=0)),
            "Your theta is a table with as many columns as rows, and not one column.",
            "Your gradient has the shape (d + 1,). A column minus such a list is a table, by "
            "broadcasting, without an error.",
            "Print the shapes of theta and of your gradient. They should be equal.",
        ),
        Wrong(
            "flat inside",
            many_flat_inside,
            "Two shapes do not fit each other, and the code stops with an error.",
            "If your theta has the shape (d + 1,), then `A @ theta` has (N,). Minus y of shape "
            "(N, 1) this is a table of N times N, and no step can be made of it.",
            "Print the shapes of theta, `A @ theta` and y in the first epoch.",
        ),
        Wrong(
            "flat",
            many_with(after=lambda theta, A, y: theta.flatten()),
            "Your numbers are right. They stand in a list of shape (d + 1,).",
            "In this series a column has the shape (d + 1, 1). A flat theta makes flat "
            "predictions of shape (N,), and those minus y of shape (N, 1) are a table.",
            "Start with `theta` as a column, or reshape it at the end.",
        ),
        Wrong(
            "row",
            many_with(after=lambda theta, A, y: theta.T),
            "Your numbers are right. You have a row.",
            "Its shape is (1, d + 1). The task asks for a column: each parameter in a row of its "
            "own.",
            "Print the shape of theta, and compare it with the one in the task.",
        ),
        Wrong(
            "one number for all",
            many_with(lambda A, r: 2 * (A * r).mean()),
            "All rows of your theta are equal.",
            "You took one mean over everything, so all parameters share one gradient. Each "
            "column of A should give a number of its own.",
            "Print the shape of your gradient. How many numbers should it hold?",
            when=rows_are_equal,
        ),
        Wrong(
            "one epoch less",
            many_with(epochs_of=lambda epochs: epochs - 1),
            "You give back theta before the last step.",
            "Your loop takes one step less than there are epochs.",
            "Call your function with 1 epoch. Has theta moved?",
        ),
        Wrong(
            "one epoch more",
            many_with(epochs_of=lambda epochs: epochs + 1),
            "Your theta has taken one step more than there are epochs.",
            "A step stands outside the loop, or the loop runs once too often.",
            "Call your function with 0 epochs. Has theta moved?",
        ),
        Wrong(
            "the loss",
            many_with(after=many_loss),
            "You give back one number, the loss at the end.",
            "The path is right. The task asks for theta.",
            "Look at what stands behind `return`.",
        ),
    ),
)

EXERCISES = (STEP, GRADIENT, MEND_DESCENT, SAFE_RATE, CHOOSE_RATE, CARRY_BACK, DESCEND_MANY)
