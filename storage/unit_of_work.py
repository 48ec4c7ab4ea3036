"""One update, one transaction: everything in a unit of work is committed together or not at all."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from marketplace.events import Event
from marketplace.files import FileLimits
from marketplace.money import Currency
from marketplace.policy import Policy
from marketplace.ports import Clock, Work
from storage.alerts import SqlAlerts
from storage.archive_rows import Archiving, SqlArchives
from storage.bids import SqlBids
from storage.books import SqlBooks
from storage.cards import SqlCards
from storage.checkouts import SqlCheckouts
from storage.clients import SqlClients
from storage.conversations import SqlConversations
from storage.directory import SqlDirectory
from storage.disputes import SqlCancellations, SqlDisputes
from storage.engine import open_engine
from storage.file_checks import FileChecks
from storage.file_links import SqlLinks
from storage.file_rows import SqlFiles
from storage.finding import SqlFinding
from storage.ingest_rows import IngestRows
from storage.invitations import SqlInvitations
from storage.invoices import SqlInvoices
from storage.job_indexing import Indexing
from storage.jobs import SqlJobs
from storage.ledger import SqlLedger
from storage.notice_settings import SqlNotices
from storage.old_hits import OldHits
from storage.outbox import OutboxRows
from storage.people import SqlPeople
from storage.projects import SqlProjects
from storage.ratings import SqlRatings
from storage.relay_search import SqlSearchedLog
from storage.reports import SqlReports
from storage.rulings import SqlRulings
from storage.saved_jobs import SqlSavedJobs
from storage.shortlists import SqlShortlists
from storage.sqlite_driver import OneTripConnection
from storage.talks import SqlTalks
from storage.templates import SqlTemplates
from storage.topics import SqlTopics
from storage.updates import SqlUpdates
from storage.vocabulary import Vocabulary
from storage.waiting import SqlWaiting
from storage.withdrawals import SqlWithdrawals
from storage.word_counts import WordCounts

IN_FLIGHT = 10
ABREAST = 4
NO_SETTINGS = FileLimits()


class Storage:
    """A database, and the units of work on it."""

    def __init__(
        self, engine: AsyncEngine, clock: Clock, policy: Policy, limits: FileLimits
    ) -> None:
        self.engine = engine
        self.clock = clock
        self.policy = policy
        self.limits = limits
        self.files_announced: Callable[[], None] = lambda: None
        """Called after a commit that left files to be fetched, or deliveries that wait for them."""
        self.abreast = 1 if engine.dialect.name == "sqlite" else ABREAST
        """How many units of work of one timed job run side by side: SQLite has one writer."""
        self.vocabulary = Vocabulary()
        self.has_topics = False
        """Whether the bot's private chats have topics (Bot API, User.has_topics_enabled)."""
        self._turn: AbstractAsyncContextManager[object] = (
            asyncio.Lock() if engine.dialect.name == "sqlite" else nullcontext()
        )

    @classmethod
    def open(
        cls,
        url: str,
        *,
        clock: Clock,
        policy: Policy,
        limits: FileLimits = NO_SETTINGS,
        in_flight: int = IN_FLIGHT,
    ) -> "Storage":
        """No I/O yet. `url`: sqlite:///path or postgresql://…; `in_flight`: how many units of work
        run at once (SQLite: always one, the others wait their turn)."""
        return cls(open_engine(url, in_flight), clock, policy, limits)

    @asynccontextmanager
    async def begin(self, *, lasting: bool = True) -> AsyncIterator["UnitOfWork"]:
        """A unit of work; leaving it without `commit()` rolls everything back.

        Without `lasting` its commit doesn't wait for the disk (SQLite): the machine's power failing
        within seconds can undo it as a whole.
        """
        async with self._turn, self.engine.connect() as connection:
            raw = (await connection.get_raw_connection()).driver_connection
            if isinstance(raw, OneTripConnection):
                raw.lasting = lasting
            work = UnitOfWork(self, connection)
            try:
                yield work
            finally:
                work.ended = True

    async def learn_words(self) -> None:
        """All words of all jobs, before anybody searches: a million jobs' take half a second."""
        async with self.begin() as work:
            await work.finding.learn()

    async def close(self) -> None:
        """Closes the connections."""
        await self.engine.dispose()


