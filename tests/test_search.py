"""helpers.search: the closed form of two trials, scikit-learn, and sums over the bell curve."""

import math

import numpy as np
import pytest
import torch

from helpers.search import expected_improvement, gaussian_process, likeness

SEEDS = range(5)


def drawn(seed, count, settings):
    """Places, losses and new places, as tensors of doubles."""
    random = np.random.default_rng(seed)
    tables = (
        random.random((count, settings)),
        random.normal(2.5, 0.2, count),
        random.random((9, settings)),
    )
    return tuple(torch.tensor(table) for table in tables)


@pytest.mark.parametrize("seed", SEEDS)
def test_two_trials_by_the_closed_form(seed):
    """Cramer's rule for two equations, written out."""
    (a, b), (at_a, at_b), new = drawn(seed, 2, 1)
    length, noise = 0.37, 0.04
    mean, std = gaussian_process(torch.stack([a, b]), torch.stack([at_a, at_b]), new, length, noise)

    def k(x, y):
        return math.exp(-((float(x) - float(y)) ** 2) / (2 * length**2))

    center = (at_a + at_b) / 2
    scale = abs(at_a - at_b) / math.sqrt(2)
    own, r = 1 + noise, k(a, b)
    for x, m, s in zip(new, mean, std, strict=True):
        k1, k2 = k(x, a), k(x, b)
        w1 = (own * k1 - r * k2) / (own**2 - r**2)
        w2 = (own * k2 - r * k1) / (own**2 - r**2)
        assert m.item() == pytest.approx(
            float(center + w1 * (at_a - center) + w2 * (at_b - center))
        )
        assert s.item() == pytest.approx(float(scale) * math.sqrt(1 - w1 * k1 - w2 * k2))


@pytest.mark.parametrize("seed", SEEDS)
def test_as_scikit_learn_does(seed):
    """The same kernel, not fitted, on losses from their mean and in standard deviations."""
    from sklearn.gaussian_process import GaussianProcessRegressor
    from sklearn.gaussian_process.kernels import RBF

    tried, losses, new = drawn(seed, 8, 2)
    length, noise = 0.25, 0.02
    theirs = GaussianProcessRegressor(RBF(length), alpha=noise, optimizer=None)
    center, scale = losses.mean().item(), losses.std().item()
    theirs.fit(tried.numpy(), (losses.numpy() - center) / scale)
    mean, std = theirs.predict(new.numpy(), return_std=True)
    ours = gaussian_process(tried, losses, new, length, noise)
    assert np.allclose(ours[0], center + scale * mean, atol=1e-9)
    assert np.allclose(ours[1], scale * std, atol=1e-7)


def test_at_the_trials_and_far_from_them():
    tried, losses, _ = drawn(0, 6, 2)
    mean, std = gaussian_process(tried, losses, tried, 0.1, noise=1e-6)
    assert torch.allclose(mean, losses, atol=1e-4) and (std < 0.002 * losses.std()).all()
    mean, std = gaussian_process(tried, losses, tried + 50, 0.1)
    assert torch.allclose(mean, losses.mean()) and torch.allclose(std, losses.std())


def test_likeness_of_places():
    a = torch.tensor([[0.0, 0.0], [3.0, 4.0]])
    near = likeness(a, a, 5.0)
    assert torch.allclose(near, torch.tensor([[1, math.exp(-0.5)], [math.exp(-0.5), 1]]))


@pytest.mark.parametrize(
    "mean, std, best", [(2.4, 0.01, 2.38), (2.45, 0.1, 2.38), (2.2, 0.05, 2.38), (2.38, 0.3, 2.38)]
)
def test_expected_improvement_by_slices(mean, std, best):
    z = np.linspace(-9, 9, 400_001)
    density = np.exp(-(z**2) / 2)
    wanted = np.maximum(best - mean - std * z, 0) @ density / density.sum()
    both = [torch.tensor([value], dtype=torch.float64) for value in (mean, std)]
    assert expected_improvement(*both, best).item() == pytest.approx(wanted, abs=1e-9)


def test_without_doubt_the_improvement_is_the_gain():
    mean, std = torch.tensor([2.3, 2.5]), torch.zeros(2)
    assert torch.allclose(expected_improvement(mean, std, 2.4), torch.tensor([0.1, 0.0]))


ROWS, FEW = torch.rand(3, 2), torch.tensor([2.4, 2.5, 2.6])


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: gaussian_process(ROWS, FEW[:2], ROWS), "a loss for each of the 3 places"),
        (lambda: gaussian_process(ROWS[:1], FEW[:1], ROWS), "two or more"),
        (lambda: gaussian_process(ROWS, FEW.log() * math.nan, ROWS), "infinite or NaN"),
        (lambda: gaussian_process(ROWS, FEW, ROWS, noise=0), "noise is 0"),
        (lambda: gaussian_process(ROWS, FEW, ROWS, length=-1), "length is -1"),
        (lambda: gaussian_process(ROWS, FEW, ROWS[:, :1]), "as many columns"),
        (lambda: likeness(FEW, FEW, 0.3), "a place in each row"),
        (lambda: expected_improvement(FEW, FEW[:2], 2.4), "has shape (3,) and std (2,)"),
        (lambda: expected_improvement(FEW, -FEW, 2.4), "below 0"),
    ],
)
def test_bad_input_names_the_cure(call, says):
    with pytest.raises(ValueError) as caught:
        call()
    assert says in str(caught.value)
