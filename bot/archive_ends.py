"""How the making of an archive ends: ready, later, or not at all. Each in one transaction, and
only while the archive is still its worker's."""

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

import structlog

from bot.archive_watch import show
from bot.ingest import back_off
from marketplace import events
from marketplace.archive_names import safe_name
from marketplace.archives import BY_CHAT_BYTES, Archive, Dossier
from marketplace.files import FileKind, FileState, StoredFile
from storage.files import FileStore, FileStoreError, StoredObject
from storage.unit_of_work import Storage, UnitOfWork
from views import archives as screens
from views.texts import Texts

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 6
ZIP = "application/zip"


class Speaker(Protocol):
    """Who knows the words and the notices: the dispatcher."""

    def texts(self, language: str) -> Texts: ...
    async def announce(self, work: UnitOfWork) -> None: ...


class Ends:
    """`told`: the row of the outbox that shows how far an archive is, if one does. `by_link`:
    archives too big for a chat can be handed out by link."""

    def __init__(
        self,
        storage: Storage,
        files: FileStore,
        speaker: Speaker,
        woken: Callable[[], None],
        by_link: bool,
    ) -> None:
        self._storage = storage
        self._files = files
        self._speaker = speaker
        self._woken = woken
        self._by_link = by_link

    async def ready(
        self, archive: Archive, dossier: Dossier, there: StoredObject, count: int, told: int | None
    ) -> bool:
        """The object gets its row, its reader a message. False, and the object is gone again,
        when another worker has the archive by now, or where nobody could hand it out."""
        if there.size > BY_CHAT_BYTES and not self._by_link:
            await self._remove(there)
            await self.given_up(archive, "bigger than a chat takes", told, too_big=True)
            return False
        async with self._storage.begin() as work:
            file = _as_file(work, dossier, there)
            file_id = await work.files.add(file)
            ours = await work.archiving.ready(archive, file_id)
            if ours:
                if told is not None:
                    t = self._speaker.texts(dossier.reader.language)
                    screen = screens.packed(t, dossier.project, count, there.size)
                    await show(work, archive, told, screen)
                file = (await work.files.many([file_id]))[0]
                work.happened(events.ArchiveReady(dossier.reader, dossier.project, file))
                await self._speaker.announce(work)
                await work.commit()
        if not ours:
            await self._remove(there)
            return False
        self._woken()
        return True

    async def later(self, archive: Archive, trouble: str, told: int | None) -> None:
        """Another try after a while, unless there were enough."""
        if archive.attempts >= MOST_ATTEMPTS:
            await self.given_up(archive, trouble, told)
            return
        wait = back_off(archive.attempts)
        log.warning("an archive is made later", archive=archive.id, why=trouble, wait=str(wait))
        async with self._storage.begin() as work:
            await work.archiving.retry(archive, work.now + wait, trouble)
            await work.commit()

    async def given_up(
        self, archive: Archive, trouble: str, told: int | None, *, too_big: bool = False
    ) -> None:
        """Nobody tries again; its reader is told so."""
        log.error("an archive could not be made", archive=archive.id, why=trouble)
        async with self._storage.begin() as work:
            if not await work.archiving.failed(archive, trouble):
                return
            reader = await work.people.get(archive.person_id)
            project = await work.projects.find(archive.project_id)
            if project is not None and project.is_member(reader.id):
                if told is not None:
                    t = self._speaker.texts(reader.language)
                    await show(work, archive, told, screens.not_packed(t, project))
                work.happened(events.ArchiveFailed(reader, project, too_big))
                await self._speaker.announce(work)
            await work.commit()
        self._woken()

    async def let_go(self, archive: Archive) -> None:
        """This process ends: another one may begin at once, and this try doesn't count."""
        async with self._storage.begin() as work:
            await work.archiving.retry(archive, work.now, "", archive.attempts - 1)
            await work.commit()

    async def _remove(self, there: StoredObject) -> None:
        """What stays behind is found by the hourly comparison of store and database."""
        with suppress(FileStoreError):
            await self._files.delete(there.key)


def _as_file(work: UnitOfWork, dossier: Dossier, there: StoredObject) -> StoredFile:
    """Telegram doesn't know it yet: it has no id there."""
    return StoredFile(
        id=0,
        owner_id=dossier.reader.id,
        name=f"{safe_name(dossier.project.title, 'project', 100)}.zip",
        mime=ZIP,
        size_bytes=there.size,
        kind=FileKind.DOCUMENT,
        telegram_id="",
        telegram_unique_id="",
        announced_at=work.now,
        state=FileState.STORED,
        key=there.key,
        sha256=there.sha256,
    )
