"""Messages that stay current."""

from collections.abc import Collection, Sequence
from typing import Protocol

from marketplace.cards import Card, CardKind, LiveButtons, Standing, Subject


class Cards(Protocol):
    async def hold(self, person_id: int, kind: CardKind, subject_id: int) -> Card:
        """Nobody else moves or changes this card until the unit of work ends; an empty one where
        there was none."""
        ...

    async def of(self, subjects: Collection[Subject]) -> list[Card]:
        """Those that have a message, held as `hold` does; with a job, also those of its bids."""
        ...

    async def missing(self, subjects: Collection[Subject]) -> list[Card]:
        """Those that the members of running projects among them should have and don't, held."""
        ...

    async def save(self, card: Card) -> None: ...
    async def standing(self, person_id: int, message_id: int) -> Standing | None:
        """The card that this message of a person's chat is, or may be."""
        ...

    async def note(self, buttons: LiveButtons) -> None:
        """This message has buttons that have to go when they can't be used any more."""
        ...

    async def live(self, subjects: Collection[Subject]) -> list[LiveButtons]:
        """Oldest first; with a job, also those about its bids."""
        ...

    async def forget(self, row_ids: Sequence[int]) -> None:
        """These messages have no such buttons any more."""
        ...

    async def replaced(self, person_id: int, message_id: int) -> None:
        """Something else stands in this message of the person's chat now."""
        ...
