"""The real program as a process of its own, with a clock that can be moved."""

import asyncio
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.demo.guarded import Guarded
from bot.settings import Settings

GRACE_SECONDS = 10
LAST_LINES = 15


class Program:
    """`perfectlancer run`, as an operator would start it, with its data in `folder`.

    `files` are the settings of another place for files; `web_port` is where it serves big files, 0:
    nowhere; `died` is called when it ends by itself.
    """

    def __init__(
        self,
        telegram_url: str,
        token: str,
        folder: Path,
        files: Mapping[str, str] | None = None,
        died: Callable[[int], None] = lambda code: None,
        tick_seconds: float = 1,
        web_port: int = 0,
    ) -> None:
        folder = folder.resolve()
        self._folder = folder
        self._clock = folder / "clock"
        self._log = folder / "log"
        self._log.unlink(missing_ok=True)
        self._process: Guarded | None = None
        self._watching: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._died = died
        own = {name.upper() for name in Settings.model_fields}
        self._environment = {
            **{name: value for name, value in os.environ.items() if name.upper() not in own},
            "BOT_TOKEN": token,
            "TELEGRAM_API_URL": telegram_url,
            "DATABASE_URL": f"sqlite:///{folder / 'perfectlancer.db'}",
            "FILES": str(folder / "files"),
            "PAYMENT_PROVIDER_TOKEN": "demo-provider-token",
            "CLOCK_SHIFT_FILE": str(self._clock),
            "TICK_SECONDS": str(tick_seconds),
            "CHAT_PER_SECOND": "0",
            "OVERALL_PER_SECOND": "0",
            "LOG_LEVEL": "WARNING",
            **(files or {}),
            **(_web(web_port) if web_port else {}),
        }

    async def start(self) -> None:
        """In its own folder, where no .env of a deployment lies."""
        async with self._one_at_a_time:
            await self._start()

    async def stop(self) -> None:
        """As a deployment does: SIGTERM, and the hard way when that takes too long."""
        async with self._one_at_a_time:
            await self._stop()

    async def restart(self) -> None:
        async with self._one_at_a_time:
            await self._stop()
            await self._start()

    def shift(self, seconds: float) -> None:
        """Puts its clock ahead of the machine's; the scheduler notices at its next tick."""
        new = self._clock.with_suffix(".new")
        new.write_text(str(seconds))
        new.replace(self._clock)  # at no moment is there half a number to be read

    def log(self) -> str:
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def last_lines(self) -> list[str]:
        return self.log().splitlines()[-LAST_LINES:]

    async def _start(self) -> None:
        self._process = await Guarded.start(
            *(sys.executable, "-m", "bot.cli", "run"),
            ends_by="TERM",
            log=self._log,
            cwd=self._folder,
            environment=self._environment,
        )
        self._watching = asyncio.create_task(self._watch(self._process))

    async def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await process.stop(GRACE_SECONDS)
        if self._watching is not None:
            await self._watching

    async def _watch(self, process: Guarded) -> None:
        code = await process.ended()
        if process is self._process:  # nobody has told it to end
            self._process = None
            self._died(code)


def _web(port: int) -> dict[str, str]:
    """Settings of its web server, which whoever sits at this machine reaches directly."""
    return {
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "WEBHOOK_HOST": "127.0.0.1",
        "WEBHOOK_PORT": str(port),
    }
