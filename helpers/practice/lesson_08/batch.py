"""08.batch: windows of tokens as inputs, and the same windows one further as targets."""

from collections.abc import Callable

import torch

from helpers.practice.compare import as_tensor
from helpers.practice.engine import Exercise, Rival, Wrong
from helpers.practice.inputs import choose

WHOLE = "whole numbers"


def shifted(by: int = 0, more: int = 0) -> Callable:
    """From tokens, starts and a context: windows that begin `by` later and are `more` longer."""

    def windows(ids, starts, context):
        return torch.stack([ids[s + by : s + by + context + more] for s in starts])

    return windows


INPUTS = shifted()
TARGETS = shifted(1)


def both(X: Callable = INPUTS, y: Callable = TARGETS) -> Callable:
    """An answer with X(ids, starts, context) and y(ids, starts, context)."""
    return lambda *inputs: (X(*inputs), y(*inputs))


batch = both()


def changed(change: Callable) -> Callable:
    """An answer that gives change(the right X, the right y)."""
    return lambda *inputs: change(*batch(*inputs))


def from_starts(other: Callable) -> Callable:
    """An answer with the starts other(starts, context)."""
    return lambda ids, starts, context: batch(ids, other(starts, context), context)


def some_batches(generator: torch.Generator) -> list[tuple]:
    """(ids, starts, context): two windows of four tokens, three of three, and four of one. No
    token comes twice, and the starts are in no order. There are two more tokens before the first
    window and behind the last."""

    def draw(count, context):
        ids = 2 + torch.randperm(97, generator=generator)[: 16 + choose(generator, 4)]
        while True:
            places = torch.randperm(len(ids) - context - 4, generator=generator)[:count] + 2
            starts = places.tolist()
            if starts != sorted(starts):
                return ids, starts, context

    return [draw(2, 4), draw(3, 3), draw(4, 1)]


def seen_of(answer, ids, starts, context):
    """What is seen of a batch: X, y, and what they are made of."""
    result = answer(ids, starts, context)
    if not isinstance(result, list | tuple) or len(result) != 2:
        return result
    if any(as_tensor(part) is None for part in result):
        return result
    if not all(isinstance(part, torch.Tensor) for part in result):
        return *result, "no tensors"
    if any(part.is_floating_point() for part in result):
        return *result, "decimal points"
    return *result, WHOLE


def made_of(what: str) -> Callable:
    """A rule for `when`: the parts of the answer are made of this in each case."""
    return lambda seen: all(len(one) == 3 and one[2] == what for one in seen)


