"""11.learns: freeze a model but for some of its parts, and find what the optimizer needs."""

import itertools
from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import nn

from helpers.models import GPT
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose

FROZEN, LEARNS = 0, 100  # of a parameter; what is added counts how often it is handed over
NAMES, MOVED = "names in the list", "other numbers in the parameters"
MOST = 1_000  # things that are looked at; no model here has a tenth of it


class Scaled(nn.Module):
    """A layer with a layer in it, and parameters of its own."""

    def __init__(self, width: int):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(()))
        self.inner = nn.Sequential(nn.Linear(width, 2), nn.LayerNorm(2))


def some_models(generator: torch.Generator) -> list[tuple]:
    """(model, names): a GPT whose last part shares a table with its first, which is not named; a
    small model in which both are named; a nest of eleven layers with look-alike names, where some
    are frozen; and a model that is frozen as a whole, in which a part that is not named shares a
    weight with an earlier one that is.
    """

    def width():
        return 2 * (1 + choose(generator, 3))

    def layers(count, size):
        return nn.ModuleList([nn.Linear(size, size, bias=False) for _ in range(count)])

    size = width()
    nest = nn.ModuleDict(
        {
            "layers": layers(11, size),
            "head": nn.Linear(size, 3),
            "head_norm": nn.LayerNorm(size),
            "overhead": nn.Linear(size, 2, bias=False),
            "mixed": Scaled(size),
        }
    )
    for part in (nest["layers"][1], nest["layers"][4], nest["mixed"].inner[0]):
        part.requires_grad_(False)
    nest["head"].bias.requires_grad_(False)
    ends = nn.ModuleDict(
        {
            "first": nn.Embedding(4, size),
            "middle": nn.ModuleList([Scaled(size), nn.Linear(size, size)]),
            "last": nn.Linear(size, 4),
        }
    )
    ends["last"].weight = ends["first"].weight
    frozen = nn.ModuleDict(
        {"body": layers(2, size), "tail": Scaled(size), "mirror": nn.Linear(size, size, bias=False)}
    )
    frozen["mirror"].weight = frozen["body"][1].weight
    frozen.requires_grad_(False)
    return [
        (GPT(5, 3, width(), 1, 1), ["norm", "to_logits"]),
        (ends, ["last", "middle.0", "first"]),
        (nest, ["layers.1", "mixed", "head"]),
        (frozen, ["body.1", "tail.inner"]),
    ]


def things(given: Any) -> list | None:
    """What stands in a list, or in what can be gone through like one; None for anything else."""
    if isinstance(given, str | dict | torch.Tensor | nn.Module) or not hasattr(given, "__iter__"):
        return None
    return list(itertools.islice(given, MOST))


def seen(answer: Callable, model: nn.Module, names: list[str]) -> Any:
    """For each parameter whether it learns afterwards, and how often it stands in the list; and
    last, how many things stand there that are no parameters of the model. MOVED where a parameter
    has other numbers than before, NAMES for a list of names. What is no list stays as it is.
    """
    parameters = list(model.parameters())
    before = [p.detach().clone() for p in parameters]
    given = answer(model, names)
    if not all(map(torch.equal, before, parameters)):
        return MOVED
    found = things(given)
    if found is None or any(isinstance(thing, list | tuple | dict) for thing in found):
        return given
    if found and all(isinstance(thing, str) for thing in found):
        return NAMES
    counts = [sum(thing is p for thing in found) for p in parameters]
    learns = [LEARNS if p.requires_grad else FROZEN for p in parameters]
    handed_over = [a + b for a, b in zip(learns, counts, strict=True)]
    return *handed_over, len(found) - sum(counts)


def in_parts(model: nn.Module, names: list[str]) -> set[int]:
    """The parameters, by their id, of the parts of these names."""
    return {id(p) for name in names for p in model.get_submodule(name).parameters()}


def freeze(model: nn.Module, learns: Callable) -> None:
    """Let those parameters learn for which learns(parameter) is true, and no others."""
    for p in model.parameters():
        p.requires_grad_(bool(learns(p)))


def that_learn(model: nn.Module) -> list[nn.Parameter]:
    return [p for p in model.parameters() if p.requires_grad]


