"""What Telegram remembers: people, their chats with the bot, messages, open questions."""

from __future__ import annotations

import random
import secrets
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import ControlError, bad_request, forbidden, not_found, query_too_old
from .faults import Faults
from .files import Blob, FileStore
from .flood import Flood
from .host import Host
from .limits import Limits
from .topics import Topic
from .updates import Updates
from .wake import Clock, Deadline, Wake
from .webhook import Webhook
from .wire import Wire

if TYPE_CHECKING:
    from .recording import Recorder

Body = dict[str, Any]  # a Bot API object as JSON
KEPT_CALLS = 20_000
KEPT_EVENTS = 50_000
KEPT_INLINE = 500


@dataclass(slots=True)
class Message:
    """One message of a chat; `body` is the Bot API Message and is replaced, never changed."""

    id: int
    by_bot: bool
    body: Body
    seq: int = 0  # of the last change
    deleted: bool = False
    secret: Body = field(default_factory=dict)  # what only Telegram knows: the invoice's payload


@dataclass(slots=True)
class Query:
    """A callback, pre-checkout or inline query that waits for the bot's answer."""

    id: str
    kind: str
    chat_id: int
    until: float  # unix time
    about: Body
    answer: Body | None = None
    seq: int = 0


@dataclass(slots=True)
class Chat:
    """The private chat of one person with the bot; its id is the person's id."""

    person: Body
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    next_id: int = 1
    changes: list[tuple[int, int]] = field(default_factory=list)  # (seq, message_id), growing
    answers: list[Query] = field(default_factory=list)
    keyboard: list[list[str]] = field(default_factory=list)  # the reply keyboard shown now
    input: Body = field(default_factory=dict)  # see keyboards.input_of
    force_reply: int = 0  # the message that the bot wants a reply to
    pinned: list[int] = field(default_factory=list)
    topics: dict[int, Topic] = field(default_factory=dict)
    seq: int = 0
    mark: int = 0  # seq when the person's last own act started
    wake: Wake = field(default_factory=Wake)

    @property
    def id(self) -> int:
        return int(self.person["id"])

    def card(self) -> Body:
        """The chat as every message carries it."""
        names = ("id", "first_name", "last_name", "username")
        return {k: self.person[k] for k in names if k in self.person} | {"type": "private"}

    def newest_first(self, since: int = 0) -> Iterator[Message]:
        """Messages that are still there and changed after `since`; newest message first."""
        if not since:
            yield from (m for m in reversed(self.messages.values()) if not m.deleted)
            return
        seen: set[int] = set()
        for seq, message_id in reversed(self.changes):
            if seq <= since:
                break
            seen.add(message_id)
        for message_id in sorted(seen, reverse=True):
            if not self.messages[message_id].deleted:
                yield self.messages[message_id]


