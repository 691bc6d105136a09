"""A bare notebook file on a machine like Colab: it installs the helpers, and upgrades nothing."""

import os
import re
import subprocess
import sys
import tarfile
import types
from pathlib import Path

import pytest
from places import (
    FIRST,
    NAME,
    OTHERS,
    ROOT,
    VERSION,
    Place,
    check_again,
    check_lesson,
    environment,
    notebook,
    set_up,
    setup_cell,
    texts,
)
from test_practice import ANSWERS, RIGHT

pytestmark = pytest.mark.elsewhere


@pytest.fixture(scope="module")
def place(tmp_path_factory, wheels):
    packages = ["-r", str(ROOT / "tests" / "colab.txt")]
    return Place(tmp_path_factory.mktemp("colab"), packages, wheels, torch=True).watched()


def test_a_lesson_runs_from_its_bare_file(bare, public, tmp_path):
    """One serves for all: tests/test_publish.py holds that their set-up cells are the same."""
    check_lesson(bare, FIRST, public, tmp_path)


@pytest.mark.parametrize("lesson", OTHERS)
def test_a_lesson_runs_there(ready, lesson, public, tmp_path):
    check_lesson(ready, lesson, public, tmp_path)


def test_run_twice_and_after_a_restart(bare, public, tmp_path):
    check_again(bare, public, tmp_path)


def message(outputs):
    (output,) = outputs
    assert output.output_type == "error" and output.ename == "RuntimeError"
    return output.evalue


def test_no_network(bare, tmp_path):
    said = message(set_up(bare, tmp_path)[0])
    assert "unable to access" in said  # git's own words
    assert "1. No internet? Turn it on (Kaggle: Settings > Turn on internet)." in said


def test_after_the_network_comes_back(bare, public, tmp_path):
    """The failed attempt leaves nothing behind: the same cell works in the same kernel."""
    source = setup_cell()
    attempt = f"try:\n{''.join(f'    {line}' for line in source.splitlines(True))}\n"
    attempt += "except RuntimeError:\n    print('failed')"
    back = f"import os; os.environ.update({public.instead()!r})"
    nb = bare.execute(notebook(attempt, back, source, "print(helpers.RELEASE)"), tmp_path)
    assert [texts(cell) for cell in nb.cells[:3]] == ["failed\n", "", ""]
    assert texts(nb.cells[3]).endswith(f"{VERSION}\n")


def test_git_in_chinese(bare, public, tmp_path):
    """The cure does not hang on git's words: here git speaks Chinese, and fails."""
    (tmp_path / "bin").mkdir()
    git = tmp_path / "bin" / "git"
    git.write_text("#!/bin/sh\necho '致命错误：无法访问' >&2\nexit 128\n", "utf-8")
    git.chmod(0o755)
    path = f"{git.parent}{os.pathsep}{os.environ['PATH']}"
    said = message(set_up(bare, tmp_path, PATH=path)[0])
    assert "致命错误：无法访问" in said and "1. No internet? Turn it on" in said


def test_no_such_repository(bare, public, tmp_path):
    said = message(set_up(bare, tmp_path, **public.instead(tmp_path / "none.git"))[0])
    assert "does not appear to be a git repository" in said
    home = f"https://github.com/{public.name}"
    assert f"\n2. No such version or repository? Open the newest lesson from {home}\n" in said


def test_no_such_tag(bare, public, tmp_path):
    untagged = tmp_path / "untagged.git"
    public.git("clone", "--quiet", "--bare", "--no-tags", public.folder, untagged)
    said = message(set_up(bare, tmp_path, **public.instead(untagged))[0])
    assert f"Did not find branch or tag '{VERSION}'" in said
    assert f"helpers {VERSION} could not be installed. Above is what pip says." in said
    assert "2. No such version or repository? Open the newest lesson from " in said


