"""How much may be sent: in one file, in a day, in one version, in one project. Asked before any
byte is taken; the numbers are the operator's (`Work.limits`)."""

from datetime import timedelta
from typing import TYPE_CHECKING

from marketplace.errors import Refused
from marketplace.people import Person

if TYPE_CHECKING:
    from marketplace.ports import Work

A_DAY = timedelta(days=1)


async def may_send(
    work: "Work", actor: Person, name: str, size_bytes: int, most_bytes: int
) -> None:
    """Raises Refused: `file-too-big`, `file-quota-day` (of all that the actor sent in 24 hours)."""
    if size_bytes > most_bytes:
        raise Refused("file-too-big", name=name, most_bytes=most_bytes)
    sent = await work.files.sent_since(actor.id, work.now - A_DAY)
    if size_bytes and sent + size_bytes > work.limits.person_a_day:
        raise Refused("file-quota-day", name=name, most_bytes=work.limits.person_a_day)


async def fits_version(work: "Work", project_id: int, total_bytes: int) -> None:
    """Whether one version can have so many bytes of files.

    Raises Refused: `file-quota-delivery`, `file-quota-project` (with all versions before).
    """
    if total_bytes > work.limits.delivery:
        raise Refused("file-quota-delivery", most_bytes=work.limits.delivery)
    before = await work.files.delivered_in(project_id) if total_bytes else 0
    if total_bytes and before + total_bytes > work.limits.project:
        raise Refused("file-quota-project", most_bytes=work.limits.project)
