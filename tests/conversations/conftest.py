"""Conversations run over one real database: SQLite, which the storage tests hold equal to
PostgreSQL."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.unit_of_work import Storage
from tests.conftest import FakeClock, open_storage


@pytest.fixture
async def database(
    sqlite_original: Path, tmp_path: Path, clock: FakeClock
) -> AsyncIterator[Storage]:
    path = tmp_path / "conversations.db"
    shutil.copyfile(sqlite_original, path)
    opened = open_storage(f"sqlite:///{path}", clock)
    yield opened
    await opened.close()
