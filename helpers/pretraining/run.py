"""The run: `fit`, with hooks on the optimizer, from one row of the log to the next."""

import contextlib
import math
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from torch import Tensor

from helpers.evaluation import evaluate
from helpers.models import GPT, next_token_loss
from helpers.pretraining.processes import (
    Processes,
    Stop,
    in_words,
    parts_again,
    processes,
    shared,
)
from helpers.pretraining.settings import CORPORA, Settings
from helpers.pretraining.state import (
    MODEL,
    TOKENS,
    Row,
    State,
    optimizer_state,
    read_state,
    restore_optimizer,
    tidy,
    whole,
    write_state,
)
from helpers.recipe import Accumulated, Clip, Schedule, decay_groups, warmup_cosine
from helpers.streams import Windows, in_rows, stream, write_tokens
from helpers.training import fit

JUDGED_AT_ONCE = 64  # rows


def pretrain(
    settings: Settings,
    folder: str | Path,
    *,
    device: str | None = None,
    split: bool = False,
    compiled: bool = False,
    say: Callable[[str], None] = print,
    progress: bool = True,
    limit: int | None = None,
) -> list[Row]:
    """Train a GPT, or go on where the run in this folder stopped, and return its log.

    folder    where the run is stored: `state.safetensors`, with all that it needs to go on;
              `log.csv`; `model.safetensors`, for `helpers.models.load_gpt`; `tokens.bin`
    device    "cpu" or "cuda"; by default a GPU where there is one. There, the model computes
              in bfloat16
    split     with several processes, each holds a part of every parameter (FSDP2)
    compiled  translate the model with `torch.compile` first; it wants a C++ compiler
    say       called with each line that is to be seen
    progress  show a bar
    limit     stop after so many steps of the run, as Ctrl-C does; for trying it out

    Ctrl-C, or SIGTERM, ends the run after the step that it is in, and stores it; a second Ctrl-C
    ends it at once. Whatever else happens, the state that was stored last stays. A run that goes
    on is equal to one that never stopped, bit for bit on the same machine with as many threads
    and processes.

    Started by `torchrun`, each process calls this with the same arguments.

    Raises ValueError for another run in this folder, for as many processes as cannot share the
    shards evenly, for processes that were not called alike, and when the loss is no longer a
    number; OSError where a file cannot be written, or another process is gone; MemoryError.
    """
    with processes(device) as those, Stop() as stop:
        say = say if those.first else _silent
        try:
            # No name holds the run: it has to be gone before the processes part. One that lets go
            # of DistributedDataParallel later waits for PyTorch's threads, which wait for it.
            return _Run(settings, Path(folder), those, split, compiled, say, stop, limit).go_on(
                progress and those.first
            )
        except RuntimeError as error:
            raise in_words(error, those) from error


def _silent(_: str) -> None:
    pass


class _Readers:
    """Batches of the next steps: the rows of all shards that are this process's, in their order."""

    def __init__(self, path: Path, settings: Settings, those: Processes, given: int):
        if settings.shards % those.size:
            raise ValueError(
                f"{those.size} processes cannot share {settings.shards} shards evenly. Start "
                f"another number of processes, or begin a run with --shards {those.size}."
            )
        each = settings.shards // those.size
        rows = settings.rows // settings.shards // settings.pieces
        self.batches, self.device = 0, those.device
        self.readers = [
            Windows(path, settings.context, rows, 1, settings.seed, shard, settings.shards)
            for shard in range(each * those.rank, each * (those.rank + 1))
        ]
        for reader in self.readers:
            reader.given = given

    @property
    def given(self) -> int:
        return self.readers[0].given

    def __len__(self) -> int:
        return self.batches

    def __iter__(self) -> Iterator[tuple[Tensor, Tensor]]:
        for _ in range(self.batches):
            parts = [batch for reader in self.readers for batch in reader]
            yield tuple(torch.cat(tensors).to(self.device) for tensors in zip(*parts, strict=True))


