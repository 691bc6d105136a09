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


def setup_cell(path):
    """A lesson's first code cell, and its place."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    place = next(i for i, cell in enumerate(cells) if cell["cell_type"] == "code")
    assert cells[place]["id"] == "setup"
    return "".join(cells[place]["source"]), place


def check_agreement(root, name, version):
    """Every link of every lesson, and the set-up cell, name this repository and this version."""
    readme = (root / "README.md").read_text("utf-8")
    base, where = f"github/{name}/blob/{version}/notebooks/", f"gh/{name}/{version}"
    setups = set()
    for path in sorted((root / "notebooks").glob("[0-9]*.ipynb")):
        links = {
            "Colab": f"https://colab.research.google.com/{base}{path.name}",
            "Kaggle": "https://kaggle.com/kernels/welcome?src=https://github.com/"
            f"{name}/blob/{version}/notebooks/{path.name}",
            "Binder": f"https://mybinder.org/v2/{where}?urlpath=lab/tree/notebooks/{path.name}",
        }
        title = "".join(json.loads(path.read_text("utf-8"))["cells"][0]["source"])
        line = " · ".join(f"[Open in {place}]({link})" for place, link in links.items())
        assert title.split("\n\n")[1].startswith(line)
        for place, link in links.items():
            assert f"[{place}]({link})" in readme, f"{path.name}: {place}"
        setups.add(setup_cell(path)[0])
    (setup,) = setups  # the same in every lesson
    assert f'"https://github.com/{name}@{version}".split("@")' in setup
    assert "pip install --quiet --no-deps git+{HOME}@{VERSION}" in setup
    cited = (root / "CITATION.cff").read_text("utf-8")
    assert f'\nrepository-code: "https://github.com/{name}"\n' in cited
    assert f"git clone https://github.com/{name}" in readme
    assert ("Not published yet" in readme) == (name == publish.PLACEHOLDER)
    assert publish.recorded(root) == name
    assert not publish.changes(root, name)


def test_all_places_agree_with_one_another_and_with_the_version():
    check_agreement(ROOT, publish.recorded(ROOT), helpers.__version__)


def test_no_other_file_names_the_address():
    """A place that `publish` does not know would go on naming the old one."""
    name = publish.recorded(ROOT)
    known = [*publish.places(ROOT), ROOT / "helpers/classroom/publish.py", Path(__file__)]
    files = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in ("helpers", "notebooks", "teaching", "tests", ".ci", ".github"):
        files += (path for path in (ROOT / folder).rglob("*") if path.is_file())
    for path in files:
        if path not in known and path.suffix != ".pyc" and path.parent.name != "class":
            assert name.encode() not in path.read_bytes(), path


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
    for name in ["README.md", "CITATION.cff", "CHANGELOG.md", "pyproject.toml"]:
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


def changed(copy, before):
    """The names of the files that differ; on CI, pytest would compare whole notebooks, for long."""
    after = contents(copy)
    return sorted(p.name for p in after.keys() | before if after.get(p) != before.get(p))


def contents(copy):
    """Every file but those that Python compiles on its way."""
    files = (path for path in copy.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path: path.read_bytes() for path in files}


def test_publish_writes_every_place(copy):
    done = command(copy, "octo-org/my.lessons")
    assert done.returncode == 0, done.stderr
    check_agreement(copy, "octo-org/my.lessons", helpers.__version__)
    assert publish.PLACEHOLDER not in (copy / "README.md").read_text("utf-8")
    assert f"git tag {helpers.__version__}\n" in done.stdout
    before = contents(copy)
    again = command(copy, "octo-org/my.lessons")
    assert again.returncode == 0 and "rewritten" not in again.stdout
    assert changed(copy, before) == []
    assert command(copy, "--check").returncode == 0


def test_publish_touches_nothing_else(copy):
    """The change is undone by writing the old name in place of the new one."""
    old = publish.recorded(copy)
    before = contents(copy)
    # names that no file holds by chance
    assert command(copy, "zq-owner/zq-name").returncode == 0
    for path, now in contents(copy).items():
        was = before[path]
        if path.name == "README.md":  # the note that it was not published yet is gone
            was = publish.NOT_YET.sub("", was.decode("utf-8")).encode("utf-8")
        assert now.replace(b"zq-owner/zq-name", old.encode()) == was, path
    for path in NOTEBOOKS:
        was, now = (
            json.loads(file.read_text("utf-8")) for file in (path, copy / "notebooks" / path.name)
        )
        for i in (0, setup_cell(path)[1]):
            assert was["cells"][i].pop("source") != now["cells"][i].pop("source")
        assert was == now


def test_one_name_after_another(copy):
    """Also names of which one is the beginning of the other."""
    for name in ["octo/a", "octo/a-b", "octo/a.b", "octo/a", "octo-a/b", "a/b.git.c", "a/b"]:
        assert command(copy, name).returncode == 0
        check_agreement(copy, name, helpers.__version__)


def test_other_links_stay_as_they_are(copy):
    others = (
        "https://github.com/zq/a-old/blob/1.0/a.md https://github.com/pytorch/pytorch/blob/main/"
        "README.md https://mybinder.org/v2/gh/zq/a2/0.0.1 zq/a.wiki https://gitlab.com/zq/a/x "
        "https://kaggle.com/kernels/welcome?src=https://github.com/b/c/blob/1.0/notebooks/x.ipynb "
        "https://github.com.example.org/zq/a git+https://github.com/b/c@1.0 "
    )
    assert command(copy, "zq/a").returncode == 0
    readme = copy / "README.md"
    mine = "\r\n(https://github.com/zq/a.git) https://github.com/zq/a. \r\n"
    with readme.open("a", encoding="utf-8", newline="") as file:
        file.write(others + mine)
    assert command(copy, "ada/notes").returncode == 0
    text = readme.read_bytes().decode("utf-8")
    assert text.endswith(others + mine.replace("zq/a", "ada/notes"))


def with_version(copy, version):
    init = copy / "helpers" / "__init__.py"
    now = f'__version__ = "{helpers.__version__}"'
    assert now in init.read_text("utf-8")
    init.write_text(init.read_text("utf-8").replace(now, f'__version__ = "{version}"'), "utf-8")
    return init


def test_a_new_version_is_written_everywhere(copy):
    assert command(copy, "zq/a").returncode == 0
    with_version(copy, "1.2.0rc1")
    checked = command(copy, "--check")
    assert checked.returncode == 1 and "publish zq/a`" in checked.stdout
    assert checked.stdout.count("differs: ") == len(NOTEBOOKS) + 1  # and the README
    assert "git tag 1.2.0rc1\n" in command(copy, "zq/a").stdout
    texts = [path.read_text("utf-8") for path in publish.places(copy)]
    assert sum(text.count("1.2.0rc1") for text in texts) == 3 * 2 * len(NOTEBOOKS) + len(NOTEBOOKS)
    assert command(copy, "--check").returncode == 0


def test_a_half_way_state_is_mended(copy):
    """A run that was stopped, or an address changed by hand in one place: all are seen."""
    assert command(copy, "zq/a").returncode == 0
    for file in ["pyproject.toml", "notebooks/02_gradient_descent.ipynb"]:
        text = (copy / file).read_text("utf-8")
        (copy / file).write_text(text.replace("zq/a", "zq/b"), "utf-8")
        assert command(copy, "--check").returncode == 1
        assert command(copy, "zq/c").returncode == 0
        check_agreement(copy, "zq/c", helpers.__version__)
        assert command(copy, "zq/a").returncode == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("README.md", "https://mybinder.org/v2", "x", "README.md has no link to 01_mse"),
        ("notebooks/03_autograd.ipynb", "kernels/welcome", "x", "03_autograd.ipynb has no link"),
        (
            "notebooks/01_mse_loss.ipynb",
            f"@{helpers.__version__}",
            "",
            "01_mse_loss.ipynb has no set-up cell",
        ),
        ("pyproject.toml", "Repository =", "Home =", "no line `Repository"),
        ("CITATION.cff", "repository-code:", "url:", "CITATION.cff has no line `repository-code"),
        ("README.md", "git clone https", "https", "README.md has no line `git clone"),
        (
            "notebooks/02_gradient_descent.ipynb",
            '"cells"',
            '"cell"',
            "02_gradient_descent.ipynb is",
        ),
    ],
)
def test_a_place_that_is_gone_is_named_and_nothing_is_written(copy, file, old, new, said):
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new), "utf-8")
    before = contents(copy)
    for arguments in [("zq/a",), ("--check",)]:
        done = command(copy, *arguments)
        assert done.returncode == 1 and said in done.stderr and "Traceback" not in done.stderr
    assert changed(copy, before) == []


@pytest.mark.parametrize("broken", [b"", b"{}", b"[]", b"[1]", b"null", b"\xff\xfe", "half"])
def test_a_broken_notebook_is_named_in_a_plain_line(copy, broken):
    path = copy / "notebooks" / "03_autograd.ipynb"
    path.write_bytes(path.read_bytes()[:20_000] if broken == "half" else broken)
    before = contents(copy)
    for arguments in [("zq/a",), ("--check",), ("--check", "--release")]:
        done = command(copy, *arguments)
        assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith("notebooks/03_autograd.ipynb is no whole notebook")
        assert "git checkout -- notebooks/03_autograd.ipynb" in done.stderr
    assert changed(copy, before) == []


def unpublished(copy):
    """The copy as it is before it has an address, also where the project has one."""
    name = publish.recorded(copy)
    for path, text in publish.places(copy).items():
        path.write_text(text.replace(name, publish.PLACEHOLDER), "utf-8")
    readme = (copy / "README.md").read_text("utf-8")
    if not publish.NOT_YET.search(readme):
        note = "> **Not published yet.** So.\n\n"
        (copy / "README.md").write_text(note + readme, "utf-8")
    return copy


def test_check_says_that_the_placeholder_is_one(copy):
    done = command(unpublished(copy), "--check")
    assert done.returncode == 0 and "publish owner/name" in done.stdout
    assert command(copy, "zq/a").returncode == 0
    assert "placeholder" not in command(copy, "--check").stdout


def test_until_there_is_an_address_the_readme_must_say_so(copy):
    readme = unpublished(copy) / "README.md"
    text = readme.read_text("utf-8")
    readme.write_text(publish.NOT_YET.sub("", text), "utf-8")
    done = command(copy, "--check")
    assert done.returncode == 1 and "README.md does not say that the lessons are not" in done.stderr
    readme.write_text(text, "utf-8")
    assert command(copy, "--check").returncode == 0


def dated(copy, day):
    changelog = copy / "CHANGELOG.md"
    text, heading = changelog.read_text("utf-8"), f"## [{helpers.__version__}] - "
    assert text.count(heading) == 1
    changelog.write_text(re.sub(rf"(?<={re.escape(heading)}).*", day, text), "utf-8")


def test_a_release_needs_an_address_and_a_date(copy):
    dated(unpublished(copy), "Unreleased")
    both = command(copy, "--check", "--release")
    assert both.returncode == 1 and both.stderr == ""
    assert "The links name a placeholder" in both.stdout and "write the date" in both.stdout
    dated(copy, "2026-12-01")
    address = command(copy, "--release")  # is a check too
    assert address.returncode == 1 and "write the date" not in address.stdout
    assert command(copy, "zq/a").returncode == 0
    assert "Ready for a release." in command(copy, "--check", "--release").stdout
    dated(copy, "Unreleased")
    date = command(copy, "--check", "--release")
    assert date.returncode == 1 and "placeholder" not in date.stdout


def test_release_alone_writes_nothing(copy):
    before = contents(copy)
    assert command(copy, "--release", "zq/a").returncode == 1
    assert changed(copy, before) == []


def test_windows_ends_of_lines_stay(copy):
    for path, text in publish.places(copy).items():
        path.write_bytes(text.replace("\n", "\r\n").encode("utf-8"))
    assert command(copy, "zq/a").returncode == 0
    check_agreement(copy, "zq/a", helpers.__version__)
    for text in publish.places(copy).values():
        assert text.count("\n") == text.count("\r\n") > 0


def test_publish_says_that_the_tag_is_there_already(copy):
    git(copy, "init", "--quiet")
    assert "is there already" not in command(copy, "zq/a").stdout
    who = ["-c", "user.name=test", "-c", "user.email=test@localhost"]
    git(copy, *who, "commit", "--quiet", "--allow-empty", "-m", "test")
    git(copy, "update-ref", f"refs/tags/{helpers.__version__}", "HEAD")
    assert "is there already" in command(copy, "zq/b").stdout


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
    assert command(copy, "--check", "zq/a").returncode == 1
    assert command(copy, "zq/a").returncode == 0
    assert command(copy, "--check", "zq/a").returncode == 0


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
    assert changed(copy, before) == []


def test_where_there_are_no_lessons(tmp_path):
    """An installed copy of the package, as on Colab, has no notebooks to rewrite."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "helpers", tmp_path / "helpers", ignore=ignore)
    done = command(tmp_path, "octo/lessons")
    assert done.returncode == 1 and "Run this in a clone" in done.stderr
    assert not re.search("Traceback", done.stderr)


