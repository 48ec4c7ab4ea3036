"""What Telegram would say to a call, as a list of faults (Bot API 10; see simulator/limits.py)."""

import json
import re
from typing import Any

from marketplace.templates import PLACEHOLDERS
from simulator.errors import ApiError
from simulator.html import parse
from simulator.limits import Limits
from simulator.text import length
from views.screen import Screen

LIMITS = Limits()


def plain(text: str) -> str:
    """What a reader sees of a text with parse mode HTML."""
    return parse(text, lambda _: None)[0]


def marks(text: str) -> list[str]:
    """The kinds of its entities, in order."""
    return [entity["type"] for entity in parse(text, lambda _: None)[1]]


def screen_faults(screen: Screen) -> list[str]:
    return message_faults(screen.message())


def message_faults(params: dict[str, Any]) -> list[str]:
    """Of sendMessage or editMessageText."""
    try:
        text = plain(params["text"])
    except ApiError as refused:
        return [refused.description]
    found = keyboard_faults(params["reply_markup"])
    if length(text) > LIMITS.text:
        found.append(f"text has {length(text)} units")
    if not text.strip():
        found.append("text is empty")
    if "{" in _without_placeholders(text) or "\n\n\n" in text or text != text.strip():
        found.append(f"text is untidy: {text[:200]!r}")
    return found


def _without_placeholders(text: str) -> str:
    """Those of pitch templates are meant to be read."""
    return re.sub(rf"\{{({'|'.join(PLACEHOLDERS)})\}}", "", text)


def keyboard_faults(markup: dict[str, Any]) -> list[str]:
    rows = markup["inline_keyboard"]
    buttons = [button for row in rows for button in row]
    found = [f"button {b} without a text" for b in buttons if not b["text"].strip()]
    found += [
        f"callback_data {b['callback_data']!r} is too long"
        for b in buttons
        if "callback_data" in b
        and not 1 <= len(b["callback_data"].encode()) <= LIMITS.callback_data_bytes
    ]
    found += [f"style of {b}" for b in buttons if b.get("style", "primary") not in STYLES]
    if any(not 1 <= len(row) <= LIMITS.buttons_a_row for row in rows):
        found.append("a row is empty or too wide")
    if len(buttons) > LIMITS.buttons:
        found.append(f"{len(buttons)} buttons")
    if len(json.dumps(rows, ensure_ascii=False).encode()) > LIMITS.markup_bytes:
        found.append("reply markup is too long")
    found += [f"url {b['url']!r}" for b in buttons if not b.get("url", "https://").isascii()]
    copied = [b["copy_text"]["text"] for b in buttons if "copy_text" in b]
    found += [f"copies {text!r}" for text in copied if not 1 <= length(text) <= LIMITS.copy_text]
    asked = [b[SHARE]["query"] for b in buttons if SHARE in b]
    found += [f"asks {query!r}" for query in asked if not 1 <= length(query) <= 256]
    found += [f"{b} does not exactly one thing" for b in buttons if len(ACTIONS & b.keys()) != 1]
    pressed = [b.get("callback_data") or b.get("url") or str(b) for b in buttons]
    if len(pressed) != len(set(pressed)):
        found.append("two buttons do the same")
    return found


SHARE = "switch_inline_query_chosen_chat"
ACTIONS = {"callback_data", "url", "copy_text", SHARE}
STYLES = {"primary", "success", "danger"}
