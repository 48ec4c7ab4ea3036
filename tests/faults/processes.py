"""The real program in processes that end and are followed by others."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from simulator.people import Telegram
from storage.unit_of_work import Storage
from tests.conftest import FakeClock, open_storage


class Processes:
    """The program's processes, one after the other."""

    def __init__(self, parent: asyncio.subprocess.Process) -> None:
        assert parent.stdin
        assert parent.stdout
        self._asks, self._tells = parent.stdin, parent.stdout
        self._number = 0
        self.ready = asyncio.Event()
        self.ended = asyncio.Event()
        self.exit_code: int | None = None

    async def start(self, order: str = "") -> None:
        self.ready.clear()
        self.ended.clear()
        self._asks.write(f"{order}\n".encode())
        await self._asks.drain()

    def kill(self) -> None:
        os.kill(self._number, signal.SIGKILL)

    def counts(self) -> None:
        """What an order counts is counted from now on (see crashing.py)."""
        os.kill(self._number, signal.SIGUSR1)

    async def listens(self) -> None:
        """Hears what the parent of all processes tells of them."""
        async for line in self._tells:
            word, *number = line.decode().split()
            if word == "started":
                self._number = int(number[0])
            elif word == "ready":
                self.ready.set()
            else:
                self.exit_code = int(number[0])
                self.ended.set()


@asynccontextmanager
async def processes(
    telegram: Telegram, database_url: str, folder: Path, **settings: str
) -> AsyncIterator[Processes]:
    """`settings` of the program, by the names of their environment variables."""
    env = {
        **os.environ,
        "BOT_TOKEN": telegram.token,
        "TELEGRAM_API_URL": telegram.url,
        "DATABASE_URL": database_url,
        "FILES": str(folder / "files"),
        "PAYMENT_PROVIDER_TOKEN": "never-a-real-provider-token",
        "CHAT_PER_SECOND": "0",
        "OVERALL_PER_SECOND": "0",
        **settings,
    }
    with (folder / "log").open("ab") as log:
        parent = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.faults.crashing"),
            env=env,
            cwd=Path(__file__).parents[2],
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
    program = Processes(parent)
    listening = asyncio.create_task(program.listens())
    try:
        yield program
    finally:
        os.killpg(parent.pid, signal.SIGKILL)
        await parent.wait()
        await listening


@asynccontextmanager
async def opened(url: str, clock: FakeClock) -> AsyncIterator[Storage]:
    storage = open_storage(url, clock)
    try:
        yield storage
    finally:
        await storage.close()
