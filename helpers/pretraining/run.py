"""The run: `fit`, with hooks on the optimizer, from one row of the log to the next."""

import contextlib
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from torch import Tensor

from helpers.evaluation import evaluate
from helpers.models import GPT, next_token_loss
from helpers.pretraining.processes import Processes, Stop, parts_again, processes, shared
from helpers.pretraining.settings import CORPORA, Settings
from helpers.pretraining.state import (
    Row,
    State,
    optimizer_state,
    read_state,
    restore_optimizer,
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

    Ctrl-C, or SIGTERM, ends the run after the step that it is in, and stores it. Whatever else
    happens, the state that was stored last stays. A run that goes on is equal to one that never
    stopped, bit for bit on the same machine with as many threads and processes.

    Started by `torchrun`, each process calls this with the same arguments.

    Raises ValueError for another run in this folder, for as many processes as cannot share the
    shards evenly, and when the loss is no longer a number; OSError where a file cannot be
    written.
    """
    folder = Path(folder)
    with processes(device) as those, Stop() as stop:
        run = _Run(settings, folder, those, split, compiled, say if those.first else _silent)
        return run.go_on(stop, progress and those.first, limit)


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
    def __init__(self, settings, folder, those: Processes, split, compiled, say):
        self.settings, self.folder, self.those, self.say = settings, folder, those, say
        corpus = CORPORA[settings.corpus]
        train, held_out = corpus.documents()
        tokens = folder / "tokens.bin"
        if those.first:
            folder.mkdir(parents=True, exist_ok=True)
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
        torch.manual_seed(settings.seed)
        self.gpt = GPT(
            len(corpus.vocabulary),
            settings.context,
            settings.width,
            settings.heads,
            settings.layers,
        ).to(those.device)
        if state:
            self.gpt.load_state_dict(state.weights | _tied(state.weights))
        self.names = [name for name, _ in self.gpt.named_parameters()]
        if compiled:
            self.gpt.compile()
        self.model = shared(self.gpt, those, split)
        self._make_optimizer()
        if state:
            restore_optimizer(self.gpt, self.adamw, state.optimizer)
            if len(state.random) == those.size:
                torch.set_rng_state(state.random[those.rank])
        self.readers = _Readers(tokens, settings, those, state.given if state else 0)
        self.step = self.schedule.step = state.step if state else 0
        self.rows = state.rows if state else []
        self.losses = list(state.losses.unbind()) if state else []
        self.clip.norms = list(state.norms.unbind()) if state else []
        self.seconds = state.seconds if state else 0.0

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
        self.losses.append(loss.detach())
        return loss

    def go_on(self, stop: Stop, progress: bool, limit: int | None) -> list[Row]:
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
            after = self.adamw.register_step_post_hook(self._after(stop, bar, limit))
            try:
                while self.step < s.steps:
                    if not self._to_the_next_row(bar):
                        return self.rows
            finally:
                after.remove()
        self.say(f"All {s.steps:,} steps are done. The model: {self.folder / 'model.safetensors'}")
        return self.rows

    def _to_the_next_row(self, bar: "_Bar") -> bool:
        """Train as far as the next row of the log and store all; False if somebody stopped it."""
        s = self.settings
        end = min((self.step // s.every + 1) * s.every, s.steps)
        self.readers.batches = (end - self.step) * s.pieces
        self.why, begin = None, time.perf_counter()
        with _mixed(self.those.device), contextlib.redirect_stdout(None):
            history = fit(self.model, self.readers, self.loss, self.optimizer, 1, progress=False)
        self.seconds += time.perf_counter() - begin
        for note in history.notes:
            self.say(f"fit noticed: {note}")
        if self.why == "lost" or (history.stopped and not self.why):
            raise ValueError(
                f"The loss is no longer a number, near step {self.step:,}. What was stored last is "
                f"as it was. Begin a run with a smaller --lr than {s.lr}, or a longer --warmup."
            )
        if self.why is None:
            self._judge()
            bar.write(line(self.rows[-1]))
        self._store()
        if self.why:
            self.say(f"Stopped after step {self.step:,}, and stored. The same command goes on.")
        return self.why is None

    def _after(self, stop: Stop, bar: "_Bar", limit: int | None):
        """The hook after each step: count it, and stop all processes at one place."""

        def after(*_) -> None:
            self.step += 1
            lost = not math.isfinite(self.losses[-1].item())
            asked = bool(stop) or (limit is not None and self.step >= limit)
            asked, lost = self.those.any(asked, lost)
            bar.move()
            if lost or (asked and self.step < self.settings.steps):
                self.why = "lost" if lost else "asked"
                raise KeyboardInterrupt  # `fit` ends at once, and in order

        return after

    def _judge(self) -> None:
        s = self.settings
        losses = self.those.mean(torch.stack(self.losses))
        norms = torch.stack(self.clip.norms)
        held_out = evaluate(self.model, *self.judged, batch_size=JUDGED_AT_ONCE)
        self.rows.append(
            Row(
                self.step,
                self.step * s.tokens_a_step,
                self.adamw.param_groups[0]["lr"],
                losses.double().mean().item(),
                held_out,
                norms.max().item(),
                round(self.seconds, 1),
            )
        )
        self.losses, self.clip.norms = [], []

    def _store(self) -> None:
        parts_again(self.gpt)
        empty = torch.zeros(0)
        losses = torch.stack(self.losses) if self.losses else empty
        state = State(
            step=self.step,
            weights={n: whole(p) for n, p in self.gpt.named_parameters()},
            optimizer=optimizer_state(self.gpt, self.adamw),
            random=self.those.gather(torch.get_rng_state()),
            given=self.readers.given,
            losses=self.those.mean(losses),
            norms=torch.stack(self.clip.norms).cpu() if self.clip.norms else empty,
            seconds=self.seconds,
            rows=self.rows,
        )
        if self.those.first:
            plain = GPT(
                len(CORPORA[self.settings.corpus].vocabulary),
                self.settings.context,
                self.settings.width,
                self.settings.heads,
                self.settings.layers,
            )
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
            loss = self.run.losses[-1].item()
            self.bar.set_postfix_str(f"loss {loss:.3f}", refresh=False)
            self.bar.update(self.run.settings.tokens_a_step)

    def write(self, text: str) -> None:
        if self.bar is not None:
            self.bar.clear()
        self.run.say(text)
        if self.bar is not None:
            self.bar.refresh()
