"""Where the files of jobs and deliveries lie: a folder, or S3-compatible storage."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from storage.files.folder import FolderStore
from storage.files.port import (
    BadKey,
    FileMissing,
    FileStore,
    FileStoreError,
    Held,
    KeyTaken,
    S3Settings,
    SizeMismatch,
    StoredObject,
    StoreTrouble,
    new_key,
)

__all__ = [
    "BadKey",
    "FileMissing",
    "FileStore",
    "FileStoreError",
    "Held",
    "KeyTaken",
    "S3Settings",
    "SizeMismatch",
    "StoreTrouble",
    "StoredObject",
    "file_store",
    "new_key",
]


def file_store(url: str, s3_settings: S3Settings | None = None) -> FileStore:
    """The store at `url`: "./var/files", "file:///srv/files", "s3://bucket" or "s3://bucket/prefix".

    Nothing is opened or written yet: `probe` tells whether it works. Raises ValueError.
    """
    if "://" not in url:
        return FolderStore(Path(url))
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc and parts.path:
        return FolderStore(Path(unquote(parts.path)))
    if parts.scheme == "s3" and parts.netloc and "@" not in parts.netloc:
        from storage.files.s3 import S3Store  # boto3 takes a second; a folder does not need it

        return S3Store(parts.netloc, parts.path.strip("/"), s3_settings or S3Settings())
    # Without the value: somebody may have written credentials into it.
    raise ValueError("The place for files is neither a folder, file:///folder nor s3://bucket.")
