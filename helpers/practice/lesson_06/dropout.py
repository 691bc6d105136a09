"""06.dropout: dropout by hand, with units drawn already."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart, choose, uniform
from helpers.practice.lesson_06.shared import DIGITS


def activations(generator: torch.Generator) -> list[tuple]:
    """(a, p, keep, training): twice in training, with a p below a half and above it, and twice
    while the model is used. Some units are kept and some not, in each row and in each column."""

    def draw(p, training, rows, columns):
        while True:
            keep = (torch.rand((rows, columns), generator=generator) < 0.5).float()
            if all(0 < s < n for n, d in ((columns, 1), (rows, 0)) for s in keep.sum(d).tolist()):
                return uniform(generator, 0.5, 4, rows, columns), p, keep, training

    low, high = (1 + choose(generator, 4)) / 10, (6 + choose(generator, 3)) / 10
    return [
        apart(lambda p=p, shape=shape: draw(p, True, *shape), dropout, by_the_share)
        if training
        else draw(p, False, *shape)
        for p, training, shape in (
            (low, True, (2, 3)),
            (high, False, (3, 4)),
            (high, True, (3, 4)),
            (low, False, (2, 3)),
        )
    ]


def dropout(a, p, keep, training):
    return a * keep / (1 - p) if training else a


def by_the_share(a, p, keep, training):
    return a * keep / keep.mean() if training else a


EXERCISE = Exercise(
    name="06.dropout",
    reference=dropout,
    arguments=("a", "p", "keep", "training"),
    returns="a tensor of shape (N, H): the numbers after dropout",
    cases=activations,
    tolerance=DIGITS,
    checked="four random tables, two in training and two while the model is used, with a p below "
    "and above 0.5.",
    why="why is a number that is kept divided by 1 - p, and what would the next layer see "
    "without that?",
    because=(
        "A share of 1 - p is kept. Divided by 1 - p, their mean is on average what it is without "
        "dropout. Otherwise the next layer would see sums that are too small in training, and "
        "larger ones as soon as the model is used, which its weights do not expect."
    ),
    properties=(
        Property(
            "used as it is",
            lambda call, a, p, keep, training: alike(call(a, p, keep, False), a),
            "While the model is used, your function changes the numbers.",
            "Dropout is for training. Afterwards each prediction uses all units.",
            "What should come out when `training` is False?",
        ),
        Property(
            "off is zero",
            lambda call, a, p, keep, training: (call(a, p, keep, True)[keep == 0] == 0).all(),
            "In training, a unit that should be off gives a number that is not 0.",
            "`keep` has a zero there: this unit says nothing in this step.",
            "Which operation with `keep` makes some numbers zero, and leaves the others alone?",
        ),
        Property(
            "the same on average",
            lambda call, a, p, keep, training: alike(
                (1 - p) * call(a, p, torch.ones_like(keep), True)
                + p * call(a, p, torch.zeros_like(keep), True),
                a,
            ),
            "On average over many draws, your numbers are not what they were before.",
            "A unit is on in a share of 1 - p of the draws, and 0 in the others. What is left has "
            "to make up for what is lost.",
            "Take p = 0.75 and a unit of 1: in one of four draws it is on. How large must it be "
            "there, so that the mean is 1?",
        ),
    ),
    wrong=(
        Wrong(
            "no scale",
            lambda a, p, keep, training: a * keep if training else a,
            "In training, the units that are kept are as large as before.",
            "The right units are off. But the sum of what is left is too small, and it jumps up "
            "when the model is used.",
            "Which share of the units is kept, and what makes up for the rest?",
        ),
        Wrong(
            "scaled while used",
            lambda a, p, keep, training: a * keep if training else a * (1 - p),
            "You make the numbers smaller while the model is used.",
            "That was the old way, and it fits as well. But then each prediction needs the "
            "factor, and one forgets it. `nn.Dropout` makes up for it in training.",
            "By what must the kept ones be divided in training, so that nothing is to be done "
            "later?",
        ),
        Wrong(
            "scaled twice",
            lambda a, p, keep, training: a * keep / (1 - p) if training else a * (1 - p),
            "Your factor is there in training, and once more while the model is used.",
            "One of the two is enough. Together they make the numbers too small in use.",
            "Which of the two does the task ask for?",
        ),
        Wrong(
            "divided by p",
            lambda a, p, keep, training: a * keep / p if training else a,
            "You divide by the share of the units that are off.",
            "With a small p only a few are off, and the others would become very large.",
            "With p = 0.1, which share is kept?",
        ),
        Wrong(
            "multiplied",
            lambda a, p, keep, training: a * keep * (1 - p) if training else a,
            "In training, the units that are kept become smaller.",
            "Some are off already, so the sum is too small. Now it is smaller still.",
            "Must a kept unit grow or shrink, to make up for those that are off?",
        ),
        Wrong(
            "multiplied by p",
            lambda a, p, keep, training: a * keep * p if training else a,
            "In training, each kept unit is multiplied by p.",
            "p is the share that is off. What is left has to grow, and p is below 1.",
            "By what do you divide, to make up for a share that is lost?",
        ),
        Wrong(
            "always",
            lambda a, p, keep, training: a * keep / (1 - p),
            "Units are off while the model is used, too.",
            "Then a prediction depends on the draw. That is what happens when `model.eval()` is "
            "forgotten.",
            "Which input of your function is not used yet?",
        ),
        Wrong(
            "always, no scale",
            lambda a, p, keep, training: a * keep,
            "Units are off also while the model is used, and in training the others stay as "
            "large as before.",
            "Two things are left: the scale in training, and the case in which nothing is to be "
            "done.",
            "Which inputs of your function are not used yet?",
        ),
        Wrong(
            "never",
            lambda a, p, keep, training: a,
            "All units are on, in training too.",
            "That is right while the model is used. In training `keep` says which ones are on.",
            "In which of the two cases does your condition hold?",
        ),
        Wrong(
            "turned round",
            lambda a, p, keep, training: a if training else a * keep / (1 - p),
            "Units are off while the model is used, and all are on in training.",
            "The two cases are exchanged.",
            "What does your `if` ask, and what comes under it?",
        ),
        Wrong(
            "off and on exchanged",
            lambda a, p, keep, training: a * (1 - keep) / (1 - p) if training else a,
            "In training, the wrong units are off: those for which `keep` is one.",
            "`keep` says which ones stay.",
            "What does a one in `keep` do to its unit in your line?",
        ),
        Wrong(
            "off and on exchanged, divided by p",
            lambda a, p, keep, training: a * (1 - keep) / p if training else a,
            "In training, those units are on for which `keep` is zero, and they are divided by p.",
            "You read `keep` and p the other way round. `keep` says which ones stay; p is the "
            "share of those that do not.",
            "What does a one in `keep` do to its unit in your line?",
        ),
        Wrong(
            "all units scaled",
            lambda a, p, keep, training: a / (1 - p) if training else a,
            "In training no unit is off, and all are larger.",
            "The scale makes up for units that are off. Here none is.",
            "Which input of your function is not used yet?",
        ),
        Wrong(
            "share that came",
            by_the_share,
            "You divide by the share of ones in this `keep`.",
            "It differs from draw to draw, and p plays no part in your scale. `nn.Dropout` "
            "divides each time by the same number, the share that is kept on average.",
            "What does p say about a unit, before anything is drawn?",
        ),
        Wrong(
            "thrown out",
            lambda a, p, keep, training: a[keep == 1] / (1 - p) if training else a,
            "In training you give back a list of the units that are kept.",
            "The units that are off are gone, and the next layer misses them: it has a weight "
            "for each place.",
            "What should stand in the place of a unit that is off?",
        ),
        Wrong(
            "p subtracted",
            lambda a, p, keep, training: a * keep - p if training else a,
            "In training you take p away from the numbers.",
            "p is a share of the units, and no amount to take away.",
            "A share is made up for by a factor. Which one?",
        ),
    ),
    rivals=(
        Rival(
            "One more than p as the factor.",
            lambda a, p, keep, training: a * keep * (1 + p) if training else a,
        ),
        Rival(
            "Twice as large, whatever p is.",
            lambda a, p, keep, training: a * keep * 2 if training else a,
        ),
        Rival(
            "The root of the scale.",
            lambda a, p, keep, training: a * keep / (1 - p) ** 0.5 if training else a,
        ),
        Rival(
            "One draw for all rows.",
            lambda a, p, keep, training: a * keep[:1] / (1 - p) if training else a,
        ),
        Rival(
            "One draw for all units of a row.",
            lambda a, p, keep, training: a * keep[:, :1] / (1 - p) if training else a,
        ),
        Rival(
            "The sum of each row is kept.",
            lambda a, p, keep, training: (
                a * keep * a.sum(1, True) / (a * keep).sum(1, True) if training else a
            ),
        ),
        Rival(
            "The mean in place of what is off.",
            lambda a, p, keep, training: torch.where(keep == 1, a, a.mean()) if training else a,
        ),
        Rival(
            "The scale for those that are on, nothing off.",
            lambda a, p, keep, training: torch.where(keep == 1, a / (1 - p), a) if training else a,
        ),
        Rival(
            "Off in training for p below a half only.",
            lambda a, p, keep, training: dropout(a, p, keep, training and p < 0.5),
        ),
        Rival(
            "Scaled up while used.",
            lambda a, p, keep, training: a * keep if training else a / (1 - p),
        ),
        Rival("Everything off.", lambda a, p, keep, training: 0 * a if training else a),
        Rival(
            "Only `keep`, scaled.", lambda a, p, keep, training: keep / (1 - p) if training else a
        ),
    ),
)
