"""The tables of what comes in from Telegram, and of where conversations stand."""

from sqlalchemy import JSON, Column, UniqueConstraint

from storage.columns import table, when, words
from storage.types import Id, Instant, Words

conversations = table(
    "conversations",
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("state", Words),
    Column("data", JSON, nullable=False),
    when("updated_at"),
    numbered=False,
)

seen_updates = table(
    "seen_updates",
    Column("update_id", Id, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False, index=True),
    numbered=False,
)

parked_updates = table(
    "parked_updates",
    Column("update_id", Id, index=True),
    words("raw"),
    words("error"),
    words("reference"),
    when("at"),
    UniqueConstraint("reference"),
)
