"""Each lesson in a real kernel: every cell twice in a row, with the network cut off.

nbclient raises on the first error in a cell that is not tagged `raises-exception`.
"""

import os

import nbformat
import pytest
from lessons import LESSONS
from nbclient import NotebookClient

# A guard in the kernel's Python: any look-up or connection that leaves the machine fails.
NO_NETWORK = """
import sys

def guard(event, args):
    if event == "socket.getaddrinfo" and args[0] not in (None, "", b"", "localhost", "127.0.0.1"):
        raise OSError(f"the network is cut off: {args[0]}")
    if event == "socket.connect" and isinstance(args[1], tuple):
        if args[1][0] not in ("127.0.0.1", "::1", "localhost"):
            raise OSError(f"the network is cut off: {args[1]}")

sys.addaudithook(guard)
"""


def client(nb, path):
    return NotebookClient(
        nb, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    )


@pytest.fixture
def no_network(tmp_path, monkeypatch):
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path) + os.pathsep + os.environ.get("PYTHONPATH", ""))


@pytest.mark.parametrize("number", LESSONS)
def test_every_cell_twice_in_a_row_without_a_network(number, no_network):
    nb = nbformat.read(LESSONS[number], as_version=4)
    twice = []
    for cell in nb.cells:
        twice += [cell, nbformat.from_dict({**cell, "id": f"{cell.id}-again"})]
    nb.cells = [cell for cell in twice if cell.cell_type == "code"]
    client(nb, LESSONS[number]).execute()  # raises on an error that is not meant


def test_the_network_really_is_cut_off(no_network):
    code = "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=1)"
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nb.cells[0].metadata["tags"] = ["raises-exception"]
    client(nb, LESSONS["01"]).execute()
    assert "the network is cut off" in nb.cells[0].outputs[0].evalue
