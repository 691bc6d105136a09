"""Exercises in which the learner writes a test: what such a test gives, and what is said to it."""

import pytest
import torch
from exercises import text
from torch import nn

from helpers.practice.engine import Wrong, judge
from helpers.practice.invariants import MOST, Candidate, invariant


def in_order(numbers):
    """A right sorter that does not use Python's."""
    left, done = list(numbers), []
    while left:
        left.remove(least := min(left))
        done.append(least)
    return done


def on(*lists):
    """A test that tries these lists."""
    return lambda sort: all(sort(list(one)) == sorted(one) for one in lists)


def wrong(name, sort, *lists):
    """A wrong sorter, and lists in which it makes no mistake."""
    return Candidate(name, lambda generator: (sort,), on(*lists), f"Harm: {name}.", "Try it.")


GOOD = on([3, 1], [2, 2], [])


def exercise(*more, **parts):
    return invariant(
        "00.test",
        GOOD,
        "sorter",
        (
            wrong("a sorter that drops doubles", lambda numbers: sorted({*numbers}), [3, 1]),
            wrong("a sorter that fails on nothing", lambda n: [min(n), *sorted(n)[1:]], [2, 2]),
            wrong("a sorter that sorts down", lambda n: sorted(n, reverse=True), [2, 2], []),
            Candidate(
                "a right sorter",
                lambda generator: (in_order,),
                lambda sort: sort is sorted,
                "It sorts.",
                "Ask for less.",
                right=True,
            ),
            *more,
        ),
        arguments=("sort",),
        checked="four sorters.",
        why="why?",
        **parts,
    )


SORTERS = exercise()


def kind(answer):
    return judge(SORTERS, answer, 0).kind


@pytest.mark.parametrize(
    "answer",
    [
        GOOD,
        lambda sort: torch.tensor(GOOD(sort)),
        lambda sort: torch.tensor([[GOOD(sort)]]).all(),
        lambda sort: 1 if GOOD(sort) else 0,
        lambda sort: 1 / GOOD(sort) == 1,  # an error for wrong ones
    ],
)
def test_a_test_that_tells_them_apart_passes(answer):
    assert kind(answer) == "pass"


def test_assert_and_return_together_pass():
    def answer(sort):
        assert GOOD(sort)
        return True

    assert kind(answer) == "pass"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda sort: True, "lets everything pass"),
        (on([1, 2]), "a sorter that drops doubles"),
        (on([]), "a sorter that drops doubles"),
        (on([1]), "lets everything pass"),
        (lambda sort: 1, "lets everything pass"),
        (lambda sort: False, "refuses everything"),
        (lambda sort: 0, "refuses everything"),
        (lambda sort: sort([2, 1]) == [2, 1] and sort([]) != [], "refuses everything"),
        (lambda sort: not GOOD(sort), "turned round"),
        (lambda sort: GOOD(sort) or None, "no False"),
        (lambda sort: None if GOOD(sort) else False, "no True"),
        (lambda sort: None, "not started"),
        (lambda sort: print(GOOD(sort)), "none"),
        (lambda sort: GOOD(sort) and None, "no True"),
        (lambda sort: 7, "form"),
        (lambda sort: 7 if GOOD(sort) else False, "form"),
        (lambda sort: "True", "form"),
        (lambda sort: [True], "form"),
        (lambda sort: torch.tensor([GOOD(sort), True]), "form"),
        (lambda sort: sort, "form"),
        (lambda sort: ..., "not started"),
        (lambda sort: sort(...) == [], "not started"),
        (lambda: True, "kind"),
        (True, "kind"),
        (lambda sort: sort(1), "error"),
        (lambda sort: exit(), "error"),
        (lambda sort: GOOD(sort) or exit(), "error"),
    ],
)
def test_what_a_test_is_told(answer, said):
    message = judge(SORTERS, answer, 0)
    assert message.kind == said, message


def test_the_first_candidate_on_which_it_errs_is_named():
    assert kind(on([3, 1])) == kind(on([3, 1], [])) == "a sorter that drops doubles"
    assert kind(on([3, 1], [2, 2])) == "a sorter that fails on nothing"
    assert kind(on([2, 2], [])) == "a sorter that sorts down"
    message = text(judge(SORTERS, on([2, 2], []), 0))
    assert "Your test gives `True` for a sorter that sorts down." in message
    assert "Harm: a sorter that sorts down." in message and "Try it." in message


