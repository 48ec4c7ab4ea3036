"""A delivery that was marked completed while its files are still being stored.

It goes out by itself when all of them are: what a client is asked to decide on is safe already.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from marketplace import deliveries, events
from marketplace.deliveries import Delivery, may_deliver
from marketplace.errors import Refused
from marketplace.files import FileState
from marketplace.people import Person

if TYPE_CHECKING:
    from marketplace.files import StoredFile
    from marketplace.ports import Work


@dataclass(frozen=True, slots=True)
class WaitingDelivery:
    """Not a version yet: it gets its number when it goes out."""

    milestone_id: int
    note: str
    marked_at: datetime
    files: tuple["StoredFile", ...]
    shown: str = ""
    """Which message tells the freelancer that it waits."""

    @property
    def stored(self) -> int:
        """How many of its files are safe."""
        return sum(file.state is FileState.STORED for file in self.files)

    @property
    def failed(self) -> "tuple[StoredFile, ...]":
        return tuple(file for file in self.files if file.state is FileState.FAILED)


async def mark_completed(
    work: "Work", actor: Person, milestone_id: int, note: str, file_ids: Iterable[int]
) -> Delivery | WaitingDelivery:
    """ "Mark completed": out at once when all files are stored, else as soon as they are.

    What waited for the same milestone before gives way. Raises Refused as `deliveries.deliver`,
    and `file-failed` for a file that could not be stored.
    """
    project, milestone = await may_deliver(work, actor, milestone_id)
    note, files = await deliveries.checked(work, actor, project, note, tuple(file_ids))
    for file in files:
        if file.state is FileState.FAILED:
            raise Refused("file-failed", name=file.name, reason=file.reason)
    await work.waiting.remove(milestone_id)
    if all(file.state is FileState.STORED for file in files):
        return await deliveries.deliver(work, actor, milestone_id, note, [f.id for f in files])
    waiting = WaitingDelivery(milestone_id, note, work.now, tuple(files))
    await work.waiting.put(waiting)
    work.happened(events.DeliveryWaits(project, milestone, waiting))
    return waiting


async def send_settled(work: "Work", milestone_id: int) -> None:
    """Sends out the delivery that waits for this milestone, when its last file is stored.

    One whose file could not be stored stays for the freelancer to repair, who is told; one whose
    milestone takes no more deliveries is dropped, and the freelancer told, too.
    """
    project = await work.projects.lock_by_milestone(milestone_id)
    waiting = await work.waiting.find(milestone_id)
    if project is None or waiting is None:
        return
    milestone = project.milestone(milestone_id)
    if any(file.state is FileState.ANNOUNCED for file in waiting.files):
        return
    if waiting.failed:
        await work.waiting.stick(milestone_id)
        work.happened(events.DeliveryStuck(project, milestone, waiting))
        return
    await work.waiting.remove(milestone_id)
    freelancer = await work.people.get(project.freelancer_id)
    ids = [file.id for file in waiting.files]
    try:
        sent = await deliveries.deliver(work, freelancer, milestone_id, waiting.note, ids)
    except Refused:
        work.happened(events.DeliveryDropped(project, milestone, waiting))
    else:
        work.happened(events.WaitingDeliverySent(project, milestone, sent, waiting))
