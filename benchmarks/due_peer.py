"""The peer: a job of APScheduler for each milestone, kept in its own SQLAlchemy job store.

A module of its own, because the store keeps the function of a job by its name.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_MISSED
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

ADDING_SECONDS = 0.003
"""What adding a job may take; when it takes longer, all are added again with twice the time. They
fall due at one moment, which comes after the last was added."""
AHEAD_SECONDS = 3.0

Accept = Callable[[int], Awaitable[None]]
_accept: list[Accept] = []


async def accept(delivery_id: int) -> None:
    """What every job does."""
    await _accept[0](delivery_id)


@dataclass
class Ended:
    """How the jobs ended, by APScheduler's own account."""

    expected: int
    executed: int = 0
    missed: int = 0
    failed: int = 0
    all: asyncio.Event = field(default_factory=asyncio.Event)

    def heard(self, event: Any) -> None:
        self.executed += event.code == EVENT_JOB_EXECUTED
        self.missed += event.code == EVENT_JOB_MISSED
        self.failed += event.code == EVENT_JOB_ERROR
        if self.executed + self.missed + self.failed == self.expected:
            self.all.set()


class Peer:
    """`async with` it: all jobs are added then, and fall due together at `at`.

    `more`: settings of each job.
    """

    def __init__(self, store: Path, ids: Sequence[int], act: Accept, **more: Any) -> None:
        self._ids = ids
        self._more = more
        self.ended = Ended(len(ids))
        jobs = SQLAlchemyJobStore(url=f"sqlite:///{store}")
        self._scheduler = AsyncIOScheduler(jobstores={"default": jobs}, timezone=UTC)
        events = EVENT_JOB_EXECUTED | EVENT_JOB_MISSED | EVENT_JOB_ERROR
        self._scheduler.add_listener(self.ended.heard, events)
        logging.getLogger("apscheduler").setLevel(logging.ERROR)  # no line for each that it drops
        _accept[:] = [act]

    async def __aenter__(self) -> "Peer":
        self._scheduler.start(paused=True)
        each = ADDING_SECONDS
        while not self._added(AHEAD_SECONDS + each * len(self._ids)):
            self._scheduler.remove_all_jobs()
            each *= 2
        self._scheduler.resume()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._scheduler.shutdown(wait=False)

    def _added(self, ahead: float) -> bool:
        """Whether all were, before they fell due."""
        self.at = datetime.now(UTC) + timedelta(seconds=ahead)
        for one in self._ids:
            self._scheduler.add_job(
                "benchmarks.due_peer:accept", "date", [one], run_date=self.at, **self._more
            )
        return datetime.now(UTC) < self.at

    async def due(self) -> None:
        """Until shortly before they are."""
        await asyncio.sleep((self.at - datetime.now(UTC)).total_seconds() - 0.1)
