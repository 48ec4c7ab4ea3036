"""What the tests share: a clock that stands still, and a migrated database of each kind.

`database_url` and everything on it runs a test twice, on SQLite and on PostgreSQL. All are made
from one migrated original of the session. Most tests on PostgreSQL follow each other in one
database, emptied in between (0.03 s against 0.25 s for a copy); a test that changes the schema, or
kills something, asks for `own_database_url`.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Coroutine, Iterator
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
    from tests.servers import S3Server

TAKES_MONEY = Policy(payments=Payments.PROVIDER)


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
def postgres_shared(postgres_server: str, postgres_original: str) -> Iterator[str]:
    from tests.servers import drop_database, fresh_database

    url = fresh_database(postgres_server, template=postgres_original)
    yield url
    drop_database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database without rows; of each kind once."""
    if request.param == "sqlite":
        return _sqlite_copy(request, tmp_path)
    url: str = request.getfixturevalue("postgres_shared")
    _run(_empty(url))
    return url


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


async def _empty(url: str) -> None:
    """Ends whoever is still connected, then removes all rows, also those that triggers guard."""
    import asyncpg

    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(address)
    try:
        await connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        tables = "; ".join(f"DELETE FROM {table}" for table in (*metadata.tables, "job_index"))
        await connection.execute(f"SET session_replication_role = replica; {tables}")
    finally:
        await connection.close()


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Runs to its end, whether or not this thread has a running loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()
