"""A bare notebook file on a machine like Colab: it installs the helpers, and upgrades nothing.

The newest releases that the package admits are a second such place.
"""

import re
import subprocess
import tarfile
from datetime import datetime

import nbformat
import pytest
from packaging.requirements import Requirement
from places import LESSONS, ROOT, VERSION, Place

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
FLOORS = [Requirement(line) for line in PROJECT["dependencies"]]
PLACES = {
    "colab": ["-r", str(ROOT / "tests" / "colab.txt")],
    "newest": [
        "torch==2.13.0",  # no other can be had on the machines that run this
        *(str(requirement) for requirement in FLOORS if requirement.name != "torch"),
        *["nbclient", "nbformat", "ipykernel"],
    ],
}
IN_EACH = pytest.mark.parametrize(
    "place",
    [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in PLACES],
    indirect=True,
)
ON_COLAB = pytest.mark.parametrize(
    "place", [pytest.param("colab", marks=pytest.mark.xdist_group("colab"))], indirect=True
)
pytestmark = pytest.mark.elsewhere


@pytest.fixture(scope="session")
def place(request, tmp_path_factory, wheels):
    place = Place(tmp_path_factory.mktemp(request.param), PLACES[request.param], wheels)
    place.before = place.files()
    return place


@pytest.fixture
def bare(place):
    """The place without the package, as a reader finds it."""
    place.uninstall()
    assert place.run("-c", "import helpers", cwd=place.folder).returncode == 1
    return place


def setup_cell(lesson="01"):
    nb = nbformat.read(LESSONS[lesson], as_version=4)
    return next(cell for cell in nb.cells if cell.cell_type == "code")


def notebook(*sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells)


def set_up(place, cwd, public=None, again=1, **variables):
    """Run the set-up cell `again` times in one kernel, then a cell that shows what is there."""
    look = "print(helpers.__file__); print(helpers.RELEASE)"
    nb = notebook(*[setup_cell().source] * again, look, "print(6 * 7)")
    instead = public.instead() if public else {}
    *cells, found, alive = place.execute(nb, cwd, **(instead | variables)).cells
    assert alive.outputs[0].text == "42\n"  # whatever went wrong, the session goes on
    return [next(iter(cell.outputs), None) for cell in cells], found.outputs[0]


def seconds(cell):
    start, end = (
        datetime.fromisoformat(cell.metadata.execution[when].replace("Z", "+00:00"))
        for when in ("iopub.execute_input", "shell.execute_reply")
    )
    return (end - start).total_seconds()


def texts(cell):
    return "".join(o.text for o in cell.outputs if o.output_type == "stream")


def kinds(cell):
    """What a cell shows beside text, without what depends on the version of IPython."""
    shown = [o for o in cell.outputs if o.output_type != "stream"]
    return [(o.ename, o.evalue) if o.output_type == "error" else sorted(o.data) for o in shown]


@IN_EACH
@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_from_its_bare_file(bare, lesson, public, tmp_path, record_property):
    """No error, no warning, the numbers that are stored, and no other file is changed."""
    stored = nbformat.read(LESSONS[lesson], as_version=4)
    run = bare.execute(stored, tmp_path, **public.instead())
    for cell, was in zip(run.cells, stored.cells, strict=True):
        if cell.cell_type == "code":
            assert not [o for o in cell.outputs if o.get("name") == "stderr"], cell.id
            assert texts(cell) == texts(was), cell.id
            assert kinds(cell) == kinds(was), cell.id
    assert bare.files() == bare.before  # nothing was upgraded, added or taken away
    where = bare.run("-c", "import helpers; print(helpers.__file__)", cwd=tmp_path).stdout
    assert where.startswith(str(bare.site_packages))
    setup, *rest = (cell for cell in run.cells if cell.cell_type == "code")
    record_property("set-up, s", seconds(setup))
    record_property("the rest, s", sum(map(seconds, rest)))
    print(f"lesson {lesson}: set-up {seconds(setup):.1f} s, rest {sum(map(seconds, rest)):.1f} s")


@IN_EACH
def test_run_twice_and_after_a_restart(bare, public, tmp_path):
    """Only the first run fetches: the second and a new kernel's have no repository at all."""
    outputs, found = set_up(bare, tmp_path, public, again=2)
    assert outputs == [None, None]
    assert found.text.splitlines()[1] == f"From Line to Language Model {VERSION}"
    nb = bare.execute(notebook(setup_cell().source), tmp_path)
    assert nb.cells[0].outputs == []
    assert seconds(nb.cells[0]) < 1
    print(f"again: {seconds(nb.cells[0]):.3f} s")


