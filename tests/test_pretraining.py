"""A run that is stopped, killed or shared ends as one that never was.

The programs are real, and so are their signals: `started` has them. All of them train a GPT of
5,152 parameters on nine comedies. Bit for bit means just that, of weights, optimizer, random
numbers and log, all but its seconds.
"""

import csv
import dataclasses
import json
import math
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from started import ROOT, Server, doing, environment, free_port, ranks, torchrun, until

import helpers.training
from helpers.classroom import main as helpers_main
from helpers.evaluation import evaluate
from helpers.models import GPT, load_gpt, next_token_loss
from helpers.pretraining import PRESETS, Settings, command, pretrain, run
from helpers.pretraining.processes import Stop, in_words, processes
from helpers.pretraining.settings import CORPORA
from helpers.pretraining.state import Row, State, read_state, write_state
from helpers.recipe import warmup_cosine
from helpers.streams import Windows, in_rows, stream
from helpers.text import CHARACTERS, split_plays

programs = pytest.mark.skipif(
    sys.platform != "linux", reason="starts and ends programs as on Linux"
)

SETTINGS = Settings(
    corpus="comedies", context=16, width=16, heads=2, layers=1, rows=4, steps=30, warmup=5, every=10
)
LONG = dataclasses.replace(SETTINGS, steps=100, every=50)  # time enough for a signal to arrive
FILES = ["log.csv", "model.safetensors", "state.safetensors", "tokens.bin"]


def words(folder, settings=SETTINGS, *more):
    given = [f"--{name}={value}" for name, value in dataclasses.asdict(settings).items()]
    return [*given, "--device=cpu", f"--to={folder}", *more]


def log(folder):
    """The log's table, without its seconds."""
    with open(folder / "log.csv", newline="") as file:
        return [row[:-1] for row in csv.reader(file)]


def assert_same(one, other, settings=SETTINGS):
    """That two folders hold the same run, bit for bit."""
    ours, theirs = read_state(one, settings), read_state(other, settings)
    for field in ("step", "given", "losses", "norms"):
        assert getattr(ours, field) == getattr(theirs, field), field
    for row, like in zip(ours.rows, theirs.rows, strict=True):
        assert dataclasses.replace(row, seconds=0.0) == dataclasses.replace(like, seconds=0.0)
    for field in ("weights", "optimizer"):
        a, b = getattr(ours, field), getattr(theirs, field)
        assert a.keys() == b.keys()
        assert [name for name in a if not torch.equal(a[name], b[name])] == [], field
    for a, b in zip(ours.random, theirs.random, strict=True):
        assert torch.equal(a, b), "random numbers"
    assert log(one) == log(other)
    a, b = (load_gpt(folder / "model.safetensors").state_dict() for folder in (one, other))
    assert all(torch.equal(a[name], b[name]) for name in a), "model.safetensors"
    assert sorted(os.listdir(one)) == sorted(os.listdir(other)) == FILES


def assert_near_rows(rows, others, near):
    for row, like in zip(rows, others, strict=True):
        ours, theirs = dataclasses.astuple(row)[:-1], dataclasses.astuple(like)[:-1]
        assert ours == pytest.approx(theirs, rel=near)


def assert_near_weights(weights, others, near=1e-5):
    """All but the bias of the keys: it changes no softmax, so that its slope is 0 but for rounding,
    and AdamW makes whole steps of that."""
    for name, value in weights.items():
        if not name.endswith("key.bias"):
            torch.testing.assert_close(value, others[name], rtol=0, atol=near)


@pytest.fixture(scope="module", autouse=True)
def interrupts():
    """Ctrl-C as in a terminal, for this process and those that it starts.

    A shell that starts something in the background lets it ignore Ctrl-C.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(autouse=True)
def one_thread():
    """As in the programs: the sum of several threads may have another last bit."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def server():
    with Server() as made:
        yield made


@pytest.fixture(scope="module")
def whole(request, tmp_path_factory):
    """The folder of a run that was never stopped, how long it took, and what it said."""
    folder = tmp_path_factory.mktemp("whole") / "a" / "run"
    begin = time.monotonic()
    if sys.platform == "linux":
        server = request.getfixturevalue("server")
        code, said = server.start(words(folder), folder.parent.parent / "out").end()
        assert code == 0, said
    else:
        said = "\n".join(here(folder)[1])
    return folder, time.monotonic() - begin, said


