"""What lesson 10 adds to a step: each part beside PyTorch's own, or worked out by hand."""

import ast
import inspect
import math

import pytest
import torch
from lessons import LESSONS, Lesson
from torch import nn

from helpers.models import GPT, next_token_loss
from helpers.recipe import Accumulated, Clip, Schedule, decay_groups, warmup_cosine
from helpers.training import fit

# -- the schedule --------------------------------------------------------------------------------


def by_torch(steps, lr, warmup, lowest):
    """The rate of each step, by PyTorch's own schedules."""
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=lr)
    schedules = torch.optim.lr_scheduler
    down = schedules.CosineAnnealingLR(optimizer, steps - warmup, eta_min=lowest * lr)
    if warmup > 1:
        up = schedules.LinearLR(optimizer, 1 / warmup, total_iters=warmup - 1)
        down = schedules.SequentialLR(optimizer, [up, down], milestones=[warmup])
    rates = []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        down.step()
    return rates


@pytest.mark.parametrize(
    ("steps", "warmup", "lowest"), [(50, 7, 0.1), (50, 0, 0.0), (9, 8, 0.5), (30, 3, 1.0)]
)
def test_the_schedule_is_that_of_torch(steps, warmup, lowest):
    ours = [warmup_cosine(step, steps, 0.3, warmup, lowest) for step in range(steps)]
    assert ours == pytest.approx(by_torch(steps, 0.3, warmup, lowest), rel=1e-9)


def test_the_schedule_in_numbers():
    """Up by the same amount each step, the highest at the end of it, half way down, low."""
    rate = [warmup_cosine(step, 14, 1.0, 4, 0.2) for step in range(14)]
    assert rate[:5] == [0.25, 0.5, 0.75, 1.0, 1.0]
    assert rate[9] == pytest.approx((1 + 0.2) / 2)  # 5 of the 10 steps down
    assert rate == sorted(rate[:5]) + sorted(rate[5:], reverse=True)
    assert 0.2 < rate[-1] < 0.25


def test_a_hook_sets_the_rate_of_each_step_in_all_groups():
    w, b = nn.Parameter(torch.zeros(1)), nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([{"params": [w]}, {"params": [b], "lr": 7.0}], lr=5.0)
    schedule = Schedule([0.5, 0.25, 4.0].__getitem__)
    hook = optimizer.register_step_pre_hook(schedule)
    for place in (-0.5, -0.75, -4.75):  # each step goes one rate down
        w.grad = b.grad = torch.ones(1)
        optimizer.step()
        assert w.item() == b.item() == place
    assert schedule.step == 3
    hook.remove()
    again = Schedule([0.5, 0.25, 4.0].__getitem__, step=2)  # goes on
    again(optimizer)
    assert [group["lr"] for group in optimizer.param_groups] == [4.0, 4.0]


# -- the limit -----------------------------------------------------------------------------------


def small():
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))


@pytest.mark.parametrize("longest", [0.01, 100.0])
def test_clip_is_clipping_by_hand(longest):
    """All gradients together have a length; each is shortened by the same factor, or none is."""
    X, y = torch.randn(8, 3, generator=torch.Generator().manual_seed(1)), torch.ones(8, 1)
    one, two = small(), small()
    optimizer = torch.optim.SGD(one.parameters(), lr=0.5)
    clip = Clip(one.parameters(), longest)
    optimizer.register_step_pre_hook(clip)
    lengths = []
    for _ in range(3):
        optimizer.zero_grad()
        nn.functional.mse_loss(one(X), y).backward()
        optimizer.step()
        two.zero_grad()
        nn.functional.mse_loss(two(X), y).backward()
        length = math.sqrt(sum(p.grad.double().square().sum().item() for p in two.parameters()))
        lengths.append(length)
        with torch.no_grad():
            for p in two.parameters():
                p -= 0.5 * p.grad * min(1.0, longest / length)
    assert [norm.item() for norm in clip.norms] == pytest.approx(lengths, rel=1e-5)
    for ours, theirs in zip(one.parameters(), two.parameters(), strict=True):
        torch.testing.assert_close(ours, theirs, rtol=1e-4, atol=1e-6)
    assert (min(lengths) > longest) == (longest < 1)  # both cases are met


# -- decay ---------------------------------------------------------------------------------------


def test_each_parameter_decays_or_not_by_what_it_is():
    model = GPT(11, context=5, width=8, heads=2, layers=2)
    with_decay, without = decay_groups(model, 0.3)
    assert (with_decay["weight_decay"], without["weight_decay"]) == (0.3, 0.0)
    names = {id(parameter): name for name, parameter in model.named_parameters()}
    decaying, others = ([names[id(p)] for p in g["params"]] for g in (with_decay, without))
    assert sorted(decaying + others) == sorted(names.values())  # each once
    assert decaying.count("tokens.weight") == 1 and "to_logits.weight" not in decaying + others
    norms = ("norm.", "blocks.0.norm_1.", "blocks.1.norm_2.")
    for name in others:
        assert name.endswith(".bias") or "norm" in name, name
    for name in decaying:
        assert name.endswith(".weight") and "norm" not in name, name
    assert {f"{norm}weight" for norm in norms} < set(others)
    assert len(others) == 2 * (2 * 2 + 6) + 2  # in each block 2 norms and 6 biases; the last norm


