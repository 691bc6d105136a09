"""Tokens on disk: what is written is read, no token is in two shards, and memory stays flat."""

import os
import signal
import subprocess
import sys

import pytest
import torch

from helpers.streams import Windows, read_tokens, stream, write_tokens
from helpers.text import CHARACTERS, LETTERS
from helpers.tokens import BytePairs


@pytest.fixture
def file(tmp_path):
    """A file of 1,000 tokens that are their own places, so that each window says where it is."""
    path = tmp_path / "tokens.bin"
    write_tokens(path, torch.arange(1000))
    return path


def test_a_stream_has_an_end_mark_before_and_after_each_document():
    assert stream(["ab", "c"], LETTERS).tolist() == [0, 1, 2, 0, 3, 0]
    assert stream(["a\n"], CHARACTERS).tolist() == [0, CHARACTERS.numbers["a"], 2, 0]
    bpe = BytePairs.train(["abab"], 2)
    assert bpe.decode(stream(["ab", "", "c"], bpe)) == "abc"
    with pytest.raises(ValueError, match="empty"):
        stream([], LETTERS)
    with pytest.raises(TypeError, match=r"\[text\]"):
        stream("ab", LETTERS)


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "tokens.bin"
    ids = torch.tensor([0, 1, 255, 256, 65_535])
    write_tokens(path, ids)
    assert path.read_bytes() == b"\x00\x00\x01\x00\xff\x00\x00\x01\xff\xff"
    assert read_tokens(path).long().tolist() == ids.tolist()
    read_tokens(path)[0] = 7
    assert read_tokens(path).long()[0] == 0, "the file was changed"
    write_tokens(path, [1, 2])
    assert read_tokens(path).tolist() == [1, 2] and os.listdir(tmp_path) == ["tokens.bin"]


def test_the_targets_are_one_further(file):
    for X, y in Windows(file, context=7, batch_size=5, batches=20):
        assert X.shape == y.shape == (5, 7) and X.dtype == y.dtype == torch.int64
        assert torch.equal(y, X + 1) and torch.equal(X, X[:, :1] + torch.arange(7))


def test_every_place_is_drawn_and_none_beyond(file):
    starts = torch.cat([X[:, 0] for X, _ in Windows(file, 7, 100, batches=300)])
    assert set(starts.tolist()) == set(range(1000 - 7))


@pytest.mark.parametrize("processes", [1, 2, 3, 7])
def test_no_token_is_in_two_shards(file, processes):
    parts = []
    for process in range(processes):
        reader = Windows(file, 7, 100, batches=60, process=process, processes=processes)
        seen = torch.cat([torch.cat([X, y], 1).flatten() for X, y in reader])
        assert seen.min() == reader.first and seen.max() == reader.end - 1
        parts.append(set(seen.tolist()))
    assert sum(map(len, parts)) == len(set().union(*parts)) == 1000
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_processes_draw_other_places(file):
    one, two = (next(iter(Windows(file, 7, 100, 1, process=i, processes=2))) for i in range(2))
    assert not torch.equal(one[0], two[0] - 500)


def test_a_reader_goes_on_where_it_stopped(file):
    """After any number of batches, also in the middle of a loop; another seed reads otherwise."""
    whole = [X for X, _ in Windows(file, 7, 5, batches=12)]
    assert not torch.equal(whole[0], whole[1])
    assert not torch.equal(whole[0], next(iter(Windows(file, 7, 5, 1, seed=1)))[0])
    for stop in range(12):
        reader = Windows(file, 7, 5, batches=12)
        for number, _ in enumerate(reader, start=1):
            if number == stop:
                break
        state = reader.state_dict() if stop else Windows(file, 7, 5, batches=12).state_dict()
        again = Windows(file, 7, 5, batches=12 - stop)
        again.load_state_dict(state)
        rest = [X for X, _ in again]
        assert len(rest) == len(again) == 12 - stop
        assert all(torch.equal(a, b) for a, b in zip(rest, whole[stop:], strict=True))


def test_a_killed_program_leaves_the_file_that_was_there(file):
    """Killed before the new file is whole: the old one can be read as before."""
    before = file.read_bytes()
    program = (
        "import os, signal, sys, torch\nfrom helpers import streams\n"
        "os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "streams.write_tokens(sys.argv[1], torch.zeros(5, dtype=torch.int64))\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(file)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert file.read_bytes() == before


PROGRAM = """
import sys, torch
from helpers.streams import Windows, own_memory, write_tokens

start = own_memory()
held = torch.ones(20_000_000, dtype=torch.uint8)
print(own_memory() - start)
del held
for tokens in (2_000_000, 20_000_000):
    path = f"{sys.argv[1]}/{tokens}.bin"
    write_tokens(path, torch.arange(tokens) % 60_000)
    reader = Windows(path, context=128, batch_size=64, batches=50)
    next(iter(reader))
    before = own_memory()
    for _ in reader:
        pass
    print(own_memory() - before)
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="only Linux tells RssAnon")
def test_memory_stays_flat_while_the_file_grows(tmp_path):
    """Two files, one ten times as long; read as int64 the larger one would take 160 MB. In a
    program of its own: one that has run for long takes memory that it has already."""
    run = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    held, small, large = map(float, done.stdout.split())
    assert 18e6 < held < 22e6, "memory of its own is not seen"
    assert max(small, large) < 1_000_000


@pytest.mark.parametrize(
    ("settings", "error", "says"),
    [
        ({"context": 1000}, ValueError, "1,000 tokens.*need 1,001"),
        ({"context": 0}, ValueError, "context is 0"),
        ({"batch_size": 2.0}, TypeError, "batch_size is 2.0"),
        ({"process": 2, "processes": 2}, ValueError, "0 to 1 for 2 processes"),
        ({"context": 500, "processes": 2}, ValueError, "500 tokens"),
    ],
)
def test_settings_that_cannot_be(file, settings, error, says):
    with pytest.raises(error, match=says):
        Windows(file, **{"context": 7, "batch_size": 5, "batches": 1} | settings)


def test_files_that_are_no_tokens(tmp_path, file):
    with pytest.raises(FileNotFoundError):
        read_tokens(tmp_path / "none.bin")
    for content in (b"", b"abc"):
        (tmp_path / "odd.bin").write_bytes(content)
        with pytest.raises(ValueError, match="two for each token"):
            read_tokens(tmp_path / "odd.bin")
    for ids, says in (([-1], "-1"), ([65_536], "65536"), ([], r"\(0,\)"), ([[1]], r"\(1, 1\)")):
        with pytest.raises(ValueError, match=says):
            write_tokens(tmp_path / "new.bin", ids)
    assert not (tmp_path / "new.bin").exists()
    state = Windows(file, 7, 5, batches=1).state_dict()
    with pytest.raises(ValueError, match="context = 7, and this one has 8"):
        Windows(file, 8, 5, batches=1).load_state_dict(state)
