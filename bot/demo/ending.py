"""Ctrl-C, a closed terminal, SIGTERM: what runs is told once, and ends in order."""

import asyncio
import os
import signal
from collections.abc import Coroutine
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


async def until_told(work: Coroutine[Any, Any, Any]) -> Any:
    """The result of `work`, or None when a signal has ended it. The second signal waits for
    nothing: children end with this process (guarded.py)."""
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(work)
    told = False

    def tell() -> None:
        nonlocal told
        told = True
        for number in SIGNALS:
            loop.add_signal_handler(number, os._exit, 130)
        task.cancel()

    for number in SIGNALS:
        loop.add_signal_handler(number, tell)
    try:
        return await task
    except asyncio.CancelledError:
        if not told:
            raise
        return None
