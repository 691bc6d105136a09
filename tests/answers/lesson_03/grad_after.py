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

EDGES = (
    [(12.00009, 5, None, None), (12, 4.99991, None, None)],
    [(12.00011, 5, None, None), (12, 4.99989, None, None), (12, 5, 1e-9, None)],
)

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "quotation marks": ("stands in quotation", "text for Python", "numbers without quotation"),
    "0 for None": ("program C or", "nudge changes nothing", "before any `backward()`"),
    "overwritten": ("one loss, 6", "`backward()` wrote over", "cell of section"),
    "value of the loss": ("wrote a value", "the loss changes", "many times 0.01"),
    "zero_ passed over": ("added the slopes", "Gradients add up", "B, as Figure"),
    "emptied for good": (
        "B you wrote 0",
        "`w.grad.zero_()` empties `.grad`",
        "comes after `zero_()`",
    ),
    "no leaf": ("program C you", "gradient passes through", "keep their gradient"),
    "forward alone": ("the last loss", "forward pass takes", "`.grad`? How often"),
    "still there": ("D you wrote a", "written. Only another", "of program D"),
    "None for a number": ("you wrote `None`", "leaf with `requires_grad=True`", "line, and begin"),
    "program A": ("A is another", "`.grad` before plays", "one slope alone"),
    "program B": ("B is another", "`.grad` after `zero_()`", "change when `w`"),
}
