"""The engine of the practice: what it takes for equal, what it says, what it survives."""

import math
import re
import sys
from collections import deque
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from operator import setitem

import numpy as np
import pytest
import torch
from exercises import CLASS, SUM, VALUE, text
from torch import nn

from helpers.practice import session
from helpers.practice.compare import alike, dress
from helpers.practice.engine import Exercise, Property, Wrong, judge
from helpers.practice.inputs import apart

PLAIN = torch.ones(3)  # of another cell of the notebook

# -- equal in other clothes -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "like"),
    [
        (torch.tensor([[3.0]]), 3.0),
        (np.float64(3), 3.0),
        (3, torch.tensor(3.0)),
        (torch.tensor([1.0, 2.0]), (1.0, 2.0)),
        (np.array([[1.0], [2.0]]), (1.0, 2.0)),
        ([torch.tensor(1.0), 2], (1.0, 2.0)),
        ([[1.0], [2.0]], torch.tensor([[1.0], [2.0]])),
        (torch.tensor([[1.0], [2.0]], dtype=torch.float64), torch.tensor([[1.0], [2.0]])),
        (torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor([1.0, 2.0])),
        (" Converged ", "converged"),
        (torch.tensor(True), True),
        (np.True_, True),
        ({"a": torch.tensor(1.0)}, {"a": 1.0}),
        (1.00001, 1.0),
        (Fraction(7, 2), 3.5),
        (Decimal("3.5"), 3.5),
        (Decimal("3.5"), torch.tensor(3.5)),
        ([Fraction(1, 2), Decimal("2.5")], (0.5, 2.5)),
        ([[Fraction(1, 2)], [2]], torch.tensor([[0.5], [2.0]])),
        ({"a": Fraction(1, 2)}, {"a": 0.5}),
        (np.float32(3.5), 3.5),
        (np.int64(3), 3.0),
        (" Converged ", "converged"),
        ("Anna\n", "Anna\n"),
    ],
)
def test_equal(value, like):
    assert alike(dress(value, like), like)


@pytest.mark.parametrize(
    ("value", "like"),
    [
        (torch.tensor([[1.0, 2.0]]), torch.tensor([[1.0], [2.0]])),
        ([1.0], 1.0),
        ("3", 3.0),
        (None, 3.0),
        (float("nan"), 3.0),
        (3.01, 3.0),
        ((1.0, 2.0, 3.0), (1.0, 2.0)),
        ((2.0, 1.0), (1.0, 2.0)),
        (1j, 1.0),
        ({"a": 1.0, "b": 2.0}, {"a": 1.0}),
        ("diverged", "converged"),
        ("ANNA", "Anna"),
        ("Anna ", "Anna"),
        ("Anna", "Anna\n"),
        (2, True),
        (True, 1.0),
        (np.True_, 1),
        (torch.tensor(True), 1.0),
        ((True, 2.0), (1, 2.0)),
        (Fraction(7, 3), 3.5),
        (Decimal("NaN"), 3.5),
        (Decimal("sNaN"), 3.5),
        (10**400, 3.5),
        (3.5 + 0j, 3.5),
        (np.complex64(3.5), 3.5),
        (torch.tensor(3.5 + 0j), 3.5),
    ],
)
def test_not_equal(value, like):
    assert not alike(dress(value, like), like)


def test_fractions_are_judged_as_numbers():
    assert judge(VALUE, Fraction(13, 4)).kind == judge(VALUE, Decimal("3.25")).kind == "pass"
    assert judge(VALUE, np.float16(3.25)).kind == "pass"
    assert judge(VALUE, Fraction(13, 3)).kind == judge(VALUE, Decimal(4)).kind == "different"
    assert judge(SUM, lambda X, k: Fraction(X.sum().item()) * Fraction(k)).kind == "pass"
    assert judge(SUM, lambda X, k: Fraction(X.mean().item()) * Fraction(k)).kind == "mean"
    assert judge(replace(VALUE, reference=1.0), True).kind == "form"
    for value in (3.25 + 0j, np.complex128(3.25)):
        said = judge(VALUE, value)
        assert said.kind == "form" and "is a complex number" in text(said)


