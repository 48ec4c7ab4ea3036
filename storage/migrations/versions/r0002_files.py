"""Deliveries that wait for their files, links for big files, archives of whole projects.

Revision: 0002.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
WORDS = sa.Text()
STATE = sa.String(16)

NEW_TABLES_LAST_FIRST = ("archives", "file_links", "waiting_files", "waiting_deliveries")
NEW_COLUMNS_OF_FILES = ("told", "reason", "worker")


def where(condition: str) -> dict[str, Any]:
    """A partial index, on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    op.add_column("files", sa.Column("worker", WORDS, nullable=False, server_default=""))
    op.add_column("files", sa.Column("reason", WORDS, nullable=False, server_default=""))
    op.add_column("files", sa.Column("told", ID))
    _waiting()
    _links()
    _archives()


def _waiting() -> None:
    op.create_table(
        "waiting_deliveries",
        sa.Column("milestone_id", ID, autoincrement=False, nullable=False),
        sa.Column("note", WORDS, nullable=False),
        sa.Column("marked_at", WHEN, nullable=False),
        sa.Column("stuck", sa.Boolean(), nullable=False),
        sa.Column("shown", WORDS, nullable=False),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestones.id"], name="fk_waiting_deliveries_milestone_id"
        ),
        sa.PrimaryKeyConstraint("milestone_id", name="pk_waiting_deliveries"),
    )
    op.create_table(
        "waiting_files",
        sa.Column("milestone_id", ID, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["waiting_deliveries.milestone_id"],
            name="fk_waiting_files_milestone_id",
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name="fk_waiting_files_file_id"),
        sa.PrimaryKeyConstraint("milestone_id", "position", name="pk_waiting_files"),
    )
    op.create_index("ix_waiting_files_file_id", "waiting_files", ["file_id"])


def _links() -> None:
    op.create_table(
        "file_links",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("kind", STATE, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("milestone_id", ID),
        sa.Column("file_id", ID),
        sa.Column("expires_at", WHEN, nullable=False),
        sa.Column("used_at", WHEN),
        sa.CheckConstraint("kind IN ('upload', 'download')", name=op.f("ck_file_links_kind")),
        sa.CheckConstraint(
            "(kind = 'upload' AND milestone_id IS NOT NULL) OR "
            "(kind = 'download' AND file_id IS NOT NULL)",
            name=op.f("ck_file_links_target"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_file_links_person_id"),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestones.id"], name="fk_file_links_milestone_id"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name="fk_file_links_file_id"),
        sa.PrimaryKeyConstraint("id", name="pk_file_links"),
        sa.UniqueConstraint("digest", name="uq_file_links_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_file_links_expires_at", "file_links", ["expires_at"])


def _archives() -> None:
    op.create_table(
        "archives",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("project_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("asked_at", WHEN, nullable=False),
        sa.Column("state", STATE, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", WHEN, nullable=False),
        sa.Column("worker", WORDS, nullable=False),
        sa.Column("told", ID),
        sa.Column("file_id", ID),
        sa.Column("trouble", WORDS, nullable=False),
        sa.CheckConstraint(
            "state IN ('wanted', 'ready', 'failed')", name=op.f("ck_archives_state")
        ),
        sa.CheckConstraint(
            "state <> 'ready' OR file_id IS NOT NULL", name=op.f("ck_archives_ready")
        ),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name="fk_archives_project_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_archives_person_id"),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name="fk_archives_file_id"),
        sa.PrimaryKeyConstraint("id", name="pk_archives"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_archives_project_id", "archives", ["project_id"])
    op.create_index("ix_archives_person", "archives", ["person_id", "asked_at"])
    op.create_index(
        "uq_archives_file", "archives", ["file_id"], unique=True, **where("file_id IS NOT NULL")
    )
    op.create_index("ix_archives_due", "archives", ["next_try_at"], **where("state = 'wanted'"))
    op.create_index(
        "uq_archives_wanted",
        "archives",
        ["project_id", "person_id"],
        unique=True,
        **where("state = 'wanted'"),
    )


def downgrade() -> None:
    for table in NEW_TABLES_LAST_FIRST:
        op.drop_table(table)
    for column in NEW_COLUMNS_OF_FILES:
        op.drop_column("files", column)
