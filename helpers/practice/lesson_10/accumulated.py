"""10.accumulated: a test for a step that works piece by piece."""

import copy
from collections.abc import Callable, Sequence

import torch
from torch import nn

from helpers.practice.engine import Rival
from helpers.practice.invariants import Candidate, invariant
from helpers.practice.lesson_10.gradients import gradient, joined

F = nn.functional
Weigh = Callable[[list[int], int], float]  # weigh(rows of each piece, which piece) -> its weight


def share(rows: list[int], i: int) -> float:
    return rows[i] / sum(rows)


def step_with(
    weigh: Weigh = share,
    losses: Callable = lambda rows, i: F.mse_loss,
    clear: Callable = lambda i: i == 0,
    to: Callable = lambda parameters: parameters,
) -> Callable:
    """step(model, pieces): the gradients of the pieces into `.grad`, each times its weight.

    losses   losses(rows, i) -> the loss function of piece number i
    clear    clear(i): whether `.grad` is emptied before that piece
    to       to(parameters) -> those that get all of it; the others keep what the last piece gave
    """

    def step(model, pieces):
        rows, parameters = [len(X) for X, _ in pieces], learning(model)
        whole = to(parameters)
        for i, (X, y) in enumerate(pieces):
            for parameter in parameters:
                if parameter.grad is not None and (
                    clear(i) or not any(parameter is one for one in whole)
                ):
                    parameter.grad.zero_()
            loss = losses(rows, i)(model(X), y)
            (loss * weigh(rows, i)).backward()

    return step


def learning(model: nn.Module) -> list[nn.Parameter]:
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def divided_at_the_end(model, pieces):
    """Right: sums first, and one division."""
    model.zero_grad()
    for X, y in pieces:
        (F.mse_loss(model(X), y) * len(X)).backward()
    for parameter in learning(model):
        if parameter.grad is not None:
            parameter.grad /= sum(len(X) for X, _ in pieces)


def in_float64(model, pieces):
    """Right: on a copy that counts with more digits."""
    twin = copy.deepcopy(model).double()
    step_with()(twin, [(X.double(), y.double()) for X, y in pieces])
    for parameter, other in zip(model.parameters(), twin.parameters(), strict=True):
        parameter.grad = None if other.grad is None else other.grad.to(parameter.dtype)


def without_a_small_last(model, pieces):
    """The last piece does not count where it has fewer rows than the first."""
    whole = len(pieces[-1][0]) >= len(pieces[0][0]) or len(pieces) == 1
    step_with()(model, pieces if whole else pieces[:-1])


def sum_for_the_last(rows, i):
    """Its loss is a sum in place of a mean."""
    if i < len(rows) - 1:
        return F.mse_loss
    return lambda y_hat, y: F.mse_loss(y_hat, y, reduction="sum")


weighted = step_with()
no_division = step_with(lambda rows, i: 1.0)
mean_of_means = step_with(lambda rows, i: 1 / len(rows))
divided_twice = step_with(lambda rows, i: share(rows, i) / len(rows))
cleared = step_with(clear=lambda i: True)
keeps_the_old = step_with(clear=lambda i: False)
sum_last = step_with(losses=sum_for_the_last)
first_alone = step_with(to=lambda parameters: parameters[:1])


def handed(step: Callable) -> Callable:
    """Candidates: a step that says what it wants."""

    def checked(model, pieces):
        if not isinstance(model, nn.Module):
            raise TypeError("step(model, pieces) wants a model first, such as nn.Linear(2, 1).")
        if not isinstance(pieces, list | tuple) or not all(
            isinstance(piece, list | tuple) and len(piece) == 2 for piece in pieces
        ):
            raise TypeError("step(model, pieces) wants a list of pairs (X, y) for the pieces.")
        if not pieces:
            raise ValueError("step(model, pieces) was given no piece.")
        step(model, pieces)

    return lambda generator: (checked,)


# -- what tests are made of --------------------------------------------------------------------


def a_model() -> nn.Module:
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))


def pieces_of(sizes: Sequence[int], out: int = 2) -> list[tuple]:
    return [(torch.randn(n, 3), torch.randn(n, out)) for n in sizes]


def same_numbers(found: list, right: list) -> bool:
    return all(
        one is not None and torch.allclose(one, other, atol=1e-5)
        for one, other in zip(found, right, strict=True)
    )


