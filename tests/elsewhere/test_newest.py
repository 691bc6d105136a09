"""The lessons with the newest releases that the package's floors admit, from their bare files."""

import pytest
from packaging.requirements import Requirement
from places import FIRST, OTHERS, Place, check_again, check_lesson
from test_package import PROJECT

pytestmark = pytest.mark.elsewhere
FLOORS = [line for line in PROJECT["dependencies"] if Requirement(line).name != "torch"]
WITHOUT_TOKENIZERS = "BytePairs and tokenizers: True\n"  # a line of lesson 08: it is optional
TORCH = "torch==2.13.0"  # no other can be had on the machines that run this


@pytest.fixture(scope="module")
def place(tmp_path_factory, wheels):
    packages = [TORCH, *FLOORS, "nbclient", "nbformat", "ipykernel"]
    return Place(tmp_path_factory.mktemp("newest"), packages, wheels, torch=True).watched()


def test_a_lesson_runs_from_its_bare_file(bare, public, tmp_path):
    """One serves for all: tests/test_publish.py holds that their set-up cells are the same."""
    check_lesson(bare, FIRST, public, tmp_path)


@pytest.mark.parametrize("lesson", OTHERS)
def test_a_lesson_runs_there(ready, lesson, public, tmp_path):
    check_lesson(ready, lesson, public, tmp_path, left_out=WITHOUT_TOKENIZERS)


def test_run_twice_and_after_a_restart(bare, public, tmp_path):
    check_again(bare, public, tmp_path)
