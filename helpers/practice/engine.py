"""What an exercise is, and how an answer to it is judged: by what it does, never by its text.

An answer is run on fresh random inputs, and what is seen is compared with what is seen of
the reference. If it differs, it is compared with the known wrong answers of the exercise,
each of which has a message of its own. If none of them does the same, the general faults are
looked for (a wrong shape, nan, a changed input ...), then the exercise's properties.
"""

import copy
import difflib
import dis
import inspect
import linecache
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from types import CodeType, FunctionType, MethodType
from typing import Any

import torch

from helpers.practice.compare import (
    alike,
    all_numbers,
    as_tensor,
    dress,
    has_ellipsis,
    is_bool,
    is_finite,
    is_number,
    is_rounded,
    same_form,
)
from helpers.practice.guard import guarded, known_state, quiet
from helpers.practice.safe import Thing, UnusableError, is_class, safe
from helpers.practice.words import Message, describe, explain_error, plain, short, text_of


@dataclass(frozen=True, repr=False)  # help() would print the answers
class Wrong:
    """A known wrong answer and what to say to the one who gives it.

    answer    an example, of the same kind as the reference
    seen      what was seen; `means` what it means; `to_try` the next experiment
    when      called with what is seen of an answer in each case, as a list; says whether it
              is this mistake. Without it: the answer does what the example does.
    """

    name: str
    answer: Any
    seen: str
    means: str
    to_try: str
    when: Callable[[list], bool] | None = None


@dataclass(frozen=True)
class Property:
    """Something that holds for every right answer: the first that fails is told.

    holds(call, *inputs) -> bool, where `call(*inputs)` runs the answer
    """

    name: str
    holds: Callable[..., bool]
    seen: str
    means: str
    to_try: str


@dataclass(frozen=True, repr=False)
class Rival:
    """Another rule that a learner might follow in place of the right one. It must not pass, so
    for any random inputs there has to be a case in which the two come apart.

    rule     in words, as one would say it
    answer   an answer that follows it, of the same kind as the reference
    """

    rule: str
    answer: Any


@dataclass(frozen=True, repr=False)
class Exercise:
    """One exercise.

    name        such as "02.gradient"; the number is the lesson's
    reference   a right answer: a function, a class or a value
    arguments   the names of a function's arguments, in order
    returns     in words, what the answer has to give (or be)
    wrong       the known wrong answers
    rivals      other rules that must not pass either; they get the general messages
    checked     for one who passes: what was checked
    why         the question at the end; `because` its answer, as it stands below the solution
    cases       cases(generator) -> the inputs, a tuple for each case, fresh each time
    observe     observe(answer, *inputs) -> what is seen of the answer; by default a function's
                result, or the value itself
    properties  looked at where no known wrong answer fits
    start       what the notebook's cell hands in before anything was done, where that is no `...`
    given       the program of `start` as it stands in the notebook's cell, where there is one
    symptom     what is wrong with `start`, for one whose changes have not changed what it does
    otherwise   (seen, means, to try) where neither a wrong answer nor a property fits
    accept      accept(seen, reference's) -> bool for a case; by default equal up to rounding
    tolerance   how far apart two equal numbers may be, as a share of the larger
    """

    name: str
    reference: Any
    returns: str
    wrong: tuple[Wrong, ...]
    checked: str
    why: str
    arguments: tuple[str, ...] = ()
    cases: Callable[[torch.Generator], Iterable[tuple]] = lambda generator: [()]
    observe: Callable | None = None
    properties: tuple[Property, ...] = ()
    start: Any = ...
    symptom: str = ""
    otherwise: tuple[str, str, str] | None = None
    accept: Callable[[Any, Any], bool] | None = None
    tolerance: float = 1e-4
    rivals: tuple[Rival, ...] = ()
    because: str = ""
    given: str = ""

    def see(self, answer: Any, inputs: tuple) -> Any:
        """What is seen of an answer in one case."""
        if self.observe is not None:
            return self.observe(answer, *inputs)
        return answer(*inputs) if callable(self.reference) else answer


@dataclass
class Seen:
    """What was seen of an answer in one case: a value or an error, and what else it did."""

    value: Any = None
    error: BaseException | None = None
    changed: int | None = None  # the number of an input that was changed
    patched: list[str] = field(default_factory=list)


# -- running --------------------------------------------------------------------------------


