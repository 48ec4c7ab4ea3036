"""The real program in processes that are killed; for test_crashes.py, test_ingest.py and
test_relay.py.

Reads orders line by line: "" for a process that lives until it is killed from outside, "before 3"
or "after 3" for one that ends itself at its third commit, with nothing flushed or finished. With
"before update 3" it does so at the third commit of an update, with "before send 3" at the third
message that it sends; both counted from a SIGUSR1 on. They are forked from this one, so that the
libraries are imported, and the texts read, once. Writes "started <pid>", "ready" (it takes
updates) and "ended <code>".
Environment: as the program's.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from aiogram.types import Update

from bot import ingest, logs
from bot.app import App
from bot.dispatcher import Dispatcher
from bot.inbound import Immediate
from bot.sender import Sender
from bot.settings import load
from marketplace.money import Currency
from storage import ingest_rows
from storage.unit_of_work import UnitOfWork
from views.texts import Texts, languages

KILLED = 42


def obey(when: str, what: str, number: int) -> None:
    """What the order says, in the words of the program."""
    if not what:
        end_at(UnitOfWork, "commit", when, number, lambda work: True)
        return
    counting, served = [False], list[UnitOfWork]()
    signal.signal(signal.SIGUSR1, lambda *_: counting.__setitem__(0, True))
    if what == "send":
        end_at(Sender, "send", when, number, lambda sender: counting[0])
    else:
        note_what_is_served(served)
        end_at(UnitOfWork, "commit", when, number, lambda work: counting[0] and work in served)


def end_at(owner: type, name: str, when: str, number: int, counts: Callable[[Any], bool]) -> None:
    """As a power cut just before, or just after, the database (or Telegram) has it. `counts`:
    whether a call on this object is counted."""
    original, left = getattr(owner, name), number

    async def ends(one: Any, *given: Any) -> Any:
        nonlocal left
        if not counts(one):
            return await original(one, *given)
        left -= 1
        is_last = left == 0
        if is_last and when == "before":
            os._exit(KILLED)
        result = await original(one, *given)
        if is_last:
            os._exit(KILLED)
        return result

    setattr(owner, name, ends)


def note_what_is_served(served: list[UnitOfWork]) -> None:
    """The units of work of updates, from now on."""
    handle = Dispatcher.handle

    async def noted(dispatcher: Dispatcher, update: Update, work: UnitOfWork) -> Immediate | None:
        served.append(work)
        return await handle(dispatcher, update, work)

    Dispatcher.handle = noted  # type: ignore[method-assign]


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
    for language in languages():
        Texts(language, Currency())
    if "HURRY" in os.environ:
        hurry()
    for order in sys.stdin:
        child = os.fork()
        if child == 0:
            if order.strip():
                when, *what, number = order.split()
                obey(when, "".join(what), int(number))
            asyncio.run(live())
            os._exit(0)
        tell(f"started {child}")
        tell(f"ended {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}")


if __name__ == "__main__":
    main()
