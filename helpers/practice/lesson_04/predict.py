"""04.predict: predict with a model."""

import copy

import torch
from torch import nn

from helpers.practice.compare import as_tensor, is_rounded
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose, uniform
from helpers.practice.lesson_04.shared import has_graph, says, seeded, values


def to_column(km):
    return torch.tensor(km).float().reshape(-1, 1)


def predictions(model, km):
    model.eval()
    with torch.no_grad():
        return model(to_column(km)).flatten().tolist()


def predict_seen(answer, seed, km):
    """What is seen of predictions: two calls, each with a copy of a model with dropout."""
    seen = dict(count="one each", called=True, right=False, rounded=False, steady=True)
    seen |= dict(graph=False, training=False, bits=True, kept=True)
    model = seeded(seed, lambda: nn.Linear(1, 12), lambda: nn.Dropout(), lambda: nn.Linear(12, 1))
    right = torch.tensor(predictions(copy.deepcopy(model), km), dtype=torch.float64)
    results, calls = [], []
    for _ in range(2):
        mine = copy.deepcopy(model)
        for box in mine.modules():  # for one who calls `forward`, or box after box, too
            box.register_forward_hook(lambda *_: calls.append(True))
        result = answer(mine, km)
        found = as_tensor(result)
        if found is None:
            return result
        if found.numel() != len(km):
            counts = {1: "one", 5: "five"}  # the lesson has five rides
            return seen | {"count": counts.get(found.numel(), "other"), "called": bool(calls)}
        results.append(found.flatten())
    bits = {p.dtype for p in mine.parameters()} == {torch.float32}
    correct = all(torch.allclose(r, right, rtol=1e-4, atol=1e-4) for r in results)
    return seen | {
        "called": correct or bool(calls),
        "right": correct,
        "rounded": not correct and all(is_rounded(r, right, fewest=0) for r in results),
        "steady": torch.equal(*results),
        "graph": has_graph(result),
        "training": mine.training or any(box.training for box in mine),
        "bits": bits,
        "kept": all(p.requires_grad for p in mine.parameters())
        and torch.allclose(values(mine).float(), values(model)),
    }


def no_eval(model, km):
    with torch.no_grad():
        return model(to_column(km)).flatten().tolist()


def no_no_grad(model, km):
    model.eval()
    return model(to_column(km))


def eval_after(model, km):
    result = no_eval(model, km)
    model.eval()
    return result


def back_to_training(model, km):
    result = predictions(model, km)
    model.train()
    return result


def sixty_four(model, km):
    model.double().eval()
    with torch.no_grad():
        return model(torch.tensor(km).reshape(-1, 1)).flatten().tolist()


def with_seed(model, km):
    torch.manual_seed(0)
    return no_eval(model, km)


def return_in_loop(model, km):
    model.eval()
    for x in km:
        return model(torch.tensor([[float(x)]])).item()


def rides_of_the_lesson(model, km):
    return predictions(model, [1.0, 2.0, 3.0, 4.0, 5.0])


def last_left_out(model, km):
    return predictions(model, km)[:-1]


def rounded(model, km):
    return [round(v, 2) for v in predictions(model, km)]


def frozen_parameters(model, km):
    for p in model.parameters():
        p.requires_grad = False
    return predictions(model, km)


