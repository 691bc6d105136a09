"""11.learns: right answers in other clothes, and answers with a mistake."""

import torch


def freeze_and_free(model, names):
    model.requires_grad_(False)
    for name in names:
        model.get_submodule(name).requires_grad_(True)
    return [p for p in model.parameters() if p.requires_grad]


def parameter_by_parameter(model, names):
    for p in model.parameters():
        p.requires_grad = False
    for path, part in model.named_modules():
        if path in names:
            for p in part.parameters():
                p.requires_grad = True
    return list(filter(lambda p: p.requires_grad, model.parameters()))


def by_whole_names(model, names):
    model.requires_grad_(False)
    for path, p in model.named_parameters(remove_duplicate=False):
        if any(path.startswith(name + ".") for name in names):
            p.requires_grad_()
    return (p for p in model.parameters() if p.requires_grad)


def step_by_step(model, names):
    """Each name is followed from part to part."""
    for p in model.parameters():
        p.requires_grad_(False)
    found = {}
    for name in names:
        part = model
        for piece in name.split("."):
            part = getattr(part, piece) if hasattr(part, piece) else part[piece]
        for p in part.parameters():
            p.requires_grad_(True)
            found[id(p)] = p
    return found.values()


def a_set(model, names):
    parameters = {p for name in names for p in model.get_submodule(name).parameters()}
    for p in model.parameters():
        p.requires_grad = p in parameters
    return parameters


def backwards(model, names):
    return freeze_and_free(model, names)[::-1]


def everything(model, names):
    freeze_and_free(model, names)
    return model.parameters()


def collected_before(model, names):
    parameters = [p for p in model.parameters() if p.requires_grad]
    freeze_and_free(model, names)
    return parameters


def frozen_afterwards(model, names):
    parameters = freeze_and_free(model, names)
    for p in model.parameters():
        p.requires_grad = False
    return parameters


def picked(model, names):
    chosen = {id(p) for name in names for p in model.get_submodule(name).parameters()}
    return [p for p in model.parameters() if id(p) in chosen]


def not_freed(model, names):
    for p in model.parameters():
        p.requires_grad = False
    return [p for p in model.parameters() if p.requires_grad]


def attributes(model, names):
    model.requires_grad = False
    for name in names:
        model.get_submodule(name).requires_grad = True
    return [p for p in model.parameters() if p.requires_grad]


def attributes_of_parts(model, names):
    """Freezes as it should, and frees an attribute."""
    model.requires_grad_(False)
    for name in names:
        model.get_submodule(name).requires_grad = True
    return [p for p in model.parameters() if p.requires_grad]


def anywhere(model, names):
    for path, p in model.named_parameters():
        p.requires_grad = any(name in path for name in names)
    return [p for p in model.parameters() if p.requires_grad]


def at_the_front(model, names):
    for path, p in model.named_parameters():
        p.requires_grad = path.startswith(tuple(names))
    return [p for p in model.parameters() if p.requires_grad]


def with_a_dot(model, names):
    for path, p in model.named_parameters():
        p.requires_grad = path.startswith(tuple(f"{name}." for name in names))
    return [p for p in model.parameters() if p.requires_grad]


def front_alone_frozen(model, names):
    for path, p in model.named_parameters():
        if not path.startswith(tuple(names)):
            p.requires_grad = False
    return [p for p in model.parameters() if p.requires_grad]


def dot_alone_frozen(model, names):
    wanted = []
    for path, p in model.named_parameters():
        if any(path.startswith(name + ".") for name in names):
            wanted.append(p)
        else:
            p.requires_grad = False
    return [p for p in wanted if p.requires_grad]


def anywhere_alone_frozen(model, names):
    for path, p in model.named_parameters():
        if not any(name in path for name in names):
            p.requires_grad_(False)
    return [p for p in model.parameters() if p.requires_grad]


def the_rest_frozen(model, names):
    """The named parts stay as they came, and are all handed over."""
    parameters = {p for name in names for p in model.get_submodule(name).parameters()}
    for p in model.parameters():
        if p not in parameters:
            p.requires_grad = False
    return parameters


def module_by_module(model, names):
    """Goes through all parts, and a later one overrules an earlier one."""
    for path, part in model.named_modules():
        part.requires_grad_(path in names)
    return [p for p in model.parameters() if p.requires_grad]


def part_by_part(model, names):
    model.requires_grad_(False)
    parameters = []
    for name in names:
        part = model.get_submodule(name).requires_grad_(True)
        parameters += part.parameters()
    return parameters


def frozen_in_the_loop(model, names):
    for name in names:
        model.requires_grad_(False)
        model.get_submodule(name).requires_grad_(True)
    return [p for p in model.parameters() if p.requires_grad]


def returned_in_the_loop(model, names):
    model.requires_grad_(False)
    for name in names:
        model.get_submodule(name).requires_grad_(True)
        return [p for p in model.parameters() if p.requires_grad]


def names_alone(model, names):
    freeze_and_free(model, names)
    return [name for name, p in model.named_parameters() if p.requires_grad]


def pairs(model, names):
    freeze_and_free(model, names)
    return [(name, p) for name, p in model.named_parameters() if p.requires_grad]


def data(model, names):
    return [p.data for p in freeze_and_free(model, names)]


def parts(model, names):
    freeze_and_free(model, names)
    return [model.get_submodule(name) for name in names]


def groups(model, names):
    return [{"params": freeze_and_free(model, names)}]


def optimizer(model, names):
    return torch.optim.AdamW(freeze_and_free(model, names))


def counted(model, names):
    return sum(p.numel() for p in freeze_and_free(model, names))


