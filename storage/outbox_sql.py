"""The outbox's statements, built once: these run with every update and every message sent."""

from typing import Any

from sqlalchemy import Select, Update, bindparam, case, func, insert, or_, select, text, update

from storage.tables import RowState, outbox

_earlier = outbox.alias("earlier")
_edited = outbox.alias("edited")
# Texts, not parameters: only then do PostgreSQL and SQLite see that the partial indexes fit.
_IS_PENDING = text("outbox.state = 'pending'")
# Compared with the chat's first row, not "no earlier one exists": the latter becomes an anti-join
# over the whole backlog, this stays one look into the index.
_IS_FIRST = outbox.c.id == (
    select(func.min(_earlier.c.id))
    .where(_earlier.c.chat_id == outbox.c.chat_id, text("earlier.state IN ('pending', 'sending')"))
    .scalar_subquery()
)
_CLAIMED = (
    outbox.c.id,
    outbox.c.chat_id,
    outbox.c.method,
    outbox.c.params,
    outbox.c.attempts,
    outbox.c.line,
    outbox.c.uncertain,
    outbox.c.edits,
    outbox.c.priority,
    outbox.c.relays,
)

PUT = insert(outbox).returning(outbox.c.id)
NEXT_DUE = (
    select(outbox.c.not_before).where(_IS_PENDING, _IS_FIRST).order_by(outbox.c.not_before).limit(1)
)
SETTLE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row_id"), outbox.c.state == RowState.SENDING)
    .values(
        state=bindparam("new_state"),
        # Telegram doesn't repeat the number of a message that it has not changed.
        message_id=func.coalesce(
            bindparam("first_message_id", type_=outbox.c.message_id.type),
            outbox.c.edits_message_id,
        ),
        not_before=func.coalesce(
            bindparam("later", type_=outbox.c.not_before.type), outbox.c.not_before
        ),
        error=bindparam("trouble"),
        uncertain=or_(outbox.c.uncertain, bindparam("perhaps", type_=outbox.c.uncertain.type)),
        settled_at=bindparam("end"),
    )
)
LINES = (
    select(
        outbox.c.id,
        outbox.c.chat_id,
        outbox.c.line,
        outbox.c.relays,
        outbox.c.method,
        outbox.c.edits,
        _edited.c.message_id.label("edited_message_id"),
    )
    .outerjoin(_edited, _edited.c.id == outbox.c.edits)
    .where(outbox.c.id.in_(bindparam("row_ids", expanding=True)))
    .where(or_(outbox.c.line.is_not(None), outbox.c.edits.is_not(None)))
)
REPLACED = (
    update(outbox)
    .where(outbox.c.id == bindparam("row_id"))
    .values(message_id=bindparam("new_message_id"))
)


def _claim() -> Update:
    due: Select[Any] = (
        select(outbox.c.id)
        .where(_IS_PENDING, outbox.c.not_before <= bindparam("due_by"), _IS_FIRST)
        .order_by(outbox.c.priority, outbox.c.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )
    return (
        update(outbox)
        # As a CTE, PostgreSQL evaluates (and locks) it once, whatever plan it takes.
        .where(outbox.c.id.in_(select(due.cte("due").c.id)))
        .values(state=RowState.SENDING, attempts=outbox.c.attempts + 1)
        .returning(*_CLAIMED)
    )


def _overwrite() -> Update:
    """The pending edit of the same message about the same subject says something newer."""
    more_urgent = bindparam("urgency") < outbox.c.priority
    return (
        update(outbox)
        .where(
            outbox.c.chat_id == bindparam("chat"),
            _IS_PENDING,
            outbox.c.subject == bindparam("about"),
            outbox.c.method == bindparam("way"),
            outbox.c.edits.is_not_distinct_from(bindparam("target")),
            outbox.c.edits_message_id.is_not_distinct_from(bindparam("target_message")),
        )
        .values(
            params=bindparam("news"),
            priority=case((more_urgent, bindparam("urgency")), else_=outbox.c.priority),
        )
        .returning(outbox.c.id)
    )


CLAIM, OVERWRITE = _claim(), _overwrite()
