"""09.next: the probabilities of the next token, after a row of any length."""

from collections.abc import Callable

import torch

from helpers.models import GPT
from helpers.practice.compare import alike, as_tensor
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart, choose
from helpers.practice.lesson_05.shared import DIGITS

WIDTH = 8


def a_model(generator: torch.Generator, symbols: int, context: int) -> GPT:
    """A GPT that was not trained, with so large weights that it says something about each token:
    its probabilities are far from equal, and what comes early matters."""
    model = GPT(symbols, context, WIDTH, heads=2, layers=1)
    with torch.no_grad():
        for weight in model.parameters():
            if weight.dim() == 2:  # all but biases and norms
                weight.copy_(0.6 * torch.randn(weight.shape, generator=generator))
    return model


def answer(
    window: Callable = lambda ids, context: ids[-context:],
    finish: Callable = lambda logits: logits[0, -1].softmax(0),
) -> Callable:
    """An answer: finish(the logits (1, T, V) of the tokens window(ids, context))."""

    def probabilities(model, ids):
        with torch.no_grad():
            return finish(model(window(ids, model.context)[None]))

    return probabilities


following = answer()


def finished(finish: Callable) -> Callable:
    """An answer that takes the right tokens, and goes on with their logits (1, T, V)."""
    return answer(finish=finish)


def windowed(window: Callable) -> Callable:
    """An answer that takes the tokens window(ids, context), and goes on as it should."""
    return answer(window)


def without_batch(model, ids):
    return model(ids[-model.context :])


def as_a_table(model, ids):
    return model(ids[:, -model.context :])


def filled_behind(model, ids):
    row = torch.cat([ids, ids.new_zeros(model.context)])[: max(len(ids), model.context)]
    return following(model, row)


def padded(ids, context):
    """The last tokens, behind as many zeros as there are places left."""
    return torch.cat([ids.new_zeros(context), ids])[-context:]


def not_again(model, ids):
    right = following(model, ids)
    right[ids[-1]] = 0
    return right / right.sum()


wrong_end = windowed(lambda ids, context: ids[:context])
last_alone = windowed(lambda ids, context: ids[-1:])
one_too_few = windowed(lambda ids, context: ids[-context:][1:])
one_too_early = windowed(lambda ids, context: ids[:-1][-context:])
before_the_last = finished(lambda logits: logits[0, -2].softmax(0))
at_the_first = finished(lambda logits: logits[0, 0].softmax(0))
mean_of_all = finished(lambda logits: logits[0].softmax(1).mean(0))
over_places = finished(lambda logits: logits.softmax(1)[0, -1])
twice = finished(lambda logits: logits[0, -1].softmax(0).softmax(0))

CLOSE = (  # draws are repeated until each of these gives something else for a long row
    *(wrong_end, last_alone, one_too_few, one_too_early, before_the_last, at_the_first),
    *(mean_of_all, over_places, twice),
)


def some_rows(generator: torch.Generator) -> list[tuple]:
    """(model, ids): a row that is shorter than the context, one of its length, and one that is
    longer by more than the context."""

    def draw(symbols, context, length):
        return a_model(generator, symbols, context), torch.randint(
            symbols, (length,), generator=generator
        )

    context, symbols = 4 + choose(generator, 2), 7 + choose(generator, 3)
    return [
        draw(symbols, context + 1, 3),
        draw(6, 6, 6),
        apart(lambda: draw(symbols, context, 2 * context + 2), following, *CLOSE),
    ]


def long_ago(model, ids):
    """The row with another beginning: what the context does not reach is new."""
    symbols, ago = len(model.tokens.weight), len(ids) - model.context
    if ago <= 0:
        return torch.cat([torch.zeros_like(ids[:1]), ids]) if ago == 0 else ids
    return torch.cat([(ids[:ago] + 1) % symbols, ids[ago:]])


def reached(model, ids):
    """The row with another token at the first place that the context reaches."""
    first = max(0, len(ids) - model.context)
    changed = ids.clone()
    changed[first] = (ids[first] + 1) % len(model.tokens.weight)
    return changed


TOO_LONG = "a row that is too long for the model"


def seen_of_next(answer, model, ids):
    """What the answer gives, or TOO_LONG where the model refuses the row that it is handed."""
    try:
        return answer(model, ids)
    except ValueError as error:
        if "at most" not in str(error) or len(ids) <= model.context:
            raise
        return TOO_LONG


def one_number(seen) -> bool:
    return all(as_tensor(one).numel() == 1 for one in seen)


