"""Inline answers that Telegram keeps: for who asks the same again, and for who sends a result."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import invoices, keyboards, media, messages
from .errors import ControlError
from .media import KINDS
from .parameters import Params
from .places import contact, location, venue
from .state import Body, Chat, Query, World

# Fields of InlineQueryResultCached… that name a file, where they are not called after its kind.
_FILES = {"gif_file_id": "animation", "mpeg4_file_id": "animation"}
_PLAIN: tuple[tuple[str, Callable[[Params], Body]], ...] = (
    ("address", venue),
    ("latitude", location),
    ("phone_number", contact),
)


def keep(world: World, asked: Query) -> None:
    """Remember an answered query for as long as the bot said (answerInlineQuery: cache_time)."""
    seconds = (asked.answer or {}).get("cache_time", 0)
    world.inline_answers.append((world.clock.now() + seconds, asked))


def remembered(world: World, chat: Chat, about: Body) -> Query | None:
    """The answer to the same question, from this person or, unless it is personal, from another."""
    now = world.clock.now()
    for until, asked in reversed(world.inline_answers):
        if asked.about == about and now < until and _meant_for(chat, asked):
            return asked
    return None


def found(world: World, chat: Chat, query_id: str, result_id: str) -> tuple[Query, Body]:
    """An answered query and one of its results. ControlError when there is none."""
    for _, asked in reversed(world.inline_answers):
        if asked.id == query_id and _meant_for(chat, asked):
            for result in (asked.answer or {})["results"]:
                if str(result["id"]) == result_id:
                    return asked, result
    raise ControlError(f"no result {result_id} of this inline query")


def _meant_for(chat: Chat, asked: Query) -> bool:
    return asked.chat_id == chat.id or not (asked.answer or {}).get("is_personal")


def content(world: World, result: Body) -> tuple[Body, Body]:
    """What a message from this result holds (Bot API: InlineQueryResult), and its secret.

    ControlError for what cannot be sent here: games, and files by their address.
    """
    given, secret = result.get("input_message_content"), Body()
    if not isinstance(given, dict):
        body = _carried(world, result)
    elif invoices.described(given):
        body, secret = invoices.content(world, Params(given))
    else:
        body = _written(world, given)
    if body is None:
        raise ControlError(f"results of type {result.get('type')} like this cannot be sent here")
    payable = "invoice" in body
    markup = keyboards.checked(Params(result), world.limits, payable)
    if markup is None and payable:
        markup = invoices.pay_button(secret)
    return body | ({"reply_markup": markup} if markup else {}), secret


def _written(world: World, given: dict[str, Any]) -> Body | None:
    if "message_text" in given:
        params = Params({**given, "text": given["message_text"]})
        return messages.message_text(world, params)
    return next((read(Params(given)) for field, read in _PLAIN if field in given), None)


def _carried(world: World, result: dict[str, Any]) -> Body | None:
    """A file that Telegram has, with its caption; or a place, or a contact."""
    for field, value in result.items():
        kind = KINDS.get(_FILES.get(field, field.removesuffix("_file_id")))
        if field.endswith("_file_id") and kind is not None:
            shown = media.stored_content(world, kind, media.reused(world, kind, str(value)))
            return shown | messages.caption(world, Params(result))
    return next((read(Params(result)) for field, read in _PLAIN if field in result), None)
