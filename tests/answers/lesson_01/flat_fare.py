"""01.flat-fare: right answers in other clothes, and answers with a mistake."""

import torch

RIGHT = [(5, 22 / 5), [5.0, 4.4], torch.tensor([5, 4.4]), (torch.tensor(5), 4.4)]

OTHERS = [((5, None), "second part"), (("5", "4.4"), "quotation marks")]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "the mean": ("the five fares", "smallest. Here nothing", "mean absolute error"),
    "the middle of the range": ("between the smallest", "Only two of", "absolute errors shrink"),
    "squared": ("mean squared error", "the mean absolute", "residuals without squaring"),
    "sum": ("the absolute errors", "for their mean", "number of fares"),
    "exchanged": ("the other order", "absolute error second", "Compare the last"),
    "another error": ("mean absolute error", "0 counts too", "without their signs"),
    "too low": ("is too low", "c than below", "many below? Raise"),
    "too high": ("is too high", "c than above", "many below? Lower"),
}
