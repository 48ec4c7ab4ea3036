"""A question about bounds that may be open: "from 500", "up to 900", "400-600"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from conversations.steps.money import Budget
from conversations.steps.step import Ask
from marketplace.text import one_line
from views.finding import bounds
from views.texts import Texts


@dataclass(frozen=True)
class Bounds(Budget):
    """[least, most] in minor units, 0 for none. An amount alone is the least."""

    def readings(self, ask: Ask, raw: str) -> Sequence[list[int]]:
        """As `Budget`, of which it takes the range."""
        text = one_line(raw)
        upper = "|".join(re.escape(word) for word in ask.t.label("wizard-bound-most").split("; "))
        lower = "|".join(re.escape(word) for word in ask.t.label("wizard-bound-least").split("; "))
        at_most = re.match(rf"(?:(?:{upper})\s+|[<≤]\s*)", text, flags=re.IGNORECASE)
        at_least = re.match(rf"(?:(?:{lower})\s+|[>≥]\s*)", text, flags=re.IGNORECASE)
        start = at_most or at_least
        ranges = super().readings(ask, text[start.end() if start else 0 :].removesuffix("+"))
        return [_opened(one, at_most=bool(at_most)) for one in ranges]

    def plain(self, t: Texts, value: Any) -> str:
        return bounds(t, *value)


def _opened(one: list[int], *, at_most: bool) -> list[int]:
    least, most = one
    if least != most:
        return one
    return [0, most] if at_most else [least, 0]