def test_a_small_entry_beside_a_large_one_counts():
    assert not alike((1000.0, 0.5), (1000.0, 1.5))
    assert alike(torch.tensor([1e6, 1e-9]), torch.tensor([1e6, 0.0]))


# -- the order of the messages ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (lambda X, k: X.sum() * k, "pass"),
        (..., "not started"),
        (lambda X, k: ..., "not started"),
        (lambda X, k: X.sum() * ..., "not started"),
        (lambda X, k: X.mean() * k, "mean"),
        (lambda X, k: X.sum(), "no k"),
        (lambda X: X.sum(), "kind"),
        (lambda: 3, "kind"),
        (3.5, "kind"),
        (nn.Linear, "kind"),
        (lambda X, k: None, "not started"),
        (lambda X, k: X.sum() and None, "none"),
        (lambda X, k: "3", "form"),
        (lambda X, k: X, "form"),
        (lambda X, k: X * k, "form"),
        (lambda X, k: float("nan"), "not finite"),
        (lambda X, k: X.sum() * k * float("inf"), "not finite"),
        (lambda X, k: X.mul_(k).sum(), "changed"),
        (lambda X, k: X.sum() * k + torch.rand(1), "not the same twice"),
        (lambda X, k: X.sum() * k**2, "twice"),
        (lambda X, k: X.max() * k, "different"),
        (lambda X, k: round((X.sum() * k).item(), 2), "rounded"),
        (lambda X, k: [round((X.sum() * k).item(), 2)], "form"),
        (lambda X, k: PLAIN.sum() * k, "unused"),
        (lambda X, k: X.sum() * PLAIN.sum(), "unused"),
        (lambda X, k: X.sum, "form"),
        (lambda X, k: (X.sum(), k), "form"),
        (lambda X, k: X.foo, "error"),
        (lambda X, k: 1 / 0, "error"),
        (lambda X, k: sys.exit(), "error"),
        (lambda X, k: exit(), "error"),
    ],
)
def test_kinds(answer, kind):
    for seed in range(3):
        assert judge(SUM, answer, seed).kind == kind


def test_empty_functions_are_not_started():
    def dots(X, k): ...

    def documented(X, k):
        """Add up."""

    def number(X, k):
        return 5

    assert judge(SUM, dots).kind == judge(SUM, documented).kind == "not started"
    assert judge(SUM, number).kind != "not started"
    assert judge(SUM, lambda X, k: (..., 1)).kind == "not started"


def test_values_and_classes():
    assert judge(VALUE, 3.25).kind == judge(VALUE, torch.tensor(3.25)).kind == "pass"
    assert judge(VALUE, ...).kind == "not started"
    assert judge(VALUE, lambda: 3.25).kind == "kind"
    assert judge(VALUE, "3.25").kind == judge(VALUE, (3.25, 1)).kind == "form"
    assert judge(VALUE, 4).kind == "different" and "3.25" not in text(judge(VALUE, 4))
    assert judge(CLASS, nn.Linear).kind == "pass"
    assert judge(CLASS, nn.Linear(2, 1)).kind == judge(CLASS, 3).kind == "kind"


def test_what_is_said_to_a_wrong_form():
    pair = Exercise("00.pair", lambda k: (k, k + 1.5), "two numbers", (), "x.", "why?", ("k",))
    pair = replace(pair, cases=lambda generator: [(2.5,)])
    assert judge(pair, lambda k: [k, k + 1.5]).kind == "pass"
    said = text(judge(pair, lambda k: (k, torch.ones(3, 1))))
    assert "The second part of your answer is a tensor of shape (3, 1)." in said
    assert "two things" in text(judge(pair, lambda k: [k, "x"])) or "second part" in said
    assert "3 things" in text(judge(pair, lambda k: (k, k, k)))
    assert "was not called" in text(judge(SUM, lambda X, k: X.sum))
    assert "quotation marks" in text(judge(VALUE, "3.25"))
    assert "decimal point" in text(judge(VALUE, (3, 25)))
    assert "`print`" in text(judge(VALUE, None))
    assert "For other values of `X`" in text(judge(SUM, lambda X, k: PLAIN.sum() * k))


