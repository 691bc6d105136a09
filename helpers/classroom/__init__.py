"""Commands behind `python -m helpers`, for those who keep or teach the lessons.

store    run lessons from top to bottom and store their outputs in the notebook files
publish  write the public address and the version into badges, links and set-up cells
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

    try:
        if options.repository:
            name = publish.repository(options.repository)
        else:
            name = publish.recorded(ROOT) if options.check else publish.origin(ROOT)
        changed = publish.changes(ROOT, name)
        if not options.check:
            publish.write(changed)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    for path in changed:
        print(f"{'differs' if options.check else 'rewritten'}: {path.relative_to(ROOT)}")
    version = helpers.__version__
    if options.check:
        print(f"{len(changed)} files name something else than {name} at {version}.")
        return 1 if changed else 0
    print(f"All places name {name} at the tag {version}. Now commit, and let the tag name it:")
    print(f"    git tag {version} && git push origin HEAD {version}")
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