def children(model, names):
    model.requires_grad_(False)
    for name, part in model.named_children():
        part.requires_grad_(name in names)
    return [p for p in model.parameters() if p.requires_grad]


def indexed(model, names):
    for name in names:
        model[name].requires_grad_(True)
    return [p for p in model.parameters() if p.requires_grad]


def without_return(model, names):
    freeze_and_free(model, names)


def some_are_left_out(model, names):
    return freeze_and_free(model, names)[1:]


def all_learn(model, names):
    return list(model.requires_grad_(True).parameters())


RIGHT = [
    freeze_and_free,
    parameter_by_parameter,
    by_whole_names,
    step_by_step,
    a_set,
    backwards,
]

MISTAKES = {
    "II.32": [
        (everything, "also the frozen ones"),
        (collected_before, "that could learn before your function ran"),
        (part_by_part, "stands in your list two times"),
        (some_are_left_out, "A parameter that learns does not stand in your list"),
        (all_learn, "a parameter learns that should be frozen"),
    ]
}

OTHERS = [
    (frozen_afterwards, "in the end no parameter can learn"),
    (picked, "the same as before your function ran"),
    (not_freed, "All is frozen, and your list is empty"),
    (attributes, "A layer is no tensor"),
    (attributes_of_parts, "All is frozen, and your list is empty"),
    (anywhere, "anywhere in the name of a parameter; and a shared tensor"),
    (at_the_front, "begins with a name of the list; and a shared tensor"),
    (with_a_dot, "stays frozen, though one of them is named"),
    (front_alone_frozen, "stays frozen, even if it is named: your lines only freeze"),
    (dot_alone_frozen, "stays frozen, even if it is named: your lines only freeze"),
    (anywhere_alone_frozen, "stays frozen, even if it is named: your lines only freeze"),
    (the_rest_frozen, "It was frozen before your function ran"),
    (module_by_module, "a parameter is frozen that should learn"),
    (frozen_in_the_loop, "Only the last part of the list learns"),
    (returned_in_the_loop, "Only the first part of the list learns"),
    (names_alone, "Your list holds names"),
    (pairs, "a list of the parameters that learn"),
    (data, "no parameters of the model"),
    (parts, "no parameter of the model"),
    (groups, "a list of the parameters that learn"),
    (optimizer, "a list of the parameters that learn"),
    (counted, "You give back one number"),
    (children, "a parameter is frozen that should learn"),
    (indexed, "TypeError"),
    (without_return, "`None`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "names": ("list holds names", "the parameters themselves", "`named_parameters` give, beside"),
    "moved": ("numbers than before", "in these numbers", "parameter? Freezing changes"),
    "all handed over": ("The right parts", "at `.grad` alone", "ask a parameter"),
    "collected first": ("could learn before", "for `requires_grad` first", "In which order"),
    "frozen at the end": ("parameter can learn", "freed again. `backward`", "as your last"),
    "only collected": ("same as before", "gradient, and gradients", "your function freezes"),
    "nothing freed": ("list is empty", "half is done", "has to happen"),
    "frozen before": (
        "What was frozen before your function ran stays frozen, even if it is named.",
        "leave the rest",
        "Which line of yours puts `requires_grad` to true?",
    ),
    "beginning, nothing freed": (
        "for the beginning",
        "of `layers.10.weight`, and",
        "its own parameters",
    ),
    "first name, nothing freed": (
        "freeze. And a",
        "to learn. `named_parameters`",
        "named part give",
    ),
    "substring, nothing freed": (
        "in a longer",
        "of `blocks.0.norm_1.weight`, and",
        "a parameter free",
    ),
    "attribute of modules": (
        "changed its `requires_grad`",
        "tensor. `layer.requires_grad =",
        "layers that looks",
    ),
    "substring": (
        "You look for the name anywhere in the name of a parameter.",
        "`norm` is also a part of `blocks.0.norm_1.weight`, which is another layer.",
        "what comes behind",
    ),
    "substring, first name": (
        "a parameter; and",
        "layer. And `named_parameters`",
        "parameters at all",
    ),
    "beginning": (
        "You take each parameter whose name begins with a name of the list.",
        "of `layers.10.weight`, which",
        "What stands behind",
    ),
    "beginning, first name": (
        "the list; and",
        "`layers.10.weight`. And `named_parameters`",
        "parameters at all",
    ),
    "first name": ("stays frozen, though", "for the second", "What gives `parameters()`"),
    "second name wins": ("under the other", "last time counts", "Freeze everything first"),
    "shared twice": ("list two times", "part. PyTorch warns", "each parameter once"),
    "exchanged": ("all others learn", "other way round", "with false belong"),
    "first part alone": ("the first part", "ends the function", "your `return` stand"),
    "last part alone": ("the last part", "before has freed", "belongs in front"),
    "no layers inside": ("a layer inside", "part's own parameters", "single `.weight`, stand"),
    "copies": ("are no parameters", "`clone`, `detach` and", "It needs nothing"),
    "one number": ("back one number", "needs the parameters", "with the parameters"),
    "what is frozen": ("learns that should", "names were given", "`requires_grad` is true"),
    "what learns": ("function ran, it", "learns: layers inside", "`requires_grad` is false"),
    "what was frozen": ("should learn. It", "enough to leave", "call your function"),
    "parameters alone": ("list has something", "list, and nothing", "Print the `type(…)`"),
    "nothing frozen in the list": (
        "that is frozen",
        "gradient. At best",
        "list, print `requires_grad`",
    ),
    "all in the list": ("does not stand", "gets a gradient", "Count the numbers"),
    "once": ("more than once", "in an optimizer", "number of different"),
}
