"""How many jobs and bids one person makes in a day: enough for whoever works here, too few to flood
it. The numbers are the operator's (`Work.policy`).

Whoever asks has locked the person, so that of many at once no more than that get through. What was
withdrawn or closed counts; changing counts as nothing.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from marketplace.errors import Refused
from marketplace.people import Person

if TYPE_CHECKING:
    from marketplace.ports import Work

A_DAY = timedelta(days=1)


async def check_jobs(work: "Work", actor: Person) -> None:
    """Raises Refused `too-many-jobs`, with `at`, when the next one may be posted."""
    most = work.policy.jobs_a_day
    oldest = await work.jobs.posted_at(actor.id, most) if most else None
    if oldest is not None and oldest + A_DAY > work.now:
        raise Refused("too-many-jobs", most=most, at=oldest + A_DAY)


async def check_bids(work: "Work", actor: Person) -> None:
    """Raises Refused `too-many-bids`, with `at`, when the next one may be made."""
    most = work.policy.bids_a_day
    oldest = await work.bids.made_at(actor.id, most) if most else None
    if oldest is not None and oldest + A_DAY > work.now:
        raise Refused("too-many-bids", most=most, at=oldest + A_DAY)
