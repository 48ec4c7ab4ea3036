"""Searching freelancers by the words of their profiles, and pages of what is found."""

from collections import Counter
from collections.abc import Sequence

from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Ask, Words
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import directory, jobs
from marketplace.directory import Place
from marketplace.jobs import Job
from views import freelancers as screens
from views.freelancers import Asked
from views.screen import Screen

MOST_RECENT = 20
MOST_OFFERED = 4


async def page(turn: Turn, asked: Asked, after: Place | None) -> Screen:
    """One page of the directory: by words, by what the job needs, or everybody."""
    work, limit = turn.work, screens.PAGE + 1
    if asked.query or asked.job is None:
        found = await directory.newest(work, turn.actor, asked.query, after, limit)
    else:
        found = await directory.fitting(work, turn.actor, asked.job, after, limit)
    more = len(found) > screens.PAGE
    return screens.freelancers(turn.t, asked, found[: screens.PAGE], more=more, first=after is None)


async def job_of(turn: Turn, job_id: int) -> Job | None:
    """The actor's own job that they came from, if from any. Raises Refused `not-yours`."""
    return await jobs.own_job(turn.work, turn.actor, job_id) if job_id else None


async def last_query(turn: Turn) -> str:
    """What was searched for last."""
    return str((await turn.state.get_data()).get("freelancers", ""))


async def _enter(turn: Turn, subject: Subject) -> Facts:
    job = await job_of(turn, subject.get("job", 0))
    return {"job": job.id if job else 0}


async def _missed(ask: Ask, words: str) -> Screen | None:
    """Where nobody's profile has them."""
    turn = ask.turn
    if await directory.newest(turn.work, turn.actor, words, None, 1):
        return None
    return screens.missed(turn.t, Asked(await job_of(turn, ask.facts.get("job", 0)), words))


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> Screen:
    """Shows the first page; the query stays for the pages behind it."""
    query = answers["words"]
    await turn.state.update_data(freelancers=query)
    return await page(turn, Asked(await job_of(turn, subject.get("job", 0)), query), None)


async def _needed_skills(ask: Ask) -> Sequence[str]:
    """What the client's own jobs need, the most needed first."""
    recent = await ask.turn.work.jobs.of_client(ask.turn.actor.id, None, MOST_RECENT)
    needed = Counter(skill for job in recent for skill in job.terms.skills)
    return [skill for skill, _ in needed.most_common(MOST_OFFERED)]


conversation = Conversation(
    "find-freelancer",
    steps=(Words("words", directory.query_text, missed=_missed, likely=_needed_skills),),
    finish=_finish,
    enter=_enter,
    review=False,
)
