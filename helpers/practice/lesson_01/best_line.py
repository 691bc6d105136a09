"""01.best-line: the formula for the best line."""

import torch

from helpers.practice.compare import dress
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.lesson_01.shared import mse, residuals, rides


def best_line(X, y):
    u, v = X - X.mean(), y - y.mean()
    w = ((u * v).mean() / (u * u).mean()).item()
    return w, y.mean().item() - w * X.mean().item()


def with_slope(slope):
    """A line with this slope and the bias that is best for it."""

    def answer(X, y):
        w = slope(X - X.mean(), y - y.mean(), X, y).item()
        return w, y.mean().item() - w * X.mean().item()

    return answer


def through(X, y, i, j):
    """The line through two of the rides."""
    w = ((y[j] - y[i]) / (X[j] - X[i])).item()
    return w, (y[i] - w * X[i]).item()


def median_slope(u, v, X, y):
    pairs = torch.combinations(torch.arange(len(X)))
    i, j = pairs[X.flatten()[pairs].diff().flatten() != 0].T
    return ((y[j] - y[i]) / (X[j] - X[i])).median()


def descended(X, y):
    """A few hundred steps of gradient descent: near the bottom of the bowl, and not there."""
    w = b = 0.0
    for _ in range(200):
        r = residuals(w, b, X, y)
        w, b = w - 0.01 * 2 * (r * X).mean().item(), b - 0.01 * 2 * r.mean().item()
    return w, b


def sets_of_rides(generator: torch.Generator) -> list[tuple]:
    """(X, y); 3, 5 and 8 rides, and no set in which nearly all distances are the same."""
    cases = []
    for count in (3, 5, 8):
        X, y = rides(generator, count)
        while X.std() < 1:
            X, y = rides(generator, count)
        cases.append((X, y))
    return cases


def better_nearby(call, X, y):
    """No line close by has a smaller loss."""
    w, b = call(X, y)
    here = mse(w, b, X, y)
    steps = [(0.05, 0), (-0.05, 0), (0, 0.05), (0, -0.05), (0.02, -0.1), (-0.02, 0.1)]
    return all(mse(w + dw, b + db, X, y) > here - 1e-6 for dw, db in steps)