def function_of(answer: Any) -> FunctionType | None:
    """The function with the learner's code: below `@torch.no_grad()` and its like, or the
    `__call__` of an object."""
    kind = type(answer)
    if kind is MethodType:
        answer = answer.__func__
    elif kind is not FunctionType and not is_class(answer):
        answer = inspect.getattr_static(kind, "__call__", None)
    if type(answer) is not FunctionType:
        return None
    answer = inspect.unwrap(answer)
    library = (answer.__module__ or "").split(".")[0] in ("torch", "numpy")
    return answer if type(answer) is FunctionType and not library else None


def functions_of(answer: Any) -> list[FunctionType]:
    """The functions with the learner's code: that of the answer, or those of its class."""
    parts = vars(answer).values() if is_class(answer) else [answer]
    return [function for part in parts if (function := function_of(part)) is not None]


def variables_of(answer: Any) -> dict | None:
    """The variables that a learner's function or class can reach, or None."""
    return next((function.__globals__ for function in functions_of(answer)), None)


def look(exercise: Exercise, answer: Any, inputs: tuple, seed: int = 0, ours: bool = False) -> Seen:
    """Run an answer on one case. KeyboardInterrupt passes; every other error is kept.

    seed   what the random generators begin with, so that two calls can be told apart
    ours   the answer is one of the catalogue's own
    """
    given = copy.deepcopy(inputs)
    seen = Seen()
    with guarded(variables_of(answer), seed, trusted=ours) as seen.patched:
        try:
            value = exercise.see(answer, given)
            seen.value = value if ours else safe(value)
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # a learner's code may raise anything, SystemExit too
            seen.error = error
    for i, (before, after) in enumerate(zip(inputs, given, strict=True)):
        if _can_change(before) and not _is_still(after, before):
            seen.changed = i
    return seen


def _can_change(value: Any) -> bool:
    """It holds numbers that code could change: a tensor, a list of numbers or of tensors, or a
    dictionary."""
    return isinstance(value, dict) or _holds_tensors(value) or as_tensor(value) is not None


def _holds_tensors(value: Any) -> bool:
    """A list with tensors in it, perhaps of several shapes."""
    return isinstance(value, list) and any(isinstance(part, torch.Tensor) for part in value)


def _is_still(after: Any, before: Any) -> bool:
    """An input is what it was before."""
    if type(after) is type(before) is torch.Tensor:
        if after.dtype is not before.dtype or after.is_meta:
            return False
        return torch.equal(after, before) or alike(after, before, 1e-12)  # there and back: rounding
    try:
        return alike(safe(after), before, 1e-12)
    except UnusableError:
        return False


def same_seen(one: Seen, other: Seen, like: Any, tolerance: float) -> bool:
    """Two answers did the same in one case."""
    if one.error is not None or other.error is not None:
        return type(one.error) is type(other.error) and short(one.error, 30) == short(
            other.error, 30
        )
    return alike(dress(one.value, like), dress(other.value, like), tolerance)


def files_of(answer: Any) -> set[str]:
    """The names under which Python knows the cells with the learner's code."""
    return {function.__code__.co_filename for function in functions_of(answer)}


def own_line(error: BaseException, answer: Any) -> tuple[int, str] | None:
    """The line of the learner's own code at which an error came up: its number in the cell
    and, where it can be had, its text. None where the error did not come from there."""
    files, found, trace = files_of(answer), None, error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file in files:
            found = trace.tb_lineno, short(linecache.getline(file, trace.tb_lineno))
        trace = trace.tb_next
    return found


def own_raise(error: BaseException, answer: Any) -> bool:
    """A `raise` of the learner's own ended the run, and no line that Python could not do."""
    trace = error.__traceback__
    while trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    own = code.co_filename in files_of(answer) and not isinstance(error, AssertionError)
    return own and dis.opname[code.co_code[trace.tb_lasti]] == "RAISE_VARARGS"


def _is_empty(answer: Any) -> bool:
    """A function with nothing in it but `...`, `pass` or a text."""
    function = None if is_class(answer) else function_of(answer)
    if function is None or function.__code__.co_code not in _empty_codes():
        return False
    constants = function.__code__.co_consts
    return all(c is None or c is ... or c == function.__doc__ for c in constants)


