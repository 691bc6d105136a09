"""06.backward: the gradients of two layers, by hand, for one sample."""

import torch

from helpers.practice.compare import alike
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose, uniform


def forward(x, W1, b1, W2, b2):
    """What the two layers make of x: z before the bend, h after it, and the probabilities p."""
    z = W1 @ x + b1
    h = z.clamp(min=0)
    return z, h, torch.softmax(W2 @ h + b2, 0)


def with_parts(change):
    """An answer with change(parts): the right parts of the four gradients, some of them replaced.
    `error` is p minus one at y; `gate` is 1 where a hidden unit is open; `hidden`, where it is
    given, takes the place of what comes back through the gate."""

    def answer(x, W1, b1, W2, b2, y):
        z, h, p = forward(x, W1, b1, W2, b2)
        error = p - (torch.arange(len(p)) == y).float()
        parts = {"x": x, "z": z, "h": h, "p": p, "error": error, "gate": (z > 0).float()}
        parts |= {"W2": W2, "y": y, "one": p - error}
        parts |= change(parts)
        return four(parts)

    return answer


def four(parts):
    """(dW1, db1, dW2, db2) from the parts."""
    error, h, x = parts["error"], parts["h"], parts["x"]
    hidden = parts.get("hidden")
    if hidden is None:
        hidden = (parts["W2"].T @ error) * parts["gate"]
    return torch.outer(hidden, x), hidden, torch.outer(error, h), error


gradients = with_parts(lambda parts: {})


def changed(change):
    """An answer that hands out change(dW1, db1, dW2, db2) of the right gradients."""
    return lambda *inputs: change(*gradients(*inputs))


def not_transposed(x, W1, b1, W2, b2, y):
    error = gradients(x, W1, b1, W2, b2, y)[3]
    return W2 @ error


def samples(generator: torch.Generator) -> list[tuple]:
    """(x, W1, b1, W2, b2, y): three sizes d, h, V that all differ. In each sample some hidden
    units are open and others closed, the parts of x are no zeros, and no letter is sure."""

    def draw(d, h, V):
        W1, b1 = uniform(generator, -1, 1, h, d), uniform(generator, -1, 1, h)
        W2, b2 = uniform(generator, -1, 1, V, h), uniform(generator, -1, 1, V)
        return uniform(generator, -2, 2, d), W1, b1, W2, b2, choose(generator, V)

    def fits(x, W1, b1, W2, b2, y):
        z, _, p = forward(x, W1, b1, W2, b2)
        back = W2.T @ (p - (torch.arange(len(p)) == y).float())
        is_open = z > 0
        return (
            min(x.abs().min(), z.abs().min()) > 0.15
            and back.abs().min() > 0.05
            and is_open.any()
            and not is_open.all()
            and (back[is_open] < 0).any()
            and p.max() < 0.7
            and p.argmax() != y
        )

    def one(*sizes):
        while True:
            inputs = draw(*sizes)
            if fits(*inputs):
                return inputs

    return [one(2, 4, 3), one(3, 4, 5), one(4, 5, 2)]


def right_part(i: int):
    """A property: one of the four gradients is right."""
    return lambda call, *inputs: alike(call(*inputs)[i], gradients(*inputs)[i])


