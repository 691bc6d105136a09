"""environment.yml as repo2docker (Binder) and conda read it, and its pip part, installed.

The image itself is not built here: that needs Docker and conda's own channels.
"""

import json
import re
import subprocess

import pytest
import yaml
from places import FIRST, HERE, LESSONS, ROOT, VERSION, Place, check_outputs
from test_package import pins

from helpers.classroom import outputs

pytestmark = pytest.mark.elsewhere
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
*CONDA, PIP = ENVIRONMENT["dependencies"]


@pytest.fixture(scope="module")
def reading(tmp_path_factory, wheels):
    """What repo2docker and conda's own parser make of the project."""
    folder = tmp_path_factory.mktemp("repo2docker")
    place = Place(folder / "venv", ["jupyter-repo2docker", "py-rattler"], wheels)
    done = place.run(HERE / "read_environment.py", ROOT, *CONDA, cwd=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_repo2docker_takes_environment_yml(reading):
    assert reading["buildpack"] == "CondaBuildPack"
    assert reading["python"] == "3.11"
    assert reading["environment"] == ENVIRONMENT
    assert '--file "environment.yml"' in reading["scripts"]


def test_repo2docker_has_the_whole_repository_when_pip_runs(reading):
    """Else `-e .` would find no project: the file alone would be there."""
    assert reading["without the repository"] == []


def test_conda_reads_each_dependency(reading):
    assert reading["specs"] == {"python=3.11": ["python", "3.11.*"], "pip": ["pip", None]}


@pytest.fixture(scope="module")
def installed(tmp_path_factory, wheels, public):
    """A clone, and its pip part in a fresh environment by the command that conda runs."""
    folder = tmp_path_factory.mktemp("binder")
    public.git("clone", "--quiet", "--branch", VERSION, public.folder, folder / "clone")
    (folder / "clone" / "condaenv.txt").write_text("\n".join(PIP["pip"]) + "\n")
    place = Place(folder / "venv", ["pip"], wheels, torch=True)
    words = ["install", "-U", "-r", "condaenv.txt", "--exists-action=b"]
    place.pip(*words, cwd=folder / "clone")
    return place, folder / "clone"


def test_the_pip_part_installs_and_fits_together(installed):
    place, _ = installed
    place.pip("check")
    run = [place.folder / "bin" / "jupyter", "lab", "--version"]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == next(iter(pins()["jupyterlab"].specifier)).version


def test_a_lesson_runs_there(installed):
    """In the clone, without a network: the set-up cell has nothing to do."""
    place, clone = installed
    stored = outputs.read(LESSONS[FIRST])
    check_outputs(place.execute(stored, clone / "notebooks"), stored)


def test_what_the_other_lessons_import_is_there(installed):
    """PyTorch and matplotlib are those of the test line, with which it runs them all."""
    place, clone = installed
    cells = [cell for path in LESSONS.values() for cell in outputs.read(path).cells]
    lines = {
        line
        for cell in cells
        if cell.cell_type == "code" and cell.id != "setup"
        for line in cell.source.splitlines()
        if re.match(r"(from|import) ", line)
    }
    assert len(lines) > len(LESSONS)
    done = place.run("-W", "error", "-c", "\n".join(sorted(lines)), cwd=clone / "notebooks")
    assert (done.returncode, done.stderr) == (0, "")
