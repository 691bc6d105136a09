"""The data sets of the lessons, as tensors that know their names and units.

Every data set is a `Dataset`: X of shape (N, features), y of shape (N, 1), both
float32. Real data ships with the package; nothing here needs a network.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from numbers import Integral

import torch
from torch import Tensor

__all__ = [
    "Dataset",
    "MiniBatches",
    "check_count",
    "check_xy",
    "five_rides",
    "hubble_1929",
    "noisy_rides",
    "normal_draws",
    "penguins",
    "read_table",
    "three_points",
]


def check_xy(X: Tensor, y: Tensor) -> None:
    """Raise unless X is (N, features) and y is (N, 1), both finite and of one float dtype.

    Raises
    ------
    TypeError   not a tensor; integers; two different float types
    ValueError  a wrong number of dimensions; unequal lengths; no rows; NaN or infinity
    """
    for name, value in (("X", X), ("y", y)):
        if not isinstance(value, Tensor):
            raise TypeError(
                f"{name} is a {type(value).__name__}; wanted a torch tensor. "
                f"Try torch.tensor({name}, dtype=torch.float32)."
            )
        if not value.is_floating_point():
            raise TypeError(
                f"{name} holds {value.dtype}; wanted floating-point numbers, since gradients "
                f"need them. Try {name}.float()."
            )
        if value.ndim != 2:
            raise ValueError(
                f"{name} has shape {tuple(value.shape)}; wanted two dimensions, one row for "
                f"each sample. Try {name}.reshape(-1, 1)."
            )
        if value.numel() == 0:
            raise ValueError(f"{name} is empty, with shape {tuple(value.shape)}.")
        if not value.isfinite().all():
            bad = int((~value.isfinite()).any(dim=1).nonzero()[0, 0])
            raise ValueError(
                f"{name} holds NaN or infinity, first in row {bad}. Remove or repair that row."
            )
    if y.shape[1] != 1:
        raise ValueError(f"y has shape {tuple(y.shape)}; wanted one column, ({len(y)}, 1).")
    if len(X) != len(y):
        raise ValueError(f"X has {len(X)} rows and y has {len(y)}; wanted one y for each row of X.")
    if X.dtype != y.dtype:
        raise TypeError(f"X is {X.dtype} and y is {y.dtype}; wanted the same. Try y.to(X.dtype).")


def check_count(name: str, value) -> None:
    """Raise TypeError unless `value` is a whole number, ValueError unless it is at least 1."""
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} is {value!r}; wanted a whole number.")
    if value < 1:
        raise ValueError(f"{name} is {value}; wanted at least 1.")


@dataclass(frozen=True, eq=False)
class Dataset:
    """A table for regression.

    X        (N, features) tensor of floats, one row for each sample
    y        (N, 1) tensor of floats
    x_names  a name with its unit for each column of X, such as "distance (km)"
    y_name   the same for y
    """

    X: Tensor
    y: Tensor
    x_names: tuple[str, ...]
    y_name: str

    def __post_init__(self) -> None:
        check_xy(self.X, self.y)
        if isinstance(self.x_names, str):
            raise TypeError(
                f"x_names is {self.x_names!r}; wanted a tuple. Try ({self.x_names!r},)."
            )
        if len(self.x_names) != self.X.shape[1]:
            raise ValueError(
                f"x_names has {len(self.x_names)} names for {self.X.shape[1]} columns of X."
            )

    def __len__(self) -> int:
        return len(self.X)


def _column(values) -> Tensor:
    return torch.tensor(values, dtype=torch.float32).reshape(-1, 1)


def _rides(x: Tensor, y: Tensor) -> Dataset:
    return Dataset(x, y, ("distance x (km)",), "fare y (¥)")


def five_rides() -> Dataset:
    """Five taxi rides of 0 to 4 km, with fares of exactly y = 2x + 1."""
    x = _column([0, 1, 2, 3, 4])
    return _rides(x, 2 * x + 1)


def noisy_rides(n: int = 100, seed: int = 0, noise: float = 1.0) -> Dataset:
    """n rides of 0 to 5 km around y = 2x + 1; `noise` is the spread of the fares in ¥."""
    if n < 1:
        raise ValueError(f"n is {n}; wanted at least one ride.")
    generator = torch.Generator().manual_seed(seed)
    x = 5 * torch.rand(n, 1, generator=generator)
    return _rides(x, 2 * x + 1 + noise * torch.randn(n, 1, generator=generator))


def three_points() -> Dataset:
    """x = 1, 2, 3 and y = 3, 5, 7. The question is y at x = 4, which is 9."""
    x = _column([1, 2, 3])
    return Dataset(x, 2 * x + 1, ("x",), "y")


def normal_draws(n: int = 100, seed: int = 0) -> Dataset:
    """n draws x from a standard normal distribution, and y = 2x + 1 without noise."""
    if n < 1:
        raise ValueError(f"n is {n}; wanted at least one draw.")
    x = torch.randn(n, 1, generator=torch.Generator().manual_seed(seed))
    return Dataset(x, 2 * x + 1, ("x",), "y")


def read_table(name: str) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of a CSV file in `helpers/tables`."""
    with resources.files("helpers").joinpath("tables", name).open(encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    return header, rows


def hubble_1929() -> Dataset:
    """24 nebulae: distance (Mpc) and velocity (km/s).

    Source: E. Hubble, "A relation between distance and radial velocity among
    extra-galactic nebulae", PNAS 15 (1929), 168-173, table 1.
    """
    _, rows = read_table("hubble_1929.csv")
    distance, velocity = ([float(row[i]) for row in rows] for i in (0, 1))
    return Dataset(_column(distance), _column(velocity), ("distance (Mpc)",), "velocity (km/s)")


def penguins() -> Dataset:
    """342 penguins: bill length, bill depth, flipper length (mm); body mass (g).

    The rows without a missing value of the Palmer penguins table, CC0. Source: Gorman,
    Williams, Fraser, PLoS ONE 9 (2014), e90081; Horst, Hill, Gorman, palmerpenguins (2020).
    """
    _, rows = read_table("penguins.csv")
    numbers = torch.tensor([[float(value) for value in row[1:]] for row in rows])
    names = ("bill length (mm)", "bill depth (mm)", "flipper length (mm)")
    return Dataset(numbers[:, :3], numbers[:, 3:], names, "body mass (g)")


class MiniBatches:
    """(X, y) cut into batches, in a new random order each time it is looped over.

    Does what a shuffling `DataLoader` does for tensors that fit in memory, by cutting
    two shuffled tensors instead of collecting single rows, which is several times faster.

    X, y        tensors with one row for each sample, (N, ...)
    batch_size  rows in a batch; the last batch holds what is left over
    seed        the order repeats from run to run for a given seed

    Raises TypeError for what is no tensor or no whole number, and ValueError for unequal
    lengths, no rows, or a batch size below 1.
    """

    def __init__(self, X: Tensor, y: Tensor, batch_size: int, seed: int = 0):
        if not (isinstance(X, Tensor) and isinstance(y, Tensor)):
            raise TypeError(
                f"X and y are {type(X).__name__} and {type(y).__name__}; wanted tensors."
            )
        if len(X) != len(y):
            raise ValueError(f"X has {len(X)} rows and y has {len(y)}; wanted as many.")
        if len(X) == 0:
            raise ValueError("X is empty; wanted at least one row.")
        check_count("batch_size", batch_size)
        self.X, self.y, self.batch_size = X, y, int(batch_size)
        self.generator = torch.Generator().manual_seed(seed)

    def __len__(self) -> int:
        return -(-len(self.X) // self.batch_size)

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        order = torch.randperm(len(self.X), generator=self.generator).to(self.X.device)
        yield from zip(
            self.X[order].split(self.batch_size),
            self.y[order].split(self.batch_size),
            strict=True,
        )
