"""10.mean-gradient: what every process has after they have taken the mean of their gradients."""

from collections.abc import Callable

import torch
from torch import nn

from helpers.practice.compare import alike, is_number
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart, uniform
from helpers.practice.lesson_10.gradients import (
    a_line,
    copied,
    gradient,
    is_clear,
    joined,
    of_each,
    some_rows,
    two_layers,
    weighted,
)

F = nn.functional
TOUCHED, MOVED = "gradients left in the model", "weights changed"


def with_weights(weigh: Callable) -> Callable:
    """An answer: the sum of the gradients of the shards, weighted by weigh(shards), a list."""

    def answer(model, shards, loss_fn):
        return weighted(of_each(model, shards, loss_fn), weigh(shards))

    return answer


def changed(change: Callable) -> Callable:
    """An answer: change(gradients, shards), with the gradients of the shards, a list of each."""
    return lambda model, shards, loss_fn: change(of_each(model, shards, loss_fn), shards)


def only(i: int) -> Callable:
    """The gradient of shard number i alone."""
    return with_weights(lambda shards: [float(j == i % len(shards)) for j in range(len(shards))])


def rows_of(shards: list) -> int:
    """In all shards together."""
    return sum(len(X) for X, _ in shards)


def old_ones(model: nn.Module) -> list[torch.Tensor]:
    """What stands in `.grad` now; zeros for nothing."""
    return [torch.zeros_like(p) if p.grad is None else p.grad.clone() for p in model.parameters()]


def never_cleared(model, shards, loss_fn, old=None):
    old, found = old_ones(model) if old is None else old, []
    for each in of_each(model, shards, loss_fn):
        old = [a + b for a, b in zip(old, each, strict=True)]
        found.append(old)
    return weighted(found, [1 / len(shards)] * len(shards))


def cleared_once(model, shards, loss_fn):
    """Before the first process, and not between them."""
    return never_cleared(model, shards, loss_fn, [torch.zeros(()) for _ in model.parameters()])


def between_alone(model, shards, loss_fn):
    """Cleared between the processes, and not before the first."""
    each = of_each(model, shards, loss_fn)
    each[0] = [a + b for a, b in zip(old_ones(model), each[0], strict=True)]
    return weighted(each, [1 / len(shards)] * len(shards))


def with_the_old(share: Callable) -> Callable:
    """One `.grad` for all, not cleared before: what was in it, and share(K) of the sum."""

    def answer(model, shards, loss_fn):
        mean = with_weights(lambda shards: [share(len(shards))] * len(shards))
        return weighted([old_ones(model), mean(model, shards, loss_fn)], [1, 1])

    return answer


def mean_loss(model, shards, loss_fn):
    return sum(loss_fn(model(X), y).item() for X, y in shards) / len(shards)


def median(each, shards):
    return [torch.stack(one).median(0).values for one in zip(*each, strict=True)]


def of_signs(each, shards):
    return [sum(one).sign() for one in zip(*each, strict=True)]


def left_in(model, shards, loss_fn):
    found = mean_gradients(model, shards, loss_fn)
    for parameter, value in zip(model.parameters(), found, strict=True):
        parameter.grad = value.clone()
    return found


def after_a_step(model, shards, loss_fn):
    found = mean_gradients(model, shards, loss_fn)
    with torch.no_grad():
        for parameter, value in zip(model.parameters(), found, strict=True):
            parameter -= 0.1 * value
    return found


def over_numbers(each, shards):
    """One number for each parameter."""
    return [one.mean() for one in weighted(each, [1 / len(each)] * len(each))]


mean_gradients = with_weights(lambda shards: [1 / len(shards)] * len(shards))
SUM = with_weights(lambda shards: [1.0] * len(shards))


def seen(answer: Callable, model, shards, loss_fn, old) -> object:
    """The gradients; or what else is wrong, where these are right.

    old   what stands in `.grad` before, a tensor for each parameter
    """
    parameters = list(model.parameters())
    right = mean_gradients(model, shards, loss_fn)
    before = [parameter.detach().clone() for parameter in parameters]
    for parameter, value in zip(parameters, old, strict=True):
        parameter.grad = value.clone()
    given = copied(answer(model, shards, loss_fn))
    if alike(given, right):
        if not all(map(torch.equal, parameters, before)):
            return MOVED
        if not all(map(is_left_alone, parameters, old)):
            return TOUCHED
    return given


def is_left_alone(parameter: nn.Parameter, old: torch.Tensor) -> bool:
    """Its gradient was cleared, or is what it was."""
    left = parameter.grad
    return left is None or not left.any() or torch.equal(left, old)


def says(marker: str) -> Callable:
    """A rule for `when`: this is what was seen in one case at least."""
    return lambda found: marker in [one for one in found if isinstance(one, str)]


