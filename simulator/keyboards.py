"""Keyboards: what Telegram accepts and what it shows (Bot API: InlineKeyboardMarkup)."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any

from .errors import ApiError, bad_request
from .limits import Limits
from .parameters import Params
from .text import length

Markup = dict[str, Any]

_STYLES = {"", "default", "danger", "success", "primary"}
_URL = re.compile(r"(?:https?://)?(?:[\w-]+\.)*[\w-]+(?::\d+)?(?:[/?#]\S*)?|(?:tg|ton)://\S+", re.I)
_too_long = partial(bad_request, "reply markup is too long")
# The field that says what a button does, in the order in which Telegram looks for it.
ACTIONS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
    "disabled",
)


def read(params: Params) -> Markup | None:
    """The `reply_markup` of a call, as it came."""
    markup = params.decoded("reply_markup", "reply keyboard markup")
    if markup is not None and not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    return markup


def checked(params: Params, limits: Limits, payable: bool = False) -> Markup | None:
    """The inline keyboard of a call, or None. ApiError 400 for what Telegram refuses.

    `payable`: on an invoice, where the first button must be the Pay button.
    """
    markup = read(params)
    if not markup or "inline_keyboard" not in markup:
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array')
    rows = [[_button(b, limits) for b in row] for row in rows if row]
    if not rows:
        return None
    if sum(map(len, rows)) > limits.buttons or max(map(len, rows)) > limits.buttons_a_row:
        raise _too_long()
    if len(json.dumps(rows, ensure_ascii=False).encode()) > limits.markup_bytes:
        raise _too_long()
    if payable and "pay" not in rows[0][0]:
        raise bad_request("REPLY_MARKUP_BUY_EMPTY")
    others = [button for row in rows for button in row][int(payable) :]
    if any("pay" in button for button in others):
        raise bad_request("BUTTON_TYPE_INVALID")
    return {"inline_keyboard": rows}


def _button(button: Any, limits: Limits) -> Markup:
    if not isinstance(button, dict):
        raise _unreadable("InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise _unreadable('Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if str(button.get("style", "")) not in _STYLES:
        raise _unreadable("invalid button style specified")
    action = next((a for a in ACTIONS if button.get(a) not in (None, "", False)), "")
    if not action and "switch_inline_query" in button:
        action = "switch_inline_query"
    if not action and "switch_inline_query_current_chat" in button:
        action = "switch_inline_query_current_chat"
    if not action:
        raise _unreadable("Text buttons are unallowed in the inline keyboard")
    _check_action(action, button[action], limits)
    return {k: v for k, v in button.items() if v is not None}


def _check_action(action: str, value: Any, limits: Limits) -> None:
    if action == "callback_data" and len(str(value).encode()) > limits.callback_data_bytes:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not _URL.fullmatch(str(value)):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if action == "copy_text":
        text = value.get("text", "") if isinstance(value, dict) else ""
        if not 1 <= length(text) <= limits.copy_text:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _unreadable(why: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {why}")


def action_of(button: Markup) -> str:
    """What a button does: one of ACTIONS."""
    return next((a for a in ACTIONS if a in button), "")


def input_of(markup: Markup | None) -> Markup | None:
    """What a reply markup makes of the field where a person writes; None when it says nothing.

    {keys, placeholder, one_time, persistent}: `keys` are the rows of `reply_rows` with what each
    button does, "text" or one of Bot API KeyboardButton's request_… fields and web_app.
    """
    rows = reply_rows(markup)
    if rows is None or markup is None:
        return None
    given = markup.get("keyboard") if rows else []
    return {
        "keys": [[_reply_key(button) for button in row] for row in given or []],
        "placeholder": str(markup.get("input_field_placeholder") or ""),
        "one_time": bool(rows and markup.get("one_time_keyboard")),
        "persistent": bool(rows and markup.get("is_persistent")),
    }


def _reply_key(button: Any) -> Markup:
    if isinstance(button, str):
        return {"text": button, "action": "text"}
    special = (name for name in button if name.startswith("request_") or name == "web_app")
    action = next((name for name in special if button[name]), "text")
    return {"text": str(button.get("text", "")), "action": action}


def reply_rows(markup: Markup | None) -> list[list[str]] | None:
    """The texts of a reply keyboard; [] when it is taken away, None when nothing changes.

    A question that forces a reply stands in a keyboard's place (Bot API: ForceReply).
    """
    if not markup:
        return None
    if markup.get("remove_keyboard") or markup.get("force_reply"):
        return []
    rows = markup.get("keyboard")
    if not isinstance(rows, list):
        return None
    return [[b if isinstance(b, str) else str(b.get("text", "")) for b in row] for row in rows]
