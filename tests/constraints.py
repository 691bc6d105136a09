"""Write tests/constraints.txt: every package that the tests and the lessons pull in, by version.

    .venv/bin/python tests/constraints.py

The pins of pyproject.toml need some hundred other packages, and take their newest releases. With
this list they take known ones: `pip install -c tests/constraints.txt -e ".[dev]"`. `.ci/run` has
one environment of each kind, so that a red test says whether a release did it. pip resolves the
list here and installs nothing.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from helpers.files import write_whole

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "tests" / "constraints.txt"
HEADER = """\
# Every package that `.[dev]` pulls in, made by `python tests/constraints.py` with Python {python}
# on {system}. The exact pins stand in pyproject.toml; the others are what was newest that day.
"""
GPU = re.compile(r"nvidia|cuda|triton")  # parts of another PyTorch than the one for CPUs


def lines(report: dict) -> list[str]:
    """`name==version` of each package in pip's report, without the project, a path or a host.

    A local version such as 2.13.0+cpu becomes 2.13.0, which fits both.
    """
    found = {}
    for item in report["install"]:
        name = re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower()
        if name != "line-to-language-model" and not GPU.match(name):
            found[name] = item["metadata"]["version"].partition("+")[0]
    return [f"{name}=={version}" for name, version in sorted(found.items())]


def resolved() -> dict:
    """pip's report of what it would install for `.[dev]` in an empty environment."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        run = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"]
        run += ["--ignore-installed", "--report", str(file), "-e", f"{ROOT}[dev]"]
        subprocess.run(run, check=True)
        return json.loads(file.read_text("utf-8"))


if __name__ == "__main__":
    report = resolved()
    where = report["environment"]
    text = HEADER.format(python=where["python_version"], system=where["platform_system"])
    write_whole(FILE, text + "\n".join(lines(report)) + "\n")
    print(f"wrote {FILE.relative_to(ROOT)}")
