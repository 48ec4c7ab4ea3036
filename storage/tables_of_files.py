"""The tables of files, of links to them, and of archives."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, UniqueConstraint

from marketplace.archives import ArchiveState
from marketplace.files import FileKind, FileState
from marketplace.transfers import LinkKind
from storage.columns import number, of, one_of, partial, state, table, when, words
from storage.types import Id, Words

files = table(
    "files",
    of("owner_id", "people", index=True),
    words("name"),
    words("mime"),
    Column("size_bytes", Id, nullable=False),
    Column("kind", String(16), nullable=False),
    words("telegram_id"),
    words("telegram_unique_id"),
    when("announced_at"),
    state(),
    words("key"),
    words("sha256"),
    words("trouble"),
    number("attempts"),
    when("next_try_at"),
    # Added by 0002, so the database knows a default; ours are always given.
    Column("worker", Words, nullable=False, server_default=""),
    Column("reason", Words, nullable=False, server_default=""),
    Column("told", Id),
    one_of("kind", FileKind),
    one_of("state", FileState),
    CheckConstraint("size_bytes >= 0", name="size"),
    CheckConstraint("state <> 'stored' OR (key <> '' AND sha256 <> '')", name="stored"),
    partial("ix_files_due", "next_try_at", where="state = 'announced'"),
    partial("uq_files_key", "key", where="key <> ''", unique=True),
)

file_links = table(
    "file_links",
    words("digest"),
    Column("kind", String(16), nullable=False),
    of("person_id", "people"),
    Column("milestone_id", Id, ForeignKey("milestones.id")),
    Column("file_id", Id, ForeignKey("files.id")),
    when("expires_at"),
    when("used_at", nullable=True),
    UniqueConstraint("digest"),
    one_of("kind", LinkKind),
    CheckConstraint(
        "(kind = 'upload' AND milestone_id IS NOT NULL) OR "
        "(kind = 'download' AND file_id IS NOT NULL)",
        name="target",
    ),
    Index("ix_file_links_expires_at", "expires_at"),
)

archives = table(
    "archives",
    of("project_id", "projects", index=True),
    of("person_id", "people"),
    when("asked_at"),
    state(),
    number("attempts"),
    when("next_try_at"),
    words("worker"),
    Column("told", Id),
    Column("file_id", Id, ForeignKey("files.id")),
    words("trouble"),
    one_of("state", ArchiveState),
    CheckConstraint("state <> 'ready' OR file_id IS NOT NULL", name="ready"),
    Index("ix_archives_person", "person_id", "asked_at"),
    partial("uq_archives_file", "file_id", where="file_id IS NOT NULL", unique=True),
    partial("ix_archives_due", "next_try_at", where="state = 'wanted'"),
    partial("uq_archives_wanted", "project_id", "person_id", where="state = 'wanted'", unique=True),
)
