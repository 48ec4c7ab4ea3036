"""A file that a person sent goes from Telegram into the file store, in constant memory.

Only when all its bytes are there, with their SHA-256, is it called stored. Until then, and when it
fails for good, Telegram's own file_id still shows it.
"""

import asyncio
import hashlib
import hmac
from datetime import timedelta

import structlog

from bot.telegram_http import TelegramHttp, TelegramRefused, TelegramUnreachable
from marketplace.files import StoredFile
from marketplace.ports import Clock
from storage.files import FileStore, FileStoreError, KeyTaken, StoredObject, new_key
from storage.unit_of_work import Storage

log = structlog.get_logger(__name__)

AT_ONCE = 3
MOST_ATTEMPTS = 12
FIRST_BACK_OFF = timedelta(seconds=10)
LONGEST_BACK_OFF = timedelta(hours=1)
OCTETS = "application/octet-stream"


def back_off(attempts: int) -> timedelta:
    """10 s, 20 s … one hour."""
    return min(FIRST_BACK_OFF * (1 << min(attempts, 20)), LONGEST_BACK_OFF)


class Ingest:
    """`secret` makes the keys of the file store unguessable (see `_key`)."""

    def __init__(
        self, storage: Storage, http: TelegramHttp, files: FileStore, clock: Clock, secret: str
    ) -> None:
        self._storage = storage
        self._http = http
        self._files = files
        self._clock = clock
        self._secret = secret.encode()
        self._stopping = False

    def stop(self) -> None:
        """Nothing new is begun."""
        self._stopping = True

    async def run(self) -> int:
        """Fetches all files that are due; returns how many are stored now."""
        stored = 0
        while not self._stopping:
            async with self._storage.begin() as work:
                due = await work.ingest.due(AT_ONCE)
                await work.commit()
            if not due:
                break
            stored += sum(await asyncio.gather(*map(self._one, due)))
        return stored

    async def _one(self, file: StoredFile) -> bool:
        """Whatever goes wrong with one file is that file's trouble alone."""
        try:
            there = await self._fetched(file)
        except TelegramRefused as error:
            if "file is too big" in error.description.lower():
                await self._failed(file, "too big for this bot to fetch")
            else:
                await self._later(file, error.description, error.retry_after_seconds)
        except (TelegramUnreachable, FileStoreError) as error:
            await self._later(file, str(error))
        except Exception as error:
            log.exception("a file could not be stored", file=file.id)
            await self._later(file, type(error).__name__)
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
                key, chunks, size=found.get("file_size"), content_type=file.mime or OCTETS
            )

    def _key(self, file: StoredFile) -> str:
        """The same key for each try of one file, so that a try whose process was killed leaves no
        orphan behind; 160 bits that nobody can compute without the bot's token."""
        about = f"{file.id}:{file.telegram_unique_id}".encode()
        digest = hmac.new(self._secret, about, hashlib.sha256).hexdigest()
        return f"{digest[:2]}/{digest[2:4]}/{digest[4:40]}"

    async def _noted(self, file: StoredFile, there: StoredObject) -> bool:
        async with self._storage.begin() as work:
            new = await work.ingest.stored(file.id, there.key, there.sha256, there.size)
            await work.commit()
        return new

    async def _later(self, file: StoredFile, trouble: str, wish_seconds: float = 0) -> None:
        if file.attempts >= MOST_ATTEMPTS:
            await self._failed(file, trouble)
            return
        wait = max(back_off(file.attempts), timedelta(seconds=wish_seconds))
        log.warning("a file is fetched later", file=file.id, why=trouble, wait=str(wait))
        async with self._storage.begin() as work:
            await work.ingest.retry(file.id, self._clock.now() + wait, trouble)
            await work.commit()

    async def _failed(self, file: StoredFile, trouble: str) -> None:
        log.error("a file could not be stored for good", file=file.id, why=trouble)
        async with self._storage.begin() as work:
            await work.ingest.failed(file.id, trouble)
            await work.commit()
