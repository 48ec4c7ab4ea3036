"""Inline mode as people use it: "@bot words", and the result that they send."""

from __future__ import annotations

from .. import inline as answers
from ..control import verb
from ..state import Body, World
from ..wake import Deadline
from .sending import deliver, head_of, writable


@verb("inline")
async def inline(
    world: World,
    *,
    person: int,
    query: str,
    offset: str = "",
    cached: bool = False,
    within: float = 5.0,
) -> Body:
    """Type "@bot query" somewhere: {"answered", "query_id", "results", "next_offset", …}.

    `cached`: what the bot said before is taken while its cache_time lasts, as Telegram does; a
    personal answer only by who got it.
    """
    chat = world.chat_of(person)
    chat.mark = world.seq
    about = {"query": query[: world.limits.inline_query], "offset": offset}
    known = answers.remembered(world, chat, about) if cached else None
    if known is not None:
        return {"answered": True, "query_id": known.id, **(known.answer or {})}
    asked = world.open_query("inline", chat, about, 30)
    update = {"id": asked.id, "from": chat.person, "chat_type": "private", **about}
    world.updates.add("inline_query", chat.id, update)
    answered = await world.until(asked, Deadline(within))
    if answered:
        answers.keep(world, asked)
    nothing: Body = {"results": [], "next_offset": ""}
    return {"answered": answered, "query_id": asked.id, **(asked.answer or nothing)}


@verb("choose_inline")
async def choose_inline(
    world: World,
    *,
    person: int,
    query_id: str,
    result_id: str,
    reply_to: int | None = None,
    quote: Body | None = None,
    topic: int | str | None = None,
) -> Body:
    """Send a result of an inline answer into the chat, as the person's message "via @bot".

    The bot is told by chosen_inline_result, too, if inline feedback is on (`limits`).
    """
    chat = writable(world, person)
    asked, result = answers.found(world, chat, query_id, result_id)
    content, secret = answers.content(world, result)
    head = head_of(world, chat, reply_to, topic, quote=quote) | {"via_bot": world.bot}
    shown = deliver(world, chat, content, head, secret)
    if world.limits.inline_feedback:
        chosen = {"result_id": result_id, "from": chat.person, "query": asked.about["query"]}
        world.updates.add("chosen_inline_result", chat.id, chosen)
    return shown
