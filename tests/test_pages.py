"""The pages around the lessons: links, the README's length and order, its picture, the forms."""

import importlib.util
import json
import re
from importlib.metadata import metadata

import numpy as np
import pytest
import yaml
from lessons import LESSONS, ROOT
from PIL import Image
from test_package import PROJECT, listed
from test_wheel import git_files

import helpers

FILES = git_files(ROOT)
PAGES = [name for name in FILES if name.endswith((".md", ".ipynb"))]
README = (ROOT / "README.md").read_text("utf-8")
TEST_LINE = 'python3 -m venv .venv && .venv/bin/pip install -e ".[test]" && .venv/bin/pytest'


# Links


def prose(name: str) -> str:
    """The Markdown of a page or a notebook, without its code."""
    text = (ROOT / name).read_text("utf-8")
    if name.endswith(".ipynb"):
        cells = json.loads(text)["cells"]
        text = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^ {4,}.*$", "", text, flags=re.MULTILINE)


def links(text: str) -> list[str]:
    """What the links and pictures of a page lead to, without the code between backticks."""
    text = re.sub(r"`[^`\n]*`", "", text)
    found = re.findall(r"\]\(([^)\s]+)(?: \"[^\"]*\")?\)", text)
    found += re.findall(r"^\[[^\]]+\]: (\S+)", text, re.MULTILINE)
    return found + re.findall(r"(?:src|srcset|href)=\"([^\"]+)\"", text)


def anchors(text: str, notebook: bool = False) -> set[str]:
    """The anchors of a page's headings, by GitHub's rule; of a notebook's by JupyterLab's.

    GitHub: small letters, spaces to hyphens, all other signs left out, and -1, -2 after a heading
    that stands there again. JupyterLab: spaces to hyphens, all else as it is.
    """
    found, seen = set(), {}
    for heading in re.findall(r"^#{1,6} +(.+?)(?: +#+)? *$", text, re.MULTILINE):
        heading = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        if notebook:
            found.add(heading.replace(" ", "-"))
            continue
        heading = re.sub(r"[`*]", "", heading).strip().lower()
        anchor = re.sub(r"[^\w\- ]", "", heading).replace(" ", "-")
        count = seen.get(anchor, 0)
        seen[anchor] = count + 1
        found.add(f"{anchor}-{count}" if count else anchor)
    return found | set(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", text))


def dead(name: str, text: str) -> list[str]:
    """The links of a page to files that git does not know and to headings that are not there."""
    found = []
    for link in links(text):
        if re.match(r"[a-z]+:", link):  # another place; publish and its tests hold our own
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent.joinpath(path).resolve() if path else ROOT / name
        if not target.is_relative_to(ROOT):
            found.append(link)
            continue
        there = target.relative_to(ROOT).as_posix()
        known = there in FILES or any(file.startswith(f"{there}/") for file in FILES)
        if not known:
            found.append(link)
        elif anchor:
            page = text if there == name else prose(there)
            if anchor not in anchors(page, notebook=there.endswith(".ipynb")):
                found.append(link)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name):
    assert dead(name, prose(name)) == []


def test_a_dead_link_is_seen():
    text = """# A page: `code`, *stress* & more
## Twice
## Twice
[here](#a-page-code-stress--more) [again](#twice-1) [file](LICENSE) [folder](teaching/hub)
[up](../README.md) [gone](gone.md) [thrice](#twice-2) [case](#Twice) <img src="gone.png">
[other](CONTRIBUTING.md#publish) [no](CONTRIBUTING.md#nowhere) [ignored](.venv/bin/python)
[lesson](notebooks/01_mse_loss.ipynb#Words) [none](notebooks/01_mse_loss.ipynb#words)
"""
    wanted = ["../README.md", "gone.md", "#twice-2", "#Twice", "CONTRIBUTING.md#nowhere"]
    wanted += [".venv/bin/python", "notebooks/01_mse_loss.ipynb#words", "gone.png"]
    assert dead("README.md", text) == wanted


