"""The browser, the JupyterLab server and the pages that the tests in this folder share."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import pytest

pytest.register_assert_rewrite("figures", "lab")

from figures import FIGURES, Live, plain_page  # noqa: E402
from lab import PATIENCE, Lab, Server, Window, watch  # noqa: E402
from lessons import LESSONS  # noqa: E402

AXE = "axe-core@4.14.1"  # looks for what shuts readers out, such as too little contrast
FLAGS = ["--no-sandbox", "--headless=new", "--disable-gpu"]
NAMES = ("chromium", "chromium-browser", "google-chrome")


def pytest_collection_modifyitems(items):
    """Let these tests run last: Playwright's event loop, once started, lasts to the end."""
    here = Path(__file__).parent
    items.sort(key=lambda item: here in item.path.parents)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Side by side (pytest -n 2), the tests that share a page run one after the other."""
    from xdist.scheduler import LoadScopeScheduling

    class ByPage(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file, _, test = nodeid.partition("::")
            words = re.findall(r"\w+", test.partition("[")[2])
            return " ".join([file, *(word for word in words if word in {*LESSONS, *FIGURES})])

    return ByPage(config, log)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    if importlib.util.find_spec("playwright") is None:
        pytest.skip("playwright is not installed")
    known = ["/usr/bin/chromium", *map(shutil.which, NAMES)]
    path = next((path for path in known if path and Path(path).exists()), None)
    if path is None:
        pytest.skip("found no chromium: not /usr/bin/chromium, and none on the path")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One JupyterLab for all tests, with its own settings; `server.root` is its folder."""
    if importlib.util.find_spec("jupyterlab") is None:
        pytest.skip("jupyterlab is not installed")
    server = Server(tmp_path_factory.mktemp("jupyter"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def opened(browser, server, request):
    """opened(notebook, dark=False, width=..., ...): a `Lab`, the notebook open in JupyterLab.

    Each size of window is made once. After a test that failed all are made anew, since nobody
    knows what it has left there.
    """
    windows, failed = {}, 0

    def show(notebook: Path, *, dark: bool = False, **size) -> Lab:
        nonlocal failed
        if request.session.testsfailed > failed:
            failed = request.session.testsfailed
            while windows:
                windows.popitem()[1].context.close()
        key = tuple(sorted(size.items()))
        if key not in windows:
            windows[key] = Window(browser, server, **size)
        return Lab(windows[key], notebook, dark=dark)

    return show


@pytest.fixture(scope="module")
def plain(browser, tmp_path_factory, request):
    """plain(book, ...): the figures, live on a page without a kernel.

    With `shared`, the page that the test before has left, if it shared the same one and none has
    failed since; each figure is back at its start. Such a test only moves the controls.
    All errors of the page, console or exception, are collected in `plain.errors`.
    """
    folder = tmp_path_factory.mktemp("plain")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE)
    written = {}

    def show(*books, width: int = 1280, shared: bool = False, **options) -> list[Live]:
        key = (*books, *options.items())
        same = shared and show.shared == (key, request.session.testsfailed)
        show.shared = shared and (key, request.session.testsfailed)
        if key not in written:
            written[key] = folder / f"{len(written)}.html"
            written[key].write_text(plain_page(list(books), **options), encoding="utf-8")
        show.errors.clear()
        page.set_viewport_size({"width": width, "height": 900})
        if same:
            again = "(buttons) => buttons.forEach((button) => button.click())"
            page.locator(".lm-again").evaluate_all(again)
        else:
            page.goto(written[key].as_uri())
            page.wait_for_function("() => window.ready")
        roots = page.locator(".lm-book")
        return [Live(page, roots.nth(i), book) for i, book in enumerate(books)]

    show.errors, show.shared = [], False
    watch(page, show.errors)
    yield show
    page.close()


@pytest.fixture(scope="session")
def axe(tmp_path_factory):
    """axe(page, *selectors): what axe-core finds there, as (impact, rule, where).

    It comes from npm.
    """
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, and axe-core comes from it")
    folder = tmp_path_factory.mktemp("axe")
    install = [npm, "install", "--prefix", str(folder), AXE, "--no-audit", "--no-fund"]
    done = subprocess.run([*install, "--ignore-scripts"], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"npm could not install {AXE}: {done.stderr[-300:]}")
    source = (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    run = """(selectors) => axe.run(
      selectors.length ? { include: selectors.map((one) => [one]) } : document,
      { resultTypes: ["violations"] })"""

    def found(page, *selectors: str) -> list[tuple[str, str, str]]:
        page.evaluate(f"{source}; null")
        result = page.evaluate(run, list(selectors))
        assert result["passes"], "axe has looked at nothing"
        return [
            (rule["impact"], rule["id"], node["html"][:120])
            for rule in result["violations"]
            for node in rule["nodes"]
        ]

    return found
