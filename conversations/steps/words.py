"""A question that is answered with words to look for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from aiogram.types import Message

from conversations.steps.step import Ask, Given, Outcome, Question, Still
from conversations.steps.text import Text
from views.screen import Screen

Missed = Callable[[Ask, str], Awaitable[Screen | None]]


@dataclass(frozen=True)
class Words(Text):
    """Words that nothing has leave the question open, so that others can just be typed.

    `missed`: what is said then, with the other ways on; None where something has the words.
    """

    missed: Missed = field(kw_only=True)

    async def draw(self, ask: Ask) -> Question:
        question, words = await super().draw(ask), ask.memo.get("missed")
        nothing = await self.missed(ask, words) if words else None
        return replace(question, rows=(*question.rows, *nothing.rows)) if nothing else question

    async def typed(self, ask: Ask, message: Message) -> Outcome:
        return await self._looks(ask, await super().typed(ask, message))

    async def tapped(self, ask: Ask, do: str, value: str) -> Outcome | None:
        outcome = await super().tapped(ask, do, value)
        return outcome and await self._looks(ask, outcome)

    async def _looks(self, ask: Ask, outcome: Outcome) -> Outcome:
        nothing = await self.missed(ask, outcome.value) if isinstance(outcome, Given) else None
        if nothing is None:
            return outcome
        ask.memo["missed"] = outcome.value
        return Still(None, nothing.text)
