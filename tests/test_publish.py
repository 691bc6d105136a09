"""One address and one version in all places, and the command that writes them.

Needs no PyTorch and no conftest, so that it can run under any Python:
pytest --noconftest -o addopts= tests/test_publish.py
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import helpers
from helpers.classroom import publish

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
LINKS = {
    "Colab": "https://colab.research.google.com/github/{name}/blob/{version}/notebooks/{file}",
    "Kaggle": "https://kaggle.com/kernels/welcome"
    "?src=https://github.com/{name}/blob/{version}/notebooks/{file}",
    "Binder": "https://mybinder.org/v2/gh/{name}/{version}?urlpath=lab/tree/notebooks/{file}",
}


def links(file, name, version):
    filled = {
        place: link.format(name=name, version=version, file=file) for place, link in LINKS.items()
    }
    return [f"[Open in {place}]({link})" for place, link in filled.items()]


def check_agreement(root, name, version):
    """Every link of every lesson, and the set-up cell, name this repository and this version."""
    readme = (root / "README.md").read_text("utf-8")
    setups = set()
    for path in sorted((root / "notebooks").glob("[0-9]*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        badges = "".join(cells[0]["source"]).split("\n\n")[1]
        assert badges.split(": ")[0] == " · ".join(links(path.name, name, version))
        for place, link in LINKS.items():
            link = link.format(name=name, version=version, file=path.name)
            assert f"[{place}]({link})" in readme, f"{path.name}: {place}"
        first = next(cell for cell in cells if cell["cell_type"] == "code")
        assert first["id"] == "setup"
        setups.add("".join(first["source"]))
    (setup,) = setups  # the same in every lesson
    assert f'"https://github.com/{name}@{version}".split("@")' in setup
    assert "pip install --quiet --no-deps git+{HOME}@{VERSION}" in setup
    assert publish.recorded(root) == name


def test_all_places_agree_with_one_another_and_with_the_version():
    check_agreement(ROOT, publish.recorded(ROOT), helpers.__version__)


def test_no_other_file_names_the_address():
    """A place that `publish` does not know would go on naming the old one."""
    name = publish.recorded(ROOT)
    known = [*publish.places(ROOT), ROOT / "helpers/classroom/publish.py", Path(__file__)]
    for folder in ("helpers", "notebooks", "tests", ".ci"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path not in known and path.suffix != ".pyc":
                assert name.encode() not in path.read_bytes(), path
    assert name not in (ROOT / "environment.yml").read_text("utf-8")


def test_nobody_can_register_the_placeholder():
    with pytest.raises(ValueError):
        publish.repository(publish.PLACEHOLDER)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("octo/lessons", "octo/lessons"),
        (" octo/lessons\n", "octo/lessons"),
        ("Octo-Org/my.lessons_2", "Octo-Org/my.lessons_2"),
        ("https://github.com/octo/lessons", "octo/lessons"),
        ("https://github.com/octo/lessons.git", "octo/lessons"),
        ("https://github.com/octo/lessons/", "octo/lessons"),
        ("https://www.github.com/octo/lessons", "octo/lessons"),
        ("https://octo:secret@github.com/octo/lessons.git", "octo/lessons"),
        ("git@github.com:octo/lessons.git", "octo/lessons"),
        ("git@github.com:octo/lessons", "octo/lessons"),
        ("ssh://git@github.com/octo/lessons.git", "octo/lessons"),
        ("ssh://git@ssh.github.com:443/octo/lessons.git", "octo/lessons"),
        ("git://github.com/octo/lessons.git", "octo/lessons"),
        ("github.com/octo/lessons", "octo/lessons"),
        ("octo/" + "r" * 100, "octo/" + "r" * 100),
        ("o" * 39 + "/r", "o" * 39 + "/r"),
    ],
)
def test_addresses_that_are_read(address, name):
    assert publish.repository(address) == name


@pytest.mark.parametrize(
    "address",
    [
        "",
        "octo",
        "octo/",
        "/lessons",
        "octo/lessons/tree",
        "octo lessons",
        "octo/les sons",
        "-octo/lessons",
        "octo-/lessons",
        "oc--to/lessons",
        "oc_to/lessons",
        "o" * 40 + "/r",
        "octo/" + "r" * 101,
        "octo/..",
        "octo/.",
        "octo/.git",
        "octo/lessons?x=1",
        "octo/lessons#a",
        'octo/lessons"',
        "octo/lessons\\",
        "октo/lessons",
        "https://gitlab.com/octo/lessons",
        "https://github.com.example.org/octo/lessons",
        "https://github.com/octo",
        "../lessons",
        "/srv/octo/lessons.git",
        "file:///srv/lessons.git",
    ],
)
def test_addresses_that_are_refused(address):
    with pytest.raises(ValueError, match="owner/name"):
        publish.repository(address)


@pytest.fixture
def copy(tmp_path):
    """The project's files that name the address, and the command, in a folder of their own."""
    for name in ["README.md", "pyproject.toml"]:
        shutil.copy(ROOT / name, tmp_path)
    for name in ["notebooks", "helpers"]:
        ignore = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignore)
    return tmp_path


