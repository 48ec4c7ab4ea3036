"""Deliveries, and what their clients said."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marketplace.events.event import Event

if TYPE_CHECKING:
    from marketplace.deliveries import Delivery
    from marketplace.projects import Milestone, Project
    from marketplace.waiting import WaitingDelivery


@dataclass(frozen=True, slots=True)
class MilestoneDelivered(Event):
    project: "Project"
    milestone: "Milestone"
    delivery: "Delivery"


@dataclass(frozen=True, slots=True)
class DeliveryWaits(Event):
    """It goes out when its files are stored."""

    project: "Project"
    milestone: "Milestone"
    waiting: "WaitingDelivery"


@dataclass(frozen=True, slots=True)
class WaitingDeliverySent(Event):
    """Its last file was stored, so it went out; always together with MilestoneDelivered."""

    project: "Project"
    milestone: "Milestone"
    delivery: "Delivery"
    waiting: "WaitingDelivery"


@dataclass(frozen=True, slots=True)
class DeliveryStuck(Event):
    """A delivery that waited for its files was not sent: one of them could not be stored."""

    project: "Project"
    milestone: "Milestone"
    waiting: "WaitingDelivery"


@dataclass(frozen=True, slots=True)
class DeliveryDropped(Event):
    """A delivery that waited for its files was not sent: the milestone was decided meanwhile."""

    project: "Project"
    milestone: "Milestone"
    waiting: "WaitingDelivery"


@dataclass(frozen=True, slots=True)
class DeliveryAccepted(Event):
    """By hand or by silence (see the delivery's state); `opened` is the next milestone, if any."""

    project: "Project"
    milestone: "Milestone"
    delivery: "Delivery"
    opened: "Milestone | None"


@dataclass(frozen=True, slots=True)
class DeliveryDeclined(Event):
    project: "Project"
    milestone: "Milestone"
    delivery: "Delivery"


@dataclass(frozen=True, slots=True)
class MoreTimeTaken(Event):
    project: "Project"
    milestone: "Milestone"
    delivery: "Delivery"


@dataclass(frozen=True, slots=True)
class ReviewReminder(Event):
    project: "Project"
    milestone: "Milestone"
    delivery: "Delivery"
