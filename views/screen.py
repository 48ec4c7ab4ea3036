"""What one message shows: a text and buttons, before any library has seen them."""

from dataclasses import dataclass, field
from typing import Any

from aiogram.filters.callback_data import CallbackData

MOST_TEXT = 4096
MOST_BUTTONS = 100


class Html(str):
    """Text that is already safe to send with parse mode HTML."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Button:
    """`tap` is what its press brings back. `style`: "", "primary", "success" or "danger"."""

    text: str
    tap: CallbackData
    style: str = ""

    def markup(self) -> dict[str, Any]:
        drawn: dict[str, Any] = {"text": self.text, "callback_data": self.tap.pack()}
        if self.style:
            drawn["style"] = self.style
        return drawn


@dataclass(frozen=True, slots=True)
class LinkButton:
    """Opens a page outside the chat; nothing comes back. `url`: http(s)."""

    text: str
    url: str

    def markup(self) -> dict[str, Any]:
        return {"text": self.text, "url": self.url}


@dataclass(frozen=True, slots=True)
class CopyButton:
    """Puts `copied` (1-256 characters) on the reader's clipboard; nothing comes back."""

    text: str
    copied: str

    def markup(self) -> dict[str, Any]:
        return {"text": self.text, "copy_text": {"text": self.copied}}


@dataclass(frozen=True, slots=True)
class ShareButton:
    """Lets the reader pick a chat and asks us there what to send, in inline mode: `query`."""

    text: str
    query: str

    def markup(self) -> dict[str, Any]:
        everywhere = dict.fromkeys(
            ("allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats"),
            True,
        )
        chosen = {"query": self.query, **everywhere}
        return {"text": self.text, "switch_inline_query_chosen_chat": chosen}


AnyButton = Button | LinkButton | CopyButton | ShareButton
Rows = tuple[tuple[AnyButton, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """A message of the bot's. Edited in place when the press that leads to it allows that."""

    text: Html
    rows: Rows = field(default=())

    def markup(self) -> dict[str, Any]:
        """Bot API: InlineKeyboardMarkup."""
        return {"inline_keyboard": [[button.markup() for button in row] for row in self.rows]}

    def message(self) -> dict[str, Any]:
        """Parameters that sendMessage and editMessageText share."""
        return {
            "text": str(self.text),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
            "reply_markup": self.markup(),
        }

    def under(self, *rows: tuple[AnyButton, ...]) -> "Screen":
        """The same with more rows below."""
        return Screen(self.text, (*self.rows, *rows))

    def below(self, text: Html) -> "Screen":
        """The same under another text, a blank line between."""
        return Screen(Html(f"{text}\n\n{self.text}"), self.rows)


def others(rows: Rows, *taps: type[CallbackData]) -> Rows:
    """Without the buttons that bring back one of these."""
    kept = (tuple(one for one in row if not _brings(one, taps)) for row in rows)
    return tuple(row for row in kept if row)


def _brings(button: AnyButton, taps: tuple[type[CallbackData], ...]) -> bool:
    return isinstance(button, Button) and isinstance(button.tap, taps)


def lines(*parts: str) -> Html:
    """Safe parts joined by line breaks; empty ones are left out."""
    return Html("\n".join(part for part in parts if part))


def paragraphs(*parts: str) -> Html:
    """Safe parts joined by blank lines; empty ones are left out."""
    return Html("\n\n".join(part for part in parts if part))


def grid(buttons: list[Button], width: int) -> Rows:
    """Buttons in rows of `width`."""
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))
