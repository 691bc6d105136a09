"""09.parameters: how many parameters a GPT has, without building it."""

from collections.abc import Callable

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose

EXACT = 1e-10  # of a hundred million parameters a single one is a larger share than this


def some_models(generator: torch.Generator) -> list[tuple]:
    """(symbols, context, width, layers): a small model, a middle one, and one of the size of
    GPT-2, which takes some seconds to build. No two sizes of a model are equal."""

    def between(low, high):
        return low + choose(generator, high - low)

    return [
        (between(20, 30), between(10, 16), 2 * between(2, 5), between(2, 4)),
        (between(300, 999), between(100, 200), 16 * between(2, 5), between(4, 8)),
        (between(50_000, 51_000), 1024, 768, 12),
    ]


def attention(C):
    """Query, key, value and out."""
    return 4 * (C * C + C)


def mlp(C):
    return 4 * C * C + 4 * C + 4 * C * C + C


def norm(C):
    return 2 * C


def total(
    attention: Callable = attention,
    mlp: Callable = mlp,
    norms: Callable = lambda C: 2 * norm(C),
    last: Callable = norm,
    table: Callable = lambda V, C: V * C,
    places: Callable = lambda T, C: T * C,
    times: Callable = lambda layers: layers,
    more: Callable = lambda V, T, C, layers: 0,
) -> Callable:
    """An answer that adds up these parts: a block is attention, mlp and norms; `last` is the norm
    at the end; `more` is whatever else is counted."""

    def answer(symbols, context, width, layers):
        block = attention(width) + mlp(width) + norms(width)
        outside = table(symbols, width) + places(context, width) + last(width)
        return outside + times(layers) * block + more(symbols, context, width, layers)

    return answer


count = total()

NARROW, FLAT = 64, 4  # a property is tried on models of this width and these layers at most


def small(symbols, context, width, layers) -> tuple:
    """Sizes with which a model is built in no time, by one who builds it."""
    return min(symbols, 1000), min(context, 200), min(width, NARROW), min(layers, FLAT)


def added(which: int) -> Callable:
    """By how much an answer grows when the size number `which` grows by one."""

    def difference(call, *sizes):
        larger = list(sizes)
        larger[which] += 1
        return call(*larger) - call(*sizes)

    return difference


SYMBOLS, PLACES, LAYERS = added(0), added(1), added(3)


def tables(call, symbols, context, width, layers):
    """What the squares of the width come to in a block of twice the width, less two of the
    width: in a sum a C² + b C it is 2 a C²."""
    wide = LAYERS(call, symbols, context, 2 * width, layers)
    return wide - 2 * LAYERS(call, symbols, context, width, layers)


def same(one, other) -> bool:
    return abs(one - other) < 0.5


