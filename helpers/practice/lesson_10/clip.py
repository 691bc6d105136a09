"""10.clip: gradients of several tensors, shortened so that all together are not too long."""

import math
from collections.abc import Callable

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose, uniform


def some_gradients(generator: torch.Generator) -> list[tuple]:
    """(grads, longest): gradients of several shapes. First those that are too long together, some
    of them also alone; then those that are too long together, and none alone; two that are short
    enough, of which one would be too long if their lengths, or their sizes, were added up; then
    zeros; and a single tensor.
    """

    def drawn(*shape):
        """Numbers of both signs with one decimal, none of them near 0."""
        sizes = uniform(generator, 0.3, 1, *shape)
        signs = 1 - 2 * (torch.randperm(sizes.numel(), generator=generator) % 2)
        return sizes * signs.reshape(shape)

    def several(*factors):
        shapes = (2, 3), (3,), (), (2, 1, 2)
        return [f * drawn(*shape) for f, shape in zip(factors, shapes, strict=True)]

    def share(grads, part):
        """A limit that is this part of the length of the gradients."""
        return round(part * length(grads), 2)

    mixed, even = several(1, 4, 3, 0.2), several(1, 1, 1, 1)
    sizes, short = several(1, 1, 1, 1), several(0.1, 0.1, 0.1, 0.1)
    one = [drawn(2, 2 + choose(generator, 3))]
    zeros = [torch.zeros(2, 2), torch.zeros(3)]
    return [
        (mixed, share(mixed, 0.15)),
        (even, share(even, 0.9)),
        (sizes, share(sizes, 1.2)),
        (short, share(short, 8)),
        (zeros, 0.5),
        (one, share(one, 0.3)),
    ]


def length(grads) -> float:
    return math.sqrt(sum(float((torch.as_tensor(g) ** 2).sum()) for g in grads))


def sum_of_lengths(grads):
    return sum(length([g]) for g in grads)


def sum_of_sizes(grads):
    return sum(float(g.abs().sum()) for g in grads)


def largest_size(grads):
    return max(float(g.abs().max()) for g in grads)


def where_too_long(length, longest):
    return longest / length if length > longest else 1


def clip_by(measured: Callable = length, factor: Callable = where_too_long) -> Callable:
    """An answer: all gradients times factor(measured(grads), longest)."""
    return lambda grads, longest: [g * factor(measured(grads), longest) for g in grads]


clip = clip_by()


def each_alone(grads, longest):
    return [clip([g], longest)[0] for g in grads]


def values(grads, longest):
    return [g.clamp(-longest, longest) for g in grads]


def to_longest(length, longest):
    return longest / length if length else 1


def divided(length, longest):
    return longest / length


def divided_as_tensors(grads, longest):
    return [g * (longest / torch.tensor(length(grads))) for g in grads]


def one_scale(call, grads, longest) -> bool:
    """All gradients are multiplied by the same number: the direction is kept."""
    before = torch.cat([g.flatten() for g in grads])
    after = torch.cat([torch.as_tensor(g).flatten().to(before) for g in call(grads, longest)])
    return alike(after * before.norm(), before * after.norm() * (before @ after).sign(), 1e-3)


def not_too_long(call, grads, longest) -> bool:
    return length(call(grads, longest)) <= longest * (1 + 1e-3)


def short_stay(call, grads, longest) -> bool:
    return alike(tuple(call(grads, 2 * length(grads) + 1)), tuple(grads))


def only_as_needed(call, grads, longest) -> bool:
    return length(call(grads, longest)) >= min(longest, length(grads)) * (1 - 1e-3)


