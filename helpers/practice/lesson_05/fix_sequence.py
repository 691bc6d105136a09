"""05.fix-sequence: several texts at once, (B, T, V) against (B, T)."""

import torch
from torch import nn

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart
from helpers.practice.lesson_05.shared import DIGITS, cross_entropy, letters, scores


def handed_over(logits, y):
    """The program as the learner gets it: the letters stand in the last dimension, and
    `nn.CrossEntropyLoss` looks for them in the second one."""
    return nn.CrossEntropyLoss()(logits, y).item()


def of_all(logits, y):
    return cross_entropy(logits.flatten(0, 1), y.flatten())


def of_part(part):
    """The loss of part(logits, y), which gives fewer texts or fewer letters."""
    return lambda logits, y: of_all(*part(logits, y))


def of(measure):
    """measure(-log p of all B times T letters, as a table of B rows)"""

    def answer(logits, y):
        return measure(-torch.log_softmax(logits, 2).gather(2, y[:, :, None])[:, :, 0])

    return answer


def mixed(logits, y):
    """The shape that the loss wants, made by reshaping: the numbers change their places."""
    B, T, V = logits.shape
    return nn.CrossEntropyLoss()(logits.reshape(B, V, T), y)


def crossed(logits, y):
    return cross_entropy(logits.transpose(0, 1).flatten(0, 1), y.flatten())


def texts(generator: torch.Generator) -> list[tuple]:
    """(logits, y): two texts of three letters, then as many letters in a text as choices."""
    return [
        apart(
            lambda s=shape: (scores(generator, *s), letters(generator, s[2], *s[:2])),
            of_all,
            mixed,
            *(rule for _, rule in LOOK_ALIKES),
        )
        for shape in ((2, 3, 5), (2, 4, 4), (3, 5, 3))
    ]


LOOK_ALIKES = (  # draws are repeated until each of these gives something else
    ("The last letter of each text.", of_part(lambda s, y: (s[:, -1:], y[:, -1:]))),
    ("The first letter of each text.", of_part(lambda s, y: (s[:, :1], y[:, :1]))),
    ("All but the last letter of each text.", of_part(lambda s, y: (s[:, :-1], y[:, :-1]))),
    ("All but the first letter of each text.", of_part(lambda s, y: (s[:, 1:], y[:, 1:]))),
    ("The first text.", of_part(lambda s, y: (s[:1], y[:1]))),
    ("The last text.", of_part(lambda s, y: (s[-1:], y[-1:]))),
    ("The targets shifted once more.", of_part(lambda s, y: (s[:, :-1], y[:, 1:]))),
    ("The targets backwards.", of_part(lambda s, y: (s, y.flip(1)))),
    ("The targets of the other text.", of_part(lambda s, y: (s, y.flip(0)))),
    ("The logits letter by letter, the targets text by text.", crossed),
    ("The worst text.", of(lambda table: table.mean(1).max())),
    ("The best text.", of(lambda table: table.mean(1).min())),
    ("The median.", of(lambda table: table.median())),
    ("The worst letter of each text.", of(lambda table: table.max(1).values.mean())),
    ("Always ln V, as if nothing were known.", of_part(lambda s, y: (0 * s, y))),
    ("The mean logits of each text.", of_part(lambda s, y: (s.mean(1, True).expand_as(s), y))),
)


GIVEN = """
def loss_of_texts(logits, y):
    loss_fn = nn.CrossEntropyLoss()
    return loss_fn(logits, y).item()
"""

