"""07.guess: what one trial says about the places around it."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import number, uniform

AT = torch.tensor([-2.2, -0.9, 0.0, 0.6, 1.5])  # the places, in lengths from the trial


def trials(generator: torch.Generator) -> list[tuple]:
    """(x, x1, loss1, center, scale, length): places on both sides of the trial and at it, in no
    order; a trial below the center with a length below 1, and one above it with a length above."""

    def draw(losses, centers, lengths):
        x1, length = number(generator, -3, -1), number(generator, *lengths)
        order = torch.randperm(len(AT), generator=generator)
        shift = uniform(generator, -0.1, 0.1, len(AT)) * (AT != 0)
        x = ((x1 + AT * length + shift)[order] * 10).round() / 10
        scale = number(generator, 0.3, 0.6)
        return x, x1, number(generator, *losses), number(generator, *centers), scale, length

    return [draw((2.3, 2.5), (2.7, 3.0), (0.6, 0.8)), draw((3.0, 3.3), (2.4, 2.7), (1.2, 1.5))]


def likeness(d, length):
    return torch.exp(-(d**2) / (2 * length**2))


def mean_of(k, loss1, center):
    return center + k * (loss1 - center)


def std_of(k, scale):
    return scale * torch.sqrt(1 - k**2)


def with_parts(like=likeness, mean=mean_of, std=std_of):
    """An answer with some of its three formulas replaced."""

    def answer(x, x1, loss1, center, scale, length):
        k = like(x - x1, length)
        return mean(k, loss1, center), std(k, scale)

    return answer


guess = with_parts()


def exchanged(*inputs):
    mean, std = guess(*inputs)
    return std, mean


def is_small(std, scale) -> bool:
    """A standard deviation is near 0, and further from it than rounding takes it."""
    return 1e-5 < std.abs().max() / scale < 0.1


EXERCISE = Exercise(
    name="07.guess",
    reference=guess,
    arguments=("x", "x1", "loss1", "center", "scale", "length"),
    returns="two tensors of shape (N,): the mean and the standard deviation at each place",
    cases=trials,
    checked="a trial below the center and one above it, each with places on both sides, near and "
    "far, and at the trial itself.",
    why="which mean and which standard deviation do you get very far from the trial, and what do "
    "they say?",
    because=(
        "The likeness is 0 there. So the mean is the center and the standard deviation is the "
        "scale: what you believed before the trial. One trial says nothing about places that are "
        "many lengths away."
    ),
    properties=(
        Property(
            "the mean at the trial",
            lambda call, x, x1, loss1, *rest: alike(
                call(0 * x + x1, x1, loss1, *rest)[0], torch.full_like(x, loss1)
            ),
            "At the place of the trial, your mean is not the loss of the trial.",
            "There the likeness is 1, and the guess is what was measured.",
            "Put k = 1 into your line for the mean, on paper. What is left?",
        ),
        Property(
            "a little at the trial",
            lambda call, x, x1, loss1, center, scale, length: (
                not is_small(call(0 * x + x1, x1, loss1, center, scale, length)[1], scale)
            ),
            "At the place of the trial, your standard deviation is very small, but not 0.",
            "Perhaps you add a small number such as 1e-6 below the root, so that it is never 0. "
            "The root of 0 is 0, and 1 minus k squared is never below it. So nothing is to be "
            "added.",
            "Look at the entry of your result at which `x` is `x1`, without the small number and "
            "with it.",
        ),
        Property(
            "the deviation at the trial",
            lambda call, x, x1, *rest: bool((call(0 * x + x1, x1, *rest)[1].abs() < 1e-3).all()),
            "At the place of the trial, your standard deviation is not 0.",
            "This place was tried. Nothing is left to be unsure of.",
            "Put k = 1 into your line for the deviation, on paper.",
        ),
        Property(
            "the mean far away",
            lambda call, x, x1, loss1, center, *rest: alike(
                call(0 * x + x1 + 100, x1, loss1, center, *rest)[0], torch.full_like(x, center)
            ),
            "Far from the trial, your mean is not `center`.",
            "There the likeness is 0: the trial says nothing, and the guess is what it was before.",
            "Put k = 0 into your line for the mean, on paper.",
        ),
        Property(
            "the deviation far away",
            lambda call, x, x1, loss1, center, scale, length: alike(
                call(0 * x + x1 + 100, x1, loss1, center, scale, length)[1],
                torch.full_like(x, scale),
            ),
            "Far from the trial, your standard deviation is not `scale`.",
            "There the likeness is 0, and you are as unsure as before the trial.",
            "Put k = 0 into your line for the deviation, on paper.",
        ),
        Property(
            "both sides",
            lambda call, x, x1, *rest: alike(call(x, x1, *rest), call(2 * x1 - x, x1, *rest)),
            "To the left of the trial your guess is another one than to the right, at the same "
            "distance.",
            "The likeness asks how far away a place is, and not on which side.",
            "Print the likeness of a place on each side, one length away.",
        ),
        Property(
            "the length",
            lambda call, x, x1, loss1, center, scale, length: alike(
                call(0 * x + x1 + length, x1, loss1, center, scale, length)[0],
                torch.full_like(x, center + 0.60653 * (loss1 - center)),
            ),
            "At the trial and far from it your guess is right, and not in between.",
            "One length away from the trial, the likeness is 0.61.",
            "Print your likeness at a distance of one length, and compare it with 0.61.",
        ),
    ),
    wrong=(
        Wrong(
            "not squared",
            with_parts(like=lambda d, length: torch.exp(-d / (2 * length**2))),
            "On one side of the trial your standard deviation is no number.",
            "On that side your likeness goes on growing above 1, and then the root is taken of a "
            "negative number. The likeness has to fall on both sides.",
            "What does the formula do with the distance, so that its sign plays no part?",
        ),
        Wrong(
            "size for square",
            with_parts(like=lambda d, length: torch.exp(-d.abs() / (2 * length**2))),
            "Your likeness takes the size of the distance, and not its square.",
            "Then the guess has a sharp corner at the trial, and the likeness falls at once. With "
            "the square it is round there: places nearby are nearly the same.",
            "Compare your line for the likeness with the formula, sign by sign.",
        ),
        Wrong(
            "no 2",
            with_parts(like=lambda d, length: torch.exp(-(d**2) / length**2)),
            "Your likeness falls too fast: one length away it is already near a third.",
            "Something in the denominator is missing.",
            "Compare what stands below the bar with the formula of the task.",
        ),
        Wrong(
            "length not squared",
            with_parts(like=lambda d, length: torch.exp(-(d**2) / (2 * length))),
            "The distance is squared in your likeness, and the length is not.",
            "What counts is how many lengths away a place is. So both have the same power.",
            "Put in a distance of two lengths, for a length of 1 and for one of 10. Is the "
            "likeness the same?",
        ),
        Wrong(
            "times the length",
            with_parts(like=lambda d, length: torch.exp(-(d**2) / 2 * length**2)),
            "A longer length makes your likeness fall faster.",
            "Python reads from left to right: what follows the `/` and comes after a `*` is "
            "multiplied again.",
            "Which part of the line belongs below the bar? Put brackets around it.",
        ),
        Wrong(
            "no minus",
            with_parts(like=lambda d, length: torch.exp(d**2 / (2 * length**2))),
            "Away from the trial your likeness grows, and the standard deviation is no number.",
            "A place far away should be the least alike. The exponent has to be negative.",
            "Print your likeness at the trial and two lengths away.",
        ),
        Wrong(
            "center forgotten",
            with_parts(mean=lambda k, loss1, center: k * loss1),
            "Far from the trial your mean goes to zero.",
            "A loss of zero would be perfect. Where nothing is known, the guess is `center`, and "
            "the trial moves it away from there.",
            "What does the trial tell you: a loss, or how far it lies from `center`?",
        ),
        Wrong(
            "center not added",
            with_parts(mean=lambda k, loss1, center: k * (loss1 - center)),
            "Far from the trial your mean goes to zero, and some of your means may be negative.",
            "What you have is how far the guess moves. It is not said from where.",
            "Where does the guess begin, before the trial?",
        ),
        Wrong(
            "loss and center added",
            with_parts(mean=lambda k, loss1, center: center + k * loss1),
            "At the trial your mean is `center` and `loss1` together.",
            "The trial moves the guess by how far its loss lies from `center`, not by the loss.",
            "What should the mean be at the trial? How far is that from `center`?",
        ),
        Wrong(
            "away from the trial",
            with_parts(mean=lambda k, loss1, center: center + k * (center - loss1)),
            "Your mean moves away from the loss of the trial.",
            "A low loss should pull the guess down around it, and yours goes up.",
            "In which order do you subtract the two?",
        ),
        Wrong(
            "near and far exchanged",
            with_parts(mean=lambda k, loss1, center: loss1 + k * (center - loss1)),
            "Your mean is `center` at the trial, and the loss of the trial far away.",
            "Near and far are exchanged.",
            "From which of the two should the guess start, and to which does a likeness of 1 "
            "bring it?",
        ),
        Wrong(
            "no root",
            with_parts(std=lambda k, scale: scale * (1 - k**2)),
            "At the trial and far from it your deviation is right, and in between it is too small.",
            "1 minus the square of k belongs to a variance, and a standard deviation is its root.",
            "Compare your line for the deviation with that of the task.",
        ),
        Wrong(
            "k not squared",
            with_parts(std=lambda k, scale: scale * torch.sqrt(1 - k)),
            "Your deviation has a root, and between near and far it is too small.",
            "Below the root k itself is taken away.",
            "Compare what stands below your root with the formula of the task.",
        ),
        Wrong(
            "a variance",
            with_parts(std=lambda k, scale: scale**2 * (1 - k**2)),
            "Your second result is the square of the standard deviation.",
            "That is a variance, in nats times nats. The deviation can be drawn beside the mean, "
            "since both are in nats.",
            "What turns a variance into a standard deviation?",
        ),
        Wrong(
            "scale squared",
            with_parts(std=lambda k, scale: scale**2 * torch.sqrt(1 - k**2)),
            "Far from the trial your deviation is the square of `scale`.",
            "`scale` is a standard deviation already.",
            "What should the deviation be where k is 0?",
        ),
        Wrong(
            "scale below the root",
            with_parts(std=lambda k, scale: torch.sqrt(scale * (1 - k**2))),
            "Far from the trial your deviation is the root of `scale`.",
            "`scale` stands below the root, together with the rest.",
            "Where does the bracket of your root end?",
        ),
        Wrong(
            "no scale",
            with_parts(std=lambda k, scale: torch.sqrt(1 - k**2)),
            "`scale` plays no part in your deviation.",
            "The root says which share of the doubt is left. How large the doubt was before, "
            "`scale` says.",
            "What should the deviation be where k is 0?",
        ),
        Wrong(
            "largest at the trial",
            with_parts(std=lambda k, scale: scale * k),
            "Your standard deviation is largest at the trial, and far away it goes to zero.",
            "It should be the other way round: you know what was tried, and not what lies far "
            "away.",
            "What should the deviation be where k is 1, and where k is 0?",
        ),
        Wrong(
            "plus",
            with_parts(std=lambda k, scale: scale * torch.sqrt(1 + k**2)),
            "A trial makes your standard deviation larger than it was before.",
            "Knowing more takes doubt away.",
            "Which sign stands below your root?",
        ),
        Wrong(
            "exchanged",
            exchanged,
            "The standard deviation comes first, and then the mean.",
            "Both are right, in the other order.",
            "Compare your last line with the order in the task.",
        ),
    ),
    rivals=(
        Rival(
            "The likeness falls along a line, to 0 after two lengths.",
            with_parts(like=lambda d, length: (1 - d.abs() / (2 * length)).clamp(min=0)),
        ),
        Rival(
            "The trial holds up to one length away, and nowhere else.",
            with_parts(like=lambda d, length: (d.abs() <= length).float()),
        ),
        Rival(
            "The likeness is a power of the distance in lengths.",
            with_parts(like=lambda d, length: torch.exp(-d.abs() / length)),
        ),
        Rival(
            "The likeness is one over one plus the square.",
            with_parts(like=lambda d, length: 1 / (1 + d**2 / (2 * length**2))),
        ),
        Rival(
            "The loss of the trial everywhere.",
            with_parts(mean=lambda k, loss1, center: loss1 + 0 * k),
        ),
        Rival("The center everywhere.", with_parts(mean=lambda k, loss1, center: center + 0 * k)),
        Rival(
            "Half way between the trial and the center.",
            with_parts(mean=lambda k, loss1, center: (loss1 + center) / 2 + 0 * k),
        ),
        Rival(
            "The square of the likeness for the mean.",
            with_parts(mean=lambda k, loss1, center: center + k**2 * (loss1 - center)),
        ),
        Rival("The scale everywhere.", with_parts(std=lambda k, scale: scale + 0 * k)),
        Rival(
            "One minus the likeness, times the scale.",
            with_parts(std=lambda k, scale: scale * (1 - k)),
        ),
        Rival("As if all lengths were 1.", with_parts(like=lambda d, length: likeness(d, 1.0))),
    ),
)
