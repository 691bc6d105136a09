"""A real JupyterLab: its server, a window that shows it, and a notebook that is open there."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import nbformat
from figures import FIGURES, Live, book_of
from lessons import LESSONS, ROOT

from helpers.classroom import outputs

SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false"},
}

PATIENCE = 90_000  # milliseconds

# in the browser: the open notebook, its session and its kernel
NOTEBOOK = "window.jupyterapp.shell.currentWidget.content"
SESSION = "window.jupyterapp?.shell.currentWidget?.sessionContext"
KERNEL = f"{SESSION}?.session?.kernel"


def figures_in(notebook: Path) -> dict[int, str]:
    """The figure that each code cell shows with its last line, by the number of the cell."""
    found = {}
    for number, cell in enumerate(nbformat.read(notebook, as_version=4).cells):
        if cell.cell_type == "code" and cell.source.strip():
            last = re.fullmatch(r"(?:\w+\.)*(\w+)\(\)", cell.source.strip().splitlines()[-1])
            if last and last[1] in FIGURES:
                found[number] = last[1]
    return found


def lesson_copy(number: str, folder: Path) -> Path:
    """A copy of a lesson, as it is stored, in a new folder within `folder`."""
    return Path(shutil.copy(LESSONS[number], tempfile.mkdtemp(dir=folder)))


def with_outputs(number: str, folder: Path) -> Path:
    """The same with all outputs, also those that give a prediction away."""
    notebook = lesson_copy(number, folder)
    nbformat.write(outputs.read(LESSONS[number]), notebook)
    return notebook


class Server:
    """JupyterLab on a free port; its files, settings and trust are in a folder of its own."""

    def __init__(self, folder: Path):
        self.root = folder / "root"
        self.root.mkdir()
        for name, values in SETTINGS.items():
            file = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(values), encoding="utf-8")
        places = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
        }
        here = {name: str(folder / place) for name, place in places.items()}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        options = [
            "--no-browser",
            "--allow-root",
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={port}",
            "--ServerApp.port_retries=0",
            "--IdentityProvider.token=",
            f"--ServerApp.root_dir={self.root}",
            "--LabApp.expose_app_in_browser=True",
        ]
        self.log = folder / "server.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", *options],
                env=os.environ | here | {"PYTHONPATH": str(ROOT)},
                stdout=log,
                stderr=log,
            )
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def _wait(self) -> None:
        end = time.monotonic() + 90
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/api", timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"JupyterLab did not start:\n{self.log.read_text()[-2000:]}")

    def stop(self) -> None:
        """Stop the server, and with it the kernels."""
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Window:
    """JupyterLab in a browser window of its own; it shows one `Lab` after the other.

    To load JupyterLab takes longer than to run a lesson, so the tests share a few windows.

    errors   exceptions of the page and errors on its console, since its notebook was opened
    """

    def __init__(self, browser, server: Server, *, width=1280, height=900, zoom=1.0):
        self.server, self.errors, self.lab = server, [], None
        self.context = browser.new_context(
            viewport={"width": int(width / zoom), "height": int(height / zoom)},
            device_scale_factor=zoom,
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        watch(self.page, self.errors)


class Lab:
    """A notebook that is open in a window, in place of the one before, with a kernel of its own.

    A notebook needs a path that no other has: JupyterLab gives two of one path one kernel.

    errors   exceptions of the page and errors on its console
    figures  the name of the figure that each cell shows, by the number of the cell
    """

    def __init__(self, window: Window, notebook: Path, *, dark: bool = False):
        before, self.window, window.lab = window.lab, window, self
        self.notebook, self.figures = notebook, figures_in(notebook)
        path = str(notebook.relative_to(window.server.root))
        if before is None:
            self.page.goto(f"{window.server.url}/lab/tree/{path}?reset")
        else:
            self.settled(f"{SESSION}.shutdown()")
            self.page.evaluate("() => window.jupyterapp.shell.currentWidget.dispose()")
            self.errors.clear()
            self.run_command("docmanager:open", path=path)
            here = "(path) => window.jupyterapp.shell.currentWidget?.context?.path === path"
            self.page.wait_for_function(here, arg=path)
        self.ready()
        self.set_theme(dark)
        if self.page.locator("#jp-left-stack").is_visible():
            self.run_command("application:toggle-left-area")

    def set_theme(self, dark: bool) -> None:
        theme = "JupyterLab Dark" if dark else "JupyterLab Light"
        self.run_command("apputils:change-theme", theme=theme)
        light = "false" if dark else "true"
        self.page.wait_for_function(
            "(light) => document.body.dataset.jpThemeLight === light", arg=light
        )

    @property
    def page(self):
        """The page of the window, as long as this notebook is the one that it shows."""
        assert self.window.lab is self, f"{self.notebook}: another notebook has taken its window"
        return self.window.page

    @property
    def errors(self) -> list[str]:
        return self.window.errors

    def ready(self) -> None:
        """Wait until the notebook and its kernel are there."""
        self.page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
        self.wait_for_kernel("idle")

    def until(self, condition) -> bool:
        """Wait until `condition()` holds; False where it does not come to that."""
        end = time.monotonic() + PATIENCE / 1000
        while not condition():
            if time.monotonic() > end:
                return False
            self.page.wait_for_timeout(50)
        return True

    def wait_for_kernel(self, status: str) -> None:
        self.page.wait_for_function(f"(status) => {KERNEL}?.status === status", arg=status)

    def settled(self, promise: str, result: str = "null"):
        """Wait for a promise of the page; what it comes to is `value` in `result`.

        Raises playwright's Error where it does not come within `PATIENCE`.
        """
        late = f"new Promise((_, fail) => setTimeout(fail, {PATIENCE}, new Error('no answer')))"
        race = f"Promise.race([{promise}, {late}]).then((value) => {result})"
        return self.page.evaluate(f"() => {race}")

    def run_command(self, command: str, **arguments) -> None:
        """Run a command of JupyterLab and wait until it is done."""
        command, arguments = json.dumps(command), json.dumps(arguments)
        self.settled(f"window.jupyterapp.commands.execute({command}, {arguments})")

    def run_all(self) -> None:
        self.run_command("notebook:run-all-cells")
        for cell in self.figures:
            self.cell(cell).locator(".lm-book").wait_for()

    def run_ours(self) -> None:
        """Run the figures and the practice, and the imports, without what a lesson computes."""
        kinds = ("setup", "imports", "predict-", "explain-", "try-", "practice")
        for number, cell in enumerate(nbformat.read(self.notebook, as_version=4).cells):
            ours = number in self.figures or cell.id.startswith(kinds)
            if cell.cell_type == "code" and ours:
                self.run_cell(number)
        for number in self.figures:
            self.cell(number).locator(".lm-book").wait_for()

    def cell(self, number: int):
        return self.page.locator(".jp-Notebook .jp-Cell").nth(number)

    def live(self, number: int) -> Live:
        """The live figure of a cell."""
        root = self.cell(number).locator(".lm-book")
        return Live(self.page, root, book_of(self.figures[number]))

    def stills(self, number: int) -> list[bool]:
        """Whether each picture in a cell's output is seen."""
        pictures = self.cell(number).locator(".jp-OutputArea img").all()
        return [picture.is_visible() for picture in pictures]

    def select(self, number: int) -> None:
        self.page.evaluate(f"(number) => {{ {NOTEBOOK}.activeCellIndex = number; }}", number)

    def insert(self, number: int, source: str) -> None:
        """Put a new code cell below a cell."""
        self.select(number)
        self.run_command("notebook:insert-cell-below")
        self.set_source(number + 1, source)

    def source(self, number: int) -> str:
        return self.page.evaluate(
            f"(number) => {NOTEBOOK}.widgets[number].model.sharedModel.getSource()", number
        )

    def set_source(self, number: int, source: str) -> None:
        self.page.evaluate(
            f"([number, text]) => {NOTEBOOK}.widgets[number].model.sharedModel.setSource(text)",
            [number, source],
        )

    def delete(self, number: int) -> None:
        self.select(number)
        self.run_command("notebook:delete-cell")

    def run_cell(self, number: int) -> None:
        self.select(number)
        self.run_command("notebook:run-cell")

    def start_cell(self, number: int) -> None:
        """Run a cell and do not wait for its end."""
        self.select(number)
        run = "() => { window.jupyterapp.commands.execute('notebook:run-cell'); }"
        self.page.evaluate(run)

    def interrupt(self) -> None:
        self.settled(f"{KERNEL}.interrupt()")
        self.wait_for_kernel("idle")

    def restart_kernel(self) -> None:
        self.settled(f"{KERNEL}.restart()")
        self.wait_for_kernel("idle")

    def run_figure(self, number: int) -> Live:
        """Import the figure that a cell shows and run the cell, in whatever kernel there is."""
        name = self.figures[number]
        self.run_silently(f"from {FIGURES[name]} import {name}")
        self.run_cell(number)
        self.cell(number).locator(".lm-book").wait_for()
        return self.live(number)

    def run_silently(self, code: str) -> None:
        request = f"{KERNEL}.requestExecute({{ code: {json.dumps(code)}, silent: true }})"
        reply = self.settled(f"{request}.done", "value.content.status")
        assert reply == "ok", code

    @property
    def kernel_status(self) -> str:
        return self.page.evaluate(f"() => {KERNEL}.status")

    def wait_until_idle(self) -> None:
        """Wait until the kernel has done what a click or a key sent to it."""
        self.page.wait_for_function(f"() => {KERNEL}.status === 'idle'")


def watch(page, errors: list[str]) -> None:
    """Write the page's exceptions and the errors on its console into a list."""
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
