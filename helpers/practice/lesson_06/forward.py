"""06.forward: a network of embeddings and two layers, forward by hand."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart, uniform
from helpers.practice.lesson_06.shared import DIGITS

# (N, context, V, e, hidden): all that can be equal is equal, so that a table that was not turned
# meets no error; one row; a network in which no two sizes are equal.
SIZES = ((4, 2, 4, 2, 4), (1, 2, 5, 3, 4), (4, 3, 7, 2, 5))


def networks(generator: torch.Generator) -> list[tuple]:
    """(X, C, W1, b1, W2, b2): small random networks. In each row the letters are different, some
    units are on and some off (also where the first weights fit without being turned, and are
    not), and some logits are below zero. The last letter, V - 1, comes in each."""

    def draw(rows, context, letters, e, hidden):
        while True:
            X = torch.stack(
                [torch.randperm(letters, generator=generator)[:context] for _ in range(rows)]
            )
            C = uniform(generator, -2, 2, letters, e)
            W1, b1 = (uniform(generator, -2, 2, *s) for s in ((hidden, context * e), (hidden,)))
            W2, b2 = (uniform(generator, -2, 2, *s) for s in ((letters, hidden), (letters,)))
            x = C[X].flatten(1)
            tables = [x @ W1.T + b1, forward(X, C, W1, b1, W2, b2)]
            tables += [x @ W1 + b1] if hidden == context * e else []
            if X.max() == letters - 1 and all(map(both_signs, tables)):
                return X, C, W1, b1, W2, b2

    return [apart(lambda s=size: draw(*s), forward, *NEAR) for size in SIZES]


def both_signs(table):
    """Each row has a number clearly below zero and one clearly above."""
    return (table.min(1).values < -0.5).all() and (table.max(1).values > 0.5).all()


def side_by_side(X, C):
    return C[X].flatten(1)


def network(first, second=lambda h, W2, b2: h @ W2.T + b2, bend=torch.relu, beside=side_by_side):
    """An answer of these parts: first and second layer, the bend between them, and what is made
    of the points of the letters."""

    def answer(X, C, W1, b1, W2, b2):
        return second(bend(first(beside(X, C), W1, b1)), W2, b2)

    return answer


def first_layer(x, W1, b1):
    return x @ W1.T + b1


def nothing(h):
    return h


forward = network(first_layer)
no_bend = network(first_layer, bend=nothing)
backwards = network(first_layer, beside=lambda X, C: C[X.flip(1)].flatten(1))
number_by_number = network(first_layer, beside=lambda X, C: C[X].transpose(1, 2).flatten(1))
mean_of_letters = network(
    first_layer, beside=lambda X, C: C[X].mean(1, keepdim=True).expand_as(C[X]).flatten(1)
)
mixed_rows = network(first_layer, beside=lambda X, C: C[X.T].reshape(len(X), -1))
NEAR = (no_bend, backwards, number_by_number, mean_of_letters)


def bend_first(X, C, W1, b1, W2, b2):
    return first_layer(torch.relu(side_by_side(X, C)), W1, b1) @ W2.T + b2


def bias_after_the_bend(X, C, W1, b1, W2, b2):
    return (torch.relu(side_by_side(X, C) @ W1.T) + b1) @ W2.T + b2


def then(change):
    """The right logits, changed at the end."""
    return lambda *network_of: change(forward(*network_of))


EXERCISE = Exercise(
    name="06.forward",
    reference=forward,
    arguments=("X", "C", "W1", "b1", "W2", "b2"),
    returns="a tensor of shape (N, V): for each row of letters the logits of the V next letters",
    cases=networks,
    tolerance=DIGITS,
    checked="three random networks: one in which most sizes are equal, one with a single row, and "
    "one in which no two sizes of a table are equal.",
    why="which of the five tables grow when the context has 8 letters in place of 5, and how much "
    "does a table of counts grow?",
    because=(
        "Only `W1`: with e = 16 and 128 hidden units it gets 128 times 3 times 16 = 6,144 more "
        "weights. `C` does not grow, since a letter has the same point in each place. A table of "
        "counts gets 27 times 27 times 27 = 19,683 times as many rows."
    ),
    properties=(
        Property(
            "row by row",
            lambda call, X, *rest: alike(call(X[-1:], *rest)[0], call(X, *rest)[-1], 1e-4),
            "The logits of a row depend on the other rows.",
            "Each row is a sample of its own. The N rows are computed side by side, and none "
            "looks at another one.",
            "Print the shape in each of your lines. Does each begin with N?",
        ),
        Property(
            "order of the letters",
            lambda call, X, *rest: not alike(call(X.flip(1), *rest), call(X, *rest), 1e-4),
            "When the letters of each context are turned round, your logits stay the same.",
            "The order of letters matters: `ab` is not `ba`. Each place of the context has "
            "weights of its own in the first layer.",
            "Which of your lines adds up the letters, or takes their mean?",
        ),
        Property(
            "all units off",
            lambda call, X, C, W1, b1, W2, b2: alike(
                call(X, C, 0 * W1, 0 * b1 - 1, W2, b2), b2.expand(len(X), -1)
            ),
            "In a network whose hidden units are all off, your logits are not `b2`.",
            "A unit that gets a negative number gives zero. If all give zero, only the last bias "
            "is left.",
            "Where does the bend stand in your lines, and what does it get?",
        ),
        Property(
            "last bias",
            lambda call, X, C, W1, b1, W2, b2: alike(
                call(X, C, W1, b1, W2, b2 + 1), call(X, C, W1, b1, W2, b2) + 1
            ),
            "When one is added to `b2`, your logits do not all rise by one.",
            "The last layer ends with its bias. Nothing comes after it.",
            "What does your function do after it has added `b2`?",
        ),
    ),
    wrong=(
        Wrong(
            "no bend",
            no_bend,
            "Your hidden units go below zero.",
            "There is no ReLU between the layers, and two linear layers in a row are one.",
            "Which step of the network comes after `b1`?",
        ),
        Wrong(
            "bend at the end too",
            network(first_layer, lambda h, W2, b2: torch.relu(h @ W2.T + b2)),
            "None of your logits is below zero.",
            "You took the ReLU after the last layer too. Then all unlikely letters get the same "
            "logit, 0.",
            "Which numbers may a logit have?",
        ),
        Wrong(
            "bend only at the end",
            network(first_layer, lambda h, W2, b2: torch.relu(h @ W2.T + b2), bend=nothing),
            "None of your logits is below zero, and your hidden units are.",
            "The ReLU stands behind the last layer. Between the layers nothing bends.",
            "Behind which layer does the ReLU belong?",
        ),
        Wrong(
            "bend at the beginning",
            bend_first,
            "You bend the points of the letters, and not the hidden units.",
            "The ReLU comes before the first layer. Then two linear layers follow each other, and "
            "they are one.",
            "What is a hidden unit: what goes into the first layer, or what comes out?",
        ),
        Wrong(
            "bias after the bend",
            bias_after_the_bend,
            "You add `b1` after the ReLU.",
            "The bias says where a unit bends. Added later it only moves the result.",
            "What does the ReLU get in your line?",
        ),
        Wrong(
            "mean of the letters",
            mean_of_letters,
            "Each place of your context gets the mean of all its letters.",
            "Then the order is lost: `ab` and `ba` have the same mean. The points stand side by "
            "side.",
            "How many numbers has a row, when the points of its letters stand one after the other?",
        ),
        Wrong(
            "letters backwards",
            backwards,
            "In your rows the points stand in the wrong order: the last letter's comes first.",
            "The first weights of each unit belong to the first letter of the context.",
            "Print `C[X]` for one row, and then your line of numbers.",
        ),
        Wrong(
            "number by number",
            number_by_number,
            "In your rows, first come the first numbers of all letters, then the second ones.",
            "Two dimensions were exchanged before they were put together. Each letter's e numbers "
            "stay together.",
            "Print `C[X]` for one row, and then your line of numbers.",
        ),
        Wrong(
            "rows mixed",
            mixed_rows,
            "Where there are several rows, letters of different rows stand in one of yours.",
            "A table was turned before it was reshaped. `reshape` takes the numbers one after "
            "the other, and N has to come first.",
            "Print the shape of what you reshape. Which dimension is N?",
        ),
        Wrong(
            "first weights not turned",
            network(lambda x, W1, b1: x @ W1 + b1),
            "You multiply by `W1` as it stands. Where it has as many rows as columns, there is no "
            "error, and other numbers.",
            "A row of `W1` holds the weights of one hidden unit, as in `nn.Linear`. `@` goes down "
            "the columns.",
            "Print the shapes of the row of numbers and of `W1`. Which sizes have to meet?",
        ),
        Wrong(
            "last weights not turned",
            network(first_layer, lambda h, W2, b2: h @ W2 + b2),
            "You multiply by `W2` as it stands. Where it has as many rows as columns, there is no "
            "error, and other numbers.",
            "A row of `W2` holds the weights of one letter, as in `nn.Linear`. `@` goes down the "
            "columns.",
            "Print the shapes of the hidden units and of `W2`. Which sizes have to meet?",
        ),
        Wrong(
            "no weights turned",
            network(lambda x, W1, b1: x @ W1 + b1, lambda h, W2, b2: h @ W2 + b2),
            "You multiply by both tables of weights as they stand. Square ones fit, and give "
            "other numbers.",
            "A row of weights belongs to one unit, as in `nn.Linear`. `@` goes down the columns.",
            "Print the shapes on both sides of each `@`. Which sizes have to meet?",
        ),
        Wrong(
            "no first bias",
            network(lambda x, W1, b1: x @ W1.T),
            "Your hidden units have no bias.",
            "Without `b1` each unit bends at 0.",
            "Which input of your function is not used yet?",
        ),
        Wrong(
            "no last bias",
            network(first_layer, lambda h, W2, b2: h @ W2.T),
            "Your logits have no bias.",
            "`b2` says how frequent each letter is, whatever came before.",
            "Which input of your function is not used yet?",
        ),
        Wrong(
            "no bias at all",
            network(lambda x, W1, b1: x @ W1.T, lambda h, W2, b2: h @ W2.T),
            "Both layers have no bias.",
            "Each layer is weights times inputs, plus a bias for each unit.",
            "Which inputs of your function are not used yet?",
        ),
        Wrong(
            "softmax",
            then(lambda logits: torch.softmax(logits, 1)),
            "Your rows sum to one.",
            "These are probabilities. A model gives logits: the loss takes the softmax by itself.",
            "Which of your lines is not needed?",
        ),
        Wrong(
            "logarithms",
            then(lambda logits: torch.log_softmax(logits, 1)),
            "All of your numbers are below zero.",
            "These are logarithms of probabilities. A model gives logits, and the loss does the "
            "rest.",
            "Which of your lines is not needed?",
        ),
        Wrong(
            "the likeliest letter",
            then(lambda logits: logits.argmax(1)),
            "You give back one letter for each row.",
            "It is the one with the largest logit. The task asks for the logits of all letters.",
            "Leave out the last step.",
        ),
        Wrong(
            "turned result",
            then(lambda logits: logits.T),
            "Your result has a column for each sample.",
            "Samples are rows, here as everywhere: N comes first.",
            "Which of the two stands on the left of your `@`?",
        ),
        Wrong(
            "another bend",
            network(first_layer, bend=torch.tanh),
            "Your hidden units lie between minus one and one.",
            "`tanh` is a bend too, and older networks have it. Here the weights belong to ReLU.",
            "Which bend does section 2 use?",
        ),
        Wrong(
            "sigmoid",
            network(first_layer, bend=torch.sigmoid),
            "Your hidden units lie between zero and one.",
            "That is the curve of a probability. Here the weights belong to ReLU.",
            "Which bend does section 2 use?",
        ),
        Wrong(
            "absolute value",
            network(first_layer, bend=torch.abs),
            "Your hidden units lose their sign.",
            "ReLU leaves a positive number as it is, and makes zero of a negative one.",
            "What should a unit give that gets -2?",
        ),
        Wrong(
            "the row before",
            network(first_layer, beside=lambda X, C: C[X - 1].flatten(1)),
            "You read the row before the one that you want.",
            "Letters are counted from 0, and so are the rows of `C`. A -1 is read as the last row.",
            "Which row belongs to letter 0?",
        ),
        Wrong(
            "first sample",
            then(lambda logits: logits[:1]),
            "You give back the logits of one sample, the first.",
            "A `return` inside the loop ends the function in its first round.",
            "How many rows has `X`, and how many has your result?",
        ),
    ),
    rivals=(
        Rival(
            "The sum of the letters at each place.",
            network(
                first_layer,
                beside=lambda X, C: C[X].sum(1, keepdim=True).expand_as(C[X]).flatten(1),
            ),
        ),
        Rival(
            "The last letter at each place.",
            network(first_layer, beside=lambda X, C: C[X[:, -1:].expand_as(X)].flatten(1)),
        ),
        Rival("The first row for all.", then(lambda logits: logits[:1].expand_as(logits))),
        Rival("The rows in another order.", then(lambda logits: logits.flip(0))),
        Rival(
            "The letters sorted.",
            network(first_layer, beside=lambda X, C: C[X.sort(1).values].flatten(1)),
        ),
        Rival(
            "A ReLU before each layer.",
            network(first_layer, beside=lambda X, C: torch.relu(C[X]).flatten(1)),
        ),
        Rival(
            "The bend turned round: minus kept.",
            network(first_layer, bend=lambda h: -torch.relu(-h)),
        ),
        Rival(
            "A leaking ReLU.", network(first_layer, bend=lambda h: torch.where(h > 0, h, 0.01 * h))
        ),
        Rival("On or off.", network(first_layer, bend=lambda h: (h > 0).float())),
        Rival(
            "Both biases subtracted.", lambda X, C, W1, b1, W2, b2: forward(X, C, W1, -b1, W2, -b2)
        ),
        Rival(
            "The row's largest logit subtracted.",
            then(lambda logits: logits - logits.max(1, keepdim=True).values),
        ),
        Rival(
            "The row's mean subtracted.", then(lambda logits: logits - logits.mean(1, keepdim=True))
        ),
        Rival("Softmax in the hidden layer.", network(first_layer, bend=lambda h: h.softmax(1))),
    ),
)
