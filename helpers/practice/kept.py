"""What a learner has done, kept over a restart of the kernel: a small file beside the notebook.

The file holds letters and counts, and none of a learner's code. Several notebooks of one folder
share it. Without it, as in a folder where nothing can be written, the practice works as before.
"""

import contextlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

FILE = "progress.json"
FORMAT = 1
SWITCH = "LESSONS_PROGRESS"  # an environment variable; "off" neither reads nor writes the file


@dataclass
class Done:
    """What was done so far.

    begun      when the first of it was written; another moment is another beginning
    chosen     question -> the letter that was chosen
    explained  the questions whose explanation was read
    tries      exercise -> answers handed in
    passed     the exercises that were passed
    """

    begun: str = ""
    chosen: dict[str, str] = field(default_factory=dict)
    explained: set[str] = field(default_factory=set)
    tries: dict[str, int] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)

    @property
    def names(self) -> set[str]:
        """The questions and exercises at which something was done."""
        return {*self.chosen, *self.tries}

    def clear(self) -> None:
        self.begun = ""
        for part in (self.chosen, self.explained, self.tries, self.passed):
            part.clear()

    def add(self, other: "Done") -> None:
        """Take over what another one has. A choice of the other is the earlier one: it counts."""
        self.chosen |= other.chosen
        self.explained |= other.explained
        self.passed |= other.passed
        for name, tries in other.tries.items():
            self.tries[name] = max(tries, self.tries.get(name, 0))

    def as_json(self) -> str:
        questions = {
            name: {"chosen": letter, "explained": name in self.explained}
            for name, letter in sorted(self.chosen.items())
        }
        exercises = {
            name: {"tries": tries, "passed": name in self.passed}
            for name, tries in sorted(self.tries.items())
        }
        whole = {"format": FORMAT, "begun": self.begun}
        whole |= {"questions": questions, "exercises": exercises}
        return json.dumps(whole, indent=1) + "\n"


def from_json(text: str) -> Done:
    """What a file holds. Raises ValueError where it is not one of ours, or of another format."""
    whole = json.loads(text)
    done = Done()
    if not _has(whole, {"format": int, "begun": str, "questions": dict, "exercises": dict}):
        raise ValueError("no file of the practice")
    if whole["format"] != FORMAT or not whole["begun"]:
        raise ValueError(f"not of format {FORMAT}")
    done.begun = whole["begun"]
    for name, entry in whole["questions"].items():
        if not _has(entry, {"chosen": str, "explained": bool}) or len(entry["chosen"]) != 1:
            raise ValueError(name)
        done.chosen[name] = entry["chosen"]
        done.explained |= {name} if entry["explained"] else set()
    for name, entry in whole["exercises"].items():
        if not _has(entry, {"tries": int, "passed": bool}) or entry["tries"] < 1:
            raise ValueError(name)
        done.tries[name] = entry["tries"]
        done.passed |= {name} if entry["passed"] else set()
    return done


def _has(entry: Any, kinds: dict[str, type]) -> bool:
    """A dictionary with these keys and values of these types."""
    return isinstance(entry, dict) and all(type(entry.get(k)) is t for k, t in kinds.items())


class Book:
    """The file, and what stood in it when it was read last.

    folder   where it is; None keeps nothing
    begun    the beginning that the file had when it was read or written last
    """

    def __init__(self, folder: Path | None):
        self.path = None if folder is None else folder / FILE
        self.begun = ""
        self._told = False

    def share(self, done: Done) -> str:
        """Read the file, add what it holds to `done`, and write it where `done` has more.

        Where the file is gone, or was begun anew, `done` begins anew too. Gives one line for the
        learner, where there is something to say, or "".
        """
        if self.path is None:
            return ""
        said = ""
        try:
            there, said = self._read()
            if self.begun and not said and (there is None or there.begun != self.begun):
                done.clear()
                self.begun = ""
            if there is not None:
                done.add(there)
                done.begun = self.begun = there.begun
            if done.names and (there is None or there != done):
                done.begun = done.begun or datetime.now().isoformat()
                self._write(done.as_json())
                self.begun = done.begun
        except OSError as error:
            said = "" if self._told else self._no_use(error)
            self._told = True
        return said

    def begin_anew(self) -> str:
        """Put the file aside, if there is one. Gives one line that says where it is."""
        if self.path is None or not self.path.exists():
            return ""
        try:
            return f"Your progress so far is kept in {self._put_aside().name}."
        except OSError as error:
            return self._no_use(error)
        finally:
            self.begun = ""

    def _read(self) -> tuple[Done | None, str]:
        """What the file holds, or None; and what to say of a file that was put aside."""
        try:
            return from_json(self.path.read_text("utf-8")), ""
        except FileNotFoundError:
            return None, ""
        except (ValueError, RecursionError):
            aside = self._put_aside().name
            return None, f"{FILE} could not be read. It is now {aside}, and a new one begins."

    def _write(self, text: str) -> None:
        """Whole or not at all: into a file of another name, which then takes the place."""
        handle, name = tempfile.mkstemp(".tmp", f".{FILE}-", self.path.parent, text=True)
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, self.path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise

    def _put_aside(self) -> Path:
        number = 1
        while (aside := self.path.with_name(f"progress-old-{number}.json")).exists():
            number += 1
        self.path.rename(aside)
        return aside

    def _no_use(self, error: OSError) -> str:
        why = error.strerror or type(error).__name__
        return (
            f"{FILE} cannot be used in this folder ({why}). Everything else works; your progress "
            "is lost when the kernel restarts."
        )


def open_book() -> Book:
    """The file in the folder where the kernel works; none where it is switched off."""
    if os.environ.get(SWITCH) == "off":
        return Book(None)
    try:
        return Book(Path.cwd())
    except OSError:  # the folder is gone
        return Book(None)