def test_the_contents_of_contributing_name_every_part():
    text = prose("CONTRIBUTING.md")
    parts = anchors("\n".join(re.findall(r"^## .*", text, re.MULTILINE)))
    assert parts == {link[1:] for link in links(text.split("\n## ")[0]) if link[0] == "#"}


# The README


def test_the_readme_is_short():
    """A learner reads the part before "Teach it live"; the table of lessons does not count."""
    text = re.sub(r"^\|.*$", "", README, flags=re.MULTILINE)
    assert len(text.split()) <= 900
    steps = prose("README.md").split("## Teach it live")[0]
    assert len(re.sub(r"^\|.*$", "", steps, flags=re.MULTILINE).split()) <= 700


def test_the_readme_begins_with_what_a_learner_needs():
    parts = re.findall(r"^## (.*)", README, re.MULTILINE)
    assert parts[:4] == [
        "Start in the browser",
        "Start on your machine",
        "The lessons",
        "Teach it live",
    ]
    assert len(parts) == 5
    first = README.split("\n## ")[0]
    assert f"Python {PROJECT['requires-python'].removeprefix('>=')}" in first
    assert "\n    git clone https://github.com/" in first and "<picture>" in first
    assert f"\n    {TEST_LINE}\n" in README.split("\n## ")[-1]
    assert f"\n    {TEST_LINE}\n" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_the_minutes_in_the_table_are_those_of_the_lessons():
    for number, path in LESSONS.items():
        (row,) = re.findall(rf"^\| \[{number}\]\(.*$", README, re.MULTILINE)
        minutes = re.search(r"\*\*(\d+) minutes", prose(f"notebooks/{path.name}"))[1]
        assert row.split(" | ")[2].split()[0] == minutes, number


# Its picture


