"""Commands behind `python -m helpers`, for those who keep or teach the lessons.

store    run lessons from top to bottom and store their outputs in the notebook files
publish  write the public address and the version into links and set-up cells
"""

import argparse
import sys
from pathlib import Path

import helpers

ROOT = Path(__file__).resolve().parents[2]


def lesson_paths(numbers: list[str], folder: Path = ROOT / "notebooks") -> list[Path]:
    """The notebook of each lesson number ("02"), or of all lessons where none is given.

    Raises FileNotFoundError for a number without a notebook.
    """
    paths = []
    for number in numbers or [""]:
        found = sorted(folder.glob(f"{number or '[0-9][0-9]'}_*.ipynb"))
        if not found:
            raise FileNotFoundError(f"No lesson {number!r} in {folder.name}/. Try 01.")
        paths += found
    return paths


def _store(options: argparse.Namespace) -> int:
    from nbclient.exceptions import CellControlSignal, DeadKernelError

    from helpers.classroom.store import store

    try:
        for path in lesson_paths(options.lessons):
            store(path)
            print(f"stored {path.name}")
    except (FileNotFoundError, CellControlSignal, DeadKernelError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _publish(options: argparse.Namespace) -> int:
    from helpers.classroom import publish

    version, check = helpers.__version__, options.check
    try:
        if options.repository:
            name = publish.repository(options.repository)
        else:
            name = publish.recorded(ROOT) if check else publish.origin(ROOT)
        changed = publish.changes(ROOT, name)
        for path, text in changed.items():
            if not check:
                path.write_bytes(text.encode("utf-8"))
            print(f"{'differs' if check else 'rewritten'}: {path.relative_to(ROOT)}")
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    if check and changed:
        print(f"They should name {name} at {version}: run `python -m helpers publish {name}`.")
        return 1
    print(f"All places name {name} at the tag {version}.")
    if name == publish.PLACEHOLDER:
        print("That is a placeholder: run `python -m helpers publish owner/name`.")
    elif not check:
        if publish.git(ROOT, "rev-parse", "--verify", "--quiet", f"refs/tags/{version}"):
            print(f"The tag {version} is there already. If it is public, raise the version first.")
        print("Look at `git diff`. A link works once its tag is public:")
        print(f'    git commit -am "Version {version}" && git tag {version}')
        print(f"    git push origin HEAD {version}")
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m helpers", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("store", help="run lessons and store their outputs")
    command.add_argument("lessons", nargs="*", help="lesson numbers, such as 02; default all")
    command.set_defaults(run=_store)
    command = commands.add_parser("publish", help="write the public address into every link")
    command.add_argument("repository", nargs="?", help="owner/name; default: git's origin")
    command.add_argument(
        "--check", action="store_true", help="change nothing; fail where a place disagrees"
    )
    command.set_defaults(run=_publish)
    options = parser.parse_args(arguments)
    return options.run(options)