def compares(
    sizes: Sequence[int] = (3, 5, 2),
    of: Callable = a_model,
    before: Callable = lambda model, pieces: put_ones(model),
    same: Callable = same_numbers,
    right: Callable = lambda model, pieces: gradient(whole_loss(model, pieces), model),
) -> Callable:
    """A test: the gradients that a step leaves are those of the whole batch.

    before   before(model, pieces) is called before the step
    """

    def test(step):
        model = of()
        pieces = pieces_of(sizes, list(model.parameters())[-1].shape[0])
        before(model, pieces)
        step(model, pieces)
        found = [parameter.grad for parameter in model.parameters()]
        return bool(same(found, right(model, pieces)))

    return test


def whole_loss(model, pieces):
    X, y = joined(pieces)
    return F.mse_loss(model(X), y)


def put_ones(model):
    """As if an earlier step had left something."""
    for parameter in model.parameters():
        parameter.grad = torch.ones_like(parameter)


def nothing(model, pieces):
    """Called before the step: `.grad` stays empty."""


def in_the_same_tensor(step):
    """A test that is content where `.grad` is a new tensor, too, and not the old one filled."""
    model, pieces = a_model(), pieces_of((3, 5, 2))
    put_ones(model)
    old = [parameter.grad for parameter in model.parameters()]
    step(model, pieces)
    new = [parameter.grad for parameter in model.parameters()]
    return compares()(step) and any(a is not b for a, b in zip(old, new, strict=True))


def to_the_last_digit(step):
    """A test that wants the gradients of `weighted`, in each digit."""

    def right(model, pieces):
        twin = copy.deepcopy(model)
        weighted(twin, pieces)
        return [parameter.grad for parameter in twin.parameters()]

    def same(found, right):
        return all(map(torch.equal, found, right))

    return all(compares((7, 5, 3), same=same, right=right)(step) for _ in range(8))


def not_by_doubles(step):
    """A test that wants float32 in each call of the model."""
    model, called = a_model(), []
    model.register_forward_pre_hook(lambda _, inputs: called.append(inputs[0].dtype))
    step(model, pieces_of((3, 5, 2)))
    return compares()(step) and torch.float64 not in called


def lets_pass(mistake: Callable) -> Callable:
    """A test that takes this mistake for right, too."""

    def right(model, pieces):
        twin = copy.deepcopy(model)
        put_ones(twin)
        mistake(twin, pieces)
        return [parameter.grad for parameter in twin.parameters()]

    like = compares(right=right)
    return lambda step: compares()(step) or like(step)


def directions(found, right):
    """Only the way that they point, and not how long they are."""
    return all(
        F.cosine_similarity(one.flatten(), other.flatten(), dim=0) > 0.9999
        for one, other in zip(found, right, strict=True)
    )


def first_parameter(found, right):
    return same_numbers(found[:1], right[:1])


def all_there(found, right):
    return all(one is not None and one.abs().sum() > 0 for one in found)


def nearly(found, right):
    return all((one - other).abs().max() < 1 for one, other in zip(found, right, strict=True))


