"""Archives that people have asked for are made here: a project's files out of the store, packed,
and back into the store, in constant memory.

Each try writes to a key of its own, and the store takes an object whole or not at all. So nothing
of a try that was cut off is seen, and of two workers the one that still holds the archive in the
database (storage/archive_rows.py) is the one whose object counts.
"""

import asyncio
import secrets
from collections.abc import Callable

import structlog

from bot.archive_contents import Contents
from bot.archive_ends import MOST_ATTEMPTS, ZIP, Ends, Speaker
from bot.archive_watch import Watch
from bot.zip_stream import zipped
from marketplace import archives as rules
from marketplace.archives import Archive, Dossier
from marketplace.errors import Refused
from storage.files import FileStore, FileStoreError, StoredObject, new_key
from storage.files.streams import Threads
from storage.unit_of_work import Storage
from views import archives as screens
from views.screen import Screen

log = structlog.get_logger(__name__)

AT_ONCE = 2
LOOK_SECONDS = 1.0
LOOK_FOR_MORE_SECONDS = 5.0


class NotOurs(Exception):
    """Another worker has it, or it is done."""


class BrokenOff(Exception):
    """This process ends."""


class ArchiveMaker:
    """`by_link`: archives too big for a chat can be handed out by link."""

    def __init__(
        self,
        storage: Storage,
        files: FileStore,
        speaker: Speaker,
        woken: Callable[[], None],
        *,
        by_link: bool,
    ) -> None:
        self._storage = storage
        self._files = files
        self._speaker = speaker
        self._woken = woken
        self._ends = Ends(storage, files, speaker, woken, by_link)
        self._threads = Threads(AT_ONCE)
        self._puts: set[asyncio.Task[StoredObject]] = set()
        self._stopping = False

    def stop(self) -> None:
        """Nothing new is begun, and what is being packed is left to the next process at once:
        it can take longer than anybody wants to wait."""
        self._stopping = True
        for put in self._puts:
            put.cancel()

    async def run(self) -> int:
        """Makes all archives that are wanted, also those asked for meanwhile; returns how many
        are ready now."""
        ready, under_way = 0, set[asyncio.Task[bool]]()
        try:
            while True:
                while len(under_way) < AT_ONCE and (archive := await self._claimed()):
                    under_way.add(asyncio.create_task(self._one(archive)))
                if not under_way:
                    return ready
                ended, under_way = await asyncio.wait(
                    under_way,
                    timeout=LOOK_FOR_MORE_SECONDS,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                ready += sum(task.result() for task in ended)
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _claimed(self) -> Archive | None:
        if self._stopping:
            return None
        async with self._storage.begin() as work:
            archive = await work.archiving.claim(secrets.token_hex(16))
            await work.commit()
        return archive

    async def _one(self, archive: Archive) -> bool:
        """Whatever goes wrong with one archive is that archive's trouble alone. Where not even
        that can be noted, its lease runs out, and it is tried again."""
        try:
            if archive.attempts > MOST_ATTEMPTS:
                await self._ends.given_up(archive, "interrupted too often", archive.told)
                return False
            return await self._tried(archive)
        except Exception:
            log.exception("an archive was left behind", archive=archive.id)
            return False

    async def _tried(self, archive: Archive) -> bool:
        watch: Watch | None = None
        trouble = ""
        try:
            async with self._storage.begin() as work:
                dossier = await rules.dossier(work, archive)
            contents = self._contents(dossier)
            watch = self._watch(archive, dossier, contents)
            there = await self._packed(contents, watch)
            return await self._ends.ready(archive, dossier, there, contents.count, watch.told)
        except NotOurs:
            log.info("an archive is made by somebody else", archive=archive.id)
        except BrokenOff:
            await self._ends.let_go(archive)
        except Refused as refused:
            await self._ends.given_up(archive, refused.key, archive.told)
        except FileStoreError as error:
            trouble = str(error)
        except Exception as error:
            log.exception("an archive could not be made", archive=archive.id)
            trouble = type(error).__name__
        if trouble:
            await self._ends.later(archive, trouble, watch.told if watch else archive.told)
        return False

    def _contents(self, dossier: Dossier) -> Contents:
        t = self._speaker.texts(dossier.reader.language)
        return Contents(dossier, t, self._storage, self._files, self._threads)

    def _watch(self, archive: Archive, dossier: Dossier, contents: Contents) -> Watch:
        t = self._speaker.texts(dossier.reader.language)

        def draw() -> Screen:
            done, whole = contents.done_bytes, contents.whole_bytes
            return screens.packing(t, dossier.project, done, whole)

        return Watch(self._storage, archive, draw, self._woken)

    async def _packed(self, contents: Contents, watch: Watch) -> StoredObject:
        """The archive as an object in the store, which nothing points to yet.

        Raises NotOurs, BrokenOff, FileStoreError.
        """
        put = asyncio.create_task(self._put(contents))
        self._puts.add(put)
        try:
            while not put.done():
                await asyncio.wait([put], timeout=LOOK_SECONDS)
                if not put.done() and not await self._looked(watch):
                    raise NotOurs
            if put.cancelled():
                raise BrokenOff
            return put.result()
        finally:
            self._puts.discard(put)
            put.cancel()
            await asyncio.wait([put])

    async def _put(self, contents: Contents) -> StoredObject:
        blocks = zipped(contents.entries(), self._threads)
        try:
            return await self._files.put(new_key(), blocks, size=None, content_type=ZIP)
        finally:
            await blocks.aclose()

    async def _looked(self, watch: Watch) -> bool:
        """A database that is away for a moment breaks nothing off: the lease lasts longer."""
        try:
            return await watch.look()
        except Exception as error:
            log.warning("an archive's watch failed", error=type(error).__name__)
            return True
