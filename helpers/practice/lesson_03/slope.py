"""03.slope: the slope of any function."""

import math

import torch

from helpers.practice.compare import as_tensor
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import number
from helpers.practice.lesson_03.shared import given

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
    """(f, x), at places that are not flat. The first curve falls there, the third one always
    rises; the last one is bent, so that nudges fail."""
    cases = []
    for f in CURVES:
        sign = -1 if f is CURVES[0] else 1 if f is CURVES[2] else 0
        x = number(generator, 0.3, 2.4)
        while abs(slope := slope_by_autograd(f, x)) < 0.2 or sign * slope < 0:
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


def value(f, x) -> float:
    return f(torch.tensor(float(x), dtype=torch.float64)).item()


EXERCISE = Exercise(
    name="03.slope",
    reference=slope_by_autograd,
    arguments=("f", "x"),
    returns="one number, the derivative of f at x",
    cases=curves,
    observe=called_twice,
    checked="four functions at random places, each called twice, against their derivatives.",
    why="why does this work for a function that your program has never seen before?",
    because=(
        "Whatever `f` does, it is made of operations, and PyTorch knows the slope of each of "
        "them. The graph that the forward pass notes down says which were used and in which "
        "order; the chain rule does the rest. The formula of `f` is not needed."
    ),
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
    rivals=(
        Rival("The value over the place.", lambda f, x: value(f, x) / x),
        Rival("The value of the function.", value),
        Rival(
            "The value at 2x minus that at x, over x.",
            lambda f, x: (value(f, 2 * x) - value(f, x)) / x,
        ),
        Rival(
            "A nudge of 0.01 to one side.", lambda f, x: (value(f, x + 0.01) - value(f, x)) / 0.01
        ),
        Rival(
            "A nudge of 0.1 to both sides.",
            lambda f, x: (value(f, x + 0.1) - value(f, x - 0.1)) / 0.2,
        ),
        Rival("The slope without its sign.", lambda f, x: abs(slope_by_autograd(f, x))),
        Rival("The slope with the other sign.", lambda f, x: -slope_by_autograd(f, x)),
        Rival("The slope at 1.", lambda f, x: slope_by_autograd(f, 1.0)),
        Rival("The slope at the whole number below.", lambda f, x: slope_by_autograd(f, int(x))),
        Rival(
            "The slope of the square of the function.",
            lambda f, x: slope_by_autograd(lambda t: f(t) ** 2, x),
        ),
        Rival("The slope of a parabola.", lambda f, x: 2 * x),
        Rival("Half of the slope.", lambda f, x: slope_by_autograd(f, x) / 2),
    ),
)