EXERCISE = invariant(
    name="10.accumulated",
    test=compares(),
    kind="step",
    arguments=("step",),
    refused=(
        "Either it asks for each digit, or the two gradients that it compares are not of the same "
        "weights and the same rows; or the shapes of `model(X)` and y differ, and broadcasting "
        "makes more numbers of them.",
        "Write a step that puts all rows through the model at once, and call your test with it. "
        "Print both gradients and the shapes.",
    ),
    passed=(
        "Either it cannot give `False`, or it compares a thing with itself. `g = p.grad` is a "
        "second name for one tensor, and a step that writes into it changes both.",
        "Print both gradients that it compares, for two different steps. Which line can give "
        "`False`?",
    ),
    candidates=(
        Candidate(
            "a right step that weighs each piece by its rows",
            handed(weighted),
            in_the_same_tensor,
            "It leaves the gradient of the mean over all rows, and it fills the `.grad` that is "
            "there. Your test wants another gradient, or something more.",
            "With what do you compare: with the loss of all rows at once? And what do you ask for "
            "beside the numbers in `.grad`?",
            right=True,
        ),
        Candidate(
            "a right step that divides once, at the end",
            handed(divided_at_the_end),
            to_the_last_digit,
            "It adds and divides in another order, so the last digit of some numbers is another "
            "one.",
            "How large is the largest difference that your test finds? When does it take two "
            "numbers for equal?",
            right=True,
        ),
        Candidate(
            "a right step that counts in float64",
            handed(in_float64),
            not_by_doubles,
            "It works on a copy of the model with more digits, and puts the result into `.grad` "
            "of yours.",
            "What does your test ask for beside the numbers in `.grad`?",
            right=True,
        ),
        Candidate(
            "a step that adds to what was in `.grad` before",
            handed(keeps_the_old),
            compares(before=nothing),
            "In the first step of a training nothing is in `.grad`, and all is well. From the "
            "second step on, every gradient so far counts again.",
            "What is in `.grad` when your test calls the step?",
        ),
        Candidate(
            "a step that takes the sum over the last piece, and not the mean",
            handed(sum_last),
            compares((3, 5, 1), lambda: nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 1))),
            "A sum and a mean are the same only where a single number goes into them. Elsewhere "
            "the rows of the last piece count several times.",
            "How many rows has your last piece, and how many numbers come out of your model for "
            "each?",
        ),
        Candidate(
            "a step that takes the mean of the means",
            handed(mean_of_means),
            compares((4, 4, 4)),
            "Where all pieces have the same number of rows, it is right. Elsewhere the rows of a "
            "small piece count too much.",
            "How many rows has each of your pieces?",
        ),
        Candidate(
            "a step that leaves out the last piece where it is smaller than the first",
            handed(without_a_small_last),
            compares((2, 3, 5)),
            "The number of rows divided by the size of a piece is rounded down somewhere, and "
            "what is left over is never seen.",
            "Is the last one of your pieces larger or smaller than the first?",
        ),
        Candidate(
            "a step that is right for the first parameter only",
            handed(first_alone),
            compares(same=first_parameter),
            "All other parameters have the part of the last piece alone.",
            "How many parameters has your model, and which of them do you compare?",
        ),
        Candidate(
            "a step that divides twice",
            handed(divided_twice),
            compares(same=directions),
            "Its gradients point the right way and are too short, by the number of pieces. A "
            "training with SGD becomes slow, and no error comes up.",
            "Do you compare the numbers themselves? And how many pieces has your batch?",
        ),
        Candidate(
            "a step that divides nothing",
            handed(no_division),
            lets_pass(no_division),
            "It adds up the gradients of the pieces. With more pieces the steps of SGD become "
            "longer.",
            "With what do you compare: with all rows at once, or with a loop of your own that "
            "makes the same mistake?",
        ),
        Candidate(
            "a step that clears between the pieces",
            handed(cleared),
            lets_pass(cleared),
            "What is left in the end is the part of the last piece.",
            "Do all of your pieces differ, and how many are there?",
        ),
    ),
    checked="three right steps, which have to pass, and eight wrong ones, which must not. An "
    "error that your test raises on a wrong one counts as `False`.",
    why="a batch of three unequal pieces can show all of these mistakes. Which of them would "
    "nobody see with one piece only?",
    because=(
        "Nearly all: with one piece its mean is the mean, nothing is added up, and dividing by "
        "the number of pieces divides by 1. Only what was in `.grad` before, and a sum in place "
        "of a mean, would be seen. The inputs of a test have to be such that a mistake shows."
    ),
    rivals=(
        Rival("Pieces of one size are enough.", compares((4, 4, 4))),
        Rival("One piece is enough.", compares((5,))),
        Rival("The last piece is the largest.", compares((2, 3, 5))),
        Rival("All pieces have one row.", compares((1, 1, 1))),
        Rival("Nothing is in `.grad` before.", compares(before=nothing)),
        Rival("The first parameter is enough.", compares(same=first_parameter)),
        Rival("A model with one parameter.", compares(of=lambda: nn.Linear(3, 2, bias=False))),
        Rival("The gradients point the same way.", compares(same=directions)),
        Rival("There is a gradient for each parameter.", compares(same=all_there)),
        Rival("A difference of 1 is nothing.", compares(same=nearly)),
        Rival("Each digit is the same.", to_the_last_digit),
        Rival(
            "The mean of the means is what it should be.",
            compares(
                right=lambda model, pieces: gradient(
                    sum(F.mse_loss(model(X), y) for X, y in pieces) / len(pieces), model
                )
            ),
        ),
        Rival(
            "The gradient of the last piece is what it should be.",
            compares(right=lambda model, pieces: gradient(whole_loss(model, pieces[-1:]), model)),
        ),
    ),
)
