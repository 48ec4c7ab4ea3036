"""The program in processes of their own that kill themselves at one point; for test_crashes.py.

Reads the points line by line (an empty one: that process lives until SIGTERM), runs one process
after the other, and writes each one's number when it starts and its exit code when it ends. They
are forked from this one, so that the libraries are imported once.

Environment: as the program's.
"""

import asyncio
import os
import signal
import sys
from typing import Any

from bot import logs
from bot.app import App
from bot.inbound import Inbound
from bot.sender import Sender
from bot.settings import load
from storage.outbox import OutboxRows
from tests.bot.conftest import Echo

KILLED = 42
POINTS = {
    "handled, not committed": (Echo, "handle", "after"),
    "committed, not confirmed": (Inbound, "_once", "after"),
    "claimed, not sent": (Sender, "send", "before"),
    "sent, not noted": (Sender, "send", "after"),
    "noted, not committed": (OutboxRows, "settle", "after"),
}


def kill_at(point: str) -> None:
    """Nothing is flushed, closed or finished: as with SIGKILL or a power cut."""
    owner, name, when = POINTS[point]
    original = getattr(owner, name)

    async def killed(*args: Any, **kwargs: Any) -> Any:
        if when == "after":
            await original(*args, **kwargs)
        os._exit(KILLED)

    setattr(owner, name, killed)


async def live() -> None:
    told = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, told.set)
    async with App.build(load(_env_file=None), dispatcher=Echo()).running():
        await told.wait()


def main() -> None:
    logs.configure("ERROR")
    for point in map(str.strip, sys.stdin):
        child = os.fork()
        if child == 0:
            if point:
                kill_at(point)
            asyncio.run(live())
            os._exit(0)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
