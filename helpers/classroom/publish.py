"""`python -m helpers publish`: one public address and one version in all places that name them.

The places are the links at the top of each notebook and its set-up cell, the README, the
CITATION.cff, and `Repository` in pyproject.toml. A commit cannot name its own hash, so the links
name a tag, and the tag is the package's version. The README says that the lessons are not
published yet, until there is an address.
"""

import json
import re
import subprocess
from pathlib import Path

import helpers

PLACEHOLDER = "__OWNER__/__REPO__"  # no account can have this name
RECORDED = re.compile(r'(?<=^Repository = "https://github\.com/)[^"\s]+(?="\s*$)', re.MULTILINE)

# The places, each with the repository, the tag and the notebook's file that it names.
LINKS = {
    "Colab": "https://colab.research.google.com/github/{name}/blob/{tag}/notebooks/{file}",
    "Kaggle": "https://kaggle.com/kernels/welcome"
    "?src=https://github.com/{name}/blob/{tag}/notebooks/{file}",
    "Binder": "https://mybinder.org/v2/gh/{name}/{tag}?urlpath=lab/tree/notebooks/{file}",
}
SET_UP = "https://github.com/{name}@{tag}"
# The bare address, in the file that has it and nowhere else with these words before it.
ADDRESSES = {
    "README.md": "git clone https://github.com/{name}",
    "CITATION.cff": 'repository-code: "https://github.com/{name}"',
    "pyproject.toml": 'Repository = "https://github.com/{name}"',
}
# the README's note while there is no address: a line of its own, and the empty one after it
NOT_YET = re.compile(r"^> \*\*Not published yet\.\*\*.*\r?\n\r?\n", re.MULTILINE)

# What GitHub allows: an owner of letters, digits and single hyphens inside, up to 39 characters;
# a repository's name of letters, digits, dots, hyphens and underscores, up to 100.
REPOSITORY = re.compile(
    r"(?:(?:https?|git|ssh)://(?:[^@/\s]*@)?(?:(?:www|ssh)\.)?github\.com(?::\d+)?/"
    r"|(?:[\w.-]+@)?github\.com[:/])?"
    r"(?P<owner>[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38})/(?P<name>[\w.-]{1,100}?)(?:\.git)?/?",
    re.ASCII | re.IGNORECASE,
)


def repository(address: str) -> str:
    """The owner/name in a GitHub address (https, ssh, with and without .git), or in itself.

    Raises ValueError for what is no name that GitHub allows, or another host.
    """
    found = REPOSITORY.fullmatch(address.strip())
    if not found or found["name"] in (".", "..", ".git"):
        shown = re.sub(r"//[^/@]*@", "//", address.strip())  # an address may hold a password
        raise ValueError(
            f"{shown!r} is no repository on GitHub. Write owner/name, as in octo-org/my-lessons."
        )
    return f"{found['owner']}/{found['name']}"


def git(root: Path, *words: str) -> str | None:
    """What git answers in `root`; None where it fails or is not installed."""
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True)
    except FileNotFoundError:
        return None
    return None if done.returncode else done.stdout.strip()


def origin(root: Path) -> str:
    """The owner/name of the remote `origin` of the git repository at `root`.

    Raises ValueError where there is none, or where it is not on GitHub.
    """
    top = git(root, "rev-parse", "--show-toplevel")
    address = git(root, "remote", "get-url", "origin")
    if top is None or Path(top).resolve() != root.resolve() or address is None:
        raise ValueError("git knows no remote `origin` here. Give the repository as owner/name.")
    return repository(address)


def places(root: Path) -> dict[Path, str]:
    """The texts that may name the address, by their files, with their own ends of lines.

    Raises FileNotFoundError where there are no lessons, ValueError for a broken notebook.
    """
    notebooks = sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    if not notebooks:
        raise FileNotFoundError(f"There are no lessons in {root}. Run this in a clone of them.")
    # pyproject.toml comes last: it records the address, so a run that was stopped is seen
    paths = [*notebooks, *(root / name for name in ADDRESSES)]
    for path in notebooks:
        _check_whole(path)
    return {path: path.read_bytes().decode("utf-8") for path in paths}


