"""What the rest of the program knows about a place for files (architecture.md, Files)."""

from __future__ import annotations

import re
import secrets
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, Protocol

Reason = Literal[
    "credentials", "clock", "bucket", "permission", "full", "unreachable", "settings", "other"
]

_KEY = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")
_KEY_LONGEST = 200
LIFETIME_LONGEST = timedelta(days=7)  # Signature Version 4
_CONTENT_TYPE = re.compile(r"[A-Za-z0-9.+_-]{1,80}/[A-Za-z0-9.+_-]{1,80}")
_NEW_KEY = re.compile(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{36}")


class FileStoreError(Exception):
    """Base of what a store raises. No text of it holds credentials or object keys."""


class StoreTrouble(FileStoreError):
    """The store could not do its work; the text is a sentence for the operator.

    `retryable`: the same call may succeed later without anybody's help.
    """

    def __init__(self, sentence: str, reason: Reason, *, retryable: bool = False) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.retryable = retryable


class FileMissing(FileStoreError):
    """Nothing is stored under `key`."""

    def __init__(self, key: str) -> None:
        super().__init__("The file is not in the store.")
        self.key = key


class KeyTaken(FileStoreError):
    """Another content is stored under `key` already; it stays (guarantee 16)."""

    def __init__(self, key: str) -> None:
        super().__init__("A different file is stored under this key already.")
        self.key = key


class SizeMismatch(FileStoreError):
    """The stream did not have the announced length; nothing of it was stored.

    `expected` and `got` are bytes; `got` is a lower bound when the stream was longer.
    """

    def __init__(self, expected: int, got: int) -> None:
        super().__init__(f"Expected {expected} bytes, got {got}.")
        self.expected = expected
        self.got = got


class BadKey(FileStoreError, ValueError):
    """Not a key: lower-case letters, digits, dot, dash, underscore; parts divided by a slash."""

    def __init__(self) -> None:
        super().__init__("This is not a key of the file store.")


@dataclass(frozen=True, slots=True)
class StoredObject:
    """`size` in bytes, `sha256` as 64 hexadecimal digits: of what was read on the way in."""

    key: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Held:
    """An object that lies in the store, with its size in bytes."""

    key: str
    size: int


@dataclass(frozen=True, slots=True)
class S3Settings:
    """Where and as whom. Without keys boto3 looks for them itself (environment, instance role).

    `endpoint_url` None means Amazon. `path_style` (the bucket in the path instead of the host
    name) is on by default wherever an endpoint is given.
    """

    endpoint_url: str | None = field(default=None, repr=False)  # may hold a password
    region: str | None = None
    access_key: str | None = field(default=None, repr=False)
    secret_key: str | None = field(default=None, repr=False)
    path_style: bool | None = None
    encryption: str = ""
    """"AES256", "aws:kms" or "aws:kms:KEY-ID"; empty: as the bucket says."""
    direct_downloads: bool = False
    """Whether `signed` gives links: people can reach the store themselves."""


class FileStore(Protocol):
    """A place for files of any size, in constant memory. Safe for concurrent use in one loop."""

    async def put(
        self, key: str, chunks: AsyncIterator[bytes], *, size: int | None, content_type: str
    ) -> StoredObject:
        """Store `chunks` under `key`; when this returns, the object is there, whole and durable.

        `size` (bytes) is checked when given. Never overwrites: the same content again is a
        success (a retry after a lost reply), another one raises KeyTaken. What `chunks` raises
        comes through. After any error nothing is left behind, except that a store whose last
        reply was lost may hold the whole object. Closing `chunks` is the caller's.
        Raises SizeMismatch, KeyTaken, BadKey, StoreTrouble.
        """
        ...

    def open(self, key: str, start: int = 0) -> AsyncIterator[bytes]:
        """Yield the content from byte `start` on, nothing where that is the end or beyond it.

        The first step raises FileMissing. Raises BadKey, StoreTrouble, ValueError (`start` below
        zero). Who may stop half-way closes it (`contextlib.aclosing`).
        """
        ...

    async def head(self, key: str) -> int | None:
        """The size in bytes, or None when nothing is stored there."""
        ...

    async def delete(self, key: str) -> None:
        """Remove it; a missing one is no error."""
        ...

    def objects(self, older_than: timedelta) -> AsyncGenerator[Held, None]:
        """Every object under a key of `new_key`'s form, in the order of keys, that is older than
        that by the store's own clock. Nothing else that may lie there is ever named.

        In constant memory; what comes or goes meanwhile may be named or not. Raises StoreTrouble.
        """
        ...

    async def signed(self, key: str, *, lifetime: timedelta, name: str) -> str | None:
        """A link to the store itself that downloads the object as `name`, for whoever holds it,
        until `lifetime` (seven days at most) is over; None where the store gives none.

        Whether the object is there is not asked. Raises BadKey, StoreTrouble, ValueError.
        """
        ...

    async def sweep(self, older_than: timedelta) -> int:
        """Remove the unfinished uploads of killed processes; how many there were."""
        ...

    async def probe(self) -> None:
        """Write, read and delete a small file; where the store can sign links, also whether they
        work and a forged one doesn't. Raises StoreTrouble that says what to repair."""
        ...

    async def close(self) -> None:
        """Let threads and connections go. The store cannot be used afterwards."""
        ...


def new_key() -> str:
    """A key nobody can guess (160 random bits), in 65,536 folders; holds nothing a person gave."""
    token = secrets.token_hex(20)
    return f"{token[:2]}/{token[2:4]}/{token[4:]}"


def is_new_key(key: str) -> bool:
    """Whether `key` has the form that `new_key` gives."""
    return _NEW_KEY.fullmatch(key) is not None


def check_start(start: int) -> int:
    """Return `start`; raises ValueError below zero, which no file has."""
    if start < 0:
        raise ValueError("A file begins at byte 0.")
    return start


def check_lifetime(lifetime: timedelta) -> int:
    """Whole seconds; raises ValueError for what no signed link can have."""
    if not timedelta(seconds=1) <= lifetime <= LIFETIME_LONGEST:
        raise ValueError("A link lives between one second and seven days.")
    return int(lifetime.total_seconds())


def check_key(key: str) -> str:
    """Return `key`; raises BadKey. No part can begin with a dot, so none leads upwards."""
    if len(key) > _KEY_LONGEST or not _KEY.fullmatch(key):
        raise BadKey
    return key


def harmless_content_type(content_type: str) -> str:
    """`content_type` where it is one: people's devices name it, and it becomes a header."""
    return content_type if _CONTENT_TYPE.fullmatch(content_type) else "application/octet-stream"
