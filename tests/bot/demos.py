"""`perfectlancer demo` in a process of its own, as people start it."""

import asyncio
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from simulator.errors import ControlError
from simulator.page import KEY_HEADER

WITHIN = 60


class Demo:
    """A running demo, its output so far, and its page."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.said = ""
        self.url = ""
        self.session = ClientSession()

    async def says(self, text: str) -> None:
        """Reads on until it has said this."""
        assert self.process.stdout
        async with asyncio.timeout(WITHIN):
            while text not in self.said:
                line = await self.process.stdout.readline()
                assert line, f"it never said {text!r}:\n{self.said}"
                self.said += line.decode()

    async def ends(self) -> int:
        """Its exit code; all that it said is in `said`."""
        assert self.process.stdout
        async with asyncio.timeout(WITHIN):
            self.said += (await self.process.stdout.read()).decode()
            return await self.process.wait()

    async def open(self) -> None:
        """The page, with the key that it carries."""
        self.url = re.findall(r"^\s+(http://\S+)", self.said, re.MULTILINE)[0]
        async with self.session.get(self.url) as page:
            assert page.status == 200
            key = re.findall(r'simulator-key" content="([^"]+)', await page.text())[0]
        self.session.headers[KEY_HEADER] = key

    async def act(self, verb: str, **facts: Any) -> Any:
        async with self.session.post(f"{self.url}/control/{verb}", json=facts) as answer:
            told = await answer.json()
        if not told["ok"]:
            raise ControlError(told["error"])
        return told["result"]

    async def answered(self, person: int, text: str) -> str:
        """What the bot says to a text of this person."""
        await self.act("say", person=person, text=text)
        seen = await self.act("see", person=person, texts=[""], within=WITHIN)
        assert seen["seen"], seen["tail"]
        return str(seen["seen"]["text"])

    async def close(self) -> None:
        await self.session.close()
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


@asynccontextmanager
async def demo(*options: str, folder: Path) -> AsyncIterator[Demo]:
    """With a setting that is wrong, and not the demo's. Killed in the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "demo", *options),
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "CURRENCY": "none"},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    running = Demo(process)
    try:
        yield running
    finally:
        await running.close()
