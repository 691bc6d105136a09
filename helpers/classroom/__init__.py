"""Commands behind `python -m helpers`, for those who teach or keep the lessons.

class    print the run sheet of a lesson, for the instructor
live     write the version of a lesson that a class types along
handout  write a lesson as a page to read or print, without a kernel or a network
store    run lessons from top to bottom and store their outputs in the notebook files
measure  run a lesson's long experiments and store their results, and models, in helpers
publish  write the public address and the version into links and set-up cells

`pretrain`, which trains a model, is listed with them; `helpers.pretraining` does it.
"""

import argparse
import os
import sys
from pathlib import Path

import helpers
from helpers.files import write_all, write_whole

ROOT = Path(__file__).resolve().parents[2]
TABLES = ROOT / "helpers" / "tables"
CHECKPOINTS = ROOT / "helpers" / "checkpoints"
CLASS = Path("notebooks") / "class"  # below ROOT: where what is made for a class is put


def lesson_paths(numbers: list[str], folder: Path = ROOT / "notebooks") -> list[Path]:
    """The notebook of each lesson number ("02" or "2"), or of all lessons where none is given.

    Raises FileNotFoundError for a number without a notebook.
    """
    known = {path.name[:2]: path for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))}
    if not known:
        raise FileNotFoundError("Found no lessons. This command needs a copy of the repository.")
    for number in numbers:
        if number.zfill(2) not in known:
            raise FileNotFoundError(f"No lesson {number!r}. There are {', '.join(known)}.")
    return [known[number.zfill(2)] for number in numbers] or list(known.values())


def _class(options: argparse.Namespace) -> int:
    from helpers.classroom.lesson import checked
    from helpers.classroom.sheet import run_sheet

    if hasattr(sys.stdout, "reconfigure"):  # a Windows console may know no yen sign
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    for path in lesson_paths([options.lesson]):
        print(run_sheet(checked(path), options.markdown), end="")
    return 0


def _live(options: argparse.Namespace) -> int:
    import nbformat

    from helpers.classroom.lesson import checked
    from helpers.classroom.live import live

    for path in lesson_paths([options.lesson]):
        filled_to = options.filled_to
        nb = live(checked(path), path.name, filled_to)
        name = f"{path.stem}_live" + (f"_{filled_to}" if filled_to > 1 else "")
        write(options.to / f"{name}.ipynb", nbformat.writes(nb) + "\n", options.force)
    return 0


def _handout(options: argparse.Namespace) -> int:
    from helpers.classroom.handout import handout, pdf

    for path in lesson_paths(options.lessons):
        name = f"{path.stem}_handout" + ("_with_solutions" if options.solutions else "")
        file = options.to / f"{name}.html"
        write(file, handout(path, options.solutions), force=True)  # nobody works in a page
        if options.pdf:
            print(f"wrote {pdf(file)}")
    return 0


def write(file: Path, text: str, force: bool = False) -> None:
    """Write a file, unless another text stands there: somebody may have worked in it.

    Raises FileExistsError in that case; `force` writes all the same.
    """
    if file.exists() and not force and file.read_text(encoding="utf-8") != text:
        raise FileExistsError(
            f"{file} is there and differs; somebody may have worked in it. Rename it, give another "
            "folder with --to, or overwrite it with --force."
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, text)
    print(f"wrote {file}")


