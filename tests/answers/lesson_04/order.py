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

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "frozen": ("the model's parameters", "emptied. `step` finds", "through an epoch"),
    "no zero_grad": (
        "`zero_grad` is missing",
        "`.grad`. Without `zero_grad`",
        "happen between filling",
    ),
    "no y_hat": ("the name `y_hat`", "loss compares predictions", "names it uses"),
    "no loss": ("the name `loss`", "`loss.backward()` goes back", "names it uses"),
    "late": ("of gradient descent", "and before `backward`", "lines belong together"),
    "twice": (
        "numbers stands twice",
        "carried out once",
        "Cross out the lines on paper as you use them.",
    ),
    "a line missing": ("fewer than five", "five: predictions, loss", "Which is left"),
    "other numbers": ("is a number", "lines are numbered", "numbers in front"),
    "no numbers": ("are no numbers", "the lines themselves", "text, with spaces"),
    "a set": ("dictionary, in curly", "wrote its members", "in square brackets"),
}
