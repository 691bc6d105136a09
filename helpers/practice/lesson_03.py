"""Lesson 03: its questions, its exercises, the known wrong answers and what to say to each."""

import math
import re

import torch
from torch.overrides import TorchFunctionMode

from helpers.practice.compare import alike, as_tensor
from helpers.practice.engine import Exercise, Property, Wrong, variables_of
from helpers.practice.inputs import choose, number, uniform
from helpers.practice.questions import Option, Question

QUESTIONS = (
    Question(
        "03.chain",
        "The ride has the residual r = -3. What will line 5 give, the slope of L when w is nudged?",
        (
            Option(
                "-3, the residual",
                "The residual says how far off the prediction is. The slope of its square is 2r, "
                "and the way back goes on from there.",
            ),
            Option(
                "-6, which is 2r",
                "That is line 2, and lines 3 and 4 hand it on unchanged, since a plus has slope "
                "1. So it is the slope for b. For w one multiplication is still to come.",
            ),
            Option(
                "-18",
                "-6 comes back as far as p, and p is w times 3: one more slope, so -6 times 3. "
                "The chain rule multiplies all slopes on the way.",
            ),
            Option(
                "18, since L cannot be negative",
                "L is a square and never negative, but its slope can be. The prediction is too "
                "low, so a larger w makes L smaller: minus.",
            ),
        ),
        "C",
    ),
    Question(
        "03.twice",
        "You compute the loss and call `backward()`, then do both again at the same place, "
        "w = 0 and b = 0. What does `w.grad` hold now?",
        (
            Option(
                "-28, the gradient at this place",
                "The slope at this place has not changed, and the second `backward()` computes "
                "-28 again. But it does not write over what it finds in `.grad`. It adds.",
            ),
            Option(
                "-56, twice the gradient",
                "The second -28 is added to the first. `backward()` adds to the `.grad` of a leaf, "
                "as your own class does.",
            ),
            Option(
                "nothing, there is an error message",
                "There would be one for two calls of `backward()` on one graph. Here the loss was "
                "computed again, and that made a new graph.",
            ),
        ),
        "B",
    ),
    Question(
        "03.orders",
        "In one of these four orders the loss stays at 33 in every epoch, without an error "
        "message. Which one is it?",
        (
            Option(
                "zero, backward, step",
                "Zeroing comes first, so nothing is there to lose. The step finds a fresh "
                "gradient. This order works.",
            ),
            Option(
                "backward, step, zero",
                "The gradient is used first and emptied afterwards. This order works, with the "
                "same numbers as the one above.",
            ),
            Option(
                "backward, zero, step",
                "All three acts are there, and it looks tidy. But the gradient is emptied before "
                "the step can use it, so each step has length zero.",
            ),
            Option(
                "backward, step",
                "The missing zero does harm, but not this harm. The gradients of all epochs add "
                "up, and the loss swings: 33, 3.610, 10.411, 38.221.",
            ),
        ),
        "C",
    ),
    Question(
        "03.data",
        "`square = a * a` was computed with a = 3. Then `a.data *= 10` makes it 30, and only then "
        "comes `square.backward()`. What does `a.grad` hold?",
        (
            Option(
                "6, since the forward pass saw 3",
                "That is the right slope, and one would like to get it. But autograd kept `a` for "
                "the way back, and not a copy of its number.",
            ),
            Option(
                "60",
                "On the way back autograd reads the number in `a`, finds 30, and computes 2 times "
                "30. It cannot know that `.data` has changed it.",
            ),
            Option(
                "nothing, there is an error message",
                "There would be one if you changed `a` inside `torch.no_grad()`. `.data` goes "
                "behind autograd's back, so there is no message.",
            ),
        ),
        "B",
    ),
    Question(
        "03.digits",
        "200 steps with the gradient derived by hand, 200 steps with autograd. How far apart are "
        "the two paths?",
        (
            Option(
                "nowhere, every digit agrees",
                "Both compute the same gradient. But the numbers by hand have 64 bits and the "
                "tensors 32, so their last digits are rounded differently.",
            ),
            Option(
                "less than 0.00001 apart",
                "The gradient is the same, and only the rounding differs: 64 bits by hand, 32 "
                "bits in the tensors.",
            ),
            Option(
                "more than 0.00001 apart, as autograd is not exact",
                "That would be so if autograd nudged. It applies the rules for derivatives, "
                "exactly up to rounding, as you did on paper.",
            ),
        ),
        "B",
    ),
)


def part(seen, key: str):
    """A part of what was seen; an error where something else was seen, such as a tensor."""
    if not isinstance(seen, dict):
        raise TypeError(type(seen))
    return seen[key]


def given(name: str, function):
    """A function that a message can show: its name is its formula."""
    function.__name__ = name
    return function


# -- 03.grad-after --------------------------------------------------------------------------


def is_none(entry) -> bool:
    return entry is None or (isinstance(entry, str) and entry.strip().lower() == "none")


def is_number(entry, *values: float) -> bool:
    """An entry is one of these numbers."""
    tensor = as_tensor(entry)
    return (
        tensor is not None
        and tensor.numel() == 1
        and any(abs(tensor.item() - value) < 1e-4 for value in values)
    )


def four_grads(seen, _) -> bool:
    first, second, third, fourth = seen
    return is_number(first, 12) and is_number(second, 5) and is_none(third) and is_none(fourth)


