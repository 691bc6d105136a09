"""Plant a fault in a copy of the project, and see which tests fail with it.

The faults are data: those of one lesson stand in tests/lesson_NN/faults.py, those of pretraining
in tests/faults_pretraining.py, those of tasks and adapters in tests/faults_tasks.py, all others in
tests/faults.py. tests/test_faults.py plants them.
"""

import functools
import gc
import json
import multiprocessing
import os
import py_compile
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Fault:
    """Something wrong in the project, and the test that has to object.

    place       a file ("helpers/data.py"), or a cell of a lesson ("02/loop")
    old, new    what stands there, and what is planted in its place
    caught_by   a test by its file below tests/ and its name, "test_bowl::test_descent"
    fails_with  the name of the error with which that test then fails
    output      whether the fault is planted in the stored output of the cell, not in its source
    store       how a lesson with a fault in a cell is run and stored again: "quick" stores what
                it prints, "kernel" all that it shows; None for tests that read no output
    last        the last cell of the lesson that is run for the test, which needs no later one
    without     cells that are not run for it: they take seconds, and it needs none of them
    """

    place: str
    old: str
    new: str
    caught_by: str
    fails_with: str = "AssertionError"
    output: bool = False
    store: str | None = "quick"
    last: str | None = None
    without: tuple[str, ...] = ()

    @property
    def again(self) -> str | None:
        """How its lesson is stored again: a fault in an output is not, nor is one elsewhere."""
        return self.store if self.lesson and not self.output else None

    @property
    def lesson(self) -> str | None:
        """The number of the lesson whose cell has the fault."""
        number = self.place.partition("/")[0]
        return number if number.isdigit() else None

    def plant(self, copy: Path) -> None:
        """Raises AssertionError where `old` does not stand, or in a file stands twice, and for a
        test: what pytest keeps of those is known by time and size alone."""
        if self.lesson:
            from helpers.classroom import outputs  # not above: a run takes its copy's

            cell_id = self.place.partition("/")[2]
            path = notebook(copy, self.lesson)
            nb = outputs.read(path)
            cell = next(cell for cell in nb.cells if cell.id == cell_id)
            if self.output:
                cell.outputs[0].text = self.planted(cell.outputs[0].text)
            else:
                cell.source = self.planted(cell.source)
            outputs.save(nb, path)
        else:
            a_test = Path(self.place).name.startswith(("test_", "conftest"))
            assert not a_test, f"{self.place} is a test"
            path = copy / self.place
            text = path.read_text("utf-8")
            assert text.count(self.old) == 1, f"{self.old!r} stands {text.count(self.old)} times"
            path.write_text(self.planted(text), "utf-8", newline="")

    def planted(self, text: str) -> str:
        assert self.old in text, f"{self.old!r} does not stand in {self.place}"
        return text.replace(self.old, self.new)


def notebook(copy: Path, lesson: str) -> Path:
    (path,) = (copy / "notebooks").glob(f"{lesson}_*.ipynb")
    return path


def copied(target: Path) -> Path:
    """A copy of what a commit would hold. It is a repository too: some tests ask git, and
    `put_right` does."""
    run = ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    subprocess.run(["git", "init", "--quiet", target], check=True)
    subprocess.run(["git", "-C", target, "add", "--all", "--force"], check=True)
    for path in target.rglob("*.py"):
        py_compile.compile(str(path), invalidation_mode=BY_HASH, doraise=True)
    return target


# Without what is compiled here, each run would compile all that it imports. Python compares a
# hash of the source, so that it takes nothing that belongs to a file without its fault.
BY_HASH = py_compile.PycInvalidationMode.CHECKED_HASH


def put_right(copy: Path) -> None:
    """Take out of a copy what was planted, and all that a run has left there but what is compiled:
    no run with a fault writes such a file."""
    clean = ["clean", "-d", "-x", "--force", "-q", "--exclude=__pycache__/"]
    for put in (["checkout", "-q", "--", "."], clean):
        subprocess.run(["git", "-C", copy, *put], check=True)


# Most of a run would be imports. On Linux they are done once, in a process from which each run is
# forked; elsewhere each run starts from nothing, which is only slower. torch is imported there
# but not used, so that no thread of it is lost in a fork. `helpers` must not be among them, nor
# what imports it: each run takes it from its own copy. torch._dynamo comes with any optimizer.
PRELOADED = """
torch torch._dynamo torch.optim matplotlib.pyplot nbformat nbclient nbconvert anywidget ipywidgets
IPython PIL.Image tqdm.auto colorspacious pytest
""".split()

