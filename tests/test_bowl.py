"""helpers.bowl: the surface and descend against float64."""

import math

import numpy as np
import pytest
import torch
from torch import nn

from helpers.bowl import LossSurface, descend
from helpers.data import five_rides, noisy_rides, penguins, three_points

RIDES = five_rides()


# the surface


def test_surface_of_the_five_rides():
    surface = LossSurface(RIDES.X, RIDES.y)
    assert torch.allclose(surface.hessian, torch.tensor([[12.0, 4], [4, 2]]).double())
    assert surface.best.tolist() == pytest.approx([2, 1]) and surface.least == pytest.approx(0)
    assert surface.eigenvalues.tolist() == pytest.approx([0.597, 13.403], abs=1e-3)
    assert surface.lr_limit == pytest.approx(0.149, abs=5e-4)
    assert surface.loss(torch.zeros(2)).item() == pytest.approx(33)
    assert surface.gradient(torch.zeros(2)).tolist() == pytest.approx([-28, -10])


def test_surface_of_the_three_points():
    points = three_points()
    surface = LossSurface(points.X, points.y)
    assert surface.eigenvalues.tolist() == pytest.approx([0.240, 11.09], abs=5e-3)
    assert surface.condition == pytest.approx(46, abs=0.5)


@pytest.mark.parametrize("make", [noisy_rides, penguins])
def test_surface_is_the_mean_squared_error(make):
    dataset = make()
    surface = LossSurface(dataset.X, dataset.y)
    X, y = dataset.X.double(), dataset.y.double()
    torch.manual_seed(1)
    for _ in range(20):
        theta = surface.best * (1 + 0.5 * torch.randn(len(surface.best), dtype=torch.float64))
        theta.requires_grad_()
        loss = ((X @ theta[:-1, None] + theta[-1] - y) ** 2).mean()
        loss.backward()
        assert surface.loss(theta.detach()).item() == pytest.approx(loss.item(), rel=1e-9)
        assert torch.allclose(surface.gradient(theta.detach()), theta.grad, rtol=1e-7)


def test_surface_grid_has_b_down_and_w_across():
    surface = LossSurface(RIDES.X, RIDES.y)
    w, b = torch.tensor([0.0, 1, 2]), torch.tensor([-1.0, 5])
    grid = surface.grid(w, b)
    assert grid.shape == (2, 3)
    x, y = np.arange(5.0), 2 * np.arange(5.0) + 1
    for j, wj in enumerate(w.tolist()):
        for k, bk in enumerate(b.tolist()):
            assert grid[k, j].item() == pytest.approx(np.mean((wj * x + bk - y) ** 2))


def test_surface_of_equal_distances_has_no_finite_condition():
    surface = LossSurface(torch.ones(4, 1), torch.tensor([[1.0], [2], [3], [4]]))
    assert surface.condition > 1e12
    assert surface.least == pytest.approx(1.25) and surface.best.isfinite().all()


def test_surface_refuses_a_theta_that_would_broadcast():
    surface = LossSurface(RIDES.X, RIDES.y)
    for theta in (torch.tensor([[2.0], [1.0]]), torch.zeros(1), torch.zeros(3)):
        for ask in (surface.loss, surface.gradient):
            with pytest.raises(ValueError, match="each w, then b"):
                ask(theta)


def test_surface_and_descend_take_parameters_of_a_model():
    torch.manual_seed(0)
    model = nn.Linear(1, 1)
    theta = torch.cat([p.flatten() for p in model.parameters()])
    loss = nn.MSELoss()(model(RIDES.X), RIDES.y)
    assert LossSurface(RIDES.X, RIDES.y).loss(theta).item() == pytest.approx(loss.item(), rel=1e-5)
    path = descend(RIDES.X, RIDES.y, [0.05], np.int64(2), start=theta).path
    assert path[0, 0].tolist() == pytest.approx(theta.tolist())


def test_surface_refuses_bad_input():
    with pytest.raises(ValueError, match=r"y has shape \(5,\)"):
        LossSurface(RIDES.X, RIDES.y[:, 0])
    with pytest.raises(ValueError, match="A grid needs one feature"):
        birds = penguins()
        LossSurface(birds.X, birds.y).grid(torch.zeros(2), torch.zeros(2))


# descend


def test_descend_is_one_loop_for_each_rate():
    x, y = np.arange(5.0), 2 * np.arange(5.0) + 1
    lrs = [0.001, 0.05, 0.13, 0.2]
    descents = descend(RIDES.X, RIDES.y, lrs, 30)
    assert descents.path.shape == (4, 31, 2) and descents.loss.shape == (4, 31)
    for k, lr in enumerate(lrs):
        w = b = 0.0
        for t in range(31):
            r = w * x + b - y
            assert descents.path[k, t].tolist() == pytest.approx([w, b], rel=1e-9, abs=1e-12)
            assert descents.loss[k, t].item() == pytest.approx(np.mean(r**2), rel=1e-6, abs=1e-12)
            w, b = w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)


def test_descend_knows_the_limit():
    limit = LossSurface(RIDES.X, RIDES.y).lr_limit
    loss = descend(RIDES.X, RIDES.y, [0.999 * limit, 1.001 * limit], 5000).loss[:, -1]
    assert loss[0] < 33 < loss[1]
    assert descend(RIDES.X, RIDES.y, [0.2], 4).loss[0, :3].tolist() == pytest.approx(
        [33, 93.16, 263.09], abs=0.01
    )


def test_descend_from_a_start_and_with_many_features():
    birds = penguins()
    Z = (birds.X - birds.X.mean(0)) / birds.X.std(0)
    best = LossSurface(Z, birds.y).best
    descents = descend(Z, birds.y, [0.3], 2000, start=[1.0, 2.0, 3.0, 4.0])
    assert descents.path[0, 0].tolist() == [1, 2, 3, 4]
    assert torch.allclose(descents.path[0, -1], best, rtol=1e-6)


def test_descend_survives_a_wild_rate():
    loss = descend(RIDES.X, RIDES.y, [1e6], 200).loss[0]
    assert not loss[-1].isfinite()


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"lrs": [0.1, 0.0]}, ValueError, "above zero"),
        ({"lrs": [-0.1]}, ValueError, "above zero"),
        ({"lrs": [math.nan]}, ValueError, "above zero"),
        ({"lrs": []}, ValueError, "lrs has shape"),
        ({"lrs": 0.1}, ValueError, "wanted a list"),
        ({"steps": 0}, ValueError, "steps is 0"),
        ({"steps": 1.5}, TypeError, "whole number"),
        ({"start": [0.0]}, ValueError, "wanted 2 finite numbers"),
        ({"start": [0.0, math.nan]}, ValueError, "wanted 2 finite numbers"),
        ({"y": RIDES.y[:, 0]}, ValueError, "reshape"),
    ],
)
def test_descend_names_bad_input(change, error, words):
    call = {"X": RIDES.X, "y": RIDES.y, "lrs": [0.1], "steps": 3, **change}
    with pytest.raises(error, match=words):
        descend(**call)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU on this machine")
def test_surface_and_descend_on_the_gpu():
    X, y = RIDES.X.cuda(), RIDES.y.cuda()
    assert LossSurface(X, y).best.tolist() == pytest.approx([2, 1])
    assert descend(X, y, [0.05], 100).path[0, -1].tolist() == pytest.approx(
        descend(RIDES.X, RIDES.y, [0.05], 100).path[0, -1].tolist()
    )
