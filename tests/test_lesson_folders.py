"""What grows with the lessons stands in one folder a lesson; nothing of it is missing."""

import ast

import pytest
from lessons import LESSONS, ROOT

FOLDERS = {path.name[-2:]: path for path in sorted((ROOT / "tests").glob("lesson_[0-9][0-9]"))}
FILES = {  # what has to be in a folder: what it is for
    "__init__.py": "one line of docstring, so that Python takes the folder for a package",
    "facts.py": "its title, how many sections, its errors on purpose",
    "test_numbers.py": "each number that it prints, computed another way",
    "test_pictures.py": "what each of its pictures shows",
    "test_figures.py": "what its figures show, computed another way",
    "faults.py": "mistakes planted in it, each with the test that has to catch it",
}
NAMES = {"TITLE", "SECTIONS", "ERRORS"}  # what facts.py has to say


@pytest.mark.parametrize("number", LESSONS)
def test_each_lesson_has_its_folder(number):
    folder = ROOT / "tests" / f"lesson_{number}"
    missing = [f"{name}: {why}" for name, why in FILES.items() if not (folder / name).is_file()]
    assert not missing, f"tests/lesson_{number} lacks " + "; ".join(missing)
    tree = ast.parse((folder / "facts.py").read_text("utf-8"))
    said = {t.id for node in tree.body if isinstance(node, ast.Assign) for t in node.targets}
    assert said == NAMES, f"tests/lesson_{number}/facts.py has to say {sorted(NAMES)}"


def test_each_folder_has_its_lesson():
    left = sorted(FOLDERS.keys() - LESSONS.keys())
    assert not left, f"folders of tests without a notebook: {left}"
