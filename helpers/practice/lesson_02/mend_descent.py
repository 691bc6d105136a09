"""02.mend-descent: a descent to mend."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.lesson_02.shared import away_from_zero, grad, lr_limit, mse, rides, step


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


def renewed_every(period):
    """The gradient is computed in every `period`-th epoch only."""

    def answer(X, y, lr, epochs):
        w = b = 0.0
        for epoch in range(epochs):
            if epoch % period == 0:
                gradient = grad(w, b, X, y)
            w, b = w - lr * gradient[0], b - lr * gradient[1]
        return w, b

    return answer


def renewed_once(X, y, lr, epochs):
    """Two gradients: that of the start, and that after the first epoch for all others."""
    w, b = step(0.0, 0.0, X, y, lr)
    along_w, along_b = grad(w, b, X, y)
    return w - (epochs - 1) * lr * along_w, b - (epochs - 1) * lr * along_b


def best_at_once(X, y, lr, epochs):
    """Least squares, without a descent."""
    A = torch.cat([X, torch.ones_like(X)], dim=1)
    return tuple(torch.linalg.lstsq(A, y).solution.flatten().tolist())


def shrinking(X, y, lr, epochs):
    w = b = 0.0
    for epoch in range(epochs):
        w, b = step(w, b, X, y, lr / (epoch + 1))
    return w, b


def descent_with_start(start):
    def answer(X, y, lr, epochs):
        w = b = start
        for _ in range(epochs):
            w, b = step(w, b, X, y, lr)
        return w, b

    return answer


def one_ride_each(X, y, lr, epochs):
    w = b = 0.0
    for epoch in range(epochs):
        i = epoch % len(X)
        w, b = step(w, b, X[i : i + 1], y[i : i + 1], lr)
    return w, b


GIVEN = """
def mended_descent(X, y, lr, epochs):
    w, b = 0.0, 0.0
    residual = w * X + b - y
    for epoch in range(epochs):
        grad_w = 2 * (residual * X).mean().item()
        grad_b = 2 * residual.mean().item()
        w = w - lr * grad_w
        b = b - lr * grad_b
    return w, b
"""


EXERCISE = Exercise(
    name="02.mend-descent",
    reference=descend,
    arguments=("X", "y", "lr", "epochs"),
    returns="two numbers, w and b after the last epoch",
    cases=descent_cases,
    start=never_renewed,
    given=GIVEN,
    tolerance=1e-3,
    checked="three random sets of rides, after 3, 5 and 8 epochs.",
    why="the program you were given never stops moving. Why does a right descent slow down?",
    because=(
        "Near the bottom the bowl is flat: the gradient becomes smaller, and with it the "
        "steps, although the learning rate stays the same. With a gradient that is never "
        "renewed each step is as long as the first one, and the line runs past the bottom and "
        "on."
    ),
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
    rivals=(
        Rival("The residuals renewed in every second epoch.", renewed_every(2)),
        Rival("The residuals renewed once.", renewed_once),
        Rival("The best line at once.", best_at_once),
        Rival("The learning rate shrinks from epoch to epoch.", shrinking),
        Rival("At most three epochs.", lambda X, y, lr, epochs: descend(X, y, lr, min(epochs, 3))),
        Rival("Always five epochs.", lambda X, y, lr, epochs: descend(X, y, lr, 5)),
        Rival(
            "Always the learning rate 0.05.", lambda X, y, lr, epochs: descend(X, y, 0.05, epochs)
        ),
        Rival("From w = 1 and b = 1.", descent_with_start(1.0)),
        Rival(
            "The step without the learning rate, once.",
            lambda X, y, lr, epochs: descend(X, y, 1.0, 1),
        ),
        Rival("One ride for each epoch, in order.", one_ride_each),
        Rival(
            "Twice the number of epochs.", lambda X, y, lr, epochs: descend(X, y, lr, 2 * epochs)
        ),
    ),
)
