"""The bot's web server by itself, with a project in the database and a client without mercy."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from unittest import mock

import aiohttp
import sqlalchemy as sa

from bot.app import App
from bot.settings import Settings, load
from marketplace import transfers
from marketplace.files import FileKind, FileState, StoredFile
from marketplace.money import Currency
from marketplace.people import Person
from marketplace.projects import Project
from storage.files import new_key
from storage.tables import file_links, files
from storage.unit_of_work import UnitOfWork
from tests.bot.conftest import Echo, say
from tests.conftest import FakeClock
from tests.storage import deal
from views.texts import Texts

MIB = 1024 * 1024
ENGLISH = Texts("en", Currency())


class Desk(Echo):
    """Says in the chat what came; `trouble` is raised instead, `arriving` may get in the way."""

    def __init__(self) -> None:
        super().__init__()
        self.trouble: Exception | None = None
        self.said: list[tuple[int, int, int]] = []

    def texts(self, language: str) -> Texts:
        return ENGLISH

    async def uploaded(
        self, work: UnitOfWork, person_id: int, file: StoredFile, milestone_id: int
    ) -> None:
        await say(work, person_id, f"got {file.name}")
        if self.trouble:
            raise self.trouble
        self.said.append((person_id, file.id, milestone_id))


class Site:
    """`base` is its address; Ana works for Marc on `project`."""

    def __init__(
        self, app: App, desk: Desk, session: aiohttp.ClientSession, woken: list[None]
    ) -> None:
        self.app, self.desk, self.session, self.woken = app, desk, session, woken
        self.ana: Person
        self.marc: Person
        self.project: Project

    @property
    def port(self) -> int:
        assert self.app.web
        return self.app.web.port

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def hire(self, *amounts: int) -> None:
        self.ana, self.marc, self.project = await deal.running(self.app.storage, *amounts)

    async def upload_link(self, person: Person | None = None) -> str:
        """A path with a new token, for the first milestone."""
        milestone, actor = self.project.milestones[0].id, person or self.ana
        offer = await deal.within(
            self.app.storage, lambda work: transfers.offer_upload(work, actor, milestone)
        )
        return f"/up/{offer.token}"

    async def put(
        self, path: str, content: Any, name: str = "site.zip", **headers: str
    ) -> tuple[int, dict[str, Any]]:
        """Status and JSON of the answer."""
        given = {"X-File-Name": name, **headers}
        async with self.session.put(self.base + path, data=content, headers=given) as answer:
            return answer.status, await answer.json()

    async def file_in_store(self, content: bytes, name: str = "site.zip") -> StoredFile:
        """Ana's, as an upload leaves it."""

        async def once() -> AsyncIterator[bytes]:
            yield content

        stored = await self.app.files.put(
            new_key(), once(), size=len(content), content_type="application/octet-stream"
        )

        async def act(work: UnitOfWork) -> StoredFile:
            kind, state = FileKind.DOCUMENT, FileState.STORED
            file = StoredFile(
                *(0, self.ana.id, name, "application/zip", stored.size, kind, "", "", work.now),
                *(state, stored.key, stored.sha256),
            )
            return (await work.files.many([await work.files.add(file)]))[0]

        return await deal.within(self.app.storage, act)

    async def download_link(self, file: StoredFile, person: Person | None = None) -> str:
        actor = person or self.ana
        offer = await deal.within(
            self.app.storage, lambda work: transfers.offer_download(work, actor, file.id)
        )
        return f"/get/{offer.token}"

    async def get(self, path: str, method: str = "GET", **headers: str) -> aiohttp.ClientResponse:
        """Read to the end; redirects are shown, not followed."""
        answer = await self.session.request(
            method, self.base + path, headers=headers, allow_redirects=False
        )
        await answer.read()
        return answer

    async def raw(self, *parts: bytes, heads: int = 1, cut: bool = False) -> bytes:
        """Bytes as they are, and the heads of as many answers; with `cut` our side ends after the
        last part, and what comes back until the server ends, too."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            for part in parts:
                writer.write(part)
                await writer.drain()
            async with asyncio.timeout(20):
                if cut:
                    writer.write_eof()
                    return await reader.read()
                return b"".join([await reader.readuntil(b"\r\n\r\n") for _ in range(heads)])
        finally:
            writer.close()

    async def give_to(self, file_id: int, person_id: int) -> None:
        """The file has another owner."""
        async with self.app.storage.engine.begin() as connection:
            change = sa.update(files).where(files.c.id == file_id).values(owner_id=person_id)
            await connection.execute(change)

    async def rows(self) -> list[Any]:
        """The files, as committed."""
        return await self._all(sa.select(files).order_by(files.c.id))

    async def links(self) -> list[Any]:
        return await self._all(sa.select(file_links).order_by(file_links.c.id))

    async def _all(self, statement: Any) -> list[Any]:
        async with self.app.storage.engine.connect() as connection:
            return list((await connection.execute(statement)).all())

    async def bytes_of(self, key: str) -> bytes:
        return b"".join([chunk async for chunk in self.app.files.open(key)])


def settings_of(database_url: str, **more: Any) -> Settings:
    """Without Telegram: nothing here asks it anything."""
    given = {
        "bot_token": "1:x",
        "telegram_api_url": "http://127.0.0.1:9",
        "database_url": database_url,
        "public_url": "https://files.example",
        "webhook_port": 0,
    }
    return load(_env_file=None, **{**given, **more})


@asynccontextmanager
async def site_on(settings: Settings, clock: FakeClock) -> AsyncIterator[Site]:
    desk = Desk()
    app = App.build(settings, clock, dispatcher=desk)
    woken: list[None] = []
    app.woken = lambda: woken.append(None)  # type: ignore[method-assign]
    app.web = app.web_server()
    with mock.patch("bot.web.server.LINGER_SECONDS", 0.1):  # nobody waits for refused bodies
        await app.web.start()
    try:
        async with aiohttp.ClientSession() as session:
            site = Site(app, desk, session, woken)
            await site.hire()
            yield site
    finally:
        await app.web.stop()
        await app.close()
