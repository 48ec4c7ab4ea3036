"""Bot API: answers to callback and inline queries."""

from __future__ import annotations

import re
from typing import Any

from .. import invoices, keyboards, messages
from ..api import method
from ..errors import ApiError, bad_request
from ..parameters import Params
from ..state import World
from ..text import length

_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


@method("answerCallbackQuery")
def answer_callback_query(world: World, params: Params) -> bool:
    """Bot API: answerCallbackQuery; without a text the button only stops spinning."""
    text = params.text("text")
    if length(text) > world.limits.callback_answer:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "alert": params.flag("show_alert"), "url": params.text("url")}
    world.answer_query("callback", params.text("callback_query_id"), answer)
    return True


@method("answerInlineQuery")
def answer_inline_query(world: World, params: Params) -> bool:
    """Bot API: answerInlineQuery; the results are recorded for the person to see."""
    results = params.decoded("results", "inline query results")
    if not isinstance(results, list):
        raise bad_request("expected an Array of inline query results")
    if len(results) > world.limits.inline_results:
        raise bad_request("too many inline query results specified")
    offset = params.text("next_offset")
    if len(offset.encode()) > world.limits.inline_offset_bytes:
        raise bad_request("NEXT_OFFSET_INVALID")
    ids = [str(r.get("id", "")) if isinstance(r, dict) else "" for r in results]
    if any(not 1 <= len(i.encode()) <= 64 for i in ids):
        raise bad_request("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    for result in results:
        _check(world, result)
    answer = {
        "results": results,
        "next_offset": offset,
        "cache_time": params.number("cache_time", 300),
        "is_personal": params.flag("is_personal"),
    }
    if button := _button(params):
        answer["button"] = button
    world.answer_query("inline", params.text("inline_query_id"), answer)
    return True


def _button(params: Params) -> dict[str, Any] | None:
    """What stands above the results (Bot API: InlineQueryResultsButton). ApiError 400 when it has
    no text, or does nothing; Telegram does not document its words."""
    button = params.decoded("button", "InlineQueryResultsButton")
    if button is None:
        return None
    if not isinstance(button, dict) or not str(button.get("text") or "").strip():
        raise bad_request("inline query results button text must be non-empty")
    start = str(button.get("start_parameter") or "")
    if not button.get("web_app") and not _START.fullmatch(start):
        raise bad_request("START_PARAM_INVALID")
    return button


def _check(world: World, result: dict[str, Any]) -> None:
    """What an article would send is looked at as a message is (Bot API: InlineQueryResultArticle,
    InputTextMessageContent, InputInvoiceMessageContent); other kinds of results are taken as they
    are."""
    if result.get("type") != "article":
        return
    if not str(result.get("title") or "").strip():
        raise _unreadable('Can\'t find field "title"')
    content = result.get("input_message_content")
    if not isinstance(content, dict):
        raise _unreadable('Can\'t find field "input_message_content"')
    if "message_text" in content:
        messages.message_text(world, Params({**content, "text": content["message_text"]}))
    payable = invoices.described(content)
    if payable:
        invoices.read(world, Params(content))
    keyboards.checked(Params(result), world.limits, payable)


def _unreadable(why: str) -> ApiError:
    return bad_request(f"can't parse inline query result: {why}")
