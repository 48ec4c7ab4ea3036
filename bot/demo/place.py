"""Where a demo keeps everything, and that only one at a time does."""

import fcntl
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

_LOCK = "lock"
_KEY = "key"


class Taken(Exception):
    """Another demo runs there; says where its page is."""


class Place:
    """The folder of a demo, while this process has it."""

    def __init__(self, folder: Path, lock: TextIO) -> None:
        self.folder = folder
        self._lock = lock

    def clear(self) -> None:
        """Everything goes but the lock."""
        for path in self.folder.iterdir():
            if path.name == _LOCK:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()

    def key(self) -> str:
        """Of the page; the same again in the next run, so that an open page finds back."""
        path = self.folder / _KEY
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(24))
        return path.read_text()

    def tell(self, address: str) -> None:
        """For whoever finds the place taken."""
        self._lock.seek(0)
        self._lock.truncate()
        self._lock.write(address)
        self._lock.flush()


@contextmanager
def place(folder: Path) -> Iterator[Place]:
    """Raises Taken."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / _LOCK).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise Taken(lock.read()) from None
        own = Place(folder, lock)
        own.tell("")  # not where the last one was
        yield own
