"""09.learn-one: a test for models, that they can learn one sequence by heart."""

import math
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import torch
from torch import nn

from helpers.practice.engine import Rival
from helpers.practice.invariants import Candidate, invariant
from helpers.practice.lesson_09 import gpts

SIZES = 6, 12, 16, 2, 1  # symbols, context, width, heads, layers
BELOW = 0.1


class Alone(gpts.Placed):
    """Each token sees itself alone, and there are no positions."""

    def __init__(self, *sizes):
        super().__init__(*sizes)
        for block in self.blocks:
            block.attention = gpts.Around(*sizes[2:4], gpts.weights_with(hidden=others))


def others(scores):
    return ~torch.eye(scores.shape[-1], dtype=torch.bool).expand_as(scores)


class Unused(gpts.Placed):
    """What the blocks give is lost, and there are no positions."""

    def forward(self, ids):
        x = self.tokens(ids)
        for block in self.blocks:
            block(x)
        return self.to_logits(self.norm(x))


class FirstAlone(gpts.Placed):
    """Every token counts as the first one, and there are no positions."""

    def forward(self, ids):
        return super().forward(ids[:, :1].expand_as(ids))


class Sure(gpts.Placed):
    """It gives probabilities in place of logits."""

    rows = staticmethod(gpts.in_order)

    def forward(self, ids):
        return super().forward(ids).softmax(-1)


class Cut(gpts.Placed):
    """The stream is cut off from the gradients, and only the bias of the last norm learns."""

    rows = staticmethod(gpts.in_order)

    def __init__(self, *sizes):
        super().__init__(*sizes)
        for parameter in self.parameters():
            parameter.requires_grad = parameter is self.norm.bias


class Whole(gpts.Placed):
    """Right."""

    rows = staticmethod(gpts.in_order)


def bigram_floor(ids: torch.Tensor) -> float:
    """The lowest mean loss of a model that sees one token only."""
    pairs = Counter(pairwise(ids.tolist()))
    firsts = Counter(ids[:-1].tolist())
    total = sum(n * math.log(firsts[a] / n) for (a, _), n in pairs.items())
    return total / (len(ids) - 1)


def model_with(kind: type, *sizes: int, std: float = 0.1) -> Callable:
    """Candidates: a model of this kind, and a sequence in which what follows a token is not the
    same each time."""

    def made(generator):
        symbols, context = (sizes or SIZES)[:2]
        while True:
            ids = torch.randint(symbols, (context + 1,), generator=generator)
            if 0.55 < bigram_floor(ids) < 0.85:
                break
        return gpts.drawn(kind(*(sizes or SIZES)), generator, std), ids

    return made


def high(generator):
    """Right; its first loss is far above ln V."""
    while True:
        model, ids = model_with(Whole, 7, 9, 24, 3, 1, std=0.4)(generator)
        with torch.no_grad():
            first = nn.functional.cross_entropy(model(ids[None, :-1])[0], ids[1:])
        if first > math.log(7) + 0.5:
            return model, ids


def learns(
    judge: Callable = lambda losses, model, X, y: losses[-1] < BELOW,
    steps: int = 30,
    lr: float = 0.015,
    cut: Callable = lambda ids: (ids[None, :-1], ids[None, 1:]),
) -> Callable:
    """A test that trains on (X, y) = cut(ids), and then judge(losses, model, X, y)."""

    def test(model, ids):
        X, y = cut(ids)
        optimizer = torch.optim.Adam(model.parameters(), lr=lr)
        losses = []
        for _ in range(steps):
            loss = nn.functional.cross_entropy(model(X).flatten(0, 1), y.flatten())
            losses.append(loss.item())
            if losses[-1] < BELOW:
                break
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        return bool(judge(losses, model, X, y))

    return test


def below(bound: float) -> Callable:
    return lambda losses, model, X, y: losses[-1] < bound


def or_when(too: Callable) -> Callable:
    """A judge that is content with too(model, X), as well."""
    return lambda losses, model, X, y: losses[-1] < BELOW or too(model, X)


def nearly_all_right(losses, model, X, y):
    return (model(X).argmax(-1) == y).float().mean() > 0.9


def one_for_all(model, X):
    """All places have the same logits, and the block is used."""
    logits = model(X)
    return torch.allclose(logits, logits[:, :1], atol=1e-5)


def unused(model, X):
    """No gradient comes to the blocks, though they ask for one."""
    one = model.blocks[0].mlp[0].weight
    return one.requires_grad and one.grad is None


def all_move(losses, model, X, y):
    return all(p.grad is not None and p.grad.abs().sum() > 0 for p in model.parameters())


