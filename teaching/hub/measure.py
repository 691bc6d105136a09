"""How large a machine does a class need?  A real JupyterHub, and students who use it.

    .venv/bin/pip install -e ".[hub]"
    .venv/bin/python teaching/hub/measure.py --students 1 5 10 20

Every student logs in, starts a server, opens a lesson, runs all cells and saves, all at the same
moment: the bell. Then all work: each runs one cell now and then. The students speak HTTP and
websockets as JupyterLab does, since in a class the browser is on the student's own computer.
With --browser the last of them sits at a real Chromium and moves a figure while the others work.

--cores keeps the hub and all it starts on some cores; the students then use the others, so that
they do not disturb what is measured. No run begins, and none goes on, when the machine has less
than --floor GB of memory left.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from statistics import median

import psutil
from browser import Browser
from hub import CONFIG, LESSONS, PROXY, Hub, install_proxy
from student import Student, StudentError

MB = 1e6
STEPS = ("log_in", "start_server", "open_page", "start_kernel", "run_all", "save")
WINDOW = ("log_in", "start_server", "open_page", "run_all")
SEED = 20240521


def spread(values: list[float], digits: int = 2) -> dict | None:
    """The median, the 95th percentile and the worst of some times."""
    if not values:
        return None
    ordered = sorted(values)
    high = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    found = {"median": median(ordered), "p95": high, "worst": ordered[-1]}
    return {name: round(value, digits) for name, value in found.items()}


def reason(error: BaseException) -> str:
    return (
        str(error) if isinstance(error, StudentError) else f"{type(error).__name__}: {error}"[:200]
    )


def busy(cores: set[int]) -> float:
    """Seconds that these cores have worked since the machine was started."""
    times = psutil.cpu_times(percpu=True)
    return sum(sum(times[core]) - times[core].idle - times[core].iowait for core in cores)


class Class:
    """`count` students at one hub; `report` holds what was measured."""

    def __init__(self, hub: Hub, count: int, lesson: str, assets=None, browser=False):
        self.hub, self.count, self.failures = hub, count, Counter()
        plain = count - browser
        self.students = [Student(hub.url, f"student-{i}", lesson, assets) for i in range(plain)]
        self.browser = Browser(hub.url, "browser", lesson) if browser else None
        self.working, self.report = [], {"students": count, "lesson": lesson}

    async def _one(self, student: Student, bell: float) -> None:
        """One student from the log-in to the saved lesson; `times` count from the bell."""
        try:
            for step in STEPS:
                await student.timed(step, since=bell)
        except Exception as error:
            self.failures[f"{step}: {reason(error)}"] += 1
        else:
            self.working.append(student)

    async def _window(self) -> None:
        try:
            for step in WINDOW:
                await self.browser.timed(step)
        except Exception as error:
            self.failures[f"browser: {reason(error)}"] += 1
            self.browser.failed = True

    async def bell(self, arrive: float = 0.0, cores=None) -> None:
        """All begin, within `arrive` seconds."""
        draw, before = random.Random(SEED), self.hub.cpu()
        busy_before, start = busy(cores), time.perf_counter()
        bells = [start + draw.uniform(0, arrive) for _ in self.students]

        async def later(student, bell):
            await asyncio.sleep(bell - time.perf_counter())
            await self._one(student, bell)

        tasks = [later(*each) for each in zip(self.students, bells, strict=True)]
        if self.browser:
            await self.browser.open()
            tasks.append(self._window())
        await asyncio.gather(*tasks)
        seconds, work = time.perf_counter() - start, busy(cores) - busy_before
        after = self.hub.cpu()
        used = {name: after[name] - before.get(name, 0.0) for name in after}
        done = self.working
        imports = []
        for student, bell in zip(self.students, bells, strict=True):
            if student in done:
                place = [cell.id for cell in student.code].index("imports")
                first = student.ran[place]
                imports.append(first.sent + first.replied - bell)
        names = {student.name for student in done}
        self.report["bell"] = {
            "ready": spread([student.times["start_server"] for student in done]),
            "page": spread([student.times["open_page"] for student in done]),
            "imports": spread(imports),
            "run_all": spread([student.times["run_all"] for student in done]),
            "saved": spread([student.times["save"] for student in done]),
            "seconds": round(seconds, 1),
            "cpu_student": spread([used[name] for name in used if name in names]),
            "cpu_hub_and_proxy": round(used.get("hub", 0) + used.get("proxy", 0), 2),
            "cores_used_by_others": round(max(0.0, work - sum(used.values())) / seconds, 2),
        }
        await asyncio.sleep(3)
        self._weigh(names)

    def _weigh(self, names: set[str]) -> None:
        """Memory, in MB, with every lesson run and every kernel idle."""
        sizes = self.hub.memory()
        mine = [size for name, size in sizes.items() if name in names]

        def middle(kind):
            return round(median(size[kind] for size in mine) / MB) if mine else None

        self.report["memory"] = {
            "student": middle("pss"),
            "student_kernel": middle("kernel"),
            "student_own": middle("own"),
            "student_resident": middle("rss"),
            "hub": round(sizes["hub"]["pss"] / MB),
            "proxy": round(sizes.get("proxy", sizes["hub"])["pss"] / MB),
            "all": round(sum(size["pss"] for size in sizes.values()) / MB),
            "machine_left": round(psutil.virtual_memory().available / MB),
        }

    async def work(self, seconds: float, every: float) -> None:
        """Each student runs one cell every `every` seconds, at random moments; the browser's
        figure moves meanwhile."""
        times, errors = [], Counter()
        end = time.perf_counter() + seconds

        async def one(student, draw):
            while (pause := draw.expovariate(1 / every)) < end - time.perf_counter():
                await asyncio.sleep(pause)
                try:
                    cell = await student.run_cell(draw.randrange(len(student.code)))
                except Exception as error:
                    self.failures[reason(error)] += 1
                    return
                times.append(cell.replied)
                errors[cell.status] += 1

        before, start = self.hub.cpu(), time.perf_counter()
        tasks = [one(student, random.Random(SEED + i)) for i, student in enumerate(self.working)]
        if self.browser and not self.browser.failed:
            tasks.append(self.browser.move(seconds))
        await asyncio.gather(*tasks)
        passed, after = time.perf_counter() - start, self.hub.cpu()
        used = sum(after[name] - before.get(name, 0.0) for name in after)
        self.report["working"] = {
            "every": every,
            "cells": len(times),
            "cell": spread(times, 3),
            "cores_used": round(used / passed, 2),
        }
        if self.browser:
            self.report["browser"] = {
                "times": {step: round(took, 2) for step, took in self.browser.times.items()},
                "figure_ms": spread(self.browser.moved, 1),
                "figure_moves": len(self.browser.moved),
                "kernel_messages": self.browser.sent,
            }

    async def leave(self) -> None:
        """All students stop their servers."""
        start = time.perf_counter()
        for done in await asyncio.gather(*(s.stop() for s in self.working), return_exceptions=True):
            if done:
                self.failures[reason(done)] += 1
        self.report["leave_seconds"] = round(time.perf_counter() - start, 2)

    async def close(self) -> None:
        for each in [*self.students, *([self.browser] if self.browser else [])]:
            await each.close()
        restarts = sum(student.restarts for student in self.students)
        limited = sum(student.limited for student in self.students)
        if restarts:
            self.failures["a kernel died and was started again"] += restarts
        if limited:
            self.failures["the server held a kernel's output back"] += limited
        self.report["failures"] = dict(self.failures)


async def watch_memory(floor: float) -> None:
    while psutil.virtual_memory().available > floor:
        await asyncio.sleep(0.5)


async def play(count: int, options, work: Path, proxy: Path, assets=None, browser=False) -> Class:
    """One class at a hub of its own; its report says in `failures` what went wrong."""
    names = [*(f"student-{i}" for i in range(count)), "browser"]
    config = None if options.own_settings else CONFIG
    everything = os.sched_getaffinity(0)
    cores = set(options.cores or everything)
    load = os.getloadavg()
    hub = await asyncio.to_thread(Hub, work, proxy, names, config, cores)
    try:
        group = Class(hub, count, options.notebook, assets, browser)
        group.report["settings"] = config.name if config else "JupyterHub's own"
        group.report["hub_cores"] = len(cores)
        group.report["arrive_within"] = options.arrive
        group.report["load_before"] = [round(x, 2) for x in load]

        async def lesson():
            await group.bell(options.arrive, cores)
            if options.seconds:
                await group.work(options.seconds, options.every)
            await group.leave()
            for line in hub.log.read_text("utf-8", "replace").splitlines():
                if "not recognized by" in line:  # a setting that this version does not know
                    group.failures[line.partition("Config option")[2].strip()] += 1

        playing = asyncio.create_task(lesson())
        guard = asyncio.create_task(watch_memory(options.floor * 1e9))
        try:
            await asyncio.wait({playing, guard}, return_when=asyncio.FIRST_COMPLETED)
            if not playing.done():
                group.failures[f"stopped: less than {options.floor:g} GB of memory left"] += 1
            else:
                playing.result()
        finally:
            for task in (playing, guard):
                task.cancel()
            await asyncio.gather(playing, guard, return_exceptions=True)
            await group.close()
        if group.failures and options.json:  # the hub's word on it, and that of its servers
            shutil.copy(hub.log, options.json.with_suffix(f".{count}.log"))
        return group
    finally:
        await asyncio.to_thread(hub.stop)


def machine() -> dict:
    packages = ("jupyterhub", "jupyterlab", "jupyter-server", "ipykernel", "torch", "matplotlib")
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "python": platform.python_version(),
        **{name: version(name) for name in packages},
        "proxy": PROXY,
    }


COLUMNS = {
    "students": lambda r: r["students"],
    "server ready, s": lambda r: pair(r["bell"]["ready"]),
    "first import, s": lambda r: pair(r["bell"]["imports"]),
    "run all done, s": lambda r: pair(r["bell"]["run_all"]),
    "failed": lambda r: sum(r["failures"].values()),
    "core seconds each": lambda r: f"{r['bell']['cpu_student']['median']:.1f}",
    "MB each": lambda r: r["memory"]["student"],
    "of it kernel": lambda r: r["memory"]["student_kernel"],
    "hub + proxy, MB": lambda r: r["memory"]["hub"] + r["memory"]["proxy"],
    "one cell, s": lambda r: pair(r["working"]["cell"], "p95", 2),
    "figure, ms": lambda r: pair(r["browser"]["figure_ms"], "p95"),
    "messages": lambda r: r["browser"]["kernel_messages"],
    "others, cores": lambda r: r["bell"]["cores_used_by_others"],
    "load": lambda r: r["load_before"][0],
}


def pair(found: dict, other: str = "worst", digits: int = 0) -> str:
    return f"{found['median']:.{digits}f} / {found[other]:.{digits}f}"


def table(runs: list[dict]) -> str:
    """The runs in Markdown: median / worst; for one cell and the figure median / 95th."""
    lines = [" | ".join(["", *COLUMNS, ""]).strip(), "|---" * len(COLUMNS) + "|"]
    for run in runs:
        cells = []
        for read in COLUMNS.values():
            try:
                cells.append(str(read(run)))
            except (KeyError, TypeError):
                cells.append("–")
        lines.append(" | ".join(["", *cells, ""]).strip())
    return "\n".join(lines)


def arguments(words: list[str]) -> argparse.Namespace:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--students", type=int, nargs="+", default=[1, 5, 10, 20], metavar="N")
    ask.add_argument("--lesson", default="02", help="the number of the lesson")
    ask.add_argument("--arrive", type=float, default=0, metavar="SECONDS", help="the bell's length")
    ask.add_argument("--seconds", type=float, default=60, help="how long all work; 0: not at all")
    ask.add_argument("--every", type=float, default=10, help="seconds between a student's cells")
    ask.add_argument("--cores", type=int, nargs="+", metavar="CORE", help="the hub's cores")
    ask.add_argument("--own-settings", action="store_true", help="without lessons_config.py")
    ask.add_argument("--browser", action="store_true", help="one student at a real Chromium")
    ask.add_argument("--floor", type=float, default=3, help="GB of memory to leave free")
    ask.add_argument("--work", type=Path, help="a folder for the proxy and the hubs' files")
    ask.add_argument("--json", type=Path, help="where to write all that was measured")
    options = ask.parse_args(words)
    (notebook,) = LESSONS.glob(f"{options.lesson}_*.ipynb")
    options.notebook = notebook.name
    return options


async def run(options: argparse.Namespace) -> dict:
    """Play every class; the result is what --json writes."""
    result = {"machine": machine(), "runs": []}
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        work, assets = Path(folder), None
        proxy = install_proxy(options.work or work)
        everything = os.sched_getaffinity(0)
        if options.cores and everything - set(options.cores):
            os.sched_setaffinity(0, everything - set(options.cores))
        try:
            if options.browser:  # alone, for the list of what a page fetches
                alone = await play(1, options, work / "alone", proxy, browser=True)
                assets = getattr(alone.browser, "asked", None)
                alone.report["assets"] = len(assets or [])
                result["alone"] = alone.report
            for i, count in enumerate(options.students):
                if psutil.virtual_memory().available < options.floor * 1e9:
                    break
                group = await play(
                    count,
                    options,
                    work / str(i),
                    proxy,
                    assets,
                    options.browser and count > 1,
                )
                result["runs"].append(group.report)
                print(json.dumps(group.report), file=sys.stderr, flush=True)
                if options.json:
                    options.json.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
        finally:
            os.sched_setaffinity(0, everything)
    return result


def main() -> None:
    options = arguments(sys.argv[1:])
    result = asyncio.run(run(options))
    print(", ".join(f"{name} {value}" for name, value in result["machine"].items()), "\n")
    print(table(result["runs"]))
    for report in result["runs"]:
        for text, count in report["failures"].items():
            print(f"\n{report['students']} students, {count} times: {text}")


if __name__ == "__main__":
    main()