def _empty_codes() -> tuple[bytes, ...]:
    def dots(): ...

    def documented():
        """A text."""

    return dots.__code__.co_code, documented.__code__.co_code


# The names that the first two code cells of a lesson give. A restart takes them away.
FIRST_CELLS = {
    "01": ("nn", "short_errors", "torch", "use_style"),
    "02": ("COLORS", "X", "five_rides", "plt", "rides", "torch", "use_style", "y"),
    "03": ("X", "five_rides", "plt", "rides", "torch", "use_style", "y"),
    "04": ("X", "five_rides", "nn", "plt", "rides", "torch", "use_style", "y"),
    "05": (
        *("LADDER", "LETTERS", "MiniBatches", "evaluate", "fit", "math", "names", "nn"),
        *("short_errors", "split", "torch", "use_style"),
    ),
    "06": (
        *("LADDER", "LETTERS", "MiniBatches", "evaluate", "fit", "held_out", "names", "nn"),
        *("short_errors", "split", "test", "torch", "train", "use_style", "windows"),
    ),
    "07": (
        *("LETTERS", "MiniBatches", "evaluate", "fit", "held_out", "mlp", "names", "nn"),
        *("short_errors", "split", "stored", "test", "torch", "train", "use_style", "windows"),
    ),
    "08": (
        *("CHARACTERS", "Counter", "LADDER", "bits_per_byte", "fit", "held_out", "names", "nn"),
        *("pairwise", "plays", "raw_texts", "re", "short_errors", "split_plays", "test"),
        *("torch", "train", "use_style"),
    ),
    "09": (
        *("CHARACTERS", "F", "LADDER", "evaluate", "fit", "held_out", "nn", "short_errors"),
        *("split_plays", "test", "torch", "train", "use_style"),
    ),
    "10": (
        *("CHARACTERS", "F", "GPT", "LADDER", "Windows", "evaluate", "fit", "held_out"),
        *("in_rows", "next_token_loss", "nn", "short_errors", "split_plays", "stream", "test"),
        *("torch", "train", "use_style", "write_tokens"),
    ),
    "11": (
        *("CHARACTERS", "END", "F", "IGNORED", "MiniBatches", "answers", "code"),
        *("evaluate", "fares", "fit", "in_english", "in_rows", "king_james", "math"),
        *("next_token_loss", "nn", "rows"),
        *("short_errors", "split_plays", "stored_gpt", "stream", "torch", "use_style"),
    ),
}


# -- judging --------------------------------------------------------------------------------


def judge(exercise: Exercise, answer: Any, seed: int | None = None) -> Message:
    """The message for an answer. Never raises for anything that the answer does.

    seed   for the random inputs; by default a fresh one
    """
    try:
        with known_state():
            return _judge(exercise, answer, seed)
    except UnusableError as odd:
        return _say(exercise, "unusable", *odd.args)
    except KeyboardInterrupt:
        return Message(
            "Interrupted",
            exercise.name,
            (
                ("", "You stopped the check while your code was running. Nothing is lost."),
                ("Try", "If it did not end by itself: which line should end the loop?"),
            ),
            "interrupted",
        )


def passes(exercise: Exercise, answer: Any, seed: int) -> bool:
    """Whether a usable answer passes with these random inputs; no message is looked for."""
    with known_state():
        return _Run(exercise, answer, seed, until_wrong=True).passes()


def _judge(exercise: Exercise, answer: Any, seed: int | None) -> Message:
    """The message for an answer: the steps of the judging, in their order."""
    if not callable(answer):
        answer = safe(answer)
    if has_ellipsis(answer) or _is_empty(answer):
        return _partly_done(exercise, answer) or _not_started(exercise)
    unusable = _wrong_kind(exercise, answer)
    if unusable:
        return _say(exercise, "kind", *unusable)
    run = _Run(exercise, answer, _fresh() if seed is None else seed)
    if run.patched:
        return _say(
            exercise,
            "patched",
            f"Your code puts something else in the place of `{short(', '.join(run.patched))}`.",
            "All code of this session would use it from then on. It was put back.",
            "Give your own a name of its own. And if you meant to call it: brackets, and no `=`.",
        )
    if isinstance(run.error, UnusableError):
        raise run.error
    if run.unfinished:
        return _not_started(exercise)
    if type(run.error) is NameError and run.error.name in FIRST_CELLS.get(exercise.name[:2], ()):
        return _restarted(exercise, run.error.name)
    if run.passes():
        lines = ("Checked", exercise.checked), ("Now explain", exercise.why)
        return Message("Right", exercise.name, lines, "pass", exercise.because)
    if not run.right:
        known = _known(run)
        if known:
            return known
    if run.error is not None:
        return _stopped(run, run.error)
    fault = _general_fault(run)
    if fault:
        return _say(exercise, *fault)
    broken = _broken_property(run)
    if broken:
        return broken
    otherwise = exercise.otherwise and ("otherwise", *exercise.otherwise)
    return _say(exercise, *(otherwise or _difference(run)))


