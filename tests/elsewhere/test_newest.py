"""The lessons with the newest releases that the package's floors admit, from their bare files."""

import pytest
from packaging.requirements import Requirement
from places import FIRST, OTHERS, Place, check_again, check_lesson, published, texts
from test_package import PROJECT

pytestmark = pytest.mark.elsewhere
FLOORS = [line for line in PROJECT["dependencies"] if Requirement(line).name != "torch"]
OPTIONAL = {  # what a lesson prints where a package is installed that it can do without
    "08": ["BytePairs and tokenizers: True\n"],
    "09": [texts(cell) for cell in published("09").cells if cell.id in ("gpt2", "pad")],
    "11": [texts(cell) for cell in published("11").cells if cell.id == "peft"],
}
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
    check_lesson(ready, lesson, public, tmp_path, left_out=OPTIONAL.get(lesson, ()))


def test_run_twice_and_after_a_restart(bare, public, tmp_path):
    check_again(bare, public, tmp_path)