if sys.platform == "linux":
    START = multiprocessing.get_context("forkserver")
    START.set_forkserver_preload(PRELOADED)
else:
    START = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Failure:
    """A test that failed: its name, in which phase, and the name of the error."""

    test: str
    phase: str
    error: str


@dataclass(frozen=True)
class Run:
    """A run that is over: pytest's exit code, what failed, and all that was written."""

    code: int
    failures: list[Failure]
    text: str


def run_tests(copy: Path, tests: list[str], fault: Fault | None = None) -> Run:
    """What these tests say in the copy, up to the first that fails.

    Where the fault that was planted there is one of a lesson, that is stored again before.
    """
    log, found = copy.parent / "log", copy.parent / "failures.json"
    found.unlink(missing_ok=True)
    if fault and fault.again == "kernel":
        _store_by_kernel(copy, fault.lesson)
    process = START.Process(target=_run, args=(copy, log, found, tests, fault))
    process.start()
    process.join()
    failures = json.loads(found.read_text("utf-8")) if found.exists() else []
    text = log.read_text("utf-8", errors="replace")
    return Run(process.exitcode, [Failure(*failure) for failure in failures], text)


def _store_by_kernel(copy: Path, lesson: str) -> None:
    """`python -m helpers store`, in the copy."""
    run = [sys.executable, "-m", "helpers", "store", lesson]
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    done = subprocess.run(run, cwd=copy, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def _run(copy, log, found, tests, fault):
    """In the new process: be `pytest TESTS`, started in the copy."""
    gc.freeze()  # pytest has all objects looked through at its end: not those that came with torch
    with open(log, "wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.chdir(copy)
    os.environ["PYTHONPATH"] = str(copy)  # for the processes that tests start
    os.environ["LESSONS_PROGRESS"] = "off"  # as conftest.py says, which pytest reads later
    ours = {ROOT, ROOT / "tests"}
    others = [path for path in sys.path if Path(path).resolve() not in ours]
    sys.path[:] = [str(copy), str(copy / "tests"), *others]
    sys.dont_write_bytecode = fault is not None  # pytest keeps the tests that it has rewritten
    import pytest

    import helpers  # loads nothing else

    assert copy in Path(helpers.__file__).parents, f"not the copy's: {helpers.__file__}"
    if fault and fault.lesson:
        _shorten(fault)
        if fault.again == "quick":
            _store(fault.lesson)
    files = [test.partition("::") for test in tests]
    places = [f"tests/{file}.py{colons}{test}" for file, colons, test in files]
    options = ["-x", "-q", "-p", "no:cacheprovider", "-o", "addopts="]
    record = _Record()
    code = pytest.main([*options, f"--basetemp={copy.parent / 'temp'}", *places], [record])
    found.write_text(json.dumps(record.failures), "utf-8")
    sys.exit(int(code))


# The tests that read what one cell prints: no later cell is run for them.
OF_A_CELL = re.compile(
    r"(?:lesson_\d\d/test_numbers::test_numbers|test_drawn::test_what_a_cell_prints)"
    r"\[(?:\d\d-)?(.+)\]"
)


def _shorten(fault):
    """In this process, run no more of a lesson than is needed to see the fault."""
    from lessons import Lesson

    of_a_cell = OF_A_CELL.fullmatch(fault.caught_by)
    last = of_a_cell[1] if of_a_cell else fault.last
    Lesson.run = functools.partialmethod(Lesson.run, last=last, without=fault.without)


def _store(number):
    """Run a lesson in this process and store what its cells print; quicker than a kernel. The
    tests get the lesson as it is then."""
    import matplotlib

    matplotlib.use("Agg")
    from lessons import ran

    from helpers.classroom import outputs

    lesson = ran(number)
    for cell_id, text in lesson.printed.items():
        cell = lesson.code[cell_id]
        others = [output for output in cell.outputs if output.output_type != "stream"]
        stream = [nbformat.v4.new_output("stream", name="stdout", text=text)] if text else []
        cell.outputs = stream + others
    outputs.save(lesson.nb, lesson.path)


class _Record:
    """A plugin of pytest that keeps what failed."""

    def __init__(self):
        self.failures = []

    def pytest_exception_interact(self, node, call, report):
        self.failures.append((node.nodeid, report.when, call.excinfo.typename))
