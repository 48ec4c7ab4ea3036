"""Reports: somebody tells the operators of a job, or of a person they have to do with.

Once while the report is open; what operators then do is theirs (see marketplace.rulings).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from marketplace import events
from marketplace.errors import Refused
from marketplace.jobs import Job
from marketplace.people import Person
from marketplace.relay import Line, line_of
from marketplace.text import measured, paragraph

if TYPE_CHECKING:
    from marketplace.ports import Work


MOST_OPEN = 10
"""Reports of one person that wait at a time."""


class ReportKind(StrEnum):
    SCAM = "scam"
    OUTSIDE = "outside"
    """Asks for contact or payment outside."""
    NOT_A_JOB = "not_a_job"
    OFFENSIVE = "offensive"
    OTHER = "other"
    """In the reporter's own words."""


KINDS_OF_PEOPLE = tuple(kind for kind in ReportKind if kind is not ReportKind.NOT_A_JOB)


class ReportState(StrEnum):
    """`acted`: the job was hidden, or the person banned."""

    OPEN = "open"
    ACTED = "acted"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Report:
    """`person_id`: who is reported, of a job its client. `job_id` or `bid_id`: the job, or the line
    on which the two have met."""

    id: int
    kind: ReportKind
    reported_by: int
    person_id: int
    made_at: datetime
    job_id: int | None = None
    bid_id: int | None = None
    words: str = ""
    state: ReportState = ReportState.OPEN
    ended_by: int | None = None
    ended_at: datetime | None = None


def report_words(raw: str) -> str:
    return measured(paragraph(raw), 10, 500)


# --- use cases -----------------------------------------------------------------------------


async def may_report_job(work: "Work", actor: Person, job_id: int) -> Job:
    """A job that somebody else shows. Raises Refused: `job-not-open`, `own-report`,
    `reported-already`, `too-many-reports`."""
    job = await work.jobs.find(job_id)
    if job is None or not job.listed:
        raise Refused("job-not-open")
    if job.client_id == actor.id:
        raise Refused("own-report")
    await _check_new(work, actor, job.client_id, job_id)
    return job


async def may_report_person(work: "Work", actor: Person, bid_id: int) -> Line:
    """The line with whom the actor reports. Raises Refused: `not-yours`, `reported-already`,
    `too-many-reports`."""
    line = await line_of(work, actor, bid_id)
    await _check_new(work, actor, line.other(actor.id).id, None)
    return line


async def _check_new(work: "Work", actor: Person, person_id: int, job_id: int | None) -> None:
    if await work.reports.any_open(actor.id, person_id, job_id):
        raise Refused("reported-already")
    if await work.reports.count_open(actor.id) >= MOST_OPEN:
        raise Refused("too-many-reports", most=MOST_OPEN)


async def report_job(
    work: "Work", actor: Person, job_id: int, kind: ReportKind, words: str = ""
) -> Report:
    """Operators are told. `words`: of kind `other`. Raises Refused as `may_report_job`, or of the
    words."""
    job = await may_report_job(work, actor, job_id)
    report = Report(0, kind, actor.id, job.client_id, work.now, job_id=job_id)
    return await _made(work, actor, report, words)


async def report_person(
    work: "Work", actor: Person, bid_id: int, kind: ReportKind, words: str = ""
) -> Report:
    """As `report_job`, of the other one on a line."""
    line = await may_report_person(work, actor, bid_id)
    report = Report(0, kind, actor.id, line.other(actor.id).id, work.now, bid_id=bid_id)
    return await _made(work, actor, report, words)


async def _made(work: "Work", actor: Person, report: Report, words: str) -> Report:
    if report.kind is ReportKind.OTHER:
        report = replace(report, words=report_words(words))
    report = replace(report, id=await work.reports.add(report))
    work.happened(events.ReportMade(actor, report))
    return report


async def opened(work: "Work", actor: Person, report_id: int) -> Report:
    """A report for an operator to judge, of any state. Raises Refused: `not-operator`, `gone`."""
    work.policy.check_operator(actor)
    report = await work.reports.find(report_id)
    if report is None:
        raise Refused("gone")
    return report


async def dismiss(work: "Work", actor: Person, report_id: int) -> Report:
    """An operator finds nothing to do; who reported hears of it. Raises Refused: as `opened`,
    `own-matter`, `already-ended`."""
    report = await opened(work, actor, report_id)
    if report.person_id == actor.id:
        raise Refused("own-matter")
    dismissed = await _end(work, report, actor, ReportState.DISMISSED)
    if dismissed is None:
        raise Refused("already-ended", state=report.state.value)
    return dismissed


async def acted_on(work: "Work", operator: Person, found: list[Report]) -> None:
    """What they were about is done; those who reported hear of it. One that another operator has
    dismissed this moment stays dismissed."""
    for report in found:
        await _end(work, report, operator, ReportState.ACTED)


async def _end(work: "Work", report: Report, operator: Person, state: ReportState) -> Report | None:
    """Compare-and-swap; None when it had ended already."""
    ended = replace(report, state=state, ended_by=operator.id, ended_at=work.now)
    if not await work.reports.end(ended):
        return None
    work.happened(events.ReportEnded(ended))
    return ended
