"""A question about money of which only so much is possible."""

from collections.abc import Callable
from dataclasses import dataclass, field

from aiogram.types import Message

from conversations.steps.money import Money
from conversations.steps.step import Ask, Given, Outcome
from marketplace.money import check_amount


@dataclass(frozen=True)
class BoundedMoney(Money):
    """`bounds`: the least and the most, in minor units. Beyond them the question stays open.

    Raises Refused `wrong-amount-too-small` or `wrong-amount-too-large`, with the bound.
    """

    bounds: Callable[[Ask], tuple[int, int]] = field(kw_only=True)

    async def typed(self, ask: Ask, message: Message) -> Outcome:
        return self._checked(ask, await super().typed(ask, message))

    async def tapped(self, ask: Ask, do: str, value: str) -> Outcome | None:
        outcome = await super().tapped(ask, do, value)
        return self._checked(ask, outcome) if outcome else None

    def _checked(self, ask: Ask, outcome: Outcome) -> Outcome:
        if isinstance(outcome, Given):
            check_amount(outcome.value, *self.bounds(ask))
        return outcome
