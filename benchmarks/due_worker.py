"""One way to accept all that is due, a process of its own: `python -m benchmarks.due_worker JSON`
prints JSON."""

import asyncio
import gc
import json
import sys
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from benchmarks import due_batches, seed
from benchmarks.desk import TOKEN
from benchmarks.due_peer import Peer
from benchmarks.figures import Spread, check
from benchmarks.uploader import peak_mb
from bot import logs
from bot.clock import SystemClock
from bot.dispatcher import Dispatcher
from bot.jobs import accept_silent
from bot.jobs.timed import Drain
from storage.unit_of_work import IN_FLIGHT, Storage, UnitOfWork

TICK_SECONDS = 0.005
Told = dict[str, float]


class Watched(Storage):
    """Knows for how many seconds each unit of work has held the database."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.held: list[float] = []

    @asynccontextmanager
    async def begin(self, *, lasting: bool = True) -> AsyncIterator[UnitOfWork]:
        async with super().begin(lasting=lasting) as work:
            began = time.perf_counter()
            try:
                yield work
            finally:
                self.held.append(time.perf_counter() - began)


async def main(job: dict[str, Any]) -> Told:
    logs.configure("ERROR")
    storage = Watched.open(job["url"], clock=SystemClock(), policy=seed.POLICY)
    assert isinstance(storage, Watched)
    dispatcher = Dispatcher(TOKEN, seed.POLICY)
    try:
        ids = await _due(storage)
        gc.collect()
        gc.freeze()  # as the program does
        if job["how"] == "peer":
            return await _peer(storage, dispatcher, ids, Path(job["store"]))
        if job["how"] == "in batches":
            work = due_batches.drained(storage, dispatcher.announce, accept_silent.JOB)
        else:
            work = Drain(storage, dispatcher.announce, lambda: None).run(accept_silent.JOB)
        if "at" in job:  # together with others, so that nobody knows how many one of them gets
            await asyncio.sleep(job["at"] - time.time())
        return await _watched(storage, work, -1 if "at" in job else len(ids))
    finally:
        await storage.close()


async def _due(storage: Storage) -> list[int]:
    async with storage.begin() as work:
        return await accept_silent.JOB.due(work, 10**9)


async def _peer(storage: Watched, dispatcher: Dispatcher, ids: list[int], store: Path) -> Told:
    """First with APScheduler's own settings; then, for what it dropped, with none too late."""
    at_once = asyncio.Semaphore(IN_FLIGHT)  # else most give up waiting for a connection

    async def accept(delivery_id: int) -> None:
        async with at_once, storage.begin() as work:
            await accept_silent.JOB.act(work, delivery_id)
            await dispatcher.announce(work)
            await work.commit()

    async def ended(peer: Peer) -> int:
        await peer.ended.all.wait()
        check(not peer.ended.failed, f"{peer.ended.failed} jobs failed")
        return peer.ended.executed

    async with Peer(store, ids, accept) as peer:
        await peer.due()
        first = await _watched(storage, ended(peer))
    left = await _due(storage)
    check(len(left) == peer.ended.missed, f"{len(left)} are left, {peer.ended.missed} were dropped")
    if not left:
        return first | {"dropped": 0}
    async with Peer(store, left, accept, misfire_grace_time=None) as again:
        await again.due()
        second = await _watched(storage, ended(again), len(left))
    second["memory_mb"] += first["memory_mb"]
    return second | {"dropped": peer.ended.missed, "dropping_pause_ms": first["pause_ms"]}


async def _watched(storage: Watched, work: Coroutine[Any, Any, int], expected: int = -1) -> Told:
    """How many a second, the longest pause of the event loop, and what else is to be known."""
    storage.held.clear()
    before, began, longest = peak_mb(), time.perf_counter(), 0.0
    doing = asyncio.create_task(work)
    while not doing.done():
        asleep = time.perf_counter()
        await asyncio.sleep(TICK_SECONDS)
        longest = max(longest, time.perf_counter() - asleep - TICK_SECONDS)
    done, took = doing.result(), time.perf_counter() - began
    check(expected in (-1, done), f"{expected} were due, {done} were accepted")
    held = Spread.of(storage.held or [0.0])
    return {
        "seconds": took,
        "per_second": done / took,
        "pause_ms": 1000 * longest,
        "memory_mb": peak_mb() - before,
        "held_median": held.median,
        "held_p99": held.p99,
        "held_longest": held.longest,
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(json.loads(sys.argv[1])))))
