"""A question with a few known answers, one button each."""

from dataclasses import dataclass
from typing import Any

from conversations.steps.step import Ask, Given, Outcome, Question, Step
from marketplace.errors import Refused
from marketplace.text import folded
from views.screen import grid
from views.texts import Texts


@dataclass(frozen=True)
class Choice(Step):
    """The texts `<texts>-<option>` name the options. Typing a name works too."""

    options: tuple[str, ...]
    texts: str

    def parse(self, ask: Ask, raw: str) -> str:
        for option in self.options:
            if folded(raw) in (folded(self.plain(ask.t, option)), folded(option)):
                return option
        raise Refused("wrong-choice")

    def plain(self, t: Texts, value: Any) -> str:
        return t.label(f"{self.texts}-{value}")

    def fits(self, value: Any) -> bool:
        return value in self.options

    async def draw(self, ask: Ask) -> Question:
        buttons = [
            ask.button(self.plain(ask.t, option), "choose", option) for option in self.options
        ]
        return Question(ask.words(), grid(buttons, 2), path=ask.path, skip=self.optional)

    async def tapped(self, ask: Ask, do: str, value: str) -> Outcome | None:
        if do == "choose" and value in self.options:
            return Given(value)
        return await super().tapped(ask, do, value)
