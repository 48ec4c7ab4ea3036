"""The control API: what people do, what they see, and what goes wrong, as JSON over HTTP.

`POST /control/<verb>` with a JSON object; `GET /control/` lists the verbs. In the same process
`run` is the short way to the same verbs.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Awaitable, Callable
from functools import cache, partial
from typing import Any, TypeVar

from aiohttp import web

from . import recording
from .errors import ApiError, ControlError
from .media import blob_of
from .state import World

Verb = Callable[..., Awaitable[Any]]

VERBS: dict[str, Verb] = {}
F = TypeVar("F", bound=Verb)
_encode = json.JSONEncoder(separators=(",", ":")).encode
_CHUNK = 1024 * 1024  # bytes


def verb(name: str) -> Callable[[F], F]:
    """Register a coroutine function (world, *, named arguments) under a name."""

    def register(function: F) -> F:
        VERBS[name] = function
        return function

    return register


@cache
def _signature(function: Verb) -> inspect.Signature:
    return inspect.signature(function)


async def run(world: World, name: str, arguments: dict[str, Any]) -> Any:
    """Do one verb. ControlError: unknown verb, wrong arguments, or impossible for a person."""
    function = VERBS.get(name)
    if function is None:
        raise ControlError(f"unknown verb: {name}")
    try:
        _signature(function).bind(world, **arguments)
    except TypeError as error:
        raise ControlError(f"{name}: {error}") from None
    try:
        return await recording.noted(world, name, arguments, partial(function, world, **arguments))
    except ApiError as error:
        raise ControlError(f"{name}: {error.description}") from None
    finally:
        world.acts += 1


def add_routes(app: web.Application, world: World) -> None:
    """Put the control API under /control/."""

    async def act(request: web.Request) -> web.Response:
        raw = await request.read()
        try:
            arguments = _whole(json.loads(raw)) if raw else dict(request.query)
            result = await run(world, request.match_info["verb"], arguments)
        except (ControlError, ValueError) as error:
            return _json({"ok": False, "error": str(error)}, 400)
        return _json({"ok": True, "result": result})

    async def upload(request: web.Request) -> web.Response:
        """Raw bytes; the answer's token stands for them in the acts that send files."""
        blob = await world.files.take(request.content.iter_chunked(_CHUNK))
        world.uploads[blob.path.name] = blob
        return _json({"ok": True, "result": blob.path.name})

    async def download(request: web.Request) -> web.StreamResponse:
        """The bytes of a file that a chat shows, of any size."""
        try:
            return web.FileResponse(blob_of(world, request.match_info["file_id"]).path)
        except ApiError as error:
            return _json({"ok": False, "error": error.description}, 404)

    app.router.add_get("/control/", _list)
    app.router.add_post("/control/upload", upload)
    app.router.add_get("/control/download/{file_id}", download)
    app.router.add_post("/control/{verb}", act)
    app.router.add_get("/control/{verb}", act)


def _whole(given: Any) -> Any:
    """Half characters, which JSON can spell and nobody's Telegram sends, become U+FFFD."""
    text = json.dumps(given, ensure_ascii=False).encode("utf-16", "surrogatepass")
    return json.loads(text.decode("utf-16", "replace"))


async def _list(request: web.Request) -> web.Response:
    shown = {
        name: {
            "arguments": [str(p) for p in inspect.signature(f).parameters.values()][1:],
            "about": inspect.getdoc(f) or "",
        }
        for name, f in sorted(VERBS.items())
    }
    return _json({"ok": True, "result": shown})


def _json(value: Any, status: int = 200) -> web.Response:
    return web.json_response(value, status=status, dumps=_encode)