GRAD_AFTER = Exercise(
    name="03.grad-after",
    reference=(12.0, 5.0, None, None),
    returns="four things, one for each program: a number, or `None`",
    checked="all four entries, against what PyTorch gives.",
    why="programs C and D both end with `None`, for two different reasons. Which?",
    accept=four_grads,
    wrong=(
        Wrong(
            "quotation marks",
            ("12", "5", None, None),
            "One of your entries stands in quotation marks.",
            "Then it is a text for Python, and no number.",
            "Write numbers without quotation marks.",
            when=lambda seen: any(isinstance(e, str) and not is_none(e) for e in seen[0]),
        ),
        Wrong(
            "0 for None",
            (12, 5, None, 0),
            "For program C or D you wrote 0.",
            "0 is a gradient: it says that a nudge changes nothing. In this place there is no "
            "gradient at all, and Python has a word of its own for that.",
            "Make a new leaf and print its `.grad` before any `backward()`.",
            when=lambda seen: is_number(seen[0][2], 0) or is_number(seen[0][3], 0),
        ),
        Wrong(
            "overwritten",
            (6, 5, None, None),
            "For program A you wrote the slope of one loss, 6.",
            "That would be right if the second `backward()` wrote over what the first one has left "
            "in `.grad`. It does not.",
            "Read the output of the first cell of section 4 again: what did the second call do?",
            when=lambda seen: is_number(seen[0][0], 6),
        ),
        Wrong(
            "value of the loss",
            (9, 15, None, None),
            "For program A or B you wrote a value of the loss.",
            "`.grad` holds no loss. It holds the slope: how many times a small nudge of `w` the "
            "loss changes.",
            "Nudge `w` from 3 to 3.01 on paper. By how many times 0.01 does the loss change?",
            when=lambda seen: is_number(seen[0][0], 9, 18) or is_number(seen[0][1], 15, 24),
        ),
        Wrong(
            "zero_ passed over",
            (12, 11, None, None),
            "For program B you added the slopes of both losses.",
            "Gradients add up, but only to what is still in `.grad` when the second `backward()` "
            "comes.",
            "Note what `w.grad` holds after each line of program B, as Figure B does.",
            when=lambda seen: is_number(seen[0][1], 11),
        ),
        Wrong(
            "emptied for good",
            (12, 0, None, None),
            "For program B you wrote 0.",
            "`w.grad.zero_()` empties `.grad` at that moment. It does not keep it empty.",
            "Which line of program B comes after `zero_()` and fills `.grad` again?",
            when=lambda seen: is_number(seen[0][1], 0),
        ),
        Wrong(
            "no leaf",
            (12, 5, 24, None),
            "For program C you wrote a number.",
            "`p` is the result of an operation, so it is no leaf. A gradient passes through it on "
            "the way back, and PyTorch does not keep it there.",
            "Look at Figure A again: which of the tensors keep their gradient at the end?",
            when=lambda seen: not is_none(seen[0][2]),
        ),
        Wrong(
            "forward alone",
            (12, 5, None, 7),
            "For program D you wrote the slope of the last loss.",
            "The last line only computes this loss. The forward pass takes notes and writes "
            "nothing into `.grad`.",
            "Which call fills `.grad`? How often does it stand in program D, and where?",
            when=lambda seen: is_number(seen[0][3], 7, 21),
        ),
        Wrong(
            "still there",
            (12, 5, None, 6),
            "For program D you wrote a number.",
            "`w.grad = None` takes away what `backward()` has written. Only another `backward()` "
            "could fill it again.",
            "Note what `w.grad` holds after each line of program D.",
            when=lambda seen: not is_none(seen[0][3]),
        ),
        Wrong(
            "None for a number",
            (None, 5, None, None),
            "For program A or B you wrote `None`.",
            "In both, `w` is a leaf with `requires_grad=True`, and the last act is a `backward()`.",
            "Note what `w.grad` holds after each line, and begin with the first `backward()`.",
            when=lambda seen: is_none(seen[0][0]) or is_none(seen[0][1]),
        ),
        Wrong(
            "program A",
            (36, 5, None, None),
            "Your entry for program A is another number than PyTorch gives.",
            "Each of the two calls of `backward()` works out the slope of w · w at w = 3. What was "
            "in `.grad` before plays a part in the second.",
            "Work out one slope alone. Then ask what the second call does with the first result.",
            when=lambda seen: not is_number(seen[0][0], 12),
        ),
        Wrong(
            "program B",
            (12, 1, None, None),
            "Your entry for program B is another number than PyTorch gives.",
            "What counts is what is in `.grad` after `zero_()`, and which slope the last line adds "
            "to it.",
            "By how much does 5 · w change when `w` grows by 1?",
            when=lambda seen: not is_number(seen[0][1], 5),
        ),
    ),
)


# -- 03.slope -------------------------------------------------------------------------------

CURVES = (
    given("torch.exp(-x * x) * torch.sin(3 * x)", lambda x: torch.exp(-x * x) * torch.sin(3 * x)),
    given("x * torch.sin(x) / (1 + x * x)", lambda x: x * torch.sin(x) / (1 + x * x)),
    given("10000 + x * torch.exp(x / 2)", lambda x: 10000 + x * torch.exp(x / 2)),
)
WAVE = given("torch.sin(20 * x)", lambda x: torch.sin(20 * x))
SQUARE = given("x * x", lambda x: x * x)
CUBE = given("x * x * x", lambda x: x * x * x)
EXP = given("torch.exp(x)", lambda x: torch.exp(x))


def slope_by_autograd(f, x):
    leaf = torch.tensor(float(x), requires_grad=True)
    f(leaf).backward()
    return leaf.grad.item()


def curves(generator: torch.Generator) -> list[tuple]:
    """(f, x), at places that are not flat; the last curve is bent there, so that nudges fail."""
    cases = []
    for f in CURVES:
        x = number(generator, 0.3, 2.4)
        while abs(slope_by_autograd(f, x)) < 0.2:
            x = number(generator, 0.3, 2.4)
        cases.append((f, x))
    x = number(generator, 0.3, 2.4)
    while not 0.5 < abs(math.tan(20 * x)) < 3:
        x = number(generator, 0.3, 2.4)
    return [*cases, (WAVE, x)]


ADDS_UP = "the second call gives another number"


def called_twice(answer, f, x):
    """The result; or ADDS_UP, where a second call for the same place gives another number."""
    first = answer(f, x)
    one = as_tensor(first)
    if one is None or one.numel() != 1:
        return first
    one = one.item()  # before the second call, which could change the same tensor
    second = as_tensor(answer(f, x))
    if second is None or second.numel() != 1 or abs(second.item() - one) > 1e-3 * abs(one):
        return ADDS_UP
    return one


def adding_up():
    """Keeps one leaf for all calls and never empties its `.grad`."""
    leaf = torch.tensor(0.0, requires_grad=True)

    def answer(f, x):
        with torch.no_grad():
            leaf.fill_(x)
        f(leaf).backward()
        return leaf.grad.item()

    return answer


def nudged(h, both=False):
    def answer(f, x):
        x = torch.tensor(x)
        if both:
            return ((f(x + h) - f(x - h)) / (2 * h)).item()
        return ((f(x + h) - f(x)) / h).item()

    return answer


def twice_backward(f, x):
    leaf = torch.tensor(float(x), requires_grad=True)
    for _ in range(2):
        f(leaf).backward()
    return leaf.grad.item()


def grad_of_no_leaf(f, x):
    result = torch.tensor(float(x), requires_grad=True) * 1.0
    f(result).backward()
    return result.grad


def changed_between(f, x):
    """Empties `.data` in place of `.grad`, between the forward pass and the backward pass."""
    leaf = torch.tensor(float(x), requires_grad=True)
    result = f(leaf)
    leaf.data.zero_()
    result.backward()
    return leaf.grad.item()


def near_but_not_equal(call) -> bool:
    """A slope that is off a little for x * x or x * x * x, as with nudges."""
    places = (1.3, -2.2, 0.7)
    errors = [abs(call(SQUARE, x) - 2 * x) for x in places]
    errors += [abs(call(CUBE, x) - 3 * x * x) for x in places]
    return 1e-5 < max(errors) and errors[0] < 1.1 and errors[1] < 1.1


def read_after_a_change(call) -> bool:
    """Right for exp, which keeps its result for the way back; wrong where x itself is kept."""
    right = abs(call(EXP, 0.7) - 2.01375) < 1e-3
    return right and abs(call(SQUARE, 1.3) - 2.6) > 1e-2


