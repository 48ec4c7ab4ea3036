"""A person's chat window: where a turn puts its screens. Everything goes through the outbox."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from marketplace.cards import Standing
from marketplace.ports.cards import Cards
from views import live_buttons
from views.screen import Screen

INTERACTIVE = 0
NOTICE = 5
BROADCAST = 8


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
        *,
        silent: bool = False,
    ) -> int: ...

    async def unline(self, row_id: int) -> None: ...


class Window:
    """One person's window during one update.

    `pressed` is the id of the message whose button was pressed, if one was: the first screen
    shown then takes its place. What `show` and `send` return names the message for later
    ("m12" by its id, "r34" by its row in the outbox, before its id is known).
    """

    def __init__(
        self,
        outbox: Outbox,
        chat_id: int,
        pressed: int | None = None,
        *,
        cards: Cards | None = None,
        pressed_at: datetime | None = None,
    ) -> None:
        """`pressed_at`: when the pressed message was sent; None: nobody knows."""
        self.line: int | None = None
        """Of the topic that the person is in: what is shown without a line of its own stays there,
        too."""
        self.outbox = outbox
        self._cards = cards
        self.chat_id = chat_id
        self.pressed = pressed
        self.pressed_at = pressed_at
        self.toast = ""
        self.alert = False
        self._asks: int | None = None
        self._looked_at: int | None = None
        self._standing: Standing | None = None

    async def show(self, screen: Screen, line: int | None = None) -> str:
        """Shows the screen in place of the pressed one, else as a new message. A card keeps its
        place: what its buttons lead to comes below."""
        row, pressed = await self.put(screen, line)
        await self._note(row, screen.message(), line)
        return f"r{row}" if pressed is None else f"m{pressed}"

    async def put(self, screen: Screen, line: int | None = None) -> tuple[int, int | None]:
        """As `show`, with buttons that somebody else looks after. Returns the row of the outbox
        that carries it, and the message in whose place it stands, if there is one."""
        line = self._here(line)
        if self.pressed is None or await self.standing():
            self.pressed = None
            row = await self.outbox.put(self.chat_id, "sendMessage", screen.message(), line=line)
            return row, None
        pressed, self.pressed = self.pressed, None
        return await self._redraw(f"m{pressed}", screen, line), pressed

    def is_question(self) -> None:
        """The pressed message is the question that is open: no card, and without other buttons."""
        self._asks = self.pressed

    async def standing(self) -> Standing | None:
        """The card that the pressed message is, or may be."""
        if self._cards is None or self.pressed in (None, self._asks):
            return None
        if self._looked_at != self.pressed:
            self._looked_at = self.pressed
            self._standing = await self._cards.standing(self.chat_id, self.pressed or 0)
        return self._standing

    def stays(self) -> None:
        """What the pressed message says is still needed: whatever comes next comes below it."""
        self.pressed = None

    async def redraw(self, shown: str, screen: Screen, line: int | None = None) -> None:
        """Puts the screen in place of a message that `show` or `send` named."""
        row = await self._redraw(shown, screen, line)
        await self._note(row, screen.message(), line)

    async def send(
        self, screen: Screen, line: int | None = None, answers: int | None = None
    ) -> str:
        """A new message. `line`: the bid whose talk a reply to it belongs to. `answers`: the
        person's message that it replies to."""
        self.pressed = None
        line = self._here(line)
        params = screen.message()
        if answers is not None:
            target = {"message_id": answers, "allow_sending_without_reply": True}
            params = {**params, "reply_parameters": target}
        row = await self.outbox.put(self.chat_id, "sendMessage", params, line=line)
        await self._note(row, params, line)
        return f"r{row}"

    async def call(self, method: str, params: dict[str, Any], line: int | None = None) -> None:
        """Any other Bot API method into this chat (files, invoices, copies)."""
        await self.outbox.put(self.chat_id, method, params, line=self._here(line))

    def _here(self, line: int | None) -> int | None:
        return self.line if line is None else line

    async def strip(self, shown: str) -> None:
        """Takes the buttons off a message that `show` or `send` named."""
        markup: dict[str, Any] = {"reply_markup": {"inline_keyboard": []}}
        await self._edit("editMessageReplyMarkup", shown, markup)

    async def _redraw(self, shown: str, screen: Screen, line: int | None) -> int:
        """What stood there is forgotten, so that nothing follows it into its successor."""
        if self._cards is not None and shown.startswith("m") and shown != f"m{self._asks}":
            await self._cards.replaced(self.chat_id, int(shown[1:]))
        return await self._edit("editMessageText", shown, screen.message(), line)

    async def _note(self, row: int, params: dict[str, Any], line: int | None) -> None:
        if self._cards is not None:
            await live_buttons.note(self._cards, row, self.chat_id, params["reply_markup"], line)

    async def _edit(
        self, method: str, shown: str, params: dict[str, Any], line: int | None = None
    ) -> int:
        """A newer edit of the same message takes the place of one that still waits."""
        number = int(shown[1:])
        row = number if shown.startswith("r") else None
        if row is None:
            params = {**params, "message_id": number}
        return await self.outbox.put(
            self.chat_id, method, params, subject=shown, line=line, edits=row
        )

    def say(self, toast: str, *, alert: bool = False) -> None:
        """What answers the press: a toast, or an alert to be closed. At most 200 characters."""
        self.toast, self.alert = toast[:200], alert
