"""A real JupyterHub of its own folder and port, and what its processes take."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

HERE = Path(__file__).resolve().parent
LESSONS = HERE.parents[1] / "notebooks"
CONFIG = HERE / "lessons_config.py"
PROXY = "configurable-http-proxy@5.3.0"  # the one pin of it; npm installs it

# What a measurement needs beside a class's configuration: anybody may log in, every server is a
# process of this user, and all files and ports are the measurement's own.
EXTRA = """
c = get_config()
{load}
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r}
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub_port}"
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api_port}"
c.ConfigurableHTTPProxy.command = [{proxy!r}]
c.ConfigurableHTTPProxy.pid_file = {work!r} + "/proxy.pid"
c.JupyterHub.db_url = "sqlite:///" + {work!r} + "/hub.sqlite"
c.JupyterHub.cookie_secret_file = {work!r} + "/secret"
c.Spawner.args.extend({args!r})
"""

# A page that hides no cell while it is out of sight, and asks nobody for news.
SETTINGS = {
    "notebook-extension/tracker": '{"windowingMode": "none"}',
    "apputils-extension/notification": '{"fetchNews": "false"}',
}


def install_proxy(folder: Path) -> Path:
    """The proxy's program below `folder`; npm puts it there where it is missing.

    RuntimeError without npm, or where npm cannot install it.
    """
    program = folder / "node_modules" / ".bin" / "configurable-http-proxy"
    if not program.exists():
        if not shutil.which("npm"):
            raise RuntimeError("The hub's proxy is installed by npm, and there is no npm.")
        run = ["npm", "install", "--no-fund", "--no-audit", "--prefix", folder, PROXY]
        done = subprocess.run(run, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"npm could not install {PROXY}:\n{done.stderr}")
    return program


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Hub:
    """A hub that runs until `stop`; `url` is its address.

    work    an empty folder for its files; each student's home is work/homes/NAME
    proxy   the proxy's program
    names   the students
    config  a configuration file that is loaded first, or None for JupyterHub's own settings
    cores   the cores that the hub and all it starts may use; None for all
    """

    def __init__(self, work: Path, proxy: Path, names: list[str], config=CONFIG, cores=None):
        self.work = work
        for name in names:
            home = work / "homes" / name
            home.mkdir(parents=True)
            for lesson in LESSONS.glob("[0-9]*.ipynb"):
                shutil.copy(lesson, home)
            for setting, text in SETTINGS.items():
                folder = home / ".jupyter" / "lab" / "user-settings" / "@jupyterlab"
                file = folder / f"{setting}.jupyterlab-settings"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
        port, hub_port, api_port = free_ports(3)
        self.url = f"http://127.0.0.1:{port}"
        values = {"port": port, "hub_port": hub_port, "api_port": api_port, "work": str(work)}
        values["load"] = f"load_subconfig({str(config)!r})" if config else ""
        values["homes"] = str(work / "homes" / "{username}")
        values["args"] = ["--allow-root"] if os.geteuid() == 0 else []
        file = work / "jupyterhub_config.py"
        file.write_text(EXTRA.format(proxy=str(proxy), **values), "utf-8")
        self.log = work / "hub.log"
        environment = {k: v for k, v in os.environ.items() if not k.startswith("JUPYTER")}
        environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.temporary = tempfile.mkdtemp(prefix="hub-", dir="/tmp")  # a short name, for sockets
        environment["TMPDIR"] = self.temporary
        mine = os.sched_getaffinity(0)
        if cores:
            os.sched_setaffinity(0, cores)  # what a process starts stays on its cores
        try:
            with self.log.open("w") as log:
                self.process = subprocess.Popen(
                    [sys.executable, "-m", "jupyterhub", "-f", file],
                    cwd=work,
                    env=environment,
                    stdout=log,
                    stderr=log,
                )
        finally:
            os.sched_setaffinity(0, mine)
        self.root = psutil.Process(self.process.pid)
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def _wait(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.url}/hub/api", timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"JupyterHub did not start:\n{self.log.read_text()[-3000:]}")

    def processes(self) -> dict[str, list[psutil.Process]]:
        """The processes of each student by name, and those of "hub" and "proxy"."""
        found = {"hub": [self.root]}
        for process in self.root.children(recursive=True):
            try:
                who = process.environ().get("JUPYTERHUB_USER")
                if not who:
                    who = "proxy" if "node" in process.name() else "hub"
            except psutil.Error:
                continue
            found.setdefault(who, []).append(process)
        return found

    def memory(self) -> dict[str, dict[str, int]]:
        """Bytes by name: `pss`, pages that processes share counted in parts; `rss`, in full;
        `own`, those that nobody shares; `kernel`, the part of `pss` that kernels have."""
        found = {}
        for name, processes in self.processes().items():
            found[name] = dict.fromkeys(("pss", "rss", "own", "kernel"), 0)
            for process in processes:
                try:
                    sizes = rollup(process.pid)
                    kernel = any("ipykernel" in word for word in process.cmdline())
                except (OSError, psutil.Error):
                    continue
                found[name]["pss"] += sizes["Pss"]
                found[name]["rss"] += sizes["Rss"]
                found[name]["own"] += sizes["Private_Clean"] + sizes["Private_Dirty"]
                found[name]["kernel"] += sizes["Pss"] * kernel
        return found

    def cpu(self) -> dict[str, float]:
        """Seconds of a core that each has used so far, by name."""
        found = {}
        for name, processes in self.processes().items():
            found[name] = 0.0
            for process in processes:
                try:
                    found[name] += sum(process.cpu_times()[:4])  # its own and its children's
                except psutil.Error:
                    continue
        return found

    def stop(self) -> None:
        """Stop the hub, and with it the servers, the kernels and the proxy."""
        try:
            everything = [self.root, *self.root.children(recursive=True)]
        except psutil.Error:
            everything = []
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for process in psutil.wait_procs(everything, timeout=10)[1]:
            process.kill()
        shutil.rmtree(self.temporary, ignore_errors=True)


def rollup(pid: int) -> dict[str, int]:
    """Bytes of a process from /proc, such as Rss and Pss; OSError once it is gone."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {name: int(rest.split()[0]) * 1024 for name, rest in (line.split(":") for line in lines)}