SLOPE = Exercise(
    name="03.slope",
    reference=slope_by_autograd,
    arguments=("f", "x"),
    returns="one number, the derivative of f at x",
    cases=curves,
    observe=called_twice,
    checked="four functions at random places, each called twice, against their derivatives.",
    why="why does this work for a function that your program has never seen before?",
    properties=(
        Property(
            "changed in between",
            lambda call, f, x: not read_after_a_change(call),
            "The slope is right for `torch.exp(x)` and wrong for `x * x`.",
            "The number in the tensor was changed between the forward pass and `backward()`. "
            "`.data` lets you do that without a message, and autograd then reads the new number "
            "on the way back.",
            "Leave the tensor as it is until `backward()` is done, and stay away from `.data`.",
        ),
        Property(
            "nudge",
            lambda call, f, x: not near_but_not_equal(call),
            "For simple functions your result comes near to the derivative, and does not meet it.",
            "So it is with a nudge: the curve bends away, and two nearly equal numbers lose digits "
            "in the subtraction. Autograd needs no nudge.",
            "Use the three steps of section 1: a leaf, a forward pass, `backward()`.",
        ),
        Property(
            "square",
            lambda call, f, x: abs(call(SQUARE, 1.3) - 2.6) < 1e-3,
            "For f(x) = x · x at x = 1.3 your result is not 2 · 1.3.",
            "The derivative of a square is known from lesson 02, so here you can check each line.",
            "Call your function with a square as `f`, and print what each line gives.",
        ),
    ),
    wrong=(
        Wrong(
            "None",
            grad_of_no_leaf,
            "Your function gives back `None`.",
            "One of four causes: there is no `return`; `backward` has no brackets and was not "
            "called; you give back what `backward()` gives, which is nothing; or you read the "
            "`.grad` of a result, which is no leaf, and not of the tensor that was made.",
            "Print `.grad` and `.is_leaf` of each tensor in your function, after `backward()`.",
            when=lambda seen: all(value is None for value in seen),
        ),
        Wrong(
            "adds up",
            adding_up(),
            "Called twice for the same function and place, your code gives two different numbers.",
            "The tensor that keeps the gradient is the same in both calls, and `backward()` adds "
            "to its `.grad`.",
            "Where is the tensor made: inside your function, or once, outside of it?",
            when=lambda seen: ADDS_UP in seen,
        ),
        Wrong(
            "no tensor",
            lambda f, x: f(x),
            "Your code calls `f` with a plain number, and ends in an error.",
            "PyTorch's functions, such as `torch.exp`, take tensors. And autograd takes notes of "
            "tensors only.",
            "Make a tensor of `x` first. What has to be said when it is made, so that it gets a "
            "gradient?",
        ),
        Wrong(
            "x itself",
            lambda f, x: x,
            "You give back x itself.",
            "The number in the tensor is the place. The slope that `backward()` has found for it "
            "is kept beside it.",
            "In section 1, under which name does the slope stand after `backward()`?",
        ),
        Wrong(
            "the value",
            lambda f, x: f(torch.tensor(x)).item(),
            "You give back f(x) itself.",
            "That is the height of the curve at x. The task asks how steep it is there.",
            "After `backward()`, in which tensor does the slope stand, and under which name?",
        ),
        Wrong(
            "twice as large",
            twice_backward,
            "Your result is twice the derivative.",
            "Two calls of `backward()` have added to the same `.grad`.",
            "Count how often `backward()` runs between making the tensor and reading `.grad`.",
        ),
        Wrong(
            "sign",
            lambda f, x: -slope_by_autograd(f, x),
            "Your result has the right size and the wrong sign.",
            "The minus belongs to a step of gradient descent. The derivative itself is what "
            "`backward()` writes.",
            "Look for a minus in your function.",
        ),
        Wrong(
            "a step",
            lambda f, x: x - slope_by_autograd(f, x),
            "You give back x minus the slope.",
            "That is a step of gradient descent. The task asks for the slope alone.",
            "Hand out what `backward()` has written, without a step.",
        ),
        Wrong(
            "nudge to one side",
            nudged(0.1),
            "Your result comes near to the derivative, as with a nudge of 0.1 to one side.",
            "The curve bends away between x and x + 0.1, so the nudge is off. Autograd needs no "
            "nudge.",
            "Use the three steps of section 1: a leaf, a forward pass, `backward()`.",
        ),
        Wrong(
            "large nudge",
            nudged(1),
            "Your result is f(x + 1) - f(x), the change over a whole step of 1.",
            "The derivative is the slope at x itself. Over a long way the curve bends.",
            "Use the three steps of section 1: a leaf, a forward pass, `backward()`.",
        ),
        Wrong(
            "data emptied",
            changed_between,
            "Your slope is that of another place, or a mixture of two places.",
            "The number in the tensor was set to 0 after the forward pass. `.data` does that "
            "without a message; `.data` is the number, `.grad` is the gradient.",
            "Leave `.data` alone, and look at which numbers `backward()` needs.",
        ),
    ),
)


# -- 03.nudge -------------------------------------------------------------------------------

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


NUDGE = Exercise(
    name="03.nudge",
    reference=numerical_gradient,
    arguments=("f", "theta", "h"),
    returns="one tensor of shape (d,), with a slope for each entry of theta",
    cases=losses_and_places,
    tolerance=1e-3,
    checked="three functions with 2, 3 and 5 parameters, each with another h.",
    why="for a million parameters, how many forward passes does this need? And autograd?",
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
)


# -- 03.mend-loop and 03.log-loss -----------------------------------------------------------


def training_runs(generator: torch.Generator) -> list[tuple]:
    """(X, y, lr, epochs), with 3, 5 and 8 rides; the learning rate is well below the limit."""
    cases = []
    for count in (3, 5, 8):
        X = uniform(generator, 0.5, 4, count, 1)
        X[0], X[1] = 0.5, 4.0
        y = 2 + 1.5 * X + uniform(generator, -1, 1, count, 1)
        lr = round(0.5 / (2 * ((X * X).mean() + 1)).item(), 4)
        cases.append((X, y, lr, 3 + choose(generator, 4)))
    return cases


def mean_square(y_hat, y):
    return ((y_hat - y) ** 2).mean()


def training(
    flat=False,
    zero=("w", "b"),
    sign=-1,
    frozen=False,
    emptied="",
    loss_of=mean_square,
    log=None,
):
    """A training loop with the faults that are asked for; `log` makes the entry of an epoch.

    sign     of the step: -1 is downhill; or a pair, for w and b
    emptied  the parameters are set to 0 "before" each forward pass or "after" each step
    """
    signs = sign if isinstance(sign, tuple) else (sign, sign)

    def run(X, y, lr, epochs):
        w = torch.tensor(0.0, requires_grad=True)
        b = torch.tensor(0.0, requires_grad=True)
        history = []
        target = y.flatten() if flat else y
        for _ in range(epochs):
            if emptied == "before":
                with torch.no_grad():
                    w.zero_(), b.zero_()
            loss = loss_of(w * X + b, target)
            loss.backward()
            with torch.no_grad():
                for name, parameter, direction in zip("wb", (w, b), signs, strict=True):
                    if frozen:
                        parameter.grad.zero_()
                    parameter += direction * lr * parameter.grad
                    if name in zero:
                        parameter.grad.zero_()
                    if emptied == "after":
                        parameter.zero_()
                after = loss_of(w * X + b, target)
            history.append((loss.item(), after.item()))
        return (w.item(), b.item()) if log is None else log(history, loss)

    return run


class Emptying(TorchFunctionMode):
    """Counts the calls of `zero_()` on each tensor that requires a gradient."""

    def __init__(self):
        super().__init__()
        self.emptied = []  # the tensors themselves, so that no two of them have one id

    def __torch_function__(self, func, types, args=(), kwargs=None):
        if getattr(func, "__name__", "") == "zero_" and args and args[0].requires_grad:
            self.emptied.append(args[0])
        return func(*args, **(kwargs or {}))

    def again(self) -> bool:
        """One tensor was emptied more than once: not at its start alone."""
        return len({id(tensor) for tensor in self.emptied}) < len(self.emptied)


EMPTIED = "a parameter is emptied in each epoch"


