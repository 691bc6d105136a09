"""09.first-loss: a test for models, that the loss before training is near ln V."""

import math
from collections.abc import Callable

import torch
from torch import nn

from helpers.practice.engine import Rival
from helpers.practice.invariants import Candidate, invariant
from helpers.practice.lesson_09 import gpts

B, T, V = 16, 8, 20
SIZES = V, T, 16, 2, 2  # symbols, context, width, heads, layers
NEAR = 0.3


class Altered(gpts.Placed):
    """A GPT whose logits are altered(logits, ids) in the end."""

    rows = staticmethod(gpts.in_order)
    altered: Callable = staticmethod(lambda logits, ids: logits)

    def forward(self, ids):
        return self.altered(super().forward(ids), ids)


def model_with(
    *sizes: int, std: float = 0.05, altered: Callable | None = None, V: int | None = None
) -> Callable:
    """Candidates: a fresh model, ids (B, T + 1) drawn evenly, and V, the number of symbols, where
    that is not what the model has been made for."""

    def made(generator):
        symbols, context = (sizes or SIZES)[:2]
        model = gpts.drawn(Altered(*(sizes or SIZES)), generator, std)
        if altered is not None:
            model.altered = altered
        ids = torch.randint(V or symbols, (B, context + 1), generator=generator)
        return model, ids, V or symbols

    return made


def shifted(logits, ids):
    return logits + 50


def times_twenty(logits, ids):
    return 20 * logits


def one_favoured(logits, ids):
    """As if the last layer had a bias, 5 for the first token and 0 for all others."""
    favour = torch.zeros(logits.shape[-1])
    favour[0] = 5
    return logits + favour


def the_next(logits, ids):
    """It sees the token after each one, and makes it a little more likely."""
    after = nn.functional.one_hot(ids[:, 1:], logits.shape[-1])
    return logits + nn.functional.pad(after, (0, 0, 0, 1))


def loss_of(model, ids, y=None):
    X, y = ids[:, :-1], ids[:, 1:] if y is None else y
    return nn.functional.cross_entropy(model(X).flatten(0, 1), y.flatten()).item()


def near(
    wanted: Callable = lambda model, ids, V: math.log(V),
    measured: Callable = loss_of,
    is_near: Callable = lambda loss, wanted: abs(loss - wanted) < NEAR,
) -> Callable:
    """A test: the loss is near what is wanted."""
    return lambda model, ids, V: is_near(measured(model, ids), wanted(model, ids, V))


def ln_columns(model, ids, V):
    return math.log(model(ids[:, :-1]).shape[-1])


def of_its_input(model, ids):
    return loss_of(model, ids, ids[:, :-1])


def from_probabilities(model, ids):
    return loss_of(lambda X: model(X).softmax(-1), ids)


def small_logits(model, ids, V):
    """The logits are all small, and the loss is not looked at from above."""
    return near()(model, ids, V) and model(ids[:, :-1]).abs().max() < 10


def or_when(too: Callable) -> Callable:
    """A test that is content with too(model), as well."""
    return lambda model, ids, V: near()(model, ids, V) or too(model, ids, V)


def large_weights(model, ids, V):
    return model.tokens.weight.std() > 0.5


def small_weights(model, ids, V):
    """Small weights, and logits that differ much from place to place."""
    logits = model(ids[:, :-1])
    return (logits - logits.mean((0, 1))).std() > 0.6 and not large_weights(model, ids, V)


EXERCISE = invariant(
    name="09.first-loss",
    test=near(),
    kind="model",
    arguments=("model", "ids", "V"),
    refused=(
        "It compares the loss with another number than the task, or the loss is a sum and no mean. "
        "Or it asks for more than the task does.",
        "Call it with a model of section 6, and print both numbers that it compares.",
    ),
    candidates=(
        Candidate(
            "a right model, fresh from `GPT`",
            model_with(),
            near(lambda model, ids, V: math.log(35)),
            "Its loss is some hundredths away from ln V, as it should be. Your test wants another "
            "number, or something more.",
            "Print your loss and ln V. Which logarithm do you use? Where does your V come from?",
            right=True,
        ),
        Candidate(
            "a right model for other tokens, with a constant added to all logits",
            model_with(35, 6, 12, 3, 1, altered=shifted),
            small_logits,
            "It has another V, and so another ln V. And what is added to all logits, the softmax "
            "takes out again: the guess is as even as before.",
            "Does your test look at the logits, at the right V, or at the loss alone? Print the "
            "loss.",
            right=True,
        ),
        Candidate(
            "a model that sees the next token and favours it a little",
            model_with(altered=the_next),
            near(is_near=lambda loss, wanted: loss < wanted + NEAR),
            "The tokens were drawn evenly, and nothing was learned. So a loss far below ln V "
            "cannot be: this model leaks.",
            "What goes into `cross_entropy`, and with which tokens is it compared? What does your "
            "test say of a loss that is too low?",
        ),
        Candidate(
            "a model with a bias that favours one token",
            model_with(altered=one_favoured),
            near(is_near=lambda loss, wanted: loss > wanted - NEAR),
            "It begins sure of a token that it knows nothing about. The first steps of training "
            "are spent to unlearn this.",
            "What does your test say of a loss that is too high, and how much may it be?",
        ),
        Candidate(
            "a model that was made for four times as many tokens",
            model_with(4 * V, *SIZES[1:], V=V),
            near(ln_columns),
            "It gives chances to tokens that do not exist, and its loss is near the logarithm of a "
            "number of its own.",
            "Where does your V come from: from the text or from the model?",
        ),
        Candidate(
            "a model with weights of standard deviation 1",
            model_with(std=1.0),
            or_when(large_weights),
            "So `nn.Embedding` draws them, if nobody changes it. The logits are large, and the "
            "model is sure of itself and wrong.",
            "How large is the loss that your test lets pass? Print it beside ln V.",
        ),
        Candidate(
            "a model whose logits are twenty times too large",
            model_with(altered=times_twenty),
            or_when(small_weights),
            "Its weights are small, and a scale behind the last layer makes the logits large "
            "again.",
            "Does your test look at the weights, or at the loss?",
        ),
    ),
    checked="two right models, which have to pass, and five wrong ones, which must not. An error "
    "that your test raises on a wrong one counts as `False`.",
    why="the loss before training is near ln V. What does this say, and what not?",
    because=(
        "The logits are small and their number is right, so the model begins with an "
        "even guess, as it should. It says nothing of what the model can learn: one without "
        "attention or with a mask turned round begins at ln V, too."
    ),
    rivals=(
        Rival("The loss is not too high.", near(is_near=lambda loss, wanted: loss < wanted + NEAR)),
        Rival("The loss is not too low.", near(is_near=lambda loss, wanted: loss > wanted - NEAR)),
        Rival("Within 1 of ln V is near.", near(is_near=lambda a, b: abs(a - b) < 1)),
        Rival("V is the number of logits.", near(ln_columns)),
        Rival("The targets are the tokens that were read.", near(measured=of_its_input)),
        Rival("The softmax comes before the loss.", near(measured=from_probabilities)),
        Rival("The loss is counted in bits.", near(lambda model, ids, V: math.log2(V))),
        Rival("Each V is 20.", near(lambda model, ids, V: math.log(20))),
        Rival("The loss is near V.", near(lambda model, ids, V: V)),
        Rival("The logits are small.", lambda model, ids, V: model(ids).abs().max() < 5),
        Rival("The weights are small.", lambda model, ids, V: model.tokens.weight.std() < 0.1),
        Rival("The loss is a number.", near(is_near=lambda loss, wanted: math.isfinite(loss))),
    ),
)
