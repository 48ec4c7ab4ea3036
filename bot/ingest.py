"""A file that a person sent goes from Telegram into the file store, in constant memory.

Only when all its bytes are there, with their SHA-256, is it called stored. A worker says again and
again which files it is fetching; what a killed one leaves is taken up by another within a minute.
"""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import structlog

from bot.progress import Progress
from bot.telegram_http import TelegramHttp, TelegramRefused, TelegramUnreachable
from marketplace.files import StoredFile
from marketplace.ports import Clock
from storage.file_checks import LOST
from storage.files import FileStore, FileStoreError, KeyTaken, StoredObject, new_key
from storage.ingest_rows import LEASE
from storage.unit_of_work import Storage

log = structlog.get_logger(__name__)

AT_ONCE = 4
FIRST_BACK_OFF = timedelta(seconds=5)
LONGEST_BACK_OFF = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=3)
"""So long a store, or Telegram, may be out of order without a file being lost to it."""
FEWEST_TRIES = GIVE_UP_AFTER // LONGEST_BACK_OFF
"""They take about as long. A file that is fetched anew after months, or after a long stop of the
bot, is old at its first try."""
MOST_REFUSALS = 6
"""So often, over some minutes, Telegram may say that it doesn't have the file."""
LOOK_AGAIN_SECONDS: float = 5
OCTETS = "application/octet-stream"


def back_off(attempts: int) -> timedelta:
    """5 s, 10 s, 20 s … 10 minutes."""
    return min(FIRST_BACK_OFF * (1 << min(attempts - 1, 20)), LONGEST_BACK_OFF)


