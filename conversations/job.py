"""Posting a job, and changing an open one."""

from collections.abc import Sequence
from typing import Any

from conversations.card import show_card
from conversations.declaration import Conversation, Facts, Subject
from conversations.steps import Ask, Budget, Files, Tags, Text
from conversations.steps.step import Answers
from conversations.turn import Turn
from marketplace import jobs
from marketplace.cards import CardKind
from marketplace.jobs import Job, JobTerms
from marketplace.people import MOST_SKILLS, skill

MOST_RECENT = 10


def answers_of(job: Job) -> Answers:
    """What a job says, for changing it. Subject: {"job": its id}."""
    terms = job.terms
    attachments: dict[str, Any] = {"files": list(terms.file_ids), "note": ""}
    return {
        "title": terms.title,
        "description": terms.description,
        "skills": list(terms.skills),
        "budget": [terms.budget_min_minor, terms.budget_max_minor],
        "attachments": attachments if terms.file_ids else None,
    }


def terms_of(answers: Answers) -> JobTerms:
    least_minor, most_minor = answers["budget"]
    attachments = answers["attachments"] or {"files": []}
    return JobTerms(
        title=answers["title"],
        description=answers["description"],
        skills=tuple(answers["skills"]),
        budget_min_minor=least_minor,
        budget_max_minor=most_minor,
        file_ids=tuple(attachments["files"]),
    )


async def _enter(turn: Turn, subject: Subject) -> Facts:
    if "job" not in subject:
        await jobs.may_post(turn.work, turn.actor)
        return {}
    return {"title": (await jobs.editable(turn.work, turn.actor, subject["job"])).title}


async def _finish(turn: Turn, subject: Subject, answers: Answers) -> None:
    work, actor, terms = turn.work, turn.actor, terms_of(answers)
    if "job" in subject:
        job = await jobs.edit(work, actor, subject["job"], terms)
    else:
        job = await jobs.post(work, actor, terms)
        turn.window.say(turn.t.label("job-posted-now"))
    await show_card(turn, CardKind.JOB, job.id)


async def _used_skills(ask: Ask) -> Sequence[str]:
    """What the client's earlier jobs asked for."""
    earlier = await ask.turn.work.jobs.of_client(ask.turn.actor.id, None, MOST_RECENT)
    return list(dict.fromkeys(one for job in earlier for one in job.terms.skills))


conversation = Conversation(
    "job",
    steps=(
        Text("title", jobs.job_title),
        Text("description", jobs.job_description),
        Tags("skills", skill, MOST_SKILLS, likely=_used_skills),
        Budget("budget"),
        Files("attachments", jobs.MOST_ATTACHMENTS, optional=True),
    ),
    enter=_enter,
    finish=_finish,
)
