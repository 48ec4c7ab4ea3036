"""A question for a place, that tells the time: a city or a country, in any spelling."""

from dataclasses import dataclass
from typing import Any

from aiogram.types import Message

from conversations.steps.step import Ask, Given, Outcome, Question, Step, mark, text_of
from marketplace.errors import Refused
from marketplace.text import one_line
from views import notice_settings, places
from views.screen import Button, grid
from views.texts import Texts

MOST_TYPED = 80


@dataclass(frozen=True)
class Place(Step):
    """{"name": "Lisbon, Portugal", "zone": "Europe/Lisbon"}. Each button tells the time there."""

    def plain(self, t: Texts, value: Any) -> str:
        return str(value["name"])

    def fits(self, value: Any) -> bool:
        return isinstance(value, dict) and {*value} == {"name", "zone"}

    async def draw(self, ask: Ask) -> Question:
        drawn = await super().draw(ask)
        near = [_button(ask, value, "near") for value in ask.memo.get("near", [])]
        return Question(drawn.text, (*grid(near, 1), *drawn.rows), path=ask.path, skip=drawn.skip)

    async def offered(self, ask: Ask) -> list[Button]:
        values = await self.likely(ask) if self.likely else ()
        return [_button(ask, value, "pick") for value in values if value != ask.value]

    async def typed(self, ask: Ask, message: Message) -> Outcome:
        """Keeps the suggestions for what was nearly a place, or has several times."""
        ask.memo.clear()
        given = one_line(text_of(message))[:MOST_TYPED]
        if not given:
            raise Refused("wrong-empty")
        found = places.match(given, ask.t.language, ask.turn.work.now)
        if found.place is not None:
            return Given(plain_of(found.place))
        if not found.near:
            raise Refused("wrong-place", given=given)
        ask.memo["near"] = [plain_of(place) for place in found.near]
        if found.country:
            raise Refused("place-several", country=found.country)
        raise Refused("place-unclear", given=given)

    async def tapped(self, ask: Ask, do: str, value: str) -> Outcome | None:
        if do == "near":
            near = (one for one in ask.memo.get("near", []) if mark(one) == value)
            return next((Given(one) for one in near), None)
        return await super().tapped(ask, do, value)


def plain_of(place: places.Place) -> dict[str, str]:
    """As the answer keeps it."""
    return {"name": place.name, "zone": place.zone}


def _button(ask: Ask, value: dict[str, str], do: str) -> Button:
    time = notice_settings.time_in(ask.t, value["zone"], ask.turn.work.now)
    label = ask.t.label("notice-place-now", place=value["name"], time=time)
    return ask.button(label, do, mark(value))
