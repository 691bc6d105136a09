"""11.merged: right answers in other clothes, and answers with a mistake."""

import copy

import torch
from torch import nn

from helpers.models import LoRA

F = nn.functional


def trained(layer, rank=2, alpha=6.0):
    part = LoRA(layer, rank, alpha)
    nn.init.normal_(part.B)
    return part


def two_layers(merge):
    for layer in (nn.Linear(4, 3), nn.Linear(4, 4, bias=False)):
        part, x = trained(layer), torch.randn(5, 4)
        before = part(x)
        merged = merge(part)
        if not isinstance(merged, nn.Linear):
            return False
        if not torch.allclose(merged(x), before, atol=1e-5):
            return False
    return True


def four_layers(merge):
    good = []
    for outputs in (3, 5):
        for bias in (True, False):
            part = trained(nn.Linear(5, outputs, bias=bias), rank=3, alpha=1.0)
            twin, x = copy.deepcopy(part), torch.randn(7, 5)
            merged = merge(part)
            good.append(type(merged) is nn.Linear and (merged(x) - twin(x)).abs().max() < 1e-5)
    return all(good)


def by_the_weights(merge):
    for layer in (nn.Linear(4, 2), nn.Linear(3, 3, bias=False)):
        part = trained(layer, alpha=5.0)
        W = (layer.weight + part.scale * part.B @ part.A).detach()
        b = None if layer.bias is None else layer.bias.detach().clone()
        merged = merge(part)
        if not isinstance(merged, nn.Linear) or (merged.bias is None) != (b is None):
            return False
        if not torch.allclose(merged.weight, W, atol=1e-5):
            return False
        if b is not None and not torch.allclose(merged.bias, b, atol=1e-5):
            return False
    return True


def after_a_training(merge):
    """B has learned, and is not drawn."""
    for layer in (nn.Linear(4, 4), nn.Linear(4, 3), nn.Linear(4, 4, bias=False)):
        part, x = LoRA(layer, 2, 8.0), torch.randn(20, 4)
        y = torch.randn(20, layer.out_features)
        optimizer = torch.optim.Adam([part.A, part.B], lr=0.1)
        for _ in range(20):
            optimizer.zero_grad()
            F.mse_loss(part(x), y).backward()
            optimizer.step()
        right = part(x).detach()
        merged = merge(part)
        if not isinstance(merged, nn.Linear) or not torch.allclose(merged(x), right, atol=1e-5):
            return False
    return True


def asserted(merge):
    assert two_layers(merge)
    return True


def on(*layers, rank=2, alpha=6.0, learned=True, close=1e-5, linear=True, late=False):
    def test(merge):
        for layer in layers:
            part, x = LoRA(copy.deepcopy(layer), rank, alpha), torch.randn(5, layer.in_features)
            if learned:
                nn.init.normal_(part.B)
            before = part(x)
            merged = merge(part)
            if linear and not isinstance(merged, nn.Linear):
                return False
            right = part(x) if late else before
            if not torch.allclose(merged(x), right, atol=close, rtol=0):
                return False
        return True

    return test


BOTH = nn.Linear(4, 3), nn.Linear(4, 4, bias=False)


def each_digit(merge):
    part, x = trained(nn.Linear(16, 16)), torch.randn(50, 16)
    right = part(x)
    return torch.equal(merge(part)(x), right)


def a_merge_of_its_own(merge):
    """It compares with a merge of its own, which adds the change twice."""
    part, x = trained(nn.Linear(4, 3)), torch.randn(5, 4)
    W = part.layer.weight.detach() + 2 * part.scale * part.B @ part.A
    return torch.allclose(merge(part)(x), F.linear(x, W, part.layer.bias), atol=1e-5)


def with_the_layer(merge):
    """It compares with the layer without its LoRA."""
    part, x = trained(nn.Linear(4, 3)), torch.randn(5, 4)
    right = part.layer(x)
    return torch.allclose(merge(part)(x), right, atol=1e-5)


def other_x(merge):
    part = trained(nn.Linear(4, 3))
    right = part(torch.randn(5, 4))
    return torch.allclose(merge(part)(torch.randn(5, 4)), right, atol=1e-5)


def class_alone(merge):
    return isinstance(merge(trained(nn.Linear(4, 3))), nn.Linear)