def test_without_git_a_name_is_enough(copy, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "no remote `origin`" in command(copy).stderr
    done = command(copy, "zq/a")
    assert done.returncode == 0 and done.stderr == ""
    check_agreement(copy, "zq/a", helpers.__version__)


def test_the_origin_of_an_outer_repository_is_not_taken(copy):
    git(copy, "init", "--quiet")
    git(copy, "remote", "add", "origin", "https://github.com/outer/one.git")
    (copy / "inner").mkdir()
    for name in ["README.md", "CITATION.cff", "pyproject.toml", "notebooks", "helpers"]:
        shutil.move(copy / name, copy / "inner" / name)
    done = command(copy / "inner")
    assert done.returncode == 1 and "no remote `origin` here" in done.stderr


def test_a_password_is_not_shown():
    with pytest.raises(ValueError) as error:
        publish.repository("https://me:secret@gitlab.com/octo/lessons\n")
    assert "'https://gitlab.com/octo/lessons'" in str(error.value)


# The set-up cell, without the environments of tests/elsewhere: what it says of what it finds.

NAME = "octo-org/lessons"  # as after `publish`
HOME = f"https://github.com/{NAME}"


def set_up(folder, *options, name=NAME, python=sys.executable, **variables):
    """Run the set-up cell as a program of this Python, or another, from `folder`."""
    cell = setup_cell(NOTEBOOKS[0])[0]
    home = '"https://github.com/{}@'
    cell = cell.replace(home.format(publish.recorded(ROOT)), home.format(name))
    assert home.format(name) in cell
    (folder / "cell.py").write_text(cell, "utf-8")
    run = [python, *options, "cell.py"]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "", **variables}
    return subprocess.run(run, cwd=folder, env=environment, capture_output=True, text=True)


