"""The outbox: every message on its way to Telegram (architecture.md, "The outbox").

Per chat first in, first out; chats in parallel. A row's parameters are the Bot API's, as JSON.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, Literal

from sqlalchemy import Executable, Row, delete, exists, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cards import SqlCards
from storage.outbox_albums import AlbumRows
from storage.outbox_sql import CLAIM, LINES, NEXT_DUE, OVERWRITE, PUT, REPLACED, SETTLE
from storage.repository import insert_into, put_into
from storage.tables import RowState, cards, live_buttons, outbox, sent_messages
from storage.topics import SqlTopics

REFUND = "refundStarPayment"
"""Gives Stars back (Bot API), and goes into no chat. Asked for again it does no harm, and it has to
happen: so it is tried until Telegram has answered."""
IN_TOPICS = ("send", "copy", "editForumTopic", "editMessageText")
"""Methods of these names can go into a topic; an edit when it becomes a new message."""
QUIETLY = {"disable_notification": True}
MOST_PRUNED = 5_000
"""Rows that one `prune` removes, so that nobody waits long for it."""


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message to be sent now. `uncertain`: an earlier try may have reached the chat."""

    id: int
    chat_id: int
    method: str
    params: dict[str, Any]
    attempts: int
    line: int | None
    uncertain: bool
    relays: tuple[int, ...] = ()

    def into(self, thread_id: int | None) -> "OutboxRow":
        """The same into a topic, as far as its method knows of topics."""
        if thread_id is None or not self.method.startswith(IN_TOPICS):
            return self
        return replace(self, params={**self.params, "message_thread_id": thread_id})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claimed row.

    `retry` makes it pending again, not before `not_before` (None: at once); with `uncertain` it is
    marked as one that may have arrived. `dead` and `uncertain` end it unsent, or perhaps sent.
    """

    row_id: int
    state: Literal["sent", "retry", "dead", "uncertain"]
    message_ids: tuple[int, ...] = ()
    not_before: datetime | None = None
    error: str = ""
    uncertain: bool = False


@cache
def _note_sent(postgres: bool, *, edited: bool) -> Executable:
    """An edit leaves its message the copy that it was."""
    if not edited:
        return put_into(sent_messages, postgres)
    new = insert_into(sent_messages, postgres)
    keys = list(sent_messages.primary_key.columns)
    changed = {"line": new.excluded.line, "row_id": new.excluded.row_id}
    return new.on_conflict_do_update(index_elements=keys, set_=changed)


class OutboxRows(AlbumRows):
    """The outbox within one unit of work. `topics`: where lines have theirs."""

    def __init__(
        self, connection: AsyncConnection, now: datetime, topics: SqlTopics | None = None
    ) -> None:
        super().__init__(connection, now)
        self._topics = topics

    async def put(
        self,
        chat_id: int,
        method: str,
        params: dict[str, Any],
        *,
        subject: str | None = None,
        priority: int = 0,
        not_before: datetime | None = None,
        line: int | None = None,
        edits: int | None = None,
        relays: Sequence[int] = (),
    ) -> int:
        """A message to `chat_id`, sent after the commit; returns the row's id.

        `method` and `params`: the Bot API's. `subject`: what an edit is about; one that is still
        pending for the same message is overwritten in place, and its id returned. `priority`: the
        lower, the sooner. `line`: the bid id that replies to the sent message belong to. `edits`:
        the id of an earlier row of the same chat, whose message_id is filled in once known: as what
        is changed, or, in a message, as what it replies to. `relays`: the relayed messages (their
        ids in the log) that it carries, in the order in which Telegram will name their copies.
        """
        target_message = params.get("message_id") if method.startswith("edit") else None
        if subject is not None and method.startswith("edit"):
            values = {
                "chat": chat_id,
                "about": subject,
                "way": method,
                "target": edits,
                "target_message": target_message,
                "news": params,
                "urgency": priority,
            }
            if row_id := await self._value(OVERWRITE, values):
                return int(row_id)
        row_id = await self._value(
            PUT,
            {
                "chat_id": chat_id,
                "method": method,
                "params": params,
                "subject": subject,
                "priority": priority,
                "not_before": not_before or self._now,
                "line": line,
                "edits": edits,
                "edits_message_id": target_message,
                "relays": list(relays) or None,
                "state": RowState.PENDING,
                "attempts": 0,
                "uncertain": False,
                "error": "",
                "put_at": self._now,
            },
        )
        return int(row_id)

    async def claim(self, limit: int) -> list[OutboxRow]:
        """At most `limit` rows that may be sent now, marked `sending`: of each chat only its
        oldest live row, if it is pending and due; by priority, then age.

        A row about an earlier one gets its message_id, if that one was sent and is still known
        (see `_about`).
        """
        rows = await self._rows(CLAIM, {"due_by": self._now, "most": limit})
        rows.sort(key=lambda row: (row.priority, row.id))
        targets = [row.edits for row in rows if row.edits is not None]
        known = await self._message_ids(targets) if targets else {}
        claimed = [
            OutboxRow(
                id=row.id,
                chat_id=row.chat_id,
                method=row.method,
                params=row.params
                if row.edits is None
                else _about(row.method, row.params, known.get(row.edits)),
                attempts=row.attempts,
                line=row.line,
                uncertain=row.uncertain,
                relays=tuple(row.relays or ()),
            )
            for row in rows
        ]
        return await self._into_topics(claimed)

    async def _into_topics(self, rows: list[OutboxRow]) -> list[OutboxRow]:
        """What belongs to a line goes into its topic, once there is one: it was made before."""
        if self._topics is None or not self._topics.here:
            return rows
        places = {(row.chat_id, row.line) for row in rows if row.line is not None}
        threads = await self._topics.threads(places) if places else {}
        return [
            row.into(threads.get((row.chat_id, row.line))) if row.line is not None else row
            for row in rows
        ]

    async def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Writes down what became of claimed rows; of rows not `sending` nothing changes."""
        if not outcomes:
            return
        await self._count(SETTLE, [self._settled(outcome) for outcome in outcomes])
        sent = {o.row_id: o.message_ids for o in outcomes if o.message_ids}
        if not sent:
            return
        found = await self._rows(LINES, {"row_ids": list(sent)})
        for edited in (False, True):
            rows = [
                {
                    "chat_id": row.chat_id,
                    "message_id": message_id,
                    "line": row.line,
                    "row_id": row.id,
                    "relay": relay_id,
                }
                for row in found
                if row.line is not None and row.method.startswith("edit") is edited
                for message_id, relay_id in _carried(sent[row.id], row.relays)
            ]
            if rows:
                await self._count(_note_sent(self._is_postgres, edited=edited), rows)
        if replaced := {row.edits: sent[row.id][0] for row in found if _is_new(row, sent[row.id])}:
            await self._replaced(replaced)

    async def _replaced(self, message_ids: dict[int, int]) -> None:
        """Edits whose message was gone have come as new messages: for these the rows stand from now
        on. A card among them is pinned again."""
        values = [
            {"row_id": row_id, "new_message_id": message_id}
            for row_id, message_id in message_ids.items()
        ]
        await self._count(REPLACED, values)
        for card in await SqlCards(self._connection, self._now).came_anew(list(message_ids)):
            await self.put(card.person_id, "pinChatMessage", QUIETLY, edits=card.row_id)

    def _settled(self, outcome: Outcome) -> dict[str, Any]:
        retry = outcome.state == "retry"
        return {
            "row_id": outcome.row_id,
            "new_state": RowState.PENDING if retry else RowState(outcome.state),
            "first_message_id": outcome.message_ids[0] if outcome.message_ids else None,
            "later": outcome.not_before,
            "trouble": outcome.error[:1000],
            "perhaps": outcome.uncertain or outcome.state == "uncertain",
            "end": None if retry else self._now,
        }

    async def recover(self) -> int:
        """At the start of the only sender: what a crash left `sending` becomes pending again once,
        marked uncertain; the second time it ends as `uncertain`, but for refunds. Returns how many
        there were."""
        left = update(outbox).where(text("state = 'sending'"))
        ended = left.where(outbox.c.uncertain, outbox.c.method != REFUND).values(
            state=RowState.UNCERTAIN, settled_at=self._now, error="interrupted twice while sending"
        )
        again = left.values(state=RowState.PENDING, uncertain=True)
        return await self._count(ended) + await self._count(again)

    async def next_due(self) -> datetime | None:
        """When the next row may be claimed (a time past: now); None when there is nothing to wait
        for but the rows that are being sent."""
        found: datetime | None = await self._value(NEXT_DUE)
        return found

    async def unline(self, row_id: int) -> None:
        """A reply to what this row became, or will become, belongs to no line any more.

        The row first: whoever is noting the line of its message holds it until that is done.
        """
        await self._count(update(outbox).where(outbox.c.id == row_id).values(line=None))
        await self._count(delete(sent_messages).where(sent_messages.c.row_id == row_id))

    async def named(self, shown: str) -> int | None:
        """The message that a window names ("m12" by its id, "r34" by its row here)."""
        number = int(shown[1:])
        return number if shown.startswith("m") else await self.message_id(number)

    async def line_of(self, chat_id: int, shown: str) -> int | None:
        """The line that such a message belongs to, also one that is still on its way."""
        number = int(shown[1:])
        if shown.startswith("m"):
            return (await self.noted(chat_id, number))[0]
        found: int | None = await self._value(select(outbox.c.line).where(outbox.c.id == number))
        return found

    async def message_id(self, row_id: int) -> int | None:
        """The message that this row became, if it was sent (and not pruned)."""
        return (await self._message_ids([row_id])).get(row_id)

    async def prune(self, before: datetime) -> int:
        """Removes at most `MOST_PRUNED` rows settled before then, except those that live ones
        edit, and those that stand for a card or for a message with live buttons; returns how
        many."""
        live = outbox.alias("live")
        needed = (
            exists().where(
                live.c.edits == outbox.c.id, text("live.state IN ('pending', 'sending')")
            ),
            exists().where(cards.c.row_id == outbox.c.id),
            exists().where(live_buttons.c.row_id == outbox.c.id),
        )
        old = (
            select(outbox.c.id)
            .where(outbox.c.settled_at < before, *(~one for one in needed))
            .order_by(outbox.c.settled_at)
            .limit(MOST_PRUNED)
        )
        return await self._count(delete(outbox).where(outbox.c.id.in_(old)))

    async def _message_ids(self, row_ids: Sequence[int]) -> dict[int, int]:
        rows = await self._rows(
            select(outbox.c.id, outbox.c.message_id).where(
                outbox.c.id.in_(row_ids), outbox.c.message_id.is_not(None)
            )
        )
        return {row.id: row.message_id for row in rows}


REPLY_MAY_FAIL = {"allow_sending_without_reply": True}
CHANGES = ("edit", "delete", "pin", "unpin", "setMessageReaction")
"""Methods of these names do something to a message, others make a new one."""


def _about(method: str, params: dict[str, Any], message_id: int | None) -> dict[str, Any]:
    """What is changed, else what is replied to; a reply to nothing is a message all the same."""
    if method.startswith(CHANGES):
        return {**params, "message_id": message_id}
    if message_id is None:
        return params
    return {**params, "reply_parameters": {"message_id": message_id, **REPLY_MAY_FAIL}}


def _is_new(row: Row[Any], message_ids: Sequence[int]) -> bool:
    """Whether an edit of an earlier row's message has become another message."""
    return (
        row.edits is not None
        and row.method.startswith("edit")
        and row.edited_message_id != message_ids[0]
    )


def _carried(
    message_ids: Sequence[int], relays: Sequence[int] | None
) -> Iterator[tuple[int, int | None]]:
    """Which copy stands for what was relayed; unknown when Telegram has left some out."""
    known = relays if relays and len(relays) == len(message_ids) else [None] * len(message_ids)
    return zip(message_ids, known, strict=True)
