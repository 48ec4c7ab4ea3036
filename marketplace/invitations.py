"""Invitations: a client asks a freelancer to bid on one of their open jobs."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from marketplace import directory, events
from marketplace.errors import Refused
from marketplace.jobs import Job, own_job, own_open_job
from marketplace.people import KEY_LENGTH, Person, check_not_banned

if TYPE_CHECKING:
    from marketplace.ports import Work

MOST_A_DAY = 20
"""That one client sends."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Invitation:
    """One for each job and freelancer, ever. `key` names it in a link."""

    id: int
    job_id: int
    person_id: int
    client_id: int
    key: str
    at: datetime
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Invited:
    """A line of the client's list. `has_bid`: they have a live bid on the job now."""

    invitation: Invitation
    person: Person
    has_bid: bool


# --- use cases -----------------------------------------------------------------------------


async def invite(work: "Work", actor: Person, key: str, job_id: int) -> Invitation:
    """Asks the freelancer of this public key to bid on the actor's own open job; they hear of it.

    Raises Refused: `banned`, `not-yours`, `job-not-open`, `job-hidden`, `not-listed`,
    `own-invitation`, `freelancer-busy`, `has-bid`, `invited-already` (with `name`),
    `too-many-invitations`.
    """
    await check_not_banned(work, actor)
    job = await own_open_job(work, actor, job_id)
    if job.hidden:
        raise Refused("job-hidden", title=job.title)
    if job.closes_at <= work.now:
        raise Refused("job-not-open", title=job.title)
    person = await _invitable(work, actor, key, job)
    sent = await work.invitations.sent_since(actor.id, work.now - A_DAY)
    if sent >= MOST_A_DAY:
        raise Refused("too-many-invitations", most=MOST_A_DAY)
    invitation = Invitation(
        id=0,
        job_id=job.id,
        person_id=person.id,
        client_id=actor.id,
        key=work.new_token()[:KEY_LENGTH],
        at=work.now,
    )
    invitation = replace(invitation, id=await work.invitations.add(invitation))
    work.happened(events.FreelancerInvited(actor, job, person, invitation))
    return invitation


async def _invitable(work: "Work", actor: Person, key: str, job: Job) -> Person:
    person = await directory.listed(work, actor, key)
    if person.id == actor.id:
        raise Refused("own-invitation")
    if await work.bids.live_of(person.id, job.id):
        raise Refused("has-bid", name=person.shown_name)
    if await work.invitations.of(job.id, person.id):
        raise Refused("invited-already", name=person.shown_name)
    if person.busy:
        raise Refused("freelancer-busy", name=person.shown_name)
    return person


async def decline(work: "Work", actor: Person, invitation_id: int) -> None:
    """The invited one is not interested. Nobody is told; the client's list shows it.

    Raises Refused `not-yours`, `invitation-answered`.
    """
    invitation = await work.invitations.find(invitation_id)
    if invitation is None or invitation.person_id != actor.id:
        raise Refused("not-yours")
    if not await work.invitations.decline(invitation_id):
        raise Refused("invitation-answered")


async def by_key(work: "Work", actor: Person, key: str) -> Invitation:
    """An invitation that the actor got or sent. Raises Refused `not-invited`."""
    invitation = await work.invitations.by_key(key)
    if invitation is None or actor.id not in (invitation.person_id, invitation.client_id):
        raise Refused("not-invited")
    return invitation


async def job_of(work: "Work", invitation: Invitation) -> Job:
    """What the freelancer is invited to, while it is listed. Raises Refused `job-not-open`."""
    job = await work.jobs.find(invitation.job_id)
    if job is None or not job.listed:
        raise Refused("job-not-open")
    return job


async def may_invite_to(work: "Work", actor: Person, most: int) -> list[Job]:
    """The actor's listed jobs among their newest `most`."""
    own = await work.jobs.of_client(actor.id, None, most)
    return [job for job in own if job.listed]


async def of_job(work: "Work", actor: Person, job_id: int) -> tuple[Job, list[Invited]]:
    """Whom the actor has invited to their own job, newest first. Raises Refused `not-yours`."""
    job = await own_job(work, actor, job_id)
    invited = []
    for invitation in await work.invitations.of_job(job_id):
        person = await work.people.get(invitation.person_id)
        has_bid = await work.bids.live_of(person.id, job_id) is not None
        invited.append(Invited(invitation, person, has_bid))
    return job, invited