def test_decay_moves_tables_and_matrices_alone():
    """With gradients of 0, AdamW takes lr * decay of each: 0.1 * 0.5."""
    model = GPT(7, context=4, width=4, heads=2, layers=1)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.fill_(2.0)
            parameter.grad = torch.zeros_like(parameter)
    torch.optim.AdamW(decay_groups(model, 0.5), lr=0.1).step()
    for parameter in model.parameters():
        wanted = 2.0 * (1 - 0.1 * 0.5) if parameter.ndim > 1 else 2.0
        torch.testing.assert_close(parameter, torch.full_like(parameter, wanted))


def test_what_is_frozen_is_in_no_group():
    model = small()
    model[0].weight.requires_grad_(False)
    groups = decay_groups(model, 0.1)
    assert [len(group["params"]) for group in groups] == [1, 2]
    torch.optim.AdamW(decay_groups(nn.Linear(2, 2, bias=False), 0.1))  # a group may be empty


# -- several batches for one step ----------------------------------------------------------------


def trained(batches, pieces, dtype, epochs=3):
    torch.manual_seed(0)
    model = GPT(11, context=6, width=8, heads=2, layers=1).to(dtype)
    adamw = torch.optim.AdamW(decay_groups(model, 0.1), lr=1e-2)
    adamw.register_step_pre_hook(Clip(model.parameters(), 0.5))
    adamw.register_step_pre_hook(Schedule(lambda step: warmup_cosine(step, 9, 1e-2, 2)))
    optimizer = Accumulated(adamw, pieces) if pieces > 1 else adamw
    fit(model, batches, next_token_loss, optimizer, epochs, progress=False)
    return torch.cat([p.detach().flatten() for p in model.parameters()]), adamw


def rows(count, seed=3):
    ids = torch.randint(11, (count, 7), generator=torch.Generator().manual_seed(seed))
    return ids[:, :-1], ids[:, 1:]


@pytest.mark.parametrize(("dtype", "near"), [(torch.float64, 1e-12), (torch.float32, 1e-4)])
@pytest.mark.parametrize("pieces", [2, 4])
def test_pieces_of_one_size_are_the_whole_batch(dtype, near, pieces):
    X, y = rows(24)
    whole = list(zip(X.split(8), y.split(8), strict=True))
    cut = list(zip(X.split(8 // pieces), y.split(8 // pieces), strict=True))
    once, adamw = trained(whole, 1, dtype)
    often, accumulated = trained(cut, pieces, dtype)
    torch.testing.assert_close(often, once, rtol=0, atol=near)
    steps = [next(iter(each.state.values()))["step"].item() for each in (adamw, accumulated)]
    assert steps == [9, 9]  # 3 batches, 3 times


def test_the_mean_of_means_of_unequal_pieces_is_another_step():
    X, y = rows(8)
    whole, _ = trained([(X, y)], 1, torch.float64)
    cut, _ = trained([(X[:2], y[:2]), (X[2:], y[2:])], 2, torch.float64)
    assert (whole - cut).abs().max() > 1e-4


def test_a_group_that_fit_did_not_end_is_begun_again():
    """Three batches, in groups of two: the third takes no step, and leaves nothing behind."""
    X, y = rows(12)
    batches = list(zip(X.split(4), y.split(4), strict=True))
    model = GPT(11, context=6, width=8, heads=2, layers=1).double()
    optimizer = Accumulated(torch.optim.SGD(model.parameters(), lr=0.1), 2)
    fit(model, batches, next_token_loss, optimizer, 1, progress=False)
    before = [p.detach().clone() for p in model.parameters()]
    gradients = [torch.zeros_like(p) for p in before]
    for X, y in batches[:2]:
        next_token_loss(model(X), y).backward()
    for gradient, p in zip(gradients, model.parameters(), strict=True):
        gradient += p.grad / 2
    model.zero_grad()
    fit(model, batches[:2], next_token_loss, optimizer, 1, progress=False)
    for old, gradient, p in zip(before, gradients, model.parameters(), strict=True):
        torch.testing.assert_close(p.detach(), old - 0.1 * gradient, rtol=0, atol=1e-12)


def test_all_else_is_asked_of_the_optimizer_within():
    model = small()
    sgd = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
    accumulated, seen = Accumulated(sgd, 2), []
    accumulated.register_step_pre_hook(lambda optimizer, *_: seen.append(optimizer))
    X, y = torch.ones(4, 3), torch.ones(4, 1)
    fit(model, [(X, y)] * 4, nn.MSELoss(), accumulated, 1, progress=False)
    assert seen == [sgd, sgd]
    state = accumulated.state_dict()
    accumulated.load_state_dict(state)
    assert accumulated.param_groups is sgd.param_groups and accumulated.state is sgd.state
    assert "SGD" in repr(accumulated) and repr(accumulated).endswith(", 2)")
    with pytest.raises(AttributeError, match="steps"):
        _ = accumulated.steps
    for wrong, error in ((0, ValueError), (1.5, TypeError)):
        with pytest.raises(error, match="pieces"):
            Accumulated(sgd, wrong)


# -- the lesson's own lines -----------------------------------------------------------------------


def definitions(source):
    """The functions and classes of a source by their names, without docstrings and type hints."""
    found = {}
    for node in ast.walk(tree := ast.parse(source)):
        if isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node):
            node.body = node.body[1:]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = ast.unparse(node)
    return found


@pytest.mark.parametrize(
    ("cell", "part"),
    [("schedule", warmup_cosine), ("schedule", Schedule), ("groups", decay_groups)],
)
def test_the_lesson_writes_the_same_lines(cell, part):
    own = definitions(Lesson(LESSONS["10"]).code[cell].source)
    assert own[part.__name__] == definitions(inspect.getsource(part))[part.__name__]
