"""Keeps what Telegram remembers from one run to the next, in a folder.

`telegram.json` is written anew, whole, at most twice a second while something changes, and at the
end: beside the old one, flushed, and renamed over it, so that no crash leaves half of it. `files`
has the bytes of files. Whoever kills the process loses less than the last second.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from . import snapshot
from .snapshot import Unreadable
from .state import World

STATE = "telegram.json"
FILES = "files"
_PAUSE = 0.5  # seconds between two looks
_log = logging.getLogger(__name__)


class Keeper:
    """The folder of one World. `open` before it is used, `start`, and `stop` when all is over."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world = world
        self.folder = folder
        self._written: tuple[Any, ...] = ()
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def open(self) -> str:
        """Fill the World with what was kept. Returns what its owner should know, or "".

        What cannot be read is moved aside, and everything begins anew.
        """
        path = self.folder / STATE
        try:
            kept = json.loads(path.read_bytes())
            lost = snapshot.restore(self.world, kept)
        except FileNotFoundError:
            return ""
        except (Unreadable, ValueError) as error:
            why = error if isinstance(error, Unreadable) else f"it is damaged: {error}"
            return f"{path} cannot be read: {why}. It lies in {self._set_aside()} now."
        if not kept.get("ended"):
            snapshot.skip_ahead(self.world)
        begun = {"at": self.world.clock.now(), "faults": kept.get("armed", 0)}
        self.world.wire.note("begin", begun)
        return f"The bytes of {lost} files are missing in {self.folder / FILES}." if lost else ""

    def _set_aside(self) -> Path:
        """Move what was kept, with its files, out of the way."""
        number = 1
        while (aside := self.folder / f"aside-{number}").exists():
            number += 1
        aside.mkdir(mode=0o700)
        (self.folder / STATE).rename(aside / STATE)
        files = self.world.files.folder
        files.rename(aside / FILES)
        files.mkdir(mode=0o700)
        return aside

    def start(self) -> None:
        """Write down what changes, in the background."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Write down how it ended."""
        self._stopping.set()
        if self._task:
            await self._task
        await self.save(ended=True)

    async def save(self, ended: bool = False) -> None:
        """Write everything down now. What the disk refuses is logged and tried again."""
        self._written = self._marks()
        kept = snapshot.dump(self.world) | {"ended": ended}
        try:
            await asyncio.to_thread(_write, self.folder / STATE, kept)
        except (OSError, TypeError, ValueError) as error:
            self._written = ()
            _log.error("what happened could not be kept in %s: %s", self.folder, error)

    async def _run(self) -> None:
        while not self._stopping.is_set():
            if self._marks() != self._written:
                await self.save()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), _PAUSE)

    def _marks(self) -> tuple[Any, ...]:
        """Equal as long as nothing has changed."""
        world = self.world
        updates = (world.updates.next_id, world.updates.pending)
        return (world.seq, world.wire.last, world.acts, world.files.count, *updates)


def _write(path: Path, kept: Any) -> None:
    """The whole new file or the whole old one, whatever happens meanwhile."""
    new = path.with_suffix(".new")
    with new.open("wb") as out:
        out.write(json.dumps(kept, separators=(",", ":")).encode())
        out.flush()
        os.fsync(out.fileno())
    os.replace(new, path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