def picture():
    spec = importlib.util.spec_from_file_location("picture", ROOT / ".github" / "picture.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_picture_is_what_its_command_draws():
    for name, drawn in picture().drawn().items():
        file = ROOT / ".github" / name
        assert f'"{file.relative_to(ROOT).as_posix()}"' in README
        assert file.stat().st_size < 60_000
        stored = np.asarray(Image.open(file).convert("RGB"), dtype=float)
        assert stored.shape == (drawn.height, drawn.width, 3), "run .github/picture.py"
        away = np.abs(stored - np.asarray(drawn, dtype=float)).max(-1)
        assert (away > 32).mean() < 0.001, "run .github/picture.py"


def test_the_dark_picture_is_dark_and_keeps_pure_colours():
    module = picture()
    pixels = np.array([[1, 1, 1], [0, 0, 0], [1, 0, 0], [1, 0.5, 0.5]], dtype=float)
    white, black, red, pink = (255 * module.dark(pixels)).round().astype(int).tolist()
    assert white == [0x0D, 0x11, 0x17] and black == [0xE6, 0xED, 0xF3] and red == [255, 0, 0]
    assert pink[0] < 255 and pink[1] < 60  # between red and the dark page


def test_the_picture_has_a_text_alternative():
    (alt,) = re.findall(r"<img [^>]*alt=\"([^\"]+)\"", README)
    assert len(alt.split()) > 20
    assert re.search(r"</picture>\n\n\*A figure from lesson 02\.", README)


# Versions


def test_the_version_of_the_package_stands_in_one_place():
    """Elsewhere only in links that `publish` writes, in the changelog, and as an example."""
    version = re.escape(helpers.__version__)
    written = re.compile(r"helpers/__init__\.py|README\.md|CHANGELOG\.md|tests/.*")
    for name in FILES:
        if name.endswith((".md", ".cff", ".toml", ".yml", ".py")) and not written.fullmatch(name):
            text = (ROOT / name).read_text("utf-8")
            if name == ".github/ISSUE_TEMPLATE/wrong.yml":
                text = re.sub(r"^ *placeholder: .*$", "", text, flags=re.MULTILINE)
            assert not re.search(rf"(?<![\w.=]){version}(?![\w.])", text), name
    places = re.findall(rf"(?<![\w.=]){version}(?![\w.])", README)
    assert len(places) == len(re.findall(rf"(?<=/){version}(?=/notebooks|\?urlpath)", README))
    changes = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## \[{version}\] - ", changes, re.MULTILINE)


@pytest.mark.parametrize("name", [n for n in FILES if n.endswith((".md", ".yml", ".cff"))])
def test_no_page_repeats_a_pin(name):
    """PyTorch's stands in the README, in the line for Linux without a GPU."""
    text = (ROOT / name).read_text("utf-8")
    for package, version in listed().items():
        assert f"{package}=={version}" not in text or (package, name) == ("torch", "README.md")


# Issues, workflow, citation


@pytest.mark.parametrize("form", ["stuck", "wrong"])
def test_a_form_can_be_filled_in(form):
    """check-jsonschema has GitHub's own rules for forms; these are the ones that matter most."""
    text = (ROOT / ".github" / "ISSUE_TEMPLATE" / f"{form}.yml").read_text("utf-8")
    parts = yaml.safe_load(text)
    assert {"name", "description", "body"} <= set(parts)
    ids = [part["id"] for part in parts["body"] if part["type"] != "markdown"]
    assert len(ids) == len(set(ids)) >= 3
    for part in parts["body"]:
        need = "value" if part["type"] == "markdown" else "label"
        assert part["attributes"][need]
    required = [p for p in parts["body"] if p.get("validations", {}).get("required")]
    assert 3 <= len(required) <= 4


def test_the_form_for_who_is_stuck_names_every_lesson():
    text = (ROOT / ".github" / "ISSUE_TEMPLATE" / "stuck.yml").read_text("utf-8")
    (lesson,) = (part for part in yaml.safe_load(text)["body"] if part.get("id") == "lesson")
    options = lesson["attributes"]["options"]
    titles = []
    for number, path in LESSONS.items():
        heading = prose(f"notebooks/{path.name}").split("\n")[0].removeprefix("# ")
        titles.append(heading.partition(":")[0].removesuffix(" by hand"))
        assert heading.startswith(number)
    assert [option.removesuffix(" by hand") for option in options[:-1]] == titles
    assert options[-1].startswith("none")


def test_the_workflow_runs_the_test_line_on_the_oldest_and_the_newest_python():
    text = (ROOT / ".github" / "workflows" / "tests.yml").read_text("utf-8")
    flow = yaml.safe_load(text)
    assert flow["permissions"] == {"contents": "read"}
    assert flow["concurrency"]["cancel-in-progress"] is True
    (job,) = flow["jobs"].values()
    assert job["timeout-minutes"] <= 60
    matrix = job["strategy"]["matrix"]
    assert {s.partition("-")[0] for s in matrix["system"]} == {"ubuntu", "macos", "windows"}
    oldest, newest = matrix["python"]
    assert f">={oldest}" == PROJECT["requires-python"]
    assert newest == newest_python()
    runs = " && ".join(step["run"] for step in job["steps"] if "run" in step)
    bare = TEST_LINE.replace("python3 -m venv .venv && ", "").replace(".venv/bin/", "python -m ")
    assert runs == bare
    for step in job["steps"]:
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/x@v1"))


def newest_python() -> str:
    """The newest Python that PyTorch and matplotlib, which are compiled, both name as theirs."""
    known = []
    for name in ("torch", "matplotlib"):
        lines = metadata(name).get_all("Classifier")
        known.append({int(line.rpartition(".")[2]) for line in lines if ":: 3." in line})
    return f"3.{max(set.intersection(*known))}"


def test_the_citation_names_the_project_and_nobody_who_is_not_there():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert cited["cff-version"] == "1.2.0" and cited["title"] == "From Line to Language Model"
    assert cited["authors"] == [{"name": "The maintainers of From Line to Language Model"}]
    assert "version" not in cited  # it would be a second place
