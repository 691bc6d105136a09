"""04.mend-runs: a comparison of runs to mend."""

import math

import torch
from torch import nn

from helpers.practice.compare import as_tensor
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose
from helpers.practice.lesson_04.shared import column, says


def last_losses(X, y, rates, epochs, seed=0, model_seed=True, own_optimizer=True):
    """The right answer, or the program with one of its two faults left in it."""
    model = nn.Linear(1, 1)
    old = torch.optim.SGD(model.parameters(), lr=rates[0])
    found = []
    for lr in rates:
        if model_seed:
            torch.manual_seed(seed)
        model = nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr) if own_optimizer else old
        for _ in range(epochs):
            loss = nn.MSELoss()(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        found.append(loss.item())
    return found


def one_model(X, y, rates, epochs):
    """One model for all rates, so that each goes on where the last one ended."""
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    found = []
    for lr in rates:
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(epochs):
            loss = nn.MSELoss()(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        found.append(loss.item())
    return found


def seed_once(X, y, rates, epochs):
    torch.manual_seed(0)
    return last_losses(X, y, rates, epochs, model_seed=False)


def another_start_each_call(X, y, rates, epochs):
    seed = int(torch.randint(10_000, (1,)))
    return last_losses(X, y, rates, epochs, seed)


def seed_after_model(X, y, rates, epochs):
    found = []
    for lr in rates:
        found += last_losses(X, y, [lr], epochs, model_seed=False)
        torch.manual_seed(0)
        nn.Linear(1, 1)  # the one that `last_losses` makes before its loop
        torch.manual_seed(0)
    return found


def first_rate_for_all(X, y, rates, epochs):
    return last_losses(X, y, [rates[0]] * len(rates), epochs)


def runs_seen(answer, X, y, slow, good, epochs):
    """What is seen of a comparison of learning rates: one slow rate twice, a good one, and
    one so small that the loss it ends with is that of the start."""
    seen = {"count": "one a run", "fair": False, "repeats": False, "arrived": False}
    seen |= {"one rate": False, "moved": False, "goes on": False, "late seed": False}
    seen |= {"steps": True}
    A = torch.cat([X, torch.ones_like(X)], dim=1)
    least = (A @ torch.linalg.lstsq(A, y).solution - y).square().mean().item()
    lists = []
    for seed in (11, 12):
        torch.manual_seed(seed)  # what the learner's own random numbers start from
        result = answer(X, y, [slow, good, 1e-9, slow], epochs)
        found = as_tensor(result)
        if found is None:
            return result
        if found.numel() != 4:
            counts = {1: "one", 4 * epochs: "one an epoch"}
            return seen | {"count": counts.get(found.numel(), "other")}
        lists.append(found.flatten())
    first, second, start, again = lists[0].tolist()
    torch.manual_seed(11)
    longer = as_tensor(answer(X, y, [slow] * 3, 2 * epochs)).flatten().tolist()
    moved = not math.isclose(first, longer[0], rel_tol=1e-5)
    goes_on = first > 1.01 * second and 1.0001 * second > start and 1.0001 * start > again
    fair = math.isclose(first, again, rel_tol=1e-5)
    steps = 0
    if fair and least < first < start:  # in the round bowl each step takes 2 · slow away
        left = (first - least) / (start - least)
        steps = round(math.log(left) / (2 * math.log(1 - 2 * slow)))
    return seen | {
        "fair": fair,
        "repeats": torch.allclose(*lists, rtol=1e-5),
        "arrived": abs(second - least) < 1e-3,
        "one rate": math.isclose(first, second, rel_tol=1e-5),
        "moved": moved,
        "goes on": moved and goes_on,
        "late seed": math.isclose(longer[1], longer[2], rel_tol=1e-5)
        and not math.isclose(longer[0], longer[1], rel_tol=1e-5),
        "steps": not fair or steps in (epochs - 1, epochs),
    }


GIVEN = """
def last_losses(X, y, rates, epochs):
    model = nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=rates[0])
    found = []
    for lr in rates:
        model = nn.Linear(1, 1)
        for epoch in range(epochs):
            loss = nn.MSELoss()(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        found.append(loss.item())
    return found
"""


EXERCISE = Exercise(
    name="04.mend-runs",
    reference=last_losses,
    arguments=("X", "y", "rates", "epochs"),
    observe=runs_seen,
    cases=lambda generator: [(*column(generator, 9), 0.03, 0.4, 10 + choose(generator, 4))],
    start=lambda X, y, rates, epochs: last_losses(
        X, y, rates, epochs, model_seed=False, own_optimizer=False
    ),
    given=GIVEN,
    returns="a list with the last loss of each run, in the order of the rates",
    checked="that each rate trains a model of its own, that all start from the same place, and "
    "that a second call gives the same list.",
    why="which habit, in a notebook, keeps a model and its optimizer together?",
    because=(
        "Seed, model and optimizer in three lines one after the other, in one cell. Whoever "
        "runs the cell again gets all three anew, and never a new model with an old "
        "optimizer."
    ),
    properties=(
        Property(
            "the number of steps",
            lambda call, X, y, slow, good, epochs: call(X, y, slow, good, epochs)["steps"],
            "The models start alike and they train. But a run does not end where so many epochs "
            "with its rate would take it.",
            "In each epoch a run makes one plain SGD step, with the gradient of this epoch alone "
            "and the rate of its turn.",
            "Compare the lines of your inner loop with the five of section 2, and your optimizer "
            "with the one you were given.",
        ),
    ),
    otherwise=(
        "The same rate, twice in the list, ends with two different losses. And a good rate does "
        "not reach the smallest possible loss.",
        "So there are two faults: the models start from different places, and they are not "
        "trained as they should be.",
        "Mend one after the other. Print the first loss of each run, then all losses of one run.",
    ),
    wrong=(
        Wrong(
            "one number",
            lambda X, y, rates, epochs: last_losses(X, y, rates, epochs)[:1],
            "The check hands in 4 rates, and one number came back.",
            "The list should hold the last loss of each run. Either `return` stands inside a loop, "
            "so that it ends in its first round, or one loss is given back and not the list.",
            "Look at the line with `return`: what does it hand out, and how far is it indented?",
            when=says(count="one"),
        ),
        Wrong(
            "every epoch",
            lambda X, y, rates, epochs: [
                loss for loss in last_losses(X, y, rates, epochs) for _ in range(epochs)
            ],
            "The check hands in 4 rates, and one number for each epoch of each run came back.",
            "The task asks for the last loss of each run only.",
            "Which line adds to the list, and in which of the two loops does it stand?",
            when=says(count="one an epoch"),
        ),
        Wrong(
            "another number of numbers",
            lambda X, y, rates, epochs: last_losses(X, y, [*rates, 0.05], epochs),
            "The check hands in 4 rates, and more or fewer than 4 numbers came back.",
            "The list should hold one number for each rate.",
            "Print the length of your list for 4 rates. Does every name in your function come in, "
            "or is it made there?",
            when=says(count="other"),
        ),
        Wrong(
            "the old optimizer",
            lambda X, y, rates, epochs: last_losses(X, y, rates, epochs, own_optimizer=False),
            "None of the models moves: each loss is that of the start.",
            "When `step()` comes, the parameters that the optimizer holds have no `.grad`. Either "
            "they belong to an older model, or `.grad` was emptied before.",
            "Which model exists at the line that makes the optimizer? And does `zero_grad` stand "
            "between `backward` and `step`?",
            when=says(fair=True, moved=False, arrived=False),
        ),
        Wrong(
            "one rate for all",
            first_rate_for_all,
            "The models train. But all rates end with the same loss, as if they were one rate.",
            "Each optimizer is made with the same rate, whatever the turn.",
            "Print `lr` in each run, and look at the line that uses it.",
            when=says(**{"one rate": True, "moved": True, "fair": True}),
        ),
        Wrong(
            "one model for all",
            one_model,
            "No run ends with a larger loss than the run before it, not even one with a tiny rate.",
            "All runs train one and the same model, each from where the last one ended. The later "
            "a rate stands in the list, the better it looks.",
            "Which line inside the function makes a new one, and how often is it carried out?",
            when=says(**{"goes on": True}),
        ),
        Wrong(
            "seed after the model",
            seed_after_model,
            "All models start from the same place, except the first of each call.",
            "A seed decides about the random numbers that come after it. Yours is set when the "
            "model has its numbers already, so it decides about the next model.",
            "Say for each model where the seed before it was set.",
            when=says(**{"late seed": True, "arrived": True}),
        ),
        Wrong(
            "no seed",
            lambda X, y, rates, epochs: last_losses(X, y, rates, epochs, model_seed=False),
            "Each model trains now. But the same rate, twice in the list, ends with two different "
            "losses, and a second call gives a third.",
            "No seed is set, so each model starts somewhere else. A rate that looks better may "
            "have had a better start.",
            "Print the first loss of each run. What would make them equal?",
            when=says(fair=False, repeats=False, arrived=True),
        ),
        Wrong(
            "one seed before the loop",
            seed_once,
            "Two calls give the same list. But the same rate, twice in the list, ends with two "
            "different losses.",
            "The seed is set once, or is another one in each run. So each model takes other random "
            "numbers, and it starts somewhere else.",
            "Print the first loss of each run, and ask when the seed has to be set, and to what.",
            when=says(fair=False, repeats=True, arrived=True),
        ),
        Wrong(
            "another start each call",
            another_start_each_call,
            "All models of one call start from the same place. But a second call gives another "
            "list.",
            "The place is random, and no seed is set. What you see today, nobody can see tomorrow.",
            "Which line made the random numbers of section 1 the same in every run?",
            when=says(fair=True, repeats=False, arrived=True),
        ),
        Wrong(
            "seed without training",
            lambda X, y, rates, epochs: (
                torch.manual_seed(0),
                last_losses(X, y, rates, epochs, model_seed=False, own_optimizer=False),
            )[1],
            "A second call gives the same list. But the models do not start from one place, and "
            "none of them moves.",
            "The seed is set once, or is another one in each run. And when `step()` comes, the "
            "parameters that the optimizer holds have no `.grad`.",
            "Ask for the seed and for the optimizer: to which model does it belong, and when is "
            "that model made? And who empties `.grad`, and when?",
            when=says(fair=False, repeats=True, arrived=False, moved=False),
        ),
    ),
    rivals=(
        Rival(
            "The losses in the other order.",
            lambda X, y, rates, epochs: last_losses(X, y, rates, epochs)[::-1],
        ),
        Rival(
            "The losses in the order of size.",
            lambda X, y, rates, epochs: sorted(last_losses(X, y, rates, epochs)),
        ),
        Rival(
            "The best loss for all.",
            lambda X, y, rates, epochs: [min(last_losses(X, y, rates, epochs))] * len(rates),
        ),
        Rival("One epoch for each rate.", lambda X, y, rates, epochs: last_losses(X, y, rates, 1)),
        Rival("Always 100 epochs.", lambda X, y, rates, epochs: last_losses(X, y, rates, 100)),
        Rival(
            "The last rate for all.",
            lambda X, y, rates, epochs: last_losses(X, y, [rates[-1]] * len(rates), epochs),
        ),
        Rival(
            "A seed of its own for each rate.",
            lambda X, y, rates, epochs: [
                last_losses(X, y, [lr], epochs, i)[0] for i, lr in enumerate(rates)
            ],
        ),
    ),
)
