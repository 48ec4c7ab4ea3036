"""What the tests share: a clock that stands still, and a migrated database of each kind.

`database_url` and everything on it runs a test twice, on SQLite and on PostgreSQL. All are made
from one migrated original of the session. Most tests on PostgreSQL follow each other in one
database, emptied in between (0.01 s against 0.25 s for a copy); a test that changes the schema, or
kills something, asks for `own_database_url`.
"""

import asyncio
import gc
import os
import shutil
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import make_url

from marketplace.policy import Payments, Policy
from storage.schema import migrate
from storage.tables import metadata
from storage.unit_of_work import Storage

if TYPE_CHECKING:
    import asyncpg

    from tests.servers import S3Server

TAKES_MONEY = Policy(payments=Payments.PROVIDER)
MORE_THAN_CORES = 2


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """Of `-n auto`, unless PYTEST_XDIST_AUTO_NUM_WORKERS says it: a few more than cores, since
    half of a story is waiting until all is quiet."""
    found = yield
    return found if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else found + MORE_THAN_CORES


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, whatever the order: none of them is left to one core at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """What was imported stays: the collector need not look at it during each test."""
    gc.collect()
    gc.freeze()


class FakeClock:
    """The time of a test; it passes when it is told to."""

    def __init__(self, now: datetime = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def pass_(self, time: timedelta) -> datetime:
        """`time` later; returns what it is then."""
        self._now += time
        return self._now


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="session")
def sqlite_original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "original.db"
    _run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a server's maintenance database. A server starts with the first test that asks."""
    from tests.servers import shared_directory, start_postgres

    return start_postgres(shared_directory(tmp_path_factory))


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[S3Server]":
    """A real S3-compatible server. It starts with the first test that asks."""
    from tests.servers import shared_directory, start_s3

    server = start_s3(shared_directory(tmp_path_factory) / "s3")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_original(postgres_server: str) -> Iterator[str]:
    from tests.servers import drop_database, fresh_database

    url = fresh_database(postgres_server)
    _run(migrate(url))
    yield url
    drop_database(url)


@pytest.fixture(scope="session")
def emptied_postgres(postgres_server: str, postgres_original: str) -> Iterator[Callable[[], str]]:
    """Empties the database in which most tests follow each other, and returns its URL.

    All over one connection: its backend knows the tables, a new one would have to learn them.
    """
    from tests.servers import drop_database, fresh_database

    url = fresh_database(postgres_server, template=postgres_original)
    with ThreadPoolExecutor(1, "emptying") as thread:
        runner = asyncio.Runner()

        def run(work: Coroutine[Any, Any, Any]) -> Any:
            return thread.submit(runner.run, work).result()

        connection = run(_connected(url))

        def empty() -> str:
            run(_empty(connection))
            return url

        yield empty
        run(connection.close())
        thread.submit(runner.close).result()
    drop_database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database without rows; of each kind once."""
    if request.param == "sqlite":
        return _sqlite_copy(request, tmp_path)
    empty: Callable[[], str] = request.getfixturevalue("emptied_postgres")
    return empty()


@pytest.fixture(params=["sqlite", "postgresql"])
def own_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """As `database_url`, for a test that does to it what no other test could live with."""
    if request.param == "sqlite":
        yield _sqlite_copy(request, tmp_path)
        return
    from tests.servers import drop_database, fresh_database

    server = request.getfixturevalue("postgres_server")
    url = fresh_database(server, template=request.getfixturevalue("postgres_original"))
    yield url
    drop_database(url)


@pytest.fixture
async def storage(database_url: str, clock: FakeClock) -> AsyncIterator[Storage]:
    opened = open_storage(database_url, clock)
    yield opened
    await opened.close()


def open_storage(
    url: str, clock: FakeClock, in_flight: int = 10, policy: Policy = TAKES_MONEY
) -> Storage:
    """As the program opens it, with the test's clock; the caller closes it."""
    return Storage.open(
        url,
        clock=clock,
        policy=policy,
        in_flight=in_flight,
    )


def _sqlite_copy(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    path = tmp_path / "perfectlancer.db"
    shutil.copyfile(request.getfixturevalue("sqlite_original"), path)
    return f"sqlite:///{path}"


async def _connected(url: str) -> "asyncpg.Connection":
    import asyncpg

    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return await asyncpg.connect(address)


async def _empty(connection: "asyncpg.Connection") -> None:
    """Ends whoever else is still connected, then removes all rows, also those that triggers
    guard."""
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    tables = "; ".join(f"DELETE FROM {table}" for table in (*metadata.tables, "job_index"))
    await connection.execute(f"SET session_replication_role = replica; {tables}")


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Runs to its end, whether or not this thread has a running loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()