def _check_whole(path: Path) -> None:
    """Raises ValueError for a file that is cut off, or is no notebook."""
    try:
        whole = bool(json.loads(path.read_bytes().decode("utf-8"))["cells"])
    except (ValueError, TypeError, KeyError):  # not JSON or not UTF-8; a list; no cells
        whole = False
    if not whole:
        raise ValueError(
            f"notebooks/{path.name} is no whole notebook: cut off, or saved by something else. "
            f"Take it from git again: git checkout -- notebooks/{path.name}"
        )


def recorded(root: Path) -> str:
    """The owner/name that the project has now, from pyproject.toml.

    Raises ValueError where it has none and for a broken notebook, FileNotFoundError where there
    are no lessons.
    """
    found = RECORDED.search(places(root)[root / "pyproject.toml"])
    if not found:
        raise ValueError('pyproject.toml has no line `Repository = "https://github.com/..."`.')
    return found[0]


def _any(place: str, file: str = "") -> str:
    """The pattern of this place with any repository and any tag."""
    pattern = re.escape(place).replace(r"\{", "{").replace(r"\}", "}")
    name, tag = r"[\w.-]+/[\w.-]+", r"[^/?@\s\"'\\()]+"
    return pattern.format(name=name, tag=tag, file=re.escape(file))


def rewritten(text: str, files: list[str], old: str, new: str, tag: str) -> str:
    """`text` with links to the repository `new` at `tag`, whatever they named before.

    files     the names of the notebooks: links to others stay as they are
    old, new  owner/name; a link to `old` itself, without a notebook, becomes one to `new`
    """
    for file in files:
        for link in LINKS.values():
            text = re.sub(_any(link, file), link.format(name=new, tag=tag, file=file), text)
    for address in ADDRESSES.values():
        text = re.sub(_any(address), address.format(name=new), text)
    address = rf"{_any(SET_UP)}(?=\\?\"\.split\()"  # in a notebook's JSON a quote has a backslash
    text = re.sub(address, SET_UP.format(name=new, tag=tag), text)
    # a longer name that begins alike is another repository; .git and a full stop may follow
    whole = r"(?!(?:\.(?!git\b))?[\w-])"
    return re.sub(rf"(?<=https://github\.com/){re.escape(old)}{whole}", new, text)


def missing(texts: dict[Path, str], name: str, tag: str) -> list[str]:
    """What the texts do not hold and should: each notebook's links and address, the README's."""
    found = []
    (readme,) = (path for path in texts if path.name == "README.md")
    if name == PLACEHOLDER and not NOT_YET.search(texts[readme]):
        found.append("README.md does not say that the lessons are not published yet")
    for path, text in texts.items():
        if path.name in ADDRESSES and ADDRESSES[path.name].format(name=name) not in text:
            found.append(f"{path.name} has no line `{ADDRESSES[path.name].format(name=name)}`")
        if path.suffix == ".ipynb":
            for place, link in LINKS.items():
                link = link.format(name=name, tag=tag, file=path.name)
                for where in (path, readme):
                    if link not in texts[where]:
                        found.append(f"{where.name} has no link to {path.name} on {place}")
            if SET_UP.format(name=name, tag=tag) not in text:
                found.append(f"{path.name} has no set-up cell with the address")
    return found


def changes(root: Path, new: str) -> dict[Path, str]:
    """The new text of each file in which an address or a tag is not as it should be.

    Raises ValueError where a link or a set-up cell is missing.
    """
    texts, old, tag = places(root), recorded(root), helpers.__version__
    files = [path.name for path in texts if path.suffix == ".ipynb"]
    written = {path: rewritten(text, files, old, new, tag) for path, text in texts.items()}
    if new != PLACEHOLDER:
        written[root / "README.md"] = NOT_YET.sub("", written[root / "README.md"])
    problems = missing(written, new, tag)
    if problems:
        raise ValueError("\n".join([*problems, "Put them back as in the other lessons."]))
    return {path: text for path, text in written.items() if text != texts[path]}


def not_ready(root: Path) -> list[str]:
    """What stands in the way of a public release, each with its cure; where all is well, nothing.

    Raises as `recorded` does.
    """
    found, version = [], helpers.__version__
    if recorded(root) == PLACEHOLDER:
        found.append(
            "The links name a placeholder: make a public repository, then run "
            "`python -m helpers publish owner/name`."
        )
    dated = rf"^## \[{re.escape(version)}\] - \d{{4}}-\d\d-\d\d\s*$"
    if not re.search(dated, (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE):
        found.append(f"CHANGELOG.md has no line `## [{version}] - year-month-day`: write the date.")
    return found
