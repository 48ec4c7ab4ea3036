"""The relay: what one side writes reaches the other, as a copy. One line per bid, kept by its
project; every message stays in the log, with what it said before it was edited.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from marketplace import events
from marketplace.bids import BidState
from marketplace.errors import Refused
from marketplace.leaks import contact_details, hidden_details
from marketplace.people import Person
from marketplace.projects import Project

if TYPE_CHECKING:
    from marketplace.ports import Work

CONTACT = "contact"
"""The kind of a message that is somebody's name and number."""
TALK_AFTER_END = timedelta(days=30)
"""For so long the two of an ended project may still write to each other."""
ANSWER_WITHIN = timedelta(hours=24)
"""Whoever hasn't answered by then is reminded, once."""
SAME_SUBJECT = timedelta(hours=3)
"""After a longer silence it is said again who writes and about what."""


@dataclass(frozen=True, slots=True)
class Line:
    """The two who talk, and about what. `bid_id` names the line."""

    bid_id: int
    title: str
    client: Person
    freelancer: Person
    open: bool
    project: Project | None = None
    barred: bool = False
    """Whoever it was found for is banned, and has no project with the other one."""

    @property
    def project_id(self) -> int | None:
        return self.project.id if self.project else None

    def other(self, person_id: int) -> Person:
        return self.freelancer if person_id == self.client.id else self.client

    def check_open(self) -> None:
        """Raises Refused: `talk-over` (the bid was declined, withdrawn or let go), `talk-ended`
        (its project ended long ago), `banned`."""
        if not self.open:
            raise Refused("talk-ended" if self.project else "talk-over", title=self.title)
        if self.barred:
            raise Refused("banned")


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that came with a message, as Telegram knows it (see marketplace.files)."""

    name: str
    mime: str
    size_bytes: int
    kind: str
    telegram_id: str
    telegram_unique_id: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has written, before it is passed on. `message_id`: in their own chat, as
    `replied_to`, the message that it answers. `entities`: Bot API, MessageEntity. `album`:
    Telegram's name for the messages that belong together."""

    message_id: int
    kind: str
    text: str = ""
    entities: tuple[dict[str, Any], ...] = ()
    file: SentFile | None = None
    album: str = ""
    replied_to: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """What a message said from then on; `file`: one that took the place of the earlier."""

    text: str
    at: datetime
    file: SentFile | None = None


@dataclass(frozen=True, slots=True)
class RelayedMessage:
    """The log's entry. `message_id`: in the sender's own chat. `text`: as it was sent first.

    `answers`: the id of the entry that it replies to. `waiting`: it could not be delivered, and
    waits here for its reader. `flagged`: it seems to hold contact details. `row_id`: the row of the
    outbox that carries its copy.
    """

    bid_id: int
    sender_id: int
    message_id: int
    kind: str
    text: str
    at: datetime
    id: int = 0
    entities: tuple[dict[str, Any], ...] = ()
    album: str = ""
    file: SentFile | None = None
    answers: int | None = None
    waiting: bool = False
    flagged: bool = False
    row_id: int | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def newest_text(self) -> str:
        return self.edits[-1].text if self.edits else self.text

    @property
    def newest_file(self) -> SentFile | None:
        replaced = (edit.file for edit in reversed(self.edits) if edit.file)
        return next(replaced, self.file)


@dataclass(frozen=True, slots=True)
class Passed:
    """One message on its way, and what its sender should hear of it.

    `first_waiting`: the other side cannot be reached, which they don't know yet. `first_flagged`:
    likewise, why staying here is better. `backlog`: so many messages go out before it.
    """

    line: Line
    message: RelayedMessage
    first_waiting: bool
    first_flagged: bool
    backlog: int


async def line_of(work: "Work", actor: Person, bid_id: int) -> Line:
    """The line that the actor is a member of. Raises Refused `not-yours`."""
    bid = await work.bids.find(bid_id)
    job = await work.jobs.find(bid.job_id) if bid else None
    if bid is None or job is None or actor.id not in (bid.freelancer_id, job.client_id):
        raise Refused("not-yours")
    hired = bid.state is BidState.HIRED
    project = await work.projects.of_bid(bid_id) if hired else None
    is_client = actor.id == job.client_id
    other = await work.people.get(bid.freelancer_id if is_client else job.client_id)
    return Line(
        bid_id=bid_id,
        title=job.title,
        client=actor if is_client else other,
        freelancer=other if is_client else actor,
        open=may_talk(project, work.now) if project else bid.state is BidState.LIVE,
        project=project,
        barred=actor.banned and project is None,
    )


def may_talk(project: Project, now: datetime) -> bool:
    """While it runs, and for 30 days more."""
    return project.ended_at is None or now < project.ended_at + TALK_AFTER_END


