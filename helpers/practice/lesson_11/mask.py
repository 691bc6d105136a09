"""11.mask: the targets of a question with its answer, in which the answer alone counts."""

from collections.abc import Callable

import torch
from torch import Tensor

from helpers.evaluation import IGNORED
from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.tasks import END, FILL

SPACE = 3
CHANGED, WITH_POINT, OTHER_TYPE = "ids changed", "decimal point", "another type"
NO_TENSOR = "no tensor"

# The words of a question and of its answer, as numbers of letters: those of the first row have no
# letter in common, and in the others a letter, or a space, stands on both sides.
ROWS = (
    ((3,), (3,)),
    ((2, 1, 3), (2, 3)),
    ((4, 2), (1,)),
    ((2, 4, 1), (1, 2, 2)),
)


def some_rows(generator: torch.Generator) -> list[tuple]:
    """(ids, n): the end mark, a question of one word or more, a space, an answer, the end mark; n
    counts the tokens of the question with the space behind it.

    All letters of a row differ, but for one of the question that the answer has again, where both
    are long enough.
    """

    def row(question, answer):
        letters = iter((torch.randperm(60, generator=generator) + 10).tolist())
        asked, told = [
            [[next(letters) for _ in range(length)] for length in words]
            for words in (question, answer)
        ]
        if len(asked) > 1 and len(told) > 1:
            told[-1][0] = asked[0][0]
        front = [number for word in asked for number in (*word, SPACE)]
        back = [number for word in told for number in (SPACE, *word)][1:]
        return torch.tensor([END, *front, *back, END]), len(front)

    return [row(*words) for words in ROWS]


def seen(answer: Callable, ids: Tensor, n: int) -> object:
    """The targets; or, where they are right, what is still wrong: CHANGED where `ids` was written
    into, NO_TENSOR, WITH_POINT, OTHER_TYPE for whole numbers that are not int64."""
    before = ids.clone()
    given = answer(ids, n)
    if not torch.equal(ids, before):
        return CHANGED
    numbers = given if isinstance(given, Tensor) else _as_row(given)
    if numbers is not None and alike(numbers, targets(before, n)):
        if not isinstance(given, Tensor):
            return NO_TENSOR
        if given.is_floating_point():
            return WITH_POINT
        if given.dtype is not torch.int64:
            return OTHER_TYPE
    return given


def _as_row(given: object) -> Tensor | None:
    """A list of numbers as a tensor; None for anything else."""
    try:
        return torch.as_tensor(given).double()
    except (TypeError, ValueError, RuntimeError):
        return None


def masked(first: int = 1, more: int = 0, last: int | None = None, mark: int = IGNORED) -> Callable:
    """An answer: ids from number `first` up to `last`, and in it n + more targets are `mark`."""

    def answer(ids, n):
        y = ids[first:last].clone()
        y[: max(n + more, 0)] = mark
        return y

    return answer


targets = masked()


def where(counts: Callable) -> Callable:
    """An answer that is shifted by one; counts(place, targets, n) says what counts."""

    def answer(ids, n):
        y = ids[1:]
        return torch.where(counts(torch.arange(len(y)), y, n), y, IGNORED)

    return answer


def in_place(ids, n):
    y = ids[1:]
    y[:n] = IGNORED
    return y


def says(marker: str) -> Callable:
    """A rule for `when`: this is what was seen in each case."""
    return lambda found: all(isinstance(one, str) and one == marker for one in found)


def first_space(y) -> int:
    return y.tolist().index(SPACE)


def last_space(y) -> int:
    return len(y) - 1 - y.flip(0).tolist().index(SPACE)


def next_token_or_ignored(call, ids, n) -> bool:
    """Each target is the token after its own, or does not count."""
    y = torch.as_tensor(call(ids, n))
    return len(y) == len(ids) - 1 and bool(((y == ids[1:]) | (y == IGNORED)).all())


