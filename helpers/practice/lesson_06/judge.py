"""06.judge: measure a model and leave it as it came: evaluation mode, no gradients."""

import torch
from torch import nn

from helpers.practice.compare import alike, as_tensor, is_rounded
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import apart, choose
from helpers.practice.lesson_04.shared import has_graph, says, seeded, sometimes, values

LETTERS, CONTEXT = 6, 3


def cross_entropy(logits, y):
    return nn.functional.cross_entropy(logits, y)


def judge_with(measure=cross_entropy, before=None, after=None, gradients=False):
    """An answer that measures with measure(logits, y).

    before, after  what is done to the model before and after: after(model, its mode at first)
    gradients      whether autograd takes notes
    """

    def answer(model, X, y):
        was = model.training
        (before or nn.Module.eval)(model)
        with torch.set_grad_enabled(gradients):
            loss = measure(model(X), y)
        (after or nn.Module.train)(model, was)
        return loss if gradients else loss.item()

    return answer


def nothing(*_):
    """Leave the mode as it is."""


held_out_loss = judge_with()

MEASURES = (  # the measures that are told apart here, by what is said of them
    ("right", cross_entropy),
    ("sum", lambda logits, y: nn.functional.cross_entropy(logits, y, reduction="sum")),
    ("softmax first", lambda logits, y: cross_entropy(torch.softmax(logits, 1), y)),
    ("share of right guesses", lambda logits, y: (logits.argmax(1) == y).float().mean()),
    ("share of wrong guesses", lambda logits, y: (logits.argmax(1) != y).float().mean()),
    ("perplexity", lambda logits, y: cross_entropy(logits, y).exp()),
)


def network(seed: int) -> nn.Sequential:
    """A small network of section 5, with dropout, whose logits are not near to each other."""
    model = seeded(
        seed,
        lambda: nn.Embedding(LETTERS, 3),
        nn.Flatten,
        lambda: nn.Linear(CONTEXT * 3, 12),
        nn.ReLU,
        nn.Dropout,
        lambda: nn.Linear(12, LETTERS),
    )
    with torch.no_grad():
        model[-1].weight.mul_(4)
    return model


def some_windows(generator: torch.Generator) -> list[tuple]:
    """(seed, X, y): two models, each with windows and the letters that came."""

    def draw():
        count = 5 + choose(generator, 5)
        seed, X = choose(generator, 10_000), letters(count, CONTEXT)
        with torch.no_grad():
            return seed, X, letters(count), network(seed).eval()(X)

    def letters(*shape):
        return torch.randint(LETTERS, shape, generator=generator)

    def measured(measure):
        return lambda seed, X, y, logits: measure(logits, y)

    rules = [*dict(MEASURES).values(), *LOOK_ALIKES.values()]
    return [apart(draw, *map(measured, rules))[:3] for _ in range(2)]


def judged(answer, seed, X, y):
    """What is seen of a judge: it is called once with a model in training mode and once with one
    in evaluation mode, each with gradients of a step before."""
    seen = {"measure": "another", "dropout": False, "graph": False, "notes": False}
    seen |= {"gradients": "as they were", "parameters": "as they were"}
    for training in (True, False):
        model, notes = network(seed), []
        with torch.no_grad():
            logits = model.eval()(X)
        right = cross_entropy(logits, y)
        cross_entropy(model(X), y).backward()
        slopes, before = gradients_of(model), values(model)
        for box in model.modules():
            box.register_forward_hook(lambda *_, notes=notes: notes.append(torch.is_grad_enabled()))
        result = answer(model.train(training), X, y)
        loss = as_tensor(result)
        if loss is None or loss.numel() != 1:
            return result
        loss = loss.reshape(())
        if training:
            seen["dropout"] = not alike(loss, right)
            seen["after training"] = mode_of(model)
        else:
            seen["measure"] = measure_of(loss, logits, y)
            seen["after evaluation"] = mode_of(model)
        seen["graph"] |= has_graph(result)
        seen["notes"] |= any(notes)
        if gradients_of(model) is None:
            seen["gradients"] = "gone"
        elif not torch.allclose(gradients_of(model), slopes):
            seen["gradients"] = "other ones"
        if not all(p.requires_grad for p in model.parameters()):
            seen["parameters"] = "frozen"
        elif not torch.equal(values(model), before):
            seen["parameters"] = "other ones"
    if seen["measure"] not in ("right", "rounded"):
        seen["dropout"] = "not known"
    return seen


def gradients_of(model: nn.Module) -> torch.Tensor | None:
    """All gradients in one tensor; None where one is missing."""
    found = [p.grad for p in model.parameters()]
    return None if any(one is None for one in found) else torch.cat([g.flatten() for g in found])


