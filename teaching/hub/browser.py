"""A student in a real Chromium: log in, open a lesson, run all, move a figure."""

import shutil
import time

from student import StudentError

WAIT = 600_000  # milliseconds for one step

# seen.watch(root): the time of the last input, and that of each picture that was drawn after it:
# the task after the animation frame in which something below `root` beside the control changed
PROBE = """() => {
  const seen = (window.seen = { input: 0, drawn: [], pending: false });
  for (const kind of ["keydown", "pointermove"])
    addEventListener(kind, (event) => { seen.input = event.timeStamp; }, true);
  const channel = new MessageChannel();
  channel.port1.onmessage = () => { seen.pending = false; seen.drawn.push(performance.now()); };
  seen.watch = (root) => new MutationObserver((records) => {
    const beside = records.some(({ target }) => {
      const node = target.nodeType === 1 ? target : target.parentElement;
      return !node.closest("input, output");
    });
    if (!beside || seen.pending) return;
    seen.pending = true;
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
}"""

# whether a cell waits for the kernel; JupyterLab writes [*] beside it
WAITING = """() => [...document.querySelectorAll(".jp-Notebook .jp-InputPrompt")]
  .some((prompt) => prompt.textContent.includes("*"))"""


class Browser:
    """A student with a window of their own, from the log-in to the moved figure.

    times   seconds that each step took, by its name
    assets  what the page fetched from the student's server, as paths below it
    moved   milliseconds from each input at the figure to the changed picture
    sent    messages to and from the kernel while the figure moved
    """

    def __init__(self, hub: str, name: str, lesson: str):
        self.hub, self.name, self.lesson = hub, name, lesson
        self.home = f"{hub}/user/{name}"
        self.times, self.assets, self.moved, self.sent = {}, [], [], 0
        self.failed = False
        self._play = self._chromium = None

    async def open(self) -> None:
        """Start Chromium; RuntimeError where it or Playwright is missing."""
        try:
            from playwright.async_api import async_playwright
        except ImportError:
            raise RuntimeError("The browser needs Playwright: install the extra `dev`.") from None
        program = shutil.which("chromium") or shutil.which("google-chrome")
        if not program:
            raise RuntimeError("There is no Chromium on this machine.")
        self._play = await async_playwright().start()
        self._chromium = await self._play.chromium.launch(
            executable_path=program, args=["--no-sandbox"]
        )
        context = await self._chromium.new_context(viewport={"width": 1280, "height": 900})
        self.page = await context.new_page()
        self.page.set_default_timeout(WAIT)
        self.page.on("request", self._asked)
        self.page.on("websocket", self._connected)

    def _asked(self, request) -> None:
        path = request.url.removeprefix(f"{self.home}/")
        own = ("api/kernels", "api/sessions", "api/contents", "lab/tree", "oauth_callback")
        if path != request.url and request.method == "GET" and not path.startswith(own):
            self.assets.append(path)

    def _connected(self, websocket) -> None:
        def count(_):
            self.sent += 1

        if "/channels" in websocket.url:
            websocket.on("framesent", count)
            websocket.on("framereceived", count)

    async def log_in(self) -> None:
        await self.page.goto(f"{self.hub}/hub/login?next=/hub/home")
        await self.page.fill("input[name=username]", self.name)
        await self.page.fill("input[name=password]", "x")
        await self.page.press("input[name=password]", "Enter")
        await self.page.wait_for_url("**/hub/home")

    async def start_server(self) -> None:
        """Wait at the hub's progress bar until it leads to the server."""
        await self.page.goto(f"{self.hub}/hub/spawn", wait_until="commit")
        done = """() => location.pathname.startsWith("/user/")
          || document.querySelector(".bg-danger, .progress-bar-danger, .error")"""
        await self.page.wait_for_function(done)
        if "/user/" not in self.page.url:
            raise StudentError("the server did not start")

    async def open_page(self) -> None:
        """Open the lesson and wait until its cells are there and the kernel is idle."""
        self.assets.clear()
        await self.page.goto(f"{self.home}/lab/tree/{self.lesson}", wait_until="commit")
        await self.page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
        await self.page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        self.asked = list(dict.fromkeys(self.assets))

    async def run_all(self) -> None:
        """Choose Run All Cells in the menu and wait until no cell waits for the kernel."""
        await self.page.get_by_role("menuitem", name="Run", exact=True).click()
        await self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        await self.page.wait_for_function(WAITING)
        await self.page.wait_for_function(f"() => !({WAITING})()")
        await self.page.locator(".lm-book").first.wait_for()

    async def timed(self, step: str) -> None:
        start = time.perf_counter()
        await getattr(self, step)()
        self.times[step] = time.perf_counter() - start

    async def move(self, seconds: float) -> None:
        """Move the first figure of the page with the mouse and with keys for some seconds."""
        await self.page.evaluate(PROBE)
        book = self.page.locator(".lm-book").first
        slider = book.locator("input[type=range]").first
        await slider.scroll_into_view_if_needed()
        await book.evaluate("(root) => seen.watch(root)")
        box = await slider.bounding_box()
        y, end, step = box["y"] + box["height"] / 2, time.monotonic() + seconds, 0
        self.sent = 0
        while time.monotonic() < end:
            await self.page.evaluate("() => { seen.drawn = []; seen.input = 0; }")
            part = (0.2, 0.5, 0.8, 0.4)[step % 4]
            if step % 8 < 4:
                await self.page.mouse.move(box["x"] + part * box["width"], y)
                await self.page.mouse.down()
                await self.page.wait_for_timeout(100)  # pressing moves the figure, too
                await self.page.evaluate("() => { seen.drawn = []; }")
                await self.page.mouse.move(box["x"] + (part + 0.15) * box["width"], y)
            else:
                await slider.focus()
                await self.page.keyboard.press("ArrowRight" if step % 2 else "ArrowLeft")
            await self.page.wait_for_function("() => seen.drawn.length", timeout=10_000)
            self.moved.append(await self.page.evaluate("() => seen.drawn[0] - seen.input"))
            if step % 8 < 4:
                await self.page.mouse.up()
            await self.page.wait_for_timeout(100)
            step += 1

    async def close(self) -> None:
        if self._chromium:
            await self._chromium.close()
        if self._play:
            await self._play.stop()