def trained(answer, X, y, lr, epochs):
    """What a training gives back, or EMPTIED."""
    with Emptying() as watch:
        result = answer(X, y, lr, epochs)
    return EMPTIED if watch.again() else result


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


def uses_all(call, X, y, lr, epochs) -> bool:
    """Other fares, other distances and another learning rate each give another result."""
    mine = call(X, y, lr, epochs)
    others = (1.25 * X + 0.5, y, lr), (X, 1.25 * y + 0.5, lr), (X, y, lr / 2)
    return not any(alike(call(*other, epochs), mine, 1e-9) for other in others)


INPUTS = Property(
    "inputs",
    uses_all,
    "For other values of `X`, of `y` or of `lr`, your function gives the same result.",
    "So one of them is not used. A name in your function may come from another cell of the "
    "lesson, or a fixed number stands in its place.",
    "Look at each name and each number in your function: does it come in, or is it made inside?",
)
PARAMETER_EMPTIED = Wrong(
    "parameter emptied",
    training(emptied="after"),
    "Your code calls `zero_()` on a parameter, again and again.",
    "`w.zero_()` empties the parameter. Its gradient is another tensor.",
    "Print w and `w.grad` before and after that line. Which of the two should become 0?",
    when=lambda seen: any(isinstance(value, str) and value == EMPTIED for value in seen),
)


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

MEND_LOOP = Exercise(
    name="03.mend-loop",
    reference=training(),
    arguments=("X", "y", "lr", "epochs"),
    returns="two numbers, w and b after the last epoch",
    cases=training_runs,
    observe=trained,
    tolerance=1e-3,
    start=training(flat=True, zero=(), sign=1),
    checked="three random sets of rides of different size, against a loop without the faults.",
    why="none of the three faults gave an error message. How could you have noticed each?",
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
)


TOTAL_WITH_GRAPH = "one number with its graph"


def seen_of_history(answer, X, y, lr, epochs):
    """The losses as numbers and whether they still have a graph; or what else was given."""
    history = trained(answer, X, y, lr, epochs)
    if isinstance(history, str):
        return history
    if isinstance(history, torch.Tensor):
        graph = history.requires_grad
        if graph and history.numel() == 1 and epochs > 1:
            return TOTAL_WITH_GRAPH
    elif isinstance(history, list | tuple):
        graph = any(isinstance(entry, torch.Tensor) and entry.requires_grad for entry in history)
    else:
        graph = False
    numbers = as_tensor(history) if len_of(history) else None
    if numbers is None or numbers.numel() != len_of(history):
        return [] if len_of(history) == 0 else history
    return {"graph": graph, "losses": numbers.flatten().tolist()}


def len_of(history) -> int | None:
    try:
        return len(history)
    except TypeError:
        return None


def before(history, loss=None):
    return [one for one, _ in history]


def same_losses(seen, reference) -> bool:
    return not part(seen, "graph") and alike(seen["losses"], reference["losses"], 1e-3)


def one_number(value) -> bool:
    tensor = as_tensor(value)
    return tensor is not None and tensor.numel() == 1 and not isinstance(value, list | tuple)


def running_total(history, loss=None):
    return [sum(before(history)[: i + 1]) for i in range(len(history))]


