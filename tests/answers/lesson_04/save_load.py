"""04.save-load: right answers in other clothes, and answers with a mistake."""

import torch


def save_in_steps(model, new_model, file):
    state = model.state_dict()
    torch.save(state, str(file))
    loaded = torch.load(str(file), weights_only=True)
    new_model.load_state_dict(loaded)
    return new_model.eval()


def save_open_files(model, new_model, file):
    with open(file, "wb") as target:
        torch.save(model.state_dict(), target)
    with open(file, "rb") as source:
        new_model.load_state_dict(torch.load(source, weights_only=True))
    return new_model


def save_by_name(model, new_model, file):
    torch.save(dict(model.named_parameters()), file)
    state = torch.load(file, weights_only=True, map_location="cpu")
    with torch.no_grad():
        for name, parameter in new_model.named_parameters():
            parameter.copy_(state[name])
    return new_model


def save_looks_first(model, new_model, file):
    print(model.state_dict().keys(), new_model.state_dict().keys())
    torch.save({"parameters": model.state_dict(), "epochs": 200}, file)
    print(torch.load(file, weights_only=True).keys())
    new_model.load_state_dict(torch.load(file, weights_only=True)["parameters"])
    return new_model


def save_and_compare(model, new_model, file):
    torch.save(obj=model.state_dict(), f=file)
    new_model.load_state_dict(torch.load(f=file, weights_only=True))
    for name, value in model.state_dict().items():  # compares the two before it ends
        assert torch.equal(value, new_model.state_dict()[name])
    return new_model


RIGHT = [
    save_in_steps,
    save_open_files,
    save_by_name,
    save_looks_first,
    save_and_compare,
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "whole model, then refused": (
        "`weights_only=True` was refused",
        "or `state_dict` without",
        "does `model.state_dict()` give",
    ),
    "a path or a model for a dictionary": (
        "`load_state_dict` was given",
        "wants the dictionary",
        "and who takes",
    ),
    "only parameters()": (
        "cannot be written",
        "`model.parameters()` hands the",
        "names to tensors",
    ),
    "exchanged": ("`torch.save` was asked", "two things: first", "Compare the order"),
    "no file": ("the path `file`", "parameters should take", "writes a file"),
    "the model in place of the new one": (
        "is `model` itself",
        "copy: whoever trains",
        "get the parameters",
    ),
    "whole model": (
        "read with `weights_only=True`",
        "or `state_dict` without",
        "does `model.state_dict()` give",
    ),
    "into the old one": ("parameters than before", "The trained parameters", "model it reads"),
    "the new one saved": ("`new_model`, the ones", "is random numbers", "model it reads"),
    "shared": ("same tensors: training", "copy has numbers", "model's own parameters"),
    "nothing loaded": (
        "But `new_model` still",
        "dictionary; `new_model` changes",
        "one parameter of `new_model`",
    ),
    "another model": ("a third model", "parameters into `new_model`", "in this function"),
    "around the file": (
        "`new_model`. But nobody",
        "parameters went directly",
        "Could `new_model` still",
    ),
    "read for nothing": ("what came out", "parameters went directly", "file gives something"),
    "not safe": ("read with `weights_only=False`", "runs that program", "lines about saving"),
    "not trainable": ("afterwards a parameter", "Nobody could go", "Print the `requires_grad`"),
    "not given back": (
        "give back `new_model`",
        "`load_state_dict` changes the",
        "should hand `new_model`",
    ),
    "all as it should be": ("what `model` predicts", "that were saved", "both models before"),
    "the file": ("`model` by name", "A checkpoint is", "Load the file"),
}
