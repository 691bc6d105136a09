"""11.count: how many numbers learn, where some layers of a model get a LoRA."""

from collections.abc import Callable

import torch

from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose

EXACT = 1e-10  # a single number too many is a larger share of a hundred thousand than this


def some_models(generator: torch.Generator) -> list[tuple]:
    """(sizes, rank): the six layers of a block, of which four are equal; layers of which no two
    are equal, with rank 1; a single layer; and a block as wide as that of a large model."""

    def between(low, high):
        return low + choose(generator, high - low)

    def block(width):
        return [(width, width)] * 4 + [(width, 4 * width), (4 * width, width)]

    n = between(3, 9)
    return [
        (block(8 * between(2, 9)), between(2, 6)),
        ([(n, n + 5), (n + 2, n + 11), (n + 20, n + 3)], 1),
        ([(between(30, 60), between(5, 20))], between(3, 5)),
        (block(4096), 16),
    ]


def added(of_layer: Callable) -> Callable:
    """An answer: the sum of of_layer(inputs, outputs, rank) over the layers."""

    def answer(sizes, rank):
        return sum(of_layer(inputs, outputs, rank) for inputs, outputs in sizes)

    return answer


count = added(lambda n, m, r: r * (n + m))


def layers_add(call, sizes, rank) -> bool:
    return call(sizes + sizes[:1], rank) - call(sizes, rank) == call(sizes[:1], rank)


def ranks_add(call, sizes, rank) -> bool:
    return call(sizes, 3 * rank) == 3 * call(sizes, rank)


def turned(call, sizes, rank) -> bool:
    return call([(m, n) for n, m in sizes], rank) == call(sizes, rank)


def one_more(call, sizes, rank) -> bool:
    """One number more goes into one layer."""
    (n, m), *rest = sizes
    return call([(n + 1, m), *rest], rank) - call(sizes, rank) == rank


