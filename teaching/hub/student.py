"""A student as the hub sees one: the requests and messages of a browser with JupyterLab in it."""

import asyncio
import itertools
import json
import re
import struct
import time
import uuid

import aiohttp
import nbformat

CONNECTIONS = 6  # what a browser opens to one server
PROTOCOL = "v1.kernel.websocket.jupyter.org"
POLL = 10  # seconds between JupyterLab's looks at its sessions and kernels


class StudentError(Exception):
    """What a student could not do; the text names the step and the reason, not the student."""


def pack(channel: str, message: dict) -> bytes:
    """A message of the kernel's protocol as JupyterLab sends it over a websocket."""
    fields = ("header", "parent_header", "metadata", "content")
    parts = [channel.encode(), *(json.dumps(message[field]).encode() for field in fields)]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return struct.pack(f"<{len(offsets) + 1}Q", len(offsets), *offsets) + b"".join(parts)


def unpack(frame: bytes) -> tuple[str, dict]:
    """The channel of a message and the message; `buffers` are bytes."""
    (count,) = struct.unpack_from("<Q", frame)
    offsets = struct.unpack_from(f"<{count}Q", frame, 8)
    parts = [frame[a:b] for a, b in itertools.pairwise(offsets)]
    header, parent, metadata, content = map(json.loads, parts[1:5])
    message = {"header": header, "parent_header": parent, "metadata": metadata}
    return parts[0].decode(), message | {"content": content, "buffers": parts[5:]}


class Cell:
    """A cell that was sent to the kernel.

    replied  seconds from the sending to the kernel's reply; None before
    status   "ok", "error" or "aborted", as the kernel says
    """

    def __init__(self):
        self.sent, self.replied, self.status, self.error = time.perf_counter(), None, None, ""
        self.outputs, self.answered, self.done = [], asyncio.Event(), asyncio.Event()
        self._idle = False

    def take(self, channel: str, message: dict) -> None:
        kind, content = message["header"]["msg_type"], message["content"]
        if channel == "shell" and kind.endswith("_reply"):
            self.replied = time.perf_counter() - self.sent
            self.status, self.error = content["status"], content.get("ename", "")
            self.answered.set()
        elif kind == "status":
            self._idle = content["execution_state"] == "idle"
        elif kind in ("stream", "display_data", "execute_result", "error"):
            self.outputs.append(nbformat.v4.output_from_msg(message))
        if self._idle and self.status:
            self.done.set()

    def give_up(self) -> None:
        """The kernel will not answer any more."""
        self.status = self.status or "dead"
        self.answered.set()
        self.done.set()


