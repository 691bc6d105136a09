"""Run the code that stands in a lesson's sentences, with the names of the lesson at that place."""

import ast
import builtins
import contextlib
import copy
import io
import keyword
import re
import warnings

CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


def spans(text: str) -> list[str]:
    """The code between backticks, each piece once; fenced code is no sentence."""
    return list(dict.fromkeys(CODE.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL))))


class Copies(dict):
    """Names whose values are copied when they are looked up: running code changes nothing."""

    def __missing__(self, name):
        raise KeyError(name)

    def __getitem__(self, name):
        value = super().__getitem__(name)
        try:
            return copy.deepcopy(value)
        except Exception:  # a module, or a tensor inside a graph
            return value


def failure(code: str, names: dict) -> str:
    """Run `code`; "" where it runs, or what Python says. A method (`.item()`) needs an owner."""
    if code.startswith("."):
        return _method(code, names)
    hidden = {"__builtins__": builtins.__dict__}
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            kind = "eval" if _is_expression(code) else "exec"
            run = eval if kind == "eval" else exec
            run(compile(code, "<inline>", kind), hidden, Copies(names))
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    return ""


def _is_expression(code: str) -> bool:
    try:
        ast.parse(code, mode="eval")
    except SyntaxError:
        return False
    return True


def _method(code: str, names: dict) -> str:
    """A method or attribute of a tensor, a model or an optimizer of the lesson."""
    said = "nothing here has it"
    for value in names.values():
        if type(value).__module__.partition(".")[0] in ("torch", "__main__", "helpers"):
            said = failure(f"owner{code}", {**names, "owner": value})
            if not said.startswith(("AttributeError", "TypeError", "SyntaxError")):
                return ""  # a value of another shape may be needed, but it is a method
    return said


def says_nothing(code: str) -> bool:
    """A word of Python, a sign, or the dots of an exercise: nothing that could be run."""
    return keyword.iskeyword(code) or not re.search(r"\w", code) or code == "check(…)"


def names_by_text(nb, names: dict[str, dict]) -> dict[str, dict]:
    """For each cell the names that there are at the end of its section; `names` are by cell."""
    at, section, last = {}, [], {}
    for cell in [*nb.cells, None]:
        starts = cell is None or cell.id.startswith("section-")
        if starts and not _is_first(section):
            at |= dict.fromkeys(section, last)
            section = []
        if cell is not None:
            section.append(cell.id)
            last = names.get(cell.id, last)
    return at


def _is_first(section: list[str]) -> bool:
    """Whether these are the cells before the first section: they share its names."""
    return not any(cell_id.startswith("section-") for cell_id in section)


def words_of_exercise(nb, cell_id: str) -> set[str]:
    """The names in the code of an exercise and its solution, for its task and its hints."""
    kind, _, name = cell_id.partition("-")
    if kind not in ("task", "help"):
        return set()
    sources = {cell.id: cell.source for cell in nb.cells}
    fenced = "".join(re.findall(r"```python\n(.*?)```", sources[f"help-{name}"], re.DOTALL))
    return set(re.findall(r"[A-Za-z_]\w*", sources[f"try-{name}"] + fenced))
