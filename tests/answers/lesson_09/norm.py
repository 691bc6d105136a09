"""09.norm: right answers in other clothes, and answers with a mistake."""

import numpy as np
import torch
from torch import nn


def step_by_step(x):
    mean = x.mean(dim=-1, keepdim=True)
    distances = x - mean
    variance = (distances**2).mean(dim=-1, keepdim=True)
    return distances / torch.sqrt(variance + 1e-5)


def by_var(x):
    var, mean = torch.var_mean(x, dim=2, correction=0, keepdim=True)
    return (x - mean) * torch.rsqrt(var + 1e-5)


def unsqueezed(x):
    m = x.mean(-1).unsqueeze(-1)
    v = x.var(-1, unbiased=False)[:, :, None]
    return (x - m) / (v + 1e-5) ** 0.5


def squares_less_square(x):
    C = x.shape[-1]
    mean = x.sum(-1, keepdim=True) / C
    variance = (x * x).sum(-1, keepdim=True) / C - mean**2
    return (x - mean) / (variance + 0.00001).sqrt()


def in_a_loop(x):
    y = torch.zeros_like(x)
    for b in range(len(x)):
        for t in range(x.shape[1]):
            token = x[b, t]
            spread = token.std(correction=0)
            y[b, t] = (token - token.mean()) / (spread**2 + 1e-5) ** 0.5
    return y


def by_numpy(x):
    x = x.numpy()
    return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-5)


def library(x):
    return nn.LayerNorm(x.shape[-1])(x)


def library_function(x):
    return torch.layer_norm(x, (x.shape[2],))


def standard(x):
    return (x - x.mean(-1, keepdim=True)) / x.std(-1, keepdim=True)


def standard_and_small(x):
    return (x - x.mean(-1, keepdim=True)) / (x.std(-1, keepdim=True) + 1e-5)


def no_dims(x):
    return (x - x.mean()) / (x.std() + 1e-5)


def lost(x):
    return (x - x.mean(-1)) / (x.var(-1) + 1e-5) ** 0.5


def lost_with_std(x):
    return (x - x.mean(dim=2)) / (x.std(dim=2) + 1e-5)


def columns(x):
    return (x - x.mean(0)) / (x.std(0) + 1e-5)


def along_the_text(x):
    return (x - x.mean(1, keepdim=True)) / (x.var(1, keepdim=True) + 1e-5) ** 0.5


def from_zero_to_one(x):
    low, high = x.amin(-1, keepdim=True), x.amax(-1, keepdim=True)
    return (x - low) / (high - low + 1e-5)


def another_small_number(x):
    return (x - x.mean(-1, keepdim=True)) / (x.var(-1, correction=0, keepdim=True) + 1e-8) ** 0.5


def changed_in_place(x):
    x -= x.mean(-1, keepdim=True)
    return x / ((x**2).mean(-1, keepdim=True) + 1e-5) ** 0.5


def root_of_std(x):
    return (x - x.mean(-1, keepdim=True)) / torch.sqrt(x.std(-1, keepdim=True) + 1e-5)


def root_of_a_dim(x):
    return (x - x.mean(-1, keepdim=True)) / x.shape[-1] ** 0.5


def doubled(x):
    return 2 * step_by_step(x)


def rounded(x):
    return step_by_step(x).round(decimals=2)


def nothing_returned(x):
    step_by_step(x)


RIGHT = [step_by_step, by_var, unsqueezed, squares_less_square, in_a_loop, by_numpy]

OTHERS = [
    (library, "Here you write the steps out"),
    (library_function, "Here you write the steps out"),
    (standard, "You divide by `std` alone"),
    (standard_and_small, "add the small number after the root"),
    (no_dims, "one variance of all numbers, and divide by one less"),
    (lost, "and so has what you divide by"),
    (lost_with_std, "and so has what you divide by"),
    (columns, "When a token is handed in without the others"),
    (along_the_text, "When a token is handed in without the others"),
    (from_zero_to_one, "The mean of a token is not 0"),
    (another_small_number, "the numbers of a token are others"),
    (changed_in_place, "`x` is no longer what it was"),
    (root_of_std, "You take the root of `std`"),
    (root_of_a_dim, "another spread than 1"),
    (doubled, "another spread than 1"),
    (rounded, "without `round`"),
    (nothing_returned, "`None`"),
]

# For each message: words of what was seen, of what it means, of what to try.
TOLD = {
    "ready made": ("layer of PyTorch", "write the steps", "token. Which shape"),
    "one less": ("little too large", "sample. Here all", "Which argument changes"),
    "one less, the small number outside": (
        "`std`, which counts",
        "makes a difference",
        "the last step",
    ),
    "the small number outside": ("You add the", "of both together", "out both ways"),
    "no small number": ("not a number", "is 0 there", "to the variance"),
    "no small number, one less": ("equal numbers comes", "spread is 0", "before the root"),
    "no root": (
        "You divide by the variance, and not by its root.",
        "times the variance",
        "Which step is missing in what you divide by?",
    ),
    "no root, one less": ("it counts C", "squares. And `var`", "divide by? After"),
    "root twice": ("the root twice", "the variance already", "the small number"),
    "root twice, one less": ("root of `std`", "1 numbers, unless", "the small number"),
    "mean stays": ("The mean is not taken away.", "still lie around", "result. What should"),
    "divided by the mean square": (
        "taken away, neither",
        "numbers. The variance",
        "above the fraction",
    ),
    "mean stays in the variance": ("above the fraction", "the numbers themselves", "use it twice"),
    "not divided": ("nothing is divided", "numbers stays large", "should you divide"),
    "multiplied": ("You multiply by", "spread out farther", "Which sign belongs"),
    "sum of the squares": ("up the squares", "is their mean", "Print the variance"),
    "mean of the distances": ("distances, without their", "task takes squares", "the minus signs"),
    "over the texts": (
        "over the texts",
        "Then a token would get other numbers in another batch.",
        "T, C) belongs",
    ),
    "over the tokens": ("over the tokens", "follows: the future", "T, C) belongs"),
    "over all": (
        "You take one mean and one variance of all numbers.",
        "Each token should have its own.",
        "PyTorch takes all",
    ),
    "over all, one less": ("by one less", "own. And `var`", "PyTorch takes all"),
    "over a text": ("for each text", "So the future", "for each token"),
    "over texts and tokens": ("columns, over all", "networks for pictures", "T, C) belongs"),
    "dimension lost": (
        "have the shape",
        "meets the mean",
        "With which argument does `mean` keep the dimension that it has gone through?",
    ),
    "dimension of the mean lost": ("variance is right", "meets the mean", "the mean with"),
    "dimension of the variance lost": ("mean is right", "meets the variance", "the variance with"),
    "dimension lost, one less": ("that counts C", "T means meet", "gone through? After"),
    "the variance": ("You give back", "It is right", "What is divided"),
    "each token alone": ("others, your function", "What stands beside", "for each token"),
    "mean zero": ("not 0 in", "is taken away", "Print `.mean(dim=-1)` of your result."),
    "spread one": ("another spread than", "the variance 1", "Print `.var(dim=-1, correction=0)`"),
    "equal numbers": ("result is not 0", "nothing is divided", "function with `torch.ones(1"),
}