def _store(options: argparse.Namespace) -> int:
    from nbclient.exceptions import CellControlSignal, DeadKernelError

    from helpers.classroom.store import store

    try:
        for path in lesson_paths(options.lessons):
            store(path)
            print(f"stored {path.name}")
    except (CellControlSignal, DeadKernelError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _measure(options: argparse.Namespace) -> int:
    from helpers.experiments import DIGITS, EXPERIMENTS, SEEDS, table, whole
    from helpers.models import gpt_weights

    begin = f"lesson_{options.lesson.zfill(2)}_"
    there = {file: one for file, one in EXPERIMENTS.items() if file.startswith(begin)}
    if not there:
        raise ValueError(f"Lesson {options.lesson!r} has none. There are {', '.join(EXPERIMENTS)}.")
    wanted = [begin + name for name in options.names] or list(there)
    if missing := [file for file in wanted if file not in there]:
        raise ValueError(f"No experiment {missing[0]}. There are {', '.join(there)}.")
    code = 0
    for file in wanted:
        experiment, files, rows = there[file], {}, []
        seeds = getattr(experiment, "SEEDS", SEEDS)
        try:
            for seed in seeds:
                print(f"{file}, seed {seed} of {seeds[-1]}", flush=True)
                some, model = whole(experiment.run(seed))
                rows += some
                if model is not None:
                    made = model if isinstance(model, bytes) else gpt_weights(model)
                    files[CHECKPOINTS / f"{file}.safetensors"] = made
        except ModuleNotFoundError as missing:  # a package that only this one wants
            print(f"{file} is left as it was. {missing}", file=sys.stderr)
            code = 1
            continue
        files[TABLES / f"{file}.csv"] = table(rows, getattr(experiment, "DIGITS", DIGITS))
        write_all(files)  # what took an hour is not lost with the next one
        for path in files:
            print(f"wrote {path}")
    return code


def _publish(options: argparse.Namespace) -> int:
    from helpers.classroom import publish

    version, check = helpers.__version__, options.check or options.release
    if options.repository:
        name = publish.repository(options.repository)
    else:
        name = publish.recorded(ROOT) if check else publish.origin(ROOT)
    changed = publish.changes(ROOT, name)
    for path, text in changed.items():
        if not check:
            write_whole(path, text)
        print(f"{'differs' if check else 'rewritten'}: {path.relative_to(ROOT)}")
    if check and changed:
        print(f"They should name {name} at {version}: run `python -m helpers publish {name}`.")
        return 1
    print(f"All places name {name} at the tag {version}.")
    if options.release:
        problems = publish.not_ready(ROOT)
        print("\n".join(problems or ["Ready for a release."]))
        return 1 if problems else 0
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
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["pretrain"]:  # its options need PyTorch, which the others do without
        from helpers.pretraining import command as pretraining

        return pretraining.main(arguments[1:])
    parser = argparse.ArgumentParser(prog="python -m helpers", description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True)
    commands.add_parser("pretrain", help="train a language model; it can be stopped and goes on")
    command = commands.add_parser("class", help="print the run sheet of a lesson")
    command.add_argument("lesson", help="the lesson's number, such as 02")
    command.add_argument("--markdown", action="store_true", help="as Markdown; default plain text")
    command.set_defaults(run=_class)
    command = commands.add_parser("live", help="write a version to type along")
    command.add_argument("lesson", help="the lesson's number, such as 02")
    command.add_argument(
        "--filled-to", type=int, default=1, metavar="N", help="the code before section N is there"
    )
    for_a_class(command)
    command.add_argument("--force", action="store_true", help="overwrite a file that differs")
    command.set_defaults(run=_live)
    command = commands.add_parser("handout", help="write a page to read or print")
    command.add_argument("lessons", nargs="*", help="lesson numbers, such as 02; default all")
    command.add_argument("--solutions", action="store_true", help="hints and solutions at the end")
    command.add_argument("--pdf", action="store_true", help="a PDF too; needs Chromium or the like")
    for_a_class(command)
    command.set_defaults(run=_handout)
    command = commands.add_parser("store", help="run lessons and store their outputs")
    command.add_argument("lessons", nargs="*", help="lesson numbers, such as 02; default all")
    command.set_defaults(run=_store)
    command = commands.add_parser("measure", help="run a lesson's experiments; takes minutes")
    command.add_argument("lesson", help="the lesson's number, such as 06")
    command.add_argument("names", nargs="*", help="experiments, such as cures; default all")
    command.set_defaults(run=_measure)
    command = commands.add_parser("publish", help="write the public address into every link")
    command.add_argument("repository", nargs="?", help="owner/name; default: git's origin")
    command.add_argument(
        "--check", action="store_true", help="change nothing; fail where a place disagrees"
    )
    command.add_argument(
        "--release", action="store_true", help="--check, and fail where a release is not ready"
    )
    command.set_defaults(run=_publish)
    options = parser.parse_args(arguments)
    try:
        return options.run(options)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1


def for_a_class(command: argparse.ArgumentParser) -> None:
    """The option of a command that writes files for a class."""
    command.add_argument(
        "--to",
        type=Path,
        default=Path(os.path.relpath(ROOT / CLASS)),
        metavar="FOLDER",
        help=f"where to write it; default {CLASS.as_posix()}",
    )
