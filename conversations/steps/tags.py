"""A question that takes several short answers, collected until Done: skills."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from aiogram.types import Message

from conversations.steps.step import (
    Ask,
    Given,
    Outcome,
    Question,
    Step,
    Still,
    mark,
    text_of,
)
from conversations.turn import Turn
from marketplace.errors import Refused
from marketplace.text import folded, paragraph
from views.screen import Html, grid, lines
from views.texts import Texts, short

MOST_OFFERED = 12
MOST_LISTED = 5
MOST_NAME = 36


@dataclass(frozen=True)
class Tags(Step):
    """Up to `most`, each cleaned by `clean`; separated by commas, semicolons or lines.

    `likely` offers some, one tap each.
    """

    clean: Callable[[str], str]
    most: int

    def fits(self, value: Any) -> bool:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)

    def plain(self, t: Texts, value: Any) -> str:
        return ", ".join(value)

    async def told(self, turn: Turn, value: Any, room: int) -> Html:
        return Html(escape(short(", ".join(value), max(room, 100))))

    async def draw(self, ask: Ask) -> Question:
        kept: list[str] = ask.value or []
        text = ask.words()
        if kept:
            listed = lines(*(f"• {escape(one)}" for one in kept))
            text = Html(f"{text}\n\n{listed}")
        remove = [ask.button(f"✕ {short(one, MOST_NAME)}", "rm", mark(one)) for one in kept]
        offers = [
            ask.button(f"＋ {short(one, MOST_NAME)}", "add", mark(one))
            for one in await self._offered(ask)
        ]
        rows = (*grid(remove, 2), *grid(offers, 2))
        if kept:
            rows = (*rows, (ask.button(ask.t.label(ask.done), "done", style="success"),))
        return Question(text, rows, path=ask.path, skip=self.optional and not kept)

    async def typed(self, ask: Ask, message: Message) -> Outcome:
        written = re.split(r"[,;\n،、，；]", paragraph(text_of(message)))
        parts = [part.lstrip(" •·*-–\t").rstrip() for part in written]
        return self._with(ask, [part for part in parts if part])

    async def tapped(self, ask: Ask, do: str, value: str) -> Outcome | None:
        kept: list[str] = ask.value or []
        if do == "done" and kept:
            return Given(kept)
        if do == "rm":
            return Still([one for one in kept if mark(one) != value])
        if do == "add":
            chosen = [one for one in await self._offered(ask) if mark(one) == value]
            return self._with(ask, chosen) if chosen else None
        if do == "skip":
            return await super().tapped(ask, do, value)
        return None

    async def _offered(self, ask: Ask) -> list[str]:
        kept = [folded(one) for one in ask.value or []]
        if self.likely is None or len(kept) >= self.most:
            return []
        offered: Sequence[str] = await self.likely(ask)
        return [one for one in offered if folded(one) not in kept][:MOST_OFFERED]

    def _with(self, ask: Ask, parts: list[str]) -> Still:
        """What fits joins the list; what doesn't is named. Raises Refused when nothing was new."""
        kept = {folded(one): one for one in ask.value or []}
        before, wrong, left_out = len(kept), [], []
        trouble: Refused | None = None
        for part in parts:
            try:
                clean = self.clean(part)
            except Refused as refused:
                trouble = refused
                wrong.append(part)
                continue
            if folded(clean) in kept:
                continue
            if len(kept) < self.most:
                kept[folded(clean)] = clean
            else:
                left_out.append(clean)
        if len(kept) == before and not left_out:
            raise trouble or Refused("tags-known" if parts else "wrong-empty")
        notes = []
        if left_out:
            notes.append(ask.t("tags-left-out", most=self.most, which=_named(left_out)))
        if wrong:
            notes.append(ask.words("wrong", which=_named(wrong)))
        return Still(list(kept.values()), lines(*notes))


def _named(parts: list[str]) -> str:
    listed = [f"“{short(part, 30)}”" for part in parts[:MOST_LISTED]]
    return ", ".join(listed) + (" …" if len(parts) > MOST_LISTED else "")
