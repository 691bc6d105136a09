"""The package as others get it: built from what git knows, installed, and every room imported.

Needs no network: setuptools, which builds the wheel, is among the pins of the tests.
"""

import ast
import functools
import re
import subprocess
import sys
import sysconfig
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from lessons import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from test_package import PROJECT, requirements

# Packages that come with a declared one, whose own metadata says so.
COMES_WITH = {
    "numpy": "matplotlib",
    "pillow": "matplotlib",
    "ipython": "ipywidgets",
    "traitlets": "ipywidgets",
    "pygments": "nbconvert",
}

BUILD = "import setuptools.build_meta as builder; print(builder.build_wheel('dist'))"

# Run without site-packages, where an editable install would lead back to the working tree.
LOOK = """
import importlib, sys
where, modules, *installed = sys.argv[1:]
sys.path += [where, *installed]
for name in modules.split():
    file = importlib.import_module(name).__file__
    assert file.startswith(where), file
from helpers import data, text
for load in (text.names, text.plays, text.poems, text.raw_texts):
    assert len(load())
for load in (text.king_james, text.code):
    assert all(load())
for load in (data.five_rides, data.hubble_1929, data.penguins):
    assert len(load().X)
"""


def git_files(root: Path) -> list[str]:
    """The files that a commit of `root` would hold, as paths with slashes."""
    run = ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split("\0")
    return sorted({name for name in names if name and (root / name).is_file()})


def built(files: dict[str, bytes], folder: Path) -> Path:
    """The wheel that setuptools builds from these files."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    run = [sys.executable, "-c", BUILD]
    done = subprocess.run(run, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "dist" / done.stdout.splitlines()[-1]


def content(wheel: Path) -> dict[str, bytes]:
    """What a wheel holds below `helpers`."""
    with zipfile.ZipFile(wheel) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n.startswith("helpers/")}


@pytest.fixture(scope="module")
def sources():
    top = ("pyproject.toml", "README.md", "LICENSE")
    below = ("helpers/", "teaching/")  # the second, to see that none of it gets in
    names = [name for name in git_files(ROOT) if name in top or name.startswith(below)]
    return {name: (ROOT / name).read_bytes() for name in names}


@pytest.fixture(scope="module")
def wheel(sources, tmp_path_factory):
    return built(sources, tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_what_git_knows(sources, wheel):
    """To the byte: no module, table, font or style is left out, and nothing else is in it."""
    there = content(wheel)
    with zipfile.ZipFile(wheel) as archive:
        assert {name.partition("/")[0].partition("-")[0] for name in archive.namelist()} == {
            "helpers",
            "line_to_language_model",  # what it says about itself
        }
    known = {name: text for name, text in sources.items() if name.startswith("helpers/")}
    assert sorted(there) == sorted(known)
    assert there == known


def test_the_licenses_come_with_the_wheel(sources, wheel):
    """Each file that `pyproject.toml` names, to the byte, and in LICENSE each text of others."""
    with zipfile.ZipFile(wheel) as archive:
        found = {n.partition("/licenses/")[2]: archive.read(n) for n in archive.namelist()}
        (about,) = (archive.read(n) for n in archive.namelist() if n.endswith("/METADATA"))
    named = PROJECT["license-files"]
    assert {name: found[name] for name in named} == {name: sources[name] for name in named}
    assert f"License-Expression: {PROJECT['license']}\n" in about.decode("utf-8")
    legend = " ".join(sources["LICENSE"].decode("utf-8").split())
    for name in sources:
        folder, _, file = name.removeprefix("helpers/tables/").rpartition("/")
        if name.startswith("helpers/tables/") and not file.startswith("lesson_"):
            assert re.search(rf"\bin {folder}\b" if folder else rf"\b{file}\b", legend), name
    assert "unrestricted use provided that this legend is included on all tape media" in legend


def test_every_room_works_from_the_wheel(sources, wheel, tmp_path):
    where = tmp_path / "installed"
    run = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*run, "--target", where, wheel], check=True, cwd=tmp_path)
    modules = [
        name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for name in sources
        if re.fullmatch(r"helpers/.*(?<!__main__)\.py", name)
    ]
    assert len(modules) > 20
    paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    run = [sys.executable, "-I", "-S", "-c", LOOK, where, " ".join(modules), *paths]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("line", "changed", "lost"),
    [
        ('"tables/*.csv"', '"tables/h*.csv"', "helpers/tables/penguins.csv"),
        ('    "tables/*.txt",\n', "", "helpers/tables/plays.txt"),
        ('    "tables/raw/*.txt",\n', "", "helpers/tables/raw/alice.txt"),
        ('    "tables/code/*.txt",\n', "", "helpers/tables/code/csv.txt"),
        (
            '    "checkpoints/*.safetensors",\n',
            "",
            "helpers/checkpoints/lesson_09_gpt.safetensors",
        ),
        ('"fonts/*"', '"fonts/*.txt"', "helpers/classroom/fonts/stix_two_math.woff"),
        ('explore" = ["*.js", "*.css"', 'explore" = ["*.js"', "helpers/explore/flipbook.css"),
        ('practice" = ["*.js", "*.css"', 'practice" = ["*.css"', "helpers/practice/question.js"),
        ('"helpers*"', '"helpers", "helpers.[a-o]*"', "helpers/practice/__init__.py"),
    ],
)
def test_what_is_left_out_is_seen(sources, tmp_path, line, changed, lost):
    """Each kind of file, left out on purpose: the comparison above would fail."""
    project = sources["pyproject.toml"].decode("utf-8")
    assert project.count(line) == 1
    planted = {**sources, "pyproject.toml": project.replace(line, changed).encode("utf-8")}
    assert lost not in content(built(planted, tmp_path)) and lost in sources


# Declared dependencies


def imported(path: Path) -> set[str]:
    """The top-level names of what a module imports, at its head or within its functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: the rooms import by their full names"
            found.add(node.module.split(".")[0])
    return found - sys.stdlib_module_names - {"helpers"}


