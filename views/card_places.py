"""Where cards stand: one message a person and subject, moved to where the person opens it and
edited in place by whatever happens. There are never two: every change holds the card first.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from marketplace.cards import Card, CardKind
from marketplace.people import Person
from marketplace.ports import Work
from views.cards import Drawer, Drawn
from views.screen import Screen
from views.texts import Texts
from views.window import INTERACTIVE, Outbox, Window

DELETABLE_FOR = timedelta(hours=40)
"""Bots can delete their messages for 48 hours (Bot API, "deleteMessage"); less, since it may take
the outbox a while to get there."""
QUIETLY = {"disable_notification": True}
SUBJECT = "card"
"""Of edits in the outbox: several pending ones of one card become one."""


@dataclass(slots=True)
class Places:
    """Puts one reader's cards into their chat, within one unit of work."""

    work: Work
    outbox: Outbox
    drawer: Drawer
    t: Texts
    reader: Person

    async def show(self, window: Window, kind: CardKind, subject_id: int) -> bool:
        """The card is where the person is now: it moves there, unless the pressed message is the
        card already. False when this reader has no such card.

        The earlier message goes first: should it be the pressed one after all (Telegram has not
        told us its number yet), then what comes in its place comes as a new message.
        """
        card = await self.work.cards.hold(self.reader.id, kind, subject_id)
        drawn = await self.drawer.draw(self.t, self.reader, kind, subject_id)
        if drawn is None:
            return False
        standing = await window.standing()
        if standing and standing.sure and (standing.kind, standing.subject_id) == _subject(card):
            window.pressed = None
            await self._redraw(card, drawn, INTERACTIVE)
            return True
        await self._retire(card)
        if await self._is_elsewhere(window, drawn):
            window.pressed = None
            window.say(self.t.label("toast-in-topic"))
        sent_at = window.pressed_at if window.pressed is not None and not standing else None
        row_id, _ = await window.put(drawn.screen, drawn.line)
        await self._settle(card, drawn, row_id, sent_at)
        return True

    async def follow(self, card: Card, drawn: Drawn, priority: int) -> None:
        """Shows what is so now, where that differs from what was last drawn; a card without a
        message comes as a new one."""
        if not card.row_id:
            window = Window(self.outbox, self.reader.id)
            row_id, _ = await window.put(drawn.screen, drawn.line)
            await self._settle(card, drawn, row_id, None)
        elif card.digest != drawn.digest:
            await self._redraw(card, drawn, priority)

    async def _is_elsewhere(self, window: Window, drawn: Drawn) -> bool:
        """A project with a topic has its card there, wherever it is asked for."""
        if not self.work.topics.here or drawn.line is None or window.line == drawn.line:
            return False
        topic = await self.work.topics.of(self.reader.id, drawn.line)
        return topic is not None and topic.open

    # --- inside ----------------------------------------------------------------------------------

    async def _redraw(self, card: Card, drawn: Drawn, priority: int) -> None:
        await self.outbox.put(
            card.person_id,
            "editMessageText",
            drawn.screen.message(),
            subject=SUBJECT,
            priority=priority,
            line=drawn.line,
            edits=card.row_id,
        )
        if card.pinned != drawn.lasting:
            await self._pin(card.row_id, on=drawn.lasting)
        card = replace(card, digest=drawn.digest, pinned=drawn.lasting)
        await self.work.cards.save(card)

    async def _retire(self, card: Card) -> None:
        """The earlier message goes; too old for that, it becomes one line without buttons."""
        if not card.row_id:
            return
        if card.sent_at is not None and self.work.now - card.sent_at < DELETABLE_FOR:
            await self._put("deleteMessage", {}, card.row_id)
            return
        if card.pinned:
            await self._pin(card.row_id, on=False)
        moved = Screen(self.t("card-moved")).message()
        await self._put("editMessageText", moved, card.row_id)

    async def _settle(
        self, card: Card, drawn: Drawn, row_id: int, sent_at: datetime | None
    ) -> None:
        """The card stands in this row's message from now on."""
        now = self.work.now
        sent_at = min(sent_at, now) if sent_at else now
        left = card.row_id
        card = replace(card, row_id=row_id, left_row_id=left, digest=drawn.digest, sent_at=sent_at)
        if drawn.lasting:
            await self._pin(row_id, on=True)
        await self.work.cards.save(replace(card, pinned=drawn.lasting))

    async def _pin(self, row_id: int, *, on: bool) -> None:
        if on:
            await self._put("pinChatMessage", QUIETLY, row_id)
        else:
            await self._put("unpinChatMessage", {}, row_id)

    async def _put(self, method: str, params: dict[str, Any], row_id: int) -> None:
        await self.outbox.put(self.reader.id, method, params, edits=row_id)


def _subject(card: Card) -> tuple[CardKind, int]:
    return card.kind, card.subject_id
