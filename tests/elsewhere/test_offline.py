"""A class without a network: the two lines for it, on two folders, as if on two machines."""

import os
import re
import shutil
import socket
import subprocess

import nbformat
import pytest
from places import HERE, LESSONS, ROOT, VERSION, check_outputs, environment, without_network

from helpers.classroom import outputs

pytestmark = pytest.mark.elsewhere
PAGE = (ROOT / "teaching" / "offline.md").read_text("utf-8")


@pytest.fixture(scope="module")
def lines():
    """The line that fetches, and the line that installs without what starts JupyterLab."""
    (fetch,) = re.findall(r"^ {4,}(python3 -m venv .* download .*)$", PAGE, re.MULTILINE)
    (install,) = re.findall(r"^ {4,}(python3 -m venv .* --no-index .*)$", PAGE, re.MULTILINE)
    install, start = install.rsplit(" && ", 1)
    assert start == ".venv/bin/jupyter lab notebooks"
    return fetch, install


@pytest.fixture(scope="module")
def machine(tmp_path_factory, public, lines):
    """A folder in which the first line fetched and, elsewhere, the second one installed."""
    first = tmp_path_factory.mktemp("first") / "lessons"
    public.git("clone", "--quiet", "--branch", VERSION, public.folder, first)
    kept = environment() | {"PIP_COMPILE": "0"}
    fetch, install = lines
    subprocess.run(fetch, shell=True, cwd=first, env=kept, check=True, capture_output=True)
    shutil.rmtree(first / ".venv")
    second = tmp_path_factory.mktemp("second") / "lessons"
    shutil.move(first, second)
    home = second.parent / "home"
    home.mkdir()
    alone = {"HOME": str(home), "PIP_CONFIG_FILE": os.devnull, "XDG_CACHE_HOME": str(home)}
    alone |= {"https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}

    def run(command):
        """Run a line there, without a network."""
        words = [*without_network(), "bash", "-c", command]
        done = subprocess.run(words, cwd=second, env=kept | alone, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    run(install)
    return second, run


def test_the_folder_fits_together(machine):
    folder, run = machine
    assert "No broken requirements" in run(".venv/bin/pip check")
    assert list((folder / "wheels").glob("torch-*.whl"))
    assert not [path for path in (folder / "wheels").iterdir() if "nvidia" in path.name]


def test_a_lesson_runs_there(machine):
    folder, run = machine
    stored = outputs.read(LESSONS["02"])
    shutil.copy(LESSONS["02"], folder / "notebooks" / "notebook.ipynb")
    run(f"cd notebooks && ../.venv/bin/python {HERE / 'execute.py'} notebook.ipynb done.ipynb")
    check_outputs(nbformat.read(folder / "notebooks" / "done.ipynb", as_version=4), stored)


def test_jupyterlab_answers_there(machine):
    """The page and all its own files come from the machine itself."""
    _, run = machine
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = f".venv/bin/jupyter lab notebooks --no-browser --allow-root --port {port}"
    fetch = "import time, urllib.request as r\n"
    fetch += "for _ in range(1000):\n"
    fetch += f"    try: text = r.urlopen('http://127.0.0.1:{port}/lab').read().decode(); break\n"
    fetch += "    except OSError: time.sleep(0.5)\n"
    fetch += "print(text)"
    page = run(
        f"unset http_proxy https_proxy; {start} --IdentityProvider.token= >/dev/null 2>&1 & "
        f'.venv/bin/python -c "{fetch}"; kill %1'
    )
    assert "jupyter-config-data" in page
    assert not re.findall(r'(?:src|href)="https?:', page)


def test_the_commands_for_a_class_work_there(machine):
    folder, run = machine
    assert run(".venv/bin/python -m helpers class 02").startswith("02 Gradient descent")
    run(".venv/bin/python -m helpers live 02")
    assert (folder / "notebooks" / "class" / "02_gradient_descent_live.ipynb").exists()
