"""Projects, their milestones and deliveries."""

from datetime import datetime
from typing import Protocol

from marketplace.deliveries import Delivery, DeliveryState
from marketplace.projects import MilestoneState, Project, ProjectState


class Projects(Protocol):
    async def find(self, project_id: int) -> Project | None:
        """With all its milestones in order."""
        ...

    async def lock(self, project_id: int) -> Project | None: ...
    async def lock_by_milestone(self, milestone_id: int) -> Project | None: ...
    async def of_milestone(self, milestone_id: int) -> Project | None: ...
    async def of_bid(self, bid_id: int) -> Project | None: ...
    async def of_person(self, person_id: int, before_id: int | None, limit: int) -> list[Project]:
        """Newest first, as client or freelancer."""
        ...

    async def add(self, project: Project) -> Project:
        """Returns it with the ids of itself and its milestones."""
        ...

    async def move(self, project_id: int, was: ProjectState, to: ProjectState) -> bool: ...
    async def move_milestone(
        self, milestone_id: int, was: MilestoneState, to: MilestoneState
    ) -> bool: ...
    async def delivery(self, delivery_id: int) -> Delivery | None:
        """With its files."""
        ...

    async def review(self, delivery_id: int) -> Delivery | None:
        """One delivery without its files."""
        ...

    async def in_review(self, milestone_id: int) -> Delivery | None:
        """The delivery that waits for the client's decision; without its files."""
        ...

    async def deliveries(self, project_id: int) -> list[Delivery]:
        """By milestone and version, with files."""
        ...

    async def add_delivery(self, delivery: Delivery) -> Delivery: ...
    async def replace_reviewed(self, milestone_id: int, now: datetime) -> None:
        """Moves a delivery in review, if there is one, to replaced."""
        ...

    async def decide(self, delivery_id: int, to: DeliveryState, reason: str, now: datetime) -> bool:
        """Compare-and-swap from in_review; False when it was decided before."""
        ...

    async def save_review(self, delivery: Delivery) -> None:
        """accept_at, extended and reminders of a delivery in review."""
        ...

    async def due_to_accept(self, now: datetime, limit: int) -> list[int]:
        """Deliveries in review whose accept_at has come, oldest first."""
        ...

    async def due_to_remind(self, now: datetime, limit: int) -> list[int]: ...
