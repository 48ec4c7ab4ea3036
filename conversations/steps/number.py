"""A question that is answered with a whole number."""

import re
from dataclasses import dataclass, field
from typing import Any

from conversations.steps.step import Ask, Step
from marketplace.text import one_line, whole_number
from views.texts import Texts

_WITH_UNIT = re.compile(r"(\S*[0-9])\s+[^\W\d_]+\.?")


@dataclass(frozen=True)
class Number(Step):
    """From `least` to `most`. A unit behind it ("10 days") is read over.

    `unit`: the text that says the number with what it counts; empty: it is said alone.
    """

    least: int
    most: int
    unit: str = field(default="", kw_only=True)

    def parse(self, ask: Ask, raw: str) -> int:
        text = one_line(raw)
        with_unit = _WITH_UNIT.fullmatch(text)
        return whole_number(with_unit[1] if with_unit else text, self.least, self.most)

    def plain(self, t: Texts, value: Any) -> str:
        return (
            t.label(self.unit, count=value) if self.unit else t.label("wizard-number", number=value)
        )

    def fits(self, value: Any) -> bool:
        return type(value) is int
