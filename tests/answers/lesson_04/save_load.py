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
