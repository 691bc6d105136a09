"""02.descend-many: many features."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import uniform
from helpers.practice.lesson_02.shared import largest


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


def one_by_one(A, y, lr, epochs):
    theta = torch.zeros(A.shape[1], 1)
    for _ in range(epochs):
        for i in range(A.shape[1]):
            theta[i] -= lr * 2 * (A[:, i : i + 1] * (A @ theta - y)).mean()
    return theta


def bias_kept(A):
    """1 for each parameter that takes a step: the column of ones has none."""
    return (A != 1).any(0).to(A.dtype)[:, None]


def shrinking(A, y, lr, epochs):
    theta = torch.zeros(A.shape[1], 1)
    for epoch in range(epochs):
        theta = theta - lr / (epoch + 1) * 2 / len(A) * A.T @ (A @ theta - y)
    return theta


def mean_of_path(A, y, lr, epochs):
    return sum(many(A, y, lr, epoch + 1) for epoch in range(epochs)) / epochs


EXERCISE = Exercise(
    name="02.descend-many",
    reference=many,
    arguments=("A", "y", "lr", "epochs"),
    returns="a column `theta` of shape (d + 1, 1), a row for each column of `A`",
    cases=many_cases,
    tolerance=1e-3,
    checked="three random tables with 1, 2 and 3 features, after 3 to 7 epochs.",
    why="what would you have to change in this function for a hundred features?",
    because=(
        "Nothing. The number of features stands in the shape of `A` alone, and the products "
        "with `@` run over as many columns as there are. The learning rate may need another "
        "value, since the limit depends on `A`."
    ),
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
    rivals=(
        Rival(
            "The best theta at once.", lambda A, y, lr, epochs: torch.linalg.lstsq(A, y).solution
        ),
        Rival("The parameters are renewed one after the other.", one_by_one),
        Rival("Divided by N - 1.", many_with(lambda A, r: 2 / (len(A) - 1) * A.T @ r)),
        Rival(
            "The residuals without their signs.", many_with(lambda A, r: 2 / len(A) * A.T @ r.abs())
        ),
        Rival("The signs of the residuals.", many_with(lambda A, r: A.T @ r.sign() / len(A))),
        Rival(
            "Each feature with the mean residual.",
            many_with(lambda A, r: 2 * A.mean(0)[:, None] * r.mean()),
        ),
        Rival("A step of length `lr`.", many_with(lambda A, r: A.T @ r / (A.T @ r).norm())),
        Rival(
            "The bias takes no step.", many_with(lambda A, r: 2 / len(A) * (A.T @ r) * bias_kept(A))
        ),
        Rival(
            "The first three rides alone.", lambda A, y, lr, epochs: many(A[:3], y[:3], lr, epochs)
        ),
        Rival("Always the learning rate 0.01.", lambda A, y, lr, epochs: many(A, y, 0.01, epochs)),
        Rival("The learning rate shrinks from epoch to epoch.", shrinking),
        Rival("The mean of the path.", mean_of_path),
    ),
)
