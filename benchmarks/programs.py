"""The program and its peer as processes of their own, so that nothing else is in their figures."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.figures import check
from simulator.people import Telegram

GRACE_SECONDS = 10
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
PROGRAM = ("-m", "bot.cli", "run")
ECHO_BOT = ("-m", "benchmarks.echo_bot")
RELAY_BOT = ("-m", "benchmarks.relay_bot")


class Program:
    """A running process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    def cpu_seconds(self) -> float:
        """CPU time of the process so far, all threads, user and system (proc(5), in ticks)."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text()
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND

    def runs(self) -> bool:
        return self._process.returncode is None

    async def stop(self) -> None:
        if not self.runs():
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), GRACE_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


@asynccontextmanager
async def running(
    arguments: tuple[str, ...], telegram: Telegram, folder: Path, database_url: str = ""
) -> AsyncIterator[Program]:
    """Pacing and limits are off: the simulator has none."""
    environment = {
        **os.environ,
        "BOT_TOKEN": telegram.token,
        "TELEGRAM_API_URL": telegram.url,
        "DATABASE_URL": database_url,
        "FILES": str(folder / "files"),
        "CHAT_PER_SECOND": "0",
        "OVERALL_PER_SECOND": "0",
        "JOBS_A_DAY": "0",
        "BIDS_A_DAY": "0",
        "PAYMENT_PROVIDER_TOKEN": "bench-provider-token",
        "LOG_LEVEL": "WARNING",
    }
    said = folder / "log"
    with said.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, env=environment, stdout=log, stderr=log
        )
    program = Program(process)
    try:
        yield program
        check(program.runs(), f"the process ended by itself:\n{said.read_text()[-2000:]}")
    finally:
        await program.stop()
