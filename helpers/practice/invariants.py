"""Exercises in which the learner writes a test, and the check tries the test: it hands it right
things, which have to pass, and wrong ones, which must not."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from helpers.practice.engine import Exercise, Wrong
from helpers.practice.safe import UnusableError

MOST = 10_000  # calls of what a test is handed; a good test needs some tens


@dataclass(frozen=True, repr=False)
class Candidate:
    """A thing that the learner's test is tried on, such as a tokenizer or a model.

    name     what it is, with what is wrong with it: "a tokenizer that makes all letters small"
    made     made(generator) -> the inputs of the learner's test, a tuple
    right    the test has to give True for it; otherwise False
    fooled   a test that errs on this one, and on none that stands before it
    means, to_try   what to say to the one whose test errs on it; see `Wrong`
    """

    name: str
    made: Callable[[torch.Generator], tuple]
    fooled: Callable
    means: str
    to_try: str
    right: bool = False


PASSES = (
    "Either it cannot give `False`, or what it tries is so ordinary that no mistake shows there. A "
    "test that passes everything says nothing.",
    "Which line can give `False`? Then think of inputs that are likely to be spoiled.",
)
REFUSES = (
    "Such a test is a false alarm each time. It compares two things that are never equal, or asks "
    "for more than it should.",
    "Call it yourself with what the lesson has made, and print both sides of what it compares.",
)


def invariant(
    name: str,
    test: Callable,
    kind: str,
    candidates: Sequence[Candidate],
    passed: tuple[str, str] = PASSES,
    refused: tuple[str, str] = REFUSES,
    observe: Callable | None = None,
    **parts,
) -> Exercise:
    """The exercise to write a test. An error that the learner's test raises counts as False for a
    wrong candidate; for a right one it is told as an error.

    test    a right answer: it gives True for the right candidates, False for the others
    kind    what is tested, in one word that takes an s: "tokenizer"
    passed  what it means and what to try when a test gives True for all, as a pair
    refused the same for False
    observe observe(test, *case) -> what is seen; `verdict` if not given
    parts   the other parts of the exercise; known wrong answers among them come first
    """
    candidates = sorted(candidates, key=lambda one: not one.right)  # the right ones first
    rights = sum(one.right for one in candidates)
    return Exercise(
        name=name,
        reference=test,
        returns="`True` or `False`",
        cases=lambda generator: [(*one.made(generator), one.right) for one in candidates],
        observe=observe or verdict,
        wrong=(
            *parts.pop("wrong", ()),
            *_of_the_form(test, f"{kind}s", rights, passed, refused),
            *(_of_one(i, one) for i, one in enumerate(candidates)),
        ),
        **parts,
    )


def verdict(test: Callable, *case) -> Any:
    """What a learner's test says of a candidate; False where it raises an error for a wrong one.

    case    the inputs of the test, and last whether the candidate is a right one

    Raises UnusableError after `MOST` calls of what the test was handed.
    """
    *things, right = case
    calls = _Calls()
    try:
        said = test(*map(calls.counted, things))
    except Exception:
        said = False
        if right and not calls.too_many:
            raise
    if calls.too_many:  # also where the test has caught the error
        raise UnusableError(
            f"Your test called what it was handed more than {MOST:,} times, and the check ended "
            "it.",
            "Perhaps a loop has no end, or waits for something that a wrong one never does.",
            "How often does each of your loops run? A test of some ten inputs is enough.",
        )
    return said


class _Calls:
    """Counts the calls of what a test was handed, so that each loop around them ends."""

    def __init__(self):
        self.count = 0

    @property
    def too_many(self) -> bool:
        return self.count > MOST

    def one_more(self, *_) -> None:
        self.count += 1
        if self.too_many:
            raise RuntimeError("too many calls")

    def counted(self, thing: Any) -> Any:
        """The same thing, whose calls are counted."""
        if isinstance(thing, nn.Module):
            thing.register_forward_pre_hook(self.one_more)
            return thing
        if not callable(thing):
            return thing

        @functools.wraps(thing)
        def call(*inputs, **named):
            self.one_more()
            return thing(*inputs, **named)

        return call


def _most(hits: list[bool]) -> bool:
    """More than half. (An error counts as False, also in a test that never gives that.)"""
    return sum(hits) > len(hits) / 2


def _of_one(i: int, one: Candidate) -> Wrong:
    """The message for a test that errs on candidate number i."""
    return Wrong(
        one.name,
        one.fooled,
        f"Your test gives `{not one.right}` for {one.name}.",
        one.means,
        one.to_try,
        when=lambda seen: all(type(said) is bool for said in seen) and seen[i] is not one.right,
    )


def _of_the_form(
    test: Callable, kinds: str, rights: int, passed: tuple[str, str], refused: tuple[str, str]
) -> tuple[Wrong, ...]:
    """The messages for tests that err in the same way on all of them; so many are right."""

    def gives(to_right, how_many, to_wrong):
        """A rule for `when`: what all of the right ones get, and how many wrong ones get what."""
        return lambda seen: (
            all(said is to_right for said in seen[:rights])
            and how_many([said is to_wrong for said in seen[rights:]])
        )

    return (
        Wrong(
            "lets everything pass",
            lambda *things: True,
            f"Your test gives `True` for all {kinds}, also for the wrong ones.",
            *passed,
            when=gives(True, all, True),
        ),
        Wrong(
            "refuses everything",
            lambda *things: False,
            f"Your test gives `False` for all {kinds}, also for the right ones.",
            *refused,
            when=gives(False, all, False),
        ),
        Wrong(
            "turned round",
            lambda *things: not test(*things),
            f"Your test gives `False` for the right {kinds}, and `True` for the wrong ones.",
            "It sees the mistakes, and says the opposite.",
            "Read your comparison aloud: what is `True` when all is well?",
            when=gives(False, _most, True),
        ),
        Wrong(
            "no True",
            lambda *things: None if test(*things) else False,
            f"For the right {kinds} your test gives `None`. It objects only to wrong ones.",
            "An `assert`, or a `return` inside an `if`, does nothing when all is well. The "
            "function comes to its end then, and hands nothing out.",
            "What should the last line of your function hand out, when nothing was wrong?",
            when=gives(None, _most, False),
        ),
        Wrong(
            "no False",
            lambda *things: True if test(*things) else None,
            f"For the right {kinds} your test gives `True`, and `None` for a wrong one.",
            "There is a `return` for the case that all is well, and none for the other case.",
            "What does your function hand out when the condition of its `if` does not hold?",
            when=gives(True, any, None),
        ),
    )