EXERCISE = Exercise(
    name="11.mask",
    reference=targets,
    arguments=("ids", "n"),
    returns="a tensor of whole numbers with one target less than `ids` has tokens",
    cases=some_rows,
    observe=seen,
    checked="four questions of one to three words, with answers of one to three words; that your "
    "targets are whole numbers of the type int64, and that `ids` has stayed as it was.",
    why="the end mark after the answer is a target that counts. What would the model do if it did "
    "not count?",
    because=(
        "It would never learn that an answer is over. After the answer it would write on, and an "
        "answer that is right and goes on is wrong, to the letter. The loss would not say so: "
        "nothing that it counts would be bad."
    ),
    otherwise=(
        "As many targets count as the answer has tokens, and they are not those of the answer.",
        "The question stands at the front of the row, and the answer behind it.",
        "Print your targets for the example of the task, and below them those that it gives.",
    ),
    properties=(
        Property(
            "one later",
            next_token_or_ignored,
            "Among your targets that count there is one that is not the next token.",
            "At each place the model has read `ids` up to there, and the target is what comes "
            "after it.",
            "Write `ids` of the example on paper, and below each token the one that comes next. "
            "Compare it with what your function gives.",
        ),
        Property(
            "as many as the answer has",
            lambda call, ids, n: (
                int((torch.as_tensor(call(ids, n)) != IGNORED).sum()) == len(ids) - 1 - n
            ),
            "You have another number of targets that count than the answer has tokens, with its "
            "end mark.",
            "What belongs to the question does not count. All the rest does.",
            "Print your targets for the example of the task. How many of them count?",
        ),
    ),
    wrong=(
        Wrong(
            "first letter lost",
            masked(more=1),
            "The first token of the answer does not count.",
            "Your mask is one too long. So the model never learns how an answer begins, and all "
            "that comes after rests on it.",
            "In the example: which target stands below the space, the last token of the question?",
        ),
        Wrong(
            "last of the question counts",
            masked(more=-1),
            "The last token of the question, its space, still counts.",
            "Your mask is one too short. The targets are moved by one, but all tokens of the "
            "question are still among them.",
            "In the example: how many targets belong to the question? Count them.",
        ),
        Wrong(
            "one target too many",
            masked(first=0, more=1),
            "Your targets are as many as the tokens of `ids`: there is one too many, at the front.",
            "The first end mark stands before the question, and nobody has to predict it. Behind "
            "the last token there is no target.",
            "Write down `ids` without its last token, and below each token the one that comes "
            "next. How many are there?",
        ),
        Wrong(
            "not shifted",
            masked(first=0),
            "Your targets are the tokens themselves: they are not moved by one.",
            "The target below each token is that token, which the model has before it. It would "
            "learn to copy.",
            "Which token does the model have to say when it has read the first one?",
        ),
        Wrong(
            "the input",
            masked(first=0, last=-1),
            "Your targets are those tokens that go into the model: the last one is gone, and not "
            "the first one.",
            "The target below each token is that token. A model would learn to copy.",
            "At which end of `ids` does the targets' row lack a token, and at which end the "
            "model's input?",
        ),
        Wrong(
            "the input, mask of its own",
            masked(first=0, last=-1, more=1),
            "Your targets are those tokens that go into the model, with the question masked in "
            "them.",
            "The target below each token is that token. A model would learn to copy.",
            "At which end of `ids` does the targets' row lack a token, and at which end the "
            "model's input?",
        ),
        Wrong(
            "question counts",
            masked(more=-1000),
            "All targets count, also those of the question.",
            "Then a part of the loss speaks of the questions, and the model learns to write those, "
            "too. It is asked for answers.",
            "Which input of your function is not used yet?",
        ),
        Wrong(
            "end mark masked",
            where(lambda place, y, n: (place >= n) & (place < len(y) - 1)),
            "The end mark after the answer does not count.",
            "Then the model never learns to stop. What should be left out is the question alone.",
            "Which line of yours finds the end mark? In `ids` there are two, and among the targets "
            "there is one.",
        ),
        Wrong(
            "end mark cut off",
            masked(last=-1),
            "The last target is missing: the end mark after the answer.",
            "Then the model never learns to stop.",
            "The targets have one token less than `ids`. At which end is it missing?",
        ),
        Wrong(
            "answer masked",
            where(lambda place, y, n: place < n),
            "The question counts, and the answer does not.",
            "Your mask is turned round: the model would learn to ask.",
            "On which side of the place `n` stands the answer?",
        ),
        Wrong(
            "question cut off",
            lambda ids, n: ids[n + 1 :],
            "You hand out the answer alone, with its end mark.",
            "These are the targets that count. But there is a target for each token that goes "
            "into the model, and the question goes in, too.",
            "How many tokens go into the model? Your row has to be as long.",
        ),
        Wrong(
            "zeros",
            masked(mark=0),
            "Where the question is, your targets are zeros.",
            "Zero is the number of the end mark. So the model learns to stop after each token of "
            "the question.",
            "Which number does `cross_entropy` leave out? It can be that of no token.",
        ),
        Wrong(
            "filling",
            masked(mark=FILL),
            "Where the question is, your targets are ones.",
            "This is the number of the filling, a token like the others. `cross_entropy` does not "
            "leave it out by itself.",
            "Which number does `cross_entropy` leave out? It can be that of no token.",
        ),
        Wrong(
            "minus one",
            masked(mark=-1),
            "Where the question is, your targets are minus one.",
            "`cross_entropy` ends with an error at this number. There is one, below zero, that it "
            "leaves out.",
            "Which number has section 2 for a target that does not count?",
        ),
        Wrong(
            "changed in place",
            in_place,
            "After your function has run, `ids` is no longer what it was.",
            "A slice makes no new numbers: it is a second name for a part of `ids`. Who writes "
            "into it writes into `ids`, and the model would be given the mask to read.",
            "Which method of a tensor makes a copy? Write into that one.",
            when=says(CHANGED),
        ),
        Wrong(
            "with a decimal point",
            lambda ids, n: targets(ids, n).float(),
            "The numbers are right, and they have a decimal point.",
            "A target is the number of a token: `cross_entropy` wants int64 here. "
            "Something that you put together with `ids` was float32, and all became so.",
            "Print `.dtype` of each piece, and `.dtype` of your result.",
            when=says(WITH_POINT),
        ),
        Wrong(
            "another whole type",
            lambda ids, n: targets(ids, n).int(),
            "The numbers are right, and their type is another one than that of `ids`.",
            "`cross_entropy` wants whole numbers of the type int64 as targets. With others it ends "
            "with an error.",
            "Print `.dtype` of `ids` and of your result. Which line of yours chooses a type?",
            when=says(OTHER_TYPE),
        ),
        Wrong(
            "no tensor",
            lambda ids, n: targets(ids, n).tolist(),
            "The numbers are right, and what holds them is no tensor.",
            "`cross_entropy` takes tensors alone.",
            "What makes a tensor of a list of whole numbers?",
            when=says(NO_TENSOR),
        ),
    ),
    rivals=(
        Rival(
            "The question ends with the first space.",
            where(lambda place, y, n: place > first_space(y)),
        ),
        Rival(
            "The question ends with the last space.",
            where(lambda place, y, n: place > last_space(y)),
        ),
        Rival("The first half does not count.", where(lambda place, y, n: place >= len(y) // 2)),
        Rival("Two targets too many are left out.", masked(more=2)),
        Rival("Two targets too few are left out.", masked(more=-2)),
        Rival("The space alone does not count.", where(lambda place, y, n: place != n - 1)),
        Rival("No space counts.", where(lambda place, y, n: (place >= n) & (y != SPACE))),
        Rival(
            "The first n targets and the last n.",
            where(lambda place, y, n: (place >= n) & (place < max(len(y) - n, n + 1))),
        ),
        Rival("The last n targets do not count.", where(lambda p, y, n: p < len(y) - n)),
        Rival(
            "What the question has does not count, wherever it stands.",
            where(lambda place, y, n: (place >= n) & ~torch.isin(y, y[:n])),
        ),
        Rival("The first token of the answer alone.", where(lambda place, y, n: place == n)),
        Rival("The end mark alone.", where(lambda place, y, n: place == len(y) - 1)),
        Rival("A question of four tokens, whatever n is.", lambda ids, n: targets(ids, 4)),
        Rival("Moved by two.", masked(first=2, more=-1)),
        Rival("Moved the other way.", lambda ids, n: targets(ids.roll(2), n)),
    ),
)