EXERCISE = Exercise(
    name="09.parameters",
    reference=count,
    arguments=("symbols", "context", "width", "layers"),
    returns="one whole number, the parameters of the whole model",
    cases=some_models,
    tolerance=EXACT,
    checked="three models: a small one, one of middle size, and one with more than a hundred "
    "million parameters. Each number is right to the last digit.",
    why="a model becomes twice as wide, and its layers stay as many. How many times as many "
    "parameters do its blocks have?",
    because=(
        "Nearly four times: almost all of a block are tables with C times C numbers, or four times "
        "as many. The biases and norms only double, but they are few. With twice as many layers it "
        "would be two times."
    ),
    properties=(
        Property(
            "one symbol more",
            lambda call, *sizes: same(SYMBOLS(call, *small(*sizes)), small(*sizes)[2]),
            "When there is one symbol more, your number does not grow by the width.",
            "One symbol more is one row more in the embedding, with C numbers. The last layer "
            "reads the same table.",
            "In which of your terms does `symbols` stand, and how often?",
        ),
        Property(
            "one place more",
            lambda call, *sizes: same(PLACES(call, *small(*sizes)), small(*sizes)[2]),
            "When the context is one longer, your number does not grow by the width.",
            "Each place of the context has a row of its own in the table of positions, with C "
            "numbers. Nothing else in the model depends on the context.",
            "In which of your terms does `context` stand, and how often?",
        ),
        Property(
            "the tables of a block",
            lambda call, *sizes: same(
                tables(call, *small(*sizes)),
                attention(2 * small(*sizes)[2])
                + mlp(2 * small(*sizes)[2])
                - 2 * attention(small(*sizes)[2])
                - 2 * mlp(small(*sizes)[2]),
            ),
            "Your six layers of a block have another number of weights, their biases left aside.",
            "A layer from C to D numbers has C times D weights. The block of the task has six "
            "layers, and two of them are larger than the others.",
            "Write the six layers below each other, and the weights of each beside it.",
        ),
        Property(
            "the rest of a block",
            lambda call, *sizes: same(LAYERS(call, *small(*sizes)), LAYERS(count, *small(*sizes))),
            "One layer more does not add as many parameters as one block has.",
            "The weights of its six layers are right. What is left are biases, one for each "
            "number that comes out of a layer, and gains and shifts, C each for a norm.",
            "Work out for a width of 2 which biases, gains and shifts a block has. How many are "
            "there?",
        ),
        Property(
            "no block",
            lambda call, *sizes: same(call(*sizes[:3], 0), count(*sizes[:3], 0)),
            "With no layers at all, something else is left than two tables and one norm.",
            "The sizes of a block are right. What stands outside the blocks is there once: the "
            "table of the symbols, that of the positions, and the last norm.",
            "Put 0 in for `layers`, and work out each term of your sum.",
        ),
    ),
    wrong=(
        Wrong(
            "the shared table twice",
            total(more=lambda V, T, C, layers: V * C),
            "You count the table of the symbols twice.",
            "The embedding and the last layer share one table, so its numbers are there once. "
            "PyTorch, too, counts a shared tensor once.",
            "Which layer of the model has no parameters of its own?",
        ),
        Wrong(
            "the shared table twice, with a bias",
            total(more=lambda V, T, C, layers: V * C + V),
            "You count a last layer of its own, with a table and biases.",
            "The last layer reads the table of the embedding, and has no bias.",
            "Which layer of the model has no parameters of its own?",
        ),
        Wrong(
            "a bias for each symbol",
            total(more=lambda V, T, C, layers: V),
            "You count one number too many for each symbol.",
            "It looks like a bias of the last layer. This layer has none.",
            "What does the task say of the last layer?",
        ),
        Wrong(
            "the symbols forgotten",
            total(table=lambda V, C: 0),
            "The table of the symbols is missing.",
            "Each symbol has C numbers. That the last layer shares this table means to count it "
            "once, not never.",
            "Which input does not come up in your sum?",
        ),
        Wrong(
            "the positions forgotten",
            total(places=lambda T, C: 0),
            "The positions are missing.",
            "Each place of the context has C numbers, which are learned like those of a symbol.",
            "Which input does not come up in your sum?",
        ),
        Wrong(
            "no biases",
            total(lambda C: 4 * C * C, lambda C: 8 * C * C),
            "All biases are missing.",
            "A layer has one bias for each number that comes out of it.",
            "How many numbers come out of each of the six layers in a block?",
        ),
        Wrong(
            "four widths in each block",
            total(attention=lambda C: 4 * C * C),
            "In each block you count 4C parameters too few.",
            "Two things come to this number: the biases of query, key, value and out, and the "
            "gains and shifts of the two norms. Each of the two belongs to a block.",
            "Write the parts of a block below each other. Which of the two is in none of them?",
        ),
        Wrong(
            "no biases in the MLP",
            total(mlp=lambda C: 8 * C * C),
            "In the MLP the biases are missing.",
            "A layer has one bias for each number that comes out of it, in the MLP as well.",
            "How many numbers come out of its first layer, and how many out of its second?",
        ),
        Wrong(
            "three widths in each block",
            total(mlp=lambda C: 8 * C * C + 2 * C),
            "In each block you count 3C parameters too few.",
            "It looks like biases. A layer has one for each number that comes out of it: query, "
            "key and value have C each, and the first layer of the MLP has 4C.",
            "Write the six layers below each other, and how many numbers come out of each.",
        ),
        Wrong(
            "three widths too many in each block",
            total(mlp=lambda C: 8 * C * C + 8 * C),
            "In each block you count 3C parameters too many.",
            "It looks like the biases of the MLP. A layer has one for each number that comes out "
            "of it, not for one that goes in.",
            "How many biases does the layer from 4C back to C have?",
        ),
        Wrong(
            "one width in each block",
            total(mlp=lambda C: 8 * C * C + 4 * C),
            "In each block you count C parameters too few.",
            "It looks like the biases of one layer. Five layers of a block give out C numbers, "
            "and each has C biases: query, key, value, out, and the second one of the MLP.",
            "Write the six layers below each other, and how many numbers come out of each.",
        ),
        Wrong(
            "no norms",
            total(norms=lambda C: 0, last=lambda C: 0),
            "The parameters of all norms are missing.",
            "A norm by itself only shifts and scales to mean 0. Then it multiplies with a gain "
            "and adds a shift, and these are learned.",
            "How many norms does a block have, and how many stand outside the blocks?",
        ),
        Wrong(
            "no last norm",
            total(last=lambda C: 0),
            "The norm behind the last block is missing.",
            "It stands outside the blocks, so it is there once, however many layers there are.",
            "What happens to x between the last block and the logits?",
        ),
        Wrong(
            "two widths in each block",
            total(norms=norm),
            "In each block you count 2C parameters too few.",
            "One norm has as many. A block has two of them, one before attention and one before "
            "the MLP, and each has gains and also shifts.",
            "What does a norm with the width 2 hold? And how many norms does a block have?",
        ),
        Wrong(
            "gains without shifts",
            total(norms=lambda C: 2 * C, last=lambda C: C),
            "In your norms one half of the parameters is missing.",
            "A norm has a gain and a shift for each of the C numbers.",
            "What does a norm with the width 2 hold? Count them.",
        ),
        Wrong(
            "a last norm in each block",
            total(more=lambda V, T, C, layers: 2 * C * (layers - 1)),
            "You count the last norm once for each layer.",
            "It stands behind the last block, and so it is there once.",
            "Which terms belong inside the brackets behind `layers`?",
        ),
        Wrong(
            "an MLP from C to C",
            total(mlp=lambda C: 2 * (C * C + C)),
            "Your MLP has two layers from C to C.",
            "In the middle it is four times as wide as the rest of the model.",
            "How many weights has a layer from C to 4C?",
        ),
        Wrong(
            "an MLP of one layer",
            total(mlp=lambda C: 4 * C * C + 4 * C),
            "Your MLP has one layer, from C to 4C.",
            "The way back to C is a layer of its own. Without it x could not be added.",
            "How many layers does the task name for the MLP?",
        ),
        Wrong(
            "an MLP from 4C to 4C",
            total(mlp=lambda C: 16 * C * C + 4 * C),
            "Your MLP has one layer from 4C to 4C.",
            "There are two: one goes from C to 4C, and one goes back.",
            "How many weights has a layer from C to 4C?",
        ),
        Wrong(
            "no MLP",
            total(mlp=lambda C: 0),
            "The MLP is missing.",
            "In each block it comes after attention, and has two thirds of the block's weights.",
            "Which parts does the task name for a block? Give each a line of its own.",
        ),
        Wrong(
            "no attention",
            total(attention=lambda C: 0),
            "Attention is missing.",
            "The mask and the softmax have nothing to learn. But query, key, value and out are "
            "layers.",
            "Which parts does the task name for a block? Give each a line of its own.",
        ),
        Wrong(
            "out forgotten",
            total(attention=lambda C: 3 * (C * C + C)),
            "In attention one of the four layers is missing.",
            "Query, key and value go in. What they give is mixed once more by the layer out.",
            "Which layers does `Attention` make in section 4?",
        ),
        Wrong(
            "attention as one layer",
            total(attention=lambda C: C * C + C),
            "You count attention as one layer from C to C.",
            "Query, key, value and out are four layers, each with weights of its own.",
            "How many layers does the task name for attention?",
        ),
        Wrong(
            "one block",
            total(times=lambda layers: 1),
            "You count one block, however many layers there are.",
            "The blocks have the same form. But each has learned numbers of its own.",
            "Which input does not come up in your sum?",
        ),
        Wrong(
            "a block less",
            lambda V, T, C, layers: count(V, T, C, layers - 1),
            "You count one block too few.",
            "Each term is right. A model with two layers has two blocks.",
            "How many rounds does your loop make for two layers?",
        ),
        Wrong(
            "everything in each layer",
            lambda V, T, C, layers: layers * count(V, T, C, 1),
            "You count the tables and the last norm once for each layer.",
            "They stand outside the blocks, and are there once.",
            "Which terms belong inside the brackets behind `layers`?",
        ),
        Wrong(
            "the masks",
            total(more=lambda V, T, C, layers: layers * T * T),
            "You count a table of T times T numbers in each layer.",
            "The mask is fixed, and the attention weights are computed anew for each text. Neither "
            "is learned.",
            "Which numbers of a block does the optimizer change?",
        ),
    ),
    rivals=(
        Rival(
            "Twelve times the square of the width for each layer.",
            lambda V, T, C, L: 12 * C * C * L,
        ),
        Rival(
            "The blocks alone.",
            total(table=lambda V, C: 0, places=lambda T, C: 0, last=lambda C: 0),
        ),
        Rival("The tables alone.", lambda V, T, C, L: (V + T) * C),
        Rival(
            "As above, with the tables, without biases and norms.",
            lambda V, T, C, L: (V + T) * C + 12 * C * C * L,
        ),
        Rival("A block more.", lambda V, T, C, L: count(V, T, C, L + 1)),
        Rival("One number for each place.", total(places=lambda T, C: T)),
        Rival("The table of the bigram model.", total(table=lambda V, C: V * V)),
        Rival("A mask for the whole model.", total(more=lambda V, T, C, L: T * T)),
        Rival("The last layer with biases of width C.", total(more=lambda V, T, C, L: C)),
        Rival("Positions in each layer.", total(more=lambda V, T, C, L: T * C * (L - 1))),
        Rival("One number too many.", total(more=lambda *sizes: 1)),
        Rival("One number too few.", total(more=lambda *sizes: -1)),
        Rival("A bias before out is left out.", total(attention=lambda C: 4 * C * C + 3 * C)),
        Rival("An end mark more.", lambda V, T, C, L: count(V + 1, T, C, L)),
        Rival("To the nearest thousand.", lambda *sizes: round(count(*sizes), -3)),
    ),
)
