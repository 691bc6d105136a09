"""10.groups: right answers in other clothes, and answers with a mistake."""

from torch import nn


def two_loops(model):
    decay = [name for name, p in model.named_parameters() if p.requires_grad and p.ndim >= 2]
    rest = [name for name, p in model.named_parameters() if p.requires_grad and p.ndim < 2]
    return decay, rest


def one_loop(model):
    decay, rest = [], []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if len(parameter.shape) > 1:
            decay.append(name)
        else:
            rest.append(name)
    return [decay, rest]


def by_sets(model):
    trained = {name: p for name, p in model.named_parameters() if p.requires_grad}
    tables = {name for name, p in trained.items() if p.dim() > 1}
    return tables, trained.keys() - tables


def layer_by_layer(model):
    """Each layer's own parameters, and a shared one where it comes first."""
    met, lists = set(), ([], [])
    for path, layer in model.named_modules():
        for name, p in layer.named_parameters(recurse=False):
            if p.requires_grad and id(p) not in met:
                met.add(id(p))
                lists[p.ndim < 2].append(f"{path}.{name}".lstrip("."))
    return lists


def filtered(model):
    trained = dict(filter(lambda pair: pair[1].requires_grad, model.named_parameters()))
    return (
        filter(lambda name: trained[name].ndim >= 2, trained),
        filter(lambda name: trained[name].ndim < 2, trained),
    )


def sorted_backwards(model):
    decay, rest = two_loops(model)
    return sorted(decay, reverse=True), tuple(sorted(rest))


def everything(model):
    return [name for name, p in model.named_parameters()], []


def by_bias(model):
    decay = [name for name, p in model.named_parameters() if "bias" not in name]
    rest = [name for name, p in model.named_parameters() if "bias" in name]
    return decay, rest


def by_bias_at_the_end(model):
    names = [name for name, p in model.named_parameters() if p.requires_grad]
    decay = [name for name in names if not name.endswith(".bias")]
    return decay, [name for name in names if name not in decay]


def by_norm(model):
    names = [name for name, p in model.named_parameters() if p.requires_grad]
    return [n for n in names if "norm" not in n], [n for n in names if "norm" in n]


def frozen_included(model):
    decay = [name for name, p in model.named_parameters() if p.ndim >= 2]
    return decay, [name for name, p in model.named_parameters() if p.ndim < 2]


def the_rest(model):
    """What is not in the first list is in the second, frozen or not."""
    decay = [name for name, p in model.named_parameters() if p.requires_grad and p.ndim >= 2]
    return decay, [name for name, p in model.named_parameters() if name not in decay]


def frozen_in_one(model):
    decay = [name for name, p in model.named_parameters() if p.ndim >= 2]
    return decay, [n for n, p in model.named_parameters() if p.requires_grad and p.ndim < 2]


def every_layer(model):
    lists = [], []
    for path, layer in model.named_modules():
        for name, p in layer.named_parameters(recurse=False):
            if p.requires_grad:
                lists[p.ndim < 2].append(f"{path}.{name}".lstrip("."))
    return lists


def every_layer_and_all_below(model):
    lists = [], []
    for layer in model.modules():
        for name, p in layer.named_parameters():
            if p.requires_grad:
                lists[p.ndim < 2].append(name)
    return lists


def last_part_of_the_name(model):
    decay, rest = two_loops(model)
    return [n.split(".")[-1] for n in decay], [n.split(".")[-1] for n in rest]


def from_the_file(model):
    names = model.state_dict()
    return [n for n in names if names[n].ndim >= 2], [n for n in names if names[n].ndim < 2]


def trained_in_the_file(model):
    names = {n: p for n, p in model.state_dict().items() if p.requires_grad}
    return [n for n in names if names[n].ndim >= 2], [n for n in names if names[n].ndim < 2]


def the_lesson(model):
    parameters = [p for p in model.parameters() if p.requires_grad]
    return [p for p in parameters if p.ndim >= 2], [p for p in parameters if p.ndim < 2]


def for_the_optimizer(model):
    decay, rest = the_lesson(model)
    return [{"params": decay, "weight_decay": 0.1}, {"params": rest, "weight_decay": 0.0}]


def pairs(model):
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    return [one for one in named if one[1].ndim >= 2], [one for one in named if one[1].ndim < 2]


def first_list_alone(model):
    return two_loops(model)[0]


def as_a_dictionary(model):
    decay, rest = two_loops(model)
    return {"decay": decay, "rest": rest}


def linear_and_embedding(model):
    decay = [
        f"{path}.weight"
        for path, layer in model.named_modules()
        if isinstance(layer, nn.Linear | nn.Embedding) and layer.weight.requires_grad
    ]
    rest = [n for n, p in model.named_parameters() if p.requires_grad and n not in decay]
    return decay, rest


def only_two(model):
    names = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    return [n for n, p in names if p.ndim == 2], [n for n, p in names if p.ndim == 1]


