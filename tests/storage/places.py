"""Both kinds of places for files, ready to be tried, and a few ways to fill and read them."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.files import FileStore, S3Settings, file_store, new_key
from tests.servers import S3Server

MIB = 1024 * 1024


@dataclass
class Place:
    """A store, and what an operator sees in it from outside."""

    store: FileStore
    url: str
    settings: S3Settings
    everything: Callable[[], list[str]]  # objects and unfinished uploads alike


def folder_place(root: Path) -> Place:
    def everything() -> list[str]:
        return [str(path) for path in root.rglob("*") if path.is_file()]

    return Place(file_store(str(root)), str(root), S3Settings(), everything)


def s3_place(server: S3Server, **more: Any) -> Place:
    """Below a prefix of its own, so that tests on one server do not see each other. `more`:
    other settings."""
    client, prefix = server.client(), f"tests/{new_key()}"
    url = f"s3://{server.bucket}/{prefix}"
    given = {
        "endpoint_url": server.endpoint,
        "access_key": server.access_key,
        "secret_key": server.secret_key,
    }
    settings = S3Settings(**{**given, **more})

    def everything() -> list[str]:
        objects = client.list_objects_v2(Bucket=server.bucket, Prefix=prefix).get("Contents", [])
        uploads = client.list_multipart_uploads(Bucket=server.bucket, Prefix=prefix)
        return [found["Key"] for found in [*objects, *uploads.get("Uploads", [])]]

    return Place(file_store(url, settings), url, settings, everything)


def some_bytes(size: int, seed: int = 0) -> bytes:
    return random.Random(seed).randbytes(size)


async def cut(content: bytes, at: int = 65_537) -> AsyncIterator[bytes]:
    for start in range(0, len(content), at):
        yield content[start : start + at]


async def repeated(chunk: bytes, count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield chunk


async def put(store: FileStore, key: str, content: bytes) -> object:
    return await store.put(key, cut(content), size=len(content), content_type="a/b")


async def read(store: FileStore, key: str) -> bytes:
    return b"".join([block async for block in store.open(key)])
