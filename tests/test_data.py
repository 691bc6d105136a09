"""helpers.data: the facts of each data set, and what bad input is told."""

import numpy as np
import pytest
import torch

from helpers.data import (
    Dataset,
    MiniBatches,
    check_xy,
    five_rides,
    hubble_1929,
    noisy_rides,
    normal_draws,
    penguins,
    three_points,
)

ALL = [five_rides, noisy_rides, three_points, normal_draws, hubble_1929, penguins]


def least_squares(dataset, *features):
    """The slopes and the bias by NumPy in float64."""
    columns = dataset.X.double().numpy()
    columns = columns[:, list(features)] if features else columns
    A = np.column_stack([columns, np.ones(len(columns))])
    return np.linalg.lstsq(A, dataset.y.double().numpy()[:, 0], rcond=None)[0]


@pytest.mark.parametrize("make", ALL)
def test_shapes_types_and_names(make):
    dataset = make()
    assert dataset.X.shape == (len(dataset), len(dataset.x_names))
    assert dataset.y.shape == (len(dataset), 1)
    assert dataset.X.dtype == dataset.y.dtype == torch.float32
    assert all(dataset.x_names) and dataset.y_name


def test_five_rides_and_three_points_are_exact():
    assert five_rides().X.flatten().tolist() == [0, 1, 2, 3, 4]
    assert five_rides().y.flatten().tolist() == [1, 3, 5, 7, 9]
    assert five_rides().x_names == ("distance x (km)",) and five_rides().y_name == "fare y (¥)"
    assert three_points().X.flatten().tolist() == [1, 2, 3]
    assert three_points().y.flatten().tolist() == [3, 5, 7]


def test_random_data_repeats_and_follows_its_seed():
    for make in (noisy_rides, normal_draws):
        assert torch.equal(make().X, make().X) and torch.equal(make().y, make().y)
        assert not torch.equal(make(seed=1).X, make().X)
        state = torch.get_rng_state()
        make()
        assert torch.equal(state, torch.get_rng_state())


def test_noisy_rides_lie_around_the_line():
    rides = noisy_rides(10_000)
    noise = rides.y - 2 * rides.X - 1
    assert abs(noise.mean().item()) < 0.05 and abs(noise.std().item() - 1) < 0.05
    assert rides.X.min() >= 0 and rides.X.max() <= 5
    assert abs(np.corrcoef(noise[:, 0], rides.X[:, 0])[0, 1]) < 0.05


def test_normal_draws_are_normal():
    draws = normal_draws(10_000)
    assert abs(draws.X.mean().item()) < 0.05 and abs(draws.X.std().item() - 1) < 0.05
    assert torch.equal(draws.y, 2 * draws.X + 1)


def test_hubble_against_the_paper():
    hubble = hubble_1929()
    assert len(hubble) == 24
    assert least_squares(hubble) == pytest.approx([454.158, -40.784], abs=5e-4)
    assert hubble.X[0, 0].item() == pytest.approx(0.032) and hubble.y[-1, 0] == 1090


def test_penguins_against_the_published_fit():
    birds = penguins()
    assert len(birds) == 342
    assert least_squares(birds, 2) == pytest.approx([49.6856, -5780.831], abs=5e-4)
    slopes = least_squares(birds)
    assert slopes == pytest.approx([4.1618, 20.0495, 50.2692, -6424.765], abs=1e-3)
    mass = birds.y.double().numpy()[:, 0]
    rest = birds.X.double().numpy() @ slopes[:3] + slopes[3] - mass
    assert 1 - rest.var() / mass.var() == pytest.approx(0.7615, abs=5e-5)


def ones(*shape, **kind):
    return torch.ones(*shape, **kind)


@pytest.mark.parametrize(
    ("X", "y", "error", "words"),
    [
        ([[1.0]], ones(1, 1), TypeError, ["X is a list", "torch.tensor"]),
        (ones(3, 1), np.ones((3, 1)), TypeError, ["y is a ndarray"]),
        (ones(3, 1, dtype=torch.int64), ones(3, 1), TypeError, ["X holds torch.int64", ".float()"]),
        (ones(3), ones(3, 1), ValueError, ["X has shape (3,)", "reshape(-1, 1)"]),
        (ones(3, 1), ones(3), ValueError, ["y has shape (3,)", "reshape(-1, 1)"]),
        (ones(3, 1), ones(3, 2), ValueError, ["y has shape (3, 2)", "(3, 1)"]),
        (ones(3, 1), ones(4, 1), ValueError, ["3 rows", "4"]),
        (ones(0, 1), ones(0, 1), ValueError, ["empty", "(0, 1)"]),
        (ones(3, 1) * torch.nan, ones(3, 1), ValueError, ["X holds NaN", "row 0"]),
        (ones(2, 1), torch.tensor([[1.0], [torch.inf]]), ValueError, ["y holds NaN", "row 1"]),
        (ones(3, 1, dtype=torch.float64), ones(3, 1), TypeError, ["float64", "float32", ".to("]),
    ],
)
def test_bad_input_is_named(X, y, error, words):
    for call in (check_xy, lambda X, y: Dataset(X, y, ("x",), "y")):
        with pytest.raises(error) as caught:
            call(X, y)
        assert all(word in str(caught.value) for word in words), str(caught.value)


def test_dataset_wants_a_name_for_each_column():
    with pytest.raises(ValueError, match="2 names for 1 columns"):
        Dataset(ones(3, 1), ones(3, 1), ("a", "b"), "y")


def test_dataset_wants_a_tuple_of_names():
    with pytest.raises(TypeError, match="wanted a tuple"):
        Dataset(ones(3, 1), ones(3, 1), "x", "y")


def test_datasets_can_be_compared_without_an_error():
    assert five_rides() != five_rides()


@pytest.mark.parametrize("make", [noisy_rides, normal_draws])
def test_no_empty_random_data(make):
    with pytest.raises(ValueError, match="n is 0"):
        make(0)


def test_minibatches_give_every_row_once_in_a_new_order():
    X = torch.arange(10.0).reshape(-1, 1)
    batches = MiniBatches(X, -X, batch_size=4)
    assert len(batches) == 3
    epochs = [list(batches) for _ in range(3)]
    for epoch in epochs:
        assert [len(bx) for bx, _ in epoch] == [4, 4, 2]
        assert torch.equal(torch.cat([bx for bx, _ in epoch]).sort(dim=0).values, X)
        assert all(torch.equal(by, -bx) for bx, by in epoch)
    assert not torch.equal(epochs[0][0][0], epochs[1][0][0])
    again = list(MiniBatches(X, -X, batch_size=4))
    assert all(torch.equal(a, b) for (a, _), (b, _) in zip(epochs[0], again, strict=True))


@pytest.mark.parametrize(
    ("X", "y", "size", "error", "words"),
    [
        (ones(3, 1), ones(4, 1), 2, ValueError, "X has 3 rows and y has 4"),
        (ones(0, 1), ones(0, 1), 2, ValueError, "X is empty"),
        (ones(3, 1), ones(3, 1), 0, ValueError, "batch_size is 0"),
        (ones(3, 1), ones(3, 1), 2.5, TypeError, "batch_size is 2.5"),
        ([[1.0]], ones(1, 1), 1, TypeError, "wanted tensors"),
    ],
)
def test_minibatches_refuse_bad_input(X, y, size, error, words):
    with pytest.raises(error, match=words):
        MiniBatches(X, y, size)