def test_a_false_alarm_is_told_before_what_slips_through():
    also = exercise(
        Candidate(
            "another right sorter",
            lambda generator: (sorted,),
            lambda sort: sort is in_order,
            "It sorts, too.",
            "Ask for less.",
            right=True,
        )
    )
    message = judge(also, lambda sort: sort([1]) == [1] and sort.__name__ == "in_order", 0)
    assert message.kind == "another right sorter"
    assert "Your test gives `False` for another right sorter." in text(message)
    assert judge(also, GOOD, 0).kind == "pass"


def test_asserts_alone_are_told_what_is_missing():
    def answer(sort):
        assert GOOD(sort)

    message = judge(SORTERS, answer, 0)
    assert message.kind == "no True" and "`assert`" in text(message)


def test_an_error_counts_for_wrong_candidates_only():
    def answer(sort):
        assert not GOOD(sort), "for a right one"

    message = judge(SORTERS, answer, 0)
    assert message.kind == "error" and "for a right one" in text(message)
    assert "assert not GOOD(sort)" in text(message)


@pytest.mark.parametrize("caught", [(), Exception])
def test_a_loop_without_an_end_is_ended(caught):
    """Also where it goes on for a wrong candidate only, and where its errors are caught."""
    calls = 0

    def answer(sort):
        nonlocal calls
        try:
            while not on([3, 1], [2, 2])(sort):
                calls += 1
        except caught:
            return False
        return True

    message = judge(SORTERS, answer, 0)
    assert message.kind == "unusable" and f"more than {MOST:,} times" in text(message)
    assert MOST / 2 - 1 <= calls <= MOST


def test_it_prints_nothing_and_changes_nothing(capsys):
    names = {"kept": [1, 2], "on": on}
    code = "def answer(sort):\n    print(kept)\n    kept.append(3)\n    return on(kept[:0])(sort)\n"
    exec(compile(code, "a cell", "exec"), names)
    assert judge(SORTERS, names["answer"], 0).kind == "a sorter that drops doubles"
    assert names["kept"] == [1, 2] and capsys.readouterr() == ("", "")


def test_models_are_tried_fresh_and_their_calls_are_counted():
    """A model is drawn anew for each seed; a test gets a copy, and may change it."""
    drawn = []

    def doubles(factor):
        def made(generator):
            model = nn.Linear(1, 1)
            with torch.no_grad():
                model.weight.fill_(factor)
                model.bias.fill_(torch.rand((), generator=generator).item())
            drawn.append(model)
            return (model,)

        return made

    def good(model):
        x = torch.tensor([[0.0], [1.0]])
        slope = (model(x)[1] - model(x)[0]).item()
        model.weight.data.zero_()
        return abs(slope - 2) < 1e-4

    models = invariant(
        "00.models",
        good,
        "model",
        (
            Candidate("right", doubles(2.0), lambda model: False, "It is.", "See.", right=True),
            Candidate("a model that turns round", doubles(-2.0), lambda m: True, "Bad.", "See."),
        ),
        arguments=("model",),
        checked="two models.",
        why="why?",
    )
    assert judge(models, good, 0).kind == judge(models, good, 1).kind == "pass"
    assert drawn[0].bias != drawn[2].bias and all(model.weight != 0 for model in drawn)

    def endless(model):
        while True:
            model(torch.ones(1, 1))

    assert judge(models, endless, 0).kind == "unusable"


def test_an_input_that_a_test_changes_is_named():
    """Beside the model it gets a tensor; to write into that is told, by the tensor's own name."""

    def made(factor):
        return lambda generator: (lambda x: factor * x, torch.arange(3.0))

    def good(model, x):
        return torch.equal(model(x), 2 * x)

    def writes(model, x):
        said = good(model, x)
        x[0] = 7
        return said

    doubling = invariant(
        "00.doubling",
        good,
        "function",
        (
            Candidate("right", made(2), lambda model, x: False, "It is.", "See.", right=True),
            Candidate("a function that triples", made(3), lambda model, x: True, "Bad.", "See."),
        ),
        arguments=("model", "x"),
        checked="two functions.",
        why="why?",
    )
    assert judge(doubling, good, 0).kind == "pass"
    assert "`x` is no longer what it was" in text(judge(doubling, writes, 0))


def test_known_wrong_answers_of_an_exercise_come_first():
    own = Wrong("own", on([1]), "Seen.", "Means.", "Try.", when=lambda seen: seen[0] is True)
    assert kind(on([3, 1])) == "a sorter that drops doubles"
    assert judge(exercise(wrong=(own,)), on([3, 1]), 0).kind == "own"
