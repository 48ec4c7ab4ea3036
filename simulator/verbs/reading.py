"""What a person sees, and what happened: chats, waiting for texts, events, calls, files."""

from __future__ import annotations

from .. import story, topics, view
from ..control import verb
from ..state import Body, Chat, Message, World
from ..wake import Deadline

_EVENTS_A_PAGE = 500


@verb("people")
async def people(world: World) -> list[Body]:
    """Everybody there is, with whether they started or blocked the bot."""
    return [c.person | {"started": c.started, "blocked": c.blocked} for c in world.chats.values()]


@verb("chat")
async def chat(
    world: World, *, person: int, last: int = 0, topic: int | str | None = None
) -> list[Body]:
    """The messages that are there, oldest first; only the `last` ones, only those of a topic."""
    own = world.chat_of(person)
    thread = topics.named(own, topic)
    here = [m for m in own.messages.values() if not m.deleted and _in(m, thread)]
    shown = here[-last:]
    return [view.message(world, own, m) for m in shown]


@verb("transcript")
async def transcript(world: World, *, person: int, last: int = 0) -> str:
    """The chat as text."""
    return view.transcript(world, world.chat_of(person), last)


@verb("changes")
async def changes(
    world: World,
    *,
    person: int,
    since: int | None = None,
    newer_than: int = 0,
    within: float = 0.0,
) -> Body:
    """What changed after `since` (default: the person's last act), newest message first.

    Waits up to `within` seconds until something in the chat is newer than `newer_than`.
    """
    own = world.chat_of(person)
    deadline = Deadline(within)
    while own.seq <= newer_than and await own.wake.wait(deadline.left):
        pass
    return view.changed(world, own, own.mark if since is None else since)


@verb("see")
async def see(
    world: World,
    *,
    person: int,
    texts: list[str],
    button: str = "",
    since: int | None = None,
    anywhere: bool = False,
    topic: int | str | None = None,
    within: float = 5.0,
) -> Body:
    """Wait until one message of the bot, or one answer to a button, holds all the texts.

    Looks at what changed since the person's last act started (`since`: since that event;
    `anywhere`: in the whole chat); with a `topic` at its messages only, 0 for those in none.
    {"seen": message or answer, "tail"}; "seen" is null on time-out.
    """
    own, deadline = world.chat_of(person), Deadline(within)
    thread = topics.named(own, topic)
    start = 0 if anywhere else own.mark if since is None else since
    looked = start if not anywhere else -1
    while True:
        seen = _matching(world, own, texts, button, looked, start, thread)
        if seen is not None:
            return {"seen": seen, "tail": ""}
        looked = own.seq
        if not await own.wake.wait(deadline.left) and deadline.left <= 0:
            return {"seen": None, "tail": view.transcript(world, own, 8)}


def _matching(
    world: World,
    own: Chat,
    texts: list[str],
    button: str,
    looked: int,
    start: int,
    thread: int | None,
) -> Body | None:
    """Only what changed since the last look is read: a match before would have been returned."""
    for message in own.newest_first(max(looked, 0)):
        if not message.by_bot or not _in(message, thread):
            continue
        shown = view.message(world, own, message)
        labels = [label for row in shown["buttons"] for label in row]
        fits = not button or any(button in label for label in labels)
        if fits and all(text in story.visible(shown) for text in texts):
            return shown
    for query in reversed(own.answers):
        if query.seq <= max(looked, start) or button or thread is not None:
            break
        answer = view.answer(query)
        if query.kind != "inline" and answer["text"] and all(t in answer["text"] for t in texts):
            return answer
    return None


def _in(message: Message, thread: int | None) -> bool:
    return thread is None or topics.thread_of(message) == thread


@verb("events")
async def events(
    world: World, *, after: int = 0, person: int | None = None, within: float = 0.0
) -> Body:
    """Events of all chats (or one) after a sequence number: {"seq", "events"}.

    Waits up to `within` seconds for the first one; a page has at most 500.
    """
    deadline = Deadline(within)
    while True:
        page = _page(world, after, person)
        if page or (not await world.wake.wait(deadline.left) and deadline.left <= 0):
            last = page[-1]["seq"] if page else max(after, world.seq if person else after)
            return {"seq": last, "events": [view.event(world, e) for e in page]}


def _page(world: World, after: int, person: int | None) -> list[Body]:
    """The journal's numbers grow by one, so the place of an event is known."""
    journal = world.journal
    first = journal[0]["seq"] if journal else 0
    page = []
    for at in range(max(0, after + 1 - first), len(journal)):
        if person is None or journal[at]["chat_id"] == person:
            page.append(journal[at])
        if len(page) == _EVENTS_A_PAGE:
            break
    return page


@verb("calls")
async def calls(
    world: World, *, method: str = "", chat_id: int = 0, ok: bool | None = None
) -> list[Body]:
    """The Bot API calls so far: {method, params, ok, result or error, code, at, seconds}."""
    return view.calls(world, method, chat_id, ok)


@verb("spinning")
async def spinning(world: World, *, person: int | None = None) -> list[Body]:
    """Buttons that were pressed and not answered yet."""
    return [
        {"query_id": q.id, "chat_id": q.chat_id, **q.about}
        for q in world.queries.values()
        if q.kind == "callback" and person in (None, q.chat_id)
    ]


@verb("payments")
async def payments(world: World) -> list[Body]:
    """Every payment, oldest first, with its payer."""
    return world.payments
