"""How a notebook shows an error: the learner's own lines and the last line, on one screen."""

import linecache
import sys
import traceback
from types import TracebackType

__all__ = ["short_errors"]


def short_errors() -> None:
    """From now on, show of an error only the lines of the notebook's own cells and its message.

    What lies between, inside of PyTorch or other packages, is left out; `%tb` in a new cell
    shows all of the last error. Does nothing outside of a notebook.
    """
    try:
        from IPython import get_ipython
    except ImportError:
        return
    shell = get_ipython()
    if shell is None:
        return

    def show(shell, kind, error, trace, tb_offset=None):
        sys.last_type, sys.last_value, sys.last_traceback = kind, error, trace  # for %tb
        lines = shortened(kind, error, trace, shell.user_ns)
        shell._showtraceback(kind, error, lines)
        return lines

    shell.set_custom_exc((Exception,), show)


def shortened(
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    names: dict,
) -> list[str]:
    """The lines to show: each place in a cell, with its code, and then the error's message.

    names   the namespace of the notebook: a place whose code lives there is a cell's
    """
    lines = []
    for frame, number in traceback.walk_tb(trace):
        if frame.f_globals is names:
            code = linecache.getline(frame.f_code.co_filename, number).strip()
            inside = frame.f_code.co_name
            where = "" if inside == "<module>" else f", in {inside}"
            lines.append(f"line {number}{where}:    {code}")
    if isinstance(error, SyntaxError):  # the line could not be read, so nothing was run
        lines.append(f"line {error.lineno}:    {(error.text or '').strip()}")
        return [*lines, "", f"{kind.__name__}: {error.msg}"]
    message = "".join(traceback.format_exception_only(kind, error)).rstrip()
    return [*lines, "", message]