LOG_LOSS = Exercise(
    name="03.log-loss",
    reference=training(log=before),
    arguments=("X", "y", "lr", "epochs"),
    returns="a list of plain numbers, one for each epoch: the loss before the step",
    cases=training_runs,
    observe=seen_of_history,
    accept=same_losses,
    tolerance=1e-3,
    checked="three random sets of rides: the number of entries, their values, and that none "
    "of them keeps a graph.",
    why="what does a list of tensors with graphs keep in memory, and why is it hard to notice?",
    properties=(
        Property(
            "first entry",
            lambda call, X, y, lr, epochs: alike(
                call(X, y, lr, epochs)["losses"][0], (y * y).mean().item(), 1e-3
            ),
            "Your first entry is not the loss of w = 0 and b = 0.",
            "The list begins with the loss before the first step. There, each prediction is 0.",
            "Work it out for the five rides: the first loss of the lesson is 33.",
        ),
        Property(
            "one for each epoch",
            lambda call, X, y, lr, epochs: len(call(X, y, lr, epochs)["losses"]) == epochs,
            "The first entry is right. The number of entries is not the number of epochs.",
            "Each epoch adds one entry.",
            "Compare `len` of your list with `epochs`.",
        ),
        INPUTS,
        Property(
            "falls",
            lambda call, X, y, lr, epochs: call(X, y, lr, 2)["losses"][1] < (y * y).mean().item(),
            "The first entry is right. The second is larger, so the loss has grown.",
            "The learning rates of the check are small enough, so a step downhill makes the loss "
            "smaller.",
            "Look at the sign of the step, and at what the step uses.",
        ),
    ),
    otherwise=(
        "Your first loss is right, and a later one is not.",
        "So one step is not what it should be: too long or too short, with an old gradient in it, "
        "or for one of the two parameters only.",
        "On the five rides, with `lr=0.05` and one epoch, print w, b, `w.grad` and `b.grad` after "
        "`backward()` and after the step. The gradient is -28 and -10.",
    ),
    wrong=(
        PARAMETER_EMPTIED,
        Wrong(
            "two numbers",
            training(),
            "You give back two numbers, whatever `epochs` is: perhaps w and b.",
            "The task asks for the loss of each epoch, in a list.",
            "Begin with an empty list, and add to it once in each epoch with `.append(…)`.",
            when=lambda seen: all(len(part(value, "losses")) == 2 for value in seen),
        ),
        Wrong(
            "graphs kept",
            lambda X, y, lr, epochs: torch.ones(epochs, requires_grad=True),
            "The entries of your list are tensors that still have their graph.",
            "A list of such losses keeps the graphs of all epochs in memory, and so does a "
            "total of them. That costs memory and gives no message.",
            "Print `.requires_grad` of an entry. Section 5 shows how to get the number alone.",
            when=lambda seen: any(part(value, "graph") for value in seen),
        ),
        Wrong(
            "a total with its graph",
            lambda X, y, lr, epochs: torch.tensor(5.0, requires_grad=True) * 2,
            "You give back a single tensor, and it still has its graph.",
            "A total of losses, such as `total = total + loss`, keeps the graph of every epoch. "
            "The task asks for a list of plain numbers.",
            "Take the plain number of each loss, and put it at the end of a list.",
            when=lambda seen: TOTAL_WITH_GRAPH in seen,
        ),
        Wrong(
            "the last loss",
            lambda X, y, lr, epochs: training(log=before)(X, y, lr, epochs)[-1],
            "You give back one number, the loss of the last epoch.",
            "Each epoch's loss was written over that of the epoch before.",
            "Begin with an empty list, and add to it once in each epoch with `.append(…)`.",
        ),
        Wrong(
            "one number",
            lambda X, y, lr, epochs: 1.0,
            "You give back a single number.",
            "The task asks for a list with one number for each epoch: that is what a loss curve is "
            "drawn from.",
            "Begin with an empty list, and add to it once in each epoch with `.append(…)`.",
            when=lambda seen: all(map(one_number, seen)),
        ),
        Wrong(
            "empty",
            lambda X, y, lr, epochs: [],
            "Your list is empty.",
            "No entry was added to the list that you give back.",
            "Does the line that adds an entry stand inside the loop? Is it the same list?",
            when=lambda seen: all(isinstance(value, list | tuple) and not value for value in seen),
        ),
        Wrong(
            "only the first entry",
            lambda X, y, lr, epochs: training(log=before)(X, y, lr, epochs)[:1],
            "Your list has only the first entry, the loss of the first epoch.",
            "Either a `return` stands inside the loop, or the line that adds an entry runs in the "
            "first epoch only.",
            "Print `epoch` directly before the line that adds an entry. How often is it printed?",
        ),
        Wrong(
            "only the last entry",
            lambda X, y, lr, epochs: training(log=before)(X, y, lr, epochs)[-1:],
            "Your list has one entry, the loss of the last epoch.",
            "Either the list is made anew in each epoch, or the line that adds an entry comes "
            "after the loop.",
            "Where should the empty list be made: before the loop, or inside?",
        ),
        Wrong(
            "after the step",
            training(log=lambda history, loss: [after for _, after in history]),
            "Each entry is the loss after the step of its epoch.",
            "The list begins one step too late. The loss of w = 0 and b = 0 is missing.",
            "Which loss have you computed already when the step begins?",
        ),
        Wrong(
            "one too many",
            training(log=lambda history, loss: [*before(history), history[-1][1]]),
            "Your list has one entry more than there are epochs.",
            "The loss after the last step is in it as well. It belongs to no epoch.",
            "Compare `len` of your list with `epochs`.",
        ),
        Wrong(
            "frozen",
            training(log=before, frozen=True),
            "All entries are the same number, the loss of the start.",
            "The steps have length zero, or there is no step. `zero_()` between `backward()` and "
            "the step does that: it empties `.grad` before the step can use it.",
            "Write down what `w.grad` holds after each act: backward, zero, step.",
        ),
        Wrong(
            "no zero",
            training(log=before, zero=()),
            "Your first two losses are right. Then the loss swings.",
            "The gradients of all epochs add up, because nothing empties `.grad`.",
            "Look at the rule of section 4: when does `.grad` have to be zeroed?",
        ),
        Wrong(
            "only w zeroed",
            training(log=before, zero="w"),
            "Your first two losses are right. Then b takes steps that are not its own.",
            "`w.grad` is zeroed and `b.grad` is not, so the gradients of b add up.",
            "Each parameter has a `.grad` of its own.",
        ),
        Wrong(
            "only b zeroed",
            training(log=before, zero="b"),
            "Your first two losses are right. Then w takes steps that are not its own.",
            "`b.grad` is zeroed and `w.grad` is not, so the gradients of w add up.",
            "Each parameter has a `.grad` of its own.",
        ),
        Wrong(
            "b never moved",
            training(log=before, sign=(-1, 0)),
            "Your losses are those of a training that moves w alone: b stays at 0.",
            "Each epoch has two steps, one for each parameter.",
            "Print w and b after each epoch.",
        ),
        Wrong(
            "w never moved",
            training(log=before, sign=(0, -1)),
            "Your losses are those of a training that moves b alone: w stays at 0.",
            "Each epoch has two steps, one for each parameter.",
            "Print w and b after each epoch.",
        ),
        Wrong(
            "one uphill",
            training(log=before, sign=(-1, 1)),
            "w moves downhill, b uphill.",
            "w and b have a line of their own each for the step.",
            "Compare the two lines of the step, sign by sign.",
        ),
        Wrong(
            "divided by 5",
            training(log=before, loss_of=lambda y_hat, y: ((y_hat - y) ** 2).sum() / 5),
            "With 5 rides your losses are right, and with 3 or 8 they are not.",
            "The sum of the squares was divided by 5. The check has other numbers of rides.",
            "Which tool takes the mean of any number of squares?",
        ),
        Wrong(
            "uphill",
            training(log=before, sign=1),
            "Your first loss is right, and then the loss grows.",
            "The step goes uphill: the gradient points to where the loss grows.",
            "Compare the line of your step with section 5, sign by sign.",
        ),
        Wrong(
            "running total",
            training(log=running_total),
            "Each entry is the sum of all losses so far.",
            "You add up the losses and write down the total. The list should show each loss by "
            "itself.",
            "What do you hand to `.append(…)`: the loss, or the total?",
        ),
        Wrong(
            "sum",
            training(log=before, loss_of=lambda y_hat, y: ((y_hat - y) ** 2).sum()),
            "Your losses are sums of squares; they grow with the number of rides.",
            "The loss of this series is the mean of the squares. The steps of a sum are N times "
            "too long as well.",
            "Look at the line of the loss in section 5.",
        ),
        Wrong(
            "trap",
            training(log=before, flat=True),
            "Your losses compare each prediction with all fares.",
            "A column minus a list of shape (N,) is a table: the shape trap of lesson 01.",
            "Print the shapes of your predictions and your targets. `y` comes in as a column.",
        ),
    ),
)


# -- 03.relu and 03.power -------------------------------------------------------------------