class UnitOfWork:
    """Implements marketplace.ports.Work, and keeps what the bot itself needs beside it."""

    def __init__(self, storage: Storage, connection: AsyncConnection) -> None:
        self._connection = connection
        self._storage = storage
        self.now = now = storage.clock.now()
        self.policy = storage.policy
        self.limits = storage.limits
        self.events: list[Event] = []
        self.ended = False
        self.people = SqlPeople(connection, now)
        self.directory = SqlDirectory(connection, now)
        self.invitations = SqlInvitations(connection, now)
        indexing = Indexing(connection, storage.vocabulary)
        self.jobs = SqlJobs(connection, now, indexing)
        self.saved_jobs = SqlSavedJobs(connection, now)
        self.clients = SqlClients(connection, now)
        self.alerts = SqlAlerts(connection, now)
        self.old_hits = OldHits(connection, now)
        self.word_counts = WordCounts(connection, now)
        self.finding = SqlFinding(connection, now, storage.vocabulary, indexing)
        self.bids = SqlBids(connection, now)
        self.shortlists = SqlShortlists(connection, now)
        self.templates = SqlTemplates(connection, now)
        self.projects = SqlProjects(connection, now)
        self.ratings = SqlRatings(connection, now)
        self.checkouts = SqlCheckouts(connection, now)
        self.invoices = SqlInvoices(connection, now)
        self.withdrawals = SqlWithdrawals(connection, now)
        self.disputes = SqlDisputes(connection, now)
        self.cancellations = SqlCancellations(connection, now)
        self.rulings = SqlRulings(connection, now)
        self.reports = SqlReports(connection, now)
        self.ledger = SqlLedger(connection, now, storage.policy.currency.code)
        self.books = SqlBooks(connection, now)
        self.files = SqlFiles(connection, now)
        self.relay = SqlSearchedLog(connection, now)
        self.talks = SqlTalks(connection, now)
        self.cards = SqlCards(connection, now)
        self.notices = SqlNotices(connection, now)
        self.waiting = SqlWaiting(connection, now)
        self.ingest = IngestRows(connection, now)
        self.file_checks = FileChecks(connection, now)
        self.links = SqlLinks(connection, now)
        self.archives = SqlArchives(connection, now)
        self.archiving = Archiving(connection, now)
        self.conversations = SqlConversations(connection, now)
        self.topics = SqlTopics(connection, now, here=storage.has_topics)
        self.outbox = OutboxRows(connection, now, self.topics)
        self.updates = SqlUpdates(connection, now)

    @property
    def currency(self) -> Currency:
        """The deployment's one currency."""
        return self.policy.currency

    def happened(self, event: Event) -> None:
        """Records an event. Raises RuntimeError after the end: nobody would ever hear of it."""
        if self.ended:
            raise RuntimeError("this unit of work has ended")
        self.events.append(event)

    def new_token(self) -> str:
        """256 random bits, URL-safe."""
        return secrets.token_urlsafe(32)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """What happens inside happens whole: an exception takes back its changes, its events and
        what it made of the conversation, and goes on."""
        heard, remembered = len(self.events), self.conversations.remembered()
        try:
            async with self._connection.begin_nested():
                yield
        except BaseException:
            del self.events[heard:]
            self.conversations.restore(remembered)
            raise

    async def commit(self) -> None:
        """Once, last: afterwards nothing can be done with this unit of work."""
        if self.ended:
            raise RuntimeError("this unit of work has ended")
        await self.conversations.flush()
        await self._connection.commit()
        self.ended = True
        await self._connection.close()
        if self.files.any_announced or self.waiting.any_put:
            self._storage.files_announced()


if TYPE_CHECKING:

    def _implements_the_port(work: UnitOfWork) -> Work:
        return work
