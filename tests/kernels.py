"""A real kernel, and cells that run in it one by one."""

import contextlib
import os
import threading

import nbformat
from lessons import LESSONS
from nbclient import NotebookClient


@contextlib.contextmanager
def started(allow_errors=False, folder=LESSONS["01"].parent):
    """A client with a kernel that runs, in the folder of the lessons or another one."""
    client = NotebookClient(
        nbformat.v4.new_notebook(),
        timeout=None,  # pytest's own has to do
        kernel_name="python3",
        allow_errors=allow_errors,
        resources={"metadata": {"path": str(folder)}},
    )
    with client.setup_kernel():
        yield client


def run(client, code, running=None):
    """Run code in the kernel as a cell; its outputs. The file `running` brings an interrupt."""
    cell = nbformat.v4.new_code_cell(code)
    client.nb.cells.append(cell)
    done = threading.Event()

    def interrupt():
        while not done.wait(0.05):
            if running.exists():
                os.kill(client.km.provisioner.pid, 2)
                return

    if running:
        threading.Thread(target=interrupt).start()
    try:
        client.execute_cell(cell, len(client.nb.cells) - 1)
    finally:
        done.set()
    return cell.outputs
