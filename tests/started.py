"""Real programs for the tests of pretraining: started, sent a signal, waited for.

Each start of PyTorch takes some 3 s of computing. So most runs are forked from a process that has
imported it and did no more (`Server`); `torchrun` starts its own.
"""

import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import helpers

ROOT = Path(helpers.__file__).parents[1]
PATIENCE = 300  # seconds after which a test gives up; nothing is asserted on time

# One request a line. "start" forks a process that is `python -m helpers pretrain WORDS`, and
# answers with its id; "wait" answers with what it returned. A request may let the process be
# killed, fall asleep (until SIGCONT), or find the disk full when it renames a file for the n-th
# time: then, what was written takes the place of what was there. "bytes" limits what it may write
# into any file.
SERVER = """
import gc, json, os, resource, signal, sys
import torch, torch._dynamo, torch.optim, torch.distributed, tqdm.auto
from helpers.classroom import main
from helpers.pretraining.settings import CORPORA

CORPORA["comedies"].documents()

def at_rename(number, then):
    seen = []
    def hook(event, _):
        if event == "os.rename":
            seen.append(event)
            if len(seen) == number:
                then()
    sys.addaudithook(hook)

def kill():
    os.kill(os.getpid(), signal.SIGKILL)

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

part = torch.distributed.destroy_process_group

def look_and_part():
    if any(type(each) is torch.nn.parallel.DistributedDataParallel for each in gc.get_objects()):
        print("a DistributedDataParallel is left", flush=True)
    part()

def run(ask):
    os.setsid()
    torch.distributed.destroy_process_group = look_and_part
    out = os.open(ask["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.environ.update(ask["environment"])
    if ask["killed_at"]:
        at_rename(ask["killed_at"], kill)
    if ask["full_at"]:
        at_rename(ask["full_at"], lambda: limit(5000))
    if ask["asleep_at"]:
        at_rename(ask["asleep_at"], lambda: os.kill(os.getpid(), signal.SIGSTOP))
    if ask["bytes"] is not None:
        limit(ask["bytes"])
    return main(["pretrain", *ask["words"]])

started = set()
for request in sys.stdin:
    ask = json.loads(request)
    if "wait" in ask:
        answer = os.waitstatus_to_exitcode(os.waitpid(ask["wait"], 0)[1])
        started.discard(ask["wait"])
    else:
        answer = os.fork()
        if not answer:
            code = 99
            try:
                code = run(ask)
            except SystemExit as end:
                code = end.code
            except BaseException:
                sys.excepthook(*sys.exc_info())
            finally:
                sys.stdout.flush()
                os._exit(code)
        started.add(answer)
    print(answer, flush=True)
for pid in started:  # a test that failed has left it
    os.kill(pid, signal.SIGKILL)
"""


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}


def until(true, what: str) -> None:
    """Wait until something is true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"waited too long for {what}"
        time.sleep(0.02)


@dataclass
class Started:
    """A program that runs; `end` waits for it, and returns its code and what it said."""

    pid: int
    out: Path
    wait: object  # called without arguments, it returns the exit code

    def send(self, number: int) -> None:
        os.kill(self.pid, number)

    def children(self) -> list[int]:
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def end(self) -> tuple[int, str]:
        code = self.wait()
        return code, self.out.read_text(errors="replace")


class Server:
    """Starts runs of `python -m helpers pretrain` without the time of an import."""

    def __enter__(self) -> "Server":
        pipe = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.process = subprocess.Popen(
            [sys.executable, "-c", SERVER], cwd=ROOT, env=environment(), **pipe
        )
        return self

    def __exit__(self, *_) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def _ask(self, **request) -> int:
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def start(
        self,
        words: list[str],
        out: Path,
        *,
        killed_at: int | None = None,
        full_at: int | None = None,
        asleep_at: int | None = None,
        size: int | None = None,
        among: dict[str, str] | None = None,
    ) -> Started:
        pid = self._ask(
            words=words,
            out=str(out),
            environment=among or {},
            killed_at=killed_at,
            full_at=full_at,
            asleep_at=asleep_at,
            bytes=size,
        )
        return Started(pid, out, lambda: self._ask(wait=pid))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def ranks(size: int) -> list[dict[str, str]]:
    """What `torchrun` sets for each of its processes."""
    shared = {"WORLD_SIZE": str(size), "MASTER_ADDR": "127.0.0.1"}
    shared["MASTER_PORT"] = str(free_port())
    return [{**shared, "RANK": str(rank), "LOCAL_RANK": str(rank)} for rank in range(size)]


def torchrun(words: list[str], out: Path, options: list[str]) -> Started:
    """`torchrun OPTIONS -m helpers pretrain WORDS`, the leader of its own group."""
    run = [sys.executable, "-m", "torch.distributed.run", *options, "-m", "helpers", "pretrain"]
    with open(out, "w") as file:
        process = subprocess.Popen(
            run + words,
            cwd=ROOT,
            env=environment(),
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Started(process.pid, out, process.wait)


def doing(pid: int) -> str:
    """What a process does, in one letter: R runs, S waits, T sleeps until SIGCONT, Z has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return "Z"
