"""04.module: right answers in other clothes, and answers with a mistake."""

import torch
from torch import nn


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


class Squared(nn.Module):
    """A line whose output is squared: three features, but no line."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(3, 1)

    def forward(self, X):
        return self.linear(X) ** 2


RIGHT = [
    WithSuperArguments,
    OwnParameters,
    RowOfWeights,
    FourScalars,
    InSequential,
    ThetaWithOnes,
    BuiltOnLinear,
]

BROKEN = {"a line": Squared}

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "no module": ("have no `parameters()`", "the class says", "line with `class`"),
    "no forward": ("the name `forward`", "Calling an object", "`def` is indented"),
    "not prepared": (
        "be called: `nn.Module`",
        "book, and `super().__init__()`",
        "`__init__` of `Line`",
    ),
    "made for one feature": (
        "meets in `forward`",
        "`nn.Linear(a, b)` takes",
        "Print `tuple(nn.Linear(3, 2).weight.shape)`",
    ),
    "no return": ("class gives `None`", "`forward` computes something", "hands a result"),
    "the box itself": ("gives a box", "`forward` hands out", "`model` into predictions"),
    "new box each time": ("time, and `parameters()`", "thrown away after", "function runs once"),
    "no parameters": (
        "finds nothing in",
        "An optimizer would",
        "`list(ThreeFeatures().parameters())`, and compare",
    ),
    "three out": ("gives three numbers", "weight, all added", "weights. How many"),
    "no bias": ("parameters: the bias", "wherever all features", "Count: one weight"),
    "other count": ("fewer numbers than", "for each feature", "shapes with `named_parameters()`"),
    "flat": ("but their shape", "such predictions lead", "the column lost"),
    "shared": ("are changed, those", "outside of `__init__`", "box made anew"),
    "not reached": (
        "After `backward()`, not",
        "`forward`, or behind",
        "Call `.sum().backward()` on",
    ),
    "a line": ("to known numbers", "Something else happens", "Set the parameters"),
    "the shape": (
        "shape (N, 3)",
        "The line gives",
        "Print the shape after each operation in `forward`.",
    ),
}
