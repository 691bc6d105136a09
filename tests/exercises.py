"""Small exercises to try the engine of the practice with."""

import re

import torch
from torch import nn

from helpers.practice.engine import Exercise, Property, Wrong

SUM = Exercise(
    name="00.sum",
    reference=lambda X, k: X.sum() * k,
    arguments=("X", "k"),
    returns="one number",
    cases=lambda generator: [(torch.rand(n, 1, generator=generator) + 1, n + 0.5) for n in (2, 3)],
    checked="two tables.",
    why="why?",
    wrong=(
        Wrong("mean", lambda X, k: X.mean() * k, "A mean.", "Not a sum.", "Add up."),
        Wrong("no k", lambda X, k: X.sum(), "No k.", "Where is k?", "Multiply."),
    ),
    properties=(
        Property(
            "twice",
            lambda call, X, k: abs(call(X, 2 * k) - 2 * call(X, k)) < 1e-3,
            "Twice k is not twice as much.",
            "It is a product.",
            "Try k = 1 and k = 2.",
        ),
    ),
)
VALUE = Exercise("00.value", 3.25, "one number", (), "your number.", "why?")
CLASS = Exercise(
    "00.class",
    nn.Linear,
    "a class",
    (),
    "an object.",
    "why?",
    observe=lambda made: tuple(made(2, 1).weight.shape),
)


def text(message) -> str:
    return re.sub(r"\s+", " ", repr(message))
