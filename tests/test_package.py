"""The package around the lessons: its floors and pins, its rooms, its front door."""

import ast
import os
import re
import subprocess
import sys
from importlib import metadata

import constraints
import pytest
import yaml
from lessons import LESSONS, ROOT, Lesson
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import helpers

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
README = (ROOT / "README.md").read_text("utf-8")
ROOMS = [
    "files",
    "data",
    "text",
    "tokens",
    "streams",
    "training",
    "recipe",
    "evaluation",
    "bowl",
    "models",
    "real",
    "tasks",
    "pretraining",
    "search",
    "experiments",
    "plotting",
    "explore",
    "practice",
    "notebook",
    "classroom",
]


def requirements(lines):
    return {r.name: r for r in map(Requirement, lines)}


def pins():
    found = {}
    for lines in PROJECT["optional-dependencies"].values():
        for name, requirement in requirements(lines).items():
            if name != PROJECT["name"]:
                assert name not in found, f"{name} is pinned twice"
                found[name] = requirement
    return found


def test_base_dependencies_are_floors_only():
    for requirement in requirements(PROJECT["dependencies"]).values():
        assert [s.operator for s in requirement.specifier] == [">="], requirement


def test_extras_are_exact_pins():
    for requirement in pins().values():
        (specifier,) = requirement.specifier
        assert specifier.operator == "==" and "*" not in specifier.version, requirement


def test_pins_satisfy_floors():
    pinned = pins()
    for name, floor in requirements(PROJECT["dependencies"]).items():
        version = next(iter(pinned[name].specifier)).version
        assert floor.specifier.contains(version), f"{name} {version} against {floor}"
    assert str(pinned["torch"].specifier) == "==2.13.0"


def colab():
    """What Colab's image holds; torch as it is there, which cannot be had here."""
    lines = (ROOT / "tests" / "colab.txt").read_text("utf-8").splitlines()
    found = requirements(line for line in lines if line and not line.startswith("#"))
    versions = {name: next(iter(r.specifier)).version for name, r in found.items()}
    return versions | {"torch": "2.11.0"}


def test_floors_admit_what_colab_has():
    floors = requirements(PROJECT["dependencies"])
    there = colab()
    for name, floor in floors.items():
        assert floor.specifier.contains(there[name]), name


def test_no_version_is_written_twice():
    """environment.yml names an exact Python and the extras, and no other version."""
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    python, pip, packages = environment["dependencies"]
    assert re.fullmatch(r"python=3\.\d+", python) and pip == "pip"
    assert packages == {"pip": ["-e .[lab]"]}
    version = Version(python.partition("=")[2])
    assert Requirement(f"python{PROJECT['requires-python']}").specifier.contains(version)
    for name, pin in pins().items():
        version = next(iter(pin.specifier)).version
        for file in ["README.md", "environment.yml", ".ci/run"]:
            text = (ROOT / file).read_text("utf-8")
            assert f"{name}=={version}" not in text or name == "torch", f"{name} in {file}"


def listed():
    """The packages and versions in tests/constraints.txt; nothing else may stand there."""
    found = {}
    for line in constraints.FILE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, version = re.fullmatch(r"([a-z0-9-]+)==([\w.]+)", line).groups()
            assert name not in found, f"{name} is listed twice"
            found[name] = version
    return found


def test_the_constraints_agree_with_the_pins():
    there = listed()
    hub = requirements(PROJECT["optional-dependencies"]["hub"])
    for name, pin in pins().items():
        if name not in hub:
            version = next(iter(pin.specifier)).version
            assert there.get(name) == version, "run `python tests/constraints.py`"


def test_the_constraints_name_all_that_a_listed_package_needs():
    """Where a package has its listed version here, what that version needs is in the list."""
    there = listed()
    known = 0
    linux = {"python_version": "3.11", "python_full_version": "3.11.0", "sys_platform": "linux"}
    linux |= {"platform_system": "Linux", "os_name": "posix", "extra": ""}
    for name, version in there.items():
        try:
            here = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # `.[test]` alone
            continue
        if here.version.partition("+")[0] == version:
            known += 1
            for needed in map(Requirement, here.requires or []):
                of_gpu = constraints.GPU.match(needed.name)
                if not of_gpu and (needed.marker is None or needed.marker.evaluate(linux)):
                    assert canonicalize_name(needed.name) in there, f"{name} needs {needed}"
    assert known > len(pins()) / 2


def test_the_constraints_are_what_pip_reported():
    """No path, no host, no part of a PyTorch for graphics cards, one spelling of each name."""
    installed = [("PyYAML", "6.0.4"), ("torch", "2.13.0+cpu"), ("jupyter_core", "5.9.1")]
    installed += [("nvidia-nccl-cu13", "2.30"), ("triton", "3.8"), (PROJECT["name"], "0.1.0")]
    report = {"install": [{"metadata": {"name": n, "version": v}} for n, v in installed]}
    assert constraints.lines(report) == ["jupyter-core==5.9.1", "pyyaml==6.0.4", "torch==2.13.0"]