class Value:
    """The class of section 3, for the check's own use."""

    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents  # pairs (value that went in, slope)

    def __add__(self, other):
        other = as_value(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    __radd__ = __add__
    __rmul__ = __mul__


def as_value(x):
    return x if is_value(x) else Value(x)


def is_value(x) -> bool:
    return hasattr(x, "data") and hasattr(x, "parents") and not isinstance(x, type)


def class_for(answer):
    """The `Value` that the learner's function knows, where it still works; or our own."""
    kind = (variables_of(answer) or {}).get("Value")
    try:
        parent = kind(2.0)
        child = kind(3.0, [(parent, 1.5)])
        product = child * parent
        pair = [(p.data, slope) for p, slope in product.parents]
        if child.parents[0][0] is parent and pair == [(3.0, 2.0), (2.0, 3.0)]:
            return kind
    except Exception:  # a class that no longer works, or none
        pass
    return Value


class MalformedError(Exception):
    """A result that cannot be walked through; its text says why."""


NO_PAIRS = "the parents are no list of pairs"
NO_PARENT = "a pair does not begin with a Value"
NO_SLOPE = "a slope is no number"
NO_DATA = "the data is no number"


def pairs_of(value) -> list[tuple]:
    """The pairs (parent, slope) of a value."""
    try:
        pairs = [(parent, slope) for parent, slope in value.parents]
    except (TypeError, ValueError):
        raise MalformedError(NO_PAIRS) from None
    if not all(is_value(parent) for parent, _ in pairs):
        raise MalformedError(NO_PARENT)
    return pairs


def a_number(x, why: str) -> float:
    tensor = as_tensor(x) if not isinstance(x, list | tuple) else None
    if tensor is None or tensor.numel() != 1:
        raise MalformedError(why)
    return tensor.item()


def walk(result, leaves) -> list[float | None]:
    """The gradient of `result` for each leaf, from the end to the start; None if not reached."""
    order, known = [], set()

    def visit(value):
        if id(value) not in known:
            known.add(id(value))
            for parent, _ in pairs_of(value):
                visit(parent)
            order.append(value)

    visit(result)
    grads = {id(result): 1.0}
    for value in reversed(order):
        for parent, slope in pairs_of(value):
            passed = a_number(slope, NO_SLOPE) * grads.get(id(value), 0.0)
            grads[id(parent)] = grads.get(id(parent), 0.0) + passed
    return [grads.get(id(leaf)) for leaf in leaves]


class NoValueError(Exception):
    """The learner's function gave back something else; it is kept in `args`."""


# Python's own error, for an operation that `Value` does not have
OnlyPlusAndTimesError = type("TypeError", (TypeError,), {})


def with_a_value(error: TypeError) -> bool:
    """The error came up because a `Value` stands where a number or tensor is wanted."""
    text = str(error)
    return bool(re.search(r"'Value'|not Value|type Value", text)) and " object " not in text


def operation_on(answer):
    """The answer with its results checked, and plus and times for its kind of Value."""
    kind = class_for(answer)

    def operation(value, *more):
        data, parents = value.data, value.parents
        try:
            result = answer(value, *more)
        except TypeError as error:
            if not with_a_value(error):
                raise
            text = f"with an object of class Value: {error}"  # alike for all, up to the colon
            raise OnlyPlusAndTimesError(text).with_traceback(error.__traceback__) from None
        if not is_value(result):
            raise NoValueError(result)
        a_number(result.data, NO_DATA)
        if value.parents is not parents or value.data is not data:
            raise MalformedError(CHANGED)
        return result

    def plus(one, other):
        return kind(one.data + other.data, [(one, 1.0), (other, 1.0)])

    def times(one, other):
        return kind(one.data * other.data, [(one, other.data), (other, one.data)])

    return kind, operation, plus, times


CHANGED = "the value that came in was changed"
SOMETIMES_NONE = "nothing is given back for some numbers"


def seen_of_relu(answer, up, down, a, b, c, d):
    """Data, slope and connection for a positive and a negative number, and a longer formula."""
    kind, relu, plus, times = operation_on(answer)
    try:
        seen = {"data": [], "slope": [], "reached": []}
        none, parents = [], False
        for number_in in (up, down):
            leaf = kind(number_in)
            try:
                result = relu(leaf)
            except NoValueError as stop:
                if stop.args[0] is not None:
                    raise
                none.append(number_in)
                continue
            slope = walk(result, [leaf])[0]
            seen["data"].append(a_number(result.data, NO_DATA))
            seen["slope"].append(slope or 0.0)
            seen["reached"].append(slope is not None)
            parents = parents or len(result.parents) > 0
        if none:
            return None if len(none) == 2 else SOMETIMES_NONE
        same = seen["data"][0] == seen["data"][1]
        seen["depends"] = any(seen["reached"]) or not (same and parents)
        seen["reached"] = seen["reached"][0]
        leaves = [kind(v) for v in (a, b, c, d)]
        first, second, third, fourth = leaves
        inner = plus(times(first, second), third)
        long = plus(times(relu(inner), fourth), times(relu(inner), relu(fourth)))
        long = plus(long, times(relu(first), second))
        grads = [slope or 0.0 for slope in walk(long, leaves)]
    except NoValueError as stop:
        return stop.args[0]
    except MalformedError as stop:
        return str(stop)
    return {**seen, "long": [a_number(long.data, NO_DATA), *grads]}


def same_machine(seen, reference) -> bool:
    return all(alike(part(seen, key), reference[key], 1e-4) for key in ("data", "slope", "long"))


def relu_with(data, slope=None):
    """A relu whose data and slope are functions of the number; without a slope: no parents."""

    def answer(value):
        if slope is None:
            return Value(data(value.data))
        return Value(data(value.data), [(value, slope(value.data))])

    return answer


def cut(x):
    return max(0.0, x)


def step(x):
    return 1.0 if x > 0 else 0.0


def relu_numbers(generator: torch.Generator) -> list[tuple]:
    """(up, down, a, b, c, d): in turn the inner sum a b + c is above and below 0."""
    cases = []
    for sign, size in ((1, 4), (-1, 4), (1, 0.6)):
        up, down = number(generator, size / 3, size), -number(generator, size / 3, size)
        a, b, c = (number(generator, 1.2, 2.8) for _ in range(3))
        cases.append((up, down, a, sign * b, sign * c - 2 * (sign < 0), number(generator, 1.2, 3)))
    return cases


def doubled_in_place(value, n=2):
    value.data = 2 * value.data
    return value


def is_said(what: str, seen: list) -> bool:
    return any(isinstance(value, str) and value == what for value in seen)


def never_depends(seen: list) -> bool:
    """The result has nothing to do with the value that came in, wherever there is a result."""
    found = [value for value in seen if isinstance(value, dict)]
    return bool(found) and not any(part(value, "depends") for value in found)


def none_for_some(seen: list) -> bool:
    some = any(value is None for value in seen) and any(value is not None for value in seen)
    return some or is_said(SOMETIMES_NONE, seen)


LEFT_OVER = Value(2.0)  # as a name of the lesson is


FORM_WRONGS = (
    Wrong(
        "only plus and times",
        lambda value, n=2: torch.relu(value),
        "Your code does something with `value` itself that a `Value` cannot do.",
        "`Value` has only `+` and `*`. It cannot be compared, has no powers, and PyTorch's "
        "functions do not know it.",
        "Take the number out first: `value.data`.",
    ),
    Wrong(
        "no return for some",
        lambda value, n=-1: Value(value.data, [(value, 1.0)]) if value.data * n < 0 else None,
        "For some numbers your function gives back `None`: it reaches its end without a `return`.",
        "A `return` inside an `if` is passed over when the `if` does not hold.",
        "Call your function with `Value(3.0)` and with `Value(-3.0)`, and if it takes an n, with "
        "n = 2 and with n = -1. Which call gives `None`?",
        when=none_for_some,
    ),
    Wrong(
        "not from the value",
        lambda value, n=2: Value(LEFT_OVER.data**n, [(LEFT_OVER, 1.0)]),
        "Your result does not depend on the `value` that comes in.",
        "So another number or another `Value` is used in its place. Is there a name of the lesson "
        "in your function, such as `r`?",
        "Look at each name in your function: does it come in, or is it made inside?",
        when=never_depends,
    ),
    Wrong(
        "pair without a Value",
        lambda value, n=2: Value(value.data, [(1.0, value)]),
        "The brackets are right. In a pair of your list, the first part is no `Value`.",
        "Each pair must be (a `Value`, a number), in this order: what went in, and the slope for "
        "it. A plain number has no gradient and needs no pair.",
        "Compare your pair with the first one in `__add__`, part by part.",
        when=lambda seen: is_said(NO_PARENT, seen),
    ),
    Wrong(
        "no list of pairs",
        lambda value, n=2: Value(value.data, (value, 1.0)),
        "`parents` of your result is not a list of pairs (value, slope).",
        "`backward` goes through a list and takes each pair in it apart. One pair needs the list "
        "around it too.",
        "Compare with `__add__` in section 3: which brackets are outside, which inside?",
        when=lambda seen: is_said(NO_PAIRS, seen),
    ),
    Wrong(
        "slope is a Value",
        lambda value, n=2: Value(value.data, [(value, value)]),
        "A slope in your list of parents is not one plain number.",
        "`backward` multiplies slopes with gradients. Both are plain numbers, such as 1.0 or "
        "`other.data`.",
        "Print `type(…)` of the slope. The number inside a value is its `.data`.",
        when=lambda seen: is_said(NO_SLOPE, seen),
    ),
    Wrong(
        "data is no number",
        lambda value, n=2: Value(value, [(value, 1.0)]),
        "The `data` of your result is not one plain number.",
        "A `Value` holds a number, and remembers in its list of parents where it came from.",
        "Print `type(…)` of what you hand to `Value(…)` first.",
        when=lambda seen: is_said(NO_DATA, seen),
    ),
    Wrong(
        "changed",
        doubled_in_place,
        "Your function changes the value that came in.",
        "Other parts of the formula may use that value too, with its old number. `__add__` and "
        "`__mul__` leave their inputs alone and make a new `Value`.",
        "Compute the new number first, and then make a new `Value` of it.",
        when=lambda seen: is_said(CHANGED, seen),
    ),
    Wrong(
        "a number",
        lambda value, n=2: float(value.data),
        "You give back a plain number and not a `Value`.",
        "A plain number remembers nothing, so `backward` could not go through it.",
        "Look at how `__add__` in section 3 hands out its result.",
        when=lambda seen: all(map(one_number, seen)),
    ),
)

RELU = Exercise(
    name="03.relu",
    reference=relu_with(cut, step),
    arguments=("value",),
    returns="a `Value`, with its number and its list of parents",
    cases=relu_numbers,
    observe=seen_of_relu,
    accept=same_machine,
    checked="numbers above and below 0, alone and inside longer formulas, with all gradients.",
    why="what happens to everything before a relu whose number was below 0, on the way back?",
    properties=(
        Property(
            "alone",
            lambda call, *numbers: alike(call(*numbers)["slope"], (1.0, 0.0), 1e-4),
            "The numbers are right. The slope for a number above or below 0 is not.",
            "The slope says how many times a nudge of the input the result changes.",
            "Nudge 3 to 3.01, and -3 to -2.99. What does the result do?",
        ),
    ),
    otherwise=(
        "Alone your relu is right. Inside a longer formula, number or gradients are wrong.",
        "Each call has to stand by itself: the result depends on nothing but the value that "
        "came in, and each result has its own list of parents.",
        "Look for something that your function shares between two calls.",
    ),
    wrong=(
        *FORM_WRONGS,
        Wrong(
            "negative passes",
            relu_with(lambda x: x, lambda x: 1.0),
            "A number below 0 comes out below 0.",
            "Relu lets through what is above 0. In place of everything else there is a 0.",
            "Call your function with `Value(-3.0)` and print `.data`.",
            when=lambda seen: all(part(value, "data")[1] < 0 for value in seen),
        ),
        Wrong(
            "absolute value",
            relu_with(abs, lambda x: 1.0 if x > 0 else -1.0),
            "A number below 0 comes out above 0.",
            "Dropping the minus is the absolute value. Relu puts a 0 there.",
            "Call your function with `Value(-3.0)` and print `.data`.",
            when=lambda seen: all(part(value, "data")[1] > 0 for value in seen),
        ),
        Wrong(
            "always 0",
            relu_with(lambda x: 0.0, lambda x: 0.0),
            "A number above 0 comes out as 0.",
            "Relu lets through what is above 0, unchanged.",
            "Call your function with `Value(3.0)` and print `.data`. Which way does your "
            "comparison point?",
            when=lambda seen: all(part(value, "data")[0] == 0 for value in seen),
        ),
        Wrong(
            "not connected",
            relu_with(cut),
            "The numbers are right. From your result, no way leads back to the value that came in.",
            "The list of parents is empty, or holds a copy or another value. So `backward` does "
            "not come to that value, and everything before it gets the gradient 0.",
            "Compare with `__add__` in section 3: what does it hand to `Value(…)` second?",
            when=lambda seen: not any(part(value, "reached") for value in seen),
        ),
        Wrong(
            "slope always 1",
            relu_with(cut, lambda x: 1.0),
            "The numbers are right. The slope is 1, below 0 as well.",
            "Below 0 the result stays 0 when the input is nudged a little.",
            "Nudge -3 to -2.99: by how much does the result change?",
            when=lambda seen: all(alike(part(value, "slope"), (1.0, 1.0)) for value in seen),
        ),
        Wrong(
            "slope always 0",
            relu_with(cut, lambda x: 0.0),
            "The numbers are right. The slope is 0, above 0 as well.",
            "Above 0 the result follows the input. With slope 0, no gradient passes.",
            "Nudge 3 to 3.01: by how much does the result change?",
            when=lambda seen: all(alike(part(value, "slope"), (0.0, 0.0)) for value in seen),
        ),
        Wrong(
            "slope exchanged",
            relu_with(cut, lambda x: 1 - step(x)),
            "The numbers are right. The slope is 0 above 0, and 1 below.",
            "The two slopes stand in each other's place.",
            "Nudge 3 to 3.01, then -3 to -2.99. In which case does the result move?",
            when=lambda seen: all(alike(part(value, "slope"), (0.0, 1.0)) for value in seen),
        ),
        Wrong(
            "slope is the number",
            relu_with(cut, cut),
            "The numbers are right. As slope you hand over the number itself.",
            "In `__mul__` the slope is the other number, because a product grows by it. Relu "
            "does not multiply.",
            "Nudge 3 to 3.01: how many times the nudge does the result change?",
            when=lambda seen: all(
                abs(part(value, "slope")[0] - part(value, "data")[0]) < 1e-4 for value in seen
            ),
        ),
    ),
)


def seen_of_power(answer, x, n, a, b, c):
    """Data and slope of x to the power n, and a longer formula around it."""
    kind, power, plus, times = operation_on(answer)
    try:
        leaf = kind(x)
        result = power(leaf, n)
        data = a_number(result.data, NO_DATA)
        slope = walk(result, [leaf])[0]
        elsewhere = a_number(power(kind(1.25 * x), n).data, NO_DATA)
        leaves = [kind(v) for v in (a, b, c)]
        first, second, third = leaves
        inner = plus(times(first, second), third)
        long = plus(times(power(inner, n), first), power(second, n))
        grads = [one or 0.0 for one in walk(long, leaves)]
    except NoValueError as stop:
        return stop.args[0]
    except MalformedError as stop:
        return str(stop)
    return {
        "data": data,
        "slope": slope or 0.0,
        "reached": slope is not None,
        "depends": slope is not None or data != elsewhere,
        "long": [a_number(long.data, NO_DATA), *grads],
    }


def powers(generator: torch.Generator) -> list[tuple]:
    """(x, n, a, b, c): n = 3, 0.5, -2, and 2 and -1 with a negative x."""
    cases = []
    for n, sign in ((3, 1), (0.5, 1), (-2, 1), (2, -1), (-1, -1), (1.5, 1)):
        abc = (number(generator, 1.2, 2.4) for _ in range(3))
        cases.append((sign * number(generator, 1.2, 2.8), n, *abc))
    return cases


def power_with(slope, data=lambda x, n: x**n):
    def answer(value, n):
        return Value(data(value.data, n), [(value, slope(value.data, n))])

    return answer


def by_multiplying(value, n):
    result = Value(1.0)
    for _ in range(n):
        result = result * value
    return result


def same_power(seen, reference) -> bool:
    """As `same_machine`; the slope is compared so closely that a nudge of 0.01 does not pass for
    any x, and one of 0.001 to both sides does for every x."""
    return same_machine(seen, reference) and alike(seen["slope"], reference["slope"], 1e-5)


def right_power(seen, x, n) -> bool:
    right = x**n, n * x ** (n - 1)
    return isinstance(seen, dict) and alike((seen["data"], seen["slope"]), right, 1e-4)


def no_wide_nudge(call, x, n, a, b, c) -> bool:
    """Not: the numbers are right, and the slopes are a little off."""
    errors = []
    for x, n in ((1.7, 3), (1.7, 0.5), (1.7, -1), (1.2, -2)):
        seen, slope = call(x, n, a, b, c), n * x ** (n - 1)
        if not isinstance(seen, dict) or not alike(seen["data"], x**n, 1e-4):
            return True  # another fault
        errors.append(abs(seen["slope"] / slope - 1))
    return not 1e-5 < max(errors) < 0.05


def not_only_whole(call, x, n, a, b, c) -> bool:
    whole = all(right_power(call(1.7, m, a, b, c), 1.7, m) for m in (2, 3))
    others = all(right_power(call(1.7, m, a, b, c), 1.7, m) for m in (0.5, -1))
    return others or not whole


POWER = Exercise(
    name="03.power",
    reference=power_with(lambda x, n: n * x ** (n - 1)),
    arguments=("value", "n"),
    returns="a `Value`, with its number and its list of parents",
    cases=powers,
    observe=seen_of_power,
    accept=same_power,
    checked="six powers, with whole and negative n and with fractions, alone and inside longer "
    "formulas, with all gradients.",
    why="with this operation, how would you write a division, and how a square root?",
    properties=(
        Property(
            "nudge",
            no_wide_nudge,
            "The number is right. The slope is near the right one, but does not meet it.",
            "So it is with a nudge: the curve bends away, or two nearly equal numbers lose digits "
            "in the subtraction. A rule for the slope is exact.",
            "Write the slopes that the task names for n = 2, 3 and 4 below each other. What is the "
            "rule?",
        ),
        Property(
            "whole numbers only",
            not_only_whole,
            "Right for n = 2 and n = 3, not for every n.",
            "n = 0.5 or n = -1 gives another number, or another slope. The pattern of the task "
            "holds for these too.",
            "Try `Value(4.0)` with n = -1 and n = 0.5. What should the number be? Compare the "
            "slope with a nudge to both sides.",
        ),
        Property(
            "number",
            lambda call, x, n, a, b, c: abs(call(x, n, a, b, c)["data"] - x**n) < 1e-4,
            "The number in your result is not `value.data` to the power n.",
            "First the forward pass has to be right, then the slope.",
            "Call your function with `Value(2.0)` and n = 3, and print `.data`.",
        ),
        Property(
            "slope",
            lambda call, x, n, a, b, c: right_power(call(x, n, a, b, c), x, n),
            "The number is right, and the slope disagrees with a nudge to both sides.",
            "The slope of a power has two parts: a factor in front, and a power that is not n "
            "itself.",
            "Try n = 2 and n = 3, where the task gives 2r and 3r². Does your rule give both?",
        ),
    ),
    otherwise=(
        "Alone your power is right. Inside a longer formula, number or gradients are wrong.",
        "Each call has to stand by itself, with its own list of parents.",
        "Look for something that your function shares between two calls.",
    ),
    wrong=(
        *FORM_WRONGS,
        Wrong(
            "not connected",
            lambda value, n: Value(value.data**n),
            "The number is right. From your result, no way leads back to the value that came in.",
            "The list of parents is empty, or holds a copy or another value. So `backward` does "
            "not come to that value, and everything before it gets the gradient 0.",
            "Compare with `__mul__` in section 3: what does it hand to `Value(…)` second?",
            when=lambda seen: not any(part(value, "reached") for value in seen),
        ),
        Wrong(
            "slope without n",
            power_with(lambda x, n: x ** (n - 1)),
            "The number is right. The slope is n times too small.",
            "The power is lowered by 1, as it should be. The factor in front is missing.",
            "Put n = 2 in: lesson 02 says 2r. What does your rule give?",
        ),
        Wrong(
            "exponent not lowered",
            power_with(lambda x, n: n * x**n),
            "The number is right. The slope has the factor n, and the same power as the number.",
            "The slope of r² is 2r and not 2r². So n does not stay as it is.",
            "Put n = 2 in, and compare the power in your slope with 2r.",
        ),
        Wrong(
            "brackets missing",
            power_with(lambda x, n: n * x**n - 1),
            "The number is right. In the slope, 1 is subtracted from the power and not from n.",
            "In `a ** n - 1` Python takes the power first, and subtracts 1 afterwards.",
            "Put brackets around what stands in the exponent.",
        ),
        Wrong(
            "slope of a square",
            power_with(lambda x, n: 2 * x),
            "The number is right. The slope is that of a square, for every n.",
            "2r belongs to n = 2.",
            "Where does the 2 in 2r come from? It stands for n in one or two places.",
        ),
        Wrong(
            "slope is n",
            power_with(lambda x, n: n),
            "The number is right. As slope you hand over n alone.",
            "That would be the slope of n times the number. A power grows faster where the number "
            "is larger.",
            "Put n = 2 in: lesson 02 says 2r. What does your rule give?",
        ),
        Wrong(
            "slope n times x",
            power_with(lambda x, n: n * x),
            "The number is right. As slope you hand over n times the number that came in.",
            "Your rule fits n = 2, where the power in the slope is 1, so that it does not show.",
            "Try n = 3, where the pattern of the task gives 3r².",
        ),
        Wrong(
            "n inside the power",
            power_with(lambda x, n: (n * x) ** (n - 1)),
            "The number is right. In the slope, n is raised to the power too.",
            "Your rule fits n = 2, where the power in the slope is 1, so that it does not show.",
            "Try n = 3, where the pattern of the task gives 3r². Is the 3 squared there?",
        ),
        Wrong(
            "slope 1",
            power_with(lambda x, n: 1.0),
            "The number is right. The slope is 1, as for a plus.",
            "A nudge passes through a power enlarged or made smaller.",
            "Nudge 3 to 3.01 and square both: how many times 0.01 is the difference?",
        ),
        Wrong(
            "exponent raised",
            power_with(lambda x, n: x ** (n + 1) / (n + 1) if n != -1 else 0.0),
            "The number is right. In the slope the power is raised by 1 and divided by n + 1.",
            "That is the rule for going the other way, from a slope to its function.",
            "Put n = 2 in: lesson 02 says 2r. What does your rule give?",
        ),
        Wrong(
            "sign of n lost",
            power_with(lambda x, n: abs(n) * x ** (n - 1)),
            "For n above 0 all is right. For n below 0 the slope has the wrong sign.",
            "1 over x falls when x grows (x above 0), so its slope is negative.",
            "Keep n as it comes in, with its sign.",
        ),
        Wrong(
            "only squares",
            lambda value, n: value * value,
            "Your result is the square, whatever n is.",
            "`value * value` is right for n = 2 alone.",
            "Where should n come in, in the number and in the slope?",
        ),
        Wrong(
            "times n",
            lambda value, n: value * n,
            "Your result is n times the number.",
            "The power asks for another operation: in Python it has two stars.",
            "Compare `3.0 * 2` with `3.0 ** 2`.",
        ),
        Wrong(
            "by multiplying",
            by_multiplying,
            "For n = 0.5 your code stops with an error: `range` takes whole numbers only.",
            "Multiplying again and again works for n = 2 or 3. For 0.5 or -2 it has no meaning, "
            "while the rule for the slope holds for every n.",
            "Which operation of Python gives `3.0` to the power `0.5`? It may stand inside "
            "`Value(…)`.",
        ),
    ),
)

EXERCISES = (GRAD_AFTER, SLOPE, NUDGE, MEND_LOOP, LOG_LOSS, RELU, POWER)