def by_set(ids: Callable = in_parts, handed: Callable = that_learn) -> Callable:
    """An answer: what learns is ids(model, names), and handed(model) is handed over."""

    def answer(model, names):
        chosen = ids(model, names)
        freeze(model, lambda p: id(p) in chosen)
        return handed(model)

    return answer


learning = by_set()


def by_name(fits: Callable) -> Callable:
    """An answer: what learns is each parameter for which fits(its name, a name of the list), a
    shared one under its first name alone."""
    return by_set(
        lambda model, names: {
            id(p) for path, p in model.named_parameters() if any(fits(path, n) for n in names)
        }
    )


def in_any_name(model: nn.Module, fits: Callable) -> set[int]:
    named = model.named_parameters(remove_duplicate=False)
    return {id(p) for path, p in named if fits(path)}


def substring(model, names):
    return in_any_name(model, lambda path: any(name in path for name in names))


def beginning(model, names):
    return in_any_name(model, lambda path: any(path.startswith(name) for name in names))


def collected_first(model, names):
    parameters = that_learn(model)
    learning(model, names)
    return parameters


def frozen_at_the_end(model, names):
    parameters = learning(model, names)
    model.requires_grad_(False)
    return parameters


def only_collected(model, names):
    chosen = in_parts(model, names)
    return [p for p in model.parameters() if id(p) in chosen]


def nothing_unfrozen(model, names):
    model.requires_grad_(False)
    return that_learn(model)


def frozen_ones_stay(model, names):
    chosen = in_parts(model, names)
    freeze(model, lambda p: id(p) in chosen and p.requires_grad)
    return that_learn(model)


def only_freezes(fits: Callable) -> Callable:
    """An answer: each parameter is frozen for which no fits(its name, a name of the list), a shared
    one by its first name; and none is freed."""

    def answer(model, names):
        for path, p in model.named_parameters():
            if not any(fits(path, name) for name in names):
                p.requires_grad_(False)
        return that_learn(model)

    return answer


def attribute_of_modules(model, names):
    for module in model.modules():
        module.requires_grad = False
    for name in names:
        model.get_submodule(name).requires_grad = True
    return that_learn(model)


def part_by_part(model, names):
    """The parameters of each part, one part after the other, with shared ones twice."""
    learning(model, names)
    return [p for name in names for p in model.get_submodule(name).parameters()]


def second_name_wins(model, names):
    for path, p in model.named_parameters(remove_duplicate=False):
        p.requires_grad_(any(path.startswith(f"{name}.") for name in names))
    return that_learn(model)


def copies(model, names):
    return [p.detach().clone() for p in learning(model, names)]


def names_of(model, names):
    learning(model, names)
    return [name for name, p in model.named_parameters() if p.requires_grad]


def moved(model, names):
    """Frozen parameters become zeros."""
    parameters = learning(model, names)
    with torch.no_grad():
        for p in model.parameters():
            p.mul_(p.requires_grad)
    return parameters


def the_others(model, names):
    chosen = in_parts(model, names)
    return {id(p) for p in model.parameters() if id(p) not in chosen}


def own_alone(model, names):
    return {id(p) for name in names for p in model.get_submodule(name).parameters(recurse=False)}


def whole_branch(model, names):
    """All of the outermost part in which a named one stands."""
    return in_parts(model, [name.split(".")[0] for name in names])


def shared(model: nn.Module) -> set[int]:
    """The parameters, by their id, that have two names."""
    ids = [id(p) for _, p in model.named_parameters(remove_duplicate=False)]
    return {one for one in ids if ids.count(one) > 1}


def first_of_each(model, names):
    return {id(next(model.get_submodule(name).parameters())) for name in names}


def says(marker: str) -> Callable:
    """A rule for `when`: this was seen in a case."""
    return lambda found: any(isinstance(one, str) and one == marker for one in found)


def free_at_first(model: nn.Module) -> list[bool]:
    return [p.requires_grad for p in model.parameters()]


def codes(call: Callable, model: nn.Module, names: list[str]) -> Iterable[tuple[bool, bool, int]]:
    """For each parameter: whether it should learn, whether it does, how often it is handed over."""
    chosen = in_parts(model, names)
    given = call(model, names)
    for p, code in zip(model.parameters(), given, strict=False):
        yield id(p) in chosen, code >= LEARNS, int(code % LEARNS)