def _say(exercise: Exercise, kind: str, seen: str, means: str, to_try: str) -> Message:
    lines = ("Seen", seen), ("It means", means), ("Try", to_try)
    return Message("Not yet", exercise.name, lines, kind)


def _not_started(exercise: Exercise) -> Message:
    text = "Put your answer in place of the `...` and run the cell again."
    return Message("Not started", exercise.name, (("", text),), "not started")


def _partly_done(exercise: Exercise, answer: Any) -> Message | None:
    """For a dictionary in which some values were filled in, and others were not."""
    still = [key for key in answer if has_ellipsis(answer[key])] if isinstance(answer, dict) else []
    if not still or len(still) == len(answer):
        return None
    names = _listed(short(key, 20) for key in still)
    text = f"{names} {'is' if len(still) == 1 else 'are'} still open: `...` stands there."
    return Message("Not yet", exercise.name, (("Seen", text),), "not started")


def _restarted(exercise: Exercise, name: str) -> Message:
    lines = (
        ("Seen", f"Your code uses `{name}`, and `{name}` has no value yet."),
        ("It means", "The kernel was restarted, or the beginning of the lesson was not run."),
        (
            "Try",
            "Run the first two code cells of the lesson again, then this one. This counts as no "
            "try.",
        ),
    )
    return Message("Not yet", exercise.name, lines, "restarted")


class AnswerError(Exception):
    """An answer that raised an error on inputs of a property: (the error, the inputs)."""


class Drawn:
    """The random inputs of a check, one after the other for each case, and what the catalogue's
    own answers do with them. Each of those runs once for a case, and only when it is asked for.
    """

    def __init__(self, exercise: Exercise, seed: int):
        self.exercise = exercise
        self.cases = list(exercise.cases(torch.Generator().manual_seed(seed)))
        self.known: dict[tuple[int, int], Seen] = {}

    def seen(self, ours: Any, i: int) -> Seen:
        """What the catalogue's answer `ours` does in case number i."""
        key = id(ours), i
        if key not in self.known:
            self.known[key] = look(self.exercise, ours, self.cases[i], ours=True)
        return self.known[key]


