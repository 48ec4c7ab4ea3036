"""The worker that empties the outbox: per chat in order, chats in parallel.

It sleeps until `wake()` (after every commit) or until something is due. One transaction a round
writes down what became of the last messages and claims the next ones.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Literal

import structlog

from bot.leader import Leader
from bot.pace import Pace
from bot.results import Hopeless, Later, Result, Sent, Trouble
from bot.sender import Sender
from bot.settings import Settings
from marketplace import relay
from marketplace.ports import Clock
from storage.outbox import REFUND, OutboxRow, Outcome
from storage.unit_of_work import Storage, UnitOfWork

log = structlog.get_logger(__name__)

Announce = Callable[[UnitOfWork], Awaitable[None]]

UNDER_WAY = 64
WAITING = 512
"""Claimed rows whose chat is being paced; they hold nobody else up."""
LOOK_AGAIN_SECONDS = 30.0
SERVER_TROUBLE_TRIES = 16
LONGEST_BACK_OFF_SECONDS = 600
LONGEST_PAUSE_SECONDS = 30.0
LAST_SENDS_SECONDS = 15
DATABASE_PAUSE_SECONDS = 1


def back_off(attempts: int) -> timedelta:
    """1 s, 2 s, 4 s … 10 minutes: sixteen tries take about an hour."""
    return timedelta(seconds=min(2 ** max(0, attempts - 1), LONGEST_BACK_OFF_SECONDS))


class Outbox:
    """`run()` until `stop()`."""

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        sender: Sender,
        clock: Clock,
        leader: Leader,
        announce: Announce,
    ) -> None:
        """`announce` writes the notices of what happened in a unit of work."""
        self._storage = storage
        self._announce = announce
        self._sender = sender
        self._clock = clock
        self._leader = leader
        self._pace = Pace(settings.chat_per_second, settings.chat_burst)
        rate = settings.overall_per_second
        # Behind an overall limit few are claimed ahead, so that a reply overtakes a broadcast.
        self._most_under_way = min(UNDER_WAY, max(8, int(rate / 2))) if rate else UNDER_WAY
        self._woken = asyncio.Event()
        self._stopped = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._done: list[tuple[OutboxRow, Result]] = []
        self._pause = 0.0
        self._paused_until = 0.0
        self._doubtful = False
        """A commit that claimed rows failed: they may stand as being sent, with nobody to do it."""

    def wake(self) -> None:
        """There may be something to send. Cheap; from the event loop's thread only."""
        self._woken.set()

    def stop(self) -> None:
        """What is under way is finished; what waits for its turn stays in the outbox."""
        self._stopped.set()
        self.wake()
        self._leader.stop()

    async def run(self) -> None:
        """While this process leads: sends. Else waits for its turn to lead."""
        while not self._stopped.is_set() and await self._leader.won():
            try:
                await self._recover()
                while not self._stopped.is_set() and not self._leader.lost:
                    await self._round()
            finally:
                await self._finish()
                await self._leader.resign()

    async def _recover(self) -> None:
        """Rows that a killed process was sending may have arrived: at most one more try each."""
        while not self._stopped.is_set():
            try:
                async with self._storage.begin() as work:
                    await work.outbox.recover()
                    await work.commit()
                return
            except Exception:
                await self._database_trouble()

    async def _round(self) -> None:
        self._woken.clear()
        try:
            sleep_seconds = await self._settle_and_claim()
        except Exception:
            await self._database_trouble()
            return
        if sleep_seconds > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), sleep_seconds)

    async def _settle_and_claim(self) -> float:
        """Returns for how many seconds there is nothing to do, unless woken."""
        done, self._done = self._done, []
        lost_track = self._doubtful and not self._tasks
        room, rows, due = self._room(), list[OutboxRow](), None
        try:
            # Undone by a power failure, it makes some messages come once more, as after a kill.
            async with self._storage.begin(lasting=False) as work:
                await self._settle(work, done)
                if lost_track:
                    await work.outbox.recover()
                if room:
                    rows = await work.outbox.claim(room)
                    due = None if rows else await work.outbox.next_due()
                await work.commit()
        except BaseException:
            self._done = done + self._done
            self._doubtful |= bool(rows)
            raise
        self._doubtful &= not lost_track
        for row in rows:
            task = asyncio.create_task(self._deliver(row))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if lost_track or (room and len(rows) == room):
            return 0.0
        if due is not None:
            until_due = (due - self._clock.now()).total_seconds()
            return min(max(until_due, 0.01), LOOK_AGAIN_SECONDS)
        return max(self._paused(), 0) or LOOK_AGAIN_SECONDS

    def _paused(self) -> float:
        """For how many seconds more nobody's message gets through; not above zero: it does."""
        return self._paused_until - asyncio.get_running_loop().time()

    def _room(self) -> int:
        """How many more rows may be claimed now."""
        if self._paused() > 0 or self._doubtful:
            return 0
        most = min(self._most_under_way, WAITING - self._waiting) + self._waiting
        return max(0, most - len(self._tasks))

    async def _settle(self, work: UnitOfWork, done: list[tuple[OutboxRow, Result]]) -> None:
        if not done:
            return
        for row, result in done:
            if isinstance(result, Hopeless):
                await self._gave_up(work, row, result)
            if row.line is not None:
                await _learn_of_topics(work, row, row.line, result)
        known = [one for _, result in done if isinstance(result, Sent) for one in result.files]
        await work.files.known_as(known)
        await work.outbox.settle([self._outcome(row, result) for row, result in done])
        if work.events:
            await self._announce(work)

    async def _gave_up(self, work: UnitOfWork, row: OutboxRow, result: Hopeless) -> None:
        if result.unreachable:
            await work.people.unreachable(row.chat_id)
        for relay_id in row.relays:
            await relay.undelivered(work, relay_id, unreachable=result.unreachable)

    async def _deliver(self, row: OutboxRow) -> None:
        if (seconds := self._pace.take(row.chat_id)) > 0:
            self._waiting += 1
            self.wake()  # its place under way is free for another chat
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopped.wait(), seconds)
            self._waiting -= 1
            if self._stopped.is_set():
                self._done.append((row, Later(Trouble.UNSENT, "stopped before its turn")))
                return
        try:
            result = await self._sender.send(row.chat_id, row.method, row.params)
        except Exception:
            log.exception("the sender failed", row=row.id, method=row.method)
            result = Hopeless("our own mistake, see the log")
        self._watch_the_line(result)
        self._done.append((row, result))
        self.wake()

    def _watch_the_line(self, result: Result) -> None:
        """When nobody's message can get through, all wait, longer and longer (up to 30 s)."""
        loop = asyncio.get_running_loop()
        if not isinstance(result, Later):
            if self._pause:
                log.info("Telegram can be reached again")
            self._pause = self._paused_until = 0.0
        elif result.trouble in (Trouble.UNSENT, Trouble.TOKEN) and self._paused_until < loop.time():
            self._pause = min(max(0.5, 2 * self._pause), LONGEST_PAUSE_SECONDS)
            self._paused_until = loop.time() + self._pause
            log.error("nothing can be sent", why=result.reason, wait_seconds=self._pause)

    def _outcome(self, row: OutboxRow, result: Result) -> Outcome:
        now = self._clock.now()
        match result:
            case Sent(message_ids):
                return Outcome(row.id, "sent", message_ids)
            case Later(Trouble.FLOOD, reason, seconds):
                log.warning("flood control", chat_id=row.chat_id, wait_seconds=seconds)
                until = now + timedelta(seconds=max(seconds, 1))
                return Outcome(row.id, "retry", not_before=until, error=reason)
            case Later(Trouble.UNANSWERED, reason) if row.method == REFUND:
                # Money, and a second try does no harm: it goes on as with Telegram's own trouble.
                return self._outcome(row, Later(Trouble.SERVER, reason))
            case Later(Trouble.UNANSWERED, reason):
                log.warning("no answer: it may have arrived", row=row.id, again=not row.uncertain)
                state: Literal["uncertain", "retry"] = "uncertain" if row.uncertain else "retry"
                return Outcome(row.id, state, not_before=now, error=reason, uncertain=True)
            case Later(Trouble.SERVER, reason) if row.attempts >= SERVER_TROUBLE_TRIES:
                log.error("message given up", row=row.id, method=row.method, why=reason)
                return Outcome(row.id, "dead", error=reason)
            case Later(Trouble.SERVER, reason):
                until = now + back_off(row.attempts)
                return Outcome(row.id, "retry", not_before=until, error=reason)
            case Later(_, reason):
                return Outcome(row.id, "retry", not_before=now, error=reason)
            case Hopeless(reason, unreachable):
                quiet = unreachable and row.method != REFUND
                level = log.info if quiet else log.error
                level("message given up", row=row.id, method=row.method, why=reason)
                return Outcome(row.id, "dead", error=reason)

    async def _finish(self) -> None:
        """Waits for what is on its way to Telegram and writes down what became of it."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=LAST_SENDS_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        done, self._done = self._done, []
        try:
            async with self._storage.begin() as work:
                await self._settle(work, done)
                await work.commit()
        except Exception:
            log.exception("what became of the last messages is not written down", rows=len(done))

    async def _database_trouble(self) -> None:
        log.error("the outbox cannot reach its database", exc_info=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopped.wait(), DATABASE_PAUSE_SECONDS)


async def _learn_of_topics(work: UnitOfWork, row: OutboxRow, line: int, result: Result) -> None:
    """A topic was made, could not be made, or is there no more."""
    if isinstance(result, Sent) and result.topic is not None:
        await work.topics.made(row.chat_id, line, result.topic)
    elif isinstance(result, Sent) and result.topic_gone:
        await work.topics.lost(row.chat_id, line)
    elif isinstance(result, Hopeless) and row.method == "createForumTopic":
        log.warning("no topic: on in the main chat", chat_id=row.chat_id, why=result.reason)
        if result.unreachable:
            await work.topics.forget(row.chat_id, line)  # until they are back
        else:
            await work.topics.lost(row.chat_id, line)
