"""Questions about money: an amount, and a budget that may be a range. Minor units throughout."""

import re
from dataclasses import dataclass, field
from typing import Any

from conversations.steps.step import Ask, Step
from marketplace.errors import Refused
from marketplace.money import parse_amount
from marketplace.text import one_line
from views.texts import Texts


@dataclass(frozen=True)
class Money(Step):
    """An amount in minor units; what was understood is shown back."""

    echo: bool = field(default=True, kw_only=True)

    def parse(self, ask: Ask, raw: str) -> int:
        return parse_amount(raw, ask.turn.work.currency)

    def plain(self, t: Texts, value: Any) -> str:
        return t.money(value)

    def fits(self, value: Any) -> bool:
        return type(value) is int


@dataclass(frozen=True)
class Budget(Step):
    """[least, most] in minor units: "500", "400-600", "from 400 to 600"."""

    echo: bool = field(default=True, kw_only=True)

    def parse(self, ask: Ask, raw: str) -> list[int]:
        """Raises Refused `wrong-budget-order` when the first amount is above the second."""
        bounds = [
            parse_amount(part, ask.turn.work.currency) for part in _parts(ask.t, one_line(raw))
        ]
        if bounds[0] > bounds[-1]:
            raise Refused("wrong-budget-order")
        return [bounds[0], bounds[-1]]

    def plain(self, t: Texts, value: Any) -> str:
        least, most = value
        if least == most:
            return t.money(least)
        return t.label("wizard-range", least=t.money(least), most=t.money(most))

    def fits(self, value: Any) -> bool:
        return isinstance(value, list) and [type(one) for one in value] == [int, int]


def _parts(t: Texts, text: str) -> list[str]:
    """One amount or two; the reader's words around a range ("from", "to") are taken away."""
    first = "|".join(map(re.escape, t.label("wizard-range-first").split()))
    second = "|".join(map(re.escape, t.label("wizard-range-second").split()))
    text = re.sub(rf"^(?:{first})\s+", "", text, flags=re.IGNORECASE)
    parts = re.split(rf"\s*[-‐-―−~]+\s*|\s+(?:{second})\s+", text, flags=re.IGNORECASE)
    if len(parts) > 2:
        raise Refused("wrong-amount")
    return parts