def here(folder, settings=SETTINGS, **more):
    """A run in this process; returns its log and what it said."""
    said = []
    rows = pretrain(settings, folder, device="cpu", say=said.append, progress=False, **more)
    return rows, said


def finish(server, folder, settings=SETTINGS):
    """Let a run go on to its end."""
    code, said = server.start(words(folder, settings), folder.parent / "end").end()
    assert code == 0 and "All " in said, said


# -- what a run is -------------------------------------------------------------------------------


def test_it_trains_with_the_one_fit():
    assert run.fit is helpers.training.fit


def test_a_run_is_the_loop_written_out(tmp_path):
    """Rows of both shards, AdamW with decay for tables and matrices, a limit, a schedule; in two
    pieces, which are one batch."""
    settings = dataclasses.replace(SETTINGS, rows=8, pieces=2, steps=12, every=4, clip=0.4)
    rows, _ = here(tmp_path, settings)
    torch.manual_seed(settings.seed)
    model = GPT(len(CHARACTERS), 16, 16, 2, 1)
    matrices = [p for p in model.parameters() if p.ndim > 1]
    others = [p for p in model.parameters() if p.ndim == 1]
    groups = [{"params": matrices}, {"params": others, "weight_decay": 0.0}]
    adamw = torch.optim.AdamW(groups, betas=(0.9, 0.95), weight_decay=0.1)
    shards = [Windows(tmp_path / "tokens.bin", 16, 2, 24, 0, shard, 2) for shard in (0, 1)]
    train, held_out, _ = split_plays()
    judged = in_rows(stream(held_out, CHARACTERS), 16)
    assert torch.equal(shards[0].ids.long(), stream(train, CHARACTERS))
    batches = list(zip(*shards, strict=True))
    losses, norms, wanted = [], [], []
    for step, (first, second) in enumerate(zip(batches[::2], batches[1::2], strict=True)):
        X, y = (torch.cat([part[i] for part in (*first, *second)]) for i in (0, 1))
        loss = next_token_loss(model(X), y)
        model.zero_grad()
        loss.backward()
        norms.append(torch.nn.utils.clip_grad_norm_(model.parameters(), 0.4).item())
        lr = warmup_cosine(step, 12, 1e-2, 5, 0.1)
        for group in adamw.param_groups:
            group["lr"] = lr
        adamw.step()
        losses.append(loss.item())
        if step % 4 == 3:
            loss = evaluate(model, *judged)
            wanted.append(
                Row(step + 1, (step + 1) * 128, lr, sum(losses) / 4, loss, max(norms), 0.0)
            )
            losses, norms = [], []
    assert_near_rows(rows, wanted, 1e-4)
    assert min(row.norm for row in rows) > 0.4  # the limit was met
    weights = {name: parameter.detach() for name, parameter in model.named_parameters()}
    assert_near_weights(read_state(tmp_path, settings).weights, weights)


def test_the_files_of_a_run(whole):
    folder, _, said = whole
    assert sorted(os.listdir(folder)) == FILES
    state = read_state(folder, SETTINGS)
    assert [row.step for row in state.rows] == [10, 20, 30]
    assert [row.tokens for row in state.rows] == [640, 1280, 1920]
    header, *rows = log(folder)
    assert header == [field.name for field in dataclasses.fields(Row)][:-1]
    for text, row in zip(rows, state.rows, strict=True):
        assert [float(cell) for cell in text] == pytest.approx(
            dataclasses.astuple(row)[:-1], rel=1e-5
        )
        assert f"{row.train:.3f}" in said and f"{row.held_out:.3f}" in said
    assert state.rows[-1].held_out < state.rows[0].held_out < math.log(len(CHARACTERS))


