"""What two exercises of lesson 11 judge a learner's test by: LoRAs and merges with one mistake
each. Here it is computed in another way what each of them gets wrong, and for which layers."""

import copy

import pytest
import torch
from torch import nn

from helpers.models import LoRA, add_lora, merge_lora
from helpers.practice.lesson_11 import merged, start

PROMISES = {"start", "learns", "frozen", "layer"}
BROKEN = {  # which promises are broken: for the layer 4 to 3 with a bias, rank 2
    "lesson": set(),
    "other_zero": set(),
    "less_its_start": set(),
    "both_drawn": {"start"},
    "into_the_weight": {"start", "layer"},
    "not_frozen": {"frozen"},
    "bias_lost": {"start"},
    "bias_learns": {"frozen"},
    "both_zero": {"learns"},
    "frozen_whole": {"learns"},
    "whole_scale": {"learns"},
    "nearly": {"start"},
}
HARMLESS = {  # a mistake, and a layer and a rank for which nothing is broken
    "bias_lost": (nn.Linear(4, 3, bias=False), 2),
    "bias_learns": (nn.Linear(4, 3, bias=False), 2),
    "whole_scale": (nn.Linear(4, 3), 1),
    "square_alone": (nn.Linear(4, 4), 2),
}


def broken(add, layer, rank) -> set[str]:
    """The promises that are not kept, by a training of eight steps."""
    layer, found = copy.deepcopy(layer), set()
    x, y = torch.randn(16, layer.in_features), torch.randn(16, layer.out_features)
    before, old = layer(x).detach(), copy.deepcopy(layer.state_dict())
    part = add(layer, rank)
    if (part(x) - before).abs().max() > 1e-5:
        found.add("start")
    if any(not torch.equal(value, old[name]) for name, value in layer.state_dict().items()):
        found.add("layer")
    early, kept = part(x).detach(), copy.deepcopy(layer.state_dict())
    optimizer = torch.optim.SGD(part.parameters(), lr=0.1)
    for _ in range(8):
        loss = nn.functional.mse_loss(part(x), y)
        if loss.requires_grad:
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    still = all(torch.equal(value, kept[name]) for name, value in layer.state_dict().items())
    if not still:
        found.add("frozen")
    elif torch.equal(part(x), early):
        found.add("learns")
    return found


@pytest.mark.parametrize("name", BROKEN)
def test_a_lora_breaks_what_it_should_and_nothing_else(name):
    for seed in range(5):
        torch.manual_seed(seed)
        assert broken(getattr(start, name), nn.Linear(4, 3), 2) == BROKEN[name] <= PROMISES, seed


@pytest.mark.parametrize("name", HARMLESS)
def test_where_a_mistake_in_a_lora_does_not_show(name):
    torch.manual_seed(0)
    assert not broken(getattr(start, name), *HARMLESS[name])


def test_a_lora_for_square_layers_stops_at_others():
    with pytest.raises(RuntimeError, match="shapes cannot be multiplied"):
        start.square_alone(nn.Linear(4, 3), 2)(torch.ones(1, 4))


def test_the_first_of_the_right_loras_is_that_of_the_lesson():
    """The same output after both have the same factors."""
    layer, x = nn.Linear(5, 3), torch.randn(4, 5)
    one, other = start.lesson(layer, 2), LoRA(layer, 2, start.ALPHA)
    with torch.no_grad():
        one.up.normal_()
    other.load_state_dict({**other.state_dict(), "A": one.down.data, "B": one.up.data})
    torch.testing.assert_close(one(x), other(x))
    assert [p.shape for p in (one.down, one.up)] == [p.shape for p in (other.A, other.B)]


SIZES = {"wide": (4, 3, True), "square": (4, 4, True), "no bias": (4, 3, False)}
WRONG = {  # a merge, and the layers for which it is wrong, with rank 2, a scale of 3 and B not 0
    "right": set(),
    "in_place": set(),
    "by_what_it_gives": set(),
    "left_out": {"wide", "square", "no bias"},
    "no_scale": {"wide", "square", "no bias"},
    "turned": {"wide", "square", "no bias"},
    "doubled": {"wide", "square", "no bias"},
    "one_rank": {"wide", "square", "no bias"},
    "in_float16": {"wide", "square", "no bias"},
    "bias_lost": {"wide", "square"},
    "a_bias_of_its_own": {"no bias"},
    "by_the_shape": {"square"},
}
RIGHT_IF = {  # a mistake does not show with this rank and `alpha`, or where B is 0
    "left_out": (2, 6.0, True),
    "no_scale": (2, 2.0, False),
    "turned": (2, 6.0, True),
    "doubled": (2, 6.0, True),
    "one_rank": (1, 6.0, False),
}


def wrong(merge, size, rank=2, alpha=6.0, fresh=False) -> bool:
    """It does not give W x + b + alpha / rank B A x, computed in float64."""
    inputs, outputs, bias = size
    part, x = LoRA(nn.Linear(inputs, outputs, bias=bias), rank, alpha), torch.randn(9, inputs)
    if not fresh:
        nn.init.normal_(part.B)
    W, A, B, X = (t.detach().double().clone() for t in (part.layer.weight, part.A, part.B, x))
    right = torch.einsum("oi,ni->no", W, X)
    right += alpha / rank * torch.einsum("or,ri,ni->no", B, A, X)
    if bias:
        right += part.layer.bias.detach().double()
    with torch.no_grad():
        layer = merge(part)
        assert type(layer) is nn.Linear
        assert (layer.in_features, layer.out_features) == (inputs, outputs)
        return bool((layer(x) - right).abs().max() > 1e-5)


@pytest.mark.parametrize("name", WRONG)
def test_a_merge_is_wrong_for_the_layers_that_it_should_be(name):
    for seed in range(5):
        torch.manual_seed(seed)
        found = {key for key, size in SIZES.items() if wrong(getattr(merged, name), size)}
        assert found == WRONG[name], seed


@pytest.mark.parametrize("name", RIGHT_IF)
def test_where_a_mistake_in_a_merge_does_not_show(name):
    torch.manual_seed(0)
    assert not any(wrong(getattr(merged, name), size, *RIGHT_IF[name]) for size in SIZES.values())


def test_a_merge_in_place_is_that_of_the_lesson():
    """The same weight as `merge_lora` makes, bit for bit, in the old layer."""
    torch.manual_seed(0)
    model = nn.Module()
    model.blocks = nn.ModuleList([nn.Sequential(nn.Linear(4, 3))])
    layer = model.blocks[0][0]
    part = add_lora(model, 2, 6.0).blocks[0][0]
    nn.init.normal_(part.B)
    twin = copy.deepcopy(part)
    with torch.no_grad():
        mine = merged.in_place(twin)
    assert merge_lora(model).blocks[0][0] is layer and mine is twin.layer
    assert torch.equal(layer.weight, mine.weight)
