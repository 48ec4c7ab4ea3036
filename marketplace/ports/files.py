"""Files, what waits for them, and how they come and go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from marketplace.archives import Archive
from marketplace.files import StoredFile
from marketplace.transfers import Link
from marketplace.waiting import WaitingDelivery


class Files(Protocol):
    async def add(self, file: StoredFile) -> int: ...
    async def many(self, file_ids: Sequence[int]) -> list[StoredFile]:
        """In the order asked for; raises Refused `gone` when one doesn't exist."""
        ...

    async def visible_to(self, person_id: int, file_id: int) -> bool:
        """Owner, member of a project that it was delivered in, or attached to an open job (or to
        a job the person has bid on)."""
        ...

    async def concerns_operators(self, file_id: int) -> bool:
        """Delivered in a project, or attached to its job, that has to do with operators; or
        attached to a job that is hidden or reported."""
        ...

    async def sent_since(self, owner_id: int, since: datetime) -> int:
        """How many bytes this person has sent since then."""
        ...

    async def delivered_in(self, project_id: int) -> int:
        """How many bytes all versions of all milestones of the project have."""
        ...


class Waiting(Protocol):
    """Deliveries that go out when their files are stored; one a milestone at most."""

    async def put(self, delivery: WaitingDelivery) -> None:
        """In place of the one of the same milestone that waits already."""
        ...

    async def find(self, milestone_id: int) -> WaitingDelivery | None: ...
    async def of_project(self, project_id: int) -> WaitingDelivery | None: ...
    async def remove(self, milestone_id: int) -> None: ...
    async def stick(self, milestone_id: int) -> None:
        """It waits for its freelancer from now on, no longer for files."""
        ...

    async def shown_in(self, milestone_id: int, shown: str) -> None:
        """Which message tells the freelancer that it waits (see views/window.py)."""
        ...

    async def settled(self, limit: int) -> list[int]:
        """Milestones whose waiting delivery has no file left to be stored, and is not stuck."""
        ...


class Links(Protocol):
    async def add(self, link: Link, digest: str) -> int:
        """`digest`: of its token, which itself is kept nowhere."""
        ...

    async def find(self, digest: str) -> Link | None:
        """Also an expired or used one."""
        ...

    async def use(self, link_id: int, file_id: int) -> bool:
        """Compare-and-swap from unused; False when it was used before."""
        ...


class Archives(Protocol):
    async def add(self, archive: Archive) -> int | None:
        """None when this person waits for one of this project already."""
        ...

    async def asked_since(self, person_id: int, since: datetime) -> int:
        """How many this person has asked for."""
        ...
