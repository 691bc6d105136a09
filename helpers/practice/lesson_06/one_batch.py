"""06.one-batch: one batch can be learned to 0, or something is wrong."""

from collections import Counter

import torch
from torch import nn

from helpers.practice.compare import is_bool
from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.inputs import choose
from helpers.practice.lesson_04.shared import sometimes, values

LETTERS, ROWS = 5, 8
NEAR_0 = 0.05


class Cut(nn.Module):
    """The letters' points begin at 0, and `detach` cuts them off from the gradients."""

    def __init__(self):
        super().__init__()
        self.points = nn.Embedding(LETTERS, 3)
        self.layers = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Linear(16, LETTERS))
        nn.init.zeros_(self.points.weight)

    def forward(self, X):
        return self.layers(self.points(X).flatten(1).detach())


class InAList(nn.Module):
    """The last layer, which begins at 0, stands in a list, so that no optimizer hears of it."""

    def __init__(self):
        super().__init__()
        self.points = nn.Embedding(LETTERS, 3)
        self.layers = [nn.Linear(6, LETTERS)]
        nn.init.zeros_(self.layers[0].weight)

    def forward(self, X):
        return self.layers[0](self.points(X).flatten(1))


class Short(nn.Module):
    """Each row of logits is brought to length 1: the best guess can be right, but never sure."""

    def __init__(self):
        super().__init__()
        self.layers = network()

    def forward(self, X):
        return nn.functional.normalize(self.layers(X), dim=1)