def test_a_list_of_another_length_is_shown():
    """Where the right lists differ in length; where all have two parts, the parts are counted."""
    evens = Exercise(
        "00.evens", lambda x: [k for k in x if k % 2 == 0], "the even numbers", (), "x.", "why?"
    )
    evens = replace(evens, arguments=("x",), cases=lambda generator: [([1, 2],), ([2, 3, 4],)])
    said = judge(evens, lambda x: x[:1] + x[2:])
    assert said.kind == "different"
    assert "With x = [1, 2] your function gives [1]." in text(said)
    assert "With x = [1, 2] your function gives []." in text(judge(evens, lambda x: []))
    assert judge(evens, lambda x: [*map(str, x), "end"]).kind == "form"
    assert judge(evens, lambda x: len(x)).kind == "form"


def test_text_is_shown_as_it_is_typed():
    names = Exercise("00.names", lambda x: f"{x}!", "text", (), "x.", "why?", ("x",))
    names = replace(names, cases=lambda generator: [("Anna\t",)])
    assert "With x = 'Anna\\t' your function gives 'Anna'." in text(judge(names, str.strip))


def test_a_wrong_answer_that_raises_names_its_line_too():
    raises = replace(SUM, wrong=(Wrong("shape", lambda X, k: X @ X, "A @.", "No.", "Look."),))
    names = {}
    exec(compile("def answer(X, k):\n    return X @ X\n", "a cell", "exec"), names)
    message = judge(raises, names["answer"])
    assert message.kind == "shape" and len(message.lines) == 4
    assert "In line 2 of your cell: RuntimeError" in text(message)


def test_a_message_of_last_resort_of_its_own():
    own = replace(SUM, otherwise=("Odd.", "No sum.", "Add."))
    assert judge(own, lambda X, k: X.max() * k).kind == "otherwise"


def test_a_wrong_answer_shows_its_own_result_and_not_the_right_one():
    message = judge(SUM, lambda X, k: X.max() * k, 0)
    inputs = SUM.cases(torch.Generator().manual_seed(0))[0]
    assert "X = [[" in text(message) and f"k = {inputs[1]}" in text(message)
    assert f"{SUM.reference(*inputs).item():.4g}" not in text(message)
    assert f"{(inputs[0].max() * inputs[1]).item():.4g}" in text(message)


def test_fresh_inputs_each_time():
    seen = set()

    def remember(X, k):
        seen.add(X.sum().item())
        return X.sum() * k

    for _ in range(3):
        assert judge(SUM, remember).kind == "pass"
    assert len(seen) == 6


# -- errors -----------------------------------------------------------------------------------


def test_an_error_takes_two_lines_and_names_the_line():
    code = "def answer(X, k):\n    total = 0\n    total += X @ X\n    return total\n"
    names = {}
    exec(compile(code, "a cell", "exec"), names)
    message = judge(SUM, names["answer"])
    assert len(message.lines) == 2 and "In line 3 of your cell" in text(message)
    assert "Traceback" not in text(message) and "engine.py" not in text(message)
    assert "shape" in text(message)


def test_a_raise_of_the_learner_is_no_line_that_python_could_not_carry_out():
    def refuses(X, k):
        raise ValueError("k is too large")

    def refuses_what_it_caught(X, k):
        try:
            return X.reshape(5, 1)
        except RuntimeError:
            raise KeyError(k) from None

    def asserts(X, k):
        assert k > 1e9

    def in_a_library(X, k):
        return torch.optim.SGD([], lr=0.1)

    for answer in (refuses, refuses_what_it_caught):
        assert "Your own `raise` ended the function" in text(judge(SUM, answer))
    for answer in (asserts, in_a_library, lambda X, k: X.reshape(5, 1)):
        assert "Your own `raise`" not in text(judge(SUM, answer))