EXERCISE = Exercise(
    name="09.next",
    reference=following,
    arguments=("model", "ids"),
    returns="a tensor of shape (V,), the probabilities of the next token",
    cases=some_rows,
    observe=seen_of_next,
    tolerance=DIGITS,
    checked="three small models that were not trained: with a row shorter than the context, one "
    "as long as it, and one more than twice as long.",
    why="a text has a thousand letters, and the context of the model is 64. What does it know of "
    "the first sentence when it predicts the next letter?",
    because=(
        "Nothing. It sees the last 64 letters, and it keeps nothing from one call to the next. A "
        "name that stood in the first sentence alone is gone. So a longer context is worth much, "
        "and it costs: each letter looks at all those before it."
    ),
    otherwise=(
        "For at least one row you give other probabilities than those of the token after it.",
        "The model gives logits for each place of each row. The logits of the last place are for "
        "the token that comes next.",
        "Print the shape after each of your lines, for a short row and for a long one.",
    ),
    properties=(
        Property(
            "sum to one",
            lambda call, model, ids: abs(call(model, ids).sum() - 1) < 1e-4,
            "Your numbers do not sum to 1.",
            "Some token comes next, so the probabilities of all tokens sum to 1.",
            "Which function makes probabilities of logits, and over which dimension?",
        ),
        Property(
            "long ago",
            lambda call, model, ids: alike(
                call(model, long_ago(model, ids)), call(model, ids), DIGITS
            ),
            "When a token changes that the context does not reach, your probabilities change.",
            "The model should see the last tokens of the row, as many as its context has places.",
            "Print the tokens that you hand to the model, for a long row.",
        ),
        Property(
            "what is reached",
            lambda call, model, ids: (
                not alike(call(model, reached(model, ids)), call(model, ids), DIGITS)
            ),
            "When the first token changes that the context reaches, your probabilities stay.",
            "Either the model does not see this token, or you look at a place that comes before "
            "the last one.",
            "Print the tokens that you hand to the model. How many are they, and which is first?",
        ),
    ),
    wrong=(
        Wrong(
            "not cropped",
            windowed(lambda ids, context: ids),
            "A row that is longer than the context ends in a `ValueError` of the model.",
            "The model has a table with one row for each place up to its context, and none for a "
            "place behind it. `model.context` says how many places there are.",
            "Which part of a long row tells most about the next token? Hand in no more than that.",
            when=lambda seen: TOO_LONG in map(str, seen),
        ),
        Wrong(
            "the wrong end",
            wrong_end,
            "From a long row you take the first tokens.",
            "You then give the probabilities of a token in the middle, which is there already. The "
            "next one comes after the last.",
            "Which slice of `[5, 6, 7, 8, 9]` holds its last three things?",
        ),
        Wrong(
            "the last token alone",
            last_alone,
            "You give what comes after the last token alone.",
            "It works, as a bigram does: all that came before is thrown away. Either one token is "
            "handed to the model, or each token stands in a row of its own.",
            "Print the shape of what you hand to the model. It should be one row of several "
            "tokens.",
        ),
        Wrong(
            "one token too few",
            one_too_few,
            "You hand one token too few to the model: the oldest one that it could see is missing.",
            "A context of T tokens is T places, and the last of them is for the last token.",
            "Which slice of `[5, 6, 7, 8, 9]` holds its last three things? Count what yours gives.",
        ),
        Wrong(
            "one token too few of a long row",
            windowed(lambda ids, context: ids[-(context - 1) :]),
            "From a row as long as the context you take one token too few.",
            "A context of T tokens is T places, and the last of them is for the last token.",
            "Which slice of `[5, 6, 7, 8, 9]` holds its last three things? Count what yours gives.",
        ),
        Wrong(
            "without the last token",
            one_too_early,
            "The last token of the row is not handed to the model.",
            "Then it predicts this token, which is there already.",
            "In a slice the end is left out. Which tokens of `[5, 6, 7, 8, 9]` are in `[:-1]`?",
        ),
        Wrong(
            "filled up",
            windowed(padded),
            "You fill up a short row with zeros in front.",
            "Zero is the number of a token, so the model reads a text that is not there. In lesson "
            "06 each row had to be full. This model takes a short row as it is.",
            "What does a slice such as `[-3:]` give of `[8, 9]`?",
        ),
        Wrong(
            "the place before the last",
            before_the_last,
            "You take the place before the last one.",
            "What the model says there is about the last token of the row, which is there already.",
            "Index -1 is the last thing of a list. Which one is -2?",
        ),
        Wrong(
            "the first place",
            at_the_first,
            "You give what comes after the first token alone.",
            "Either you take the first place of the row, which has seen one token, or each token "
            "stands in a row of its own, and you take the first row.",
            "Print the shape of what you hand to the model, and of what comes back. Which place "
            "has seen all tokens?",
        ),
        Wrong(
            "all places",
            finished(lambda logits: logits[0].softmax(1)),
            "You give back one row of probabilities for each place.",
            "Each place predicts the token after it. But all of these tokens are there already, "
            "except one.",
            "Which place speaks of the token that is not there yet?",
        ),
        Wrong(
            "all places, in a batch",
            finished(lambda logits: logits.softmax(2)),
            "You give back what the model gives for all places of a batch, as probabilities.",
            "There is one row in the batch, and only one of its places speaks of the token that is "
            "not there yet.",
            "Which two indices pick one row of V numbers from shape (1, T, V)?",
        ),
        Wrong(
            "the batch kept",
            finished(lambda logits: logits[:, -1].softmax(1)),
            "Your probabilities are right, and stand in a batch of one row.",
            "The batch was made for the model, which wants one. Who calls your function handed in "
            "one row without a batch.",
            "Which index takes the first row of a table?",
        ),
        Wrong(
            "the last column",
            finished(lambda logits: logits[0, :, -1].softmax(0)),
            "You take the last token of the vocabulary, at all places.",
            "The logits have the shape (B, T, V): places come before tokens.",
            "At which dimension does your `-1` stand?",
        ),
        Wrong(
            "logits",
            finished(lambda logits: logits[0, -1]),
            "You give back the logits of the next token.",
            "They are those of the right place. But a score can be below 0, and scores do not sum "
            "to 1.",
            "What makes probabilities of scores?",
        ),
        Wrong(
            "logarithms",
            finished(lambda logits: logits[0, -1].log_softmax(0)),
            "All your numbers are below zero: you give back the logarithms of the probabilities.",
            "They are good for a loss. Who draws the next token needs the probabilities.",
            "Which word in your code makes logarithms?",
        ),
        Wrong(
            "exp only",
            finished(lambda logits: logits[0, -1].exp()),
            "Your numbers have the right ratios, and nothing makes them sum to one.",
            "These are the exponentials, the first half of a softmax.",
            "What has to be done with positive numbers, so that they sum to 1?",
        ),
        Wrong(
            "softmax twice",
            twice,
            "Your probabilities are much too equal: softmax was taken twice.",
            "The second one takes probabilities for scores. All of them lie between 0 and 1, so "
            "none stands out.",
            "How often does `softmax` stand in your lines?",
        ),
        Wrong(
            "softmax over the places",
            over_places,
            "Your softmax goes over the places of the row.",
            "It compares what the places say of one token. But the tokens should be compared, at "
            "one place.",
            "Which dimension of (B, T, V) holds the tokens of the vocabulary?",
        ),
        Wrong(
            "softmax over one thing",
            finished(lambda logits: logits.softmax(0)[0, -1]),
            "All your numbers are one.",
            "Your softmax goes over the batch, and there is one row in it. What is alone gets "
            "everything.",
            "Which dimension of (B, T, V) holds the tokens of the vocabulary?",
        ),
        Wrong(
            "softmax over one thing, in a batch",
            finished(lambda logits: logits[:, -1].softmax(0)),
            "All your numbers are one, and they stand in a batch of one row.",
            "Your softmax goes over the batch, and there is one row in it. What is alone gets "
            "everything.",
            "Which dimension of your tensor holds the tokens of the vocabulary? Print its shape.",
        ),
        Wrong(
            "one token",
            finished(lambda logits: logits[0, -1].argmax()),
            "You give back one number.",
            "It may be the token that was drawn, or the most likely one. The task asks for the "
            "probabilities from which it is drawn.",
            "Leave the last step out, and give back what goes into it.",
            when=one_number,
        ),
        Wrong(
            "without a batch",
            without_batch,
            "You hand a row without a batch to the model.",
            "The model wants the shape (B, T), and `ids` has the shape (N,). Also a single row has "
            "to stand in a batch.",
            "`ids[None]` puts a dimension in front. Print the shapes of both.",
        ),
        Wrong(
            "a row cut like a table",
            as_a_table,
            "You cut `ids` with two indices, like a table.",
            "It is one row, of shape (N,), so there is only one dimension to cut. A batch has two.",
            "Cut the row first. Then make a batch of it.",
        ),
    ),
    rivals=(
        Rival("Filled up with zeros behind.", filled_behind),
        Rival("The mean of the probabilities at all places.", mean_of_all),
        Rival("The softmax of the mean logits.", finished(lambda x: x[0].mean(0).softmax(0))),
        Rival(
            "The largest logit gets everything.",
            finished(lambda x: (x[0, -1] == x[0, -1].max()).float()),
        ),
        Rival("A temperature of two.", finished(lambda x: (x[0, -1] / 2).softmax(0))),
        Rival("The logits, divided by their sum.", finished(lambda x: x[0, -1] / x[0, -1].sum())),
        Rival("All tokens alike.", finished(lambda x: torch.full_like(x[0, -1], 1 / x.shape[2]))),
        Rival("The row from its end to its beginning.", windowed(lambda ids, c: ids[-c:].flip(0))),
        Rival("The last half of the context.", windowed(lambda ids, c: ids[-c // 2 :])),
        Rival("The last two tokens.", windowed(lambda ids, c: ids[-2:])),
        Rival(
            "What is left over after whole windows.",
            windowed(lambda ids, c: ids[(len(ids) - 1) // c * c :]),
        ),
        Rival(
            "The middle of a long row.",
            windowed(lambda ids, c: ids[max(0, (len(ids) - c) // 2) :][:c]),
        ),
        Rival(
            "Every second token of a long row.",
            windowed(lambda ids, c: ids if len(ids) <= c else ids[::2][-c:]),
        ),
        Rival("The token that is there cannot come again.", not_again),
        Rival(
            "Sorted, the most likely first.",
            finished(lambda x: x[0, -1].softmax(0).sort(descending=True).values),
        ),
    ),
)