BARE = ["-I", "-S"]  # a Python that does not look into site-packages misses the helpers
RESTART = "2. Restart the kernel (Colab: Runtime > Restart session). Begin at the top."


def test_the_set_up_cell_is_folded_in_every_lesson():
    """Hidden in JupyterLab, a form with a title on Colab; it says itself what to do with it."""
    for path in NOTEBOOKS:
        source, place = setup_cell(path)
        metadata = json.loads(path.read_text("utf-8"))["cells"][place]["metadata"]
        assert metadata["jupyter"] == {"source_hidden": True} and metadata["cellView"] == "form"
        assert source.startswith("# @title Set-up: run this cell first\n")


@pytest.mark.parametrize("name", [NAME, publish.PLACEHOLDER])
def test_the_set_up_cell_does_nothing_where_the_helpers_are(copy, tmp_path_factory, name):
    folder = tmp_path_factory.mktemp("bare")
    done = set_up(folder, "-W", "error", name=name, PYTHONPATH=str(copy), PATH="")  # without git
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_set_up_cell_says_that_nothing_is_published_yet(copy, tmp_path):
    """It asks no server, and its second cure works in the place where the first run failed."""
    folder = tmp_path / "bare"
    folder.mkdir()
    done = set_up(folder, "-S", name=publish.PLACEHOLDER, PYTHONPATH="")
    *_, what, one, two = done.stderr.splitlines()
    assert what.startswith("RuntimeError: No helpers here, and the lessons are not published")
    assert one.startswith("1. On your machine: ") and "## Start on your machine" in (
        ROOT / "README.md"
    ).read_text("utf-8")
    assert two.startswith("2. Elsewhere: put the folder helpers beside this notebook.")
    shutil.copytree(copy / "helpers", folder / "helpers")
    done = set_up(folder, "-S", name=publish.PLACEHOLDER, PYTHONPATH="")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_set_up_cell_sees_another_helpers(tmp_path):
    (tmp_path / "helpers.py").write_text("__version__ = '0.1.0'\n")
    *_, needed, where, one, line, two = set_up(tmp_path).stderr.splitlines()
    problem = f"This lesson needs helpers {helpers.__version__}. Here is another module"
    assert needed.startswith(f"RuntimeError: {problem}")
    assert where.strip() == str(tmp_path / "helpers.py")
    assert one.startswith("1. If that is your own file, rename it.") and two == RESTART
    assert line.strip().startswith("%pip install ") and line.endswith(" --force-reinstall")


