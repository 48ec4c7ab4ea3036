"""Jobs: reading them; posting and keeping one's own."""

from conversations import job as conversation
from conversations.card import show_card
from conversations.turn import Turn
from handlers.routes import Routes
from marketplace import jobs
from marketplace.cards import CardKind
from marketplace.people import Role
from marketplace.standings import Standing
from views import callbacks
from views import jobs as screens


async def open_job(turn: Turn, tap: callbacks.OpenJob) -> None:
    await show_job(turn, tap.id)


async def show_job(turn: Turn, job_id: int) -> None:
    """The job as the actor may see it: listed ones for all, others for their client alone, who has
    a card of it."""
    job = await jobs.readable(turn.work, turn.actor, job_id)
    if job.client_id == turn.actor.id:
        await show_card(turn, CardKind.JOB, job_id)
        return
    await turn.window.show(
        screens.job(
            turn.t,
            job,
            reader=turn.actor,
            client=await turn.work.people.get(job.client_id),
            record=await turn.work.clients.record(job.client_id),
            standing=await _standing(turn, job.client_id),
            live_bid=await turn.work.bids.live_of(turn.actor.id, job_id),
            bid_count=await turn.work.bids.count_live(job_id),
            saved=await turn.work.saved_jobs.has(turn.actor.id, job_id),
        )
    )


async def _standing(turn: Turn, client_id: int) -> Standing:
    return (await turn.work.ratings.standings([client_id], Role.CLIENT))[client_id]


async def post_job(turn: Turn, tap: callbacks.PostJob | None = None) -> None:
    await turn.wizard.start(turn, conversation.conversation)


async def own_jobs(turn: Turn, tap: callbacks.OwnJobs | None = None) -> None:
    before = tap.before if tap else 0
    found = await turn.work.jobs.of_client(turn.actor.id, before or None, screens.PAGE + 1)
    page = [(job, await turn.work.bids.count_live(job.id)) for job in found[: screens.PAGE]]
    await turn.window.show(screens.own_jobs(turn.t, page, more=len(found) > screens.PAGE))


async def edit_job(turn: Turn, tap: callbacks.EditJob) -> None:
    job = await jobs.editable(turn.work, turn.actor, tap.id)
    answers = conversation.answers_of(job)
    await turn.wizard.start(turn, conversation.conversation, {"job": job.id}, answers)


async def close_job(turn: Turn, tap: callbacks.CloseJob) -> None:
    if not tap.sure:
        job = await jobs.own_open_job(turn.work, turn.actor, tap.id)
        bid_count = await turn.work.bids.count_live(job.id)
        await turn.window.show(screens.confirm_close(turn.t, job, bid_count))
        return
    await jobs.close(turn.work, turn.actor, tap.id)
    turn.window.say(turn.t.label("toast-job-closed"))
    await show_job(turn, tap.id)


async def renew_job(turn: Turn, tap: callbacks.RenewJob) -> None:
    await jobs.renew(turn.work, turn.actor, tap.id)
    turn.window.say(turn.t.label("toast-job-renewed"))
    await show_job(turn, tap.id)


router = Routes(
    commands={"post": post_job},
    taps={
        callbacks.OpenJob: open_job,
        callbacks.PostJob: post_job,
        callbacks.OwnJobs: own_jobs,
        callbacks.EditJob: edit_job,
        callbacks.CloseJob: close_job,
        callbacks.RenewJob: renew_job,
    },
)