EXERCISE = Exercise(
    name="10.clip",
    reference=clip,
    arguments=("grads", "longest"),
    returns="a list of tensors, of the same shapes as those in `grads`",
    cases=some_gradients,
    checked="gradients of several shapes that are too long together; some that are short enough; "
    "zeros; a single tensor; and that yours are new ones.",
    why="two gradients, one of length 3 and one of length 4, are clipped to a length of 1, once "
    "together and once each by itself. What is different?",
    because=(
        "Together they have the length 5, so both are divided by 5: 0.6 and 0.8. The direction of "
        "the step stays. Each by itself, both get the length 1: the step goes in another direction "
        "than the gradient, and it is still too long, about 1.4."
    ),
    properties=(
        Property(
            "direction",
            one_scale,
            "Your gradients do not point in the old direction.",
            "All numbers of all tensors have to be multiplied by one and the same number. Then "
            "they stay in the same ratio.",
            "Divide each of your gradients by the old one, number by number, and print this for "
            "all tensors.",
        ),
        Property(
            "short ones stay",
            short_stay,
            "Gradients that are short enough do not stay as they are.",
            "The limit is only for those that are too long.",
            "Call your function with `[torch.tensor([3.0, 4.0])]` and a limit of 100.",
        ),
        Property(
            "not too long",
            not_too_long,
            "All together, your gradients are still too long.",
            "Their length is the root of the sum of the squares of all numbers in all tensors.",
            "Call your function with `[torch.tensor([3.0]), torch.tensor([4.0])]` and a limit of "
            "1, and work out the length of the result.",
        ),
        Property(
            "no shorter than needed",
            only_as_needed,
            "Your gradients become shorter than they have to.",
            "Those that are too long should have the length `longest` after it.",
            "Call your function with `[torch.tensor([3.0]), torch.tensor([4.0])]` and a limit of "
            "1, and work out the length of the result.",
        ),
    ),
    wrong=(
        Wrong(
            "each by itself",
            each_alone,
            "You clip each tensor by itself.",
            "The long ones become shorter and the short ones stay, so the step goes in another "
            "direction. And all together they can still be too long.",
            "How many lengths does your function work out? All tensors together have one.",
        ),
        Wrong(
            "values",
            values,
            "You cut off each number by itself.",
            "Large numbers become smaller and small ones stay, so the step goes in another "
            "direction. That is clipping by value.",
            "What happens to the ratio of two numbers, one of them cut off?",
        ),
        Wrong(
            "always scaled",
            clip_by(factor=to_longest),
            "You also stretch the gradients that are short enough.",
            "Near a minimum gradients are short, and the steps should be so, too.",
            "What has to be true before anything is changed?",
        ),
        Wrong(
            "always scaled, nan",
            divided_as_tensors,
            "You also stretch the gradients that are short enough, and where all are 0 they become "
            "no numbers.",
            "0 divided by 0 gives `nan`. And near a minimum gradients are short, and should stay "
            "so.",
            "What has to be true before anything is changed?",
        ),
        Wrong(
            "always scaled, error",
            clip_by(factor=divided),
            "Where all gradients are 0, your function divides by 0. And it stretches those that "
            "are short enough.",
            "Gradients that are short enough should not be touched at all, and zeros are.",
            "What has to be true before anything is changed?",
        ),
        Wrong(
            "zeros",
            clip_by(factor=lambda length, longest: min(1, longest / length)),
            "Where all gradients are 0, your function divides by 0.",
            "They are short enough, so there is nothing to divide. Python computes both numbers of "
            "a `min`, also the one that is not taken.",
            "How could the division be left out where nothing is too long?",
        ),
        Wrong(
            "sizes added up",
            clip_by(sum_of_sizes),
            "You measure the length as the sum of all numbers without their signs.",
            "It is a length, too, and another one: longer than the way from one end of the arrow "
            "to the other.",
            "How long is the way from (0, 0) to (3, 4)?",
        ),
        Wrong(
            "lengths added up",
            clip_by(sum_of_lengths),
            "You work out the length of each tensor, and add the lengths up.",
            "Two steps that go in different directions do not take you as far as their lengths "
            "say. A step of 3 and one of 4 at a right angle make one of 5.",
            "What has to be added up, and what comes after the sum?",
        ),
        Wrong(
            "no root",
            clip_by(lambda grads: length(grads) ** 2),
            "You measure the length as the sum of the squares.",
            "A gradient that is two times as large would be four times as long.",
            "Which step is missing after the sum?",
        ),
        Wrong(
            "no root in the comparison",
            lambda grads, longest: (
                clip_by(factor=to_longest)(grads, longest)
                if length(grads) ** 2 > longest
                else grads
            ),
            "You compare the sum of the squares with `longest`, and divide by its root.",
            "The two have to be of the same kind: a length is compared with a length.",
            "What stands on each side of your comparison?",
        ),
        Wrong(
            "largest number",
            clip_by(largest_size),
            "You take the largest number for the length.",
            "Many numbers of middle size make a long gradient, too.",
            "How long is the way from (0, 0) to (3, 4)?",
        ),
        Wrong(
            "longest tensor",
            clip_by(lambda grads: max(length([g]) for g in grads)),
            "You take the length of the longest tensor for that of all.",
            "All numbers of all tensors belong to one arrow.",
            "Which tensors does your length leave out?",
        ),
        Wrong(
            "first tensor",
            clip_by(lambda grads: length(grads[:1])),
            "You take the length of the first tensor for that of all.",
            "All numbers of all tensors belong to one arrow.",
            "Which tensors does your length leave out?",
        ),
        Wrong(
            "last tensor",
            clip_by(lambda grads: length(grads[-1:])),
            "You take the length of the last tensor for that of all.",
            "A variable that is set anew in each round of a loop keeps the last value only.",
            "Where does your sum begin, and what is added in each round?",
        ),
        Wrong(
            "mean of the squares",
            clip_by(
                lambda grads: length(grads) / math.sqrt(sum(g.numel() for g in grads)),
            ),
            "You take the mean of the squares, and not their sum.",
            "Then a model with more parameters would have no longer gradient than one with few.",
            "How long is the way from (0, 0) to (3, 4)?",
        ),
        Wrong(
            "to length one",
            clip_by(factor=lambda length, longest: 1 / length if length > longest else 1),
            "What is too long gets the length 1.",
            "You divide by the length. What is still missing is the length that it should have.",
            "By what do you have to multiply after it?",
        ),
        Wrong(
            "divided by the limit",
            clip_by(factor=lambda length, longest: 1 / longest if length > longest else 1),
            "You divide by `longest`, whatever the length is.",
            "A gradient that is ten times too long has to be divided by ten, and one that is two "
            "times too long by two.",
            "Write down for a length of 10 and a limit of 2 by what you have to divide.",
        ),
        Wrong(
            "upside down",
            clip_by(factor=lambda length, longest: length / longest if length > longest else 1),
            "What is too long becomes longer.",
            "Your fraction is upside down.",
            "Should your factor be larger than 1, or smaller?",
        ),
        Wrong(
            "the wrong ones",
            clip_by(factor=lambda length, longest: max(1, longest / length) if length else 1),
            "You stretch what is short enough, and leave what is too long.",
            "Your rule is turned round.",
            "Is your factor for a length of 10 and a limit of 2 larger than 1, or smaller?",
        ),
        Wrong(
            "nothing left",
            clip_by(factor=lambda length, longest: 0 if length > longest else 1),
            "What is too long becomes 0.",
            "Then this batch teaches the model nothing. Its direction is worth something, and only "
            "its length is not to be trusted.",
            "Which length should such a gradient have?",
        ),
        Wrong(
            "not clipped",
            lambda grads, longest: [g.clone() for g in grads],
            "Your gradients stay as they are.",
            "A single batch with a very long gradient can throw the weights far away.",
            "Which input of your function counts in what it gives back?",
        ),
    ),
    rivals=(
        Rival("Half of the limit.", lambda grads, longest: clip(grads, longest / 2)),
        Rival("A limit of 1, whatever is asked for.", lambda grads, longest: clip(grads, 1.0)),
        Rival(
            "Each tensor gets an equal share of the limit.",
            lambda grads, longest: [clip([g], longest / len(grads) ** 0.5)[0] for g in grads],
        ),
        Rival(
            "Each row by itself.",
            lambda grads, longest: [
                torch.stack([clip([row], longest)[0] for row in g]) if g.ndim else g for g in grads
            ],
        ),
        Rival(
            "The fourth power of the sizes.",
            clip_by(lambda grads: sum(float((g**4).sum()) for g in grads) ** 0.25),
        ),
        Rival(
            "The mean length of the tensors.",
            clip_by(lambda grads: sum_of_lengths(grads) / len(grads)),
        ),
        Rival(
            "What is too long is shortened by the root.",
            clip_by(factor=lambda length, longest: min(1, (longest / max(length, 1e-9)) ** 0.5)),
        ),
        Rival(
            "A soft limit.",
            clip_by(factor=lambda length, longest: longest / (longest + length)),
        ),
        Rival(
            "Only tables count.", clip_by(lambda grads: length([g for g in grads if g.ndim > 1]))
        ),
        Rival(
            "The too long tensors are set to 0.",
            lambda grads, longest: [g * (length([g]) <= longest) for g in grads],
        ),
        Rival(
            "Signs only, with the length asked for.",
            lambda grads, longest: clip([g.sign() for g in grads], longest),
        ),
    ),
)
