"""One run on several processes, as `torchrun` starts them, and how all of them stop together."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
import torch.distributed as dist
from torch import Tensor, nn


@dataclass(frozen=True)
class Processes:
    """This process among all that share the run.

    rank    which one it is, from 0; the first one writes the files
    size    how many there are
    device  where it computes
    """

    rank: int
    size: int
    device: torch.device

    @property
    def first(self) -> bool:
        return self.rank == 0

    def wait(self) -> None:
        """Go on when all have come here."""
        if self.size > 1:
            dist.barrier()

    def mean(self, *values: float) -> list[float]:
        """The mean over the processes, of each value; all have to ask at the same time."""
        if self.size == 1:
            return [float(value) for value in values]
        together = torch.tensor(values, dtype=torch.float64, device=self.device)
        dist.all_reduce(together, dist.ReduceOp.SUM)
        return (together / self.size).tolist()

    def gather(self, values: Tensor) -> list[Tensor]:
        """The same tensor of each process, in their order."""
        if self.size == 1:
            return [values]
        values = values.to(self.device)
        all_values = [torch.empty_like(values) for _ in range(self.size)]
        dist.all_gather(all_values, values)
        return [part.cpu() for part in all_values]


@contextmanager
def processes(device: str | None = None) -> Iterator[Processes]:
    """Join the others, if `torchrun` started this program, and leave them at the end.

    device  "cpu" or "cuda"; by default a GPU if there is one, and one for each process

    Raises ValueError for a GPU that is not there.
    """
    rank, size = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    kind = device or ("cuda" if torch.cuda.is_available() else "cpu")
    if kind == "cuda":
        local, there = int(os.environ.get("LOCAL_RANK", 0)), torch.cuda.device_count()
        if local >= there:
            raise ValueError(
                f"Process {rank} wants GPU {local}, and this machine has {there}. Start fewer "
                "processes, or take --device cpu."
            )
        torch.cuda.set_device(local)
        place = torch.device("cuda", local)
    else:
        place = torch.device(kind)
    if size > 1:
        dist.init_process_group("nccl" if kind == "cuda" else "gloo")
    yield Processes(rank, size, place)
    if size > 1:  # not after an error: it would wait for the others, and they may be gone
        dist.destroy_process_group()


def leave(code: int) -> int:
    """End one of several processes here, with everything said; one that is alone gets `code` back.

    PyTorch's threads may still run when Python takes the program apart. On a busy machine, one of
    some forty runs then ended with "terminate called without an active exception", and torchrun
    reported a failure, after all was done and stored.
    """
    if int(os.environ.get("WORLD_SIZE", 1)) > 1:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    return code


def in_words(error: RuntimeError, those: Processes) -> Exception:
    """What PyTorch says of a lost process, too little memory or no compiler, in plain words.

    Any other error comes back as it is.
    """
    text = str(error)
    if those.size > 1 and (isinstance(error, dist.DistError) or "gloo" in text):
        return ConnectionError(
            "Another process is gone, and its own message, if there is one, says why. What was "
            "stored last is as it was. The same command goes on from there."
        )
    if "tried to allocate" in text.lower():  # on every device
        return MemoryError(
            f"Not enough memory on {those.device}. Take a smaller model, fewer --rows or more "
            "--pieces."
        )
    if "InvalidCxxCompiler" in text:
        return OSError("--compile wants a C++ compiler, and none is here. Leave it out.")
    return error


def shared(model: nn.Module, those: Processes, split: bool) -> nn.Module:
    """The model as several processes train it; the same model where there is one.

    By default each process has the whole model, and `DistributedDataParallel` takes the mean of
    their gradients. With `split`, each holds a part of every parameter and fetches the others
    when it needs them (`fully_shard`, FSDP2). Make the optimizer afterwards.
    """
    if those.size == 1:
        return model
    if not split:
        return nn.parallel.DistributedDataParallel(model)
    from torch.distributed.device_mesh import init_device_mesh
    from torch.distributed.fsdp import fully_shard

    mesh = init_device_mesh(those.device.type, (those.size,))
    for block in model.blocks:
        fully_shard(block, mesh=mesh)
    return fully_shard(model, mesh=mesh)


def parts_again(model: nn.Module) -> None:
    """With FSDP, let go of what was fetched from other processes: each holds its part again."""
    for module in model.modules():
        if hasattr(module, "reshard"):
            module.reshard()


class Stop:
    """Whether somebody asked this process to stop: Ctrl-C, the end of its time, a lost parent.

    Within the block, SIGINT and SIGTERM are noted and no more, so that a step is always
    finished; a second Ctrl-C does what it always does, and `insisted` says so.
    """

    def __init__(self):
        self.asked = self.insisted = False
        self.parent, self.before = os.getppid(), {}

    def __enter__(self) -> "Stop":
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self.before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, error: type | None, *_) -> None:
        for number, handler in self.before.items():
            # after an error, torchrun ends this process, which first has to say what happened
            if not (error and number == signal.SIGTERM and "RANK" in os.environ):
                signal.signal(number, handler)

    def _note(self, number: int, frame) -> None:
        if self.asked and number == signal.SIGINT and callable(self.before[number]):
            self.insisted = True
            self.before[number](number, frame)
        self.asked = True

    def __bool__(self) -> bool:
        """True, too, when the program that started this one is gone: nobody will stop it then."""
        return self.asked or ("RANK" in os.environ and os.getppid() != self.parent)
