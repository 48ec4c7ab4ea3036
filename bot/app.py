"""The composition root: the only file that knows everyone. Tests build the same program with a
few parts replaced.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Literal

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.archive import ArchiveMaker
from bot.bell import CHANNEL, Bell
from bot.clock import clock_for
from bot.inbound import Handler, Inbound
from bot.ingest import Ingest
from bot.leader import Leader, OnlyOne, PostgresLeader
from bot.menu import show_menu
from bot.outbox import Outbox
from bot.polling import Polling
from bot.progress import Progress
from bot.scheduler import Scheduler
from bot.sender import Sender
from bot.settings import OperatorNeeded, Settings
from bot.telegram_http import TelegramHttp, TelegramRefused, TelegramUnreachable
from bot.web.downloads import Downloads
from bot.web.health import Health
from bot.web.pages import Pages
from bot.web.server import Part, WebServer
from bot.web.uploads import Uploads
from bot.web.webhook import Webhook
from marketplace.ports import Clock
from storage import schema
from storage.files import FileStore, file_store
from storage.unit_of_work import Storage
from views.sharing import Address

log = structlog.get_logger(__name__)

FIRST_ANSWER_SECONDS = 2.0

Mode = Literal["polling", "webhook", "worker"]


class DatabaseNotReady(OperatorNeeded):
    """It cannot be opened, or its schema is not this program's."""


def dispatcher_for(settings: Settings) -> Any:
    """Where the conversation with people begins; imported late, since its texts take a while."""
    from bot.dispatcher import Dispatcher

    token = settings.bot_token.get_secret_value()
    return Dispatcher(
        token,
        settings.policy,
        public_url=settings.public_url,
    )


