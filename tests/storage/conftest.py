"""Each kind of place for files once: a real folder, and a real S3-compatible server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.storage.places import Place, folder_place, s3_place


@pytest.fixture(params=["folder", "s3"])
async def place(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Place]:
    if request.param == "folder":
        found = folder_place(tmp_path / "files")
    else:
        found = s3_place(request.getfixturevalue("s3"))
    yield found
    await found.store.close()