class _Run:
    def __init__(self, settings, folder, those: Processes, split, compiled, say, stop, limit):
        self.settings, self.folder, self.those, self.say = settings, folder, those, say
        self.stop, self.limit = stop, limit
        corpus = CORPORA[settings.corpus]
        train, held_out = corpus.documents()
        tokens = folder / TOKENS
        if those.first:
            folder.mkdir(parents=True, exist_ok=True)
            tidy(folder)
            write_tokens(tokens, stream(train, corpus.vocabulary))
        those.wait()
        if not tokens.exists():
            raise FileNotFoundError(
                f"Process {those.rank} does not see {tokens}, which process 0 has written. Give "
                "a folder that all machines share."
            )
        self.judged = in_rows(
            stream(held_out, corpus.vocabulary).to(those.device), settings.context
        )
        state = read_state(folder, settings)
        self.step = state.step if state else 0
        mine = [self.step, zlib.crc32(repr((settings, split, compiled)).encode())]
        if those.mean(*mine) != mine:
            raise ValueError(
                f"Process {those.rank} was not called as the others, or finds another state in "
                f"{folder}. Give each the same command, and a folder that all machines share."
            )
        torch.manual_seed(settings.seed)
        self.gpt = self._new().to(those.device)
        if state:
            self.gpt.load_state_dict(state.weights | _tied(state.weights))
        if compiled:
            self.gpt.compile()
        self.model = shared(self.gpt, those, split)
        self._make_optimizer()
        if state:
            restore_optimizer(self.gpt, self.adamw, state.optimizer)
            if len(state.random) == those.size:
                torch.set_rng_state(state.random[those.rank])
        self.readers = _Readers(tokens, settings, those, state.given if state else 0)
        self.schedule.step = self.step
        self.rows = state.rows if state else []
        self.losses = state.losses if state else []
        self.norms = state.norms if state else []
        self.seconds = state.seconds if state else 0.0
        self.pieces: list[Tensor] = []  # the losses of the step that is on its way
        self.lost = self.asked = False

    def _new(self) -> GPT:
        s = self.settings
        symbols = len(CORPORA[s.corpus].vocabulary)
        return GPT(symbols, s.context, s.width, s.heads, s.layers)

    def _make_optimizer(self) -> None:
        s = self.settings
        self.adamw = torch.optim.AdamW(decay_groups(self.gpt, s.decay), lr=s.lr, betas=(0.9, 0.95))
        self.schedule = Schedule(
            lambda step: warmup_cosine(step, s.steps, s.lr, s.warmup, s.lowest)
        )
        self.clip = Clip(self.gpt.parameters(), s.clip)
        self.adamw.register_step_pre_hook(self.clip)
        self.adamw.register_step_pre_hook(self.schedule)
        self.optimizer = Accumulated(self.adamw, s.pieces) if s.pieces > 1 else self.adamw

    def loss(self, logits: Tensor, y: Tensor) -> Tensor:
        loss = next_token_loss(logits, y)
        self.pieces.append(loss.detach())
        return loss

    def go_on(self, progress: bool) -> list[Row]:
        s = self.settings
        size = sum(parameter.numel() for parameter in self.gpt.parameters())
        if self.step:
            self.say(f"Going on after step {self.step:,} of {s.steps:,}.")
        else:
            self.say(
                f"{size:,} parameters, {s.tokens_a_step:,} tokens a step, {s.steps:,} steps, "
                f"{self.those.size} process{'es' * (self.those.size > 1)} on {self.those.device}."
            )
        self.say(HEAD)
        for row in self.rows[-1:]:
            self.say(line(row))
        with _Bar(self, progress) as bar:
            after = self.adamw.register_step_post_hook(lambda *_: self._after(bar))
            try:
                while self.step < s.steps and not self.asked:
                    self._to_the_next_row(bar)
            finally:
                after.remove()
        if self.step < s.steps:
            self.say(f"Stopped after step {self.step:,}, and stored. The same command goes on.")
        else:
            self.say(f"All {s.steps:,} steps are done. The model: {self.folder / MODEL}")
        return self.rows

    def _to_the_next_row(self, bar: "_Bar") -> None:
        """Train as far as the next row of the log, or until somebody asks to stop; store all."""
        s = self.settings
        self.end = min((self.step // s.every + 1) * s.every, s.steps)
        self.readers.batches = (self.end - self.step) * s.pieces
        begin = time.perf_counter()
        with _mixed(self.those.device), contextlib.redirect_stdout(None):
            history = fit(self.model, self.readers, self.loss, self.optimizer, 1, progress=False)
        self.seconds += time.perf_counter() - begin
        for note in history.notes:
            self.say(f"fit noticed: {note}")
        if self.stop.insisted:  # the step was cut off, and `fit` has taken the interrupt
            raise KeyboardInterrupt
        if self.lost or (history.stopped and self.step == self.end):
            raise self._no_number()
        if self.step == self.end:
            self._judge()
            bar.write(line(self.rows[-1]))
        self._store()

    def _after(self, bar: "_Bar") -> None:
        """After each step: keep what it showed, and stop all processes at one place."""
        self.step += 1
        asked = bool(self.stop) or (self.limit is not None and self.step >= self.limit)
        loss, asked = self.those.mean(torch.stack(self.pieces).double().mean().item(), asked)
        self.pieces.clear()
        self.losses.append(loss)
        self.norms.append(self.clip.norms.pop().item())
        bar.move()
        self.lost, self.asked = not math.isfinite(loss), asked > 0
        if self.lost or (self.asked and self.step < self.end):
            raise KeyboardInterrupt  # `fit` ends at once, and in order

    def _no_number(self) -> ValueError:
        lr = self.settings.lr
        return ValueError(
            f"The loss is no longer a number, near step {self.step:,}. What was stored last is as "
            f"it was. Begin a run with a smaller --lr than {lr}, or a longer --warmup."
        )

    def _judge(self) -> None:
        s = self.settings
        try:
            held_out = evaluate(self.model, *self.judged, batch_size=JUDGED_AT_ONCE)
        except ValueError:  # the last step made the logits so
            raise self._no_number() from None
        self.rows.append(
            Row(
                self.step,
                self.step * s.tokens_a_step,
                self.adamw.param_groups[0]["lr"],
                math.fsum(self.losses) / len(self.losses),
                held_out,
                max(self.norms),
                round(self.seconds, 1),
            )
        )
        self.losses, self.norms = [], []

    def _store(self) -> None:
        parts_again(self.gpt)
        state = State(
            step=self.step,
            weights={n: whole(p) for n, p in self.gpt.named_parameters()},
            optimizer=optimizer_state(self.gpt, self.adamw),
            random=self.those.gather(torch.get_rng_state()),
            given=self.readers.given,
            losses=self.losses,
            norms=self.norms,
            seconds=self.seconds,
            rows=self.rows,
        )
        if self.those.first:
            with torch.random.fork_rng(devices=[]):  # what a new model draws is not the run's
                plain = self._new()
            plain.load_state_dict(state.weights | _tied(state.weights))
            write_state(self.folder, self.settings, state, plain)
        self.those.wait()


HEAD = "    step      tokens        lr   train  held out   norm   seconds"


def line(row: Row) -> str:
    """A row of the log, to be read."""
    return (
        f"{row.step:8,}{row.tokens:12,}{row.lr:10.2g}{row.train:8.3f}{row.held_out:10.3f}"
        f"{row.norm:7.2f}{row.seconds:10.0f}"
    )


def _tied(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    return {"to_logits.weight": weights["tokens.weight"]}


def _mixed(device: torch.device):
    """On a GPU, matrices are multiplied in bfloat16; the weights and the loss stay in float32."""
    if device.type == "cuda":
        return torch.autocast("cuda", dtype=torch.bfloat16)
    return contextlib.nullcontext()


class _Bar:
    """Tokens a second, the last loss and the time left, on one line."""

    def __init__(self, run: _Run, wanted: bool):
        self.run, self.wanted, self.bar = run, wanted, None

    def __enter__(self) -> "_Bar":
        if self.wanted:
            from tqdm.auto import tqdm

            s = self.run.settings
            self.bar = tqdm(
                total=s.steps * s.tokens_a_step,
                initial=self.run.step * s.tokens_a_step,
                unit=" tokens",
                unit_scale=True,
                mininterval=0.5,
            )
        return self

    def __exit__(self, *_) -> None:
        if self.bar is not None:
            self.bar.close()

    def move(self) -> None:
        if self.bar is not None:
            self.bar.set_postfix_str(f"loss {self.run.losses[-1]:.3f}", refresh=False)
            self.bar.update(self.run.settings.tokens_a_step)

    def write(self, text: str) -> None:
        if self.bar is not None:
            self.bar.clear()
        self.run.say(text)
        if self.bar is not None:
            self.bar.refresh()
