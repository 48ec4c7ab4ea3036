"""What goes into an archive: the files out of the store, then the papers that tell of them.

The papers come last because they also tell of files that turned out to be lost or changed.
"""

import json
from array import array
from bisect import bisect_left
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime

import structlog

from bot.zip_stream import SQUEEZE, Entry
from marketplace.archive_names import Place, layout
from marketplace.archives import Dossier, Said
from marketplace.files import FileState
from marketplace.relay import RelayedMessage
from storage.files import FileMissing, FileStore
from storage.files.streams import Threads
from storage.unit_of_work import Storage
from views import manifest, papers
from views.texts import Texts

log = structlog.get_logger(__name__)

PAGE = 200
"""Messages read at once: a talk can be longer than memory."""

Papers = AsyncGenerator[tuple[str, AsyncIterator[str]], None]


class Contents:
    """The entries of one archive, in order, once. `done_bytes` of `whole_bytes` are through.

    Words are put together in `threads`: for a thousand files that takes a while.
    """

    def __init__(
        self, dossier: Dossier, t: Texts, storage: Storage, files: FileStore, threads: Threads
    ) -> None:
        self._dossier = dossier
        self._t = t
        self._storage = storage
        self._files = files
        self._threads = threads
        self._places = layout(dossier.project, dossier.deliveries)
        self._sums: list[str] = []
        """Of files as they were delivered, so that a changed one is noticed."""
        self.fates: dict[str, str] = {}
        self.count = 0
        """Files that are in."""
        self.done_bytes = 0
        self.whole_bytes = sum(file.size_bytes for file in dossier.stored)

    async def entries(self) -> AsyncGenerator[Entry, None]:
        """Raises StoreTrouble."""
        for place in self._places:
            if place.file.state is FileState.STORED:
                async with aclosing(self._file(place)) as entries:
                    async for entry in entries:
                        yield entry
        async for path, texts in self._papers():
            entry = Entry(path, self._dossier.made_at, 0, _encoded(texts), SQUEEZE)
            yield entry
            self._sums.append(f"{entry.sha256}  {path}\n")

    async def _file(self, place: Place) -> AsyncGenerator[Entry, None]:
        """Its entry; none when the store doesn't have it."""
        file = place.file
        async with aclosing(self._files.open(file.key)) as chunks:  # type: ignore[type-var]
            try:
                first = await anext(chunks, b"")
            except FileMissing:
                self._note(place, papers.LOST)
                self.done_bytes += file.size_bytes
                return
            blocks = self._counted(first, chunks)
            entry = Entry(place.path, file.announced_at, file.size_bytes, blocks)
            yield entry
        self.count += 1
        self._sums.append(f"{file.sha256}  {place.path}\n")
        if entry.sha256 != file.sha256:
            self._note(place, papers.CHANGED)

    def _note(self, place: Place, fate: str) -> None:
        log.error("a stored file is not what it was", file=place.file.id, fate=fate)
        self.fates[place.path] = fate

    async def _counted(
        self, first: bytes, rest: AsyncIterator[bytes]
    ) -> AsyncGenerator[bytes, None]:
        self.done_bytes += len(first)
        yield first
        async for block in rest:
            self.done_bytes += len(block)
            yield block

    # --- papers ---

    async def _papers(self) -> Papers:
        """Each is put together when its turn has come; the checksums see all others."""
        dossier, t = self._dossier, self._t
        yield "manifest.json", self._manifest()
        told = await self._threads.run(papers.history, t, dossier, self._places, self.fates)
        yield "history.txt", _once(told)
        yield "chat.txt", self._chat()
        if self.fates:
            yield "PROBLEMS.txt", _once(papers.problems(t, self.fates))
        yield "SHA256SUMS", _once("".join(self._sums))

    async def _manifest(self) -> AsyncGenerator[str, None]:
        """One JSON object, its last part page by page."""
        head = await self._threads.run(self._manifest_head)
        yield head.removesuffix("\n}") + ',\n  "chat": ['
        comma = ""
        async for page in self._talk():
            for said in page:
                entry = manifest.message_entry(self._dossier, said)
                yield f"{comma}\n    {json.dumps(entry, ensure_ascii=False)}"
                comma = ","
        yield "\n  ]\n}\n"

    def _manifest_head(self) -> str:
        facts = manifest.manifest(self._dossier, self._places, self.fates, self._t.currency)
        return json.dumps(facts, ensure_ascii=False, indent=2)

    async def _chat(self) -> AsyncGenerator[str, None]:
        async for page in self._talk():
            yield await self._threads.run(self._said, page)

    def _said(self, page: list[Said]) -> str:
        return "".join(papers.said(self._t, self._dossier, said) for said in page)

    async def _talk(self) -> AsyncGenerator[list[Said], None]:
        """Everything that was said before the archive was begun; the same each time."""
        line, until, ids = self._dossier.project.bid_id, self._dossier.made_at, array("q")
        while True:
            after_id = ids[-1] if ids else 0
            async with self._storage.begin() as work:
                found = await work.relay.page(line, until, after_id, PAGE)
            if not found:
                return
            before = len(ids)
            ids.extend(relay_id for relay_id, _ in found)
            yield [
                Said(number, _until(until, message), _number_of(ids, message.answers))
                for number, (_, message) in enumerate(found, start=before + 1)
            ]


def _until(until: datetime, message: RelayedMessage) -> RelayedMessage:
    """As it was then: without what was edited later."""
    return replace(message, edits=tuple(edit for edit in message.edits if edit.at <= until))


def _number_of(ids: "array[int]", relay_id: int | None) -> int | None:
    """Where it stands in the talk; eight bytes a message are kept for that, however long it is."""
    if relay_id is None:
        return None
    place = bisect_left(ids, relay_id)
    return place + 1 if place < len(ids) and ids[place] == relay_id else None


async def _once(text: str) -> AsyncGenerator[str, None]:
    yield text


async def _encoded(texts: AsyncIterator[str]) -> AsyncGenerator[bytes, None]:
    async for text in texts:
        yield text.encode("utf-8", "replace")
