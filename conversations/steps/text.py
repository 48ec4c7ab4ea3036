"""A question that is answered in words."""

from collections.abc import Callable
from dataclasses import dataclass

from conversations.steps.step import Ask, Step


@dataclass(frozen=True)
class Text(Step):
    """`clean` is the rule of the marketplace that cleans and measures it, or raises Refused."""

    clean: Callable[[str], str]

    def parse(self, ask: Ask, raw: str) -> str:
        return self.clean(raw)