def measure_of(loss: torch.Tensor, logits: torch.Tensor, y: torch.Tensor) -> str:
    for name, measure in MEASURES:
        if alike(loss, measure(logits, y)):
            return name
    return "rounded" if is_rounded(loss, cross_entropy(logits, y)) else "another"


def mode_of(model: nn.Module) -> str:
    modes = {box.training for box in model.modules()}
    return "mixed" if len(modes) > 1 else "training" if modes == {True} else "evaluation"


def with_a_step(model, X, y):
    loss = cross_entropy(model.eval()(X), y)
    model.zero_grad()
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= 0.1 * p.grad
    model.train()
    return loss.item()


def with_backward(model, X, y):
    was = model.training
    loss = cross_entropy(model.eval()(X), y)
    loss.backward()
    model.train(was)
    return loss.item()


def emptied(model, X, y):
    model.zero_grad()
    return held_out_loss(model, X, y)


def frozen(model, X, y):
    for p in model.parameters():
        p.requires_grad = False
    return held_out_loss(model, X, y)


def eval_too_late(model, X, y):
    with torch.no_grad():
        logits = model(X)
    model.eval()
    return cross_entropy(logits, y).item()


LOOK_ALIKES = {
    "The median of the losses.": lambda logits, y: nn.functional.cross_entropy(
        logits, y, reduction="none"
    ).median(),
    "The loss of the last window alone.": lambda logits, y: cross_entropy(logits[-1:], y[-1:]),
    "The loss of the first window alone.": lambda logits, y: cross_entropy(logits[:1], y[:1]),
    "The loss of the best guesses.": lambda logits, y: cross_entropy(logits, logits.argmax(1)),
    "The letters in the other order.": lambda logits, y: cross_entropy(logits, y.flip(0)),
    "The loss in bits.": lambda logits, y: cross_entropy(logits, y) / 0.6931,
    "Without the minus.": lambda logits, y: -cross_entropy(logits, y),
    "The mean over the whole table.": lambda logits, y: -torch.log_softmax(logits, 1).mean(),
    "Half of the logits.": lambda logits, y: cross_entropy(logits / 2, y),
    "Always the loss of knowing nothing.": lambda logits, y: cross_entropy(0 * logits, y),
}

GIVEN = """
def my_judge(model, X, y):
    logits = model(X)
    return nn.CrossEntropyLoss()(logits, y)
"""

