"""Compares the books with the shelves: the table of files with what lies in the file store.

Both are read in the order of keys, side by side, so that a million files need no more memory than
a hundred. That order only makes it quick: whatever seems to be wrong is asked about once more, by
its key, before it is called wrong, and again before anything is done.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import aclosing
from datetime import timedelta
from typing import TypeVar

from bot.differences import Pair, Report
from storage.file_checks import Kept
from storage.files import FileStore, Held
from storage.unit_of_work import Storage

SAFE_AGE = timedelta(days=1)
"""Younger objects and files are left alone: somebody may be at work on them."""
PAGE = 1000
BATCH = 200
AT_ONCE = 8

T = TypeVar("T")
Got = TypeVar("Got")


class Reconciliation:
    """`check` looks and changes nothing; `repair` puts right what a check has found."""

    def __init__(
        self,
        storage: Storage,
        files: FileStore,
        *,
        passed: Callable[[int], None] = lambda _: None,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        """`passed` hears how many files of the books were compared just now."""
        self._storage = storage
        self._files = files
        self._passed = passed
        self._stopping = stopping

    async def check(self) -> Report:
        """Raises StoreTrouble."""
        report = Report()
        async with aclosing(self._wrong(report)) as found:
            async for pairs in found:
                for pair in pairs:
                    report.count(pair)
        return report

    async def repair(self, found: Report, *, force: bool = False) -> Report:
        """Goes through all again and puts right what is wrong then. Orphans are deleted; a lost
        file is fetched from Telegram anew, or given up where Telegram never had it; one that is
        back is stored again.

        Raises StoreTrouble, and TooMuch when `found` looks as if two strangers were compared,
        unless `force`.
        """
        if not force:
            found.refuse_too_much()
        report = Report()
        async with aclosing(self._wrong(report)) as wrong:
            async for pairs in wrong:
                for pair in pairs:
                    report.count(pair)
                await _each(pairs, lambda pair: self._put_right(pair, report))
        return report

    # --- what is wrong ---

    async def _wrong(self, report: Report) -> AsyncGenerator[list[Pair], None]:
        """In batches, each asked about once more."""
        suspects: list[Pair] = []
        async with aclosing(self._side_by_side()) as pairs:
            async for pair in pairs:
                report.objects += pair.held is not None
                report.files += pair.kept is not None and not pair.kept.lost
                if pair.suspicious:
                    suspects.append(pair)
                if len(suspects) == BATCH:
                    yield await self._confirmed(suspects)
                    suspects = []
                if self._stopping():
                    return
        yield await self._confirmed(suspects)
        report.finished = True

    async def _side_by_side(self) -> AsyncGenerator[Pair, None]:
        async with (
            aclosing(self._files.objects(SAFE_AGE)) as objects,
            aclosing(self._expected()) as files,
        ):
            held, kept = await anext(objects, None), await anext(files, None)
            while held or kept:
                if kept is None or (held and held.key < kept.key):
                    yield Pair(held, None)
                    held = await anext(objects, None)
                elif held is None or kept.key < held.key:
                    yield Pair(None, kept)
                    kept = await anext(files, None)
                else:
                    yield Pair(held, kept)
                    held, kept = await anext(objects, None), await anext(files, None)

    async def _expected(self) -> AsyncGenerator[Kept, None]:
        """The books, in short units of work: nobody waits for the whole of it."""
        after = ""
        while True:
            async with self._storage.begin() as work:
                page = await work.file_checks.page(after, work.now - SAFE_AGE, PAGE)
            for kept in page:
                yield kept
            self._passed(len(page))
            if len(page) < PAGE:
                return
            after = page[-1].key

    async def _confirmed(self, suspects: list[Pair]) -> list[Pair]:
        """What the other side says when it is asked for that very key."""
        known = await self._known(pair.held.key for pair in suspects if pair.held)
        orphans = [pair for pair in suspects if pair.is_orphan and pair.key not in known]
        others = [pair.kept for pair in suspects if pair.kept]
        return orphans + [pair for pair in await _each(others, self._seen) if pair.suspicious]

    async def _seen(self, kept: Kept) -> Pair:
        size = await self._files.head(kept.key)
        return Pair(None if size is None else Held(kept.key, size), kept)

    async def _known(self, keys: Iterable[str]) -> dict[str, Kept]:
        async with self._storage.begin() as work:
            return await work.file_checks.known(keys)

    # --- putting it right ---

    async def _put_right(self, pair: Pair, report: Report) -> None:
        if pair.is_orphan:
            await self._delete(pair.key, report)
        elif pair.is_lost and pair.kept:
            await self._lost(pair.kept, report)
        elif pair.is_back and pair.kept:
            await self._back(pair.kept, report)

    async def _delete(self, key: str, report: Report) -> None:
        """Asked for the last time just before. A file that took the key while the object went is
        one that was lost."""
        if await self._known([key]):
            return
        await self._files.delete(key)
        report.deleted += 1
        if late := (await self._known([key])).get(key):
            await self._lost(late, report)

    async def _lost(self, kept: Kept, report: Report) -> None:
        async with self._storage.begin() as work:
            anew = await work.file_checks.fetch_anew(kept)
            given_up = not anew and await work.file_checks.give_up(kept)
            await work.commit()
        report.fetched_anew += anew
        report.given_up += given_up

    async def _back(self, kept: Kept, report: Report) -> None:
        async with self._storage.begin() as work:
            restored = await work.file_checks.is_back(kept)
            await work.commit()
        report.restored += restored


async def _each(items: Iterable[T], act: Callable[[T], Awaitable[Got]]) -> list[Got]:
    """A few at a time; what they return, in order."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(item: T) -> Got:
        async with room:
            return await act(item)

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(item)) for item in items]
    except ExceptionGroup as several:
        raise several.exceptions[0] from None
    return [task.result() for task in tasks]
