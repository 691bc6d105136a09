"""A lesson that is broken stops every command with one plain line that names the cure."""

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from lessons import LESSONS, ROOT


def cell(nb, cell_id):
    return next(cell for cell in nb.cells if cell.id == cell_id)


def cleared(nb):
    for each in nb.cells:
        if each.cell_type == "code":
            each.outputs, each.execution_count = [], None


def no_closing(nb):
    nb.cells.remove(cell(nb, "closing"))


def no_ids(nb):
    for each in nb.cells:
        del each["id"]
    nb.nbformat_minor = 4


def late_without_saves(nb):
    late = next(c for c in nb.cells if "late" in c.metadata.get("class", {}))
    del late.metadata["class"]["late"]["saves"]


ALL = ("class", "live", "handout", "store")
BROKEN = {  # how, the commands that fail, what they say
    "cleared": (cleared, ("handout",), "the cell setup has no stored output. Run `python -m h"),
    "no closing": (no_closing, ALL, "no cell has the id `closing`. Give it to"),
    "no ids": (no_ids, ALL, "the cell 1 has no id. Write"),
    "late without saves": (late_without_saves, ALL, "has no `saves`. Write it there."),
    "{}": (lambda text: b"{}", ALL, "is no whole notebook"),
    "cut off": (lambda text: text[:5000], ALL, "is no whole notebook"),
}


# Each command as `python -m helpers` runs it, in one process: most of a command is imports. What
# it ends with, what it prints, and its errors.
ONE_BY_ONE = """
import contextlib, io, json, runpy, sys
told = []
for command in json.loads(sys.argv[1]):
    sys.argv[1:] = command
    with contextlib.redirect_stdout(io.StringIO()) as out:
        with contextlib.redirect_stderr(io.StringIO()) as err:
            try:
                runpy.run_module("helpers", run_name="__main__", alter_sys=True)
            except SystemExit as end:
                code = end.code
    told.append((code or 0, out.getvalue(), err.getvalue()))
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "helpers", folder / "helpers", ignore=ignore)
    shutil.copytree(ROOT / "teaching" / "outputs", folder / "teaching" / "outputs")
    (folder / "notebooks").mkdir()
    return folder


@pytest.mark.parametrize("name", BROKEN)
def test_one_plain_line(project, name):
    change, fail, said = BROKEN[name]
    path = project / "notebooks" / LESSONS["02"].name
    if name in ("{}", "cut off"):
        path.write_bytes(change(LESSONS["02"].read_bytes()))
    else:
        nb = nbformat.read(LESSONS["02"], as_version=4)
        change(nb)
        path.write_text(nbformat.writes(nb), "utf-8")
    before = path.read_bytes()
    commands = [[command, "02"] for command in ("class", "live", "handout", *fail[3:])]
    commands = [[*c, "--to", "made"] if c[0] in ("live", "handout") else c for c in commands]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    run = [sys.executable, "-c", ONE_BY_ONE, json.dumps(commands)]
    done = subprocess.run(run, cwd=project, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len(told) == len(commands)
    for (command, *_), (code, out, err) in zip(commands, told, strict=True):
        if command in fail:
            assert (code, out, len(err.splitlines())) == (1, "", 1), (command, err)
            assert err.startswith(path.name) and said in err
        else:
            assert (code, err) == (0, ""), (command, err)
    assert path.read_bytes() == before
    shutil.rmtree(project / "made", ignore_errors=True)