EXERCISE = Exercise(
    name="11.learns",
    reference=learning,
    arguments=("model", "names"),
    returns="a list of the parameters that learn, each of them once",
    cases=some_models,
    observe=seen,
    checked="four models: a GPT and a small model, both with a shared table; one with many layers, "
    "of which some were frozen before; one that was frozen as a whole. Looked at were "
    "`requires_grad` of each parameter, what stands in your list, and that no parameter has other "
    "numbers.",
    why="a parameter is frozen after a `backward`, and its gradient is still in `.grad`. The "
    "optimizer has it in its list. What does the next step do to it?",
    because=(
        "It moves it. `requires_grad` says whether `backward` works out a gradient. A step looks "
        "at `.grad` alone, and takes whatever it finds there, with the decay. Only where `.grad` "
        "is `None`, as after `zero_grad`, is a parameter passed over. So freeze first, then "
        "collect what learns, then make the optimizer."
    ),
    properties=(
        Property(
            "what is frozen",
            lambda call, *inputs: all(does <= should for should, does, _ in codes(call, *inputs)),
            "In at least one model a parameter learns that should be frozen.",
            "It is in none of the parts whose names were given. A name stands for the part with "
            "exactly this name, and for what is in it.",
            "After a call, print the names of those parameters whose `requires_grad` is true.",
        ),
        Property(
            "what learns",
            lambda call, model, names: all(
                does >= should or not free
                for (should, does, _), free in zip(
                    codes(call, model, names), free_at_first(model), strict=False
                )
            ),
            "In at least one model a parameter is frozen that should learn. Before your function "
            "ran, it was not frozen.",
            "All that stands in a named part learns: layers inside of it, and what it shares with "
            "another part.",
            "After a call, print the names of those parameters whose `requires_grad` is false.",
        ),
        Property(
            "what was frozen",
            lambda call, *inputs: all(does >= should for should, does, _ in codes(call, *inputs)),
            "In at least one model a parameter stays frozen that should learn. It was frozen "
            "before your function ran.",
            "A named part has to learn whatever it was before: it is not enough to leave it as it "
            "came.",
            "Freeze a whole model before you call your function with it. Then print "
            "`requires_grad` of each parameter.",
        ),
        Property(
            "parameters alone",
            lambda call, *inputs: call(*inputs)[-1] == 0,
            "Your list has something in it that is no parameter of the model.",
            "An optimizer changes what stands in its list, and nothing else.",
            "Print the `type(…)` and the shape of each thing in your list.",
        ),
        Property(
            "nothing frozen in the list",
            lambda call, *inputs: all(does or not n for _, does, n in codes(call, *inputs)),
            "Your list has a parameter in it that is frozen.",
            "It has no gradient. At best the optimizer passes it over at each step.",
            "For each parameter of your list, print `requires_grad`.",
        ),
        Property(
            "all in the list",
            lambda call, *inputs: all(n or not does for _, does, n in codes(call, *inputs)),
            "A parameter that learns does not stand in your list.",
            "It gets a gradient in each step, and no step is taken: the optimizer does not know "
            "it. No error says so.",
            "Count the numbers in your list, and those of all parameters that learn.",
        ),
        Property(
            "once",
            lambda call, *inputs: all(n < 2 for *_, n in codes(call, *inputs)),
            "A parameter stands in your list more than once.",
            "PyTorch warns of it: one parameter has one place in an optimizer.",
            "Compare the length of your list with the number of different parameters in it.",
        ),
    ),
    wrong=(
        Wrong(
            "names",
            names_of,
            "Your list holds names.",
            "An optimizer wants the parameters themselves.",
            "What does `named_parameters` give, beside the name?",
            when=says(NAMES),
        ),
        Wrong(
            "moved",
            moved,
            "After your function has run, some parameters have other numbers than before.",
            "To freeze is to leave a parameter as it is. What the model knows stands in these "
            "numbers.",
            "Which line of yours writes into a parameter? Freezing changes `requires_grad` alone.",
            when=says(MOVED),
        ),
        Wrong(
            "all handed over",
            by_set(handed=lambda model: list(model.parameters())),
            "The right parts are frozen. But your list has all parameters in it, also the frozen "
            "ones.",
            "A step looks at `.grad` alone. An old gradient in a frozen parameter would move it.",
            "What do you ask a parameter before it goes into the list?",
        ),
        Wrong(
            "collected first",
            collected_first,
            "Your list has those parameters in it that could learn before your function ran.",
            "You ask for `requires_grad` first, and change it afterwards. A list that is made does "
            "not change any more.",
            "In which order do your lines stand?",
        ),
        Wrong(
            "frozen at the end",
            frozen_at_the_end,
            "Your list is right, and in the end no parameter can learn.",
            "The model is frozen after the list is made, or what is named is not freed again. "
            "`backward` would end with an error.",
            "Print `requires_grad` of each parameter in your list, as your last line.",
        ),
        Wrong(
            "only collected",
            only_collected,
            "Your list is right, and what learns is the same as before your function ran.",
            "The optimizer would move the right ones only. But a named part that was frozen would "
            "get no gradient, and gradients for all others would be worked out for nothing.",
            "Which line of your function freezes, and which one frees?",
        ),
        Wrong(
            "nothing freed",
            nothing_unfrozen,
            "All is frozen, and your list is empty.",
            "The first half is done. What is named has to be able to learn again.",
            "What has to happen to each named part before you make the list?",
        ),
        Wrong(
            "frozen before",
            frozen_ones_stay,
            "What was frozen before your function ran stays frozen, even if it is named.",
            "You freeze what is not named, and leave the rest as it came. A named part has to "
            "learn whatever it was before.",
            "Which line of yours puts `requires_grad` to true?",
        ),
        Wrong(
            "beginning, nothing freed",
            only_freezes(str.startswith),
            "What was frozen before your function ran stays frozen, even if it is named: your "
            "lines only freeze. And you look for the beginning of a name.",
            "Whatever a named part was before, it has to learn. `layers.1` is also the beginning "
            "of `layers.10.weight`, and a shared tensor has two names.",
            "Which line of yours puts `requires_grad` to true? And does a part not know its own "
            "parameters?",
        ),
        Wrong(
            "first name, nothing freed",
            only_freezes(lambda path, name: path.startswith(f"{name}.")),
            "What was frozen before your function ran stays frozen, even if it is named: your "
            "lines only freeze. And a shared tensor is not found under its second name.",
            "Whatever a named part was before, it has to learn. `named_parameters` of the whole "
            "model gives a shared tensor once, under its first name.",
            "Which line of yours frees? And what does `parameters()` of a named part give?",
        ),
        Wrong(
            "substring, nothing freed",
            only_freezes(lambda path, name: name in path),
            "What was frozen before your function ran stays frozen, even if it is named: your "
            "lines only freeze. And you look for the name anywhere in a longer one.",
            "Whatever a named part was before, it has to learn. `norm` is also a part of "
            "`blocks.0.norm_1.weight`, and a shared tensor has two names.",
            "Which of your lines sets a parameter free? And does a part not know its own ones?",
        ),
        Wrong(
            "attribute of modules",
            attribute_of_modules,
            "No parameter has changed its `requires_grad`.",
            "A layer is no tensor. `layer.requires_grad = False` gives it an attribute that nobody "
            "looks at, and no error comes up. Or nothing in your code freezes.",
            "Print `requires_grad` of a weight after your line. There is a method of layers that "
            "looks nearly the same.",
        ),
        Wrong(
            "substring",
            by_set(substring),
            "You look for the name anywhere in the name of a parameter.",
            "`norm` is also a part of `blocks.0.norm_1.weight`, which is another layer.",
            "Where in the whole name has the name of the part to stand, and what comes behind it?",
        ),
        Wrong(
            "substring, first name",
            by_name(lambda path, name: name in path),
            "You look for the name anywhere in the name of a parameter; and a shared tensor is "
            "not found under its second name.",
            "`norm` is also a part of `blocks.0.norm_1.weight`, which is another layer. And "
            "`named_parameters` gives a shared tensor once, under its first name.",
            "Do you need the names of the parameters at all? A part knows its own ones.",
        ),
        Wrong(
            "beginning",
            by_set(beginning),
            "You take each parameter whose name begins with a name of the list.",
            "`layers.1` is also the beginning of `layers.10.weight`, which is another layer.",
            "What stands behind the name of a part, in the whole name of a parameter?",
        ),
        Wrong(
            "beginning, first name",
            by_name(lambda path, name: path.startswith(name)),
            "You take each parameter whose name begins with a name of the list; and a shared "
            "tensor is not found under its second name.",
            "`layers.1` is also the beginning of `layers.10.weight`. And `named_parameters` gives "
            "a shared tensor once, under its first name.",
            "Do you need the names of the parameters at all? A part knows its own ones.",
        ),
        Wrong(
            "first name",
            by_name(lambda path, name: path.startswith(f"{name}.")),
            "A tensor that two parts share stays frozen, though one of them is named.",
            "`named_parameters` of the whole model gives a shared tensor once, under its first "
            "name. You look for the second one.",
            "What gives `parameters()` of the named part itself?",
        ),
        Wrong(
            "second name wins",
            second_name_wins,
            "A tensor that two parts share is freed under one of its names, and frozen again under "
            "the other.",
            "Your loop meets it twice, and the last time counts. If one of its parts is named, it "
            "has to learn.",
            "Freeze everything first. Which lines are left then for the loop?",
        ),
        Wrong(
            "shared twice",
            part_by_part,
            "A tensor that two named parts share stands in your list two times.",
            "You collect part by part. PyTorch warns of a parameter that stands in the list twice: "
            "it is one, and has one place.",
            "Which method of the whole model gives each parameter once?",
        ),
        Wrong(
            "exchanged",
            by_set(the_others),
            "The named parts are frozen, and all others learn.",
            "It is the other way round: the names say what learns.",
            "To which parts does your line with false belong?",
        ),
        Wrong(
            "first part alone",
            by_set(lambda model, names: in_parts(model, names[:1])),
            "Only the first part of the list learns.",
            "A `return` inside the loop ends the function in the first round.",
            "How far to the right does your `return` stand?",
        ),
        Wrong(
            "last part alone",
            by_set(lambda model, names: in_parts(model, names[-1:])),
            "Only the last part of the list learns.",
            "Inside the loop, each round freezes what the round before has freed.",
            "Which of your lines belongs in front of the loop?",
        ),
        Wrong(
            "no layers inside",
            by_set(own_alone),
            "What stands in a layer inside of a named part stays frozen.",
            "You look at the part's own parameters alone. A block has hardly any: they are in its "
            "layers.",
            "Does `recurse=False`, or a single `.weight`, stand in your code?",
        ),
        Wrong(
            "copies",
            copies,
            "What stands in your list are no parameters of the model.",
            "`clone`, `detach` and `data` make new tensors. The optimizer would move those, and "
            "the model would stay as it is. No error says so.",
            "What do you do to a parameter before it goes into the list? It needs nothing.",
        ),
        Wrong(
            "one number",
            lambda model, names: sum(p.numel() for p in learning(model, names)),
            "You give back one number.",
            "How many numbers learn is worth knowing. An optimizer needs the parameters.",
            "What does your last line do with the parameters?",
            when=lambda found: all(type(one) is int for one in found),
        ),
    ),
    rivals=(
        Rival("All of the outermost part learns.", by_set(whole_branch)),
        Rival(
            "Weights learn, biases do not.",
            by_set(
                lambda model, names: (
                    in_parts(model, names)
                    & {id(p) for path, p in model.named_parameters() if path.endswith("weight")}
                )
            ),
        ),
        Rival(
            "Tables learn, what has one dimension does not.",
            by_set(
                lambda model, names: (
                    in_parts(model, names) & {id(p) for p in model.parameters() if p.ndim > 1}
                )
            ),
        ),
        Rival(
            "Only tables are handed over.",
            by_set(handed=lambda model: [p for p in that_learn(model) if p.ndim > 1]),
        ),
        Rival(
            "What is shared is frozen.",
            by_set(lambda model, names: in_parts(model, names) - shared(model)),
        ),
        Rival(
            "Norms learn as well.",
            by_set(
                lambda model, names: (
                    in_parts(model, names) | in_any_name(model, lambda path: "norm" in path)
                )
            ),
        ),
        Rival("The last parameter is left out.", by_set(handed=lambda m: that_learn(m)[:-1])),
        Rival(
            "Everything learns.", by_set(lambda model, names: {id(p) for p in model.parameters()})
        ),
        Rival("Nothing is handed over.", by_set(handed=lambda model: [])),
        Rival(
            "What learned before, and what is named.",
            by_set(
                lambda model, names: in_parts(model, names) | {id(p) for p in that_learn(model)}
            ),
        ),
        Rival("The first parameter of each part.", by_set(first_of_each)),
    ),
)
