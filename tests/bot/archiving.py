"""A project with files that are really in a store, and the worker that packs it."""

import asyncio
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bot.archive import ArchiveMaker
from bot.dispatcher import Dispatcher
from marketplace import archives, deliveries
from marketplace.archives import Archive
from marketplace.deliveries import Delivery
from marketplace.files import FileKind, FileState, StoredFile
from marketplace.people import Person
from marketplace.policy import Policy
from marketplace.projects import Project
from marketplace.relay import RelayedMessage
from storage import tables
from storage.files import FileStore, new_key
from storage.unit_of_work import Storage, UnitOfWork
from tests.storage.deal import running, within
from tests.storage.talking import says

MIB = 1024 * 1024
Named = tuple[str, bytes]


async def bytes_of(*blocks: bytes) -> AsyncIterator[bytes]:
    for block in blocks:
        yield block


@cache
def dispatcher() -> Dispatcher:
    """It holds nothing but words and tables, and takes a while to make."""
    return Dispatcher("1:x", Policy())


def maker_of(storage: Storage, store: FileStore, *, by_link: bool = False) -> ArchiveMaker:
    return ArchiveMaker(storage, store, dispatcher(), lambda: None, by_link=by_link)


@dataclass
class Deal:
    """Ana delivers to Marc, who wants it all in one."""

    storage: Storage
    store: FileStore
    ana: Person
    marc: Person
    project: Project
    contents: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    async def begun(cls, storage: Storage, store: FileStore) -> "Deal":
        ana, marc, project = await running(storage, 20000, 30000)
        return cls(storage, store, ana, marc, project)

    async def stored(self, name: str, content: bytes, **more: Any) -> StoredFile:
        """A file of Ana's whose bytes are in the store, unless told otherwise."""
        values: dict[str, Any] = {
            "key": new_key(),
            "sha256": hashlib.sha256(content).hexdigest(),
            "state": FileState.STORED,
            "size_bytes": len(content),
            **more,
        }
        if values["key"]:
            put = bytes_of(content)
            await self.store.put(values["key"], put, size=None, content_type="a/b")

        async def add(work: UnitOfWork) -> StoredFile:
            file = StoredFile(
                id=0,
                owner_id=self.ana.id,
                name=name,
                mime="application/octet-stream",
                kind=FileKind.DOCUMENT,
                telegram_id="T",
                telegram_unique_id="U",
                announced_at=work.now,
                **values,
            )
            return (await work.files.many([await work.files.add(file)]))[0]

        return await within(self.storage, add)

    async def delivers(
        self, *files: Named | StoredFile, note: str = "Here it is.", step: int = 0
    ) -> Delivery:
        rows = [f if isinstance(f, StoredFile) else await self.stored(*f) for f in files]

        async def deliver(work: UnitOfWork) -> Delivery:
            milestone = self.project.milestones[step].id
            ids = [row.id for row in rows]
            return await deliveries.deliver(work, self.ana, milestone, note, ids)

        return await within(self.storage, deliver)

    async def accepts(self, delivery: Delivery) -> None:
        await within(self.storage, lambda work: deliveries.accept(work, self.marc, delivery.id))

    async def declines(self, delivery: Delivery, reason: str) -> None:
        act = deliveries.decline
        await within(self.storage, lambda work: act(work, self.marc, delivery.id, reason))

    async def says(self, who: Person, text: str, kind: str = "text", **more: Any) -> RelayedMessage:
        return await says(self.storage, who, self.project.bid_id, text, kind=kind, **more)

    async def asks(self, who: Person | None = None, *, links: bool = False) -> Archive:
        actor, project_id = who or self.marc, self.project.id
        return await within(
            self.storage, lambda work: archives.ask(work, actor, project_id, links=links)
        )

    # --- what became of it ---

    async def archives(self) -> list[Any]:
        async with self.storage.engine.connect() as connection:
            chosen = tables.archives.select().order_by(tables.archives.c.id)
            return list((await connection.execute(chosen)).all())

    async def packed(self) -> StoredFile:
        """The file of the newest archive."""
        file_id = (await self.archives())[-1].file_id
        return (await within(self.storage, lambda work: work.files.many([file_id])))[0]

    async def unpacked(self) -> dict[str, bytes]:
        """What is in it: every entry, its checksum compared."""
        content = await self.read((await self.packed()).key)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}

    async def read(self, key: str) -> bytes:
        return b"".join([chunk async for chunk in self.store.open(key)])


def unpacks(content: bytes, folder: Path) -> bool:
    """Whether programs that we didn't write take it; those that are not here are left out."""
    (folder / "all.zip").write_bytes(content)
    ways = ("unzip -t -q all.zip", "bsdtar -tf all.zip", "unzip -q all.zip")
    sums = "sha256sum -c --quiet SHA256SUMS"
    for command in (*ways, sums):
        words = command.split()
        if shutil.which(words[0]) and (words[0] != "sha256sum" or shutil.which("unzip")):
            subprocess.run(words, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return True


def manifest_of(entries: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(entries["manifest.json"])
    return found


class Gate:
    """Stands before a store: `open` waits for the gate once `shut`, or breaks off in the middle."""

    def __init__(self, store: FileStore) -> None:
        self._store = store
        self.opened = asyncio.Event()
        self.opened.set()
        self.reached = asyncio.Event()
        self.error: Exception | None = None
        self.blocks_before = 0
        """How many go through before the gate."""

    def shut(self, *, after_blocks: int = 0) -> None:
        self.opened.clear()
        self.blocks_before = after_blocks

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def open(self, key: str) -> AsyncIterator[bytes]:
        passed = 0
        async for block in self._store.open(key):
            if passed >= self.blocks_before:
                self.reached.set()
                await self.opened.wait()
                if self.error:
                    raise self.error
            passed += 1
            yield block
