"""Jobs that somebody has saved for later."""

from conversations.turn import Turn
from handlers.jobs import show_job
from handlers.routes import Routes
from marketplace import jobs, saved_jobs
from views import callbacks
from views import saved_jobs as screens


async def save_job(turn: Turn, tap: callbacks.SaveJob) -> None:
    if tap.on:
        await saved_jobs.save(turn.work, turn.actor, tap.id)
    else:
        await jobs.readable(turn.work, turn.actor, tap.id)
        await saved_jobs.unsave(turn.work, turn.actor, tap.id)
    turn.window.say(turn.t.label("toast-job-saved" if tap.on else "toast-job-unsaved"))
    await show_job(turn, tap.id)


async def saved_list(turn: Turn, tap: callbacks.SavedJobs | None = None) -> None:
    await _show(turn, tap.page if tap else 0)


async def unsave_job(turn: Turn, tap: callbacks.UnsaveJob) -> None:
    """From the list, which stays where it was, or ends a page earlier."""
    await saved_jobs.unsave(turn.work, turn.actor, tap.id)
    turn.window.say(turn.t.label("toast-job-unsaved"))
    await _show(turn, tap.page)


async def _show(turn: Turn, number: int) -> None:
    page = await saved_jobs.page(turn.work, turn.actor, number, screens.PAGE)
    await turn.window.show(screens.saved_list(turn.t, page))


router = Routes(
    commands={"saved": saved_list},
    taps={
        callbacks.SaveJob: save_job,
        callbacks.SavedJobs: saved_list,
        callbacks.UnsaveJob: unsave_job,
    },
)
