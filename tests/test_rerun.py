"""Each lesson as on a bad day: every cell twice in a row, the network cut off, the machine slow.

An error in a cell that is not tagged `raises-exception` ends the run. One lesson runs in a real
kernel, all others in this process.
"""

import os

import nbformat
import pytest
from lessons import LESSONS, Lesson
from nbclient import NotebookClient

from helpers.training import loop

# A guard in Python: any look-up or connection that leaves the machine fails.
NO_NETWORK = """
import sys

def guard(event, args):
    if not on:
        return
    if event == "socket.getaddrinfo" and args[0] not in (None, "", b"", "localhost", "127.0.0.1"):
        raise OSError(f"the network is cut off: {args[0]}")
    if event == "socket.connect" and isinstance(args[1], tuple):
        if args[1][0] not in ("127.0.0.1", "::1", "localhost"):
            raise OSError(f"the network is cut off: {args[1]}")

on = [True]
sys.addaudithook(guard)
"""
GUARD = {}  # the guard of this process, once it has one, for none can be taken away


def client(nb, path):
    return NotebookClient(
        nb, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    )


@pytest.fixture
def no_network(tmp_path, monkeypatch):
    """None for this process, and none for a kernel or another Python that it starts."""
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path) + os.pathsep + os.environ.get("PYTHONPATH", ""))
    if not GUARD:
        exec(NO_NETWORK, GUARD)
    GUARD["on"][:] = [True]
    yield
    GUARD["on"].clear()


@pytest.fixture
def slow(monkeypatch):
    """However slow the machine is, no bar of `fit` gets between the outputs of a lesson."""
    from tqdm import auto

    def no_bar(*_, **__):
        raise AssertionError("fit shows a bar on a slow machine: give it progress=False")

    monkeypatch.setattr(loop, "SECONDS_BEFORE_A_BAR", 0)
    monkeypatch.setattr(auto, "tqdm", no_bar)


@pytest.mark.parametrize("number", LESSONS)
def test_every_cell_twice_in_a_row_without_a_network_on_a_slow_machine(number, no_network, slow):
    Lesson(LESSONS[number]).run(times=2)


def test_every_cell_twice_in_a_row_in_a_kernel(no_network):
    nb = nbformat.read(LESSONS["01"], as_version=4)
    twice = []
    for cell in nb.cells:
        twice += [cell, nbformat.from_dict({**cell, "id": f"{cell.id}-again"})]
    nb.cells = [cell for cell in twice if cell.cell_type == "code"]
    client(nb, LESSONS["01"]).execute()  # raises on an error that is not meant


def test_the_network_really_is_cut_off(no_network):
    code = "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=1)"
    with pytest.raises(OSError, match="the network is cut off"):
        exec(code)
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nb.cells[0].metadata["tags"] = ["raises-exception"]
    client(nb, LESSONS["01"]).execute()
    assert "the network is cut off" in nb.cells[0].outputs[0].evalue