class App:
    """One process of the program. Build it, then `async with app.running(mode)`.

    `polling` is everything in one process; `webhook` only takes updates, and big files where
    PUBLIC_URL is set; `worker` sends, keeps deadlines and stores files.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        storage: Storage,
        files: FileStore,
        web_files: FileStore,
        dispatcher: Any,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.storage = storage
        self.files = files
        # The same place with room of its own: people's slow lines hold up no file of Telegram's.
        self.web_files = web_files
        self.dispatcher = dispatcher
        self.http = TelegramHttp.of(settings)
        self.sender = Sender(settings, files)
        self.bell = Bell(storage)
        self.leader: Leader = OnlyOne()
        if settings.is_postgres:
            url, bot_id = settings.database_url, settings.bot_id
            self.leader = PostgresLeader(url, bot_id, CHANNEL, lambda: self.outbox.wake())
        announce = dispatcher.announce
        self.outbox = Outbox(settings, storage, self.sender, clock, self.leader, announce)
        handler: Handler = dispatcher
        self.inbound = Inbound(storage, handler, self.sender, self.woken)
        self.polling = Polling(self.http, self.inbound.take)
        self.web: WebServer | None = None
        token = settings.bot_token.get_secret_value()
        progress = Progress(storage, dispatcher.texts, self.woken)
        self.ingest = Ingest(storage, self.http, files, clock, token, progress, self._file_ended)
        by_link = bool(settings.public_url)
        self.archives = ArchiveMaker(storage, files, dispatcher, self.woken, by_link=by_link)
        self.scheduler = Scheduler(
            settings,
            storage,
            files,
            self.ingest,
            self.archives,
            self.http,
            announce,
            self.woken,
            self.outbox.wake,
        )

    @classmethod
    def build(
        cls,
        settings: Settings,
        clock: Clock | None = None,
        *,
        storage: Storage | None = None,
        files: FileStore | None = None,
        dispatcher: Any = None,
    ) -> "App":
        """The parts that a deployment uses, unless others are given. No I/O yet."""
        clock = clock or clock_for(settings.clock_shift_file)
        storage = storage or Storage.open(
            settings.database_url,
            clock=clock,
            policy=settings.policy,
            limits=settings.limits,
        )
        web_files = files or file_store(settings.files, settings.s3)
        files = files or file_store(settings.files, settings.s3)
        dispatcher = dispatcher or dispatcher_for(settings)
        return cls(settings, clock, storage, files, web_files, dispatcher)

    def woken(self) -> None:
        """Something was committed that may have to be sent, here or by another process."""
        self.outbox.wake()
        if self.settings.is_postgres:
            self.bell.ring()

    async def _file_ended(self) -> None:
        """The last file of a delivery may just have been stored, so that it can go out."""
        self.outbox.wake()
        await self.scheduler.now("send_waiting")

    @asynccontextmanager
    async def running(self, mode: Mode = "polling") -> AsyncIterator["asyncio.Task[None]"]:
        """Runs until left, then finishes what it began. Yields a task that ends by itself only
        when a part cannot go on (a wrong token), with that part's error.

        Raises DatabaseNotReady, SettingsWrong, OSError (the port is taken).
        """
        tasks = []
        try:
            webhook = Webhook(self.settings, self.inbound.take) if mode == "webhook" else None
            if webhook or (self.settings.public_url and mode != "worker"):
                self.web = self.web_server(webhook)
            await self._prepare()
            await self._check_currency()
            await self.storage.learn_words()
            await self.sender.start()
            tasks.append(learning := asyncio.create_task(self._learn_who_it_is()))
            await asyncio.wait([learning], timeout=FIRST_ANSWER_SECONDS)
            if mode != "webhook":
                tasks.append(asyncio.create_task(self.outbox.run(), name="outbox"))
                if not self.settings.is_postgres:
                    await self.ingest.release()
                self.storage.files_announced = self.ingest.wake
                self.scheduler.start()
            if mode == "polling":
                tasks.append(asyncio.create_task(self.polling.run(), name="polling"))
            if self.web:
                await self.web.start()
            if webhook:
                tasks.append(asyncio.create_task(webhook.announce(self.http), name="webhook"))
            if mode != "worker":
                tasks.append(asyncio.create_task(self._show_menu()))
            log.info("running", mode=mode)
            yield asyncio.create_task(_first_failure(tasks))
        finally:
            await self._end(tasks)

    async def _learn_who_it_is(self) -> None:
        """Until it is known, and where there are no topics, everything goes to the main chats."""
        while True:
            with suppress(TelegramUnreachable, TelegramRefused, OperatorNeeded):
                me = await self.http.call("getMe", {})
                self.storage.has_topics = bool(me.get("has_topics_enabled"))
                inline = bool(me.get("supports_inline_queries"))
                self.dispatcher.address = Address(str(me.get("username", "")), inline)
                log.info("topics in private chats", here=self.storage.has_topics)
                return
            await asyncio.sleep(FIRST_ANSWER_SECONDS)

    async def _show_menu(self) -> None:
        """Operators who never wrote to the bot have no chat with it yet. Nothing depends on it."""
        here: list[int] = []
        try:
            async with self.storage.begin() as work:
                found = [await work.people.find(one) for one in self.settings.operators]
                here = [person.id for person in found if person is not None and person.reachable]
        except (SQLAlchemyError, OSError) as error:
            log.warning("the operators could not be looked up for the menu", error=str(error))
        await show_menu(self.http, self.dispatcher, here)

    def web_server(self, webhook: Webhook | None = None) -> WebServer:
        """The parts that this process serves over HTTP."""
        pages = Pages(lambda language: self.dispatcher.texts(language))
        parts: list[Part] = [Health(self.storage)]
        if webhook:
            parts.append(webhook)
        if self.settings.public_url:
            parts += [
                Uploads(self.storage, self.web_files, pages, self.dispatcher, self.woken),
                Downloads(self.storage, self.web_files, pages),
            ]
        return WebServer(self.settings, pages, parts)

    async def _prepare(self) -> None:
        """Our own SQLite file is migrated on the way; a shared database by its operator."""
        try:
            if not self.settings.is_postgres:
                await schema.migrate(self.settings.database_url)
                return
            current = await schema.is_current(self.settings.database_url)
        except (SQLAlchemyError, OSError) as error:
            why = str(getattr(error, "orig", None) or error)
            await asyncio.sleep(0.1)  # aiosqlite's thread has a last word to say to the loop
            raise DatabaseNotReady(
                f"The database cannot be used: {why}. Check DATABASE_URL."
            ) from None
        if not current:
            raise DatabaseNotReady("The database is not up to date: run `perfectlancer migrate`.")

    async def _check_currency(self) -> None:
        """Amounts are numbers without a unit: in another currency they would be other money."""
        async with self.storage.begin() as work:
            booked, now = await work.ledger.last_currency(), self.settings.currency
        if booked not in ("", now):
            raise DatabaseNotReady(
                f"CURRENCY is {now}, but the ledger was kept in {booked}: set it back, or begin "
                "with a new database."
            )

    async def _end(self, tasks: list["asyncio.Task[None]"]) -> None:
        """First what takes, then what works, last what sends."""
        self.polling.stop()
        if self.web:
            await self.web.stop()
        await self.scheduler.stop()
        for task in tasks:
            if task.get_name() not in ("outbox", "polling"):
                task.cancel()
        await asyncio.gather(
            *(t for t in tasks if t.get_name() != "outbox"), return_exceptions=True
        )
        await self.inbound.close()
        self.outbox.stop()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.close()

    async def close(self) -> None:
        """Lets all connections go; for an app that was built and never ran."""
        await self.bell.close()
        await self.sender.close()
        await self.http.close()
        await self.files.close()
        await self.web_files.close()
        await self.storage.close()


async def _first_failure(tasks: list["asyncio.Task[None]"]) -> None:
    """Waits for the first of them that fails, and raises its error."""
    while tasks:
        done, waiting = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
        tasks = list(waiting)