class _Run:
    """An answer after it was run on fresh inputs, beside the reference.

    cases     the inputs; `expected` what is seen of the reference, `found` of the answer
    error     the answer's first error, where the run ends
    changed   the number of an input that the answer has changed
    right     the answer is right in every case

    until_wrong   the run ends with the first case in which the answer is not right
    """

    def __init__(self, exercise: Exercise, answer: Any, seed: int, until_wrong: bool = False):
        self.exercise, self.answer = exercise, answer
        self.drawn = Drawn(exercise, seed)
        self.cases = self.drawn.cases
        self.expected = [self.drawn.seen(exercise.reference, i) for i in range(len(self.cases))]
        for reference in self.expected:
            if reference.error is not None:  # a mistake of this exercise and not of the learner
                raise RuntimeError(f"the reference of {exercise.name}") from reference.error
        self.found = self.look_at_all(until_wrong=until_wrong)
        self.error = self.found[-1].error
        self.changed = next((seen.changed for seen in self.found if seen.changed is not None), None)
        self.patched = sorted({name for seen in self.found for name in seen.patched})
        whole = len(self.found) == len(self.cases)
        self.right = whole and all(map(self.is_right, self.found, self.expected))

    def look_at_all(self, seed: int = 0, until_wrong: bool = False) -> list[Seen]:
        """Run the answer on all cases, up to its first error."""
        found = []
        for inputs, reference in zip(self.cases, self.expected, strict=True):
            found.append(look(self.exercise, self.answer, inputs, seed))
            if found[-1].error is not None:
                break
            if until_wrong and not self.is_right(found[-1], reference):
                break
        return found

    @property
    def unfinished(self) -> bool:
        """A `...` came out of the answer, or stopped it."""
        left = any(has_ellipsis(seen.value) for seen in self.found)
        return left or (self.error is not None and "ellipsis" in text_of(self.error).lower())

    def is_right(self, seen: Seen, reference: Seen) -> bool:
        if seen.error is not None:
            return False
        if self.exercise.accept is not None:
            return _fits(self.exercise.accept, seen.value, reference.value)
        value = dress(seen.value, reference.value)
        return alike(value, reference.value, self.exercise.tolerance)

    def has_the_form(self) -> bool:
        """What was found has the form of what was expected, whatever the numbers are."""
        pairs = zip(self.values(), self.expected, strict=False)
        return all(same_form(value, reference.value) for value, reference in pairs)

    def passes(self) -> bool:
        """It is right, twice, and has left its inputs alone."""
        return self.right and self.changed is None and self.right_again()

    def right_again(self) -> bool:
        """Called once more on the first case, with other random numbers, it is right again."""
        again = look(self.exercise, self.answer, self.cases[0], seed=1)
        return self.is_right(again, self.expected[0])

    def does_the_same_as(self, other: Any) -> bool:
        """Another answer, one of the catalogue's, gives the same or fails in the same way. It is
        run up to the first case in which it does not."""
        return all(self._same(i, self.drawn.seen(other, i)) for i in range(len(self.found)))

    def same_twice(self) -> bool:
        return all(map(self._same, range(len(self.found)), self.look_at_all(seed=1)))

    def _same(self, i: int, other: Seen) -> bool:
        """In case number i another call did the same as the answer."""
        return same_seen(self.found[i], other, self.expected[i].value, self.exercise.tolerance)

    def values(self) -> list:
        """What was found in each case, in the form of what was expected."""
        return [dress(a.value, b.value) for a, b in zip(self.found, self.expected, strict=False)]

    def call(self, *inputs) -> Any:
        """Run the answer once more, on other inputs. Raises AnswerError for any error of it."""
        seen = look(self.exercise, self.answer, inputs)
        if seen.error is not None:
            raise AnswerError(seen.error, inputs)
        return dress(seen.value, self.expected[0].value)


def _known(run: _Run) -> Message | None:
    """The message of the start, of a rounded result or of a known wrong answer, if it is one."""
    exercise = run.exercise
    as_at_start = exercise.start is not ... and run.does_the_same_as(exercise.start)
    if as_at_start and _is_changed(exercise, run.answer):
        return _say(
            exercise,
            "as at the start",
            "You have changed the program, and it does what it did at the start. "
            f"{exercise.symptom}".strip(),
            "Your change does not touch the mistake, or puts another one in its place that does "
            "the same.",
            "Open hint 1 below, and print what it speaks of.",
        )
    if as_at_start:
        text = (
            "Your code still does what it did at the start. Run the check again when you have "
            "changed something."
        )
        lines = [("", text), ("Seen", exercise.symptom)] if exercise.symptom else [("", text)]
        return Message("Not started", exercise.name, tuple(lines), "not started")
    if run.error is None and run.has_the_form() and _is_rounded(run.found, run.expected):
        return _say(
            exercise,
            "rounded",
            "Your result is right up to rounding.",
            "The check compares several digits, and so do the lines that use your result.",
            "Hand it in as it comes out, without `round`.",
        )
    for wrong in exercise.wrong:
        if wrong.when is not None:
            fits = run.error is None and _fits(wrong.when, run.values())
        else:
            fits = run.does_the_same_as(wrong.answer)
        if fits:
            message = _say(exercise, wrong.name, wrong.seen, wrong.means, wrong.to_try)
            where = _where(run.error, run.answer) if run.error is not None else None
            lines = (("Error", where), *message.lines) if where else message.lines
            return replace(message, lines=lines)
    return None


def _is_changed(exercise: Exercise, answer: Any) -> bool:
    """The code of an answer is not that of the program that the exercise gives."""
    function = None if is_class(answer) else function_of(answer)
    if not exercise.given or answer is exercise.start or function is None:
        return False
    code = function.__code__
    whole = compile(exercise.given, "the start", "exec").co_consts
    return _print_of(code) not in [_print_of(c) for c in whole if isinstance(c, CodeType)]


