"""03.nudge: a check for every gradient."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import uniform
from helpers.practice.lesson_03.shared import given

LOSSES = (
    given(
        "lambda p: (p ** 3).sum() + p[0] * p[1] ** 2",
        lambda p: (p**3).sum() + p[0] * p[1] ** 2,
    ),
    given("lambda p: torch.exp(p).sum() - p[1] ** 3", lambda p: torch.exp(p).sum() - p[1] ** 3),
    given(
        "lambda p: (p[0] * p[1:] ** 2).sum() + p[0] ** 4",
        lambda p: (p[0] * p[1:] ** 2).sum() + p[0] ** 4,
    ),
)


def losses_and_places(generator: torch.Generator) -> list[tuple]:
    """(f, theta, h) with 2, 3 and 5 entries; 64 bits, so that a nudge there and back is exact."""
    cases = []
    for f, count, h in zip(LOSSES, (2, 3, 5), (0.1, 0.2, 0.25), strict=True):
        theta = uniform(generator, 0.6, 1.8, count).double()
        theta[1] += 0.5
        cases.append((f, theta, h))
    return cases


def difference(entry):
    """An answer that computes each entry from f, theta, the nudge and h."""

    def answer(f, theta, h):
        nudges = h * torch.eye(len(theta), dtype=theta.dtype)
        return torch.stack([entry(f, theta, nudge, h) for nudge in nudges])

    return answer


def both_sides(f, theta, nudge, h):
    return (f(theta + nudge) - f(theta - nudge)) / (2 * h)


numerical_gradient = difference(both_sides)


def not_set_back(f, theta, h):
    theta, slopes = theta.clone(), []
    for i in range(len(theta)):
        theta[i] += h
        up = f(theta)
        theta[i] -= 2 * h
        slopes.append((up - f(theta)) / (2 * h))
    return torch.stack(slopes)


def set_back_half(f, theta, h):
    """Goes up and back by h: the second value is that of the place itself."""
    return difference(lambda f, t, nudge, h: (f(t + nudge) - f(t)) / (2 * h))(f, theta, h)


def autograd(f, theta, h):
    leaf = theta.clone().requires_grad_()
    f(leaf).backward()
    return leaf.grad


def one_entry_too_many(f, theta, h):
    """All entries are nudged at once, once for each entry."""
    return ((f(theta + h) - f(theta - h)) / (2 * h)).repeat(len(theta))


def first_filled(f, theta, h):
    slopes = numerical_gradient(f, theta, h)
    slopes[1:] = 0
    return slopes


def uses_h(call, f, theta, h) -> bool:
    """For a cube, a wider nudge gives another result."""
    cube = LOSSES[0]
    return not alike(call(cube, theta, 0.1), call(cube, theta, 0.5), 1e-4)


EXERCISE = Exercise(
    name="03.nudge",
    reference=numerical_gradient,
    arguments=("f", "theta", "h"),
    returns="one tensor of shape (d,), with a slope for each entry of theta",
    cases=losses_and_places,
    tolerance=1e-3,
    checked="three functions with 2, 3 and 5 parameters, each with another h.",
    why="for a million parameters, how many forward passes does this need? And autograd?",
    because=(
        "Two forward passes for each parameter: two million. Autograd needs one forward pass "
        "and one backward pass for all of them together. So nudging is for checking a "
        "gradient, and autograd for training."
    ),
    properties=(
        Property(
            "constant",
            lambda call, f, theta, h: alike(
                call(given("lambda p: p.sum() * 0 + 7", lambda p: p.sum() * 0 + 7), theta, h),
                torch.zeros(len(theta)),
            ),
            "For a function that is 7 everywhere, your slopes are not 0.",
            "A nudge changes nothing there, so every difference is 0.",
            "Work out on paper what each line of your function gives for that function.",
        ),
        Property(
            "h",
            uses_h,
            "A wider nudge does not change your result, even for a cube.",
            "Then the `h` of the check is not used. For a cube, the result depends on it a little.",
            "Look for the places where your code uses `h`.",
        ),
        Property(
            "own entry",
            lambda call, f, theta, h: alike(
                call(given("lambda p: p[0] * 3", lambda p: p[0] * 3), theta, h),
                torch.tensor([3.0] + [0.0] * (len(theta) - 1)),
                1e-3,
            ),
            "For `f = lambda p: p[0] * 3` you do not give 3 first and then zeros.",
            "This function is 3 times `p[0]` and does not use the others. A nudge of `p[0]` moves "
            "it three times as far, and a nudge of any other entry does not move it.",
            "Call your function with it at `torch.tensor([1.0, 2.0])`, and print the two places at "
            "which `f` is called for each entry.",
        ),
    ),
    otherwise=(
        "For functions that bend, your slopes are not the finite differences with the `h` of the "
        "check.",
        "For a constant and for `p[0] * 3` your function is right. So look at the places: perhaps "
        "the nudge has another size than `h`, or the places do not lie around theta.",
        "Call your function with `f = lambda p: (p ** 3).sum()` at `torch.tensor([1.0, 2.0])` and "
        "`h = 0.1`, and print the two places at which `f` is called for each entry.",
    ),
    wrong=(
        Wrong(
            "one side up",
            difference(lambda f, t, nudge, h: (f(t + nudge) - f(t)) / h),
            "Your slopes are those of a nudge to one side, upwards.",
            "The curve bends away, so such a slope is a little off.",
            "Nudge each entry to both sides, as in section 1 of lesson 02. How far apart are the "
            "two places then?",
        ),
        Wrong(
            "one side down",
            difference(lambda f, t, nudge, h: (f(t) - f(t - nudge)) / h),
            "Your slopes are those of a nudge to one side, downwards.",
            "The curve bends away, so such a slope is a little off.",
            "Nudge each entry to both sides, as in section 1 of lesson 02. How far apart are the "
            "two places then?",
        ),
        Wrong(
            "divided by h",
            difference(lambda *args: 2 * both_sides(*args)),
            "Each slope is twice as large as it should be.",
            "A slope is rise over run. From one nudged place to the other the run is longer "
            "than `h`.",
            "Draw theta - h, theta and theta + h on a line, and measure the way you compare over.",
        ),
        Wrong(
            "not divided",
            difference(lambda f, t, nudge, h: f(t + nudge) - f(t - nudge)),
            "You give back the differences of `f`, not yet divided by anything.",
            "That is the rise. A slope is rise over run.",
            "How far apart are the two places at which you call `f`?",
        ),
        Wrong(
            "missing brackets",
            difference(lambda f, t, nudge, h: (f(t + nudge) - f(t - nudge)) / 2 * h),
            "Your slopes are too small, and with a smaller `h` they shrink even more.",
            "`a / 2 * h` means `(a / 2) * h` in Python: it multiplies by `h`.",
            "Where do brackets have to stand, so that the whole run is below the fraction bar?",
        ),
        Wrong(
            "missing brackets above",
            difference(lambda f, t, nudge, h: f(t + nudge) - f(t - nudge) / (2 * h)),
            "Only the second value of `f` was divided, and the first was not.",
            "In `a - b / c`, Python divides first and subtracts afterwards.",
            "Put brackets around the whole difference.",
        ),
        Wrong(
            "all at once",
            one_entry_too_many,
            "All your slopes are the same number.",
            "`theta + h` nudges every entry at once. A partial derivative moves one entry and "
            "holds the others still.",
            "For one entry: which tensor has `h` in that place and 0 in all others?",
        ),
        Wrong(
            "all at once, one number",
            lambda f, theta, h: (f(theta + h) - f(theta - h)) / (2 * h),
            "You give back one number for all parameters together.",
            "`theta + h` nudges every entry at once. A partial derivative moves one entry and "
            "holds the others still.",
            "Write a loop over the entries, with one slope for each.",
        ),
        Wrong(
            "only the first",
            lambda f, theta, h: numerical_gradient(f, theta, h)[0],
            "You give back the first slope alone.",
            "A `return` inside a loop ends the function in the first round.",
            "Look at how far to the right your `return` stands.",
        ),
        Wrong(
            "only the first, in a list",
            lambda f, theta, h: numerical_gradient(f, theta, h)[:1],
            "Your result has one entry, the first slope.",
            "Either a `return` stands inside the loop and ends it in the first round, or the list "
            "is made anew in each round.",
            "Look at how far to the right your `return` stands.",
        ),
        Wrong(
            "only the first filled",
            first_filled,
            "Only the first entry is filled. All others are 0.",
            "The loop does not come to the other entries, or what it works out for them is not "
            "kept. A `return` inside a loop ends the function in the first round.",
            "Look at how far to the right your `return` stands, and print `i` in each round.",
        ),
        Wrong(
            "half the nudge",
            difference(lambda f, t, nudge, h: both_sides(f, t, nudge / 2, h / 2)),
            "Your slopes are those of a nudge by half of `h` to each side.",
            "From one place to the other the way is `h` in all. The task asks for `h` on each "
            "side.",
            "Draw theta - h, theta and theta + h on a line. At which places do you call `f`?",
        ),
        Wrong(
            "sign",
            difference(lambda *args: -both_sides(*args)),
            "Your slopes have the right size and the wrong sign.",
            "You subtracted the value further up from the value further down.",
            "Take f = p · p at p = 1. Does it grow or fall when p grows? What do you give?",
        ),
        Wrong(
            "not set back",
            not_set_back,
            "The first slope is right. The others are those of another place.",
            "An entry was still nudged when the next one had its turn.",
            "Print the tensor after each round of your loop. Work on a copy: `theta.clone()`. "
            "`theta[:]`, `theta.data` and `theta.detach()` are no copies.",
        ),
        Wrong(
            "a second name",
            lambda f, theta, h: torch.zeros(len(theta)),
            "All your slopes are 0: both values of `f` come from the same place.",
            "`up = theta` makes no copy, only a second name for the same numbers. `theta[:]`, "
            "`theta.data` and `theta.detach()` share them too. What you add is taken away again.",
            "Give each of the two places a tensor of its own; `theta.clone()` makes a copy.",
        ),
        Wrong(
            "up and back",
            set_back_half,
            "Your slopes are half of those of a nudge to one side.",
            "The second value of `f` comes from theta itself and not from below: from + h, a step "
            "of h leads back to the start. This happens when both places share their numbers, as "
            "with `theta.data` or `theta[:]`.",
            "Print the two tensors at which you call `f`.",
        ),
        Wrong(
            "by autograd",
            autograd,
            "Your slopes are exact, and do not depend on `h`.",
            "They come from autograd, or from a nudge of your own size. The task asks for the "
            "finite difference with the `h` that is handed in, which differs a little.",
            "Compute `f` at two places for each entry, without `backward()`.",
        ),
    ),
    rivals=(
        Rival(
            "The slopes in the other order.",
            lambda f, theta, h: numerical_gradient(f, theta, h).flip(0),
        ),
        Rival(
            "The slopes without signs.", lambda f, theta, h: numerical_gradient(f, theta, h).abs()
        ),
        Rival(
            "Their mean for all.",
            lambda f, theta, h: numerical_gradient(f, theta, h).mean().expand(len(theta)),
        ),
        Rival("Always with h = 0.01.", lambda f, theta, h: numerical_gradient(f, theta, 0.01)),
        Rival("Always with h = 0.001.", lambda f, theta, h: numerical_gradient(f, theta, 0.001)),
        Rival(
            "A nudge that grows with the entry.",
            difference(lambda f, t, n, h: (f(t + n * t) - f(t - n * t)) / (2 * h * t[n != 0][0])),
        ),
        Rival(
            "The difference over the value.",
            difference(lambda f, t, n, h: (f(t + n) - f(t - n)) / (2 * h * f(t))),
        ),
        Rival(
            "The mean of both sides in place of their difference.",
            difference(lambda f, t, n, h: (f(t + n) + f(t - n)) / (2 * h)),
        ),
        Rival(
            "The curvature in place of the slope.",
            difference(lambda f, t, n, h: (f(t + n) - 2 * f(t) + f(t - n)) / h**2),
        ),
        Rival("At the place 0.", lambda f, theta, h: numerical_gradient(f, 0 * theta, h)),
        Rival(
            "The first two entries only, and zeros.",
            lambda f, theta, h: numerical_gradient(f, theta, h) * (torch.arange(len(theta)) < 2),
        ),
    ),
)
