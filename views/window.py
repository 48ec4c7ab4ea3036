"""A person's chat window: where a turn puts its screens. Everything goes through the outbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from views.screen import Screen

INTERACTIVE = 0
NOTICE = 5


class Outbox(Protocol):
    """The only way out. See storage/outbox.py."""

    async def put(
        self,
        chat_id: int,
        method: str,
        params: dict[str, Any],
        *,
        subject: str | None = None,
        priority: int = INTERACTIVE,
        not_before: datetime | None = None,
        line: int | None = None,
        edits: int | None = None,
        relays: Sequence[int] = (),
    ) -> int: ...

    async def album(
        self,
        chat_id: int,
        album: str,
        from_chat_id: int,
        message_id: int,
        relay_id: int,
        line: int,
    ) -> int: ...


class Window:
    """One person's window during one update.

    `pressed` is the id of the message whose button was pressed, if one was: the first screen
    shown then takes its place. What `show` and `send` return names the message for later
    ("m12" by its id, "r34" by its row in the outbox, before its id is known).
    """

    def __init__(self, outbox: Outbox, chat_id: int, pressed: int | None = None) -> None:
        self._outbox = outbox
        self.chat_id = chat_id
        self.pressed = pressed
        self.toast = ""
        self.alert = False

    async def show(self, screen: Screen, line: int | None = None) -> str:
        """Shows the screen in place of the pressed one, else as a new message."""
        if self.pressed is None:
            return await self.send(screen, line)
        shown, self.pressed = f"m{self.pressed}", None
        await self.redraw(shown, screen, line)
        return shown

    async def redraw(self, shown: str, screen: Screen, line: int | None = None) -> None:
        """Puts the screen in place of a message that `show` or `send` named."""
        await self._edit("editMessageText", shown, screen.message(), line)

    async def send(
        self, screen: Screen, line: int | None = None, answers: int | None = None
    ) -> str:
        """A new message. `line`: the bid whose talk a reply to it belongs to. `answers`: the
        person's message that it replies to."""
        self.pressed = None
        params = screen.message()
        if answers is not None:
            target = {"message_id": answers, "allow_sending_without_reply": True}
            params = {**params, "reply_parameters": target}
        row = await self._outbox.put(self.chat_id, "sendMessage", params, line=line)
        return f"r{row}"

    async def call(self, method: str, params: dict[str, Any], line: int | None = None) -> None:
        """Any other Bot API method into this chat (files, invoices, copies)."""
        await self._outbox.put(self.chat_id, method, params, line=line)

    async def strip(self, shown: str) -> None:
        """Takes the buttons off a message that `show` or `send` named."""
        markup: dict[str, Any] = {"reply_markup": {"inline_keyboard": []}}
        await self._edit("editMessageReplyMarkup", shown, markup)

    async def _edit(
        self, method: str, shown: str, params: dict[str, Any], line: int | None = None
    ) -> None:
        """A newer edit of the same message takes the place of one that still waits."""
        number = int(shown[1:])
        row = number if shown.startswith("r") else None
        if row is None:
            params = {**params, "message_id": number}
        await self._outbox.put(self.chat_id, method, params, subject=shown, line=line, edits=row)

    def say(self, toast: str, *, alert: bool = False) -> None:
        """What answers the press: a toast, or an alert to be closed. At most 200 characters."""
        self.toast, self.alert = toast[:200], alert
