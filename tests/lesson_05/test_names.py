"""The names that lesson 05 writes: sampled again from a table that NumPy made."""

import numpy as np
import pytest
import torch
from lessons import LESSONS, Lesson

from lesson_05.letters import SMOOTH, SYMBOLS

STORED = Lesson(LESSONS["05"])


def sampled(how_many, temperature=1.0):
    table = SMOOTH ** (1 / temperature)
    table = torch.tensor(table / table.sum(axis=1, keepdims=True), dtype=torch.float32)
    generator, found = torch.Generator().manual_seed(0), [""]
    while len(found) <= how_many:
        now = SYMBOLS.index(found[-1][-1:] or ".")
        letter = SYMBOLS[torch.multinomial(table[now], 1, generator=generator)]
        found = [*found, ""] if letter == "." else [*found[:-1], found[-1] + letter]
    return found[:-1]


@pytest.mark.parametrize("cell", ["sample", "temperature"])
def test_names(cell):
    lines = STORED.stored_text(cell).splitlines()
    if cell == "sample":
        assert [line.split(", ") for line in lines] == [sampled(10)]
    else:
        heat = (0.2, 1, 5)
        expected = [f"T = {T}: " + ", ".join(sampled(6, T)) for T in heat]
        assert lines == expected
        different = [len(set(line.split(", "))) for line in lines]
        assert different == sorted(different) and different[0] < different[-1]
        lengths = [np.mean([*map(len, line.partition(": ")[2].split(", "))]) for line in lines]
        assert lengths == sorted(lengths)  # the more letters are equal, the rarer is the dot