EXERCISE = Exercise(
    name="08.batch",
    reference=batch,
    arguments=("ids", "starts", "context"),
    observe=seen_of,
    cases=some_batches,
    returns="two tensors of shape (B, context), X and y",
    checked="two windows of four tokens, three windows of three tokens, and four of one token, "
    "with starts in no order.",
    why="a window has 12 tokens of context. How many predictions does a model learn from in it, "
    "and how much does each of them see?",
    because=(
        "Twelve. The first target is predicted from one token, the second from two, and the last "
        "from all twelve. So a model learns to go on after short beginnings, too."
    ),
    otherwise=(
        "In at least one window another token stands in X or in y.",
        "A window begins at its start in the list. X holds what is seen, and y at each place what "
        "comes next.",
        "Take `torch.arange(20)` for the tokens, one start and a context of 3, and print both.",
    ),
    wrong=(
        Wrong(
            "not shifted",
            both(y=INPUTS),
            "Your targets are the inputs themselves: they are not shifted.",
            "Each place would learn to say again what it sees. The loss falls nearly to 0, and "
            "the model can do nothing.",
            "Which token comes after the first one of a window? It is the first target.",
        ),
        Wrong(
            "shifted twice",
            both(y=shifted(2)),
            "Your targets are shifted twice: each is the token after the next one.",
            "No error comes up, and the loss falls a little. But the model would leave out every "
            "second token when it writes.",
            "Print the first row of X and the first row of y below each other. How far apart are "
            "equal tokens?",
        ),
        Wrong(
            "shifted to the left",
            both(y=shifted(-1)),
            "Your targets are shifted to the wrong side: each is the token before its input.",
            "What came before has been seen already. The model is asked for what comes next.",
            "Print the first row of X and the first row of y below each other.",
        ),
        Wrong(
            "X is shifted",
            both(X=TARGETS, y=shifted(2)),
            "Your y is one further than your X. But both begin one too late.",
            "The first token of each window is left out.",
            "Which index does the first token of a window have?",
        ),
        Wrong(
            "X is shifted to the left",
            both(X=shifted(-1), y=INPUTS),
            "Your y is one further than your X. But both begin one too early.",
            "Where a window starts at the first token, there is nothing before it, and Python "
            "counts from the end.",
            "Which index does the first token of a window have?",
        ),
        Wrong(
            "only the last target",
            both(y=lambda ids, starts, context: ids[torch.tensor(starts) + context]),
            "Your y has one target for each window, the token behind it.",
            "That was right for the windows of lesson 06. Here each place of a window predicts the "
            "token after it, and a window teaches as many times as it has tokens.",
            "How many targets does the task ask for in a row?",
        ),
        Wrong(
            "only the last target, as a column",
            both(y=lambda ids, starts, context: ids[torch.tensor(starts) + context][:, None]),
            "Your y has one target for each window, in a column.",
            "Each place of a window has a target of its own: the token after it.",
            "How many targets does the task ask for in a row?",
        ),
        Wrong(
            "both too long",
            both(shifted(0, 1), shifted(1, 1)),
            "Your windows are one token too long.",
            "For a shift by one you need one token more than the context. X and y share it.",
            "In a slice `[a:b]`, how many tokens are there? Count for a = 5 and b = 9.",
        ),
        Wrong(
            "X too long",
            both(X=shifted(0, 1)),
            "The rows of your X are one token too long.",
            "You took one token more, which is needed for y. X goes without the last of them.",
            "How do you leave out the last column of a table?",
        ),
        Wrong(
            "y too long",
            both(y=shifted(0, 1)),
            "The rows of your y begin with the first token of X, and are one token too long.",
            "You took one token more, which is needed for the last target. Then y goes without the "
            "first of them.",
            "How do you leave out the first column of a table?",
        ),
        Wrong(
            "both too short",
            both(shifted(0, -1), shifted(1, -1)),
            "Your windows are one token too short.",
            "A window of `context` tokens gives one pair fewer, since the last one has no next "
            "token in it.",
            "How many tokens do you need for a shift by one, so that `context` pairs are left?",
        ),
        Wrong(
            "y too short",
            both(y=shifted(1, -1)),
            "The rows of your y are one token too short: the last target is missing.",
            "It stands one place behind the window. A part of X does not hold it.",
            "From which tensor do you cut y?",
        ),
        Wrong(
            "rolled in the row",
            changed(lambda X, y: (X, X.roll(-1, dims=1))),
            "The last target of each row is the first token of the same row.",
            "`roll` puts in again at one end what falls out at the other. The right token stands "
            "one place behind the window.",
            "From which tensor do you cut y?",
        ),
        Wrong(
            "rolled over the rows",
            changed(lambda X, y: (X, X.roll(-1))),
            "The last target of each row is the first token of the next row.",
            "The rows of a batch come from different places of the text. The right token stands "
            "one place behind the window.",
            "From which tensor do you cut y?",
        ),
        Wrong(
            "exchanged",
            changed(lambda X, y: (y, X)),
            "Your X holds the targets, and your y the inputs.",
            "Both are right, in the other order. As they are, each token would predict the one "
            "before it.",
            "Compare your last line with the task.",
        ),
        Wrong(
            "turned",
            changed(lambda X, y: (X.T, y.T)),
            "Your windows stand in the columns.",
            "A batch has its rows first: shape (B, context). Where B and the context are equal, no "
            "error shows it.",
            "Along which dimension do you put the windows together?",
        ),
        Wrong(
            "in one row",
            changed(lambda X, y: (X.flatten(), y.flatten())),
            "All windows stand in one long row.",
            "A model could not see where one window ends and the next begins.",
            "`torch.cat` puts tensors one behind the other. Which function puts them one below the "
            "other?",
        ),
        Wrong(
            "the first window",
            changed(lambda X, y: (X[0], y[0])),
            "You give back one window, the first.",
            "Either a `return` inside a loop ends the function in its first round, or one start is "
            "used.",
            "How many starts are in the list, and how many times does your loop run?",
        ),
        Wrong(
            "the last window",
            changed(lambda X, y: (X[-1], y[-1])),
            "You give back one window, the last.",
            "Each round of the loop writes over what the one before has made.",
            "Where are the windows collected, so that none is lost?",
        ),
        Wrong(
            "side by side",
            from_starts(lambda starts, context: [i * context for i in range(len(starts))]),
            "Your windows stand side by side, from the first token on, wherever they should start.",
            "The list of starts says where each window begins.",
            "What is in the loop: the numbers 0, 1, 2, or the starts?",
        ),
        Wrong(
            "numbers of the windows",
            from_starts(lambda starts, context: list(range(len(starts)))),
            "Each of your windows begins one token after the one before, the first at the "
            "beginning of the text, wherever they should start.",
            "`enumerate` and `range` count the windows. The list of starts says where each begins.",
            "Print what your loop runs over.",
        ),
        Wrong(
            "in order",
            from_starts(lambda starts, context: sorted(starts)),
            "You put the starts in order first.",
            "Row i belongs to start number i. Random starts are there so that a batch is mixed.",
            "Which line changes the order of the list?",
        ),
        Wrong(
            "no tensors",
            changed(lambda X, y: (list(X), list(y))),
            "Your X and y are no tensors, or one of them is none.",
            "A list of windows is not a table yet. A model takes a tensor of shape (B, context).",
            "Which function puts tensors of the same shape one below the other?",
            when=made_of("no tensors"),
        ),
        Wrong(
            "decimal points",
            changed(lambda X, y: (X.float(), y.float())),
            "Your tensors hold numbers with a decimal point.",
            "Tokens are whole numbers of type int64. An embedding and a loss refuse others. "
            "`torch.zeros` and `torch.Tensor` make such numbers unless you say otherwise.",
            "Print the `dtype` of `ids` and of your X. Where does it change?",
            when=made_of("decimal points"),
        ),
    ),
    rivals=(
        Rival("The windows backwards.", changed(lambda X, y: (X.flip(1), y.flip(1)))),
        Rival("The last window first.", changed(lambda X, y: (X.flip(0), y.flip(0)))),
        Rival("The targets three further.", both(y=shifted(3))),
        Rival(
            "The starts say where a window ends.",
            from_starts(lambda starts, context: [s - context for s in starts]),
        ),
        Rival(
            "The starts count windows.",
            from_starts(lambda starts, context: [s * context for s in starts]),
        ),
        Rival(
            "The next window as the targets.",
            lambda ids, starts, context: (
                INPUTS(ids, starts, context),
                torch.stack([ids.roll(-s - context)[:context] for s in starts]),
            ),
        ),
        Rival("The targets of the next row.", changed(lambda X, y: (X, y.roll(1, dims=0)))),
        Rival(
            "Padding as the last target.",
            changed(lambda X, y: (X, torch.cat([X[:, 1:], 0 * X[:, :1] + 1], dim=1))),
        ),
        Rival(
            "The last target at all places.",
            changed(lambda X, y: (X, y[:, -1:].expand_as(y))),
        ),
        Rival(
            "Padding as the first input.",
            changed(lambda X, y: (torch.cat([0 * X[:, :1] + 1, X[:, :-1]], dim=1), X)),
        ),
    ),
)
