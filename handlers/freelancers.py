"""Freelancers: found, read and invited by clients; invitations answered."""

from conversations import freelancers as finding
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import directory, invitations, people
from marketplace.deep_links import DeepLink, LinkTo
from marketplace.directory import Place
from marketplace.invitations import Invitation
from views import callbacks
from views import freelancers as screens
from views.freelancers import Asked

MOST_RECENT = 50


async def find(turn: Turn, tap: callbacks.FindFreelancers | None = None) -> None:
    tap = tap or callbacks.FindFreelancers()
    await turn.wizard.leave(turn, finding.conversation)
    query = await finding.last_query(turn) if tap.found else ""
    asked = Asked(await finding.job_of(turn, tap.job_id), query)
    await turn.window.show(await finding.page(turn, asked, Place.unpacked(tap.after)))


async def search(turn: Turn, tap: callbacks.SearchFreelancers) -> None:
    subject = {"job": tap.job_id} if tap.job_id else {}
    await turn.wizard.start(turn, finding.conversation, subject)


async def open_freelancer(turn: Turn, tap: callbacks.OpenFreelancer) -> None:
    await show_freelancer(turn, tap.key, tap.job_id)


async def show_freelancer(turn: Turn, key: str, job_id: int = 0) -> None:
    """Raises Refused `not-listed`."""
    person = await directory.listed(turn.work, turn.actor, key)
    profile = await people.profile_of(turn.work, person)
    await turn.window.show(screens.freelancer(turn.t, profile, job_id))


async def invite(turn: Turn, tap: callbacks.Invite) -> None:
    person = await directory.listed(turn.work, turn.actor, tap.key)
    if not tap.job_id:
        own = await invitations.may_invite_to(turn.work, turn.actor, MOST_RECENT)
        await turn.window.show(screens.choose_job(turn.t, person, own))
        return
    invitation = await invitations.invite(turn.work, turn.actor, tap.key, tap.job_id)
    job, url = await invitations.job_of(turn.work, invitation), ""
    if turn.address.username:
        url = turn.address.url(DeepLink(LinkTo.INVITATION, invitation.key))
    await turn.window.show(screens.invited(turn.t, job, person, url))


async def job_invitations(turn: Turn, tap: callbacks.JobInvitations) -> None:
    job, invited = await invitations.of_job(turn.work, turn.actor, tap.job_id)
    await turn.window.show(screens.job_invitations(turn.t, job, invited))


async def show_invitation(turn: Turn, invitation: Invitation) -> None:
    """As its notice showed it. Raises Refused `job-not-open`."""
    job = await invitations.job_of(turn.work, invitation)
    client = await turn.work.people.get(invitation.client_id)
    await turn.window.show(screens.invitation(turn.t, invitation, job, client))


async def decline(turn: Turn, tap: callbacks.DeclineInvitation) -> None:
    await invitations.decline(turn.work, turn.actor, tap.id)
    await turn.window.show(screens.not_interested(turn.t))


router = Routes(
    commands={"freelancers": find},
    taps={
        callbacks.FindFreelancers: find,
        callbacks.SearchFreelancers: search,
        callbacks.OpenFreelancer: open_freelancer,
        callbacks.Invite: invite,
        callbacks.JobInvitations: job_invitations,
        callbacks.DeclineInvitation: decline,
    },
)
