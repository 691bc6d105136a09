"""`python -m helpers publish`: one public address and one version in all places that name them.

The places are the badges and the set-up cell of each notebook, the links of the README, and
`Repository` in pyproject.toml, where the present address is read. A commit cannot name its own
hash, so the links name a tag, and the tag is the package's version.
"""

import re
import subprocess
from pathlib import Path

import helpers

PLACEHOLDER = "__OWNER__/__REPO__"  # no account can have this name
RECORDED = re.compile(r'^Repository = "https://github\.com/([^"\s]+)"$', re.MULTILINE)

# What GitHub allows: an owner of letters, digits and single hyphens inside, up to 39 characters;
# a repository's name of letters, digits, dots, hyphens and underscores, up to 100.
REPOSITORY = re.compile(
    r"(?:(?:https?|git|ssh)://(?:[^@/\s]*@)?(?:(?:www|ssh)\.)?github\.com(?::\d+)?/"
    r"|(?:[\w.-]+@)?github\.com[:/])?"
    r"(?P<owner>[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38})/(?P<name>[\w.-]{1,100}?)(?:\.git)?/?",
    re.ASCII | re.IGNORECASE,
)


def repository(address: str) -> str:
    """ "owner/name" from itself or from a GitHub address (https, ssh, with and without .git).

    Raises ValueError for what is no name that GitHub allows, or another host.
    """
    found = REPOSITORY.fullmatch(address.strip())
    if not found or found["name"] in (".", "..", ".git"):
        raise ValueError(
            f"{address!r} is no repository on GitHub. Write owner/name, as in octo-org/my-lessons."
        )
    return f"{found['owner']}/{found['name']}"


def origin(root: Path) -> str:
    """ "owner/name" of the remote `origin` of the git repository at `root`.

    Raises ValueError where there is none, or where it is not on GitHub.
    """
    command = ["git", "-C", str(root), "remote", "get-url", "origin"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        raise ValueError("git is not installed. Give the repository as owner/name.") from None
    if answer.returncode:
        raise ValueError("git knows no remote `origin` here. Give the repository as owner/name.")
    return repository(answer.stdout)


def places(root: Path) -> list[Path]:
    """The files that may name the address. Raises FileNotFoundError where there are no lessons."""
    notebooks = sorted((root / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    if not notebooks:
        raise FileNotFoundError(f"There are no lessons in {root}. Run this in a clone of them.")
    return [root / "pyproject.toml", root / "README.md", *notebooks]


def recorded(root: Path) -> str:
    """The address that the project has now, "owner/name", from pyproject.toml.

    Raises ValueError where it has none, FileNotFoundError where there are no lessons.
    """
    project, *_ = places(root)
    found = RECORDED.search(project.read_text("utf-8"))
    if not found:
        raise ValueError('pyproject.toml has no line `Repository = "https://github.com/..."`.')
    return found[1]


def rewritten(text: str, old: str, new: str, version: str) -> str:
    """`text` with the repository `new` in place of `old`, and its links at the tag `version`.

    old, new  "owner/name"; other repositories' links stay as they are
    """
    # a longer name that begins alike is another repository; .git and a full stop may follow
    whole = r"(?!(?:\.(?!git\b))?[\w-])"
    text = re.sub(rf"(?<=[/:]){re.escape(old)}{whole}", new, text)
    name = re.escape(new)
    text = re.sub(rf"(github(?:\.com)?/{name}/(?:blob|tree)/)[^/\s\"')]+", rf"\g<1>{version}", text)
    text = re.sub(rf"(/v2/gh/{name}/)[^?\s\"')]+", rf"\g<1>{version}", text)
    return re.sub(rf"(github\.com/{name}(?:\.git)?@)[\w.+-]+", rf"\g<1>{version}", text)


def changes(root: Path, new: str) -> dict[Path, str]:
    """The new text of each file in which an address or a version is not as it should be."""
    old, changed = recorded(root), {}
    for path in places(root):
        text = path.read_bytes().decode("utf-8")  # as it is, with its ends of lines
        other = rewritten(text, old, new, helpers.__version__)
        if other != text:
            changed[path] = other
    return changed


def write(changed: dict[Path, str]) -> None:
    """Write what `changes` found."""
    for path, text in changed.items():
        path.write_bytes(text.encode("utf-8"))
