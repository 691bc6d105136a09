"""Tokens on disk: a file of numbers, and batches of windows drawn from it.

The file is mapped into memory: the system reads the parts that are asked for, so that it may be
larger than the memory.
"""

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor

from helpers.data import check_count
from helpers.files import write_whole

__all__ = ["Windows", "in_rows", "own_memory", "read_tokens", "stream", "write_tokens"]

BYTES_PER_TOKEN = 2  # numbers below 65,536


def stream(documents: Iterable[str], tokenizer, end: int = 0) -> Tensor:
    """All documents in a row, int64 of shape (N,), one end mark between two and at each end.

    tokenizer  what has `encode`: a `Vocabulary` of `helpers.text`, `BytePairs` of
               `helpers.tokens`
    end        the number of the end mark

    Raises TypeError for one string in place of a list, and ValueError for no document.
    """
    if isinstance(documents, str):
        raise TypeError("documents is one string; wanted a list of strings. Try [text].")
    mark = torch.tensor([end])
    parts = [mark]
    for document in documents:
        parts += [tokenizer.encode(document), mark]
    if len(parts) == 1:
        raise ValueError("documents is empty; wanted at least one text.")
    return torch.cat(parts)


def in_rows(ids: Tensor, context: int) -> tuple[Tensor, Tensor]:
    """A stream (M,) as X and y, both (N, context), side by side; y is one token later.

    What fills no row at the end is left out.
    """
    used = (len(ids) - 1) // context * context
    return ids[:used].view(-1, context), ids[1 : used + 1].view(-1, context)


def write_tokens(path: str | Path, ids: Tensor | Sequence[int]) -> None:
    """Write tokens (N,) to a file, two bytes for each, the lower one first.

    A file of that name is replaced when the new one is whole, and not before.

    Raises ValueError for no token, another shape, and a number below 0 or above 65,535; and
    OSError where the file cannot be written.
    """
    ids = torch.as_tensor(ids)
    if ids.ndim != 1 or not len(ids):
        raise ValueError(f"ids has shape {tuple(ids.shape)}; wanted (N,), at least one token.")
    if ids.min() < 0 or ids.max() >= 2**16:
        wrong = ids.min() if ids.min() < 0 else ids.max()
        raise ValueError(f"ids holds {wrong.item()}; two bytes hold numbers from 0 to 65,535.")
    write_whole(Path(path), ids.numpy().astype("<u2").tobytes())


def read_tokens(path: str | Path) -> Tensor:
    """The file as a tensor (N,) of dtype torch.uint16 that is not in memory but mapped.

    Writing to the tensor does not change the file. `.long()` on a part of it gives the numbers
    that an embedding wants.

    Raises FileNotFoundError, and ValueError for a file of no tokens or half a token.
    """
    size = Path(path).stat().st_size
    if not size or size % BYTES_PER_TOKEN:
        raise ValueError(
            f"{path} has {size:,} bytes; wanted two for each token. Was it written by "
            "write_tokens, and whole?"
        )
    return torch.from_file(
        str(path), shared=False, size=size // BYTES_PER_TOKEN, dtype=torch.uint16
    )


def own_memory() -> float:
    """The bytes in memory that belong to this program alone: no mapped files, no shared code.

    That is RssAnon of Linux. Other systems do not tell it; there it is NaN, not a number.
    """
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    kilobytes = [line.split()[1] for line in lines if line.startswith("RssAnon:")]
    return 1024.0 * int(kilobytes[0]) if kilobytes else math.nan


class Windows:
    """Batches (X, y) of windows from a file of tokens, drawn at random, for `fit`.

    path        the file, by `write_tokens`
    context     T, the tokens in a row of X
    batch_size  B, the rows
    batches     how many batches one loop gives
    seed        the draws repeat for a given seed, also on another processor
    process     of several processes that read one file, which this is; each has a part (a
    processes   shard) of the file, and no token is in two of them

    X and y have shape (B, T), int64; y is X one token later. A window may reach from one
    document into the next: the end mark stands between them. The next loop goes on where the
    last one stopped; `state_dict` says where that is.

    Raises TypeError for what is no whole number, and ValueError for counts below 1, a process
    that is not among the processes, and a part that is too short for one window.
    """

    def __init__(
        self,
        path: str | Path,
        context: int,
        batch_size: int,
        batches: int,
        seed: int = 0,
        process: int = 0,
        processes: int = 1,
    ):
        counts = {"context": context, "batch_size": batch_size, "batches": batches}
        for name, count in (counts | {"processes": processes}).items():
            check_count(name, count)
        if process not in range(processes):
            raise ValueError(
                f"process is {process!r}; wanted 0 to {processes - 1} for {processes} processes."
            )
        self.ids = read_tokens(path)
        self.first = len(self.ids) * process // processes
        self.end = len(self.ids) * (process + 1) // processes
        if self.end - self.first <= context:
            raise ValueError(
                f"This part of the file has {self.end - self.first:,} tokens; a window and its "
                f"last target need {context + 1:,}. Take a shorter context or more text."
            )
        self.context, self.batch_size, self.batches = context, batch_size, batches
        self.seed, self.process, self.processes = seed, process, processes
        self.given = 0

    def __len__(self) -> int:
        return self.batches

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        for _ in range(self.batches):
            draw = random.Random(f"{self.seed} {self.process} {self.given}").random
            room = self.end - self.first - self.context
            starts = [self.first + int(draw() * room) for _ in range(self.batch_size)]
            rows = torch.stack([self.ids[i : i + self.context + 1] for i in starts]).long()
            self.given += 1
            yield rows[:, :-1], rows[:, 1:]

    def state_dict(self) -> dict[str, int]:
        """Where the reader is: with this, another one goes on with the same batches."""
        return {"given": self.given, **self._settings()}

    def load_state_dict(self, state: dict[str, int]) -> None:
        """Go on where the reader was that gave this state.

        Raises ValueError when that reader had another file length or other settings.
        """
        for name, value in self._settings().items():
            if state[name] != value:
                raise ValueError(
                    f"The state is of a reader with {name} = {state[name]}, and this one has "
                    f"{value}: it would give other batches. Make the reader as it was."
                )
        self.given = state["given"]

    def _settings(self) -> dict[str, int]:
        names = ("context", "batch_size", "seed", "process", "processes")
        return {name: getattr(self, name) for name in names} | {"tokens": len(self.ids)}
