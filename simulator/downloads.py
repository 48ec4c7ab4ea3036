"""Downloading files by the link of getFile, with the faults that a network has."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from aiohttp import web

from .errors import ApiError
from .faults import DOWNLOAD_KINDS, Fault
from .state import World

_CHUNK = 256 * 1024  # bytes
_NOT_FOUND = ApiError(404, "Not Found")


async def serve(world: World, request: web.Request, path: str) -> web.StreamResponse:
    """Stream a file; 404 when the link was never opened or is older than an hour."""
    fault = world.faults.strike(DOWNLOAD_KINDS, "download")
    stored = world.files.linked(path, world.clock.now())
    if stored is None or (fault and fault.kind == "missing"):
        return web.json_response(_NOT_FOUND.body(), status=404)
    if fault is None:
        headers = {"Content-Type": "application/octet-stream"}
        return web.FileResponse(stored.blob.path, chunk_size=_CHUNK, headers=headers)
    return await _broken(request, stored.blob.path.read_bytes(), fault)


async def _broken(request: web.Request, content: bytes, fault: Fault) -> web.StreamResponse:
    """Announce the whole file, send `at_byte` bytes, then stop (stall) or hang up (cut)."""
    response = web.StreamResponse(headers={"Content-Type": "application/octet-stream"})
    response.content_length = len(content)
    await response.prepare(request)
    if fault.at_byte:
        await response.write(content[: fault.at_byte])
    if fault.kind == "stall":
        with suppress(TimeoutError):
            await asyncio.wait_for(fault.over.wait(), fault.seconds or 600)
        with suppress(ConnectionError):
            await response.write(content[fault.at_byte :])
        return response
    if request.transport is not None:
        request.transport.close()
    return response
