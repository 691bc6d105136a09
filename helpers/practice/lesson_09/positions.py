"""09.positions: a test for models, that the token at place t gets row t of the positions."""

from collections.abc import Callable

import torch
from torch import nn

from helpers.practice.engine import Rival
from helpers.practice.invariants import Candidate, invariant
from helpers.practice.lesson_09 import gpts

CONTEXT = 6
SIZES = 9, CONTEXT, 8, 2, 1  # symbols, context, width, heads, layers


def model_with(rows: Callable, *sizes: int) -> Callable:
    """Candidates: a model with these rows(T, context) of the table."""
    return lambda generator: (gpts.small(generator, *(sizes or SIZES), rows=rows),)


def from_zero(generator):
    """Right, without any norm; the table is 0 before training."""
    model = gpts.small(generator, 5, 4, 6, 1, 2)
    for block in model.blocks:
        block.norm_1 = block.norm_2 = nn.Identity()
    model.norm = nn.Identity()
    nn.init.zeros_(model.positions.weight)
    return (model,)


class NotAdded(gpts.Placed):
    """It looks the rows up, and leaves them there."""

    def forward(self, ids):
        logits = super().forward(ids)
        self.positions(torch.arange(ids.shape[1]))
        return logits


def not_added(generator):
    model = NotAdded(*SIZES)
    return (gpts.drawn(model, generator, 0.3).double(),)


def backwards(T, context):
    return torch.arange(T).flip(0)


def from_the_other_end(T, context):
    return torch.arange(context - T, context).flip(0)


def in_a_ring(T, context):
    return (torch.arange(T) + 1) % context


def always_first(T, context):
    return torch.zeros(T, dtype=torch.int64)


def but_the_first(T, context):
    return torch.arange(T).clamp(min=1)


def last_one_short(T, context):
    return torch.arange(T).clamp(max=context - 2)


def put(row):
    """Something else in the place of a row of the table."""
    return torch.randn_like(row)


def effects(model, T: int, t: int, change: Callable = put) -> list[bool]:
    """At which of T places the logits change when row t of the table does."""
    ids = torch.zeros(1, T, dtype=torch.int64)
    with torch.no_grad():
        before = model(ids)
        model.positions.weight[t] = change(model.positions.weight[t])
        return ((model(ids) - before).abs().amax(-1)[0] > 1e-6).tolist()


def row_by_row(
    lengths: Callable = lambda context: (1, context),
    rows: Callable = range,
    change: Callable = put,
    look: Callable = lambda places: places,
) -> Callable:
    """A test: row t has an effect at place t and after it, and nowhere before.

    lengths, rows  lengths(context), rows(context): what is tried
    look           look(places) is compared, of the places where there is an effect
    """

    def test(model):
        return all(
            look(effects(model, T, t, change)) == look([place >= t for place in range(T)])
            for T in lengths(model.context)
            for t in rows(model.context)
        )

    return test


def either(rule: Callable) -> Callable:
    """A test that takes another rule, rows(T, context), for right, too."""

    def as_the_rule(model):
        for T in (1, model.context):
            rows = rule(T, model.context).tolist()
            for t in range(model.context):
                first = rows.index(t) if t in rows else T
                if effects(model, T, t) != [place >= first for place in range(T)]:
                    return False
        return True

    return lambda model: row_by_row()(model) or as_the_rule(model)


def looked_up(model):
    """A test of which rows the model looks up, whatever it does with them."""
    found = []
    model.positions.register_forward_hook(lambda layer, given, x: found.append(given[0].tolist()))
    for T in (1, model.context):
        model(torch.zeros(1, T, dtype=torch.int64))
    return found == [[0], [*range(model.context)]]


