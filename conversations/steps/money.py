"""Questions about money: an amount, and a budget that may be a range. Minor units throughout.

What can be read in two ways comes back as two buttons. They are in the step's memo, and go with
the next answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiogram.types import Message

from conversations.steps.step import Ask, Given, Outcome, Step, Still, mark, text_of
from marketplace.amounts import parse_amount
from marketplace.errors import Refused
from marketplace.text import one_line
from views import currencies
from views.screen import Button
from views.texts import Texts


@dataclass(frozen=True)
class Money(Step):
    """An amount in minor units; what was understood is shown back."""

    echo: bool = field(default=True, kw_only=True)

    def readings(self, ask: Ask, raw: str) -> Sequence[Any]:
        """The answers that a text can mean, the reader's own way of writing first.

        Raises Refused where it means none.
        """
        return _readings(ask, raw)

    def plain(self, t: Texts, value: Any) -> str:
        return t.money(value)

    def fits(self, value: Any) -> bool:
        return type(value) is int

    async def offered(self, ask: Ask) -> list[Button]:
        meant = [
            ask.button(self.plain(ask.t, one), "read", mark(one))
            for one in ask.memo.get("readings", [])
        ]
        labels = [button.text for button in meant]
        return [*meant, *(one for one in await super().offered(ask) if one.text not in labels)]

    async def typed(self, ask: Ask, message: Message) -> Outcome:
        """Keeps the readings of what is unclear, and refuses it."""
        ask.memo.clear()
        raw = text_of(message)
        found = self.readings(ask, raw)
        if len(found) == 1:
            return Given(found[0])
        ask.memo["readings"] = list(found)
        first, second = (self.plain(ask.t, one) for one in found)
        raise Refused("wrong-amount-unclear", given=one_line(raw), first=first, second=second)

    async def tapped(self, ask: Ask, do: str, value: str) -> Outcome | None:
        if do == "read":
            for one in ask.memo.get("readings", []):
                if mark(one) == value:
                    return Given(one, echo=True)
        return await super().tapped(ask, do, value)

    async def back(self, ask: Ask) -> Still | None:
        ask.memo.clear()
        return None


@dataclass(frozen=True)
class Budget(Money):
    """[least, most] in minor units: "500", "400-600", "from 400 to 600"."""

    def readings(self, ask: Ask, raw: str) -> Sequence[list[int]]:
        """Where both amounts are unclear, both are read in the same way.

        Raises Refused `wrong-budget-order` when the first amount is above the second.
        """
        read = [_readings(ask, part) for part in _parts(ask.t, one_line(raw))]
        unclear = next((amounts for amounts in read if len(amounts) > 1), None)
        if unclear is not None:
            largest_first = unclear[0] > unclear[1]
            read = [sorted(amounts, reverse=largest_first) for amounts in read]
        ways = range(len(unclear or read[0]))
        ranges = [[read[0][way % len(read[0])], read[-1][way % len(read[-1])]] for way in ways]
        in_order = [one for one in ranges if one[0] <= one[1]]
        if not in_order:
            raise Refused("wrong-budget-order")
        return in_order

    def plain(self, t: Texts, value: Any) -> str:
        least, most = value
        if least == most:
            return t.money(least)
        return t.label("wizard-range", least=t.money(least), most=t.money(most))

    def fits(self, value: Any) -> bool:
        return isinstance(value, list) and [type(one) for one in value] == [int, int]


def _readings(ask: Ask, raw: str) -> Sequence[int]:
    """One amount, or the two that an unclear text can mean."""
    currency = ask.turn.work.currency
    marks = currencies.marks(ask.t.language, currency.code)
    try:
        return [parse_amount(raw, currency, marks=marks, point=currencies.point(ask.t))]
    except Refused as refused:
        if refused.key != "wrong-amount-unclear":
            raise
        return [refused.facts["first_minor"], refused.facts["second_minor"]]


def _parts(t: Texts, text: str) -> list[str]:
    """One amount or two; the reader's words around a range ("from", "to") are taken away.

    The dash of "500.-" parts nothing.
    """
    first = "|".join(map(re.escape, t.label("wizard-range-first").split()))
    second = "|".join(map(re.escape, t.label("wizard-range-second").split()))
    text = re.sub(rf"^(?:{first})\s+", "", text, flags=re.IGNORECASE)
    dash = r"(?<![.,])\s*[-‐-―−~]+(?=\s*\S)\s*"
    parts = re.split(rf"{dash}|\s+(?:{second})\s+", text, flags=re.IGNORECASE)
    if len(parts) > 2:
        raise Refused("wrong-amount")
    return parts
