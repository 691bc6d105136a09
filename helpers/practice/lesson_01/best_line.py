"""01.best-line: the formula for the best line."""

from helpers.practice.compare import dress
from helpers.practice.engine import Exercise, Property, Wrong
from helpers.practice.lesson_01.shared import mse, rides


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
    cases=lambda generator: [rides(generator, count) for count in (3, 5, 8)],
    accept=lambda seen, right: (
        len(numbers := dress(seen, right)) == 2
        and abs(numbers[0] - right[0]) < 2e-3
        and abs(numbers[1] - right[1]) < 1e-2
    ),
    checked="three random sets of rides, against least squares.",
    why="why does the formula fail when all rides have the same distance?",
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
)