EXERCISE = Exercise(
    name="06.backward",
    reference=gradients,
    arguments=("x", "W1", "b1", "W2", "b2", "y"),
    returns="four tensors in the order dW1, db1, dW2, db2, each with the shape of what it belongs "
    "to",
    cases=samples,
    checked="three random samples with layers of different sizes: each of the four gradients, and "
    "its shape.",
    why="a hidden unit is closed for this sample. Which entries of the four gradients are 0 "
    "because of it, and what if it is closed for all samples?",
    because=(
        "Its row of dW1 and its entry of db1, since the gate lets nothing back through it, and "
        "its column of dW2, since its output is 0. A unit that is closed for all samples gets "
        "only such zeros, from every sample. No step changes it, and it stays closed: it is dead."
    ),
    properties=(
        Property(
            "the bias of the last layer",
            right_part(3),
            "Your db2 is not right yet.",
            "It is the slope of the loss along the logits, as in lesson 05. The other three "
            "gradients are made from it.",
            "Print your db2. Does it sum to 0, and is it negative at y alone?",
        ),
        Property(
            "the weights of the last layer",
            right_part(2),
            "Your db2 is right, and your dW2 is not.",
            "The weight W2[i, j] takes the hidden number j to the logit i. So its slope is that of "
            "the logit i, times what came in from j.",
            "Work out one entry of dW2 by hand, and compare.",
        ),
        Property(
            "the bias of the first layer",
            right_part(1),
            "dW2 and db2 are right, and db1 is not.",
            "Two things happen on the way back from the logits to `z`: first through W2, then "
            "through the ReLU.",
            "Print what arrives behind W2, and then what the ReLU lets through.",
        ),
        Property(
            "the weights of the first layer",
            right_part(0),
            "Three gradients are right, and dW1 is not.",
            "W1 has the same place in its layer as W2 in the other one: a slope from behind, times "
            "what came in from the front.",
            "Which line gave you dW2? Which two names change in it?",
        ),
    ),
    wrong=(
        Wrong(
            "gate forgotten",
            with_parts(lambda s: {"gate": 1.0}),
            "dW2 and db2 are right. But hidden units that are closed get a slope, too.",
            "Where `z` is below zero the ReLU gives 0, whatever happens to `z` a little. So "
            "nothing goes back through it there.",
            "Print `z` beside your db1. In which places must db1 be 0?",
        ),
        Wrong(
            "gate of the slope",
            with_parts(lambda s: {"hidden": (s["W2"].T @ s["error"]).clamp(min=0)}),
            "No number in your db1 is negative.",
            "You took the ReLU of the slopes. What is open or closed was decided on the way "
            "forward, by `z`, and a slope that passes keeps its sign.",
            "Print `z`, what arrives behind W2, and your db1, one below the other.",
        ),
        Wrong(
            "gate by the size",
            with_parts(lambda s: {"gate": s["h"]}),
            "The closed units get 0. But the slopes of the open ones are multiplied by `h`.",
            "Where `z` is above zero the ReLU gives `z` itself, and its slope there is 1, however "
            "large `z` is.",
            "Which numbers can the slope of a ReLU be? Print what you multiply with.",
        ),
        Wrong(
            "gate turned round",
            with_parts(lambda s: {"gate": 1 - s["gate"]}),
            "The closed units get a slope, and the open ones get 0.",
            "It should be the other way round: a slope goes back where the number went forward.",
            "For which `z` is the ReLU flat?",
        ),
        Wrong(
            "no minus one",
            with_parts(lambda s: {"error": s["p"]}),
            "Your db2 is `p` itself, so all its numbers are positive.",
            "`y` plays no part so far. The slope along the logits depends on which letter came.",
            "What does line 5 of lesson 05, section 4, do at the letter that came?",
        ),
        Wrong(
            "sign",
            changed(lambda *all_four: tuple(-one for one in all_four)),
            "All four gradients have the right size and the wrong sign.",
            "Truth minus prediction is the way that a step goes. The gradient points to where the "
            "loss grows.",
            "Does the loss grow or fall when the logit of the letter that came is raised?",
        ),
        Wrong(
            "minus the target's number",
            with_parts(lambda s: {"error": s["p"] - s["y"]}),
            "You subtract the number `y` from every probability.",
            "`y` says at which place one is taken away. It is no amount.",
            "How many entries of `p` should change, and by how much?",
        ),
        Wrong(
            "outer products turned",
            changed(lambda dW1, db1, dW2, db2: (dW1.T, db1, dW2.T, db2)),
            "The gradients of both tables have their rows and columns exchanged.",
            "The gradient of W1 has the shape of W1, so that a step can subtract the two.",
            "In `torch.outer(a, b)`, which of the two counts the rows?",
        ),
        Wrong(
            "first outer product turned",
            changed(lambda dW1, db1, dW2, db2: (dW1.T, db1, dW2, db2)),
            "Your dW1 has its rows and columns exchanged. The other three are right.",
            "The gradient of W1 has the shape of W1, so that a step can subtract the two.",
            "Print the shapes of W1 and of dW1. Which of the two tensors counts the rows?",
        ),
        Wrong(
            "second outer product turned",
            changed(lambda dW1, db1, dW2, db2: (dW1, db1, dW2.T, db2)),
            "Your dW2 has its rows and columns exchanged. The other three are right.",
            "The gradient of W2 has the shape of W2, so that a step can subtract the two.",
            "Print the shapes of W2 and of dW2. Which of the two tensors counts the rows?",
        ),
        Wrong(
            "W2 not transposed",
            not_transposed,
            "On the way back, W2 met a tensor that it does not fit.",
            "W2 takes h hidden numbers to V logits. The way back goes from V to h: each hidden "
            "unit collects the slopes of all logits that it goes to.",
            "Print the shape of W2. With rows and columns exchanged, what does it take in?",
        ),
        Wrong(
            "x for h",
            with_parts(lambda s: {"h": s["x"]}),
            "Your dW2 was made with `x`.",
            "`x` comes into the first layer. The second layer gets something else.",
            "What does W2 multiply on the way forward?",
        ),
        Wrong(
            "z for h",
            with_parts(lambda s: {"h": s["z"]}),
            "Your dW2 was made with `z`, before the bend.",
            "W2 never meets these numbers: the ReLU stands between.",
            "What does W2 multiply on the way forward?",
        ),
        Wrong(
            "another order",
            changed(lambda dW1, db1, dW2, db2: (dW2, db2, dW1, db1)),
            "Your four gradients are right, and the second layer stands first.",
            "You find them from the back to the front. They are handed out in the order of the "
            "task.",
            "Compare your last line with the order in the task.",
        ),
        Wrong(
            "weights first",
            changed(lambda dW1, db1, dW2, db2: (dW1, dW2, db1, db2)),
            "Your four gradients are right, and both tables stand before both biases.",
            "They are handed out layer by layer.",
            "Compare your last line with the order in the task.",
        ),
        Wrong(
            "mean over the letters",
            changed(lambda *all_four: tuple(one / len(all_four[3]) for one in all_four)),
            "All four gradients are V times too small.",
            "You divided by the number of letters. The loss of one sample is one number, minus "
            "the log of one probability, and no mean over the letters.",
            "What would you divide by, if there were N samples? And here?",
        ),
        Wrong(
            "slope of softmax once more",
            with_parts(lambda s: {"error": s["error"] * s["p"] * (1 - s["p"])}),
            "You multiplied the slope along the logits by that of a softmax.",
            "`p` minus one is already the slope along the logits: the softmax is in it.",
            "Which steps does line 5 of lesson 05, section 4, put together?",
        ),
        Wrong(
            "sums for the biases",
            changed(lambda dW1, db1, dW2, db2: (dW1, db1.sum(), dW2, db2.sum())),
            "The gradients of your biases are single numbers.",
            "With many samples one adds up over the samples. There is one sample here, and each "
            "unit has a bias of its own.",
            "Compare the shapes of b1 and of db1.",
        ),
    ),
    rivals=(
        Rival(
            "One less at the best guess.", lambda *i: gradients(*i[:5], forward(*i[:5])[2].argmax())
        ),
        Rival("Probability plus one.", with_parts(lambda s: {"error": s["p"] + s["one"]})),
        Rival("Truth and nothing else.", with_parts(lambda s: {"error": -s["one"]})),
        Rival(
            "The gate is one half where it is closed.",
            with_parts(lambda s: {"gate": (1 + s["gate"]) / 2}),
        ),
        Rival("Nothing goes back to the first layer.", with_parts(lambda s: {"gate": 0.0})),
        Rival(
            "Twice as long, as a squared error would be.",
            changed(lambda *g: tuple(2 * one for one in g)),
        ),
        Rival("Back through W2 without signs.", with_parts(lambda s: {"W2": s["W2"].abs()})),
        Rival("Only the signs.", changed(lambda *g: tuple(one.sign() for one in g))),
        Rival("As if all parts of x were 1.", with_parts(lambda s: {"x": torch.ones_like(s["x"])})),
        Rival(
            "As if all hidden units were 1.", with_parts(lambda s: {"h": torch.ones_like(s["h"])})
        ),
        Rival("Biases have no slope.", changed(lambda a, b, c, d: (a, 0 * b, c, 0 * d))),
        Rival("Biases have the slope 1.", changed(lambda a, b, c, d: (a, 0 * b + 1, c, 0 * d + 1))),
    ),
)
