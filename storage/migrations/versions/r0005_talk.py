"""Talking and staying current: the log's edits and files, topics, cards, who hears what.

Revision: 0005.
"""

import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHEN = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
WORDS = sa.Text()
KIND = sa.String(16)
NEW_TABLES = (
    "relay_edits", "lines", "talks", "topics", "cards", "live_buttons", "notice_settings",
    "digest_items", "merged_notices",
)  # fmt: skip
NEW_COLUMNS = {
    "relay_messages": (
        "folded",
        "album",
        "entities",
        "file",
        "answers",
        "row_id",
        "waiting",
        "flagged",
    ),
    "sent_messages": ("relay",),
    "outbox": ("relays",),
    "bids": ("nudge_at",),
    "projects": ("ended_at",),
}
NEW_INDEXES = {
    "ix_relay_messages_sender": "relay_messages",
    "ix_relay_messages_waiting": "relay_messages",
    "ix_sent_messages_relay": "sent_messages",
    "ix_sent_messages_row": "sent_messages",
    "ix_bids_nudge": "bids",
}


def where(condition: str) -> dict[str, Any]:
    """A partial index, on both databases."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def number() -> sa.Column[int]:
    return sa.Column("id", ID, autoincrement=True, nullable=False)


def upgrade() -> None:
    _add_columns()
    _fold_what_was_said()
    _say_when_projects_ended()
    _talk()
    _cards()
    _notices()


def _add_columns() -> None:
    empty: dict[str, Any] = {"nullable": False, "server_default": ""}
    no: dict[str, Any] = {"nullable": False, "server_default": sa.false()}
    for column in (
        sa.Column("folded", WORDS, **empty),
        sa.Column("album", WORDS, **empty),
        sa.Column("entities", sa.JSON()),
        sa.Column("file", sa.JSON()),
        sa.Column("answers", ID),
        sa.Column("row_id", ID),
        sa.Column("waiting", sa.Boolean(), **no),
        sa.Column("flagged", sa.Boolean(), **no),
    ):
        op.add_column("relay_messages", column)
    op.add_column("sent_messages", sa.Column("relay", ID))
    op.add_column("outbox", sa.Column("relays", sa.JSON()))
    op.add_column("bids", sa.Column("nudge_at", WHEN))
    op.add_column("projects", sa.Column("ended_at", WHEN))
    op.create_index("ix_relay_messages_sender", "relay_messages", ["sender_id", "message_id"])
    op.create_index(
        "ix_relay_messages_waiting", "relay_messages", ["bid_id", "id"], **where("waiting")
    )
    op.create_index(
        "ix_sent_messages_relay", "sent_messages", ["relay"], **where("relay IS NOT NULL")
    )
    op.create_index("ix_sent_messages_row", "sent_messages", ["row_id"])
    op.create_index("ix_bids_nudge", "bids", ["nudge_at"], **where("state = 'live'"))


def _fold_what_was_said() -> None:
    """As marketplace.text.folded does, for the search."""
    log = sa.table("relay_messages", sa.column("id"), sa.column("text"), sa.column("folded"))
    connection = op.get_bind()
    said = connection.execute(sa.select(log.c.id, log.c.text).where(log.c.text != "")).all()
    change = log.update().where(log.c.id == sa.bindparam("one"))
    rows = [{"one": row.id, "folded": _folded(row.text)} for row in said]
    if rows:
        connection.execute(change.values(folded=sa.bindparam("folded")), rows)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(c for c in apart if not unicodedata.combining(c)).split())


def _say_when_projects_ended() -> None:
    """Nobody wrote it down: from now on the two may still talk as long as after any other end."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    now = "strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')" if sqlite else "now()"
    change = f"UPDATE projects SET ended_at = {now} WHERE state <> 'running'"  # noqa: S608
    op.execute(sa.text(change.replace(":", r"\:")))


