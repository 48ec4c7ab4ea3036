"""The tables of what goes out to Telegram, and of what was sent."""

from enum import StrEnum

from sqlalchemy import JSON, Column, Index

from storage.columns import flag, number, one_of, partial, state, table, when, words
from storage.types import Id, Words


class RowState(StrEnum):
    """Of a message in the outbox. `uncertain`: it may have arrived, and is not sent again."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    UNCERTAIN = "uncertain"


outbox = table(
    "outbox",
    Column("chat_id", Id, nullable=False),
    words("method"),
    Column("params", JSON, nullable=False),
    Column("subject", Words),
    number("priority"),
    when("not_before"),
    Column("line", Id),
    Column("edits", Id),
    Column("edits_message_id", Id),
    state(),
    number("attempts"),
    flag("uncertain"),
    Column("message_id", Id),
    words("error"),
    when("put_at"),
    when("settled_at", nullable=True),
    Column("relays", JSON),
    one_of("state", RowState),
    partial("ix_outbox_chat", "chat_id", "id", where="state IN ('pending', 'sending')"),
    partial("ix_outbox_pending", "priority", "id", where="state = 'pending'"),
    partial("ix_outbox_due", "not_before", where="state = 'pending'"),
    partial("ix_outbox_sending", "id", where="state = 'sending'"),
    partial("ix_outbox_settled", "settled_at", where="settled_at IS NOT NULL"),
)

sent_messages = table(
    "sent_messages",
    Column("chat_id", Id, primary_key=True, autoincrement=False),
    Column("message_id", Id, primary_key=True, autoincrement=False),
    Column("line", Id, nullable=False),
    Column("row_id", Id, nullable=False),
    Column("relay", Id),
    partial("ix_sent_messages_relay", "relay", where="relay IS NOT NULL"),
    Index("ix_sent_messages_row", "row_id"),
    numbered=False,
)
