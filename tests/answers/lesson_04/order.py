"""04.order: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch

RIGHT = [
    "3 2 5 4 1",
    "32541",
    "5, 3, 2, 4, 1",
    [3, 5, 2, 4, 1],
    (3, 2, 4, 1, 5),
    "1 5 3 2 4",
    ["1", "3", "2", "5", "4"],
    torch.tensor([1, 3, 5, 2, 4]),
    np.array([5.0, 3.0, 2.0, 4.0, 1.0]),
    32541,
    "first 3, then 2, then 5, then 4, then 1",
]

MISTAKES = {
    2: [([3, 2, 4, 1], "`zero_grad` is missing")],
    3: [("5 1 3 2 4", "Between `backward` and `step`")],
}
