"""People who take their time, so that somebody can watch them."""

import asyncio
from pathlib import Path
from typing import Any

from simulator.links import Link

_ACTS = {"say", "press", "pay", "send_file", "send_album", "edit", "react"}


class Unhurried:
    """A Link (simulator.links) with a pause of `seconds` before each act of a person."""

    def __init__(self, link: Link, seconds: float) -> None:
        self._link = link
        self._seconds = seconds

    async def act(self, verb: str, **arguments: Any) -> Any:
        if verb in _ACTS:
            await asyncio.sleep(self._seconds)
        return await self._link.act(verb, **arguments)

    async def content(self, given: bytes | Path) -> dict[str, Any]:
        return await self._link.content(given)

    async def download(self, file_id: str) -> bytes:
        return await self._link.download(file_id)

    async def close(self) -> None:
        await self._link.close()
