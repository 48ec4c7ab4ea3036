"""`perfectlancer backup`: a copy of the database that is consistent though the bot goes on."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.settings import OperatorNeeded, Settings

PAGES_A_STEP = 1000


class BackupRefused(OperatorNeeded):
    """Why there is no backup, and what to do instead."""


def back_up(settings: Settings, to: Path) -> str:
    """Copies the SQLite database into the new folder `to` and lists the files of the file store
    as they are afterwards; returns what is left to do. Raises BackupRefused.

    Files are never changed once stored, so copying those of the list, at any later time, makes the
    backup whole.
    """
    if settings.is_postgres:
        raise BackupRefused(
            "On PostgreSQL use its own tools: pg_dump --format=custom, or continuous archiving."
        )
    source = settings.sqlite_path
    if source is None or not source.exists():
        raise BackupRefused(f"There is no database at {source} yet.")
    if to.exists() and any(to.iterdir()):
        raise BackupRefused(f"{to} is not empty: name a new folder.")
    to.mkdir(parents=True, exist_ok=True)
    target = to / "perfectlancer.db"
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy, pages=PAGES_A_STEP)
        sound = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if sound != "ok":
        raise BackupRefused(f"The copy is damaged: {sound}")
    return f"✅ {target}\n{_listed(settings, to)}"


def _listed(settings: Settings, to: Path) -> str:
    if settings.files.startswith("s3://"):
        return "The files are in the bucket: use its own versioning or replication."
    folder = Path(settings.files)
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    )
    lines = [f"{path.stat().st_size}\t{path.relative_to(folder)}" for path in files]
    (to / "files.tsv").write_text("".join(f"{line}\n" for line in lines))
    return f"Now copy the {len(files)} files of {folder} too; they are listed in {to / 'files.tsv'}"
