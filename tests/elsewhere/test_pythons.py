"""Other Pythons than the one that runs the tests, as far as this machine has them.

PyTorch is to be had here for one Python only, so what runs under the others is what needs no
PyTorch: the set-up cell, the package's metadata and pins, `publish`, and the compiler.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from places import LESSONS, ROOT, VERSION, Place, environment, setup_cell
from test_package import pins

pytestmark = pytest.mark.elsewhere
VERSIONS = ["3.10", "3.11", "3.12", "3.13"]  # Colab has 3.13


def interpreter(version):
    """A Python of this version that works, on the path or among pyenv's; None without one."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    on_path = shutil.which(f"python{version}")
    code = "import ensurepip, sys; print('%d.%d' % sys.version_info[:2])"
    for python in [on_path, *sorted(pyenv.glob(f"{version}.*/bin/python{version}"))]:
        if python:
            done = subprocess.run([python, "-c", code], capture_output=True, text=True)
            if done.stdout.strip() == version:
                return python
    return None


@pytest.fixture(scope="module", params=VERSIONS)
def version(request):
    return request.param


@pytest.fixture(scope="module")
def python(version):
    return interpreter(version) or pytest.skip(f"no Python {version} on this machine")


@pytest.fixture(scope="module")
def place(version, python, tmp_path_factory, wheels):
    if version == ".".join(map(str, sys.version_info[:2])):
        pytest.skip("the test line and the tests of Colab do this with the Python that runs them")
    place = Place(tmp_path_factory.mktemp("python"), ["pytest", "pytest-timeout"], wheels, python)
    print(place.run("-VV", cwd=place.folder).stdout.strip())
    return place


def test_the_set_up_cell_and_publish(place, public, tmp_path):
    """The cell installs the package; a second run needs no repository; `publish` works on it."""
    (tmp_path / "setup.py").write_text(setup_cell(), "utf-8")
    without = place.run("-W", "error", "setup.py", cwd=tmp_path)
    assert without.returncode == 1 and "1. No internet?" in without.stderr
    done = place.run("-W", "error", "setup.py", cwd=tmp_path, **public.instead())
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    again = place.run("setup.py", cwd=tmp_path)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    there = "import helpers; print(helpers.__file__, helpers.__version__)"
    where, found = place.run("-c", there, cwd=tmp_path).stdout.split()
    assert where.startswith(str(place.site_packages)) and found == VERSION
    run = [place.folder / "bin" / "pytest", "-q", "--noconftest", "-o", "addopts="]
    run += ["-p", "no:cacheprovider", "-W", "error", "tests/test_publish.py"]
    done = subprocess.run(run, cwd=ROOT, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_everything_compiles_without_a_warning(python, tmp_path):
    for number, path in LESSONS.items():
        nb = nbformat.read(path, as_version=4)
        code = [cell.source for cell in nb.cells if cell.cell_type == "code"]
        (tmp_path / f"lesson_{number}.py").write_text("\n".join(code), "utf-8")
    for folder in ["helpers", "tests"]:
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignore)
    run = [python, "-W", "error", "-m", "compileall", "-q", "."]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_pip_can_install_every_pin(place):
    """All but PyTorch, together, with what they need: pip resolves them and stops there."""
    wanted = [str(pin) for name, pin in pins().items() if name != "torch"]
    place.pip("install", "--dry-run", *wanted)