def _print_of(code: CodeType) -> tuple:
    """What a piece of code does, without its place, its comments and its own name."""
    inside = [_print_of(c) if isinstance(c, CodeType) else repr(c) for c in code.co_consts]
    return code.co_code, inside, code.co_names, code.co_varnames


def _fresh() -> int:
    return int.from_bytes(os.urandom(4), "little")


def _fits(rule: Callable, *values) -> bool:
    """What a rule says; False where an answer is so odd that the rule fails."""
    try:
        with quiet():
            return bool(rule(*values))
    except Exception:
        return False


def _wrong_kind(exercise: Exercise, answer: Any) -> tuple[str, str, str] | None:
    """An answer that is no function where one is asked for, or has other arguments."""
    wanted = exercise.reference
    if isinstance(wanted, type):
        if not is_class(answer):
            return (
                f"You handed in {describe(safe(answer))}.",
                "The check wants the class itself, so that it can make objects of it.",
                "Hand in its name, without brackets.",
            )
        return None
    if callable(wanted):
        if is_class(answer) or not callable(answer):
            return (
                f"You handed in {describe(safe(answer))}.",
                "The check wants the function itself, so that it can call it with its own inputs.",
                "Hand in its name, without brackets behind it.",
            )
        if not _can_be_called_with(answer, exercise.arguments):
            return (
                f"Your function cannot be called with {len(exercise.arguments)} inputs.",
                f"The check calls it with {_listed(exercise.arguments)}, in this order.",
                "Compare the line with `def` with the one in the task.",
            )
        return None
    if callable(answer):
        return (
            f"You handed in {describe(safe(answer))}.",
            f"The task asks for {exercise.returns}.",
            "Hand in the value, not the function that computes it.",
        )
    return None


def _can_be_called_with(answer: Any, arguments: tuple[str, ...]) -> bool:
    """It takes these arguments, as far as one can know without calling it."""
    try:
        signature = inspect.signature(answer)
    except KeyboardInterrupt:
        raise
    except BaseException:  # it has none; or an object of a learner's class raises what it likes
        return True
    try:
        signature.bind(*arguments)
    except TypeError:
        return False
    return True