EXERCISE = invariant(
    name="09.positions",
    test=row_by_row(),
    kind="model",
    arguments=("model",),
    passed=(
        "Either it cannot give `False`, or it looks at the table alone. The tables are all right; "
        "what differs is what the models do with them.",
        "Change a row. What comes out of the model before, and what after that?",
    ),
    refused=(
        "It finds no effect where there is one, or asks for one where there can be none. Row t of "
        "the table changes logits at place t and after it.",
        "Call it with a model of section 6. Change row 0, and print at which places the logits "
        "differ.",
    ),
    candidates=(
        Candidate(
            "a right model with LayerNorm in it",
            model_with(gpts.in_order),
            row_by_row(change=lambda row: row + 1),
            "Each place gets its row. If your test adds one number to a whole row, LayerNorm takes "
            "it out again, since it takes the mean away: no logit changes.",
            "What does your test put into a row? Print how much the logits change by it.",
            right=True,
        ),
        Candidate(
            "a right model whose table begins with zeros",
            from_zero,
            row_by_row(lambda context: (context,), change=lambda row: 0 * row),
            "Many models begin so, and training fills the table. To put zeros into it, or to "
            "multiply it, changes nothing.",
            "What stands in the row before your test changes it, and what after that?",
            right=True,
        ),
        Candidate(
            "a model that takes the rows from the end of the table",
            model_with(gpts.from_the_end),
            row_by_row(lengths=lambda context: (context,)),
            "At full length it is right. A short text gets rows that long texts have at their end, "
            "so the model reads its beginning as an end.",
            "How long are the texts that your test hands in? Try more than one length.",
        ),
        Candidate(
            "a model that gives the first row to all places",
            model_with(always_first),
            row_by_row(rows=lambda context: (0,)),
            "Every token gets the same numbers, so they say nothing about its place.",
            "Which rows does your test change, and how long are its texts?",
        ),
        Candidate(
            "a model whose last place gets the row of the place before",
            model_with(last_one_short),
            row_by_row(lambda context: range(1, context)),
            "All short texts are right. At full length the last two places have the same row, and "
            "the last row of the table is never used.",
            "What is the longest text that your test hands in, and what the longest that the model "
            "takes?",
        ),
        Candidate(
            "a model whose first two places share a row",
            model_with(but_the_first),
            row_by_row(rows=lambda context: (context - 1,)),
            "Some programs keep row 0 for padding. Here the text begins with row 1, and the second "
            "token has row 1, too. Row 0 is never used.",
            "Which rows does your test change? Try the first ones, too.",
        ),
        Candidate(
            "a model that counts the places from the end of the text",
            model_with(backwards),
            row_by_row(look=any),
            "The same rows are used, in the other order. When the text grows by a token, each "
            "token gets another row, and what was read before means something else.",
            "At which places do the logits change when one row changes? Print it for a row at the "
            "end.",
        ),
        Candidate(
            "a model that looks the rows up and does not add them",
            not_added,
            looked_up,
            "The rows are taken from the table and then lost. No error comes up, and the loss "
            "falls, since the tokens alone say a lot.",
            "Does your test look at the logits?",
        ),
        Candidate(
            "a model that is off by one, with the last row for the last two places",
            model_with(gpts.one_later),
            either(gpts.one_later),
            "Token t gets row t + 1. Row 0 is never used, and the last row is used twice. With "
            "stored weights of another program every token is read as the one after it.",
            "Change row 0 alone. Do the logits of the first token change?",
        ),
        Candidate(
            "a model that is off by one, with row 0 at the end",
            model_with(in_a_ring),
            either(in_a_ring),
            "Token t gets row t + 1, and the last token gets row 0. All rows are used, each once, "
            "and none at its place.",
            "Which row does a text of one token use? Change the rows one after the other.",
        ),
        Candidate(
            "a model that takes the table in reverse order",
            model_with(from_the_other_end),
            either(from_the_other_end),
            "The first token gets the last row of the table, and the last token at full length "
            "row 0.",
            "Which row does a text of one token use? Change the rows one after the other.",
        ),
    ),
    checked="two right models, which have to pass, and nine wrong ones, which must not. An error "
    "that your test raises on a wrong one counts as `False`.",
    why="a model has its positions off by one, and learns well. What is lost?",
    because=(
        "Row 0: no text uses it. So the context is shorter by one, or the last token gets a row "
        "that is not its own. And the weights fit no other program: there place t has row t. "
        "Training learns around such a mistake, so no loss shows it."
    ),
    rivals=(
        Rival("At full length each row has its place.", row_by_row(lambda context: (context,))),
        Rival("A text of one token uses row 0 alone.", row_by_row(lambda context: (1,))),
        Rival("All but the full length are right.", row_by_row(lambda context: range(1, context))),
        Rival("The right rows are used, in any order.", row_by_row(look=any)),
        Rival("The right rows are looked up.", looked_up),
        Rival("Only row 0 is tried.", row_by_row(rows=lambda context: (0,))),
        Rival("Only the last row is tried.", row_by_row(rows=lambda context: (context - 1,))),
        Rival("A row is changed by adding 1.", row_by_row(change=lambda row: row + 1)),
        Rival("A row is changed to zeros.", row_by_row(change=lambda row: 0 * row)),
        Rival("A row is changed to twice the row.", row_by_row(change=lambda row: 2 * row)),
        Rival(
            "Every row changes something at full length.",
            row_by_row(lambda context: (context,), look=any),
        ),
        Rival("The logits have the right shape.", row_by_row(look=len)),
    ),
)