EXERCISE = Exercise(
    name="05.fix-sequence",
    reference=of_all,
    arguments=("logits", "y"),
    returns="one number, the mean cross-entropy over all letters of all texts",
    cases=texts,
    tolerance=DIGITS,
    start=handed_over,
    given=GIVEN,
    symptom="For most shapes there is an error about the target size. Where a text has as many "
    "letters as there are choices there is none, and the number is wrong. In which dimension does "
    "`loss_fn` look for the choices? Print `logits.shape`.",
    checked="random texts of three shapes, one of them with as many letters in a text as there are "
    "choices.",
    why="why is the mean over all letters here the same as the mean of the texts' means, and when "
    "would it not be?",
    because=(
        "Each text here has the same number of letters, so each mean counts as much as it should. "
        "With texts of different length, a letter of a short text would count more than one of a "
        "long text. So the mean is taken over all letters."
    ),
    properties=(
        Property(
            "sure and right",
            lambda call, logits, y: (
                abs(call(20.0 * (torch.arange(logits.shape[2]) == y[:, :, None]), y)) < 1e-4
            ),
            "For logits of 20 at each letter that came, and 0 elsewhere, your loss is not near 0.",
            "Then not every letter's logits meet the target of this letter: they were mixed, put "
            "together or left out.",
            "Take one text of two letters and three choices, write numbers on paper, and follow "
            "where each goes.",
        ),
        Property(
            "written down twice",
            lambda call, logits, y: (
                abs(call(torch.cat([logits, logits]), torch.cat([y, y])) - call(logits, y)) < 1e-4
            ),
            "When each text is written down twice, your loss changes.",
            "A mean over all letters stays the same.",
            "By what do you divide, and does every text take part?",
        ),
    ),
    wrong=(
        Wrong(
            "mixed by reshape",
            mixed,
            "The shapes fit now. But the logits of different letters are mixed.",
            "`reshape` reads the numbers in their order and fills a new shape with them; it does "
            "not turn a table. To exchange two dimensions is another operation.",
            "Take a small table, `torch.arange(6).reshape(2, 3)`, and compare `.reshape(3, 2)` "
            "with `.transpose(0, 1)`.",
        ),
        Wrong(
            "always 3 choices",
            lambda logits, y: nn.CrossEntropyLoss()(logits.reshape(-1, 3), y.flatten()),
            "With another number of choices your rows do not fit the targets.",
            "A fixed number, such as the V of the printed example, stands in your `reshape`. The "
            "check sends texts with other numbers of choices.",
            "Let the input say it: `logits.shape[-1]` is V.",
        ),
        Wrong(
            "turned apart",
            crossed,
            "There is no error. But the logits come letter by letter, and the targets text by "
            "text.",
            "The logits were turned before they were put in one row, and the targets were not. So "
            "logits meet the target of another place.",
            "Which text and which letter stand in row 1 of your logits, and which in entry 1 of "
            "your targets?",
        ),
        Wrong(
            "targets turned",
            lambda logits, y: cross_entropy(logits.flatten(0, 1), y.T.flatten()),
            "There is no error. But the targets come letter by letter, and the logits text by "
            "text.",
            "The targets were turned before they were put in one row, and the logits were not.",
            "Which text and which letter stand in row 1 of your logits, and which in entry 1 of "
            "your targets?",
        ),
        Wrong(
            "sum",
            of(lambda table: table.sum()),
            "Each letter meets its target now. But your loss grows with the number of letters.",
            "It is a sum. The loss is the mean over all letters.",
            'Look for `.sum()`, or for `reduction="sum"`.',
        ),
        Wrong(
            "sum over a text",
            of(lambda table: table.sum(1).mean()),
            "Your loss is as many times too large as a text has letters.",
            "You added up the letters of a text, and took the mean over the texts.",
            "By how many letters in all do you have to divide?",
        ),
        Wrong(
            "sum over the texts",
            of(lambda table: table.mean(1).sum()),
            "Your loss is as many times too large as there are texts.",
            "You took the mean of each text, and added these up.",
            "By how many letters in all do you have to divide?",
        ),
        Wrong(
            "last letter",
            LOOK_ALIKES[0][1],
            "Your loss counts the last letter of each text, and no other.",
            "Every place of a text predicts its next letter, and each has a loss.",
            "Look for `[:, -1]`: which letters does it leave out?",
        ),
        Wrong(
            "first text",
            LOOK_ALIKES[4][1],
            "Your loss counts the first text only.",
            "Either `[0]` picks one text, or a `return` inside a loop ends the function in its "
            "first round.",
            "How many letters of how many texts go into your mean?",
        ),
        Wrong(
            "shifted once more",
            LOOK_ALIKES[6][1],
            "Your logits meet the targets of the next place.",
            "The targets came in shifted already: `y` at a place is the letter that came after it. "
            "You shifted them once more.",
            "Leave all logits and all targets in, and change only shapes.",
        ),
        Wrong(
            "softmax first",
            lambda logits, y: cross_entropy(torch.softmax(logits, 2).flatten(0, 1), y.flatten()),
            "The shapes are right now. But your loss does not come near zero for logits that are "
            "sure and right.",
            "`nn.CrossEntropyLoss` takes a softmax itself, and you took one before.",
            "Look back at exercise 5.",
        ),
        Wrong(
            "one for each letter",
            of(lambda table: table),
            "You give back one number for each letter.",
            "The loss is one number: the mean of these.",
            'Is a `.mean()` missing, or does `reduction="none"` stand somewhere?',
        ),
        Wrong(
            "one for each text",
            of(lambda table: table.mean(1)),
            "You give back one number for each text.",
            "The loss is one number for all of them.",
            "Which step is still missing?",
        ),
    ),
    rivals=(
        *(Rival(rule, answer) for rule, answer in LOOK_ALIKES),
        Rival("The choices in the second dimension, by reshape.", mixed),
        Rival("As at the start.", handed_over),
        Rival("The sum of all, over the number of choices.", of(lambda t: t.sum() / t.shape[1])),
        Rival("The logarithm of the mean probability.", of(lambda t: -(-t).exp().mean().log())),
        Rival("The probability of a whole text.", of(lambda t: (-t.sum(1)).exp().mean())),
        Rival("How often the best guess is wrong.", lambda s, y: (s.argmax(2) != y).float().mean()),
    ),
)
