"""11.start: right answers in other clothes, and answers with a mistake."""

import copy

import torch
from torch import nn

F = nn.functional


def by_gradients(add):
    layer, x = nn.Linear(4, 3), torch.randn(5, 4)
    right = layer(x)
    part = add(layer, 2)
    if not torch.allclose(part(x), right, atol=1e-5):
        return False
    part(x).square().sum().backward()
    frozen = all(p.grad is None for p in layer.parameters())
    return frozen and any(p.grad is not None and (p.grad != 0).any() for p in part.parameters())


def by_one_step(add):
    """After a step of SGD the output is another one, and the layer is the same."""
    layer, x = nn.Linear(6, 2), torch.randn(8, 6)
    right, old = layer(x).detach(), copy.deepcopy(layer)
    part = add(layer, 3)
    if (part(x) - right).abs().max() > 1e-5:
        return False
    optimizer = torch.optim.SGD(part.parameters(), lr=0.1)
    F.mse_loss(part(x), torch.zeros(8, 2)).backward()
    optimizer.step()
    same = torch.equal(layer.weight, old.weight) and torch.equal(layer.bias, old.bias)
    return same and not torch.allclose(part(x), right)


def by_a_training(add):
    layer, x, y = nn.Linear(3, 5), torch.randn(20, 3), torch.randn(20, 5)
    before = {name: value.clone() for name, value in layer.state_dict().items()}
    loss_before = F.mse_loss(layer(x), y).item()
    part = add(layer, 2)
    if abs(F.mse_loss(part(x), y).item() - loss_before) > 1e-5:
        return False
    optimizer = torch.optim.Adam([p for p in part.parameters() if p.requires_grad], lr=0.05)
    for _ in range(30):
        loss = F.mse_loss(part(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    kept = all(torch.equal(before[name], value) for name, value in layer.state_dict().items())
    return kept and F.mse_loss(part(x), y).item() < loss_before - 1e-3


def by_switches(add):
    """It asks which parameters can learn, and what their gradients are."""
    layer, x = nn.Linear(3, 2), torch.randn(4, 3)
    right = F.linear(x, layer.weight.detach().clone(), layer.bias.detach().clone())
    part = add(layer, 2)
    if layer.weight.requires_grad or layer.bias.requires_grad:
        return False
    y_hat = part(x)
    y_hat.sum().backward()
    total = sum(p.grad.abs().sum() for p in part.parameters() if p.grad is not None)
    return bool(torch.allclose(y_hat, right, atol=1e-5) and total > 0)


def asserted(add):
    assert by_gradients(add)
    return True


def by_autograd(add):
    layer, x = nn.Linear(4, 7), torch.randn(5, 4)
    right = layer(x).detach()
    part = add(layer, 2)
    learning = [p for p in part.parameters() if p.requires_grad]
    if any(p is one for p in layer.parameters() for one in learning):
        return False
    slopes = torch.autograd.grad(part(x).pow(2).mean(), learning)
    return torch.allclose(part(x), right, atol=1e-5) and max(s.abs().max() for s in slopes) > 0


def start_alone(add):
    layer, x = nn.Linear(4, 3), torch.randn(5, 4)
    right = layer(x)
    return torch.allclose(add(layer, 2)(x), right, atol=1e-5)


def asked_too_late(add):
    layer, x = nn.Linear(4, 3), torch.randn(5, 4)
    part = add(layer, 2)
    if not torch.allclose(part(x), layer(x), atol=1e-5):
        return False
    part(x).square().sum().backward()
    frozen = all(p.grad is None for p in layer.parameters())
    return frozen and any(p.grad is not None and (p.grad != 0).any() for p in part.parameters())


def with_layer(layer, rank=2, close=1e-5, moved=lambda grads: any((g != 0).any() for g in grads)):
    """by_gradients with another layer, or other demands."""

    def test(add):
        one, x = copy.deepcopy(layer), torch.randn(5, layer.in_features)
        right = one(x)
        part = add(one, rank)
        if not torch.allclose(part(x), right, atol=close):
            return False
        part(x).square().sum().backward()
        frozen = all(p.grad is None for p in one.parameters())
        own = [p for p in part.parameters() if not any(p is old for old in one.parameters())]
        return frozen and moved([p.grad for p in own if p.grad is not None])

    return test


def weight_alone(add):
    layer, x = nn.Linear(4, 3), torch.randn(5, 4)
    right = layer(x)
    part = add(layer, 2)
    part(x).square().sum().backward()
    learns = any(p.grad is not None and (p.grad != 0).any() for p in part.parameters())
    same = torch.allclose(part(x), right, atol=1e-5)
    return same and layer.weight.grad is None and learns


def error_is_fine(add):
    """Where `backward` raises an error, it says nothing."""
    layer, x = nn.Linear(4, 3), torch.randn(5, 4)
    right = layer(x)
    part = add(layer, 2)
    if not torch.allclose(part(x), right, atol=1e-5):
        return False
    try:
        part(x).square().sum().backward()
    except RuntimeError:
        return True
    frozen = all(p.grad is None for p in layer.parameters())
    return frozen and any(p.grad is not None and (p.grad != 0).any() for p in part.parameters())


def looks_for_b(add):
    part = add(nn.Linear(4, 3), 2)
    return by_gradients(add) and not part.B.any()


def difference_as_loss(add):
    layer, x = nn.Linear(6, 2), torch.randn(3, 6)
    with torch.no_grad():
        right = layer(x)
    part = add(layer, 3)
    loss = (part(x) - right).pow(2).sum()
    loss.backward()
    moves = any(p.grad is not None and p.grad.abs().sum() > 0 for p in part.parameters())
    frozen = layer.weight.grad is None and layer.bias.grad is None
    return moves and frozen and loss.item() < 1e-9


def frozen_by_the_difference(add):
    """Two losses: one for what is frozen, and another for what learns."""
    layer, x = nn.Linear(4, 3), torch.randn(5, 4)
    right = layer(x).detach()
    part = add(layer, 2)
    F.mse_loss(part(x), right).backward()
    if layer.weight.grad is not None or layer.bias.grad is not None:
        return False
    return by_gradients(add)


def two_losses_and_too_much(add):
    """The first loss has no slope, and what it asks of the second one is too much."""
    layer, x = nn.Linear(4, 3), torch.randn(5, 4)
    right = layer(x).detach()
    part = add(layer, 2)
    F.mse_loss(part(x), right).backward()
    part(x).square().sum().backward()
    return all(p.grad is not None and p.grad.any() for p in part.parameters() if p.requires_grad)


def gradient_of_b(add):
    layer, x = nn.Linear(4, 3), torch.randn(5, 4)
    right = layer(x)
    part = add(layer, 2)
    same = torch.allclose(part(x), right, atol=1e-5)
    part(x).sum().backward()
    return bool(same and part.layer.weight.grad is None and part.B.grad.any())


def other_x(add):
    layer = nn.Linear(4, 3)
    right = layer(torch.randn(5, 4))
    return torch.allclose(add(layer, 2)(torch.randn(5, 4)), right, atol=1e-5)


def other_layer(add):
    x = torch.randn(5, 4)
    return torch.allclose(add(nn.Linear(4, 3), 2)(x), nn.Linear(4, 3)(x), atol=1e-5)


def x_of_zeros(add):
    """For x = 0 there is no gradient."""
    layer, x = nn.Linear(4, 3), torch.zeros(5, 4)
    right = layer(x)
    part = add(layer, 2)
    part(x).square().sum().backward()
    learns = any(p.grad is not None and (p.grad != 0).any() for p in part.parameters())
    return torch.allclose(part(x), right, atol=1e-5) and learns


def no_backward(add):
    layer, x = nn.Linear(4, 3), torch.randn(5, 4)
    right = layer(x)
    part = add(layer, 2)
    learns = any((p.grad != 0).any() for p in part.parameters())
    return torch.allclose(part(x), right, atol=1e-5) and learns


def the_rank_alone(add):
    return add(2) is not None


def a_model(add):
    model = nn.Sequential(nn.Linear(4, 3))
    return add(model, 2) is not None


def turned_round(add):
    return not by_gradients(add)


def a_tensor(add):
    layer, x = nn.Linear(4, 3), torch.randn(5, 4)
    right = layer(x)
    return (add(layer, 2)(x) - right).abs() < 1e-5


RIGHT = [
    by_gradients,
    by_one_step,
    by_a_training,
    by_switches,
    asserted,
    by_autograd,
    frozen_by_the_difference,
]

MISTAKES = {
    "II.31": [
        (
            with_layer(nn.Linear(4, 3), moved=lambda grads: len(grads) > 0),
            "`True` for a LoRA whose factors are both 0",
        ),
    ],
}

OTHERS = [
    (start_alone, "`True` for a LoRA that does not freeze the layer"),
    (asked_too_late, "also changes the weight of the layer"),
    (with_layer(nn.Linear(4, 3, bias=False)), "`True` for a LoRA that loses the bias"),
    (with_layer(nn.Linear(3, 3)), "`True` for a LoRA that works for square layers only"),
    (with_layer(nn.Linear(4, 3), rank=1), "`True` for a LoRA that learns with rank 1 only"),
    (with_layer(nn.Linear(4, 3), close=0.05), "`True` for a LoRA that begins with very small"),
    (
        with_layer(nn.Linear(4, 3), moved=lambda grads: all((g != 0).any() for g in grads)),
        "`False` for a right LoRA that begins with B = 0",
    ),
    (weight_alone, "`True` for a LoRA that freezes the weight of the layer, and not its bias"),
    (error_is_fine, "`True` for a LoRA whose own factors are frozen, too"),
    (looks_for_b, "by a name that it does not have"),
    (gradient_of_b, "by a name that it does not have"),
    (two_losses_and_too_much, "`False` for a right LoRA that begins with B = 0"),
    (difference_as_loss, "has no slope there"),
    (other_x, "the same layer and the same x"),
    (other_layer, "the same layer and the same x"),
    (x_of_zeros, "`False` for a right LoRA"),
    (no_backward, "Error"),
    (the_rank_alone, "missing 1 required positional argument"),
    (a_model, "wants a layer first"),
    (turned_round, "and `True` for the wrong ones"),
    (a_tensor, "The task asks for `True` or `False`"),
]


# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "no slope": ("loss whose `backward`", "nothing could learn", "start. Which loss"),
    "by its name": ("module for something", "parameters are called", "Go through `parameters()`"),
    "lets everything pass": ("`True` for all", "cannot give `False`", "three promises below"),
    "refuses everything": ("`False` for all", "the three promises", "LoRA of section"),
    "turned round": ("right LoRAs, and", "sees the mistakes", "your comparison aloud"),
    "no True": ("`None`. It objects", "well. The function", "should the last"),
    "no False": ("`True`, and `None`", "the other case", "when the condition"),
    "a right LoRA that begins with B = 0": ("begins with B", "first step only", "want a gradient"),
    "a right LoRA that begins with A = 0 and a random B": (
        "a random B",
        "lesson's way turned",
        "ask of B",
    ),
    "a right LoRA whose factors are both random, and which takes away their first product": (
        "their first product",
        "though no factor",
        "what it gives",
    ),
    "a LoRA whose factors are both random": (
        "Your test gives `True` for a LoRA whose factors are both random.",
        "before any training",
        "before any training",
    ),
    "a LoRA that also changes the weight of the layer when it is added": (
        "changes the weight",
        "pretrained is spoiled",
        "for its output",
    ),
    "a LoRA that does not freeze the layer": (
        "freeze the layer",
        "fine-tuning with something",
        "After `backward`: of",
    ),
    "a LoRA that loses the bias of the layer": (
        "loses the bias",
        "without a bias",
        "do you choose",
    ),
    "a LoRA that freezes the weight of the layer, and not its bias": (
        "freezes the weight",
        "With another LoRA",
        "has an `nn.Linear`",
    ),
    "a LoRA whose factors are both 0": ("are both 0", "it never learns", "of a gradient"),
    "a LoRA whose own factors are frozen, too": (
        "are frozen, too",
        "too late: after",
        "where `backward` finds",
    ),
    "a LoRA that learns with rank 1 only, since its scale is `1 // rank`": (
        "1 only, since",
        "`//` rounds down",
        "you call `add`",
    ),
    "a LoRA that works for square layers only": (
        "square layers only",
        "attention are square",
        "many come out",
    ),
    "a LoRA that begins with very small random numbers in B": (
        "small random numbers",
        "is a difference",
        "outputs be apart",
    ),
}