class LastLetter(nn.Module):
    """It looks at the last letter of a window alone."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Embedding(LETTERS, 16), nn.ReLU(), nn.Linear(16, LETTERS))

    def forward(self, X):
        return self.layers(X[:, -1])


def network(*behind: nn.Module) -> nn.Sequential:
    """A small network of section 3, with what stands behind its last layer."""
    layers = nn.Embedding(LETTERS, 3), nn.Flatten(), nn.Linear(6, 16), nn.ReLU()
    return nn.Sequential(*layers, nn.Linear(16, LETTERS), *behind)


def loud():
    """All is well, but it begins sure of one letter, so that the first loss is far too high."""
    model = network()
    with torch.no_grad():
        model[-1].bias[0] += 6
    return model


def bent():
    """A ReLU behind the last layer, which begins at 0: it lets no gradient through."""
    model = network(nn.ReLU())
    nn.init.zeros_(model[-2].weight)
    nn.init.zeros_(model[-2].bias)
    return model


def frozen():
    """The weights of the last layer begin at 0 and ask for no gradient."""
    model = network()
    nn.init.zeros_(model[-1].weight)
    model[-1].weight.requires_grad = False
    return model


# The models by name, and whether one batch can be learned to 0 by them.
MODELS = {
    "right": (network, True),
    "loud": (loud, True),
    "short": (Short, False),
    "softmax": (lambda: network(nn.Softmax(dim=1)), False),
    "cut": (Cut, False),
    "list": (InAList, False),
    "bent": (bent, False),
    "frozen": (frozen, False),
    "last letter": (LastLetter, False),
}
UNSURE = ("short", "softmax")  # their best guesses become right, and their loss stays high
RIGHT = [name for name, (_, learns) in MODELS.items() if learns]


def batches(generator: torch.Generator) -> list[tuple]:
    """(model, seed, X, y) for each model. No window stands twice; no letter comes more than three
    times; and in three pairs of windows the last letter is the same and the next one is not."""
    windows = torch.cartesian_prod(torch.arange(LETTERS), torch.arange(LETTERS))
    while True:
        X = windows[torch.randperm(len(windows), generator=generator)[:ROWS]]
        y = torch.randint(LETTERS, (ROWS,), generator=generator)
        pairs = sum(
            bool(X[i, -1] == X[j, -1] and y[i] != y[j]) for i in range(ROWS) for j in range(i)
        )
        if pairs >= 3 and max(Counter(y.tolist()).values()) <= 3:
            return [(name, choose(generator, 10_000), X, y) for name in MODELS]


def trained(
    judge=lambda losses, shares: losses[-1] < NEAR_0,
    steps=50,
    step=True,
    empty=True,
    make=torch.optim.Adam,
):
    """An answer that trains and then judges: judge(all losses, all shares of right guesses)."""

    def answer(model, X, y):
        optimizer = make(model.parameters(), lr=0.05)
        losses, shares = [], []
        for _ in range(steps):
            logits = model(X)
            loss = nn.functional.cross_entropy(logits, y)
            losses.append(loss.item())
            shares.append((logits.argmax(1) == y).float().mean().item())
            if empty:
                optimizer.zero_grad()
            loss.backward()
            if step:
                optimizer.step()
            if losses[-1] < NEAR_0 / 10:
                break
        return judge(losses, shares)

    return answer


def learns_one_batch(model, X, y):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(50):
        loss = nn.functional.cross_entropy(model(X), y)
        if loss < NEAR_0:
            return True
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return False


def seen_of_test(answer, name, seed, X, y):
    """What is seen of an answer with one model: what it says, whether gradients were added up,
    and, where it says the wrong thing, whether the model was trained at all."""
    torch.manual_seed(seed)
    make, learns = MODELS[name]
    model = make()
    before, added, came = values(model), [], []
    if name == "right":
        bias = model[-1].bias
        bias.register_hook(came.append)
        bias.register_post_accumulate_grad_hook(
            lambda p: added.append(not torch.allclose(p.grad, came[-1]))
        )
    said = answer(model, X, y)
    if not is_bool(said):
        return said
    seen = {"model": name, "says": bool(said), "added": any(added), "trained": "yes"}
    if bool(said) is not learns and torch.equal(before, values(model)):
        seen["trained"] = "no step" if came else "no"
    return seen


def let_through(*names: str):
    """A rule for `when`: the right models pass, and of the others these and no more."""
    return lambda seen: {s["model"] for s in seen if s["says"]} == {*RIGHT, *names}


def all_say(word: bool, *trained: str):
    """A rule for `when`: the same word for all models, and the training was so for one that is
    judged wrongly and can move."""
    wrongly = "softmax" if word else "right"
    return lambda seen: (
        all(s["says"] is word for s in seen)
        and any(s["trained"] in trained for s in seen if s["model"] == wrongly)
    )


def quiet_one_alone(seen) -> bool:
    """The right model with a usual start passes, the one with a bad start does not."""
    return {"right"} <= {s["model"] for s in seen if s["says"]} and not seen[1]["says"]


def guesses(share: float):
    """A judge: in the end at least this share of the guesses is right."""
    return lambda losses, shares: shares[-1] >= share


def by_the_first_loss(losses, shares):
    return losses[0] < 2.5


def new_model(model, X, y):
    return learns_one_batch(network(), X, y)


EXERCISE = Exercise(
    name="06.one-batch",
    reference=learns_one_batch,
    arguments=("model", "X", "y"),
    observe=seen_of_test,
    cases=batches,
    returns="`True` or `False`",
    checked="two right models, one of them with a bad start, and seven with a mistake that raises "
    "no error: a softmax inside, logits that cannot grow, gradients that are cut off, a layer in a "
    "list, a ReLU at the end, a frozen layer, a letter that is not looked at.",
    why="a model passes this test. What do you know about it, and what not?",
    because=(
        "You know that the gradients reach the layers, that the optimizer moves them, and that "
        "the outputs suit the loss. You do not know whether the model does well on other letters: "
        "it has learned one batch by heart, and that is what the test asks for. A model that "
        "fails it need not be trained on more."
    ),
    otherwise=(
        "At least one model with a mistake passes your test, or a right one does not.",
        "What counts is one thing: how near to 0 the loss of this batch comes in the end.",
        "Print the last loss for the model of section 3, and for the same one with a softmax "
        "behind it.",
    ),
    wrong=(
        Wrong(
            "gradients added up",
            trained(empty=False),
            "In your training, each step uses the gradients of all steps before, too.",
            "`backward` adds to what is in `.grad`, and nobody empties it. A test that is broken "
            "itself says nothing about a model.",
            "Compare your loop with the five lines of lesson 04. Which one is missing?",
            when=sometimes(added=True),
        ),
        Wrong(
            "True without training",
            lambda model, X, y: True,
            "You say `True` of every model, also of those that cannot learn. Not one of them was "
            "trained.",
            "Whether a batch can be learned shows only when one tries.",
            "Which lines make steps? And is the `model` that comes in the one that they use?",
            when=all_say(True, "no", "no step"),
        ),
        Wrong(
            "always True",
            trained(lambda losses, shares: True),
            "The models are trained, and you say `True` of every one, also of those that cannot "
            "learn.",
            "A test that nobody can fail says nothing.",
            "What has to be seen at the end, so that your function says `False`?",
            when=all_say(True, "yes"),
        ),
        Wrong(
            "no step",
            trained(step=False),
            "You say `False` of every model, also of the right ones. Their gradients are computed, "
            "and their parameters do not move.",
            "`backward` computes where to go. It does not go there.",
            "Compare your loop with the five lines of lesson 04.",
            when=all_say(False, "no step"),
        ),
        Wrong(
            "False without training",
            lambda model, X, y: False,
            "You say `False` of every model, also of the right ones. No gradient was computed for "
            "them.",
            "Whether a batch can be learned shows only when one tries.",
            "Which lines make steps? And is the `model` that comes in the one that they use?",
            when=all_say(False, "no"),
        ),
        Wrong(
            "a few steps",
            trained(steps=4),
            "You say `False` of every model, also of the right ones, although they move: a false "
            "alarm.",
            "They were not given the time, or too much is asked of them. Either the steps are few "
            "or small, `return` ends the loop in its first round, or the limit is too near to 0.",
            "Print the loss of each step for the model of section 3. How far does it come?",
            when=all_say(False, "yes"),
        ),
        Wrong(
            "by the first loss",
            trained(by_the_first_loss),
            "You turn down a right model that starts with a large loss, and let others through "
            "that never learn.",
            "The first loss says how a model starts. This test asks where it comes to.",
            "Which loss do you compare: one from before the training or one from its end?",
            when=lambda seen: quiet_one_alone(seen) and any(s["says"] for s in seen[2:]),
        ),
        Wrong(
            "a few steps for a bad start",
            trained(lambda losses, shares: losses[-1] < NEAR_0 and losses[0] < 2.5),
            "You turn down a right model that starts with a large loss: a false alarm.",
            "It learns this batch as well, and may need more steps for it.",
            "How many steps do you give? Try ten times as many, and stop early where the loss is "
            "small.",
            when=lambda seen: seen[0]["says"] and not any(s["says"] for s in seen[1:]),
        ),
        Wrong(
            "exchanged",
            trained(lambda losses, shares: losses[-1] >= NEAR_0),
            "You say `True` of the models that cannot learn, and `False` of the others.",
            "The two words are exchanged.",
            "What should be `True`: that the loss has come near to 0, or that it has not?",
            when=lambda seen: all(s["says"] is (s["model"] not in RIGHT) for s in seen),
        ),
        Wrong(
            "it has fallen",
            trained(lambda losses, shares: losses[-1] < losses[0]),
            "You let through every model whose loss falls, however high it stays.",
            "With a mistake inside, a loss often falls, too: a part of the model still learns.",
            "How low can the loss of eight windows come, when nothing is wrong? Compare with that.",
            when=let_through("short", "softmax", "cut", "frozen", "last letter"),
        ),
        Wrong(
            "high limit",
            trained(lambda losses, shares: losses[-1] < 1.05),
            "You let through models that are never sure: with a softmax inside, the loss stays "
            "high, though the best guess may be right for each window.",
            "Right guesses are not enough, and 0.9 is not near to 0.",
            "What do you compare: a loss or a count of right guesses? With which limit?",
            when=lambda seen: (
                all(s["says"] for s in seen if s["model"] in RIGHT)
                and any(s["says"] for s in seen if s["model"] in UNSURE)
            ),
        ),
    ),
    rivals=(
        Rival("A new model in place of the one that came in.", new_model),
        Rival("Three quarters of the guesses are right.", trained(guesses(0.75))),
        Rival("All guesses are right.", trained(guesses(1.0))),
        Rival("The loss has fallen by half.", trained(lambda loss, _: loss[-1] < loss[0] / 2)),
        Rival(
            "The loss is below that of knowing nothing.", trained(lambda loss, _: loss[-1] < 1.6)
        ),
        Rival("The last step was downwards.", trained(lambda loss, _: loss[-1] < loss[-2])),
        Rival("The smallest loss is below 1.", trained(lambda loss, _: min(loss) < 1)),
    ),
)
