"""The lessons in environments that are not the project's own.

A `Place` is a virtual environment without the package. A notebook file is carried there
alone, and its set-up cell installs the package with real pip and real git, from a bare
repository of the commit under test that git uses in place of the public address. While a
notebook runs there is no network: no interface but the loopback, where Linux allows to take
it away, and no package index.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import datetime
from importlib import metadata
from pathlib import Path

import nbformat

import helpers
from helpers.classroom import outputs, publish

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
LESSONS = {path.name[:2]: path for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))}
FIRST, *OTHERS = LESSONS
VERSION = helpers.__version__
RECORDED = publish.recorded(ROOT)
# the address that the notebooks carry here: as after `publish`, also before there is one
NAME = "octo-org/lessons" if RECORDED == publish.PLACEHOLDER else RECORDED

UNSHARE = ["unshare", "--net", "--map-root-user"]  # a network of its own, and nobody in it


def without_network() -> list[str]:
    """The words before a command that runs it without a network; none where Linux forbids it."""
    run = [*UNSHARE, sys.executable, str(HERE / "loopback.py")]
    try:
        allowed = subprocess.run([*run, "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        print("Linux does not let us take the network away: a proxy that is not there has to do.")
    return run if allowed else []


def environment() -> dict[str, str]:
    """This process's, without what would lead to the working tree, and in English.

    What Python compiles is kept, also where this process does not keep it: else each kernel of a
    place compiles all that it imports anew, which takes as long as most lessons.
    """
    out = ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE")
    kept = {k: v for k, v in os.environ.items() if k not in out and k[:4] != "GIT_"}
    return {**kept, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}


class Place:
    """A virtual environment; `packages` are pip's words for what it holds.

    With `torch`, PyTorch as the tests' own environment has it is there before pip comes, with
    its metadata: pip finds it installed, and takes it away again if another one is asked for.
    """

    def __init__(
        self,
        folder: Path,
        packages: list[str],
        wheels: Path,
        python: str = sys.executable,
        torch: bool = False,
    ):
        self.folder, self.wheels, self.offline = folder, wheels, without_network()
        self.python = folder / "bin" / "python"
        self.seen = {}
        subprocess.run([python, "-m", "venv", folder], check=True)
        if torch:
            self.link("torch")
        self.pip("install", *packages)

    def watched(self) -> "Place":
        """The place, with `before`: what is installed, to see later that all is still the same."""
        self.before = self.files()
        return self

    def link(self, name: str) -> None:
        """Link each file of an installed package here, since half a minute goes into copies.

        All but its commands: they begin with the path of the Python that they belong to.
        """
        for file in metadata.files(name):
            if ".." not in file.parts:
                here = self.site_packages / file
                here.parent.mkdir(parents=True, exist_ok=True)
                try:
                    os.link(file.locate(), here)
                except OSError:  # another disk
                    shutil.copy2(file.locate(), here)

    def pip(self, *words, **options):
        """Run pip; Python itself compiles the few modules that it will import."""
        run = [self.python, "-m", "pip", *words, "--quiet", "--disable-pip-version-check"]
        env = environment() | {"PIP_COMPILE": "0"}
        subprocess.run(run, check=True, env=env, **options)

    def run(self, *command, cwd, **variables):
        """Run the environment's Python without a network and without a package index."""
        env = {
            **environment(),
            "HOME": str(cwd),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.wheels),  # setuptools, which builds the package
            "https_proxy": "http://127.0.0.1:9",  # nobody is there, should Linux not cut us off
            **variables,
        }
        run = [*self.offline, self.python, *command]
        return subprocess.run(run, cwd=cwd, env=env, capture_output=True, text=True)

    def execute(self, nb, cwd: Path, **variables):
        """`nb` after a run in a fresh kernel here; an error in a cell is one of its outputs."""
        (cwd / "notebook.ipynb").write_text(nbformat.writes(nb), "utf-8")
        done = self.run(HERE / "execute.py", "notebook.ipynb", "done.ipynb", cwd=cwd, **variables)
        assert done.returncode == 0, done.stderr
        return nbformat.read(cwd / "done.ipynb", as_version=4)

    def without_helpers(self) -> "Place":
        """The place as a reader finds it."""
        if list(self.site_packages.glob("line_to_language_model-*")):
            self.pip("uninstall", "--yes", "line-to-language-model")
        assert self.run("-c", "import helpers", cwd=self.folder).returncode == 1
        return self

    @property
    def site_packages(self) -> Path:
        (found,) = self.folder.glob("lib/python*/site-packages")
        return found

    def files(self) -> dict[str, str]:
        """The hash of every installed file that is not the series' own.

        A file is read again when the system says that somebody touched it.
        """
        hashes, top = {}, os.fspath(self.site_packages)
        for folder, _, names in os.walk(top):
            within = "" if folder == top else f"{os.path.relpath(folder, top)}/"
            for name in (f"{within}{one}" for one in names):
                ours = name.startswith(("helpers/", "line_to_language_model-"))
                if name.endswith(".pyc") or ours:
                    continue
                path = self.site_packages / name
                s = os.stat(path)
                touched = (s.st_dev, s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns)
                if self.seen.get(name, ("", ""))[0] != touched:
                    digest = hashlib.sha256(path.read_bytes()).hexdigest()
                    self.seen[name] = touched, digest
                hashes[name] = self.seen[name][1]
        return hashes