EXERCISE = Exercise(
    name="11.count",
    reference=count,
    arguments=("sizes", "rank"),
    returns="one whole number, the numbers that learn in all layers together",
    cases=some_models,
    tolerance=EXACT,
    checked="a block with four equal layers, layers that all differ with rank 1, a single layer, "
    "and a block with two hundred million weights. Each number is right to the last digit.",
    why="a layer has 4,096 numbers in and as many out, and its LoRA has rank 8. How large a share "
    "of the layer's weights learns? And is the training so much quicker?",
    because=(
        "65,536 of 16,777,216, so one in 256. The training is not so much quicker: forward and "
        "backward still go through the whole layer, to reach the layers below it. What is saved is "
        "memory: Adam keeps two moments for each number that learns, and none for a frozen one. "
        "And the file with what was learned is small."
    ),
    properties=(
        Property(
            "the rank",
            ranks_add,
            "With a rank that is three times as large, your number is not three times as large.",
            "A has a row for each rank and B has a column for each, and nothing else learns.",
            "Work out one layer with rank 1, then the same layer with rank 3.",
        ),
        Property(
            "one layer more",
            layers_add,
            "One layer more does not add what this layer has by itself.",
            "Each layer has an A and a B of its own, also where two layers are of one size.",
            "Call your function with two equal layers, and with one of them.",
        ),
        Property(
            "turned round",
            turned,
            "For layers with in and out exchanged, your number is another one.",
            "A goes with what comes in and B with what comes out, so together they do not care.",
            "Write the shapes of A and B for a layer from 3 to 5 and for one from 5 to 3.",
        ),
        Property(
            "one number more",
            one_more,
            "Where one number more goes into a layer, your number does not grow by the rank.",
            "Then A is wider by one, and each of its rows has one number more.",
            "Write the shape of A for a layer from 3 to 5 and for one from 4 to 5.",
        ),
    ),
    wrong=(
        Wrong(
            "the whole layers",
            added(lambda n, m, r: n * m),
            "You count the weights of the layers themselves.",
            "These are frozen. What learns stands beside them.",
            "Which input of your function does not come up in it?",
        ),
        Wrong(
            "the size of W for each rank",
            added(lambda n, m, r: r * n * m),
            "You count a table of the size of W for each rank.",
            "Such a table is never stored. It is the product of one column of B and one row of A, "
            "and these two learn.",
            "How many numbers has a column of B, and how many has a row of A?",
        ),
        Wrong(
            "A alone",
            added(lambda n, m, r: r * n),
            "You count A alone.",
            "B begins with zeros, and it learns.",
            "Which shape has B?",
        ),
        Wrong(
            "B alone",
            added(lambda n, m, r: r * m),
            "You count B alone.",
            "A begins with random numbers, and it learns, too.",
            "Which shape has A?",
        ),
        Wrong(
            "a bracket is missing",
            added(lambda n, m, r: r * n + m),
            "Of B you count one column.",
            "A product goes before a sum: without a bracket the rank multiplies one of the two "
            "sizes alone.",
            "Put in 3, 5 and a rank of 10, and do it as Python does.",
        ),
        Wrong(
            "a bracket is missing, at A",
            added(lambda n, m, r: n + m * r),
            "Of A you count one row.",
            "A product goes before a sum: without a bracket the rank multiplies one of the two "
            "sizes alone.",
            "Put in 3, 5 and a rank of 10, and do it as Python does.",
        ),
        Wrong(
            "the first layer alone",
            lambda sizes, rank: count(sizes[:1], rank),
            "You count the first layer alone.",
            "A `return` inside a loop ends the function in its first round.",
            "How many rounds does your loop make?",
        ),
        Wrong(
            "the last layer alone",
            lambda sizes, rank: count(sizes[-1:], rank),
            "You count the last layer alone.",
            "A variable that is set anew in each round of a loop keeps the last value only.",
            "Where does your sum begin, and what is added in each round?",
        ),
        Wrong(
            "all like the first",
            lambda sizes, rank: len(sizes) * count(sizes[:1], rank),
            "You count each layer as if it had the size of the first.",
            "The two layers of an MLP are larger than those of attention.",
            "Which pair do you read in the second round of your loop?",
        ),
        Wrong(
            "equal layers once",
            lambda sizes, rank: count(set(sizes), rank),
            "Layers of one size you count once.",
            "They have one form, and each of them learns an A and a B of its own.",
            "How long is `sizes`, and how long is what you go through?",
        ),
        Wrong(
            "with biases",
            added(lambda n, m, r: r * (n + m) + m),
            "You count one number too many for each number that comes out of a layer.",
            "It looks like a bias. The bias of the layer is frozen, and A and B have none.",
            "Which parameters does the class `LoRA` make?",
        ),
        Wrong(
            "the frozen, too",
            added(lambda n, m, r: n * m + r * (n + m)),
            "You count W, too.",
            "It is used in each step, and it does not learn.",
            "Which numbers of a layer does the optimizer change?",
        ),
        Wrong(
            "the frozen with their biases, too",
            added(lambda n, m, r: n * m + m + r * (n + m)),
            "You count W and the bias, too.",
            "They are used in each step, and they do not learn.",
            "Which numbers of a layer does the optimizer change?",
        ),
        Wrong(
            "no rank",
            added(lambda n, m, r: n + m),
            "You count rank 1, whatever the rank is.",
            "A has a row for each rank, and B has a column for each.",
            "Which input of your function does not come up in it?",
        ),
        Wrong(
            "the rank squared",
            added(lambda n, m, r: r * r * (n + m)),
            "The rank counts twice as a factor.",
            "A has r rows, and B has r columns. Their numbers are added, and nothing is "
            "multiplied with r a second time.",
            "How many numbers has A, for 3 numbers in and rank 2? Draw it.",
        ),
        Wrong(
            "a table between A and B",
            added(lambda n, m, r: r * (n + m) + r * r),
            "You count a table of r times r numbers more for each layer.",
            "Between A and B there is nothing that learns: what comes out of A goes into B.",
            "Which parameters does the class `LoRA` make?",
        ),
        Wrong(
            "the sizes multiplied after the ranks",
            added(lambda n, m, r: (r * n) * (r * m)),
            "You multiply the numbers of A with those of B.",
            "That is how many pairs there are. Two tables beside each other hold the sum.",
            "How many numbers do a table of 6 and a table of 10 hold together?",
        ),
    ),
    rivals=(
        Rival("Twice the rank times what goes in.", added(lambda n, m, r: 2 * r * n)),
        Rival("Twice the rank times what comes out.", added(lambda n, m, r: 2 * r * m)),
        Rival("The rank times the larger size.", added(lambda n, m, r: r * max(n, m))),
        Rival("The square layers alone.", added(lambda n, m, r: r * (n + m) * (n == m))),
        Rival("All layers but the last one.", lambda sizes, rank: count(sizes[:-1], rank)),
        Rival("The scale of each layer, too.", added(lambda n, m, r: r * (n + m) + 1)),
        Rival("A rank more.", added(lambda n, m, r: (r + 1) * (n + m))),
        Rival("The degrees of freedom.", added(lambda n, m, r: r * (n + m) - r * r)),
        Rival("The rank is a power of two.", lambda sizes, rank: count(sizes, 1 << (rank - 1))),
        Rival("One number too many.", lambda sizes, rank: count(sizes, rank) + 1),
        Rival("One number too few.", lambda sizes, rank: count(sizes, rank) - 1),
        Rival("To the nearest thousand.", lambda sizes, rank: round(count(sizes, rank), -3)),
    ),
)
