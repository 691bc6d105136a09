"""05.fix-loss: find and fix the mistake before the loss."""

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart
from helpers.practice.lesson_05.shared import DIGITS, came, cross_entropy, letters, scores


def twice(logits, y):
    """The program as the learner gets it: softmax, and then a loss that takes softmax too."""
    return cross_entropy(torch.softmax(logits, 1), y).item()


def of(measure, dim: int = 1):
    """measure(the N probabilities of the letters that came)"""
    return lambda logits, y: measure(came(torch.softmax(logits, dim), y))


def logits_and_letters(generator: torch.Generator) -> list[tuple]:
    """(logits, y): more rows than letters, as many, and more letters than rows."""
    return [
        apart(
            lambda s=shape: (scores(generator, *s), letters(generator, s[1], s[0])),
            cross_entropy,
            twice,
            *(rule for _, rule in LOOK_ALIKES),
        )
        for shape in ((5, 3), (4, 4), (3, 6))
    ]


def one_hot(logits, y):
    return (torch.arange(logits.shape[1]) == y[:, None]).float()


LOOK_ALIKES = (  # draws are repeated until each of these gives something else
    ("Softmax along the columns.", of(lambda q: -q.log().mean(), 0)),
    ("The median of the logarithms.", of(lambda q: -q.log().median())),
    ("The last row only.", of(lambda q: -q[-1].log())),
    ("The worst row.", of(lambda q: -q.min().log())),
    ("The best row.", of(lambda q: -q.max().log())),
    ("The logarithm of the mean probability.", of(lambda q: -q.mean().log())),
    ("Squares of 1 - p.", of(lambda q: ((1 - q) ** 2).mean())),
    ("The letters in the other order.", lambda logits, y: cross_entropy(logits, y.flip(0))),
    (
        "The best guess in place of the letter that came.",
        lambda logits, y: cross_entropy(logits, logits.argmax(1)),
    ),
    ("Always ln V, as if nothing were known.", lambda logits, y: cross_entropy(0 * logits, y)),
    ("Half of the logits.", lambda logits, y: cross_entropy(logits / 2, y)),
    (
        "The squared error against one-hot rows.",
        lambda logits, y: ((torch.softmax(logits, 1) - one_hot(logits, y)) ** 2).mean(),
    ),
)

GIVEN = """
def loss_of_letters(logits, y):
    loss_fn = nn.CrossEntropyLoss()
    p = torch.softmax(logits, dim=1)
    return loss_fn(p, y).item()
"""

