"""The real program in processes that are killed; for test_crashes.py and test_ingest.py.

Reads orders line by line: "" for a process that lives until it is killed from outside, "before 3"
or "after 3" for one that ends itself at its third commit, with nothing flushed or finished. They
are forked from this one, so that the libraries are imported once. Writes "started <pid>", "ready"
(it takes updates) and "ended <code>". Environment: as the program's.
"""

import asyncio
import os
import signal
import sys
from datetime import timedelta

from bot import ingest, logs
from bot.app import App
from bot.settings import load
from storage import ingest_rows
from storage.unit_of_work import UnitOfWork

KILLED = 42


def end_at_commit(when: str, number: int) -> None:
    """As a power cut just before, or just after, the database has it."""
    original, left = UnitOfWork.commit, number

    async def commit(work: UnitOfWork) -> None:
        nonlocal left
        left -= 1
        if left == 0 and when == "before":
            os._exit(KILLED)
        await original(work)
        if left == 0:
            os._exit(KILLED)

    UnitOfWork.commit = commit  # type: ignore[method-assign]


def hurry() -> None:
    """What is broken off is taken up again in moments, not in minutes: only waiting is shorter."""
    ingest_rows.LEASE = timedelta(seconds=2)
    ingest.LOOK_AGAIN_SECONDS = 0.3
    ingest.FIRST_BACK_OFF = timedelta(seconds=0.1)
    ingest.LONGEST_BACK_OFF = timedelta(seconds=1)


async def live() -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, told.set)
    loop.add_reader(0, told.set)  # the test itself is gone: no orders come while this one lives
    async with App.build(load(_env_file=None)).running():
        tell("ready")
        await told.wait()


def tell(words: str) -> None:
    os.write(1, f"{words}\n".encode())


def main() -> None:
    logs.configure("WARNING")
    if "HURRY" in os.environ:
        hurry()
    import bot.dispatcher  # noqa: F401 - what each process would import first

    for order in sys.stdin:
        child = os.fork()
        if child == 0:
            if order.strip():
                when, number = order.split()
                end_at_commit(when, int(number))
            asyncio.run(live())
            os._exit(0)
        tell(f"started {child}")
        tell(f"ended {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}")


if __name__ == "__main__":
    main()
