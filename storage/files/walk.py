"""Walks through a folder of files in the order of their keys, a page at a time."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from storage.files.port import Held

PAGE = 1000  # what one thread looks at before others get their turn

# The three parts that `new_key` gives to a key.
_FOLDER = re.compile("[0-9a-f]{2}")
_FILE = re.compile("[0-9a-f]{36}")


def held_before(root: Path, before: float) -> Iterator[Held]:
    """The files of ours that were last written before then, in seconds since 1970."""
    for outer in _names(root, _FOLDER):
        for inner in _names(root / outer, _FOLDER):
            for name in _names(root / outer / inner, _FILE):
                with contextlib.suppress(FileNotFoundError):  # deleted meanwhile
                    status = (root / outer / inner / name).lstat()
                    if stat.S_ISREG(status.st_mode) and status.st_mtime < before:
                        yield Held(f"{outer}/{inner}/{name}", status.st_size)


def next_page(files: Iterator[Held]) -> list[Held]:
    """The next few, none at the end. Blocks while it reads the disk."""
    return list(islice(files, PAGE))


def _names(folder: Path, form: re.Pattern[str]) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if form.fullmatch(name))
    except (FileNotFoundError, NotADirectoryError):
        return []