def message(outputs):
    (output,) = outputs
    assert output.output_type == "error" and output.ename == "ImportError"
    return output.evalue


@ON_COLAB
def test_no_network(bare, tmp_path):
    said = message(set_up(bare, tmp_path)[0])
    assert "unable to access" in said  # git's own words
    assert said.endswith("Turn the network on (Kaggle: Settings, Internet). Run this again.")


@ON_COLAB
def test_after_the_network_comes_back(bare, public, tmp_path):
    """The failed attempt leaves nothing behind: the same cell works in the same kernel."""
    source = setup_cell().source
    attempt = f"try:\n{''.join(f'    {line}' for line in source.splitlines(True))}\n"
    attempt += "except ImportError:\n    print('failed')"
    back = f"import os; os.environ.update({public.instead()!r})"
    nb = bare.execute(notebook(attempt, back, source, "print(helpers.RELEASE)"), tmp_path)
    assert [texts(cell) for cell in nb.cells[:3]] == ["failed\n", "", ""]
    assert texts(nb.cells[3]).endswith(f"{VERSION}\n")


@ON_COLAB
def test_no_such_repository(bare, public, tmp_path):
    said = message(set_up(bare, tmp_path, **public.instead(tmp_path / "none.git"))[0])
    assert "does not appear to be a git repository" in said
    assert f"Is there a version {VERSION} at https://github.com/{public.name}?" in said


@ON_COLAB
def test_no_such_tag(bare, public, tmp_path):
    untagged = tmp_path / "untagged.git"
    public.git("clone", "--quiet", "--bare", "--no-tags", public.folder, untagged)
    said = message(set_up(bare, tmp_path, **public.instead(untagged))[0])
    assert f"Did not find branch or tag '{VERSION}'" in said
    assert said.endswith("Open the lesson from there.")


@ON_COLAB
@pytest.mark.parametrize("kind", ["file", "folder", "package"])
def test_another_helpers_is_found_first(bare, public, tmp_path, kind):
    """Beside the notebook, where Python looks first."""
    if kind == "file":
        (tmp_path / "helpers.py").write_text("def plot(): ...\n")
    else:
        (tmp_path / "helpers").mkdir()
        if kind == "package":
            (tmp_path / "helpers" / "__init__.py").write_text("__version__ = '0.1.0'\n")
    said = message(set_up(bare, tmp_path, public)[0])
    assert f"Not helpers {VERSION}, but something else at " in said
    assert str(tmp_path / "helpers") in said and "If it is your file, rename it." in said
    # the cure
    for path in tmp_path.glob("helpers*"):
        path.rename(tmp_path / "my_own")
    assert set_up(bare, tmp_path, public)[0] == [None]


def older(public, folder, version):
    """A checkout of the same tree with another version in it."""
    archive = folder / "tree.tar"
    public.git("-C", public.folder, "archive", "--output", archive, VERSION)
    with tarfile.open(archive) as tar:
        tar.extractall(folder / "tree", filter="data")
    init = folder / "tree" / "helpers" / "__init__.py"
    text = init.read_text("utf-8")
    assert text.count(f'"{VERSION}"') == 1
    init.write_text(text.replace(f'"{VERSION}"', f'"{version}"'), "utf-8")
    return folder / "tree"


@ON_COLAB
@pytest.mark.parametrize("version", ["0.0.9", "9.9.9"])
def test_another_version_is_installed(bare, public, tmp_path, version):
    bare.pip("install", "--no-deps", str(older(public, tmp_path, version)))
    (tmp_path / "empty").mkdir()
    said = message(set_up(bare, tmp_path / "empty", public)[0])
    assert f"Not helpers {VERSION}, but From Line to Language Model {version} at " in said
    assert str(bare.site_packages) in said
    # the cure, word for word as the message gives it, then a new kernel
    cure = re.search(r"run (%pip .+?)\. Then restart the kernel\.$", said)[1]
    cured = bare.execute(notebook(cure), tmp_path / "empty", **public.instead())
    assert not [o for o in cured.cells[0].outputs if o.output_type == "error"]
    assert set_up(bare, tmp_path / "empty")[0] == [None]
    assert bare.files() == bare.before


@ON_COLAB
def test_figures_and_checks_work_with_these_versions(place, public, tmp_path):
    """The tests of the figures and of the practice, on the package as pip installed it."""
    set_up(place, tmp_path, public)
    files = ["explore", "explore_engine", "practice", "practice_engine"]
    run = [place.folder / "bin" / "pytest", "-q", "-o", "addopts=", "-p", "no:cacheprovider"]
    run += [f"tests/test_{name}.py" for name in files]
    done = subprocess.run(run, cwd=ROOT, env=place.environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-5000:]
