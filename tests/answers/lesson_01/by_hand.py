"""01.by-hand: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch

RIGHT = [7 / 2, torch.tensor(3.5), np.float64(3.5), torch.tensor([3.5])]

OTHERS = [
    ((3, 5), "decimal point"),
    ("3.5", "quotation marks"),
    (None, "hands nothing on"),
    ((-(1**2) + 0**2 + 2**2 - 3**2) / 4, "power comes before the minus"),
]
