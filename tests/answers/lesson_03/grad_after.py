"""03.grad-after: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch

RIGHT = [
    (12, 5, None, None),
    [12.0, 5.0, None, None],
    (torch.tensor(12.0), torch.tensor([5.0]), None, None),
    (np.float32(12), np.array(5), "None", None),
]

MISTAKES = {
    2: [((6, 5, None, None), "wrote over what the first one has left")],
    16: [((12, 5, 24, None), "no leaf")],
}
