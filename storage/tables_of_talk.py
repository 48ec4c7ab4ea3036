"""The tables of talking and staying current: what was said, topics, cards, and who hears what."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    false,
)

from storage.columns import flag, number, of, partial, table, when, words
from storage.types import Id, Words

relay_messages = table(
    "relay_messages",
    of("bid_id", "bids"),
    of("sender_id", "people"),
    Column("message_id", Id, nullable=False),
    words("kind"),
    words("text"),
    when("at"),
    # Added by 0005, so the database knows defaults; ours are always given.
    Column("folded", Words, nullable=False, server_default=""),
    Column("album", Words, nullable=False, server_default=""),
    Column("entities", JSON),
    Column("file", JSON),
    Column("answers", Id),
    Column("row_id", Id),
    Column("waiting", Boolean, nullable=False, server_default=false()),
    Column("flagged", Boolean, nullable=False, server_default=false()),
    Index("ix_relay_messages_line", "bid_id", "id"),
    Index("ix_relay_messages_sender", "sender_id", "message_id"),
    partial("ix_relay_messages_waiting", "bid_id", "id", where="waiting"),
)

relay_edits = table(
    "relay_edits",
    of("relay_id", "relay_messages", index=True),
    words("text"),
    Column("file", JSON),
    when("at"),
)

lines = table(
    "lines",
    Column("bid_id", Id, ForeignKey("bids.id"), primary_key=True, autoincrement=False),
    of("last_sender_id", "people"),
    when("last_at"),
    when("remind_at", nullable=True),
    partial("ix_lines_remind", "remind_at", where="remind_at IS NOT NULL"),
    numbered=False,
)

talks = table(
    "talks",
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("line", Id),
    when("until", nullable=True),
    Column("held", JSON, nullable=False),
    words("shown"),
    when("slow_until", nullable=True),
    numbered=False,
)

topics = table(
    "topics",
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("bid_id", Id, ForeignKey("bids.id"), primary_key=True, autoincrement=False),
    words("name"),
    Column("thread_id", Id),
    flag("gone"),
    Index("ix_topics_thread", "person_id", "thread_id"),
    numbered=False,
)

cards = table(
    "cards",
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("kind", String(16), primary_key=True),
    Column("subject_id", Id, primary_key=True, autoincrement=False),
    Column("row_id", Id, nullable=False),
    words("digest"),
    flag("pinned"),
    when("sent_at", nullable=True),
    when("looked_at", nullable=True),
    Column("left_row_id", Id, nullable=False, server_default="0"),
    Index("ix_cards_subject", "kind", "subject_id"),
    Index("ix_cards_row", "row_id"),
    numbered=False,
)

live_buttons = table(
    "live_buttons",
    Column("row_id", Id, primary_key=True, autoincrement=False),
    of("person_id", "people"),
    Column("kind", String(16), nullable=False),
    Column("subject_id", Id, nullable=False),
    Column("markup", JSON, nullable=False),
    Index("ix_live_buttons_subject", "kind", "subject_id"),
    Index("ix_live_buttons_person", "person_id"),
    numbered=False,
)

notice_settings = table(
    "notice_settings",
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("kinds", JSON, nullable=False),
    words("place"),
    words("time_zone"),
    Column("quiet_from", Integer),
    Column("quiet_to", Integer),
    when("digest_at", nullable=True),
    partial("ix_notice_settings_digest", "digest_at", where="digest_at IS NOT NULL"),
    numbered=False,
)

digest_items = table(
    "digest_items",
    of("person_id", "people", index=True),
    Column("kind", String(16), nullable=False),
    words("text"),
    words("label"),
    words("tap"),
    when("at"),
)

merged_notices = table(
    "merged_notices",
    Column("person_id", Id, ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("subject", String(64), primary_key=True),
    Column("row_id", Id, nullable=False),
    number("count"),
    when("since"),
    numbered=False,
)
