"""The HTTP server: Bot API, file downloads and the control API on one port."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from aiohttp import web

from . import api, control, downloads, page, parameters, stream
from . import methods as _methods  # noqa: F401 - fills the table of methods
from . import verbs as _verbs  # noqa: F401 - fills the table of verbs
from .errors import ApiError, unauthorized
from .faults import CALL_KINDS, Fault
from .keeping import FILES, Keeper
from .limits import MB, Limits
from .parameters import Params
from .state import World

_encode = json.JSONEncoder(separators=(",", ":")).encode


class Server:
    """One simulator that listens. Use `async with Server(...)`, then `url` is known.

    With a `page_key` it has a page at /, and the control API asks for that key. What it knows is
    kept in the folder `keep` from one run to the next; `notice` says what was wrong there. Whoever
    runs the bot beside it may give the levers of simulator.host, and tell `bot_is`.
    """

    def __init__(
        self,
        token: str = "123456789:TEST",  # noqa: S107 - a made-up token
        host: str = "127.0.0.1",
        port: int = 0,
        limits: Limits | None = None,
        username: str = "",
        page_key: str = "",
        keep: Path | None = None,
        on_clock: Callable[[float], Awaitable[None]] | None = None,
        on_restart: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.world = World(token, limits, username, keep / FILES if keep else None)
        self.world.host.on_clock, self.world.host.on_restart = on_clock, on_restart
        self.host, self.port = host, port
        self.page_key = page_key
        self.keeper = Keeper(self.world, keep) if keep else None
        self.notice = self.keeper.open() if self.keeper else ""
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """Like http://127.0.0.1:8081, without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    async def start(self) -> None:
        """Listen; port 0 means any free one. OSError when the port is taken: try another one."""
        app = web.Application(client_max_size=256 * MB)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        stream.add_stream(app, self.world)
        control.add_routes(app, self.world)
        if self.page_key:
            page.add_page(app, self.page_key)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, self.host, self.port)
        try:
            await site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        self.port = self._runner.addresses[0][1]
        if self.keeper:
            self.keeper.start()

    async def stop(self) -> None:
        """Stop listening, and forget everything that is not kept."""
        await self.world.close()
        if self._runner:
            await self._runner.cleanup()
        if self.keeper:
            await self.keeper.stop()

    def bot_is(self, running: bool, last_lines: Sequence[str] = ()) -> None:
        """Whether the bot's program runs, and the end of its log when it has ended by itself."""
        self.world.host.running, self.world.host.last_lines = running, tuple(last_lines)
        self.world.bell()

    async def __aenter__(self) -> Server:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _call(self, request: web.Request) -> web.Response:
        world, name = self.world, request.match_info["method"]
        if request.match_info["token"] != world.token:
            return _refusal(unauthorized())
        polling = name.lower() == "getupdates"
        world.busy += not polling
        try:
            return await self._answer(request, name)
        except ApiError as error:
            return _refusal(error)
        finally:
            world.busy -= not polling
            if not polling:
                world.bell()

    async def _answer(self, request: web.Request, name: str) -> web.Response:
        world = self.world
        params = await parameters.read(
            request.query, request.headers, request.content, world.files, world.limits.upload
        )
        fault = None
        if world.faults.rules:
            chat_id = params.number("chat_id")
            fault = world.faults.strike(CALL_KINDS, name.lower(), chat_id)
        if fault and fault.kind in ("drop", "error"):
            return _struck(fault, request, world, name, params)
        result = await api.call(world, name, params)
        if fault and fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
        if fault and fault.kind == "lost_reply":
            _cut_connection(request)
        return web.Response(
            body=_encode({"ok": True, "result": result}).encode(), content_type="application/json"
        )

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != self.world.token:
            return _refusal(unauthorized())
        return await downloads.serve(self.world, request, request.match_info["path"])


def _struck(
    fault: Fault, request: web.Request, world: World, name: str, params: Params
) -> web.Response:
    """A call that fails before it is applied."""
    error = fault.error()
    what = "connection dropped" if fault.kind == "drop" else error.description
    entry = {"method": name, "params": params, "at": world.clock.now(), "ok": False}
    world.record(entry | {"error": what, "code": error.code, "seconds": 0.0, "fault": True})
    if fault.kind == "drop":
        _cut_connection(request)
    if fault.raw:
        return web.Response(text=fault.raw, content_type="text/html", status=fault.code)
    return _refusal(error)


def _cut_connection(request: web.Request) -> None:
    """End the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()


def _refusal(error: ApiError) -> web.Response:
    return web.json_response(error.body(), status=error.code)