def test_outside_a_virtual_environment(tmp_path):
    """A Python that its system manages, as Debian's: pip's own words, and the cure for them.

    It is the Python that runs the tests, with the file that such systems put beside the library.
    """
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    lib = tmp_path / "lib" / version
    lib.mkdir(parents=True)
    for path in (Path(sys.base_prefix) / "lib" / version).iterdir():
        if path.name != "EXTERNALLY-MANAGED":
            (lib / path.name).symlink_to(path)
    pip = next((lib / "ensurepip" / "_bundled").glob("pip-*.whl"))
    run = [sys._base_executable, "-S", "setup.py"]
    (tmp_path / "setup.py").write_text(setup_cell(), "utf-8")
    alone = {"PYTHONHOME": str(tmp_path), "PYTHONPATH": str(pip), "LC_ALL": "C.UTF-8"}
    (lib / "EXTERNALLY-MANAGED").write_text("[externally-managed]\nError=It is the system's.\n")
    environment = {**os.environ, **alone}
    done = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, text=True)
    pips, cures = done.stderr.split("could not be installed.")
    words = "externally-managed-environment"
    assert words in pips and "It is the system's." in pips
    assert f'4. "{words}", "No module named pip"? Make a virtual environment:' in cures
    assert cures.endswith(f'https://github.com/{NAME} says how, under "Start on your machine".\n')


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
    problem = f"This lesson needs helpers {VERSION}. Here is another module of that name:"
    assert f"{problem}\n    {tmp_path / 'helpers'}" in said
    assert "1. If that is your own file, rename it." in said
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


@pytest.mark.parametrize("version", ["0.0.9", "9.9.9"])
def test_another_version_is_installed(bare, public, tmp_path, version):
    bare.pip("install", "--no-deps", str(older(public, tmp_path, version)))
    (tmp_path / "empty").mkdir()
    said = message(set_up(bare, tmp_path / "empty", public)[0])
    assert f"Here is From Line to Language Model {version}:\n    {bare.site_packages}" in said
    # the cure, word for word as the message gives it, then a new kernel
    cure = re.search(r"^    (%pip .+ --force-reinstall)$", said, re.MULTILINE)[1]
    cured = bare.execute(notebook(cure), tmp_path / "empty", **public.instead())
    assert not [o for o in cured.cells[0].outputs if o.output_type == "error"]
    assert set_up(bare, tmp_path / "empty")[0] == [None]
    assert bare.files() == bare.before


# What these versions can change. What is said to each wrong answer, and which states of a figure
# are its goal, is PyTorch's and Python's doing alone, and both are here those of the test line.
THESE_VERSIONS = {
    "test_explore.py::test_what_is_shown_is_what_pytorch_computes": "matplotlib lays the axes out",
    "test_explore.py::test_marks_have_their_axes_and_their_colours": "and on them lies every mark",
    "test_explore.py::test_legends_name_their_marks": "matplotlib's legends",
    "test_explore_engine.py": "ipywidgets, anywidget and IPython show a figure, Pillow reads it",
    "test_practice_guard.py": "what NumPy, matplotlib and PyTorch have to be set and put back",
    "test_practice_session.py": "IPython and ipywidgets show messages and buttons, in a kernel too",
    "test_notebook_errors.py": "IPython calls what shows an error, and names what runs",
    "test_practice.py::test_odd_answers_are_survived_and_answered": "warnings are errors here",
}


def names(code):
    """All names in the code of a function and of those within it."""
    inner = (part for part in code.co_consts if isinstance(part, types.CodeType))
    return {*code.co_names}.union(*map(names, inner))


def answers_with_numpy():
    """The tests of right answers that call NumPy. All others call PyTorch and Python alone."""
    test = "test_practice.py::test_a_right_answer_in_other_clothes_passes"
    for name, i in RIGHT:
        code = getattr(ANSWERS[name].RIGHT[i], "__code__", None)
        if code and {"np", "numpy"} & names(code):
            yield f"{test}[{name}-{i}]"


def test_figures_and_checks_work_with_these_versions(ready):
    """The tests that these versions can change, on the package as pip installed it."""
    run = [ready.folder / "bin" / "pytest", "-q", "-o", "addopts=", "-p", "no:cacheprovider"]
    with_numpy = list(answers_with_numpy())
    assert len(with_numpy) > 20
    run += [f"tests/{name}" for name in [*THESE_VERSIONS, *with_numpy]]
    run += sorted((ROOT / "tests").glob("lesson_*/test_figures.py"))
    done = subprocess.run(run, cwd=ROOT, env=environment(), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-5000:]