def command(copy, *arguments):
    run = [sys.executable, "-m", "helpers", "publish", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    return subprocess.run(run, cwd=copy, env=environment, capture_output=True, text=True)


def git(copy, *arguments):
    subprocess.run(["git", "-C", str(copy), *arguments], check=True, capture_output=True)


def contents(copy):
    return {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}


def test_publish_writes_every_place(copy):
    done = command(copy, "octo-org/my.lessons")
    assert done.returncode == 0, done.stderr
    check_agreement(copy, "octo-org/my.lessons", helpers.__version__)
    assert publish.PLACEHOLDER not in (copy / "README.md").read_text("utf-8")
    assert f"git tag {helpers.__version__} &&" in done.stdout
    before = contents(copy)
    again = command(copy, "octo-org/my.lessons")
    assert again.returncode == 0 and "rewritten" not in again.stdout
    assert contents(copy) == before
    assert command(copy, "--check").returncode == 0


def test_publish_touches_nothing_else(copy):
    """The change is undone by writing the old name in place of the new one."""
    old = publish.recorded(copy)
    before = contents(copy)
    # names that no file holds by chance
    assert command(copy, "zq-owner/zq-name").returncode == 0
    for path, now in contents(copy).items():
        if path.suffix != ".pyc":
            assert now.replace(b"zq-owner/zq-name", old.encode()) == before[path], path
    for path in NOTEBOOKS:
        was, now = (
            json.loads(file.read_text("utf-8")) for file in (path, copy / "notebooks" / path.name)
        )
        setup = next(i for i, cell in enumerate(was["cells"]) if cell["cell_type"] == "code")
        for i in (0, setup):
            assert was["cells"][i].pop("source") != now["cells"][i].pop("source")
        assert was == now


def test_one_name_after_another(copy):
    """Also names of which one is the beginning of the other."""
    for name in ["octo/a", "octo/a-b", "octo/a.b", "octo/a", "octo-a/b", "a/b.git.c", "a/b"]:
        assert command(copy, name).returncode == 0
        check_agreement(copy, name, helpers.__version__)


def test_other_links_stay_as_they_are(copy):
    others = (
        "https://github.com/octo/lessons-old/blob/1.0/a.md https://github.com/pytorch/pytorch/blob/"
        "main/README.md https://mybinder.org/v2/gh/octo/lessons2/0.0.1 see octo/lessons.wiki"
    )
    assert command(copy, "octo/lessons").returncode == 0
    readme = copy / "README.md"
    mine = "\r\n(https://github.com/octo/lessons.git) https://github.com/octo/lessons. \r\n"
    with readme.open("a", encoding="utf-8", newline="") as file:
        file.write(others + mine)
    assert command(copy, "ada/notes").returncode == 0
    text = readme.read_bytes().decode("utf-8")
    assert text.endswith(others + mine.replace("octo/lessons", "ada/notes"))


def test_a_new_version_is_written_everywhere(copy):
    init = copy / "helpers" / "__init__.py"
    version = f'__version__ = "{helpers.__version__}"'
    assert version in init.read_text("utf-8")
    init.write_text(init.read_text("utf-8").replace(version, '__version__ = "1.2.0rc1"'), "utf-8")
    checked = command(copy, "--check")
    assert checked.returncode == 1
    assert checked.stdout.count("differs: ") == len(NOTEBOOKS) + 1  # and the README
    name = publish.recorded(copy)
    changed = {**os.environ, "PYTHONPATH": str(copy)}
    code = (
        "from pathlib import Path; from helpers.classroom import publish as p;"
        f"p.write(p.changes(Path('.'), {name!r}))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=copy, env=changed, check=True)
    check_agreement(copy, name, "1.2.0rc1")
    assert command(copy, "--check").returncode == 0


@pytest.mark.parametrize(
    ("file", "link"),
    [
        ("README.md", "mybinder.org/v2/gh/"),
        ("notebooks/02_gradient_descent.ipynb", "src=https://github.com/"),
        ("notebooks/03_autograd.ipynb", "com/github/"),
    ],
)
def test_check_sees_one_place_that_differs(copy, file, link):
    text = (copy / file).read_text("utf-8")
    at = text.index(helpers.__version__, text.index(link))
    changed = text[:at] + "9.9.9" + text[at + len(helpers.__version__) :]
    (copy / file).write_text(changed, "utf-8")
    done = command(copy, "--check")
    assert done.returncode == 1 and f"differs: {file}" in done.stdout.replace("\\", "/")
    assert (copy / file).read_text("utf-8") == changed  # a check writes nothing


def test_check_compares_with_a_name_that_is_given(copy):
    assert command(copy, "--check", "octo/lessons").returncode == 1
    assert command(copy, "octo/lessons").returncode == 0
    assert command(copy, "--check", "octo/lessons").returncode == 0


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/octo/lessons.git",
        "git@github.com:octo/lessons.git",
        "ssh://git@github.com/octo/lessons",
    ],
)
def test_the_name_is_read_from_origin(copy, address):
    git(copy, "init", "--quiet")
    git(copy, "remote", "add", "origin", address)
    assert command(copy).returncode == 0
    check_agreement(copy, "octo/lessons", helpers.__version__)


