"""10.groups: which parameters of a model decay, and which do not, by their names."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import nn

from helpers.models import GPT
from helpers.practice.engine import Exercise, Property, Rival, Wrong
from helpers.practice.inputs import choose

NONE, DECAYS, STAYS = 0, 1, 10  # where a name stands: nowhere, in the first list, in the second
TENSORS = "tensors in the lists"
MOST = 1_000  # names that are looked at; no model here has a tenth of it


class Scores(nn.Module):
    """A layer whose names say nothing: a bias that is a table, a scale of one dimension that is
    not called so, a number without dimensions, and a mask that is no parameter."""

    def __init__(self, width: int):
        super().__init__()
        self.bias_table = nn.Parameter(torch.ones(width, 2))
        self.weight = nn.Parameter(torch.ones(width))
        self.temperature = nn.Parameter(torch.ones(()))
        self.register_buffer("mask", torch.ones(width, width))


def some_models(generator: torch.Generator) -> list[tuple]:
    """(model,): a GPT whose two ends share a table; a nest of layers, some of them without a name
    that says what they are, with frozen ones; and a model in which all is frozen but the end."""

    def size():
        return 2 * (1 + choose(generator, 3))

    gpt = GPT(5, 4, size(), 1, 1)
    width = size()
    parts = [
        nn.Sequential(nn.Conv1d(width, width, 3), nn.LayerNorm(width)),
        nn.Embedding(6, width),
        nn.Sequential(nn.Linear(width, 3), nn.BatchNorm1d(3), nn.Linear(3, 3, bias=False)),
        Scores(width),
    ]
    order = torch.randperm(len(parts), generator=generator).tolist()
    nest = nn.ModuleDict({f"part_{'abcd'[i]}": parts[i] for i in order})
    nest["norm_and_bias"] = nn.Linear(2, 2, bias=False)
    for parameter in (parts[1].weight, parts[2][0].bias, parts[2][2].weight):
        parameter.requires_grad_(False)
    tuned = nn.Sequential(nn.Embedding(4, width), nn.LayerNorm(width), nn.Linear(width, width))
    tuned.requires_grad_(False)
    tuned.append(nn.Linear(width, 2))
    return [(gpt,), (nest,), (tuned,)]


def all_names(model: nn.Module) -> dict[str, torch.Tensor]:
    """Each name in the model and what it names: shared parameters under both of their names, and
    buffers, too."""
    return {**dict(model.named_parameters(remove_duplicate=False)), **dict(model.named_buffers())}


def places(answer: Callable, model: nn.Module) -> Any:
    """In which of the two lists each name of the model stands, as a number; and last, how many
    things stand there that are no name of the model. TENSORS where they are tensors. What is no
    pair of lists stays as it is.
    """
    given = answer(model)
    if not (isinstance(given, list | tuple) and len(given) == 2):
        return given
    if any(isinstance(p, str | dict | torch.Tensor) or not hasattr(p, "__iter__") for p in given):
        return given
    lists = [list(itertools.islice(part, MOST)) for part in given]
    if any(isinstance(thing, torch.Tensor) for part in lists for thing in part):
        return TENSORS
    if not all(isinstance(thing, str) for part in lists for thing in part):
        return given
    names = all_names(model)
    unknown = sum(thing not in names for part in lists for thing in part)
    return (
        *(DECAYS * lists[0].count(name) + STAYS * lists[1].count(name) for name in names),
        unknown,
    )


def named(model: nn.Module) -> Iterator[tuple[str, torch.Tensor]]:
    """The parameters that are trained, a shared one once."""
    return ((name, p) for name, p in model.named_parameters() if p.requires_grad)


def groups_by(decays: Callable, among: Callable = named) -> Callable:
    """An answer: of the (name, parameter) that `among` gives for a model, those for which
    decays(name, parameter, layer) is true, and the others; `layer` is what holds it."""

    def answer(model):
        found = [
            (name, bool(decays(name, p, model.get_submodule(name.rpartition(".")[0]))))
            for name, p in among(model)
        ]
        return [n for n, yes in found if yes], [n for n, yes in found if not yes]

    return answer


def is_table(name, p, layer):
    return p.ndim >= 2


def frozen_too(model):
    return model.named_parameters()


def both_names(model):
    return (
        (name, p) for name, p in model.named_parameters(remove_duplicate=False) if p.requires_grad
    )


def stored(model):
    """Whatever stands in the file of a model."""
    return model.state_dict().items()


def outermost(model):
    return ((name, p) for name, p in model.named_parameters(recurse=False) if p.requires_grad)


def no_bias(name, p, layer):
    return not name.endswith("bias")


def no_bias_or_norm_by_name(name, p, layer):
    return "bias" not in name and "norm" not in name


def no_norm(name, p, layer):
    return not isinstance(layer, nn.LayerNorm | nn.BatchNorm1d)


groups = groups_by(is_table)


def with_frozen_ones(model):
    """The frozen ones stand with those that do not decay."""
    decay, rest = groups(model)
    return decay, rest + [name for name, p in model.named_parameters() if not p.requires_grad]


def standing(call, model, ask: Callable) -> list[int]:
    """Where the names stand for which ask(name, parameter) is true."""
    codes = call(model)
    once = dict(model.named_parameters())
    return [
        code
        for (name, p), code in zip(all_names(model).items(), codes, strict=False)
        if ask(name, p, name in once)
    ]


def is_trained(name, p, first) -> bool:
    return first and p.requires_grad


EXERCISE = Exercise(
    name="10.groups",
    reference=groups,
    arguments=("model",),
    returns="two lists of names: of the parameters that decay, and of those that do not",
    cases=some_models,
    observe=places,
    checked="three models: a GPT with a shared table; one with layers of many kinds, of which some "
    "are frozen; one in which all is frozen but the last layer.",
    why="why does a weight of a matrix decay, and a bias does not?",
    because=(
        "The weights of a matrix say how strongly things are linked. Large ones let a model fit "
        "chance, and decay pulls back what the data do not hold in place. A bias, or the scale of "
        "a norm, says where a layer has its zero and its unit. There are few of them, and pulling "
        "them to 0 makes nothing simpler: a scale of 0 lets nothing through."
    ),
    properties=(
        Property(
            "frozen",
            lambda call, model: not any(standing(call, model, lambda n, p, f: not p.requires_grad)),
            "In at least one model your lists hold the name of something that is not trained.",
            "A frozen parameter, and a table that is no parameter at all, get no step, so they "
            "belong into neither list.",
            "What do you ask a parameter before you look at its dimensions? For each name of your "
            "lists, print `requires_grad`.",
        ),
        Property(
            "no second name",
            lambda call, model: (
                not any(standing(call, model, lambda n, p, first: p.requires_grad and not first))
            ),
            "A tensor that two layers share stands in your lists under both of its names.",
            "It is one tensor, so it would get two steps in place of one.",
            "Go through `model.named_parameters()`: how often does it give the shared table?",
        ),
        Property(
            "all there",
            lambda call, model: all(standing(call, model, is_trained)),
            "In at least one model a parameter that is trained stands in neither of your lists.",
            "A parameter that is in no group is not known to the optimizer, and keeps its random "
            "numbers. No error says so.",
            "Count the names in your two lists, and compare with `model.named_parameters()`.",
        ),
        Property(
            "in one list",
            lambda call, model: set(standing(call, model, is_trained)) <= {NONE, DECAYS, STAYS},
            "A name stands in your lists more than once.",
            "Each parameter has one place, and `torch.optim.AdamW` would not take it in two "
            "groups.",
            "How often does your loop meet each parameter? Are your two conditions the opposite of "
            "each other?",
        ),
        Property(
            "one dimension",
            lambda call, model: (
                DECAYS
                not in standing(call, model, lambda n, p, f: is_trained(n, p, f) and p.ndim < 2)
            ),
            "In at least one model something with fewer dimensions than a table decays.",
            "Biases, and what a norm learns, have one dimension, whatever their names are. Some "
            "parameters have none at all.",
            "Print the name and `p.ndim` of all that stands in your first list.",
        ),
        Property(
            "tables",
            lambda call, model: (
                STAYS
                not in standing(call, model, lambda n, p, f: is_trained(n, p, f) and p.ndim >= 2)
            ),
            "In at least one model a table does not decay.",
            "A name says little. Whatever has two dimensions or more belongs into the first list.",
            "Print the name and `p.ndim` of all that stands in your second list.",
        ),
        Property(
            "names of the model",
            lambda call, model: call(model)[-1] == 0,
            "In your lists stands something that is no name of a parameter of the model.",
            "A whole name has the way to the parameter in it, with dots: the layer, the layer in "
            "it, and last the parameter.",
            "Print your lists beside `[name for name, p in model.named_parameters()]`.",
        ),
    ),
    wrong=(
        Wrong(
            "tensors",
            lambda model: (
                [p for name, p in named(model) if p.ndim >= 2],
                [p for name, p in named(model) if p.ndim < 2],
            ),
            "Your lists hold the parameters themselves.",
            "An optimizer wants these. The task asks for their names, which one can read.",
            "What else does `named_parameters` give, beside the parameter?",
            when=lambda seen: TENSORS in [one for one in seen if isinstance(one, str)],
        ),
        Wrong(
            "all decay",
            groups_by(lambda *_: True),
            "All parameters decay, and your second list is empty.",
            "So it is when the optimizer is given `model.parameters()` and a decay. The biases, "
            "and what the norms learn, would be pulled to 0.",
            "How many dimensions has a bias, and how many a table of weights?",
        ),
        Wrong(
            "all decay, frozen too",
            groups_by(lambda *_: True, frozen_too),
            "All parameters decay, also those that are frozen, and your second list is empty.",
            "So it is when the optimizer is given `model.parameters()` and a decay. The biases, "
            "and what the norms learn, would be pulled to 0.",
            "How many dimensions has a bias, and how many a table of weights? And what does a "
            "frozen parameter do in a step?",
        ),
        Wrong(
            "exchanged",
            groups_by(lambda name, p, layer: p.ndim < 2),
            "Your two lists have changed places.",
            "The biases and what the norms learn would decay, and the tables would not.",
            "Which list does the task name first?",
        ),
        Wrong(
            "exchanged, frozen too",
            groups_by(lambda name, p, layer: p.ndim < 2, frozen_too),
            "Your two lists have changed places, and the frozen parameters stand in them, too.",
            "The biases and what the norms learn would decay, and the tables would not. And what "
            "is frozen gets no step.",
            "Which list does the task name first, and what does it say of frozen parameters?",
        ),
        Wrong(
            "frozen too",
            groups_by(is_table, frozen_too),
            "You sort by dimensions, as you should. But the frozen parameters are sorted, too.",
            "They get no step, so they belong into neither list.",
            "Which attribute of a parameter says whether it is trained?",
        ),
        Wrong(
            "frozen with the others",
            with_frozen_ones,
            "All that is frozen stands in your second list.",
            "What does not decay is still trained. What is frozen gets no step, and belongs into "
            "neither list.",
            "In your line for the second list: for which parameters is its condition true? Put a "
            "condition before the two.",
        ),
        Wrong(
            "by the name bias",
            groups_by(no_bias),
            "All decays whose name does not end with the word bias.",
            "What a norm multiplies with is called `weight`, and would be pulled to 0. A name says "
            "little.",
            "Print names and shapes of the parameters of `nn.LayerNorm(4)`.",
        ),
        Wrong(
            "by the name bias, frozen too",
            groups_by(no_bias, frozen_too),
            "All decays whose name does not end with the word bias, and frozen parameters are in "
            "your lists, too.",
            "What a norm multiplies with is called `weight`, and would be pulled to 0. A name says "
            "little. And what is frozen gets no step.",
            "Print names and shapes of the parameters of `nn.LayerNorm(4)`.",
        ),
        Wrong(
            "by the names bias and norm",
            groups_by(no_bias_or_norm_by_name),
            "All decays in whose name neither the word bias nor the word norm stands.",
            "A norm in `nn.Sequential` is called by a number, and a table may be called what its "
            "author likes.",
            "Which property of the tensor itself tells a table from a row?",
        ),
        Wrong(
            "by the names bias and norm, frozen too",
            groups_by(no_bias_or_norm_by_name, frozen_too),
            "All decays in whose name neither the word bias nor the word norm stands; and frozen "
            "parameters are in your lists, too.",
            "A norm in `nn.Sequential` is called by a number, and a table may be called what its "
            "author likes. And what is frozen gets no step.",
            "Which property of the tensor itself tells a table from a row?",
        ),
        Wrong(
            "norms only",
            groups_by(no_norm),
            "All decays that does not belong to a norm.",
            "The biases of the other layers decay, too, and so does whatever a layer of your own "
            "has.",
            "What do a bias and what a norm learns have in common, that a table has not?",
        ),
        Wrong(
            "norms only, frozen too",
            groups_by(no_norm, frozen_too),
            "All decays that does not belong to a norm, and frozen parameters are in your lists, "
            "too.",
            "The biases of the other layers decay, and what is frozen gets no step.",
            "What do a bias and what a norm learns have in common, that a table has not?",
        ),
        Wrong(
            "linear layers only",
            groups_by(lambda name, p, layer: isinstance(layer, nn.Linear) and p.ndim >= 2),
            "Only the weights of `nn.Linear` decay.",
            "There are tables in other layers: the rows of an embedding, and what a layer of your "
            "own has.",
            "Which property of the tensor itself tells a table from a row?",
        ),
        Wrong(
            "two dimensions exactly",
            groups_by(lambda name, p, layer: p.ndim == 2),
            "What has more dimensions than a table does not decay.",
            "Some layers have weights with more dimensions. They are weights all the same.",
            "Which comparison is true for a table, and for all that has more dimensions?",
        ),
        Wrong(
            "more dimensions only",
            groups_by(lambda name, p, layer: p.ndim > 2),
            "Tables do not decay in your lists.",
            "A table has two dimensions, and is exactly what should decay.",
            "Is your comparison true for a table?",
        ),
        Wrong(
            "one dimension decays",
            groups_by(lambda name, p, layer: p.ndim >= 1),
            "What has one dimension decays.",
            "A bias has one dimension, and so have the scale and the shift of a norm.",
            "How many dimensions has a table, and how many has a bias?",
        ),
        Wrong(
            "shared one under both names",
            groups_by(is_table, both_names),
            "A tensor that two layers share stands in your list under both of its names.",
            "It is one tensor, and would get two steps in place of one.",
            "Go through `model.named_parameters()`: how often does it give the shared table?",
        ),
        Wrong(
            "all that is stored",
            groups_by(is_table, stored),
            "Your lists hold all that `state_dict` gives.",
            "That is what a file needs: also buffers, which are no parameters, and a shared table "
            "under both of its names. Its tensors do not say whether they are frozen.",
            "With which method does a model give its parameters with their names?",
        ),
        Wrong(
            "the outermost only",
            groups_by(is_table, outermost),
            "Your two lists are empty.",
            "Either you look at the model's own parameters only, and those of its layers are left "
            "out. Or you ask tensors that do not know whether they are trained, such as those of "
            "`state_dict`.",
            "Print each name that you go through, with `requires_grad` beside it.",
        ),
    ),
    rivals=(
        Rival("What has many numbers decays.", groups_by(lambda name, p, layer: p.numel() > 6)),
        Rival(
            "What is called weight decays.",
            groups_by(lambda name, p, layer: name.endswith("weight")),
        ),
        Rival(
            "Embeddings do not decay.",
            groups_by(lambda name, p, layer: p.ndim >= 2 and not isinstance(layer, nn.Embedding)),
        ),
        Rival(
            "What begins at 1 or at 0 does not decay.",
            groups_by(lambda name, p, layer: bool(p.std() > 0) if p.numel() > 1 else False),
        ),
        Rival(
            "What is square decays.",
            groups_by(lambda name, p, layer: p.ndim == 2 and p.shape[0] == p.shape[1]),
        ),
        Rival("Nothing decays.", groups_by(lambda *_: False)),
        Rival(
            "What is frozen stands with what decays.",
            lambda model: (
                groups(model)[0] + [n for n, p in model.named_parameters() if not p.requires_grad],
                groups(model)[1],
            ),
        ),
        Rival(
            "Frozen tables are left out, frozen biases not.",
            groups_by(
                is_table,
                lambda model: (
                    (name, p)
                    for name, p in model.named_parameters()
                    if p.requires_grad or p.ndim < 2
                ),
            ),
        ),
        Rival(
            "A shared table does not decay.",
            groups_by(lambda name, p, layer: p.ndim >= 2 and name != "tokens.weight"),
        ),
        Rival(
            "A layer with a frozen part is frozen.",
            groups_by(
                is_table,
                lambda model: (
                    (name, p)
                    for name, p in named(model)
                    if all(
                        q.requires_grad
                        for q in model.get_submodule(name.rpartition(".")[0]).parameters()
                    )
                ),
            ),
        ),
    ),
)
