"""Files that Telegram keeps: bytes in a folder, identifiers, links for downloading."""

from __future__ import annotations

import hashlib
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterable
from dataclasses import dataclass, field
from pathlib import Path

from .errors import file_too_big, upload_too_large, wrong_file_id
from .limits import Limits

_PREFIX = {
    "photo": "AgACAgIA",
    "document": "BQACAgIA",
    "video": "BAACAgIA",
    "audio": "CQACAgIA",
    "voice": "AwACAgIA",
    "video_note": "DQACAgIA",
    "sticker": "CAACAgIA",
    "animation": "CgACAgIA",
    "thumbnail": "AAMCAgAD",
}
_HASH_STEP = 1024 * 1024  # bytes


@dataclass(slots=True)
class Blob:
    """Bytes on disk; `sha256` is known from streaming or counted when first asked for."""

    path: Path
    size: int
    known_sha256: str = ""

    @property
    def sha256(self) -> str:
        if not self.known_sha256:
            digest = hashlib.sha256()
            with self.path.open("rb") as stream:
                while chunk := stream.read(_HASH_STEP):
                    digest.update(chunk)
            self.known_sha256 = digest.hexdigest()
        return self.known_sha256


@dataclass(slots=True)
class Upload:
    """A blob with the name and type that its sender gave it."""

    blob: Blob
    name: str
    mime: str = ""


@dataclass(slots=True)
class StoredFile:
    """One file as Telegram knows it (Bot API: File)."""

    kind: str
    blob: Blob
    file_id: str
    unique_id: str
    path: str  # as getFile gives it
    facts: dict[str, object] = field(default_factory=dict)
    link_until: float = 0.0  # unix time

    def short(self) -> dict[str, object]:
        """The fields that every kind of file has in a message."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": self.blob.size,
        }


class FileStore:
    """All files of one simulator, in the folder given, or in one that `close` removes."""

    def __init__(self, limits: Limits, folder: Path | None = None) -> None:
        self.limits = limits
        self._stays = folder is not None
        self.folder = folder or Path(tempfile.mkdtemp(prefix="telegram-"))
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self.forgotten: set[str] = set()
        self.count = 0

    def close(self) -> None:
        """Remove a temporary folder with everything in it."""
        if not self._stays:
            shutil.rmtree(self.folder, ignore_errors=True)

    async def take(self, chunks: AsyncIterable[bytes], most: int | None = None) -> Blob:
        """Stream bytes to disk. ApiError 413 above `most` bytes."""
        path, size, digest = self._new_path(), 0, hashlib.sha256()
        too_large = False
        with path.open("wb") as out:
            async for chunk in chunks:
                size += len(chunk)
                too_large = too_large or (most is not None and size > most)
                if not too_large:
                    digest.update(chunk)
                    out.write(chunk)
        if too_large:
            path.unlink()
            raise upload_too_large()
        return Blob(path, size, digest.hexdigest())

    def keep(self, content: bytes) -> Blob:
        """Bytes that are in memory already."""
        path = self._new_path()
        path.write_bytes(content)
        return Blob(path, len(content), hashlib.sha256(content).hexdigest())

    def hollow(self, size: int) -> Blob:
        """A file of `size` zero bytes that takes no room on disk."""
        path = self._new_path()
        with path.open("wb") as out:
            out.truncate(size)
        return Blob(path, size)

    def register(self, kind: str, blob: Blob, folder: str, suffix: str) -> StoredFile:
        """Give a blob its identifiers; `suffix` like ".pdf"."""
        self.count += 1
        file_id = _PREFIX[kind] + secrets.token_urlsafe(36)
        unique_id = "AgAD" + secrets.token_urlsafe(8)
        path = f"{folder}/file_{self.count}{suffix}"
        stored = StoredFile(kind, blob, file_id, unique_id, path)
        self._by_id[file_id] = self._by_path[path] = stored
        return stored

    def get(self, file_id: str) -> StoredFile:
        """For the bot. ApiError 400 when Telegram does not know the identifier (any more)."""
        if file_id in self.forgotten:
            raise wrong_file_id()
        return self.shown(file_id)

    def shown(self, file_id: str) -> StoredFile:
        """For people, whose chats show a file even when the bot's identifier is forgotten."""
        stored = self._by_id.get(file_id)
        if stored is None:
            raise wrong_file_id()
        return stored

    def forget(self, file_id: str) -> None:
        """From now on Telegram does not know this identifier of the bot."""
        self.forgotten.add(file_id)

    def link(self, file_id: str, now: float) -> StoredFile:
        """Open a download link (Bot API: getFile). ApiError 400 when too big or unknown."""
        stored = self.get(file_id)
        if stored.blob.size > self.limits.download:
            raise file_too_big()
        stored.link_until = now + self.limits.file_link
        return stored

    def linked(self, path: str, now: float) -> StoredFile | None:
        """The file behind a link that getFile opened and that is still open."""
        stored = self._by_path.get(path)
        return stored if stored and now < stored.link_until else None

    def known(self) -> list[StoredFile]:
        """Every file that has an identifier, oldest first."""
        return list(self._by_id.values())

    def refill(self, known: list[StoredFile], forgotten: list[str], count: int) -> int:
        """Take over what an earlier run knew; what nobody refers to is removed from the folder.

        Returns how many files have lost their bytes, and are empty ones of their size now.
        """
        self._by_id = {stored.file_id: stored for stored in known}
        self._by_path = {stored.path: stored for stored in known}
        self.forgotten, self.count = set(forgotten), count
        wanted = {stored.blob.path: stored.blob.size for stored in known}
        for path in set(self.folder.iterdir()) - wanted.keys():
            path.unlink()
        lost = [path for path in wanted if not path.exists()]
        for path in lost:
            with path.open("wb") as out:
                out.truncate(wanted[path])
        return len(lost)

    def _new_path(self) -> Path:
        return self.folder / secrets.token_hex(12)