class Public:
    """The public repository, as git sees it: a bare one on this machine in its place.

    It holds the commit under test at the tag of its version. Where the working tree has changes,
    or its history is cut short (pip's clone of such a one never ends), a commit with its files.
    """

    def __init__(self, folder: Path):
        self.folder, self.name = folder, NAME
        tree = {"GIT_DIR": str(folder), "GIT_WORK_TREE": str(ROOT)}
        tree["GIT_INDEX_FILE"] = str(folder / "index")
        if self.git("-C", ROOT, "rev-parse", "--is-shallow-repository") == "true":
            self.git("init", "--quiet", "--bare", folder)
            head = []
        else:
            self.git("clone", "--quiet", "--bare", ROOT, folder)
            head = ["-p", commit := self.git("rev-parse", "HEAD", **tree)]
        self.git("add", "--all", **tree)
        written = self.git("write-tree", **tree)
        if not head or written != self.git("rev-parse", "HEAD^{tree}", **tree):
            commit = self.git("commit-tree", written, *head, "-m", "under test", **tree)
        self.git("update-ref", "HEAD", commit, **tree)
        self.git("update-ref", f"refs/tags/{VERSION}", commit, **tree)

    def git(self, *words, **variables) -> str:
        environment = {k: v for k, v in os.environ.items() if k[:4] != "GIT_"} | variables
        for who in ("AUTHOR", "COMMITTER"):
            environment |= {f"GIT_{who}_NAME": "test", f"GIT_{who}_EMAIL": "test@localhost"}
        run = ["git", *map(str, words)]
        done = subprocess.run(run, env=environment, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    def instead(self, folder: Path | None = None) -> dict[str, str]:
        """Variables that let git use `folder`, or this repository, for the public address."""
        return {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{(folder or self.folder).as_uri()}.insteadOf",
            "GIT_CONFIG_VALUE_0": f"https://github.com/{self.name}",
        }


def published(lesson: str):
    """The notebook of a lesson as it is after `publish`."""
    files = [path.name for path in LESSONS.values()]
    text = LESSONS[lesson].read_text("utf-8")
    text = publish.rewritten(text, files, RECORDED, NAME, VERSION)
    return outputs.put_back(nbformat.reads(text, as_version=4), LESSONS[lesson])


def setup_cell() -> str:
    """The source of the first code cell, which is the same in every lesson."""
    return next(cell.source for cell in published("01").cells if cell.cell_type == "code")


def notebook(*sources):
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells)


def set_up(place, cwd, public=None, again=1, **variables):
    """Run the set-up cell `again` times in one kernel, then a cell that shows what is there."""
    look = "print(helpers.__file__); print(helpers.RELEASE)"
    nb = notebook(*[setup_cell()] * again, look, "print(6 * 7)")
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


def check_outputs(run, stored, left_out=()):
    """No warning, the numbers that are stored, the same errors, the same kinds of outputs.

    left_out  lines that a lesson prints only where a package is installed that is not there
    """
    for cell, was in zip(run.cells, stored.cells, strict=True):
        if cell.cell_type == "code":
            assert not [o for o in cell.outputs if o.get("name") == "stderr"], cell.id
            wanted = texts(was)
            for lines in left_out:
                wanted = wanted.replace(lines, "")
            assert texts(cell) == wanted, cell.id
            assert kinds(cell) == kinds(was), cell.id


def check_lesson(place, lesson, public, cwd, left_out=()):
    """Run a lesson from its bare file: its stored outputs, and no other package's file changed."""
    stored = published(lesson)
    run = place.execute(stored, cwd, **public.instead())
    check_outputs(run, stored, left_out)
    assert place.files() == place.before  # nothing was upgraded, added or taken away
    where = place.run("-c", "import helpers; print(helpers.__file__)", cwd=cwd).stdout
    assert where.startswith(str(place.site_packages))
    setup, *rest = (cell for cell in run.cells if cell.cell_type == "code")
    print(f"lesson {lesson}: set-up {seconds(setup):.1f} s, rest {sum(map(seconds, rest)):.1f} s")


def check_again(place, public, cwd):
    """Only the first run fetches: a second one, and a new kernel's, need no repository at all."""
    outputs, found = set_up(place, cwd, public, again=2)
    assert outputs == [None, None]
    assert found.text.splitlines()[1] == f"From Line to Language Model {VERSION}"
    nb = place.execute(notebook(setup_cell()), cwd)
    assert nb.cells[0].outputs == []  # and no repository is there to fetch from
    print(f"set-up again: {seconds(nb.cells[0]):.3f} s")