def test_readme_prints_the_front_door():
    for extra, command in (("lab", "jupyter lab notebooks"), ("test", "pytest")):
        line = (
            f'python3 -m venv .venv && .venv/bin/pip install -e ".[{extra}]" && .venv/bin/{command}'
        )
        assert f"\n    {line}\n" in README
    assert "pytest" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_readme_lists_every_lesson():
    for path in LESSONS.values():
        assert f"(notebooks/{path.name})" in README


def test_readme_torch_line_names_the_pin():
    assert f"torch{pins()['torch'].specifier}" in README


def test_the_rooms_are_listed_in_their_order():
    """Where one looks for them: in the package's docstring, and in CONTRIBUTING.md."""
    rooms = helpers.__doc__.split("\n\n")[2]
    assert [line.split()[0] for line in rooms.splitlines()] == ROOMS
    listed = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    (line,) = re.findall(r"imports only from those before it: (.+?)\. `helpers` holds", listed)
    assert re.findall(r"`(\w+)`", line.replace("`python -m helpers`", "")) == ROOMS
    modules = {path.stem for path in (ROOT / "helpers").glob("*.py")}
    folders = {path.parent.name for path in (ROOT / "helpers").glob("*/__init__.py")}
    assert modules | folders == {*ROOMS, "__init__", "__main__"}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}, line {node.lineno}: write helpers.ROOM in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_a_room_imports_only_from_those_before_it():
    for path in (ROOT / "helpers").rglob("*.py"):
        room = path.relative_to(ROOT / "helpers").with_suffix("").parts[0]
        if room in ROOMS:
            before = ROOMS[: ROOMS.index(room)]
            if room in (folder.name for folder in path.parents):  # a room that is a folder
                before = [*before, room]
            for name in imports(path):
                if name.startswith("helpers."):
                    assert name.split(".")[1] in before, f"{path} imports {name}"
        else:
            assert room in ("__init__", "__main__")


def loaded_by(statement):
    code = f"import sys; {statement}; print(*sorted(m.split('.')[0] for m in sys.modules))"
    run = [sys.executable, "-c", code]
    return set(subprocess.run(run, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import helpers", {"torch", "matplotlib", "numpy", "tqdm"}),
        ("import helpers.data", {"matplotlib", "pandas", "ipywidgets"}),
        ("import helpers.text", {"matplotlib", "pandas", "ipywidgets"}),
        ("import helpers.evaluation", {"matplotlib", "pandas", "ipywidgets"}),
        ("import helpers.bowl", {"matplotlib", "pandas", "ipywidgets"}),
        ("import helpers.models", {"matplotlib", "pandas", "ipywidgets"}),
        ("import helpers.tasks", {"matplotlib", "pandas", "ipywidgets"}),
        ("import helpers.pretraining", {"matplotlib", "pandas", "ipywidgets", "IPython"}),
        ("import helpers.experiments", {"matplotlib", "pandas", "ipywidgets"}),
        ("import helpers.training", {"matplotlib", "pandas", "ipywidgets"}),
        ("import helpers.plotting", {"pandas", "ipywidgets", "IPython"}),
        ("import helpers.explore.lesson_01", {"pandas", "ipywidgets", "IPython"}),
        ("import helpers.practice", {"matplotlib", "pandas", "ipywidgets", "IPython"}),
        ("import helpers.classroom", {"torch", "matplotlib"}),
    ],
)
def test_a_room_loads_only_what_it_needs(statement, absent):
    assert not absent & loaded_by(statement)


def test_no_pickle_and_no_eval():
    sources = {path.name: path.read_text("utf-8") for path in (ROOT / "helpers").rglob("*.py")}
    for path in LESSONS.values():
        sources[path.name] = "\n".join(cell.source for cell in Lesson(path).code.values())
    for name, text in sources.items():
        assert "pickle" not in text, name
        assert not re.search(r"(?<![.\w])(eval|exec)\(", text), name
        for call in re.findall(r"torch\.load\([^\n]*", text):
            assert "weights_only=True" in call, name


@pytest.mark.parametrize(("before", "after"), [(None, "PASSIVE"), ("ACTIVE", "ACTIVE")])
def test_threads_sleep_while_they_wait(before, after):
    """Said by the library that runs PyTorch's threads; what somebody has set stays."""
    env = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"}
    env |= {"OMP_DISPLAY_ENV": "verbose"} | ({"OMP_WAIT_POLICY": before} if before else {})
    code = "import helpers, torch"
    run = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    said = re.findall(r"OMP_WAIT_POLICY ?= ?'(\w+)'", run.stdout + run.stderr)
    assert said and set(said) == {after}, run.stderr
    # GNU's library calls its default PASSIVE too; how long it spins tells them apart
    for spins in re.findall(r"GOMP_SPINCOUNT = '(\d+)'", run.stdout + run.stderr):
        assert (int(spins) == 0) == (after == "PASSIVE"), run.stderr
