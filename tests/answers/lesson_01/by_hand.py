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

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "sum": ("the four squares", "is their mean", "written down twice"),
    "half": ("as many books", "This series divides", "what you divide"),
    "absolute": ("residuals without their", "absolute error, MAE", "column beside residual"),
    "plain mean": ("the plain mean", "become smaller when", "Remove the signs"),
    "square of the mean": ("squared it afterwards", "have cancelled already", "the four residuals"),
    "root": ("Your number, squared", "took the square", "the last step"),
    "negative squares": ("number is negative", "power comes before", "Put brackets around"),
    "N minus 1": ("squares by 3", "formulas of statistics", "the rides again"),
}