@pytest.mark.parametrize("version", ["0.0.1", "9.9.9"])
def test_the_set_up_cell_sees_another_version(copy, tmp_path_factory, version):
    init = with_version(copy, version)
    said = set_up(tmp_path_factory.mktemp("bare"), PYTHONPATH=str(copy)).stderr
    assert f"Here is From Line to Language Model {version}:\n    {init}\n" in said
    assert said.rstrip().endswith(RESTART)


def test_the_set_up_cell_says_what_pip_and_git_said(tmp_path):
    """A Python that does not look into site-packages misses the helpers; its pip asks git."""
    nothing = (tmp_path / "nothing.git").as_uri()
    (tmp_path / ".gitconfig").write_text(f'[url "{nothing}"]\n    insteadOf = {HOME}\n')
    done = set_up(tmp_path, *BARE, HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path))
    assert done.returncode == 1 and "does not appear to be a git repository" in done.stderr
    *_, failed, one, two, _three, _four, where = done.stderr.splitlines()
    assert (
        failed == f"helpers {helpers.__version__} could not be installed. Above is what pip says."
    )
    assert one.startswith("1. No internet?") and two.endswith(f"Open the newest lesson from {HOME}")
    assert where == f'   {HOME} says how, under "Start on your machine".'


def test_without_git_the_set_up_cell_names_it(tmp_path):
    """The words that it asks for are those of the pip that is here."""
    done = set_up(tmp_path, *BARE, PATH="")
    said, cures = done.stderr.split("could not be installed.")
    words = "Cannot find command 'git'"
    assert words in said and f'3. "{words}"? Install git, then start Jupyter again.' in cures


def test_without_pip_the_set_up_cell_names_it(tmp_path):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "v"], check=True)
    python = tmp_path / "v" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = set_up(tmp_path, python=python, PYTHONPATH="")
    said, cures = done.stderr.split("could not be installed.")
    words = "No module named pip"
    assert words in said and f', "{words}"? Make a virtual environment:' in cures