def _talk() -> None:
    op.create_table(
        "relay_edits",
        number(),
        sa.Column("relay_id", ID, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("file", sa.JSON()),
        sa.Column("at", WHEN, nullable=False),
        refers("relay_edits", "relay_id", "relay_messages"),
        sa.PrimaryKeyConstraint("id", name="pk_relay_edits"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_relay_edits_relay_id", "relay_edits", ["relay_id"])
    op.create_table(
        "lines",
        sa.Column("bid_id", ID, nullable=False),
        sa.Column("last_sender_id", ID, nullable=False),
        sa.Column("last_at", WHEN, nullable=False),
        sa.Column("remind_at", WHEN),
        refers("lines", "bid_id", "bids"),
        refers("lines", "last_sender_id", "people"),
        sa.PrimaryKeyConstraint("bid_id", name="pk_lines"),
    )
    op.create_index("ix_lines_remind", "lines", ["remind_at"], **where("remind_at IS NOT NULL"))
    op.create_table(
        "talks",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("line", ID),
        sa.Column("until", WHEN),
        sa.Column("held", sa.JSON(), nullable=False),
        sa.Column("shown", WORDS, nullable=False),
        sa.Column("slow_until", WHEN),
        refers("talks", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", name="pk_talks"),
    )
    op.create_table(
        "topics",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("bid_id", ID, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("thread_id", ID),
        sa.Column("gone", sa.Boolean(), nullable=False),
        refers("topics", "person_id", "people"),
        refers("topics", "bid_id", "bids"),
        sa.PrimaryKeyConstraint("person_id", "bid_id", name="pk_topics"),
    )
    op.create_index("ix_topics_thread", "topics", ["person_id", "thread_id"])


def _cards() -> None:
    op.create_table(
        "cards",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("row_id", ID, nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("sent_at", WHEN),
        sa.Column("looked_at", WHEN),
        refers("cards", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", "kind", "subject_id", name="pk_cards"),
    )
    op.create_index("ix_cards_subject", "cards", ["kind", "subject_id"])
    op.create_index("ix_cards_row", "cards", ["row_id"])
    op.create_table(
        "live_buttons",
        sa.Column("row_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("subject_id", ID, nullable=False),
        sa.Column("markup", sa.JSON(), nullable=False),
        refers("live_buttons", "person_id", "people"),
        sa.PrimaryKeyConstraint("row_id", name="pk_live_buttons"),
    )
    op.create_index("ix_live_buttons_subject", "live_buttons", ["kind", "subject_id"])
    op.create_index("ix_live_buttons_person", "live_buttons", ["person_id"])


def _notices() -> None:
    op.create_table(
        "notice_settings",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("place", WORDS, nullable=False),
        sa.Column("time_zone", WORDS, nullable=False),
        sa.Column("quiet_from", sa.Integer()),
        sa.Column("quiet_to", sa.Integer()),
        sa.Column("digest_at", WHEN),
        refers("notice_settings", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", name="pk_notice_settings"),
    )
    op.create_index(
        "ix_notice_settings_digest",
        "notice_settings",
        ["digest_at"],
        **where("digest_at IS NOT NULL"),
    )
    op.create_table(
        "digest_items",
        number(),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("label", WORDS, nullable=False),
        sa.Column("tap", WORDS, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        refers("digest_items", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_digest_items"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_digest_items_person_id", "digest_items", ["person_id"])
    op.create_table(
        "merged_notices",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("row_id", ID, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("since", WHEN, nullable=False),
        refers("merged_notices", "person_id", "people"),
        sa.PrimaryKeyConstraint("person_id", "subject", name="pk_merged_notices"),
    )


def downgrade() -> None:
    for table in NEW_TABLES:
        op.drop_table(table)
    for index, table in NEW_INDEXES.items():
        op.drop_index(index, table)
    for table, columns in NEW_COLUMNS.items():
        for column in columns:
            op.drop_column(table, column)
