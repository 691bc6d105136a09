"""How a notebook shows an error: the learner's own lines and the last line, on one screen."""

import linecache
import sys
import traceback
from types import TracebackType

__all__ = ["short_errors"]

PLACES = 10  # more do not fit on one screen, with the cell above them


def short_errors() -> None:
    """From now on, show of an error only the lines of the notebook's own cells and its message.

    What lies between, inside of PyTorch or other packages, is left out, and so are the errors
    that came before it; `%tb` in a new cell shows all. Does nothing outside of a notebook.
    """
    try:
        from IPython import get_ipython
        from IPython.core.error import UsageError
    except ImportError:
        return
    shell = get_ipython()
    if shell is None:
        return

    def show(shell, kind, error, trace, tb_offset=None):
        if isinstance(error, UsageError):  # of a magic; one line as it is
            shell.showtraceback((kind, error, trace))
            return []
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

    A place that follows on itself, as in a function that calls itself, is shown once; of more
    than `PLACES` places the middle is left out.
    """
    lines = []
    for frame, number in traceback.walk_tb(trace):
        code = linecache.getline(frame.f_code.co_filename, number).strip()
        if frame.f_globals is names and code:  # what `exec` runs has no line to show
            inside = frame.f_code.co_name
            where = "" if inside.startswith("<") else f", in {inside}"  # "<module>", "<lambda>"
            line = f"line {number}{where}:    {code}"
            lines += [line] if [line] != lines[-1:] else []
    if len(lines) > PLACES:
        half = PLACES // 2
        lines[half:-half] = [f"... {len(lines) - 2 * half} more; %tb shows all"]
    message = "".join(traceback.format_exception_only(kind, error)).rstrip()
    if isinstance(error, SyntaxError) and error.lineno:
        # First the name of a file that a cell does not have, then the line and a mark below it.
        _, *code, message = message.splitlines()
        lines += [f"line {error.lineno}:", *code]
    return [*lines, "", message]
