"""04.predict: right answers in other clothes, and answers with a mistake."""

import torch


def predict_tensor(model, km):
    with torch.no_grad():
        model.eval()
        return model(torch.from_numpy(km).to(torch.float32).unsqueeze(1))


def predict_array(model, km):
    model.train(False)
    X = torch.tensor(km.astype("float32")).view(-1, 1)
    return model(X).detach().numpy()


def predict_in_loop(model, km):
    model = model.eval()
    found = []
    for x in km:
        found.append(model(torch.tensor([[float(x)]])).item())
    return found


@torch.inference_mode()
def predict_decorated(model, km):
    model.eval()
    return model(torch.tensor(km.reshape(-1, 1), dtype=torch.float32)).squeeze()


def predict_as_tuple(model, km):
    model.eval()
    with torch.no_grad():
        return tuple(model(torch.FloatTensor(km)[:, None])[:, 0])


def predict_64_bits(model, km):  # 10
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(km).reshape(-1, 1)).flatten().tolist()


def predict_1d(model, km):  # 18
    model.eval()
    with torch.no_grad():
        return model(torch.tensor(km).float()).tolist()


def predict_numpy(model, km):  # 23
    model.eval()
    return model(torch.tensor(km, dtype=torch.float32).reshape(-1, 1)).numpy()


def predict_only_no_grad(model, km):  # 24
    with torch.no_grad():
        y_hat = model(torch.tensor(km, dtype=torch.float32).reshape(-1, 1))
    return [v.item() for v in y_hat]


def predict_only_eval(model, km):  # 24
    model.eval()
    return model(torch.tensor(km, dtype=torch.float32).reshape(-1, 1)).squeeze(1)


RIGHT = [
    predict_tensor,
    predict_array,
    predict_in_loop,
    predict_decorated,
    predict_as_tuple,
]

MISTAKES = {
    10: [(predict_64_bits, "64 bits (`Double`, what NumPy uses)")],
    18: [(predict_1d, "a list of shape (N,) is read as one row")],
    23: [(predict_numpy, "cannot be handed to NumPy")],
    24: [
        (predict_only_no_grad, "`no_grad` does not switch it off"),
        (predict_only_eval, "`model.eval()` does not stop autograd"),
    ],
}

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "one number": ("number came back", "`return` stands inside", "`return` is indented"),
    "five numbers": (
        "Five numbers came",
        "has other distances",
        "Does every name in your function come in, or is it made there?",
    ),
    "another number of numbers": ("3 distances came", "N predictions, one", "6. Does every"),
    "not called": ("was not called", "from somewhere else", "`model` that comes"),
    "rounded": ("result is right", "compares several digits", "out, without `round`"),
    "eval after the prediction": (
        "while it predicted",
        "`model.eval()` holds for",
        "lines in order",
    ),
    "no eval": ("give different predictions", "to zero. `no_grad`", "called, with brackets"),
    "a seed in place of eval": ("time, but dropout", "random numbers repeat", "tell the boxes"),
    "with its graph": ("have their graph", "NumPy refuses such", "Print `.requires_grad` of"),
    "64 bits": ("have 64 bits", "turned the whole", "yours to turn"),
    "back to training": ("in training mode", "in eval mode", "Print `model.training` after"),
    "an array": ("called with something", "`nn.Linear` takes tensors", "make a tensor"),
    "parameters switched off": ("require no gradient", "someone who wants", "What tells autograd"),
    "left as it was": (
        "After your function",
        "train it afterwards",
        "parameters, with `requires_grad`",
    ),
    "the model's predictions": (
        "for these distances",
        "nothing else done",
        "model `nn.Linear(1, 1)`",
    ),
}