def processes(generator: torch.Generator) -> list[tuple]:
    """(model, shards, loss_fn, old): as many rows in each shard of a case. `old` are the gradients
    of an earlier step, which the model still has."""

    def one(make, loss_fn, count, size, classes=False):
        def draw():
            model = make(generator)
            shards = [some_rows(generator, size, classes) for _ in range(count)]
            return model, shards, loss_fn

        others = [only(0), only(-1), SUM, changed(median), changed(of_signs), cleared_once]
        while True:
            inputs = apart(draw, mean_gradients, *others)
            if all(is_clear(answer(*inputs)) for answer in (mean_gradients, *others)):
                break
        old = [uniform(generator, 5, 6, *p.shape) for p in inputs[0].parameters()]
        return *inputs, old

    return [
        one(a_line, F.mse_loss, 3, 4),
        one(two_layers, F.cross_entropy, 4, 6, classes=True),
        one(a_line, F.smooth_l1_loss, 5, 2),
    ]


def one_process_more(call, model, shards, loss_fn, old):
    """All shards twice: the mean is what it was."""
    return alike(
        call(model, [*shards, *shards], loss_fn, old), call(model, shards, loss_fn, old), 1e-3
    )


EXERCISE = Exercise(
    name="10.mean-gradient",
    reference=mean_gradients,
    arguments=("model", "shards", "loss_fn"),
    observe=seen,
    cases=processes,
    tolerance=1e-3,
    returns="a list with one tensor for each parameter, in the order of `model.parameters()`",
    checked="three models with three to five processes and three kinds of loss; each model "
    "still had the gradients of an earlier step.",
    why="what changes if the shards have different numbers of rows?",
    because=(
        "Then the mean over the processes is no longer that over all rows: a row in a small shard "
        "counts more than one in a large shard. In training all processes read batches of the same "
        "size, so this does not come up. Section 8 has the case in which it does."
    ),
    properties=(
        Property(
            "twice as many processes",
            one_process_more,
            "With all shards twice, your gradients change.",
            "Twice as many processes that see the same rows have the same mean.",
            "By which number do you divide, and how does it change with the number of processes?",
        ),
        Property(
            "one process",
            lambda call, model, shards, loss_fn, old: alike(
                call(model, shards[:1], loss_fn, old),
                gradient(loss_fn(model(shards[0][0]), shards[0][1]), model),
                1e-3,
            ),
            "With one process your gradients are not those of its shard.",
            "The mean of one thing is the thing itself.",
            "Call your function with one shard, and `backward` on the same rows. Print both.",
        ),
    ),
    otherwise=(
        "Your gradients have the right shapes, and not the right numbers.",
        "Each process computes the loss of its own shard and the gradient of it. Then each number "
        "becomes the mean over the processes.",
        "Take two shards. Print the gradient of each by itself, and beside them what you give "
        "back.",
    ),
    wrong=(
        Wrong(
            "left in the model",
            left_in,
            "Your gradients are right. Afterwards the model holds other ones than before.",
            "What stands in `.grad` is added to at the next `backward`, and the next step would "
            "use this one's gradient, too.",
            "What did your last `backward` leave in the model, and who clears it?",
            when=says(TOUCHED),
        ),
        Wrong(
            "weights changed",
            after_a_step,
            "Your gradients are right. But the weights of the model have moved.",
            "The step is the task of the optimizer, and it comes after the mean. Other processes "
            "would compute with other weights.",
            "Which of your lines changes a weight?",
            when=says(MOVED),
        ),
        Wrong(
            "sum",
            SUM,
            "Your gradients are too large, by the number of processes.",
            "You have added them up. With eight machines each step of SGD would be eight times as "
            "long as with one, with the same learning rate.",
            "What makes a mean of a sum?",
        ),
        Wrong(
            "sum, and the old ones",
            with_the_old(lambda count: 1.0),
            "You give back the sum over the processes, and what the model still had in `.grad` is "
            "in it, too.",
            "`backward` adds to what stands there. That was of use here for the sum, and was none "
            "for what an earlier step had left.",
            "What should stand in `.grad` before the first process begins? And what makes a mean "
            "of a sum?",
        ),
        Wrong(
            "the old ones",
            with_the_old(lambda count: 1 / count),
            "What the model still had in `.grad` is in your result, once and in full.",
            "`backward` adds to what stands there, and an earlier step had left its gradients.",
            "What should stand in `.grad` before the first process begins?",
        ),
        Wrong(
            "the old ones, for one process",
            between_alone,
            "What the model still had in `.grad` counts in your result as if it were a part of "
            "the first process.",
            "You clear the gradients between the processes, and not before the first one.",
            "Where in your loop do you clear: at its beginning or at its end?",
        ),
        Wrong(
            "never cleared",
            never_cleared,
            "Each process also has the gradients of those before it, and the first one what the "
            "model still had in `.grad`.",
            "`backward` adds to what stands there. In one program all processes share it, and "
            "nobody empties it.",
            "Print the gradient of each process. What is in the second one?",
        ),
        Wrong(
            "cleared once",
            cleared_once,
            "The first process is right. Each later one also has the gradients of those before it.",
            "You clear the gradients once, and not for each process. In one program all processes "
            "share one `.grad`.",
            "Print the gradient of each process. What is in the second one?",
        ),
        Wrong(
            "the last process",
            only(-1),
            "Your result is the gradient of the last process alone.",
            "In your loop each process takes the place of the one before.",
            "After the loop, where are the gradients of the first process?",
        ),
        Wrong(
            "the first process",
            only(0),
            "Your result is the gradient of the first process alone.",
            "A `return` inside a loop ends the loop in its first round; or the others are computed "
            "and never used.",
            "How far is the line with your `return` indented?",
        ),
        Wrong(
            "zeros",
            with_weights(lambda shards: [0.0] * len(shards)),
            "All your gradients are zeros.",
            "A list of `.grad` holds the tensors themselves. Where they are emptied in place, or "
            "multiplied by 0, the list is emptied with them.",
            "Print your list before the line that clears the gradients, and after it. What makes "
            "a copy of a tensor?",
            when=lambda found: all(alike(one, [0 * part for part in one]) for one in found),
        ),
        Wrong(
            "divided twice",
            with_weights(lambda shards: [len(shards) ** -2] * len(shards)),
            "Your gradients are too small, by the number of processes.",
            "You divide twice: perhaps each loss, and then the gradients once more.",
            "Which lines of yours divide? One of them is enough.",
        ),
        Wrong(
            "divided by rows",
            with_weights(lambda shards: [1 / rows_of(shards)] * len(shards)),
            "You divide the sum of the gradients by the number of rows.",
            "The loss of a shard is already a mean over its rows. What is left is the mean over "
            "the processes.",
            "How many gradients do you add up? Divide by how many there are.",
        ),
        Wrong(
            "sum over all rows",
            with_weights(lambda shards: [float(len(X)) for X, _ in shards]),
            "Your gradients are those of the sum over all rows, and not of the mean.",
            "Such a gradient grows with every row and every machine, and the learning rate of SGD "
            "would have to shrink with it.",
            "By how much is your gradient too large? What is that number?",
        ),
        Wrong(
            "the loss",
            mean_loss,
            "Your result is one number, the mean of the losses.",
            "The processes exchange gradients: that is what a step needs. Each has a number for "
            "each of its weights.",
            "Which method of a loss fills `.grad`? And where does `.grad` stand?",
            when=lambda found: all(map(is_number, found)),
        ),
        Wrong(
            "one for each process",
            changed(lambda each, shards: each),
            "You give back the gradients of each process, one list after the other.",
            "That is what they have before they talk to each other. Afterwards all have the same, "
            "the mean.",
            "For the first parameter, which tensors of your lists belong together?",
            when=lambda found: all(isinstance(one[0], list | tuple) for one in found),
        ),
        Wrong(
            "over the numbers of a parameter",
            changed(over_numbers),
            "You give one number for each parameter.",
            "The mean goes over the processes. Each weight keeps a gradient of its own.",
            "Print the shape of a parameter and of what you give for it.",
        ),
    ),
    rivals=(
        Rival("The number in the middle of the processes.", changed(median)),
        Rival("Only the signs.", changed(of_signs)),
        Rival("The second process alone.", only(1)),
        Rival(
            "By one less than the number of processes.",
            with_weights(lambda shards: [1 / (len(shards) - 1)] * len(shards)),
        ),
        Rival(
            "Minus the mean, the way of a step.",
            with_weights(lambda shards: [-1 / len(shards)] * len(shards)),
        ),
        Rival(
            "By the root of the number of processes.",
            with_weights(lambda shards: [len(shards) ** -0.5] * len(shards)),
        ),
        Rival(
            "The rows of the first two processes.",
            lambda model, shards, loss_fn: mean_gradients(model, shards[:2], loss_fn),
        ),
        Rival(
            "The same loss for all, whatever comes in.",
            lambda model, shards, loss_fn: mean_gradients(
                model, shards, F.cross_entropy if shards[0][1].ndim == 1 else F.mse_loss
            ),
        ),
        Rival(
            "All rows at once, with the sum of their losses.",
            lambda model, shards, loss_fn: gradient(
                loss_fn(model(joined(shards)[0]), joined(shards)[1]) * rows_of(shards), model
            ),
        ),
    ),
)
