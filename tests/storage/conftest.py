"""A real folder and a real S3-compatible server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.servers import S3Server, shared_directory, start_s3
from tests.storage.places import Place, folder_place, s3_place


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    server = start_s3(shared_directory(tmp_path_factory) / "s3")
    yield server
    server.stop()


@pytest.fixture(params=["folder", "s3"])
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Place]:
    if request.param == "folder":
        found = folder_place(tmp_path / "files")
    else:
        found = s3_place(request.getfixturevalue("s3"))
    yield found
    await found.store.close()