def test_the_model_alone(whole):
    """In half the room, it says what it is; and it is judged as the run was."""
    from safetensors import safe_open

    folder, _, _ = whole
    path = folder / "model.safetensors"
    with safe_open(str(path), framework="pt") as file:
        about = file.metadata()
        kinds = {file.get_tensor(name).dtype for name in file.keys()}
    assert kinds == {torch.float16}
    assert Settings(**json.loads(about["settings"])) == SETTINGS
    assert about["log"] == (folder / "log.csv").read_text()
    state, model = read_state(folder, SETTINGS), load_gpt(path)
    for name, value in model.named_parameters():
        assert torch.equal(value, state.weights[name].half().float())
    judged = in_rows(stream(split_plays()[1], CHARACTERS), 16)
    assert evaluate(model, *judged) == pytest.approx(state.rows[-1].held_out, abs=1e-3)


def test_nothing_of_a_run_stays_in_the_process(tmp_path, capfd):
    """Handlers of signals as they were, every part in training mode, no hook after a step, and
    the bar only where it is wanted."""
    settings = dataclasses.replace(SETTINGS, steps=4, every=2, warmup=1)
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with processes("cpu") as those, Stop() as stop:
        assert signal.getsignal(signal.SIGINT) != before[0]
        made = run._Run(settings, tmp_path / "one", those, False, False, print, stop, None)
        made.go_on(progress=False)
    assert before == [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    assert all(part.training for part in made.gpt.modules())
    assert not made.adamw._optimizer_step_post_hooks
    out, err = capfd.readouterr()
    assert "All 4 steps are done." in out and "fit stopped" not in out and err == ""
    bad = dataclasses.replace(settings, lr=1e6)
    with pytest.raises(ValueError, match="no longer a number"):
        pretrain(bad, tmp_path / "two", device="cpu", say=lambda text: None)
    assert before == [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    assert "tokens/s" in capfd.readouterr().err


# -- stopped -------------------------------------------------------------------------------------


def test_stopped_after_any_step(whole, tmp_path):
    """Also where a row of the log is due, and before the last step."""
    for limit in (3, 10, 14, 20, 29):
        rows, said = here(tmp_path / "run", limit=limit)
        assert said[-1] == f"Stopped after step {limit}, and stored. The same command goes on."
        state = read_state(tmp_path / "run", SETTINGS)
        assert (state.step, len(rows), len(state.losses)) == (limit, limit // 10, limit % 10)
    here(tmp_path / "run")
    assert_same(tmp_path / "run", whole[0])
    _, said = here(tmp_path / "run", limit=1)  # it is done
    assert said[0].startswith("Going on after step 30 of 30.") and said[-1].startswith("All 30")


@programs
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_it_after_the_step(server, whole, tmp_path, number):
    """It arrives while the first state is written: that is finished, and so is a step."""
    folder = tmp_path / "run"
    started = server.start(words(folder), tmp_path / "out", asleep_at=4)
    until(lambda: doing(started.pid) == "T", "the fourth file to be in place")
    started.send(number)
    started.send(signal.SIGCONT)
    code, said = started.end()
    assert (code, "Stopped after step 11, and stored." in said) == (0, True), said
    assert read_state(folder, SETTINGS).step == 11
    finish(server, folder)
    assert_same(folder, whole[0])


def test_a_second_ctrl_c_ends_it_at_once(tmp_path, monkeypatch, capsys):
    """In the middle of a step: nothing is stored of it, and what was stored stays."""

    class Impatient(GPT):
        calls = 0

        def forward(self, ids):
            if self.training:
                Impatient.calls += 1
                if Impatient.calls == 13:
                    signal.raise_signal(signal.SIGINT)
                    signal.raise_signal(signal.SIGINT)
            return super().forward(ids)

    monkeypatch.setattr(run, "GPT", Impatient)
    assert command.main(words(tmp_path / "run")) == 130
    assert capsys.readouterr().err == "Ended at once. What was stored last is as it was.\n"
    assert read_state(tmp_path / "run", SETTINGS).step == 10


@programs
def test_killed_at_any_moment(server, whole, tmp_path):
    """Five times in a row, after random times: the run goes on from what was stored last."""
    seed = random.randrange(10**6)
    print(f"seed {seed}")  # pytest shows it where the test fails
    draw, folder, step = random.Random(seed), tmp_path / "run", 0
    for _ in range(5):
        started = server.start(words(folder), tmp_path / "out")
        time.sleep(draw.uniform(0, whole[1]))
        started.send(signal.SIGKILL)
        started.end()
        state = read_state(folder, SETTINGS)
        assert (state is None and not step) or state.step >= step
        step = state.step if state else 0
    finish(server, folder)
    assert_same(folder, whole[0])


@programs
def test_killed_while_the_files_take_their_places(server, whole, tmp_path):
    """The first is the tokens; then the log, the model and the state, three times. Each start
    writes the tokens again: killed at the fifth is killed after its first whole state."""
    folder = tmp_path / "run"
    for number, step in ((1, None), (2, None), (4, None), (5, 10), (4, 10), (6, 20), (4, 20)):
        started = server.start(words(folder), tmp_path / "out", killed_at=number)
        assert started.end()[0] == -signal.SIGKILL
        state = read_state(folder, SETTINGS)
        assert (state and state.step) == step
    assert len(os.listdir(folder)) > len(FILES)  # what was half written lies beside
    finish(server, folder)
    assert_same(folder, whole[0])


@programs
def test_a_full_disk_keeps_the_old_state(server, whole, tmp_path):
    """From the second state on, no file may have more than 5,000 bytes."""
    folder = tmp_path / "run"
    code, said = server.start(words(folder), tmp_path / "out", full_at=4).end()
    last = said.splitlines()[-1]
    assert code == 1 and last.startswith("No room on the disk for ") and "Make some room" in last
    assert sorted(os.listdir(folder)) == FILES
    assert read_state(folder, SETTINGS).step == 10 and len(log(folder)) == 2
    finish(server, folder)
    assert_same(folder, whole[0])


def test_random_numbers_go_on_too(tmp_path, monkeypatch):
    """A model that draws them, as one with dropout, goes on as if it had never stopped."""

    class WithDropout(GPT):
        def forward(self, ids):
            return torch.nn.functional.dropout(super().forward(ids), 0.5, self.training)

    monkeypatch.setattr(run, "GPT", WithDropout)
    settings = dataclasses.replace(SETTINGS, steps=4, every=3, warmup=1)
    here(tmp_path / "one", settings)
    for limit in (1, 3, None):
        here(tmp_path / "two", settings, limit=limit)
    assert_same(tmp_path / "one", tmp_path / "two", settings)


def test_a_state_comes_back_as_it_was(tmp_path):
    """All of it, and the random numbers of twelve processes in their order."""
    model = GPT(len(CHARACTERS), 16, 16, 2, 1)
    state = State(
        step=7,
        weights={name: value.detach() for name, value in model.named_parameters()},
        optimizer={"exp_avg.tokens.weight": torch.randn(3), "step.norm.bias": torch.tensor(7.0)},
        random=[torch.full((5,), number, dtype=torch.uint8) for number in range(12)],
        given=9,
        losses=[math.pi, 1 / 3],
        norms=[0.1 + 0.2],
        seconds=12.5,
        rows=[Row(5, 10, 1e-3 / 3, 2 / 3, 1 / 7, 0.5, 1.5)],
    )
    write_state(tmp_path, SETTINGS, state, model)
    back = read_state(tmp_path, SETTINGS)
    for field in dataclasses.fields(State):
        ours, theirs = getattr(state, field.name), getattr(back, field.name)
        if field.name in ("weights", "optimizer"):
            assert ours.keys() == theirs.keys()
            ours, theirs = list(ours.values()), [theirs[name] for name in ours]
        if field.name in ("weights", "optimizer", "random"):
            assert all(torch.equal(a, b) for a, b in zip(ours, theirs, strict=True)), field.name
        else:
            assert ours == theirs, field.name


# -- what is refused -----------------------------------------------------------------------------


@pytest.fixture
def stored(whole, tmp_path):
    """A copy of the whole run's folder, to spoil."""
    for name in FILES:
        (tmp_path / name).write_bytes((whole[0] / name).read_bytes())
    return tmp_path


def refused(folder, capsys, *more):
    """What the command says where it refuses: one line; and that it changed nothing."""
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert command.main([*words(folder), *more]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1, said
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}
    return said


def test_other_settings(stored, capsys):
    said = refused(stored, capsys, "--lr=0.02")
    assert "a run with lr = 0.01, and this one has 0.02" in said and "--to" in said


@pytest.mark.parametrize("spoil", ["half", "empty", "words", "model", "numbers"])
def test_a_file_that_is_no_state(stored, capsys, spoil):
    path = stored / "state.safetensors"
    whole, model = path.read_bytes(), (stored / "model.safetensors").read_bytes()
    spoiled = {"half": whole[: len(whole) // 2], "empty": b"", "words": b"step 30\n" * 99}
    spoiled |= {"model": model, "numbers": whole.replace(b'\\"given\\": 30', b'\\"gives\\": 30')}
    assert spoiled[spoil] != whole
    path.write_bytes(spoiled[spoil])
    said = refused(stored, capsys)
    assert f"{path} holds no run of `pretrain`, or half of one" in said and "Move it away" in said


def test_a_loss_that_is_no_number(tmp_path, capsys):
    """From the first steps, or after a while; what was stored before it stays, and can be read."""
    at_once = dataclasses.replace(SETTINGS, lr=1e6, warmup=0)
    later = dataclasses.replace(SETTINGS, lr=2e4, warmup=1999, steps=2000, every=5)
    for settings in (at_once, later):
        folder = tmp_path / str(settings.lr)
        assert command.main(words(folder, settings)) == 1
        said = capsys.readouterr().err
        assert said.count("\n") == 1 and "no longer a number" in said
        assert f"smaller --lr than {settings.lr}" in said
    assert read_state(tmp_path / str(at_once.lr), at_once) is None
    state = read_state(tmp_path / str(later.lr), later)
    assert state.step == 5 * len(state.rows) > 0
    assert all(value.isfinite().all() for value in state.weights.values())


def test_too_little_memory_is_told_in_one_line():
    with processes("cpu") as those:
        with pytest.raises(RuntimeError) as caught:
            torch.empty(2**60)
        told = in_words(caught.value, those)
        assert isinstance(told, MemoryError) and "fewer --rows or more --pieces" in str(told)
        other = RuntimeError("unsupported memory format option Preserve")
        assert in_words(other, those) is other


BAD = {
    "warmup=30": "fewer than all",
    "rows=3": "multiple of 2",
    "heads=3": "3 heads cannot share a width of 16",
    "lr=-1": "above 0",
    "lr=nan": "above 0",
    "clip=0": "above 0",
    "decay=-1": "0 or more",
    "lowest=2": "from 0 to 1",
    "steps=0": "steps",
    "corpus=novels": "There are comedies, plays",
    "seed=-1": "from 0 to 2",
    "seed=99999999999999999999": "from 0 to 2",
    "context=600000": "Take a shorter context",
    "device=cuda": "take --device cpu",
}


@pytest.mark.parametrize("word", BAD)
def test_a_bad_value_is_told_in_one_line(tmp_path, capsys, word):
    if word == "device=cuda" and torch.cuda.is_available():
        pytest.skip("there is a GPU")
    assert command.main([*words(tmp_path), f"--{word}"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and BAD[word] in said


def test_the_options(capsys):
    """Each setting has one, with its meaning and the values of the presets."""
    fields = [field.name for field in dataclasses.fields(Settings)]
    assert list(command.MEANING) == fields
    with pytest.raises(SystemExit) as end:
        helpers_main(["pretrain", "--help"])
    assert end.value.code == 0
    shown = " ".join(capsys.readouterr().out.split())
    for name in fields:
        values = f"minute {getattr(PRESETS['minute'], name)}, base {getattr(PRESETS['base'], name)}"
        assert f"{command.MEANING[name]} ({values})" in shown
    for wrong in (["--rows=abc"], ["--like=x"], ["--rwos=4"]):
        with pytest.raises(SystemExit) as end:
            command.main(wrong)
        assert end.value.code == 2
        assert capsys.readouterr().err.count("\n") == 2  # how it is called, and what is wrong


def test_the_command_hands_all_on(tmp_path, monkeypatch):
    """Each option reaches `pretrain`, and a preset is where the others begin."""
    seen = []
    monkeypatch.setattr(command, "pretrain", lambda *given, **more: seen.append((given, more)))
    assert command.main(["--like=base", "--lr=0.5", "--split", "--compile", "--device=cpu"]) == 0
    (settings, folder), more = seen[0]
    assert settings == dataclasses.replace(PRESETS["base"], lr=0.5)
    assert folder.parts == ("build", "base")
    assert (more["device"], more["split"], more["compiled"]) == ("cpu", True, True)
    assert command.main([]) == 0 and seen[1][0][0] == PRESETS["minute"]


@pytest.mark.parametrize("name", PRESETS)
def test_the_presets_can_be_run(name):
    """Two processes can share them, and the schedule rises and falls within the run."""
    settings = PRESETS[name]
    assert settings.shards % 2 == 0 and settings.corpus in CORPORA
    rates = [
        warmup_cosine(step, settings.steps, settings.lr, settings.warmup, settings.lowest)
        for step in range(settings.steps)
    ]
    assert max(rates) == settings.lr and rates[0] < rates[settings.warmup - 1]
    assert rates[-1] == pytest.approx(settings.lowest * settings.lr, rel=0.1)
    assert settings.steps % settings.every == 0  # no last row that is shorter than the others


# -- several processes ---------------------------------------------------------------------------
# Started here as `torchrun` starts them, which saves its time, and at the end by itself.


def together(server, folder, size=2, more=(), differ=None, **options):
    """A run on several processes; returns the code of each and what it said. `options` are for
    process 0, `differ` are words for process 1."""
    started = [
        server.start(
            words(folder, SETTINGS, *more, *(differ or []) * rank),
            folder.parent / f"out{rank}",
            among=among,
            **(options if rank == 0 else {}),
        )
        for rank, among in enumerate(ranks(size))
    ]
    return [each.end() for each in started]


@pytest.fixture(scope="module")
def pair(server, tmp_path_factory):
    """The folder of a run on two processes that was never stopped, and how each ended."""
    folder = tmp_path_factory.mktemp("pair") / "run"
    ends = together(server, folder)
    for code, said in ends:
        assert code == 0, said
    return folder, ends


def assert_close(one, other):
    """That two runs agree up to rounding: each number of the log, and each weight."""
    ours, theirs = read_state(one, SETTINGS), read_state(other, SETTINGS)
    assert_near_rows(ours.rows, theirs.rows, 1e-5)
    assert_near_weights(ours.weights, theirs.weights)


@programs
def test_two_processes_are_one_with_both_halves_of_the_batch(whole, pair):
    assert_close(pair[0], whole[0])
    assert len(read_state(pair[0], SETTINGS).random) == 2


@programs
def test_the_model_is_gone_before_the_processes_part(pair):
    """Otherwise the last one to let go of it holds Python's lock while it waits for a thread of
    PyTorch, and that thread may wait for the lock: a process that never ends, seen once."""
    for _, said in pair[1]:
        assert "a DistributedDataParallel is left" not in said


@programs
def test_each_holds_a_part_of_the_model(server, whole, tmp_path):
    """FSDP2; killed in the middle, it goes on whole, on one process."""
    folder = tmp_path / "run"
    codes = together(server, folder, more=["--split"], killed_at=6)
    assert codes[0][0] == -signal.SIGKILL and read_state(folder, SETTINGS).step == 10
    for code, said in together(server, folder, more=["--split"]):
        assert code == 0, said
    assert_close(folder, whole[0])


@programs
def test_process_0_alone_writes(server, pair, tmp_path):
    """The system refuses each byte that process 1 would write into a file, and all goes well."""
    first, second = ranks(2)
    folder = tmp_path / "run"
    one = server.start(words(folder), tmp_path / "out", among=first)
    two = server.start(words(folder), Path(os.devnull), among=second, size=0)
    assert (one.end()[0], two.end()[0]) == (0, 0)
    assert_same(folder, pair[0])


@programs
def test_one_process_is_killed(server, pair, whole, tmp_path):
    """The other one says so and ends; what was stored stays, for two processes and for one."""
    folder = tmp_path / "run"
    (killed, _), (code, said) = together(server, folder, killed_at=6)
    assert (killed, code) == (-signal.SIGKILL, 1)
    assert said.splitlines()[-1].startswith("process 1: Another process is gone"), said
    assert "Traceback" not in said and "The same command goes on" in said
    assert read_state(folder, SETTINGS).step == 10
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "state.safetensors").write_bytes((folder / "state.safetensors").read_bytes())
    for code, said in together(server, folder):
        assert code == 0, said
    assert_same(folder, pair[0])
    finish(server, alone)
    assert_close(alone, whole[0])


@programs
def test_as_many_processes_as_cannot_share(server, tmp_path):
    for rank, (code, said) in enumerate(together(server, tmp_path / "run", size=3)):
        assert code == 1 and said.count("\n") == 1, said
        assert f"process {rank}: 3 processes cannot share 2 shards evenly" in said


@programs
def test_processes_that_were_not_called_alike(server, tmp_path):
    for rank, (code, said) in enumerate(together(server, tmp_path / "run", differ=["--lr=0.5"])):
        assert code == 1 and said.count("\n") == 1, said
        assert f"process {rank}: Process {rank} was not called as the others" in said


@pytest.fixture(scope="module")
def two_machines(tmp_path_factory):
    """The folder of a run by two `torchrun` with one process each, which meet at a port."""
    folder = tmp_path_factory.mktemp("machines") / "run"
    meet = ["--rdzv-backend=c10d", f"--rdzv-endpoint=localhost:{free_port()}"]
    options = ["--nnodes=2", "--nproc-per-node=1", *meet]
    started = [torchrun(words(folder, LONG), folder.parent / f"out{i}", options) for i in (0, 1)]
    for code, said in [each.end() for each in started]:
        assert code == 0, said
    return folder


@programs
def test_torchrun_stopped_and_killed(two_machines, tmp_path):
    """Ctrl-C and SIGTERM for its whole group, a process of it killed, and then itself: each time
    the run goes on, and at the end it is the one of two machines that never stopped."""
    folder, step = tmp_path / "run", 0
    for number, how in enumerate(["SIGINT", "SIGTERM", "a process", "torchrun"]):
        started = torchrun(words(folder, LONG), tmp_path / f"out{number}", ["--nproc-per-node=2"])
        until(
            lambda: "held out" in started.out.read_text() or doing(started.pid) == "Z",
            "the first step",
        )
        both = started.children()
        assert len(both) == 2, started.out.read_text()
        if how == "a process":
            os.kill(both[1], signal.SIGKILL)
        elif how == "torchrun":
            started.send(signal.SIGKILL)
        else:
            os.killpg(started.pid, getattr(signal, how))
        code, _ = started.end()
        until(lambda: [doing(pid) for pid in both] == ["Z", "Z"], "both processes to end")
        said, state = started.out.read_text(), read_state(folder, LONG)
        assert code != 0, said
        if how == "a process":
            assert "process 0: Another process is gone" in said and state.step >= step
        else:
            assert f"Stopped after step {state.step}, and stored" in said and state.step > step
        assert state.step < LONG.steps
        step = state.step
    code, said = torchrun(words(folder, LONG), tmp_path / "out", ["--nproc-per-node=2"]).end()
    assert code == 0 and f"Going on after step {step} of 100." in said, said
    assert_same(folder, two_machines, LONG)


@pytest.mark.parametrize("code", [0, 1])
def test_one_of_several_processes_ends_at_once_with_all_that_it_said(code):
    """What stands after `leave`, and what Python does at its end, is not reached."""
    lines = (
        "import atexit, sys",
        "from helpers.pretraining.processes import leave",
        "atexit.register(print, 'taken apart')",
        "print('said', end='')",
        "print('too', end='', file=sys.stderr)",
        f"print('alone', leave({code}))",
    )
    run = [sys.executable, "-c", "\n".join(lines)]
    for size, out, left in (("2", "said", code), ("1", f"saidalone {code}\ntaken apart\n", 0)):
        where = {**environment(), "WORLD_SIZE": size, "PYTHONUNBUFFERED": ""}
        done = subprocess.run(run, cwd=ROOT, env=where, capture_output=True, text=True)
        assert (done.stdout, done.stderr, done.returncode) == (out, "too", left)
