"""02.safe-rate: the limit of the learning rate."""

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import uniform
from helpers.practice.lesson_02.shared import hessian, largest, lr_limit


def rate_cases(generator: torch.Generator) -> list[tuple]:
    """(X,): two sets of rides, the first of them spread so widely that it counts without its mean
    too, and one of short distances, some of them negative."""
    return [
        (uniform(generator, 0.5, 3, 3, 1) + torch.tensor([[0.0], [3.0], [6.0]]),),
        (uniform(generator, 0.2, 2, 4, 1) + torch.tensor([[0.0], [0.5], [1.0], [1.5]]),),
        (uniform(generator, 0.3, 0.9, 6, 1) * torch.tensor([[1], [-1], [1], [1], [-1], [1.0]]),),
    ]


def rate_from(change):
    """A wrong limit: change(the two eigenvalues of the Hessian, X) -> the answer."""
    return lambda X: change(*torch.linalg.eigvalsh(hessian(X)).tolist(), X)


def rate_without_mixed(X):
    return 2 / max(2 * (X**2).mean().item(), 2.0)


def rate_with_last_1(X):
    H = hessian(X)
    H[1, 1] = 1.0
    return 2 / largest(H)


def rate_of_squared_mean(X):
    m = X.mean().item()
    return 2 / largest([[2 * m * m, 2 * m], [2 * m, 2.0]])


EXERCISE = Exercise(
    name="02.safe-rate",
    reference=lr_limit,
    arguments=("X",),
    returns="one number, the limit for the learning rate",
    cases=rate_cases,
    tolerance=1e-3,
    checked="three random sets of distances: a little below your limit a descent converges, a "
    "little above it diverges.",
    why="the fares `y` are not needed for this limit. Why not?",
    because=(
        "The Hessian says how the gradient changes when `w` and `b` move. A residual changes "
        "by its distance times the nudge, whatever the fare is. The fares decide where the "
        "bottom of the bowl lies, the distances how steep the bowl is."
    ),
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
    rivals=(
        Rival(
            "2 over the sum of the eigenvalues.", rate_from(lambda low, high, X: 2 / (low + high))
        ),
        Rival("2 over their product.", rate_from(lambda low, high, X: 2 / (low * high))),
        Rival("2 over their mean.", rate_from(lambda low, high, X: 4 / (low + high))),
        Rival("The root of the eigenvalue.", rate_from(lambda low, high, X: 2 / high**0.5)),
        Rival("The condition number.", rate_from(lambda low, high, X: high / low)),
        Rival("4 over the eigenvalue.", rate_from(lambda low, high, X: 4 / high)),
        Rival("2 over the curvature along w.", lambda X: 1 / (X**2).mean()),
        Rival("2 over the larger entry of the diagonal.", rate_without_mixed),
        Rival("2 over the largest row sum.", lambda X: 2 / hessian(X).abs().sum(1).max()),
        Rival("From the largest distance alone.", lambda X: 1 / (X**2).max()),
        Rival("From the first ride alone.", lambda X: lr_limit(X[:1])),
        Rival("From the distances without signs.", lambda X: lr_limit(X.abs())),
        Rival("From centred distances.", lambda X: lr_limit(X - X.mean())),
        Rival("Always the limit of the lesson.", lambda X: 0.149),
    ),
)
