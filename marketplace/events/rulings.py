"""What one operator proposes to another."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.events.event import Event

if TYPE_CHECKING:
    from marketplace.rulings import Ruling


@dataclass(frozen=True, slots=True)
class RulingProposed(Event):
    """It waits for another operator."""

    ruling: "Ruling"


@dataclass(frozen=True, slots=True)
class RulingApproved(Event):
    """A second operator has carried it out."""

    ruling: "Ruling"


@dataclass(frozen=True, slots=True)
class RulingRefused(Event):
    ruling: "Ruling"
