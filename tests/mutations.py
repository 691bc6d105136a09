"""Plant small faults in the code of a lesson, and list those that no test would notice.

    .venv/bin/python tests/mutations.py 01
    .venv/bin/python tests/mutations.py 01 cost half-check

Each code cell is changed in one place (a sign, a number, a mean that becomes a sum), the lesson is
run in this process as if it had been stored again with its fault, and what it prints, draws and
defines is held to the tests of numbers, pictures, captions and code. A run takes minutes. What
survives needs a number in test_numbers.py, a statement in test_pictures.py or a test of its code;
some survivors change nothing that a reader could see.
"""

import ast
import copy
import importlib
import inspect
import sys
from collections.abc import Callable, Iterator

import matplotlib

matplotlib.use("Agg")

import printed
from drawn import words_of
from lessons import LESSONS, Lesson, of_lesson

OTHER = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
OTHER |= {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.Gt, ast.GtE: ast.Lt}
METHOD = {"mean": "sum", "sum": "mean", "min": "max", "max": "min", "abs": "neg"}
SET_UP = ("setup", "imports")


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """Each change of one place in `source`: what was changed, and the new source."""
    for k, node in enumerate(ast.walk(ast.parse(source))):
        for k_change, _ in enumerate(_changes(node)):
            tree = ast.parse(source)
            there = next(n for i, n in enumerate(ast.walk(tree)) if i == k)
            before = ast.unparse(there)
            change = list(_changes(there))[k_change]
            change()
            after = ast.unparse(there)
            line = getattr(there, "lineno", 0)
            yield f"line {line}: {before} -> {after}", ast.unparse(ast.fix_missing_locations(tree))


def _changes(node: ast.AST) -> list[Callable[[], None]]:
    """What can be changed in this one node of a tree."""

    def put(name, value):
        return lambda: setattr(node, name, value)

    if isinstance(node, ast.BinOp) and type(node.op) in OTHER:
        return [put("op", OTHER[type(node.op)]())]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        return [put("op", ast.Mult())]
    if isinstance(node, ast.Compare) and type(node.ops[0]) in OTHER:
        return [put("ops", [OTHER[type(node.ops[0])]()])]
    if isinstance(node, ast.Attribute) and node.attr in METHOD:
        return [put("attr", METHOD[node.attr])]
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return [put("value", node.value + 1)]
    if isinstance(node, ast.Constant) and node.value in (True, False):
        return [put("value", not node.value)]
    if isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
        return [put("values", node.values[1:])]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return [put("op", ast.UAdd())]
    if isinstance(node, ast.Call) and len({ast.dump(one) for one in node.args}) > 1:
        return [put("args", [node.args[1], node.args[0], *node.args[2:]])]
    return []


class Stored:
    """Stands in for the stored lesson: what it prints is what this run has printed."""

    def __init__(self, lesson: Lesson):
        self.printed = lesson.printed

    def stored_text(self, cell_id: str) -> str:
        return self.printed[cell_id]


def checks(number: str) -> list[Callable]:
    """The tests that look at what a lesson has computed; each takes the fixture `ran`."""
    numbers = [
        lambda ran, cell=cell: _numbers(ran, number, cell)
        for (lesson, cell) in printed.EXPECTED
        if lesson == number
    ]
    words = [
        lambda ran, cell=cell, text=text: _words(ran, number, cell, text)
        for cell, text in of_lesson(number, "drawn").PRINTED.items()
    ]
    pictures = of_lesson(number, "test_pictures")
    shared = ("test_lesson_code", "test_claims", "test_drawn", "test_pictures")
    found = []
    for module in (pictures, *map(importlib.import_module, shared)):
        for name, test in vars(module).items():
            if not (name.startswith("test_") and inspect.isfunction(test)):
                continue
            parameters = set(inspect.signature(test).parameters)
            own = module is pictures or f'"{number}"' in inspect.getsource(test)
            if parameters == {"ran"} and own:
                found.append(test)
            elif parameters == {"ran", "number"}:
                found.append(lambda ran, test=test: test(ran=ran, number=number))
    return numbers + words + found


def _numbers(ran, number: str, cell: str) -> None:
    whole = printed.Lesson
    printed.Lesson = lambda _: Stored(ran(number))
    try:
        printed.compare(number, cell)
    finally:
        printed.Lesson = whole


def _words(ran, number: str, cell: str, text: str) -> None:
    assert words_of(ran(number).printed[cell]) == text


def passes(test: Callable, lesson: Lesson) -> bool:
    try:
        test(lambda _: lesson)
    except Exception:
        return False
    return True


def survives(lesson: Lesson, cell_id: str, source: str, tests: list[Callable]) -> bool:
    """Whether the lesson runs with this source in the cell, and no test fails."""
    mutant = copy.copy(lesson)
    mutant.code = {**lesson.code, cell_id: copy.deepcopy(lesson.code[cell_id])}
    mutant.code[cell_id].source = source
    mutant.names, mutant.made, mutant.errors, mutant.printed = {}, {}, {}, {}
    vars(mutant).pop("figures", None)
    try:
        mutant.run()
        assert mutant.figures is mutant.made  # they can be drawn
    except Exception:
        return False
    return all(passes(test, mutant) for test in tests)


def main(number: str, *cells: str) -> None:
    of_lesson(number, "test_numbers")  # fills EXPECTED
    lesson, tests = Lesson(LESSONS[number]), checks(number)
    lesson.run()
    tests = [test for test in tests if passes(test, lesson)]  # some look at other lessons too
    planted = left = 0
    for cell_id in cells or [cell for cell in lesson.code if cell not in SET_UP]:
        if cell_id.startswith(("try-", "predict-", "explain-", "practice-")):
            continue
        for what, source in mutants(lesson.code[cell_id].source):
            planted += 1
            if survives(lesson, cell_id, source, tests):
                left += 1
                print(f"{cell_id}, {what}", flush=True)
    print(f"{planted} faults planted, {planted - left} noticed, {left} not")


if __name__ == "__main__":
    main(*sys.argv[1:])
