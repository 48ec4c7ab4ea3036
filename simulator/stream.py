"""Everything that happens, as it happens: one stream of server-sent events for who watches.

`GET /control/stream?run=…&seq=…&wire=…` begins with `hello` {run, seq, wire, bot, now, anew,
people}; then come `event` (as the verb `events` tells them), `wire` (calls and updates), `clock`,
`stage` {topics, recording, faults} and, where the bot is run here, `program` (as the verb `bot`
tells it). Who reconnects says what it has seen last; `anew` is true when the numbers began again
or what was missed is no longer kept: then everything is to be read again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from aiohttp import web

from . import view
from .state import Body, World
from .verbs.reading import people
from .verbs.steering import faults

_encode = json.JSONEncoder(separators=(",", ":"), default=repr).encode
_AT_ONCE = 500
_HEARTBEAT_SECONDS = 10.0


def add_stream(app: web.Application, world: World) -> None:
    """Put the stream under /control/stream."""

    async def stream(request: web.Request) -> web.StreamResponse:
        if not all(request.query.get(name, "0").isdecimal() for name in ("seq", "wire")):
            raise web.HTTPBadRequest(text="seq and wire are the numbers that were seen last.")
        headers = {"Content-Type": "text/event-stream; charset=utf-8", "Cache-Control": "no-store"}
        answer = web.StreamResponse(headers=headers)
        await answer.prepare(request)
        world.watchers += 1
        world.bell()
        try:
            with suppress(ConnectionResetError):  # who watched has gone
                await _tell(world, answer, request.query)
        finally:
            world.watchers -= 1
        return answer

    app.router.add_get("/control/stream", stream)


async def _tell(world: World, answer: web.StreamResponse, asked: Any) -> None:
    anew = asked.get("run") != world.run or int(asked.get("seq", 0)) + 1 < _oldest(world)
    seq = world.seq if anew else int(asked.get("seq", 0))
    wire = max(0, world.wire.last - _AT_ONCE) if anew else int(asked.get("wire", 0))
    clock = stage = program = None
    await answer.write(_told("hello", await _hello(world, anew)))
    while not world.closed:
        events, calls = world.after(seq, _AT_ONCE), world.wire.after(wire, _AT_ONCE)
        news = [_told("event", view.event(world, event)) for event in events]
        news += [_told("wire", view.entry(entry)) for entry in calls]
        seq = events[-1]["seq"] if events else seq
        wire = calls[-1]["n"] if calls else wire
        if clock != world.clock.ahead:
            clock = world.clock.ahead
            news.append(_told("clock", {"now": world.clock.now(), "ahead": clock}))
        if stage != (present := await _stage(world)):
            stage = present
            news.append(_told("stage", stage))
        if world.host.running is not None and program != world.host.told():
            program = world.host.told()
            news.append(_told("program", program))
        if news:
            await answer.write(b"".join(news))  # at once: a page then draws at once
        elif not await world.wake.wait(_HEARTBEAT_SECONDS):
            await answer.write(b": still here\n\n")


def _oldest(world: World) -> int:
    return int(world.journal[0]["seq"]) if world.journal else world.seq + 1


async def _hello(world: World, anew: bool) -> Body:
    return {
        "run": world.run,
        "seq": world.seq,
        "wire": world.wire.last,
        "bot": world.bot,
        "now": world.clock.now(),
        "ahead": world.clock.ahead,
        "topics": world.limits.topics,
        "anew": anew,
        "people": await people(world),
    }


async def _stage(world: World) -> Body:
    """What is set up around the chats."""
    recording = world.recorder is not None
    return {"topics": world.limits.topics, "recording": recording, "faults": await faults(world)}


def _told(kind: str, body: Body) -> bytes:
    return f"event: {kind}\ndata: {_encode(body)}\n\n".encode()
