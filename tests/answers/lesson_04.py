"""Answers to the exercises of lesson 04, as learners write them: right ones and mistakes."""

import copy
import random

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

# -- right ----------------------------------------------------------------------------------


class WithSuperArguments(nn.Module):
    def __init__(self, features=3):
        super(WithSuperArguments, self).__init__()  # noqa: UP008
        self.layer = nn.Linear(in_features=features, out_features=1)

    def forward(self, X):
        y_hat = self.layer(X)
        return y_hat


class OwnParameters(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(3))
        self.b = nn.Parameter(torch.tensor(0.0))

    def forward(self, X):
        return (X * self.w).sum(dim=1, keepdim=True) + self.b


class RowOfWeights(nn.Module):
    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.randn(1, 1))
        self.weight = nn.Parameter(torch.randn(1, 3))

    def forward(self, X):
        return X @ self.weight.T + self.bias


class FourScalars(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Parameter(torch.randn(1)), nn.Parameter(torch.randn(1))
        self.c, self.d = nn.Parameter(torch.randn(1)), nn.Parameter(torch.randn(1))

    def forward(self, X):
        one = self.a * X[:, 0] + self.b * X[:, 1] + self.c * X[:, 2] + self.d
        return one.reshape(-1, 1)


class InSequential(nn.Module):
    def __init__(self):
        super().__init__()
        self.boxes = nn.Sequential(nn.Linear(3, 1))

    def forward(self, X):
        return self.boxes(X)


class ThetaWithOnes(nn.Module):
    def __init__(self):
        super().__init__()
        self.theta = nn.Parameter(torch.zeros(4, 1))

    def forward(self, X):
        return torch.cat([torch.ones(len(X), 1), X], dim=1) @ self.theta


class BuiltOnLinear(nn.Linear):
    def __init__(self):
        super().__init__(3, 1)


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


class Straight(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(1, 1)

    def forward(self, X):
        return self.linear(X)


def runs_with_class(X, y, rates, epochs):
    def one(rate):
        torch.manual_seed(42)
        model, loss_fn = Straight(), nn.MSELoss()
        optimizer = torch.optim.SGD(model.parameters(), lr=rate)
        for _ in range(epochs):
            optimizer.zero_grad()
            loss = loss_fn(model(X), y)
            loss.backward()
            optimizer.step()
        return loss

    return [one(rate) for rate in rates]


def runs_with_zeros(X, y, rates, epochs):
    losses = torch.zeros(len(rates))
    for i in range(len(rates)):
        model = nn.Linear(1, 1)
        nn.init.zeros_(model.weight)
        nn.init.zeros_(model.bias)
        optimizer = torch.optim.SGD(model.parameters(), lr=rates[i])
        for _ in range(epochs):
            loss = ((model(X) - y) ** 2).mean()
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
        losses[i] = loss.item()
    return losses


def runs_with_copies(X, y, rates, epochs):
    torch.manual_seed(7)
    start = nn.Linear(1, 1)
    found = ()
    for lr in rates:
        model = copy.deepcopy(start)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(epochs):
            loss = nn.MSELoss()(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            found += (nn.MSELoss()(model(X), y).item(),)  # after the last step
    return np.array(found)


def batches_by_slices(X, y, batch_size):
    rows = torch.randperm(X.shape[0])
    X, y = X[rows], y[rows]
    return [(X[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(X), batch_size)]


def batches_yielded(X, y, batch_size):
    rows = list(range(len(X)))
    random.shuffle(rows)
    while rows:
        taken, rows = rows[:batch_size], rows[batch_size:]
        yield X[taken], y[taken]


def batches_numpy(X, y, batch_size):
    order = np.random.permutation(len(X))
    pieces = np.split(order, range(batch_size, len(X), batch_size))
    return tuple([X[torch.from_numpy(p)], y[torch.from_numpy(p)]] for p in pieces)


def batches_loader(X, y, batch_size):
    return DataLoader(TensorDataset(X, y), batch_size=batch_size, shuffle=True)


def batches_row_by_row(X, y, batch_size):
    batches, rows_x, rows_y = [], [], []
    for i in torch.randperm(len(X)).tolist():
        rows_x.append(X[i])
        rows_y.append(y[i])
        if len(rows_x) == batch_size:
            batches.append((torch.stack(rows_x), torch.stack(rows_y)))
            rows_x, rows_y = [], []
    if rows_x:
        batches.append((torch.stack(rows_x), torch.stack(rows_y)))
    return batches


def fit_zero_first(model, batches, loss_fn, optimizer, epochs):
    history = torch.zeros(epochs)
    model.train()
    for epoch in range(epochs):
        total = 0.0
        for X, y in batches:
            optimizer.zero_grad()
            y_hat = model(X)
            loss = loss_fn(y_hat, y)
            loss.backward()
            optimizer.step()
            total += loss.detach()
        history[epoch] = total / len(batches)
    return history


def fit_weighted(model, batches, loss_fn, optimizer, epochs):
    history = []
    for _ in range(epochs):
        total, count = 0, 0
        for batch in batches:
            loss = loss_fn(model(batch[0]), batch[1])
            loss.backward()
            optimizer.step()
            model.zero_grad()
            total += loss.item() * len(batch[0])
            count += len(batch[0])
        history += [total / count]
    return tuple(history)


def fit_with_helper(model, batches, loss_fn, optimizer, epochs):
    def one_epoch():
        for X, y in batches:
            loss = loss_fn(model(X), y)
            for parameter in model.parameters():
                parameter.grad = None
            loss.backward()
            optimizer.step()
            yield float(loss)

    return [np.mean(list(one_epoch())) for _ in range(epochs)]


RIGHT = {
    "04.order": [
        "3 2 5 4 1",
        "32541",
        "5, 3, 2, 4, 1",
        [3, 5, 2, 4, 1],
        (3, 2, 4, 1, 5),
        "1 5 3 2 4",
        ["1", "3", "2", "5", "4"],
        torch.tensor([1, 3, 5, 2, 4]),
        np.array([5.0, 3.0, 2.0, 4.0, 1.0]),
        32541,
        "first 3, then 2, then 5, then 4, then 1",
    ],
    "04.module": [
        WithSuperArguments,
        OwnParameters,
        RowOfWeights,
        FourScalars,
        InSequential,
        ThetaWithOnes,
        BuiltOnLinear,
    ],
    "04.diagnose": [
        {"A": "converged", "B": "stopped", "C": "converged", "D": "diverged"},
        ("converged", "stopped", "converged", "diverged"),
        ["Converged", "Stopped", " converged ", "Diverged."],
        {"d": "diverge", "c": "converge", "b": "stop", "a": "converges"},
    ],
    "04.predict": [
        predict_tensor,
        predict_array,
        predict_in_loop,
        predict_decorated,
        predict_as_tuple,
    ],
    "04.save-load": [
        save_in_steps,
        save_open_files,
        save_by_name,
        save_looks_first,
        save_and_compare,
    ],
    "04.mend-runs": [runs_with_class, runs_with_zeros, runs_with_copies],
    "04.mini-batches": [
        batches_by_slices,
        batches_yielded,
        batches_numpy,
        batches_loader,
        batches_row_by_row,
    ],
    "04.fit": [fit_zero_first, fit_weighted, fit_with_helper],
}

# -- mistakes -------------------------------------------------------------------------------


def targets_flat(X, y, batch_size):  # 1
    rows = torch.randperm(len(X))
    y = y.squeeze()
    return [(X[r], y[r]) for r in rows.split(batch_size)]


def fit_never_zeroed(model, batches, loss_fn, optimizer, epochs):  # 2
    history = []
    for _ in range(epochs):
        total = 0
        for X, y in batches:
            loss = loss_fn(model(X), y)
            loss.backward()
            optimizer.step()
            total += loss.item()
        history.append(total / len(batches))
    return history


def fit_zeroed_too_late(model, batches, loss_fn, optimizer, epochs):  # 3
    history = []
    for _ in range(epochs):
        total = 0
        for X, y in batches:
            loss = loss_fn(model(X), y)
            loss.backward()
            model.zero_grad()
            optimizer.step()
            total += loss.item()
        history.append(total / len(batches))
    return history


def predict_64_bits(model, km):  # 10
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(km).reshape(-1, 1)).flatten().tolist()


def fit_with_graphs(model, batches, loss_fn, optimizer, epochs):  # 14
    history = []
    for _ in range(epochs):
        total = 0
        for X, y in batches:
            loss = loss_fn(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss
        history.append(total / len(batches))
    return history


def predict_1d(model, km):  # 18
    model.eval()
    with torch.no_grad():
        return model(torch.tensor(km).float()).tolist()


def runs_brackets_missing(X, y, rates, epochs):  # 19
    found = []
    for lr in rates:
        torch.manual_seed(0)
        model = nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(epochs):
            loss = nn.MSELoss(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        found.append(loss.item())
    return found


def fit_brackets_missing(model, batches, loss_fn, optimizer, epochs):  # 19
    for _ in range(epochs):
        for X, y in batches:
            loss = nn.MSELoss(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return [loss.item()]


def runs_old_optimizer(X, y, rates, epochs):  # 20
    found = []
    for lr in rates:
        torch.manual_seed(1)
        model = nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        torch.manual_seed(1)
        model = nn.Linear(1, 1)
        for _ in range(epochs):
            loss = nn.MSELoss()(model(X), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        found.append(loss.item())
    return found


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


def runs_no_seed(X, y, rates, epochs):  # 25
    found = []
    for lr in rates:
        model = nn.Linear(1, 1)
        optimizer = torch.optim.SGD(model.parameters(), lr=lr)
        for _ in range(epochs):
            optimizer.zero_grad()
            loss = nn.functional.mse_loss(model(X), y)
            loss.backward()
            optimizer.step()
        found.append(loss.item())
    return found


def runs_seed_before_loop(X, y, rates, epochs):  # 25
    torch.manual_seed(0)
    return runs_no_seed(X, y, rates, epochs)


MISTAKES = {
    1: [("04.mini-batches", targets_flat, "shape trap")],
    2: [
        ("04.order", [3, 2, 4, 1], "`zero_grad` is missing"),
        ("04.fit", fit_never_zeroed, "adds to what is in `.grad`"),
    ],
    3: [
        ("04.order", "5 1 3 2 4", "Between `backward` and `step`"),
        ("04.fit", fit_zeroed_too_late, "`zero_grad` stands between the two"),
    ],
    4: [
        ("04.diagnose", ("converged", "stopped", "converged", "stopped"), "no number any more"),
    ],
    10: [("04.predict", predict_64_bits, "64 bits (`Double`, what NumPy uses)")],
    14: [("04.fit", fit_with_graphs, "keeps the graphs")],
    18: [("04.predict", predict_1d, "a list of shape (N,) is read as one row")],
    19: [
        ("04.mend-runs", runs_brackets_missing, "pair of brackets is missing"),
        ("04.fit", fit_brackets_missing, "pair of brackets is missing"),
    ],
    20: [("04.mend-runs", runs_old_optimizer, "belong to an older model")],
    21: [
        (
            "04.diagnose",
            {"A": "converged", "B": "converged", "C": "converged", "D": "diverged"},
            "small is not the question",
        )
    ],
    23: [("04.predict", predict_numpy, "cannot be handed to NumPy")],
    24: [
        ("04.predict", predict_only_no_grad, "`no_grad` does not switch it off"),
        ("04.predict", predict_only_eval, "`model.eval()` does not stop autograd"),
    ],
    25: [
        ("04.mend-runs", runs_no_seed, "No seed is set"),
        ("04.mend-runs", runs_seed_before_loop, "The seed is set once"),
    ],
}


class Squared(nn.Module):
    """A line whose output is squared: three features, but no line."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 1)

    def forward(self, X):
        return self.linear(X) ** 2


def moved_rows(X, y, batch_size):
    order = torch.randperm(len(X))
    return [(X[rows] + 1, y[rows]) for rows in order.split(batch_size)]


# answers that no known wrong answer fits, and the property that is told
BROKEN = {("04.module", "a line"): Squared, ("04.mini-batches", "rows of X"): moved_rows}