def nearly_all_frozen(model, X):
    return sum(p.requires_grad for p in model.parameters()) == 1


EXERCISE = invariant(
    name="09.learn-one",
    test=learns(),
    kind="model",
    arguments=("model", "ids"),
    passed=(
        "Either it cannot give `False`, or it asks for too little. The loss of a wrong model "
        "falls, too, and then stays where it is.",
        "How low is the loss at the end, and how low does the task want it?",
    ),
    refused=(
        "Either it trains too little, with few or small steps, or with steps that are too large. "
        "Or it asks for a lower loss than the task does.",
        "Print the loss after every ten steps. Does it still fall at the end?",
    ),
    candidates=(
        Candidate(
            "a right model with two blocks",
            model_with(Whole, 8, 10, 16, 2, 2),
            learns(lambda losses, model, X, y: losses[-1] < BELOW and len(model.blocks) == 1),
            "It learns the sequence by heart in some tens of steps of Adam.",
            "How low is its loss at the end of your training? Print it, and go on for as long as "
            "it falls.",
            right=True,
        ),
        Candidate(
            "a right model that begins with a high loss",
            high,
            learns(
                lambda losses, model, X, y: losses[-1] < BELOW and losses[0] < math.log(7) + 0.5
            ),
            "It begins far above ln V, and learns the sequence all the same. The first loss is a "
            "test of its own.",
            "What does your test ask for beside the loss at the end?",
            right=True,
        ),
        Candidate(
            "a model in which each token sees itself alone, without positions",
            model_with(Alone),
            learns(below(1.0), lr=0.02),
            "It is a bigram. Where one token has two different ones after it, it can give each of "
            "them only its share, and the loss stays above 0.",
            "How low must a loss be, so that you say: learned? And are your targets all of the "
            "next tokens?",
        ),
        Candidate(
            "a model that loses what its blocks give, without positions",
            model_with(Unused),
            learns(or_when(unused)),
            "The logits come from the embedding alone, so it is a bigram with many parameters that "
            "do nothing.",
            "What does your test look at beside the loss at the end?",
        ),
        Candidate(
            "a model that gives probabilities in place of logits",
            model_with(Sure),
            learns(nearly_all_right, steps=40, lr=0.01),
            "`cross_entropy` takes a softmax of its own, here a second one. The best guesses "
            "become right, and the loss stays high. Lesson 05 has this case.",
            "Does your test look at the loss, or only at which token is the most likely?",
        ),
        Candidate(
            "a model that takes every token for the first one, without positions",
            model_with(FirstAlone),
            learns(or_when(one_for_all)),
            "All places look the same to it. So it learns how frequent each token is, and no more.",
            "What does your test look at beside the loss at the end?",
        ),
        Candidate(
            "a model of which only the last bias learns",
            model_with(Cut),
            learns(or_when(nearly_all_frozen)),
            "All else asks for no gradient. The loss falls a little, and then no more.",
            "How low must a loss be, so that you say: learned?",
        ),
    ),
    checked="two right models, which have to pass, and five wrong ones, which must not. An error "
    "that your test raises on a wrong one counts as `False`.",
    why="why train on one sequence, and not on a batch of several?",
    because=(
        "Several sequences may begin alike and go on in different ways. At such a place a right "
        "model sees the same tokens each time, and has to give each way its share. With two ways "
        "that come equally often, the loss there stays at ln 2 or above. So a batch can fall only "
        "to the entropy of its repeated beginnings, and one sequence falls to 0."
    ),
    rivals=(
        Rival("The loss falls.", learns(lambda losses, *_: losses[-1] < losses[0])),
        Rival(
            "The loss falls by a third.", learns(lambda losses, *_: losses[-1] < losses[0] / 1.5)
        ),
        Rival("A loss below 1 is learned.", learns(below(1.0), lr=0.02)),
        Rival("No training at all.", learns(steps=1)),
        Rival("Three steps are enough.", learns(steps=3)),
        Rival("Nine in ten of the best guesses are right.", learns(nearly_all_right, 40, 0.01)),
        Rival(
            "Two tokens are enough to learn.",
            learns(cut=lambda ids: (ids[None, :1], ids[None, 1:2])),
        ),
        Rival(
            "It can learn to repeat what it reads.",
            learns(cut=lambda ids: (ids[None, :-1], ids[None, :-1])),
        ),
        Rival("The first loss is near ln V.", learns(lambda losses, *_: losses[0] < 2.3, steps=1)),
        Rival("All parameters get a gradient.", learns(all_move, steps=2)),
    ),
)
