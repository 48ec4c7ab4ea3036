"""Freelancers, as clients find and invite them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Protocol

from marketplace.directory import Place
from marketplace.invitations import Invitation
from marketplace.people import Person


class Directory(Protocol):
    """Freelancers whom clients find (`Person.listed`)."""

    async def file(self, person_id: int, words: AbstractSet[str]) -> None:
        """From now on the person is found by these words, and by no others."""
        ...

    async def newest(
        self, words: Sequence[str], but: int, after: Place | None, limit: int
    ) -> list[Person]:
        """Who has, for each word, one that begins with it; available ones first, then who was
        active last. Nobody with the id `but`."""
        ...

    async def fitting(
        self, skills: AbstractSet[str], but: int, after: Place | None, limit: int
    ) -> list[Person]:
        """Who has any of these skills (folded): available ones first, then who has the most."""
        ...

    async def of_key(self, key: str) -> Person | None:
        """Whose profile has this public key, listed or not."""
        ...


class Invitations(Protocol):
    async def add(self, invitation: Invitation) -> int: ...
    async def find(self, invitation_id: int) -> Invitation | None: ...
    async def by_key(self, key: str) -> Invitation | None: ...
    async def of(self, job_id: int, person_id: int) -> Invitation | None: ...
    async def of_job(self, job_id: int) -> list[Invitation]:
        """The newest ones, newest first."""
        ...

    async def sent_since(self, client_id: int, since: datetime) -> int: ...
    async def decline(self, invitation_id: int) -> bool:
        """Compare-and-swap; False when it was declined before."""
        ...