EXERCISE = Exercise(
    name="06.judge",
    reference=held_out_loss,
    arguments=("model", "X", "y"),
    observe=judged,
    cases=some_windows,
    start=judge_with(before=nothing, after=nothing, gradients=True),
    given=GIVEN,
    symptom="Two calls with the same model and the same letters give two losses. And each loss "
    "still holds the notes that autograd took.",
    returns="one number without a graph, the mean cross-entropy",
    checked="two models with dropout, each once in training mode and once in evaluation mode: the "
    "loss, the mode afterwards, the gradients and the parameters.",
    why="`.item()` at the end gives a plain number. Why should the model still be called without "
    "gradients?",
    because=(
        "Until the number is there, autograd keeps what each layer has put out, in case that "
        "`backward` comes. With all held-out windows at once that is a lot of memory for nothing, "
        "and some time. And where a tensor with its graph is kept for each epoch, all those "
        "notes are kept as well."
    ),
    properties=(
        Property(
            "the parameters",
            lambda call, *inputs: call(*inputs)["parameters"] == "as they were",
            "After a call, the model's parameters are not what they were, or no longer ask for "
            "gradients.",
            "A judge looks at a model. If the model learns from the held-out letters, they are no "
            "longer held out; and a frozen one learns no more at all.",
            "Print one parameter, with its `requires_grad`, before and after a call.",
        ),
    ),
    otherwise=(
        "Your function does not give the mean cross-entropy of the letters in `y`.",
        "The line with the loss was right at the start. What was missing stands around it.",
        "Take the first and the last line of the program at the start, and change only what stands "
        "before, around and after them.",
    ),
    wrong=(
        Wrong(
            "rounded",
            judge_with(lambda logits, y: cross_entropy(logits, y).mul(100).round() / 100),
            "Your loss is right up to rounding.",
            "Two models can differ in the third digit. Whoever prints the loss rounds it there.",
            "Hand the loss in as it comes out, without `round`.",
            when=sometimes(measure="rounded"),
        ),
        Wrong(
            "sum",
            judge_with(MEASURES[1][1]),
            "Your loss grows with the number of windows: it is a sum.",
            "Held-out names and training names are not equally many. Only means can be compared.",
            'Look for `.sum()`, or for `reduction="sum"`.',
            when=says(measure="sum"),
        ),
        Wrong(
            "softmax first",
            judge_with(MEASURES[2][1]),
            "Probabilities go into the loss function.",
            "`nn.CrossEntropyLoss` takes a softmax itself, so now there are two.",
            "What leaves the model of section 3, and what does the loss function want?",
            when=says(measure="softmax first"),
        ),
        Wrong(
            "share of right guesses",
            judge_with(MEASURES[3][1]),
            "You count how often the best guess is right, or how often it is wrong.",
            "That says nothing about how sure the model was. The task asks for the loss.",
            "Keep the line with `nn.CrossEntropyLoss` as it was.",
            when=lambda seen: all("guesses" in s["measure"] for s in seen),
        ),
        Wrong(
            "perplexity",
            judge_with(MEASURES[5][1]),
            "You give back the perplexity.",
            "It is the exponential of the loss. The task asks for the loss itself.",
            "Which step of yours comes after the loss?",
            when=says(measure="perplexity"),
        ),
        Wrong(
            "the parameters trained",
            with_a_step,
            "After a call, the model's parameters are not what they were: your judge makes a step.",
            "Then the model learns from the held-out letters, and they are no longer held out.",
            "Which of the five lines of training belong into a function that only looks?",
            when=sometimes(parameters="other ones"),
        ),
        Wrong(
            "backward",
            with_backward,
            "After a call, the `.grad` of the parameters is not what it was before.",
            "Somebody called `backward`, and it adds to what is there. The next step of the "
            "training would follow the held-out letters as well.",
            "Which of your lines are needed for a number, and which only for a step?",
            when=sometimes(gradients="other ones"),
        ),
        Wrong(
            "gradients emptied",
            emptied,
            "After a call, the `.grad` of the parameters is empty, and it was not before.",
            "A judge that is called between `backward` and `step` would take the gradients away "
            "from the step.",
            "Which line of yours belongs to the training?",
            when=sometimes(gradients="gone"),
        ),
        Wrong(
            "eval too late",
            eval_too_late,
            "The model ends in evaluation mode, but dropout was still on while it was called.",
            "`model.eval()` holds for what comes after it.",
            "Read your lines in order: in which mode is the model when it is called?",
            when=says(**{"dropout": True, "after training": "evaluation"}),
        ),
        Wrong(
            "eval forgotten",
            judge_with(before=nothing),
            "With a model in training mode, your loss comes out different with each call: dropout "
            "is on. `model.eval()` was forgotten.",
            "Dropout sets random hidden numbers to zero, so you judge another, weaker model each "
            "time. `no_grad` does not switch it off: it tells autograd to take no notes.",
            "How does section 5 tell the layers that they are judged and not trained? Is it "
            "called, with brackets?",
            when=says(dropout=True),
        ),
        Wrong(
            "always back to training",
            judge_with(after=lambda model, was: model.train()),
            "A model that came in evaluation mode leaves your function in training mode.",
            "You put the mode to training, whatever it was. Whoever has finished training and "
            "judges twice then writes names with dropout on.",
            "What do you have to know about the model before you change its mode? Its `.training` "
            "says it.",
            when=says(**{"after training": "training", "after evaluation": "training"}),
        ),
        Wrong(
            "not put back",
            judge_with(after=nothing),
            "A model that came in training mode leaves your function in evaluation mode: the mode "
            "was not put back.",
            "From the next epoch on it is trained without dropout, and no error says so.",
            "Which line at the end undoes what your first line did?",
            when=says(**{"after training": "evaluation", "after evaluation": "evaluation"}),
        ),
        Wrong(
            "mode turned round",
            judge_with(after=lambda model, was: model.train(not was)),
            "Each model leaves your function in the other mode than the one in which it came.",
            "`model.train(True)` is training mode, `model.train(False)` evaluation mode.",
            "Print `model.training` before and after a call.",
            when=says(**{"after training": "evaluation", "after evaluation": "training"}),
        ),
        Wrong(
            "a loss with its graph",
            judge_with(gradients=True),
            "Dropout is off, and the mode is put back. But your loss comes with a graph: gradients "
            "were kept.",
            "Autograd has taken notes for a `backward` that never comes. Kept for each epoch, "
            "these notes fill the memory.",
            "`model.eval()` does not stop autograd. What does? And when does it have to begin?",
            when=sometimes(graph=True),
        ),
        Wrong(
            "notes taken",
            lambda *inputs: judge_with(gradients=True)(*inputs).item(),
            "Dropout is off, the mode is put back, and your loss is a plain number. But autograd "
            "took notes while the model was called: gradients were kept until then.",
            "The outputs of all layers are kept for a `backward` that never comes.",
            "`.item()` comes when all is computed. What stops autograd from the first line on?",
            when=sometimes(notes=True),
        ),
    ),
    rivals=(
        *(Rival(rule, judge_with(measure)) for rule, measure in LOOK_ALIKES.items()),
        Rival(
            "Only the last layer in evaluation mode.",
            judge_with(before=lambda model: model[-1].eval()),
        ),
        Rival("Frozen, in place of no gradients.", frozen),
    ),
)
