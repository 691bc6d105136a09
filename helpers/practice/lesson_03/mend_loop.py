"""03.mend-loop: a training loop to mend."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.lesson_03.training import (
    INPUTS,
    PARAMETER_EMPTIED,
    mean_square,
    trained,
    training,
    training_runs,
)


def by_hand(flat, zero, signs):
    """The training loop with these faults, without autograd: quicker, for the many mixtures."""

    def run(X, y, lr, epochs):
        x, fares = X.flatten().tolist(), y.flatten().tolist()
        if flat:  # comparing with all fares pulls as much as comparing with their mean
            fares = [sum(fares) / len(fares)] * len(fares)
        w, b, grad_w, grad_b = 0.0, 0.0, 0.0, 0.0
        for _ in range(epochs):
            residuals = [w * a + b - fare for a, fare in zip(x, fares, strict=True)]
            grad_w = ("w" not in zero) * grad_w
            grad_b = ("b" not in zero) * grad_b
            grad_w += 2 * sum(r * a for r, a in zip(residuals, x, strict=True)) / len(x)
            grad_b += 2 * sum(residuals) / len(x)
            w, b = w + signs[0] * lr * grad_w, b + signs[1] * lr * grad_b
        return w, b

    return run


STEPS = {
    (-1, -1): "w and b move downhill.",
    (1, 1): "w and b move uphill.",
    (-1, 1): "w moves downhill, b still uphill.",
    (1, -1): "b moves downhill, w still uphill.",
}
ZEROED = {
    "wb": "Both gradients are zeroed.",
    "": "No gradient is zeroed.",
    "w": "`w.grad` is zeroed, `b.grad` is not.",
    "b": "`b.grad` is zeroed, `w.grad` is not.",
}


def mixtures() -> list[Wrong]:
    """Faults that are mended for one of the two parameters only, with the others or alone."""
    wrongs = []
    for flat in (False, True):
        for zero in ZEROED:
            for signs in STEPS:
                one_sign, one_zero = len(set(signs)) == 2, len(zero) == 1
                if not (one_sign or one_zero) or (not flat and signs == (-1, -1)):
                    continue
                loss = (
                    "The loss pulls all predictions to the mean of the fares."
                    if flat
                    else "The loss is right."
                )
                means, to_try = [], []
                if one_sign:
                    means.append("w and b have a line of their own each for the step.")
                    to_try.append("Compare the two lines of the step, sign by sign.")
                elif signs == (1, 1):
                    means.append("The gradient points to where the loss grows.")
                    to_try.append("Print the loss in each epoch.")
                if one_zero:
                    means.append("Each of the two has a `.grad` of its own.")
                elif not zero:
                    means.append("What `backward()` wrote in one epoch is still there in the next.")
                if zero != "wb":
                    to_try.append("Print `w.grad` and `b.grad` before each `backward()`.")
                if flat:
                    to_try.append("Print the shapes of `fares` and of the difference in the loss.")
                wrongs.append(
                    Wrong(
                        f"mixture: {signs}, {zero or 'none'} zeroed{', flat' if flat else ''}",
                        by_hand(flat, zero, signs),
                        f"{STEPS[signs]} {ZEROED[zero]} {loss}",
                        " ".join(means),
                        " ".join(to_try),
                    )
                )
    return wrongs


def starts_down(call, X, y, lr, epochs) -> bool:
    """One epoch from w = b = 0 is lr times the gradient there, with a minus."""
    w, b = call(X, y, lr, 1)
    return alike((w, b), (2 * lr * (X * y).mean().item(), 2 * lr * y.mean().item()), 1e-3)


def comes_closer(call, X, y, lr, epochs) -> bool:
    """After many epochs the loss is near the least one."""
    w, b = call(X, y, lr, 300)
    A = torch.cat([X, torch.ones_like(X)], dim=1)
    least = mean_square(A @ torch.linalg.lstsq(A, y).solution, y)
    return bool(mean_square(w * X + b, y) < 1.2 * least + 0.1)


ALL_RIDES = (
    "Each prediction is pulled to the mean of all fares. A column minus a list does that, since "
    "it is a table, and so does `y.mean()`."
)
LOSS_SWINGS = "The gradients of all epochs add up, and the path swings to and fro."
UPHILL = "The step goes uphill: the gradient points to where the loss grows."


def absolute(y_hat, y):
    return (y_hat - y).abs().mean()


GIVEN = """
def fit_fares(X, y, lr, epochs):
    w = torch.tensor(0.0, requires_grad=True)
    b = torch.tensor(0.0, requires_grad=True)
    fares = y.flatten()
    for epoch in range(epochs):
        loss = ((w * X + b - fares) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            w += lr * w.grad
            b += lr * b.grad
    return w.item(), b.item()
"""


EXERCISE = Exercise(
    name="03.mend-loop",
    reference=training(),
    arguments=("X", "y", "lr", "epochs"),
    returns="two numbers, w and b after the last epoch",
    cases=training_runs,
    observe=trained,
    tolerance=1e-3,
    start=training(flat=True, zero=(), sign=1),
    given=GIVEN,
    checked="three random sets of rides of different size, against a loop without the faults.",
    why="none of the three faults gave an error message. How could you have noticed each?",
    because=(
        "The shape: print it, or write `assert` before the loss. The direction: the loss "
        "grows from epoch to epoch. The missing zero: the loss falls at first, then swings. "
        "So print shapes once and the loss often, and check the result against one that you "
        "know, such as least squares."
    ),
    properties=(
        INPUTS,
        Property(
            "first epoch",
            starts_down,
            "After one epoch, w and b are not where one step of gradient descent leads.",
            "So the fault shows in the first epoch already: in the loss, in its gradient, or in "
            "the step. Zeroing plays no part there, unless it stands before the step.",
            "Call your function with `epochs=1` on the five rides at `lr=0.05`, and compare "
            "with one step on paper: the gradient is -28 and -10.",
        ),
        Property(
            "close",
            comes_closer,
            "The first epoch is right. But after 300 epochs, the line is not near the best one.",
            "So what goes wrong shows from the second epoch on: something is kept from one epoch "
            "to the next, or is not computed again.",
            "Print `w.grad` before each `backward()`. What should it hold there?",
        ),
    ),
    wrong=(
        PARAMETER_EMPTIED,
        Wrong(
            "frozen",
            training(frozen=True),
            "w and b are 0 after the last epoch, as at the start: the training is frozen.",
            "Either there is no step, or the steps have length zero. `zero_()` between "
            "`backward()` and the step empties `.grad` before the step can use it.",
            "Write down what `w.grad` holds after each of the three acts: backward, zero, step.",
        ),
        Wrong(
            "shapes left",
            training(flat=True),
            "The steps go downhill, and `.grad` is zeroed. The line that comes out is too flat.",
            f"One fault is left, in the loss. {ALL_RIDES}",
            "Print the shapes of `fares` and of the difference inside the loss. How many residuals "
            "are there?",
        ),
        Wrong(
            "zeroing left",
            training(zero=()),
            "Loss and direction are right. The first step is right too, and the later ones are "
            "not.",
            f"One fault is left. {LOSS_SWINGS}",
            "Print `w.grad` after the step, and again before the next `backward()`.",
        ),
        Wrong(
            "direction left",
            training(sign=1),
            "Shapes and zeroing are right. But the loss grows from epoch to epoch.",
            f"One fault is left. {UPHILL}",
            "Compare the line of the step with the update in section 5, sign by sign.",
        ),
        Wrong(
            "shapes and zeroing left",
            training(flat=True, zero=()),
            "The steps go downhill at first. Two of the three faults are left.",
            f"{ALL_RIDES} And something that `backward()` wrote in one epoch is still there in "
            "the next.",
            "Print the shapes of `fares` and of the difference inside the loss, and `w.grad` "
            "before each `backward()`.",
        ),
        Wrong(
            "shapes and direction left",
            training(flat=True, sign=1),
            "`.grad` is zeroed in each epoch. Two of the three faults are left.",
            f"{UPHILL} And the loss pulls all predictions to the mean of the fares.",
            "Print the loss in each epoch, and the shapes of `fares` and of the difference inside "
            "the loss.",
        ),
        Wrong(
            "zeroing and direction left",
            training(zero=(), sign=1),
            "The loss is right now. Two of the three faults are left.",
            f"{UPHILL} And what `backward()` wrote in one epoch is still there in the next.",
            "Print the loss and `w.grad` in each epoch, before the step.",
        ),
        Wrong(
            "only w zeroed",
            training(zero=("w",)),
            "The steps of w begin with a fresh gradient. The steps of b do not.",
            "`w.grad` is zeroed and `b.grad` is not, so the gradients of b add up.",
            "Each parameter has a `.grad` of its own.",
        ),
        Wrong(
            "only b zeroed",
            training(zero=("b",)),
            "The steps of b begin with a fresh gradient. The steps of w do not.",
            "`b.grad` is zeroed and `w.grad` is not, so the gradients of w add up.",
            "Each parameter has a `.grad` of its own.",
        ),
        *mixtures(),
        Wrong(
            "absolute loss",
            training(loss_of=lambda y_hat, y: (y_hat - y).abs().mean()),
            "Your steps are those of another loss: the mean of the absolute values.",
            "Its slope does not depend on how far off a prediction is, only on which side it "
            "lies. The program you were given took the squares.",
            "Look at the line of the loss: what is done with each residual before the mean?",
        ),
        Wrong(
            "divided by 5",
            training(loss_of=lambda y_hat, y: ((y_hat - y) ** 2).sum() / 5),
            "With 5 rides your result is right, and with 3 or 8 it is not.",
            "The sum of the squares was divided by 5. The check has other numbers of rides.",
            "Which tool takes the mean of any number of squares?",
        ),
        Wrong(
            "sum",
            training(loss_of=lambda y_hat, y: ((y_hat - y) ** 2).sum()),
            "The steps have the right direction and are N times too long, for N rides.",
            "The loss adds up the squares. Then the gradient grows with the number of rides.",
            "Look at the line of the loss: the program you were given took the mean.",
        ),
        Wrong(
            "exchanged",
            lambda X, y, lr, epochs: training()(X, y, lr, epochs)[::-1],
            "You give back b first and w second.",
            "Both numbers are right, in the wrong order.",
            "Compare your `return` with the task.",
        ),
        Wrong(
            "one step too few",
            lambda X, y, lr, epochs: training()(X, y, lr, epochs - 1),
            "Your w and b are those of one epoch earlier.",
            "One step is missing: each epoch has a forward pass, a `backward()` and a step.",
            "Count the steps in a training of one epoch.",
        ),
        Wrong(
            "returned too early",
            lambda X, y, lr, epochs: training()(X, y, lr, 1),
            "Your w and b are those after the first epoch, whatever `epochs` is.",
            "A `return` inside a loop ends the function in the first round.",
            "Look at how far to the right your `return` stands.",
        ),
    ),
    rivals=(
        Rival("The mean absolute error is trained.", training(loss_of=absolute)),
        Rival(
            "The sum of the squares is trained.",
            training(loss_of=lambda p, y: ((p - y) ** 2).sum()),
        ),
        Rival("The mean is squared.", training(loss_of=lambda p, y: (p - y).mean() ** 2)),
        Rival(
            "The first ride is trained.", training(loss_of=lambda p, y: ((p - y) ** 2)[0].mean())
        ),
        Rival(
            "Half of the loss is trained, as in books with 1/(2N).",
            training(loss_of=lambda p, y: mean_square(p, y) / 2),
        ),
        Rival(
            "Half of the learning rate.", lambda X, y, lr, epochs: training()(X, y, lr / 2, epochs)
        ),
        Rival(
            "Always the learning rate 0.05.",
            lambda X, y, lr, epochs: training()(X, y, 0.05, epochs),
        ),
        Rival("Always 100 epochs.", lambda X, y, lr, epochs: training()(X, y, lr, 100)),
        Rival(
            "The fares are put into the other order.",
            lambda X, y, lr, epochs: training()(X, y.flip(0), lr, epochs),
        ),
    ),
)