async def pass_on(work: "Work", actor: Person, line: Line, draft: Draft) -> Passed:
    """Relays one message to the other member and logs it. `line`: as `line_of` has found it for
    the actor in this unit of work.

    Raises Refused: as `Line.check_open`, `contact-blocked` (the operator does not let contact
    details through).
    """
    line.check_open()
    bid_id, reader = line.bid_id, line.other(actor.id)
    if not reader.reachable:
        # They may be coming back this moment: then it would wait for nobody.
        reader = await work.people.lock(reader.id)
    flagged = _checked_details(work, draft, reader)
    message = RelayedMessage(
        bid_id=bid_id,
        sender_id=actor.id,
        message_id=draft.message_id,
        kind=draft.kind,
        text=draft.text,
        at=work.now,
        entities=draft.entities,
        album=draft.album,
        file=draft.file,
        answers=await _answered(work, actor, bid_id, draft),
        waiting=not reader.reachable,
        flagged=flagged,
    )
    passed = Passed(
        line=line,
        message=message,
        first_waiting=message.waiting and not await work.relay.any_waiting(bid_id, actor.id),
        first_flagged=flagged and not await work.relay.any_flagged(bid_id, actor.id),
        backlog=0 if message.waiting else await work.relay.backlog(reader.id),
    )
    header = await _is_new_subject(work, reader.id, bid_id)
    message = replace(message, id=await work.relay.add(message))
    await work.relay.spoke(bid_id, actor.id, work.now, work.now + ANSWER_WITHIN)
    work.happened(events.MessageSent(actor, line, message, header))
    return replace(passed, message=message)


def _checked_details(work: "Work", draft: Draft, reader: Person) -> bool:
    """Whether it seems to hold contact details. Raises Refused `contact-blocked`."""
    found = draft.kind == CONTACT or contact_details(draft.text) or hidden_details(draft.entities)
    if found and work.policy.blocks_contact_details:
        safe = "yes" if work.policy.takes_money else "no"
        raise Refused("contact-blocked", name=reader.shown_name, safe=safe)
    return bool(found)


async def _answered(work: "Work", actor: Person, bid_id: int, draft: Draft) -> int | None:
    """The log's entry that a reply answers: the other's message, or an own one."""
    if draft.replied_to is None:
        return None
    found = await work.relay.behind(actor.id, draft.replied_to)
    return found.id if found and found.bid_id == bid_id else None


async def _is_new_subject(work: "Work", person_id: int, bid_id: int) -> bool:
    """Whether this person's chat was last about something else, or about nothing for a while."""
    subject, last_at = await work.relay.subject_of(person_id, bid_id)
    return subject != bid_id or last_at is None or work.now - last_at > SAME_SUBJECT


# --- afterwards ------------------------------------------------------------------------------


async def edit(work: "Work", actor: Person, draft: Draft) -> Line | None:
    """An edit follows to the copy, and the log keeps both. Of a message that was not relayed, or
    that says the same as before (Telegram reports more than people see), there is nothing to do.

    Returns the line if this is the actor's first message there that seems to hold contact details,
    else None. Raises Refused as `pass_on`.
    """
    message = await work.relay.own(actor.id, draft.message_id)
    if message is None:
        return None
    replaced = _other_file(message, draft)
    if not replaced and _says_the_same(message, draft):
        return None
    line = await line_of(work, actor, message.bid_id)
    line.check_open()
    flagged = _checked_details(work, draft, line.other(actor.id))
    first = flagged and not await work.relay.any_flagged(line.bid_id, actor.id)
    if flagged and not message.flagged:
        await work.relay.flag(message.id)
    made = Edit(draft.text, work.now, draft.file if replaced else None)
    await work.relay.add_edit(message.id, made)
    edited = replace(message, edits=(*message.edits, made), entities=draft.entities)
    work.happened(events.MessageEdited(actor, line, edited, replaced))
    return line if first else None


def _says_the_same(message: RelayedMessage, draft: Draft) -> bool:
    """In words and marks; the marks of earlier edits are not kept."""
    marked_alike = bool(message.edits) or message.entities == draft.entities
    return message.newest_text == draft.text and marked_alike


def _other_file(message: RelayedMessage, draft: Draft) -> bool:
    before, now = message.newest_file, draft.file
    return now is not None and (
        before is None or before.telegram_unique_id != now.telegram_unique_id
    )


async def react(work: "Work", actor: Person, message_id: int, emoji: str) -> None:
    """A reaction to a relayed message, or to its copy, is shown on the other side; "" takes it
    away. One to anything else concerns nobody."""
    message = await work.relay.behind(actor.id, message_id)
    if message is None:
        return
    try:
        line = await line_of(work, actor, message.bid_id)
    except Refused:
        return
    if line.open and not line.barred and line.other(actor.id).reachable:
        work.happened(events.MessageReacted(actor, line, message, emoji))


async def undelivered(work: "Work", relay_id: int, *, unreachable: bool) -> None:
    """Telegram did not take a copy, and its sender is told. `unreachable`: the reader's chat can't
    be reached, so that it waits in the log; of several such messages only the first is told of."""
    message = await work.relay.find(relay_id)
    if message is None or message.waiting:
        return
    told = unreachable and await work.relay.any_waiting(message.bid_id, message.sender_id)
    if unreachable:
        await work.relay.wait(message.id)
    if not told:
        sender = await work.people.get(message.sender_id)
        line = await line_of(work, sender, message.bid_id)
        work.happened(events.MessageUndelivered(sender, line, message, unreachable))


async def deliver_waiting(work: "Work", reader: Person) -> None:
    """Somebody is back: what was written to them meanwhile follows, line by line."""
    for bid_id in await work.relay.lines_waiting_for(reader.id):
        line = await line_of(work, reader, bid_id)
        messages = await work.relay.waiting_on(bid_id, reader.id)
        await work.relay.delivering(bid_id, reader.id)
        if line.open:
            here = tuple(replace(message, waiting=False) for message in messages)
            work.happened(events.MessagesWaited(reader, line, here))
