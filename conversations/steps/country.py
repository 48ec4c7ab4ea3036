"""A question for a country, in any spelling; near misses come back as buttons."""

from dataclasses import dataclass, field
from typing import Any

from aiogram.types import Message

from conversations.steps.step import Ask, Given, Outcome, Question, Step, text_of
from marketplace.errors import Refused
from marketplace.text import one_line
from views import countries
from views.screen import grid
from views.texts import Texts

MOST_TYPED = 80


@dataclass(frozen=True)
class Country(Step):
    """An ISO 3166 alpha-2 code."""

    echo: bool = field(default=True, kw_only=True)

    def plain(self, t: Texts, value: Any) -> str:
        return t.country(value)

    async def draw(self, ask: Ask) -> Question:
        drawn = await super().draw(ask)
        near = [ask.button(ask.t.country(code), "near", code) for code in ask.memo.get("near", [])]
        return Question(drawn.text, (*grid(near, 2), *drawn.rows), path=ask.path, skip=drawn.skip)

    async def typed(self, ask: Ask, message: Message) -> Outcome:
        """Keeps the suggestions for what was nearly a country, and refuses it."""
        ask.memo.clear()
        given = one_line(text_of(message))
        if not given:
            raise Refused("wrong-empty")
        code, near = countries.match(given[:MOST_TYPED], ask.t.language)
        if code is not None:
            return Given(code)
        if not near:
            raise Refused("wrong-country", given=given[:MOST_TYPED])
        ask.memo["near"] = list(near)
        raise Refused("country-unclear", given=given[:MOST_TYPED])

    async def tapped(self, ask: Ask, do: str, value: str) -> Outcome | None:
        if do == "near" and value in ask.memo.get("near", []):
            return Given(value)
        return await super().tapped(ask, do, value)