class Ingest:
    """`secret` makes the keys of the file store unguessable (see `_key`). `ended` is awaited after
    each file that is stored, or failed for good."""

    def __init__(
        self,
        storage: Storage,
        http: TelegramHttp,
        files: FileStore,
        clock: Clock,
        secret: str,
        progress: Progress,
        ended: Callable[[], Awaitable[object]],
    ) -> None:
        self._storage = storage
        self._http = http
        self._files = files
        self._clock = clock
        self._secret = secret.encode()
        self._progress = progress
        self._ended = ended
        self._worker = secrets.token_hex(8)
        self._one_run = asyncio.Lock()
        self._woken = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._stopping = False

    def wake(self) -> None:
        """Something is to be fetched, or waits for it. Cheap; from the event loop's thread only."""
        self._woken.set()
        if not self._stopping and (self._running is None or self._running.done()):
            self._running = asyncio.create_task(self._until_quiet())

    def stop(self) -> None:
        """Nothing new is begun."""
        self._stopping = True
        self._woken.set()

    async def closed(self) -> None:
        """Waits for what is being fetched; a cancellation breaks it off, to be done again."""
        if self._running is not None:
            await asyncio.gather(self._running, return_exceptions=True)

    async def release(self) -> None:
        """At the start of the only process: what a killed one was fetching is due at once."""
        async with self._storage.begin() as work:
            await work.ingest.release()
            await work.commit()

    async def _until_quiet(self) -> None:
        """Whoever wakes while a run is ending must not be overheard."""
        while self._woken.is_set() and not self._stopping:
            try:
                await self.run()
                await self._ended()  # a delivery may wait for a file that was stored just before
            except Exception as error:
                log.error("files wait for the next tick", error=repr(error))

    async def run(self) -> int:
        """Fetches all files that are due, some at a time; returns how many are stored now."""
        async with self._one_run:
            return await self._drained()

    async def _drained(self) -> int:
        stored, tasks = 0, dict[asyncio.Task[bool], StoredFile]()
        telling = asyncio.create_task(self._progress.keep_telling())
        try:
            while True:
                self._woken.clear()
                for file in await self._more(len(tasks)):
                    tasks[asyncio.create_task(self._one(file))] = file
                if not tasks:
                    return stored
                for done in await self._first_of(tasks):
                    stored += done.result()
                    del tasks[done]
                await self._renew(list(tasks.values()))
        finally:
            for task in (telling, *tasks):
                task.cancel()
            await asyncio.gather(telling, *tasks, return_exceptions=True)
            if tasks:
                await self._let_go()

    async def _let_go(self) -> None:
        """Broken off: the next worker need not wait for our leases to end."""
        try:
            async with self._storage.begin() as work:
                await work.ingest.release(self._worker)
                await work.commit()
        except Exception as error:
            log.warning("files wait until their leases end", error=repr(error))

    async def _first_of(
        self, tasks: dict[asyncio.Task[bool], StoredFile]
    ) -> set[asyncio.Task[bool]]:
        """Those that are done, as soon as one is, something new came, or some seconds went by."""
        woken = asyncio.create_task(self._woken.wait())
        done, _ = await asyncio.wait(
            {*tasks, woken}, timeout=LOOK_AGAIN_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        woken.cancel()
        return done & tasks.keys()

    async def _more(self, under_way: int) -> list[StoredFile]:
        """A database that is away for a moment breaks off nothing that is under way."""
        try:
            return await self._claimed(AT_ONCE - under_way)
        except Exception as error:
            if not under_way:
                raise
            log.warning("no more files for a moment", error=repr(error))
            return []

    async def _claimed(self, room: int) -> list[StoredFile]:
        if self._stopping or room < 1:
            return []
        async with self._storage.begin() as work:
            due = await work.ingest.due(room, self._worker)
            await work.commit()
        return due

    async def _renew(self, files: list[StoredFile]) -> None:
        """As `_more`: leases last longer than a moment."""
        if not files:
            return
        try:
            async with self._storage.begin() as work:
                await work.ingest.renew([file.id for file in files], self._worker)
                await work.commit()
        except Exception as error:
            log.warning("leases of files are not renewed", error=repr(error))

    async def _one(self, file: StoredFile) -> bool:
        """Whatever goes wrong with one file is that file's trouble alone. Where not even that can
        be noted, its lease runs out, and it is tried again."""
        try:
            return await self._tried(file)
        except Exception:
            log.exception("a file was left behind", file=file.id)
            return False
        finally:
            self._progress.left(file)

    async def _tried(self, file: StoredFile) -> bool:
        try:
            there = await self._fetched(file)
        except TelegramRefused as error:
            await self._refused(file, error)
        except TelegramUnreachable as error:
            await self._later(file, str(error), "telegram")
        except FileStoreError as error:
            await self._later(file, str(error), "store")
        except Exception as error:
            log.exception("a file could not be stored", file=file.id)
            await self._later(file, type(error).__name__, "store")
        else:
            return await self._noted(file, there)
        return False

    async def _fetched(self, file: StoredFile) -> StoredObject:
        """A link that died meanwhile is asked for anew, once."""
        try:
            return await self._streamed(file, self._key(file))
        except TelegramRefused as error:
            if error.code != 404:
                raise
            return await self._streamed(file, self._key(file))
        except KeyTaken:
            return await self._streamed(file, new_key())

    async def _streamed(self, file: StoredFile, key: str) -> StoredObject:
        found = await self._http.call("getFile", {"file_id": file.telegram_id})
        async with self._http.file(found["file_path"]) as chunks:
            return await self._files.put(
                key,
                self._counted(file, chunks),
                size=found.get("file_size"),
                content_type=file.mime or OCTETS,
            )

    async def _counted(
        self, file: StoredFile, chunks: AsyncIterator[bytes]
    ) -> AsyncIterator[bytes]:
        self._progress.began(file)
        async for chunk in chunks:
            self._progress.got(file, len(chunk))
            yield chunk

    def _key(self, file: StoredFile) -> str:
        """The same key for each try of one file, so that a try whose process was killed leaves no
        orphan behind; 160 bits that nobody can compute without the bot's token."""
        about = f"{file.id}:{file.telegram_unique_id}".encode()
        digest = hmac.new(self._secret, about, hashlib.sha256).hexdigest()
        return f"{digest[:2]}/{digest[2:4]}/{digest[4:40]}"

    async def _noted(self, file: StoredFile, there: StoredObject) -> bool:
        async with self._storage.begin() as work:
            new = await work.ingest.stored(file, there.key, there.sha256, there.size)
            await self._progress.ended(work, file)
            await work.commit()
        if new:
            await self._ended()
        return new

    async def _refused(self, file: StoredFile, error: TelegramRefused) -> None:
        """Said often, and twice in a row, it means that Telegram doesn't have the file."""
        again = file.attempts >= MOST_REFUSALS and file.trouble == error.description
        if "file is too big" in error.description.lower():
            await self._failed(file, error.description, "too-big")
        elif again and error.code == 400:
            await self._failed(file, error.description, "gone")
        else:
            await self._later(file, error.description, "telegram", error.retry_after_seconds)

    async def _later(
        self, file: StoredFile, trouble: str, reason: str, wish_seconds: float = 0
    ) -> None:
        now = self._clock.now()
        if file.attempts >= FEWEST_TRIES and now - file.announced_at > GIVE_UP_AFTER:
            await self._failed(file, trouble, reason)
            return
        wait = max(back_off(file.attempts), timedelta(seconds=wish_seconds))
        log.warning("a file is fetched later", file=file.id, why=trouble, wait=str(wait))
        async with self._storage.begin() as work:
            await work.ingest.retry(file, now + wait, trouble)
            await work.commit()

    async def _failed(self, file: StoredFile, trouble: str, reason: str) -> None:
        """One that was stored once is lost, and may come back to the store (bot/reconcile.py)."""
        reason = LOST if file.key else reason
        log.error("a file could not be stored for good", file=file.id, why=trouble)
        async with self._storage.begin() as work:
            await work.ingest.failed(file, trouble, reason)
            await self._progress.ended(work, file)
            await work.commit()
        await self._ended()


assert timedelta(seconds=4 * LOOK_AGAIN_SECONDS) < LEASE
