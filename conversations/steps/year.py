"""A question for a year, with a button for the likely ones."""

from dataclasses import dataclass
from typing import Any

from conversations.steps.step import Ask, Given, Outcome, Question, Step
from marketplace.errors import Refused
from marketplace.people import FIRST_YEAR, check_years
from marketplace.text import folded, one_line, whole_number
from views.screen import Button, grid
from views.texts import Texts

SHOWN = 12
PRESENT = "present"


@dataclass(frozen=True)
class Year(Step):
    """From 1950 to this year, or `ahead` years more. `after` names the step of the first year;
    `present` adds the answer "present"."""

    ahead: int = 0
    after: str = ""
    present: bool = False

    def bounds(self, ask: Ask) -> tuple[int, int]:
        """The first and the last year that can be answered now."""
        least = ask.answers.get(self.after) if self.after else None
        return least or FIRST_YEAR, ask.turn.work.now.year + self.ahead

    def parse(self, ask: Ask, raw: str) -> int | str:
        if self.present and folded(raw) in (PRESENT, folded(ask.t.label("wizard-present"))):
            return PRESENT
        last = ask.turn.work.now.year + self.ahead
        try:
            year = whole_number(one_line(raw), FIRST_YEAR, last)
        except Refused as refused:
            raise Refused("wrong-years", least=FIRST_YEAR, most=last) from refused
        start = self.bounds(ask)[0]
        check_years(start, year, ask.turn.work.now.year, self.ahead)
        return year

    def plain(self, t: Texts, value: Any) -> str:
        return t.label("wizard-present") if value == PRESENT else str(value)

    def fits(self, value: Any) -> bool:
        return type(value) is int or (self.present and value == PRESENT)

    async def draw(self, ask: Ask) -> Question:
        drawn = await super().draw(ask)
        rows = grid(self._years(ask), 4)
        if self.present:
            rows = ((ask.button(ask.t.label("wizard-present"), "present"),), *rows)
        return Question(drawn.text, (*rows, *drawn.rows), path=ask.path, skip=self.optional)

    async def tapped(self, ask: Ask, do: str, value: str) -> Outcome | None:
        if do == "present" and self.present:
            return Given(PRESENT)
        if do == "year":
            return Given(self.parse(ask, value))
        return await super().tapped(ask, do, value)

    def _years(self, ask: Ask) -> list[Button]:
        """The newest years, or those that follow the first one."""
        least, most = self.bounds(ask)
        if self.after and least > FIRST_YEAR:
            years = list(range(least, most + 1))[:SHOWN]
        else:
            years = list(range(most, least - 1, -1))[:SHOWN]
        return [ask.button(str(year), "year", str(year)) for year in years]