class World:
    """Everything behind one bot token."""

    def __init__(
        self,
        token: str,
        limits: Limits | None = None,
        username: str = "",
        folder: Path | None = None,
    ) -> None:
        self.token = token
        self.limits = limits or Limits()
        self.clock = Clock()
        self.files = FileStore(self.limits, folder)
        self.faults = Faults()
        self.flood = Flood(self.clock)
        self.wire = Wire()
        self.updates = Updates(self.clock, self.faults, self.wire)
        self.webhook = Webhook(self)
        self.host = Host()
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.payments: list[Body] = []
        self.profile: dict[str, Any] = {}
        self.uploads: dict[str, Blob] = {}  # by the name that stands for them
        self.invoice_links: dict[str, Body] = {}
        self.inline_answers: deque[tuple[float, Query]] = deque(maxlen=KEPT_INLINE)  # see inline.py
        self.calls: deque[Body] = deque(maxlen=KEPT_CALLS)
        self.journal: deque[Body] = deque(maxlen=KEPT_EVENTS)
        self.run = secrets.token_hex(8)  # tells who watches that the numbers begin anew
        self.seq = 0
        self.acts = 0  # control verbs so far; some change what no event tells
        self.busy = 0  # Bot API calls in flight, polling not counted
        self.watchers = 0  # streams that are open
        self.wake = Wake()
        self.closed = False
        self.recorder: Recorder | None = None
        self.bot = _bot(token, username or "perfectlancer_bot")
        self._ids = random.Random()

    async def close(self) -> None:
        """Stop deliveries and remove temporary files; who watches is told no more."""
        self.closed = True
        self.wake.ring()
        self.updates.close()
        await self.webhook.close()
        self.faults.release()
        self.files.close()

    def now(self) -> int:
        """Unix time in whole seconds, as messages carry it."""
        return int(self.clock.now())

    def add_person(self, facts: Body) -> Chat:
        """A new person; ids of every second one need more than 32 bits."""
        number = len(self.chats)
        base = 5_000_000_000 if number % 2 == 0 else 200_000_000
        identity = int(facts.pop("id", 0) or base + number * 1_000_003 + self._ids.randrange(10**6))
        if identity in self.chats:
            raise ControlError(f"there is a person with id {identity} already")
        person = {"id": identity, "is_bot": False} | facts
        chat = self.chats[identity] = Chat(person)
        self.happened("person", chat)
        return chat

    def find_person(self, identity: int) -> Body | None:
        """The Bot API User behind an id, for mentions."""
        chat = self.chats.get(identity)
        return chat.person if chat else None

    def chat_of(self, person: int) -> Chat:
        """ControlError for an unknown person."""
        try:
            return self.chats[int(person)]
        except (KeyError, TypeError, ValueError):
            raise ControlError(f"no such person: {person}") from None

    def chat_for_bot(self, chat_id: str) -> Chat:
        """ApiError 400 when the bot names a chat that is not there."""
        try:
            return self.chats[int(chat_id)]
        except (KeyError, ValueError):
            raise (not_found("chat") if chat_id else bad_request("chat_id is empty")) from None

    def writable(self, chat_id: str) -> Chat:
        """The chat if the bot may write there; ApiError 403 if not (Bot API: sendMessage)."""
        chat = self.chat_for_bot(chat_id)
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if chat.deactivated:
            raise forbidden("user is deactivated")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def happened(self, kind: str, chat: Chat, message: Message | None = None, **facts: Any) -> int:
        """Write down a change, wake who waits for it, and return its sequence number."""
        self.seq += 1
        event = {"seq": self.seq, "kind": kind, "chat_id": chat.id, **facts}
        if message is not None:
            event |= {"message_id": message.id, "body": message.body}
            message.seq = self.seq
            chat.changes.append((self.seq, message.id))
        self.journal.append(event)
        chat.seq = self.seq
        chat.wake.ring()
        self.wake.ring()
        return self.seq

    def after(self, seq: int, most: int) -> list[Body]:
        """Events behind this one; the journal's numbers grow by one, so their place is known."""
        first = self.journal[0]["seq"] if self.journal else 0
        start = max(0, seq + 1 - first)
        return [self.journal[at] for at in range(start, min(len(self.journal), start + most))]

    def open_query(self, kind: str, chat: Chat, about: Body, seconds: float) -> Query:
        """A new question to the bot that can be answered for `seconds`."""
        identifier = str(self._ids.randrange(10**17, 10**18))
        query = Query(identifier, kind, chat.id, self.clock.now() + seconds, about)
        self.queries[identifier] = query
        return query

    def answer_query(self, kind: str, identifier: str, answer: Body) -> Query:
        """Take the bot's answer. ApiError 400 when it is late, repeated or unknown."""
        query = self.queries.get(identifier)
        if query is None or query.kind != kind or query.until < self.clock.now():
            raise query_too_old()
        del self.queries[identifier]
        query.answer = answer
        chat = self.chats[query.chat_id]
        query.seq = self.happened("answer", chat, query=kind, query_id=identifier, **answer)
        chat.answers.append(query)
        return query

    def record(self, call: Body) -> None:
        """Note a finished Bot API call."""
        self.calls.append(call)
        self.wire.note("call", call)
        self.wake.ring()

    @property
    def idle(self) -> bool:
        """Nothing undelivered, nothing in flight."""
        return self.busy == 0 and not self.updates.pending

    async def quiet(self, settle: float, within: float) -> bool:
        """Wait until nothing moved for `settle` seconds; False after `within` seconds."""
        deadline = Deadline(within)
        while deadline.left > 0:
            moved = await self.wake.wait(min(settle, deadline.left))
            if not moved and self.idle:
                return True
        return False

    def bell(self) -> None:
        """Something moved that is no event of a chat."""
        self.wake.ring()

    async def until(self, query: Query, deadline: Deadline) -> bool:
        """Wait for the answer to a query; False when time (real or Telegram's) is over."""
        chat = self.chats[query.chat_id]
        while query.answer is None:
            remaining = min(query.until - self.clock.now(), deadline.left)
            if remaining <= 0:
                return False
            await chat.wake.wait(remaining)
        return True

    def advance(self, seconds: float) -> None:
        """Let `seconds` of Telegram's time pass; open questions may become too old."""
        self.clock.advance(seconds)
        for query in self.queries.values():
            self.chats[query.chat_id].wake.ring()
        self.wake.ring()


def _bot(token: str, username: str) -> Body:
    identity = token.partition(":")[0]
    return {
        "id": int(identity) if identity.isdecimal() else 1,
        "is_bot": True,
        "first_name": "Perfectlancer",
        "username": username,
    }