@functools.cache
def owners() -> dict[str, list[str]]:
    """The packages that have a module of that name. All that is installed is read for it."""
    return metadata.packages_distributions()


def undeclared(path: Path, declared: set[str]) -> set[str]:
    """The packages that a module imports and that neither are declared nor come with one."""
    names = {canonicalize_name(owners()[name][0]) for name in imported(path)}
    return {name for name in names if name not in declared and COMES_WITH.get(name) not in declared}


# What a part of a lesson needs that can be left out: it is imported where it is called.
OPTIONAL = {"models.py": {"transformers"}, "real.py": {"transformers"}}
BASE = set(requirements(PROJECT["dependencies"]))
LAB = BASE | set(requirements(PROJECT["optional-dependencies"]["lab"]))


def test_every_import_is_a_declared_dependency():
    """A lesson's rooms need the base dependencies alone; the commands for a class `lab` too."""
    for path in (ROOT / "helpers").rglob("*.py"):
        place = path.relative_to(ROOT / "helpers")
        declared = LAB if "classroom" in place.parts else BASE
        assert undeclared(path, declared) == OPTIONAL.get(place.as_posix(), set()), path


def test_an_undeclared_import_is_seen(tmp_path):
    module = tmp_path / "module.py"
    module.write_text("import os, numpy\n\n\ndef f():\n    from packaging.version import Version\n")
    assert undeclared(module, BASE) == {"packaging"}
    assert undeclared(module, BASE - {"matplotlib"}) == {"packaging", "numpy"}


@pytest.mark.parametrize("name", COMES_WITH)
def test_what_comes_with_a_dependency_is_needed_by_it(name):
    needed = map(Requirement, metadata.requires(COMES_WITH[name]))
    assert name in {canonicalize_name(one.name) for one in needed if one.marker is None}
    used = set().union(*map(imported, (ROOT / "helpers").rglob("*.py")))
    assert name in {canonicalize_name(owners()[one][0]) for one in used}, "nothing imports it"
