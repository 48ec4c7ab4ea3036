"""APScheduler ticks; deadlines are columns in the database, rules are in marketplace/.

It keeps no jobs of its own: after a stop of any length the next tick finds all that is due.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.archive import ArchiveMaker
from bot.clock import SystemClock
from bot.ingest import Ingest
from bot.jobs import (
    TIMED_JOBS,
    check_files,
    check_ledger,
    expire_archives,
    forget_hits,
    prune,
    recount_words,
)
from bot.jobs.timed import Drain
from bot.settings import Settings
from bot.telegram_http import TelegramHttp
from storage.files import FileStore
from storage.unit_of_work import Storage, UnitOfWork

log = structlog.get_logger(__name__)

LAST_ITEMS_SECONDS = 15

Run = Callable[[], Awaitable[int]]


class Scheduler:
    """`start()` once, `stop()` once; `tick()` does by hand what every tick does."""

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        files: FileStore,
        ingest: Ingest,
        archives: ArchiveMaker,
        http: TelegramHttp,
        announce: Callable[[UnitOfWork], Awaitable[None]],
        woken: Callable[[], None],
        ticked: Callable[[], None],
    ) -> None:
        """`woken`: something was committed. `ticked`: time has passed, perhaps in leaps."""
        self._tick_seconds = settings.tick_seconds
        self._ingest = ingest
        self._archives = archives
        self._ticked = ticked
        self._stopping = False
        drain = Drain(storage, announce, woken, lambda: self._stopping)
        self._often: dict[str, Run] = {
            job.name: lambda job=job: drain.run(job)  # type: ignore[misc]
            for job in TIMED_JOBS
        }
        self._often["ingest_files"] = ingest.run
        self._often["make_archives"] = archives.run
        self._seldom: dict[str, Run] = {
            "prune": lambda: prune.prune(storage, files),
            "expire_archives": lambda: expire_archives.expire(storage, files),
        }
        self._daily: dict[str, Run] = {
            "check_files": lambda: check_files.check_files(storage, files, lambda: self._stopping),
            "forget_hits": lambda: forget_hits.forget_hits(storage),
            "recount_words": lambda: recount_words.recount_words(storage),
            "check_ledger": lambda: check_ledger.check_ledger(storage, http, announce),
        }
        names = (*self._often, *self._seldom, *self._daily)
        self._one_at_a_time = {name: asyncio.Lock() for name in names}
        self._apscheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """Ticks from now on, at once for the first time: what was due meanwhile doesn't wait."""
        now = SystemClock().now()  # APScheduler ticks by the machine's time, whatever ours is
        later = now + timedelta(seconds=check_files.FIRST_AFTER_SECONDS)
        for every, first, runs in (
            (self._tick_seconds, now, self._often),
            (prune.EVERY_SECONDS, now, self._seldom),
            (check_files.EVERY_SECONDS, later, self._daily),
        ):
            for name, run in runs.items():
                self._apscheduler.add_job(
                    self._run, "interval", (name, run), seconds=every, id=name, next_run_time=first
                )
        self._apscheduler.start()

    async def tick(self) -> int:
        """Does everything that is due; returns how many items that were."""
        return sum([await self._run(name, run) for name, run in self._often.items()])

    async def now(self, name: str) -> int:
        """Does what is due of one job, without waiting for the next tick."""
        return await self._run(name, self._often[name])

    async def stop(self) -> None:
        """Finishes the item that each job is at."""
        self._stopping = True
        self._ingest.stop()
        self._archives.stop()
        if self._apscheduler.running:
            self._apscheduler.pause()
            try:
                async with asyncio.timeout(LAST_ITEMS_SECONDS):
                    await self._ingest.closed()
                    for lock in self._one_at_a_time.values():
                        async with lock:
                            pass
            except TimeoutError:
                log.warning("a timed job is broken off; it will be done again")
            self._apscheduler.shutdown(wait=False)

    async def _run(self, name: str, run: Run) -> int:
        async with self._one_at_a_time[name]:
            try:
                done = await run()
            except Exception as error:
                log.error("timed job failed", job=name, error=repr(error), exc_info=True)
                return 0
        if done:
            log.info("timed job", job=name, items=done)
        self._ticked()
        return done
