"""helpers.models: the networks, computed again with their weights, and what bad input is told."""

import pytest
import torch
from torch import nn

from helpers.models import mlp

X = torch.randint(27, (7, 5), generator=torch.Generator().manual_seed(0))


def by_hand(model, rows):
    """The logits of each row, one letter after the other, from the tables of weights."""
    table, (w1, b1), (w2, b2) = (
        model[0].weight,
        *((layer.weight, layer.bias) for layer in model if isinstance(layer, nn.Linear)),
    )
    found = []
    for row in rows.tolist():
        numbers = torch.cat([table[letter] for letter in row])
        hidden = w1 @ numbers + b1
        found.append(w2 @ torch.where(hidden > 0, hidden, 0.0) + b2)
    return torch.stack(found)


def test_the_logits():
    model = mlp(5, 3, 8)
    assert torch.allclose(model(X), by_hand(model, X), atol=1e-6)


def test_the_shapes_on_the_way():
    shapes, there = [], X
    for layer in mlp(5, 16, 128):
        there = layer(there)
        shapes.append(tuple(there.shape))
    assert shapes == [(7, 5, 16), (7, 80), (7, 128), (7, 128), (7, 27)]


@pytest.mark.parametrize(
    ("context", "embedding", "hidden", "symbols"), [(5, 16, 128, 27), (8, 2, 4, 99)]
)
def test_its_parameters(context, embedding, hidden, symbols):
    model = mlp(context, embedding, hidden, symbols=symbols)
    tables = [
        symbols * embedding,
        context * embedding * hidden + hidden,
        hidden * symbols + symbols,
    ]
    assert sum(p.numel() for p in model.parameters()) == sum(tables)


def test_the_same_seed_gives_the_same_weights_with_and_without_dropout():
    models = []
    for dropout in (0.0, 0, 0.3):
        torch.manual_seed(0)
        models.append(mlp(5, 16, 128, dropout=dropout))
    assert [len(model) for model in models] == [5, 5, 6]
    first, *others = ([p.detach() for p in model.parameters()] for model in models)
    for other in others:
        assert all(map(torch.equal, first, other))


def test_dropout_stands_behind_the_relu():
    """While training a share of the hidden units is 0, and the others are larger to make up."""
    model = mlp(5, 16, 4000, dropout=0.25)
    assert model[4].p == 0.25 and model.training
    hidden = model[:4](X)
    left = model[4](hidden)
    off = (left == 0) & (hidden > 0)
    assert off.sum() / (hidden > 0).sum() == pytest.approx(0.25, abs=0.02)
    assert torch.allclose(left[~off], hidden[~off] / 0.75)
    model.eval()
    assert torch.allclose(model(X), by_hand(model, X), atol=1e-5)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"context": 0}, ValueError, "context is 0; wanted at least 1"),
        ({"embedding": 2.0}, TypeError, "embedding is 2.0; wanted a whole number"),
        ({"hidden": True}, TypeError, "hidden is True"),
        ({"symbols": -1}, ValueError, "symbols is -1"),
        ({"dropout": 1}, ValueError, "dropout is 1; .* no hidden unit would be left"),
        ({"dropout": 30}, ValueError, "dropout is 30; .* such as 0.3"),
        ({"dropout": -0.1}, ValueError, "dropout is -0.1"),
        ({"dropout": float("nan")}, ValueError, "dropout is nan"),
        ({"dropout": "0.3"}, TypeError, "dropout is '0.3'; wanted a number"),
        ({"dropout": True}, TypeError, "dropout is True"),
    ],
)
def test_bad_input_is_named(arguments, error, words):
    with pytest.raises(error, match=words):
        mlp(**{"context": 5, "embedding": 16, "hidden": 128} | arguments)
