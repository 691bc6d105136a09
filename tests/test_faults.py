"""Do the tests bite?  Each fault is planted in a copy of the project and must be caught.

    pytest -m faults -n 2 tests/test_faults.py

The faults stand in tests/faults.py, tests/faults_pretraining.py, tests/faults_tasks.py and
tests/lesson_NN/faults.py.
Each names the test that has to catch it, and only that one runs; a test that is no longer there
catches nothing. All that are named have to pass in a copy without a fault.

A fault in a lesson is planted in the source of a cell, and the lesson is run and stored
again with the fault in it: the stored outputs then agree with the wrong code, nbval would be
content, and only a test that knows better can object. A fault in a stored output is planted
in the output alone.

The test has to fail by what it asserts: an import that fails, a fixture that raises or another
error than the fault names is no catch.
"""

import importlib
import re

import pytest
from planting import ROOT, copied, put_right, run_tests

pytestmark = pytest.mark.faults

FAULTS = {
    f"{path.parent.name.removeprefix('lesson_')}: {name}": fault
    for path in sorted((ROOT / "tests").glob("lesson_[0-9][0-9]/faults.py"))
    for name, fault in importlib.import_module(f"{path.parent.name}.faults").FAULTS.items()
}
FAULTS |= importlib.import_module("faults").FAULTS
FAULTS |= importlib.import_module("faults_pretraining").FAULTS
FAULTS |= importlib.import_module("faults_tasks").FAULTS
TESTS = sorted({fault.caught_by for fault in FAULTS.values()})  # all that have to catch something


def lesson_of(test):
    """The lesson that a test is about, by its name: "02", or "" for none."""
    found = re.search(r"lesson_(\d\d)/|\[(\d\d)(?:[.\]]|-[a-z])", test)
    return found[1] or found[2] if found else ""


LESSONS = sorted({lesson_of(test) for test in TESTS})


@pytest.fixture(scope="module", autouse=True)
def environment():
    """For the runs: one thread each, for the workers share the cores; no pytest plugin is used."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMP_NUM_THREADS", "1")
        patch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        yield


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copied(tmp_path_factory.mktemp("faults") / "copy")


@pytest.fixture
def copy(project):
    yield project
    put_right(project)


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_copy_itself_passes(copy, lesson):
    """The tests of a lesson together: it runs once for all of them."""
    run = run_tests(copy, [test for test in TESTS if lesson_of(test) == lesson])
    assert run.code == 0, run.text
    assert " passed" in run.text and " skipped" not in run.text, run.text


@pytest.mark.parametrize("name", FAULTS)
def test_fault(copy, name):
    fault = FAULTS[name]
    assert "::" in fault.caught_by, "name one test, not a whole file"
    fault.plant(copy)
    run = run_tests(copy, [fault.caught_by], fault)
    assert run.code == 1, run.text  # 0: not caught; 2 and above: no test was run
    # It failed by what it asserts, not on its way there.
    (failure,) = run.failures
    assert failure.phase == "call", run.text
    assert failure.error in (fault.fails_with, "Failed"), run.text  # by pytest.raises: "Failed"
