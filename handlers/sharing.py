"""Links into the bot: handed on, and followed."""

from collections.abc import Awaitable, Callable

from conversations.turn import Turn
from conversations.walk import undoable
from handlers.freelancers import show_freelancer, show_invitation
from handlers.jobs import show_job
from handlers.profile import own_profile
from handlers.routes import Routes
from marketplace import deep_links, directory, invitations, jobs, people
from marketplace.deep_links import LinkTo
from marketplace.errors import Refused
from views import callbacks, refusals
from views import sharing as screens
from views.screen import Html


async def share_job(turn: Turn, tap: callbacks.ShareJob) -> None:
    job = await jobs.shareable(turn.work, turn.actor, tap.id)
    await turn.window.show(screens.share_job(turn.t, job, turn.address))


async def share_profile(turn: Turn, tap: callbacks.ShareProfile) -> None:
    turn.actor = await people.with_key(turn.work, turn.actor)
    await turn.window.show(screens.share_profile(turn.t, turn.actor, turn.address))


# --- following one -------------------------------------------------------------------------


async def follow(turn: Turn, payload: str) -> Html:
    """Shows what a link leads to; where that can't be shown, returns why."""
    link = deep_links.read(payload)
    if link is None:
        return turn.t("link-unknown")
    try:
        async with undoable(turn.work):
            await _SHOW[link.kind](turn, link.value)
    except Refused as refused:
        return refusals.refusal(turn.t, refused)
    return Html("")


async def _show_job(turn: Turn, value: str) -> None:
    await show_job(turn, int(value))


async def _show_profile(turn: Turn, key: str) -> None:
    person = await directory.listed(turn.work, turn.actor, key)
    if person.id == turn.actor.id:
        await own_profile(turn)
    else:
        await show_freelancer(turn, key)


async def _show_invitation(turn: Turn, key: str) -> None:
    """The client who sent it looks at their own job."""
    invitation = await invitations.by_key(turn.work, turn.actor, key)
    if invitation.client_id == turn.actor.id:
        await show_job(turn, invitation.job_id)
    else:
        await show_invitation(turn, invitation)


_SHOW: dict[LinkTo, Callable[[Turn, str], Awaitable[None]]] = {
    LinkTo.JOB: _show_job,
    LinkTo.PROFILE: _show_profile,
    LinkTo.INVITATION: _show_invitation,
}

router = Routes(
    taps={callbacks.ShareJob: share_job, callbacks.ShareProfile: share_profile},
)
