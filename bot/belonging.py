"""What a person's message belongs to: a question, a line, a topic (docs/decisions/0016)."""

from typing import Any

from aiogram.types import Message

from conversations.turn import Turn
from marketplace.people import Person
from storage.unit_of_work import UnitOfWork


async def line_of_topic(work: UnitOfWork, actor: Person, message: Any) -> int | None:
    """The line whose topic the message stands in."""
    thread = message.message_thread_id if isinstance(message, Message) else None
    if thread is None or not message.is_topic_message:
        return None
    return await work.topics.line_of(actor.id, thread)


async def line_replied_to(turn: Turn, message: Message) -> int | None:
    """The line that the replied-to message belongs to, as noted when it was sent; for an own one,
    where it was relayed to. The later parts of an album belong where the first one went.

    Whoever may not speak on that line is refused later, as always.
    """
    work: UnitOfWork = turn.work  # type: ignore[assignment]
    replied = _replied_to(message)
    if replied is None:
        album = message.media_group_id
        return await work.relay.line_of_album(turn.actor.id, album) if album else None
    if replied.from_user is None or replied.from_user.is_bot:
        line, _ = await work.outbox.noted(message.chat.id, replied.message_id)
        if line is not None:
            return line
    own = await work.relay.own(turn.actor.id, replied.message_id)
    return own.bid_id if own else None


async def answers_the_question(turn: Turn, message: Message) -> bool:
    """Where a message would else belong to a line: it replies to what a conversation asks just
    now, or stands below it in the same topic."""
    work: UnitOfWork = turn.work  # type: ignore[assignment]
    replied, line = _replied_to(message), turn.window.line
    if replied is None and line is None:
        return False
    shown = await turn.wizard.question(turn)
    if not shown:
        return False
    if replied is not None:
        return await work.outbox.named(shown) == replied.message_id
    return await work.outbox.line_of(message.chat.id, shown) == line


def _replied_to(message: Message) -> Message | None:
    """In a topic's first messages Telegram may name its making as what they reply to."""
    replied = message.reply_to_message
    return None if replied is None or replied.forum_topic_created else replied
