"""How a notebook shows an error: the learner's own lines and the message, in a real kernel."""

import re
import subprocess
import sys

import kernels
import pytest
from lessons import ROOT

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def kernel():
    with kernels.started(allow_errors=True) as client:
        assert (
            kernels.run(client, "from helpers.notebook import short_errors\nshort_errors()") == []
        )
        assert kernels.run(client, "import torch\nX = torch.ones(3, 2)") == []
        yield client


def shown(kernel, code, running=None):
    """What the one output of a cell shows: its error, without colours."""
    (output,) = kernels.run(kernel, code, running)
    assert output.output_type == "error"
    return COLOURS.sub("", "\n".join(output.traceback))


def test_of_an_error_inside_of_torch_the_line_and_the_message_are_shown(kernel):
    code = "model = torch.nn.Linear(3, 1)\n\ny_hat = model(X)  # the shapes do not fit"
    assert shown(kernel, code) == (
        "line 3:    y_hat = model(X)  # the shapes do not fit\n\n"
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied (3x2 and 3x1)"
    )


def test_tb_shows_all_of_the_last_error(kernel):
    short = shown(kernel, "torch.nn.Linear(3, 1)(X)")
    whole = shown(kernel, "%tb")
    assert "linear.py" in whole and "F.linear(input, self.weight, self.bias)" in whole
    assert short.splitlines()[-1] in whole and "linear.py" not in short


def test_a_line_that_cannot_be_read_is_shown_with_the_mark_below_it(kernel):
    said = shown(kernel, "a = 1\ny = 2 * (a + 1))").splitlines()
    assert said[:2] == ["line 2:", "    y = 2 * (a + 1))"]
    assert said[2] == " " * said[1].rindex(")") + "^"  # below the last bracket
    assert said[3:] == ["", "SyntaxError: unmatched ')'"]


def test_a_wrong_indent_is_shown(kernel):
    said = shown(kernel, "a = 1\n  b = 2").splitlines()
    assert said[:2] == ["line 2:", "    b = 2"]
    assert said[-1] == "IndentationError: unexpected indent"


def test_code_that_cannot_be_read_while_a_cell_runs(kernel):
    said = shown(kernel, "a = 1\neval('1 +')").splitlines()
    assert said[:3] == ["line 2:    eval('1 +')", "line 1:", "    1 +"]
    assert said[-1] == "SyntaxError: invalid syntax"


def test_a_syntax_error_without_a_line(kernel):
    code = "raise SyntaxError('no')"
    assert shown(kernel, code) == f"line 1:    {code}\n\nSyntaxError: no"


def test_both_lines_are_shown_where_a_function_of_another_cell_fails(kernel):
    assert kernels.run(kernel, "def square(a):\n    return a @ a\n") == []
    assert shown(kernel, "b = 1\nc = 2\nsquare(X)") == (
        "line 3:    square(X)\n"
        "line 2, in square:    return a @ a\n\n"
        "RuntimeError: mat1 and mat2 shapes cannot be multiplied (3x2 and 3x2)"
    )


def test_functions_that_call_each_other_do_not_fill_the_screen(kernel):
    code = "def up(n):\n    down(n + 1)\n\ndef down(n):\n    up(n - 1)\n\nup(0)"
    said = shown(kernel, code).splitlines()
    up, down = "line 2, in up:    down(n + 1)", "line 5, in down:    up(n - 1)"
    assert said[:5] == ["line 7:    up(0)", up, down, up, down]
    assert sorted(said[6:11]) in (sorted([up, down] * 2 + [last]) for last in (up, down))
    left_out = re.fullmatch(r"\.\.\. (\d+) more; %tb shows all", said[5])
    assert int(left_out[1]) > 500
    assert said[11] == "" and said[12].startswith("RecursionError")


def test_a_line_within_a_line_is_shown_once(kernel):
    for code in ("[1 / n for n in (1, 0)]", "(lambda n: 1 / n)(0)", "exec('1 / 0')"):
        expected = f"line 2:    {code}\n\nZeroDivisionError: division by zero"
        assert shown(kernel, f"a = 1\n{code}") == expected
    said = shown(kernel, "def again(n):\n    return again(n + 1)\n\nagain(0)").splitlines()
    assert said[:3] == ["line 4:    again(0)", "line 2, in again:    return again(n + 1)", ""]


def test_of_a_chain_the_last_error_is_shown(kernel):
    try_ = "try:\n    1 / 0\n"
    fails = "except ZeroDivisionError as e:\n    raise ValueError('no') from e"
    assert shown(kernel, try_ + fails) == (
        "line 4:    raise ValueError('no') from e\n\nValueError: no"
    )
    assert "ZeroDivisionError" in shown(kernel, "%tb")
    assert shown(kernel, f"{try_}except ZeroDivisionError:\n    unknown") == (
        "line 4:    unknown\n\nNameError: name 'unknown' is not defined"
    )
    assert "ZeroDivisionError" in shown(kernel, "%tb")


def test_an_interrupt_stays_as_it_is(kernel, tmp_path):
    running = tmp_path / "running"
    code = f"import pathlib, time\npathlib.Path({str(running)!r}).touch()\ntime.sleep(600)"
    said = shown(kernel, code, running)
    assert "Traceback (most recent call last)" in said and "----> 3 time.sleep(600)" in said
    assert said.rstrip().endswith("KeyboardInterrupt:")


def test_an_unknown_magic_stays_as_it_is(kernel):
    (output,) = kernels.run(kernel, "%no_such_magic")
    assert output.output_type == "stream"
    assert output.text.startswith("UsageError: Line magic function `%no_such_magic` not found")


def test_cells_run_on_after_an_error(kernel):
    shown(kernel, "1 / 0")
    (output,) = kernels.run(kernel, "print(X.shape)")
    assert output.text == "torch.Size([3, 2])\n"


@pytest.mark.parametrize("ipython", [True, False])
def test_outside_of_a_notebook_nothing_changes(ipython):
    """A program that fails says what Python says, with and without IPython on the machine."""
    hide = "" if ipython else "import sys\nsys.modules['IPython'] = None\n"
    code = f"{hide}from helpers.notebook import short_errors\n%s\nraise ValueError('no')"
    said = [
        subprocess.run(
            [sys.executable, "-c", code % call], cwd=ROOT, capture_output=True, text=True
        ).stderr
        for call in ("short_errors()", "")
    ]
    assert said[0] == said[1] and "Traceback" in said[0] and "ValueError: no" in said[0]