class Student:
    """One student; `times` holds the seconds that each step took, by its name.

    hub     the hub's address, such as http://127.0.0.1:8000
    lesson  the name of the notebook in the student's folder
    assets  what the browser fetches for the page, as paths below the student's server; where
            there is none, the scripts and styles that the page itself names
    """

    def __init__(self, hub: str, name: str, lesson: str, assets: list[str] | None = None):
        self.hub, self.name, self.lesson, self.assets = hub, name, lesson, assets
        self.home = f"{hub}/user/{name}"
        self.times, self.received, self.restarts, self.limited = {}, 0, 0, 0
        self.cells, self.http, self.socket = {}, None, None
        self._tasks = []

    # -- requests ------------------------------------------------------------------------------

    def _xsrf(self, url: str) -> str:
        found = self.http.cookie_jar.filter_cookies(url).get("_xsrf")
        return found.value if found else ""

    async def _ask(self, method: str, url: str, wanted=(200,), **options) -> bytes:
        """What the server answers; StudentError on another status than those `wanted`.

        As a browser does, it asks once more where the connection was closed under the request.
        """
        headers = {"X-XSRFToken": self._xsrf(url), "Referer": self.home}
        for again in (True, False):
            try:
                async with self.http.request(method, url, headers=headers, **options) as answer:
                    body = await answer.read()
                    break
            except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError):
                if not again:
                    raise
        if answer.status not in wanted:
            path = answer.url.path.replace(self.name, "NAME")
            raise StudentError(f"{method} {path}: {answer.status} {answer.reason}")
        return body

    async def _api(self, method: str, path: str, body=None, wanted=(200, 201, 204)):
        answer = await self._ask(method, f"{self.home}/api/{path}", wanted, json=body)
        return json.loads(answer) if answer else None

    # -- steps ---------------------------------------------------------------------------------

    async def log_in(self) -> None:
        """Fill in the hub's form."""
        jar = aiohttp.CookieJar(unsafe=True)  # keeps the cookies of a number such as 127.0.0.1
        self.http = aiohttp.ClientSession(
            cookie_jar=jar,
            connector=aiohttp.TCPConnector(limit=CONNECTIONS),
            timeout=aiohttp.ClientTimeout(total=900),
        )
        form = f"{self.hub}/hub/login"
        await self._ask("GET", form)
        data = {"username": self.name, "password": "x", "_xsrf": self._xsrf(form)}
        await self._ask("POST", f"{form}?next=/hub/home", data=data)

    async def start_server(self) -> None:
        """Ask for the server and follow the hub's progress bar until it is ready."""
        await self._ask("GET", f"{self.hub}/hub/spawn")
        url = f"{self.hub}/hub/api/users/{self.name}/server/progress"
        async with self.http.get(url, params={"_xsrf": self._xsrf(url)}) as events:
            if events.status != 200:
                raise StudentError(f"progress says {events.status} {events.reason}")
            async for line in events.content:
                if line.startswith(b"data:"):
                    event = json.loads(line[5:])
                    if event.get("failed"):
                        raise StudentError(f"{short(event['message'])}")
                    if event.get("ready"):
                        return
        raise StudentError("the progress bar ended early")

    async def open_page(self) -> None:
        """Fetch JupyterLab's page with the lesson in it, and all that belongs to it."""
        page = (await self._ask("GET", f"{self.home}/lab/tree/{self.lesson}")).decode()
        if "jupyter-config-data" not in page:
            raise StudentError("it is not JupyterLab's")
        found = re.findall(rf'(?:src|href)="/user/{self.name}/([^"]+)"', page)
        assets = self.assets if self.assets is not None else found
        wanted = (200, 304, 404)  # JupyterLab itself asks for settings that may not be there
        await asyncio.gather(*(self._ask("GET", f"{self.home}/{x}", wanted) for x in assets))
        content = await self._api("GET", f"contents/{self.lesson}?type=notebook&content=1")
        self.notebook = nbformat.from_dict(content["content"])
        self.code = [c for c in self.notebook.cells if c.cell_type == "code" and c.source.strip()]

    async def start_kernel(self) -> None:
        """Ask for a session, open its websocket and wait for the kernel to answer."""
        kernel = {"name": "python3"}
        body = {"path": self.lesson, "name": self.lesson, "type": "notebook", "kernel": kernel}
        self.session = await self._api("POST", "sessions", body)
        self.client = uuid.uuid4().hex
        url = f"{self.home}/api/kernels/{self.session['kernel']['id']}/channels"
        try:
            self.socket = await self.http.ws_connect(
                f"{url}?session_id={self.client}", protocols=[PROTOCOL], max_msg_size=0
            )
        except aiohttp.WSServerHandshakeError as error:
            raise StudentError(f"websocket: {error.status} {error.message}") from None
        if self.socket.protocol != PROTOCOL:
            raise StudentError(f"websocket: it speaks {self.socket.protocol}")
        self._tasks.append(asyncio.create_task(self._listen()))
        hello = Cell()
        await self._send("kernel_info_request", {}, hello)
        try:
            await asyncio.wait_for(hello.answered.wait(), 300)
        except asyncio.TimeoutError:
            raise StudentError("no answer in 300 s") from None
        if hello.status != "ok":
            raise StudentError(f"kernel {hello.status} before its first answer")
        self._tasks.append(asyncio.create_task(self._poll()))

    async def run_all(self, timeout: float = 600) -> None:
        """Send all cells at once, as "Run All Cells" does, and wait for the last one.

        `ran` are the cells, in the order of `code`.
        """
        sent = [await self._execute(cell) for cell in self.code]
        try:
            await asyncio.wait_for(asyncio.gather(*(cell.done.wait() for cell in sent)), timeout)
        except asyncio.TimeoutError:
            missing = sum(not cell.done.is_set() for cell in sent)
            raise StudentError(f"{missing} cells not done in {timeout:.0f} s") from None
        for source, cell in zip(self.code, sent, strict=True):
            source.outputs = cell.outputs
            allowed = "raises-exception" in source.metadata.get("tags", [])
            if cell.status != "ok" and not allowed:
                raise StudentError(f"cell {source.id} {cell.status} {cell.error}")
        self.ran = sent

    async def run_cell(self, number: int, timeout: float = 300) -> Cell:
        """Run one code cell again."""
        cell = await self._execute(self.code[number])
        try:
            await asyncio.wait_for(cell.done.wait(), timeout)
        except asyncio.TimeoutError:
            raise StudentError(f"one cell: not done in {timeout:.0f} s") from None
        if cell.replied is None:
            raise StudentError("one cell: the kernel died")
        return cell

    async def save(self) -> None:
        body = {"type": "notebook", "format": "json", "content": self.notebook}
        await self._api("PUT", f"contents/{self.lesson}", body)

    async def stop(self) -> None:
        """Stop the kernel, then the server, and wait until the hub says that it is gone."""
        await self._api("DELETE", f"sessions/{self.session['id']}")
        url = f"{self.hub}/hub/api/users/{self.name}/server"
        await self._ask("DELETE", url, wanted=(202, 204))
        while json.loads(await self._ask("GET", f"{self.hub}/hub/api/users/{self.name}"))["server"]:
            await asyncio.sleep(0.2)

    async def close(self) -> None:
        """Close the page; the server and the kernel go on."""
        for task in self._tasks:
            task.cancel()
        if self.http:
            await self.http.close()

    async def timed(self, step: str, since: float | None = None) -> None:
        """Take a step and write down how long it took, or how long since `since`."""
        start = time.perf_counter()
        await getattr(self, step)()
        self.times[step] = time.perf_counter() - (since or start)

    # -- the kernel ----------------------------------------------------------------------------

    async def _send(self, kind: str, content: dict, cell: Cell) -> None:
        identity = uuid.uuid4().hex
        header = {"msg_id": identity, "msg_type": kind, "session": self.client, "version": "5.4"}
        header |= {"username": self.name, "date": ""}
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
        self.cells[identity] = cell
        await self.socket.send_bytes(pack("shell", message))

    async def _execute(self, source) -> Cell:
        allowed = "raises-exception" in source.metadata.get("tags", [])
        content = {"code": source.source, "silent": False, "store_history": True}
        content |= {"user_expressions": {}, "allow_stdin": True, "stop_on_error": not allowed}
        cell = Cell()
        await self._send("execute_request", content, cell)
        return cell

    async def _listen(self) -> None:
        """Read every message, as the page does, and give it to the cell that caused it."""
        async for frame in self.socket:
            if frame.type != aiohttp.WSMsgType.BINARY:
                continue
            self.received += len(frame.data)
            channel, message = unpack(frame.data)
            state = message["content"].get("execution_state")
            self.restarts += state == "restarting"
            if state == "dead":
                for cell in self.cells.values():
                    cell.give_up()
            if message["header"]["msg_type"] == "stream":
                self.limited += "rate exceeded" in message["content"]["text"]
            cell = self.cells.get(message["parent_header"].get("msg_id"))
            if cell:
                cell.take(channel, message)

    async def _poll(self) -> None:
        """What an open page asks for all the time."""
        while True:
            await asyncio.sleep(POLL)
            for path in ("sessions", "kernels"):
                await self._api("GET", path)


def short(message: str) -> str:
    """The hub's reason without what differs from student to student."""
    plain = re.sub(r"(?:student|browser)-?\d*", "NAME", " ".join(message.split()))
    return re.sub(r"(127\.0\.0\.1):\d+", r"\1", plain)[:200]