EXERCISE = Exercise(
    name="05.fix-loss",
    reference=cross_entropy,
    arguments=("logits", "y"),
    returns="one number, the mean cross-entropy",
    cases=logits_and_letters,
    tolerance=DIGITS,
    start=twice,
    given=GIVEN,
    symptom="For logits that are sure of each letter that came, the loss is not near 0. What does "
    "`loss_fn` want to be given, and what does it do with it first?",
    checked="three random tables of logits, with fewer letters than rows, with as many, and with "
    "more.",
    why="a model is trained with this mistake, and its loss falls. Why is it hard to notice?",
    because=(
        "The slope still points the right way, so the loss falls and the best guess is often "
        "right. But probabilities lie between 0 and 1, so the loss can never come near 0: with 27 "
        "letters it stays above 2.35. One who knows that ln 27 = 3.30 is the beginning, and "
        "nearly 0 the end, sees that something is wrong."
    ),
    properties=(
        Property(
            "sure and right",
            lambda call, logits, y: abs(call(20 * one_hot(logits, y), y)) < 1e-4,
            "For logits of 20 at each letter that came, and 0 elsewhere, your loss is not near 0.",
            "There the letter that came has nearly all of the probability, and its -log is nearly "
            "0.",
            "Print what goes into the last line for such logits.",
        ),
        Property(
            "a constant changes nothing",
            lambda call, logits, y: abs(call(logits + 1, y) - call(logits, y)) < 1e-4,
            "When 1 is added to all logits, your loss changes.",
            "The loss of a choice depends on the probabilities, and softmax knows only differences "
            "between logits.",
            "Do the logits pass through exactly one softmax, or its logarithm?",
        ),
    ),
    wrong=(
        Wrong(
            "softmax along the columns",
            lambda logits, y: cross_entropy(torch.softmax(logits, 0), y),
            "Your loss has changed, and probabilities still go into `loss_fn`.",
            "You took the softmax along another dimension. `nn.CrossEntropyLoss` takes a softmax "
            "itself, so there are still two.",
            "Read in section 3 what `nn.CrossEntropyLoss` wants to be given.",
        ),
        Wrong(
            "three times",
            lambda logits, y: cross_entropy(torch.softmax(torch.softmax(logits, 1), 1), y),
            "Your loss has come nearer to that of knowing nothing.",
            "There is one softmax more than before.",
            "Count them: how many times is softmax taken, with the one inside `loss_fn`?",
        ),
        Wrong(
            "sigmoid",
            lambda logits, y: cross_entropy(torch.sigmoid(logits), y),
            "Numbers between zero and one still go into `loss_fn`.",
            "A sigmoid stands in the place of the softmax. `nn.CrossEntropyLoss` wants the scores "
            "themselves, as large or small as they are.",
            "Read in section 3 what `nn.CrossEntropyLoss` wants to be given.",
        ),
        Wrong(
            "no logarithm",
            of(lambda q: -q.mean()),
            "Your loss is the mean probability of the letters that came, with a minus.",
            "`nn.NLLLoss` picks, takes the mean and puts a minus before it. The logarithm it "
            "leaves to you; without it there is none.",
            "Which two steps does `nn.CrossEntropyLoss` do that `nn.NLLLoss` leaves out?",
        ),
        Wrong(
            "no probabilities",
            lambda logits, y: -came(logits, y).mean(),
            "Your loss is the mean logit of the letters that came, with a minus.",
            "Now nothing makes probabilities of the scores. `nn.NLLLoss` does not do it either.",
            "Which steps lead from scores to a loss, and which of them does your loss function do?",
        ),
        Wrong(
            "1 - p",
            of(lambda q: (1 - q).mean()),
            "Your loss is small where the model is right, and there is no logarithm in it.",
            "It is the mean of 1 - p. The task asks for the cross-entropy.",
            "Keep `nn.CrossEntropyLoss`, and look at what is handed to it.",
        ),
        Wrong(
            "no minus",
            of(lambda q: q.log().mean()),
            "Your loss is negative.",
            "The logarithm of a probability is negative, and the loss is minus its mean.",
            "Keep `nn.CrossEntropyLoss`, which knows the sign.",
        ),
        Wrong(
            "sum",
            of(lambda q: -q.log().sum()),
            "There is one softmax now. But your loss grows with the number of rows.",
            "It is a sum. The loss of this series is a mean.",
            'Look for `.sum()`, or for `reduction="sum"`.',
        ),
        Wrong(
            "one for each row",
            of(lambda q: -q.log()),
            "There is one softmax now. But you give back one number for each row.",
            "The loss is one number: the mean of these.",
            'Is a `.mean()` missing, or does `reduction="none"` stand somewhere?',
        ),
        Wrong(
            "whole table",
            lambda logits, y: -torch.log_softmax(logits, 1).mean(),
            "Your loss is the mean over all letters, and `y` plays no part in it.",
            "Only the letter that came counts in each row.",
            "Which step picks one entry from each row?",
        ),
        Wrong(
            "columns for all rows",
            lambda logits, y: -torch.log_softmax(logits, 1)[:, y].mean(),
            "Your loss is the mean of a table of N times N numbers.",
            "`[:, y]` takes the columns of all letters that came, from every row.",
            "Print the shape of what you take the mean of. There should be N numbers.",
        ),
    ),
    rivals=(
        *(Rival(rule, answer) for rule, answer in LOOK_ALIKES),
        Rival("As at the start, in another way.", twice),
        Rival("The start, made larger by V.", lambda s, y: twice(s, y) * s.shape[1]),
        Rival("Base 2.", of(lambda q: -q.log2().mean())),
        Rival("The perplexity.", of(lambda q: (-q.log().mean()).exp())),
        Rival("How often the best guess is wrong.", lambda s, y: (s.argmax(1) != y).float().mean()),
        Rival("The squared error of the logits.", lambda s, y: ((s - one_hot(s, y)) ** 2).mean()),
        Rival("Minus the logits.", lambda logits, y: cross_entropy(-logits, y)),
        Rival("Always 0, as for letters that are sure.", lambda logits, y: 0.0),
    ),
)
