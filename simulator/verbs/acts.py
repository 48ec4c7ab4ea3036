"""What a person does besides sending: being there, pressing, blocking."""

from __future__ import annotations

from typing import Any

from .. import attention, keyboards, view
from ..control import verb
from ..errors import ControlError
from ..state import Body, Chat, Message, World
from ..wake import Deadline
from .sending import says

Found = tuple[Message | None, Body]  # a button and its message; None: the reply keyboard


@verb("person")
async def person(world: World, *, first_name: str, **facts: Any) -> Body:
    """A new person (Bot API: User); username, language_code, last_name, id are optional."""
    known = {k: v for k, v in facts.items() if v is not None}
    return world.add_person({"first_name": first_name} | known).person


@verb("press")
async def press(
    world: World,
    *,
    person: int,
    label: str,
    message_id: int | None = None,
    within: float = 5.0,
    wait: bool = True,
) -> Body:
    """Press a button by its text and wait for the bot's answer.

    Looks at messages that changed since the person's last act, newest first, the exact text
    before a part of it. An older message's button is taken when everything is quiet and no
    newer one shows it. {"pressed", "answered", "answer", "message", "tail"}.
    """
    chat, deadline = world.chat_of(person), Deadline(within)
    found = await _find(world, chat, label, message_id, deadline)
    if found is None:
        return {"pressed": False, "answered": False, "tail": view.transcript(world, chat, 6)}
    message, button = found
    if message is None:
        chat.mark = world.seq
        return _done(world, chat, None, await says(world, person=person, text=button["text"]))
    return await _press(world, chat, message, button, deadline if wait else None)


@verb("press_data")
async def press_data(
    world: World,
    *,
    person: int,
    message_id: int,
    data: str,
    within: float = 5.0,
    wait: bool = True,
) -> Body:
    """Send any callback data for any message, as a forged or an outdated client would."""
    chat = world.chat_of(person)
    message = chat.messages.get(message_id)
    if message is None:
        raise ControlError(f"no message {message_id} in this chat")
    button = {"text": "", "callback_data": data}
    return await _press(world, chat, message, button, Deadline(within) if wait else None)


async def _find(
    world: World, chat: Chat, label: str, message_id: int | None, deadline: Deadline
) -> Found | None:
    def look(since: int) -> Found | None:
        if message_id is None:
            return _newest(chat, label, since) or _on_keyboard(chat, label)
        named = chat.messages.get(message_id)
        return _on(named, label) if named and not named.deleted else None

    return await attention.first(world, chat, look, deadline)


def _newest(chat: Chat, label: str, since: int) -> Found | None:
    for message in chat.newest_first(since):
        if found := _on(message, label):
            return found
    return None


def _on(message: Message, label: str) -> Found | None:
    rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    exact = [b for b in buttons if b["text"] == label]
    similar = [b for b in buttons if label in b["text"]]
    return (message, (exact or similar)[0]) if exact or similar else None


def _on_keyboard(chat: Chat, label: str) -> Found | None:
    texts = [text for row in chat.keyboard for text in row if label in text]
    return (None, {"text": min(texts, key=len)}) if texts else None


async def _press(
    world: World, chat: Chat, message: Message, button: Body, deadline: Deadline | None
) -> Body:
    """Only callback buttons ask the bot; others show what they hold."""
    chat.mark = world.seq
    action = keyboards.action_of(button)
    if action == "disabled":
        raise ControlError(f"the button {button['text']!r} is disabled")
    if action != "callback_data":
        value = button.get(action)
        shown = {"text": "", "alert": False, "url": value if action == "url" else "", action: value}
        return _done(world, chat, shown, view.message(world, chat, message))
    if chat.blocked:
        raise ControlError("a person who blocked the bot cannot press its buttons")
    about = {"data": button["callback_data"]}
    query = world.open_query("callback", chat, about, world.limits.query)
    world.happened("pressed", chat, button=button["text"], message_shown=message.id, **about)
    shown_to_bot = message.body
    if message.deleted:
        shown_to_bot = {"message_id": message.id, "chat": chat.card(), "date": 0}
    update = {"id": query.id, "from": chat.person, "message": shown_to_bot, **about}
    world.updates.add("callback_query", chat.id, update | {"chat_instance": str(chat.id * 7919)})
    answered = await world.until(query, deadline) if deadline else False
    answer = view.answer(query) | {"query_id": query.id}
    return _done(world, chat, answer, view.message(world, chat, message), answered)


def _done(
    world: World, chat: Chat, answer: Body | None, message: Body | None, answered: bool = True
) -> Body:
    tail = "" if answered else view.transcript(world, chat, 6)
    return {
        "pressed": True,
        "answered": answered,
        "answer": answer,
        "message": message,
        "tail": tail,
    }


@verb("block")
async def block(world: World, *, person: int) -> None:
    """Stop the bot; it gets a my_chat_member update and 403 from now on."""
    _set_blocked(world, world.chat_of(person), True)


@verb("unblock")
async def unblock(world: World, *, person: int) -> None:
    """Let the bot write again."""
    _set_blocked(world, world.chat_of(person), False)


def _set_blocked(world: World, chat: Chat, blocked: bool) -> None:
    if chat.blocked == blocked:
        return
    chat.mark = world.seq
    chat.blocked = blocked
    member = {"user": world.bot, "status": "member"}
    banned = {"user": world.bot, "status": "kicked", "until_date": 0}
    old, new = (member, banned) if blocked else (banned, member)
    world.happened("blocked" if blocked else "unblocked", chat)
    update = {
        "chat": chat.card(),
        "from": chat.person,
        "date": world.now(),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    world.updates.add("my_chat_member", chat.id, update)


@verb("deactivate")
async def deactivate(world: World, *, person: int) -> None:
    """The person deletes their Telegram account: the bot gets 403 "user is deactivated"."""
    chat = world.chat_of(person)
    chat.deactivated = True
    world.happened("deactivated", chat)


@verb("rename")
async def rename(world: World, *, person: int, **facts: Any) -> Body:
    """Change first_name, username, language_code …; what is None goes away."""
    chat = world.chat_of(person)
    chat.person = {k: v for k, v in (chat.person | facts).items() if v is not None}
    world.happened("person", chat)
    return chat.person
