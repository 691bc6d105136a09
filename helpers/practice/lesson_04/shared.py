"""What several exercises of lesson 04 share."""

import torch
from torch import nn

from helpers.practice.inputs import uniform


def says(**facts):
    """A rule for `when`: these facts are seen of the answer in every case."""
    return lambda seen: all(_has(s, facts) for s in seen)


def sometimes(**facts):
    """A rule for `when`: these facts are seen of the answer in at least one case."""
    return lambda seen: any(_has(s, facts) for s in seen)


def _has(seen, facts: dict) -> bool:
    return isinstance(seen, dict) and all(seen[name] == value for name, value in facts.items())


def words_by_letter(answer, words: tuple[str, ...], begin: int):
    """The words of an answer by the letters A to D, "missing" for one without a word. A word is
    known by its first `begin` letters. What is no dictionary or list of four comes back as it
    is."""
    if isinstance(answer, dict):
        answer = {str(key).strip().upper(): word for key, word in answer.items()}
    elif isinstance(answer, list | tuple) and len(answer) == 4:
        answer = dict(zip("ABCD", answer, strict=True))
    else:
        return answer
    found = {}
    for letter, word in answer.items():
        stems = [known for known in words if known[:begin] in str(word).lower()]
        found[letter] = stems[0] if len(stems) == 1 else "another word"
    return {letter: "missing" for letter in "ABCD"} | found


def column(generator: torch.Generator, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Random rides, X and y, each (count, 1); mean distance 0 and mean square 1: a round bowl."""
    X = uniform(generator, -4, 4, count, 1) + torch.linspace(-2, 2, count).reshape(-1, 1)
    X = (X - X.mean()) / X.std(correction=0)
    return X, 7 + 4 * X + uniform(generator, -1, 1, count, 1)


def values(model: nn.Module) -> torch.Tensor:
    """All parameters of a model in one tensor."""
    return torch.cat([p.detach().flatten() for p in model.parameters()]).clone()


def seeded(seed: int, *boxes) -> nn.Sequential:
    """A model of boxes that are made one after the other with this seed."""
    torch.manual_seed(seed)
    return nn.Sequential(*[make() for make in boxes])


def has_graph(result) -> bool:
    if isinstance(result, list | tuple):
        return any(map(has_graph, result))
    return isinstance(result, torch.Tensor) and result.requires_grad