EXERCISE = Exercise(
    name="01.best-line",
    reference=best_line,
    arguments=("X", "y"),
    returns="two numbers, the slope w and the bias b",
    cases=sets_of_rides,
    accept=lambda seen, right: (
        len(numbers := dress(seen, right)) == 2
        and abs(numbers[0] - right[0]) < 2e-3
        and abs(numbers[1] - right[1]) < 1e-2
    ),
    checked="three random sets of rides, against least squares.",
    why="why does the formula fail when all rides have the same distance?",
    because=(
        "Then all u are 0, so the mean of u·u is 0, and the formula divides 0 by 0. Then "
        "every line through the mean point is equally good. The bowl has become a long "
        "valley, and each point along its bottom is equally low."
    ),
    properties=(
        Property(
            "through the middle",
            lambda call, X, y: abs(call(X, y)[0] * X.mean() + call(X, y)[1] - y.mean()) < 1e-3,
            "Your line does not go through the point (mean distance, mean fare).",
            "Line 4 of section 6 says that the best bias takes it through this point.",
            "Look at your formula for b.",
        ),
        Property(
            "better nearby",
            better_nearby,
            "A line close to yours has a smaller loss, so yours is not at the bottom of the bowl.",
            "The bias fits the slope, since the line goes through the middle. The slope is off.",
            "Compare your formula for w with line 8 of section 6.",
        ),
    ),
    wrong=(
        Wrong(
            "not centred",
            with_slope(lambda u, v, X, y: (X * y).mean() / (X * X).mean()),
            "Your slope is that of the best line through the point (0, 0).",
            "You used the distances and fares as they are. In line 8 of section 6, u and v have "
            "their means subtracted.",
            "Subtract the mean from both before you multiply.",
        ),
        Wrong(
            "the bias is the mean fare",
            lambda X, y: (best_line(X, y)[0], y.mean().item()),
            "Your slope is right. Your bias is the mean of the fares.",
            "That would be the fare at the mean distance, and not at 0 km.",
            "Look at line 4 of section 6: what is subtracted from the mean fare?",
        ),
        Wrong(
            "exchanged",
            lambda X, y: best_line(X, y)[::-1],
            "You give back the bias first and the slope second.",
            "Both numbers are right, in the wrong order.",
            "Compare your `return` with the task.",
        ),
        Wrong(
            "divided by the fares",
            with_slope(lambda u, v, X, y: (u * v).mean() / (v * v).mean()),
            "You divided by the mean of v² in place of u².",
            "Then the slope has the unit km/¥: kilometres for each yuan.",
            "Check the units of your formula: ¥/km has to come out.",
        ),
        Wrong(
            "not squared",
            with_slope(lambda u, v, X, y: (u * v).mean() / (u * u).mean().sqrt()),
            "You divided by the square root of the mean of u·u.",
            "Then the slope has the unit ¥, and not ¥/km.",
            "Look at line 8 of section 6 again: what stands below the fraction bar?",
        ),
        Wrong(
            "sum over mean",
            with_slope(lambda u, v, X, y: (u * v).sum() / (u * u).mean()),
            "Your slope is N times as large as it should be.",
            "Above the fraction bar you added up, below it you took the mean.",
            "Take the mean in both places, or the sum in both.",
        ),
    ),
    rivals=(
        Rival("Through the first and the last ride.", lambda X, y: through(X, y, 0, -1)),
        Rival(
            "Through the nearest and the farthest ride.",
            lambda X, y: through(X, y, X.argmin(), X.argmax()),
        ),
        Rival(
            "Through the cheapest and the dearest ride.",
            lambda X, y: through(X, y, y.argmin(), y.argmax()),
        ),
        Rival(
            "The slope is mean fare over mean distance, b = 0.",
            lambda X, y: (y.mean() / X.mean(), 0),
        ),
        Rival(
            "The slope is the mean of the fares for a km.",
            with_slope(lambda u, v, X, y: (y / X).mean()),
        ),
        Rival("The slope is the mean of v / u.", with_slope(lambda u, v, X, y: (v / u).mean())),
        Rival(
            "The slope is the ratio of the two spreads.",
            with_slope(lambda u, v, X, y: v.std() / u.std()),
        ),
        Rival(
            "The distances are fitted to the fares, and the slope is turned round.",
            with_slope(lambda u, v, X, y: (v * v).mean() / (u * v).mean()),
        ),
        Rival("The median of the slopes between two rides.", with_slope(median_slope)),
        Rival(
            "The sign of the slope is lost.",
            with_slope(lambda u, v, X, y: -(u * v).mean() / (u * u).mean()),
        ),
        Rival(
            "N - 1 above the fraction bar, N below.",
            with_slope(lambda u, v, X, y: (u * v).sum() / (len(X) - 1) / (u * u).mean()),
        ),
        Rival(
            "The bias is added and not subtracted.",
            lambda X, y: (w := best_line(X, y)[0], y.mean() + w * X.mean()),
        ),
        Rival("The bias is the fare of the first ride.", lambda X, y: (best_line(X, y)[0], y[0])),
        Rival(
            "The line runs through the first ride.",
            lambda X, y: (w := best_line(X, y)[0], y[0] - w * X[0]),
        ),
        Rival(
            "The bias is from the medians.",
            lambda X, y: (w := best_line(X, y)[0], y.median() - w * X.median()),
        ),
        Rival("The flat line at the mean fare.", lambda X, y: (0.0, y.mean())),
        Rival("Always the line of the lesson.", lambda X, y: (2.0, 1.0)),
        Rival("A descent that stops early.", descended),
    ),
)