@pytest.mark.parametrize(
    ("prepare", "arguments", "words"),
    [
        ((), ("not a name",), "'not a name' is no repository on GitHub"),
        ((), ("https://gitlab.com/a/b",), "is no repository on GitHub"),
        ((("init", "-q"),), (), "no remote `origin`"),
        (
            (("init", "-q"), ("remote", "add", "origin", "/srv/a.git")),
            (),
            "no repository on GitHub",
        ),
    ],
)
def test_refusals_say_what_to_do_and_change_nothing(copy, prepare, arguments, words):
    for line in prepare:
        git(copy, *line)
    before = contents(copy)
    done = command(copy, *arguments)
    assert done.returncode == 1 and words in done.stderr and "owner/name" in done.stderr
    assert "Traceback" not in done.stderr
    assert {p: b for p, b in contents(copy).items() if p.suffix != ".pyc"} == before


def test_where_there_are_no_lessons(tmp_path):
    """An installed copy of the package, as on Colab, has no notebooks to rewrite."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "helpers", tmp_path / "helpers", ignore=ignore)
    done = command(tmp_path, "octo/lessons")
    assert done.returncode == 1 and "Run this in a clone" in done.stderr
    assert not re.search("Traceback", done.stderr)


# The set-up cell, without the environments of tests/elsewhere: what it says of what it finds.


def set_up(folder, *options, **variables):
    """Run the set-up cell as a program of this Python, from `folder`."""
    cells = json.loads(NOTEBOOKS[0].read_text("utf-8"))["cells"]
    first = next(cell for cell in cells if cell["cell_type"] == "code")
    (folder / "cell.py").write_text("".join(first["source"]), "utf-8")
    run = [sys.executable, *options, "cell.py"]
    environment = {**os.environ, **variables}
    return subprocess.run(run, cwd=folder, env=environment, capture_output=True, text=True)


def test_the_set_up_cell_does_nothing_where_the_helpers_are(copy, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bare")
    done = set_up(folder, "-W", "error", PYTHONPATH=str(copy), PATH="")  # no git to be found
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_set_up_cell_sees_another_helpers(tmp_path):
    (tmp_path / "helpers.py").write_text("__version__ = '0.1.0'\n")
    said = set_up(tmp_path).stderr.splitlines()[-1]
    problem = f"ImportError: Not helpers {helpers.__version__}, but something else at "
    assert said.startswith(problem + str(tmp_path / "helpers.py"))
    assert "If it is your file, rename it." in said and "Then restart the kernel." in said


@pytest.mark.parametrize("version", ["0.0.1", "9.9.9"])
def test_the_set_up_cell_sees_another_version(copy, tmp_path_factory, version):
    init = copy / "helpers" / "__init__.py"
    now = f'__version__ = "{helpers.__version__}"'
    init.write_text(init.read_text("utf-8").replace(now, f'__version__ = "{version}"'), "utf-8")
    said = set_up(tmp_path_factory.mktemp("bare"), PYTHONPATH=str(copy)).stderr.splitlines()[-1]
    problem = f"Not helpers {helpers.__version__}, but From Line to Language Model {version} at "
    assert problem + str(init) in said and "--force-reinstall. Then restart the kernel." in said


def test_the_set_up_cell_says_what_pip_and_git_said(tmp_path):
    """A Python that does not look into site-packages misses the helpers; its pip asks git."""
    home = f"https://github.com/{publish.recorded(ROOT)}"
    instead = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{(tmp_path / 'nothing.git').as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": home,
    }
    done = set_up(tmp_path, "-I", "-S", **instead)
    assert done.returncode == 1 and "does not appear to be a git repository" in done.stderr
    cure = f"Is there a version {helpers.__version__} at {home}? Open the lesson from there."
    assert done.stderr.splitlines()[-1] == cure