EXERCISE = Exercise(
    name="04.predict",
    reference=predictions,
    arguments=("model", "km"),
    observe=predict_seen,
    cases=lambda generator: [
        (choose(generator, 10_000), uniform(generator, 1, 9, count).double().numpy())
        for count in (3, 6)
    ],
    returns="N predictions, as a list, an array or a tensor without a graph",
    checked="the predictions of a model with dropout, called twice, and the state it is left in.",
    why="which of `model.eval()` and `torch.no_grad()` changes the numbers, and what does the "
    "other save?",
    because=(
        "`model.eval()` changes the numbers: it switches the dropout off. `torch.no_grad()` "
        "leaves the numbers as they are; it saves the memory and the time for autograd's "
        "notes."
    ),
    properties=(
        Property(
            "left as it was",
            lambda call, seed, km: call(seed, km)["kept"],
            "After your function has run, the model's parameters are not what they were.",
            "A prediction uses a model. It should still be possible to train it afterwards.",
            "Print the parameters, with `requires_grad`, before and after a call.",
        ),
        Property(
            "the model's predictions",
            lambda call, seed, km: call(seed, km)["right"],
            "Your numbers are not the predictions of the model for these distances.",
            "The model wants one row for each distance, in their order, and nothing else done to "
            "them.",
            "Take a model `nn.Linear(1, 1)`, and work out one prediction by hand.",
        ),
    ),
    wrong=(
        Wrong(
            "one number",
            return_in_loop,
            "One number came back for 3 distances.",
            "N distances want N predictions. Either a mean is taken, or `return` stands inside a "
            "loop, so that it ends in its first round.",
            "Print the length of your result for 3 distances, and look at how far `return` is "
            "indented.",
            when=lambda seen: seen[0]["count"] == "one",
        ),
        Wrong(
            "five numbers",
            rides_of_the_lesson,
            "Five numbers came back for 3 distances.",
            "The lesson has five rides, and the check has other distances: they come in as `km`.",
            "Does every name in your function come in, or is it made there?",
            when=lambda seen: seen[0]["count"] == "five",
        ),
        Wrong(
            "another number of numbers",
            last_left_out,
            "3 distances came in, then 6, and not as many numbers came back.",
            "N distances want N predictions, one for each.",
            "Print the length of your result for 3 distances and for 6. Does every name in your "
            "function come in, or is it made there?",
            when=lambda seen: any(s["count"] != "one each" for s in seen),
        ),
        Wrong(
            "not called",
            lambda model, km: [2 * float(x) + 1 for x in km],
            "As many numbers came back as distances came in. But the model was not called.",
            "The numbers come from somewhere else: from a formula, or from another model of the "
            "lesson. Each model has parameters of its own.",
            "Which line hands the distances to the `model` that comes in?",
            when=says(called=False),
        ),
        Wrong(
            "rounded",
            rounded,
            "Your result is right up to rounding.",
            "The check compares several digits, and so do the lines that use your result.",
            "Hand it in as it comes out, without `round`.",
            when=lambda seen: (
                any(s["rounded"] for s in seen) and all(s["rounded"] or s["right"] for s in seen)
            ),
        ),
        Wrong(
            "eval after the prediction",
            eval_after,
            "The model ends in eval mode, but dropout was still on while it predicted.",
            "`model.eval()` holds for what comes after it, not for what came before.",
            "Read your lines in order: in which mode is the model when it is called?",
            when=says(steady=False, training=False),
        ),
        Wrong(
            "no eval",
            no_eval,
            "Two calls with the same model and the same distances give different predictions.",
            "Dropout is still on: it sets random numbers to zero. `no_grad` does not switch it "
            "off; it tells autograd to take no notes.",
            "Look at the four lines that section 7 prints for `drop`: in which is nothing set to "
            "zero? And what stands in your function for it: is it called, with brackets?",
            when=says(steady=False),
        ),
        Wrong(
            "a seed in place of eval",
            with_seed,
            "Your predictions are the same each time, but dropout is still on.",
            "A seed makes random numbers repeat. It does not switch them off.",
            "How does section 7 tell the boxes that they are being used and not trained?",
            when=says(right=False, steady=True, training=True),
        ),
        Wrong(
            "with its graph",
            no_no_grad,
            "Your predictions are right, but they still have their graph.",
            "`model.eval()` does not stop autograd from taking notes. They cost memory, and NumPy "
            "refuses such a tensor.",
            "Print `.requires_grad` of your result. Under which `with` does the model have to be "
            "called?",
            when=says(right=True, graph=True),
        ),
        Wrong(
            "64 bits",
            sixty_four,
            "Your predictions are right. But afterwards the model's parameters have 64 bits.",
            "You turned the whole model, so that it no longer fits the 32-bit data it was "
            "trained on.",
            "Which of the two is yours to turn: the distances or the model?",
            when=says(right=True, bits=False),
        ),
        Wrong(
            "back to training",
            back_to_training,
            "Your predictions are right. But afterwards the model is in training mode.",
            "The task asks you to leave it in eval mode, so that the next prediction is safe too.",
            "Print `model.training` after a call.",
            when=says(right=True, training=True),
        ),
        Wrong(
            "an array",
            lambda model, km: model(km),
            "The model was called with something that is no tensor.",
            "`km` is a NumPy array, and `nn.Linear` takes tensors only.",
            "How did section 1 make a tensor of an array? Then print its shape and its `dtype`.",
        ),
        Wrong(
            "parameters switched off",
            frozen_parameters,
            "Your predictions are right. But afterwards the parameters require no gradient.",
            "The model cannot be trained any more, not even by someone who wants to go on later.",
            "What tells autograd to take no notes for a few lines only?",
            when=says(right=True, graph=False, training=False, bits=True, kept=False),
        ),
    ),
    rivals=(
        Rival(
            "The size of the predictions.",
            lambda model, km: [abs(v) - 1 for v in predictions(model, km)],
        ),
        Rival("Backwards.", lambda model, km: predictions(model, km)[::-1]),
        Rival("In the order of size.", lambda model, km: sorted(predictions(model, km))),
        Rival(
            "Their mean for each.",
            lambda model, km: [sum(predictions(model, km)) / len(km)] * len(km),
        ),
        Rival(
            "Standardised distances.",
            lambda model, km: predictions(model, (km - km.mean()) / km.std()),
        ),
        Rival("In metres.", lambda model, km: predictions(model, 1000 * km)),
        Rival("The formula of the lesson's line.", lambda model, km: (2 * km + 1).tolist()),
        Rival("The distances themselves.", lambda model, km: km.tolist()),
    ),
)
