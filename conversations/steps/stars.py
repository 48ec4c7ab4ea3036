"""A question that is answered with stars."""

import re
from dataclasses import dataclass, replace
from typing import Any

from conversations.steps.step import Ask, Given, Outcome, Question, Step
from marketplace.standings import LEAST_STARS, MOST_STARS
from marketplace.text import one_line, whole_number
from views.texts import Texts

_DRAWN = re.compile(r"(?:[⭐★]\ufe0f?){1,5}")


@dataclass(frozen=True)
class Stars(Step):
    """From one to five, the best first: a tap, a number, or the stars themselves."""

    def parse(self, ask: Ask, raw: str) -> int:
        text = one_line(raw).replace(" ", "")
        if _DRAWN.fullmatch(text):
            return len(text.replace("\ufe0f", ""))
        return whole_number(raw, LEAST_STARS, MOST_STARS)

    def plain(self, t: Texts, value: Any) -> str:
        return "⭐" * int(value)

    def fits(self, value: Any) -> bool:
        return type(value) is int and LEAST_STARS <= value <= MOST_STARS

    async def draw(self, ask: Ask) -> Question:
        buttons = [
            ask.button(self.plain(ask.t, count), "choose", str(count))
            for count in range(MOST_STARS, LEAST_STARS - 1, -1)
        ]
        question = await super().draw(ask)
        return replace(question, rows=(*((button,) for button in buttons), *question.rows))

    async def tapped(self, ask: Ask, do: str, value: str) -> Outcome | None:
        if do == "choose" and value in {str(n) for n in range(LEAST_STARS, MOST_STARS + 1)}:
            return Given(int(value))
        return await super().tapped(ask, do, value)