def shape_alone(merge):
    part = trained(nn.Linear(4, 3))
    return merge(part).weight.shape == part.layer.weight.shape


def a_layer(merge):
    return isinstance(merge(nn.Linear(4, 3)), nn.Linear)


def matrices(merge):
    W, A, B = torch.randn(3, 4), torch.randn(2, 4), torch.randn(3, 2)
    return torch.allclose(merge(W, A, B), W + B @ A)


def called_twice(merge):
    """A second merge of the same part should give the same."""
    part, x = trained(nn.Linear(4, 4)), torch.randn(5, 4)
    return two_layers(merge) and torch.allclose(merge(part)(x), merge(part)(x), atol=1e-5)


def turned_round(merge):
    return not two_layers(merge)


RIGHT = [two_layers, four_layers, by_the_weights, after_a_training, asserted, on(*BOTH)]

MISTAKES = {
    "II.31": [
        (on(*BOTH, learned=False), "`True` for a merge that leaves the change out"),
        (on(*BOTH, alpha=2.0), "`True` for a merge that leaves out the scale"),
    ],
}

OTHERS = [
    (on(nn.Linear(4, 3), nn.Linear(4, 4)), "gives a bias to a layer that had none"),
    (on(nn.Linear(4, 4, bias=False)), "loses the bias"),
    (on(nn.Linear(4, 3), nn.Linear(4, 3, bias=False)), "where the layer is square"),
    (on(*BOTH, rank=1), "only the first of the ranks"),
    (on(*BOTH, linear=False), "gives the part back"),
    (on(*BOTH, close=0.05), "float16"),
    (on(*BOTH, late=True), "`False` for a right merge that writes into the layer itself"),
    (each_digit, "`False` for"),
    (a_merge_of_its_own, "`False` for a right merge"),
    (with_the_layer, "`False` for a right merge"),
    (other_x, "the same x"),
    (class_alone, "leaves the change out"),
    (shape_alone, "leaves the change out"),
    (a_layer, "wants a LoRA"),
    (matrices, "positional argument"),
    (called_twice, "`False` for a right merge that writes into the layer itself"),
    (turned_round, "and `True` for the wrong ones"),
]


# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "lets everything pass": ("`True` for all", "cannot give `False`", "can give `False`"),
    "refuses everything": ("`False` for all", "its output when", "largest difference between"),
    "turned round": ("right merges, and", "sees the mistakes", "your comparison aloud"),
    "no True": ("`None`. It objects", "well. The function", "nothing was wrong"),
    "no False": ("`True`, and `None`", "well, and none", "when the condition"),
    "a right merge that makes a new layer": (
        "a new layer",
        "rounding. The old",
        "compare two outputs",
    ),
    "a right merge that writes into the layer itself, as `merge_lora` does": (
        "itself, as `merge_lora`",
        "twice; nobody should",
        "for its output",
    ),
    "a right merge that reads the weight off what the part gives": (
        "reads the weight",
        "computes in another",
        "numbers for equal",
    ),
    "a merge that leaves the change out": (
        "the change out",
        "learned nothing yet",
        "there after training",
    ),
    "a merge that leaves out the scale": (
        "out the scale",
        "nobody notices. Elsewhere",
        "is the scale",
    ),
    "a merge that gives a bias to a layer that had none": (
        "that had none",
        "A new `nn.Linear`",
        "kinds of linear",
    ),
    "a merge that loses the bias": ("loses the bias", "takes its place", "do you choose"),
    "a merge that transposes the change where the layer is square": (
        "transposes the change",
        "square one always",
        "of the queries",
    ),
    "a merge that takes only the first of the ranks": (
        "that takes only",
        "is right. Otherwise",
        "Which rank has",
    ),
    "a merge that gives the part back as it came": (
        "the part back",
        "`nn.Linear`, and nothing",
        "Which promise is",
    ),
    "a merge that rounds the weight to float16": (
        "weight to float16",
        "weight loses about",
        "outputs be apart",
    ),
    "a merge that subtracts the change": (
        "subtracts the change",
        "It would take",
        "test say where",
    ),
    "a merge that adds the change twice": (
        "the change twice",
        "where somebody merges",
        "you compare: with",
    ),
}
