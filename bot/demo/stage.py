"""The real program as a process of its own, on a stage with a local Telegram and a moved clock."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from simulator.people import Telegram

READY_SECONDS = 60
GRACE_SECONDS = 10


class Program:
    """`perfectlancer run`, as an operator would start it, with its data in `folder`."""

    def __init__(self, telegram: Telegram, folder: Path) -> None:
        self._telegram = telegram
        self._clock = folder / "clock"
        self._log = folder / "log"
        self._process: asyncio.subprocess.Process | None = None
        self._shift = timedelta(0)
        self._environment = {
            **os.environ,
            "BOT_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.url,
            "DATABASE_URL": f"sqlite:///{folder / 'perfectlancer.db'}",
            "FILES": str(folder / "files"),
            "PAYMENT_PROVIDER_TOKEN": "demo-provider-token",
            "CLOCK_SHIFT_FILE": str(self._clock),
            "TICK_SECONDS": "0.2",
            "CHAT_PER_SECOND": "0",
            "OVERALL_PER_SECOND": "0",
            "LOG_LEVEL": "WARNING",
        }

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot.cli", "run"),
                env=self._environment,
                stdout=log,
                stderr=log,
            )

    async def stop(self) -> None:
        """As a deployment does: SIGTERM, and the hard way when that takes too long."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), GRACE_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def later(self, time: timedelta) -> None:
        """Moves the program's clock ahead; the scheduler notices at its next tick."""
        self._shift += time
        self._clock.write_text(str(self._shift.total_seconds()))

    def log(self) -> str:
        return self._log.read_text(errors="replace") if self._log.exists() else ""


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[tuple[Telegram, Program]]:
    """A local Telegram in this process and the program beside it."""
    async with Telegram.start(patience=READY_SECONDS) as telegram:
        program = Program(telegram, folder)
        await program.start()
        try:
            yield telegram, program
        finally:
            await program.stop()