def _listed(names: Iterable[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _where(error: BaseException, answer: Any) -> str | None:
    """An error and the line of the learner's code at which it came up, if it did so there."""
    line = own_line(error, answer)
    if line is None:
        return None
    number, text = line
    where = f"In line {number} of your cell, `{text}`" if text else f"In line {number} of your cell"
    return f"{where}: {_named(error)}"


def _named(error: BaseException) -> str:
    return short(f"{type(error).__name__}: {text_of(error)}".rstrip(": "), 160)


OWN_RAISE = (
    "Your own `raise` ended the function. The check calls it with inputs for which it should give "
    "a result.",
    "Which condition leads to this line, and for which inputs does it hold?",
)


def _stopped(run: _Run, error: BaseException, inputs: tuple | None = None) -> Message:
    """An error in two lines: what and where; what it means and what to try. With `inputs`, for
    which it came up, where they are not those of the check's cases."""
    if isinstance(error, UnusableError):
        raise error
    exercise = run.exercise
    where = _where(error, run.answer)
    if where is None:
        seen = f"What your code gave could not be used: {_named(error)}"
        means = f"The task asks for {exercise.returns}."
    else:
        told = OWN_RAISE if own_raise(error, run.answer) else explain_error(error)
        seen, means = where, " ".join(told)
        if inputs and exercise.observe is None:
            seen = f"With {_given(exercise, inputs)} an error comes up. {where}"
    return Message("Not yet", exercise.name, (("Seen", seen), ("It means", means)), "error")


def _given(exercise: Exercise, inputs: tuple) -> str:
    """Inputs by their names, as they can be typed."""
    pairs = zip(exercise.arguments, inputs, strict=True)
    return short(", ".join(f"{name} = {plain(value)}" for name, value in pairs), 200)


def _general_fault(run: _Run) -> tuple | None:
    """A fault that has nothing to do with the subject: a changed input, None, a wrong form,
    nan, another result each time, an input that is not used."""
    exercise = run.exercise
    if run.changed is not None:
        return "changed", *_changed(exercise, run.changed, run.cases[0][run.changed])
    for value, reference in zip(run.values(), run.expected, strict=True):
        if value is None and callable(exercise.reference):
            return (
                "none",
                "Your function gives back `None`.",
                "A function without a `return` line gives back `None`, whatever it computes or "
                "prints.",
                "Which line should hand the result out?",
            )
        if value is None:
            return (
                "none",
                "You handed in `None`.",
                "`print` shows a value and hands nothing on.",
                f"Hand in {exercise.returns}.",
            )
        if not same_form(value, reference.value):
            if _is_of_another_length(run, value, reference.value):
                return _difference(run)
            return "form", *_form(exercise, value, reference.value)
        if not is_finite(value) and is_finite(reference.value):
            return (
                "not finite",
                "There is a `nan` or an `inf` in your result: no number, or infinity.",
                "A number became too large for the computer, or something was divided by 0.",
                "Print what goes into each line, and find the first that is not finite.",
            )
    if not run.same_twice():
        return (
            "not the same twice",
            "Called twice with the same inputs, your code gives two different results.",
            "It uses random numbers, or something that it keeps from one call to the next.",
            "Look for what is not an input and still changes.",
        )
    unused = _unused_input(run)
    if unused:
        return (
            "unused",
            f"For other values of `{unused}` your function gives the same result.",
            f"Either it does not use the `{unused}` that it gets, and a name in it comes from "
            "another cell of the lesson; or what it does with it loses the numbers.",
            "Look at each name in your function: does it come in, or is it made inside?",
        )
    return None


def _is_of_another_length(run: _Run, value: Any, like: Any) -> bool:
    """It is a list of the right things, but of another length, where the length is not fixed."""
    if not (isinstance(value, list | tuple) and isinstance(like, list | tuple)):
        return False
    is_free = len({len(seen.value) for seen in run.expected}) > 1
    things = all(same_form(part, one) for part in value for one in like[:1])
    return is_free and len(value) != len(like) and things


def _changed(exercise: Exercise, i: int, value: Any) -> tuple[str, str, str]:
    """What to say when an answer has changed its input number i: a list, a dictionary, a tensor."""
    name = exercise.arguments[i] if exercise.arguments else "an input"
    seen = f"After your function has run, `{name}` is no longer what it was."
    if _holds_tensors(value):
        return (
            seen,
            "A line such as `one *= 2`, or a call with `_` at its end, changes a tensor in the "
            f"list itself, and so that of the one who calls your function. `{name}[0] = 1` does it "
            "to the list.",
            "Make new tensors, `one * 2`, and put them into a new list.",
        )
    if isinstance(value, list):
        return (
            seen,
            f"A line such as `{name}[0] = 1`, or a method such as `sort`, `pop` or `append`, "
            "changes the list itself, and so that of the one who calls your function.",
            f"Begin with a copy, `list({name})`, and change that one.",
        )
    if isinstance(value, dict):
        return (
            seen,
            f"A line such as `{name}[key] = 1`, or a method such as `pop` or `update`, changes the "
            "dictionary itself, and so that of the one who calls your function.",
            f"Begin with a copy, `dict({name})`, and change that one.",
        )
    return (
        seen,
        "A line such as `w -= 1`, or a call with `_` at its end, changes the tensor itself, "
        "and so that of the one who calls your function.",
        "Make a new tensor: `w = w - 1`, or begin with a copy, `.clone()`.",
    )


def _broken_property(run: _Run) -> Message | None:
    """The message of the first property that does not hold for the answer. An error of the
    answer on other inputs is told where all the properties hold that could be tried."""
    stopped = None
    for inputs in run.cases:
        for rule in run.exercise.properties:
            try:
                holds = _holds(run, rule, inputs)
            except AnswerError as stop:
                stopped = stopped or stop
                continue
            if not holds:
                return _say(run.exercise, rule.name, rule.seen, rule.means, rule.to_try)
    return stopped and _stopped(run, *stopped.args)


def _holds(run: _Run, rule: Property, inputs: tuple) -> bool:
    """Whether a property holds for the answer: not where it gives what the rule cannot use.
    Raises AnswerError where the answer raises an error, RuntimeError where the rule is at fault."""
    exercise = run.exercise
    try:
        with quiet():
            return bool(rule.holds(run.call, *inputs))
    except AnswerError:
        raise
    except Exception as error:

        def reference(*given):
            return look(exercise, exercise.reference, given, ours=True).value

        try:
            rule.holds(reference, *inputs)
        except Exception:
            raise RuntimeError(f"the property {rule.name} of {exercise.name}") from error
        return False


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def _form(exercise: Exercise, value: Any, like: Any) -> tuple[str, str, str]:
    """What to say to a value of the wrong form."""
    wanted = f"The task asks for {exercise.returns}."
    to_try = "Print it before you hand it in."
    if callable(exercise.reference):
        to_try = "Call your code yourself, and print what it gives and the shape of that."
    sequence = isinstance(value, list | tuple) and isinstance(like, list | tuple)
    if sequence and len(value) == len(like) <= len(ORDINALS):
        i = next(i for i, pair in enumerate(zip(value, like, strict=True)) if not same_form(*pair))
        if isinstance(value[i], str) and is_number(like[i]):
            to_try = "Leave out the quotation marks."
        elif is_number(like[i]):
            to_try += " Is a pair of brackets, or a `.mean()`, missing?"
        return f"The {ORDINALS[i]} part of your answer is {describe(value[i])}.", wanted, to_try
    seen = f"Your answer is {describe(value)}."
    if callable(value) and not isinstance(value, torch.nn.Module):
        seen, to_try = "Your answer is a function that was not called.", "Put `()` behind its name."
    elif isinstance(value, str) and is_number(like):
        to_try = "Leave out the quotation marks."
    elif isinstance(value, Thing) and value.kind == "generator" and not is_number(like):
        to_try = "Put `list(...)` around it. A generator has not worked out its numbers yet."
    elif isinstance(value, tuple) and is_number(like) and not callable(exercise.reference):
        to_try = "Write a decimal point, no comma."
    return seen, wanted, to_try


def _is_rounded(found: list[Seen], expected: list[Seen]) -> bool:
    if any(is_bool(a.value) != is_bool(b.value) for a, b in zip(found, expected, strict=False)):
        return False
    mine = all_numbers([seen.value for seen in found])
    right = all_numbers([seen.value for seen in expected[: len(found)]])
    if mine is None or right is None or len(mine) != len(right):
        return False
    return is_rounded(*(torch.tensor(n, dtype=torch.float64) for n in (mine, right)))


def _unused_input(run: _Run) -> str | None:
    """The name of an input that changes the right answer and not this one."""
    exercise, inputs = run.exercise, run.cases[0]
    if exercise.observe is not None or not callable(exercise.reference):
        return None
    for i, (name, value) in enumerate(zip(exercise.arguments, inputs, strict=True)):
        numbers = as_tensor(value)
        if numbers is None or isinstance(value, int):
            continue
        other = numbers * 1.25 + 0.5
        if isinstance(value, torch.Tensor):
            other = other.to(value.dtype)
        else:
            other = tuple(other.tolist()) if isinstance(value, tuple) else other.tolist()
        changed = (*inputs[:i], other, *inputs[i + 1 :])
        right = look(exercise, exercise.reference, changed, ours=True).value
        if not alike(run.expected[0].value, right) and _fits(
            lambda changed=changed: alike(run.call(*inputs), run.call(*changed), 1e-9)
        ):
            return name
    return None


def _difference(run: _Run) -> tuple[str, str, str, str]:
    """The last resort: one input for which the answer is not right, and what it gave."""
    exercise = run.exercise
    means = f"The task asks for {exercise.returns}."
    pairs = zip(run.found, run.expected, strict=True)
    bad = next((i for i, pair in enumerate(pairs) if not run.is_right(*pair)), 0)
    inputs, value = run.cases[bad], run.found[bad].value
    if exercise.observe is None and inputs:
        return (
            "different",
            f"With {_given(exercise, inputs)} your function gives {short(plain(value), 80)}.",
            f"{means} This is something else.",
            "Work this case out on paper, and compare each line of your function with it.",
        )
    return (
        "different",
        "This is not the answer yet.",
        means,
        "Open hint 1 below and compare it with what you did.",
    )


def closest(name: str, known: Iterable[str]) -> str:
    """A sentence about a name that is not known, with the nearest that is."""
    near = difflib.get_close_matches(str(name), list(known), 1, 0.4)
    return f"There is no `{short(name, 30)}`." + (f" Did you mean `{near[0]}`?" if near else "")
