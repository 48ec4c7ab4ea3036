"""Two ways to the control verbs: in the same process, or over HTTP to another one."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any, Protocol

from aiohttp import ClientSession, ClientTimeout

from . import control
from .errors import ControlError
from .media import blob_of
from .page import KEY_HEADER
from .server import Server


class Link(Protocol):
    """How people.py reaches a simulator."""

    async def act(self, verb: str, **arguments: Any) -> Any:
        """Do one control verb. ControlError when it is refused."""

    async def content(self, given: bytes | Path) -> dict[str, Any]:
        """The fields of a file that carry its bytes."""

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file in a chat."""

    async def close(self) -> None:
        """Let go."""


class DirectLink:
    """To a server in this process: no HTTP for what people do."""

    def __init__(self, server: Server) -> None:
        self.server = server

    async def act(self, verb: str, **arguments: Any) -> Any:
        return await control.run(self.server.world, verb, arguments)

    async def content(self, given: bytes | Path) -> dict[str, Any]:
        return {"content": given if isinstance(given, bytes) else _bytes(given)}

    async def download(self, file_id: str) -> bytes:
        return _bytes(blob_of(self.server.world, file_id).path)

    async def close(self) -> None:
        await self.server.stop()


class HttpLink:
    """To a server anywhere; one with a page wants the page's `key`."""

    def __init__(self, url: str, key: str = "") -> None:
        self.url = url.rstrip("/")
        headers = {KEY_HEADER: key} if key else None
        self._session = ClientSession(timeout=ClientTimeout(total=None), headers=headers)

    async def act(self, verb: str, **arguments: Any) -> Any:
        async with self._session.post(f"{self.url}/control/{verb}", json=arguments) as answer:
            return _result(await answer.json())

    async def content(self, given: bytes | Path) -> dict[str, Any]:
        if isinstance(given, bytes):
            return {"content": base64.b64encode(given).decode()}
        with given.open("rb") as stream:
            async with self._session.post(f"{self.url}/control/upload", data=stream) as answer:
                return {"upload": _result(await answer.json())}

    async def download(self, file_id: str) -> bytes:
        async with self._session.get(f"{self.url}/control/download/{file_id}") as answer:
            if answer.status != 200:
                raise ControlError((await answer.json())["error"])
            return await answer.read()

    async def close(self) -> None:
        await self._session.close()


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def _result(answer: dict[str, Any]) -> Any:
    if not answer["ok"]:
        raise ControlError(answer["error"])
    return answer["result"]