def test_what_is_still_open_in_a_dictionary_is_named():
    two = Exercise("00.two", {"a": 1.0, "b": 2.0}, "two numbers", (), "x.", "why?")
    assert judge(two, {"a": ..., "b": ...}).mark == "Not started"
    message = judge(two, {"a": 1.0, "b": ...})
    assert message.kind == "not started" and "`b` is still open" in text(message)
    assert message.mark == "Not yet" and judge(two, {"a": 1.0, "b": 2.0}).kind == "pass"


def test_an_error_in_a_helper_of_the_learner_names_the_line_that_called_it():
    names = {}
    exec(compile("def divide(k):\n    return k / 0\n", "one cell", "exec"), names)
    exec(compile("def answer(X, k):\n    return divide(k)\n", "other cell", "exec"), names)
    assert "In line 2 of your cell" in text(judge(SUM, names["answer"]))


def errors():
    """The errors that beginners meet, raised for real, and a word of what is said to each."""
    w = torch.tensor(1.0, requires_grad=True)
    table = torch.ones(3, 1)
    five, ids, cross_entropy = torch.ones(2, 5), torch.tensor([0, 4]), nn.functional.cross_entropy

    def twice(X, k):
        loss = (w * w).sum()
        loss.backward()
        loss.backward()

    def in_place(X, k):
        v = torch.tensor(1.0, requires_grad=True)
        v -= 0.1

    def rebind(X, k):
        v = torch.tensor(1.0, requires_grad=True)
        for _ in range(2):
            (v * v).backward()
            v = v - 0.1 * v.grad

    def changed_too_early(X, k):
        v = torch.tensor(3.0, requires_grad=True)
        square = v * v
        with torch.no_grad():
            v *= 10
        square.backward()

    def grows(X, k):
        counts = {"a": 1}
        for word in counts:
            counts[word + "b"] = 1

    def no_super(X, k):
        class Forgetful(nn.Module):
            def __init__(self):
                self.linear = nn.Linear(1, 1)

        Forgetful()

    def without_brackets(X, k):
        with torch.no_grad:
            return X.sum()

    yield twice, "called twice on one graph"
    yield in_place, "changed in place"
    yield rebind, "A `.grad` is `None`"
    yield changed_too_early, "still needed was changed in place"
    yield no_super, "super().__init__()"
    yield lambda X, k: (table * 2).sum().backward(), "does not depend on any tensor"
    yield lambda X, k: nn.Linear(1, 1)(table.double()), "64 bits"
    yield lambda X, k: (w * table).backward(), "has to be one number"
    yield lambda X, k: torch.tensor(0, requires_grad=True), "decimal point"
    yield lambda X, k: nn.Linear(1, 1)(torch.ones(3)), "(N, features)"
    yield lambda X, k: nn.MSELoss(table, table), "pair of brackets is missing"
    yield lambda X, k: (w * table).numpy(), "`.detach()`"
    yield lambda X, k: table.item(), "holds one number"
    yield lambda X, k: math.exp(table), "`math.exp` and `float` take one number"
    yield lambda X, k: math.log(np.ones(3)), "`math.exp` and `float` take one number"
    yield lambda X, k: torch.tensor([[1, 2], [3]]), "`extend` puts its numbers there"
    yield lambda X, k: torch.ones(3) + torch.ones(4), "shapes do not fit"
    yield lambda X, k: table @ [2.0], "Python list"
    yield lambda X, k: undefined_name, "has no value yet"  # noqa: F821
    yield lambda X, k: None + 1, "is `None`"
    yield lambda X, k: X ^ 2, "no power in Python"
    yield lambda X, k: sum([(1, 2), (3, 4)]), "`for a, b in …`"
    yield lambda X, k: 1.5 + [1, 2], "`for a, b in …`"
    yield lambda X, k: math.exp(1000), "too large for a number of Python"
    yield lambda X, k: X[9], "in place of a fixed number"
    yield lambda X, k: X.tolist()[9], "looks one further"
    yield lambda X, k: "text"[9], "looks one further"
    yield lambda X, k: X.tolist() + k, "two different kinds"
    yield lambda X, k: [*"ab"] + "c", "two different kinds"
    yield lambda X, k: k[0], "before them is one number"
    yield lambda X, k: {X.tolist()[0]}, "`tuple(…)`"
    yield lambda X, k: {}[k], "`.get(key, 0)`"
    yield grows, "changes it meanwhile"
    yield lambda X, k: max([]), "For which inputs is nothing left?"
    yield lambda X, k: min((), key=len), "For which inputs is nothing left?"
    yield lambda X, k: [1, 2].index(3), "`if … in …`"
    yield lambda X, k: (1, 2).index(3), "`if … in …`"
    yield lambda X, k: [1, 2].remove(3), "`if … in …`"
    yield lambda X, k: "text".index("a"), "`if … in …`"
    yield lambda X, k: "text".append("s"), "begin with a list"
    yield lambda X, k: setitem("text", 0, "n"), "begin with a list"
    yield lambda X, k: ["a b", "c"].split(), "one text after the other"
    yield lambda X, k: " ".join([1, 2]), "makes a text of a number"
    yield lambda X, k: k / 0, "For which inputs is it 0?"
    yield lambda X, k: X.reshape(5, 1), "another number of entries"
    yield lambda X, k: X.sum * 2, "was not called"
    yield lambda X, k: (lambda a: a)(), "is not the number that is wanted"
    yield lambda X, k: torch.exp(2.0), "wants a tensor"
    yield lambda X, k: X.tolist().mean(), "is no tensor"
    yield lambda X, k: [].append(1).append(2), "without `numbers =`"
    yield lambda X, k: [i for i in 3], "cannot be gone through"
    yield lambda X, k: X.zero_grad(), "`w.grad.zero_()`"
    yield lambda X, k: X(k), "call it like a function"
    yield lambda X, k: nn.Linear(1, 1).linear, "has to be put into `self`"
    yield lambda X, k: open("no such file"), "no file with this name"
    yield without_brackets, "needs its brackets"
    yield lambda X, k: cross_entropy(five, ids.float()), "`.long()`"
    yield lambda X, k: cross_entropy(five, ids.int()), "`.long()`"
    yield lambda X, k: five[0, ids.float()], "`.long()`"
    yield lambda X, k: cross_entropy(five, ids[:, None]), "for each row of logits"
    yield lambda X, k: cross_entropy(five[None], ids[None]), "in the second dimension"
    yield lambda X, k: cross_entropy(five, ids[:1]), "do not fit the logits"
    yield lambda X, k: cross_entropy(five, ids + 4), "`.min()` and `.max()`"
    yield lambda X, k: nn.Embedding(5, 2)(ids + 4), "`.min()` and `.max()`"
    yield lambda X, k: nn.CrossEntropyLoss(five, ids), "pair of brackets is missing"
    yield lambda X, k: torch.ones(1).grad.zero_(), "nothing to empty"
    yield lambda X, k: torch.ones(1).grad.item(), "What stands before the dot is `None`"
    yield lambda X, k: 1 if X > 0 else 2, "`.mean()` missing"
    yield lambda X, k: exit(), "asked Python to end"


