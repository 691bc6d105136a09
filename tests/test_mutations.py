"""The faults that tests/mutations.py plants: each changes one place and is Python."""

from mutations import mutants


def test_each_mutant_differs_in_one_place():
    source = "loss = ((w * X + b - y) ** 2).mean()\nassert f(1, 2) < -0.5\nf(a, a)"
    found = dict(mutants(source))
    assert len(found) == len(set(found.values())) == 12
    assert (
        "loss = ((w * X + b - y) ** 2).sum()"
        in found["line 1: ((w * X + b - y) ** 2).mean -> ((w * X + b - y) ** 2).sum"]
    )
    for changed in found.values():
        lines = zip(source.splitlines(), changed.splitlines(), strict=True)
        assert sum(before != after for before, after in lines) == 1