def both_lists(model):
    names = [n for n, p in model.named_parameters() if p.requires_grad]
    return names, names


def turned_round(model):
    return two_loops(model)[::-1]


def shape_compared(model):
    return [n for n, p in model.named_parameters() if p.shape >= 2], []


def printed(model):
    print(two_loops(model))


RIGHT = [two_loops, one_loop, by_sets, layer_by_layer, filtered, sorted_backwards]

MISTAKES = {
    "II.26": [
        (everything, "All parameters decay"),
        (by_bias_at_the_end, "would be pulled to 0"),
        (by_norm, "something with fewer dimensions than a table decays"),
    ]
}

OTHERS = [
    (by_bias, "something with fewer dimensions than a table decays"),
    (frozen_included, "the frozen parameters are sorted, too"),
    (the_rest, "All that is frozen stands in your second list"),
    (frozen_in_one, "not trained"),
    (every_layer, "under both of its names"),
    (every_layer_and_all_below, "no name of a parameter"),
    (last_part_of_the_name, "stands in neither of your lists"),
    (from_the_file, "all that `state_dict` gives"),
    (trained_in_the_file, "do not know whether they are trained"),
    (the_lesson, "Your lists hold the parameters themselves"),
    (for_the_optimizer, "two lists of names"),
    (pairs, "two lists of names"),
    (first_list_alone, "two lists of names"),
    (as_a_dictionary, "two lists of names"),
    (linear_and_embedding, "under both of its names"),
    (only_two, "stands in neither of your lists"),
    (both_lists, "more than once"),
    (turned_round, "Your two lists have changed places"),
    (shape_compared, "TypeError"),
    (printed, "`None`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "tensors": (
        "the parameters themselves",
        "optimizer wants these",
        "`named_parameters` give, beside",
    ),
    "all decay": (
        "parameters decay, and",
        "is given `model.parameters()`",
        "How many dimensions has a bias, and how many a table of weights?",
    ),
    "all decay, frozen too": (
        "decay, also those",
        "is given `model.parameters()`",
        "a frozen parameter",
    ),
    "exchanged": (
        "Your two lists have changed places.",
        "The biases and what the norms learn would decay, and the tables would not.",
        "Which list does the task name first?",
    ),
    "exchanged, frozen too": ("changed places, and", "would not. And", "of frozen parameters"),
    "frozen too": ("sort by dimensions", "They get no", "parameter says whether"),
    "frozen with the others": ("is frozen stands", "is still trained", "condition true? Put"),
    "by the name bias": (
        "All decays whose name does not end with the word bias.",
        "What a norm multiplies with is called `weight`, and would be pulled to 0. A name says "
        "little.",
        "parameters of `nn.LayerNorm(4)`",
    ),
    "by the name bias, frozen too": (
        "bias, and frozen",
        "says little. And",
        "parameters of `nn.LayerNorm(4)`",
    ),
    "by the names bias and norm": (
        "All decays in whose name neither the word bias nor the word norm stands.",
        "A norm in `nn.Sequential` is called by a number, and a table may be called what its "
        "author likes.",
        "tensor itself tells",
    ),
    "by the names bias and norm, frozen too": (
        "norm stands; and",
        "author likes. And",
        "tensor itself tells",
    ),
    "norms only": (
        "All decays that does not belong to a norm.",
        "layers decay, too",
        "a norm learns",
    ),
    "norms only, frozen too": ("norm, and frozen", "layers decay, and", "a norm learns"),
    "linear layers only": ("weights of `nn.Linear`", "layers: the rows", "tensor itself tells"),
    "two dimensions exactly": (
        "more dimensions than",
        "with more dimensions",
        "has more dimensions",
    ),
    "more dimensions only": ("Tables do not", "exactly what should", "your comparison true"),
    "one dimension decays": ("one dimension decays", "has one dimension", "has a table"),
    "shared one under both names": (
        "list under both",
        "tensor, and would",
        "Go through `model.named_parameters()`",
    ),
    "all that is stored": ("that `state_dict` gives", "needs: also buffers", "with their names"),
    "the outermost only": (
        "lists are empty",
        "those of `state_dict`",
        "through, with `requires_grad`",
    ),
    "frozen": ("is not trained", "A frozen parameter", "lists, print `requires_grad`"),
    "no second name": (
        "lists under both",
        "one tensor, so",
        "Go through `model.named_parameters()`",
    ),
    "all there": (
        "is trained stands",
        "optimizer, and keeps",
        "compare with `model.named_parameters()`",
    ),
    "in one list": ("more than once", "place, and `torch.optim.AdamW`", "conditions the opposite"),
    "one dimension": ("fewer dimensions than", "dimension, whatever their", "your first list"),
    "tables": ("model a table", "dimensions or more", "your second list"),
    "names of the model": ("of the model", "last the parameter", "p in model.named_parameters()]`"),
}