@pytest.mark.parametrize(
    ("answer", "said"), list(errors()), ids=lambda v: v if isinstance(v, str) else ""
)
def test_errors_that_beginners_meet(answer, said):
    message = judge(SUM, answer)
    assert message.kind == "error" and said in text(message), message


def test_endless_recursion():
    def answer(X, k):
        return answer(X, k)

    assert "without an end" in text(judge(SUM, answer))


# -- answers of any kind ------------------------------------------------------------------------


class Exits:
    def __getattr__(self, name):
        raise SystemExit(3)

    def __array__(self, *_, **__):
        raise SystemExit(3)


class Liar(float):
    """A number that says that it is any other, and a tensor."""

    def __eq__(self, other):
        return True

    def __float__(self):
        return 3.25

    __hash__ = None
    __class__ = property(lambda self: torch.Tensor)


class LyingList(list):
    def __len__(self):
        return 10**9

    def __getitem__(self, at):
        return 3.25


class Endless:
    """It offers as many numbers as one wants."""

    def __len__(self):
        return 10**12

    def __getitem__(self, at):
        return 3.25

    def __float__(self):
        return 3.25

    def __eq__(self, other):
        return True


class LyingTensor(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        raise SystemExit(3)


class NoWords(Exception):  # noqa: N818
    def __str__(self):
        raise SystemExit(3)

    __repr__ = __str__


class Calls:
    def __call__(self, X, k):
        return X.sum() * k

    def __getattr__(self, name):
        raise SystemExit(3)


def itself():
    numbers = [1.0]
    numbers += [numbers, numbers]
    return numbers


def nested(depth):
    numbers = 3.25
    for _ in range(depth):
        numbers = [numbers]
    return numbers


def dictionary():
    found = {}
    found["found"] = found
    return found


ODD = {  # what is told, of the value as an answer and of a function that gives it
    "on meta": (lambda: torch.ones((), device="meta"), "on the device `meta`"),
    "parts on meta": (lambda: (1.0, torch.ones(2, device="meta")), "on the device `meta`"),
    "itself": (itself, "a list that contains itself"),
    "dictionary in itself": (dictionary, "a dict that contains itself"),
    "deep": (lambda: nested(10_000), "more than 20 deep"),
    "deep tuple": (lambda: (3.25, nested(50)), "more than 20 deep"),
    "10**400": (lambda: 10**400, "too large for the computer"),
    "10**9999": (lambda: -(10**9999), "too large for the computer"),
    "fraction": (lambda: Fraction(10**400, 3), "too large for the computer"),
    "signalling": (lambda: Decimal("sNaN"), "a `nan` or an `inf`"),
    "10,000 numbers": (lambda: [3.25] * 10_000, "more than 2,000"),
    "10,000 tensors": (lambda: list(torch.ones(10_000)), "more than 2,000"),
    "table": (lambda: [[3.25] * 100] * 100, "more than 2,000"),
    "large tensor": (lambda: torch.zeros(1, 1).expand(10**6, 10**6), "more than 2,000"),
    "sparse tensor": (lambda: torch.zeros(10**6, 10**6, layout=torch.sparse_coo), "2,000"),
    "large array": (lambda: np.zeros(3000), "more than 2,000"),
    "range": (lambda: range(10**30), "more than 2,000"),
    "text": (lambda: "x" * 10**6, "a piece of text"),
    "bytes": (lambda: b"x" * 10**6, "type bytes"),
    "exits": (Exits, "type Exits"),
    "a list of it": (lambda: [Exits(), 2.0], "a list with 2 things in it; the first is something"),
    "no float": (lambda: Liar(7.0), "not the answer yet|function gives 7|not use the"),
    "a lying list": (lambda: LyingList([1.0, 2.0]), "a list with 2 things"),
    "an endless thing": (Endless, "type Endless"),
    "a lying tensor": (lambda: torch.ones(2, 2).as_subclass(LyingTensor), "of shape \\(2, 2\\)"),
    "generator": (lambda: (i for i in range(3)), "a generator"),
    "endless generator": (lambda: map(float, iter(int, 1)), "a generator"),
    "objects": (lambda: np.full(2, Exits, dtype=object), "an array of shape"),
    "a class": (lambda: type("Odd", (), {}), "a class|not called"),
}


@pytest.mark.parametrize(("make", "said"), ODD.values(), ids=ODD)
def test_an_odd_answer_is_answered_in_words(make, said):
    """Never a traceback, and never without end: the calls of functions are counted."""
    calls = []
    value = make()
    for exercise, answer in ((VALUE, value), (SUM, lambda X, k: make())):
        sys.setprofile(lambda frame, event, _: calls.append(None) if event == "call" else None)
        try:
            message = judge(exercise, answer, 0)
        finally:
            sys.setprofile(None)
        assert message.mark == "Not yet" and re.search(said, text(message)), message
        assert len(text(message)) < 700
    assert len(calls) < 60_000


def raises(error):
    def answer(X, k):
        raise error

    return answer


def test_errors_of_any_kind():
    for error in (NoWords(), SystemExit(NoWords()), GeneratorExit(), ValueError(NoWords())):
        message = judge(SUM, raises(error))
        assert message.kind == "error" and type(error).__name__ in text(message)
    assert judge(SUM, raises(ValueError("x" * 10**6))).kind == "error"


def test_an_object_that_can_be_called_is_an_answer():
    assert judge(SUM, Calls()).kind == "pass"
    assert judge(SUM, Exits()).kind == judge(CLASS, Exits()).kind == "kind"
    assert "type Calls" in text(judge(VALUE, Calls()))


def test_what_is_right_in_unusual_clothes_passes():
    class Own(torch.Tensor):
        pass

    class Table:
        """As a table of pandas offers its numbers."""

        def __array__(self, *_, **__):
            return np.array([[1.0], [2.0]])

    column = replace(VALUE, reference=torch.tensor([[1.0], [2.0]]), returns="a column")
    values = torch.tensor([[1.0], [2.0]])
    for answer in (values.as_subclass(Own), values.to_sparse(), nn.Parameter(values), Table()):
        assert judge(column, answer).kind == "pass", answer
    three = replace(VALUE, reference=(0.0, 1.0, 2.0), returns="three numbers")
    for answer in (range(3), deque([0, 1, 2]), np.arange(3), torch.arange(3)):
        assert judge(three, answer).kind == "pass", answer


def test_an_input_that_is_spoiled_is_told():
    def spoils(x, k):
        x.append(x)
        return sum(x[:-1]) * k

    lists = replace(
        SUM,
        reference=lambda x, k: sum(x) * k,
        cases=lambda generator: [([1.5, 2.5], 3.0)],
        arguments=("x", "k"),
        wrong=(),
        properties=(),
    )
    message = judge(lists, spoils)
    assert message.kind == "changed" and "`list(x)`" in text(message)
    assert "tensor" not in text(message) and "clone" not in text(message)


def test_a_tensor_in_a_list_that_is_spoiled_is_told():
    """Also where the tensors have several shapes."""

    def spoils(x, k):
        for one in x:
            one *= 2
        return [one * (k / 2) for one in x]

    lists = replace(
        SUM,
        reference=lambda x, k: [one * k for one in x],
        cases=lambda generator: [([torch.ones(2, 3), torch.ones(4)], 3.0)],
        arguments=("x", "k"),
        wrong=(),
        properties=(),
    )
    assert judge(lists, lists.reference).kind == "pass"
    message = judge(lists, spoils)
    assert message.kind == "changed" and "changes a tensor in the list" in text(message)


def test_a_dictionary_that_is_spoiled_is_told():
    prices = replace(
        SUM,
        reference=lambda prices: sum(prices.values()),
        cases=lambda generator: [({"bread": 2.5, "milk": 1.5},)],
        arguments=("prices",),
        wrong=(),
        properties=(),
    )
    assert judge(prices, lambda prices: prices["bread"] + prices["milk"]).kind == "pass"
    message = judge(prices, lambda prices: prices.pop("bread") + prices["milk"])
    assert message.kind == "changed" and "`dict(prices)`" in text(message)


def test_a_generator_in_place_of_numbers_is_told_the_way_out():
    doubles = replace(
        SUM,
        reference=lambda X, k: (X.flatten() * k).tolist(),
        wrong=(),
        properties=(),
    )
    message = judge(doubles, lambda X, k: (x * k for x in X.flatten().tolist()))
    assert message.kind == "form" and "Put `list(...)` around it" in text(message)


# -- properties -----------------------------------------------------------------------------------

ONCE = Property("k is 0", lambda call, X, k: call(X, 0) == 0, "Not 0.", "It is.", "Try 0.")


def test_an_error_on_other_inputs_is_told_as_an_error():
    """It is no answer that breaks the property, so nothing is said of what the answer gave."""
    strict = replace(SUM, properties=(ONCE,))

    def answer(X, k):
        return X.max() * k if k else [][0]

    message = judge(strict, answer, 0)
    assert message.kind == "error" and "IndexError" in text(message)
    assert "k = 0 an error comes up. In line" in text(message)


def test_a_property_that_is_broken_comes_before_an_error_on_other_inputs():
    def answer(X, k):
        return X.max() * k**2 if k else [][0]

    assert judge(replace(SUM, properties=(ONCE, *SUM.properties)), answer).kind == "twice"


def test_a_property_that_fails_by_itself_is_no_fault_of_the_learner():
    broken = replace(ONCE, holds=lambda call, X, k: call(X, k).no_such_thing)
    with pytest.raises(RuntimeError, match="the property k is 0 of"):
        judge(replace(SUM, properties=(broken,)), lambda X, k: X.max() * k)
    odd = replace(ONCE, holds=lambda call, X, k: call(X, 0).isfinite())

    def text_for_0(X, k):
        return X.max() * k if k else "text"

    assert judge(replace(SUM, properties=(odd,)), text_for_0).kind == "k is 0"


def test_it_is_told_as_a_mistake_of_the_check(monkeypatch):
    heard = []
    monkeypatch.setattr(session, "SESSION", session.Session())
    monkeypatch.setattr(session, "show", heard.append)
    for error in (RuntimeError("the property"), NoWords(), SystemExit(3)):
        monkeypatch.setattr(session, "judge", lambda *_, error=error: raises(error)(0, 0))
        session.check("01.mse", 3)
    assert [message.kind for message in heard] == ["failed"] * 3
    monkeypatch.setattr(session, "judge", lambda *_: raises(KeyboardInterrupt())(0, 0))
    with pytest.raises(KeyboardInterrupt):
        session.check("01.mse", 3)


# -- what is cut, and what stops a check --------------------------------------------------------


def test_a_megabyte_as_the_answer_is_cut():
    assert len(text(judge(SUM, lambda X, k: "x" * 1_000_000))) < 400
    assert len(judge(SUM, lambda X, k: "x" * 1_000_000)._repr_html_()) < 800

    def shout(X, k):
        raise ValueError("x" * 1_000_000)

    assert len(text(judge(SUM, shout))) < 700


def test_learner_text_is_escaped():
    def raises(X, k):
        raise ValueError("<script>alert(1)</script>")

    for answer in (raises, lambda X, k: "<script>alert(1)</script>"):
        html = judge(SUM, answer)._repr_html_()
        assert "<script" not in html and "&lt;script" in html
    table = session.Table(("<b>",), [("<script>",)])._repr_html_()
    assert "<script" not in table and "<b>" not in table


def test_an_interrupt_is_no_error(monkeypatch):
    def slow(X, k):
        raise KeyboardInterrupt

    message = judge(SUM, slow)
    assert message.kind == "interrupted" and message.mark == "Interrupted"


def test_inputs_in_which_two_rules_differ():
    drawn = iter(range(5000))
    assert apart(lambda: (next(drawn),), lambda n: n, lambda n: max(n, 7)) == (0,)
    drawn = iter(range(5000))
    assert apart(lambda: (next(drawn),), lambda n: n, lambda n: min(n, 7)) == (8,)
    with pytest.raises(RuntimeError, match=r"In 1,000 draws, one of the other rules always"):
        apart(lambda: (next(drawn),), lambda n: n, lambda n: n + 0)
